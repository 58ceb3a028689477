-- Every public object of schema credits says what it is: what the extension makes and what init() makes.
-- Partitions, their columns and what belongs to a constraint need no comment of their own.

BEGIN;
SELECT plan(8);

CREATE TEMP VIEW uncommented AS
SELECT CASE p.prokind WHEN 'a' THEN 'aggregate' ELSE 'function' END AS kind, p.oid::regprocedure::text AS name
  FROM pg_proc p
 WHERE p.pronamespace = 'credits'::regnamespace AND obj_description(p.oid, 'pg_proc') IS NULL
UNION ALL
SELECT 'type', t.oid::regtype::text
  FROM pg_type t
  LEFT JOIN pg_class c ON c.oid = t.typrelid
 WHERE t.typnamespace = 'credits'::regnamespace AND obj_description(t.oid, 'pg_type') IS NULL
   AND (t.typrelid = 0 OR c.relkind = 'c')                      -- no row types of tables
   AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
   AND NOT EXISTS (SELECT FROM pg_range r WHERE r.rngmultitypid = t.oid)
UNION ALL
SELECT 'operator', o.oid::regoperator::text
  FROM pg_operator o
 WHERE o.oprnamespace = 'credits'::regnamespace AND obj_description(o.oid, 'pg_operator') IS NULL
UNION ALL
SELECT 'operator class', c.opcname || ' of ' || a.amname
  FROM pg_opclass c
  JOIN pg_am a ON a.oid = c.opcmethod
 WHERE c.opcnamespace = 'credits'::regnamespace AND obj_description(c.oid, 'pg_opclass') IS NULL
UNION ALL
SELECT CASE c.relkind WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view' ELSE 'table' END, c.oid::regclass::text
  FROM pg_class c
 WHERE c.relnamespace = 'credits'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
   AND NOT c.relispartition AND obj_description(c.oid, 'pg_class') IS NULL
   AND NOT EXISTS (SELECT FROM pg_depend d                       -- no sequences of identity columns
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i')
UNION ALL
SELECT 'column', c.oid::regclass || '.' || a.attname
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE c.relnamespace = 'credits'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
   AND NOT c.relispartition AND col_description(c.oid, a.attnum) IS NULL
UNION ALL
SELECT 'event trigger', e.evtname
  FROM pg_event_trigger e
  JOIN pg_proc p ON p.oid = e.evtfoid
 WHERE p.pronamespace = 'credits'::regnamespace AND obj_description(e.oid, 'pg_event_trigger') IS NULL;

SELECT is_empty(format('SELECT name FROM uncommented WHERE kind = ANY (%L)', kinds), 'every ' || what || ' has a comment')
  FROM (VALUES (1, '{function}'::text[], 'function'), (2, '{aggregate}', 'aggregate'), (3, '{type}', 'type'),
               (4, '{operator,"operator class"}', 'operator and operator class'),
               (5, '{table,view,sequence}', 'table, view and sequence'), (6, '{column}', 'column'),
               (7, '{"event trigger"}', 'event trigger')) AS k (place, kinds, what)
 ORDER BY place;

SELECT isnt_empty('SELECT FROM pg_proc WHERE pronamespace = ''credits''::regnamespace', 'there are functions to look at');

SELECT * FROM finish();
ROLLBACK;
