-- Atlios sells plans with monthly credits.  A new customer tries one first.  The rule, in plain words:
--
--   AT2  A new paid plan starts as a trial: the customer sees the days left, is not charged until the trial ends, and can cancel
--        at any time.  When it ends, the plan that was chosen begins.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlios_trial.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- The plan's figures are made up; a fix costs 1 credit, and credits beyond the plan's $0.04, once they are switched on.
INSERT INTO credits.plan (plan, price, included, trial, trial_included, overage_price) VALUES
    ('Starter', 29,  300, '14 days', 50, 0.04),
    ('Growth',  79, 1000, '14 days', 50, 0.04);
INSERT INTO credits.resource (resource, unit) VALUES ('fix', 'fix');
INSERT INTO credits.price (resource, rate) VALUES ('fix', '1/fix');

CREATE TEMP VIEW invoice AS
    SELECT a.account, i.starts_at, i.ends_at, i.total, i.status
      FROM credits.invoice i JOIN credits.account a ON a.account_id = i.account_id AND a.user_id = i.account_id;

-- ------------------------------------------------------------------------------ the trial
\echo 'may takes Starter on March 2 at 10:30.  The trial has credits of its own.  Though she turns pay-as-you-go on at once,'
\echo 'there is none in a trial (its cap is 0); it starts with the plan (no cap):'
SELECT credits.open_account('may', 'Starter', clock => '2026-03-02 10:30Z') \g /dev/null
SELECT plan, status, trial_ends_at, renews_at, included, used, remaining FROM credits.current_plan('may');
SELECT credits.set_overage('may', true) \g /dev/null
SELECT t.at, b.available, coalesce(b.overage_cap::text, 'none') AS "overage cap"
  FROM (VALUES (timestamptz '2026-03-02 10:30Z'), ('2026-03-16 10:29:59.999999Z'), ('2026-03-16 10:30Z')) t (at),
       credits.balance('may', t.at) b;

\echo 'Days left, and what would be charged, day by day.  The trial ends on March 16 at 10:30, 14 times 24 hours later:'
SELECT t.at, p.status, greatest(p.trial_ends_at - t.at, '0') AS "time left",
       ceil(greatest(extract(epoch FROM p.trial_ends_at - t.at), 0) / 86400) AS "days left",
       (SELECT coalesce(sum(s.amount), 0) FROM credits.statement('may', t.at) s) AS "to be charged"
  FROM (VALUES (timestamptz '2026-03-02 10:30Z'), ('2026-03-09 10:30Z'),
               ('2026-03-16 10:29:59.999999Z'), ('2026-03-16 10:30Z')) t (at),
       credits.current_plan('may', t.at) p;

\echo 'She uses 45 of the 50 credits.  Six fixes more, with five credits left, are refused, not billed:'
SELECT charged, overage, balance, status
  FROM credits.charge('may', 'fix', 45, at => '2026-03-05 09:00Z', key => 'fixes of March 5');
SELECT charged, overage, balance, status FROM credits.try_charge('may', 'fix', 6, at => '2026-03-16 10:29:59.999999Z');

-- ------------------------------------------------------------------------------ it ends
\echo 'At 10:30 on March 16 the plan that she chose begins: its credits are there, the trial''s last five are not, and $29 is'
\echo 'owed.'
SELECT credits.set_clock('may', '2026-03-16 10:30Z') \g /dev/null
SELECT plan, status, cycle_starts_at, renews_at, price, included, used, remaining FROM credits.current_plan('may');
SELECT line, kind, description, quantity, amount FROM credits.statement('may');
SELECT at, kind, description, amount, reference FROM credits.activity('may');

\echo 'Her invoices a month later: nothing for the trial, paid as nothing is due, and $29 for the first cycle.'
SELECT credits.set_clock('may', '2026-04-16 10:30Z') \g /dev/null
SELECT starts_at, ends_at, total, status FROM invoice WHERE account = 'may' ORDER BY 1;

-- ------------------------------------------------------------------------------ cancel any time
\echo 'ned cancels in his trial''s last microsecond.  He has been charged nothing, and never will be:'
SELECT credits.open_account('ned', 'Starter', clock => '2026-03-02 10:30Z') \g /dev/null
SELECT credits.set_clock('ned', '2026-03-16 10:29:59.999999Z') \g /dev/null
SELECT credits.cancel('ned') AS "runs until";
SELECT plan, status, trial_ends_at, renews_at, ends_at, remaining FROM credits.current_plan('ned');
SELECT credits.set_clock('ned', '2026-06-01 00:00Z') \g /dev/null
SELECT (SELECT count(*) FROM credits.current_plan('ned')) AS plans,
       (SELECT count(*) FROM invoice WHERE account = 'ned') AS invoices, available, overage_cap FROM credits.balance('ned');

\echo 'oda cancels on the first day: the trial runs on to its end.  She thinks again, and it becomes her plan after all:'
SELECT credits.open_account('oda', 'Starter', clock => '2026-03-02 10:30Z') \g /dev/null
SELECT credits.cancel('oda') AS "runs until";
SELECT charged, balance FROM credits.charge('oda', 'fix', 1, at => '2026-03-07 12:00Z');
SELECT credits.set_clock('oda', '2026-03-08 12:00Z') \g /dev/null
SELECT plan, status, renews_at, ends_at FROM credits.current_plan('oda');
SELECT credits.reactivate('oda') \g /dev/null
SELECT plan, status, renews_at, ends_at FROM credits.current_plan('oda');
SELECT plan, status, included, remaining FROM credits.current_plan('oda', '2026-03-16 10:30Z');

\echo 'pia wants Growth while she tries Starter: the trial runs on as it was, and Growth begins at its end.'
SELECT credits.open_account('pia', 'Starter', clock => '2026-03-02 10:30Z') \g /dev/null
SELECT credits.change_plan('pia', 'Growth', at => '2026-03-02 10:30Z') \g /dev/null
SELECT plan, status, trial_ends_at, renews_at, ends_at, next_plan FROM credits.current_plan('pia');
SELECT credits.set_clock('pia', '2026-03-16 10:30Z') \g /dev/null
SELECT plan, status, trial_ends_at, renews_at, price, included, remaining FROM credits.current_plan('pia');

\echo 'A trial is for new customers: ned comes back in June, and is charged from the first day.'
SELECT credits.subscribe('ned', 'Starter') \g /dev/null
SELECT plan, status, trial_ends_at, cycle_starts_at, renews_at, included FROM credits.current_plan('ned');
SELECT line, kind, description, quantity, amount FROM credits.statement('ned');

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
