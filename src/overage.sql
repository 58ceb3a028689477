-- ---------------------------------------------------------------------------------------------
-- Overage
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.set_overage(account text, enabled boolean, cap credits.amount DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_set_overage' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.set_overage(text, boolean, credits.amount, timestamptz) IS 'Turns overage on, up to cap credits a period (NULL: the plan''s, none without one), or off; in every open period that ends after `at`. What was used stays used. 22023 for a negative cap, a cap with overage off, or a child.';

CREATE FUNCTION credits.set_billing_threshold(account text, amount credits.amount, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_set_billing_threshold' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.set_billing_threshold(text, credits.amount, timestamptz) IS 'Bounds the overage of each period that ends after `at`, beside the cap that set_overage() or the plan gives: the lesser holds. NULL removes it. What was used stays used, and is billed with its period. 22023 for 0 or less, or a child.';
