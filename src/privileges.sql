-- ---------------------------------------------------------------------------------------------
-- Who may call what: the one list.
--
-- Types, their operators and pure arithmetic are everybody's.  Everything that reads or writes the books stands in
-- credits.capabilities(), with the capability it belongs to, and is nobody's until allow() gives a role that capability, or a DBA grants
-- what he likes by hand.  What REVOKE takes from PUBLIC below, what allow() and disallow() grant and take back, and which right
-- permit.c asks of a member all come from that list.
--
-- No role gets INSERT, UPDATE or DELETE on anything but the catalogs and the view credits.usage: functions work with the rights of the
-- owner of the books.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.capabilities() RETURNS TABLE (capability text, kind text, object text, privileges text)
LANGUAGE sql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, credits, pg_temp
AS $list$
VALUES
    -- rights of members, who have them by their role
    ('read', 'function', 'credits.balance(text, timestamptz, text)', 'EXECUTE'),
    ('read', 'function', 'credits.buckets(text, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.activity(text, timestamptz, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.current_plan(text, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.statement(text, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.invoices(text, timestamptz, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.deposits(text, timestamptz, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.usage_by(text, tstzrange, text)', 'EXECUTE'),
    ('read', 'function', 'credits.quote(text, text, numeric, jsonb, timestamptz, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.allowed(text, text, numeric, text, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.limits(text, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.spending_limits(text, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.meters(text, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.burn_rate(text, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.runway(text, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.estimate(text, jsonb, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.replay(text, text, tstzrange)', 'EXECUTE'),
    ('read', 'function', 'credits.compare_plans(text)', 'EXECUTE'),
    ('read', 'function', 'credits.members(text)', 'EXECUTE'),
    ('read', 'table', 'credits.usage', 'SELECT'),
    ('read', 'table', 'credits.resource', 'SELECT'),
    ('read', 'table', 'credits.price', 'SELECT'),
    ('read', 'table', 'credits.class', 'SELECT'),
    ('read', 'table', 'credits.currency', 'SELECT'),
    ('read', 'table', 'credits.plan', 'SELECT'),
    ('read', 'table', 'credits.plan_limit', 'SELECT'),
    ('read', 'table', 'credits.plans', 'SELECT'),
    ('read', 'table', 'credits.pack', 'SELECT'),
    ('read', 'table', 'credits.bonus', 'SELECT'),
    ('read', 'table', 'credits.alert_rule', 'SELECT'),
    ('read', 'table', 'credits.member_right', 'SELECT'),
    ('use', 'function', 'credits.consume(text, credits.amount, text, text, timestamptz, text, jsonb)', 'EXECUTE'),
    ('use', 'function', 'credits.try_consume(text, credits.amount, text, text, timestamptz, text, jsonb)', 'EXECUTE'),
    ('use', 'function', 'credits.charge(text, text, numeric, jsonb, timestamptz, timestamptz, text, text, text)', 'EXECUTE'),
    ('use', 'function', 'credits.try_charge(text, text, numeric, jsonb, timestamptz, timestamptz, text, text, text)', 'EXECUTE'),
    ('use', 'function', 'credits.ingest(jsonb)', 'EXECUTE'),
    ('use', 'function', 'credits.hold(text, credits.amount, interval, text, text, timestamptz, bigint)', 'EXECUTE'),
    ('use', 'function', 'credits.capture(text, bigint, credits.amount, text, timestamptz, text)', 'EXECUTE'),
    ('use', 'function', 'credits.release(text, bigint, timestamptz)', 'EXECUTE'),
    ('use', 'function', 'credits.use(text, text, numeric, text, text, timestamptz)', 'EXECUTE'),
    ('use', 'function', 'credits.start(text, text, text, numeric, jsonb, timestamptz)', 'EXECUTE'),
    ('use', 'function', 'credits.resize(text, text, text, numeric, timestamptz)', 'EXECUTE'),
    ('use', 'function', 'credits.stop(text, text, text, timestamptz)', 'EXECUTE'),
    ('use', 'function', 'credits.settle(text, timestamptz)', 'EXECUTE'),
    ('use', 'table', 'credits.usage', 'INSERT'),
    ('buy', 'function', 'credits.quote_pack(text, text, numeric, credits.amount)', 'EXECUTE'),
    ('buy', 'function', 'credits.buy(text, text, numeric, credits.amount, text, timestamptz, text)', 'EXECUTE'),
    ('buy', 'function', 'credits.deposit(text, numeric, text, text, interval, text, timestamptz, text)', 'EXECUTE'),
    ('buy', 'function', 'credits.add_payment_method(text, text, int)', 'EXECUTE'),
    ('buy', 'function', 'credits.remove_payment_method(text, text)', 'EXECUTE'),
    ('buy', 'function', 'credits.payment_methods(text)', 'EXECUTE'),
    ('topup', 'function', 'credits.set_topup(text, credits.amount, text, numeric, timestamptz, interval, int, int)', 'EXECUTE'),
    ('topup', 'function', 'credits.set_receipt_address(text, text)', 'EXECUTE'),
    ('plan', 'function', 'credits.subscribe(text, text, timestamptz, text)', 'EXECUTE'),
    ('plan', 'function', 'credits.change_plan(text, text, timestamptz, boolean, text)', 'EXECUTE'),
    ('plan', 'function', 'credits.cancel(text, timestamptz)', 'EXECUTE'),
    ('plan', 'function', 'credits.reactivate(text, timestamptz)', 'EXECUTE'),
    ('overage', 'function', 'credits.set_overage(text, boolean, credits.amount, timestamptz)', 'EXECUTE'),
    ('overage', 'function', 'credits.set_spending_limit(text, credits.amount, text, timestamptz)', 'EXECUTE'),
    ('members', 'function', 'credits.add_member(text, name, text)', 'EXECUTE'),
    ('members', 'function', 'credits.remove_member(text, name)', 'EXECUTE'),
    -- of those who run the service
    ('open', 'function', 'credits.open_account(text, text, text, timestamptz, text, text, timestamptz)', 'EXECUTE'),
    ('open', 'function', 'credits.set_clock(text, timestamptz)', 'EXECUTE'),
    ('open', 'function', 'credits.refer(text, text, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.grant(text, credits.amount, text, timestamptz, timestamptz, int, text[], numeric, text, text, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.grant_every(text, credits.amount, interval, text, int, credits.amount, interval, timestamptz, timestamptz, text)', 'EXECUTE'),
    ('grant', 'function', 'credits.end_grants(text, bigint, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.revoke(text, bigint, text, text, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.refund(text, bigint, credits.amount, text, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.confirm_deposit(text, bigint, text, timestamptz, text)', 'EXECUTE'),
    ('grant', 'function', 'credits.fail_deposit(text, bigint, text, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.refund_deposit(text, bigint, text, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.clawback(text, bigint, credits.amount, text, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.reverse_clawback(text, bigint, text, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.forfeit(text, bigint, text, boolean, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.invoice_paid(text, bigint, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.invoice_failed(text, bigint, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.set_overdraft(text, credits.amount)', 'EXECUTE'),
    ('grant', 'function', 'credits.set_billing_threshold(text, credits.amount, timestamptz)', 'EXECUTE'),
    ('suspend', 'function', 'credits.suspend(text, text, timestamptz)', 'EXECUTE'),
    ('suspend', 'function', 'credits.resume(text, timestamptz)', 'EXECUTE'),
    ('run', 'procedure', 'credits.run(timestamptz, int)', 'EXECUTE'),
    ('run', 'function', 'credits.run_begin(timestamptz, int)', 'EXECUTE'),
    ('run', 'function', 'credits.run_next(timestamptz, int, timestamptz, bigint)', 'EXECUTE'),
    ('run', 'function', 'credits.run_batch(timestamptz, bigint[])', 'EXECUTE'),
    ('run', 'function', 'credits.run_note(bigint, timestamptz, bigint, bigint, boolean)', 'EXECUTE'),
    ('run', 'function', 'credits.schedule_name(text)', 'EXECUTE'),
    ('run', 'function', 'credits.schedule(text, text)', 'EXECUTE'),
    ('run', 'function', 'credits.unschedule(text)', 'EXECUTE'),
    ('run', 'table', 'credits.progress', 'SELECT'),
    ('events', 'function', 'credits.take_events(int, interval)', 'EXECUTE'),
    ('events', 'function', 'credits.ack(bigint[])', 'EXECUTE'),
    ('events', 'function', 'credits.notify_events(boolean)', 'EXECUTE'),
    ('audit', 'function', 'credits.verify(text)', 'EXECUTE'),
    ('audit', 'table', 'credits.*', 'SELECT'),
    ('configure', 'table', 'credits.resource', 'SELECT, INSERT, UPDATE, DELETE'),
    ('configure', 'table', 'credits.price', 'SELECT, INSERT, UPDATE, DELETE'),
    ('configure', 'table', 'credits.class', 'SELECT, INSERT, UPDATE, DELETE'),
    ('configure', 'table', 'credits.currency', 'SELECT, INSERT, UPDATE, DELETE'),
    ('configure', 'table', 'credits.plan', 'SELECT, INSERT, UPDATE, DELETE'),
    ('configure', 'table', 'credits.plan_limit', 'SELECT, INSERT, UPDATE, DELETE'),
    ('configure', 'table', 'credits.pack', 'SELECT, INSERT, UPDATE, DELETE'),
    ('configure', 'table', 'credits.bonus', 'SELECT, INSERT, UPDATE, DELETE'),
    ('configure', 'table', 'credits.alert_rule', 'SELECT, INSERT, UPDATE, DELETE'),
    ('configure', 'table', 'credits.member_right', 'SELECT, INSERT, UPDATE, DELETE'),
    -- nobody's but the owner's of the books
    ('books', 'function', 'credits.init()', 'EXECUTE'),
    ('books', 'function', 'credits.init_calendar()', 'EXECUTE'),
    ('books', 'function', 'credits.init_meters()', 'EXECUTE'),
    ('books', 'function', 'credits.init_money()', 'EXECUTE'),
    ('books', 'function', 'credits.init_holds()', 'EXECUTE'),
    ('books', 'function', 'credits.init_limits()', 'EXECUTE'),
    ('books', 'function', 'credits.init_spending()', 'EXECUTE'),
    ('books', 'function', 'credits.spending_of_ledger(bigint)', 'EXECUTE'),
    ('books', 'function', 'credits.init_alerts()', 'EXECUTE'),
    ('books', 'function', 'credits.init_members()', 'EXECUTE'),
    ('books', 'function', 'credits.migrate(int)', 'EXECUTE'),
    ('books', 'function', 'credits.migrate_to_2()', 'EXECUTE'),
    ('books', 'function', 'credits.migrate_to_3()', 'EXECUTE'),
    ('books', 'function', 'credits.migrate_to_4()', 'EXECUTE'),
    ('books', 'function', 'credits.migrate_rest(oid[])', 'EXECUTE'),
    ('books', 'function', 'credits.make_partitions(int)', 'EXECUTE'),
    ('books', 'function', 'credits.keep_partition(text, text, text)', 'EXECUTE'),
    ('books', 'function', 'credits.move_month(text, timestamptz)', 'EXECUTE'),
    ('books', 'function', 'credits.confine(regclass)', 'EXECUTE'),
    ('books', 'function', 'credits.confine_all()', 'EXECUTE'),
    ('books', 'function', 'credits.guard_books()', 'EXECUTE'),
    ('books', 'function', 'credits.verify_checks(bigint)', 'EXECUTE'),
    ('books', 'function', 'credits.allow(name, text, boolean)', 'EXECUTE'),
    ('books', 'function', 'credits.allow_objects(name, text, boolean)', 'EXECUTE'),
    ('books', 'function', 'credits.allow_again()', 'EXECUTE'),
    ('books', 'function', 'credits.disallow(name, text)', 'EXECUTE'),
    -- nobody's: init() attaches them; whoever makes a trigger of charge_rows() or meter_rows() is granted that by hand
    ('trigger', 'function', 'credits.price_check()', 'EXECUTE'),
    ('trigger', 'function', 'credits.plan_check()', 'EXECUTE'),
    ('trigger', 'function', 'credits.pack_check()', 'EXECUTE'),
    ('trigger', 'function', 'credits.bonus_check()', 'EXECUTE'),
    ('trigger', 'function', 'credits.plan_limit_check()', 'EXECUTE'),
    ('trigger', 'function', 'credits.alert_rule_check()', 'EXECUTE'),
    ('trigger', 'function', 'credits.alert_rule_changed()', 'EXECUTE'),
    ('trigger', 'function', 'credits.outbox_notify()', 'EXECUTE'),
    ('trigger', 'function', 'credits.period_keep()', 'EXECUTE'),
    ('trigger', 'function', 'credits.invoice_keep()', 'EXECUTE'),
    ('trigger', 'function', 'credits.status_keep()', 'EXECUTE'),
    ('trigger', 'function', 'credits.bucket_stamp()', 'EXECUTE'),
    ('trigger', 'function', 'credits.bucket_post()', 'EXECUTE'),
    ('trigger', 'function', 'credits.bucket_cap()', 'EXECUTE'),
    ('trigger', 'function', 'credits.append_only()', 'EXECUTE'),
    ('trigger', 'function', 'credits.permission_changed()', 'EXECUTE'),
    ('trigger', 'function', 'credits.usage_begin()', 'EXECUTE'),
    ('trigger', 'function', 'credits.usage_row()', 'EXECUTE'),
    ('trigger', 'function', 'credits.usage_bill()', 'EXECUTE'),
    ('trigger', 'function', 'credits.charge_rows()', 'EXECUTE'),
    ('trigger', 'function', 'credits.meter_rows()', 'EXECUTE'),
    -- everybody's: what policies call, which say no more than their caller may know
    ('everybody', 'function', 'credits.capabilities()', 'EXECUTE'),
    ('everybody', 'function', 'credits.may_see(bigint, bigint)', 'EXECUTE'),
    ('everybody', 'function', 'credits.may_see(text)', 'EXECUTE')
$list$;
COMMENT ON FUNCTION credits.capabilities() IS 'What each capability is: functions and procedures, and privileges on tables (credits.*: all of them). audit has the functions of read besides. books and trigger cannot be allowed; everybody is.';

-- Grants, or revokes, all that a capability has.
CREATE FUNCTION credits.allow_objects(role name, capability text, give boolean) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $objects$
DECLARE
    listed record;
BEGIN
    FOR listed IN SELECT c.* FROM credits.capabilities() c
                   WHERE c.capability = allow_objects.capability
                      OR allow_objects.capability = 'audit' AND c.capability = 'read' AND c.kind <> 'table'
    LOOP
        EXECUTE format(CASE WHEN give THEN 'GRANT %s ON %s %s TO %I' ELSE 'REVOKE %s ON %s %s FROM %I' END, listed.privileges,
                       CASE WHEN listed.object = 'credits.*' THEN 'ALL TABLES IN' ELSE listed.kind END,
                       CASE WHEN listed.object = 'credits.*' THEN 'SCHEMA credits' ELSE listed.object END, role);
    END LOOP;
END
$objects$;
COMMENT ON FUNCTION credits.allow_objects(name, text, boolean) IS 'Grants to a role, or revokes from it, what a capability has; allow() and disallow() call it.';

CREATE FUNCTION credits.allow(role name, capability text, members_only boolean DEFAULT true) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $allow$
DECLARE
    rights CONSTANT text[] := '{read,use,buy,topup,plan,overage,members}';
    other  name;
BEGIN
    IF to_regclass('credits.books') IS NULL THEN
        RAISE EXCEPTION 'the books of credits have not been made in this database' USING ERRCODE = 'KR014',
            DETAIL = '{"rule": "not_initialized", "missing": "credits.books"}', HINT = 'Run SELECT credits.init();';
    ELSIF role IS NULL OR capability IS NULL OR members_only IS NULL THEN
        RAISE EXCEPTION '"%" must be given', CASE WHEN role IS NULL THEN 'role' WHEN capability IS NULL THEN 'capability' ELSE 'members_only' END
            USING ERRCODE = 'null_value_not_allowed', DETAIL = 'It is null.', HINT = 'Give it a value; only what the documentation shows with a default can be left out.';
    ELSIF NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = role) THEN
        RAISE EXCEPTION 'role "%" does not exist', role USING ERRCODE = 'undefined_object',
            DETAIL = 'Capabilities are given to roles of this database server.', HINT = 'Make it with CREATE ROLE.';
    ELSIF NOT EXISTS (SELECT FROM credits.capabilities() c
                       WHERE c.capability = allow.capability AND c.capability NOT IN ('books', 'trigger', 'everybody')) THEN
        RAISE EXCEPTION '"capability" is none that can be allowed' USING ERRCODE = 'invalid_parameter_value',
            DETAIL = format('It is %s.', left(capability, 100)),
            HINT = format('They are %s.', (SELECT string_agg(DISTINCT c.capability, ', ' ORDER BY c.capability) FROM credits.capabilities() c
                                            WHERE c.capability NOT IN ('books', 'trigger', 'everybody')));
    ELSIF members_only AND capability <> ALL (rights) THEN
        RAISE EXCEPTION 'capability "%" is not for members of accounts', capability USING ERRCODE = 'invalid_parameter_value',
            DETAIL = 'It is for those who run the service, in all accounts.', HINT = 'Say members_only => false.';
    ELSIF NOT pg_has_role((SELECT p.proowner FROM pg_proc p WHERE p.oid = 'credits.allow(name, text, boolean)'::regprocedure), 'USAGE') THEN
        RAISE EXCEPTION 'permission denied to allow' USING ERRCODE = 'insufficient_privilege',
            DETAIL = 'Functions of the extension are granted by their owner.', HINT = 'Call it as the role that ran CREATE EXTENSION, or a superuser.';
    END IF;
    -- Who is confined is confined in everything: what it was given besides, or has been, would be void.
    SELECT p.role INTO other
      FROM credits.permission p
     WHERE p.members_only <> allow.members_only AND (p.role, p.capability) <> (allow.role, allow.capability)
       AND EXISTS (SELECT FROM pg_roles r WHERE r.rolname = p.role)
       AND NOT (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = allow.role) AND pg_has_role(allow.role, p.role, 'USAGE')
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'role "%" cannot have capabilities of both kinds', role USING ERRCODE = 'invalid_parameter_value',
            DETAIL = format('%s has one that is%s members_only.', CASE WHEN other = role THEN 'It' ELSE format('It is in role "%s", which', other) END,
                            CASE WHEN members_only THEN ' not' ELSE '' END),
            HINT = 'Give each kind to a role of its own; or disallow() first.';
    END IF;
    INSERT INTO credits.permission (role, capability, members_only) VALUES (allow.role, allow.capability, allow.members_only)
    ON CONFLICT ON CONSTRAINT permission_pkey DO UPDATE SET members_only = EXCLUDED.members_only;
    EXECUTE format('GRANT USAGE ON SCHEMA credits TO %I', role);
    PERFORM credits.allow_objects(role, capability, true);
END
$allow$;
COMMENT ON FUNCTION credits.allow(name, text, boolean) IS 'Grants a database role a capability: read, use, buy, topup, plan, overage or members, in all accounts or, members_only, in those that the caller is a member of; open, grant, suspend, run, events, audit or configure, which are never members_only (22023). The same again changes nothing. 42704 for an unknown role; 22023 for another capability, or if the role would be of both kinds; 22004 for NULL; 42501 unless called by the owner of the functions.';

CREATE FUNCTION credits.disallow(role name, capability text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $disallow$
BEGIN
    IF role IS NULL OR capability IS NULL THEN
        RAISE EXCEPTION '"%" must be given', CASE WHEN role IS NULL THEN 'role' ELSE 'capability' END
            USING ERRCODE = 'null_value_not_allowed', DETAIL = 'It is null.', HINT = 'Give it a value.';
    END IF;
    DELETE FROM credits.permission p WHERE p.role = disallow.role AND p.capability = disallow.capability;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'role "%" is not allowed "%"', role, left(capability, 100) USING ERRCODE = 'KR010',
            DETAIL = format('{"rule": "not_found", "role": %s, "capability": %s}', to_json(role::text), to_json(left(capability, 100))),
            HINT = 'What is allowed to whom is in credits.permission.';
    END IF;
    -- a role that was dropped has no privileges any more
    IF EXISTS (SELECT FROM pg_roles r WHERE r.rolname = role) THEN
        PERFORM credits.allow_objects(role, capability, false);
        -- what another capability has too
        PERFORM credits.allow_objects(p.role, p.capability, true) FROM credits.permission p WHERE p.role = disallow.role;
        IF NOT EXISTS (SELECT FROM credits.permission p WHERE p.role = disallow.role) THEN
            EXECUTE format('REVOKE USAGE ON SCHEMA credits FROM %I', role);
        END IF;
    END IF;
END
$disallow$;
COMMENT ON FUNCTION credits.disallow(name, text) IS 'Takes back what allow() granted, and with the last capability of a role USAGE on the schema; also of a role that has been dropped. KR010 if it was not allowed.';

CREATE FUNCTION credits.allow_again() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $again$
BEGIN
    -- what is new in a capability is granted by the owner of the functions
    IF pg_has_role((SELECT p.proowner FROM pg_proc p WHERE p.oid = 'credits.allow(name, text, boolean)'::regprocedure), 'USAGE') THEN
        PERFORM credits.allow_objects(p.role, p.capability, true)
           FROM credits.permission p JOIN pg_roles r ON r.rolname = p.role;
    END IF;
END
$again$;
COMMENT ON FUNCTION credits.allow_again() IS 'Grants what allow() has granted once more, as a capability may have got functions since; init() calls it.';

DO $revoke$
DECLARE
    listed record;
BEGIN
    FOR listed IN SELECT c.kind, c.object FROM credits.capabilities() c WHERE c.kind <> 'table' AND c.capability <> 'everybody' LOOP
        EXECUTE format('REVOKE ALL ON %s %s FROM PUBLIC', listed.kind, listed.object);
    END LOOP;
END
$revoke$;
