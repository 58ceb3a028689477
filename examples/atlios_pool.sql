-- Atlios shows its customers a bar: how much of this period's pool of credits is used, and when it fills again.  The rule, in
-- plain words:
--
--   AT6  The pool refreshes each period.  A customer sees what remains, how much of the included credits is used, and the date of
--        the reset; the bar turns amber, then red.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlios_pool.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'America/New_York';              -- the customer's; it is in the account, and here for what is printed

-- ------------------------------------------------------------------------------ what is sold
-- The plan's figures are made up.  A fix costs 1 credit, an image 4, 5 or 7 by its longest side.
INSERT INTO credits.plan (plan, price, included) VALUES ('Growth', 79, 1000);
INSERT INTO credits.resource (resource, unit) VALUES
    ('fix', 'fix'), ('image to 1024 px', 'image'), ('image to 2048 px', 'image'), ('image above 2048 px', 'image');
INSERT INTO credits.price (resource, rate) VALUES
    ('fix', '1/fix'), ('image to 1024 px', '4/image'), ('image to 2048 px', '5/image'), ('image above 2048 px', '7/image');

-- The bar: amber from 80 %, red when nothing is left.  It is one row of current_plan(), at whatever instant is asked for.
CREATE FUNCTION pg_temp.bar(account text, at timestamptz)
RETURNS TABLE (pool text, used text, remaining credits.amount, color text, "resets at" timestamptz)
LANGUAGE sql AS $$
    SELECT rpad(repeat('#', (p.used::numeric / p.included::numeric * 20)::int), 20, '.'),
           p.used || ' of ' || p.included, p.remaining,
           CASE WHEN p.remaining::numeric = 0 THEN 'red'
                WHEN p.used::numeric >= 0.8 * p.included::numeric THEN 'amber'
                ELSE 'green' END, p.renews_at
      FROM credits.current_plan(account, at) p
$$;

-- ------------------------------------------------------------------------------ one period
\echo 'joe takes Growth on January 31 at 10:30 in New York.  A thousand credits, and none used:'
SELECT credits.open_account('joe', 'Growth', 'America/New_York', clock => '2026-01-31 10:30-05') \g /dev/null
SELECT * FROM pg_temp.bar('joe', NULL);

-- 120 x 1 = 120;  50 x 4 + 60 x 5 + 20 x 7 = 200 + 300 + 140 = 640;  120 + 640 = 760;  39 more are 799, then 1, then 200
INSERT INTO credits.usage (account, resource, quantity, at, key) VALUES
    ('joe', 'fix',                 120, '2026-02-03 09:00-05', 'fixes 1'),
    ('joe', 'image to 1024 px',     50, '2026-02-06 10:00-05', 'album 1'),
    ('joe', 'image to 2048 px',     60, '2026-02-06 10:00-05', 'album 2'),
    ('joe', 'image above 2048 px',  20, '2026-02-06 10:00-05', 'album 3'),
    ('joe', 'fix',                  39, '2026-02-12 17:00-05', 'fixes 2'),
    ('joe', 'fix',                   1, '2026-02-12 18:00-05', 'fix 3'),
    ('joe', 'fix',                 200, '2026-02-20 11:00-05', 'fixes 4');

\echo 'The bar as it stood through the period.  It is green at 799, amber at 800, red at 1000:'
SELECT t.at, b.*
  FROM (VALUES (timestamptz '2026-02-03 08:59:59.999999-05'), ('2026-02-03 09:00-05'), ('2026-02-06 10:00-05'),
               ('2026-02-12 17:00-05'), ('2026-02-12 18:00-05'), ('2026-02-20 11:00-05')) t (at), pg_temp.bar('joe', t.at) b;

\echo 'February 31 does not exist: the reset is on the 28th, at the same time of day.  Until its very instant the pool is empty,'
\echo 'and a fix is refused; from it on the pool is full:'
SELECT t.at, b.*
  FROM (VALUES (timestamptz '2026-02-28 10:29:59.999999-05'), ('2026-02-28 10:30-05')) t (at), pg_temp.bar('joe', t.at) b;
SELECT charged, balance, status FROM credits.try_charge('joe', 'fix', 1, at => '2026-02-28 10:29:59.999999-05');
SELECT charged, balance, status FROM credits.try_charge('joe', 'fix', 1, at => '2026-02-28 10:30-05');

-- ------------------------------------------------------------------------------ the year
\echo 'Every reset of the year: always the 31st or the month''s last day, always 10:30 in New York, winter and summer.'
SELECT p.period_starts_at AS "reset", to_char(p.period_starts_at AT TIME ZONE 'UTC', 'HH24:MI') AS "in UTC",
       p.period_ends_at AS next, p.included, p.remaining
  FROM generate_series(1, 12) m, credits.current_plan('joe', timestamptz '2026-01-31 12:00-05' + m * interval '1 month') p;

-- ------------------------------------------------------------------------------ beside the pool
\echo 'A pack is no part of the pool: 250 credits for $10, $0.04 each.  They are drawn after the pool, and outlive the reset.'
SELECT credits.set_clock('joe', '2026-03-20 09:00-04') \g /dev/null
SELECT credits.grant('joe', 250, 'prepaid', cost => 0.04, note => '$10 pack') \g /dev/null
SELECT charged, balance FROM credits.charge('joe', 'fix', 1099);        -- 999 from the pool, 100 from the pack
SELECT * FROM pg_temp.bar('joe', NULL);
SELECT class, granted, used, remaining, cost, note FROM credits.buckets('joe') WHERE class <> 'flex';
SELECT credits.set_clock('joe', '2026-03-31 10:30-04') \g /dev/null
SELECT * FROM pg_temp.bar('joe', NULL);
SELECT class, granted, used, remaining, cost, note FROM credits.buckets('joe') WHERE class <> 'flex';

\echo 'What happened:'
SELECT at, kind, description, amount, reference FROM credits.activity('joe');

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
