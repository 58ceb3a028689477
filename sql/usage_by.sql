-- Reports of usage: usage_by()
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

INSERT INTO credits.resource (resource, unit, category) VALUES
    ('by/gpu', 'GPU', 'compute'), ('by/cpu', '', 'compute'), ('by/image', 'image', 'making'), ('by/odd', '', NULL), ('by/step', '', 'steps'),
    ('by/least', '', 'steps'), ('by/pack', '', 'counted'), ('by/volume', '', 'counted');
INSERT INTO credits.price (resource, rate, valid_until) VALUES ('by/gpu', '1/3 GPU/hour', '2026-11-02 00:00Z');
INSERT INTO credits.price (resource, rate, valid_from) VALUES ('by/gpu', '2/3 GPU/hour', '2026-11-02 00:00Z');
INSERT INTO credits.price (resource, rate) VALUES ('by/cpu', '0.07/hour'), ('by/image', '4/image'), ('by/odd', '0.000000000000000001/hour');
INSERT INTO credits.price (resource, rate, step, least) VALUES ('by/step', '6/hour', '90 min', NULL), ('by/least', '6/hour', NULL, 5);
INSERT INTO credits.price (resource, rate, package) VALUES ('by/pack', '0.5', 10);
INSERT INTO credits.price (resource, tiers, tier_mode) VALUES ('by/volume', '[{"upto": 10, "rate": "2"}, {"rate": "1"}]', 'volume');
GRANT EXECUTE ON FUNCTION credits.usage_by, credits.start, credits.stop, credits.settle TO regress_credits_app;
GRANT SELECT ON credits.usage TO regress_credits_app;
SET ROLE regress_credits_app;
SELECT credits.open_account('by', time_zone => 'America/New_York', clock => '2026-10-25 00:00-04') > 0,
       credits.open_account('by/child', parent => 'by') > 0, credits.grant('by', 100000) > 0;

-- ---------------------------------------------------------------------------------------------
-- By each thing
-- ---------------------------------------------------------------------------------------------
-- over the night in which New York's clocks are set back, at one, in two periods and at two prices
SELECT charged FROM credits.charge('by', 'by/gpu', 2, at => '2026-10-31 22:40-04', until => '2026-11-01 20:10:00.000001-05', item => 'job 1');
SELECT charged FROM credits.charge('by/child', 'by/cpu', 8, at => '2026-11-01 00:30-04', until => '2026-11-01 01:30-05', item => 'job 2');
SELECT charged FROM credits.charge('by/child', 'by/image', 3, at => '2026-11-01 01:59:59.999999-04');
SELECT charged FROM credits.charge('by', 'by/image', 2, at => '2026-11-01 01:00-05', item => 'job 1');
SELECT charged FROM credits.charge('by', 'by/odd', at => '2026-10-31 23:00-04', until => '2026-10-31 23:00-04');
SELECT charged FROM credits.charge('by', 'by/odd', 0, at => '2026-10-31 23:00-04', until => '2026-11-01 04:00-05');
SELECT charged FROM credits.charge('by', 'by/odd', 3, at => '2026-11-01 23:00-05', until => '2026-11-02 00:30-05');
-- drawn outright: for a resource it counts, though there is no quantity of it
SELECT charged FROM credits.consume('by', 7, 'by/image', at => '2026-11-01 12:00-05');
SELECT charged FROM credits.consume('by/child', 0.5, 'by/odd', at => '2026-11-01 12:00-05');
SELECT charged FROM credits.consume('by', 100, at => '2026-11-01 12:00-05');
SELECT line, at, until, quantity, charged FROM credits.usage WHERE account LIKE 'by%' ORDER BY operation, line;
SELECT * FROM credits.usage_by('by', '[2026-10-25 00:00-04,2026-12-01)', 'category');
SELECT * FROM credits.usage_by('by', '[2026-10-25 00:00-04,2026-12-01)', 'resource');
SELECT * FROM credits.usage_by('by', '[2026-10-25 00:00-04,2026-12-01)', 'item');
SELECT * FROM credits.usage_by('by', '[2026-10-25 00:00-04,2026-12-01)', 'member');
SELECT * FROM credits.usage_by('by', '[2026-10-25 00:00-04,2026-12-01)', 'day');
-- the hour from one to two comes twice, and is one row of two hours
SELECT * FROM credits.usage_by('by', '[2026-10-25 00:00-04,2026-12-01)', 'hour');
-- a child's own
SELECT * FROM credits.usage_by('by/child', '[2026-10-25 00:00-04,2026-12-01)', 'resource');
SELECT * FROM credits.usage_by('by/child', '[2026-10-25 00:00-04,2026-12-01)', 'member');
-- each is the whole, to the last digit
SELECT by, sum(u.charged), sum(u.quantity)
  FROM unnest('{category,resource,item,member,day,hour}'::text[]) by, credits.usage_by('by', '[2026-10-25 00:00-04,2026-12-01)', by) u GROUP BY by ORDER BY by;
SELECT sum(charged) + 7.5 AS billed FROM credits.usage WHERE account LIKE 'by%';

-- ---------------------------------------------------------------------------------------------
-- The bounds of the period
-- ---------------------------------------------------------------------------------------------
-- cut anywhere, it sums to the same
SELECT sum(u.charged), sum(u.quantity)
  FROM generate_series(timestamptz '2026-10-31 00:00Z', '2026-11-03 00:00Z', '7 min 1.000001 s') t,
       credits.usage_by('by', tstzrange(t, t + interval '7 min 1.000001 s'), 'hour') u;
SELECT * FROM credits.usage_by('by', '[2026-10-31 23:30-04,2026-11-01 00:30-04)', 'hour');
SELECT * FROM credits.usage_by('by', '[2026-11-01 01:30-04,2026-11-01 01:30-05)', 'hour');
-- of an event its instant is all: it is in the period that begins with it, not in the one that ends with it, but for bounds that say so
SELECT p, (SELECT u.quantity FROM credits.usage_by('by', p, 'resource') u WHERE u.key = 'by/image')
  FROM (VALUES (tstzrange '[2026-11-01 01:00-05,2026-11-01 01:00:00.000001-05)'), ('[2026-11-01 00:59-05,2026-11-01 01:00-05)'), ('[2026-11-01 00:59:59.999999-05,2026-11-01 01:00-05]'),
               ('(2026-11-01 01:00-05,2026-11-01 01:01-05)'), ('(2026-11-01 00:59:59.999999-05,2026-11-01 01:01-05)'), ('[2026-11-01 01:00-05,2026-11-01 01:00-05]')) v (p);
-- nothing then, or nothing yet
SELECT * FROM credits.usage_by('by', '[2026-10-25,2026-10-31)', 'day');
SELECT * FROM credits.usage_by('by', '[1970-01-01,2026-10-25)', 'hour');
SELECT * FROM credits.usage_by('by', '[2199-01-01,2199-12-31)', 'hour');
-- as long as there is time
SELECT count(*), sum(u.charged) FROM credits.usage_by('by', '[1970-01-01 00:00Z,2199-12-31 00:00Z)', 'hour') u;

-- ---------------------------------------------------------------------------------------------
-- Prices of every kind, meters, late usage, what was given back
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('by/kinds', clock => '2026-01-01 00:00Z') > 0, credits.grant('by/kinds', 100000) > 0;
-- steps of 90 minutes, paid at their start and counted from the run's; a least charge of 5, which is used up in 50 minutes
SELECT charged FROM credits.charge('by/kinds', 'by/step', 2, at => '2026-01-05 00:30Z', until => '2026-01-05 04:45Z', item => 's');
SELECT charged FROM credits.charge('by/kinds', 'by/step', 2, at => '2026-01-05 04:45Z', until => '2026-01-05 06:00Z', item => 's');
SELECT * FROM credits.usage_by('by/kinds', '[2026-01-05,2026-01-06)', 'hour');
SELECT charged FROM credits.charge('by/kinds', 'by/least', 1, at => '2026-01-06 00:30Z', until => '2026-01-06 02:15Z', item => 'l');
SELECT charged FROM credits.charge('by/kinds', 'by/least', 1, at => '2026-01-06 05:59Z', until => '2026-01-06 06:01Z');
SELECT * FROM credits.usage_by('by/kinds', '[2026-01-06,2026-01-07)', 'hour');
-- packages of 10 and volume tiers, over the period; the last gives back
SELECT charged FROM credits.charge('by/kinds', 'by/pack', 7, at => '2026-01-07 00:30Z');
SELECT charged FROM credits.charge('by/kinds', 'by/pack', 7, at => '2026-01-07 01:30Z');
SELECT charged FROM credits.charge('by/kinds', 'by/volume', 9, at => '2026-01-07 02:30Z');
SELECT charged FROM credits.charge('by/kinds', 'by/volume', 2, at => '2026-01-07 03:30Z');
SELECT * FROM credits.usage_by('by/kinds', '[2026-01-07,2026-01-08)', 'hour');
-- a meter that is stopped before where it was settled
SELECT credits.set_clock('by/kinds', '2026-01-08 00:30Z');
SELECT credits.start('by/kinds', 'by/cpu', 'vm', 10), credits.start('by/kinds', 'by/step', 'vm', 1);
SELECT credits.set_clock('by/kinds', '2026-01-08 04:00Z');
SELECT charged FROM credits.stop('by/kinds', 'vm', at => '2026-01-08 02:20Z');
SELECT at, until, quantity, charged, resource FROM credits.usage WHERE account = 'by/kinds' AND at >= '2026-01-08 00:00Z' ORDER BY operation, line;
SELECT * FROM credits.usage_by('by/kinds', '[2026-01-08,2026-01-09)', 'hour');
SELECT * FROM credits.usage_by('by/kinds', '[2026-01-08,2026-01-09)', 'resource');
-- usage that comes late counts at its own time
SELECT credits.set_clock('by/kinds', '2026-02-03 00:00Z');
SELECT charged FROM credits.charge('by/kinds', 'by/cpu', 1, at => '2026-01-09 00:30Z', until => '2026-01-09 02:00Z');
SELECT charged FROM credits.consume('by/kinds', 2, 'by/cpu', at => '2026-01-09 01:30Z');
SELECT * FROM credits.usage_by('by/kinds', '[2026-01-09,2026-01-10)', 'hour');
SELECT * FROM credits.usage_by('by/kinds', '[2026-02-01,2026-03-01)', 'hour');
-- to the last digit, cut by the minute
SELECT sum(u.charged) FROM generate_series(timestamptz '2026-01-01 00:00Z', '2026-01-31 23:00Z', '7 hours 13 min') t,
       credits.usage_by('by/kinds', tstzrange(t, t + interval '7 hours 13 min'), 'hour') u;
SELECT sum(charged) + 2 AS billed FROM credits.usage WHERE account = 'by/kinds';

-- ---------------------------------------------------------------------------------------------
-- Zones
-- ---------------------------------------------------------------------------------------------
-- half an hour at two (Lord Howe), a minute past midnight (St. John's, until 2011), a day that is not (Apia), an offset in seconds (Monrovia)
SELECT a, credits.open_account('by ' || a, time_zone => a, clock => at) > 0, credits.grant('by ' || a, 1000000) > 0
  FROM (VALUES ('Australia/Lord_Howe', timestamptz '2026-01-01 00:00Z'), ('America/St_Johns', '2010-01-01 00:00Z'), ('Pacific/Apia', '2011-01-01 00:00Z'),
               ('Africa/Monrovia', '1971-12-01 00:00Z')) v (a, at);
SELECT charged FROM credits.charge('by Australia/Lord_Howe', 'by/cpu', 1, at => '2026-04-04 13:00Z', until => '2026-04-04 18:00Z');
SELECT * FROM credits.usage_by('by Australia/Lord_Howe', '[2026-04-01,2026-04-10)', 'hour');
SELECT charged FROM credits.charge('by America/St_Johns', 'by/cpu', 1, at => '2010-11-07 01:00Z', until => '2010-11-07 05:00Z');
SELECT * FROM credits.usage_by('by America/St_Johns', '[2010-11-01,2010-11-10)', 'hour');
SELECT * FROM credits.usage_by('by America/St_Johns', '[2010-11-01,2010-11-10)', 'day');
SELECT charged FROM credits.charge('by Pacific/Apia', 'by/cpu', 1, at => '2011-12-30 08:00Z', until => '2011-12-30 12:00Z');
SELECT * FROM credits.usage_by('by Pacific/Apia', '[2011-12-01,2012-01-10)', 'day');
SELECT charged FROM credits.charge('by Africa/Monrovia', 'by/cpu', 1, at => '1972-01-06 23:00Z', until => '1972-01-07 02:00Z');
SELECT * FROM credits.usage_by('by Africa/Monrovia', '[1972-01-01,1972-01-10)', 'hour');

-- ---------------------------------------------------------------------------------------------
-- Bad arguments; whoever asks
-- ---------------------------------------------------------------------------------------------
SELECT * FROM credits.usage_by('by', '[2026-01-01,2026-02-01)', 'week');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.usage_by('by', '[2026-01-01,)', 'day');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.usage_by('by', '[2026-01-01,2026-01-01)', 'day');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.usage_by('by/none', '[2026-01-01,2026-02-01)', 'day');
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
SELECT * FROM credits.usage_by(NULL, '[2026-01-01,2026-02-01)', 'day');
SELECT * FROM credits.usage_by('by', NULL, 'day');
SELECT * FROM credits.usage_by('by', '[2026-01-01,2026-02-01)', NULL);
SELECT * FROM credits.usage_by('by', '[2026-01-01,2026-02-01)', '');
SELECT * FROM credits.usage_by('by', '[2026-01-01,2026-02-01)', 'DAY');
SELECT * FROM credits.usage_by('by', '[2026-01-01,2026-02-01)', repeat('x', 100000));
SELECT * FROM credits.usage_by('by', 'empty', 'day');
SELECT * FROM credits.usage_by('by', '(,)', 'day');
SELECT * FROM credits.usage_by('by', '(,2026-01-01)', 'day');
SELECT * FROM credits.usage_by('by', '[2026-01-01,infinity)', 'day');
SELECT * FROM credits.usage_by('by', '[-infinity,2026-01-01)', 'day');
SELECT * FROM credits.usage_by('by', '(2026-01-01 00:00:00,2026-01-01 00:00:00.000001)', 'day');
SELECT * FROM credits.usage_by('by', '[1969-12-31 00:00Z,2026-01-01)', 'day');
SELECT * FROM credits.usage_by('by', '[2026-01-01,2200-01-01 00:00Z)', 'day');
SELECT * FROM credits.usage_by('by', '[4713-01-01 BC,294276-12-31)', 'day');
SELECT * FROM credits.usage_by('', '[2026-01-01,2026-02-01)', 'day');
SELECT * FROM credits.usage_by(repeat('x', 256), '[2026-01-01,2026-02-01)', 'day');
\set VERBOSITY default
-- the session's settings have no say
SET timezone = 'Asia/Tokyo';
SET datestyle = 'German';
SET search_path = pg_temp;
CREATE FUNCTION pg_temp.width_bucket(timestamptz, timestamptz[]) RETURNS int LANGUAGE sql AS 'SELECT 1/0';
CREATE TEMP TABLE cell (starts int);
CREATE TEMP TABLE usage_line (charged int);
SELECT * FROM credits.usage_by('by', '[2026-10-31 04:00Z,2026-11-01 04:00Z)', 'day');
RESET search_path;
SET datestyle = 'ISO';
SET timezone = 'UTC';
-- it only reads
BEGIN READ ONLY;
SELECT count(*) FROM credits.usage_by('by', '[2026-10-31 04:00Z,2026-11-01 04:00Z)', 'hour');
COMMIT;
RESET ROLE;
-- fails: without the right
SET client_min_messages = warning;
DROP ROLE IF EXISTS regress_credits_curious;
RESET client_min_messages;
CREATE ROLE regress_credits_curious;
GRANT USAGE ON SCHEMA credits TO regress_credits_curious;
SET ROLE regress_credits_curious;
SELECT * FROM credits.usage_by('by', '[2026-01-01,2026-02-01)', 'day');
\echo SQLSTATE :SQLSTATE
RESET ROLE;
DROP OWNED BY regress_credits_curious;
DROP ROLE regress_credits_curious;
