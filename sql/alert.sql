-- Alerts: rules, what they are judged on, and that each is told once in a period
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

INSERT INTO credits.resource (resource, unit) VALUES ('alert/gpu', ''), ('alert/token', 'token');
INSERT INTO credits.price (resource, rate) VALUES ('alert/gpu', '1/hour'), ('alert/token', '1/token');
INSERT INTO credits.plan (plan, price, included, overage, overage_cap, overage_price, on_change) VALUES
    ('alert/free', 0, 10, false, NULL, 0, 'prorate'), ('alert/basic', 10, 100, true, 50, 0.1, 'prorate'), ('alert/pro', 30, 400, true, NULL, 0.1, 'prorate'),
    ('alert/top', 90, 1000, true, 0, 0.1, 'reset');
-- what was told, by account, with the period by its month
CREATE TEMP VIEW told AS
SELECT k.account, o.at, o.facts ->> 'alert' AS alert, o.facts ->> 'measure' AS measure, o.facts -> 'threshold' AS threshold, o.facts -> 'value' AS value,
       o.facts -> 'used' AS used, o.facts -> 'of' AS "of", left(o.facts ->> 'starts_at', 10) AS period, o.facts -> 'suggestions' AS suggestions, o.id
  FROM credits.outbox o JOIN credits.account_key k ON k.user_id = o.user_id WHERE o.event = 'alert' AND k.account LIKE 'alert%';

-- ---------------------------------------------------------------------------------------------
-- What a rule may say
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('alert/none', clock => '2026-03-01 00:00Z') > 0 AS opened, credits.open_account('alert/none/child', parent => 'alert/none') > 0 AS child;
-- fails: no such measure
INSERT INTO credits.alert_rule (alert, measure, threshold) VALUES ('a', 'spend', 1);
\echo SQLSTATE :SQLSTATE
-- fails: nothing is at or above 0 for the first time
INSERT INTO credits.alert_rule (alert, measure, threshold) VALUES ('a', 'overage', 0);
\echo SQLSTATE :SQLSTATE
-- fails: below 0
INSERT INTO credits.alert_rule (alert, measure, threshold) VALUES ('a', 'balance', -1);
\echo SQLSTATE :SQLSTATE
-- fails: more than 100 percent
INSERT INTO credits.alert_rule (alert, measure, threshold) VALUES ('a', 'included', 100.1);
\echo SQLSTATE :SQLSTATE
-- fails: more than 100 percent
INSERT INTO credits.alert_rule (alert, measure, threshold) VALUES ('a', 'cap', 101);
\echo SQLSTATE :SQLSTATE
-- fails: too many decimals
INSERT INTO credits.alert_rule (alert, measure, threshold) VALUES ('a', 'balance', 0.0000000000000000001);
\echo SQLSTATE :SQLSTATE
-- fails: no number
INSERT INTO credits.alert_rule (alert, measure, threshold) VALUES ('a', 'balance', 'NaN');
\echo SQLSTATE :SQLSTATE
-- fails: no threshold
INSERT INTO credits.alert_rule (alert, measure) VALUES ('a', 'balance');
\echo SQLSTATE :SQLSTATE
-- fails: no name
INSERT INTO credits.alert_rule (alert, measure, threshold) VALUES ('', 'balance', 1);
\echo SQLSTATE :SQLSTATE
-- fails: no name at all
INSERT INTO credits.alert_rule (measure, threshold) VALUES ('balance', 1);
\echo SQLSTATE :SQLSTATE
-- fails: no measure
INSERT INTO credits.alert_rule (alert, threshold) VALUES ('a', 1);
\echo SQLSTATE :SQLSTATE
-- fails: no such plan
INSERT INTO credits.alert_rule (alert, measure, threshold, plan) VALUES ('a', 'balance', 1, 'alert/nowhere');
\echo SQLSTATE :SQLSTATE
-- fails: no such account
INSERT INTO credits.alert_rule (alert, measure, threshold, account) VALUES ('a', 'balance', 1, 'alert/nobody');
\echo SQLSTATE :SQLSTATE
-- fails: a child has no credit of its own
INSERT INTO credits.alert_rule (alert, measure, threshold, account) VALUES ('a', 'balance', 1, 'alert/none/child');
\echo SQLSTATE :SQLSTATE
-- fails: a plan and an account
INSERT INTO credits.alert_rule (alert, measure, threshold, plan, account) VALUES ('a', 'balance', 1, 'alert/basic', 'alert/none');
\echo SQLSTATE :SQLSTATE
SELECT count(*) FROM credits.alert_rule;

-- ---------------------------------------------------------------------------------------------
-- Included: at or above, of what the cycle included; once in a period
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.alert_rule (alert, measure, threshold, plan) VALUES ('amber', 'included', 80, 'alert/basic'), ('red', 'included', 100, 'alert/basic');
SELECT credits.open_account('alert', 'alert/basic', clock => '2026-03-01 00:00Z') > 0 AS opened, credits.open_account('alert/child', parent => 'alert') > 0 AS child,
       credits.grant('alert', 1000) > 0 AS granted;
SELECT balance FROM credits.consume('alert', 79.999999999999999999);
SELECT count(*) FROM told WHERE account = 'alert';
-- a child's draw counts for its payer
SELECT balance FROM credits.consume('alert/child', 0.000000000000000001);
SELECT at, alert, threshold, value, used, "of", period FROM told WHERE account = 'alert';
SELECT balance FROM credits.consume('alert', 1);
-- what is given back, and drawn again, tells nothing again
SELECT operation AS last FROM credits.consume('alert', 10) \gset
SELECT credits FROM credits.refund('alert', :last);
SELECT balance FROM credits.consume('alert', 10);
SELECT count(*) FROM told WHERE account = 'alert';
-- what is used up is told by the draw that does it
SELECT balance FROM credits.consume('alert', 29);
SELECT alert, value, used, "of" FROM told WHERE account = 'alert' ORDER BY id;
-- the next period begins anew
SELECT credits.set_clock('alert', '2026-04-02 00:00Z');
SELECT balance FROM credits.consume('alert', 80);
SELECT at, alert, value, period FROM told WHERE account = 'alert' ORDER BY id;
-- both at once, by one draw, in the order of the rules
SELECT credits.set_clock('alert', '2026-05-02 00:00Z');
SELECT balance FROM credits.consume('alert', 100);
SELECT at, alert, value, period FROM told WHERE account = 'alert' ORDER BY id OFFSET 3;

-- nothing of a draw that is rolled back
SELECT credits.set_clock('alert', '2026-06-02 00:00Z');
BEGIN;
SELECT balance FROM credits.consume('alert', 90);
SELECT count(*) FROM told WHERE account = 'alert' AND period = '2026-06-01';
ROLLBACK;
SELECT count(*) FROM told WHERE account = 'alert' AND period = '2026-06-01';
BEGIN;
SAVEPOINT s;
SELECT balance FROM credits.consume('alert', 90);
ROLLBACK TO s;
SELECT balance FROM credits.consume('alert', 70);
COMMIT;
SELECT count(*) FROM told WHERE account = 'alert' AND period = '2026-06-01';
-- nor of a quote, or of a try that is refused
SELECT status FROM credits.quote('alert', 'alert/token', 20);
SELECT status FROM credits.try_consume('alert', 5000);
SELECT count(*) FROM told WHERE account = 'alert' AND period = '2026-06-01';
-- a repeated draw tells nothing again
SELECT replayed FROM credits.consume('alert', 10, key => 'k');
SELECT replayed FROM credits.consume('alert', 10, key => 'k');
SELECT alert, value FROM told WHERE account = 'alert' AND period = '2026-06-01';

-- ---------------------------------------------------------------------------------------------
-- A changed rule is a new one; rules come and go
-- ---------------------------------------------------------------------------------------------
UPDATE credits.alert_rule SET alert = alert WHERE alert = 'amber' RETURNING (SELECT count(*) FROM credits.alert_rule r WHERE r.id = alert_rule.id) AS the_same;
UPDATE credits.alert_rule SET threshold = 79 WHERE alert = 'amber' RETURNING (SELECT count(*) FROM credits.alert_rule r WHERE r.id = alert_rule.id) AS the_same;
SELECT balance FROM credits.consume('alert', 1);
SELECT alert, threshold, value FROM told WHERE account = 'alert' AND period = '2026-06-01' ORDER BY id;
DELETE FROM credits.alert_rule WHERE alert = 'red';
SELECT balance FROM credits.consume('alert', 50);
SELECT alert, threshold, value FROM told WHERE account = 'alert' AND period = '2026-06-01' ORDER BY id;
-- one that is not committed is nobody's
BEGIN;
INSERT INTO credits.alert_rule (alert, measure, threshold) VALUES ('seen', 'balance', 100000);
SELECT balance FROM credits.consume('alert', 1);
SELECT alert, value FROM told WHERE account = 'alert' AND alert = 'seen';
ROLLBACK;
SELECT balance FROM credits.consume('alert', 1);
SELECT alert, value FROM told WHERE account = 'alert' AND alert = 'seen';
BEGIN;
TRUNCATE credits.alert_rule;
ROLLBACK;
SELECT count(*) FROM credits.alert_rule;

-- ---------------------------------------------------------------------------------------------
-- Balance: strictly below; what falls by a grant's own doing is nobody's alert
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('alert/low', clock => '2026-03-01 00:00Z') > 0 AS opened;
INSERT INTO credits.alert_rule (alert, measure, threshold, account) VALUES ('low balance', 'balance', 10, 'alert/low');
SELECT credits.grant('alert/low', 5) > 0 AS granted;
SELECT count(*) FROM told WHERE account = 'alert/low';
SELECT credits.grant('alert/low', 15) > 0 AS granted;
SELECT balance FROM credits.consume('alert/low', 10);
SELECT count(*) FROM told WHERE account = 'alert/low';
SELECT balance FROM credits.consume('alert/low', 0.5);
SELECT at, alert, threshold, value, used FROM told WHERE account = 'alert/low';
SELECT balance FROM credits.consume('alert/low', 0.5);
SELECT credits.grant('alert/low', 100) > 0 AS granted, credits.grant('alert/low', 8, expires_at => '2026-04-15 00:00Z', priority => 80) > 0 AS granted;
-- in the next period it is not below; a bucket expires within the period: the clock tells
SELECT credits.set_clock('alert/low', '2026-04-01 00:00Z');
SELECT balance FROM credits.consume('alert/low', 104);
SELECT count(*) FROM told WHERE account = 'alert/low';
SELECT credits.set_clock('alert/low', '2026-04-20 00:00Z');
SELECT at, value, period FROM told WHERE account = 'alert/low' ORDER BY id;
-- it is still below: told again in the period that a call finds it in
SELECT credits.set_clock('alert/low', '2026-06-02 00:00Z');
SELECT at, value, period FROM told WHERE account = 'alert/low' ORDER BY id;
-- what is taken back
SELECT credits.open_account('alert/taken', clock => '2026-03-01 00:00Z') > 0 AS opened, credits.grant('alert/taken', 100) AS taken \gset
INSERT INTO credits.alert_rule (alert, measure, threshold, account) VALUES ('low balance', 'balance', 10, 'alert/taken');
SELECT credits.revoke('alert/taken', :taken);
SELECT value FROM told WHERE account = 'alert/taken';

-- ---------------------------------------------------------------------------------------------
-- Overage and its cap
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('alert/over', 'alert/basic', clock => '2026-03-01 00:00Z') > 0 AS opened;
INSERT INTO credits.alert_rule (alert, measure, threshold, account) VALUES ('spending', 'overage', 20, 'alert/over'), ('cap', 'cap', 90, 'alert/over');
SELECT balance FROM credits.consume('alert/over', 119);
SELECT alert, value FROM told WHERE account = 'alert/over' ORDER BY id;
SELECT balance FROM credits.consume('alert/over', 1);
SELECT alert, value, used, "of" FROM told WHERE account = 'alert/over' AND measure = 'overage';
SELECT balance FROM credits.consume('alert/over', 24.99);
SELECT count(*) FROM told WHERE account = 'alert/over' AND measure = 'cap';
-- a lower cap
SELECT credits.set_overage('alert/over', true, 49.5);
SELECT alert, value, used, "of" FROM told WHERE account = 'alert/over' AND measure = 'cap';
-- no cap, or one of 0, is never near
SELECT credits.set_clock('alert/over', '2026-04-02 00:00Z');
SELECT credits.set_overage('alert/over', true);
SELECT credits.change_plan('alert/over', 'alert/pro') > 0 AS changed;
SELECT overage FROM credits.consume('alert/over', 400);
SELECT credits.set_overage('alert/over', false);
SELECT alert, value, period FROM told WHERE account = 'alert/over' AND period > '2026-03-01' ORDER BY id;

-- ---------------------------------------------------------------------------------------------
-- Rules for a plan; what a change of plan included counts with what was used up before
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.alert_rule (alert, measure, threshold, plan) VALUES ('pro amber', 'included', 80, 'alert/pro');
SELECT credits.open_account('alert/change', 'alert/basic', clock => '2026-03-01 00:00Z') > 0 AS opened;
SELECT balance FROM credits.consume('alert/change', 100);
SELECT alert, value FROM told WHERE account = 'alert/change';
SELECT credits.set_clock('alert/change', '2026-03-16 12:00Z');
SELECT credits.change_plan('alert/change', 'alert/pro') > 0 AS changed;
SELECT available FROM credits.balance('alert/change');
-- 100 of 250 are used: 100 more are 80 percent
SELECT balance FROM credits.consume('alert/change', 99);
SELECT count(*) FROM told WHERE account = 'alert/change';
SELECT balance FROM credits.consume('alert/change', 1);
SELECT alert, value, used, "of" FROM told WHERE account = 'alert/change' ORDER BY id;
-- the same in bulk
SELECT credits.set_clock('alert/change', '2026-04-02 00:00Z');
INSERT INTO credits.usage (account, resource, quantity) VALUES ('alert/change', 'alert/token', 200), ('alert/change', 'alert/token', 100), ('alert/change', 'alert/token', 50);
SELECT alert, value, used, period FROM told WHERE account = 'alert/change' ORDER BY id OFFSET 2;
-- a rule that is made when some of it is used up, in a period that no rule was looked at
SELECT credits.open_account('alert/late', clock => '2026-03-01 00:00Z') > 0 AS opened;
DELETE FROM credits.alert_rule;
SELECT credits.grant('alert/late', 60, class => 'included', priority => 1) > 0 AS granted, credits.grant('alert/late', 40, class => 'included') > 0 AS granted;
SELECT balance FROM credits.consume('alert/late', 60);
INSERT INTO credits.alert_rule (alert, measure, threshold, account) VALUES ('amber', 'included', 80, 'alert/late'), ('red', 'included', 100, 'alert/late');
SELECT balance FROM credits.consume('alert/late', 19);
SELECT count(*) FROM told WHERE account = 'alert/late';
SELECT balance FROM credits.consume('alert/late', 1);
SELECT balance FROM credits.consume('alert/late', 20);
SELECT alert, value, used, "of" FROM told WHERE account = 'alert/late' ORDER BY id;

-- ---------------------------------------------------------------------------------------------
-- Runway: of what runs
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('alert/runs', clock => '2026-03-01 00:00Z') > 0 AS opened, credits.grant('alert/runs', 48) > 0 AS granted;
INSERT INTO credits.alert_rule (alert, measure, threshold, account) VALUES ('a day left', 'runway', 24, 'alert/runs');
SELECT credits.start('alert/runs', 'alert/gpu', 'one');
SELECT hours FROM credits.runway('alert/runs');
SELECT count(*) FROM told WHERE account = 'alert/runs';
SELECT charged FROM credits.resize('alert/runs', 'alert/gpu', 'one', 2);
SELECT count(*) FROM told WHERE account = 'alert/runs';
SELECT credits.set_clock('alert/runs', '2026-03-01 01:15Z');
SELECT hours FROM credits.runway('alert/runs');
SELECT at, alert, threshold, value FROM told WHERE account = 'alert/runs';
-- starting more is enough
SELECT credits.set_clock('alert/runs', '2026-04-01 00:00Z');
SELECT credits.grant('alert/runs', 100) > 0 AS granted;
SELECT credits.start('alert/runs', 'alert/gpu', 'two', 10);
SELECT at, value, period FROM told WHERE account = 'alert/runs' ORDER BY id;
-- of what does not run there is none
SELECT charged FROM credits.stop('alert/runs', 'two');
SELECT count(*) FROM told WHERE account = 'alert/runs';

-- ---------------------------------------------------------------------------------------------
-- What is suggested
-- ---------------------------------------------------------------------------------------------
BEGIN;
DELETE FROM credits.alert_rule;
DELETE FROM credits.plan WHERE plan NOT LIKE 'alert%';
DELETE FROM credits.pack WHERE pack <> 'deposit';
INSERT INTO credits.pack (pack, price, credits, currency, opened_before) VALUES ('alert/bundle', 1, 50, 'USD', 'infinity'), ('alert/bundle', 0.9, 50, 'USD', '2026-02-01Z'),
    ('alert/euro', 1, 50, 'EUR', 'infinity'), ('alert/early', 1, 50, 'USD', '2026-02-01Z');
CREATE FUNCTION alert_suggestions(name text, amount credits.amount DEFAULT 1) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO credits.alert_rule (alert, measure, threshold, account) VALUES ('any', 'balance', 1000000, name);
    PERFORM credits.consume(name, amount);
    RETURN (SELECT suggestions FROM told WHERE account = name ORDER BY id DESC LIMIT 1);
END $$;
-- a dearer plan that includes what was used so far, or the next; sales, if none does
SELECT credits.open_account('alert/s ' || p, 'alert/' || p, clock => '2026-03-01 00:00Z') > 0 AS opened FROM unnest('{free,basic,pro,top}'::text[]) p;
SELECT n.name, alert_suggestions(n.name, n.amount) FROM (VALUES ('alert/s free', '1'::credits.amount), ('alert/s basic', 130), ('alert/s pro', 100), ('alert/s top', 1)) n (name, amount);
SELECT credits.open_account('alert/s much', 'alert/free', clock => '2026-03-01 00:00Z') > 0 AS opened;
SELECT credits.set_overage('alert/s much', true);
SELECT alert_suggestions('alert/s much', 300);
SELECT credits.open_account('alert/s most', 'alert/free', clock => '2026-03-01 00:00Z') > 0 AS opened;
SELECT credits.set_overage('alert/s most', true);
SELECT alert_suggestions('alert/s most', 3000);
-- for the same time: a year's price and credits are a month's twelve times
INSERT INTO credits.plan (plan, price, included, cycle) VALUES ('alert/yearly', 60, 500, '1 year');
SELECT credits.open_account('alert/s year', 'alert/yearly', clock => '2026-03-01 00:00Z') > 0 AS opened;
SELECT alert_suggestions('alert/s year', 400);
-- without a plan; bought at another cohort's price; in another currency
SELECT credits.open_account('alert/s none', clock => '2026-03-01 00:00Z') > 0 AS opened, credits.grant('alert/s none', 100) > 0 AS granted;
SELECT alert_suggestions('alert/s none');
SELECT credits.open_account('alert/s old', clock => '2026-01-01 00:00Z') > 0 AS opened, credits.grant('alert/s old', 100) > 0 AS granted;
SELECT alert_suggestions('alert/s old');
SELECT credits.open_account('alert/s euro', currency => 'EUR', clock => '2026-03-01 00:00Z') > 0 AS opened, credits.grant('alert/s euro', 100) > 0 AS granted;
SELECT alert_suggestions('alert/s euro');
-- nothing is sold but by deposit()
DELETE FROM credits.pack WHERE pack LIKE 'alert%';
SELECT credits.open_account('alert/s deposit', clock => '2026-01-01 00:00Z') > 0 AS opened, credits.grant('alert/s deposit', 100) > 0 AS granted;
SELECT alert_suggestions('alert/s deposit');
ROLLBACK;

-- ---------------------------------------------------------------------------------------------
-- At other isolation levels, and by a job
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.alert_rule (alert, measure, threshold) VALUES ('any', 'balance', 1000000);
SELECT credits.open_account('alert/levels', clock => '2026-03-01 00:00Z') > 0 AS opened, credits.grant('alert/levels', 100) > 0 AS granted;
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT balance FROM credits.consume('alert/levels', 1);
SELECT count(*) FROM told WHERE account = 'alert/levels';
COMMIT;
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT balance FROM credits.consume('alert/levels', 1);
SELECT count(*) FROM told WHERE account = 'alert/levels';
COMMIT;

-- ---------------------------------------------------------------------------------------------
-- What verify() finds
-- ---------------------------------------------------------------------------------------------
SELECT * FROM credits.verify() WHERE account_name LIKE 'alert%';
BEGIN;
UPDATE credits.bucket SET told = '{}' WHERE postpaid AND account_id = (SELECT account_id FROM credits.account_key WHERE account = 'alert/levels');
SELECT code, expected ~ '^rule .* on the flex bucket of its period$' AS expected, actual FROM credits.verify('alert/levels');
UPDATE credits.bucket SET told = told || '{1,-1}' WHERE postpaid AND account_id = (SELECT account_id FROM credits.account_key WHERE account = 'alert/taken');
SELECT code, expected, actual ~ '1,-1' AS actual FROM credits.verify('alert/taken');
ROLLBACK;

-- fails: a trigger is no function to call
SELECT credits.alert_rule_check();
-- fails: nor on another table
CREATE TEMP TABLE alert_other (a int);
CREATE TRIGGER other AFTER INSERT ON alert_other FOR EACH ROW EXECUTE FUNCTION credits.alert_rule_changed();
INSERT INTO alert_other VALUES (1);
DELETE FROM credits.alert_rule;

-- what is held is not available, and counts as used of what was included
INSERT INTO credits.alert_rule (alert, measure, threshold) VALUES ('held low', 'balance', 10), ('held amber', 'included', 95);
SELECT credits.open_account('alert/holds', clock => '2026-03-01 00:00Z') > 0 AS opened, credits.grant('alert/holds', 100, class => 'included') > 0 AS granted;
SELECT credits.hold('alert/holds', 90) > 0 AS held;
SELECT count(*) FROM told WHERE account = 'alert/holds';
SELECT credits.hold('alert/holds', 5) > 0 AS held;
SELECT alert, value, used, "of" FROM told WHERE account = 'alert/holds' ORDER BY id;
DELETE FROM credits.alert_rule;
