-- Overage: whether it is on and up to which cap, by the account's setting and its plan's
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null
-- refusals name what is for sale: here only what this file sells
DELETE FROM credits.plan;
DELETE FROM credits.pack WHERE pack <> 'deposit';

-- ---------------------------------------------------------------------------------------------
-- The account's setting, else the plan's, else off; the account's own cap, else the plan's, else none
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.plan (plan, overage, overage_cap) VALUES
    ('overage/off', false, NULL), ('overage/off, 40', false, 40), ('overage/on', true, NULL), ('overage/on, 40', true, 40), ('overage/on, 0', true, 0);
CREATE TEMP TABLE overage_setting (nr int, setting text, enabled boolean, cap credits.amount);
INSERT INTO overage_setting VALUES (1, 'none', NULL, NULL), (2, 'off', false, NULL), (3, 'on', true, NULL), (4, 'on, 7', true, 7), (5, 'on, 0', true, 0);
SELECT count(credits.open_account('overage/' || nr || ' no plan', clock => '2026-04-01 00:00Z')) FROM overage_setting;
SELECT count(credits.open_account('overage/' || nr || ' ' || plan, plan, clock => '2026-04-01 00:00Z')) FROM overage_setting, credits.plan WHERE plan LIKE 'overage/%';
SELECT count(credits.set_overage(k.account, s.enabled, s.cap)) FROM overage_setting s JOIN credits.account_key k ON k.account LIKE 'overage/' || s.nr || ' %' WHERE s.enabled IS NOT NULL;
CREATE TEMP VIEW overage_caps AS
SELECT coalesce(c.plan, 'no plan') AS plan, s.nr, s.setting, b.overage_cap FROM (SELECT s.*, k.account FROM overage_setting s JOIN credits.account_key k ON k.account LIKE 'overage/' || s.nr || ' %' OFFSET 0) s
 CROSS JOIN LATERAL credits.balance(s.account) b LEFT JOIN LATERAL credits.current_plan(s.account) c ON true;
SELECT plan, max(coalesce(overage_cap::text, 'no cap')) FILTER (WHERE nr = 1) AS "none", max(overage_cap::text) FILTER (WHERE nr = 2) AS off, max(coalesce(overage_cap::text, 'no cap')) FILTER (WHERE nr = 3) AS "on",
       max(overage_cap::text) FILTER (WHERE nr = 4) AS "on, 7", max(overage_cap::text) FILTER (WHERE nr = 5) AS "on, 0"
  FROM overage_caps GROUP BY plan ORDER BY plan COLLATE "C";
-- the next period has the same
CREATE TEMP TABLE overage_before AS SELECT plan, nr, overage_cap::text FROM overage_caps;
SELECT count(credits.set_clock(account, '2026-06-01 00:00Z')) FROM credits.account_key WHERE account LIKE 'overage/%';
SELECT count(*) AS caps, (SELECT count(*) FROM (SELECT * FROM overage_before EXCEPT SELECT plan, nr, overage_cap::text FROM overage_caps) d) AS different FROM overage_before;
SELECT count(*) AS faults FROM (SELECT account FROM credits.account_key WHERE account LIKE 'overage/%' OFFSET 0) k, credits.verify(k.account);
DROP VIEW overage_caps;

-- ---------------------------------------------------------------------------------------------
-- In every open period that ends after the instant
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.plan (plan, grace, overage, overage_cap, overage_price) VALUES ('overage/grace', '5 days', true, 10, 1);
SELECT credits.open_account('overage', 'overage/grace', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT credits.open_account('overage/child', parent => 'overage') > 0 AS opened;
SELECT overage FROM credits.consume('overage', 8);
-- April is open still, and May; one was made ahead
SELECT credits.set_clock('overage', '2026-05-03 00:00Z');
SELECT overage FROM credits.consume('overage', 2, at => '2026-06-10 00:00Z');
CREATE VIEW overage_flex AS
SELECT b.effective_at, b.expires_at, b.granted, b.used, b.closed_at IS NOT NULL AS closed FROM credits.bucket b JOIN credits.account_key k USING (account_id) WHERE k.account = 'overage' AND b.postpaid ORDER BY 1;
SELECT * FROM overage_flex;
SELECT credits.set_overage('overage', true, 20, at => '2026-05-01 00:00Z');
SELECT * FROM overage_flex;
SELECT credits.set_overage('overage', true, 5, at => '2026-04-30 23:59:59.999999Z');
SELECT * FROM overage_flex;
SELECT dense_rank() OVER (ORDER BY e.operation) AS op, e.piece, e.at, b.effective_at AS of_period, e.amount, e.bucket_after FROM credits.entry e JOIN credits.bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
  JOIN credits.account_key k ON k.account_id = e.account_id WHERE k.account = 'overage' AND e.kind = 'overage' ORDER BY e.operation, e.piece;
-- fails: what was used stays used, and there is no more
SELECT credits.consume('overage', 1, at => '2026-04-15 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT overage FROM credits.consume('overage', 5);
-- back to the plan's cap; an account's setting goes along to another plan
SELECT credits.set_overage('overage', true);
SELECT * FROM overage_flex;
SELECT credits.set_overage('overage', true, 6);
SELECT credits.set_clock('overage', '2026-07-10 00:00Z');
SELECT credits.change_plan('overage', 'overage/off', at_cycle_end => true) > 0 AS changed;
SELECT credits.set_clock('overage', '2026-08-10 00:00Z');
SELECT * FROM overage_flex;
-- billed at the price of the period's plan, whatever the cap was
SELECT starts_at, line, quantity, amount FROM credits.invoice_line JOIN credits.account_key USING (account_id) WHERE account = 'overage' AND kind = 'overage' ORDER BY 1;
SELECT * FROM credits.verify('overage');

-- ---------------------------------------------------------------------------------------------
-- A billing threshold, beside the cap: the lesser holds, whatever plan and account say
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('overage/threshold', 'overage/on', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT credits.set_billing_threshold('overage/threshold', 30);
SELECT overage, overage_cap FROM credits.balance('overage/threshold');
SELECT overage FROM credits.consume('overage/threshold', 25);
-- fails: it is what is reached
SELECT credits.consume('overage/threshold', 6);
\echo SQLSTATE :SQLSTATE
SELECT status FROM credits.try_consume('overage/threshold', 6);
-- a cap below it holds, one above it does not, nor does none, nor another plan
SELECT credits.set_overage('overage/threshold', true, 28);
-- fails: the cap
SELECT credits.consume('overage/threshold', 6);
SELECT credits.set_overage('overage/threshold', true, 100);
SELECT overage, overage_cap FROM credits.balance('overage/threshold');
SELECT credits.change_plan('overage/threshold', 'overage/on, 40', at_cycle_end => true) > 0 AS changed;
SELECT credits.set_overage('overage/threshold', true);
SELECT overage, overage_cap FROM credits.balance('overage/threshold');
-- a payment was taken: raised; what was used counts
SELECT credits.set_billing_threshold('overage/threshold', 35);
SELECT overage FROM credits.consume('overage/threshold', 6);
-- off, it is off; in the next period it holds again
SELECT credits.set_overage('overage/threshold', false);
SELECT overage, overage_cap FROM credits.balance('overage/threshold');
SELECT credits.set_overage('overage/threshold', true), credits.set_clock('overage/threshold', '2026-05-10 00:00Z');
SELECT overage, overage_cap FROM credits.balance('overage/threshold');
-- lowered below what was used it blocks; removed, the plan's cap holds
SELECT overage FROM credits.consume('overage/threshold', 20);
SELECT credits.set_billing_threshold('overage/threshold', 10);
SELECT status FROM credits.try_consume('overage/threshold', 1);
SELECT credits.set_billing_threshold('overage/threshold', NULL);
SELECT overage, overage_cap FROM credits.balance('overage/threshold');
SELECT starts_at, quantity FROM credits.invoice_line JOIN credits.account_key USING (account_id) WHERE account = 'overage/threshold' AND kind = 'overage';
SELECT * FROM credits.verify('overage/threshold');
-- fails: amounts, a child, unknown, not given
SELECT credits.set_billing_threshold('overage/threshold', 0);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_billing_threshold('overage/child', 1);
SELECT credits.set_billing_threshold('overage/none', 1);
SELECT credits.set_billing_threshold(NULL, 1);
\echo SQLSTATE :SQLSTATE

-- ---------------------------------------------------------------------------------------------
-- Refusals
-- ---------------------------------------------------------------------------------------------
-- fails: caps
SELECT credits.set_overage('overage', true, -1);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_overage('overage', false, 1);
\echo SQLSTATE :SQLSTATE
-- fails: a child
SELECT credits.set_overage('overage/child', true);
\echo SQLSTATE :SQLSTATE
-- fails: unknown, not given, and no instants
SELECT credits.set_overage('overage/none', true);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_overage(NULL, true);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_overage('overage', NULL);
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
SELECT credits.set_overage('overage', true, at => '-infinity');
SELECT credits.set_overage('overage', true, at => '2026-03-31 23:59:59Z');
SELECT credits.set_overage('overage', true, at => '2036-08-11 00:00Z');
\set VERBOSITY default
DROP VIEW overage_flex;
DROP TABLE overage_setting, overage_before;
