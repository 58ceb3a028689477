-- Roboflow shows a workspace what its credits went into.  The rule, in plain words:
--
--   RF8  Usage is seen by category (data, training, deployment) and by feature.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/roboflow_usage.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- A feature is a resource, and says its category.  The figures are made up.  Machines cost by the minute or the second they run, the
-- rest by what is done.
INSERT INTO credits.plan (plan, price, included, overage, overage_price) VALUES ('Core', 99, 60, true, 4);
INSERT INTO credits.resource (resource, unit, category) VALUES
    ('image storage',        'image', 'data'),
    ('auto label',           'image', 'data'),
    ('model training',       'GPU',   'training'),
    ('hosted inference',     'image', 'deployment'),
    ('video inference',      'GPU',   'deployment'),
    ('dedicated deployment', 'GPU',   'deployment');
INSERT INTO credits.price (resource, rate, step) VALUES
    ('image storage',        '0.5/1000 image', NULL),
    ('auto label',           '1/200 image',    NULL),
    ('model training',       '3/GPU/hour',     '1 minute'),
    ('hosted inference',     '1/5000 image',   NULL),
    ('video inference',      '1.2/GPU/hour',   NULL),
    ('dedicated deployment', '0.9/GPU/hour',   '1 hour');

-- ------------------------------------------------------------------------------ a month's work
-- A workspace in New York with two members, each an account that spends the workspace's credits.
SELECT credits.open_account('birdwatch', 'Core', 'America/New_York', clock => '2026-04-01 00:00-04') \g /dev/null
SELECT credits.open_account('ida', parent => 'birdwatch'), credits.open_account('sam', parent => 'birdwatch') \g /dev/null

INSERT INTO credits.usage (account, resource, quantity, at, until, item, key) VALUES
    ('ida',       'image storage',         12000, '2026-04-02 10:00-04',    NULL,                        'garden',     'upload 1'),
    ('ida',       'auto label',             2500, '2026-04-02 14:00-04',    NULL,                        'garden',     'labels 1'),
    ('ida',       'model training',            1, '2026-04-03 22:00-04',    '2026-04-04 01:20:10-04',    'garden/1',   'training 1'),
    ('sam',       'image storage',          3000, '2026-04-07 09:00-04',    NULL,                        'harbor',     'upload 2'),
    ('sam',       'auto label',             1700, '2026-04-07 09:30-04',    NULL,                        'harbor',     'labels 2'),
    ('sam',       'model training',            2, '2026-04-08 18:00-04',    '2026-04-08 19:15:30-04',    'harbor/1',   'training 2'),
    ('birdwatch', 'hosted inference',      40000, '2026-04-10 12:00-04',    NULL,                        'garden/1',   'calls of April 10'),
    ('birdwatch', 'hosted inference',      61000, '2026-04-11 12:00-04',    NULL,                        'garden/1',   'calls of April 11'),
    ('birdwatch', 'hosted inference',       1250, '2026-04-11 12:00-04',    NULL,                        'harbor/1',   'calls of April 11, harbor'),
    ('sam',       'video inference',           1, '2026-04-12 20:00-04',    '2026-04-13 02:00-04',       'harbor/1',   'night of April 12'),
    ('ida',       'dedicated deployment',      1, '2026-04-13 23:30-04',    '2026-04-14 04:40-04',       'garden/1',   'server 1');

-- ------------------------------------------------------------------------------ RF8: by category and feature
\echo 'RF8. April by category.  What is held over time counts as quantity times seconds:'
SELECT key AS category, charged FROM credits.usage_by('birdwatch', '[2026-04-01 00:00-04, 2026-05-01 00:00-04)', 'category') ORDER BY 1;
\echo 'By feature:'
SELECT r.category, u.key AS feature, u.quantity,
       CASE WHEN p.rate::text ~ '/(s|min|hour)$' THEN r.unit || ' seconds' ELSE r.unit || 's' END AS " ", u.charged,
       repeat('#', round(u.charged::numeric)::int) AS "  "
  FROM credits.usage_by('birdwatch', '[2026-04-01 00:00-04, 2026-05-01 00:00-04)', 'resource') u
  JOIN credits.resource r ON r.resource = u.key
  JOIN credits.price p ON p.resource = u.key
 ORDER BY 1, 2;
\echo 'By what was worked on, and by who did:'
SELECT key AS item, charged FROM credits.usage_by('birdwatch', '[2026-04-01 00:00-04, 2026-05-01 00:00-04)', 'item') ORDER BY 1;
SELECT key AS member, charged FROM credits.usage_by('birdwatch', '[2026-04-01 00:00-04, 2026-05-01 00:00-04)', 'member') ORDER BY 1;
\echo 'A member sees its own:'
SELECT key AS feature, quantity, charged FROM credits.usage_by('sam', '[2026-04-01 00:00-04, 2026-05-01 00:00-04)', 'resource') ORDER BY 1;

\echo 'By day, in the workspace''s zone.  What runs over midnight is part of both days: the training of April 3, the deployment that'
\echo 'began at 23:30 on April 13 and is paid by the started hour, at the hour''s start:'
SELECT key AS day, charged FROM credits.usage_by('birdwatch', '[2026-04-01 00:00-04, 2026-05-01 00:00-04)', 'day') ORDER BY 1;
\echo 'That night by the hour:'
SELECT key AS hour, quantity AS "GPU seconds", charged
  FROM credits.usage_by('birdwatch', '[2026-04-13 23:00-04, 2026-04-14 06:00-04)', 'hour') ORDER BY 1;

-- ------------------------------------------------------------------------------ it is what is billed
\echo 'However it is added up, it is what was billed, to the last digit; and what the plan and flex paid:'
SELECT b.by, count(*) AS rows, trim_scale(sum(u.charged::numeric)) AS charged
  FROM (VALUES (1, 'category'), (2, 'resource'), (3, 'item'), (4, 'member'), (5, 'day'), (6, 'hour')) b (n, by),
       credits.usage_by('birdwatch', '[2026-04-01 00:00-04, 2026-05-01 00:00-04)', b.by) u
 GROUP BY b.n, b.by ORDER BY b.n;
SELECT p.included, p.used AS "used of it", b.overage AS flex, trim_scale(p.used::numeric + b.overage::numeric) AS paid
  FROM credits.current_plan('birdwatch') p, credits.balance('birdwatch') b;
\echo 'Half of April and the other half are April:'
SELECT h.half, trim_scale(sum(u.charged::numeric)) AS charged
  FROM (VALUES (1, '[2026-04-01 00:00-04, 2026-04-13 00:30-04)'::tstzrange), (2, '[2026-04-13 00:30-04, 2026-05-01 00:00-04)')) h (half, period),
       credits.usage_by('birdwatch', h.period, 'category') u
 GROUP BY ROLLUP (1) ORDER BY 1;

\echo 'A question that has no answer:'
SELECT * FROM credits.usage_by('birdwatch', '[2026-04-01 00:00-04, 2026-05-01 00:00-04)', 'colour');

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
