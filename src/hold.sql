-- ---------------------------------------------------------------------------------------------
-- Holds: credit kept for work under way, settled when it is done
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.hold(account text, amount credits.amount, ttl interval DEFAULT NULL, resource text DEFAULT NULL,
    key text DEFAULT NULL, at timestamptz DEFAULT NULL, hold bigint DEFAULT NULL) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_hold' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.hold(text, credits.amount, interval, text, text, timestamptz, bigint) IS 'Keeps credit of the buckets that consume() would draw from, all or nothing, until it is captured, released, or ttl (15 minutes unless given) has passed, and returns the hold''s id. With `hold`, adds to that one, for this resource. 22023 for 0 or less, KR001 without enough credits, KR002 past the overage cap, KR003 if the key was used otherwise, KR004 and KR005 if `hold` is not open any more, KR006 and KR007 for a suspended or frozen account, KR010 for an unknown account, resource or hold.';

CREATE FUNCTION credits.capture(account text, hold bigint, amount credits.amount DEFAULT NULL, key text DEFAULT NULL,
    at timestamptz DEFAULT NULL, resource text DEFAULT NULL) RETURNS credits.receipt
AS 'MODULE_PATHNAME', 'credits_capture' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.capture(text, bigint, credits.amount, text, timestamptz, text) IS 'Draws what a hold holds, or so much of it, from the buckets that were held, and releases the rest; what is more than it holds is drawn as consume() would, or, as far as set_overdraft() lets it, owed. 0 releases. Of a hold for several resources all, or one that is named. KR004 if it was captured or released, KR005 if it has ended, KR001 or KR002 if the rest cannot be drawn, KR003 if the key was used otherwise, KR007 for a frozen account, KR010 for an unknown hold.';

CREATE FUNCTION credits.release(account text, hold bigint, at timestamptz DEFAULT NULL) RETURNS credits.amount
AS 'MODULE_PATHNAME', 'credits_release' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.release(text, bigint, timestamptz) IS 'Gives back all that a hold holds and returns how much that was; of one that was released or has ended, 0. KR004 if it was captured, KR010 for an unknown one.';

CREATE FUNCTION credits.set_overdraft(account text, amount credits.amount) RETURNS void
AS 'MODULE_PATHNAME', 'credits_set_overdraft' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.set_overdraft(text, credits.amount) IS 'How much captures beyond what was held may leave owed, in all (NULL or 0: nothing). 22023 for a negative one or a child, KR010 for an unknown account.';
