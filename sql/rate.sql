-- credits.rate: its text and binary forms, order, what multiplying uses up, and what it costs
SET search_path = credits, public;

-- text: the exact price, and what it was given for
SELECT v, v::rate, unit(v::rate), is_timed(v::rate)
  FROM unnest(ARRAY['4/image', '0.15/1M token', '2.50/hour', '0.0000045/vCPU/s', '12', '0/x', ' 1.0 / 1K  tok / Hours ',
                    '3/1000 call', '1/15 min', '1/3', '1/3 GB/7 days', '0.5/GB-hour/h', '1/2K/ms', '1/1000000000G a.b_c-d',
                    '1/1000000000000000000000000000000000000 x', '999999999999999999999999999999999999999999999999999999999.9/x',
                    '0.000000000000000001/week', '170141183460469231731.687303715884105727/us']) v;

-- fails: no rate, or one that nobody can mean
\set VERBOSITY sqlstate
SELECT ''::rate;
SELECT '/image'::rate;
SELECT '4/'::rate;
SELECT '4//s'::rate;
SELECT '4/image/'::rate;
SELECT '4/image/token'::rate;
SELECT '4/s/image'::rate;
SELECT '4/s/s'::rate;
SELECT '4/image/s/s'::rate;
SELECT '4/two words'::rate;
SELECT '4/1080p'::rate;
SELECT '4/1Mtoken'::rate;
SELECT '4/01 token'::rate;
SELECT '4/-1 token'::rate;
SELECT '4/1.5 token'::rate;
SELECT '1e3/token'::rate;
SELECT U&'4/\5b57'::rate;
SELECT ('4/' || repeat('x', 64))::rate;
SELECT ('4/' || repeat('x', 1000000))::rate;
SELECT '0.0000000000000000001/x'::rate;
SELECT '1/month'::rate;
SELECT '10/seat/Year'::rate;
SELECT '-1/x'::rate;
SELECT '1/0 x'::rate;
SELECT '1/0/s'::rate;
SELECT '1/0 s'::rate;
SELECT ('1' || repeat('0', 57) || '/x')::rate;
SELECT ('-1' || repeat('0', 57) || '/x')::rate;
SELECT (repeat('9', 1000000) || '/x')::rate;
SELECT '1/1000000000000000000000000000000000001 x'::rate;
SELECT '1/1000000000000000000000001T x'::rate;
SELECT '1/1000000000000000000 weeks'::rate;
\set VERBOSITY default
SELECT '4/two words'::rate;
SELECT '-1/x'::rate;
SELECT '10/seat/month'::rate;
SELECT '1/0 x'::rate;
SELECT '0.0000000000000000001/x'::rate;
SELECT '1/1000000000000000000000001T x'::rate;

-- equality sees the price, the time and the unit, not how they were written
SELECT '60/hour'::rate = '1/min', '1000/1K token'::rate = '1/token', '1/token'::rate = '1/image', '1'::rate = '1/us',
       '0.15/1M token'::rate <> '0.15/1K token', '3/3 x'::rate = '1/x', '1/3 x'::rate < '0.333333333333333334/x';
SELECT count(DISTINCT v), count(DISTINCT rate_hash(v)), count(DISTINCT rate_hash_extended(v, 7))
  FROM unnest(ARRAY['60/hour', '1/min', '3600/60 h', '0.5/30 s']::rate[]) v;
SELECT v FROM unnest(ARRAY['2/b', '1/s', '0', '2/a', '1/x', '2', '1', '3600/hour', '0.1/us', '1/3', '0.3/s/s']::text[]) t,
       LATERAL (SELECT CASE WHEN t <> '0.3/s/s' THEN t::rate END) s (v) ORDER BY v, t COLLATE "C";
CREATE TEMP TABLE rates AS
SELECT i AS id, (i % 101 || CASE i % 3 WHEN 0 THEN '/x' WHEN 1 THEN '/y/s' ELSE '/min' END)::rate AS v
  FROM generate_series(1, 2000) i;
CREATE INDEX ON rates (v);
ANALYZE rates;
SET enable_seqscan = off;
SET enable_bitmapscan = off;
EXPLAIN (COSTS OFF) SELECT count(*) FROM rates WHERE v = '6/x';
SELECT count(*) FROM rates WHERE v = '6/x';
SELECT count(*) FROM rates WHERE v = '360/hour';
RESET enable_seqscan;
RESET enable_bitmapscan;
SET enable_mergejoin = off;
SET enable_nestloop = off;
SELECT count(*) FROM rates a JOIN rates b USING (v);
SET enable_mergejoin = on;
SET enable_hashjoin = off;
SELECT count(*) FROM rates a JOIN rates b USING (v);
SET enable_mergejoin = off;
SET enable_nestloop = on;
SELECT count(*) FROM rates a JOIN rates b USING (v);
RESET enable_mergejoin;
RESET enable_nestloop;
RESET enable_hashjoin;
SELECT opcname, amname, amvalidate(c.oid)
  FROM pg_opclass c JOIN pg_am a ON a.oid = opcmethod WHERE opcname = 'rate_ops' ORDER BY 2;

-- binary: what was sent is taken, all else refused
SELECT v, rate_send(v) FROM unnest(ARRAY['0', '4/image', '2.50/hour', '0.0000045/vCPU/s']::rate[]) v;
CREATE TEMP TABLE wire (v rate);
INSERT INTO wire VALUES ('0'), ('4/image'), ('0.15/1M token'), ('1/3 GB/7 days'), (NULL),
    ('170141183460469231731.687303715884105727/us'), ('0.000000000000000001/1000000000G x/week');
CREATE TEMP TABLE wire_back (v rate);
\copy wire TO 'results/rate.bin' (FORMAT binary)
\copy wire_back FROM 'results/rate.bin' (FORMAT binary)
SELECT v, v::text = w.t FROM wire_back LEFT JOIN (SELECT v::text AS t FROM wire) w ON w.t = v::text ORDER BY v;
-- fails: nothing at all; unknown flags; 8/2; 1/0; a leading zero; timed without a time; a unit that is none; a price
-- that is no decimal; lengths past the end
\set VERBOSITY sqlstate
COPY wire_back FROM PROGRAM 'printf "PGCOPY\n\377\r\n\000\000\000\000\000\000\000\000\000\000\001\000\000\000\000\377\377"' (FORMAT binary);
COPY wire_back FROM PROGRAM 'printf "PGCOPY\n\377\r\n\000\000\000\000\000\000\000\000\000\000\001\000\000\000\005\002\001\001\004\001\377\377"' (FORMAT binary);
COPY wire_back FROM PROGRAM 'printf "PGCOPY\n\377\r\n\000\000\000\000\000\000\000\000\000\000\001\000\000\000\005\000\001\001\010\002\377\377"' (FORMAT binary);
COPY wire_back FROM PROGRAM 'printf "PGCOPY\n\377\r\n\000\000\000\000\000\000\000\000\000\000\001\000\000\000\004\000\001\000\001\377\377"' (FORMAT binary);
COPY wire_back FROM PROGRAM 'printf "PGCOPY\n\377\r\n\000\000\000\000\000\000\000\000\000\000\001\000\000\000\006\000\002\001\000\004\001\377\377"' (FORMAT binary);
COPY wire_back FROM PROGRAM 'printf "PGCOPY\n\377\r\n\000\000\000\000\000\000\000\000\000\000\001\000\000\000\005\001\001\001\004\001\377\377"' (FORMAT binary);
COPY wire_back FROM PROGRAM 'printf "PGCOPY\n\377\r\n\000\000\000\000\000\000\000\000\000\000\001\000\000\000\007\000\001\001\004\001/+\377\377"' (FORMAT binary);
COPY wire_back FROM PROGRAM 'printf "PGCOPY\n\377\r\n\000\000\000\000\000\000\000\000\000\000\001\000\000\000\005\000\001\001\001\003\377\377"' (FORMAT binary);
COPY wire_back FROM PROGRAM 'printf "PGCOPY\n\377\r\n\000\000\000\000\000\000\000\000\000\000\001\000\000\000\005\000\041\001\001\003\377\377"' (FORMAT binary);
\set VERBOSITY default
-- and the good one among them
COPY wire_back FROM PROGRAM 'printf "PGCOPY\n\377\r\n\000\000\000\000\000\000\000\000\000\000\001\000\000\000\007\000\001\001\004\001/x\377\377"' (FORMAT binary);
SELECT v FROM wire_back WHERE v = '4/x';

-- a quantity uses up the unit, an interval the time
SELECT '4/image'::rate * 3 AS images, '2.50/hour'::rate * interval '30 minutes' AS half_hour,
       '2.50/hour'::rate * 2 * interval '30 minutes' AS two, '0.0000045/vCPU/s'::rate * 4 AS per_second,
       '0.0000045/vCPU/s'::rate * interval '1 hour' AS per_vcpu,
       '0.0000045/vCPU/s'::rate * interval '1 day' * 0.5 AS both, 3 * '4/image'::rate AS turned;
SELECT '1/3 image'::rate * 1 AS third, '1/3 image'::rate * 3 AS one, '1/3 GB/s'::rate * 2 AS per_second,
       '1/7/s'::rate * interval '1 us' AS tiny, '1/hour'::rate * interval '1 us' AS per_us,
       ('1/3 image'::rate * 1)::text::rate = '1/3 image'::rate * 1 AS read_back;
-- as wide as the operands can be, and rounded only at the end
SELECT '123.456789012345678901/week'::rate * 10.123456789012345678 * interval '1 us' AS exact,
       ('123.456789012345678901/week'::rate * 10.123456789012345678 * interval '1 us')::amount AS rounded,
       ('170141183460469231731.687303715884105727/hour'::rate * 1000000 * interval '1 us')::amount AS large;
SELECT '2.50/hour'::rate * 2 * interval '30 minutes' = 2.5 AS equal, '4/image'::rate * 3 > 11.5 AS more,
       '4/image'::rate * 3 + 1 AS sum, ('1/3'::rate)::amount, pg_typeof('4/image'::rate * 3);
SELECT sum('0.15/1M token'::rate * n) FROM generate_series(1, 4) n;
SELECT round('2/3'::rate, 'half-even'), round('2/3'::rate, 'down'), round('1/3'::rate, 'up'), round('1/3'::rate, 'ceiling'),
       round('2/3'::rate, 'floor'), round('0.000000000000000001/2'::rate, 'half-up');
-- fails: quantities and times that are none, and what is still per something
\set VERBOSITY sqlstate
SELECT '4/image'::rate * -1;
SELECT '4/image'::rate * 'NaN'::numeric;
SELECT '4/image'::rate * 'Infinity'::numeric;
SELECT '4/image'::rate * 0.0000000000000000001;
SELECT '4/image'::rate * 1e30;
SELECT ('170141183460469231731/image'::rate * 2)::amount;
SELECT '1/week'::rate * 0.000000000000000001 * 0.000000000000000001 * 0.000000000000000001 * interval '1 us';
SELECT '4/image'::rate * interval '1 hour';
SELECT '2.50/hour'::rate * interval '-1 hour';
SELECT '2.50/hour'::rate * interval '1 month';
SELECT '2.50/hour'::rate * make_interval(days => 2147483647);
SELECT ('4/image'::rate)::amount;
SELECT ('2.50/hour'::rate)::amount;
SELECT ('2.50/hour'::rate * 2) = 5;
SELECT round('1'::rate, 'somehow');
\set VERBOSITY default
SELECT '4/image'::rate * -1;
SELECT '2.50/hour'::rate * interval '1 month';
SELECT '4/image'::rate * interval '1 hour';
SELECT ('0.0000045/vCPU/s'::rate)::amount;
SELECT ('2.50/15 min'::rate)::amount;

-- a cost by quantity is rounded once, half-even
SELECT cost('4/image', 3), cost('0.15/1M token', 1234), cost('1/3 x', 1), cost('2/3 x', 1), cost('4/image', 0),
       cost('0.000000000000000001/2 x', 1) AS half_down, cost('0.000000000000000001/2 x', 3) AS half_up;
-- a cost by time is F(until) - F(at): any cut sums to the same last digit
SELECT cost('2.50/hour', 2, '2026-01-01 00:00+00', '2026-01-01 00:30+00');
SELECT count(DISTINCT total), min(total)
  FROM (SELECT sum(cost('1/7 x/s', 0.3, t, least(t + step, timestamptz '2026-01-02 00:00:00.000001+00')))
          FROM unnest(ARRAY['1 day', '1 hour', '7 minutes', '11.000003 seconds']::interval[]) step,
               generate_series(timestamptz '2026-01-01 00:00+00', '2026-01-02 00:00+00', step) t
         GROUP BY step) s (total);
SELECT cost('1/7 x/s', 0.3, '2026-01-01 00:00+00', '2026-01-02 00:00:00.000001+00') AS whole,
       cost('1/7 x/s', 0.3, '1999-12-31 23:59:59+00', '2000-01-01 00:00+00') AS before_2000,
       cost('1/7 x/s', 0.3, '1999-12-31 23:59:59+00', '1999-12-31 23:59:59.5+00')
     + cost('1/7 x/s', 0.3, '1999-12-31 23:59:59.5+00', '2000-01-01 00:00+00') AS in_halves,
       cost('1/s', 1, '2026-01-01 00:00+00', '2026-01-01 00:00+00') AS nothing;
-- only the result can be out of range
SELECT cost('170141183460469231731/us', 1, '2199-12-31 00:00+00', '2199-12-31 00:00:00.000001+00'),
       cost('1/1000000000000000000 x', 170141183460469231731);
\set VERBOSITY sqlstate
SELECT cost('170141183460469231731/us', 1, '2199-12-31 00:00+00', '2199-12-31 00:00:00.000002+00');
SELECT cost('2/x', 170141183460469231731);
SELECT cost('4/image', -1);
SELECT cost('2.50/hour', 1);
SELECT cost('4/image', 1, '2026-01-01 00:00+00', '2026-01-02 00:00+00');
SELECT cost('2.50/hour', -1, '2026-01-01 00:00+00', '2026-01-02 00:00+00');
SELECT cost('2.50/hour', 1, '2026-01-02 00:00+00', '2026-01-01 00:00+00');
SELECT cost('2.50/hour', 1, '-infinity', '2026-01-01 00:00+00');
SELECT cost('2.50/hour', 1, '2026-01-01 00:00+00', 'infinity');
SELECT cost('2.50/hour', 1, '1969-12-31 00:00+00', '2026-01-01 00:00+00');
SELECT cost('2.50/hour', 1, '2026-01-01 00:00+00', '3000-01-01 00:00+00');
\set VERBOSITY default
SELECT cost('2.50/hour', 1);
SELECT cost('4/image', 1, '2026-01-01 00:00+00', '2026-01-02 00:00+00');
SELECT cost('2.50/hour', NULL, '2026-01-01 00:00+00', '2026-01-02 00:00+00') IS NULL AS null_in_null_out;
