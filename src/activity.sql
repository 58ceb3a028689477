-- ---------------------------------------------------------------------------------------------
-- What happened: a customer's account history
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.activity(account text, since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL)
RETURNS TABLE (at timestamptz, kind text, description text, amount credits.amount, status text, reference text, operation bigint)
AS 'MODULE_PATHNAME', 'credits_activity' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.activity(text, timestamptz, timestamptz) IS 'One row an operation in [since, until), by business time: grants positive, draws and expiries negative. reference is the invoice or reference of a payment; of usage whose period is invoiced that invoice; else the idempotency key. Deposits that wait for their payment, or came to nothing, and for each period what runs and is not booked yet, have a row without an operation. Of a payer all, of a child its own. KR010 for an unknown account, 22023 for an until before since.';
