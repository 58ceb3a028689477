-- State machines: what the arguments of status_keep() let a row become
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

CREATE TABLE status_door (id int PRIMARY KEY, status text, note text);
CREATE TRIGGER status_keep BEFORE INSERT OR UPDATE OF status ON status_door FOR EACH ROW EXECUTE FUNCTION credits.status_keep('closed open', ' open  closed locked broken ', 'locked closed', 'broken');
-- a row begins in the first state of the first argument
INSERT INTO status_door VALUES (1, 'closed');
-- fails: in another
INSERT INTO status_door VALUES (2, 'open');
\echo SQLSTATE :SQLSTATE
-- fails: in none
INSERT INTO status_door VALUES (2, NULL);
\echo SQLSTATE :SQLSTATE
-- fails: a word of the argument in part, or more than it
INSERT INTO status_door VALUES (2, 'close');
\echo SQLSTATE :SQLSTATE
INSERT INTO status_door VALUES (2, 'closed open');
\echo SQLSTATE :SQLSTATE
-- what is named
UPDATE status_door SET status = 'open';
UPDATE status_door SET status = 'locked';
UPDATE status_door SET status = 'closed', note = 'unlocked';
TABLE status_door;
-- fails: one step is not two
UPDATE status_door SET status = 'locked';
\echo SQLSTATE :SQLSTATE
-- what stays as it was passes
UPDATE status_door SET status = 'closed', note = 'as ever';
UPDATE status_door SET note = 'still';
UPDATE status_door SET status = 'open';
-- fails: what is no state, or none; the hint names what it can become
UPDATE status_door SET status = 'ajar';
\echo SQLSTATE :SQLSTATE
UPDATE status_door SET status = '';
\echo SQLSTATE :SQLSTATE
UPDATE status_door SET status = NULL;
\echo SQLSTATE :SQLSTATE
UPDATE status_door SET status = 'broken';
-- fails: the end
UPDATE status_door SET status = 'open';
\echo SQLSTATE :SQLSTATE
UPDATE status_door SET status = 'broken', note = 'for good';
TABLE status_door;
-- fails: from a state that no argument names
ALTER TABLE status_door DISABLE TRIGGER status_keep;
UPDATE status_door SET status = 'ajar';
ALTER TABLE status_door ENABLE TRIGGER status_keep;
UPDATE status_door SET status = 'closed';
\echo SQLSTATE :SQLSTATE

-- ---------------------------------------------------------------------------------------------
-- The tables that have it, as a DBA changes them by hand
-- ---------------------------------------------------------------------------------------------
SELECT c.relname, t.tgname, string_agg(a.argument, ', ' ORDER BY a.place) AS states FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 CROSS JOIN LATERAL regexp_split_to_table(encode(t.tgargs, 'escape'), '\\000') WITH ORDINALITY a (argument, place) WHERE t.tgfoid = 'credits.status_keep'::regproc AND c.relnamespace = 'credits'::regnamespace AND a.argument <> '' GROUP BY 1, 2 ORDER BY 1;
BEGIN;
INSERT INTO credits.deposit (account_id, user_id, operation, source, at, expires_at, money, currency, credits, pack, class, actor)
    VALUES (-1, -1, 1, 'deposit', '2026-01-01 00:00Z', '2026-01-01 00:30Z', 5, 'USD', 5, 'deposit', 'prepaid', 'a DBA');
UPDATE credits.deposit SET status = 'failed', ended_at = '2026-01-01 00:10Z' WHERE account_id = -1;
-- fails: it failed
UPDATE credits.deposit SET status = 'pending', ended_at = NULL WHERE account_id = -1;
\echo SQLSTATE :SQLSTATE
ROLLBACK;
-- fails: it begins otherwise
INSERT INTO credits.referral (account_id, referrer_id, status, at, actor) VALUES (-1, -2, 'rewarded', '2026-01-01 00:00Z', 'a DBA');
\echo SQLSTATE :SQLSTATE

-- ---------------------------------------------------------------------------------------------
-- Called otherwise
-- ---------------------------------------------------------------------------------------------
\set VERBOSITY sqlstate
-- fails: for a statement, afterwards, for a DELETE, without arguments, with an empty one, on a table without a status that is text
CREATE TRIGGER status_other BEFORE UPDATE ON status_door FOR EACH STATEMENT EXECUTE FUNCTION credits.status_keep('closed open');
UPDATE status_door SET note = 'other';
DROP TRIGGER status_other ON status_door;
CREATE TRIGGER status_other AFTER UPDATE ON status_door FOR EACH ROW EXECUTE FUNCTION credits.status_keep('closed open');
UPDATE status_door SET note = 'other';
DROP TRIGGER status_other ON status_door;
CREATE TRIGGER status_other BEFORE DELETE ON status_door FOR EACH ROW EXECUTE FUNCTION credits.status_keep('closed open');
DELETE FROM status_door;
DROP TRIGGER status_other ON status_door;
CREATE TRIGGER status_other BEFORE UPDATE ON status_door FOR EACH ROW EXECUTE FUNCTION credits.status_keep();
UPDATE status_door SET note = 'other';
DROP TRIGGER status_other ON status_door;
CREATE TRIGGER status_other BEFORE INSERT ON status_door FOR EACH ROW EXECUTE FUNCTION credits.status_keep('');
INSERT INTO status_door VALUES (3, 'closed');
DROP TRIGGER status_other ON status_door;
CREATE TABLE status_none (id int);
CREATE TRIGGER status_other BEFORE INSERT ON status_none FOR EACH ROW EXECUTE FUNCTION credits.status_keep('closed open');
INSERT INTO status_none VALUES (1);
ALTER TABLE status_none ADD COLUMN status int;
INSERT INTO status_none VALUES (1, 1);
SELECT credits.status_keep();
\set VERBOSITY default
TABLE status_door;
DROP TABLE status_door, status_none;
