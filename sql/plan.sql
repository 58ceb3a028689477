-- Plans: what a DBA writes into credits.plan, and what a plan may not say
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

-- a name is enough: a plan of nothing, by the month
INSERT INTO credits.plan (plan) VALUES ('plan');
\x on
SELECT * FROM credits.plan WHERE plan = 'plan';
\x off

-- ---------------------------------------------------------------------------------------------
-- Terms that a plan may have, at their edges
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.plan (plan, price, cycle, billing, grace) VALUES
    ('plan/longest', 170141183460469231731.687303715884105727, '10 years', '10 years', '10 years'),
    ('plan/exact', 0.000000000000000001, '1 month', NULL, '30 days'),
    ('plan/days', 1.50, '30 days', '10 days', '10 days'),
    ('plan/longest days', 0, '3653 days', '1 day', '1 day'),
    ('plan/minute', 0, '1 minute', NULL, '1 minute'),
    ('plan/longest time', 0, '87672 hours', '1 hour', '0'),
    ('plan/odd time', 0, '00:03:00.000003', '00:01:00.000001', '00:01:00.000001'),
    ('plan/quarters', 0, '1 year', '3 months', '90 days'),
    ('plan/grace in time', 0, '1 month', '1 month', '720 hours'),
    (repeat('p', 255), 0, '1 month', NULL, '0');
INSERT INTO credits.plan (plan, currency, included, trial, trial_included, rollover_max, rollover_min, rollover_percent, rollover_for, overage, overage_price,
                          overage_cap, on_change, priority) VALUES
    ('plan/zeros', 'USD', 0, '1 minute', 0, 0, 0, 0, '1 minute', true, 0, 0, 'prorate', -2147483648),
    ('plan/most', repeat('c', 255), '170141183460469231731.687303715884105727', '10 years', '170141183460469231731.687303715884105727',
     '170141183460469231731.687303715884105727', '170141183460469231731.687303715884105727', 1000, '3653 days', false,
     170141183460469231731.687303715884105727, '170141183460469231731.687303715884105727', 'reset', 2147483647),
    -- a price is compared as a number: how it is written does not matter
    ('plan/scale', 'XBT', 1, NULL, 0, NULL, NULL, 12.500000000000000000, NULL, false, 0.10000000000000000000000, NULL, 'reset', NULL);
SELECT count(*) FROM credits.plan WHERE plan LIKE 'plan/%';

-- what is billed how often, if it does not say
INSERT INTO credits.plan (plan, cycle) VALUES
    ('plan/b month', '1 month'), ('plan/b quarter', '3 months'), ('plan/b year', '1 year'), ('plan/b week', '7 days'), ('plan/b 60 days', '60 days'), ('plan/b 72 hours', '72:00');
INSERT INTO credits.plan (plan, cycle, billing) VALUES ('plan/b year at once', '1 year', '1 year'), ('plan/b half years', '1 year', '6 months'), ('plan/b days', '28 days', '7 days');
SELECT count(credits.open_account(plan, plan, clock => '2026-01-31 00:00Z')) FROM credits.plan WHERE plan LIKE 'plan/b %';
SELECT s.plan, s.cycle, s.billing, c.period_ends_at, c.cycle_ends_at
  FROM credits.subscription s CROSS JOIN LATERAL credits.current_plan(s.plan) c WHERE s.plan LIKE 'plan/b %' ORDER BY s.plan COLLATE "C";

-- ---------------------------------------------------------------------------------------------
-- Terms that are no plan's
-- ---------------------------------------------------------------------------------------------
-- fails: names
INSERT INTO credits.plan (plan) VALUES ('');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan) VALUES (repeat('p', 256));
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, currency) VALUES ('plan/bad', '');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, currency) VALUES ('plan/bad', repeat('p', 256));
\echo SQLSTATE :SQLSTATE
-- fails: what is negative, not a number, not finite, too exact or too large
INSERT INTO credits.plan (plan, price) VALUES ('plan/bad', -0.01);
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, price) VALUES ('plan/bad', 'NaN');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, price) VALUES ('plan/bad', 'Infinity');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, price) VALUES ('plan/bad', 0.0000000000000000001);
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, price) VALUES ('plan/bad', 170141183460469231731.687303715884105728);
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, overage_price) VALUES ('plan/bad', -1);
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, overage_price) VALUES ('plan/bad', 'NaN');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, rollover_percent) VALUES ('plan/bad', -1);
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, rollover_percent) VALUES ('plan/bad', '-Infinity');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, included) VALUES ('plan/bad', -1);
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, trial_included) VALUES ('plan/bad', -1);
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, rollover_max) VALUES ('plan/bad', '-0.000000000000000001');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, rollover_min) VALUES ('plan/bad', -1);
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, overage_cap) VALUES ('plan/bad', -1);
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, included) VALUES ('plan/bad', '0.0000000000000000001');
\echo SQLSTATE :SQLSTATE
-- fails: intervals
INSERT INTO credits.plan (plan, cycle) VALUES ('plan/bad', '1 month 1 day');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, cycle) VALUES ('plan/bad', '0');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, cycle) VALUES ('plan/bad', '59 seconds');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, cycle) VALUES ('plan/bad', '10 years 1 month');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, cycle) VALUES ('plan/bad', '-1 month');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, cycle, billing) VALUES ('plan/bad', '1 year', '5 months');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, cycle, billing) VALUES ('plan/bad', '1 month', '2 months');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, cycle, billing) VALUES ('plan/bad', '1 month', '30 days');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, cycle, billing) VALUES ('plan/bad', '1 day', '24:00');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, cycle, billing) VALUES ('plan/bad', '1 month', '0');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, cycle, billing) VALUES ('plan/bad', '1 year', '1 month 1 hour');
\echo SQLSTATE :SQLSTATE
-- fails: a grace longer than what it follows, in whatever unit
INSERT INTO credits.plan (plan, grace) VALUES ('plan/bad', '31 days');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, cycle, grace) VALUES ('plan/bad', '1 year', '2 months');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, cycle, grace) VALUES ('plan/bad', '7 days', '168:00:00.000001');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, cycle, billing, grace) VALUES ('plan/bad', '28 days', '7 days', '8 days');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, grace) VALUES ('plan/bad', '-1 day');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, grace) VALUES ('plan/bad', '1 second');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, trial) VALUES ('plan/bad', '0');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, trial) VALUES ('plan/bad', '1 month -1 day');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, rollover_for) VALUES ('plan/bad', '0');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, rollover_for) VALUES ('plan/bad', '11 years');
\echo SQLSTATE :SQLSTATE
-- fails: neither reset nor prorate
INSERT INTO credits.plan (plan, on_change) VALUES ('plan/bad', 'Reset');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan (plan, on_change) VALUES ('plan/bad', '');
\echo SQLSTATE :SQLSTATE
-- fails: what must be there, and once: the table's own words
\set VERBOSITY sqlstate
INSERT INTO credits.plan (plan) VALUES (NULL);
INSERT INTO credits.plan (plan, price) VALUES ('plan/bad', NULL);
INSERT INTO credits.plan (plan, currency) VALUES ('plan/bad', NULL);
INSERT INTO credits.plan (plan, cycle) VALUES ('plan/bad', NULL);
INSERT INTO credits.plan (plan, grace) VALUES ('plan/bad', NULL);
INSERT INTO credits.plan (plan, included) VALUES ('plan/bad', NULL);
INSERT INTO credits.plan (plan, trial_included) VALUES ('plan/bad', NULL);
INSERT INTO credits.plan (plan, overage) VALUES ('plan/bad', NULL);
INSERT INTO credits.plan (plan, overage_price) VALUES ('plan/bad', NULL);
INSERT INTO credits.plan (plan, on_change) VALUES ('plan/bad', NULL);
INSERT INTO credits.plan (plan) VALUES ('plan');
-- fails: a change is looked at as an insert is
UPDATE credits.plan SET price = -1 WHERE plan = 'plan';
UPDATE credits.plan SET cycle = '5 months', billing = '2 months' WHERE plan = 'plan';
UPDATE credits.plan SET grace = '1 year' WHERE plan = 'plan';
UPDATE credits.plan SET on_change = 'stop' WHERE plan = 'plan';
UPDATE credits.plan SET plan = '' WHERE plan = 'plan';
\set VERBOSITY default
SELECT count(*) FROM credits.plan WHERE plan = 'plan/bad';
-- fails: its trigger is no function
SELECT credits.plan_check();
\echo SQLSTATE :SQLSTATE
-- fails: nor another table's trigger
BEGIN;
CREATE TABLE plan_other (name text);
CREATE TRIGGER plan_other BEFORE INSERT ON plan_other FOR EACH ROW EXECUTE FUNCTION credits.plan_check();
INSERT INTO plan_other VALUES ('x');
\echo SQLSTATE :SQLSTATE
ROLLBACK;
-- fails: an application writes no plans
SET ROLE regress_credits_app;
INSERT INTO credits.plan (plan) VALUES ('plan/app');
\echo SQLSTATE :SQLSTATE
RESET ROLE;

-- ---------------------------------------------------------------------------------------------
-- A subscription keeps the terms of the day on which it was asked for
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.plan (plan, price, included, overage, overage_price, overage_cap) VALUES ('plan/terms', 10, 100, true, 0.5, 40);
SELECT credits.open_account('plan', 'plan/terms', clock => '2026-01-01 00:00Z') > 0 AS opened;
UPDATE credits.plan SET price = 20, included = 7, overage_price = 9, overage_cap = 1, cycle = '1 year', billing = '1 year', grace = '2 days', rollover_max = 100,
       trial = '1 month', on_change = 'prorate', priority = 3 WHERE plan = 'plan/terms';
SELECT charged, credits, overage FROM credits.consume('plan', 120);
SELECT credits.set_clock('plan', '2026-03-15 00:00Z');
SELECT plan, status, period_starts_at, period_ends_at, cycle_ends_at, price, included, used, remaining FROM credits.current_plan('plan');
SELECT available, overage_cap FROM credits.balance('plan');
SELECT starts_at, finalized_at, total FROM credits.invoice i JOIN credits.account_key k USING (account_id) WHERE k.account = 'plan' ORDER BY starts_at;
-- nor does it need the row
DELETE FROM credits.plan WHERE plan = 'plan/terms';
SELECT credits.set_clock('plan', '2026-04-15 00:00Z');
SELECT plan, status, period_starts_at, included, remaining FROM credits.current_plan('plan');
-- fails: but nobody else can take it
SELECT credits.open_account('plan/late', 'plan/terms', clock => '2026-01-01 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.verify('plan');
