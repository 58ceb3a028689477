-- Events as CloudEvents 1.0: ingest()
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set SHOW_CONTEXT never
\pset null null

INSERT INTO credits.resource (resource, unit) VALUES ('com.example.image', 'image'), ('com.example.gpu', '');
INSERT INTO credits.price (resource, rate) VALUES ('com.example.image', '2/image'), ('com.example.gpu', '24/day');
GRANT EXECUTE ON FUNCTION credits.ingest TO regress_credits_app;
GRANT SELECT ON credits.usage TO regress_credits_app;
SET ROLE regress_credits_app;
SELECT credits.open_account('ingest', clock => '2026-01-15 00:00Z') > 0, credits.grant('ingest', 1000) > 0;
CREATE TEMP VIEW ingested AS
SELECT account, resource, quantity, attributes, at, until, item, key, charged FROM credits.usage WHERE account = 'ingest' ORDER BY operation, line;

-- ---------------------------------------------------------------------------------------------
-- An event is a charge
-- ---------------------------------------------------------------------------------------------
SELECT account, at, charged, balance, status, replayed FROM credits.ingest('{
    "specversion": "1.0", "id": "A234-1234-1234", "source": "https://github.com/cloudevents/spec/pull", "type": "com.example.image",
    "subject": "ingest", "time": "2026-01-16T17:31:00Z", "datacontenttype": "application/json", "comexampleextension1": "value", "comexampleothervalue": 5,
    "data": {"quantity": 3, "model": "xl", "side": 1024.50, "hd": true, "seed": null, "prompt": {"text": "a cat"}, "tags": ["a"], "item": "job 7"}}');
SELECT * FROM ingested;
-- delivered again: the first answer, and nothing is billed; whatever the order and the blanks, of whatever is no part of the charge
SELECT account, at, charged, balance, status, replayed FROM credits.ingest('{"comexampleextension1": "another", "type": "com.example.image",
    "data": {"item": "job 7", "tags": ["b"], "side": 1024.5, "model": "xl", "hd": true, "seed": null, "quantity": 3.0},
    "subject": "ingest", "time": "2026-01-16T18:31:00.000+01:00", "id": "A234-1234-1234", "source": "https://github.com/cloudevents/spec/pull", "specversion": "1.0"}');
-- fails: another event under its name
SELECT credits.ingest('{"specversion": "1.0", "id": "A234-1234-1234", "source": "https://github.com/cloudevents/spec/pull", "type": "com.example.image",
    "subject": "ingest", "time": "2026-01-16T17:31:00Z", "data": {"quantity": 4, "item": "job 7"}}');
\echo SQLSTATE :SQLSTATE
-- charge() under its key is the same request
SELECT charged, replayed FROM credits.charge('ingest', 'com.example.image', 3, '{"hd": true, "model": "xl", "seed": null, "side": 1024.5}', '2026-01-16 17:31Z',
                                             item => 'job 7', key => 'https://github.com/cloudevents/spec/pull A234-1234-1234');
-- what can be left out; an interval; attributes of its own; an id with blanks
CREATE FUNCTION pg_temp.event(more jsonb) RETURNS credits.receipt LANGUAGE sql AS
$$ SELECT credits.ingest('{"specversion": "1.0", "source": "/s", "id": "1", "type": "com.example.image", "subject": "ingest"}'::jsonb || more) $$;
SELECT at, charged FROM pg_temp.event('{}');
SELECT at, charged FROM pg_temp.event('{"id": "2", "data": null, "time": null, "data_base64": null}');
SELECT at, charged FROM pg_temp.event('{"id": "3", "data": {"quantity": null, "until": null, "item": null, "attributes": null}}');
SELECT at, charged FROM pg_temp.event('{"id": "4", "type": "com.example.gpu", "time": "2026-01-16T00:00:00+02:00",
                                        "data": {"quantity": 0.5, "until": "2026-01-16t12:00:00.5z", "attributes": {"region": {"name": "eu"}}, "model": "h100"}}');
SELECT at, charged FROM pg_temp.event('{"id": " 5 6 ", "time": "2026-01-16 00:00:00.123456789-05:30"}');
SELECT at, charged, replayed FROM pg_temp.event('{"id": " 5 6 ", "time": "2026-01-16 00:00:00.123457-05:30"}');
SELECT at FROM pg_temp.event('{"id": "leap", "time": "2028-02-29T23:59:60-15:59"}');
SELECT quantity, attributes, at, until, item, key, charged FROM ingested OFFSET 1;
-- names are joined so that no two are one: a source has no blank; long ones are hashed, and a hash has none
SELECT charged, replayed FROM pg_temp.event('{"source": "/s", "id": "1 1"}');
SELECT charged, replayed FROM pg_temp.event('{"source": "/s1", "id": "1"}');
SELECT charged, replayed FROM pg_temp.event(jsonb_build_object('id', repeat('x', 252)));
SELECT charged, replayed FROM pg_temp.event(jsonb_build_object('id', repeat('x', 253)));
SELECT charged, replayed FROM pg_temp.event(jsonb_build_object('id', repeat('x', 253)));
SELECT charged, replayed FROM pg_temp.event(jsonb_build_object('id', repeat('x', 100000), 'source', repeat('y', 100000)));
SELECT charged, replayed FROM pg_temp.event(jsonb_build_object('id', repeat('x', 100000), 'source', repeat('y', 100001)));
SELECT length(key), left(key, 20) FROM ingested OFFSET 9;
SELECT k.key = 'sha256:' || encode(sha256(convert_to('/s ' || repeat('x', 253), 'UTF8')), 'hex') AS core FROM ingested k OFFSET 10 LIMIT 1;

-- ---------------------------------------------------------------------------------------------
-- What is no event
-- ---------------------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.refused(event jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    detail text;
    hint   text;
BEGIN
    PERFORM credits.ingest(event);
    RETURN 'taken';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    RETURN SQLSTATE || ' ' || SQLERRM || CASE WHEN detail = '' OR hint = '' THEN ' (without detail or hint)' ELSE '' END;
END
$$;
SELECT credits.ingest(NULL);
\echo SQLSTATE :SQLSTATE
SELECT credits.ingest('{"specversion": "1.0", "source": "/s", "id": "none", "type": "com.example.image"}');
\echo SQLSTATE :SQLSTATE
SELECT credits.ingest('{"specversion": "1.0", "source": "/s", "id": "none", "type": "com.example.image", "subject": "ingest", "time": "yesterday"}');
\echo SQLSTATE :SQLSTATE
SELECT credits.ingest('[{"specversion": "1.0"}]');
\echo SQLSTATE :SQLSTATE
SELECT e AS event, pg_temp.refused(e::jsonb) FROM unnest(ARRAY['null', '1', '"event"', '{}']) e;
SELECT m AS without, pg_temp.refused(e - m)
  FROM unnest(ARRAY['specversion', 'source', 'id', 'type', 'subject']) m,
       (SELECT '{"specversion": "1.0", "source": "/s", "id": "none", "type": "com.example.image", "subject": "ingest"}'::jsonb) t (e);
SELECT w AS with, pg_temp.refused(e || w::jsonb)
  FROM unnest(ARRAY['{"specversion": "0.3"}', '{"specversion": 1.0}', '{"specversion": null}', '{"source": "/a b"}', '{"source": ""}', '{"source": 7}', '{"id": 7}', '{"id": ""}',
                    '{"subject": ""}', '{"subject": ["ingest"]}', '{"type": null}', '{"type": {}}', '{"data": 3}', '{"data": [3]}', '{"data": "3"}', '{"data_base64": "e30="}',
                    '{"data": {}, "data_base64": "e30="}', '{"data": {"quantity": "3"}}', '{"data": {"quantity": []}}', '{"data": {"item": 7}}', '{"data": {"item": ""}}',
                    '{"data": {"attributes": []}}', '{"data": {"attributes": "a"}}', '{"time": 1768500000}', '{"time": ""}', '{"time": "now"}', '{"time": "infinity"}',
                    '{"time": "2026-01-16"}', '{"time": "2026-01-16T00:00:00"}', '{"time": "2026-01-16T00:00:00 Europe/Berlin"}', '{"time": "2026-13-16T00:00:00Z"}',
                    '{"time": "2026-02-29T00:00:00Z"}', '{"time": "2026-04-31T00:00:00Z"}', '{"time": "2026-01-00T00:00:00Z"}', '{"time": "2026-01-16T24:00:00Z"}',
                    '{"time": "2026-01-16T23:60:00Z"}', '{"time": "2026-01-16T23:59:61Z"}', '{"time": "2026-01-16T23:59:60.5Z"}', '{"time": "2026-01-16T00:00:00+16:00"}', '{"time": "2026-01-16T00:00:00+99:00"}', '{"time": "0000-01-16T00:00:00Z"}', '{"time": "2026-01-16T00:00:00Z or so"}',
                    '{"type": "com.example.gpu", "data": {"until": "soon"}}', '{"type": "com.example.gpu", "data": {"until": 7}}']) w,
       (SELECT '{"specversion": "1.0", "source": "/s", "id": "none", "type": "com.example.image", "subject": "ingest"}'::jsonb) t (e);
-- what charge() refuses
SELECT w AS with, pg_temp.refused(e || w::jsonb)
  FROM unnest(ARRAY['{"subject": "ingest/none"}', '{"type": "com.example.none"}', '{"data": {"quantity": -1}}', '{"data": {"quantity": 1e-19}}', '{"data": {"quantity": 1e40}}',
                    '{"data": {"quantity": 1000}}', '{"time": "2026-01-14T23:59:59Z"}', '{"time": "9999-12-31T23:59:59Z"}', '{"data": {"until": "2026-01-16T00:00:00Z"}}',
                    '{"type": "com.example.gpu"}', '{"type": "com.example.gpu", "data": {"until": "2026-01-14T00:00:00Z"}}']) w,
       (SELECT '{"specversion": "1.0", "source": "/s", "id": "none", "type": "com.example.image", "subject": "ingest"}'::jsonb) t (e);
SELECT pg_temp.refused(jsonb_build_object('specversion', '1.0', 'source', '/s', 'id', 'none', 'type', 'com.example.image', 'subject', repeat('x', 256)));
SELECT pg_temp.refused(jsonb_build_object('specversion', '1.0', 'source', '/s', 'id', 'none', 'type', 'com.example.image', 'subject', 'ingest', 'data', jsonb_build_object('a', repeat('x', 8200))));
SELECT count(*) FROM ingested;

-- ---------------------------------------------------------------------------------------------
-- Transactions, rights, settings
-- ---------------------------------------------------------------------------------------------
BEGIN;
SELECT charged FROM pg_temp.event('{"id": "rolled back"}');
SAVEPOINT s;
SELECT charged FROM pg_temp.event('{"id": "rolled back 2"}');
ROLLBACK TO s;
SELECT charged, replayed FROM pg_temp.event('{"id": "rolled back 2"}');
ROLLBACK;
SELECT charged, replayed FROM pg_temp.event('{"id": "rolled back"}');
-- a batch; an event twice in it
SELECT count(*), count(*) FILTER (WHERE (r.receipt).replayed) AS replayed
  FROM (SELECT pg_temp.event(jsonb_build_object('id', 'batch ' || i % 10, 'data', jsonb_build_object('quantity', i % 10))) AS receipt FROM generate_series(1, 20) i OFFSET 0) r;
-- whatever the session's settings
SET timezone = 'America/St_Johns';
SET datestyle = 'German';
SET search_path = pg_temp;
CREATE FUNCTION pg_temp.charge(pg_catalog.text) RETURNS int LANGUAGE sql AS 'SELECT 1/0';
CREATE TEMP TABLE jsonb_each (key int);
SELECT at AT TIME ZONE 'UTC' AS at, charged FROM pg_temp.event('{"id": "settings", "time": "2026-01-17T00:00:00Z", "data": {"a": 1}}');
RESET search_path;
SET datestyle = 'ISO';
SET timezone = 'UTC';
RESET ROLE;
SELECT count(*) AS wrong FROM credits.verify('ingest');
-- fails: without the right to charge, and without the right to ingest
SET client_min_messages = warning;
DROP ROLE IF EXISTS regress_credits_broker;
RESET client_min_messages;
CREATE ROLE regress_credits_broker;
GRANT USAGE ON SCHEMA credits TO regress_credits_broker;
GRANT EXECUTE ON FUNCTION credits.ingest TO regress_credits_broker;
SET ROLE regress_credits_broker;
SELECT credits.ingest('{"specversion": "1.0", "source": "/s", "id": "none", "type": "com.example.image", "subject": "ingest"}');
RESET ROLE;
REVOKE EXECUTE ON FUNCTION credits.ingest FROM regress_credits_broker;
GRANT EXECUTE ON FUNCTION credits.charge TO regress_credits_broker;
SET ROLE regress_credits_broker;
SELECT credits.ingest('{"specversion": "1.0", "source": "/s", "id": "none", "type": "com.example.image", "subject": "ingest"}');
\echo SQLSTATE :SQLSTATE
RESET ROLE;
DROP OWNED BY regress_credits_broker;
DROP ROLE regress_credits_broker;
