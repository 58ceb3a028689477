-- Idempotency keys: once, and the same answer again
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

INSERT INTO credits.resource (resource) VALUES ('request/vm'), ('request/image'), ('request/gone');
INSERT INTO credits.price (resource, rate) VALUES ('request/vm', '1/hour'), ('request/image', '1'), ('request/gone', '1');
SET ROLE regress_credits_app;
SELECT credits.open_account('request', clock => '2026-01-15 00:00Z') > 0, credits.open_account('request/2', clock => '2026-01-15 00:00Z') > 0;
SELECT credits.grant('request', 100) > 0, credits.grant('request/2', 100) > 0;

-- ---------------------------------------------------------------------------------------------
-- The same request: the first answer, and nothing changes
-- ---------------------------------------------------------------------------------------------
SELECT operation, balance FROM credits.consume('request', 1.5, 'request/image', 'c', '2026-01-16 00:00Z', 'note', '{"a": {"x": 1, "y": 2}, "b": [1, 2]}') \gset first_
SELECT charged FROM credits.consume('request', 10);
SELECT operation = :first_operation AS same, account, at, charged, credits, overage, balance, status, replayed
  FROM credits.consume('request', 1.5, 'request/image', 'c', '2026-01-16 00:00Z', 'note', '{"a": {"x": 1, "y": 2}, "b": [1, 2]}');
-- as values: digits, zones, the order of JSON's keys
SELECT operation = :first_operation AS same, balance, replayed
  FROM credits.consume('request', 1.500, 'request/image', 'c', '2026-01-16 05:00+05', 'note', '{"b": [1.0, 2], "a": {"y": 2.00, "x": 1}}');
-- try_consume is the same call
SELECT operation = :first_operation AS same, balance, replayed
  FROM credits.try_consume('request', 1.5, 'request/image', 'c', '2026-01-16 00:00Z', 'note', '{"a": {"x": 1, "y": 2}, "b": [1, 2]}');
SELECT charged, replayed FROM credits.try_consume('request', 1, key => 'try');
SELECT charged, replayed FROM credits.consume('request', 1, key => 'try');
SELECT charged, replayed FROM credits.try_charge('request', 'request/image', 2, key => 'try charge');
SELECT charged, replayed FROM credits.charge('request', 'request/image', 2.0, key => 'try charge');
-- a grant
SELECT credits.grant('request', 10, 'bonus', '2026-03-01 00:00Z', '2026-01-16 00:00Z', 7, '{request/vm,request/image}', 0.10, 'note', 'g', '2026-01-15 12:00Z') AS bucket \gset
SELECT credits.grant('request', 10.0, 'bonus', '2026-03-01 01:00+01', '2026-01-16 00:00Z', 7, '{request/image,request/vm,request/vm}', 0.1, 'note', 'g', '2026-01-15 12:00Z') = :bucket AS same;
-- what has a default is the same left out, NULL or given
SELECT credits.grant('request', 1, key => 'default') AS bucket \gset
SELECT credits.grant('request', 1, 'prepaid', NULL, NULL, NULL, NULL, NULL, NULL, 'default', NULL) = :bucket AS same;
SELECT charged, replayed FROM credits.charge('request', 'request/image', key => 'default charge');
SELECT charged, replayed FROM credits.charge('request', 'request/image', 1.0, NULL, NULL, NULL, NULL, 'default charge', NULL);
SELECT charged, replayed FROM credits.charge('request', 'request/image', NULL, key => 'default charge');
-- a charge over months: all its lines are one answer
SELECT at, charged, credits, overage, balance, replayed FROM credits.charge('request', 'request/vm', 0.1, '{"v": 1}', '2026-01-31 12:00Z', '2026-02-01 12:00Z', 'vm-1', 'span', 'note');
SELECT at, charged, credits, overage, balance, replayed FROM credits.charge('request', 'request/vm', 0.10, '{"v": 1}', '2026-01-31 12:00Z', '2026-02-01 12:00Z', 'vm-1', 'span', 'note');
-- a charge of 0
SELECT charged, balance, replayed FROM credits.charge('request', 'request/image', 0, key => 'nothing');
SELECT charged, balance, replayed FROM credits.charge('request', 'request/image', 0, key => 'nothing');
SELECT available FROM credits.balance('request');

-- ---------------------------------------------------------------------------------------------
-- Another request under the key: KR003, and the first field that differs
-- ---------------------------------------------------------------------------------------------
-- fails: consume, one field after the other
SELECT credits.consume('request', 1.6, 'request/image', 'c', '2026-01-16 00:00Z', 'note', '{"a": {"x": 1, "y": 2}, "b": [1, 2]}');
\echo SQLSTATE :SQLSTATE
SELECT credits.consume('request', 1.5, 'request/vm', 'c', '2026-01-16 00:00Z', 'note', '{"a": {"x": 1, "y": 2}, "b": [1, 2]}');
SELECT credits.consume('request', 1.5, 'request/image', 'c', '2026-01-16 00:00Z', 'note', '{"a": {"x": 1, "y": 2}, "b": [2, 1]}');
SELECT credits.consume('request', 1.5, 'request/image', 'c', '2026-01-16 00:00:00.000001Z', 'note', '{"a": {"x": 1, "y": 2}, "b": [1, 2]}');
SELECT credits.consume('request', 1.5, 'request/image', 'c', '2026-01-16 00:00Z', 'Note', '{"a": {"x": 1, "y": 2}, "b": [1, 2]}');
-- fails: left out where it was given, given where it was left out
SELECT credits.consume('request', 1.5, NULL, 'c', '2026-01-16 00:00Z', 'note', '{"a": {"x": 1, "y": 2}, "b": [1, 2]}');
SELECT credits.consume('request', 1.5, 'request/image', 'c', NULL, 'note', '{"a": {"x": 1, "y": 2}, "b": [1, 2]}');
SELECT credits.consume('request', 1, 'request/image', 'try');
-- fails: an `at` that was not given equals only one that is not, be it the same instant
SELECT credits.consume('request', 1, key => 'try', at => '2026-01-15 00:00Z');
-- fails: another function
SELECT credits.charge('request', 'request/image', key => 'c');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant('request', 1.5, key => 'c');
SELECT credits.consume('request', 10, key => 'g');
SELECT credits.try_charge('request', 'request/image', key => 'c');
SELECT credits.try_consume('request', 1, key => 'span');
-- fails: try_ too
SELECT credits.try_consume('request', 2, key => 'try');
SELECT credits.try_charge('request', 'request/image', 3, key => 'try charge');
-- fails: charge, one field after the other
SELECT credits.charge('request', 'request/image', 0.1, '{"v": 1}', '2026-01-31 12:00Z', '2026-02-01 12:00Z', 'vm-1', 'span', 'note');
SELECT credits.charge('request', 'request/vm', 0.2, '{"v": 1}', '2026-01-31 12:00Z', '2026-02-01 12:00Z', 'vm-1', 'span', 'note');
SELECT credits.charge('request', 'request/vm', 0.1, '{"v": 2}', '2026-01-31 12:00Z', '2026-02-01 12:00Z', 'vm-1', 'span', 'note');
SELECT credits.charge('request', 'request/vm', 0.1, '{"v": 1}', '2026-01-31 11:00Z', '2026-02-01 12:00Z', 'vm-1', 'span', 'note');
SELECT credits.charge('request', 'request/vm', 0.1, '{"v": 1}', '2026-01-31 12:00Z', '2026-02-01 13:00Z', 'vm-1', 'span', 'note');
SELECT credits.charge('request', 'request/vm', 0.1, '{"v": 1}', '2026-01-31 12:00Z', '2026-02-01 12:00Z', 'vm-2', 'span', 'note');
SELECT credits.charge('request', 'request/vm', 0.1, '{"v": 1}', '2026-01-31 12:00Z', '2026-02-01 12:00Z', 'vm-1', 'span', 'none');
-- fails: grant, one field after the other
SELECT credits.grant('request', 11, 'bonus', '2026-03-01 00:00Z', '2026-01-16 00:00Z', 7, '{request/vm,request/image}', 0.10, 'note', 'g', '2026-01-15 12:00Z');
SELECT credits.grant('request', 10, 'prepaid', '2026-03-01 00:00Z', '2026-01-16 00:00Z', 7, '{request/vm,request/image}', 0.10, 'note', 'g', '2026-01-15 12:00Z');
SELECT credits.grant('request', 10, 'bonus', '2026-03-01 00:00Z', '2026-01-16 00:00Z', 7, '{request/vm,request/image}', 0.10, 'note', 'g', '2026-01-15 13:00Z');
SELECT credits.grant('request', 10, 'bonus', 'infinity', '2026-01-16 00:00Z', 7, '{request/vm,request/image}', 0.10, 'note', 'g', '2026-01-15 12:00Z');
SELECT credits.grant('request', 10, 'bonus', '2026-03-01 00:00Z', '2026-01-17 00:00Z', 7, '{request/vm,request/image}', 0.10, 'note', 'g', '2026-01-15 12:00Z');
SELECT credits.grant('request', 10, 'bonus', '2026-03-01 00:00Z', '2026-01-16 00:00Z', 8, '{request/vm,request/image}', 0.10, 'note', 'g', '2026-01-15 12:00Z');
SELECT credits.grant('request', 10, 'bonus', '2026-03-01 00:00Z', '2026-01-16 00:00Z', 7, '{request/vm}', 0.10, 'note', 'g', '2026-01-15 12:00Z');
SELECT credits.grant('request', 10, 'bonus', '2026-03-01 00:00Z', '2026-01-16 00:00Z', 7, '{request/vm,request/image}', 0.11, 'note', 'g', '2026-01-15 12:00Z');
SELECT credits.grant('request', 10, 'bonus', '2026-03-01 00:00Z', '2026-01-16 00:00Z', 7, '{request/vm,request/image}', 0.10, NULL, 'g', '2026-01-15 12:00Z');
-- fails: several differ, the first is named: call, amount, class, resource, quantity, attributes, at, until, item, expires_at, ...
SELECT credits.grant('request', 11, 'prepaid', NULL, NULL, 8, NULL, 1, 'other', 'g');
SELECT credits.grant('request', 10, 'bonus', '2026-04-01 00:00Z', '2026-01-17 00:00Z', 8, NULL, 1, 'other', 'g', '2026-01-15 12:00Z');
SELECT credits.charge('request', 'request/vm', 0.1, NULL, '2026-01-31 11:00Z', '2026-02-01 13:00Z', 'vm-2', 'span', 'none');
-- fails: a number written otherwise does not differ, the note does
SELECT credits.grant('request', 10, 'bonus', '2026-03-01 00:00Z', '2026-01-16 00:00Z', 7, '{request/vm,request/image}', 0.1, 'other', 'g', '2026-01-15 12:00Z');
SELECT credits.charge('request', 'request/vm', 0.1, '{"v": 1.0}', '2026-01-31 12:00Z', '2026-02-01 12:00Z', 'vm-1', 'span', 'none');
SELECT available FROM credits.balance('request');

-- ---------------------------------------------------------------------------------------------
-- A key is the account's own, and its bytes
-- ---------------------------------------------------------------------------------------------
SELECT charged, replayed FROM credits.consume('request/2', 5, key => 'c');
SELECT credits.open_account('request/child', parent => 'request') > 0 AS opened;
SELECT account, charged, replayed FROM credits.consume('request/child', 2, key => 'c');
SELECT account, charged, replayed FROM credits.consume('request/child', 2, key => 'c');
-- one letter, composed and decomposed; case; blanks
SELECT left(encode(convert_to(k.key, 'UTF8'), 'hex'), 12) AS bytes, c.charged, c.replayed
  FROM unnest(ARRAY[U&'\00e9', U&'e\0301', 'key', 'KEY', 'key ', ' ', repeat('k', 255)]) WITH ORDINALITY k (key, n), credits.consume('request/2', k.n, key => k.key) c ORDER BY k.n;
SELECT c.charged, c.replayed
  FROM unnest(ARRAY[U&'\00e9', U&'e\0301', 'key', 'KEY', 'key ', ' ', repeat('k', 255)]) WITH ORDINALITY k (key, n), credits.consume('request/2', k.n, key => k.key) c ORDER BY k.n;
-- fails: from 1 to 255 bytes of text
SELECT credits.consume('request', 1, key => '');
\echo SQLSTATE :SQLSTATE
SELECT credits.consume('request', 1, key => repeat(U&'\00e9', 128));
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
SELECT credits.consume('request', 1, key => repeat('k', 256));
SELECT credits.consume('request', 1, key => E'a\000b');
SELECT credits.consume('request', 1, key => convert_from('\x6100'::bytea, 'UTF8'));
\set VERBOSITY default

-- ---------------------------------------------------------------------------------------------
-- A refused or failed call leaves no trace: its key may be used again, for anything
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('request/poor', clock => '2026-01-15 00:00Z') > 0 AS opened;
-- fails: no credit, no such resource, later: no end
\set VERBOSITY sqlstate
SELECT credits.consume('request/poor', 5, key => 'k');
SELECT credits.consume('request/poor', 5, 'request/none', key => 'k');
SELECT credits.charge('request/poor', 'request/vm', key => 'k');
SELECT credits.charge('request/poor', 'request/image', key => 'k');
SELECT credits.grant('request/poor', 5, 'gold', key => 'k');
SELECT credits.grant('request/poor', 5, expires_at => '2026-01-14 00:00Z', key => 'k');
SELECT credits.grant('request/poor', 5, scope => '{request/none}', key => 'k');
\set VERBOSITY default
SELECT charged, status, replayed FROM credits.try_consume('request/poor', 5, key => 'k');
SELECT charged, status, replayed FROM credits.try_charge('request/poor', 'request/image', key => 'k');
BEGIN;
SELECT credits.grant('request/poor', 5, key => 'k') > 0 AS granted;
ROLLBACK;
BEGIN;
SELECT credits.grant('request/poor', 5) > 0 AS granted;
SAVEPOINT s;
SELECT charged, replayed FROM credits.consume('request/poor', 1, key => 'k');
ROLLBACK TO s;
COMMIT;
-- funds have come: the retry succeeds, and is then answered again
SELECT charged, balance, replayed FROM credits.consume('request/poor', 5, key => 'k');
SELECT charged, balance, replayed FROM credits.consume('request/poor', 5, key => 'k');
SELECT charged, balance, replayed FROM credits.try_consume('request/poor', 5, key => 'k');

-- ---------------------------------------------------------------------------------------------
-- The first answer stands, whatever has become of things: later, in another session, in another month
-- ---------------------------------------------------------------------------------------------
SELECT credits.grant('request/poor', 5) > 0 AS granted;
SELECT at, charged, balance, replayed FROM credits.charge('request/poor', 'request/gone', 2, key => 'gone');
SELECT credits.grant('request/poor', 3, 'included', key => 'january') AS january \gset
RESET ROLE;
DELETE FROM credits.price WHERE resource = 'request/gone';
DELETE FROM credits.resource WHERE resource = 'request/gone';
\c -
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
SET ROLE regress_credits_app;
SELECT at, charged, balance, replayed FROM credits.charge('request/poor', 'request/gone', 2, key => 'gone');
SELECT credits.set_clock('request/poor', '2026-03-15 00:00Z');
SELECT at, charged, balance, replayed FROM credits.charge('request/poor', 'request/gone', 2, key => 'gone');
SELECT at, charged, balance, replayed FROM credits.consume('request/poor', 5, key => 'k');
SELECT credits.grant('request/poor', 3, 'included', key => 'january') = :january AS same;
-- fails: a new one finds no resource
SELECT credits.charge('request/poor', 'request/gone', 2, key => 'gone too');
\echo SQLSTATE :SQLSTATE
-- a key of late usage
SELECT at, charged, balance, replayed FROM credits.charge('request/poor', 'request/image', 1, at => '2026-01-20 00:00Z', key => 'late');
SELECT at, charged, balance, replayed FROM credits.charge('request/poor', 'request/image', 1, at => '2026-01-20 00:00Z', key => 'late');

-- each key has one operation, and is on it
RESET ROLE;
SELECT k.account, left(encode(convert_to(r.key, 'UTF8'), 'escape'), 20) AS key, r.call, count(DISTINCT e.operation) AS operations
  FROM credits.request r JOIN credits.account_key k ON k.user_id = r.user_id LEFT JOIN credits.entry e ON e.account_id = r.account_id AND e.operation = r.operation AND e.key = r.key
 WHERE k.account LIKE 'request%' GROUP BY k.account, r.key, r.call ORDER BY k.account COLLATE "C", r.key COLLATE "C";
SELECT * FROM credits.verify('request');
SELECT * FROM credits.verify('request/2');
SELECT * FROM credits.verify('request/poor');
