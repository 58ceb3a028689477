-- A cluster's usage, billed.  Run by `make demo`, which says in which server; by hand, in a database
-- of its own, with a CSV of pods and a file that may be written:
--
--     psql -X -d demo -v pods=examples/sample_pods.csv -v usage=/tmp/usage.tsv -f examples/demo.sql
--
-- Each pod that was scheduled holds its vCPUs and its memory from scheduled_time to deletion_time, in
-- seconds from the start, which is put at 2026-01-01 00:00 UTC.  A pod's account is its quality of
-- service.  Each account has $100 of credit in each calendar month, which expires with it, and pays
-- for what it uses beyond.

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
INSERT INTO credits.resource (resource, unit, category) VALUES
    ('vcpu', 'vCPU', 'compute'), ('memory', 'GB', 'compute');
INSERT INTO credits.price (resource, rate) VALUES
    ('vcpu', '0.0000045/vCPU/s'), ('memory', '0.0000023/GB/s');

-- ------------------------------------------------------------------------------ what was used
CREATE TEMP TABLE pod (
    name text, cpu_milli numeric, memory_mib numeric, num_gpu int, gpu_milli int, gpu_spec text,
    account text, phase text, created_s bigint, deleted_s bigint, scheduled_s bigint
);
\set load '\\copy pod FROM ' :'pods' ' WITH (FORMAT csv, HEADER)'
:load
DELETE FROM pod WHERE scheduled_s IS NULL;

CREATE TEMP VIEW used AS
    SELECT p.account, r.resource, r.quantity,
           timestamptz '2026-01-01 00:00+00' + p.scheduled_s * interval '1 second' AS at,
           timestamptz '2026-01-01 00:00+00' + p.deleted_s * interval '1 second' AS until,
           p.name AS item
      FROM pod p
     CROSS JOIN LATERAL (VALUES ('vcpu', p.cpu_milli / 1000),
                                ('memory', p.memory_mib / 1024)) AS r (resource, quantity);
\set save '\\copy (SELECT * FROM used) TO ' :'usage'
:save

SELECT count(*) AS pods, (SELECT count(*) FROM used) AS "rows of usage",
       min(u.at) AS "first", max(u.until) AS "last", count(DISTINCT u.account) AS accounts
  FROM pod p JOIN used u ON u.item = p.name AND u.resource = 'vcpu';

-- ------------------------------------------------------------------------------ who used it
-- An account with a clock of its own stands at the trace's start and takes usage after it.
SELECT credits.open_account(p.account, clock => '2026-01-01 00:00+00'),
       credits.set_overage(p.account, true)
  FROM (SELECT DISTINCT account FROM pod ORDER BY 1) p \g /dev/null

SELECT credits."grant"(p.account, 100, 'included', effective_at => m.month,
                       expires_at => m.month + interval '1 month')
  FROM (SELECT DISTINCT account FROM pod ORDER BY 1) p,
       generate_series(timestamptz '2026-01-01 00:00+00',
                       (SELECT max(until) FROM used), interval '1 month') AS m (month) \g /dev/null

-- ------------------------------------------------------------------------------ billed
\set bill '\\copy credits.usage (account, resource, quantity, at, until, item) FROM ' :'usage'
\echo COPY credits.usage (account, resource, quantity, at, until, item):
\timing on
:bill
\timing off

CREATE TEMP TABLE bill AS
SELECT l.month, l.account, l.vcpu_hours, l.vcpu_cost, l.memory_hours, l.memory_cost, d.credits, d.overage
  FROM (SELECT date_trunc('month', u.at) AS month, u.account,
               sum(u.quantity * extract(epoch FROM u.until - u.at) / 3600) FILTER (WHERE u.resource = 'vcpu') AS vcpu_hours,
               sum(u.charged::numeric) FILTER (WHERE u.resource = 'vcpu') AS vcpu_cost,
               sum(u.quantity * extract(epoch FROM u.until - u.at) / 3600) FILTER (WHERE u.resource = 'memory') AS memory_hours,
               sum(u.charged::numeric) FILTER (WHERE u.resource = 'memory') AS memory_cost
          FROM credits.usage u
         GROUP BY 1, 2) l
  JOIN (SELECT date_trunc('month', e.at) AS month, a.account,
               coalesce(-sum(e.amount::numeric) FILTER (WHERE NOT b.postpaid), 0) AS credits,
               coalesce(-sum(e.amount::numeric) FILTER (WHERE b.postpaid), 0) AS overage
          FROM credits.entry e
          JOIN credits.bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
          JOIN credits.account a ON a.account_id = e.account_id AND a.user_id = e.user_id
         WHERE e.kind = 'draw'
         GROUP BY 1, 2) d USING (month, account);

\echo
\echo 'The bill, in dollars, rounded to cents in this table only:'
SELECT CASE WHEN grouping(month) = 1 THEN 'total' ELSE to_char(month, 'YYYY-MM') END AS month,
       account,
       round(sum(vcpu_hours), 1) AS "vCPU hours", round(sum(vcpu_cost), 2) AS "vCPU $",
       round(sum(memory_hours), 1) AS "GB hours", round(sum(memory_cost), 2) AS "memory $",
       round(sum(vcpu_cost + memory_cost), 2) AS "used $",
       round(sum(credits), 2) AS "credits $", round(sum(overage), 2) AS "overage $"
  FROM bill
 GROUP BY GROUPING SETS ((month, account), ())
 ORDER BY grouping(month), bill.month, account;

\echo 'To the last digit:'
SELECT trim_scale(sum(vcpu_cost)) AS "vCPU", trim_scale(sum(memory_cost)) AS memory,
       trim_scale(sum(credits)) AS credits, trim_scale(sum(overage)) AS overage,
       sum(vcpu_cost + memory_cost) = sum(credits + overage) AS "all is paid"
  FROM bill;

\echo 'What each account has left at the start of the last month, and what it has run up in it by the end:'
SELECT a.account, round(f.available::numeric, 2) AS "available, first instant",
       round(l.available::numeric, 2) AS "available, last instant", round(l.overage::numeric, 2) AS "overage, last instant"
  FROM (SELECT DISTINCT account FROM pod) a,
       (SELECT date_trunc('month', max(until)) AS first, max(until) AS last FROM used) t,
       LATERAL credits.balance(a.account, t.first) f, LATERAL credits.balance(a.account, t.last) l
 ORDER BY 1;

\echo 'The books, derived again from the ledger:'
SELECT count(*) AS "faults found by verify()" FROM credits.verify();
