-- ---------------------------------------------------------------------------------------------
-- Invoices
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.invoice_paid(account text, invoice bigint, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_invoice_paid' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.invoice_paid(text, bigint, timestamptz) IS 'Notes that an invoice was paid; when no failed one is left, the plan is no longer past due. Again it changes nothing. KR010 for an unknown invoice.';

CREATE FUNCTION credits.invoice_failed(account text, invoice bigint, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_invoice_failed' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.invoice_failed(text, bigint, timestamptz) IS 'Notes that the payment of an invoice failed: the plan in force is past due. Again it changes nothing. KR015 if it was paid, KR010 for an unknown invoice.';

CREATE FUNCTION credits.invoice_keep() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_invoice_keep' LANGUAGE C;
COMMENT ON FUNCTION credits.invoice_keep() IS 'Trigger of credits.invoice and credits.invoice_line: refuses (KR011) to change an invoice but for its status, or to remove it.';
