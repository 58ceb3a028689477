-- Reading the books: balance, buckets, activity, now and as of an instant; and keeping them as they are
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

INSERT INTO credits.resource (resource) VALUES ('ledger/vm'), ('ledger/image'), ('ledger/gpu');
INSERT INTO credits.price (resource, rate) VALUES ('ledger/vm', '1/hour'), ('ledger/image', '1'), ('ledger/gpu', '1');
SET ROLE regress_credits_app;
SELECT credits.open_account('ledger', clock => '2026-01-15 00:00Z') > 0 AS opened;

-- nothing yet
SELECT * FROM credits.balance('ledger');
SELECT class, priority, scope, granted, used, held, remaining, effective_at, expires_at, cost, note FROM credits.buckets('ledger');
SELECT at, kind, description, amount, status, reference FROM credits.activity('ledger');

-- ---------------------------------------------------------------------------------------------
-- As of an instant: of usage over time the share up to it, in the order of its pieces
-- ---------------------------------------------------------------------------------------------
SELECT credits.grant('ledger', 10, 'included', note => 'first') > 0, credits.grant('ledger', 100, note => 'then') > 0,
       credits.grant('ledger', 5, 'promotional', scope => '{ledger/gpu}', effective_at => '2026-01-16 00:00Z', expires_at => '2026-01-17 12:00Z', note => 'for a while') > 0;
SELECT credits.set_overage('ledger', true, 50);
-- 48 hours, of which the first 10 are the first bucket's
SELECT charged, credits, overage, balance FROM credits.charge('ledger', 'ledger/vm', 1, at => '2026-01-15 00:00Z', until => '2026-01-17 00:00Z', item => 'vm-1');
SELECT charged, credits, overage, balance FROM credits.charge('ledger', 'ledger/gpu', 2, at => '2026-01-16 12:00Z', key => 'gpu-1');
SELECT credits.grant('ledger', 7, note => 'on the 18th', at => '2026-01-18 00:00Z') > 0 AS granted;
-- everything booked, and alive now
SELECT available, overage, overage_cap FROM credits.balance('ledger');
SELECT note, class, granted, used, remaining FROM credits.buckets('ledger');
-- then: at the start, in the middle of the first bucket, where it is empty, a microsecond on, in the middle, at the end
SELECT t AS at, (b).available, (b).overage, (g).available AS gpu, (i).available AS image
  FROM (SELECT t, credits.balance('ledger', t) AS b, credits.balance('ledger', t, 'ledger/gpu') AS g, credits.balance('ledger', t, 'ledger/image') AS i
          FROM unnest('{2026-01-15 00:00Z,2026-01-15 00:00:00.000001Z,2026-01-15 02:30Z,2026-01-15 10:00Z,2026-01-15 10:00:00.000001Z,2026-01-16 00:00Z,
                        2026-01-16 11:59:59.999999Z,2026-01-16 12:00Z,2026-01-17 00:00Z,2026-01-17 11:59:59.999999Z,2026-01-17 12:00Z,2026-01-18 00:00Z}'::timestamptz[]) t OFFSET 0) r;
SELECT note, class, granted, used, remaining FROM credits.buckets('ledger', '2026-01-15 02:30Z');
SELECT note, class, granted, used, remaining FROM credits.buckets('ledger', '2026-01-16 00:00Z');
SELECT note, class, granted, used, remaining FROM credits.buckets('ledger', '2026-01-17 12:00Z');
SELECT note, class, granted, used, remaining FROM credits.buckets('ledger', '2026-01-18 00:00Z');
-- past the clock: as if it stood there; January's allowance is over by predicate, before it is posted
SELECT available, overage, overage_cap FROM credits.balance('ledger', '2026-02-01 00:00Z');
SELECT note, class, granted, used, remaining FROM credits.buckets('ledger', '2026-02-01 00:00Z');

-- overage, too, is used as time goes: 96 hours from the 20th, of which 69 are left to pay for
SELECT charged, credits, overage, balance FROM credits.charge('ledger', 'ledger/vm', 1, at => '2026-01-20 00:00Z', until => '2026-01-24 00:00Z');
SELECT t AS at, (b).available, (b).overage, (b).overage_cap
  FROM (SELECT t, credits.balance('ledger', t) AS b FROM unnest('{2026-01-20 00:00Z,2026-01-22 21:00Z,2026-01-22 22:00Z,2026-01-23 00:00Z,2026-01-24 00:00Z,2026-01-25 00:00Z}'::timestamptz[]) t OFFSET 0) r;

-- what is closed since was there then, and a late booking counts at its own time
SELECT credits.set_clock('ledger', '2026-02-10 00:00Z');
SELECT credits.grant('ledger', 20, note => 'in February') > 0 AS granted;
SELECT charged, credits, overage, balance FROM credits.charge('ledger', 'ledger/image', 3, at => '2026-01-16 06:00Z', key => 'late');
SELECT available FROM credits.balance('ledger');
SELECT available, overage FROM credits.balance('ledger', '2026-01-16 06:00Z');
SELECT available, overage FROM credits.balance('ledger', '2026-01-17 11:00Z');
SELECT note, class, granted, used, remaining FROM credits.buckets('ledger', '2026-01-17 11:00Z');
SELECT available, overage FROM credits.balance('ledger', '2026-02-10 00:00Z');

-- ---------------------------------------------------------------------------------------------
-- Activity: one row an operation, by business time, [since, until)
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('ledger/child', parent => 'ledger', at => '2026-02-01 00:00Z') > 0 AS opened;
SELECT charged FROM credits.consume('ledger/child', 1.5, key => 'mine', note => 'by the child', at => '2026-02-10 01:00Z');
SELECT credits.grant('ledger/child', 3, 'bonus', at => '2026-02-10 02:00Z', key => 'bonus') > 0 AS granted;
SELECT at, kind, description, amount, status, reference FROM credits.activity('ledger');
SELECT at, kind, description, amount, reference FROM credits.activity('ledger/child');
SELECT at, kind, amount FROM credits.activity('ledger', '2026-01-18 00:00Z', '2026-01-20 00:00Z');
SELECT at, kind, amount FROM credits.activity('ledger', '2026-01-18 00:00:00.000001Z', '2026-01-20 00:00:00.000001Z');
SELECT at, kind, amount FROM credits.activity('ledger', until => '2026-01-15 00:00Z');
SELECT at, kind, amount FROM credits.activity('ledger', since => '2026-02-10 02:00Z');
-- what a child used and was given is in its parent's balance
SELECT available FROM credits.balance('ledger/child');
SELECT * FROM credits.verify('ledger');

-- fails: bad arguments
SELECT credits.balance('ledger/none');
\echo SQLSTATE :SQLSTATE
SELECT credits.balance('ledger', resource => 'ledger/none');
\echo SQLSTATE :SQLSTATE
SELECT credits.balance(NULL);
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
SELECT credits.balance('');
SELECT credits.balance(repeat('x', 256));
SELECT credits.balance('ledger', resource => '');
SELECT credits.balance('ledger', 'infinity');
SELECT credits.balance('ledger', '-infinity');
SELECT credits.balance('ledger', '1969-12-31 23:59Z');
SELECT credits.balance('ledger', '2200-01-01 00:00Z');
SELECT credits.buckets(NULL);
SELECT credits.buckets('ledger/none');
SELECT credits.buckets('');
SELECT credits.buckets('ledger', 'infinity');
SELECT credits.buckets('ledger', '2200-01-01 00:00Z');
SELECT credits.activity(NULL);
SELECT credits.activity('ledger/none');
SELECT credits.activity('');
SELECT credits.activity('ledger', 'infinity');
SELECT credits.activity('ledger', until => '-infinity');
SELECT credits.activity('ledger', '2200-01-01 00:00Z');
SELECT credits.verify('ledger/none');
SELECT credits.verify('');
\set VERBOSITY default

-- ---------------------------------------------------------------------------------------------
-- Append-only, for the owner of the tables too, with triggers of replication off too
-- ---------------------------------------------------------------------------------------------
RESET ROLE;
-- fails: no row of the ledger changes or goes
TRUNCATE credits.entry;
\echo SQLSTATE :SQLSTATE
TRUNCATE credits.usage_line;
DELETE FROM credits.bucket;
TRUNCATE credits.bucket;
TRUNCATE credits.entry_default;
\set VERBOSITY sqlstate
UPDATE credits.entry SET amount = 0;
DELETE FROM credits.entry;
UPDATE credits.usage_line SET charged = 0;
DELETE FROM credits.usage_line;
TRUNCATE credits.usage_line_default;
TRUNCATE credits.account, credits.entry CASCADE;
UPDATE credits.entry SET note = note WHERE account_id = (SELECT account_id FROM credits.account_key WHERE account = 'ledger');
MERGE INTO credits.entry e USING (VALUES (1)) v (n) ON e.account_id > 0 WHEN MATCHED THEN DELETE;
-- nor of a partition itself
SELECT DISTINCT tableoid::regclass AS entries FROM credits.entry \gset
SELECT DISTINCT tableoid::regclass AS lines FROM credits.usage_line \gset
UPDATE :entries SET amount = 0;
DELETE FROM :entries;
TRUNCATE :entries;
UPDATE :lines SET charged = 0;
DELETE FROM :lines;
TRUNCATE :lines;
BEGIN;
SET LOCAL session_replication_role = replica;
SAVEPOINT s;
UPDATE credits.entry SET amount = 0;
ROLLBACK TO s;
DELETE FROM :entries;
ROLLBACK TO s;
TRUNCATE credits.entry;
ROLLBACK TO s;
TRUNCATE :lines;
ROLLBACK TO s;
DELETE FROM credits.bucket;
ROLLBACK TO s;
TRUNCATE credits.bucket;
ROLLBACK;
\set VERBOSITY default
SELECT * FROM credits.verify('ledger');
