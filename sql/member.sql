-- Members: what a role that is confined to its accounts sees and may do, by functions, tables and triggers, as whoever it turns itself into
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set SHOW_CONTEXT never
\pset null null

SET client_min_messages = warning;
DROP ROLE IF EXISTS regress_credits_customer, regress_credits_ann, regress_credits_fin, regress_credits_max, regress_credits_kid,
    regress_credits_out, regress_credits_staff, regress_credits_pool, regress_credits_hand, regress_credits_both;
RESET client_min_messages;
CREATE ROLE regress_credits_customer;
CREATE ROLE regress_credits_ann IN ROLE regress_credits_customer;       -- the owner of member/a
CREATE ROLE regress_credits_fin IN ROLE regress_credits_customer;       -- its finance
CREATE ROLE regress_credits_max IN ROLE regress_credits_customer;       -- a member of it
CREATE ROLE regress_credits_kid IN ROLE regress_credits_customer;       -- the owner of its child
CREATE ROLE regress_credits_out IN ROLE regress_credits_customer;       -- the owner of another account
CREATE ROLE regress_credits_staff;                                      -- whoever runs the service
CREATE ROLE regress_credits_hand;                                       -- granted by hand
CREATE ROLE regress_credits_both IN ROLE regress_credits_customer, regress_credits_hand;
CREATE ROLE regress_credits_pool NOINHERIT IN ROLE regress_credits_ann, regress_credits_fin, regress_credits_out;

INSERT INTO credits.plan (plan, price, included) VALUES ('member/plan', 10, 100);
INSERT INTO credits.resource (resource) VALUES ('member/call');
INSERT INTO credits.price (resource, rate) VALUES ('member/call', '1');
SELECT count(credits.open_account(a, 'member/plan', clock => '2026-01-01 00:00Z')) FROM unnest('{member/a,member/b}'::text[]) a;
SELECT credits.open_account('member/a/1', parent => 'member/a') > 0 AS child, credits.open_account('member/a/2', parent => 'member/a') > 0 AS child;
INSERT INTO credits.price (resource, rate, account) VALUES ('member/call', '0.5', 'member/b');
SELECT charged FROM credits.charge('member/b', 'member/call', 10, key => 'theirs');
SELECT credits.deposit('member/b', 20, key => 'their money') AS deposit, credits.hold('member/b', 5) AS hold \gset their_

-- ---------------------------------------------------------------------------------------------
-- allow()
-- ---------------------------------------------------------------------------------------------
-- fails: what is none
SELECT credits.allow(NULL, 'read');
SELECT credits.allow('regress_credits_customer', NULL);
SELECT credits.allow('regress_credits_customer', 'read', NULL);
SELECT credits.allow('regress_credits_nobody', 'read');
SELECT credits.allow('regress_credits_customer', 'everything');
SELECT credits.allow('regress_credits_customer', 'books');
SELECT credits.allow('regress_credits_customer', 'x''; DROP TABLE credits.entry; --');
SELECT credits.disallow('regress_credits_customer', 'read');
SELECT credits.disallow('regress_credits_customer', NULL);
-- fails: what those do who run the service is for all accounts
SELECT credits.allow('regress_credits_staff', 'grant');
SELECT count(credits.allow('regress_credits_staff', c, false)) FROM unnest('{read,open,grant,suspend,audit,configure}'::text[]) c;
SELECT count(credits.allow('regress_credits_customer', c)) FROM unnest('{read,use,buy,topup,plan,overage,members}'::text[]) c;
SELECT credits.allow('regress_credits_customer', 'read');
-- fails: a role has capabilities of one kind
SELECT credits.allow('regress_credits_customer', 'grant', false);
SELECT credits.allow('regress_credits_ann', 'use', false);
SELECT credits.allow('regress_credits_staff', 'use');
TABLE credits.permission ORDER BY 1, 2;

-- ---------------------------------------------------------------------------------------------
-- Members
-- ---------------------------------------------------------------------------------------------
SELECT credits.add_member('member/a', 'regress_credits_ann', 'owner'), credits.add_member('member/a', 'regress_credits_fin', 'finance'),
       credits.add_member('member/a', 'regress_credits_max', 'member'), credits.add_member('member/a/1', 'regress_credits_kid', 'owner'),
       credits.add_member('member/b', 'regress_credits_out', 'owner');
SELECT credits.add_member('member/a', 'regress_credits_ann', 'owner');
SELECT principal, role, child, added_at, actor = session_user AS "by me" FROM credits.members('member/a');
SELECT principal, role, child FROM credits.members('member/a/1');
SELECT principal, role, child FROM credits.members('member/a/2');
-- fails: what is none
SELECT credits.add_member(NULL, 'regress_credits_max', 'member');
SELECT credits.add_member('member/a', NULL, 'member');
SELECT credits.add_member('member/a', 'regress_credits_max', NULL);
SELECT credits.add_member('', 'regress_credits_max', 'member');
SELECT credits.add_member('member/none', 'regress_credits_max', 'member');
SELECT credits.add_member('member/a', '', 'member');
SELECT credits.add_member('member/a', 'regress_credits_nobody', 'member');
SELECT credits.add_member('member/a', 'regress_credits_max', 'king');
SELECT credits.add_member('member/a', 'regress_credits_max', repeat('x', 256));
SELECT credits.remove_member('member/none', 'regress_credits_max');
SELECT credits.remove_member('member/a', 'regress_credits_out');
SELECT credits.remove_member('member/a', NULL);
SELECT credits.members(NULL);
SELECT credits.members('member/none');
-- fails: a right that is none
INSERT INTO credits.member_right (role, capability) VALUES ('king', 'grant');

-- ---------------------------------------------------------------------------------------------
-- What a member may do
-- ---------------------------------------------------------------------------------------------
-- the owner: all
SET ROLE regress_credits_ann;
SELECT available FROM credits.balance('member/a');
SELECT available FROM credits.balance('member/a/2');
SELECT charged, balance FROM credits.charge('member/a', 'member/call', 3, key => 'mine');
SELECT credits.set_overage('member/a', true, 5);
SELECT credits.add_member('member/a/2', 'regress_credits_max', 'admin'), credits.remove_member('member/a/2', 'regress_credits_max');
-- what is for those who run the service is not granted
\set VERBOSITY sqlstate
SELECT credits.grant('member/a', 1000);
SELECT credits.open_account('member/c');
SELECT credits.suspend('member/b');
SELECT * FROM credits.verify();
\set VERBOSITY default
RESET ROLE;

-- finance: reads, and sets the top-up
SET ROLE regress_credits_fin;
SELECT available FROM credits.balance('member/a');
SELECT credits.set_topup('member/a', 10);
SELECT credits.set_receipt_address('member/a', 'books@example.com');
-- fails: what its role has no right to, naming who has
SELECT credits.charge('member/a', 'member/call');
\echo SQLSTATE :SQLSTATE
SELECT credits.set_overage('member/a', false);
SELECT credits.change_plan('member/a', 'member/plan');
SELECT credits.buy('member/a', 'deposit', 10);
SELECT credits.add_member('member/a', 'regress_credits_fin', 'owner');
SELECT * FROM credits.payment_methods('member/a');
INSERT INTO credits.usage (account, resource) VALUES ('member/a', 'member/call');
RESET ROLE;

-- a member: reads and uses
SET ROLE regress_credits_max;
INSERT INTO credits.usage (account, resource, key) VALUES ('member/a', 'member/call', 'bulk'), ('member/a/2', 'member/call', 'bulk');
SELECT charged FROM credits.charge('member/a/1', 'member/call');
SELECT (credits.ingest('{"specversion": "1.0", "id": "1", "source": "test", "subject": "member/a", "type": "member/call"}')).charged;
SELECT status FROM credits.try_consume('member/a', 1000);
SELECT credits.hold('member/a', 1) > 0 AS held;
-- fails: not the owner's
SELECT credits.set_overage('member/a', false);
SELECT credits.set_topup('member/a', NULL);
-- fails: a row of an account that is not its own, and of one that there is not: nothing of the statement is billed
INSERT INTO credits.usage (account, resource) VALUES ('member/a', 'member/call'), ('member/b', 'member/call');
INSERT INTO credits.usage (account, resource) VALUES ('member/a', 'member/call'), ('member/none', 'member/call');
RESET ROLE;

-- a member of a child: that child, and what it spends from; nothing of what the payer pays, whatever its role
SET ROLE regress_credits_kid;
SELECT available FROM credits.balance('member/a/1');
SELECT charged FROM credits.charge('member/a/1', 'member/call');
SELECT credits.add_member('member/a/1', 'regress_credits_max', 'owner');
INSERT INTO credits.usage (account, resource) VALUES ('member/a/1', 'member/call');
-- fails: the payer and its other child do not exist
SELECT credits.balance('member/a');
SELECT credits.balance('member/a/2');
SELECT credits.members('member/a');
-- fails: not of a child
SELECT credits.set_overage('member/a/1', true);
SELECT credits.buy('member/a/1', 'deposit', 10);
SELECT credits.add_payment_method('member/a/1', 'mine');
SELECT credits.set_receipt_address('member/a/1', 'mine@example.com');
RESET ROLE;

-- H8: another's account, hold, deposit, operation, bucket and key are as unknown as what there is not
SET ROLE regress_credits_ann;
DO $$
DECLARE
    call  text;
    named text;
    said  text[];
    text  text; detail text; hint text;
BEGIN
    FOREACH call IN ARRAY ARRAY['credits.balance(%L)', 'credits.consume(%L, 1)', 'credits.charge(%L, ''member/call'', key => ''theirs'')', 'credits.quote(%L, ''member/call'')',
        'credits.try_consume(%L, 1)', 'credits.hold(%L, 1)', 'credits.capture(%L, 1)', 'credits.release(%L, 1)', 'credits.buckets(%L)', 'credits.activity(%L)', 'credits.statement(%L)',
        'credits.start(%L, ''member/call'', ''x'')', 'credits.stop(%L, ''x'')', 'credits.settle(%L)', 'credits.meters(%L)', 'credits.runway(%L)', 'credits.invoices(%L)', 'credits.deposits(%L)',
        'credits.deposit(%L, 20, key => ''their money'')', 'credits.buy(%L, ''deposit'', 10)', 'credits.quote_pack(%L, ''deposit'', 10)', 'credits.set_topup(%L, 10)', 'credits.set_overage(%L, true)',
        'credits.subscribe(%L, ''member/plan'')', 'credits.change_plan(%L, ''member/plan'')', 'credits.cancel(%L)', 'credits.use(%L, ''f'')', 'credits.allowed(%L, ''f'')', 'credits.limits(%L)',
        'credits.usage_by(%L, ''[2026-01-01,2026-02-01)'', ''resource'')', 'credits.replay(%L, ''member/plan'', ''[2026-01-01,2026-02-01)'')', 'credits.compare_plans(%L)',
        'credits.add_member(%L, ''regress_credits_ann'', ''owner'')', 'credits.remove_member(%L, ''regress_credits_out'')', 'credits.members(%L)', 'credits.payment_methods(%L)']
    LOOP
        said := '{}';
        FOREACH named IN ARRAY '{member/b,member/z}'::text[] LOOP
            BEGIN
                EXECUTE 'SELECT * FROM ' || format(call, named);
                said := said || '{answered}'::text[];
            EXCEPTION WHEN OTHERS THEN
                GET STACKED DIAGNOSTICS text = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
                said := said || concat_ws(' ', SQLSTATE, replace(text, named, '?'), replace(detail, named, '?'), hint);
            END;
        END LOOP;
        IF said[1] <> said[2] OR said[1] NOT LIKE 'KR010 account "?" does not exist%' THEN
            RAISE WARNING '%: %', call, said;
        END IF;
    END LOOP;
END
$$;
-- fails: under its own account another's ids are not there
\set VERBOSITY sqlstate
SELECT credits.release('member/a', :their_hold);
SELECT credits.capture('member/a', :their_hold);
\set VERBOSITY default
RESET ROLE;

-- nobody gives or takes what is not his own
INSERT INTO credits.member_right (role, capability) VALUES ('steward', 'read'), ('steward', 'members');
SELECT credits.add_member('member/a', 'regress_credits_fin', 'steward');
SET ROLE regress_credits_fin;
SELECT credits.add_member('member/a/2', 'regress_credits_kid', 'steward');
-- fails: more than it has, for itself or another; and from whoever has more
SELECT credits.add_member('member/a', 'regress_credits_fin', 'owner');
SELECT credits.add_member('member/a', 'regress_credits_kid', 'member');
SELECT credits.add_member('member/a', 'regress_credits_ann', 'steward');
SELECT credits.remove_member('member/a', 'regress_credits_ann');
SELECT credits.remove_member('member/a/2', 'regress_credits_kid');
RESET ROLE;
SELECT credits.add_member('member/a', 'regress_credits_fin', 'finance');
DELETE FROM credits.member_right WHERE role = 'steward';

-- ---------------------------------------------------------------------------------------------
-- H6, H7: who one is
-- ---------------------------------------------------------------------------------------------
-- a pooled login has nothing itself, and takes a role for each request
SET SESSION AUTHORIZATION regress_credits_pool;
-- fails: it is nobody
SELECT credits.balance('member/a');
SET ROLE regress_credits_ann;
SELECT available IS NOT NULL AS seen FROM credits.balance('member/a');
-- fails: another's
SELECT credits.balance('member/b');
SET ROLE regress_credits_out;
SELECT available FROM credits.balance('member/b');
-- fails: another's
SELECT credits.balance('member/a');
-- a setting says nothing of who one is
SET credits.actor = 'regress_credits_ann';
SET credits.role = 'regress_credits_ann';
-- fails: as before
SELECT credits.balance('member/a');
RESET ROLE;
RESET SESSION AUTHORIZATION;
-- a SECURITY DEFINER function of whoever may do all does not widen what its caller may do, and is not who is written down
CREATE FUNCTION public.member_wrapper(account text, call text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE answer text;
BEGIN EXECUTE call INTO answer USING account; RETURN answer; END $$;
CREATE FUNCTION public.member_nested(account text, call text) RETURNS text LANGUAGE sql SECURITY DEFINER AS 'SELECT public.member_wrapper(account, call)';
SET ROLE regress_credits_max;
SELECT public.member_nested('member/a', 'SELECT charged FROM credits.charge($1, ''member/call'', note => ''nested'')');
-- fails: through it as without it
SELECT public.member_nested('member/b', 'SELECT available FROM credits.balance($1)');
SELECT public.member_nested('member/a', 'SELECT credits.set_overage($1, true)');
SELECT public.member_nested('member/a', 'SELECT credits.grant($1, 100)');
SELECT public.member_nested('member/a', 'SELECT credits.open_account($1)');
SELECT public.member_nested('member/a', 'SELECT count(*) FROM credits.verify()');
SELECT public.member_nested('member/a', 'SELECT credits.suspend($1)');
RESET ROLE;
SELECT DISTINCT e.actor FROM credits.entry e WHERE e.note = 'nested';
-- who is confined by one role and granted by another is confined
GRANT USAGE ON SCHEMA credits TO regress_credits_hand;
GRANT EXECUTE ON FUNCTION credits.grant, credits.balance TO regress_credits_hand;
GRANT SELECT ON credits.account_key, credits.usage, credits.outbox TO regress_credits_hand;
SET ROLE regress_credits_hand;
SELECT available IS NOT NULL AS seen FROM credits.balance('member/b');
SELECT credits.grant('member/b', 1) > 0 AS granted;
SELECT count(*) FROM credits.account_key WHERE account LIKE 'member/%';
SET ROLE regress_credits_both;
SELECT count(*) FROM credits.account_key;
-- fails: nothing is its own
SELECT credits.balance('member/b');
SELECT credits.grant('member/b', 1);
RESET ROLE;
-- those who run the service are not
SET ROLE regress_credits_staff;
SELECT available IS NOT NULL AS seen FROM credits.balance('member/b');
SELECT credits.grant('member/b', 1) > 0 AS granted;
SELECT count(*) FROM credits.account WHERE account LIKE 'member/%';
INSERT INTO credits.resource (resource) VALUES ('member/new');
DELETE FROM credits.resource WHERE resource = 'member/new';
RESET ROLE;

-- ---------------------------------------------------------------------------------------------
-- H9: row-level security
-- ---------------------------------------------------------------------------------------------
GRANT SELECT ON ALL TABLES IN SCHEMA credits TO regress_credits_customer;
SET ROLE regress_credits_ann;
CREATE FUNCTION pg_temp.seen(role text) RETURNS TABLE (name text, rows bigint, others bigint) LANGUAGE plpgsql AS $$
DECLARE t record;
BEGIN
    FOR t IN SELECT c.oid::regclass AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'account_id'
              WHERE c.relnamespace = 'credits'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY c.relname
    LOOP
        RETURN QUERY EXECUTE format('SELECT %L::text, count(*), count(*) FILTER (WHERE account_id <> ALL (ARRAY(SELECT k.account_id FROM credits.account_key k WHERE k.account ~ ''^member/a''))) FROM %1$s', t.name);
    END LOOP;
END $$;
-- every table, and every partition by itself
SELECT count(*) > 30 AS looked, sum(others) AS others FROM pg_temp.seen('ann');
SELECT name, rows > 0 AS some FROM pg_temp.seen('ann') WHERE name IN ('credits.account', 'credits.bucket', 'credits.entry', 'credits.usage_line', 'credits.member', 'credits.deposit', 'credits.request');
SELECT account FROM credits.account_key ORDER BY 1;
SELECT DISTINCT account FROM credits.usage ORDER BY 1;
SELECT account, rate FROM credits.price WHERE resource = 'member/call';
SELECT count(*) FROM credits.permission;
SELECT count(*) FROM credits.progress;
SET ROLE regress_credits_fin;
SELECT sum(others) FROM pg_temp.seen('fin');
SET ROLE regress_credits_kid;
SELECT account FROM credits.account_key ORDER BY 1;
SELECT DISTINCT account FROM credits.usage ORDER BY 1;
SELECT count(*) FROM credits.bucket;
SET ROLE regress_credits_both;
SELECT sum(rows) FROM pg_temp.seen('both');
-- a statement that was planned for another role
SET ROLE regress_credits_out;
PREPARE looks AS SELECT account FROM credits.account_key ORDER BY 1;
PREPARE bills AS SELECT DISTINCT account FROM credits.usage ORDER BY 1;
EXECUTE looks;
EXECUTE bills;
SET ROLE regress_credits_kid;
EXECUTE looks;
EXECUTE bills;
RESET ROLE;
SELECT count(*) > 3 AS "all" FROM credits.account_key;
SET ROLE regress_credits_kid;
EXECUTE looks;
-- a cursor opened as another
RESET ROLE;
BEGIN;
DECLARE seen CURSOR FOR SELECT account FROM credits.usage WHERE account LIKE 'member/%' ORDER BY account;
SET LOCAL ROLE regress_credits_kid;
FETCH ALL FROM seen;
COMMIT;
-- a function of one's own that tells what it is given
SET ROLE regress_credits_kid;
CREATE FUNCTION pg_temp.leak(anyelement) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS $$ BEGIN IF $1 IS NOT NULL THEN RAISE NOTICE 'seen: %', $1; END IF; RETURN true; END $$;
SELECT count(*) FROM credits.account_key WHERE pg_temp.leak(account);
SELECT count(*) FROM credits.usage WHERE pg_temp.leak(account) AND account LIKE '%b';
SELECT count(*) FROM credits.price WHERE pg_temp.leak(account) AND account IS NOT NULL;
RESET ROLE;
-- a reader of another's, with that role's rights
GRANT SELECT ON credits.account_key, credits.usage TO regress_credits_hand;
CREATE FUNCTION public.member_reader() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM credits.account_key';
ALTER FUNCTION public.member_reader() OWNER TO regress_credits_hand;
CREATE VIEW public.member_view AS SELECT account FROM credits.account_key;
ALTER VIEW public.member_view OWNER TO regress_credits_hand;
GRANT SELECT ON public.member_view TO PUBLIC;
SET ROLE regress_credits_hand;
SELECT public.member_reader() > 3 AS "all";
SET ROLE regress_credits_kid;
SELECT public.member_reader();
SELECT * FROM public.member_view;
RESET ROLE;
-- what a confined role made and another runs: it is held to what both may see, and do (H10)
CREATE SCHEMA member_own AUTHORIZATION regress_credits_kid;
GRANT USAGE ON SCHEMA member_own TO PUBLIC;
SET ROLE regress_credits_kid;
CREATE MATERIALIZED VIEW member_own.kept AS SELECT account FROM credits.usage;
CREATE FUNCTION member_own.reader() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM credits.account_key';
CREATE FUNCTION member_own.caller(account text) RETURNS credits.amount LANGUAGE sql SECURITY DEFINER AS 'SELECT available FROM credits.balance(account)';
CREATE FUNCTION member_own.lifter(account text) RETURNS void LANGUAGE sql SECURITY DEFINER AS 'SELECT credits.set_overage(account, true)';
RESET ROLE;
REFRESH MATERIALIZED VIEW member_own.kept;
SELECT DISTINCT account FROM member_own.kept;
SELECT member_own.reader();
SELECT member_own.caller('member/a/1') IS NOT NULL AS seen;
-- fails: as if he called it
SELECT member_own.caller('member/b');
SELECT member_own.lifter('member/a/1');
SET ROLE regress_credits_out;
SELECT member_own.reader();
-- fails: what only one of the two may do
SELECT member_own.caller('member/b');
SELECT member_own.caller('member/a/1');
RESET ROLE;
ANALYZE credits.usage_line;
REINDEX TABLE credits.member;
SET ROLE regress_credits_kid;
-- fails: what is not there cannot be found out by trying to make it
\set VERBOSITY sqlstate
INSERT INTO credits.account_key VALUES ('member/b', 1, 1);
INSERT INTO credits.member (account_id, user_id, principal, role, added_at, actor) VALUES (1, 1, 'regress_credits_kid', 'owner', now(), '');
CREATE TABLE member_own.refers (a text REFERENCES credits.account_key);
BEGIN;
LOCK TABLE credits.entry IN EXCLUSIVE MODE;
ROLLBACK;
SELECT credits.open_account('member/b');
DELETE FROM credits.permission;
UPDATE credits.member SET role = 'owner';
TRUNCATE credits.permission;
ALTER TABLE credits.entry DISABLE ROW LEVEL SECURITY;
DROP POLICY confine ON credits.entry;
\set VERBOSITY default
SET row_security = off;
-- fails: said, not shown
SELECT count(*) FROM credits.account_key;
RESET row_security;
RESET ROLE;

-- ---------------------------------------------------------------------------------------------
-- H13: what a member made, run by another
-- ---------------------------------------------------------------------------------------------
CREATE TABLE public.member_note (account text, note text);
CREATE TABLE public.member_bill (account text, resource text);
CREATE TRIGGER bill AFTER INSERT ON public.member_bill FOR EACH ROW EXECUTE FUNCTION credits.charge_rows('account=account', 'resource=resource');
GRANT ALL ON public.member_note, public.member_bill TO regress_credits_customer;
SET ROLE regress_credits_max;
CREATE FUNCTION pg_temp.lift() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM credits.set_overage(NEW.account, true); RETURN NEW; END $$;
CREATE TRIGGER lift BEFORE INSERT ON public.member_note FOR EACH ROW EXECUTE FUNCTION pg_temp.lift();
INSERT INTO public.member_bill VALUES ('member/a', 'member/call');
SET ROLE regress_credits_fin;
-- fails: it is run with the rights of finance, who may not; nor be billed
INSERT INTO public.member_note VALUES ('member/a', 'a note');
INSERT INTO public.member_bill VALUES ('member/a', 'member/call');
SET ROLE regress_credits_out;
-- fails: nor may another's account be billed
INSERT INTO public.member_bill VALUES ('member/a', 'member/call');
RESET ROLE;

-- ---------------------------------------------------------------------------------------------
-- H11, H12: what is given is kept as it is, and nothing else is told
-- ---------------------------------------------------------------------------------------------
CREATE ROLE "regress'; DROP TABLE credits.entry; --" IN ROLE regress_credits_customer;
SELECT credits.open_account('member/''; DROP TABLE credits.entry; --', clock => '2026-01-01 00:00Z') > 0 AS opened;
INSERT INTO credits.member_right (role, capability) VALUES ('r''; DROP TABLE credits.entry; --"', 'read');
SELECT credits.add_member('member/''; DROP TABLE credits.entry; --', 'regress''; DROP TABLE credits.entry; --', 'r''; DROP TABLE credits.entry; --"');
SELECT credits.allow('regress''; DROP TABLE credits.entry; --', 'plan'), credits.disallow('regress''; DROP TABLE credits.entry; --', 'plan');
SET ROLE "regress'; DROP TABLE credits.entry; --";
SELECT available FROM credits.balance('member/''; DROP TABLE credits.entry; --');
-- fails: with the texts as they were given
SELECT credits.set_overage('member/''; DROP TABLE credits.entry; --', true);
RESET ROLE;
SELECT principal, role FROM credits.members('member/''; DROP TABLE credits.entry; --');
DELETE FROM credits.member_right WHERE role LIKE 'r''%';
SELECT credits.remove_member('member/''; DROP TABLE credits.entry; --', 'regress''; DROP TABLE credits.entry; --');
DROP ROLE "regress'; DROP TABLE credits.entry; --";

-- ---------------------------------------------------------------------------------------------
-- What changes is true at once
-- ---------------------------------------------------------------------------------------------
CREATE ROLE regress_credits_late;
GRANT USAGE ON SCHEMA credits TO regress_credits_late;
GRANT EXECUTE ON FUNCTION credits.balance TO regress_credits_late;
SET ROLE regress_credits_late;
SELECT available IS NOT NULL AS seen FROM credits.balance('member/b');
RESET ROLE;
GRANT regress_credits_customer TO regress_credits_late;
SET ROLE regress_credits_late;
-- fails: confined
SELECT credits.balance('member/b');
RESET ROLE;
REVOKE regress_credits_customer FROM regress_credits_late;
SET ROLE regress_credits_late;
SELECT available IS NOT NULL AS seen FROM credits.balance('member/b');
RESET ROLE;
-- what is rolled back was not
BEGIN;
SELECT credits.allow('regress_credits_late', 'read');
SET LOCAL ROLE regress_credits_late;
SAVEPOINT s;
-- fails: confined
SELECT credits.balance('member/b');
ROLLBACK;
SET ROLE regress_credits_late;
SELECT available IS NOT NULL AS seen FROM credits.balance('member/b');
RESET ROLE;
-- nor what is found while the transaction's snapshot is from before
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT count(*) FROM credits.permission WHERE role = 'regress_credits_late';
SELECT credits.allow('regress_credits_late', 'read');
SET LOCAL ROLE regress_credits_late;
SAVEPOINT s;
-- fails: confined
SELECT credits.balance('member/b');
ROLLBACK TO s;
RESET ROLE;
COMMIT;
SELECT credits.add_member('member/b', 'regress_credits_late', 'member');
SET ROLE regress_credits_late;
SELECT available IS NOT NULL AS seen FROM credits.balance('member/b');
RESET ROLE;
DELETE FROM credits.member_right WHERE role = 'member' AND capability = 'read';
SET ROLE regress_credits_late;
-- fails: its role has lost the right
SELECT credits.balance('member/b');
RESET ROLE;
INSERT INTO credits.member_right (role, capability) VALUES ('member', 'read');
SELECT credits.remove_member('member/b', 'regress_credits_late');
SET ROLE regress_credits_late;
-- fails: no member any more
SELECT credits.balance('member/b');
RESET ROLE;
SELECT credits.disallow('regress_credits_late', 'read');
SELECT has_schema_privilege('regress_credits_late', 'credits', 'USAGE') AS schema, has_function_privilege('regress_credits_late', 'credits.balance(text, timestamptz, text)', 'EXECUTE') AS function;
-- of a role that is gone
SELECT credits.allow('regress_credits_late', 'read');
DROP OWNED BY regress_credits_late;
DROP ROLE regress_credits_late;
SELECT credits.init();
SELECT credits.disallow('regress_credits_late', 'read');

SELECT * FROM credits.verify();
SET client_min_messages = warning;
SELECT count(credits.disallow(role, capability)) FROM credits.permission;
DROP TABLE public.member_note, public.member_bill;
DROP VIEW public.member_view;
DROP FUNCTION public.member_reader(), public.member_nested(text, text), public.member_wrapper(text, text);
DROP SCHEMA member_own CASCADE;
DROP OWNED BY regress_credits_customer, regress_credits_hand, regress_credits_staff, regress_credits_ann, regress_credits_fin, regress_credits_max, regress_credits_kid, regress_credits_out, regress_credits_both, regress_credits_pool CASCADE;
DROP ROLE regress_credits_customer, regress_credits_ann, regress_credits_fin, regress_credits_max, regress_credits_kid, regress_credits_out,
    regress_credits_staff, regress_credits_pool, regress_credits_hand, regress_credits_both;
