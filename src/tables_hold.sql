-- ---------------------------------------------------------------------------------------------
-- Holds: credit that is kept for work under way.  init() makes these tables in new books and in books of an earlier version.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.init_holds() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $holds$
BEGIN
    CREATE SEQUENCE credits.hold_id_seq;
    COMMENT ON SEQUENCE credits.hold_id_seq IS 'Ids of holds.';

    CREATE TABLE credits.hold (
        account_id bigint NOT NULL,
        id         bigint NOT NULL DEFAULT nextval('credits.hold_id_seq'),
        user_id    bigint NOT NULL,
        operation  bigint NOT NULL,
        status     text COLLATE "C" NOT NULL DEFAULT 'held',
        at         timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        ended_at   timestamptz,
        key        text COLLATE "C",
        actor      text NOT NULL,
        PRIMARY KEY (account_id, id),
        CHECK (at < expires_at),
        CHECK ((status = 'held') = (ended_at IS NULL))
    ) WITH (fillfactor = 80);
    CREATE INDEX hold_open ON credits.hold (account_id, expires_at) WHERE status = 'held';
    CREATE TRIGGER hold_status BEFORE INSERT OR UPDATE OF status ON credits.hold FOR EACH ROW EXECUTE FUNCTION
        credits.status_keep('held captured released expired', 'captured', 'released', 'expired');
    CREATE TRIGGER hold_keep BEFORE DELETE ON credits.hold FOR EACH ROW EXECUTE FUNCTION credits.append_only();
    CREATE TRIGGER hold_keep_all BEFORE TRUNCATE ON credits.hold FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    ALTER TABLE credits.hold ENABLE ALWAYS TRIGGER hold_keep;
    ALTER TABLE credits.hold ENABLE ALWAYS TRIGGER hold_keep_all;
    COMMENT ON TABLE credits.hold IS 'Credit that is kept for work under way: not available to anything else until it is captured, released, or ends.';
    COMMENT ON COLUMN credits.hold.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.hold.id IS 'Identity.';
    COMMENT ON COLUMN credits.hold.user_id IS 'Account that holds.';
    COMMENT ON COLUMN credits.hold.operation IS 'The call that made it.';
    COMMENT ON COLUMN credits.hold.status IS 'held; captured, in whole or in part; released; expired: it ended by itself (one that is held past expires_at is that too).';
    COMMENT ON COLUMN credits.hold.at IS 'From when it holds.';
    COMMENT ON COLUMN credits.hold.expires_at IS 'First instant at which it holds no more.';
    COMMENT ON COLUMN credits.hold.ended_at IS 'When it was captured or released, or had ended; NULL: it holds.';
    COMMENT ON COLUMN credits.hold.key IS 'Idempotency key.';
    COMMENT ON COLUMN credits.hold.actor IS 'Role that made it.';

    CREATE TABLE credits.hold_part (
        account_id bigint NOT NULL,
        hold_id    bigint NOT NULL,
        part       int NOT NULL,
        bucket_id  bigint NOT NULL,
        amount     credits.amount NOT NULL CHECK (amount > '0'),
        at         timestamptz NOT NULL,
        ended_at   timestamptz,
        operation  bigint NOT NULL,
        resource   text COLLATE "C",
        PRIMARY KEY (account_id, hold_id, part)
    ) WITH (fillfactor = 80);
    CREATE INDEX hold_part_open ON credits.hold_part (account_id, bucket_id) WHERE ended_at IS NULL;
    COMMENT ON TABLE credits.hold_part IS 'What a hold holds of each bucket, in draw order.';
    COMMENT ON COLUMN credits.hold_part.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.hold_part.hold_id IS 'Hold.';
    COMMENT ON COLUMN credits.hold_part.part IS 'Its place in the hold, from 1.';
    COMMENT ON COLUMN credits.hold_part.bucket_id IS 'Bucket; of overage that of the period it is held in now.';
    COMMENT ON COLUMN credits.hold_part.amount IS 'Credits held.';
    COMMENT ON COLUMN credits.hold_part.at IS 'From when they are held.';
    COMMENT ON COLUMN credits.hold_part.ended_at IS 'When they were captured or released, or had ended; NULL: they are held.';
    COMMENT ON COLUMN credits.hold_part.operation IS 'The call that held them.';
    COMMENT ON COLUMN credits.hold_part.resource IS 'Resource they are held for; NULL: none was named.';
END
$holds$;
COMMENT ON FUNCTION credits.init_holds() IS 'Makes the tables of holds; init() calls it.';
