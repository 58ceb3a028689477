-- ---------------------------------------------------------------------------------------------
-- Alerts: what the application is told of an account's credit
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.alert_rule_check() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_alert_rule_check' LANGUAGE C;
COMMENT ON FUNCTION credits.alert_rule_check() IS 'Trigger of credits.alert_rule: refuses (22023) rules that make no sense, and (KR010) an unknown plan or account; gives a changed rule a new id.';

CREATE FUNCTION credits.alert_rule_changed() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_alert_rule_changed' LANGUAGE C;
COMMENT ON FUNCTION credits.alert_rule_changed() IS 'Trigger of credits.alert_rule: tells all sessions to look at the rules again.';
