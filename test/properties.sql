-- What must be so of any books: nothing appears or vanishes, and what comes to the same is the same to the last digit.

BEGIN;
SET LOCAL search_path = public, credits;
SELECT plan(22);

INSERT INTO credits.resource (resource) VALUES ('gpu'), ('disk'), ('call');
INSERT INTO credits.price (resource, rate, valid_from, valid_until) VALUES
    ('gpu', '1/3 s', '-infinity', '2025-02-10 12:00Z'), ('gpu', '0.7/hour', '2025-02-10 12:00Z', 'infinity'),
    ('disk', '0.0000001/s', '-infinity', 'infinity'), ('call', '0.333333333333333333', '-infinity', 'infinity');

-- accounts that are alike: buckets that come, go, and pay for one thing only
CREATE FUNCTION pg_temp.open(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM credits.open_account(name, clock => '2025-01-01 00:00Z', time_zone => 'America/New_York', at => '2025-01-01 00:00Z');
    PERFORM credits.grant(name, 100000, class => 'included');
    PERFORM credits.grant(name, 300000.000000000000000001, class => 'bonus', effective_at => '2025-01-20 07:13:11Z', expires_at => '2025-02-12 00:00Z');
    PERFORM credits.grant(name, 200000, class => 'promotional', scope => '{gpu}', expires_at => '2025-02-03 03:03:03Z');
    PERFORM credits.grant(name, 1000000, cost => 0.5);
    PERFORM credits.grant(name, 1000000, cost => 0.25);
    PERFORM credits.set_overage(name, true);
END $$;

-- what is left of each bucket
CREATE FUNCTION pg_temp.rests(name text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(b.class || ' ' || b.used || ' ' || b.lapsed, ', ' ORDER BY b.id)
      FROM credits.bucket b JOIN credits.account_key k USING (account_id) WHERE k.account = name $$;
CREATE FUNCTION pg_temp.entries(name text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(concat_ws(' ', e.kind, e.at, e.bucket_id - f.first, e.bucket_seq, e.line, e.amount, e.bucket_after, e.late_at), E'\n' ORDER BY e.operation, e.piece)
      FROM credits.entry e JOIN credits.account_key k USING (account_id)
      CROSS JOIN LATERAL (SELECT min(b.id) AS first FROM credits.bucket b WHERE b.account_id = k.account_id) f
     WHERE k.account = name $$;
CREATE FUNCTION pg_temp.charged(name text) RETURNS credits.amount LANGUAGE sql AS $$
    SELECT credits.sum(charged) FROM credits.usage WHERE account = name $$;

SELECT pg_temp.open(name) FROM unnest('{whole,cut,cut by one,batch,backward}'::text[]) name;

-- ---------------------------------------------------------------------------------------------
-- An interval, whole or in pieces
-- ---------------------------------------------------------------------------------------------
CREATE TEMP TABLE piece AS
SELECT at, lead(at) OVER (ORDER BY at) AS until
  FROM (SELECT '2025-01-10 05:00:00.123457Z'::timestamptz AS at
        UNION SELECT '2025-01-10 05:00:00.123457Z'::timestamptz + n * n * n * interval '17 minutes 13.000001 seconds' FROM generate_series(1, 16) n
        UNION SELECT '2025-03-09 07:30:00Z') cuts
 WHERE at <= '2025-03-09 07:30:00Z';
DELETE FROM piece WHERE until IS NULL;

SELECT lives_ok($$SELECT credits.charge('whole', 'gpu', 1.7, at => '2025-01-10 05:00:00.123457Z', until => '2025-03-09 07:30:00Z')$$, 'charge the whole');
SELECT lives_ok($$SELECT credits.charge('cut', 'gpu', 1.7, at => at, until => until) FROM (SELECT * FROM piece ORDER BY at) p$$, 'charge its pieces in order');
SELECT lives_ok($$SELECT credits.charge('backward', 'gpu', 1.7, at => at, until => until) FROM (SELECT * FROM piece ORDER BY at DESC) p$$, 'charge its pieces, the last first');
SELECT lives_ok($$INSERT INTO credits.usage (account, resource, quantity, at, until) SELECT 'batch', 'gpu', 1.7, at, until FROM piece ORDER BY md5(at::text)$$, 'charge its pieces in one statement');
SELECT is(pg_temp.charged('cut'), pg_temp.charged('whole'), 'pieces cost what the whole does');
SELECT is(pg_temp.charged('backward'), pg_temp.charged('whole'), 'in whatever order');
SELECT is(pg_temp.charged('batch'), pg_temp.charged('whole'), 'and in one statement');
SELECT is(pg_temp.rests('cut'), pg_temp.rests('whole'), 'pieces draw from the buckets that the whole does');
SELECT is(pg_temp.rests('batch'), pg_temp.rests('whole'), 'and so do rows of one statement');
SELECT is(pg_temp.entries('batch'), pg_temp.entries('cut'), 'rows of one statement post what single calls in order of time do');
SELECT is((SELECT credits.sum(charged) FROM credits.quote('cut by one', 'gpu', 1.7, at => '2025-01-10 05:00:00.123457Z', until => '2025-03-09 07:30:00Z')),
          pg_temp.charged('whole'), 'a quote says the same');

-- ---------------------------------------------------------------------------------------------
-- Events that the same buckets may pay, in any order
-- ---------------------------------------------------------------------------------------------
SELECT pg_temp.open(name) FROM unnest('{up,down,bulk}'::text[]) name;
SELECT lives_ok($$SELECT credits.charge('up', 'call', n * 9999.123456789) FROM generate_series(1, 25) n$$, 'events, small ones first');
SELECT lives_ok($$SELECT credits.charge('down', 'call', n * 9999.123456789) FROM generate_series(25, 1, -1) n$$, 'events, big ones first');
SELECT lives_ok($$INSERT INTO credits.usage (account, resource, quantity) SELECT account, 'call', n * 9999.123456789
                    FROM generate_series(1, 25) n, unnest('{bulk,other}'::text[]) account WHERE account = 'bulk' ORDER BY -n$$, 'events, in one statement');
SELECT is(pg_temp.rests('down'), pg_temp.rests('up'), 'what is left does not depend on their order');
SELECT is(pg_temp.rests('bulk'), pg_temp.rests('up'), 'nor on their coming together');

-- ---------------------------------------------------------------------------------------------
-- Months closed one by one, or all at once and late
-- ---------------------------------------------------------------------------------------------
SELECT credits.set_clock('cut', at) FROM (SELECT generate_series('2025-01-15 00:00Z'::timestamptz, '2025-06-15 00:00Z', '1 month') AS at) months;
SELECT credits.set_clock('batch', '2025-06-15 00:00Z');
SELECT is(pg_temp.entries('batch'), pg_temp.entries('cut'), 'closing late posts what closing on time does');
SELECT is((SELECT array_agg(p.starts_at ORDER BY 1) FROM credits.period p JOIN credits.account_key k USING (account_id) WHERE k.account = 'batch' AND closed_at IS NOT NULL),
          (SELECT array_agg(p.starts_at ORDER BY 1) FROM credits.period p JOIN credits.account_key k USING (account_id) WHERE k.account = 'cut' AND closed_at IS NOT NULL),
          'and closes the same months');

-- ---------------------------------------------------------------------------------------------
-- Conservation
-- ---------------------------------------------------------------------------------------------
SELECT is_empty($$SELECT k.account FROM credits.account_key k WHERE
    (SELECT credits.sum(e.amount) FROM credits.entry e WHERE e.account_id = k.account_id) <>
    (SELECT credits.sum(CASE WHEN b.postpaid THEN 0::credits.amount ELSE b.granted END - b.used - b.lapsed) FROM credits.bucket b WHERE b.account_id = k.account_id)$$,
    'granted - drawn - expired is left');
SELECT is_empty($$SELECT l.account_id, l.operation FROM credits.usage_line l
                   GROUP BY 1, 2 HAVING credits.sum(l.charged) <> (SELECT credits.sum(0::credits.amount - e.amount) FROM credits.entry e
                                                                    WHERE e.account_id = l.account_id AND e.operation = l.operation)$$,
    'what is charged is drawn');
SELECT is_empty($$SELECT k.account FROM credits.account_key k, credits.balance(k.account) b
                   WHERE b.available <> (SELECT coalesce(credits.sum(r.remaining), 0) FROM credits.buckets(k.account) r WHERE r.class <> 'flex')$$,
    'a balance is the sum of its buckets');
SELECT is_empty('SELECT * FROM credits.verify()', 'the books are sound');

SELECT * FROM finish();
ROLLBACK;
