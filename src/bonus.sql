-- ---------------------------------------------------------------------------------------------
-- Referrals
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.bonus_check() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_bonus_check' LANGUAGE C;
COMMENT ON FUNCTION credits.bonus_check() IS 'Trigger of credits.bonus: refuses (22023) a post-paid class and lifetimes that make no sense, and (KR010) an unknown class.';

CREATE FUNCTION credits.refer(referrer text, referee text, at timestamptz DEFAULT NULL) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_refer' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.refer(text, text, timestamptz) IS 'Records that one account referred another, and returns the referral''s id; again, the same. The bonuses come with the referee''s first deposit. KR018 for the account itself, one that was referred by somebody else, has paid before, or has referred the referrer, itself or through others; KR010 for an unknown account, 22023 for a child, KR007 for a frozen one.';

CREATE FUNCTION credits.forfeit(referrer text, referral bigint, note text DEFAULT NULL, freeze boolean DEFAULT false,
    at timestamptz DEFAULT NULL) RETURNS credits.amount
AS 'MODULE_PATHNAME', 'credits_forfeit' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.forfeit(text, bigint, text, boolean, timestamptz) IS 'Ends a referral: takes what is left of the bonuses of both sides and returns how many credits that was; with freeze both accounts are frozen. Again, 0. KR010 for a referral that is not the referrer''s.';
