-- Meters: start, resize, stop, settle and meters(); who runs out, when, and what becomes of it
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null
-- refusals name what is for sale: here only what this file sells
DELETE FROM credits.plan;
DELETE FROM credits.pack WHERE pack <> 'deposit';

INSERT INTO credits.resource (resource, at_zero, least_balance) VALUES ('meter/vm', 'suspend', NULL), ('meter/disk', 'suspend', NULL), ('meter/batch', 'terminate', NULL), ('meter/ip', 'continue', NULL),
    ('meter/pod', 'suspend', NULL), ('meter/gpu', 'suspend', 5), ('meter/image', 'suspend', NULL), ('meter/none', 'suspend', NULL), ('meter/free', 'suspend', NULL), ('meter/max', 'suspend', NULL), ('meter/much', 'suspend', NULL), ('meter/least', 'suspend', NULL), ('meter/dust', 'suspend', NULL);
INSERT INTO credits.price (resource, rate) VALUES ('meter/vm', '1/hour'), ('meter/disk', '1/hour'), ('meter/batch', '1/hour'), ('meter/ip', '1/hour'), ('meter/gpu', '4/hour'), ('meter/image', '1'), ('meter/free', '0/hour'),
    ('meter/max', '170141183460469231731/s'), ('meter/much', '10000000000000000/s'), ('meter/dust', '0.000000000000000001/day');
INSERT INTO credits.price (resource, rate, step, least) VALUES ('meter/pod', '0.5/min', '1 minute', NULL), ('meter/least', '1/hour', NULL, 5);
CREATE VIEW meter_lines AS
SELECT k.account, dense_rank() OVER (PARTITION BY l.account_id ORDER BY l.operation) AS op, l.line, l.resource, l.item, l.at, l.until, l.quantity, l.charged, l.counted
  FROM credits.usage_line l JOIN credits.account_key k ON k.user_id = l.user_id WHERE k.account ~ '^meter(/|$)';
CREATE VIEW meter_entries AS
SELECT k.account, dense_rank() OVER (PARTITION BY e.account_id ORDER BY e.operation) AS op, e.piece, e.line, e.kind, e.at, coalesce(b.note, b.class) AS bucket, e.amount, e.bucket_after
  FROM credits.entry e JOIN credits.account_key k ON k.user_id = e.account_id JOIN credits.bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id;
CREATE VIEW meter_outbox AS
SELECT k.account, o.event, o.at, o.facts FROM credits.outbox o JOIN credits.account_key k ON k.user_id = o.account_id;
CREATE FUNCTION things(account text, at timestamptz DEFAULT NULL)
RETURNS TABLE (item text, status text, quantity numeric, started_at timestamptz, stopped_at timestamptz, unpaid_since timestamptz, settled_to timestamptz, accrued credits.amount, burn_rate credits.amount) LANGUAGE sql AS $$
SELECT m.item, m.status, m.quantity, m.started_at, m.stopped_at, m.unpaid_since, m.settled_to, m.accrued, m.burn_rate FROM credits.meters(account, at) m ORDER BY m.item, m.resource $$;

-- ---------------------------------------------------------------------------------------------
-- One thing: started, settled, resized, stopped
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('meter', clock => '2026-01-10 00:00Z') > 0, credits.open_account('meter/child', parent => 'meter') > 0, credits.open_account('meter/empty', clock => '2026-01-10 00:00Z') > 0;
SELECT credits.grant('meter', 100, note => 'pack') > 0 AS granted;
SELECT credits.start('meter', 'meter/vm', 'vm-1', 2, '{"zone": "a"}');
-- the same again changes nothing
SELECT credits.start('meter', 'meter/vm', 'vm-1', 2.0, '{"zone": "a"}'), credits.start('meter', 'meter/vm', 'vm-1', 2, '{"zone": "a"}', at => '2026-01-10 00:00Z');
SELECT * FROM credits.meters('meter');
-- what it has used is counted before it is booked
SELECT available, accrued FROM credits.balance('meter', '2026-01-10 03:30Z');
SELECT * FROM things('meter', '2026-01-10 03:30Z');
SELECT credits.set_clock('meter', '2026-01-10 01:00Z');
SELECT * FROM things('meter');
SELECT available, accrued FROM credits.balance('meter');
SELECT op, line, at, until, quantity, charged FROM meter_lines WHERE account = 'meter' ORDER BY op, line;
-- settling to where it is settled, or before, books nothing; nor does reading
SELECT operation, at, charged, credits, overage, balance, status, replayed FROM credits.settle('meter');
SELECT operation, charged FROM credits.settle('meter', '2026-01-10 00:30Z');
-- fails: later than now
SELECT credits.settle('meter', '2026-01-10 01:00:00.000001Z');
\echo SQLSTATE :SQLSTATE
-- fails: nobody
SELECT credits.settle('meter/none');
\echo SQLSTATE :SQLSTATE
SELECT credits.set_clock('meter', '2026-01-10 04:00Z');
SELECT charged, credits, balance FROM credits.resize('meter', 'meter/vm', 'vm-1', 1);
SELECT credits.set_clock('meter', '2026-01-10 06:00Z');
SELECT operation, at, charged, credits, overage, balance, status, replayed FROM credits.stop('meter', 'vm-1');
-- again changes nothing and answers 0
SELECT operation, charged, balance FROM credits.stop('meter', 'vm-1');
SELECT operation, charged, balance FROM credits.stop('meter', 'vm-1', 'meter/vm', '2026-01-10 02:00Z');
SELECT * FROM things('meter');
SELECT op, line, at, until, quantity, charged FROM meter_lines WHERE account = 'meter' ORDER BY op, line;
SELECT op, piece, line, kind, at, bucket, amount, bucket_after FROM meter_entries WHERE account = 'meter' ORDER BY op, piece;
SELECT * FROM credits.verify('meter');

-- ---------------------------------------------------------------------------------------------
-- Stop and resize before what was settled: that is given back
-- ---------------------------------------------------------------------------------------------
SELECT credits.start('meter', 'meter/vm', 'vm-2', 2, at => '2026-01-10 05:00Z');
SELECT credits.set_clock('meter', '2026-01-10 09:00Z');
SELECT available FROM credits.balance('meter');
SELECT charged, credits, balance FROM credits.resize('meter', 'meter/vm', 'vm-2', 1, '2026-01-10 07:00Z');
SELECT charged, credits, balance FROM credits.resize('meter', 'meter/vm', 'vm-2', 3, '2026-01-10 06:00Z');
-- within what was resized
SELECT charged, credits, balance FROM credits.resize('meter', 'meter/vm', 'vm-2', 0, '2026-01-10 08:00Z');
SELECT charged, credits, balance FROM credits.resize('meter', 'meter/vm', 'vm-2', 5, '2026-01-10 05:30Z');
SELECT charged, credits, balance FROM credits.stop('meter', 'vm-2', at => '2026-01-10 05:15Z');
SELECT credits.sum(charged) FROM meter_lines WHERE item = 'vm-2';
SELECT h, b.available FROM unnest('{2026-01-10 05:00Z,2026-01-10 05:15Z,2026-01-10 07:00Z,2026-01-10 09:00Z}'::timestamptz[]) h, credits.balance('meter', h) b;
SELECT * FROM things('meter') WHERE item = 'vm-2';
-- in steps, and with a least charge: what is left of a step is not given back, but its line is recorded
SELECT credits.start('meter', 'meter/pod', 'pod', 2), credits.start('meter', 'meter/least', 'pod', 2);
SELECT credits.set_clock('meter', '2026-01-10 09:04:30Z');
SELECT charged, balance FROM credits.stop('meter', 'pod', at => '2026-01-10 09:03:01Z');
SELECT line, resource, at, until, quantity, charged, counted FROM meter_lines WHERE item = 'pod' ORDER BY op, line;
-- all of it, of a quantity of 0 too
SELECT credits.start('meter', 'meter/least', 'zero', 0);
SELECT credits.set_clock('meter', '2026-01-10 10:04:30Z');
SELECT charged FROM credits.stop('meter', 'zero', at => '2026-01-10 09:04:30Z');
SELECT * FROM credits.verify('meter');
-- what was charged for the item by hand stays
SELECT credits.start('meter', 'meter/vm', 'hand');
SELECT credits.set_clock('meter', '2026-01-10 13:04:30Z');
SELECT charged FROM credits.charge('meter', 'meter/vm', 10, at => '2026-01-10 12:04:30Z', until => '2026-01-10 13:04:30Z', item => 'hand');
SELECT charged FROM credits.stop('meter', 'hand', at => '2026-01-10 11:04:30Z');
SELECT credits.sum(charged) FROM meter_lines WHERE item = 'hand';

-- ---------------------------------------------------------------------------------------------
-- Refusals
-- ---------------------------------------------------------------------------------------------
SELECT credits.start('meter', 'meter/vm', 'busy', 2, '{"zone": "a"}');
-- fails: it runs with another quantity
SELECT credits.start('meter', 'meter/vm', 'busy', 3, '{"zone": "a"}');
\echo SQLSTATE :SQLSTATE
-- fails: it ran past that instant
SELECT credits.start('meter', 'meter/vm', 'vm-1', at => '2026-01-10 05:59:59.999999Z');
\echo SQLSTATE :SQLSTATE
-- fails: later than now
SELECT credits.start('meter', 'meter/vm', 'new', at => '2026-01-10 13:04:30.000001Z');
\echo SQLSTATE :SQLSTATE
-- fails: a rate by quantity
SELECT credits.start('meter', 'meter/image', 'new');
\echo SQLSTATE :SQLSTATE
-- fails: no price; no resource
SELECT credits.start('meter', 'meter/none', 'new');
\echo SQLSTATE :SQLSTATE
SELECT credits.start('meter', 'meter/nothing', 'new');
\echo SQLSTATE :SQLSTATE
-- fails: less than must be there to begin
SELECT credits.grant('meter/empty', 4.999999999999999999) > 0 AS granted;
SELECT credits.start('meter/empty', 'meter/gpu', 'new');
\echo SQLSTATE :SQLSTATE
SELECT credits.consume('meter/empty', 4.999999999999999999) IS NOT NULL AS consumed;
-- fails: nothing can pay
SELECT credits.start('meter/empty', 'meter/vm', 'new');
\echo SQLSTATE :SQLSTATE
-- fails: nor up to a cap that is reached
SELECT credits.set_overage('meter/empty', true, 1);
SELECT charged FROM credits.consume('meter/empty', 1);
SELECT credits.start('meter/empty', 'meter/vm', 'new');
\echo SQLSTATE :SQLSTATE
SELECT credits.set_overage('meter/empty', false);
\set VERBOSITY sqlstate
-- a second of it costs nothing yet; a second of it costs more than an amount can hold
SELECT credits.start('meter/empty', 'meter/dust', 'new');
SELECT credits.start('meter/empty', 'meter/max', 'new', 1000000000000000000);
\set VERBOSITY default
-- what costs nothing, or goes on unpaid, may start
SELECT credits.start('meter/empty', 'meter/free', 'free'), credits.start('meter/empty', 'meter/ip', 'ip');
SELECT * FROM things('meter/empty');
-- fails: resize and stop of what was never started; of what does not run; before it began
SELECT credits.resize('meter', 'meter/vm', 'new', 1);
\echo SQLSTATE :SQLSTATE
SELECT credits.stop('meter', 'new');
\echo SQLSTATE :SQLSTATE
SELECT credits.resize('meter', 'meter/vm', 'vm-1', 1);
\echo SQLSTATE :SQLSTATE
SELECT credits.resize('meter', 'meter/vm', 'busy', 1, '2026-01-10 13:04:29Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.stop('meter', 'busy', at => '2026-01-10 13:04:29Z');
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
SELECT credits.start('meter', 'meter/vm', 'busy', 2);
SELECT credits.start('meter', 'meter/vm', 'busy', 2, '{"zone": "a"}', at => '2026-01-10 13:04:29Z');
SELECT credits.start(NULL, 'meter/vm', 'new');
SELECT credits.start('meter', NULL, 'new');
SELECT credits.start('meter', 'meter/vm', NULL);
SELECT credits.start('meter', 'meter/vm', '');
SELECT credits.start('meter', 'meter/vm', repeat('x', 256));
SELECT credits.start('meter', 'meter/vm', 'new', -1);
SELECT credits.start('meter', 'meter/vm', 'new', 'NaN');
SELECT credits.start('meter', 'meter/vm', 'new', 0.0000000000000000001);
SELECT credits.start('meter', 'meter/vm', 'new', 1, '[1]');
SELECT credits.start('meter', 'meter/vm', 'new', at => '2026-01-09 23:59:59Z');
SELECT credits.start('meter', 'meter/vm', 'new', at => 'infinity');
SELECT credits.start('meter/nobody', 'meter/vm', 'new');
SELECT credits.resize('meter', 'meter/vm', 'busy', NULL);
SELECT credits.resize('meter', 'meter/vm', 'busy', -1);
SELECT credits.resize('meter', NULL, 'busy', 1);
SELECT credits.resize('meter', 'meter/vm', 'busy', 1, at => '2026-01-10 13:04:31Z');
SELECT credits.resize('meter/child', 'meter/vm', 'busy', 1);
SELECT credits.stop('meter', NULL);
SELECT credits.stop('meter', 'busy', 'meter/disk');
SELECT credits.stop('meter', 'busy', at => '2026-01-10 13:04:31Z');
SELECT credits.stop('meter/child', 'busy');
SELECT credits.settle(NULL);
SELECT credits.meters('meter/nobody');
SELECT credits.meters(NULL);
SELECT credits.burn_rate('meter/nobody');
SELECT credits.runway('meter/nobody');
\set VERBOSITY default
-- nothing was lost, and nothing is rolled back but what is
BEGIN;
SELECT credits.start('meter', 'meter/disk', 'rolled back') IS NOT NULL AS started;
SAVEPOINT here;
SELECT charged FROM credits.stop('meter', 'busy');
SELECT credits.set_clock('meter', '2026-01-10 14:04:30Z');
ROLLBACK TO here;
SELECT item, status FROM things('meter') WHERE status = 'running';
ROLLBACK;
SELECT item, status, quantity FROM things('meter') WHERE status = 'running';
SELECT charged FROM credits.stop('meter', 'busy', 'meter/vm');
SELECT * FROM credits.verify('meter');

-- ---------------------------------------------------------------------------------------------
-- Running out: seen at that instant, before anything is booked
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('meter/out', clock => '2026-01-10 00:00Z') > 0, credits.open_account('meter/out/jumps', clock => '2026-01-10 00:00Z') > 0;
SELECT credits.grant(account, 3, note => 'pack') > 0 AS granted FROM unnest('{meter/out,meter/out/jumps}'::text[]) account;
SELECT count(credits.start(account, resource, resource)) FROM unnest('{meter/out,meter/out/jumps}'::text[]) account, unnest('{meter/vm,meter/batch,meter/ip}'::text[]) resource;
SELECT * FROM things('meter/out', '2026-01-10 00:59:59.999999Z');
SELECT * FROM things('meter/out', '2026-01-10 01:00Z');
SELECT * FROM things('meter/out', '2026-01-10 01:00:00.000001Z');
SELECT * FROM things('meter/out', '2026-01-12 00:00Z');
SELECT at, available, accrued FROM unnest('{2026-01-10 00:30Z,2026-01-10 01:00Z,2026-01-12 00:00Z}'::timestamptz[]) at, credits.balance('meter/out', at);
SELECT count(*) FROM meter_lines WHERE account = 'meter/out';
-- the same rows in one jump and in many
SELECT credits.set_clock('meter/out', '2026-01-12 00:00Z');
SELECT count(credits.set_clock('meter/out/jumps', t)) FROM generate_series('2026-01-10 00:10Z'::timestamptz, '2026-01-12 00:00Z', '10 minutes') t;
SELECT o.item, o.status, o.stopped_at, o.unpaid_since, (o.*) IS NOT DISTINCT FROM (j.*) AS same FROM things('meter/out') o JOIN things('meter/out/jumps') j USING (item);
SELECT * FROM meter_outbox WHERE account LIKE 'meter/out%' ORDER BY account, facts;
SELECT charged, credits FROM credits.try_consume('meter/out', 1);
-- a draw that leaves nothing for what runs
SELECT credits.grant('meter/out', 10) > 0 AS granted;
SELECT credits.start('meter/out', 'meter/vm', 'meter/vm');
SELECT credits.set_clock('meter/out', '2026-01-12 01:00Z');
SELECT charged, balance FROM credits.consume('meter/out', 7);
SELECT status, charged FROM credits.try_consume('meter/out', 7);
SELECT * FROM things('meter/out', '2026-01-12 03:00Z');
-- recharged, what was suspended is started again by hand; what is continued goes on by itself; what was terminated is started anew, too
SELECT credits.set_clock('meter/out', '2026-01-13 00:00Z');
SELECT credits.grant('meter/out', 5) > 0 AS granted;
SELECT credits.set_clock('meter/out', '2026-01-13 01:00Z');
SELECT * FROM things('meter/out');
SELECT credits.start('meter/out', 'meter/vm', 'meter/vm'), credits.start('meter/out', 'meter/batch', 'meter/batch');
SELECT credits.set_clock('meter/out', '2026-01-13 12:00Z');
SELECT * FROM things('meter/out');
SELECT op, line, item, at, until, charged FROM meter_lines WHERE account = 'meter/out' ORDER BY op, line;
SELECT * FROM meter_outbox WHERE account = 'meter/out' ORDER BY at, facts;
-- stopping what is suspended makes it stopped, and gives back what lies after `at`; what was terminated stays so
SELECT charged, balance FROM credits.stop('meter/out', 'meter/vm', at => '2026-01-13 01:30Z');
SELECT charged, balance FROM credits.stop('meter/out', 'meter/batch', at => '2026-01-13 01:30Z');
SELECT item, status, stopped_at FROM things('meter/out');
SELECT * FROM credits.verify('meter/out');
SELECT * FROM credits.verify('meter/out/jumps');

-- things that share some buckets and not others: who runs out first, and that the others go on
SELECT credits.open_account('meter/shared', clock => '2026-01-10 00:00Z') > 0, credits.open_account('meter/hourly', clock => '2026-01-10 00:00Z') > 0;
SELECT count(credits.grant(account, 10, 'bonus', note => 'all')) + count(credits.grant(account, 2, scope => '{meter/vm}', note => 'vm')) + count(credits.grant(account, 100, scope => '{meter/disk}', note => 'disk')) AS granted FROM unnest('{meter/shared,meter/hourly}'::text[]) account;
SELECT count(credits.start(account, resource, resource)) FROM unnest('{meter/shared,meter/hourly}'::text[]) account, unnest('{meter/vm,meter/disk}'::text[]) resource;
SELECT credits.set_clock('meter/shared', '2026-01-10 20:00Z');
SELECT count(credits.set_clock('meter/hourly', t)) FROM generate_series('2026-01-10 01:00Z'::timestamptz, '2026-01-10 20:00Z', '1 hour') t;
-- each takes 5 of what both may; then one has 2 hours, the other goes on
SELECT account, item, status, stopped_at FROM unnest('{meter/shared,meter/hourly}'::text[]) account, things(account) ORDER BY 1, 2;
SELECT account, b.scope, b.granted, b.used FROM credits.bucket b JOIN credits.account_key k USING (account_id) WHERE account IN ('meter/shared', 'meter/hourly') AND NOT postpaid ORDER BY account, b.id;

-- a child's things draw from its payer's buckets; it sees its own
SELECT credits.open_account('meter/payer', clock => '2026-01-10 00:00Z') > 0, credits.open_account('meter/payer/child', parent => 'meter/payer') > 0;
SELECT credits.grant('meter/payer', 4) > 0 AS granted;
SELECT credits.start('meter/payer', 'meter/vm', 'same'), credits.start('meter/payer/child', 'meter/vm', 'same', 3);
SELECT account_name, item, status, quantity, accrued FROM credits.meters('meter/payer', '2026-01-10 00:30Z') ORDER BY 1;
SELECT account_name, item, status, quantity, accrued FROM credits.meters('meter/payer/child', '2026-01-10 00:30Z');
SELECT credits.burn_rate('meter/payer'), credits.burn_rate('meter/payer/child');
SELECT credits.set_clock('meter/payer', '2026-01-10 00:30Z');
SELECT charged, balance FROM credits.stop('meter/payer/child', 'same', at => '2026-01-10 00:15Z');
SELECT account_name, item, status, quantity, stopped_at FROM credits.meters('meter/payer') ORDER BY 1;
SELECT account, charged FROM meter_lines WHERE account LIKE 'meter/payer%' ORDER BY op, line;
SELECT * FROM credits.verify('meter/payer');

-- ---------------------------------------------------------------------------------------------
-- Over the ends of periods, on a plan: what is included expires, is renewed, and what runs goes on
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.plan (plan, price, included, cycle, overage, overage_price, overage_cap, grace, on_change) VALUES ('meter/weekly', 10, 100, '7 days', true, 0.1, 20, '0', 'reset'), ('meter/grace', 20, 100, '7 days', true, 0.1, 20, '2 days', 'reset');
SELECT credits.open_account('meter/plan', 'meter/weekly', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.start('meter/plan', 'meter/vm', 'a', 0.5), credits.start('meter/plan', 'meter/ip', 'b', 0.25);
SELECT at, available, accrued, overage, overage_cap, things.* FROM unnest('{2026-01-16 23:59:59.999999Z,2026-01-17 00:00Z,2026-01-20 00:00Z}'::timestamptz[]) at, credits.balance('meter/plan', at), LATERAL (SELECT string_agg(concat_ws(' ', item, status, stopped_at), ', ') FROM things('meter/plan', at)) things;
SELECT credits.set_clock('meter/plan', '2026-01-20 00:00Z');
SELECT resource, at, until, charged FROM meter_lines WHERE account = 'meter/plan' ORDER BY op, line;
SELECT op, piece, line, kind, at, bucket, amount FROM meter_entries WHERE account = 'meter/plan' ORDER BY op, piece;
-- a change of plan by a reset, while it runs; the period that was cut closes after its grace
SELECT credits.change_plan('meter/plan', 'meter/grace') > 0 AS changed;
SELECT credits.set_clock('meter/plan', '2026-01-28 00:00Z');
SELECT resource, at, until, charged FROM meter_lines WHERE account = 'meter/plan' AND at >= '2026-01-17 00:00Z' ORDER BY op, line;
-- fails: a stop in a period that has ended, though its grace has not
SELECT credits.stop('meter/plan', 'a', at => '2026-01-26 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT charged FROM credits.stop('meter/plan', 'a', at => '2026-01-27 00:00Z');
-- fails: in one that has closed
SELECT credits.set_clock('meter/plan', '2026-02-10 00:00Z');
SELECT credits.resize('meter/plan', 'meter/ip', 'b', 1, at => '2026-02-02 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT i.starts_at, i.total FROM credits.invoice i JOIN credits.account_key k USING (account_id) WHERE k.account = 'meter/plan' ORDER BY 1;
SELECT * FROM credits.verify('meter/plan');

-- ---------------------------------------------------------------------------------------------
-- An account on the wall clock; a hostile search_path; roles without rights
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('meter/wall') > 0 AS opened;
SELECT credits.grant('meter/wall', 1000000) > 0 AS granted;
SELECT credits.start('meter/wall', 'meter/vm', 'a') <= clock_timestamp() AS started;
SELECT charged > 0 AS charged, at <= clock_timestamp() AS at FROM credits.settle('meter/wall');
SELECT charged >= 0 AS charged FROM credits.resize('meter/wall', 'meter/vm', 'a', 2);
SELECT charged >= 0 AS charged FROM credits.stop('meter/wall', 'a');
SELECT status FROM things('meter/wall');
-- fails: later than now
SELECT credits.settle('meter/wall', '2100-01-01 00:00Z');
SELECT * FROM credits.verify('meter/wall');

CREATE SCHEMA meter_hostile;
CREATE FUNCTION meter_hostile.trap(timestamptz, timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
CREATE FUNCTION meter_hostile.trap(text, text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
CREATE FUNCTION meter_hostile.trap(bigint, bigint) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
CREATE OPERATOR meter_hostile.= (LEFTARG = timestamptz, RIGHTARG = timestamptz, FUNCTION = meter_hostile.trap);
CREATE OPERATOR meter_hostile.> (LEFTARG = timestamptz, RIGHTARG = timestamptz, FUNCTION = meter_hostile.trap);
CREATE OPERATOR meter_hostile.= (LEFTARG = text, RIGHTARG = text, FUNCTION = meter_hostile.trap);
CREATE OPERATOR meter_hostile.= (LEFTARG = bigint, RIGHTARG = bigint, FUNCTION = meter_hostile.trap);
CREATE DOMAIN meter_hostile.text AS pg_catalog.text CHECK (false);
-- a new session's plans are made under it
\c -
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set SHOW_CONTEXT never
\pset null null
SET search_path = meter_hostile, pg_temp, pg_catalog;
SELECT credits.open_account('meter/hostile', clock => '2026-01-10 00:00Z') OPERATOR(pg_catalog.>) 0 AS opened;
SELECT credits.grant('meter/hostile', 10) OPERATOR(pg_catalog.>) 0 AS granted;
SELECT credits.start('meter/hostile', 'meter/vm', 'a');
SELECT credits.set_clock('meter/hostile', '2026-01-10 03:00Z');
SELECT charged FROM credits.resize('meter/hostile', 'meter/vm', 'a', 2, '2026-01-10 02:00Z');
SELECT charged FROM credits.settle('meter/hostile');
SELECT item, status, accrued FROM credits.meters('meter/hostile', '2026-01-10 05:00Z');
SELECT * FROM credits.runway('meter/hostile');
SELECT credits.burn_rate('meter/hostile');
SELECT charged FROM credits.stop('meter/hostile', 'a');
SELECT charged FROM credits.charge('meter/hostile', 'meter/pod', 1, until => '2026-01-10 03:01Z', item => 'a');
SELECT * FROM credits.verify('meter/hostile');
SET search_path = public, credits;
SET client_min_messages = warning;
DROP SCHEMA meter_hostile CASCADE;
RESET client_min_messages;

CREATE ROLE regress_credits_meter;
GRANT USAGE ON SCHEMA credits TO regress_credits_meter;
SET ROLE regress_credits_meter;
-- fails: nothing is anybody's until it is granted
SELECT credits.start('meter', 'meter/vm', 'a');
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
SELECT credits.resize('meter', 'meter/vm', 'a', 1);
SELECT credits.stop('meter', 'a');
SELECT credits.settle('meter');
SELECT credits.meters('meter');
SELECT credits.burn_rate('meter');
SELECT credits.runway('meter');
SELECT count(*) FROM credits.meter;
SELECT count(*) FROM credits.counter;
SELECT count(*) FROM credits.outbox;
\set VERBOSITY default
RESET ROLE;
-- what a function is granted for needs no table
GRANT EXECUTE ON FUNCTION credits.start, credits.stop, credits.settle, credits.meters TO regress_credits_meter;
SET ROLE regress_credits_meter;
SELECT credits.start('meter', 'meter/vm', 'granted');
SELECT charged FROM credits.settle('meter');
SELECT count(*) FROM credits.meters('meter') WHERE status = 'running';
SELECT charged FROM credits.stop('meter', 'granted');
RESET ROLE;
DROP OWNED BY regress_credits_meter;
DROP ROLE regress_credits_meter;
-- fails: a reader's transaction
BEGIN READ ONLY;
SELECT credits.settle('meter');
\echo SQLSTATE :SQLSTATE
ROLLBACK;
BEGIN READ ONLY;
SELECT count(*) > 0 AS seen FROM credits.meters('meter');
SELECT burn_rate FROM credits.runway('meter');
ROLLBACK;

-- ---------------------------------------------------------------------------------------------
-- As of an instant that has gone by; and costs that no amount can hold
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('meter/then', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.grant('meter/then', 100) > 0 AS granted;
SELECT credits.set_clock('meter/then', '2026-01-10 01:00Z');
SELECT credits.start('meter/then', 'meter/vm', 'a');
SELECT credits.set_clock('meter/then', '2026-01-10 03:00Z');
SELECT charged FROM credits.stop('meter/then', 'a');
SELECT at, item, status, stopped_at FROM unnest('{2026-01-10 00:30Z,2026-01-10 02:00Z,2026-01-10 03:00Z}'::timestamptz[]) at, things('meter/then', at);
-- it runs out after ten seconds, though ten hours would cost more than an amount can hold
SELECT credits.open_account('meter/max', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.grant('meter/max', 100000000000000000) > 0 AS granted;
SELECT credits.start('meter/max', 'meter/much', 'a');
SELECT item, status, stopped_at FROM things('meter/max', '2026-01-10 10:00Z');
SELECT hours, runs_out_at FROM credits.runway('meter/max');
SELECT credits.set_clock('meter/max', '2026-01-10 10:00Z');
SELECT item, status, stopped_at FROM things('meter/max');
SELECT credits.grant('meter/max', 1) > 0 AS granted;
SELECT * FROM credits.verify('meter/max');
-- from a period that has closed nothing is foretold
SELECT credits.open_account('meter/past', clock => '2026-01-05 00:00Z') > 0 AS opened;
SELECT credits.grant('meter/past', 2000) > 0 AS granted;
SELECT credits.start('meter/past', 'meter/vm', 'a');
SELECT credits.set_clock('meter/past', '2026-03-10 00:00Z');
SELECT at, burn_rate > '0' AS burns, runs_out_at IS NOT NULL AS foretold FROM unnest('{2026-01-20 00:00Z,2026-03-05 00:00Z,2026-03-12 00:00Z}'::timestamptz[]) at, credits.runway('meter/past', at);
DROP FUNCTION things;
