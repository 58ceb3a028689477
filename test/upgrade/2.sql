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
COMMENT ON COLUMN credits.entry.kind IS 'grant, draw, expire, rollover, revoke or overage.';
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
COMMENT ON COLUMN credits.entry_202506.kind IS 'grant, draw, expire, rollover, revoke or overage.';
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
COMMENT ON COLUMN credits.entry_default.kind IS 'grant, draw, expire, rollover, revoke or overage.';
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
    rate credits.rate NOT NULL,
    valid_from timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    valid_until timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT price_check CHECK ((valid_from < valid_until))
);
COMMENT ON TABLE credits.price IS 'The price of each resource, by the time of the usage. Two prices of one resource never overlap (23P01).';
COMMENT ON COLUMN credits.price.id IS 'Identity.';
COMMENT ON COLUMN credits.price.resource IS 'Resource it prices.';
COMMENT ON COLUMN credits.price.rate IS 'Credits per unit, or per unit and time.';
COMMENT ON COLUMN credits.price.valid_from IS 'First instant of usage it prices; NULL or -infinity: always was.';
COMMENT ON COLUMN credits.price.valid_until IS 'First instant of usage it no longer prices; NULL or infinity: no end.';
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
    CONSTRAINT resource_resource_check CHECK (((octet_length(resource) >= 1) AND (octet_length(resource) <= 255)))
);
COMMENT ON TABLE credits.resource IS 'What is metered.';
COMMENT ON COLUMN credits.resource.resource IS 'Name of the resource, as charge() and scopes use it.';
COMMENT ON COLUMN credits.resource.unit IS 'What a quantity of 1 is: vCPU, GB, token, image. A price that names a unit must name this one.';
COMMENT ON COLUMN credits.resource.category IS 'Group that reports add up by: compute, storage, training.';
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
    rate credits.rate NOT NULL,
    resource text NOT NULL COLLATE pg_catalog."C",
    item text COLLATE pg_catalog."C",
    key text COLLATE pg_catalog."C",
    attributes jsonb
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
COMMENT ON COLUMN credits.usage_line.charged IS 'What it costs, in credits; the sum of its entries, positive.';
COMMENT ON COLUMN credits.usage_line.quantity IS 'Quantity, in the resource''s unit.';
COMMENT ON COLUMN credits.usage_line.rate IS 'Rate in force, as the price said it then.';
COMMENT ON COLUMN credits.usage_line.resource IS 'Resource.';
COMMENT ON COLUMN credits.usage_line.item IS 'The application''s name of the thing that used it.';
COMMENT ON COLUMN credits.usage_line.key IS 'Idempotency key of the charge.';
COMMENT ON COLUMN credits.usage_line.attributes IS 'Attributes given.';
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
COMMENT ON COLUMN credits.usage.rate IS 'Rate in force. Read only.';
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
    rate credits.rate NOT NULL,
    resource text NOT NULL COLLATE pg_catalog."C",
    item text COLLATE pg_catalog."C",
    key text COLLATE pg_catalog."C",
    attributes jsonb
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
COMMENT ON COLUMN credits.usage_line_202506.charged IS 'What it costs, in credits; the sum of its entries, positive.';
COMMENT ON COLUMN credits.usage_line_202506.quantity IS 'Quantity, in the resource''s unit.';
COMMENT ON COLUMN credits.usage_line_202506.rate IS 'Rate in force, as the price said it then.';
COMMENT ON COLUMN credits.usage_line_202506.resource IS 'Resource.';
COMMENT ON COLUMN credits.usage_line_202506.item IS 'The application''s name of the thing that used it.';
COMMENT ON COLUMN credits.usage_line_202506.key IS 'Idempotency key of the charge.';
COMMENT ON COLUMN credits.usage_line_202506.attributes IS 'Attributes given.';
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
    rate credits.rate NOT NULL,
    resource text NOT NULL COLLATE pg_catalog."C",
    item text COLLATE pg_catalog."C",
    key text COLLATE pg_catalog."C",
    attributes jsonb
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
COMMENT ON COLUMN credits.usage_line_default.charged IS 'What it costs, in credits; the sum of its entries, positive.';
COMMENT ON COLUMN credits.usage_line_default.quantity IS 'Quantity, in the resource''s unit.';
COMMENT ON COLUMN credits.usage_line_default.rate IS 'Rate in force, as the price said it then.';
COMMENT ON COLUMN credits.usage_line_default.resource IS 'Resource.';
COMMENT ON COLUMN credits.usage_line_default.item IS 'The application''s name of the thing that used it.';
COMMENT ON COLUMN credits.usage_line_default.key IS 'Idempotency key of the charge.';
COMMENT ON COLUMN credits.usage_line_default.attributes IS 'Attributes given.';
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
CREATE TABLE public.repeated (
    call text NOT NULL,
    answer text
);
CREATE TABLE public.said (
    query text NOT NULL,
    rows integer,
    digest text
);
ALTER TABLE ONLY credits.entry ATTACH PARTITION credits.entry_202506 FOR VALUES FROM ('2025-06-01 00:00:00+00') TO ('2025-07-01 00:00:00+00');
ALTER TABLE ONLY credits.entry ATTACH PARTITION credits.entry_default DEFAULT;
ALTER TABLE ONLY credits.usage_line ATTACH PARTITION credits.usage_line_202506 FOR VALUES FROM ('2025-06-01 00:00:00+00') TO ('2025-07-01 00:00:00+00');
ALTER TABLE ONLY credits.usage_line ATTACH PARTITION credits.usage_line_default DEFAULT;
COPY credits.account (account_id, user_id, version, opened_at, clock, clock_start, overage, overage_cap, credited, account, time_zone, currency, actor, opens_at, closes_at, plan, closed_to) FROM stdin;
1	2	0	2025-03-20 22:30:00+00	\N	\N	\N	\N	0	org/1	UTC	USD	postgres	-infinity	-infinity	\N	-infinity
1	3	0	2025-03-20 22:30:00+00	\N	\N	\N	\N	0	org/2	UTC	USD	postgres	-infinity	-infinity	\N	-infinity
1	4	0	2025-03-20 22:30:00+00	\N	\N	\N	\N	0	org/3	UTC	USD	postgres	-infinity	-infinity	\N	-infinity
10	10	10	2025-03-31 10:00:00+00	2025-06-20 00:00:00+00	2025-03-31 10:00:00+00	t	\N	1500	clock 6	Asia/Kathmandu	USD	postgres	2025-07-12 03:00:00+00	2025-07-12 15:00:00+00	quarter	2025-06-12 03:00:00+00
9	9	8	2025-03-31 10:00:00+00	2025-06-05 00:00:00+00	2025-03-31 10:00:00+00	\N	\N	1200	clock 5	America/New_York	USD	postgres	2025-06-30 10:00:00+00	2025-06-30 10:00:00+00	year	2025-05-31 10:00:00+00
8	8	22	2025-05-05 00:00:00+00	2025-06-05 08:00:00+00	2025-05-05 00:00:00+00	\N	\N	131.91935483870967742	clock 4	UTC	USD	postgres	2025-07-05 00:00:00+00	2025-06-08 00:00:00+00	basic	-infinity
7	7	8	2025-05-05 00:00:00+00	2025-06-10 00:00:00+00	2025-05-05 00:00:00+00	\N	\N	1210	clock 3	Pacific/Auckland	USD	postgres	2025-07-08 00:00:00+00	2025-07-08 12:00:00+00	pro	2025-06-08 00:00:00+00
11	11	18	2025-05-05 00:00:00+00	2025-07-04 00:00:00+00	2025-05-05 00:00:00+00	\N	\N	221	clock 7	Pacific/Auckland	USD	postgres	2025-08-02 00:00:00+00	2025-07-05 00:00:00+00	week	2025-06-02 00:00:00+00
1	1	26	2025-03-20 22:30:00+00	2025-06-12 00:00:00+00	2025-03-20 22:30:00+00	\N	\N	1495.958333333333333334	org	Europe/Berlin	EUR	postgres	2025-06-20 21:30:00+00	2025-07-01 21:30:00+00	pro EUR	2025-05-30 21:30:00+00
12	12	6	2025-05-05 00:00:00+00	2025-06-10 00:00:00+00	2025-05-05 00:00:00+00	\N	\N	340	clock 8	UTC	USD	postgres	2025-07-05 00:00:00+00	2025-07-05 00:00:00+00	basic	2025-06-05 00:00:00+00
15	15	15	2025-05-05 00:00:00+00	2025-07-25 00:00:00+00	2025-05-05 00:00:00+00	t	\N	310	clock 11	Pacific/Auckland	USD	postgres	2025-08-19 00:00:00+00	2025-08-22 00:00:00+00	pro	2025-07-19 00:00:00+00
6	6	13	2025-05-05 00:00:00+00	2025-06-11 00:00:00+00	2025-05-05 00:00:00+00	\N	\N	67.41935483870967742	clock 2	Asia/Kathmandu	USD	postgres	2025-06-19 00:00:00+00	2025-06-19 00:00:00+00	pro	2025-05-19 00:00:00+00
5	5	12	2025-03-31 10:00:00+00	2025-06-10 00:00:00+00	2025-03-31 10:00:00+00	t	10	131	clock 1	America/New_York	USD	postgres	2025-06-30 10:00:00+00	2025-06-30 10:00:00+00	basic	2025-05-31 10:00:00+00
13	13	7	2025-05-05 00:00:00+00	2025-07-20 00:00:00+00	2025-05-05 00:00:00+00	\N	\N	200	clock 9	America/New_York	JPY	postgres	2025-07-24 00:00:00+00	2025-07-24 00:00:00+00	hours	2025-07-14 00:00:00+00
14	14	5	2025-03-31 10:00:00+00	2025-09-15 00:00:00+00	2025-03-31 10:00:00+00	\N	\N	0.000000000000000009	clock 10	Asia/Kathmandu	XPT	postgres	2025-09-30 10:00:00+00	2025-10-30 10:00:00+00	dust	2025-07-31 10:00:00+00
28	28	3	2025-06-02 06:00:00+00	\N	\N	t	2.5	5	wall 6	UTC	USD	postgres	2025-07-02 06:00:00+00	2025-07-02 06:00:00+00	free	-infinity
17	17	3	2031-03-15 12:00:00+00	2031-03-15 12:00:00+00	2031-03-15 12:00:00+00	\N	\N	1300	later	Asia/Tokyo	USD	postgres	2031-04-15 12:00:00+00	2031-04-16 00:00:00+00	year	-infinity
20	21	0	2025-06-01 00:00:00+00	\N	\N	\N	\N	0	wall/1	UTC	USD	postgres	-infinity	-infinity	\N	-infinity
20	22	0	2025-06-01 00:00:00+00	\N	\N	\N	\N	0	wall/2	UTC	USD	postgres	-infinity	-infinity	\N	-infinity
19	19	3	2025-05-05 00:00:00+00	2025-05-05 00:00:00+00	2025-05-05 00:00:00+00	\N	\N	7.5	Zoë & "co", \\ Ltd	UTC	USD	postgres	2025-06-05 00:00:00+00	2025-06-05 00:00:00+00	free	-infinity
26	26	5	2025-06-02 06:00:00+00	\N	\N	t	30	40	wall 4	America/New_York	USD	postgres	2025-07-01 04:00:00+00	2025-07-01 04:00:00+00	\N	-infinity
18	18	12	2025-04-01 00:00:00+00	\N	2025-04-01 00:00:00+00	\N	\N	310	joins	UTC	USD	postgres	2025-06-29 00:00:00+00	2025-07-02 00:00:00+00	\N	2025-05-29 00:00:00+00
25	25	5	2025-06-02 06:00:00+00	\N	\N	\N	\N	400	wall 3	UTC	USD	postgres	2025-09-17 00:30:00.225403+00	2025-09-20 00:30:00.225403+00	quarter	2025-08-17 00:30:00.225403+00
31	31	6	2025-06-02 08:00:00.738803+00	\N	\N	\N	\N	129	forgotten	Asia/Kathmandu	USD	postgres	2025-07-16 08:00:00.738803+00	2025-07-19 08:00:00.738803+00	pro	2025-06-16 08:00:00.738803+00
16	16	9	2025-05-05 00:00:00+00	2025-05-20 00:00:00+00	2025-05-05 00:00:00+00	\N	\N	36	clock 12	UTC	USD	postgres	2025-06-01 00:00:00+00	2025-05-26 00:00:00+00	\N	-infinity
27	27	17	2025-06-02 06:00:00+00	\N	\N	f	\N	362	wall 5	Asia/Tokyo	USD	postgres	2025-08-15 00:00:00+00	2025-08-15 00:00:00+00	\N	2025-07-15 00:00:00+00
29	29	6	2025-06-02 06:00:00+00	\N	\N	f	\N	210	wall 7	America/New_York	USD	postgres	2025-08-16 06:00:00+00	2025-08-19 06:00:00+00	pro	2025-07-16 06:00:00+00
24	24	6	2025-06-02 06:00:00+00	\N	\N	t	80	1200	wall 2	Asia/Tokyo	USD	postgres	2025-09-02 06:00:00+00	2025-09-02 18:00:00+00	year	2025-08-02 06:00:00+00
23	23	12	2025-06-02 06:00:00+00	\N	\N	\N	\N	267.958312573402777778	wall 1	America/New_York	USD	postgres	2025-09-02 06:00:00+00	2025-09-02 06:00:00+00	basic	2025-08-02 06:00:00+00
30	30	11	2025-06-02 06:00:00+00	\N	\N	\N	\N	190	wall 8	Asia/Tokyo	USD	postgres	2025-09-25 01:30:00.333525+00	2025-09-28 01:30:00.333525+00	basic	2025-08-25 01:30:00.333525+00
20	20	14	2025-05-31 21:15:00+00	\N	\N	\N	\N	343	wall	Europe/Berlin	USD	postgres	2025-09-14 21:15:00+00	2025-09-17 21:15:00+00	pro	2025-08-14 21:15:00+00
32	32	1	2025-06-02 08:00:00.739153+00	\N	\N	\N	\N	500	never used	UTC	USD	postgres	2025-07-02 08:00:00.739153+00	2025-07-02 08:00:00.739153+00	year small	-infinity
33	33	7	2025-06-02 08:00:00.739391+00	\N	\N	\N	\N	4	no plan	UTC	USD	postgres	2025-08-28 01:30:00.334833+00	2025-08-29 01:30:00.334833+00	\N	2025-08-25 01:30:00.334833+00
34	34	4	2025-08-20 00:00:00+00	\N	\N	\N	\N	12	tries	UTC	USD	postgres	2025-09-03 00:00:00+00	2025-08-26 01:30:00.337217+00	pro	-infinity
\.
COPY credits.account_key (account, account_id, user_id) FROM stdin;
org	1	1
org/1	1	2
org/2	1	3
org/3	1	4
clock 1	5	5
clock 2	6	6
clock 3	7	7
clock 4	8	8
clock 5	9	9
clock 6	10	10
clock 7	11	11
clock 8	12	12
clock 9	13	13
clock 10	14	14
clock 11	15	15
clock 12	16	16
later	17	17
joins	18	18
Zoë & "co", \\ Ltd	19	19
wall	20	20
wall/1	20	21
wall/2	20	22
wall 1	23	23
wall 2	24	24
wall 3	25	25
wall 4	26	26
wall 5	27	27
wall 6	28	28
wall 7	29	29
wall 8	30	30
forgotten	31	31
never used	32	32
no plan	33	33
tries	34	34
\.
COPY credits.books (version, made_at) FROM stdin;
2	2025-06-02 08:00:00.624805+00
\.
COPY credits.bucket (account_id, id, effective_at, expires_at, granted_at, closed_at, seq, operation, user_id, priority, mark, postpaid, granted, used, held, lapsed, class, cost, scope, key, note, subscription_id, rolled_from) FROM stdin;
16	25	2025-05-01 00:00:00+00	2025-06-01 00:00:00+00	2025-05-01 00:00:00+00	\N	0	37	16	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
17	26	2031-03-15 12:00:00+00	2031-04-15 12:00:00+00	2031-03-15 12:00:00+00	\N	0	40	17	90	0	t	100	0	0	0	flex	\N	\N	\N	\N	\N	\N
19	29	2025-05-05 00:00:00+00	2025-06-05 00:00:00+00	2025-05-05 00:00:00+00	\N	0	44	19	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
1	2	2025-03-20 22:30:00+00	2025-03-30 21:30:00+00	2025-03-20 22:30:00+00	2025-06-02 08:00:00.74857+00	2	2	1	20	0	f	12.5	0	0	12.5	included	\N	\N	\N	pro EUR	1	\N
1	1	2025-03-20 22:30:00+00	2025-03-30 21:30:00+00	2025-03-20 22:30:00+00	2025-06-02 08:00:00.74857+00	0	3	1	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
15	24	2025-05-05 00:00:00+00	2025-05-19 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.776047+00	4	35	15	20	0	f	10	2.499999999999999999	0	7.500000000000000001	included	\N	\N	\N	pro	12	\N
15	23	2025-05-05 00:00:00+00	2025-05-19 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.776047+00	1	36	15	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
9	12	2025-03-31 10:00:00+00	2026-03-31 10:00:00+00	2025-03-31 10:00:00+00	\N	3	17	9	15	3	f	1200	111	0	624.086757990867579909	included	\N	\N	\N	year	6	\N
17	27	2031-03-15 12:00:00+00	2032-03-15 12:00:00+00	2031-03-15 12:00:00+00	\N	2	39	17	15	0	f	1200	128.8224	0	0	included	\N	\N	\N	year	13	\N
19	30	2025-05-05 00:00:00+00	2025-06-05 00:00:00+00	2025-05-05 00:00:00+00	\N	2	43	19	20	0	f	5	0.000000000000000001	0	0	included	\N	\N	\N	free	14	\N
8	10	2025-05-05 00:00:00+00	2025-06-05 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.763698+00	5	14	8	20	1	f	40	40	0	0	included	\N	\N	\N	basic	5	\N
20	32	2025-05-31 21:15:00+00	2025-06-14 21:15:00+00	2025-05-31 21:15:00+00	2025-06-02 08:00:00.754721+00	3	46	20	20	0	f	10	10	0	0	included	\N	\N	\N	pro	15	\N
20	31	2025-05-31 21:15:00+00	2025-06-14 21:15:00+00	2025-05-31 21:15:00+00	2025-06-20 18:30:00.890653+00	0	47	20	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
18	28	2025-04-01 00:00:00+00	2025-04-15 00:00:00+00	2025-04-01 00:00:00+00	2025-06-02 08:00:00.782041+00	0	41	18	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
11	16	2025-05-05 00:00:00+00	2025-05-08 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.769091+00	2	23	11	20	0	f	1	0	0	1	included	\N	\N	\N	week	8	\N
13	20	2025-05-05 00:00:00+00	2025-05-25 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.759164+00	3	29	13	20	0	f	50	50	0	0	included	\N	\N	\N	hours	10	\N
14	22	2025-03-31 10:00:00+00	2025-05-31 10:00:00+00	2025-03-31 10:00:00+00	2025-08-10 11:00:00.119106+00	3	32	14	60	0	f	0.000000000000000003	0.000000000000000002	0	0.000000000000000001	included	\N	\N	\N	dust	11	\N
23	34	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-06-02 06:00:00+00	2025-06-20 18:30:00.897442+00	2	49	23	20	1	f	40	40	0	0	included	\N	\N	\N	basic	16	\N
14	21	2025-03-31 10:00:00+00	2025-05-31 10:00:00+00	2025-03-31 10:00:00+00	2025-08-10 11:00:00.119106+00	0	33	14	90	0	t	\N	0	0	0	flex	\N	\N	\N	\N	\N	\N
12	17	2025-05-05 00:00:00+00	2025-05-05 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.76209+00	0	27	12	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
12	18	2025-05-05 00:00:00+00	2025-05-05 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.762201+00	2	26	12	20	0	f	40	0	0	40	included	\N	\N	\N	basic	9	\N
9	11	2025-03-31 10:00:00+00	2025-04-30 10:00:00+00	2025-03-31 10:00:00+00	2025-06-02 08:00:00.765629+00	0	18	9	90	0	t	100	0	0	0	flex	\N	\N	\N	\N	\N	\N
8	9	2025-05-05 00:00:00+00	2025-06-05 00:00:00+00	2025-05-05 00:00:00+00	\N	4	15	8	90	6	t	50	30.580645161290322579	0	0	flex	\N	\N	\N	\N	\N	\N
10	14	2025-03-31 10:00:00+00	2025-06-30 10:00:00+00	2025-03-31 10:00:00+00	2025-06-02 08:00:00.767141+00	2	20	10	20	0	f	300	300	0	0	included	\N	\N	\N	quarter	7	\N
11	15	2025-05-05 00:00:00+00	2025-05-08 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.769091+00	0	24	11	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
10	13	2025-03-31 10:00:00+00	2025-04-30 10:00:00+00	2025-03-31 10:00:00+00	2025-06-02 08:00:00.767303+00	2	21	10	90	1	t	\N	10	0	0	flex	\N	\N	\N	\N	\N	\N
5	4	2025-03-31 10:00:00+00	2025-04-30 10:00:00+00	2025-03-31 10:00:00+00	2025-06-02 08:00:00.77206+00	3	5	5	20	0	f	40	6	0	34	included	\N	\N	\N	basic	2	\N
5	3	2025-03-31 10:00:00+00	2025-04-30 10:00:00+00	2025-03-31 10:00:00+00	2025-06-02 08:00:00.77206+00	1	6	5	90	1	t	10	0	0	0	flex	\N	\N	\N	\N	\N	\N
6	6	2025-05-05 00:00:00+00	2025-05-19 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.772702+00	3	8	6	20	0	f	10	3	0	7	included	\N	\N	\N	pro	3	\N
6	5	2025-05-05 00:00:00+00	2025-05-19 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.772702+00	0	9	6	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
7	8	2025-05-05 00:00:00+00	2025-05-08 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.773109+00	2	11	7	20	1	f	10	0	0	10	included	\N	\N	\N	pro	4	\N
7	7	2025-05-05 00:00:00+00	2025-05-08 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.773109+00	0	12	7	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
13	19	2025-05-05 00:00:00+00	2025-05-15 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.773663+00	1	30	13	90	0	t	20	15	0	0	flex	\N	\N	\N	\N	\N	\N
32	50	2025-06-02 08:00:00.739153+00	2026-06-02 08:00:00.739153+00	2025-06-02 08:00:00.739153+00	\N	1	72	32	20	0	f	500	0	0	0	included	\N	\N	\N	year small	23	\N
32	49	2025-06-02 08:00:00.739153+00	2025-07-02 08:00:00.739153+00	2025-06-02 08:00:00.739153+00	\N	0	73	32	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
17	60	2031-03-15 12:00:00+00	2031-05-01 00:00:00+00	2031-03-15 12:00:00+00	\N	1	83	17	50	0	f	100	0	0	0	prepaid	\N	\N	\N	\N	\N	\N
19	62	2025-05-05 00:00:00+00	infinity	2025-05-05 00:00:00+00	\N	1	85	19	50	0	f	2.5	0	0	0	prepaid	\N	\N	tab\tkey	\N	\N	\N
1	55	2025-03-20 22:30:00+00	2025-04-20 12:00:00+00	2025-03-20 22:30:00+00	2025-06-02 08:00:00.751687+00	2	78	2	5	1	f	20.000000000000000001	20.000000000000000001	0	0	promotional	\N	{gpu,token}	\N	\N	\N	\N
1	53	2025-03-20 22:30:00+00	2025-03-30 21:30:00+00	2025-03-20 22:30:00+00	2025-06-02 08:00:00.74857+00	2	76	1	25	0	f	50	0	0	50	cycle	\N	\N	\N	\N	\N	\N
18	61	2025-04-01 00:00:00+00	infinity	2025-04-01 00:00:00+00	\N	2	84	18	50	3	f	100	8	0	0	prepaid	\N	\N	pack	\N	\N	\N
5	58	2025-03-31 10:00:00+00	infinity	2025-03-31 10:00:00+00	\N	1	81	5	50	1	f	5	0	0	0	prepaid	\N	{image}	\N	\N	\N	\N
1	56	2025-05-15 00:00:00+00	infinity	2025-03-20 22:30:00+00	\N	1	79	1	50	4	f	7	0	0	0	prepaid	\N	\N	\N	\N	\N	\N
20	65	2025-06-02 08:00:00.74312+00	2025-06-24 00:00:00+00	2025-06-02 08:00:00.74312+00	2025-08-10 11:00:00.113401+00	2	88	20	30	1	f	5	0	0	5	promotional	\N	{token}	\N	\N	\N	\N
1	54	2025-03-20 22:30:00+00	2025-05-20 00:00:00+00	2025-03-20 22:30:00+00	2025-06-02 08:00:00.751733+00	3	77	1	10	1	f	8	8	0	0	rollover	\N	\N	\N	\N	\N	\N
1	57	2025-03-20 22:30:00+00	2025-04-19 21:30:00+00	2025-03-20 22:30:00+00	2025-06-02 08:00:00.751805+00	2	80	3	35	1	f	3	3	0	0	gift	\N	\N	\N	thirty days	\N	\N
8	59	2025-05-05 00:00:00+00	infinity	2025-05-05 00:00:00+00	2025-06-02 08:00:00.763754+00	2	82	8	40	1	f	12	12	0	0	bonus	\N	\N	g4	\N	\N	\N
24	36	2025-06-02 06:00:00+00	2026-06-02 06:00:00+00	2025-06-02 06:00:00+00	\N	5	52	24	15	2	f	1200	71.2375	0	0	included	\N	\N	\N	year	17	\N
1	52	2025-03-20 22:30:00+00	infinity	2025-03-20 22:30:00+00	2025-06-20 18:30:00.89332+00	7	75	1	50	2	f	500	500	0	0	prepaid	0.01	\N	invoice 1	a note with "quotes", a \\ and a\nline	\N	\N
20	63	2025-06-01 00:00:00+00	infinity	2025-06-02 08:00:00.742875+00	2025-07-14 10:00:01.004218+00	4	86	20	50	1	f	20	20	0	0	prepaid	\N	\N	pack	\N	\N	\N
23	33	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-06-02 06:00:00+00	2025-07-14 10:00:01.006165+00	1	50	23	90	2	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
30	46	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-06-02 06:00:00+00	2025-07-14 10:00:01.004455+00	2	66	30	20	0	f	40	0	0	40	included	\N	\N	\N	basic	21	\N
26	39	2025-06-01 04:00:00+00	2025-07-01 04:00:00+00	2025-06-01 04:00:00+00	\N	1	57	26	90	1	t	30	0	0	0	flex	\N	\N	\N	\N	\N	\N
28	42	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-06-02 06:00:00+00	2025-06-02 08:00:00.759311+00	3	60	28	20	0	f	5	5	0	0	included	\N	\N	\N	free	19	\N
28	41	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-06-02 06:00:00+00	\N	3	61	28	90	1	t	2.5	1.5	0	0	flex	\N	\N	\N	\N	\N	\N
20	64	2025-06-02 08:00:00.743001+00	2025-06-14 21:15:00+00	2025-06-02 08:00:00.743001+00	2025-06-20 18:30:00.890653+00	2	87	20	25	0	f	2	0	0	2	cycle	\N	\N	\N	\N	\N	\N
33	51	2025-06-01 00:00:00+00	2025-07-01 00:00:00+00	2025-06-01 00:00:00+00	2025-08-25 01:30:00.334538+00	0	74	33	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
25	37	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-06-02 06:00:00+00	2025-07-14 10:00:01.005382+00	0	56	25	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
29	44	2025-06-02 06:00:00+00	2025-06-16 06:00:00+00	2025-06-02 06:00:00+00	2025-06-20 18:30:00.891364+00	2	63	29	20	0	f	10	0	0	10	included	\N	\N	\N	pro	20	\N
29	43	2025-06-02 06:00:00+00	2025-06-16 06:00:00+00	2025-06-02 06:00:00+00	2025-06-20 18:30:00.891364+00	1	64	29	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
31	48	2025-06-02 08:00:00.738803+00	2025-06-16 08:00:00.738803+00	2025-06-02 08:00:00.738803+00	2025-06-20 18:30:00.891658+00	3	69	31	20	0	f	10	2	0	8	included	\N	\N	\N	pro	22	\N
31	47	2025-06-02 08:00:00.738803+00	2025-06-16 08:00:00.738803+00	2025-06-02 08:00:00.738803+00	2025-06-20 18:30:00.891658+00	0	70	31	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
27	40	2025-05-31 15:00:00+00	2025-06-15 00:00:00+00	2025-05-31 15:00:00+00	2025-06-20 18:30:00.898511+00	2	58	27	90	3	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
30	45	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-06-02 06:00:00+00	2025-07-14 10:00:01.004455+00	0	67	30	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
24	35	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-06-02 06:00:00+00	2025-07-14 10:00:01.006904+00	0	53	24	90	0	t	100	0	0	0	flex	\N	\N	\N	\N	\N	\N
25	38	2025-06-02 06:00:00+00	2025-08-17 00:30:00.225403+00	2025-06-02 06:00:00+00	2025-08-17 00:30:00.225696+00	5	55	25	20	3	f	300	1.489781746031746031	0	298.510218253968253969	included	\N	\N	\N	quarter	18	\N
26	66	2025-06-02 08:00:00.743455+00	infinity	2025-06-02 08:00:00.743455+00	\N	1	89	26	50	0	f	40	0	0	0	prepaid	\N	\N	\N	\N	\N	\N
7	82	2025-05-08 00:00:00+00	2025-06-08 00:00:00+00	2025-05-08 00:00:00+00	2025-06-02 08:00:00.773109+00	0	159	7	90	0	t	100	0	0	0	flex	\N	\N	\N	\N	\N	\N
27	67	2025-06-02 08:00:00.743624+00	infinity	2025-06-02 08:00:00.743624+00	\N	1	90	27	50	3	f	50	0	0	0	prepaid	\N	\N	\N	\N	\N	\N
12	84	2025-05-05 00:00:00+00	2025-06-05 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.773453+00	0	163	12	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
1	78	2025-03-30 21:30:00+00	2025-04-30 21:30:00+00	2025-03-30 21:30:00+00	2025-06-02 08:00:00.751757+00	3	108	1	20	1	f	100	100	0	0	included	\N	\N	\N	pro EUR	1	\N
1	70	2025-03-20 22:30:00+00	2025-04-20 21:30:00+00	2025-03-20 22:30:00+00	2025-06-02 08:00:00.751782+00	2	94	3	30	1	f	1.5	1.5	0	0	promotional	\N	\N	\N	\N	24	\N
33	76	2025-06-02 08:00:00.747016+00	2025-07-02 08:00:00.747016+00	2025-06-02 08:00:00.747016+00	2025-08-25 01:30:00.334538+00	2	106	33	20	0	f	1	0	0	1	included	\N	\N	\N	\N	30	\N
1	79	2025-04-20 21:30:00+00	2025-05-20 21:30:00+00	2025-04-20 21:30:00+00	2025-06-02 08:00:00.752902+00	2	114	3	30	0	f	1.5	1.5	0	0	promotional	\N	\N	\N	\N	24	\N
16	72	2025-05-05 00:00:00+00	2025-05-06 12:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.754311+00	2	98	16	3	0	f	3	3	0	0	bonus	\N	\N	\N	\N	26	\N
5	73	2025-03-31 10:00:00+00	2025-04-30 10:00:00+00	2025-03-31 10:00:00+00	2025-06-02 08:00:00.77206+00	2	100	5	20	0	f	2	0	0	2	included	\N	\N	\N	\N	27	\N
16	71	2025-05-05 00:00:00+00	2025-05-12 00:00:00+00	2025-05-05 00:00:00+00	2025-06-02 08:00:00.774351+00	5	96	16	20	0	f	10	3.499999999999999999	0	6.500000000000000001	included	\N	\N	\N	\N	25	\N
31	69	2025-12-01 00:00:00+00	2025-12-31 00:00:00+00	2025-06-02 08:00:00.744072+00	\N	1	92	31	35	1	f	4	0	0	0	gift	\N	\N	\N	\N	\N	\N
31	68	2025-06-02 08:00:00.743893+00	infinity	2025-06-02 08:00:00.743893+00	\N	1	91	31	50	1	f	15	0	0	0	prepaid	\N	\N	\N	\N	\N	\N
1	77	2025-03-30 21:30:00+00	2025-04-30 21:30:00+00	2025-03-30 21:30:00+00	2025-06-20 18:30:00.892655+00	1	110	1	90	1	t	60	0	0	0	flex	\N	\N	\N	\N	\N	\N
1	80	2025-04-30 21:30:00+00	2025-05-30 21:30:00+00	2025-04-30 21:30:00+00	2025-06-20 18:30:00.895313+00	3	116	1	90	3	t	\N	18.851851716666666666	0	0	flex	\N	\N	\N	\N	\N	\N
7	83	2025-05-08 00:00:00+00	2026-05-08 00:00:00+00	2025-05-08 00:00:00+00	\N	2	158	7	15	1	f	1200	4	0	0	included	\N	\N	\N	year	32	\N
1	81	2025-04-30 21:30:00+00	2025-05-30 21:30:00+00	2025-04-30 21:30:00+00	2025-06-20 18:30:00.893295+00	3	115	1	20	1	f	100	100	0	0	included	\N	\N	\N	pro EUR	1	\N
12	85	2025-05-05 00:00:00+00	2025-08-05 00:00:00+00	2025-05-05 00:00:00+00	\N	2	162	12	20	1	f	300	4	0	0	included	\N	\N	\N	quarter	33	\N
23	75	2025-06-02 08:00:00.746603+00	2025-06-22 08:00:00.746603+00	2025-06-02 08:00:00.746603+00	2025-06-20 18:30:00.897411+00	3	104	23	20	1	f	1	1	0	0	included	\N	\N	\N	\N	29	\N
27	74	2025-06-02 08:00:00.746323+00	2025-07-02 08:00:00.746323+00	2025-06-02 08:00:00.746323+00	2025-07-14 10:00:01.007646+00	2	102	27	50	2	f	4	0	0	4	prepaid	\N	\N	\N	\N	28	\N
8	86	2025-05-15 09:00:00+00	2025-06-05 00:00:00+00	2025-05-15 09:00:00+00	2025-06-02 08:00:00.763731+00	2	164	8	20	1	f	39.91935483870967742	39.91935483870967742	0	0	included	\N	\N	\N	pro	34	\N
8	88	2025-06-05 00:00:00+00	2025-07-05 00:00:00+00	2025-06-05 00:00:00+00	\N	1	169	8	20	0	f	40	0	0	0	included	\N	\N	\N	basic	37	\N
8	87	2025-06-05 00:00:00+00	2025-07-05 00:00:00+00	2025-06-05 00:00:00+00	\N	0	170	8	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
11	98	2025-05-15 00:00:00+00	2025-05-22 00:00:00+00	2025-05-15 00:00:00+00	2025-06-02 08:00:00.770419+00	2	185	11	20	1	f	10	0	0	10	included	\N	\N	\N	week	8	\N
10	93	2025-05-12 03:00:00+00	2026-05-12 03:00:00+00	2025-05-12 03:00:00+00	\N	3	178	10	15	2	f	1200	5	0	0	included	\N	\N	\N	year	39	\N
9	89	2025-04-30 10:00:00+00	2025-05-31 10:00:00+00	2025-04-30 10:00:00+00	2025-06-02 08:00:00.766624+00	1	171	9	90	3	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
9	90	2025-05-31 10:00:00+00	2025-06-30 10:00:00+00	2025-05-31 10:00:00+00	\N	0	173	9	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
10	91	2025-04-30 10:00:00+00	2025-05-12 03:00:00+00	2025-04-30 10:00:00+00	2025-06-02 08:00:00.768177+00	1	175	10	90	2	t	\N	20	0	0	flex	\N	\N	\N	\N	\N	\N
10	92	2025-05-12 03:00:00+00	2025-06-12 03:00:00+00	2025-05-12 03:00:00+00	2025-06-02 08:00:00.768567+00	0	179	10	90	1	t	100	0	0	0	flex	\N	\N	\N	\N	\N	\N
10	94	2025-06-12 03:00:00+00	2025-07-12 03:00:00+00	2025-06-12 03:00:00+00	\N	0	181	10	90	1	t	100	0	0	0	flex	\N	\N	\N	\N	\N	\N
11	96	2025-05-08 00:00:00+00	2025-05-15 00:00:00+00	2025-05-08 00:00:00+00	2025-06-02 08:00:00.769934+00	2	182	11	20	1	f	10	0	0	10	included	\N	\N	\N	week	8	\N
11	95	2025-05-08 00:00:00+00	2025-05-15 00:00:00+00	2025-05-08 00:00:00+00	2025-06-02 08:00:00.769934+00	0	184	11	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
11	97	2025-05-15 00:00:00+00	2025-05-22 00:00:00+00	2025-05-15 00:00:00+00	2025-06-02 08:00:00.770419+00	0	187	11	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
11	99	2025-05-22 00:00:00+00	2025-05-31 12:00:00+00	2025-05-22 00:00:00+00	2025-06-02 08:00:00.770419+00	0	189	11	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
11	100	2025-05-31 12:00:00+00	2025-06-02 00:00:00+00	2025-05-31 12:00:00+00	2025-06-02 08:00:00.7711+00	0	190	11	90	2	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
11	101	2025-06-02 00:00:00+00	2025-07-02 00:00:00+00	2025-06-02 00:00:00+00	\N	0	193	11	90	1	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
11	104	2025-07-02 00:00:00+00	2025-08-02 00:00:00+00	2025-07-02 00:00:00+00	\N	1	194	11	20	0	f	100	0	0	0	included	\N	\N	\N	pro	40	\N
11	103	2025-07-02 00:00:00+00	2025-08-02 00:00:00+00	2025-07-02 00:00:00+00	\N	0	195	11	90	0	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
11	102	2025-06-02 00:00:00+00	2025-07-02 00:00:00+00	2025-06-02 00:00:00+00	\N	2	192	11	20	1	f	100	7	0	0	included	\N	\N	\N	pro	40	\N
5	105	2025-04-30 10:00:00+00	2025-05-31 10:00:00+00	2025-04-30 10:00:00+00	2025-06-02 08:00:00.77206+00	2	197	5	20	0	f	2	0	0	2	included	\N	\N	\N	\N	27	\N
5	108	2025-04-30 10:00:00+00	2025-05-31 10:00:00+00	2025-04-30 10:00:00+00	2025-06-02 08:00:00.77206+00	2	199	5	20	0	f	40	0	0	40	included	\N	\N	\N	basic	2	\N
5	107	2025-04-30 10:00:00+00	2025-05-31 10:00:00+00	2025-04-30 10:00:00+00	2025-06-02 08:00:00.77206+00	0	203	5	90	0	t	10	0	0	0	flex	\N	\N	\N	\N	\N	\N
5	106	2025-04-30 10:00:00+00	2025-06-14 10:00:00+00	2025-04-30 10:00:00+00	\N	1	198	5	10	1	f	34	0	0	0	rollover	\N	\N	\N	\N	2	4
5	109	2025-05-31 10:00:00+00	2025-06-30 10:00:00+00	2025-05-31 10:00:00+00	\N	1	200	5	20	1	f	2	0	0	0	included	\N	\N	\N	\N	27	\N
5	112	2025-05-31 10:00:00+00	2025-06-30 10:00:00+00	2025-05-31 10:00:00+00	\N	1	202	5	20	1	f	40	0	0	0	included	\N	\N	\N	basic	2	\N
5	110	2025-05-31 10:00:00+00	2025-07-15 10:00:00+00	2025-05-31 10:00:00+00	\N	1	201	5	10	1	f	40	0	0	0	rollover	\N	\N	\N	\N	2	108
5	111	2025-05-31 10:00:00+00	2025-06-30 10:00:00+00	2025-05-31 10:00:00+00	\N	0	204	5	90	1	t	10	0	0	0	flex	\N	\N	\N	\N	\N	\N
6	114	2025-05-19 00:00:00+00	2025-06-19 00:00:00+00	2025-05-19 00:00:00+00	\N	1	205	6	20	3	f	40	0	0	0	included	\N	\N	\N	basic	31	\N
6	113	2025-05-19 00:00:00+00	2025-06-19 00:00:00+00	2025-05-19 00:00:00+00	\N	2	207	6	90	5	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
7	115	2025-06-08 00:00:00+00	2025-07-08 00:00:00+00	2025-06-08 00:00:00+00	\N	0	209	7	90	1	t	100	0	0	0	flex	\N	\N	\N	\N	\N	\N
12	116	2025-06-05 00:00:00+00	2025-07-05 00:00:00+00	2025-06-05 00:00:00+00	\N	0	210	12	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
13	117	2025-05-15 00:00:00+00	2025-05-25 00:00:00+00	2025-05-15 00:00:00+00	2025-06-02 08:00:00.773663+00	0	212	13	90	0	t	20	0	0	0	flex	\N	\N	\N	\N	\N	\N
13	118	2025-05-25 00:00:00+00	2025-06-04 00:00:00+00	2025-05-25 00:00:00+00	2025-06-02 08:00:00.773663+00	0	213	13	90	0	t	20	0	0	0	flex	\N	\N	\N	\N	\N	\N
16	123	2025-05-06 12:00:00+00	2025-05-08 00:00:00+00	2025-05-06 12:00:00+00	\N	1	217	16	3	0	f	3	0	0	0	bonus	\N	\N	\N	\N	26	\N
16	124	2025-05-12 00:00:00+00	2025-06-01 00:00:00+00	2025-05-12 00:00:00+00	\N	1	218	16	10	0	f	6.500000000000000001	0	0	0	rollover	\N	\N	\N	\N	25	71
16	126	2025-05-19 00:00:00+00	2025-06-08 00:00:00+00	2025-05-19 00:00:00+00	\N	1	219	16	10	0	f	8.499999999999999999	0	0	0	rollover	\N	\N	\N	\N	25	125
16	125	2025-05-12 00:00:00+00	2025-05-19 00:00:00+00	2025-05-12 00:00:00+00	\N	2	218	16	20	0	f	10	0	0	8.499999999999999999	included	\N	\N	\N	\N	25	\N
16	127	2025-05-19 00:00:00+00	2025-05-26 00:00:00+00	2025-05-19 00:00:00+00	\N	1	219	16	20	0	f	10	0	0	0	included	\N	\N	\N	\N	25	\N
13	119	2025-05-25 00:00:00+00	2025-06-14 00:00:00+00	2025-05-25 00:00:00+00	2025-08-10 11:00:00.118169+00	2	211	13	20	1	f	50	0	0	50	included	\N	\N	\N	hours	10	\N
13	120	2025-06-04 00:00:00+00	2025-06-14 00:00:00+00	2025-06-04 00:00:00+00	2025-08-10 11:00:00.118169+00	0	214	13	90	1	t	20	0	0	0	flex	\N	\N	\N	\N	\N	\N
6	128	2025-06-10 00:00:00+00	2025-06-19 00:00:00+00	2025-06-10 00:00:00+00	\N	2	220	6	20	2	f	17.41935483870967742	0	0	15.483870967741935484	included	\N	\N	\N	pro	41	\N
15	130	2025-05-19 00:00:00+00	2025-06-19 00:00:00+00	2025-05-19 00:00:00+00	2025-06-02 08:00:00.776047+00	3	222	15	20	0	f	100	0	0	100	included	\N	\N	\N	pro	12	\N
15	129	2025-05-19 00:00:00+00	2025-06-19 00:00:00+00	2025-05-19 00:00:00+00	2025-06-02 08:00:00.776047+00	0	226	15	90	0	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
14	122	2025-05-31 10:00:00+00	2025-07-31 10:00:00+00	2025-05-31 10:00:00+00	2025-08-10 11:00:00.119106+00	2	215	14	60	0	f	0.000000000000000003	0	0	0.000000000000000003	included	\N	\N	\N	dust	11	\N
14	121	2025-05-31 10:00:00+00	2025-07-31 10:00:00+00	2025-05-31 10:00:00+00	2025-08-10 11:00:00.119106+00	0	216	14	90	0	t	\N	0	0	0	flex	\N	\N	\N	\N	\N	\N
15	133	2025-06-19 00:00:00+00	infinity	2025-06-19 00:00:00+00	2025-06-02 08:00:00.776493+00	2	225	15	10	1	f	30	30	0	0	rollover	\N	\N	\N	\N	12	130
15	132	2025-06-19 00:00:00+00	2025-07-19 00:00:00+00	2025-06-19 00:00:00+00	2025-06-02 08:00:00.776522+00	2	224	15	20	1	f	100	100	0	0	included	\N	\N	\N	pro	12	\N
15	131	2025-06-19 00:00:00+00	2025-07-19 00:00:00+00	2025-06-19 00:00:00+00	2025-06-02 08:00:00.776872+00	1	227	15	90	1	t	50	47	0	0	flex	\N	\N	\N	\N	\N	\N
15	135	2025-07-19 00:00:00+00	2025-08-19 00:00:00+00	2025-07-19 00:00:00+00	\N	1	229	15	20	1	f	100	0	0	0	included	\N	\N	\N	pro	12	\N
15	134	2025-07-19 00:00:00+00	2025-08-19 00:00:00+00	2025-07-19 00:00:00+00	\N	0	230	15	90	1	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
1	149	2025-04-30 21:30:00+00	2025-06-30 21:30:00+00	2025-04-30 21:30:00+00	2025-06-20 18:30:00.893256+00	2	250	1	10	1	f	2	2	0	0	rollover	\N	\N	\N	\N	1	78
20	143	2025-06-14 21:15:00+00	2025-07-14 21:15:00+00	2025-06-14 21:15:00+00	2025-08-10 11:00:00.113401+00	1	243	20	90	1	t	50	34.0736	0	0	flex	\N	\N	\N	\N	\N	\N
18	137	2025-04-15 00:00:00+00	2025-04-29 00:00:00+00	2025-04-15 00:00:00+00	2025-06-02 08:00:00.782917+00	3	232	18	20	1	f	10	1	0	9	included	\N	\N	\N	pro	43	\N
18	139	2025-04-29 00:00:00+00	2025-05-29 00:00:00+00	2025-04-29 00:00:00+00	2025-06-02 08:00:00.782917+00	3	235	18	20	0	f	100	0	0	100	included	\N	\N	\N	pro	43	\N
18	136	2025-04-15 00:00:00+00	2025-04-29 00:00:00+00	2025-04-15 00:00:00+00	2025-06-02 08:00:00.782917+00	0	233	18	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
18	138	2025-04-29 00:00:00+00	2025-05-29 00:00:00+00	2025-04-29 00:00:00+00	2025-06-02 08:00:00.782917+00	0	239	18	90	0	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
18	141	2025-05-29 00:00:00+00	2025-06-29 00:00:00+00	2025-05-29 00:00:00+00	\N	1	237	18	20	1	f	100	0	0	0	included	\N	\N	\N	pro	43	\N
18	142	2025-05-29 00:00:00+00	infinity	2025-05-29 00:00:00+00	\N	1	238	18	10	1	f	30	0	0	0	rollover	\N	\N	\N	\N	43	139
18	140	2025-05-29 00:00:00+00	2025-06-29 00:00:00+00	2025-05-29 00:00:00+00	\N	0	240	18	90	1	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
20	156	2025-06-20 18:30:00.897974+00	2025-07-14 21:15:00+00	2025-06-20 18:30:00.897974+00	2025-07-14 10:00:01.004194+00	2	265	20	20	0	f	6	6	0	0	included	\N	\N	june	\N	\N	\N
30	159	2025-07-02 06:00:00+00	2025-08-16 06:00:00+00	2025-07-02 06:00:00+00	2025-08-25 01:30:00.333236+00	2	272	30	10	4	f	40	0	0	40	rollover	\N	\N	\N	\N	21	46
29	146	2025-06-16 06:00:00+00	2025-07-16 06:00:00+00	2025-06-16 06:00:00+00	2025-08-10 11:00:00.116369+00	4	244	29	20	1	f	100	44	0	56	included	\N	\N	\N	pro	20	\N
1	154	2025-05-30 21:30:00+00	infinity	2025-05-30 21:30:00+00	\N	2	257	1	10	1	f	97.239583333333333333	3	0	0	rollover	\N	\N	\N	\N	44	81
31	148	2025-06-16 08:00:00.738803+00	2025-07-16 08:00:00.738803+00	2025-06-16 08:00:00.738803+00	\N	1	247	31	20	1	f	100	0	0	0	included	\N	\N	\N	pro	22	\N
31	147	2025-06-16 08:00:00.738803+00	2025-07-16 08:00:00.738803+00	2025-06-16 08:00:00.738803+00	\N	0	249	31	90	1	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
1	150	2025-05-02 00:00:00+00	2025-05-30 21:30:00+00	2025-05-02 00:00:00+00	2025-06-20 18:30:00.895313+00	4	252	1	20	1	f	288.958333333333333333	15	0	273.958333333333333333	included	\N	\N	\N	team EUR	44	\N
1	151	2025-05-20 21:30:00+00	2025-06-20 21:30:00+00	2025-05-20 21:30:00+00	\N	1	255	3	30	1	f	1.5	0	0	0	promotional	\N	\N	\N	\N	24	\N
1	153	2025-05-30 21:30:00+00	2025-06-30 21:30:00+00	2025-05-30 21:30:00+00	\N	1	256	1	20	1	f	400	0	0	0	included	\N	\N	\N	team EUR	44	\N
30	160	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-07-02 06:00:00+00	2025-08-10 11:00:00.114555+00	0	274	30	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
29	145	2025-06-16 06:00:00+00	2025-07-16 06:00:00+00	2025-06-16 06:00:00+00	2025-08-10 11:00:00.116369+00	0	246	29	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
30	161	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-07-02 06:00:00+00	2025-08-10 11:00:00.114555+00	2	273	30	20	1	f	40	0	0	40	included	\N	\N	\N	basic	21	\N
25	162	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-07-02 06:00:00+00	2025-08-17 00:30:00.224995+00	0	277	25	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
20	144	2025-06-14 21:15:00+00	2025-07-14 21:15:00+00	2025-06-14 21:15:00+00	2025-07-14 10:00:01.004147+00	5	241	20	20	1	f	100	100	0	0	included	\N	\N	\N	pro	15	\N
23	155	2025-06-20 18:30:00.896829+00	2025-07-02 06:00:00+00	2025-06-20 18:30:00.896829+00	2025-07-14 10:00:01.006165+00	3	262	23	20	1	f	22.958312573402777778	19.00015	0	3.958162573402777778	included	\N	\N	\N	pro	45	\N
1	152	2025-05-30 21:30:00+00	2025-06-30 21:30:00+00	2025-05-30 21:30:00+00	\N	1	258	1	90	1	t	\N	0	0	0	flex	\N	\N	\N	\N	\N	\N
27	157	2025-06-15 00:00:00+00	2025-07-15 00:00:00+00	2025-06-15 00:00:00+00	2025-08-10 11:00:00.115288+00	0	268	27	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
27	158	2025-06-15 00:00:00+00	2025-09-15 00:00:00+00	2025-06-15 00:00:00+00	\N	2	267	27	20	2	f	300	0.75	0	0	included	\N	\N	\N	quarter	46	\N
27	169	2025-07-02 08:00:00.746323+00	infinity	2025-07-02 08:00:00.746323+00	\N	1	287	27	10	1	f	4	0	0	0	rollover	\N	\N	\N	\N	28	74
23	166	2025-07-02 06:00:00+00	infinity	2025-07-02 06:00:00+00	\N	3	280	23	10	3	f	3.958162573402777778	2.15	0	0	rollover	\N	\N	\N	\N	45	34
27	177	2025-08-02 08:00:00.746323+00	infinity	2025-08-02 08:00:00.746323+00	\N	1	301	27	10	1	f	2	0	0	0	rollover	\N	\N	\N	\N	28	170
30	175	2025-08-10 11:00:00.114832+00	2025-08-17 11:00:00.114832+00	2025-08-10 11:00:00.114832+00	2025-08-25 01:30:00.333236+00	2	299	30	20	1	f	10	0	0	10	included	\N	\N	\N	week	47	\N
30	174	2025-08-10 11:00:00.114832+00	2025-08-17 11:00:00.114832+00	2025-08-10 11:00:00.114832+00	2025-08-25 01:30:00.333236+00	0	300	30	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
30	173	2025-08-02 06:00:00+00	2025-08-10 11:00:00.114832+00	2025-08-02 06:00:00+00	2025-08-10 11:00:00.115038+00	0	298	30	90	2	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
20	172	2025-07-14 21:15:00+00	2025-08-14 21:15:00+00	2025-07-14 21:15:00+00	2025-08-25 01:30:00.336447+00	5	293	20	20	1	f	100	12.75	0	87.25	included	\N	\N	\N	pro	15	\N
27	170	2025-07-02 08:00:00.746323+00	2025-08-02 08:00:00.746323+00	2025-07-02 08:00:00.746323+00	\N	2	287	27	50	1	f	4	0	0	2	prepaid	\N	\N	\N	\N	28	\N
27	178	2025-08-02 08:00:00.746323+00	2025-09-02 08:00:00.746323+00	2025-08-02 08:00:00.746323+00	\N	1	301	27	50	1	f	4	0	0	0	prepaid	\N	\N	\N	\N	28	\N
24	168	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-07-02 06:00:00+00	2025-08-10 11:00:00.117414+00	0	284	24	90	1	t	100	0	0	0	flex	\N	\N	\N	\N	\N	\N
23	163	2025-06-22 08:00:00.746603+00	2025-07-12 08:00:00.746603+00	2025-06-22 08:00:00.746603+00	2025-08-25 01:30:00.33112+00	2	278	23	20	1	f	1	0	0	1	included	\N	\N	\N	\N	29	\N
23	167	2025-07-12 08:00:00.746603+00	2025-08-01 08:00:00.746603+00	2025-07-12 08:00:00.746603+00	2025-08-25 01:30:00.33112+00	2	281	23	20	1	f	1	0	0	1	included	\N	\N	\N	\N	29	\N
23	165	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-07-02 06:00:00+00	2025-08-25 01:30:00.33112+00	3	279	23	20	1	f	100	0	0	100	included	\N	\N	\N	pro	45	\N
23	164	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-07-02 06:00:00+00	2025-08-25 01:30:00.33112+00	0	282	23	90	1	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
20	171	2025-07-14 21:15:00+00	2025-08-14 21:15:00+00	2025-07-14 21:15:00+00	2025-08-25 01:30:00.336447+00	0	295	20	90	1	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
27	176	2025-07-15 00:00:00+00	2025-08-15 00:00:00+00	2025-07-15 00:00:00+00	\N	0	302	27	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
29	180	2025-07-16 06:00:00+00	2025-08-16 06:00:00+00	2025-07-16 06:00:00+00	\N	1	303	29	20	1	f	100	0	0	0	included	\N	\N	\N	pro	20	\N
25	195	2025-08-17 00:30:00.225403+00	2025-09-17 00:30:00.225403+00	2025-08-17 00:30:00.225403+00	2025-08-25 01:30:00.334254+00	2	328	25	20	1	f	100	100	0	0	included	\N	\N	\N	pro	49	\N
29	179	2025-07-16 06:00:00+00	2025-08-16 06:00:00+00	2025-07-16 06:00:00+00	\N	0	305	29	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
29	181	2025-07-16 06:00:00+00	infinity	2025-07-16 06:00:00+00	\N	2	304	29	10	1	f	30	1.25	0	0	rollover	\N	\N	\N	\N	20	146
24	182	2025-08-02 06:00:00+00	2025-09-02 06:00:00+00	2025-08-02 06:00:00+00	\N	1	308	24	90	2	t	80	0	0	0	flex	\N	\N	\N	\N	\N	\N
13	184	2025-06-14 00:00:00+00	2025-07-04 00:00:00+00	2025-06-14 00:00:00+00	2025-08-10 11:00:00.118169+00	2	311	13	20	0	f	50	0	0	50	included	\N	\N	\N	hours	10	\N
13	183	2025-06-14 00:00:00+00	2025-06-24 00:00:00+00	2025-06-14 00:00:00+00	2025-08-10 11:00:00.118169+00	0	314	13	90	0	t	20	0	0	0	flex	\N	\N	\N	\N	\N	\N
13	185	2025-06-24 00:00:00+00	2025-07-04 00:00:00+00	2025-06-24 00:00:00+00	2025-08-10 11:00:00.118169+00	0	315	13	90	0	t	20	0	0	0	flex	\N	\N	\N	\N	\N	\N
13	186	2025-07-04 00:00:00+00	2025-07-14 00:00:00+00	2025-07-04 00:00:00+00	2025-08-10 11:00:00.118169+00	0	316	13	90	0	t	20	0	0	0	flex	\N	\N	\N	\N	\N	\N
13	187	2025-07-04 00:00:00+00	2025-07-24 00:00:00+00	2025-07-04 00:00:00+00	\N	1	313	13	20	1	f	50	0	0	0	included	\N	\N	\N	hours	10	\N
13	188	2025-07-14 00:00:00+00	2025-07-24 00:00:00+00	2025-07-14 00:00:00+00	\N	0	317	13	90	1	t	20	0	0	0	flex	\N	\N	\N	\N	\N	\N
14	190	2025-07-31 10:00:00+00	2025-09-30 10:00:00+00	2025-07-31 10:00:00+00	\N	1	319	14	60	1	f	0.000000000000000003	0	0	0	included	\N	\N	\N	dust	11	\N
14	189	2025-07-31 10:00:00+00	2025-09-30 10:00:00+00	2025-07-31 10:00:00+00	\N	0	321	14	90	1	t	\N	0	0	0	flex	\N	\N	\N	\N	\N	\N
20	192	2025-08-14 21:15:00+00	2025-09-14 21:15:00+00	2025-08-14 21:15:00+00	2025-08-25 01:30:00.336908+00	4	323	20	20	1	f	100	100	0	0	included	\N	\N	\N	pro	15	\N
25	193	2025-08-02 06:00:00+00	2025-08-17 00:30:00.225403+00	2025-08-02 06:00:00+00	2025-08-17 00:30:00.225696+00	0	326	25	90	2	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
20	191	2025-08-14 21:15:00+00	2025-09-14 21:15:00+00	2025-08-14 21:15:00+00	\N	1	324	20	90	1	t	50	2.2856	0	0	flex	\N	\N	\N	\N	\N	\N
20	212	2025-08-14 21:15:00+00	infinity	2025-08-14 21:15:00+00	2025-08-25 01:30:00.336879+00	2	358	20	10	1	f	30	30	0	0	rollover	\N	\N	\N	\N	15	172
34	213	2025-08-25 01:30:00.337217+00	2025-08-26 01:30:00.337217+00	2025-08-25 01:30:00.337217+00	\N	1	360	34	35	0	f	2	0	0	0	gift	\N	\N	\N	\N	54	\N
33	205	2025-07-02 08:00:00.747016+00	2025-08-02 08:00:00.747016+00	2025-07-02 08:00:00.747016+00	2025-08-25 01:30:00.335006+00	2	345	33	20	2	f	1	0	0	1	included	\N	\N	\N	\N	30	\N
33	206	2025-08-01 00:00:00+00	2025-08-25 01:30:00.334833+00	2025-08-01 00:00:00+00	2025-08-25 01:30:00.335006+00	0	349	33	90	2	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
23	196	2025-08-01 08:00:00.746603+00	2025-08-21 08:00:00.746603+00	2025-08-01 08:00:00.746603+00	\N	1	331	23	20	2	f	1	0	0	0	included	\N	\N	\N	\N	29	\N
23	198	2025-08-02 06:00:00+00	2025-09-02 06:00:00+00	2025-08-02 06:00:00+00	\N	2	332	23	20	2	f	100	0	0	15.846766740815412186	included	\N	\N	\N	pro	45	\N
23	200	2025-08-21 08:00:00.746603+00	2025-09-10 08:00:00.746603+00	2025-08-21 08:00:00.746603+00	\N	1	334	23	20	2	f	1	0	0	0	included	\N	\N	\N	\N	29	\N
23	199	2025-08-02 06:00:00+00	infinity	2025-08-02 06:00:00+00	\N	1	333	23	10	2	f	26.191837426597222222	0	0	0	rollover	\N	\N	\N	\N	45	165
23	197	2025-08-02 06:00:00+00	2025-09-02 06:00:00+00	2025-08-02 06:00:00+00	\N	1	335	23	90	3	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
33	209	2025-08-25 01:30:00.334833+00	2025-08-28 01:30:00.334833+00	2025-08-25 01:30:00.334833+00	\N	1	351	33	20	1	f	1	0	0	0	included	\N	\N	\N	week	52	\N
30	201	2025-08-17 11:00:00.114832+00	2025-08-25 01:30:00.333525+00	2025-08-17 11:00:00.114832+00	2025-08-25 01:30:00.333702+00	0	339	30	90	2	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
30	203	2025-08-25 01:30:00.333525+00	2025-09-25 01:30:00.333525+00	2025-08-25 01:30:00.333525+00	\N	1	340	30	20	1	f	100	0	0	0	included	\N	\N	\N	pro	51	\N
30	202	2025-08-25 01:30:00.333525+00	2025-09-25 01:30:00.333525+00	2025-08-25 01:30:00.333525+00	\N	0	341	30	90	1	t	50	0	0	0	flex	\N	\N	\N	\N	\N	\N
25	194	2025-08-17 00:30:00.225403+00	2025-09-17 00:30:00.225403+00	2025-08-17 00:30:00.225403+00	\N	1	329	25	90	1	t	50	30	0	0	flex	\N	\N	\N	\N	\N	\N
33	204	2025-07-01 00:00:00+00	2025-08-01 00:00:00+00	2025-07-01 00:00:00+00	2025-08-25 01:30:00.334538+00	0	348	33	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
33	207	2025-08-02 08:00:00.747016+00	2025-09-02 08:00:00.747016+00	2025-08-02 08:00:00.747016+00	\N	1	347	33	20	3	f	1	0	0	0	included	\N	\N	\N	\N	30	\N
33	208	2025-08-25 01:30:00.334833+00	2025-08-28 01:30:00.334833+00	2025-08-25 01:30:00.334833+00	\N	0	352	33	90	1	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
34	210	2025-08-20 00:00:00+00	2025-09-03 00:00:00+00	2025-08-20 00:00:00+00	\N	0	355	34	90	0	t	0	0	0	0	flex	\N	\N	\N	\N	\N	\N
34	211	2025-08-20 00:00:00+00	2025-09-03 00:00:00+00	2025-08-20 00:00:00+00	\N	2	354	34	20	0	f	10	2.5	0	0	included	\N	\N	\N	pro	53	\N
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
1	2	2025-06-02 08:00:00.73083+00	2025-03-20 22:30:00+00	\N	2	1	1	1	\N	12.5	12.5	\N	grant	\N	\N	postgres	pro EUR	\N
5	5	2025-06-02 08:00:00.73298+00	2025-03-31 10:00:00+00	\N	4	1	5	1	\N	40	40	\N	grant	\N	\N	postgres	basic	\N
6	8	2025-06-02 08:00:00.733293+00	2025-05-05 00:00:00+00	\N	6	1	6	1	\N	10	10	\N	grant	\N	\N	postgres	pro	\N
7	11	2025-06-02 08:00:00.733569+00	2025-05-05 00:00:00+00	\N	8	1	7	1	\N	10	10	\N	grant	\N	\N	postgres	pro	\N
8	14	2025-06-02 08:00:00.733728+00	2025-05-05 00:00:00+00	\N	10	1	8	1	\N	40	40	\N	grant	\N	\N	postgres	basic	\N
9	17	2025-06-02 08:00:00.733878+00	2025-03-31 10:00:00+00	\N	12	1	9	1	\N	1200	1200	\N	grant	\N	\N	postgres	year	\N
10	20	2025-06-02 08:00:00.734025+00	2025-03-31 10:00:00+00	\N	14	1	10	1	\N	300	300	\N	grant	\N	\N	postgres	quarter	\N
11	23	2025-06-02 08:00:00.73417+00	2025-05-05 00:00:00+00	\N	16	1	11	1	\N	1	1	\N	grant	\N	\N	postgres	week	\N
12	26	2025-06-02 08:00:00.734313+00	2025-05-05 00:00:00+00	\N	18	1	12	1	\N	40	40	\N	grant	\N	\N	postgres	basic	\N
13	29	2025-06-02 08:00:00.734454+00	2025-05-05 00:00:00+00	\N	20	1	13	1	\N	50	50	\N	grant	\N	\N	postgres	hours	\N
14	32	2025-06-02 08:00:00.734595+00	2025-03-31 10:00:00+00	\N	22	1	14	1	\N	0.000000000000000003	0.000000000000000003	\N	grant	\N	\N	postgres	dust	\N
15	35	2025-06-02 08:00:00.734736+00	2025-05-05 00:00:00+00	\N	24	1	15	1	\N	10	10	\N	grant	\N	\N	postgres	pro	\N
17	39	2025-06-02 08:00:00.735609+00	2031-03-15 12:00:00+00	\N	27	1	17	1	\N	1200	1200	\N	grant	\N	\N	postgres	year	\N
19	43	2025-06-02 08:00:00.736243+00	2025-05-05 00:00:00+00	\N	30	1	19	1	\N	5	5	\N	grant	\N	\N	postgres	free	\N
20	46	2025-06-02 08:00:00.736617+00	2025-05-31 21:15:00+00	\N	32	1	20	1	\N	10	10	\N	grant	\N	\N	postgres	pro	\N
23	49	2025-06-02 08:00:00.737234+00	2025-06-02 06:00:00+00	\N	34	1	23	1	\N	40	40	\N	grant	\N	\N	postgres	basic	\N
24	52	2025-06-02 08:00:00.737714+00	2025-06-02 06:00:00+00	\N	36	1	24	1	\N	1200	1200	\N	grant	\N	\N	postgres	year	\N
25	55	2025-06-02 08:00:00.737886+00	2025-06-02 06:00:00+00	\N	38	1	25	1	\N	300	300	\N	grant	\N	\N	postgres	quarter	\N
28	60	2025-06-02 08:00:00.738269+00	2025-06-02 06:00:00+00	\N	42	1	28	1	\N	5	5	\N	grant	\N	\N	postgres	free	\N
29	63	2025-06-02 08:00:00.738438+00	2025-06-02 06:00:00+00	\N	44	1	29	1	\N	10	10	\N	grant	\N	\N	postgres	pro	\N
30	66	2025-06-02 08:00:00.738603+00	2025-06-02 06:00:00+00	\N	46	1	30	1	\N	40	40	\N	grant	\N	\N	postgres	basic	\N
31	69	2025-06-02 08:00:00.73893+00	2025-06-02 08:00:00.738803+00	\N	48	1	31	1	\N	10	10	\N	grant	\N	\N	postgres	pro	\N
32	72	2025-06-02 08:00:00.739308+00	2025-06-02 08:00:00.739153+00	\N	50	1	32	1	\N	500	500	\N	grant	\N	\N	postgres	year small	\N
1	75	2025-06-02 08:00:00.740493+00	2025-03-20 22:30:00+00	\N	52	1	1	1	\N	500	500	\N	grant	\N	invoice 1	postgres	a note with "quotes", a \\ and a\nline	\N
1	76	2025-06-02 08:00:00.740837+00	2025-03-20 22:30:00+00	\N	53	1	1	1	\N	50	50	\N	grant	\N	\N	postgres	\N	\N
1	77	2025-06-02 08:00:00.74094+00	2025-03-20 22:30:00+00	\N	54	1	1	1	\N	8	8	\N	grant	\N	\N	postgres	\N	\N
1	78	2025-06-02 08:00:00.741286+00	2025-03-20 22:30:00+00	\N	55	1	2	1	\N	20.000000000000000001	20.000000000000000001	\N	grant	\N	\N	postgres	\N	\N
1	79	2025-06-02 08:00:00.741552+00	2025-03-20 22:30:00+00	\N	56	1	1	1	\N	7	7	\N	grant	\N	\N	postgres	\N	\N
1	80	2025-06-02 08:00:00.741651+00	2025-03-20 22:30:00+00	\N	57	1	3	1	\N	3	3	\N	grant	\N	\N	postgres	thirty days	\N
5	81	2025-06-02 08:00:00.741898+00	2025-03-31 10:00:00+00	\N	58	1	5	1	\N	5	5	\N	grant	\N	\N	postgres	\N	\N
8	82	2025-06-02 08:00:00.74202+00	2025-05-05 00:00:00+00	\N	59	1	8	1	\N	12	12	\N	grant	\N	g4	postgres	\N	\N
17	83	2025-06-02 08:00:00.742261+00	2031-03-15 12:00:00+00	\N	60	1	17	1	\N	100	100	\N	grant	\N	\N	postgres	\N	\N
18	84	2025-06-02 08:00:00.742373+00	2025-04-01 00:00:00+00	\N	61	1	18	1	\N	100	100	\N	grant	\N	pack	postgres	\N	\N
19	85	2025-06-02 08:00:00.742618+00	2025-05-05 00:00:00+00	\N	62	1	19	1	\N	2.5	2.5	\N	grant	\N	tab\tkey	postgres	\N	\N
20	86	2025-06-02 08:00:00.742911+00	2025-06-02 08:00:00.742875+00	\N	63	1	20	1	\N	20	20	\N	grant	\N	pack	postgres	\N	\N
20	87	2025-06-02 08:00:00.743034+00	2025-06-02 08:00:00.743001+00	\N	64	1	20	1	\N	2	2	\N	grant	\N	\N	postgres	\N	\N
20	88	2025-06-02 08:00:00.743155+00	2025-06-02 08:00:00.74312+00	\N	65	1	20	1	\N	5	5	\N	grant	\N	\N	postgres	\N	\N
26	89	2025-06-02 08:00:00.743523+00	2025-06-02 08:00:00.743455+00	\N	66	1	26	1	\N	40	40	\N	grant	\N	\N	postgres	\N	\N
27	90	2025-06-02 08:00:00.743655+00	2025-06-02 08:00:00.743624+00	\N	67	1	27	1	\N	50	50	\N	grant	\N	\N	postgres	\N	\N
31	91	2025-06-02 08:00:00.74393+00	2025-06-02 08:00:00.743893+00	\N	68	1	31	1	\N	15	15	\N	grant	\N	\N	postgres	\N	\N
31	92	2025-06-02 08:00:00.744105+00	2025-06-02 08:00:00.744072+00	\N	69	1	31	1	\N	4	4	\N	grant	\N	\N	postgres	\N	\N
1	94	2025-06-02 08:00:00.744908+00	2025-03-20 22:30:00+00	\N	70	1	3	1	\N	1.5	1.5	\N	grant	\N	\N	postgres	\N	\N
16	96	2025-06-02 08:00:00.745524+00	2025-05-05 00:00:00+00	\N	71	1	16	1	\N	10	10	\N	grant	\N	\N	postgres	\N	\N
16	98	2025-06-02 08:00:00.745774+00	2025-05-05 00:00:00+00	\N	72	1	16	1	\N	3	3	\N	grant	\N	\N	postgres	\N	\N
5	100	2025-06-02 08:00:00.745995+00	2025-03-31 10:00:00+00	\N	73	1	5	1	\N	2	2	\N	grant	\N	\N	postgres	\N	\N
27	102	2025-06-02 08:00:00.746416+00	2025-06-02 08:00:00.746323+00	\N	74	1	27	1	\N	4	4	\N	grant	\N	\N	postgres	\N	\N
23	104	2025-06-02 08:00:00.746671+00	2025-06-02 08:00:00.746603+00	\N	75	1	23	1	\N	1	1	\N	grant	\N	\N	postgres	\N	\N
33	106	2025-06-02 08:00:00.747094+00	2025-06-02 08:00:00.747016+00	\N	76	1	33	1	\N	1	1	\N	grant	\N	\N	postgres	\N	\N
1	107	2025-06-02 08:00:00.74801+00	2025-03-20 22:30:00+00	\N	54	2	1	1	\N	-2.5	5.5	592.500000000000000001	draw	\N	first	postgres	by hand	{"a": "ä", "b": [1, null]}
1	108	2025-06-02 08:00:00.74857+00	2025-03-30 21:30:00+00	\N	78	1	1	1	\N	100	100	\N	grant	\N	\N	postgres	pro EUR	\N
1	109	2025-06-02 08:00:00.74857+00	2025-03-30 21:30:00+00	\N	2	2	1	1	\N	-12.5	0	\N	expire	\N	\N	postgres	\N	\N
1	109	2025-06-02 08:00:00.74857+00	2025-03-30 21:30:00+00	\N	53	2	1	2	\N	-50	0	\N	expire	\N	\N	\N	\N	\N
1	111	2025-06-02 08:00:00.751037+00	2025-03-30 00:30:00+00	2025-04-02 00:00:00+00	55	2	2	1	1	-20.000000000000000001	0	332.500000000000000001	draw	gpu	run	postgres	\N	\N
1	111	2025-06-02 08:00:00.751037+00	2025-03-30 00:30:00+00	2025-04-02 00:00:00+00	54	3	2	2	1	-5.5	0	\N	draw	gpu	\N	\N	\N	\N
1	111	2025-06-02 08:00:00.751037+00	2025-03-30 00:30:00+00	2025-04-02 00:00:00+00	78	2	2	3	1	-79.499999999999999999	20.500000000000000001	\N	draw	gpu	\N	\N	\N	\N
1	111	2025-06-02 08:00:00.751037+00	2025-03-30 21:30:00+00	\N	78	3	2	4	2	-20.500000000000000001	0	\N	draw	gpu	\N	\N	\N	\N
1	111	2025-06-02 08:00:00.751037+00	2025-03-30 21:30:00+00	\N	70	2	2	5	2	-1.5	0	\N	draw	gpu	\N	\N	\N	\N
1	111	2025-06-02 08:00:00.751037+00	2025-03-30 21:30:00+00	\N	57	2	2	6	2	-3	0	\N	draw	gpu	\N	\N	\N	\N
1	111	2025-06-02 08:00:00.751037+00	2025-03-30 21:30:00+00	\N	52	2	2	7	2	-167.499999999999999999	332.500000000000000001	\N	draw	gpu	\N	\N	\N	\N
1	112	2025-06-02 08:00:00.752132+00	2025-04-02 00:00:00+00	\N	52	3	3	1	1	-0.18518505	332.314814950000000001	332.314814950000000001	draw	token	\N	postgres	a million	\N
1	113	2025-06-02 08:00:00.7524+00	2025-04-02 00:00:00+00	\N	77	1	3	1	1	0	0	332.314814950000000001	draw	free	\N	postgres	\N	\N
1	114	2025-06-02 08:00:00.752586+00	2025-04-20 21:30:00+00	\N	79	1	3	1	\N	1.5	1.5	\N	grant	\N	\N	postgres	\N	\N
1	115	2025-06-02 08:00:00.752586+00	2025-04-30 21:30:00+00	\N	81	1	1	1	\N	100	100	\N	grant	\N	\N	postgres	pro EUR	\N
1	117	2025-06-02 08:00:00.752825+00	2025-03-30 00:00:00+00	2025-04-02 00:00:00+00	52	4	4	1	1	-0.298611111111111111	332.01620383888888889	323.182870505555555557	draw	disk	\N	postgres	\N	\N
1	117	2025-06-02 08:00:00.752825+00	2025-03-30 21:30:00+00	\N	52	5	4	2	2	-7	325.01620383888888889	\N	draw	disk	\N	\N	\N	\N
1	117	2025-06-02 08:00:00.752825+00	2025-04-20 21:30:00+00	\N	79	2	4	3	2	-1.5	0	\N	draw	disk	\N	\N	\N	\N
1	117	2025-06-02 08:00:00.752825+00	2025-04-20 21:30:00+00	\N	52	6	4	4	2	-1.833333333333333333	323.182870505555555557	\N	draw	disk	\N	\N	\N	\N
1	117	2025-06-02 08:00:00.752825+00	2025-04-30 21:30:00+00	\N	81	2	4	5	3	-3.784722222222222223	96.215277777777777777	\N	draw	disk	\N	\N	\N	\N
5	118	2025-06-02 08:00:00.753242+00	2025-03-31 10:00:00+00	\N	4	2	5	1	\N	-6	34	41	draw	image	scoped	postgres	\N	\N
8	119	2025-06-02 08:00:00.753301+00	2025-05-05 00:00:00+00	\N	10	2	8	1	\N	-30	10	22	draw	\N	\N	postgres	\N	\N
6	120	2025-06-02 08:00:00.753349+00	2025-05-05 00:00:00+00	\N	6	2	6	1	\N	-3	7	7	draw	\N	\N	postgres	\N	\N
9	121	2025-06-02 08:00:00.753394+00	2025-03-31 10:00:00+00	\N	12	2	9	1	\N	-111	1089	1089	draw	\N	\N	postgres	\N	\N
17	122	2025-06-02 08:00:00.753654+00	2031-03-20 00:00:00+00	\N	27	2	17	1	1	-128.8224	1071.1776	1171.1776	draw	vcpu	ahead	postgres	\N	\N
18	123	2025-06-02 08:00:00.753896+00	2025-04-01 00:00:00+00	\N	61	2	18	1	1	-8	92	92	draw	image	two	postgres	\N	\N
19	124	2025-06-02 08:00:00.753967+00	2025-05-05 00:00:00+00	\N	30	2	19	1	\N	-0.000000000000000001	4.999999999999999999	7.499999999999999999	draw	\N	dust	postgres	\N	\N
13	125	2025-06-02 08:00:00.754192+00	2025-05-05 00:00:00+00	\N	20	2	13	1	\N	-30	20	20	draw	\N	yen	postgres	\N	\N
14	126	2025-06-02 08:00:00.754244+00	2025-03-31 10:00:00+00	\N	22	2	14	1	\N	-0.000000000000000002	0.000000000000000001	0.000000000000000001	draw	\N	\N	postgres	\N	\N
16	127	2025-06-02 08:00:00.754293+00	2025-05-05 00:00:00+00	\N	72	2	16	1	\N	-3	0	9	draw	\N	\N	postgres	\N	\N
16	127	2025-06-02 08:00:00.754293+00	2025-05-05 00:00:00+00	\N	71	2	16	2	\N	-1	9	\N	draw	\N	\N	\N	\N	\N
20	128	2025-06-02 08:00:00.754593+00	2025-06-02 08:00:00.754524+00	\N	32	2	20	1	\N	-3	7	34	draw	\N	on the wall	postgres	\N	\N
20	129	2025-06-02 08:00:00.754696+00	2025-06-01 12:00:00+00	\N	32	3	21	1	1	-7	0	19	draw	image	one	postgres	\N	\N
20	129	2025-06-02 08:00:00.754696+00	2025-06-01 12:00:00+00	\N	63	2	21	2	1	-1	19	\N	draw	image	\N	\N	\N	\N
31	130	2025-06-02 08:00:00.754996+00	2025-06-02 08:00:00.754941+00	\N	48	2	31	1	\N	-2	8	23	draw	\N	\N	postgres	\N	\N
28	131	2025-06-02 08:00:00.755064+00	2025-06-02 08:00:00.755027+00	\N	42	2	28	1	\N	-0.5	4.5	4.5	draw	\N	\N	postgres	\N	{}
24	132	2025-06-02 08:00:00.75512+00	2025-06-02 08:00:00.755087+00	\N	36	2	24	1	\N	-50	1150	1150	draw	\N	\N	postgres	of the year	\N
8	133	2025-06-02 08:00:00.756225+00	2025-05-05 00:00:00+00	\N	10	3	8	1	1	-0.833333333333333333	9.166666666666666667	21.166666666666666667	draw	gpu	usage 1	postgres	\N	\N
8	134	2025-06-02 08:00:00.756256+00	2025-05-05 00:00:00+00	\N	10	4	8	1	1	-1.666666666666666666	7.500000000000000001	19.500000000000000001	draw	gpu	usage 2	postgres	\N	\N
15	135	2025-06-02 08:00:00.756346+00	2025-05-05 00:00:00+00	\N	24	2	15	1	1	-0.833333333333333333	9.166666666666666667	9.166666666666666667	draw	gpu	usage 1	postgres	\N	\N
15	136	2025-06-02 08:00:00.756362+00	2025-05-05 00:00:00+00	\N	24	3	15	1	1	-1.666666666666666666	7.500000000000000001	7.500000000000000001	draw	gpu	usage 2	postgres	\N	\N
16	137	2025-06-02 08:00:00.756423+00	2025-05-05 00:00:00+00	\N	71	3	16	1	1	-0.833333333333333333	8.166666666666666667	8.166666666666666667	draw	gpu	usage 1	postgres	\N	\N
16	138	2025-06-02 08:00:00.756437+00	2025-05-05 00:00:00+00	\N	71	4	16	1	1	-1.666666666666666666	6.500000000000000001	6.500000000000000001	draw	gpu	usage 2	postgres	\N	\N
20	143	2025-06-02 08:00:00.756988+00	2025-06-01 00:00:00+00	\N	63	3	22	1	1	-2.0736	16.9264	\N	draw	vcpu	\N	postgres	\N	\N
23	139	2025-06-02 08:00:00.757085+00	2025-06-02 08:00:00.756626+00	\N	75	2	23	1	1	-0.00015	0.99985	40.99985	draw	token	copy 1	postgres	\N	\N
24	140	2025-06-02 08:00:00.757154+00	2025-06-02 07:00:00+00	\N	36	3	24	1	1	-0.9375	1149.0625	1149.0625	draw	gpu	copy 1	postgres	\N	\N
25	142	2025-06-02 08:00:00.75722+00	2025-06-02 06:00:00+00	\N	38	2	25	1	1	-0.039781746031746031	299.960218253968253969	299.960218253968253969	draw	disk	copy 1	postgres	\N	\N
28	144	2025-06-02 08:00:00.757283+00	2025-06-02 08:00:00.756626+00	\N	41	1	28	1	1	0	0	\N	draw	free	\N	postgres	\N	\N
5	145	2025-06-02 08:00:00.757721+00	2025-03-31 10:00:00+00	\N	3	1	5	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
15	146	2025-06-02 08:00:00.7579+00	2025-05-05 00:00:00+00	\N	23	1	15	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
10	147	2025-06-02 08:00:00.758018+00	2025-03-31 10:00:00+00	\N	13	1	10	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
28	148	2025-06-02 08:00:00.758157+00	2025-06-02 08:00:00.758081+00	\N	41	2	28	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
29	149	2025-06-02 08:00:00.758289+00	2025-06-02 08:00:00.758214+00	\N	43	1	29	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
26	150	2025-06-02 08:00:00.758418+00	2025-06-02 08:00:00.758346+00	\N	39	1	26	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
27	151	2025-06-02 08:00:00.758591+00	2025-06-02 08:00:00.75851+00	\N	40	1	27	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
27	152	2025-06-02 08:00:00.758909+00	2025-06-02 08:00:00.758812+00	\N	40	2	27	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
13	153	2025-06-02 08:00:00.759142+00	2025-05-05 00:00:00+00	\N	20	3	13	1	\N	-20	0	0	draw	\N	over	postgres	\N	\N
13	153	2025-06-02 08:00:00.759142+00	2025-05-05 00:00:00+00	\N	19	1	13	2	\N	-15	-15	\N	draw	\N	\N	\N	\N	\N
28	154	2025-06-02 08:00:00.759293+00	2025-06-02 08:00:00.759285+00	\N	42	3	28	1	\N	-4.5	0	0	draw	\N	\N	postgres	\N	\N
28	154	2025-06-02 08:00:00.759293+00	2025-06-02 08:00:00.759285+00	\N	41	3	28	2	\N	-1.5	-1.5	\N	draw	\N	\N	\N	\N	\N
7	158	2025-06-02 08:00:00.761589+00	2025-05-08 00:00:00+00	\N	83	1	7	1	\N	1200	1200	\N	grant	\N	\N	postgres	year	\N
12	161	2025-06-02 08:00:00.762201+00	2025-05-05 00:00:00+00	\N	18	2	12	1	\N	-40	0	\N	expire	\N	\N	postgres	\N	\N
12	162	2025-06-02 08:00:00.762349+00	2025-05-05 00:00:00+00	\N	85	1	12	1	\N	300	300	\N	grant	\N	\N	postgres	quarter	\N
8	164	2025-06-02 08:00:00.762985+00	2025-05-15 09:00:00+00	\N	9	1	8	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
8	164	2025-06-02 08:00:00.763251+00	2025-05-15 09:00:00+00	\N	86	1	8	2	\N	39.91935483870967742	39.91935483870967742	\N	grant	\N	\N	\N	pro	\N
8	165	2025-06-02 08:00:00.763661+00	2025-05-15 09:00:00+00	\N	10	5	8	1	\N	-7.500000000000000001	0	0	draw	\N	\N	postgres	\N	\N
8	165	2025-06-02 08:00:00.763661+00	2025-05-15 09:00:00+00	\N	86	2	8	2	\N	-39.91935483870967742	0	\N	draw	\N	\N	\N	\N	\N
8	165	2025-06-02 08:00:00.763661+00	2025-05-15 09:00:00+00	\N	59	2	8	3	\N	-12	0	\N	draw	\N	\N	\N	\N	\N
8	165	2025-06-02 08:00:00.763661+00	2025-05-15 09:00:00+00	\N	9	2	8	4	\N	-30.580645161290322579	-30.580645161290322579	\N	draw	\N	\N	\N	\N	\N
8	166	2025-06-02 08:00:00.764288+00	2025-05-20 09:00:00+00	\N	9	3	8	1	\N	0	-30.580645161290322579	\N	overage	\N	\N	postgres	\N	\N
8	167	2025-06-02 08:00:00.764921+00	2025-05-22 17:45:00.000001+00	\N	9	4	8	1	\N	0	-30.580645161290322579	\N	overage	\N	\N	postgres	\N	\N
8	169	2025-06-02 08:00:00.765277+00	2025-06-05 00:00:00+00	\N	88	1	8	1	\N	40	40	\N	grant	\N	\N	postgres	basic	\N
9	172	2025-06-02 08:00:00.766184+00	2025-05-10 00:00:00+00	\N	89	1	9	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
9	172	2025-06-02 08:00:00.766229+00	2025-05-10 00:00:00+00	\N	12	3	9	2	\N	-624.086757990867579909	464.913242009132420091	\N	revoke	\N	\N	\N	\N	\N
10	174	2025-06-02 08:00:00.767112+00	2025-03-31 10:00:00+00	\N	14	2	10	1	\N	-300	0	0	draw	\N	\N	postgres	\N	\N
10	174	2025-06-02 08:00:00.767112+00	2025-03-31 10:00:00+00	\N	13	2	10	2	\N	-10	-10	\N	draw	\N	\N	\N	\N	\N
10	176	2025-06-02 08:00:00.767572+00	2025-05-01 00:00:00+00	\N	91	1	10	1	\N	-20	-20	0	draw	\N	\N	postgres	\N	\N
10	178	2025-06-02 08:00:00.768177+00	2025-05-12 03:00:00+00	\N	93	1	10	1	\N	1200	1200	\N	grant	\N	\N	postgres	year	\N
10	180	2025-06-02 08:00:00.768449+00	2025-05-12 03:00:00+00	\N	93	2	10	1	\N	-1	1199	1199	draw	\N	\N	postgres	\N	\N
11	182	2025-06-02 08:00:00.769091+00	2025-05-08 00:00:00+00	\N	96	1	11	1	\N	10	10	\N	grant	\N	\N	postgres	week	\N
11	183	2025-06-02 08:00:00.769091+00	2025-05-08 00:00:00+00	\N	16	2	11	1	\N	-1	0	\N	expire	\N	\N	postgres	\N	\N
11	185	2025-06-02 08:00:00.769934+00	2025-05-15 00:00:00+00	\N	98	1	11	1	\N	10	10	\N	grant	\N	\N	postgres	week	\N
11	186	2025-06-02 08:00:00.769934+00	2025-05-15 00:00:00+00	\N	96	2	11	1	\N	-10	0	\N	expire	\N	\N	postgres	\N	\N
11	188	2025-06-02 08:00:00.770419+00	2025-05-22 00:00:00+00	\N	98	2	11	1	\N	-10	0	\N	expire	\N	\N	postgres	\N	\N
11	192	2025-06-02 08:00:00.7711+00	2025-06-02 00:00:00+00	\N	102	1	11	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
11	194	2025-06-02 08:00:00.771505+00	2025-07-02 00:00:00+00	\N	104	1	11	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
11	196	2025-06-02 08:00:00.771646+00	2025-07-01 23:00:00+00	\N	102	2	11	1	\N	-7	93	93	draw	\N	\N	postgres	\N	\N
5	197	2025-06-02 08:00:00.77206+00	2025-04-30 10:00:00+00	\N	105	1	5	1	\N	2	2	\N	grant	\N	\N	postgres	\N	\N
5	198	2025-06-02 08:00:00.77206+00	2025-04-30 10:00:00+00	\N	4	3	5	1	\N	-34	0	\N	rollover	\N	\N	postgres	\N	\N
5	198	2025-06-02 08:00:00.77206+00	2025-04-30 10:00:00+00	\N	73	2	5	2	\N	-2	0	\N	expire	\N	\N	\N	\N	\N
5	198	2025-06-02 08:00:00.77206+00	2025-04-30 10:00:00+00	\N	106	1	5	3	\N	34	34	\N	rollover	\N	\N	\N	\N	\N
5	199	2025-06-02 08:00:00.77206+00	2025-04-30 10:00:00+00	\N	108	1	5	1	\N	40	40	\N	grant	\N	\N	postgres	basic	\N
5	200	2025-06-02 08:00:00.77206+00	2025-05-31 10:00:00+00	\N	109	1	5	1	\N	2	2	\N	grant	\N	\N	postgres	\N	\N
5	201	2025-06-02 08:00:00.77206+00	2025-05-31 10:00:00+00	\N	105	2	5	1	\N	-2	0	\N	expire	\N	\N	postgres	\N	\N
5	201	2025-06-02 08:00:00.77206+00	2025-05-31 10:00:00+00	\N	108	2	5	2	\N	-40	0	\N	rollover	\N	\N	\N	\N	\N
5	201	2025-06-02 08:00:00.77206+00	2025-05-31 10:00:00+00	\N	110	1	5	3	\N	40	40	\N	rollover	\N	\N	\N	\N	\N
5	202	2025-06-02 08:00:00.77206+00	2025-05-31 10:00:00+00	\N	112	1	5	1	\N	40	40	\N	grant	\N	\N	postgres	basic	\N
6	205	2025-06-02 08:00:00.772702+00	2025-05-19 00:00:00+00	\N	114	1	6	1	\N	40	40	\N	grant	\N	\N	postgres	basic	\N
6	206	2025-06-02 08:00:00.772702+00	2025-05-19 00:00:00+00	\N	6	3	6	1	\N	-7	0	\N	expire	\N	\N	postgres	\N	\N
7	208	2025-06-02 08:00:00.773109+00	2025-05-08 00:00:00+00	\N	8	2	7	1	\N	-10	0	\N	expire	\N	\N	postgres	\N	\N
13	211	2025-06-02 08:00:00.773663+00	2025-05-25 00:00:00+00	\N	119	1	13	1	\N	50	50	\N	grant	\N	\N	postgres	hours	\N
14	215	2025-06-02 08:00:00.773991+00	2025-05-31 10:00:00+00	\N	122	1	14	1	\N	0.000000000000000003	0.000000000000000003	\N	grant	\N	\N	postgres	dust	\N
16	217	2025-06-02 08:00:00.774351+00	2025-05-06 12:00:00+00	\N	123	1	16	1	\N	3	3	\N	grant	\N	\N	postgres	\N	\N
16	218	2025-06-02 08:00:00.774351+00	2025-05-12 00:00:00+00	\N	71	5	16	1	\N	-6.500000000000000001	0	\N	rollover	\N	\N	postgres	\N	\N
16	218	2025-06-02 08:00:00.774351+00	2025-05-12 00:00:00+00	\N	124	1	16	2	\N	6.500000000000000001	6.500000000000000001	\N	rollover	\N	\N	\N	\N	\N
16	218	2025-06-02 08:00:00.774351+00	2025-05-12 00:00:00+00	\N	125	1	16	3	\N	10	10	\N	grant	\N	\N	\N	\N	\N
16	219	2025-06-02 08:00:00.774351+00	2025-05-19 00:00:00+00	\N	125	2	16	1	\N	-8.499999999999999999	1.500000000000000001	\N	rollover	\N	\N	postgres	\N	\N
16	219	2025-06-02 08:00:00.774351+00	2025-05-19 00:00:00+00	\N	126	1	16	2	\N	8.499999999999999999	8.499999999999999999	\N	rollover	\N	\N	\N	\N	\N
16	219	2025-06-02 08:00:00.774351+00	2025-05-19 00:00:00+00	\N	127	1	16	3	\N	10	10	\N	grant	\N	\N	\N	\N	\N
6	220	2025-06-02 08:00:00.775087+00	2025-06-10 00:00:00+00	\N	113	1	6	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
6	220	2025-06-02 08:00:00.775145+00	2025-06-10 00:00:00+00	\N	128	1	6	2	\N	17.41935483870967742	17.41935483870967742	\N	grant	\N	\N	\N	pro	\N
6	221	2025-06-02 08:00:00.77556+00	2025-06-11 00:00:00+00	\N	113	2	6	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
6	221	2025-06-02 08:00:00.775604+00	2025-06-11 00:00:00+00	\N	128	2	6	2	\N	-15.483870967741935484	1.935483870967741936	\N	revoke	\N	\N	\N	\N	\N
15	222	2025-06-02 08:00:00.776047+00	2025-05-19 00:00:00+00	\N	130	1	15	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
15	223	2025-06-02 08:00:00.776047+00	2025-05-19 00:00:00+00	\N	24	4	15	1	\N	-7.500000000000000001	0	\N	expire	\N	\N	postgres	\N	\N
15	224	2025-06-02 08:00:00.776047+00	2025-06-19 00:00:00+00	\N	132	1	15	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
15	225	2025-06-02 08:00:00.776047+00	2025-06-19 00:00:00+00	\N	130	2	15	1	\N	-30	70	\N	rollover	\N	\N	postgres	\N	\N
15	225	2025-06-02 08:00:00.776047+00	2025-06-19 00:00:00+00	\N	130	3	15	2	\N	-70	0	\N	expire	\N	\N	\N	\N	\N
15	225	2025-06-02 08:00:00.776047+00	2025-06-19 00:00:00+00	\N	133	1	15	3	\N	30	30	\N	rollover	\N	\N	\N	\N	\N
15	228	2025-06-02 08:00:00.776458+00	2025-06-25 00:00:00+00	\N	133	2	15	1	\N	-30	0	0	draw	\N	\N	postgres	\N	\N
15	228	2025-06-02 08:00:00.776458+00	2025-06-25 00:00:00+00	\N	132	2	15	2	\N	-100	0	\N	draw	\N	\N	\N	\N	\N
15	228	2025-06-02 08:00:00.776458+00	2025-06-25 00:00:00+00	\N	131	1	15	3	\N	-47	-47	\N	draw	\N	\N	\N	\N	\N
15	229	2025-06-02 08:00:00.776872+00	2025-07-19 00:00:00+00	\N	135	1	15	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
18	232	2025-06-02 08:00:00.782041+00	2025-04-15 00:00:00+00	\N	137	1	18	1	\N	10	10	\N	grant	\N	\N	postgres	pro	\N
18	234	2025-06-02 08:00:00.782596+00	2025-04-15 00:00:00+00	\N	137	2	18	1	\N	-1	9	101	draw	\N	\N	postgres	\N	\N
18	235	2025-06-02 08:00:00.782917+00	2025-04-29 00:00:00+00	\N	139	1	18	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
18	236	2025-06-02 08:00:00.782917+00	2025-04-29 00:00:00+00	\N	137	3	18	1	\N	-9	0	\N	expire	\N	\N	postgres	\N	\N
18	237	2025-06-02 08:00:00.782917+00	2025-05-29 00:00:00+00	\N	141	1	18	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
18	238	2025-06-02 08:00:00.782917+00	2025-05-29 00:00:00+00	\N	139	2	18	1	\N	-30	70	\N	rollover	\N	\N	postgres	\N	\N
18	238	2025-06-02 08:00:00.782917+00	2025-05-29 00:00:00+00	\N	139	3	18	2	\N	-70	0	\N	expire	\N	\N	\N	\N	\N
18	238	2025-06-02 08:00:00.782917+00	2025-05-29 00:00:00+00	\N	142	1	18	3	\N	30	30	\N	rollover	\N	\N	\N	\N	\N
20	241	2025-06-20 18:30:00.890653+00	2025-06-14 21:15:00+00	\N	144	1	20	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
20	242	2025-06-20 18:30:00.890653+00	2025-06-14 21:15:00+00	\N	64	2	20	1	\N	-2	0	\N	expire	\N	\N	postgres	\N	\N
29	244	2025-06-20 18:30:00.891364+00	2025-06-16 06:00:00+00	\N	146	1	29	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
29	245	2025-06-20 18:30:00.891364+00	2025-06-16 06:00:00+00	\N	44	2	29	1	\N	-10	0	\N	expire	\N	\N	postgres	\N	\N
31	247	2025-06-20 18:30:00.891658+00	2025-06-16 08:00:00.738803+00	\N	148	1	31	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
31	248	2025-06-20 18:30:00.891658+00	2025-06-16 08:00:00.738803+00	\N	48	3	31	1	\N	-8	0	\N	expire	\N	\N	postgres	\N	\N
1	250	2025-06-20 18:30:00.892655+00	2025-04-30 21:30:00+00	\N	149	1	1	1	\N	2	2	\N	grant	\N	\N	postgres	rollover minimum	\N
1	251	2025-06-20 18:30:00.893142+00	2025-05-02 00:00:00+00	\N	149	2	1	1	\N	-2	0	0	draw	\N	over	postgres	\N	\N
1	251	2025-06-20 18:30:00.893142+00	2025-05-02 00:00:00+00	\N	81	3	1	2	\N	-96.215277777777777777	0	\N	draw	\N	\N	\N	\N	\N
1	251	2025-06-20 18:30:00.893142+00	2025-05-02 00:00:00+00	\N	52	7	1	3	\N	-323.182870505555555557	0	\N	draw	\N	\N	\N	\N	\N
1	251	2025-06-20 18:30:00.893142+00	2025-05-02 00:00:00+00	\N	80	1	1	4	\N	-18.601851716666666666	-18.601851716666666666	\N	draw	\N	\N	\N	\N	\N
1	252	2025-06-20 18:30:00.894126+00	2025-05-02 00:00:00+00	\N	80	2	1	1	\N	0	-18.601851716666666666	\N	overage	\N	\N	postgres	\N	\N
1	252	2025-06-20 18:30:00.894403+00	2025-05-02 00:00:00+00	\N	150	1	1	2	\N	288.958333333333333333	288.958333333333333333	\N	grant	\N	\N	\N	team EUR	\N
1	253	2025-06-20 18:30:00.894704+00	2025-04-30 23:00:00+00	\N	80	3	4	1	\N	-0.25	-18.851851716666666666	0	draw	gpu	\N	postgres	\N	\N
1	254	2025-06-20 18:30:00.895089+00	2025-04-05 00:00:00+00	2025-05-02 00:00:00+00	150	2	1	1	1	-15	273.958333333333333333	273.958333333333333333	draw	gpu	late	postgres	\N	\N
1	255	2025-06-20 18:30:00.895313+00	2025-05-20 21:30:00+00	\N	151	1	3	1	\N	1.5	1.5	\N	grant	\N	\N	postgres	\N	\N
1	256	2025-06-20 18:30:00.895313+00	2025-05-30 21:30:00+00	\N	153	1	1	1	\N	400	400	\N	grant	\N	\N	postgres	team EUR	\N
1	257	2025-06-20 18:30:00.895313+00	2025-05-30 21:30:00+00	\N	150	3	1	1	\N	-97.239583333333333333	176.71875	\N	rollover	\N	\N	postgres	\N	\N
1	257	2025-06-20 18:30:00.895313+00	2025-05-30 21:30:00+00	\N	150	4	1	2	\N	-176.71875	0	\N	expire	\N	\N	\N	\N	\N
1	257	2025-06-20 18:30:00.895313+00	2025-05-30 21:30:00+00	\N	154	1	1	3	\N	97.239583333333333333	97.239583333333333333	\N	rollover	\N	\N	\N	\N	\N
7	259	2025-06-20 18:30:00.896228+00	2025-05-09 10:00:00+00	2025-06-10 00:00:00+00	83	2	7	1	1	-4	1196	1196	draw	image	\N	postgres	\N	\N
10	260	2025-06-20 18:30:00.89632+00	2025-05-09 10:00:00+00	2025-06-20 00:00:00+00	93	3	10	1	1	-4	1195	1195	draw	image	\N	postgres	\N	\N
12	261	2025-06-20 18:30:00.896381+00	2025-05-09 10:00:00+00	2025-06-10 00:00:00+00	85	2	12	1	1	-4	296	296	draw	image	\N	postgres	\N	\N
23	262	2025-06-20 18:30:00.897014+00	2025-06-20 18:30:00.896829+00	\N	33	1	23	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
23	262	2025-06-20 18:30:00.897077+00	2025-06-20 18:30:00.896829+00	\N	155	1	23	2	\N	22.958312573402777778	22.958312573402777778	\N	grant	\N	\N	\N	pro	\N
23	263	2025-06-20 18:30:00.897381+00	2025-06-20 18:30:00.89737+00	\N	75	3	23	1	\N	-0.99985	0	3.958162573402777778	draw	\N	\N	postgres	\N	\N
23	263	2025-06-20 18:30:00.897381+00	2025-06-20 18:30:00.89737+00	\N	34	2	23	2	\N	-40	0	\N	draw	\N	\N	\N	\N	\N
23	263	2025-06-20 18:30:00.897381+00	2025-06-20 18:30:00.89737+00	\N	155	2	23	3	\N	-19.00015	3.958162573402777778	\N	draw	\N	\N	\N	\N	\N
24	264	2025-06-20 18:30:00.897551+00	2025-06-20 18:30:00.897498+00	\N	36	4	24	1	1	-20	1129.0625	1129.0625	draw	image	\N	postgres	\N	\N
20	265	2025-06-20 18:30:00.898125+00	2025-06-20 18:30:00.897974+00	\N	156	1	20	1	\N	6	6	\N	grant	\N	june	postgres	\N	\N
27	267	2025-06-20 18:30:00.898511+00	2025-06-15 00:00:00+00	\N	158	1	27	1	\N	300	300	\N	grant	\N	\N	postgres	quarter	\N
\.
COPY credits.entry_default (account_id, operation, booked_at, at, late_at, bucket_id, bucket_seq, user_id, piece, line, amount, bucket_after, balance, kind, resource, key, actor, note, attributes) FROM stdin;
20	269	2025-07-14 10:00:01.003354+00	2025-07-09 18:00:00+00	\N	144	2	20	1	1	-15	85	89.9264	draw	gpu	over the price	postgres	\N	\N
20	269	2025-07-14 10:00:01.003354+00	2025-07-10 00:00:00+00	\N	144	3	20	2	2	-18	67	\N	draw	gpu	\N	\N	\N	\N
20	270	2025-07-14 10:00:01.003934+00	2025-06-07 00:00:00+00	2025-07-14 10:00:01.003847+00	144	4	22	1	1	-4	63	85.9264	draw	image	late	postgres	\N	\N
20	271	2025-07-14 10:00:01.004109+00	2025-07-14 10:00:01.004098+00	\N	144	5	20	1	\N	-63	0	0	draw	\N	\N	postgres	\N	\N
20	271	2025-07-14 10:00:01.004109+00	2025-07-14 10:00:01.004098+00	\N	156	2	20	2	\N	-6	0	\N	draw	\N	\N	\N	\N	\N
20	271	2025-07-14 10:00:01.004109+00	2025-07-14 10:00:01.004098+00	\N	63	4	20	3	\N	-16.9264	0	\N	draw	\N	\N	\N	\N	\N
20	271	2025-07-14 10:00:01.004109+00	2025-07-14 10:00:01.004098+00	\N	143	1	20	4	\N	-34.0736	-34.0736	\N	draw	\N	\N	\N	\N	\N
30	272	2025-07-14 10:00:01.004455+00	2025-07-02 06:00:00+00	\N	46	2	30	1	\N	-40	0	\N	rollover	\N	\N	postgres	\N	\N
30	272	2025-07-14 10:00:01.004455+00	2025-07-02 06:00:00+00	\N	159	1	30	2	\N	40	40	\N	rollover	\N	\N	\N	\N	\N
30	273	2025-07-14 10:00:01.004455+00	2025-07-02 06:00:00+00	\N	161	1	30	1	\N	40	40	\N	grant	\N	\N	postgres	basic	\N
29	275	2025-07-14 10:00:01.005229+00	2025-07-14 10:00:01.005147+00	\N	146	2	29	1	\N	-44	56	56	draw	\N	july	postgres	\N	\N
25	276	2025-07-14 10:00:01.005648+00	2025-07-14 10:00:01.005604+00	\N	38	3	25	1	\N	-1	298.960218253968253969	298.960218253968253969	draw	\N	july	postgres	\N	\N
23	278	2025-07-14 10:00:01.006165+00	2025-06-22 08:00:00.746603+00	\N	163	1	23	1	\N	1	1	\N	grant	\N	\N	postgres	\N	\N
23	279	2025-07-14 10:00:01.006165+00	2025-07-02 06:00:00+00	\N	165	1	23	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
23	280	2025-07-14 10:00:01.006165+00	2025-07-02 06:00:00+00	\N	155	3	23	1	\N	-3.958162573402777778	0	\N	rollover	\N	\N	postgres	\N	\N
23	280	2025-07-14 10:00:01.006165+00	2025-07-02 06:00:00+00	\N	166	1	23	2	\N	3.958162573402777778	3.958162573402777778	\N	rollover	\N	\N	\N	\N	\N
23	281	2025-07-14 10:00:01.006165+00	2025-07-12 08:00:00.746603+00	\N	167	1	23	1	\N	1	1	\N	grant	\N	\N	postgres	\N	\N
23	283	2025-07-14 10:00:01.006751+00	2025-06-28 00:00:00+00	2025-07-14 10:00:01.006081+00	166	2	23	1	1	-0.15	3.808162573402777778	\N	draw	token	\N	postgres	\N	\N
24	285	2025-07-14 10:00:01.007422+00	2025-06-28 00:00:00+00	2025-07-14 10:00:01.006861+00	36	5	24	1	1	-0.3	1128.7625	\N	draw	token	\N	postgres	\N	\N
25	286	2025-07-14 10:00:01.007503+00	2025-06-28 00:00:00+00	2025-07-14 10:00:01.007484+00	38	4	25	1	1	-0.45	298.510218253968253969	\N	draw	token	\N	postgres	\N	\N
27	287	2025-07-14 10:00:01.007646+00	2025-07-02 08:00:00.746323+00	\N	74	2	27	1	\N	-4	0	\N	rollover	\N	\N	postgres	\N	\N
27	287	2025-07-14 10:00:01.007646+00	2025-07-02 08:00:00.746323+00	\N	169	1	27	2	\N	4	4	\N	rollover	\N	\N	\N	\N	\N
27	287	2025-07-14 10:00:01.007646+00	2025-07-02 08:00:00.746323+00	\N	170	1	27	3	\N	4	4	\N	grant	\N	\N	\N	\N	\N
27	288	2025-07-14 10:00:01.007819+00	2025-06-28 00:00:00+00	\N	158	2	27	1	1	-0.75	299.25	\N	draw	token	\N	postgres	\N	\N
1	292	2025-08-10 11:00:00.113054+00	2025-06-12 00:00:00+00	\N	152	1	2	1	1	0	0	\N	draw	free	\N	postgres	\N	\N
20	293	2025-08-10 11:00:00.113401+00	2025-07-14 21:15:00+00	\N	172	1	20	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
20	294	2025-08-10 11:00:00.113401+00	2025-06-24 00:00:00+00	\N	65	2	20	1	\N	-5	0	\N	expire	\N	\N	postgres	\N	\N
20	291	2025-08-10 11:00:00.113887+00	2025-07-10 00:00:00+00	2025-08-10 11:00:00.113261+00	172	2	21	1	1	-0.75	99.25	99.25	draw	token	august 2	postgres	\N	\N
20	289	2025-08-10 11:00:00.113915+00	2025-08-10 11:00:00.112413+00	\N	172	3	20	1	1	-12	87.25	87.25	draw	image	august 1	postgres	\N	\N
30	297	2025-08-10 11:00:00.114555+00	2025-08-02 06:00:00+00	\N	161	2	30	1	\N	-40	0	\N	expire	\N	\N	postgres	\N	\N
30	299	2025-08-10 11:00:00.115038+00	2025-08-10 11:00:00.114832+00	\N	175	1	30	1	\N	10	10	\N	grant	\N	\N	postgres	week	\N
27	301	2025-08-10 11:00:00.115288+00	2025-08-02 08:00:00.746323+00	\N	170	2	27	1	\N	-2	2	\N	rollover	\N	\N	postgres	\N	\N
27	301	2025-08-10 11:00:00.115288+00	2025-08-02 08:00:00.746323+00	\N	177	1	27	2	\N	2	2	\N	rollover	\N	\N	\N	\N	\N
27	301	2025-08-10 11:00:00.115288+00	2025-08-02 08:00:00.746323+00	\N	178	1	27	3	\N	4	4	\N	grant	\N	\N	\N	\N	\N
29	303	2025-08-10 11:00:00.116369+00	2025-07-16 06:00:00+00	\N	180	1	29	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
29	304	2025-08-10 11:00:00.116369+00	2025-07-16 06:00:00+00	\N	146	3	29	1	\N	-30	26	\N	rollover	\N	\N	postgres	\N	\N
29	304	2025-08-10 11:00:00.116369+00	2025-07-16 06:00:00+00	\N	146	4	29	2	\N	-26	0	\N	expire	\N	\N	\N	\N	\N
29	304	2025-08-10 11:00:00.116369+00	2025-07-16 06:00:00+00	\N	181	1	29	3	\N	30	30	\N	rollover	\N	\N	\N	\N	\N
29	306	2025-08-10 11:00:00.116728+00	2025-08-10 11:00:00.116671+00	\N	181	2	29	1	\N	-1.25	28.75	128.75	draw	\N	\N	postgres	\N	\N
24	309	2025-08-10 11:00:00.117905+00	2025-08-10 11:00:00.117753+00	\N	182	1	24	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
13	310	2025-08-10 11:00:00.118169+00	2025-06-14 00:00:00+00	\N	119	2	13	1	\N	-50	0	\N	expire	\N	\N	postgres	\N	\N
13	311	2025-08-10 11:00:00.118169+00	2025-06-14 00:00:00+00	\N	184	1	13	1	\N	50	50	\N	grant	\N	\N	postgres	hours	\N
13	312	2025-08-10 11:00:00.118169+00	2025-07-04 00:00:00+00	\N	184	2	13	1	\N	-50	0	\N	expire	\N	\N	postgres	\N	\N
13	313	2025-08-10 11:00:00.118169+00	2025-07-04 00:00:00+00	\N	187	1	13	1	\N	50	50	\N	grant	\N	\N	postgres	hours	\N
14	318	2025-08-10 11:00:00.119106+00	2025-05-31 10:00:00+00	\N	22	3	14	1	\N	-0.000000000000000001	0	\N	expire	\N	\N	postgres	\N	\N
14	319	2025-08-10 11:00:00.119106+00	2025-07-31 10:00:00+00	\N	190	1	14	1	\N	0.000000000000000003	0.000000000000000003	\N	grant	\N	\N	postgres	dust	\N
14	320	2025-08-10 11:00:00.119106+00	2025-07-31 10:00:00+00	\N	122	2	14	1	\N	-0.000000000000000003	0	\N	expire	\N	\N	postgres	\N	\N
20	323	2025-08-17 00:30:00.224374+00	2025-08-14 21:15:00+00	\N	192	1	20	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
20	322	2025-08-17 00:30:00.224634+00	2025-08-15 00:00:00+00	\N	192	2	20	1	1	-6.2856	93.7144	93.7144	draw	vcpu	db	postgres	\N	\N
25	327	2025-08-17 00:30:00.225696+00	2025-08-17 00:30:00.225403+00	\N	38	5	25	1	\N	-298.510218253968253969	0	\N	expire	\N	\N	postgres	\N	\N
25	328	2025-08-17 00:30:00.225696+00	2025-08-17 00:30:00.225403+00	\N	195	1	25	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
23	331	2025-08-25 01:30:00.33112+00	2025-08-01 08:00:00.746603+00	\N	196	1	23	1	\N	1	1	\N	grant	\N	\N	postgres	\N	\N
23	332	2025-08-25 01:30:00.33112+00	2025-08-02 06:00:00+00	\N	198	1	23	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
23	333	2025-08-25 01:30:00.33112+00	2025-07-12 08:00:00.746603+00	\N	163	2	23	1	\N	-1	0	\N	expire	\N	\N	postgres	\N	\N
23	333	2025-08-25 01:30:00.33112+00	2025-08-01 08:00:00.746603+00	\N	167	2	23	2	\N	-1	0	\N	expire	\N	\N	\N	\N	\N
23	333	2025-08-25 01:30:00.33112+00	2025-08-02 06:00:00+00	\N	165	2	23	3	\N	-26.191837426597222222	73.808162573402777778	\N	rollover	\N	\N	\N	\N	\N
23	333	2025-08-25 01:30:00.33112+00	2025-08-02 06:00:00+00	\N	165	3	23	4	\N	-73.808162573402777778	0	\N	expire	\N	\N	\N	\N	\N
23	333	2025-08-25 01:30:00.33112+00	2025-08-02 06:00:00+00	\N	199	1	23	5	\N	26.191837426597222222	26.191837426597222222	\N	rollover	\N	\N	\N	\N	\N
23	334	2025-08-25 01:30:00.33112+00	2025-08-21 08:00:00.746603+00	\N	200	1	23	1	\N	1	1	\N	grant	\N	\N	postgres	\N	\N
23	330	2025-08-25 01:30:00.33247+00	2025-08-25 01:30:00.332394+00	\N	166	3	23	1	\N	-2	1.808162573402777778	129	draw	\N	left	postgres	\N	\N
23	336	2025-08-25 01:30:00.332869+00	2025-08-25 01:30:00.33269+00	\N	197	1	23	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
23	336	2025-08-25 01:30:00.332937+00	2025-08-25 01:30:00.33269+00	\N	198	2	23	2	\N	-15.846766740815412186	84.153233259184587814	\N	revoke	\N	\N	\N	\N	\N
30	338	2025-08-25 01:30:00.333236+00	2025-08-16 06:00:00+00	\N	159	2	30	1	\N	-40	0	\N	expire	\N	\N	postgres	\N	\N
30	338	2025-08-25 01:30:00.333236+00	2025-08-17 11:00:00.114832+00	\N	175	2	30	2	\N	-10	0	\N	expire	\N	\N	\N	\N	\N
30	340	2025-08-25 01:30:00.333702+00	2025-08-25 01:30:00.333525+00	\N	203	1	30	1	\N	100	100	\N	grant	\N	\N	postgres	pro	\N
25	342	2025-08-25 01:30:00.334218+00	2025-08-25 01:30:00.334207+00	\N	195	2	25	1	\N	-100	0	0	draw	\N	\N	postgres	\N	\N
25	342	2025-08-25 01:30:00.334218+00	2025-08-25 01:30:00.334207+00	\N	194	1	25	2	\N	-30	-30	\N	draw	\N	\N	\N	\N	\N
1	343	2025-08-25 01:30:00.334374+00	2025-06-12 00:00:00+00	\N	154	2	1	1	\N	-3	94.239583333333333333	502.739583333333333333	draw	\N	\N	postgres	\N	\N
33	345	2025-08-25 01:30:00.334538+00	2025-07-02 08:00:00.747016+00	\N	205	1	33	1	\N	1	1	\N	grant	\N	\N	postgres	\N	\N
33	346	2025-08-25 01:30:00.334538+00	2025-07-02 08:00:00.747016+00	\N	76	2	33	1	\N	-1	0	\N	expire	\N	\N	postgres	\N	\N
33	347	2025-08-25 01:30:00.334538+00	2025-08-02 08:00:00.747016+00	\N	207	1	33	1	\N	1	1	\N	grant	\N	\N	postgres	\N	\N
33	350	2025-08-25 01:30:00.335006+00	2025-08-02 08:00:00.747016+00	\N	205	2	33	1	\N	-1	0	\N	expire	\N	\N	postgres	\N	\N
33	351	2025-08-25 01:30:00.335006+00	2025-08-25 01:30:00.334833+00	\N	209	1	33	1	\N	1	1	\N	grant	\N	\N	postgres	week	\N
34	354	2025-08-25 01:30:00.335843+00	2025-08-20 00:00:00+00	\N	211	1	34	1	\N	10	10	\N	grant	\N	\N	postgres	pro	\N
34	356	2025-08-25 01:30:00.336068+00	2025-08-25 01:30:00.336005+00	\N	211	2	34	1	\N	-2.5	7.5	7.5	draw	\N	\N	postgres	\N	\N
20	358	2025-08-25 01:30:00.336447+00	2025-08-14 21:15:00+00	\N	172	4	20	1	\N	-30	57.25	\N	rollover	\N	\N	postgres	\N	\N
20	358	2025-08-25 01:30:00.336447+00	2025-08-14 21:15:00+00	\N	172	5	20	2	\N	-57.25	0	\N	expire	\N	\N	\N	\N	\N
20	358	2025-08-25 01:30:00.336447+00	2025-08-14 21:15:00+00	\N	212	1	20	3	\N	30	30	\N	rollover	\N	\N	\N	\N	\N
20	357	2025-08-25 01:30:00.33681+00	2025-08-14 06:00:00+00	2025-08-25 01:30:00.336798+00	212	2	20	1	1	-30	0	0	draw	gpu	left	postgres	\N	\N
20	357	2025-08-25 01:30:00.33681+00	2025-08-14 06:00:00+00	2025-08-25 01:30:00.336798+00	192	3	20	2	1	-15.75	77.9644	\N	draw	gpu	\N	\N	\N	\N
20	357	2025-08-25 01:30:00.33681+00	2025-08-14 21:15:00+00	\N	192	4	20	3	2	-77.9644	0	\N	draw	gpu	\N	\N	\N	\N
20	357	2025-08-25 01:30:00.33681+00	2025-08-14 21:15:00+00	\N	191	1	20	4	2	-2.2856	-2.2856	\N	draw	gpu	\N	\N	\N	\N
34	360	2025-08-25 01:30:00.337457+00	2025-08-25 01:30:00.337217+00	\N	213	1	34	1	\N	2	2	\N	grant	\N	\N	postgres	\N	\N
\.
COPY credits.invoice (account_id, id, starts_at, ends_at, finalized_at, booked_at, paid_at, failed_at, subscription_id, currency, total, status) FROM stdin;
1	1	2025-03-20 22:30:00+00	2025-03-30 21:30:00+00	2025-03-31 21:30:00+00	2025-06-02 08:00:00.74857+00	\N	\N	1	EUR	0.00	paid
9	2	2025-03-31 10:00:00+00	2025-04-30 10:00:00+00	2025-04-30 22:00:00+00	2025-06-02 08:00:00.765629+00	\N	\N	6	USD	240.00	open
9	3	2025-04-30 10:00:00+00	2025-05-31 10:00:00+00	2025-05-31 10:00:00+00	2025-06-02 08:00:00.766624+00	\N	\N	38	USD	-106.99	open
10	4	2025-03-31 10:00:00+00	2025-04-30 10:00:00+00	2025-04-30 10:00:00+00	2025-06-02 08:00:00.767303+00	\N	\N	7	USD	75.00	open
10	5	2025-04-30 10:00:00+00	2025-05-12 03:00:00+00	2025-05-12 03:00:00+00	2025-06-02 08:00:00.768177+00	\N	\N	7	USD	0.00	paid
10	6	2025-05-12 03:00:00+00	2025-06-12 03:00:00+00	2025-06-12 15:00:00+00	2025-06-02 08:00:00.768567+00	\N	\N	39	USD	240.00	open
11	7	2025-05-08 00:00:00+00	2025-05-15 00:00:00+00	2025-05-16 00:00:00+00	2025-06-02 08:00:00.769934+00	\N	\N	8	USD	3.33	open
11	8	2025-05-15 00:00:00+00	2025-05-22 00:00:00+00	2025-05-23 00:00:00+00	2025-06-02 08:00:00.770419+00	\N	\N	8	USD	3.33	open
6	11	2025-05-05 00:00:00+00	2025-05-19 00:00:00+00	2025-05-22 00:00:00+00	2025-06-02 08:00:00.772702+00	\N	\N	3	USD	0.00	paid
7	12	2025-05-08 00:00:00+00	2025-06-08 00:00:00+00	2025-06-08 12:00:00+00	2025-06-02 08:00:00.773109+00	\N	\N	32	USD	240.00	open
12	13	2025-05-05 00:00:00+00	2025-06-05 00:00:00+00	2025-06-05 00:00:00+00	2025-06-02 08:00:00.773453+00	\N	\N	33	USD	75.00	open
13	14	2025-05-05 00:00:00+00	2025-05-15 00:00:00+00	2025-05-15 00:00:00+00	2025-06-02 08:00:00.773663+00	\N	\N	10	JPY	156	open
13	15	2025-05-25 00:00:00+00	2025-06-04 00:00:00+00	2025-06-04 00:00:00+00	2025-06-02 08:00:00.773663+00	\N	\N	10	JPY	100	open
15	16	2025-05-05 00:00:00+00	2025-05-19 00:00:00+00	2025-05-22 00:00:00+00	2025-06-02 08:00:00.776047+00	\N	\N	12	USD	0.00	paid
15	17	2025-05-19 00:00:00+00	2025-06-19 00:00:00+00	2025-06-22 00:00:00+00	2025-06-02 08:00:00.776047+00	2025-07-24 00:00:00+00	2025-07-25 00:00:00+00	12	USD	29.99	paid
15	18	2025-06-19 00:00:00+00	2025-07-19 00:00:00+00	2025-07-22 00:00:00+00	2025-06-02 08:00:00.776872+00	\N	2025-07-25 00:00:00+00	12	USD	41.74	failed
5	9	2025-03-31 10:00:00+00	2025-04-30 10:00:00+00	2025-04-30 10:00:00+00	2025-06-02 08:00:00.77206+00	2025-06-10 00:00:00+00	\N	2	USD	10.00	paid
5	10	2025-04-30 10:00:00+00	2025-05-31 10:00:00+00	2025-05-31 10:00:00+00	2025-06-02 08:00:00.77206+00	\N	2025-06-10 00:00:00+00	2	USD	10.00	failed
18	19	2025-04-15 00:00:00+00	2025-04-29 00:00:00+00	2025-05-02 00:00:00+00	2025-06-02 08:00:00.782917+00	\N	\N	43	USD	0.00	paid
18	20	2025-04-29 00:00:00+00	2025-05-29 00:00:00+00	2025-06-01 00:00:00+00	2025-06-02 08:00:00.782917+00	\N	\N	43	USD	29.99	open
20	21	2025-05-31 21:15:00+00	2025-06-14 21:15:00+00	2025-06-17 21:15:00+00	2025-06-20 18:30:00.890653+00	\N	\N	15	USD	0.00	paid
31	22	2025-06-02 08:00:00.738803+00	2025-06-16 08:00:00.738803+00	2025-06-19 08:00:00.738803+00	2025-06-20 18:30:00.891658+00	\N	\N	22	USD	0.00	paid
1	23	2025-03-30 21:30:00+00	2025-04-30 21:30:00+00	2025-05-01 21:30:00+00	2025-06-20 18:30:00.892655+00	\N	\N	1	EUR	29.00	open
1	24	2025-04-30 21:30:00+00	2025-05-30 21:30:00+00	2025-05-31 21:30:00+00	2025-06-20 18:30:00.895313+00	\N	\N	44	EUR	80.92	open
30	25	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-07-02 06:00:00+00	2025-07-14 10:00:01.004455+00	\N	\N	21	USD	10.00	open
25	26	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-07-02 06:00:00+00	2025-07-14 10:00:01.005382+00	\N	\N	18	USD	75.00	open
23	27	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-07-05 06:00:00+00	2025-07-14 10:00:01.006165+00	\N	\N	45	USD	17.65	open
24	28	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-07-02 18:00:00+00	2025-07-14 10:00:01.006904+00	\N	\N	17	USD	240.00	open
30	30	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-08-02 06:00:00+00	2025-08-10 11:00:00.114555+00	\N	\N	21	USD	10.00	open
27	31	2025-06-15 00:00:00+00	2025-07-15 00:00:00+00	2025-07-15 00:00:00+00	2025-08-10 11:00:00.115288+00	\N	\N	46	USD	75.00	open
20	29	2025-06-14 21:15:00+00	2025-07-14 21:15:00+00	2025-07-17 21:15:00+00	2025-08-10 11:00:00.113401+00	2025-08-10 11:00:00.116982+00	\N	15	USD	38.51	paid
29	32	2025-06-16 06:00:00+00	2025-07-16 06:00:00+00	2025-07-19 06:00:00+00	2025-08-10 11:00:00.116369+00	\N	2025-08-10 11:00:00.117114+00	20	USD	29.99	failed
24	33	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-08-02 18:00:00+00	2025-08-10 11:00:00.117414+00	\N	\N	17	USD	0.00	paid
13	34	2025-06-14 00:00:00+00	2025-06-24 00:00:00+00	2025-06-24 00:00:00+00	2025-08-10 11:00:00.118169+00	\N	\N	10	JPY	100	open
13	35	2025-07-04 00:00:00+00	2025-07-14 00:00:00+00	2025-07-14 00:00:00+00	2025-08-10 11:00:00.118169+00	\N	\N	10	JPY	100	open
14	36	2025-03-31 10:00:00+00	2025-05-31 10:00:00+00	2025-06-30 10:00:00+00	2025-08-10 11:00:00.119106+00	\N	\N	11	XPT	0.12346	open
14	37	2025-05-31 10:00:00+00	2025-07-31 10:00:00+00	2025-08-31 10:00:00+00	2025-08-10 11:00:00.119106+00	\N	\N	11	XPT	0.12346	open
25	38	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-08-02 06:00:00+00	2025-08-17 00:30:00.224995+00	\N	\N	18	USD	0.00	paid
23	39	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-08-05 06:00:00+00	2025-08-25 01:30:00.33112+00	\N	\N	45	USD	29.99	open
30	40	2025-08-10 11:00:00.114832+00	2025-08-17 11:00:00.114832+00	2025-08-18 11:00:00.114832+00	2025-08-25 01:30:00.333236+00	\N	\N	47	USD	3.33	open
20	41	2025-07-14 21:15:00+00	2025-08-14 21:15:00+00	2025-08-17 21:15:00+00	2025-08-25 01:30:00.336447+00	\N	\N	15	USD	29.99	open
\.
COPY credits.invoice_line (account_id, starts_at, booked_at, line, kind, description, class, quantity, unit_price, exact, amount) FROM stdin;
1	2025-03-20 22:30:00+00	2025-06-02 08:00:00.74857+00	1	credits	rollover credits applied	rollover	2.5	\N	0	0.00
8	2025-05-05 00:00:00+00	2025-06-02 08:00:00.762869+00	2	proration	unused time on basic	\N	\N	\N	-6.653225806451612904	\N
8	2025-05-05 00:00:00+00	2025-06-02 08:00:00.762894+00	3	proration	remaining time on pro	\N	\N	\N	19.953024193548387097	\N
8	2025-05-05 00:00:00+00	2025-06-02 08:00:00.764228+00	4	proration	unused time on pro	\N	\N	\N	-15.11592741935483871	\N
8	2025-05-05 00:00:00+00	2025-06-02 08:00:00.764252+00	5	proration	remaining time on basic	\N	\N	\N	5.040322580645161291	\N
8	2025-05-05 00:00:00+00	2025-06-02 08:00:00.764264+00	6	overage	overage on pro	\N	30.580645161290322579	0.25	7.64516129032258064475	\N
8	2025-05-05 00:00:00+00	2025-06-02 08:00:00.764877+00	7	proration	unused time on basic	\N	\N	\N	-4.277553763437126643	\N
8	2025-05-05 00:00:00+00	2025-06-02 08:00:00.764896+00	8	proration	remaining time on pro	\N	\N	\N	12.828383736547942802	\N
9	2025-03-31 10:00:00+00	2025-06-02 08:00:00.765629+00	1	cycle	year	\N	\N	\N	240	240.00
9	2025-03-31 10:00:00+00	2025-06-02 08:00:00.765629+00	2	credits	included credits applied	included	111	\N	0	0.00
9	2025-04-30 10:00:00+00	2025-06-02 08:00:00.766144+00	1	proration	unused time on year	\N	\N	\N	-213.972602739726027398	-213.97
9	2025-04-30 10:00:00+00	2025-06-02 08:00:00.766159+00	2	proration	remaining time on year small	\N	\N	\N	106.986301369863013699	106.98
10	2025-03-31 10:00:00+00	2025-06-02 08:00:00.767303+00	1	cycle	quarter	\N	\N	\N	75	75.00
10	2025-03-31 10:00:00+00	2025-06-02 08:00:00.767303+00	2	overage	overage on quarter	\N	10	0	0	0.00
10	2025-03-31 10:00:00+00	2025-06-02 08:00:00.767303+00	3	credits	included credits applied	included	300	\N	0	0.00
10	2025-04-30 10:00:00+00	2025-06-02 08:00:00.768177+00	1	overage	overage on quarter	\N	20	0	0	0.00
10	2025-05-12 03:00:00+00	2025-06-02 08:00:00.768567+00	1	cycle	year	\N	\N	\N	240	240.00
10	2025-05-12 03:00:00+00	2025-06-02 08:00:00.768567+00	2	credits	included credits applied	included	1	\N	0	0.00
11	2025-05-08 00:00:00+00	2025-06-02 08:00:00.769934+00	1	cycle	week	\N	\N	\N	3.333	3.33
11	2025-05-15 00:00:00+00	2025-06-02 08:00:00.770419+00	1	cycle	week	\N	\N	\N	3.333	3.33
5	2025-03-31 10:00:00+00	2025-06-02 08:00:00.77206+00	1	cycle	basic	\N	\N	\N	10	10.00
5	2025-03-31 10:00:00+00	2025-06-02 08:00:00.77206+00	2	credits	included credits applied	included	6	\N	0	0.00
5	2025-04-30 10:00:00+00	2025-06-02 08:00:00.77206+00	1	cycle	basic	\N	\N	\N	10	10.00
6	2025-05-05 00:00:00+00	2025-06-02 08:00:00.772702+00	1	credits	included credits applied	included	3	\N	0	0.00
7	2025-05-08 00:00:00+00	2025-06-02 08:00:00.773109+00	1	cycle	year	\N	\N	\N	240	240.00
12	2025-05-05 00:00:00+00	2025-06-02 08:00:00.773453+00	1	cycle	quarter	\N	\N	\N	75	75.00
13	2025-05-05 00:00:00+00	2025-06-02 08:00:00.773663+00	1	cycle	hours	\N	\N	\N	100	100
13	2025-05-05 00:00:00+00	2025-06-02 08:00:00.773663+00	2	overage	overage on hours	\N	15	3.7	55.5	56
13	2025-05-05 00:00:00+00	2025-06-02 08:00:00.773663+00	3	credits	included credits applied	included	50	\N	0	0
13	2025-05-25 00:00:00+00	2025-06-02 08:00:00.773663+00	1	cycle	hours	\N	\N	\N	100	100
6	2025-05-19 00:00:00+00	2025-06-02 08:00:00.775036+00	2	proration	unused time on basic	\N	\N	\N	-2.903225806451612904	\N
6	2025-05-19 00:00:00+00	2025-06-02 08:00:00.775054+00	3	proration	remaining time on pro	\N	\N	\N	8.706774193548387097	\N
6	2025-05-19 00:00:00+00	2025-06-02 08:00:00.775515+00	4	proration	unused time on pro	\N	\N	\N	-7.73935483870967742	\N
6	2025-05-19 00:00:00+00	2025-06-02 08:00:00.775535+00	5	proration	remaining time on basic	\N	\N	\N	2.580645161290322581	\N
15	2025-05-05 00:00:00+00	2025-06-02 08:00:00.776047+00	1	credits	included credits applied	included	2.499999999999999999	\N	0	0.00
15	2025-05-19 00:00:00+00	2025-06-02 08:00:00.776047+00	1	cycle	pro	\N	\N	\N	29.99	29.99
15	2025-06-19 00:00:00+00	2025-06-02 08:00:00.776872+00	1	cycle	pro	\N	\N	\N	29.99	29.99
15	2025-06-19 00:00:00+00	2025-06-02 08:00:00.776872+00	2	overage	overage on pro	\N	47	0.25	11.75	11.75
15	2025-06-19 00:00:00+00	2025-06-02 08:00:00.776872+00	3	credits	rollover credits applied	rollover	30	\N	0	0.00
15	2025-06-19 00:00:00+00	2025-06-02 08:00:00.776872+00	4	credits	included credits applied	included	100	\N	0	0.00
18	2025-04-15 00:00:00+00	2025-06-02 08:00:00.782917+00	1	credits	included credits applied	included	1	\N	0	0.00
18	2025-04-29 00:00:00+00	2025-06-02 08:00:00.782917+00	1	cycle	pro	\N	\N	\N	29.99	29.99
20	2025-05-31 21:15:00+00	2025-06-20 18:30:00.890653+00	1	credits	included credits applied	included	10	\N	0	0.00
20	2025-05-31 21:15:00+00	2025-06-20 18:30:00.890653+00	2	credits	prepaid credits applied	prepaid	3.0736	\N	0	0.00
31	2025-06-02 08:00:00.738803+00	2025-06-20 18:30:00.891658+00	1	credits	included credits applied	included	2	\N	0	0.00
1	2025-03-30 21:30:00+00	2025-06-20 18:30:00.892655+00	1	cycle	pro EUR	\N	\N	\N	29	29.00
1	2025-03-30 21:30:00+00	2025-06-20 18:30:00.892655+00	2	credits	rollover credits applied	rollover	5.5	\N	0	0.00
1	2025-03-30 21:30:00+00	2025-06-20 18:30:00.892655+00	3	credits	included credits applied	included	100	\N	0	0.00
1	2025-03-30 21:30:00+00	2025-06-20 18:30:00.892655+00	4	credits	promotional credits applied	promotional	23.000000000000000001	\N	0	0.00
1	2025-03-30 21:30:00+00	2025-06-20 18:30:00.892655+00	5	credits	gift credits applied	gift	3	\N	0	0.00
1	2025-03-30 21:30:00+00	2025-06-20 18:30:00.892655+00	6	credits	prepaid credits applied	prepaid	176.817129494444444443	\N	0	0.00
1	2025-04-30 21:30:00+00	2025-06-20 18:30:00.895313+00	1	cycle	pro EUR	\N	\N	\N	29	29.00
1	2025-04-30 21:30:00+00	2025-06-20 18:30:00.893982+00	2	proration	unused time on pro EUR	\N	\N	\N	-27.932638888888888889	-27.93
1	2025-04-30 21:30:00+00	2025-06-20 18:30:00.894002+00	3	proration	remaining time on team EUR	\N	\N	\N	76.092361111111111112	76.09
1	2025-04-30 21:30:00+00	2025-06-20 18:30:00.89402+00	4	overage	overage on pro EUR	\N	18.601851716666666666	0.20	3.7203703433333333332	3.72
1	2025-04-30 21:30:00+00	2025-06-20 18:30:00.895313+00	5	overage	overage on team EUR	\N	0.25	0.155	0.03875	0.04
1	2025-04-30 21:30:00+00	2025-06-20 18:30:00.895313+00	6	credits	rollover credits applied	rollover	2	\N	0	0.00
1	2025-04-30 21:30:00+00	2025-06-20 18:30:00.895313+00	7	credits	included credits applied	included	115	\N	0	0.00
1	2025-04-30 21:30:00+00	2025-06-20 18:30:00.895313+00	8	credits	prepaid credits applied	prepaid	323.182870505555555557	\N	0	0.00
30	2025-06-02 06:00:00+00	2025-07-14 10:00:01.004455+00	1	cycle	basic	\N	\N	\N	10	10.00
25	2025-06-02 06:00:00+00	2025-07-14 10:00:01.005382+00	1	cycle	quarter	\N	\N	\N	75	75.00
25	2025-06-02 06:00:00+00	2025-07-14 10:00:01.005382+00	2	credits	included credits applied	included	0.039781746031746031	\N	0	0.00
23	2025-06-02 06:00:00+00	2025-07-14 10:00:01.006165+00	1	cycle	basic	\N	\N	\N	10	10.00
23	2025-06-02 06:00:00+00	2025-06-20 18:30:00.896956+00	2	proration	unused time on basic	\N	\N	\N	-3.826385428900462963	-3.83
23	2025-06-02 06:00:00+00	2025-06-20 18:30:00.896976+00	3	proration	remaining time on pro	\N	\N	\N	11.475329901272488426	11.48
23	2025-06-02 06:00:00+00	2025-07-14 10:00:01.006165+00	4	credits	included credits applied	included	60.00015	\N	0	0.00
24	2025-06-02 06:00:00+00	2025-07-14 10:00:01.006904+00	1	cycle	year	\N	\N	\N	240	240.00
24	2025-06-02 06:00:00+00	2025-07-14 10:00:01.006904+00	2	credits	included credits applied	included	70.9375	\N	0	0.00
20	2025-06-14 21:15:00+00	2025-08-10 11:00:00.113401+00	1	cycle	pro	\N	\N	\N	29.99	29.99
20	2025-06-14 21:15:00+00	2025-08-10 11:00:00.113401+00	2	overage	overage on pro	\N	34.0736	0.25	8.5184	8.52
20	2025-06-14 21:15:00+00	2025-08-10 11:00:00.113401+00	3	credits	included credits applied	included	106	\N	0	0.00
20	2025-06-14 21:15:00+00	2025-08-10 11:00:00.113401+00	4	credits	prepaid credits applied	prepaid	16.9264	\N	0	0.00
30	2025-07-02 06:00:00+00	2025-08-10 11:00:00.114555+00	1	cycle	basic	\N	\N	\N	10	10.00
27	2025-06-15 00:00:00+00	2025-08-10 11:00:00.115288+00	1	cycle	quarter	\N	\N	\N	75	75.00
27	2025-06-15 00:00:00+00	2025-08-10 11:00:00.115288+00	2	credits	included credits applied	included	0.75	\N	0	0.00
29	2025-06-16 06:00:00+00	2025-08-10 11:00:00.116369+00	1	cycle	pro	\N	\N	\N	29.99	29.99
29	2025-06-16 06:00:00+00	2025-08-10 11:00:00.116369+00	2	credits	included credits applied	included	44	\N	0	0.00
24	2025-07-02 06:00:00+00	2025-08-10 11:00:00.117414+00	1	credits	included credits applied	included	0.3	\N	0	0.00
13	2025-06-14 00:00:00+00	2025-08-10 11:00:00.118169+00	1	cycle	hours	\N	\N	\N	100	100
13	2025-07-04 00:00:00+00	2025-08-10 11:00:00.118169+00	1	cycle	hours	\N	\N	\N	100	100
14	2025-03-31 10:00:00+00	2025-08-10 11:00:00.119106+00	1	cycle	dust	\N	\N	\N	0.123456	0.12346
14	2025-03-31 10:00:00+00	2025-08-10 11:00:00.119106+00	2	credits	included credits applied	included	0.000000000000000002	\N	0	0.00000
14	2025-05-31 10:00:00+00	2025-08-10 11:00:00.119106+00	1	cycle	dust	\N	\N	\N	0.123456	0.12346
25	2025-07-02 06:00:00+00	2025-08-17 00:30:00.224995+00	1	credits	included credits applied	included	1.45	\N	0	0.00
23	2025-07-02 06:00:00+00	2025-08-25 01:30:00.33112+00	1	cycle	pro	\N	\N	\N	29.99	29.99
23	2025-07-02 06:00:00+00	2025-08-25 01:30:00.33112+00	2	credits	rollover credits applied	rollover	0.15	\N	0	0.00
23	2025-08-02 06:00:00+00	2025-08-25 01:30:00.332809+00	2	proration	unused time on pro	\N	\N	\N	-7.920742242617570192	\N
23	2025-08-02 06:00:00+00	2025-08-25 01:30:00.332827+00	3	proration	remaining time on basic	\N	\N	\N	2.641127790135902032	\N
30	2025-08-10 11:00:00.114832+00	2025-08-25 01:30:00.333236+00	1	cycle	week	\N	\N	\N	3.333	3.33
20	2025-07-14 21:15:00+00	2025-08-25 01:30:00.336447+00	1	cycle	pro	\N	\N	\N	29.99	29.99
20	2025-07-14 21:15:00+00	2025-08-25 01:30:00.336447+00	2	credits	included credits applied	included	12.75	\N	0	0.00
\.
COPY credits.job (id, started_at, updated_at, finished_at, upto, pid, done, failed) FROM stdin;
1	2025-06-20 18:30:00.889595+00	2025-06-20 18:30:00.892224+00	2025-06-20 18:30:00.892224+00	2025-06-20 18:30:00.889132+00	22919	3	0
\.
COPY credits.period (account_id, starts_at, ends_at, closed_at, opened_at, closes_at, cycle_starts_at, cycle_ends_at, subscription_id, trial, price) FROM stdin;
16	2025-05-01 00:00:00+00	2025-06-01 00:00:00+00	\N	2025-06-02 08:00:00.735197+00	2025-06-01 00:00:00+00	\N	\N	\N	f	\N
17	2031-03-15 12:00:00+00	2031-04-15 12:00:00+00	\N	2025-06-02 08:00:00.735668+00	2031-04-16 00:00:00+00	2031-03-15 12:00:00+00	2032-03-15 12:00:00+00	13	f	240
19	2025-05-05 00:00:00+00	2025-06-05 00:00:00+00	\N	2025-06-02 08:00:00.736299+00	2025-06-05 00:00:00+00	2025-05-05 00:00:00+00	2025-06-05 00:00:00+00	14	f	0
26	2025-06-01 04:00:00+00	2025-07-01 04:00:00+00	\N	2025-06-02 08:00:00.738043+00	2025-07-01 04:00:00+00	\N	\N	\N	f	\N
28	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	\N	2025-06-02 08:00:00.738319+00	2025-07-02 06:00:00+00	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	19	f	0
32	2025-06-02 08:00:00.739153+00	2025-07-02 08:00:00.739153+00	\N	2025-06-02 08:00:00.739363+00	2025-07-02 08:00:00.739153+00	2025-06-02 08:00:00.739153+00	2026-06-02 08:00:00.739153+00	23	f	120
1	2025-03-20 22:30:00+00	2025-03-30 21:30:00+00	2025-06-02 08:00:00.74857+00	2025-06-02 08:00:00.731554+00	2025-03-31 21:30:00+00	\N	\N	1	t	\N
20	2025-05-31 21:15:00+00	2025-06-14 21:15:00+00	2025-06-20 18:30:00.890653+00	2025-06-02 08:00:00.736672+00	2025-06-17 21:15:00+00	\N	\N	15	t	\N
8	2025-05-05 00:00:00+00	2025-06-05 00:00:00+00	\N	2025-06-02 08:00:00.733774+00	2025-06-08 00:00:00+00	2025-05-05 00:00:00+00	2025-06-05 00:00:00+00	36	f	10
8	2025-06-05 00:00:00+00	2025-07-05 00:00:00+00	\N	2025-06-02 08:00:00.765333+00	2025-07-05 00:00:00+00	2025-06-05 00:00:00+00	2025-07-05 00:00:00+00	37	f	10
9	2025-03-31 10:00:00+00	2025-04-30 10:00:00+00	2025-06-02 08:00:00.765629+00	2025-06-02 08:00:00.733924+00	2025-04-30 22:00:00+00	2025-03-31 10:00:00+00	2026-03-31 10:00:00+00	6	f	240
6	2025-05-19 00:00:00+00	2025-06-19 00:00:00+00	\N	2025-06-02 08:00:00.772806+00	2025-06-19 00:00:00+00	2025-05-19 00:00:00+00	2025-06-19 00:00:00+00	42	f	10
9	2025-04-30 10:00:00+00	2025-05-31 10:00:00+00	2025-06-02 08:00:00.766624+00	2025-06-02 08:00:00.765695+00	2025-05-31 10:00:00+00	2025-03-31 10:00:00+00	2026-03-31 10:00:00+00	38	f	\N
9	2025-05-31 10:00:00+00	2025-06-30 10:00:00+00	\N	2025-06-02 08:00:00.766686+00	2025-06-30 10:00:00+00	2025-03-31 10:00:00+00	2026-03-31 10:00:00+00	38	f	\N
10	2025-03-31 10:00:00+00	2025-04-30 10:00:00+00	2025-06-02 08:00:00.767303+00	2025-06-02 08:00:00.73407+00	2025-04-30 10:00:00+00	2025-03-31 10:00:00+00	2025-06-30 10:00:00+00	7	f	75
10	2025-04-30 10:00:00+00	2025-05-12 03:00:00+00	2025-06-02 08:00:00.768177+00	2025-06-02 08:00:00.76736+00	2025-05-12 03:00:00+00	2025-03-31 10:00:00+00	2025-06-30 10:00:00+00	7	f	\N
10	2025-05-12 03:00:00+00	2025-06-12 03:00:00+00	2025-06-02 08:00:00.768567+00	2025-06-02 08:00:00.768263+00	2025-06-12 15:00:00+00	2025-05-12 03:00:00+00	2026-05-12 03:00:00+00	39	f	240
10	2025-06-12 03:00:00+00	2025-07-12 03:00:00+00	\N	2025-06-02 08:00:00.768618+00	2025-07-12 15:00:00+00	2025-05-12 03:00:00+00	2026-05-12 03:00:00+00	39	f	\N
11	2025-05-05 00:00:00+00	2025-05-08 00:00:00+00	2025-06-02 08:00:00.769091+00	2025-06-02 08:00:00.734216+00	2025-05-09 00:00:00+00	\N	\N	8	t	\N
11	2025-05-08 00:00:00+00	2025-05-15 00:00:00+00	2025-06-02 08:00:00.769934+00	2025-06-02 08:00:00.769203+00	2025-05-16 00:00:00+00	2025-05-08 00:00:00+00	2025-05-15 00:00:00+00	8	f	3.333
11	2025-05-15 00:00:00+00	2025-05-22 00:00:00+00	2025-06-02 08:00:00.770419+00	2025-06-02 08:00:00.770083+00	2025-05-23 00:00:00+00	2025-05-15 00:00:00+00	2025-05-22 00:00:00+00	8	f	3.333
11	2025-05-22 00:00:00+00	2025-05-31 12:00:00+00	2025-06-02 08:00:00.770419+00	2025-06-02 08:00:00.77051+00	2025-05-31 12:00:00+00	\N	\N	\N	f	\N
11	2025-05-31 12:00:00+00	2025-06-02 00:00:00+00	2025-06-02 08:00:00.7711+00	2025-06-02 08:00:00.77052+00	2025-06-02 00:00:00+00	\N	\N	\N	f	\N
11	2025-06-02 00:00:00+00	2025-07-02 00:00:00+00	\N	2025-06-02 08:00:00.771212+00	2025-07-05 00:00:00+00	2025-06-02 00:00:00+00	2025-07-02 00:00:00+00	40	f	29.99
11	2025-07-02 00:00:00+00	2025-08-02 00:00:00+00	\N	2025-06-02 08:00:00.771567+00	2025-08-05 00:00:00+00	2025-07-02 00:00:00+00	2025-08-02 00:00:00+00	40	f	29.99
5	2025-03-31 10:00:00+00	2025-04-30 10:00:00+00	2025-06-02 08:00:00.77206+00	2025-06-02 08:00:00.733057+00	2025-04-30 10:00:00+00	2025-03-31 10:00:00+00	2025-04-30 10:00:00+00	2	f	10
5	2025-04-30 10:00:00+00	2025-05-31 10:00:00+00	2025-06-02 08:00:00.77206+00	2025-06-02 08:00:00.772351+00	2025-05-31 10:00:00+00	2025-04-30 10:00:00+00	2025-05-31 10:00:00+00	2	f	10
5	2025-05-31 10:00:00+00	2025-06-30 10:00:00+00	\N	2025-06-02 08:00:00.772363+00	2025-06-30 10:00:00+00	2025-05-31 10:00:00+00	2025-06-30 10:00:00+00	2	f	10
6	2025-05-05 00:00:00+00	2025-05-19 00:00:00+00	2025-06-02 08:00:00.772702+00	2025-06-02 08:00:00.733348+00	2025-05-22 00:00:00+00	\N	\N	3	t	\N
7	2025-05-05 00:00:00+00	2025-05-08 00:00:00+00	2025-06-02 08:00:00.773109+00	2025-06-02 08:00:00.733619+00	2025-05-11 00:00:00+00	\N	\N	4	t	\N
7	2025-05-08 00:00:00+00	2025-06-08 00:00:00+00	2025-06-02 08:00:00.773109+00	2025-06-02 08:00:00.761658+00	2025-06-08 12:00:00+00	2025-05-08 00:00:00+00	2026-05-08 00:00:00+00	32	f	240
7	2025-06-08 00:00:00+00	2025-07-08 00:00:00+00	\N	2025-06-02 08:00:00.773236+00	2025-07-08 12:00:00+00	2025-05-08 00:00:00+00	2026-05-08 00:00:00+00	32	f	\N
12	2025-05-05 00:00:00+00	2025-06-05 00:00:00+00	2025-06-02 08:00:00.773453+00	2025-06-02 08:00:00.762406+00	2025-06-05 00:00:00+00	2025-05-05 00:00:00+00	2025-08-05 00:00:00+00	33	f	75
12	2025-06-05 00:00:00+00	2025-07-05 00:00:00+00	\N	2025-06-02 08:00:00.773501+00	2025-07-05 00:00:00+00	2025-05-05 00:00:00+00	2025-08-05 00:00:00+00	33	f	\N
13	2025-05-05 00:00:00+00	2025-05-15 00:00:00+00	2025-06-02 08:00:00.773663+00	2025-06-02 08:00:00.734497+00	2025-05-15 00:00:00+00	2025-05-05 00:00:00+00	2025-05-25 00:00:00+00	10	f	100
13	2025-05-15 00:00:00+00	2025-05-25 00:00:00+00	2025-06-02 08:00:00.773663+00	2025-06-02 08:00:00.773766+00	2025-05-25 00:00:00+00	2025-05-05 00:00:00+00	2025-05-25 00:00:00+00	10	f	\N
13	2025-05-25 00:00:00+00	2025-06-04 00:00:00+00	2025-06-02 08:00:00.773663+00	2025-06-02 08:00:00.773776+00	2025-06-04 00:00:00+00	2025-05-25 00:00:00+00	2025-06-14 00:00:00+00	10	f	100
15	2025-05-05 00:00:00+00	2025-05-19 00:00:00+00	2025-06-02 08:00:00.776047+00	2025-06-02 08:00:00.734781+00	2025-05-22 00:00:00+00	\N	\N	12	t	\N
15	2025-05-19 00:00:00+00	2025-06-19 00:00:00+00	2025-06-02 08:00:00.776047+00	2025-06-02 08:00:00.77624+00	2025-06-22 00:00:00+00	2025-05-19 00:00:00+00	2025-06-19 00:00:00+00	12	f	29.99
15	2025-06-19 00:00:00+00	2025-07-19 00:00:00+00	2025-06-02 08:00:00.776872+00	2025-06-02 08:00:00.776252+00	2025-07-22 00:00:00+00	2025-06-19 00:00:00+00	2025-07-19 00:00:00+00	12	f	29.99
15	2025-07-19 00:00:00+00	2025-08-19 00:00:00+00	\N	2025-06-02 08:00:00.776992+00	2025-08-22 00:00:00+00	2025-07-19 00:00:00+00	2025-08-19 00:00:00+00	12	f	29.99
18	2025-04-01 00:00:00+00	2025-04-15 00:00:00+00	2025-06-02 08:00:00.782041+00	2025-06-02 08:00:00.735929+00	2025-04-15 00:00:00+00	\N	\N	\N	f	\N
18	2025-04-15 00:00:00+00	2025-04-29 00:00:00+00	2025-06-02 08:00:00.782917+00	2025-06-02 08:00:00.782305+00	2025-05-02 00:00:00+00	\N	\N	43	t	\N
18	2025-04-29 00:00:00+00	2025-05-29 00:00:00+00	2025-06-02 08:00:00.782917+00	2025-06-02 08:00:00.783113+00	2025-06-01 00:00:00+00	2025-04-29 00:00:00+00	2025-05-29 00:00:00+00	43	f	29.99
18	2025-05-29 00:00:00+00	2025-06-29 00:00:00+00	\N	2025-06-02 08:00:00.783125+00	2025-07-02 00:00:00+00	2025-05-29 00:00:00+00	2025-06-29 00:00:00+00	43	f	29.99
29	2025-06-02 06:00:00+00	2025-06-16 06:00:00+00	2025-06-20 18:30:00.891364+00	2025-06-02 08:00:00.738483+00	2025-06-19 06:00:00+00	\N	\N	20	t	\N
31	2025-06-02 08:00:00.738803+00	2025-06-16 08:00:00.738803+00	2025-06-20 18:30:00.891658+00	2025-06-02 08:00:00.738987+00	2025-06-19 08:00:00.738803+00	\N	\N	22	t	\N
31	2025-06-16 08:00:00.738803+00	2025-07-16 08:00:00.738803+00	\N	2025-06-20 18:30:00.891743+00	2025-07-19 08:00:00.738803+00	2025-06-16 08:00:00.738803+00	2025-07-16 08:00:00.738803+00	22	f	29.99
1	2025-03-30 21:30:00+00	2025-04-30 21:30:00+00	2025-06-20 18:30:00.892655+00	2025-06-02 08:00:00.748801+00	2025-05-01 21:30:00+00	2025-03-30 21:30:00+00	2025-04-30 21:30:00+00	1	f	29
27	2025-05-31 15:00:00+00	2025-06-15 00:00:00+00	2025-06-20 18:30:00.898511+00	2025-06-02 08:00:00.738153+00	2025-06-15 00:00:00+00	\N	\N	\N	f	\N
1	2025-04-30 21:30:00+00	2025-05-30 21:30:00+00	2025-06-20 18:30:00.895313+00	2025-06-02 08:00:00.752677+00	2025-05-31 21:30:00+00	2025-04-30 21:30:00+00	2025-05-30 21:30:00+00	44	f	29
1	2025-05-30 21:30:00+00	2025-06-30 21:30:00+00	\N	2025-06-20 18:30:00.895483+00	2025-07-01 21:30:00+00	2025-05-30 21:30:00+00	2025-06-30 21:30:00+00	44	f	79
20	2025-06-14 21:15:00+00	2025-07-14 21:15:00+00	2025-08-10 11:00:00.113401+00	2025-06-20 18:30:00.890833+00	2025-07-17 21:15:00+00	2025-06-14 21:15:00+00	2025-07-14 21:15:00+00	15	f	29.99
30	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-07-14 10:00:01.004455+00	2025-06-02 08:00:00.738647+00	2025-07-02 06:00:00+00	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	21	f	10
25	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-07-14 10:00:01.005382+00	2025-06-02 08:00:00.737931+00	2025-07-02 06:00:00+00	2025-06-02 06:00:00+00	2025-09-02 06:00:00+00	18	f	75
23	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-07-14 10:00:01.006165+00	2025-06-02 08:00:00.737565+00	2025-07-05 06:00:00+00	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	45	f	10
24	2025-06-02 06:00:00+00	2025-07-02 06:00:00+00	2025-07-14 10:00:01.006904+00	2025-06-02 08:00:00.737762+00	2025-07-02 18:00:00+00	2025-06-02 06:00:00+00	2026-06-02 06:00:00+00	17	f	240
30	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-08-10 11:00:00.114555+00	2025-07-14 10:00:01.004625+00	2025-08-02 06:00:00+00	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	21	f	10
30	2025-08-02 06:00:00+00	2025-08-10 11:00:00.114832+00	2025-08-10 11:00:00.115038+00	2025-08-10 11:00:00.114658+00	2025-08-10 11:00:00.114832+00	\N	\N	\N	f	\N
27	2025-06-15 00:00:00+00	2025-07-15 00:00:00+00	2025-08-10 11:00:00.115288+00	2025-06-20 18:30:00.898596+00	2025-07-15 00:00:00+00	2025-06-15 00:00:00+00	2025-09-15 00:00:00+00	46	f	75
27	2025-07-15 00:00:00+00	2025-08-15 00:00:00+00	\N	2025-08-10 11:00:00.115459+00	2025-08-15 00:00:00+00	2025-06-15 00:00:00+00	2025-09-15 00:00:00+00	46	f	\N
29	2025-06-16 06:00:00+00	2025-07-16 06:00:00+00	2025-08-10 11:00:00.116369+00	2025-06-20 18:30:00.891462+00	2025-07-19 06:00:00+00	2025-06-16 06:00:00+00	2025-07-16 06:00:00+00	20	f	29.99
29	2025-07-16 06:00:00+00	2025-08-16 06:00:00+00	\N	2025-08-10 11:00:00.116519+00	2025-08-19 06:00:00+00	2025-07-16 06:00:00+00	2025-08-16 06:00:00+00	20	f	29.99
24	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-08-10 11:00:00.117414+00	2025-07-14 10:00:01.006956+00	2025-08-02 18:00:00+00	2025-06-02 06:00:00+00	2026-06-02 06:00:00+00	17	f	\N
24	2025-08-02 06:00:00+00	2025-09-02 06:00:00+00	\N	2025-08-10 11:00:00.117472+00	2025-09-02 18:00:00+00	2025-06-02 06:00:00+00	2026-06-02 06:00:00+00	17	f	\N
13	2025-06-04 00:00:00+00	2025-06-14 00:00:00+00	2025-08-10 11:00:00.118169+00	2025-06-02 08:00:00.773785+00	2025-06-14 00:00:00+00	2025-05-25 00:00:00+00	2025-06-14 00:00:00+00	10	f	\N
13	2025-06-14 00:00:00+00	2025-06-24 00:00:00+00	2025-08-10 11:00:00.118169+00	2025-08-10 11:00:00.118357+00	2025-06-24 00:00:00+00	2025-06-14 00:00:00+00	2025-07-04 00:00:00+00	10	f	100
25	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-08-17 00:30:00.224995+00	2025-07-14 10:00:01.005438+00	2025-08-02 06:00:00+00	2025-06-02 06:00:00+00	2025-09-02 06:00:00+00	18	f	\N
23	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	2025-08-25 01:30:00.33112+00	2025-07-14 10:00:01.006402+00	2025-08-05 06:00:00+00	2025-07-02 06:00:00+00	2025-08-02 06:00:00+00	45	f	29.99
30	2025-08-10 11:00:00.114832+00	2025-08-17 11:00:00.114832+00	2025-08-25 01:30:00.333236+00	2025-08-10 11:00:00.11512+00	2025-08-18 11:00:00.114832+00	2025-08-10 11:00:00.114832+00	2025-08-17 11:00:00.114832+00	47	f	3.333
33	2025-06-01 00:00:00+00	2025-07-01 00:00:00+00	2025-08-25 01:30:00.334538+00	2025-06-02 08:00:00.739481+00	2025-07-01 00:00:00+00	\N	\N	\N	f	\N
20	2025-07-14 21:15:00+00	2025-08-14 21:15:00+00	2025-08-25 01:30:00.336447+00	2025-08-10 11:00:00.113561+00	2025-08-17 21:15:00+00	2025-07-14 21:15:00+00	2025-08-14 21:15:00+00	15	f	29.99
13	2025-06-24 00:00:00+00	2025-07-04 00:00:00+00	2025-08-10 11:00:00.118169+00	2025-08-10 11:00:00.118368+00	2025-07-04 00:00:00+00	2025-06-14 00:00:00+00	2025-07-04 00:00:00+00	10	f	\N
13	2025-07-04 00:00:00+00	2025-07-14 00:00:00+00	2025-08-10 11:00:00.118169+00	2025-08-10 11:00:00.118692+00	2025-07-14 00:00:00+00	2025-07-04 00:00:00+00	2025-07-24 00:00:00+00	10	f	100
13	2025-07-14 00:00:00+00	2025-07-24 00:00:00+00	\N	2025-08-10 11:00:00.118703+00	2025-07-24 00:00:00+00	2025-07-04 00:00:00+00	2025-07-24 00:00:00+00	10	f	\N
14	2025-03-31 10:00:00+00	2025-05-31 10:00:00+00	2025-08-10 11:00:00.119106+00	2025-06-02 08:00:00.734638+00	2025-06-30 10:00:00+00	2025-03-31 10:00:00+00	2025-05-31 10:00:00+00	11	f	0.123456
14	2025-05-31 10:00:00+00	2025-07-31 10:00:00+00	2025-08-10 11:00:00.119106+00	2025-06-02 08:00:00.774042+00	2025-08-31 10:00:00+00	2025-05-31 10:00:00+00	2025-07-31 10:00:00+00	11	f	0.123456
14	2025-07-31 10:00:00+00	2025-09-30 10:00:00+00	\N	2025-08-10 11:00:00.119262+00	2025-10-30 10:00:00+00	2025-07-31 10:00:00+00	2025-09-30 10:00:00+00	11	f	0.123456
20	2025-08-14 21:15:00+00	2025-09-14 21:15:00+00	\N	2025-08-17 00:30:00.224504+00	2025-09-17 21:15:00+00	2025-08-14 21:15:00+00	2025-09-14 21:15:00+00	15	f	29.99
25	2025-08-02 06:00:00+00	2025-08-17 00:30:00.225403+00	2025-08-17 00:30:00.225696+00	2025-08-17 00:30:00.225129+00	2025-08-17 00:30:00.225403+00	2025-06-02 06:00:00+00	2025-09-02 06:00:00+00	18	f	\N
25	2025-08-17 00:30:00.225403+00	2025-09-17 00:30:00.225403+00	\N	2025-08-17 00:30:00.225868+00	2025-09-20 00:30:00.225403+00	2025-08-17 00:30:00.225403+00	2025-09-17 00:30:00.225403+00	49	f	29.99
23	2025-08-02 06:00:00+00	2025-09-02 06:00:00+00	\N	2025-08-25 01:30:00.331908+00	2025-09-02 06:00:00+00	2025-08-02 06:00:00+00	2025-09-02 06:00:00+00	50	f	29.99
30	2025-08-17 11:00:00.114832+00	2025-08-25 01:30:00.333525+00	2025-08-25 01:30:00.333702+00	2025-08-25 01:30:00.333348+00	2025-08-25 01:30:00.333525+00	\N	\N	\N	f	\N
30	2025-08-25 01:30:00.333525+00	2025-09-25 01:30:00.333525+00	\N	2025-08-25 01:30:00.333784+00	2025-09-28 01:30:00.333525+00	2025-08-25 01:30:00.333525+00	2025-09-25 01:30:00.333525+00	51	f	29.99
33	2025-07-01 00:00:00+00	2025-08-01 00:00:00+00	2025-08-25 01:30:00.334538+00	2025-08-25 01:30:00.334683+00	2025-08-01 00:00:00+00	\N	\N	\N	f	\N
33	2025-08-01 00:00:00+00	2025-08-25 01:30:00.334833+00	2025-08-25 01:30:00.335006+00	2025-08-25 01:30:00.334693+00	2025-08-25 01:30:00.334833+00	\N	\N	\N	f	\N
33	2025-08-25 01:30:00.334833+00	2025-08-28 01:30:00.334833+00	\N	2025-08-25 01:30:00.335104+00	2025-08-29 01:30:00.334833+00	\N	\N	52	t	\N
34	2025-08-20 00:00:00+00	2025-09-03 00:00:00+00	\N	2025-08-25 01:30:00.335908+00	2025-09-06 00:00:00+00	\N	\N	53	t	\N
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
COPY credits.price (id, resource, rate, valid_from, valid_until) FROM stdin;
1	gpu	2.5/hour	-infinity	2025-07-10 00:00:00+00
2	gpu	3/hour	2025-07-10 00:00:00+00	infinity
3	vcpu	0.0000045/vCPU/s	-infinity	infinity
4	disk	1/7 GB/30 days	-infinity	infinity
5	token	0.15/1M token	-infinity	infinity
6	image	4/image	-infinity	infinity
7	free	0	-infinity	infinity
\.
COPY credits.request (account_id, user_id, operation, booked_at, key, call, arguments) FROM stdin;
1	1	75	2025-06-02 08:00:00.739696+00	invoice 1	grant	{"cost": 0.01, "note": "a note with \\"quotes\\", a \\\\ and a\\nline", "class": "prepaid", "amount": "500"}
8	8	82	2025-06-02 08:00:00.741925+00	g4	grant	{"class": "bonus", "amount": "12"}
18	18	84	2025-06-02 08:00:00.742286+00	pack	grant	{"class": "prepaid", "amount": "100"}
19	19	85	2025-06-02 08:00:00.742519+00	tab\tkey	grant	{"class": "prepaid", "amount": "2.5"}
20	20	86	2025-06-02 08:00:00.742789+00	pack	grant	{"class": "prepaid", "amount": "20", "effective_at": 802051200000000}
1	3	93	2025-06-02 08:00:00.744311+00	monthly	grant_every	{"class": "promotional", "every": "1 months", "amount": "1.5"}
16	16	95	2025-06-02 08:00:00.745338+00	weekly	grant_every	{"class": "included", "every": "7 days", "amount": "10", "rollover_for": "20 days", "rollover_max": "15"}
33	33	105	2025-06-02 08:00:00.746915+00	until	grant_every	{"class": "included", "every": "1 months", "until": 811209600000000, "amount": "1"}
1	1	107	2025-06-02 08:00:00.747394+00	first	consume	{"note": "by hand", "amount": "2.5", "attributes": {"a": "ä", "b": [1, null]}}
1	2	111	2025-06-02 08:00:00.750825+00	run	charge	{"at": 796609800000000, "item": "node", "until": 796824000000000, "quantity": 2, "resource": "gpu"}
5	5	118	2025-06-02 08:00:00.753158+00	scoped	consume	{"amount": "6", "resource": "image"}
17	17	122	2025-06-02 08:00:00.753588+00	ahead	charge	{"at": 985046400000000, "item": "batch", "until": 986835600000000, "quantity": 16, "resource": "vcpu"}
18	18	123	2025-06-02 08:00:00.753836+00	two	charge	{"quantity": 2, "resource": "image"}
19	19	124	2025-06-02 08:00:00.753928+00	dust	consume	{"amount": "0.000000000000000001"}
13	13	125	2025-06-02 08:00:00.754139+00	yen	consume	{"amount": "30"}
20	20	128	2025-06-02 08:00:00.754529+00	on the wall	consume	{"amount": "3"}
20	21	129	2025-06-02 08:00:00.754626+00	one	charge	{"at": 802094400000000, "item": "poster", "quantity": 2, "resource": "image"}
8	8	133	2025-06-02 08:00:00.75588+00	usage 1	charge	{"at": 799718400000000, "item": "item 1", "until": 799719600000000, "quantity": 1, "resource": "gpu"}
8	8	134	2025-06-02 08:00:00.75588+00	usage 2	charge	{"at": 799718400000000, "item": "item 2", "until": 799720800000000, "quantity": 1, "resource": "gpu"}
15	15	135	2025-06-02 08:00:00.75588+00	usage 1	charge	{"at": 799718400000000, "item": "item 1", "until": 799719600000000, "quantity": 1, "resource": "gpu"}
15	15	136	2025-06-02 08:00:00.75588+00	usage 2	charge	{"at": 799718400000000, "item": "item 2", "until": 799720800000000, "quantity": 1, "resource": "gpu"}
16	16	137	2025-06-02 08:00:00.75588+00	usage 1	charge	{"at": 799718400000000, "item": "item 1", "until": 799719600000000, "quantity": 1, "resource": "gpu"}
16	16	138	2025-06-02 08:00:00.75588+00	usage 2	charge	{"at": 799718400000000, "item": "item 2", "until": 799720800000000, "quantity": 1, "resource": "gpu"}
23	23	139	2025-06-02 08:00:00.756808+00	copy 1	charge	{"item": "chat", "quantity": 1000, "resource": "token", "attributes": {"model": "small"}}
24	24	140	2025-06-02 08:00:00.756808+00	copy 1	charge	{"at": 802162800000000, "item": "node", "until": 802165500000000, "quantity": 0.5, "resource": "gpu"}
25	25	142	2025-06-02 08:00:00.756808+00	copy 1	charge	{"at": 802159200000000, "item": "vol", "until": 802166400000000, "quantity": 100.25, "resource": "disk"}
13	13	153	2025-06-02 08:00:00.759095+00	over	consume	{"amount": "35"}
6	6	156	2025-06-02 08:00:00.760047+00	after the trial	change_plan	{"plan": "basic"}
12	12	160	2025-06-02 08:00:00.761869+00	at once	change_plan	{"plan": "quarter"}
8	8	164	2025-06-02 08:00:00.762661+00	up	change_plan	{"plan": "pro"}
11	11	191	2025-06-02 08:00:00.770802+00	again	subscribe	{"plan": "pro"}
18	18	231	2025-06-02 08:00:00.780786+00	late	subscribe	{"plan": "pro"}
1	1	251	2025-06-20 18:30:00.89306+00	over	consume	{"amount": "440"}
1	1	254	2025-06-20 18:30:00.894904+00	late	charge	{"at": 797126400000000, "until": 797148000000000, "quantity": 1, "resource": "gpu"}
23	23	262	2025-06-20 18:30:00.896648+00	up	change_plan	{"plan": "pro"}
20	20	265	2025-06-20 18:30:00.89776+00	june	grant	{"class": "included", "amount": "6"}
20	20	269	2025-07-14 10:00:01.003131+00	over the price	charge	{"at": 805399200000000, "item": "node", "until": 805442400000000, "quantity": 1, "resource": "gpu"}
20	22	270	2025-07-14 10:00:01.003854+00	late	charge	{"at": 802569600000000, "quantity": 1, "resource": "image"}
29	29	275	2025-07-14 10:00:01.005152+00	july	consume	{"amount": "44"}
25	25	276	2025-07-14 10:00:01.005266+00	july	consume	{"amount": "1"}
20	20	289	2025-08-10 11:00:00.112631+00	august 1	charge	{"item": "poster", "quantity": 3, "resource": "image"}
20	21	291	2025-08-10 11:00:00.112631+00	august 2	charge	{"at": 805420800000000, "quantity": 5000000, "resource": "token"}
24	24	307	2025-08-10 11:00:00.117277+00	next year	change_plan	{"plan": "year small"}
20	20	322	2025-08-17 00:30:00.224029+00	db	charge	{"at": 808531200000000, "item": "db", "until": 808705800000000, "quantity": 8, "resource": "vcpu"}
23	23	330	2025-08-25 01:30:00.330698+00	left	consume	{"amount": "2"}
33	33	344	2025-08-25 01:30:00.334406+00	left	subscribe	{"plan": "week"}
20	20	357	2025-08-25 01:30:00.336236+00	left	charge	{"at": 808466400000000, "item": "node", "until": 808617600000000, "quantity": 1, "resource": "gpu"}
34	34	359	2025-08-25 01:30:00.337105+00	daily	grant_every	{"class": "gift", "every": "1 days", "until": 820540800000000, "amount": "2", "rollover_for": "3 days"}
\.
COPY credits.resource (resource, unit, category) FROM stdin;
gpu		compute
vcpu	vCPU	compute
disk	GB	storage
token	token	\N
image	image	media
free		\N
no price		\N
\.
COPY credits.subscription (account_id, id, started_at, ends_at, anchor, trial_ends_at, next_at, made_at, operation, user_id, plan, price, currency, cycle, billing, grace, class, included, priority, trial_included, rollover_max, rollover_min, rollover_percent, rollover_for, overage, overage_price, overage_cap, key, actor) FROM stdin;
5	2	2025-03-31 10:00:00+00	\N	2025-03-31 10:00:00+00	\N	\N	2025-06-02 08:00:00.732891+00	4	5	basic	10	USD	1 mon	1 mon	00:00:00	included	40	20	0	\N	5	\N	45 days	f	0	\N	\N	postgres
14	11	2025-03-31 10:00:00+00	\N	2025-03-31 10:00:00+00	\N	\N	2025-06-02 08:00:00.734557+00	31	14	dust	0.123456	XPT	2 mons	2 mons	1 mon	included	0.000000000000000003	60	0	\N	\N	33.3	\N	t	0.000001	\N	\N	postgres
17	13	2031-03-15 12:00:00+00	\N	2031-03-15 12:00:00+00	\N	\N	2025-06-02 08:00:00.735549+00	38	17	year	240	USD	1 year	1 mon	12:00:00	included	1200	15	0	\N	\N	\N	\N	t	0.10	100	\N	postgres
19	14	2025-05-05 00:00:00+00	\N	2025-05-05 00:00:00+00	\N	\N	2025-06-02 08:00:00.736188+00	42	19	free	0	USD	1 mon	1 mon	00:00:00	included	5	20	0	\N	\N	\N	\N	f	0	\N	\N	postgres
20	15	2025-05-31 21:15:00+00	\N	2025-06-14 21:15:00+00	2025-06-14 21:15:00+00	\N	2025-06-02 08:00:00.736555+00	45	20	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	\N	postgres
28	19	2025-06-02 06:00:00+00	\N	2025-06-02 06:00:00+00	\N	\N	2025-06-02 08:00:00.738223+00	59	28	free	0	USD	1 mon	1 mon	00:00:00	included	5	20	0	\N	\N	\N	\N	f	0	\N	\N	postgres
29	20	2025-06-02 06:00:00+00	\N	2025-06-16 06:00:00+00	2025-06-16 06:00:00+00	\N	2025-06-02 08:00:00.738393+00	62	29	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	\N	postgres
31	22	2025-06-02 08:00:00.738803+00	\N	2025-06-16 08:00:00.738803+00	2025-06-16 08:00:00.738803+00	\N	2025-06-02 08:00:00.738872+00	68	31	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	\N	postgres
32	23	2025-06-02 08:00:00.739153+00	\N	2025-06-02 08:00:00.739153+00	\N	\N	2025-06-02 08:00:00.739247+00	71	32	year small	120	USD	1 year	1 mon	00:00:00	included	500	20	0	\N	\N	\N	\N	f	0	\N	\N	postgres
6	3	2025-05-05 00:00:00+00	2025-05-19 00:00:00+00	2025-05-19 00:00:00+00	2025-05-19 00:00:00+00	\N	2025-06-02 08:00:00.733239+00	7	6	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	\N	postgres
15	12	2025-05-05 00:00:00+00	2025-08-19 00:00:00+00	2025-05-19 00:00:00+00	2025-05-19 00:00:00+00	\N	2025-06-02 08:00:00.734698+00	34	15	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	\N	postgres
1	1	2025-03-20 22:30:00+00	2025-05-02 00:00:00+00	2025-03-30 21:30:00+00	2025-03-30 21:30:00+00	\N	2025-06-02 08:00:00.729948+00	1	1	pro EUR	29	EUR	1 mon	1 mon	1 day	included	100	20	12.5	40	2	\N	2 mons	t	0.20	60	\N	postgres
16	25	2025-05-05 00:00:00+00	\N	2025-05-05 00:00:00+00	\N	2025-05-26 00:00:00+00	2025-06-02 08:00:00.74545+00	95	16	\N	0	\N	7 days	7 days	00:00:00	included	10	20	0	15	\N	\N	20 days	f	0	\N	weekly	postgres
24	17	2025-06-02 06:00:00+00	2026-06-02 06:00:00+00	2025-06-02 06:00:00+00	\N	\N	2025-06-02 08:00:00.73766+00	51	24	year	240	USD	1 year	1 mon	12:00:00	included	1200	15	0	\N	\N	\N	\N	t	0.10	100	\N	postgres
27	28	2025-06-02 08:00:00.746323+00	2025-08-10 11:00:00.115737+00	2025-06-02 08:00:00.746323+00	\N	infinity	2025-06-02 08:00:00.746335+00	101	27	\N	0	\N	1 mon	1 mon	00:00:00	prepaid	4	50	0	6	\N	\N	\N	f	0	\N	\N	postgres
23	16	2025-06-02 06:00:00+00	2025-06-20 18:30:00.896829+00	2025-06-02 06:00:00+00	\N	\N	2025-06-02 08:00:00.73717+00	48	23	basic	10	USD	1 mon	1 mon	00:00:00	included	40	20	0	\N	5	\N	45 days	f	0	\N	\N	postgres
12	9	2025-05-05 00:00:00+00	2025-05-05 00:00:00+00	2025-05-05 00:00:00+00	\N	\N	2025-06-02 08:00:00.734275+00	25	12	basic	10	USD	1 mon	1 mon	00:00:00	included	40	20	0	\N	5	\N	45 days	f	0	\N	\N	postgres
8	5	2025-05-05 00:00:00+00	2025-05-15 09:00:00+00	2025-05-05 00:00:00+00	\N	\N	2025-06-02 08:00:00.733686+00	13	8	basic	10	USD	1 mon	1 mon	00:00:00	included	40	20	0	\N	5	\N	45 days	f	0	\N	\N	postgres
9	6	2025-03-31 10:00:00+00	2025-05-10 00:00:00+00	2025-03-31 10:00:00+00	\N	\N	2025-06-02 08:00:00.733838+00	16	9	year	240	USD	1 year	1 mon	12:00:00	included	1200	15	0	\N	\N	\N	\N	t	0.10	100	\N	postgres
10	7	2025-03-31 10:00:00+00	2025-05-12 03:00:00+00	2025-03-31 10:00:00+00	\N	\N	2025-06-02 08:00:00.733986+00	19	10	quarter	75	USD	3 mons	1 mon	00:00:00	included	300	20	0	\N	\N	20	\N	f	0	\N	\N	postgres
11	8	2025-05-05 00:00:00+00	2025-05-22 00:00:00+00	2025-05-08 00:00:00+00	2025-05-08 00:00:00+00	\N	2025-06-02 08:00:00.734131+00	22	11	week	3.333	USD	7 days	7 days	1 day	included	10	20	1	\N	\N	\N	\N	f	0	\N	\N	postgres
5	27	2025-03-31 10:00:00+00	\N	2025-03-31 10:00:00+00	\N	2025-06-30 10:00:00+00	2025-06-02 08:00:00.745945+00	99	5	\N	0	\N	1 mon	1 mon	00:00:00	included	2	20	0	\N	\N	\N	\N	f	0	\N	\N	postgres
16	26	2025-05-05 00:00:00+00	2025-05-08 00:00:00+00	2025-05-05 00:00:00+00	\N	infinity	2025-06-02 08:00:00.745708+00	97	16	\N	0	\N	36:00:00	36:00:00	00:00:00	bonus	3	3	0	\N	\N	\N	\N	f	0	\N	\N	postgres
1	24	2025-03-20 22:30:00+00	\N	2025-03-20 22:30:00+00	\N	2025-06-20 21:30:00+00	2025-06-02 08:00:00.74475+00	93	3	\N	0	\N	1 mon	1 mon	00:00:00	promotional	1.5	30	0	\N	\N	\N	\N	f	0	\N	monthly	postgres
30	21	2025-06-02 06:00:00+00	2025-08-02 06:00:00+00	2025-06-02 06:00:00+00	\N	\N	2025-06-02 08:00:00.738557+00	65	30	basic	10	USD	1 mon	1 mon	00:00:00	included	40	20	0	\N	5	\N	45 days	f	0	\N	\N	postgres
33	30	2025-06-02 08:00:00.747016+00	2025-09-15 00:00:00+00	2025-06-02 08:00:00.747016+00	\N	2025-09-02 08:00:00.747016+00	2025-06-02 08:00:00.747028+00	105	33	\N	0	\N	1 mon	1 mon	00:00:00	included	1	20	0	\N	\N	\N	\N	f	0	\N	until	postgres
13	10	2025-05-05 00:00:00+00	2025-07-24 00:00:00+00	2025-05-05 00:00:00+00	\N	\N	2025-06-02 08:00:00.734417+00	28	13	hours	100	JPY	480:00:00	240:00:00	00:00:00	included	50	20	0	\N	\N	\N	\N	t	3.7	20	\N	postgres
25	18	2025-06-02 06:00:00+00	2025-08-17 00:30:00.225403+00	2025-06-02 06:00:00+00	\N	\N	2025-06-02 08:00:00.73784+00	54	25	quarter	75	USD	3 mons	1 mon	00:00:00	included	300	20	0	\N	\N	20	\N	f	0	\N	\N	postgres
23	29	2025-06-02 08:00:00.746603+00	\N	2025-06-02 08:00:00.746603+00	\N	2025-09-10 08:00:00.746603+00	2025-06-02 08:00:00.746613+00	103	23	\N	0	\N	20 days	20 days	00:00:00	included	1	20	0	\N	\N	\N	\N	f	0	\N	\N	postgres
7	4	2025-05-05 00:00:00+00	2025-05-08 00:00:00+00	2025-05-19 00:00:00+00	2025-05-19 00:00:00+00	\N	2025-06-02 08:00:00.733522+00	10	7	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	\N	postgres
7	32	2025-05-08 00:00:00+00	\N	2025-05-08 00:00:00+00	\N	\N	2025-06-02 08:00:00.761494+00	157	7	year	240	USD	1 year	1 mon	12:00:00	included	1200	15	0	\N	\N	\N	\N	t	0.10	100	\N	postgres
12	33	2025-05-05 00:00:00+00	\N	2025-05-05 00:00:00+00	\N	\N	2025-06-02 08:00:00.762274+00	160	12	quarter	75	USD	3 mons	1 mon	00:00:00	included	300	20	0	\N	\N	20	\N	f	0	\N	at once	postgres
8	34	2025-05-15 09:00:00+00	2025-05-20 09:00:00+00	2025-05-05 00:00:00+00	\N	\N	2025-06-02 08:00:00.762836+00	164	8	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	up	postgres
8	35	2025-05-20 09:00:00+00	2025-05-22 17:45:00.000001+00	2025-05-05 00:00:00+00	\N	\N	2025-06-02 08:00:00.764193+00	166	8	basic	10	USD	1 mon	1 mon	00:00:00	included	40	20	0	\N	5	\N	45 days	f	0	\N	\N	postgres
8	36	2025-05-22 17:45:00.000001+00	2025-06-05 00:00:00+00	2025-05-05 00:00:00+00	\N	\N	2025-06-02 08:00:00.764841+00	167	8	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	\N	postgres
8	37	2025-06-05 00:00:00+00	\N	2025-05-05 00:00:00+00	\N	\N	2025-06-02 08:00:00.765186+00	168	8	basic	10	USD	1 mon	1 mon	00:00:00	included	40	20	0	\N	5	\N	45 days	f	0	\N	\N	postgres
9	38	2025-05-10 00:00:00+00	\N	2025-03-31 10:00:00+00	\N	\N	2025-06-02 08:00:00.766118+00	172	9	year small	120	USD	1 year	1 mon	00:00:00	included	500	20	0	\N	\N	\N	\N	f	0	\N	\N	postgres
10	39	2025-05-12 03:00:00+00	\N	2025-05-12 03:00:00+00	\N	\N	2025-06-02 08:00:00.768078+00	177	10	year	240	USD	1 year	1 mon	12:00:00	included	1200	15	0	\N	\N	\N	\N	t	0.10	100	\N	postgres
11	40	2025-06-02 00:00:00+00	\N	2025-06-02 00:00:00+00	\N	\N	2025-06-02 08:00:00.771015+00	191	11	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	again	postgres
6	31	2025-05-19 00:00:00+00	2025-06-10 00:00:00+00	2025-05-19 00:00:00+00	\N	\N	2025-06-02 08:00:00.760331+00	156	6	basic	10	USD	1 mon	1 mon	00:00:00	included	40	20	0	\N	5	\N	45 days	f	0	\N	after the trial	postgres
6	41	2025-06-10 00:00:00+00	2025-06-11 00:00:00+00	2025-05-19 00:00:00+00	\N	\N	2025-06-02 08:00:00.775004+00	220	6	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	\N	postgres
6	42	2025-06-11 00:00:00+00	\N	2025-05-19 00:00:00+00	\N	\N	2025-06-02 08:00:00.775486+00	221	6	basic	10	USD	1 mon	1 mon	00:00:00	included	40	20	0	\N	5	\N	45 days	f	0	\N	\N	postgres
18	43	2025-04-15 00:00:00+00	\N	2025-04-29 00:00:00+00	2025-04-29 00:00:00+00	\N	2025-06-02 08:00:00.781829+00	231	18	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	late	postgres
1	44	2025-05-02 00:00:00+00	\N	2025-03-30 21:30:00+00	\N	\N	2025-06-20 18:30:00.893942+00	252	1	team EUR	79	EUR	1 mon	1 mon	1 day	included	400	20	0	\N	\N	25	\N	t	0.155	\N	\N	postgres
27	46	2025-06-15 00:00:00+00	\N	2025-06-15 00:00:00+00	\N	\N	2025-06-20 18:30:00.898407+00	266	27	quarter	75	USD	3 mons	1 mon	00:00:00	included	300	20	0	\N	\N	20	\N	f	0	\N	\N	postgres
24	48	2026-06-02 06:00:00+00	\N	2025-06-02 06:00:00+00	\N	\N	2025-08-10 11:00:00.1177+00	307	24	year small	120	USD	1 year	1 mon	00:00:00	included	500	20	0	\N	\N	\N	\N	f	0	\N	next year	postgres
25	49	2025-08-17 00:30:00.225403+00	\N	2025-08-17 00:30:00.225403+00	\N	\N	2025-08-17 00:30:00.225586+00	325	25	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	\N	postgres
30	47	2025-08-10 11:00:00.114832+00	2025-08-17 11:00:00.114832+00	2025-08-10 11:00:00.114832+00	\N	\N	2025-08-10 11:00:00.114931+00	296	30	week	3.333	USD	7 days	7 days	1 day	included	10	20	1	\N	\N	\N	\N	f	0	\N	\N	postgres
23	45	2025-06-20 18:30:00.896829+00	2025-08-25 01:30:00.33269+00	2025-06-02 06:00:00+00	\N	\N	2025-06-20 18:30:00.89692+00	262	23	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	up	postgres
23	50	2025-08-25 01:30:00.33269+00	\N	2025-06-02 06:00:00+00	\N	\N	2025-08-25 01:30:00.332769+00	336	23	basic	10	USD	1 mon	1 mon	00:00:00	included	40	20	0	\N	5	\N	45 days	f	0	\N	\N	postgres
30	51	2025-08-25 01:30:00.333525+00	\N	2025-08-25 01:30:00.333525+00	\N	\N	2025-08-25 01:30:00.333613+00	337	30	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	\N	postgres
33	52	2025-08-25 01:30:00.334833+00	\N	2025-08-28 01:30:00.334833+00	2025-08-28 01:30:00.334833+00	\N	2025-08-25 01:30:00.334916+00	344	33	week	3.333	USD	7 days	7 days	1 day	included	10	20	1	\N	\N	\N	\N	f	0	\N	left	postgres
34	53	2025-08-20 00:00:00+00	\N	2025-09-03 00:00:00+00	2025-09-03 00:00:00+00	\N	2025-08-25 01:30:00.335773+00	353	34	pro	29.99	USD	1 mon	1 mon	3 days	included	100	20	10	30	\N	50	\N	t	0.25	50	\N	postgres
34	54	2025-08-25 01:30:00.337217+00	2026-01-01 00:00:00+00	2025-08-25 01:30:00.337217+00	\N	2025-08-26 01:30:00.337217+00	2025-08-25 01:30:00.337354+00	359	34	\N	0	\N	1 day	1 day	00:00:00	gift	2	35	0	\N	\N	\N	3 days	f	0	\N	daily	postgres
\.
COPY credits.usage_line_202506 (account_id, operation, booked_at, at, until, late_at, user_id, line, charged, quantity, rate, resource, item, key, attributes) FROM stdin;
1	111	2025-06-02 08:00:00.751037+00	2025-03-30 00:30:00+00	2025-03-30 21:30:00+00	2025-04-02 00:00:00+00	2	1	105	2	2.5/hour	gpu	node	run	\N
1	111	2025-06-02 08:00:00.751037+00	2025-03-30 21:30:00+00	2025-04-01 12:00:00+00	\N	2	2	192.5	2	2.5/hour	gpu	node	run	\N
1	112	2025-06-02 08:00:00.752132+00	2025-04-02 00:00:00+00	\N	\N	3	1	0.18518505	1234567	0.15/1M token	token	\N	\N	{"model": "large"}
1	113	2025-06-02 08:00:00.7524+00	2025-04-02 00:00:00+00	\N	\N	3	1	0	1	0	free	\N	\N	\N
1	117	2025-06-02 08:00:00.752825+00	2025-03-30 00:00:00+00	2025-03-30 21:30:00+00	2025-04-02 00:00:00+00	4	1	0.298611111111111111	70	1/7 GB/30 days	disk	vol	\N	\N
1	117	2025-06-02 08:00:00.752825+00	2025-03-30 21:30:00+00	2025-04-30 21:30:00+00	\N	4	2	10.333333333333333333	70	1/7 GB/30 days	disk	vol	\N	\N
1	117	2025-06-02 08:00:00.752825+00	2025-04-30 21:30:00+00	2025-05-12 06:00:00+00	\N	4	3	3.784722222222222223	70	1/7 GB/30 days	disk	vol	\N	\N
17	122	2025-06-02 08:00:00.753654+00	2031-03-20 00:00:00+00	2031-04-09 17:00:00+00	\N	17	1	128.8224	16	0.0000045/vCPU/s	vcpu	batch	ahead	\N
18	123	2025-06-02 08:00:00.753896+00	2025-04-01 00:00:00+00	\N	\N	18	1	8	2	4/image	image	\N	two	\N
20	129	2025-06-02 08:00:00.754696+00	2025-06-01 12:00:00+00	\N	\N	21	1	8	2	4/image	image	poster	one	\N
8	133	2025-06-02 08:00:00.756225+00	2025-05-05 00:00:00+00	2025-05-05 00:20:00+00	\N	8	1	0.833333333333333333	1	2.5/hour	gpu	item 1	usage 1	\N
8	134	2025-06-02 08:00:00.756256+00	2025-05-05 00:00:00+00	2025-05-05 00:40:00+00	\N	8	1	1.666666666666666666	1	2.5/hour	gpu	item 2	usage 2	\N
15	135	2025-06-02 08:00:00.756346+00	2025-05-05 00:00:00+00	2025-05-05 00:20:00+00	\N	15	1	0.833333333333333333	1	2.5/hour	gpu	item 1	usage 1	\N
15	136	2025-06-02 08:00:00.756362+00	2025-05-05 00:00:00+00	2025-05-05 00:40:00+00	\N	15	1	1.666666666666666666	1	2.5/hour	gpu	item 2	usage 2	\N
16	137	2025-06-02 08:00:00.756423+00	2025-05-05 00:00:00+00	2025-05-05 00:20:00+00	\N	16	1	0.833333333333333333	1	2.5/hour	gpu	item 1	usage 1	\N
16	138	2025-06-02 08:00:00.756437+00	2025-05-05 00:00:00+00	2025-05-05 00:40:00+00	\N	16	1	1.666666666666666666	1	2.5/hour	gpu	item 2	usage 2	\N
20	143	2025-06-02 08:00:00.756988+00	2025-06-01 00:00:00+00	2025-06-02 08:00:00+00	\N	22	1	2.0736	4	0.0000045/vCPU/s	vcpu	db	\N	\N
23	139	2025-06-02 08:00:00.757085+00	2025-06-02 08:00:00.756626+00	\N	\N	23	1	0.00015	1000	0.15/1M token	token	chat	copy 1	{"model": "small"}
24	140	2025-06-02 08:00:00.757154+00	2025-06-02 07:00:00+00	2025-06-02 07:45:00+00	\N	24	1	0.9375	0.5	2.5/hour	gpu	node	copy 1	\N
25	142	2025-06-02 08:00:00.75722+00	2025-06-02 06:00:00+00	2025-06-02 08:00:00+00	\N	25	1	0.039781746031746031	100.25	1/7 GB/30 days	disk	vol	copy 1	\N
28	144	2025-06-02 08:00:00.757283+00	2025-06-02 08:00:00.756626+00	\N	\N	28	1	0	1	0	free	\N	\N	\N
1	254	2025-06-20 18:30:00.895089+00	2025-04-05 00:00:00+00	2025-04-05 06:00:00+00	2025-05-02 00:00:00+00	1	1	15	1	2.5/hour	gpu	\N	late	\N
7	259	2025-06-20 18:30:00.896228+00	2025-05-09 10:00:00+00	\N	2025-06-10 00:00:00+00	7	1	4	1	4/image	image	late	\N	\N
10	260	2025-06-20 18:30:00.89632+00	2025-05-09 10:00:00+00	\N	2025-06-20 00:00:00+00	10	1	4	1	4/image	image	late	\N	\N
12	261	2025-06-20 18:30:00.896381+00	2025-05-09 10:00:00+00	\N	2025-06-10 00:00:00+00	12	1	4	1	4/image	image	late	\N	\N
24	264	2025-06-20 18:30:00.897551+00	2025-06-20 18:30:00.897498+00	\N	\N	24	1	20	5	4/image	image	poster	\N	\N
\.
COPY credits.usage_line_default (account_id, operation, booked_at, at, until, late_at, user_id, line, charged, quantity, rate, resource, item, key, attributes) FROM stdin;
20	269	2025-07-14 10:00:01.003354+00	2025-07-09 18:00:00+00	2025-07-10 00:00:00+00	\N	20	1	15	1	2.5/hour	gpu	node	over the price	\N
20	269	2025-07-14 10:00:01.003354+00	2025-07-10 00:00:00+00	2025-07-10 06:00:00+00	\N	20	2	18	1	3/hour	gpu	node	over the price	\N
20	270	2025-07-14 10:00:01.003934+00	2025-06-07 00:00:00+00	\N	2025-07-14 10:00:01.003847+00	22	1	4	1	4/image	image	\N	late	\N
23	283	2025-07-14 10:00:01.006751+00	2025-06-28 00:00:00+00	\N	2025-07-14 10:00:01.006081+00	23	1	0.15	1000000	0.15/1M token	token	chat	\N	\N
24	285	2025-07-14 10:00:01.007422+00	2025-06-28 00:00:00+00	\N	2025-07-14 10:00:01.006861+00	24	1	0.3	2000000	0.15/1M token	token	chat	\N	\N
25	286	2025-07-14 10:00:01.007503+00	2025-06-28 00:00:00+00	\N	2025-07-14 10:00:01.007484+00	25	1	0.45	3000000	0.15/1M token	token	chat	\N	\N
27	288	2025-07-14 10:00:01.007819+00	2025-06-28 00:00:00+00	\N	\N	27	1	0.75	5000000	0.15/1M token	token	chat	\N	\N
1	292	2025-08-10 11:00:00.113054+00	2025-06-12 00:00:00+00	\N	\N	2	1	0	1	0	free	\N	\N	\N
20	291	2025-08-10 11:00:00.113887+00	2025-07-10 00:00:00+00	\N	2025-08-10 11:00:00.113261+00	21	1	0.75	5000000	0.15/1M token	token	\N	august 2	\N
20	289	2025-08-10 11:00:00.113915+00	2025-08-10 11:00:00.112413+00	\N	\N	20	1	12	3	4/image	image	poster	august 1	\N
20	322	2025-08-17 00:30:00.224634+00	2025-08-15 00:00:00+00	2025-08-17 00:30:00+00	\N	20	1	6.2856	8	0.0000045/vCPU/s	vcpu	db	db	\N
20	357	2025-08-25 01:30:00.33681+00	2025-08-14 06:00:00+00	2025-08-14 21:15:00+00	2025-08-25 01:30:00.336798+00	20	1	45.75	1	3/hour	gpu	node	left	\N
20	357	2025-08-25 01:30:00.33681+00	2025-08-14 21:15:00+00	2025-08-16 00:00:00+00	\N	20	2	80.25	1	3/hour	gpu	node	left	\N
\.
COPY public.app (account, spent, price, plan) FROM stdin;
wall	1.5	2/hour	pro
wall/1	1.5	2/hour	pro
wall/2	1.5	2/hour	pro
wall 1	1.5	2/hour	pro
wall 2	1.5	2/hour	pro
wall 3	1.5	2/hour	pro
wall 4	1.5	2/hour	pro
wall 5	1.5	2/hour	pro
wall 6	1.5	2/hour	pro
wall 7	1.5	2/hour	pro
wall 8	1.5	2/hour	pro
\.
COPY public.repeated (call, answer) FROM stdin;
credits.grant('org', 500, key => 'invoice 1', note => E'a note with "quotes", a \\\\ and a\\nline', cost => 0.01)	52
credits.grant('wall', 6, 'included', key => 'june')	156
credits.grant_every('org/2', 1.50, '1 month', 'promotional', key => 'monthly')	24
credits.grant_every('clock 12', 10, '7 days', rollover_max => 15, rollover_for => '20 days', key => 'weekly')	25
credits.grant_every('no plan', 1, '1 month', until => '2025-09-15 00:00Z', key => 'until')	30
credits.subscribe('clock 7', 'pro', key => 'again')	40
credits.subscribe('joins', 'pro', key => 'late')	43
credits.change_plan('clock 2', 'basic', key => 'after the trial')	31
credits.change_plan('clock 4', 'pro', key => 'up')	34
credits.change_plan('wall 2', 'year small', key => 'next year')	48
credits.consume('org', 2.50, key => 'first', note => 'by hand', attributes => '{"a": "\\u00e4", "b": [1, null]}')	(107,org,"2025-03-20 22:30:00+00",2.5,2.5,0,592.500000000000000001,completed,t)
credits.consume('org', 440, key => 'over')	(251,org,"2025-05-02 00:00:00+00",440,421.398148283333333334,18.601851716666666666,0,completed,t)
credits.consume('clock 9', 35, key => 'over')	(153,"clock 9","2025-05-05 00:00:00+00",35,20,15,0,completed,t)
credits.consume('Zoë & "co", \\ Ltd', 0.000000000000000001, key => 'dust')	(124,"Zoë & ""co"", \\\\ Ltd","2025-05-05 00:00:00+00",0.000000000000000001,0.000000000000000001,0,7.499999999999999999,completed,t)
credits.consume('wall', 3, key => 'on the wall')	(128,wall,"2025-06-02 08:00:00.754524+00",3,3,0,34,completed,t)
credits.charge('org/1', 'gpu', 2, at => '2025-03-30 00:30Z', until => '2025-04-01 12:00Z', item => 'node', key => 'run')	(111,org/1,"2025-03-30 00:30:00+00",297.5,297.5,0,332.500000000000000001,completed,t)
credits.charge('org', 'gpu', 1, at => '2025-04-05 00:00Z', until => '2025-04-05 06:00Z', key => 'late')	(254,org,"2025-04-05 00:00:00+00",15,15,0,273.958333333333333333,completed,t)
credits.charge('later', 'vcpu', 16, at => '2031-03-20 00:00Z', until => '2031-04-09 17:00Z', item => 'batch', key => 'ahead')	(122,later,"2031-03-20 00:00:00+00",128.8224,128.8224,0,1171.1776,completed,t)
credits.charge('wall/2', 'image', 1, at => '2025-06-07 00:00Z', key => 'late')	(270,wall/2,"2025-06-07 00:00:00+00",4,4,0,85.9264,completed,t)
credits.charge('wall 2', 'gpu', 0.5, at => '2025-06-02 07:00Z', until => '2025-06-02 07:45Z', item => 'node', key => 'copy 1')	(140,"wall 2","2025-06-02 07:00:00+00",0.9375,0.9375,0,1149.0625,completed,t)
credits.charge('wall', 'image', 3, item => 'poster', key => 'august 1')	(289,wall,"2025-08-10 11:00:00.112413+00",12,12,0,87.25,completed,t)
\.
COPY public.said (query, rows, digest) FROM stdin;
SELECT a.account, x.available, x.overage, x.overage_cap FROM credits.account a, credits.balance(a.account, '2025-05-20 00:00:00+00') x WHERE a.opened_at <= '2025-05-20 00:00:00+00'	18	458274afb439473363d2492ab86ce50e
SELECT a.account, x.plan, x.status, x.since, x.trial_ends_at, x.period_starts_at, x.period_ends_at, x.renews_at, x.ends_at, x.next_plan, x.price, x.included, x.used, x.remaining FROM credits.account a, credits.current_plan(a.account, '2025-05-20 00:00:00+00') x WHERE a.opened_at <= '2025-05-20 00:00:00+00'	17	0c0e371d852a8ec341fadd342acfa2ae
SELECT a.account, x.class, x.priority, x.scope, x.granted, x.used, x.held, x.remaining, x.effective_at, x.expires_at, x.cost, x.note FROM credits.account a, credits.buckets(a.account, '2025-05-20 00:00:00+00') x WHERE a.opened_at <= '2025-05-20 00:00:00+00'	66	c413bd5507f28aa68948115bf98d4148
SELECT a.account, x.line, x.kind, x.description, x.class, x.quantity, x.unit_price, x.amount FROM credits.account a, credits.statement(a.account, '2025-05-20 00:00:00+00') x WHERE a.opened_at <= '2025-05-20 00:00:00+00'	60	b60e35264905c78b238104272b9bb4c2
SELECT a.account, x.starts_at, x.ends_at, x.finalized_at, x.currency, x.total, x.status, x.paid_at, x.failed_at FROM credits.account a, credits.invoices(a.account, until => '2025-05-20 00:00:00+00') x WHERE a.opened_at <= '2025-05-20 00:00:00+00'	15	ac2f95f93dca952113bf63c93e70548d
SELECT a.account, x.at, x.kind, x.description, x.amount, x.status, x.reference FROM credits.account a, credits.activity(a.account, until => '2025-05-20 00:00:00+00') x WHERE a.opened_at <= '2025-05-20 00:00:00+00'	101	556dabd27282c5647c28b9faa85f9832
SELECT a.account, x.available, x.overage, x.overage_cap FROM credits.account a, credits.balance(a.account, '2025-06-20 00:00:00+00') x WHERE a.opened_at <= '2025-06-20 00:00:00+00'	32	ace9f584abc673179ab91b04f35fd59d
SELECT a.account, x.plan, x.status, x.since, x.trial_ends_at, x.period_starts_at, x.period_ends_at, x.renews_at, x.ends_at, x.next_plan, x.price, x.included, x.used, x.remaining FROM credits.account a, credits.current_plan(a.account, '2025-06-20 00:00:00+00') x WHERE a.opened_at <= '2025-06-20 00:00:00+00'	29	40ef2d5cebe49895cf22ed4c89d8dfcf
SELECT a.account, x.class, x.priority, x.scope, x.granted, x.used, x.held, x.remaining, x.effective_at, x.expires_at, x.cost, x.note FROM credits.account a, credits.buckets(a.account, '2025-06-20 00:00:00+00') x WHERE a.opened_at <= '2025-06-20 00:00:00+00'	106	550da4bd907e980010ab9a9531f69995
SELECT a.account, x.line, x.kind, x.description, x.class, x.quantity, x.unit_price, x.amount FROM credits.account a, credits.statement(a.account, '2025-06-20 00:00:00+00') x WHERE a.opened_at <= '2025-06-20 00:00:00+00'	52	68f9e10488ac93c1d8cce360a63fce6d
SELECT a.account, x.starts_at, x.ends_at, x.finalized_at, x.currency, x.total, x.status, x.paid_at, x.failed_at FROM credits.account a, credits.invoices(a.account, until => '2025-06-20 00:00:00+00') x WHERE a.opened_at <= '2025-06-20 00:00:00+00'	33	40938623b5a025e32fd884f86a501c57
SELECT a.account, x.at, x.kind, x.description, x.amount, x.status, x.reference FROM credits.account a, credits.activity(a.account, until => '2025-06-20 00:00:00+00') x WHERE a.opened_at <= '2025-06-20 00:00:00+00'	173	bda878ab037e1d067d9b2786150c1b0a
SELECT a.account, x.available, x.overage, x.overage_cap FROM credits.account a, credits.balance(a.account, '2025-08-24 00:00:00+00') x WHERE a.opened_at <= '2025-08-24 00:00:00+00'	33	a3f083b914df0b2c8c973d3504fcb5b1
SELECT a.account, x.plan, x.status, x.since, x.trial_ends_at, x.period_starts_at, x.period_ends_at, x.renews_at, x.ends_at, x.next_plan, x.price, x.included, x.used, x.remaining FROM credits.account a, credits.current_plan(a.account, '2025-08-24 00:00:00+00') x WHERE a.opened_at <= '2025-08-24 00:00:00+00'	27	9de2d0d02f5a728e7dd971ff0f512fb2
SELECT a.account, x.class, x.priority, x.scope, x.granted, x.used, x.held, x.remaining, x.effective_at, x.expires_at, x.cost, x.note FROM credits.account a, credits.buckets(a.account, '2025-08-24 00:00:00+00') x WHERE a.opened_at <= '2025-08-24 00:00:00+00'	114	8de7d18f1aea307bda23744c72c3b71f
SELECT a.account, x.line, x.kind, x.description, x.class, x.quantity, x.unit_price, x.amount FROM credits.account a, credits.statement(a.account, '2025-08-24 00:00:00+00') x WHERE a.opened_at <= '2025-08-24 00:00:00+00'	33	ecff0fc184b99ac7da85f58a456bc6b1
SELECT a.account, x.starts_at, x.ends_at, x.finalized_at, x.currency, x.total, x.status, x.paid_at, x.failed_at FROM credits.account a, credits.invoices(a.account, until => '2025-08-24 00:00:00+00') x WHERE a.opened_at <= '2025-08-24 00:00:00+00'	55	ec58f58fa3de02b0a7b0fc9bed5e4b0c
SELECT a.account, x.at, x.kind, x.description, x.amount, x.status, x.reference FROM credits.account a, credits.activity(a.account, until => '2025-08-24 00:00:00+00') x WHERE a.opened_at <= '2025-08-24 00:00:00+00'	228	23c8152c81313adaf72823e4166eb364
SELECT a.account, x.available, x.overage, x.overage_cap FROM credits.account a, credits.balance(a.account, '2026-02-01 00:00:00+00') x WHERE a.opened_at <= '2026-02-01 00:00:00+00'	33	a21c931a67d20a3c26202be5bde11ed6
SELECT a.account, x.plan, x.status, x.since, x.trial_ends_at, x.period_starts_at, x.period_ends_at, x.renews_at, x.ends_at, x.next_plan, x.price, x.included, x.used, x.remaining FROM credits.account a, credits.current_plan(a.account, '2026-02-01 00:00:00+00') x WHERE a.opened_at <= '2026-02-01 00:00:00+00'	29	574baaabead1c0dc6c2bf677e51c90a0
SELECT a.account, x.class, x.priority, x.scope, x.granted, x.used, x.held, x.remaining, x.effective_at, x.expires_at, x.cost, x.note FROM credits.account a, credits.buckets(a.account, '2026-02-01 00:00:00+00') x WHERE a.opened_at <= '2026-02-01 00:00:00+00'	124	ec03e087d7bb6a0fafdb1bada79afe5c
SELECT a.account, x.line, x.kind, x.description, x.class, x.quantity, x.unit_price, x.amount FROM credits.account a, credits.statement(a.account, '2026-02-01 00:00:00+00') x WHERE a.opened_at <= '2026-02-01 00:00:00+00'	20	84fcfa034afb7f60fb04a2a372a82407
SELECT a.account, x.starts_at, x.ends_at, x.finalized_at, x.currency, x.total, x.status, x.paid_at, x.failed_at FROM credits.account a, credits.invoices(a.account, until => '2026-02-01 00:00:00+00') x WHERE a.opened_at <= '2026-02-01 00:00:00+00'	56	52bfa8f0aca5f78999f2bb6d831705b1
SELECT a.account, x.at, x.kind, x.description, x.amount, x.status, x.reference FROM credits.account a, credits.activity(a.account, until => '2026-02-01 00:00:00+00') x WHERE a.opened_at <= '2026-02-01 00:00:00+00'	235	fcb6cce1f4d1a3f111e89c6737249edb
\.
SELECT pg_catalog.setval('credits.account_id_seq', 34, true);
SELECT pg_catalog.setval('credits.bucket_id_seq', 213, true);
SELECT pg_catalog.setval('credits.invoice_id_seq', 41, true);
SELECT pg_catalog.setval('credits.job_id_seq', 1, true);
SELECT pg_catalog.setval('credits.operation_seq', 381, true);
SELECT pg_catalog.setval('credits.price_id_seq', 7, true);
SELECT pg_catalog.setval('credits.subscription_id_seq', 54, true);
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
ALTER TABLE ONLY public.repeated
    ADD CONSTRAINT repeated_pkey PRIMARY KEY (call);
ALTER TABLE ONLY public.said
    ADD CONSTRAINT said_pkey PRIMARY KEY (query);
CREATE INDEX account_due ON credits.account USING btree (LEAST(opens_at, closes_at), account_id) WHERE ((clock IS NULL) AND (user_id = account_id));
CREATE UNIQUE INDEX books_one_row ON credits.books USING btree ((true));
CREATE UNIQUE INDEX bucket_once ON credits.bucket USING btree (account_id, subscription_id, effective_at, rolled_from) NULLS NOT DISTINCT WHERE (subscription_id IS NOT NULL);
CREATE INDEX bucket_open ON credits.bucket USING btree (account_id, postpaid, expires_at) WHERE (closed_at IS NULL);
CREATE INDEX invoice_unpaid ON credits.invoice USING btree (account_id, id) WHERE (status <> 'paid'::text);
CREATE INDEX price_resource ON credits.price USING btree (resource, valid_from);
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
