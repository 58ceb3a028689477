-- Spending limits: in windows of the usage's own time, of a payer and of each child, whatever draws
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

INSERT INTO credits.resource (resource, at_zero) VALUES ('spending vm', 'suspend'), ('spending disk', 'continue'), ('spending call', 'suspend');
INSERT INTO credits.price (resource, rate) VALUES ('spending vm', '1/hour'), ('spending disk', '0.5/hour'), ('spending call', '2');
CREATE VIEW spending_rows AS
SELECT k.account, s.per, s.starts_at, s.spent FROM credits.spending s JOIN credits.account_key k ON k.user_id = s.user_id ORDER BY k.account, s.per, s.starts_at;

-- ---------------------------------------------------------------------------------------------
-- Several at once: a child's, another's, and their payer's
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('team', clock => '2026-01-14 12:00Z', at => '2026-01-12 00:00Z') > 0 AS opened, credits.open_account('ann', parent => 'team', at => '2026-01-12 00:00Z') > 0 AS opened, credits.open_account('bob', parent => 'team') > 0 AS opened;
SELECT credits.grant('team', 100, at => '2026-01-12 00:00Z') > 0 AS granted, credits.set_overage('team', true, 50);
SELECT * FROM credits.spending_limits('team');
-- a limit in the middle of a window counts what was drawn in it before
SELECT credits FROM credits.consume('ann', 4, at => '2026-01-14 08:00Z');
SELECT credits FROM credits.consume('ann', 2, at => '2026-01-13 08:00Z');
SELECT credits.set_spending_limit('ann', 10, 'day'), credits.set_spending_limit('ann', 15, 'week'), credits.set_spending_limit('team', 20, 'month');
SELECT * FROM credits.spending_limits('team');
SELECT * FROM credits.spending_limits('bob');
SELECT credits FROM credits.consume('ann', 6);
-- fails: the day's, with what it is and when it resets
SELECT credits.consume('ann', 0.000000000000000001);
\echo SQLSTATE :SQLSTATE
SELECT status, charged, operation FROM credits.try_consume('ann', 1);
SELECT status, charged FROM credits.try_charge('ann', 'spending call');
SELECT status, charged FROM credits.quote('ann', 'spending call');
-- the same key is free again
SELECT status FROM credits.try_consume('ann', 5, key => 'spending');
SELECT status FROM credits.consume('ann', 3, key => 'spending', at => '2026-01-15 00:00Z');
SELECT status, replayed FROM credits.consume('ann', 3, key => 'spending', at => '2026-01-15 00:00Z');
-- fails: now the week's
SELECT credits.consume('ann', 1, at => '2026-01-15 00:00Z');
-- fails: the month's of all together, to bob who has none of his own
SELECT credits.consume('bob', 6);
SELECT credits FROM credits.consume('bob', 5);
-- fails: and to the payer
SELECT credits.charge('team', 'spending call');
-- what costs nothing is let
SELECT status FROM credits.charge('team', 'spending call', 0);
-- another month
SELECT credits FROM credits.consume('bob', 20, at => '2026-02-01 00:00Z');
SELECT * FROM spending_rows;
SELECT * FROM credits.verify('team');

-- overage counts alike
SELECT credits.set_spending_limit('team', 120, 'month'), credits.set_spending_limit('ann', NULL, 'week'), credits.set_spending_limit('ann', NULL, 'day');
SELECT credits, overage FROM credits.consume('bob', 90, at => '2026-02-02 00:00Z');
-- fails
SELECT credits.consume('bob', 11, at => '2026-02-02 00:00Z');
SELECT account_name, per, "limit", spent, "left" FROM credits.spending_limits('team', '2026-02-03 00:00Z');

-- lowered below what was spent it blocks, and rewrites nothing; raised it goes on
SELECT credits.set_spending_limit('team', 30, 'month', at => '2026-02-01 00:00Z');
SELECT account_name, per, "limit", spent, "left" FROM credits.spending_limits('team', '2026-02-03 00:00Z');
SELECT status FROM credits.try_consume('bob', 1, at => '2026-02-02 00:00Z');
SELECT credits.set_spending_limit('team', 115, 'month');
SELECT status FROM credits.try_consume('bob', 5, at => '2026-02-02 00:00Z');
SELECT status FROM credits.try_consume('bob', 1, at => '2026-02-02 00:00Z');
-- removed, and set again: what was drawn counts
SELECT credits.set_spending_limit('team', NULL, 'month'), credits.set_spending_limit('team', NULL, 'month');
SELECT count(*) AS counted FROM spending_rows;
SELECT account, spending_limits FROM credits.account WHERE account IN ('team', 'ann', 'bob') ORDER BY 1;
SELECT credits.set_spending_limit('team', 1000, 'month');
SELECT * FROM spending_rows;
SELECT * FROM credits.verify('team');

-- ---------------------------------------------------------------------------------------------
-- Windows in the payer's zone: a day of 23 hours, one of 25, weeks from Monday, periods of the plan
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.plan (plan, included, cycle, grace) VALUES ('spending', 1000, '10 days', '3 days');
SELECT credits.open_account('zone', 'spending', time_zone => 'Europe/Berlin', clock => '2026-03-26 00:00 Europe/Berlin') > 0 AS opened;
SELECT credits.set_spending_limit('zone', 1000, 'day'), credits.set_spending_limit('zone', 1000, 'week'), credits.set_spending_limit('zone', 1000, 'month'), credits.set_spending_limit('zone', 1000, 'period');
SELECT per, starts_at, resets_at, resets_at - starts_at AS length FROM credits.spending_limits('zone', '2026-03-29 12:00 Europe/Berlin');
SELECT per, starts_at, resets_at, resets_at - starts_at AS length FROM credits.spending_limits('zone', '2026-10-25 12:00 Europe/Berlin') WHERE per = 'day';
-- usage over time counts in each window what that stretch of it costs: 24 hours, of which 23 on the day that has no more
SELECT charged FROM credits.charge('zone', 'spending vm', at => '2026-03-29 00:00 Europe/Berlin', until => '2026-03-30 01:00 Europe/Berlin');
SELECT * FROM spending_rows WHERE account = 'zone' AND per IN ('day', 'week');
-- to the last digit, over the end of a period
SELECT charged FROM credits.charge('zone', 'spending disk', 1.0000000001, at => '2026-04-03 21:13:17.000001 Europe/Berlin', until => '2026-04-06 03:00 Europe/Berlin');
SELECT * FROM spending_rows WHERE account = 'zone' AND starts_at > '2026-03-29 12:00Z';
SELECT per, sum(spent) FROM spending_rows WHERE account = 'zone' GROUP BY per ORDER BY per;
-- a read at an instant counts the share up to it
SELECT per, spent, "left" FROM credits.spending_limits('zone', '2026-03-29 12:00 Europe/Berlin');
-- fails: one window of several that it lies in
SELECT credits.set_spending_limit('zone', 20, 'day');
SELECT credits.charge('zone', 'spending vm', at => '2026-04-01 12:00 Europe/Berlin', until => '2026-04-03 12:00 Europe/Berlin');
SELECT charged FROM credits.charge('zone', 'spending vm', at => '2026-04-01 12:00 Europe/Berlin', until => '2026-04-02 20:00 Europe/Berlin');
SELECT per, starts_at, spent FROM spending_rows WHERE account = 'zone' AND per = 'day' AND spent > 12;
SELECT * FROM credits.verify('zone');

-- ---------------------------------------------------------------------------------------------
-- Late usage counts in the window of its own time; what goes back is off the window it was counted in, ended or not
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('late', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.grant('late', 1000) > 0 AS granted, credits.set_spending_limit('late', 10, 'day'), credits.set_spending_limit('late', 15, 'period');
SELECT operation AS first FROM credits.consume('late', 6, at => '2026-01-10 00:00Z') \gset
SELECT operation AS second FROM credits.charge('late', 'spending vm', at => '2026-01-10 22:00Z', until => '2026-01-11 03:00Z') \gset
SELECT credits.set_clock('late', '2026-03-10 00:00Z');
-- fails: late, in a day that is full, and in a period that is
SELECT credits.consume('late', 3, at => '2026-01-10 23:00Z');
SELECT credits.consume('late', 5, at => '2026-01-12 00:00Z');
SELECT charged, credits FROM credits.charge('late', 'spending vm', at => '2026-01-12 23:00Z', until => '2026-01-13 02:00Z');
SELECT * FROM spending_rows WHERE account = 'late';
-- the last stretch of what is refunded is off first
SELECT charged FROM credits.refund('late', :second, 3.5);
SELECT * FROM spending_rows WHERE account = 'late';
SELECT charged FROM credits.refund('late', :second);
SELECT charged FROM credits.refund('late', :first, 1);
SELECT * FROM spending_rows WHERE account = 'late';
-- and can be used again
SELECT credits FROM credits.consume('late', 5, at => '2026-01-10 23:00Z');
SELECT * FROM credits.spending_limits('late', '2026-01-10 23:30Z');
-- usage of before the limit is not bounded
SELECT credits.open_account('before', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.grant('before', 1000) > 0 AS granted, credits.set_clock('before', '2026-01-20 00:00Z'), credits.set_spending_limit('before', 10, 'day');
SELECT credits FROM credits.consume('before', 100, at => '2026-01-19 00:00Z');
SELECT * FROM credits.spending_limits('before', '2026-01-19 12:00Z');
-- a stretch from before it into its first window
SELECT charged FROM credits.charge('before', 'spending vm', 2, at => '2026-01-19 12:00Z', until => '2026-01-20 05:00Z');
SELECT status FROM credits.try_consume('before', 1);
-- set from an earlier instant on
SELECT credits.set_spending_limit('before', 200, 'day', at => '2026-01-18 12:00Z');
SELECT * FROM spending_rows WHERE account = 'before';
SELECT count(*) AS faults FROM (VALUES ('late'), ('before')) a (account), credits.verify(a.account);

-- ---------------------------------------------------------------------------------------------
-- What runs runs out at a limit as at zero
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('runs', clock => '2026-01-10 00:00Z') > 0 AS opened, credits.open_account('runs/1', parent => 'runs') > 0 AS opened;
SELECT credits.grant('runs', 1000) > 0 AS granted, credits.set_spending_limit('runs', 24, 'day'), credits.set_spending_limit('runs/1', 4, 'day');
SELECT credits.start('runs', 'spending vm', 'a'), credits.start('runs/1', 'spending disk', 'b', 2), credits.start('runs/1', 'spending vm', 'c', 0.5);
SELECT * FROM credits.spending_limits('runs', '2026-01-10 02:00Z');
SELECT runs_out_at FROM credits.runway('runs');
-- an event counts what has run by then
SELECT credits.set_clock('runs', '2026-01-10 01:00Z');
SELECT status FROM credits.try_consume('runs/1', 2.6);
SELECT credits FROM credits.consume('runs/1', 1);
SELECT credits.set_clock('runs', '2026-01-11 06:00Z');
SELECT o.event, o.at, o.facts ->> 'item' AS item FROM credits.outbox o JOIN credits.account_key k USING (account_id) WHERE k.account = 'runs' ORDER BY o.id;
-- what continues is billed again with the next window
SELECT account_name, item, status, stopped_at, unpaid_since, settled_to FROM credits.meters('runs') ORDER BY item;
SELECT * FROM spending_rows WHERE account LIKE 'runs%';
-- fails: nothing of it can be paid today
SELECT credits.start('runs/1', 'spending vm', 'c');
\echo SQLSTATE :SQLSTATE
-- a late stop gives back in the windows that it takes back
SELECT credits.set_spending_limit('runs/1', NULL, 'day'), credits.set_spending_limit('runs', 100, 'day'), credits.set_clock('runs', '2026-01-12 06:00Z');
SELECT charged FROM credits.stop('runs', 'a', at => '2026-01-11 18:00Z');
SELECT * FROM spending_rows WHERE account LIKE 'runs%';
-- what must be there to begin is what the limits leave too
UPDATE credits.resource SET least_balance = 50 WHERE resource = 'spending call';
SELECT status FROM credits.try_charge('runs', 'spending call');
SELECT credits.set_spending_limit('runs', 40, 'day');
-- fails
SELECT credits.charge('runs', 'spending call');
\echo SQLSTATE :SQLSTATE
UPDATE credits.resource SET least_balance = NULL WHERE resource = 'spending call';
SELECT * FROM credits.verify('runs');

-- ---------------------------------------------------------------------------------------------
-- Volume tiers: what they give back is off the window in which the tier is passed, and never below 0
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.resource (resource) VALUES ('spending tokens');
INSERT INTO credits.price (resource, tiers, tier_mode) VALUES ('spending tokens', '[{"upto": 10, "rate": "1"}, {"rate": "0.5"}]', 'volume');
SELECT credits.open_account('tiers', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.grant('tiers', 1000) > 0 AS granted, credits.set_spending_limit('tiers', 10, 'day');
SELECT charged FROM credits.charge('tiers', 'spending tokens', 10);
SELECT charged FROM credits.charge('tiers', 'spending tokens', 1, at => '2026-01-11 00:00Z');
SELECT spent, "left" FROM credits.spending_limits('tiers', '2026-01-11 00:00Z');
SELECT * FROM spending_rows WHERE account = 'tiers';

-- ---------------------------------------------------------------------------------------------
-- Bulk
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('bulk', clock => '2026-01-10 00:00Z') > 0 AS opened, credits.open_account('bulk/1', parent => 'bulk') > 0 AS opened;
SELECT credits.grant('bulk', 1000) > 0 AS granted, credits.set_spending_limit('bulk', 10, 'day'), credits.set_spending_limit('bulk/1', 4, 'week');
INSERT INTO credits.usage (account, resource, at) SELECT 'bulk' || CASE WHEN n % 3 = 0 THEN '/1' ELSE '' END, 'spending call', '2026-01-10 00:00Z'::timestamptz + n * interval '7 hours' FROM generate_series(0, 5) n;
SELECT * FROM spending_rows WHERE account LIKE 'bulk%';
-- fails: one row of many, and nothing is billed
INSERT INTO credits.usage (account, resource, quantity, at) VALUES ('bulk', 'spending call', 1, '2026-01-13 00:00Z'), ('bulk/1', 'spending call', 1, '2026-01-11 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT * FROM spending_rows WHERE account LIKE 'bulk%' AND starts_at > '2026-01-12';
SELECT count(*) AS faults FROM (VALUES ('tiers'), ('bulk')) a (account), credits.verify(a.account);

-- ---------------------------------------------------------------------------------------------
-- Holds count from their instant until they are resolved
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('holds', clock => '2026-01-10 12:00Z') > 0 AS opened, credits.open_account('holds/1', parent => 'holds') > 0 AS opened;
SELECT credits.grant('holds', 1000) > 0 AS granted, credits.set_spending_limit('holds/1', 10, 'day');
SELECT credits.hold('holds/1', 6, '36 hours') AS one \gset
SELECT spent, held, "left" FROM credits.spending_limits('holds/1');
-- fails: held is not left, to draw or to hold
SELECT credits.consume('holds/1', 5);
SELECT credits.hold('holds/1', 5);
-- in the windows that follow too, until it ends
SELECT spent, held, "left" FROM credits.spending_limits('holds/1', '2026-01-11 12:00Z');
SELECT status FROM credits.try_consume('holds/1', 5, at => '2026-01-11 12:00Z');
SELECT status FROM credits.try_consume('holds/1', 5, at => '2026-01-12 12:00Z');
SELECT credits.hold('holds/1', 4, '1 hour') AS two \gset
-- what is captured was held: it is let, and what is released is free
SELECT charged FROM credits.capture('holds/1', :one, 2);
SELECT spent, held, "left" FROM credits.spending_limits('holds/1');
-- fails: what goes beyond the hold
SELECT credits.capture('holds/1', :two, 9);
\echo SQLSTATE :SQLSTATE
-- the payer captures what its child holds: it is the child's
SELECT charged FROM credits.capture('holds', :two, 8);
SELECT spent, held, "left" FROM credits.spending_limits('holds/1');
SELECT * FROM spending_rows WHERE account LIKE 'holds%';
-- released; ended by itself
SELECT credits.hold('holds/1', 3, '1 hour', at => '2026-01-11 00:00Z') AS three \gset
SELECT credits.hold('holds/1', 3, '1 hour', at => '2026-01-11 00:00Z') AS four \gset
SELECT held FROM credits.spending_limits('holds/1', '2026-01-11 00:30Z');
SELECT credits.release('holds/1', :three);
SELECT held FROM credits.spending_limits('holds/1', '2026-01-11 00:30Z');
SELECT credits.set_clock('holds', '2026-01-11 02:00Z');
SELECT spent, held, "left" FROM credits.spending_limits('holds/1');
SELECT * FROM credits.verify('holds');

-- ---------------------------------------------------------------------------------------------
-- Refusals
-- ---------------------------------------------------------------------------------------------
-- fails: amounts and windows
SELECT credits.set_spending_limit('team', -1, 'day');
\echo SQLSTATE :SQLSTATE
SELECT credits.set_spending_limit('team', 1, 'hour');
\echo SQLSTATE :SQLSTATE
SELECT credits.set_spending_limit('team', 1, NULL);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_spending_limit('team', 1, '');
\echo SQLSTATE :SQLSTATE
-- fails: unknown, not given, and no instants
SELECT credits.set_spending_limit('nobody', 1, 'day');
\echo SQLSTATE :SQLSTATE
SELECT credits.set_spending_limit(NULL, 1, 'day');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.spending_limits('nobody');
SELECT * FROM credits.spending_limits(NULL);
\set VERBOSITY sqlstate
SELECT credits.set_spending_limit('team', 1, 'day', at => 'infinity');
SELECT credits.set_spending_limit('team', 1, 'day', at => '2026-01-11 23:59:59Z');
SELECT * FROM credits.spending_limits('team', '-infinity');
\set VERBOSITY default
-- 0 lets nothing be drawn
SELECT credits.set_spending_limit('bob', 0, 'day');
SELECT status FROM credits.try_consume('bob', 0.000000000000000001);

-- a counter, a limit and an account that were written to by hand are found
BEGIN;
UPDATE credits.spending s SET spent = spent + 1 FROM credits.account_key k WHERE k.user_id = s.user_id AND k.account = 'tiers' AND s.spent > '0';
UPDATE credits.account SET spending_limits = 3 WHERE account = 'late';
DELETE FROM credits.spending_limit l USING credits.account_key k WHERE k.user_id = l.user_id AND k.account = 'bulk/1';
SELECT v.code, a.account, regexp_replace(v.object, '^account \d+', 'account') AS object, v.expected, v.actual FROM (VALUES ('tiers'), ('late'), ('bulk')) a (account), credits.verify(a.account) v ORDER BY 2, 3;
ROLLBACK;
DROP VIEW spending_rows;
