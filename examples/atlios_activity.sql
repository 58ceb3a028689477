-- Atlios's page has a list of recent activity.  The rule, in plain words:
--
--   AT12  Recent activity: fixes, images, the monthly grant, purchases.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlios_activity.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- A fix is 1 credit, an image 4, 5 or 7 by its longest side; $0.04 a credit.  The plan is made up.
INSERT INTO credits.pack (pack, price, credits) VALUES ('250 credits', 0.04, 250);
INSERT INTO credits.plan (plan, price, included, overage_price, overage_cap) VALUES ('Growth', 79, 50, 0.04, 500);
INSERT INTO credits.resource (resource, unit) VALUES ('fix', 'fix'), ('image', 'image');
INSERT INTO credits.price (resource, rate) VALUES ('fix', '1/fix');
INSERT INTO credits.price (resource, tiers, tier_by) VALUES
    ('image', '[{"upto": 1024, "rate": "4/image"}, {"upto": 2048, "rate": "5/image"}, {"rate": "7/image"}]', 'longest_side');

-- The list, newest first, in the page's words.
CREATE FUNCTION pg_temp.recent(account text, since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL)
RETURNS TABLE (date timestamptz, what text, credits text, status text, reference text)
LANGUAGE sql AS $$
    SELECT a.at,
           CASE a.kind WHEN 'grant' THEN 'monthly grant' WHEN 'deposit' THEN 'purchase' WHEN 'expire' THEN 'expired' WHEN 'refund' THEN 'refund'
                       WHEN 'overage' THEN 'pay-as-you-go changed' ELSE a.description END,
           CASE WHEN a.amount::numeric > 0 THEN '+' ELSE '' END || a.amount, a.status, regexp_replace(a.reference, '^invoice [0-9]+$', 'invoice N')
      FROM credits.activity(account, since, until) WITH ORDINALITY a ORDER BY a.ordinality DESC
$$;

-- ------------------------------------------------------------------------------ AT12
\echo 'hal opens his shop on March 5.  The monthly grant is the first thing on his page:'
SELECT credits.open_account('hal', 'Growth', clock => '2026-03-05 00:00Z'), credits.open_account('hal/ida', parent => 'hal') \g /dev/null
SELECT * FROM pg_temp.recent('hal');

\echo 'He fixes 12 products; ida, who works for him, makes three images.  One fix is retried, under its key, and is there once:'
SELECT credits.charge('hal', 'fix', 12, at => '2026-03-06 10:00Z', key => 'fixes 1') \g /dev/null
SELECT credits.charge('hal', 'fix', 12, at => '2026-03-06 10:00Z', key => 'fixes 1') \g /dev/null
SELECT credits.charge('hal/ida', 'image', 1, jsonb_build_object('longest_side', s.side), at => s.at)
  FROM (VALUES (1024, timestamptz '2026-03-07 09:00Z'), (1025, '2026-03-07 09:01Z'), (4096, '2026-03-07 09:02Z')) s (side, at) \g /dev/null
SELECT * FROM pg_temp.recent('hal');
\echo 'Her own page has hers alone: 4 + 5 + 7.'
SELECT * FROM pg_temp.recent('hal/ida');

\echo 'He buys a pack.  It is pending until it is paid; a second attempt fails, a third is left at the till:'
SELECT credits.set_clock('hal', '2026-03-10 12:00Z') \g /dev/null
SELECT credits.buy('hal', '250 credits') AS pack, credits.buy('hal', '250 credits') AS declined, credits.buy('hal', '250 credits') AS forgotten \gset
SELECT credits.fail_deposit('hal', :declined, 'card_declined') \g /dev/null
SELECT * FROM pg_temp.recent('hal', since => '2026-03-10 00:00Z');
SELECT credits.set_clock('hal', '2026-03-10 12:02Z') \g /dev/null
SELECT credits.confirm_deposit('hal', :pack, 'pi_1', invoice => 'AT-2026-17') \g /dev/null
SELECT credits.set_clock('hal', '2026-03-10 12:30Z') \g /dev/null
SELECT * FROM pg_temp.recent('hal', since => '2026-03-10 00:00Z');

\echo '60 fixes: 22 are the pool''s, 38 the pack''s.  One image was broken, and is refunded:'
SELECT charged, balance FROM credits.charge('hal', 'fix', 60, at => '2026-03-20 15:00Z');
SELECT credits.set_clock('hal', '2026-03-21 00:00Z') \g /dev/null
SELECT operation AS broken FROM credits.activity('hal') WHERE at = '2026-03-07 09:02Z' \gset
SELECT credits.refund('hal', :broken) \g /dev/null
SELECT * FROM pg_temp.recent('hal', since => '2026-03-20 00:00Z');

\echo 'On April 5 the pool refreshes.  The 7 that came back to it in March expire; what he used is on an invoice by now:'
SELECT credits.set_clock('hal', '2026-04-05 00:00Z') \g /dev/null
SELECT * FROM pg_temp.recent('hal');
\echo 'What is listed is what moved the balance, to the last digit:'
SELECT sum(a.amount::numeric) AS listed, b.available AS balance
  FROM credits.activity('hal') a, credits.balance('hal') b WHERE a.status = 'completed' GROUP BY b.available;

\echo 'The page shows one month, from its first instant to before the next:'
SELECT count(*) AS march FROM pg_temp.recent('hal', '2026-03-05 00:00Z', '2026-04-05 00:00Z');
SELECT count(*) AS "from April 5 on" FROM pg_temp.recent('hal', '2026-04-05 00:00Z');
SELECT credits.activity('hal', '2026-04-05 00:00Z', '2026-03-05 00:00Z');

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
