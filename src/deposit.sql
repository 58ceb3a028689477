-- ---------------------------------------------------------------------------------------------
-- Deposits: money on its way to becoming credit
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.deposit(account text, money numeric, currency text DEFAULT NULL, method text DEFAULT NULL,
    pay_within interval DEFAULT NULL, key text DEFAULT NULL, at timestamptz DEFAULT NULL, receipt_to text DEFAULT NULL) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_deposit' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.deposit(text, numeric, text, text, interval, text, timestamptz, text) IS 'Begins a payment of money for the pack named deposit and returns the id of a pending deposit, which waits for its payment as long as pay_within says (NULL: the pack, 30 minutes unless changed). No credit comes of it before confirm_deposit(). KR016 for a currency or a sum that is not sold, 22023 for no whole minor units; KR003 if the key was used otherwise; KR007 for a frozen account.';

CREATE FUNCTION credits.confirm_deposit(account text, deposit bigint, reference text DEFAULT NULL, at timestamptz DEFAULT NULL,
    invoice text DEFAULT NULL) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_confirm_deposit' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.confirm_deposit(text, bigint, text, timestamptz, text) IS 'The payment of a deposit came at `at` (NULL: now): makes its bucket, with what bonuses it earns, and returns the bucket''s id; again, the same. KR015 if it failed or was not paid in time, KR003 under another reference or one that paid for another deposit, KR010 for an unknown one, KR007 for a frozen account.';

CREATE FUNCTION credits.fail_deposit(account text, deposit bigint, reason text DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_fail_deposit' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.fail_deposit(text, bigint, text, timestamptz) IS 'The payment of a pending deposit failed; again, nothing changes. KR015 in any other state, KR010 for an unknown one.';

CREATE FUNCTION credits.deposits(account text, since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL)
RETURNS TABLE (deposit bigint, at timestamptz, source text, status text, money numeric, currency text, credits credits.amount, pack text,
    method text, reference text, invoice text, expires_at timestamptz, bucket bigint, refunded numeric)
AS 'MODULE_PATHNAME', 'credits_deposits' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.deposits(text, timestamptz, timestamptz) IS 'Deposits made in [since, until), with what became of them by now. Of a payer all, of a child its own. KR010 for an unknown account.';
