-- Roboflow bounds what some workspaces may run up in flex before they pay.  The rules, in plain words:
--
--   RF6  Flex is on by default and can be switched off; it is billed monthly; there is no discount on it.
--   RF7  Some workspaces have a billing threshold that bounds flex.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/roboflow_threshold.sql

\set QUIET on
\pset footer off
\pset null ''
\set SHOW_CONTEXT never
SET timezone = 'UTC';

-- The figures are made up.
INSERT INTO credits.plan (plan, price, included, overage, overage_price) VALUES ('Core', 99, 60, true, 4);
SELECT credits.open_account('known', 'Core', clock => '2026-04-01 00:00Z'), credits.open_account('new', 'Core', clock => '2026-04-01 00:00Z') \g /dev/null

\echo 'RF7. Flex is on for both.  The workspace that nobody knows yet is billed at 25 credits, or $100, of it; the other has no bound:'
SELECT credits.set_billing_threshold('new', 25) \g /dev/null
SELECT a.account, b.overage AS flex, b.overage_cap AS bound FROM (VALUES ('known'), ('new')) a (account), credits.balance(a.account) b;

\echo 'Both train for 80 credits: 60 included and 20 flex.  Then 10 more:'
SELECT a.account, r.charged, r.credits, r.overage AS flex, r.status
  FROM (VALUES ('known', 80), ('new', 80), ('known', 10), ('new', 10)) a (account, amount), credits.try_consume(a.account, a.amount) r;
\echo 'What the customer is told:'
\set VERBOSITY default
SELECT credits.consume('new', 10);

\echo 'The owner''s own cap can be lower than that, not higher; no plan and no switch lifts it:'
SELECT credits.set_overage('new', true, cap => 1000) \g /dev/null
SELECT overage AS flex, overage_cap AS bound FROM credits.balance('new');

\echo 'The application takes the payment of $80 that has been run up, and lets the workspace go on: 20 are paid, 25 more may follow.'
SELECT credits.set_billing_threshold('new', 20 + 25) \g /dev/null
SELECT charged, credits, overage AS flex, status FROM credits.consume('new', 10);

\echo 'The invoice of the month bills all of its flex; what was paid in between is the application''s to set off.  The next month begins anew, at the threshold as it was:'
SELECT credits.set_clock('new', '2026-05-01 00:00Z'), credits.set_billing_threshold('new', 25) \g /dev/null
SELECT l.kind, l.quantity, l.unit_price, l.amount FROM credits.invoice_line l JOIN credits.account_key k USING (account_id) WHERE k.account = 'new' AND l.kind IN ('cycle', 'overage');
SELECT overage AS flex, overage_cap AS bound FROM credits.balance('new');

\echo 'RF6. Switched off, there is no flex, threshold or not; without a threshold it is unbounded again:'
SELECT credits.set_overage('new', false) \g /dev/null
SELECT overage AS flex, overage_cap AS bound FROM credits.balance('new');
SELECT credits.set_overage('new', true), credits.set_billing_threshold('new', NULL) \g /dev/null
SELECT overage AS flex, overage_cap AS bound FROM credits.balance('new');

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
