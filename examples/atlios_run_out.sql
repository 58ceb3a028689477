-- Atlios's customers run out of credits.  What the page then offers depends on who it is.  The rule, in plain words:
--
--   AT9  On a free plan: choose a paid plan.  On a paid one: enable pay-as-you-go or buy a pack.  Switched off earlier: re-enable it.
--        The cap is reached: upgrade, which raises it, or wait for the next period.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlios_run_out.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- The plans' figures are made up; a credit beyond the plan is $0.04, as in a pack.  Credit is sold in packs only: init() also makes a
-- pack named deposit, of any sum at $1 a credit, which is not for this shop.
DELETE FROM credits.pack;
INSERT INTO credits.pack (pack, price, credits) VALUES ('250 credits', 0.04, 250), ('1,250 credits', 0.04, 1250);
INSERT INTO credits.plan (plan, price, included, overage_price, overage_cap) VALUES
    ('Free',     0,   25, 0,    0),
    ('Starter', 29,  300, 0.04, 500),
    ('Growth',  79, 1000, 0.04, 2500),
    ('Scale',  199, 3000, 0.04, NULL);
INSERT INTO credits.resource (resource, unit) VALUES ('fix', 'fix');
INSERT INTO credits.price (resource, rate) VALUES ('fix', '1/fix');

-- What the page needs of a refusal: which one it is, and what to offer, in this order.
CREATE FUNCTION pg_temp.offers(account text, fixes numeric DEFAULT 1, OUT refused text, OUT "1st" text, OUT "2nd" text, OUT "3rd" text, OUT "4th" text)
LANGUAGE plpgsql AS $$
DECLARE
    facts text;
    offer text[];
BEGIN
    PERFORM credits.charge(account, 'fix', fixes);
    RAISE 'it was not refused';
EXCEPTION
    WHEN SQLSTATE 'KR001' OR SQLSTATE 'KR002' THEN
        GET STACKED DIAGNOSTICS facts = PG_EXCEPTION_DETAIL;
        offer := ARRAY(SELECT (o->>'do') || coalesce(': ' || CASE o->>'do' WHEN 'wait' THEN o->>'until' WHEN 'buy_pack' THEN o->>'packs'
                                  WHEN 'enable_overage' THEN '$' || (o->>'price') WHEN 'reenable_overage' THEN '$' || (o->>'price') ELSE o->>'plans' END, '')
                         FROM jsonb_array_elements(facts::jsonb->'options') WITH ORDINALITY e (o, n) ORDER BY n);
        refused := facts::jsonb->>'rule';
        "1st" := offer[1]; "2nd" := offer[2]; "3rd" := offer[3]; "4th" := offer[4];
END $$;

-- ------------------------------------------------------------------------------ everybody runs out
\echo 'Five customers on May 1.  ann is on no plan, ben on the free one, cora and dan on Starter, eli on Scale.  By May 20 each has used'
\echo 'what was included, to the last credit:'
SELECT credits.open_account('ann', clock => '2026-05-01 00:00Z'), credits.open_account('ben', 'Free', clock => '2026-05-01 00:00Z'),
       credits.open_account('cora', 'Starter', clock => '2026-05-01 00:00Z'), credits.open_account('dan', 'Starter', clock => '2026-05-01 00:00Z'),
       credits.open_account('eli', 'Scale', clock => '2026-05-01 00:00Z') \g /dev/null
SELECT credits.set_overage('dan', true) \g /dev/null
SELECT r.account, r.charged, r.balance, r.status
  FROM (VALUES ('ben', 25), ('cora', 300), ('dan', 300), ('eli', 3000)) u (account, fixes), credits.charge(u.account, 'fix', u.fixes) r;
SELECT credits.set_clock(a, '2026-05-20 10:00Z') FROM unnest('{ann,ben,cora,dan,eli}'::text[]) a \g /dev/null

\echo 'One fix more.  try_charge() says what is the matter; dan, who has pay-as-you-go, is served:'
SELECT r.account, r.status, r.charged, r.overage FROM unnest('{ann,ben,cora,dan,eli}'::text[]) a, credits.try_charge(a, 'fix') r;

-- ------------------------------------------------------------------------------ AT9: the four cases
\echo 'FREE. Who pays nothing is to choose a plan; a pack would help, too.  ben can also wait: his 25 come again.'
SELECT a AS account, o.* FROM unnest('{ann,ben}'::text[]) a, pg_temp.offers(a) o;
\echo 'The refusal itself says so, to programs and to people:'
SELECT credits.charge('ben', 'fix');
\echo 'He chooses Starter, as he was told, and goes on at once:'
SELECT credits.change_plan('ben', 'Starter') \g /dev/null
SELECT status, charged, balance FROM credits.try_charge('ben', 'fix');

\echo 'PAID. cora never had pay-as-you-go: she can enable it, or buy a pack.'
SELECT a AS account, o.* FROM unnest('{cora,eli}'::text[]) a, pg_temp.offers(a) o;
SELECT credits.charge('cora', 'fix');
\echo 'She enables it, up to her plan''s 500:'
SELECT credits.set_overage('cora', true) \g /dev/null
SELECT status, charged, overage FROM credits.try_charge('cora', 'fix', 20);
\echo 'eli buys a pack instead:'
SELECT credits.confirm_deposit('eli', credits.buy('eli', '250 credits'), 'pi_1') \g /dev/null
SELECT status, charged, balance FROM credits.try_charge('eli', 'fix');

\echo 'SWITCHED OFF. cora thinks better of it.  What she ran up stays; what is new is refused, and the page speaks of re-enabling:'
SELECT credits.set_overage('cora', false) \g /dev/null
SELECT status FROM credits.try_charge('cora', 'fix');
SELECT o.* FROM pg_temp.offers('cora') o;
SELECT credits.charge('cora', 'fix');
SELECT overage AS "run up", overage_cap FROM credits.balance('cora');
SELECT credits.set_overage('cora', true) \g /dev/null
SELECT status, charged, overage FROM credits.try_charge('cora', 'fix');

\echo 'CAP REACHED. dan has used 1 of 500 beyond his plan.  499 more are the last; the next is refused:'
SELECT status, charged, overage FROM credits.try_charge('dan', 'fix', 499);
SELECT status, charged, overage FROM credits.try_charge('dan', 'fix');
SELECT o.* FROM pg_temp.offers('dan') o;
SELECT credits.charge('dan', 'fix');
\echo 'A quote knows it before:'
SELECT status, charged FROM credits.quote('dan', 'fix');
\echo 'He could wait: on June 1, and not before, there are 300 new credits and a new cap.'
SELECT t.at, q.status, q.credits, q.overage
  FROM (VALUES (timestamptz '2026-05-31 23:59:59.999999Z'), ('2026-06-01 00:00Z')) t (at), credits.quote('dan', 'fix', 301, at => t.at) q;
\echo 'A minute later he upgrades to Growth: its 1000 credits are there, and then a cap of 2500.  What lies above that is a plan without a cap:'
SELECT credits.set_clock('dan', '2026-05-20 10:01Z') \g /dev/null
SELECT credits.change_plan('dan', 'Growth') \g /dev/null
SELECT b.available, b.overage, b.overage_cap FROM credits.balance('dan') b;
SELECT status, charged, credits, overage FROM credits.try_charge('dan', 'fix', 3500);
SELECT o.* FROM pg_temp.offers('dan') o;

-- ------------------------------------------------------------------------------ a cap of one's own
\echo 'fay let it be at most 100.  She can raise that herself, up to her plan''s 500:'
SELECT credits.open_account('fay', 'Starter', clock => '2026-05-20 10:00Z') \g /dev/null
SELECT credits.set_overage('fay', true, 100) \g /dev/null
SELECT status, overage FROM credits.try_charge('fay', 'fix', 400);
SELECT o.* FROM pg_temp.offers('fay') o;
SELECT credits.set_overage('fay', true, 500) \g /dev/null
SELECT status, overage FROM credits.try_charge('fay', 'fix', 400);
SELECT o.* FROM pg_temp.offers('fay') o;

\echo 'Others look after her account.  They are told whose matter it is:'
SELECT credits.open_account('fay/gil', parent => 'fay') \g /dev/null
SELECT credits.charge('fay/gil', 'fix');

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
