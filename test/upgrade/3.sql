SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA credits;
CREATE SCHEMA credits_guard;
COMMENT ON SCHEMA credits_guard IS 'Holds the function of the event trigger that keeps the books of credits.';
CREATE EXTENSION IF NOT EXISTS credits WITH SCHEMA credits;
COMMENT ON EXTENSION credits IS 'credit billing: usage metered by the second, priced and drawn from buckets of credit in order';
CREATE FUNCTION credits_guard.keep_books() RETURNS event_trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    DECLARE
        dropped record;
    BEGIN
        FOR dropped IN SELECT o.object_type, o.object_identity FROM pg_event_trigger_dropped_objects() o
                        WHERE (o.object_type = 'extension' AND o.object_identity = 'credits')
                           OR (o.object_type = 'table' AND o.schema_name = 'credits')
        LOOP
            RAISE EXCEPTION 'cannot drop % % while there are books', dropped.object_type, dropped.object_identity
                USING ERRCODE = 'dependent_objects_still_exist',
                      DETAIL = 'The ledger in schema credits needs it.',
                      HINT = 'Dump the books first; then DROP EVENT TRIGGER credits_keep_books allows it.';
        END LOOP;
    END
    $$;
COMMENT ON FUNCTION credits_guard.keep_books() IS 'Refuses (2BP01) to drop the extension or any table of the books, with CASCADE too.';
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE credits.account (
    account_id bigint NOT NULL,
    user_id bigint NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    clock timestamp with time zone,
    clock_start timestamp with time zone,
    overage boolean,
    overage_cap credits.amount,
    credited credits.amount DEFAULT 0 NOT NULL,
    account text NOT NULL COLLATE pg_catalog."C",
    time_zone text NOT NULL,
    currency text NOT NULL,
    actor text NOT NULL,
    opens_at timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    closes_at timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    plan text COLLATE pg_catalog."C",
    closed_to timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    meters integer DEFAULT 0 NOT NULL,
    CONSTRAINT account_overage_cap_check CHECK ((overage_cap OPERATOR(credits.>=) (0)::credits.amount))
)
WITH (fillfactor='80');
COMMENT ON TABLE credits.account IS 'Who holds credit. A child (user_id <> account_id) spends from the payer account_id.';
COMMENT ON COLUMN credits.account.account_id IS 'Payer: itself, or its parent.';
COMMENT ON COLUMN credits.account.user_id IS 'Id of this account.';
COMMENT ON COLUMN credits.account.version IS 'Counts the rare operations on the account (opening and closing periods, overage, clock), each of which updates this row first.';
COMMENT ON COLUMN credits.account.opened_at IS 'First instant at which it can use anything.';
COMMENT ON COLUMN credits.account.clock IS 'The instant its own clock stands at; NULL: it lives on the wall clock.';
COMMENT ON COLUMN credits.account.clock_start IS 'Where its clock stood when it was opened; NULL: it was opened without one.';
COMMENT ON COLUMN credits.account.overage IS 'Whether usage beyond the paid buckets is drawn from the period''s flex bucket, as set_overage() said; NULL: as the plan says.';
COMMENT ON COLUMN credits.account.overage_cap IS 'Size of the flex bucket of each new period while overage is on; NULL: the plan''s, none without one.';
COMMENT ON COLUMN credits.account.credited IS 'Bound on what is left in all its buckets: the sum of its grants since they were last added up.';
COMMENT ON COLUMN credits.account.account IS 'Its name: the application''s text key.';
COMMENT ON COLUMN credits.account.time_zone IS 'IANA zone in which its calendar runs.';
COMMENT ON COLUMN credits.account.currency IS 'Currency of its money.';
COMMENT ON COLUMN credits.account.actor IS 'Role that opened it.';
COMMENT ON COLUMN credits.account.opens_at IS 'Next instant at which a period opens or a recurring grant that carries nothing over is made; of a child, meaningless.';
COMMENT ON COLUMN credits.account.closes_at IS 'Next instant at which a period closes or a recurring grant that carries over is made; of a child, meaningless.';
COMMENT ON COLUMN credits.account.plan IS 'Plan it was opened with; NULL: none.';
COMMENT ON COLUMN credits.account.closed_to IS 'End of its last closed period: its now is never before that, whatever a clock that was set back says.';
COMMENT ON COLUMN credits.account.meters IS 'How many meters it pays for are running; of a child 0.';
CREATE SEQUENCE credits.account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
COMMENT ON SEQUENCE credits.account_id_seq IS 'Ids of accounts.';
CREATE TABLE credits.account_key (
    account text NOT NULL COLLATE pg_catalog."C",
    account_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT account_key_account_check CHECK (((octet_length(account) >= 1) AND (octet_length(account) <= 255)))
);
COMMENT ON TABLE credits.account_key IS 'The application''s text key of each account: the one key that is unique across payers.';
COMMENT ON COLUMN credits.account_key.account IS 'Name given to open_account().';
COMMENT ON COLUMN credits.account_key.account_id IS 'Payer: the account itself, or its parent.';
COMMENT ON COLUMN credits.account_key.user_id IS 'The account itself.';
CREATE TABLE credits.books (
    version integer NOT NULL,
    made_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
COMMENT ON TABLE credits.books IS 'One row: which shape the tables have. Code answers KR014 to any other.';
COMMENT ON COLUMN credits.books.version IS 'Version of the tables, raised by credits.init() when it migrates them.';
COMMENT ON COLUMN credits.books.made_at IS 'When credits.init() first ran.';
CREATE SEQUENCE credits.bucket_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
COMMENT ON SEQUENCE credits.bucket_id_seq IS 'Ids of buckets; the last key of the draw order.';
CREATE SEQUENCE credits.operation_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
COMMENT ON SEQUENCE credits.operation_seq IS 'Ids of operations; not in order of commit.';
CREATE TABLE credits.bucket (
    account_id bigint NOT NULL,
    id bigint DEFAULT nextval('credits.bucket_id_seq'::regclass) NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    granted_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    seq bigint DEFAULT 0 NOT NULL,
    operation bigint DEFAULT nextval('credits.operation_seq'::regclass) NOT NULL,
    user_id bigint NOT NULL,
    priority integer NOT NULL,
    mark integer DEFAULT 0 NOT NULL,
    postpaid boolean NOT NULL,
    granted credits.amount,
    used credits.amount DEFAULT 0 NOT NULL,
    held credits.amount DEFAULT 0 NOT NULL,
    lapsed credits.amount DEFAULT 0 NOT NULL,
    class text NOT NULL COLLATE pg_catalog."C",
    cost numeric,
    scope text[] COLLATE pg_catalog."C",
    key text COLLATE pg_catalog."C",
    note text,
    subscription_id bigint,
    rolled_from bigint,
    CONSTRAINT bucket_check CHECK ((effective_at <= expires_at)),
    CONSTRAINT bucket_check1 CHECK (((used OPERATOR(credits.>=) (0)::credits.amount) AND (held OPERATOR(credits.>=) (0)::credits.amount) AND (lapsed OPERATOR(credits.>=) (0)::credits.amount))),
    CONSTRAINT bucket_cost_check CHECK ((cost >= (0)::numeric)),
    CONSTRAINT bucket_never_overdrawn CHECK ((postpaid OR ((granted IS NOT NULL) AND (((used OPERATOR(credits.+) held) OPERATOR(credits.+) lapsed) OPERATOR(credits.<=) granted))))
)
WITH (fillfactor='80');
COMMENT ON TABLE credits.bucket IS 'One grant and what is left of it: granted - used - held - lapsed. Inserting a row stamps what is left out and posts its entry.';
COMMENT ON COLUMN credits.bucket.account_id IS 'Payer whose bucket it is.';
COMMENT ON COLUMN credits.bucket.id IS 'Identity; the last key of the draw order.';
COMMENT ON COLUMN credits.bucket.effective_at IS 'First instant at which it can be drawn; left out: the account''s now.';
COMMENT ON COLUMN credits.bucket.expires_at IS 'First instant at which it cannot; infinity: never; left out: the class''s lifetime. A change of plan may bring it forward.';
COMMENT ON COLUMN credits.bucket.granted_at IS 'Business time of the grant.';
COMMENT ON COLUMN credits.bucket.closed_at IS 'Wall time at which it was closed: when it was used up, or with the period in which it expired; NULL: open.';
COMMENT ON COLUMN credits.bucket.seq IS 'How many entries it has.';
COMMENT ON COLUMN credits.bucket.operation IS 'Operation that made it.';
COMMENT ON COLUMN credits.bucket.user_id IS 'Account that the grant named: the payer or a child.';
COMMENT ON COLUMN credits.bucket.priority IS 'Place in the draw order, lower first; left out: the class''s rank.';
COMMENT ON COLUMN credits.bucket.mark IS 'Raised by operations that change what a waiting draw may do.';
COMMENT ON COLUMN credits.bucket.postpaid IS 'Drawn last and billed later, as its class says.';
COMMENT ON COLUMN credits.bucket.granted IS 'Credits in it at first; of a flex bucket the overage cap, NULL without one.';
COMMENT ON COLUMN credits.bucket.used IS 'Credits drawn, less what was returned.';
COMMENT ON COLUMN credits.bucket.held IS 'Credits reserved.';
COMMENT ON COLUMN credits.bucket.lapsed IS 'Credits that expired, were carried over or taken back.';
COMMENT ON COLUMN credits.bucket.class IS 'Class.';
COMMENT ON COLUMN credits.bucket.cost IS 'Cost basis: money paid per credit; NULL counts as 0 in the draw order.';
COMMENT ON COLUMN credits.bucket.scope IS 'Resources it may pay for; NULL: all.';
COMMENT ON COLUMN credits.bucket.key IS 'Idempotency key of the grant.';
COMMENT ON COLUMN credits.bucket.note IS 'Note given with the grant.';
COMMENT ON COLUMN credits.bucket.subscription_id IS 'Subscription that granted it, or from which it was carried over; NULL: neither.';
COMMENT ON COLUMN credits.bucket.rolled_from IS 'Of a rollover, the first bucket it was carried from.';
CREATE TABLE credits.class (
    class text NOT NULL COLLATE pg_catalog."C",
    priority integer NOT NULL,
    lifetime interval,
    to_cycle_end boolean DEFAULT false NOT NULL,
    postpaid boolean DEFAULT false NOT NULL,
    CONSTRAINT class_check CHECK (((NOT to_cycle_end) OR (lifetime IS NULL))),
    CONSTRAINT class_class_check CHECK (((octet_length(class) >= 1) AND (octet_length(class) <= 255))),
    CONSTRAINT class_lifetime_check CHECK ((lifetime > '00:00:00'::interval))
);
COMMENT ON TABLE credits.class IS 'Kinds of bucket, each with its rank in the draw order and its default lifetime.';
COMMENT ON COLUMN credits.class.class IS 'Name of the class.';
COMMENT ON COLUMN credits.class.priority IS 'Rank in the draw order, lower first: the priority of a bucket that is given none.';
COMMENT ON COLUMN credits.class.lifetime IS 'How long a bucket lives from effective_at if it is given no expiry, in the account''s zone; NULL is for ever.';
COMMENT ON COLUMN credits.class.to_cycle_end IS 'A bucket that is given no expiry lives to the end of the cycle that contains effective_at.';
COMMENT ON COLUMN credits.class.postpaid IS 'Drawn after all others and billed later; made by the engine, not by grant().';
CREATE TABLE credits.counter (
    account_id bigint NOT NULL,
    price_id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    quantity numeric NOT NULL
)
WITH (fillfactor='80');
COMMENT ON TABLE credits.counter IS 'What a payer has used in a period under a price with packages or tiers by quantity: its row is locked before any bucket.';
COMMENT ON COLUMN credits.counter.account_id IS 'Payer.';
COMMENT ON COLUMN credits.counter.price_id IS 'Price.';
COMMENT ON COLUMN credits.counter.starts_at IS 'Start of the period of the usage''s own time.';
COMMENT ON COLUMN credits.counter.quantity IS 'Sum of the quantities billed.';
CREATE TABLE credits.currency (
    currency text NOT NULL COLLATE pg_catalog."C",
    digits integer NOT NULL,
    CONSTRAINT currency_currency_check CHECK (((octet_length(currency) >= 1) AND (octet_length(currency) <= 255))),
    CONSTRAINT currency_digits_check CHECK (((digits >= 0) AND (digits <= 6)))
);
COMMENT ON TABLE credits.currency IS 'The minor unit of each currency, to which invoices are rounded. One that is not here has 2 digits.';
COMMENT ON COLUMN credits.currency.currency IS 'Currency, as accounts and plans name it.';
COMMENT ON COLUMN credits.currency.digits IS 'Decimal digits of its minor unit: USD 2, JPY 0, KWD 3.';
CREATE TABLE credits.entry (
    account_id bigint NOT NULL,
    operation bigint NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    late_at timestamp with time zone,
    bucket_id bigint NOT NULL,
    bucket_seq bigint NOT NULL,
    user_id bigint NOT NULL,
    piece integer NOT NULL,
    line integer,
    amount credits.amount NOT NULL,
    bucket_after credits.amount NOT NULL,
    balance credits.amount,
    kind text NOT NULL COLLATE pg_catalog."C",
    resource text COLLATE pg_catalog."C",
    key text COLLATE pg_catalog."C",
    actor text,
    note text,
    attributes jsonb
)
PARTITION BY RANGE (booked_at);
COMMENT ON TABLE credits.entry IS 'The ledger: one immutable row for every change of a bucket. UPDATE, DELETE and TRUNCATE are KR011.';
COMMENT ON COLUMN credits.entry.account_id IS 'Payer.';
COMMENT ON COLUMN credits.entry.operation IS 'Call that made it; its facts stand on its first piece.';
COMMENT ON COLUMN credits.entry.booked_at IS 'Wall time at which it was booked; the month it is kept by.';
COMMENT ON COLUMN credits.entry.at IS 'Business time: of a draw over time, the start of the stretch in which it begins.';
COMMENT ON COLUMN credits.entry.late_at IS 'If the period of at had closed: the account''s now, at which it was drawn; else NULL.';
COMMENT ON COLUMN credits.entry.bucket_id IS 'Bucket it changes.';
COMMENT ON COLUMN credits.entry.bucket_seq IS 'Its place in the bucket''s chain, from 1 without gaps.';
COMMENT ON COLUMN credits.entry.user_id IS 'Account that the call named.';
COMMENT ON COLUMN credits.entry.piece IS 'Its place in the operation, from 1 without gaps.';
COMMENT ON COLUMN credits.entry.line IS 'Line of usage it pays for; NULL: none.';
COMMENT ON COLUMN credits.entry.amount IS 'Change of the bucket in credits: a grant positive, a draw or an expiry negative.';
COMMENT ON COLUMN credits.entry.bucket_after IS 'Sum of the bucket''s entries up to this one.';
COMMENT ON COLUMN credits.entry.balance IS 'On the first piece of a draw that can be asked for again (a call''s, or a keyed row''s): available after the whole operation.';
COMMENT ON COLUMN credits.entry.kind IS 'grant, draw, return, expire, rollover, revoke or overage.';
COMMENT ON COLUMN credits.entry.resource IS 'Resource drawn for.';
COMMENT ON COLUMN credits.entry.key IS 'On the first piece: the idempotency key.';
COMMENT ON COLUMN credits.entry.actor IS 'On the first piece: the role that called.';
COMMENT ON COLUMN credits.entry.note IS 'On the first piece: the note given.';
COMMENT ON COLUMN credits.entry.attributes IS 'On the first piece of consume(): the attributes given.';
CREATE TABLE credits.entry_202506 (
    account_id bigint NOT NULL,
    operation bigint NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    late_at timestamp with time zone,
    bucket_id bigint NOT NULL,
    bucket_seq bigint NOT NULL,
    user_id bigint NOT NULL,
    piece integer NOT NULL,
    line integer,
    amount credits.amount NOT NULL,
    bucket_after credits.amount NOT NULL,
    balance credits.amount,
    kind text NOT NULL COLLATE pg_catalog."C",
    resource text COLLATE pg_catalog."C",
    key text COLLATE pg_catalog."C",
    actor text,
    note text,
    attributes jsonb
);
COMMENT ON TABLE credits.entry_202506 IS 'Partition of credits.entry: 2025-06, by the month booked, UTC.';
COMMENT ON COLUMN credits.entry_202506.account_id IS 'Payer.';
COMMENT ON COLUMN credits.entry_202506.operation IS 'Call that made it; its facts stand on its first piece.';
COMMENT ON COLUMN credits.entry_202506.booked_at IS 'Wall time at which it was booked; the month it is kept by.';
COMMENT ON COLUMN credits.entry_202506.at IS 'Business time: of a draw over time, the start of the stretch in which it begins.';
COMMENT ON COLUMN credits.entry_202506.late_at IS 'If the period of at had closed: the account''s now, at which it was drawn; else NULL.';
COMMENT ON COLUMN credits.entry_202506.bucket_id IS 'Bucket it changes.';
COMMENT ON COLUMN credits.entry_202506.bucket_seq IS 'Its place in the bucket''s chain, from 1 without gaps.';
COMMENT ON COLUMN credits.entry_202506.user_id IS 'Account that the call named.';
COMMENT ON COLUMN credits.entry_202506.piece IS 'Its place in the operation, from 1 without gaps.';
COMMENT ON COLUMN credits.entry_202506.line IS 'Line of usage it pays for; NULL: none.';
COMMENT ON COLUMN credits.entry_202506.amount IS 'Change of the bucket in credits: a grant positive, a draw or an expiry negative.';
COMMENT ON COLUMN credits.entry_202506.bucket_after IS 'Sum of the bucket''s entries up to this one.';
COMMENT ON COLUMN credits.entry_202506.balance IS 'On the first piece of a draw that can be asked for again (a call''s, or a keyed row''s): available after the whole operation.';
COMMENT ON COLUMN credits.entry_202506.kind IS 'grant, draw, return, expire, rollover, revoke or overage.';
COMMENT ON COLUMN credits.entry_202506.resource IS 'Resource drawn for.';
COMMENT ON COLUMN credits.entry_202506.key IS 'On the first piece: the idempotency key.';
COMMENT ON COLUMN credits.entry_202506.actor IS 'On the first piece: the role that called.';
COMMENT ON COLUMN credits.entry_202506.note IS 'On the first piece: the note given.';
COMMENT ON COLUMN credits.entry_202506.attributes IS 'On the first piece of consume(): the attributes given.';
CREATE TABLE credits.entry_default (
    account_id bigint NOT NULL,
    operation bigint NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    late_at timestamp with time zone,
    bucket_id bigint NOT NULL,
    bucket_seq bigint NOT NULL,
    user_id bigint NOT NULL,
    piece integer NOT NULL,
    line integer,
    amount credits.amount NOT NULL,
    bucket_after credits.amount NOT NULL,
    balance credits.amount,
    kind text NOT NULL COLLATE pg_catalog."C",
    resource text COLLATE pg_catalog."C",
    key text COLLATE pg_catalog."C",
    actor text,
    note text,
    attributes jsonb
);
COMMENT ON TABLE credits.entry_default IS 'Partition of credits.entry: what no monthly partition takes.';
COMMENT ON COLUMN credits.entry_default.account_id IS 'Payer.';
COMMENT ON COLUMN credits.entry_default.operation IS 'Call that made it; its facts stand on its first piece.';
COMMENT ON COLUMN credits.entry_default.booked_at IS 'Wall time at which it was booked; the month it is kept by.';
COMMENT ON COLUMN credits.entry_default.at IS 'Business time: of a draw over time, the start of the stretch in which it begins.';
COMMENT ON COLUMN credits.entry_default.late_at IS 'If the period of at had closed: the account''s now, at which it was drawn; else NULL.';
COMMENT ON COLUMN credits.entry_default.bucket_id IS 'Bucket it changes.';
COMMENT ON COLUMN credits.entry_default.bucket_seq IS 'Its place in the bucket''s chain, from 1 without gaps.';
COMMENT ON COLUMN credits.entry_default.user_id IS 'Account that the call named.';
COMMENT ON COLUMN credits.entry_default.piece IS 'Its place in the operation, from 1 without gaps.';
COMMENT ON COLUMN credits.entry_default.line IS 'Line of usage it pays for; NULL: none.';
COMMENT ON COLUMN credits.entry_default.amount IS 'Change of the bucket in credits: a grant positive, a draw or an expiry negative.';
COMMENT ON COLUMN credits.entry_default.bucket_after IS 'Sum of the bucket''s entries up to this one.';
COMMENT ON COLUMN credits.entry_default.balance IS 'On the first piece of a draw that can be asked for again (a call''s, or a keyed row''s): available after the whole operation.';
COMMENT ON COLUMN credits.entry_default.kind IS 'grant, draw, return, expire, rollover, revoke or overage.';
COMMENT ON COLUMN credits.entry_default.resource IS 'Resource drawn for.';
COMMENT ON COLUMN credits.entry_default.key IS 'On the first piece: the idempotency key.';
COMMENT ON COLUMN credits.entry_default.actor IS 'On the first piece: the role that called.';
COMMENT ON COLUMN credits.entry_default.note IS 'On the first piece: the note given.';
COMMENT ON COLUMN credits.entry_default.attributes IS 'On the first piece of consume(): the attributes given.';
CREATE SEQUENCE credits.invoice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
COMMENT ON SEQUENCE credits.invoice_id_seq IS 'Ids of invoices; gaps mean nothing.';
CREATE TABLE credits.invoice (
    account_id bigint NOT NULL,
    id bigint DEFAULT nextval('credits.invoice_id_seq'::regclass) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    finalized_at timestamp with time zone NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    paid_at timestamp with time zone,
    failed_at timestamp with time zone,
    subscription_id bigint NOT NULL,
    currency text NOT NULL COLLATE pg_catalog."C",
    total numeric NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT invoice_status_check CHECK ((status = ANY (ARRAY['open'::text, 'paid'::text, 'failed'::text])))
);
COMMENT ON TABLE credits.invoice IS 'What a period under a plan costs in money, made when it closes; immutable but for its status.';
COMMENT ON COLUMN credits.invoice.account_id IS 'Payer.';
COMMENT ON COLUMN credits.invoice.id IS 'Identity, as invoice_paid() takes it.';
COMMENT ON COLUMN credits.invoice.starts_at IS 'First instant of the period.';
COMMENT ON COLUMN credits.invoice.ends_at IS 'First instant after the period.';
COMMENT ON COLUMN credits.invoice.finalized_at IS 'When the period closed by the account''s clock: its end, or later by its grace.';
COMMENT ON COLUMN credits.invoice.booked_at IS 'Wall time at which it was written.';
COMMENT ON COLUMN credits.invoice.paid_at IS 'When it was paid; NULL: not yet, or there was nothing to pay.';
COMMENT ON COLUMN credits.invoice.failed_at IS 'When its payment failed last; NULL: it did not.';
COMMENT ON COLUMN credits.invoice.subscription_id IS 'Subscription in force when the period ended.';
COMMENT ON COLUMN credits.invoice.currency IS 'Currency of its money.';
COMMENT ON COLUMN credits.invoice.total IS 'Sum of its lines, rounded half-even once to the minor unit; negative if more was taken back than is owed.';
COMMENT ON COLUMN credits.invoice.status IS 'open, paid (at once if the total is 0) or failed.';
CREATE TABLE credits.invoice_line (
    account_id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    line integer NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    description text NOT NULL,
    class text COLLATE pg_catalog."C",
    quantity credits.amount,
    unit_price numeric,
    exact numeric NOT NULL,
    amount numeric
);
COMMENT ON TABLE credits.invoice_line IS 'The lines of each period''s invoice; pending until it is made, then immutable.';
COMMENT ON COLUMN credits.invoice_line.account_id IS 'Payer.';
COMMENT ON COLUMN credits.invoice_line.starts_at IS 'First instant of the period.';
COMMENT ON COLUMN credits.invoice_line.booked_at IS 'Wall time at which it was written.';
COMMENT ON COLUMN credits.invoice_line.line IS 'Its place: 1 is the cycle''s price, then pending lines, overage, credits.';
COMMENT ON COLUMN credits.invoice_line.kind IS 'cycle, proration, overage or credits.';
COMMENT ON COLUMN credits.invoice_line.description IS 'What it is for.';
COMMENT ON COLUMN credits.invoice_line.class IS 'Of a credits line, the class drawn from.';
COMMENT ON COLUMN credits.invoice_line.quantity IS 'Credits of overage or credits drawn; NULL: it is not by quantity.';
COMMENT ON COLUMN credits.invoice_line.unit_price IS 'Money per credit of overage; NULL: it is not by quantity.';
COMMENT ON COLUMN credits.invoice_line.exact IS 'Its money before rounding.';
COMMENT ON COLUMN credits.invoice_line.amount IS 'Its share of the total, in money; NULL while it is pending.';
CREATE SEQUENCE credits.job_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
COMMENT ON SEQUENCE credits.job_id_seq IS 'Ids of runs of the job.';
CREATE TABLE credits.job (
    id bigint DEFAULT nextval('credits.job_id_seq'::regclass) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    upto timestamp with time zone NOT NULL,
    pid integer NOT NULL,
    done bigint DEFAULT 0 NOT NULL,
    failed bigint DEFAULT 0 NOT NULL
);
COMMENT ON TABLE credits.job IS 'Runs of credits.run() that had something to do, kept for 30 days. State of the job only: nothing depends on it.';
COMMENT ON COLUMN credits.job.id IS 'Identity.';
COMMENT ON COLUMN credits.job.started_at IS 'Wall time at which it began.';
COMMENT ON COLUMN credits.job.updated_at IS 'Wall time of its last batch.';
COMMENT ON COLUMN credits.job.finished_at IS 'Wall time at which it ended; NULL: it is running, or was stopped.';
COMMENT ON COLUMN credits.job.upto IS 'It does what is due by this instant.';
COMMENT ON COLUMN credits.job.pid IS 'Backend that runs it.';
COMMENT ON COLUMN credits.job.done IS 'Accounts it has caught up.';
COMMENT ON COLUMN credits.job.failed IS 'Accounts that failed; the server''s log has each error.';
CREATE TABLE credits.meter (
    account_id bigint NOT NULL,
    user_id bigint NOT NULL,
    resource text NOT NULL COLLATE pg_catalog."C",
    item text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    quantity numeric NOT NULL,
    started_at timestamp with time zone NOT NULL,
    settled_to timestamp with time zone NOT NULL,
    stopped_at timestamp with time zone,
    unpaid_since timestamp with time zone,
    attributes jsonb,
    metered boolean DEFAULT false NOT NULL,
    CONSTRAINT meter_check CHECK ((metered = (status = 'metered'::text))),
    CONSTRAINT meter_check1 CHECK ((started_at <= settled_to)),
    CONSTRAINT meter_status_check CHECK ((status = ANY (ARRAY['running'::text, 'stopped'::text, 'suspended'::text, 'terminated'::text, 'metered'::text])))
)
WITH (fillfactor='80');
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
CREATE SEQUENCE credits.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
COMMENT ON SEQUENCE credits.outbox_id_seq IS 'Ids of rows of the outbox.';
CREATE TABLE credits.outbox (
    account_id bigint NOT NULL,
    id bigint DEFAULT nextval('credits.outbox_id_seq'::regclass) NOT NULL,
    user_id bigint NOT NULL,
    event text NOT NULL COLLATE pg_catalog."C",
    at timestamp with time zone NOT NULL,
    booked_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    facts jsonb NOT NULL
);
COMMENT ON TABLE credits.outbox IS 'What the application is to act on after commit: a row for each thing that was suspended, terminated or goes on unpaid.';
COMMENT ON COLUMN credits.outbox.account_id IS 'Payer.';
COMMENT ON COLUMN credits.outbox.id IS 'Identity; order of writing.';
COMMENT ON COLUMN credits.outbox.user_id IS 'Account it is about.';
COMMENT ON COLUMN credits.outbox.event IS 'meter.suspended, meter.terminated or meter.unpaid.';
COMMENT ON COLUMN credits.outbox.at IS 'Business time at which it happened.';
COMMENT ON COLUMN credits.outbox.booked_at IS 'Wall time at which it was written.';
COMMENT ON COLUMN credits.outbox.facts IS 'What happened, as one JSON object: account, resource, item, quantity, and attributes if there are any.';
CREATE TABLE credits.period (
    account_id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    opened_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    cycle_starts_at timestamp with time zone,
    cycle_ends_at timestamp with time zone,
    subscription_id bigint,
    trial boolean DEFAULT false NOT NULL,
    price numeric,
    CONSTRAINT period_check CHECK ((starts_at < ends_at))
);
COMMENT ON TABLE credits.period IS 'Billing periods of each payer: gapless, disjoint, half-open. Without a plan, calendar months in its zone.';
COMMENT ON COLUMN credits.period.account_id IS 'Payer.';
COMMENT ON COLUMN credits.period.starts_at IS 'First instant.';
COMMENT ON COLUMN credits.period.ends_at IS 'First instant after it.';
COMMENT ON COLUMN credits.period.closed_at IS 'Wall time at which it was closed; NULL: open. Setting it closes the period, if it is due: rolls over, expires, invoices and renews.';
COMMENT ON COLUMN credits.period.opened_at IS 'Wall time at which the row was made.';
COMMENT ON COLUMN credits.period.closes_at IS 'When it is due to close: its end, or later by the plan''s grace.';
COMMENT ON COLUMN credits.period.cycle_starts_at IS 'First instant of the plan''s cycle it belongs to; NULL: no plan, or a trial.';
COMMENT ON COLUMN credits.period.cycle_ends_at IS 'First instant after that cycle.';
COMMENT ON COLUMN credits.period.subscription_id IS 'Subscription in force, the last if it was changed; NULL: none.';
COMMENT ON COLUMN credits.period.trial IS 'Whether it is a trial.';
COMMENT ON COLUMN credits.period.price IS 'Price of the cycle that begins with it, in money; NULL: none does.';
CREATE TABLE credits.plan (
    plan text NOT NULL COLLATE pg_catalog."C",
    price numeric DEFAULT 0 NOT NULL,
    currency text DEFAULT 'USD'::text NOT NULL COLLATE pg_catalog."C",
    cycle interval DEFAULT '1 mon'::interval NOT NULL,
    billing interval,
    grace interval DEFAULT '00:00:00'::interval NOT NULL,
    included credits.amount DEFAULT 0 NOT NULL,
    priority integer,
    trial interval,
    trial_included credits.amount DEFAULT 0 NOT NULL,
    rollover_max credits.amount,
    rollover_min credits.amount,
    rollover_percent numeric,
    rollover_for interval,
    overage boolean DEFAULT false NOT NULL,
    overage_price numeric DEFAULT 0 NOT NULL,
    overage_cap credits.amount,
    on_change text DEFAULT 'reset'::text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT plan_plan_check CHECK (((octet_length(plan) >= 1) AND (octet_length(plan) <= 255)))
);
COMMENT ON TABLE credits.plan IS 'What is sold. A subscription copies its terms, so changing a row changes nothing for those who have it.';
COMMENT ON COLUMN credits.plan.plan IS 'Name of the plan.';
COMMENT ON COLUMN credits.plan.price IS 'Price of a cycle, in money.';
COMMENT ON COLUMN credits.plan.currency IS 'Currency of its prices; that of the accounts that can take it.';
COMMENT ON COLUMN credits.plan.cycle IS 'How long a cycle is: price and included credits are per cycle.';
COMMENT ON COLUMN credits.plan.billing IS 'How often overage is billed and capped, a part of the cycle; NULL: the cycle, or a month if that is in months and longer.';
COMMENT ON COLUMN credits.plan.grace IS 'How long after its end a period stays open for its own usage; not longer than billing.';
COMMENT ON COLUMN credits.plan.included IS 'Credits granted at the start of each cycle, which expire at its end.';
COMMENT ON COLUMN credits.plan.priority IS 'Place of the included credits in the draw order; NULL: that of class included.';
COMMENT ON COLUMN credits.plan.trial IS 'How long an account''s first subscription runs at no price before its first cycle; NULL: not at all.';
COMMENT ON COLUMN credits.plan.trial_included IS 'Credits granted for the trial, which expire with it.';
COMMENT ON COLUMN credits.plan.rollover_max IS 'Most that is carried over at the end of a cycle, older rollovers included; NULL: no such bound.';
COMMENT ON COLUMN credits.plan.rollover_min IS 'What is carried at least: less that was left is topped up.';
COMMENT ON COLUMN credits.plan.rollover_percent IS 'The same bound in percent of what the cycle was granted.';
COMMENT ON COLUMN credits.plan.rollover_for IS 'How long what was carried lives; NULL: as class rollover says. If all four are NULL nothing is carried.';
COMMENT ON COLUMN credits.plan.overage IS 'Whether overage is on for an account that has not set it.';
COMMENT ON COLUMN credits.plan.overage_price IS 'Price of a credit of overage, in money.';
COMMENT ON COLUMN credits.plan.overage_cap IS 'Cap on overage in a billing period, in credits; NULL: none.';
COMMENT ON COLUMN credits.plan.on_change IS 'What changing to this plan now does: reset the cycle, or prorate the difference.';
CREATE TABLE credits.price (
    id bigint NOT NULL,
    resource text NOT NULL COLLATE pg_catalog."C",
    rate credits.rate,
    valid_from timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    valid_until timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    plan text COLLATE pg_catalog."C",
    account text COLLATE pg_catalog."C",
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    step interval,
    "least" credits.amount,
    package numeric,
    tiers jsonb,
    tier_mode text COLLATE pg_catalog."C",
    tier_by text COLLATE pg_catalog."C",
    CONSTRAINT price_check CHECK ((valid_from < valid_until))
);
COMMENT ON TABLE credits.price IS 'What each resource costs, by the time of the usage, for everybody, a plan or an account, and by attributes. The most specific price wins; two that are equally so for some usage at one time are refused (23P01).';
COMMENT ON COLUMN credits.price.id IS 'Identity.';
COMMENT ON COLUMN credits.price.resource IS 'Resource it prices.';
COMMENT ON COLUMN credits.price.rate IS 'Credits per unit, or per unit and time; NULL: the tiers say.';
COMMENT ON COLUMN credits.price.valid_from IS 'First instant of usage it prices; NULL or -infinity: always was.';
COMMENT ON COLUMN credits.price.valid_until IS 'First instant of usage it no longer prices; NULL or infinity: no end.';
COMMENT ON COLUMN credits.price.plan IS 'Only for accounts on this plan at the time; NULL: whatever the plan.';
COMMENT ON COLUMN credits.price.account IS 'Only for this account, and if it is a payer its children; NULL: for all.';
COMMENT ON COLUMN credits.price.attributes IS 'Only for usage that has all these attributes with these values; a flat object.';
COMMENT ON COLUMN credits.price.step IS 'Time is billed in started steps of this length, counted from the start of the run; NULL: by the microsecond.';
COMMENT ON COLUMN credits.price."least" IS 'Least charge of an event, or of a run, in credits; NULL: none.';
COMMENT ON COLUMN credits.price.package IS 'Quantity is billed in started packages of this size, counted over the period; NULL: as it is.';
COMMENT ON COLUMN credits.price.tiers IS 'Array of {"upto": n, "rate": "..."}, the last without upto; NULL: rate says.';
COMMENT ON COLUMN credits.price.tier_mode IS 'graduated: each part at its tier''s rate; volume: all at the rate of the tier that is reached. NULL: without tiers by quantity.';
COMMENT ON COLUMN credits.price.tier_by IS 'Attribute whose value finds the tier; NULL: the quantity used so far in the period does.';
ALTER TABLE credits.price ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME credits.price_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW credits.progress AS
 SELECT j.id AS run,
        CASE
            WHEN (j.finished_at IS NOT NULL) THEN 'finished'::text
            WHEN live.running THEN 'running'::text
            ELSE 'stopped'::text
        END AS status,
    j.started_at,
    j.finished_at,
    j.done,
    j.failed,
    due.rest,
    round(((j.done)::numeric / NULLIF(EXTRACT(epoch FROM (j.updated_at - j.started_at)), (0)::numeric)), 1) AS rate,
        CASE
            WHEN (live.running AND (j.done > 0)) THEN (j.updated_at + (((due.rest)::double precision * (j.updated_at - j.started_at)) / (j.done)::double precision))
            ELSE NULL::timestamp with time zone
        END AS estimated_end
   FROM ((credits.job j
     CROSS JOIN LATERAL ( SELECT ((j.finished_at IS NULL) AND (EXISTS ( SELECT
                   FROM pg_stat_activity s
                  WHERE ((s.pid = j.pid) AND COALESCE(((s.backend_start <= j.started_at) AND (s.state = 'active'::text)), true))))) AS running) live)
     CROSS JOIN LATERAL ( SELECT count(*) AS rest
           FROM credits.account a
          WHERE ((j.finished_at IS NULL) AND (a.clock IS NULL) AND (a.user_id = a.account_id) AND (LEAST(a.opens_at, a.closes_at) <= j.upto))) due);
COMMENT ON VIEW credits.progress IS 'How far credits.run() is: one row for each run of the last 30 days, while it works and after.';
COMMENT ON COLUMN credits.progress.run IS 'Run.';
COMMENT ON COLUMN credits.progress.status IS 'running, finished, or stopped before its end (what it had not done is done by the next).';
COMMENT ON COLUMN credits.progress.started_at IS 'When it began.';
COMMENT ON COLUMN credits.progress.finished_at IS 'When it ended.';
COMMENT ON COLUMN credits.progress.done IS 'Accounts it has caught up.';
COMMENT ON COLUMN credits.progress.failed IS 'Accounts that failed.';
COMMENT ON COLUMN credits.progress.rest IS 'Accounts that are still due, whichever run does them; 0 once it has finished.';
COMMENT ON COLUMN credits.progress.rate IS 'Accounts a second so far.';
COMMENT ON COLUMN credits.progress.estimated_end IS 'When the rest will be done at that rate by this run alone.';
CREATE TABLE credits.request (
    account_id bigint NOT NULL,
    user_id bigint NOT NULL,
    operation bigint NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    call text NOT NULL COLLATE pg_catalog."C",
    arguments jsonb NOT NULL
);
COMMENT ON TABLE credits.request IS 'Idempotency keys: what was asked under each, and which operation answered. Not partitioned; time-ordered keys keep it cheap.';
COMMENT ON COLUMN credits.request.account_id IS 'Payer.';
COMMENT ON COLUMN credits.request.user_id IS 'Account that the call named: a key is its own.';
COMMENT ON COLUMN credits.request.operation IS 'Operation that answered.';
COMMENT ON COLUMN credits.request.booked_at IS 'Wall time of the claim.';
COMMENT ON COLUMN credits.request.key IS 'The key, compared byte by byte.';
COMMENT ON COLUMN credits.request.call IS 'Function called; charge() for a row of credits.usage.';
COMMENT ON COLUMN credits.request.arguments IS 'Arguments given, as canonical values.';
CREATE TABLE credits.resource (
    resource text NOT NULL COLLATE pg_catalog."C",
    unit text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    category text COLLATE pg_catalog."C",
    at_zero text DEFAULT 'suspend'::text NOT NULL COLLATE pg_catalog."C",
    least_balance credits.amount,
    price_keys jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT resource_at_zero_check CHECK ((at_zero = ANY (ARRAY['suspend'::text, 'terminate'::text, 'continue'::text]))),
    CONSTRAINT resource_least_balance_check CHECK ((least_balance OPERATOR(credits.>=) (0)::credits.amount)),
    CONSTRAINT resource_price_keys_check CHECK ((jsonb_typeof(price_keys) = 'array'::text)),
    CONSTRAINT resource_resource_check CHECK (((octet_length(resource) >= 1) AND (octet_length(resource) <= 255)))
);
COMMENT ON TABLE credits.resource IS 'What is metered.';
COMMENT ON COLUMN credits.resource.resource IS 'Name of the resource, as charge() and scopes use it.';
COMMENT ON COLUMN credits.resource.unit IS 'What a quantity of 1 is: vCPU, GB, token, image. A price that names a unit must name this one.';
COMMENT ON COLUMN credits.resource.category IS 'Group that reports add up by: compute, storage, training.';
COMMENT ON COLUMN credits.resource.at_zero IS 'What becomes of a running meter when its account can pay no more: suspend, terminate, or continue, not billed until it can.';
COMMENT ON COLUMN credits.resource.least_balance IS 'Credits that must be there, overage included, to start a meter of it or to charge an event (KR013); NULL: none.';
COMMENT ON COLUMN credits.resource.price_keys IS 'Sets of attribute names that its prices have, kept by the trigger on credits.price: by them a price is found without looking at all.';
CREATE SEQUENCE credits.subscription_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
COMMENT ON SEQUENCE credits.subscription_id_seq IS 'Ids of subscriptions.';
CREATE TABLE credits.subscription (
    account_id bigint NOT NULL,
    id bigint DEFAULT nextval('credits.subscription_id_seq'::regclass) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    anchor timestamp with time zone NOT NULL,
    trial_ends_at timestamp with time zone,
    next_at timestamp with time zone,
    made_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    operation bigint DEFAULT nextval('credits.operation_seq'::regclass) NOT NULL,
    user_id bigint NOT NULL,
    plan text COLLATE pg_catalog."C",
    price numeric DEFAULT 0 NOT NULL,
    currency text COLLATE pg_catalog."C",
    cycle interval NOT NULL,
    billing interval NOT NULL,
    grace interval DEFAULT '00:00:00'::interval NOT NULL,
    class text DEFAULT 'included'::text NOT NULL COLLATE pg_catalog."C",
    included credits.amount NOT NULL,
    priority integer NOT NULL,
    trial_included credits.amount DEFAULT 0 NOT NULL,
    rollover_max credits.amount,
    rollover_min credits.amount,
    rollover_percent numeric,
    rollover_for interval,
    overage boolean DEFAULT false NOT NULL,
    overage_price numeric DEFAULT 0 NOT NULL,
    overage_cap credits.amount,
    key text COLLATE pg_catalog."C",
    actor text NOT NULL,
    CONSTRAINT subscription_check CHECK ((started_at <= ends_at)),
    CONSTRAINT subscription_check1 CHECK (((plan IS NULL) = (next_at IS NOT NULL)))
);
COMMENT ON TABLE credits.subscription IS 'Who is on which plan, on whose terms of that day, in force on [started_at, ends_at); without a plan, a recurring grant.';
COMMENT ON COLUMN credits.subscription.account_id IS 'Payer.';
COMMENT ON COLUMN credits.subscription.id IS 'Identity.';
COMMENT ON COLUMN credits.subscription.started_at IS 'First instant at which it is in force; later than now if it is to come.';
COMMENT ON COLUMN credits.subscription.ends_at IS 'First instant at which it is not; NULL: it goes on; equal to started_at: it was taken back before it began.';
COMMENT ON COLUMN credits.subscription.anchor IS 'Where its boundaries are counted from: the n-th is anchor + n x billing.';
COMMENT ON COLUMN credits.subscription.trial_ends_at IS 'End of its trial; NULL: it has none.';
COMMENT ON COLUMN credits.subscription.next_at IS 'Of a recurring grant, when it grants next; infinity: no more.';
COMMENT ON COLUMN credits.subscription.made_at IS 'Wall time at which it was asked for.';
COMMENT ON COLUMN credits.subscription.operation IS 'Operation that made it.';
COMMENT ON COLUMN credits.subscription.user_id IS 'Account that was named: the payer, or of a recurring grant a child.';
COMMENT ON COLUMN credits.subscription.plan IS 'Plan; NULL: a recurring grant.';
COMMENT ON COLUMN credits.subscription.price IS 'Price of a cycle, in money.';
COMMENT ON COLUMN credits.subscription.currency IS 'Currency of its prices.';
COMMENT ON COLUMN credits.subscription.cycle IS 'How long a cycle is.';
COMMENT ON COLUMN credits.subscription.billing IS 'How long a period is.';
COMMENT ON COLUMN credits.subscription.grace IS 'How long after its end a period stays open.';
COMMENT ON COLUMN credits.subscription.class IS 'Class of what it grants.';
COMMENT ON COLUMN credits.subscription.included IS 'Credits granted at the start of each cycle.';
COMMENT ON COLUMN credits.subscription.priority IS 'Place of what it grants in the draw order.';
COMMENT ON COLUMN credits.subscription.trial_included IS 'Credits granted for the trial.';
COMMENT ON COLUMN credits.subscription.rollover_max IS 'Most that is carried over.';
COMMENT ON COLUMN credits.subscription.rollover_min IS 'Least that is carried over.';
COMMENT ON COLUMN credits.subscription.rollover_percent IS 'Most that is carried over, in percent of the grant.';
COMMENT ON COLUMN credits.subscription.rollover_for IS 'How long what was carried lives.';
COMMENT ON COLUMN credits.subscription.overage IS 'Whether overage is on for an account that has not set it.';
COMMENT ON COLUMN credits.subscription.overage_price IS 'Price of a credit of overage.';
COMMENT ON COLUMN credits.subscription.overage_cap IS 'Cap on overage in a period; NULL: none.';
COMMENT ON COLUMN credits.subscription.key IS 'Idempotency key of the call that made it.';
COMMENT ON COLUMN credits.subscription.actor IS 'Role that asked for it.';
CREATE TABLE credits.usage_line (
    account_id bigint NOT NULL,
    operation bigint NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    until timestamp with time zone,
    late_at timestamp with time zone,
    user_id bigint NOT NULL,
    line integer NOT NULL,
    charged credits.amount NOT NULL,
    quantity numeric NOT NULL,
    rate credits.rate,
    resource text NOT NULL COLLATE pg_catalog."C",
    item text COLLATE pg_catalog."C",
    key text COLLATE pg_catalog."C",
    attributes jsonb,
    price_id bigint,
    counted numeric,
    terms jsonb,
    run_at timestamp with time zone
)
PARTITION BY RANGE (booked_at);
COMMENT ON TABLE credits.usage_line IS 'What was metered and billed: a stretch of one usage in one period at one rate. Append-only like the ledger.';
COMMENT ON COLUMN credits.usage_line.account_id IS 'Payer.';
COMMENT ON COLUMN credits.usage_line.operation IS 'Charge it belongs to.';
COMMENT ON COLUMN credits.usage_line.booked_at IS 'Wall time at which it was booked; the month it is kept by.';
COMMENT ON COLUMN credits.usage_line.at IS 'Instant of the usage, or its start.';
COMMENT ON COLUMN credits.usage_line.until IS 'First instant after it; NULL: an event.';
COMMENT ON COLUMN credits.usage_line.late_at IS 'If its period had closed: the account''s now, at which it was drawn; else NULL.';
COMMENT ON COLUMN credits.usage_line.user_id IS 'Account that used it.';
COMMENT ON COLUMN credits.usage_line.line IS 'Its place in the charge, from 1 in time order.';
COMMENT ON COLUMN credits.usage_line.charged IS 'What it costs, in credits; the sum of its entries with the other sign. Below 0: it was given back.';
COMMENT ON COLUMN credits.usage_line.quantity IS 'Quantity, in the resource''s unit; below 0 in a line that takes back what was booked past a stop.';
COMMENT ON COLUMN credits.usage_line.rate IS 'Rate in force, as the price said it then; NULL: by tiers, which terms has.';
COMMENT ON COLUMN credits.usage_line.resource IS 'Resource.';
COMMENT ON COLUMN credits.usage_line.item IS 'The application''s name of the thing that used it.';
COMMENT ON COLUMN credits.usage_line.key IS 'Idempotency key of the charge.';
COMMENT ON COLUMN credits.usage_line.attributes IS 'Attributes given.';
COMMENT ON COLUMN credits.usage_line.price_id IS 'Price it was found under.';
COMMENT ON COLUMN credits.usage_line.counted IS 'What was counted before it: quantity of its period under packages and tiers; seconds of its run under a step or a least charge; else NULL.';
COMMENT ON COLUMN credits.usage_line.terms IS 'What the price says besides the rate: step, least, package, tiers, mode; NULL: nothing.';
COMMENT ON COLUMN credits.usage_line.run_at IS 'Of a meter''s line: when its run began; NULL: usage that was booked as such.';
CREATE VIEW credits.usage AS
 SELECT a.account,
    l.resource,
    l.quantity,
    l.attributes,
    l.at,
    l.until,
    l.item,
    l.key,
    l.charged,
    l.rate,
    l.operation,
    l.line,
    l.late_at,
    l.booked_at
   FROM (credits.usage_line l
     JOIN credits.account a ON (((a.account_id = l.account_id) AND (a.user_id = l.user_id))));
COMMENT ON VIEW credits.usage IS 'SELECT reads the lines that were billed; INSERT and COPY (account, resource, quantity, attributes, at, until, item, key) bill, each row as charge() would, the whole statement in one pass.';
COMMENT ON COLUMN credits.usage.account IS 'Account that used it.';
COMMENT ON COLUMN credits.usage.resource IS 'Resource.';
COMMENT ON COLUMN credits.usage.quantity IS 'Quantity in the resource''s unit; NULL bills 1.';
COMMENT ON COLUMN credits.usage.attributes IS 'Attributes, a JSON object.';
COMMENT ON COLUMN credits.usage.at IS 'Instant or start; NULL bills at the account''s now.';
COMMENT ON COLUMN credits.usage.until IS 'First instant after it; NULL: an event.';
COMMENT ON COLUMN credits.usage.item IS 'The application''s name of the thing that used it.';
COMMENT ON COLUMN credits.usage.key IS 'Idempotency key; a row whose key was billed by an equal request is skipped.';
COMMENT ON COLUMN credits.usage.charged IS 'What the line costs, in credits. Read only.';
COMMENT ON COLUMN credits.usage.rate IS 'Rate in force; NULL under tiers by quantity. Read only.';
COMMENT ON COLUMN credits.usage.operation IS 'Operation. Read only.';
COMMENT ON COLUMN credits.usage.line IS 'Place of the line in its charge. Read only.';
COMMENT ON COLUMN credits.usage.late_at IS 'If its period had closed: when it was drawn. Read only.';
COMMENT ON COLUMN credits.usage.booked_at IS 'Wall time of the booking. Read only.';
CREATE TABLE credits.usage_line_202506 (
    account_id bigint NOT NULL,
    operation bigint NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    until timestamp with time zone,
    late_at timestamp with time zone,
    user_id bigint NOT NULL,
    line integer NOT NULL,
    charged credits.amount NOT NULL,
    quantity numeric NOT NULL,
    rate credits.rate,
    resource text NOT NULL COLLATE pg_catalog."C",
    item text COLLATE pg_catalog."C",
    key text COLLATE pg_catalog."C",
    attributes jsonb,
    price_id bigint,
    counted numeric,
    terms jsonb,
    run_at timestamp with time zone
);
COMMENT ON TABLE credits.usage_line_202506 IS 'Partition of credits.usage_line: 2025-06, by the month booked, UTC.';
COMMENT ON COLUMN credits.usage_line_202506.account_id IS 'Payer.';
COMMENT ON COLUMN credits.usage_line_202506.operation IS 'Charge it belongs to.';
COMMENT ON COLUMN credits.usage_line_202506.booked_at IS 'Wall time at which it was booked; the month it is kept by.';
COMMENT ON COLUMN credits.usage_line_202506.at IS 'Instant of the usage, or its start.';
COMMENT ON COLUMN credits.usage_line_202506.until IS 'First instant after it; NULL: an event.';
COMMENT ON COLUMN credits.usage_line_202506.late_at IS 'If its period had closed: the account''s now, at which it was drawn; else NULL.';
COMMENT ON COLUMN credits.usage_line_202506.user_id IS 'Account that used it.';
COMMENT ON COLUMN credits.usage_line_202506.line IS 'Its place in the charge, from 1 in time order.';
COMMENT ON COLUMN credits.usage_line_202506.charged IS 'What it costs, in credits; the sum of its entries with the other sign. Below 0: it was given back.';
COMMENT ON COLUMN credits.usage_line_202506.quantity IS 'Quantity, in the resource''s unit; below 0 in a line that takes back what was booked past a stop.';
COMMENT ON COLUMN credits.usage_line_202506.rate IS 'Rate in force, as the price said it then; NULL: by tiers, which terms has.';
COMMENT ON COLUMN credits.usage_line_202506.resource IS 'Resource.';
COMMENT ON COLUMN credits.usage_line_202506.item IS 'The application''s name of the thing that used it.';
COMMENT ON COLUMN credits.usage_line_202506.key IS 'Idempotency key of the charge.';
COMMENT ON COLUMN credits.usage_line_202506.attributes IS 'Attributes given.';
COMMENT ON COLUMN credits.usage_line_202506.price_id IS 'Price it was found under.';
COMMENT ON COLUMN credits.usage_line_202506.counted IS 'What was counted before it: quantity of its period under packages and tiers; seconds of its run under a step or a least charge; else NULL.';
COMMENT ON COLUMN credits.usage_line_202506.terms IS 'What the price says besides the rate: step, least, package, tiers, mode; NULL: nothing.';
COMMENT ON COLUMN credits.usage_line_202506.run_at IS 'Of a meter''s line: when its run began; NULL: usage that was booked as such.';
CREATE TABLE credits.usage_line_default (
    account_id bigint NOT NULL,
    operation bigint NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    until timestamp with time zone,
    late_at timestamp with time zone,
    user_id bigint NOT NULL,
    line integer NOT NULL,
    charged credits.amount NOT NULL,
    quantity numeric NOT NULL,
    rate credits.rate,
    resource text NOT NULL COLLATE pg_catalog."C",
    item text COLLATE pg_catalog."C",
    key text COLLATE pg_catalog."C",
    attributes jsonb,
    price_id bigint,
    counted numeric,
    terms jsonb,
    run_at timestamp with time zone
);
COMMENT ON TABLE credits.usage_line_default IS 'Partition of credits.usage_line: what no monthly partition takes.';
COMMENT ON COLUMN credits.usage_line_default.account_id IS 'Payer.';
COMMENT ON COLUMN credits.usage_line_default.operation IS 'Charge it belongs to.';
COMMENT ON COLUMN credits.usage_line_default.booked_at IS 'Wall time at which it was booked; the month it is kept by.';
COMMENT ON COLUMN credits.usage_line_default.at IS 'Instant of the usage, or its start.';
COMMENT ON COLUMN credits.usage_line_default.until IS 'First instant after it; NULL: an event.';
COMMENT ON COLUMN credits.usage_line_default.late_at IS 'If its period had closed: the account''s now, at which it was drawn; else NULL.';
COMMENT ON COLUMN credits.usage_line_default.user_id IS 'Account that used it.';
COMMENT ON COLUMN credits.usage_line_default.line IS 'Its place in the charge, from 1 in time order.';
COMMENT ON COLUMN credits.usage_line_default.charged IS 'What it costs, in credits; the sum of its entries with the other sign. Below 0: it was given back.';
COMMENT ON COLUMN credits.usage_line_default.quantity IS 'Quantity, in the resource''s unit; below 0 in a line that takes back what was booked past a stop.';
COMMENT ON COLUMN credits.usage_line_default.rate IS 'Rate in force, as the price said it then; NULL: by tiers, which terms has.';
COMMENT ON COLUMN credits.usage_line_default.resource IS 'Resource.';
COMMENT ON COLUMN credits.usage_line_default.item IS 'The application''s name of the thing that used it.';
COMMENT ON COLUMN credits.usage_line_default.key IS 'Idempotency key of the charge.';
COMMENT ON COLUMN credits.usage_line_default.attributes IS 'Attributes given.';
COMMENT ON COLUMN credits.usage_line_default.price_id IS 'Price it was found under.';
COMMENT ON COLUMN credits.usage_line_default.counted IS 'What was counted before it: quantity of its period under packages and tiers; seconds of its run under a step or a least charge; else NULL.';
COMMENT ON COLUMN credits.usage_line_default.terms IS 'What the price says besides the rate: step, least, package, tiers, mode; NULL: nothing.';
COMMENT ON COLUMN credits.usage_line_default.run_at IS 'Of a meter''s line: when its run began; NULL: usage that was booked as such.';
CREATE TABLE public.app (
    account text NOT NULL,
    spent credits.amount,
    price credits.rate,
    plan text
);
CREATE VIEW public.billed AS
 SELECT u.account,
    u.rate,
    u.charged,
    r.unit
   FROM (credits.usage u
     JOIN credits.resource r USING (resource));
CREATE VIEW public.costs AS
 SELECT a.account,
    l.resource,
    l.quantity,
    l.rate,
    l.charged,
    p.rate AS now
   FROM ((credits.usage_line l
     JOIN credits.account a USING (account_id, user_id))
     JOIN credits.price p ON (((p.resource = l.resource) AND (p.valid_until = 'infinity'::timestamp with time zone))));
CREATE TABLE public.instance (
    id integer NOT NULL,
    owner text NOT NULL,
    size numeric NOT NULL,
    zone text,
    running boolean DEFAULT true NOT NULL
);
CREATE TABLE public.poster (
    id integer NOT NULL,
    owner text NOT NULL,
    side numeric,
    frames numeric
);
CREATE VIEW public.priced AS
 SELECT l.operation,
    l.line,
    l.resource,
    l.item,
    l.counted,
    l.terms,
    l.run_at,
    p.tiers,
    p."least",
    p.attributes
   FROM (credits.usage_line l
     JOIN credits.price p ON ((p.id = l.price_id)));
CREATE TABLE public.repeated (
    call text NOT NULL,
    answer text
);
CREATE VIEW public.running AS
 SELECT a.account,
    a.meters,
    m.item,
    m.settled_to
   FROM (credits.account a
     JOIN credits.meter m USING (account_id, user_id))
  WHERE (m.status = 'running'::text);
CREATE TABLE public.said (
    query text NOT NULL,
    rows integer,
    digest text
);
CREATE VIEW public.told AS
 SELECT a.account,
    o.event,
    o.at,
    o.facts
   FROM (credits.outbox o
     JOIN credits.account a USING (account_id, user_id));
ALTER TABLE ONLY credits.entry ATTACH PARTITION credits.entry_202506 FOR VALUES FROM ('2025-06-01 00:00:00+00') TO ('2025-07-01 00:00:00+00');
ALTER TABLE ONLY credits.entry ATTACH PARTITION credits.entry_default DEFAULT;
ALTER TABLE ONLY credits.usage_line ATTACH PARTITION credits.usage_line_202506 FOR VALUES FROM ('2025-06-01 00:00:00+00') TO ('2025-07-01 00:00:00+00');
ALTER TABLE ONLY credits.usage_line ATTACH PARTITION credits.usage_line_default DEFAULT;
COPY credits.account (account_id, user_id, version, opened_at, clock, clock_start, overage, overage_cap, credited, account, time_zone, currency, actor, opens_at, closes_at, plan, closed_to, meters) FROM stdin;
1	2	0	2025-03-20 22:30:00+00	\N	\N	\N	\N	0	org/1	UTC	USD	postgres	-infinity	-infinity	\N	-infinity	0
1	3	0	2025-03-20 22:30:00+00	\N	\N	\N	\N	0	org/2	UTC	USD	postgres	-infinity	-infinity	\N	-infinity	0
1	4	0	2025-03-20 22:30:00+00	\N	\N	\N	\N	0	org/3	UTC	USD	postgres	-infinity	-infinity	\N	-infinity	0
11	11	3	2031-03-15 12:00:00+00	2031-03-15 12:00:00+00	2031-03-15 12:00:00+00	\N	\N	1300	later	Asia/Tokyo	USD	postgres	2031-04-15 12:00:00+00	2031-04-16 00:00:00+00	year	-infinity	0
12	12	3	2025-05-05 00:00:00+00	2025-05-05 00:00:00+00	2025-05-05 00:00:00+00	\N	\N	7.5	Zoë & "co", \\ Ltd	UTC	USD	postgres	2025-06-05 00:00:00+00	2025-06-05 00:00:00+00	free	-infinity	0
13	14	0	2025-05-05 00:00:00+00	\N	\N	\N	\N	0	runs/1	UTC	USD	postgres	-infinity	-infinity	\N	-infinity	0
15	16	0	2025-05-05 00:00:00+00	\N	\N	\N	\N	0	counts/1	UTC	USD	postgres	-infinity	-infinity	\N	-infinity	0
13	13	33	2025-05-05 00:00:00+00	2025-06-02 00:00:00+00	2025-05-05 00:00:00+00	\N	\N	180	runs	Europe/Berlin	USD	postgres	2025-06-30 22:00:00+00	2025-06-30 22:00:00+00	\N	2025-05-31 22:00:00+00	2
6	6	22	2025-05-05 00:00:00+00	2025-06-05 08:00:00+00	2025-05-05 00:00:00+00	\N	\N	131.91935483870967742	clock 4	UTC	USD	postgres	2025-07-05 00:00:00+00	2025-06-08 00:00:00+00	basic	-infinity	0
1	1	26	2025-03-20 22:30:00+00	2025-06-12 00:00:00+00	2025-03-20 22:30:00+00	\N	\N	1495.958333333333333334	org	Europe/Berlin	EUR	postgres	2025-06-20 21:30:00+00	2025-07-01 21:30:00+00	pro EUR	2025-05-30 21:30:00+00	0
10	10	9	2025-05-05 00:00:00+00	2025-05-20 00:00:00+00	2025-05-05 00:00:00+00	\N	\N	36	clock 12	UTC	USD	postgres	2025-06-01 00:00:00+00	2025-05-26 00:00:00+00	\N	-infinity	0
9	9	15	2025-05-05 00:00:00+00	2025-07-25 00:00:00+00	2025-05-05 00:00:00+00	t	\N	310	clock 11	Pacific/Auckland	USD	postgres	2025-08-19 00:00:00+00	2025-08-22 00:00:00+00	pro	2025-07-19 00:00:00+00	0
5	5	12	2025-03-31 10:00:00+00	2025-06-10 00:00:00+00	2025-03-31 10:00:00+00	t	10	131	clock 1	America/New_York	USD	postgres	2025-06-30 10:00:00+00	2025-06-30 10:00:00+00	basic	2025-05-31 10:00:00+00	0
15	15	17	2025-05-05 00:00:00+00	2025-06-03 00:00:00+00	2025-05-05 00:00:00+00	\N	\N	500	counts	UTC	USD	postgres	2025-07-01 00:00:00+00	2025-07-01 00:00:00+00	\N	2025-06-01 00:00:00+00	1
7	7	7	2025-05-05 00:00:00+00	2025-07-20 00:00:00+00	2025-05-05 00:00:00+00	\N	\N	200	clock 9	America/New_York	JPY	postgres	2025-07-24 00:00:00+00	2025-07-24 00:00:00+00	hours	2025-07-14 00:00:00+00	0
8	8	5	2025-03-31 10:00:00+00	2025-09-15 00:00:00+00	2025-03-31 10:00:00+00	\N	\N	0.000000000000000009	clock 10	Asia/Kathmandu	XPT	postgres	2025-09-30 10:00:00+00	2025-10-30 10:00:00+00	dust	2025-07-31 10:00:00+00	0
19	20	0	2025-06-01 00:00:00+00	\N	\N	\N	\N	0	wall/1	UTC	USD	postgres	-infinity	-infinity	\N	-infinity	0
19	21	0	2025-06-01 00:00:00+00	\N	\N	\N	\N	0	wall/2	UTC	USD	postgres	-infinity	-infinity	\N	-infinity	0
26	30	0	2025-06-02 07:00:00+00	\N	\N	\N	\N	0	host 1/1	UTC	USD	postgres	-infinity	-infinity	\N	-infinity	0
31	31	7	2025-06-02 08:00:00.667272+00	\N	\N	\N	\N	329	forgotten	Asia/Kathmandu	USD	postgres	2025-09-16 08:00:00.667272+00	2025-08-19 08:00:00.667272+00	pro	2025-07-16 08:00:00.667272+00	0
17	17	24	2025-05-05 00:00:00+00	2025-06-02 00:00:00+00	2025-05-05 00:00:00+00	\N	\N	15.5	out	UTC	USD	postgres	2025-07-01 00:00:00+00	2025-07-01 00:00:00+00	\N	2025-06-01 00:00:00+00	1
18	18	10	2025-05-05 00:00:00+00	2025-06-20 00:00:00+00	2025-05-05 00:00:00+00	t	20	210	over	UTC	USD	postgres	2025-07-19 00:00:00+00	2025-06-22 00:00:00+00	pro	2025-05-19 00:00:00+00	2
32	32	2	2025-06-02 08:00:00.667573+00	\N	\N	\N	\N	500	never used	UTC	USD	postgres	2025-09-02 08:00:00.667573+00	2025-09-02 08:00:00.667573+00	year small	2025-08-02 08:00:00.667573+00	0
22	22	13	2025-06-02 06:00:00+00	\N	\N	\N	\N	267.958313817222222223	wall 1	America/New_York	USD	postgres	2025-09-02 06:00:00+00	2025-09-02 06:00:00+00	basic	2025-08-02 06:00:00+00	0
24	24	6	2025-06-02 06:00:00+00	\N	\N	t	30	40	wall 4	America/New_York	USD	postgres	2025-09-01 04:00:00+00	2025-09-01 04:00:00+00	\N	2025-08-01 04:00:00+00	0
25	25	18	2025-06-02 06:00:00+00	\N	\N	f	\N	362	wall 5	Asia/Tokyo	USD	postgres	2025-09-15 00:00:00+00	2025-09-15 00:00:00+00	\N	2025-08-15 00:00:00+00	0
23	23	6	2025-06-02 06:00:00+00	\N	\N	t	80	1200	wall 2	Asia/Tokyo	USD	postgres	2025-09-02 06:00:00+00	2025-09-02 18:00:00+00	year	2025-08-02 06:00:00+00	0
27	27	11	2025-06-02 06:00:00+00	\N	\N	\N	\N	63	host 2	UTC	USD	postgres	2025-09-01 00:00:00+00	2025-09-01 00:00:00+00	\N	2025-08-01 00:00:00+00	1
29	29	6	2025-06-02 06:00:00+00	\N	\N	\N	\N	15	host 4	UTC	USD	postgres	2025-09-02 06:00:00+00	2025-09-02 06:00:00+00	free	2025-08-02 06:00:00+00	1
28	28	14	2025-06-02 06:00:00+00	\N	\N	\N	\N	42	host 3	UTC	USD	postgres	2025-09-01 00:00:00+00	2025-09-01 00:00:00+00	\N	2025-08-01 00:00:00+00	0
19	19	14	2025-05-31 21:15:00+00	\N	\N	\N	\N	343	wall	Europe/Berlin	USD	postgres	2025-09-14 21:15:00+00	2025-09-17 21:15:00+00	pro	2025-08-14 21:15:00+00	0
26	26	17	2025-06-02 06:00:00+00	\N	\N	\N	\N	340	host 1	UTC	USD	postgres	2025-09-16 06:00:00+00	2025-09-19 06:00:00+00	pro	2025-08-16 06:00:00+00	3
33	33	8	2025-06-02 08:00:00.667764+00	\N	\N	\N	\N	4	no plan	UTC	USD	postgres	2025-08-28 01:30:00.296689+00	2025-08-29 01:30:00.296689+00	\N	2025-08-25 01:30:00.296689+00	0
34	34	4	2025-08-20 00:00:00+00	\N	\N	\N	\N	12	tries	UTC	USD	postgres	2025-09-03 00:00:00+00	2025-08-26 01:30:00.300636+00	pro	-infinity	0
\.
COPY credits.account_key (account, account_id, user_id) FROM stdin;
org	1	1
org/1	1	2
org/2	1	3
org/3	1	4
clock 1	5	5
clock 4	6	6
clock 9	7	7
clock 10	8	8
clock 11	9	9
clock 12	10	10
later	11	11
Zoë & "co", \\ Ltd	12	12
runs	13	13
runs/1	13	14
counts	15	15
counts/1	15	16
out	17	17
over	18	18
wall	19	19
wall/1	19	20
wall/2	19	21
wall 1	22	22
wall 2	23	23
wall 4	24	24
wall 5	25	25
host 1	26	26
host 2	27	27
host 3	28	28
host 4	29	29
host 1/1	26	30
forgotten	31	31
never used	32	32
no plan	33	33
tries	34	34
\.
COPY credits.books (version, made_at) FROM stdin;
3	2025-06-02 08:00:00.480105+00
\.
COPY credits.bucket (account_id, id, effective_at, expires_at, granted_at, closed_at, seq, operation, user_id, priority, mark, postpaid, granted, used, held, lapsed, class, cost, scope, key, note, subscription_id, rolled_from) FROM stdin;
10	13	2025-05-01 00:00:00+00	2025-06-01 00:00:00+00	2025-05-01 00:00:00+00	\N	0	19	10	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
11	14	2031-03-15 12:00:00+00	2031-04-15 12:00:00+00	2031-03-15 12:00:00+00	\N	0	22	11	90	0	t	100	0	0	0	flex	\N	\N	\N	\N	\N	\N
12	16	2025-05-05 00:00:00+00	2025-06-05 00:00:00+00	2025-05-05 00:00:00+00	\N	0	25	12	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
1	2	2025-03-20 22:30:00+00	2025-03-30 21:30:00+00	2025-03-20 22:30:00+00	2025-06-02 08:00:00.678251+00	2	2	1	20	0	f	12.5	0	0	12.5	included	\N	\N	\N	pro EUR	1	\N
1	1	2025-03-20 22:30:00+00	2025-03-30 21:30:00+00	2025-03-20 22:30:00+00	2025-06-02 08:00:00.678251+00	0	3	1	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
9	12	2025-05-05 00:00:00+00	2025-05-19 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.722894+00	4	17	9	20	0	f	10	2.499999999999999999	0	7.500000000000000001	included	\N	\N	\N	pro	6	\N
11	15	2031-03-15 12:00:00+00	2032-03-15 12:00:00+00	2031-03-15 12:00:00+00	\N	2	21	11	15	0	f	1200	128.8224	0	0	included	\N	\N	\N	year	7	\N
12	17	2025-05-05 00:00:00+00	2025-06-05 00:00:00+00	2025-05-05 00:00:00+00	\N	2	24	12	20	0	f	5	0.000000000000000001	0	0	included	\N	\N	\N	free	8	\N
6	6	2025-05-05 00:00:00+00	2025-06-05 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.718462+00	5	8	6	20	1	f	40	40	0	0	included	\N	\N	\N	basic	3	\N
24	29	2025-06-01 04:00:00+00	2025-07-01 04:00:00+00	2025-06-01 04:00:00+00	2025-08-17 00:30:00.178135+00	1	41	24	90	1	t	30	0	0	0	flex	\N	\N	\N	\N	\N	\N
9	11	2025-05-05 00:00:00+00	2025-05-19 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.722894+00	1	18	9	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
19	24	2025-05-31 21:15:00+00	2025-06-14 21:15:00+00	2025-05-31 21:15:00+00	2025-06-02 08:00:00.685235+00	3	33	19	20	0	f	10	10	0	0	included	\N	\N	\N	pro	10	\N
5	4	2025-03-31 10:00:00+00	2025-04-30 10:00:00+00	2025-03-31 10:00:00+00	2025-06-02 08:00:00.720601+00	3	5	5	20	0	f	40	6	0	34	included	\N	\N	\N	basic	2	\N
19	23	2025-05-31 21:15:00+00	2025-06-14 21:15:00+00	2025-05-31 21:15:00+00	2025-06-20 18:30:00.833775+00	0	34	19	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
23	27	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-06-02 06:00:00+00	2025-07-14 10:00:00.95307+00	0	40	23	90	0	t	100	0	0	0	flex	\N	\N	\N	\N	\N	\N
15	19	2025-05-01 00:00:00+00	2025-06-01 00:00:00+00	2025-05-01 00:00:00+00	2025-06-02 08:00:00.692727+00	3	27	15	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
17	20	2025-05-01 00:00:00+00	2025-06-01 00:00:00+00	2025-05-01 00:00:00+00	2025-06-02 08:00:00.710568+00	0	28	17	90	5	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
13	18	2025-04-30 22:00:00+00	2025-05-31 22:00:00+00	2025-04-30 22:00:00+00	2025-06-02 08:00:00.707275+00	1	26	13	90	7	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
26	32	2025-06-02 06:00:00+00	2025-06-16 06:00:00+00	2025-06-02 06:00:00+00	2025-06-20 18:30:00.836107+00	5	44	26	20	2	f	10	10	0	0	included	\N	\N	\N	pro	13	\N
18	22	2025-05-05 00:00:00+00	2025-05-19 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.71202+00	2	30	18	20	1	f	10	10	0	0	included	\N	\N	\N	pro	9	\N
18	21	2025-05-05 00:00:00+00	2025-05-19 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.712143+00	1	31	18	90	2	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
6	5	2025-05-05 00:00:00+00	2025-06-05 00:00:00+00	2025-05-05 00:00:00+00	\N	5	9	6	90	6	t	50	34.580645161290322579	0	0	flex	\N	\N	\N	\N	\N	\N
22	25	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-06-02 06:00:00+00	2025-07-14 10:00:00.954262+00	1	37	22	90	2	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
7	8	2025-05-05 00:00:00+00	2025-05-25 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.716578+00	3	11	7	20	0	f	50	50	0	0	included	\N	\N	\N	hours	4	\N
26	31	2025-06-02 06:00:00+00	2025-06-16 06:00:00+00	2025-06-02 06:00:00+00	2025-06-20 18:30:00.836329+00	0	45	26	90	2	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
25	30	2025-05-31 15:00:00+00	2025-06-15 00:00:00+00	2025-05-31 15:00:00+00	2025-06-20 18:30:00.845348+00	3	42	25	90	3	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
5	3	2025-03-31 10:00:00+00	2025-04-30 10:00:00+00	2025-03-31 10:00:00+00	2025-06-02 08:00:00.720601+00	1	6	5	90	1	t	10	0	0	0	flex	\N	\N	\N	\N	\N	\N
7	7	2025-05-05 00:00:00+00	2025-05-15 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.721479+00	1	12	7	90	0	t	20	15	0	0	flex	\N	\N	\N	\N	\N	\N
23	28	2025-06-02 06:00:00+00	2026-06-02 06:00:00+00	2025-06-02 06:00:00+00	\N	7	39	23	15	2	f	1200	72.277281746031746031	0	0	included	\N	\N	\N	year	12	\N
22	26	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-06-02 06:00:00+00	2025-06-20 18:30:00.84367+00	2	36	22	20	1	f	40	40	0	0	included	\N	\N	\N	basic	11	\N
8	10	2025-03-31 10:00:00+00	2025-05-31 10:00:00+00	2025-03-31 10:00:00+00	2025-08-10 11:00:01.069008+00	3	14	8	60	0	f	0.000000000000000003	0.000000000000000002	0	0.000000000000000001	included	\N	\N	\N	dust	5	\N
8	9	2025-03-31 10:00:00+00	2025-05-31 10:00:00+00	2025-03-31 10:00:00+00	2025-08-10 11:00:01.069008+00	0	15	8	90	0	t	\N	0	0	0	flex	\N	\N	\N	\N	\N	\N
27	33	2025-06-01 00:00:00+00	2025-07-01 00:00:00+00	2025-06-01 00:00:00+00	2025-08-17 00:30:00.178827+00	0	46	27	90	2	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
11	50	2031-03-15 12:00:00+00	2031-05-01 00:00:00+00	2031-03-15 12:00:00+00	\N	1	66	11	50	0	f	100	0	0	0	prepaid	\N	\N	\N	\N	\N	\N
12	51	2025-05-05 00:00:00+00	infinity	2025-05-05 00:00:00+00	\N	1	67	12	50	0	f	2.5	0	0	0	prepaid	\N	\N	tab\tkey	\N	\N	\N
1	45	2025-03-20 22:30:00+00	2025-04-20 12:00:00+00	2025-03-20 22:30:00+00	2025-06-02 08:00:00.682071+00	2	61	2	5	1	f	20.000000000000000001	20.000000000000000001	0	0	promotional	\N	{gpu,token}	\N	\N	\N	\N
1	43	2025-03-20 22:30:00+00	2025-03-30 21:30:00+00	2025-03-20 22:30:00+00	2025-06-02 08:00:00.678251+00	2	59	1	25	0	f	50	0	0	50	cycle	\N	\N	\N	\N	\N	\N
26	63	2025-06-02 08:00:00.673051+00	infinity	2025-06-02 08:00:00.673051+00	2025-08-17 00:30:00.176582+00	13	79	26	50	5	f	30	30	0	0	prepaid	\N	\N	\N	\N	\N	\N
19	52	2025-06-01 00:00:00+00	infinity	2025-06-02 08:00:00.671121+00	2025-07-14 10:00:00.952813+00	4	68	19	50	1	f	20	20	0	0	prepaid	\N	\N	pack	\N	\N	\N
27	64	2025-06-02 08:00:00.673163+00	infinity	2025-06-02 08:00:00.673163+00	\N	10	80	27	50	5	f	60	59.999999999986111111	0	0	prepaid	\N	\N	\N	\N	\N	\N
28	65	2025-06-02 08:00:00.673272+00	infinity	2025-06-02 08:00:00.673272+00	2025-06-20 18:30:00.838034+00	6	81	28	50	2	f	12	12	0	0	prepaid	\N	\N	\N	\N	\N	\N
1	46	2025-05-15 00:00:00+00	infinity	2025-03-20 22:30:00+00	\N	1	62	1	50	4	f	7	0	0	0	prepaid	\N	\N	\N	\N	\N	\N
1	44	2025-03-20 22:30:00+00	2025-05-20 00:00:00+00	2025-03-20 22:30:00+00	2025-06-02 08:00:00.682125+00	3	60	1	10	1	f	8	8	0	0	rollover	\N	\N	\N	\N	\N	\N
1	47	2025-03-20 22:30:00+00	2025-04-19 21:30:00+00	2025-03-20 22:30:00+00	2025-06-02 08:00:00.682196+00	2	63	3	35	1	f	3	3	0	0	gift	\N	\N	\N	thirty days	\N	\N
15	61	2025-05-05 00:00:00+00	infinity	2025-05-05 00:00:00+00	\N	26	77	15	50	3	f	500	137.148333333333333331	0	0	prepaid	\N	\N	\N	\N	\N	\N
6	49	2025-05-05 00:00:00+00	infinity	2025-05-05 00:00:00+00	2025-06-02 08:00:00.718516+00	2	65	6	40	1	f	12	12	0	0	bonus	\N	\N	g4	\N	\N	\N
17	62	2025-05-05 00:00:00+00	infinity	2025-05-05 00:00:00+00	2025-06-02 08:00:00.710301+00	9	78	17	50	5	f	10	10	0	0	prepaid	\N	\N	\N	\N	\N	\N
29	36	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-06-02 06:00:00+00	2025-06-20 18:30:00.838366+00	2	49	29	20	1	f	5	5	0	0	included	\N	\N	\N	free	14	\N
5	48	2025-03-31 10:00:00+00	infinity	2025-03-31 10:00:00+00	\N	1	64	5	50	1	f	5	0	0	0	prepaid	\N	{image}	\N	\N	\N	\N
1	42	2025-03-20 22:30:00+00	infinity	2025-03-20 22:30:00+00	2025-06-20 18:30:00.839512+00	7	58	1	50	2	f	500	500	0	0	prepaid	0.01	\N	invoice 1	a note with "quotes", a \\ and a\nline	\N	\N
19	53	2025-06-02 08:00:00.671266+00	2025-06-14 21:15:00+00	2025-06-02 08:00:00.671266+00	2025-06-20 18:30:00.833775+00	2	69	19	25	0	f	2	0	0	2	cycle	\N	\N	\N	\N	\N	\N
24	55	2025-06-02 08:00:00.671765+00	infinity	2025-06-02 08:00:00.671765+00	\N	1	71	24	50	1	f	40	0	0	0	prepaid	\N	\N	\N	\N	\N	\N
28	34	2025-06-01 00:00:00+00	2025-07-01 00:00:00+00	2025-06-01 00:00:00+00	2025-08-17 00:30:00.176872+00	0	47	28	90	2	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
25	56	2025-06-02 08:00:00.6719+00	infinity	2025-06-02 08:00:00.6719+00	\N	1	72	25	50	4	f	50	0	0	0	prepaid	\N	\N	\N	\N	\N	\N
19	54	2025-06-02 08:00:00.671385+00	2025-06-24 00:00:00+00	2025-06-02 08:00:00.671385+00	2025-08-10 11:00:01.063449+00	2	70	19	30	1	f	5	0	0	5	promotional	\N	{token}	\N	\N	\N	\N
31	38	2025-06-02 08:00:00.667272+00	2025-06-16 08:00:00.667272+00	2025-06-02 08:00:00.667272+00	2025-06-20 18:30:00.836824+00	3	52	31	20	0	f	10	2	0	8	included	\N	\N	\N	pro	15	\N
31	37	2025-06-02 08:00:00.667272+00	2025-06-16 08:00:00.667272+00	2025-06-02 08:00:00.667272+00	2025-06-20 18:30:00.836824+00	0	53	31	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
31	58	2025-12-01 00:00:00+00	2025-12-31 00:00:00+00	2025-06-02 08:00:00.672358+00	\N	1	74	31	35	2	f	4	0	0	0	gift	\N	\N	\N	\N	\N	\N
31	57	2025-06-02 08:00:00.672223+00	infinity	2025-06-02 08:00:00.672223+00	\N	1	73	31	50	2	f	15	0	0	0	prepaid	\N	\N	\N	\N	\N	\N
32	39	2025-06-02 08:00:00.667573+00	2025-07-02 08:00:00.667573+00	2025-06-02 08:00:00.667573+00	2025-08-17 00:30:00.181734+00	0	56	32	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
32	40	2025-06-02 08:00:00.667573+00	2026-06-02 08:00:00.667573+00	2025-06-02 08:00:00.667573+00	\N	1	55	32	20	1	f	500	0	0	0	included	\N	\N	\N	year small	16	\N
33	41	2025-06-01 00:00:00+00	2025-07-01 00:00:00+00	2025-06-01 00:00:00+00	2025-08-17 00:30:00.181988+00	0	57	33	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
13	60	2025-05-05 00:00:00+00	2025-05-06 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.704166+00	11	76	13	30	5	f	30	30	0	0	promotional	\N	{vm}	\N	\N	\N	\N
18	84	2025-05-19 00:00:00+00	2025-06-19 00:00:00+00	2025-05-19 00:00:00+00	\N	1	177	18	20	3	f	100	0	0	0	included	\N	\N	\N	pro	9	\N
1	74	2025-03-30 21:30:00+00	2025-04-30 21:30:00+00	2025-03-30 21:30:00+00	2025-06-02 08:00:00.68215+00	3	97	1	20	1	f	100	100	0	0	included	\N	\N	\N	pro EUR	1	\N
1	66	2025-03-20 22:30:00+00	2025-04-20 21:30:00+00	2025-03-20 22:30:00+00	2025-06-02 08:00:00.682174+00	2	83	3	30	1	f	1.5	1.5	0	0	promotional	\N	\N	\N	\N	17	\N
1	75	2025-04-20 21:30:00+00	2025-05-20 21:30:00+00	2025-04-20 21:30:00+00	2025-06-02 08:00:00.683466+00	2	103	3	30	0	f	1.5	1.5	0	0	promotional	\N	\N	\N	\N	17	\N
10	68	2025-05-05 00:00:00+00	2025-05-06 12:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.6848+00	2	87	10	3	0	f	3	3	0	0	bonus	\N	\N	\N	\N	19	\N
18	86	2025-06-19 00:00:00+00	2025-07-19 00:00:00+00	2025-06-19 00:00:00+00	\N	1	180	18	20	2	f	100	0	0	0	included	\N	\N	\N	pro	9	\N
1	77	2025-04-30 21:30:00+00	2025-05-30 21:30:00+00	2025-04-30 21:30:00+00	2025-06-20 18:30:00.839488+00	3	104	1	20	1	f	100	100	0	0	included	\N	\N	\N	pro EUR	1	\N
25	70	2025-06-02 08:00:00.675924+00	2025-07-02 08:00:00.675924+00	2025-06-02 08:00:00.675924+00	2025-07-14 10:00:00.955282+00	3	91	25	50	2	f	4	0.5	0	3.5	prepaid	\N	\N	\N	\N	21	\N
17	80	2025-05-06 00:00:00+00	infinity	2025-05-06 00:00:00+00	\N	5	172	17	50	2	f	5	4.999999999935185183	0	0	prepaid	\N	\N	\N	\N	\N	\N
17	81	2025-06-01 00:00:00+00	2025-07-01 00:00:00+00	2025-06-01 00:00:00+00	\N	0	174	17	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
17	82	2025-06-02 00:00:00+00	infinity	2025-06-02 00:00:00+00	\N	1	175	17	50	0	f	0.5	0	0	0	prepaid	\N	\N	\N	\N	\N	\N
33	72	2025-06-02 08:00:00.676656+00	2025-07-02 08:00:00.676656+00	2025-06-02 08:00:00.676656+00	2025-08-17 00:30:00.181988+00	2	95	33	20	0	f	1	0	0	1	included	\N	\N	\N	\N	23	\N
18	83	2025-05-19 00:00:00+00	2025-06-19 00:00:00+00	2025-05-19 00:00:00+00	\N	0	178	18	90	3	t	20	0	0	0	flex	\N	\N	\N	\N	\N	\N
5	69	2025-03-31 10:00:00+00	2025-04-30 10:00:00+00	2025-03-31 10:00:00+00	2025-06-02 08:00:00.720601+00	2	89	5	20	0	f	2	0	0	2	included	\N	\N	\N	\N	20	\N
13	59	2025-05-05 00:00:00+00	infinity	2025-05-05 00:00:00+00	\N	20	75	13	50	8	f	150	149.999999999999999999	0	0	prepaid	\N	\N	\N	\N	\N	\N
10	67	2025-05-05 00:00:00+00	2025-05-12 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.722292+00	5	85	10	20	0	f	10	3.499999999999999999	0	6.500000000000000001	included	\N	\N	\N	\N	18	\N
13	79	2025-05-31 22:00:00+00	2025-06-30 22:00:00+00	2025-05-31 22:00:00+00	\N	1	169	13	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
15	78	2025-06-01 00:00:00+00	2025-07-01 00:00:00+00	2025-06-01 00:00:00+00	\N	1	148	15	90	3	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
1	76	2025-04-30 21:30:00+00	2025-05-30 21:30:00+00	2025-04-30 21:30:00+00	2025-06-20 18:30:00.841764+00	3	105	1	90	3	t	\N	18.851851716666666666	0	0	flex	\N	\N	\N	\N	\N	\N
1	73	2025-03-30 21:30:00+00	2025-04-30 21:30:00+00	2025-03-30 21:30:00+00	2025-06-20 18:30:00.839013+00	1	99	1	90	1	t	60	0	0	0	flex	\N	\N	\N	\N	\N	\N
22	71	2025-06-02 08:00:00.676235+00	2025-06-22 08:00:00.676235+00	2025-06-02 08:00:00.676235+00	2025-06-20 18:30:00.843642+00	3	93	22	20	1	f	1	1	0	0	included	\N	\N	\N	\N	22	\N
7	100	2025-05-25 00:00:00+00	2025-06-14 00:00:00+00	2025-05-25 00:00:00+00	2025-08-10 11:00:01.068397+00	2	207	7	20	1	f	50	0	0	50	included	\N	\N	\N	hours	4	\N
18	85	2025-06-19 00:00:00+00	2025-07-19 00:00:00+00	2025-06-19 00:00:00+00	\N	0	181	18	90	2	t	20	0	0	0	flex	\N	\N	\N	\N	\N	\N
7	101	2025-06-04 00:00:00+00	2025-06-14 00:00:00+00	2025-06-04 00:00:00+00	2025-08-10 11:00:01.068397+00	0	210	7	90	1	t	20	0	0	0	flex	\N	\N	\N	\N	\N	\N
6	87	2025-05-15 09:00:00+00	2025-06-05 00:00:00+00	2025-05-15 09:00:00+00	2025-06-02 08:00:00.718493+00	2	192	6	20	1	f	39.91935483870967742	39.91935483870967742	0	0	included	\N	\N	\N	pro	24	\N
6	89	2025-06-05 00:00:00+00	2025-07-05 00:00:00+00	2025-06-05 00:00:00+00	\N	1	197	6	20	0	f	40	0	0	0	included	\N	\N	\N	basic	27	\N
6	88	2025-06-05 00:00:00+00	2025-07-05 00:00:00+00	2025-06-05 00:00:00+00	\N	0	198	6	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
5	90	2025-04-30 10:00:00+00	2025-05-31 10:00:00+00	2025-04-30 10:00:00+00	2025-06-02 08:00:00.720601+00	2	199	5	20	0	f	2	0	0	2	included	\N	\N	\N	\N	20	\N
5	93	2025-04-30 10:00:00+00	2025-05-31 10:00:00+00	2025-04-30 10:00:00+00	2025-06-02 08:00:00.720601+00	2	201	5	20	0	f	40	0	0	40	included	\N	\N	\N	basic	2	\N
5	92	2025-04-30 10:00:00+00	2025-05-31 10:00:00+00	2025-04-30 10:00:00+00	2025-06-02 08:00:00.720601+00	0	205	5	90	0	t	10	0	0	0	flex	\N	\N	\N	\N	\N	\N
5	94	2025-05-31 10:00:00+00	2025-06-30 10:00:00+00	2025-05-31 10:00:00+00	\N	1	202	5	20	1	f	2	0	0	0	included	\N	\N	\N	\N	20	\N
5	97	2025-05-31 10:00:00+00	2025-06-30 10:00:00+00	2025-05-31 10:00:00+00	\N	1	204	5	20	1	f	40	0	0	0	included	\N	\N	\N	basic	2	\N
5	95	2025-05-31 10:00:00+00	2025-07-15 10:00:00+00	2025-05-31 10:00:00+00	\N	1	203	5	10	1	f	40	0	0	0	rollover	\N	\N	\N	\N	2	93
5	96	2025-05-31 10:00:00+00	2025-06-30 10:00:00+00	2025-05-31 10:00:00+00	\N	0	206	5	90	1	t	10	0	0	0	flex	\N	\N	\N	\N	\N	\N
7	98	2025-05-15 00:00:00+00	2025-05-25 00:00:00+00	2025-05-15 00:00:00+00	2025-06-02 08:00:00.721479+00	0	208	7	90	0	t	20	0	0	0	flex	\N	\N	\N	\N	\N	\N
7	99	2025-05-25 00:00:00+00	2025-06-04 00:00:00+00	2025-05-25 00:00:00+00	2025-06-02 08:00:00.721479+00	0	209	7	90	0	t	20	0	0	0	flex	\N	\N	\N	\N	\N	\N
10	104	2025-05-06 12:00:00+00	2025-05-08 00:00:00+00	2025-05-06 12:00:00+00	\N	1	213	10	3	0	f	3	0	0	0	bonus	\N	\N	\N	\N	19	\N
10	105	2025-05-12 00:00:00+00	2025-06-01 00:00:00+00	2025-05-12 00:00:00+00	\N	1	214	10	10	0	f	6.500000000000000001	0	0	0	rollover	\N	\N	\N	\N	18	67
5	91	2025-04-30 10:00:00+00	2025-06-14 10:00:00+00	2025-04-30 10:00:00+00	\N	2	200	5	10	1	f	34	4	0	0	rollover	\N	\N	\N	\N	2	4
8	103	2025-05-31 10:00:00+00	2025-07-31 10:00:00+00	2025-05-31 10:00:00+00	2025-08-10 11:00:01.069008+00	2	211	8	60	0	f	0.000000000000000003	0	0	0.000000000000000003	included	\N	\N	\N	dust	5	\N
8	102	2025-05-31 10:00:00+00	2025-07-31 10:00:00+00	2025-05-31 10:00:00+00	2025-08-10 11:00:01.069008+00	0	212	8	90	0	t	\N	0	0	0	flex	\N	\N	\N	\N	\N	\N
29	35	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-06-02 06:00:00+00	2025-08-17 00:30:00.179433+00	0	50	29	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
10	107	2025-05-19 00:00:00+00	2025-06-08 00:00:00+00	2025-05-19 00:00:00+00	\N	1	215	10	10	0	f	8.499999999999999999	0	0	0	rollover	\N	\N	\N	\N	18	106
10	106	2025-05-12 00:00:00+00	2025-05-19 00:00:00+00	2025-05-12 00:00:00+00	\N	2	214	10	20	0	f	10	0	0	8.499999999999999999	included	\N	\N	\N	\N	18	\N
10	108	2025-05-19 00:00:00+00	2025-05-26 00:00:00+00	2025-05-19 00:00:00+00	\N	1	215	10	20	0	f	10	0	0	0	included	\N	\N	\N	\N	18	\N
9	110	2025-05-19 00:00:00+00	2025-06-19 00:00:00+00	2025-05-19 00:00:00+00	2025-06-02 08:00:00.722894+00	3	216	9	20	0	f	100	0	0	100	included	\N	\N	\N	pro	6	\N
9	109	2025-05-19 00:00:00+00	2025-06-19 00:00:00+00	2025-05-19 00:00:00+00	2025-06-02 08:00:00.722894+00	0	220	9	90	0	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
1	125	2025-05-30 21:30:00+00	2025-06-30 21:30:00+00	2025-05-30 21:30:00+00	\N	1	246	1	90	1	t	\N	0	0	0	flex	\N	\N	\N	\N	\N	\N
1	122	2025-04-30 21:30:00+00	2025-06-30 21:30:00+00	2025-04-30 21:30:00+00	2025-06-20 18:30:00.839457+00	2	238	1	10	1	f	2	2	0	0	rollover	\N	\N	\N	\N	1	74
9	113	2025-06-19 00:00:00+00	infinity	2025-06-19 00:00:00+00	2025-06-02 08:00:00.723351+00	2	219	9	10	1	f	30	30	0	0	rollover	\N	\N	\N	\N	6	110
9	112	2025-06-19 00:00:00+00	2025-07-19 00:00:00+00	2025-06-19 00:00:00+00	2025-06-02 08:00:00.72338+00	2	218	9	20	1	f	100	100	0	0	included	\N	\N	\N	pro	6	\N
9	111	2025-06-19 00:00:00+00	2025-07-19 00:00:00+00	2025-06-19 00:00:00+00	2025-06-02 08:00:00.723674+00	1	221	9	90	1	t	50	47	0	0	flex	\N	\N	\N	\N	\N	\N
9	115	2025-07-19 00:00:00+00	2025-08-19 00:00:00+00	2025-07-19 00:00:00+00	\N	1	223	9	20	1	f	100	0	0	0	included	\N	\N	\N	pro	6	\N
9	114	2025-07-19 00:00:00+00	2025-08-19 00:00:00+00	2025-07-19 00:00:00+00	\N	0	224	9	90	1	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
19	116	2025-06-14 21:15:00+00	2025-07-14 21:15:00+00	2025-06-14 21:15:00+00	2025-08-10 11:00:01.063449+00	1	227	19	90	1	t	50	34.0736	0	0	flex	\N	\N	\N	\N	\N	\N
26	119	2025-06-16 06:00:00+00	2025-07-16 06:00:00+00	2025-06-16 06:00:00+00	2025-08-17 00:30:00.175399+00	17	228	26	20	2	f	100	70.77599999999999991	0	29.22400000000000009	included	\N	\N	\N	pro	13	\N
26	118	2025-06-16 06:00:00+00	2025-07-16 06:00:00+00	2025-06-16 06:00:00+00	2025-08-17 00:30:00.175399+00	0	229	26	90	2	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
31	121	2025-06-16 08:00:00.667272+00	2025-07-16 08:00:00.667272+00	2025-06-16 08:00:00.667272+00	2025-08-17 00:30:00.180881+00	3	232	31	20	1	f	100	0	0	100	included	\N	\N	\N	pro	15	\N
31	120	2025-06-16 08:00:00.667272+00	2025-07-16 08:00:00.667272+00	2025-06-16 08:00:00.667272+00	2025-08-17 00:30:00.180881+00	0	234	31	90	1	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
1	123	2025-05-02 00:00:00+00	2025-05-30 21:30:00+00	2025-05-02 00:00:00+00	2025-06-20 18:30:00.841764+00	4	240	1	20	1	f	288.958333333333333333	15	0	273.958333333333333333	included	\N	\N	\N	team EUR	28	\N
1	124	2025-05-20 21:30:00+00	2025-06-20 21:30:00+00	2025-05-20 21:30:00+00	\N	1	243	3	30	1	f	1.5	0	0	0	promotional	\N	\N	\N	\N	17	\N
1	126	2025-05-30 21:30:00+00	2025-06-30 21:30:00+00	2025-05-30 21:30:00+00	\N	1	244	1	20	1	f	400	0	0	0	included	\N	\N	\N	team EUR	28	\N
1	127	2025-05-30 21:30:00+00	infinity	2025-05-30 21:30:00+00	\N	2	245	1	10	1	f	97.239583333333333333	3	0	0	rollover	\N	\N	\N	\N	28	77
19	117	2025-06-14 21:15:00+00	2025-07-14 21:15:00+00	2025-06-14 21:15:00+00	2025-07-14 10:00:00.95274+00	5	225	19	20	1	f	100	100	0	0	included	\N	\N	\N	pro	10	\N
25	130	2025-06-15 00:00:00+00	2025-07-15 00:00:00+00	2025-06-15 00:00:00+00	2025-08-10 11:00:01.064881+00	0	255	25	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
22	136	2025-07-02 06:00:00+00	infinity	2025-07-02 06:00:00+00	\N	3	264	22	10	3	f	3.958163817222222223	2.15	0	0	rollover	\N	\N	\N	\N	29	26
19	141	2025-07-14 21:15:00+00	2025-08-14 21:15:00+00	2025-07-14 21:15:00+00	2025-08-25 01:30:00.299714+00	5	277	19	20	1	f	100	12.75	0	87.25	included	\N	\N	\N	pro	10	\N
19	140	2025-07-14 21:15:00+00	2025-08-14 21:15:00+00	2025-07-14 21:15:00+00	2025-08-25 01:30:00.299714+00	0	279	19	90	1	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
19	129	2025-06-20 18:30:00.844361+00	2025-07-14 21:15:00+00	2025-06-20 18:30:00.844361+00	2025-07-14 10:00:00.952787+00	2	252	19	20	0	f	6	6	0	0	included	\N	\N	june	\N	\N	\N
22	128	2025-06-20 18:30:00.843096+00	2025-07-02 06:00:00+00	2025-06-20 18:30:00.843096+00	2025-07-14 10:00:00.954262+00	3	249	22	20	1	f	22.958313817222222223	19.00015	0	3.958163817222222223	included	\N	\N	\N	pro	29	\N
22	133	2025-06-22 08:00:00.676235+00	2025-07-12 08:00:00.676235+00	2025-06-22 08:00:00.676235+00	2025-08-10 11:00:01.066507+00	2	262	22	20	1	f	1	0	0	1	included	\N	\N	\N	\N	22	\N
22	137	2025-07-12 08:00:00.676235+00	2025-08-01 08:00:00.676235+00	2025-07-12 08:00:00.676235+00	2025-08-10 11:00:01.066507+00	2	265	22	20	1	f	1	0	0	1	included	\N	\N	\N	\N	22	\N
22	135	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-07-02 06:00:00+00	2025-08-10 11:00:01.066507+00	3	263	22	20	1	f	100	0	0	100	included	\N	\N	\N	pro	29	\N
22	134	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-07-02 06:00:00+00	2025-08-10 11:00:01.066507+00	0	266	22	90	1	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
23	132	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-07-02 06:00:00+00	2025-08-10 11:00:01.067405+00	0	261	23	90	1	t	100	0	0	0	flex	\N	\N	\N	\N	\N	\N
25	139	2025-07-02 08:00:00.675924+00	2025-08-02 08:00:00.675924+00	2025-07-02 08:00:00.675924+00	2025-08-17 00:30:00.178384+00	3	269	25	50	1	f	4	0	0	4	prepaid	\N	\N	\N	\N	21	\N
25	131	2025-06-15 00:00:00+00	2025-09-15 00:00:00+00	2025-06-15 00:00:00+00	\N	2	254	25	20	3	f	300	0.75	0	0	included	\N	\N	\N	quarter	30	\N
25	138	2025-07-02 08:00:00.675924+00	infinity	2025-07-02 08:00:00.675924+00	\N	1	269	25	10	2	f	3.5	0	0	0	rollover	\N	\N	\N	\N	21	70
25	143	2025-08-02 08:00:00.675924+00	infinity	2025-08-02 08:00:00.675924+00	\N	1	280	25	10	2	f	2.5	0	0	0	rollover	\N	\N	\N	\N	21	139
26	158	2025-07-16 06:00:00+00	2025-08-16 06:00:00+00	2025-07-16 06:00:00+00	2025-08-25 01:30:00.297923+00	6	302	26	90	1	t	50	49.999999999996665211	0	0	flex	\N	\N	\N	\N	\N	\N
26	160	2025-07-16 06:00:00+00	infinity	2025-07-16 06:00:00+00	2025-08-17 00:30:00.176504+00	5	304	26	10	1	f	29.22400000000000009	29.22400000000000009	0	0	rollover	\N	\N	\N	\N	13	119
23	149	2025-08-02 06:00:00+00	2025-09-02 06:00:00+00	2025-08-02 06:00:00+00	\N	1	287	23	90	2	t	80	0	0	0	flex	\N	\N	\N	\N	\N	\N
7	151	2025-06-14 00:00:00+00	2025-07-04 00:00:00+00	2025-06-14 00:00:00+00	2025-08-10 11:00:01.068397+00	2	290	7	20	0	f	50	0	0	50	included	\N	\N	\N	hours	4	\N
7	150	2025-06-14 00:00:00+00	2025-06-24 00:00:00+00	2025-06-14 00:00:00+00	2025-08-10 11:00:01.068397+00	0	293	7	90	0	t	20	0	0	0	flex	\N	\N	\N	\N	\N	\N
7	152	2025-06-24 00:00:00+00	2025-07-04 00:00:00+00	2025-06-24 00:00:00+00	2025-08-10 11:00:01.068397+00	0	294	7	90	0	t	20	0	0	0	flex	\N	\N	\N	\N	\N	\N
7	153	2025-07-04 00:00:00+00	2025-07-14 00:00:00+00	2025-07-04 00:00:00+00	2025-08-10 11:00:01.068397+00	0	295	7	90	0	t	20	0	0	0	flex	\N	\N	\N	\N	\N	\N
7	154	2025-07-04 00:00:00+00	2025-07-24 00:00:00+00	2025-07-04 00:00:00+00	\N	1	292	7	20	1	f	50	0	0	0	included	\N	\N	\N	hours	4	\N
7	155	2025-07-14 00:00:00+00	2025-07-24 00:00:00+00	2025-07-14 00:00:00+00	\N	0	296	7	90	1	t	20	0	0	0	flex	\N	\N	\N	\N	\N	\N
8	157	2025-07-31 10:00:00+00	2025-09-30 10:00:00+00	2025-07-31 10:00:00+00	\N	1	298	8	60	1	f	0.000000000000000003	0	0	0	included	\N	\N	\N	dust	5	\N
8	156	2025-07-31 10:00:00+00	2025-09-30 10:00:00+00	2025-07-31 10:00:00+00	\N	0	300	8	90	1	t	\N	0	0	0	flex	\N	\N	\N	\N	\N	\N
26	159	2025-07-16 06:00:00+00	2025-08-16 06:00:00+00	2025-07-16 06:00:00+00	2025-08-17 00:30:00.176542+00	10	301	26	20	1	f	100	100	0	0	included	\N	\N	\N	pro	13	\N
25	142	2025-07-15 00:00:00+00	2025-08-15 00:00:00+00	2025-07-15 00:00:00+00	2025-08-17 00:30:00.178384+00	0	281	25	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
25	144	2025-08-02 08:00:00.675924+00	2025-09-02 08:00:00.675924+00	2025-08-02 08:00:00.675924+00	\N	1	280	25	50	2	f	4	0	0	0	prepaid	\N	\N	\N	\N	21	\N
22	145	2025-08-01 08:00:00.676235+00	2025-08-21 08:00:00.676235+00	2025-08-01 08:00:00.676235+00	\N	1	282	22	20	2	f	1	0	0	0	included	\N	\N	\N	\N	22	\N
22	147	2025-08-02 06:00:00+00	2025-09-02 06:00:00+00	2025-08-02 06:00:00+00	\N	2	283	22	20	2	f	100	0	0	15.846767571594982079	included	\N	\N	\N	pro	29	\N
22	148	2025-08-02 06:00:00+00	infinity	2025-08-02 06:00:00+00	\N	1	284	22	10	2	f	26.191836182777777777	0	0	0	rollover	\N	\N	\N	\N	29	135
22	146	2025-08-02 06:00:00+00	2025-09-02 06:00:00+00	2025-08-02 06:00:00+00	\N	1	285	22	90	3	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
28	163	2025-07-01 00:00:00+00	2025-08-01 00:00:00+00	2025-07-01 00:00:00+00	2025-08-17 00:30:00.176872+00	0	309	28	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
26	162	2025-08-16 06:00:00+00	2025-09-16 06:00:00+00	2025-08-16 06:00:00+00	\N	11	305	26	20	3	f	100	6.787502551319722223	0	0	included	\N	\N	\N	pro	13	\N
28	165	2025-08-17 00:30:00.17708+00	infinity	2025-08-17 00:30:00.17708+00	\N	1	308	28	50	1	f	30	0	0	0	prepaid	\N	\N	\N	\N	\N	\N
28	164	2025-08-01 00:00:00+00	2025-09-01 00:00:00+00	2025-08-01 00:00:00+00	\N	0	310	28	90	2	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
24	168	2025-07-01 04:00:00+00	2025-08-01 04:00:00+00	2025-07-01 04:00:00+00	2025-08-17 00:30:00.178135+00	0	313	24	90	0	t	30	0	0	0	flex	\N	\N	\N	\N	\N	\N
24	169	2025-08-01 04:00:00+00	2025-09-01 04:00:00+00	2025-08-01 04:00:00+00	\N	0	314	24	90	1	t	30	0	0	0	flex	\N	\N	\N	\N	\N	\N
25	170	2025-08-15 00:00:00+00	2025-09-15 00:00:00+00	2025-08-15 00:00:00+00	\N	0	316	25	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
27	171	2025-07-01 00:00:00+00	2025-08-01 00:00:00+00	2025-07-01 00:00:00+00	2025-08-17 00:30:00.179227+00	0	318	27	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
27	172	2025-08-01 00:00:00+00	2025-09-01 00:00:00+00	2025-08-01 00:00:00+00	\N	0	320	27	90	2	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
29	174	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-07-02 06:00:00+00	2025-08-17 00:30:00.180325+00	2	321	29	20	1	f	5	5	0	0	included	\N	\N	\N	free	14	\N
29	173	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-07-02 06:00:00+00	2025-08-17 00:30:00.180419+00	0	322	29	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
29	175	2025-08-02 06:00:00+00	2025-09-02 06:00:00+00	2025-08-02 06:00:00+00	\N	0	325	29	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
29	176	2025-08-02 06:00:00+00	2025-09-02 06:00:00+00	2025-08-02 06:00:00+00	2025-08-17 00:30:00.180724+00	2	324	29	20	1	f	5	5	0	0	included	\N	\N	\N	free	14	\N
31	179	2025-07-16 08:00:00.667272+00	infinity	2025-07-16 08:00:00.667272+00	\N	1	328	31	10	1	f	30	0	0	0	rollover	\N	\N	\N	\N	15	121
19	167	2025-08-14 21:15:00+00	2025-09-14 21:15:00+00	2025-08-14 21:15:00+00	2025-08-25 01:30:00.300289+00	4	311	19	20	1	f	100	100	0	0	included	\N	\N	\N	pro	10	\N
19	166	2025-08-14 21:15:00+00	2025-09-14 21:15:00+00	2025-08-14 21:15:00+00	\N	1	312	19	90	1	t	50	2.2856	0	0	flex	\N	\N	\N	\N	\N	\N
26	161	2025-08-16 06:00:00+00	2025-09-16 06:00:00+00	2025-08-16 06:00:00+00	\N	0	306	26	90	3	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
31	178	2025-07-16 08:00:00.667272+00	2025-08-16 08:00:00.667272+00	2025-07-16 08:00:00.667272+00	\N	1	327	31	20	1	f	100	0	0	0	included	\N	\N	\N	pro	15	\N
31	181	2025-08-16 08:00:00.667272+00	2025-09-16 08:00:00.667272+00	2025-08-16 08:00:00.667272+00	\N	1	329	31	20	1	f	100	0	0	0	included	\N	\N	\N	pro	15	\N
31	177	2025-07-16 08:00:00.667272+00	2025-08-16 08:00:00.667272+00	2025-07-16 08:00:00.667272+00	\N	0	330	31	90	1	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
31	180	2025-08-16 08:00:00.667272+00	2025-09-16 08:00:00.667272+00	2025-08-16 08:00:00.667272+00	\N	0	331	31	90	1	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
32	182	2025-07-02 08:00:00.667573+00	2025-08-02 08:00:00.667573+00	2025-07-02 08:00:00.667573+00	2025-08-17 00:30:00.181734+00	0	332	32	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
32	183	2025-08-02 08:00:00.667573+00	2025-09-02 08:00:00.667573+00	2025-08-02 08:00:00.667573+00	\N	0	333	32	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
33	184	2025-07-01 00:00:00+00	2025-08-01 00:00:00+00	2025-07-01 00:00:00+00	2025-08-17 00:30:00.181988+00	0	337	33	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
22	188	2025-08-21 08:00:00.676235+00	2025-09-10 08:00:00.676235+00	2025-08-21 08:00:00.676235+00	\N	1	342	22	20	1	f	1	0	0	0	included	\N	\N	\N	\N	22	\N
33	185	2025-07-02 08:00:00.676656+00	2025-08-02 08:00:00.676656+00	2025-07-02 08:00:00.676656+00	2025-08-25 01:30:00.296912+00	2	334	33	20	2	f	1	0	0	1	included	\N	\N	\N	\N	23	\N
33	186	2025-08-01 00:00:00+00	2025-08-25 01:30:00.296689+00	2025-08-01 00:00:00+00	2025-08-25 01:30:00.296912+00	0	338	33	90	2	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
33	190	2025-08-25 01:30:00.296689+00	2025-08-28 01:30:00.296689+00	2025-08-25 01:30:00.296689+00	\N	1	347	33	20	1	f	1	0	0	0	included	\N	\N	\N	week	33	\N
33	187	2025-08-02 08:00:00.676656+00	2025-09-02 08:00:00.676656+00	2025-08-02 08:00:00.676656+00	\N	1	336	33	20	3	f	1	0	0	0	included	\N	\N	\N	\N	23	\N
33	189	2025-08-25 01:30:00.296689+00	2025-08-28 01:30:00.296689+00	2025-08-25 01:30:00.296689+00	\N	0	348	33	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
27	191	2025-08-25 01:30:00.297342+00	infinity	2025-08-25 01:30:00.297342+00	\N	1	349	27	50	1	f	3	0	0	0	prepaid	\N	\N	\N	\N	\N	\N
34	192	2025-08-20 00:00:00+00	2025-09-03 00:00:00+00	2025-08-20 00:00:00+00	\N	0	354	34	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
34	193	2025-08-20 00:00:00+00	2025-09-03 00:00:00+00	2025-08-20 00:00:00+00	\N	2	353	34	20	0	f	10	2.5	0	0	included	\N	\N	\N	pro	34	\N
19	194	2025-08-14 21:15:00+00	infinity	2025-08-14 21:15:00+00	2025-08-25 01:30:00.300259+00	2	357	19	10	1	f	30	30	0	0	rollover	\N	\N	\N	\N	10	141
34	195	2025-08-25 01:30:00.300636+00	2025-08-26 01:30:00.300636+00	2025-08-25 01:30:00.300636+00	\N	1	359	34	35	0	f	2	0	0	0	gift	\N	\N	\N	\N	35	\N
\.
COPY credits.class (class, priority, lifetime, to_cycle_end, postpaid) FROM stdin;
rollover	10	\N	f	f
included	20	\N	t	f
promotional	30	\N	f	f
bonus	40	\N	f	f
prepaid	50	\N	f	f
flex	90	\N	f	t
gift	35	30 days	f	f
cycle	25	\N	t	f
\.
COPY credits.counter (account_id, price_id, starts_at, quantity) FROM stdin;
15	18	2025-05-01 00:00:00+00	200.5
15	18	2025-06-01 00:00:00+00	51
15	19	2025-06-01 00:00:00+00	60
15	19	2025-05-01 00:00:00+00	198.5
15	20	2025-05-01 00:00:00+00	96.5
15	20	2025-06-01 00:00:00+00	12
\.
COPY credits.currency (currency, digits) FROM stdin;
USD	2
EUR	2
GBP	2
CHF	2
JPY	0
KRW	0
CLP	0
ISK	0
VND	0
BHD	3
IQD	3
JOD	3
KWD	3
LYD	3
OMR	3
TND	3
XPT	5
\.
COPY credits.entry_202506 (account_id, operation, booked_at, at, late_at, bucket_id, bucket_seq, user_id, piece, line, amount, bucket_after, balance, kind, resource, key, actor, note, attributes) FROM stdin;
1	2	2025-06-02 08:00:00.65812+00	2025-03-20 22:30:00+00	\N	2	1	1	1	\N	12.5	12.5	\N	grant	\N	\N	postgres	pro EUR	\N
5	5	2025-06-02 08:00:00.660605+00	2025-03-31 10:00:00+00	\N	4	1	5	1	\N	40	40	\N	grant	\N	\N	postgres	basic	\N
6	8	2025-06-02 08:00:00.660889+00	2025-05-05 00:00:00+00	\N	6	1	6	1	\N	40	40	\N	grant	\N	\N	postgres	basic	\N
7	11	2025-06-02 08:00:00.661081+00	2025-05-05 00:00:00+00	\N	8	1	7	1	\N	50	50	\N	grant	\N	\N	postgres	hours	\N
8	14	2025-06-02 08:00:00.661372+00	2025-03-31 10:00:00+00	\N	10	1	8	1	\N	0.000000000000000003	0.000000000000000003	\N	grant	\N	\N	postgres	dust	\N
9	17	2025-06-02 08:00:00.66165+00	2025-05-05 00:00:00+00	\N	12	1	9	1	\N	10	10	\N	grant	\N	\N	postgres	pro	\N
11	21	2025-06-02 08:00:00.662179+00	2031-03-15 12:00:00+00	\N	15	1	11	1	\N	1200	1200	\N	grant	\N	\N	postgres	year	\N
12	24	2025-06-02 08:00:00.66245+00	2025-05-05 00:00:00+00	\N	17	1	12	1	\N	5	5	\N	grant	\N	\N	postgres	free	\N
18	30	2025-06-02 08:00:00.663753+00	2025-05-05 00:00:00+00	\N	22	1	18	1	\N	10	10	\N	grant	\N	\N	postgres	pro	\N
19	33	2025-06-02 08:00:00.664661+00	2025-05-31 21:15:00+00	\N	24	1	19	1	\N	10	10	\N	grant	\N	\N	postgres	pro	\N
22	36	2025-06-02 08:00:00.665249+00	2025-06-02 06:00:00+00	\N	26	1	22	1	\N	40	40	\N	grant	\N	\N	postgres	basic	\N
23	39	2025-06-02 08:00:00.665445+00	2025-06-02 06:00:00+00	\N	28	1	23	1	\N	1200	1200	\N	grant	\N	\N	postgres	year	\N
26	44	2025-06-02 08:00:00.665995+00	2025-06-02 06:00:00+00	\N	32	1	26	1	\N	10	10	\N	grant	\N	\N	postgres	pro	\N
29	49	2025-06-02 08:00:00.666972+00	2025-06-02 06:00:00+00	\N	36	1	29	1	\N	5	5	\N	grant	\N	\N	postgres	free	\N
31	52	2025-06-02 08:00:00.667402+00	2025-06-02 08:00:00.667272+00	\N	38	1	31	1	\N	10	10	\N	grant	\N	\N	postgres	pro	\N
32	55	2025-06-02 08:00:00.667688+00	2025-06-02 08:00:00.667573+00	\N	40	1	32	1	\N	500	500	\N	grant	\N	\N	postgres	year small	\N
1	58	2025-06-02 08:00:00.668985+00	2025-03-20 22:30:00+00	\N	42	1	1	1	\N	500	500	\N	grant	\N	invoice 1	postgres	a note with "quotes", a \\ and a\nline	\N
1	59	2025-06-02 08:00:00.669318+00	2025-03-20 22:30:00+00	\N	43	1	1	1	\N	50	50	\N	grant	\N	\N	postgres	\N	\N
1	60	2025-06-02 08:00:00.669432+00	2025-03-20 22:30:00+00	\N	44	1	1	1	\N	8	8	\N	grant	\N	\N	postgres	\N	\N
1	61	2025-06-02 08:00:00.669712+00	2025-03-20 22:30:00+00	\N	45	1	2	1	\N	20.000000000000000001	20.000000000000000001	\N	grant	\N	\N	postgres	\N	\N
1	62	2025-06-02 08:00:00.669916+00	2025-03-20 22:30:00+00	\N	46	1	1	1	\N	7	7	\N	grant	\N	\N	postgres	\N	\N
1	63	2025-06-02 08:00:00.670013+00	2025-03-20 22:30:00+00	\N	47	1	3	1	\N	3	3	\N	grant	\N	\N	postgres	thirty days	\N
5	64	2025-06-02 08:00:00.670205+00	2025-03-31 10:00:00+00	\N	48	1	5	1	\N	5	5	\N	grant	\N	\N	postgres	\N	\N
6	65	2025-06-02 08:00:00.67034+00	2025-05-05 00:00:00+00	\N	49	1	6	1	\N	12	12	\N	grant	\N	g4	postgres	\N	\N
11	66	2025-06-02 08:00:00.670574+00	2031-03-15 12:00:00+00	\N	50	1	11	1	\N	100	100	\N	grant	\N	\N	postgres	\N	\N
12	67	2025-06-02 08:00:00.670783+00	2025-05-05 00:00:00+00	\N	51	1	12	1	\N	2.5	2.5	\N	grant	\N	tab\tkey	postgres	\N	\N
19	68	2025-06-02 08:00:00.671174+00	2025-06-02 08:00:00.671121+00	\N	52	1	19	1	\N	20	20	\N	grant	\N	pack	postgres	\N	\N
19	69	2025-06-02 08:00:00.6713+00	2025-06-02 08:00:00.671266+00	\N	53	1	19	1	\N	2	2	\N	grant	\N	\N	postgres	\N	\N
19	70	2025-06-02 08:00:00.671421+00	2025-06-02 08:00:00.671385+00	\N	54	1	19	1	\N	5	5	\N	grant	\N	\N	postgres	\N	\N
24	71	2025-06-02 08:00:00.671804+00	2025-06-02 08:00:00.671765+00	\N	55	1	24	1	\N	40	40	\N	grant	\N	\N	postgres	\N	\N
25	72	2025-06-02 08:00:00.67193+00	2025-06-02 08:00:00.6719+00	\N	56	1	25	1	\N	50	50	\N	grant	\N	\N	postgres	\N	\N
31	73	2025-06-02 08:00:00.672268+00	2025-06-02 08:00:00.672223+00	\N	57	1	31	1	\N	15	15	\N	grant	\N	\N	postgres	\N	\N
31	74	2025-06-02 08:00:00.672389+00	2025-06-02 08:00:00.672358+00	\N	58	1	31	1	\N	4	4	\N	grant	\N	\N	postgres	\N	\N
13	75	2025-06-02 08:00:00.672687+00	2025-05-05 00:00:00+00	\N	59	1	13	1	\N	150	150	\N	grant	\N	\N	postgres	\N	\N
13	76	2025-06-02 08:00:00.672788+00	2025-05-05 00:00:00+00	\N	60	1	13	1	\N	30	30	\N	grant	\N	\N	postgres	\N	\N
15	77	2025-06-02 08:00:00.672876+00	2025-05-05 00:00:00+00	\N	61	1	15	1	\N	500	500	\N	grant	\N	\N	postgres	\N	\N
17	78	2025-06-02 08:00:00.67296+00	2025-05-05 00:00:00+00	\N	62	1	17	1	\N	10	10	\N	grant	\N	\N	postgres	\N	\N
26	79	2025-06-02 08:00:00.67308+00	2025-06-02 08:00:00.673051+00	\N	63	1	26	1	\N	30	30	\N	grant	\N	\N	postgres	\N	\N
27	80	2025-06-02 08:00:00.67319+00	2025-06-02 08:00:00.673163+00	\N	64	1	27	1	\N	60	60	\N	grant	\N	\N	postgres	\N	\N
28	81	2025-06-02 08:00:00.6733+00	2025-06-02 08:00:00.673272+00	\N	65	1	28	1	\N	12	12	\N	grant	\N	\N	postgres	\N	\N
1	83	2025-06-02 08:00:00.674277+00	2025-03-20 22:30:00+00	\N	66	1	3	1	\N	1.5	1.5	\N	grant	\N	\N	postgres	\N	\N
10	85	2025-06-02 08:00:00.67505+00	2025-05-05 00:00:00+00	\N	67	1	10	1	\N	10	10	\N	grant	\N	\N	postgres	\N	\N
10	87	2025-06-02 08:00:00.675344+00	2025-05-05 00:00:00+00	\N	68	1	10	1	\N	3	3	\N	grant	\N	\N	postgres	\N	\N
5	89	2025-06-02 08:00:00.675568+00	2025-03-31 10:00:00+00	\N	69	1	5	1	\N	2	2	\N	grant	\N	\N	postgres	\N	\N
25	91	2025-06-02 08:00:00.676048+00	2025-06-02 08:00:00.675924+00	\N	70	1	25	1	\N	4	4	\N	grant	\N	\N	postgres	\N	\N
22	93	2025-06-02 08:00:00.676303+00	2025-06-02 08:00:00.676235+00	\N	71	1	22	1	\N	1	1	\N	grant	\N	\N	postgres	\N	\N
33	95	2025-06-02 08:00:00.676732+00	2025-06-02 08:00:00.676656+00	\N	72	1	33	1	\N	1	1	\N	grant	\N	\N	postgres	\N	\N
1	96	2025-06-02 08:00:00.677652+00	2025-03-20 22:30:00+00	\N	44	2	1	1	\N	-2.5	5.5	592.500000000000000001	draw	\N	first	postgres	by hand	{"a": "ä", "b": [1, null]}
1	97	2025-06-02 08:00:00.678251+00	2025-03-30 21:30:00+00	\N	74	1	1	1	\N	100	100	\N	grant	\N	\N	postgres	pro EUR	\N
1	98	2025-06-02 08:00:00.678251+00	2025-03-30 21:30:00+00	\N	2	2	1	1	\N	-12.5	0	\N	expire	\N	\N	postgres	\N	\N
1	98	2025-06-02 08:00:00.678251+00	2025-03-30 21:30:00+00	\N	43	2	1	2	\N	-50	0	\N	expire	\N	\N	\N	\N	\N
1	100	2025-06-02 08:00:00.68112+00	2025-03-30 00:30:00+00	2025-04-02 00:00:00+00	45	2	2	1	1	-20.000000000000000001	0	332.500000000000000001	draw	gpu	run	postgres	\N	\N
1	100	2025-06-02 08:00:00.68112+00	2025-03-30 00:30:00+00	2025-04-02 00:00:00+00	44	3	2	2	1	-5.5	0	\N	draw	gpu	\N	\N	\N	\N
1	100	2025-06-02 08:00:00.68112+00	2025-03-30 00:30:00+00	2025-04-02 00:00:00+00	74	2	2	3	1	-79.499999999999999999	20.500000000000000001	\N	draw	gpu	\N	\N	\N	\N
1	100	2025-06-02 08:00:00.68112+00	2025-03-30 21:30:00+00	\N	74	3	2	4	2	-20.500000000000000001	0	\N	draw	gpu	\N	\N	\N	\N
1	100	2025-06-02 08:00:00.68112+00	2025-03-30 21:30:00+00	\N	66	2	2	5	2	-1.5	0	\N	draw	gpu	\N	\N	\N	\N
1	100	2025-06-02 08:00:00.68112+00	2025-03-30 21:30:00+00	\N	47	2	2	6	2	-3	0	\N	draw	gpu	\N	\N	\N	\N
1	100	2025-06-02 08:00:00.68112+00	2025-03-30 21:30:00+00	\N	42	2	2	7	2	-167.499999999999999999	332.500000000000000001	\N	draw	gpu	\N	\N	\N	\N
1	101	2025-06-02 08:00:00.68257+00	2025-04-02 00:00:00+00	\N	42	3	3	1	1	-0.18518505	332.314814950000000001	332.314814950000000001	draw	token	\N	postgres	a million	\N
1	102	2025-06-02 08:00:00.682904+00	2025-04-02 00:00:00+00	\N	73	1	3	1	1	0	0	332.314814950000000001	draw	free	\N	postgres	\N	\N
1	103	2025-06-02 08:00:00.683141+00	2025-04-20 21:30:00+00	\N	75	1	3	1	\N	1.5	1.5	\N	grant	\N	\N	postgres	\N	\N
1	104	2025-06-02 08:00:00.683141+00	2025-04-30 21:30:00+00	\N	77	1	1	1	\N	100	100	\N	grant	\N	\N	postgres	pro EUR	\N
1	106	2025-06-02 08:00:00.683381+00	2025-03-30 00:00:00+00	2025-04-02 00:00:00+00	42	4	4	1	1	-0.298611111111111111	332.01620383888888889	323.182870505555555557	draw	disk	\N	postgres	\N	\N
1	106	2025-06-02 08:00:00.683381+00	2025-03-30 21:30:00+00	\N	42	5	4	2	2	-7	325.01620383888888889	\N	draw	disk	\N	\N	\N	\N
1	106	2025-06-02 08:00:00.683381+00	2025-04-20 21:30:00+00	\N	75	2	4	3	2	-1.5	0	\N	draw	disk	\N	\N	\N	\N
1	106	2025-06-02 08:00:00.683381+00	2025-04-20 21:30:00+00	\N	42	6	4	4	2	-1.833333333333333333	323.182870505555555557	\N	draw	disk	\N	\N	\N	\N
1	106	2025-06-02 08:00:00.683381+00	2025-04-30 21:30:00+00	\N	77	2	4	5	3	-3.784722222222222223	96.215277777777777777	\N	draw	disk	\N	\N	\N	\N
5	107	2025-06-02 08:00:00.683769+00	2025-03-31 10:00:00+00	\N	4	2	5	1	\N	-6	34	41	draw	image	scoped	postgres	\N	\N
6	108	2025-06-02 08:00:00.683828+00	2025-05-05 00:00:00+00	\N	6	2	6	1	\N	-30	10	22	draw	\N	\N	postgres	\N	\N
11	109	2025-06-02 08:00:00.684199+00	2031-03-20 00:00:00+00	\N	15	2	11	1	1	-128.8224	1071.1776	1171.1776	draw	vcpu	ahead	postgres	\N	\N
12	110	2025-06-02 08:00:00.684451+00	2025-05-05 00:00:00+00	\N	17	2	12	1	\N	-0.000000000000000001	4.999999999999999999	7.499999999999999999	draw	\N	dust	postgres	\N	\N
7	111	2025-06-02 08:00:00.684675+00	2025-05-05 00:00:00+00	\N	8	2	7	1	\N	-30	20	20	draw	\N	yen	postgres	\N	\N
8	112	2025-06-02 08:00:00.68473+00	2025-03-31 10:00:00+00	\N	10	2	8	1	\N	-0.000000000000000002	0.000000000000000001	0.000000000000000001	draw	\N	\N	postgres	\N	\N
10	113	2025-06-02 08:00:00.684782+00	2025-05-05 00:00:00+00	\N	68	2	10	1	\N	-3	0	9	draw	\N	\N	postgres	\N	\N
10	113	2025-06-02 08:00:00.684782+00	2025-05-05 00:00:00+00	\N	67	2	10	2	\N	-1	9	\N	draw	\N	\N	\N	\N	\N
19	114	2025-06-02 08:00:00.68508+00	2025-06-02 08:00:00.685013+00	\N	24	2	19	1	\N	-3	7	34	draw	\N	on the wall	postgres	\N	\N
19	115	2025-06-02 08:00:00.685208+00	2025-06-01 12:00:00+00	\N	24	3	20	1	1	-7	0	19	draw	image	one	postgres	\N	\N
19	115	2025-06-02 08:00:00.685208+00	2025-06-01 12:00:00+00	\N	52	2	20	2	1	-1	19	\N	draw	image	\N	\N	\N	\N
31	116	2025-06-02 08:00:00.685514+00	2025-06-02 08:00:00.685457+00	\N	38	2	31	1	\N	-2	8	23	draw	\N	\N	postgres	\N	\N
25	117	2025-06-02 08:00:00.685588+00	2025-06-02 08:00:00.685547+00	\N	70	2	25	1	\N	-0.5	3.5	53.5	draw	\N	\N	postgres	\N	{}
23	118	2025-06-02 08:00:00.685643+00	2025-06-02 08:00:00.685611+00	\N	28	2	23	1	\N	-50	1150	1150	draw	\N	\N	postgres	of the year	\N
6	119	2025-06-02 08:00:00.686896+00	2025-05-05 00:00:00+00	\N	6	3	6	1	1	-0.833333333333333333	9.166666666666666667	21.166666666666666667	draw	gpu	usage 1	postgres	\N	\N
6	120	2025-06-02 08:00:00.686931+00	2025-05-05 00:00:00+00	\N	6	4	6	1	1	-1.666666666666666666	7.500000000000000001	19.500000000000000001	draw	gpu	usage 2	postgres	\N	\N
9	121	2025-06-02 08:00:00.687023+00	2025-05-05 00:00:00+00	\N	12	2	9	1	1	-0.833333333333333333	9.166666666666666667	9.166666666666666667	draw	gpu	usage 1	postgres	\N	\N
9	122	2025-06-02 08:00:00.68704+00	2025-05-05 00:00:00+00	\N	12	3	9	1	1	-1.666666666666666666	7.500000000000000001	7.500000000000000001	draw	gpu	usage 2	postgres	\N	\N
10	123	2025-06-02 08:00:00.687107+00	2025-05-05 00:00:00+00	\N	67	3	10	1	1	-0.833333333333333333	8.166666666666666667	8.166666666666666667	draw	gpu	usage 1	postgres	\N	\N
10	124	2025-06-02 08:00:00.687121+00	2025-05-05 00:00:00+00	\N	67	4	10	1	1	-1.666666666666666666	6.500000000000000001	6.500000000000000001	draw	gpu	usage 2	postgres	\N	\N
19	129	2025-06-02 08:00:00.687723+00	2025-06-01 00:00:00+00	\N	52	3	21	1	1	-2.0736	16.9264	\N	draw	vcpu	\N	postgres	\N	\N
22	125	2025-06-02 08:00:00.687826+00	2025-06-02 08:00:00.687326+00	\N	71	2	22	1	1	-0.00015	0.99985	40.99985	draw	token	copy 1	postgres	\N	\N
23	128	2025-06-02 08:00:00.687905+00	2025-06-02 06:00:00+00	\N	28	3	23	1	1	-0.039781746031746031	1149.960218253968253969	1149.960218253968253969	draw	disk	copy 2	postgres	\N	\N
23	126	2025-06-02 08:00:00.687926+00	2025-06-02 07:00:00+00	\N	28	4	23	1	1	-0.9375	1149.022718253968253969	1149.022718253968253969	draw	gpu	copy 1	postgres	\N	\N
25	130	2025-06-02 08:00:00.688047+00	2025-06-02 08:00:00.687326+00	\N	30	1	25	1	1	0	0	\N	draw	free	\N	postgres	\N	\N
15	131	2025-06-02 08:00:00.688709+00	2025-05-05 00:00:00+00	\N	61	2	15	1	1	-0.4	499.6	499.6	draw	call	two packages	postgres	\N	\N
15	132	2025-06-02 08:00:00.688921+00	2025-05-05 00:00:00+00	\N	19	1	16	1	1	0	0	499.6	draw	call	\N	postgres	\N	\N
15	133	2025-06-02 08:00:00.689043+00	2025-05-05 00:00:00+00	\N	61	3	15	1	1	-0.2	499.4	499.4	draw	call	\N	postgres	\N	\N
15	134	2025-06-02 08:00:00.68942+00	2025-05-05 00:00:00+00	\N	19	2	15	1	1	0	0	499.4	draw	request	\N	postgres	\N	\N
15	135	2025-06-02 08:00:00.689565+00	2025-05-05 00:00:00+00	\N	61	4	16	1	1	-9.2	490.2	490.2	draw	request	over two tiers	postgres	\N	\N
15	136	2025-06-02 08:00:00.68967+00	2025-05-05 00:00:00+00	\N	61	5	15	1	1	-2	488.2	488.2	draw	request	\N	postgres	\N	\N
15	137	2025-06-02 08:00:00.689994+00	2025-05-05 00:00:00+00	\N	61	6	15	1	1	-20	468.2	468.2	draw	traffic	\N	postgres	\N	\N
15	138	2025-06-02 08:00:00.69012+00	2025-05-05 00:00:00+00	\N	19	3	16	1	1	0	0	468.2	draw	traffic	\N	postgres	\N	\N
15	139	2025-06-02 08:00:00.690782+00	2025-05-05 00:00:00+00	\N	61	7	15	1	1	5	473.2	473.2	return	traffic	gives back	postgres	\N	\N
15	140	2025-06-02 08:00:00.691432+00	2025-05-05 00:00:00+00	\N	61	8	15	1	1	-30	443.2	443.2	draw	traffic	bulk 1	postgres	\N	\N
15	143	2025-06-02 08:00:00.691463+00	2025-05-05 00:00:00+00	\N	61	9	16	1	1	-9	434.2	434.2	draw	traffic	bulk 2	postgres	\N	\N
15	142	2025-06-02 08:00:00.69149+00	2025-05-05 00:00:00+00	\N	61	10	15	1	1	-0.25	433.95	433.95	draw	request	bulk 3	postgres	\N	\N
15	144	2025-06-02 08:00:00.691829+00	2025-05-05 00:00:00+00	\N	61	11	15	1	1	-1.5	432.45	432.45	draw	frame	\N	postgres	\N	\N
15	145	2025-06-02 08:00:00.691916+00	2025-05-05 00:00:00+00	\N	61	12	15	1	1	-4	428.45	428.45	draw	frame	\N	postgres	\N	\N
15	146	2025-06-02 08:00:00.692032+00	2025-05-05 00:00:00+00	\N	61	13	15	1	1	-0.05	428.4	428.4	draw	mail	\N	postgres	\N	\N
15	147	2025-06-02 08:00:00.692102+00	2025-05-05 00:00:00+00	\N	61	14	15	1	1	-1	427.4	427.4	draw	mail	\N	postgres	\N	\N
15	149	2025-06-02 08:00:00.693+00	2025-06-03 00:00:00+00	\N	61	15	15	1	1	-0.2	427.2	427.2	draw	call	\N	postgres	\N	\N
15	150	2025-06-02 08:00:00.693169+00	2025-06-03 00:00:00+00	\N	61	16	15	1	1	-5	422.2	422.2	draw	request	\N	postgres	\N	\N
15	151	2025-06-02 08:00:00.69357+00	2025-05-31 23:59:00+00	2025-06-03 00:00:00+00	61	17	15	1	1	-2.5	419.7	419.7	draw	request	late	postgres	\N	\N
15	152	2025-06-02 08:00:00.693732+00	2025-05-20 00:00:00+00	2025-06-03 00:00:00+00	61	18	15	1	1	-36	383.7	383.7	draw	traffic	\N	postgres	\N	\N
15	153	2025-06-02 08:00:00.694652+00	2025-06-03 00:00:00+00	\N	61	19	15	1	1	-15	368.7	368.7	draw	traffic	\N	postgres	\N	\N
15	154	2025-06-02 08:00:00.695359+00	2025-06-01 00:00:00+00	\N	61	20	15	1	1	-0.5	368.2	368.2	draw	pod	\N	postgres	\N	\N
15	155	2025-06-02 08:00:00.695693+00	2025-06-01 00:00:20+00	\N	61	21	15	1	1	-0.5	367.7	367.7	draw	pod	\N	postgres	\N	\N
15	156	2025-06-02 08:00:00.695846+00	2025-06-01 00:01:10+00	\N	61	22	15	1	1	-0.5	367.2	367.2	draw	pod	\N	postgres	\N	\N
15	157	2025-06-02 08:00:00.696307+00	2025-05-31 23:50:00+00	2025-06-03 00:00:00+00	61	23	16	1	1	-1.25	365.95	\N	draw	job	\N	postgres	\N	\N
15	157	2025-06-02 08:00:00.696307+00	2025-06-01 00:00:00+00	\N	78	1	16	2	2	0	0	\N	draw	job	\N	\N	\N	\N
15	158	2025-06-02 08:00:00.696346+00	2025-06-01 00:15:00+00	\N	61	24	16	1	1	-1.083333333333333331	364.866666666666666669	\N	draw	job	\N	postgres	\N	\N
15	159	2025-06-02 08:00:00.698567+00	2025-06-02 00:00:00+00	\N	61	25	15	1	1	-0.015	364.851666666666666669	364.851666666666666669	draw	token	/meters 1	postgres	\N	\N
13	160	2025-06-02 08:00:00.701352+00	2025-05-05 00:00:00+00	\N	59	2	13	1	1	-1.25	148.75	177.80625	draw	job	\N	postgres	\N	\N
13	160	2025-06-02 08:00:00.701352+00	2025-05-05 00:00:00+00	\N	60	2	13	2	2	-0.175	29.825	\N	draw	vm	\N	\N	\N	\N
13	160	2025-06-02 08:00:00.701352+00	2025-05-05 00:00:00+00	\N	60	3	13	3	3	-0.175	29.65	\N	draw	vm	\N	\N	\N	\N
13	160	2025-06-02 08:00:00.701352+00	2025-05-05 00:00:00+00	\N	59	3	14	4	4	-0.55	148.2	\N	draw	pod	\N	\N	\N	\N
13	160	2025-06-02 08:00:00.701352+00	2025-05-05 00:00:00+00	\N	60	4	14	5	5	-0.04375	29.60625	\N	draw	vm	\N	\N	\N	\N
13	161	2025-06-02 08:00:00.702345+00	2025-05-05 00:07:01+00	\N	59	4	14	1	1	0.15	148.35	177.95625	return	pod	\N	postgres	\N	\N
13	162	2025-06-02 08:00:00.703268+00	2025-05-05 00:10:30+00	\N	60	5	13	1	1	-11.825	17.78125	151.35	draw	vm	\N	postgres	\N	\N
13	162	2025-06-02 08:00:00.703268+00	2025-05-05 00:10:30+00	\N	60	6	13	2	2	-11.825	5.95625	\N	draw	vm	\N	\N	\N	\N
13	162	2025-06-02 08:00:00.703268+00	2025-05-05 00:10:30+00	\N	60	7	14	3	3	-2.95625	3	\N	draw	vm	\N	\N	\N	\N
13	163	2025-06-02 08:00:00.704061+00	2025-05-05 12:00:00+00	\N	60	8	13	1	1	-1.63636363625	1.36363636375	101.85	draw	vm	\N	postgres	\N	\N
13	163	2025-06-02 08:00:00.704061+00	2025-05-05 12:00:00+00	\N	60	9	13	2	2	-1.090909090833333333	0.272727272916666667	\N	draw	vm	\N	\N	\N	\N
13	163	2025-06-02 08:00:00.704061+00	2025-05-05 12:00:00+00	\N	60	10	14	3	3	-0.272727272708333333	0.000000000208333334	\N	draw	vm	\N	\N	\N	\N
13	163	2025-06-02 08:00:00.704061+00	2025-05-05 13:05:27.272727+00	\N	60	11	13	4	1	-0.000000000208333334	0	\N	draw	vm	\N	\N	\N	\N
13	163	2025-06-02 08:00:00.704061+00	2025-05-05 13:05:27.272727+00	\N	59	5	13	5	1	-0.000000000208333332	148.349999999791666668	\N	draw	vm	\N	\N	\N	\N
13	163	2025-06-02 08:00:00.704061+00	2025-05-05 13:05:27.272727+00	\N	59	6	13	6	2	-0.000000000277777778	148.34999999951388889	\N	draw	vm	\N	\N	\N	\N
13	163	2025-06-02 08:00:00.704061+00	2025-05-05 13:05:27.272727+00	\N	59	7	14	7	3	-0.000000000069444444	148.349999999444444446	\N	draw	vm	\N	\N	\N	\N
13	163	2025-06-02 08:00:00.704061+00	2025-05-05 13:05:27.272728+00	\N	59	8	13	8	1	-16.363636363333333334	131.986363636111111112	\N	draw	vm	\N	\N	\N	\N
13	163	2025-06-02 08:00:00.704061+00	2025-05-05 13:05:27.272728+00	\N	59	9	13	9	2	-10.909090908888888889	121.077272727222222223	\N	draw	vm	\N	\N	\N	\N
13	163	2025-06-02 08:00:00.704061+00	2025-05-05 13:05:27.272728+00	\N	59	10	14	10	3	-2.727272727222222223	118.35	\N	draw	vm	\N	\N	\N	\N
13	163	2025-06-02 08:00:00.704061+00	2025-05-06 00:00:00+00	\N	59	11	13	11	1	-9	109.35	\N	draw	vm	\N	\N	\N	\N
13	163	2025-06-02 08:00:00.704061+00	2025-05-06 00:00:00+00	\N	59	12	13	12	2	-6	103.35	\N	draw	vm	\N	\N	\N	\N
13	163	2025-06-02 08:00:00.704061+00	2025-05-06 00:00:00+00	\N	59	13	14	13	3	-1.5	101.85	\N	draw	vm	\N	\N	\N	\N
13	164	2025-06-02 08:00:00.704609+00	2025-05-05 20:00:00+00	\N	59	14	13	1	1	15	116.85	116.85	return	vm	\N	postgres	\N	\N
13	164	2025-06-02 08:00:00.704752+00	2025-05-05 20:00:00+00	\N	59	15	13	2	2	-5	111.85	\N	draw	vm	\N	\N	\N	\N
13	165	2025-06-02 08:00:00.704947+00	2025-05-05 18:00:00+00	\N	59	16	13	1	1	12	123.85	123.85	return	vm	\N	postgres	\N	\N
13	166	2025-06-02 08:00:00.705649+00	2025-05-06 06:00:00+00	\N	59	17	14	1	\N	-1.5	122.35	122.35	draw	vm	\N	postgres	\N	\N
13	167	2025-06-02 08:00:00.705806+00	2025-05-05 00:00:00+00	\N	59	18	13	1	1	-0.5	121.85	121.85	draw	vm	\N	postgres	\N	\N
13	168	2025-06-02 08:00:00.70676+00	2025-05-06 06:00:00+00	\N	59	19	13	1	1	-67.694444444444444444	54.155555555555555556	0.000000000000000001	draw	vm	\N	postgres	\N	\N
13	168	2025-06-02 08:00:00.70676+00	2025-05-06 06:00:00+00	\N	59	20	13	2	2	-54.155555555555555555	0.000000000000000001	\N	draw	ip	\N	\N	\N	\N
13	168	2025-06-02 08:00:00.70676+00	2025-05-06 06:00:00+00	\N	18	1	14	3	3	0	0	\N	draw	vm	\N	\N	\N	\N
13	170	2025-06-02 08:00:00.70749+00	2025-05-31 22:00:00+00	\N	79	1	14	1	1	0	0	0.000000000000000001	draw	vm	\N	postgres	\N	\N
17	171	2025-06-02 08:00:00.709121+00	2025-05-05 00:00:00+00	\N	62	2	17	1	1	-5.504587155555555555	4.495412844444444445	0.000000000009259261	draw	batch	\N	postgres	\N	\N
17	171	2025-06-02 08:00:00.709121+00	2025-05-05 00:00:00+00	\N	62	3	17	2	2	-0.825688073333333333	3.669724771111111112	\N	draw	ip	\N	\N	\N	\N
17	171	2025-06-02 08:00:00.709121+00	2025-05-05 00:00:00+00	\N	62	4	17	3	3	-2.752293577777777777	0.917431193333333335	\N	draw	vm	\N	\N	\N	\N
17	171	2025-06-02 08:00:00.709121+00	2025-05-05 00:00:00+00	\N	62	5	17	4	4	-0.917431192592592592	0.000000000740740743	\N	draw	vm	\N	\N	\N	\N
17	171	2025-06-02 08:00:00.709121+00	2025-05-05 02:45:08.25688+00	\N	62	6	17	5	1	-0.000000000555555556	0.000000000185185187	\N	draw	batch	\N	\N	\N	\N
17	171	2025-06-02 08:00:00.709121+00	2025-05-05 02:45:08.25688+00	\N	62	7	17	6	2	-0.000000000083333333	0.000000000101851854	\N	draw	ip	\N	\N	\N	\N
17	171	2025-06-02 08:00:00.709121+00	2025-05-05 02:45:08.25688+00	\N	62	8	17	7	4	-0.000000000092592593	0.000000000009259261	\N	draw	vm	\N	\N	\N	\N
17	172	2025-06-02 08:00:00.709594+00	2025-05-06 00:00:00+00	\N	80	1	17	1	\N	5	5	\N	grant	\N	\N	postgres	\N	\N
17	173	2025-06-02 08:00:00.71024+00	2025-05-06 00:00:00+00	\N	62	9	17	1	1	-0.000000000009259261	0	0.000000000064814817	draw	ip	\N	postgres	\N	\N
17	173	2025-06-02 08:00:00.71024+00	2025-05-06 00:00:00+00	\N	80	2	17	2	1	-0.000000000074074072	4.999999999925925928	\N	draw	ip	\N	\N	\N	\N
17	173	2025-06-02 08:00:00.71024+00	2025-05-06 00:00:00+00	\N	80	3	17	3	2	-0.000000000277777777	4.999999999648148151	\N	draw	vm	\N	\N	\N	\N
17	173	2025-06-02 08:00:00.71024+00	2025-05-06 00:00:00.000001+00	\N	80	4	17	4	1	-1.15384615375	3.846153845898148151	\N	draw	ip	\N	\N	\N	\N
17	173	2025-06-02 08:00:00.71024+00	2025-05-06 00:00:00.000001+00	\N	80	5	17	5	2	-3.846153845833333334	0.000000000064814817	\N	draw	vm	\N	\N	\N	\N
17	175	2025-06-02 08:00:00.710935+00	2025-06-02 00:00:00+00	\N	82	1	17	1	\N	0.5	0.5	\N	grant	\N	\N	postgres	\N	\N
18	176	2025-06-02 08:00:00.711414+00	2025-05-05 00:00:00+00	\N	21	1	18	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
18	177	2025-06-02 08:00:00.711757+00	2025-05-19 00:00:00+00	\N	84	1	18	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
18	179	2025-06-02 08:00:00.711938+00	2025-05-05 00:00:00+00	\N	22	2	18	1	1	-10	0	100	draw	vm	\N	postgres	\N	\N
18	180	2025-06-02 08:00:00.71266+00	2025-06-19 00:00:00+00	\N	86	1	18	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
26	182	2025-06-02 08:00:00.713616+00	2025-06-02 08:00:00.713328+00	\N	32	2	26	1	1	-0.000000002555555556	9.999999997444444444	39.999999997444444444	draw	vm	\N	postgres	\N	\N
27	183	2025-06-02 08:00:00.714029+00	2025-06-02 08:00:00.713785+00	\N	64	2	27	1	1	-0.000000002694444445	59.999999997305555555	59.999999997305555555	draw	vm	\N	postgres	\N	\N
28	184	2025-06-02 08:00:00.715017+00	2025-06-02 08:00:00.714843+00	\N	65	2	28	1	1	-0.000000036666666666	11.999999963333333334	11.999999963333333334	draw	vm	\N	postgres	\N	\N
5	185	2025-06-02 08:00:00.715599+00	2025-03-31 10:00:00+00	\N	3	1	5	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
9	186	2025-06-02 08:00:00.715733+00	2025-05-05 00:00:00+00	\N	11	1	9	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
24	187	2025-06-02 08:00:00.715878+00	2025-06-02 08:00:00.715796+00	\N	29	1	24	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
25	188	2025-06-02 08:00:00.716072+00	2025-06-02 08:00:00.715937+00	\N	30	2	25	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
25	189	2025-06-02 08:00:00.716351+00	2025-06-02 08:00:00.716253+00	\N	30	3	25	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
7	190	2025-06-02 08:00:00.716555+00	2025-05-05 00:00:00+00	\N	8	3	7	1	\N	-20	0	0	draw	\N	over	postgres	\N	\N
7	190	2025-06-02 08:00:00.716555+00	2025-05-05 00:00:00+00	\N	7	1	7	2	\N	-15	-15	\N	draw	\N	\N	\N	\N	\N
6	192	2025-06-02 08:00:00.717761+00	2025-05-15 09:00:00+00	\N	5	1	6	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
6	192	2025-06-02 08:00:00.718067+00	2025-05-15 09:00:00+00	\N	87	1	6	2	\N	39.91935483870967742	39.91935483870967742	\N	grant	\N	\N	\N	pro	\N
6	193	2025-06-02 08:00:00.718426+00	2025-05-15 09:00:00+00	\N	6	5	6	1	\N	-7.500000000000000001	0	0	draw	\N	\N	postgres	\N	\N
6	193	2025-06-02 08:00:00.718426+00	2025-05-15 09:00:00+00	\N	87	2	6	2	\N	-39.91935483870967742	0	\N	draw	\N	\N	\N	\N	\N
6	193	2025-06-02 08:00:00.718426+00	2025-05-15 09:00:00+00	\N	49	2	6	3	\N	-12	0	\N	draw	\N	\N	\N	\N	\N
6	193	2025-06-02 08:00:00.718426+00	2025-05-15 09:00:00+00	\N	5	2	6	4	\N	-30.580645161290322579	-30.580645161290322579	\N	draw	\N	\N	\N	\N	\N
6	194	2025-06-02 08:00:00.719003+00	2025-05-20 09:00:00+00	\N	5	3	6	1	\N	0	-30.580645161290322579	\N	overage	\N	\N	postgres	\N	\N
6	195	2025-06-02 08:00:00.71967+00	2025-05-22 17:45:00.000001+00	\N	5	4	6	1	\N	0	-30.580645161290322579	\N	overage	\N	\N	postgres	\N	\N
6	197	2025-06-02 08:00:00.720152+00	2025-06-05 00:00:00+00	\N	89	1	6	1	\N	40	40	\N	grant	\N	\N	postgres	basic	\N
5	199	2025-06-02 08:00:00.720601+00	2025-04-30 10:00:00+00	\N	90	1	5	1	\N	2	2	\N	grant	\N	\N	postgres	\N	\N
5	200	2025-06-02 08:00:00.720601+00	2025-04-30 10:00:00+00	\N	4	3	5	1	\N	-34	0	\N	rollover	\N	\N	postgres	\N	\N
5	200	2025-06-02 08:00:00.720601+00	2025-04-30 10:00:00+00	\N	69	2	5	2	\N	-2	0	\N	expire	\N	\N	\N	\N	\N
5	200	2025-06-02 08:00:00.720601+00	2025-04-30 10:00:00+00	\N	91	1	5	3	\N	34	34	\N	rollover	\N	\N	\N	\N	\N
5	201	2025-06-02 08:00:00.720601+00	2025-04-30 10:00:00+00	\N	93	1	5	1	\N	40	40	\N	grant	\N	\N	postgres	basic	\N
5	202	2025-06-02 08:00:00.720601+00	2025-05-31 10:00:00+00	\N	94	1	5	1	\N	2	2	\N	grant	\N	\N	postgres	\N	\N
5	203	2025-06-02 08:00:00.720601+00	2025-05-31 10:00:00+00	\N	90	2	5	1	\N	-2	0	\N	expire	\N	\N	postgres	\N	\N
5	203	2025-06-02 08:00:00.720601+00	2025-05-31 10:00:00+00	\N	93	2	5	2	\N	-40	0	\N	rollover	\N	\N	\N	\N	\N
5	203	2025-06-02 08:00:00.720601+00	2025-05-31 10:00:00+00	\N	95	1	5	3	\N	40	40	\N	rollover	\N	\N	\N	\N	\N
5	204	2025-06-02 08:00:00.720601+00	2025-05-31 10:00:00+00	\N	97	1	5	1	\N	40	40	\N	grant	\N	\N	postgres	basic	\N
7	207	2025-06-02 08:00:00.721479+00	2025-05-25 00:00:00+00	\N	100	1	7	1	\N	50	50	\N	grant	\N	\N	postgres	hours	\N
8	211	2025-06-02 08:00:00.721921+00	2025-05-31 10:00:00+00	\N	103	1	8	1	\N	0.000000000000000003	0.000000000000000003	\N	grant	\N	\N	postgres	dust	\N
10	213	2025-06-02 08:00:00.722292+00	2025-05-06 12:00:00+00	\N	104	1	10	1	\N	3	3	\N	grant	\N	\N	postgres	\N	\N
10	214	2025-06-02 08:00:00.722292+00	2025-05-12 00:00:00+00	\N	67	5	10	1	\N	-6.500000000000000001	0	\N	rollover	\N	\N	postgres	\N	\N
10	214	2025-06-02 08:00:00.722292+00	2025-05-12 00:00:00+00	\N	105	1	10	2	\N	6.500000000000000001	6.500000000000000001	\N	rollover	\N	\N	\N	\N	\N
10	214	2025-06-02 08:00:00.722292+00	2025-05-12 00:00:00+00	\N	106	1	10	3	\N	10	10	\N	grant	\N	\N	\N	\N	\N
10	215	2025-06-02 08:00:00.722292+00	2025-05-19 00:00:00+00	\N	106	2	10	1	\N	-8.499999999999999999	1.500000000000000001	\N	rollover	\N	\N	postgres	\N	\N
10	215	2025-06-02 08:00:00.722292+00	2025-05-19 00:00:00+00	\N	107	1	10	2	\N	8.499999999999999999	8.499999999999999999	\N	rollover	\N	\N	\N	\N	\N
10	215	2025-06-02 08:00:00.722292+00	2025-05-19 00:00:00+00	\N	108	1	10	3	\N	10	10	\N	grant	\N	\N	\N	\N	\N
9	216	2025-06-02 08:00:00.722894+00	2025-05-19 00:00:00+00	\N	110	1	9	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
9	217	2025-06-02 08:00:00.722894+00	2025-05-19 00:00:00+00	\N	12	4	9	1	\N	-7.500000000000000001	0	\N	expire	\N	\N	postgres	\N	\N
9	218	2025-06-02 08:00:00.722894+00	2025-06-19 00:00:00+00	\N	112	1	9	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
9	219	2025-06-02 08:00:00.722894+00	2025-06-19 00:00:00+00	\N	110	2	9	1	\N	-30	70	\N	rollover	\N	\N	postgres	\N	\N
9	219	2025-06-02 08:00:00.722894+00	2025-06-19 00:00:00+00	\N	110	3	9	2	\N	-70	0	\N	expire	\N	\N	\N	\N	\N
9	219	2025-06-02 08:00:00.722894+00	2025-06-19 00:00:00+00	\N	113	1	9	3	\N	30	30	\N	rollover	\N	\N	\N	\N	\N
9	222	2025-06-02 08:00:00.723322+00	2025-06-25 00:00:00+00	\N	113	2	9	1	\N	-30	0	0	draw	\N	\N	postgres	\N	\N
9	222	2025-06-02 08:00:00.723322+00	2025-06-25 00:00:00+00	\N	112	2	9	2	\N	-100	0	\N	draw	\N	\N	\N	\N	\N
9	222	2025-06-02 08:00:00.723322+00	2025-06-25 00:00:00+00	\N	111	1	9	3	\N	-47	-47	\N	draw	\N	\N	\N	\N	\N
9	223	2025-06-02 08:00:00.723674+00	2025-07-19 00:00:00+00	\N	115	1	9	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
26	230	2025-06-20 18:30:00.835838+00	2025-06-02 08:00:00.713558+00	\N	32	3	26	1	1	-6.153846152266666666	3.846153845177777778	113.610012881130555554	draw	vm	\N	postgres	\N	\N
26	230	2025-06-20 18:30:00.835838+00	2025-06-02 08:00:00.713558+00	\N	32	4	30	2	2	-3.846153845166666667	0.000000000011111111	\N	draw	ip	\N	\N	\N	\N
26	230	2025-06-20 18:30:00.835838+00	2025-06-08 17:50:46.867262+00	\N	32	5	26	3	1	-0.000000000011111111	0	\N	draw	vm	\N	\N	\N	\N
26	230	2025-06-20 18:30:00.835838+00	2025-06-08 17:50:46.867262+00	\N	63	2	26	4	1	-0.000000000000000001	29.999999999999999999	\N	draw	vm	\N	\N	\N	\N
26	230	2025-06-20 18:30:00.835838+00	2025-06-08 17:50:46.867262+00	\N	63	3	30	5	2	-0.000000000006944445	29.999999999993055554	\N	draw	ip	\N	\N	\N	\N
26	230	2025-06-20 18:30:00.835838+00	2025-06-08 17:50:46.867263+00	\N	63	4	26	6	1	-7.2061459193	22.793854080693055554	\N	draw	vm	\N	\N	\N	\N
26	230	2025-06-20 18:30:00.835838+00	2025-06-08 17:50:46.867263+00	\N	63	5	30	7	2	-4.5038411995625	18.290012881130555554	\N	draw	ip	\N	\N	\N	\N
26	230	2025-06-20 18:30:00.835838+00	2025-06-16 06:00:00+00	\N	119	2	26	8	3	-2.88	97.12	\N	draw	vm	\N	\N	\N	\N
26	230	2025-06-20 18:30:00.835838+00	2025-06-16 06:00:00+00	\N	119	3	30	9	4	-1.8	95.32	\N	draw	ip	\N	\N	\N	\N
26	231	2025-06-20 18:30:00.836643+00	2025-06-19 06:00:00+00	\N	119	4	26	1	1	-1.4600092951	93.8599907049	111.237497776593055554	draw	vm	\N	postgres	\N	\N
26	231	2025-06-20 18:30:00.836643+00	2025-06-19 06:00:00+00	\N	119	5	30	2	2	-0.9125058094375	92.9474848954625	\N	draw	ip	\N	\N	\N	\N
19	225	2025-06-20 18:30:00.833775+00	2025-06-14 21:15:00+00	\N	117	1	19	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
19	226	2025-06-20 18:30:00.833775+00	2025-06-14 21:15:00+00	\N	53	2	19	1	\N	-2	0	\N	expire	\N	\N	postgres	\N	\N
26	228	2025-06-20 18:30:00.835285+00	2025-06-16 06:00:00+00	\N	119	1	26	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
31	232	2025-06-20 18:30:00.836824+00	2025-06-16 08:00:00.667272+00	\N	121	1	31	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
31	233	2025-06-20 18:30:00.836824+00	2025-06-16 08:00:00.667272+00	\N	38	3	31	1	\N	-8	0	\N	expire	\N	\N	postgres	\N	\N
27	235	2025-06-20 18:30:00.837708+00	2025-06-02 08:00:00.713979+00	\N	64	3	27	1	1	-22.125001717597222222	37.874998279708333333	36.547448279708333333	draw	vm	\N	postgres	\N	\N
27	235	2025-06-20 18:30:00.837708+00	2025-06-02 08:00:00.713979+00	\N	64	4	27	2	2	-1.32755	36.547448279708333333	\N	draw	pod	\N	\N	\N	\N
28	236	2025-06-20 18:30:00.837959+00	2025-06-02 08:00:00.714975+00	\N	65	3	28	1	1	-7.999999975277777778	3.999999988055555556	0	draw	vm	\N	postgres	\N	\N
28	236	2025-06-20 18:30:00.837959+00	2025-06-02 08:00:00.714975+00	\N	65	4	28	2	2	-3.999999987638888889	0.000000000416666667	\N	draw	batch	\N	\N	\N	\N
28	236	2025-06-20 18:30:00.837959+00	2025-06-02 16:00:00.714886+00	\N	65	5	28	3	1	-0.000000000277777778	0.000000000138888889	\N	draw	vm	\N	\N	\N	\N
28	236	2025-06-20 18:30:00.837959+00	2025-06-02 16:00:00.714886+00	\N	65	6	28	4	2	-0.000000000138888889	0	\N	draw	batch	\N	\N	\N	\N
29	237	2025-06-20 18:30:00.838345+00	2025-06-02 07:00:00+00	\N	36	2	29	1	1	-5	0	0	draw	ip	\N	postgres	\N	\N
1	238	2025-06-20 18:30:00.839013+00	2025-04-30 21:30:00+00	\N	122	1	1	1	\N	2	2	\N	grant	\N	\N	postgres	rollover minimum	\N
1	239	2025-06-20 18:30:00.839424+00	2025-05-02 00:00:00+00	\N	122	2	1	1	\N	-2	0	0	draw	\N	over	postgres	\N	\N
1	239	2025-06-20 18:30:00.839424+00	2025-05-02 00:00:00+00	\N	77	3	1	2	\N	-96.215277777777777777	0	\N	draw	\N	\N	\N	\N	\N
1	239	2025-06-20 18:30:00.839424+00	2025-05-02 00:00:00+00	\N	42	7	1	3	\N	-323.182870505555555557	0	\N	draw	\N	\N	\N	\N	\N
1	239	2025-06-20 18:30:00.839424+00	2025-05-02 00:00:00+00	\N	76	1	1	4	\N	-18.601851716666666666	-18.601851716666666666	\N	draw	\N	\N	\N	\N	\N
1	240	2025-06-20 18:30:00.840496+00	2025-05-02 00:00:00+00	\N	76	2	1	1	\N	0	-18.601851716666666666	\N	overage	\N	\N	postgres	\N	\N
1	240	2025-06-20 18:30:00.840721+00	2025-05-02 00:00:00+00	\N	123	1	1	2	\N	288.958333333333333333	288.958333333333333333	\N	grant	\N	\N	\N	team EUR	\N
1	241	2025-06-20 18:30:00.841221+00	2025-04-30 23:00:00+00	\N	76	3	4	1	\N	-0.25	-18.851851716666666666	0	draw	gpu	\N	postgres	\N	\N
1	242	2025-06-20 18:30:00.841578+00	2025-04-05 00:00:00+00	2025-05-02 00:00:00+00	123	2	1	1	1	-15	273.958333333333333333	273.958333333333333333	draw	gpu	late	postgres	\N	\N
1	243	2025-06-20 18:30:00.841764+00	2025-05-20 21:30:00+00	\N	124	1	3	1	\N	1.5	1.5	\N	grant	\N	\N	postgres	\N	\N
1	244	2025-06-20 18:30:00.841764+00	2025-05-30 21:30:00+00	\N	126	1	1	1	\N	400	400	\N	grant	\N	\N	postgres	team EUR	\N
1	245	2025-06-20 18:30:00.841764+00	2025-05-30 21:30:00+00	\N	123	3	1	1	\N	-97.239583333333333333	176.71875	\N	rollover	\N	\N	postgres	\N	\N
1	245	2025-06-20 18:30:00.841764+00	2025-05-30 21:30:00+00	\N	123	4	1	2	\N	-176.71875	0	\N	expire	\N	\N	\N	\N	\N
1	245	2025-06-20 18:30:00.841764+00	2025-05-30 21:30:00+00	\N	127	1	1	3	\N	97.239583333333333333	97.239583333333333333	\N	rollover	\N	\N	\N	\N	\N
5	247	2025-06-20 18:30:00.842611+00	2025-05-09 10:00:00+00	2025-06-10 00:00:00+00	91	2	5	1	1	-4	30	117	draw	image	\N	postgres	\N	\N
6	248	2025-06-20 18:30:00.84272+00	2025-05-09 10:00:00+00	\N	5	5	6	1	1	-4	-34.580645161290322579	0	draw	image	\N	postgres	\N	\N
22	249	2025-06-20 18:30:00.843266+00	2025-06-20 18:30:00.843096+00	\N	25	1	22	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
22	249	2025-06-20 18:30:00.843326+00	2025-06-20 18:30:00.843096+00	\N	128	1	22	2	\N	22.958313817222222223	22.958313817222222223	\N	grant	\N	\N	\N	pro	\N
22	250	2025-06-20 18:30:00.843615+00	2025-06-20 18:30:00.843604+00	\N	71	3	22	1	\N	-0.99985	0	3.958163817222222223	draw	\N	\N	postgres	\N	\N
22	250	2025-06-20 18:30:00.843615+00	2025-06-20 18:30:00.843604+00	\N	26	2	22	2	\N	-40	0	\N	draw	\N	\N	\N	\N	\N
22	250	2025-06-20 18:30:00.843615+00	2025-06-20 18:30:00.843604+00	\N	128	2	22	3	\N	-19.00015	3.958163817222222223	\N	draw	\N	\N	\N	\N	\N
23	251	2025-06-20 18:30:00.843797+00	2025-06-20 18:30:00.843725+00	\N	28	5	23	1	1	-20	1129.022718253968253969	1129.022718253968253969	draw	image	\N	postgres	\N	\N
19	252	2025-06-20 18:30:00.844504+00	2025-06-20 18:30:00.844361+00	\N	129	1	19	1	\N	6	6	\N	grant	\N	june	postgres	\N	\N
25	254	2025-06-20 18:30:00.845348+00	2025-06-15 00:00:00+00	\N	131	1	25	1	\N	300	300	\N	grant	\N	\N	postgres	quarter	\N
26	256	2025-06-20 18:30:00.846661+00	2025-06-20 06:00:00+00	\N	119	6	26	1	1	0.5000092951	93.4474941905625	111.737507071693055554	return	vm	\N	postgres	\N	\N
26	256	2025-06-20 18:30:00.846838+00	2025-06-20 06:00:00+00	\N	119	7	26	2	2	-0.800015043431111111	92.647479147131388889	\N	draw	vm	\N	\N	\N	\N
26	256	2025-06-20 18:30:00.846838+00	2025-06-20 18:30:00.836559+00	\N	119	8	30	3	3	-0.000000066902777777	92.647479080228611112	\N	draw	ip	\N	\N	\N	\N
\.
COPY credits.entry_default (account_id, operation, booked_at, at, late_at, bucket_id, bucket_seq, user_id, piece, line, amount, bucket_after, balance, kind, resource, key, actor, note, attributes) FROM stdin;
19	257	2025-07-14 10:00:00.951984+00	2025-07-09 18:00:00+00	\N	117	2	19	1	1	-15	85	89.9264	draw	gpu	over the price	postgres	\N	\N
19	257	2025-07-14 10:00:00.951984+00	2025-07-10 00:00:00+00	\N	117	3	19	2	2	-18	67	\N	draw	gpu	\N	\N	\N	\N
19	258	2025-07-14 10:00:00.952587+00	2025-06-07 00:00:00+00	2025-07-14 10:00:00.952476+00	117	4	21	1	1	-4	63	85.9264	draw	image	late	postgres	\N	\N
19	259	2025-07-14 10:00:00.952701+00	2025-07-14 10:00:00.952688+00	\N	117	5	19	1	\N	-63	0	0	draw	\N	\N	postgres	\N	\N
19	259	2025-07-14 10:00:00.952701+00	2025-07-14 10:00:00.952688+00	\N	129	2	19	2	\N	-6	0	\N	draw	\N	\N	\N	\N	\N
19	259	2025-07-14 10:00:00.952701+00	2025-07-14 10:00:00.952688+00	\N	52	4	19	3	\N	-16.9264	0	\N	draw	\N	\N	\N	\N	\N
19	259	2025-07-14 10:00:00.952701+00	2025-07-14 10:00:00.952688+00	\N	116	1	19	4	\N	-34.0736	-34.0736	\N	draw	\N	\N	\N	\N	\N
23	260	2025-07-14 10:00:00.95351+00	2025-07-14 10:00:00.953458+00	\N	28	6	23	1	\N	-1	1128.022718253968253969	1128.022718253968253969	draw	\N	july	postgres	\N	\N
22	262	2025-07-14 10:00:00.954262+00	2025-06-22 08:00:00.676235+00	\N	133	1	22	1	\N	1	1	\N	grant	\N	\N	postgres	\N	\N
22	263	2025-07-14 10:00:00.954262+00	2025-07-02 06:00:00+00	\N	135	1	22	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
22	264	2025-07-14 10:00:00.954262+00	2025-07-02 06:00:00+00	\N	128	3	22	1	\N	-3.958163817222222223	0	\N	rollover	\N	\N	postgres	\N	\N
22	264	2025-07-14 10:00:00.954262+00	2025-07-02 06:00:00+00	\N	136	1	22	2	\N	3.958163817222222223	3.958163817222222223	\N	rollover	\N	\N	\N	\N	\N
22	265	2025-07-14 10:00:00.954262+00	2025-07-12 08:00:00.676235+00	\N	137	1	22	1	\N	1	1	\N	grant	\N	\N	postgres	\N	\N
22	267	2025-07-14 10:00:00.95501+00	2025-06-28 00:00:00+00	2025-07-14 10:00:00.954172+00	136	2	22	1	1	-0.15	3.808163817222222223	\N	draw	token	\N	postgres	\N	\N
23	268	2025-07-14 10:00:00.95512+00	2025-06-28 00:00:00+00	2025-07-14 10:00:00.955098+00	28	7	23	1	1	-0.3	1127.722718253968253969	\N	draw	token	\N	postgres	\N	\N
25	269	2025-07-14 10:00:00.955282+00	2025-07-02 08:00:00.675924+00	\N	70	3	25	1	\N	-3.5	0	\N	rollover	\N	\N	postgres	\N	\N
25	269	2025-07-14 10:00:00.955282+00	2025-07-02 08:00:00.675924+00	\N	138	1	25	2	\N	3.5	3.5	\N	rollover	\N	\N	\N	\N	\N
25	269	2025-07-14 10:00:00.955282+00	2025-07-02 08:00:00.675924+00	\N	139	1	25	3	\N	4	4	\N	grant	\N	\N	\N	\N	\N
25	270	2025-07-14 10:00:00.956161+00	2025-06-28 00:00:00+00	\N	131	2	25	1	1	-0.75	299.25	\N	draw	token	\N	postgres	\N	\N
26	271	2025-07-14 10:00:00.956593+00	2025-06-20 18:30:00.846193+00	\N	119	9	26	1	1	-32.607984956568888889	60.039494123659722223	65.592012881130555554	draw	vm	\N	postgres	\N	\N
26	271	2025-07-14 10:00:00.956593+00	2025-06-20 18:30:00.846193+00	\N	119	10	30	2	2	-12.737494123659722223	47.302	\N	draw	ip	\N	\N	\N	\N
26	272	2025-07-14 10:00:00.956859+00	2025-07-12 00:00:00+00	\N	119	11	26	1	1	-3.712017009653333333	43.589982990346666667	60.429989227081388888	draw	vm	\N	postgres	\N	\N
26	272	2025-07-14 10:00:00.956859+00	2025-07-12 00:00:00+00	\N	119	12	30	2	2	-1.450006644395833333	42.139976345950833334	\N	draw	ip	\N	\N	\N	\N
1	276	2025-08-10 11:00:01.063111+00	2025-06-12 00:00:00+00	\N	125	1	2	1	1	0	0	\N	draw	free	\N	postgres	\N	\N
19	277	2025-08-10 11:00:01.063449+00	2025-07-14 21:15:00+00	\N	141	1	19	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
19	278	2025-08-10 11:00:01.063449+00	2025-06-24 00:00:00+00	\N	54	2	19	1	\N	-5	0	\N	expire	\N	\N	postgres	\N	\N
19	275	2025-08-10 11:00:01.064104+00	2025-07-10 00:00:00+00	2025-08-10 11:00:01.063316+00	141	2	20	1	1	-0.75	99.25	99.25	draw	token	august 2	postgres	\N	\N
19	273	2025-08-10 11:00:01.064161+00	2025-08-10 11:00:01.062373+00	\N	141	3	19	1	1	-12	87.25	87.25	draw	image	august 1	postgres	\N	\N
25	280	2025-08-10 11:00:01.064881+00	2025-08-02 08:00:00.675924+00	\N	139	2	25	1	\N	-2.5	1.5	\N	rollover	\N	\N	postgres	\N	\N
25	280	2025-08-10 11:00:01.064881+00	2025-08-02 08:00:00.675924+00	\N	143	1	25	2	\N	2.5	2.5	\N	rollover	\N	\N	\N	\N	\N
25	280	2025-08-10 11:00:01.064881+00	2025-08-02 08:00:00.675924+00	\N	144	1	25	3	\N	4	4	\N	grant	\N	\N	\N	\N	\N
22	282	2025-08-10 11:00:01.066507+00	2025-08-01 08:00:00.676235+00	\N	145	1	22	1	\N	1	1	\N	grant	\N	\N	postgres	\N	\N
22	283	2025-08-10 11:00:01.066507+00	2025-08-02 06:00:00+00	\N	147	1	22	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
22	284	2025-08-10 11:00:01.066507+00	2025-07-12 08:00:00.676235+00	\N	133	2	22	1	\N	-1	0	\N	expire	\N	\N	postgres	\N	\N
22	284	2025-08-10 11:00:01.066507+00	2025-08-01 08:00:00.676235+00	\N	137	2	22	2	\N	-1	0	\N	expire	\N	\N	\N	\N	\N
22	284	2025-08-10 11:00:01.066507+00	2025-08-02 06:00:00+00	\N	135	2	22	3	\N	-26.191836182777777777	73.808163817222222223	\N	rollover	\N	\N	\N	\N	\N
22	284	2025-08-10 11:00:01.066507+00	2025-08-02 06:00:00+00	\N	135	3	22	4	\N	-73.808163817222222223	0	\N	expire	\N	\N	\N	\N	\N
22	284	2025-08-10 11:00:01.066507+00	2025-08-02 06:00:00+00	\N	148	1	22	5	\N	26.191836182777777777	26.191836182777777777	\N	rollover	\N	\N	\N	\N	\N
23	288	2025-08-10 11:00:01.068056+00	2025-08-10 11:00:01.067794+00	\N	149	1	23	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
7	289	2025-08-10 11:00:01.068397+00	2025-06-14 00:00:00+00	\N	100	2	7	1	\N	-50	0	\N	expire	\N	\N	postgres	\N	\N
7	290	2025-08-10 11:00:01.068397+00	2025-06-14 00:00:00+00	\N	151	1	7	1	\N	50	50	\N	grant	\N	\N	postgres	hours	\N
7	291	2025-08-10 11:00:01.068397+00	2025-07-04 00:00:00+00	\N	151	2	7	1	\N	-50	0	\N	expire	\N	\N	postgres	\N	\N
7	292	2025-08-10 11:00:01.068397+00	2025-07-04 00:00:00+00	\N	154	1	7	1	\N	50	50	\N	grant	\N	\N	postgres	hours	\N
8	297	2025-08-10 11:00:01.069008+00	2025-05-31 10:00:00+00	\N	10	3	8	1	\N	-0.000000000000000001	0	\N	expire	\N	\N	postgres	\N	\N
8	298	2025-08-10 11:00:01.069008+00	2025-07-31 10:00:00+00	\N	157	1	8	1	\N	0.000000000000000003	0.000000000000000003	\N	grant	\N	\N	postgres	dust	\N
8	299	2025-08-10 11:00:01.069008+00	2025-07-31 10:00:00+00	\N	103	2	8	1	\N	-0.000000000000000003	0	\N	expire	\N	\N	postgres	\N	\N
26	301	2025-08-17 00:30:00.174036+00	2025-07-16 06:00:00+00	\N	159	1	26	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
26	303	2025-08-17 00:30:00.17447+00	2025-07-14 09:00:00+00	\N	119	13	26	1	1	-1.25	40.889976345950833334	97.482012881130555698	draw	job	\N	postgres	\N	\N
26	303	2025-08-17 00:30:00.17447+00	2025-07-14 10:00:00.956793+00	\N	119	14	26	2	2	-2.815982990346666667	38.073993355604166667	\N	draw	vm	\N	\N	\N	\N
26	303	2025-08-17 00:30:00.17447+00	2025-07-14 10:00:00.956793+00	\N	119	15	30	3	3	-1.099993355604166667	36.974	\N	draw	ip	\N	\N	\N	\N
26	303	2025-08-17 00:30:00.17447+00	2025-07-14 10:00:00.956793+00	\N	119	16	26	4	1	-7.74999999999999991	29.22400000000000009	\N	draw	job	\N	\N	\N	\N
26	303	2025-08-17 00:30:00.17447+00	2025-07-16 06:00:00+00	\N	159	2	26	5	4	-4.608	95.392	\N	draw	vm	\N	\N	\N	\N
26	303	2025-08-17 00:30:00.17447+00	2025-07-16 06:00:00+00	\N	159	3	30	6	5	-1.8	93.592	\N	draw	ip	\N	\N	\N	\N
26	303	2025-08-17 00:30:00.17447+00	2025-07-16 06:00:00+00	\N	159	4	26	7	6	-14.399999999999999856	79.192000000000000144	\N	draw	job	\N	\N	\N	\N
26	304	2025-08-17 00:30:00.175399+00	2025-07-16 06:00:00+00	\N	119	17	26	1	\N	-29.22400000000000009	0	\N	rollover	\N	\N	postgres	\N	\N
26	304	2025-08-17 00:30:00.175399+00	2025-07-16 06:00:00+00	\N	160	1	26	2	\N	29.22400000000000009	29.22400000000000009	\N	rollover	\N	\N	\N	\N	\N
26	305	2025-08-17 00:30:00.175824+00	2025-08-16 06:00:00+00	\N	162	1	26	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
26	307	2025-08-17 00:30:00.176304+00	2025-07-19 06:00:00+00	\N	160	2	26	1	1	-6.465198501866666666	22.758801498133333424	99.85	draw	vm	\N	postgres	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-07-19 06:00:00+00	\N	160	3	30	2	2	-2.525468164791666666	20.233333333341666758	\N	draw	ip	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-07-19 06:00:00+00	\N	160	4	26	3	3	-20.233333333333333131	0.000000000008333627	\N	draw	job	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-07-23 11:01:07.41573+00	\N	160	5	26	4	1	-0.000000000008333627	0	\N	draw	vm	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-07-23 11:01:07.41573+00	\N	159	5	26	5	1	-0.000000000009444151	79.191999999990555993	\N	draw	vm	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-07-23 11:01:07.41573+00	\N	159	6	30	6	2	-0.000000000006944445	79.191999999983611548	\N	draw	ip	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-07-23 11:01:07.415731+00	\N	159	7	26	7	1	-17.54031460672	61.651685393263611548	\N	draw	vm	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-07-23 11:01:07.415731+00	\N	159	8	30	8	2	-6.85168539325	54.800000000013611548	\N	draw	ip	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-07-23 11:01:07.415731+00	\N	159	9	26	9	3	-54.799999999999999452	0.000000000013612096	\N	draw	job	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-08-03 21:05:10.112359+00	\N	159	10	26	10	1	-0.000000000013612096	0	\N	draw	vm	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-08-03 21:05:10.112359+00	\N	63	6	26	11	1	-0.000000000004165682	18.290012881126389872	\N	draw	vm	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-08-03 21:05:10.112359+00	\N	63	7	30	12	2	-0.000000000006944444	18.290012881119445428	\N	draw	ip	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-08-03 21:05:10.11236+00	\N	63	8	26	13	1	-4.047820224711111111	14.242192656408334317	\N	draw	vm	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-08-03 21:05:10.11236+00	\N	63	9	30	14	2	-1.581179775277777778	12.661012881130556539	\N	draw	ip	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-08-03 21:05:10.11236+00	\N	63	10	26	15	3	-12.633333333333333207	0.027679547797223332	\N	draw	job	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-08-06 12:20:00+00	\N	63	11	26	16	1	-0.000000000017777778	0.027679547779445554	\N	draw	vm	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-08-06 12:20:00+00	\N	63	12	30	17	2	-0.000000000006944444	0.02767954777250111	\N	draw	ip	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-08-06 12:20:00+00	\N	63	13	26	18	3	-0.02767954777250111	0	\N	draw	job	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-08-06 12:20:00+00	\N	158	1	26	19	3	-0.005653785560832223	-0.005653785560832223	\N	draw	job	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-08-06 12:20:00.000001+00	\N	158	2	26	20	1	-11.071999999982222222	-11.077653785543054445	\N	draw	vm	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-08-06 12:20:00.000001+00	\N	158	3	30	21	2	-4.324999999993055556	-15.402653785536110001	\N	draw	ip	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-08-06 12:20:00.000001+00	\N	158	4	26	22	3	-34.566666666666666321	-49.969320452202776322	\N	draw	job	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-08-13 17:20:00+00	\N	158	5	26	23	1	-0.02206169728	-49.991382149482776322	\N	draw	vm	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-08-13 17:20:00+00	\N	158	6	30	24	2	-0.008617850513888889	-49.999999999996665211	\N	draw	ip	\N	\N	\N	\N
26	307	2025-08-17 00:30:00.176304+00	2025-08-16 06:00:00+00	\N	162	2	30	25	4	-0.15	99.85	\N	draw	ip	\N	\N	\N	\N
28	308	2025-08-17 00:30:00.177134+00	2025-08-17 00:30:00.17708+00	\N	165	1	28	1	\N	30	30	\N	grant	\N	\N	postgres	\N	\N
27	317	2025-08-17 00:30:00.1787+00	2025-06-20 18:30:00.837646+00	\N	64	5	27	1	1	-12.274988366027777778	24.272459913680555555	23.536009913680555555	draw	vm	\N	postgres	\N	\N
27	317	2025-08-17 00:30:00.1787+00	2025-06-20 18:30:00.837646+00	\N	64	6	27	2	2	-0.73645	23.536009913680555555	\N	draw	pod	\N	\N	\N	\N
27	319	2025-08-17 00:30:00.17904+00	2025-07-01 00:00:00+00	\N	64	7	27	1	1	-10.8	12.736009913680555555	0.000000000013888889	draw	vm	\N	postgres	\N	\N
27	319	2025-08-17 00:30:00.17904+00	2025-07-01 00:00:00+00	\N	64	8	27	2	2	-0.648	12.088009913680555555	\N	draw	pod	\N	\N	\N	\N
27	319	2025-08-17 00:30:00.17904+00	2025-07-10 00:00:00+00	\N	64	9	27	3	3	-11.512359913666666666	0.575650000013888889	\N	draw	vm	\N	\N	\N	\N
27	319	2025-08-17 00:30:00.17904+00	2025-07-10 00:00:00+00	\N	64	10	27	4	2	-0.57565	0.000000000013888889	\N	draw	pod	\N	\N	\N	\N
29	323	2025-08-17 00:30:00.180291+00	2025-07-02 06:00:00+00	\N	174	2	29	1	1	-5	0	0	draw	ip	\N	postgres	\N	\N
29	326	2025-08-17 00:30:00.1807+00	2025-08-02 06:00:00+00	\N	176	2	29	1	1	-5	0	0	draw	ip	\N	postgres	\N	\N
19	311	2025-08-17 00:30:00.177955+00	2025-08-14 21:15:00+00	\N	167	1	19	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
25	315	2025-08-17 00:30:00.178384+00	2025-08-02 08:00:00.675924+00	\N	139	3	25	1	\N	-1.5	0	\N	expire	\N	\N	postgres	\N	\N
29	321	2025-08-17 00:30:00.179433+00	2025-07-02 06:00:00+00	\N	174	1	29	1	\N	5	5	\N	grant	\N	\N	postgres	free	\N
29	324	2025-08-17 00:30:00.180419+00	2025-08-02 06:00:00+00	\N	176	1	29	1	\N	5	5	\N	grant	\N	\N	postgres	free	\N
31	327	2025-08-17 00:30:00.180881+00	2025-07-16 08:00:00.667272+00	\N	178	1	31	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
31	328	2025-08-17 00:30:00.180881+00	2025-07-16 08:00:00.667272+00	\N	121	2	31	1	\N	-30	70	\N	rollover	\N	\N	postgres	\N	\N
31	328	2025-08-17 00:30:00.180881+00	2025-07-16 08:00:00.667272+00	\N	121	3	31	2	\N	-70	0	\N	expire	\N	\N	\N	\N	\N
31	328	2025-08-17 00:30:00.180881+00	2025-07-16 08:00:00.667272+00	\N	179	1	31	3	\N	30	30	\N	rollover	\N	\N	\N	\N	\N
31	329	2025-08-17 00:30:00.180881+00	2025-08-16 08:00:00.667272+00	\N	181	1	31	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
33	334	2025-08-17 00:30:00.181988+00	2025-07-02 08:00:00.676656+00	\N	185	1	33	1	\N	1	1	\N	grant	\N	\N	postgres	\N	\N
33	335	2025-08-17 00:30:00.181988+00	2025-07-02 08:00:00.676656+00	\N	72	2	33	1	\N	-1	0	\N	expire	\N	\N	postgres	\N	\N
33	336	2025-08-17 00:30:00.181988+00	2025-08-02 08:00:00.676656+00	\N	187	1	33	1	\N	1	1	\N	grant	\N	\N	postgres	\N	\N
26	339	2025-08-17 00:30:00.182656+00	2025-08-16 12:00:00+00	\N	162	3	30	1	1	-0.312501268111111111	99.537498731888888889	99.537498731888888889	draw	ip	\N	postgres	\N	\N
19	340	2025-08-17 00:30:00.183423+00	2025-08-15 00:00:00+00	\N	167	2	19	1	1	-6.2856	93.7144	93.7144	draw	vcpu	db	postgres	\N	\N
22	342	2025-08-25 01:30:00.29503+00	2025-08-21 08:00:00.676235+00	\N	188	1	22	1	\N	1	1	\N	grant	\N	\N	postgres	\N	\N
22	341	2025-08-25 01:30:00.295388+00	2025-08-25 01:30:00.295305+00	\N	136	3	22	1	\N	-2	1.808163817222222223	129	draw	\N	left	postgres	\N	\N
22	343	2025-08-25 01:30:00.295808+00	2025-08-25 01:30:00.295604+00	\N	146	1	22	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
22	343	2025-08-25 01:30:00.295931+00	2025-08-25 01:30:00.295604+00	\N	147	2	22	2	\N	-15.846767571594982079	84.153232428405017921	\N	revoke	\N	\N	\N	\N	\N
1	344	2025-08-25 01:30:00.296475+00	2025-06-12 00:00:00+00	\N	127	2	1	1	\N	-3	94.239583333333333333	502.739583333333333333	draw	\N	\N	postgres	\N	\N
33	346	2025-08-25 01:30:00.296912+00	2025-08-02 08:00:00.676656+00	\N	185	2	33	1	\N	-1	0	\N	expire	\N	\N	postgres	\N	\N
33	347	2025-08-25 01:30:00.296912+00	2025-08-25 01:30:00.296689+00	\N	190	1	33	1	\N	1	1	\N	grant	\N	\N	postgres	week	\N
27	349	2025-08-25 01:30:00.297397+00	2025-08-25 01:30:00.297342+00	\N	191	1	27	1	\N	3	3	\N	grant	\N	\N	postgres	\N	\N
26	350	2025-08-25 01:30:00.297781+00	2025-08-17 00:30:00.182608+00	\N	162	4	30	1	1	-1.337498731888888889	98.2	98.2	draw	ip	\N	postgres	\N	\N
26	351	2025-08-25 01:30:00.298241+00	2025-08-19 06:00:00+00	\N	162	5	30	1	1	-3.4875020675	94.7124979325	94.7124979325	draw	ip	\N	postgres	\N	\N
34	353	2025-08-25 01:30:00.299109+00	2025-08-20 00:00:00+00	\N	193	1	34	1	\N	10	10	\N	grant	\N	\N	postgres	pro	\N
34	355	2025-08-25 01:30:00.299317+00	2025-08-25 01:30:00.299258+00	\N	193	2	34	1	\N	-2.5	7.5	7.5	draw	\N	\N	postgres	\N	\N
19	357	2025-08-25 01:30:00.299714+00	2025-08-14 21:15:00+00	\N	141	4	19	1	\N	-30	57.25	\N	rollover	\N	\N	postgres	\N	\N
19	357	2025-08-25 01:30:00.299714+00	2025-08-14 21:15:00+00	\N	141	5	19	2	\N	-57.25	0	\N	expire	\N	\N	\N	\N	\N
19	357	2025-08-25 01:30:00.299714+00	2025-08-14 21:15:00+00	\N	194	1	19	3	\N	30	30	\N	rollover	\N	\N	\N	\N	\N
19	356	2025-08-25 01:30:00.300199+00	2025-08-14 06:00:00+00	2025-08-25 01:30:00.300188+00	194	2	19	1	1	-30	0	0	draw	gpu	left	postgres	\N	\N
19	356	2025-08-25 01:30:00.300199+00	2025-08-14 06:00:00+00	2025-08-25 01:30:00.300188+00	167	3	19	2	1	-15.75	77.9644	\N	draw	gpu	\N	\N	\N	\N
19	356	2025-08-25 01:30:00.300199+00	2025-08-14 21:15:00+00	\N	167	4	19	3	2	-77.9644	0	\N	draw	gpu	\N	\N	\N	\N
19	356	2025-08-25 01:30:00.300199+00	2025-08-14 21:15:00+00	\N	166	1	19	4	2	-2.2856	-2.2856	\N	draw	gpu	\N	\N	\N	\N
34	359	2025-08-25 01:30:00.300904+00	2025-08-25 01:30:00.300636+00	\N	195	1	34	1	\N	2	2	\N	grant	\N	\N	postgres	\N	\N
26	360	2025-08-25 01:30:00.314921+00	2025-08-25 01:30:00.29772+00	\N	162	6	30	1	1	-0.000000118118055555	94.712497814381944445	94.712497511999722223	draw	ip	\N	postgres	\N	\N
26	360	2025-08-25 01:30:00.314921+00	2025-08-25 01:30:00.29772+00	\N	162	7	26	2	2	-0.000000302382222222	94.712497511999722223	\N	draw	vm	\N	\N	\N	\N
15	361	2025-08-25 01:30:00.316916+00	2025-06-03 00:00:00+00	\N	61	26	15	1	1	-2	362.851666666666666669	362.851666666666666669	draw	frame	2	postgres	\N	\N
26	363	2025-08-25 01:30:00.317188+00	2025-08-25 01:30:00.314729+00	\N	162	8	30	1	1	-0.000000016319444445	94.712497495680277778	94.712497448680277777	draw	ip	\N	postgres	\N	\N
26	363	2025-08-25 01:30:00.317188+00	2025-08-25 01:30:00.314729+00	\N	162	9	26	2	2	-0.000000041777777778	94.7124974539025	\N	draw	vm	\N	\N	\N	\N
26	363	2025-08-25 01:30:00.317188+00	2025-08-25 01:30:00.314729+00	\N	162	10	26	3	3	-0.000000005222222223	94.712497448680277777	\N	draw	vm	\N	\N	\N	\N
26	362	2025-08-25 01:30:00.3174+00	2025-08-25 01:30:00.316322+00	\N	162	11	26	1	1	-1.5	93.212497448680277777	93.212497448680277777	draw	frame	1	postgres	\N	\N
\.
COPY credits.invoice (account_id, id, starts_at, ends_at, finalized_at, booked_at, paid_at, failed_at, subscription_id, currency, total, status) FROM stdin;
1	1	2025-03-20 22:30:00+00	2025-03-30 21:30:00+00	2025-03-31 21:30:00+00	2025-06-02 08:00:00.678251+00	\N	\N	1	EUR	0.00	paid
18	2	2025-05-05 00:00:00+00	2025-05-19 00:00:00+00	2025-05-22 00:00:00+00	2025-06-02 08:00:00.712143+00	\N	\N	9	USD	0.00	paid
7	5	2025-05-05 00:00:00+00	2025-05-15 00:00:00+00	2025-05-15 00:00:00+00	2025-06-02 08:00:00.721479+00	\N	\N	4	JPY	156	open
7	6	2025-05-25 00:00:00+00	2025-06-04 00:00:00+00	2025-06-04 00:00:00+00	2025-06-02 08:00:00.721479+00	\N	\N	4	JPY	100	open
9	7	2025-05-05 00:00:00+00	2025-05-19 00:00:00+00	2025-05-22 00:00:00+00	2025-06-02 08:00:00.722894+00	\N	\N	6	USD	0.00	paid
9	8	2025-05-19 00:00:00+00	2025-06-19 00:00:00+00	2025-06-22 00:00:00+00	2025-06-02 08:00:00.722894+00	2025-07-24 00:00:00+00	2025-07-25 00:00:00+00	6	USD	29.99	paid
9	9	2025-06-19 00:00:00+00	2025-07-19 00:00:00+00	2025-07-22 00:00:00+00	2025-06-02 08:00:00.723674+00	\N	2025-07-25 00:00:00+00	6	USD	41.74	failed
5	3	2025-03-31 10:00:00+00	2025-04-30 10:00:00+00	2025-04-30 10:00:00+00	2025-06-02 08:00:00.720601+00	2025-06-10 00:00:00+00	\N	2	USD	10.00	paid
5	4	2025-04-30 10:00:00+00	2025-05-31 10:00:00+00	2025-05-31 10:00:00+00	2025-06-02 08:00:00.720601+00	\N	2025-06-10 00:00:00+00	2	USD	10.00	failed
19	10	2025-05-31 21:15:00+00	2025-06-14 21:15:00+00	2025-06-17 21:15:00+00	2025-06-20 18:30:00.833775+00	\N	\N	10	USD	0.00	paid
26	11	2025-06-02 06:00:00+00	2025-06-16 06:00:00+00	2025-06-19 06:00:00+00	2025-06-20 18:30:00.836329+00	\N	\N	13	USD	0.00	paid
31	12	2025-06-02 08:00:00.667272+00	2025-06-16 08:00:00.667272+00	2025-06-19 08:00:00.667272+00	2025-06-20 18:30:00.836824+00	\N	\N	15	USD	0.00	paid
1	13	2025-03-30 21:30:00+00	2025-04-30 21:30:00+00	2025-05-01 21:30:00+00	2025-06-20 18:30:00.839013+00	\N	\N	1	EUR	29.00	open
1	14	2025-04-30 21:30:00+00	2025-05-30 21:30:00+00	2025-05-31 21:30:00+00	2025-06-20 18:30:00.841764+00	\N	\N	28	EUR	80.92	open
23	15	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-07-02 18:00:00+00	2025-07-14 10:00:00.95307+00	\N	\N	12	USD	240.00	open
25	18	2025-06-15 00:00:00+00	2025-07-15 00:00:00+00	2025-07-15 00:00:00+00	2025-08-10 11:00:01.064881+00	\N	\N	30	USD	75.00	open
19	17	2025-06-14 21:15:00+00	2025-07-14 21:15:00+00	2025-07-17 21:15:00+00	2025-08-10 11:00:01.063449+00	2025-08-10 11:00:01.066218+00	\N	10	USD	38.51	paid
22	19	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-08-05 06:00:00+00	2025-08-10 11:00:01.066507+00	\N	\N	29	USD	29.99	open
22	16	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-07-05 06:00:00+00	2025-07-14 10:00:00.954262+00	\N	2025-08-10 11:00:01.06638+00	29	USD	17.65	failed
23	20	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-08-02 18:00:00+00	2025-08-10 11:00:01.067405+00	\N	\N	12	USD	0.00	paid
7	21	2025-06-14 00:00:00+00	2025-06-24 00:00:00+00	2025-06-24 00:00:00+00	2025-08-10 11:00:01.068397+00	\N	\N	4	JPY	100	open
7	22	2025-07-04 00:00:00+00	2025-07-14 00:00:00+00	2025-07-14 00:00:00+00	2025-08-10 11:00:01.068397+00	\N	\N	4	JPY	100	open
8	23	2025-03-31 10:00:00+00	2025-05-31 10:00:00+00	2025-06-30 10:00:00+00	2025-08-10 11:00:01.069008+00	\N	\N	5	XPT	0.12346	open
8	24	2025-05-31 10:00:00+00	2025-07-31 10:00:00+00	2025-08-31 10:00:00+00	2025-08-10 11:00:01.069008+00	\N	\N	5	XPT	0.12346	open
26	25	2025-06-16 06:00:00+00	2025-07-16 06:00:00+00	2025-07-19 06:00:00+00	2025-08-17 00:30:00.175399+00	\N	\N	13	USD	29.99	open
29	26	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-07-02 06:00:00+00	2025-08-17 00:30:00.179433+00	\N	\N	14	USD	0.00	paid
29	27	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-08-02 06:00:00+00	2025-08-17 00:30:00.180419+00	\N	\N	14	USD	0.00	paid
31	28	2025-06-16 08:00:00.667272+00	2025-07-16 08:00:00.667272+00	2025-07-19 08:00:00.667272+00	2025-08-17 00:30:00.180881+00	\N	\N	15	USD	29.99	open
32	29	2025-06-02 08:00:00.667573+00	2025-07-02 08:00:00.667573+00	2025-07-02 08:00:00.667573+00	2025-08-17 00:30:00.181734+00	\N	\N	16	USD	120.00	open
26	30	2025-07-16 06:00:00+00	2025-08-16 06:00:00+00	2025-08-19 06:00:00+00	2025-08-25 01:30:00.297923+00	\N	\N	13	USD	42.49	open
19	31	2025-07-14 21:15:00+00	2025-08-14 21:15:00+00	2025-08-17 21:15:00+00	2025-08-25 01:30:00.299714+00	\N	\N	10	USD	29.99	open
\.
COPY credits.invoice_line (account_id, starts_at, booked_at, line, kind, description, class, quantity, unit_price, exact, amount) FROM stdin;
1	2025-03-20 22:30:00+00	2025-06-02 08:00:00.678251+00	1	credits	rollover credits applied	rollover	2.5	\N	0	0.00
18	2025-05-05 00:00:00+00	2025-06-02 08:00:00.712143+00	1	credits	included credits applied	included	10	\N	0	0.00
6	2025-05-05 00:00:00+00	2025-06-02 08:00:00.717632+00	2	proration	unused time on basic	\N	\N	\N	-6.653225806451612904	\N
6	2025-05-05 00:00:00+00	2025-06-02 08:00:00.717661+00	3	proration	remaining time on pro	\N	\N	\N	19.953024193548387097	\N
6	2025-05-05 00:00:00+00	2025-06-02 08:00:00.718933+00	4	proration	unused time on pro	\N	\N	\N	-15.11592741935483871	\N
6	2025-05-05 00:00:00+00	2025-06-02 08:00:00.718958+00	5	proration	remaining time on basic	\N	\N	\N	5.040322580645161291	\N
6	2025-05-05 00:00:00+00	2025-06-02 08:00:00.71897+00	6	overage	overage on pro	\N	30.580645161290322579	0.25	7.64516129032258064475	\N
6	2025-05-05 00:00:00+00	2025-06-02 08:00:00.719622+00	7	proration	unused time on basic	\N	\N	\N	-4.277553763437126643	\N
6	2025-05-05 00:00:00+00	2025-06-02 08:00:00.719643+00	8	proration	remaining time on pro	\N	\N	\N	12.828383736547942802	\N
5	2025-03-31 10:00:00+00	2025-06-02 08:00:00.720601+00	1	cycle	basic	\N	\N	\N	10	10.00
5	2025-03-31 10:00:00+00	2025-06-02 08:00:00.720601+00	2	credits	included credits applied	included	6	\N	0	0.00
5	2025-04-30 10:00:00+00	2025-06-02 08:00:00.720601+00	1	cycle	basic	\N	\N	\N	10	10.00
7	2025-05-05 00:00:00+00	2025-06-02 08:00:00.721479+00	1	cycle	hours	\N	\N	\N	100	100
7	2025-05-05 00:00:00+00	2025-06-02 08:00:00.721479+00	2	overage	overage on hours	\N	15	3.7	55.5	56
7	2025-05-05 00:00:00+00	2025-06-02 08:00:00.721479+00	3	credits	included credits applied	included	50	\N	0	0
7	2025-05-25 00:00:00+00	2025-06-02 08:00:00.721479+00	1	cycle	hours	\N	\N	\N	100	100
9	2025-05-05 00:00:00+00	2025-06-02 08:00:00.722894+00	1	credits	included credits applied	included	2.499999999999999999	\N	0	0.00
9	2025-05-19 00:00:00+00	2025-06-02 08:00:00.722894+00	1	cycle	pro	\N	\N	\N	29.99	29.99
9	2025-06-19 00:00:00+00	2025-06-02 08:00:00.723674+00	1	cycle	pro	\N	\N	\N	29.99	29.99
9	2025-06-19 00:00:00+00	2025-06-02 08:00:00.723674+00	2	overage	overage on pro	\N	47	0.25	11.75	11.75
9	2025-06-19 00:00:00+00	2025-06-02 08:00:00.723674+00	3	credits	rollover credits applied	rollover	30	\N	0	0.00
9	2025-06-19 00:00:00+00	2025-06-02 08:00:00.723674+00	4	credits	included credits applied	included	100	\N	0	0.00
19	2025-05-31 21:15:00+00	2025-06-20 18:30:00.833775+00	1	credits	included credits applied	included	10	\N	0	0.00
19	2025-05-31 21:15:00+00	2025-06-20 18:30:00.833775+00	2	credits	prepaid credits applied	prepaid	3.0736	\N	0	0.00
26	2025-06-02 06:00:00+00	2025-06-20 18:30:00.836329+00	1	credits	included credits applied	included	10	\N	0	0.00
26	2025-06-02 06:00:00+00	2025-06-20 18:30:00.836329+00	2	credits	prepaid credits applied	prepaid	11.709987118869444446	\N	0	0.00
31	2025-06-02 08:00:00.667272+00	2025-06-20 18:30:00.836824+00	1	credits	included credits applied	included	2	\N	0	0.00
1	2025-03-30 21:30:00+00	2025-06-20 18:30:00.839013+00	1	cycle	pro EUR	\N	\N	\N	29	29.00
1	2025-03-30 21:30:00+00	2025-06-20 18:30:00.839013+00	2	credits	rollover credits applied	rollover	5.5	\N	0	0.00
1	2025-03-30 21:30:00+00	2025-06-20 18:30:00.839013+00	3	credits	included credits applied	included	100	\N	0	0.00
1	2025-03-30 21:30:00+00	2025-06-20 18:30:00.839013+00	4	credits	promotional credits applied	promotional	23.000000000000000001	\N	0	0.00
1	2025-03-30 21:30:00+00	2025-06-20 18:30:00.839013+00	5	credits	gift credits applied	gift	3	\N	0	0.00
1	2025-03-30 21:30:00+00	2025-06-20 18:30:00.839013+00	6	credits	prepaid credits applied	prepaid	176.817129494444444443	\N	0	0.00
1	2025-04-30 21:30:00+00	2025-06-20 18:30:00.841764+00	1	cycle	pro EUR	\N	\N	\N	29	29.00
1	2025-04-30 21:30:00+00	2025-06-20 18:30:00.840338+00	2	proration	unused time on pro EUR	\N	\N	\N	-27.932638888888888889	-27.93
1	2025-04-30 21:30:00+00	2025-06-20 18:30:00.840357+00	3	proration	remaining time on team EUR	\N	\N	\N	76.092361111111111112	76.09
1	2025-04-30 21:30:00+00	2025-06-20 18:30:00.84037+00	4	overage	overage on pro EUR	\N	18.601851716666666666	0.20	3.7203703433333333332	3.72
1	2025-04-30 21:30:00+00	2025-06-20 18:30:00.841764+00	5	overage	overage on team EUR	\N	0.25	0.155	0.03875	0.04
1	2025-04-30 21:30:00+00	2025-06-20 18:30:00.841764+00	6	credits	rollover credits applied	rollover	2	\N	0	0.00
1	2025-04-30 21:30:00+00	2025-06-20 18:30:00.841764+00	7	credits	included credits applied	included	115	\N	0	0.00
1	2025-04-30 21:30:00+00	2025-06-20 18:30:00.841764+00	8	credits	prepaid credits applied	prepaid	323.182870505555555557	\N	0	0.00
23	2025-06-02 06:00:00+00	2025-07-14 10:00:00.95307+00	1	cycle	year	\N	\N	\N	240	240.00
23	2025-06-02 06:00:00+00	2025-07-14 10:00:00.95307+00	2	credits	included credits applied	included	70.977281746031746031	\N	0	0.00
22	2025-06-02 06:00:00+00	2025-07-14 10:00:00.954262+00	1	cycle	basic	\N	\N	\N	10	10.00
22	2025-06-02 06:00:00+00	2025-06-20 18:30:00.843213+00	2	proration	unused time on basic	\N	\N	\N	-3.826385636203703704	-3.83
22	2025-06-02 06:00:00+00	2025-06-20 18:30:00.843232+00	3	proration	remaining time on pro	\N	\N	\N	11.475330522974907408	11.48
22	2025-06-02 06:00:00+00	2025-07-14 10:00:00.954262+00	4	credits	included credits applied	included	60.00015	\N	0	0.00
19	2025-06-14 21:15:00+00	2025-08-10 11:00:01.063449+00	1	cycle	pro	\N	\N	\N	29.99	29.99
19	2025-06-14 21:15:00+00	2025-08-10 11:00:01.063449+00	2	overage	overage on pro	\N	34.0736	0.25	8.5184	8.52
19	2025-06-14 21:15:00+00	2025-08-10 11:00:01.063449+00	3	credits	included credits applied	included	106	\N	0	0.00
19	2025-06-14 21:15:00+00	2025-08-10 11:00:01.063449+00	4	credits	prepaid credits applied	prepaid	16.9264	\N	0	0.00
25	2025-06-15 00:00:00+00	2025-08-10 11:00:01.064881+00	1	cycle	quarter	\N	\N	\N	75	75.00
25	2025-06-15 00:00:00+00	2025-08-10 11:00:01.064881+00	2	credits	included credits applied	included	0.75	\N	0	0.00
22	2025-07-02 06:00:00+00	2025-08-10 11:00:01.066507+00	1	cycle	pro	\N	\N	\N	29.99	29.99
22	2025-07-02 06:00:00+00	2025-08-10 11:00:01.066507+00	2	credits	rollover credits applied	rollover	0.15	\N	0	0.00
23	2025-07-02 06:00:00+00	2025-08-10 11:00:01.067405+00	1	credits	included credits applied	included	1.3	\N	0	0.00
7	2025-06-14 00:00:00+00	2025-08-10 11:00:01.068397+00	1	cycle	hours	\N	\N	\N	100	100
7	2025-07-04 00:00:00+00	2025-08-10 11:00:01.068397+00	1	cycle	hours	\N	\N	\N	100	100
8	2025-03-31 10:00:00+00	2025-08-10 11:00:01.069008+00	1	cycle	dust	\N	\N	\N	0.123456	0.12346
8	2025-03-31 10:00:00+00	2025-08-10 11:00:01.069008+00	2	credits	included credits applied	included	0.000000000000000002	\N	0	0.00000
8	2025-05-31 10:00:00+00	2025-08-10 11:00:01.069008+00	1	cycle	dust	\N	\N	\N	0.123456	0.12346
26	2025-06-16 06:00:00+00	2025-08-17 00:30:00.175399+00	1	cycle	pro	\N	\N	\N	29.99	29.99
26	2025-06-16 06:00:00+00	2025-08-17 00:30:00.175399+00	2	credits	included credits applied	included	70.77599999999999991	\N	0	0.00
29	2025-06-02 06:00:00+00	2025-08-17 00:30:00.179433+00	1	credits	included credits applied	included	5	\N	0	0.00
29	2025-07-02 06:00:00+00	2025-08-17 00:30:00.180419+00	1	credits	included credits applied	included	5	\N	0	0.00
31	2025-06-16 08:00:00.667272+00	2025-08-17 00:30:00.180881+00	1	cycle	pro	\N	\N	\N	29.99	29.99
32	2025-06-02 08:00:00.667573+00	2025-08-17 00:30:00.181734+00	1	cycle	year small	\N	\N	\N	120	120.00
22	2025-08-02 06:00:00+00	2025-08-25 01:30:00.295735+00	2	proration	unused time on pro	\N	\N	\N	-7.920742657868891876	\N
22	2025-08-02 06:00:00+00	2025-08-25 01:30:00.295766+00	3	proration	remaining time on basic	\N	\N	\N	2.64112792859916368	\N
26	2025-07-16 06:00:00+00	2025-08-25 01:30:00.297923+00	1	cycle	pro	\N	\N	\N	29.99	29.99
26	2025-07-16 06:00:00+00	2025-08-25 01:30:00.297923+00	2	overage	overage on pro	\N	49.999999999996665211	0.25	12.49999999999916630275	12.50
26	2025-07-16 06:00:00+00	2025-08-25 01:30:00.297923+00	3	credits	rollover credits applied	rollover	29.22400000000000009	\N	0	0.00
26	2025-07-16 06:00:00+00	2025-08-25 01:30:00.297923+00	4	credits	included credits applied	included	100	\N	0	0.00
26	2025-07-16 06:00:00+00	2025-08-25 01:30:00.297923+00	5	credits	prepaid credits applied	prepaid	18.290012881130555554	\N	0	0.00
19	2025-07-14 21:15:00+00	2025-08-25 01:30:00.299714+00	1	cycle	pro	\N	\N	\N	29.99	29.99
19	2025-07-14 21:15:00+00	2025-08-25 01:30:00.299714+00	2	credits	included credits applied	included	12.75	\N	0	0.00
\.
COPY credits.job (id, started_at, updated_at, finished_at, upto, pid, done, failed) FROM stdin;
2	2025-08-17 00:30:00.177722+00	2025-08-17 00:30:00.183047+00	2025-08-17 00:30:00.183047+00	2025-08-17 00:30:00.177596+00	2190	10	0
\.
COPY credits.meter (account_id, user_id, resource, item, status, quantity, started_at, settled_to, stopped_at, unpaid_since, attributes, metered) FROM stdin;
15	15	pod	pod	metered	1	2025-06-01 00:00:00+00	2025-06-01 00:01:10+00	2025-06-01 00:01:10+00	\N	\N	t
15	16	job	job	metered	2	2025-05-31 23:50:00+00	2025-06-01 01:00:00+00	2025-06-01 01:00:00+00	\N	\N	t
13	14	pod	p	stopped	0.1	2025-05-05 00:00:00+00	2025-05-05 00:07:01+00	2025-05-05 00:07:01+00	\N	\N	f
13	13	job	j	stopped	1.5	2025-05-05 00:00:00+00	2025-05-05 00:10:30+00	2025-05-05 00:10:30+00	\N	\N	f
13	13	vm	b	stopped	1	2025-05-05 00:00:00+00	2025-05-05 18:00:00+00	2025-05-05 18:00:00+00	\N	{"size": 2, "zone": "us"}	f
13	14	vm	a	running	0	2025-05-06 06:00:00+00	2025-06-02 00:00:00+00	\N	\N	\N	f
13	13	vm	a	stopped	1	2025-05-05 00:00:00+00	2025-05-11 21:23:20+00	2025-05-11 21:23:20+00	\N	{"zone": "eu"}	f
13	13	ip	a	running	0.25	2025-05-06 06:00:00+00	2025-06-02 00:00:00+00	\N	2025-05-11 21:23:20+00	\N	f
17	17	batch	night	terminated	2	2025-05-05 00:00:00+00	2025-05-05 02:45:08.256881+00	2025-05-05 02:45:08.256881+00	\N	\N	f
27	27	vm	db	running	0.01	2025-08-25 01:30:00.297451+00	2025-08-25 01:30:00.297451+00	\N	\N	\N	f
17	17	vm	second	stopped	0.1	2025-05-05 00:00:00+00	2025-05-05 02:45:08.256881+00	2025-05-05 02:45:08.256881+00	\N	{"size": 2, "zone": "eu"}	f
17	17	vm	first	suspended	1	2025-05-06 00:00:00+00	2025-05-06 03:50:46.153846+00	2025-05-06 03:50:46.153846+00	\N	\N	f
17	17	ip	address	running	3	2025-05-05 00:00:00+00	2025-06-02 00:00:00+00	\N	2025-05-06 03:50:46.153846+00	\N	f
18	18	vm	node	running	1	2025-06-20 00:00:00+00	2025-06-20 00:00:00+00	\N	\N	\N	f
18	18	batch	night	running	1	2025-06-20 00:00:00+00	2025-06-20 00:00:00+00	\N	\N	\N	f
26	30	ip	web	running	0.25	2025-06-02 08:00:00.713558+00	2025-08-25 01:30:00.317079+00	\N	\N	\N	f
26	26	vm	web	running	0.08	2025-08-25 01:30:00.29772+00	2025-08-25 01:30:00.317079+00	\N	\N	\N	f
28	28	batch	night	terminated	0.5	2025-06-02 08:00:00.714975+00	2025-06-02 16:00:00.714887+00	2025-06-02 16:00:00.714887+00	\N	\N	f
26	26	job	nightly	terminated	0.2	2025-07-14 09:00:00+00	2025-08-13 17:20:00+00	2025-08-13 17:20:00+00	\N	\N	f
27	27	pod	p	suspended	0.0001	2025-06-02 08:00:00.713979+00	2025-07-17 23:53:00.713979+00	2025-07-17 23:53:00.713979+00	\N	\N	f
29	29	ip	address	running	0.5	2025-06-02 07:00:00+00	2025-08-17 00:30:00.18065+00	\N	2025-08-06 10:00:00+00	\N	f
28	28	vm	node	suspended	1	2025-08-16 20:00:00+00	2025-08-16 20:00:00+00	2025-08-16 20:00:00+00	\N	{"zone": "eu"}	f
26	26	vm	1	running	0.01	2025-08-25 01:30:00.314729+00	2025-08-25 01:30:00.317079+00	\N	\N	{}	f
15	16	vm	2	running	0.75	2025-06-03 00:00:00+00	2025-06-03 00:00:00+00	\N	\N	{"zone": "eu"}	f
15	16	vm	3	stopped	0.5	2025-06-03 00:00:00+00	2025-06-03 00:00:00+00	2025-06-03 00:00:00+00	\N	{"zone": "us"}	f
\.
COPY credits.outbox (account_id, id, user_id, event, at, booked_at, facts) FROM stdin;
13	1	13	meter.suspended	2025-05-11 21:23:20+00	2025-06-02 08:00:00.706988+00	{"item": "a", "account": "runs", "quantity": 1, "resource": "vm", "attributes": {"zone": "eu"}}
13	2	13	meter.unpaid	2025-05-11 21:23:20+00	2025-06-02 08:00:00.707151+00	{"item": "a", "account": "runs", "quantity": 4, "resource": "ip"}
17	3	17	meter.terminated	2025-05-05 02:45:08.256881+00	2025-06-02 08:00:00.709285+00	{"item": "night", "account": "out", "quantity": 2, "resource": "batch"}
17	4	17	meter.unpaid	2025-05-05 02:45:08.256881+00	2025-06-02 08:00:00.709299+00	{"item": "address", "account": "out", "quantity": 3, "resource": "ip"}
17	5	17	meter.suspended	2025-05-05 02:45:08.25688+00	2025-06-02 08:00:00.70933+00	{"item": "first", "account": "out", "quantity": 1, "resource": "vm"}
17	6	17	meter.suspended	2025-05-05 02:45:08.256881+00	2025-06-02 08:00:00.709349+00	{"item": "second", "account": "out", "quantity": 0.1, "resource": "vm", "attributes": {"size": 2, "zone": "eu"}}
17	7	17	meter.unpaid	2025-05-06 03:50:46.153846+00	2025-06-02 08:00:00.710349+00	{"item": "address", "account": "out", "quantity": 3, "resource": "ip"}
17	8	17	meter.suspended	2025-05-06 03:50:46.153846+00	2025-06-02 08:00:00.710386+00	{"item": "first", "account": "out", "quantity": 1, "resource": "vm"}
18	9	18	meter.suspended	2025-05-07 02:00:00+00	2025-06-02 08:00:00.712072+00	{"item": "node", "account": "over", "quantity": 0.25, "resource": "vm", "attributes": {"zone": "eu"}}
28	10	28	meter.suspended	2025-06-02 16:00:00.714887+00	2025-06-20 18:30:00.838115+00	{"item": "node", "account": "host 3", "quantity": 1, "resource": "vm"}
28	11	28	meter.terminated	2025-06-02 16:00:00.714887+00	2025-06-20 18:30:00.838143+00	{"item": "night", "account": "host 3", "quantity": 0.5, "resource": "batch"}
29	12	29	meter.unpaid	2025-06-06 11:00:00+00	2025-06-20 18:30:00.838394+00	{"item": "address", "account": "host 4", "quantity": 0.5, "resource": "ip"}
26	13	26	meter.suspended	2025-08-13 17:40:40.970472+00	2025-08-17 00:30:00.176655+00	{"item": "web", "account": "host 1", "quantity": 0.08, "resource": "vm"}
26	14	30	meter.unpaid	2025-08-13 17:40:40.970474+00	2025-08-17 00:30:00.176674+00	{"item": "web", "account": "host 1/1", "quantity": 0.25, "resource": "ip"}
26	15	26	meter.terminated	2025-08-13 17:20:00+00	2025-08-17 00:30:00.176707+00	{"item": "nightly", "account": "host 1", "quantity": 0.2, "resource": "job"}
27	16	27	meter.suspended	2025-07-17 23:52:21.59482+00	2025-08-17 00:30:00.179146+00	{"item": "db", "account": "host 2", "quantity": 0.05, "resource": "vm"}
27	17	27	meter.suspended	2025-07-17 23:53:00.713979+00	2025-08-17 00:30:00.179171+00	{"item": "p", "account": "host 2", "quantity": 0.0001, "resource": "pod"}
29	18	29	meter.unpaid	2025-07-06 10:00:00+00	2025-08-17 00:30:00.180356+00	{"item": "address", "account": "host 4", "quantity": 0.5, "resource": "ip"}
29	19	29	meter.unpaid	2025-08-06 10:00:00+00	2025-08-17 00:30:00.18075+00	{"item": "address", "account": "host 4", "quantity": 0.5, "resource": "ip"}
28	20	28	meter.suspended	2025-08-16 20:00:00+00	2025-08-17 00:30:00.18291+00	{"item": "node", "account": "host 3", "quantity": 1, "resource": "vm", "attributes": {"zone": "eu"}}
\.
COPY credits.period (account_id, starts_at, ends_at, closed_at, opened_at, closes_at, cycle_starts_at, cycle_ends_at, subscription_id, trial, price) FROM stdin;
10	2025-05-01 00:00:00+00	2025-06-01 00:00:00+00	\N	2025-06-02 08:00:00.661811+00	2025-06-01 00:00:00+00	\N	\N	\N	f	\N
11	2031-03-15 12:00:00+00	2031-04-15 12:00:00+00	\N	2025-06-02 08:00:00.662238+00	2031-04-16 00:00:00+00	2031-03-15 12:00:00+00	2032-03-15 12:00:00+00	7	f	240
12	2025-05-05 00:00:00+00	2025-06-05 00:00:00+00	\N	2025-06-02 08:00:00.662504+00	2025-06-05 00:00:00+00	2025-05-05 00:00:00+00	2025-06-05 00:00:00+00	8	f	0
1	2025-03-20 22:30:00+00	2025-03-30 21:30:00+00	2025-06-02 08:00:00.678251+00	2025-06-02 08:00:00.658857+00	2025-03-31 21:30:00+00	\N	\N	1	t	\N
15	2025-05-01 00:00:00+00	2025-06-01 00:00:00+00	2025-06-02 08:00:00.692727+00	2025-06-02 08:00:00.66287+00	2025-06-01 00:00:00+00	\N	\N	\N	f	\N
15	2025-06-01 00:00:00+00	2025-07-01 00:00:00+00	\N	2025-06-02 08:00:00.69282+00	2025-07-01 00:00:00+00	\N	\N	\N	f	\N
13	2025-04-30 22:00:00+00	2025-05-31 22:00:00+00	2025-06-02 08:00:00.707275+00	2025-06-02 08:00:00.662741+00	2025-05-31 22:00:00+00	\N	\N	\N	f	\N
13	2025-05-31 22:00:00+00	2025-06-30 22:00:00+00	\N	2025-06-02 08:00:00.707356+00	2025-06-30 22:00:00+00	\N	\N	\N	f	\N
17	2025-05-01 00:00:00+00	2025-06-01 00:00:00+00	2025-06-02 08:00:00.710568+00	2025-06-02 08:00:00.663633+00	2025-06-01 00:00:00+00	\N	\N	\N	f	\N
17	2025-06-01 00:00:00+00	2025-07-01 00:00:00+00	\N	2025-06-02 08:00:00.71064+00	2025-07-01 00:00:00+00	\N	\N	\N	f	\N
18	2025-05-19 00:00:00+00	2025-06-19 00:00:00+00	\N	2025-06-02 08:00:00.711828+00	2025-06-22 00:00:00+00	2025-05-19 00:00:00+00	2025-06-19 00:00:00+00	9	f	29.99
18	2025-05-05 00:00:00+00	2025-05-19 00:00:00+00	2025-06-02 08:00:00.712143+00	2025-06-02 08:00:00.66381+00	2025-05-22 00:00:00+00	\N	\N	9	t	\N
18	2025-06-19 00:00:00+00	2025-07-19 00:00:00+00	\N	2025-06-02 08:00:00.712768+00	2025-07-22 00:00:00+00	2025-06-19 00:00:00+00	2025-07-19 00:00:00+00	9	f	29.99
25	2025-06-15 00:00:00+00	2025-07-15 00:00:00+00	2025-08-10 11:00:01.064881+00	2025-06-20 18:30:00.845444+00	2025-07-15 00:00:00+00	2025-06-15 00:00:00+00	2025-09-15 00:00:00+00	30	f	75
6	2025-05-05 00:00:00+00	2025-06-05 00:00:00+00	\N	2025-06-02 08:00:00.660951+00	2025-06-08 00:00:00+00	2025-05-05 00:00:00+00	2025-06-05 00:00:00+00	26	f	10
6	2025-06-05 00:00:00+00	2025-07-05 00:00:00+00	\N	2025-06-02 08:00:00.720226+00	2025-07-05 00:00:00+00	2025-06-05 00:00:00+00	2025-07-05 00:00:00+00	27	f	10
5	2025-03-31 10:00:00+00	2025-04-30 10:00:00+00	2025-06-02 08:00:00.720601+00	2025-06-02 08:00:00.660699+00	2025-04-30 10:00:00+00	2025-03-31 10:00:00+00	2025-04-30 10:00:00+00	2	f	10
5	2025-04-30 10:00:00+00	2025-05-31 10:00:00+00	2025-06-02 08:00:00.720601+00	2025-06-02 08:00:00.720894+00	2025-05-31 10:00:00+00	2025-04-30 10:00:00+00	2025-05-31 10:00:00+00	2	f	10
5	2025-05-31 10:00:00+00	2025-06-30 10:00:00+00	\N	2025-06-02 08:00:00.720905+00	2025-06-30 10:00:00+00	2025-05-31 10:00:00+00	2025-06-30 10:00:00+00	2	f	10
7	2025-05-05 00:00:00+00	2025-05-15 00:00:00+00	2025-06-02 08:00:00.721479+00	2025-06-02 08:00:00.661143+00	2025-05-15 00:00:00+00	2025-05-05 00:00:00+00	2025-05-25 00:00:00+00	4	f	100
7	2025-05-15 00:00:00+00	2025-05-25 00:00:00+00	2025-06-02 08:00:00.721479+00	2025-06-02 08:00:00.721606+00	2025-05-25 00:00:00+00	2025-05-05 00:00:00+00	2025-05-25 00:00:00+00	4	f	\N
7	2025-05-25 00:00:00+00	2025-06-04 00:00:00+00	2025-06-02 08:00:00.721479+00	2025-06-02 08:00:00.721617+00	2025-06-04 00:00:00+00	2025-05-25 00:00:00+00	2025-06-14 00:00:00+00	4	f	100
9	2025-05-05 00:00:00+00	2025-05-19 00:00:00+00	2025-06-02 08:00:00.722894+00	2025-06-02 08:00:00.661702+00	2025-05-22 00:00:00+00	\N	\N	6	t	\N
9	2025-05-19 00:00:00+00	2025-06-19 00:00:00+00	2025-06-02 08:00:00.722894+00	2025-06-02 08:00:00.723076+00	2025-06-22 00:00:00+00	2025-05-19 00:00:00+00	2025-06-19 00:00:00+00	6	f	29.99
9	2025-06-19 00:00:00+00	2025-07-19 00:00:00+00	2025-06-02 08:00:00.723674+00	2025-06-02 08:00:00.723088+00	2025-07-22 00:00:00+00	2025-06-19 00:00:00+00	2025-07-19 00:00:00+00	6	f	29.99
9	2025-07-19 00:00:00+00	2025-08-19 00:00:00+00	\N	2025-06-02 08:00:00.723762+00	2025-08-22 00:00:00+00	2025-07-19 00:00:00+00	2025-08-19 00:00:00+00	6	f	29.99
19	2025-05-31 21:15:00+00	2025-06-14 21:15:00+00	2025-06-20 18:30:00.833775+00	2025-06-02 08:00:00.664722+00	2025-06-17 21:15:00+00	\N	\N	10	t	\N
26	2025-06-02 06:00:00+00	2025-06-16 06:00:00+00	2025-06-20 18:30:00.836329+00	2025-06-02 08:00:00.66605+00	2025-06-19 06:00:00+00	\N	\N	13	t	\N
31	2025-06-02 08:00:00.667272+00	2025-06-16 08:00:00.667272+00	2025-06-20 18:30:00.836824+00	2025-06-02 08:00:00.667461+00	2025-06-19 08:00:00.667272+00	\N	\N	15	t	\N
1	2025-03-30 21:30:00+00	2025-04-30 21:30:00+00	2025-06-20 18:30:00.839013+00	2025-06-02 08:00:00.678484+00	2025-05-01 21:30:00+00	2025-03-30 21:30:00+00	2025-04-30 21:30:00+00	1	f	29
22	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-08-10 11:00:01.066507+00	2025-07-14 10:00:00.954475+00	2025-08-05 06:00:00+00	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	29	f	29.99
1	2025-04-30 21:30:00+00	2025-05-30 21:30:00+00	2025-06-20 18:30:00.841764+00	2025-06-02 08:00:00.683239+00	2025-05-31 21:30:00+00	2025-04-30 21:30:00+00	2025-05-30 21:30:00+00	28	f	29
1	2025-05-30 21:30:00+00	2025-06-30 21:30:00+00	\N	2025-06-20 18:30:00.841924+00	2025-07-01 21:30:00+00	2025-05-30 21:30:00+00	2025-06-30 21:30:00+00	28	f	79
25	2025-05-31 15:00:00+00	2025-06-15 00:00:00+00	2025-06-20 18:30:00.845348+00	2025-06-02 08:00:00.665725+00	2025-06-15 00:00:00+00	\N	\N	\N	f	\N
23	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-07-14 10:00:00.95307+00	2025-06-02 08:00:00.665491+00	2025-07-02 18:00:00+00	2025-06-02 06:00:00+00	2026-06-02 06:00:00+00	12	f	240
22	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-07-14 10:00:00.954262+00	2025-06-02 08:00:00.665309+00	2025-07-05 06:00:00+00	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	29	f	10
19	2025-06-14 21:15:00+00	2025-07-14 21:15:00+00	2025-08-10 11:00:01.063449+00	2025-06-20 18:30:00.834172+00	2025-07-17 21:15:00+00	2025-06-14 21:15:00+00	2025-07-14 21:15:00+00	10	f	29.99
23	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-08-10 11:00:01.067405+00	2025-07-14 10:00:00.953156+00	2025-08-02 18:00:00+00	2025-06-02 06:00:00+00	2026-06-02 06:00:00+00	12	f	\N
23	2025-08-02 06:00:00+00	2025-09-02 06:00:00+00	\N	2025-08-10 11:00:01.06747+00	2025-09-02 18:00:00+00	2025-06-02 06:00:00+00	2026-06-02 06:00:00+00	12	f	\N
7	2025-06-04 00:00:00+00	2025-06-14 00:00:00+00	2025-08-10 11:00:01.068397+00	2025-06-02 08:00:00.721626+00	2025-06-14 00:00:00+00	2025-05-25 00:00:00+00	2025-06-14 00:00:00+00	4	f	\N
7	2025-06-14 00:00:00+00	2025-06-24 00:00:00+00	2025-08-10 11:00:01.068397+00	2025-08-10 11:00:01.068593+00	2025-06-24 00:00:00+00	2025-06-14 00:00:00+00	2025-07-04 00:00:00+00	4	f	100
7	2025-06-24 00:00:00+00	2025-07-04 00:00:00+00	2025-08-10 11:00:01.068397+00	2025-08-10 11:00:01.068605+00	2025-07-04 00:00:00+00	2025-06-14 00:00:00+00	2025-07-04 00:00:00+00	4	f	\N
7	2025-07-04 00:00:00+00	2025-07-14 00:00:00+00	2025-08-10 11:00:01.068397+00	2025-08-10 11:00:01.068614+00	2025-07-14 00:00:00+00	2025-07-04 00:00:00+00	2025-07-24 00:00:00+00	4	f	100
7	2025-07-14 00:00:00+00	2025-07-24 00:00:00+00	\N	2025-08-10 11:00:01.068622+00	2025-07-24 00:00:00+00	2025-07-04 00:00:00+00	2025-07-24 00:00:00+00	4	f	\N
8	2025-03-31 10:00:00+00	2025-05-31 10:00:00+00	2025-08-10 11:00:01.069008+00	2025-06-02 08:00:00.661426+00	2025-06-30 10:00:00+00	2025-03-31 10:00:00+00	2025-05-31 10:00:00+00	5	f	0.123456
8	2025-05-31 10:00:00+00	2025-07-31 10:00:00+00	2025-08-10 11:00:01.069008+00	2025-06-02 08:00:00.721976+00	2025-08-31 10:00:00+00	2025-05-31 10:00:00+00	2025-07-31 10:00:00+00	5	f	0.123456
8	2025-07-31 10:00:00+00	2025-09-30 10:00:00+00	\N	2025-08-10 11:00:01.069155+00	2025-10-30 10:00:00+00	2025-07-31 10:00:00+00	2025-09-30 10:00:00+00	5	f	0.123456
26	2025-06-16 06:00:00+00	2025-07-16 06:00:00+00	2025-08-17 00:30:00.175399+00	2025-06-20 18:30:00.835341+00	2025-07-19 06:00:00+00	2025-06-16 06:00:00+00	2025-07-16 06:00:00+00	13	f	29.99
26	2025-08-16 06:00:00+00	2025-09-16 06:00:00+00	\N	2025-08-17 00:30:00.175908+00	2025-09-19 06:00:00+00	2025-08-16 06:00:00+00	2025-09-16 06:00:00+00	13	f	29.99
28	2025-06-01 00:00:00+00	2025-07-01 00:00:00+00	2025-08-17 00:30:00.176872+00	2025-06-02 08:00:00.666831+00	2025-07-01 00:00:00+00	\N	\N	\N	f	\N
28	2025-07-01 00:00:00+00	2025-08-01 00:00:00+00	2025-08-17 00:30:00.176872+00	2025-08-17 00:30:00.176948+00	2025-08-01 00:00:00+00	\N	\N	\N	f	\N
28	2025-08-01 00:00:00+00	2025-09-01 00:00:00+00	\N	2025-08-17 00:30:00.176958+00	2025-09-01 00:00:00+00	\N	\N	\N	f	\N
19	2025-08-14 21:15:00+00	2025-09-14 21:15:00+00	\N	2025-08-17 00:30:00.178013+00	2025-09-17 21:15:00+00	2025-08-14 21:15:00+00	2025-09-14 21:15:00+00	10	f	29.99
24	2025-06-01 04:00:00+00	2025-07-01 04:00:00+00	2025-08-17 00:30:00.178135+00	2025-06-02 08:00:00.665606+00	2025-07-01 04:00:00+00	\N	\N	\N	f	\N
24	2025-07-01 04:00:00+00	2025-08-01 04:00:00+00	2025-08-17 00:30:00.178135+00	2025-08-17 00:30:00.178211+00	2025-08-01 04:00:00+00	\N	\N	\N	f	\N
24	2025-08-01 04:00:00+00	2025-09-01 04:00:00+00	\N	2025-08-17 00:30:00.17822+00	2025-09-01 04:00:00+00	\N	\N	\N	f	\N
25	2025-07-15 00:00:00+00	2025-08-15 00:00:00+00	2025-08-17 00:30:00.178384+00	2025-08-10 11:00:01.065116+00	2025-08-15 00:00:00+00	2025-06-15 00:00:00+00	2025-09-15 00:00:00+00	30	f	\N
25	2025-08-15 00:00:00+00	2025-09-15 00:00:00+00	\N	2025-08-17 00:30:00.178449+00	2025-09-15 00:00:00+00	2025-06-15 00:00:00+00	2025-09-15 00:00:00+00	30	f	\N
27	2025-06-01 00:00:00+00	2025-07-01 00:00:00+00	2025-08-17 00:30:00.178827+00	2025-06-02 08:00:00.666172+00	2025-07-01 00:00:00+00	\N	\N	\N	f	\N
27	2025-07-01 00:00:00+00	2025-08-01 00:00:00+00	2025-08-17 00:30:00.179227+00	2025-08-17 00:30:00.178886+00	2025-08-01 00:00:00+00	\N	\N	\N	f	\N
27	2025-08-01 00:00:00+00	2025-09-01 00:00:00+00	\N	2025-08-17 00:30:00.179274+00	2025-09-01 00:00:00+00	\N	\N	\N	f	\N
29	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-08-17 00:30:00.179433+00	2025-06-02 08:00:00.667026+00	2025-07-02 06:00:00+00	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	14	f	0
29	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-08-17 00:30:00.180419+00	2025-08-17 00:30:00.179499+00	2025-08-02 06:00:00+00	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	14	f	0
29	2025-08-02 06:00:00+00	2025-09-02 06:00:00+00	\N	2025-08-17 00:30:00.180499+00	2025-09-02 06:00:00+00	2025-08-02 06:00:00+00	2025-09-02 06:00:00+00	14	f	0
31	2025-06-16 08:00:00.667272+00	2025-07-16 08:00:00.667272+00	2025-08-17 00:30:00.180881+00	2025-06-20 18:30:00.836915+00	2025-07-19 08:00:00.667272+00	2025-06-16 08:00:00.667272+00	2025-07-16 08:00:00.667272+00	15	f	29.99
31	2025-07-16 08:00:00.667272+00	2025-08-16 08:00:00.667272+00	\N	2025-08-17 00:30:00.181043+00	2025-08-19 08:00:00.667272+00	2025-07-16 08:00:00.667272+00	2025-08-16 08:00:00.667272+00	15	f	29.99
22	2025-08-02 06:00:00+00	2025-09-02 06:00:00+00	\N	2025-08-10 11:00:01.066753+00	2025-09-02 06:00:00+00	2025-08-02 06:00:00+00	2025-09-02 06:00:00+00	32	f	29.99
26	2025-07-16 06:00:00+00	2025-08-16 06:00:00+00	2025-08-25 01:30:00.297923+00	2025-08-17 00:30:00.174201+00	2025-08-19 06:00:00+00	2025-07-16 06:00:00+00	2025-08-16 06:00:00+00	13	f	29.99
19	2025-07-14 21:15:00+00	2025-08-14 21:15:00+00	2025-08-25 01:30:00.299714+00	2025-08-10 11:00:01.063619+00	2025-08-17 21:15:00+00	2025-07-14 21:15:00+00	2025-08-14 21:15:00+00	10	f	29.99
31	2025-08-16 08:00:00.667272+00	2025-09-16 08:00:00.667272+00	\N	2025-08-17 00:30:00.181054+00	2025-09-19 08:00:00.667272+00	2025-08-16 08:00:00.667272+00	2025-09-16 08:00:00.667272+00	15	f	29.99
32	2025-06-02 08:00:00.667573+00	2025-07-02 08:00:00.667573+00	2025-08-17 00:30:00.181734+00	2025-06-02 08:00:00.667737+00	2025-07-02 08:00:00.667573+00	2025-06-02 08:00:00.667573+00	2026-06-02 08:00:00.667573+00	16	f	120
32	2025-07-02 08:00:00.667573+00	2025-08-02 08:00:00.667573+00	2025-08-17 00:30:00.181734+00	2025-08-17 00:30:00.181796+00	2025-08-02 08:00:00.667573+00	2025-06-02 08:00:00.667573+00	2026-06-02 08:00:00.667573+00	16	f	\N
32	2025-08-02 08:00:00.667573+00	2025-09-02 08:00:00.667573+00	\N	2025-08-17 00:30:00.181806+00	2025-09-02 08:00:00.667573+00	2025-06-02 08:00:00.667573+00	2026-06-02 08:00:00.667573+00	16	f	\N
33	2025-06-01 00:00:00+00	2025-07-01 00:00:00+00	2025-08-17 00:30:00.181988+00	2025-06-02 08:00:00.667888+00	2025-07-01 00:00:00+00	\N	\N	\N	f	\N
33	2025-07-01 00:00:00+00	2025-08-01 00:00:00+00	2025-08-17 00:30:00.181988+00	2025-08-17 00:30:00.1821+00	2025-08-01 00:00:00+00	\N	\N	\N	f	\N
33	2025-08-01 00:00:00+00	2025-08-25 01:30:00.296689+00	2025-08-25 01:30:00.296912+00	2025-08-17 00:30:00.182109+00	2025-08-25 01:30:00.296689+00	\N	\N	\N	f	\N
33	2025-08-25 01:30:00.296689+00	2025-08-28 01:30:00.296689+00	\N	2025-08-25 01:30:00.297037+00	2025-08-29 01:30:00.296689+00	\N	\N	33	t	\N
34	2025-08-20 00:00:00+00	2025-09-03 00:00:00+00	\N	2025-08-25 01:30:00.299216+00	2025-09-06 00:00:00+00	\N	\N	34	t	\N
\.
COPY credits.plan (plan, price, currency, cycle, billing, grace, included, priority, trial, trial_included, rollover_max, rollover_min, rollover_percent, rollover_for, overage, overage_price, overage_cap, on_change) FROM stdin;
free	0	USD	1 mon	\N	00:00:00	5	\N	\N	0	\N	\N	\N	\N	f	0	\N	reset
basic	10	USD	1 mon	\N	00:00:00	40	\N	\N	0	\N	5	\N	45 days	f	0	\N	prorate
pro	29.99	USD	1 mon	\N	3 days	100	\N	14 days	10	30	\N	50	\N	t	0.25	50	prorate
pro EUR	29	EUR	1 mon	\N	1 day	100	\N	10 days	12.5	40	2	\N	2 mons	t	0.20	60	prorate
team EUR	79	EUR	1 mon	\N	1 day	400	\N	\N	0	\N	\N	25	\N	t	0.155	\N	prorate
year	240	USD	1 year	\N	12:00:00	1200	15	\N	0	\N	\N	\N	\N	t	0.10	100	reset
year small	120	USD	1 year	\N	00:00:00	500	\N	\N	0	\N	\N	\N	\N	f	0	\N	prorate
quarter	75	USD	3 mons	1 mon	00:00:00	300	\N	\N	0	\N	\N	20	\N	f	0	\N	reset
week	3.333	USD	7 days	\N	1 day	10	\N	3 days	1	\N	\N	\N	\N	f	0	\N	reset
hours	100	JPY	480:00:00	240:00:00	00:00:00	50	\N	\N	0	\N	\N	\N	\N	t	3.7	20	reset
dust	0.123456	XPT	2 mons	2 mons	1 mon	0.000000000000000003	60	\N	0	\N	\N	33.3	\N	t	0.000001	\N	reset
\.
COPY credits.price (id, resource, rate, valid_from, valid_until, plan, account, attributes, step, "least", package, tiers, tier_mode, tier_by) FROM stdin;
1	gpu	2.5/hour	-infinity	2025-07-10 00:00:00+00	\N	\N	{}	\N	\N	\N	\N	\N	\N
2	gpu	3/hour	2025-07-10 00:00:00+00	infinity	\N	\N	{}	\N	\N	\N	\N	\N	\N
3	vcpu	0.0000045/vCPU/s	-infinity	infinity	\N	\N	{}	\N	\N	\N	\N	\N	\N
4	disk	1/7 GB/30 days	-infinity	infinity	\N	\N	{}	\N	\N	\N	\N	\N	\N
5	token	0.15/1M token	-infinity	infinity	\N	\N	{}	\N	\N	\N	\N	\N	\N
6	image	4/image	-infinity	infinity	\N	\N	{}	\N	\N	\N	\N	\N	\N
7	free	0	-infinity	infinity	\N	\N	{}	\N	\N	\N	\N	\N	\N
8	vm	1/hour	-infinity	2025-07-10 00:00:00+00	\N	\N	{}	\N	\N	\N	\N	\N	\N
9	vm	1.2/hour	2025-07-10 00:00:00+00	infinity	\N	\N	{}	\N	\N	\N	\N	\N	\N
10	vm	1.5/hour	-infinity	infinity	\N	\N	{"zone": "eu"}	\N	\N	\N	\N	\N	\N
11	vm	10/3/hour	-infinity	infinity	\N	\N	{"size": 2, "zone": "eu"}	\N	\N	\N	\N	\N	\N
12	vm	0.8/hour	-infinity	infinity	pro	\N	{}	\N	\N	\N	\N	\N	\N
13	batch	1/hour	-infinity	infinity	\N	\N	{}	\N	\N	\N	\N	\N	\N
14	ip	0.1/hour	-infinity	infinity	\N	\N	{}	\N	\N	\N	\N	\N	\N
15	pod	0.5/min	-infinity	infinity	\N	\N	{}	00:01:00	\N	\N	\N	\N	\N
16	job	1/hour	-infinity	infinity	\N	\N	{}	00:10:00	1.25	\N	\N	\N	\N
17	mail	0.01	-infinity	infinity	\N	\N	{}	\N	0.05	\N	\N	\N	\N
18	call	0.002/call	-infinity	infinity	\N	\N	{}	\N	\N	100	\N	\N	\N
19	request	\N	-infinity	infinity	\N	\N	{}	\N	\N	\N	[{"rate": "0", "upto": 10}, {"rate": "0.1/request", "upto": 100.5}, {"rate": "0.05"}]	graduated	\N
20	traffic	\N	-infinity	infinity	\N	\N	{}	\N	\N	5	[{"rate": "2/GB", "upto": 10}, {"rate": "1/GB", "upto": 50}, {"rate": "0.9"}]	volume	\N
21	frame	\N	-infinity	infinity	\N	\N	{}	\N	\N	\N	[{"rate": "0.5/frame", "upto": 1024}, {"rate": "4"}]	\N	side
22	vm	0.5/hour	-infinity	infinity	\N	runs	{"zone": "eu"}	\N	\N	\N	\N	\N	\N
23	vm	0.25/hour	-infinity	infinity	\N	runs/1	{}	\N	\N	\N	\N	\N	\N
\.
COPY credits.request (account_id, user_id, operation, booked_at, key, call, arguments) FROM stdin;
1	1	58	2025-06-02 08:00:00.668148+00	invoice 1	grant	{"cost": 0.01, "note": "a note with \\"quotes\\", a \\\\ and a\\nline", "class": "prepaid", "amount": "500"}
6	6	65	2025-06-02 08:00:00.67023+00	g4	grant	{"class": "bonus", "amount": "12"}
12	12	67	2025-06-02 08:00:00.670685+00	tab\tkey	grant	{"class": "prepaid", "amount": "2.5"}
19	19	68	2025-06-02 08:00:00.671021+00	pack	grant	{"class": "prepaid", "amount": "20", "effective_at": 802051200000000}
1	3	82	2025-06-02 08:00:00.673523+00	monthly	grant_every	{"class": "promotional", "every": "1 months", "amount": "1.5"}
10	10	84	2025-06-02 08:00:00.674794+00	weekly	grant_every	{"class": "included", "every": "7 days", "amount": "10", "rollover_for": "20 days", "rollover_max": "15"}
33	33	94	2025-06-02 08:00:00.676553+00	until	grant_every	{"class": "included", "every": "1 months", "until": 811209600000000, "amount": "1"}
1	1	96	2025-06-02 08:00:00.677041+00	first	consume	{"note": "by hand", "amount": "2.5", "attributes": {"a": "ä", "b": [1, null]}}
1	2	100	2025-06-02 08:00:00.680629+00	run	charge	{"at": 796609800000000, "item": "node", "until": 796824000000000, "quantity": 2, "resource": "gpu"}
5	5	107	2025-06-02 08:00:00.683686+00	scoped	consume	{"amount": "6", "resource": "image"}
11	11	109	2025-06-02 08:00:00.684101+00	ahead	charge	{"at": 985046400000000, "item": "batch", "until": 986835600000000, "quantity": 16, "resource": "vcpu"}
12	12	110	2025-06-02 08:00:00.684389+00	dust	consume	{"amount": "0.000000000000000001"}
7	7	111	2025-06-02 08:00:00.684619+00	yen	consume	{"amount": "30"}
19	19	114	2025-06-02 08:00:00.685019+00	on the wall	consume	{"amount": "3"}
19	20	115	2025-06-02 08:00:00.68512+00	one	charge	{"at": 802094400000000, "item": "poster", "quantity": 2, "resource": "image"}
6	6	119	2025-06-02 08:00:00.686371+00	usage 1	charge	{"at": 799718400000000, "item": "item 1", "until": 799719600000000, "quantity": 1, "resource": "gpu"}
6	6	120	2025-06-02 08:00:00.686371+00	usage 2	charge	{"at": 799718400000000, "item": "item 2", "until": 799720800000000, "quantity": 1, "resource": "gpu"}
9	9	121	2025-06-02 08:00:00.686371+00	usage 1	charge	{"at": 799718400000000, "item": "item 1", "until": 799719600000000, "quantity": 1, "resource": "gpu"}
9	9	122	2025-06-02 08:00:00.686371+00	usage 2	charge	{"at": 799718400000000, "item": "item 2", "until": 799720800000000, "quantity": 1, "resource": "gpu"}
10	10	123	2025-06-02 08:00:00.686371+00	usage 1	charge	{"at": 799718400000000, "item": "item 1", "until": 799719600000000, "quantity": 1, "resource": "gpu"}
10	10	124	2025-06-02 08:00:00.686371+00	usage 2	charge	{"at": 799718400000000, "item": "item 2", "until": 799720800000000, "quantity": 1, "resource": "gpu"}
22	22	125	2025-06-02 08:00:00.687514+00	copy 1	charge	{"item": "chat", "quantity": 1000, "resource": "token", "attributes": {"model": "small"}}
23	23	126	2025-06-02 08:00:00.687514+00	copy 1	charge	{"at": 802162800000000, "item": "node", "until": 802165500000000, "quantity": 0.5, "resource": "gpu"}
23	23	128	2025-06-02 08:00:00.687514+00	copy 2	charge	{"at": 802159200000000, "item": "vol", "until": 802166400000000, "quantity": 100.25, "resource": "disk"}
15	15	131	2025-06-02 08:00:00.688272+00	two packages	charge	{"quantity": 150, "resource": "call"}
15	16	135	2025-06-02 08:00:00.689492+00	over two tiers	charge	{"quantity": 95.5, "resource": "request"}
15	15	139	2025-06-02 08:00:00.690172+00	gives back	charge	{"quantity": 2, "resource": "traffic"}
15	15	140	2025-06-02 08:00:00.691165+00	bulk 1	charge	{"quantity": 30, "resource": "traffic"}
15	15	142	2025-06-02 08:00:00.691165+00	bulk 3	charge	{"quantity": 5, "resource": "request"}
15	16	143	2025-06-02 08:00:00.691165+00	bulk 2	charge	{"item": "line", "quantity": 15, "resource": "traffic"}
15	15	151	2025-06-02 08:00:00.693443+00	late	charge	{"at": 802051140000000, "quantity": 50, "resource": "request"}
15	15	159	2025-06-02 08:00:00.698062+00	/meters 1	charge	{"at": 802137600000000, "quantity": 100000, "resource": "token", "attributes": {"model": "small"}}
7	7	190	2025-06-02 08:00:00.716473+00	over	consume	{"amount": "35"}
6	6	192	2025-06-02 08:00:00.71729+00	up	change_plan	{"plan": "pro"}
1	1	239	2025-06-20 18:30:00.839316+00	over	consume	{"amount": "440"}
1	1	242	2025-06-20 18:30:00.841422+00	late	charge	{"at": 797126400000000, "until": 797148000000000, "quantity": 1, "resource": "gpu"}
22	22	249	2025-06-20 18:30:00.84291+00	up	change_plan	{"plan": "pro"}
19	19	252	2025-06-20 18:30:00.844141+00	june	grant	{"class": "included", "amount": "6"}
19	19	257	2025-07-14 10:00:00.951674+00	over the price	charge	{"at": 805399200000000, "item": "node", "until": 805442400000000, "quantity": 1, "resource": "gpu"}
19	21	258	2025-07-14 10:00:00.952483+00	late	charge	{"at": 802569600000000, "quantity": 1, "resource": "image"}
23	23	260	2025-07-14 10:00:00.952881+00	july	consume	{"amount": "1"}
19	19	273	2025-08-10 11:00:01.06259+00	august 1	charge	{"item": "poster", "quantity": 3, "resource": "image"}
19	20	275	2025-08-10 11:00:01.06259+00	august 2	charge	{"at": 805420800000000, "quantity": 5000000, "resource": "token"}
23	23	286	2025-08-10 11:00:01.067242+00	next year	change_plan	{"plan": "year small"}
19	19	340	2025-08-17 00:30:00.183309+00	db	charge	{"at": 808531200000000, "item": "db", "until": 808705800000000, "quantity": 8, "resource": "vcpu"}
22	22	341	2025-08-25 01:30:00.294631+00	left	consume	{"amount": "2"}
33	33	345	2025-08-25 01:30:00.296522+00	left	subscribe	{"plan": "week"}
19	19	356	2025-08-25 01:30:00.2995+00	left	charge	{"at": 808466400000000, "item": "node", "until": 808617600000000, "quantity": 1, "resource": "gpu"}
34	34	358	2025-08-25 01:30:00.300516+00	daily	grant_every	{"class": "gift", "every": "1 days", "until": 820540800000000, "amount": "2", "rollover_for": "3 days"}
15	15	361	2025-08-25 01:30:00.316434+00	2	charge	{"quantity": 0.5, "resource": "frame", "attributes": {"side": 4096}}
26	26	362	2025-08-25 01:30:00.316434+00	1	charge	{"quantity": 3, "resource": "frame", "attributes": {"side": 512}}
\.
COPY credits.resource (resource, unit, category, at_zero, least_balance, price_keys) FROM stdin;
no price		\N	suspend	\N	[]
gpu		compute	suspend	\N	[]
vcpu	vCPU	compute	suspend	\N	[]
disk	GB	storage	suspend	\N	[]
token	token	\N	suspend	\N	[]
image	image	media	suspend	\N	[]
free		\N	suspend	\N	[]
batch		compute	terminate	\N	[]
ip		network	continue	\N	[]
pod		compute	suspend	0.5	[]
job		compute	terminate	\N	[]
mail		\N	suspend	\N	[]
call	call	\N	suspend	\N	[]
request	request	\N	suspend	\N	[]
traffic	GB	network	suspend	\N	[]
frame	frame	media	suspend	2	[]
vm		compute	suspend	\N	[["zone"], ["size", "zone"]]
\.
COPY credits.subscription (account_id, id, started_at, ends_at, anchor, trial_ends_at, next_at, made_at, operation, user_id, plan, price, currency, cycle, billing, grace, class, included, priority, trial_included, rollover_max, rollover_min, rollover_percent, rollover_for, overage, overage_price, overage_cap, key, actor) FROM stdin;
5	2	2025-03-31 10:00:00+00	\N	2025-03-31 10:00:00+00	\N	\N	2025-06-02 08:00:00.660485+00	4	5	basic	10	USD	1 mon	1 mon	00:00:00	included	40	20	0	\N	5	\N	45 days	f	0	\N	\N	postgres
8	5	2025-03-31 10:00:00+00	\N	2025-03-31 10:00:00+00	\N	\N	2025-06-02 08:00:00.661322+00	13	8	dust	0.123456	XPT	2 mons	2 mons	1 mon	included	0.000000000000000003	60	0	\N	\N	33.3	\N	t	0.000001	\N	\N	postgres
11	7	2031-03-15 12:00:00+00	\N	2031-03-15 12:00:00+00	\N	\N	2025-06-02 08:00:00.662121+00	20	11	year	240	USD	1 year	1 mon	12:00:00	included	1200	15	0	\N	\N	\N	\N	t	0.10	100	\N	postgres
12	8	2025-05-05 00:00:00+00	\N	2025-05-05 00:00:00+00	\N	\N	2025-06-02 08:00:00.6624+00	23	12	free	0	USD	1 mon	1 mon	00:00:00	included	5	20	0	\N	\N	\N	\N	f	0	\N	\N	postgres
18	9	2025-05-05 00:00:00+00	\N	2025-05-19 00:00:00+00	2025-05-19 00:00:00+00	\N	2025-06-02 08:00:00.663705+00	29	18	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	\N	postgres
19	10	2025-05-31 21:15:00+00	\N	2025-06-14 21:15:00+00	2025-06-14 21:15:00+00	\N	2025-06-02 08:00:00.664591+00	32	19	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	\N	postgres
26	13	2025-06-02 06:00:00+00	\N	2025-06-16 06:00:00+00	2025-06-16 06:00:00+00	\N	2025-06-02 08:00:00.665937+00	43	26	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	\N	postgres
29	14	2025-06-02 06:00:00+00	\N	2025-06-02 06:00:00+00	\N	\N	2025-06-02 08:00:00.666921+00	48	29	free	0	USD	1 mon	1 mon	00:00:00	included	5	20	0	\N	\N	\N	\N	f	0	\N	\N	postgres
31	15	2025-06-02 08:00:00.667272+00	\N	2025-06-16 08:00:00.667272+00	2025-06-16 08:00:00.667272+00	\N	2025-06-02 08:00:00.667339+00	51	31	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	\N	postgres
32	16	2025-06-02 08:00:00.667573+00	\N	2025-06-02 08:00:00.667573+00	\N	\N	2025-06-02 08:00:00.667635+00	54	32	year small	120	USD	1 year	1 mon	00:00:00	included	500	20	0	\N	\N	\N	\N	f	0	\N	\N	postgres
6	26	2025-05-22 17:45:00.000001+00	2025-06-05 00:00:00+00	2025-05-05 00:00:00+00	\N	\N	2025-06-02 08:00:00.719581+00	195	6	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	\N	postgres
9	6	2025-05-05 00:00:00+00	2025-08-19 00:00:00+00	2025-05-19 00:00:00+00	2025-05-19 00:00:00+00	\N	2025-06-02 08:00:00.6616+00	16	9	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	\N	postgres
1	1	2025-03-20 22:30:00+00	2025-05-02 00:00:00+00	2025-03-30 21:30:00+00	2025-03-30 21:30:00+00	\N	2025-06-02 08:00:00.657109+00	1	1	pro EUR	29	EUR	1 mon	1 mon	1 day	included	100	20	12.5	40	2	\N	2 mons	t	0.20	60	\N	postgres
10	19	2025-05-05 00:00:00+00	2025-05-08 00:00:00+00	2025-05-05 00:00:00+00	\N	infinity	2025-06-02 08:00:00.675271+00	86	10	\N	0	\N	36:00:00	36:00:00	00:00:00	bonus	3	3	0	\N	\N	\N	\N	f	0	\N	\N	postgres
23	12	2025-06-02 06:00:00+00	2026-06-02 06:00:00+00	2025-06-02 06:00:00+00	\N	\N	2025-06-02 08:00:00.665396+00	38	23	year	240	USD	1 year	1 mon	12:00:00	included	1200	15	0	\N	\N	\N	\N	t	0.10	100	\N	postgres
22	22	2025-06-02 08:00:00.676235+00	\N	2025-06-02 08:00:00.676235+00	\N	2025-09-10 08:00:00.676235+00	2025-06-02 08:00:00.676244+00	92	22	\N	0	\N	20 days	20 days	00:00:00	included	1	20	0	\N	\N	\N	\N	f	0	\N	\N	postgres
22	11	2025-06-02 06:00:00+00	2025-06-20 18:30:00.843096+00	2025-06-02 06:00:00+00	\N	\N	2025-06-02 08:00:00.665182+00	35	22	basic	10	USD	1 mon	1 mon	00:00:00	included	40	20	0	\N	5	\N	45 days	f	0	\N	\N	postgres
6	3	2025-05-05 00:00:00+00	2025-05-15 09:00:00+00	2025-05-05 00:00:00+00	\N	\N	2025-06-02 08:00:00.660825+00	7	6	basic	10	USD	1 mon	1 mon	00:00:00	included	40	20	0	\N	5	\N	45 days	f	0	\N	\N	postgres
6	24	2025-05-15 09:00:00+00	2025-05-20 09:00:00+00	2025-05-05 00:00:00+00	\N	\N	2025-06-02 08:00:00.717593+00	192	6	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	up	postgres
6	25	2025-05-20 09:00:00+00	2025-05-22 17:45:00.000001+00	2025-05-05 00:00:00+00	\N	\N	2025-06-02 08:00:00.718896+00	194	6	basic	10	USD	1 mon	1 mon	00:00:00	included	40	20	0	\N	5	\N	45 days	f	0	\N	\N	postgres
6	27	2025-06-05 00:00:00+00	\N	2025-05-05 00:00:00+00	\N	\N	2025-06-02 08:00:00.720048+00	196	6	basic	10	USD	1 mon	1 mon	00:00:00	included	40	20	0	\N	5	\N	45 days	f	0	\N	\N	postgres
5	20	2025-03-31 10:00:00+00	\N	2025-03-31 10:00:00+00	\N	2025-06-30 10:00:00+00	2025-06-02 08:00:00.675518+00	88	5	\N	0	\N	1 mon	1 mon	00:00:00	included	2	20	0	\N	\N	\N	\N	f	0	\N	\N	postgres
10	18	2025-05-05 00:00:00+00	\N	2025-05-05 00:00:00+00	\N	2025-05-26 00:00:00+00	2025-06-02 08:00:00.674925+00	84	10	\N	0	\N	7 days	7 days	00:00:00	included	10	20	0	15	\N	\N	20 days	f	0	\N	weekly	postgres
1	28	2025-05-02 00:00:00+00	\N	2025-03-30 21:30:00+00	\N	\N	2025-06-20 18:30:00.84029+00	240	1	team EUR	79	EUR	1 mon	1 mon	1 day	included	400	20	0	\N	\N	25	\N	t	0.155	\N	\N	postgres
1	17	2025-03-20 22:30:00+00	\N	2025-03-20 22:30:00+00	\N	2025-06-20 21:30:00+00	2025-06-02 08:00:00.67409+00	82	3	\N	0	\N	1 mon	1 mon	00:00:00	promotional	1.5	30	0	\N	\N	\N	\N	f	0	\N	monthly	postgres
25	30	2025-06-15 00:00:00+00	\N	2025-06-15 00:00:00+00	\N	\N	2025-06-20 18:30:00.845211+00	253	25	quarter	75	USD	3 mons	1 mon	00:00:00	included	300	20	0	\N	\N	20	\N	f	0	\N	\N	postgres
7	4	2025-05-05 00:00:00+00	2025-07-24 00:00:00+00	2025-05-05 00:00:00+00	\N	\N	2025-06-02 08:00:00.661033+00	10	7	hours	100	JPY	480:00:00	240:00:00	00:00:00	included	50	20	0	\N	\N	\N	\N	t	3.7	20	\N	postgres
33	23	2025-06-02 08:00:00.676656+00	2025-09-15 00:00:00+00	2025-06-02 08:00:00.676656+00	\N	2025-09-02 08:00:00.676656+00	2025-06-02 08:00:00.676667+00	94	33	\N	0	\N	1 mon	1 mon	00:00:00	included	1	20	0	\N	\N	\N	\N	f	0	\N	until	postgres
22	29	2025-06-20 18:30:00.843096+00	2025-08-25 01:30:00.295604+00	2025-06-02 06:00:00+00	\N	\N	2025-06-20 18:30:00.843179+00	249	22	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	up	postgres
25	21	2025-06-02 08:00:00.675924+00	2025-08-10 11:00:01.06553+00	2025-06-02 08:00:00.675924+00	\N	infinity	2025-06-02 08:00:00.675936+00	90	25	\N	0	\N	1 mon	1 mon	00:00:00	prepaid	4	50	0	6	\N	\N	\N	f	0	\N	\N	postgres
23	31	2026-06-02 06:00:00+00	\N	2025-06-02 06:00:00+00	\N	\N	2025-08-10 11:00:01.067734+00	286	23	year small	120	USD	1 year	1 mon	00:00:00	included	500	20	0	\N	\N	\N	\N	f	0	\N	next year	postgres
22	32	2025-08-25 01:30:00.295604+00	\N	2025-06-02 06:00:00+00	\N	\N	2025-08-25 01:30:00.295689+00	343	22	basic	10	USD	1 mon	1 mon	00:00:00	included	40	20	0	\N	5	\N	45 days	f	0	\N	\N	postgres
33	33	2025-08-25 01:30:00.296689+00	\N	2025-08-28 01:30:00.296689+00	2025-08-28 01:30:00.296689+00	\N	2025-08-25 01:30:00.296802+00	345	33	week	3.333	USD	7 days	7 days	1 day	included	10	20	1	\N	\N	\N	\N	f	0	\N	left	postgres
34	34	2025-08-20 00:00:00+00	\N	2025-09-03 00:00:00+00	2025-09-03 00:00:00+00	\N	2025-08-25 01:30:00.299033+00	352	34	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	\N	postgres
34	35	2025-08-25 01:30:00.300636+00	2026-01-01 00:00:00+00	2025-08-25 01:30:00.300636+00	\N	2025-08-26 01:30:00.300636+00	2025-08-25 01:30:00.300793+00	358	34	\N	0	\N	1 day	1 day	00:00:00	gift	2	35	0	\N	\N	\N	3 days	f	0	\N	daily	postgres
\.
COPY credits.usage_line_202506 (account_id, operation, booked_at, at, until, late_at, user_id, line, charged, quantity, rate, resource, item, key, attributes, price_id, counted, terms, run_at) FROM stdin;
1	100	2025-06-02 08:00:00.68112+00	2025-03-30 00:30:00+00	2025-03-30 21:30:00+00	2025-04-02 00:00:00+00	2	1	105	2	2.5/hour	gpu	node	run	\N	1	\N	\N	\N
1	100	2025-06-02 08:00:00.68112+00	2025-03-30 21:30:00+00	2025-04-01 12:00:00+00	\N	2	2	192.5	2	2.5/hour	gpu	node	run	\N	1	\N	\N	\N
1	101	2025-06-02 08:00:00.68257+00	2025-04-02 00:00:00+00	\N	\N	3	1	0.18518505	1234567	0.15/1M token	token	\N	\N	{"model": "large"}	5	\N	\N	\N
1	102	2025-06-02 08:00:00.682904+00	2025-04-02 00:00:00+00	\N	\N	3	1	0	1	0	free	\N	\N	\N	7	\N	\N	\N
1	106	2025-06-02 08:00:00.683381+00	2025-03-30 00:00:00+00	2025-03-30 21:30:00+00	2025-04-02 00:00:00+00	4	1	0.298611111111111111	70	1/7 GB/30 days	disk	vol	\N	\N	4	\N	\N	\N
1	106	2025-06-02 08:00:00.683381+00	2025-03-30 21:30:00+00	2025-04-30 21:30:00+00	\N	4	2	10.333333333333333333	70	1/7 GB/30 days	disk	vol	\N	\N	4	\N	\N	\N
1	106	2025-06-02 08:00:00.683381+00	2025-04-30 21:30:00+00	2025-05-12 06:00:00+00	\N	4	3	3.784722222222222223	70	1/7 GB/30 days	disk	vol	\N	\N	4	\N	\N	\N
11	109	2025-06-02 08:00:00.684199+00	2031-03-20 00:00:00+00	2031-04-09 17:00:00+00	\N	11	1	128.8224	16	0.0000045/vCPU/s	vcpu	batch	ahead	\N	3	\N	\N	\N
19	115	2025-06-02 08:00:00.685208+00	2025-06-01 12:00:00+00	\N	\N	20	1	8	2	4/image	image	poster	one	\N	6	\N	\N	\N
6	119	2025-06-02 08:00:00.686896+00	2025-05-05 00:00:00+00	2025-05-05 00:20:00+00	\N	6	1	0.833333333333333333	1	2.5/hour	gpu	item 1	usage 1	\N	1	\N	\N	\N
6	120	2025-06-02 08:00:00.686931+00	2025-05-05 00:00:00+00	2025-05-05 00:40:00+00	\N	6	1	1.666666666666666666	1	2.5/hour	gpu	item 2	usage 2	\N	1	\N	\N	\N
9	121	2025-06-02 08:00:00.687023+00	2025-05-05 00:00:00+00	2025-05-05 00:20:00+00	\N	9	1	0.833333333333333333	1	2.5/hour	gpu	item 1	usage 1	\N	1	\N	\N	\N
9	122	2025-06-02 08:00:00.68704+00	2025-05-05 00:00:00+00	2025-05-05 00:40:00+00	\N	9	1	1.666666666666666666	1	2.5/hour	gpu	item 2	usage 2	\N	1	\N	\N	\N
10	123	2025-06-02 08:00:00.687107+00	2025-05-05 00:00:00+00	2025-05-05 00:20:00+00	\N	10	1	0.833333333333333333	1	2.5/hour	gpu	item 1	usage 1	\N	1	\N	\N	\N
10	124	2025-06-02 08:00:00.687121+00	2025-05-05 00:00:00+00	2025-05-05 00:40:00+00	\N	10	1	1.666666666666666666	1	2.5/hour	gpu	item 2	usage 2	\N	1	\N	\N	\N
19	129	2025-06-02 08:00:00.687723+00	2025-06-01 00:00:00+00	2025-06-02 08:00:00+00	\N	21	1	2.0736	4	0.0000045/vCPU/s	vcpu	db	\N	\N	3	\N	\N	\N
22	125	2025-06-02 08:00:00.687826+00	2025-06-02 08:00:00.687326+00	\N	\N	22	1	0.00015	1000	0.15/1M token	token	chat	copy 1	{"model": "small"}	5	\N	\N	\N
23	128	2025-06-02 08:00:00.687905+00	2025-06-02 06:00:00+00	2025-06-02 08:00:00+00	\N	23	1	0.039781746031746031	100.25	1/7 GB/30 days	disk	vol	copy 2	\N	4	\N	\N	\N
23	126	2025-06-02 08:00:00.687926+00	2025-06-02 07:00:00+00	2025-06-02 07:45:00+00	\N	23	1	0.9375	0.5	2.5/hour	gpu	node	copy 1	\N	1	\N	\N	\N
25	130	2025-06-02 08:00:00.688047+00	2025-06-02 08:00:00.687326+00	\N	\N	25	1	0	1	0	free	\N	\N	\N	7	\N	\N	\N
15	131	2025-06-02 08:00:00.688709+00	2025-05-05 00:00:00+00	\N	\N	15	1	0.4	150	0.002/call	call	\N	two packages	\N	18	0	{"package": 100}	\N
15	132	2025-06-02 08:00:00.688921+00	2025-05-05 00:00:00+00	\N	\N	16	1	0	49.5	0.002/call	call	\N	\N	\N	18	150	{"package": 100}	\N
15	133	2025-06-02 08:00:00.689043+00	2025-05-05 00:00:00+00	\N	\N	15	1	0.2	1	0.002/call	call	\N	\N	\N	18	199.5	{"package": 100}	\N
15	134	2025-06-02 08:00:00.68942+00	2025-05-05 00:00:00+00	\N	\N	15	1	0	8	\N	request	\N	\N	\N	19	0	{"mode": "graduated", "tiers": [{"rate": "0", "upto": 10}, {"rate": "0.1/request", "upto": 100.5}, {"rate": "0.05"}]}	\N
15	135	2025-06-02 08:00:00.689565+00	2025-05-05 00:00:00+00	\N	\N	16	1	9.2	95.5	\N	request	\N	over two tiers	\N	19	8	{"mode": "graduated", "tiers": [{"rate": "0", "upto": 10}, {"rate": "0.1/request", "upto": 100.5}, {"rate": "0.05"}]}	\N
15	136	2025-06-02 08:00:00.68967+00	2025-05-05 00:00:00+00	\N	\N	15	1	2	40	\N	request	\N	\N	\N	19	103.5	{"mode": "graduated", "tiers": [{"rate": "0", "upto": 10}, {"rate": "0.1/request", "upto": 100.5}, {"rate": "0.05"}]}	\N
15	137	2025-06-02 08:00:00.689994+00	2025-05-05 00:00:00+00	\N	\N	15	1	20	9	\N	traffic	line	\N	\N	20	0	{"mode": "volume", "tiers": [{"rate": "2/GB", "upto": 10}, {"rate": "1/GB", "upto": 50}, {"rate": "0.9"}], "package": 5}	\N
15	138	2025-06-02 08:00:00.69012+00	2025-05-05 00:00:00+00	\N	\N	16	1	0	0.5	\N	traffic	\N	\N	\N	20	9	{"mode": "volume", "tiers": [{"rate": "2/GB", "upto": 10}, {"rate": "1/GB", "upto": 50}, {"rate": "0.9"}], "package": 5}	\N
15	139	2025-06-02 08:00:00.690782+00	2025-05-05 00:00:00+00	\N	\N	15	1	-5	2	\N	traffic	\N	gives back	\N	20	9.5	{"mode": "volume", "tiers": [{"rate": "2/GB", "upto": 10}, {"rate": "1/GB", "upto": 50}, {"rate": "0.9"}], "package": 5}	\N
15	140	2025-06-02 08:00:00.691432+00	2025-05-05 00:00:00+00	\N	\N	15	1	30	30	\N	traffic	\N	bulk 1	\N	20	11.5	{"mode": "volume", "tiers": [{"rate": "2/GB", "upto": 10}, {"rate": "1/GB", "upto": 50}, {"rate": "0.9"}], "package": 5}	\N
15	143	2025-06-02 08:00:00.691463+00	2025-05-05 00:00:00+00	\N	\N	16	1	9	15	\N	traffic	line	bulk 2	\N	20	41.5	{"mode": "volume", "tiers": [{"rate": "2/GB", "upto": 10}, {"rate": "1/GB", "upto": 50}, {"rate": "0.9"}], "package": 5}	\N
15	142	2025-06-02 08:00:00.69149+00	2025-05-05 00:00:00+00	\N	\N	15	1	0.25	5	\N	request	\N	bulk 3	\N	19	143.5	{"mode": "graduated", "tiers": [{"rate": "0", "upto": 10}, {"rate": "0.1/request", "upto": 100.5}, {"rate": "0.05"}]}	\N
15	144	2025-06-02 08:00:00.691829+00	2025-05-05 00:00:00+00	\N	\N	15	1	1.5	3	0.5/frame	frame	\N	\N	{"side": 1024, "model": "x"}	21	\N	\N	\N
15	145	2025-06-02 08:00:00.691916+00	2025-05-05 00:00:00+00	\N	\N	15	1	4	1	4	frame	poster	\N	{"side": 1024.5}	21	\N	\N	\N
15	146	2025-06-02 08:00:00.692032+00	2025-05-05 00:00:00+00	\N	\N	15	1	0.05	2	0.01	mail	\N	\N	\N	17	\N	{"least": 0.05}	\N
15	147	2025-06-02 08:00:00.692102+00	2025-05-05 00:00:00+00	\N	\N	15	1	1	100	0.01	mail	\N	\N	{"to": null}	17	\N	{"least": 0.05}	\N
15	149	2025-06-02 08:00:00.693+00	2025-06-03 00:00:00+00	\N	\N	15	1	0.2	51	0.002/call	call	\N	\N	\N	18	0	{"package": 100}	\N
15	150	2025-06-02 08:00:00.693169+00	2025-06-03 00:00:00+00	\N	\N	15	1	5	60	\N	request	\N	\N	\N	19	0	{"mode": "graduated", "tiers": [{"rate": "0", "upto": 10}, {"rate": "0.1/request", "upto": 100.5}, {"rate": "0.05"}]}	\N
15	151	2025-06-02 08:00:00.69357+00	2025-05-31 23:59:00+00	\N	2025-06-03 00:00:00+00	15	1	2.5	50	\N	request	\N	late	\N	19	148.5	{"mode": "graduated", "tiers": [{"rate": "0", "upto": 10}, {"rate": "0.1/request", "upto": 100.5}, {"rate": "0.05"}]}	\N
27	235	2025-06-20 18:30:00.837708+00	2025-06-02 08:00:00.713979+00	2025-06-20 18:30:00.837646+00	\N	27	2	1.32755	0.0001	0.5/min	pod	p	\N	\N	15	0	{"step": 60}	2025-06-02 08:00:00.713979+00
15	152	2025-06-02 08:00:00.693732+00	2025-05-20 00:00:00+00	\N	2025-06-03 00:00:00+00	15	1	36	40	\N	traffic	\N	\N	\N	20	56.5	{"mode": "volume", "tiers": [{"rate": "2/GB", "upto": 10}, {"rate": "1/GB", "upto": 50}, {"rate": "0.9"}], "package": 5}	\N
15	153	2025-06-02 08:00:00.694652+00	2025-06-03 00:00:00+00	\N	\N	15	1	15	12	\N	traffic	\N	\N	\N	20	0	{"mode": "volume", "tiers": [{"rate": "2/GB", "upto": 10}, {"rate": "1/GB", "upto": 50}, {"rate": "0.9"}], "package": 5}	\N
15	154	2025-06-02 08:00:00.695359+00	2025-06-01 00:00:00+00	2025-06-01 00:00:20+00	\N	15	1	0.5	1	0.5/min	pod	pod	\N	\N	15	0	{"step": 60}	\N
15	155	2025-06-02 08:00:00.695693+00	2025-06-01 00:00:20+00	2025-06-01 00:01:10+00	\N	15	1	0.5	1	0.5/min	pod	pod	\N	\N	15	20	{"step": 60}	\N
15	156	2025-06-02 08:00:00.695846+00	2025-06-01 00:01:10+00	2025-06-01 00:02:00.000001+00	\N	15	1	0.5	1	0.5/min	pod	\N	\N	\N	15	0	{"step": 60}	\N
15	157	2025-06-02 08:00:00.696307+00	2025-05-31 23:50:00+00	2025-06-01 00:00:00+00	2025-06-03 00:00:00+00	16	1	1.25	2	1/hour	job	job	\N	\N	16	0	{"step": 600, "least": 1.25}	\N
15	157	2025-06-02 08:00:00.696307+00	2025-06-01 00:00:00+00	2025-06-01 00:15:00+00	\N	16	2	0	2	1/hour	job	job	\N	\N	16	600	{"step": 600, "least": 1.25}	\N
15	158	2025-06-02 08:00:00.696346+00	2025-06-01 00:15:00+00	2025-06-01 01:00:00+00	\N	16	1	1.083333333333333331	2	1/hour	job	job	\N	\N	16	1500	{"step": 600, "least": 1.25}	\N
15	159	2025-06-02 08:00:00.698567+00	2025-06-02 00:00:00+00	\N	\N	15	1	0.015	100000	0.15/1M token	token	\N	/meters 1	{"model": "small"}	5	\N	\N	\N
13	160	2025-06-02 08:00:00.701352+00	2025-05-05 00:00:00+00	2025-05-05 00:10:30+00	\N	13	1	1.25	1.5	1/hour	job	j	\N	\N	16	0	{"step": 600, "least": 1.25}	2025-05-05 00:00:00+00
13	160	2025-06-02 08:00:00.701352+00	2025-05-05 00:00:00+00	2025-05-05 00:10:30+00	\N	13	2	0.175	2	0.5/hour	vm	a	\N	{"zone": "eu"}	22	\N	\N	2025-05-05 00:00:00+00
13	160	2025-06-02 08:00:00.701352+00	2025-05-05 00:00:00+00	2025-05-05 00:10:30+00	\N	13	3	0.175	1	1/hour	vm	b	\N	{"size": 2, "zone": "us"}	8	\N	\N	2025-05-05 00:00:00+00
13	160	2025-06-02 08:00:00.701352+00	2025-05-05 00:00:00+00	2025-05-05 00:10:30+00	\N	14	4	0.55	0.1	0.5/min	pod	p	\N	\N	15	0	{"step": 60}	2025-05-05 00:00:00+00
13	160	2025-06-02 08:00:00.701352+00	2025-05-05 00:00:00+00	2025-05-05 00:10:30+00	\N	14	5	0.04375	1	0.25/hour	vm	a	\N	\N	23	\N	\N	2025-05-05 00:00:00+00
13	161	2025-06-02 08:00:00.702345+00	2025-05-05 00:07:01+00	2025-05-05 00:10:30+00	\N	14	1	-0.15	-0.1	0.5/min	pod	p	\N	\N	15	421	{"step": 60}	2025-05-05 00:00:00+00
13	162	2025-06-02 08:00:00.703268+00	2025-05-05 00:10:30+00	2025-05-05 12:00:00+00	\N	13	1	11.825	2	0.5/hour	vm	a	\N	{"zone": "eu"}	22	\N	\N	2025-05-05 00:00:00+00
13	162	2025-06-02 08:00:00.703268+00	2025-05-05 00:10:30+00	2025-05-05 12:00:00+00	\N	13	2	11.825	1	1/hour	vm	b	\N	{"size": 2, "zone": "us"}	8	\N	\N	2025-05-05 00:00:00+00
13	162	2025-06-02 08:00:00.703268+00	2025-05-05 00:10:30+00	2025-05-05 12:00:00+00	\N	14	3	2.95625	1	0.25/hour	vm	a	\N	\N	23	\N	\N	2025-05-05 00:00:00+00
13	163	2025-06-02 08:00:00.704061+00	2025-05-05 12:00:00+00	2025-05-06 06:00:00+00	\N	13	1	27	3	0.5/hour	vm	a	\N	{"zone": "eu"}	22	\N	\N	2025-05-05 00:00:00+00
13	163	2025-06-02 08:00:00.704061+00	2025-05-05 12:00:00+00	2025-05-06 06:00:00+00	\N	13	2	18	1	1/hour	vm	b	\N	{"size": 2, "zone": "us"}	8	\N	\N	2025-05-05 00:00:00+00
13	163	2025-06-02 08:00:00.704061+00	2025-05-05 12:00:00+00	2025-05-06 06:00:00+00	\N	14	3	4.5	1	0.25/hour	vm	a	\N	\N	23	\N	\N	2025-05-05 00:00:00+00
13	164	2025-06-02 08:00:00.704609+00	2025-05-05 20:00:00+00	2025-05-06 06:00:00+00	\N	13	1	-15	-3	0.5/hour	vm	a	\N	{"zone": "eu"}	22	\N	\N	2025-05-05 00:00:00+00
13	164	2025-06-02 08:00:00.704752+00	2025-05-05 20:00:00+00	2025-05-06 06:00:00+00	\N	13	2	5	1	0.5/hour	vm	a	\N	{"zone": "eu"}	22	\N	\N	2025-05-05 00:00:00+00
13	165	2025-06-02 08:00:00.704947+00	2025-05-05 18:00:00+00	2025-05-06 06:00:00+00	\N	13	1	-12	-1	1/hour	vm	b	\N	{"size": 2, "zone": "us"}	8	\N	\N	2025-05-05 00:00:00+00
13	167	2025-06-02 08:00:00.705806+00	2025-05-05 00:00:00+00	2025-05-05 00:30:00+00	\N	13	1	0.5	1	1/hour	vm	a	\N	\N	8	\N	\N	\N
13	168	2025-06-02 08:00:00.70676+00	2025-05-06 06:00:00+00	2025-05-11 21:23:20+00	\N	13	1	67.694444444444444444	1	0.5/hour	vm	a	\N	{"zone": "eu"}	22	\N	\N	2025-05-05 00:00:00+00
13	168	2025-06-02 08:00:00.70676+00	2025-05-06 06:00:00+00	2025-05-11 21:23:20+00	\N	13	2	54.155555555555555555	4	0.1/hour	ip	a	\N	\N	14	\N	\N	2025-05-06 06:00:00+00
13	168	2025-06-02 08:00:00.70676+00	2025-05-06 06:00:00+00	2025-05-31 22:00:00+00	\N	14	3	0	0	0.25/hour	vm	a	\N	\N	23	\N	\N	2025-05-06 06:00:00+00
13	170	2025-06-02 08:00:00.70749+00	2025-05-31 22:00:00+00	2025-06-02 00:00:00+00	\N	14	1	0	0	0.25/hour	vm	a	\N	\N	23	\N	\N	2025-05-06 06:00:00+00
17	171	2025-06-02 08:00:00.709121+00	2025-05-05 00:00:00+00	2025-05-05 02:45:08.256881+00	\N	17	1	5.504587156111111111	2	1/hour	batch	night	\N	\N	13	\N	\N	2025-05-05 00:00:00+00
17	171	2025-06-02 08:00:00.709121+00	2025-05-05 00:00:00+00	2025-05-05 02:45:08.256881+00	\N	17	2	0.825688073416666666	3	0.1/hour	ip	address	\N	\N	14	\N	\N	2025-05-05 00:00:00+00
17	171	2025-06-02 08:00:00.709121+00	2025-05-05 00:00:00+00	2025-05-05 02:45:08.25688+00	\N	17	3	2.752293577777777777	1	1/hour	vm	first	\N	\N	8	\N	\N	2025-05-05 00:00:00+00
17	171	2025-06-02 08:00:00.709121+00	2025-05-05 00:00:00+00	2025-05-05 02:45:08.256881+00	\N	17	4	0.917431192685185185	0.1	10/3/hour	vm	second	\N	{"size": 2, "zone": "eu"}	11	\N	\N	2025-05-05 00:00:00+00
17	173	2025-06-02 08:00:00.71024+00	2025-05-06 00:00:00+00	2025-05-06 03:50:46.153846+00	\N	17	1	1.153846153833333333	3	0.1/hour	ip	address	\N	\N	14	\N	\N	2025-05-05 00:00:00+00
17	173	2025-06-02 08:00:00.71024+00	2025-05-06 00:00:00+00	2025-05-06 03:50:46.153846+00	\N	17	2	3.846153846111111111	1	1/hour	vm	first	\N	\N	8	\N	\N	2025-05-06 00:00:00+00
18	179	2025-06-02 08:00:00.711938+00	2025-05-05 00:00:00+00	2025-05-07 02:00:00+00	\N	18	1	10	0.25	0.8/hour	vm	node	\N	{"zone": "eu"}	12	\N	\N	2025-05-05 00:00:00+00
26	182	2025-06-02 08:00:00.713616+00	2025-06-02 08:00:00.713328+00	2025-06-02 08:00:00.713558+00	\N	26	1	0.000000002555555556	0.05	0.8/hour	vm	web	\N	\N	12	\N	\N	2025-06-02 08:00:00.713328+00
27	183	2025-06-02 08:00:00.714029+00	2025-06-02 08:00:00.713785+00	2025-06-02 08:00:00.713979+00	\N	27	1	0.000000002694444445	0.05	1/hour	vm	db	\N	\N	8	\N	\N	2025-06-02 08:00:00.713785+00
28	184	2025-06-02 08:00:00.715017+00	2025-06-02 08:00:00.714843+00	2025-06-02 08:00:00.714975+00	\N	28	1	0.000000036666666666	1	1/hour	vm	node	\N	\N	8	\N	\N	2025-06-02 08:00:00.714843+00
26	230	2025-06-20 18:30:00.835838+00	2025-06-02 08:00:00.713558+00	2025-06-16 06:00:00+00	\N	26	1	13.359992071577777778	0.05	0.8/hour	vm	web	\N	\N	12	\N	\N	2025-06-02 08:00:00.713328+00
26	230	2025-06-20 18:30:00.835838+00	2025-06-02 08:00:00.713558+00	2025-06-16 06:00:00+00	\N	30	2	8.349995044736111112	0.25	0.1/hour	ip	web	\N	\N	14	\N	\N	2025-06-02 08:00:00.713558+00
26	230	2025-06-20 18:30:00.835838+00	2025-06-16 06:00:00+00	2025-06-19 06:00:00+00	\N	26	3	2.88	0.05	0.8/hour	vm	web	\N	\N	12	\N	\N	2025-06-02 08:00:00.713328+00
26	230	2025-06-20 18:30:00.835838+00	2025-06-16 06:00:00+00	2025-06-19 06:00:00+00	\N	30	4	1.8	0.25	0.1/hour	ip	web	\N	\N	14	\N	\N	2025-06-02 08:00:00.713558+00
26	231	2025-06-20 18:30:00.836643+00	2025-06-19 06:00:00+00	2025-06-20 18:30:00.836559+00	\N	26	1	1.4600092951	0.05	0.8/hour	vm	web	\N	\N	12	\N	\N	2025-06-02 08:00:00.713328+00
26	231	2025-06-20 18:30:00.836643+00	2025-06-19 06:00:00+00	2025-06-20 18:30:00.836559+00	\N	30	2	0.9125058094375	0.25	0.1/hour	ip	web	\N	\N	14	\N	\N	2025-06-02 08:00:00.713558+00
27	235	2025-06-20 18:30:00.837708+00	2025-06-02 08:00:00.713979+00	2025-06-20 18:30:00.837646+00	\N	27	1	22.125001717597222222	0.05	1/hour	vm	db	\N	\N	8	\N	\N	2025-06-02 08:00:00.713785+00
28	236	2025-06-20 18:30:00.837959+00	2025-06-02 08:00:00.714975+00	2025-06-02 16:00:00.714887+00	\N	28	1	7.999999975555555556	1	1/hour	vm	node	\N	\N	8	\N	\N	2025-06-02 08:00:00.714843+00
28	236	2025-06-20 18:30:00.837959+00	2025-06-02 08:00:00.714975+00	2025-06-02 16:00:00.714887+00	\N	28	2	3.999999987777777778	0.5	1/hour	batch	night	\N	\N	13	\N	\N	2025-06-02 08:00:00.714975+00
29	237	2025-06-20 18:30:00.838345+00	2025-06-02 07:00:00+00	2025-06-06 11:00:00+00	\N	29	1	5	0.5	0.1/hour	ip	address	\N	\N	14	\N	\N	2025-06-02 07:00:00+00
1	242	2025-06-20 18:30:00.841578+00	2025-04-05 00:00:00+00	2025-04-05 06:00:00+00	2025-05-02 00:00:00+00	1	1	15	1	2.5/hour	gpu	\N	late	\N	1	\N	\N	\N
5	247	2025-06-20 18:30:00.842611+00	2025-05-09 10:00:00+00	\N	2025-06-10 00:00:00+00	5	1	4	1	4/image	image	late	\N	\N	6	\N	\N	\N
6	248	2025-06-20 18:30:00.84272+00	2025-05-09 10:00:00+00	\N	\N	6	1	4	1	4/image	image	late	\N	\N	6	\N	\N	\N
23	251	2025-06-20 18:30:00.843797+00	2025-06-20 18:30:00.843725+00	\N	\N	23	1	20	5	4/image	image	poster	\N	\N	6	\N	\N	\N
26	256	2025-06-20 18:30:00.846661+00	2025-06-20 06:00:00+00	2025-06-20 18:30:00.836559+00	\N	26	1	-0.5000092951	-0.05	0.8/hour	vm	web	\N	\N	12	\N	\N	2025-06-02 08:00:00.713328+00
26	256	2025-06-20 18:30:00.846838+00	2025-06-20 06:00:00+00	2025-06-20 18:30:00.846193+00	\N	26	2	0.800015043431111111	0.08	0.8/hour	vm	web	\N	\N	12	\N	\N	2025-06-02 08:00:00.713328+00
26	256	2025-06-20 18:30:00.846838+00	2025-06-20 18:30:00.836559+00	2025-06-20 18:30:00.846193+00	\N	30	3	0.000000066902777777	0.25	0.1/hour	ip	web	\N	\N	14	\N	\N	2025-06-02 08:00:00.713558+00
\.
COPY credits.usage_line_default (account_id, operation, booked_at, at, until, late_at, user_id, line, charged, quantity, rate, resource, item, key, attributes, price_id, counted, terms, run_at) FROM stdin;
19	257	2025-07-14 10:00:00.951984+00	2025-07-09 18:00:00+00	2025-07-10 00:00:00+00	\N	19	1	15	1	2.5/hour	gpu	node	over the price	\N	1	\N	\N	\N
19	257	2025-07-14 10:00:00.951984+00	2025-07-10 00:00:00+00	2025-07-10 06:00:00+00	\N	19	2	18	1	3/hour	gpu	node	over the price	\N	2	\N	\N	\N
19	258	2025-07-14 10:00:00.952587+00	2025-06-07 00:00:00+00	\N	2025-07-14 10:00:00.952476+00	21	1	4	1	4/image	image	\N	late	\N	6	\N	\N	\N
22	267	2025-07-14 10:00:00.95501+00	2025-06-28 00:00:00+00	\N	2025-07-14 10:00:00.954172+00	22	1	0.15	1000000	0.15/1M token	token	chat	\N	\N	5	\N	\N	\N
23	268	2025-07-14 10:00:00.95512+00	2025-06-28 00:00:00+00	\N	2025-07-14 10:00:00.955098+00	23	1	0.3	2000000	0.15/1M token	token	chat	\N	\N	5	\N	\N	\N
25	270	2025-07-14 10:00:00.956161+00	2025-06-28 00:00:00+00	\N	\N	25	1	0.75	5000000	0.15/1M token	token	chat	\N	\N	5	\N	\N	\N
26	271	2025-07-14 10:00:00.956593+00	2025-06-20 18:30:00.846193+00	2025-07-12 00:00:00+00	\N	26	1	32.607984956568888889	0.08	0.8/hour	vm	web	\N	\N	12	\N	\N	2025-06-02 08:00:00.713328+00
26	271	2025-07-14 10:00:00.956593+00	2025-06-20 18:30:00.846193+00	2025-07-12 00:00:00+00	\N	30	2	12.737494123659722223	0.25	0.1/hour	ip	web	\N	\N	14	\N	\N	2025-06-02 08:00:00.713558+00
26	272	2025-07-14 10:00:00.956859+00	2025-07-12 00:00:00+00	2025-07-14 10:00:00.956793+00	\N	26	1	3.712017009653333333	0.08	0.8/hour	vm	web	\N	\N	12	\N	\N	2025-06-02 08:00:00.713328+00
26	272	2025-07-14 10:00:00.956859+00	2025-07-12 00:00:00+00	2025-07-14 10:00:00.956793+00	\N	30	2	1.450006644395833333	0.25	0.1/hour	ip	web	\N	\N	14	\N	\N	2025-06-02 08:00:00.713558+00
1	276	2025-08-10 11:00:01.063111+00	2025-06-12 00:00:00+00	\N	\N	2	1	0	1	0	free	\N	\N	\N	7	\N	\N	\N
19	275	2025-08-10 11:00:01.064104+00	2025-07-10 00:00:00+00	\N	2025-08-10 11:00:01.063316+00	20	1	0.75	5000000	0.15/1M token	token	\N	august 2	\N	5	\N	\N	\N
19	273	2025-08-10 11:00:01.064161+00	2025-08-10 11:00:01.062373+00	\N	\N	19	1	12	3	4/image	image	poster	august 1	\N	6	\N	\N	\N
26	303	2025-08-17 00:30:00.17447+00	2025-07-14 09:00:00+00	2025-07-16 06:00:00+00	\N	26	1	8.99999999999999991	0.2	1/hour	job	nightly	\N	\N	16	0	{"step": 600, "least": 1.25}	2025-07-14 09:00:00+00
26	303	2025-08-17 00:30:00.17447+00	2025-07-14 10:00:00.956793+00	2025-07-16 06:00:00+00	\N	26	2	2.815982990346666667	0.08	0.8/hour	vm	web	\N	\N	12	\N	\N	2025-06-02 08:00:00.713328+00
26	303	2025-08-17 00:30:00.17447+00	2025-07-14 10:00:00.956793+00	2025-07-16 06:00:00+00	\N	30	3	1.099993355604166667	0.25	0.1/hour	ip	web	\N	\N	14	\N	\N	2025-06-02 08:00:00.713558+00
26	303	2025-08-17 00:30:00.17447+00	2025-07-16 06:00:00+00	2025-07-19 06:00:00+00	\N	26	4	4.608	0.08	0.8/hour	vm	web	\N	\N	12	\N	\N	2025-06-02 08:00:00.713328+00
26	303	2025-08-17 00:30:00.17447+00	2025-07-16 06:00:00+00	2025-07-19 06:00:00+00	\N	30	5	1.8	0.25	0.1/hour	ip	web	\N	\N	14	\N	\N	2025-06-02 08:00:00.713558+00
26	303	2025-08-17 00:30:00.17447+00	2025-07-16 06:00:00+00	2025-07-19 06:00:00+00	\N	26	6	14.399999999999999856	0.2	1/hour	job	nightly	\N	\N	16	162000	{"step": 600, "least": 1.25}	2025-07-14 09:00:00+00
26	307	2025-08-17 00:30:00.176304+00	2025-07-19 06:00:00+00	2025-08-13 17:40:40.970472+00	\N	26	1	39.147395030613333333	0.08	0.8/hour	vm	web	\N	\N	12	\N	\N	2025-06-02 08:00:00.713328+00
26	307	2025-08-17 00:30:00.176304+00	2025-07-19 06:00:00+00	2025-08-13 17:40:40.970474+00	\N	30	2	15.291951183847222222	0.25	0.1/hour	ip	web	\N	\N	14	\N	\N	2025-06-02 08:00:00.713558+00
26	307	2025-08-17 00:30:00.176304+00	2025-07-19 06:00:00+00	2025-08-13 17:20:00+00	\N	26	3	122.266666666666665444	0.2	1/hour	job	nightly	\N	\N	16	421200	{"step": 600, "least": 1.25}	2025-07-14 09:00:00+00
26	307	2025-08-17 00:30:00.176304+00	2025-08-16 06:00:00+00	2025-08-16 12:00:00+00	\N	30	4	0.15	0.25	0.1/hour	ip	web	\N	\N	14	\N	\N	2025-06-02 08:00:00.713558+00
27	317	2025-08-17 00:30:00.1787+00	2025-06-20 18:30:00.837646+00	2025-07-01 00:00:00+00	\N	27	1	12.274988366027777778	0.05	1/hour	vm	db	\N	\N	8	\N	\N	2025-06-02 08:00:00.713785+00
27	317	2025-08-17 00:30:00.1787+00	2025-06-20 18:30:00.837646+00	2025-07-01 00:00:00+00	\N	27	2	0.73645	0.0001	0.5/min	pod	p	\N	\N	15	1593000.123667	{"step": 60}	2025-06-02 08:00:00.713979+00
27	319	2025-08-17 00:30:00.17904+00	2025-07-01 00:00:00+00	2025-07-10 00:00:00+00	\N	27	1	10.8	0.05	1/hour	vm	db	\N	\N	8	\N	\N	2025-06-02 08:00:00.713785+00
27	319	2025-08-17 00:30:00.17904+00	2025-07-01 00:00:00+00	2025-07-17 23:53:00.713979+00	\N	27	2	1.22365	0.0001	0.5/min	pod	p	\N	\N	15	2476799.286021	{"step": 60}	2025-06-02 08:00:00.713979+00
27	319	2025-08-17 00:30:00.17904+00	2025-07-10 00:00:00+00	2025-07-17 23:52:21.59482+00	\N	27	3	11.512359913666666666	0.05	1.2/hour	vm	db	\N	\N	9	\N	\N	2025-06-02 08:00:00.713785+00
29	323	2025-08-17 00:30:00.180291+00	2025-07-02 06:00:00+00	2025-07-06 10:00:00+00	\N	29	1	5	0.5	0.1/hour	ip	address	\N	\N	14	\N	\N	2025-06-02 07:00:00+00
29	326	2025-08-17 00:30:00.1807+00	2025-08-02 06:00:00+00	2025-08-06 10:00:00+00	\N	29	1	5	0.5	0.1/hour	ip	address	\N	\N	14	\N	\N	2025-06-02 07:00:00+00
26	339	2025-08-17 00:30:00.182656+00	2025-08-16 12:00:00+00	2025-08-17 00:30:00.182608+00	\N	30	1	0.312501268111111111	0.25	0.1/hour	ip	web	\N	\N	14	\N	\N	2025-06-02 08:00:00.713558+00
19	340	2025-08-17 00:30:00.183423+00	2025-08-15 00:00:00+00	2025-08-17 00:30:00+00	\N	19	1	6.2856	8	0.0000045/vCPU/s	vcpu	db	db	\N	3	\N	\N	\N
26	350	2025-08-25 01:30:00.297781+00	2025-08-17 00:30:00.182608+00	2025-08-19 06:00:00+00	\N	30	1	1.337498731888888889	0.25	0.1/hour	ip	web	\N	\N	14	\N	\N	2025-06-02 08:00:00.713558+00
26	351	2025-08-25 01:30:00.298241+00	2025-08-19 06:00:00+00	2025-08-25 01:30:00.29772+00	\N	30	1	3.4875020675	0.25	0.1/hour	ip	web	\N	\N	14	\N	\N	2025-06-02 08:00:00.713558+00
19	356	2025-08-25 01:30:00.300199+00	2025-08-14 06:00:00+00	2025-08-14 21:15:00+00	2025-08-25 01:30:00.300188+00	19	1	45.75	1	3/hour	gpu	node	left	\N	2	\N	\N	\N
19	356	2025-08-25 01:30:00.300199+00	2025-08-14 21:15:00+00	2025-08-16 00:00:00+00	\N	19	2	80.25	1	3/hour	gpu	node	left	\N	2	\N	\N	\N
26	360	2025-08-25 01:30:00.314921+00	2025-08-25 01:30:00.29772+00	2025-08-25 01:30:00.314729+00	\N	30	1	0.000000118118055555	0.25	0.1/hour	ip	web	\N	\N	14	\N	\N	2025-06-02 08:00:00.713558+00
26	360	2025-08-25 01:30:00.314921+00	2025-08-25 01:30:00.29772+00	2025-08-25 01:30:00.314729+00	\N	26	2	0.000000302382222222	0.08	0.8/hour	vm	web	\N	\N	12	\N	\N	2025-08-25 01:30:00.29772+00
15	361	2025-08-25 01:30:00.316916+00	2025-06-03 00:00:00+00	\N	\N	15	1	2	0.5	4	frame	\N	2	{"side": 4096}	21	\N	\N	\N
26	363	2025-08-25 01:30:00.317188+00	2025-08-25 01:30:00.314729+00	2025-08-25 01:30:00.317079+00	\N	30	1	0.000000016319444445	0.25	0.1/hour	ip	web	\N	\N	14	\N	\N	2025-06-02 08:00:00.713558+00
26	363	2025-08-25 01:30:00.317188+00	2025-08-25 01:30:00.314729+00	2025-08-25 01:30:00.317079+00	\N	26	2	0.000000041777777778	0.08	0.8/hour	vm	web	\N	\N	12	\N	\N	2025-08-25 01:30:00.29772+00
26	363	2025-08-25 01:30:00.317188+00	2025-08-25 01:30:00.314729+00	2025-08-25 01:30:00.317079+00	\N	26	3	0.000000005222222223	0.01	0.8/hour	vm	1	\N	{}	12	\N	\N	2025-08-25 01:30:00.314729+00
26	362	2025-08-25 01:30:00.3174+00	2025-08-25 01:30:00.316322+00	\N	\N	26	1	1.5	3	0.5/frame	frame	\N	1	{"side": 512}	21	\N	\N	\N
\.
COPY public.app (account, spent, price, plan) FROM stdin;
wall	1.5	2/hour	pro
wall/1	1.5	2/hour	pro
wall/2	1.5	2/hour	pro
wall 1	1.5	2/hour	pro
wall 2	1.5	2/hour	pro
wall 4	1.5	2/hour	pro
wall 5	1.5	2/hour	pro
\.
COPY public.instance (id, owner, size, zone, running) FROM stdin;
1	host 1	0.01	\N	t
2	counts/1	0.75	eu	t
3	counts/1	0.5	us	f
\.
COPY public.poster (id, owner, side, frames) FROM stdin;
1	host 1	512	3
2	counts	4096	0.5
\.
COPY public.repeated (call, answer) FROM stdin;
credits.grant('org', 500, key => 'invoice 1', note => E'a note with "quotes", a \\\\ and a\\nline', cost => 0.01)	42
credits.grant('wall', 6, 'included', key => 'june')	129
credits.grant_every('org/2', 1.50, '1 month', 'promotional', key => 'monthly')	17
credits.grant_every('clock 12', 10, '7 days', rollover_max => 15, rollover_for => '20 days', key => 'weekly')	18
credits.grant_every('no plan', 1, '1 month', until => '2025-09-15 00:00Z', key => 'until')	23
credits.subscribe('no plan', 'week', key => 'left')	33
credits.change_plan('clock 4', 'pro', key => 'up')	24
credits.change_plan('wall 2', 'year small', key => 'next year')	31
credits.consume('org', 2.50, key => 'first', note => 'by hand', attributes => '{"a": "\\u00e4", "b": [1, null]}')	(96,org,"2025-03-20 22:30:00+00",2.5,2.5,0,592.500000000000000001,completed,t)
credits.consume('org', 440, key => 'over')	(239,org,"2025-05-02 00:00:00+00",440,421.398148283333333334,18.601851716666666666,0,completed,t)
credits.consume('clock 9', 35, key => 'over')	(190,"clock 9","2025-05-05 00:00:00+00",35,20,15,0,completed,t)
credits.consume('Zoë & "co", \\ Ltd', 0.000000000000000001, key => 'dust')	(110,"Zoë & ""co"", \\\\ Ltd","2025-05-05 00:00:00+00",0.000000000000000001,0.000000000000000001,0,7.499999999999999999,completed,t)
credits.consume('wall', 3, key => 'on the wall')	(114,wall,"2025-06-02 08:00:00.685013+00",3,3,0,34,completed,t)
credits.charge('org/1', 'gpu', 2, at => '2025-03-30 00:30Z', until => '2025-04-01 12:00Z', item => 'node', key => 'run')	(100,org/1,"2025-03-30 00:30:00+00",297.5,297.5,0,332.500000000000000001,completed,t)
credits.charge('org', 'gpu', 1, at => '2025-04-05 00:00Z', until => '2025-04-05 06:00Z', key => 'late')	(242,org,"2025-04-05 00:00:00+00",15,15,0,273.958333333333333333,completed,t)
credits.charge('later', 'vcpu', 16, at => '2031-03-20 00:00Z', until => '2031-04-09 17:00Z', item => 'batch', key => 'ahead')	(109,later,"2031-03-20 00:00:00+00",128.8224,128.8224,0,1171.1776,completed,t)
credits.charge('wall/2', 'image', 1, at => '2025-06-07 00:00Z', key => 'late')	(258,wall/2,"2025-06-07 00:00:00+00",4,4,0,85.9264,completed,t)
credits.charge('wall 2', 'gpu', 0.5, at => '2025-06-02 07:00Z', until => '2025-06-02 07:45Z', item => 'node', key => 'copy 1')	(126,"wall 2","2025-06-02 07:00:00+00",0.9375,0.9375,0,1149.022718253968253969,completed,t)
credits.charge('counts', 'call', 150, key => 'two packages')	(131,counts,"2025-05-05 00:00:00+00",0.4,0.4,0,499.6,completed,t)
credits.charge('counts/1', 'request', 95.50, key => 'over two tiers')	(135,counts/1,"2025-05-05 00:00:00+00",9.2,9.2,0,490.2,completed,t)
credits.charge('counts', 'traffic', 2, key => 'gives back')	(139,counts,"2025-05-05 00:00:00+00",-5,-5,0,473.2,completed,t)
credits.charge('counts', 'request', 50, at => '2025-05-31 23:59Z', key => 'late')	(151,counts,"2025-05-31 23:59:00+00",2.5,2.5,0,419.7,completed,t)
credits.charge('host 1', 'frame', 3, '{"side": 512}', key => '1')	(362,"host 1","2025-08-25 01:30:00.316322+00",1.5,1.5,0,93.212497448680277777,completed,t)
credits.ingest('{"specversion": "1.0", "source": "/meters", "id": "1", "type": "token", "subject": "counts", "time": "2025-06-02T00:00:00Z", "data": {"quantity": 1e5, "model": "small"}}')	(159,counts,"2025-06-02 00:00:00+00",0.015,0.015,0,364.851666666666666669,completed,t)
credits.charge('wall', 'image', 3, item => 'poster', key => 'august 1')	(273,wall,"2025-08-10 11:00:01.062373+00",12,12,0,87.25,completed,t)
\.
COPY public.said (query, rows, digest) FROM stdin;
SELECT a.account, x.available, x.held, x.owed, x.accrued, x.overage, x.overage_cap FROM credits.account a, credits.balance(a.account, '2025-05-20 00:00:00+00') x WHERE a.opened_at <= '2025-05-20 00:00:00+00'	17	ab9a21d68439824cc90a209e604fd09b
SELECT a.account, x.account_name, x.resource, x.item, x.status, x.quantity, x.started_at, x.stopped_at, x.unpaid_since, x.accrued, x.burn_rate, x.attributes FROM credits.account a, credits.meters(a.account, '2025-05-20 00:00:00+00') x WHERE a.opened_at <= '2025-05-20 00:00:00+00'	10	5b403a7f3ae5672e76ebc6005833bc9d
SELECT a.account, x.plan, x.status, x.since, x.trial_ends_at, x.period_starts_at, x.period_ends_at, x.renews_at, x.ends_at, x.next_plan, x.price, x.included, x.used, x.remaining FROM credits.account a, credits.current_plan(a.account, '2025-05-20 00:00:00+00') x WHERE a.opened_at <= '2025-05-20 00:00:00+00'	11	01a47686770633ee701aee99f8fb8a36
SELECT a.account, x.class, x.priority, x.scope, x.granted, x.used, x.held, x.remaining, x.effective_at, x.expires_at, x.cost, x.note FROM credits.account a, credits.buckets(a.account, '2025-05-20 00:00:00+00') x WHERE a.opened_at <= '2025-05-20 00:00:00+00'	63	bf5314bae59e2c00406f017403a1ea34
SELECT a.account, x.line, x.kind, x.description, x.class, x.quantity, x.unit_price, x.amount FROM credits.account a, credits.statement(a.account, '2025-05-20 00:00:00+00') x WHERE a.opened_at <= '2025-05-20 00:00:00+00' AND a.account NOT LIKE 'host%' 	49	a9196c2e5c4034a8efe284a7e4805e20
SELECT a.account, x.starts_at, x.ends_at, x.finalized_at, x.currency, x.total, x.status, x.paid_at, x.failed_at FROM credits.account a, credits.invoices(a.account, until => '2025-05-20 00:00:00+00') x WHERE a.opened_at <= '2025-05-20 00:00:00+00'	10	3c4808141a42288b204a87797755316a
SELECT a.account, x.at, x.kind, x.description, x.amount, x.status, x.reference FROM credits.account a, credits.activity(a.account, until => '2025-05-20 00:00:00+00') x WHERE a.opened_at <= '2025-05-20 00:00:00+00'	116	718ce24ff6cb56af3e764dabe0296c87
SELECT a.account, x.available, x.held, x.owed, x.accrued, x.overage, x.overage_cap FROM credits.account a, credits.balance(a.account, '2025-06-20 00:00:00+00') x WHERE a.opened_at <= '2025-06-20 00:00:00+00'	32	a213dc615fb7ba2db51c404a86496c7e
SELECT a.account, x.account_name, x.resource, x.item, x.status, x.quantity, x.started_at, x.stopped_at, x.unpaid_since, x.accrued, x.burn_rate, x.attributes FROM credits.account a, credits.meters(a.account, '2025-06-20 00:00:00+00') x WHERE a.opened_at <= '2025-06-20 00:00:00+00'	24	7178be399e4cddd26a908c68eab91905
SELECT a.account, x.plan, x.status, x.since, x.trial_ends_at, x.period_starts_at, x.period_ends_at, x.renews_at, x.ends_at, x.next_plan, x.price, x.included, x.used, x.remaining FROM credits.account a, credits.current_plan(a.account, '2025-06-20 00:00:00+00') x WHERE a.opened_at <= '2025-06-20 00:00:00+00'	22	d2f37e94d724d5ee8e3c4975cec36557
SELECT a.account, x.class, x.priority, x.scope, x.granted, x.used, x.held, x.remaining, x.effective_at, x.expires_at, x.cost, x.note FROM credits.account a, credits.buckets(a.account, '2025-06-20 00:00:00+00') x WHERE a.opened_at <= '2025-06-20 00:00:00+00'	106	e12ce884bb909703e9a57f0b2b3e323f
SELECT a.account, x.line, x.kind, x.description, x.class, x.quantity, x.unit_price, x.amount FROM credits.account a, credits.statement(a.account, '2025-06-20 00:00:00+00') x WHERE a.opened_at <= '2025-06-20 00:00:00+00' AND a.account NOT LIKE 'host%' 	40	5aa64c61684f3e7c861e4bfb374887e1
SELECT a.account, x.starts_at, x.ends_at, x.finalized_at, x.currency, x.total, x.status, x.paid_at, x.failed_at FROM credits.account a, credits.invoices(a.account, until => '2025-06-20 00:00:00+00') x WHERE a.opened_at <= '2025-06-20 00:00:00+00'	24	65313ec45980040696f4dd84728d440d
SELECT a.account, x.at, x.kind, x.description, x.amount, x.status, x.reference FROM credits.account a, credits.activity(a.account, until => '2025-06-20 00:00:00+00') x WHERE a.opened_at <= '2025-06-20 00:00:00+00'	207	701344a56c13e6bc74d49204b95f12cd
SELECT a.account, x.available, x.held, x.owed, x.accrued, x.overage, x.overage_cap FROM credits.account a, credits.balance(a.account, '2025-08-24 00:00:00+00') x WHERE a.opened_at <= '2025-08-24 00:00:00+00'	33	6a0e494f571e7cf126dca4a39bf4a275
SELECT a.account, x.account_name, x.resource, x.item, x.status, x.quantity, x.started_at, x.stopped_at, x.unpaid_since, x.accrued, x.burn_rate, x.attributes FROM credits.account a, credits.meters(a.account, '2025-08-24 00:00:00+00') x WHERE a.opened_at <= '2025-08-24 00:00:00+00'	25	b44f0d65b0cf964922d23bc3ad2f6888
SELECT a.account, x.plan, x.status, x.since, x.trial_ends_at, x.period_starts_at, x.period_ends_at, x.renews_at, x.ends_at, x.next_plan, x.price, x.included, x.used, x.remaining FROM credits.account a, credits.current_plan(a.account, '2025-08-24 00:00:00+00') x WHERE a.opened_at <= '2025-08-24 00:00:00+00'	21	4e6b764c271a1204c7a00adc3b0913ac
SELECT a.account, x.class, x.priority, x.scope, x.granted, x.used, x.held, x.remaining, x.effective_at, x.expires_at, x.cost, x.note FROM credits.account a, credits.buckets(a.account, '2025-08-24 00:00:00+00') x WHERE a.opened_at <= '2025-08-24 00:00:00+00'	116	55c62af8f13757b9fc420d80eddc14fa
SELECT a.account, x.line, x.kind, x.description, x.class, x.quantity, x.unit_price, x.amount FROM credits.account a, credits.statement(a.account, '2025-08-24 00:00:00+00') x WHERE a.opened_at <= '2025-08-24 00:00:00+00' AND a.account NOT LIKE 'host%' 	26	de4e1769c364802a9ecd07f3793b452b
SELECT a.account, x.starts_at, x.ends_at, x.finalized_at, x.currency, x.total, x.status, x.paid_at, x.failed_at FROM credits.account a, credits.invoices(a.account, until => '2025-08-24 00:00:00+00') x WHERE a.opened_at <= '2025-08-24 00:00:00+00'	48	1fde32523ff45df81e19afaf92e34535
SELECT a.account, x.at, x.kind, x.description, x.amount, x.status, x.reference FROM credits.account a, credits.activity(a.account, until => '2025-08-24 00:00:00+00') x WHERE a.opened_at <= '2025-08-24 00:00:00+00'	278	cc6df4a461b69051ec3fa83518316d50
SELECT a.account, x.available, x.held, x.owed, x.accrued, x.overage, x.overage_cap FROM credits.account a, credits.balance(a.account, '2026-02-01 00:00:00+00') x WHERE a.opened_at <= '2026-02-01 00:00:00+00'	33	0d3f85457ddbc8bdd19a078e8f7ce31a
SELECT a.account, x.account_name, x.resource, x.item, x.status, x.quantity, x.started_at, x.stopped_at, x.unpaid_since, x.accrued, x.burn_rate, x.attributes FROM credits.account a, credits.meters(a.account, '2026-02-01 00:00:00+00') x WHERE a.opened_at <= '2026-02-01 00:00:00+00'	28	6353fb4905da89ba3af0ecb991a6eb5f
SELECT a.account, x.plan, x.status, x.since, x.trial_ends_at, x.period_starts_at, x.period_ends_at, x.renews_at, x.ends_at, x.next_plan, x.price, x.included, x.used, x.remaining FROM credits.account a, credits.current_plan(a.account, '2026-02-01 00:00:00+00') x WHERE a.opened_at <= '2026-02-01 00:00:00+00'	22	76247a4ab394bdbeaf1165493f2dfc87
SELECT a.account, x.class, x.priority, x.scope, x.granted, x.used, x.held, x.remaining, x.effective_at, x.expires_at, x.cost, x.note FROM credits.account a, credits.buckets(a.account, '2026-02-01 00:00:00+00') x WHERE a.opened_at <= '2026-02-01 00:00:00+00'	134	b26d723feeccd8b4688df4f289edb341
SELECT a.account, x.line, x.kind, x.description, x.class, x.quantity, x.unit_price, x.amount FROM credits.account a, credits.statement(a.account, '2026-02-01 00:00:00+00') x WHERE a.opened_at <= '2026-02-01 00:00:00+00' AND a.account NOT LIKE 'host%' 	15	3e00b1c25a2dd06e258f8c5768aa4b15
SELECT a.account, x.starts_at, x.ends_at, x.finalized_at, x.currency, x.total, x.status, x.paid_at, x.failed_at FROM credits.account a, credits.invoices(a.account, until => '2026-02-01 00:00:00+00') x WHERE a.opened_at <= '2026-02-01 00:00:00+00'	49	60b8668667e39de82ecc71edd5bd0598
SELECT a.account, x.at, x.kind, x.description, x.amount, x.status, x.reference FROM credits.account a, credits.activity(a.account, until => '2026-02-01 00:00:00+00') x WHERE a.opened_at <= '2026-02-01 00:00:00+00'	289	f4415a52f43cade08d04e72e6fd6f32c
SELECT x.* FROM credits.usage_by('runs', '[2025-03-01 00:00Z, 2025-08-01 00:00Z)', 'item') x	5	95abf64346aa152df901791f23fb4842
SELECT x.* FROM credits.usage_by('counts', '[2025-03-01 00:00Z, 2025-08-01 00:00Z)', 'item') x	5	c0db011cf166bff6d6cacfc3c9f584cf
SELECT x.* FROM credits.usage_by('host 1', '[2025-03-01 00:00Z, 2025-08-01 00:00Z)', 'item') x	2	9e514096f51889ddf9cd7059f2d38e75
SELECT x.* FROM credits.usage_by('wall', '[2025-03-01 00:00Z, 2025-08-01 00:00Z)', 'item') x	4	922b1df5a7a07cea4a31a73a561abd70
SELECT x.* FROM credits.usage_by('runs', '[2025-03-01 00:00Z, 2025-08-01 00:00Z)', 'day') x	29	8babae596b4fcce97f505b286ecc956c
SELECT x.* FROM credits.usage_by('counts', '[2025-03-01 00:00Z, 2025-08-01 00:00Z)', 'day') x	6	db2fd5fe8bc9615aab48fac1df97f41c
SELECT x.* FROM credits.usage_by('host 1', '[2025-03-01 00:00Z, 2025-08-01 00:00Z)', 'day') x	60	7c5b69385cb583ea79577c9b3d6146ca
SELECT x.* FROM credits.usage_by('wall', '[2025-03-01 00:00Z, 2025-08-01 00:00Z)', 'day') x	5	9ffa6480f3d093866845380044eb9b2f
SELECT a.account, x.* FROM credits.account a, credits.runway(a.account, '2025-06-20 00:00:00+00') x WHERE a.clock <= '2025-06-20 00:00:00+00'	9	065176f1acc97b8a121dbcfbd59a6274
SELECT a.account, x.* FROM credits.account a, credits.runway(a.account, '2026-02-01 00:00:00+00') x WHERE a.clock <= '2026-02-01 00:00:00+00'	12	cd2106f1322bb60a981f0ee837372f8e
SELECT x.* FROM credits.replay('runs', 'free', '[2025-05-05 00:00Z, 2025-07-01 00:00Z)') x	8	f504acf9b3a2e50bfe6bee34b595b00e
SELECT x.* FROM credits.replay('runs', 'pro', '[2025-05-05 00:00Z, 2025-07-01 00:00Z)') x	7	4951df809c6303883a1eeabee9be3c0e
SELECT x.* FROM credits.replay('counts', 'free', '[2025-05-05 00:00Z, 2025-07-01 00:00Z)') x	14	4ea892b2abd31f70652305795e45a52a
SELECT x.* FROM credits.replay('counts', 'pro', '[2025-05-05 00:00Z, 2025-07-01 00:00Z)') x	11	905fab6917530fd679678e3e2f01bdaf
\.
SELECT pg_catalog.setval('credits.account_id_seq', 34, true);
SELECT pg_catalog.setval('credits.bucket_id_seq', 195, true);
SELECT pg_catalog.setval('credits.invoice_id_seq', 31, true);
SELECT pg_catalog.setval('credits.job_id_seq', 2, true);
SELECT pg_catalog.setval('credits.operation_seq', 388, true);
SELECT pg_catalog.setval('credits.outbox_id_seq', 20, true);
SELECT pg_catalog.setval('credits.price_id_seq', 23, true);
SELECT pg_catalog.setval('credits.subscription_id_seq', 35, true);
ALTER TABLE ONLY credits.account_key
    ADD CONSTRAINT account_key_pkey PRIMARY KEY (account);
ALTER TABLE ONLY credits.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (account_id, user_id);
ALTER TABLE ONLY credits.books
    ADD CONSTRAINT books_pkey PRIMARY KEY (version);
ALTER TABLE ONLY credits.bucket
    ADD CONSTRAINT bucket_pkey PRIMARY KEY (account_id, id);
ALTER TABLE ONLY credits.class
    ADD CONSTRAINT class_pkey PRIMARY KEY (class);
ALTER TABLE ONLY credits.counter
    ADD CONSTRAINT counter_pkey PRIMARY KEY (account_id, price_id, starts_at);
ALTER TABLE ONLY credits.currency
    ADD CONSTRAINT currency_pkey PRIMARY KEY (currency);
ALTER TABLE ONLY credits.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (account_id, operation, piece, booked_at);
ALTER TABLE ONLY credits.entry_202506
    ADD CONSTRAINT entry_202506_pkey PRIMARY KEY (account_id, operation, piece, booked_at);
ALTER TABLE ONLY credits.entry_default
    ADD CONSTRAINT entry_default_pkey PRIMARY KEY (account_id, operation, piece, booked_at);
ALTER TABLE ONLY credits.invoice
    ADD CONSTRAINT invoice_account_id_starts_at_key UNIQUE (account_id, starts_at);
ALTER TABLE ONLY credits.invoice_line
    ADD CONSTRAINT invoice_line_pkey PRIMARY KEY (account_id, starts_at, line);
ALTER TABLE ONLY credits.invoice
    ADD CONSTRAINT invoice_pkey PRIMARY KEY (account_id, id);
ALTER TABLE ONLY credits.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (id);
ALTER TABLE ONLY credits.meter
    ADD CONSTRAINT meter_pkey PRIMARY KEY (account_id, user_id, resource, item, metered);
ALTER TABLE ONLY credits.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (account_id, id);
ALTER TABLE ONLY credits.period
    ADD CONSTRAINT period_account_id_ends_at_key UNIQUE (account_id, ends_at);
ALTER TABLE ONLY credits.period
    ADD CONSTRAINT period_pkey PRIMARY KEY (account_id, starts_at);
ALTER TABLE ONLY credits.plan
    ADD CONSTRAINT plan_pkey PRIMARY KEY (plan);
ALTER TABLE ONLY credits.price
    ADD CONSTRAINT price_pkey PRIMARY KEY (id);
ALTER TABLE ONLY credits.request
    ADD CONSTRAINT request_pkey PRIMARY KEY (key, account_id, user_id);
ALTER TABLE ONLY credits.resource
    ADD CONSTRAINT resource_pkey PRIMARY KEY (resource);
ALTER TABLE ONLY credits.subscription
    ADD CONSTRAINT subscription_pkey PRIMARY KEY (account_id, id);
ALTER TABLE ONLY credits.usage_line
    ADD CONSTRAINT usage_line_pkey PRIMARY KEY (account_id, operation, line, booked_at);
ALTER TABLE ONLY credits.usage_line_202506
    ADD CONSTRAINT usage_line_202506_pkey PRIMARY KEY (account_id, operation, line, booked_at);
ALTER TABLE ONLY credits.usage_line_default
    ADD CONSTRAINT usage_line_default_pkey PRIMARY KEY (account_id, operation, line, booked_at);
ALTER TABLE ONLY public.app
    ADD CONSTRAINT app_pkey PRIMARY KEY (account);
ALTER TABLE ONLY public.instance
    ADD CONSTRAINT instance_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.poster
    ADD CONSTRAINT poster_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.repeated
    ADD CONSTRAINT repeated_pkey PRIMARY KEY (call);
ALTER TABLE ONLY public.said
    ADD CONSTRAINT said_pkey PRIMARY KEY (query);
CREATE INDEX account_due ON credits.account USING btree (LEAST(opens_at, closes_at), account_id) WHERE ((clock IS NULL) AND (user_id = account_id));
CREATE INDEX account_metered ON credits.account USING btree (account_id) WHERE ((meters > 0) AND (clock IS NULL));
CREATE UNIQUE INDEX books_one_row ON credits.books USING btree ((true));
CREATE UNIQUE INDEX bucket_once ON credits.bucket USING btree (account_id, subscription_id, effective_at, rolled_from) NULLS NOT DISTINCT WHERE (subscription_id IS NOT NULL);
CREATE INDEX bucket_open ON credits.bucket USING btree (account_id, postpaid, expires_at) WHERE (closed_at IS NULL);
CREATE INDEX invoice_unpaid ON credits.invoice USING btree (account_id, id) WHERE (status <> 'paid'::text);
CREATE INDEX meter_running ON credits.meter USING btree (account_id) WHERE (status = 'running'::text);
CREATE INDEX price_found ON credits.price USING btree (resource, attributes, COALESCE(account, ''::text), valid_from);
CREATE UNIQUE INDEX subscription_one_plan ON credits.subscription USING btree (account_id) WHERE ((plan IS NOT NULL) AND (ends_at IS NULL));
ALTER INDEX credits.entry_pkey ATTACH PARTITION credits.entry_202506_pkey;
ALTER INDEX credits.entry_pkey ATTACH PARTITION credits.entry_default_pkey;
ALTER INDEX credits.usage_line_pkey ATTACH PARTITION credits.usage_line_202506_pkey;
ALTER INDEX credits.usage_line_pkey ATTACH PARTITION credits.usage_line_default_pkey;
CREATE TRIGGER bucket_cap BEFORE UPDATE OF used, held ON credits.bucket FOR EACH ROW WHEN ((new.postpaid AND ((new.used OPERATOR(credits.+) new.held) OPERATOR(credits.>) (old.used OPERATOR(credits.+) old.held)))) EXECUTE FUNCTION credits.bucket_cap();
CREATE TRIGGER bucket_keep BEFORE DELETE ON credits.bucket FOR EACH ROW EXECUTE FUNCTION credits.append_only();
ALTER TABLE credits.bucket ENABLE ALWAYS TRIGGER bucket_keep;
CREATE TRIGGER bucket_keep_all BEFORE TRUNCATE ON credits.bucket FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
ALTER TABLE credits.bucket ENABLE ALWAYS TRIGGER bucket_keep_all;
CREATE TRIGGER bucket_post AFTER INSERT ON credits.bucket FOR EACH ROW WHEN ((NOT new.postpaid)) EXECUTE FUNCTION credits.bucket_post();
CREATE TRIGGER bucket_stamp BEFORE INSERT ON credits.bucket FOR EACH ROW WHEN ((new.postpaid IS NOT TRUE)) EXECUTE FUNCTION credits.bucket_stamp();
CREATE TRIGGER entry_keep BEFORE DELETE OR UPDATE ON credits.entry FOR EACH ROW EXECUTE FUNCTION credits.append_only();
ALTER TABLE credits.entry ENABLE ALWAYS TRIGGER entry_keep;
CREATE TRIGGER entry_keep_all BEFORE TRUNCATE ON credits.entry FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
ALTER TABLE credits.entry ENABLE ALWAYS TRIGGER entry_keep_all;
CREATE TRIGGER entry_keep_all BEFORE TRUNCATE ON credits.entry_202506 FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
ALTER TABLE credits.entry_202506 ENABLE ALWAYS TRIGGER entry_keep_all;
CREATE TRIGGER entry_keep_all BEFORE TRUNCATE ON credits.entry_default FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
ALTER TABLE credits.entry_default ENABLE ALWAYS TRIGGER entry_keep_all;
CREATE TRIGGER invoice_keep BEFORE DELETE OR UPDATE ON credits.invoice FOR EACH ROW EXECUTE FUNCTION credits.invoice_keep();
ALTER TABLE credits.invoice ENABLE ALWAYS TRIGGER invoice_keep;
CREATE TRIGGER invoice_keep_all BEFORE TRUNCATE ON credits.invoice FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
ALTER TABLE credits.invoice ENABLE ALWAYS TRIGGER invoice_keep_all;
CREATE TRIGGER invoice_line_keep BEFORE INSERT OR DELETE OR UPDATE ON credits.invoice_line FOR EACH ROW EXECUTE FUNCTION credits.invoice_keep();
CREATE TRIGGER invoice_line_keep_all BEFORE TRUNCATE ON credits.invoice_line FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
ALTER TABLE credits.invoice_line ENABLE ALWAYS TRIGGER invoice_line_keep_all;
CREATE TRIGGER period_keep BEFORE INSERT OR DELETE OR UPDATE ON credits.period FOR EACH ROW EXECUTE FUNCTION credits.period_keep();
CREATE TRIGGER period_keep_all BEFORE TRUNCATE ON credits.period FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
ALTER TABLE credits.period ENABLE ALWAYS TRIGGER period_keep_all;
CREATE TRIGGER plan_check BEFORE INSERT OR UPDATE ON credits.plan FOR EACH ROW EXECUTE FUNCTION credits.plan_check();
CREATE TRIGGER price_check BEFORE INSERT OR UPDATE ON credits.price FOR EACH ROW EXECUTE FUNCTION credits.price_check();
CREATE TRIGGER subscription_keep BEFORE DELETE ON credits.subscription FOR EACH ROW EXECUTE FUNCTION credits.append_only();
ALTER TABLE credits.subscription ENABLE ALWAYS TRIGGER subscription_keep;
CREATE TRIGGER subscription_keep_all BEFORE TRUNCATE ON credits.subscription FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
ALTER TABLE credits.subscription ENABLE ALWAYS TRIGGER subscription_keep_all;
CREATE TRIGGER subscription_keep_terms BEFORE UPDATE ON credits.subscription FOR EACH ROW WHEN (((to_jsonb(old.*) - '{ends_at,next_at}'::text[]) <> (to_jsonb(new.*) - '{ends_at,next_at}'::text[]))) EXECUTE FUNCTION credits.append_only();
ALTER TABLE credits.subscription ENABLE ALWAYS TRIGGER subscription_keep_terms;
CREATE TRIGGER usage_begin BEFORE INSERT ON credits.usage FOR EACH STATEMENT EXECUTE FUNCTION credits.usage_begin();
CREATE TRIGGER usage_bill AFTER INSERT ON credits.usage FOR EACH STATEMENT EXECUTE FUNCTION credits.usage_bill();
CREATE TRIGGER usage_keep INSTEAD OF DELETE OR UPDATE ON credits.usage FOR EACH ROW EXECUTE FUNCTION credits.append_only();
CREATE TRIGGER usage_line_keep BEFORE DELETE OR UPDATE ON credits.usage_line FOR EACH ROW EXECUTE FUNCTION credits.append_only();
ALTER TABLE credits.usage_line ENABLE ALWAYS TRIGGER usage_line_keep;
CREATE TRIGGER usage_line_keep_all BEFORE TRUNCATE ON credits.usage_line FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
ALTER TABLE credits.usage_line ENABLE ALWAYS TRIGGER usage_line_keep_all;
CREATE TRIGGER usage_line_keep_all BEFORE TRUNCATE ON credits.usage_line_202506 FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
ALTER TABLE credits.usage_line_202506 ENABLE ALWAYS TRIGGER usage_line_keep_all;
CREATE TRIGGER usage_line_keep_all BEFORE TRUNCATE ON credits.usage_line_default FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
ALTER TABLE credits.usage_line_default ENABLE ALWAYS TRIGGER usage_line_keep_all;
CREATE TRIGGER usage_row INSTEAD OF INSERT ON credits.usage FOR EACH ROW EXECUTE FUNCTION credits.usage_row();
CREATE TRIGGER bill AFTER INSERT ON public.poster REFERENCING NEW TABLE AS new FOR EACH STATEMENT EXECUTE FUNCTION credits.charge_rows('account=owner', 'resource:frame', 'quantity=frames', 'attributes=side', 'key=id');
CREATE TRIGGER meter AFTER INSERT OR DELETE OR UPDATE ON public.instance FOR EACH ROW EXECUTE FUNCTION credits.meter_rows('account=owner', 'resource:vm', 'item=id', 'quantity=size', 'attributes=zone', 'running=running');
ALTER TABLE ONLY credits.price
    ADD CONSTRAINT price_resource_fkey FOREIGN KEY (resource) REFERENCES credits.resource(resource);
ALTER TABLE ONLY public.app
    ADD CONSTRAINT app_account_fkey FOREIGN KEY (account) REFERENCES credits.account_key(account);
ALTER TABLE ONLY public.app
    ADD CONSTRAINT app_plan_fkey FOREIGN KEY (plan) REFERENCES credits.plan(plan);
CREATE EVENT TRIGGER credits_keep_books ON sql_drop
   EXECUTE FUNCTION credits_guard.keep_books();
ALTER EVENT TRIGGER credits_keep_books ENABLE ALWAYS;
COMMENT ON EVENT TRIGGER credits_keep_books IS 'Keeps the books of credits from being dropped by accident.';
