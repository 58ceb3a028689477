-- Packs: the rows of credits.pack, what a purchase comes to, and what is not for sale
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

CREATE FUNCTION pg_temp.pack_row(columns text, vals text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('INSERT INTO credits.pack (pack, price, %s) VALUES (''pack/row'', 1, %s)', columns, vals);
    DELETE FROM credits.pack WHERE pack = 'pack/row';
    RETURN 'taken';
EXCEPTION WHEN OTHERS THEN RETURN concat_ws(' ', SQLSTATE, SQLERRM);
END $$;
-- money, credits and percent, or why not
CREATE FUNCTION pg_temp.ask(account text, pack text, money numeric, credits text DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
DECLARE q record;
BEGIN
    SELECT * INTO q FROM credits.quote_pack(account, pack, money, credits::credits.amount);
    RETURN concat_ws(' ', q.money, q.currency, 'for', q.credits, CASE WHEN q.percent <> 0 THEN '-' || q.percent || '%' END);
EXCEPTION WHEN OTHERS THEN RETURN concat_ws(' ', SQLSTATE, SQLERRM);
END $$;
SELECT credits.open_account('pack', at => '2026-01-01 00:00Z', clock => '2026-01-15 00:00Z') > 0,
       credits.open_account('pack/yen', currency => 'JPY', clock => '2026-01-15 00:00Z') > 0,
       credits.open_account('pack/dinar', currency => 'KWD', clock => '2026-01-15 00:00Z') > 0,
       credits.open_account('pack/odd', currency => 'XAU', clock => '2026-01-15 00:00Z') > 0,
       credits.open_account('pack/child', parent => 'pack', at => '2026-01-01 00:00Z') > 0;

-- init() made one
\x on
SELECT * FROM credits.pack WHERE pack = 'deposit';
\x off
INSERT INTO credits.pack (pack, price) VALUES ('pack/plain', 0.5);
\x on
SELECT * FROM credits.pack WHERE pack = 'pack/plain';
\x off

-- ---------------------------------------------------------------------------------------------
-- Rows that may be
-- ---------------------------------------------------------------------------------------------
SELECT columns, vals, pg_temp.pack_row(columns, vals) FROM (VALUES
    ('pay_within', '''1 minute'''), ('pay_within', '''10 years'''), ('pay_within', '''3653 days'''), ('lifetime', '''1 month'''), ('lifetime', '''1 minute'''),
    ('class', '''bonus'''), ('least_money, most_money', '5, 5'), ('least_credits, most_credits', '5, 5'), ('credits', '1e-18::numeric::credits.amount'),
    ('credits, money', '''170141183460469231731.687303715884105727'', 170141183460469231731.687303715884105727'),
    ('discounts', '''[{"from": 0, "percent": 0}]'''), ('discounts', '''[{"from": 1, "percent": 99.999999999999999999}, {"from": 1.000000000000000001, "percent": 0}]'''),
    ('discounts', '''[]'''), ('opened_before', '''-infinity''')) AS r (columns, vals);

-- ---------------------------------------------------------------------------------------------
-- Rows that may not be
-- ---------------------------------------------------------------------------------------------
SELECT columns, vals, pg_temp.pack_row(columns, vals) FROM (VALUES
    ('currency', ''''''), ('currency', 'repeat(''c'', 256)'), ('currency', 'NULL'), ('class', '''pack/none'''), ('class', '''flex'''), ('class', '''overdraft'''), ('class', 'NULL'),
    ('money', '5'), ('credits', '0'), ('credits', '-1'), ('credits, money', '1, 0'), ('credits, money', '1, -1'), ('credits, money', '1, ''NaN'''),
    ('least_money, most_money', '5.01, 5'), ('least_money', '-1'), ('most_money', '''Infinity'''), ('least_money', '0.0000000000000000001'),
    ('least_credits, most_credits', '''5.000000000000000001'', 5'), ('least_credits', '-1'), ('most_credits', '''-0.000000000000000001'''),
    ('lifetime', '''0'''), ('lifetime', '''-1 day'''), ('lifetime', '''1 month 1 day'''), ('lifetime', '''59.999999 seconds'''), ('lifetime', '''121 months'''), ('lifetime', '''3654 days'''),
    ('pay_within', '''0'''), ('pay_within', '''-1 day'''), ('pay_within', '''1 day 1 second'''), ('pay_within', '''11 years'''), ('pay_within', 'NULL'),
    ('discounts', 'NULL'), ('discounts', '''null'''), ('discounts', '''{}'''), ('discounts', '''5'''), ('discounts', '''"x"'''), ('discounts', '''[5]'''), ('discounts', '''[[1, 2]]'''), ('discounts', '''[null]'''),
    ('discounts', '''[{}]'''), ('discounts', '''[{"from": 1}]'''), ('discounts', '''[{"percent": 1}]'''), ('discounts', '''[{"from": "1", "percent": 1}]'''), ('discounts', '''[{"from": 1, "percent": null}]'''),
    ('discounts', '''[{"from": 1, "percent": 100}]'''), ('discounts', '''[{"from": 1, "percent": -1}]'''), ('discounts', '''[{"from": -1, "percent": 1}]'''), ('discounts', '''[{"from": 1e-19, "percent": 1}]'''),
    ('discounts', '''[{"from": 1, "percent": 1}, {"from": 1, "percent": 2}]'''), ('discounts', '''[{"from": 2, "percent": 1}, {"from": 1.5, "percent": 2}]'''),
    ('discounts', '''[{"from": 1, "percent": 1}, {"from": 2, "percent": 100}]'''), ('discounts', '''[{"from": 1, "percent": 1}, 5]''')) AS r (columns, vals);
-- fails: a name, a price
\set VERBOSITY sqlstate
INSERT INTO credits.pack (pack, price) VALUES ('', 1);
INSERT INTO credits.pack (pack, price) VALUES (repeat('p', 256), 1);
INSERT INTO credits.pack (pack, price) VALUES (NULL, 1);
INSERT INTO credits.pack (pack) VALUES ('pack/bad');
INSERT INTO credits.pack (pack, price) VALUES ('pack/bad', 0);
INSERT INTO credits.pack (pack, price) VALUES ('pack/bad', -0.01);
INSERT INTO credits.pack (pack, price) VALUES ('pack/bad', 'NaN');
INSERT INTO credits.pack (pack, price) VALUES ('pack/bad', 'Infinity');
INSERT INTO credits.pack (pack, price) VALUES ('pack/bad', 0.0000000000000000001);
INSERT INTO credits.pack (pack, price) VALUES ('pack/bad', 170141183460469231732);
-- one row for a name, a currency and a cohort; and what is changed is looked at too
INSERT INTO credits.pack (pack, price) VALUES ('pack/plain', 1);
UPDATE credits.pack SET discounts = '[{"from": 1, "percent": 100}]' WHERE pack = 'pack/plain';
UPDATE credits.pack SET class = 'flex' WHERE pack = 'pack/plain';
\set VERBOSITY default
-- fails: in words
INSERT INTO credits.pack (pack, price, money) VALUES ('pack/bad', 1, 5);
INSERT INTO credits.pack (pack, price, discounts) VALUES ('pack/bad', 1, '[{"from": 1}]');
INSERT INTO credits.pack (pack, price, class) VALUES ('pack/bad', 1, 'flex');
INSERT INTO credits.pack (pack, price, least_money, most_money) VALUES ('pack/bad', 1, 6, 5);

-- ---------------------------------------------------------------------------------------------
-- Free amounts: asked for in money, in credits, in both
-- ---------------------------------------------------------------------------------------------
SELECT m, c, pg_temp.ask('pack', 'pack/plain', m, c) FROM (VALUES
    (10.0, NULL), (0.01, NULL), (NULL, '20'), (NULL, '0.02'), (10, '20'), (10.00, '20.0'), (10.01, '20'), (9.99, '20'), (10, '20.02'),
    -- half-even: 0.005, 0.015, 0.025 and a little more than each
    (NULL, '0.01'), (NULL, '0.03'), (NULL, '0.05'), (NULL, '0.010000000000000001'), (NULL, '0.050000000000000001'), (NULL, '0.049999999999999999'), (0.02, '0.05'), (0.03, '0.05'),
    -- neither
    (NULL, NULL)) AS q (m, c);
-- a child has what its payer has
SELECT pg_temp.ask('pack/child', 'pack/plain', 10);
-- what comes to nothing, what is less, what is no number, what is no money; in which order
SELECT m, c, pg_temp.ask('pack', 'pack/plain', m, c) FROM (VALUES
    (0, NULL), (-0.01, NULL), ('NaN', NULL), ('Infinity', NULL), (NULL, '0'), (NULL, '-0.000000000000000001'), (0, '0'), (10, '0'), (0, '20'),
    (0.005, NULL), (10.001, NULL), (0.0000000000000000001, NULL), (NULL, '0.000000000000000001'), (NULL, '0.009999999999999999'), (10.001, '20')) AS q (m, c);
SELECT pg_temp.ask('pack', 'pack/none', -1), pg_temp.ask('pack', 'pack/none', 10.001), pg_temp.ask('pack/yen', 'pack/plain', 10.001);
-- the largest and the smallest
INSERT INTO credits.pack (pack, price) VALUES ('pack/cheapest', 0.000000000000000001), ('pack/dearest', 170141183460469231731.687303715884105727), ('pack/third', 0.3), ('pack/big', 1000);
SELECT p, m, c, pg_temp.ask('pack', p, m, c) FROM (VALUES
    ('pack/cheapest', 170.14, NULL), ('pack/cheapest', 170.15, NULL), ('pack/cheapest', NULL, '170141183460469231731.687303715884105727'), ('pack/cheapest', NULL, '5000000000000000'), ('pack/cheapest', NULL, '5000000000000000.000000000000000001'),
    ('pack/dearest', 0.01, NULL), ('pack/dearest', 171, NULL), ('pack/dearest', 170, NULL), ('pack/dearest', NULL, '0.000000000000000001'), ('pack/dearest', NULL, '170141183460469231731.687303715884105727'),
    ('pack/third', 0.01, NULL), ('pack/third', 1, NULL), ('pack/third', NULL, '3.333333333333333333'), ('pack/third', 1, '3.333333333333333333'), ('pack/third', 0.07, NULL),
    ('pack/big', NULL, '170141183460469231731.687303715884105727'), ('pack/big', 170141183460469231731.68, NULL), ('pack/big', 170141183460469231731.69, NULL)) AS q (p, m, c);

-- ---------------------------------------------------------------------------------------------
-- Bounds
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.pack (pack, price, least_money, most_money) VALUES ('pack/money', 0.5, 5, 10);
INSERT INTO credits.pack (pack, price, least_credits, most_credits) VALUES ('pack/credits', 0.5, 5, '10.5');
SELECT p, m, c, pg_temp.ask('pack', p, m, c) FROM (VALUES
    ('pack/money', 4.99, NULL), ('pack/money', 5, NULL), ('pack/money', 5.01, NULL), ('pack/money', 9.99, NULL), ('pack/money', 10, NULL), ('pack/money', 10.01, NULL),
    -- as rounded: 4.995 and 10.005 are within
    ('pack/money', NULL, '9.989999999999999999'), ('pack/money', NULL, '9.99'), ('pack/money', NULL, '20.01'), ('pack/money', NULL, '20.010000000000000001'),
    ('pack/credits', NULL, '4.999999999999999999'), ('pack/credits', NULL, '5'), ('pack/credits', NULL, '5.000000000000000001'), ('pack/credits', NULL, '10.5'), ('pack/credits', NULL, '10.500000000000000001'),
    ('pack/credits', 2.49, NULL), ('pack/credits', 2.5, NULL), ('pack/credits', 5.25, NULL), ('pack/credits', 5.26, NULL),
    -- bounds before minor units, and before a price that has changed
    ('pack/money', 4.991, NULL), ('pack/money', 5.001, NULL), ('pack/money', 5, '9'), ('pack/money', 5, '11')) AS q (p, m, c);

-- ---------------------------------------------------------------------------------------------
-- Discounts: by the credits of the whole purchase at list price
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.pack (pack, price, discounts) VALUES ('pack/off', 0.5, '[{"from": 100, "percent": 10}, {"from": 200, "percent": 12.5}, {"from": 300.5, "percent": 0}]'),
    ('pack/nearly', 1, '[{"from": 1, "percent": 99.999999999999999999}]'), ('pack/odds', 0.3, '[{"from": 10, "percent": 33.3}]');
SELECT p, m, c, pg_temp.ask('pack', p, m, c) FROM (VALUES
    ('pack/off', NULL, '99.999999999999999999'), ('pack/off', NULL, '100'), ('pack/off', NULL, '199.999999999999999999'), ('pack/off', NULL, '200'), ('pack/off', NULL, '300.499999999999999999'), ('pack/off', NULL, '300.5'),
    -- 50.00 is 100 credits at list price, and so buys more than that
    ('pack/off', 49.99, NULL), ('pack/off', 50, NULL), ('pack/off', 50.01, NULL), ('pack/off', 99.99, NULL), ('pack/off', 100, NULL), ('pack/off', 150.24, NULL), ('pack/off', 150.25, NULL),
    -- in both: by the credits; 45 is what 100 cost, and asked for in money it has no discount
    ('pack/off', 45, '100'), ('pack/off', 45, NULL), ('pack/off', 50, '100'),
    ('pack/nearly', NULL, '1'), ('pack/nearly', NULL, '100000000000000000000'), ('pack/nearly', 0.99, NULL), ('pack/nearly', 1, NULL), ('pack/nearly', 2, NULL),
    ('pack/odds', NULL, '10'), ('pack/odds', 3, NULL), ('pack/odds', 2.99, NULL), ('pack/odds', NULL, '9.999999999999999999')) AS q (p, m, c);
-- compared exactly, with a price that no division comes out of
INSERT INTO credits.pack (pack, price, discounts) VALUES ('pack/seventh', 0.07, '[{"from": 14.285714285714285714, "percent": 50}]'), ('pack/seventh+', 0.07, '[{"from": 14.285714285714285715, "percent": 50}]');
SELECT pg_temp.ask('pack', 'pack/seventh', 1), pg_temp.ask('pack', 'pack/seventh+', 1);

-- ---------------------------------------------------------------------------------------------
-- Presets
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.pack (pack, price, credits, money, discounts) VALUES
    ('pack/100', 0.5, 100, NULL, '[]'), ('pack/100 at 40', 0.5, 100, 40, '[{"from": 1, "percent": 50}]'), ('pack/100 off', 0.5, 100, NULL, '[{"from": 100, "percent": 10}]'),
    ('pack/100 nearly off', 0.5, 100, NULL, '[{"from": 100.000000000000000001, "percent": 10}]'), ('pack/100 at 40.005', 0.5, 100, 40.005, '[]'), ('pack/crumb', 1, '0.004', NULL, '[]'), ('pack/0.25', 0.1, '0.25', NULL, '[]'), ('pack/0.35', 0.1, '0.35', NULL, '[]');
INSERT INTO credits.pack (pack, price, credits, least_money, most_credits) VALUES ('pack/never', 1, 10, 11, NULL), ('pack/never more', 1, 10, NULL, 9);
SELECT p, m, c, pg_temp.ask('pack', p, m, c) FROM (VALUES
    ('pack/100', NULL, NULL), ('pack/100', 50, NULL), ('pack/100', NULL, '100'), ('pack/100', 50, '100.0'), ('pack/100', 49.99, NULL), ('pack/100', NULL, '99'), ('pack/100', 50, '99'), ('pack/100', 49.5, '99'), ('pack/100', NULL, '200'), ('pack/100', 50.001, NULL),
    ('pack/100 at 40', NULL, NULL), ('pack/100 at 40', 40, '100'), ('pack/100 at 40', 25, NULL), ('pack/100 at 40', 50, NULL),
    ('pack/100 off', NULL, NULL), ('pack/100 off', 45, NULL), ('pack/100 off', 50, NULL), ('pack/100 nearly off', NULL, NULL), ('pack/100 at 40.005', NULL, NULL),
    ('pack/crumb', NULL, NULL), ('pack/0.25', NULL, NULL), ('pack/0.35', NULL, NULL), ('pack/never', NULL, NULL), ('pack/never more', NULL, NULL)) AS q (p, m, c);

-- ---------------------------------------------------------------------------------------------
-- Currencies: of 0 and 3 digits, and one that nobody has listed
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.pack (pack, currency, price) VALUES ('pack/all', 'USD', 1), ('pack/all', 'JPY', 150), ('pack/all', 'KWD', 0.3), ('pack/all', 'XAU', 0.5), ('pack/usd', 'USD', 1);
SELECT a, m, c, pg_temp.ask(a, 'pack/all', m, c) FROM (VALUES
    ('pack/yen', 1, NULL), ('pack/yen', 0.5, NULL), ('pack/yen', 1.5, NULL), ('pack/yen', NULL, '1'), ('pack/yen', NULL, '0.01'), ('pack/yen', NULL, '0.03'), ('pack/yen', NULL, '0.003333333333333333'), ('pack/yen', NULL, '0.003333333333333334'), ('pack/yen', 150.0, '1'),
    ('pack/dinar', 0.001, NULL), ('pack/dinar', 0.0005, NULL), ('pack/dinar', NULL, '0.005'), ('pack/dinar', NULL, '0.015'), ('pack/dinar', NULL, '0.001'), ('pack/dinar', 0.002, '0.005'),
    ('pack/odd', 0.01, NULL), ('pack/odd', 0.001, NULL), ('pack/odd', NULL, '0.03'), ('pack', 1, NULL)) AS q (a, m, c);
SELECT pg_temp.ask('pack/yen', 'pack/usd', 1);

-- ---------------------------------------------------------------------------------------------
-- Cohorts: of the rows for payers opened before an instant the earliest; a child is its payer
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.pack (pack, opened_before, price, discounts) VALUES ('pack/cohort', '2026-01-01 00:00Z', 1, '[]'), ('pack/cohort', '2026-01-01 00:00:00.000001Z', 2, '[]'), ('pack/cohort', '2027-01-01 00:00Z', 4, '[]'), ('pack/cohort', 'infinity', 8, '[]'),
    ('pack/old', '2026-01-01 00:00Z', 1, '[]'), ('pack/nobody', '-infinity', 1, '[]');
INSERT INTO credits.pack (pack, currency, opened_before, price) VALUES ('pack/cohort', 'EUR', '2030-01-01 00:00Z', 16);
SELECT credits.open_account('pack/before', at => '2025-12-31 23:59:59.999999Z', clock => '2026-06-01 00:00Z') > 0,
       credits.open_account('pack/before/child', parent => 'pack/before', at => '2026-06-01 00:00Z') > 0,
       credits.open_account('pack/after', at => '2026-01-01 00:00:00.000001Z', clock => '2028-06-01 00:00Z') > 0,
       credits.open_account('pack/late', clock => '2027-01-01 00:00Z') > 0;
SELECT a, pg_temp.ask(a, 'pack/cohort', NULL, '1'), pg_temp.ask(a, 'pack/old', NULL, '1'), pg_temp.ask(a, 'pack/nobody', NULL, '1')
  FROM unnest('{pack/before,pack/before/child,pack,pack/after,pack/late}'::text[]) AS a;

-- ---------------------------------------------------------------------------------------------
-- quote_pack in words
-- ---------------------------------------------------------------------------------------------
SELECT * FROM credits.quote_pack('pack', 'pack/off', 50);
SELECT * FROM credits.quote_pack('pack', 'pack/off', credits => 200);
-- fails: no such pack, not sold, out of bounds, another price, no credits, neither
SELECT credits.quote_pack('pack', 'pack/none');
\echo SQLSTATE :SQLSTATE
SELECT credits.quote_pack('pack/yen', 'pack/usd');
\echo SQLSTATE :SQLSTATE
SELECT credits.quote_pack('pack', 'pack/old');
SELECT credits.quote_pack('pack', 'pack/money', 4.99);
SELECT credits.quote_pack('pack', 'pack/100', 49);
SELECT credits.quote_pack('pack', 'pack/100', credits => 99);
SELECT credits.quote_pack('pack', 'pack/plain', credits => '0.000000000000000001');
SELECT credits.quote_pack('pack', 'pack/plain');
\echo SQLSTATE :SQLSTATE
SELECT credits.quote_pack('pack', 'pack/plain', 10.001);
\echo SQLSTATE :SQLSTATE
SELECT credits.quote_pack('pack', 'pack/plain', -1);
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
SELECT credits.quote_pack('pack/none', 'pack/plain', 1);
SELECT credits.quote_pack(NULL, 'pack/plain', 1);
SELECT credits.quote_pack('pack', NULL, 1);
SELECT credits.quote_pack('pack', '', 1);
SELECT credits.quote_pack('', 'pack/plain', 1);

-- ---------------------------------------------------------------------------------------------
-- buy(): what quote_pack() says, kept; a deposit of it is pending
-- ---------------------------------------------------------------------------------------------
CREATE VIEW pack_deposits AS
SELECT u.account AS "user", d.status, d.source, d.pack, d.money, d.currency, d.credits, d.class, d.lifetime, d.at, d.expires_at, d.method, d.receipt_to, d.bucket_id IS NOT NULL AS bucket
  FROM credits.deposit d JOIN credits.account u ON u.account_id = d.account_id AND u.user_id = d.user_id WHERE u.account LIKE 'pack%' ORDER BY d.id;
SELECT count(*) FROM pack_deposits;
INSERT INTO credits.pack (pack, price, class, lifetime, pay_within) VALUES ('pack/promo', 0.25, 'promotional', '1 month', '2 days');
SELECT credits.buy('pack', 'pack/promo', 1) > 0, credits.buy('pack/child', 'pack/off', credits => 200, at => '2026-01-14 00:00Z', method => 'card') > 0, credits.buy('pack', 'pack/100') > 0,
       credits.buy('pack/yen', 'pack/all', credits => '0.03') > 0, credits.buy('pack', 'pack/plain', 10, 20, at => '2030-01-01 00:00Z') > 0;
SELECT * FROM pack_deposits;
-- the row changes: not what was agreed
UPDATE credits.pack SET price = 1, class = 'prepaid', lifetime = NULL, pay_within = '1 minute' WHERE pack = 'pack/promo';
SELECT * FROM pack_deposits WHERE pack = 'pack/promo';
DELETE FROM credits.pack WHERE pack = 'pack/promo';
SELECT credits.confirm_deposit('pack', d.id) AS bucket FROM credits.deposit d WHERE d.pack = 'pack/promo' \gset
SELECT class, granted, cost, effective_at, expires_at, note FROM credits.bucket WHERE id = :bucket;
-- fails: all that quote_pack() refuses; instants
SELECT credits.buy('pack', 'pack/none');
SELECT credits.buy('pack/yen', 'pack/usd');
SELECT credits.buy('pack', 'pack/money', 4.99);
SELECT credits.buy('pack', 'pack/plain');
SELECT credits.buy('pack', 'pack/plain', 10.001);
SELECT credits.buy('pack', 'pack/plain', 0);
SELECT credits.buy('pack', 'pack/plain', 10, 21);
SELECT credits.buy('pack', NULL, 10);
SELECT credits.buy(NULL, 'pack/plain', 10);
SELECT credits.buy('pack', 'pack/plain', 10, method => '');
SELECT credits.buy('pack', 'pack/plain', 10, method => repeat('m', 256));
SELECT credits.buy('pack', 'pack/plain', 10, key => '');
SELECT credits.buy('pack', 'pack/plain', 10, at => '2025-12-31 23:59:59.999999Z');
SELECT credits.buy('pack', 'pack/plain', 10, at => 'infinity');
SELECT credits.buy('pack', 'pack/plain', 10, at => '2036-01-17 00:00Z');
-- an instant of a period that has closed
SELECT credits.set_clock('pack', '2026-03-10 00:00Z');
SELECT credits.buy('pack', 'pack/plain', 10, at => '2026-01-20 00:00Z') > 0 AS bought;

-- ---------------------------------------------------------------------------------------------
-- Keys
-- ---------------------------------------------------------------------------------------------
\set VERBOSITY default
SELECT credits.buy('pack', 'pack/plain', 10.0, 20, key => 'first', method => 'card') AS first \gset
SELECT credits.buy('pack', 'pack/plain', 10.00, '20.000', key => 'first', method => 'card') = :first AS same;
-- the row is gone: the answer is not
BEGIN;
DELETE FROM credits.pack WHERE pack = 'pack/plain';
SELECT credits.buy('pack', 'pack/plain', 10, 20, key => 'first', method => 'card') = :first AS same;
ROLLBACK;
-- fails: another pack, money, credits, method, instant, call; or what was given is not
SELECT credits.buy('pack', 'pack/100', 10, 20, key => 'first', method => 'card');
SELECT credits.buy('pack', 'pack/plain', 11, 20, key => 'first', method => 'card');
\echo SQLSTATE :SQLSTATE
SELECT credits.buy('pack', 'pack/plain', 10, 22, key => 'first', method => 'card');
SELECT credits.buy('pack', 'pack/plain', 10, 20, key => 'first', method => 'cash');
SELECT credits.buy('pack', 'pack/plain', 10, 20, key => 'first', method => 'card', at => '2026-03-10 00:00Z');
SELECT credits.buy('pack', 'pack/plain', 10, key => 'first', method => 'card');
SELECT credits.deposit('pack', 10, method => 'card', key => 'first');
SELECT credits.grant('pack', 10, key => 'first');
-- another account's, and its child's, is another
SELECT credits.buy('pack/child', 'pack/plain', 10, 20, key => 'first', method => 'card') > :first, credits.buy('pack/after', 'pack/plain', 10, 20, key => 'first', method => 'card') > :first;
-- what was refused leaves its key
\set VERBOSITY sqlstate
SELECT credits.buy('pack', 'pack/money', 4.99, key => 'second');
SELECT credits.buy('pack', 'pack/money', 5, key => 'second') > 0 AS bought;
SELECT count(*) FROM pack_deposits;

DROP VIEW pack_deposits;
DELETE FROM credits.pack WHERE pack LIKE 'pack/%';
SELECT * FROM credits.verify();
