-- ---------------------------------------------------------------------------------------------
-- Meters: running things, billed until they stop or can no longer be paid
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.start(account text, resource text, item text, quantity numeric DEFAULT 1, attributes jsonb DEFAULT NULL,
    at timestamptz DEFAULT NULL) RETURNS timestamptz
AS 'MODULE_PATHNAME', 'credits_start' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.start(text, text, text, numeric, jsonb, timestamptz) IS 'Starts a meter of a resource for an item, running at a quantity since `at` (NULL: now); returns that instant. The same again changes nothing. KR001 or KR002 if nothing can pay for it, KR008 in a closed period, KR010 for an unknown account, resource or price, KR013 below the resource''s least balance, KR015 if it runs otherwise or ran past `at`, 22023 for a rate that is not per time.';

CREATE FUNCTION credits.resize(account text, resource text, item text, quantity numeric, at timestamptz DEFAULT NULL) RETURNS credits.receipt
AS 'MODULE_PATHNAME', 'credits_resize' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.resize(text, text, text, numeric, timestamptz) IS 'Changes the quantity of a running meter from `at` on (NULL: now), within its run; returns the receipt of what was booked. What was booked past `at` already is given back and booked again. KR008 in a closed period, KR010 for an unknown account or item, KR015 if it does not run.';

CREATE FUNCTION credits.stop(account text, item text, resource text DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS credits.receipt
AS 'MODULE_PATHNAME', 'credits_stop' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.stop(text, text, text, timestamptz) IS 'Stops an item''s meter of a resource (NULL: all of the item''s) at `at` (NULL: now) and returns the receipt of what was booked; what was booked past `at` already is given back. What is not running changes nothing. KR008 in a closed period, KR010 for an unknown account or item.';

CREATE FUNCTION credits.settle(account text, at timestamptz DEFAULT NULL) RETURNS credits.receipt
AS 'MODULE_PATHNAME', 'credits_settle' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.settle(text, timestamptz) IS 'Books what all running meters of the account''s payer have used by `at` (NULL: now), as one operation, and returns its receipt; operation NULL if there was nothing. How often it is called changes no total. 22023 for an `at` later than the account''s now, KR008 in a closed period, KR010 for an unknown account.';

CREATE FUNCTION credits.meters(account text, at timestamptz DEFAULT NULL)
RETURNS TABLE (account_name text, resource text, item text, status text, quantity numeric, started_at timestamptz, stopped_at timestamptz,
    unpaid_since timestamptz, settled_to timestamptz, accrued credits.amount, burn_rate credits.amount, attributes jsonb)
AS 'MODULE_PATHNAME', 'credits_meters' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.meters(text, timestamptz) IS 'The things that an account''s payer (a child: itself) runs or ran, each with its last run, as they are at `at` (NULL: now): accrued is what is not booked yet, burn_rate credits an hour; one that has run out by then is shown so. KR010 for an unknown account.';

CREATE FUNCTION credits.burn_rate(account text, at timestamptz DEFAULT NULL) RETURNS credits.amount
AS 'MODULE_PATHNAME', 'credits_burn_rate' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.burn_rate(text, timestamptz) IS 'Credits an hour of all that the account''s payer runs at `at` (NULL: now), at the prices in force. KR010 for an unknown account.';

CREATE FUNCTION credits.runway(account text, at timestamptz DEFAULT NULL, OUT burn_rate credits.amount, OUT hours numeric, OUT runs_out_at timestamptz)
AS 'MODULE_PATHNAME', 'credits_runway' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.runway(text, timestamptz) IS 'How long what runs at `at` (NULL: now) can go on: credits an hour, what is available divided by that (NULL: nothing burns), and the exact instant at which the first meter runs out, renewals, expiries and price changes counted (NULL: none within five years). KR010 for an unknown account.';
