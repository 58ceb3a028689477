-- Atlas Cloud lets those set the auto top-up who look after the money.  The rule, in plain words:
--
--   AC7  Auto top-up below $10, by at least $25 (configurable), receipts to a chosen address; it needs the Finance or Admin role.
--
-- What a top-up does is in atlascloud_auto_topup.sql; here is who may set one.  Run it in a database that has the extension and its
-- tables:
--
--     createdb cloud && psql -X -d cloud -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d cloud <examples/atlascloud_members.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';
SET client_min_messages = warning;

DROP ROLE IF EXISTS atlascloud_customer, atlascloud_fay, atlascloud_adam, atlascloud_mel;
CREATE ROLE atlascloud_customer;
CREATE ROLE atlascloud_fay IN ROLE atlascloud_customer;
CREATE ROLE atlascloud_adam IN ROLE atlascloud_customer;
CREATE ROLE atlascloud_mel IN ROLE atlascloud_customer;
SELECT count(credits.allow('atlascloud_customer', right_of)) AS rights
  FROM unnest('{read,use,buy,topup,plan,overage,members}'::text[]) AS right_of;

-- one credit is one dollar, as `deposit` has it
SELECT credits.open_account('team', clock => '2026-03-01 00:00Z') \g /dev/null
SELECT credits.grant('team', 12) \g /dev/null
SELECT credits.add_member('team', 'atlascloud_fay', 'finance') \g /dev/null
SELECT credits.add_member('team', 'atlascloud_adam', 'admin') \g /dev/null
SELECT credits.add_member('team', 'atlascloud_mel', 'member') \g /dev/null

\echo 'WHO MAY. mel may not, and reads who may:'
SET ROLE atlascloud_mel;
SELECT credits.set_topup('team', 10, money => 25);

\echo 'fay does, and has receipts sent to the books:'
SET ROLE atlascloud_fay;
SELECT credits.set_topup('team', 10, money => 25) \g /dev/null
SELECT credits.set_receipt_address('team', 'books@team.example') \g /dev/null

\echo 'mel uses 5 of the 12 credits; 7 are below 10, and a top-up is asked for in her call:'
SET ROLE atlascloud_mel;
SELECT charged, balance FROM credits.consume('team', 5);
SET ROLE atlascloud_fay;
SELECT source, status, money FROM credits.deposits('team');

\echo 'adam sets the floor to 5 instead:'
SET ROLE atlascloud_adam;
SELECT credits.set_topup('team', 5, money => 25) \g /dev/null

\echo 'Another house has finance use as well: one row says so.'
RESET ROLE;
SET ROLE atlascloud_fay;
SELECT credits.consume('team', 1);
RESET ROLE;
INSERT INTO credits.member_right (role, capability) VALUES ('finance', 'use');
SET ROLE atlascloud_fay;
SELECT charged, balance FROM credits.consume('team', 1);

RESET ROLE;
SELECT count(*) AS findings FROM credits.verify();
SELECT count(credits.disallow(role, capability)) FROM credits.permission WHERE role = 'atlascloud_customer' \g /dev/null
DROP ROLE atlascloud_customer, atlascloud_fay, atlascloud_adam, atlascloud_mel;
