-- Atlas Cloud buys credit by itself when there is little left, so that nothing stops in the night.  The rule, in plain words:
--
--   AC7  Auto top-up below a balance of $10, of at least $25, both configurable; the receipts go to an address of the customer's choice.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlascloud_auto_topup.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- One credit is one dollar; a top-up is at least $10, as any.  The prices are made up.
UPDATE credits.pack SET least_money = 10 WHERE pack = 'deposit';
INSERT INTO credits.resource (resource, unit) VALUES ('api', 'token'), ('gpu', 'GPU');
INSERT INTO credits.price (resource, rate) VALUES ('api', '1/1M token'), ('gpu', '2/GPU/hour');

-- What the application is told, and is to act on.
CREATE TEMP VIEW notice AS
    SELECT u.account, o.id, o.at, o.event, o.facts - 'account' AS facts
      FROM credits.outbox o JOIN credits.account u ON u.account_id = o.account_id AND u.user_id = o.user_id;

-- ------------------------------------------------------------------------------ below $10, at least $25
\echo 'mia pays in $40, and has it topped up below $10, with at least $25, the receipts to her accountant.  She has two cards:'
SELECT credits.open_account('mia', clock => '2026-06-01 08:00Z') \g /dev/null
SELECT credits.confirm_deposit('mia', credits.deposit('mia', 40)) \g /dev/null
SELECT credits.add_payment_method('mia', 'visa 4242'), credits.add_payment_method('mia', 'amex 0005') \g /dev/null
SELECT credits.set_receipt_address('mia', 'books@accountant.example') \g /dev/null
SELECT credits.set_topup('mia', 10, money => 25) \g /dev/null
\echo 'At $10.00 exactly nothing happens; a millionth of a dollar below it does:'
SELECT charged, balance FROM credits.charge('mia', 'api', 30000000);
SELECT at, source, status, money FROM credits.deposits('mia') WHERE source = 'topup';
SELECT charged, balance FROM credits.charge('mia', 'api', 1);
SELECT at, source, status, 25 AS expected, money, credits, method FROM credits.deposits('mia') WHERE source = 'topup';
\echo 'The application is told what to take, with what, and how long it is good for:'
SELECT at, event, jsonb_pretty(facts) AS facts FROM notice WHERE account = 'mia' AND event LIKE 'topup.%';

\echo 'It is no credit yet, so she can use it up to nothing meanwhile; no second one is asked for:'
SELECT charged, balance FROM credits.charge('mia', 'api', 9000000);
SELECT source, status, money FROM credits.deposits('mia');
\echo 'At 08:01 the payment is made.  The receipt has its address:'
SELECT credits.set_clock('mia', '2026-06-01 08:01Z') \g /dev/null
SELECT max(deposit) AS topup FROM credits.deposits('mia') WHERE status = 'pending' \gset
SELECT credits.confirm_deposit('mia', :topup, 'pi_2', invoice => 'INV-0002') \g /dev/null
SELECT 10 - 0.000001 - 9 + 25 AS expected, available FROM credits.balance('mia');
SELECT event, facts->>'money' AS money, facts->>'reference' AS reference, facts->>'invoice' AS invoice, facts->>'receipt_to' AS receipt_to
  FROM notice WHERE account = 'mia' AND event = 'deposit.completed' ORDER BY id;

-- ------------------------------------------------------------------------------ configurable
\echo 'ned runs more: below $200, at least $25.  What is bought covers the whole gap, once, not $25 eight times:'
SELECT credits.open_account('ned', clock => '2026-06-01 08:00Z') \g /dev/null
SELECT credits.confirm_deposit('ned', credits.deposit('ned', 260)) \g /dev/null
SELECT credits.set_topup('ned', 200, money => 25) \g /dev/null
SELECT charged, balance FROM credits.charge('ned', 'api', 64600000);
SELECT 25 AS expected, money FROM credits.deposits('ned') WHERE source = 'topup';
SELECT credits.confirm_deposit('ned', deposit) FROM credits.deposits('ned') WHERE status = 'pending' \g /dev/null
SELECT credits.set_clock('ned', '2026-06-01 09:00Z') \g /dev/null
SELECT charged, balance FROM credits.charge('ned', 'api', 195000000);
SELECT 200 - 25.40 AS expected, money FROM credits.deposits('ned') WHERE source = 'topup' AND status = 'pending';
SELECT credits.confirm_deposit('ned', deposit) FROM credits.deposits('ned') WHERE status = 'pending' \g /dev/null
SELECT 200 AS expected, available FROM credits.balance('ned');
\echo 'Switched off, nothing is bought any more:'
SELECT credits.set_topup('ned', NULL) \g /dev/null
SELECT charged, balance FROM credits.charge('ned', 'api', 199000000);
SELECT count(*) FROM credits.deposits('ned') WHERE status = 'pending';

-- ------------------------------------------------------------------------------ what runs
\echo 'ola''s GPU uses $2 an hour.  She has $16: at 11:00 it is $10, and from then on less.  That is found by whatever books next, a call or'
\echo 'the job, which books what runs once an hour; here it is the clock, at 11:00 and at 11:01:'
SELECT credits.open_account('ola', clock => '2026-06-01 08:00Z') \g /dev/null
SELECT credits.confirm_deposit('ola', credits.deposit('ola', 16)) \g /dev/null
SELECT credits.set_topup('ola', 10, money => 25) \g /dev/null
SELECT credits.start('ola', 'gpu', 'gpu-1') \g /dev/null
SELECT credits.set_clock('ola', '2026-06-01 11:00Z') \g /dev/null
SELECT b.available, count(d.*) AS topups FROM credits.balance('ola') b LEFT JOIN credits.deposits('ola') d ON d.source = 'topup' GROUP BY 1;
SELECT credits.set_clock('ola', '2026-06-01 11:01Z') \g /dev/null
SELECT b.available, count(d.*) AS topups FROM credits.balance('ola') b LEFT JOIN credits.deposits('ola') d ON d.source = 'topup' GROUP BY 1;
SELECT credits.confirm_deposit('ola', deposit) FROM credits.deposits('ola') WHERE status = 'pending' \g /dev/null
SELECT b.available, r.hours, r.runs_out_at FROM credits.balance('ola') b, credits.runway('ola') r;

-- ------------------------------------------------------------------------------ a card that does not work
\echo 'pia''s card has expired.  Each attempt that fails leaves it to the next call, a minute later at the earliest; one whose page nobody'
\echo 'opened counts too.  After three it is given up, so that a broken card is not tried for weeks, and the application is told:'
SELECT credits.open_account('pia', clock => '2026-06-01 08:00Z') \g /dev/null
SELECT credits.confirm_deposit('pia', credits.deposit('pia', 12)) \g /dev/null
SELECT credits.add_payment_method('pia', 'visa 1881') \g /dev/null
SELECT credits.set_topup('pia', 10, money => 25) \g /dev/null
-- the first, declined
SELECT charged, balance FROM credits.charge('pia', 'api', 3000000);
SELECT credits.fail_deposit('pia', deposit, 'expired_card') FROM credits.deposits('pia') WHERE status = 'pending' \g /dev/null
-- too soon for another; then the second
SELECT credits.set_clock('pia', '2026-06-01 08:00:59.999999Z') \g /dev/null
SELECT charged, balance FROM credits.charge('pia', 'api', 1000000);
SELECT credits.set_clock('pia', '2026-06-01 08:01Z') \g /dev/null
SELECT charged, balance FROM credits.charge('pia', 'api', 1000000);
-- its page expires, unopened; the third, declined
SELECT credits.set_clock('pia', '2026-06-01 08:31Z') \g /dev/null
SELECT charged, balance FROM credits.charge('pia', 'api', 1000000);
SELECT credits.fail_deposit('pia', deposit, 'expired_card') FROM credits.deposits('pia') WHERE status = 'pending' \g /dev/null
-- and no fourth
SELECT credits.set_clock('pia', '2026-06-01 09:00Z') \g /dev/null
SELECT charged, balance FROM credits.charge('pia', 'api', 1000000);
SELECT at, status, money, method FROM credits.deposits('pia') WHERE source = 'topup';
SELECT at, event, facts - 'deposit' - 'methods' - 'currency' - 'credits' AS facts FROM notice WHERE account = 'pia' AND event LIKE 'topup.%' ORDER BY id;
\echo 'She gives another card, to be tried first, and it goes on with the next call:'
SELECT credits.add_payment_method('pia', 'visa 4242', 0) \g /dev/null
SELECT charged, balance FROM credits.charge('pia', 'api', 1000000);
SELECT at, status, money, method FROM credits.deposits('pia') WHERE source = 'topup' AND status = 'pending';

-- ------------------------------------------------------------------------------ a limit
\echo 'quin allows it twice a month.  The third time there is only word of it, once; in the next month it begins again:'
SELECT credits.open_account('quin', clock => '2026-06-01 08:00Z') \g /dev/null
SELECT credits.set_topup('quin', 10, money => 25, most_times => 2) \g /dev/null
SELECT credits.confirm_deposit('quin', deposit) FROM credits.deposits('quin') WHERE status = 'pending' \g /dev/null
SELECT credits.set_clock('quin', '2026-06-10 08:00Z') \g /dev/null
SELECT charged, balance FROM credits.charge('quin', 'api', 20000000);
SELECT credits.confirm_deposit('quin', deposit) FROM credits.deposits('quin') WHERE status = 'pending' \g /dev/null
SELECT credits.set_clock('quin', '2026-06-20 08:00Z') \g /dev/null
SELECT charged, balance FROM credits.charge('quin', 'api', 25000000);
SELECT charged, balance FROM credits.charge('quin', 'api', 1000000);
SELECT credits.set_clock('quin', '2026-07-01 00:00Z') \g /dev/null
SELECT charged, balance FROM credits.charge('quin', 'api', 1000000);
SELECT at, event, facts->>'money' AS money FROM notice WHERE account = 'quin' AND event LIKE 'topup.%' ORDER BY id;

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
