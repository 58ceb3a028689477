-- Prices: what a DBA writes into credits.resource and credits.price, and which price is in force when
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

INSERT INTO credits.resource (resource, unit, category) VALUES
    ('price/vm', 'vCPU', 'compute'), ('price/image', 'image', NULL), ('price/plain', DEFAULT, NULL);
-- validity that is left out, or NULL, is for ever
INSERT INTO credits.price (resource, rate) VALUES ('price/vm', '0.0000045/vCPU/s');
INSERT INTO credits.price (resource, rate, valid_from, valid_until) VALUES ('price/plain', '2', NULL, NULL);
SELECT resource, rate, valid_from, valid_until FROM credits.price WHERE resource LIKE 'price/%' ORDER BY resource;

-- one price ends where the next begins
INSERT INTO credits.price (resource, rate, valid_until) VALUES ('price/image', '4/image', '2026-01-10 00:00Z');
INSERT INTO credits.price (resource, rate, valid_from, valid_until) VALUES ('price/image', '5', '2026-01-10 00:00Z', '2026-01-20 00:00Z');
INSERT INTO credits.price (resource, rate, valid_from) VALUES ('price/image', '0/image', '2026-01-25 00:00Z');

-- fails: two prices at one time
INSERT INTO credits.price (resource, rate) VALUES ('price/image', '1/image');
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
INSERT INTO credits.price (resource, rate, valid_from, valid_until) VALUES ('price/image', '1', '2026-01-19 23:59:59.999999Z', '2026-01-21 00:00Z');
INSERT INTO credits.price (resource, rate, valid_from, valid_until) VALUES ('price/image', '1', '2026-01-12 00:00Z', '2026-01-13 00:00Z');
UPDATE credits.price SET valid_until = '2026-01-10 00:00:00.000001Z' WHERE resource = 'price/image' AND valid_from = '-infinity';
UPDATE credits.price SET valid_until = NULL WHERE resource = 'price/image' AND valid_from = '-infinity';
\set VERBOSITY default
-- fails: a unit that is not the resource's
INSERT INTO credits.price (resource, rate, valid_from) VALUES ('price/image', '1/token', '2027-01-01 00:00Z');
\echo SQLSTATE :SQLSTATE
-- fails: a unit for a resource that has none
INSERT INTO credits.price (resource, rate) VALUES ('price/plain', '1/image');
-- fails: no such resource
INSERT INTO credits.price (resource, rate) VALUES ('price/none', '1');
\echo SQLSTATE :SQLSTATE
-- fails: what a rate, a validity and a name may be
\set VERBOSITY sqlstate
INSERT INTO credits.price (resource, rate) VALUES ('price/vm', '-1/vCPU');
INSERT INTO credits.price (resource, rate) VALUES ('price/vm', 'free');
INSERT INTO credits.price (resource, rate) VALUES ('price/vm', NULL);
INSERT INTO credits.price (resource, rate) VALUES (NULL, '1');
INSERT INTO credits.price (resource, rate, valid_from, valid_until) VALUES ('price/image', '1', '2026-01-21 00:00Z', '2026-01-21 00:00Z');
INSERT INTO credits.resource (resource) VALUES ('');
INSERT INTO credits.resource (resource) VALUES (repeat('x', 256));
INSERT INTO credits.resource (resource) VALUES ('price/vm');
\set VERBOSITY default
-- a price may be moved where nothing is in its way
UPDATE credits.price SET rate = rate WHERE resource = 'price/image';
SELECT rate, valid_from, valid_until FROM credits.price WHERE resource = 'price/image' ORDER BY valid_from;

-- ---------------------------------------------------------------------------------------------
-- The price is that of the usage's own time
-- ---------------------------------------------------------------------------------------------
SET ROLE regress_credits_app;
SELECT credits.open_account('price', at => '2026-01-01 00:00Z', clock => '2026-01-15 00:00Z') > 0 AS opened;
SELECT credits.grant('price', 1000, at => '2026-01-01 00:00Z') > 0 AS granted;
SELECT at, charged, balance FROM credits.charge('price', 'price/image', at => '2026-01-09 23:59:59.999999Z');
SELECT at, charged, balance FROM credits.charge('price', 'price/image', at => '2026-01-10 00:00Z');
SELECT at, charged, balance FROM credits.charge('price', 'price/image', at => '2026-01-19 23:59:59.999999Z');
-- fails: none is in force
SELECT credits.charge('price', 'price/image', at => '2026-01-20 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.try_charge('price', 'price/image', at => '2026-01-24 23:59Z');
SELECT credits.quote('price', 'price/image', at => '2026-01-20 00:00Z');
-- fails: no such resource
SELECT credits.charge('price', 'price/none');
\echo SQLSTATE :SQLSTATE
-- what costs nothing is recorded
SELECT at, charged, credits, overage, balance FROM credits.charge('price', 'price/image', 7, at => '2026-01-25 00:00Z');
-- a price without a unit prices any resource
SELECT charged FROM credits.charge('price', 'price/plain', 2.5);

-- fails: a rate per time needs an end, one by quantity takes none
SELECT credits.charge('price', 'price/vm', 1, at => '2026-01-15 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.charge('price', 'price/image', 1, at => '2026-01-15 00:00Z', until => '2026-01-15 01:00Z');
\echo SQLSTATE :SQLSTATE

-- what was billed keeps its rate, whatever becomes of the price
RESET ROLE;
BEGIN;
UPDATE credits.price SET rate = '400/image' WHERE resource = 'price/image' AND valid_until = '2026-01-10 00:00Z';
DELETE FROM credits.price WHERE resource = 'price/plain';
SELECT at, resource, quantity, rate, charged FROM credits.usage WHERE account = 'price' ORDER BY at, resource;
SELECT * FROM credits.verify('price');
-- the next one is billed by the new
SELECT charged FROM credits.charge('price', 'price/image', at => '2026-01-09 00:00Z');
ROLLBACK;

-- A price that changes from event to time cuts the interval there: what follows does not fit
INSERT INTO credits.resource (resource) VALUES ('price/changes');
INSERT INTO credits.price (resource, rate, valid_until) VALUES ('price/changes', '1/hour', '2026-01-10 00:00Z');
INSERT INTO credits.price (resource, rate, valid_from) VALUES ('price/changes', '1', '2026-01-10 00:00Z');
SELECT charged FROM credits.charge('price', 'price/changes', at => '2026-01-09 00:00Z', until => '2026-01-10 00:00Z');
-- fails: its second part is by quantity
SELECT credits.charge('price', 'price/changes', at => '2026-01-09 00:00Z', until => '2026-01-10 00:00:00.000001Z');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.verify('price');
