-- ---------------------------------------------------------------------------------------------
-- The door for bulk: the triggers of the view credits.usage
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.usage_begin() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_usage_begin' LANGUAGE C;
COMMENT ON FUNCTION credits.usage_begin() IS 'Trigger of credits.usage: opens the batch of a statement.';

CREATE FUNCTION credits.usage_row() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_usage_row' LANGUAGE C;
COMMENT ON FUNCTION credits.usage_row() IS 'Trigger of credits.usage: checks a row and adds it to the batch. Errors as charge(), with the row''s number in their context.';

CREATE FUNCTION credits.usage_bill() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_usage_bill' LANGUAGE C;
COMMENT ON FUNCTION credits.usage_bill() IS 'Trigger of credits.usage: prices, draws and posts the batch in one pass. Errors as charge().';
