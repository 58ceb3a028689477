-- Roboflow warns before the included credits are used up, and says what to do.  The rule, in plain words:
--
--   RF4  A warning at 80% of the included credits; recommendations from usage: buy prepaid credits, upgrade, or contact sales.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/roboflow_alerts.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold, and what is warned of
-- The plans' figures are made up.  Flex, overage here, is on by default.
INSERT INTO credits.plan (plan, price, included, overage, overage_price, on_change) VALUES
    ('Basic', 49, 30, true, 4, 'reset'), ('Growth', 299, 150, true, 4, 'reset'), ('Scale', 899, 500, true, 4, 'reset');
INSERT INTO credits.pack (pack, price, least_credits, discounts) VALUES ('bundle', 4, 50, '[{"from": 50, "percent": 8}]');
INSERT INTO credits.alert_rule (alert, measure, threshold) VALUES ('80% used', 'included', 80), ('flex has begun', 'overage', 0.01), ('flex is large', 'overage', 200);

SELECT credits.open_account(name, plan, clock => '2026-05-01 00:00Z') FROM (VALUES ('lab', 'Basic'), ('plant', 'Growth'), ('giant', 'Scale')) w (name, plan) \g /dev/null

-- What the application does with an event: it mails, and acknowledges it.
CREATE FUNCTION pg_temp.mail() RETURNS TABLE ("on" timestamptz, workspace text, alert text, "at" text, recommends text)
LANGUAGE sql AS $$
    WITH taken AS (SELECT * FROM credits.take_events()), acked AS (SELECT credits.ack(ARRAY(SELECT t.id FROM taken t)))
    SELECT t.at, t.account, t.facts ->> 'alert',
           CASE WHEN t.facts ->> 'measure' = 'included' THEN format('%s of %s', t.facts ->> 'used', t.facts ->> 'of') ELSE t.facts ->> 'value' END,
           (SELECT string_agg(concat_ws(' ', s ->> 'action', s ->> 'plan', s -> 'packs' ->> 0), ', ' ORDER BY n)
              FROM jsonb_array_elements(t.facts -> 'suggestions') WITH ORDINALITY x (s, n))
      FROM taken t, acked ORDER BY t.id
$$;

-- ------------------------------------------------------------------------------ 80%
\echo 'RF4. A lab on Basic has 30 credits.  23 used: no word.  24, which are 80%: a warning, once:'
SELECT balance AS left FROM credits.consume('lab', 23);
SELECT * FROM pg_temp.mail();
SELECT balance AS left FROM credits.consume('lab', 1);
SELECT * FROM pg_temp.mail();
SELECT balance AS left FROM credits.consume('lab', 3);
SELECT * FROM pg_temp.mail();

\echo 'It goes on into flex: 200 credits of it, and Growth would not have done; Scale would:'
SELECT credits, overage FROM credits.consume('lab', 203);
SELECT * FROM pg_temp.mail();

\echo 'A plant on Growth, and a giant on Scale, above which there is only sales:'
SELECT credits, overage FROM credits.consume('plant', 130);
SELECT credits, overage FROM credits.consume('giant', 400);
SELECT * FROM pg_temp.mail();

-- ------------------------------------------------------------------------------ the next month
\echo 'In June the credits are new, and so is the warning:'
SELECT credits.set_clock('lab', '2026-06-01 00:00Z') \g /dev/null
SELECT balance AS left FROM credits.consume('lab', 25);
SELECT * FROM pg_temp.mail();

\echo 'The lab upgrades and has 150 credits; what it used before is over:'
SELECT credits.set_clock('lab', '2026-06-02 00:00Z') \g /dev/null
SELECT credits.change_plan('lab', 'Growth') > 0 AS upgraded;
SELECT balance AS left FROM credits.consume('lab', 119);
SELECT * FROM pg_temp.mail();
SELECT balance AS left FROM credits.consume('lab', 1);
SELECT * FROM pg_temp.mail();

\echo 'The books balance:'
SELECT count(*) AS findings FROM credits.verify();
