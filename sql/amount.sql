-- credits.amount: its text and binary forms, order, operators, casts and aggregates
SET search_path = credits, public;

-- text: a plain decimal in, the shortest one out
SELECT v, v::amount
  FROM unnest(ARRAY['0', '-0', '+1', '007', '1.50', '-1.000', ' 12.5 ', '0.000000000000000001',
                    '1.0000000000000000000000', '170141183460469231731.687303715884105727',
                    '-170141183460469231731.687303715884105728']) v;

-- fails: none of these is a decimal, and nothing is rounded
\set VERBOSITY sqlstate
SELECT ''::amount;
SELECT ' '::amount;
SELECT '.5'::amount;
SELECT '5.'::amount;
SELECT '-'::amount;
SELECT '--1'::amount;
SELECT '1e5'::amount;
SELECT '0x10'::amount;
SELECT '1_0'::amount;
SELECT '1,5'::amount;
SELECT '1 x'::amount;
SELECT '1.2.3'::amount;
SELECT 'NaN'::amount;
SELECT 'Infinity'::amount;
SELECT '0.0000000000000000001'::amount;
SELECT '170141183460469231731.687303715884105728'::amount;
SELECT '-170141183460469231731.687303715884105729'::amount;
SELECT U&'\0661\0662'::amount;
SELECT convert_from('\x3100', 'UTF8')::amount;
SELECT convert_from('\x31ff', 'UTF8')::amount;
-- long ones are read, or refused, without being echoed
SELECT (repeat('0', 1000000) || '1')::amount;
SELECT ('1.' || repeat('0', 1000000))::amount;
SELECT repeat('9', 1000000)::amount;
SELECT ('0.' || repeat('0', 1000000) || '1')::amount;
\set VERBOSITY default
SELECT '1e5'::amount;
SELECT (repeat('9', 1000) || 'x')::amount;
SELECT (repeat('9', 39) || U&'\00e9\00e9\00e9')::amount;
SELECT '0.0000000000000000001'::amount;
SELECT '170141183460469231732'::amount;

-- binary: 16 bytes, most significant first
SELECT v, amount_send(v)
  FROM unnest(ARRAY['0', '1', '-0.000000000000000001', '170141183460469231731.687303715884105727',
                    '-170141183460469231731.687303715884105728']::amount[]) v;
CREATE TEMP TABLE wire (v amount);
INSERT INTO wire VALUES ('0'), ('-1.5'), ('0.000000000000000001'), (NULL),
    ('170141183460469231731.687303715884105727'), ('-170141183460469231731.687303715884105728');
CREATE TEMP TABLE wire_back (v amount);
\copy wire TO 'results/amount.bin' (FORMAT binary)
\copy wire_back FROM 'results/amount.bin' (FORMAT binary)
SELECT v FROM wire_back ORDER BY v;
SELECT count(*) FROM (TABLE wire EXCEPT ALL TABLE wire_back) AS lost;
-- fails: 15 bytes, 17 bytes, a length of -2
\set VERBOSITY sqlstate
COPY wire_back FROM PROGRAM 'printf "PGCOPY\n\377\r\n\000\000\000\000\000\000\000\000\000\000\001\000\000\000\017123456789012345\377\377"' (FORMAT binary);
COPY wire_back FROM PROGRAM 'printf "PGCOPY\n\377\r\n\000\000\000\000\000\000\000\000\000\000\001\000\000\000\02112345678901234567\377\377"' (FORMAT binary);
COPY wire_back FROM PROGRAM 'printf "PGCOPY\n\377\r\n\000\000\000\000\000\000\000\000\000\000\001\377\377\377\3761234567890123456\377\377"' (FORMAT binary);
\set VERBOSITY default
SELECT count(*) FROM wire_back;
-- the same text whatever the session's formats
SET extra_float_digits = -15;
SET DateStyle = 'German';
SELECT '1234567.0000000001'::amount;
RESET extra_float_digits;
RESET DateStyle;

-- casts: whole numbers and numerics become amounts where one is wanted
CREATE FUNCTION pg_temp.taken(account text, amount amount) RETURNS amount LANGUAGE sql AS 'SELECT $2';
SELECT pg_temp.taken('a', 5), pg_temp.taken('a', 0.5), pg_temp.taken('a', '0.5'), pg_temp.taken('a', 5::bigint),
       pg_temp.taken('a', 5::smallint);
SELECT 9223372036854775807::amount AS int8_max, (-9223372036854775808)::amount AS int8_min,
       170141183460469231731.687303715884105727::amount AS most;
SELECT (0.1::amount)::numeric, pg_typeof((-170141183460469231731.687303715884105728)::amount::numeric);
SELECT to_json(0.1::amount), to_jsonb(-5::amount), json_build_object('n', 0.000000000000000001::amount),
       '170141183460469231731.687303715884105727'::amount::jsonb, '7'::amount::json;
SELECT row_to_json(r) FROM (SELECT 12.50::amount AS credits) r;
-- fails: numbers that are no amount
\set VERBOSITY sqlstate
SELECT 'NaN'::numeric::amount;
SELECT 'Infinity'::numeric::amount;
SELECT '-Infinity'::numeric::amount;
SELECT 1e30::amount;
SELECT 1e131071::amount;
SELECT 0.0000000000000000001::amount;
-- fails: floating point is exact about nothing
SELECT 0.1::float8::amount;
SELECT 1::amount + 0.1::float8;
\set VERBOSITY default
SELECT 'NaN'::numeric::amount;

-- nothing in core has two meanings for it
SELECT 1 + 0.5, 1 = 1.0, 5 / 2, abs(-1), abs('-1'), round(1.5), round(2.345, 2), sum(x), avg(x), max(x)
  FROM generate_series(1, 3) x;
SELECT pg_typeof(1 + 0.5), pg_typeof(abs(-1)), pg_typeof(round(1.5)), pg_typeof(sum(x)),
       pg_typeof(coalesce(1, 0.5)), pg_typeof('2' * interval '1 day'), pg_typeof(interval '1 day' * '2')
  FROM generate_series(1, 3) x;
SELECT 1::amount = 1, 1::amount < 1.5, 2 > 1.5::amount, '1' = 1::amount, 1::amount IN (1, 2.0),
       1::amount = ANY (ARRAY[3, 1]), 2::amount BETWEEN 1 AND 2.5;
SELECT pg_typeof(coalesce(NULL::amount, 0)), pg_typeof(CASE WHEN true THEN 0 ELSE 1::amount END),
       pg_typeof(greatest(1::amount, 2)), pg_typeof(1 + 1::amount), pg_typeof(0.5 * 1::amount);

-- operators: exact, or rounded once, half-even
SELECT '1.5'::amount + 2 AS plus, '1.5'::amount - 2 AS minus, -'1.5'::amount AS negative, +'1.5'::amount AS same,
       abs('-1.5'::amount) AS abs;
SELECT a, b, a * b AS times, a / b AS by, a % b AS rest
  FROM (VALUES ('1'::amount, '3'::amount), ('2', '-3'), ('-7.5', '2'), ('0.000000000000000001', '0.5'),
               ('0.000000000000000003', '0.5'), ('0.000000000000000001', '2'), ('0.000000000000000003', '2'),
               ('12345678901', '12345678901'), ('100000000000', '0.000000007'),
               ('-170141183460469231731.687303715884105728', '1'),
               ('85070591730234615865.843651857942052863', '-1.000000000000000001')) v (a, b);
SELECT '-170141183460469231731.687303715884105728'::amount % '-0.000000000000000001' AS rest;
-- fails: out of range, and divisions by zero
\set VERBOSITY sqlstate
SELECT '170141183460469231731.687303715884105727'::amount + '0.000000000000000001';
SELECT '-170141183460469231731.687303715884105728'::amount - '0.000000000000000001';
SELECT - '-170141183460469231731.687303715884105728'::amount;
SELECT abs('-170141183460469231731.687303715884105728'::amount);
SELECT '-170141183460469231731.687303715884105728'::amount / -1;
SELECT '170141183460469231731'::amount * 2;
SELECT '170141183460469231731'::amount / '0.5';
SELECT 1::amount / 0;
SELECT 1::amount % 0;
\set VERBOSITY default
SELECT '170141183460469231731'::amount * 2;
SELECT 1::amount / 0;

-- rounding, by name
SELECT v, round(v) AS half_even, round(v, 0, 'half-up') AS half_up, round(v, 0, 'down') AS down,
       round(v, 0, 'up') AS up, round(v, 0, 'floor') AS floor, round(v, 0, 'ceiling') AS ceiling
  FROM unnest(ARRAY['0.5', '1.5', '2.5', '-0.5', '-1.5', '-2.5', '0.3', '-0.7', '3']::amount[]) v;
SELECT round('1234.5678'::amount, 2), round('1250'::amount, -2), round('1350'::amount, -2), round('5'::amount, -30),
       round('1.5'::amount, 18), round('1.5'::amount, 2147483647), round('1.5'::amount, -2147483648),
       round('99999999999999999999'::amount, -20);
\set VERBOSITY sqlstate
SELECT round(1::amount, 0, 'bankers');
SELECT round(1::amount, -21, 'up');
SELECT round('170141183460469231731.687303715884105727'::amount);
\set VERBOSITY default
SELECT round(1::amount, 0, 'bankers');

-- order: total, and the same by index, sort and join
CREATE TEMP TABLE ordered AS
SELECT i AS id, ((i * 7919) % 1009 - 500)::amount / 8 AS v FROM generate_series(1, 3000) i;
CREATE INDEX ordered_btree ON ordered USING btree (v);
CREATE INDEX ordered_hash ON ordered USING hash (v);
ANALYZE ordered;
SET enable_seqscan = off;
SET enable_bitmapscan = off;
EXPLAIN (COSTS OFF) SELECT * FROM ordered WHERE v > 62 ORDER BY v;
DROP INDEX ordered_hash;
SELECT count(*) FROM ordered WHERE v = 0.125;
SELECT count(*) FROM ordered WHERE v > 62 OR v <= -62.5;
SELECT min(v), max(v) FROM ordered;
DROP INDEX ordered_btree;
CREATE INDEX ordered_hash ON ordered USING hash (v);
EXPLAIN (COSTS OFF) SELECT count(*) FROM ordered WHERE v = 0.125;
SELECT count(*) FROM ordered WHERE v = 0.125;
RESET enable_seqscan;
RESET enable_bitmapscan;
SELECT count(*) FROM ordered WHERE v = 0.125;
SELECT count(*) FROM (SELECT v, lag(v) OVER (ORDER BY v) AS before FROM ordered) s WHERE before > v;
SET enable_mergejoin = off;
SET enable_nestloop = off;
EXPLAIN (COSTS OFF) SELECT count(*) FROM ordered a JOIN ordered b ON a.v = b.v + 0;
SELECT count(*), sum(a.v) FROM ordered a JOIN ordered b ON a.v = b.v + 0;
SET enable_mergejoin = on;
SET enable_hashjoin = off;
SELECT count(*), sum(a.v) FROM ordered a JOIN ordered b ON a.v = b.v + 0;
SET enable_mergejoin = off;
SET enable_nestloop = on;
SELECT count(*), sum(a.v) FROM ordered a JOIN ordered b ON a.v = b.v + 0;
RESET enable_mergejoin;
RESET enable_nestloop;
RESET enable_hashjoin;
SELECT count(DISTINCT v), count(*) FROM ordered;
CREATE TEMP TABLE hashed (v amount) PARTITION BY HASH (v);
CREATE TEMP TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TEMP TABLE hashed_1 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO hashed SELECT v FROM ordered;
SELECT count(*) FROM hashed WHERE v = 0.125;
SELECT opcname, amname, amvalidate(c.oid)
  FROM pg_opclass c JOIN pg_am a ON a.oid = opcmethod WHERE opcname = 'amount_ops' ORDER BY 2;

-- aggregates: exact whatever the order, and only the sum itself can be out of range
SELECT sum(v), avg(v), min(v), max(v), count(v) FROM unnest(ARRAY[1, NULL, 2.5, -3]::amount[]) v;
SELECT sum(v), avg(v), min(v), max(v) FROM unnest(ARRAY[]::amount[]) v;
SELECT sum(v), avg(v) FROM unnest(ARRAY[NULL, NULL]::amount[]) v;
SELECT sum(v) FROM unnest(ARRAY['170141183460469231731', '170141183460469231731', '-170141183460469231731',
                                '-170141183460469231731', '5']::amount[]) v;
SELECT avg(v) FROM unnest(ARRAY['170141183460469231731', '170141183460469231731']::amount[]) v;
SELECT avg(v) FROM unnest(ARRAY['0', '0.000000000000000001']::amount[]) v;
SELECT avg(v) FROM unnest(ARRAY['-0.000000000000000001', '-0.000000000000000002']::amount[]) v;
SELECT sum(v) FROM unnest(ARRAY['170141183460469231731', '1']::amount[]) v;  -- fails: no amount
CREATE TABLE public.amount_parallel AS
SELECT i AS id, CASE WHEN i % 100 > 0 THEN ((i * 7919) % 1009 - 500)::amount / 7 END AS v
  FROM generate_series(1, 30000) i;
ALTER TABLE amount_parallel SET (parallel_workers = 2);
ANALYZE amount_parallel;
SET max_parallel_workers_per_gather = 0;
SELECT sum(v), avg(v), min(v), max(v), count(v) FROM amount_parallel;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
EXPLAIN (COSTS OFF) SELECT sum(v), avg(v), min(v), max(v), count(v) FROM amount_parallel;
SELECT sum(v), avg(v), min(v), max(v), count(v) FROM amount_parallel;
DROP TABLE amount_parallel;

-- windows: rows leave the sum as they entered it; and frames by value
SELECT i, v, sum(v) OVER w AS sum, avg(v) OVER w AS avg, min(v) OVER w AS min
  FROM (VALUES (1, '170141183460469231731'::amount), (2, '0'), (3, '-170141183460469231731'), (4, NULL), (5, '1.5'), (6, '2'))
       t (i, v)
WINDOW w AS (ORDER BY i ROWS BETWEEN 1 PRECEDING AND CURRENT ROW);
SELECT v, count(*) OVER (ORDER BY v RANGE BETWEEN 1.5 PRECEDING AND 1 FOLLOWING) AS near,
       count(*) OVER (ORDER BY v DESC RANGE BETWEEN 1 PRECEDING AND '170141183460469231731' FOLLOWING) AS below
  FROM unnest(ARRAY['-170141183460469231731', '1', '2', '3.5', '4', '170141183460469231731']::amount[]) v
 ORDER BY v;
SELECT count(*) OVER (ORDER BY v RANGE BETWEEN (-1)::amount PRECEDING AND CURRENT ROW)
  FROM unnest(ARRAY[1]::amount[]) v;  -- fails: a negative distance
