-- Atlas Cloud gives its large customers a discount.  The rule, in plain words:
--
--   AC10  There are volume discounts for customers of high volume.
--
-- The public page does not say how they are counted, so all the usual ways are here, each a row of the price list.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlascloud_volume.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- One credit is one dollar; the figures are made up.  Tiers count what the account used in the calendar month, so far.
INSERT INTO credits.resource (resource, unit) VALUES ('llm', 'token'), ('image', 'image'), ('search', 'query'), ('embedding', 'call');
INSERT INTO credits.price (resource, tier_mode, tiers) VALUES
    -- graduated: each part at its tier's price
    ('llm', 'graduated', '[{"upto": 100000000, "rate": "0.60/1M token"}, {"upto": 1000000000, "rate": "0.50/1M token"}, {"rate": "0.40/1M token"}]'),
    -- volume: all of it at the price of the tier that is reached
    ('image', 'volume', '[{"upto": 1000, "rate": "0.030/image"}, {"upto": 10000, "rate": "0.025/image"}, {"rate": "0.020/image"}]');
-- packages: by started thousands
INSERT INTO credits.price (resource, rate, package) VALUES ('embedding', '0.05/1000 call', 1000);
-- a contract: a price of one account's own, from a day on
INSERT INTO credits.price (resource, rate) VALUES ('search', '0.02/query');

-- ------------------------------------------------------------------------------ graduated
\echo 'Graduated tiers.  big uses 2.5 billion tokens in March, in six batches; small uses what most do:'
SELECT credits.open_account(a, clock => '2026-03-01 00:00Z') FROM (VALUES ('big'), ('small'), ('any order')) v (a) \g /dev/null
SELECT credits.grant(a, 5000) FROM (VALUES ('big'), ('small'), ('any order')) v (a) \g /dev/null
INSERT INTO credits.usage (account, resource, quantity, at, key) VALUES
    ('small', 'llm',    4000000, '2026-03-10 00:00Z', 'batch 1'),
    ('big',   'llm',   99999999, '2026-03-02 00:00Z', 'batch 1'),
    ('big',   'llm',          1, '2026-03-03 00:00Z', 'batch 2'),
    ('big',   'llm',          1, '2026-03-04 00:00Z', 'batch 3'),
    ('big',   'llm',  899999999, '2026-03-10 00:00Z', 'batch 4'),
    ('big',   'llm', 1000000000, '2026-03-20 00:00Z', 'batch 5'),
    ('big',   'llm',  500000000, '2026-03-31 23:59:59.999999Z', 'batch 6');
-- 100 M x 0.60 = 60;  900 M x 0.50 = 450;  1500 M x 0.40 = 600:  1110
SELECT a.account, l.at, l.counted AS "used before", l.quantity, l.charged, round(l.charged::numeric / l.quantity * 1000000, 4) AS "per million"
  FROM credits.usage_line l JOIN credits.account a ON a.account_id = l.account_id AND a.user_id = l.user_id
 WHERE l.resource = 'llm' ORDER BY a.account DESC, l.at;
SELECT account, sum(quantity) AS tokens, trim_scale(sum(charged::numeric)) AS charged, round(sum(charged::numeric) / sum(quantity) * 1000000, 4) AS "per million"
  FROM credits.usage WHERE resource = 'llm' GROUP BY 1 ORDER BY 2;

\echo 'The same batches, told in another order, and one of them cut in two: the month comes to the same.'
INSERT INTO credits.usage (account, resource, quantity, at, key) VALUES ('any order', 'llm', 500000000, '2026-03-31 23:59:59.999999Z', 'batch 6');
SELECT credits.set_clock('any order', '2026-03-31 12:00Z') \g /dev/null
INSERT INTO credits.usage (account, resource, quantity, at, key) VALUES
    ('any order', 'llm', 899999999, '2026-03-10 00:00Z', 'batch 4'), ('any order', 'llm', 400000000, '2026-03-20 00:00Z', 'batch 5, first'),
    ('any order', 'llm', 600000000, '2026-03-20 01:00Z', 'batch 5, second'), ('any order', 'llm', 1, '2026-03-03 00:00Z', 'batch 2');
INSERT INTO credits.usage (account, resource, quantity, at, key) VALUES
    ('any order', 'llm', 99999999, '2026-03-02 00:00Z', 'batch 1'), ('any order', 'llm', 1, '2026-03-04 00:00Z', 'batch 3');
SELECT account, count(*) AS batches, sum(quantity) AS tokens, trim_scale(sum(charged::numeric)) AS charged
  FROM credits.usage WHERE resource = 'llm' AND account <> 'small' GROUP BY 1 ORDER BY 1;
\echo 'In April counting begins anew:'
SELECT charged FROM credits.charge('big', 'llm', 1000000, at => '2026-04-01 00:00Z');

-- ------------------------------------------------------------------------------ volume
\echo 'Volume tiers.  The image that reaches a cheaper tier makes all before it cheaper: 1000 cost 30, 1001 cost 25.025.  What was'
\echo 'paid too much goes back to where it came from:'
SELECT credits.open_account('studio', clock => '2026-03-01 00:00Z') \g /dev/null
SELECT credits.grant('studio', 20, 'bonus', expires_at => '2026-05-01 00:00Z'), credits.grant('studio', 300) \g /dev/null
SELECT t.n, t.quantity, q.charged AS quoted, r.charged, r.balance
  FROM (VALUES (1, 1000, timestamptz '2026-03-05 00:00Z'), (2, 1, '2026-03-06 00:00Z'), (3, 8999, '2026-03-20 00:00Z'),
               (4, 1, '2026-03-21 00:00Z'), (5, 999, '2026-03-31 00:00Z')) t (n, quantity, at),
       credits.quote('studio', 'image', t.quantity, at => t.at) q, credits.charge('studio', 'image', t.quantity, at => t.at) r;
\echo 'The ledger: 20 came from the bonus and 10 from what was paid in, and the last drawn goes back first.'
SELECT e.at, e.kind, b.class, e.amount, e.bucket_after AS "left in it"
  FROM credits.entry e
  JOIN credits.bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
  JOIN credits.account a ON a.account_id = e.account_id AND a.user_id = e.user_id
 WHERE a.account = 'studio' AND b.class <> 'flex' ORDER BY e.operation, e.piece;
-- 11000 x 0.020 = 220
SELECT sum(quantity) AS images, sum(charged::numeric) AS charged, 11000 * 0.020 AS "all at the last price" FROM credits.usage WHERE resource = 'image';

-- ------------------------------------------------------------------------------ packages
\echo 'Packages.  Calls are sold by the thousand, 0.05 each; a started one is a whole one, and lasts until it is used up, in the month:'
SELECT t.at, t.calls, r.charged
  FROM (VALUES (timestamptz '2026-03-01 10:00Z', 1), ('2026-03-02 10:00Z', 600), ('2026-03-03 10:00Z', 399), ('2026-03-04 10:00Z', 1),
               ('2026-03-05 10:00Z', 5000), ('2026-04-01 00:00Z', 1)) t (at, calls),
       credits.charge('small', 'embedding', t.calls, at => t.at) r;

-- ------------------------------------------------------------------------------ a contract
\echo 'A contract.  big has a price of its own for searches from March 15; the list price holds for all others, and for big before it.'
INSERT INTO credits.price (resource, rate, account, valid_from) VALUES ('search', '0.012/query', 'big', '2026-03-15 00:00Z');
SELECT a.account, t.at, q.charged AS "1000 queries"
  FROM (VALUES ('big'), ('small')) a (account), (VALUES (timestamptz '2026-03-14 23:59:59.999999Z'), ('2026-03-15 00:00Z')) t (at),
       credits.quote(a.account, 'search', 1000, at => t.at) q
 ORDER BY 1, 2;

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
