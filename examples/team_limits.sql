-- A team shares one balance, and its owner sets what each member may spend: by the day, the week or the month, several at once, beside a
-- limit on all of them together.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/team_limits.sql

\set QUIET on
\pset footer off
\pset null ''
\set SHOW_CONTEXT never
SET timezone = 'Europe/Berlin';                 -- the team's; it is in the account, and here for what is printed

INSERT INTO credits.resource (resource, unit) VALUES ('gpu', 'GPU'), ('image', 'image');
INSERT INTO credits.price (resource, rate) VALUES ('gpu', '2/GPU/hour'), ('image', '0.5/image');
SELECT credits.open_account('studio', time_zone => 'Europe/Berlin', clock => '2026-03-28 09:00+01'),
       credits.open_account('ann', parent => 'studio'), credits.open_account('bob', parent => 'studio') \g /dev/null
SELECT credits.grant('studio', 1000) \g /dev/null

\echo 'Ann may spend 20 a day and 60 a week; all of them together 100 a month:'
SELECT credits.set_spending_limit('ann', 20, 'day'), credits.set_spending_limit('ann', 60, 'week'), credits.set_spending_limit('studio', 100, 'month') \g /dev/null
SELECT charged FROM credits.charge('ann', 'image', 30);
SELECT account_name, per, "limit", spent, "left", resets_at FROM credits.spending_limits('studio');

\echo 'The sixth credit of these is too much for today.  The refusal says which limit it is, and when it resets:'
SELECT credits.charge('ann', 'image', 12);
SELECT status FROM credits.try_charge('bob', 'image', 12);

\echo 'A hold counts until it is captured or released, so that nothing is spent around it:'
SELECT credits.hold('ann', 5, '2 hours') AS hold \gset
SELECT spent, held, "left" FROM credits.spending_limits('ann') WHERE per = 'day';
SELECT status FROM credits.try_charge('ann', 'image', 1);
SELECT charged FROM credits.capture('ann', :hold, 3);
SELECT spent, held, "left" FROM credits.spending_limits('ann') WHERE per = 'day';

\echo 'A GPU that ann leaves running stops where the limit does, at 10:00, and not at the end of the balance:'
SELECT credits.start('ann', 'gpu', 'training') \g /dev/null
SELECT runs_out_at FROM credits.runway('ann');
SELECT credits.set_clock('studio', '2026-03-29 09:00+02') \g /dev/null
SELECT account_name, item, status, stopped_at FROM credits.meters('studio');

\echo 'The day after has 23 hours in Berlin, and a new limit:'
SELECT per, spent, "left", starts_at, resets_at FROM credits.spending_limits('ann');

\echo 'What is refunded can be spent again, in the window in which it was:'
SELECT operation FROM credits.charge('bob', 'image', 20) \gset
SELECT charged FROM credits.refund('studio', :operation);
SELECT account_name, spent, "left" FROM credits.spending_limits('bob');

\echo 'Lowered below what was spent, a limit blocks and rewrites nothing; without one, the next that bounds:'
SELECT credits.set_spending_limit('studio', 10, 'month') \g /dev/null
SELECT status FROM credits.try_charge('bob', 'image', 1);
SELECT credits.set_spending_limit('studio', NULL, 'month') \g /dev/null
SELECT status FROM credits.try_charge('bob', 'image', 1);

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
