-- Atlasflow bills by the second.  Its plans are minimums: you pay the plan, the plan comes back as credits, and only what you use
-- beyond them is billed on top.  The rules, in plain words:
--
--   AF3  A plan's credits are its minimum: Hobby 5, Pro 20, Team 100 a month.  They are granted when the period starts, pay for
--        that period's usage, expire when it ends, and do not roll over.
--   AF4  Usage above the credits is overage, and is billed: the bill is max(minimum, usage).
--   AF8  There is an invoice for each period.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlasflow_plan_minimum.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- One credit is one dollar.  A period stays open for an hour after its end, for the meter's last report of it.
INSERT INTO credits.plan (plan, price, included, overage, overage_price, grace) VALUES
    ('Hobby',   5,   5, true, 1, '1 hour'),
    ('Pro',    20,  20, true, 1, '1 hour'),
    ('Team',  100, 100, true, 1, '1 hour');

INSERT INTO credits.resource (resource, unit, category) VALUES
    ('vcpu', 'vCPU', 'compute'), ('memory', 'GB', 'compute'), ('storage', 'TB', 'data'), ('traffic', 'TB', 'data');
INSERT INTO credits.price (resource, rate) VALUES          -- the same on every plan
    ('vcpu', '0.0000045/vCPU/s'), ('memory', '0.0000023/GB/s'), ('storage', '0.0000091/TB/s'), ('traffic', '0.0000045/TB/s');

-- The instance that everybody runs here has 2 vCPU, 3.2 GB of memory and 0.4 TB of storage.  In a second it costs
--     2 x 0.0000045 + 3.2 x 0.0000023 + 0.4 x 0.0000091 = 0.00000900 + 0.00000736 + 0.00000364 = 0.00002000
-- two thousandths of a cent, so   250 000 s are $5,   1 000 000 s are $20,   January's 2 678 400 s are $53.568.
CREATE TEMP TABLE instance (resource text, quantity numeric);
INSERT INTO instance VALUES ('vcpu', 2), ('memory', 3.2), ('storage', 0.4);

CREATE TEMP VIEW invoice AS
    SELECT a.account, i.starts_at, i.ends_at, i.total, i.currency, i.status, i.id
      FROM credits.invoice i JOIN credits.account a ON a.account_id = i.account_id AND a.user_id = i.account_id;
CREATE TEMP VIEW invoice_line AS
    SELECT a.account, l.starts_at, l.line, l.kind, l.description, l.quantity, l.unit_price, l.exact, l.amount
      FROM credits.invoice_line l JOIN credits.account a ON a.account_id = l.account_id AND a.user_id = l.account_id;

-- ------------------------------------------------------------------------------ AF3: a period's credits
\echo 'AF3. ada is on Hobby from the first instant of January.  Her credits are there, and live for the month:'
SELECT credits.open_account('ada', 'Hobby', clock => '2026-01-01 00:00Z') \g /dev/null
SELECT plan, status, price, included, used, remaining, renews_at FROM credits.current_plan('ada');
SELECT class, granted, used, remaining, effective_at, expires_at FROM credits.buckets('ada');

\echo 'She runs one instance for 200000 seconds from January 5, which is $4 of her $5:'
INSERT INTO credits.usage (account, resource, quantity, at, until, item)
    SELECT 'ada', resource, quantity, '2026-01-05 00:00Z', timestamptz '2026-01-05 00:00Z' + interval '200000 s', 'web-1'
      FROM instance;
SELECT resource, quantity, rate, extract(epoch FROM until - at)::int AS seconds, charged
  FROM credits.usage WHERE account = 'ada' ORDER BY charged::numeric;

\echo 'The last microsecond of January, and the first of February: what was left is gone, and is not carried over.'
SELECT at, available, overage FROM (VALUES (timestamptz '2026-01-31 23:59:59.999999Z'), ('2026-02-01 00:00:00Z')) t (at),
       credits.balance('ada', t.at);
SELECT credits.set_clock('ada', '2026-02-01 00:00Z') \g /dev/null
SELECT class, granted, used, remaining, effective_at, expires_at FROM credits.buckets('ada');

\echo 'An instance runs across a month''s end, from 10 hours before to 10 hours after.  It is reported 20 minutes into'
\echo 'February: the seconds before midnight are still January''s, and paid with its credits.'
SELECT credits.set_clock('ada', '2026-02-01 00:20Z') \g /dev/null
INSERT INTO credits.usage (account, resource, quantity, at, until, item)
    SELECT 'ada', resource, quantity, '2026-01-31 14:00Z', '2026-02-01 10:00Z', 'web-2' FROM instance;
-- 10 h x 3600 x 0.00002 = 0.72 on either side: 5 - 4 - 0.72 = 0.28 left of January's, 5 - 0.72 = 4.28 of February's
SELECT b.effective_at, b.granted, b.used, b.granted::numeric - b.used::numeric AS "left"
  FROM credits.bucket b JOIN credits.account a USING (account_id) WHERE a.account = 'ada' AND b.class = 'included' ORDER BY 1;

\echo 'At 01:00 January closes.  What was left of it expires, at the instant at which it was due to:'
SELECT credits.set_clock('ada', '2026-02-01 01:00Z') \g /dev/null
SELECT at, kind, description, amount FROM credits.activity('ada');

-- ------------------------------------------------------------------------------ AF4: max(minimum, usage)
\echo 'AF4. Three plans, each used below its minimum, exactly at it, and above it.  Instance seconds are all that differs:'
CREATE TEMP TABLE customer (account text, plan text, seconds int, instances int);
INSERT INTO customer VALUES
    ('hobby idle',       'Hobby',       0, 1),
    ('hobby below',      'Hobby',  249999, 1),  --   4.99998
    ('hobby at',         'Hobby',  250000, 1),  --   5
    ('hobby second',     'Hobby',  250001, 1),  --   5.00002   less than half a cent above: $5.00
    ('hobby half cent',  'Hobby',  250250, 1),  --   5.005     half a cent: to the even cent, $5.00
    ('hobby over half',  'Hobby',  250251, 1),  --   5.00502   $5.01
    ('hobby month',      'Hobby', 2678400, 1),  --  53.568     all of January: $53.57
    ('pro below',        'Pro',    999999, 1),  --  19.99998
    ('pro at',           'Pro',   1000000, 1),  --  20
    ('pro above',        'Pro',   1000500, 1),  --  20.01
    ('pro month',        'Pro',   2678400, 1),  --  53.568     the same as on Hobby: above both minimums the plan does not matter
    ('team below',       'Team',  2678400, 1),  --  53.568     the minimum: $100
    ('team at',          'Team',  2500000, 2),  -- 100
    ('team above',       'Team',  2678400, 2);  -- 107.136     $107.14
SELECT credits.open_account(account, plan, clock => '2026-01-01 00:00Z') FROM customer \g /dev/null
INSERT INTO credits.usage (account, resource, quantity, at, until, item)
    SELECT c.account, i.resource, i.quantity * c.instances, '2026-01-01 00:00Z',
           timestamptz '2026-01-01 00:00Z' + c.seconds * interval '1 s', 'instance'
      FROM customer c CROSS JOIN instance i;
SELECT credits.set_clock(account, '2026-02-01 01:00Z') FROM customer \g /dev/null

SELECT c.account, p.price AS minimum, u.used, greatest(p.price, u.used) AS "max(minimum, usage)", i.total AS billed,
       abs(i.total - greatest(p.price, u.used)) <= 0.005 AS "to the cent"
  FROM customer c
  JOIN credits.plan p USING (plan)
  JOIN invoice i USING (account),
       LATERAL (SELECT trim_scale(sum(charged::numeric)) AS used FROM credits.usage WHERE account = c.account) u
 ORDER BY p.price, c.seconds * c.instances;

-- ------------------------------------------------------------------------------ AF8: invoices
\echo 'AF8. The invoice of "pro month": $20 for the plan, whose 20 credits were applied, and $33.568 beyond them.'
\echo 'Money stays exact until the total; the lines share the rounded cents.'
SELECT line, kind, description, quantity, unit_price, exact, amount FROM invoice_line WHERE account = 'pro month' ORDER BY line;
SELECT starts_at, ends_at, total, currency, status FROM invoice WHERE account = 'pro month';

\echo 'February so far, as it would be billed if it ended now: a day of the instance, 86400 s x 0.00002 = $1.728, is within the'
\echo 'minimum.'
INSERT INTO credits.usage (account, resource, quantity, at, until, item)
    SELECT 'pro month', resource, quantity, '2026-02-01 01:00Z', '2026-02-02 01:00Z', 'instance' FROM instance;
SELECT line, kind, description, quantity, unit_price, amount FROM credits.statement('pro month');

\echo 'Paying: January''s invoice is noted as paid.  What it says never changes again.'
SELECT id AS january FROM invoice WHERE account = 'pro month' \gset
SELECT credits.invoice_paid('pro month', :january) \g /dev/null
SELECT starts_at, total, status FROM invoice WHERE account = 'pro month';
UPDATE credits.invoice SET total = 0 WHERE id = :january;

\echo 'All invoices of January, and the books, derived again from the ledger (no row: they are sound):'
SELECT p.plan, count(*) AS invoices, sum(i.total) AS billed
  FROM invoice i JOIN customer p USING (account) GROUP BY 1 ORDER BY 3;
SELECT * FROM credits.verify();
