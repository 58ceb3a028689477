-- ---------------------------------------------------------------------------------------------
-- The outbox: what the application is to act on after commit
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.take_events(n int DEFAULT 100, lease interval DEFAULT '1 minute')
RETURNS TABLE (id bigint, at timestamptz, booked_at timestamptz, account text, event text, facts jsonb, times int)
AS 'MODULE_PATHNAME', 'credits_take_events' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.take_events(int, interval) IS 'Takes up to n events that nobody has, in order of their ids, for so long; what is not acknowledged by then is given again. Never waits for another consumer. 22023 for n out of 1 to 10000, or a lease that is not above 0 and at most 7 days.';

CREATE FUNCTION credits.ack(events bigint[]) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_ack' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.ack(bigint[]) IS 'Deletes events that have been acted on, and returns how many; what is gone already is no error. KR015 for one that another role has taken, until its lease ends.';

CREATE FUNCTION credits.notify_events(enabled boolean) RETURNS void
AS 'MODULE_PATHNAME', 'credits_notify_events' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.notify_events(boolean) IS 'Whether a transaction that writes to the outbox notifies channel credits when it commits; off at first. Such a transaction cannot be prepared (PREPARE TRANSACTION).';

CREATE FUNCTION credits.outbox_notify() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_outbox_notify' LANGUAGE C;
COMMENT ON FUNCTION credits.outbox_notify() IS 'Trigger of credits.outbox: wakes up who listens on channel credits; notify_events() enables it.';
