-- Atlasflow meters by the second what an instance has, while it runs, and what is stored and sent, all the time.  The rules, in
-- plain words:
--
--   AF1  Rates per second, the same on every plan: vCPU $0.0000045/vCPU/s, memory $0.0000023/GB/s, storage $0.0000091/TB/s,
--        traffic $0.0000045/TB/s.
--   AF2  vCPU and memory cost only while an instance runs: idle, scaled down or stopped it costs less.  Storage and traffic are
--        billed over the period.
--   AF5  No price for a request, none for a cold start.
--   AF6  The metrics that are shown are the usage that is billed.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlasflow_metering.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
INSERT INTO credits.plan (plan, price, included, overage, overage_price) VALUES
    ('Hobby', 5, 5, true, 1), ('Pro', 20, 20, true, 1), ('Team', 100, 100, true, 1);
INSERT INTO credits.resource (resource, unit, category, at_zero) VALUES
    ('vcpu', 'vCPU', 'compute', 'suspend'), ('memory', 'GB', 'compute', 'suspend'),
    ('storage', 'TB', 'data', 'continue'), ('traffic', 'TB', 'data', 'continue'), ('request', 'request', 'requests', DEFAULT);
INSERT INTO credits.price (resource, rate) VALUES
    ('vcpu', '0.0000045/vCPU/s'), ('memory', '0.0000023/GB/s'), ('storage', '0.0000091/TB/s'), ('traffic', '0.0000045/TB/s'),
    ('request', '0/request');                   -- a request is counted, and costs nothing

-- ------------------------------------------------------------------------------ AF1: the rates
\echo 'AF1. What one unit costs for a second, an hour, a day and January, on each of the three plans.  The price is looked up with'
\echo 'quote(), which is the code that bills:'
SELECT credits.open_account(plan, plan, clock => '2026-01-01 00:00Z') FROM credits.plan ORDER BY price \g /dev/null
SELECT p.plan, r.resource,
       max(q.charged::numeric) FILTER (WHERE t.seconds = 1) AS second, max(q.charged::numeric) FILTER (WHERE t.seconds = 3600) AS hour,
       max(q.charged::numeric) FILTER (WHERE t.seconds = 86400) AS day, max(q.charged::numeric) FILTER (WHERE t.seconds = 2678400) AS january
  FROM credits.plan p, (VALUES ('vcpu'), ('memory'), ('storage'), ('traffic')) r (resource),
       (VALUES (1), (3600), (86400), (2678400)) t (seconds),
       credits.quote(p.plan, r.resource, 1, at => '2026-01-01 00:00Z',
                     until => timestamptz '2026-01-01 00:00Z' + t.seconds * interval '1 s') q
 GROUP BY p.price, p.plan, r.resource ORDER BY p.price, min(q.charged::numeric) DESC, r.resource DESC;

-- ------------------------------------------------------------------------------ AF2: only while it runs
\echo 'AF2. ada is on Pro.  Her data, 0.5 TB, and 0.02 TB of traffic are metered from the first instant of January.'
\echo 'Her instance starts at 08:00 with 2 vCPU and 4 GB.  It is scaled up at 10:00 and down at 12:30, idles from 18:00, and is'
\echo 'stopped at 22:00.  No usage is reported: the meter knows what runs.'
CREATE FUNCTION pg_temp.scale(at timestamptz, vcpu numeric, memory numeric) RETURNS void LANGUAGE sql AS $$
    SELECT credits.set_clock('ada', at);
    SELECT credits.resize('ada', 'vcpu', 'web-1', vcpu), credits.resize('ada', 'memory', 'web-1', memory);
$$;
SELECT credits.open_account('ada', 'Pro', clock => '2026-01-01 00:00Z') \g /dev/null
SELECT credits.start('ada', 'storage', 'disk-1', 0.5), credits.start('ada', 'traffic', 'web-1', 0.02) \g /dev/null
SELECT credits.set_clock('ada', '2026-01-01 08:00Z') \g /dev/null
SELECT credits.start('ada', 'vcpu', 'web-1', 2), credits.start('ada', 'memory', 'web-1', 4) \g /dev/null
SELECT pg_temp.scale('2026-01-01 10:00Z', 8, 16),       -- up
       pg_temp.scale('2026-01-01 12:30Z', 1, 2),        -- down
       pg_temp.scale('2026-01-01 18:00Z', 0.25, 0.5)    -- idle
\g /dev/null
SELECT credits.set_clock('ada', '2026-01-01 22:00Z') \g /dev/null
SELECT credits.stop('ada', 'web-1', 'vcpu'), credits.stop('ada', 'web-1', 'memory') \g /dev/null
SELECT credits.set_clock('ada', '2026-01-02 00:00Z') \g /dev/null

-- an hour of 1 vCPU is 0.0162, of 1 GB 0.00828:  2 h x (2 x 0.0162 + 4 x 0.00828) = 0.13104, and so on
SELECT at, until, to_char(until - at, 'HH24:MI') AS time,
       max(quantity) FILTER (WHERE resource = 'vcpu') AS "vCPU", max(quantity) FILTER (WHERE resource = 'memory') AS "GB",
       sum(charged::numeric) AS charged,
       round(sum(charged::numeric) / extract(epoch FROM until - at) * 3600, 5) AS "an hour"
  FROM credits.usage WHERE account = 'ada' AND resource IN ('vcpu', 'memory') GROUP BY 1, 2 ORDER BY 1;

\echo 'Storage and traffic ran all day, stopped instance or not.  The day, by resource.  Units is what was held, times hours:'
SELECT resource, min(at) AS first, max(until) AS last,
       trim_scale(round(sum(quantity * extract(epoch FROM until - at)) / 3600, 6)) AS "units x hours", sum(charged::numeric) AS charged
  FROM credits.usage WHERE account = 'ada' GROUP BY 1 ORDER BY min(at), 1;

\echo 'The same day of four other instances: always at the size of the peak, at the usual size, idle, and stopped all day.  What'
\echo 'does not run costs nothing but its disk:'
CREATE TEMP TABLE day (account text, vcpu numeric, memory numeric);
INSERT INTO day VALUES ('always at the peak', 8, 16), ('always at 2 vCPU', 2, 4), ('always idle', 0.25, 0.5), ('stopped', NULL, NULL);
SELECT credits.open_account(account, 'Pro', clock => '2026-01-01 00:00Z') FROM day \g /dev/null
SELECT credits.start(account, 'storage', 'disk-1', 0.5), credits.start(account, 'traffic', 'web-1', 0.02) FROM day \g /dev/null
SELECT credits.start(account, 'vcpu', 'web-1', vcpu), credits.start(account, 'memory', 'web-1', memory) FROM day WHERE vcpu > 0
\g /dev/null
SELECT credits.set_clock(account, '2026-01-02 00:00Z') FROM day \g /dev/null
SELECT account, coalesce(sum(charged::numeric) FILTER (WHERE resource IN ('vcpu', 'memory')), 0) AS "vCPU and memory",
       sum(charged::numeric) FILTER (WHERE resource IN ('storage', 'traffic')) AS "storage and traffic", sum(charged::numeric) AS "the day"
  FROM credits.usage WHERE account = 'ada' OR account IN (SELECT account FROM day) GROUP BY 1 ORDER BY 4 DESC;

-- ------------------------------------------------------------------------------ AF5: no request, no cold start
\echo 'AF5. Two instances of 1 vCPU run ten minutes each.  One runs them in one go and serves no request.  The other is started cold'
\echo '600 times, for a second every other second, and serves 90000 requests.  They cost the same, to the last digit:'
SELECT credits.open_account('warm', 'Hobby', clock => '2026-01-01 00:00Z'),
       credits.open_account('cold', 'Hobby', clock => '2026-01-01 00:00Z') \g /dev/null
SELECT credits.start('warm', 'vcpu', 'fn') \g /dev/null
SELECT credits.set_clock('warm', '2026-01-01 00:10Z') \g /dev/null
SELECT credits.stop('warm', 'fn') \g /dev/null
DO $$
BEGIN
    FOR n IN 0 .. 599 LOOP
        PERFORM credits.set_clock('cold', timestamptz '2026-01-01 00:00Z' + (2 * n) * interval '1 s');
        PERFORM credits.start('cold', 'vcpu', 'fn');
        PERFORM credits.charge('cold', 'request', 150);
        PERFORM credits.set_clock('cold', timestamptz '2026-01-01 00:00Z' + (2 * n + 1) * interval '1 s');
        PERFORM credits.stop('cold', 'fn');
    END LOOP;
END $$;
SELECT account, count(DISTINCT at) FILTER (WHERE until > at) AS starts, extract(epoch FROM sum(until - at))::int AS "seconds run",
       coalesce(sum(quantity) FILTER (WHERE resource = 'request'), 0) AS requests, trim_scale(sum(charged::numeric)) AS charged
  FROM credits.usage WHERE account IN ('warm', 'cold') GROUP BY 1 ORDER BY 1 DESC;

-- ------------------------------------------------------------------------------ AF6: what is shown is what is billed
\echo 'AF6. The rest of ada''s January: the instance runs again from January 10 to 31.'
SELECT credits.set_clock('ada', '2026-01-10 00:00Z') \g /dev/null
SELECT credits.start('ada', 'vcpu', 'web-1', 4), credits.start('ada', 'memory', 'web-1', 8) \g /dev/null
SELECT credits.set_clock('ada', '2026-01-31 00:00Z') \g /dev/null
SELECT credits.stop('ada', 'web-1', 'vcpu'), credits.stop('ada', 'web-1', 'memory') \g /dev/null

\echo 'On January 31 she looks at the month so far: what was billed, and what the meters have accrued and is not booked:'
SELECT b.available, b.accrued, b.overage, trim_scale(20 - b.available::numeric + b.overage::numeric) AS used
  FROM credits.balance('ada', '2026-01-31 12:00Z') b;

SELECT credits.set_clock('ada', '2026-02-01 00:00Z') \g /dev/null
\echo 'The metrics of January.  usage_by() adds up the very lines that were billed; units x seconds is quantity times time:'
SELECT key AS resource, quantity AS "units x seconds", p.rate, u.charged
  FROM credits.usage_by('ada', '[2026-01-01 00:00Z, 2026-02-01 00:00Z)', 'resource') u JOIN credits.price p ON p.resource = u.key
 ORDER BY u.charged::numeric DESC;
\echo 'By the hour on January 1, and by the day around the days on which she started and stopped:'
SELECT key AS hour, charged, repeat('#', round(charged::numeric * 100)::int) AS " "
  FROM credits.usage_by('ada', '[2026-01-01 06:00Z, 2026-01-02 00:00Z)', 'hour') ORDER BY 1;
SELECT key AS day, charged
  FROM credits.usage_by('ada', '[2026-01-01 00:00Z, 2026-02-01 00:00Z)', 'day')
 WHERE key IN ('2026-01-01', '2026-01-02', '2026-01-09', '2026-01-10', '2026-01-11', '2026-01-30', '2026-01-31') ORDER BY 1;

\echo 'The invoice: 20 of it by the credits of the plan, the rest as overage.  Money is exact until the total.'
SELECT l.line, l.kind, l.description, l.quantity, l.unit_price, l.exact, l.amount
  FROM credits.invoice_line l JOIN credits.account a ON a.account_id = l.account_id AND a.user_id = l.account_id
 WHERE a.account = 'ada' ORDER BY 1;
SELECT shown, drawn, invoiced, shown = drawn AND shown = invoiced AS "shown is billed"
  FROM (SELECT trim_scale(sum(charged::numeric)) AS shown
          FROM credits.usage_by('ada', '[2026-01-01 00:00Z, 2026-02-01 00:00Z)', 'hour')) u,
       (SELECT trim_scale(-sum(e.amount::numeric)) AS drawn FROM credits.entry e
          JOIN credits.account a ON a.account_id = e.account_id AND a.user_id = e.user_id
         WHERE a.account = 'ada' AND e.kind = 'draw') d,
       (SELECT trim_scale(sum(l.quantity::numeric)) AS invoiced FROM credits.invoice_line l
          JOIN credits.account a ON a.account_id = l.account_id AND a.user_id = l.account_id
         WHERE a.account = 'ada' AND l.kind IN ('overage', 'credits')) i;

\echo 'Each line can be computed again from what it keeps.  Lines that do not come to what was charged:'
SELECT count(*) AS lines,
       count(*) FILTER (WHERE credits.line_cost(l.rate, l.quantity, l.at, l.until, l.counted, l.terms)::numeric <> l.charged::numeric) AS wrong
  FROM credits.usage_line l;

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
