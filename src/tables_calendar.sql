-- ---------------------------------------------------------------------------------------------
-- The calendar's tables: plans, subscriptions, invoices, and the job that writes them down.  init() makes them in new books and
-- in books of version 1.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.init_calendar() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $calendar$
BEGIN
    CREATE SEQUENCE credits.subscription_id_seq;
    CREATE SEQUENCE credits.invoice_id_seq;
    CREATE SEQUENCE credits.job_id_seq;
    COMMENT ON SEQUENCE credits.subscription_id_seq IS 'Ids of subscriptions.';
    COMMENT ON SEQUENCE credits.invoice_id_seq IS 'Ids of invoices; gaps mean nothing.';
    COMMENT ON SEQUENCE credits.job_id_seq IS 'Ids of runs of the job.';

    -- -----------------------------------------------------------------------------------------
    -- Catalogs
    -- -----------------------------------------------------------------------------------------
    CREATE TABLE credits.currency (
        currency text COLLATE "C" PRIMARY KEY CHECK (octet_length(currency) BETWEEN 1 AND 255),
        digits   int NOT NULL CHECK (digits BETWEEN 0 AND 6)
    );
    COMMENT ON TABLE credits.currency IS 'The minor unit of each currency, to which invoices are rounded. One that is not here has 2 digits.';
    COMMENT ON COLUMN credits.currency.currency IS 'Currency, as accounts and plans name it.';
    COMMENT ON COLUMN credits.currency.digits IS 'Decimal digits of its minor unit: USD 2, JPY 0, KWD 3.';
    INSERT INTO credits.currency (currency, digits) VALUES
        ('USD', 2), ('EUR', 2), ('GBP', 2), ('CHF', 2), ('JPY', 0), ('KRW', 0), ('CLP', 0), ('ISK', 0), ('VND', 0),
        ('BHD', 3), ('IQD', 3), ('JOD', 3), ('KWD', 3), ('LYD', 3), ('OMR', 3), ('TND', 3);

    CREATE TABLE credits.plan (
        plan             text COLLATE "C" PRIMARY KEY CHECK (octet_length(plan) BETWEEN 1 AND 255),
        price            numeric NOT NULL DEFAULT 0,
        currency         text COLLATE "C" NOT NULL DEFAULT 'USD',
        cycle            interval NOT NULL DEFAULT '1 month',
        billing          interval,
        grace            interval NOT NULL DEFAULT '0',
        included         credits.amount NOT NULL DEFAULT 0,
        priority         int,
        trial            interval,
        trial_included   credits.amount NOT NULL DEFAULT 0,
        rollover_max     credits.amount,
        rollover_min     credits.amount,
        rollover_percent numeric,
        rollover_for     interval,
        overage          boolean NOT NULL DEFAULT false,
        overage_price    numeric NOT NULL DEFAULT 0,
        overage_cap      credits.amount,
        on_change        text COLLATE "C" NOT NULL DEFAULT 'reset'
    );
    CREATE TRIGGER plan_check BEFORE INSERT OR UPDATE ON credits.plan
        FOR EACH ROW EXECUTE FUNCTION credits.plan_check();
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

    -- -----------------------------------------------------------------------------------------
    -- State
    -- -----------------------------------------------------------------------------------------
    CREATE TABLE credits.subscription (
        account_id       bigint NOT NULL,
        id               bigint NOT NULL DEFAULT nextval('credits.subscription_id_seq'),
        started_at       timestamptz NOT NULL,
        ends_at          timestamptz,
        anchor           timestamptz NOT NULL,
        trial_ends_at    timestamptz,
        next_at          timestamptz,
        made_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
        operation        bigint NOT NULL DEFAULT nextval('credits.operation_seq'),
        user_id          bigint NOT NULL,
        plan             text COLLATE "C",
        price            numeric NOT NULL DEFAULT 0,
        currency         text COLLATE "C",
        cycle            interval NOT NULL,
        billing          interval NOT NULL,
        grace            interval NOT NULL DEFAULT '0',
        class            text COLLATE "C" NOT NULL DEFAULT 'included',
        included         credits.amount NOT NULL,
        priority         int NOT NULL,
        trial_included   credits.amount NOT NULL DEFAULT 0,
        rollover_max     credits.amount,
        rollover_min     credits.amount,
        rollover_percent numeric,
        rollover_for     interval,
        overage          boolean NOT NULL DEFAULT false,
        overage_price    numeric NOT NULL DEFAULT 0,
        overage_cap      credits.amount,
        key              text COLLATE "C",
        actor            text NOT NULL,
        PRIMARY KEY (account_id, id),
        CHECK (started_at <= ends_at),
        CHECK ((plan IS NULL) = (next_at IS NOT NULL))
    );
    CREATE UNIQUE INDEX subscription_one_plan ON credits.subscription (account_id) WHERE plan IS NOT NULL AND ends_at IS NULL;
    CREATE TRIGGER subscription_keep BEFORE DELETE ON credits.subscription
        FOR EACH ROW EXECUTE FUNCTION credits.append_only();
    -- only when it ends and, without a plan, when it grants next may change
    CREATE TRIGGER subscription_keep_terms BEFORE UPDATE ON credits.subscription
        FOR EACH ROW WHEN (to_jsonb(OLD) - '{ends_at,next_at}'::text[] <> to_jsonb(NEW) - '{ends_at,next_at}'::text[])
        EXECUTE FUNCTION credits.append_only();
    CREATE TRIGGER subscription_keep_all BEFORE TRUNCATE ON credits.subscription
        FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    ALTER TABLE credits.subscription ENABLE ALWAYS TRIGGER subscription_keep;
    ALTER TABLE credits.subscription ENABLE ALWAYS TRIGGER subscription_keep_terms;
    ALTER TABLE credits.subscription ENABLE ALWAYS TRIGGER subscription_keep_all;
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

    CREATE TABLE credits.invoice (
        account_id      bigint NOT NULL,
        id              bigint NOT NULL DEFAULT nextval('credits.invoice_id_seq'),
        starts_at       timestamptz NOT NULL,
        ends_at         timestamptz NOT NULL,
        finalized_at    timestamptz NOT NULL,
        booked_at       timestamptz NOT NULL,
        paid_at         timestamptz,
        failed_at       timestamptz,
        subscription_id bigint NOT NULL,
        currency        text COLLATE "C" NOT NULL,
        total           numeric NOT NULL,
        status          text COLLATE "C" NOT NULL CHECK (status IN ('open', 'paid', 'failed')),
        PRIMARY KEY (account_id, id),
        UNIQUE (account_id, starts_at)
    );
    CREATE INDEX invoice_unpaid ON credits.invoice (account_id, id) WHERE status <> 'paid';
    CREATE TABLE credits.invoice_line (
        account_id  bigint NOT NULL,
        starts_at   timestamptz NOT NULL,
        booked_at   timestamptz NOT NULL,
        line        int NOT NULL,
        kind        text COLLATE "C" NOT NULL,
        description text NOT NULL,
        class       text COLLATE "C",
        quantity    credits.amount,
        unit_price  numeric,
        exact       numeric NOT NULL,
        amount      numeric,
        PRIMARY KEY (account_id, starts_at, line)
    );
    CREATE TRIGGER invoice_keep BEFORE UPDATE OR DELETE ON credits.invoice
        FOR EACH ROW EXECUTE FUNCTION credits.invoice_keep();
    CREATE TRIGGER invoice_keep_all BEFORE TRUNCATE ON credits.invoice
        FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    CREATE TRIGGER invoice_line_keep BEFORE INSERT OR UPDATE OR DELETE ON credits.invoice_line
        FOR EACH ROW EXECUTE FUNCTION credits.invoice_keep();
    CREATE TRIGGER invoice_line_keep_all BEFORE TRUNCATE ON credits.invoice_line
        FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    ALTER TABLE credits.invoice ENABLE ALWAYS TRIGGER invoice_keep;
    ALTER TABLE credits.invoice ENABLE ALWAYS TRIGGER invoice_keep_all;
    ALTER TABLE credits.invoice_line ENABLE ALWAYS TRIGGER invoice_line_keep_all;
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

    CREATE TABLE credits.job (
        id          bigint PRIMARY KEY DEFAULT nextval('credits.job_id_seq'),
        started_at  timestamptz NOT NULL,
        updated_at  timestamptz NOT NULL,
        finished_at timestamptz,
        upto        timestamptz NOT NULL,
        pid         int NOT NULL,
        done        bigint NOT NULL DEFAULT 0,
        failed      bigint NOT NULL DEFAULT 0
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

    CREATE VIEW credits.progress AS
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
END
$calendar$;
COMMENT ON FUNCTION credits.init_calendar() IS 'Makes the calendar''s tables; init() calls it.';
