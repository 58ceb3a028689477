-- ---------------------------------------------------------------------------------------------
-- The data model.
--
-- Everything here belongs to the database, not to the extension: credits.init() makes it as ordinary objects, so that dump,
-- restore and upgrade treat the books as they treat any table.  Catalogs (class, resource, price) are a DBA's to
-- write; state (all the rest) is written by the functions and triggers only.
--
-- account_id is the payer's and leads every key; user_id is the account that was named, the payer itself or a child.  Nothing a draw
-- changes stands in an index key, predicate or expression, so that draws are HOT updates.  The hot tables have no
-- foreign keys: verify() checks what they would.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.init() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $init$
DECLARE
    code_version CONSTANT int := 4;
    books_version int;
BEGIN
    IF to_regclass('credits.books') IS NOT NULL THEN
        SELECT b.version INTO books_version FROM credits.books b FOR UPDATE;
        IF books_version > code_version THEN
            RAISE EXCEPTION 'the tables of credits are of another version than its code'
                USING ERRCODE = 'KR014',
                      DETAIL = jsonb_build_object('rule', 'not_initialized', 'tables', books_version, 'code', code_version)::text,
                      HINT = 'The tables are of a later version: install that version of the extension.';
        END IF;
        PERFORM credits.migrate(books_version);
        UPDATE credits.books SET version = code_version WHERE version <> code_version;
        PERFORM credits.make_partitions();
        PERFORM credits.confine_all();
        PERFORM credits.allow_again();
        PERFORM credits.guard_books();
        RETURN;
    END IF;

    CREATE TABLE credits.books (
        version int PRIMARY KEY,
        made_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    CREATE UNIQUE INDEX books_one_row ON credits.books ((true));
    COMMENT ON TABLE credits.books IS 'One row: which shape the tables have. Code answers KR014 to any other.';
    COMMENT ON COLUMN credits.books.version IS 'Version of the tables, raised by credits.init() when it migrates them.';
    COMMENT ON COLUMN credits.books.made_at IS 'When credits.init() first ran.';
    INSERT INTO credits.books (version) VALUES (code_version);

    -- Sequences: gaps mean nothing, order means little; ids are unique in the database.
    CREATE SEQUENCE credits.account_id_seq;
    CREATE SEQUENCE credits.bucket_id_seq;
    CREATE SEQUENCE credits.operation_seq;
    COMMENT ON SEQUENCE credits.account_id_seq IS 'Ids of accounts.';
    COMMENT ON SEQUENCE credits.bucket_id_seq IS 'Ids of buckets; the last key of the draw order.';
    COMMENT ON SEQUENCE credits.operation_seq IS 'Ids of operations; not in order of commit.';

    -- -----------------------------------------------------------------------------------------
    -- Catalogs
    -- -----------------------------------------------------------------------------------------
    CREATE TABLE credits.class (
        class        text COLLATE "C" PRIMARY KEY CHECK (octet_length(class) BETWEEN 1 AND 255),
        priority     int NOT NULL,
        lifetime     interval CHECK (lifetime > '0'::interval),
        to_cycle_end boolean NOT NULL DEFAULT false,
        postpaid     boolean NOT NULL DEFAULT false,
        refundable   boolean NOT NULL DEFAULT true,
        CHECK (NOT to_cycle_end OR lifetime IS NULL)
    );
    COMMENT ON TABLE credits.class IS 'Kinds of bucket, each with its rank in the draw order and its default lifetime.';
    COMMENT ON COLUMN credits.class.class IS 'Name of the class.';
    COMMENT ON COLUMN credits.class.priority IS 'Rank in the draw order, lower first: the priority of a bucket that is given none.';
    COMMENT ON COLUMN credits.class.lifetime IS 'How long a bucket lives from effective_at if it is given no expiry, in the account''s zone; NULL is for ever.';
    COMMENT ON COLUMN credits.class.to_cycle_end IS 'A bucket that is given no expiry lives to the end of the cycle that contains effective_at.';
    COMMENT ON COLUMN credits.class.postpaid IS 'Drawn after all others and billed later; made by the engine, not by grant().';
    COMMENT ON COLUMN credits.class.refundable IS 'Whether refund_deposit() gives money back for what is left of a bucket.';
    INSERT INTO credits.class (class, priority, to_cycle_end, postpaid) VALUES
        ('rollover', 10, false, false), ('included', 20, true, false), ('promotional', 30, false, false),
        ('bonus', 40, false, false), ('prepaid', 50, false, false), ('flex', 90, false, true), ('overdraft', 95, false, true);

    CREATE TABLE credits.resource (
        resource text COLLATE "C" PRIMARY KEY CHECK (octet_length(resource) BETWEEN 1 AND 255),
        unit     text COLLATE "C" NOT NULL DEFAULT '',
        category text COLLATE "C",
        at_zero       text COLLATE "C" NOT NULL DEFAULT 'suspend' CHECK (at_zero IN ('suspend', 'terminate', 'continue')),
        least_balance credits.amount CHECK (least_balance >= 0),
        price_keys    jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(price_keys) = 'array')
    );
    COMMENT ON TABLE credits.resource IS 'What is metered.';
    COMMENT ON COLUMN credits.resource.resource IS 'Name of the resource, as charge() and scopes use it.';
    COMMENT ON COLUMN credits.resource.unit IS 'What a quantity of 1 is: vCPU, GB, token, image. A price that names a unit must name this one.';
    COMMENT ON COLUMN credits.resource.category IS 'Group that reports add up by: compute, storage, training.';
    COMMENT ON COLUMN credits.resource.at_zero IS 'What becomes of a running meter when its account can pay no more: suspend, terminate, or continue, not billed until it can.';
    COMMENT ON COLUMN credits.resource.least_balance IS 'Credits that must be there, overage included, to start a meter of it or to charge an event (KR013); NULL: none.';
    COMMENT ON COLUMN credits.resource.price_keys IS 'Sets of attribute names that its prices have, kept by the trigger on credits.price: by them a price is found without looking at all.';

    CREATE TABLE credits.price (
        id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        resource    text COLLATE "C" NOT NULL REFERENCES credits.resource,
        rate        credits.rate,
        valid_from  timestamptz NOT NULL DEFAULT '-infinity',
        valid_until timestamptz NOT NULL DEFAULT 'infinity',
        plan        text COLLATE "C",
        account     text COLLATE "C",
        attributes  jsonb NOT NULL DEFAULT '{}',
        step        interval,
        least       credits.amount,
        package     numeric,
        tiers       jsonb,
        tier_mode   text COLLATE "C",
        tier_by     text COLLATE "C",
        CHECK (valid_from < valid_until)
    );
    CREATE INDEX price_found ON credits.price (resource, attributes, coalesce(account, ''), valid_from);
    CREATE TRIGGER price_check BEFORE INSERT OR UPDATE ON credits.price
        FOR EACH ROW EXECUTE FUNCTION credits.price_check();
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
    COMMENT ON COLUMN credits.price.least IS 'Least charge of an event, or of a run, in credits; NULL: none.';
    COMMENT ON COLUMN credits.price.package IS 'Quantity is billed in started packages of this size, counted over the period; NULL: as it is.';
    COMMENT ON COLUMN credits.price.tiers IS 'Array of {"upto": n, "rate": "..."}, the last without upto; NULL: rate says.';
    COMMENT ON COLUMN credits.price.tier_mode IS 'graduated: each part at its tier''s rate; volume: all at the rate of the tier that is reached. NULL: without tiers by quantity.';
    COMMENT ON COLUMN credits.price.tier_by IS 'Attribute whose value finds the tier; NULL: the quantity used so far in the period does.';

    -- -----------------------------------------------------------------------------------------
    -- Accounts and their periods
    -- -----------------------------------------------------------------------------------------
    CREATE TABLE credits.account_key (
        account    text COLLATE "C" PRIMARY KEY CHECK (octet_length(account) BETWEEN 1 AND 255),
        account_id bigint NOT NULL,
        user_id    bigint NOT NULL
    );
    COMMENT ON TABLE credits.account_key IS 'The application''s text key of each account: the one key that is unique across payers.';
    COMMENT ON COLUMN credits.account_key.account IS 'Name given to open_account().';
    COMMENT ON COLUMN credits.account_key.account_id IS 'Payer: the account itself, or its parent.';
    COMMENT ON COLUMN credits.account_key.user_id IS 'The account itself.';

    CREATE TABLE credits.account (
        account_id  bigint NOT NULL,
        user_id     bigint NOT NULL,
        version     bigint NOT NULL DEFAULT 0,
        opened_at   timestamptz NOT NULL,
        clock       timestamptz,
        clock_start timestamptz,
        overage     boolean,
        overage_cap credits.amount CHECK (overage_cap >= 0),
        credited    credits.amount NOT NULL DEFAULT 0,
        account     text COLLATE "C" NOT NULL,
        time_zone   text NOT NULL,
        currency    text NOT NULL,
        actor       text NOT NULL,
        opens_at    timestamptz NOT NULL DEFAULT '-infinity',
        closes_at   timestamptz NOT NULL DEFAULT '-infinity',
        plan        text COLLATE "C",
        closed_to   timestamptz NOT NULL DEFAULT '-infinity',
        meters      int NOT NULL DEFAULT 0,
        owed        credits.amount NOT NULL DEFAULT '0' CHECK (owed >= '0'),
        topup_floor credits.amount,
        holds       int NOT NULL DEFAULT 0,
        overdraft   credits.amount NOT NULL DEFAULT '0' CHECK (overdraft >= '0'),
        receipt_to  text,
        status      text COLLATE "C" NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended', 'frozen')),
        reason      text,
        spending_limits int NOT NULL DEFAULT 0,
        billing_threshold credits.amount CHECK (billing_threshold > '0'),
        PRIMARY KEY (account_id, user_id)
    ) WITH (fillfactor = 80);
    CREATE INDEX account_due ON credits.account (least(opens_at, closes_at), account_id)
        WHERE clock IS NULL AND user_id = account_id;
    CREATE INDEX account_metered ON credits.account (account_id) WHERE meters > 0 AND clock IS NULL;
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

    COMMENT ON COLUMN credits.account.owed IS 'What it owes: the sum of its debts, which its next grants pay.';
    COMMENT ON COLUMN credits.account.topup_floor IS 'Floor of its auto top-up, as credits.topup has it; NULL: it has none.';
    COMMENT ON COLUMN credits.account.holds IS 'How many holds it pays for are open; of a child 0.';
    COMMENT ON COLUMN credits.account.overdraft IS 'How much captures beyond what was held may leave owed.';
    COMMENT ON COLUMN credits.account.receipt_to IS 'Address for receipts of its deposits; NULL: none.';
    COMMENT ON COLUMN credits.account.status IS 'active; suspended: it draws and starts nothing; frozen: nor is it granted or refunded anything.';
    COMMENT ON COLUMN credits.account.reason IS 'Why it is suspended or frozen.';
    COMMENT ON COLUMN credits.account.spending_limits IS 'How many spending limits it and its children have; of a child 0.';
    COMMENT ON COLUMN credits.account.billing_threshold IS 'Bound on the overage of a period, beside the cap: the lesser holds; NULL: none.';

    CREATE TABLE credits.period (
        account_id bigint NOT NULL,
        starts_at  timestamptz NOT NULL,
        ends_at    timestamptz NOT NULL,
        closed_at  timestamptz,
        opened_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
        closes_at       timestamptz NOT NULL,
        cycle_starts_at timestamptz,
        cycle_ends_at   timestamptz,
        subscription_id bigint,
        trial           boolean NOT NULL DEFAULT false,
        price           numeric,
        PRIMARY KEY (account_id, starts_at),
        UNIQUE (account_id, ends_at),
        CHECK (starts_at < ends_at)
    );
    CREATE TRIGGER period_keep BEFORE INSERT OR UPDATE OR DELETE ON credits.period
        FOR EACH ROW EXECUTE FUNCTION credits.period_keep();
    CREATE TRIGGER period_keep_all BEFORE TRUNCATE ON credits.period
        FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    ALTER TABLE credits.period ENABLE ALWAYS TRIGGER period_keep_all;
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

    -- -----------------------------------------------------------------------------------------
    -- Buckets: the one mechanism
    -- -----------------------------------------------------------------------------------------
    CREATE TABLE credits.bucket (
        account_id   bigint NOT NULL,
        id           bigint NOT NULL DEFAULT nextval('credits.bucket_id_seq'),
        effective_at timestamptz NOT NULL,
        expires_at   timestamptz NOT NULL,
        granted_at   timestamptz NOT NULL,
        closed_at    timestamptz,
        seq          bigint NOT NULL DEFAULT 0,
        operation    bigint NOT NULL DEFAULT nextval('credits.operation_seq'),
        user_id      bigint NOT NULL,
        priority     int NOT NULL,
        mark         int NOT NULL DEFAULT 0,
        postpaid     boolean NOT NULL,
        granted      credits.amount,
        used         credits.amount NOT NULL DEFAULT 0,
        held         credits.amount NOT NULL DEFAULT 0,
        lapsed       credits.amount NOT NULL DEFAULT 0,
        class        text COLLATE "C" NOT NULL,
        cost         numeric CHECK (cost >= 0),
        scope        text[] COLLATE "C",
        key          text COLLATE "C",
        note         text,
        subscription_id bigint,
        rolled_from     bigint,
        deposit_id      bigint,
        told            bigint[],
        PRIMARY KEY (account_id, id),
        CHECK (effective_at <= expires_at),
        CHECK (used >= 0 AND held >= 0 AND lapsed >= 0),
        CONSTRAINT bucket_never_overdrawn CHECK (postpaid OR (granted IS NOT NULL AND used + held + lapsed <= granted))
    ) WITH (fillfactor = 80);
    CREATE INDEX bucket_open ON credits.bucket (account_id, postpaid, expires_at) WHERE closed_at IS NULL;
    CREATE UNIQUE INDEX bucket_once ON credits.bucket (account_id, subscription_id, effective_at, rolled_from)
        NULLS NOT DISTINCT WHERE subscription_id IS NOT NULL;
    CREATE INDEX bucket_deposit ON credits.bucket (account_id, deposit_id) WHERE deposit_id IS NOT NULL;
    CREATE TRIGGER bucket_stamp BEFORE INSERT ON credits.bucket
        FOR EACH ROW WHEN (NEW.postpaid IS NOT TRUE) EXECUTE FUNCTION credits.bucket_stamp();
    CREATE TRIGGER bucket_post AFTER INSERT ON credits.bucket
        FOR EACH ROW WHEN (NOT NEW.postpaid) EXECUTE FUNCTION credits.bucket_post();
    CREATE TRIGGER bucket_cap BEFORE UPDATE OF used, held ON credits.bucket
        FOR EACH ROW WHEN (NEW.postpaid AND NEW.used + NEW.held > OLD.used + OLD.held)
        EXECUTE FUNCTION credits.bucket_cap();
    CREATE TRIGGER bucket_keep BEFORE DELETE ON credits.bucket
        FOR EACH ROW EXECUTE FUNCTION credits.append_only();
    CREATE TRIGGER bucket_keep_all BEFORE TRUNCATE ON credits.bucket
        FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    ALTER TABLE credits.bucket ENABLE ALWAYS TRIGGER bucket_keep;
    ALTER TABLE credits.bucket ENABLE ALWAYS TRIGGER bucket_keep_all;
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
    COMMENT ON COLUMN credits.bucket.deposit_id IS 'Deposit that paid for it, or that it was given with; of a debt, the deposit that was clawed back.';
    COMMENT ON COLUMN credits.bucket.told IS 'Of a flex bucket: the alert rules that were told of in its period; below 0 those that are another plan''s; 0: some of what was included is used up and closed. NULL: rules were not looked at yet.';

    -- -----------------------------------------------------------------------------------------
    -- The ledger
    -- -----------------------------------------------------------------------------------------
    CREATE TABLE credits.entry (
        account_id   bigint NOT NULL,
        operation    bigint NOT NULL,
        booked_at    timestamptz NOT NULL,
        at           timestamptz NOT NULL,
        late_at      timestamptz,
        bucket_id    bigint NOT NULL,
        bucket_seq   bigint NOT NULL,
        user_id      bigint NOT NULL,
        piece        int NOT NULL,
        line         int,
        amount       credits.amount NOT NULL,
        bucket_after credits.amount NOT NULL,
        balance      credits.amount,
        kind         text COLLATE "C" NOT NULL,
        resource     text COLLATE "C",
        key          text COLLATE "C",
        actor        text,
        note         text,
        attributes   jsonb,
        returns      bigint,
        PRIMARY KEY (account_id, operation, piece, booked_at)
    ) PARTITION BY RANGE (booked_at);
    CREATE INDEX entry_returns ON credits.entry (account_id, returns) WHERE returns IS NOT NULL;
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
    COMMENT ON COLUMN credits.entry.kind IS 'grant, draw, capture, return, expire, rollover, revoke, refund, clawback, forfeit, restore, repay or overage.';
    COMMENT ON COLUMN credits.entry.resource IS 'Resource drawn for.';
    COMMENT ON COLUMN credits.entry.key IS 'On the first piece: the idempotency key.';
    COMMENT ON COLUMN credits.entry.actor IS 'On the first piece: the role that called.';
    COMMENT ON COLUMN credits.entry.note IS 'On the first piece: the note given.';
    COMMENT ON COLUMN credits.entry.attributes IS 'On the first piece of consume(): the attributes given.';
    COMMENT ON COLUMN credits.entry.returns IS 'Of a refund: the operation whose draws go back.';

    CREATE TABLE credits.usage_line (
        account_id bigint NOT NULL,
        operation  bigint NOT NULL,
        booked_at  timestamptz NOT NULL,
        at         timestamptz NOT NULL,
        until      timestamptz,
        late_at    timestamptz,
        user_id    bigint NOT NULL,
        line       int NOT NULL,
        charged    credits.amount NOT NULL,
        quantity   numeric NOT NULL,
        rate       credits.rate,
        resource   text COLLATE "C" NOT NULL,
        item       text COLLATE "C",
        key        text COLLATE "C",
        attributes jsonb,
        price_id   bigint,
        counted    numeric,
        terms      jsonb,
        run_at     timestamptz,
        PRIMARY KEY (account_id, operation, line, booked_at)
    ) PARTITION BY RANGE (booked_at);
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

    CREATE TRIGGER entry_keep BEFORE UPDATE OR DELETE ON credits.entry
        FOR EACH ROW EXECUTE FUNCTION credits.append_only();
    CREATE TRIGGER entry_keep_all BEFORE TRUNCATE ON credits.entry
        FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    CREATE TRIGGER usage_line_keep BEFORE UPDATE OR DELETE ON credits.usage_line
        FOR EACH ROW EXECUTE FUNCTION credits.append_only();
    CREATE TRIGGER usage_line_keep_all BEFORE TRUNCATE ON credits.usage_line
        FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    ALTER TABLE credits.entry ENABLE ALWAYS TRIGGER entry_keep;
    ALTER TABLE credits.entry ENABLE ALWAYS TRIGGER entry_keep_all;
    ALTER TABLE credits.usage_line ENABLE ALWAYS TRIGGER usage_line_keep;
    ALTER TABLE credits.usage_line ENABLE ALWAYS TRIGGER usage_line_keep_all;
    PERFORM credits.make_partitions();

    CREATE TABLE credits.request (
        account_id bigint NOT NULL,
        user_id    bigint NOT NULL,
        operation  bigint NOT NULL,
        booked_at  timestamptz NOT NULL,
        key        text COLLATE "C" NOT NULL,
        call       text COLLATE "C" NOT NULL,
        arguments  jsonb NOT NULL,
        PRIMARY KEY (key, account_id, user_id)
    );
    COMMENT ON TABLE credits.request IS 'Idempotency keys: what was asked under each, and which operation answered. Not partitioned; time-ordered keys keep it cheap.';
    COMMENT ON COLUMN credits.request.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.request.user_id IS 'Account that the call named: a key is its own.';
    COMMENT ON COLUMN credits.request.operation IS 'Operation that answered.';
    COMMENT ON COLUMN credits.request.booked_at IS 'Wall time of the claim.';
    COMMENT ON COLUMN credits.request.key IS 'The key, compared byte by byte.';
    COMMENT ON COLUMN credits.request.call IS 'Function called; charge() for a row of credits.usage.';
    COMMENT ON COLUMN credits.request.arguments IS 'Arguments given, as canonical values.';

    PERFORM credits.init_calendar();
    PERFORM credits.init_meters();
    PERFORM credits.init_money();
    PERFORM credits.init_holds();
    PERFORM credits.init_limits();
    PERFORM credits.init_alerts();
    PERFORM credits.init_spending();
    PERFORM credits.init_members();
    PERFORM credits.confine_all();

    -- -----------------------------------------------------------------------------------------
    -- The door for bulk
    -- -----------------------------------------------------------------------------------------
    -- It reads as its owner, so it has the condition of the tables' policies itself.
    CREATE VIEW credits.usage WITH (security_barrier = true) AS
        SELECT a.account, l.resource, l.quantity, l.attributes, l.at, l.until, l.item, l.key,
               l.charged, l.rate, l.operation, l.line, l.late_at, l.booked_at
          FROM credits.usage_line l
          JOIN credits.account a ON a.account_id = l.account_id AND a.user_id = l.user_id
         WHERE credits.may_see(l.account_id, l.user_id);
    CREATE TRIGGER usage_begin BEFORE INSERT ON credits.usage
        FOR EACH STATEMENT EXECUTE FUNCTION credits.usage_begin();
    CREATE TRIGGER usage_row INSTEAD OF INSERT ON credits.usage
        FOR EACH ROW EXECUTE FUNCTION credits.usage_row();
    CREATE TRIGGER usage_bill AFTER INSERT ON credits.usage
        FOR EACH STATEMENT EXECUTE FUNCTION credits.usage_bill();
    CREATE TRIGGER usage_keep INSTEAD OF UPDATE OR DELETE ON credits.usage
        FOR EACH ROW EXECUTE FUNCTION credits.append_only();
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

    PERFORM credits.guard_books();
END
$init$;
COMMENT ON FUNCTION credits.init() IS 'Makes the tables, views and triggers of the books in schema credits, as ordinary objects that no extension owns; run again it makes partitions ahead; tables of an earlier version it brings to the code''s, data intact. KR014 if the tables are of a later version than the code.';

CREATE FUNCTION credits.make_partitions(months int DEFAULT 12) RETURNS int
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $partitions$
DECLARE
    parent   text;
    month    timestamptz;
    made     int := 0;
    strays   timestamptz[];
    name     text;
BEGIN
    IF to_regclass('credits.books') IS NULL THEN
        RAISE EXCEPTION 'the books of credits have not been made in this database' USING ERRCODE = 'KR014',
            DETAIL = '{"rule": "not_initialized", "missing": "credits.books"}', HINT = 'Run SELECT credits.init();';
    END IF;
    IF months IS NULL OR months NOT BETWEEN 0 AND 1200 THEN
        RAISE EXCEPTION 'months must be from 0 to 1200' USING ERRCODE = 'invalid_parameter_value',
            DETAIL = format('It is %s.', coalesce(months::text, 'null')), HINT = 'A year ahead is 12.';
    END IF;
    FOREACH parent IN ARRAY ARRAY['entry', 'usage_line'] LOOP
        IF to_regclass(format('credits.%I', parent || '_default')) IS NULL THEN
            EXECUTE format('CREATE TABLE credits.%I PARTITION OF credits.%I DEFAULT', parent || '_default', parent);
            PERFORM credits.keep_partition(parent, parent || '_default', 'what no monthly partition takes');
        END IF;
        -- Rows that came when their month had no partition are in the default one: they move to a new one of their month.
        EXECUTE format('SELECT array_agg(DISTINCT date_trunc(''month'', booked_at AT TIME ZONE ''UTC'') AT TIME ZONE ''UTC'') FROM credits.%I',
                       parent || '_default') INTO strays;
        FOREACH month IN ARRAY coalesce(strays, '{}') LOOP
            PERFORM credits.move_month(parent, month);
            made := made + 1;
        END LOOP;
        FOR ahead IN 0 .. months LOOP
            month := (date_trunc('month', clock_timestamp() AT TIME ZONE 'UTC') + ahead * interval '1 month') AT TIME ZONE 'UTC';
            name := format('%s_%s', parent, to_char(month AT TIME ZONE 'UTC', 'YYYYMM'));
            CONTINUE WHEN to_regclass(format('credits.%I', name)) IS NOT NULL;
            EXECUTE format('CREATE TABLE credits.%I PARTITION OF credits.%I FOR VALUES FROM (%L) TO (%L)', name, parent,
                           month, (month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
            PERFORM credits.keep_partition(parent, name, to_char(month AT TIME ZONE 'UTC', 'YYYY-MM') || ', by the month booked, UTC');
            made := made + 1;
        END LOOP;
    END LOOP;
    RETURN made;
END
$partitions$;
COMMENT ON FUNCTION credits.make_partitions(int) IS 'Makes the monthly partitions of entry and usage_line for this month and so many ahead; returns how many it made. Rows in the default partition do not block it: they move to a partition of their month. 22023 for months out of 0 to 1200, KR014 before init().';

CREATE FUNCTION credits.move_month(parent text, month timestamptz) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $move$
DECLARE
    stray text := parent || '_default';
    name  text := format('%s_%s', parent, to_char(month AT TIME ZONE 'UTC', 'YYYYMM'));
    until timestamptz := (month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC';
BEGIN
    -- the one place where rows of the ledger change their table
    EXECUTE format('CREATE TABLE credits.%I (LIKE credits.%I INCLUDING ALL)', name, parent);
    EXECUTE format('ALTER TABLE credits.%I DISABLE TRIGGER %I', stray, parent || '_keep');
    EXECUTE format('WITH moved AS (DELETE FROM credits.%I WHERE booked_at >= %L AND booked_at < %L RETURNING *)'
                   ' INSERT INTO credits.%I SELECT * FROM moved', stray, month, until, name);
    EXECUTE format('ALTER TABLE credits.%I ENABLE ALWAYS TRIGGER %I', stray, parent || '_keep');
    EXECUTE format('ALTER TABLE credits.%I ATTACH PARTITION credits.%I FOR VALUES FROM (%L) TO (%L)', parent, name, month, until);
    PERFORM credits.keep_partition(parent, name, to_char(month AT TIME ZONE 'UTC', 'YYYY-MM') || ', by the month booked, UTC');
END
$move$;
COMMENT ON FUNCTION credits.move_month(text, timestamptz) IS 'Moves the rows of a month from the default partition of entry or usage_line to a new partition of that month.';

CREATE FUNCTION credits.keep_partition(parent text, partition text, what text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $keep$
DECLARE
    owner     name := (SELECT pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.oid = format('credits.%I', parent)::regclass);
    described record;
BEGIN
    EXECUTE format('ALTER TABLE credits.%I OWNER TO %I', partition, owner);
    EXECUTE format('ALTER TABLE credits.%I ENABLE ALWAYS TRIGGER %I', partition, parent || '_keep');
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON credits.%I FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only()',
                   parent || '_keep_all', partition);
    -- a partition that is read directly is not under its parent's policy
    PERFORM credits.confine(format('credits.%I', partition)::regclass);
    EXECUTE format('ALTER TABLE credits.%I ENABLE ALWAYS TRIGGER %I', partition, parent || '_keep_all');
    EXECUTE format('COMMENT ON TABLE credits.%I IS %L', partition, format('Partition of credits.%s: %s.', parent, what));
    FOR described IN
        SELECT a.attname, col_description(a.attrelid, a.attnum) AS comment FROM pg_attribute a
         WHERE a.attrelid = format('credits.%I', parent)::regclass AND a.attnum > 0 AND NOT a.attisdropped
    LOOP
        EXECUTE format('COMMENT ON COLUMN credits.%I.%I IS %L', partition, described.attname, described.comment);
    END LOOP;
END
$keep$;
COMMENT ON FUNCTION credits.keep_partition(text, text, text) IS 'Puts on a new partition what it does not inherit: its owner, the guard against TRUNCATE, row-level security, and comments.';

CREATE FUNCTION credits.guard_books() RETURNS boolean
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $books$
BEGIN
    IF EXISTS (SELECT FROM pg_event_trigger t WHERE t.evtname = 'credits_keep_books') THEN
        RETURN true;
    END IF;
    IF NOT (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = current_user) THEN
        RAISE NOTICE 'only a superuser''s credits.init() can add the guard against DROP EXTENSION ... CASCADE';
        RETURN false;
    END IF;
    -- The guard's function must stand outside all that it guards: what is dropped is gone when it is asked.
    IF to_regnamespace('credits_guard') IS NULL THEN
        CREATE SCHEMA credits_guard;
    END IF;
    COMMENT ON SCHEMA credits_guard IS 'Holds the function of the event trigger that keeps the books of credits.';
    IF to_regprocedure('credits_guard.keep_books()') IS NOT NULL THEN
        DROP FUNCTION credits_guard.keep_books();
    END IF;
    CREATE FUNCTION credits_guard.keep_books() RETURNS event_trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $guard$
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
    $guard$;
    COMMENT ON FUNCTION credits_guard.keep_books() IS 'Refuses (2BP01) to drop the extension or any table of the books, with CASCADE too.';
    CREATE EVENT TRIGGER credits_keep_books ON sql_drop EXECUTE FUNCTION credits_guard.keep_books();
    ALTER EVENT TRIGGER credits_keep_books ENABLE ALWAYS;
    COMMENT ON EVENT TRIGGER credits_keep_books IS 'Keeps the books of credits from being dropped by accident.';
    RETURN true;
END
$books$;
COMMENT ON FUNCTION credits.guard_books() IS 'Adds the event trigger that refuses to drop the extension or the books, unless it is there; only a superuser can, and others get a NOTICE and false.';
