-- ---------------------------------------------------------------------------------------------
-- Reading what periods cost
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.invoices(account text, since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL)
RETURNS TABLE (invoice bigint, starts_at timestamptz, ends_at timestamptz, finalized_at timestamptz, currency text, total numeric,
    status text, paid_at timestamptz, failed_at timestamptz)
AS 'MODULE_PATHNAME', 'credits_invoices' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.invoices(text, timestamptz, timestamptz) IS 'The invoices of an account''s payer that were finalized in [since, until), in order; statement() at an instant of a period has its lines. KR010 for an unknown account.';

CREATE FUNCTION credits.statement(account text, at timestamptz DEFAULT NULL)
RETURNS TABLE (line int, kind text, description text, class text, quantity credits.amount, unit_price numeric, amount numeric)
AS 'MODULE_PATHNAME', 'credits_statement' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.statement(text, timestamptz) IS 'The invoice lines of the period that contains `at` (NULL: now): of a closed one as invoiced, of an open one as closing it now would make them. amount is money, rounded so that lines sum to the total. No row without a plan. KR010 for an unknown account.';
