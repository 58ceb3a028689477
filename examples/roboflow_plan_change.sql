-- Roboflow starts afresh when a workspace changes its plan.  The rule, in plain words:
--
--   RF3  A plan change in mid-cycle resets the cycle and the included credits.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/roboflow_plan_change.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- The figures are made up.  on_change is what moving to the plan does: reset the cycle.
INSERT INTO credits.plan (plan, price, included, cycle, on_change) VALUES
    ('Core',          99,   60, '1 month', 'reset'),
    ('Growth',       299,  200, '1 month', 'reset'),
    ('Growth yearly', 2990, 2400, '1 year', 'reset');

CREATE TEMP VIEW invoice AS
    SELECT a.account, i.starts_at, i.ends_at, i.total, i.status
      FROM credits.invoice i JOIN credits.account a ON a.account_id = i.account_id AND a.user_id = i.account_id;

-- ------------------------------------------------------------------------------ upgrade
\echo 'A workspace is on Core from March 1, bought 25 credits, and has used 40 of the 60 that are included, the last five of them'
\echo 'in the microsecond before it takes Growth, on March 10 at 12:00:'
SELECT credits.open_account('vision', 'Core', clock => '2026-03-01 00:00Z') \g /dev/null
SELECT credits.grant('vision', 25, 'prepaid', note => 'bundle of 25') \g /dev/null
SELECT charged, balance FROM credits.consume('vision', 35, note => 'labeling', at => '2026-03-04 10:00Z');
SELECT charged, balance FROM credits.consume('vision', 5, note => 'labeling', at => '2026-03-10 11:59:59.999999Z');
SELECT credits.set_clock('vision', '2026-03-10 12:00Z') \g /dev/null
SELECT plan, cycle_starts_at, renews_at, included, used, remaining FROM credits.current_plan('vision');
SELECT credits.change_plan('vision', 'Growth') \g /dev/null

\echo 'From that instant there is a new cycle, a month from then, with 200 credits.  The 20 that were left of Core''s are gone;'
\echo 'what was bought is not:'
SELECT plan, cycle_starts_at, renews_at, included, used, remaining FROM credits.current_plan('vision');
SELECT class, granted, used, remaining, effective_at, expires_at, note FROM credits.buckets('vision') WHERE class <> 'flex';
SELECT t.at, p.plan, p.remaining AS included_left, b.available
  FROM (VALUES (timestamptz '2026-03-10 11:59:59.999999Z'), ('2026-03-10 12:00Z'),
               ('2026-04-10 11:59:59.999999Z'), ('2026-04-10 12:00Z')) t (at),
       credits.current_plan('vision', t.at) p, credits.balance('vision', t.at) b;

\echo 'A reset gives nothing back of the old plan''s price, and starts the new plan''s: the cut cycle is $99, the new one $299.'
SELECT starts_at, ends_at, total, status FROM invoice WHERE account = 'vision';
SELECT line, kind, description, quantity, amount FROM credits.statement('vision');

-- ------------------------------------------------------------------------------ to a year, and back
-- A year at a discount is cheaper by the day ($2990 / 360 = 8.31, $299 / 30 = 9.97), but who commits for longer does not go down:
-- left to itself, the change is now.
\echo 'On March 20 it goes yearly, at once: a year from then, and a year''s worth of credits:'
SELECT credits.set_clock('vision', '2026-03-20 15:30Z') \g /dev/null
SELECT charged, balance FROM credits.consume('vision', 180, note => 'training', at => '2026-03-20 15:29Z');
SELECT credits.change_plan('vision', 'Growth yearly') \g /dev/null
SELECT plan, cycle_starts_at, renews_at, period_ends_at, included, used, remaining FROM credits.current_plan('vision');

\echo 'A cheaper plan, which would wait for most of a year, asked for now: it resets as well.'
SELECT credits.set_clock('vision', '2026-05-02 08:00Z') \g /dev/null
SELECT charged, balance FROM credits.consume('vision', 300, note => 'training');
SELECT credits.set_clock('vision', '2026-05-02 08:00:00.000001Z') \g /dev/null
SELECT credits.change_plan('vision', 'Core', at_cycle_end => false) \g /dev/null
SELECT plan, cycle_starts_at, renews_at, included, used, remaining FROM credits.current_plan('vision');
SELECT class, granted, used, remaining, effective_at, expires_at, note FROM credits.buckets('vision') WHERE class <> 'flex';
\echo 'The invoices.  Of the yearly plan''s two monthly periods the first bills the year, and the second has only credits applied:'
SELECT starts_at, ends_at, total FROM invoice WHERE account = 'vision' ORDER BY 1;

\echo 'Every credit, from its grant to its end:'
SELECT at, kind, description, amount FROM credits.activity('vision');

-- ------------------------------------------------------------------------------ boundaries
\echo 'A change in the very instant in which a cycle begins: the cycle that was begun never was, and costs nothing.'
SELECT credits.open_account('early', 'Core', clock => '2026-03-01 00:00Z') \g /dev/null
SELECT credits.change_plan('early', 'Growth') \g /dev/null
SELECT plan, cycle_starts_at, renews_at, included, remaining FROM credits.current_plan('early');
SELECT line, kind, description, amount FROM credits.statement('early');
\echo 'A reset at an instant at or after which something was booked is refused: it would take back what was drawn.'
SELECT credits.set_clock('early', '2026-03-10 12:00Z') \g /dev/null
SELECT charged, balance FROM credits.consume('early', 1);
SELECT credits.change_plan('early', 'Core', at_cycle_end => false);
\echo 'A microsecond later it is taken:'
SELECT credits.set_clock('early', '2026-03-10 12:00:00.000001Z') \g /dev/null
SELECT credits.change_plan('early', 'Core', at_cycle_end => false) \g /dev/null
SELECT plan, cycle_starts_at, renews_at, included, used, remaining FROM credits.current_plan('early');

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
