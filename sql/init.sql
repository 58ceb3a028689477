-- credits.init() and make_partitions(): the books are made once, belong to the database and cannot be dropped by accident.
-- This file comes first: those after it use the extension, the books and the role regress_credits_app, which has what
-- docs/operations.md grants to an application and nothing else.
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set SHOW_CONTEXT never

CREATE EXTENSION credits;

SET client_min_messages = warning;
DROP ROLE IF EXISTS regress_credits_app;
RESET client_min_messages;
CREATE ROLE regress_credits_app;
GRANT USAGE ON SCHEMA credits TO regress_credits_app;
GRANT EXECUTE ON FUNCTION
    credits.open_account, credits.set_clock, credits.set_overage, credits.grant, credits.consume, credits.try_consume,
    credits.charge, credits.try_charge, credits.quote, credits.balance, credits.buckets, credits.activity, credits.verify
    TO regress_credits_app;

-- types and arithmetic need no books
SELECT '1.50'::credits.amount, credits.cost('0.15/1M token', 1000000),
       credits.prorate(10, '[2026-01-01 00:00Z,2026-02-01 00:00Z)', '[2026-01-01 00:00Z,2026-02-01 00:00Z)');

-- fails: there are no books yet
SELECT credits.open_account('init');
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
SELECT credits.make_partitions();
SELECT credits.set_clock('init', '2026-01-15 00:00Z');
SELECT credits.set_overage('init', true);
SELECT credits.grant('init', 1);
SELECT credits.consume('init', 1);
SELECT credits.try_consume('init', 1);
SELECT credits.charge('init', 'init');
SELECT credits.try_charge('init', 'init');
SELECT credits.quote('init', 'init');
SELECT credits.balance('init');
SELECT credits.buckets('init');
SELECT credits.activity('init');
SELECT credits.verify();
SELECT credits.verify('init');
SET ROLE regress_credits_app;
SELECT credits.balance('init');
RESET ROLE;

-- every function that anybody may call without a grant is arithmetic: the list of the rest
SELECT p.proname FROM pg_proc p
 WHERE p.pronamespace = 'credits'::regnamespace AND NOT has_function_privilege('public', p.oid, 'EXECUTE')
 ORDER BY p.proname COLLATE "C";

-- fails: an application makes no books
SET ROLE regress_credits_app;
SELECT credits.init();
SELECT credits.make_partitions();
RESET ROLE;
\set VERBOSITY default

-- A role that is no superuser owns the books it makes; only the guard against DROP needs one
BEGIN;
CREATE ROLE regress_credits_owner;
GRANT USAGE, CREATE ON SCHEMA credits TO regress_credits_owner;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA credits TO regress_credits_owner;
SET LOCAL ROLE regress_credits_owner;
SELECT credits.init();
SET LOCAL ROLE regress_credits_app;
SELECT credits.open_account('init', clock => '2026-01-15 00:00Z') > 0 AS opened;
SELECT credits.grant('init', 10) > 0 AS granted;
SELECT charged, balance FROM credits.consume('init', 4);
SELECT * FROM credits.verify();
SET LOCAL ROLE regress_credits_owner;
SELECT credits.make_partitions() AS made;
RESET ROLE;
SELECT count(*) AS owned_by_another FROM pg_class
 WHERE relnamespace = 'credits'::regnamespace AND relkind IN ('r', 'p', 'v', 'S') AND relowner <> 'regress_credits_owner'::regrole;
SELECT evtname FROM pg_event_trigger WHERE evtname = 'credits_keep_books';
ROLLBACK;

-- fails: the books that were rolled back are forgotten
SELECT credits.balance('init');
\echo SQLSTATE :SQLSTATE

SELECT credits.init();
SELECT evtname, evtenabled FROM pg_event_trigger WHERE evtname = 'credits_keep_books';

-- again: nothing changes
CREATE TEMP TABLE before AS
SELECT c.relname, c.oid, c.relkind FROM pg_class c WHERE c.relnamespace = 'credits'::regnamespace;
SELECT credits.init();
SELECT count(*) AS changed
  FROM (SELECT c.relname, c.oid, c.relkind FROM pg_class c WHERE c.relnamespace = 'credits'::regnamespace
        EXCEPT SELECT * FROM before) c;
SELECT version FROM credits.books;
SELECT class, priority, lifetime, to_cycle_end, postpaid FROM credits.class ORDER BY priority;
SELECT * FROM credits.verify();

-- no object of the books belongs to the extension
SELECT c.relname FROM pg_depend d JOIN pg_class c ON d.classid = 'pg_class'::regclass AND d.objid = c.oid
 WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND c.relnamespace = 'credits'::regnamespace
   AND c.relkind <> 'c';

-- fails: tables of another version than the code; a session learns it when it first looks
\c -
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set SHOW_CONTEXT never
BEGIN;
UPDATE credits.books SET version = version + 1;
SELECT credits.balance('init');
\echo SQLSTATE :SQLSTATE
ROLLBACK;
BEGIN;
UPDATE credits.books SET version = version + 1;
SELECT credits.init();
\echo SQLSTATE :SQLSTATE
ROLLBACK;
-- fails: there is one row of books
INSERT INTO credits.books (version) VALUES (9);

-- ---------------------------------------------------------------------------------------------
-- Partitions
-- ---------------------------------------------------------------------------------------------
-- this month and twelve ahead, and the default, of both tables
SELECT p.relname, count(*)
  FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
 WHERE p.relname IN ('entry', 'usage_line') GROUP BY p.relname ORDER BY p.relname COLLATE "C";
SELECT credits.make_partitions() AS made;
SELECT credits.make_partitions(0) AS made;
SELECT credits.make_partitions(14) AS made;
SELECT credits.make_partitions(14) AS made;

-- whatever the session's settings
SET timezone = 'America/St_Johns';
SET datestyle = 'German';
SELECT credits.make_partitions(14) AS made;
SELECT credits.make_partitions(15) AS made;
SET datestyle = 'SQL, DMY';
SELECT credits.make_partitions(15) AS made;
SET datestyle = 'ISO';
SET timezone = 'UTC';

-- fails: from 0 to 1200 months
SELECT credits.make_partitions(-1);
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
SELECT credits.make_partitions(NULL);
SELECT credits.make_partitions(1201);
\set VERBOSITY default

-- Rows in the default partition do not block it: they stay where they are, which becomes the partition of their months
BEGIN;
INSERT INTO credits.entry (account_id, operation, booked_at, at, bucket_id, bucket_seq, user_id, piece, amount, bucket_after, kind)
SELECT -1, n, t, t, -1, n, -1, 1, 1, 1, 'grant'
  FROM (VALUES (1, timestamptz '2161-03-05 12:00Z'), (2, '2161-05-31 23:59:59.999999Z')) v (n, t);
SELECT tableoid::regclass, count(*) FROM credits.entry WHERE account_id = -1 GROUP BY 1;
SELECT credits.make_partitions() AS made;
SELECT tableoid::regclass, count(*) FROM credits.entry WHERE account_id = -1 GROUP BY 1;
SELECT credits.make_partitions() AS made;
-- later rows find their places: in the new partition, or in the new default
INSERT INTO credits.entry (account_id, operation, booked_at, at, bucket_id, bucket_seq, user_id, piece, amount, bucket_after, kind)
SELECT -1, n, t, t, -1, n, -1, 1, 1, 1, 'grant'
  FROM (VALUES (3, timestamptz '2161-04-01 00:00Z'), (4, '2161-06-01 00:00Z')) v (n, t);
SELECT operation, tableoid::regclass FROM credits.entry WHERE account_id = -1 ORDER BY operation;
-- and the guards stand on both
SELECT code, object FROM credits.verify() WHERE code = 'guard';
-- fails: append-only
TRUNCATE credits.entry_216103;
\echo SQLSTATE :SQLSTATE
ROLLBACK;

-- not even rows from both before and after the months that have a partition of their own
BEGIN;
INSERT INTO credits.entry (account_id, operation, booked_at, at, bucket_id, bucket_seq, user_id, piece, amount, bucket_after, kind)
SELECT -1, n, t, t, -1, n, -1, 1, 1, 1, 'grant'
  FROM (VALUES (1, timestamptz '1970-01-01 00:00Z'), (2, '2161-05-31 00:00Z')) v (n, t);
SELECT credits.make_partitions(20) > 0 AS made;
SELECT count(*) AS kept FROM credits.entry WHERE account_id = -1;
ROLLBACK;

-- ---------------------------------------------------------------------------------------------
-- The books cannot be dropped by accident
-- ---------------------------------------------------------------------------------------------
\set VERBOSITY sqlstate
-- fails: the tables need the extension's types
DROP EXTENSION credits;
\set VERBOSITY default
SET client_min_messages = error;
-- fails: there are books
DROP EXTENSION credits CASCADE;
\echo SQLSTATE :SQLSTATE
DROP TABLE credits.entry;
DROP TABLE credits.entry CASCADE;
DROP TABLE credits.usage_line_default;
DROP TABLE credits.request, credits.bucket;
\set VERBOSITY sqlstate
BEGIN;
DROP SCHEMA credits CASCADE;
ROLLBACK;
DROP TYPE credits.amount CASCADE;
DROP FUNCTION credits.append_only() CASCADE;
\set VERBOSITY default
RESET client_min_messages;

-- but tables of others are their own affair
CREATE TABLE public.init_other (price credits.amount);
DROP TABLE public.init_other;

-- the guard is the database's too, not the extension's
SELECT count(*) FROM pg_depend WHERE classid = 'pg_event_trigger'::regclass AND deptype = 'e';
SELECT * FROM credits.verify();
