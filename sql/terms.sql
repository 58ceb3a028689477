-- Steps, least charges, packages and tiers by quantity: what is charged, what a line keeps, and that no cut or order changes a sum
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null
-- refusals name what is for sale: here only what this file sells
DELETE FROM credits.plan;
DELETE FROM credits.pack WHERE pack <> 'deposit';

INSERT INTO credits.resource (resource) VALUES ('terms/pod'), ('terms/least'), ('terms/both'), ('terms/event'), ('terms/pack'), ('terms/up'), ('terms/volume'), ('terms/packs'), ('terms/packed'),
    ('terms/change'), ('terms/max'), ('terms/max volume'), ('terms/day'), ('terms/free');
INSERT INTO credits.price (resource, rate, step, least) VALUES ('terms/pod', '0.5/min', '1 minute', NULL), ('terms/least', '1/hour', NULL, 2), ('terms/both', '1/min', '1 minute', 2.5), ('terms/day', '1/3/day', '7 hours', NULL);
INSERT INTO credits.price (resource, rate, least) VALUES ('terms/event', '0.1', 1);
INSERT INTO credits.price (resource, rate, package) VALUES ('terms/pack', '0.001', 1000), ('terms/max', '170141183460469231731', 10);
INSERT INTO credits.price (resource, tiers, tier_mode, package) VALUES
    ('terms/up', '[{"upto": 10, "rate": "2"}, {"upto": 100, "rate": "1"}, {"rate": "0.1"}]', NULL, NULL),
    ('terms/volume', '[{"upto": 10, "rate": "2"}, {"upto": 100, "rate": "1"}, {"rate": "0.1"}]', 'volume', NULL),
    ('terms/packs', '[{"upto": 10, "rate": "2"}, {"rate": "1/3"}]', 'graduated', 4), ('terms/packed', '[{"upto": 10, "rate": "2"}, {"rate": "1/3"}]', 'volume', 4),
    ('terms/free', '[{"upto": 10, "rate": "2"}, {"rate": "0"}]', 'volume', NULL), ('terms/max volume', '[{"upto": 1, "rate": "170141183460469231731"}, {"rate": "0"}]', 'volume', NULL);
INSERT INTO credits.price (resource, rate, step, valid_until) VALUES ('terms/change', '1/min', '1 minute', '2026-01-15 00:10:30Z');
INSERT INTO credits.price (resource, rate, step, valid_from) VALUES ('terms/change', '1/min', '2 minutes', '2026-01-15 00:10:30Z');
CREATE VIEW terms_lines AS
SELECT k.account, l.operation, l.line, l.at, l.until, l.late_at, l.quantity, l.rate, l.charged, l.item, l.counted, l.terms, l.resource
  FROM credits.usage_line l JOIN credits.account_key k ON k.user_id = l.user_id WHERE k.account ~ '^terms(/|$)';
CREATE VIEW terms_entries AS
SELECT k.account, dense_rank() OVER (PARTITION BY k.account ORDER BY e.operation) AS op, e.piece, e.line, e.kind, e.at, e.late_at, coalesce(b.note, b.class) AS bucket, e.amount, e.bucket_after
  FROM credits.entry e JOIN credits.account_key k ON k.account_id = e.account_id AND k.user_id = e.account_id JOIN credits.bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id;
CREATE VIEW terms_buckets AS
SELECT k.account, b.class, b.note, b.granted, b.used, b.lapsed, b.closed_at IS NOT NULL AS closed
  FROM credits.bucket b JOIN credits.account_key k ON k.account_id = b.account_id AND k.user_id = b.account_id ORDER BY b.id;
CREATE VIEW terms_counters AS
SELECT k.account, p.resource, c.starts_at, c.quantity FROM credits.counter c JOIN credits.account_key k ON k.account_id = c.account_id AND k.user_id = c.account_id JOIN credits.price p ON p.id = c.price_id;

-- ---------------------------------------------------------------------------------------------
-- Steps: each is paid whole, at its start
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('terms', clock => '2026-01-15 00:00Z') > 0, credits.open_account('terms/child', parent => 'terms') > 0;
SELECT credits.grant('terms', 100000, note => 'pack') > 0 AS granted;
-- 61.5 s are two minutes; 60 s one, and a microsecond more two; nothing is nothing
SELECT s, q.charged FROM unnest('{0,0.000001,60,60.000001,61.5,119.999999,120}'::numeric[]) WITH ORDINALITY u (s, n)
 CROSS JOIN LATERAL credits.quote('terms', 'terms/pod', 3, until => '2026-01-15 00:00Z'::timestamptz + s * interval '1 second') q ORDER BY n;
SELECT charged FROM credits.charge('terms', 'terms/pod', 3, until => '2026-01-15 00:01:01.5Z', item => 'pod-1');
SELECT at, until, quantity, rate, charged, counted, terms FROM terms_lines WHERE account = 'terms';
-- a run goes on where its item's last ended: the second minute is paid until 00:02
SELECT charged FROM credits.charge('terms', 'terms/pod', 3, at => '2026-01-15 00:01:01.5Z', until => '2026-01-15 00:02Z', item => 'pod-1');
SELECT charged FROM credits.charge('terms', 'terms/pod', 3, at => '2026-01-15 00:02:00Z', until => '2026-01-15 00:02:00.000001Z', item => 'pod-1');
-- another account's, another item's, none's, or another instant begins a run
SELECT charged FROM credits.charge('terms/child', 'terms/pod', 3, at => '2026-01-15 00:02:00.000001Z', until => '2026-01-15 00:02:01Z', item => 'pod-1');
SELECT charged FROM credits.charge('terms', 'terms/pod', 3, at => '2026-01-15 00:02:00.000001Z', until => '2026-01-15 00:02:01Z', item => 'pod-2');
SELECT charged FROM credits.charge('terms', 'terms/pod', 3, at => '2026-01-15 00:02:00.000001Z', until => '2026-01-15 00:02:01Z');
SELECT charged FROM credits.charge('terms', 'terms/pod', 3, at => '2026-01-15 00:02:00.000002Z', until => '2026-01-15 00:02:01Z', item => 'pod-1');
-- the last that was booked is what counts: what comes before it began a run of its own
SELECT charged FROM credits.charge('terms', 'terms/pod', 3, at => '2026-01-15 00:00Z', until => '2026-01-15 00:00:30Z', item => 'pod-1');
SELECT charged FROM credits.charge('terms', 'terms/pod', 3, at => '2026-01-15 00:02:01Z', until => '2026-01-15 00:02:30Z', item => 'pod-1');
-- the rows of a statement are one after the other; a key that is repeated changes nothing; a quote continues a run too
INSERT INTO credits.usage (account, resource, quantity, at, until, item, key) VALUES
    ('terms', 'terms/pod', 1, '2026-01-15 01:00:40Z', '2026-01-15 01:01:20Z', 'pod-3', 'c'), ('terms', 'terms/pod', 1, '2026-01-15 01:00:00Z', '2026-01-15 01:00:20Z', 'pod-3', 'a'),
    ('terms', 'terms/pod', 1, '2026-01-15 01:00:20Z', '2026-01-15 01:00:40Z', 'pod-3', 'b'), ('terms', 'terms/pod', 1, '2026-01-15 01:02:00Z', '2026-01-15 01:02:01Z', 'pod-3', 'gap'),
    ('terms', 'terms/pod', 1.0, '2026-01-15 01:00:20Z', '2026-01-15 01:00:40Z', 'pod-3', 'b');
SELECT at, until, charged, counted FROM terms_lines WHERE item = 'pod-3' ORDER BY at;
SELECT charged, replayed FROM credits.charge('terms', 'terms/pod', 1, at => '2026-01-15 01:00:40Z', until => '2026-01-15 01:01:20Z', item => 'pod-3', key => 'c');
SELECT charged FROM credits.charge('terms', 'terms/pod', 1, at => '2026-01-15 01:02:01Z', until => '2026-01-15 01:03:00Z', item => 'pod-3');
-- what was refused, or rolled back, did not go on with the run
BEGIN;
SELECT charged FROM credits.charge('terms', 'terms/pod', 1, at => '2026-01-15 01:03:00Z', until => '2026-01-15 01:03:01Z', item => 'pod-3');
SAVEPOINT later;
SELECT charged FROM credits.charge('terms', 'terms/pod', 1, at => '2026-01-15 01:03:01Z', until => '2026-01-15 01:03:02Z', item => 'pod-3');
ROLLBACK TO later;
SELECT charged FROM credits.charge('terms', 'terms/pod', 1, at => '2026-01-15 01:03:01Z', until => '2026-01-15 01:04:02Z', item => 'pod-3');
ROLLBACK;
SELECT charged FROM credits.charge('terms', 'terms/pod', 1, at => '2026-01-15 01:03:00Z', until => '2026-01-15 01:03:01Z', item => 'pod-3');
-- over the end of a month, and at another price: steps are counted from the start of the run, at each line's own step
SELECT charged FROM credits.charge('terms', 'terms/pod', 1, at => '2026-01-31 23:59:30Z', until => '2026-02-01 00:01:00Z');
SELECT charged FROM credits.charge('terms', 'terms/change', 1, at => '2026-01-15 00:08:00Z', until => '2026-01-15 00:13:00Z', item => 'x');
SELECT charged FROM credits.charge('terms', 'terms/change', 2, at => '2026-01-15 00:13:00Z', until => '2026-01-15 00:15:00Z', item => 'x');
SELECT line, at, until, quantity, charged, counted, terms FROM terms_lines WHERE resource = 'terms/change' OR at >= '2026-01-31 00:00Z' ORDER BY at;
-- K is rounded once, a step: a third of a credit a day, in steps of 7 hours
SELECT charged FROM credits.charge('terms', 'terms/day', 1, at => '2026-01-16 00:00Z', until => '2026-01-17 00:00Z');

-- ---------------------------------------------------------------------------------------------
-- Least charges
-- ---------------------------------------------------------------------------------------------
SELECT charged FROM credits.charge('terms', 'terms/least', 1, at => '2026-01-16 00:00Z', until => '2026-01-16 00:00Z', item => 'l');
SELECT charged FROM credits.charge('terms', 'terms/least', 1, at => '2026-01-16 00:00Z', until => '2026-01-16 00:00:00.000001Z', item => 'l');
SELECT charged FROM credits.charge('terms', 'terms/least', 1, at => '2026-01-16 00:00:00.000001Z', until => '2026-01-16 02:00Z', item => 'l');
SELECT charged FROM credits.charge('terms', 'terms/least', 1, at => '2026-01-16 02:00Z', until => '2026-01-16 03:30Z', item => 'l');
SELECT charged FROM credits.charge('terms', 'terms/least', 1, at => '2026-01-16 03:31Z', until => '2026-01-16 03:32Z', item => 'l');
SELECT charged FROM credits.charge('terms', 'terms/both', 1, at => '2026-01-16 00:00Z', until => '2026-01-16 00:00:30Z', item => 'b');
SELECT charged FROM credits.charge('terms', 'terms/both', 1, at => '2026-01-16 00:00:30Z', until => '2026-01-16 00:02:00Z', item => 'b');
SELECT charged FROM credits.charge('terms', 'terms/both', 1, at => '2026-01-16 00:02:00Z', until => '2026-01-16 00:02:01Z', item => 'b');
-- of an event; nothing of a quantity of 0
SELECT q, (credits.charge('terms', 'terms/event', q)).charged FROM unnest('{0,0.000000000000000001,9,10,11}'::numeric[]) q;
SELECT * FROM credits.verify('terms');

-- an item cut anywhere costs the same, by rows and by calls, from the same buckets
CREATE FUNCTION terms_cuts(name text, thing text, cuts int, bulk boolean) RETURNS credits.amount LANGUAGE plpgsql AS $$
DECLARE
    since CONSTANT timestamptz := '2026-01-20 00:00:00.5Z';
BEGIN
    CREATE TEMP TABLE cut AS SELECT t AS at, lead(t) OVER (ORDER BY t) AS until
      FROM (SELECT since + n * n * interval '13.700001 seconds' AS t FROM generate_series(0, cuts) n UNION SELECT since + interval '5 hours 7.5 seconds') i;
    DELETE FROM cut c WHERE c.until IS NULL;
    IF bulk THEN
        INSERT INTO credits.usage (account, resource, quantity, at, until, item) SELECT name, thing, 0.7, c.at, c.until, cuts || ' in bulk' FROM cut c ORDER BY md5(c.at::text);
    ELSE
        PERFORM credits.charge(name, thing, 0.7, at => c.at, until => c.until, item => cuts || ' in calls') FROM (SELECT * FROM cut ORDER BY cut.at) c;
    END IF;
    DROP TABLE cut;
    RETURN (SELECT credits.sum(l.charged) FROM terms_lines l WHERE l.account = name AND l.resource = thing AND l.item = cuts || CASE WHEN bulk THEN ' in bulk' ELSE ' in calls' END);
END
$$;
SELECT thing, terms_cuts('terms', thing, 0, false) AS whole, terms_cuts('terms', thing, 0, true) AS whole_in_bulk, terms_cuts('terms', thing, 29, false) AS calls, terms_cuts('terms', thing, 30, true) AS bulk
  FROM unnest('{terms/pod,terms/least,terms/both,terms/day}'::text[]) thing;

-- a thing that a meter ran: an interval with its name is a run like any other
SELECT credits.start('terms', 'terms/pod', 'ran') IS NOT NULL AS started;
SELECT charged FROM credits.stop('terms', 'ran');
SELECT charged FROM credits.charge('terms', 'terms/pod', 1, at => '2026-01-15 02:00:00Z', until => '2026-01-15 02:00:30Z', item => 'ran');
SELECT charged FROM credits.charge('terms', 'terms/pod', 1, at => '2026-01-15 02:00:30Z', until => '2026-01-15 02:01:00Z', item => 'ran');

-- ---------------------------------------------------------------------------------------------
-- Packages: started ones are whole, counted over the period
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('terms/packs', clock => '2026-01-15 00:00Z', at => '2026-01-01 00:00Z') > 0, credits.open_account('terms/packs/child', parent => 'terms/packs') > 0;
SELECT credits.grant('terms/packs', 1000, note => 'pack') > 0 AS granted;
SELECT charged, credits, status FROM credits.charge('terms/packs', 'terms/pack', 1);
SELECT charged, credits, status FROM credits.charge('terms/packs', 'terms/pack', 998);
SELECT charged, credits, status FROM credits.charge('terms/packs/child', 'terms/pack', 1.000000000000000001);
SELECT charged, credits, status FROM credits.quote('terms/packs', 'terms/pack', 1000);
SELECT charged, credits, status FROM credits.charge('terms/packs', 'terms/pack', 0);
-- rows of one statement count one after the other, and in another month anew
INSERT INTO credits.usage (account, resource, quantity, at) VALUES ('terms/packs', 'terms/pack', 600, '2026-01-16 00:00Z'), ('terms/packs/child', 'terms/pack', 600, '2026-01-17 00:00Z'),
    ('terms/packs', 'terms/pack', 600, '2026-02-01 00:00Z'), ('terms/packs', 'terms/pack', 400, '2026-02-02 00:00Z'), ('terms/packs', 'terms/pack', 0.5, '2026-01-31 23:59:59.999999Z');
SELECT account, at, quantity, rate, charged, counted, terms FROM terms_lines WHERE resource = 'terms/pack' ORDER BY at, operation;
SELECT * FROM terms_counters WHERE account = 'terms/packs' ORDER BY starts_at;
-- late usage counts in the period of its own time
SELECT credits.set_clock('terms/packs', '2026-02-10 00:00Z');
SELECT charged FROM credits.charge('terms/packs', 'terms/pack', 800, at => '2026-01-05 00:00Z');
SELECT charged FROM credits.charge('terms/packs', 'terms/pack', 1, at => '2026-01-05 00:00Z');
SELECT * FROM terms_counters WHERE account = 'terms/packs' ORDER BY starts_at;
-- refused is not counted, nor is what is rolled back, nor a key that is repeated
SELECT status, charged FROM credits.try_charge('terms/packs', 'terms/pack', 10000000);
BEGIN;
SELECT charged FROM credits.charge('terms/packs', 'terms/pack', 999);
SAVEPOINT here;
SELECT charged FROM credits.charge('terms/packs', 'terms/pack', 2);
ROLLBACK TO here;
SELECT charged FROM credits.charge('terms/packs', 'terms/pack', 2);
ROLLBACK;
SELECT charged, replayed FROM credits.charge('terms/packs', 'terms/pack', 1, key => 'one');
SELECT charged, replayed FROM credits.charge('terms/packs', 'terms/pack', 1.0, key => 'one');
INSERT INTO credits.usage (account, resource, quantity, key) VALUES ('terms/packs', 'terms/pack', 1, 'one'), ('terms/packs', 'terms/pack', 999, 'two'), ('terms/packs', 'terms/pack', 999, 'two');
SELECT * FROM terms_counters WHERE account = 'terms/packs' ORDER BY starts_at;
-- fails: one row of a statement, so none is counted
INSERT INTO credits.usage (account, resource, quantity) VALUES ('terms/packs', 'terms/pack', 1), ('terms/packs', 'terms/pack', 10000000);
\echo SQLSTATE :SQLSTATE
SELECT * FROM terms_counters WHERE account = 'terms/packs' ORDER BY starts_at;
SELECT * FROM credits.verify('terms/packs');

-- ---------------------------------------------------------------------------------------------
-- Graduated and volume
-- ---------------------------------------------------------------------------------------------
SELECT q, credits.line_cost(NULL, q, now(), NULL, 0, '{"mode": "graduated", "tiers": [{"upto": 10, "rate": "2"}, {"upto": 100, "rate": "1"}, {"rate": "0.1"}]}') AS graduated,
       credits.line_cost(NULL, q, now(), NULL, 0, '{"mode": "volume", "tiers": [{"upto": 10, "rate": "2"}, {"upto": 100, "rate": "1"}, {"rate": "0.1"}]}') AS volume,
       credits.line_cost(NULL, q, now(), NULL, 0, '{"mode": "graduated", "package": 4, "tiers": [{"upto": 10, "rate": "2"}, {"rate": "1/3"}]}') AS in_packages
  FROM unnest('{0,1,10,10.000000000000000001,11,12.5,100,101}'::numeric[]) q;
SELECT credits.open_account('terms/tiers', clock => '2026-01-10 00:00Z', at => '2026-01-01 00:00Z') > 0 AS opened;
SELECT credits.grant('terms/tiers', 3, 'included', expires_at => '2026-01-12 00:00Z', note => 'to the 12th') > 0, credits.grant('terms/tiers', 15, 'bonus', note => 'bonus') > 0, credits.grant('terms/tiers', 1, note => 'prepaid') > 0;
SELECT credits.set_overage('terms/tiers', true, 100);
SELECT charged, credits, overage, balance, status FROM credits.charge('terms/tiers', 'terms/volume', 10, key => 'ten');
SELECT account, class, note, granted, used, closed FROM terms_buckets WHERE account = 'terms/tiers';
-- passing into a cheaper tier gives back: 20 become 15, from what was drawn last on; what was used up is open again
SELECT charged, credits, overage, balance, status FROM credits.quote('terms/tiers', 'terms/volume', 5);
SELECT charged, credits, overage, balance, status FROM credits.charge('terms/tiers', 'terms/volume', 5, key => 'five');
SELECT op, piece, line, kind, at, bucket, amount, bucket_after FROM terms_entries WHERE account = 'terms/tiers' AND op > 3 ORDER BY op, piece;
SELECT account, class, note, granted, used, closed FROM terms_buckets WHERE account = 'terms/tiers';
SELECT quantity, rate, charged, counted, terms FROM terms_lines WHERE account = 'terms/tiers' ORDER BY operation;
SELECT charged, credits, overage, balance, replayed FROM credits.charge('terms/tiers', 'terms/volume', 5, key => 'five');
SELECT charged, credits, overage, balance, replayed FROM credits.charge('terms/tiers', 'terms/volume', 10, key => 'ten');
SELECT credits.set_clock('terms/tiers', '2026-01-13 00:00Z');
SELECT charged, credits, overage, balance FROM credits.charge('terms/tiers', 'terms/volume', 86);
SELECT account, class, note, granted, used, lapsed, closed FROM terms_buckets WHERE account = 'terms/tiers';
SELECT * FROM credits.verify('terms/tiers');
SELECT at.n, available FROM unnest('{2026-01-10 00:00Z,2026-01-11 23:59Z,2026-01-13 00:00Z}'::timestamptz[]) at (n), credits.balance('terms/tiers', at.n);
-- a tier that is free gives all of it back: to a bucket that has expired in a period that is open, too, and it expires with the period
SELECT credits.open_account('terms/free', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.grant('terms/free', 3, 'included', expires_at => '2026-01-12 00:00Z', note => 'to the 12th') > 0, credits.grant('terms/free', 10, 'bonus', note => 'bonus') > 0;
SELECT charged, credits, balance FROM credits.charge('terms/free', 'terms/free', 5);
SELECT credits.set_clock('terms/free', '2026-01-13 00:00Z');
SELECT charged, credits, balance FROM credits.charge('terms/free', 'terms/free', 6);
SELECT account, class, note, granted, used, lapsed, closed FROM terms_buckets WHERE account = 'terms/free';
SELECT available FROM credits.balance('terms/free');
SELECT charged, credits, balance FROM credits.charge('terms/free', 'terms/free', 1000);
SELECT credits.set_clock('terms/free', '2026-02-03 00:00Z');
SELECT op, piece, line, kind, at, bucket, amount, bucket_after FROM terms_entries WHERE account = 'terms/free' AND op > 2 ORDER BY op, piece;
SELECT * FROM credits.verify('terms/free');
-- late usage costs 0 instead of less; the counter counts it
SELECT credits.open_account('terms/late', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.grant('terms/late', 100) > 0 AS granted;
SELECT charged FROM credits.charge('terms/late', 'terms/volume', 9);
SELECT credits.set_clock('terms/late', '2026-02-03 00:00Z');
SELECT charged, credits, overage, balance FROM credits.charge('terms/late', 'terms/volume', 2, at => '2026-01-20 00:00Z');
SELECT charged, credits, overage, balance FROM credits.charge('terms/late', 'terms/volume', 10, at => '2026-01-20 00:00Z');
SELECT charged, credits, overage, balance FROM credits.charge('terms/late', 'terms/volume', 10);
SELECT at, late_at, quantity, charged, counted FROM terms_lines WHERE account = 'terms/late' ORDER BY operation;
SELECT * FROM terms_counters WHERE account = 'terms/late' ORDER BY starts_at;
SELECT * FROM credits.verify('terms/late');

-- a sum depends neither on the cut nor on the order, nor on calls or rows
SELECT setseed(0.5);
CREATE TABLE terms_part AS
SELECT n, i, round((random() * random() * 40)::numeric, 3) AS quantity, '2026-01-10 00:00Z'::timestamptz + random() * interval '20 days' AS at, random() AS place FROM generate_series(1, 4) n, generate_series(1, 20) i;
-- the same sum each time
UPDATE terms_part p SET quantity = 345.678 - (SELECT sum(o.quantity) FROM terms_part o WHERE o.n = p.n AND o.i < 20) WHERE p.i = 20;
SELECT count(*) FILTER (WHERE quantity < 0) AS below, count(DISTINCT n) AS orders FROM terms_part;
SELECT credits.open_account('terms/' || way || ' ' || n, clock => '2026-01-10 00:00Z') > 0 AND credits.grant('terms/' || way || ' ' || n, 100000, class => 'included', note => 'first') > 0 AND credits.grant('terms/' || way || ' ' || n, 100, expires_at => '2026-01-25 00:00Z') > 0 AS opened
  FROM unnest('{calls,rows,late}'::text[]) way, generate_series(1, 4) n;
SELECT count(credits.charge('terms/calls ' || n, resource, quantity, at => at)) FROM (SELECT * FROM terms_part, unnest('{terms/up,terms/volume,terms/packs,terms/packed,terms/pack}'::text[]) resource ORDER BY n, place) p;
INSERT INTO credits.usage (account, resource, quantity, at) SELECT 'terms/rows ' || n, resource, quantity, at FROM terms_part, unnest('{terms/up,terms/volume,terms/packs,terms/packed,terms/pack}'::text[]) resource ORDER BY place;
SELECT count(credits.set_clock('terms/late ' || n, '2026-02-02 00:00Z')), count(credits.grant('terms/late ' || n, 1000)) FROM generate_series(1, 4) n;
INSERT INTO credits.usage (account, resource, quantity, at) SELECT 'terms/late ' || n, resource, quantity, at FROM terms_part, unnest('{terms/up,terms/packs,terms/pack}'::text[]) resource ORDER BY place;
SELECT resource, sum, count(*) AS times FROM (SELECT account, resource, credits.sum(charged) AS sum FROM terms_lines WHERE account ~ '^terms/(calls|rows|late) [0-9]' GROUP BY 1, 2) s GROUP BY 1, 2 ORDER BY 1, 2;
-- which is what all of it costs at once
SELECT p.resource, credits.line_cost(NULL, 345.678, now(), NULL, 0, jsonb_strip_nulls(jsonb_build_object('tiers', p.tiers, 'mode', p.tier_mode, 'package', p.package))) FROM credits.price p WHERE p.resource IN ('terms/up', 'terms/volume', 'terms/packs', 'terms/packed') ORDER BY 1;
SELECT count(*) FROM credits.verify();

-- ---------------------------------------------------------------------------------------------
-- Giving back overage that a change of plan has billed already
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.plan (plan, price, included, on_change, overage, overage_price, overage_cap) VALUES ('terms/A', 30, 10, 'prorate', true, 1, NULL), ('terms/B', 60, 10, 'prorate', true, 2, NULL);
SELECT credits.open_account('terms/plan', 'terms/A', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT charged, credits, overage FROM credits.charge('terms/plan', 'terms/volume', 10);
SELECT credits.set_clock('terms/plan', '2026-04-11 00:00Z');
SELECT credits.change_plan('terms/plan', 'terms/B') > 0 AS changed;
SELECT charged, credits, overage FROM credits.charge('terms/plan', 'terms/volume', 2);
SELECT kind, quantity, unit_price, amount FROM credits.statement('terms/plan');
SELECT credits.set_clock('terms/plan', '2026-05-02 00:00Z');
SELECT l.kind, l.class, l.quantity, l.unit_price, l.amount FROM credits.invoice_line l JOIN credits.account_key k USING (account_id) WHERE k.account = 'terms/plan' AND l.starts_at = '2026-04-01 00:00Z' ORDER BY l.line;
SELECT code, expected, actual FROM credits.verify('terms/plan');

-- ---------------------------------------------------------------------------------------------
-- Out of range, and what line_cost() takes
-- ---------------------------------------------------------------------------------------------
-- fails: more than an amount can hold; nothing is counted
SELECT credits.charge('terms', 'terms/max', 1);
\echo SQLSTATE :SQLSTATE
SELECT credits.charge('terms', 'terms/pack', 170141183460469231731);
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
SELECT charged FROM credits.charge('terms', 'terms/max volume', 1.5);
SELECT credits.charge('terms', 'terms/pod', 170141183460469231731, until => '2026-01-15 01:00Z');
SELECT charged, status FROM credits.quote('terms', 'terms/up', 170141183460469231731.687303715884105727);
SELECT credits.charge('terms', 'terms/volume', 170141183460469231732);
\set VERBOSITY default
SELECT * FROM terms_counters WHERE account = 'terms' ORDER BY resource;
-- a cheaper tier that costs nothing gives back all
SELECT credits.line_cost(NULL, 1, now(), NULL, 1, '{"mode": "volume", "tiers": [{"upto": 1, "rate": "170141183460469231731"}, {"rate": "0"}]}');
SELECT credits.line_cost('1/min', 2, '2026-01-01 00:01:30Z', '2026-01-01 00:02:30Z', 90, '{"step": 60}'), credits.line_cost('1/min', -2, '2026-01-01 00:01:30Z', '2026-01-01 00:02:30Z', 90, '{"step": 60}'),
       credits.line_cost('1/hour', 1, '2026-01-01 00:00Z', '2026-01-01 00:02Z', 0, '{"least": 2}'), credits.line_cost('1/hour', 1, '2026-01-01 00:00Z', '2026-01-01 00:02Z', 60, '{"least": 2}'),
       credits.line_cost('1', 3, now(), NULL, NULL, NULL), credits.line_cost(NULL, 3, now(), NULL, NULL, NULL), credits.line_cost('1', NULL, now(), NULL, NULL, NULL);
-- fails: no terms, or not of this rate
SELECT credits.line_cost(NULL, 1, now(), NULL, 0, '{"tiers": [{"rate": "1/hour"}]}');
\echo SQLSTATE :SQLSTATE
SELECT credits.line_cost('1/hour', 1, now(), NULL, 0, NULL);
SELECT credits.line_cost('1', 1, '2026-01-01 00:00Z', '2026-01-02 00:00Z', 0, NULL);
SELECT credits.line_cost('1/hour', 1, '2026-01-01 00:00Z', '2026-01-02 00:00Z', 0, '[]');
SELECT credits.line_cost('1/hour', 1, '2026-01-01 00:00Z', '2026-01-02 00:00Z', 0, '{"step": "1 minute"}');
SELECT credits.line_cost('1/hour', 1, '2026-01-01 00:00Z', '2026-01-02 00:00Z', 0, '{"step": 1e19}');
\set VERBOSITY sqlstate
SELECT credits.line_cost('1/hour', 1, '2026-01-02 00:00Z', '2026-01-01 00:00Z', 0, NULL);
SELECT credits.line_cost('1/hour', 1, '-infinity', 'infinity', 0, NULL);
SELECT credits.line_cost('1/hour', 1, '2026-01-01 00:00Z', '2026-01-02 00:00Z', 1e19, '{"step": 60}');
SELECT credits.line_cost('1/hour', 1, '2026-01-01 00:00Z', '2026-01-02 00:00Z', -1, '{"step": 60}');
SELECT credits.line_cost('1', -1, now(), NULL, 0, NULL);
SELECT credits.line_cost('1', 'NaN', now(), NULL, 0, NULL);
SELECT credits.line_cost('1', -170141183460469231731.687303715884105728, now(), NULL, 0, NULL);
SELECT credits.line_cost('1', 1, now(), NULL, 170141183460469231731, '{"package": 10}');
SELECT credits.line_cost('1', 1, now(), NULL, 0, '{"package": -10}');
SELECT credits.line_cost('1/hour', 1, '2026-01-01 00:00Z', '2026-01-02 00:00Z', 0, '{"tiers": [{"rate": "1"}]}');
\set VERBOSITY default
SELECT code, account_name, object, expected, actual FROM credits.verify() WHERE account_name LIKE 'terms%';
DROP FUNCTION terms_cuts;
