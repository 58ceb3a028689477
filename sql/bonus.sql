-- Bonuses and referrals: which deposit earns what, who may be referred by whom, what is forfeited
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
    RETURN regexp_replace(concat_ws(E'\n', SQLSTATE || ' ' || SQLERRM, d, h), '(referral[": ]+)\d+', '\1N', 'g');
END $$;
-- new accounts, all at one instant
CREATE FUNCTION pg_temp.open(VARIADIC names text[]) RETURNS bigint LANGUAGE sql AS $$
SELECT count(credits.open_account('bonus/' || n, at => '2026-01-01 00:00Z', clock => '2026-01-15 12:00Z')) FROM unnest(names) AS n;
$$;
-- a deposit that is paid at once; what came of it
CREATE FUNCTION pg_temp.pay(who text, money numeric, pack text DEFAULT 'deposit') RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE d bigint;
BEGIN
    d := credits.buy('bonus/' || who, pack, money);
    PERFORM credits.confirm_deposit('bonus/' || who, d);
    RETURN d;
END $$;
CREATE VIEW bonus_buckets AS
SELECT substr(a.account, 7) AS account, b.class, b.note, b.granted, b.granted - b.used - b.lapsed AS "left", b.granted_at, b.effective_at, b.expires_at, b.cost, d.money AS deposit
  FROM credits.bucket b JOIN credits.account a ON a.account_id = b.account_id AND a.user_id = b.user_id LEFT JOIN credits.deposit d ON d.account_id = b.account_id AND d.id = b.deposit_id
 WHERE a.account LIKE 'bonus/%' AND NOT b.postpaid AND b.note IS DISTINCT FROM 'deposit' AND b.note IS DISTINCT FROM 'bonus/third' ORDER BY b.id;
CREATE FUNCTION pg_temp.got(VARIADIC names text[]) RETURNS TABLE (account text, note text, granted credits.amount, "left" credits.amount) LANGUAGE sql AS $$
SELECT v.account, v.note, v.granted, v."left" FROM bonus_buckets v WHERE v.account = ANY (names);
$$;
CREATE VIEW bonus_referrals AS
SELECT substr(a.account, 7) AS referee, substr(b.account, 7) AS referrer, r.status, r.at, d.money AS deposit, r.referrer_bucket IS NOT NULL AS bucket, r.taken IS NOT NULL AS taken, r.referrer_taken IS NOT NULL AS referrer_taken, r.note
  FROM credits.referral r JOIN credits.account a ON a.account_id = r.account_id AND a.user_id = r.account_id JOIN credits.account b ON b.account_id = r.referrer_id AND b.user_id = r.referrer_id
  LEFT JOIN credits.deposit d ON d.account_id = r.account_id AND d.id = r.deposit_id WHERE a.account LIKE 'bonus/%' ORDER BY r.id;
INSERT INTO credits.pack (pack, price) VALUES ('bonus/third', 0.3);

-- ---------------------------------------------------------------------------------------------
-- Rows that may not be
-- ---------------------------------------------------------------------------------------------
\set VERBOSITY sqlstate
INSERT INTO credits.bonus (bonus) VALUES ('second_topup');
INSERT INTO credits.bonus (bonus, percent) VALUES ('referee', -1);
INSERT INTO credits.bonus (bonus, percent) VALUES ('referee', 'NaN');
INSERT INTO credits.bonus (bonus, credits) VALUES ('referee', '-0.000000000000000001');
INSERT INTO credits.bonus (bonus, most) VALUES ('referee', -1);
INSERT INTO credits.bonus (bonus, least_money) VALUES ('referee', -0.01);
INSERT INTO credits.bonus (bonus, class) VALUES ('referee', 'bonus/none');
INSERT INTO credits.bonus (bonus, lifetime) VALUES ('referee', '0');
INSERT INTO credits.bonus (bonus, wait) VALUES ('referee', '-1 second');
INSERT INTO credits.bonus (bonus, most_times) VALUES ('referrer', -1);
\set VERBOSITY default

-- ---------------------------------------------------------------------------------------------
-- The first top-up
-- ---------------------------------------------------------------------------------------------
-- no row, no bonus
SELECT pg_temp.open('none'), pg_temp.pay('none', 100) > 0 AS paid;
SELECT * FROM pg_temp.got('none');
INSERT INTO credits.bonus (bonus, percent, credits, most, least_money) VALUES ('first_topup', 10, 5, 15, 20);
-- the one before has come to it; nor is it that of the next
SELECT pg_temp.pay('none', 100) > 0 AS paid;
SELECT * FROM pg_temp.got('none');
-- least_money, most: below, at, above
SELECT pg_temp.open('19.99', '20', '99.99', '100', '100.01', 'third'), pg_temp.pay('19.99', 19.99) > 0, pg_temp.pay('20', 20) > 0, pg_temp.pay('99.99', 99.99) > 0, pg_temp.pay('100', 100) > 0, pg_temp.pay('100.01', 100.01) > 0,
       pg_temp.pay('third', 20, 'bonus/third') > 0;
SELECT * FROM pg_temp.got('19.99', '20', '99.99', '100', '100.01', 'third');
SELECT class, granted_at, effective_at, expires_at, cost, deposit FROM bonus_buckets WHERE account = '20';
SELECT available FROM credits.balance('bonus/20');
-- the first that comes to it, and only that
SELECT pg_temp.pay('19.99', 50) > 0, pg_temp.pay('19.99', 60) > 0, pg_temp.pay('20', 100) > 0;
SELECT * FROM pg_temp.got('19.99', '20');
-- asked for first is not paid first; what failed or expired is none
SELECT pg_temp.open('order');
SELECT credits.deposit('bonus/order', 30, pay_within => '1 hour') AS o1, credits.deposit('bonus/order', 40, pay_within => '2 hours') AS o2, credits.deposit('bonus/order', 50, pay_within => '3 hours') AS o3, credits.deposit('bonus/order', 60, pay_within => '3 hours') AS o4 \gset
SELECT credits.fail_deposit('bonus/order', :o1), credits.set_clock('bonus/order', '2026-01-15 14:30Z');
SELECT credits.confirm_deposit('bonus/order', :o4) > 0, credits.confirm_deposit('bonus/order', :o3) > 0, credits.confirm_deposit('bonus/order', :o2, at => '2026-01-15 12:00Z') > 0;
SELECT note, granted, granted_at, deposit FROM bonus_buckets WHERE account = 'order';
-- refunded or clawed back, it was the first
SELECT pg_temp.open('refunded', 'clawed back');
SELECT credits.refund_deposit('bonus/refunded', pg_temp.pay('refunded', 30)), credits.clawback('bonus/clawed back', pg_temp.pay('clawed back', 30)), pg_temp.pay('refunded', 40) > 0, pg_temp.pay('clawed back', 40) > 0;
SELECT * FROM pg_temp.got('refunded', 'clawed back');
-- a row that is changed is the row
UPDATE credits.bonus SET least_money = 50 WHERE bonus = 'first_topup';
SELECT pg_temp.pay('refunded', 45) > 0, pg_temp.pay('refunded', 50) > 0, pg_temp.pay('refunded', 51) > 0;
SELECT * FROM pg_temp.got('refunded');
-- a child's is its payer's
SELECT pg_temp.open('payer'), credits.open_account('bonus/child', parent => 'bonus/payer') > 0, credits.open_account('bonus/other child', parent => 'bonus/payer') > 0;
SELECT pg_temp.pay('child', 50) > 0, pg_temp.pay('payer', 60) > 0, pg_temp.pay('other child', 70) > 0;
SELECT account, note, granted, deposit FROM bonus_buckets WHERE account IN ('payer', 'child', 'other child');
-- rounded down; one of nothing is none
UPDATE credits.bonus SET (percent, credits, most, least_money) = (10, 0, NULL, 0) WHERE bonus = 'first_topup';
SELECT pg_temp.open('down', 'nothing', 'nothing at all', 'at most nothing'), pg_temp.pay('down', 1, 'bonus/third') > 0;
UPDATE credits.bonus SET percent = 0.000000000000000099 WHERE bonus = 'first_topup';
SELECT pg_temp.pay('nothing', 1) > 0;
UPDATE credits.bonus SET percent = 0 WHERE bonus = 'first_topup';
SELECT pg_temp.pay('nothing at all', 1) > 0;
UPDATE credits.bonus SET (percent, most) = (100, 0) WHERE bonus = 'first_topup';
SELECT pg_temp.pay('at most nothing', 1) > 0;
SELECT * FROM pg_temp.got('down', 'nothing', 'nothing at all', 'at most nothing');
-- more than an amount holds: up to `most`; where it is not given it does not matter; else the payment is not taken
UPDATE credits.bonus SET (percent, most) = (1000000, '1000') WHERE bonus = 'first_topup';
SELECT pg_temp.open('vast'), pg_temp.pay('vast', 100000000000000000) > 0 AS paid;
UPDATE credits.bonus SET most = NULL WHERE bonus = 'first_topup';
SELECT pg_temp.pay('vast', 100000000000000000) > 0 AS paid;
SELECT * FROM pg_temp.got('vast');
SELECT pg_temp.open('too vast');
SELECT credits.deposit('bonus/too vast', 100000000000000000) AS vast \gset
SELECT pg_temp.said(format('SELECT credits.confirm_deposit(%L, %s)', 'bonus/too vast', :vast));
UPDATE credits.bonus SET percent = 1 WHERE bonus = 'first_topup';
SELECT credits.confirm_deposit('bonus/too vast', :vast) > 0 AS paid;
SELECT * FROM pg_temp.got('too vast');

-- class, lifetime, wait: from the payment, in the account's zone and not the session's
UPDATE credits.bonus SET (percent, credits, class, lifetime, wait) = (0, 1, 'promotional', '1 month', '1 month') WHERE bonus = 'first_topup';
SELECT credits.open_account('bonus/zone', time_zone => 'America/New_York', at => '2026-01-01 00:00Z', clock => '2026-01-31 04:30Z') > 0 AS opened;
SET timezone = 'Asia/Tokyo';
SELECT pg_temp.pay('zone', 1) > 0 AS paid;
SET timezone = 'UTC';
SELECT class, granted, granted_at, effective_at, expires_at FROM bonus_buckets WHERE account = 'zone';
SELECT available FROM credits.balance('bonus/zone');
SELECT available FROM credits.balance('bonus/zone', '2026-03-01 04:29:59.999999Z');
SELECT available FROM credits.balance('bonus/zone', '2026-03-01 04:30Z');
-- in a period that has closed: the wait is over, or is not; it lives from when it takes effect
SELECT pg_temp.open('closed', 'long wait');
SELECT credits.deposit('bonus/closed', 1) AS closed, credits.deposit('bonus/long wait', 1) AS long_wait \gset
SELECT credits.set_clock('bonus/closed', '2026-03-10 00:00Z'), credits.set_clock('bonus/long wait', '2026-03-10 00:00Z');
SELECT credits.confirm_deposit('bonus/closed', :closed, at => '2026-01-15 12:10Z') > 0 AS paid;
UPDATE credits.bonus SET wait = '2 months' WHERE bonus = 'first_topup';
SELECT credits.confirm_deposit('bonus/long wait', :long_wait, at => '2026-01-15 12:10Z') > 0 AS paid;
SELECT account, granted_at, effective_at, expires_at FROM bonus_buckets WHERE account IN ('closed', 'long wait');
DELETE FROM credits.bonus;

-- ---------------------------------------------------------------------------------------------
-- refer()
-- ---------------------------------------------------------------------------------------------
SELECT pg_temp.open('ann', 'bob', 'cat', 'dan', 'eve', 'fay'), credits.open_account('bonus/ann/child', parent => 'bonus/ann') > 0;
SELECT credits.refer('bonus/ann', 'bonus/bob') AS bob \gset
SELECT credits.refer('bonus/ann', 'bonus/bob') = :bob, credits.refer('bonus/ann', 'bonus/bob', '2026-01-02 00:00Z') = :bob;
SELECT credits.refer('bonus/bob', 'bonus/cat', at => '2026-01-02 00:00Z') > 0, credits.refer('bonus/ann', 'bonus/dan') > 0;
SELECT referee, referrer, status, at FROM bonus_referrals;
-- fails: itself; by somebody else; in a circle, of two and of three
SELECT pg_temp.said($$SELECT credits.refer('bonus/ann', 'bonus/ann')$$);
SELECT pg_temp.said($$SELECT credits.refer('bonus/cat', 'bonus/bob')$$);
SELECT pg_temp.said($$SELECT credits.refer('bonus/bob', 'bonus/ann')$$);
SELECT pg_temp.said($$SELECT credits.refer('bonus/cat', 'bonus/ann')$$);
\set VERBOSITY sqlstate
-- that is not one: dan's referrer is ann too
SELECT credits.refer('bonus/dan', 'bonus/eve') > 0 AS referred;
SELECT credits.refer('bonus/eve', 'bonus/ann');
SELECT credits.refer('bonus/eve', 'bonus/dan');
-- fails: children, whom there is not, instants
SELECT credits.refer('bonus/ann/child', 'bonus/fay');
SELECT credits.refer('bonus/fay', 'bonus/ann/child');
SELECT credits.refer('bonus/ann', 'bonus/ann/child');
SELECT credits.refer('bonus/nobody', 'bonus/fay');
SELECT credits.refer('bonus/fay', 'bonus/nobody');
SELECT credits.refer(NULL, 'bonus/fay');
SELECT credits.refer('bonus/fay', NULL);
SELECT credits.refer('bonus/ann', 'bonus/fay', '2025-12-31 23:59:59.999999Z');
SELECT credits.refer('bonus/ann', 'bonus/fay', 'infinity');
\set VERBOSITY default
-- fails: has paid, though it was refunded; not: has asked to
SELECT pg_temp.pay('fay', 10) AS fay \gset
SELECT pg_temp.said($$SELECT credits.refer('bonus/ann', 'bonus/fay')$$);
SELECT credits.refund_deposit('bonus/fay', :fay);
SELECT pg_temp.said($$SELECT credits.refer('bonus/ann', 'bonus/fay')$$);
SELECT pg_temp.open('gus'), credits.fail_deposit('bonus/gus', credits.deposit('bonus/gus', 10)), credits.deposit('bonus/gus', 10) > 0, credits.refer('bonus/fay', 'bonus/gus') > 0;
-- by a child, the payer has paid
SELECT pg_temp.open('hal'), credits.open_account('bonus/hal/child', parent => 'bonus/hal') > 0, pg_temp.pay('hal/child', 1) > 0;
SELECT pg_temp.said($$SELECT credits.refer('bonus/ann', 'bonus/hal')$$);

-- ---------------------------------------------------------------------------------------------
-- To both sides
-- ---------------------------------------------------------------------------------------------
-- no row at all: nothing is decided
SELECT pg_temp.pay('bob', 100) > 0 AS paid;
SELECT referee, status FROM bonus_referrals WHERE referee = 'bob';
INSERT INTO credits.bonus (bonus, percent, least_money) VALUES ('referee', 20, 10), ('referrer', 10, 20);
-- a deposit is enough, if not the first
SELECT pg_temp.pay('bob', 9.99) > 0 AS paid;
SELECT referee, status FROM bonus_referrals WHERE referee = 'bob';
SELECT pg_temp.pay('bob', 20) > 0 AS paid;
SELECT account, class, note, granted, granted_at, effective_at, expires_at, deposit FROM bonus_buckets WHERE account IN ('ann', 'bob');
SELECT * FROM bonus_referrals WHERE referee = 'bob';
-- once
SELECT pg_temp.pay('bob', 100) > 0 AS paid;
SELECT * FROM pg_temp.got('ann', 'bob');
-- enough for the one, not for the other: rewarded, for good
SELECT pg_temp.pay('dan', 19.99) > 0, pg_temp.pay('dan', 100) > 0;
SELECT * FROM pg_temp.got('ann', 'dan');
SELECT * FROM bonus_referrals WHERE referee = 'dan';
-- a row for one side only
DELETE FROM credits.bonus WHERE bonus = 'referee';
SELECT pg_temp.open('ian', 'joe', 'kim', 'lea'), credits.refer('bonus/ian', 'bonus/joe') > 0, credits.refer('bonus/ian', 'bonus/kim') > 0;
SELECT pg_temp.pay('joe', 19.99) > 0 AS paid;
SELECT referee, status FROM bonus_referrals WHERE referee = 'joe';
SELECT pg_temp.pay('joe', 20) > 0 AS paid;
DELETE FROM credits.bonus;
INSERT INTO credits.bonus (bonus, credits, least_money) VALUES ('referee', 3, 10);
SELECT pg_temp.pay('kim', 10) > 0 AS paid;
SELECT * FROM pg_temp.got('ian', 'joe', 'kim');
SELECT referee, status, deposit, bucket FROM bonus_referrals WHERE referrer = 'ian';
-- the referrer's: its clock, zone and currency are its own
INSERT INTO credits.bonus (bonus, percent, lifetime) VALUES ('referrer', 50, '1 day');
SELECT credits.open_account('bonus/far', time_zone => 'America/New_York', currency => 'JPY', at => '2030-01-01 00:00Z', clock => '2030-03-09 17:00Z') > 0, credits.refer('bonus/far', 'bonus/lea') > 0, pg_temp.pay('lea', 10) > 0;
SELECT account, granted, granted_at, effective_at, expires_at FROM bonus_buckets WHERE account IN ('far', 'lea');
-- given when it was paid, or at the referrer's now if that is earlier, or if its period has closed
UPDATE credits.bonus SET (wait, lifetime) = ('1 day', NULL) WHERE bonus = 'referrer';
SELECT pg_temp.open('l1', 'l2', 'l3');
SELECT credits.open_account('bonus/behind', clock => '2026-01-10 00:00Z') > 0, credits.open_account('bonus/ahead', at => '2026-01-01 00:00Z', clock => '2026-01-20 00:00Z') > 0, credits.open_account('bonus/a month ahead', at => '2026-01-01 00:00Z', clock => '2026-02-03 00:00Z') > 0;
SELECT credits.refer('bonus/behind', 'bonus/l1') > 0, credits.refer('bonus/ahead', 'bonus/l2') > 0, credits.refer('bonus/a month ahead', 'bonus/l3') > 0, pg_temp.pay('l1', 10) > 0, pg_temp.pay('l2', 10) > 0, pg_temp.pay('l3', 10) > 0;
SELECT account, granted_at, effective_at FROM bonus_buckets WHERE account IN ('behind', 'ahead', 'a month ahead');
UPDATE credits.bonus SET wait = '0' WHERE bonus = 'referrer';
-- a child pays: its payer was referred
SELECT pg_temp.open('mia', 'ned'), credits.open_account('bonus/ned/child', parent => 'bonus/ned') > 0, credits.refer('bonus/mia', 'bonus/ned') > 0, pg_temp.pay('ned/child', 10) > 0;
SELECT * FROM pg_temp.got('mia', 'ned', 'ned/child');

-- ---------------------------------------------------------------------------------------------
-- With the first top-up's: both if both rows say so, else the larger, the referee's of equals
-- ---------------------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.both(first_credits int, first_adds boolean, referee_credits int, referee_adds boolean) RETURNS text LANGUAGE plpgsql AS $$
DECLARE n text := format('both %s %s %s %s', first_credits, first_adds, referee_credits, referee_adds);
BEGIN
    DELETE FROM credits.bonus;
    INSERT INTO credits.bonus (bonus, credits, adds_up) VALUES ('first_topup', first_credits, first_adds), ('referee', referee_credits, referee_adds), ('referrer', 1, false);
    PERFORM pg_temp.open(n, n || ' by'), credits.refer('bonus/' || n || ' by', 'bonus/' || n), pg_temp.pay(n, 10);
    RETURN (SELECT concat_ws(', ', (SELECT string_agg(concat_ws(' ', note, granted), ', ' ORDER BY note) FROM bonus_buckets WHERE account = n),
                             (SELECT concat_ws(' ', r.status, CASE WHEN bucket THEN 'and referrer' END) FROM bonus_referrals r WHERE referee = n)));
END $$;
SELECT f AS first, fa AS adds_up, r AS referee, ra AS adds_up, pg_temp.both(f, fa, r, ra) FROM (VALUES
    (5, true, 3, true), (5, false, 3, true), (5, true, 3, false), (5, false, 3, false), (3, false, 5, false), (3, true, 5, false), (4, false, 4, false), (4, true, 4, true), (0, false, 0, false), (0, true, 4, true), (4, false, 0, false), (0, false, 4, false)) AS b (f, fa, r, ra);

-- ---------------------------------------------------------------------------------------------
-- most_times: so many of a referrer's
-- ---------------------------------------------------------------------------------------------
DELETE FROM credits.bonus;
INSERT INTO credits.bonus (bonus, credits) VALUES ('referee', 1);
INSERT INTO credits.bonus (bonus, credits, most_times) VALUES ('referrer', 2, 2);
SELECT pg_temp.open('often', 'o1', 'o2', 'o3', 'o4', 'other', 'p1', 'rare', 'r1', 'r2', 'r3', 'poor', 'q1', 'q2');
SELECT count(credits.refer('bonus/' || referrer, 'bonus/' || referee)) FROM unnest('{often,often,often,often,other,rare,rare,rare,poor,poor}'::text[], '{o1,o2,o3,o4,p1,r1,r2,r3,q1,q2}'::text[]) AS r (referrer, referee);
SELECT pg_temp.pay('o2', 1) > 0, pg_temp.pay('o1', 1) > 0, pg_temp.pay('o3', 1) > 0, pg_temp.pay('p1', 1) > 0;
SELECT * FROM pg_temp.got('often', 'o1', 'o2', 'o3', 'other', 'p1');
SELECT referee, status, bucket FROM bonus_referrals WHERE referrer = 'often';
-- one that was forfeited since has been rewarded, one that never was has not
SELECT credits.forfeit('bonus/often', r.id) FROM credits.referral r JOIN credits.account_key k USING (account_id) WHERE k.account = 'bonus/o1';
SELECT pg_temp.pay('o4', 1) > 0 AS paid;
UPDATE credits.bonus SET most_times = 1 WHERE bonus = 'referrer';
SELECT credits.forfeit('bonus/rare', r.id) FROM credits.referral r JOIN credits.account_key k USING (account_id) WHERE k.account = 'bonus/r1';
SELECT pg_temp.pay('r1', 1) > 0, pg_temp.pay('r2', 1) > 0, pg_temp.pay('r3', 1) > 0;
-- and one that was rewarded with nothing for the referrer
UPDATE credits.bonus SET least_money = 5 WHERE bonus = 'referrer';
SELECT pg_temp.pay('q1', 4.99) > 0, pg_temp.pay('q2', 5) > 0;
SELECT referrer, referee, status, bucket FROM bonus_referrals WHERE referrer IN ('often', 'rare', 'poor');
UPDATE credits.bonus SET (most_times, least_money) = (0, 0) WHERE bonus = 'referrer';
SELECT pg_temp.open('never', 'n1'), credits.refer('bonus/never', 'bonus/n1') > 0, pg_temp.pay('n1', 1) > 0;
SELECT * FROM pg_temp.got('never', 'n1');

-- ---------------------------------------------------------------------------------------------
-- forfeit()
-- ---------------------------------------------------------------------------------------------
UPDATE credits.bonus SET (credits, most_times) = (10, NULL);
-- spent in part, on both sides; again, nothing
SELECT pg_temp.open('fred', 'gina', 'hugo', 'iris'), credits.refer('bonus/fred', 'bonus/gina') AS gina, credits.refer('bonus/fred', 'bonus/hugo') AS hugo, pg_temp.pay('gina', 100) > 0 AS paid \gset
SELECT charged FROM credits.consume('bonus/gina', 4);
SELECT charged FROM credits.consume('bonus/fred', '9.5');
SELECT credits.forfeit('bonus/fred', :gina, 'one and the same');
SELECT * FROM pg_temp.got('fred', 'gina');
SELECT * FROM bonus_referrals WHERE referee = 'gina';
SELECT e.kind, e.at, e.amount, e.bucket_after, substr(a.account, 7) AS account FROM credits.entry e JOIN credits.account a ON a.account_id = e.account_id AND a.user_id = e.user_id WHERE e.kind = 'forfeit' AND a.account IN ('bonus/fred', 'bonus/gina') ORDER BY e.operation, e.piece;
SELECT credits.forfeit('bonus/fred', :gina, 'again'), credits.forfeit('bonus/fred', :gina);
SELECT note FROM bonus_referrals WHERE referee = 'gina';
SELECT account, available FROM unnest('{bonus/fred,bonus/gina}'::text[]) AS account, credits.balance(account);
-- before any deposit: none of them brings anything, but for the first top-up's
SELECT credits.forfeit('bonus/fred', :hugo);
INSERT INTO credits.bonus (bonus, credits) VALUES ('first_topup', 7);
SELECT pg_temp.pay('hugo', 100) > 0 AS paid;
SELECT * FROM pg_temp.got('fred', 'hugo');
SELECT * FROM bonus_referrals WHERE referee = 'hugo';
-- referred is referred: by somebody else it is not, by the same it was
SELECT pg_temp.said($$SELECT credits.refer('bonus/iris', 'bonus/hugo')$$);
SELECT credits.refer('bonus/fred', 'bonus/hugo') = :hugo AS same;
-- all of it spent: nothing is left
SELECT pg_temp.open('jack', 'kate'), credits.refer('bonus/jack', 'bonus/kate') AS kate, pg_temp.pay('kate', 100) > 0 AS paid \gset
SELECT charged FROM credits.consume('bonus/kate', 110);
SELECT charged FROM credits.consume('bonus/jack', 10);
SELECT credits.forfeit('bonus/jack', :kate);
SELECT * FROM bonus_referrals WHERE referee = 'kate';
-- what has not taken effect is left; what has expired is not
UPDATE credits.bonus SET wait = '1 month' WHERE bonus = 'referee';
UPDATE credits.bonus SET lifetime = '1 hour' WHERE bonus = 'referrer';
DELETE FROM credits.bonus WHERE bonus = 'first_topup';
SELECT pg_temp.open('lars', 'mona'), credits.refer('bonus/lars', 'bonus/mona') AS mona, pg_temp.pay('mona', 100) > 0 AS paid \gset
SELECT credits.set_clock('bonus/lars', '2026-01-15 13:00Z');
SELECT credits.forfeit('bonus/lars', :mona);
SELECT * FROM pg_temp.got('lars', 'mona');
-- fails: not its own, no such, a child's, NULL
\set VERBOSITY sqlstate
SELECT credits.forfeit('bonus/jack', :mona);
SELECT credits.forfeit('bonus/mona', :mona);
SELECT credits.forfeit('bonus/jack', 0);
SELECT credits.forfeit('bonus/jack', NULL);
SELECT credits.forfeit('bonus/ann/child', :bob);
SELECT credits.forfeit('bonus/nobody', :bob);
SELECT credits.forfeit('bonus/jack', :kate, repeat('x', 4097));
SELECT credits.forfeit('bonus/jack', :kate, at => 'infinity');
\set VERBOSITY default

-- with freeze: both, and nothing more is given to them
UPDATE credits.bonus SET (wait, lifetime) = ('0', NULL);
SELECT pg_temp.open('nina', 'olaf', 'paul', 'rosa'), credits.refer('bonus/nina', 'bonus/olaf') AS olaf, credits.refer('bonus/nina', 'bonus/paul') AS paul, pg_temp.pay('olaf', 100) > 0 AS paid \gset
SELECT credits.forfeit('bonus/nina', :olaf, 'fraud', freeze => true);
SELECT account, status, reason FROM credits.account WHERE account IN ('bonus/nina', 'bonus/olaf', 'bonus/paul') ORDER BY account_id;
\set VERBOSITY sqlstate
SELECT credits.consume('bonus/olaf', 1);
SELECT credits.grant('bonus/nina', 1);
SELECT credits.refer('bonus/nina', 'bonus/rosa');
SELECT credits.refer('bonus/rosa', 'bonus/nina');
\set VERBOSITY default
SELECT credits.refer('bonus/nina', 'bonus/olaf') = :olaf AS same;
-- a frozen referrer gets nothing; who it referred does
SELECT pg_temp.pay('paul', 100) > 0 AS paid;
SELECT * FROM pg_temp.got('nina', 'paul');
SELECT * FROM bonus_referrals WHERE referrer = 'nina';
-- what frozen ones have can be taken
SELECT credits.forfeit('bonus/nina', :paul);
SELECT credits.resume('bonus/nina'), credits.resume('bonus/olaf');
SELECT charged FROM credits.consume('bonus/olaf', 1);

-- ---------------------------------------------------------------------------------------------
-- Taken back with the deposit
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.bonus (bonus, credits, adds_up) VALUES ('first_topup', 5, true);
UPDATE credits.bonus SET adds_up = true WHERE bonus = 'referee';
SELECT pg_temp.open('saul', 'tess'), credits.refer('bonus/saul', 'bonus/tess') AS tess, pg_temp.pay('tess', 100) AS paid \gset
SELECT charged FROM credits.consume('bonus/saul', 3);
SELECT charged FROM credits.consume('bonus/tess', 2);
SELECT * FROM pg_temp.got('saul', 'tess');
SELECT credits.refund_deposit('bonus/tess', :paid);
SELECT * FROM pg_temp.got('saul', 'tess');
SELECT * FROM bonus_referrals WHERE referee = 'tess';
SELECT credits.forfeit('bonus/saul', :tess);
-- it was referred, it has paid: not again
SELECT pg_temp.pay('tess', 100) > 0 AS paid;
SELECT * FROM pg_temp.got('saul', 'tess');
-- another deposit of the referee takes nothing of it
SELECT pg_temp.open('ugo', 'vera'), credits.refer('bonus/ugo', 'bonus/vera') AS vera, pg_temp.pay('vera', 100) > 0 AS paid \gset
SELECT credits.refund_deposit('bonus/vera', pg_temp.pay('vera', 50));
SELECT * FROM pg_temp.got('ugo', 'vera');
SELECT referee, status FROM bonus_referrals WHERE referee = 'vera';

-- what is taken of the referrer's may ask for its top-up; of a frozen one it does not
CREATE FUNCTION pg_temp.asked(who text) RETURNS TABLE (event text, at timestamptz, credits text) LANGUAGE sql AS $$
SELECT o.event, o.at, o.facts ->> 'credits' FROM credits.outbox o JOIN credits.account_key k ON k.account_id = o.account_id AND k.user_id = o.user_id WHERE k.account = 'bonus/' || who AND o.event LIKE 'topup.%' ORDER BY o.id;
$$;
SELECT pg_temp.open('will', 'xena', 'yuri', 'zara', 'zoe'), credits.refer('bonus/will', 'bonus/xena') AS xena, credits.refer('bonus/yuri', 'bonus/zara') AS zara, credits.refer('bonus/yuri', 'bonus/zoe') AS zoe,
       pg_temp.pay('xena', 100) AS paid, pg_temp.pay('zara', 100) > 0 AS ok \gset
SELECT credits.set_topup('bonus/will', 10), credits.set_topup('bonus/yuri', 10);
SELECT * FROM pg_temp.asked('will');
SELECT credits.clawback('bonus/xena', :paid, 1);
SELECT * FROM pg_temp.asked('will');
SELECT credits.forfeit('bonus/yuri', :zara, 'fraud', freeze => true);
SELECT * FROM pg_temp.asked('yuri');

-- ---------------------------------------------------------------------------------------------
-- Referrals are kept
-- ---------------------------------------------------------------------------------------------
SELECT pg_temp.said(format('UPDATE credits.referral SET status = %L WHERE id = %s', 'pending', :vera));
SELECT pg_temp.said(format('INSERT INTO credits.referral (account_id, referrer_id, status, at, actor) VALUES (0, 1, %L, now(), %L)', 'rewarded', 'x'));
SELECT pg_temp.said('DELETE FROM credits.referral');
SELECT pg_temp.said('TRUNCATE credits.referral');
SELECT at, kind, amount FROM credits.activity('bonus/tess');
SELECT at, kind, amount FROM credits.activity('bonus/saul');

DROP VIEW bonus_buckets, bonus_referrals CASCADE;
DELETE FROM credits.pack WHERE pack LIKE 'bonus/%';
DELETE FROM credits.bonus;

-- ---------------------------------------------------------------------------------------------
-- Rows that no payment could be given by
-- ---------------------------------------------------------------------------------------------
BEGIN;
DELETE FROM credits.bonus;
SELECT c, pg_temp.said(format('INSERT INTO credits.bonus (bonus, percent, class) VALUES (''referrer'', 1, %L)', c)) FROM unnest('{flex,overdraft,nothing,bonus}'::text[]) c;
SELECT i, pg_temp.said(format('UPDATE credits.bonus SET lifetime = %L, wait = %L', i, i)) FROM unnest('{1 month 1 day,1 second,1 month}'::text[]) i;
ROLLBACK;

SELECT * FROM credits.verify();
