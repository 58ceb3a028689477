-- The outbox: taking events, acknowledging them, and being woken up
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

-- what other tests have left is somebody else's
UPDATE credits.outbox SET leased_until = 'infinity';
SELECT credits.open_account('outbox/' || n, clock => '2026-03-01 00:00Z') > 0 AS opened FROM generate_series(1, 2) n;
INSERT INTO credits.outbox (account_id, user_id, event, at, facts)
SELECT k.account_id, k.user_id, 'test', '2026-03-01 00:00Z', jsonb_build_object('n', n) FROM generate_series(1, 5) n JOIN credits.account_key k ON k.account = 'outbox/' || 1 + n % 2 ORDER BY n;
SELECT min(id) - 1 AS before FROM credits.outbox WHERE event = 'test' \gset

-- in their order, each once within its lease
SELECT id - :before AS id, at, account, event, facts, times FROM credits.take_events(2);
SELECT id - :before AS id, account, facts, times FROM credits.take_events(2, '1 hour');
SELECT id - :before AS id, account, facts, times FROM credits.take_events();
SELECT id - :before AS id FROM credits.take_events();
-- acknowledged, they are gone; what is gone is no error
SELECT credits.ack(ARRAY[:before + 1, :before + 3, :before + 3, :before + 1000]);
SELECT credits.ack(ARRAY[:before + 1, :before + 3]);
SELECT credits.ack('{}');
SELECT id - :before AS id, times, taken_by = current_user AS mine FROM credits.outbox WHERE event = 'test' ORDER BY id;
-- a lease that has ended: it is given again
UPDATE credits.outbox SET leased_until = clock_timestamp() WHERE event = 'test' AND id <= :before + 4;
SELECT id - :before AS id, times FROM credits.take_events();
SELECT id - :before AS id, times FROM credits.take_events();
-- one that nobody took can be acknowledged
INSERT INTO credits.outbox (account_id, user_id, event, at, facts) SELECT k.account_id, k.user_id, 'test', '2026-03-01 00:00Z', '{}' FROM credits.account_key k WHERE k.account = 'outbox/1';
SELECT credits.ack(ARRAY[:before + 6]);

-- ---------------------------------------------------------------------------------------------
-- Two roles
-- ---------------------------------------------------------------------------------------------
CREATE ROLE outbox_one;
CREATE ROLE outbox_two;
GRANT USAGE ON SCHEMA credits TO outbox_one, outbox_two;
-- fails: nobody was allowed
SET ROLE outbox_one;
SELECT credits.take_events();
SELECT credits.ack('{1}');
SELECT credits.notify_events(true);
RESET ROLE;
GRANT EXECUTE ON FUNCTION credits.take_events(int, interval), credits.ack(bigint[]) TO outbox_one, outbox_two;
UPDATE credits.outbox SET leased_until = NULL WHERE event = 'test';
SET ROLE outbox_one;
SELECT id - :before AS id FROM credits.take_events(2);
SET ROLE outbox_two;
SELECT id - :before AS id FROM credits.take_events();
\set VERBOSITY sqlstate
-- fails: the other has it, and nothing is deleted
SELECT credits.ack(ARRAY[:before + 5, :before + 2]);
\set VERBOSITY default
SELECT credits.ack(ARRAY[:before + 5]);
RESET ROLE;
-- its lease has ended
UPDATE credits.outbox SET leased_until = clock_timestamp() WHERE id = :before + 2;
SET ROLE outbox_two;
SELECT credits.ack(ARRAY[:before + 2]);
SET ROLE outbox_one;
SELECT credits.ack(ARRAY[:before + 2, :before + 4]);
RESET ROLE;
SELECT count(*) FROM credits.outbox WHERE event = 'test';

-- ---------------------------------------------------------------------------------------------
-- Bad arguments
-- ---------------------------------------------------------------------------------------------
-- fails: none
SELECT credits.take_events(0);
-- fails: too many
SELECT credits.take_events(10001);
-- fails: null
SELECT credits.take_events(NULL);
-- fails: null
SELECT credits.take_events(1, NULL);
-- fails: no time
SELECT credits.take_events(1, '0');
-- fails: less than none
SELECT credits.take_events(1, '1 day -25:00');
-- fails: too long
SELECT credits.take_events(1, '7 days 00:00:00.000001');
-- fails: too long
SELECT credits.take_events(1, '1 month');
-- fails: null
SELECT credits.ack(NULL);
-- fails: null
SELECT credits.ack('{1,NULL}');
-- fails: null
SELECT credits.notify_events(NULL);
-- fails: it writes
BEGIN READ ONLY;
SELECT credits.take_events();
ROLLBACK;
-- fails: it writes
BEGIN READ ONLY;
SELECT credits.ack('{1}');
ROLLBACK;

-- ---------------------------------------------------------------------------------------------
-- NOTIFY: off at first
-- ---------------------------------------------------------------------------------------------
CREATE FUNCTION outbox_event() RETURNS bigint LANGUAGE sql AS $$
    INSERT INTO credits.outbox (account_id, user_id, event, at, facts)
    SELECT k.account_id, k.user_id, 'test', '2026-03-01 00:00Z', '{}' FROM credits.account_key k WHERE k.account = 'outbox/1' RETURNING id $$;
SELECT tgenabled FROM pg_trigger WHERE tgname = 'outbox_notify';
SELECT outbox_event() > 0 AS written, pg_notification_queue_usage() AS waiting;
SELECT credits.notify_events(true);
SELECT tgenabled FROM pg_trigger WHERE tgname = 'outbox_notify';
-- fails: who has notified cannot be prepared
BEGIN;
SELECT outbox_event() > 0 AS written;
PREPARE TRANSACTION 'outbox';
SELECT credits.notify_events(false);
SELECT tgenabled FROM pg_trigger WHERE tgname = 'outbox_notify';
SELECT outbox_event() > 0 AS written;
-- fails: a trigger is no function to call
SELECT credits.outbox_notify();

DELETE FROM credits.outbox WHERE event = 'test';
UPDATE credits.outbox SET leased_until = NULL;
DROP FUNCTION outbox_event;
REVOKE ALL ON FUNCTION credits.take_events(int, interval), credits.ack(bigint[]) FROM outbox_one, outbox_two;
REVOKE ALL ON SCHEMA credits FROM outbox_one, outbox_two;
DROP ROLE outbox_one, outbox_two;
