-- Draws: consume, charge, their try_ forms and quote; lines and segments; late usage; overage
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null
-- refusals name what is for sale: here only what this file sells
DELETE FROM credits.plan;
DELETE FROM credits.pack WHERE pack <> 'deposit';

INSERT INTO credits.resource (resource, unit) VALUES
    ('charge/vm', 'vCPU'), ('charge/gpu', ''), ('charge/image', 'image'), ('charge/free', ''), ('charge/third', ''), ('charge/max', ''), ('charge/dust', '');
INSERT INTO credits.price (resource, rate, valid_from, valid_until) VALUES
    ('charge/vm', '1/vCPU/day', NULL, '2026-02-10 00:00Z'), ('charge/vm', '2/vCPU/day', '2026-02-10 00:00Z', NULL),
    ('charge/gpu', '1/day', NULL, NULL), ('charge/image', '0.1/image', NULL, NULL), ('charge/free', '0', NULL, NULL),
    ('charge/third', '1/3 s', NULL, NULL), ('charge/max', '170141183460469231731/s', NULL, NULL),
    ('charge/dust', '0.000000000000000001/day', NULL, NULL);

-- the lines and entries of an account's draws
CREATE VIEW charge_lines AS
SELECT k.account, l.operation, l.line, l.at, l.until, l.late_at, l.quantity, l.rate, l.charged, l.item
  FROM credits.usage_line l JOIN credits.account_key k ON k.user_id = l.user_id;
CREATE VIEW charge_entries AS
SELECT k.account, e.operation, e.piece, e.line, e.at, e.late_at, coalesce(b.note, b.class) AS bucket, e.amount, e.bucket_after, e.balance
  FROM credits.entry e JOIN credits.account_key k ON k.user_id = e.user_id JOIN credits.bucket b ON b.id = e.bucket_id
 WHERE e.kind = 'draw';
GRANT SELECT ON charge_lines, charge_entries TO regress_credits_app;
SET ROLE regress_credits_app;

-- ---------------------------------------------------------------------------------------------
-- consume
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('charge', clock => '2026-01-15 00:00Z') > 0 AS opened;
SELECT credits.grant('charge', 10, 'included', note => 'allowance') > 0, credits.grant('charge', 100, note => 'pack') > 0,
       credits.grant('charge', 5, 'promotional', scope => '{charge/gpu}', note => 'gpu only') > 0;
SELECT account, at, charged, credits, overage, balance, status, replayed FROM credits.consume('charge', 4);
SELECT account, at, charged, credits, overage, balance, status, replayed
  FROM credits.consume('charge', 8.5, at => '2026-01-20 12:00Z', note => 'by hand', attributes => '{"a": 1}');
-- without a resource a scoped bucket does not pay; with it, it goes first
SELECT charged, credits, balance FROM credits.consume('charge', 3, 'charge/gpu');
SELECT charged, credits, balance FROM credits.consume('charge', 3, 'charge/image');
SELECT piece, line, at, bucket, amount, bucket_after, balance FROM charge_entries
 WHERE account = 'charge' ORDER BY operation, piece;
-- fails: not enough, of the 96.5 that are left 2 are for another resource
SELECT credits.consume('charge', 95.5);
\echo SQLSTATE :SQLSTATE
-- the scoped bucket's share counts where it may pay
SELECT credits.consume('charge', 97.500000000000000001, 'charge/gpu');
SELECT available FROM credits.balance('charge');
SELECT available FROM credits.balance('charge', resource => 'charge/gpu');
SELECT available FROM credits.balance('charge', resource => 'charge/image');
-- try_: the refusal in the status, nothing written
SELECT * FROM credits.try_consume('charge', 1000);
SELECT * FROM credits.try_consume('charge', 1000, at => '2026-01-20 00:00Z');
SELECT count(*) FROM credits.activity('charge');
SELECT charged, credits, overage, balance, status, replayed FROM credits.try_consume('charge', 1);

-- fails: bad arguments; an amount of 0, below, above all
SELECT credits.consume('charge', 0);
\echo SQLSTATE :SQLSTATE
SELECT credits.consume('charge', 1, 'charge/none');
\echo SQLSTATE :SQLSTATE
SELECT credits.consume('charge', 1, attributes => '[1]');
\set VERBOSITY sqlstate
SELECT credits.consume('charge', -1);
SELECT credits.consume('charge', -0.000000000000000001);
SELECT credits.consume('charge', NULL);
SELECT credits.consume('charge', '170141183460469231731.687303715884105727');
SELECT credits.consume('charge', '170141183460469231731.687303715884105728');
SELECT credits.consume('charge', 0.0000000000000000001);
SELECT credits.consume(NULL, 1);
SELECT credits.consume('', 1);
SELECT credits.consume('charge/none', 1);
SELECT credits.consume(repeat('x', 10000), 1);
SELECT credits.consume('charge', 1, '');
SELECT credits.consume('charge', 1, repeat('x', 256));
SELECT credits.consume('charge', 1, key => '');
SELECT credits.consume('charge', 1, key => repeat('x', 256));
SELECT credits.consume('charge', 1, note => repeat('x', 4097));
SELECT credits.consume('charge', 1, attributes => '"text"');
SELECT credits.consume('charge', 1, attributes => 'null');
SELECT credits.consume('charge', 1, attributes => jsonb_build_object('a', repeat('x', 8185)));
SELECT credits.consume('charge', 1, at => 'infinity');
SELECT credits.consume('charge', 1, at => '-infinity');
SELECT credits.consume('charge', 1, at => '3000-01-01 00:00Z');
SELECT credits.consume('charge', 1, at => '1969-12-31 23:59Z');
SELECT credits.try_consume('charge', 0);
SELECT credits.try_consume('charge/none', 1);
SELECT credits.try_consume('charge', 1, 'charge/none');
SELECT credits.try_consume('charge', 1, at => '2026-01-14 00:00Z');
\set VERBOSITY default
-- the bounds are good
SELECT status FROM credits.consume('charge', 1, note => repeat('x', 4096), attributes => jsonb_build_object('a', repeat('x', 8183)));

-- ---------------------------------------------------------------------------------------------
-- charge: an event
-- ---------------------------------------------------------------------------------------------
SELECT charged, credits, overage, balance FROM credits.charge('charge', 'charge/image', 15);
-- a quantity left out, or NULL, is 1
SELECT charged FROM credits.charge('charge', 'charge/image');
SELECT charged FROM credits.charge('charge', 'charge/image', NULL, item => 'img-1', attributes => '{"size": "xl"}', note => 'one');
SELECT charged FROM credits.charge('charge', 'charge/image', 0.000000000000000004);
SELECT charged FROM credits.charge('charge', 'charge/image', 0.000000000000000006);
-- a cost of 0 is recorded: one entry on the period's flex bucket
SELECT charged, credits, overage, status FROM credits.charge('charge', 'charge/image', 0, at => '2026-01-21 00:00Z');
SELECT charged, credits, overage, status FROM credits.charge('charge', 'charge/free', 1000000, at => '2026-01-21 01:00Z');
SELECT line, at, until, quantity, rate, charged, item FROM charge_lines WHERE account = 'charge' ORDER BY operation, line;
SELECT piece, line, bucket, amount FROM charge_entries WHERE account = 'charge' AND at >= '2026-01-21 00:00Z' ORDER BY operation, piece;

-- fails: bad arguments
SELECT credits.charge('charge', 'charge/image', -1);
\echo SQLSTATE :SQLSTATE
SELECT credits.charge('charge', 'charge/vm', 1, at => '2026-01-15 01:00Z', until => '2026-01-15 00:59Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.charge('charge', 'charge/vm', 1, until => '2036-02-15 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.charge('charge', 'charge/max', 1, until => '2026-01-15 00:00:02Z');
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
SELECT credits.charge('charge', 'charge/image', 'NaN');
SELECT credits.charge('charge', 'charge/image', 'Infinity');
SELECT credits.charge('charge', 'charge/image', '-Infinity');
SELECT credits.charge('charge', 'charge/image', 0.0000000000000000001);
SELECT credits.charge('charge', 'charge/image', 170141183460469231732);
SELECT credits.charge(NULL, 'charge/image');
SELECT credits.charge('charge', NULL);
SELECT credits.charge('', 'charge/image');
SELECT credits.charge('charge', '');
SELECT credits.charge('charge', repeat('x', 256));
SELECT credits.charge('charge', 'charge/none');
SELECT credits.charge('charge/none', 'charge/image');
SELECT credits.charge('charge', 'charge/image', item => '');
SELECT credits.charge('charge', 'charge/image', item => repeat('x', 256));
SELECT credits.charge('charge', 'charge/image', key => '');
SELECT credits.charge('charge', 'charge/image', key => repeat('x', 256));
SELECT credits.charge('charge', 'charge/image', note => repeat('x', 4097));
SELECT credits.charge('charge', 'charge/image', attributes => '[]');
SELECT credits.charge('charge', 'charge/image', attributes => jsonb_build_object('a', repeat('x', 8185)));
SELECT credits.charge('charge', 'charge/image', at => 'infinity');
SELECT credits.charge('charge', 'charge/image', at => '2026-01-14 23:59Z');
SELECT credits.charge('charge', 'charge/vm', until => 'infinity');
SELECT credits.charge('charge', 'charge/vm', until => '-infinity');
SELECT credits.charge('charge', 'charge/vm', until => '2200-01-01 00:00Z');
SELECT credits.quote('charge', 'charge/image', -1);
SELECT credits.quote('charge', 'charge/none');
SELECT credits.quote('charge/none', 'charge/image');
SELECT credits.quote(NULL, 'charge/image');
SELECT credits.quote('charge', NULL);
SELECT credits.quote('charge', 'charge/image', attributes => '1');
SELECT credits.quote('charge', 'charge/vm', 1);
SELECT credits.quote('charge', 'charge/image', until => '2026-01-15 01:00Z');
SELECT credits.quote('charge', 'charge/image', at => '2026-01-14 23:59Z');
SELECT credits.try_charge('charge', 'charge/none');
SELECT credits.try_charge('charge', 'charge/image', -1);
\set VERBOSITY default

-- ---------------------------------------------------------------------------------------------
-- charge: an interval becomes lines, cut at months and price changes
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('charge/lines', time_zone => 'Europe/Berlin', clock => '2026-01-15 00:00+01') > 0 AS opened;
SELECT credits.grant('charge/lines', 1000, note => 'pack') > 0 AS granted;
SELECT at, charged, credits, overage, balance
  FROM credits.charge('charge/lines', 'charge/vm', 2, at => '2026-01-30 00:00+01', until => '2026-03-02 00:00+01', item => 'vm-1');
SELECT line, at, until, quantity, rate, charged FROM charge_lines WHERE account = 'charge/lines' ORDER BY operation, line;
SELECT piece, line, at, bucket, amount, bucket_after, balance FROM charge_entries WHERE account = 'charge/lines' ORDER BY operation, piece;
-- any cut costs the same, to the last digit
SELECT charged FROM credits.charge('charge/lines', 'charge/third', 1, at => '2026-01-15 00:00+01', until => '2026-01-15 00:00:01+01');
SELECT sum(charged) FROM (
    SELECT (credits.charge('charge/lines', 'charge/third', 1, at => t, until => t + interval '100 ms')).charged
      FROM generate_series(timestamptz '2026-01-15 00:00:00+01', '2026-01-15 00:00:00.9+01', '100 ms') t OFFSET 0) c;
SELECT charged FROM credits.charge('charge/lines', 'charge/third', 1, at => '2026-01-15 00:00:00+01', until => '2026-01-15 00:00:00.000001+01');
-- an empty interval is one line of 0
SELECT charged, status FROM credits.charge('charge/lines', 'charge/vm', 2, at => '2026-01-31 00:00+01', until => '2026-01-31 00:00+01');
-- so is an interval at a price of 0 or of quantity 0, each month of it
SELECT charged, status FROM credits.charge('charge/lines', 'charge/vm', 0, at => '2026-01-31 12:00+01', until => '2026-02-01 12:00+01');
SELECT line, at, until, charged FROM charge_lines WHERE account = 'charge/lines' AND at >= '2026-01-31 00:00+01' AND charged = 0 ORDER BY operation, line;
SELECT piece, line, at, bucket, amount FROM charge_entries WHERE account = 'charge/lines' AND amount = 0 ORDER BY operation, piece;
SELECT * FROM credits.verify('charge/lines');

-- a line is drawn in segments, cut where a bucket that may pay comes to life or dies
SELECT credits.open_account('charge/segments', clock => '2026-01-15 00:00Z') > 0 AS opened;
SELECT credits.grant('charge/segments', 100, note => 'pack') > 0,
       credits.grant('charge/segments', 3, 'included', expires_at => '2026-01-17 00:00Z', note => 'until the 17th') > 0,
       credits.grant('charge/segments', 1, 'included', effective_at => '2026-01-19 00:00Z', note => 'from the 19th') > 0,
       credits.grant('charge/segments', 50, 'included', scope => '{charge/gpu}', effective_at => '2026-01-18 00:00Z', note => 'not ours') > 0;
-- 15th and 16th from the first, of which 1 is left to expire; 17th and 18th from the pack; 19th from the third; 20th from the pack
SELECT charged, credits, overage, balance
  FROM credits.charge('charge/segments', 'charge/vm', 1, at => '2026-01-15 00:00Z', until => '2026-01-21 00:00Z');
SELECT line, at, until, charged FROM charge_lines WHERE account = 'charge/segments' ORDER BY operation, line;
SELECT piece, line, at, bucket, amount, bucket_after FROM charge_entries WHERE account = 'charge/segments' ORDER BY operation, piece;
-- a segment that costs 0 posts nothing: a day's dust is due at midnight, of the second segment
SELECT credits.open_account('charge/dust', clock => '2026-01-15 00:00Z') > 0 AS opened;
SELECT credits.grant('charge/dust', 1, 'included', expires_at => '2026-01-15 12:00Z', note => 'morning') > 0, credits.grant('charge/dust', 1, note => 'pack') > 0;
SELECT charged, credits FROM credits.charge('charge/dust', 'charge/dust', at => '2026-01-15 01:00Z', until => '2026-01-16 12:00Z');
SELECT charged, credits FROM credits.charge('charge/dust', 'charge/dust', at => '2026-01-15 01:00Z', until => '2026-01-15 23:00Z');
SELECT piece, line, at, bucket, amount FROM charge_entries WHERE account = 'charge/dust' ORDER BY operation, piece;
-- a bucket that is born inside the interval does not help before: this would be covered on the whole, but not in time
SELECT credits.open_account('charge/in time', clock => '2026-01-15 00:00Z') > 0 AS opened;
SELECT credits.grant('charge/in time', 10, effective_at => '2026-01-16 00:00Z') > 0 AS granted;
-- fails: nothing is alive on the 15th
SELECT credits.charge('charge/in time', 'charge/vm', 1, at => '2026-01-15 00:00Z', until => '2026-01-18 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT charged, balance FROM credits.charge('charge/in time', 'charge/vm', 1, at => '2026-01-16 00:00Z', until => '2026-01-18 00:00Z');
SELECT * FROM credits.verify('charge/in time');

-- ---------------------------------------------------------------------------------------------
-- Overage: the flex bucket of the period pays what is not covered, up to its cap
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('charge/over', clock => '2026-01-15 00:00Z') > 0 AS opened;
SELECT credits.grant('charge/over', 1) > 0 AS granted;
-- fails: overage is off
SELECT credits.charge('charge/over', 'charge/image', 20);
\echo SQLSTATE :SQLSTATE
SELECT operation IS NULL AS nothing, charged, credits, overage, balance, status FROM credits.try_charge('charge/over', 'charge/image', 20);
SELECT operation IS NULL AS nothing, charged, credits, overage, balance, status FROM credits.quote('charge/over', 'charge/image', 20);
SELECT credits.set_overage('charge/over', true, 2);
SELECT operation IS NULL AS nothing, charged, credits, overage, balance, status FROM credits.quote('charge/over', 'charge/image', 20);
SELECT operation IS NULL AS nothing, charged, credits, overage, balance, status FROM credits.charge('charge/over', 'charge/image', 20);
-- fails: past the cap, all or nothing
SELECT credits.charge('charge/over', 'charge/image', 10.1);
\echo SQLSTATE :SQLSTATE
SELECT operation IS NULL AS nothing, charged, credits, overage, balance, status FROM credits.try_charge('charge/over', 'charge/image', 10.1);
SELECT operation IS NULL AS nothing, charged, credits, overage, balance, status FROM credits.quote('charge/over', 'charge/image', 10.1);
SELECT charged, credits, overage, balance, status FROM credits.try_charge('charge/over', 'charge/image', 10);
SELECT overage, overage_cap FROM credits.balance('charge/over');
-- each month has its own cap: this is 1 in January, which is full, and 1 in February
-- fails: January's
SELECT credits.charge('charge/over', 'charge/vm', 1, at => '2026-01-31 00:00Z', until => '2026-02-02 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT charged, credits, overage FROM credits.charge('charge/over', 'charge/vm', 1, at => '2026-02-01 00:00Z', until => '2026-02-03 00:00Z');
-- fails: February's is full now
SELECT credits.charge('charge/over', 'charge/image', 1, at => '2026-02-20 00:00Z');
SELECT '2026-01-20'::timestamptz AS at, overage, overage_cap FROM credits.balance('charge/over', '2026-01-20 00:00Z')
UNION ALL SELECT '2026-02-20', overage, overage_cap FROM credits.balance('charge/over', '2026-02-20 00:00Z')
UNION ALL SELECT '2026-03-20', overage, overage_cap FROM credits.balance('charge/over', '2026-03-20 00:00Z');
-- without a cap
SELECT credits.set_overage('charge/over', true);
SELECT charged, credits, overage, balance, status FROM credits.charge('charge/over', 'charge/image', 1000000);
SELECT * FROM credits.verify('charge/over');

-- ---------------------------------------------------------------------------------------------
-- Late usage: its period has closed. Priced at its own time, drawn whole from what is alive now
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('charge/late', at => '2026-01-05 00:00Z', clock => '2026-01-15 00:00Z') > 0 AS opened;
SELECT credits.grant('charge/late', 10, 'included', note => 'January') > 0 AS granted;
SELECT credits.set_clock('charge/late', '2026-02-15 00:00Z');
SELECT credits.grant('charge/late', 20, 'included', note => 'February') > 0 AS granted;
-- an event, and an interval that reaches into the open month: its first part late, the second in its own time
SELECT at, charged, credits, overage, balance FROM credits.charge('charge/late', 'charge/image', 10, at => '2026-01-20 00:00Z');
SELECT at, charged, credits, balance FROM credits.consume('charge/late', 2, at => '2026-01-20 00:00Z');
SELECT credits.grant('charge/late', 1, 'promotional', effective_at => '2026-02-01 00:00Z', note => 'since February') > 0 AS granted;
SELECT at, charged, credits, overage, balance
  FROM credits.charge('charge/late', 'charge/vm', 1, at => '2026-01-30 00:00Z', until => '2026-02-02 00:00Z');
SELECT line, at, until, late_at, charged FROM charge_lines WHERE account = 'charge/late' ORDER BY operation, line;
SELECT piece, line, at, late_at, bucket, amount, bucket_after, balance FROM charge_entries WHERE account = 'charge/late' ORDER BY operation, piece;
-- late and free: on the flex bucket of the period that contains now
SELECT charged FROM credits.charge('charge/late', 'charge/free', 1, at => '2026-01-20 00:00Z');
SELECT at, late_at, bucket, amount FROM charge_entries WHERE account = 'charge/late' AND bucket = 'flex';
-- the quote of a late one
SELECT at, charged, credits, overage, balance, status FROM credits.quote('charge/late', 'charge/image', 10, at => '2026-01-20 00:00Z');
SELECT at, charged, credits, overage, balance, status FROM credits.quote('charge/late', 'charge/image', 1000, at => '2026-01-20 00:00Z');
SELECT * FROM credits.verify('charge/late');

-- ---------------------------------------------------------------------------------------------
-- A quote writes nothing, not even the months ahead, and answers as the charge then does
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('charge/quote', clock => '2026-01-15 00:00Z') > 0 AS opened;
SELECT credits.grant('charge/quote', 10, expires_at => '2026-03-01 00:00Z') > 0, credits.grant('charge/quote', 100, 'included', effective_at => '2026-02-10 00:00Z') > 0;
SELECT credits.set_overage('charge/quote', true, 10);
RESET ROLE;
SELECT count(*) AS periods FROM credits.period JOIN credits.account_key USING (account_id) WHERE account = 'charge/quote';
SELECT * FROM credits.quote('charge/quote', 'charge/vm', 1, '{"a": 1}', '2026-01-25 00:00Z', '2026-03-04 00:00Z');
SELECT count(*) AS periods FROM credits.period JOIN credits.account_key USING (account_id) WHERE account = 'charge/quote';
SELECT account, at, charged, credits, overage, balance, status FROM credits.charge('charge/quote', 'charge/vm', 1, '{"a": 1}', '2026-01-25 00:00Z', '2026-03-04 00:00Z');
SELECT count(*) AS periods FROM credits.period JOIN credits.account_key USING (account_id) WHERE account = 'charge/quote';
SELECT piece, line, at, bucket, amount FROM charge_entries WHERE account = 'charge/quote' ORDER BY operation, piece;

-- ---------------------------------------------------------------------------------------------
-- A call is a call: where SQL evaluates it, it charges, once for each evaluation
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('charge/calls', clock => '2026-01-15 00:00Z') > 0 AS opened;
SELECT credits.grant('charge/calls', 1000) > 0 AS granted;
DO $$ BEGIN EXECUTE 'EXPLAIN ANALYZE SELECT credits.consume(''charge/calls'', 1)'; END $$;
SELECT available AS "EXPLAIN ANALYZE charges" FROM credits.balance('charge/calls');
DO $$ BEGIN EXECUTE 'EXPLAIN SELECT credits.consume(''charge/calls'', 1)'; END $$;
SELECT available AS "EXPLAIN does not" FROM credits.balance('charge/calls');
SELECT n FROM generate_series(1, 10) n WHERE (credits.consume('charge/calls', 10)).status = 'completed' LIMIT 3;
SELECT available AS "WHERE, up to the LIMIT" FROM credits.balance('charge/calls');
SELECT CASE WHEN n > 3 THEN (credits.consume('charge/calls', 10)).charged END FROM generate_series(1, 5) n;
SELECT available AS "CASE, where it is true" FROM credits.balance('charge/calls');
CREATE TEMP TABLE receipts (n int, paid credits.amount DEFAULT (credits.consume('charge/calls', 10)).charged);
INSERT INTO receipts (n) VALUES (1), (2);
INSERT INTO receipts (n, paid) VALUES (3, 0);
SELECT available AS "DEFAULT, where none is given" FROM credits.balance('charge/calls');
CREATE TEMP VIEW charging AS SELECT (credits.consume('charge/calls', 10)).charged;
SELECT * FROM charging;
SELECT available AS "a view, each time" FROM credits.balance('charge/calls');
SELECT (c).charged, (c).balance FROM (SELECT credits.consume('charge/calls', 10) AS c OFFSET 0) once;
SELECT charged, balance FROM credits.consume('charge/calls', 10);

-- with the application's own rows, or not at all
BEGIN;
INSERT INTO receipts VALUES (4, (credits.consume('charge/calls', 10)).charged);
ROLLBACK;
SELECT available FROM credits.balance('charge/calls');
BEGIN;
SELECT charged, balance FROM credits.consume('charge/calls', 10);
SAVEPOINT s;
SELECT charged, balance FROM credits.consume('charge/calls', 100);
ROLLBACK TO s;
SELECT charged, balance FROM credits.consume('charge/calls', 1);
COMMIT;

-- fails: in a read-only transaction whatever writes
BEGIN READ ONLY;
SELECT available FROM credits.balance('charge/calls');
SELECT count(*) FROM credits.buckets('charge/calls');
SELECT count(*) > 0 AS some FROM credits.activity('charge/calls');
SELECT charged, status FROM credits.quote('charge/calls', 'charge/image', at => '2026-05-01 00:00Z');
SELECT * FROM credits.verify('charge/calls');
SAVEPOINT s;
SELECT credits.consume('charge/calls', 1);
\echo SQLSTATE :SQLSTATE
ROLLBACK TO s;
\set VERBOSITY sqlstate
SELECT credits.try_consume('charge/calls', 1);
ROLLBACK TO s;
SELECT credits.charge('charge/calls', 'charge/image');
ROLLBACK TO s;
SELECT credits.try_charge('charge/calls', 'charge/image');
ROLLBACK TO s;
SELECT credits.grant('charge/calls', 1);
ROLLBACK TO s;
SELECT credits.open_account('charge/x');
ROLLBACK TO s;
SELECT credits.set_clock('charge/calls', '2026-02-01 00:00Z');
ROLLBACK TO s;
SELECT credits.set_overage('charge/calls', true);
ROLLBACK TO s;
INSERT INTO credits.usage (account, resource) VALUES ('charge/calls', 'charge/image');
ROLLBACK;
\set VERBOSITY default

-- a parallel plan is no way round: writers are labelled unsafe, so they run in the leader
SELECT proname, proparallel FROM pg_proc
 WHERE pronamespace = 'credits'::regnamespace AND proparallel <> 'u' AND provolatile = 'v' AND prokind = 'f' AND prorettype <> 'trigger'::regtype;
BEGIN;
SELECT set_config(name, 'on', true) FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query');
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SELECT charged, balance FROM credits.consume('charge/calls', 1);
SELECT (credits.consume('charge/calls', 1)).charged FROM receipts WHERE n = 1;
SELECT charged FROM credits.charge('charge/calls', 'charge/image');
SELECT credits.grant('charge/calls', 1) > 0 AS granted;
SELECT available FROM credits.balance('charge/calls');
INSERT INTO credits.usage (account, resource) SELECT 'charge/calls', 'charge/image' FROM receipts;
SELECT * FROM credits.verify('charge/calls');
COMMIT;

DROP VIEW charge_lines, charge_entries;
