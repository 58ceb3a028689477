-- credits.prorate: parts that tile a period sum to the whole, to the last digit
SET search_path = credits, public;
SET timezone = 'UTC';
SET DateStyle = 'ISO';

SELECT prorate(31, '[2026-01-01,2026-02-01)', '[2026-01-05,2026-01-06)') AS a_day,
       prorate(31, '[2026-01-01,2026-02-01)', '[2026-01-01,2026-02-01)') AS whole,
       prorate(-31, '[2026-01-01,2026-02-01)', '[2026-01-05,2026-01-06)') AS negative,
       prorate(31, '[2026-01-01,2026-02-01)', 'empty') AS empty,
       prorate(0, '[2026-01-01,2026-02-01)', '[2026-01-05,2026-01-06)') AS of_nothing;

-- parts of any size, of wholes that no part divides
SELECT whole, step, count(*),
       sum(prorate(whole, period, period * tstzrange(t, t + step::interval))) = whole AS sums_to_whole
  FROM unnest(ARRAY['1', '-1', '0.000000000000000001', '-0.000000000000000007', '10.01',
                    '170141183460469231731.687303715884105727', '-170141183460469231731.687303715884105728']::amount[]) whole,
       unnest(ARRAY['1 day', '7 hours', '53.000001 minutes']) step,
       (VALUES (tstzrange('2026-01-01', '2026-02-01'))) p (period),
       LATERAL generate_series(lower(period), upper(period) - interval '1 us', step::interval) t
 GROUP BY 1, 2 ORDER BY whole, step COLLATE "C";

-- thirds: the last digit falls where the sum needs it
SELECT prorate(1, '[2026-01-01,2026-01-04)', tstzrange(t, t + interval '1 day'))
  FROM generate_series(timestamptz '2026-01-01', '2026-01-03', interval '1 day') t;

-- bounds: '[a,b]' holds the microsecond b, '(a,b)' does not hold a; ranges that meet tile
SELECT prorate(4, '[2026-01-01 00:00:00,2026-01-01 00:00:00.000004)', r::tstzrange), r
  FROM unnest(ARRAY['[2026-01-01 00:00:00,2026-01-01 00:00:00.000001]', '(2026-01-01 00:00:00,2026-01-01 00:00:00.000001]',
                    '(2026-01-01 00:00:00,2026-01-01 00:00:00.000001)', '(2026-01-01 00:00:00.000001,2026-01-01 00:00:00.000003]',
                    '[2026-01-01 00:00:00.000003,2026-01-01 00:00:00.000003]']) r;

-- a null is a null
SELECT prorate(NULL, '[2026-01-01,2026-02-01)', '[2026-01-05,2026-01-06)') IS NULL AS whole,
       prorate(1, NULL, '[2026-01-05,2026-01-06)') IS NULL AS period, prorate(1, '[2026-01-01,2026-02-01)', NULL) IS NULL AS part;

-- fails: a part outside its period, and periods that are none
\set VERBOSITY sqlstate
SELECT prorate(1, '[2026-01-01,2026-02-01)', '[2025-12-31,2026-01-06)');
SELECT prorate(1, '[2026-01-01,2026-02-01)', '[2026-01-05,2026-02-01]');
SELECT prorate(1, '(2026-01-01,2026-02-01)', '[2026-01-01,2026-01-02)');
SELECT prorate(1, 'empty', '[2026-01-05,2026-01-06)');
SELECT prorate(1, 'empty', 'empty');
SELECT prorate(1, '[2026-01-01,)', '[2026-01-05,2026-01-06)');
SELECT prorate(1, '(,)', 'empty');
SELECT prorate(1, '[2026-01-01,2026-02-01)', '[2026-01-05,)');
SELECT prorate(1, '[2026-01-01,2026-02-01)', '(,2026-01-05)');
SELECT prorate(1, '[2026-01-01,infinity)', '[2026-01-05,2026-01-06)');
SELECT prorate(1, '[2026-01-01,2026-02-01)', '[-infinity,2026-01-06)');
SELECT prorate(1, '[2026-01-01,3000-01-01)', '[2026-01-05,2026-01-06)');
\set VERBOSITY default
SELECT prorate(1, '[2026-01-01,2026-02-01)', '[2025-12-31,2026-01-06)');
SELECT prorate(1, 'empty', '[2026-01-05,2026-01-06)');
SELECT prorate(1, '[2026-01-01,2026-02-01)', '[2026-01-05,)');
