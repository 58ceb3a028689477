-- ---------------------------------------------------------------------------------------------
-- Accounts: opening, clock, overage
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.open_account(account text, plan text DEFAULT NULL, time_zone text DEFAULT 'UTC',
    at timestamptz DEFAULT NULL, parent text DEFAULT NULL, currency text DEFAULT 'USD', clock timestamptz DEFAULT NULL) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_open_account' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.open_account(text, text, text, timestamptz, text, text, timestamptz) IS 'Opens an account under the application''s own text key and returns its id. With a parent it spends the parent''s credit. With a clock it lives on that clock, which set_clock() moves, instead of the wall''s. The same request again returns the same id; another one for the same name is KR003. 22023 for an unknown zone or an instant later than its now, KR010 for an unknown parent.';

CREATE FUNCTION credits.set_clock(account text, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_set_clock' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.set_clock(text, timestamptz) IS 'Moves the clock of an account that was opened with one, forward only (22023), and closes what is due on the way; NULL joins the wall clock for good. KR015 for an account on the wall clock, or one whose clock is ahead of it.';

CREATE FUNCTION credits.set_overage(account text, enabled boolean, cap credits.amount DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_set_overage' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.set_overage(text, boolean, credits.amount, timestamptz) IS 'Turns overage on, up to cap credits a period (NULL: no cap), or off; in every open period that ends after `at`. What was used stays used. 22023 for a negative cap, a cap with overage off, or a child.';
