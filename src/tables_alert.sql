-- ---------------------------------------------------------------------------------------------
-- What the application is told: alert rules, and what consumers of the outbox need.  init() makes them in new books and in books
-- of an earlier version.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.init_alerts() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $alerts$
BEGIN
    CREATE TABLE credits.alert_rule (
        id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        alert     text COLLATE "C" NOT NULL,
        measure   text COLLATE "C" NOT NULL,
        threshold numeric NOT NULL,
        plan      text COLLATE "C",
        account   text COLLATE "C"
    );
    CREATE TRIGGER alert_rule_check BEFORE INSERT OR UPDATE ON credits.alert_rule
        FOR EACH ROW EXECUTE FUNCTION credits.alert_rule_check();
    -- sessions remember the rules
    CREATE TRIGGER alert_rule_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON credits.alert_rule
        FOR EACH STATEMENT EXECUTE FUNCTION credits.alert_rule_changed();
    ALTER TABLE credits.alert_rule ENABLE ALWAYS TRIGGER alert_rule_changed;
    COMMENT ON TABLE credits.alert_rule IS 'Of what the outbox tells, once in a period: a measure that has reached its threshold. A changed row is a new rule, told anew.';
    COMMENT ON COLUMN credits.alert_rule.id IS 'Identity; an UPDATE gives a new one.';
    COMMENT ON COLUMN credits.alert_rule.alert IS 'Name that the event carries: amber, low balance.';
    COMMENT ON COLUMN credits.alert_rule.measure IS 'included: percent used of the included credits alive now, at or above; balance: credits available, below; overage: credits of overage used in the period, at or above; cap: percent of the overage cap used, at or above; runway: hours for which what runs can be paid, below.';
    COMMENT ON COLUMN credits.alert_rule.threshold IS 'More than 0; a percentage at most 100.';
    COMMENT ON COLUMN credits.alert_rule.plan IS 'Only for accounts on this plan; NULL: whatever the plan, or none.';
    COMMENT ON COLUMN credits.alert_rule.account IS 'Only for this payer, its children with it; NULL: for all.';

    -- From here on the outbox is a queue: consumers take what is free, for a while, and delete what they have acted on.
    ALTER TABLE credits.outbox
        ADD COLUMN leased_until timestamptz,
        ADD COLUMN times int NOT NULL DEFAULT 0,
        ADD COLUMN taken_by name,
        SET (fillfactor = 80);
    CREATE INDEX outbox_order ON credits.outbox (id);
    CREATE TRIGGER outbox_notify AFTER INSERT ON credits.outbox
        FOR EACH STATEMENT EXECUTE FUNCTION credits.outbox_notify();
    ALTER TABLE credits.outbox DISABLE TRIGGER outbox_notify;
    COMMENT ON COLUMN credits.outbox.event IS 'alert; meter.suspended, meter.terminated, meter.unpaid; topup.requested, topup.stopped, topup.limited; deposit.completed, deposit.refunded.';
    COMMENT ON COLUMN credits.outbox.facts IS 'What happened, as one JSON object: account, and of a meter resource, item, quantity and attributes; of money, what is to be paid; of an alert, its measure, threshold and value.';
    COMMENT ON COLUMN credits.outbox.leased_until IS 'Wall time until which take_events() gives it to nobody else; NULL: it was never taken.';
    COMMENT ON COLUMN credits.outbox.times IS 'How often it was taken.';
    COMMENT ON COLUMN credits.outbox.taken_by IS 'Role that took it last.';
END
$alerts$;
COMMENT ON FUNCTION credits.init_alerts() IS 'Makes the table of alert rules, and what consumers of the outbox need; init() calls it.';
