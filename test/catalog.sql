-- What the catalogs say of the functions and tables: what may be computed ahead or in parallel, and who may do what.

BEGIN;
SELECT plan(12);

CREATE TEMP VIEW function AS
SELECT p.oid::regprocedure::text AS name, p.*,
       EXISTS (SELECT FROM aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0) AS of_public,
       -- pure arithmetic and the plumbing of types; everything else reads or writes the books, or the server's time zones
       p.proname <> 'boundary' AND NOT EXISTS (SELECT FROM credits.capabilities() c WHERE CASE WHEN c.kind <> 'table' THEN c.object::regprocedure = p.oid END) AS pure,
       EXISTS (SELECT FROM credits.capabilities() c WHERE c.capability = 'everybody' AND c.object::regprocedure = p.oid) AS everybody
  FROM pg_proc p
 WHERE p.pronamespace = 'credits'::regnamespace;

SELECT cmp_ok(count(*), '>=', 15::bigint, 'there are functions of the books') FROM function WHERE NOT pure;
SELECT cmp_ok(count(*), '>=', 50::bigint, 'there are pure functions') FROM function WHERE pure;
SELECT is_empty('SELECT name, provolatile, proparallel FROM function WHERE NOT pure AND proname <> ''boundary'' AND (provolatile = ''i'' OR proparallel <> ''u'')',
                'functions of the books are PARALLEL UNSAFE, and none is IMMUTABLE');
SELECT is_empty('SELECT name, provolatile, proparallel FROM function WHERE pure AND (provolatile <> ''i'' OR proparallel <> ''s'')',
                'pure functions are IMMUTABLE and PARALLEL SAFE');
SELECT results_eq('SELECT provolatile, proparallel, of_public FROM function WHERE proname = ''boundary''', $$VALUES ('s'::"char", 's'::"char", true)$$,
                'what depends on the rules of a zone is STABLE, and anybody''s');
SELECT is_empty('SELECT name FROM function WHERE prosecdef OR proleakproof',
                'no function is SECURITY DEFINER or LEAKPROOF');
-- a procedure that commits can have no SET clause: it qualifies all names
SELECT is_empty('SELECT name FROM function WHERE prokind <> ''p'' AND prolang IN (SELECT oid FROM pg_language WHERE lanname <> ''c'' AND lanname <> ''internal'')
                    AND NOT EXISTS (SELECT FROM unnest(proconfig) c WHERE c LIKE ''search_path=pg_catalog%pg_temp'')',
                'functions that are not C pin their search_path');
SELECT is_empty('SELECT name FROM function WHERE of_public <> everybody AND NOT pure AND proname <> ''boundary''',
                'no function of the books is PUBLIC''s, but those that policies call');
SELECT is_empty('SELECT name FROM function WHERE NOT of_public AND pure', 'pure functions are PUBLIC''s');

SELECT is_empty($$SELECT c.oid::regclass, a.* FROM pg_class c, aclexplode(c.relacl) a
                   WHERE c.relnamespace = 'credits'::regnamespace AND a.grantee <> c.relowner$$,
                'no role but the owner has a privilege on a table, view or sequence');
SELECT is_empty($$SELECT a.* FROM pg_namespace n, aclexplode(n.nspacl) a
                   WHERE n.nspname = 'credits' AND a.grantee <> n.nspowner$$,
                'no role but the owner has a privilege on the schema');
-- a dump and a restore of extension members that are tables would lose rows
SELECT is_empty($$SELECT c.oid::regclass FROM pg_class c JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
                   WHERE c.relnamespace = 'credits'::regnamespace AND c.relkind IN ('r', 'p', 'S', 'v')$$,
                'no table, view or sequence belongs to the extension');

SELECT * FROM finish();
ROLLBACK;
