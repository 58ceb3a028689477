-- credits.boundary: the n-th boundary is anchor + n x interval, on the local date in the zone given, always from the anchor
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

-- the anchor itself, whatever it is
SELECT boundary('2026-01-31 12:34:56.789012Z', '1 month', 0, 'Europe/Berlin');

-- ---------------------------------------------------------------------------------------------
-- The day is clamped to the month's length, and comes back
-- ---------------------------------------------------------------------------------------------
SELECT day, array_agg(to_char(boundary(('2024-01-' || day || ' 00:00Z')::timestamptz, '1 month', n, 'UTC'), 'MM-DD') ORDER BY n) AS days
  FROM generate_series(29, 31) day, generate_series(0, 14) n GROUP BY day ORDER BY day;
-- 48 months from the 31st: always the last day of the month
SELECT count(*) AS months, count(*) FILTER (WHERE b + interval '1 day' <> date_trunc('month', b) + interval '1 month') AS not_the_last_day,
       min(b - lag) AS shortest, max(b - lag) AS longest
  FROM (SELECT b, lag(b, 1, timestamptz '2024-01-31 00:00Z') OVER (ORDER BY n) AS lag
          FROM generate_series(1, 48) n, boundary('2024-01-31 00:00Z', '1 month', n, 'UTC') b) s;
-- the quarters and the years of such a day
SELECT array_agg(boundary('2023-11-30 00:00Z', '3 months', n, 'UTC')::date ORDER BY n) AS quarters FROM generate_series(0, 5) n;
-- 29 February, yearly
SELECT n, boundary('2024-02-29 00:00Z', '1 year', n, 'UTC')::date AS utc, boundary('2024-02-29 12:00+13', '1 year', n, 'Pacific/Auckland') AS auckland
  FROM generate_series(0, 8) n;
-- a century without a leap day
SELECT boundary('2096-02-29 00:00Z', '1 year', n, 'UTC')::date FROM generate_series(3, 8) n;

-- ---------------------------------------------------------------------------------------------
-- Local time: the same on the clock of the wall, so an hour more or less in UTC
-- ---------------------------------------------------------------------------------------------
SELECT n, boundary('2025-01-15 09:00+01', '1 month', n, 'Europe/Berlin') AS at, boundary('2025-01-15 09:00+01', '1 month', n, 'Europe/Berlin') AT TIME ZONE 'Europe/Berlin' AS local
  FROM generate_series(0, 11) n;
-- March 2025 in Berlin has 2674800 seconds, October 2682000
SELECT extract(epoch FROM boundary('2025-03-01 00:00+01', '1 month', 1, 'Europe/Berlin') - '2025-03-01 00:00+01')::int AS march,
       extract(epoch FROM boundary('2025-10-01 00:00+02', '1 month', 1, 'Europe/Berlin') - '2025-10-01 00:00+02')::int AS october;
-- months and days are local, hours are elapsed time
SELECT every, boundary('2025-03-29 12:00+01', every::interval, 1, 'Europe/Berlin') AS at
  FROM unnest('{1 day,24:00,7 days,168:00,1 month}'::text[]) every;
-- 02:30 does not exist on 30 March 2025 in Berlin: it moves on by the gap, and the next is at 02:30 again
SELECT n, boundary('2025-03-28 02:30+01', '1 day', n, 'Europe/Berlin') AS at, boundary('2025-03-28 02:30+01', '1 day', n, 'Europe/Berlin') AT TIME ZONE 'Europe/Berlin' AS local
  FROM generate_series(0, 4) n;
SELECT boundary('2024-03-30 02:30+01', '1 year', n, 'Europe/Berlin') AS at FROM generate_series(0, 2) n;
-- 02:30 comes twice on 26 October 2025: it is the second
SELECT n, boundary('2025-10-24 02:30+02', '1 day', n, 'Europe/Berlin') AS at, boundary('2025-10-24 02:30+02', '1 day', n, 'Europe/Berlin') AT TIME ZONE 'Europe/Berlin' AS local
  FROM generate_series(0, 4) n;
-- an anchor that is the first of the two is itself
SELECT n, boundary('2025-10-26 02:30+02', '1 month', n, 'Europe/Berlin') AS at FROM generate_series(0, 2) n;
-- half an hour in Lord Howe: the days of 23:30 and of 24:30
SELECT boundary('2024-10-05 12:00+10:30', '1 day', n, 'Australia/Lord_Howe') - boundary('2024-10-05 12:00+10:30', '1 day', n - 1, 'Australia/Lord_Howe') AS october,
       boundary('2024-04-06 12:00+11', '1 day', n, 'Australia/Lord_Howe') - boundary('2024-04-06 12:00+11', '1 day', n - 1, 'Australia/Lord_Howe') AS april
  FROM generate_series(1, 3) n;
-- a day that was not: Apia went from 29 to 31 December 2011.  Two boundaries fall on one instant; who makes periods skips the second
SELECT n, boundary('2011-12-28 00:00-10', '1 day', n, 'Pacific/Apia') AS at, boundary('2011-12-28 00:00-10', '1 day', n, 'Pacific/Apia') AT TIME ZONE 'Pacific/Apia' AS local
  FROM generate_series(0, 4) n;
SELECT n, boundary('2011-11-30 08:00-10', '1 month', n, 'Pacific/Apia') AS at FROM generate_series(0, 2) n;

-- ---------------------------------------------------------------------------------------------
-- The session's time zone is never looked at
-- ---------------------------------------------------------------------------------------------
CREATE TEMP TABLE calendar_seen AS
SELECT zone, every, n, boundary('2025-01-31 23:30Z', every::interval, n, zone) AS at, 'UTC' AS seen_from
  FROM unnest('{UTC,Europe/Berlin,Australia/Lord_Howe,America/Los_Angeles,Asia/Kathmandu}'::text[]) zone,
       unnest('{1 month,1 day,7 days,1 year,36:00}'::text[]) every, generate_series(0, 24) n;
SET timezone = 'America/Los_Angeles';
INSERT INTO calendar_seen SELECT zone, every, n, boundary('2025-01-31 23:30Z', every::interval, n, zone), 'Los Angeles' FROM calendar_seen;
SET timezone = 'Australia/Lord_Howe';
INSERT INTO calendar_seen SELECT zone, every, n, boundary('2025-01-31 23:30Z', every::interval, n, zone), 'Lord Howe' FROM calendar_seen WHERE seen_from = 'UTC';
SET timezone = 'UTC';
SELECT count(*) AS boundaries, count(*) FILTER (WHERE instants <> 1) AS different FROM (SELECT count(DISTINCT at) AS instants FROM calendar_seen GROUP BY zone, every, n) s;
-- strictly later, one after the other
SELECT count(*) AS not_later FROM (SELECT at - lag(at) OVER (PARTITION BY zone, every ORDER BY n) AS length FROM calendar_seen WHERE seen_from = 'UTC') s WHERE length <= '0';
DROP TABLE calendar_seen;
-- a name in any case is a zone
SELECT boundary('2025-01-31 00:00Z', '1 month', 1, 'europe/berlin') = boundary('2025-01-31 00:00Z', '1 month', 1, 'Europe/Berlin') AS same;

-- microseconds are kept, and intervals of time are exact
SELECT boundary('2026-01-31 23:59:59.999999Z', '1 month', 1, 'UTC'), boundary('2026-01-01 00:00Z', '00:01:00.000001', 1000000, 'UTC'),
       boundary('2026-01-01 00:00Z', '1 minute', 1, 'UTC');
SELECT boundary(NULL, '1 month', 1, 'UTC') IS NULL AS anchor, boundary('2026-01-01 00:00Z', NULL, 1, 'UTC') IS NULL AS every,
       boundary('2026-01-01 00:00Z', '1 month', NULL, 'UTC') IS NULL AS n, boundary('2026-01-01 00:00Z', '1 month', 1, NULL) IS NULL AS zone;
-- anybody may ask
SET ROLE regress_credits_app;
SELECT credits.boundary('2026-01-31 00:00Z', '1 month', 1, 'UTC');
RESET ROLE;

-- ---------------------------------------------------------------------------------------------
-- Refusals
-- ---------------------------------------------------------------------------------------------
-- fails: an interval is of months, of days or of time
SELECT boundary('2026-01-31 00:00Z', '1 month 1 day', 1, 'UTC');
\echo SQLSTATE :SQLSTATE
SELECT boundary('2026-01-31 00:00Z', '1 day 1 second', 1, 'UTC');
\echo SQLSTATE :SQLSTATE
SELECT boundary('2026-01-31 00:00Z', '0', 1, 'UTC');
\echo SQLSTATE :SQLSTATE
-- fails: shorter than a minute, longer than ten years, backwards
SELECT boundary('2026-01-31 00:00Z', '59.999999 seconds', 1, 'UTC');
\echo SQLSTATE :SQLSTATE
SELECT boundary('2026-01-31 00:00Z', '121 months', 1, 'UTC');
\echo SQLSTATE :SQLSTATE
SELECT boundary('2026-01-31 00:00Z', '3654 days', 1, 'UTC');
\echo SQLSTATE :SQLSTATE
SELECT boundary('2026-01-31 00:00Z', '87672:00:00.000001', 1, 'UTC');
\echo SQLSTATE :SQLSTATE
SELECT boundary('2026-01-31 00:00Z', '-1 month', 1, 'UTC');
\echo SQLSTATE :SQLSTATE
SELECT boundary('2026-01-31 00:00Z', '-1 day', 1, 'UTC');
\echo SQLSTATE :SQLSTATE
SELECT boundary('2026-01-31 00:00Z', '-01:00', 1, 'UTC');
\echo SQLSTATE :SQLSTATE
-- the longest
SELECT boundary('2026-01-31 00:00Z', '10 years', 1, 'UTC'), boundary('2026-01-31 00:00Z', '3653 days', 1, 'UTC'), boundary('2026-01-31 00:00Z', '87672 hours', 1, 'UTC');
-- fails: n
SELECT boundary('2026-01-31 00:00Z', '1 month', -1, 'UTC');
\echo SQLSTATE :SQLSTATE
SELECT boundary('2026-01-31 00:00Z', '1 month', 1000001, 'UTC');
\echo SQLSTATE :SQLSTATE
-- fails: zones
SELECT boundary('2026-01-31 00:00Z', '1 month', 1, 'Europe/Atlantis');
\echo SQLSTATE :SQLSTATE
SELECT boundary('2026-01-31 00:00Z', '1 month', 1, '');
\echo SQLSTATE :SQLSTATE
SELECT boundary('2026-01-31 00:00Z', '1 month', 1, 'CET-1CEST');
\echo SQLSTATE :SQLSTATE
-- fails: no instant
SELECT boundary('infinity', '1 month', 1, 'UTC');
\echo SQLSTATE :SQLSTATE
SELECT boundary('-infinity', '1 month', 0, 'UTC');
\echo SQLSTATE :SQLSTATE
-- fails: out of range, by months and by days
SELECT boundary('2026-01-31 00:00Z', '10 years', 1000000, 'UTC');
\echo SQLSTATE :SQLSTATE
SELECT boundary('2026-01-31 00:00Z', '3653 days', 1000000, 'UTC');
\echo SQLSTATE :SQLSTATE
-- fails: and by time, past what a timestamp and past what 64 bits hold
\set VERBOSITY sqlstate
SELECT boundary('2026-01-31 00:00Z', '24000 hours', 1000000, 'UTC');
SELECT boundary('2026-01-31 00:00Z', '87672 hours', 1000000, 'UTC');
-- fails: an anchor that is no instant of an account's
SELECT boundary('1969-12-31 23:59:59.999999Z', '1 month', 1, 'UTC');
SELECT boundary('2200-01-01 00:00Z', '1 month', 1, 'UTC');
SELECT boundary('0100-06-15 00:00Z BC', '1 month', 2, 'UTC');
SELECT boundary('294276-12-31 23:00Z', '1 hour', 1, 'UTC');
\set VERBOSITY default
SELECT boundary('1970-01-01 00:00Z', '1 month', 1, 'UTC'), boundary('2199-12-31 00:00Z', '1 month', 1, 'UTC');
