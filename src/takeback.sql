-- ---------------------------------------------------------------------------------------------
-- Deposits taken back: refunds and chargebacks
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.refund_deposit(account text, deposit bigint, key text DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS numeric
AS 'MODULE_PATHNAME', 'credits_refund_deposit' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.refund_deposit(text, bigint, text, timestamptz) IS 'Takes what is left of a completed deposit, forfeits its bonuses, and returns the money to be given back for it, in proportion, rounded down to the minor unit. KR017 if nothing is left or its class is not refundable, KR015 in any other state, KR010 for an unknown one, KR003 if the key was used otherwise.';

CREATE FUNCTION credits.clawback(account text, deposit bigint, amount credits.amount DEFAULT NULL, key text DEFAULT NULL,
    at timestamptz DEFAULT NULL) RETURNS credits.amount
AS 'MODULE_PATHNAME', 'credits_clawback' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.clawback(text, bigint, credits.amount, text, timestamptz) IS 'A completed deposit was charged back, for so many of its credits (NULL: all): takes what is left of them, forfeits its bonuses, and returns what is missing, which the account owes from then on and its next grant pays first. 22023 for more than it had, KR015 in any other state, KR010 for an unknown one, KR003 if the key was used otherwise.';

CREATE FUNCTION credits.reverse_clawback(account text, deposit bigint, key text DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS credits.amount
AS 'MODULE_PATHNAME', 'credits_reverse_clawback' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.reverse_clawback(text, bigint, text, timestamptz) IS 'The dispute was won: all that a clawback took goes back where it was, what is still owed of it is cancelled, what was repaid goes back to the buckets that repaid it. Returns the credits that came back. KR015 unless it is clawed back, KR010 for an unknown one, KR003 if the key was used otherwise.';
