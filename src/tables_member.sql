-- ---------------------------------------------------------------------------------------------
-- Members of accounts, what each of their roles may do, and which database roles are held to that.  init() makes them in new books
-- and in books of an earlier version.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.init_members() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $members$
BEGIN
    CREATE TABLE credits.member_right (
        role       text COLLATE "C" NOT NULL CHECK (octet_length(role) BETWEEN 1 AND 255),
        capability text COLLATE "C" NOT NULL CHECK (capability IN ('read', 'use', 'buy', 'topup', 'plan', 'overage', 'members')),
        PRIMARY KEY (role, capability)
    );
    COMMENT ON TABLE credits.member_right IS 'What a member of an account may do, by its role there. Roles are names of your own; a row taken out takes the right from all who have the role.';
    COMMENT ON COLUMN credits.member_right.role IS 'Role of a member.';
    COMMENT ON COLUMN credits.member_right.capability IS 'Right: read, use, buy, topup, plan, overage or members; which functions each is for, credits.capabilities() says.';
    INSERT INTO credits.member_right (role, capability)
    SELECT r.role, c.capability
      FROM (VALUES ('owner', ARRAY['read', 'use', 'buy', 'topup', 'plan', 'overage', 'members']), ('admin', ARRAY['read', 'use', 'topup']),
                   ('finance', ARRAY['read', 'topup']), ('member', ARRAY['read', 'use'])) r (role, rights),
           unnest(r.rights) c (capability);

    CREATE TABLE credits.member (
        account_id bigint NOT NULL,
        user_id    bigint NOT NULL,
        principal  name NOT NULL,
        role       text COLLATE "C" NOT NULL,
        added_at   timestamptz NOT NULL,
        actor      text NOT NULL,
        PRIMARY KEY (account_id, user_id, principal)
    );
    CREATE INDEX member_principal ON credits.member (principal);
    COMMENT ON TABLE credits.member IS 'Which database role is a member of which account, and as what.';
    COMMENT ON COLUMN credits.member.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.member.user_id IS 'Account it is a member of; of a payer: of its children too.';
    COMMENT ON COLUMN credits.member.principal IS 'Database role, by name.';
    COMMENT ON COLUMN credits.member.role IS 'Its role in the account; credits.member_right says what it may do.';
    COMMENT ON COLUMN credits.member.added_at IS 'When it was given that role, by the account''s now.';
    COMMENT ON COLUMN credits.member.actor IS 'Role that gave it.';

    CREATE TABLE credits.permission (
        role         name NOT NULL,
        capability   text COLLATE "C" NOT NULL,
        members_only boolean NOT NULL,
        PRIMARY KEY (role, capability)
    );
    CREATE TRIGGER permission_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON credits.permission
        FOR EACH STATEMENT EXECUTE FUNCTION credits.permission_changed();
    ALTER TABLE credits.permission ENABLE ALWAYS TRIGGER permission_changed;
    COMMENT ON TABLE credits.permission IS 'What allow() has granted to which database role. A role with a row that is members_only, and whoever is in it, is confined: it sees and names only accounts it is a member of.';
    COMMENT ON COLUMN credits.permission.role IS 'Database role, by name.';
    COMMENT ON COLUMN credits.permission.capability IS 'Capability, as credits.capabilities() has them.';
    COMMENT ON COLUMN credits.permission.members_only IS 'Only in accounts of which the caller is a member.';
END
$members$;
COMMENT ON FUNCTION credits.init_members() IS 'Makes the tables of members, their rights and what allow() grants; init() calls it.';

CREATE FUNCTION credits.confine(relation regclass) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $confine$
DECLARE
    names name[] := ARRAY(SELECT a.attname FROM pg_attribute a
                           WHERE a.attrelid = relation AND a.attname IN ('account_id', 'user_id') AND NOT a.attisdropped ORDER BY a.attname);
    qual  text := CASE WHEN relation IN (to_regclass('credits.price'), to_regclass('credits.alert_rule')) THEN 'account IS NULL OR credits.may_see(account)'
                       WHEN names = '{account_id,user_id}' THEN 'credits.may_see(account_id, user_id)'
                       WHEN names = '{account_id}' THEN 'credits.may_see(account_id, account_id)'
                       ELSE 'credits.may_see(NULL, NULL)' END;
BEGIN
    EXECUTE format('CREATE POLICY confine ON %s USING (%s)', relation, qual);
    EXECUTE format('COMMENT ON POLICY confine ON %s IS %L', relation, 'A role that is confined to its accounts sees the rows of these.');
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', relation);
END
$confine$;
COMMENT ON FUNCTION credits.confine(regclass) IS 'Puts row-level security on a table of the books.';

CREATE FUNCTION credits.confine_all() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $all$
BEGIN
    PERFORM credits.confine(c.oid)
       FROM pg_class c
      WHERE c.relnamespace = 'credits'::regnamespace AND c.relkind IN ('r', 'p')
        AND (c.relname IN ('job', 'permission', 'price', 'alert_rule')
             OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'account_id' AND NOT a.attisdropped))
        AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'confine');
END
$all$;
COMMENT ON FUNCTION credits.confine_all() IS 'Puts row-level security on all tables of the books that say something of accounts, but for those that have it; init() calls it.';
