-- estimate, replay and compare_plans: what things would cost, by the code that charges, with nothing written
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

INSERT INTO credits.plan (plan, price, currency, included, overage, overage_price, overage_cap) VALUES
    ('estimate/basic', 10, 'CHF', 100, false, 0, NULL), ('estimate/pro', 30, 'CHF', 400, true, 0.05, NULL), ('estimate/capped', 12.5, 'CHF', 100, true, 0.333, 50),
    ('estimate/payg', 0, 'CHF', 0, true, 0.2, NULL), ('estimate/nothing', 0, 'CHF', 0, false, 0, NULL);
INSERT INTO credits.plan (plan, price, currency, cycle, billing, included, overage, overage_price) VALUES
    ('estimate/yearly', 240, 'CHF', '1 year', NULL, 4800, true, 0.05), ('estimate/weekly', 5, 'CHF', '7 days', NULL, 30, true, 0.1);
INSERT INTO credits.plan (plan, price, currency, included, trial, trial_included, rollover_max) VALUES ('estimate/trial', 20, 'CHF', 200, '14 days', 10, 200);
INSERT INTO credits.resource (resource, unit, category) VALUES
    ('estimate/vcpu', 'vCPU', 'compute'), ('estimate/image', 'image', NULL), ('estimate/api', '', NULL), ('estimate/pod', '', NULL), ('estimate/unpriced', '', NULL),
    ('estimate/sized', '', NULL), ('estimate/byte', 'B', NULL), ('estimate/max', '', NULL), ('estimate/only', '', NULL);
INSERT INTO credits.price (resource, rate, plan, attributes) VALUES
    ('estimate/vcpu', '0.1/vCPU/hour', NULL, '{}'), ('estimate/vcpu', '0.08/vCPU/hour', 'estimate/pro', '{}'), ('estimate/image', '2/image', NULL, '{}'),
    ('estimate/image', '5/image', NULL, '{"size": "xl"}'), ('estimate/byte', '0.000000000000000001/B/s', NULL, '{}'), ('estimate/max', '170141183460469231731', NULL, '{}'),
    ('estimate/only', '1', 'estimate/pro', '{}');
INSERT INTO credits.price (resource, rate, step, least) VALUES ('estimate/pod', '1/hour', '1 hour', 1.5);
INSERT INTO credits.price (resource, tiers, tier_mode, tier_by) VALUES
    ('estimate/api', '[{"upto": 10, "rate": "1"}, {"rate": "0.5"}]', 'volume', NULL), ('estimate/sized', '[{"upto": 1024, "rate": "1"}, {"rate": "2"}]', NULL, 'size');

-- how many rows every table has
CREATE FUNCTION estimate_rows() RETURNS TABLE (name text, count bigint) LANGUAGE plpgsql AS $$
BEGIN
    FOR name IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'credits'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1 LOOP
        EXECUTE format('SELECT count(*) FROM credits.%I', name) INTO count;
        RETURN NEXT;
    END LOOP;
    FOR name, count IN SELECT s.sequencename, s.last_value FROM pg_sequences s WHERE s.schemaname = 'credits' AND s.sequencename NOT LIKE 'price%' ORDER BY 1 LOOP
        RETURN NEXT;
    END LOOP;
END $$;

-- fails: they are nobody's until a DBA grants them
SET ROLE regress_credits_app;
SELECT * FROM credits.estimate('estimate/pro', '[]');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.replay('estimate', 'estimate/pro', '[2026-01-01,2026-02-01)');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.compare_plans('estimate');
\echo SQLSTATE :SQLSTATE
RESET ROLE;
GRANT EXECUTE ON FUNCTION credits.estimate, credits.replay, credits.compare_plans, credits.start, credits.stop, credits.resize, credits.settle TO regress_credits_app;
CREATE TEMP TABLE estimate_before AS SELECT * FROM estimate_rows();
SET ROLE regress_credits_app;

-- ---------------------------------------------------------------------------------------------
-- estimate
-- ---------------------------------------------------------------------------------------------
-- a fleet for a month and some images; the plan's own price of a vCPU counts
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": "estimate/vcpu", "quantity": 8, "seconds": 2678400}, {"resource": "estimate/image", "quantity": 10},
    {"resource": "estimate/image", "quantity": 2, "attributes": {"size": "xl", "color": "red"}}]', '2026-01-01 00:00Z');
-- the same on a plan without overage: what is covered is drawn, in order; what is not is refused, and the rest goes on
SELECT * FROM credits.estimate('estimate/basic', '[{"resource": "estimate/image", "quantity": 30}, {"resource": "estimate/vcpu", "quantity": 8, "seconds": 2678400}, {"resource": "estimate/image", "quantity": 21},
    {"resource": "estimate/image", "quantity": 20}, {"resource": "estimate/image"}]', '2026-01-01 00:00Z');
-- up to a cap
SELECT * FROM credits.estimate('estimate/capped', '[{"resource": "estimate/image", "quantity": 70}, {"resource": "estimate/image", "quantity": 6}, {"resource": "estimate/image", "quantity": 5}]', '2026-01-01 00:00Z');
-- nothing but overage; nothing at all
SELECT * FROM credits.estimate('estimate/payg', '[{"resource": "estimate/image", "quantity": 1.5}]', '2026-01-01 00:00Z');
SELECT * FROM credits.estimate('estimate/nothing', '[{"resource": "estimate/image", "quantity": 0}, {"resource": "estimate/image", "quantity": 0.000000000000000001}]', '2026-01-01 00:00Z');
-- a workload without rows is a cycle's price, whenever it begins
SELECT * FROM credits.estimate('estimate/pro', '[]');
SELECT * FROM credits.estimate('estimate/pro', '[]', '2026-01-01 00:00Z');
SELECT * FROM credits.estimate('estimate/pro', '[]', '1970-01-01 00:00Z');
SELECT * FROM credits.estimate('estimate/pro', '[]', '2199-12-31 23:59:59.999999Z');
-- cycles begun: a year billed by the month begins one, a quarter of weeks 14
SELECT * FROM credits.estimate('estimate/yearly', '[{"resource": "estimate/vcpu", "quantity": 20, "seconds": 7776000}]', '2026-01-31 00:00Z');
SELECT * FROM credits.estimate('estimate/weekly', '[{"resource": "estimate/vcpu", "quantity": 20, "seconds": 7862400}]', '2026-01-31 00:00Z');
SELECT * FROM credits.estimate('estimate/weekly', '[{"resource": "estimate/vcpu", "quantity": 20, "seconds": 7862400.000001}]', '2026-01-31 00:00Z');
-- no trial, and nothing is carried over that is not used
SELECT * FROM credits.estimate('estimate/trial', '[{"resource": "estimate/vcpu", "quantity": 1, "seconds": 5184000}]', '2026-01-01 00:00Z');
-- tiers count over the whole workload, and give back; a run's steps are counted from its start; what an attribute says
SELECT * FROM credits.estimate('estimate/basic', '[{"resource": "estimate/api", "quantity": 8}, {"resource": "estimate/api", "quantity": 2}, {"resource": "estimate/api", "quantity": 1}, {"resource": "estimate/pod", "seconds": 1},
    {"resource": "estimate/pod", "seconds": 7200.000001}, {"resource": "estimate/pod", "seconds": 0}, {"resource": "estimate/sized", "attributes": {"size": 2000}}]', '2026-01-01 00:00Z');
-- what an amount holds
SELECT * FROM credits.estimate('estimate/payg', '[{"resource": "estimate/max"}]', '2026-01-01 00:00Z');
-- many rows
SELECT kind, count(*), credits.sum(charged), credits.sum(overage), sum(money) FROM credits.estimate('estimate/pro', (SELECT jsonb_agg(jsonb_build_object('resource', 'estimate/image', 'quantity', n)) FROM generate_series(1, 10000) n), '2026-01-01 00:00Z') GROUP BY kind ORDER BY kind;
-- called where a value stands
SELECT (credits.estimate('estimate/pro', '[]', '2026-01-01 00:00Z')).kind;

-- fails: no such plan, resource or price
SELECT * FROM credits.estimate('estimate/none', '[]');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": "estimate/none"}]', '2026-01-01 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": "estimate/unpriced"}]', '2026-01-01 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.estimate('estimate/basic', '[{"resource": "estimate/only"}]', '2026-01-01 00:00Z');
\echo SQLSTATE :SQLSTATE
-- fails: a workload that is none
SELECT * FROM credits.estimate('estimate/pro', '{}');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.estimate('estimate/pro', '"estimate/image"');
SELECT * FROM credits.estimate('estimate/pro', 'null');
SELECT * FROM credits.estimate('estimate/pro', '["estimate/image"]');
SELECT * FROM credits.estimate('estimate/pro', '[[]]');
SELECT * FROM credits.estimate('estimate/pro', '[null]');
SELECT * FROM credits.estimate('estimate/pro', '[{}]');
SELECT * FROM credits.estimate('estimate/pro', '[{"quantity": 1}]');
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": "estimate/image", "until": "2026-01-02"}]');
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": 1}]');
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": null}]');
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": "estimate/image", "quantity": "1"}]');
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": "estimate/image", "quantity": null}]');
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": "estimate/vcpu", "seconds": "1 hour"}]');
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": "estimate/image", "attributes": "xl"}]');
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": "estimate/vcpu", "seconds": 316224000.000001}]');
\echo SQLSTATE :SQLSTATE
-- fails: the values of its members
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": ""}]');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": "estimate/image", "quantity": -1}]');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": "estimate/vcpu", "seconds": -1}]');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": "estimate/image", "attributes": [1]}]');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": "estimate/vcpu", "seconds": 3600}]', '2199-12-31 23:30Z');
\echo SQLSTATE :SQLSTATE
-- fails: time where there is none, and none where there must be; an attribute that a price needs
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": "estimate/image", "seconds": 1}]', '2026-01-01 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": "estimate/vcpu"}]', '2026-01-01 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": "estimate/sized"}]', '2026-01-01 00:00Z');
\echo SQLSTATE :SQLSTATE
-- fails: more than an amount holds
SELECT * FROM credits.estimate('estimate/payg', '[{"resource": "estimate/max", "quantity": 2}]', '2026-01-01 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.estimate('estimate/payg', '[{"resource": "estimate/max"}, {"resource": "estimate/max"}]', '2026-01-01 00:00Z');
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": "estimate/image", "quantity": 0.0000000000000000001}]');
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": "estimate/image", "quantity": 170141183460469231732}]');
SELECT * FROM credits.estimate('estimate/pro', '[{"resource": "estimate/vcpu", "seconds": 1e400}]');
SELECT * FROM credits.estimate('estimate/pro', jsonb_build_array(jsonb_build_object('resource', repeat('x', 256))));
SELECT * FROM credits.estimate('estimate/pro', jsonb_build_array(jsonb_build_object('resource', 'estimate/image', 'attributes', jsonb_build_object('a', repeat('x', 8185)))));
SELECT * FROM credits.estimate('', '[]');
SELECT * FROM credits.estimate(repeat('x', 256), '[]');
SELECT * FROM credits.estimate(NULL, '[]');
SELECT * FROM credits.estimate('estimate/pro', NULL);
SELECT * FROM credits.estimate('estimate/pro', '[]', 'infinity');
SELECT * FROM credits.estimate('estimate/pro', '[]', '-infinity');
SELECT * FROM credits.estimate('estimate/pro', '[]', '1969-12-31 23:59:59.999999Z');
SELECT * FROM credits.estimate('estimate/pro', '[]', '2200-01-01 00:00Z');
\set VERBOSITY default
RESET ROLE;
-- of all of it nothing is left
SELECT coalesce(b.name, a.name) AS changed, b.count AS before, a.count AS after FROM estimate_before b FULL JOIN estimate_rows() a USING (name) WHERE a.count IS DISTINCT FROM b.count;
SET ROLE regress_credits_app;

-- ---------------------------------------------------------------------------------------------
-- replay
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('estimate', time_zone => 'Europe/Zurich', currency => 'CHF', clock => '2026-01-01 00:00+01', plan => 'estimate/pro') > 0,
       credits.open_account('estimate/child', parent => 'estimate') > 0 AS opened;
-- nothing used yet
SELECT * FROM credits.replay('estimate', 'estimate/pro', '[2026-01-01 00:00+01,2026-02-01 00:00+01)');
SELECT charged, overage FROM credits.charge('estimate', 'estimate/image', 100);
SELECT charged, overage FROM credits.charge('estimate/child', 'estimate/image', 40, '{"size": "xl"}', '2026-01-02 00:00+01');
SELECT credits.start('estimate/child', 'estimate/vcpu', 'vm-1', 4);
SELECT credits.start('estimate', 'estimate/pod', 'pod-1');
SELECT credits.set_clock('estimate', '2026-01-11 00:30+01');
-- what was settled past a stop is taken back
SELECT charged FROM credits.stop('estimate', 'pod-1', at => '2026-01-01 02:30+01');
SELECT charged FROM credits.resize('estimate/child', 'estimate/vcpu', 'vm-1', 8, '2026-01-06 00:00+01');
SELECT credits.start('estimate', 'estimate/pod', 'pod-1');
SELECT credits.set_clock('estimate', '2026-01-11 00:40+01');
SELECT charged FROM credits.stop('estimate', 'pod-1');
-- again at once: another run, and so another step
SELECT credits.start('estimate', 'estimate/pod', 'pod-1');
SELECT credits.set_clock('estimate', '2026-01-11 00:50+01');
SELECT charged FROM credits.stop('estimate', 'pod-1');
SELECT charged FROM credits.stop('estimate/child', 'vm-1', at => '2026-01-11 00:00+01');
RESET ROLE;
SELECT resource, credits.sum(charged) AS charged FROM credits.usage WHERE account LIKE 'estimate%' GROUP BY resource ORDER BY resource COLLATE "C";
SELECT kind, description, quantity, amount FROM credits.statement('estimate');
SET ROLE regress_credits_app;
SELECT * FROM credits.replay('estimate', 'estimate/pro', '[2026-01-01 00:00+01,2026-02-01 00:00+01)');
-- a child's is its payer's
SELECT count(*) FROM (SELECT * FROM credits.replay('estimate', 'estimate/pro', '[2026-01-01 00:00+01,2026-02-01 00:00+01)')
                      EXCEPT SELECT * FROM credits.replay('estimate/child', 'estimate/pro', '[2026-01-01 00:00+01,2026-02-01 00:00+01)')) d;
-- on others: at their prices; refused where they refuse
SELECT * FROM credits.replay('estimate', 'estimate/payg', '[2026-01-01 00:00+01,2026-02-01 00:00+01)');
SELECT * FROM credits.replay('estimate', 'estimate/basic', '[2026-01-01 00:00+01,2026-02-01 00:00+01)');
SELECT * FROM credits.replay('estimate', 'estimate/nothing', '[2026-01-01 00:00+01,2026-02-01 00:00+01)');
-- each week that has begun by now is a cycle, used in or not
SELECT * FROM credits.replay('estimate', 'estimate/weekly', '[2026-01-01 00:00+01,2026-02-01 00:00+01)');
-- a part: intervals are cut, a run that began before goes on
SELECT * FROM credits.replay('estimate', 'estimate/pro', '[2026-01-01 01:00+01,2026-01-03 00:00+01)');
-- bounds of either kind
SELECT kind, resource, quantity FROM credits.replay('estimate', 'estimate/pro', '(2026-01-01 00:00+01,2026-01-02 00:00+01]') WHERE kind = 'usage';
SELECT kind, resource, quantity FROM credits.replay('estimate', 'estimate/pro', '[2026-01-02 00:00+01,2026-01-02 00:00+01]') WHERE kind = 'usage';
SELECT kind, resource, quantity FROM credits.replay('estimate', 'estimate/pro', '(2026-01-02 00:00+01,2026-01-02 00:00:00.000001+01)');
-- before the account was opened, and after its now: nothing was used
SELECT * FROM credits.replay('estimate', 'estimate/weekly', '[2025-01-01 00:00+01,2025-02-01 00:00+01)');
SELECT * FROM credits.replay('estimate', 'estimate/weekly', '[2026-03-01 00:00+01,2026-05-01 00:00+01)');

-- what is left is there when the next cycle begins, be what was used before all of the last
SELECT credits.open_account('estimate/next', currency => 'CHF', clock => '2026-01-01 00:00Z', plan => 'estimate/capped') > 0 AS opened;
SELECT charged FROM credits.charge('estimate/next', 'estimate/image', 50);
SELECT charged, overage FROM credits.charge('estimate/next', 'estimate/image', 20);
SELECT credits.set_clock('estimate/next', '2026-02-02 00:00Z');
SELECT charged, overage FROM credits.charge('estimate/next', 'estimate/image', 45);
SELECT credits.set_clock('estimate/next', '2026-03-01 00:00Z');
SELECT * FROM credits.replay('estimate/next', 'estimate/capped', '[2026-01-01 00:00Z,2026-03-01 00:00Z)');
-- an item that runs out, and runs on when there is credit again
SELECT credits.open_account('estimate/out', currency => 'CHF', clock => '2026-01-01 00:00Z', plan => 'estimate/basic') > 0 AS opened;
SELECT credits.start('estimate/out', 'estimate/vcpu', 'vm', 100);
SELECT credits.start('estimate/out', 'estimate/pod', 'pod', 1);
SELECT credits.set_clock('estimate/out', '2026-02-01 00:00Z');
SELECT credits.start('estimate/out', 'estimate/vcpu', 'vm', 50);
SELECT credits.set_clock('estimate/out', '2026-03-01 00:00Z');
SELECT * FROM credits.replay('estimate/out', 'estimate/basic', '[2026-01-01 00:00Z,2026-02-01 00:00Z)');
SELECT * FROM credits.replay('estimate/out', 'estimate/basic', '[2026-01-01 00:00Z,2026-03-01 00:00Z)');
-- an interval that a change of price cuts is one run, as it was
RESET ROLE;
INSERT INTO credits.resource (resource) VALUES ('estimate/cut');
INSERT INTO credits.price (resource, rate, step, valid_until) VALUES ('estimate/cut', '1/hour', '1 hour', '2026-01-01 00:30Z');
INSERT INTO credits.price (resource, rate, step, valid_from) VALUES ('estimate/cut', '2/hour', '1 hour', '2026-01-01 00:30Z');
SET ROLE regress_credits_app;
SELECT credits.open_account('estimate/cut', currency => 'CHF', clock => '2026-01-01 00:00Z', plan => 'estimate/basic') > 0 AS opened;
SELECT charged FROM credits.charge('estimate/cut', 'estimate/cut', until => '2026-01-01 01:00Z');
SELECT kind, resource, quantity, charged FROM credits.replay('estimate/cut', 'estimate/basic', '[2026-01-01 00:00Z,2026-02-01 00:00Z)') WHERE kind = 'usage';
-- more items than are kept at once where they are written: another plan's price has steps, and each item is one run
BEGIN;
RESET ROLE;
INSERT INTO credits.resource (resource) VALUES ('estimate/many');
INSERT INTO credits.price (resource, rate) VALUES ('estimate/many', '0.001/hour');
INSERT INTO credits.price (resource, rate, plan, step) VALUES ('estimate/many', '0.001/hour', 'estimate/payg', '1 hour');
SELECT credits.open_account('estimate/many', currency => 'CHF', clock => '2026-01-01 01:00Z', at => '2026-01-01 00:00Z', plan => 'estimate/pro') > 0 AS opened;
INSERT INTO credits.usage (account, resource, at, until, item)
SELECT 'estimate/many', 'estimate/many', '2026-01-01 00:00Z'::timestamptz + i * interval '10 minutes', '2026-01-01 00:10Z'::timestamptz + i * interval '10 minutes', 'item ' || n FROM generate_series(1, 10050) n, generate_series(0, 1) i;
SELECT * FROM credits.replay('estimate/many', 'estimate/payg', '[2026-01-01 00:00Z,2026-02-01 00:00Z)');
SELECT count(*) AS written FROM credits.meter m WHERE NOT EXISTS (SELECT FROM credits.account a WHERE a.account_id = m.account_id);
ROLLBACK;
SET ROLE regress_credits_app;
-- more bytes times seconds than an amount holds; a least charge of nothing
SELECT credits.open_account('estimate/bytes', currency => 'CHF', clock => '2026-01-01 00:00Z', plan => 'estimate/payg') > 0 AS opened;
SELECT charged FROM credits.charge('estimate/bytes', 'estimate/byte', 100000000000000, until => '2026-01-31 00:00Z');
SELECT charged FROM credits.charge('estimate/bytes', 'estimate/pod', 0, until => '2026-01-01 01:00Z');
SELECT * FROM credits.replay('estimate/bytes', 'estimate/payg', '[2026-01-01 00:00Z,2026-02-01 00:00Z)');

-- fails: no such account or plan; a resource that has no price there
SELECT * FROM credits.replay('estimate/none', 'estimate/pro', '[2026-01-01,2026-02-01)');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.replay('estimate', 'estimate/none', '[2026-01-01,2026-02-01)');
\echo SQLSTATE :SQLSTATE
-- fails: a period that is none
SELECT * FROM credits.replay('estimate', 'estimate/pro', 'empty');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.replay('estimate', 'estimate/pro', '[2026-01-01,)');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.replay('estimate', 'estimate/pro', '[2026-01-01,2036-01-03)');
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
SELECT * FROM credits.replay('estimate', 'estimate/pro', '(,2026-01-01)');
SELECT * FROM credits.replay('estimate', 'estimate/pro', '(,)');
SELECT * FROM credits.replay('estimate', 'estimate/pro', '[2026-01-01,infinity)');
SELECT * FROM credits.replay('estimate', 'estimate/pro', '[2026-01-01,infinity]');
SELECT * FROM credits.replay('estimate', 'estimate/pro', '(-infinity,2026-01-01]');
SELECT * FROM credits.replay('estimate', 'estimate/pro', '[1969-12-31,1970-01-02)');
SELECT * FROM credits.replay('estimate', 'estimate/pro', '[2199-12-01,2200-01-01)');
SELECT * FROM credits.replay(NULL, 'estimate/pro', '[2026-01-01,2026-02-01)');
SELECT * FROM credits.replay('estimate', NULL, '[2026-01-01,2026-02-01)');
SELECT * FROM credits.replay('estimate', 'estimate/pro', NULL);
SELECT * FROM credits.replay('', 'estimate/pro', '[2026-01-01,2026-02-01)');
SELECT * FROM credits.replay('estimate', '', '[2026-01-01,2026-02-01)');
\set VERBOSITY default

-- ---------------------------------------------------------------------------------------------
-- compare_plans
-- ---------------------------------------------------------------------------------------------
-- the cheapest first, a year's plan by its months, those that would refuse last; a plan's weeks are those that have begun
SELECT * FROM credits.compare_plans('estimate');
SELECT * FROM credits.compare_plans('estimate/child') LIMIT 1;
-- nothing used: what is free is cheapest, and of equals the first by name
SELECT credits.open_account('estimate/new', currency => 'CHF', clock => '2026-01-01 00:00Z') > 0 AS opened;
SELECT plan, is_current, total, charged, reason FROM credits.compare_plans('estimate/new');
-- only the current period, and only up to now
SELECT plan, is_current, total, charged, credits, overage, refused FROM credits.compare_plans('estimate/next');
SELECT charged, overage FROM credits.charge('estimate/next', 'estimate/image', 60);
SELECT charged FROM credits.charge('estimate/next', 'estimate/vcpu', 1, at => '2026-03-05 00:00Z', until => '2026-03-06 00:00Z');
SELECT plan, total, charged, credits, overage, refused, reason FROM credits.compare_plans('estimate/next');
SELECT credits.set_clock('estimate/next', '2026-03-06 00:00Z');
SELECT plan, total, charged, refused FROM credits.compare_plans('estimate/next') LIMIT 2;
-- a cap that is reached
SELECT credits.set_overage('estimate/next', true, 1000);
SELECT charged, overage FROM credits.charge('estimate/next', 'estimate/image', 100);
SELECT plan, is_current, total, refused, reason FROM credits.compare_plans('estimate/next') WHERE refused > 0;
-- after the end of a plan, and in months without one
RESET ROLE;
SELECT credits.cancel('estimate/next');
SET ROLE regress_credits_app;
SELECT credits.set_clock('estimate/next', '2026-05-15 00:00Z');
SELECT charged FROM credits.try_charge('estimate/next', 'estimate/image', 1);
SELECT plan, is_current, total, charged FROM credits.compare_plans('estimate/next') LIMIT 3;
-- rounded as the currency is
RESET ROLE;
INSERT INTO credits.plan (plan, price, currency) VALUES ('estimate/half', 1.0005, 'OMR'), ('estimate/half up', 1.0015, 'OMR');
INSERT INTO credits.plan (plan, price, currency, cycle) VALUES ('estimate/twelfth', 0.0180, 'OMR', '1 year');
SET ROLE regress_credits_app;
SELECT credits.open_account('estimate/rial', currency => 'OMR', clock => '2026-01-01 00:00Z') > 0 AS opened;
SELECT plan, total, reason FROM credits.compare_plans('estimate/rial');
-- a currency in which nothing is sold
SELECT credits.open_account('estimate/krona', currency => 'SEK', clock => '2026-01-01 00:00Z') > 0 AS opened;
SELECT * FROM credits.compare_plans('estimate/krona');
-- fails
SELECT * FROM credits.compare_plans('estimate/none');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.compare_plans(NULL);
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.compare_plans('');
\echo SQLSTATE :SQLSTATE

-- ---------------------------------------------------------------------------------------------
-- Nothing is written
-- ---------------------------------------------------------------------------------------------
RESET ROLE;
-- though a meter runs that a call which writes would settle
SELECT credits.start('estimate/out', 'estimate/vcpu', 'vm', 2);
TRUNCATE estimate_before;
INSERT INTO estimate_before SELECT * FROM estimate_rows();
BEGIN READ ONLY;
SET LOCAL ROLE regress_credits_app;
SELECT count(*) FROM credits.estimate('estimate/pro', '[{"resource": "estimate/vcpu", "seconds": 100000000}, {"resource": "estimate/pod", "seconds": 100}, {"resource": "estimate/api", "quantity": 11}]');
SELECT count(*) FROM credits.replay('estimate/out', 'estimate/pro', '[2026-01-01 00:00Z,2027-01-01 00:00Z)');
SELECT count(*) FROM credits.replay('estimate', 'estimate/weekly', '[2026-01-01 00:00Z,2027-01-01 00:00Z)');
SELECT count(*) FROM credits.compare_plans('estimate/out');
COMMIT;
SELECT count(*) FROM credits.estimate('estimate/pro', '[{"resource": "estimate/vcpu", "seconds": 100000000}, {"resource": "estimate/pod", "seconds": 100}, {"resource": "estimate/api", "quantity": 11}]');
SELECT count(*) FROM credits.replay('estimate/out', 'estimate/pro', '[2026-01-01 00:00Z,2027-01-01 00:00Z)');
SELECT count(*) FROM credits.compare_plans('estimate/out');
SELECT coalesce(b.name, a.name) AS changed, b.count AS before, a.count AS after FROM estimate_before b FULL JOIN estimate_rows() a USING (name) WHERE a.count IS DISTINCT FROM b.count;

-- whatever the caller's search_path finds first
CREATE SCHEMA estimate_hostile;
CREATE FUNCTION estimate_hostile.trap(text, text) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a trap was called'; END $$;
CREATE FUNCTION estimate_hostile.trap(bigint, bigint) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a trap was called'; END $$;
CREATE FUNCTION estimate_hostile.trap(timestamptz, timestamptz) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a trap was called'; END $$;
CREATE FUNCTION estimate_hostile.trap(credits.amount, credits.amount) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a trap was called'; END $$;
CREATE OPERATOR estimate_hostile.= (LEFTARG = text, RIGHTARG = text, FUNCTION = estimate_hostile.trap);
CREATE OPERATOR estimate_hostile.= (LEFTARG = bigint, RIGHTARG = bigint, FUNCTION = estimate_hostile.trap);
CREATE OPERATOR estimate_hostile.< (LEFTARG = timestamptz, RIGHTARG = timestamptz, FUNCTION = estimate_hostile.trap);
CREATE OPERATOR estimate_hostile.> (LEFTARG = timestamptz, RIGHTARG = timestamptz, FUNCTION = estimate_hostile.trap);
CREATE OPERATOR estimate_hostile.>= (LEFTARG = timestamptz, RIGHTARG = timestamptz, FUNCTION = estimate_hostile.trap);
CREATE OPERATOR estimate_hostile.< (LEFTARG = credits.amount, RIGHTARG = credits.amount, FUNCTION = estimate_hostile.trap);
CREATE TABLE estimate_hostile.plan (plan text);
GRANT USAGE ON SCHEMA estimate_hostile TO regress_credits_app;
\c -
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set SHOW_CONTEXT never
SET ROLE regress_credits_app;
CREATE TEMP TABLE usage_line (account_id bigint);
CREATE TEMP TABLE price (resource text);
SET search_path = pg_temp, estimate_hostile, pg_catalog, credits;
SELECT kind, charged, money FROM credits.estimate('estimate/pro', '[{"resource": "estimate/image", "quantity": 300}]', '2026-01-01 00:00Z');
SELECT kind, charged, money FROM credits.replay('estimate', 'estimate/pro', '[2026-01-01 00:00+01,2026-02-01 00:00+01)');
SELECT plan, total FROM credits.compare_plans('estimate') LIMIT 1;
RESET search_path;
RESET ROLE;
SET client_min_messages = warning;
DROP SCHEMA estimate_hostile CASCADE;
RESET client_min_messages;
DROP FUNCTION public.estimate_rows();
SELECT * FROM credits.verify('estimate');
SELECT * FROM credits.verify('estimate/out');
