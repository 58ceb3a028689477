-- Atlasflow tells what a workload will cost before it runs.  The rule, in plain words:
--
--   AF7  An estimator prices a workload before it runs.  The real bill is never above the worst case, which is full use all the time.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlasflow_estimate.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
INSERT INTO credits.plan (plan, price, included, overage, overage_price) VALUES
    ('Hobby', 5, 5, true, 1), ('Pro', 20, 20, true, 1), ('Team', 100, 100, true, 1);
INSERT INTO credits.resource (resource, unit, category, at_zero) VALUES
    ('vcpu', 'vCPU', 'compute', 'suspend'), ('memory', 'GB', 'compute', 'suspend'),
    ('storage', 'TB', 'data', 'continue'), ('traffic', 'TB', 'data', 'continue');
INSERT INTO credits.price (resource, rate) VALUES
    ('vcpu', '0.0000045/vCPU/s'), ('memory', '0.0000023/GB/s'), ('storage', '0.0000091/TB/s'), ('traffic', '0.0000045/TB/s');

-- ------------------------------------------------------------------------------ before it runs
\echo 'AF7. An instance may grow to 8 vCPU and 16 GB, with a disk of 0.5 TB and 0.02 TB of traffic.  The worst case is all of that for'
\echo 'each second of January, 2678400 of them.  estimate() asks the code that bills, and writes nothing:'
\set worst '''[{"resource": "vcpu", "quantity": 8, "seconds": 2678400}, {"resource": "memory", "quantity": 16, "seconds": 2678400}, {"resource": "storage", "quantity": 0.5, "seconds": 2678400}, {"resource": "traffic", "quantity": 0.02, "seconds": 2678400}]'''
SELECT kind, resource, quantity, charged, credits, overage, money FROM credits.estimate('Pro', :worst, '2026-01-01 00:00Z');

\echo 'What is expected is less: full size for 5 hours a day, 2 vCPU and 4 GB for 9, idle for 6, stopped for 4.  On each plan:'
CREATE TEMP TABLE expected AS
    SELECT jsonb_agg(jsonb_build_object('resource', resource, 'quantity', quantity, 'seconds', hours * 31 * 3600)) AS workload
      FROM (VALUES ('vcpu', 8, 5), ('vcpu', 2, 9), ('vcpu', 0.25, 6), ('memory', 16, 5), ('memory', 4, 9), ('memory', 0.5, 6),
                   ('storage', 0.5, 24), ('traffic', 0.02, 24)) v (resource, quantity, hours);
SELECT p.plan, p.price AS minimum, e.money AS expected, w.money AS "worst case"
  FROM credits.plan p, expected x, credits.estimate(p.plan, x.workload, '2026-01-01 00:00Z') e,
       credits.estimate(p.plan, :worst, '2026-01-01 00:00Z') w
 WHERE e.kind = 'total' AND w.kind = 'total' ORDER BY p.price;

-- ------------------------------------------------------------------------------ it runs
\echo 'January as it was: on each plan somebody whose instance follows the load, hour by hour, slower on weekends.  The meters bill it.'
SELECT credits.open_account(p.plan || ' user', p.plan, clock => '2026-01-01 00:00Z') FROM credits.plan p ORDER BY p.price \g /dev/null
CREATE FUNCTION pg_temp.vcpu(at timestamptz) RETURNS numeric LANGUAGE sql AS $$      -- a made-up load
    SELECT CASE WHEN extract(hour FROM at) >= 22 OR extract(hour FROM at) < 2 THEN 0
                WHEN extract(hour FROM at) < 8 THEN 0.25
                WHEN extract(isodow FROM at) > 5 OR extract(hour FROM at) NOT BETWEEN 10 AND 14 THEN 2
                WHEN extract(hour FROM at) = 12 THEN 4
                ELSE 8 END
$$;
DO $$
DECLARE
    plan text;
    hour timestamptz;
    vcpu numeric;
    had numeric;
BEGIN
    FOR plan IN SELECT p.plan FROM credits.plan p LOOP
        PERFORM credits.start(plan || ' user', 'storage', 'disk', 0.5), credits.start(plan || ' user', 'traffic', 'web', 0.02);
        had := 0;
        FOR hour IN SELECT generate_series(timestamptz '2026-01-01 00:00Z', '2026-01-31 23:00Z', '1 hour') LOOP
            vcpu := pg_temp.vcpu(hour);
            CONTINUE WHEN vcpu = had;
            PERFORM credits.set_clock(plan || ' user', hour);
            IF vcpu = 0 THEN
                PERFORM credits.stop(plan || ' user', 'web', 'vcpu'), credits.stop(plan || ' user', 'web', 'memory');
            ELSIF had = 0 THEN
                PERFORM credits.start(plan || ' user', 'vcpu', 'web', vcpu), credits.start(plan || ' user', 'memory', 'web', 2 * vcpu);
            ELSE
                PERFORM credits.resize(plan || ' user', 'vcpu', 'web', vcpu), credits.resize(plan || ' user', 'memory', 'web', 2 * vcpu);
            END IF;
            had := vcpu;
        END LOOP;
        PERFORM credits.set_clock(plan || ' user', '2026-02-01 00:00Z');
    END LOOP;
END $$;
SELECT key AS resource, trim_scale(quantity / 3600) AS "units x hours", charged
  FROM credits.usage_by('Pro user', '[2026-01-01 00:00Z, 2026-02-01 00:00Z)', 'resource') ORDER BY 1;

\echo 'And a fourth, on Pro, whose instance never rests:'
SELECT credits.open_account('full', 'Pro', clock => '2026-01-01 00:00Z') \g /dev/null
SELECT credits.start('full', 'vcpu', 'web', 8), credits.start('full', 'memory', 'web', 16), credits.start('full', 'storage', 'disk', 0.5),
       credits.start('full', 'traffic', 'web', 0.02) \g /dev/null
SELECT credits.set_clock('full', '2026-02-01 00:00Z') \g /dev/null

CREATE TEMP TABLE real AS
    SELECT a.account, a.plan, i.total FROM credits.invoice i JOIN credits.account a ON a.account_id = i.account_id AND a.user_id = i.account_id
     WHERE i.starts_at = '2026-01-01 00:00Z';
\echo 'The bills, and the worst case of each:'
SELECT r.account, p.price AS minimum, r.total AS bill, w.money AS "worst case", r.total <= w.money AS "within it",
       round(r.total / w.money * 100) AS "% of it"
  FROM credits.plan p JOIN real r USING (plan), credits.estimate(p.plan, :worst, '2026-01-01 00:00Z') w
 WHERE w.kind = 'total' ORDER BY r.total / w.money, p.price;

-- ------------------------------------------------------------------------------ the estimate is the bill
\echo 'Had they known how it would run, the estimate would have been the bill.  The workload is taken from the books:'
SELECT p.plan, e.money AS estimate, r.total AS bill, e.money = r.total AS same
  FROM credits.plan p JOIN real r ON r.account = p.plan || ' user',
       LATERAL (SELECT jsonb_agg(jsonb_build_object('resource', u.resource, 'quantity', u.quantity,
                                                    'seconds', extract(epoch FROM u.until - u.at))) AS workload
                  FROM credits.usage u WHERE u.account = p.plan || ' user' AND u.at < '2026-02-01 00:00Z') u,
       credits.estimate(p.plan, u.workload, '2026-01-01 00:00Z') e
 WHERE e.kind = 'total' ORDER BY p.price;

\echo 'And what one of them would have paid elsewhere is what the others did pay:'
SELECT p.plan, e.money AS "Pro user's January on it", r.total AS "its own user's bill", e.money = r.total AS same
  FROM credits.plan p JOIN real r ON r.account = p.plan || ' user', credits.replay('Pro user', p.plan, '[2026-01-01 00:00Z, 2026-02-01 00:00Z)') e
 WHERE e.kind = 'total' ORDER BY p.price;

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
