-- Roboflow lets a workspace go on when its credits are used up: it uses flex credits, and pays for them afterwards.  The rule, in
-- plain words:
--
--   RF6  Flex is on by default and can be switched off; it is billed monthly, on monthly and on yearly plans alike; there is no
--        discount on it.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/roboflow_flex.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- The figures are made up.  A flex credit is $4 on either plan.  billing is how often flex is billed; it would be a month if it
-- were left out.
INSERT INTO credits.plan (plan, price, included, cycle, billing, overage, overage_price) VALUES
    ('Core monthly',  99,  60, '1 month', '1 month', true, 4),
    ('Core yearly',  948, 720, '1 year',  '1 month', true, 4);

CREATE TEMP VIEW invoice AS
    SELECT a.account, i.starts_at, i.ends_at, i.total, i.status
      FROM credits.invoice i JOIN credits.account a ON a.account_id = i.account_id AND a.user_id = i.account_id;
CREATE TEMP VIEW invoice_line AS
    SELECT a.account, l.starts_at, l.line, l.kind, l.description, l.quantity, l.unit_price, l.amount
      FROM credits.invoice_line l JOIN credits.account a ON a.account_id = l.account_id AND a.user_id = l.account_id;

-- ------------------------------------------------------------------------------ on by default
\echo 'Two workspaces start on April 1.  Nobody has switched anything on; flex is there, without a cap:'
SELECT credits.open_account('monthly', 'Core monthly', clock => '2026-04-01 00:00Z'),
       credits.open_account('yearly', 'Core yearly', clock => '2026-04-01 00:00Z') \g /dev/null
SELECT a.account, b.class, b.granted, b.used, b.remaining, b.effective_at, b.expires_at
  FROM (VALUES ('monthly'), ('yearly')) a (account), credits.buckets(a.account) b ORDER BY a.account, b.class DESC;

\echo 'They use, in April, May and June:'
SELECT r.account, r.at, r.charged, r.credits, r.overage AS flex
  FROM (VALUES ('monthly',  75, timestamptz '2026-04-20 12:00Z'),   --  60 included + 15 flex
               ('monthly',  50, '2026-05-20 12:00Z'),               --  50 included
               ('monthly', 100, '2026-06-30 23:59:59.999999Z'),     --  60 included + 40 flex, in June's last microsecond
               ('yearly',  700, '2026-04-20 12:00Z'),               -- 700 included
               ('yearly',   50, '2026-05-20 12:00Z'),               --  20 included + 30 flex
               ('yearly',   40, '2026-06-30 23:59:59.999999Z')      --                40 flex
       ) u (account, amount, at), credits.consume(u.account, u.amount, at => u.at) r;

\echo 'What is run up is counted by the month on either plan: at the last microsecond of June, and the first of July:'
SELECT a.account, t.at, b.available, b.overage AS flex
  FROM (VALUES ('monthly'), ('yearly')) a (account),
       (VALUES (timestamptz '2026-06-30 23:59:59.999999Z'), ('2026-07-01 00:00Z')) t (at), credits.balance(a.account, t.at) b
 ORDER BY 1, 2;

-- monthly: 99 + 15 x 4 = 159,   99,             99 + 40 x 4 = 259
-- yearly:  948,                 30 x 4 = 120,   40 x 4 = 160
\echo 'The invoices.  June''s 40 credits of flex cost $160 on both: no discount for the year.'
SELECT credits.set_clock('monthly', '2026-07-01 00:00Z'), credits.set_clock('yearly', '2026-07-01 00:00Z') \g /dev/null
SELECT account, starts_at, ends_at, total, status FROM invoice ORDER BY 1, 2;
SELECT account, starts_at, line, kind, description, quantity, unit_price, amount FROM invoice_line ORDER BY 1, 2, 3;

-- ------------------------------------------------------------------------------ switched off
\echo 'On July 10 the yearly workspace, which has run up 10 more, switches flex off.  From then on what cannot be paid is refused:'
SELECT charged, credits, overage AS flex, status FROM credits.consume('yearly', 10, at => '2026-07-10 08:59:59.999999Z');
SELECT credits.set_clock('yearly', '2026-07-10 09:00Z') \g /dev/null
SELECT credits.set_overage('yearly', false) \g /dev/null
SELECT charged, credits, overage AS flex, status FROM credits.try_consume('yearly', 1);
SELECT available, overage AS flex, overage_cap AS flex_cap FROM credits.balance('yearly');
\echo 'What was run up stays run up: 10 x $4.'
SELECT line, kind, description, quantity, unit_price, amount FROM credits.statement('yearly');
\echo 'Prepaid credits are drawn before flex, and do not need it:'
SELECT credits.grant('yearly', 50, 'prepaid', note => 'bundle of 50') \g /dev/null
SELECT charged, credits, overage AS flex, status FROM credits.try_consume('yearly', 45);
SELECT charged, credits, overage AS flex, status FROM credits.try_consume('yearly', 6);
\echo 'It stays off when the next month begins, and is on again when it is switched on; then 6 are 5 prepaid and 1 flex:'
SELECT credits.set_clock('yearly', '2026-08-01 00:00Z') \g /dev/null
SELECT charged, credits, overage AS flex, status FROM credits.try_consume('yearly', 6);
SELECT credits.set_overage('yearly', true) \g /dev/null
SELECT charged, credits, overage AS flex, status FROM credits.try_consume('yearly', 6);
SELECT starts_at, total FROM invoice WHERE account = 'yearly' AND starts_at >= '2026-07-01 00:00Z';
SELECT line, kind, description, quantity, unit_price, amount FROM credits.statement('yearly');

\echo 'A workspace that switches it off on its first day never pays more than its plan:'
SELECT credits.open_account('careful', 'Core monthly', clock => '2026-04-01 00:00Z') \g /dev/null
SELECT credits.set_overage('careful', false) \g /dev/null
SELECT r.at, r.charged, r.balance, r.status
  FROM (VALUES (60, timestamptz '2026-04-30 23:59:59.999999Z'),
               (1, '2026-04-30 23:59:59.999999Z'),
               (1, '2026-05-01 00:00Z')) u (amount, at),
       credits.try_consume('careful', u.amount, at => u.at) r;
SELECT credits.set_clock('careful', '2026-06-01 00:00Z') \g /dev/null
SELECT starts_at, total FROM invoice WHERE account = 'careful' ORDER BY 1;

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
