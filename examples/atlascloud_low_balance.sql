-- Atlas Cloud is prepaid: who runs low is told, before running out stops things.  The rules, in plain words:
--
--   AC5  Balance short: new requests and resources are rejected, running ones suspended, a low-balance notice is sent; after a recharge
--        they are started by hand.
--   RC2  Hours remaining at what runs now: here the notice also comes a day before.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlascloud_low_balance.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

INSERT INTO credits.resource (resource, unit) VALUES ('devpod', ''), ('llm', 'token');
INSERT INTO credits.price (resource, rate, step) VALUES ('devpod', '0.60/hour', '1 minute');
INSERT INTO credits.price (resource, rate) VALUES ('llm', '0.5/1M token');
INSERT INTO credits.alert_rule (alert, measure, threshold) VALUES ('low balance', 'balance', 5), ('a day left', 'runway', 24);

-- What the application reads: all that was written since, acknowledged.
CREATE FUNCTION pg_temp.events() RETURNS TABLE ("at" timestamptz, event text, what text) LANGUAGE sql AS $$
    WITH taken AS (SELECT * FROM credits.take_events()), acked AS (SELECT credits.ack(ARRAY(SELECT t.id FROM taken t)))
    SELECT t.at, t.event, CASE t.event WHEN 'alert' THEN format('%s: %s', t.facts ->> 'alert', t.facts ->> 'value')
                               ELSE format('%s of %s', t.facts ->> 'item', t.facts ->> 'resource') END
      FROM taken t, acked ORDER BY t.id
$$;

SELECT credits.open_account('ada', clock => '2026-02-01 00:00Z'), credits.grant('ada', 20, note => 'top-up') \g /dev/null
\echo 'ada has 20 credits and runs a pod for 0.60 an hour: 33 hours.'
SELECT credits.start('ada', 'devpod', 'pod-1');
SELECT hours FROM credits.runway('ada');
SELECT * FROM pg_temp.events();

\echo 'AC5, RC2. She uses 14 credits of a language model, and the job settles the pod an hour later: 9 hours are left.'
SELECT charged FROM credits.charge('ada', 'llm', 28000000);
SELECT credits.set_clock('ada', '2026-02-01 01:00Z') \g /dev/null
SELECT * FROM pg_temp.events();
\echo 'Below 5 credits the low-balance notice:'
SELECT charged, balance FROM credits.charge('ada', 'llm', 1000000);
SELECT * FROM pg_temp.events();

\echo 'She does not recharge: new requests are rejected, the pod is suspended.'
SELECT credits.set_clock('ada', '2026-02-01 12:00Z') \g /dev/null
SELECT * FROM pg_temp.events();
SELECT status FROM credits.try_charge('ada', 'llm', 1000000);

\echo 'After a recharge it is started by hand; the month''s notices were given, the next come in March if she is still low.'
SELECT credits.grant('ada', 20, note => 'top-up') \g /dev/null
SELECT status FROM credits.try_charge('ada', 'llm', 36000000);
SELECT * FROM pg_temp.events();
SELECT credits.set_clock('ada', '2026-03-01 00:00Z') \g /dev/null
SELECT * FROM pg_temp.events();

\echo 'The books balance:'
SELECT count(*) AS findings FROM credits.verify();
