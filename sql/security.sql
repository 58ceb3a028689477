-- Whoever calls with whatever search_path, temporary tables and operators of his own: the same rules, the owner's rights, the caller's name
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set SHOW_CONTEXT never
\pset null null
-- refusals name what is for sale: here only what this file sells
DELETE FROM credits.plan;
DELETE FROM credits.pack WHERE pack <> 'deposit';

-- a role with EXECUTE on the functions and nothing else, but a schema of its own
SET client_min_messages = warning;
DROP ROLE IF EXISTS regress_credits_hostile;
RESET client_min_messages;
CREATE ROLE regress_credits_hostile;
GRANT USAGE ON SCHEMA credits TO regress_credits_hostile;
GRANT EXECUTE ON FUNCTION
    credits.open_account, credits.set_clock, credits.set_overage, credits.grant, credits.consume, credits.try_consume,
    credits.charge, credits.try_charge, credits.quote, credits.balance, credits.buckets, credits.activity, credits.verify
    TO regress_credits_hostile;
CREATE SCHEMA hostile AUTHORIZATION regress_credits_hostile;
INSERT INTO credits.resource (resource) VALUES ('security/vm'), ('security/image');
INSERT INTO credits.price (resource, rate) VALUES ('security/vm', '1/hour'), ('security/image', '1');
SET ROLE regress_credits_hostile;

-- ---------------------------------------------------------------------------------------------
-- It has no right on any table
-- ---------------------------------------------------------------------------------------------
SELECT c.relname, v.verb FROM pg_class c, unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) v (verb)
 WHERE c.relnamespace = 'credits'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND has_table_privilege(c.oid, v.verb);
SELECT c.relname FROM pg_class c
 WHERE c.relnamespace = 'credits'::regnamespace AND CASE c.relkind WHEN 'S' THEN has_sequence_privilege(c.oid, 'USAGE, SELECT, UPDATE') END;
SELECT has_schema_privilege('credits', 'CREATE') AS "create";
-- fails: without a right
\set VERBOSITY sqlstate
SELECT count(*) FROM credits.entry;
SELECT count(*) FROM credits.usage;
INSERT INTO credits.bucket (account_id, class, granted) VALUES (1, 'prepaid', 1);
INSERT INTO credits.usage (account, resource) VALUES ('security', 'security/image');
UPDATE credits.account SET clock = NULL;
DELETE FROM credits.request;
TRUNCATE credits.entry;
INSERT INTO credits.price (resource, rate) VALUES ('security/vm', '0');
SELECT nextval('credits.operation_seq');
SELECT credits.init();
SELECT credits.make_partitions();
SELECT credits.keep_partition('entry', 'entry_default', 'mine');
SELECT credits.verify_checks(NULL);
SET session_replication_role = replica;
CREATE TABLE credits.mine ();
DROP EXTENSION credits;
-- fails: nor to put a trigger function of ours on a table of its own
CREATE TABLE hostile.bucket (account_id bigint, class text, granted credits.amount, postpaid bool);
CREATE TRIGGER t BEFORE INSERT ON hostile.bucket FOR EACH ROW EXECUTE FUNCTION credits.bucket_stamp();
CREATE TRIGGER t AFTER INSERT ON hostile.bucket FOR EACH ROW EXECUTE FUNCTION credits.bucket_post();
CREATE TRIGGER t BEFORE UPDATE ON hostile.bucket FOR EACH ROW EXECUTE FUNCTION credits.bucket_cap();
CREATE TRIGGER t BEFORE INSERT ON hostile.bucket FOR EACH ROW EXECUTE FUNCTION credits.price_check();
CREATE TRIGGER t AFTER INSERT ON hostile.bucket FOR EACH STATEMENT EXECUTE FUNCTION credits.usage_bill();
\set VERBOSITY default
DROP TABLE hostile.bucket;

-- ---------------------------------------------------------------------------------------------
-- A schema first in its search_path with operators, functions and types of the names that ours use; each of them fails
-- ---------------------------------------------------------------------------------------------
CREATE FUNCTION hostile.trap() RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a trap of the hostile schema was called'; END $$;
DO $$
DECLARE
    operator text;
    argument text;
    function text;
    result   text;
BEGIN
    FOREACH argument IN ARRAY '{text,bigint,integer,numeric,boolean,timestamptz,jsonb,text[],credits.amount,credits.rate}'::text[] LOOP
        FOREACH operator IN ARRAY '{=,<>,<,<=,>,>=,+,-,*,/,||}'::text[] LOOP
            result := CASE WHEN operator IN ('+', '-', '*', '/', '||') THEN argument ELSE 'boolean' END;
            function := format('hostile.%I', argument || ' ' || operator);
            EXECUTE format('CREATE FUNCTION %s(%s, %s) RETURNS %s LANGUAGE plpgsql AS $f$ BEGIN PERFORM hostile.trap(); RETURN NULL; END $f$',
                           function, argument, argument, result);
            EXECUTE format('CREATE OPERATOR hostile.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = %s)', operator, argument, argument, function);
        END LOOP;
        FOREACH function IN ARRAY '{coalesce_,count,format,row_number,abs,lower,cost,round,to_regclass,unnest,clock_timestamp}'::text[] LOOP
            EXECUTE format('CREATE FUNCTION hostile.%I(%s) RETURNS %2$s LANGUAGE plpgsql AS $f$ BEGIN PERFORM hostile.trap(); RETURN NULL; END $f$',
                           function, argument);
        END LOOP;
        EXECUTE format('CREATE FUNCTION hostile.trap(%s, %1$s) RETURNS %1$s LANGUAGE plpgsql AS $f$ BEGIN PERFORM hostile.trap(); RETURN NULL; END $f$', argument);
        EXECUTE format('CREATE AGGREGATE hostile.sum(%s) (SFUNC = hostile.trap, STYPE = %1$s)', argument);
        EXECUTE format('CREATE AGGREGATE hostile.min(%s) (SFUNC = hostile.trap, STYPE = %1$s)', argument);
        EXECUTE format('CREATE AGGREGATE hostile.max(%s) (SFUNC = hostile.trap, STYPE = %1$s)', argument);
    END LOOP;
END
$$;
CREATE FUNCTION hostile.now() RETURNS timestamptz LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); RETURN NULL; END $$;
CREATE FUNCTION hostile.clock_timestamp() RETURNS timestamptz LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); RETURN NULL; END $$;
CREATE FUNCTION hostile.nextval(regclass) RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); RETURN NULL; END $$;
CREATE FUNCTION hostile.timezone(text, timestamptz) RETURNS timestamp LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); RETURN NULL; END $$;
CREATE TYPE hostile.amount AS ENUM ('none');
CREATE TYPE hostile.rate AS ENUM ('none');
CREATE TYPE hostile.receipt AS (nothing int);
CREATE DOMAIN hostile.text AS pg_catalog.text CHECK (VALUE IS NULL);
CREATE DOMAIN hostile.int8 AS pg_catalog.int8 CHECK (VALUE IS NULL);
CREATE DOMAIN hostile.timestamptz AS pg_catalog.timestamptz CHECK (VALUE IS NULL);
-- tables of our names, in that schema and as temporary ones, which come before all where a name is not qualified
CREATE TABLE hostile.account (account_id bigint, user_id bigint, account pg_catalog.text);
CREATE TABLE hostile.bucket AS SELECT 1 AS id;
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY '{books,class,resource,price,account_key,account,period,bucket,entry,usage_line,request,usage,pg_class,pg_type,pg_proc,pg_trigger,pg_inherits,pg_timezone_names}'::text[] LOOP
        EXECUTE format('CREATE TEMP TABLE %I (version int, account_id bigint, user_id bigint, id bigint, resource pg_catalog.text, relname pg_catalog.text)', name);
    END LOOP;
END
$$;
CREATE TYPE pg_temp.amount AS ENUM ('none');
CREATE TYPE pg_temp.jsonb AS ENUM ('none');
CREATE SEQUENCE pg_temp.operation_seq;

SET search_path = pg_temp, hostile, pg_catalog, credits;
-- the trap works
SELECT 1 = 1;
SELECT now();
-- and none of what ours do comes near it
SELECT credits.open_account('security', time_zone => 'Europe/Berlin', clock => '2026-01-15 00:00Z') IS NOT NULL AS opened;
SELECT credits.open_account('security', time_zone => 'Europe/Berlin', clock => '2026-01-15 00:00Z') IS NOT NULL AS again;
SELECT credits.open_account('security/child', parent => 'security') IS NOT NULL AS opened;
SELECT credits.grant('security', '10', 'included', note => 'allowance') IS NOT NULL AS granted;
SELECT credits.grant('security', '100', scope => '{security/vm,security/image}', cost => '0.5', key => 'pack') IS NOT NULL AS granted;
SELECT credits.grant('security', '100', scope => '{security/vm,security/image}', cost => '0.5', key => 'pack') IS NOT NULL AS again;
SELECT credits.set_overage('security', true, '5');
SELECT account, at, charged, credits, overage, balance, status, replayed FROM credits.consume('security', '4', key => 'c', attributes => '{"a": 1}');
SELECT account, at, charged, credits, overage, balance, status, replayed FROM credits.consume('security', '4', key => 'c', attributes => '{"a": 1.0}');
SELECT account, at, charged, credits, overage, balance, status, replayed FROM credits.try_consume('security', '1000');
SELECT account, at, charged, credits, overage, balance, status, replayed FROM credits.charge('security/child', 'security/vm', at => '2026-01-31 12:00+01', until => '2026-02-01 12:00+01', item => 'vm-1', key => 'span');
SELECT account, at, charged, credits, overage, balance, status, replayed FROM credits.charge('security/child', 'security/vm', at => '2026-01-31 12:00+01', until => '2026-02-01 12:00+01', item => 'vm-1', key => 'span');
SELECT account, at, charged, credits, overage, balance, status, replayed FROM credits.try_charge('security', 'security/image', '2');
SELECT account, at, charged, credits, overage, balance, status, replayed FROM credits.quote('security', 'security/image', '1000');
SELECT available, held, accrued, overage, overage_cap, owed FROM credits.balance('security');
SELECT available, overage, overage_cap FROM credits.balance('security', '2026-01-31 23:00+01', 'security/vm');
SELECT class, priority, scope, granted, used, remaining, effective_at, expires_at, cost, note FROM credits.buckets('security');
SELECT credits.set_clock('security', '2026-02-15 00:00Z');
SELECT at, kind, description, amount, status, reference FROM credits.activity('security');
SELECT at, kind, description, amount, reference FROM credits.activity('security/child');
SELECT * FROM credits.verify('security');
SELECT * FROM credits.verify();
-- fails: as ever
SELECT credits.consume('security', '1000');
SELECT credits.consume('security', '5', key => 'c');
SELECT credits.grant('security', '1', at => '2026-01-20 00:00Z');

-- in a session in which these are the first calls: plans are made under this search_path
\c -
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set SHOW_CONTEXT never
SET ROLE regress_credits_hostile;
CREATE TEMP TABLE books AS SELECT 7 AS version;
CREATE TEMP TABLE account_key (account text, account_id bigint, user_id bigint);
SET search_path = pg_temp, hostile, pg_catalog, credits;
SELECT charged, balance FROM credits.consume('security', '1', 'security/image');
SELECT charged, balance FROM credits.charge('security', 'security/vm', until => '2026-02-15 01:00Z');
SELECT * FROM credits.verify('security');

-- the owner's own calls, and bulk, by a superuser who has that search_path
RESET ROLE;
SET search_path = pg_temp, hostile, pg_catalog, credits;
SELECT credits.init();
SELECT credits.make_partitions('12');
INSERT INTO credits.usage (account, resource, quantity, at, key) VALUES
    ('security', 'security/image', '2', '2026-02-15 00:00Z', 'bulk'), ('security/child', 'security/image', '1', '2026-01-20 00:00Z', 'bulk'),
    ('security', 'security/image', '2', '2026-02-15 00:00Z', 'bulk');
INSERT INTO credits.resource (resource, unit) VALUES ('security/new', 'GB');
INSERT INTO credits.price (resource, rate, valid_until) VALUES ('security/new', '2/GB', '2027-01-01 00:00Z');
INSERT INTO credits.price (resource, rate, valid_from, valid_until) VALUES ('security/new', '3', '2027-01-01 00:00Z', NULL);
-- fails: as ever
INSERT INTO credits.price (resource, rate) VALUES ('security/new', '4');
\set VERBOSITY sqlstate
UPDATE credits.entry SET note = 'mine';
\set VERBOSITY default
SELECT account, resource, quantity, charged, key FROM credits.usage u WHERE u.key OPERATOR(pg_catalog.=) 'bulk'::pg_catalog.text AND u.account OPERATOR(pg_catalog.~) '^security'::pg_catalog.text ORDER BY charged USING OPERATOR(credits.<);
SELECT * FROM credits.verify();
RESET search_path;

-- confined to its account, under that search_path and in a session in which these are the first calls: as confined as under any
SET search_path = pg_temp, hostile, pg_catalog, credits;
SELECT credits.allow('regress_credits_hostile', 'read'), credits.allow('regress_credits_hostile', 'use'), credits.allow('regress_credits_hostile', 'members');
SELECT credits.open_account('hostile/other', clock => '2026-01-15 00:00Z') OPERATOR(pg_catalog.>) 0::pg_catalog.int8 AS opened;
SELECT credits.add_member('security', 'regress_credits_hostile', 'owner');
\c -
\set SHOW_CONTEXT never
SET ROLE regress_credits_hostile;
CREATE TEMP TABLE permission (role name, capability text, members_only boolean);
CREATE TEMP TABLE member (account_id bigint, user_id bigint, principal name, role text);
INSERT INTO member SELECT a, a, 'regress_credits_hostile', 'owner' FROM generate_series(1, 1000) a;
CREATE TEMP TABLE member_right (role text, capability text);
SET search_path = pg_temp, hostile, pg_catalog, credits;
SELECT charged FROM credits.consume('security', '1');
SELECT charged FROM credits.consume('security/child', '1');
SELECT principal, role FROM credits.members('security');
SELECT credits.add_member('security/child', 'regress_credits_hostile', 'member'), credits.remove_member('security/child', 'regress_credits_hostile');
SELECT DISTINCT account FROM credits.usage;
-- fails: as ever
SELECT credits.balance('hostile/other');
SELECT credits.set_overage('hostile/other', true);
SELECT credits.grant('security', '1');
RESET ROLE;
SELECT credits.remove_member('security', 'regress_credits_hostile');
SELECT credits.disallow('regress_credits_hostile', 'read'), credits.disallow('regress_credits_hostile', 'use'), credits.disallow('regress_credits_hostile', 'members');
RESET search_path;

-- the hostile role wrote nothing of its own into the books, and is named in them: the role that called, not the one that owns
SELECT DISTINCT e.actor FROM credits.entry e JOIN credits.account_key k ON k.user_id = e.user_id WHERE k.account LIKE 'security%' AND e.actor <> current_user;
SELECT DISTINCT actor FROM credits.account WHERE account LIKE 'security%';

-- ---------------------------------------------------------------------------------------------
-- Called as what they are not
-- ---------------------------------------------------------------------------------------------
-- fails: trigger functions are triggers
\set VERBOSITY sqlstate
SELECT credits.bucket_stamp();
SELECT credits.append_only();
SELECT credits.usage_row();
CREATE TABLE hostile.t (a int);
CREATE TRIGGER t AFTER INSERT ON hostile.t FOR EACH ROW EXECUTE FUNCTION credits.bucket_stamp();
INSERT INTO hostile.t VALUES (1);
CREATE OR REPLACE TRIGGER t BEFORE INSERT ON hostile.t FOR EACH ROW EXECUTE FUNCTION credits.bucket_post();
INSERT INTO hostile.t VALUES (1);
CREATE OR REPLACE TRIGGER t AFTER INSERT ON hostile.t FOR EACH ROW EXECUTE FUNCTION credits.bucket_cap();
INSERT INTO hostile.t VALUES (1);
CREATE OR REPLACE TRIGGER t AFTER INSERT ON hostile.t FOR EACH ROW EXECUTE FUNCTION credits.price_check();
INSERT INTO hostile.t VALUES (1);
CREATE OR REPLACE TRIGGER t AFTER INSERT ON hostile.t FOR EACH ROW EXECUTE FUNCTION credits.usage_begin();
INSERT INTO hostile.t VALUES (1);
CREATE OR REPLACE TRIGGER t AFTER INSERT ON hostile.t FOR EACH ROW EXECUTE FUNCTION credits.usage_row();
INSERT INTO hostile.t VALUES (1);
CREATE OR REPLACE TRIGGER t BEFORE INSERT ON hostile.t FOR EACH ROW EXECUTE FUNCTION credits.usage_bill();
INSERT INTO hostile.t VALUES (1);
CREATE OR REPLACE TRIGGER t BEFORE INSERT ON hostile.t FOR EACH ROW EXECUTE FUNCTION credits.bucket_stamp();
INSERT INTO hostile.t VALUES (1);
CREATE OR REPLACE TRIGGER t BEFORE INSERT ON hostile.t FOR EACH ROW EXECUTE FUNCTION credits.price_check();
INSERT INTO hostile.t VALUES (1);
CREATE OR REPLACE TRIGGER t AFTER INSERT ON hostile.t FOR EACH STATEMENT EXECUTE FUNCTION credits.usage_bill();
INSERT INTO hostile.t VALUES (1);
-- append_only() guards whatever it is put on
CREATE OR REPLACE TRIGGER t BEFORE INSERT ON hostile.t FOR EACH ROW EXECUTE FUNCTION credits.append_only();
INSERT INTO hostile.t VALUES (1);
\set VERBOSITY default
SELECT * FROM credits.verify();

-- ---------------------------------------------------------------------------------------------
-- What a review of the catalogs would look for
-- ---------------------------------------------------------------------------------------------
-- functions in SQL and PL/pgSQL pin their search_path, pg_temp last; but run(), which commits and so qualifies every name (test/t/run.pl)
SELECT p.proname, p.proconfig FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
 WHERE p.pronamespace = 'credits'::regnamespace AND l.lanname IN ('sql', 'plpgsql')
   AND NOT coalesce(p.proconfig, '{}') && '{"search_path=pg_catalog, credits, pg_temp","search_path=pg_catalog, pg_temp"}';
-- nothing is SECURITY DEFINER; nothing is leakproof but comparisons, which cannot fail
SELECT p.proname FROM pg_proc p
 WHERE p.pronamespace = 'credits'::regnamespace AND (p.prosecdef OR (p.proleakproof AND p.proname !~ '^(amount|rate)_(lt|le|eq|ne|ge|gt|cmp|hash|hash_extended|larger|smaller)$'));
SELECT e.extrelocatable, n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'credits';

SET client_min_messages = warning;
DROP SCHEMA hostile CASCADE;
DROP OWNED BY regress_credits_hostile;
DROP ROLE regress_credits_hostile;
