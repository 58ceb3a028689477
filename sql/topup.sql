-- Auto top-up: asked for when the balance falls below a floor; and with what is paid
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

INSERT INTO credits.resource (resource, unit) VALUES ('topup/token', 'token'), ('topup/vm', '');
INSERT INTO credits.price (resource, rate) VALUES ('topup/token', '1/token'), ('topup/vm', '1/hour');
INSERT INTO credits.pack (pack, price, credits, money, least_money, most_money, least_credits, most_credits, discounts, pay_within) VALUES
    ('topup/box', 0.5, 30, NULL, NULL, NULL, NULL, NULL, '[]', '30 minutes'), ('topup/cheap', 0.333, NULL, NULL, NULL, NULL, NULL, NULL, '[]', '30 minutes'),
    ('topup/bounded', 1, NULL, NULL, 5, 20, NULL, NULL, '[]', '30 minutes'), ('topup/large', 1, NULL, NULL, NULL, NULL, 50, 80, '[]', '30 minutes'),
    ('topup/off 10', 1, NULL, NULL, NULL, NULL, NULL, NULL, '[{"from": 100, "percent": 10}]', '30 minutes'), ('topup/gift', 0.5, 30, 9.99, NULL, NULL, NULL, NULL, '[]', '30 minutes'),
    ('topup/quick', 1, NULL, NULL, NULL, NULL, NULL, NULL, '[]', '1 minute');
-- what was asked for, and what the application was told; deposits by their number
CREATE TEMP VIEW asked AS
SELECT k.account, row_number() OVER (PARTITION BY d.account_id ORDER BY d.id) AS nr, d.at, d.status, d.money, d.credits::text, d.pack, d.ended_at
  FROM credits.deposit d JOIN credits.account_key k ON k.user_id = d.user_id WHERE d.source = 'topup' AND k.account LIKE 'topup%';
CREATE TEMP VIEW told AS
SELECT k.account, o.event, o.at, coalesce((SELECT count(*) FROM credits.deposit d WHERE d.account_id = o.account_id AND d.source = 'topup' AND d.id <= (o.facts->>'deposit')::bigint), 0) AS nr,
       o.facts - 'deposit' - 'account' AS facts
  FROM credits.outbox o JOIN credits.account_key k ON k.user_id = o.user_id WHERE o.event LIKE 'topup.%' AND k.account LIKE 'topup%' ORDER BY o.id;
-- what became of the last one
CREATE FUNCTION topup_fails(name text, at timestamptz DEFAULT NULL) RETURNS void LANGUAGE sql
    AS $$ SELECT credits.fail_deposit(name, (SELECT max(deposit) FROM credits.deposits(name) WHERE source = 'topup'), 'declined', at) $$;
CREATE FUNCTION topup_is_paid(name text) RETURNS boolean LANGUAGE sql
    AS $$ SELECT credits.confirm_deposit(name, (SELECT max(deposit) FROM credits.deposits(name) WHERE source = 'topup')) > 0 $$;

-- ---------------------------------------------------------------------------------------------
-- Below the floor, strictly; one at a time
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('topup', clock => '2026-04-01 00:00Z') > 0 AS opened, credits.grant('topup', 100) > 0 AS granted;
SELECT credits.set_topup('topup', 40);
SELECT balance FROM credits.consume('topup', 60);
SELECT count(*) AS asked FROM asked WHERE account = 'topup';
-- what is missing is rounded up to the minor unit
SELECT balance FROM credits.consume('topup', 0.000000000000000001);
SELECT nr, at, status, money, credits, pack FROM asked WHERE account = 'topup';
SELECT event, at, nr, facts FROM told WHERE account = 'topup';
SELECT source, status, money, currency, credits, pack, method, expires_at, bucket FROM credits.deposits('topup');
SELECT balance FROM credits.consume('topup', 30);
SELECT count(*) AS asked FROM asked WHERE account = 'topup';
-- paid: the next may be asked for, but not within the minute
SELECT topup_is_paid('topup');
SELECT balance FROM credits.consume('topup', 1);
SELECT nr, status, money FROM asked WHERE account = 'topup' ORDER BY nr;
SELECT credits.set_clock('topup', '2026-04-01 00:00:59.999999Z');
SELECT balance FROM credits.consume('topup', 1);
SELECT count(*) AS asked FROM asked WHERE account = 'topup';
-- the cooldown ends; a clock that moves books nothing, the next draw asks
SELECT credits.set_clock('topup', '2026-04-01 00:01Z');
SELECT count(*) AS asked FROM asked WHERE account = 'topup';
SELECT balance FROM credits.consume('topup', 1);
SELECT nr, at, status, money, credits FROM asked WHERE account = 'topup' ORDER BY nr;

-- a refusal, an answer that is repeated and a quote book nothing
SELECT credits.open_account('topup/refused', clock => '2026-04-01 00:00Z') > 0 AS opened, credits.grant('topup/refused', 10) > 0 AS granted;
SELECT replayed FROM credits.consume('topup/refused', 5, key => 'k');
SELECT credits.set_topup('topup/refused', 8, cooldown => '0');
SELECT topup_fails('topup/refused');
SELECT status FROM credits.try_consume('topup/refused', 6);
SELECT replayed FROM credits.consume('topup/refused', 5, key => 'k');
SELECT status FROM credits.quote('topup/refused', 'topup/token', 1);
SELECT count(*) AS asked FROM asked WHERE account = 'topup/refused';
-- a grant may leave it below
SELECT credits.grant('topup/refused', 1) > 0 AS granted;
SELECT nr, status, money FROM asked WHERE account = 'topup/refused' ORDER BY nr;

-- what asked is undone, and so is the request
SELECT credits.open_account('topup/undone', clock => '2026-04-01 00:00Z') > 0 AS opened, credits.grant('topup/undone', 10) > 0 AS granted;
SELECT credits.set_topup('topup/undone', 5);
BEGIN;
SELECT balance FROM credits.consume('topup/undone', 6);
SELECT count(*) AS asked FROM asked WHERE account = 'topup/undone';
ROLLBACK;
SELECT count(*) AS asked FROM asked WHERE account = 'topup/undone';
SELECT count(*) AS told FROM told WHERE account = 'topup/undone';

-- ---------------------------------------------------------------------------------------------
-- As large as the whole gap
-- ---------------------------------------------------------------------------------------------
CREATE FUNCTION topup_sized(name text, missing credits.amount, pack text DEFAULT NULL, money numeric DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM credits.open_account(name, clock => '2026-04-01 00:00Z'), credits.grant(name, 2000), credits.set_topup(name, 2000, pack, money), credits.consume(name, missing);
    RETURN (SELECT a.credits || ' for ' || a.money FROM asked a WHERE a.account = name);
END $$;
SELECT topup_sized('topup/gap', 5) AS "5 missing", topup_sized('topup/gap 2', 1000.005) AS "one big draw";
-- whole multiples of a preset, at its price
SELECT topup_sized('topup/box 1', 30, 'topup/box') AS "30 missing", topup_sized('topup/box 2', 30.000000000000000001, 'topup/box') AS "a little more", topup_sized('topup/box 3', 100, 'topup/gift') AS "100 missing";
-- at least so much money, and the pack's own bounds
SELECT topup_sized('topup/money 1', 5, money => 12.5) AS "5 missing", topup_sized('topup/money 2', 13, money => 12.5) AS "13 missing";
SELECT topup_sized('topup/bounded 1', 2, 'topup/bounded') AS "2 missing", topup_sized('topup/bounded 2', 6, 'topup/bounded') AS "6 missing", topup_sized('topup/bounded 3', 5, 'topup/bounded', 7) AS "5 missing, 7",
       topup_sized('topup/bounded 4', 25, 'topup/bounded') AS "25 missing", topup_sized('topup/bounded 5', 5, 'topup/bounded', 21) AS "5 missing, 21";
SELECT topup_sized('topup/large 1', 5, 'topup/large') AS "5 missing", topup_sized('topup/large 2', 80, 'topup/large') AS "80 missing", topup_sized('topup/large 3', 80.01, 'topup/large') AS "more than is sold";
-- rounded up to the cent; a discount on the whole gap, and on what is bought at least
SELECT topup_sized('topup/cheap 1', 5, 'topup/cheap') AS "5 missing", topup_sized('topup/off 1', 99.99, 'topup/off 10') AS "99.99 missing", topup_sized('topup/off 2', 100, 'topup/off 10') AS "100 missing",
       topup_sized('topup/off 3', 1, 'topup/off 10', 99) AS "1 missing, 99", topup_sized('topup/off 4', 1, 'topup/off 10', 100) AS "1 missing, 100";
-- overage is no credit: the gap is as large as the floor
SELECT credits.open_account('topup/overage', clock => '2026-04-01 00:00Z') > 0 AS opened, credits.grant('topup/overage', 60) > 0 AS granted;
SELECT credits.set_overage('topup/overage', true), credits.set_topup('topup/overage', 40);
SELECT credits, overage, balance FROM credits.consume('topup/overage', 70);
SELECT nr, money, credits FROM asked WHERE account = 'topup/overage';
-- more than there could ever be is not asked for, and refuses no draw
SELECT credits.open_account('topup/most', clock => '2026-04-01 00:00Z') > 0 AS opened, credits.set_overage('topup/most', true);
SELECT credits.set_topup('topup/most', 170141183460469231731.687303715884105727);
SELECT overage FROM credits.consume('topup/most', 1);
SELECT count(*) AS asked FROM asked WHERE account = 'topup/most';
-- what is owed is paid first, so it is missing too
SELECT credits.open_account('topup/owes', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT credits.deposit('topup/owes', 50) AS deposit \gset
SELECT credits.confirm_deposit('topup/owes', :deposit) > 0 AS paid;
SELECT balance FROM credits.consume('topup/owes', 45);
SELECT credits.set_topup('topup/owes', 5);
SELECT credits.clawback('topup/owes', :deposit) AS owed;
SELECT nr, money, credits FROM asked WHERE account = 'topup/owes';
SELECT topup_is_paid('topup/owes');
SELECT available, owed FROM credits.balance('topup/owes');

-- ---------------------------------------------------------------------------------------------
-- So many in a period
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('topup/times', clock => '2026-04-10 00:00Z') > 0 AS opened, credits.grant('topup/times', 100) > 0 AS granted;
SELECT credits.set_topup('topup/times', 95, cooldown => '0', most_times => 2);
SELECT balance FROM credits.consume('topup/times', 10);
SELECT topup_is_paid('topup/times');
SELECT balance FROM credits.consume('topup/times', 10);
SELECT topup_is_paid('topup/times');
SELECT balance FROM credits.consume('topup/times', 10);
SELECT balance FROM credits.consume('topup/times', 10);
SELECT credits.set_clock('topup/times', '2026-04-30 23:59:59.999999Z');
SELECT balance FROM credits.consume('topup/times', 10);
SELECT event, at, nr, facts - 'expires_at' - 'methods' AS facts FROM told WHERE account = 'topup/times';
-- the next period; what is forbidden there is told again
SELECT credits.set_clock('topup/times', '2026-05-01 00:00Z');
SELECT balance FROM credits.consume('topup/times', 10);
SELECT topup_is_paid('topup/times');
SELECT balance FROM credits.consume('topup/times', 10);
SELECT topup_is_paid('topup/times');
SELECT balance FROM credits.consume('topup/times', 10);
SELECT event, at, nr, facts - 'expires_at' - 'methods' AS facts FROM told WHERE account = 'topup/times' AND at >= '2026-05-01 00:00Z';
SELECT t.limited_at FROM credits.topup t JOIN credits.account_key k USING (account_id) WHERE k.account = 'topup/times';

-- ---------------------------------------------------------------------------------------------
-- It stops when too many have failed or expired
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('topup/stops', clock => '2026-04-01 00:00Z') > 0 AS opened, credits.grant('topup/stops', 100) > 0 AS granted;
SELECT credits.set_topup('topup/stops', 50, 'topup/quick', cooldown => '2 minutes');
SELECT balance FROM credits.consume('topup/stops', 60);
SELECT topup_fails('topup/stops');
SELECT credits.set_clock('topup/stops', '2026-04-01 00:02Z');
SELECT balance FROM credits.consume('topup/stops', 1);
-- it expires at 00:03: found by the next draw, though the cooldown forbids another
SELECT balance FROM credits.consume('topup/stops', 1);
SELECT nr, at, status, ended_at FROM asked WHERE account = 'topup/stops' ORDER BY nr;
CREATE TEMP VIEW failures AS SELECT k.account, t.failures FROM credits.topup t JOIN credits.account_key k ON k.user_id = t.account_id;
UPDATE credits.account SET clock = '2026-04-01 00:03Z' WHERE account = 'topup/stops';
SELECT status, expires_at FROM credits.deposits('topup/stops') ORDER BY at DESC LIMIT 1;
SELECT failures FROM failures WHERE account = 'topup/stops';
SELECT balance FROM credits.consume('topup/stops', 1);
SELECT failures FROM failures WHERE account = 'topup/stops';
UPDATE credits.account SET clock = '2026-04-01 00:04Z' WHERE account = 'topup/stops';
SELECT balance FROM credits.consume('topup/stops', 1);
-- the third: a clock that is set writes down what has expired, and the third failure stops it
SELECT credits.set_clock('topup/stops', '2026-04-01 01:00Z');
SELECT nr, at, status, ended_at FROM asked WHERE account = 'topup/stops' ORDER BY nr;
SELECT balance FROM credits.consume('topup/stops', 1);
SELECT credits.set_clock('topup/stops', '2026-04-01 02:00Z');
SELECT balance FROM credits.consume('topup/stops', 1);
SELECT event, at, nr, facts FROM told WHERE account = 'topup/stops' AND event = 'topup.stopped';
SELECT count(*) AS asked, failures FROM asked JOIN failures USING (account) WHERE account = 'topup/stops' GROUP BY failures;
-- a changed method lets it go on, with the next draw
SELECT credits.add_payment_method('topup/stops', 'card 2');
SELECT count(*) AS asked, failures FROM asked JOIN failures USING (account) WHERE account = 'topup/stops' GROUP BY failures;
SELECT balance FROM credits.consume('topup/stops', 1);
SELECT topup_fails('topup/stops');
SELECT failures FROM failures WHERE account = 'topup/stops';
SELECT credits.remove_payment_method('topup/stops', 'card 2');
SELECT failures FROM failures WHERE account = 'topup/stops';
-- so does one that is paid, even one that had expired
SELECT credits.set_clock('topup/stops', '2026-04-01 03:00Z');
SELECT balance FROM credits.consume('topup/stops', 1);
SELECT credits.set_clock('topup/stops', '2026-04-01 04:00Z');
SELECT failures FROM failures WHERE account = 'topup/stops';
SELECT credits.confirm_deposit('topup/stops', deposit, at => at) > 0 AS paid FROM (SELECT deposit, at FROM credits.deposits('topup/stops') ORDER BY at DESC LIMIT 1) d;
SELECT nr, at, status, ended_at FROM asked WHERE account = 'topup/stops' ORDER BY nr DESC LIMIT 2;
SELECT failures FROM failures WHERE account = 'topup/stops';
-- set again it begins anew
SELECT credits.set_topup('topup/stops', 500, stop_after => 1);
SELECT topup_fails('topup/stops');
SELECT event, at, facts->'failures' AS failures FROM told WHERE account = 'topup/stops' AND event = 'topup.stopped';
SELECT credits.set_topup('topup/stops', 500, stop_after => 1, cooldown => '0');
SELECT failures FROM failures WHERE account = 'topup/stops';
SELECT nr, at, status FROM asked WHERE account = 'topup/stops' ORDER BY nr DESC LIMIT 2;

-- ---------------------------------------------------------------------------------------------
-- Off; not sold any longer; frozen
-- ---------------------------------------------------------------------------------------------
SELECT credits.set_topup('topup/stops', NULL);
SELECT count(*) AS settings FROM credits.topup t JOIN credits.account_key k USING (account_id) WHERE k.account = 'topup/stops';
SELECT a.topup_floor FROM credits.account a WHERE a.account = 'topup/stops';
SELECT topup_fails('topup/stops');
SELECT balance FROM credits.consume('topup/stops', 1);
SELECT count(*) FILTER (WHERE status = 'pending') AS pending FROM asked WHERE account = 'topup/stops';
SELECT credits.set_topup('topup/stops', NULL);
-- what is given as NULL is as if it were not given
SELECT credits.set_topup('topup/stops', 5, NULL, NULL, NULL, NULL, NULL, NULL);
SELECT t.floor, t.pack, t.money, t.cooldown, t.most_times, t.stop_after FROM credits.topup t JOIN credits.account_key k USING (account_id) WHERE k.account = 'topup/stops';
-- a draw is not refused because of it
INSERT INTO credits.pack (pack, price) VALUES ('topup/gone', 1);
SELECT credits.open_account('topup/unsold', clock => '2026-04-01 00:00Z') > 0 AS opened, credits.grant('topup/unsold', 10) > 0 AS granted;
SELECT credits.set_topup('topup/unsold', 8, 'topup/gone', cooldown => '0');
UPDATE credits.pack SET currency = 'EUR' WHERE pack = 'topup/gone';
SELECT balance FROM credits.consume('topup/unsold', 3);
UPDATE credits.pack SET currency = 'USD', opened_before = '2026-04-01 00:00Z' WHERE pack = 'topup/gone';
SELECT balance FROM credits.consume('topup/unsold', 1);
DELETE FROM credits.pack WHERE pack = 'topup/gone';
SELECT balance FROM credits.consume('topup/unsold', 1);
SELECT count(*) AS asked FROM asked WHERE account = 'topup/unsold';
INSERT INTO credits.pack (pack, price) VALUES ('topup/gone', 2);
SELECT balance FROM credits.consume('topup/unsold', 1);
SELECT nr, money, credits FROM asked WHERE account = 'topup/unsold';
-- what is frozen may not buy
SELECT credits.open_account('topup/frozen', clock => '2026-04-01 00:00Z') > 0 AS opened;
UPDATE credits.account SET status = 'frozen' WHERE account = 'topup/frozen';
SELECT credits.set_topup('topup/frozen', 8);
SELECT count(*) AS asked FROM asked WHERE account = 'topup/frozen';
UPDATE credits.account SET status = 'active' WHERE account = 'topup/frozen';
SELECT credits.set_topup('topup/frozen', 8);
SELECT count(*) AS asked FROM asked WHERE account = 'topup/frozen';

-- ---------------------------------------------------------------------------------------------
-- Whoever draws, and however
-- ---------------------------------------------------------------------------------------------
-- a child's draw asks for its payer's
SELECT credits.open_account('topup/payer', clock => '2026-04-01 00:00Z') > 0 AS opened, credits.open_account('topup/child', parent => 'topup/payer') > 0 AS opened, credits.grant('topup/payer', 10) > 0 AS granted;
SELECT credits.set_topup('topup/payer', 8, cooldown => '0');
SELECT credits.add_payment_method('topup/child', 'later', 20), credits.add_payment_method('topup/child', 'first', 3), credits.set_receipt_address('topup/child', 'books@example.com');
SELECT charged FROM credits.charge('topup/child', 'topup/token', 4);
SELECT account, nr, money, credits FROM asked WHERE account LIKE 'topup/payer' OR account = 'topup/child';
SELECT event, at, facts FROM told WHERE account = 'topup/payer';
SELECT count(*) AS payers, (SELECT count(*) FROM credits.deposits('topup/child')) AS childs FROM credits.deposits('topup/payer') WHERE method = 'first';
-- buckets that expire
SELECT credits.open_account('topup/expiry', clock => '2026-04-01 00:00Z') > 0 AS opened, credits.grant('topup/expiry', 10, expires_at => '2026-04-20 00:00Z') > 0 AS granted, credits.grant('topup/expiry', 5) > 0 AS granted;
SELECT credits.set_topup('topup/expiry', 8);
SELECT credits.set_clock('topup/expiry', '2026-04-20 00:00Z');
SELECT count(*) AS asked FROM asked WHERE account = 'topup/expiry';
SELECT credits.set_clock('topup/expiry', '2026-05-01 00:00Z');
SELECT at, money FROM asked WHERE account = 'topup/expiry';
-- what is granted again leaves too little
SELECT credits.open_account('topup/every', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT credits.set_topup('topup/every', 8, cooldown => '0');
SELECT topup_fails('topup/every');
SELECT credits.grant_every('topup/every', 2, '1 month') > 0 AS granted;
SELECT nr, at, money FROM asked WHERE account = 'topup/every' ORDER BY nr;
-- a plan
INSERT INTO credits.plan (plan, included) VALUES ('topup/small', 3), ('topup/none', 0);
SELECT credits.open_account('topup/plan', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT credits.set_topup('topup/plan', 8, cooldown => '0');
SELECT topup_fails('topup/plan');
SELECT credits.subscribe('topup/plan', 'topup/small') > 0 AS subscribed;
SELECT topup_fails('topup/plan');
-- nothing is booked here, and a credit that a change takes is
SELECT credits.cancel('topup/plan');
SELECT credits.reactivate('topup/plan');
SELECT nr, status, money FROM asked WHERE account = 'topup/plan' ORDER BY nr;
SELECT credits.set_topup('topup/plan', 8, cooldown => '0');
SELECT topup_fails('topup/plan');
SELECT credits.set_clock('topup/plan', '2026-04-02 00:00Z');
SELECT credits.change_plan('topup/plan', 'topup/none', at_cycle_end => false) > 0 AS changed;
SELECT nr, status, money FROM asked WHERE account = 'topup/plan' ORDER BY nr;

-- meters: what has accrued counts, whether it is booked or not
SELECT credits.open_account('topup/meter', clock => '2026-04-01 00:00Z') > 0 AS opened, credits.grant('topup/meter', 10) > 0 AS granted;
SELECT credits.set_topup('topup/meter', 8, cooldown => '0');
SELECT credits.start('topup/meter', 'topup/vm', 'a') AS started;
UPDATE credits.account SET clock = '2026-04-01 02:00Z' WHERE account = 'topup/meter';
SELECT charged, balance FROM credits.settle('topup/meter');
SELECT count(*) AS asked FROM asked WHERE account = 'topup/meter';
UPDATE credits.account SET clock = '2026-04-01 02:00:00.000001Z' WHERE account = 'topup/meter';
SELECT available, accrued FROM credits.balance('topup/meter');
SELECT charged, balance FROM credits.settle('topup/meter');
SELECT at, money, credits FROM asked WHERE account = 'topup/meter';
SELECT topup_fails('topup/meter');
-- a draw that leaves enough but for what runs
UPDATE credits.account SET clock = '2026-04-01 04:00Z' WHERE account = 'topup/meter';
SELECT balance FROM credits.consume('topup/meter', 1);
SELECT nr, at, money, credits FROM asked WHERE account = 'topup/meter' ORDER BY nr;
SELECT topup_fails('topup/meter');
UPDATE credits.account SET clock = '2026-04-01 05:00Z' WHERE account = 'topup/meter';
SELECT charged, balance FROM credits.resize('topup/meter', 'topup/vm', 'a', 2);
SELECT charged, balance FROM credits.stop('topup/meter', 'a');
SELECT credits.add_payment_method('topup/meter', 'card');
SELECT nr, at, money, credits FROM asked WHERE account = 'topup/meter' ORDER BY nr;

-- the job: of an account that it settles, and of one whose deposit was not paid in time
SELECT credits.open_account('topup/job', clock => date_trunc('second', now()) - interval '2 hours') > 0 AS opened, credits.grant('topup/job', 10) > 0 AS granted;
SELECT credits.set_topup('topup/job', 8.5);
SELECT credits.start('topup/job', 'topup/vm', 'a') IS NOT NULL AS started;
SELECT credits.open_account('topup/unpaid', clock => date_trunc('second', now()) - interval '2 hours') > 0 AS opened;
SELECT credits.set_topup('topup/unpaid', 8, stop_after => 2);
SELECT credits.open_account('topup/plain', clock => date_trunc('second', now()) - interval '2 hours') > 0 AS opened, credits.deposit('topup/plain', 5) > 0 AS deposited;
UPDATE credits.account SET clock = NULL WHERE account IN ('topup/job', 'topup/unpaid', 'topup/plain');
CALL credits.run(batch => 1);
SELECT account, nr, status, CASE account WHEN 'topup/job' THEN round(money) ELSE money END AS money FROM asked WHERE account IN ('topup/job', 'topup/unpaid') ORDER BY 1, 2;
SELECT failures FROM failures WHERE account = 'topup/unpaid';
SELECT d.status, d.ended_at = d.expires_at AS "at its end" FROM credits.deposit d JOIN credits.account_key k USING (account_id) WHERE k.account = 'topup/plain';
SELECT done > 0 AS done, failed FROM credits.progress ORDER BY run DESC LIMIT 1;
SELECT stopped.charged > 0 AS charged FROM credits.stop('topup/job', 'a') stopped;
-- nothing is left to do
CALL credits.run();
SELECT count(*) AS asked FROM asked WHERE account IN ('topup/job', 'topup/unpaid');

-- bulk: one request for each payer of the statement, once all is billed
SELECT count(credits.open_account('topup/bulk ' || g, clock => '2026-04-01 00:00Z')), count(credits.grant('topup/bulk ' || g, 10)) FROM generate_series(1, 3) g;
SELECT credits.open_account('topup/bulk child', parent => 'topup/bulk 1') > 0 AS opened;
SELECT count(credits.set_topup('topup/bulk ' || g, 8, cooldown => '0')) FROM generate_series(1, 3) g;
COPY credits.usage (account, resource, quantity, key) FROM stdin;
topup/bulk 2	topup/token	3	a
topup/bulk 1	topup/token	2	\N
topup/bulk child	topup/token	2	\N
topup/bulk 3	topup/token	2	\N
topup/bulk 2	topup/token	3	b
topup/bulk 2	topup/token	3	a
\.
SELECT account, money, credits FROM asked WHERE account LIKE 'topup/bulk%' ORDER BY 1;
-- only what is billed asks
SELECT topup_fails('topup/bulk 2');
INSERT INTO credits.usage (account, resource, quantity, key) VALUES ('topup/bulk 2', 'topup/token', 3, 'a');
SELECT count(*) AS asked FROM asked WHERE account = 'topup/bulk 2';
-- rows of an application's tables
CREATE TABLE topup_call (account text, tokens numeric);
CREATE TRIGGER bill AFTER INSERT ON topup_call FOR EACH ROW EXECUTE FUNCTION credits.charge_rows('account=account', 'resource:topup/token', 'quantity=tokens');
INSERT INTO topup_call VALUES ('topup/bulk 2', 1), ('topup/bulk 2', 1), ('topup/bulk 3', 1);
SELECT account, nr, status, money, credits FROM asked WHERE account LIKE 'topup/bulk%' ORDER BY 1, 2;
DROP TABLE topup_call;

-- ---------------------------------------------------------------------------------------------
-- With what is paid
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('topup/methods', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT * FROM credits.payment_methods('topup/methods');
SELECT credits.add_payment_method('topup/methods', 'b'), credits.add_payment_method('topup/methods', 'a');
SELECT credits.set_clock('topup/methods', '2026-04-02 00:00Z');
SELECT credits.add_payment_method('topup/methods', 'c', 1), credits.add_payment_method('topup/methods', 'b', -5);
SELECT * FROM credits.payment_methods('topup/methods');
-- after all others; again the same
SELECT credits.add_payment_method('topup/methods', 'b');
SELECT credits.add_payment_method('topup/methods', 'b');
SELECT * FROM credits.payment_methods('topup/methods');
SELECT credits.remove_payment_method('topup/methods', 'c');
SELECT method, priority FROM credits.payment_methods('topup/methods');
SELECT credits.deposit('topup/methods', 1, receipt_to => 'x') > 0 AS d, credits.deposit('topup/methods', 2) > 0 AS d;
SELECT credits.set_receipt_address('topup/methods', 'me@example.com');
SELECT credits.deposit('topup/methods', 3, method => 'other') > 0 AS deposited;
SELECT credits.set_receipt_address('topup/methods', NULL);
SELECT credits.deposit('topup/methods', 4) > 0 AS deposited;
SELECT d.money, d.method, d.receipt_to FROM credits.deposit d JOIN credits.account_key k USING (account_id) WHERE k.account = 'topup/methods' ORDER BY 1;

-- ---------------------------------------------------------------------------------------------
-- The books balance
-- ---------------------------------------------------------------------------------------------
SELECT k.account, v.* FROM (SELECT account FROM credits.account_key WHERE account LIKE 'topup%' OFFSET 0) k, credits.verify(k.account) v;

-- ---------------------------------------------------------------------------------------------
-- Refusals
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('topup/bad', clock => '2026-04-01 00:00Z') > 0 AS opened, credits.open_account('topup/bad child', parent => 'topup/bad') > 0 AS opened;
-- fails: no account, or none of that name
SELECT credits.set_topup(NULL, 1);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_topup('topup/nobody', 1);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_topup('', 1);
\echo SQLSTATE :SQLSTATE
-- fails: a child
SELECT credits.set_topup('topup/bad child', 1);
\echo SQLSTATE :SQLSTATE
-- fails: numbers that make no sense
SELECT credits.set_topup('topup/bad', 0);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_topup('topup/bad', -1);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_topup('topup/bad', 1, money => 0);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_topup('topup/bad', 1, money => -1);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_topup('topup/bad', 1, money => 'NaN');
\echo SQLSTATE :SQLSTATE
SELECT credits.set_topup('topup/bad', 1, money => 1.001);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_topup('topup/bad', 1, cooldown => '-1 second');
\echo SQLSTATE :SQLSTATE
SELECT credits.set_topup('topup/bad', 1, cooldown => '1 month -1 day');
\echo SQLSTATE :SQLSTATE
SELECT credits.set_topup('topup/bad', 1, cooldown => '11 years');
\echo SQLSTATE :SQLSTATE
SELECT credits.set_topup('topup/bad', 1, most_times => 0);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_topup('topup/bad', 1, stop_after => 0);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_topup('topup/bad', NULL, stop_after => -1);
\echo SQLSTATE :SQLSTATE
-- fails: instants
SELECT credits.set_topup('topup/bad', 1, at => '2026-03-31 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.set_topup('topup/bad', 1, at => 'infinity');
\echo SQLSTATE :SQLSTATE
SELECT credits.set_topup('topup/bad', 1, at => '2046-04-01 00:00Z');
\echo SQLSTATE :SQLSTATE
-- fails: what is not sold, or not so
SELECT credits.set_topup('topup/bad', 1, 'topup/nothing');
\echo SQLSTATE :SQLSTATE
SELECT credits.set_topup('topup/bad', 1, '');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.pack (pack, currency, price) VALUES ('topup/euro', 'EUR', 1);
SELECT credits.set_topup('topup/bad', 1, 'topup/euro');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.pack (pack, price, opened_before) VALUES ('topup/old', 1, '2026-04-01 00:00Z');
SELECT credits.set_topup('topup/bad', 1, 'topup/old');
\echo SQLSTATE :SQLSTATE
SELECT credits.set_topup('topup/bad', 1, 'topup/box', 10);
\echo SQLSTATE :SQLSTATE
-- fails: payment methods
SELECT credits.add_payment_method(NULL, 'card');
\echo SQLSTATE :SQLSTATE
SELECT credits.add_payment_method('topup/bad', NULL);
\echo SQLSTATE :SQLSTATE
SELECT credits.add_payment_method('topup/bad', '');
\echo SQLSTATE :SQLSTATE
SELECT credits.add_payment_method('topup/bad', repeat('x', 256));
\echo SQLSTATE :SQLSTATE
SELECT credits.add_payment_method('topup/nobody', 'card');
\echo SQLSTATE :SQLSTATE
SELECT credits.add_payment_method('topup/bad', 'last', 2147483647);
SELECT credits.add_payment_method('topup/bad', 'card');
\echo SQLSTATE :SQLSTATE
SELECT credits.remove_payment_method('topup/bad', 'card');
\echo SQLSTATE :SQLSTATE
SELECT credits.remove_payment_method('topup/bad', NULL);
\echo SQLSTATE :SQLSTATE
SELECT credits.remove_payment_method('topup/nobody', 'card');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.payment_methods(NULL);
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.payment_methods('topup/nobody');
\echo SQLSTATE :SQLSTATE
-- fails: receipts
SELECT credits.set_receipt_address('topup/bad', '');
\echo SQLSTATE :SQLSTATE
SELECT credits.set_receipt_address('topup/bad', repeat('x', 256));
\echo SQLSTATE :SQLSTATE
SELECT credits.set_receipt_address(NULL, 'x');
\echo SQLSTATE :SQLSTATE
SELECT credits.set_receipt_address('topup/nobody', 'x');
\echo SQLSTATE :SQLSTATE
-- fails: nothing is written where nothing may be
BEGIN READ ONLY;
SELECT credits.set_topup('topup/bad', 1);
\echo SQLSTATE :SQLSTATE
ROLLBACK;
BEGIN READ ONLY;
SELECT method, priority FROM credits.payment_methods('topup/bad');
SELECT credits.add_payment_method('topup/bad', 'card');
\echo SQLSTATE :SQLSTATE
ROLLBACK;
SELECT count(*) AS settings, (SELECT count(*) FROM credits.payment_methods('topup/bad')) AS methods FROM credits.topup t JOIN credits.account_key k USING (account_id) WHERE k.account = 'topup/bad';
DROP FUNCTION topup_fails(text, timestamptz), topup_is_paid(text), topup_sized(text, credits.amount, text, numeric);
