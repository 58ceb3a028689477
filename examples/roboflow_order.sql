-- Roboflow has three forms of credit, and an order in which they are used.  The rules, in plain words:
--
--   RF1  Included, prepaid and flex credits are drawn in that order.
--   RF9  Enterprise accounts may differ: an order of their own, prices of their own.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/roboflow_order.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- The figures are made up.  The order is a column of the classes; a plan, or a single grant, may say another.
INSERT INTO credits.plan (plan, price, included, overage, overage_price) VALUES ('Core', 99, 60, true, 4);
INSERT INTO credits.resource (resource, unit, category) VALUES ('train', 'epoch', 'training'), ('infer', 'image', 'deployment');
INSERT INTO credits.price (resource, rate) VALUES ('train', '0.5/epoch'), ('infer', '1/1000 image');

-- What an account would be drawn from next, in order.
CREATE FUNCTION pg_temp.credits_of(account text)
RETURNS TABLE (nth bigint, class text, priority int, remaining credits.amount, expires_at timestamptz, note text)
LANGUAGE sql AS $$
    SELECT b.ordinality, b.class, b.priority, b.remaining, b.expires_at, b.note FROM credits.buckets(account) WITH ORDINALITY b ORDER BY b.ordinality
$$;

-- ------------------------------------------------------------------------------ RF1: included, prepaid, flex
\echo 'RF1. A workspace starts on April 1 with 60 included credits, and has bought 50 that never expire and 20 that end in a year.  Flex'
\echo 'is there without a cap:'
SELECT credits.open_account('lab', 'Core', clock => '2026-04-01 00:00Z') \g /dev/null
SELECT credits.grant('lab', 50, 'prepaid', note => 'bundle of 50'),
       credits.grant('lab', 20, 'prepaid', expires_at => '2027-04-01 00:00Z', note => 'bundle of 20') \g /dev/null
SELECT * FROM pg_temp.credits_of('lab');

\echo 'Training of 100 epochs, at 0.5, three times.  60 included are used first; then what ends before what does not; flex last:'
SELECT u.expected, r.charged, r.credits, r.overage AS flex, r.balance
  FROM (VALUES (1, '50 included'), (2, '10 included, 20 + 20 prepaid'), (3, '30 prepaid, 20 flex')) u (n, expected),
       credits.charge('lab', 'train', 100, key => 'job ' || u.n) r ORDER BY u.n;
SELECT e.amount, b.class, b.note FROM credits.entry e JOIN credits.bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
  JOIN credits.account a ON a.account_id = e.account_id
 WHERE a.account = 'lab' AND e.kind = 'draw' ORDER BY e.operation, e.piece;

\echo 'New included credits come before what is left of anything else, also where a bundle is bought in the middle of the month:'
SELECT credits.set_clock('lab', '2026-05-10 00:00Z') \g /dev/null
SELECT credits.grant('lab', 50, 'prepaid', note => 'bundle of 50') \g /dev/null
SELECT charged, credits, overage AS flex FROM credits.charge('lab', 'train', 130);
SELECT * FROM pg_temp.credits_of('lab');
\echo 'April''s 20 credits of flex are billed with April, May has none so far:'
SELECT i.starts_at, l.kind, l.quantity, l.amount FROM credits.invoice i JOIN credits.invoice_line l USING (account_id, starts_at) JOIN credits.account a USING (account_id)
 WHERE a.account = 'lab' AND l.kind <> 'credits' ORDER BY i.starts_at, l.line;

-- ------------------------------------------------------------------------------ RF9: an enterprise account
\echo 'RF9. ACME has signed for another order: what it has bought is used first, its yearly included credits only then, and training for'
\echo 'one of its projects is paid from a budget of its own before all else.  And for prices of its own: an epoch of training is 0.3.'
INSERT INTO credits.plan (plan, price, included, cycle, billing, priority, overage, overage_price) VALUES ('ACME 2026', 24000, 12000, '1 year', '1 month', 60, true, 3);
SELECT credits.open_account('acme', 'ACME 2026', clock => '2026-04-01 00:00Z') \g /dev/null
INSERT INTO credits.price (resource, account, rate) VALUES ('train', 'acme', '0.3/epoch');
SELECT credits.grant('acme', 500, 'prepaid', note => 'signed 2025'),
       credits.grant('acme', 100, 'promotional', priority => 5, scope => '{train}', note => 'budget of project X') \g /dev/null
SELECT * FROM pg_temp.credits_of('acme');
SELECT u.resource, u.quantity, u.expected, r.charged, r.balance
  FROM (VALUES (1, 'train', 300, '300 x 0.3, of the budget'), (2, 'train', 100, '10 of the budget, 20 prepaid'), (3, 'infer', 400000, '400 prepaid'),
               (4, 'infer', 100000, '80 prepaid, 20 included')) u (n, resource, quantity, expected),
       credits.charge('acme', u.resource, u.quantity, key => 'job ' || u.n) r ORDER BY u.n;
SELECT e.resource, e.amount, b.class, b.note FROM credits.entry e JOIN credits.bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
  JOIN credits.account a ON a.account_id = e.account_id
 WHERE a.account = 'acme' AND e.kind = 'draw' ORDER BY e.operation, e.piece;
SELECT * FROM pg_temp.credits_of('acme');

\echo 'The price of its own is its own: the others pay 0.5, and what ACME has no price for costs what it costs everybody.'
SELECT a.account, r.resource, r.price FROM (VALUES ('acme'), ('lab')) a (account),
     LATERAL (SELECT 'train' AS resource, q.charged AS price FROM credits.quote(a.account, 'train') q
              UNION ALL SELECT 'infer', q.charged FROM credits.quote(a.account, 'infer', 1000) q) r ORDER BY 1, 2 DESC;

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
