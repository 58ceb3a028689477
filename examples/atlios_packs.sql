-- Atlios sells more credits to who has used up the pool: in packs, or as many as you like.  The rule, in plain words:
--
--   AT7  A credit pack is $10 to $2,000, preset or of an own amount; a credit is $0.04; it never expires.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlios_packs.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- A pack is a row: with credits it is of that size, without the buyer says how much.  Which presets there are is made up, and so is
-- the plan.  "Never expires" is what class prepaid says of itself, and a pack that names no other class is of that one.
INSERT INTO credits.pack (pack, price, credits) VALUES
    ('250 credits', 0.04, 250), ('1,250 credits', 0.04, 1250), ('5,000 credits', 0.04, 5000), ('50,000 credits', 0.04, 50000);
INSERT INTO credits.pack (pack, price, least_money, most_money) VALUES ('own amount', 0.04, 10, 2000);
INSERT INTO credits.plan (plan, price, included) VALUES ('Growth', 79, 1000);
INSERT INTO credits.resource (resource, unit) VALUES ('fix', 'fix');
INSERT INTO credits.price (resource, rate) VALUES ('fix', '1/fix');
SELECT credits.open_account('joe', 'Growth', clock => '2026-02-01 00:00Z') \g /dev/null

-- What would be paid and got, or why not.
CREATE FUNCTION pg_temp.ask(pack text, money numeric DEFAULT NULL, credits credits.amount DEFAULT NULL,
    OUT pays numeric, OUT gets credits.amount, OUT refused text)
LANGUAGE plpgsql AS $$
BEGIN
    SELECT q.money, q.credits INTO pays, gets FROM credits.quote_pack('joe', pack, money, credits) q;
EXCEPTION
    WHEN SQLSTATE 'KR016' OR invalid_parameter_value THEN refused := SQLSTATE || ': ' || SQLERRM;
END $$;

-- ------------------------------------------------------------------------------ the shop's page
\echo 'The page of the shop is the catalog.  The smallest preset is $10, the largest $2,000:'
SELECT p.pack, q.credits, q.money AS price
  FROM credits.pack p, credits.quote_pack('joe', p.pack) q WHERE p.credits IS NOT NULL ORDER BY q.money;

\echo 'An own amount is typed in dollars.  $10.00 and $2,000.00 are sold; a cent more or less is not, nor is a tenth of a cent:'
SELECT v.typed, v.expected, q.gets, q.pays, q.refused
  FROM (VALUES (9.99,     NULL),
               (9.999999, NULL),
               (10.00,    250),
               (10.001,   NULL),
               (10.01,    250.25),
               (123.45,   3086.25),
               (1999.99,  49999.75),
               (2000.00,  50000),
               (2000.01,  NULL)) v (typed, expected), pg_temp.ask('own amount', v.typed) q;

\echo 'Or in credits.  What they cost is rounded to the cent, half to even, and that is what must come to $10:'
SELECT v.typed, v.typed * 0.04 AS exact, v.expected, q.pays, q.gets, q.refused
  FROM (VALUES (249.87,  NULL),                                 -- 9.9948
               (249.875, 10.00),                                -- 9.995
               (250,     10.00),
               (250.125, 10.00),                                -- 10.005
               (250.375, 10.02),                                -- 10.015
               (50000,   2000.00),
               (50001,   NULL)) v (typed, expected), pg_temp.ask('own amount', credits => v.typed) q;

\echo 'A preset is what it is.  The page may send what it showed; if the price is another by now, nothing is bought:'
SELECT v.pack, v.credits, v.money AS shown, v.expected, q.pays, q.gets, q.refused
  FROM (VALUES ('1,250 credits', NULL, NULL, 50),
               ('1,250 credits', NULL, 50,   50),
               ('1,250 credits', 1250, 50,   50),
               ('1,250 credits', NULL, 45,   NULL),
               ('1,250 credits', 1500, NULL, NULL)) v (pack, credits, money, expected), pg_temp.ask(v.pack, v.money, v.credits) q;

-- ------------------------------------------------------------------------------ bought and paid
\echo 'joe has used his pool of 1000 by February 10, and buys 1,250 credits at 09:00.  The button was pressed twice: the key makes'
\echo 'it one.  No credit comes of it yet:'
SELECT charged, balance FROM credits.charge('joe', 'fix', 1000, at => '2026-02-08 12:00Z');
SELECT credits.set_clock('joe', '2026-02-10 09:00Z') \g /dev/null
SELECT credits.buy('joe', '1,250 credits', key => 'cart 17') AS bought, credits.buy('joe', '1,250 credits', key => 'cart 17') AS again \gset
SELECT :bought = :again AS "the same";
SELECT at, source, pack, money, currency, credits, status, expires_at FROM credits.deposits('joe');
SELECT status, charged, balance FROM credits.try_charge('joe', 'fix');

\echo 'The payment provider says that it was paid, and says it again, as they do.  There is one bucket, of 1250 at $0.04:'
SELECT credits.set_clock('joe', '2026-02-10 09:02Z') \g /dev/null
SELECT credits.confirm_deposit('joe', :bought, 'pi_1') AS bucket, credits.confirm_deposit('joe', :bought, 'pi_1') AS again \gset
SELECT :bucket = :again AS "the same";
SELECT class, granted, remaining, cost, note, effective_at, expires_at FROM credits.buckets('joe') WHERE class = 'prepaid';
SELECT status, charged, balance FROM credits.try_charge('joe', 'fix', 50);

\echo 'A second one, of $25, is declined; a third is left at the till.  Neither becomes credit, and what was not paid within'
\echo '30 minutes cannot be paid any more:'
SELECT credits.buy('joe', 'own amount', 25) AS declined, credits.buy('joe', '5,000 credits') AS forgotten \gset
SELECT credits.fail_deposit('joe', :declined, 'card_declined') \g /dev/null
SELECT credits.set_clock('joe', '2026-02-10 09:32Z') \g /dev/null
SELECT pack, money, credits, status, reference FROM credits.deposits('joe');
SELECT credits.confirm_deposit('joe', :forgotten, 'pi_3');
SELECT available FROM credits.balance('joe');

-- ------------------------------------------------------------------------------ never expires
\echo 'The pool refreshes and expires, every month; the pack stays.  1250 - 50, three years later, and ten years on:'
SELECT credits.set_clock('joe', '2029-02-10 09:00Z') \g /dev/null
SELECT class, granted, remaining, expires_at FROM credits.buckets('joe') WHERE class <> 'flex';
SELECT t.at, b.remaining, 1200 AS expected
  FROM (VALUES (timestamptz '2029-02-28 23:59:59.999999Z'), ('2030-01-01 00:00Z'), ('2038-12-31 00:00Z')) t (at), credits.buckets('joe', t.at) b
 WHERE b.class = 'prepaid';
\echo 'It is drawn after the pool: 1100 are the pool''s 1000, and 100 of the pack.'
SELECT charged, balance FROM credits.charge('joe', 'fix', 1100);
SELECT class, used, remaining FROM credits.buckets('joe') WHERE class <> 'flex';

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
