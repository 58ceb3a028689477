-- ---------------------------------------------------------------------------------------------
-- Triggers by which the application's own tables bill themselves
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.charge_rows() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_charge_rows' LANGUAGE C;
COMMENT ON FUNCTION credits.charge_rows() IS 'Trigger for a table of your own, AFTER INSERT: charges each row, with the rights of whoever inserts it; FOR EACH STATEMENT with REFERENCING NEW TABLE in one bulk pass. Arguments: account=column and resource=column, and as needed quantity, attributes (a jsonb column, or several columns), at, until, item, key; or :text for a constant. Errors as charge(); 22004 if account or resource is null, 22023 for arguments that are none, 42703 for a column that is none, 39P01 on another kind of trigger.';

CREATE FUNCTION credits.meter_rows() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_meter_rows' LANGUAGE C;
COMMENT ON FUNCTION credits.meter_rows() IS 'Trigger for a table of your own, AFTER INSERT OR UPDATE OR DELETE: a row is a thing that runs, and starts, resizes and stops a meter, with the rights of whoever changes it. Arguments: account=column, resource=column, item=column, and as needed quantity, attributes (a jsonb column, or several columns), at, running=column (boolean) or running=column:value,value; or :text for a constant. What makes no difference to these does nothing; TRUNCATE is not seen. Errors as start(), resize() and stop(); 22004 if account, resource or item of a row that runs is null, 22023 for arguments that are none, 42703 for a column that is none, 39P01 on another kind of trigger.';
