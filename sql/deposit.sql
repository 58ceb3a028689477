-- Deposits: made, paid, failed, too late; every state and every action
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

-- what a call says, without ids
CREATE FUNCTION pg_temp.said(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE d text; h text;
BEGIN
    EXECUTE query;
    RETURN 'done';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS d = PG_EXCEPTION_DETAIL, h = PG_EXCEPTION_HINT;
    RETURN regexp_replace(concat_ws(E'\n', SQLSTATE || ' ' || SQLERRM, d, h), '(deposit[": ]+)\d+', '\1N', 'g');
END $$;
CREATE VIEW deposit_rows AS
SELECT u.account AS "user", d.status, d.source, d.pack, d.money, d.currency, d.credits, d.at, d.expires_at, d.paid_at, d.ended_at, d.method, d.receipt_to, d.reference, d.invoice, d.reason, d.bucket_id IS NOT NULL AS bucket, d.actor = current_user AS actor
  FROM credits.deposit d JOIN credits.account u ON u.account_id = d.account_id AND u.user_id = d.user_id WHERE u.account LIKE 'deposit%' ORDER BY d.id;
CREATE VIEW deposit_buckets AS
SELECT a.account, b.class, b.granted, b.cost, b.granted_at, b.effective_at, b.expires_at, b.note, d.pack, d.money FROM credits.bucket b JOIN credits.account a ON a.account_id = b.account_id AND a.user_id = b.user_id
  JOIN credits.deposit d ON d.account_id = b.account_id AND d.id = b.deposit_id WHERE a.account LIKE 'deposit%' ORDER BY b.id;
CREATE VIEW deposit_outbox AS
SELECT u.account AS "user", o.event, o.at, o.facts - '{deposit,bucket}'::text[] AS facts, o.facts ? 'deposit' AS deposit, o.facts ? 'bucket' AS bucket
  FROM credits.outbox o JOIN credits.account u ON u.account_id = o.account_id AND u.user_id = o.user_id WHERE u.account LIKE 'deposit%' ORDER BY o.id;
INSERT INTO credits.pack (pack, currency, price) VALUES ('deposit', 'JPY', 0.1), ('deposit', 'CHF', 0.5), ('deposit/third', 'USD', 0.3);
INSERT INTO credits.pack (pack, price, lifetime) VALUES ('deposit/month', 1, '1 month'), ('deposit/29 days', 1, '29 days'), ('deposit/24 hours', 1, '24 hours'), ('deposit/day', 1, '1 day');
INSERT INTO credits.pack (pack, price, class) VALUES ('deposit/included', 1, 'included'), ('deposit/promotional', 1, 'promotional');

-- ---------------------------------------------------------------------------------------------
-- deposit(): a pending payment, and nothing else yet
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('deposit', at => '2026-01-01 00:00Z', clock => '2026-01-15 12:00Z') > 0, credits.open_account('deposit/yen', currency => 'JPY', clock => '2026-01-15 12:00Z') > 0,
       credits.open_account('deposit/euro', currency => 'EUR', clock => '2026-01-15 12:00Z') > 0;
SELECT credits.deposit('deposit', 12.50) AS plain, credits.deposit('deposit', 12.5, currency => 'CHF', method => 'card', pay_within => '1 month', receipt_to => 'a@example.com', at => '2026-01-31 10:00Z') AS all_given,
       credits.deposit('deposit/yen', 100) AS yen \gset
SELECT "user", status, source, pack, money, currency, credits, at, expires_at, method, receipt_to, bucket, actor FROM deposit_rows;
SELECT available, owed FROM credits.balance('deposit');
SELECT count(*) FROM deposit_buckets;
SELECT count(*) FROM deposit_outbox;
-- fails: a currency in which it is not sold; not one of its units; what is no money, interval, name, instant
SELECT pg_temp.said($$SELECT credits.deposit('deposit/euro', 10)$$);
SELECT pg_temp.said($$SELECT credits.deposit('deposit', 10, currency => 'GBP')$$);
-- in another currency than its own, it is
SELECT credits.deposit('deposit/euro', 10, currency => 'USD') > 0 AS made;
SELECT pg_temp.said($$SELECT credits.deposit('deposit', 10.001)$$);
SELECT pg_temp.said($$SELECT credits.deposit('deposit', NULL)$$);
SELECT pg_temp.said($$SELECT credits.deposit('deposit', 10, pay_within => '1 month 1 day')$$);
\set VERBOSITY sqlstate
SELECT credits.deposit('deposit/yen', 100.5);
SELECT credits.deposit('deposit', 0);
SELECT credits.deposit('deposit', -1);
SELECT credits.deposit('deposit', 'NaN');
SELECT credits.deposit('deposit', 'Infinity');
SELECT credits.deposit('deposit', 10, currency => '');
SELECT credits.deposit('deposit', 10, method => '');
SELECT credits.deposit('deposit', 10, receipt_to => '');
SELECT credits.deposit('deposit', 10, receipt_to => repeat('x', 256));
SELECT credits.deposit('deposit', 10, key => '');
SELECT credits.deposit('deposit', 10, pay_within => '0');
SELECT credits.deposit('deposit', 10, pay_within => '59.999999 seconds');
SELECT credits.deposit('deposit', 10, pay_within => '-1 day');
SELECT credits.deposit('deposit', 10, pay_within => '3654 days');
SELECT credits.deposit('deposit', 10, at => '2025-12-31 23:59:59.999999Z');
SELECT credits.deposit('deposit', 10, at => '-infinity');
SELECT credits.deposit('deposit', 10, at => '2036-01-16 12:00:00.000001Z');
SELECT credits.deposit('deposit/none', 10);
SELECT credits.deposit(NULL, 10);
\set VERBOSITY default
-- keys: the same again, whatever is written how; each argument is compared
SELECT credits.deposit('deposit', 5.0, 'USD', 'card', '1 hour', 'a key', '2026-01-15 11:00Z', 'x') AS keyed \gset
SELECT credits.deposit('deposit', 5.00, 'USD', 'card', '60 minutes', 'a key', '2026-01-15 11:00Z', 'x') = :keyed AS same;
SELECT pg_temp.said($$SELECT credits.deposit('deposit', 6, 'USD', 'card', '1 hour', 'a key', '2026-01-15 11:00Z', 'x')$$);
SELECT pg_temp.said($$SELECT credits.deposit('deposit', 5, NULL, 'card', '1 hour', 'a key', '2026-01-15 11:00Z', 'x')$$);
SELECT pg_temp.said($$SELECT credits.deposit('deposit', 5, 'USD', 'cash', '1 hour', 'a key', '2026-01-15 11:00Z', 'x')$$);
SELECT pg_temp.said($$SELECT credits.deposit('deposit', 5, 'USD', 'card', '61 minutes', 'a key', '2026-01-15 11:00Z', 'x')$$);
SELECT pg_temp.said($$SELECT credits.deposit('deposit', 5, 'USD', 'card', '1 hour', 'a key', NULL, 'x')$$);
SELECT pg_temp.said($$SELECT credits.deposit('deposit', 5, 'USD', 'card', '1 hour', 'a key', '2026-01-15 11:00Z', 'y')$$);
SELECT pg_temp.said($$SELECT credits.buy('deposit', 'deposit', 5, key => 'a key', at => '2026-01-15 11:00Z', method => 'card')$$);
-- the same again after it was paid
SELECT credits.confirm_deposit('deposit', :keyed, at => '2026-01-15 11:30Z') > 0 AS paid;
SELECT credits.deposit('deposit', 5, 'USD', 'card', '1 hour', 'a key', '2026-01-15 11:00Z', 'x') = :keyed AS same;

-- ---------------------------------------------------------------------------------------------
-- confirm_deposit(): a bucket at the payment's own time
-- ---------------------------------------------------------------------------------------------
SELECT credits.confirm_deposit('deposit', :plain, 'ref 1', '2026-01-15 12:00Z', 'invoice 1') AS bucket \gset
SELECT status, money, credits, at, expires_at, paid_at, ended_at, reference, invoice, bucket FROM deposit_rows WHERE reference = 'ref 1';
SELECT class, granted, cost, granted_at, effective_at, expires_at, note FROM deposit_buckets WHERE money = 12.5;
SELECT available FROM credits.balance('deposit');
SELECT * FROM deposit_outbox;
-- again, whatever the instant: the same, and nothing more
SELECT credits.confirm_deposit('deposit', :plain, 'ref 1') = :bucket, credits.confirm_deposit('deposit', :plain, 'ref 1', '2020-01-01 00:00Z', 'another') = :bucket, credits.confirm_deposit('deposit', :plain, 'ref 1', '2199-01-01 00:00Z') = :bucket;
SELECT available, (SELECT count(*) FROM deposit_outbox) AS told, (SELECT invoice FROM deposit_rows WHERE reference = 'ref 1') FROM credits.balance('deposit');
-- fails: under another reference, under none; but an instant is an instant
SELECT pg_temp.said(format('SELECT credits.confirm_deposit(%L, %s, %L)', 'deposit', :plain, 'ref 2'));
SELECT pg_temp.said(format('SELECT credits.confirm_deposit(%L, %s)', 'deposit', :plain));
SELECT pg_temp.said(format('SELECT credits.confirm_deposit(%L, %s, %L)', 'deposit', :keyed, 'ref 1'));
SELECT pg_temp.said(format('SELECT credits.confirm_deposit(%L, %s, %L, %L)', 'deposit', :plain, 'ref 1', 'infinity'));
-- fails: a reference that has paid another; not yet made, and not now; the next is none of these
SELECT regexp_replace(pg_temp.said(format('SELECT credits.confirm_deposit(%L, %s, %L, %L)', 'deposit', :all_given, 'ref 1', '2026-01-31 10:00Z')), '\d+(?="\}|", "now)', 'N', 'g');
SELECT credits.set_clock('deposit', '2026-02-10 00:00Z');
SELECT regexp_replace(pg_temp.said(format('SELECT credits.confirm_deposit(%L, %s, %L)', 'deposit', :all_given, 'ref 1')), '"(first|now)": "\d+"', '"\1": "N"', 'g');
SELECT pg_temp.said(format('SELECT credits.confirm_deposit(%L, %s, %L, %L)', 'deposit', :all_given, 'ref 3', '2026-01-31 09:59:59.999999Z'));
SELECT pg_temp.said(format('SELECT credits.confirm_deposit(%L, %s, %L, %L)', 'deposit', :all_given, 'ref 3', '2026-02-10 00:00:00.000001Z'));
SELECT pg_temp.said($$SELECT credits.confirm_deposit('deposit', 0)$$);
\set VERBOSITY sqlstate
SELECT credits.confirm_deposit('deposit', NULL);
SELECT credits.confirm_deposit(NULL, 1);
SELECT credits.confirm_deposit('deposit/yen', :plain);
SELECT credits.confirm_deposit('deposit', :all_given, '');
SELECT credits.confirm_deposit('deposit', :all_given, repeat('r', 256));
SELECT credits.confirm_deposit('deposit', :all_given, invoice => '');
SELECT credits.confirm_deposit('deposit', :all_given, at => '-infinity');
SELECT credits.fail_deposit('deposit', NULL);
SELECT credits.fail_deposit('deposit', 0);
SELECT credits.fail_deposit('deposit/yen', :plain);
SELECT credits.fail_deposit('deposit', :all_given, repeat('x', 4097));
SELECT credits.fail_deposit('deposit', :all_given, at => '2026-01-31 09:59:59.999999Z');
SELECT credits.fail_deposit('deposit', :all_given, at => '2026-02-10 00:00:00.000001Z');
SELECT credits.fail_deposit('deposit', :plain, at => 'infinity');
\set VERBOSITY default
SELECT credits.confirm_deposit('deposit', :all_given, 'ref 3', '2026-02-09 00:00Z') > 0 AS paid;
-- another payer's reference is another
SELECT credits.confirm_deposit('deposit/yen', :yen, 'ref 3') > 0 AS paid;
SELECT class, granted, cost, granted_at, note FROM deposit_buckets WHERE money <> 5;
SELECT * FROM deposit_outbox OFFSET 2;
-- a cost that no amount holds is rounded down at 18 decimals, or there is none
SELECT credits.open_account('deposit/cost', clock => '2026-01-15 12:00Z') > 0 AS opened;
INSERT INTO credits.pack (pack, price, credits, money) VALUES ('deposit/30000', 1, 30000, 1), ('deposit/3', 1, 3, 2), ('deposit/0.99', 1, '10000000000000001', 0.01), ('deposit/1', 1, '10000000000000000', 0.01), ('deposit/1.99', 1, '10000000000000001', 0.02),
    ('deposit/largest', 1, '0.000000000000000001', 170.14), ('deposit/too large', 1, '0.000000000000000001', 170.15);
SELECT count(credits.confirm_deposit('deposit/cost', credits.buy('deposit/cost', p))) FROM unnest('{deposit/30000,deposit/3,deposit/0.99,deposit/1,deposit/1.99,deposit/largest,deposit/too large}'::text[]) AS p;
SELECT pack, money, granted, cost FROM deposit_buckets WHERE account = 'deposit/cost';

-- ---------------------------------------------------------------------------------------------
-- In time, and too late: by the payment's own time, whether `expired` was written or not
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('deposit/late', at => '2026-01-01 00:00Z', clock => '2026-01-15 12:00Z') > 0 AS opened;
SELECT credits.deposit('deposit/late', 1) AS d1, credits.deposit('deposit/late', 2) AS d2, credits.deposit('deposit/late', 3) AS d3, credits.deposit('deposit/late', 4) AS d4, credits.deposit('deposit/late', 5, at => '2026-01-15 11:00Z') AS d5,
       credits.deposit('deposit/late', 6, at => '2026-01-15 11:00Z') AS d6, credits.deposit('deposit/late', 7, at => '2026-01-15 11:00Z') AS d7 \gset
-- made late: nobody has written that they are
SELECT status, money, expires_at FROM credits.deposits('deposit/late');
SELECT status, count(*) FROM deposit_rows WHERE "user" = 'deposit/late' GROUP BY status;
SELECT pg_temp.said(format('SELECT credits.confirm_deposit(%L, %s)', 'deposit/late', :d5));
SELECT pg_temp.said(format('SELECT credits.confirm_deposit(%L, %s, at => %L)', 'deposit/late', :d5, '2026-01-15 11:30Z'));
SELECT pg_temp.said(format('SELECT credits.confirm_deposit(%L, %s, at => %L)', 'deposit/late', :d5, '2026-01-15 11:29:59.999999Z'));
SELECT pg_temp.said(format('SELECT credits.confirm_deposit(%L, %s, at => %L)', 'deposit/late', :d6, '2026-01-15 11:00Z'));
SELECT pg_temp.said(format('SELECT credits.fail_deposit(%L, %s)', 'deposit/late', :d7));
SELECT pg_temp.said(format('SELECT credits.fail_deposit(%L, %s, %L, %L)', 'deposit/late', :d7, 'declined', '2026-01-15 11:29:59.999999Z'));
-- one microsecond before, and at
SELECT credits.set_clock('deposit/late', '2026-01-15 12:29:59.999999Z');
SELECT status, money FROM credits.deposits('deposit/late', since => '2026-01-15 12:00Z');
SELECT credits.confirm_deposit('deposit/late', :d1) > 0 AS paid;
SELECT credits.set_clock('deposit/late', '2026-01-15 12:30Z');
SELECT status, ended_at, money FROM deposit_rows WHERE "user" = 'deposit/late';
SELECT pg_temp.said(format('SELECT credits.confirm_deposit(%L, %s)', 'deposit/late', :d2));
SELECT pg_temp.said(format('SELECT credits.confirm_deposit(%L, %s, at => %L)', 'deposit/late', :d2, '2026-01-15 12:29:59.999999Z'));
SELECT pg_temp.said(format('SELECT credits.fail_deposit(%L, %s)', 'deposit/late', :d3));
SELECT pg_temp.said(format('SELECT credits.fail_deposit(%L, %s, %L, %L)', 'deposit/late', :d3, 'declined', '2026-01-15 12:10Z'));
-- a failure is one: again, whatever the instant and the reason; no payment comes after it, not even in time
SELECT credits.fail_deposit('deposit/late', :d3, 'another'), credits.fail_deposit('deposit/late', :d3, at => '2026-01-01 00:00Z'), credits.fail_deposit('deposit/late', :d3, at => '2199-01-01 00:00Z');
SELECT pg_temp.said(format('SELECT credits.confirm_deposit(%L, %s, at => %L)', 'deposit/late', :d3, '2026-01-15 12:10Z'));
-- later, in another period: it was paid in time; the lifetime counts from the payment, the credit from now
SELECT credits.set_clock('deposit/late', '2026-03-10 00:00Z');
SELECT credits.confirm_deposit('deposit/late', :d4, at => '2026-01-15 12:29Z') > 0 AS paid;
SELECT status, money, paid_at, ended_at, reason, bucket FROM deposit_rows WHERE "user" = 'deposit/late';
SELECT money, granted, granted_at, effective_at, expires_at FROM deposit_buckets WHERE account = 'deposit/late';
SELECT o.at, o.facts ->> 'money' AS money FROM deposit_outbox o WHERE "user" = 'deposit/late';
SELECT available FROM credits.balance('deposit/late');

-- ---------------------------------------------------------------------------------------------
-- Every state and every action
-- ---------------------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.tried(was text, action text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    a text := 'deposit/' || was || '/' || action;
    made CONSTANT timestamptz := CASE WHEN was = 'overdue' THEN '2026-01-15 11:00Z' ELSE '2026-01-15 12:00Z' END;
    d bigint; b bigint; first bigint; before text; after text; state text := '';
BEGIN
    PERFORM credits.open_account(a, at => '2026-01-01 00:00Z', clock => '2026-01-15 12:00Z');
    d := credits.deposit(a, 10, at => made);
    PERFORM credits.set_clock(a, '2026-01-15 12:10Z') WHERE was <> 'overdue';
    IF was IN ('completed', 'refunded', 'clawed_back', 'reversed') THEN
        first := credits.confirm_deposit(a, d, 'r');
    END IF;
    PERFORM credits.set_clock(a, '2026-01-15 12:30Z') WHERE was = 'expired';
    PERFORM credits.fail_deposit(a, d) WHERE was = 'failed';
    PERFORM credits.refund_deposit(a, d) WHERE was = 'refunded';
    PERFORM credits.clawback(a, d) WHERE was IN ('clawed_back', 'reversed');
    PERFORM credits.reverse_clawback(a, d) WHERE was = 'reversed';
    SELECT (x - 'bucket_id')::text INTO before FROM (SELECT to_jsonb(t) AS x FROM credits.deposit t WHERE t.id = d) y;
    BEGIN
        CASE action
            WHEN 'confirm in time' THEN b := credits.confirm_deposit(a, d, 'r', made + interval '5 minutes');
            WHEN 'confirm' THEN b := credits.confirm_deposit(a, d, 'r');
            WHEN 'fail in time' THEN PERFORM credits.fail_deposit(a, d, 'why', made + interval '5 minutes');
            WHEN 'fail' THEN PERFORM credits.fail_deposit(a, d, 'why');
            WHEN 'refund' THEN PERFORM credits.refund_deposit(a, d);
            WHEN 'clawback' THEN PERFORM credits.clawback(a, d);
            WHEN 'reverse' THEN PERFORM credits.reverse_clawback(a, d);
        END CASE;
    EXCEPTION WHEN OTHERS THEN state := SQLSTATE;
    END;
    SELECT (x - 'bucket_id')::text INTO after FROM (SELECT to_jsonb(t) AS x FROM credits.deposit t WHERE t.id = d) y;
    RETURN concat_ws(' ', nullif(state, ''), CASE WHEN before = after THEN CASE WHEN state = '' THEN 'no change' END ELSE (SELECT t.status FROM credits.deposit t WHERE t.id = d) END,
                     CASE WHEN b <> first THEN 'another bucket' END);
END $$;
SELECT was, max(t) FILTER (WHERE action = 'confirm in time') AS "confirm in time", max(t) FILTER (WHERE action = 'confirm') AS confirm, max(t) FILTER (WHERE action = 'fail in time') AS "fail in time", max(t) FILTER (WHERE action = 'fail') AS fail,
       max(t) FILTER (WHERE action = 'refund') AS refund, max(t) FILTER (WHERE action = 'clawback') AS clawback, max(t) FILTER (WHERE action = 'reverse') AS reverse
  FROM (SELECT nr, was, action, pg_temp.tried(was, action) AS t FROM unnest('{pending,overdue,expired,completed,failed,refunded,clawed_back,reversed}'::text[]) WITH ORDINALITY AS w (was, nr),
               unnest('{confirm in time,confirm,fail in time,fail,refund,clawback,reverse}'::text[]) AS action OFFSET 0) x GROUP BY nr, was ORDER BY nr;
-- fails: nor by hand
SELECT pg_temp.said(format('UPDATE credits.deposit SET status = %L WHERE id = %s', s, (SELECT max(id) FROM credits.deposit d JOIN credits.account_key k USING (account_id) WHERE k.account = 'deposit/' || w || '/confirm'))) AS said
  FROM (VALUES ('failed', 'completed'), ('refunded', 'completed'), ('expired', 'pending')) AS x (w, s);
SELECT pg_temp.said(format($$INSERT INTO credits.deposit SELECT (jsonb_populate_record(d, jsonb_build_object('id', 0, 'status', 'failed', 'ended_at', now()))).* FROM credits.deposit d WHERE d.id = %s$$, :d7));
SELECT pg_temp.said('DELETE FROM credits.deposit');
SELECT pg_temp.said('TRUNCATE credits.deposit');

-- ---------------------------------------------------------------------------------------------
-- Lifetime: from the payment, in the account's zone
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('deposit/zone', time_zone => 'Europe/Berlin', at => '2025-12-01 00:00Z', clock => '2025-12-31 23:30Z') > 0 AS opened;
SELECT credits.buy('deposit/zone', 'deposit/month', 1) AS z1 \gset
SELECT credits.confirm_deposit('deposit/zone', :z1) > 0 AS paid;
SELECT credits.set_clock('deposit/zone', '2026-01-31 11:00Z');
SELECT credits.buy('deposit/zone', 'deposit/month', 2) AS z2 \gset
SELECT credits.confirm_deposit('deposit/zone', :z2, at => '2026-01-31 11:00Z') > 0 AS paid;
-- 02:30 on the 29th of March 2026 does not exist there
SELECT credits.set_clock('deposit/zone', '2026-02-28 01:30Z');
SELECT credits.buy('deposit/zone', 'deposit/29 days', 3) AS z3, credits.buy('deposit/zone', 'deposit/month', 4) AS z4 \gset
SELECT credits.confirm_deposit('deposit/zone', :z3) > 0, credits.confirm_deposit('deposit/zone', :z4) > 0;
SELECT credits.set_clock('deposit/zone', '2026-03-28 12:00Z');
SELECT credits.buy('deposit/zone', 'deposit/24 hours', 5) AS z5, credits.buy('deposit/zone', 'deposit/day', 6) AS z6, credits.deposit('deposit/zone', 7, pay_within => '1 day') AS z7 \gset
SELECT credits.confirm_deposit('deposit/zone', :z5) > 0, credits.confirm_deposit('deposit/zone', :z6) > 0;
SELECT at, expires_at FROM deposit_rows WHERE "user" = 'deposit/zone' AND money = 7;
-- 02:30 on the 25th of October comes twice: it is the second
SELECT credits.set_clock('deposit/zone', '2026-09-26 00:30Z');
SELECT credits.buy('deposit/zone', 'deposit/29 days', 8) AS z8 \gset
SELECT credits.set_clock('deposit/zone', '2026-09-30 00:30Z');
SELECT credits.confirm_deposit('deposit/zone', :z8, at => '2026-09-26 00:45Z') > 0 AS paid;
-- in a period that has closed: granted now, alive as long as from the payment
SELECT credits.buy('deposit/zone', 'deposit/29 days', 9, at => '2026-09-26 00:30Z') AS z9 \gset
SELECT credits.set_clock('deposit/zone', '2026-10-20 00:00Z');
SELECT credits.confirm_deposit('deposit/zone', :z9, at => '2026-09-26 00:45Z') > 0 AS paid;
-- no lifetime: the class's; to the end of the period of the payment, or of now if that has closed
SELECT credits.buy('deposit/zone', 'deposit/included', 10) AS z10, credits.buy('deposit/zone', 'deposit/included', 11, at => '2026-09-26 00:30Z') AS z11, credits.buy('deposit/zone', 'deposit/promotional', 12) AS z12 \gset
SELECT credits.confirm_deposit('deposit/zone', :z10) > 0, credits.confirm_deposit('deposit/zone', :z11, at => '2026-09-26 00:30Z') > 0, credits.confirm_deposit('deposit/zone', :z12) > 0;
SELECT money, class, granted_at, effective_at, expires_at FROM deposit_buckets WHERE account = 'deposit/zone';
-- a class's lifetime is kept too, and counts from the payment; one that is over before anybody tells of it, in a period that has closed, counts from then
INSERT INTO credits.class (class, priority, lifetime) VALUES ('deposit/class', 50, '1 month');
INSERT INTO credits.pack (pack, price, class) VALUES ('deposit/class', 1, 'deposit/class');
SELECT credits.open_account('deposit/class', at => '2026-01-01 00:00Z', clock => '2026-01-15 12:00Z') > 0 AS opened;
SELECT credits.buy('deposit/class', 'deposit/class', 1) AS k1, credits.buy('deposit/class', 'deposit/class', 2) AS k2, credits.buy('deposit/class', 'deposit/class', 3) AS k3, credits.buy('deposit/class', 'deposit/class', 4) AS k4 \gset
UPDATE credits.class SET lifetime = '1 year' WHERE class = 'deposit/class';
SELECT credits.confirm_deposit('deposit/class', :k1) > 0, credits.set_clock('deposit/class', '2026-02-15 11:59:59.999999Z');
SELECT credits.confirm_deposit('deposit/class', :k2, at => '2026-01-15 12:00Z') > 0, credits.set_clock('deposit/class', '2026-02-15 12:00Z');
SELECT credits.confirm_deposit('deposit/class', :k3, at => '2026-01-15 12:00Z') > 0, credits.confirm_deposit('deposit/class', :k4, at => '2026-01-15 12:00:00.000001Z') > 0;
SELECT money, granted_at, effective_at, expires_at FROM deposit_buckets WHERE account = 'deposit/class';
SELECT available FROM credits.balance('deposit/class');
-- in a period that has ended and not closed: granted when it was paid; it may be over by now
INSERT INTO credits.plan (plan, grace) VALUES ('deposit/grace', '10 days');
SELECT credits.open_account('deposit/grace', 'deposit/grace', at => '2026-01-01 00:00Z', clock => '2026-01-31 12:00Z') > 0 AS opened;
SELECT credits.buy('deposit/grace', 'deposit/included', 1) AS g1, credits.buy('deposit/grace', 'deposit/day', 2) AS g2, credits.buy('deposit/grace', 'deposit', 3) AS g3 \gset
SELECT credits.set_clock('deposit/grace', '2026-02-10 23:59:59.999999Z');
SELECT credits.confirm_deposit('deposit/grace', :g1, at => '2026-01-31 12:00Z') > 0, credits.confirm_deposit('deposit/grace', :g2, at => '2026-01-31 12:00Z') > 0;
SELECT available FROM credits.balance('deposit/grace');
SELECT credits.set_clock('deposit/grace', '2026-02-11 00:00Z');
SELECT credits.confirm_deposit('deposit/grace', :g3, at => '2026-01-31 12:00Z') > 0 AS paid;
SELECT money, class, granted_at, effective_at, expires_at FROM deposit_buckets WHERE account = 'deposit/grace';
SELECT at, kind, amount FROM credits.activity('deposit/grace');

-- ---------------------------------------------------------------------------------------------
-- Children: what they buy is their payer's
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('deposit/payer', clock => '2026-01-15 12:00Z') > 0, credits.open_account('deposit/child', parent => 'deposit/payer') > 0, credits.open_account('deposit/brother', parent => 'deposit/payer') > 0;
SELECT credits.deposit('deposit/child', 1) AS c1, credits.deposit('deposit/child', 2) AS c2, credits.deposit('deposit/payer', 3) AS c3 \gset
-- fails: its brother's, its payer's
\set VERBOSITY sqlstate
SELECT credits.confirm_deposit('deposit/brother', :c1);
SELECT credits.confirm_deposit('deposit/child', :c3);
SELECT credits.fail_deposit('deposit/brother', :c1);
\set VERBOSITY default
SELECT credits.confirm_deposit('deposit/child', :c1, 'same') > 0, credits.confirm_deposit('deposit/payer', :c2, 'other') > 0;
-- fails: a reference pays once for the payer and all its children
SELECT regexp_replace(pg_temp.said(format('SELECT credits.confirm_deposit(%L, %s, %L)', 'deposit/payer', :c3, 'same')), '"(first|now)": "\d+"', '"\1": "N"', 'g');
SELECT "user", status, money FROM deposit_rows WHERE "user" IN ('deposit/payer', 'deposit/child', 'deposit/brother');
SELECT a, status, money, reference, bucket IS NOT NULL AS bucket FROM unnest('{deposit/payer,deposit/child,deposit/brother}'::text[]) AS a, credits.deposits(a) ORDER BY a COLLATE "C", money;
SELECT account, available FROM unnest('{deposit/payer,deposit/child,deposit/brother}'::text[]) AS account, credits.balance(account);
SELECT "user", event, facts ->> 'money' AS money FROM deposit_outbox WHERE "user" IN ('deposit/payer', 'deposit/child', 'deposit/brother');
SELECT a.account, b.granted FROM credits.bucket b JOIN credits.account a ON a.account_id = b.account_id AND a.user_id = b.user_id WHERE a.account IN ('deposit/payer', 'deposit/child') AND NOT b.postpaid ORDER BY b.id;

-- ---------------------------------------------------------------------------------------------
-- With what is paid, and where receipts go: given, else the payer's
-- ---------------------------------------------------------------------------------------------
SELECT credits.add_payment_method('deposit/payer', 'bank'), credits.add_payment_method('deposit/child', 'card', -1), credits.set_receipt_address('deposit/child', 'payer@example.com');
SELECT credits.deposit('deposit/child', 11) > 0, credits.deposit('deposit/payer', 12, method => 'cash', receipt_to => 'other@example.com') > 0, credits.buy('deposit/payer', 'deposit', 13) > 0;
SELECT credits.remove_payment_method('deposit/payer', 'card'), credits.remove_payment_method('deposit/payer', 'bank'), credits.set_receipt_address('deposit/payer', NULL);
SELECT credits.deposit('deposit/payer', 14) > 0 AS made;
SELECT "user", money, method, receipt_to FROM deposit_rows WHERE money > 10 AND "user" IN ('deposit/payer', 'deposit/child');

-- ---------------------------------------------------------------------------------------------
-- Frozen: nothing is bought, paid, refunded; what fails, fails, and what was answered is
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('deposit/frozen', clock => '2026-01-15 12:00Z') > 0, credits.open_account('deposit/frozen/child', parent => 'deposit/frozen') > 0, credits.open_account('deposit/frozen too', clock => '2026-01-15 12:00Z') > 0;
SELECT credits.deposit('deposit/frozen', 1, key => 'before') AS f1, credits.deposit('deposit/frozen', 2) AS f2, credits.deposit('deposit/frozen', 3) AS f3 \gset
SELECT credits.confirm_deposit('deposit/frozen', :f1) > 0 AS paid;
SELECT credits.forfeit('deposit/frozen', credits.refer('deposit/frozen', 'deposit/frozen too'), 'fraud', freeze => true);
SELECT pg_temp.said($$SELECT credits.deposit('deposit/frozen', 10)$$);
\set VERBOSITY sqlstate
SELECT credits.deposit('deposit/frozen/child', 10);
SELECT credits.buy('deposit/frozen', 'deposit/month', 10);
SELECT credits.confirm_deposit('deposit/frozen', :f2);
SELECT credits.refund_deposit('deposit/frozen', :f1);
\set VERBOSITY default
SELECT credits.deposit('deposit/frozen', 1, key => 'before') = :f1, credits.confirm_deposit('deposit/frozen', :f1) > 0, credits.fail_deposit('deposit/frozen', :f3), credits.clawback('deposit/frozen', :f1);
SELECT credits.resume('deposit/frozen');
SELECT credits.confirm_deposit('deposit/frozen', :f2) > 0 AS paid;
SELECT status, money FROM credits.deposits('deposit/frozen');
-- one that is suspended buys
SELECT credits.suspend('deposit/frozen');
SELECT credits.confirm_deposit('deposit/frozen', credits.deposit('deposit/frozen', 4)) > 0 AS paid;

-- ---------------------------------------------------------------------------------------------
-- deposits(), activity()
-- ---------------------------------------------------------------------------------------------
SELECT at, source, status, money, currency, credits, pack, method, reference, invoice, expires_at, bucket IS NOT NULL AS bucket, refunded FROM credits.deposits('deposit');
SELECT money FROM credits.deposits('deposit', '2026-01-15 12:00Z');
SELECT money FROM credits.deposits('deposit', until => '2026-01-15 12:00Z');
SELECT money FROM credits.deposits('deposit', '2026-01-15 11:00Z', '2026-01-15 12:00Z');
SELECT count(*) FROM credits.deposits('deposit', '2026-01-15 11:00:00.000001Z', '2026-01-15 12:00Z');
SELECT at, kind, amount, status, reference FROM credits.activity('deposit');
SELECT at, kind, amount, status, reference FROM credits.activity('deposit/late');
\set VERBOSITY sqlstate
SELECT credits.deposits('deposit/none');
SELECT credits.deposits(NULL);
SELECT credits.deposits('deposit', 'infinity');
SELECT credits.deposits('deposit', until => '1969-12-31 23:59:59Z');

DROP VIEW deposit_rows, deposit_buckets, deposit_outbox;
DELETE FROM credits.pack WHERE pack LIKE 'deposit/%' OR pack = 'deposit' AND currency <> 'USD';
SELECT * FROM credits.verify();
