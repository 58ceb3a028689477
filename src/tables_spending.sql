-- ---------------------------------------------------------------------------------------------
-- Spending limits, and what was drawn in their windows.  init() makes them in new books and in books of an earlier version.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.init_spending() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $spending$
BEGIN
    CREATE TABLE credits.spending_limit (
        account_id bigint NOT NULL,
        user_id    bigint NOT NULL,
        per        text COLLATE "C" NOT NULL CHECK (per IN ('day', 'week', 'month', 'period')),
        most       credits.amount NOT NULL CHECK (most >= '0'),
        since      timestamptz NOT NULL,
        PRIMARY KEY (account_id, user_id, per)
    );
    COMMENT ON TABLE credits.spending_limit IS 'What may be drawn in a window of time. The payer''s row is locked before a limit is asked or changed.';
    COMMENT ON COLUMN credits.spending_limit.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.spending_limit.user_id IS 'Whose draws it bounds: a child''s, or, if it is the payer, everybody''s.';
    COMMENT ON COLUMN credits.spending_limit.per IS 'day, week (from Monday) or month in the payer''s zone, or period.';
    COMMENT ON COLUMN credits.spending_limit.most IS 'Most credits that may be drawn in each, paid and overage.';
    COMMENT ON COLUMN credits.spending_limit.since IS 'Start of its first window: usage of earlier times is not bounded.';

    CREATE TABLE credits.spending (
        account_id bigint NOT NULL,
        user_id    bigint NOT NULL,
        per        text COLLATE "C" NOT NULL,
        starts_at  timestamptz NOT NULL,
        ends_at    timestamptz,
        spent      credits.amount NOT NULL,
        PRIMARY KEY (account_id, user_id, per, starts_at),
        CHECK ((ends_at IS NULL) = (per = 'period'))
    ) WITH (fillfactor = 80);
    COMMENT ON TABLE credits.spending IS 'What was drawn in each window of a spending limit, by the usage''s own time, less what went back; no row: nothing.';
    COMMENT ON COLUMN credits.spending.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.spending.user_id IS 'As the limit''s.';
    COMMENT ON COLUMN credits.spending.per IS 'As the limit''s.';
    COMMENT ON COLUMN credits.spending.starts_at IS 'Start of the window.';
    COMMENT ON COLUMN credits.spending.ends_at IS 'First instant after it; NULL: the end of the period that starts there.';
    COMMENT ON COLUMN credits.spending.spent IS 'Credits; below 0 where volume tiers gave back more than the window had drawn.';
END
$spending$;
COMMENT ON FUNCTION credits.init_spending() IS 'Makes the tables of spending limits and what was drawn against them; init() calls it.';
