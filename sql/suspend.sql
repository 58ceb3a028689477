-- Accounts that are suspended, frozen, and active again: who may do what, and what becomes of what runs
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

INSERT INTO credits.resource (resource, at_zero) VALUES ('suspend/vm', 'suspend'), ('suspend/batch', 'terminate'), ('suspend/ip', 'continue'), ('suspend/image', 'suspend'), ('suspend/pod', 'suspend');
INSERT INTO credits.price (resource, rate, step) VALUES ('suspend/vm', '1/hour', NULL), ('suspend/batch', '1/hour', NULL), ('suspend/ip', '1/hour', NULL), ('suspend/image', '2', NULL), ('suspend/pod', '1/hour', '30 minutes');
CREATE VIEW suspend_outbox AS
SELECT k.account, o.event, o.at, o.facts, o.id FROM credits.outbox o JOIN credits.account_key k ON k.account_id = o.account_id AND k.user_id = o.user_id;
CREATE VIEW suspend_lines AS
SELECT k.account, l.item, l.at, l.until, l.quantity, l.charged, l.operation, l.line FROM credits.usage_line l JOIN credits.account_key k ON k.account_id = l.account_id AND k.user_id = l.user_id;
CREATE FUNCTION things(account text) RETURNS TABLE (item text, status text, quantity numeric, started_at timestamptz, stopped_at timestamptz, settled_to timestamptz, unpaid_since timestamptz) LANGUAGE sql AS $$
SELECT m.item, m.status, m.quantity, m.started_at, m.stopped_at, m.settled_to, m.unpaid_since FROM credits.meter m JOIN credits.account_key k ON k.user_id = m.user_id WHERE k.account = things.account ORDER BY m.item $$;
CREATE FUNCTION refused(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE statement;
    RETURN 'not refused';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END
$$;
-- every way to draw or to start something, and what becomes of it
CREATE FUNCTION ways(account text) RETURNS TABLE (way text, answer text) LANGUAGE sql AS $$
SELECT w.way, refused(format(w.statement, ways.account)) FROM (VALUES
    (1, 'consume', $q$SELECT credits.consume(%L, 1)$q$), (2, 'try_consume', $q$SELECT credits.try_consume(%L, 1)$q$), (3, 'charge', $q$SELECT credits.charge(%L, 'suspend/image')$q$),
    (4, 'try_charge', $q$SELECT credits.try_charge(%L, 'suspend/image')$q$), (5, 'a row', $q$INSERT INTO credits.usage (account, resource) VALUES (%L, 'suspend/image')$q$),
    (6, 'an event', $q$SELECT credits.ingest(jsonb_build_object('specversion', '1.0', 'id', gen_random_uuid(), 'source', 'suspend', 'type', 'suspend/image', 'subject', %L, 'time', '2026-01-10T00:00:00Z', 'data', '{}'::jsonb))$q$),
    (7, 'start', $q$SELECT credits.start(%L, 'suspend/vm', 'new ' || gen_random_uuid())$q$), (8, 'quote', $q$SELECT credits.quote(%L, 'suspend/image')$q$), (9, 'grant', $q$SELECT credits.grant(%L, 1)$q$),
    (10, 'a bucket', $q$INSERT INTO credits.bucket (account_id, granted, class) SELECT account_id, 1, 'bonus' FROM credits.account_key WHERE account = %L$q$)) w (place, way, statement) ORDER BY place $$;
CREATE FUNCTION answers(account text) RETURNS TABLE (account text, way text, status text, charged credits.amount, balance credits.amount, operation bigint) LANGUAGE sql AS $$
SELECT answers.account, 'try_consume', r.status, r.charged, r.balance, r.operation FROM credits.try_consume(answers.account, 1) r
UNION ALL SELECT answers.account, 'try_charge', r.status, r.charged, r.balance, r.operation FROM credits.try_charge(answers.account, 'suspend/image') r
UNION ALL SELECT answers.account, 'quote', r.status, r.charged, r.balance, r.operation FROM credits.quote(answers.account, 'suspend/image') r $$;

-- ---------------------------------------------------------------------------------------------
-- An account without anything that runs
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('suspend', clock => '2026-01-10 00:00Z') > 0, credits.open_account('suspend/a', parent => 'suspend') > 0, credits.open_account('suspend/b', parent => 'suspend') > 0,
       credits.open_account('suspend/other', clock => '2026-01-10 00:00Z') > 0;
SELECT credits.grant('suspend', 100, note => 'pack') > 0, credits.grant('suspend/other', 100) > 0;
SELECT charged, balance FROM credits.consume('suspend', 5, key => 'before');
SELECT credits.suspend('suspend', 'it did not pay');
SELECT account, status, reason FROM credits.account WHERE account ~ '^suspend(/|$)' ORDER BY 1;
-- a payer, and with it its children; it can be granted, asked about and refunded
SELECT a.account, string_agg(w.way || ': ' || w.answer, ', ') AS ways FROM (VALUES ('suspend'), ('suspend/a'), ('suspend/other')) a (account), ways(a.account) w GROUP BY 1 ORDER BY 1;
-- fails: what it says
SELECT credits.consume('suspend', 1);
\echo SQLSTATE :SQLSTATE
SELECT credits.charge('suspend/b', 'suspend/image');
\echo SQLSTATE :SQLSTATE
SELECT credits.start('suspend/b', 'suspend/vm', 'b-1');
\echo SQLSTATE :SQLSTATE
-- a key that was answered is answered, and one that was refused is free
SELECT charged, balance, replayed FROM credits.consume('suspend', 5, key => 'before');
SELECT refused($$SELECT credits.consume('suspend', 1, key => 'later')$$);
-- what is wrong otherwise is said after it
SELECT refused($$SELECT credits.consume('suspend', 1, at => 'infinity')$$), refused($$SELECT credits.charge('suspend', 'none')$$), refused($$SELECT credits.consume('suspend', -1)$$), refused($$SELECT credits.start('suspend', 'none', 'x', at => '2026-02-01 00:00Z')$$);
-- as a status, which leaves the key free; what is wrong with the call is an error
SELECT t.* FROM (VALUES ('suspend'), ('suspend/b')) a (account), answers(a.account) t;
SELECT status, operation FROM credits.try_consume('suspend', 1, key => 'later');
SELECT refused($$SELECT credits.try_consume('suspend', 1, at => 'infinity')$$), refused($$SELECT credits.try_charge('suspend', 'none')$$), refused($$SELECT credits.try_consume('suspend', 1, key => 'before')$$), refused($$SELECT credits.quote('suspend', 'suspend/image', -1)$$);
SELECT available FROM credits.balance('suspend');
-- again changes nothing
SELECT credits.suspend('suspend', 'another reason'), credits.suspend('suspend');
SELECT status, reason FROM credits.account WHERE account = 'suspend';
SELECT credits.resume('suspend'), credits.resume('suspend'), credits.resume('suspend/other');
SELECT status, reason FROM credits.account WHERE account = 'suspend';
SELECT charged, balance, replayed FROM credits.consume('suspend', 1, key => 'later');
SELECT * FROM credits.verify('suspend');

-- ---------------------------------------------------------------------------------------------
-- One child
-- ---------------------------------------------------------------------------------------------
SELECT credits.start('suspend', 'suspend/vm', 'own', 2), credits.start('suspend/a', 'suspend/vm', 'a-1', attributes => '{"zone": "x"}'), credits.start('suspend/a', 'suspend/batch', 'a-2'), credits.start('suspend/b', 'suspend/vm', 'b-1');
SELECT credits.set_clock('suspend', '2026-01-10 01:00Z');
SELECT credits.suspend('suspend/a', 'it computes something else');
SELECT account, status, reason FROM credits.account WHERE account ~ '^suspend(/[ab]|$)' ORDER BY 1;
SELECT a.account, t.* FROM (VALUES ('suspend'), ('suspend/a'), ('suspend/b')) a (account), things(a.account) t ORDER BY a.account, t.item;
-- whatever its resource says of running out, it is suspended; the application is told
SELECT account, event, at, facts FROM suspend_outbox WHERE account ~ '^suspend(/[ab]|$)' ORDER BY id;
SELECT meters FROM credits.account WHERE account = 'suspend';
SELECT a.account, string_agg(w.way || ': ' || w.answer, ', ') AS ways FROM (VALUES ('suspend'), ('suspend/a'), ('suspend/b')) a (account), ways(a.account) w WHERE w.way IN ('consume', 'start', 'a row', 'grant') GROUP BY 1 ORDER BY 1;
-- what the others run counts in what is left
SELECT t.* FROM answers('suspend/a') t;
-- a row that is refused fails the statement, and is named; one whose key was answered is skipped
INSERT INTO credits.usage (account, resource, key) VALUES ('suspend/b', 'suspend/image', 'row 1'), ('suspend/b', 'suspend/image', 'row 2');
\set SHOW_CONTEXT always
INSERT INTO credits.usage (account, resource, at) VALUES ('suspend/b', 'suspend/image', '2026-01-10 00:30Z'), ('suspend/other', 'suspend/image', '2026-01-10 00:00Z'), ('suspend/a', 'suspend/image', '2026-01-10 00:20Z');
\set SHOW_CONTEXT never
\echo SQLSTATE :SQLSTATE
SELECT credits.suspend('suspend/b');
INSERT INTO credits.usage (account, resource, key) VALUES ('suspend/b', 'suspend/image', 'row 1'), ('suspend', 'suspend/image', 'row 3'), ('suspend/b', 'suspend/image', 'row 2');
SELECT account, resource, key, charged FROM credits.usage WHERE account ~ '^suspend' AND key ~ 'row' ORDER BY key;
-- the payer's resuming does not resume a child; a child of a suspended payer that is active draws nothing either
SELECT credits.suspend('suspend'), credits.resume('suspend/b');
SELECT account, status FROM credits.account WHERE account ~ '^suspend(/[ab]|$)' ORDER BY 1;
SELECT refused($$SELECT credits.consume('suspend/b', 1)$$);
SELECT credits.resume('suspend');
SELECT refused($$SELECT credits.consume('suspend/b', 1)$$), refused($$SELECT credits.consume('suspend/a', 1)$$);
SELECT credits.resume('suspend/a');
-- what ran needs a new start; what is suspended can be stopped
SELECT a.account, t.item, t.status, t.stopped_at FROM (VALUES ('suspend'), ('suspend/a'), ('suspend/b')) a (account), things(a.account) t WHERE t.item !~ 'new' ORDER BY 1, 2;
SELECT credits.start('suspend/a', 'suspend/vm', 'a-1', at => '2026-01-10 01:00Z');
SELECT charged FROM credits.stop('suspend/a', 'a-2', at => '2026-01-10 00:30Z');
SELECT item, at, until, quantity, charged FROM suspend_lines WHERE item ~ '^(own|a-|b-)' ORDER BY operation, line;
SELECT * FROM credits.verify('suspend');

-- ---------------------------------------------------------------------------------------------
-- `at`: what was settled past it is given back; what was started later has not run
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('suspend/at', clock => '2026-01-10 00:00Z') > 0, credits.open_account('suspend/at child', parent => 'suspend/at') > 0;
SELECT credits.grant('suspend/at', 100, note => 'pack') > 0 AS granted;
SELECT credits.start('suspend/at', 'suspend/vm', 'early', 2), credits.start('suspend/at', 'suspend/pod', 'pod'), credits.start('suspend/at child', 'suspend/vm', 'child');
SELECT credits.set_clock('suspend/at', '2026-01-10 04:00Z');
SELECT credits.start('suspend/at', 'suspend/vm', 'late', at => '2026-01-10 03:00Z');
SELECT credits.set_clock('suspend/at', '2026-01-10 05:00Z');
SELECT available FROM credits.balance('suspend/at');
-- fails: as of a change
SELECT refused($$SELECT credits.suspend('suspend/at', at => '2026-01-10 05:00:00.000001Z')$$), refused($$SELECT credits.suspend('suspend/at', at => '2026-01-09 00:00Z')$$), refused($$SELECT credits.suspend('suspend/at', at => 'infinity')$$),
       refused($$SELECT credits.suspend('suspend/none')$$), refused($$SELECT credits.suspend(NULL)$$), refused($$SELECT credits.suspend('suspend/at', repeat('x', 4097))$$), refused($$SELECT credits.resume('suspend/none')$$), refused($$SELECT credits.resume(NULL)$$);
SELECT credits.suspend('suspend/at', at => '2026-01-10 01:10Z');
SELECT a.account, t.* FROM (VALUES ('suspend/at'), ('suspend/at child')) a (account), things(a.account) t ORDER BY a.account, t.item;
SELECT account, event, at, facts ->> 'item' AS item FROM suspend_outbox WHERE account ~ '^suspend/at' ORDER BY id;
SELECT account, item, at, until, quantity, charged FROM suspend_lines WHERE account ~ '^suspend/at' ORDER BY operation, line;
SELECT available, accrued FROM credits.balance('suspend/at');
-- fails: also where nothing is to be done
SELECT refused($$SELECT credits.suspend('suspend/at', at => '2026-01-10 05:00:00.000001Z')$$), refused($$SELECT credits.resume('suspend/at', '2026-01-10 05:00:00.000001Z')$$);
SELECT credits.set_clock('suspend/at', '2026-02-10 00:00Z');
SELECT refused($$SELECT credits.suspend('suspend/at', at => '2026-01-31 00:00Z')$$), refused($$SELECT credits.resume('suspend/at', '2026-01-31 00:00Z')$$);
SELECT credits.resume('suspend/at', '2026-02-01 00:00Z');
SELECT * FROM credits.verify('suspend/at');

-- ---------------------------------------------------------------------------------------------
-- What ran out before, and what went on unpaid
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('suspend/out', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.grant('suspend/out', 6, note => 'pack') > 0 AS granted;
SELECT credits.start('suspend/out', 'suspend/vm', 'vm'), credits.start('suspend/out', 'suspend/batch', 'batch'), credits.start('suspend/out', 'suspend/ip', 'ip');
-- 6 credits pay three for two hours
SELECT credits.set_clock('suspend/out', '2026-01-10 01:00Z');
SELECT credits.suspend('suspend/out');
SELECT * FROM things('suspend/out');
SELECT credits.resume('suspend/out');
SELECT credits.start('suspend/out', 'suspend/vm', 'vm'), credits.start('suspend/out', 'suspend/batch', 'batch'), credits.start('suspend/out', 'suspend/ip', 'ip');
SELECT credits.set_clock('suspend/out', '2026-01-10 03:00Z');
SELECT * FROM things('suspend/out');
SELECT credits.suspend('suspend/out', at => '2026-01-10 02:30Z');
SELECT * FROM things('suspend/out');
SELECT event, at, facts ->> 'item' AS item FROM suspend_outbox WHERE account = 'suspend/out' ORDER BY id;
SELECT meters FROM credits.account WHERE account = 'suspend/out';
SELECT * FROM credits.verify('suspend/out');

-- ---------------------------------------------------------------------------------------------
-- Frozen: nor is anything given to it
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('suspend/frozen', clock => '2026-01-10 00:00Z') > 0, credits.open_account('suspend/frozen child', parent => 'suspend/frozen') > 0;
SELECT credits.grant('suspend/frozen', 10, note => 'pack') > 0 AS granted;
UPDATE credits.account SET status = 'frozen', reason = 'fraud' WHERE account = 'suspend/frozen';
SELECT a.account, string_agg(w.way || ': ' || w.answer, ', ') AS ways FROM (VALUES ('suspend/frozen'), ('suspend/frozen child')) a (account), ways(a.account) w GROUP BY 1 ORDER BY 1;
SELECT t.* FROM (VALUES ('suspend/frozen'), ('suspend/frozen child')) a (account), answers(a.account) t;
-- fails: what it says
SELECT credits.grant('suspend/frozen', 1);
\echo SQLSTATE :SQLSTATE
-- it is suspended no more
SELECT credits.suspend('suspend/frozen', 'as well');
SELECT status, reason FROM credits.account WHERE account = 'suspend/frozen';
SELECT credits.resume('suspend/frozen');
SELECT status, reason FROM credits.account WHERE account = 'suspend/frozen';
SELECT charged FROM credits.consume('suspend/frozen child', 1);
-- fails: read only
BEGIN READ ONLY;
SELECT credits.suspend('suspend/frozen');
\echo SQLSTATE :SQLSTATE
ROLLBACK;
BEGIN READ ONLY;
SELECT credits.resume('suspend/frozen');
\echo SQLSTATE :SQLSTATE
ROLLBACK;

-- ---------------------------------------------------------------------------------------------
-- Tables that bill themselves; and the wall clock
-- ---------------------------------------------------------------------------------------------
CREATE TABLE suspend_vm (account text, name text);
CREATE TRIGGER suspend_vm AFTER INSERT OR UPDATE OR DELETE ON suspend_vm FOR EACH ROW EXECUTE FUNCTION credits.meter_rows('account=account', 'resource:suspend/vm', 'item=name');
SELECT credits.open_account('suspend/wall') > 0 AS opened;
SELECT credits.grant('suspend/wall', 10) > 0 AS granted;
INSERT INTO suspend_vm VALUES ('suspend/wall', 'w-1');
SELECT credits.suspend('suspend/wall');
SELECT item, status, stopped_at = settled_to AS settled, stopped_at >= started_at AS ran FROM things('suspend/wall');
SELECT refused($$INSERT INTO suspend_vm VALUES ('suspend/wall', 'w-2')$$), refused($$SELECT credits.suspend('suspend/wall', at => clock_timestamp() + interval '1 hour')$$);
DELETE FROM suspend_vm;
SELECT item, status FROM things('suspend/wall');
SELECT credits.resume('suspend/wall');
INSERT INTO suspend_vm VALUES ('suspend/wall', 'w-2');
SELECT item, status FROM things('suspend/wall');
SELECT * FROM credits.verify() WHERE account_name ~ '^suspend(/|$)';
DROP TABLE suspend_vm;
DROP VIEW suspend_outbox, suspend_lines;
DROP FUNCTION ways, answers, refused, things;
