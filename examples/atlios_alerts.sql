-- Atlios shows a bar of the plan's credits, which turns amber, then red.  The rule, in plain words:
--
--   AT6  The pool refreshes each period; remaining, used of included, and the reset date are shown; the bar turns amber, then red.
--   AT8  Pay-as-you-go up to a monthly cap: the store owner is told when most of it is used.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlios_alerts.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'America/New_York';

-- ------------------------------------------------------------------------------ what is sold, and what is told
-- The thresholds are made up.
INSERT INTO credits.plan (plan, price, included, overage_price, overage_cap, on_change) VALUES
    ('Starter', 29, 300, 0.04, 500, 'prorate'), ('Growth', 79, 1000, 0.04, 2000, 'prorate');
INSERT INTO credits.alert_rule (alert, measure, threshold) VALUES ('amber', 'included', 75), ('red', 'included', 95), ('cap is near', 'cap', 80);

SELECT credits.open_account('rosa', 'Starter', time_zone => 'America/New_York', clock => '2026-03-07 09:00-05') \g /dev/null

-- The bar is drawn from current_plan(); its colour is that of the last alert of the period, which the application keeps.
CREATE TEMP TABLE colour (account text, period text, alert text, PRIMARY KEY (account, period));
CREATE FUNCTION pg_temp.listen() RETURNS TABLE (told text) LANGUAGE plpgsql AS $$
DECLARE
    e record;
BEGIN
    FOR e IN SELECT * FROM credits.take_events() LOOP
        INSERT INTO colour VALUES (e.account, e.facts ->> 'starts_at', e.facts ->> 'alert')
            ON CONFLICT (account, period) DO UPDATE SET alert = excluded.alert;
        PERFORM credits.ack(ARRAY[e.id]);
        told := format('%s: %s%%, %s of %s', e.facts ->> 'alert', e.facts ->> 'value', e.facts ->> 'used', e.facts ->> 'of');
        RETURN NEXT;
    END LOOP;
END $$;
CREATE FUNCTION pg_temp.bar(name text) RETURNS TABLE (bar text, used text, remaining credits.amount, resets timestamptz, colour text)
LANGUAGE sql AS $$
    SELECT rpad(repeat('#', ceil(p.used::numeric / p.included::numeric * 20)::int), 20, '.'), p.used || ' of ' || p.included, p.remaining, p.renews_at, coalesce(c.alert, 'green')
      FROM credits.current_plan(name) p LEFT JOIN colour c ON c.account = name AND c.period::timestamptz = p.cycle_starts_at
$$;

\echo 'AT6. rosa has 300 credits a month:'
SELECT charged FROM credits.consume('rosa', 120);
SELECT * FROM pg_temp.listen();
SELECT * FROM pg_temp.bar('rosa');
\echo 'Three quarters are used:'
SELECT charged FROM credits.consume('rosa', 105);
SELECT * FROM pg_temp.listen();
SELECT * FROM pg_temp.bar('rosa');
\echo 'Nearly all, in two draws; the second tells nothing:'
SELECT charged FROM credits.consume('rosa', 60);
SELECT charged FROM credits.consume('rosa', 10);
SELECT * FROM pg_temp.listen();
SELECT * FROM pg_temp.bar('rosa');

\echo 'AT8. She turns pay-as-you-go on, up to 50 credits a month; 40 of them are 80%:'
SELECT credits.set_overage('rosa', true, 50) \g /dev/null
SELECT credits, overage FROM credits.consume('rosa', 45);
SELECT * FROM pg_temp.listen();

\echo 'The pool refreshes on the 7th, and the bar with it:'
SELECT credits.set_clock('rosa', '2026-04-07 10:00-04') \g /dev/null
SELECT * FROM pg_temp.listen();
SELECT * FROM pg_temp.bar('rosa');
\echo 'It is told anew:'
SELECT charged FROM credits.consume('rosa', 250);
SELECT * FROM pg_temp.listen();

\echo 'The books balance:'
SELECT count(*) AS findings FROM credits.verify();
