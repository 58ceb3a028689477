-- ---------------------------------------------------------------------------------------------
-- Auto top-up, and with what is paid
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.set_topup(account text, floor credits.amount, pack text DEFAULT NULL, money numeric DEFAULT NULL,
    at timestamptz DEFAULT NULL, cooldown interval DEFAULT '1 minute', most_times int DEFAULT NULL, stop_after int DEFAULT 3) RETURNS void
AS 'MODULE_PATHNAME', 'credits_set_topup' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.set_topup(text, credits.amount, text, numeric, timestamptz, interval, int, int) IS 'From now on a balance below floor asks for a top-up: a pending deposit of a pack (NULL: the one named deposit) that covers the whole gap, at least `money`, and a row of the outbox. One at a time, not sooner than cooldown after the last, at most most_times in a period, and no more once stop_after have failed. floor NULL: off. 22023 for a child and for numbers that make no sense, KR010 for an unknown account or pack, KR016 for one that is not sold to it.';

CREATE FUNCTION credits.add_payment_method(account text, method text, priority int DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_add_payment_method' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.add_payment_method(text, text, int) IS 'Adds a payment method to the payer''s, or changes its priority, lower first (NULL: after all others). Lets a top-up that had stopped try again. KR010 for an unknown account.';

CREATE FUNCTION credits.remove_payment_method(account text, method text) RETURNS void
AS 'MODULE_PATHNAME', 'credits_remove_payment_method' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.remove_payment_method(text, text) IS 'Removes a payment method of the payer. KR010 for an unknown account or method.';

CREATE FUNCTION credits.payment_methods(account text) RETURNS TABLE (method text, priority int, added_at timestamptz)
AS 'MODULE_PATHNAME', 'credits_payment_methods' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.payment_methods(text) IS 'The payer''s payment methods, in the order in which they are tried. KR010 for an unknown account.';

CREATE FUNCTION credits.set_receipt_address(account text, address text) RETURNS void
AS 'MODULE_PATHNAME', 'credits_set_receipt_address' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.set_receipt_address(text, text) IS 'Where receipts of the payer''s deposits go from now on; NULL: nowhere. KR010 for an unknown account.';
