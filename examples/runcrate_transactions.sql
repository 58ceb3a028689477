-- Runcrate's page of transactions, for a month of a customer who pays in advance.  (runcrate_deposits.sql has how they are paid and
-- refunded, runcrate_burn.sql what happens at zero.)  The rules, in plain words:
--
--   RC3  Transactions: deposit (+), usage (-, hourly for instances and storage, and API calls), auto-recharge (+).
--   RC4  Their history: date, description, invoice link, amount, status.
--   RC5  Their status: completed, pending, failed, or accumulating: usage that is being tallied.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/runcrate_transactions.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- A credit is a dollar.  The prices are made up.
UPDATE credits.pack SET least_money = 5 WHERE pack = 'deposit';
INSERT INTO credits.resource (resource, unit, category, at_zero) VALUES
    ('A100', 'GPU', 'instances', 'terminate'), ('volume', 'GB', 'storage', 'continue'), ('api', 'call', 'api', DEFAULT);
INSERT INTO credits.price (resource, rate) VALUES ('A100', '1.20/GPU/hour'), ('volume', '0.0001/GB/hour'), ('api', '0.004/call');

-- The page, newest last.  A top-up is what Runcrate calls an auto-recharge; what expired in the till was not paid: it failed.
CREATE FUNCTION pg_temp.transactions(account text, since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL)
RETURNS TABLE (date timestamptz, type text, description text, invoice text, amount text, status text)
LANGUAGE sql AS $$
    SELECT a.at, CASE a.kind WHEN 'topup' THEN 'auto-recharge' WHEN 'deposit' THEN 'deposit' ELSE 'usage' END, a.description,
           CASE WHEN a.kind IN ('deposit', 'topup') THEN a.reference END,
           CASE WHEN a.amount::numeric > 0 THEN '+' ELSE '' END || a.amount, replace(a.status, 'expired', 'failed')
      FROM credits.activity(account, since, until) WITH ORDINALITY a ORDER BY a.ordinality
$$;

-- ------------------------------------------------------------------------------ RC3, RC4: what moved the balance
\echo 'RC3, RC4. nan deposits $10 on January 31 at 20:00, has it recharged by $20 below $5, and starts an A100 with a volume of 500 GB, at'
\echo '1.25 an hour.  Each hour is deducted; at 21:30 there are 250 API calls:'
SELECT credits.open_account('nan', clock => '2026-01-31 20:00Z') \g /dev/null
SELECT credits.confirm_deposit('nan', credits.deposit('nan', 10), 'pi_1', invoice => 'https://runcrate.example/i/1001') \g /dev/null
SELECT credits.set_topup('nan', 5, money => 20) \g /dev/null
SELECT credits.start('nan', 'A100', 'train-1'), credits.start('nan', 'volume', 'data-1', 500) \g /dev/null
SELECT credits.set_clock('nan', '2026-01-31 21:00Z') \g /dev/null
SELECT credits.set_clock('nan', '2026-01-31 21:30Z') \g /dev/null
SELECT credits.charge('nan', 'api', 250, key => 'batch 7') \g /dev/null
SELECT credits.set_clock('nan', '2026-01-31 22:00Z') \g /dev/null
SELECT * FROM pg_temp.transactions('nan');
SELECT 10 - 2 * 1.25 - 1 AS expected, available FROM credits.balance('nan');

\echo 'It is below $5 in the hour after 23:00.  The recharge is pending until it is paid, at midnight.  A month that ends in between ends an'
\echo 'hour that is deducted:'
SELECT credits.set_clock('nan', '2026-01-31 23:00Z'), credits.set_clock('nan', '2026-01-31 23:40Z') \g /dev/null
SELECT * FROM pg_temp.transactions('nan', '2026-01-31 22:00Z');
SELECT deposit AS recharge FROM credits.deposits('nan') WHERE source = 'topup' AND status = 'pending' \gset
SELECT credits.set_clock('nan', '2026-02-01 00:00Z') \g /dev/null
SELECT credits.confirm_deposit('nan', :recharge, 'pi_2', invoice => 'https://runcrate.example/i/1002') \g /dev/null
SELECT credits.set_clock('nan', '2026-02-01 00:40Z') \g /dev/null
SELECT * FROM pg_temp.transactions('nan', '2026-01-31 22:00Z');
SELECT round(6.50 - 1.25 * 8 / 3 + 20, 6) AS expected, credits.round(available, 6) AS available FROM credits.balance('nan');

-- ------------------------------------------------------------------------------ RC5: every status
\echo 'RC5. A card is declined, one payment is left at the till, another is on its way.  None of them has moved the balance:'
SELECT credits.deposit('nan', 6) AS declined, credits.deposit('nan', 7, pay_within => '5 minutes') AS left_there, credits.deposit('nan', 8) AS on_its_way \gset
SELECT credits.fail_deposit('nan', :declined, 'card_declined') \g /dev/null
SELECT credits.stop('nan', 'train-1'), credits.stop('nan', 'data-1') \g /dev/null
SELECT credits.set_clock('nan', '2026-02-01 00:50Z') \g /dev/null
SELECT * FROM pg_temp.transactions('nan', '2026-02-01 00:00:00.000001Z');
SELECT sum(a.amount::numeric) AS completed, b.available AS balance
  FROM credits.activity('nan') a, credits.balance('nan') b WHERE a.status = 'completed' GROUP BY 2;

-- An account with a clock of its own is booked up to it, so nothing is left to be tallied.  On the wall clock something is: what the job
-- has not deducted yet.  How much that is, is another amount each time; this is what can be said of it.
\echo 'Usage that is being tallied is there too, and counts in the balance.  oz has run an A100 for a moment, on the wall clock:'
SELECT credits.open_account('oz') \g /dev/null
SELECT credits.confirm_deposit('oz', credits.deposit('oz', 5), 'pi_3') \g /dev/null
SELECT credits.start('oz', 'A100', 'eval-1', 2) AS started \gset
SELECT type, description, invoice, amount::numeric < 0 AS "-", status, date = :'started' AS "since it was started" FROM pg_temp.transactions('oz') OFFSET 1;
\echo 'When it is deducted, that row is completed, at the same date:'
SELECT credits.stop('oz', 'eval-1') \g /dev/null
SELECT type, description, invoice, amount::numeric < 0 AS "-", status, date = :'started' AS "since it was started" FROM pg_temp.transactions('oz') OFFSET 1;
SELECT sum(a.amount::numeric) = b.available::numeric AS "the rows are the balance"
  FROM credits.activity('oz') a, credits.balance('oz') b GROUP BY b.available;

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
