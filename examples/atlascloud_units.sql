-- Atlas Cloud sells models, machines and disks, each by a unit of its own, from one prepaid balance.  The rules, in plain words:
--
--   AC1  Pay as you go: no minimum commitment.
--   AC2  LLM by the million tokens, input and output apart, by model.  Images and videos by the generation, by model, resolution and
--        parameters.  A DevPod by the minute, a started minute is a whole one.  Serverless GPU by the second of active compute.
--        Storage by the hour of provisioned capacity.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlascloud_units.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- One credit is one dollar; models and figures are made up.  All of the price list is rows: the attributes say which usage a row is
-- for, and of the rows that fit, the one with most attributes is taken.
INSERT INTO credits.resource (resource, unit, category, at_zero) VALUES
    ('llm', 'token', 'models', DEFAULT), ('image', 'image', 'models', DEFAULT), ('video', 'video', 'models', DEFAULT),
    ('devpod', 'pod', 'machines', 'suspend'), ('serverless', 'GPU', 'machines', 'suspend'), ('storage', 'GB', 'disks', 'suspend');
INSERT INTO credits.price (resource, rate, attributes) VALUES
    ('llm',   '0.15/1M token', '{"model": "small", "io": "input"}'),
    ('llm',   '0.60/1M token', '{"model": "small", "io": "output"}'),
    ('llm',   '2.50/1M token', '{"model": "large", "io": "input"}'),
    ('llm',  '10.00/1M token', '{"model": "large", "io": "output"}'),
    ('image', '0.03/image',    '{"model": "sketch"}'),
    ('image', '0.08/image',    '{"model": "sketch", "resolution": "4k"}'),
    ('image', '0.12/image',    '{"model": "sketch", "resolution": "4k", "quality": "high"}'),
    ('video', '0.40/video',    '{"model": "motion", "resolution": "720p", "seconds": 5}'),
    ('video', '0.80/video',    '{"model": "motion", "resolution": "720p", "seconds": 10}'),
    ('video', '0.90/video',    '{"model": "motion", "resolution": "1080p", "seconds": 5}'),
    ('video', '1.10/video',    '{"model": "motion", "resolution": "1080p", "seconds": 5, "sound": true}');
INSERT INTO credits.price (resource, rate, step) VALUES
    ('devpod',     '0.60/pod/hour',   '1 minute'),
    ('serverless', '0.0004/GPU/s',    NULL),
    ('storage',    '0.0001/GB/hour',  '1 hour');

-- ------------------------------------------------------------------------------ AC1: no commitment
\echo 'AC1. ann opens an account, pays in $20, and does nothing for half a year.  Nothing is billed and nothing is owed:'
SELECT credits.open_account('ann', clock => '2025-11-01 00:00Z') \g /dev/null
SELECT credits.grant('ann', 20, key => 'payment 1') \g /dev/null
SELECT credits.set_clock('ann', '2026-05-01 09:00Z') \g /dev/null
SELECT available, overage, owed, (SELECT count(*) FROM credits.invoice) AS invoices FROM credits.balance('ann');
\echo 'The least that can be bought is one token, at its price:'
SELECT charged, balance FROM credits.charge('ann', 'llm', 1, '{"model": "small", "io": "input"}');

-- ------------------------------------------------------------------------------ AC2: LLM
\echo 'AC2. LLM by the million tokens.  A request is two rows, what went in and what came out; its other attributes do not matter:'
INSERT INTO credits.usage (account, resource, quantity, attributes, at, key) VALUES
    ('ann', 'llm', 374,     '{"model": "small", "io": "input",  "request": 1}', '2026-05-01 09:01Z', '1 in'),
    ('ann', 'llm', 44,      '{"model": "small", "io": "output", "request": 1}', '2026-05-01 09:01Z', '1 out'),
    ('ann', 'llm', 374,     '{"model": "large", "io": "input",  "request": 2}', '2026-05-01 09:02Z', '2 in'),
    ('ann', 'llm', 44,      '{"model": "large", "io": "output", "request": 2}', '2026-05-01 09:02Z', '2 out'),
    ('ann', 'llm', 1000000, '{"model": "small", "io": "input",  "request": 3}', '2026-05-01 09:03Z', '3 in'),
    ('ann', 'llm', 1000000, '{"model": "small", "io": "output", "request": 3}', '2026-05-01 09:03Z', '3 out');
SELECT attributes->>'request' AS request, attributes->>'model' AS model, attributes->>'io' AS io, quantity AS tokens, rate, charged
  FROM credits.usage WHERE account = 'ann' AND resource = 'llm' AND key IS NOT NULL ORDER BY at, key;
\echo 'A model that has no price is not sold:'
SELECT credits.charge('ann', 'llm', 374, '{"model": "medium", "io": "input"}');

-- ------------------------------------------------------------------------------ AC2: images and videos
\echo 'Images and videos by the generation.  What the price list does not tell apart does not matter; what it does, decides:'
SELECT u.resource, u.attributes, q.charged AS each
  FROM (VALUES (1, 'image', '{"model": "sketch"}'::jsonb),
               (2, 'image', '{"model": "sketch", "resolution": "1k", "seed": 17}'),
               (3, 'image', '{"model": "sketch", "resolution": "4k"}'),
               (4, 'image', '{"model": "sketch", "resolution": "4k", "quality": "high"}'),
               (5, 'image', '{"model": "sketch", "resolution": "1k", "quality": "high"}'),
               (6, 'video', '{"model": "motion", "resolution": "720p", "seconds": 5}'),
               (7, 'video', '{"model": "motion", "resolution": "720p", "seconds": 10.0}'),
               (8, 'video', '{"model": "motion", "resolution": "1080p", "seconds": 5, "sound": false}'),
               (9, 'video', '{"model": "motion", "resolution": "1080p", "seconds": 5, "sound": true}')) u (n, resource, attributes),
       credits.quote('ann', u.resource, 1, u.attributes) q
 ORDER BY n;
\echo 'A row that would leave it open which price is meant is refused when it is written: "4k and fast" and "4k and high" could both fit.'
INSERT INTO credits.price (resource, rate, attributes) VALUES ('image', '0.10/image', '{"model": "sketch", "resolution": "4k", "fast": true}');

-- ------------------------------------------------------------------------------ AC2: DevPod
\echo 'A DevPod by the minute, 0.01 each.  A started minute is a whole one: 61.5 seconds are two.'
SELECT d.seconds, q.charged, (q.charged::numeric / 0.01)::int AS minutes
  FROM (VALUES (0), (0.000001), (1), (59.999999), (60), (60.000001), (61.5), (120), (3599), (3600)) d (seconds),
       credits.quote('ann', 'devpod', 1, at => '2026-05-01 09:30Z',
                     until => timestamptz '2026-05-01 09:30Z' + d.seconds * interval '1 s') q;
\echo 'A pod that runs: started at 10:00:00, looked at after 0, 30 and 61 seconds, stopped after 61.5.  Looking costs nothing:'
SELECT credits.set_clock('ann', '2026-05-01 10:00Z') \g /dev/null
SELECT credits.start('ann', 'devpod', 'pod-1') \g /dev/null
SELECT t.at::time, m.status, m.accrued, b.available
  FROM (VALUES (timestamptz '2026-05-01 10:00:00Z'), ('2026-05-01 10:00:30Z'), ('2026-05-01 10:01:01Z')) t (at),
       credits.meters('ann', t.at) m, credits.balance('ann', t.at) b;
SELECT credits.set_clock('ann', '2026-05-01 10:00:30Z'), credits.set_clock('ann', '2026-05-01 10:01:01.5Z') \g /dev/null
SELECT credits.stop('ann', 'pod-1') \g /dev/null
SELECT at::time, until::time, counted AS "seconds before", charged, terms
  FROM credits.usage_line WHERE item = 'pod-1' ORDER BY at;
\echo 'Stopped and started again, it begins a minute of its own:'
SELECT credits.start('ann', 'devpod', 'pod-1') \g /dev/null
SELECT credits.set_clock('ann', '2026-05-01 10:01:02Z') \g /dev/null
SELECT credits.stop('ann', 'pod-1') \g /dev/null
SELECT at::time, until::time, counted AS "seconds before", charged
  FROM credits.usage_line WHERE item = 'pod-1' ORDER BY at;

-- ------------------------------------------------------------------------------ AC2: serverless GPU
\echo 'Serverless GPU by the second, while it computes.  An endpoint has 0 workers until there is work, then 1, 3, and 0 again:'
SELECT credits.set_clock('ann', '2026-05-01 11:00Z') \g /dev/null
SELECT credits.start('ann', 'serverless', 'endpoint-1', 0) \g /dev/null
SELECT credits.set_clock('ann', '2026-05-01 11:10:00Z') \g /dev/null
SELECT credits.resize('ann', 'serverless', 'endpoint-1', 1) \g /dev/null
SELECT credits.set_clock('ann', '2026-05-01 11:10:12.345678Z') \g /dev/null
SELECT credits.resize('ann', 'serverless', 'endpoint-1', 3) \g /dev/null
SELECT credits.set_clock('ann', '2026-05-01 11:11:00Z') \g /dev/null
SELECT credits.resize('ann', 'serverless', 'endpoint-1', 0) \g /dev/null
SELECT credits.set_clock('ann', '2026-05-01 12:00Z') \g /dev/null
SELECT at::time, until::time, quantity AS workers, quantity * extract(epoch FROM until - at) AS "GPU seconds", charged
  FROM credits.usage WHERE item = 'endpoint-1' ORDER BY at;
SELECT credits.stop('ann', 'endpoint-1') \g /dev/null

-- ------------------------------------------------------------------------------ AC2: storage
\echo 'Storage by the hour of capacity, whatever is stored in it.  100 GB from 12:00, 250 GB from 13:30, released at 14:10.  The hour'
\echo 'that began at 13:00 was paid for 100 GB; the one that began at 14:00 is paid whole, for 250:'
SELECT credits.start('ann', 'storage', 'disk-1', 100) \g /dev/null
SELECT credits.set_clock('ann', '2026-05-01 13:30Z') \g /dev/null
SELECT credits.resize('ann', 'storage', 'disk-1', 250) \g /dev/null
SELECT credits.set_clock('ann', '2026-05-01 14:10Z') \g /dev/null
SELECT credits.stop('ann', 'disk-1') \g /dev/null
SELECT at::time, until::time, quantity AS "GB", charged, trim_scale(charged::numeric / quantity / 0.0001) AS hours
  FROM credits.usage WHERE item = 'disk-1' ORDER BY at;

-- ------------------------------------------------------------------------------ the day
\echo 'The day, from one balance:'
SELECT r.category, u.resource, count(*) AS lines, sum(u.charged::numeric) AS charged
  FROM credits.usage u JOIN credits.resource r USING (resource) WHERE u.account = 'ann' GROUP BY 1, 2 ORDER BY 1, 2;
SELECT b.available, trim_scale(20 - sum(u.charged::numeric)) AS "20 less all that was charged"
  FROM credits.balance('ann') b, credits.usage u WHERE u.account = 'ann' GROUP BY 1;

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
