-- ---------------------------------------------------------------------------------------------
-- The auditor
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.verify(account text DEFAULT NULL)
RETURNS TABLE (code text, account_name text, object text, expected text, actual text)
AS 'MODULE_PATHNAME', 'credits_verify' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.verify(text) IS 'Re-derives the books of an account''s payer (NULL: all) from the ledger and returns what does not hold; no row means sound. docs/verify.md has the codes. KR010 for an unknown account.';
