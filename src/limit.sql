-- ---------------------------------------------------------------------------------------------
-- Limits: what a plan lets be used
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.plan_limit_check() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_plan_limit_check' LANGUAGE C;
COMMENT ON FUNCTION credits.plan_limit_check() IS 'Trigger of credits.plan_limit: refuses (22023) limits that make no sense, by themselves or beside those of other plans, and (KR010) an unknown plan.';

CREATE TYPE credits.allowance AS (
    feature     text,
    item        text,
    allowed     boolean,
    used        numeric,
    "limit"     numeric,
    resets_at   timestamptz,
    unlocked_by text[]
);
COMMENT ON TYPE credits.allowance IS 'What an account may use of a feature, and has used.';
COMMENT ON COLUMN credits.allowance.feature IS 'Feature.';
COMMENT ON COLUMN credits.allowance.item IS 'Item; NULL of a feature that is not counted per item, and in limits() for any item that nothing was used of yet.';
COMMENT ON COLUMN credits.allowance.allowed IS 'Whether what was asked for may be used; of use() and limits(), whether one more may.';
COMMENT ON COLUMN credits.allowance.used IS 'What is used of it in the window, or is there now if it is a gauge.';
COMMENT ON COLUMN credits.allowance."limit" IS 'Most that may be used; NULL: unlimited; 0: not included.';
COMMENT ON COLUMN credits.allowance.resets_at IS 'End of the window, from when it is counted anew; NULL: a gauge, or not included.';
COMMENT ON COLUMN credits.allowance.unlocked_by IS 'If it is not allowed, the plans that would let it, cheapest first; else empty.';

CREATE FUNCTION credits.use(account text, feature text, quantity numeric DEFAULT 1, item text DEFAULT NULL, key text DEFAULT NULL,
    at timestamptz DEFAULT NULL) RETURNS credits.allowance
AS 'MODULE_PATHNAME', 'credits_use' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.use(text, text, numeric, text, text, timestamptz) IS 'Counts a quantity of a feature for the account''s payer, if the limit of the plan in force lets it; below 0 it gives back. KR009 past the limit, with the plans that would let it; KR010 for an unknown account or feature; 22004 without the item of a feature that is counted per item; 22023 for an item of one that is not, or for giving back more than is used; KR003 if the key was used otherwise; KR006 or KR007 to use, not to give back, if the account is suspended or frozen.';

CREATE FUNCTION credits.allowed(account text, feature text, quantity numeric DEFAULT 1, item text DEFAULT NULL, at timestamptz DEFAULT NULL)
RETURNS credits.allowance
AS 'MODULE_PATHNAME', 'credits_allowed' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.allowed(text, text, numeric, text, timestamptz) IS 'Whether use() of so much would be let by the limit at an instant (NULL: now). Counts nothing. KR010, 22004 and 22023 as use(); what would be KR009 is answered.';

CREATE FUNCTION credits.limits(account text, at timestamptz DEFAULT NULL) RETURNS SETOF credits.allowance
AS 'MODULE_PATHNAME', 'credits_limits' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.limits(text, timestamptz) IS 'What the account''s payer has used of each feature, against its limit at an instant (NULL: now); of those that are counted per item, a row for each item in use after one without. Writes nothing. KR010 for an unknown account.';
