-- ---------------------------------------------------------------------------------------------
-- Accounts that may not draw for a while
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.suspend(account text, reason text DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_suspend' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.suspend(text, text, timestamptz) IS 'Suspends an account, and if it is a payer its children: it draws and starts nothing (KR006), and what runs is settled and suspended. It can be granted and can buy. Of one that is suspended or frozen nothing changes. KR010 for an unknown account.';

CREATE FUNCTION credits.resume(account text, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_resume' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.resume(text, timestamptz) IS 'Makes a suspended or frozen account active again; what ran needs a new start(). Of an active one nothing changes. KR010 for an unknown account.';
