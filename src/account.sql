-- ---------------------------------------------------------------------------------------------
-- Accounts: opening, clock
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.open_account(account text, plan text DEFAULT NULL, time_zone text DEFAULT 'UTC',
    at timestamptz DEFAULT NULL, parent text DEFAULT NULL, currency text DEFAULT 'USD', clock timestamptz DEFAULT NULL) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_open_account' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.open_account(text, text, text, timestamptz, text, text, timestamptz) IS 'Opens an account under the application''s own text key and returns its id. With a parent it spends the parent''s credit. With a plan it is subscribed to it, as subscribe() does. With a clock it lives on that clock, which set_clock() moves, instead of the wall''s. The same request again returns the same id; another one for the same name is KR003. 22023 for an unknown zone or an instant later than its now, KR010 for an unknown parent or plan.';

CREATE FUNCTION credits.set_clock(account text, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_set_clock' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.set_clock(text, timestamptz) IS 'Moves the clock of an account that was opened with one, forward only (22023), and does all that is due on the way; NULL joins the wall clock for good. KR015 for an account on the wall clock, or one whose clock is ahead of it.';
