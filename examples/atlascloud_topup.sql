-- Atlas Cloud is paid before it is used.  A customer chooses a sum, is sent to the payment page, and has the credit when the bank
-- says so.  The rules, in plain words:
--
--   AC6  A top-up is at least $10. There are several payment methods, in an order of priority, and several currencies. The payment
--        page expires after 30 minutes.
--   AC9  Purchases are final: no refunds.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlascloud_topup.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- One credit is one dollar.  deposit() sells the pack of that name, which has a row for each currency; its price is what a credit
-- costs there.  Those of euro, yen and dinar are made up.  pay_within is 30 minutes if it is left out, and it is, but once.
UPDATE credits.pack SET least_money = 10 WHERE pack = 'deposit' AND currency = 'USD';
INSERT INTO credits.pack (pack, currency, price, least_money, pay_within) VALUES
    ('deposit', 'EUR', 0.92, 9.20, DEFAULT), ('deposit', 'JPY', 150, 1500, DEFAULT), ('deposit', 'KWD', 0.31, 3.1, '3 days');
-- Final is a column of the class.
UPDATE credits.class SET refundable = false WHERE class = 'prepaid';
INSERT INTO credits.resource (resource, unit) VALUES ('api', 'call');
INSERT INTO credits.price (resource, rate) VALUES ('api', '0.01/call');
SELECT credits.open_account(a, clock => '2026-05-04 12:00Z') FROM unnest('{lin,max,noa,oli}'::text[]) a \g /dev/null

-- What comes of it if it is tried, undone again.
CREATE FUNCTION pg_temp.try_deposit(account text, money numeric, currency text DEFAULT NULL, OUT buys credits.amount, OUT refused text)
LANGUAGE plpgsql AS $$
DECLARE
    id bigint;
BEGIN
    id := credits.deposit(account, money, currency);
    RAISE SQLSTATE 'ZZ001' USING message = (SELECT d.credits FROM credits.deposits(account) d WHERE d.deposit = id);
EXCEPTION
    WHEN SQLSTATE 'ZZ001' THEN buys := SQLERRM;
    WHEN SQLSTATE 'KR016' OR invalid_parameter_value THEN refused := SQLSTATE || ': ' || SQLERRM;
END $$;

-- ------------------------------------------------------------------------------ AC6: at least $10
\echo 'AC6. $10.00 is enough; what is less is not, by however little, and half a cent cannot be paid:'
SELECT v.money, v.expected, t.buys, t.refused
  FROM (VALUES (10.00,    10),
               (9.999999, NULL),
               (9.99,     NULL),
               (10.005,   NULL),
               (10.01,    10.01),
               (100000,   100000)) v (money, expected), pg_temp.try_deposit('lin', v.money) t;

-- ------------------------------------------------------------------------------ several currencies
\echo 'In euro a credit is 0.92, in yen 150, in Kuwaiti dinars 0.31.  Yen have no cents, dinars have thousandths.  What does not come'
\echo 'out even has as many credits as the money buys, to 18 decimals:'
SELECT v.money, v.currency, v.expected, t.buys, t.refused
  FROM (VALUES (9.20,   'EUR', 10),
               (9.19,   'EUR', NULL),
               (100,    'EUR', 108.695652173913043478),
               (1500,   'JPY', 10),
               (1499,   'JPY', NULL),
               (1500.5, 'JPY', NULL),
               (3.100,  'KWD', 10),
               (3.099,  'KWD', NULL),
               (3.101,  'KWD', 10.003225806451612903),
               (10,     'GBP', NULL)) v (money, currency, expected), pg_temp.try_deposit('lin', v.money, v.currency) t;
\echo 'The credits are the same whatever they were bought for.  What they cost stays on them:'
SELECT credits.confirm_deposit('lin', credits.deposit('lin', money, currency))
  FROM (VALUES (20, 'USD'), (23, 'EUR'), (4500, 'JPY')) v (money, currency) \g /dev/null
SELECT d.money, d.currency, d.credits, b.remaining, b.cost
  FROM credits.deposits('lin') d JOIN credits.buckets('lin') b ON b.bucket = d.bucket ORDER BY d.deposit;
SELECT 20 + 25 + 30 AS expected, available FROM credits.balance('lin');

-- ------------------------------------------------------------------------------ the payment page
\echo 'The page expires after 30 minutes, to the microsecond: what is paid at 12:29:59.999999 is paid, what is paid at 12:30:00 is not.'
\echo 'It is the instant of the payment that counts, not that of the word about it:'
SELECT credits.deposit('max', 10) AS in_time, credits.deposit('max', 20) AS too_late, credits.deposit('max', 30) AS word_late,
       credits.deposit('max', 40, 'KWD') AS three_days, credits.deposit('max', 50, pay_within => '2 hours') AS two_hours \gset
SELECT money, currency, at, expires_at, status FROM credits.deposits('max');
SELECT credits.set_clock('max', '2026-05-04 12:29:59.999999Z') \g /dev/null
SELECT credits.confirm_deposit('max', :in_time, 'pi_in_time') IS NOT NULL AS paid;
SELECT credits.set_clock('max', '2026-05-04 12:30Z') \g /dev/null
SELECT credits.confirm_deposit('max', :too_late, 'pi_too_late');
\echo 'At 13:00 there is word of a payment that was made at 12:29:59.999999, and of one at 12:30:00.  The first is taken, and is credit'
\echo 'from then on; the second is money to be sent back:'
SELECT credits.set_clock('max', '2026-05-04 13:00Z') \g /dev/null
SELECT credits.confirm_deposit('max', :word_late, 'pi_word_late', at => '2026-05-04 12:30Z');
SELECT credits.confirm_deposit('max', :word_late, 'pi_word_late', at => '2026-05-04 12:29:59.999999Z') IS NOT NULL AS paid;
SELECT money, currency, status, reference FROM credits.deposits('max');
SELECT t.at, t.expected, b.available
  FROM (VALUES (timestamptz '2026-05-04 12:29:59.999998Z', 0), ('2026-05-04 12:29:59.999999Z', 40)) t (at, expected), credits.balance('max', t.at) b;

-- ------------------------------------------------------------------------------ several methods
\echo 'noa has three methods, in the order in which she gave them; then she would have paypal tried first.  A deposit that names none takes'
\echo 'the first; if it is declined, the application tries the next:'
SELECT credits.add_payment_method('noa', 'visa 4242'), credits.add_payment_method('noa', 'paypal'), credits.add_payment_method('noa', 'sepa')
\g /dev/null
SELECT method, priority FROM credits.payment_methods('noa');
SELECT credits.add_payment_method('noa', 'paypal', 0) \g /dev/null
SELECT method, priority FROM credits.payment_methods('noa');
SELECT credits.deposit('noa', 15) AS first \gset
SELECT credits.fail_deposit('noa', :first, 'insufficient funds') \g /dev/null
SELECT credits.deposit('noa', 15, method => 'visa 4242') AS second \gset
SELECT credits.confirm_deposit('noa', :second, 'pi_7', invoice => 'INV-0007') \g /dev/null
SELECT money, method, status, reference, invoice FROM credits.deposits('noa');
SELECT credits.remove_payment_method('noa', 'paypal') \g /dev/null
SELECT credits.remove_payment_method('noa', 'paypal');
SELECT method, priority FROM credits.payment_methods('noa');

-- ------------------------------------------------------------------------------ AC9: final
\echo 'AC9. noa has used nothing and would like her $15 back.  Purchases are final, used or not:'
SELECT credits.refund_deposit('noa', :second);
SELECT status, money, refunded FROM credits.deposits('noa') WHERE deposit = :second;
SELECT 15 AS expected, available FROM credits.balance('noa');

\echo 'What a bank takes back is another matter: nobody asks.  oli tops up $20, uses 12 of it, and disputes the payment.  The 8 that are'
\echo 'left are taken, and 12 are owed.  His next top-up pays them first:'
SELECT credits.deposit('oli', 20) AS disputed \gset
SELECT credits.confirm_deposit('oli', :disputed, 'pi_8') \g /dev/null
SELECT charged, balance FROM credits.charge('oli', 'api', 1200);
SELECT 12 AS expected, credits.clawback('oli', :disputed) AS owed_now;
SELECT b.available, b.owed, d.status FROM credits.balance('oli') b, credits.deposits('oli') d;
SELECT status, balance FROM credits.try_charge('oli', 'api');
SELECT credits.confirm_deposit('oli', credits.deposit('oli', 50)) \g /dev/null
SELECT 50 - 12 AS expected, available, owed FROM credits.balance('oli');
\echo 'The bank finds for the shop.  The 8 come back where they were, and the 12 that he repaid to what repaid them:'
SELECT 20 AS expected, credits.reverse_clawback('oli', :disputed) AS came_back;
SELECT 50 - 12 + 20 AS expected, available, owed FROM credits.balance('oli');
SELECT kind, description, amount FROM credits.activity('oli') WHERE kind <> 'charge';

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
