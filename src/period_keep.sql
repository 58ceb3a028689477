-- ---------------------------------------------------------------------------------------------
-- Periods
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.period_keep() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_period_keep' LANGUAGE C;
COMMENT ON FUNCTION credits.period_keep() IS 'Trigger of credits.period: refuses (KR011) to make, change or remove a period by hand; setting closed_at of one that is due closes it as the calendar does, with all that was due before it, and is KR015 before that.';
