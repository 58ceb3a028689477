-- Atlios lets a customer change her mind.  The rule, in plain words:
--
--   AT3  She can upgrade, downgrade, cancel (the plan then runs to the period's end), and reactivate, from canceled or from past
--        due.  She always sees the current plan, and when it renews or ends.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlios_plan_changes.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- The plans' figures are made up.  Moving to either of them in the middle of a cycle bills and grants the rest of the cycle.
INSERT INTO credits.plan (plan, price, included, on_change) VALUES
    ('Starter', 29,  300, 'prorate'),
    ('Growth',  79, 1000, 'prorate');
INSERT INTO credits.resource (resource, unit) VALUES ('fix', 'fix');
INSERT INTO credits.price (resource, rate) VALUES ('fix', '1/fix');

CREATE TEMP VIEW invoice AS
    SELECT a.account, i.starts_at, i.ends_at, i.total, i.status, i.id
      FROM credits.invoice i JOIN credits.account a ON a.account_id = i.account_id AND a.user_id = i.account_id;
CREATE TEMP VIEW invoice_line AS
    SELECT a.account, l.starts_at, l.line, l.kind, l.description, l.quantity, l.amount
      FROM credits.invoice_line l JOIN credits.account a ON a.account_id = l.account_id AND a.user_id = l.account_id;

-- ------------------------------------------------------------------------------ upgrade
\echo 'UPGRADE. eve is on Starter from April 1, has used 120 of her 300 credits, and takes Growth on April 16, half way through:'
SELECT credits.open_account('eve', 'Starter', clock => '2026-04-01 00:00Z') \g /dev/null
SELECT charged, balance FROM credits.charge('eve', 'fix', 120, at => '2026-04-10 15:00Z');
SELECT credits.set_clock('eve', '2026-04-16 00:00Z') \g /dev/null
SELECT credits.change_plan('eve', 'Growth', key => 'upgrade of April 16') \g /dev/null
SELECT plan, status, since, cycle_starts_at, renews_at, price, included, used, remaining FROM credits.current_plan('eve');

-- 15 of 30 days: half of Starter's 29 back, -14.50, and half of Growth's 79, +39.50: 29 - 14.50 + 39.50 = 54.
-- Credits for the cycle: 300 / 2 + 1000 / 2 = 650; 300 were granted, so 350 more; 650 - 120 = 530 are left.
\echo 'The cycle goes on.  Half of what Starter costs is taken back, half of Growth is owed, and 350 credits are granted:'
SELECT line, kind, description, quantity, amount FROM credits.statement('eve');
SELECT class, granted, used, remaining, effective_at, expires_at FROM credits.buckets('eve');
\echo 'May is Growth in full:'
SELECT credits.set_clock('eve', '2026-05-01 00:00Z') \g /dev/null
SELECT starts_at, ends_at, total, status FROM invoice WHERE account = 'eve';
SELECT plan, status, renews_at, price, included, used, remaining FROM credits.current_plan('eve');

-- ------------------------------------------------------------------------------ downgrade
\echo 'DOWNGRADE. On May 20 eve goes back to Starter.  What she paid for is hers to the cycle''s last microsecond:'
SELECT credits.set_clock('eve', '2026-05-20 08:00Z') \g /dev/null
SELECT credits.change_plan('eve', 'Starter') \g /dev/null
SELECT plan, status, renews_at, ends_at, next_plan, remaining FROM credits.current_plan('eve');
SELECT t.at, p.plan, p.price, p.included, p.remaining, p.next_plan
  FROM (VALUES (timestamptz '2026-05-31 23:59:59.999999Z'), ('2026-06-01 00:00Z')) t (at), credits.current_plan('eve', t.at) p;
\echo 'No money moves in between: May is $79, June $29.'
SELECT credits.set_clock('eve', '2026-06-01 00:00Z') \g /dev/null
SELECT starts_at, total FROM invoice WHERE account = 'eve' ORDER BY 1;
SELECT line, kind, description, amount FROM credits.statement('eve');

-- ------------------------------------------------------------------------------ cancel
\echo 'CANCEL. On June 11 she cancels.  The plan runs to the end of its cycle; canceling again changes nothing:'
SELECT credits.set_clock('eve', '2026-06-11 12:00Z') \g /dev/null
SELECT credits.cancel('eve') AS "runs until", credits.cancel('eve') AS again;
SELECT plan, status, renews_at, ends_at, remaining FROM credits.current_plan('eve');

\echo 'REACTIVATE, from canceled. On June 12 she takes it back: it renews as if nothing had been said.'
SELECT credits.set_clock('eve', '2026-06-12 12:00Z') \g /dev/null
SELECT credits.reactivate('eve') \g /dev/null
SELECT plan, status, renews_at, ends_at FROM credits.current_plan('eve');

\echo 'She cancels again, and lets it end.  The last microsecond can still be used; at the end there is no plan and no credit:'
SELECT credits.cancel('eve') AS "runs until";
SELECT t.at, p.plan, p.status, p.ends_at, b.available
  FROM (VALUES (timestamptz '2026-06-30 23:59:59.999999Z'), ('2026-07-01 00:00Z')) t (at)
 CROSS JOIN LATERAL credits.balance('eve', t.at) b
  LEFT JOIN LATERAL credits.current_plan('eve', t.at) p ON true;
SELECT charged, balance, status FROM credits.try_charge('eve', 'fix', 1, at => '2026-06-30 23:59:59.999999Z');
SELECT credits.set_clock('eve', '2026-07-01 00:00Z') \g /dev/null
SELECT charged, balance, status FROM credits.try_charge('eve', 'fix', 1);
\echo 'Now it is too late to reactivate.  She subscribes again, to a cycle that begins when she does:'
SELECT credits.reactivate('eve');
SELECT credits.set_clock('eve', '2026-07-09 16:45Z') \g /dev/null
SELECT credits.subscribe('eve', 'Growth') \g /dev/null
SELECT plan, status, since, renews_at, ends_at, included, remaining FROM credits.current_plan('eve');

-- ------------------------------------------------------------------------------ past due
\echo 'PAST DUE. fay''s payment for April fails:'
SELECT credits.open_account('fay', 'Starter', clock => '2026-04-01 00:00Z') \g /dev/null
SELECT credits.set_clock('fay', '2026-05-01 00:00Z') \g /dev/null
SELECT id AS april FROM invoice WHERE account = 'fay' \gset
SELECT credits.invoice_failed('fay', :april, '2026-05-01 00:00Z') \g /dev/null
SELECT plan, status, renews_at, remaining FROM credits.current_plan('fay');
SELECT starts_at, total, status FROM invoice WHERE account = 'fay';
\echo 'Her new card works on May 3.  With the last failed invoice paid she is active again, by itself:'
SELECT credits.set_clock('fay', '2026-05-03 09:00Z') \g /dev/null
SELECT credits.invoice_paid('fay', :april) \g /dev/null
SELECT plan, status, renews_at FROM credits.current_plan('fay');

\echo 'gil''s April fails too.  He is reactivated before he has paid: the invoice that failed is open again, to be paid later.'
SELECT credits.open_account('gil', 'Starter', clock => '2026-04-01 00:00Z') \g /dev/null
SELECT credits.set_clock('gil', '2026-05-01 00:00Z') \g /dev/null
SELECT id AS april FROM invoice WHERE account = 'gil' \gset
SELECT credits.invoice_failed('gil', :april) \g /dev/null
SELECT plan, status, renews_at FROM credits.current_plan('gil');
SELECT credits.reactivate('gil') \g /dev/null
SELECT plan, status, renews_at FROM credits.current_plan('gil');
SELECT starts_at, total, status FROM invoice WHERE account = 'gil';
\echo 'There is nothing left to take back:'
SELECT credits.reactivate('gil');

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
