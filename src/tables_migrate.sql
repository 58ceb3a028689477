-- ---------------------------------------------------------------------------------------------
-- From an earlier shape of the tables to the code's, a step for each version.  tables.sql has the shape itself: what the steps end
-- in must be the same, column by column (test/upgrade).
--
-- All of it is in init()'s transaction: a step that fails leaves the books as they were.  Rows are updated, never rewritten by ALTER:
-- a snapshot from before still sees them, and an application's view on a column is no obstacle.  Tables are locked in the order in
-- which calls come to them: account, period, bucket, the ledger.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.migrate(from_version int) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $migrate$
DECLARE
    were oid[] := ARRAY(SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'credits'::regnamespace);
BEGIN
    -- Every call comes to these first, and in this order: whoever is under way is waited for here.
    IF from_version < 4 THEN
        LOCK TABLE credits.account_key, credits.account, credits.period, credits.class, credits.resource, credits.price, credits.request,
            credits.bucket, credits.entry, credits.usage_line IN ACCESS EXCLUSIVE MODE;
    END IF;
    IF from_version < 2 THEN
        PERFORM credits.migrate_to_2();
    END IF;
    IF from_version < 3 THEN
        PERFORM credits.migrate_to_3();
    END IF;
    IF from_version < 4 THEN
        PERFORM credits.migrate_to_4();
        PERFORM credits.migrate_rest(were);    -- after the last step
    END IF;
END
$migrate$;
COMMENT ON FUNCTION credits.migrate(int) IS 'Brings tables of an earlier version to the code''s, data intact; init() calls it.';

-- The calendar: plans, subscriptions, invoices, and what accounts, periods and buckets say of them.
CREATE FUNCTION credits.migrate_to_2() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $two$
BEGIN
    LOCK TABLE credits.account, credits.period, credits.bucket IN ACCESS EXCLUSIVE MODE;

    -- What is due by an account's calendar is not known yet: -infinity has its next call, or run(), find out.
    ALTER TABLE credits.account
        ALTER COLUMN overage DROP NOT NULL,
        ALTER COLUMN overage DROP DEFAULT,
        ADD COLUMN opens_at timestamptz NOT NULL DEFAULT '-infinity',
        ADD COLUMN closes_at timestamptz NOT NULL DEFAULT '-infinity',
        ADD COLUMN plan text COLLATE "C",
        ADD COLUMN closed_to timestamptz NOT NULL DEFAULT '-infinity';
    -- Off was how accounts were opened; now that leaves it to the plan, and without a plan it is off.  What set_overage() said stays.
    UPDATE credits.account a SET overage = NULL
     WHERE NOT a.overage AND NOT EXISTS (SELECT FROM credits.entry e WHERE e.account_id = a.account_id AND e.user_id = a.user_id AND e.kind = 'overage');
    CREATE INDEX account_due ON credits.account (least(opens_at, closes_at), account_id)
        WHERE clock IS NULL AND user_id = account_id;
    COMMENT ON COLUMN credits.account.overage IS 'Whether usage beyond the paid buckets is drawn from the period''s flex bucket, as set_overage() said; NULL: as the plan says.';
    COMMENT ON COLUMN credits.account.overage_cap IS 'Size of the flex bucket of each new period while overage is on; NULL: the plan''s, none without one.';
    COMMENT ON COLUMN credits.account.opens_at IS 'Next instant at which a period opens or a recurring grant that carries nothing over is made; of a child, meaningless.';
    COMMENT ON COLUMN credits.account.closes_at IS 'Next instant at which a period closes or a recurring grant that carries over is made; of a child, meaningless.';
    COMMENT ON COLUMN credits.account.plan IS 'Plan it was opened with; NULL: none.';
    COMMENT ON COLUMN credits.account.closed_to IS 'End of its last closed period: its now is never before that, whatever a clock that was set back says.';
    UPDATE credits.account a SET closed_to = c.ends_at
      FROM (SELECT p.account_id, max(p.ends_at) AS ends_at FROM credits.period p WHERE p.closed_at IS NOT NULL GROUP BY p.account_id) c
     WHERE a.account_id = c.account_id AND a.user_id = c.account_id;

    ALTER TABLE credits.period
        ADD COLUMN opened_at timestamptz,
        ADD COLUMN closes_at timestamptz,
        ADD COLUMN cycle_starts_at timestamptz,
        ADD COLUMN cycle_ends_at timestamptz,
        ADD COLUMN subscription_id bigint,
        ADD COLUMN trial boolean NOT NULL DEFAULT false,
        ADD COLUMN price numeric;
    -- A calendar month has no grace.  When the row was made is not known: opened_at becomes an instant before which nothing of the period
    -- was booked.  On the wall clock that is its start, as nothing is booked ahead of its time; on a clock of its own an account
    -- can book a month before it comes, but not before there were books.
    UPDATE credits.period p
       SET closes_at = p.ends_at,
           opened_at = CASE WHEN EXISTS (SELECT FROM credits.account a WHERE a.account_id = p.account_id AND a.user_id = p.account_id
                                                                         AND a.clock_start IS NULL)
                            THEN p.starts_at ELSE b.made_at END
      FROM credits.books b;
    ALTER TABLE credits.period
        ALTER COLUMN opened_at SET DEFAULT clock_timestamp(),
        ALTER COLUMN opened_at SET NOT NULL,
        ALTER COLUMN closes_at SET NOT NULL;
    CREATE TRIGGER period_keep BEFORE INSERT OR UPDATE OR DELETE ON credits.period
        FOR EACH ROW EXECUTE FUNCTION credits.period_keep();
    CREATE TRIGGER period_keep_all BEFORE TRUNCATE ON credits.period
        FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    ALTER TABLE credits.period ENABLE ALWAYS TRIGGER period_keep_all;
    COMMENT ON COLUMN credits.period.closed_at IS 'Wall time at which it was closed; NULL: open. Setting it closes the period, if it is due: rolls over, expires, invoices and renews.';
    COMMENT ON COLUMN credits.period.opened_at IS 'Wall time at which the row was made.';
    COMMENT ON COLUMN credits.period.closes_at IS 'When it is due to close: its end, or later by the plan''s grace.';
    COMMENT ON COLUMN credits.period.cycle_starts_at IS 'First instant of the plan''s cycle it belongs to; NULL: no plan, or a trial.';
    COMMENT ON COLUMN credits.period.cycle_ends_at IS 'First instant after that cycle.';
    COMMENT ON COLUMN credits.period.subscription_id IS 'Subscription in force, the last if it was changed; NULL: none.';
    COMMENT ON COLUMN credits.period.trial IS 'Whether it is a trial.';
    COMMENT ON COLUMN credits.period.price IS 'Price of the cycle that begins with it, in money; NULL: none does.';

    ALTER TABLE credits.bucket
        ADD COLUMN subscription_id bigint,
        ADD COLUMN rolled_from bigint,
        DROP CONSTRAINT bucket_check,
        ADD CONSTRAINT bucket_check CHECK (effective_at <= expires_at);
    CREATE UNIQUE INDEX bucket_once ON credits.bucket (account_id, subscription_id, effective_at, rolled_from)
        NULLS NOT DISTINCT WHERE subscription_id IS NOT NULL;
    COMMENT ON COLUMN credits.bucket.expires_at IS 'First instant at which it cannot; infinity: never; left out: the class''s lifetime. A change of plan may bring it forward.';
    COMMENT ON COLUMN credits.bucket.lapsed IS 'Credits that expired, were carried over or taken back.';
    COMMENT ON COLUMN credits.bucket.subscription_id IS 'Subscription that granted it, or from which it was carried over; NULL: neither.';
    COMMENT ON COLUMN credits.bucket.rolled_from IS 'Of a rollover, the first bucket it was carried from.';

    PERFORM credits.init_calendar();
END
$two$;
COMMENT ON FUNCTION credits.migrate_to_2() IS 'The step from version 1 of the tables to 2; migrate() calls it.';

-- Prices of any kind, counters, meters and the outbox.
CREATE FUNCTION credits.migrate_to_3() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $three$
BEGIN
    LOCK TABLE credits.account, credits.resource, credits.price, credits.usage_line IN ACCESS EXCLUSIVE MODE;

    ALTER TABLE credits.resource
        ADD COLUMN at_zero text COLLATE "C" NOT NULL DEFAULT 'suspend' CHECK (at_zero IN ('suspend', 'terminate', 'continue')),
        ADD COLUMN least_balance credits.amount CHECK (least_balance >= 0),
        ADD COLUMN price_keys jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(price_keys) = 'array');
    COMMENT ON COLUMN credits.resource.at_zero IS 'What becomes of a running meter when its account can pay no more: suspend, terminate, or continue, not billed until it can.';
    COMMENT ON COLUMN credits.resource.least_balance IS 'Credits that must be there, overage included, to start a meter of it or to charge an event (KR013); NULL: none.';
    COMMENT ON COLUMN credits.resource.price_keys IS 'Sets of attribute names that its prices have, kept by the trigger on credits.price: by them a price is found without looking at all.';

    ALTER TABLE credits.price
        ALTER COLUMN rate DROP NOT NULL,
        ADD COLUMN plan text COLLATE "C",
        ADD COLUMN account text COLLATE "C",
        ADD COLUMN attributes jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN step interval,
        ADD COLUMN least credits.amount,
        ADD COLUMN package numeric,
        ADD COLUMN tiers jsonb,
        ADD COLUMN tier_mode text COLLATE "C",
        ADD COLUMN tier_by text COLLATE "C";
    DROP INDEX IF EXISTS credits.price_resource;
    CREATE INDEX price_found ON credits.price (resource, attributes, coalesce(account, ''), valid_from);
    COMMENT ON TABLE credits.price IS 'What each resource costs, by the time of the usage, for everybody, a plan or an account, and by attributes. The most specific price wins; two that are equally so for some usage at one time are refused (23P01).';
    COMMENT ON COLUMN credits.price.rate IS 'Credits per unit, or per unit and time; NULL: the tiers say.';
    COMMENT ON COLUMN credits.price.plan IS 'Only for accounts on this plan at the time; NULL: whatever the plan.';
    COMMENT ON COLUMN credits.price.account IS 'Only for this account, and if it is a payer its children; NULL: for all.';
    COMMENT ON COLUMN credits.price.attributes IS 'Only for usage that has all these attributes with these values; a flat object.';
    COMMENT ON COLUMN credits.price.step IS 'Time is billed in started steps of this length, counted from the start of the run; NULL: by the microsecond.';
    COMMENT ON COLUMN credits.price.least IS 'Least charge of an event, or of a run, in credits; NULL: none.';
    COMMENT ON COLUMN credits.price.package IS 'Quantity is billed in started packages of this size, counted over the period; NULL: as it is.';
    COMMENT ON COLUMN credits.price.tiers IS 'Array of {"upto": n, "rate": "..."}, the last without upto; NULL: rate says.';
    COMMENT ON COLUMN credits.price.tier_mode IS 'graduated: each part at its tier''s rate; volume: all at the rate of the tier that is reached. NULL: without tiers by quantity.';
    COMMENT ON COLUMN credits.price.tier_by IS 'Attribute whose value finds the tier; NULL: the quantity used so far in the period does.';

    ALTER TABLE credits.account ADD COLUMN meters int NOT NULL DEFAULT 0;
    CREATE INDEX account_metered ON credits.account (account_id) WHERE meters > 0 AND clock IS NULL;
    COMMENT ON COLUMN credits.account.meters IS 'How many meters it pays for are running; of a child 0.';

    ALTER TABLE credits.usage_line
        ALTER COLUMN rate DROP NOT NULL,
        ADD COLUMN price_id bigint,
        ADD COLUMN counted numeric,
        ADD COLUMN terms jsonb,
        ADD COLUMN run_at timestamptz;
    COMMENT ON COLUMN credits.usage_line.charged IS 'What it costs, in credits; the sum of its entries with the other sign. Below 0: it was given back.';
    COMMENT ON COLUMN credits.usage_line.quantity IS 'Quantity, in the resource''s unit; below 0 in a line that takes back what was booked past a stop.';
    COMMENT ON COLUMN credits.usage_line.rate IS 'Rate in force, as the price said it then; NULL: by tiers, which terms has.';
    COMMENT ON COLUMN credits.usage_line.price_id IS 'Price it was found under.';
    COMMENT ON COLUMN credits.usage_line.counted IS 'What was counted before it: quantity of its period under packages and tiers; seconds of its run under a step or a least charge; else NULL.';
    COMMENT ON COLUMN credits.usage_line.terms IS 'What the price says besides the rate: step, least, package, tiers, mode; NULL: nothing.';
    COMMENT ON COLUMN credits.usage_line.run_at IS 'Of a meter''s line: when its run began; NULL: usage that was booked as such.';
    COMMENT ON COLUMN credits.entry.kind IS 'grant, draw, return, expire, rollover, revoke or overage.';
    COMMENT ON COLUMN credits.usage.rate IS 'Rate in force; NULL under tiers by quantity. Read only.';

    PERFORM credits.init_meters();
END
$three$;
COMMENT ON FUNCTION credits.migrate_to_3() IS 'The step from version 2 of the tables to 3; migrate() calls it.';

-- Money in: packs, deposits, bonuses, referrals and top-ups; what is owed, what is suspended, and what a refund gives back.
CREATE FUNCTION credits.migrate_to_4() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $four$
BEGIN
    LOCK TABLE credits.account, credits.class, credits.bucket, credits.entry IN ACCESS EXCLUSIVE MODE;

    ALTER TABLE credits.account
        ADD COLUMN owed credits.amount NOT NULL DEFAULT '0' CHECK (owed >= '0'),
        ADD COLUMN topup_floor credits.amount,
        ADD COLUMN holds int NOT NULL DEFAULT 0,
        ADD COLUMN overdraft credits.amount NOT NULL DEFAULT '0' CHECK (overdraft >= '0'),
        ADD COLUMN receipt_to text,
        ADD COLUMN status text COLLATE "C" NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended', 'frozen')),
        ADD COLUMN reason text,
        ADD COLUMN spending_limits int NOT NULL DEFAULT 0,
        ADD COLUMN billing_threshold credits.amount CHECK (billing_threshold > '0');
    COMMENT ON COLUMN credits.account.owed IS 'What it owes: the sum of its debts, which its next grants pay.';
    COMMENT ON COLUMN credits.account.topup_floor IS 'Floor of its auto top-up, as credits.topup has it; NULL: it has none.';
    COMMENT ON COLUMN credits.account.holds IS 'How many holds it pays for are open; of a child 0.';
    COMMENT ON COLUMN credits.account.overdraft IS 'How much captures beyond what was held may leave owed.';
    COMMENT ON COLUMN credits.account.receipt_to IS 'Address for receipts of its deposits; NULL: none.';
    COMMENT ON COLUMN credits.account.status IS 'active; suspended: it draws and starts nothing; frozen: nor is it granted or refunded anything.';
    COMMENT ON COLUMN credits.account.reason IS 'Why it is suspended or frozen.';
    COMMENT ON COLUMN credits.account.spending_limits IS 'How many spending limits it and its children have; of a child 0.';
    COMMENT ON COLUMN credits.account.billing_threshold IS 'Bound on the overage of a period, beside the cap: the lesser holds; NULL: none.';

    ALTER TABLE credits.class ADD COLUMN refundable boolean NOT NULL DEFAULT true;
    COMMENT ON COLUMN credits.class.refundable IS 'Whether refund_deposit() gives money back for what is left of a bucket.';
    -- A class of that name which is there is not the engine's: the migration fails.
    INSERT INTO credits.class (class, priority, to_cycle_end, postpaid) VALUES ('overdraft', 95, false, true);

    ALTER TABLE credits.bucket ADD COLUMN deposit_id bigint, ADD COLUMN told bigint[];
    CREATE INDEX bucket_deposit ON credits.bucket (account_id, deposit_id) WHERE deposit_id IS NOT NULL;
    COMMENT ON COLUMN credits.bucket.deposit_id IS 'Deposit that paid for it, or that it was given with; of a debt, the deposit that was clawed back.';
    COMMENT ON COLUMN credits.bucket.told IS 'Of a flex bucket: the alert rules that were told of in its period; below 0 those that are another plan''s; 0: some of what was included is used up and closed. NULL: rules were not looked at yet.';

    ALTER TABLE credits.entry ADD COLUMN returns bigint;
    CREATE INDEX entry_returns ON credits.entry (account_id, returns) WHERE returns IS NOT NULL;
    COMMENT ON COLUMN credits.entry.kind IS 'grant, draw, capture, return, expire, rollover, revoke, refund, clawback, forfeit, restore, repay or overage.';
    COMMENT ON COLUMN credits.entry.returns IS 'Of a refund: the operation whose draws go back.';

    COMMENT ON TABLE credits.outbox IS 'What the application is to act on after commit: things that were suspended, payments to take or to give back.';

    PERFORM credits.init_money();
    PERFORM credits.init_holds();
    PERFORM credits.init_limits();
    PERFORM credits.init_alerts();
    PERFORM credits.init_spending();
    PERFORM credits.init_members();

    -- What these views show is confined as the tables are.
    CREATE OR REPLACE VIEW credits.usage WITH (security_barrier = true) AS
        SELECT a.account, l.resource, l.quantity, l.attributes, l.at, l.until, l.item, l.key,
               l.charged, l.rate, l.operation, l.line, l.late_at, l.booked_at
          FROM credits.usage_line l
          JOIN credits.account a ON a.account_id = l.account_id AND a.user_id = l.user_id
         WHERE credits.may_see(l.account_id, l.user_id);
    CREATE OR REPLACE VIEW credits.progress AS
        SELECT j.id AS run,
               CASE WHEN j.finished_at IS NOT NULL THEN 'finished'
                    WHEN live.running THEN 'running'
                    ELSE 'stopped' END AS status,
               j.started_at, j.finished_at, j.done, j.failed, due.rest,
               round(j.done / nullif(extract(epoch FROM j.updated_at - j.started_at), 0), 1) AS rate,
               CASE WHEN live.running AND j.done > 0
                    THEN j.updated_at + due.rest * (j.updated_at - j.started_at) / j.done END AS estimated_end
          FROM credits.job j
         CROSS JOIN LATERAL (SELECT j.finished_at IS NULL AND EXISTS (
                                    SELECT FROM pg_catalog.pg_stat_activity s
                                     WHERE s.pid = j.pid AND coalesce(s.backend_start <= j.started_at AND s.state = 'active', true))
                                    AS running) live
         CROSS JOIN LATERAL (SELECT count(*) AS rest FROM credits.account a
                              WHERE j.finished_at IS NULL AND a.clock IS NULL AND a.user_id = a.account_id
                                AND least(a.opens_at, a.closes_at) <= j.upto) due
         WHERE credits.may_see(NULL, NULL);
END
$four$;
COMMENT ON FUNCTION credits.migrate_to_4() IS 'The step from version 3 of the tables to 4; migrate() calls it.';

CREATE FUNCTION credits.migrate_rest(were oid[]) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $rest$
DECLARE
    owner   name := (SELECT r.rolname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE c.oid = 'credits.books'::regclass);
    changed record;
BEGIN
    -- Partitions do not inherit comments.
    FOR changed IN
        SELECT i.inhrelid::regclass AS partition, a.attname, col_description(i.inhparent, a.attnum) AS comment
          FROM pg_inherits i
          JOIN pg_attribute a ON a.attrelid = i.inhparent AND a.attnum > 0 AND NOT a.attisdropped
          JOIN pg_attribute b ON b.attrelid = i.inhrelid AND b.attname = a.attname
         WHERE i.inhparent IN ('credits.entry'::regclass, 'credits.usage_line'::regclass)
           AND col_description(i.inhrelid, b.attnum) IS DISTINCT FROM col_description(i.inhparent, a.attnum)
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', changed.partition, changed.attname, changed.comment);
    END LOOP;
    -- What a superuser adds to another's books is that owner's: functions work with the rights of one.  An identity's sequence goes with its table.
    FOR changed IN
        SELECT c.relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
         WHERE c.relnamespace = 'credits'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'S')
           AND c.oid <> ALL (were) AND r.rolname <> owner
           AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i' AND c.relkind = 'S')
    LOOP
        EXECUTE format('ALTER TABLE credits.%I OWNER TO %I', changed.relname, owner);
    END LOOP;
    -- Sessions remember the version until this table's definition changes.  It does, to what it was, and those of earlier code look again.
    ALTER TABLE credits.books RESET (fillfactor);
END
$rest$;
COMMENT ON FUNCTION credits.migrate_rest(oid[]) IS 'What every migration ends with: comments on partitions, the owner of what is new, and sessions told; migrate() calls it.';
