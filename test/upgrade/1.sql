
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
    overage boolean DEFAULT false NOT NULL,
    overage_cap credits.amount,
    credited credits.amount DEFAULT 0 NOT NULL,
    account text NOT NULL COLLATE pg_catalog."C",
    time_zone text NOT NULL,
    currency text NOT NULL,
    actor text NOT NULL,
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

COMMENT ON COLUMN credits.account.overage IS 'Whether usage beyond the paid buckets is drawn from the period''s flex bucket.';

COMMENT ON COLUMN credits.account.overage_cap IS 'Size of the flex bucket of each new period while overage is on; NULL: no cap.';

COMMENT ON COLUMN credits.account.credited IS 'Bound on what is left in all its buckets: the sum of its grants since they were last added up.';

COMMENT ON COLUMN credits.account.account IS 'Its name: the application''s text key.';

COMMENT ON COLUMN credits.account.time_zone IS 'IANA zone in which its calendar runs.';

COMMENT ON COLUMN credits.account.currency IS 'Currency of its money.';

COMMENT ON COLUMN credits.account.actor IS 'Role that opened it.';

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
    CONSTRAINT bucket_check CHECK ((effective_at < expires_at)),
    CONSTRAINT bucket_check1 CHECK (((used OPERATOR(credits.>=) (0)::credits.amount) AND (held OPERATOR(credits.>=) (0)::credits.amount) AND (lapsed OPERATOR(credits.>=) (0)::credits.amount))),
    CONSTRAINT bucket_cost_check CHECK ((cost >= (0)::numeric)),
    CONSTRAINT bucket_never_overdrawn CHECK ((postpaid OR ((granted IS NOT NULL) AND (((used OPERATOR(credits.+) held) OPERATOR(credits.+) lapsed) OPERATOR(credits.<=) granted))))
)
WITH (fillfactor='80');

COMMENT ON TABLE credits.bucket IS 'One grant and what is left of it: granted - used - held - lapsed. Inserting a row stamps what is left out and posts its entry.';

COMMENT ON COLUMN credits.bucket.account_id IS 'Payer whose bucket it is.';

COMMENT ON COLUMN credits.bucket.id IS 'Identity; the last key of the draw order.';

COMMENT ON COLUMN credits.bucket.effective_at IS 'First instant at which it can be drawn; left out: the account''s now.';

COMMENT ON COLUMN credits.bucket.expires_at IS 'First instant at which it cannot; infinity: never; left out: the class''s lifetime.';

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

COMMENT ON COLUMN credits.bucket.lapsed IS 'Credits that expired.';

COMMENT ON COLUMN credits.bucket.class IS 'Class.';

COMMENT ON COLUMN credits.bucket.cost IS 'Cost basis: money paid per credit; NULL counts as 0 in the draw order.';

COMMENT ON COLUMN credits.bucket.scope IS 'Resources it may pay for; NULL: all.';

COMMENT ON COLUMN credits.bucket.key IS 'Idempotency key of the grant.';

COMMENT ON COLUMN credits.bucket.note IS 'Note given with the grant.';

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

COMMENT ON COLUMN credits.entry.kind IS 'grant, draw, expire or overage.';

COMMENT ON COLUMN credits.entry.resource IS 'Resource drawn for.';

COMMENT ON COLUMN credits.entry.key IS 'On the first piece: the idempotency key.';

COMMENT ON COLUMN credits.entry.actor IS 'On the first piece: the role that called.';

COMMENT ON COLUMN credits.entry.note IS 'On the first piece: the note given.';

COMMENT ON COLUMN credits.entry.attributes IS 'On the first piece of consume(): the attributes given.';

CREATE TABLE credits.entry_202411 (
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

COMMENT ON TABLE credits.entry_202411 IS 'Partition of credits.entry: 2024-11, by the month booked, UTC.';

COMMENT ON COLUMN credits.entry_202411.account_id IS 'Payer.';

COMMENT ON COLUMN credits.entry_202411.operation IS 'Call that made it; its facts stand on its first piece.';

COMMENT ON COLUMN credits.entry_202411.booked_at IS 'Wall time at which it was booked; the month it is kept by.';

COMMENT ON COLUMN credits.entry_202411.at IS 'Business time: of a draw over time, the start of the stretch in which it begins.';

COMMENT ON COLUMN credits.entry_202411.late_at IS 'If the period of at had closed: the account''s now, at which it was drawn; else NULL.';

COMMENT ON COLUMN credits.entry_202411.bucket_id IS 'Bucket it changes.';

COMMENT ON COLUMN credits.entry_202411.bucket_seq IS 'Its place in the bucket''s chain, from 1 without gaps.';

COMMENT ON COLUMN credits.entry_202411.user_id IS 'Account that the call named.';

COMMENT ON COLUMN credits.entry_202411.piece IS 'Its place in the operation, from 1 without gaps.';

COMMENT ON COLUMN credits.entry_202411.line IS 'Line of usage it pays for; NULL: none.';

COMMENT ON COLUMN credits.entry_202411.amount IS 'Change of the bucket in credits: a grant positive, a draw or an expiry negative.';

COMMENT ON COLUMN credits.entry_202411.bucket_after IS 'Sum of the bucket''s entries up to this one.';

COMMENT ON COLUMN credits.entry_202411.balance IS 'On the first piece of a draw that can be asked for again (a call''s, or a keyed row''s): available after the whole operation.';

COMMENT ON COLUMN credits.entry_202411.kind IS 'grant, draw, expire or overage.';

COMMENT ON COLUMN credits.entry_202411.resource IS 'Resource drawn for.';

COMMENT ON COLUMN credits.entry_202411.key IS 'On the first piece: the idempotency key.';

COMMENT ON COLUMN credits.entry_202411.actor IS 'On the first piece: the role that called.';

COMMENT ON COLUMN credits.entry_202411.note IS 'On the first piece: the note given.';

COMMENT ON COLUMN credits.entry_202411.attributes IS 'On the first piece of consume(): the attributes given.';

CREATE TABLE credits.entry_202412 (
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

COMMENT ON TABLE credits.entry_202412 IS 'Partition of credits.entry: 2024-12, by the month booked, UTC.';

COMMENT ON COLUMN credits.entry_202412.account_id IS 'Payer.';

COMMENT ON COLUMN credits.entry_202412.operation IS 'Call that made it; its facts stand on its first piece.';

COMMENT ON COLUMN credits.entry_202412.booked_at IS 'Wall time at which it was booked; the month it is kept by.';

COMMENT ON COLUMN credits.entry_202412.at IS 'Business time: of a draw over time, the start of the stretch in which it begins.';

COMMENT ON COLUMN credits.entry_202412.late_at IS 'If the period of at had closed: the account''s now, at which it was drawn; else NULL.';

COMMENT ON COLUMN credits.entry_202412.bucket_id IS 'Bucket it changes.';

COMMENT ON COLUMN credits.entry_202412.bucket_seq IS 'Its place in the bucket''s chain, from 1 without gaps.';

COMMENT ON COLUMN credits.entry_202412.user_id IS 'Account that the call named.';

COMMENT ON COLUMN credits.entry_202412.piece IS 'Its place in the operation, from 1 without gaps.';

COMMENT ON COLUMN credits.entry_202412.line IS 'Line of usage it pays for; NULL: none.';

COMMENT ON COLUMN credits.entry_202412.amount IS 'Change of the bucket in credits: a grant positive, a draw or an expiry negative.';

COMMENT ON COLUMN credits.entry_202412.bucket_after IS 'Sum of the bucket''s entries up to this one.';

COMMENT ON COLUMN credits.entry_202412.balance IS 'On the first piece of a draw that can be asked for again (a call''s, or a keyed row''s): available after the whole operation.';

COMMENT ON COLUMN credits.entry_202412.kind IS 'grant, draw, expire or overage.';

COMMENT ON COLUMN credits.entry_202412.resource IS 'Resource drawn for.';

COMMENT ON COLUMN credits.entry_202412.key IS 'On the first piece: the idempotency key.';

COMMENT ON COLUMN credits.entry_202412.actor IS 'On the first piece: the role that called.';

COMMENT ON COLUMN credits.entry_202412.note IS 'On the first piece: the note given.';

COMMENT ON COLUMN credits.entry_202412.attributes IS 'On the first piece of consume(): the attributes given.';

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

COMMENT ON COLUMN credits.entry_default.kind IS 'grant, draw, expire or overage.';

COMMENT ON COLUMN credits.entry_default.resource IS 'Resource drawn for.';

COMMENT ON COLUMN credits.entry_default.key IS 'On the first piece: the idempotency key.';

COMMENT ON COLUMN credits.entry_default.actor IS 'On the first piece: the role that called.';

COMMENT ON COLUMN credits.entry_default.note IS 'On the first piece: the note given.';

COMMENT ON COLUMN credits.entry_default.attributes IS 'On the first piece of consume(): the attributes given.';

CREATE TABLE credits.period (
    account_id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    CONSTRAINT period_check CHECK ((starts_at < ends_at))
);

COMMENT ON TABLE credits.period IS 'Billing periods of each payer: gapless, disjoint, half-open. Without a plan, calendar months in its zone.';

COMMENT ON COLUMN credits.period.account_id IS 'Payer.';

COMMENT ON COLUMN credits.period.starts_at IS 'First instant.';

COMMENT ON COLUMN credits.period.ends_at IS 'First instant after it.';

COMMENT ON COLUMN credits.period.closed_at IS 'Wall time at which it was closed; NULL: open.';

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

CREATE TABLE credits.usage_line_202411 (
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

COMMENT ON TABLE credits.usage_line_202411 IS 'Partition of credits.usage_line: 2024-11, by the month booked, UTC.';

COMMENT ON COLUMN credits.usage_line_202411.account_id IS 'Payer.';

COMMENT ON COLUMN credits.usage_line_202411.operation IS 'Charge it belongs to.';

COMMENT ON COLUMN credits.usage_line_202411.booked_at IS 'Wall time at which it was booked; the month it is kept by.';

COMMENT ON COLUMN credits.usage_line_202411.at IS 'Instant of the usage, or its start.';

COMMENT ON COLUMN credits.usage_line_202411.until IS 'First instant after it; NULL: an event.';

COMMENT ON COLUMN credits.usage_line_202411.late_at IS 'If its period had closed: the account''s now, at which it was drawn; else NULL.';

COMMENT ON COLUMN credits.usage_line_202411.user_id IS 'Account that used it.';

COMMENT ON COLUMN credits.usage_line_202411.line IS 'Its place in the charge, from 1 in time order.';

COMMENT ON COLUMN credits.usage_line_202411.charged IS 'What it costs, in credits; the sum of its entries, positive.';

COMMENT ON COLUMN credits.usage_line_202411.quantity IS 'Quantity, in the resource''s unit.';

COMMENT ON COLUMN credits.usage_line_202411.rate IS 'Rate in force, as the price said it then.';

COMMENT ON COLUMN credits.usage_line_202411.resource IS 'Resource.';

COMMENT ON COLUMN credits.usage_line_202411.item IS 'The application''s name of the thing that used it.';

COMMENT ON COLUMN credits.usage_line_202411.key IS 'Idempotency key of the charge.';

COMMENT ON COLUMN credits.usage_line_202411.attributes IS 'Attributes given.';

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

CREATE TABLE public.answer (
    account text COLLATE pg_catalog."C",
    at timestamp with time zone,
    available credits.amount,
    overage credits.amount,
    overage_cap credits.amount
);

CREATE TABLE public.app (
    account text NOT NULL,
    spent credits.amount,
    price credits.rate
);

CREATE VIEW public.overage_on AS
 SELECT a.account,
    a.overage,
    a.overage_cap,
    p.starts_at,
    p.closed_at
   FROM (credits.account a
     JOIN credits.period p USING (account_id))
  WHERE a.overage;

CREATE TABLE public.repeated (
    call text NOT NULL,
    answer text
);

ALTER TABLE ONLY credits.entry ATTACH PARTITION credits.entry_202411 FOR VALUES FROM ('2024-11-01 00:00:00+00') TO ('2024-12-01 00:00:00+00');

ALTER TABLE ONLY credits.entry ATTACH PARTITION credits.entry_202412 FOR VALUES FROM ('2024-12-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');

ALTER TABLE ONLY credits.entry ATTACH PARTITION credits.entry_default DEFAULT;

ALTER TABLE ONLY credits.usage_line ATTACH PARTITION credits.usage_line_202411 FOR VALUES FROM ('2024-11-01 00:00:00+00') TO ('2024-12-01 00:00:00+00');

ALTER TABLE ONLY credits.usage_line ATTACH PARTITION credits.usage_line_default DEFAULT;

COPY credits.account (account_id, user_id, version, opened_at, clock, clock_start, overage, overage_cap, credited, account, time_zone, currency, actor) FROM stdin;
6	6	7	2024-09-20 00:00:00+00	2025-01-01 00:00:00+00	2024-10-05 00:00:00+00	f	\N	34	clock 2	Asia/Kathmandu	USD	postgres
1	2	0	2024-10-05 00:00:00+00	\N	\N	f	\N	0	org/1	UTC	USD	postgres
1	3	0	2024-10-05 00:00:00+00	\N	\N	f	\N	0	org/2	UTC	USD	postgres
1	4	0	2024-10-05 00:00:00+00	\N	\N	f	\N	0	org/3	UTC	USD	postgres
23	23	7	2024-11-04 08:00:00.984568+00	\N	\N	t	\N	10	wall 1	America/New_York	USD	postgres
20	20	16	2024-10-20 00:00:00+00	\N	\N	t	80	231	wall	Europe/Berlin	USD	postgres
7	7	5	2024-09-20 00:00:00+00	2025-01-01 00:00:00+00	2024-10-05 00:00:00+00	f	\N	30	clock 3	Pacific/Auckland	USD	postgres
18	18	9	2024-08-01 00:00:00+00	\N	2024-08-01 00:00:00+00	f	\N	140	joins	UTC	USD	postgres
25	25	4	2024-11-04 08:00:00.984879+00	\N	\N	f	\N	30	wall 3	UTC	USD	postgres
20	21	0	2024-10-25 00:00:00+00	\N	\N	f	\N	0	wall/1	UTC	USD	postgres
20	22	0	2024-10-25 00:00:00+00	\N	\N	f	\N	0	wall/2	UTC	USD	postgres
17	17	10	2031-03-15 12:00:00+00	2031-06-01 00:00:00+00	2031-03-15 12:00:00+00	f	\N	1101	later	Asia/Tokyo	JPY	postgres
26	26	3	2024-11-04 08:00:00.985008+00	\N	\N	f	\N	40	wall 4	America/New_York	USD	postgres
19	19	3	2024-10-05 00:00:00+00	2024-10-05 00:00:00+00	2024-10-05 00:00:00+00	f	\N	2.5	Zoë & "co", \\ Ltd	UTC	USD	postgres
24	24	8	2024-11-04 08:00:00.984745+00	\N	\N	f	\N	20	wall 2	Asia/Tokyo	USD	postgres
5	5	9	2024-09-20 00:00:00+00	2025-02-10 00:00:00+00	2024-10-05 00:00:00+00	f	\N	35	clock 1	America/New_York	USD	postgres
8	8	5	2024-09-20 00:00:00+00	2025-01-01 00:00:00+00	2024-10-05 00:00:00+00	f	\N	30	clock 4	UTC	USD	postgres
9	9	7	2024-09-20 00:00:00+00	2025-01-01 00:00:00+00	2024-10-05 00:00:00+00	t	\N	30	clock 5	America/New_York	USD	postgres
13	13	3	2024-09-20 00:00:00+00	2024-10-05 00:00:00+00	2024-10-05 00:00:00+00	f	\N	30	clock 9	America/New_York	USD	postgres
14	14	3	2024-09-20 00:00:00+00	2024-10-05 00:00:00+00	2024-10-05 00:00:00+00	f	\N	30	clock 10	Asia/Kathmandu	USD	postgres
30	30	1	2024-11-04 08:00:00.987518+00	\N	\N	f	\N	0	never used	UTC	USD	postgres
15	15	3	2024-09-20 00:00:00+00	2024-10-05 00:00:00+00	2024-10-05 00:00:00+00	f	\N	30	clock 11	Pacific/Auckland	USD	postgres
16	16	3	2024-09-20 00:00:00+00	2024-10-05 00:00:00+00	2024-10-05 00:00:00+00	f	\N	30	clock 12	UTC	USD	postgres
27	27	3	2024-11-04 08:00:00.985137+00	\N	\N	f	\N	50	wall 5	Asia/Tokyo	USD	postgres
28	28	3	2024-11-04 08:00:00.986844+00	\N	\N	f	\N	60	wall 6	UTC	USD	postgres
29	29	7	2024-11-04 08:00:00.987188+00	\N	\N	f	\N	28	forgotten	America/New_York	USD	postgres
10	10	7	2024-09-20 00:00:00+00	2025-01-01 00:00:00+00	2024-10-05 00:00:00+00	t	10	30	clock 6	Asia/Kathmandu	USD	postgres
11	11	9	2024-09-20 00:00:00+00	2025-01-01 00:00:00+00	2024-10-05 00:00:00+00	f	\N	30	clock 7	Pacific/Auckland	USD	postgres
12	12	5	2024-09-20 00:00:00+00	2025-01-01 00:00:00+00	2024-10-05 00:00:00+00	f	\N	30	clock 8	UTC	USD	postgres
1	1	39	2024-10-01 00:00:00+00	2025-03-01 00:00:00+00	2024-10-05 00:00:00+00	t	1000	600.000000000000000001	org	Europe/Berlin	EUR	postgres
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
forgotten	29	29
never used	30	30
\.

COPY credits.books (version, made_at) FROM stdin;
1	2024-11-04 08:00:00.735718+00
\.

COPY credits.bucket (account_id, id, effective_at, expires_at, granted_at, closed_at, seq, operation, user_id, priority, mark, postpaid, granted, used, held, lapsed, class, cost, scope, key, note) FROM stdin;
5	2	2024-09-01 04:00:00+00	2024-10-01 04:00:00+00	2024-09-01 04:00:00+00	2024-11-04 08:00:00.976719+00	0	2	5	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
6	4	2024-08-31 18:15:00+00	2024-09-30 18:15:00+00	2024-08-31 18:15:00+00	2024-11-04 08:00:00.977429+00	0	4	6	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
7	6	2024-08-31 12:00:00+00	2024-09-30 11:00:00+00	2024-08-31 12:00:00+00	2024-11-04 08:00:00.977931+00	0	6	7	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
8	8	2024-09-01 00:00:00+00	2024-10-01 00:00:00+00	2024-09-01 00:00:00+00	2024-11-04 08:00:00.978202+00	0	8	8	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
9	10	2024-09-01 04:00:00+00	2024-10-01 04:00:00+00	2024-09-01 04:00:00+00	2024-11-04 08:00:00.978464+00	0	10	9	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
12	17	2024-10-01 00:00:00+00	2024-11-01 00:00:00+00	2024-10-01 00:00:00+00	2024-11-04 08:00:01.023932+00	0	17	12	90	2	t	0	0	0	0	flex	\N	\N	\N	\N
10	12	2024-08-31 18:15:00+00	2024-09-30 18:15:00+00	2024-08-31 18:15:00+00	2024-11-04 08:00:00.978719+00	0	12	10	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
11	14	2024-08-31 12:00:00+00	2024-09-30 11:00:00+00	2024-08-31 12:00:00+00	2024-11-04 08:00:00.97897+00	0	14	11	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
12	16	2024-09-01 00:00:00+00	2024-10-01 00:00:00+00	2024-09-01 00:00:00+00	2024-11-04 08:00:00.979225+00	0	16	12	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
13	18	2024-09-01 04:00:00+00	2024-10-01 04:00:00+00	2024-09-01 04:00:00+00	2024-11-04 08:00:00.981216+00	0	18	13	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
1	1	2024-09-30 22:00:00+00	2024-10-31 23:00:00+00	2024-09-30 22:00:00+00	2024-11-04 08:00:01.020095+00	2	1	1	90	2	t	1000	0	0	0	flex	\N	\N	\N	\N
5	3	2024-10-01 04:00:00+00	2024-11-01 04:00:00+00	2024-10-01 04:00:00+00	2024-11-04 08:00:01.020463+00	0	3	5	90	2	t	0	0	0	0	flex	\N	\N	\N	\N
6	5	2024-09-30 18:15:00+00	2024-10-31 18:15:00+00	2024-09-30 18:15:00+00	2024-11-04 08:00:01.020921+00	0	5	6	90	2	t	0	0	0	0	flex	\N	\N	\N	\N
7	7	2024-09-30 11:00:00+00	2024-10-31 11:00:00+00	2024-09-30 11:00:00+00	2024-11-04 08:00:01.021402+00	0	7	7	90	2	t	0	0	0	0	flex	\N	\N	\N	\N
8	9	2024-10-01 00:00:00+00	2024-11-01 00:00:00+00	2024-10-01 00:00:00+00	2024-11-04 08:00:01.021987+00	0	9	8	90	2	t	0	0	0	0	flex	\N	\N	\N	\N
9	11	2024-10-01 04:00:00+00	2024-11-01 04:00:00+00	2024-10-01 04:00:00+00	2024-11-04 08:00:01.022456+00	2	11	9	90	3	t	\N	75	0	0	flex	\N	\N	\N	\N
10	13	2024-09-30 18:15:00+00	2024-10-31 18:15:00+00	2024-09-30 18:15:00+00	2024-11-04 08:00:01.022911+00	2	13	10	90	3	t	10	7.5	0	0	flex	\N	\N	\N	\N
11	15	2024-09-30 11:00:00+00	2024-10-31 11:00:00+00	2024-09-30 11:00:00+00	2024-11-04 08:00:01.023404+00	2	15	11	90	4	t	0	0	0	0	flex	\N	\N	\N	\N
13	19	2024-10-01 04:00:00+00	2024-11-01 04:00:00+00	2024-10-01 04:00:00+00	\N	0	19	13	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
14	20	2024-08-31 18:15:00+00	2024-09-30 18:15:00+00	2024-08-31 18:15:00+00	2024-11-04 08:00:00.981506+00	0	20	14	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
14	21	2024-09-30 18:15:00+00	2024-10-31 18:15:00+00	2024-09-30 18:15:00+00	\N	0	21	14	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
15	22	2024-08-31 12:00:00+00	2024-09-30 11:00:00+00	2024-08-31 12:00:00+00	2024-11-04 08:00:00.981752+00	0	22	15	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
15	23	2024-09-30 11:00:00+00	2024-10-31 11:00:00+00	2024-09-30 11:00:00+00	\N	0	23	15	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
16	24	2024-09-01 00:00:00+00	2024-10-01 00:00:00+00	2024-09-01 00:00:00+00	2024-11-04 08:00:00.981988+00	0	24	16	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
16	25	2024-10-01 00:00:00+00	2024-11-01 00:00:00+00	2024-10-01 00:00:00+00	\N	0	25	16	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
19	28	2024-10-01 00:00:00+00	2024-11-01 00:00:00+00	2024-10-01 00:00:00+00	\N	0	28	19	90	0	t	0	0	0	0	flex	\N	\N	\N	\N
20	29	2024-09-30 22:00:00+00	2024-10-31 23:00:00+00	2024-09-30 22:00:00+00	2024-11-04 08:00:00.983851+00	0	29	20	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
18	27	2024-08-01 00:00:00+00	2024-09-01 00:00:00+00	2024-08-01 00:00:00+00	2024-11-04 08:00:01.018669+00	0	27	18	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
26	34	2024-11-01 04:00:00+00	2024-12-01 05:00:00+00	2024-11-01 04:00:00+00	\N	0	34	26	90	0	t	0	0	0	0	flex	\N	\N	\N	\N
27	35	2024-10-31 15:00:00+00	2024-11-30 15:00:00+00	2024-10-31 15:00:00+00	\N	0	35	27	90	0	t	0	0	0	0	flex	\N	\N	\N	\N
28	36	2024-11-01 00:00:00+00	2024-12-01 00:00:00+00	2024-11-01 00:00:00+00	\N	0	36	28	90	0	t	0	0	0	0	flex	\N	\N	\N	\N
29	37	2024-11-01 04:00:00+00	2024-12-01 05:00:00+00	2024-11-01 04:00:00+00	\N	0	37	29	90	0	t	0	0	0	0	flex	\N	\N	\N	\N
30	38	2024-11-01 00:00:00+00	2024-12-01 00:00:00+00	2024-11-01 00:00:00+00	\N	0	38	30	90	0	t	0	0	0	0	flex	\N	\N	\N	\N
1	41	2024-10-05 00:00:00+00	2024-12-20 00:00:00+00	2024-10-05 00:00:00+00	2024-11-04 08:00:01.000256+00	2	41	1	10	0	f	8	8	0	0	rollover	\N	\N	\N	\N
1	42	2024-10-05 00:00:00+00	2024-11-20 12:00:00+00	2024-10-05 00:00:00+00	2024-11-04 08:00:01.001629+00	2	42	2	5	0	f	20.000000000000000001	20.000000000000000001	0	0	promotional	\N	{gpu,token}	\N	\N
1	40	2024-10-05 00:00:00+00	2024-10-31 23:00:00+00	2024-10-05 00:00:00+00	2024-11-04 08:00:01.001699+00	3	40	1	20	0	f	50	50	0	0	included	\N	\N	\N	\N
1	39	2024-10-05 00:00:00+00	infinity	2024-10-05 00:00:00+00	2024-12-17 18:30:00.132388+00	9	39	1	50	1	f	500	500	0	0	prepaid	0.01	\N	invoice 1	a note with "quotes", a \\ and a\nline
20	30	2024-10-31 23:00:00+00	2024-11-30 23:00:00+00	2024-10-31 23:00:00+00	2024-12-17 18:30:00.13422+00	1	30	20	90	3	t	75.5	0	0	0	flex	\N	\N	\N	\N
23	31	2024-11-01 04:00:00+00	2024-12-01 05:00:00+00	2024-11-01 04:00:00+00	2024-12-17 18:30:00.135824+00	1	31	23	90	2	t	\N	0	0	0	flex	\N	\N	\N	\N
24	32	2024-10-31 15:00:00+00	2024-11-30 15:00:00+00	2024-10-31 15:00:00+00	2024-12-17 18:30:00.136367+00	0	32	24	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
25	33	2024-11-01 00:00:00+00	2024-12-01 00:00:00+00	2024-11-01 00:00:00+00	2024-12-17 18:30:00.13682+00	0	33	25	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
17	26	2031-02-28 15:00:00+00	2031-03-31 15:00:00+00	2031-02-28 15:00:00+00	2024-12-17 18:30:00.137528+00	0	26	17	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
29	74	2024-11-04 08:00:00.998879+00	infinity	2024-11-04 08:00:00.998879+00	\N	1	74	29	50	0	f	15	0	0	0	prepaid	\N	\N	\N	\N
1	46	2024-10-05 00:00:00+00	2024-10-12 00:00:00+00	2024-10-05 00:00:00+00	2024-11-04 08:00:01.000375+00	2	46	1	15	0	f	1	1	0	0	weekly	\N	\N	week	\N
1	45	2024-10-05 00:00:00+00	2024-11-04 01:00:00+00	2024-10-05 00:00:00+00	2024-11-04 08:00:01.001741+00	2	45	3	35	0	f	3	3	0	0	gift	\N	\N	\N	thirty days
1	44	2024-10-05 00:00:00+00	infinity	2024-10-05 00:00:00+00	2024-11-04 08:00:01.001776+00	2	44	1	40	0	f	11	11	0	0	bonus	0	\N	\N	\N
5	59	2024-10-05 00:00:00+00	infinity	2024-10-05 00:00:00+00	2024-11-04 08:00:01.005564+00	2	59	5	50	0	f	5	5	0	0	prepaid	\N	{image}	\N	\N
6	48	2024-10-05 00:00:00+00	infinity	2024-10-05 00:00:00+00	2024-11-04 08:00:01.005743+00	2	48	6	40	0	f	30	30	0	0	bonus	\N	\N	g2	\N
20	67	2024-11-04 08:00:00.99701+00	2024-12-24 00:00:00+00	2024-11-04 08:00:00.99701+00	2025-02-03 11:00:00.246022+00	2	67	20	30	2	f	5	0	0	5	promotional	\N	{token}	\N	\N
24	69	2024-11-04 08:00:00.997735+00	infinity	2024-11-04 08:00:00.997735+00	\N	3	69	24	50	2	f	20	1.0003	0	0	prepaid	\N	\N	\N	\N
18	63	2024-08-01 00:00:00+00	infinity	2024-08-01 00:00:00+00	\N	3	63	18	50	2	f	100	2.5	0	0	prepaid	\N	\N	pack	\N
19	64	2024-10-05 00:00:00+00	infinity	2024-10-05 00:00:00+00	\N	2	64	19	50	0	f	2.5	0.000000000000000001	0	0	prepaid	\N	\N	tab\tkey	\N
29	75	2024-11-04 08:00:00.999063+00	2024-12-01 05:00:00+00	2024-11-04 08:00:00.999063+00	\N	2	75	29	20	0	f	9	2	0	0	included	\N	\N	\N	\N
9	51	2024-10-05 00:00:00+00	infinity	2024-10-05 00:00:00+00	2024-11-04 08:00:01.017011+00	5	51	9	40	0	f	30	30	0	0	bonus	\N	\N	g5	\N
20	66	2024-11-04 08:00:00.996828+00	2024-11-30 23:00:00+00	2024-11-04 08:00:00.996828+00	2024-11-04 08:00:01.008009+00	3	66	20	20	0	f	20	20	0	0	included	\N	\N	\N	\N
1	43	2024-12-15 00:00:00+00	infinity	2024-10-05 00:00:00+00	\N	1	43	1	50	2	f	7	0	0	0	prepaid	\N	\N	\N	\N
8	50	2024-10-05 00:00:00+00	infinity	2024-10-05 00:00:00+00	\N	5	50	8	50	1	f	30	19	0	0	prepaid	\N	\N	g4	\N
5	47	2024-10-05 00:00:00+00	infinity	2024-10-05 00:00:00+00	\N	3	47	5	50	2	f	30	5	0	0	prepaid	\N	\N	g1	\N
18	62	2024-08-01 00:00:00+00	2024-09-01 00:00:00+00	2024-08-01 00:00:00+00	2024-11-04 08:00:01.018669+00	3	62	18	20	1	f	40	8	0	32	included	\N	\N	\N	\N
23	68	2024-11-04 08:00:00.99752+00	infinity	2024-11-04 08:00:00.99752+00	2025-03-30 01:30:00.356762+00	4	68	23	50	2	f	10	10	0	0	prepaid	\N	\N	\N	\N
17	60	2031-03-15 12:00:00+00	2031-03-31 15:00:00+00	2031-03-15 12:00:00+00	2024-12-17 18:30:00.137528+00	3	60	17	20	1	f	1000	72.3168	0	927.6832	included	\N	\N	\N	\N
20	65	2024-10-20 00:00:00+00	infinity	2024-11-04 08:00:00.996635+00	\N	11	65	20	50	3	f	200	140.0812	0	0	prepaid	\N	\N	pack	\N
13	55	2024-10-05 00:00:00+00	2024-11-01 04:00:00+00	2024-10-05 00:00:00+00	\N	4	55	13	20	0	f	30	15	0	0	included	\N	\N	g9	\N
14	56	2024-10-05 00:00:00+00	infinity	2024-10-05 00:00:00+00	\N	4	56	14	50	0	f	30	15	0	0	prepaid	\N	\N	g10	\N
17	61	2031-03-15 12:00:00+00	2031-05-01 00:00:00+00	2031-03-15 12:00:00+00	2024-12-17 18:30:00.137668+00	3	61	17	50	1	f	100	56.5056	0	43.4944	prepaid	\N	\N	\N	\N
26	71	2024-11-04 08:00:00.998132+00	infinity	2024-11-04 08:00:00.998132+00	\N	2	71	26	50	0	f	40	0.0006	0	0	prepaid	\N	\N	\N	\N
27	72	2024-11-04 08:00:00.998294+00	infinity	2024-11-04 08:00:00.998294+00	\N	2	72	27	50	0	f	50	0.00075	0	0	prepaid	\N	\N	\N	\N
28	73	2024-11-04 08:00:00.998473+00	infinity	2024-11-04 08:00:00.998473+00	\N	3	73	28	50	0	f	60	0.5009	0	0	prepaid	\N	\N	\N	\N
10	52	2024-10-05 00:00:00+00	2024-10-31 18:15:00+00	2024-10-05 00:00:00+00	2024-11-04 08:00:01.017228+00	5	52	10	20	0	f	30	30	0	0	included	\N	\N	g6	\N
7	49	2024-10-05 00:00:00+00	2024-10-31 11:00:00+00	2024-10-05 00:00:00+00	2024-11-04 08:00:01.021402+00	5	49	7	20	1	f	30	15	0	15	included	\N	\N	g3	\N
11	53	2024-10-05 00:00:00+00	infinity	2024-10-05 00:00:00+00	\N	4	53	11	50	1	f	30	15	0	0	prepaid	\N	\N	g7	\N
12	54	2024-10-05 00:00:00+00	infinity	2024-10-05 00:00:00+00	\N	4	54	12	40	1	f	30	15	0	0	bonus	\N	\N	g8	\N
25	70	2024-11-04 08:00:00.997954+00	infinity	2024-11-04 08:00:00.997954+00	\N	3	70	25	50	1	f	30	1.00045	0	0	prepaid	\N	\N	\N	\N
29	76	2025-06-01 00:00:00+00	2025-07-01 00:00:00+00	2024-11-04 08:00:00.999417+00	\N	1	76	29	35	0	f	4	0	0	0	gift	\N	\N	\N	\N
15	57	2024-10-05 00:00:00+00	infinity	2024-10-05 00:00:00+00	\N	4	57	15	40	0	f	30	15	0	0	bonus	\N	\N	g11	\N
16	58	2024-10-05 00:00:00+00	2024-11-01 00:00:00+00	2024-10-05 00:00:00+00	\N	4	58	16	20	0	f	30	15	0	0	included	\N	\N	g12	\N
18	80	2024-09-01 00:00:00+00	2024-10-01 00:00:00+00	2024-09-01 00:00:00+00	2024-11-04 08:00:01.018778+00	0	141	18	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
18	81	2024-10-01 00:00:00+00	2024-11-01 00:00:00+00	2024-10-01 00:00:00+00	2024-11-04 08:00:01.019175+00	0	142	18	90	2	t	0	0	0	0	flex	\N	\N	\N	\N
18	82	2024-11-01 00:00:00+00	2024-12-01 00:00:00+00	2024-11-01 00:00:00+00	\N	0	145	18	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
1	77	2024-10-31 23:00:00+00	2024-11-30 23:00:00+00	2024-10-31 23:00:00+00	2024-11-04 08:00:01.020161+00	1	79	1	90	2	t	1000	0	0	0	flex	\N	\N	\N	\N
5	83	2024-11-01 04:00:00+00	2024-12-01 05:00:00+00	2024-11-01 04:00:00+00	2024-11-04 08:00:01.020515+00	0	147	5	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
6	85	2024-10-31 18:15:00+00	2024-11-30 18:15:00+00	2024-10-31 18:15:00+00	2024-11-04 08:00:01.020968+00	0	149	6	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
6	86	2024-11-30 18:15:00+00	2024-12-31 18:15:00+00	2024-11-30 18:15:00+00	2024-11-04 08:00:01.021007+00	0	150	6	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
6	87	2024-12-31 18:15:00+00	2025-01-31 18:15:00+00	2024-12-31 18:15:00+00	\N	0	151	6	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
7	88	2024-10-31 11:00:00+00	2024-11-30 11:00:00+00	2024-10-31 11:00:00+00	2024-11-04 08:00:01.021488+00	0	152	7	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
7	89	2024-11-30 11:00:00+00	2024-12-31 11:00:00+00	2024-11-30 11:00:00+00	2024-11-04 08:00:01.021526+00	0	153	7	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
7	90	2024-12-31 11:00:00+00	2025-01-31 11:00:00+00	2024-12-31 11:00:00+00	\N	0	154	7	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
8	91	2024-11-01 00:00:00+00	2024-12-01 00:00:00+00	2024-11-01 00:00:00+00	2024-11-04 08:00:01.022034+00	0	156	8	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
17	79	2031-03-31 15:00:00+00	2031-04-30 15:00:00+00	2031-03-31 15:00:00+00	2024-12-17 18:30:00.137628+00	0	87	17	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
1	78	2024-11-30 23:00:00+00	2024-12-31 23:00:00+00	2024-11-30 23:00:00+00	2025-02-03 11:00:00.24834+00	4	82	1	90	3	t	1000	417.685185049999999999	0	0	flex	\N	\N	\N	\N
5	84	2024-12-01 05:00:00+00	2025-01-01 05:00:00+00	2024-12-01 05:00:00+00	2025-02-03 11:00:00.248751+00	0	148	5	90	2	t	0	0	0	0	flex	\N	\N	\N	\N
8	92	2024-12-01 00:00:00+00	2025-01-01 00:00:00+00	2024-12-01 00:00:00+00	2024-11-04 08:00:01.022071+00	0	157	8	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
8	93	2025-01-01 00:00:00+00	2025-02-01 00:00:00+00	2025-01-01 00:00:00+00	\N	0	158	8	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
9	94	2024-11-01 04:00:00+00	2024-12-01 05:00:00+00	2024-11-01 04:00:00+00	2024-11-04 08:00:01.02251+00	0	159	9	90	1	t	\N	0	0	0	flex	\N	\N	\N	\N
20	106	2024-12-17 18:30:00.135173+00	2024-12-31 23:00:00+00	2024-12-17 18:30:00.135173+00	2025-02-03 11:00:00.246022+00	2	179	20	20	1	f	6	0	0	6	included	\N	\N	december	\N
10	96	2024-10-31 18:15:00+00	2024-11-30 18:15:00+00	2024-10-31 18:15:00+00	2024-11-04 08:00:01.022961+00	0	161	10	90	1	t	10	0	0	0	flex	\N	\N	\N	\N
10	97	2024-11-30 18:15:00+00	2024-12-31 18:15:00+00	2024-11-30 18:15:00+00	2024-11-04 08:00:01.022999+00	0	162	10	90	1	t	10	0	0	0	flex	\N	\N	\N	\N
10	98	2024-12-31 18:15:00+00	2025-01-31 18:15:00+00	2024-12-31 18:15:00+00	\N	0	163	10	90	1	t	10	0	0	0	flex	\N	\N	\N	\N
11	99	2024-10-31 11:00:00+00	2024-11-30 11:00:00+00	2024-10-31 11:00:00+00	2024-11-04 08:00:01.023453+00	0	164	11	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
11	100	2024-11-30 11:00:00+00	2024-12-31 11:00:00+00	2024-11-30 11:00:00+00	2024-11-04 08:00:01.023495+00	0	165	11	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
11	101	2024-12-31 11:00:00+00	2025-01-31 11:00:00+00	2024-12-31 11:00:00+00	\N	0	166	11	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
12	102	2024-11-01 00:00:00+00	2024-12-01 00:00:00+00	2024-11-01 00:00:00+00	2024-11-04 08:00:01.024047+00	0	167	12	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
12	103	2024-12-01 00:00:00+00	2025-01-01 00:00:00+00	2024-12-01 00:00:00+00	2024-11-04 08:00:01.024088+00	0	168	12	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
12	104	2025-01-01 00:00:00+00	2025-02-01 00:00:00+00	2025-01-01 00:00:00+00	\N	0	169	12	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
9	95	2024-12-01 05:00:00+00	2025-01-01 05:00:00+00	2024-12-01 05:00:00+00	\N	1	160	9	90	1	t	\N	4	0	0	flex	\N	\N	\N	\N
20	105	2024-11-30 23:00:00+00	2024-12-31 23:00:00+00	2024-11-30 23:00:00+00	2025-02-03 11:00:00.246022+00	0	177	20	90	2	t	75.5	0	0	0	flex	\N	\N	\N	\N
24	108	2024-11-30 15:00:00+00	2024-12-31 15:00:00+00	2024-11-30 15:00:00+00	2025-02-03 11:00:00.247238+00	0	183	24	90	2	t	0	0	0	0	flex	\N	\N	\N	\N
23	107	2024-12-01 05:00:00+00	2025-01-01 05:00:00+00	2024-12-01 05:00:00+00	2025-03-30 01:30:00.356425+00	0	181	23	90	2	t	\N	0	0	0	flex	\N	\N	\N	\N
25	109	2024-12-01 00:00:00+00	2025-01-01 00:00:00+00	2024-12-01 00:00:00+00	\N	0	185	25	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
17	110	2031-04-30 15:00:00+00	2031-05-31 15:00:00+00	2031-04-30 15:00:00+00	2024-12-17 18:30:00.137668+00	0	186	17	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
17	111	2031-05-31 15:00:00+00	2031-06-30 15:00:00+00	2031-05-31 15:00:00+00	\N	0	187	17	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
17	112	2031-06-01 00:00:00+00	2031-07-01 00:00:00+00	2031-06-01 00:00:00+00	\N	1	190	17	35	0	f	1	0	0	0	gift	\N	\N	\N	in June
20	113	2024-12-31 23:00:00+00	2025-01-31 23:00:00+00	2024-12-31 23:00:00+00	2025-02-03 11:00:00.246194+00	0	195	20	90	1	t	75.5	0	0	0	flex	\N	\N	\N	\N
23	125	2025-03-01 05:00:00+00	2025-04-01 04:00:00+00	2025-03-01 05:00:00+00	\N	1	212	23	90	1	t	\N	3.00015	0	0	flex	\N	\N	\N	\N
24	115	2024-12-31 15:00:00+00	2025-01-31 15:00:00+00	2024-12-31 15:00:00+00	2025-02-03 11:00:00.247293+00	0	199	24	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
6	122	2025-01-01 00:00:00+00	infinity	2025-01-01 00:00:00+00	\N	2	208	6	50	0	f	4	1	0	0	prepaid	\N	\N	\N	\N
24	116	2025-01-31 15:00:00+00	2025-02-28 15:00:00+00	2025-01-31 15:00:00+00	\N	2	200	24	90	3	t	0	0	0	0	flex	\N	\N	\N	\N
1	117	2024-12-31 23:00:00+00	2025-01-31 23:00:00+00	2024-12-31 23:00:00+00	2025-02-03 11:00:00.248401+00	0	203	1	90	1	t	1000	0	0	0	flex	\N	\N	\N	\N
1	118	2025-01-31 23:00:00+00	2025-02-28 23:00:00+00	2025-01-31 23:00:00+00	2025-02-03 11:00:00.248444+00	0	204	1	90	1	t	1000	0	0	0	flex	\N	\N	\N	\N
1	119	2025-02-28 23:00:00+00	2025-03-31 22:00:00+00	2025-02-28 23:00:00+00	\N	0	205	1	90	1	t	1000	0	0	0	flex	\N	\N	\N	\N
5	120	2025-01-01 05:00:00+00	2025-02-01 05:00:00+00	2025-01-01 05:00:00+00	2025-02-03 11:00:00.248801+00	0	206	5	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
5	121	2025-02-01 05:00:00+00	2025-03-01 05:00:00+00	2025-02-01 05:00:00+00	\N	0	207	5	90	1	t	0	0	0	0	flex	\N	\N	\N	\N
23	123	2025-01-01 05:00:00+00	2025-02-01 05:00:00+00	2025-01-01 05:00:00+00	2025-03-30 01:30:00.356494+00	0	210	23	90	1	t	\N	0	0	0	flex	\N	\N	\N	\N
23	124	2025-02-01 05:00:00+00	2025-03-01 05:00:00+00	2025-02-01 05:00:00+00	2025-03-30 01:30:00.356533+00	0	211	23	90	1	t	\N	0	0	0	flex	\N	\N	\N	\N
20	114	2025-01-31 23:00:00+00	2025-02-28 23:00:00+00	2025-01-31 23:00:00+00	2025-03-30 01:30:00.357537+00	1	196	20	90	3	t	80	0	0	0	flex	\N	\N	\N	\N
20	126	2025-02-28 23:00:00+00	2025-03-31 22:00:00+00	2025-02-28 23:00:00+00	\N	0	215	20	90	1	t	80	0	0	0	flex	\N	\N	\N	\N
\.

COPY credits.class (class, priority, lifetime, to_cycle_end, postpaid) FROM stdin;
rollover	10	\N	f	f
included	20	\N	t	f
promotional	30	\N	f	f
bonus	40	\N	f	f
prepaid	50	\N	f	f
flex	90	\N	f	t
gift	35	30 days	f	f
weekly	15	7 days	f	f
\.

COPY credits.entry_202411 (account_id, operation, booked_at, at, late_at, bucket_id, bucket_seq, user_id, piece, line, amount, bucket_after, balance, kind, resource, key, actor, note, attributes) FROM stdin;
1	39	2024-11-04 08:00:00.989113+00	2024-10-05 00:00:00+00	\N	39	1	1	1	\N	500	500	\N	grant	\N	invoice 1	postgres	a note with "quotes", a \\ and a\nline	\N
1	40	2024-11-04 08:00:00.989923+00	2024-10-05 00:00:00+00	\N	40	1	1	1	\N	50	50	\N	grant	\N	\N	postgres	\N	\N
1	41	2024-11-04 08:00:00.990111+00	2024-10-05 00:00:00+00	\N	41	1	1	1	\N	8	8	\N	grant	\N	\N	postgres	\N	\N
1	42	2024-11-04 08:00:00.990624+00	2024-10-05 00:00:00+00	\N	42	1	2	1	\N	20.000000000000000001	20.000000000000000001	\N	grant	\N	\N	postgres	\N	\N
1	43	2024-11-04 08:00:00.991058+00	2024-10-05 00:00:00+00	\N	43	1	1	1	\N	7	7	\N	grant	\N	\N	postgres	\N	\N
1	44	2024-11-04 08:00:00.991238+00	2024-10-05 00:00:00+00	\N	44	1	1	1	\N	11	11	\N	grant	\N	\N	postgres	\N	\N
1	45	2024-11-04 08:00:00.991597+00	2024-10-05 00:00:00+00	\N	45	1	3	1	\N	3	3	\N	grant	\N	\N	postgres	thirty days	\N
1	46	2024-11-04 08:00:00.991807+00	2024-10-05 00:00:00+00	\N	46	1	1	1	\N	1	1	\N	grant	\N	week	postgres	\N	\N
5	47	2024-11-04 08:00:00.992373+00	2024-10-05 00:00:00+00	\N	47	1	5	1	\N	30	30	\N	grant	\N	g1	postgres	\N	\N
6	48	2024-11-04 08:00:00.992573+00	2024-10-05 00:00:00+00	\N	48	1	6	1	\N	30	30	\N	grant	\N	g2	postgres	\N	\N
7	49	2024-11-04 08:00:00.992749+00	2024-10-05 00:00:00+00	\N	49	1	7	1	\N	30	30	\N	grant	\N	g3	postgres	\N	\N
8	50	2024-11-04 08:00:00.992924+00	2024-10-05 00:00:00+00	\N	50	1	8	1	\N	30	30	\N	grant	\N	g4	postgres	\N	\N
9	51	2024-11-04 08:00:00.99309+00	2024-10-05 00:00:00+00	\N	51	1	9	1	\N	30	30	\N	grant	\N	g5	postgres	\N	\N
10	52	2024-11-04 08:00:00.993262+00	2024-10-05 00:00:00+00	\N	52	1	10	1	\N	30	30	\N	grant	\N	g6	postgres	\N	\N
11	53	2024-11-04 08:00:00.993424+00	2024-10-05 00:00:00+00	\N	53	1	11	1	\N	30	30	\N	grant	\N	g7	postgres	\N	\N
12	54	2024-11-04 08:00:00.993594+00	2024-10-05 00:00:00+00	\N	54	1	12	1	\N	30	30	\N	grant	\N	g8	postgres	\N	\N
13	55	2024-11-04 08:00:00.993756+00	2024-10-05 00:00:00+00	\N	55	1	13	1	\N	30	30	\N	grant	\N	g9	postgres	\N	\N
14	56	2024-11-04 08:00:00.993919+00	2024-10-05 00:00:00+00	\N	56	1	14	1	\N	30	30	\N	grant	\N	g10	postgres	\N	\N
15	57	2024-11-04 08:00:00.994091+00	2024-10-05 00:00:00+00	\N	57	1	15	1	\N	30	30	\N	grant	\N	g11	postgres	\N	\N
16	58	2024-11-04 08:00:00.994261+00	2024-10-05 00:00:00+00	\N	58	1	16	1	\N	30	30	\N	grant	\N	g12	postgres	\N	\N
5	59	2024-11-04 08:00:00.994685+00	2024-10-05 00:00:00+00	\N	59	1	5	1	\N	5	5	\N	grant	\N	\N	postgres	\N	\N
17	60	2024-11-04 08:00:00.995054+00	2031-03-15 12:00:00+00	\N	60	1	17	1	\N	1000	1000	\N	grant	\N	\N	postgres	\N	\N
17	61	2024-11-04 08:00:00.995217+00	2031-03-15 12:00:00+00	\N	61	1	17	1	\N	100	100	\N	grant	\N	\N	postgres	\N	\N
18	62	2024-11-04 08:00:00.995561+00	2024-08-01 00:00:00+00	\N	62	1	18	1	\N	40	40	\N	grant	\N	\N	postgres	\N	\N
18	63	2024-11-04 08:00:00.995746+00	2024-08-01 00:00:00+00	\N	63	1	18	1	\N	100	100	\N	grant	\N	pack	postgres	\N	\N
19	64	2024-11-04 08:00:00.996215+00	2024-10-05 00:00:00+00	\N	64	1	19	1	\N	2.5	2.5	\N	grant	\N	tab\tkey	postgres	\N	\N
20	65	2024-11-04 08:00:00.996704+00	2024-11-04 08:00:00.996635+00	\N	65	1	20	1	\N	200	200	\N	grant	\N	pack	postgres	\N	\N
20	66	2024-11-04 08:00:00.996886+00	2024-11-04 08:00:00.996828+00	\N	66	1	20	1	\N	20	20	\N	grant	\N	\N	postgres	\N	\N
20	67	2024-11-04 08:00:00.997076+00	2024-11-04 08:00:00.99701+00	\N	67	1	20	1	\N	5	5	\N	grant	\N	\N	postgres	\N	\N
23	68	2024-11-04 08:00:00.997592+00	2024-11-04 08:00:00.99752+00	\N	68	1	23	1	\N	10	10	\N	grant	\N	\N	postgres	\N	\N
24	69	2024-11-04 08:00:00.997831+00	2024-11-04 08:00:00.997735+00	\N	69	1	24	1	\N	20	20	\N	grant	\N	\N	postgres	\N	\N
25	70	2024-11-04 08:00:00.998012+00	2024-11-04 08:00:00.997954+00	\N	70	1	25	1	\N	30	30	\N	grant	\N	\N	postgres	\N	\N
26	71	2024-11-04 08:00:00.998185+00	2024-11-04 08:00:00.998132+00	\N	71	1	26	1	\N	40	40	\N	grant	\N	\N	postgres	\N	\N
27	72	2024-11-04 08:00:00.998348+00	2024-11-04 08:00:00.998294+00	\N	72	1	27	1	\N	50	50	\N	grant	\N	\N	postgres	\N	\N
28	73	2024-11-04 08:00:00.998534+00	2024-11-04 08:00:00.998473+00	\N	73	1	28	1	\N	60	60	\N	grant	\N	\N	postgres	\N	\N
29	74	2024-11-04 08:00:00.998944+00	2024-11-04 08:00:00.998879+00	\N	74	1	29	1	\N	15	15	\N	grant	\N	\N	postgres	\N	\N
29	75	2024-11-04 08:00:00.99912+00	2024-11-04 08:00:00.999063+00	\N	75	1	29	1	\N	9	9	\N	grant	\N	\N	postgres	\N	\N
29	76	2024-11-04 08:00:00.999548+00	2024-11-04 08:00:00.999417+00	\N	76	1	29	1	\N	4	4	\N	grant	\N	\N	postgres	\N	\N
1	77	2024-11-04 08:00:01.000046+00	2024-10-05 00:00:00+00	\N	41	2	1	1	\N	-8	0	580.500000000000000001	draw	\N	first	postgres	by hand	{"a": "ä", "b": [1, null]}
1	77	2024-11-04 08:00:01.000046+00	2024-10-05 00:00:00+00	\N	46	2	1	2	\N	-1	0	\N	draw	\N	\N	\N	\N	\N
1	77	2024-11-04 08:00:01.000046+00	2024-10-05 00:00:00+00	\N	40	2	1	3	\N	-3.5	46.5	\N	draw	\N	\N	\N	\N	\N
1	78	2024-11-04 08:00:01.001177+00	2024-10-30 12:00:00+00	\N	42	2	2	1	1	-20.000000000000000001	0	220.500000000000000001	draw	gpu	run	postgres	\N	\N
1	78	2024-11-04 08:00:01.001177+00	2024-10-30 12:00:00+00	\N	40	3	2	2	1	-46.5	0	\N	draw	gpu	\N	\N	\N	\N
1	78	2024-11-04 08:00:01.001177+00	2024-10-30 12:00:00+00	\N	45	2	2	3	1	-3	0	\N	draw	gpu	\N	\N	\N	\N
1	78	2024-11-04 08:00:01.001177+00	2024-10-30 12:00:00+00	\N	44	2	2	4	1	-11	0	\N	draw	gpu	\N	\N	\N	\N
1	78	2024-11-04 08:00:01.001177+00	2024-10-30 12:00:00+00	\N	39	2	2	5	1	-94.499999999999999999	405.500000000000000001	\N	draw	gpu	\N	\N	\N	\N
1	78	2024-11-04 08:00:01.001177+00	2024-10-31 23:00:00+00	\N	39	3	2	6	2	-185	220.500000000000000001	\N	draw	gpu	\N	\N	\N	\N
1	80	2024-11-04 08:00:01.002849+00	2024-10-05 00:00:00+00	\N	39	4	3	1	1	-0.18518505	220.314814950000000001	220.314814950000000001	draw	token	\N	postgres	a million	\N
1	81	2024-11-04 08:00:01.003236+00	2024-10-05 00:00:00+00	\N	1	1	3	1	1	0	0	220.314814950000000001	draw	free	\N	postgres	\N	\N
1	83	2024-11-04 08:00:01.003508+00	2024-10-05 00:00:00+00	\N	39	5	4	1	1	-8.986111111111111111	211.32870383888888889	197.564814950000000001	draw	disk	\N	postgres	\N	\N
1	83	2024-11-04 08:00:01.003508+00	2024-10-31 23:00:00+00	\N	39	6	4	2	2	-10	201.32870383888888889	\N	draw	disk	\N	\N	\N	\N
1	83	2024-11-04 08:00:01.003508+00	2024-11-30 23:00:00+00	\N	39	7	4	3	3	-3.763888888888888889	197.564814950000000001	\N	draw	disk	\N	\N	\N	\N
5	84	2024-11-04 08:00:01.003885+00	2024-10-05 00:00:00+00	\N	59	2	5	1	\N	-5	0	29	draw	image	scoped	postgres	\N	\N
5	84	2024-11-04 08:00:01.003885+00	2024-10-05 00:00:00+00	\N	47	2	5	2	\N	-1	29	\N	draw	image	\N	\N	\N	\N
6	85	2024-11-04 08:00:01.005789+00	2024-10-05 00:00:00+00	\N	48	2	6	1	\N	-30	0	0	draw	\N	\N	postgres	\N	\N
17	86	2024-11-04 08:00:01.006321+00	2031-03-20 00:00:00+00	\N	60	2	17	1	1	-72.3168	927.6832	971.1776	draw	vcpu	ahead	postgres	\N	\N
17	86	2024-11-04 08:00:01.006321+00	2031-03-31 15:00:00+00	\N	61	2	17	2	2	-56.5056	43.4944	\N	draw	vcpu	\N	\N	\N	\N
18	88	2024-11-04 08:00:01.006794+00	2024-08-01 00:00:00+00	\N	62	2	18	1	1	-8	32	132	draw	image	two	postgres	\N	\N
19	89	2024-11-04 08:00:01.006918+00	2024-10-05 00:00:00+00	\N	64	2	19	1	\N	-0.000000000000000001	2.499999999999999999	2.499999999999999999	draw	\N	dust	postgres	\N	\N
20	90	2024-11-04 08:00:01.007298+00	2024-11-04 08:00:01.007181+00	\N	66	2	20	1	\N	-3	17	222	draw	\N	on the wall	postgres	\N	\N
20	91	2024-11-04 08:00:01.007493+00	2024-11-01 12:00:00+00	\N	65	2	21	1	1	-8	192	192	draw	image	one	postgres	\N	\N
20	92	2024-11-04 08:00:01.007886+00	2024-10-31 12:00:00+00	2024-11-04 08:00:01.007868+00	66	3	20	1	1	-17	0	124	draw	gpu	over the month	postgres	\N	\N
20	92	2024-11-04 08:00:01.007886+00	2024-10-31 12:00:00+00	2024-11-04 08:00:01.007868+00	65	3	20	2	1	-10.5	181.5	\N	draw	gpu	\N	\N	\N	\N
20	92	2024-11-04 08:00:01.007886+00	2024-10-31 23:00:00+00	\N	65	4	20	3	2	-62.5	119	\N	draw	gpu	\N	\N	\N	\N
29	93	2024-11-04 08:00:01.008404+00	2024-11-04 08:00:01.008307+00	\N	75	2	29	1	\N	-2	7	22	draw	\N	\N	postgres	\N	\N
28	94	2024-11-04 08:00:01.008511+00	2024-11-04 08:00:01.008449+00	\N	73	2	28	1	\N	-0.5	59.5	59.5	draw	\N	\N	postgres	\N	{}
7	95	2024-11-04 08:00:01.011874+00	2024-10-05 00:00:00+00	\N	49	2	7	1	1	-2.5	27.5	27.5	draw	gpu	usage 1	postgres	\N	\N
7	96	2024-11-04 08:00:01.01189+00	2024-10-05 00:00:00+00	\N	49	3	7	1	1	-5	22.5	22.5	draw	gpu	usage 2	postgres	\N	\N
7	97	2024-11-04 08:00:01.011896+00	2024-10-05 00:00:00+00	\N	49	4	7	1	1	-7.5	15	15	draw	gpu	usage 3	postgres	\N	\N
8	98	2024-11-04 08:00:01.012088+00	2024-10-05 00:00:00+00	\N	50	2	8	1	1	-2.5	27.5	27.5	draw	gpu	usage 1	postgres	\N	\N
8	99	2024-11-04 08:00:01.012101+00	2024-10-05 00:00:00+00	\N	50	3	8	1	1	-5	22.5	22.5	draw	gpu	usage 2	postgres	\N	\N
8	100	2024-11-04 08:00:01.012107+00	2024-10-05 00:00:00+00	\N	50	4	8	1	1	-7.5	15	15	draw	gpu	usage 3	postgres	\N	\N
9	101	2024-11-04 08:00:01.012203+00	2024-10-05 00:00:00+00	\N	51	2	9	1	1	-2.5	27.5	27.5	draw	gpu	usage 1	postgres	\N	\N
9	102	2024-11-04 08:00:01.012212+00	2024-10-05 00:00:00+00	\N	51	3	9	1	1	-5	22.5	22.5	draw	gpu	usage 2	postgres	\N	\N
9	103	2024-11-04 08:00:01.012218+00	2024-10-05 00:00:00+00	\N	51	4	9	1	1	-7.5	15	15	draw	gpu	usage 3	postgres	\N	\N
10	104	2024-11-04 08:00:01.012307+00	2024-10-05 00:00:00+00	\N	52	2	10	1	1	-2.5	27.5	27.5	draw	gpu	usage 1	postgres	\N	\N
10	105	2024-11-04 08:00:01.012315+00	2024-10-05 00:00:00+00	\N	52	3	10	1	1	-5	22.5	22.5	draw	gpu	usage 2	postgres	\N	\N
10	106	2024-11-04 08:00:01.012321+00	2024-10-05 00:00:00+00	\N	52	4	10	1	1	-7.5	15	15	draw	gpu	usage 3	postgres	\N	\N
11	107	2024-11-04 08:00:01.012397+00	2024-10-05 00:00:00+00	\N	53	2	11	1	1	-2.5	27.5	27.5	draw	gpu	usage 1	postgres	\N	\N
11	108	2024-11-04 08:00:01.012403+00	2024-10-05 00:00:00+00	\N	53	3	11	1	1	-5	22.5	22.5	draw	gpu	usage 2	postgres	\N	\N
11	109	2024-11-04 08:00:01.012409+00	2024-10-05 00:00:00+00	\N	53	4	11	1	1	-7.5	15	15	draw	gpu	usage 3	postgres	\N	\N
12	110	2024-11-04 08:00:01.012479+00	2024-10-05 00:00:00+00	\N	54	2	12	1	1	-2.5	27.5	27.5	draw	gpu	usage 1	postgres	\N	\N
12	111	2024-11-04 08:00:01.012485+00	2024-10-05 00:00:00+00	\N	54	3	12	1	1	-5	22.5	22.5	draw	gpu	usage 2	postgres	\N	\N
12	112	2024-11-04 08:00:01.012491+00	2024-10-05 00:00:00+00	\N	54	4	12	1	1	-7.5	15	15	draw	gpu	usage 3	postgres	\N	\N
13	113	2024-11-04 08:00:01.012567+00	2024-10-05 00:00:00+00	\N	55	2	13	1	1	-2.5	27.5	27.5	draw	gpu	usage 1	postgres	\N	\N
13	114	2024-11-04 08:00:01.012577+00	2024-10-05 00:00:00+00	\N	55	3	13	1	1	-5	22.5	22.5	draw	gpu	usage 2	postgres	\N	\N
13	115	2024-11-04 08:00:01.012582+00	2024-10-05 00:00:00+00	\N	55	4	13	1	1	-7.5	15	15	draw	gpu	usage 3	postgres	\N	\N
14	116	2024-11-04 08:00:01.012661+00	2024-10-05 00:00:00+00	\N	56	2	14	1	1	-2.5	27.5	27.5	draw	gpu	usage 1	postgres	\N	\N
14	117	2024-11-04 08:00:01.012668+00	2024-10-05 00:00:00+00	\N	56	3	14	1	1	-5	22.5	22.5	draw	gpu	usage 2	postgres	\N	\N
14	118	2024-11-04 08:00:01.012675+00	2024-10-05 00:00:00+00	\N	56	4	14	1	1	-7.5	15	15	draw	gpu	usage 3	postgres	\N	\N
15	119	2024-11-04 08:00:01.01275+00	2024-10-05 00:00:00+00	\N	57	2	15	1	1	-2.5	27.5	27.5	draw	gpu	usage 1	postgres	\N	\N
15	120	2024-11-04 08:00:01.012756+00	2024-10-05 00:00:00+00	\N	57	3	15	1	1	-5	22.5	22.5	draw	gpu	usage 2	postgres	\N	\N
15	121	2024-11-04 08:00:01.012762+00	2024-10-05 00:00:00+00	\N	57	4	15	1	1	-7.5	15	15	draw	gpu	usage 3	postgres	\N	\N
16	122	2024-11-04 08:00:01.012847+00	2024-10-05 00:00:00+00	\N	58	2	16	1	1	-2.5	27.5	27.5	draw	gpu	usage 1	postgres	\N	\N
16	123	2024-11-04 08:00:01.012855+00	2024-10-05 00:00:00+00	\N	58	3	16	1	1	-5	22.5	22.5	draw	gpu	usage 2	postgres	\N	\N
16	124	2024-11-04 08:00:01.012861+00	2024-10-05 00:00:00+00	\N	58	4	16	1	1	-7.5	15	15	draw	gpu	usage 3	postgres	\N	\N
23	125	2024-11-04 08:00:01.013788+00	2024-11-04 08:00:01.013499+00	\N	68	2	23	1	1	-0.00015	9.99985	\N	draw	token	\N	postgres	\N	\N
24	126	2024-11-04 08:00:01.013951+00	2024-11-04 08:00:01.013499+00	\N	69	2	24	1	1	-0.0003	19.9997	\N	draw	token	\N	postgres	\N	\N
25	127	2024-11-04 08:00:01.01406+00	2024-11-04 08:00:01.013499+00	\N	70	2	25	1	1	-0.00045	29.99955	\N	draw	token	\N	postgres	\N	\N
26	128	2024-11-04 08:00:01.014205+00	2024-11-04 08:00:01.013499+00	\N	71	2	26	1	1	-0.0006	39.9994	\N	draw	token	\N	postgres	\N	\N
27	129	2024-11-04 08:00:01.014306+00	2024-11-04 08:00:01.013499+00	\N	72	2	27	1	1	-0.00075	49.99925	\N	draw	token	\N	postgres	\N	\N
28	130	2024-11-04 08:00:01.014413+00	2024-11-04 08:00:01.013499+00	\N	73	3	28	1	1	-0.0009	59.4991	\N	draw	token	\N	postgres	\N	\N
1	131	2024-11-04 08:00:01.015088+00	2024-10-05 00:00:00+00	\N	1	2	1	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
1	131	2024-11-04 08:00:01.015088+00	2024-10-05 00:00:00+00	\N	77	1	1	2	\N	0	0	\N	overage	\N	\N	\N	\N	\N
1	131	2024-11-04 08:00:01.015088+00	2024-10-05 00:00:00+00	\N	78	1	1	3	\N	0	0	\N	overage	\N	\N	\N	\N	\N
9	132	2024-11-04 08:00:01.015444+00	2024-10-05 00:00:00+00	\N	11	1	9	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
10	133	2024-11-04 08:00:01.015602+00	2024-10-05 00:00:00+00	\N	13	1	10	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
11	134	2024-11-04 08:00:01.015826+00	2024-10-05 00:00:00+00	\N	15	1	11	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
20	135	2024-11-04 08:00:01.016087+00	2024-11-04 08:00:01.015918+00	\N	30	1	20	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
23	136	2024-11-04 08:00:01.016254+00	2024-11-04 08:00:01.016174+00	\N	31	1	23	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
11	137	2024-11-04 08:00:01.016635+00	2024-10-05 00:00:00+00	\N	15	2	11	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
9	138	2024-11-04 08:00:01.016974+00	2024-10-05 00:00:00+00	\N	51	5	9	1	\N	-15	0	0	draw	\N	over	postgres	\N	\N
9	138	2024-11-04 08:00:01.016974+00	2024-10-05 00:00:00+00	\N	11	2	9	2	\N	-75	-75	\N	draw	\N	\N	\N	\N	\N
10	139	2024-11-04 08:00:01.017196+00	2024-10-05 00:00:00+00	\N	52	5	10	1	\N	-15	0	0	draw	\N	\N	postgres	\N	\N
10	139	2024-11-04 08:00:01.017196+00	2024-10-05 00:00:00+00	\N	13	2	10	2	\N	-7.5	-7.5	\N	draw	\N	\N	\N	\N	\N
18	143	2024-11-04 08:00:01.018669+00	2024-09-01 00:00:00+00	\N	62	3	18	1	\N	-32	0	\N	expire	\N	\N	postgres	\N	\N
18	144	2024-11-04 08:00:01.018957+00	2024-10-15 00:00:00+00	\N	63	2	18	1	\N	-1	99	99	draw	\N	\N	postgres	\N	\N
18	146	2024-11-04 08:00:01.019614+00	2024-09-10 00:00:00+00	2024-11-04 08:00:01.01949+00	63	3	18	1	\N	-1.5	97.5	97.5	draw	\N	late on the wall	postgres	\N	\N
7	155	2024-11-04 08:00:01.021402+00	2024-10-31 11:00:00+00	\N	49	5	7	1	\N	-15	0	\N	expire	\N	\N	postgres	\N	\N
\.

COPY credits.entry_202412 (account_id, operation, booked_at, at, late_at, bucket_id, bucket_seq, user_id, piece, line, amount, bucket_after, balance, kind, resource, key, actor, note, attributes) FROM stdin;
1	170	2024-12-17 18:30:00.131064+00	2024-10-20 00:00:00+00	2024-12-05 00:00:00+00	39	8	1	1	1	-15	182.564814950000000001	182.564814950000000001	draw	gpu	late	postgres	\N	\N
1	171	2024-12-17 18:30:00.132328+00	2024-12-05 00:00:00+00	\N	39	9	1	1	\N	-182.564814950000000001	0	0	draw	\N	over	postgres	\N	\N
1	171	2024-12-17 18:30:00.132328+00	2024-12-05 00:00:00+00	\N	78	2	1	2	\N	-417.435185049999999999	-417.435185049999999999	\N	draw	\N	\N	\N	\N	\N
1	172	2024-12-17 18:30:00.132652+00	2024-12-06 00:00:00+00	\N	78	3	4	1	\N	-0.25	-417.685185049999999999	0	draw	gpu	\N	postgres	\N	\N
5	173	2024-12-17 18:30:00.133282+00	2024-10-09 10:00:00+00	2025-01-01 00:00:00+00	47	3	5	1	1	-4	25	25	draw	image	\N	postgres	\N	\N
8	174	2024-12-17 18:30:00.133463+00	2024-10-09 10:00:00+00	2025-01-01 00:00:00+00	50	5	8	1	1	-4	11	11	draw	image	\N	postgres	\N	\N
9	175	2024-12-17 18:30:00.133595+00	2024-10-09 10:00:00+00	2025-01-01 00:00:00+00	95	1	9	1	1	-4	-4	0	draw	image	\N	postgres	\N	\N
20	176	2024-12-17 18:30:00.134434+00	2024-12-09 18:00:00+00	\N	65	5	20	1	1	-15	104	91	draw	gpu	over the price	postgres	\N	\N
20	176	2024-12-17 18:30:00.134434+00	2024-12-10 00:00:00+00	\N	65	6	20	2	2	-18	86	\N	draw	gpu	\N	\N	\N	\N
20	178	2024-12-17 18:30:00.134949+00	2024-11-20 00:00:00+00	2024-12-17 18:30:00.13481+00	65	7	22	1	1	-4	82	87	draw	image	late	postgres	\N	\N
20	179	2024-12-17 18:30:00.135278+00	2024-12-17 18:30:00.135173+00	\N	106	1	20	1	\N	6	6	\N	grant	\N	december	postgres	\N	\N
23	180	2024-12-17 18:30:00.136118+00	2024-12-17 18:30:00.135935+00	\N	68	3	23	1	\N	-1	8.99985	8.99985	draw	\N	december	postgres	\N	\N
24	182	2024-12-17 18:30:00.136531+00	2024-12-17 18:30:00.136468+00	\N	69	3	24	1	\N	-1	18.9997	18.9997	draw	\N	december	postgres	\N	\N
25	184	2024-12-17 18:30:00.136987+00	2024-12-17 18:30:00.13692+00	\N	70	3	25	1	\N	-1	28.99955	28.99955	draw	\N	december	postgres	\N	\N
17	188	2024-12-17 18:30:00.137528+00	2031-03-31 15:00:00+00	\N	60	3	17	1	\N	-927.6832	0	\N	expire	\N	\N	postgres	\N	\N
17	189	2024-12-17 18:30:00.137668+00	2031-05-01 00:00:00+00	\N	61	3	17	1	\N	-43.4944	0	\N	expire	\N	\N	postgres	\N	\N
17	190	2024-12-17 18:30:00.138087+00	2031-06-01 00:00:00+00	\N	112	1	17	1	\N	1	1	\N	grant	\N	\N	postgres	in June	\N
\.

COPY credits.entry_default (account_id, operation, booked_at, at, late_at, bucket_id, bucket_seq, user_id, piece, line, amount, bucket_after, balance, kind, resource, key, actor, note, attributes) FROM stdin;
1	194	2025-02-03 11:00:00.245181+00	2024-12-05 00:00:00+00	\N	78	4	2	1	1	0	-417.685185049999999999	\N	draw	free	\N	postgres	\N	\N
20	197	2025-02-03 11:00:00.246022+00	2024-12-24 00:00:00+00	\N	67	2	20	1	\N	-5	0	\N	expire	\N	\N	postgres	\N	\N
20	197	2025-02-03 11:00:00.246022+00	2024-12-31 23:00:00+00	\N	106	2	20	2	\N	-6	0	\N	expire	\N	\N	\N	\N	\N
20	193	2025-02-03 11:00:00.246316+00	2025-01-15 00:00:00+00	2025-02-03 11:00:00.245774+00	65	8	21	1	1	-0.75	81.25	81.25	draw	token	february 2	postgres	\N	\N
20	191	2025-02-03 11:00:00.246372+00	2025-02-03 11:00:00.244448+00	\N	65	9	20	1	1	-12	69.25	69.25	draw	image	february 1	postgres	\N	\N
20	198	2025-02-03 11:00:00.246919+00	2025-02-03 11:00:00.246778+00	\N	114	1	20	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
24	201	2025-02-03 11:00:00.247422+00	2025-02-03 11:00:00.247037+00	\N	116	1	24	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
24	202	2025-02-03 11:00:00.247626+00	2025-02-03 11:00:00.247524+00	\N	116	2	24	1	\N	0	0	\N	overage	\N	\N	postgres	\N	\N
6	208	2025-03-30 01:30:00.355838+00	2025-01-01 00:00:00+00	\N	122	1	6	1	\N	4	4	\N	grant	\N	\N	postgres	\N	\N
23	209	2025-03-30 01:30:00.3567+00	2025-03-30 01:30:00.356683+00	\N	68	4	23	1	\N	-8.99985	0	0	draw	\N	march	postgres	\N	\N
23	209	2025-03-30 01:30:00.3567+00	2025-03-30 01:30:00.356683+00	\N	125	1	23	2	\N	-3.00015	-3.00015	\N	draw	\N	\N	\N	\N	\N
6	213	2025-03-30 01:30:00.356949+00	2025-01-20 00:00:00+00	\N	122	2	6	1	\N	-1	3	3	draw	\N	\N	postgres	\N	\N
20	214	2025-03-30 01:30:00.357724+00	2025-02-27 00:00:00+00	2025-03-30 01:30:00.357645+00	65	10	20	1	1	-6.0912	63.1588	59.9188	draw	vcpu	march	postgres	\N	\N
20	214	2025-03-30 01:30:00.357724+00	2025-02-28 23:00:00+00	\N	65	11	20	2	2	-3.24	59.9188	\N	draw	vcpu	\N	\N	\N	\N
\.

COPY credits.period (account_id, starts_at, ends_at, closed_at) FROM stdin;
5	2024-09-01 04:00:00+00	2024-10-01 04:00:00+00	2024-11-04 08:00:00.976719+00
6	2024-08-31 18:15:00+00	2024-09-30 18:15:00+00	2024-11-04 08:00:00.977429+00
7	2024-08-31 12:00:00+00	2024-09-30 11:00:00+00	2024-11-04 08:00:00.977931+00
8	2024-09-01 00:00:00+00	2024-10-01 00:00:00+00	2024-11-04 08:00:00.978202+00
9	2024-09-01 04:00:00+00	2024-10-01 04:00:00+00	2024-11-04 08:00:00.978464+00
10	2024-08-31 18:15:00+00	2024-09-30 18:15:00+00	2024-11-04 08:00:00.978719+00
11	2024-08-31 12:00:00+00	2024-09-30 11:00:00+00	2024-11-04 08:00:00.97897+00
12	2024-09-01 00:00:00+00	2024-10-01 00:00:00+00	2024-11-04 08:00:00.979225+00
13	2024-10-01 04:00:00+00	2024-11-01 04:00:00+00	\N
13	2024-09-01 04:00:00+00	2024-10-01 04:00:00+00	2024-11-04 08:00:00.981216+00
14	2024-09-30 18:15:00+00	2024-10-31 18:15:00+00	\N
14	2024-08-31 18:15:00+00	2024-09-30 18:15:00+00	2024-11-04 08:00:00.981506+00
15	2024-09-30 11:00:00+00	2024-10-31 11:00:00+00	\N
15	2024-08-31 12:00:00+00	2024-09-30 11:00:00+00	2024-11-04 08:00:00.981752+00
16	2024-10-01 00:00:00+00	2024-11-01 00:00:00+00	\N
16	2024-09-01 00:00:00+00	2024-10-01 00:00:00+00	2024-11-04 08:00:00.981988+00
19	2024-10-01 00:00:00+00	2024-11-01 00:00:00+00	\N
20	2024-09-30 22:00:00+00	2024-10-31 23:00:00+00	2024-11-04 08:00:00.983851+00
26	2024-11-01 04:00:00+00	2024-12-01 05:00:00+00	\N
27	2024-10-31 15:00:00+00	2024-11-30 15:00:00+00	\N
28	2024-11-01 00:00:00+00	2024-12-01 00:00:00+00	\N
29	2024-11-01 04:00:00+00	2024-12-01 05:00:00+00	\N
30	2024-11-01 00:00:00+00	2024-12-01 00:00:00+00	\N
18	2024-08-01 00:00:00+00	2024-09-01 00:00:00+00	2024-11-04 08:00:01.018669+00
18	2024-09-01 00:00:00+00	2024-10-01 00:00:00+00	2024-11-04 08:00:01.018778+00
18	2024-11-01 00:00:00+00	2024-12-01 00:00:00+00	\N
18	2024-10-01 00:00:00+00	2024-11-01 00:00:00+00	2024-11-04 08:00:01.019175+00
1	2024-09-30 22:00:00+00	2024-10-31 23:00:00+00	2024-11-04 08:00:01.020095+00
1	2024-10-31 23:00:00+00	2024-11-30 23:00:00+00	2024-11-04 08:00:01.020161+00
5	2024-10-01 04:00:00+00	2024-11-01 04:00:00+00	2024-11-04 08:00:01.020463+00
5	2024-11-01 04:00:00+00	2024-12-01 05:00:00+00	2024-11-04 08:00:01.020515+00
6	2024-12-31 18:15:00+00	2025-01-31 18:15:00+00	\N
6	2024-09-30 18:15:00+00	2024-10-31 18:15:00+00	2024-11-04 08:00:01.020921+00
6	2024-10-31 18:15:00+00	2024-11-30 18:15:00+00	2024-11-04 08:00:01.020968+00
6	2024-11-30 18:15:00+00	2024-12-31 18:15:00+00	2024-11-04 08:00:01.021007+00
7	2024-12-31 11:00:00+00	2025-01-31 11:00:00+00	\N
7	2024-09-30 11:00:00+00	2024-10-31 11:00:00+00	2024-11-04 08:00:01.021402+00
7	2024-10-31 11:00:00+00	2024-11-30 11:00:00+00	2024-11-04 08:00:01.021488+00
7	2024-11-30 11:00:00+00	2024-12-31 11:00:00+00	2024-11-04 08:00:01.021526+00
8	2025-01-01 00:00:00+00	2025-02-01 00:00:00+00	\N
8	2024-10-01 00:00:00+00	2024-11-01 00:00:00+00	2024-11-04 08:00:01.021987+00
8	2024-11-01 00:00:00+00	2024-12-01 00:00:00+00	2024-11-04 08:00:01.022034+00
8	2024-12-01 00:00:00+00	2025-01-01 00:00:00+00	2024-11-04 08:00:01.022071+00
9	2024-12-01 05:00:00+00	2025-01-01 05:00:00+00	\N
9	2024-10-01 04:00:00+00	2024-11-01 04:00:00+00	2024-11-04 08:00:01.022456+00
9	2024-11-01 04:00:00+00	2024-12-01 05:00:00+00	2024-11-04 08:00:01.02251+00
10	2024-12-31 18:15:00+00	2025-01-31 18:15:00+00	\N
10	2024-09-30 18:15:00+00	2024-10-31 18:15:00+00	2024-11-04 08:00:01.022911+00
10	2024-10-31 18:15:00+00	2024-11-30 18:15:00+00	2024-11-04 08:00:01.022961+00
10	2024-11-30 18:15:00+00	2024-12-31 18:15:00+00	2024-11-04 08:00:01.022999+00
11	2024-12-31 11:00:00+00	2025-01-31 11:00:00+00	\N
11	2024-09-30 11:00:00+00	2024-10-31 11:00:00+00	2024-11-04 08:00:01.023404+00
11	2024-10-31 11:00:00+00	2024-11-30 11:00:00+00	2024-11-04 08:00:01.023453+00
11	2024-11-30 11:00:00+00	2024-12-31 11:00:00+00	2024-11-04 08:00:01.023495+00
12	2025-01-01 00:00:00+00	2025-02-01 00:00:00+00	\N
12	2024-10-01 00:00:00+00	2024-11-01 00:00:00+00	2024-11-04 08:00:01.023932+00
12	2024-11-01 00:00:00+00	2024-12-01 00:00:00+00	2024-11-04 08:00:01.024047+00
12	2024-12-01 00:00:00+00	2025-01-01 00:00:00+00	2024-11-04 08:00:01.024088+00
20	2024-10-31 23:00:00+00	2024-11-30 23:00:00+00	2024-12-17 18:30:00.13422+00
23	2024-11-01 04:00:00+00	2024-12-01 05:00:00+00	2024-12-17 18:30:00.135824+00
24	2024-10-31 15:00:00+00	2024-11-30 15:00:00+00	2024-12-17 18:30:00.136367+00
25	2024-12-01 00:00:00+00	2025-01-01 00:00:00+00	\N
25	2024-11-01 00:00:00+00	2024-12-01 00:00:00+00	2024-12-17 18:30:00.13682+00
17	2031-05-31 15:00:00+00	2031-06-30 15:00:00+00	\N
17	2031-02-28 15:00:00+00	2031-03-31 15:00:00+00	2024-12-17 18:30:00.137528+00
17	2031-03-31 15:00:00+00	2031-04-30 15:00:00+00	2024-12-17 18:30:00.137628+00
17	2031-04-30 15:00:00+00	2031-05-31 15:00:00+00	2024-12-17 18:30:00.137668+00
20	2024-11-30 23:00:00+00	2024-12-31 23:00:00+00	2025-02-03 11:00:00.246022+00
20	2024-12-31 23:00:00+00	2025-01-31 23:00:00+00	2025-02-03 11:00:00.246194+00
24	2025-01-31 15:00:00+00	2025-02-28 15:00:00+00	\N
24	2024-11-30 15:00:00+00	2024-12-31 15:00:00+00	2025-02-03 11:00:00.247238+00
24	2024-12-31 15:00:00+00	2025-01-31 15:00:00+00	2025-02-03 11:00:00.247293+00
1	2025-02-28 23:00:00+00	2025-03-31 22:00:00+00	\N
1	2024-11-30 23:00:00+00	2024-12-31 23:00:00+00	2025-02-03 11:00:00.24834+00
1	2024-12-31 23:00:00+00	2025-01-31 23:00:00+00	2025-02-03 11:00:00.248401+00
1	2025-01-31 23:00:00+00	2025-02-28 23:00:00+00	2025-02-03 11:00:00.248444+00
5	2025-02-01 05:00:00+00	2025-03-01 05:00:00+00	\N
5	2024-12-01 05:00:00+00	2025-01-01 05:00:00+00	2025-02-03 11:00:00.248751+00
5	2025-01-01 05:00:00+00	2025-02-01 05:00:00+00	2025-02-03 11:00:00.248801+00
23	2025-03-01 05:00:00+00	2025-04-01 04:00:00+00	\N
23	2024-12-01 05:00:00+00	2025-01-01 05:00:00+00	2025-03-30 01:30:00.356425+00
23	2025-01-01 05:00:00+00	2025-02-01 05:00:00+00	2025-03-30 01:30:00.356494+00
23	2025-02-01 05:00:00+00	2025-03-01 05:00:00+00	2025-03-30 01:30:00.356533+00
20	2025-02-28 23:00:00+00	2025-03-31 22:00:00+00	\N
20	2025-01-31 23:00:00+00	2025-02-28 23:00:00+00	2025-03-30 01:30:00.357537+00
\.

COPY credits.price (id, resource, rate, valid_from, valid_until) FROM stdin;
1	gpu	2.5/hour	-infinity	2024-12-10 00:00:00+00
2	gpu	3/hour	2024-12-10 00:00:00+00	infinity
3	vcpu	0.0000045/vCPU/s	-infinity	infinity
4	disk	1/7 GB/30 days	-infinity	infinity
5	token	0.15/1M token	-infinity	infinity
6	image	4/image	-infinity	infinity
7	free	0	-infinity	infinity
\.

COPY credits.request (account_id, user_id, operation, booked_at, key, call, arguments) FROM stdin;
1	1	39	2024-11-04 08:00:00.988024+00	invoice 1	grant	{"cost": 0.01, "note": "a note with \\"quotes\\", a \\\\ and a\\nline", "class": "prepaid", "amount": "500"}
1	1	46	2024-11-04 08:00:00.991649+00	week	grant	{"class": "weekly", "amount": "1"}
5	5	47	2024-11-04 08:00:00.992162+00	g1	grant	{"class": "prepaid", "amount": "30"}
6	6	48	2024-11-04 08:00:00.992421+00	g2	grant	{"class": "bonus", "amount": "30"}
7	7	49	2024-11-04 08:00:00.992615+00	g3	grant	{"class": "included", "amount": "30"}
8	8	50	2024-11-04 08:00:00.992786+00	g4	grant	{"class": "prepaid", "amount": "30"}
9	9	51	2024-11-04 08:00:00.992958+00	g5	grant	{"class": "bonus", "amount": "30"}
10	10	52	2024-11-04 08:00:00.99313+00	g6	grant	{"class": "included", "amount": "30"}
11	11	53	2024-11-04 08:00:00.993295+00	g7	grant	{"class": "prepaid", "amount": "30"}
12	12	54	2024-11-04 08:00:00.993462+00	g8	grant	{"class": "bonus", "amount": "30"}
13	13	55	2024-11-04 08:00:00.993626+00	g9	grant	{"class": "included", "amount": "30"}
14	14	56	2024-11-04 08:00:00.99379+00	g10	grant	{"class": "prepaid", "amount": "30"}
15	15	57	2024-11-04 08:00:00.993951+00	g11	grant	{"class": "bonus", "amount": "30"}
16	16	58	2024-11-04 08:00:00.994126+00	g12	grant	{"class": "included", "amount": "30"}
18	18	63	2024-11-04 08:00:00.995605+00	pack	grant	{"class": "prepaid", "amount": "100"}
19	19	64	2024-11-04 08:00:00.995997+00	tab\tkey	grant	{"class": "prepaid", "amount": "2.5"}
20	20	65	2024-11-04 08:00:00.996505+00	pack	grant	{"class": "prepaid", "amount": "200", "effective_at": 782697600000000}
1	1	77	2024-11-04 08:00:00.999846+00	first	consume	{"note": "by hand", "amount": "12.5", "attributes": {"a": "ä", "b": [1, null]}}
1	2	78	2024-11-04 08:00:01.000789+00	run	charge	{"at": 783604800000000, "item": "node", "until": 783864000000000, "quantity": 2, "resource": "gpu"}
5	5	84	2024-11-04 08:00:01.003789+00	scoped	consume	{"amount": "6", "resource": "image"}
17	17	86	2024-11-04 08:00:01.006057+00	ahead	charge	{"at": 985046400000000, "item": "batch", "until": 986835600000000, "quantity": 16, "resource": "vcpu"}
18	18	88	2024-11-04 08:00:01.006683+00	two	charge	{"quantity": 2, "resource": "image"}
19	19	89	2024-11-04 08:00:01.006849+00	dust	consume	{"amount": "0.000000000000000001"}
20	20	90	2024-11-04 08:00:01.00719+00	on the wall	consume	{"amount": "3"}
20	21	91	2024-11-04 08:00:01.007403+00	one	charge	{"at": 783777600000000, "item": "poster", "quantity": 2, "resource": "image"}
20	20	92	2024-11-04 08:00:01.007752+00	over the month	charge	{"at": 783691200000000, "item": "node", "until": 783820800000000, "quantity": 1, "resource": "gpu"}
7	7	95	2024-11-04 08:00:01.009824+00	usage 1	charge	{"at": 781401600000000, "item": "item 1", "until": 781405200000000, "quantity": 1, "resource": "gpu"}
7	7	96	2024-11-04 08:00:01.009824+00	usage 2	charge	{"at": 781401600000000, "item": "item 2", "until": 781408800000000, "quantity": 1, "resource": "gpu"}
7	7	97	2024-11-04 08:00:01.009824+00	usage 3	charge	{"at": 781401600000000, "item": "item 3", "until": 781412400000000, "quantity": 1, "resource": "gpu"}
8	8	98	2024-11-04 08:00:01.009824+00	usage 1	charge	{"at": 781401600000000, "item": "item 1", "until": 781405200000000, "quantity": 1, "resource": "gpu"}
8	8	99	2024-11-04 08:00:01.009824+00	usage 2	charge	{"at": 781401600000000, "item": "item 2", "until": 781408800000000, "quantity": 1, "resource": "gpu"}
8	8	100	2024-11-04 08:00:01.009824+00	usage 3	charge	{"at": 781401600000000, "item": "item 3", "until": 781412400000000, "quantity": 1, "resource": "gpu"}
9	9	101	2024-11-04 08:00:01.009824+00	usage 1	charge	{"at": 781401600000000, "item": "item 1", "until": 781405200000000, "quantity": 1, "resource": "gpu"}
9	9	102	2024-11-04 08:00:01.009824+00	usage 2	charge	{"at": 781401600000000, "item": "item 2", "until": 781408800000000, "quantity": 1, "resource": "gpu"}
9	9	103	2024-11-04 08:00:01.009824+00	usage 3	charge	{"at": 781401600000000, "item": "item 3", "until": 781412400000000, "quantity": 1, "resource": "gpu"}
10	10	104	2024-11-04 08:00:01.009824+00	usage 1	charge	{"at": 781401600000000, "item": "item 1", "until": 781405200000000, "quantity": 1, "resource": "gpu"}
10	10	105	2024-11-04 08:00:01.009824+00	usage 2	charge	{"at": 781401600000000, "item": "item 2", "until": 781408800000000, "quantity": 1, "resource": "gpu"}
10	10	106	2024-11-04 08:00:01.009824+00	usage 3	charge	{"at": 781401600000000, "item": "item 3", "until": 781412400000000, "quantity": 1, "resource": "gpu"}
11	11	107	2024-11-04 08:00:01.009824+00	usage 1	charge	{"at": 781401600000000, "item": "item 1", "until": 781405200000000, "quantity": 1, "resource": "gpu"}
11	11	108	2024-11-04 08:00:01.009824+00	usage 2	charge	{"at": 781401600000000, "item": "item 2", "until": 781408800000000, "quantity": 1, "resource": "gpu"}
11	11	109	2024-11-04 08:00:01.009824+00	usage 3	charge	{"at": 781401600000000, "item": "item 3", "until": 781412400000000, "quantity": 1, "resource": "gpu"}
12	12	110	2024-11-04 08:00:01.009824+00	usage 1	charge	{"at": 781401600000000, "item": "item 1", "until": 781405200000000, "quantity": 1, "resource": "gpu"}
12	12	111	2024-11-04 08:00:01.009824+00	usage 2	charge	{"at": 781401600000000, "item": "item 2", "until": 781408800000000, "quantity": 1, "resource": "gpu"}
12	12	112	2024-11-04 08:00:01.009824+00	usage 3	charge	{"at": 781401600000000, "item": "item 3", "until": 781412400000000, "quantity": 1, "resource": "gpu"}
13	13	113	2024-11-04 08:00:01.009824+00	usage 1	charge	{"at": 781401600000000, "item": "item 1", "until": 781405200000000, "quantity": 1, "resource": "gpu"}
13	13	114	2024-11-04 08:00:01.009824+00	usage 2	charge	{"at": 781401600000000, "item": "item 2", "until": 781408800000000, "quantity": 1, "resource": "gpu"}
13	13	115	2024-11-04 08:00:01.009824+00	usage 3	charge	{"at": 781401600000000, "item": "item 3", "until": 781412400000000, "quantity": 1, "resource": "gpu"}
14	14	116	2024-11-04 08:00:01.009824+00	usage 1	charge	{"at": 781401600000000, "item": "item 1", "until": 781405200000000, "quantity": 1, "resource": "gpu"}
14	14	117	2024-11-04 08:00:01.009824+00	usage 2	charge	{"at": 781401600000000, "item": "item 2", "until": 781408800000000, "quantity": 1, "resource": "gpu"}
14	14	118	2024-11-04 08:00:01.009824+00	usage 3	charge	{"at": 781401600000000, "item": "item 3", "until": 781412400000000, "quantity": 1, "resource": "gpu"}
15	15	119	2024-11-04 08:00:01.009824+00	usage 1	charge	{"at": 781401600000000, "item": "item 1", "until": 781405200000000, "quantity": 1, "resource": "gpu"}
15	15	120	2024-11-04 08:00:01.009824+00	usage 2	charge	{"at": 781401600000000, "item": "item 2", "until": 781408800000000, "quantity": 1, "resource": "gpu"}
15	15	121	2024-11-04 08:00:01.009824+00	usage 3	charge	{"at": 781401600000000, "item": "item 3", "until": 781412400000000, "quantity": 1, "resource": "gpu"}
16	16	122	2024-11-04 08:00:01.009824+00	usage 1	charge	{"at": 781401600000000, "item": "item 1", "until": 781405200000000, "quantity": 1, "resource": "gpu"}
16	16	123	2024-11-04 08:00:01.009824+00	usage 2	charge	{"at": 781401600000000, "item": "item 2", "until": 781408800000000, "quantity": 1, "resource": "gpu"}
16	16	124	2024-11-04 08:00:01.009824+00	usage 3	charge	{"at": 781401600000000, "item": "item 3", "until": 781412400000000, "quantity": 1, "resource": "gpu"}
9	9	138	2024-11-04 08:00:01.016893+00	over	consume	{"amount": "90"}
18	18	146	2024-11-04 08:00:01.019501+00	late on the wall	consume	{"at": 779241600000000, "amount": "1.5"}
1	1	170	2024-12-17 18:30:00.130787+00	late	charge	{"at": 782697600000000, "until": 782719200000000, "quantity": 1, "resource": "gpu"}
1	1	171	2024-12-17 18:30:00.132183+00	over	consume	{"amount": "600"}
20	20	176	2024-12-17 18:30:00.133917+00	over the price	charge	{"at": 787082400000000, "item": "node", "until": 787125600000000, "quantity": 1, "resource": "gpu"}
20	22	178	2024-12-17 18:30:00.134821+00	late	charge	{"at": 785376000000000, "quantity": 1, "resource": "image"}
20	20	179	2024-12-17 18:30:00.135016+00	december	grant	{"class": "included", "amount": "6"}
23	23	180	2024-12-17 18:30:00.135606+00	december	consume	{"amount": "1"}
24	24	182	2024-12-17 18:30:00.136185+00	december	consume	{"amount": "1"}
25	25	184	2024-12-17 18:30:00.136582+00	december	consume	{"amount": "1"}
20	20	191	2025-02-03 11:00:00.244706+00	february 1	charge	{"item": "poster", "quantity": 3, "resource": "image"}
20	21	193	2025-02-03 11:00:00.244706+00	february 2	charge	{"at": 790214400000000, "quantity": 5000000, "resource": "token"}
23	23	209	2025-03-30 01:30:00.356057+00	march	consume	{"amount": "12"}
20	20	214	2025-03-30 01:30:00.357302+00	march	charge	{"at": 793929600000000, "item": "db", "until": 794188800000000, "quantity": 8, "resource": "vcpu"}
\.

COPY credits.resource (resource, unit, category) FROM stdin;
gpu		compute
vcpu	vCPU	compute
disk	GB	storage
token	token	\N
image	image	media
free		\N
\.

COPY credits.usage_line_202411 (account_id, operation, booked_at, at, until, late_at, user_id, line, charged, quantity, rate, resource, item, key, attributes) FROM stdin;
1	78	2024-11-04 08:00:01.001177+00	2024-10-30 12:00:00+00	2024-10-31 23:00:00+00	\N	2	1	175	2	2.5/hour	gpu	node	run	\N
1	78	2024-11-04 08:00:01.001177+00	2024-10-31 23:00:00+00	2024-11-02 12:00:00+00	\N	2	2	185	2	2.5/hour	gpu	node	run	\N
1	80	2024-11-04 08:00:01.002849+00	2024-10-05 00:00:00+00	\N	\N	3	1	0.18518505	1234567	0.15/1M token	token	\N	\N	{"model": "large"}
1	81	2024-11-04 08:00:01.003236+00	2024-10-05 00:00:00+00	\N	\N	3	1	0	1	0	free	\N	\N	\N
1	83	2024-11-04 08:00:01.003508+00	2024-10-05 00:00:00+00	2024-10-31 23:00:00+00	\N	4	1	8.986111111111111111	70	1/7 GB/30 days	disk	vol	\N	\N
1	83	2024-11-04 08:00:01.003508+00	2024-10-31 23:00:00+00	2024-11-30 23:00:00+00	\N	4	2	10	70	1/7 GB/30 days	disk	vol	\N	\N
1	83	2024-11-04 08:00:01.003508+00	2024-11-30 23:00:00+00	2024-12-12 06:00:00+00	\N	4	3	3.763888888888888889	70	1/7 GB/30 days	disk	vol	\N	\N
17	86	2024-11-04 08:00:01.006321+00	2031-03-20 00:00:00+00	2031-03-31 15:00:00+00	\N	17	1	72.3168	16	0.0000045/vCPU/s	vcpu	batch	ahead	\N
17	86	2024-11-04 08:00:01.006321+00	2031-03-31 15:00:00+00	2031-04-09 17:00:00+00	\N	17	2	56.5056	16	0.0000045/vCPU/s	vcpu	batch	ahead	\N
18	88	2024-11-04 08:00:01.006794+00	2024-08-01 00:00:00+00	\N	\N	18	1	8	2	4/image	image	\N	two	\N
20	91	2024-11-04 08:00:01.007493+00	2024-11-01 12:00:00+00	\N	\N	21	1	8	2	4/image	image	poster	one	\N
20	92	2024-11-04 08:00:01.007886+00	2024-10-31 12:00:00+00	2024-10-31 23:00:00+00	2024-11-04 08:00:01.007868+00	20	1	27.5	1	2.5/hour	gpu	node	over the month	\N
20	92	2024-11-04 08:00:01.007886+00	2024-10-31 23:00:00+00	2024-11-02 00:00:00+00	\N	20	2	62.5	1	2.5/hour	gpu	node	over the month	\N
7	95	2024-11-04 08:00:01.011874+00	2024-10-05 00:00:00+00	2024-10-05 01:00:00+00	\N	7	1	2.5	1	2.5/hour	gpu	item 1	usage 1	\N
7	96	2024-11-04 08:00:01.01189+00	2024-10-05 00:00:00+00	2024-10-05 02:00:00+00	\N	7	1	5	1	2.5/hour	gpu	item 2	usage 2	\N
7	97	2024-11-04 08:00:01.011896+00	2024-10-05 00:00:00+00	2024-10-05 03:00:00+00	\N	7	1	7.5	1	2.5/hour	gpu	item 3	usage 3	\N
8	98	2024-11-04 08:00:01.012088+00	2024-10-05 00:00:00+00	2024-10-05 01:00:00+00	\N	8	1	2.5	1	2.5/hour	gpu	item 1	usage 1	\N
8	99	2024-11-04 08:00:01.012101+00	2024-10-05 00:00:00+00	2024-10-05 02:00:00+00	\N	8	1	5	1	2.5/hour	gpu	item 2	usage 2	\N
8	100	2024-11-04 08:00:01.012107+00	2024-10-05 00:00:00+00	2024-10-05 03:00:00+00	\N	8	1	7.5	1	2.5/hour	gpu	item 3	usage 3	\N
9	101	2024-11-04 08:00:01.012203+00	2024-10-05 00:00:00+00	2024-10-05 01:00:00+00	\N	9	1	2.5	1	2.5/hour	gpu	item 1	usage 1	\N
9	102	2024-11-04 08:00:01.012212+00	2024-10-05 00:00:00+00	2024-10-05 02:00:00+00	\N	9	1	5	1	2.5/hour	gpu	item 2	usage 2	\N
9	103	2024-11-04 08:00:01.012218+00	2024-10-05 00:00:00+00	2024-10-05 03:00:00+00	\N	9	1	7.5	1	2.5/hour	gpu	item 3	usage 3	\N
10	104	2024-11-04 08:00:01.012307+00	2024-10-05 00:00:00+00	2024-10-05 01:00:00+00	\N	10	1	2.5	1	2.5/hour	gpu	item 1	usage 1	\N
10	105	2024-11-04 08:00:01.012315+00	2024-10-05 00:00:00+00	2024-10-05 02:00:00+00	\N	10	1	5	1	2.5/hour	gpu	item 2	usage 2	\N
10	106	2024-11-04 08:00:01.012321+00	2024-10-05 00:00:00+00	2024-10-05 03:00:00+00	\N	10	1	7.5	1	2.5/hour	gpu	item 3	usage 3	\N
11	107	2024-11-04 08:00:01.012397+00	2024-10-05 00:00:00+00	2024-10-05 01:00:00+00	\N	11	1	2.5	1	2.5/hour	gpu	item 1	usage 1	\N
11	108	2024-11-04 08:00:01.012403+00	2024-10-05 00:00:00+00	2024-10-05 02:00:00+00	\N	11	1	5	1	2.5/hour	gpu	item 2	usage 2	\N
11	109	2024-11-04 08:00:01.012409+00	2024-10-05 00:00:00+00	2024-10-05 03:00:00+00	\N	11	1	7.5	1	2.5/hour	gpu	item 3	usage 3	\N
12	110	2024-11-04 08:00:01.012479+00	2024-10-05 00:00:00+00	2024-10-05 01:00:00+00	\N	12	1	2.5	1	2.5/hour	gpu	item 1	usage 1	\N
12	111	2024-11-04 08:00:01.012485+00	2024-10-05 00:00:00+00	2024-10-05 02:00:00+00	\N	12	1	5	1	2.5/hour	gpu	item 2	usage 2	\N
12	112	2024-11-04 08:00:01.012491+00	2024-10-05 00:00:00+00	2024-10-05 03:00:00+00	\N	12	1	7.5	1	2.5/hour	gpu	item 3	usage 3	\N
13	113	2024-11-04 08:00:01.012567+00	2024-10-05 00:00:00+00	2024-10-05 01:00:00+00	\N	13	1	2.5	1	2.5/hour	gpu	item 1	usage 1	\N
13	114	2024-11-04 08:00:01.012577+00	2024-10-05 00:00:00+00	2024-10-05 02:00:00+00	\N	13	1	5	1	2.5/hour	gpu	item 2	usage 2	\N
13	115	2024-11-04 08:00:01.012582+00	2024-10-05 00:00:00+00	2024-10-05 03:00:00+00	\N	13	1	7.5	1	2.5/hour	gpu	item 3	usage 3	\N
14	116	2024-11-04 08:00:01.012661+00	2024-10-05 00:00:00+00	2024-10-05 01:00:00+00	\N	14	1	2.5	1	2.5/hour	gpu	item 1	usage 1	\N
14	117	2024-11-04 08:00:01.012668+00	2024-10-05 00:00:00+00	2024-10-05 02:00:00+00	\N	14	1	5	1	2.5/hour	gpu	item 2	usage 2	\N
14	118	2024-11-04 08:00:01.012675+00	2024-10-05 00:00:00+00	2024-10-05 03:00:00+00	\N	14	1	7.5	1	2.5/hour	gpu	item 3	usage 3	\N
15	119	2024-11-04 08:00:01.01275+00	2024-10-05 00:00:00+00	2024-10-05 01:00:00+00	\N	15	1	2.5	1	2.5/hour	gpu	item 1	usage 1	\N
15	120	2024-11-04 08:00:01.012756+00	2024-10-05 00:00:00+00	2024-10-05 02:00:00+00	\N	15	1	5	1	2.5/hour	gpu	item 2	usage 2	\N
15	121	2024-11-04 08:00:01.012762+00	2024-10-05 00:00:00+00	2024-10-05 03:00:00+00	\N	15	1	7.5	1	2.5/hour	gpu	item 3	usage 3	\N
16	122	2024-11-04 08:00:01.012847+00	2024-10-05 00:00:00+00	2024-10-05 01:00:00+00	\N	16	1	2.5	1	2.5/hour	gpu	item 1	usage 1	\N
16	123	2024-11-04 08:00:01.012855+00	2024-10-05 00:00:00+00	2024-10-05 02:00:00+00	\N	16	1	5	1	2.5/hour	gpu	item 2	usage 2	\N
16	124	2024-11-04 08:00:01.012861+00	2024-10-05 00:00:00+00	2024-10-05 03:00:00+00	\N	16	1	7.5	1	2.5/hour	gpu	item 3	usage 3	\N
23	125	2024-11-04 08:00:01.013788+00	2024-11-04 08:00:01.013499+00	\N	\N	23	1	0.00015	1000	0.15/1M token	token	chat	\N	\N
24	126	2024-11-04 08:00:01.013951+00	2024-11-04 08:00:01.013499+00	\N	\N	24	1	0.0003	2000	0.15/1M token	token	chat	\N	\N
25	127	2024-11-04 08:00:01.01406+00	2024-11-04 08:00:01.013499+00	\N	\N	25	1	0.00045	3000	0.15/1M token	token	chat	\N	\N
26	128	2024-11-04 08:00:01.014205+00	2024-11-04 08:00:01.013499+00	\N	\N	26	1	0.0006	4000	0.15/1M token	token	chat	\N	\N
27	129	2024-11-04 08:00:01.014306+00	2024-11-04 08:00:01.013499+00	\N	\N	27	1	0.00075	5000	0.15/1M token	token	chat	\N	\N
28	130	2024-11-04 08:00:01.014413+00	2024-11-04 08:00:01.013499+00	\N	\N	28	1	0.0009	6000	0.15/1M token	token	chat	\N	\N
\.

COPY credits.usage_line_default (account_id, operation, booked_at, at, until, late_at, user_id, line, charged, quantity, rate, resource, item, key, attributes) FROM stdin;
1	170	2024-12-17 18:30:00.131064+00	2024-10-20 00:00:00+00	2024-10-20 06:00:00+00	2024-12-05 00:00:00+00	1	1	15	1	2.5/hour	gpu	\N	late	\N
5	173	2024-12-17 18:30:00.133282+00	2024-10-09 10:00:00+00	\N	2025-01-01 00:00:00+00	5	1	4	1	4/image	image	late	\N	\N
8	174	2024-12-17 18:30:00.133463+00	2024-10-09 10:00:00+00	\N	2025-01-01 00:00:00+00	8	1	4	1	4/image	image	late	\N	\N
9	175	2024-12-17 18:30:00.133595+00	2024-10-09 10:00:00+00	\N	2025-01-01 00:00:00+00	9	1	4	1	4/image	image	late	\N	\N
20	176	2024-12-17 18:30:00.134434+00	2024-12-09 18:00:00+00	2024-12-10 00:00:00+00	\N	20	1	15	1	2.5/hour	gpu	node	over the price	\N
20	176	2024-12-17 18:30:00.134434+00	2024-12-10 00:00:00+00	2024-12-10 06:00:00+00	\N	20	2	18	1	3/hour	gpu	node	over the price	\N
20	178	2024-12-17 18:30:00.134949+00	2024-11-20 00:00:00+00	\N	2024-12-17 18:30:00.13481+00	22	1	4	1	4/image	image	\N	late	\N
1	194	2025-02-03 11:00:00.245181+00	2024-12-05 00:00:00+00	\N	\N	2	1	0	1	0	free	\N	\N	\N
20	193	2025-02-03 11:00:00.246316+00	2025-01-15 00:00:00+00	\N	2025-02-03 11:00:00.245774+00	21	1	0.75	5000000	0.15/1M token	token	\N	february 2	\N
20	191	2025-02-03 11:00:00.246372+00	2025-02-03 11:00:00.244448+00	\N	\N	20	1	12	3	4/image	image	poster	february 1	\N
20	214	2025-03-30 01:30:00.357724+00	2025-02-27 00:00:00+00	2025-02-28 23:00:00+00	2025-03-30 01:30:00.357645+00	20	1	6.0912	8	0.0000045/vCPU/s	vcpu	db	march	\N
20	214	2025-03-30 01:30:00.357724+00	2025-02-28 23:00:00+00	2025-03-02 00:00:00+00	\N	20	2	3.24	8	0.0000045/vCPU/s	vcpu	db	march	\N
\.

COPY public.answer (account, at, available, overage, overage_cap) FROM stdin;
clock 2	2024-10-05 00:00:00+00	0	0	0
org/1	2024-10-05 00:00:00+00	580.314814950000000001	0	1000
org/2	2024-10-05 00:00:00+00	580.314814950000000001	0	1000
org/3	2024-10-05 00:00:00+00	580.314814950000000001	0	1000
clock 3	2024-10-05 00:00:00+00	30	0	0
joins	2024-10-05 00:00:00+00	98.5	0	0
Zoë & "co", \\ Ltd	2024-10-05 00:00:00+00	2.499999999999999999	0	0
clock 1	2024-10-05 00:00:00+00	29	0	0
clock 4	2024-10-05 00:00:00+00	30	0	0
clock 5	2024-10-05 00:00:00+00	15	75	\N
clock 9	2024-10-05 00:00:00+00	30	0	0
clock 10	2024-10-05 00:00:00+00	30	0	0
clock 11	2024-10-05 00:00:00+00	30	0	0
clock 12	2024-10-05 00:00:00+00	30	0	0
clock 6	2024-10-05 00:00:00+00	15	7.5	10
clock 7	2024-10-05 00:00:00+00	30	0	0
clock 8	2024-10-05 00:00:00+00	30	0	0
org	2024-10-05 00:00:00+00	580.314814950000000001	0	1000
clock 2	2024-11-20 00:00:00+00	0	0	0
org/1	2024-11-20 00:00:00+00	189.981481616666666667	0	1000
org/2	2024-11-20 00:00:00+00	189.981481616666666667	0	1000
org/3	2024-11-20 00:00:00+00	189.981481616666666667	0	1000
wall 1	2024-11-20 00:00:00+00	9.99985	0	\N
wall	2024-11-20 00:00:00+00	120	0	75.5
clock 3	2024-11-20 00:00:00+00	0	0	0
joins	2024-11-20 00:00:00+00	97.5	0	0
wall 3	2024-11-20 00:00:00+00	29.99955	0	0
wall/1	2024-11-20 00:00:00+00	120	0	75.5
wall/2	2024-11-20 00:00:00+00	120	0	75.5
wall 4	2024-11-20 00:00:00+00	39.9994	0	0
Zoë & "co", \\ Ltd	2024-11-20 00:00:00+00	2.499999999999999999	0	0
wall 2	2024-11-20 00:00:00+00	19.9997	0	0
clock 1	2024-11-20 00:00:00+00	25	0	0
clock 4	2024-11-20 00:00:00+00	11	0	0
clock 5	2024-11-20 00:00:00+00	0	0	\N
clock 9	2024-11-20 00:00:00+00	0	0	0
clock 10	2024-11-20 00:00:00+00	15	0	0
never used	2024-11-20 00:00:00+00	0	0	0
clock 11	2024-11-20 00:00:00+00	15	0	0
clock 12	2024-11-20 00:00:00+00	0	0	0
wall 5	2024-11-20 00:00:00+00	49.99925	0	0
wall 6	2024-11-20 00:00:00+00	59.4991	0	0
forgotten	2024-11-20 00:00:00+00	22	0	0
clock 6	2024-11-20 00:00:00+00	0	0	10
clock 7	2024-11-20 00:00:00+00	15	0	0
clock 8	2024-11-20 00:00:00+00	15	0	0
org	2024-11-20 00:00:00+00	189.981481616666666667	0	1000
clock 2	2024-12-31 12:00:00+00	0	0	0
org/1	2024-12-31 12:00:00+00	7	417.685185049999999999	1000
org/2	2024-12-31 12:00:00+00	7	417.685185049999999999	1000
org/3	2024-12-31 12:00:00+00	7	417.685185049999999999	1000
wall 1	2024-12-31 12:00:00+00	8.99985	0	\N
wall	2024-12-31 12:00:00+00	88	0	75.5
clock 3	2024-12-31 12:00:00+00	0	0	0
joins	2024-12-31 12:00:00+00	97.5	0	0
wall 3	2024-12-31 12:00:00+00	28.99955	0	0
wall/1	2024-12-31 12:00:00+00	88	0	75.5
wall/2	2024-12-31 12:00:00+00	88	0	75.5
wall 4	2024-12-31 12:00:00+00	39.9994	0	0
Zoë & "co", \\ Ltd	2024-12-31 12:00:00+00	2.499999999999999999	0	0
wall 2	2024-12-31 12:00:00+00	18.9997	0	0
clock 1	2024-12-31 12:00:00+00	25	0	0
clock 4	2024-12-31 12:00:00+00	11	0	0
clock 5	2024-12-31 12:00:00+00	0	4	\N
clock 9	2024-12-31 12:00:00+00	0	0	0
clock 10	2024-12-31 12:00:00+00	15	0	0
never used	2024-12-31 12:00:00+00	0	0	0
clock 11	2024-12-31 12:00:00+00	15	0	0
clock 12	2024-12-31 12:00:00+00	0	0	0
wall 5	2024-12-31 12:00:00+00	49.99925	0	0
wall 6	2024-12-31 12:00:00+00	59.4991	0	0
forgotten	2024-12-31 12:00:00+00	15	0	0
clock 6	2024-12-31 12:00:00+00	0	0	10
clock 7	2024-12-31 12:00:00+00	15	0	0
clock 8	2024-12-31 12:00:00+00	15	0	0
org	2024-12-31 12:00:00+00	7	417.685185049999999999	1000
clock 2	2025-01-20 00:00:00+00	3	0	0
org/1	2025-01-20 00:00:00+00	7	0	1000
org/2	2025-01-20 00:00:00+00	7	0	1000
org/3	2025-01-20 00:00:00+00	7	0	1000
wall 1	2025-01-20 00:00:00+00	8.99985	0	\N
wall	2025-01-20 00:00:00+00	81.25	0	75.5
clock 3	2025-01-20 00:00:00+00	0	0	0
joins	2025-01-20 00:00:00+00	97.5	0	0
wall 3	2025-01-20 00:00:00+00	28.99955	0	0
wall/1	2025-01-20 00:00:00+00	81.25	0	75.5
wall/2	2025-01-20 00:00:00+00	81.25	0	75.5
wall 4	2025-01-20 00:00:00+00	39.9994	0	0
Zoë & "co", \\ Ltd	2025-01-20 00:00:00+00	2.499999999999999999	0	0
wall 2	2025-01-20 00:00:00+00	18.9997	0	0
clock 1	2025-01-20 00:00:00+00	25	0	0
clock 4	2025-01-20 00:00:00+00	11	0	0
clock 5	2025-01-20 00:00:00+00	0	0	\N
clock 9	2025-01-20 00:00:00+00	0	0	0
clock 10	2025-01-20 00:00:00+00	15	0	0
never used	2025-01-20 00:00:00+00	0	0	0
clock 11	2025-01-20 00:00:00+00	15	0	0
clock 12	2025-01-20 00:00:00+00	0	0	0
wall 5	2025-01-20 00:00:00+00	49.99925	0	0
wall 6	2025-01-20 00:00:00+00	59.4991	0	0
forgotten	2025-01-20 00:00:00+00	15	0	0
clock 6	2025-01-20 00:00:00+00	0	0	10
clock 7	2025-01-20 00:00:00+00	15	0	0
clock 8	2025-01-20 00:00:00+00	15	0	0
org	2025-01-20 00:00:00+00	7	0	1000
clock 2	2025-03-30 00:00:00+00	3	0	0
org/1	2025-03-30 00:00:00+00	7	0	1000
org/2	2025-03-30 00:00:00+00	7	0	1000
org/3	2025-03-30 00:00:00+00	7	0	1000
wall 1	2025-03-30 00:00:00+00	8.99985	0	\N
wall	2025-03-30 00:00:00+00	59.9188	0	80
clock 3	2025-03-30 00:00:00+00	0	0	0
joins	2025-03-30 00:00:00+00	97.5	0	0
wall 3	2025-03-30 00:00:00+00	28.99955	0	0
wall/1	2025-03-30 00:00:00+00	59.9188	0	80
wall/2	2025-03-30 00:00:00+00	59.9188	0	80
wall 4	2025-03-30 00:00:00+00	39.9994	0	0
Zoë & "co", \\ Ltd	2025-03-30 00:00:00+00	2.499999999999999999	0	0
wall 2	2025-03-30 00:00:00+00	18.9997	0	0
clock 1	2025-03-30 00:00:00+00	25	0	0
clock 4	2025-03-30 00:00:00+00	11	0	0
clock 5	2025-03-30 00:00:00+00	0	0	\N
clock 9	2025-03-30 00:00:00+00	0	0	0
clock 10	2025-03-30 00:00:00+00	15	0	0
never used	2025-03-30 00:00:00+00	0	0	0
clock 11	2025-03-30 00:00:00+00	15	0	0
clock 12	2025-03-30 00:00:00+00	0	0	0
wall 5	2025-03-30 00:00:00+00	49.99925	0	0
wall 6	2025-03-30 00:00:00+00	59.4991	0	0
forgotten	2025-03-30 00:00:00+00	15	0	0
clock 6	2025-03-30 00:00:00+00	0	0	10
clock 7	2025-03-30 00:00:00+00	15	0	0
clock 8	2025-03-30 00:00:00+00	15	0	0
org	2025-03-30 00:00:00+00	7	0	1000
\.

COPY public.app (account, spent, price) FROM stdin;
org	1.5	2/hour
org/1	1.5	2/hour
org/2	1.5	2/hour
org/3	1.5	2/hour
clock 1	1.5	2/hour
clock 2	1.5	2/hour
clock 3	1.5	2/hour
clock 4	1.5	2/hour
clock 5	1.5	2/hour
clock 6	1.5	2/hour
clock 7	1.5	2/hour
clock 8	1.5	2/hour
clock 9	1.5	2/hour
clock 10	1.5	2/hour
clock 11	1.5	2/hour
clock 12	1.5	2/hour
later	1.5	2/hour
joins	1.5	2/hour
Zoë & "co", \\ Ltd	1.5	2/hour
wall	1.5	2/hour
wall/1	1.5	2/hour
wall/2	1.5	2/hour
wall 1	1.5	2/hour
wall 2	1.5	2/hour
wall 3	1.5	2/hour
wall 4	1.5	2/hour
wall 5	1.5	2/hour
wall 6	1.5	2/hour
forgotten	1.5	2/hour
never used	1.5	2/hour
\.

COPY public.repeated (call, answer) FROM stdin;
credits.grant('org', 500, key => 'invoice 1', note => E'a note with "quotes", a \\\\ and a\\nline', cost => 0.01)	39
credits.grant('wall', 6, 'included', key => 'december')	106
credits.grant('clock 9', 30.0, 'included', key => 'g9')	55
credits.consume('org', 12.5, key => 'first', note => 'by hand', attributes => '{"a": "\\u00e4", "b": [1, null]}')	(77,org,"2024-10-05 00:00:00+00",12.5,12.5,0,580.500000000000000001,completed,t)
credits.consume('org', 600, key => 'over')	(171,org,"2024-12-05 00:00:00+00",600,182.564814950000000001,417.435185049999999999,0,completed,t)
credits.consume('clock 5', 90, key => 'over')	(138,"clock 5","2024-10-05 00:00:00+00",90,15,75,0,completed,t)
credits.consume('Zoë & "co", \\ Ltd', 0.000000000000000001, key => 'dust')	(89,"Zoë & ""co"", \\\\ Ltd","2024-10-05 00:00:00+00",0.000000000000000001,0.000000000000000001,0,2.499999999999999999,completed,t)
credits.consume('joins', 1.5, key => 'late on the wall', at => '2024-09-10 00:00Z')	(146,joins,"2024-09-10 00:00:00+00",1.5,1.5,0,97.5,completed,t)
credits.consume('wall', 3, key => 'on the wall')	(90,wall,"2024-11-04 08:00:01.007181+00",3,3,0,222,completed,t)
credits.charge('org/1', 'gpu', 2, at => '2024-10-30 12:00Z', until => '2024-11-02 12:00Z', item => 'node', key => 'run')	(78,org/1,"2024-10-30 12:00:00+00",360,360,0,220.500000000000000001,completed,t)
credits.charge('org', 'gpu', 1, at => '2024-10-20 00:00Z', until => '2024-10-20 06:00Z', key => 'late')	(170,org,"2024-10-20 00:00:00+00",15,15,0,182.564814950000000001,completed,t)
credits.charge('later', 'vcpu', 16, at => '2031-03-20 00:00Z', until => '2031-04-09 17:00Z', item => 'batch', key => 'ahead')	(86,later,"2031-03-20 00:00:00+00",128.8224,128.8224,0,971.1776,completed,t)
credits.charge('wall/2', 'image', 1, at => '2024-11-20 00:00Z', key => 'late')	(178,wall/2,"2024-11-20 00:00:00+00",4,4,0,87,completed,t)
credits.charge('wall', 'image', 3, item => 'poster', key => 'february 1')	(191,wall,"2025-02-03 11:00:00.244448+00",12,12,0,69.25,completed,t)
\.

SELECT pg_catalog.setval('credits.account_id_seq', 30, true);

SELECT pg_catalog.setval('credits.bucket_id_seq', 126, true);

SELECT pg_catalog.setval('credits.operation_seq', 229, true);

SELECT pg_catalog.setval('credits.price_id_seq', 7, true);

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

ALTER TABLE ONLY credits.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (account_id, operation, piece, booked_at);

ALTER TABLE ONLY credits.entry_202411
    ADD CONSTRAINT entry_202411_pkey PRIMARY KEY (account_id, operation, piece, booked_at);

ALTER TABLE ONLY credits.entry_202412
    ADD CONSTRAINT entry_202412_pkey PRIMARY KEY (account_id, operation, piece, booked_at);

ALTER TABLE ONLY credits.entry_default
    ADD CONSTRAINT entry_default_pkey PRIMARY KEY (account_id, operation, piece, booked_at);

ALTER TABLE ONLY credits.period
    ADD CONSTRAINT period_account_id_ends_at_key UNIQUE (account_id, ends_at);

ALTER TABLE ONLY credits.period
    ADD CONSTRAINT period_pkey PRIMARY KEY (account_id, starts_at);

ALTER TABLE ONLY credits.price
    ADD CONSTRAINT price_pkey PRIMARY KEY (id);

ALTER TABLE ONLY credits.request
    ADD CONSTRAINT request_pkey PRIMARY KEY (key, account_id, user_id);

ALTER TABLE ONLY credits.resource
    ADD CONSTRAINT resource_pkey PRIMARY KEY (resource);

ALTER TABLE ONLY credits.usage_line
    ADD CONSTRAINT usage_line_pkey PRIMARY KEY (account_id, operation, line, booked_at);

ALTER TABLE ONLY credits.usage_line_202411
    ADD CONSTRAINT usage_line_202411_pkey PRIMARY KEY (account_id, operation, line, booked_at);

ALTER TABLE ONLY credits.usage_line_default
    ADD CONSTRAINT usage_line_default_pkey PRIMARY KEY (account_id, operation, line, booked_at);

ALTER TABLE ONLY public.app
    ADD CONSTRAINT app_pkey PRIMARY KEY (account);

ALTER TABLE ONLY public.repeated
    ADD CONSTRAINT repeated_pkey PRIMARY KEY (call);

CREATE UNIQUE INDEX books_one_row ON credits.books USING btree ((true));

CREATE INDEX bucket_open ON credits.bucket USING btree (account_id, postpaid, expires_at) WHERE (closed_at IS NULL);

CREATE INDEX price_resource ON credits.price USING btree (resource, valid_from);

ALTER INDEX credits.entry_pkey ATTACH PARTITION credits.entry_202411_pkey;

ALTER INDEX credits.entry_pkey ATTACH PARTITION credits.entry_202412_pkey;

ALTER INDEX credits.entry_pkey ATTACH PARTITION credits.entry_default_pkey;

ALTER INDEX credits.usage_line_pkey ATTACH PARTITION credits.usage_line_202411_pkey;

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

CREATE TRIGGER entry_keep_all BEFORE TRUNCATE ON credits.entry_202411 FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();

ALTER TABLE credits.entry_202411 ENABLE ALWAYS TRIGGER entry_keep_all;

CREATE TRIGGER entry_keep_all BEFORE TRUNCATE ON credits.entry_202412 FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();

ALTER TABLE credits.entry_202412 ENABLE ALWAYS TRIGGER entry_keep_all;

CREATE TRIGGER entry_keep_all BEFORE TRUNCATE ON credits.entry_default FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();

ALTER TABLE credits.entry_default ENABLE ALWAYS TRIGGER entry_keep_all;

CREATE TRIGGER price_check BEFORE INSERT OR UPDATE ON credits.price FOR EACH ROW EXECUTE FUNCTION credits.price_check();

CREATE TRIGGER usage_begin BEFORE INSERT ON credits.usage FOR EACH STATEMENT EXECUTE FUNCTION credits.usage_begin();

CREATE TRIGGER usage_bill AFTER INSERT ON credits.usage FOR EACH STATEMENT EXECUTE FUNCTION credits.usage_bill();

CREATE TRIGGER usage_keep INSTEAD OF DELETE OR UPDATE ON credits.usage FOR EACH ROW EXECUTE FUNCTION credits.append_only();

CREATE TRIGGER usage_line_keep BEFORE DELETE OR UPDATE ON credits.usage_line FOR EACH ROW EXECUTE FUNCTION credits.append_only();

ALTER TABLE credits.usage_line ENABLE ALWAYS TRIGGER usage_line_keep;

CREATE TRIGGER usage_line_keep_all BEFORE TRUNCATE ON credits.usage_line FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();

ALTER TABLE credits.usage_line ENABLE ALWAYS TRIGGER usage_line_keep_all;

CREATE TRIGGER usage_line_keep_all BEFORE TRUNCATE ON credits.usage_line_202411 FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();

ALTER TABLE credits.usage_line_202411 ENABLE ALWAYS TRIGGER usage_line_keep_all;

CREATE TRIGGER usage_line_keep_all BEFORE TRUNCATE ON credits.usage_line_default FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();

ALTER TABLE credits.usage_line_default ENABLE ALWAYS TRIGGER usage_line_keep_all;

CREATE TRIGGER usage_row INSTEAD OF INSERT ON credits.usage FOR EACH ROW EXECUTE FUNCTION credits.usage_row();

ALTER TABLE ONLY credits.price
    ADD CONSTRAINT price_resource_fkey FOREIGN KEY (resource) REFERENCES credits.resource(resource);

ALTER TABLE ONLY public.app
    ADD CONSTRAINT app_account_fkey FOREIGN KEY (account) REFERENCES credits.account_key(account);

CREATE EVENT TRIGGER credits_keep_books ON sql_drop
   EXECUTE FUNCTION credits_guard.keep_books();

ALTER EVENT TRIGGER credits_keep_books ENABLE ALWAYS;

COMMENT ON EVENT TRIGGER credits_keep_books IS 'Keeps the books of credits from being dropped by accident.';

