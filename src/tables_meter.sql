-- ---------------------------------------------------------------------------------------------
-- What charges count and what runs: counters, meters, and the outbox that tells the application what became of them.  init() makes
-- them in new books and in books of an earlier version.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.init_meters() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $meters$
BEGIN
    CREATE TABLE credits.counter (
        account_id bigint NOT NULL,
        price_id   bigint NOT NULL,
        starts_at  timestamptz NOT NULL,
        quantity   numeric NOT NULL,
        PRIMARY KEY (account_id, price_id, starts_at)
    ) WITH (fillfactor = 80);
    COMMENT ON TABLE credits.counter IS 'What a payer has used in a period under a price with packages or tiers by quantity: its row is locked before any bucket.';
    COMMENT ON COLUMN credits.counter.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.counter.price_id IS 'Price.';
    COMMENT ON COLUMN credits.counter.starts_at IS 'Start of the period of the usage''s own time.';
    COMMENT ON COLUMN credits.counter.quantity IS 'Sum of the quantities billed.';

    CREATE TABLE credits.meter (
        account_id   bigint NOT NULL,
        user_id      bigint NOT NULL,
        resource     text COLLATE "C" NOT NULL,
        item         text COLLATE "C" NOT NULL,
        status       text COLLATE "C" NOT NULL CHECK (status IN ('running', 'stopped', 'suspended', 'terminated', 'metered')),
        quantity     numeric NOT NULL,
        started_at   timestamptz NOT NULL,
        settled_to   timestamptz NOT NULL,
        stopped_at   timestamptz,
        unpaid_since timestamptz,
        attributes   jsonb,
        metered      boolean NOT NULL DEFAULT false,
        PRIMARY KEY (account_id, user_id, resource, item, metered),
        CHECK (metered = (status = 'metered')),
        CHECK (started_at <= settled_to)
    ) WITH (fillfactor = 80);
    CREATE INDEX meter_running ON credits.meter (account_id) WHERE status = 'running';
    COMMENT ON TABLE credits.meter IS 'Things that run or ran, one row for each account, resource and item: its last run; and the last run of usage booked for an item under a step or a least charge. What it cost is in usage_line.';
    COMMENT ON COLUMN credits.meter.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.meter.user_id IS 'Account that runs it.';
    COMMENT ON COLUMN credits.meter.resource IS 'Resource.';
    COMMENT ON COLUMN credits.meter.item IS 'The application''s name of the thing.';
    COMMENT ON COLUMN credits.meter.status IS 'running; stopped by a call; suspended or terminated because its account could pay no more; metered: no meter, but the last run of usage booked for the item.';
    COMMENT ON COLUMN credits.meter.quantity IS 'Quantity it runs with, or ran with last.';
    COMMENT ON COLUMN credits.meter.started_at IS 'Start of the run: steps count from here.';
    COMMENT ON COLUMN credits.meter.settled_to IS 'First instant that is not booked yet.';
    COMMENT ON COLUMN credits.meter.stopped_at IS 'End of the run; NULL: it is running.';
    COMMENT ON COLUMN credits.meter.unpaid_since IS 'From when it runs without being billed, as its account can pay no more; NULL: it is billed.';
    COMMENT ON COLUMN credits.meter.attributes IS 'Attributes its price is found by.';
    COMMENT ON COLUMN credits.meter.metered IS 'It is no meter, but usage that was booked for the item: an item can have a row of each.';

    CREATE SEQUENCE credits.outbox_id_seq;
    COMMENT ON SEQUENCE credits.outbox_id_seq IS 'Ids of rows of the outbox.';
    CREATE TABLE credits.outbox (
        account_id bigint NOT NULL,
        id         bigint NOT NULL DEFAULT nextval('credits.outbox_id_seq'),
        user_id    bigint NOT NULL,
        event      text COLLATE "C" NOT NULL,
        at         timestamptz NOT NULL,
        booked_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
        facts      jsonb NOT NULL,
        PRIMARY KEY (account_id, id)
    );
    COMMENT ON TABLE credits.outbox IS 'What the application is to act on after commit: things that were suspended, payments to take or to give back.';
    COMMENT ON COLUMN credits.outbox.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.outbox.id IS 'Identity; order of writing.';
    COMMENT ON COLUMN credits.outbox.user_id IS 'Account it is about.';
    COMMENT ON COLUMN credits.outbox.at IS 'Business time at which it happened.';
    COMMENT ON COLUMN credits.outbox.booked_at IS 'Wall time at which it was written.';
END
$meters$;
COMMENT ON FUNCTION credits.init_meters() IS 'Makes the tables of counters, meters and the outbox; init() calls it.';
