-- A month of image generation, billed: every request of the customers of a public trace, and an invoice for each customer.  Run by
-- `make demo` where there is the trace; by hand, in a database of its own:
--
--     psql -X -d images -v requests=alibaba_image_requests_2024.csv -f examples/demo_images.sql
--
-- An image costs 4, 5 or 7 credits.  That is Atlios' price list, but there it goes by the image's longest side, and the trace does not
-- say how large its images are.  Here it goes by the number of inference steps, which the trace does say: up to 30, up to 40, above.
-- A request that did not succeed costs nothing, and is in the books all the same; those that were pending before their number of images
-- was known are there with 0.  Times are taken as UTC.

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
-- The plan's figures are made up; 4 cents a credit beyond it are Atlios'.
INSERT INTO credits.plan (plan, price, included, overage, overage_price) VALUES ('Studio', 10, 250, true, 0.04);
INSERT INTO credits.resource (resource, unit) VALUES ('image', 'image');
INSERT INTO credits.price (resource, attributes, tier_by, tiers) VALUES
    ('image', '{"status": "SUCCEED"}', 'steps', '[{"upto": 30, "rate": "4/image"}, {"upto": 40, "rate": "5/image"}, {"rate": "7/image"}]');
INSERT INTO credits.price (resource, attributes, rate) VALUES
    ('image', '{"status": "FAILED"}', '0/image'), ('image', '{"status": "PENDING"}', '0/image'), ('image', '{"status": "PROCESSING"}', '0/image');

-- ------------------------------------------------------------------------------ what was used
CREATE TEMP TABLE request (
    created timestamp, type text, status text, seconds numeric, account text, prompt numeric, negative_prompt numeric,
    images numeric, steps numeric, model text, lora int, n int GENERATED ALWAYS AS IDENTITY
);
\set load '\\copy request (created, type, status, seconds, account, prompt, negative_prompt, images, steps, model, lora) FROM ' :'requests' ' WITH (FORMAT csv, HEADER)'
:load
ANALYZE request;

SELECT count(*) AS requests, sum(images)::int AS images, count(DISTINCT account) AS customers, count(DISTINCT model) AS models,
       min(created) AS first, max(created) AS last
  FROM request;

SELECT credits.open_account(account, 'Studio', clock => '2024-11-15 00:00Z') FROM (SELECT DISTINCT account FROM request ORDER BY 1) c \g /dev/null

-- ------------------------------------------------------------------------------ billed
\echo 'INSERT INTO credits.usage, all requests in one statement, each under its key:'
\timing on
INSERT INTO credits.usage (account, resource, quantity, attributes, at, key)
    SELECT account, 'image', coalesce(images, 0), jsonb_strip_nulls(jsonb_build_object('status', status, 'steps', steps)),
           created AT TIME ZONE 'UTC', 'request ' || n
      FROM request ORDER BY n;
\timing off
\echo
\echo 'Once more: every key is known, and nothing changes.'
INSERT INTO credits.usage (account, resource, quantity, attributes, at, key)
    SELECT account, 'image', coalesce(images, 0), jsonb_strip_nulls(jsonb_build_object('status', status, 'steps', steps)),
           created AT TIME ZONE 'UTC', 'request ' || n
      FROM request ORDER BY n;

\echo 'An image costs by its inference steps, as the trace does not say its size; one that did not succeed costs nothing:'
SELECT attributes->>'status' AS status, rate, count(*) AS requests, sum(quantity) AS images, sum(charged::numeric) AS credits
  FROM credits.usage GROUP BY 1, 2 ORDER BY min(CASE attributes->>'status' WHEN 'SUCCEED' THEN 1 WHEN 'FAILED' THEN 2 ELSE 3 END), 1, 2;

\echo 'The weeks.  A # is 2000 credits:'
SELECT date_trunc('week', at)::date AS "week of", count(*) AS requests, count(DISTINCT account) AS customers, sum(quantity) AS images,
       sum(charged::numeric) AS credits, repeat('#', round(sum(charged::numeric) / 2000)::int) AS " "
  FROM credits.usage GROUP BY 1 ORDER BY 1;

-- ------------------------------------------------------------------------------ invoiced
\echo 'On December 15 everybody''s month is over: an invoice each.  The plan is $10 with 250 credits; a credit beyond is 4 cents.'
\timing on
SELECT credits.set_clock(account, '2024-12-15 00:00Z') FROM (SELECT DISTINCT account FROM request ORDER BY 1) c \g /dev/null
\timing off

CREATE TEMP TABLE bill AS
SELECT a.account, u.used, d.credits, d.overage, i.total
  FROM credits.account a
  JOIN (SELECT account, sum(charged::numeric) AS used FROM credits.usage GROUP BY 1) u USING (account)
  JOIN (SELECT e.account_id, coalesce(-sum(e.amount::numeric) FILTER (WHERE NOT b.postpaid), 0) AS credits,
               coalesce(-sum(e.amount::numeric) FILTER (WHERE b.postpaid), 0) AS overage
          FROM credits.entry e JOIN credits.bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
         WHERE e.kind = 'draw' GROUP BY 1) d USING (account_id)
  JOIN credits.invoice i ON i.account_id = a.account_id;

\echo
SELECT CASE WHEN grouping(size) = 1 THEN 'all' ELSE size END AS "credits used", count(*) AS customers, sum(used) AS used, sum(credits) AS included,
       sum(overage) AS overage, sum(total) AS "invoiced $", round(avg(total), 2) AS "on average $"
  FROM (SELECT *, CASE WHEN used = 0 THEN 'none' WHEN used <= 20 THEN '1 to 20' WHEN used <= 250 THEN '21 to 250'
                       WHEN used <= 1000 THEN '251 to 1000' ELSE 'above 1000' END AS size FROM bill) b
 GROUP BY GROUPING SETS ((size), ()) ORDER BY grouping(size), max(used);

\echo 'The five largest:'
SELECT account, used, credits AS included, overage, total AS "invoice $" FROM bill ORDER BY used DESC, account LIMIT 5;

\echo 'To the last digit:'
SELECT sum(used) AS "credits used", sum(credits) AS "paid by the plan", sum(overage) AS "paid as overage", sum(total) AS "invoiced $",
       sum(used) = sum(credits + overage) AS "all is paid", sum(total) = count(*) * 10 + sum(overage) * 0.04 AS "all is invoiced"
  FROM bill;

\echo 'The books, derived again from the ledger:'
SELECT count(*) AS "faults found by verify()" FROM credits.verify();
