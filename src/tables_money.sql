-- ---------------------------------------------------------------------------------------------
-- Money in: packs, deposits, bonuses, referrals, top-ups.  Each thing that goes through states has them in one place: the arguments of
-- its status_keep trigger, "from to to ...", the first of all being the one it begins in.  init() makes these tables in new books
-- and in books of an earlier version.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.init_money() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $money$
BEGIN
    CREATE SEQUENCE credits.deposit_id_seq;
    CREATE SEQUENCE credits.referral_id_seq;
    COMMENT ON SEQUENCE credits.deposit_id_seq IS 'Ids of deposits.';
    COMMENT ON SEQUENCE credits.referral_id_seq IS 'Ids of referrals.';

    -- -----------------------------------------------------------------------------------------
    -- Catalogs
    -- -----------------------------------------------------------------------------------------
    CREATE TABLE credits.pack (
        pack          text COLLATE "C" NOT NULL,
        currency      text COLLATE "C" NOT NULL DEFAULT 'USD',
        opened_before timestamptz NOT NULL DEFAULT 'infinity',
        price         numeric NOT NULL,
        credits       credits.amount,
        money         numeric,
        discounts     jsonb NOT NULL DEFAULT '[]',
        least_money   numeric,
        most_money    numeric,
        least_credits credits.amount,
        most_credits  credits.amount,
        class         text COLLATE "C" NOT NULL DEFAULT 'prepaid',
        lifetime      interval,
        pay_within    interval NOT NULL DEFAULT '30 minutes',
        PRIMARY KEY (pack, currency, opened_before)
    );
    -- before the trigger: that works on books of today's version only, which these may not be yet
    INSERT INTO credits.pack (pack, price) VALUES ('deposit', 1);
    CREATE TRIGGER pack_check BEFORE INSERT OR UPDATE ON credits.pack
        FOR EACH ROW EXECUTE FUNCTION credits.pack_check();
    COMMENT ON TABLE credits.pack IS 'What credit is sold as: of a set size, or as much as is asked for. deposit() sells the one named deposit.';
    COMMENT ON COLUMN credits.pack.pack IS 'Name of the pack.';
    COMMENT ON COLUMN credits.pack.currency IS 'Currency of its money.';
    COMMENT ON COLUMN credits.pack.opened_before IS 'Only for accounts opened before this instant; of several such rows the earliest holds. infinity: for all.';
    COMMENT ON COLUMN credits.pack.price IS 'List price of one credit, in money; more than 0.';
    COMMENT ON COLUMN credits.pack.credits IS 'Its size; NULL: the buyer says how much.';
    COMMENT ON COLUMN credits.pack.money IS 'Price of a pack of a set size; NULL: what its credits cost.';
    COMMENT ON COLUMN credits.pack.discounts IS 'Array of {"from": credits, "percent": p}, rising: the last that the whole purchase reaches holds for all of it.';
    COMMENT ON COLUMN credits.pack.least_money IS 'Least money of a purchase; NULL: no bound.';
    COMMENT ON COLUMN credits.pack.most_money IS 'Most money of a purchase; NULL: no bound.';
    COMMENT ON COLUMN credits.pack.least_credits IS 'Least credits of a purchase; NULL: no bound.';
    COMMENT ON COLUMN credits.pack.most_credits IS 'Most credits of a purchase; NULL: no bound.';
    COMMENT ON COLUMN credits.pack.class IS 'Class of the bucket it becomes.';
    COMMENT ON COLUMN credits.pack.lifetime IS 'How long the credits live from the payment, in the account''s zone; NULL: as the class says.';
    COMMENT ON COLUMN credits.pack.pay_within IS 'How long a deposit waits for its payment.';

    CREATE TABLE credits.bonus (
        bonus       text COLLATE "C" PRIMARY KEY CHECK (bonus IN ('first_topup', 'referee', 'referrer')),
        percent     numeric NOT NULL DEFAULT 0 CHECK (percent >= 0 AND percent <= 1000000),
        credits     credits.amount NOT NULL DEFAULT '0' CHECK (credits >= '0'),
        most        credits.amount CHECK (most >= '0'),
        least_money numeric NOT NULL DEFAULT 0 CHECK (least_money >= 0),
        class       text COLLATE "C" NOT NULL DEFAULT 'bonus',
        lifetime    interval CHECK (lifetime > '0'::interval),
        wait        interval NOT NULL DEFAULT '0' CHECK (wait >= '0'::interval),
        adds_up     boolean NOT NULL DEFAULT false,
        most_times  int CHECK (most_times >= 0)
    );
    CREATE TRIGGER bonus_check BEFORE INSERT OR UPDATE ON credits.bonus
        FOR EACH ROW EXECUTE FUNCTION credits.bonus_check();
    COMMENT ON TABLE credits.bonus IS 'What is given with deposits: on the first one, and to both sides of a referral. A bonus that is not here is not given.';
    COMMENT ON COLUMN credits.bonus.bonus IS 'first_topup: on the first deposit; referee, referrer: to who was referred, and to who referred, on the referee''s first deposit.';
    COMMENT ON COLUMN credits.bonus.percent IS 'Percent of the credits bought.';
    COMMENT ON COLUMN credits.bonus.credits IS 'Credits given outright, besides.';
    COMMENT ON COLUMN credits.bonus.most IS 'Most credits that it gives; NULL: no bound.';
    COMMENT ON COLUMN credits.bonus.least_money IS 'Money that a deposit must come to.';
    COMMENT ON COLUMN credits.bonus.class IS 'Class of the bucket.';
    COMMENT ON COLUMN credits.bonus.lifetime IS 'How long it lives from when it takes effect; NULL: as the class says.';
    COMMENT ON COLUMN credits.bonus.wait IS 'How long after the payment it takes effect.';
    COMMENT ON COLUMN credits.bonus.adds_up IS 'Whether first_topup and referee are given together: if both rows say so; else the larger.';
    COMMENT ON COLUMN credits.bonus.most_times IS 'Of referrer: how many of an account''s referrals are rewarded; NULL: all.';

    -- -----------------------------------------------------------------------------------------
    -- State
    -- -----------------------------------------------------------------------------------------
    CREATE TABLE credits.deposit (
        account_id bigint NOT NULL,
        id         bigint NOT NULL DEFAULT nextval('credits.deposit_id_seq'),
        user_id    bigint NOT NULL,
        operation  bigint NOT NULL,
        status     text COLLATE "C" NOT NULL DEFAULT 'pending',
        source     text COLLATE "C" NOT NULL CHECK (source IN ('deposit', 'buy', 'topup')),
        at         timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        paid_at    timestamptz,
        ended_at   timestamptz,
        money      numeric NOT NULL CHECK (money > 0),
        currency   text COLLATE "C" NOT NULL,
        credits    credits.amount NOT NULL CHECK (credits > '0'),
        pack       text COLLATE "C" NOT NULL,
        class      text COLLATE "C" NOT NULL,
        lifetime   interval,
        method     text COLLATE "C",
        receipt_to text,
        reference  text COLLATE "C",
        invoice    text,
        reason     text,
        bucket_id  bigint,
        refunded   numeric CHECK (refunded >= 0),
        taken      bigint,
        debt_id    bigint,
        actor      text NOT NULL,
        PRIMARY KEY (account_id, id),
        CHECK (at < expires_at),
        CHECK ((status IN ('completed', 'refunded', 'clawed_back')) = (bucket_id IS NOT NULL)),
        CHECK ((bucket_id IS NOT NULL) = (paid_at IS NOT NULL)),
        CHECK ((status = 'refunded') = (refunded IS NOT NULL)),
        CHECK ((status IN ('refunded', 'clawed_back')) = (taken IS NOT NULL)),
        CHECK ((status IN ('pending', 'completed')) = (ended_at IS NULL))
    ) WITH (fillfactor = 80);
    CREATE UNIQUE INDEX deposit_reference ON credits.deposit (account_id, reference) WHERE reference IS NOT NULL;
    CREATE UNIQUE INDEX deposit_one_topup ON credits.deposit (account_id) WHERE status = 'pending' AND source = 'topup';
    CREATE INDEX deposit_pending ON credits.deposit (expires_at, account_id) WHERE status = 'pending';
    CREATE TRIGGER deposit_status BEFORE INSERT OR UPDATE OF status ON credits.deposit FOR EACH ROW EXECUTE FUNCTION
        credits.status_keep('pending completed failed expired', 'expired completed failed', 'completed refunded clawed_back', 'clawed_back completed', 'failed', 'refunded');
    CREATE TRIGGER deposit_keep BEFORE DELETE ON credits.deposit FOR EACH ROW EXECUTE FUNCTION credits.append_only();
    CREATE TRIGGER deposit_keep_all BEFORE TRUNCATE ON credits.deposit FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    ALTER TABLE credits.deposit ENABLE ALWAYS TRIGGER deposit_keep;
    ALTER TABLE credits.deposit ENABLE ALWAYS TRIGGER deposit_keep_all;
    COMMENT ON TABLE credits.deposit IS 'Money on its way to becoming a bucket: what was agreed, and what became of it.';
    COMMENT ON COLUMN credits.deposit.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.deposit.id IS 'Identity.';
    COMMENT ON COLUMN credits.deposit.user_id IS 'Account that the call named.';
    COMMENT ON COLUMN credits.deposit.operation IS 'The call that made it.';
    COMMENT ON COLUMN credits.deposit.status IS 'pending; completed; failed; expired: not paid in time (a pending one past expires_at is that too); refunded; clawed_back.';
    COMMENT ON COLUMN credits.deposit.source IS 'deposit, buy, or topup: asked for by the account''s auto top-up.';
    COMMENT ON COLUMN credits.deposit.at IS 'When it was made.';
    COMMENT ON COLUMN credits.deposit.expires_at IS 'First instant at which a payment comes too late.';
    COMMENT ON COLUMN credits.deposit.paid_at IS 'When it was paid; NULL: it was not.';
    COMMENT ON COLUMN credits.deposit.ended_at IS 'When it failed, expired, was refunded or clawed back; NULL: none of these.';
    COMMENT ON COLUMN credits.deposit.money IS 'Money to be paid.';
    COMMENT ON COLUMN credits.deposit.currency IS 'Currency of the money.';
    COMMENT ON COLUMN credits.deposit.credits IS 'Credits that it buys.';
    COMMENT ON COLUMN credits.deposit.pack IS 'Pack that it buys.';
    COMMENT ON COLUMN credits.deposit.class IS 'Class of the bucket, as the pack said.';
    COMMENT ON COLUMN credits.deposit.lifetime IS 'Lifetime of the bucket from the payment, as the pack or its class said; NULL: as the class says without one.';
    COMMENT ON COLUMN credits.deposit.method IS 'Payment method; NULL: none is known.';
    COMMENT ON COLUMN credits.deposit.receipt_to IS 'Address for the receipt; NULL: none.';
    COMMENT ON COLUMN credits.deposit.reference IS 'The payment''s reference, of the payment provider; pays for one deposit only.';
    COMMENT ON COLUMN credits.deposit.invoice IS 'Number or link of the invoice, as the application has it.';
    COMMENT ON COLUMN credits.deposit.reason IS 'Why it failed.';
    COMMENT ON COLUMN credits.deposit.bucket_id IS 'Bucket that it became.';
    COMMENT ON COLUMN credits.deposit.refunded IS 'Money that was given back; NULL: it was not refunded.';
    COMMENT ON COLUMN credits.deposit.taken IS 'Operation that refunded it or clawed it back.';
    COMMENT ON COLUMN credits.deposit.debt_id IS 'Bucket of the debt that its clawback left; NULL: none.';
    COMMENT ON COLUMN credits.deposit.actor IS 'Role that made it.';

    CREATE TABLE credits.payment_method (
        account_id bigint NOT NULL,
        method     text COLLATE "C" NOT NULL,
        priority   int NOT NULL,
        added_at   timestamptz NOT NULL,
        PRIMARY KEY (account_id, method)
    );
    COMMENT ON TABLE credits.payment_method IS 'With what an account pays: the application''s names, handed to it with each top-up in their order.';
    COMMENT ON COLUMN credits.payment_method.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.payment_method.method IS 'The application''s name of it: a token, never a card number.';
    COMMENT ON COLUMN credits.payment_method.priority IS 'Which is tried first, lower first.';
    COMMENT ON COLUMN credits.payment_method.added_at IS 'When it was added.';

    CREATE TABLE credits.topup (
        account_id bigint PRIMARY KEY,
        user_id    bigint NOT NULL,
        floor      credits.amount NOT NULL CHECK (floor > '0'),
        pack       text COLLATE "C" NOT NULL,
        money      numeric CHECK (money > 0),
        cooldown   interval NOT NULL CHECK (cooldown >= '0'::interval),
        most_times int CHECK (most_times > 0),
        stop_after int NOT NULL CHECK (stop_after > 0),
        failures   int NOT NULL DEFAULT 0 CHECK (failures >= 0),
        limited_at timestamptz
    ) WITH (fillfactor = 80);
    COMMENT ON TABLE credits.topup IS 'Auto top-up: below which balance it is asked for, what is bought then, and when it is not. Its row is locked last of all.';
    COMMENT ON COLUMN credits.topup.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.topup.user_id IS 'Account that it is for: the payer.';
    COMMENT ON COLUMN credits.topup.floor IS 'A balance below it, strictly, asks for a top-up.';
    COMMENT ON COLUMN credits.topup.pack IS 'Pack that is bought.';
    COMMENT ON COLUMN credits.topup.money IS 'Least money of a top-up; NULL: what the gap costs.';
    COMMENT ON COLUMN credits.topup.cooldown IS 'Least time from one top-up to the next.';
    COMMENT ON COLUMN credits.topup.most_times IS 'Most top-ups in a period; NULL: no limit.';
    COMMENT ON COLUMN credits.topup.stop_after IS 'How many failures stop it.';
    COMMENT ON COLUMN credits.topup.failures IS 'Top-ups that failed or expired since the last that completed, or since something was changed.';
    COMMENT ON COLUMN credits.topup.limited_at IS 'Start of the last period in which most_times forbade one.';

    CREATE TABLE credits.referral (
        account_id      bigint PRIMARY KEY,
        id              bigint NOT NULL DEFAULT nextval('credits.referral_id_seq'),
        referrer_id     bigint NOT NULL CHECK (referrer_id <> account_id),
        status          text COLLATE "C" NOT NULL DEFAULT 'pending',
        at              timestamptz NOT NULL,
        deposit_id      bigint,
        referrer_bucket bigint,
        taken           bigint,
        referrer_taken  bigint,
        note            text,
        actor           text NOT NULL
    ) WITH (fillfactor = 80);
    CREATE UNIQUE INDEX referral_id ON credits.referral (id, account_id);
    CREATE INDEX referral_referrer ON credits.referral (referrer_id);
    CREATE TRIGGER referral_status BEFORE INSERT OR UPDATE OF status ON credits.referral FOR EACH ROW EXECUTE FUNCTION
        credits.status_keep('pending rewarded forfeited', 'rewarded forfeited', 'forfeited rewarded');
    CREATE TRIGGER referral_keep BEFORE DELETE ON credits.referral FOR EACH ROW EXECUTE FUNCTION credits.append_only();
    CREATE TRIGGER referral_keep_all BEFORE TRUNCATE ON credits.referral FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    ALTER TABLE credits.referral ENABLE ALWAYS TRIGGER referral_keep;
    ALTER TABLE credits.referral ENABLE ALWAYS TRIGGER referral_keep_all;
    COMMENT ON TABLE credits.referral IS 'Who was referred by whom, and what came of it; a row for each account that was referred.';
    COMMENT ON COLUMN credits.referral.account_id IS 'The referee: the payer who was referred.';
    COMMENT ON COLUMN credits.referral.id IS 'Identity.';
    COMMENT ON COLUMN credits.referral.referrer_id IS 'Payer who referred it.';
    COMMENT ON COLUMN credits.referral.status IS 'pending: no deposit that qualifies yet; rewarded; forfeited. A clawback that is reversed brings rewarded back.';
    COMMENT ON COLUMN credits.referral.at IS 'When it was referred.';
    COMMENT ON COLUMN credits.referral.deposit_id IS 'Deposit of the referee that rewarded it.';
    COMMENT ON COLUMN credits.referral.referrer_bucket IS 'Bucket of the referrer''s bonus, under referrer_id; NULL: none.';
    COMMENT ON COLUMN credits.referral.taken IS 'Operation that took back what was left of the referee''s bonuses; NULL: none did.';
    COMMENT ON COLUMN credits.referral.referrer_taken IS 'Operation that took back what was left of the referrer''s bonus; NULL: none did.';
    COMMENT ON COLUMN credits.referral.note IS 'Why it was forfeited.';
    COMMENT ON COLUMN credits.referral.actor IS 'Role that recorded it.';
END
$money$;
COMMENT ON FUNCTION credits.init_money() IS 'Makes the tables of packs, deposits, bonuses, referrals and top-ups; init() calls it.';
