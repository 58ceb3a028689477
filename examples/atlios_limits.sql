-- Atlios sells plans that differ in what they let a customer do.  The rules, in plain words:
--
--   AT1   Plans carry limits (stores, products, scans a day), monthly credits and features; a page sets them side by side.
--   AT10  Who wants a feature that the plan lacks is told which plan unlocks it.
--   AT11  A customer sees usage against limits: stores, products, and scans today, which are daily, and for each store.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlios_limits.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'America/New_York';              -- the customer's; it is in the account, and here for what is printed

-- ------------------------------------------------------------------------------ what is sold
-- The plans' figures are made up.  A limit is a row: how many at a time, or how many a day.  NULL is unlimited, and what a plan has no row
-- for it does not include.  A feature that is there or not is an unlimited one.
INSERT INTO credits.plan (plan, price, included, trial, on_change) VALUES
    ('Starter', 29,   300, '14 days', 'prorate'),
    ('Growth',  79,  1000, '14 days', 'prorate'),
    ('Scale',  199,  3000, '14 days', 'prorate');
INSERT INTO credits.plan_limit (plan, feature, most, per, per_item) VALUES
    (NULL,      'stores',      1,     NULL,  false), (NULL,      'products',    25,   NULL,  false), (NULL,      'scans',  1,    'day', true),
    ('Starter', 'stores',      1,     NULL,  false), ('Starter', 'products',   500,   NULL,  false), ('Starter', 'scans',  3,    'day', true),
    ('Growth',  'stores',      3,     NULL,  false), ('Growth',  'products',  5000,   NULL,  false), ('Growth',  'scans', 10,    'day', true),
    ('Scale',   'stores',     10,     NULL,  false), ('Scale',   'products',  NULL,   NULL,  false), ('Scale',   'scans', NULL,  'day', true),
    ('Growth',  'bulk fixes', NULL,   NULL,  false), ('Scale',   'bulk fixes', NULL,  NULL,  false), ('Scale',   'API',   NULL,  NULL,  false);

-- ------------------------------------------------------------------------------ side by side
\echo 'AT1. The page of plans is one query:'
SELECT plan, '$' || price AS "a month", included AS credits, trial,
       coalesce(features ->> 'stores', 'unlimited') AS stores, coalesce(features ->> 'products', 'unlimited') AS products,
       coalesce(features ->> 'scans', 'unlimited') AS "scans a day, per store",
       CASE features ->> 'bulk fixes' WHEN '0' THEN '' ELSE 'yes' END AS "bulk fixes", CASE features ->> 'API' WHEN '0' THEN '' ELSE 'yes' END AS "API"
  FROM credits.plans ORDER BY price;

\echo 'The same, a line for each feature, with what holds without a plan:'
SELECT l.feature || CASE WHEN per_item THEN ', each' ELSE '' END || coalesce(' a ' || per, '') AS feature,
       max(coalesce(most::text, 'unlimited')) FILTER (WHERE plan IS NULL) AS "no plan",
       max(coalesce(most::text, 'unlimited')) FILTER (WHERE plan = 'Starter') AS "Starter",
       max(coalesce(most::text, 'unlimited')) FILTER (WHERE plan = 'Growth') AS "Growth",
       max(coalesce(most::text, 'unlimited')) FILTER (WHERE plan = 'Scale') AS "Scale"
  FROM credits.plan_limit l GROUP BY l.feature, per, per_item ORDER BY min(l.id);

-- ------------------------------------------------------------------------------ usage against limits
\echo 'AT11. rosa has Growth.  She adds two stores, imports 1200 products, and scans:'
SELECT credits.open_account('rosa', 'Growth', time_zone => 'America/New_York', clock => '2026-03-07 09:00-05') \g /dev/null
SELECT used || ' of ' || "limit" AS stores FROM credits.use('rosa', 'stores', key => 'store paper');
SELECT used || ' of ' || "limit" AS stores FROM credits.use('rosa', 'stores', key => 'store garden');
SELECT used || ' of ' || "limit" AS products FROM credits.use('rosa', 'products', 1200, key => 'import 1');
SELECT count(credits.use('rosa', 'scans', 1, 'paper', key => 'scan ' || n)) AS "scans of paper" FROM generate_series(1, 10) n;
SELECT count(credits.use('rosa', 'scans', 1, 'garden', key => 'scan ' || n)) AS "scans of garden" FROM generate_series(11, 14) n;

CREATE FUNCTION pg_temp.usage(account text, at timestamptz DEFAULT NULL)
RETURNS TABLE (feature text, item text, bar text, used text, "one more" boolean, "resets at" timestamptz, "unlocked by" text)
LANGUAGE sql AS $$
    SELECT l.feature, l.item, rpad(repeat('#', ceil(least(l.used, l."limit") / l."limit" * 10)::int), 10, '.'),
           l.used || ' of ' || coalesce(l."limit"::text, 'unlimited'), l.allowed, l.resets_at, array_to_string(l.unlocked_by, ', ')
      FROM credits.limits(account, at) l
     WHERE l."limit" IS DISTINCT FROM 0
$$;
\echo 'Her page of usage.  A line of scans is a store that was scanned today; that without one is what any other store has:'
SELECT * FROM pg_temp.usage('rosa');

\echo 'The eleventh scan of that store today is refused.  The refusal has what the page must say:'
SELECT credits.use('rosa', 'scans', 1, 'paper', key => 'scan 15');
\echo 'A request that is sent again is counted once:'
SELECT used FROM credits.use('rosa', 'scans', 1, 'garden', key => 'scan 14');

\echo 'Her day ends at midnight in New York.  March 8, when the clocks go forward, ends 23 hours after it began:'
SELECT t.at, l.allowed, l.used, l.resets_at
  FROM (VALUES (timestamptz '2026-03-07 23:59:59.999999-05'), ('2026-03-08 00:00-05'), ('2026-03-08 23:59:59.999999-04'), ('2026-03-09 00:00-04')) t (at),
       credits.allowed('rosa', 'scans', 1, 'paper', t.at) l;
\echo 'She scans on that day.  Yesterday is what it was:'
SELECT credits.set_clock('rosa', '2026-03-08 08:00-04') \g /dev/null
SELECT count(credits.use('rosa', 'scans', 1, 'paper', key => 'scan ' || n)) AS "scans of paper" FROM generate_series(15, 17) n;
SELECT feature, item, bar, used FROM pg_temp.usage('rosa') WHERE item IS NOT NULL;
SELECT feature, item, bar, used FROM pg_temp.usage('rosa', '2026-03-07 12:00-05') WHERE item IS NOT NULL;

\echo 'A store that she closes gives its place back:'
SELECT used || ' of ' || "limit" AS stores FROM credits.use('rosa', 'stores', -1, key => 'close garden');

-- ------------------------------------------------------------------------------ what the plan lacks
\echo 'AT10. What Growth lacks, and who wants it all the same:'
SELECT feature, unlocked_by FROM credits.limits('rosa') WHERE "limit" = 0;
SELECT credits.use('rosa', 'API');
\echo 'The same is asked before a button is shown.  Two more stores, or three; 9000 more products; the API:'
SELECT a.feature, q.quantity, a.allowed, a.used, a."limit", a.unlocked_by
  FROM (VALUES (1, 'stores', 2), (2, 'stores', 3), (3, 'products', 9000), (4, 'bulk fixes', 1), (5, 'API', 1)) q (n, feature, quantity),
       credits.allowed('rosa', q.feature, q.quantity) a ORDER BY q.n;

\echo 'sam has no plan.  Cheapest first, these would let him:'
SELECT credits.open_account('sam', clock => '2026-03-07 09:00Z') \g /dev/null
SELECT feature, used, "limit", allowed, unlocked_by FROM credits.limits('sam');
SELECT feature, allowed, unlocked_by FROM credits.allowed('sam', 'products', 600);

-- ------------------------------------------------------------------------------ another plan
\echo 'rosa takes Scale, and what she wanted is hers at once.  Today''s scans stay counted:'
SELECT credits.change_plan('rosa', 'Scale', at_cycle_end => false) \g /dev/null
SELECT allowed FROM credits.allowed('rosa', 'API');
SELECT used || ' of ' || "limit" AS stores FROM credits.use('rosa', 'stores', 7, key => 'seven more');
SELECT * FROM pg_temp.usage('rosa');
\echo 'She goes back to Starter.  Nothing is taken away; there is no ninth store, and she can give some back:'
SELECT credits.change_plan('rosa', 'Starter', at_cycle_end => false) \g /dev/null
SELECT * FROM pg_temp.usage('rosa');
SELECT credits.use('rosa', 'stores', key => 'ninth');
SELECT used || ' of ' || "limit" AS stores, allowed AS "one more" FROM credits.use('rosa', 'stores', -8, key => 'all of them');

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
