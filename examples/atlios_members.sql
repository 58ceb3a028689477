-- Atlios leaves what costs money to the owner.  The rule, in plain words:
--
--   AT4  Plan changes, the portal, buying and pay-as-you-go are the owner's only; others see that it is the owner's.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlios_members.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';
SET client_min_messages = warning;

-- ------------------------------------------------------------------------------ who there is
-- Every customer has a database role, in `atlios_customer`.  What that may do, it may do in accounts it is a member of.
DROP ROLE IF EXISTS atlios_customer, atlios_olga, atlios_mara, atlios_eve;
CREATE ROLE atlios_customer;
CREATE ROLE atlios_olga IN ROLE atlios_customer;
CREATE ROLE atlios_mara IN ROLE atlios_customer;
CREATE ROLE atlios_eve IN ROLE atlios_customer;
SELECT count(credits.allow('atlios_customer', right_of)) AS rights
  FROM unnest('{read,use,buy,topup,plan,overage,members}'::text[]) AS right_of;

-- The plans' figures are made up.
INSERT INTO credits.plan (plan, price, included, overage, overage_price, on_change) VALUES
    ('Starter', 29,  300, false, 0.04, 'prorate'),
    ('Growth',  79, 1000, false, 0.04, 'prorate');
INSERT INTO credits.pack (pack, currency, price, least_money, most_money) VALUES ('credits', 'USD', 0.04, 10, 2000);
INSERT INTO credits.resource (resource, unit) VALUES ('fix', 'fix');
INSERT INTO credits.price (resource, rate) VALUES ('fix', '1/fix');

\echo 'MEMBERS. olga owns the store, mara works in it; eve owns another one:'
SELECT credits.open_account('olga.example', 'Starter', clock => '2026-04-01 00:00Z') \g /dev/null
SELECT credits.open_account('eve.example', 'Starter', clock => '2026-04-01 00:00Z') \g /dev/null
SELECT credits.add_member('olga.example', 'atlios_olga', 'owner') \g /dev/null
SELECT credits.add_member('eve.example', 'atlios_eve', 'owner') \g /dev/null
SET ROLE atlios_olga;
SELECT credits.add_member('olga.example', 'atlios_mara', 'member') \g /dev/null
SELECT principal, role FROM credits.members('olga.example');

-- ------------------------------------------------------------------------------ the work
\echo 'WORK. mara has two products fixed, and sees what is left:'
SET ROLE atlios_mara;
SELECT charged, balance FROM credits.charge('olga.example', 'fix', 2, key => 'products 1 and 2');
SELECT plan, remaining FROM credits.current_plan('olga.example');

-- ------------------------------------------------------------------------------ the owner's only
\echo 'MONEY. She cannot change the plan, buy credits, turn pay-as-you-go on or invite others, and is told who can:'
SELECT credits.change_plan('olga.example', 'Growth', at_cycle_end => false);
SELECT credits.buy('olga.example', 'credits', 25);
SELECT credits.set_overage('olga.example', true, 100);
SELECT credits.add_member('olga.example', 'atlios_eve', 'member');

\echo 'What the application shows her, button by button, before she asks:'
SELECT r.capability AS button, bool_or(r.role = m.role) AS enabled, string_agg(r.role, ', ' ORDER BY r.role) AS "for whom"
  FROM credits.member_right r, credits.members('olga.example') m
 WHERE m.principal = current_user
 GROUP BY r.capability ORDER BY r.capability;

\echo 'The owner does all of it:'
SET ROLE atlios_olga;
SELECT credits.change_plan('olga.example', 'Growth', at_cycle_end => false) IS NOT NULL AS changed;
SELECT credits.buy('olga.example', 'credits', 25) > 0 AS bought;
SELECT credits.set_overage('olga.example', true, 100);
SELECT overage_cap FROM credits.balance('olga.example');

-- ------------------------------------------------------------------------------ others
\echo 'OTHERS. For eve the store is not there, whatever she calls, and none of its usage is:'
SET ROLE atlios_eve;
SELECT * FROM credits.balance('olga.example');
SELECT * FROM credits.balance('no such store');
SELECT count(*) FROM credits.usage;

RESET ROLE;
SELECT count(*) AS findings FROM credits.verify();
SELECT count(credits.disallow(role, capability)) FROM credits.permission WHERE role = 'atlios_customer' \g /dev/null
DROP ROLE atlios_customer, atlios_olga, atlios_mara, atlios_eve;
