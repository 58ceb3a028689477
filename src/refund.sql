-- ---------------------------------------------------------------------------------------------
-- Credit that goes back, or is taken back
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.refund(account text, operation bigint, amount credits.amount DEFAULT NULL, key text DEFAULT NULL,
    at timestamptz DEFAULT NULL) RETURNS credits.receipt
AS 'MODULE_PATHNAME', 'credits_refund' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.refund(text, bigint, credits.amount, text, timestamptz) IS 'Gives back what an operation drew, or so much of it, to the buckets it came from, the last first, where it expires with them. KR010 for no operation of the account, KR015 for one that drew nothing, KR017 for more than is left of it, for overage that was invoiced, and for what a meter or volume tiers may give back themselves; KR003 if the key was used otherwise.';

CREATE FUNCTION credits.revoke(account text, bucket bigint, note text DEFAULT NULL, key text DEFAULT NULL,
    at timestamptz DEFAULT NULL) RETURNS credits.amount
AS 'MODULE_PATHNAME', 'credits_revoke' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.revoke(text, bigint, text, text, timestamptz) IS 'Takes what is left of a bucket and returns how many credits that was. KR015 if nothing is left, KR010 for an unknown bucket, 22023 for a post-paid one, KR003 if the key was used otherwise.';
