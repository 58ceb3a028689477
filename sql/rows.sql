-- Triggers by which the application's own tables bill themselves: charge_rows() and meter_rows()
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set SHOW_CONTEXT never
\pset null null
-- refusals name what is for sale: here only what this file sells
DELETE FROM credits.plan;
DELETE FROM credits.pack WHERE pack <> 'deposit';

INSERT INTO credits.resource (resource, unit) VALUES ('rows/image', 'image'), ('rows/vm', ''), ('rows/max', '');
INSERT INTO credits.price (resource, rate) VALUES ('rows/image', '2/image'), ('rows/vm', '24/day'), ('rows/max', '0.000000000000000001');
GRANT SELECT, INSERT ON credits.usage TO regress_credits_app;
GRANT EXECUTE ON FUNCTION credits.charge_rows, credits.meter_rows, credits.start, credits.resize, credits.stop, credits.meters
    TO regress_credits_app;
CREATE SCHEMA rows AUTHORIZATION regress_credits_app;
SET ROLE regress_credits_app;
SET search_path = rows;
SELECT credits.open_account('rows', clock => '2026-01-15 00:00Z') > 0, credits.open_account('rows/child', parent => 'rows') > 0,
       credits.open_account('7', clock => '2026-01-15 00:00Z') > 0, credits.open_account('rows/bulk', clock => '2026-01-15 00:00Z') > 0;
SELECT credits.grant('rows', 1000) > 0, credits.grant('7', 1000) > 0, credits.grant('rows/bulk', 100000) > 0;
CREATE VIEW billed AS
SELECT account, resource, quantity, attributes, at, until, item, key, charged FROM credits.usage
 WHERE account IN ('rows', 'rows/child', '7') ORDER BY operation, line;

-- ---------------------------------------------------------------------------------------------
-- Each row is a charge
-- ---------------------------------------------------------------------------------------------
CREATE TABLE image (id int PRIMARY KEY, gone int, owner text, count int, model text, side numeric, made_at timestamptz);
ALTER TABLE image DROP COLUMN gone;
CREATE TRIGGER bill AFTER INSERT ON image FOR EACH ROW EXECUTE FUNCTION
    credits.charge_rows('account=owner', 'resource:rows/image', 'quantity=count', 'attributes=model,side', 'at=made_at', 'item=id', 'key=id');
INSERT INTO image VALUES (1, 'rows', 3, 'xl', 1024, '2026-01-16 00:00Z'), (2, 'rows/child', 1, NULL, 0.5, NULL);
SELECT * FROM billed;
-- a quantity that is NULL is 1, as in charge()
INSERT INTO image (id, owner) VALUES (3, 'rows');
SELECT quantity, attributes, at, charged FROM billed WHERE key = '3';
-- the key: what is billed is billed, though the row comes again
DELETE FROM image WHERE id = 3;
INSERT INTO image (id, owner) VALUES (3, 'rows');
SELECT count(*), sum(charged::numeric) FROM billed;
-- fails: another row under its key, and neither row is there
DELETE FROM image WHERE id = 3;
INSERT INTO image (id, owner, count) VALUES (4, 'rows', 1), (3, 'rows', 2);
\echo SQLSTATE :SQLSTATE
-- fails: the engine's refusal is the statement's
INSERT INTO image (id, owner, count) VALUES (5, 'rows', 1), (6, 'rows', 1000);
\echo SQLSTATE :SQLSTATE
SELECT max(id) FROM image;
SELECT count(*) FROM billed;
-- its context tells which trigger, and nothing of how it is done
\set SHOW_CONTEXT always
INSERT INTO image (id, owner, count) VALUES (6, 'rows', 1000);
\set SHOW_CONTEXT never
-- what does not come to be is not billed, what is no insert neither
INSERT INTO image (id, owner) VALUES (1, 'rows') ON CONFLICT DO NOTHING;
INSERT INTO image (id, owner) VALUES (1, 'rows') ON CONFLICT (id) DO UPDATE SET count = 10;
INSERT INTO image (id, owner) SELECT 9, 'rows' WHERE false;
UPDATE image SET count = 20;
SELECT count(*) FROM billed;
-- a rollback leaves nothing, of a savepoint what came after it
BEGIN;
INSERT INTO image (id, owner) VALUES (10, 'rows');
SAVEPOINT s;
INSERT INTO image (id, owner) VALUES (11, 'rows');
ROLLBACK TO s;
INSERT INTO image (id, owner) VALUES (12, 'rows');
COMMIT;
BEGIN;
INSERT INTO image (id, owner) VALUES (13, 'rows');
ROLLBACK;
SELECT key FROM billed WHERE key >= '10' AND length(key) = 2;
-- fails: nobody to bill, which would be free
INSERT INTO image (id, count) VALUES (14, 1);
\echo SQLSTATE :SQLSTATE
-- a row that is passed over
DROP TRIGGER bill ON image;
CREATE TRIGGER bill AFTER INSERT ON image FOR EACH ROW WHEN (NEW.owner IS NOT NULL) EXECUTE FUNCTION
    credits.charge_rows('account=owner', 'resource:rows/image');
INSERT INTO image (id) VALUES (15);

-- columns of any type that SQL converts; an interval; constants; an object that is there
CREATE TABLE vm (owner int, from_day date, until_day timestamp, size real, "Tag" char(5), labels jsonb, doubled numeric GENERATED ALWAYS AS (size * 2) STORED);
CREATE TRIGGER bill AFTER INSERT ON vm FOR EACH ROW EXECUTE FUNCTION
    credits.charge_rows('account=owner', 'resource:rows/vm', 'quantity=doubled', 'attributes=labels', 'at=from_day', 'until=until_day', 'item="Tag"');
INSERT INTO vm VALUES (7, '2026-01-16', '2026-01-18 12:00', 0.25, 'x', '{"b": [null], "a": 1}'), (7, '2026-01-30', '2026-02-02', 0.5, 'x y', NULL);
SELECT * FROM billed WHERE account = '7';
DROP TRIGGER bill ON vm;
CREATE TRIGGER bill AFTER INSERT ON vm FOR EACH ROW EXECUTE FUNCTION
    credits.charge_rows('account:7', 'resource:rows/image', 'quantity:0.5', 'attributes:{"made": "by hand", "n": 1.50}', 'at:2026-01-17 00:00Z', 'item:an item = a "thing": x');
INSERT INTO vm DEFAULT VALUES;
-- one column that is no JSON is an object of one; json is; the order and the blanks of arguments do not matter
ALTER TABLE vm ADD note json;
DROP TRIGGER bill ON vm;
CREATE TRIGGER bill AFTER INSERT ON vm FOR EACH ROW EXECUTE FUNCTION
    credits.charge_rows('attributes = SIZE ', 'resource:rows/image', 'account = owner');
CREATE TRIGGER bill_2 AFTER INSERT ON vm FOR EACH ROW EXECUTE FUNCTION
    credits.charge_rows('attributes=note', 'account=owner', 'resource:rows/image');
CREATE TRIGGER bill_3 AFTER INSERT ON vm FOR EACH ROW EXECUTE FUNCTION
    credits.charge_rows('attributes="Tag", labels', 'account=owner', 'resource:rows/image');
INSERT INTO vm (owner, size, "Tag", labels, note) VALUES (7, 0.1, 'a', '{"x": {"y": null}}', '{"n": 1, "n": 2}');
SELECT quantity, attributes, at, item FROM billed WHERE account = '7' AND resource = 'rows/image';
DROP TRIGGER bill_2 ON vm;
DROP TRIGGER bill_3 ON vm;

-- ---------------------------------------------------------------------------------------------
-- Each statement is one pass of bulk
-- ---------------------------------------------------------------------------------------------
TRUNCATE image;
DROP TRIGGER bill ON image;
CREATE TRIGGER bill AFTER INSERT ON image REFERENCING NEW TABLE AS credits_new_rows FOR EACH STATEMENT EXECUTE FUNCTION
    credits.charge_rows('account=owner', 'resource:rows/image', 'quantity=count', 'attributes=model,side', 'at=made_at', 'key=id');
INSERT INTO image VALUES (101, 'rows', 3, 'xl', 1024, '2026-01-16 00:00Z'), (102, 'rows/child', 1, NULL, NULL, NULL), (103, '7', NULL, 's', 1, NULL);
SELECT * FROM billed WHERE key > '100' AND length(key) = 3;
INSERT INTO image SELECT 9, 'rows' WHERE false;
-- fails: of the third row; then of the second, which is not billed
\set SHOW_CONTEXT always
INSERT INTO image (id, owner, count) VALUES (104, 'rows', 1), (105, 'rows', 1), (106, 'rows', 1000), (107, 'rows', 1);
\echo SQLSTATE :SQLSTATE
\set SHOW_CONTEXT never
INSERT INTO image (id, owner) VALUES (108, 'rows'), (109, NULL);
\echo SQLSTATE :SQLSTATE
INSERT INTO image (id, owner) VALUES (108, 'rows'), (109, 'rows/none');
\echo SQLSTATE :SQLSTATE
BEGIN;
INSERT INTO image (id, owner) VALUES (110, 'rows');
SAVEPOINT s;
INSERT INTO image (id, owner) VALUES (111, 'rows'), (112, 'rows');
ROLLBACK TO s;
INSERT INTO image (id, owner) VALUES (113, 'rows') ON CONFLICT DO NOTHING;
COMMIT;
SELECT key FROM billed WHERE key > '103' AND length(key) = 3;
SELECT id FROM image ORDER BY id;
-- many rows
\copy image (id, owner, count) FROM PROGRAM 'awk "BEGIN { for (i = 1000; i < 11000; i++) print i \"\trows/bulk\t2\" }"'
SELECT count(*), sum(charged::numeric), count(DISTINCT key) FROM credits.usage WHERE account = 'rows/bulk';
SELECT available FROM credits.balance('rows/bulk');
-- again: the keys are there
DELETE FROM image WHERE id >= 1000;
\copy image (id, owner, count) FROM PROGRAM 'awk "BEGIN { for (i = 1000; i < 11000; i++) print i \"\trows/bulk\t2\" }"'
SELECT available FROM credits.balance('rows/bulk');
RESET ROLE;
SELECT count(*) AS wrong FROM credits.verify('rows/bulk');
SET ROLE regress_credits_app;

-- ---------------------------------------------------------------------------------------------
-- Names, and what becomes of them
-- ---------------------------------------------------------------------------------------------
-- capitals, blanks, quotes, words of SQL, separators of arguments
CREATE TABLE "Odd ""t'able\" ("select" text, "O""wn'er\" text, "n=1,2:3" int, "$1" text, "size" int);
CREATE TRIGGER "Odd 't" AFTER INSERT ON "Odd ""t'able\" FOR EACH ROW EXECUTE FUNCTION
    credits.charge_rows('account="O""wn''er\"', 'resource=select', 'quantity="n=1,2:3"', 'attributes="$1",size,"O""wn''er\"');
INSERT INTO "Odd ""t'able\" VALUES ('rows/image', 'rows', 2, 'one''s "own" \', 3);
DROP TRIGGER "Odd 't" ON "Odd ""t'able\";
CREATE TRIGGER "Odd 't" AFTER INSERT ON "Odd ""t'able\" REFERENCING NEW TABLE AS "n ""ew" FOR EACH STATEMENT EXECUTE FUNCTION
    credits.charge_rows('account="O""wn''er\"', 'resource=select', 'quantity="n=1,2:3"', 'attributes="$1",size,"O""wn''er\"');
INSERT INTO "Odd ""t'able\" VALUES ('rows/image', 'rows', 3, 'one''s "own" \', 3);
SELECT quantity, attributes FROM billed WHERE attributes ? '$1';
-- fails: a null is named
INSERT INTO "Odd ""t'able\" ("select") VALUES ('rows/image');
DROP TABLE "Odd ""t'able\";

-- the table changes under the trigger
CREATE TABLE changing (id int, a text, owner text, n int);
CREATE TRIGGER bill AFTER INSERT ON changing FOR EACH ROW EXECUTE FUNCTION
    credits.charge_rows('account=owner', 'resource:rows/image', 'quantity=n', 'attributes=a');
CREATE TRIGGER bill_all AFTER INSERT ON changing REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION
    credits.charge_rows('account=owner', 'resource:rows/image', 'quantity=n', 'attributes=a');
CREATE VIEW last AS SELECT quantity, attributes FROM credits.usage WHERE account = 'rows' ORDER BY operation DESC LIMIT 2;
INSERT INTO changing VALUES (1, 'x', 'rows', 1);
SELECT * FROM last;
ALTER TABLE changing DROP COLUMN id, ADD COLUMN id numeric DEFAULT 5;
INSERT INTO changing VALUES ('x', 'rows', 2);
SELECT * FROM last;
ALTER TABLE changing ALTER n TYPE text USING '3', ALTER a TYPE int USING 1;
INSERT INTO changing VALUES (4, 'rows', '3.5');
SELECT * FROM last;
ALTER TABLE changing RENAME TO changed;
INSERT INTO changed VALUES (5, 'rows', '4');
SELECT * FROM last;
ALTER TABLE changed RENAME n TO m;
-- fails: the column of that name is no more
INSERT INTO changed VALUES (6, 'rows', '5');
\echo SQLSTATE :SQLSTATE
ALTER TABLE changed RENAME a TO n;
INSERT INTO changed VALUES (6, 'rows', '5');
\echo SQLSTATE :SQLSTATE
DROP TRIGGER bill ON changed;
DROP TRIGGER bill_all ON changed;
CREATE TRIGGER bill AFTER INSERT ON changed FOR EACH ROW EXECUTE FUNCTION credits.charge_rows('account=owner', 'resource:rows/image', 'quantity=n');
INSERT INTO changed VALUES (7, 'rows', '6');
SELECT quantity, attributes FROM last LIMIT 1;
-- in the transaction that fires it, too
BEGIN;
INSERT INTO changed VALUES (8, 'rows', '7');
ALTER TABLE changed DROP COLUMN id, ALTER n TYPE bigint;
INSERT INTO changed VALUES (9, 'rows', '7');
DROP TRIGGER bill ON changed;
CREATE TRIGGER bill AFTER INSERT ON changed FOR EACH ROW EXECUTE FUNCTION credits.charge_rows('account=owner', 'resource:rows/image', 'quantity=m');
INSERT INTO changed VALUES (9, 'rows', '10');
ROLLBACK;
INSERT INTO changed VALUES (11, 'rows', '7', 0);
SELECT quantity, attributes FROM last LIMIT 1;
DROP TABLE changed CASCADE;

-- ---------------------------------------------------------------------------------------------
-- Partitioned tables
-- ---------------------------------------------------------------------------------------------
CREATE TABLE part (owner text, n int, region text) PARTITION BY LIST (region);
CREATE TABLE part_eu PARTITION OF part FOR VALUES IN ('eu');
CREATE TABLE part_us (region text, junk int, n int, owner text);
ALTER TABLE part_us DROP COLUMN junk;
ALTER TABLE part ATTACH PARTITION part_us FOR VALUES IN ('us');
CREATE VIEW parts AS SELECT account, quantity, attributes FROM credits.usage WHERE attributes ? 'region' ORDER BY operation, line;
CREATE TRIGGER bill AFTER INSERT ON part FOR EACH ROW EXECUTE FUNCTION
    credits.charge_rows('account=owner', 'resource:rows/image', 'quantity=n', 'attributes=region');
INSERT INTO part VALUES ('rows', 1, 'eu'), ('7', 2, 'us');
INSERT INTO part_us (owner, n, region) VALUES ('7', 3, 'us');
SELECT * FROM parts;
DROP TRIGGER bill ON part;
CREATE TRIGGER bill AFTER INSERT ON part REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION
    credits.charge_rows('account=owner', 'resource:rows/image', 'quantity=n', 'attributes=region');
INSERT INTO part VALUES ('rows', 4, 'eu'), ('7', 5, 'us');
-- a statement on the partition is not one on the table
INSERT INTO part_us (owner, n, region) VALUES ('7', 6, 'us');
SELECT * FROM parts OFFSET 3;
DROP TABLE part;

-- ---------------------------------------------------------------------------------------------
-- Triggers within triggers; a trigger that waits for the commit
-- ---------------------------------------------------------------------------------------------
CREATE TABLE inner_t (owner text, n int);
CREATE TABLE outer_t (owner text, n int);
CREATE FUNCTION pass_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO rows.inner_t SELECT NEW.owner, NEW.n + i FROM generate_series(1, 2) i;
    IF NEW.n < 3 THEN
        INSERT INTO rows.outer_t VALUES (NEW.owner, NEW.n + 1);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER a AFTER INSERT ON outer_t FOR EACH ROW EXECUTE FUNCTION pass_on();
CREATE TRIGGER b AFTER INSERT ON outer_t REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION
    credits.charge_rows('account=owner', 'resource:rows/image', 'quantity=n', 'item:outer');
CREATE TRIGGER a AFTER INSERT ON inner_t REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION
    credits.charge_rows('account=owner', 'resource:rows/image', 'quantity=n', 'item:inner');
INSERT INTO outer_t VALUES ('7', 1), ('rows', 2);
SELECT item, account, quantity FROM billed WHERE item IN ('inner', 'outer');
-- a cast that changes the table while its trigger is at it
CREATE TYPE shy AS (n int);
CREATE FUNCTION shy(s shy) RETURNS numeric LANGUAGE plpgsql AS $$
BEGIN
    IF s.n > 0 THEN
        EXECUTE format('CREATE TABLE rows.shy_%s ()', s.n);
        COMMENT ON COLUMN rows.shy_t.owner IS 'the definition has changed';
        INSERT INTO rows.shy_t VALUES ('7', ROW(s.n - 1)::rows.shy);
    END IF;
    RETURN s.n + 1;
END
$$;
RESET ROLE;
CREATE CAST (shy AS numeric) WITH FUNCTION shy(shy);
SET ROLE regress_credits_app;
CREATE TABLE shy_t (owner text, s shy);
CREATE TRIGGER a AFTER INSERT ON shy_t FOR EACH ROW EXECUTE FUNCTION
    credits.charge_rows('account=owner', 'resource:rows/image', 'quantity=s', 'item:shy');
INSERT INTO shy_t VALUES ('7', ROW(3)), ('7', ROW(0));
SELECT item, account, quantity FROM billed WHERE item = 'shy';
RESET ROLE;
DROP CAST (shy AS numeric);
SET ROLE regress_credits_app;
-- deferred
CREATE TABLE later (owner text, n int);
CREATE CONSTRAINT TRIGGER bill AFTER INSERT ON later DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION
    credits.charge_rows('account=owner', 'resource:rows/image', 'quantity=n', 'item:later');
BEGIN;
INSERT INTO later VALUES ('7', 1), ('7', 2);
SELECT count(*) FROM billed WHERE item = 'later';
COMMIT;
SELECT count(*) FROM billed WHERE item = 'later';
-- fails: at the commit
BEGIN;
INSERT INTO later VALUES ('7', 10000);
COMMIT;
\echo SQLSTATE :SQLSTATE
SELECT count(*) FROM later;

-- ---------------------------------------------------------------------------------------------
-- Arguments that are none
-- ---------------------------------------------------------------------------------------------
CREATE TABLE bad (owner text, item text, n int, yes boolean, made_at timestamptz);
-- what a trigger of these arguments says, on each row and on each statement
CREATE FUNCTION try(function text, VARIADIC arguments text[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    said   text[] := '{}';
    state  text;
    detail text;
    hint   text;
    clause text;
BEGIN
    FOREACH clause IN ARRAY ARRAY['FOR EACH ROW', 'REFERENCING NEW TABLE AS n FOR EACH STATEMENT'] LOOP
        BEGIN
            EXECUTE format('CREATE TRIGGER t AFTER INSERT ON rows.bad %s EXECUTE FUNCTION credits.%I(%s)', clause, function,
                           (SELECT string_agg(quote_literal(a), ', ') FROM unnest(arguments) a));
            INSERT INTO rows.bad VALUES ('rows', 'i', 1, true, '2026-01-16 00:00Z');
            RAISE EXCEPTION 'nothing' USING ERRCODE = '00001';
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
            said := said || format('%s %s%s', state, SQLERRM,
                CASE WHEN state = '00001' THEN '' WHEN detail <> '' AND hint <> '' THEN '' ELSE ' (without detail or hint)' END);
        END;
    END LOOP;
    RETURN CASE WHEN said[1] = said[2] THEN said[1] ELSE said[1] || ' / ' || said[2] END;
END
$$;
CREATE TRIGGER t AFTER INSERT ON bad FOR EACH ROW EXECUTE FUNCTION credits.charge_rows();
-- fails: none at all
INSERT INTO bad DEFAULT VALUES;
\echo SQLSTATE :SQLSTATE
DROP TRIGGER t ON bad;
CREATE TRIGGER t AFTER INSERT ON bad FOR EACH ROW EXECUTE FUNCTION credits.meter_rows('account=owner', 'resource=resource');
-- fails: no such column
INSERT INTO bad DEFAULT VALUES;
\echo SQLSTATE :SQLSTATE
DROP TRIGGER t ON bad;
SELECT try('charge_rows', 'account=owner', 'resource:rows/image');
SELECT try('charge_rows', 'account=owner');
SELECT try('charge_rows', 'resource:rows/image');
SELECT try('meter_rows', 'account=owner', 'resource:rows/vm');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'running=yes');
SELECT try('meter_rows', 'account=owner', 'resource:rows/vm', 'item=item', 'key=item');
SELECT try('meter_rows', 'account=owner', 'resource:rows/vm', 'item=item', 'until=made_at');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'price:0');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'Quantity=n');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', '');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', '=n');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'quantity');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'quantity=');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'quantity=n,n');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'quantity=n', 'quantity:1');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'quantity=n', 'quantity=n');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'quantity="n');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'quantity=n; DROP TABLE bad');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'quantity="n; DROP TABLE bad"');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'quantity=ctid');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'attributes=');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'attributes=n,');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'attributes=n,none');
SELECT try('charge_rows', 'account="OWNER"', 'resource:rows/image');
SELECT try('charge_rows', 'account=' || repeat('x', 10000), 'resource:rows/image');
-- a constant key would bill the first row and no other
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'key:once');
SELECT try('meter_rows', 'account=owner', 'resource:rows/vm', 'item:vm');
SELECT try('meter_rows', 'account=owner', 'resource:rows/vm', 'item=item', 'running:true');
SELECT try('meter_rows', 'account=owner', 'resource:rows/vm', 'item=item', 'running=yes:');
SELECT try('meter_rows', 'account=owner', 'resource:rows/vm', 'item=item', 'running=item:in use,on');
SELECT try('meter_rows', 'account=owner', 'resource:rows/vm', 'item=item', 'running=:on');
-- types that do not convert, constants that are none
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'quantity=yes');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'at=n');
SELECT try('meter_rows', 'account=owner', 'resource:rows/vm', 'item=item', 'running=made_at');
SELECT split_part(try('charge_rows', 'account=owner', 'resource:rows/image', 'quantity=item'), ' (', 1);
SELECT split_part(try('charge_rows', 'account=owner', 'resource:rows/image', 'quantity:many'), ' (', 1);
SELECT split_part(try('charge_rows', 'account=owner', 'resource:rows/image', 'at:soon'), ' (', 1);
SELECT split_part(try('charge_rows', 'account=owner', 'resource:rows/image', 'attributes:{'), ' (', 1);
CREATE TRIGGER t AFTER INSERT ON bad FOR EACH ROW EXECUTE FUNCTION credits.charge_rows('account=owner', 'resource:rows/image', 'quantity:many');
\set SHOW_CONTEXT always
INSERT INTO bad VALUES ('rows');
\set SHOW_CONTEXT never
DROP TRIGGER t ON bad;
-- what the engine refuses
SELECT try('charge_rows', 'account:', 'resource:rows/image');
SELECT try('charge_rows', 'account:none', 'resource:rows/image');
SELECT try('charge_rows', 'account=owner', 'resource:none');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'quantity:-1');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'quantity:NaN');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'quantity:0.0000000000000000001');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'quantity:170141183460469231732');
SELECT try('charge_rows', 'account=owner', 'resource:rows/max', 'quantity:170141183460469231731');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'attributes:[]');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'attributes:{"a": "' || repeat('x', 8200) || '"}');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'item:' || repeat('x', 256));
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'at:infinity');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'at:2026-01-14 23:59Z');
SELECT try('charge_rows', 'account=owner', 'resource:rows/vm', 'until:2026-01-14 23:59Z');
SELECT try('charge_rows', 'account=owner', 'resource:rows/vm');
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'until=made_at');
SELECT count(*) FROM bad;
-- the bounds are good
SELECT try('charge_rows', 'account=owner', 'resource:rows/image', 'item:' || repeat('x', 255), 'attributes:{"a": "' || repeat('x', 8180) || '"}');

-- ---------------------------------------------------------------------------------------------
-- Triggers of another kind
-- ---------------------------------------------------------------------------------------------
CREATE TABLE kind (owner text, item text);
CREATE VIEW kind_view AS SELECT * FROM kind;
CREATE TRIGGER t BEFORE INSERT ON kind FOR EACH ROW EXECUTE FUNCTION credits.charge_rows('account=owner', 'resource:rows/image');
-- fails
INSERT INTO kind VALUES ('rows', 'i');
\echo SQLSTATE :SQLSTATE
DROP TRIGGER t ON kind;
CREATE TRIGGER t AFTER INSERT OR UPDATE ON kind FOR EACH STATEMENT EXECUTE FUNCTION
    credits.meter_rows('account=owner', 'resource:rows/vm', 'item=item');
-- fails
INSERT INTO kind VALUES ('rows', 'i');
\echo SQLSTATE :SQLSTATE
DROP TRIGGER t ON kind;
-- fails, each
SELECT credits.charge_rows();
CREATE FUNCTION try_kind(function text, timing text, command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    said text;
BEGIN
    EXECUTE format('CREATE TRIGGER t %s EXECUTE FUNCTION credits.%I(''account=owner'', ''resource:rows/vm'', ''item=item'')', timing, function);
    INSERT INTO rows.kind SELECT 'rows', 'i' WHERE command !~ 'INSERT';
    EXECUTE command;
    RETURN 'taken';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS said = PG_EXCEPTION_DETAIL;
    RETURN SQLSTATE || ' ' || said;
END
$$;
SELECT f AS function, t AS "trigger", try_kind(f, t, c)
  FROM (VALUES ('charge_rows', 'INSTEAD OF INSERT ON rows.kind_view FOR EACH ROW', 'INSERT INTO rows.kind_view VALUES (''rows'')'),
               ('charge_rows', 'BEFORE INSERT ON rows.kind FOR EACH STATEMENT', 'INSERT INTO rows.kind VALUES (''rows'')'),
               ('charge_rows', 'AFTER INSERT ON rows.kind', 'INSERT INTO rows.kind VALUES (''rows'')'),
               ('charge_rows', 'AFTER INSERT OR UPDATE ON rows.kind FOR EACH ROW', 'INSERT INTO rows.kind VALUES (''rows'')'),
               ('charge_rows', 'AFTER UPDATE ON rows.kind FOR EACH ROW', 'UPDATE rows.kind SET owner = NULL'),
               ('charge_rows', 'AFTER DELETE ON rows.kind FOR EACH ROW', 'DELETE FROM rows.kind'),
               ('charge_rows', 'AFTER DELETE ON rows.kind REFERENCING OLD TABLE AS o FOR EACH STATEMENT', 'DELETE FROM rows.kind'),
               ('charge_rows', 'AFTER TRUNCATE ON rows.kind', 'TRUNCATE rows.kind'),
               ('charge_rows', 'AFTER INSERT OR TRUNCATE ON rows.kind', 'INSERT INTO rows.kind VALUES (''rows'')'),
               ('meter_rows', 'INSTEAD OF DELETE ON rows.kind_view FOR EACH ROW', 'DELETE FROM rows.kind_view'),
               ('meter_rows', 'AFTER INSERT ON rows.kind', 'INSERT INTO rows.kind VALUES (''rows'')'),
               ('meter_rows', 'AFTER UPDATE ON rows.kind REFERENCING NEW TABLE AS n FOR EACH STATEMENT', 'UPDATE rows.kind SET owner = NULL'),
               ('meter_rows', 'AFTER UPDATE ON rows.kind REFERENCING OLD TABLE AS o FOR EACH STATEMENT', 'UPDATE rows.kind SET owner = NULL'),
               ('meter_rows', 'AFTER DELETE ON rows.kind', 'DELETE FROM rows.kind'),
               ('meter_rows', 'BEFORE DELETE ON rows.kind FOR EACH ROW', 'DELETE FROM rows.kind'),
               ('meter_rows', 'AFTER DELETE OR TRUNCATE ON rows.kind', 'TRUNCATE rows.kind')) k (f, t, c);
DROP FUNCTION try_kind;
DROP TABLE kind CASCADE;

-- ---------------------------------------------------------------------------------------------
-- Each row is a meter
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('rows/meter', clock => '2026-01-15 00:00Z') > 0, credits.open_account('rows/meter/2', parent => 'rows/meter') > 0;
SELECT credits.grant('rows/meter', 10000) > 0 AS granted;
CREATE VIEW runs AS
SELECT account_name, item, status, quantity, started_at, stopped_at, attributes FROM credits.meters('rows/meter') ORDER BY item, account_name;
CREATE VIEW lines AS
SELECT account, item, quantity, attributes, at, until, charged FROM credits.usage WHERE account IN ('rows/meter', 'rows/meter/2') ORDER BY operation, line;
CREATE TABLE vms (id int PRIMARY KEY, gone int, owner text, cpus int, model text, state text, seen_at timestamptz, note text);
ALTER TABLE vms DROP COLUMN gone;
CREATE TRIGGER meter AFTER INSERT OR UPDATE OR DELETE ON vms FOR EACH ROW EXECUTE FUNCTION
    credits.meter_rows('account=owner', 'resource:rows/vm', 'item=id', 'quantity=cpus', 'attributes=model', 'running=state:on,"in use"');
-- what runs starts; what does not need have no owner yet
INSERT INTO vms VALUES (1, 'rows/meter', 2, 'a', 'on'), (2, 'rows/meter/2', 4, 'b', 'in use'), (3, 'rows/meter', 1, 'a', 'off'), (4, NULL, NULL, NULL, NULL);
SELECT * FROM runs;
-- fails: nobody to bill
INSERT INTO vms VALUES (5, NULL, 2, 'a', 'on');
\echo SQLSTATE :SQLSTATE
UPDATE vms SET state = 'on' WHERE id = 4;
-- what makes no difference to the bill does nothing
SELECT credits.set_clock('rows/meter', '2026-01-15 01:00Z');
UPDATE vms SET note = 'seen', seen_at = now(), state = CASE state WHEN 'on' THEN 'in use' WHEN 'in use' THEN 'on' ELSE 'failed' END;
SELECT * FROM runs;
-- another quantity: resized; another state: started, or stopped; other attributes, account or item: stopped and started
UPDATE vms SET cpus = 3 WHERE id = 1;
UPDATE vms SET state = 'on' WHERE id = 3;
SELECT credits.set_clock('rows/meter', '2026-01-15 02:00Z');
UPDATE vms SET model = 'b', cpus = 5 WHERE id = 1;
UPDATE vms SET state = NULL WHERE id = 2;
SELECT * FROM runs;
SELECT credits.set_clock('rows/meter', '2026-01-15 03:00Z');
UPDATE vms SET owner = 'rows/meter/2' WHERE id = 1;
UPDATE vms SET id = 30 WHERE id = 3;
SELECT * FROM runs;
-- what goes stops, what did not run is no matter, nor what the trigger never saw
SELECT credits.set_clock('rows/meter', '2026-01-15 04:00Z');
DELETE FROM vms WHERE id < 30;
SELECT * FROM runs;
SELECT * FROM lines;
-- fails: a row that came before the trigger has no meter to stop
ALTER TABLE vms DISABLE TRIGGER meter;
INSERT INTO vms VALUES (6, 'rows/meter', 1, NULL, 'on');
ALTER TABLE vms ENABLE TRIGGER meter;
DELETE FROM vms WHERE id = 6;
\echo SQLSTATE :SQLSTATE
SELECT credits.start('rows/meter', 'rows/vm', '6', 1);
DELETE FROM vms WHERE id = 6;
-- fails: what the engine refuses is refused to the application, and nothing is changed
UPDATE vms SET cpus = -1;
\echo SQLSTATE :SQLSTATE
UPDATE vms SET owner = 'rows/none';
INSERT INTO vms VALUES (7, 'rows/meter', 1, NULL, 'on'), (8, '7', 1, repeat('x', 8192), 'on');
SELECT id, cpus, owner FROM vms;
-- a rollback stops nothing and starts nothing
BEGIN;
DELETE FROM vms;
SAVEPOINT s;
INSERT INTO vms VALUES (9, 'rows/meter', 1, NULL, 'on');
SELECT item, status FROM runs WHERE status = 'running';
ROLLBACK TO s;
SELECT item, status FROM runs WHERE status = 'running';
ROLLBACK;
SELECT item, status FROM runs WHERE status = 'running';
-- an upsert
INSERT INTO vms VALUES (30, 'rows/meter', 9, 'a', 'on') ON CONFLICT (id) DO UPDATE SET cpus = EXCLUDED.cpus;
SELECT item, status, quantity FROM runs WHERE status = 'running';
DELETE FROM vms;

-- what ran out of credit: it does not run, whatever its row says, until it is stopped and started again
SELECT credits.open_account('rows/poor', clock => '2026-01-15 00:00Z') > 0, credits.grant('rows/poor', 2) > 0;
CREATE VIEW poor AS SELECT item, status, quantity, started_at, stopped_at FROM credits.meters('rows/poor');
INSERT INTO vms VALUES (40, 'rows/poor', 1, 'a', 'on'), (41, 'rows/poor', 1, 'a', 'off');
SELECT credits.set_clock('rows/poor', '2026-01-15 05:00Z');
SELECT * FROM poor;
-- fails: it does not run; and nothing can pay for another
UPDATE vms SET cpus = 2 WHERE id = 40;
\echo SQLSTATE :SQLSTATE
UPDATE vms SET state = 'on' WHERE id = 41;
\echo SQLSTATE :SQLSTATE
UPDATE vms SET state = 'off' WHERE id = 40;
SELECT * FROM poor;
SELECT credits.grant('rows/poor', 2) > 0 AS granted;
UPDATE vms SET state = 'on', cpus = 2 WHERE id = 40;
SELECT * FROM poor;
-- a row that goes with another: the trigger is at it, too
CREATE TABLE owners (owner text PRIMARY KEY);
INSERT INTO owners VALUES ('rows/poor');
ALTER TABLE vms ADD FOREIGN KEY (owner) REFERENCES owners ON DELETE CASCADE;
DELETE FROM owners;
SELECT * FROM poor;

-- a boolean, and `at`: of a start, and of a change if the change is what it tells
CREATE TABLE timed (item text, cpus int, runs boolean, at timestamptz);
CREATE TRIGGER meter AFTER INSERT OR UPDATE OR DELETE ON timed FOR EACH ROW EXECUTE FUNCTION
    credits.meter_rows('account:rows/meter', 'resource:rows/vm', 'item=item', 'quantity=cpus', 'running=runs', 'at=at');
SELECT credits.set_clock('rows/meter', '2026-01-16 00:00Z');
INSERT INTO timed VALUES ('t1', 1, true, '2026-01-15 20:00Z'), ('t2', 1, true, NULL), ('t3', 1, NULL, '2026-01-15 20:00Z');
SELECT item, status, quantity, started_at FROM runs WHERE item LIKE 't_';
-- t1 from 22:00 on; t2 from now on, as nothing says when; t3 from now on, as it did not start at 20:00
SELECT credits.set_clock('rows/meter', '2026-01-16 01:00Z');
UPDATE timed SET cpus = 2, at = '2026-01-15 22:00Z' WHERE item = 't1';
UPDATE timed SET cpus = 2 WHERE item = 't2';
UPDATE timed SET runs = true WHERE item = 't3';
UPDATE timed SET at = '2026-01-15 23:00Z' WHERE item = 't1';
SELECT credits.set_clock('rows/meter', '2026-01-16 02:00Z');
UPDATE timed SET runs = false, at = CASE WHEN item = 't1' THEN timestamptz '2026-01-16 01:30Z' ELSE at END;
SELECT item, status, quantity, started_at, stopped_at FROM runs WHERE item LIKE 't_';
SELECT item, sum(charged::numeric) FROM lines WHERE item LIKE 't_' GROUP BY item ORDER BY item;
RESET ROLE;
SELECT count(*) AS wrong FROM credits.verify('rows/meter');
SET ROLE regress_credits_app;

-- ---------------------------------------------------------------------------------------------
-- Meters by the statement
-- ---------------------------------------------------------------------------------------------
SELECT credits.set_clock('rows/meter', '2026-01-17 00:00Z');
CREATE TABLE jobs (id text, owner text DEFAULT 'rows/meter', cpus int, model text, on_at timestamptz) PARTITION BY LIST (model);
CREATE TABLE jobs_a PARTITION OF jobs FOR VALUES IN ('a');
CREATE TABLE jobs_rest PARTITION OF jobs DEFAULT;
CREATE TRIGGER starts AFTER INSERT ON jobs REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION
    credits.meter_rows('account=owner', 'resource:rows/vm', 'item=id', 'quantity=cpus', 'attributes=model', 'at=on_at');
CREATE TRIGGER changes AFTER UPDATE ON jobs REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION
    credits.meter_rows('account=owner', 'resource:rows/vm', 'item=id', 'quantity=cpus', 'attributes=model', 'at=on_at');
CREATE TRIGGER stops AFTER DELETE ON jobs REFERENCING OLD TABLE AS o FOR EACH STATEMENT EXECUTE FUNCTION
    credits.meter_rows('account=owner', 'resource:rows/vm', 'item=id', 'quantity=cpus', 'attributes=model', 'at=on_at');
CREATE VIEW job_runs AS SELECT account_name, item, status, quantity, started_at, stopped_at, attributes FROM runs WHERE item LIKE 'job%';
INSERT INTO jobs (id, cpus, model) SELECT 'job ' || i, i, 'a' FROM generate_series(1, 6) i;
SELECT * FROM job_runs;
SELECT credits.set_clock('rows/meter', '2026-01-17 01:00Z');
-- nothing, a quantity, other attributes (the row moves to another partition), another account, all in one statement
UPDATE jobs SET cpus = cpus + CASE id WHEN 'job 2' THEN 10 ELSE 0 END, model = CASE id WHEN 'job 3' THEN 'b' ELSE model END,
                owner = CASE id WHEN 'job 4' THEN 'rows/meter/2' ELSE owner END;
SELECT * FROM job_runs;
SELECT credits.set_clock('rows/meter', '2026-01-17 02:00Z');
-- items change hands: what runs on runs on
UPDATE jobs SET id = CASE id WHEN 'job 5' THEN 'job 6' ELSE 'job 5' END WHERE id IN ('job 5', 'job 6');
SELECT * FROM job_runs;
SELECT credits.set_clock('rows/meter', '2026-01-17 03:00Z');
-- when: of those whose time the update sets, of the others now
UPDATE jobs SET cpus = 7, on_at = CASE id WHEN 'job 1' THEN timestamptz '2026-01-17 02:30Z' END WHERE id IN ('job 1', 'job 2');
UPDATE jobs SET model = 'c' WHERE id IN ('job 1', 'job 2');
SELECT * FROM job_runs;
UPDATE jobs SET cpus = 0 WHERE false;
-- fails: nobody to bill; a quantity that is none; neither changes anything
UPDATE jobs SET owner = NULL WHERE id = 'job 1';
\echo SQLSTATE :SQLSTATE
UPDATE jobs SET cpus = -cpus WHERE id <> 'job 1';
\echo SQLSTATE :SQLSTATE
INSERT INTO jobs (id, cpus) VALUES ('job 7', 1), (NULL, 1);
SELECT count(*), sum(quantity) FROM job_runs WHERE status = 'running';
DELETE FROM jobs WHERE id <> 'job 1';
DELETE FROM jobs;
SELECT * FROM job_runs;
SELECT item, attributes, quantity, at, until, charged FROM lines WHERE item LIKE 'job%';
DELETE FROM jobs;
DROP TABLE jobs CASCADE;
-- a resource that is a column, and no column of quantity
CREATE TABLE things (resource text, name text);
CREATE TRIGGER meter AFTER INSERT OR UPDATE OR DELETE ON things FOR EACH ROW EXECUTE FUNCTION
    credits.meter_rows('account:rows/meter', 'resource=resource', 'item=name');
INSERT INTO things VALUES ('rows/vm', 'thing');
-- fails: its price is not per time
UPDATE things SET resource = 'rows/image';
\echo SQLSTATE :SQLSTATE
SELECT item, status, quantity FROM runs WHERE item = 'thing';
DELETE FROM things;
-- TRUNCATE says nothing of rows: what runs runs on
INSERT INTO things VALUES ('rows/vm', 'thing 2');
TRUNCATE things;
SELECT item, status, quantity FROM runs WHERE item = 'thing 2';
SELECT status FROM credits.stop('rows/meter', 'thing 2');
RESET ROLE;
SELECT count(*) AS wrong FROM credits.verify('rows/meter');
SET ROLE regress_credits_app;

-- ---------------------------------------------------------------------------------------------
-- Whose rights
-- ---------------------------------------------------------------------------------------------
-- the triggers bill with the rights of whoever writes the row, not of the table's owner or the books'
RESET ROLE;
SET client_min_messages = warning;
DROP ROLE IF EXISTS regress_credits_writer;
RESET client_min_messages;
CREATE ROLE regress_credits_writer;
SET ROLE regress_credits_app;
CREATE TABLE owned (owner text, item text);
CREATE TABLE owned_all (owner text, item text);
GRANT USAGE ON SCHEMA rows TO regress_credits_writer;
GRANT ALL ON owned, owned_all TO regress_credits_writer;
CREATE TRIGGER bill AFTER INSERT ON owned FOR EACH ROW EXECUTE FUNCTION credits.charge_rows('account=owner', 'resource:rows/image', 'item=item');
CREATE TRIGGER bill AFTER INSERT ON owned_all REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION
    credits.charge_rows('account=owner', 'resource:rows/image', 'item=item');
INSERT INTO owned VALUES ('7', 'owned');
INSERT INTO owned_all VALUES ('7', 'owned');
SET ROLE regress_credits_writer;
-- fails: without EXECUTE on charge(), or INSERT into credits.usage
INSERT INTO rows.owned VALUES ('7', 'owned');
INSERT INTO rows.owned_all VALUES ('7', 'owned');
\echo SQLSTATE :SQLSTATE
-- fails: nor can it put one on a table of its own
CREATE TEMP TABLE mine (owner text);
CREATE TRIGGER bill AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION credits.charge_rows('account=owner', 'resource:rows/image');
CREATE TRIGGER meter AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION credits.meter_rows('account=owner', 'resource:rows/image', 'item=owner');
\echo SQLSTATE :SQLSTATE
RESET ROLE;
GRANT USAGE ON SCHEMA credits TO regress_credits_writer;
GRANT EXECUTE ON FUNCTION credits.charge TO regress_credits_writer;
GRANT INSERT ON credits.usage TO regress_credits_writer;
SET ROLE regress_credits_writer;
INSERT INTO rows.owned VALUES ('7', 'owned');
INSERT INTO rows.owned_all VALUES ('7', 'owned');
RESET ROLE;
SELECT e.actor, e.amount FROM credits.entry e JOIN credits.usage_line l USING (account_id, operation, line) WHERE l.item = 'owned' ORDER BY e.operation;
REVOKE ALL ON FUNCTION credits.charge FROM regress_credits_writer;
REVOKE INSERT ON credits.usage FROM regress_credits_writer;
SET ROLE regress_credits_writer;
-- fails: again without, in the session that has done it
INSERT INTO rows.owned VALUES ('7', 'owned');
INSERT INTO rows.owned_all VALUES ('7', 'owned');
-- a function that is its definer's
SET ROLE regress_credits_app;
CREATE FUNCTION make(owner text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS 'INSERT INTO rows.owned VALUES (owner, ''made'')';
SET ROLE regress_credits_writer;
SELECT rows.make('7');
RESET ROLE;
SELECT e.actor, e.amount FROM credits.entry e JOIN credits.usage_line l USING (account_id, operation, line) WHERE l.item = 'made';
SET ROLE regress_credits_app;
DROP TABLE owned, owned_all;
RESET ROLE;
DROP OWNED BY regress_credits_writer;
DROP ROLE regress_credits_writer;

-- ---------------------------------------------------------------------------------------------
-- Whatever is first in the search_path
-- ---------------------------------------------------------------------------------------------
CREATE SCHEMA rows_hostile;
CREATE FUNCTION rows_hostile.trap() RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a trap was called'; END $$;
DO $$
DECLARE
    argument text;
    operator text;
BEGIN
    FOREACH argument IN ARRAY '{text,bigint,integer,numeric,boolean,timestamptz,jsonb}'::text[] LOOP
        FOREACH operator IN ARRAY '{=,<>,<,>,||}'::text[] LOOP
            EXECUTE format('CREATE FUNCTION rows_hostile.%1$I(%2$s, %2$s) RETURNS %3$s LANGUAGE plpgsql AS $f$ BEGIN PERFORM rows_hostile.trap(); RETURN NULL; END $f$',
                           argument || ' ' || operator, argument, CASE operator WHEN '||' THEN argument ELSE 'boolean' END);
            EXECUTE format('CREATE OPERATOR rows_hostile.%s (LEFTARG = %s, RIGHTARG = %2$s, FUNCTION = rows_hostile.%I)', operator, argument, argument || ' ' || operator);
        END LOOP;
    END LOOP;
END
$$;
SET search_path = rows_hostile, pg_catalog;
CREATE FUNCTION jsonb_build_object(text, text) RETURNS jsonb LANGUAGE plpgsql AS $$ BEGIN PERFORM rows_hostile.trap(); RETURN NULL; END $$;
CREATE FUNCTION row_number() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN PERFORM rows_hostile.trap(); RETURN NULL; END $$;
CREATE FUNCTION charge(text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM rows_hostile.trap(); RETURN NULL; END $$;
CREATE DOMAIN text AS pg_catalog.text CHECK (VALUE IS NULL);
CREATE DOMAIN numeric AS pg_catalog.numeric CHECK (VALUE IS NULL);
CREATE DOMAIN jsonb AS pg_catalog.jsonb CHECK (VALUE IS NULL);
CREATE DOMAIN bool AS pg_catalog.bool CHECK (VALUE IS NULL);
CREATE DOMAIN timestamptz AS pg_catalog.timestamptz CHECK (VALUE IS NULL);
CREATE DOMAIN int8 AS pg_catalog.int8 CHECK (VALUE IS NULL);
CREATE TABLE usage (nothing int);
CREATE TEMP TABLE usage (nothing int);
CREATE TEMP TABLE credits_new_rows (nothing int);
CREATE TEMP TABLE credits_old_rows (nothing int);
CREATE TEMP TABLE credits_before (nothing int);
CREATE TABLE rows.safe (owner pg_catalog.text, item pg_catalog.text, n pg_catalog.int4, state pg_catalog.text, size pg_catalog.text);
CREATE TRIGGER bill AFTER INSERT ON rows.safe FOR EACH ROW WHEN (NEW.state IS NULL) EXECUTE FUNCTION
    credits.charge_rows('account=owner', 'resource:rows/image', 'quantity=n', 'item=item', 'attributes=size,state', 'key=size');
CREATE TRIGGER bill_all AFTER INSERT ON rows.safe REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION
    credits.charge_rows('account=owner', 'resource:rows/image', 'quantity=n', 'item=item', 'attributes=size,state');
INSERT INTO rows.safe VALUES ('7', 'safe', 1, NULL, 'one'), ('7', 'safe', 2, NULL, 'two'), ('7', 'safe', 3, 'on', 'three');
SET search_path = rows, pg_catalog;
SELECT account, quantity, attributes, key FROM billed WHERE item OPERATOR(pg_catalog.=) 'safe';
SET search_path = rows_hostile, pg_catalog;
CREATE TABLE rows.safe_vm (item pg_catalog.text, n pg_catalog.int4, state pg_catalog.text, size pg_catalog.text, at pg_catalog.timestamptz);
CREATE TRIGGER meter AFTER INSERT OR UPDATE OR DELETE ON rows.safe_vm FOR EACH ROW EXECUTE FUNCTION
    credits.meter_rows('account:rows/meter', 'resource:rows/vm', 'quantity=n', 'item=item', 'attributes=size,n', 'running=state:on,off', 'at=at');
CREATE TRIGGER meter_all AFTER UPDATE ON rows.safe_vm REFERENCING NEW TABLE AS n OLD TABLE AS credits_new_rows FOR EACH STATEMENT EXECUTE FUNCTION
    credits.meter_rows('account:rows/meter', 'resource:rows/vm', 'quantity=n', 'item=item', 'attributes=size', 'running=state:on,off', 'at=at');
INSERT INTO rows.safe_vm VALUES ('safe', 1, 'on', 'xl');
UPDATE rows.safe_vm SET state = 'off';
UPDATE rows.safe_vm SET state = 'gone', at = at;
SET search_path = rows, pg_catalog;
SELECT item, quantity, status FROM runs WHERE item OPERATOR(pg_catalog.=) 'safe';
RESET search_path;
