-- Atlas Cloud starts nothing that the balance is too small for, and suspends what it can no longer pay.  The rules, in plain words:
--
--   AC4  The least balance to start: model API 0.50, DevPod 3, serverless 5, storage 5.
--   AC5  When the balance is short, new requests and resources are rejected, running ones are suspended, and the customer is told.
--        After a recharge they are started again by hand.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlascloud_suspension.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- One credit is one dollar; the prices are made up.  Both rules are columns of the resource: at_zero is suspend if it is left out.
INSERT INTO credits.resource (resource, unit, category, least_balance) VALUES
    ('api', 'token', 'models', 0.50), ('devpod', 'pod', 'machines', 3), ('serverless', 'GPU', 'machines', 5), ('storage', 'GB', 'disks', 5);
INSERT INTO credits.price (resource, rate, step) VALUES
    ('api', '2.00/1M token', NULL), ('devpod', '0.60/pod/hour', '1 minute'), ('serverless', '0.0004/GPU/s', NULL),
    ('storage', '0.0001/GB/hour', '1 hour');
CREATE TEMP VIEW notice AS
    SELECT u.account, o.at, o.event, o.facts->>'resource' AS resource, o.facts->>'item' AS item
      FROM credits.outbox o JOIN credits.account u ON u.account_id = o.account_id AND u.user_id = o.user_id;

-- What happens if it is tried, undone again.
CREATE FUNCTION pg_temp.try_start(account text, resource text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    facts text;
BEGIN
    PERFORM credits.start(account, resource, 'test');
    RAISE SQLSTATE 'ZZ001';
EXCEPTION
    WHEN SQLSTATE 'ZZ001' THEN
        RETURN 'starts';
    WHEN SQLSTATE 'KR013' THEN
        GET STACKED DIAGNOSTICS facts = PG_EXCEPTION_DETAIL;
        RETURN format('%s: %s of %s', facts::jsonb->>'rule', facts::jsonb->>'available', facts::jsonb->>'least');
END $$;

-- ------------------------------------------------------------------------------ AC4: the least balance
\echo 'AC4. Six accounts, each with a cent less than a limit, or just that.  What each can start, and whether it can'
\echo 'send a request, of 1000 tokens for 0.002:'
CREATE TEMP TABLE customer (account text, balance numeric);
INSERT INTO customer SELECT 'with ' || b, b FROM (VALUES (0.49), (0.50), (2.99), (3.00), (4.99), (5.00)) v (b);
SELECT credits.open_account(account, clock => '2026-05-01 00:00Z') FROM customer \g /dev/null
SELECT credits.grant(account, balance::text::credits.amount) FROM customer \g /dev/null
SELECT c.balance, q.status AS request, pg_temp.try_start(c.account, 'devpod') AS devpod,
       pg_temp.try_start(c.account, 'serverless') AS serverless, pg_temp.try_start(c.account, 'storage') AS storage
  FROM customer c, credits.quote(c.account, 'api', 1000) q ORDER BY 1;
\echo 'A refusal says what is there and what is needed:'
SELECT credits.start('with 4.99', 'serverless', 'endpoint-1');
SELECT charged, balance, status FROM credits.try_charge('with 0.49', 'api', 1000);

\echo 'It is asked of the start alone.  Who had 0.50 may send one request; the balance is then below, and the next is refused, though'
\echo 'there is money for it.  A DevPod that started with 3 goes on below:'
SELECT charged, balance, status FROM credits.try_charge('with 0.50', 'api', 1000);
SELECT charged, balance, status FROM credits.try_charge('with 0.50', 'api', 1000);
SELECT credits.start('with 3.00', 'devpod', 'pod-1') \g /dev/null
SELECT t.at, m.status, b.available
  FROM (VALUES (timestamptz '2026-05-01 00:00:00Z'), ('2026-05-01 00:00:01Z'), ('2026-05-01 04:00Z')) t (at),
       credits.meters('with 3.00', t.at) m, credits.balance('with 3.00', t.at) b;

-- ------------------------------------------------------------------------------ AC5: the balance is short
\echo 'AC5. bob pays in $10 at midnight, and starts a DevPod (0.60 an hour), an endpoint of 2 GPUs (2.88) and a disk of 1000 GB (0.10):'
SELECT credits.open_account('bob', clock => '2026-05-01 00:00Z') \g /dev/null
SELECT credits.grant('bob', 10, key => 'payment 1') \g /dev/null
SELECT credits.start('bob', 'devpod', 'pod-1'), credits.start('bob', 'serverless', 'endpoint-1', 2), credits.start('bob', 'storage', 'disk-1', 1000)
\g /dev/null
SELECT b.available, r.burn_rate, r.hours, r.runs_out_at FROM credits.balance('bob') b, credits.runway('bob') r;

\echo 'At 02:00 he is to be told that it is short: less than an hour is left, or it will be gone before 03:00.  Any of these is a query,'
\echo 'for all accounts at once:'
SELECT credits.set_clock('bob', '2026-05-01 02:00Z') \g /dev/null
SELECT a.account, b.available, r.hours, r.runs_out_at
  FROM credits.account a, credits.balance(a.account) b, credits.runway(a.account) r
 WHERE a.account = 'bob' AND (r.hours < 1 OR r.runs_out_at < '2026-05-01 03:00Z');

\echo 'He does nothing.  At the end each thing goes on as long as there is money for its next step: the endpoint for a microsecond more,'
\echo 'the DevPod for its minute, which it has paid, the disk for its hour.  The application is told of each:'
SELECT credits.set_clock('bob', '2026-05-01 04:00Z') \g /dev/null
SELECT at, event, resource, item FROM notice WHERE account = 'bob' ORDER BY at;
SELECT resource, item, status, started_at::time, stopped_at::time FROM credits.meters('bob') ORDER BY stopped_at, resource;
SELECT resource, item, min(at)::time AS first, max(until)::time AS last, sum(charged::numeric) AS charged
  FROM credits.usage WHERE account = 'bob' GROUP BY 1, 2 ORDER BY max(until), 1;
SELECT trim_scale(sum(charged::numeric)) AS charged, b.available AS "left", b.overage
  FROM credits.usage u, credits.balance('bob') b WHERE u.account = 'bob' GROUP BY 2, 3;

\echo 'New requests and resources are rejected:'
SELECT charged, balance, status FROM credits.try_charge('bob', 'api', 1000);
SELECT credits.start('bob', 'devpod', 'pod-2');

\echo 'At 09:00 he pays in $25.  Nothing starts by itself: an hour later nothing has been drawn.'
SELECT credits.set_clock('bob', '2026-05-01 09:00Z') \g /dev/null
SELECT credits.grant('bob', 25, key => 'payment 2') \g /dev/null
SELECT credits.set_clock('bob', '2026-05-01 10:00Z') \g /dev/null
SELECT resource, item, status, stopped_at::time FROM credits.meters('bob') ORDER BY 1;
SELECT available FROM credits.balance('bob');

\echo 'He starts the DevPod and the disk again; the endpoint stays as it is.  An hour costs 0.60 + 0.10; requests are taken again:'
SELECT credits.start('bob', 'devpod', 'pod-1'), credits.start('bob', 'storage', 'disk-1', 1000) \g /dev/null
SELECT charged, status FROM credits.try_charge('bob', 'api', 1000);
SELECT credits.set_clock('bob', '2026-05-01 11:00Z') \g /dev/null
SELECT resource, item, status, started_at::time, stopped_at::time FROM credits.meters('bob') ORDER BY 1;
SELECT b.available, r.burn_rate, r.hours FROM credits.balance('bob') b, credits.runway('bob') r;

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
