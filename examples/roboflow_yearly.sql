-- Roboflow sells each plan by the month and by the year.  The rule, in plain words:
--
--   RF2  The included credits reset with the cycle, monthly or yearly; a yearly plan gets a year's worth up front.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/roboflow_yearly.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- The figures are made up: 60 credits a month for $99, or 12 x 60 = 720 a year for $948.
INSERT INTO credits.plan (plan, price, included, cycle) VALUES
    ('Core monthly',  99,  60, '1 month'),
    ('Core yearly',  948, 720, '1 year');
INSERT INTO credits.resource (resource, unit, category) VALUES ('training', 'run', 'training');
INSERT INTO credits.price (resource, rate) VALUES ('training', '10/run');

CREATE TEMP VIEW invoice AS
    SELECT a.account, i.starts_at, i.ends_at, i.total, i.status
      FROM credits.invoice i JOIN credits.account a ON a.account_id = i.account_id AND a.user_id = i.account_id;

-- ------------------------------------------------------------------------------ up front
\echo 'Two workspaces start on March 15, one by the month, one by the year.  The second has its 720 credits at once:'
SELECT credits.open_account('monthly', 'Core monthly', clock => '2026-03-15 09:00Z'),
       credits.open_account('yearly', 'Core yearly', clock => '2026-03-15 09:00Z') \g /dev/null
SELECT a.account, p.plan, p.price, p.included, p.remaining, p.cycle_starts_at, p.renews_at
  FROM (VALUES ('monthly'), ('yearly')) a (account), credits.current_plan(a.account) p;

\echo 'A big month: 50 training runs on March 20, 500 credits.  The year''s worth covers them, the month''s does not:'
SELECT r.account, charged, balance, status
  FROM (VALUES ('monthly'), ('yearly')) a (account), credits.try_charge(a.account, 'training', 50, at => '2026-03-20 12:00Z') r;

\echo 'Then 3 runs a month, 30 credits.  By the month, 60 come each month, and 30 are lost; by the year, what is not used stays:'
-- yearly: 720 - 500 - 30 = 190 on April 1, and 30 less each month: 10 on October 1.  From then on 1 run fits and 3 do not.
INSERT INTO credits.usage (account, resource, quantity, at)
    SELECT a.account, 'training', 3, timestamptz '2026-03-25 12:00Z' + m * interval '1 month'
      FROM (VALUES ('monthly'), ('yearly')) a (account), generate_series(0, 6) m;
SELECT t.at::date AS day, m.used || ' of ' || m.included AS "monthly: used", m.remaining AS "left", m.renews_at AS resets,
       y.used || ' of ' || y.included AS "yearly: used", y.remaining AS "left", y.renews_at AS resets
  FROM generate_series(timestamptz '2026-04-01 00:00Z', '2026-10-01 00:00Z', '1 month') t (at),
       credits.current_plan('monthly', t.at) m, credits.current_plan('yearly', t.at) y;

-- ------------------------------------------------------------------------------ the year's end
\echo 'The reset, to the microsecond: each month on the 15th at 09:00, and the year''s after a year.'
SELECT a.account, a.at, p.included, p.used, p.remaining, p.renews_at
  FROM (VALUES ('monthly', timestamptz '2026-10-15 08:59:59.999999Z'), ('monthly', '2026-10-15 09:00Z'),
               ('yearly', '2026-10-15 09:00Z'), ('yearly', '2027-03-15 08:59:59.999999Z'),
               ('yearly', '2027-03-15 09:00Z')) a (account, at),
       credits.current_plan(a.account, a.at) p;

\echo 'Ten credits are left in the year''s last microsecond, too few for two runs.  In the next they are gone, and 720 are there:'
SELECT credits.set_clock('yearly', '2027-03-15 08:59:59.999999Z') \g /dev/null
SELECT charged, balance, status FROM credits.try_charge('yearly', 'training', 2);
SELECT credits.set_clock('yearly', '2027-03-15 09:00Z') \g /dev/null
SELECT charged, balance, status FROM credits.try_charge('yearly', 'training', 2);
SELECT at, kind, description, amount FROM credits.activity('yearly') WHERE kind <> 'charge';

\echo 'The month is billed twelve times.  The year is billed once, with its first month; a later month has an invoice only if'
\echo 'something was used in it, and that of $0:'
SELECT credits.set_clock('monthly', '2027-03-15 09:00Z') \g /dev/null
SELECT account, count(*) AS invoices, count(*) FILTER (WHERE total > 0) AS "with money",
       min(total) AS least, max(total) AS most, sum(total) AS year
  FROM invoice GROUP BY 1 ORDER BY 1;
SELECT starts_at, ends_at, total, status FROM invoice WHERE account = 'yearly' ORDER BY 1 LIMIT 3;

-- ------------------------------------------------------------------------------ a leap day
\echo 'A year that starts on February 29 renews on the 28th, and on the 29th again in the next leap year:'
SELECT credits.open_account('leap', 'Core yearly', clock => '2024-02-29 00:00Z') \g /dev/null
SELECT p.cycle_starts_at, p.cycle_ends_at, p.cycle_ends_at - p.cycle_starts_at AS "length", p.included, p.remaining
  FROM generate_series(0, 4) y, credits.current_plan('leap', timestamptz '2024-03-01 00:00Z' + y * interval '1 year') p;

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
