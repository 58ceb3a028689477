-- ---------------------------------------------------------------------------------------------
-- Plans
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.plan_check() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_plan_check' LANGUAGE C;
COMMENT ON FUNCTION credits.plan_check() IS 'Trigger of credits.plan: refuses (22023) terms that are no plan''s.';
