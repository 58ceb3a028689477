-- Atlios lets a customer pay as they go beyond the plan's credits, if they ask for it.  The rules, in plain words:
--
--   AT8  Pay-as-you-go is off by default; $0.04 per extra credit, up to a monthly cap; used of the cap is seen at any time; switched off in
--        the middle of a period, charges already run up still apply.
--   AT9  Where credit runs out the customer is told what can be done: enable pay-as-you-go, or, if its cap is reached, raise it or wait.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlios_overage_cap.sql

\set QUIET on
\pset footer off
\pset null ''
\set SHOW_CONTEXT never
SET timezone = 'UTC';

-- The plans' figures are made up.
INSERT INTO credits.plan (plan, price, included, overage, overage_price, overage_cap, on_change) VALUES
    ('Starter', 29,  300, false, 0.04,  500, 'prorate'),
    ('Growth',  79, 1000, false, 0.04, 2000, 'prorate');
SELECT credits.open_account('rosa', 'Starter', clock => '2026-03-01 00:00Z') \g /dev/null

CREATE FUNCTION pg_temp.extra(account text, at timestamptz DEFAULT NULL) RETURNS TABLE (used credits.amount, cap credits.amount, "of cap" text, money text)
LANGUAGE sql AS $$
    SELECT b.overage, b.overage_cap, coalesce(round(b.overage::numeric / nullif(b.overage_cap::numeric, 0) * 100) || ' %', ''), '$' || round(b.overage::numeric * 0.04, 2)
      FROM credits.balance(account, at) b
$$;

\echo 'AT8. Off by default: what the plan''s 300 credits do not cover is refused, and the hint says what can be done:'
SELECT charged, credits, overage FROM credits.consume('rosa', 280, at => '2026-03-05 00:00Z');
SELECT credits.consume('rosa', 100, at => '2026-03-06 00:00Z');

\echo 'She enables it, up to 200 credits a month.  80 of the next 100 are extra, at $0.04:'
SELECT credits.set_clock('rosa', '2026-03-06 00:00Z'), credits.set_overage('rosa', true, cap => 200) \g /dev/null
SELECT charged, credits, overage FROM credits.consume('rosa', 100);
\echo 'Used of the cap, now, and as it was the day before:'
SELECT * FROM pg_temp.extra('rosa');
SELECT * FROM pg_temp.extra('rosa', '2026-03-05 12:00Z');

\echo 'The cap is reached at 200, and not passed by anything; she raises it, and later lowers it below what was used:'
SELECT status, charged FROM credits.try_consume('rosa', 121);
SELECT credits.set_overage('rosa', true, cap => 300) \g /dev/null
SELECT status, charged FROM credits.try_consume('rosa', 121);
SELECT credits.set_overage('rosa', true, cap => 100) \g /dev/null
SELECT * FROM pg_temp.extra('rosa');
SELECT status, charged FROM credits.try_consume('rosa', 1);

\echo 'In the middle of the month she switches it off.  Nothing more is run up, and what was run up applies:'
SELECT credits.set_clock('rosa', '2026-03-15 00:00Z'), credits.set_overage('rosa', false) \g /dev/null
SELECT status, charged FROM credits.try_consume('rosa', 1);
SELECT * FROM pg_temp.extra('rosa');
SELECT line, description, quantity, unit_price, amount FROM credits.statement('rosa');

\echo 'AT9. On again without a cap of her own it has the plan''s; an upgrade raises that, and keeps what was used of it:'
SELECT credits.set_overage('rosa', true) \g /dev/null
SELECT * FROM pg_temp.extra('rosa');
SELECT credits.change_plan('rosa', 'Growth') \g /dev/null
SELECT * FROM pg_temp.extra('rosa');

\echo 'A new month begins with a new cap, and the old one is billed:'
SELECT credits.set_clock('rosa', '2026-04-01 00:00Z') \g /dev/null
SELECT * FROM pg_temp.extra('rosa');
SELECT l.description, l.quantity, l.unit_price, l.amount FROM credits.invoice_line l JOIN credits.account_key k USING (account_id)
 WHERE k.account = 'rosa' AND l.kind = 'overage' ORDER BY l.line;

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
