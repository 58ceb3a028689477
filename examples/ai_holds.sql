-- A gateway to language and image models.  What a request will cost is known only when it is done: so its worst case is held
-- before, what it did cost is captured after, and the rest is there again.  The rules, in plain words:
--
--   1.  A request holds its estimate: input tokens as they are, output tokens up to the limit that it asks for.
--   2.  What is held cannot be spent, by other requests or anything else.
--   3.  Captured is what was used; the rest is released in the same call.
--   4.  A request of which nobody hears again holds nothing once its time is over.
--   5.  A request that uses several things holds them under one id, and settles each as it is done.
--   6.  A request that runs over the end of the month is paid from the credit that it held; what it held of overage is billed
--       with the month in which it is done.
--   7.  A request that costs more than it held pays the rest from what is there; what is not there is owed, up to a limit.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/ai_holds.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- A credit is a cent; the prices are made up.
INSERT INTO credits.resource (resource, unit, category) VALUES
    ('input', 'token', 'text'), ('output', 'token', 'text'), ('image', 'image', 'images');
INSERT INTO credits.price (resource, rate) VALUES ('input', '300/1M token'), ('output', '1500/1M token'), ('image', '4/image');
INSERT INTO credits.plan (plan, price, included, overage, overage_price, overage_cap) VALUES ('api', 20, 100, true, 0.01, 50);

-- What so many tokens in and out cost the account, at its prices.
CREATE FUNCTION pg_temp.cost(account text, input int, output int) RETURNS credits.amount
LANGUAGE sql AS $$
    SELECT (credits.quote(account, 'input', input)).charged OPERATOR(credits.+) (credits.quote(account, 'output', output)).charged
$$;

-- ------------------------------------------------------------------------------ an estimate, and what it was
\echo '1, 2. ada has 100 credits for January.  A prompt of 10,000 tokens may answer with 4,000: 3 + 6 credits are held.'
SELECT credits.open_account('ada', 'api', clock => '2026-01-01 00:00Z') \g /dev/null
SELECT credits.hold('ada', pg_temp.cost('ada', 10000, 4000), '5 minutes', key => 'request 1') AS request \gset
SELECT available, held FROM credits.balance('ada');
\echo 'The gateway does not know whether that came through, and asks again: the same hold, and nothing more is held.'
SELECT credits.hold('ada', pg_temp.cost('ada', 10000, 4000), '5 minutes', key => 'request 1') = :request AS "the same hold",
       available, held FROM credits.balance('ada');
\echo 'Somebody wants all of it.  Of 100 credits 91 are left, and 50 of overage:'
SELECT status FROM credits.try_consume('ada', 142);

\echo '3. It answered with 1,200 tokens.  What it cost is captured, the rest is there again:'
SELECT charged, credits, overage, balance FROM credits.capture('ada', :request, pg_temp.cost('ada', 10000, 1200), key => 'request 1 is done');
SELECT available, held FROM credits.balance('ada');
\echo 'It is settled once.  The same word again is answered again; another one is refused:'
SELECT charged, replayed FROM credits.capture('ada', :request, pg_temp.cost('ada', 10000, 1200), key => 'request 1 is done');
SELECT credits.capture('ada', :request, 9);
\echo 'One that failed before it began costs nothing:'
SELECT credits.hold('ada', 9, '5 minutes') AS request \gset
SELECT credits.release('ada', :request) AS released;

-- ------------------------------------------------------------------------------ nobody comes back
\echo '4. A worker dies.  After 5 minutes its 9 credits are there again, to the microsecond, and nothing has run for that.'
SELECT credits.hold('ada', 9, '5 minutes', key => 'request 3') AS request \gset
SELECT at, available, held FROM unnest('{2026-01-01 00:04:59.999999Z,2026-01-01 00:05Z}'::timestamptz[]) at, credits.balance('ada', at);
\echo 'It was not dead, only late:'
SELECT credits.set_clock('ada', '2026-01-01 00:06Z') \g /dev/null
SELECT credits.capture('ada', :request, 6);
\echo 'What it did was done, so it is drawn without a hold:'
SELECT charged, balance FROM credits.consume('ada', 6, key => 'request 3, late');

-- ------------------------------------------------------------------------------ several things under one id
\echo '5. A request draws as it thinks: 8 credits for its output, and up to three images of 4.  The images may be paid with a gift'
\echo 'of 10 credits that is for images only, and goes first there.'
SELECT credits.grant('ada', 10, 'promotional', scope => '{image}', priority => 5, note => 'a gift') \g /dev/null
SELECT credits.hold('ada', 8, '5 minutes', 'output', key => 'request 4') AS request \gset
SELECT credits.hold('ada', 12, resource => 'image', key => 'request 4, images', hold => :request) = :request AS "one hold";
SELECT class, held, remaining FROM credits.buckets('ada') WHERE class <> 'flex';
\echo 'It made two images, and is still writing:'
SELECT charged, balance FROM credits.capture('ada', :request, 8, resource => 'image', key => 'request 4, images are done');
SELECT class, used, held, remaining FROM credits.buckets('ada') WHERE class <> 'flex';
\echo 'and wrote as much as it might.  By resource:'
SELECT charged, balance FROM credits.capture('ada', :request, key => 'request 4 is done');
SELECT key AS resource, charged FROM credits.usage_by('ada', '[2026-01-01 00:00Z,2026-02-01 00:00Z)', 'resource');

-- ------------------------------------------------------------------------------ over the end of the month
\echo '6. The last minutes of January.  Two jobs of the night hold all that is left, and one of them some overage:'
SELECT credits.set_clock('ada', '2026-01-31 23:50Z') \g /dev/null
SELECT available, overage_cap FROM credits.balance('ada', resource => 'output');
SELECT credits.hold('ada', 30, '1 hour', 'output', key => 'night 1') AS first,
       credits.hold('ada', 55, '1 hour', 'output', key => 'night 2') AS second \gset
SELECT class, held, remaining FROM credits.buckets('ada');
\echo 'It is February.  What January included has expired, but not what is held; the overage that is held counts in February:'
SELECT credits.set_clock('ada', '2026-02-01 00:10Z') \g /dev/null
SELECT class, granted, held, remaining, expires_at FROM credits.buckets('ada');
SELECT b.class, b.granted, b.used, b.held, b.lapsed, b.expires_at FROM credits.bucket b JOIN credits.account a ON a.account_id = b.account_id
 WHERE a.account = 'ada' AND b.class = 'included' ORDER BY b.effective_at;
\echo 'The first job took 20: from the credit of January.  The 10 that it did not need expire there.'
SELECT charged, credits, overage, balance FROM credits.capture('ada', :first, 20, key => 'night 1 is done');
\echo 'The second took all: what it held of January, and the rest as overage of February.'
SELECT charged, credits, overage, balance FROM credits.capture('ada', :second, key => 'night 2 is done');
\echo 'All that it did, of one operation one row: that of night 1 has the 10 that expired with it.'
SELECT at, kind, description, amount, reference FROM credits.activity('ada', '2026-01-31 23:00Z');
\echo 'What the two months come to:'
SELECT credits.set_clock('ada', '2026-03-01 00:00Z') \g /dev/null
SELECT to_char(i.starts_at, 'Mon') AS month, l.kind, l.description, l.quantity, l.amount
  FROM credits.invoice i JOIN credits.account a ON a.account_id = i.account_id
  JOIN credits.invoice_line l ON l.account_id = i.account_id AND l.starts_at = i.starts_at
 WHERE a.account = 'ada' ORDER BY i.starts_at, l.line;

-- ------------------------------------------------------------------------------ more than was held
\echo '7. bob has 10 credits and no plan.  A request that held 4 costs 7: the other 3 are drawn as it is captured.'
SELECT credits.open_account('bob', clock => '2026-03-01 00:00Z') \g /dev/null
SELECT credits.grant('bob', 10) \g /dev/null
SELECT credits.hold('bob', 4) AS request \gset
SELECT charged, balance FROM credits.capture('bob', :request, 7);
\echo 'Another held the 3 that are left, and costs 5.  It is done, and bob cannot pay: nothing is captured.'
SELECT credits.hold('bob', 3) AS request \gset
SELECT credits.capture('bob', :request, 5);
\echo 'Let him owe up to 10.  He owes 2, and pays them with what he is granted next:'
SELECT credits.set_overdraft('bob', 10) \g /dev/null
SELECT charged, credits, overage, balance FROM credits.capture('bob', :request, 5);
SELECT available, owed FROM credits.balance('bob');
SELECT credits.grant('bob', 10) \g /dev/null
SELECT available, owed FROM credits.balance('bob');

\echo 'The books of both, derived again from the ledger:'
SELECT count(*) AS faults FROM credits.verify();
