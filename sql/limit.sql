-- Limits: what a plan lets be used, counted in windows or as a gauge
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

-- ---------------------------------------------------------------------------------------------
-- What a DBA writes
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.plan (plan, price, cycle, trial, on_change) VALUES
    ('limit/small', 10, '1 month', '14 days', 'prorate'), ('limit/large', 50, '1 month', NULL, 'prorate'), ('limit/year', 500, '1 year', NULL, 'prorate'), ('limit/reset', 60, '1 month', NULL, 'reset');
INSERT INTO credits.plan (plan, price, currency) VALUES ('limit/euro', 1, 'EUR');
INSERT INTO credits.plan_limit (plan, feature, most, per, per_item) VALUES
    (NULL,          'store',   1,    NULL,     false), (NULL,          'scan', 1,  'day',    true),
    ('limit/small', 'store',   2,    NULL,     false), ('limit/small', 'scan', 3,  'day',    true),
    ('limit/large', 'store',   10,   NULL,     false), ('limit/large', 'scan', 5,  'day',    true),
    ('limit/year',  'store',   NULL, NULL,     false), ('limit/year',  'scan', 40, 'week',   true),
    ('limit/reset', 'store',   5.5,  NULL,     false), ('limit/reset', 'scan', 90, 'period', true),
    ('limit/euro',  'store',   NULL, NULL,     false), ('limit/euro',  'scan', NULL, 'month', true),
    ('limit/small', 'export',  2,    'period', false), ('limit/large', 'export', 4, 'period', false),
    ('limit/reset', 'export',  4,    'period', false), ('limit/year',  'export', 9, 'month',  false),
    ('limit/large', 'support', NULL, 'week',   false), ('limit/year',  'support', 0, 'week',  false),
    (NULL,          'call',    3,    'period', false);
-- side by side: null is unlimited, 0 not included
SELECT * FROM credits.plans WHERE plan LIKE 'limit/%' ORDER BY price, plan;

-- fails: names
INSERT INTO credits.plan_limit (feature, most) VALUES ('', 1);
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan_limit (feature, most) VALUES (repeat('f', 256), 1);
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan_limit (plan, feature) VALUES ('', 'limit/bad');
\echo SQLSTATE :SQLSTATE
-- fails: a plan that is none
INSERT INTO credits.plan_limit (plan, feature) VALUES ('limit/none', 'limit/bad');
\echo SQLSTATE :SQLSTATE
-- fails: what no quantity can come to
INSERT INTO credits.plan_limit (feature, most) VALUES ('limit/bad', -1);
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan_limit (feature, most) VALUES ('limit/bad', 'NaN');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan_limit (feature, most) VALUES ('limit/bad', 0.0000000000000000001);
\echo SQLSTATE :SQLSTATE
-- fails: another window
INSERT INTO credits.plan_limit (feature, most, per) VALUES ('limit/bad', 1, 'hour');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan_limit (feature, most, per) VALUES ('limit/bad', 1, 'gauge');
\echo SQLSTATE :SQLSTATE
-- fails: a gauge for one plan and not for another; per item for one and not for another; both, in one statement
INSERT INTO credits.plan_limit (plan, feature, most, per) VALUES ('limit/reset', 'support', 1, NULL);
\echo SQLSTATE :SQLSTATE
UPDATE credits.plan_limit SET per = 'day' WHERE feature = 'store' AND plan IS NULL;
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan_limit (plan, feature, most, per, per_item) VALUES ('limit/reset', 'support', 1, 'day', true);
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.plan_limit (plan, feature, per) VALUES (NULL, 'limit/bad', 'day'), ('limit/small', 'limit/bad', NULL);
\echo SQLSTATE :SQLSTATE
-- fails: two of a plan, of no plan too
INSERT INTO credits.plan_limit (feature, most) VALUES ('store', 7);
\echo SQLSTATE :SQLSTATE
-- fails: called as what it is not
SELECT credits.plan_limit_check();
\echo SQLSTATE :SQLSTATE
-- all rows of a feature can become another kind together
INSERT INTO credits.plan_limit (plan, feature, most) VALUES (NULL, 'limit/kind', 1), ('limit/small', 'limit/kind', 2);
UPDATE credits.plan_limit SET per = 'day', per_item = true WHERE feature = 'limit/kind';
DELETE FROM credits.plan_limit WHERE feature = 'limit/kind';

-- ---------------------------------------------------------------------------------------------
-- A gauge: what is there at a time
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('limit/gauge', 'limit/small', clock => '2026-03-01 10:00Z') > 0 AS opened;
SELECT * FROM credits.use('limit/gauge', 'store');
SELECT * FROM credits.use('limit/gauge', 'store', 1.0);
-- fails: the third; who would let it, cheapest first for its time: a year for 500 is less a month than 50
SELECT * FROM credits.use('limit/gauge', 'store');
\echo SQLSTATE :SQLSTATE
-- fails: more than the larger plan has
SELECT * FROM credits.use('limit/gauge', 'store', 9);
\echo SQLSTATE :SQLSTATE
-- what would be is answered, and nothing counted
SELECT * FROM credits.allowed('limit/gauge', 'store');
SELECT * FROM credits.allowed('limit/gauge', 'store', -2);
SELECT * FROM credits.allowed('limit/gauge', 'store', 0);
-- given back, down to 0; in parts, to the last of the decimals
SELECT allowed, used FROM credits.use('limit/gauge', 'store', -0.000000000000000001);
SELECT allowed, used FROM credits.use('limit/gauge', 'store', -1.999999999999999999);
-- fails: below 0
SELECT credits.use('limit/gauge', 'store', -0.5);
\echo SQLSTATE :SQLSTATE
SELECT credits.allowed('limit/gauge', 'store', -0.5);
\echo SQLSTATE :SQLSTATE
-- nothing is nothing; no quantity is 1, as left out
SELECT allowed, used FROM credits.use('limit/gauge', 'store', 0);
SELECT allowed, used FROM credits.use('limit/gauge', 'store', NULL);
-- it has no window: a month later it is what it was
SELECT credits.set_clock('limit/gauge', '2026-05-05 10:00Z');
SELECT allowed, used, "limit", resets_at FROM credits.allowed('limit/gauge', 'store');

-- ---------------------------------------------------------------------------------------------
-- A day, in the account's zone
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('limit/day', 'limit/small', time_zone => 'America/New_York', clock => '2026-03-01 10:00Z') > 0 AS opened;
SELECT used, resets_at FROM credits.use('limit/day', 'scan', 2, 'shop', at => '2026-03-01 10:00Z');
SELECT used, resets_at FROM credits.use('limit/day', 'scan', 1, 'shop', at => '2026-03-02 04:59:59.999999Z');
SELECT used, resets_at FROM credits.use('limit/day', 'scan', 1, 'shop', at => '2026-03-02 05:00Z');
-- fails: the day before is full, whenever it is found out
SELECT credits.use('limit/day', 'scan', 1, 'shop', at => '2026-03-01 23:00Z');
\echo SQLSTATE :SQLSTATE
-- another item has a count of its own
SELECT item, used, "limit" FROM credits.use('limit/day', 'scan', 3, 'kiosk', at => '2026-03-01 23:00Z');
-- the day on which the clocks go forward has 23 hours, that on which they go back 25
SELECT t.at, a.resets_at FROM (VALUES (timestamptz '2026-03-08 05:00Z'), ('2026-03-09 03:59:59.999999Z'), ('2026-03-09 04:00Z'), ('2026-11-01 04:00Z'), ('2026-11-02 04:59:59.999999Z'), ('2026-11-02 05:00Z')) t (at),
    credits.allowed('limit/day', 'scan', 1, 'shop', t.at) a;
SELECT used FROM credits.use('limit/day', 'scan', 3, 'shop', at => '2026-03-08 05:00Z');
SELECT t.at, a.allowed, a.used FROM (VALUES (timestamptz '2026-03-08 04:59:59.999999Z'), ('2026-03-08 05:00Z'), ('2026-03-09 03:59:59.999999Z'), ('2026-03-09 04:00Z')) t (at),
    credits.allowed('limit/day', 'scan', 1, 'shop', t.at) a;
-- where midnight does not exist the day begins with the gap's end; where it comes twice, with the second; a day that does not exist is none
SELECT z.zone, t.at, a.resets_at
  FROM (VALUES ('America/Santiago', 1), ('America/Havana', 2), ('Pacific/Apia', 3)) z (zone, n)
  JOIN LATERAL (SELECT credits.open_account('limit/' || z.zone, time_zone => z.zone, clock => '2010-01-01 00:00Z') OFFSET 0) o ON true
  JOIN (VALUES (1, timestamptz '2025-09-07 03:59:59.999999Z'), (1, '2025-09-07 04:00Z'), (2, '2024-11-03 04:59:59.999999Z'), (2, '2024-11-03 05:00Z'), (3, '2011-12-30 09:59:59.999999Z'), (3, '2011-12-30 10:00Z')) t (n, at) ON t.n = z.n
 CROSS JOIN LATERAL credits.allowed('limit/' || z.zone, 'scan', 1, 'shop', t.at) a ORDER BY z.n, t.at;

-- ---------------------------------------------------------------------------------------------
-- A week from Monday, a month, a period
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('limit/week', 'limit/year', time_zone => 'Europe/Berlin', at => '2026-02-01 10:00Z', clock => '2026-03-25 10:00Z') > 0 AS opened;
SELECT used, "limit", resets_at FROM credits.use('limit/week', 'scan', 40, 'shop', at => '2026-03-29 21:59:59.999999Z');
SELECT t.at, a.allowed, a.used, a.resets_at FROM (VALUES (timestamptz '2026-03-22 22:59:59.999999Z'), ('2026-03-22 23:00Z'), ('2026-03-29 21:59:59.999999Z'), ('2026-03-29 22:00Z'), ('2026-04-05 21:59:59.999999Z')) t (at),
    credits.allowed('limit/week', 'scan', 1, 'shop', t.at) a;
SELECT used, "limit", resets_at FROM credits.use('limit/week', 'export', 9, at => '2026-03-31 21:59:59.999999Z');
SELECT t.at, a.allowed, a.used, a.resets_at FROM (VALUES (timestamptz '2026-02-28 22:59:59.999999Z'), ('2026-02-28 23:00Z'), ('2026-03-31 21:59:59.999999Z'), ('2026-03-31 22:00Z')) t (at),
    credits.allowed('limit/week', 'export', 1, at => t.at) a;
-- a period is the plan's; one to come is looked for ahead
SELECT credits.open_account('limit/period', 'limit/large', clock => '2026-01-31 09:00Z') > 0 AS opened;
SELECT used, resets_at FROM credits.use('limit/period', 'export', 3);
SELECT t.at, a.allowed, a.used, a.resets_at FROM (VALUES (timestamptz '2026-01-31 08:59:59.999999Z'), ('2026-01-31 09:00Z'), ('2026-02-28 08:59:59.999999Z'), ('2026-02-28 09:00Z'), ('2026-06-30 12:00Z')) t (at),
    credits.allowed('limit/period', 'export', 1, at => t.at) a;
-- without a plan it is a month; before the first there is none
SELECT credits.open_account('limit/months', clock => '2026-02-10 09:00Z') > 0 AS opened;
SELECT used, resets_at FROM credits.use('limit/months', 'call');
SELECT t.at, a.allowed, a.used, a.resets_at FROM (VALUES (timestamptz '2026-01-31 23:59:59.999999Z'), ('2026-02-01 00:00Z'), ('2026-02-28 23:59:59.999999Z'), ('2026-03-01 00:00Z')) t (at),
    credits.allowed('limit/months', 'call', at => t.at) a;
SELECT credits.set_clock('limit/period', '2026-03-05 00:00Z');
-- fails: a late one counts where it lies
SELECT credits.use('limit/period', 'export', 2, at => '2026-02-10 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT used, resets_at FROM credits.use('limit/period', 'export', 1, at => '2026-02-10 00:00Z');
-- what lies ahead opens the period
SELECT used, resets_at FROM credits.use('limit/period', 'export', 1, at => '2026-04-10 00:00Z');
SELECT allowed, used FROM credits.allowed('limit/period', 'export');

-- ---------------------------------------------------------------------------------------------
-- Trial, plan, another plan, no plan
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('limit/plan', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT feature, item, allowed, used, "limit", resets_at, unlocked_by FROM credits.limits('limit/plan');
-- fails: not included without a plan; then, so much by no plan in the account's currency
SELECT credits.use('limit/plan', 'export');
\echo SQLSTATE :SQLSTATE
SELECT credits.use('limit/plan', 'export', 10);
\echo SQLSTATE :SQLSTATE
SELECT used FROM credits.use('limit/plan', 'store');
SELECT credits.subscribe('limit/plan', 'limit/small') > 0 AS subscribed;
SELECT used, "limit" FROM credits.use('limit/plan', 'store');
SELECT used FROM credits.use('limit/plan', 'scan', 3, 'shop');
-- the trial is a period
SELECT used, resets_at FROM credits.use('limit/plan', 'export', 2);
SELECT credits.set_clock('limit/plan', '2026-04-15 00:00Z');
SELECT used, resets_at FROM credits.use('limit/plan', 'export', 2);
-- raised: in the same window what was used stays used
SELECT credits.set_clock('limit/plan', '2026-04-20 10:00Z');
SELECT used FROM credits.use('limit/plan', 'scan', 3, 'shop');
SELECT credits.change_plan('limit/plan', 'limit/large') > 0 AS changed;
SELECT * FROM credits.limits('limit/plan');
SELECT used FROM credits.use('limit/plan', 'store', 8);
-- another kind of window counts anew
SELECT credits.change_plan('limit/plan', 'limit/year') > 0 AS changed;
SELECT * FROM credits.limits('limit/plan');
SELECT used, "limit" FROM credits.use('limit/plan', 'store', 90);
-- a reset begins a period
SELECT credits.change_plan('limit/plan', 'limit/reset', at_cycle_end => false) > 0 AS changed;
SELECT * FROM credits.limits('limit/plan');
-- lowered: it blocks, and takes nothing away
SELECT credits.use('limit/plan', 'store', 0.5);
\echo SQLSTATE :SQLSTATE
SELECT allowed, used, "limit" FROM credits.use('limit/plan', 'store', -94.5);
SELECT allowed, used, "limit" FROM credits.use('limit/plan', 'store', -1);
-- the plan in force at the instant holds
SELECT t.at, a.allowed, a.used, a."limit" FROM (VALUES (timestamptz '2026-03-31 23:59:59.999999Z'), ('2026-04-01 00:00Z'), ('2026-04-20 09:59:59.999999Z'), ('2026-04-20 10:00Z')) t (at), credits.allowed('limit/plan', 'store', 2, at => t.at) a;
-- not included any more: what is there is known, and can be given back
SELECT credits.open_account('limit/shrinks', 'limit/large', clock => '2026-04-01 00:00Z') > 0 AS opened;
INSERT INTO credits.plan_limit (plan, feature, most) VALUES ('limit/large', 'seat', 20);
SELECT used FROM credits.use('limit/shrinks', 'seat', 12);
SELECT used FROM credits.use('limit/shrinks', 'support', 1000000);
SELECT credits.change_plan('limit/shrinks', 'limit/small', at_cycle_end => true) > 0 AS changed;
SELECT credits.set_clock('limit/shrinks', '2026-05-01 00:00Z');
SELECT * FROM credits.limits('limit/shrinks');
-- fails: more of it
SELECT credits.use('limit/shrinks', 'seat');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.use('limit/shrinks', 'seat', -12);
-- fails: what is not included is not counted
SELECT credits.use('limit/shrinks', 'support', -1);
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.use('limit/shrinks', 'support', 0);
-- fails: unlimited, but no number is so large
SELECT used FROM credits.use('limit/week', 'store', 170141183460469231731.687303715884105727);
SELECT credits.use('limit/week', 'store', 0.000000000000000001);
\echo SQLSTATE :SQLSTATE
-- a limit that is changed holds at once
UPDATE credits.plan_limit SET most = 0 WHERE plan = 'limit/small' AND feature = 'store';
SELECT credits.use('limit/gauge', 'store');
\echo SQLSTATE :SQLSTATE
UPDATE credits.plan_limit SET most = 2 WHERE plan = 'limit/small' AND feature = 'store';
DELETE FROM credits.plan_limit WHERE feature = 'seat';

-- ---------------------------------------------------------------------------------------------
-- Items, and children
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('limit/items', 'limit/large', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT credits.open_account('limit/child', parent => 'limit/items') > 0 AS opened;
SELECT count(credits.use('limit/items', 'scan', n, 'shop ' || n)) FROM generate_series(5, 1, -1) n;
SELECT used FROM credits.use('limit/items', 'scan', -2, 'shop 2');
-- a child has its payer's limits, and counts for itself
SELECT used FROM credits.use('limit/child', 'scan', 1, 'shop 1');
SELECT used FROM credits.use('limit/child', 'store', 10);
SELECT feature, item, allowed, used, "limit" FROM credits.limits('limit/items');
SELECT feature, item, allowed, used, "limit" FROM credits.limits('limit/child');
-- fails: the child's is used up
SELECT credits.use('limit/child', 'store');
\echo SQLSTATE :SQLSTATE
SELECT credits.use('limit/items', 'scan', item => 'shop 5');
\echo SQLSTATE :SQLSTATE
-- fails: without the item, and with one that is not asked for
SELECT credits.use('limit/items', 'scan');
\echo SQLSTATE :SQLSTATE
SELECT credits.allowed('limit/items', 'scan');
\echo SQLSTATE :SQLSTATE
SELECT credits.use('limit/items', 'store', item => 'shop');
\echo SQLSTATE :SQLSTATE
SELECT credits.allowed('limit/items', 'store', item => '');
\echo SQLSTATE :SQLSTATE

-- ---------------------------------------------------------------------------------------------
-- Keys
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('limit/keys', 'limit/large', clock => '2026-04-01 12:00Z') > 0 AS opened;
SELECT * FROM credits.use('limit/keys', 'scan', 4, 'shop', key => 'one');
SELECT * FROM credits.use('limit/keys', 'scan', 1, 'shop', key => 'two', at => '2026-04-01 13:00Z');
-- the first answer, whatever has changed
SELECT * FROM credits.use('limit/keys', 'scan', 4.00, 'shop', key => 'one');
SELECT used FROM credits.use('limit/keys', 'scan', -5, 'shop');
SELECT credits.set_clock('limit/keys', '2026-07-01 12:00Z');
SELECT credits.change_plan('limit/keys', 'limit/small', at_cycle_end => false) > 0 AS changed;
SELECT * FROM credits.use('limit/keys', 'scan', 1, 'shop', key => 'two', at => '2026-04-01 13:00Z');
SELECT * FROM credits.use('limit/keys', 'store', key => 'three');
SELECT * FROM credits.use('limit/keys', 'store', key => 'three');
-- fails: another request under the key
SELECT credits.use('limit/keys', 'store', 4, key => 'one');
\echo SQLSTATE :SQLSTATE
SELECT credits.use('limit/keys', 'scan', 3, 'shop', key => 'one');
\echo SQLSTATE :SQLSTATE
SELECT credits.use('limit/keys', 'scan', 4, 'kiosk', key => 'one');
\echo SQLSTATE :SQLSTATE
SELECT credits.use('limit/keys', 'scan', 4, 'shop', key => 'one', at => '2026-04-01 12:00Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.consume('limit/keys', 1, key => 'one');
\echo SQLSTATE :SQLSTATE
-- a refused call leaves its key free
SELECT credits.use('limit/keys', 'store', 2, key => 'four');
\echo SQLSTATE :SQLSTATE
SELECT used FROM credits.use('limit/keys', 'store', 1, key => 'four');
-- a statement counts each of its rows
SELECT n, u.used FROM generate_series(1, 2) n, credits.use('limit/keys', 'scan', 1, 'row', 'row ' || n) u;

-- ---------------------------------------------------------------------------------------------
-- What else is refused
-- ---------------------------------------------------------------------------------------------
-- fails: a feature that no row names, an account that is none, what must be given
SELECT credits.use('limit/keys', 'limit/bad');
\echo SQLSTATE :SQLSTATE
SELECT credits.allowed('limit/keys', 'limit/bad');
\echo SQLSTATE :SQLSTATE
SELECT credits.use('limit/none', 'store');
\echo SQLSTATE :SQLSTATE
SELECT credits.limits('limit/none');
\echo SQLSTATE :SQLSTATE
SELECT credits.use(NULL, 'store');
\echo SQLSTATE :SQLSTATE
SELECT credits.use('limit/keys', NULL);
\echo SQLSTATE :SQLSTATE
SELECT credits.limits(NULL);
\echo SQLSTATE :SQLSTATE
-- fails: quantities that are none
SELECT credits.use('limit/keys', 'store', 'NaN');
\echo SQLSTATE :SQLSTATE
SELECT credits.use('limit/keys', 'store', '-infinity');
\echo SQLSTATE :SQLSTATE
SELECT credits.use('limit/keys', 'store', -0.0000000000000000001);
\echo SQLSTATE :SQLSTATE
SELECT credits.use('limit/keys', 'store', 1e30);
\echo SQLSTATE :SQLSTATE
-- fails: names
SELECT credits.use('limit/keys', '');
\echo SQLSTATE :SQLSTATE
SELECT credits.use('limit/keys', 'scan', 1, repeat('i', 256));
\echo SQLSTATE :SQLSTATE
SELECT credits.use('limit/keys', 'store', key => '');
\echo SQLSTATE :SQLSTATE
-- fails: instants that are none of a booking; a read looks at any
SELECT credits.use('limit/keys', 'store', at => '2026-04-01 11:59Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.use('limit/keys', 'store', at => 'infinity');
\echo SQLSTATE :SQLSTATE
SELECT credits.limits('limit/keys', '1969-12-31 23:59Z');
\echo SQLSTATE :SQLSTATE
SELECT feature, item, used, "limit", resets_at FROM credits.limits('limit/keys', '2026-03-31 00:00Z') WHERE feature <> 'store';
-- fails: a transaction that may not write; reads may
BEGIN READ ONLY;
SELECT allowed FROM credits.allowed('limit/keys', 'scan', 1, 'shop');
SELECT count(*) FROM credits.limits('limit/keys');
SELECT credits.use('limit/keys', 'scan', 1, 'shop');
\echo SQLSTATE :SQLSTATE
ROLLBACK;
-- fails: a suspended account uses nothing, and can give back; a frozen one too
UPDATE credits.account SET status = 'suspended' WHERE account = 'limit/keys';
SELECT credits.use('limit/keys', 'scan', 1, 'shop');
\echo SQLSTATE :SQLSTATE
SELECT allowed FROM credits.allowed('limit/keys', 'scan', 1, 'shop');
SELECT used FROM credits.use('limit/keys', 'scan', -1, 'row');
UPDATE credits.account SET status = 'frozen' WHERE account = 'limit/keys';
SELECT credits.use('limit/keys', 'scan', 1, 'shop');
\echo SQLSTATE :SQLSTATE
SELECT used FROM credits.use('limit/keys', 'scan', -1, 'row');
UPDATE credits.account SET status = 'active' WHERE account = 'limit/keys';

-- what is counted, and the books
SELECT a.account, u.feature, u.item, u.per, u.starts_at, u.used FROM credits.feature_use u JOIN credits.account a ON a.account_id = u.account_id AND a.user_id = u.user_id
 WHERE a.account IN ('limit/day', 'limit/plan', 'limit/keys') ORDER BY 1, 2, 3, 4, 5;
SELECT count(*) AS faults FROM (SELECT account FROM credits.account_key WHERE account LIKE 'limit/%' OFFSET 0) k, credits.verify(k.account);
-- a key whose answer is gone is found
BEGIN;
DELETE FROM credits.feature_answer;
SELECT code, regexp_replace(object, '\d+', 'n') AS object, count(*) FROM credits.verify('limit/keys') GROUP BY 1, 2 ORDER BY 2;
ROLLBACK;
DELETE FROM credits.plan_limit;
