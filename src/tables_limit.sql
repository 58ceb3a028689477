-- ---------------------------------------------------------------------------------------------
-- What a plan lets be used, and what is: limits, and the counts that are held against them.  init() makes them in new books and
-- in books of an earlier version.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.init_limits() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $limits$
BEGIN
    CREATE TABLE credits.plan_limit (
        id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        plan     text COLLATE "C",
        feature  text COLLATE "C" NOT NULL,
        most     numeric,
        per      text COLLATE "C",
        per_item boolean NOT NULL DEFAULT false,
        UNIQUE NULLS NOT DISTINCT (feature, plan)
    );
    -- when all rows of a statement are there: they are judged beside each other
    CREATE TRIGGER plan_limit_check AFTER INSERT OR UPDATE ON credits.plan_limit
        FOR EACH ROW EXECUTE FUNCTION credits.plan_limit_check();
    COMMENT ON TABLE credits.plan_limit IS 'How much of each feature a plan lets be used. A feature that a plan has no row for is not included. Changing a row changes it for all who have the plan, and takes nothing away.';
    COMMENT ON COLUMN credits.plan_limit.id IS 'Identity.';
    COMMENT ON COLUMN credits.plan_limit.plan IS 'Plan; NULL: for accounts without a plan.';
    COMMENT ON COLUMN credits.plan_limit.feature IS 'The application''s name of what is used: stores, products, scans.';
    COMMENT ON COLUMN credits.plan_limit.most IS 'Most that may be used; NULL: unlimited; 0: not included.';
    COMMENT ON COLUMN credits.plan_limit.per IS 'day, week (from Monday) or month in the account''s zone, or period: counted anew in each; NULL: a gauge, what is there at a time. Of one feature all rows are gauges, or none is.';
    COMMENT ON COLUMN credits.plan_limit.per_item IS 'Counted for each item by itself; the same in all rows of a feature.';

    CREATE TABLE credits.feature_use (
        account_id bigint NOT NULL,
        user_id    bigint NOT NULL,
        starts_at  timestamptz NOT NULL,
        per        text COLLATE "C" NOT NULL CHECK (per IN ('gauge', 'day', 'week', 'month', 'period')),
        feature    text COLLATE "C" NOT NULL,
        item       text COLLATE "C" NOT NULL,
        used       numeric NOT NULL CHECK (used >= 0),
        PRIMARY KEY (account_id, user_id, starts_at, per, feature, item),
        CHECK ((per = 'gauge') = (starts_at = '-infinity'))
    ) WITH (fillfactor = 80);
    COMMENT ON TABLE credits.feature_use IS 'What an account has used of a feature in a window, a child for itself: its row is locked before it is compared with the limit.';
    COMMENT ON COLUMN credits.feature_use.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.feature_use.user_id IS 'Account that used it.';
    COMMENT ON COLUMN credits.feature_use.starts_at IS 'Start of the window that contains the use''s own time; -infinity: a gauge.';
    COMMENT ON COLUMN credits.feature_use.per IS 'Kind of window, as the plan''s limit said: gauge, day, week, month or period. Each is counted by itself.';
    COMMENT ON COLUMN credits.feature_use.feature IS 'Feature.';
    COMMENT ON COLUMN credits.feature_use.item IS 'Item; empty of a feature that is not counted per item.';
    COMMENT ON COLUMN credits.feature_use.used IS 'Sum of the quantities, those that were given back subtracted.';

    CREATE TABLE credits.feature_answer (
        account_id  bigint NOT NULL,
        operation   bigint NOT NULL,
        user_id     bigint NOT NULL,
        feature     text COLLATE "C" NOT NULL,
        item        text COLLATE "C",
        allowed     boolean NOT NULL,
        used        numeric NOT NULL,
        most        numeric,
        resets_at   timestamptz,
        unlocked_by text[] NOT NULL,
        PRIMARY KEY (account_id, operation)
    );
    COMMENT ON TABLE credits.feature_answer IS 'What use() answered under a key, for when it is asked again.';
    COMMENT ON COLUMN credits.feature_answer.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.feature_answer.operation IS 'The call, as credits.request names it.';
    COMMENT ON COLUMN credits.feature_answer.user_id IS 'Account that the call named.';
    COMMENT ON COLUMN credits.feature_answer.feature IS 'Feature.';
    COMMENT ON COLUMN credits.feature_answer.item IS 'Item; NULL: none was given.';
    COMMENT ON COLUMN credits.feature_answer.allowed IS 'Whether one more might be used after it.';
    COMMENT ON COLUMN credits.feature_answer.used IS 'What was used after it.';
    COMMENT ON COLUMN credits.feature_answer.most IS 'The limit; NULL: unlimited.';
    COMMENT ON COLUMN credits.feature_answer.resets_at IS 'End of the window; NULL: a gauge.';
    COMMENT ON COLUMN credits.feature_answer.unlocked_by IS 'Plans that would let one more, if it was not allowed.';

    CREATE VIEW credits.plans WITH (security_invoker = true) AS
        SELECT p.plan, p.price, p.currency, p.cycle, p.included, p.trial, p.overage, p.overage_cap, p.overage_price,
               (SELECT coalesce(jsonb_object_agg(f.feature, CASE WHEN l.id IS NULL THEN 0 ELSE trim_scale(l.most) END), '{}')
                  FROM (SELECT DISTINCT x.feature FROM credits.plan_limit x) f
                  LEFT JOIN credits.plan_limit l ON l.feature = f.feature AND l.plan = p.plan) AS features
          FROM credits.plan p;
    COMMENT ON VIEW credits.plans IS 'Plans side by side: what they cost, grant and let be used.';
    COMMENT ON COLUMN credits.plans.plan IS 'Plan.';
    COMMENT ON COLUMN credits.plans.price IS 'Price of a cycle, in money.';
    COMMENT ON COLUMN credits.plans.currency IS 'Currency of its prices.';
    COMMENT ON COLUMN credits.plans.cycle IS 'How long a cycle is.';
    COMMENT ON COLUMN credits.plans.included IS 'Credits granted with each cycle.';
    COMMENT ON COLUMN credits.plans.trial IS 'How long a first subscription is tried; NULL: not at all.';
    COMMENT ON COLUMN credits.plans.overage IS 'Whether overage is on for an account that has not set it.';
    COMMENT ON COLUMN credits.plans.overage_cap IS 'Cap on overage in a billing period, in credits; NULL: none.';
    COMMENT ON COLUMN credits.plans.overage_price IS 'Price of a credit of overage, in money.';
    COMMENT ON COLUMN credits.plans.features IS 'A JSON object of all features that any plan has a limit of: the limit, null if it is unlimited, 0 if it is not included.';
END
$limits$;
COMMENT ON FUNCTION credits.init_limits() IS 'Makes the tables of limits and what is used against them, and the view of plans; init() calls it.';
