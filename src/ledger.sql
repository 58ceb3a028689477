-- ---------------------------------------------------------------------------------------------
-- Reading the books
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.balance(account text, at timestamptz DEFAULT NULL, resource text DEFAULT NULL,
    OUT available credits.amount, OUT held credits.amount, OUT accrued credits.amount, OUT overage credits.amount,
    OUT overage_cap credits.amount, OUT owed credits.amount)
AS 'MODULE_PATHNAME', 'credits_balance' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.balance(text, timestamptz, text) IS 'What the account can spend: available in paid buckets alive at `at` (that may pay for the resource, if one is named), overage used of the period and its cap (NULL: none). `at` NULL: now, everything booked; else as it was then. KR010 for an unknown account or resource.';

CREATE FUNCTION credits.buckets(account text, at timestamptz DEFAULT NULL)
RETURNS TABLE (bucket bigint, class text, priority int, scope text[], granted credits.amount, used credits.amount,
    held credits.amount, remaining credits.amount, effective_at timestamptz, expires_at timestamptz, cost numeric, note text)
AS 'MODULE_PATHNAME', 'credits_buckets' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.buckets(text, timestamptz) IS 'The buckets alive at `at` (NULL: now, everything booked), flex included, in the order in which they are drawn; of an uncapped one granted and remaining are NULL. KR010 for an unknown account.';

CREATE FUNCTION credits.append_only() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_append_only' LANGUAGE C;
COMMENT ON FUNCTION credits.append_only() IS 'Trigger of the ledger: refuses (KR011) what it is attached to.';
