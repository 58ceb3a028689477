-- An estimate is the bill: what estimate() says is what an account is billed that does it, and what replay() says of an account on
-- its own plan is what it was billed, to the last digit; over workloads and histories chosen at random.

BEGIN;
SET LOCAL search_path = public, credits;
SELECT plan(19);
SELECT setseed(0.20260114);

-- ---------------------------------------------------------------------------------------------
-- Prices of every kind, plans of every kind
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.plan (plan, price, cycle, billing, grace, included, overage, overage_price, overage_cap, rollover_max, rollover_min, rollover_for, priority) VALUES
    ('off',     19.99, '1 month', NULL,       '0',      90,    false, 0,        NULL, NULL, NULL, NULL,      NULL),
    ('none',    0,     '1 month', NULL,       '0',      0,     false, 0,        NULL, NULL, NULL, NULL,      NULL),
    ('on',      10,    '1 month', NULL,       '0',      60,    true,  0.0333,   NULL, NULL, NULL, NULL,      NULL),
    ('payg',    0,     '1 month', NULL,       '2 days', 0,     true,  0.012345, NULL, NULL, NULL, NULL,      NULL),
    ('capped',  5.005, '1 month', NULL,       '0',      33.3,  true,  0.5,      44,   NULL, NULL, NULL,      NULL),
    ('roll',    30,    '1 month', NULL,       '1 day',  200,   true,  0.07,     NULL, 150,  20,   '45 days', NULL),
    ('rollmin', 30,    '10 days', NULL,       '0',      50,    true,  0.1,      500,  NULL, 10,   NULL,      70),
    ('yearly',  1200,  '1 year',  NULL,       '0',      1000,  true,  0.02,     70,   NULL, NULL, NULL,      NULL),
    ('weekly',  7,     '7 days',  NULL,       '12 hours', 25,  true,  0.3,      NULL, NULL, NULL, NULL,      NULL),
    ('hourly',  0.01,  '6 hours', '1 hour',   '0',      2,     true,  1,        NULL, 5,    NULL, '1 day',   NULL),
    ('large',   500,   '1 month', NULL,       '0',      100000, false, 0,       NULL, NULL, NULL, NULL,      NULL);
INSERT INTO credits.plan (plan, price, trial, trial_included, included, overage, overage_price) VALUES ('trial', 10, '14 days', 5, 60, true, 0.0333), ('twin', 10, NULL, 0, 60, true, 0.0333);

INSERT INTO credits.resource (resource, unit) VALUES
    ('call', ''), ('token', 'token'), ('least', ''), ('package', ''), ('graduated', ''), ('volume', ''), ('packed', ''), ('sized', ''),
    ('gpu', ''), ('vm', ''), ('stepped', ''), ('dust', ''), ('held', '');
INSERT INTO credits.price (resource, rate, plan, attributes, valid_from, valid_until) VALUES
    ('call', '0.37', NULL, '{}', NULL, NULL), ('call', '0.21', 'yearly', '{}', NULL, NULL), ('call', '1.1', NULL, '{"model": "big"}', NULL, NULL),
    ('call', '0.9', 'on', '{"model": "big"}', NULL, NULL), ('call', '0.8', NULL, '{"model": "big", "io": "input"}', NULL, NULL),
    ('token', '0.15/1M token', NULL, '{}', NULL, NULL),
    ('vm', '0.05/hour', NULL, '{}', NULL, '2026-01-20 05:17:11.123457Z'), ('vm', '0.07/hour', NULL, '{}', '2026-01-20 05:17:11.123457Z', NULL),
    ('vm', '0.03/hour', 'roll', '{}', '2026-02-03 00:00Z', NULL), ('gpu', '1.3/hour', 'payg', '{}', NULL, NULL),
    ('sized', '0.5', 'payg', '{}', NULL, NULL), ('dust', '1/3 s', NULL, '{}', NULL, NULL);
INSERT INTO credits.price (resource, rate, step, least, package) VALUES
    ('least', '0.01', NULL, 0.5, NULL), ('package', '0.03', NULL, NULL, 10), ('stepped', '0.5/hour', '1 hour', 1.25, NULL), ('held', '0.001/min', NULL, 0.333, NULL);
INSERT INTO credits.price (resource, tiers, tier_mode, package, tier_by) VALUES
    ('graduated', '[{"upto": 10, "rate": "1"}, {"upto": 100, "rate": "0.5"}, {"rate": "0.1"}]', NULL, NULL, NULL),
    ('volume', '[{"upto": 10, "rate": "1"}, {"upto": 40, "rate": "0.7"}, {"rate": "0.2"}]', 'volume', NULL, NULL),
    ('packed', '[{"upto": 8, "rate": "1/3"}, {"rate": "0.1"}]', 'volume', 4, NULL),
    ('sized', '[{"upto": 1024, "rate": "0.04"}, {"rate": "0.08"}]', NULL, NULL, 'size'),
    ('gpu', '[{"upto": 2, "rate": "0.4/hour"}, {"rate": "0.7/hour"}]', NULL, NULL, 'size');

CREATE FUNCTION pg_temp.one_of(VARIADIC text[]) RETURNS text VOLATILE LANGUAGE sql AS $$ SELECT $1[1 + floor(random() * cardinality($1))::int] $$;

-- one row of a workload; small ones and large ones
CREATE FUNCTION pg_temp.work() RETURNS jsonb VOLATILE LANGUAGE plpgsql AS $$
DECLARE
    resource text := pg_temp.one_of('call', 'call', 'token', 'least', 'package', 'graduated', 'volume', 'volume', 'packed', 'sized', 'gpu', 'vm', 'vm', 'stepped', 'dust', 'held');
    row jsonb := jsonb_build_object('resource', resource);
BEGIN
    IF random() < 0.85 THEN
        row := row || jsonb_build_object('quantity', CASE WHEN resource = 'token' THEN floor(random() * 100000000)::numeric
                                                          WHEN random() < 0.1 THEN 0
                                                          WHEN random() < 0.5 THEN floor(random() * 40)::numeric ELSE round((random() * 20)::numeric, 9) END);
    END IF;
    IF resource IN ('gpu', 'vm', 'stepped', 'dust', 'held') THEN
        row := row || jsonb_build_object('seconds', CASE WHEN random() < 0.1 THEN 0 WHEN resource = 'dust' OR random() < 0.4 THEN round((random() * 100)::numeric, 6)
                                                         WHEN random() < 0.9 THEN round((random() * 400000)::numeric, 3) ELSE floor(random() * 86400 * 120)::numeric END);
    END IF;
    IF resource IN ('gpu', 'sized') THEN
        row := row || jsonb_build_object('attributes', jsonb_build_object('size', 1 + floor(random() * CASE resource WHEN 'gpu' THEN 4 ELSE 2048 END)));
    ELSIF resource = 'call' AND random() < 0.6 THEN
        row := row || jsonb_build_object('attributes', CASE WHEN random() < 0.5 THEN '{"model": "big"}' WHEN random() < 0.5 THEN '{"model": "big", "io": "input", "x": 1}' ELSE '{}' END::jsonb);
    END IF;
    RETURN row;
END $$;

-- what an account paid for the periods that began by an instant
CREATE FUNCTION pg_temp.bill(name text, since timestamptz, last timestamptz) RETURNS TABLE (kind text, quantity text, overage text, money numeric)
LANGUAGE sql AS $$
    WITH me AS (SELECT account_id FROM credits.account_key WHERE account = name),
         lines AS (SELECT l.* FROM credits.invoice_line l JOIN me USING (account_id) WHERE l.starts_at BETWEEN since AND last)
    SELECT 'cycle', (SELECT count(*) FROM credits.period p JOIN me USING (account_id) WHERE p.starts_at BETWEEN since AND last AND p.price IS NOT NULL)::text,
           NULL, coalesce(sum(amount) FILTER (WHERE lines.kind = 'cycle'), 0) FROM lines
    UNION ALL
    SELECT 'overage', NULL, coalesce(credits.sum(lines.quantity) FILTER (WHERE lines.kind = 'overage'), '0')::text, coalesce(sum(amount) FILTER (WHERE lines.kind = 'overage'), 0) FROM lines
    UNION ALL
    SELECT 'total', NULL, NULL, coalesce(sum(i.total), 0) FROM credits.invoice i JOIN me USING (account_id) WHERE i.starts_at BETWEEN since AND last $$;

-- ---------------------------------------------------------------------------------------------
-- estimate() against an account that does it
-- ---------------------------------------------------------------------------------------------
CREATE TEMP TABLE said (test int, ord bigint, kind text, resource text, quantity text, charged text, credits text, overage text, money numeric);
CREATE TEMP TABLE done (LIKE said);
CREATE TEMP TABLE asked (test int, plan text, at timestamptz, workload jsonb);

CREATE FUNCTION pg_temp.estimate(test int, plan text, at timestamptz, workload jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name text := 'estimate ' || test;
    row jsonb;
    number int := 0;
    ends timestamptz;
    last timestamptz := at;
    would credits.receipt;
    did credits.receipt;
BEGIN
    INSERT INTO asked VALUES (test, plan, at, workload);
    INSERT INTO said SELECT test, e.ord, e.kind, e.resource, trim_scale(e.quantity)::text, e.charged::text, e.credits::text, e.overage::text, trim_scale(e.money)
      FROM credits.estimate(plan, workload, at) WITH ORDINALITY e (kind, resource, quantity, charged, credits, overage, money, ord);
    PERFORM credits.open_account(name, clock => at, plan => plan);
    FOR row IN SELECT value FROM jsonb_array_elements(workload) WITH ORDINALITY ORDER BY ordinality LOOP
        number := number + 1;
        ends := at + (row ->> 'seconds')::numeric * interval '1 second';
        last := greatest(last, ends - interval '1 microsecond');
        would := credits.quote(name, row ->> 'resource', (row ->> 'quantity')::numeric, row -> 'attributes', until => ends);
        did := credits.try_charge(name, row ->> 'resource', (row ->> 'quantity')::numeric, row -> 'attributes', until => ends);
        INSERT INTO done VALUES (test, number, CASE did.status WHEN 'completed' THEN 'usage' ELSE 'refused' END, row ->> 'resource',
                                 trim_scale(coalesce((row ->> 'quantity')::numeric, 1)), CASE did.status WHEN 'completed' THEN did.charged ELSE would.charged END, did.credits, did.overage);
    END LOOP;
    -- past its end
    PERFORM credits.set_clock(name, greatest(at, last));
    PERFORM credits.set_clock(name, (SELECT max(p.closes_at) FROM credits.period p JOIN credits.account_key k USING (account_id) WHERE k.account = name AND p.starts_at <= last));
    INSERT INTO done SELECT test, number + row_number() OVER (), b.kind, NULL, b.quantity, b.overage, CASE WHEN b.overage IS NOT NULL THEN '0' END, b.overage, trim_scale(b.money)
      FROM pg_temp.bill(name, at, last) b;
END $$;

CREATE FUNCTION pg_temp.rows() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    name text;
    rows text;
BEGIN
    FOR name IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'credits'::regnamespace AND c.relkind IN ('r', 'p') LOOP
        EXECUTE format('SELECT concat(count(*), md5(string_agg(t::text, chr(10) ORDER BY t::text COLLATE "C"))) FROM credits.%I t', name) INTO rows;
        RETURN NEXT name || ': ' || rows;
    END LOOP;
END $$;

-- without rows, and with rows of every kind
SELECT pg_temp.estimate(n::int, p.plan, '2026-01-31 11:00Z', '[]') FROM (SELECT plan, row_number() OVER (ORDER BY plan) AS n FROM credits.plan WHERE trial IS NULL) p;
DO $$
BEGIN
    FOR n IN 101 .. 400 LOOP
        PERFORM pg_temp.estimate(n, pg_temp.one_of('off', 'none', 'on', 'payg', 'capped', 'roll', 'rollmin', 'yearly', 'weekly', 'hourly', 'large'),
                                 '2026-01-01 00:00Z'::timestamptz + floor(random() * 40 * 86400 * 1000000) * interval '1 microsecond',
                                 (SELECT jsonb_agg(pg_temp.work()) FROM generate_series(1, 1 + floor(random() * 12)::int)));
    END LOOP;
END $$;

-- a plan's price of 0 has no line, and so no money
SELECT is_empty($$(SELECT 'estimated', s.* FROM (TABLE said EXCEPT TABLE done) s) UNION ALL (SELECT 'billed', d.* FROM (TABLE done EXCEPT TABLE said) d) ORDER BY 2, 3, 1$$,
    'an estimate is what an account is billed that does it, row for row');
SELECT is((SELECT count(*)::int FROM said), (SELECT count(*)::int FROM done), 'and says no more');
SELECT cmp_ok((SELECT count(*)::int FROM said WHERE kind = 'refused'), '>', 100, 'many were refused');
SELECT cmp_ok((SELECT count(*)::int FROM said WHERE kind = 'usage' AND overage <> '0' AND credits <> '0'), '>', 20, 'many were overage in part');
SELECT set_eq($$SELECT e.kind, e.resource, e.charged::text, e.credits::text, e.overage::text, e.money
                  FROM asked a CROSS JOIN LATERAL credits.estimate('trial', a.workload, a.at) e WHERE a.plan = 'none' AND a.test > 100$$,
              $$SELECT e.kind, e.resource, e.charged::text, e.credits::text, e.overage::text, e.money
                  FROM asked a CROSS JOIN LATERAL credits.estimate('twin', a.workload, a.at) e WHERE a.plan = 'none' AND a.test > 100$$,
              'a trial is left out');

-- ---------------------------------------------------------------------------------------------
-- replay() against what was billed: events, intervals, meters of a payer and its child
-- ---------------------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.now_of(name text) RETURNS timestamptz LANGUAGE sql AS $$ SELECT clock FROM credits.account WHERE account = name $$;
CREATE FUNCTION pg_temp.since(name text) RETURNS timestamptz LANGUAGE sql AS $$
    SELECT max(p.starts_at) FROM credits.period p JOIN credits.account_key k USING (account_id) WHERE k.account = name AND p.starts_at <= pg_temp.now_of(name) $$;
-- an instant that lies back, in the period that contains now
CREATE FUNCTION pg_temp.back(name text, by interval) RETURNS timestamptz LANGUAGE sql AS $$ SELECT greatest(pg_temp.now_of(name) - by, pg_temp.since(name)) $$;

-- what is done to an account, whose name is $1, and its child $2; `tiers`: also what gives back; `back`: stops and resizes that lie back
CREATE FUNCTION pg_temp.history(steps int, tiers bool, back bool) RETURNS text[] VOLATILE LANGUAGE plpgsql AS $$
DECLARE
    ops text[] := '{}';
    row jsonb;
    who text;
    item text;
BEGIN
    FOR n IN 1 .. steps LOOP
        ops := ops || format('SELECT credits.set_clock($1, pg_temp.now_of($1) + %L::interval)', (random() * random() * CASE WHEN random() < 0.1 THEN 40 ELSE 4 END) * interval '1 day')
                   || 'SELECT credits.settle($1)'::text;
        who := pg_temp.one_of('$1', '$1', '$2');
        item := pg_temp.one_of('i', 'j', 'k');
        row := pg_temp.work();
        CONTINUE WHEN NOT tiers AND row ->> 'resource' IN ('volume', 'packed');
        IF row ? 'seconds' AND random() < 0.6 THEN
            ops := ops || CASE WHEN random() < 0.5
                THEN format('SELECT credits.start(%s, %L, %L, %L, %L)', who, row ->> 'resource', item, coalesce(row ->> 'quantity', '1'), row -> 'attributes')
                WHEN random() < 0.5 THEN format('SELECT credits.resize(%s, %L, %L, %L, %s)', who, row ->> 'resource', item, coalesce(row ->> 'quantity', '1'),
                                                CASE WHEN back AND random() < 0.5 THEN format('pg_temp.back($1, %L)', random() * interval '1 day') ELSE 'NULL' END)
                ELSE format('SELECT credits.stop(%s, %L, %L, %s)', who, item, CASE WHEN random() < 0.5 THEN row ->> 'resource' END,
                            CASE WHEN back AND random() < 0.7 THEN format('pg_temp.back($1, %L)', random() * interval '1 day') ELSE 'NULL' END) END;
        ELSE
            -- pieces of one item, end to end, continue its run
            FOR i IN 1 .. CASE WHEN row ? 'seconds' THEN 1 + floor(random() * 3)::int ELSE 1 END LOOP
                ops := ops || format('SELECT credits.charge(%s, %L, %L, %L, pg_temp.back($1, %L), %s, %L)', who, row ->> 'resource', row ->> 'quantity', row -> 'attributes',
                                     CASE WHEN row ? 'seconds' THEN (4 - i) * interval '5000 s' ELSE '0' END,
                                     CASE WHEN row ? 'seconds' THEN format('pg_temp.back($1, %L)', (3 - i) * interval '5000 s') ELSE 'NULL' END, CASE WHEN random() < 0.7 THEN 'own ' || item END);
            END LOOP;
        END IF;
    END LOOP;
    RETURN ops || 'SELECT credits.settle($1)'::text || 'SELECT credits.stop($1, i) FROM unnest(''{i,j,k}''::text[]) i'::text;
END $$;

CREATE TEMP TABLE outcome (name text, number int, op text, state text);
CREATE FUNCTION pg_temp.live(name text, plan text, zone text, ops text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    state text;
BEGIN
    PERFORM credits.open_account(name, clock => '2026-01-05 03:00Z', time_zone => zone, plan => plan), credits.open_account(name || ' child', parent => name);
    FOR n IN 1 .. cardinality(ops) LOOP
        state := 'done';
        BEGIN
            EXECUTE ops[n] USING name, name || ' child';
        EXCEPTION WHEN SQLSTATE 'KR001' OR SQLSTATE 'KR002' OR SQLSTATE 'KR010' OR SQLSTATE 'KR015' THEN
            state := SQLSTATE;
        END;
        INSERT INTO outcome VALUES (name, n, ops[n], state);
    END LOOP;
    PERFORM credits.stop(name || ' child', m.item) FROM (SELECT DISTINCT item FROM credits.meters(name || ' child') WHERE status = 'running') m;
END $$;

CREATE FUNCTION pg_temp.replayed(name text, plan text, starts timestamptz, ends timestamptz, prefix text DEFAULT '') RETURNS SETOF text LANGUAGE sql AS $$
    SELECT prefix || concat_ws(' ', r.kind, r.resource, CASE WHEN r.kind = 'cycle' THEN r.quantity END, CASE WHEN r.kind <> 'cycle' THEN r.charged END, trim_scale(r.money))
      FROM credits.replay(name, plan, tstzrange(starts, ends)) r
    UNION ALL SELECT prefix || concat_ws(' ', 'drawn', coalesce(credits.sum(r.credits), '0'), coalesce(credits.sum(r.overage), '0')) FROM credits.replay(name, plan, tstzrange(starts, ends)) r WHERE r.kind IN ('usage', 'refused') $$;
CREATE FUNCTION pg_temp.billed(name text, starts timestamptz, ends timestamptz, prefix text DEFAULT '') RETURNS SETOF text LANGUAGE sql AS $$
    SELECT prefix || concat_ws(' ', 'usage', l.resource, credits.sum(l.charged))
      FROM credits.usage_line l JOIN credits.account_key k USING (account_id) WHERE k.account = name AND l.at >= starts AND l.at < ends
     GROUP BY l.resource HAVING bool_or(l.charged <> 0 OR (l.quantity > 0 AND (l.until IS NULL OR l.until > l.at)))
    UNION ALL SELECT prefix || concat_ws(' ', b.kind, b.quantity, b.overage, trim_scale(b.money)) FROM pg_temp.bill(name, starts, ends - interval '1 microsecond') b
    UNION ALL SELECT prefix || concat_ws(' ', 'drawn', coalesce(credits.sum(0::credits.amount - e.amount) FILTER (WHERE NOT b.postpaid), '0'),
                                              coalesce(credits.sum(0::credits.amount - e.amount) FILTER (WHERE b.postpaid), '0'))
      FROM credits.entry e JOIN credits.account_key k USING (account_id) JOIN credits.bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
     WHERE k.account = name AND e.kind IN ('draw', 'return') AND e.at >= starts AND e.at < ends $$;
CREATE TEMP TABLE replayed (row text);
CREATE TEMP TABLE billed (row text);

-- of its own plan: all of an account's time, and each of its periods if nothing is left of one for the next
CREATE FUNCTION pg_temp.compare(name text, plan text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    until timestamptz := (SELECT p.ends_at FROM credits.period p JOIN credits.account_key k USING (account_id) WHERE k.account = name AND p.starts_at = pg_temp.since(name));
    own record;
BEGIN
    PERFORM credits.set_clock(name, (SELECT max(p.closes_at) FROM credits.period p JOIN credits.account_key k USING (account_id) WHERE k.account = name AND p.ends_at <= until));
    INSERT INTO replayed SELECT * FROM pg_temp.replayed(name, plan, '2026-01-05 03:00Z', until, name || ' on ' || plan || ': ');
    INSERT INTO billed SELECT * FROM pg_temp.billed(name, '2026-01-05 03:00Z', until, name || ' on ' || plan || ': ');
    FOR own IN SELECT p.starts_at, p.ends_at FROM credits.period p JOIN credits.account_key k USING (account_id)
              WHERE k.account = name AND p.ends_at <= until AND p.starts_at = p.cycle_starts_at AND p.ends_at = p.cycle_ends_at AND plan NOT LIKE 'roll%' LOOP
        INSERT INTO replayed SELECT * FROM pg_temp.replayed(name || ' child', plan, own.starts_at, own.ends_at, name || ' on ' || plan || ' in ' || own.starts_at || ': ');
        INSERT INTO billed SELECT * FROM pg_temp.billed(name, own.starts_at, own.ends_at, name || ' on ' || plan || ' in ' || own.starts_at || ': ');
    END LOOP;
END $$;

DO $$
DECLARE
    plan text;
    zone text;
BEGIN
    FOR n IN 1 .. 40 LOOP
        plan := pg_temp.one_of('off', 'on', 'payg', 'capped', 'rollmin', 'yearly', 'weekly', 'large');
        zone := pg_temp.one_of('UTC', 'America/New_York', 'Asia/Kathmandu');
        PERFORM pg_temp.live('own ' || n, plan, zone, pg_temp.history(25, plan IN ('payg', 'large'), plan IN ('payg', 'large')));
        PERFORM pg_temp.compare('own ' || n, plan);
    END LOOP;
END $$;
SELECT is_empty($$(SELECT 'replayed', s.* FROM (TABLE replayed EXCEPT TABLE billed) s) UNION ALL (SELECT 'billed', d.* FROM (TABLE billed EXCEPT TABLE replayed) d) ORDER BY 2, 1$$,
    'the replay of an account on its own plan is what it was billed');
SELECT cmp_ok((SELECT count(DISTINCT o.op)::int FROM outcome o WHERE o.state = 'done' AND o.op ~ 'start|stop|resize'), '>', 60, 'much ran');
SELECT set_has('SELECT state FROM outcome', $$VALUES ('done'), ('KR001'), ('KR002'), ('KR015')$$, 'and some of it could not');

-- two accounts that do the same on two plans, under either of which nothing is refused: the replay of one on the other's is the other's bill
TRUNCATE replayed, billed;
DO $$
DECLARE
    ops text[];
    since timestamptz := '2026-01-05 03:00Z';
    until timestamptz;
BEGIN
    FOR n IN 1 .. 30 LOOP
        ops := pg_temp.history(20, true, true);
        PERFORM pg_temp.live('large ' || n, 'large', 'UTC', ops), pg_temp.live('payg ' || n, 'payg', 'UTC', ops);
        until := (SELECT p.ends_at FROM credits.period p JOIN credits.account_key k USING (account_id) WHERE k.account = 'payg ' || n AND p.starts_at = pg_temp.since('payg ' || n));
        PERFORM credits.set_clock('large ' || n, until + interval '5 days'), credits.set_clock('payg ' || n, until + interval '5 days');
        INSERT INTO replayed SELECT * FROM pg_temp.replayed('large ' || n, 'payg', since, until, 'payg ' || n || ': ');
        INSERT INTO billed SELECT * FROM pg_temp.billed('payg ' || n, since, until, 'payg ' || n || ': ');
        CONTINUE WHEN EXISTS (SELECT FROM credits.replay('payg ' || n, 'large', tstzrange(since, until)) r WHERE r.kind = 'refused');
        INSERT INTO replayed SELECT * FROM pg_temp.replayed('payg ' || n, 'large', since, until, 'large ' || n || ': ');
        INSERT INTO billed SELECT * FROM pg_temp.billed('large ' || n, since, until, 'large ' || n || ': ');
    END LOOP;
END $$;
-- but where one could not pay what the other could
CREATE TEMP VIEW unlike AS
SELECT DISTINCT split_part(o.name, ' ', 2) || ':' AS pair FROM outcome o JOIN outcome p ON p.name = 'payg ' || split_part(o.name, ' ', 2) AND p.number = o.number
 WHERE o.name LIKE 'large%' AND o.state <> p.state
UNION SELECT split_part(a.account, ' ', 2) || ':' FROM credits.outbox o JOIN credits.account a USING (account_id) WHERE a.account LIKE 'large%';
DELETE FROM replayed r WHERE split_part(r.row, ' ', 2) IN (TABLE unlike);
DELETE FROM billed r WHERE split_part(r.row, ' ', 2) IN (TABLE unlike);
SELECT is_empty($$(SELECT 'replayed', s.* FROM (TABLE replayed EXCEPT TABLE billed) s) UNION ALL (SELECT 'billed', d.* FROM (TABLE billed EXCEPT TABLE replayed) d) ORDER BY 2, 1$$,
    'the replay on another plan is what another account was billed on it');
SELECT cmp_ok((SELECT count(DISTINCT split_part(row, ':', 1))::int FROM replayed), '>', 20, 'of many');

-- ---------------------------------------------------------------------------------------------
-- compare_plans() is replay() of the current period, on each
-- ---------------------------------------------------------------------------------------------
-- accounts in the midst of a period
DO $$
BEGIN
    FOR n IN 1 .. 15 LOOP
        PERFORM pg_temp.live('midst ' || n, pg_temp.one_of('large', 'payg', 'on'), 'Asia/Kathmandu', pg_temp.history(8, true, false));
    END LOOP;
END $$;
CREATE TEMP TABLE before AS SELECT pg_temp.rows() AS row;
CREATE TEMP TABLE compared AS
SELECT p.account, pg_temp.since(p.account) AS since, p.clock, p.time_zone, c.*
  FROM credits.account a JOIN credits.account p ON p.account_id = a.account_id AND p.user_id = a.account_id
 CROSS JOIN LATERAL credits.compare_plans(a.account) WITH ORDINALITY c (plan, is_current, total, charged, credits, overage, refused, reason, place)
 WHERE a.account LIKE 'midst% child';
CREATE TEMP TABLE replays AS
SELECT c.account, c.plan, sum(r.money) FILTER (WHERE r.kind = 'total') AS total, sum(r.money) FILTER (WHERE r.kind = 'overage') AS beyond,
       coalesce(credits.sum(r.charged) FILTER (WHERE r.kind = 'usage'), '0') AS charged, coalesce(credits.sum(r.credits) FILTER (WHERE r.kind = 'usage'), '0') AS credits,
       coalesce(credits.sum(r.overage) FILTER (WHERE r.kind = 'usage'), '0') AS overage, coalesce(credits.sum(r.charged) FILTER (WHERE r.kind = 'refused'), '0') AS refused
  FROM compared c CROSS JOIN LATERAL credits.replay(c.account, c.plan, tstzrange(c.since, c.clock, '[]')) r
 GROUP BY c.account, c.plan;
SELECT results_eq('SELECT account, plan, charged, credits, overage, refused FROM compared ORDER BY account, plan',
                  'SELECT account, plan, charged, credits, overage, refused FROM replays ORDER BY account, plan', 'compare_plans() says what replay() does');
SELECT results_eq($$SELECT account, plan, total FROM compared WHERE plan NOT IN ('yearly', 'hourly') ORDER BY account, plan$$,
                  $$SELECT account, plan, total FROM replays WHERE plan NOT IN ('yearly', 'hourly') ORDER BY account, plan$$, 'and what it comes to');
SELECT is_empty($$SELECT * FROM compared c JOIN replays r USING (account, plan) WHERE c.plan = 'yearly' AND c.total <> 100 + r.beyond$$, 'a year that is billed by the month for its share');
SELECT is_empty($$SELECT * FROM compared a JOIN compared b ON b.account = a.account AND b.place = a.place + 1
                   WHERE NOT row(a.refused > '0', a.total, a.plan COLLATE "C") < row(b.refused > '0', b.total, b.plan COLLATE "C")$$, 'the cheapest comes first, those that would refuse last');
SELECT is_empty($$SELECT * FROM compared WHERE (refused > '0') <> (reason LIKE '%would refuse%') OR (place = 1 AND refused = '0') <> (reason LIKE '%cheapest%')
                      OR is_current <> (reason LIKE 'your plan; %') OR (place > 1 AND refused = '0') <> (reason LIKE '%covers all, for%')$$, 'and each says why');
SELECT is((SELECT count(*)::int FROM compared WHERE is_current), 15, 'one is the current plan');

-- ---------------------------------------------------------------------------------------------
-- Nothing is written
-- ---------------------------------------------------------------------------------------------
SELECT cmp_ok((SELECT count(*)::int FROM asked a CROSS JOIN LATERAL credits.estimate(a.plan, a.workload, a.at)), '=', (SELECT count(*)::int FROM said), 'asked again, it says the same');
SELECT set_eq('SELECT pg_temp.rows()', 'TABLE before', 'every row of every table is as it was');
SELECT is_empty('SELECT * FROM credits.verify()', 'the books are sound');

SELECT * FROM finish();
ROLLBACK;
