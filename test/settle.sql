-- How often meters are settled changes nothing: not what is charged, not what is left where, not the microsecond at which credit runs out.

BEGIN;
SET LOCAL search_path = public, credits;
SET LOCAL timezone = 'UTC';
SELECT plan(29);
SELECT setseed(0.20260110);

INSERT INTO credits.resource (resource, at_zero) VALUES ('vm', 'suspend'), ('disk', 'suspend'), ('gpu', 'terminate'), ('ip', 'continue'), ('pod', 'suspend');
INSERT INTO credits.price (resource, rate, valid_from, valid_until) VALUES
    ('vm', '1/3 s', '-infinity', '2026-01-14 03:17:11.123457Z'), ('vm', '0.7/s', '2026-01-14 03:17:11.123457Z', 'infinity'),
    ('disk', '0.0000001/s', '-infinity', 'infinity'), ('gpu', '1/7 s', '-infinity', 'infinity'), ('ip', '1/11 min', '-infinity', 'infinity');
INSERT INTO credits.price (resource, rate, step, least) VALUES ('pod', '1/90 s', '1 minute', 3);
INSERT INTO credits.plan (plan, price, included, overage, overage_price, overage_cap, grace, cycle, rollover_max) VALUES
    ('weekly', 10, 5000, true, 0.1, 100, '2 days', '7 days', 1000);

-- Bring an account to an instant: at once, by the hour, at so many random instants, or at those and reading all the while
CREATE FUNCTION pg_temp.advance(name text, upto timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    since timestamptz := (SELECT a.clock FROM credits.account a WHERE a.account = name);
    instant timestamptz;
BEGIN
    IF name LIKE '%hourly' THEN
        PERFORM credits.set_clock(name, t) FROM generate_series(since, upto, '1 hour') t;
    ELSIF name LIKE '%random' THEN
        FOR instant IN SELECT since + (upto - since) * random() AS t FROM generate_series(1, 350) ORDER BY t LOOP
            PERFORM credits.set_clock(name, instant);
            IF random() < 0.1 THEN
                PERFORM credits.settle(name, greatest(instant - (instant - since) * random(), (SELECT max(p.starts_at) FROM credits.period p JOIN credits.account_key k USING (account_id) WHERE k.account = name AND p.starts_at <= instant)));
            END IF;
        END LOOP;
    ELSIF name LIKE '%read' THEN
        PERFORM (credits.balance(name, t)).available, (credits.runway(name, t)).hours, (SELECT count(*) FROM credits.meters(name, t))
           FROM generate_series(since, upto, (upto - since) / 5) t;
    END IF;
    PERFORM credits.set_clock(name, upto);
END $$;
-- what was charged for what, what is left of each bucket, how each thing stands, what was told of it; no ids
CREATE FUNCTION pg_temp.charged(name text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(concat_ws(' ', resource, item, charged), E'\n' ORDER BY resource, item)
      FROM (SELECT u.resource, u.item, credits.sum(u.charged) AS charged FROM credits.usage u WHERE u.account = name GROUP BY 1, 2) u $$;
CREATE FUNCTION pg_temp.rests(name text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(concat_ws(' ', b.class, b.note, b.effective_at, b.expires_at, b.granted, b.used, b.lapsed, b.closed_at IS NOT NULL), E'\n' ORDER BY b.effective_at, b.id)
      FROM credits.bucket b JOIN credits.account_key k USING (account_id) WHERE k.account = name $$;
CREATE FUNCTION pg_temp.things(name text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(concat_ws(' ', m.resource, m.item, m.status, m.quantity, m.started_at, m.stopped_at, 'unpaid ' || m.unpaid_since, m.burn_rate), E'\n' ORDER BY m.resource, m.item)
      FROM credits.meters(name) m $$;
CREATE FUNCTION pg_temp.told(name text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(concat_ws(' ', o.at, o.event, o.facts - 'account'), E'\n' ORDER BY o.at, o.facts - 'account')
      FROM credits.outbox o JOIN credits.account_key k ON k.user_id = o.user_id WHERE k.account = name $$;
CREATE FUNCTION pg_temp.all_of(name text) RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(E'\n', pg_temp.charged(name), pg_temp.rests(name), pg_temp.things(name), (credits.balance(name)).available, (credits.runway(name)).runs_out_at) $$;

-- ---------------------------------------------------------------------------------------------
-- One machine: a price that changes, a bucket that expires, a resize, a run-out, a recharge and a new start
-- ---------------------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.one(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM credits.open_account(name, clock => '2026-01-10 00:00:00.000001Z', at => '2026-01-01 00:00Z');
    PERFORM credits.grant(name, 60000.000000000000000001, class => 'included', expires_at => '2026-01-11 11:11:11.111111Z'),
            credits.grant(name, 70000, class => 'bonus', effective_at => '2026-01-12 07:13:11Z', scope => '{vm}'),
            credits.grant(name, 100000, cost => 0.5), credits.grant(name, 100000.000000000000000007, cost => 0.25);
    PERFORM credits.start(name, 'vm', 'one', 1.7);
    PERFORM pg_temp.advance(name, '2026-01-13 01:02:03.000004Z');
    PERFORM credits.resize(name, 'vm', 'one', 0.9);
    PERFORM pg_temp.advance(name, '2026-01-20 00:00Z');
END $$;
SELECT pg_temp.one(name) FROM unnest('{once,hourly,random,read}'::text[]) name;
SELECT is(m.status || ' ' || (m.stopped_at > '2026-01-14 03:17:12Z'), 'suspended true', 'one machine ran out, after its price had changed') FROM credits.meters('once') m;
SELECT is(pg_temp.charged('hourly'), pg_temp.charged('once'), 'settled by the hour, it is charged what it is settled once');
SELECT is(pg_temp.charged('random'), pg_temp.charged('once'), 'and settled at 700 random instants');
SELECT is(pg_temp.rests('random'), pg_temp.rests('once'), 'and from the same buckets');
SELECT is(pg_temp.things('random'), pg_temp.things('once'), 'and it runs out in the same microsecond');
SELECT is(pg_temp.things('hourly'), pg_temp.things('once'), 'by the hour too');

SELECT credits.grant(name, 50000) FROM unnest('{once,hourly,random,read}'::text[]) name;
SELECT credits.start(name, 'vm', 'one', 0.3) FROM unnest('{once,hourly,random,read}'::text[]) name;
SELECT pg_temp.advance(name, '2026-03-15 12:00Z') FROM unnest('{once,hourly,random,read}'::text[]) name;
SELECT is(pg_temp.all_of(name), pg_temp.all_of('once'), 'after a recharge and a new start, over the ends of months: ' || name) FROM unnest('{hourly,random,read}'::text[]) name;

-- ---------------------------------------------------------------------------------------------
-- Many things that share some buckets, and some not, and run out one after the other
-- ---------------------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.many(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM credits.open_account(name, clock => '2026-01-10 00:00Z', at => '2026-01-01 00:00Z');
    PERFORM credits.open_account(name || '/child', parent => name);
    PERFORM credits.grant(name, 9999, class => 'included', expires_at => '2026-01-11 13:00:00.000001Z'),
            credits.grant(name, 30000, class => 'bonus', note => 'all'), credits.grant(name, 40, class => 'prepaid', scope => '{disk}'),
            credits.grant(name, 20000, class => 'prepaid', scope => '{vm}', expires_at => '2026-01-12 00:00Z'),
            credits.grant(name, 3000, class => 'prepaid', scope => '{gpu,ip}'), credits.grant(name, 800, class => 'prepaid', effective_at => '2026-01-13 00:00Z', scope => '{ip,pod}');
    PERFORM credits.start(name, 'vm', 'a'), credits.start(name, 'disk', 'b', 1000000), credits.start(name || '/child', 'gpu', 'c', 2),
            credits.start(name, 'ip', 'd', 3), credits.start(name, 'pod', 'e', 5), credits.start(name || '/child', 'pod', 'f', 0.5);
    PERFORM pg_temp.advance(name, '2026-01-20 00:00Z');
END $$;
SELECT pg_temp.many('many ' || name) FROM unnest('{once,hourly,random,read}'::text[]) name;
SELECT cmp_ok((SELECT count(*) FROM credits.outbox o JOIN credits.account_key k USING (account_id) WHERE k.account = 'many once'), '>=', 5::bigint, 'several things run out');
SELECT is(pg_temp.all_of('many ' || name), pg_temp.all_of('many once'), 'many things: ' || name) FROM unnest('{hourly,random,read}'::text[]) name;
SELECT is(pg_temp.told('many ' || name), pg_temp.told('many once'), 'and what was told of them: ' || name) FROM unnest('{hourly,random,read}'::text[]) name;
SELECT is(pg_temp.all_of('many ' || name || '/child'), pg_temp.all_of('many once/child'), 'and a child''s: ' || name) FROM unnest('{hourly,random,read}'::text[]) name;

-- ---------------------------------------------------------------------------------------------
-- On a plan: cycles that renew and carry over, overage to a cap, a grace, and what goes on unpaid between
-- ---------------------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.planned(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM credits.open_account(name, 'weekly', clock => '2026-01-10 00:00Z');
    PERFORM credits.start(name, 'vm', 'a', 0.04), credits.start(name, 'ip', 'd', 2);
    PERFORM pg_temp.advance(name, '2026-02-02 13:00Z');
    PERFORM credits.resize(name, 'ip', 'd', 1);
    PERFORM pg_temp.advance(name, '2026-02-20 05:00Z');
END $$;
SELECT pg_temp.planned('plan ' || name) FROM unnest('{once,hourly,random,read}'::text[]) name;
SELECT is(pg_temp.all_of('plan ' || name), pg_temp.all_of('plan once'), 'on a plan: ' || name) FROM unnest('{hourly,random,read}'::text[]) name;
SELECT is(pg_temp.told('plan ' || name), pg_temp.told('plan once'), 'and what was told of it: ' || name) FROM unnest('{hourly,random,read}'::text[]) name;
SELECT is((SELECT string_agg(concat_ws(' ', i.starts_at, i.total), E'\n' ORDER BY i.starts_at) FROM credits.invoice i JOIN credits.account_key k USING (account_id) WHERE k.account = 'plan random'),
          (SELECT string_agg(concat_ws(' ', i.starts_at, i.total), E'\n' ORDER BY i.starts_at) FROM credits.invoice i JOIN credits.account_key k USING (account_id) WHERE k.account = 'plan once'),
          'and invoiced the same');

-- ---------------------------------------------------------------------------------------------
-- Books made by chance: buckets with random lives, sizes and scopes, and random things that run
-- ---------------------------------------------------------------------------------------------
CREATE TEMP TABLE chance AS
SELECT n, i, 10 + 3000 * random() * random() AS amount, (ARRAY['included', 'promotional', 'bonus', 'prepaid'])[1 + floor(4 * random())::int] AS class,
       '2026-01-10 00:00Z'::timestamptz + interval '3 days' * greatest(0, random() - 0.4) AS since, interval '1 second' + interval '4 days' * random() * random() AS life,
       (SELECT array_agg(r) FROM unnest('{vm,disk,gpu,ip,pod}'::text[]) r WHERE random() < 0.4 AND n > 0) AS scope
  FROM generate_series(1, 40) n, generate_series(1, 6) i;
CREATE TEMP TABLE chance_thing AS
SELECT n, r AS resource, item, round((CASE r WHEN 'disk' THEN 1000000 ELSE 3 END * random())::numeric, 6) AS quantity, '2026-01-10 00:00Z'::timestamptz + interval '1 day' * floor(3 * random()) AS at
  FROM generate_series(1, 40) n, unnest('{vm,disk,gpu,ip,pod}'::text[]) r, generate_series(1, 2) item WHERE random() < 0.6;
CREATE FUNCTION pg_temp.by_chance(book int, name text, cuts int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    day timestamptz;
BEGIN
    PERFORM credits.open_account(name, clock => '2026-01-10 00:00Z', at => '2026-01-01 00:00Z');
    PERFORM credits.grant(name, 1, scope => '{vm}');
    PERFORM credits.grant(name, c.amount::numeric(20, 6)::credits.amount, c.class, effective_at => c.since, expires_at => c.since + c.life, scope => c.scope, note => c.i::text)
       FROM chance c WHERE c.n = book ORDER BY c.i;
    IF book % 3 = 0 THEN
        PERFORM credits.set_overage(name, true, 100);
    END IF;
    FOR day IN SELECT generate_series('2026-01-10 00:00Z'::timestamptz, '2026-01-14 00:00Z', '1 day') LOOP
        PERFORM credits.set_clock(name, t) FROM (SELECT day - interval '1 day' * random() AS t FROM generate_series(1, cuts) ORDER BY t) cut WHERE t > '2026-01-10 00:00Z';
        PERFORM credits.set_clock(name, day);
        BEGIN
            PERFORM credits.start(name, c.resource, c.item::text, c.quantity) FROM chance_thing c WHERE c.n = book AND c.at = day ORDER BY c.resource, c.item;
        EXCEPTION WHEN SQLSTATE 'KR001' OR SQLSTATE 'KR002' THEN
            NULL;
        END;
    END LOOP;
END $$;
SELECT pg_temp.by_chance(n, 'chance ' || n, 0), pg_temp.by_chance(n, 'chance ' || n || ' cut', 15) FROM generate_series(1, 40) n;
SELECT is_empty($$SELECT n, pg_temp.all_of('chance ' || n), pg_temp.all_of('chance ' || n || ' cut') FROM generate_series(1, 40) n
                   WHERE pg_temp.all_of('chance ' || n) <> pg_temp.all_of('chance ' || n || ' cut')$$, 'books made by chance, settled daily or at random');

-- ---------------------------------------------------------------------------------------------
-- A read at an instant tells what settling to it will
-- ---------------------------------------------------------------------------------------------
CREATE TEMP TABLE foretold AS
SELECT name, t, (SELECT string_agg(concat_ws(' ', m.resource, m.item, m.status, m.stopped_at, m.unpaid_since), E'\n' ORDER BY m.resource, m.item) FROM credits.meters(name, t) m) AS things,
       (credits.balance(name, t)).available, (credits.runway(name, t)).runs_out_at
  FROM unnest('{chance 1,chance 2,chance 3,chance 5,plan once}'::text[]) name, LATERAL (SELECT a.clock + n * interval '7 hours 1 microsecond' AS t FROM credits.account a, generate_series(1, 40) n WHERE a.account = name) t;
CREATE TEMP TABLE came AS SELECT * FROM foretold WHERE false;
DO $$
DECLARE
    f record;
BEGIN
    FOR f IN SELECT * FROM foretold ORDER BY name, t LOOP
        PERFORM credits.set_clock(f.name, f.t);
        INSERT INTO came
        SELECT f.name, f.t, (SELECT string_agg(concat_ws(' ', m.resource, m.item, m.status, m.stopped_at, m.unpaid_since), E'\n' ORDER BY m.resource, m.item) FROM credits.meters(f.name) m),
               (credits.balance(f.name)).available, (credits.runway(f.name)).runs_out_at;
    END LOOP;
END $$;
SELECT is_empty($$SELECT name, t, f.things, c.things, f.available, c.available, f.runs_out_at, c.runs_out_at FROM foretold f JOIN came c USING (name, t)
                   WHERE (f.things, f.available, f.runs_out_at) IS DISTINCT FROM (c.things, c.available, c.runs_out_at)$$, 'what a read foretells comes true');

SELECT is_empty('SELECT * FROM credits.verify()', 'the books are sound');
SELECT * FROM finish();
ROLLBACK;
