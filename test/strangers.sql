-- Every function of the extension, called with every built-in type and with nulls, by itself and through the resolver: it answers or
-- raises an error; no internal error (XX000), and the server stays up.  Only superusers can reach the trigger functions.
SET client_min_messages = warning;
BEGIN;
SELECT plan(3);
CREATE TEMP TABLE answer (call text, state text);
CREATE FUNCTION pg_temp.attempt(call text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    BEGIN
        EXECUTE 'SELECT ' || call;
        RAISE EXCEPTION USING ERRCODE = 'ANSWR';
    EXCEPTION WHEN OTHERS THEN
        INSERT INTO answer VALUES (call, SQLSTATE);
    END;
END $$;

SELECT count(pg_temp.attempt(format('credits.%I(%s)', p.proname,
           concat_ws(', ', VARIADIC array_fill(v.value, ARRAY[p.pronargs::int])))))
  FROM pg_proc p
 CROSS JOIN (SELECT format('NULL::%s', t.oid::regtype) AS value FROM pg_type t
              WHERE t.typnamespace = 'pg_catalog'::regnamespace AND t.typtype IN ('b', 'p', 'r', 'm') AND t.typname !~ '^_'
             UNION ALL SELECT unnest(ARRAY['NULL', '''1''', '''x''', '1', '-1', '0.5', 'true', '''{1}''::int[]', 'now()',
                 '''[2026-01-01,)''::tstzrange', '''infinity''::timestamptz', '''NaN''::numeric', '''{"a":1}''::jsonb'])) v
 WHERE p.pronamespace = 'credits'::regnamespace AND p.pronargs > 0 AND p.prokind = 'f' AND p.proname NOT IN ('init', 'make_partitions');

SELECT cmp_ok((SELECT count(*) FROM answer), '>', 5000::bigint, 'every function was called with every type');
SELECT cmp_ok((SELECT count(DISTINCT state) FROM answer), '>', 3::bigint, 'some answered, some refused');
SELECT is((SELECT string_agg(call, E'\n') FROM (SELECT call FROM answer WHERE state = 'XX000' LIMIT 10) x), NULL, 'none with an internal error');
SELECT * FROM finish();
ROLLBACK;
