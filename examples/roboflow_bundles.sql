-- Roboflow sells credits in bundles: the more at once, the cheaper each.  The rule, in plain words:
--
--   RF5  Prepaid bundles have graduated volume discounts, from 8% to 17%; they begin at 50 credits.  Workspaces from before
--        2026-03-28 keep an older base price.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/roboflow_bundles.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- The base price of a credit, $4 and before $3, and the steps between 8% and 17% are made up.  The older price is a row that holds
-- for accounts opened before that instant; of the rows that hold for an account the earliest does.
INSERT INTO credits.pack (pack, opened_before, price, least_credits, discounts)
SELECT 'bundle', opened_before, price, 50,
       '[{"from": 50, "percent": 8}, {"from": 100, "percent": 10}, {"from": 250, "percent": 12.5},
         {"from": 500, "percent": 15}, {"from": 1000, "percent": 17}]'
  FROM (VALUES (timestamptz 'infinity', 4), ('2026-03-28 00:00Z', 3)) v (opened_before, price);
INSERT INTO credits.plan (plan, price, included, overage, overage_price) VALUES ('Core', 99, 60, true, 4);

SELECT credits.open_account('new', 'Core', clock => '2026-05-01 00:00Z'), credits.open_account('old', 'Core', clock => '2025-11-01 00:00Z') \g /dev/null
SELECT credits.set_clock('old', '2026-05-01 00:00Z') \g /dev/null

CREATE FUNCTION pg_temp.ask(account text, credits credits.amount DEFAULT NULL, money numeric DEFAULT NULL,
    OUT pays numeric, OUT gets credits.amount, OUT percent numeric, OUT refused text)
LANGUAGE plpgsql AS $$
BEGIN
    SELECT q.money, q.credits, q.percent INTO pays, gets, percent FROM credits.quote_pack(account, 'bundle', money, credits) q;
EXCEPTION
    WHEN SQLSTATE 'KR016' THEN refused := SQLSTATE || ': ' || SQLERRM;
END $$;

-- ------------------------------------------------------------------------------ the more, the cheaper
-- 50 x 4 x 0.92 = 184,  99 x 4 x 0.92 = 364.32,  100 x 4 x 0.90 = 360,  999 x 4 x 0.85 = 3396.60,  1000 x 4 x 0.83 = 3320
\echo 'The price list.  50 credits are the least; at each step the better discount holds for all of them, so that 100 cost less than 99:'
SELECT v.credits, v.expected, q.pays, q.percent, round(q.pays / q.gets::numeric, 4) AS each, q.refused
  FROM (VALUES (49,        NULL),
               (49.999999, NULL),
               (50,        184),
               (99,        364.32),
               (100,       360),
               (249,       896.40),
               (250,       875),
               (499,       1746.50),
               (500,       1700),
               (999,       3396.60),
               (1000,      3320),
               (25000,     83000)) v (credits, expected), pg_temp.ask('new', v.credits) q;

\echo 'To the cent: 123.45 credits are 444.42 exactly, 123.457 are 444.4452, and 61.7 are 227.056:'
SELECT v.credits, v.expected, q.pays
  FROM (VALUES (123.45, 444.42), (123.457, 444.45), (61.7, 227.06)) v (credits, expected), pg_temp.ask('new', v.credits) q;

\echo 'A budget works too: asked for in money, the discount is that of the credits which it would buy at list price.  $200 are 50 at $4,'
\echo 'so they have 8%, and buy 54.35; a cent less is below 50, at no discount:'
SELECT v.money, v.expected, round(q.gets::numeric, 4) AS gets, q.percent, q.refused
  FROM (VALUES (199.99, NULL), (200, 54.3478), (1999.99, 571.4257), (2000, 588.2353)) v (money, expected), pg_temp.ask('new', money => v.money) q;

-- ------------------------------------------------------------------------------ since when a workspace is there
\echo 'A workspace that was opened before March 28, 2026 keeps $3.  One microsecond decides; of the discounts it has the same:'
SELECT credits.open_account(name, clock => at)
  FROM (VALUES ('in 2025', timestamptz '2025-07-01 00:00Z'), ('last moment', '2026-03-27 23:59:59.999999Z'),
               ('at midnight', '2026-03-28 00:00Z'), ('a minute later', '2026-03-28 00:01Z')) v (name, at) \g /dev/null
SELECT w.workspace, a.opened_at, w.small AS expected, q.pays AS "50 cost", w.large AS expected, r.pays AS "1000 cost"
  FROM (VALUES ('in 2025', 138, 2490), ('last moment', 138, 2490), ('at midnight', 184, 3320), ('a minute later', 184, 3320)) w (workspace, small, large)
  JOIN credits.account a ON a.account = w.workspace, pg_temp.ask(w.workspace, 50) q, pg_temp.ask(w.workspace, 1000) r ORDER BY a.opened_at;
\echo 'Its members'' accounts are the workspace''s, however late they join:'
SELECT credits.open_account('last moment/joe', parent => 'last moment') \g /dev/null
SELECT 138 AS expected, pays FROM pg_temp.ask('last moment/joe', 50);

-- ------------------------------------------------------------------------------ bought
\echo 'Both buy 100.  The price that the page showed goes with the order: had it changed, nothing would be bought:'
SELECT credits.confirm_deposit('new', credits.buy('new', 'bundle', 360, 100), 'pi_1'),
       credits.confirm_deposit('old', credits.buy('old', 'bundle', 270, 100), 'pi_2') \g /dev/null
SELECT credits.buy('new', 'bundle', 270, 100);
SELECT w.workspace, d.money, d.credits, d.status, b.cost AS "cost of one"
  FROM (VALUES ('new'), ('old')) w (workspace), credits.deposits(w.workspace) d JOIN credits.bucket b ON b.id = d.bucket;

\echo 'They are drawn after what the plan includes and before flex, and a bundle that was cheaper before a dearer one.  The old workspace'
\echo 'buys 50 more, at 2.76; its 60, its 100 at 2.70, then 20 of those are used:'
SELECT credits.confirm_deposit('old', credits.buy('old', 'bundle', credits => 50), 'pi_3') \g /dev/null
SELECT charged, credits, overage AS flex FROM credits.consume('old', 180);
SELECT v.expected, b.class, b.cost, b.used, b.remaining
  FROM credits.buckets('old') WITH ORDINALITY b JOIN (VALUES (1, 60), (2, 100), (3, 20), (4, 0)) v (place, expected) ON v.place = b.ordinality;

-- ------------------------------------------------------------------------------ a change of the price
\echo 'The base price goes up to $5 in June, for all but those who have an older one.  Who was opened before June keeps $4, by a third row:'
INSERT INTO credits.pack (pack, opened_before, price, least_credits, discounts)
SELECT pack, '2026-06-01 00:00Z', price, least_credits, discounts FROM credits.pack WHERE pack = 'bundle' AND opened_before = 'infinity';
UPDATE credits.pack SET price = 5 WHERE pack = 'bundle' AND opened_before = 'infinity';
SELECT credits.open_account('newest', clock => '2026-06-01 00:00Z') \g /dev/null
SELECT w.workspace, w.expected, q.pays AS "pays for 50"
  FROM (VALUES ('old', 138), ('new', 184), ('newest', 230)) w (workspace, expected), pg_temp.ask(w.workspace, 50) q;

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
