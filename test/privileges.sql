-- Who may do what: every role against every function, and against every table and verb, taken from the catalogs and compared with the
-- one list, credits.capabilities().  A role for each capability, each made by allow(); one that nobody allowed anything; one that a DBA
-- granted what he liked.

BEGIN;
SET client_min_messages = warning;
SELECT plan(27);

CREATE TEMP VIEW listed AS
SELECT c.*, CASE WHEN c.kind <> 'table' THEN to_regprocedure(c.object) END AS function,
       CASE WHEN c.kind = 'table' THEN to_regclass(nullif(c.object, 'credits.*')) END AS relation
  FROM credits.capabilities() c;
CREATE TEMP TABLE capability AS
SELECT DISTINCT c.capability, 'privileges_' || c.capability AS role, c.capability IN ('read', 'use', 'buy', 'topup', 'plan', 'overage', 'members') AS right
  FROM credits.capabilities() c WHERE c.capability NOT IN ('books', 'trigger', 'everybody');
DO $$
DECLARE c record;
BEGIN
    CREATE ROLE privileges_nobody;
    FOR c IN TABLE pg_temp.capability LOOP
        EXECUTE format('CREATE ROLE %I', c.role);
        PERFORM credits.allow(c.role, c.capability, c.right);
    END LOOP;
END $$;

-- ---------------------------------------------------------------------------------------------
-- The list
-- ---------------------------------------------------------------------------------------------
SELECT is_empty($$SELECT c.object FROM listed c WHERE c.kind <> 'table' AND c.function IS NULL$$, 'every function of the list is there');
SELECT is_empty($$SELECT c.object FROM listed c WHERE c.kind = 'table' AND c.object <> 'credits.*' AND c.relation IS NULL$$,
                'and every table');
SELECT is_empty($$SELECT c.object FROM listed c WHERE c.kind <> 'table' GROUP BY 1 HAVING count(*) > 1$$, 'no function stands in it twice');
SELECT is_empty($$SELECT c.object FROM listed c JOIN pg_proc p ON p.oid = c.function
                   WHERE c.kind <> CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END$$, 'what is a procedure is listed as one');
-- what is missing from the list would be anybody's: each function is listed, or is arithmetic, which needs no table
SELECT is_empty($$SELECT p.oid::regprocedure FROM pg_proc p
                   WHERE p.pronamespace = 'credits'::regnamespace AND (p.provolatile = 'v' OR p.prorettype IN ('trigger'::regtype, 'event_trigger'::regtype) OR p.proparallel = 'u')
                     AND NOT EXISTS (SELECT FROM listed c WHERE c.function = p.oid)$$,
                'every function that reads or writes the books is in it');
SELECT is_empty($$SELECT p.oid::regprocedure FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                   WHERE p.pronamespace = 'credits'::regnamespace AND a.grantee = 0
                     AND EXISTS (SELECT FROM listed c WHERE c.function = p.oid AND c.capability <> 'everybody')$$,
                'PUBLIC may call none of them');
SELECT is_empty($$SELECT c.capability FROM listed c WHERE c.capability IN ('read', 'use', 'buy', 'topup', 'plan', 'overage', 'members')
                  EXCEPT SELECT r.capability FROM credits.member_right r$$, 'each right is somebody''s by default');
SELECT is((SELECT string_agg(x, '; ') FROM (SELECT r.role || ': ' || string_agg(r.capability, ' ' ORDER BY r.capability) AS x FROM credits.member_right r GROUP BY r.role ORDER BY r.role) o),
          'admin: read topup use; finance: read topup; member: read use; owner: buy members overage plan read topup use',
          'which are these');

-- ---------------------------------------------------------------------------------------------
-- role x function
-- ---------------------------------------------------------------------------------------------
CREATE TEMP VIEW function_matrix AS
SELECT r.role, p.oid::regprocedure AS function, has_function_privilege(r.role, p.oid, 'EXECUTE') AS has,
       coalesce(c.capability IN ('everybody', r.capability) OR r.capability = 'audit' AND c.capability = 'read', c.capability IS NULL) AS due
  FROM (TABLE capability UNION ALL VALUES ('none', 'privileges_nobody', false)) r
 CROSS JOIN pg_proc p
  LEFT JOIN listed c ON c.function = p.oid
 WHERE p.pronamespace = 'credits'::regnamespace;
SELECT cmp_ok((SELECT count(*) FROM function_matrix), '>', 2500::bigint, 'every role is held against every function');
SELECT is_empty('SELECT * FROM function_matrix WHERE has AND NOT due', 'none may call what is not listed for it');
SELECT is_empty('SELECT * FROM function_matrix WHERE due AND NOT has', 'each may call all that is');

-- what the catalogs say is what happens
CREATE FUNCTION pg_temp.state(role text, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE state text := '00000';
BEGIN
    EXECUTE format('SET LOCAL ROLE %I', role);
    BEGIN
        EXECUTE statement;
        RAISE EXCEPTION USING ERRCODE = 'DONE0';
    EXCEPTION WHEN OTHERS THEN state := CASE SQLSTATE WHEN 'DONE0' THEN '00000' ELSE SQLSTATE END;
    END;
    RESET ROLE;
    RETURN state;
END $$;
CREATE TEMP TABLE called AS
SELECT m.role, m.function, m.due,
       pg_temp.state(m.role, format('%s credits.%I(%s)', CASE p.prokind WHEN 'p' THEN 'CALL' ELSE 'SELECT' END, p.proname,
                     (SELECT string_agg(format('NULL::%s', a.type::regtype), ', ' ORDER BY a.place) FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY a (type, place)))) AS state
  FROM function_matrix m JOIN pg_proc p ON p.oid = m.function
 WHERE p.prokind IN ('f', 'p') AND p.prorettype <> ALL ('{trigger,event_trigger}'::regtype[])
   AND EXISTS (SELECT FROM listed c WHERE c.function = p.oid);
SELECT cmp_ok((SELECT count(*) FROM called), '>', 1000::bigint, 'and calls them');
SELECT is_empty('SELECT * FROM called WHERE NOT due AND state <> ''42501''', 'what is not its own is 42501');
SELECT is_empty($$SELECT * FROM called WHERE due AND role <> 'privileges_nobody' AND state IN ('42501', 'XX000')
                     AND function::text !~ '^credits.(schedule|unschedule|schedule_name)'$$, 'what is its own is not');
-- a trigger function needs EXECUTE of whoever makes the trigger
SELECT is_empty($$SELECT r.role, c.object FROM capability r, listed c WHERE c.capability IN ('trigger', 'books') AND has_function_privilege(r.role, c.function, 'EXECUTE')$$,
                'nobody is given trigger functions, nor what is the owner''s');

-- ---------------------------------------------------------------------------------------------
-- role x table x verb
-- ---------------------------------------------------------------------------------------------
CREATE TEMP VIEW table_matrix AS
SELECT r.role, c.oid::regclass AS relation, c.relkind, v.verb, has_table_privilege(r.role, c.oid, v.verb) AS has,
       EXISTS (SELECT FROM listed x WHERE x.kind = 'table' AND x.capability = r.capability
                  AND (x.object = 'credits.*' OR x.relation = c.oid) AND v.verb = ANY (string_to_array(x.privileges, ', '))) AS due
  FROM (TABLE capability UNION ALL VALUES ('none', 'privileges_nobody', false)) r
 CROSS JOIN pg_class c
 CROSS JOIN unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) v (verb)
 WHERE c.relnamespace = 'credits'::regnamespace AND c.relkind IN ('r', 'p', 'v');
SELECT cmp_ok((SELECT count(*) FROM table_matrix), '>', 3000::bigint, 'every role is held against every verb of every table');
SELECT is_empty('SELECT * FROM table_matrix WHERE has AND NOT due', 'none has a privilege that is not listed for it');
SELECT is_empty('SELECT * FROM table_matrix WHERE due AND NOT has', 'each has all that are');
SELECT is_empty($$SELECT * FROM table_matrix WHERE has AND verb IN ('TRUNCATE', 'REFERENCES', 'TRIGGER')$$, 'TRUNCATE, REFERENCES and TRIGGER are nobody''s');
SELECT is_empty($$SELECT * FROM table_matrix WHERE has AND verb IN ('INSERT', 'UPDATE', 'DELETE') AND relation::text NOT IN (
                   'credits.resource', 'credits.price', 'credits.class', 'credits.currency', 'credits.plan', 'credits.plan_limit', 'credits.pack', 'credits.bonus', 'credits.alert_rule',
                   'credits.member_right') AND (relation::text, verb) <> ('credits.usage', 'INSERT')$$,
                'nobody writes a table of state: only catalogs, and what bills');
SELECT is_empty($$SELECT r.role, c.oid::regclass FROM capability r, pg_class c WHERE c.relnamespace = 'credits'::regnamespace AND c.relkind = 'S'
                   AND (has_sequence_privilege(r.role, c.oid, 'USAGE') OR has_sequence_privilege(r.role, c.oid, 'UPDATE'))$$, 'no sequence is anybody''s');
SELECT is_empty($$SELECT role FROM capability WHERE has_schema_privilege(role, 'credits', 'CREATE')$$, 'nobody makes anything in the schema');

-- ---------------------------------------------------------------------------------------------
-- Row-level security
-- ---------------------------------------------------------------------------------------------
SELECT is_empty($$SELECT c.oid::regclass FROM pg_class c WHERE c.relnamespace = 'credits'::regnamespace AND c.relkind IN ('r', 'p')
                   AND NOT (c.relrowsecurity AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'confine' AND p.polcmd = '*' AND p.polroles = '{0}'))
                   AND c.relname NOT IN ('books', 'class', 'currency', 'resource', 'plan', 'plan_limit', 'pack', 'bonus', 'member_right')$$,
                'it is on every table but catalogs that say nothing of an account, and on every partition');
SELECT is_empty($$SELECT c.oid::regclass FROM pg_class c WHERE c.relnamespace = 'credits'::regnamespace AND c.relforcerowsecurity$$, 'never on the owner: a dump is whole');

-- disallow() leaves nothing
DO $$
DECLARE c record;
BEGIN
    PERFORM credits.allow('privileges_configure', 'audit', false), credits.disallow('privileges_configure', 'audit');
END $$;
SELECT is_empty($$SELECT * FROM table_matrix WHERE role = 'privileges_configure' AND has <> due$$, 'what is disallowed leaves what another capability has');
DO $$
DECLARE c record;
BEGIN
    FOR c IN TABLE pg_temp.capability LOOP
        PERFORM credits.disallow(c.role, c.capability);
    END LOOP;
END $$;
SELECT is_empty($$SELECT relation, verb FROM table_matrix WHERE has UNION ALL SELECT function::oid::regclass, role FROM function_matrix m WHERE has
                   AND EXISTS (SELECT FROM listed c WHERE c.capability <> 'everybody' AND c.function = m.function)$$, 'disallowed, nothing is left');
SELECT lives_ok($lives$DO $do$ DECLARE c record; BEGIN FOR c IN TABLE pg_temp.capability LOOP EXECUTE format('DROP ROLE %I', c.role); END LOOP; END $do$$lives$, 'and the roles can be dropped');

SELECT * FROM finish();
ROLLBACK;
