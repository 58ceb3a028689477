-- What the catalogs say of the functions and tables: what may be computed ahead or in parallel, and who may do what.

BEGIN;
SELECT plan(12);

CREATE TEMP VIEW function AS
SELECT p.oid::regprocedure::text AS name, p.*,
       EXISTS (SELECT FROM aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0) AS of_public,
       -- pure arithmetic and the plumbing of types; everything else reads or writes the books, or the server's time zones
       p.prorettype <> 'trigger'::regtype AND p.prorettype <> 'event_trigger'::regtype AND p.proname <> 'boundary' AND
       p.proname <> ALL ('{init,init_calendar,init_meters,init_money,migrate,migrate_to_2,migrate_to_3,migrate_to_4,migrate_rest,make_partitions,keep_partition,move_month,guard_books}') AND
       p.proname <> ALL ('{open_account,set_clock,set_overage,grant,consume,try_consume,charge,try_charge,quote,balance,buckets,activity,verify,verify_checks}') AND
       p.proname <> ALL ('{subscribe,change_plan,cancel,reactivate,current_plan,grant_every,end_grants,invoice_paid,invoice_failed,invoices,statement}') AND
       p.proname <> ALL ('{start,resize,stop,settle,meters,burn_rate,runway,estimate,replay,compare_plans,ingest,usage_by}') AND
       p.proname <> ALL ('{deposit,confirm_deposit,fail_deposit,deposits,buy,quote_pack,refer,forfeit,refund_deposit,clawback,reverse_clawback}') AND
       p.proname <> ALL ('{refund,revoke,suspend,resume,set_topup,add_payment_method,remove_payment_method,payment_methods,set_receipt_address}') AND
       p.proname <> ALL ('{init_limits,use,allowed,limits,init_holds,hold,capture,release,set_overdraft}') AND
       p.proname <> ALL ('{init_spending,set_spending_limit,spending_limits,spending_of_ledger,set_billing_threshold}') AND
       p.proname <> ALL ('{run,run_begin,run_next,run_batch,run_note,schedule_name,schedule,unschedule}') AS pure
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
SELECT is_empty('SELECT name FROM function WHERE of_public AND NOT pure AND proname <> ''boundary''', 'no function of the books is PUBLIC''s');
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
