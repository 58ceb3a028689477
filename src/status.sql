-- ---------------------------------------------------------------------------------------------
-- State machines
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.status_keep() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_status_keep' LANGUAGE C;
COMMENT ON FUNCTION credits.status_keep() IS 'Trigger of tables whose rows go through states: refuses (KR015) a change of status that its arguments do not name. Each argument is "from to to ..."; a row begins in the first state of the first.';
