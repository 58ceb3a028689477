-- Invoices: which lines a period has, how they are rounded, what became of the payment; and that what is made is kept.
-- April 2026 has 30 days.
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

INSERT INTO credits.resource (resource) VALUES ('invoice/image');
INSERT INTO credits.price (resource, rate) VALUES ('invoice/image', '1');
-- ids depend on what ran before
CREATE VIEW invoice_rows AS
SELECT a.account, i.starts_at, i.ends_at, i.finalized_at, i.currency, i.total, i.status, i.paid_at, i.failed_at, s.plan, i.id, i.account_id FROM credits.invoice i
  JOIN credits.account a ON a.account_id = i.account_id AND a.user_id = i.account_id JOIN credits.subscription s ON s.account_id = i.account_id AND s.id = i.subscription_id ORDER BY a.account, i.starts_at;
CREATE VIEW invoice_lines AS
SELECT a.account, l.starts_at, l.line, l.kind, l.description, l.class, l.quantity, l.unit_price, l.exact, l.amount FROM credits.invoice_line l
  JOIN credits.account a ON a.account_id = l.account_id AND a.user_id = l.account_id ORDER BY a.account, l.starts_at, l.line;

-- ---------------------------------------------------------------------------------------------
-- Lines: the cycle's price, overage, and what paid, by class in order of rank
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.plan (plan, price, included, overage, overage_price) VALUES ('invoice/plan', 20, 100, true, 0.25);
SELECT credits.open_account('invoice', 'invoice/plan', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT credits.open_account('invoice/child', parent => 'invoice') > 0 AS opened;
SELECT count(credits.grant('invoice', 10, class)) FROM unnest('{prepaid,bonus,promotional,rollover,bonus}'::text[]) class;
SELECT charged, credits, overage FROM credits.consume('invoice', 120.5);
SELECT charged, credits, overage FROM credits.charge('invoice/child', 'invoice/image', 30);
SELECT charged, credits, overage FROM credits.charge('invoice', 'invoice/image', 0);
SELECT * FROM credits.statement('invoice');
-- a child sees its payer's
SELECT count(*), sum(amount) FROM credits.statement('invoice/child');
-- of May, which nobody has made: its price, and nothing used yet
SELECT line, kind, amount FROM credits.statement('invoice', '2026-05-31 23:59:59.999999Z');
CREATE TEMP TABLE invoice_before AS SELECT * FROM credits.statement('invoice', '2026-04-30 23:59:59.999999Z');
SELECT credits.set_clock('invoice', '2026-05-01 00:00Z');
SELECT starts_at, ends_at, finalized_at, currency, total, status, plan FROM invoice_rows WHERE account = 'invoice';
SELECT count(*) AS different FROM ((SELECT * FROM invoice_before EXCEPT ALL SELECT * FROM credits.statement('invoice', '2026-04-01 00:00Z')) UNION ALL
    (SELECT * FROM credits.statement('invoice', '2026-04-01 00:00Z') EXCEPT ALL SELECT * FROM invoice_before)) d;
SELECT line, kind, description, quantity, unit_price, exact, amount FROM invoice_lines WHERE account = 'invoice';
-- late usage is of the period in which it is booked
SELECT charged, credits FROM credits.consume('invoice', 3, at => '2026-04-15 00:00Z');
SELECT line, kind, class, quantity FROM credits.statement('invoice') WHERE kind <> 'cycle';
-- of a period that has not been made: the same as later
CREATE TEMP TABLE invoice_ahead AS SELECT * FROM credits.statement('invoice', '2026-06-30 00:00Z');
SELECT credits.set_clock('invoice', '2026-07-01 00:00Z');
SELECT count(*) AS lines, count(*) FILTER (WHERE a IS DISTINCT FROM s) AS different FROM invoice_ahead a FULL JOIN credits.statement('invoice', '2026-06-01 00:00Z') s USING (line);
-- no line, no invoice: a plan at no price on which nothing was used; and no plan
INSERT INTO credits.plan (plan) VALUES ('invoice/free');
SELECT credits.open_account('invoice/free', 'invoice/free', clock => '2026-04-01 00:00Z') > 0, credits.open_account('invoice/none', clock => '2026-04-01 00:00Z') > 0;
SELECT credits.grant('invoice/none', 10) > 0 AS granted;
SELECT charged FROM credits.consume('invoice/none', 10);
SELECT credits.set_clock(account, '2026-06-15 00:00Z') FROM unnest('{invoice/free,invoice/none}'::text[]) account;
SELECT count(*) FROM invoice_rows WHERE account IN ('invoice/free', 'invoice/none');
SELECT count(*) FROM unnest('{invoice/free,invoice/none}'::text[]) account, credits.statement(account, '2026-04-15 00:00Z');
SELECT * FROM credits.verify('invoice');
-- fails: whose, when
SELECT * FROM credits.statement('invoice/nobody');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.statement(NULL);
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.statement('invoice', 'infinity');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.statement('invoice', '1969-01-01 00:00Z');
\echo SQLSTATE :SQLSTATE
-- before its first period there is nothing
SELECT * FROM credits.statement('invoice', '2026-03-31 00:00Z');

-- ---------------------------------------------------------------------------------------------
-- Rounded once, half-even, to the minor unit
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.plan (plan, price, currency)
SELECT format('invoice/%s %s', c, p), p * u, c FROM (VALUES ('USD', 0.01), ('JPY', 1), ('KWD', 0.001), ('XTS', 0.01)) v (c, u), unnest('{0.4,0.5,0.500000000000001,1.5,2.5,2.499999999999999,3.5}'::numeric[]) p;
SELECT count(credits.open_account(plan, plan, currency => currency, clock => '2026-04-01 00:00Z')) FROM credits.plan WHERE plan LIKE 'invoice/___ %';
SELECT count(credits.set_clock(plan, '2026-05-01 00:00Z')) FROM credits.plan WHERE plan LIKE 'invoice/___ %';
SELECT r.currency, p.price, r.total, r.status FROM invoice_rows r JOIN credits.plan p ON p.plan = r.account WHERE r.account LIKE 'invoice/___ %' ORDER BY r.currency COLLATE "C" DESC, p.price;
SELECT count(*) AS faults FROM credits.plan p, credits.verify(p.plan) WHERE p.plan LIKE 'invoice/___ %';

-- ---------------------------------------------------------------------------------------------
-- Lines share the total: rounded down, and a unit more for the largest remainders
-- ---------------------------------------------------------------------------------------------
-- equal remainders: the first.  Two halves of a cent are one
INSERT INTO credits.plan (plan, price, overage, overage_price) VALUES ('invoice/halves', 0.005, true, 0.005);
SELECT credits.open_account('invoice/halves', 'invoice/halves', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT overage FROM credits.consume('invoice/halves', 1);
SELECT line, kind, quantity, unit_price, amount FROM credits.statement('invoice/halves');
-- a tie: 1.5 cents are 2, 2.5 cents are 2
SELECT overage FROM credits.consume('invoice/halves', 1);
SELECT line, quantity, amount FROM credits.statement('invoice/halves');
SELECT overage FROM credits.consume('invoice/halves', 2);
SELECT line, quantity, amount FROM credits.statement('invoice/halves');
-- after a third of the cycle from 10 to 20: 10 - 6.666666666666666667 + 13.333333333333333334
INSERT INTO credits.plan (plan, price, on_change, currency) SELECT 'invoice/' || c || p, p, 'prorate', c FROM unnest('{10,20}'::int[]) p, unnest('{USD,JPY,KWD}'::text[]) c;
SELECT count(credits.open_account('invoice/third ' || c, 'invoice/' || c || 10, currency => c, clock => '2026-04-01 00:00Z')) FROM unnest('{USD,JPY,KWD}'::text[]) c;
SELECT count(credits.set_clock('invoice/third ' || c, '2026-04-11 00:00Z')) FROM unnest('{USD,JPY,KWD}'::text[]) c;
SELECT count(credits.change_plan('invoice/third ' || c, 'invoice/' || c || 20)) FROM unnest('{USD,JPY,KWD}'::text[]) c;
-- pending lines have no amount yet
SELECT line, kind, description, exact, amount FROM invoice_lines WHERE account = 'invoice/third USD';
SELECT count(credits.set_clock('invoice/third ' || c, '2026-05-01 00:00Z')) FROM unnest('{USD,JPY,KWD}'::text[]) c;
SELECT account, line, kind, exact, amount FROM invoice_lines WHERE account LIKE 'invoice/third %';
SELECT account, total, (SELECT sum(l.amount) FROM invoice_lines l WHERE l.account = r.account AND l.starts_at = r.starts_at) AS sum FROM invoice_rows r WHERE account LIKE 'invoice/third %';
-- many lines with remainders: 29 changes in a month; each line within a unit of its exact amount
SELECT credits.open_account('invoice/many', 'invoice/USD10', clock => '2026-04-01 00:00Z') > 0 AS opened;
DO $$
BEGIN
    FOR n IN 1 .. 29 LOOP
        PERFORM credits.set_clock('invoice/many', timestamptz '2026-04-01 00:00Z' + n * interval '23 hours');
        PERFORM credits.change_plan('invoice/many', CASE WHEN n % 2 = 1 THEN 'invoice/USD20' ELSE 'invoice/USD10' END, at_cycle_end => false);
    END LOOP;
END $$;
SELECT credits.set_clock('invoice/many', '2026-05-01 00:00Z');
SELECT count(*), sum(exact), sum(amount), (SELECT total FROM invoice_rows WHERE account = 'invoice/many') AS total,
       count(*) FILTER (WHERE abs(exact - amount) >= 0.01) AS too_far, count(*) FILTER (WHERE amount <> trunc(amount, 2)) AS not_cents FROM invoice_lines WHERE account = 'invoice/many';
-- a negative total: a yearly plan is given up for a cheaper one in a month in which no price is owed.  184 of 365 days are left
INSERT INTO credits.plan (plan, price, cycle, on_change) VALUES ('invoice/year', 365, '1 year', 'prorate'), ('invoice/year 2', 73, '1 year', 'prorate');
SELECT credits.open_account('invoice/negative', 'invoice/year', clock => '2026-01-01 00:00Z') > 0 AS opened;
SELECT credits.set_clock('invoice/negative', '2026-07-01 00:00Z');
SELECT credits.change_plan('invoice/negative', 'invoice/year 2', at_cycle_end => false) > 0 AS changed;
SELECT line, kind, description, amount FROM credits.statement('invoice/negative');
SELECT credits.set_clock('invoice/negative', '2026-08-01 00:00Z');
SELECT starts_at, total, status, plan FROM invoice_rows WHERE account = 'invoice/negative';
-- negative halves: -0.5 cents are 0, -1.5 are -2
INSERT INTO credits.plan (plan, price, cycle, on_change) VALUES ('invoice/n 0', 0, '2 months', 'prorate'), ('invoice/n 1', 0.01, '2 months', 'prorate'), ('invoice/n 3', 0.03, '2 months', 'prorate');
-- April and May have 61 days: half of them are gone on 1 May at 12:00
SELECT credits.open_account('invoice/n ' || n, 'invoice/n ' || n, clock => '2026-04-01 00:00Z') > 0 AS opened FROM unnest('{1,3}'::int[]) n;
SELECT credits.set_clock('invoice/n ' || n, '2026-05-01 12:00Z') FROM unnest('{1,3}'::int[]) n;
SELECT count(credits.change_plan('invoice/n ' || n, 'invoice/n 0', at_cycle_end => false)) FROM unnest('{1,3}'::int[]) n;
SELECT credits.set_clock('invoice/n ' || n, '2026-06-01 00:00Z') FROM unnest('{1,3}'::int[]) n;
SELECT r.account, r.starts_at, l.exact, l.amount, r.total, r.status FROM invoice_rows r JOIN invoice_lines l USING (account, starts_at) WHERE r.account LIKE 'invoice/n %' ORDER BY r.account, r.starts_at;
SELECT code, account_name, object FROM unnest('{invoice/halves,invoice/third USD,invoice/third JPY,invoice/third KWD,invoice/many,invoice/negative,invoice/n 1,invoice/n 3}'::text[]) a, credits.verify(a);

-- ---------------------------------------------------------------------------------------------
-- With grace: finalized later, with what came in meanwhile
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.plan (plan, price, included, grace, overage, overage_price) VALUES ('invoice/grace', 5, 10, '2 days', true, 1);
SELECT credits.open_account('invoice/grace', 'invoice/grace', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT credits.set_clock('invoice/grace', '2026-05-02 23:59:59.999999Z');
SELECT charged, credits, overage FROM credits.consume('invoice/grace', 12, at => '2026-04-30 23:59:59.999999Z');
SELECT count(*) FROM invoice_rows WHERE account = 'invoice/grace';
SELECT line, kind, quantity, amount FROM credits.statement('invoice/grace', '2026-04-15 00:00Z');
SELECT credits.set_clock('invoice/grace', '2026-05-03 00:00Z');
SELECT starts_at, ends_at, finalized_at, total FROM invoice_rows WHERE account = 'invoice/grace';
SELECT line, kind, quantity, amount FROM credits.statement('invoice/grace', '2026-04-15 00:00Z');
SELECT * FROM credits.verify('invoice/grace');

-- ---------------------------------------------------------------------------------------------
-- What became of the payment
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('invoice/pay', 'invoice/plan', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT credits.open_account('invoice/pay child', parent => 'invoice/pay') > 0 AS opened;
SELECT credits.set_clock('invoice/pay', '2026-06-10 00:00Z');
SELECT min(id) AS april, max(id) AS may FROM invoice_rows WHERE account = 'invoice/pay' \gset
SELECT id AS another FROM invoice_rows WHERE account = 'invoice/grace' \gset
SELECT credits.invoice_failed('invoice/pay', :april, at => '2026-05-02 00:00Z');
SELECT starts_at, status, paid_at, failed_at FROM invoice_rows WHERE account = 'invoice/pay';
SELECT status FROM credits.current_plan('invoice/pay');
-- again: no change
SELECT credits.invoice_failed('invoice/pay', :april, at => '2026-06-01 00:00Z');
SELECT status, paid_at, failed_at FROM invoice_rows WHERE account = 'invoice/pay' AND id = :april;
SELECT credits.invoice_paid('invoice/pay', :april);
SELECT credits.invoice_paid('invoice/pay', :april, at => '2026-06-01 00:00Z');
SELECT status, paid_at, failed_at FROM invoice_rows WHERE account = 'invoice/pay' AND id = :april;
SELECT status FROM credits.current_plan('invoice/pay');
-- fails: paid is final; the number is not the same in every run
\set VERBOSITY sqlstate
SELECT credits.invoice_failed('invoice/pay', :april);
\set VERBOSITY default
DO $$
DECLARE
    id      bigint := (SELECT min(r.id) FROM public.invoice_rows r WHERE r.account = 'invoice/pay');
    message text;
    detail  text;
    hint    text;
BEGIN
    PERFORM credits.invoice_failed('invoice/pay', id);
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    RAISE INFO '%', replace(message, id::text, 'N') USING DETAIL = replace(detail, '"' || id || '"', '"N"'), HINT = hint;
END $$;
-- what is paid at once is paid: there was nothing to pay
SELECT account, total, status, paid_at FROM invoice_rows WHERE account = 'invoice/USD 0.4';
-- fails: no such invoice, or another account's
SELECT credits.invoice_paid('invoice/pay', -1);
\echo SQLSTATE :SQLSTATE
SELECT credits.invoice_failed('invoice/pay', -1);
\echo SQLSTATE :SQLSTATE
-- fails: a child's payer has them
SELECT credits.invoice_paid('invoice/pay child', :may);
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
SELECT credits.invoice_failed('invoice/pay child', :may);
SELECT credits.invoice_paid('invoice/pay', :another);
SELECT credits.invoice_failed('invoice/pay', :another);
SELECT credits.invoice_paid('invoice/nobody', :may);
SELECT credits.invoice_failed('invoice/nobody', :may);
SELECT credits.invoice_paid(NULL, :may);
SELECT credits.invoice_paid('invoice/pay', NULL);
SELECT credits.invoice_failed(NULL, :may);
SELECT credits.invoice_failed('invoice/pay', NULL);
SELECT credits.invoice_paid('invoice/pay', :may, 'infinity');
SELECT credits.invoice_paid('invoice/pay', :may, '2026-03-31 23:59:59Z');
SELECT credits.invoice_failed('invoice/pay', :may, '2036-06-11 00:00Z');
\set VERBOSITY default
SELECT starts_at, status FROM invoice_rows WHERE account = 'invoice/pay';

-- ---------------------------------------------------------------------------------------------
-- What is made is kept: by whomever
-- ---------------------------------------------------------------------------------------------
-- fails: an invoice changes in nothing but what became of its payment
UPDATE credits.invoice SET total = total + 1 WHERE account_id IN (SELECT account_id FROM invoice_rows WHERE account = 'invoice/pay');
\echo SQLSTATE :SQLSTATE
DELETE FROM credits.invoice WHERE account_id IN (SELECT account_id FROM invoice_rows WHERE account = 'invoice/pay');
\echo SQLSTATE :SQLSTATE
TRUNCATE credits.invoice;
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
UPDATE credits.invoice SET ends_at = ends_at + interval '1 second';
UPDATE credits.invoice SET currency = 'EUR', status = 'paid';
UPDATE credits.invoice SET finalized_at = 'infinity';
UPDATE credits.invoice SET subscription_id = 1;
UPDATE credits.invoice SET account_id = -1;
\set VERBOSITY default
-- fails: nor do its lines, and it has no more
UPDATE credits.invoice_line SET amount = amount + 1 WHERE account_id IN (SELECT account_id FROM invoice_rows WHERE account = 'invoice/pay');
\echo SQLSTATE :SQLSTATE
DELETE FROM credits.invoice_line WHERE account_id IN (SELECT account_id FROM invoice_rows WHERE account = 'invoice/pay');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.invoice_line (account_id, starts_at, booked_at, line, kind, description, exact, amount) SELECT account_id, starts_at, now(), 9, 'proration', 'more', 1, 1 FROM invoice_rows WHERE id = :april;
\echo SQLSTATE :SQLSTATE
TRUNCATE credits.invoice_line;
\echo SQLSTATE :SQLSTATE
TRUNCATE credits.invoice, credits.invoice_line;
\echo SQLSTATE :SQLSTATE
-- fails: not even where triggers do not fire
SET session_replication_role = replica;
\set VERBOSITY sqlstate
UPDATE credits.invoice SET total = 0 WHERE id = :april;
DELETE FROM credits.invoice WHERE id = :april;
TRUNCATE credits.invoice, credits.invoice_line;
\set VERBOSITY default
RESET session_replication_role;
-- fails: a pending line does not move to a period that has its invoice
SELECT credits.set_clock('invoice/third USD', '2026-05-11 00:00Z');
SELECT credits.change_plan('invoice/third USD', 'invoice/USD10', at_cycle_end => false) > 0 AS changed;
BEGIN;
UPDATE credits.invoice_line l SET starts_at = '2026-04-01 00:00Z', line = 9 FROM credits.account_key k WHERE k.account = 'invoice/third USD' AND k.account_id = l.account_id AND l.amount IS NULL AND l.line = 2;
\echo SQLSTATE :SQLSTATE
ROLLBACK;
-- its status may be set by hand
BEGIN;
UPDATE credits.invoice SET status = 'paid', paid_at = '2026-06-10 00:00Z' WHERE id = :may;
SELECT status FROM invoice_rows WHERE id = :may;
ROLLBACK;
-- fails: its trigger is no function, and not of other tables
SELECT credits.invoice_keep();
\echo SQLSTATE :SQLSTATE
BEGIN;
CREATE TABLE invoice_other (name text);
CREATE TRIGGER invoice_other BEFORE DELETE ON invoice_other FOR EACH ROW EXECUTE FUNCTION credits.invoice_keep();
INSERT INTO invoice_other VALUES ('x');
DELETE FROM invoice_other;
\echo SQLSTATE :SQLSTATE
ROLLBACK;

-- ---------------------------------------------------------------------------------------------
-- A DBA closes a period: as the calendar does, once it is due
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('invoice/dba', 'invoice/plan', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT account_id AS dba FROM credits.account_key WHERE account = 'invoice/dba' \gset
SELECT charged, overage FROM credits.consume('invoice/dba', 110);
-- fails: it is not due
UPDATE credits.period SET closed_at = now() WHERE account_id = :dba;
\echo SQLSTATE :SQLSTATE
-- a clock that somebody moved on, and nobody has called since
BEGIN;
UPDATE credits.account SET clock = '2026-06-15 00:00Z' WHERE account_id = :dba;
UPDATE credits.period SET closed_at = now() WHERE account_id = :dba;
SELECT starts_at, ends_at, closed_at IS NOT NULL AS closed FROM credits.period WHERE account_id = :dba ORDER BY starts_at;
SELECT starts_at, total, status FROM invoice_rows WHERE account = 'invoice/dba';
SELECT class, effective_at, granted, used, lapsed, closed_at IS NOT NULL AS closed FROM credits.bucket WHERE account_id = :dba ORDER BY id;
SELECT * FROM credits.verify('invoice/dba');
ROLLBACK;
-- several by one statement, all due
BEGIN;
SELECT charged FROM credits.consume('invoice/dba', 1, at => '2026-06-05 00:00Z');
UPDATE credits.account SET clock = '2026-07-15 00:00Z' WHERE account_id = :dba;
UPDATE credits.period SET closed_at = now() WHERE account_id = :dba AND closed_at IS NULL;
\echo SQLSTATE :SQLSTATE
SELECT starts_at, closed_at IS NOT NULL AS closed FROM credits.period WHERE account_id = :dba ORDER BY starts_at;
ROLLBACK;
-- fails: anything else is the calendar's
UPDATE credits.period SET ends_at = ends_at + interval '1 day' WHERE account_id = :dba;
\echo SQLSTATE :SQLSTATE
UPDATE credits.period SET price = 1 WHERE account_id = :dba;
\echo SQLSTATE :SQLSTATE
DELETE FROM credits.period WHERE account_id = :dba;
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.period (account_id, starts_at, ends_at, closes_at) VALUES (:dba, '2030-01-01 00:00Z', '2030-02-01 00:00Z', '2030-02-01 00:00Z');
\echo SQLSTATE :SQLSTATE
-- fails: nor is one that has closed opened again
SELECT credits.set_clock('invoice/dba', '2026-05-10 00:00Z');
UPDATE credits.period SET closed_at = NULL WHERE account_id = :dba AND starts_at = '2026-04-01 00:00Z';
\echo SQLSTATE :SQLSTATE
UPDATE credits.period SET closed_at = now() WHERE account_id = :dba AND starts_at = '2026-04-01 00:00Z';
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.verify('invoice/dba');
-- fails: its trigger is no function
SELECT credits.period_keep();
\echo SQLSTATE :SQLSTATE
DROP VIEW invoice_rows, invoice_lines;
