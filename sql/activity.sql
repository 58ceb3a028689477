-- A customer's account history: what each operation is called, and what has none
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

-- ids depend on what ran before
CREATE FUNCTION history(account text, since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL)
RETURNS TABLE (at timestamptz, kind text, description text, amount credits.amount, status text, reference text, booked boolean) LANGUAGE sql AS $$
SELECT a.at, a.kind, regexp_replace(a.description, '(operation|hold) [0-9]+', '\1 N'), a.amount, a.status, regexp_replace(a.reference, '^invoice [0-9]+$', 'invoice N'), a.operation IS NOT NULL FROM credits.activity(account, since, until) WITH ORDINALITY a ORDER BY a.ordinality $$;
INSERT INTO credits.resource (resource, at_zero) VALUES ('activity/vm', 'suspend'), ('activity/image', 'suspend');
INSERT INTO credits.price (resource, rate) VALUES ('activity/vm', '1/hour'), ('activity/image', '2');

-- ---------------------------------------------------------------------------------------------
-- Deposits: one that was paid is its grant; of one that was not there is a row without an operation
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('activity', clock => '2026-01-10 00:00Z') > 0, credits.open_account('activity/child', parent => 'activity') > 0;
INSERT INTO credits.pack (pack, price, credits) VALUES ('activity/pack', 1, 40);
SELECT credits.deposit('activity', 100, key => 'first') AS first, credits.buy('activity', 'activity/pack', key => 'second') AS second, credits.deposit('activity', 30) AS third, credits.deposit('activity/child', 10) AS childs \gset
SELECT * FROM history('activity');
SELECT * FROM history('activity/child');
SELECT credits.confirm_deposit('activity', :first, 'payment 1', invoice => 'INV-1') > 0, credits.confirm_deposit('activity', :second, 'payment 2', at => '2026-01-10 00:00Z') > 0;
SELECT credits.fail_deposit('activity', :third, 'declined');
-- a payment without a reference; a top-up
SELECT credits.set_clock('activity', '2026-01-10 00:10Z');
SELECT credits.confirm_deposit('activity/child', :childs) > 0 AS confirmed;
INSERT INTO credits.deposit (account_id, user_id, operation, source, at, expires_at, money, currency, credits, pack, class, actor)
    SELECT account_id, account_id, nextval('credits.operation_seq'), 'topup', '2026-01-10 00:10Z', '2026-01-10 00:40Z', 25, 'USD', 25, 'deposit', 'prepaid', 'a DBA' FROM credits.account_key WHERE account = 'activity' RETURNING id AS topup \gset
SELECT * FROM history('activity');
SELECT credits.confirm_deposit('activity', :topup, 'payment 3') > 0 AS confirmed;
SELECT credits.deposit('activity', 7) AS late \gset
-- it is expired from when it is, whether that was written or not
SELECT status FROM history('activity') WHERE amount = 7;
SELECT credits.set_clock('activity', '2026-01-10 00:40Z');
SELECT status FROM history('activity') WHERE amount = 7;
UPDATE credits.deposit SET status = 'expired', ended_at = expires_at WHERE id = :late AND status = 'pending';
SELECT * FROM history('activity');
SELECT * FROM history('activity/child');
-- [since, until)
SELECT * FROM history('activity', '2026-01-10 00:10Z');
SELECT * FROM history('activity', until => '2026-01-10 00:10Z');

-- ---------------------------------------------------------------------------------------------
-- Refunds, and deposits taken back
-- ---------------------------------------------------------------------------------------------
SELECT credits.set_clock('activity', '2026-01-11 00:00Z');
SELECT operation AS drawn FROM credits.consume('activity', 110, key => 'drawn') \gset
SELECT operation AS childs_usage FROM credits.charge('activity/child', 'activity/image', 2, key => 'image') \gset
SELECT charged FROM credits.refund('activity', :drawn, 5, key => 'goodwill');
SELECT charged FROM credits.refund('activity', :childs_usage);
SELECT credits.refund_deposit('activity', :second, key => 'returned');
SELECT credits.clawback('activity', :first, key => 'dispute');
SELECT available, owed FROM credits.balance('activity');
-- a grant that repays stays a grant, of what was granted
SELECT credits.grant('activity', 20, note => 'an apology') > 0 AS granted;
SELECT available, owed FROM credits.balance('activity');
SELECT credits.reverse_clawback('activity', :first, key => 'won');
SELECT available, owed FROM credits.balance('activity');
SELECT * FROM history('activity', '2026-01-11 00:00Z');
SELECT * FROM history('activity/child', '2026-01-11 00:00Z');
-- owed at an instant that is past
SELECT credits.set_clock('activity', '2026-01-12 00:00Z');
SELECT charged FROM credits.consume('activity', 55);
SELECT credits.clawback('activity', :first);
SELECT credits.set_clock('activity', '2026-01-13 00:00Z');
SELECT credits.grant('activity', 10, note => 'repays') > 0, credits.grant('activity', 9, note => 'scoped', scope => '{activity/vm}') > 0, credits.grant('activity', 8, note => 'to come', effective_at => '2026-01-20 00:00Z') > 0;
SELECT coalesce(h::text, 'now') AS at, b.available, b.owed FROM unnest('{2026-01-10 00:00Z,2026-01-11 23:59Z,2026-01-12 00:00Z,2026-01-13 00:00Z,2026-01-20 00:00Z,NULL}'::timestamptz[]) h, credits.balance('activity', h) b;
SELECT owed FROM credits.balance('activity/child');
SELECT * FROM credits.verify('activity');

-- ---------------------------------------------------------------------------------------------
-- What a plan grants pays what is owed when it is due, whether that was done or not
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.plan (plan, price, included) VALUES ('activity/plan', 10, 25);
SELECT credits.open_account('activity/plan', 'activity/plan', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.deposit('activity/plan', 100) AS paid \gset
SELECT credits.confirm_deposit('activity/plan', :paid) > 0 AS confirmed;
SELECT charged FROM credits.consume('activity/plan', 125);
SELECT credits.clawback('activity/plan', :paid, 60);
SELECT coalesce(h::text, 'now') AS at, b.available, b.owed FROM unnest('{2026-01-10 00:00Z,2026-02-10 00:00Z,2026-03-10 00:00Z,2026-04-10 00:00Z,2026-05-10 00:00Z,NULL}'::timestamptz[]) h, credits.balance('activity/plan', h) b;
SELECT credits.set_clock('activity/plan', '2026-04-20 00:00Z');
SELECT coalesce(h::text, 'now') AS at, b.available, b.owed FROM unnest('{2026-01-10 00:00Z,2026-02-10 00:00Z,2026-03-10 00:00Z,2026-04-10 00:00Z,2026-05-10 00:00Z,NULL}'::timestamptz[]) h, credits.balance('activity/plan', h) b;
SELECT * FROM history('activity/plan');
SELECT * FROM credits.verify('activity/plan');

-- ---------------------------------------------------------------------------------------------
-- What runs and is not booked yet
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('activity/running', clock => '2026-01-10 00:00Z') > 0, credits.open_account('activity/running child', parent => 'activity/running') > 0;
SELECT credits.grant('activity/running', 100) > 0 AS granted;
SELECT credits.start('activity/running', 'activity/vm', 'vm-1', 2), credits.start('activity/running child', 'activity/vm', 'vm-2');
-- nothing has accrued
SELECT * FROM history('activity/running');
-- a DBA moves the clock by hand: nothing was settled
UPDATE credits.account SET clock = '2026-01-10 03:00Z' WHERE account = 'activity/running';
SELECT * FROM history('activity/running');
SELECT * FROM history('activity/running child');
-- from when on it runs
SELECT count(*) FROM history('activity/running', '2026-01-10 00:00Z') WHERE status = 'accumulating';
SELECT count(*) FROM history('activity/running', '2026-01-10 00:00:00.000001Z') WHERE status = 'accumulating';
SELECT count(*) FROM history('activity/running', until => '2026-01-10 00:00Z') WHERE status = 'accumulating';
SELECT count(*) FROM history('activity/running', until => '2026-01-10 00:00:00.000001Z') WHERE status = 'accumulating';
SELECT accrued FROM credits.balance('activity/running');
SELECT charged FROM credits.settle('activity/running');
SELECT * FROM history('activity/running');
-- a row for each period, and the same once it is booked, at the same instant; a child that starts later, and what runs out
SELECT credits.open_account('activity/periods', clock => '2026-01-31 20:00Z') > 0, credits.open_account('activity/periods child', parent => 'activity/periods') > 0;
SELECT credits.grant('activity/periods', 30) > 0 AS granted;
INSERT INTO credits.resource (resource) VALUES ('activity/disk');
INSERT INTO credits.price (resource, rate) VALUES ('activity/disk', '0.5/hour');
SELECT credits.start('activity/periods', 'activity/vm', 'vm-1');
SELECT credits.set_clock('activity/periods', '2026-01-31 22:00Z');
SELECT credits.start('activity/periods child', 'activity/disk', 'disk-1', 2), credits.start('activity/periods', 'activity/vm', 'vm-2', 0.5), credits.start('activity/periods child', 'activity/vm', 'idle', 0);
UPDATE credits.account SET clock = '2026-02-01 04:00Z' WHERE account = 'activity/periods';
SELECT * FROM history('activity/periods');
SELECT * FROM history('activity/periods child');
UPDATE credits.account SET clock = '2026-03-02 00:00Z' WHERE account = 'activity/periods';
SELECT * FROM history('activity/periods');
SELECT * FROM history('activity/periods child');
SELECT accrued FROM credits.balance('activity/periods');
SELECT credits.set_clock('activity/periods', '2026-03-02 00:00:00.000001Z');
SELECT * FROM history('activity/periods');
SELECT * FROM history('activity/periods child');
SELECT * FROM credits.verify('activity/periods');

-- ---------------------------------------------------------------------------------------------
-- The invoice: of what was drawn, and given back, in a period that has one; late usage is on that of the period it was drawn in
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.plan (plan, price, included, overage, overage_price) VALUES ('activity/billed', 10, 25, true, 1);
SELECT credits.open_account('activity/billed', 'activity/billed', clock => '2026-01-10 00:00Z') > 0, credits.open_account('activity/billed child', parent => 'activity/billed') > 0;
SELECT operation AS january FROM credits.charge('activity/billed', 'activity/image', 10, key => 'january') \gset
SELECT charged FROM credits.charge('activity/billed child', 'activity/image', 5);
SELECT charged FROM credits.refund('activity/billed', :january, 1);
SELECT credits.hold('activity/billed', 4, '1 hour') AS hold \gset
SELECT * FROM history('activity/billed');
SELECT charged FROM credits.capture('activity/billed', :hold, 3, key => 'captured');
SELECT credits.set_clock('activity/billed', '2026-02-10 00:00Z');
SELECT charged FROM credits.charge('activity/billed', 'activity/image', 3, at => '2026-01-20 00:00Z', key => 'late');
SELECT * FROM history('activity/billed');
SELECT * FROM history('activity/billed child');
SELECT credits.set_clock('activity/billed', '2026-03-10 00:00Z');
SELECT a.at, a.kind, a.amount, i.starts_at, i.total FROM credits.activity('activity/billed') a LEFT JOIN credits.invoice i ON 'invoice ' || i.id = a.reference ORDER BY a.at, a.operation;
SELECT * FROM credits.verify('activity/billed');

-- fails: nobody's, or at no instant, or until before since
SELECT count(*) FROM history('activity', '2026-01-10 00:00Z', '2026-01-10 00:00Z');
SELECT credits.activity('activity', '2026-01-10 00:00:00.000001Z', '2026-01-10 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.activity('activity/none');
\echo SQLSTATE :SQLSTATE
SELECT credits.activity(NULL);
\echo SQLSTATE :SQLSTATE
SELECT credits.activity('activity', 'infinity');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.verify('activity/running');
DROP FUNCTION history;
