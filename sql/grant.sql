-- Grants: what may be granted, what a bucket gets that is given no expiry or priority, and the order in which buckets are drawn
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

INSERT INTO credits.resource (resource) VALUES ('grant/cpu'), ('grant/gpu'), ('grant/net');
INSERT INTO credits.class (class, priority, lifetime) VALUES ('grant/pack', 50, '1 month'), ('grant/year', 55, '365 days');
SET ROLE regress_credits_app;
SELECT credits.open_account('grant', time_zone => 'Europe/Berlin', at => '2026-01-01 00:00+01', clock => '2026-01-15 00:00+01') > 0 AS opened;

-- expiry and priority of each class; months are the account's, and so are a class's days
SELECT credits.grant('grant', 1, 'rollover') > 0, credits.grant('grant', 2, 'included') > 0, credits.grant('grant', 3, 'promotional') > 0,
       credits.grant('grant', 4, 'bonus') > 0, credits.grant('grant', 5) > 0, credits.grant('grant', 6, 'grant/pack') > 0,
       credits.grant('grant', 7, 'grant/year') > 0;
SELECT class, priority, granted, used, held, remaining, effective_at, expires_at, cost, note FROM credits.buckets('grant');
-- of the month that contains effective_at
SELECT credits.grant('grant', 8, 'included', effective_at => '2026-03-10 00:00+01') > 0,
       credits.grant('grant', 9, 'grant/pack', effective_at => '2026-03-10 00:00+01') > 0,
       credits.grant('grant', 10, 'included', effective_at => '2026-02-28 23:30Z') > 0;
SELECT class, granted, effective_at, expires_at FROM credits.buckets('grant', '2026-03-20 00:00Z') WHERE granted IN (8, 9, 10);
-- what is given goes before what the class says
SELECT credits.grant('grant', 11, 'included', expires_at => 'infinity', priority => 5, cost => 0.25, note => 'as given',
                     scope => '{grant/net,grant/cpu,grant/net}') > 0 AS granted;
SELECT class, priority, scope, granted, expires_at, cost, note FROM credits.buckets('grant') WHERE granted = 11;
-- a bucket that begins before it is granted, and one that begins after
SELECT credits.grant('grant', 12, effective_at => '2025-06-01 00:00Z', expires_at => '2026-01-15 00:00:00.000001+01') > 0,
       credits.grant('grant', 13, at => '2026-01-10 00:00+01') > 0;
SELECT at, kind, description, amount, status, reference FROM credits.activity('grant');

-- ---------------------------------------------------------------------------------------------
-- Refusals
-- ---------------------------------------------------------------------------------------------
-- fails: more than 0
SELECT credits.grant('grant', 0);
\echo SQLSTATE :SQLSTATE
-- fails: post-paid credit is not given
SELECT credits.grant('grant', 1, 'flex');
\echo SQLSTATE :SQLSTATE
-- fails: an expiry later than both effective_at and at
SELECT credits.grant('grant', 1, expires_at => '2026-01-20 00:00Z', effective_at => '2026-01-20 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant('grant', 1, expires_at => '2026-01-15 00:00+01', effective_at => '2026-01-10 00:00+01');
SELECT credits.grant('grant', 1, 'included', effective_at => '2025-12-10 00:00+01');
-- fails: a scope of nothing, of null, of what there is not
SELECT credits.grant('grant', 1, scope => '{}');
SELECT credits.grant('grant', 1, scope => '{grant/cpu,NULL}');
SELECT credits.grant('grant', 1, scope => '{grant/cpu,grant/none}');
\echo SQLSTATE :SQLSTATE
-- fails: unknown account, unknown class
SELECT credits.grant('grant/none', 1);
\echo SQLSTATE :SQLSTATE
SELECT credits.grant('grant', 1, 'gold');
\echo SQLSTATE :SQLSTATE
-- fails: cost, note, key
SELECT credits.grant('grant', 1, cost => -0.01);
SELECT credits.grant('grant', 1, cost => 'NaN');
SELECT credits.grant('grant', 1, note => repeat('x', 4097));
SELECT credits.grant('grant', 1, key => '');
SELECT credits.grant('grant', 1, key => repeat('x', 256));
\set VERBOSITY sqlstate
SELECT credits.grant('grant', -1);
SELECT credits.grant('grant', -0.000000000000000001);
SELECT credits.grant('grant', '-170141183460469231731.687303715884105728');
SELECT credits.grant(NULL, 1);
SELECT credits.grant('', 1);
SELECT credits.grant('grant', NULL);
-- NULL is the default class
BEGIN;
SELECT credits.grant('grant', 1, NULL) > 0 AS granted;
ROLLBACK;
SELECT credits.grant('grant', 1, '');
SELECT credits.grant('grant', 1, cost => 'Infinity');
SELECT credits.grant('grant', 1, cost => 0.0000000000000000001);
SELECT credits.grant('grant', 1, key => repeat(U&'\00e9', 128));
SELECT credits.grant('grant', 1, note => repeat(U&'\00e9', 2049));
SELECT credits.grant('grant', 1, expires_at => '-infinity');
SELECT credits.grant('grant', 1, expires_at => '2200-01-01 00:00Z');
SELECT credits.grant('grant', 1, effective_at => 'infinity');
SELECT credits.grant('grant', 1, effective_at => '-infinity');
SELECT credits.grant('grant', 1, effective_at => '1969-12-31 23:59Z');
SELECT credits.grant('grant', 1, effective_at => '2200-01-01 00:00Z');
SELECT credits.grant('grant', 1, at => 'infinity');
SELECT credits.grant('grant', 1, at => '1969-12-31 23:59Z');
SELECT credits.grant('grant', 1, at => '2200-01-01 00:00Z');
SELECT credits.grant('grant', 1, at => '2025-12-31 22:59:59Z');
SELECT credits.grant('grant', 1, at => '2036-02-15 00:00Z');
\set VERBOSITY default
-- nothing came of them, not even of their keys
SELECT count(*), sum(amount::numeric) FROM credits.activity('grant');

-- the bounds of a note and a key are good
SELECT credits.grant('grant', 1, note => repeat('x', 4096), key => repeat('k', 255)) > 0 AS granted;

-- ---------------------------------------------------------------------------------------------
-- Up to the type's range and no further
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('grant/max', clock => '2026-01-15 00:00Z') > 0 AS opened;
SELECT credits.grant('grant/max', '170141183460469231731.687303715884105726') > 0 AS granted;
SELECT credits.grant('grant/max', 0.000000000000000001) > 0 AS granted;
-- fails: the sum of what is left would pass it
SELECT credits.grant('grant/max', 0.000000000000000001);
\echo SQLSTATE :SQLSTATE
SELECT available FROM credits.balance('grant/max');
-- fails: also with a key, which stays free
SELECT credits.grant('grant/max', 1, key => 'again');
-- what was drawn makes room
SELECT charged, balance FROM credits.consume('grant/max', '170141183460469231731');
SELECT credits.grant('grant/max', 1, key => 'again') > 0 AS granted;
SELECT available FROM credits.balance('grant/max');
SELECT charged, balance FROM credits.consume('grant/max', 1.687303715884105727);
SELECT * FROM credits.verify('grant/max');

-- ---------------------------------------------------------------------------------------------
-- A closed period takes no grant
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('grant/closed', at => '2025-12-10 00:00Z', clock => '2026-01-15 00:00Z') > 0 AS opened;
-- fails: December is closed
SELECT credits.grant('grant/closed', 1, at => '2025-12-20 00:00Z');
\echo SQLSTATE :SQLSTATE
-- but credit of another time can be given now
SELECT credits.grant('grant/closed', 1, effective_at => '2025-12-20 00:00Z', expires_at => '2026-01-31 00:00Z') > 0 AS granted;
SELECT granted, effective_at, expires_at FROM credits.buckets('grant/closed') WHERE class <> 'flex';

-- ---------------------------------------------------------------------------------------------
-- The draw order is total: post-paid last; priority; scoped before unscoped; expiry; cost; effective_at; id
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('grant/order', at => '2026-01-01 00:00Z', clock => '2026-01-15 00:00Z') > 0 AS opened;
SELECT credits.set_overage('grant/order', true, 100);
-- given in the reverse of the order in which they go, but for the last three, which only their ids tell apart
SELECT count(credits.grant('grant/order', 1, note => note, priority => priority, scope => scope, expires_at => expires_at,
                           cost => cost, effective_at => effective_at))
  FROM (VALUES (1, '16 after flex in rank, still before it', 99, NULL::text[], NULL::timestamptz, NULL::numeric, NULL::timestamptz),
               (2, '12 never expires, cost 0.5', 50, NULL, 'infinity', 0.5, NULL),
               (3, '11 never expires, cost 0.1', 50, NULL, 'infinity', 0.1, NULL),
               (4, '10 never expires, later', 50, NULL, 'infinity', NULL, '2026-01-14 00:00Z'),
               (5, '9 never expires, earlier, cost 0 is none', 50, NULL, 'infinity', 0, '2026-01-13 00:00Z'),
               (6, '8 expires late', 50, NULL, '2026-03-01 00:00Z', NULL, NULL),
               (7, '7 expires soon', 50, NULL, '2026-02-01 00:00Z', 9, NULL),
               (8, '6 scoped, expires never', 50, '{grant/cpu,grant/gpu}', 'infinity', NULL, NULL),
               (9, '5 scoped, expires late', 50, '{grant/cpu}', '2026-03-01 00:00Z', NULL, NULL),
               (10, '4 lower rank', 49, NULL, 'infinity', NULL, NULL),
               (11, '3 lowest rank', -2147483648, NULL, 'infinity', NULL, NULL),
               (12, '13 first of twins', 60, NULL, 'infinity', 1, '2026-01-12 00:00Z'),
               (13, '14 second of twins', 60, NULL, 'infinity', 1, '2026-01-12 00:00Z'),
               (14, '15 third of twins', 60, NULL, 'infinity', 1, '2026-01-12 00:00Z')) v (n, note, priority, scope, expires_at, cost, effective_at);
SELECT coalesce(note, class) AS bucket FROM credits.buckets('grant/order');
-- and that is how they are drawn, one credit each
SELECT charged, credits, overage, balance FROM credits.consume('grant/order', 15, resource => 'grant/cpu');
RESET ROLE;
SELECT e.piece, coalesce(b.note, b.class) AS bucket, e.amount, e.bucket_after
  FROM credits.entry e JOIN credits.bucket b ON b.id = e.bucket_id JOIN credits.account_key k ON k.account_id = e.account_id
 WHERE k.account = 'grant/order' AND e.kind = 'draw' ORDER BY e.piece;

-- ---------------------------------------------------------------------------------------------
-- A DBA's own INSERT obeys the same rules
-- ---------------------------------------------------------------------------------------------
SELECT account_id FROM credits.account_key WHERE account = 'grant/closed' \gset
INSERT INTO credits.bucket (account_id, class, granted, note) VALUES (:account_id, 'included', 42, 'by hand');
SELECT class, priority, granted, used, effective_at, expires_at, note FROM credits.buckets('grant/closed') WHERE note = 'by hand';
SELECT at, kind, description, amount FROM credits.activity('grant/closed') WHERE amount = 42;
-- what the row says of the state is not believed
BEGIN;
INSERT INTO credits.bucket (account_id, class, granted, used, held, lapsed, seq, closed_at, note)
    VALUES (:account_id, 'bonus', 5, 5, 5, 5, 9, '2026-01-15 00:00Z', 'a liar');
SELECT granted, used, held, remaining FROM credits.buckets('grant/closed') WHERE note = 'a liar';
SELECT code, expected, actual FROM credits.verify('grant/closed');
ROLLBACK;
-- fails: as grant() does
\set VERBOSITY sqlstate
INSERT INTO credits.bucket (account_id, class, granted) VALUES (:account_id, 'prepaid', 0);
INSERT INTO credits.bucket (account_id, class, granted) VALUES (:account_id, 'prepaid', NULL);
INSERT INTO credits.bucket (account_id, class, granted) VALUES (:account_id, 'gold', 1);
INSERT INTO credits.bucket (account_id, class, granted) VALUES (:account_id, NULL, 1);
INSERT INTO credits.bucket (account_id, class, granted) VALUES (:account_id, 'flex', 1);
INSERT INTO credits.bucket (account_id, class, granted) VALUES (-1, 'prepaid', 1);
INSERT INTO credits.bucket (account_id, class, granted) VALUES (NULL, 'prepaid', 1);
INSERT INTO credits.bucket (account_id, class, granted, scope) VALUES (:account_id, 'prepaid', 1, '{}');
INSERT INTO credits.bucket (account_id, class, granted, cost) VALUES (:account_id, 'prepaid', 1, -1);
INSERT INTO credits.bucket (account_id, class, granted, granted_at) VALUES (:account_id, 'prepaid', 1, '2025-12-20 00:00Z');
INSERT INTO credits.bucket (account_id, class, granted, expires_at) VALUES (:account_id, 'prepaid', 1, '2026-01-10 00:00Z');
-- fails: never below zero, by whatever path
UPDATE credits.bucket SET used = granted + 1 WHERE account_id = :account_id AND note = 'by hand';
-- fails: no bucket goes
DELETE FROM credits.bucket WHERE account_id = :account_id;
\set VERBOSITY default
-- fails: no draw takes a flex bucket past its cap, by whatever path
SELECT credits.open_account('grant/cap', clock => '2026-01-15 00:00Z') AS cap \gset
SELECT credits.set_overage('grant/cap', true, 10);
UPDATE credits.bucket SET used = 11 WHERE account_id = :cap AND postpaid;
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.verify('grant/cap');
