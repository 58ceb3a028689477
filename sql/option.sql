-- What a customer who lacks credit can do: which ways are offered, and in which order
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null
-- refusals name what is for sale: here only what this file sells
DELETE FROM credits.plan;
DELETE FROM credits.pack;

CREATE FUNCTION said(statement text) RETURNS TABLE (code text, options jsonb, hint text) LANGUAGE plpgsql AS $$
DECLARE
    facts text;
BEGIN
    EXECUTE statement;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS facts = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    code := SQLSTATE || ' ' || (facts::jsonb ->> 'rule');
    options := facts::jsonb -> 'options';
    RETURN NEXT;
END
$$;
-- what is short is always a thousand
CREATE FUNCTION offered(account text, at timestamptz DEFAULT NULL) RETURNS TABLE (account text, status text, code text, options jsonb, hint text) LANGUAGE sql AS $$
SELECT offered.account, t.status, s.* FROM credits.try_consume(offered.account, 1000, at => offered.at) t, said(format('SELECT credits.consume(%L, 1000, at => %L)', offered.account, offered.at)) s $$;

-- ---------------------------------------------------------------------------------------------
-- Nothing is for sale; then plans and packs are, cheapest first, in the account's currency and to accounts opened when it was
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('option', clock => '2026-01-10 00:00Z') > 0, credits.open_account('option/eur', currency => 'EUR', clock => '2026-01-10 00:00Z') > 0, credits.open_account('option/old', clock => '2025-01-10 00:00Z') > 0;
\x on
SELECT * FROM offered('option');
-- a year costs less than twelve months; a free plan is none to choose; usage that is paid afterwards is paid for
INSERT INTO credits.plan (plan, price, included, cycle, overage, overage_price, overage_cap, currency) VALUES
    ('free', 0, 5, '1 month', false, 0, NULL, 'USD'), ('free, none', 0, 5, '1 month', true, 0, 0, 'USD'), ('basic', 10, 50, '1 month', false, 0.04, 100, 'USD'), ('basic, a year', 100, 600, '1 year', false, 0.04, 100, 'USD'),
    ('as you go', 0, 0, '1 month', true, 0.05, NULL, 'USD'), ('"plus"', 30, 200, '1 month', false, 0.04, 250, 'USD'), ('euro', 9, 50, '1 month', false, 0.04, NULL, 'EUR');
SELECT * FROM offered('option');
INSERT INTO credits.pack (pack, price, credits, money, currency, opened_before) VALUES
    ('large', 0.03, 1000, NULL, 'USD', DEFAULT), ('small', 0.04, 100, NULL, 'USD', DEFAULT), ('sale', 0.04, 200, 3, 'USD', DEFAULT), ('own size', 0.04, NULL, NULL, 'USD', DEFAULT),
    ('old', 0.02, 100, NULL, 'USD', '2026-01-01 00:00Z'), ('small', 0.01, 100, NULL, 'USD', '2026-01-01 00:00Z'), ('kleines', 0.04, 100, NULL, 'EUR', DEFAULT), ('deposit', 1, NULL, NULL, 'EUR', DEFAULT);
SELECT * FROM offered('option');
SELECT * FROM offered('option/eur');
SELECT options -> 1 AS packs FROM offered('option/old');
-- five are named
INSERT INTO credits.plan (plan, price) SELECT 'dear ' || n, 1000 * n FROM generate_series(1, 5) n;
INSERT INTO credits.pack (pack, price, credits) SELECT 'dear ' || n, 1, 1000 * n FROM generate_series(1, 5) n;
SELECT options FROM offered('option');
DELETE FROM credits.plan WHERE plan ~ 'dear';
DELETE FROM credits.pack WHERE pack NOT IN ('small', 'deposit');
INSERT INTO credits.pack (pack, price) VALUES ('deposit', 1);

-- ---------------------------------------------------------------------------------------------
-- On a free plan; on a paid one: never on, off again, the cap, a cap of one's own
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('option/free', 'free', clock => '2026-01-10 00:00Z') > 0, credits.open_account('option/none', 'free, none', clock => '2026-01-10 00:00Z') > 0, credits.open_account('option/basic', 'basic', clock => '2026-01-10 00:00Z') > 0,
       credits.open_account('option/year', 'basic, a year', clock => '2026-01-10 00:00Z') > 0, credits.open_account('option/plus', '"plus"', clock => '2026-01-10 00:00Z') > 0, credits.open_account('option/go', 'as you go', clock => '2026-01-10 00:00Z') > 0;
SELECT * FROM offered('option/free');
SELECT * FROM offered('option/none');
-- all that is said
\x off
SELECT credits.consume('option/basic', 1000);
\x on
SELECT * FROM offered('option/go');
SELECT credits.set_overage('option/basic', true);
SELECT charged, credits, overage FROM credits.consume('option/basic', 60);
SELECT * FROM offered('option/basic');
-- the year's plan has the same cap; whoever has the highest can wait, of a year for the next month
SELECT credits.set_overage('option/year', true), credits.set_overage('option/plus', true);
SELECT * FROM offered('option/year');
SELECT * FROM offered('option/plus');
SELECT credits.set_overage('option/basic', false), credits.set_overage('option/go', false);
SELECT * FROM offered('option/basic');
SELECT * FROM offered('option/go');
-- a cap of its own: below the plan's, at it, above it; of nothing; without a plan's; without a plan
SELECT credits.set_overage('option/basic', true, 99);
SELECT options, hint FROM offered('option/basic');
SELECT credits.set_overage('option/basic', true, 100);
SELECT options FROM offered('option/basic');
SELECT credits.set_overage('option/basic', true, 200);
SELECT options FROM offered('option/basic');
SELECT credits.set_overage('option/basic', true, 0);
SELECT code, options FROM offered('option/basic');
SELECT credits.set_overage('option/go', true, 10), credits.set_overage('option', true, 10);
SELECT options FROM offered('option/go');
SELECT options FROM offered('option');
-- a plan that is paid for and sells no overage: a dearer one
UPDATE credits.plan SET overage_cap = 0 WHERE plan = 'basic';
SELECT credits.open_account('option/capped', 'basic', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT code, options FROM offered('option/capped');
-- a child's payer is the one to act
SELECT credits.open_account('option/child', parent => 'option/plus') > 0 AS opened;
SELECT * FROM offered('option/child');
\x off
SELECT credits.consume('option/child', 1000);
\x on

-- ---------------------------------------------------------------------------------------------
-- Waiting: for the next cycle's credits, a recurring grant, a cap that begins anew; and when it is of no use
-- ---------------------------------------------------------------------------------------------
SELECT credits.cancel('option/free');
SELECT options FROM offered('option/free');
SELECT credits.reactivate('option/free');
SELECT credits.change_plan('option/plus', 'as you go', at_cycle_end => true) > 0 AS changed;
SELECT options FROM offered('option/plus');
-- an instant ahead of the clock
SELECT options -> -1 AS "last" FROM offered('option/free', '2026-04-15 00:00Z');
-- what is due has not been done
SELECT credits.open_account('option/late', 'free', clock => '2026-01-10 00:00Z') > 0 AS opened;
UPDATE credits.account SET clock = '2026-03-20 00:00Z' WHERE account = 'option/late';
SELECT options -> -1 AS "last" FROM offered('option/late');
SELECT credits.open_account('option/weekly', clock => '2026-01-10 00:00Z') > 0, credits.grant_every('option/weekly', 5, '1 week') > 0;
SELECT options -> -1 AS "last" FROM offered('option/weekly');
UPDATE credits.account SET clock = '2026-01-30 00:00Z' WHERE account = 'option/weekly';
SELECT options -> -1 AS "last" FROM offered('option/weekly');
SELECT credits.open_account('option/twice', 'basic, a year', clock => '2026-01-10 00:00Z') > 0, credits.grant_every('option/twice', 5, '1 week', at => '2026-01-10 00:00Z') > 0;
SELECT options FROM offered('option/twice');
-- a trial has no overage: it ends, or credit is bought
INSERT INTO credits.plan (plan, price, included, trial, trial_included, overage, overage_price) VALUES ('trial', 20, 100, '14 days', 10, true, 0.04);
SELECT credits.open_account('option/trial', 'trial', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT code, options FROM offered('option/trial');
-- a period that is over takes its usage for a while: what it lacks comes no more
INSERT INTO credits.plan (plan, price, included, grace) VALUES ('grace', 20, 100, '3 days');
SELECT credits.open_account('option/grace', 'grace', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.set_clock('option/grace', '2026-02-11 00:00Z');
SELECT options FROM offered('option/grace', '2026-02-01 00:00Z');
SELECT options -> -1 AS "last" FROM offered('option/grace');
\x off

-- ---------------------------------------------------------------------------------------------
-- Every refusal for lack of credit: an event, an interval, a row, a meter, and the least that must be there
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.resource (resource, least_balance) VALUES ('option/call', NULL), ('option/vm', NULL), ('option/gpu', 60), ('option/job', 60);
INSERT INTO credits.price (resource, rate) VALUES ('option/call', '1'), ('option/vm', '100/s'), ('option/gpu', '1/hour'), ('option/job', '1');
SELECT credits.open_account('option/ways', 'basic, a year', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT charged FROM credits.consume('option/ways', 550);
SELECT w.way, s.code, s.options
  FROM (VALUES (1, 'an event', 'credits.charge(''option/ways'', ''option/call'', 51)'), (2, 'an interval', 'credits.charge(''option/ways'', ''option/vm'', at => ''2026-01-10 00:00Z'', until => ''2026-01-10 00:00:01Z'')'),
               (3, 'a meter', 'credits.start(''option/ways'', ''option/vm'', ''vm'')'), (4, 'least of a meter', 'credits.start(''option/ways'', ''option/gpu'', ''gpu'')'), (5, 'least of an event', 'credits.charge(''option/ways'', ''option/job'')')) w (place, way, call),
       said('SELECT ' || w.call) s ORDER BY w.place;
SELECT s.code, s.options FROM said($$INSERT INTO credits.usage (account, resource, quantity) VALUES ('option/ways', 'option/call', 51)$$) s;
-- fails: all that is said of the least, overage included
SELECT credits.charge('option/ways', 'option/job');
\echo SQLSTATE :SQLSTATE
SELECT credits.set_overage('option/ways', true, 9.5);
SELECT credits.start('option/ways', 'option/gpu', 'gpu');
\echo SQLSTATE :SQLSTATE
SELECT credits.set_overage('option/ways', true, 10);
SELECT credits.start('option/ways', 'option/gpu', 'gpu') AS started;
SELECT charged, status FROM credits.try_charge('option/ways', 'option/job');
-- what is held is not there; a hold is refused alike
SELECT credits.open_account('option/held', 'basic, a year', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.set_overage('option/held', true);
SELECT credits.hold('option/held', 650) > 0 AS held;
SELECT credits.consume('option/held', 51);
\echo SQLSTATE :SQLSTATE
SELECT s.code, s.options FROM said($$SELECT credits.hold('option/held', 51)$$) s;
-- the same as a status
SELECT q.way, q.status, q.charged, q.operation FROM (
    SELECT 'consume' AS way, r.* FROM credits.try_consume('option/ways', 1000) r
    UNION ALL SELECT 'charge', r.* FROM credits.try_charge('option/ways', 'option/call', 1000) r
    UNION ALL SELECT 'least', r.* FROM credits.try_charge('option/ways', 'option/job') r
    UNION ALL SELECT 'quote', r.* FROM credits.quote('option/ways', 'option/call', 1000) r
    UNION ALL SELECT 'off', r.* FROM credits.try_consume('option/trial', 1000) r) q;
SELECT * FROM credits.verify() WHERE account_name ~ '^option(/|$)';
DROP FUNCTION offered, said;
DELETE FROM credits.plan;
DELETE FROM credits.pack WHERE pack <> 'deposit' OR currency <> 'USD';
