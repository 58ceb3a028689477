-- Runcrate is paid in advance, a dollar for a credit.  The page with a customer's transactions shows all that moved the balance, and
-- what is about to.  The rules, in plain words:
--
--   RC1  1 credit is $1; a top-up is at least $5 and credited at once.
--   RC3  Transactions: deposit (+), usage (-, hourly for instances and storage, and API calls), auto-recharge (+).
--   RC4  Their history: date, description, invoice link, amount, status.
--   RC5  Their status: completed, pending, failed, or accumulating: usage that is being tallied.
--   RC7  Auto-recharge at a low balance.
--   RC8  Credits are not refundable once they are used; unused ones are.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/runcrate_deposits.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- Credit is sold at $1 as it is; the prices of what it buys are made up.
UPDATE credits.pack SET least_money = 5 WHERE pack = 'deposit';
INSERT INTO credits.resource (resource, unit) VALUES ('A100', 'GPU'), ('volume', 'GB'), ('api', 'call');
INSERT INTO credits.price (resource, rate) VALUES ('A100', '1.20/GPU/hour'), ('volume', '0.0001/GB/hour'), ('api', '0.004/call');
SELECT credits.open_account(a, clock => '2026-06-01 09:00Z') FROM unnest('{kim,lou,moe}'::text[]) a \g /dev/null

-- The page, in Runcrate's words, newest last.
CREATE FUNCTION pg_temp.transactions(account text)
RETURNS TABLE (date timestamptz, type text, description text, invoice text, amount text, status text)
LANGUAGE sql AS $$
    SELECT a.at,
           CASE WHEN a.kind = 'topup' THEN 'auto-recharge' WHEN a.kind LIKE '%refund' THEN 'refund' WHEN a.kind = 'deposit' THEN 'deposit' ELSE 'usage' END,
           CASE WHEN a.kind = 'refund' THEN 'usage, given back' ELSE a.description END, a.reference,
           CASE WHEN a.amount::numeric > 0 THEN '+' ELSE '' END || a.amount, a.status
      FROM credits.activity(account) WITH ORDINALITY a ORDER BY a.ordinality
$$;

-- ------------------------------------------------------------------------------ RC1: $1, at least $5, at once
\echo 'RC1. What is less than $5.00 is not sold.  A credit is a dollar, to the cent:'
CREATE FUNCTION pg_temp.ask(money numeric, OUT gets credits.amount, OUT refused text) LANGUAGE plpgsql AS $$
BEGIN
    gets := (SELECT credits FROM credits.quote_pack('kim', 'deposit', money));
EXCEPTION
    WHEN SQLSTATE 'KR016' OR invalid_parameter_value THEN refused := SQLSTATE || ': ' || SQLERRM;
END $$;
SELECT v.money, v.expected, q.gets, q.refused
  FROM (VALUES (4.99, NULL), (4.999999, NULL), (5.00, 5), (5.01, 5.01), (5.005, NULL)) v (money, expected), pg_temp.ask(v.money) q;
\echo 'kim tops up $30.  It is on the page as soon as she is sent to pay, and in the balance at the instant of the payment:'
SELECT credits.deposit('kim', 30) AS deposit \gset
SELECT * FROM pg_temp.transactions('kim');
SELECT 0 AS expected, available FROM credits.balance('kim');
SELECT credits.set_clock('kim', '2026-06-01 09:03Z') \g /dev/null
SELECT credits.confirm_deposit('kim', :deposit, 'pi_1', invoice => 'RC-1001') \g /dev/null
SELECT * FROM pg_temp.transactions('kim');
SELECT t.at, t.expected, b.available
  FROM (VALUES (timestamptz '2026-06-01 09:02:59.999999Z', 0), ('2026-06-01 09:03Z', 30)) t (at, expected), credits.balance('kim', t.at) b;

-- ------------------------------------------------------------------------------ RC3, RC5: transactions
\echo 'RC3, RC4, RC5. She starts three A100 and a volume of 500 GB, at 3.60 and 0.05 an hour, and makes 100 calls.  At 10:03 the first hour is'
\echo 'deducted; a card is declined, and another payment is on its way:'
SELECT credits.start('kim', 'A100', 'train-1', 3), credits.start('kim', 'volume', 'data-1', 500) \g /dev/null
SELECT credits.charge('kim', 'api', 100) \g /dev/null
SELECT credits.set_clock('kim', '2026-06-01 10:03Z') \g /dev/null
SELECT credits.deposit('kim', 10) AS declined, credits.deposit('kim', 15) AS on_its_way \gset
SELECT credits.fail_deposit('kim', :declined, 'card_declined') \g /dev/null
SELECT * FROM pg_temp.transactions('kim');
SELECT 30 - 0.40 - 3.65 AS expected, available FROM credits.balance('kim');
\echo 'At 11:03 the second hour is.  The payment on its way never came; what was never paid has moved nothing:'
SELECT credits.set_clock('kim', '2026-06-01 11:03Z') \g /dev/null
SELECT * FROM pg_temp.transactions('kim');
SELECT 30 - 0.40 - 2 * 3.65 AS expected, available FROM credits.balance('kim');
\echo 'Each hour by what ran:'
SELECT at, until, resource, item, quantity, charged FROM credits.usage WHERE account = 'kim' ORDER BY at, resource;

\echo 'In between it accumulates.  That is seen on the wall clock: an account with a clock of its own is booked up to its clock, always.'
\echo 'pat''s A100 has run for a moment; how long it was differs each time, so this is what can be said of it:'
SELECT credits.open_account('pat') \g /dev/null
SELECT credits.confirm_deposit('pat', credits.deposit('pat', 5), 'pi_2', invoice => 'RC-1002') \g /dev/null
SELECT credits.start('pat', 'A100', 'eval-1') \g /dev/null
SELECT type, description, invoice, amount::numeric < 0 AND amount::numeric > -0.1 AS "a little less than nothing", status
  FROM pg_temp.transactions('pat') WHERE status = 'accumulating';
SELECT accrued::numeric > 0 AS accrued, available::numeric < 5 AS "counted already", credits.stop('pat', 'eval-1') IS NOT NULL AS stopped
  FROM credits.balance('pat');
SELECT type, description, status FROM pg_temp.transactions('pat');

-- ------------------------------------------------------------------------------ RC7: auto-recharge
\echo 'RC7. kim has it recharged below $5, with $20, and tells of her card.  Four hours later she has 7.70, of which 675 calls leave'
\echo '$5.00 exactly.  The next call is the one that asks:'
SELECT credits.add_payment_method('kim', 'visa 4242'), credits.set_topup('kim', 5, money => 20) \g /dev/null
SELECT credits.set_clock('kim', t) FROM generate_series(timestamptz '2026-06-01 12:03Z', '2026-06-01 15:03Z', '1 hour') t \g /dev/null
SELECT credits.stop('kim', 'train-1'), credits.stop('kim', 'data-1') \g /dev/null
SELECT charged, balance FROM credits.charge('kim', 'api', 675);
SELECT count(*) AS asked FROM credits.deposits('kim') WHERE source = 'topup';
SELECT charged, balance FROM credits.charge('kim', 'api', 1);
SELECT at, money, method, status, expires_at FROM credits.deposits('kim') WHERE source = 'topup';
\echo 'It is on the page at once, and credit when it is paid:'
SELECT * FROM pg_temp.transactions('kim') WHERE date >= '2026-06-01 15:00Z';
SELECT credits.set_clock('kim', '2026-06-01 15:04Z') \g /dev/null
SELECT deposit AS recharge FROM credits.deposits('kim') WHERE source = 'topup' \gset
SELECT credits.confirm_deposit('kim', :recharge, 'pi_3', invoice => 'RC-1003') \g /dev/null
SELECT * FROM pg_temp.transactions('kim') WHERE date >= '2026-06-01 15:00Z';
SELECT 22.30 - 4 * 3.65 - 675 * 0.004 - 0.004 + 20 AS expected, available FROM credits.balance('kim');

-- ------------------------------------------------------------------------------ RC8: refunds
\echo 'RC8. lou pays in $20, then $10, and uses 22.004 credits.  What is used is used: of the first nothing is left to be refunded; of'
\echo 'the second 7.996 are, for $7.99, rounded down to the cent:'
SELECT credits.deposit('lou', 20) AS first, credits.deposit('lou', 10) AS second \gset
SELECT credits.confirm_deposit('lou', :first, 'pi_4', invoice => 'RC-1004'), credits.confirm_deposit('lou', :second, 'pi_5', invoice => 'RC-1005')
\g /dev/null
SELECT charged, balance FROM credits.charge('lou', 'api', 5501);
SELECT credits.refund_deposit('lou', :first);
SELECT 7.99 AS expected, credits.refund_deposit('lou', :second) AS money_back;
SELECT * FROM pg_temp.transactions('lou');
SELECT status, money, credits, refunded FROM credits.deposits('lou');
\echo 'The application is told which payment to give how much back of, once:'
SELECT event, facts->>'money' AS money, facts->>'reference' AS reference FROM credits.outbox WHERE event = 'deposit.refunded';
SELECT credits.refund_deposit('lou', :second);

\echo 'moe has used nothing, and has all of it back.  A GPU that ran for nothing, by a fault of the shop, is refunded as credit:'
SELECT credits.deposit('moe', 5) AS all_of_it \gset
SELECT credits.confirm_deposit('moe', :all_of_it, 'pi_6') \g /dev/null
SELECT 5 AS expected, credits.refund_deposit('moe', :all_of_it) AS money_back;
SELECT credits.confirm_deposit('moe', credits.deposit('moe', 8), 'pi_7') \g /dev/null
SELECT operation AS fault FROM credits.charge('moe', 'A100', 1, at => '2026-06-01 09:00Z', until => '2026-06-01 11:00Z', item => 'gpu-1') \gset
SELECT charged, balance FROM credits.refund('moe', :fault, key => 'ticket 12');
SELECT * FROM pg_temp.transactions('moe');

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
