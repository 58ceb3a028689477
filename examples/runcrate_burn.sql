-- Runcrate rents instances by the hour from a balance that was paid in.  Its customers watch three figures, and know what happens
-- when the first of them is zero.  The rules, in plain words:
--
--   RC2  Balance, burn rate (credits an hour of what runs now), and the hours that remain at it.
--   RC6  At zero all running instances are terminated; storage is not deleted at once, but stops being accessible.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/runcrate_burn.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- One credit is one dollar; the prices are made up.  What becomes of a running thing at zero is a column of its resource:
-- an instance ends; a volume goes on, and is not billed; a snapshot is set aside until somebody takes it up again.
INSERT INTO credits.resource (resource, unit, category, at_zero) VALUES
    ('H100', 'GPU', 'instances', 'terminate'), ('A100', 'GPU', 'instances', 'terminate'),
    ('volume', 'GB', 'storage', 'continue'), ('snapshot', 'GB', 'storage', 'suspend'), ('api', 'call', 'api', DEFAULT);
INSERT INTO credits.price (resource, rate) VALUES
    ('H100', '2.50/GPU/hour'), ('A100', '1.20/GPU/hour'),
    ('volume', '0.0001/GB/hour'), ('snapshot', '0.00005/GB/hour'), ('api', '0.004/call');

-- The three figures of RC2, and when the money will be gone, at whatever instant is asked for.
CREATE FUNCTION pg_temp.screen(account text, at timestamptz)
RETURNS TABLE (balance credits.amount, "burn rate" text, "hours left" numeric, "runs out" timestamptz)
LANGUAGE sql AS $$
    SELECT b.available, r.burn_rate || '/hour', r.hours, r.runs_out_at
      FROM credits.balance(account, at) b, credits.runway(account, at) r
$$;
CREATE TEMP VIEW event AS
    SELECT u.account, o.at, o.event, o.facts->>'resource' AS resource, o.facts->>'item' AS item, o.id
      FROM credits.outbox o JOIN credits.account u ON u.account_id = o.account_id AND u.user_id = o.user_id;

-- ------------------------------------------------------------------------------ RC2: balance, burn rate, hours left
\echo 'RC2. kim pays in $26 on June 1 at 09:00, and starts an H100 with a volume of 500 GB: 2.50 + 500 x 0.0001 = 2.55 an hour.'
SELECT credits.open_account('kim', clock => '2026-06-01 09:00Z') \g /dev/null
SELECT credits.grant('kim', 26, key => 'payment 1') \g /dev/null
SELECT * FROM pg_temp.screen('kim', NULL);
SELECT credits.start('kim', 'H100', 'train-1'), credits.start('kim', 'volume', 'data-1', 500) \g /dev/null
SELECT * FROM pg_temp.screen('kim', NULL);

\echo 'At 11:00 she adds two A100, which burn 2.40 an hour, and makes 200 calls of the API, which cost once, 0.80:'
SELECT credits.set_clock('kim', '2026-06-01 11:00Z') \g /dev/null
SELECT credits.start('kim', 'A100', 'eval-1', 2) \g /dev/null
SELECT charged, balance FROM credits.charge('kim', 'api', 200);
SELECT * FROM pg_temp.screen('kim', NULL);

\echo 'At 13:00 the A100 stop:'
SELECT credits.set_clock('kim', '2026-06-01 13:00Z') \g /dev/null
SELECT credits.stop('kim', 'eval-1') \g /dev/null
SELECT resource, item, status, quantity, started_at, stopped_at, burn_rate FROM credits.meters('kim') ORDER BY started_at, item;
SELECT * FROM pg_temp.screen('kim', NULL);

-- until 11:00 2 x 2.55 = 5.10, and 0.80;  until 13:00 2 x 4.95 = 9.90:  26 - 5.10 - 0.80 - 9.90 = 10.20 = 4 hours of 2.55
\echo 'The screen for the rest of the day, as it will be if she does nothing.  The hours count down by the hour; the end stays:'
SELECT t.at, s.*
  FROM (VALUES (timestamptz '2026-06-01 13:00Z'), ('2026-06-01 14:00Z'), ('2026-06-01 15:30Z'),
               ('2026-06-01 16:59:59.999999Z'), ('2026-06-01 17:00:00.000001Z')) t (at),
       pg_temp.screen('kim', t.at) s;

-- ------------------------------------------------------------------------------ RC6: at zero
\echo 'RC6. She does nothing.  The microsecond before 17:00 is the last that is paid; at the next one the instance has ended, at 17:00,'
\echo 'and the volume goes on without being billed.  Both can be seen though nothing was booked yet:'
SELECT t.at, b.available, m.resource, m.item, m.status, m.burn_rate, m.stopped_at, m.unpaid_since
  FROM (VALUES (timestamptz '2026-06-01 16:59:59.999999Z'), ('2026-06-01 17:00:00.000001Z')) t (at),
       credits.balance('kim', t.at) b, credits.meters('kim', t.at) m
 WHERE m.item <> 'eval-1' ORDER BY 1, 3;

\echo 'At 18:00 it is booked, and there is word for the application: it is to destroy the instance and to close the volume.'
SELECT credits.set_clock('kim', '2026-06-01 18:00Z') \g /dev/null
SELECT at, event, resource, item FROM event WHERE account = 'kim' ORDER BY id;
SELECT * FROM pg_temp.screen('kim', NULL);

\echo 'What is new is refused, whatever it costs:'
SELECT credits.start('kim', 'A100', 'eval-2');
SELECT charged, balance, status FROM credits.try_charge('kim', 'api', 1);

\echo 'At 20:00 she pays in $10.  The volume is there, its three hours without money were not billed, and it is billed again from now.'
\echo 'The instance is gone; another is started.'
SELECT credits.set_clock('kim', '2026-06-01 20:00Z') \g /dev/null
SELECT credits.grant('kim', 10, key => 'payment 2') \g /dev/null
SELECT credits.start('kim', 'H100', 'train-2') \g /dev/null
SELECT credits.set_clock('kim', '2026-06-01 21:00Z') \g /dev/null
SELECT * FROM pg_temp.screen('kim', NULL);
SELECT resource, item, status, started_at, stopped_at, unpaid_since, burn_rate FROM credits.meters('kim') ORDER BY started_at, item;

\echo 'What was billed, by what ran.  train-1 ran 8 hours to the second; data-1 12 hours, of which 9 were paid:'
SELECT item, resource, min(at) AS first, max(until) AS last,
       trim_scale(round(sum(extract(epoch FROM until - at)) / 3600, 6)) AS "hours billed",
       sum(charged::numeric) AS charged
  FROM credits.usage WHERE account = 'kim' AND until IS NOT NULL GROUP BY 1, 2 ORDER BY 3, 1;

-- ------------------------------------------------------------------------------ storage that is set aside
\echo 'A snapshot of lou is set aside at zero, where a volume goes on: what was paid is what was used, to the last digit, and one'
\echo 'microsecond more could not have been paid.'
SELECT credits.open_account('lou', clock => '2026-06-01 00:00Z') \g /dev/null
SELECT credits.grant('lou', 1) \g /dev/null
SELECT credits.start('lou', 'A100', 'gpu-1', 3), credits.start('lou', 'snapshot', 'copy-1', 700),
       credits.start('lou', 'volume', 'disk-1', 700) \g /dev/null
SELECT * FROM pg_temp.screen('lou', NULL);
SELECT credits.set_clock('lou', '2026-06-02 00:00Z') \g /dev/null
SELECT at, event, resource, item FROM event WHERE account = 'lou' ORDER BY id;
SELECT resource, status, stopped_at, unpaid_since FROM credits.meters('lou') ORDER BY 1;
SELECT sum(charged::numeric) AS charged, b.available AS "left",
       sum(charged::numeric) + b.available::numeric = 1 AS "that is the dollar"
  FROM credits.usage u, credits.balance('lou') b WHERE u.account = 'lou' GROUP BY 2;

\echo 'After a dollar more the volume pays again by itself; the snapshot waits to be started:'
SELECT credits.grant('lou', 1) \g /dev/null
SELECT credits.set_clock('lou', '2026-06-02 01:00Z') \g /dev/null
SELECT resource, status, burn_rate FROM credits.meters('lou') ORDER BY 1;
SELECT credits.start('lou', 'snapshot', 'copy-1', 700) \g /dev/null
SELECT resource, status, burn_rate FROM credits.meters('lou') ORDER BY 1;
SELECT * FROM pg_temp.screen('lou', NULL);

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
