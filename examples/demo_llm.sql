-- An hour of two LLM services, billed by the token: every request of two public traces, a chat and a coding service.  Run by
-- `make demo` where there are the traces; by hand, in a database of its own:
--
--     psql -X -d llm -v conv=azure_llm_conv_2023.csv -v code=azure_llm_code_2023.csv -f examples/demo_llm.sql
--
-- A million tokens of context cost $0.15, a million generated ones $0.60.  A request is two rows of usage, told apart by an attribute.
-- The traces have seven digits of a second, of which the last is always 0: PostgreSQL's microseconds lose nothing.

\set ON_ERROR_STOP on
\set QUIET on
\pset footer off
\pset pager off
\pset null ''
SET timezone = 'UTC';
SET client_min_messages = warning;

CREATE EXTENSION IF NOT EXISTS credits;
SELECT credits.init() \g /dev/null

-- ------------------------------------------------------------------------------ what is sold
INSERT INTO credits.resource (resource, unit) VALUES ('llm', 'token');
INSERT INTO credits.price (resource, rate, attributes) VALUES
    ('llm', '0.15/1M token', '{"io": "input"}'), ('llm', '0.60/1M token', '{"io": "output"}');

-- ------------------------------------------------------------------------------ what was used
CREATE TEMP TABLE request (at timestamp, context int, generated int, account text DEFAULT 'chat', n int GENERATED ALWAYS AS IDENTITY);
\set load '\\copy request (at, context, generated) FROM ' :'conv' ' WITH (FORMAT csv, HEADER)'
:load
ALTER TABLE request ALTER account SET DEFAULT 'coding';
\set load '\\copy request (at, context, generated) FROM ' :'code' ' WITH (FORMAT csv, HEADER)'
:load
ANALYZE request;

SELECT account AS service, count(*) AS requests, sum(context) AS "tokens in", sum(generated) AS "tokens out", min(at) AS first, max(at) AS last
  FROM request GROUP BY 1 ORDER BY 1;

\echo 'Each service has paid in $5, and goes on without if that is used up:'
SELECT credits.open_account(a, clock => '2023-11-16 18:00Z'), credits.grant(a, 5, key => 'payment 1'), credits.set_overage(a, true)
  FROM (VALUES ('chat'), ('coding')) v (a) \g /dev/null

-- ------------------------------------------------------------------------------ billed
\echo 'INSERT INTO credits.usage, all requests in one statement, two rows each, under their keys:'
\timing on
INSERT INTO credits.usage (account, resource, quantity, attributes, at, key)
    SELECT account, 'llm', quantity, jsonb_build_object('io', io), at AT TIME ZONE 'UTC', n || ' ' || io
      FROM request, LATERAL (VALUES ('input', context), ('output', generated)) v (io, quantity)
     ORDER BY n, io;
\timing off

\echo
\echo 'The hour, ten minutes at a time.  A # is 4 cents; left is what balance() says it was at the end of the ten minutes:'
SELECT u.account AS service, to_char(u.start, 'HH24:MI') AS "from", u.requests, u.tokens_in AS "tokens in", u.tokens_out AS "tokens out",
       round(u.charged, 4) AS "$", round(b.available::numeric, 4) AS "left $", round(b.overage::numeric, 4) AS "beyond $",
       repeat('#', round(u.charged / 0.04)::int) AS " "
  FROM (SELECT account, date_bin('10 minutes', at, '2023-11-16 18:00Z') AS start, count(DISTINCT split_part(key, ' ', 1)) AS requests,
               sum(quantity) FILTER (WHERE attributes->>'io' = 'input') AS tokens_in,
               sum(quantity) FILTER (WHERE attributes->>'io' = 'output') AS tokens_out, sum(charged::numeric) AS charged
          FROM credits.usage GROUP BY 1, 2) u,
       credits.balance(u.account, u.start + interval '10 minutes' - interval '1 us') b
 ORDER BY 1, 2;

\echo 'What a request costs, in hundredths of a cent:'
SELECT account AS service, round(min(cost) * 10000, 3) AS least, round((percentile_cont(0.5) WITHIN GROUP (ORDER BY cost) * 10000)::numeric, 3) AS median,
       round((percentile_cont(0.99) WITHIN GROUP (ORDER BY cost) * 10000)::numeric, 3) AS "99 %", round(max(cost) * 10000, 3) AS most,
       round(avg(cost) * 10000, 3) AS average
  FROM (SELECT account, sum(charged::numeric) AS cost FROM credits.usage GROUP BY account, split_part(key, ' ', 1)) r
 GROUP BY 1 ORDER BY 1;

\echo 'To the last digit:'
SELECT CASE WHEN grouping(account) = 1 THEN 'both' ELSE account END AS service,
       trim_scale(sum(charged) FILTER (WHERE io = 'input')) AS "context $", trim_scale(sum(charged) FILTER (WHERE io = 'output')) AS "generated $",
       trim_scale(sum(charged)) AS "used $"
  FROM (SELECT account, attributes->>'io' AS io, charged::numeric AS charged FROM credits.usage) u
 GROUP BY GROUPING SETS ((account), ()) ORDER BY grouping(account), account;
SELECT a.account AS service, b.available AS "left $", b.overage AS "beyond $",
       5 - b.available::numeric + b.overage::numeric = u.charged AS "all is paid"
  FROM (VALUES ('chat'), ('coding')) a (account), credits.balance(a.account, '2023-11-16 20:00Z') b,
       LATERAL (SELECT sum(charged::numeric) AS charged FROM credits.usage WHERE account = a.account) u
 ORDER BY 1;

\echo 'The books, derived again from the ledger:'
SELECT count(*) AS "faults found by verify()" FROM credits.verify();
