-- Deposits taken back: refund_deposit, clawback, reverse_clawback; and what is owed then
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

CREATE FUNCTION pg_temp.said(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE d text; h text;
BEGIN
    EXECUTE query;
    RETURN 'done';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS d = PG_EXCEPTION_DETAIL, h = PG_EXCEPTION_HINT;
    RETURN regexp_replace(concat_ws(E'\n', SQLSTATE || ' ' || SQLERRM, d, h), '(deposit[": ]+)\d+', '\1N', 'g');
END $$;
CREATE FUNCTION pg_temp.open(VARIADIC names text[]) RETURNS bigint LANGUAGE sql AS $$
SELECT count(credits.open_account('takeback/' || n, at => '2026-01-01 00:00Z', clock => '2026-01-10 00:00Z')) FROM unnest(names) AS n;
$$;
-- a deposit that is paid at once
CREATE FUNCTION pg_temp.pay(who text, money numeric, pack text DEFAULT 'deposit') RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE d bigint;
BEGIN
    d := credits.buy('takeback/' || who, pack, money, method => 'card');
    PERFORM credits.confirm_deposit('takeback/' || who, d, who || ' ' || pack || ' ' || money);
    RETURN d;
END $$;
CREATE FUNCTION pg_temp.has(who text) RETURNS TABLE (class text, note text, granted credits.amount, used credits.amount, lapsed credits.amount, "left" credits.amount, closed boolean, owed credits.amount) LANGUAGE sql AS $$
SELECT b.class, b.note, b.granted, b.used, b.lapsed, b.granted - b.used - b.lapsed, b.closed_at IS NOT NULL, a.owed FROM credits.bucket b JOIN credits.account a ON a.account_id = b.account_id AND a.user_id = b.account_id
 WHERE a.account = 'takeback/' || who AND (NOT b.postpaid OR b.class = 'overdraft') ORDER BY b.id;
$$;
CREATE FUNCTION pg_temp.posted(who text, since bigint DEFAULT 0) RETURNS TABLE (op bigint, piece int, kind text, at timestamptz, class text, note text, amount credits.amount, after credits.amount, key text) LANGUAGE sql AS $$
SELECT * FROM (SELECT dense_rank() OVER (ORDER BY e.operation) AS op, e.piece, e.kind, e.at, b.class, b.note, e.amount, e.bucket_after, e.key FROM credits.entry e JOIN credits.bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
  JOIN credits.account a ON a.account_id = e.account_id AND a.user_id = e.account_id WHERE a.account = 'takeback/' || who) x WHERE op > since ORDER BY op, piece;
$$;
CREATE VIEW takeback_deposits AS
SELECT substr(u.account, 10) AS "user", d.status, d.money, d.credits, d.refunded, d.ended_at, d.taken IS NOT NULL AS taken, d.debt_id IS NOT NULL AS debt, d.bucket_id IS NOT NULL AS bucket
  FROM credits.deposit d JOIN credits.account u ON u.account_id = d.account_id AND u.user_id = d.user_id WHERE u.account LIKE 'takeback/%' ORDER BY d.id;
INSERT INTO credits.resource (resource) VALUES ('takeback/gpu');
INSERT INTO credits.class (class, priority, refundable) VALUES ('takeback/final', 50, false);
INSERT INTO credits.pack (pack, currency, price) VALUES ('takeback/half', 'USD', 0.5), ('takeback/third', 'USD', 0.3), ('takeback/yen', 'JPY', 33), ('takeback/dinar', 'KWD', 0.3);
INSERT INTO credits.pack (pack, price, class) VALUES ('takeback/final', 1, 'takeback/final');
INSERT INTO credits.pack (pack, price, lifetime) VALUES ('takeback/day', 1, '1 day');
INSERT INTO credits.pack (pack, price, credits, money) VALUES ('takeback/3 for 1', 1, 3, 1);

-- ---------------------------------------------------------------------------------------------
-- refund_deposit(): what is left of what was bought, and the money for it
-- ---------------------------------------------------------------------------------------------
-- nothing used: all of it
SELECT pg_temp.open('all'), credits.grant('takeback/all', 50, note => 'own') > 0 AS ok, pg_temp.pay('all', 10, 'takeback/half') AS d \gset
SELECT credits.set_clock('takeback/all', '2026-01-11 00:00Z');
SELECT credits.refund_deposit('takeback/all', :d);
SELECT * FROM takeback_deposits WHERE "user" = 'all';
SELECT * FROM pg_temp.has('all');
SELECT * FROM pg_temp.posted('all');
SELECT available, owed FROM credits.balance('takeback/all');
SELECT available, owed FROM credits.balance('takeback/all', '2026-01-10 23:59:59.999999Z');
SELECT o.event, o.at, o.facts - '{deposit,bucket}'::text[] AS facts, (o.facts ->> 'deposit')::bigint = :d AS deposit FROM credits.outbox o JOIN credits.account_key k ON k.account_id = o.account_id WHERE k.account = 'takeback/all' ORDER BY o.id;
SELECT status, refunded FROM credits.deposits('takeback/all');
-- part used: rounded down to the minor unit
CREATE FUNCTION pg_temp.part(who text, currency text, pack text, money numeric, used credits.amount) RETURNS text LANGUAGE plpgsql AS $$
DECLARE d bigint; back numeric;
BEGIN
    PERFORM credits.open_account('takeback/' || who, currency => currency, at => '2026-01-01 00:00Z', clock => '2026-01-10 00:00Z');
    d := pg_temp.pay(who, money, pack);
    PERFORM credits.consume('takeback/' || who, used);
    back := credits.refund_deposit('takeback/' || who, d);
    RETURN concat_ws(' ', back, 'for', (SELECT lapsed FROM pg_temp.has(who)), 'of', (SELECT granted FROM pg_temp.has(who)));
EXCEPTION WHEN OTHERS THEN RETURN concat_ws(' ', SQLSTATE, regexp_replace(SQLERRM, 'deposit \d+', 'deposit N'));
END $$;
SELECT c, pack, m, u, pg_temp.part('part ' || n, c, pack, m, u::credits.amount) FROM (VALUES
    (1, 'USD', 'takeback/half', 10, '7'), (2, 'USD', 'takeback/half', 10, '6.99'), (3, 'USD', 'takeback/half', 10, '7.000000000000000001'), (4, 'USD', 'takeback/half', 10, '0.000000000000000001'), (5, 'USD', 'takeback/half', 10, '19.98'),
    (6, 'USD', 'takeback/half', 10, '19.980000000000000001'), (7, 'USD', 'takeback/half', 10, '19.999999999999999999'), (8, 'USD', 'takeback/half', 10, '20'), (9, 'USD', 'takeback/3 for 1', 1, '1'), (10, 'USD', 'takeback/3 for 1', 1, '2'),
    -- 2.03 of 3.03 credits, both cut off: not quite 67 yen
    (11, 'JPY', 'takeback/yen', 100, '1'), (12, 'JPY', 'takeback/yen', 100, '0.99'), (13, 'JPY', 'takeback/yen', 100, '3'), (14, 'KWD', 'takeback/dinar', 1, '1'), (15, 'USD', 'takeback/third', 1, '1')) AS r (n, c, pack, m, u);
-- fails: of a class that is not refunded, though it was when it was bought; and that is back again
SELECT pg_temp.open('final'), pg_temp.pay('final', 10, 'takeback/final') AS d \gset
SELECT pg_temp.said(format('SELECT credits.refund_deposit(%L, %s)', 'takeback/final', :d));
\echo SQLSTATE :SQLSTATE
BEGIN;
UPDATE credits.class SET refundable = true WHERE class = 'takeback/final';
SELECT credits.refund_deposit('takeback/final', :d);
ROLLBACK;
-- fails: nothing left; what has expired is not left, whether that is posted or not
SELECT pg_temp.open('spent', 'expired', 'gone'), pg_temp.pay('spent', 10) AS spent, pg_temp.pay('expired', 10, 'takeback/day') AS expired, pg_temp.pay('gone', 10, 'takeback/day') AS gone \gset
SELECT charged FROM credits.consume('takeback/spent', 10);
SELECT credits.set_clock('takeback/expired', '2026-01-11 00:00Z'), credits.set_clock('takeback/gone', '2026-02-11 00:00Z');
SELECT pg_temp.said(format('SELECT credits.refund_deposit(%L, %s)', 'takeback/spent', :spent));
SELECT pg_temp.said(format('SELECT credits.refund_deposit(%L, %s)', 'takeback/expired', :expired));
SELECT pg_temp.said(format('SELECT credits.refund_deposit(%L, %s)', 'takeback/gone', :gone));
SELECT status, count(*) FROM takeback_deposits WHERE "user" IN ('spent', 'expired', 'gone', 'final') GROUP BY status;
SELECT credits.refund_deposit('takeback/expired', :expired, at => '2026-01-10 23:59:59.999999Z');
-- keys: the same again; without one the second is another
SELECT pg_temp.open('keys'), pg_temp.pay('keys', 10) AS d1, pg_temp.pay('keys', 20) AS d2 \gset
SELECT credits.refund_deposit('takeback/keys', :d1, key => 'k'), credits.refund_deposit('takeback/keys', :d1, key => 'k');
SELECT key, count(*) FROM pg_temp.posted('keys') WHERE kind = 'refund' GROUP BY key;
SELECT pg_temp.said(format('SELECT credits.refund_deposit(%L, %s)', 'takeback/keys', :d1));
SELECT regexp_replace(pg_temp.said(format('SELECT credits.refund_deposit(%L, %s, %L)', 'takeback/keys', :d2, 'k')), '"(first|now)": "\d+"', '"\1": "N"', 'g');
SELECT pg_temp.said(format('SELECT credits.refund_deposit(%L, %s, %L, %L)', 'takeback/keys', :d1, 'k', '2026-01-10 00:00Z'));
SELECT pg_temp.said(format('SELECT credits.clawback(%L, %s, key => %L)', 'takeback/keys', :d1, 'k'));
-- what was refused leaves its key
SELECT pg_temp.said(format('SELECT credits.refund_deposit(%L, %s, %L)', 'takeback/keys', :d1, 'other'));
SELECT credits.refund_deposit('takeback/keys', :d2, 'other');
-- fails: no such deposit, another's, a child's, NULL; and when
SELECT pg_temp.open('payer'), credits.open_account('takeback/child', parent => 'takeback/payer', at => '2026-01-01 00:00Z') > 0 AS ok, pg_temp.pay('child', 10) AS d \gset
SELECT pg_temp.said(format('SELECT credits.refund_deposit(%L, %s)', 'takeback/child', :d));
SELECT pg_temp.said(format('SELECT credits.clawback(%L, %s)', 'takeback/child', :d));
SELECT pg_temp.said(format('SELECT credits.reverse_clawback(%L, %s)', 'takeback/child', :d));
\set VERBOSITY sqlstate
SELECT credits.refund_deposit('takeback/keys', :d);
SELECT credits.clawback('takeback/keys', :d);
SELECT credits.reverse_clawback('takeback/keys', :d);
SELECT credits.refund_deposit('takeback/payer', NULL);
SELECT credits.clawback('takeback/payer', NULL);
SELECT credits.reverse_clawback('takeback/payer', NULL);
SELECT credits.refund_deposit(NULL, :d);
SELECT credits.refund_deposit('takeback/none', :d);
SELECT credits.refund_deposit('takeback/payer', :d, key => '');
SELECT credits.refund_deposit('takeback/payer', :d, at => 'infinity');
SELECT credits.refund_deposit('takeback/payer', :d, at => '2025-12-31 23:59:59.999999Z');
SELECT credits.set_clock('takeback/payer', '2026-02-10 00:00Z');
SELECT credits.refund_deposit('takeback/payer', :d, at => '2026-01-31 23:59:59.999999Z');
SELECT credits.clawback('takeback/payer', :d, at => '2026-01-31 23:59:59.999999Z');
SELECT credits.clawback('takeback/payer', :d, 0);
SELECT credits.clawback('takeback/payer', :d, -1);
SELECT credits.clawback('takeback/payer', :d, '10.000000000000000001');
\set VERBOSITY default
-- the payer's call, on account of the child: who asked for it is told of
SELECT credits.refund_deposit('takeback/payer', :d, at => '2026-02-01 00:00Z');
SELECT u.account, o.event, o.at, o.facts ->> 'account' AS facts FROM credits.outbox o JOIN credits.account u ON u.account_id = o.account_id AND u.user_id = o.user_id WHERE u.account IN ('takeback/payer', 'takeback/child') ORDER BY o.id;

-- ---------------------------------------------------------------------------------------------
-- clawback(): what is left, up to what was charged back; the rest is owed
-- ---------------------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.claw(who text, used credits.amount, amount credits.amount) RETURNS text LANGUAGE plpgsql AS $$
DECLARE d bigint; owed credits.amount; b record;
BEGIN
    PERFORM pg_temp.open(who), credits.grant('takeback/' || who, 5, note => 'own', priority => 99);
    d := pg_temp.pay(who, 10);
    PERFORM credits.consume('takeback/' || who, used) WHERE used > '0';
    owed := credits.clawback('takeback/' || who, d, amount);
    SELECT * INTO b FROM credits.balance('takeback/' || who);
    RETURN concat_ws(' ', 'owes', owed, b.owed, 'has', b.available, (SELECT 'taken ' || h.lapsed FROM pg_temp.has(who) h WHERE h.note = 'deposit'), (SELECT status || CASE WHEN debt THEN ' with a debt' ELSE '' END FROM takeback_deposits WHERE "user" = who));
END $$;
SELECT used, amount, pg_temp.claw('claw ' || nr, used::credits.amount, amount::credits.amount) FROM (VALUES
    (1, '0', NULL), (2, '0', '10'), (3, '0', '3'), (4, '4', NULL), (5, '4', '6'), (6, '4', '6.000000000000000001'), (7, '4', '5.999999999999999999'), (8, '10', NULL), (9, '10', '0.000000000000000001'), (10, '12', NULL), (11, '15', NULL)) AS c (nr, used, amount);
-- all entries of one
SELECT pg_temp.open('claw'), pg_temp.pay('claw', 10) AS d \gset
SELECT charged FROM credits.consume('takeback/claw', 4);
SELECT credits.clawback('takeback/claw', :d, key => 'k', at => '2026-01-12 00:00Z'), credits.clawback('takeback/claw', :d, key => 'k', at => '2026-01-12 00:00Z');
SELECT * FROM pg_temp.posted('claw', 1);
SELECT * FROM takeback_deposits WHERE "user" = 'claw';
SELECT b.class, b.priority, b.postpaid, b.granted, b.used, b.effective_at, b.expires_at, b.granted_at, b.deposit_id = :d AS deposit FROM credits.bucket b JOIN credits.account_key k USING (account_id) WHERE k.account = 'takeback/claw' AND b.class = 'overdraft';
-- it pays for nothing, and is in no list
SELECT credits.set_clock('takeback/claw', '2026-01-12 00:00Z');
SELECT class, granted, used, remaining FROM credits.buckets('takeback/claw');
SELECT available, owed, overage, overage_cap FROM credits.balance('takeback/claw');
SELECT status, charged FROM credits.try_consume('takeback/claw', 1);
SELECT kind, amount FROM credits.activity('takeback/claw');
-- fails: another amount under the key, another deposit, a call
SELECT pg_temp.said(format('SELECT credits.clawback(%L, %s, 5, %L, %L)', 'takeback/claw', :d, 'k', '2026-01-12 00:00Z'));
SELECT pg_temp.said(format('SELECT credits.clawback(%L, %s, 10, %L, %L)', 'takeback/claw', :d, 'k', '2026-01-12 00:00Z'));
SELECT pg_temp.said(format('SELECT credits.reverse_clawback(%L, %s, %L, %L)', 'takeback/claw', :d, 'k', '2026-01-12 00:00Z'));
SELECT pg_temp.said(format('SELECT credits.clawback(%L, %s)', 'takeback/claw', :d));
SELECT pg_temp.said(format('SELECT credits.refund_deposit(%L, %s)', 'takeback/claw', :d));

-- ---------------------------------------------------------------------------------------------
-- Debts: paid by the next grant that names no scope and is effective by its own instant
-- ---------------------------------------------------------------------------------------------
-- two of them: 4 are owed first, then 6, though the second was charged back for the older deposit
SELECT pg_temp.open('debts'), pg_temp.pay('debts', 10) AS d1, pg_temp.pay('debts', 20) AS d2 \gset
SELECT charged FROM credits.consume('takeback/debts', 30);
SELECT credits.clawback('takeback/debts', :d2, 4), credits.clawback('takeback/debts', :d1, 6, at => '2026-01-10 01:00Z');
SELECT owed FROM credits.balance('takeback/debts', '2026-01-10 02:00Z');
-- fails to pay: with a scope, or later; a quote, a read, a draw
SELECT credits.grant('takeback/debts', 100, scope => '{takeback/gpu}', note => 'gpu') > 0, credits.grant('takeback/debts', 100, effective_at => '2026-01-10 00:00:00.000001Z', expires_at => '2026-01-10 01:00Z', note => 'later') > 0;
SELECT charged FROM credits.consume('takeback/debts', 1, 'takeback/gpu');
SELECT * FROM pg_temp.has('debts');
-- in part; the first of them and part of the next; more than is owed
SELECT credits.set_clock('takeback/debts', '2026-01-11 00:00Z');
SELECT credits.grant('takeback/debts', 3, note => 'three', key => 'three') > 0 AS granted;
SELECT owed, available FROM credits.balance('takeback/debts');
SELECT credits.grant('takeback/debts', 3, note => 'again', effective_at => '2026-01-05 00:00Z') > 0, credits.grant('takeback/debts', 3, note => 'three', key => 'three') > 0;
SELECT owed, available FROM credits.balance('takeback/debts');
INSERT INTO credits.bucket (account_id, granted, class, note) SELECT k.account_id, 10, 'bonus', 'by hand' FROM credits.account_key k WHERE k.account = 'takeback/debts';
SELECT owed, available FROM credits.balance('takeback/debts');
SELECT * FROM pg_temp.has('debts');
SELECT * FROM pg_temp.posted('debts', 6);
SELECT credits.grant('takeback/debts', 3, note => 'after') > 0 AS granted;
SELECT kind, amount FROM pg_temp.posted('debts') WHERE note = 'after';
-- what is owed, as of then
SELECT at, b.available, b.owed FROM unnest('{2026-01-09 23:59:59.999999Z,2026-01-10 00:00Z,2026-01-10 00:59:59.999999Z,2026-01-10 01:00Z,2026-01-10 23:59:59.999999Z,2026-01-11 00:00Z}'::timestamptz[]) AS at, credits.balance('takeback/debts', at) b;

-- a line of time: 100 bought, 80 used, charged back, 30 for gpu only, 50, 100
SELECT pg_temp.open('time'), pg_temp.pay('time', 100) AS d \gset
SELECT charged FROM credits.consume('takeback/time', 80, at => '2026-01-11 00:00Z');
SELECT credits.clawback('takeback/time', :d, at => '2026-01-12 00:00Z');
SELECT credits.grant('takeback/time', 30, scope => '{takeback/gpu}', at => '2026-01-13 00:00Z') > 0, credits.grant('takeback/time', 50, at => '2026-01-14 00:00Z') > 0, credits.grant('takeback/time', 100, at => '2026-01-15 00:00Z') > 0;
SELECT at, b.available, b.owed FROM unnest('{2026-01-10 00:00Z,2026-01-11 00:00Z,2026-01-11 23:59:59.999999Z,2026-01-12 00:00Z,2026-01-13 00:00Z,2026-01-13 23:59:59.999999Z,2026-01-14 00:00Z,2026-01-14 23:59:59.999999Z,2026-01-15 00:00Z,2026-03-01 00:00Z}'::timestamptz[]) AS at,
       credits.balance('takeback/time', at) b;
SELECT credits.set_clock('takeback/time', '2026-03-01 00:00Z');
SELECT at, b.available, b.owed FROM unnest('{2026-01-10 00:00Z,2026-01-11 00:00Z,2026-01-11 23:59:59.999999Z,2026-01-12 00:00Z,2026-01-13 00:00Z,2026-01-13 23:59:59.999999Z,2026-01-14 00:00Z,2026-01-14 23:59:59.999999Z,2026-01-15 00:00Z,2026-03-01 00:00Z}'::timestamptz[]) AS at,
       credits.balance('takeback/time', at) b;

-- by deposits and their bonuses; what waits does not
INSERT INTO credits.pack (pack, price, credits, money) VALUES ('takeback/2 for 50', 1, 2, 50);
INSERT INTO credits.bonus (bonus, credits, least_money) VALUES ('first_topup', 6, 50);
SELECT pg_temp.open('bonus', 'waits'), pg_temp.pay('bonus', 30) AS bonus, pg_temp.pay('waits', 30) AS waits \gset
SELECT charged FROM credits.consume('takeback/bonus', 30);
SELECT charged FROM credits.consume('takeback/waits', 30);
SELECT credits.clawback('takeback/bonus', :bonus), credits.clawback('takeback/waits', :waits);
SELECT pg_temp.pay('bonus', 50, 'takeback/2 for 50') > 0 AS paid;
UPDATE credits.bonus SET wait = '1 day';
SELECT pg_temp.pay('waits', 50, 'takeback/2 for 50') > 0 AS paid;
SELECT * FROM pg_temp.has('bonus');
SELECT * FROM pg_temp.has('waits');
SELECT at, b.available, b.owed FROM unnest('{2026-01-10 00:00Z,2026-01-11 00:00Z}'::timestamptz[]) AS at, credits.balance('takeback/waits', at) b;
DELETE FROM credits.bonus;

-- by a plan's grant, at renewal and when it begins; by a recurring one; read ahead as if it had been done
INSERT INTO credits.plan (plan, price, included, rollover_max, overage, overage_price) VALUES ('takeback/plan', 10, 40, 100, true, 1);
SELECT credits.open_account('takeback/plan', 'takeback/plan', at => '2026-01-01 00:00Z', clock => '2026-01-10 00:00Z') > 0 AS ok, pg_temp.pay('plan', 100) AS d \gset
SELECT charged FROM credits.consume('takeback/plan', 140);
SELECT credits.clawback('takeback/plan', :d);
SELECT at, b.available, b.owed FROM unnest('{2026-01-10 00:00Z,2026-01-31 23:59:59.999999Z,2026-02-01 00:00Z,2026-03-01 00:00Z,2026-04-01 00:00Z,2026-05-01 00:00Z}'::timestamptz[]) AS at, credits.balance('takeback/plan', at) b;
SELECT class, granted, used, remaining FROM credits.buckets('takeback/plan', '2026-02-01 00:00Z');
SELECT included, used, remaining FROM credits.current_plan('takeback/plan', '2026-03-01 00:00Z');
SELECT credits.set_clock('takeback/plan', '2026-03-01 00:00Z');
SELECT at, b.available, b.owed FROM unnest('{2026-01-10 00:00Z,2026-01-31 23:59:59.999999Z,2026-02-01 00:00Z,2026-03-01 00:00Z,2026-04-01 00:00Z,2026-05-01 00:00Z}'::timestamptz[]) AS at, credits.balance('takeback/plan', at) b;
SELECT * FROM pg_temp.has('plan');
SELECT included, used, remaining FROM credits.current_plan('takeback/plan');
-- it is no usage: neither overage nor a line
SELECT kind, quantity, amount FROM credits.statement('takeback/plan');
SELECT charged, overage FROM credits.consume('takeback/plan', 3);
SELECT credits.grant_every('takeback/plan', 5, '10 days', at => '2026-03-01 00:00Z') > 0 AS made;
SELECT credits.set_clock('takeback/plan', '2026-03-11 00:00Z');
SELECT owed, available, overage FROM credits.balance('takeback/plan');
SELECT credits.set_clock('takeback/plan', '2026-04-01 00:00Z');
SELECT owed, available, overage FROM credits.balance('takeback/plan');
SELECT op, piece, kind, at, class, amount, after FROM pg_temp.posted('plan', 3);
SELECT total FROM credits.invoices('takeback/plan');
SELECT pg_temp.open('subscribes'), pg_temp.pay('subscribes', 10) AS d \gset
SELECT charged FROM credits.consume('takeback/subscribes', 10);
SELECT credits.clawback('takeback/subscribes', :d);
SELECT credits.set_clock('takeback/subscribes', '2026-01-11 00:00Z');
SELECT credits.subscribe('takeback/subscribes', 'takeback/plan') > 0 AS subscribed;
SELECT owed, available FROM credits.balance('takeback/subscribes');
-- no grant of what a debt is made of
\set VERBOSITY sqlstate
SELECT credits.grant('takeback/plan', 1, 'overdraft');
\set VERBOSITY default

-- ---------------------------------------------------------------------------------------------
-- reverse_clawback(): as if it had not been
-- ---------------------------------------------------------------------------------------------
-- before anything was paid; the second time under its key; and charged back once more
SELECT pg_temp.open('won'), pg_temp.pay('won', 10) AS d \gset
SELECT charged FROM credits.consume('takeback/won', 4);
SELECT credits.clawback('takeback/won', :d, 8, 'c');
SELECT credits.set_clock('takeback/won', '2026-01-11 00:00Z');
SELECT credits.reverse_clawback('takeback/won', :d, 'r'), credits.reverse_clawback('takeback/won', :d, 'r');
SELECT * FROM takeback_deposits WHERE "user" = 'won';
SELECT * FROM pg_temp.has('won');
SELECT * FROM pg_temp.posted('won', 1);
SELECT at, b.available, b.owed FROM unnest('{2026-01-10 00:00Z,2026-01-11 00:00Z}'::timestamptz[]) AS at, credits.balance('takeback/won', at) b;
SELECT pg_temp.said(format('SELECT credits.reverse_clawback(%L, %s)', 'takeback/won', :d));
SELECT credits.clawback('takeback/won', :d, 8, 'c'), credits.clawback('takeback/won', :d, key => 'c2'), credits.reverse_clawback('takeback/won', :d, 'r');
SELECT * FROM pg_temp.has('won');
SELECT credits.reverse_clawback('takeback/won', :d, 'r2');
SELECT * FROM pg_temp.has('won');
SELECT credits.refund_deposit('takeback/won', :d);
-- after it was paid in part, by two; one of them pays another debt too, which stays
SELECT pg_temp.open('repaid'), pg_temp.pay('repaid', 10) AS d1, pg_temp.pay('repaid', 20) AS d2 \gset
SELECT charged FROM credits.consume('takeback/repaid', 30);
SELECT credits.clawback('takeback/repaid', :d1), credits.clawback('takeback/repaid', :d2);
SELECT credits.grant('takeback/repaid', 4, note => 'four') > 0, credits.grant('takeback/repaid', 9, note => 'nine') > 0;
SELECT owed FROM credits.balance('takeback/repaid');
SELECT credits.reverse_clawback('takeback/repaid', :d1);
SELECT * FROM pg_temp.has('repaid');
SELECT * FROM pg_temp.posted('repaid', 7);
SELECT owed, available FROM credits.balance('takeback/repaid');
SELECT credits.reverse_clawback('takeback/repaid', :d2);
SELECT owed, available FROM credits.balance('takeback/repaid');
SELECT * FROM pg_temp.posted('repaid', 8);
SELECT * FROM pg_temp.has('repaid');
-- into a bucket whose expiry is posted: it expires at once; into one that has expired, and is not posted, with its period
SELECT pg_temp.open('dead', 'dying'), pg_temp.pay('dead', 10, 'takeback/day') AS dead, pg_temp.pay('dying', 10, 'takeback/day') AS dying \gset
SELECT charged FROM credits.consume('takeback/dead', 4);
SELECT credits.clawback('takeback/dead', :dead), credits.clawback('takeback/dying', :dying);
SELECT credits.grant('takeback/dead', 3, expires_at => '2026-01-20 00:00Z', note => 'three') > 0 AS granted;
SELECT credits.set_clock('takeback/dead', '2026-02-05 00:00Z'), credits.set_clock('takeback/dying', '2026-01-15 00:00Z');
SELECT credits.reverse_clawback('takeback/dead', :dead), credits.reverse_clawback('takeback/dying', :dying);
SELECT * FROM pg_temp.posted('dead', 3);
SELECT owed, available FROM credits.balance('takeback/dead');
SELECT owed, available FROM credits.balance('takeback/dying');
SELECT credits.set_clock('takeback/dying', '2026-02-05 00:00Z');
SELECT * FROM pg_temp.posted('dying', 2);
SELECT pg_temp.said(format('SELECT credits.refund_deposit(%L, %s)', 'takeback/dying', :dying));
-- with bonuses, and the referrer's; what was spent of them stays spent
INSERT INTO credits.bonus (bonus, credits) VALUES ('referee', 6), ('referrer', 5);
SELECT pg_temp.open('ann', 'bob', 'cat'), credits.refer('takeback/ann', 'takeback/bob') AS bob, credits.refer('takeback/bob', 'takeback/cat') AS cat, pg_temp.pay('bob', 10) AS d \gset
SELECT charged FROM credits.consume('takeback/ann', 2);
SELECT charged FROM credits.consume('takeback/bob', 1);
SELECT credits.clawback('takeback/bob', :d, 3);
SELECT * FROM pg_temp.has('bob');
SELECT * FROM pg_temp.has('ann');
SELECT r.status, r.note FROM credits.referral r WHERE r.id = :bob;
SELECT credits.set_clock('takeback/ann', '2026-03-01 00:00Z');
SELECT credits.reverse_clawback('takeback/bob', :d);
SELECT * FROM pg_temp.has('bob');
SELECT * FROM pg_temp.has('ann');
SELECT * FROM pg_temp.posted('ann', 2);
SELECT r.status, r.note, r.taken, r.referrer_taken FROM credits.referral r WHERE r.id = :bob;
-- what was forfeited for another reason stays so
SELECT credits.forfeit('takeback/ann', :bob, 'fraud');
SELECT credits.clawback('takeback/bob', :d);
SELECT credits.reverse_clawback('takeback/bob', :d);
SELECT * FROM pg_temp.has('bob');
SELECT * FROM pg_temp.has('ann');
SELECT r.status, r.note FROM credits.referral r WHERE r.id = :bob;
-- whose referrer is opened after it: the other order of locks
SELECT pg_temp.open('dan', 'eve'), credits.refer('takeback/eve', 'takeback/dan') AS dan, pg_temp.pay('dan', 10) AS d \gset
SELECT credits.clawback('takeback/dan', :d, 3), credits.reverse_clawback('takeback/dan', :d), credits.refund_deposit('takeback/dan', :d);
SELECT * FROM pg_temp.has('eve');
SELECT r.status FROM credits.referral r WHERE r.id = :dan;
-- nothing for whom nothing is left: cat's deposit, whose bonuses bob and cat have spent
SELECT pg_temp.pay('cat', 10) AS d \gset
SELECT charged FROM credits.consume('takeback/cat', 16);
SELECT charged FROM credits.consume('takeback/bob', 14);
SELECT credits.clawback('takeback/cat', :d), credits.reverse_clawback('takeback/cat', :d);
SELECT r.status FROM credits.referral r WHERE r.id = :cat;
DELETE FROM credits.bonus;

-- ---------------------------------------------------------------------------------------------
-- What runs is settled first; a frozen account can be taken from
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.price (resource, rate) VALUES ('takeback/gpu', '1/hour');
SELECT pg_temp.open('runs'), pg_temp.pay('runs', 10) AS d \gset
SELECT credits.start('takeback/runs', 'takeback/gpu', 'gpu 1') IS NULL AS started;
SELECT credits.set_clock('takeback/runs', '2026-01-10 04:00Z');
SELECT credits.refund_deposit('takeback/runs', :d);
SELECT status, stopped_at FROM credits.meters('takeback/runs');
SELECT pg_temp.open('ice', 'ice friend'), credits.refer('takeback/ice', 'takeback/ice friend') AS r, pg_temp.pay('ice', 10) AS d \gset
SELECT credits.forfeit('takeback/ice', :r, freeze => true);
\set VERBOSITY sqlstate
SELECT credits.refund_deposit('takeback/ice', :d);
\set VERBOSITY default
SELECT credits.clawback('takeback/ice', :d, 10);
SELECT * FROM takeback_deposits WHERE "user" = 'ice';

DROP VIEW takeback_deposits CASCADE;
DELETE FROM credits.pack WHERE pack LIKE 'takeback/%';
SELECT * FROM credits.verify();
