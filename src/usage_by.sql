-- ---------------------------------------------------------------------------------------------
-- Reports of usage
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.usage_by(account text, period tstzrange, by text) RETURNS TABLE (key text, quantity numeric, charged credits.amount)
AS 'MODULE_PATHNAME', 'credits_usage_by' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.usage_by(text, tstzrange, text) IS 'What the account''s payer (a child: itself) used in a period, added up by category, resource, item, member (account), hour or day (of clocks in the payer''s zone). What was held over time is cut at the bounds of period, hour and day, and its quantity is quantity x seconds; key NULL: it has none. Sums are those of the lines billed, to the last digit. 22023 for a period that is empty or open, or another `by`; KR010 for an unknown account.';
