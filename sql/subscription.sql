-- Subscriptions: subscribe, change_plan, cancel, reactivate, current_plan and open_account(plan).
-- April 2026 has 30 days, so shares of its credits and prices are round.
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null
-- refusals name what is for sale: here only what this file sells
DELETE FROM credits.plan;
DELETE FROM credits.pack WHERE pack <> 'deposit';

INSERT INTO credits.resource (resource) VALUES ('subscription/image'), ('subscription/vm');
INSERT INTO credits.price (resource, rate) VALUES ('subscription/image', '1'), ('subscription/vm', '1/hour');
-- A is dearer than B; all by the month, and changing to each resets unless its name has a P
INSERT INTO credits.plan (plan, price, included, on_change, trial, trial_included, overage, overage_price, overage_cap) VALUES
    ('subscription/A', 30, 300, 'reset', NULL, 0, false, 0, NULL), ('subscription/B', 15, 150, 'reset', NULL, 0, false, 0, NULL),
    ('subscription/PA', 30, 300, 'prorate', NULL, 0, true, 0.1, 100), ('subscription/PB', 15, 150, 'prorate', NULL, 0, true, 0.2, 40),
    ('subscription/PC', 15, 150, 'prorate', NULL, 0, false, 0, NULL), ('subscription/trial', 30, 300, 'reset', '14 days', 50, true, 1, 10),
    ('subscription/free', 0, 0, 'prorate', NULL, 0, false, 0, NULL), ('subscription/grace', 30, 300, 'reset', NULL, 0, true, 1, 100);
UPDATE credits.plan SET grace = '3 days' WHERE plan = 'subscription/grace';
INSERT INTO credits.plan (plan, price, included, cycle, overage, overage_price, overage_cap) VALUES ('subscription/year', 120, 1200, '1 year', true, 0.5, 10);
INSERT INTO credits.plan (plan, price, included, currency) VALUES ('subscription/euro', 30, 300, 'EUR');
-- ids depend on what ran before: what is shown is by names
CREATE VIEW subscription_rows AS
SELECT a.account, s.plan, s.started_at, s.ends_at, s.anchor, s.trial_ends_at, s.key FROM credits.subscription s JOIN credits.account a ON a.account_id = s.account_id AND a.user_id = s.account_id
 WHERE s.plan IS NOT NULL ORDER BY s.id;
CREATE VIEW subscription_periods AS
SELECT a.account, p.starts_at, p.ends_at, p.closes_at, p.closed_at IS NOT NULL AS closed, p.trial, s.plan, p.price FROM credits.period p
  JOIN credits.account a ON a.account_id = p.account_id AND a.user_id = p.account_id LEFT JOIN credits.subscription s ON s.account_id = p.account_id AND s.id = p.subscription_id ORDER BY p.starts_at;
CREATE VIEW subscription_buckets AS
SELECT a.account, b.class, b.note, b.effective_at, b.expires_at, b.granted, b.used, b.lapsed, b.closed_at IS NOT NULL AS closed FROM credits.bucket b
  JOIN credits.account a ON a.account_id = b.account_id AND a.user_id = b.account_id ORDER BY b.id;
CREATE VIEW subscription_entries AS
SELECT a.account, dense_rank() OVER (PARTITION BY a.account ORDER BY e.operation) AS op, e.piece, e.kind, e.at, b.class, e.amount, e.bucket_seq, e.bucket_after, e.actor IS NOT NULL AS actor
  FROM credits.entry e JOIN credits.account a ON a.account_id = e.account_id AND a.user_id = e.account_id JOIN credits.bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
 ORDER BY e.operation, e.piece;

-- ---------------------------------------------------------------------------------------------
-- subscribe: the period is cut, the cycle is anchored
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('subscription', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT * FROM credits.current_plan('subscription');
SELECT * FROM credits.statement('subscription');
SELECT credits.set_clock('subscription', '2026-04-10 06:00Z');
SELECT credits.subscribe('subscription', 'subscription/A', key => 'first') > 0 AS subscribed;
SELECT starts_at, ends_at, closes_at, closed, plan, price FROM subscription_periods WHERE account = 'subscription';
SELECT class, note, effective_at, expires_at, granted, closed FROM subscription_buckets WHERE account = 'subscription';
SELECT plan, status, since, trial_ends_at, period_starts_at, period_ends_at, cycle_starts_at, cycle_ends_at, renews_at, ends_at, next_plan FROM credits.current_plan('subscription');
SELECT price, currency, included, used, remaining FROM credits.current_plan('subscription');
-- a bucket of the plan, traced to its draws
SELECT charged FROM credits.consume('subscription', 20, 'subscription/image', key => 'traced', at => '2026-04-11 00:00Z');
SELECT b.note, s.plan, e.kind, e.amount, e.bucket_after, e.resource, e.key
  FROM credits.bucket b JOIN credits.subscription s ON s.account_id = b.account_id AND s.id = b.subscription_id JOIN credits.entry e ON e.account_id = b.account_id AND e.bucket_id = b.id
  JOIN credits.account_key k ON k.account_id = b.account_id WHERE k.account = 'subscription' ORDER BY e.bucket_seq;
SELECT included, used, remaining FROM credits.current_plan('subscription');
-- before that, at another instant, no plan; and the next cycles, which nobody has made yet
SELECT count(*) FROM credits.current_plan('subscription', '2026-04-10 05:59:59.999999Z');
SELECT status, cycle_starts_at, cycle_ends_at, included, used, remaining FROM credits.current_plan('subscription', '2026-04-10 06:00Z');
SELECT status, cycle_starts_at, cycle_ends_at, renews_at, included, used, remaining FROM credits.current_plan('subscription', '2026-07-10 06:00Z');
-- the same request is answered again, later too
SELECT credits.subscribe('subscription', 'subscription/A', key => 'first') = (SELECT max(s.id) FROM credits.subscription s JOIN credits.account_key k USING (account_id) WHERE k.account = 'subscription') AS same;
SELECT count(*) FROM subscription_rows WHERE account = 'subscription';
-- fails: the key was used with another plan, another instant, by another call
SELECT credits.subscribe('subscription', 'subscription/B', key => 'first');
\echo SQLSTATE :SQLSTATE
SELECT credits.subscribe('subscription', 'subscription/A', at => '2026-04-10 06:00Z', key => 'first');
\echo SQLSTATE :SQLSTATE
SELECT credits.change_plan('subscription', 'subscription/B', key => 'first');
\echo SQLSTATE :SQLSTATE
SELECT credits.consume('subscription', 1, key => 'first');
\echo SQLSTATE :SQLSTATE
SELECT credits.subscribe('subscription', 'subscription/A', key => 'traced');
\echo SQLSTATE :SQLSTATE
-- fails: it is on a plan
SELECT credits.subscribe('subscription', 'subscription/B');
\echo SQLSTATE :SQLSTATE
-- fails: and a refused call leaves its key free
SELECT credits.subscribe('subscription', 'subscription/B', key => 'free');
\echo SQLSTATE :SQLSTATE
SELECT count(*) FROM credits.request r JOIN credits.account_key k USING (account_id) WHERE k.account = 'subscription' AND r.key = 'free';

-- fails: unknown, or not given
SELECT credits.subscribe('subscription/none', 'subscription/A');
\echo SQLSTATE :SQLSTATE
SELECT credits.subscribe('subscription', 'subscription/none');
\echo SQLSTATE :SQLSTATE
SELECT credits.subscribe(NULL, 'subscription/A');
\echo SQLSTATE :SQLSTATE
SELECT credits.subscribe('subscription', NULL);
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
SELECT credits.change_plan(NULL, 'subscription/A');
SELECT credits.change_plan('subscription', NULL);
SELECT credits.change_plan('subscription/none', 'subscription/A');
SELECT credits.change_plan('subscription', 'subscription/none');
SELECT credits.cancel(NULL);
SELECT credits.cancel('subscription/none');
SELECT credits.reactivate(NULL);
SELECT credits.reactivate('subscription/none');
SELECT credits.current_plan(NULL);
SELECT credits.current_plan('subscription/none');
SELECT credits.subscribe('subscription', '');
SELECT credits.subscribe('subscription', repeat('p', 256));
SELECT credits.subscribe('subscription', 'subscription/A', key => '');
SELECT credits.subscribe('subscription', 'subscription/A', key => repeat('k', 256));
SELECT credits.subscribe('subscription', 'subscription/A', at => 'infinity');
SELECT credits.subscribe('subscription', 'subscription/A', at => '1969-12-31 00:00Z');
SELECT credits.change_plan('subscription', 'subscription/B', at => '-infinity');
SELECT credits.cancel('subscription', 'infinity');
SELECT credits.reactivate('subscription', 'infinity');
SELECT credits.current_plan('subscription', 'infinity');
SELECT credits.current_plan('subscription', '2200-01-01 00:00Z');
\set VERBOSITY default
-- fails: later than its now, before it was opened, and in a period that has closed
SELECT credits.open_account('subscription/at', clock => '2026-04-10 00:00Z') > 0 AS opened;
SELECT credits.subscribe('subscription/at', 'subscription/A', at => '2026-04-10 00:00:00.000001Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.subscribe('subscription/at', 'subscription/A', at => '2026-04-09 23:59:59.999999Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.set_clock('subscription/at', '2026-05-10 00:00Z');
SELECT credits.subscribe('subscription/at', 'subscription/A', at => '2026-04-30 23:59:59.999999Z');
\echo SQLSTATE :SQLSTATE
-- fails: something was used at or after that instant; a line reaches past it
SELECT credits.grant('subscription/at', 100, at => '2026-05-01 00:00Z') > 0 AS granted;
SELECT charged FROM credits.consume('subscription/at', 1, at => '2026-05-05 00:00Z');
SELECT charged FROM credits.charge('subscription/at', 'subscription/vm', at => '2026-05-06 00:00Z', until => '2026-05-06 12:00Z');
SELECT credits.subscribe('subscription/at', 'subscription/A', at => '2026-05-05 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.subscribe('subscription/at', 'subscription/A', at => '2026-05-06 11:59:59.999999Z');
\echo SQLSTATE :SQLSTATE
-- where the line ends it can
BEGIN;
SELECT credits.subscribe('subscription/at', 'subscription/A', at => '2026-05-06 12:00Z') > 0 AS subscribed;
ROLLBACK;
-- fails: a period was made ahead of now
SELECT charged FROM credits.consume('subscription/at', 1, at => '2026-06-05 00:00Z');
SELECT credits.subscribe('subscription/at', 'subscription/A');
\echo SQLSTATE :SQLSTATE
-- at the first instant of the period, there is nothing left of it
SELECT credits.set_clock('subscription/at', '2026-07-01 00:00Z');
SELECT credits.subscribe('subscription/at', 'subscription/A') > 0 AS subscribed;
SELECT starts_at, ends_at, closed, plan FROM subscription_periods WHERE account = 'subscription/at';
SELECT effective_at, expires_at, closed FROM subscription_buckets WHERE account = 'subscription/at' AND class = 'flex';
SELECT * FROM credits.verify('subscription/at');
-- fails: a child is on its parent's plan; another currency
SELECT credits.open_account('subscription/child', parent => 'subscription') > 0 AS opened;
SELECT credits.subscribe('subscription/child', 'subscription/A');
\echo SQLSTATE :SQLSTATE
SELECT credits.change_plan('subscription/child', 'subscription/A');
\echo SQLSTATE :SQLSTATE
SELECT credits.cancel('subscription/child');
\echo SQLSTATE :SQLSTATE
SELECT credits.reactivate('subscription/child');
\echo SQLSTATE :SQLSTATE
SELECT credits.open_account('subscription/child 2', 'subscription/A', parent => 'subscription');
\echo SQLSTATE :SQLSTATE
-- it sees it
SELECT plan, status FROM credits.current_plan('subscription/child', '2026-04-12 00:00Z');
SELECT charged, credits, balance FROM credits.charge('subscription/child', 'subscription/image', 5, at => '2026-04-12 00:00Z');
SELECT credits.open_account('subscription/money', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT credits.subscribe('subscription/money', 'subscription/euro');
\echo SQLSTATE :SQLSTATE
SELECT credits.open_account('subscription/money 2', 'subscription/euro', clock => '2026-04-01 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.subscribe('subscription/money', 'subscription/A') > 0 AS subscribed;
SELECT credits.change_plan('subscription/money', 'subscription/euro');
\echo SQLSTATE :SQLSTATE
SELECT credits.open_account('subscription/money 3', 'subscription/euro', currency => 'EUR', clock => '2026-04-01 00:00Z') > 0 AS opened;

-- ---------------------------------------------------------------------------------------------
-- open_account(plan): the first period begins there, not with the month
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('subscription/open', 'subscription/A', 'Europe/Berlin', at => '2026-01-31 00:00+01', clock => '2026-03-10 00:00Z') > 0 AS opened;
SELECT starts_at, ends_at, closed, plan, price FROM subscription_periods WHERE account = 'subscription/open';
SELECT credits.open_account('subscription/open', 'subscription/A', 'Europe/Berlin', clock => '2026-03-10 00:00Z') > 0 AS again;
-- fails: other requests of that name
SELECT credits.open_account('subscription/open', 'subscription/B', 'Europe/Berlin', clock => '2026-03-10 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.open_account('subscription/open', NULL, 'Europe/Berlin', clock => '2026-03-10 00:00Z');
\echo SQLSTATE :SQLSTATE
-- whatever became of the plan, the first request is the first
SELECT credits.change_plan('subscription/open', 'subscription/B', at_cycle_end => true) > 0 AS changed;
SELECT credits.open_account('subscription/open', 'subscription/A', 'Europe/Berlin', clock => '2026-03-10 00:00Z') > 0 AS again;
-- fails: no such plan
SELECT credits.open_account('subscription/open 2', 'subscription/none');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.verify('subscription/open');

-- ---------------------------------------------------------------------------------------------
-- A trial: once, at no price, without overage
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('subscription/trial', 'subscription/trial', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT plan, status, trial_ends_at, period_ends_at, cycle_starts_at, cycle_ends_at, renews_at, included FROM credits.current_plan('subscription/trial');
SELECT available, overage_cap FROM credits.balance('subscription/trial');
-- fails: there is no overage in a trial, whatever the account says
SELECT credits.set_overage('subscription/trial', true);
SELECT credits.consume('subscription/trial', 51);
\echo SQLSTATE :SQLSTATE
SELECT charged FROM credits.consume('subscription/trial', 20);
SELECT status, included, used, remaining FROM credits.current_plan('subscription/trial');
SELECT * FROM credits.statement('subscription/trial');
SELECT credits.set_clock('subscription/trial', '2026-04-20 00:00Z');
SELECT plan, status, trial_ends_at, cycle_starts_at, cycle_ends_at, renews_at, included FROM credits.current_plan('subscription/trial');
SELECT starts_at, ends_at, closed, trial, price FROM subscription_periods WHERE account = 'subscription/trial';
SELECT kind, at, class, amount, bucket_after FROM subscription_entries WHERE account = 'subscription/trial';
SELECT overage_cap FROM credits.balance('subscription/trial');
-- what was given in the trial is told, at no price
SELECT * FROM credits.statement('subscription/trial', '2026-04-01 00:00Z');
SELECT total, status FROM credits.invoice i JOIN credits.account_key k USING (account_id) WHERE k.account = 'subscription/trial';
-- once: the second subscription has none
SELECT credits.cancel('subscription/trial');
SELECT credits.set_clock('subscription/trial', '2026-06-01 00:00Z');
SELECT count(*) FROM credits.current_plan('subscription/trial');
SELECT credits.subscribe('subscription/trial', 'subscription/trial') > 0 AS subscribed;
SELECT status, trial_ends_at, cycle_ends_at, included FROM credits.current_plan('subscription/trial');
-- canceled in the trial, it ends with it; changed in the trial, the new plan starts at its end, without a trial and with an anchor of its own
SELECT credits.open_account('subscription/trial 2', 'subscription/trial', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT credits.cancel('subscription/trial 2');
SELECT status, renews_at, ends_at, next_plan FROM credits.current_plan('subscription/trial 2');
SELECT credits.change_plan('subscription/trial 2', 'subscription/A') > 0 AS changed;
SELECT status, renews_at, ends_at, next_plan FROM credits.current_plan('subscription/trial 2');
SELECT plan, started_at, ends_at, anchor, trial_ends_at FROM subscription_rows WHERE account = 'subscription/trial 2';
-- or now: a reset, always
SELECT credits.set_clock('subscription/trial 2', '2026-04-05 00:00Z');
SELECT credits.change_plan('subscription/trial 2', 'subscription/PA', at_cycle_end => false) > 0 AS changed;
SELECT plan, started_at, ends_at, anchor FROM subscription_rows WHERE account = 'subscription/trial 2';
SELECT class, effective_at, expires_at, granted, lapsed, closed FROM subscription_buckets WHERE account = 'subscription/trial 2';
SELECT * FROM credits.statement('subscription/trial 2');
SELECT * FROM credits.verify('subscription/trial');
SELECT * FROM credits.verify('subscription/trial 2');

-- ---------------------------------------------------------------------------------------------
-- change_plan, reset: the cycle starts anew
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('subscription/reset', 'subscription/B', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT charged FROM credits.consume('subscription/reset', 40);
SELECT credits.grant('subscription/reset', 7, 'included', note => 'by hand') > 0 AS granted;
SELECT credits.set_clock('subscription/reset', '2026-04-16 00:00Z');
-- dearer: now
SELECT credits.change_plan('subscription/reset', 'subscription/A', key => 'up') > 0 AS changed;
SELECT plan, started_at, ends_at, anchor FROM subscription_rows WHERE account = 'subscription/reset';
SELECT starts_at, ends_at, closed, plan, price FROM subscription_periods WHERE account = 'subscription/reset';
-- what the plan granted expires, what was given otherwise lives on
SELECT class, note, effective_at, expires_at, granted, used, lapsed, closed FROM subscription_buckets WHERE account = 'subscription/reset';
SELECT op, piece, kind, at, class, amount, bucket_after FROM subscription_entries WHERE account = 'subscription/reset';
SELECT starts_at, ends_at, total FROM credits.invoice i JOIN credits.account_key k USING (account_id) WHERE k.account = 'subscription/reset';
-- the same again
SELECT credits.change_plan('subscription/reset', 'subscription/A', key => 'up') = max(s.id) AS same FROM credits.subscription s JOIN credits.account_key k USING (account_id) WHERE k.account = 'subscription/reset';
-- fails: fields of the key, in their order
SELECT credits.change_plan('subscription/reset', 'subscription/B', at_cycle_end => true, key => 'up');
\echo SQLSTATE :SQLSTATE
SELECT credits.change_plan('subscription/reset', 'subscription/A', at => '2026-04-16 00:00Z', at_cycle_end => false, key => 'up');
\echo SQLSTATE :SQLSTATE
SELECT credits.change_plan('subscription/reset', 'subscription/A', at => '2026-04-16 00:00Z', key => 'up');
\echo SQLSTATE :SQLSTATE
-- fails: there is nothing to change; it began later; without a plan; something was used since
SELECT credits.change_plan('subscription/reset', 'subscription/A');
\echo SQLSTATE :SQLSTATE
SELECT credits.change_plan('subscription/reset', 'subscription/A', at_cycle_end => true);
\echo SQLSTATE :SQLSTATE
SELECT credits.change_plan('subscription/reset', 'subscription/grace', at => '2026-04-15 23:59:59.999999Z');
\echo SQLSTATE :SQLSTATE
SELECT charged FROM credits.consume('subscription/reset', 1);
SELECT credits.change_plan('subscription/reset', 'subscription/grace');
\echo SQLSTATE :SQLSTATE
SELECT credits.open_account('subscription/none yet', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT credits.change_plan('subscription/none yet', 'subscription/A');
\echo SQLSTATE :SQLSTATE
SELECT credits.cancel('subscription/none yet');
\echo SQLSTATE :SQLSTATE
SELECT credits.reactivate('subscription/none yet');
\echo SQLSTATE :SQLSTATE
-- at the very start of a period: that period never was, and nothing is owed for it
SELECT credits.set_clock('subscription/reset', '2026-05-16 00:00Z');
SELECT credits.change_plan('subscription/reset', 'subscription/grace') > 0 AS changed;
SELECT starts_at, ends_at, closes_at, closed, plan FROM subscription_periods WHERE account = 'subscription/reset';
SELECT class, note, effective_at, expires_at, granted, lapsed, closed FROM subscription_buckets WHERE account = 'subscription/reset' AND effective_at = '2026-05-16 00:00Z';
SELECT available FROM credits.balance('subscription/reset');
-- and again at the same instant: ordered, no gap, nothing granted twice
SELECT credits.change_plan('subscription/reset', 'subscription/B', at_cycle_end => false) > 0 AS changed;
SELECT credits.change_plan('subscription/reset', 'subscription/A', at_cycle_end => false) > 0 AS changed;
SELECT available FROM credits.balance('subscription/reset');
SELECT plan, started_at, ends_at, anchor FROM subscription_rows WHERE account = 'subscription/reset';
SELECT starts_at, ends_at, closed, plan FROM subscription_periods WHERE account = 'subscription/reset';
SELECT starts_at, total FROM credits.invoice i JOIN credits.account_key k USING (account_id) WHERE k.account = 'subscription/reset' ORDER BY starts_at;
SELECT kind, description, amount FROM credits.statement('subscription/reset');
SELECT * FROM credits.verify('subscription/reset');
-- with grace: the period that is cut stays open for its own usage
SELECT credits.open_account('subscription/grace', 'subscription/grace', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT credits.set_clock('subscription/grace', '2026-04-16 00:00Z');
SELECT credits.change_plan('subscription/grace', 'subscription/A', at_cycle_end => false) > 0 AS changed;
SELECT starts_at, ends_at, closes_at, closed FROM subscription_periods WHERE account = 'subscription/grace';
SELECT credits.set_clock('subscription/grace', '2026-04-18 23:59:59Z');
SELECT charged, credits, overage, balance FROM credits.consume('subscription/grace', 10, at => '2026-04-15 12:00Z');
-- overage of that period, past its included credits, at its plan's cap
SELECT charged, credits, overage FROM credits.consume('subscription/grace', 300, at => '2026-04-15 12:00Z');
SELECT kind, description, quantity, amount FROM credits.statement('subscription/grace', '2026-04-15 12:00Z');
SELECT credits.set_clock('subscription/grace', '2026-04-19 00:00Z');
SELECT starts_at, ends_at, closes_at, closed FROM subscription_periods WHERE account = 'subscription/grace';
SELECT kind, description, quantity, amount FROM credits.statement('subscription/grace', '2026-04-15 12:00Z');
-- now it is late, and of the new plan
SELECT charged, credits, overage FROM credits.consume('subscription/grace', 10, at => '2026-04-15 12:00Z');
SELECT included, used FROM credits.current_plan('subscription/grace');
SELECT * FROM credits.verify('subscription/grace');

-- ---------------------------------------------------------------------------------------------
-- change_plan, prorate: the cycle goes on
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('subscription/up', 'subscription/PB', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT charged, credits, overage FROM credits.consume('subscription/up', 160);
SELECT credits.set_clock('subscription/up', '2026-04-16 00:00Z');
SELECT credits.change_plan('subscription/up', 'subscription/PA', key => 'up') > 0 AS changed;
SELECT plan, started_at, ends_at, anchor FROM subscription_rows WHERE account = 'subscription/up';
SELECT starts_at, ends_at, plan, price FROM subscription_periods WHERE account = 'subscription/up';
-- half of 150 and half of 300 are 225: 75 more.  The cap is the new plan's, and what was used stays used
SELECT op, piece, kind, at, class, amount, bucket_after, actor FROM subscription_entries WHERE account = 'subscription/up' ORDER BY op, piece;
SELECT included, used, remaining FROM credits.current_plan('subscription/up');
SELECT available, overage, overage_cap FROM credits.balance('subscription/up');
-- 10 credits of overage stay at the price of the plan on which they were used
SELECT charged, credits, overage FROM credits.consume('subscription/up', 80);
SELECT * FROM credits.statement('subscription/up');
SELECT credits.set_clock('subscription/up', '2026-05-01 00:00Z');
SELECT line, kind, description, class, quantity, unit_price, amount FROM credits.statement('subscription/up', '2026-04-01 00:00Z');
SELECT total FROM credits.invoice i JOIN credits.account_key k USING (account_id) WHERE k.account = 'subscription/up';
SELECT included, remaining FROM credits.current_plan('subscription/up');
SELECT * FROM credits.verify('subscription/up');

-- down, now: what is left is taken back, what was used is not
SELECT credits.open_account('subscription/down', 'subscription/PA', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT charged FROM credits.consume('subscription/down', 100);
SELECT credits.set_clock('subscription/down', '2026-04-16 00:00Z');
SELECT credits.change_plan('subscription/down', 'subscription/PB', at_cycle_end => false) > 0 AS changed;
SELECT kind, class, amount, bucket_after FROM subscription_entries WHERE account = 'subscription/down';
SELECT included, used, remaining FROM credits.current_plan('subscription/down');
SELECT kind, description, amount FROM credits.statement('subscription/down');
SELECT credits.open_account('subscription/down all', 'subscription/PA', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT charged, credits, overage FROM credits.consume('subscription/down all', 380);
SELECT credits.set_clock('subscription/down all', '2026-04-16 00:00Z');
SELECT credits.change_plan('subscription/down all', 'subscription/PB', at_cycle_end => false) > 0 AS changed;
-- 300 of the entitled 225 are used: nothing is left to take.  80 of overage are over the new cap of 40: they stay, and there is no more
SELECT kind, class, amount, bucket_after FROM subscription_entries WHERE account = 'subscription/down all';
SELECT available, overage, overage_cap FROM credits.balance('subscription/down all');
-- fails: over the cap
SELECT credits.consume('subscription/down all', 1);
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.statement('subscription/down all');
-- to a plan without overage, and back: the cap is 0, then 100 again
SELECT credits.change_plan('subscription/down all', 'subscription/PC', at_cycle_end => false) > 0 AS changed;
SELECT overage, overage_cap FROM credits.balance('subscription/down all');
SELECT credits.change_plan('subscription/down all', 'subscription/PA') > 0 AS changed;
SELECT overage, overage_cap FROM credits.balance('subscription/down all');
SELECT * FROM credits.verify('subscription/down');
SELECT * FROM credits.verify('subscription/down all');

-- to and fro every day: never more than the dearest plan grants, and each day billed once
SELECT credits.open_account('subscription/toggle', 'subscription/PA', clock => '2026-04-01 00:00Z') > 0 AS opened;
DO $$
BEGIN
    FOR n IN 1 .. 29 LOOP
        PERFORM credits.set_clock('subscription/toggle', timestamptz '2026-04-01 00:00Z' + n * interval '1 day');
        PERFORM credits.change_plan('subscription/toggle', CASE WHEN n % 2 = 1 THEN 'subscription/PB' ELSE 'subscription/PA' END, at_cycle_end => false);
    END LOOP;
END $$;
-- 15 days of 300 / 30 and 15 of 150 / 30
SELECT included, used, remaining FROM credits.current_plan('subscription/toggle');
SELECT count(*), sum(amount) FROM credits.statement('subscription/toggle');
-- many times in one instant: nothing is gained
DO $$
BEGIN
    FOR n IN 1 .. 10 LOOP
        PERFORM credits.change_plan('subscription/toggle', CASE WHEN n % 2 = 1 THEN 'subscription/PA' ELSE 'subscription/PB' END, at_cycle_end => false);
    END LOOP;
END $$;
SELECT included, used, remaining FROM credits.current_plan('subscription/toggle');
SELECT sum(amount) FROM credits.statement('subscription/toggle');
-- used to the end in between: no more than the sum of the shares is ever drawn but by overage
SELECT credits.open_account('subscription/greedy', 'subscription/PC', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT charged FROM credits.consume('subscription/greedy', 150);
SELECT credits.set_clock('subscription/greedy', '2026-04-16 00:00Z');
SELECT credits.change_plan('subscription/greedy', 'subscription/PA') > 0 AS changed;
SELECT charged FROM credits.consume('subscription/greedy', 75);
SELECT credits.change_plan('subscription/greedy', 'subscription/PC', at_cycle_end => false) > 0 AS changed;
SELECT credits.change_plan('subscription/greedy', 'subscription/PA') > 0 AS changed;
SELECT included, used, remaining FROM credits.current_plan('subscription/greedy');
-- from and to nothing
SELECT credits.open_account('subscription/free', 'subscription/free', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT credits.set_clock('subscription/free', '2026-04-16 00:00Z');
SELECT credits.change_plan('subscription/free', 'subscription/PA') > 0 AS changed;
SELECT included FROM credits.current_plan('subscription/free');
SELECT line, kind, description, amount FROM credits.statement('subscription/free');
SELECT credits.change_plan('subscription/free', 'subscription/free', at_cycle_end => false) > 0 AS changed;
SELECT included FROM credits.current_plan('subscription/free');
SELECT line, kind, description, amount FROM credits.statement('subscription/free');
-- fails: a prorated change may be made after what was used, but not before the plan in force began, or in a closed period
SELECT credits.change_plan('subscription/free', 'subscription/PA', at => '2026-04-15 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.change_plan('subscription/free', 'subscription/PA', at => '2026-03-31 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.verify('subscription/toggle');
SELECT * FROM credits.verify('subscription/greedy');
SELECT * FROM credits.verify('subscription/free');

-- ---------------------------------------------------------------------------------------------
-- When: at the end of the cycle, now, or as the price says
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('subscription/when', 'subscription/A', clock => '2026-04-01 00:00Z') > 0 AS opened;
-- cheaper: at the end, with the same anchor
SELECT credits.change_plan('subscription/when', 'subscription/B') > 0 AS changed;
SELECT plan, status, renews_at, ends_at, next_plan FROM credits.current_plan('subscription/when');
SELECT plan, started_at, ends_at, anchor FROM subscription_rows WHERE account = 'subscription/when';
-- a change to come is replaced, by another, by a cancellation, by staying
SELECT credits.change_plan('subscription/when', 'subscription/PB', at_cycle_end => true) > 0 AS changed;
SELECT plan, ends_at, next_plan FROM credits.current_plan('subscription/when');
SELECT credits.cancel('subscription/when');
SELECT credits.cancel('subscription/when');
SELECT plan, status, renews_at, ends_at, next_plan FROM credits.current_plan('subscription/when');
SELECT credits.reactivate('subscription/when');
SELECT plan, status, renews_at, ends_at, next_plan FROM credits.current_plan('subscription/when');
-- fails: there is nothing to take back
SELECT credits.reactivate('subscription/when');
\echo SQLSTATE :SQLSTATE
-- canceled and put on the plan that it is on: it goes on from the end, on today's terms
SELECT credits.cancel('subscription/when');
UPDATE credits.plan SET price = 33 WHERE plan = 'subscription/A';
SELECT credits.change_plan('subscription/when', 'subscription/A') > 0 AS changed;
UPDATE credits.plan SET price = 30 WHERE plan = 'subscription/A';
SELECT plan, status, renews_at, ends_at, next_plan, price FROM credits.current_plan('subscription/when');
SELECT plan, price FROM credits.current_plan('subscription/when', '2026-05-01 00:00Z');
SELECT plan, started_at, ends_at, anchor FROM subscription_rows WHERE account = 'subscription/when';
SELECT credits.set_clock('subscription/when', '2026-05-02 00:00Z');
SELECT starts_at, plan, price FROM subscription_periods WHERE account = 'subscription/when';
-- to another cycle, at the end: the anchor is its start.  120 a year is cheaper than 33 a month
SELECT credits.change_plan('subscription/when', 'subscription/year') > 0 AS changed;
SELECT plan, started_at, anchor FROM subscription_rows WHERE account = 'subscription/when' AND ends_at IS NULL;
-- fails: a change is not made ahead of a booking
SELECT charged FROM credits.consume('subscription/when', 1, at => '2026-06-05 00:00Z');
SELECT credits.cancel('subscription/when');
\echo SQLSTATE :SQLSTATE
SELECT credits.reactivate('subscription/when');
\echo SQLSTATE :SQLSTATE
SELECT credits.change_plan('subscription/when', 'subscription/B', at_cycle_end => true);
\echo SQLSTATE :SQLSTATE
SELECT credits.change_plan('subscription/when', 'subscription/PA', at_cycle_end => false);
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.verify('subscription/when');
-- a plan that has ended: months again, cut short; a new one may begin
SELECT credits.open_account('subscription/ends', 'subscription/A', clock => '2026-04-10 00:00Z') > 0 AS opened;
SELECT credits.cancel('subscription/ends', '2026-04-10 00:00Z');
SELECT credits.set_clock('subscription/ends', '2026-07-15 00:00Z');
SELECT starts_at, ends_at, closed, plan FROM subscription_periods WHERE account = 'subscription/ends';
-- fails: none is in force
SELECT credits.cancel('subscription/ends');
\echo SQLSTATE :SQLSTATE
SELECT credits.subscribe('subscription/ends', 'subscription/B') > 0 AS subscribed;
SELECT plan, started_at, ends_at, anchor FROM subscription_rows WHERE account = 'subscription/ends';
SELECT * FROM credits.verify('subscription/ends');

-- ---------------------------------------------------------------------------------------------
-- A yearly plan that bills by the month
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('subscription/year', 'subscription/year', clock => '2026-01-31 00:00Z') > 0 AS opened;
SELECT period_starts_at, period_ends_at, cycle_starts_at, cycle_ends_at, included FROM credits.current_plan('subscription/year');
SELECT charged, credits, overage FROM credits.consume('subscription/year', 1205);
SELECT credits.set_clock('subscription/year', '2026-03-01 00:00Z');
-- a cap a month
SELECT charged, credits, overage FROM credits.consume('subscription/year', 10);
-- fails: and no more
SELECT credits.consume('subscription/year', 1);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_clock('subscription/year', '2027-02-01 00:00Z');
SELECT starts_at, ends_at, closed, price FROM subscription_periods WHERE account = 'subscription/year';
SELECT i.starts_at, i.total, array_agg(l.kind || ' ' || l.exact ORDER BY l.line) AS lines FROM credits.invoice i JOIN credits.account_key k USING (account_id)
  JOIN credits.invoice_line l USING (account_id, starts_at) WHERE k.account = 'subscription/year' GROUP BY i.starts_at, i.total ORDER BY i.starts_at;
SELECT count(*) AS grants FROM subscription_entries WHERE account = 'subscription/year' AND kind = 'grant';
SELECT * FROM credits.verify('subscription/year');

-- ---------------------------------------------------------------------------------------------
-- Rollover: what a cycle leaves is carried into the next
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.plan (plan, included, rollover_max, rollover_min, rollover_percent, rollover_for) VALUES
    ('subscription/r max', 100, 50, NULL, NULL, NULL), ('subscription/r min', 100, 50, 30, NULL, NULL), ('subscription/r percent', 100, 50, NULL, 25, NULL),
    ('subscription/r for', 100, NULL, NULL, NULL, '1 month'), ('subscription/r zero', 0, NULL, 10, NULL, NULL);
SELECT count(credits.open_account(plan, plan, clock => '2026-01-01 00:00Z')) FROM credits.plan WHERE plan LIKE 'subscription/r %';
SELECT count(credits.consume(a, 80)) FROM unnest('{subscription/r max,subscription/r min,subscription/r percent,subscription/r for}'::text[]) a;
SELECT credits.set_clock(plan, '2026-02-15 00:00Z') FROM credits.plan WHERE plan LIKE 'subscription/r %';
-- 20 are left: at most 50 of them, at least 30, at most 25 percent of 100; and of nothing nothing
SELECT account, effective_at, expires_at, granted FROM subscription_buckets WHERE account LIKE 'subscription/r %' AND class = 'rollover' ORDER BY account COLLATE "C", effective_at;
SELECT account, op, piece, kind, class, amount, bucket_after FROM subscription_entries WHERE account = 'subscription/r min' AND at = '2026-02-01 00:00Z';
-- nothing is used in February: 100 are left and the rest of January's.  Older credit counts in the bound
SELECT credits.set_clock(plan, '2026-04-15 00:00Z') FROM credits.plan WHERE plan LIKE 'subscription/r %';
SELECT account, effective_at, expires_at, granted, lapsed FROM subscription_buckets WHERE account LIKE 'subscription/r %' AND class = 'rollover' ORDER BY account COLLATE "C", effective_at;
SELECT account, available FROM unnest('{subscription/r max,subscription/r min,subscription/r percent,subscription/r for,subscription/r zero}'::text[]) account, credits.balance(account);
-- not when nothing follows
SELECT credits.cancel('subscription/r for');
SELECT credits.set_clock('subscription/r for', '2026-05-15 00:00Z');
SELECT count(*) FROM subscription_buckets WHERE account = 'subscription/r for' AND class = 'rollover' AND effective_at >= '2026-05-01 00:00Z';
SELECT code, object FROM unnest('{subscription/r max,subscription/r min,subscription/r percent,subscription/r for,subscription/r zero}'::text[]) account, credits.verify(account);

-- ---------------------------------------------------------------------------------------------
-- Past due, and back
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('subscription/due', 'subscription/A', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT credits.set_clock('subscription/due', '2026-06-02 00:00Z');
SELECT i.id AS april FROM credits.invoice i JOIN credits.account_key k USING (account_id) WHERE k.account = 'subscription/due' AND starts_at = '2026-04-01 00:00Z' \gset
SELECT i.id AS may FROM credits.invoice i JOIN credits.account_key k USING (account_id) WHERE k.account = 'subscription/due' AND starts_at = '2026-05-01 00:00Z' \gset
SELECT credits.invoice_failed('subscription/due', :april), credits.invoice_failed('subscription/due', :may);
SELECT status FROM credits.current_plan('subscription/due');
SELECT credits.invoice_paid('subscription/due', :april);
SELECT status FROM credits.current_plan('subscription/due');
-- canceled too: it is past due first
SELECT credits.cancel('subscription/due');
SELECT status, renews_at FROM credits.current_plan('subscription/due');
SELECT credits.invoice_paid('subscription/due', :may);
SELECT status, renews_at FROM credits.current_plan('subscription/due');
SELECT credits.reactivate('subscription/due');
SELECT status, renews_at FROM credits.current_plan('subscription/due');
-- or by hand, without a payment
SELECT credits.set_clock('subscription/due', '2026-07-02 00:00Z');
SELECT i.id AS june FROM credits.invoice i JOIN credits.account_key k USING (account_id) WHERE k.account = 'subscription/due' AND starts_at = '2026-06-01 00:00Z' \gset
SELECT credits.invoice_failed('subscription/due', :june);
SELECT credits.reactivate('subscription/due');
SELECT status FROM credits.current_plan('subscription/due');
-- what failed is open again
SELECT i.starts_at, i.status FROM credits.invoice i JOIN credits.account_key k USING (account_id) WHERE k.account = 'subscription/due' ORDER BY i.starts_at;
SELECT * FROM credits.verify('subscription/due');

-- ---------------------------------------------------------------------------------------------
-- Subscriptions are not deleted, and their terms do not change
-- ---------------------------------------------------------------------------------------------
-- fails: by nobody
UPDATE credits.subscription s SET price = 0 FROM credits.account_key k WHERE k.account = 'subscription/due' AND k.account_id = s.account_id;
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
UPDATE credits.subscription SET included = 0 WHERE plan = 'subscription/A';
UPDATE credits.subscription SET rollover_max = 1 WHERE plan = 'subscription/A';
UPDATE credits.subscription SET anchor = anchor + interval '1 day' WHERE plan = 'subscription/A';
UPDATE credits.subscription SET plan = 'subscription/B' WHERE plan = 'subscription/A';
SET session_replication_role = replica;
UPDATE credits.subscription SET overage_price = 0 WHERE plan = 'subscription/A';
RESET session_replication_role;
\set VERBOSITY default
DELETE FROM credits.subscription;
\echo SQLSTATE :SQLSTATE
TRUNCATE credits.subscription;
\echo SQLSTATE :SQLSTATE
DROP VIEW subscription_rows, subscription_periods, subscription_buckets, subscription_entries;
