-- What the catalogs say of the books, one query for each kind of object: a line for each fact, which `run` compares between books
-- that were migrated and books that init() has made.  The first column is the kind.
--
-- Months differ between books, so what is said of a monthly partition stands here once, under the name of any.

SET search_path = pg_catalog;
SET timezone = 'UTC';

CREATE TEMP VIEW relation AS
SELECT c.*, regexp_replace(c.relname, '_\d{6}(?=$|_)', '_month') AS name,
       coalesce(p.relname, c.relname) ~ '_\d{6}$' AND coalesce(p.relispartition, c.relispartition) AS monthly
  FROM pg_class c
  LEFT JOIN pg_index i ON i.indexrelid = c.oid
  LEFT JOIN pg_class p ON p.oid = i.indrelid
 WHERE c.relnamespace = 'credits'::regnamespace;

CREATE FUNCTION pg_temp.plain(text) RETURNS text LANGUAGE sql AS $$ SELECT regexp_replace($1, '_\d{6}(?=[^0-9]|$)', '_month', 'g') $$;

CREATE FUNCTION pg_temp.rights(acl aclitem[], owner oid) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(concat_ws(' ', a.grantor::regrole, a.grantee::regrole, a.privilege_type, a.is_grantable), ', ' ORDER BY 1)
      FROM aclexplode(acl) a WHERE a.grantee <> owner
$$;

-- some servers note a version of each column of a table there, which says nothing of its shape
CREATE FUNCTION pg_temp.options(text[]) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(o, ', ' ORDER BY o) FROM unnest($1) o WHERE o NOT LIKE 'pg\_attver=%'
$$;

SELECT DISTINCT 'relations', r.name, r.relkind, r.relpersistence, r.relispartition, r.relowner::regrole, m.amname, r.reloptions, r.reltablespace,
       r.relreplident, r.relrowsecurity, r.relforcerowsecurity, pg_get_partkeydef(r.oid),
       CASE WHEN r.relispartition AND r.relkind = 'r' AND NOT r.monthly THEN pg_get_expr(r.relpartbound, r.oid) END,
       regexp_replace(obj_description(r.oid, 'pg_class'), '\d{4}-\d\d', 'month')
  FROM relation r LEFT JOIN pg_am m ON m.oid = r.relam
 WHERE r.relkind <> 'i' AND r.relkind <> 'I'
 ORDER BY 1, 2;

SELECT 'months', bool_and(pg_get_expr(r.relpartbound, r.oid) = format('FOR VALUES FROM (%L) TO (%L)', x.month::timestamptz, x.month + interval '1 month')),
       count(*) > 24
  FROM relation r CROSS JOIN LATERAL (SELECT to_date(substring(r.relname, '\d{6}$'), 'YYYYMM')::timestamptz AS month) x
 WHERE r.monthly AND r.relkind = 'r';

SELECT DISTINCT 'columns', r.name, row_number() OVER (PARTITION BY r.oid ORDER BY a.attnum), a.attname,
       format_type(a.atttypid, a.atttypmod), a.attcollation::regcollation, a.attnotnull, a.attidentity, a.attgenerated, a.attstorage,
       a.attcompression, a.attstattarget, pg_temp.options(a.attoptions), pg_get_expr(d.adbin, d.adrelid), pg_temp.rights(a.attacl, r.relowner),
       col_description(r.oid, a.attnum)
  FROM relation r
  JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE r.relkind IN ('r', 'p', 'v')
 ORDER BY 1, 2, 3;

-- A partition that was dumped is one that was attached: its key says so, and since PostgreSQL 18, where NOT NULL is a constraint too,
-- the names of those.
SELECT DISTINCT 'constraints', r.name, pg_temp.plain(c.conname), c.contype, c.condeferrable, c.condeferred, c.convalidated,
       c.connoinherit AND NOT r.relispartition, pg_get_constraintdef(c.oid), obj_description(c.oid, 'pg_constraint')
  FROM relation r JOIN pg_constraint c ON c.conrelid = r.oid
 WHERE NOT (c.contype = 'n' AND r.relispartition)
 ORDER BY 1, 2, 3;

SELECT DISTINCT 'indexes', r.name, pg_temp.plain(pg_get_indexdef(r.oid)), i.indisunique, i.indnullsnotdistinct, i.indisprimary, i.indisclustered,
       i.indisvalid, i.indisreplident, r.reloptions, r.relowner::regrole, obj_description(r.oid, 'pg_class')
  FROM relation r JOIN pg_index i ON i.indexrelid = r.oid
 ORDER BY 1, 2;

SELECT DISTINCT 'triggers', r.name, t.tgname, t.tgenabled, pg_temp.plain(pg_get_triggerdef(t.oid)), obj_description(t.oid, 'pg_trigger')
  FROM relation r JOIN pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal
 ORDER BY 1, 2, 3;

SELECT 'views', r.name, r.reloptions, replace(pg_get_viewdef(r.oid), E'\n', ' ')
  FROM relation r WHERE r.relkind = 'v' ORDER BY 1, 2;

SELECT 'sequences', r.name, s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
       (SELECT string_agg(pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid), ', ') FROM pg_depend d
         WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.deptype IN ('a', 'i', 'e'))
  FROM relation r JOIN pg_sequence s ON s.seqrelid = r.oid ORDER BY 1, 2;

SELECT 'rights', r.name, pg_temp.rights(r.relacl, r.relowner) FROM relation r WHERE r.relkind IN ('r', 'p', 'v', 'S') AND NOT r.monthly
UNION ALL
SELECT 'rights', n.nspname, pg_temp.rights(n.nspacl, n.nspowner) FROM pg_namespace n WHERE n.nspname IN ('credits', 'credits_guard')
 ORDER BY 1, 2;

SELECT DISTINCT 'policies', r.name, p.polname, p.polcmd, p.polpermissive, p.polroles, pg_get_expr(p.polqual, p.polrelid),
       pg_get_expr(p.polwithcheck, p.polrelid), obj_description(p.oid, 'pg_policy')
  FROM relation r JOIN pg_policy p ON p.polrelid = r.oid
 ORDER BY 1, 2, 3;

-- what no table of the books has: rules, statistics, a place in the extension
SELECT 'others', pg_describe_object(x.class, x.object, 0)
  FROM (SELECT 'pg_rewrite'::regclass AS class, w.oid AS object FROM pg_rewrite w JOIN relation r ON r.oid = w.ev_class
        UNION ALL SELECT 'pg_statistic_ext'::regclass, s.oid FROM pg_statistic_ext s JOIN relation r ON r.oid = s.stxrelid
        UNION ALL SELECT d.classid, d.objid FROM pg_depend d JOIN relation r ON r.oid = d.objid
                   WHERE d.classid = 'pg_class'::regclass AND d.deptype = 'e') x
 ORDER BY 1, 2;

SELECT 'guard', e.evtname, e.evtevent, e.evtenabled, e.evttags, e.evtfoid::regprocedure, obj_description(e.oid, 'pg_event_trigger'),
       md5(pg_get_functiondef(p.oid)), obj_description(p.oid, 'pg_proc'), obj_description(p.pronamespace, 'pg_namespace')
  FROM pg_event_trigger e JOIN pg_proc p ON p.oid = e.evtfoid;

-- what init() puts into the tables; rows of an application's own are left out
SELECT 'rows', c::text FROM credits.class c WHERE c.class IN ('rollover', 'included', 'promotional', 'bonus', 'prepaid', 'flex', 'overdraft')
UNION ALL SELECT 'rows', c::text FROM credits.currency c WHERE c.currency NOT LIKE 'X%'
UNION ALL SELECT 'rows', m::text FROM credits.member_right m
UNION ALL SELECT 'rows', p::text FROM credits.pack p WHERE p.pack = 'deposit'
UNION ALL SELECT 'rows', b.version::text FROM credits.books b
 ORDER BY 1, 2;
