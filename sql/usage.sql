-- The door for bulk: INSERT and COPY into credits.usage
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\pset null null
-- refusals name what is for sale: here only what this file sells
DELETE FROM credits.plan;
DELETE FROM credits.pack WHERE pack <> 'deposit';

INSERT INTO credits.resource (resource, unit) VALUES ('usage/vm', 'vCPU'), ('usage/image', 'image'), ('usage/token', 'token');
INSERT INTO credits.price (resource, rate) VALUES ('usage/vm', '24/vCPU/day'), ('usage/image', '4/image'), ('usage/token', '0.15/1M token');
GRANT SELECT, INSERT, UPDATE, DELETE ON credits.usage TO regress_credits_app;
SET ROLE regress_credits_app;
SELECT credits.open_account('usage/a', clock => '2026-01-15 00:00Z') > 0, credits.open_account('usage/b', clock => '2026-01-15 00:00Z') > 0;
SELECT credits.open_account('usage/child', parent => 'usage/a') > 0 AS opened;
SELECT credits.grant('usage/a', 100) > 0, credits.grant('usage/b', 100) > 0;

-- each row as charge() would; quantity NULL is 1, at NULL the account's now
INSERT INTO credits.usage (account, resource, quantity, attributes, at, until, item, key) VALUES
    ('usage/a', 'usage/image', 2, '{"size": "xl"}', '2026-01-16 00:00Z', NULL, 'img-1', 'one'),
    ('usage/a', 'usage/vm', 1.5, NULL, '2026-01-30 00:00Z', '2026-01-31 00:00Z', 'vm-1', NULL),
    ('usage/child', 'usage/image', NULL, NULL, NULL, NULL, NULL, 'one'),
    ('usage/b', 'usage/token', 1000000, NULL, '2026-01-15 12:00Z', NULL, NULL, NULL);
SELECT account, resource, quantity, attributes, at, until, item, key, charged, rate, line, late_at
  FROM credits.usage WHERE account LIKE 'usage/%' ORDER BY account, at, line;
SELECT available FROM credits.balance('usage/a');
SELECT available FROM credits.balance('usage/b');
-- charge() is its form of one row: the same key, the same answer
SELECT charged, balance, replayed FROM credits.charge('usage/a', 'usage/image', 2, '{"size": "xl"}', '2026-01-16 00:00Z', NULL, 'img-1', 'one');

-- COPY
COPY credits.usage (account, resource, quantity, at, until, item, key) FROM stdin;
usage/b	usage/vm	1	2026-01-16 00:00Z	2026-01-16 06:00Z	vm-2	copy-1
usage/b	usage/image	\N	\N	\N	\N	copy-2
\.
COPY credits.usage (account, resource, attributes, at) FROM stdin WITH (FORMAT csv);
usage/b,usage/image,"{""a"": ""b, c""}",2026-01-17 00:00Z
\.
SELECT resource, quantity, attributes, at, until, item, key, charged FROM credits.usage WHERE account = 'usage/b' ORDER BY at, resource;
SELECT available FROM credits.balance('usage/b');

-- no row at all
INSERT INTO credits.usage (account, resource) SELECT 'usage/a', 'usage/image' WHERE false;
COPY credits.usage (account, resource) FROM stdin;
\.

-- ---------------------------------------------------------------------------------------------
-- Order: payers by id, each payer's rows by time, `until` NULL first, then as given
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('usage/order', clock => '2026-01-15 00:00Z') > 0, credits.open_account('usage/order/2', parent => 'usage/order') > 0;
SELECT credits.grant('usage/order', 1000) > 0 AS granted;
INSERT INTO credits.usage (account, resource, quantity, at, until, item) VALUES
    ('usage/order', 'usage/image', 1, '2026-01-20 00:00Z', NULL, '5th: as given'),
    ('usage/order/2', 'usage/vm', 1, '2026-01-18 00:00Z', '2026-01-18 02:00Z', '4th: ends later'),
    ('usage/order', 'usage/vm', 1, '2026-01-18 00:00Z', '2026-01-18 01:00Z', '3rd: ends sooner'),
    ('usage/order/2', 'usage/image', 1, '2026-01-18 00:00Z', NULL, '2nd: an event'),
    ('usage/order', 'usage/image', 1, NULL, NULL, '1st: now'),
    ('usage/order/2', 'usage/image', 1, '2026-01-20 00:00Z', NULL, '6th: as given'),
    ('usage/order', 'usage/image', 1, '2026-01-20 00:00Z', NULL, '7th: as given');
RESET ROLE;
SELECT l.item, e.amount, e.bucket_after, e.balance
  FROM credits.entry e JOIN credits.usage_line l USING (account_id, operation, line) JOIN credits.bucket b ON b.id = e.bucket_id
  JOIN credits.account_key k ON k.account_id = e.account_id
 WHERE k.account = 'usage/order' ORDER BY e.bucket_seq;
SET ROLE regress_credits_app;

-- ---------------------------------------------------------------------------------------------
-- Keys: a row that was billed is skipped, another request under its key refuses the statement
-- ---------------------------------------------------------------------------------------------
SELECT available FROM credits.balance('usage/a');
-- billed before, in another order of attributes and other digits; by charge(); twice in one statement
SELECT charged FROM credits.charge('usage/a', 'usage/image', 1, '{"a": 1, "b": 2}', '2026-01-18 00:00Z', key => 'two');
INSERT INTO credits.usage (account, resource, quantity, attributes, at, item, key) VALUES
    ('usage/a', 'usage/image', 2.000, '{"size": "xl"}', '2026-01-16 01:00+01', 'img-1', 'one'),
    ('usage/a', 'usage/image', 1, '{"b": 2, "a": 1.0}', '2026-01-18 00:00Z', NULL, 'two'),
    ('usage/a', 'usage/image', 3, NULL, '2026-01-19 00:00Z', NULL, 'three'),
    ('usage/a', 'usage/image', 3, NULL, '2026-01-19 00:00Z', NULL, 'three');
SELECT available FROM credits.balance('usage/a');
-- fails: another request under a key, billed before
INSERT INTO credits.usage (account, resource, quantity, at, key) VALUES
    ('usage/a', 'usage/image', 1, '2026-01-19 00:00Z', 'four'),
    ('usage/a', 'usage/image', 4, '2026-01-19 00:00Z', 'three');
\echo SQLSTATE :SQLSTATE
-- fails: in the same statement
INSERT INTO credits.usage (account, resource, quantity, at, key) VALUES
    ('usage/a', 'usage/image', 1, '2026-01-19 00:00Z', 'five'),
    ('usage/a', 'usage/image', 1, '2026-01-19 00:00Z', 'six'),
    ('usage/a', 'usage/image', 1, '2026-01-18 00:00Z', 'five');
\echo SQLSTATE :SQLSTATE
-- fails: a key of another call
SELECT charged FROM credits.consume('usage/a', 1, key => 'consumed');
INSERT INTO credits.usage (account, resource, key) VALUES ('usage/a', 'usage/image', 'consumed');
-- the keys of a refused statement are free
INSERT INTO credits.usage (account, resource, quantity, at, key) VALUES
    ('usage/a', 'usage/image', 1, '2026-01-20 00:00Z', 'four'), ('usage/a', 'usage/image', 1, '2026-01-20 00:00Z', 'five');
SELECT available FROM credits.balance('usage/a');

-- ---------------------------------------------------------------------------------------------
-- One refused row refuses the statement; the context names it by its number
-- ---------------------------------------------------------------------------------------------
-- fails: not enough credits for the third, which is billed second
INSERT INTO credits.usage (account, resource, quantity, at) VALUES
    ('usage/b', 'usage/image', 1, '2026-01-20 00:00Z'),
    ('usage/b', 'usage/image', 1, '2026-01-22 00:00Z'),
    ('usage/b', 'usage/image', 1000, '2026-01-21 00:00Z'),
    ('usage/b', 'usage/image', 1, '2026-01-23 00:00Z');
\echo SQLSTATE :SQLSTATE
-- fails: past the cap
SELECT credits.open_account('usage/cap', clock => '2026-01-15 00:00Z') > 0 AS opened;
SELECT credits.set_overage('usage/cap', true, 10);
INSERT INTO credits.usage (account, resource) SELECT 'usage/cap', 'usage/image' FROM generate_series(1, 5);
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.usage (account, resource) SELECT 'usage/cap', 'usage/image' FROM generate_series(1, 2);
SELECT overage, overage_cap FROM credits.balance('usage/cap');
-- fails: bad rows, of which the first is named
INSERT INTO credits.usage (account, resource, quantity) VALUES ('usage/a', 'usage/image', 1), ('usage/a', 'usage/image', -1), (NULL, NULL, NULL);
INSERT INTO credits.usage (account, resource) VALUES ('usage/a', 'usage/image'), ('usage/none', 'usage/image');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.usage (account, resource, until) VALUES ('usage/a', 'usage/image', NULL), ('usage/a', 'usage/image', '2026-01-16 00:00Z');
INSERT INTO credits.usage (account, resource) VALUES ('usage/a', 'usage/none');
COPY credits.usage (account, resource, quantity) FROM stdin;
usage/a	usage/image	1
usage/a	usage/image	NaN
\.
-- fails: what billing says cannot be given
INSERT INTO credits.usage (account, resource, charged) VALUES ('usage/a', 'usage/image', 0);
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
INSERT INTO credits.usage (account, resource, rate) VALUES ('usage/a', 'usage/image', '1');
INSERT INTO credits.usage (account, resource, operation) VALUES ('usage/a', 'usage/image', 1);
INSERT INTO credits.usage (account, resource, line) VALUES ('usage/a', 'usage/image', 1);
INSERT INTO credits.usage (account, resource, late_at) VALUES ('usage/a', 'usage/image', '2026-01-16 00:00Z');
INSERT INTO credits.usage (account, resource, booked_at) VALUES ('usage/a', 'usage/image', '2026-01-16 00:00Z');
-- fails: bad values
INSERT INTO credits.usage (resource) VALUES ('usage/image');
INSERT INTO credits.usage (account) VALUES ('usage/a');
INSERT INTO credits.usage (account, resource) VALUES ('', 'usage/image');
INSERT INTO credits.usage (account, resource) VALUES ('usage/a', '');
INSERT INTO credits.usage (account, resource) VALUES (repeat('x', 256), 'usage/image');
INSERT INTO credits.usage (account, resource) VALUES ('usage/a', repeat('x', 256));
INSERT INTO credits.usage (account, resource, key) VALUES ('usage/a', 'usage/image', '');
INSERT INTO credits.usage (account, resource, key) VALUES ('usage/a', 'usage/image', repeat('x', 256));
INSERT INTO credits.usage (account, resource, item) VALUES ('usage/a', 'usage/image', '');
INSERT INTO credits.usage (account, resource, item) VALUES ('usage/a', 'usage/image', repeat('x', 256));
INSERT INTO credits.usage (account, resource, attributes) VALUES ('usage/a', 'usage/image', '[]');
INSERT INTO credits.usage (account, resource, attributes) VALUES ('usage/a', 'usage/image', jsonb_build_object('a', repeat('x', 8185)));
INSERT INTO credits.usage (account, resource, quantity) VALUES ('usage/a', 'usage/image', 0.0000000000000000001);
INSERT INTO credits.usage (account, resource, at) VALUES ('usage/a', 'usage/image', 'infinity');
INSERT INTO credits.usage (account, resource, at) VALUES ('usage/a', 'usage/image', '2026-01-14 00:00Z');
INSERT INTO credits.usage (account, resource, at) VALUES ('usage/a', 'usage/image', '2036-02-15 00:00Z');
INSERT INTO credits.usage (account, resource, until) VALUES ('usage/a', 'usage/vm', '2026-01-14 00:00Z');
INSERT INTO credits.usage (account, resource, until) VALUES ('usage/a', 'usage/vm', 'infinity');
INSERT INTO credits.usage (account, resource) VALUES ('usage/a', 'usage/vm');
\set VERBOSITY default
-- nothing came of all these
SELECT available FROM credits.balance('usage/a');
SELECT available FROM credits.balance('usage/b');
SELECT * FROM credits.verify('usage/a');

-- ---------------------------------------------------------------------------------------------
-- What was billed stays
-- ---------------------------------------------------------------------------------------------
-- fails: append-only
UPDATE credits.usage SET quantity = 0 WHERE account = 'usage/a';
\echo SQLSTATE :SQLSTATE
DELETE FROM credits.usage WHERE account = 'usage/a';
\echo SQLSTATE :SQLSTATE
RESET ROLE;
REVOKE UPDATE, DELETE ON credits.usage FROM regress_credits_app;
-- fails: without a right to it
SET ROLE regress_credits_app;
UPDATE credits.usage SET quantity = 0 WHERE account = 'usage/a';
\echo SQLSTATE :SQLSTATE
RESET ROLE;
-- ON CONFLICT has nothing to say: a conflict of keys is billing's
SELECT available FROM credits.balance('usage/a');
INSERT INTO credits.usage (account, resource, quantity, key) VALUES ('usage/a', 'usage/image', 0.25, 'conflict') ON CONFLICT DO NOTHING;
-- fails: another request under the key
INSERT INTO credits.usage (account, resource, quantity, key) VALUES ('usage/a', 'usage/image', 0.5, 'conflict') ON CONFLICT DO NOTHING;
\echo SQLSTATE :SQLSTATE
SELECT available FROM credits.balance('usage/a');

-- ---------------------------------------------------------------------------------------------
-- Statements nest, and what is rolled back is not billed
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('usage/nest', clock => '2026-01-15 00:00Z') > 0, credits.open_account('usage/nest/2', clock => '2026-01-15 00:00Z') > 0;
SELECT credits.grant('usage/nest', 100) > 0, credits.grant('usage/nest/2', 100) > 0;
CREATE FUNCTION usage_inner(account text, quantity numeric) RETURNS numeric LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO credits.usage (account, resource, quantity, item) VALUES (usage_inner.account, 'usage/image', usage_inner.quantity, 'inner');
    RETURN usage_inner.quantity;
END $$;
-- a statement that bills for each of its rows, while it is collected
INSERT INTO credits.usage (account, resource, quantity, item)
SELECT 'usage/nest', 'usage/image', usage_inner('usage/nest/2', n), 'outer' FROM generate_series(1, 3) n;
SELECT account, item, quantity, charged FROM credits.usage WHERE account LIKE 'usage/nest%' ORDER BY account, quantity;
-- of one payer, too
INSERT INTO credits.usage (account, resource, quantity, item)
SELECT 'usage/nest', 'usage/image', usage_inner('usage/nest', n), 'outer' FROM generate_series(1, 2) n;
SELECT available FROM credits.balance('usage/nest');
SELECT available FROM credits.balance('usage/nest/2');
-- an inner one that is refused and caught leaves the outer one whole
CREATE FUNCTION usage_caught(account text) RETURNS numeric LANGUAGE plpgsql AS $$
BEGIN
    PERFORM usage_inner(usage_caught.account, 1000);
    RETURN 1000;
EXCEPTION WHEN OTHERS THEN
    RETURN 1;
END $$;
INSERT INTO credits.usage (account, resource, quantity, item) SELECT 'usage/nest', 'usage/image', usage_caught('usage/nest'), 'caught' FROM generate_series(1, 2);
SELECT item, quantity, charged FROM credits.usage WHERE account = 'usage/nest' AND item = 'caught';
-- a refused statement, rolled back to a savepoint; then a good one
BEGIN;
SAVEPOINT s;
\set VERBOSITY sqlstate
INSERT INTO credits.usage (account, resource, quantity) VALUES ('usage/nest', 'usage/image', 1), ('usage/nest', 'usage/image', 1000);
\set VERBOSITY default
ROLLBACK TO s;
INSERT INTO credits.usage (account, resource, quantity, key) VALUES ('usage/nest', 'usage/image', 1, 'kept');
SAVEPOINT t;
INSERT INTO credits.usage (account, resource, quantity, key) VALUES ('usage/nest', 'usage/image', 2, 'not kept');
ROLLBACK TO t;
INSERT INTO credits.usage (account, resource, quantity, key) VALUES ('usage/nest', 'usage/image', 1, 'kept');
INSERT INTO credits.usage (account, resource, quantity, key) VALUES ('usage/nest', 'usage/image', 1, 'not kept');
COMMIT;
SELECT quantity, charged, key FROM credits.usage WHERE account = 'usage/nest' AND key IS NOT NULL ORDER BY key;
SELECT available FROM credits.balance('usage/nest');
SELECT * FROM credits.verify('usage/nest');
SELECT * FROM credits.verify('usage/nest/2');

-- ---------------------------------------------------------------------------------------------
-- Many rows bill as so many calls would
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('usage/many', at => '2026-01-01 00:00Z', clock => '2026-02-15 00:00Z') > 0,
       credits.open_account('usage/one', at => '2026-01-01 00:00Z', clock => '2026-02-15 00:00Z') > 0;
SELECT credits.set_overage(a, true, 100000) FROM unnest('{usage/many,usage/one}'::text[]) a;
SELECT count(credits.grant(a, n * 10, 'bonus', effective_at => timestamptz '2026-02-01 00:00Z' + n * interval '2 days', expires_at => timestamptz '2026-02-20 00:00Z' + n * interval '1 day'))
  FROM unnest('{usage/many,usage/one}'::text[]) a, generate_series(1, 10) n;
CREATE TEMP TABLE rows AS
SELECT n, (ARRAY['usage/vm', 'usage/image', 'usage/token'])[1 + n % 3] AS resource, (n * 7919 % 1000) / 100.0 AS quantity,
       timestamptz '2026-01-02 00:00Z' + (n * 104729 % 80640) * interval '1 minute' AS at, 'item ' || n % 17 AS item
  FROM generate_series(1, 300) n;
ALTER TABLE rows ADD until timestamptz;
UPDATE rows SET until = at + (n % 50) * interval '1 hour' WHERE resource = 'usage/vm';
INSERT INTO credits.usage (account, resource, quantity, at, until, item, key)
SELECT 'usage/many', resource, quantity, at, until, item, 'key ' || n FROM rows ORDER BY n;
SELECT count(*) FROM (SELECT credits.charge('usage/one', resource, quantity, NULL, at, until, item, 'key ' || n)
                        FROM (SELECT * FROM rows ORDER BY at, until NULLS FIRST, n) r OFFSET 0) c;
SELECT resource, quantity, at, until, late_at, item, key, charged, line FROM credits.usage WHERE account = 'usage/many'
EXCEPT
SELECT resource, quantity, at, until, late_at, item, key, charged, line FROM credits.usage WHERE account = 'usage/one';
SELECT m.class, m.granted, m.used, o.used, m.remaining = o.remaining AS same
  FROM credits.buckets('usage/many') WITH ORDINALITY m JOIN credits.buckets('usage/one') WITH ORDINALITY o USING (ordinality)
 WHERE m.used IS DISTINCT FROM o.used OR m.class <> o.class;
SELECT count(*) AS lines, sum(charged) AS charged, count(late_at) AS late FROM credits.usage WHERE account = 'usage/many';
SELECT (SELECT sum(charged) FROM credits.usage WHERE account = 'usage/many') = (SELECT sum(charged) FROM credits.usage WHERE account = 'usage/one') AS same;
SELECT * FROM credits.verify('usage/many');
SELECT * FROM credits.verify('usage/one');
DROP FUNCTION usage_inner, usage_caught;
