-- ---------------------------------------------------------------------------------------------
-- Overage
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.set_overage(account text, enabled boolean, cap credits.amount DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_set_overage' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.set_overage(text, boolean, credits.amount, timestamptz) IS 'Turns overage on, up to cap credits a period (NULL: the plan''s, none without one), or off; in every open period that ends after `at`. What was used stays used. 22023 for a negative cap, a cap with overage off, or a child.';
