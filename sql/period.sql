-- Periods: calendar months in the payer's zone; closing, expiry, and catching up
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

INSERT INTO credits.resource (resource) VALUES ('period/vm'), ('period/image');
INSERT INTO credits.price (resource, rate) VALUES ('period/vm', '1/hour'), ('period/image', '1');
CREATE VIEW period_rows AS
SELECT a.account, p.starts_at, p.ends_at, p.ends_at - p.starts_at AS length, p.closed_at IS NOT NULL AS closed
  FROM credits.period p JOIN credits.account a ON a.account_id = p.account_id AND a.user_id = p.account_id;
CREATE VIEW period_entries AS
SELECT a.account, e.operation, e.kind, e.at, e.late_at, coalesce(b.note, b.class) AS bucket, e.piece, e.bucket_seq, e.amount, e.bucket_after
  FROM credits.entry e JOIN credits.account a ON a.account_id = e.account_id AND a.user_id = e.account_id JOIN credits.bucket b ON b.id = e.bucket_id;

-- ---------------------------------------------------------------------------------------------
-- Months in zones
-- ---------------------------------------------------------------------------------------------
-- from the month in which the account was opened to the one that contains its now, whatever the session's zone
SET timezone = 'Asia/Tokyo';
SELECT credits.open_account('period/' || zone, time_zone => zone, at => '2026-02-28 23:59:59Z', clock => '2026-04-15 00:00Z') > 0 AS opened
  FROM unnest('{UTC,America/New_York,Europe/Berlin,Australia/Lord_Howe,Asia/Kathmandu,Pacific/Kiritimati,Pacific/Niue}'::text[]) zone;
SET timezone = 'UTC';
SELECT account, starts_at, ends_at, length, closed FROM period_rows
 WHERE account LIKE 'period/%' ORDER BY account COLLATE "C", starts_at;
-- a month that begins in a gap: midnight of 2017-10-01 did not exist in Asuncion
SELECT credits.open_account('period/gap', time_zone => 'America/Asuncion', at => '2017-09-15 00:00Z', clock => '2017-10-15 00:00Z') > 0 AS opened;
SELECT starts_at, ends_at, closed FROM period_rows WHERE account = 'period/gap' ORDER BY starts_at;
SELECT credits.grant('period/gap', 10, effective_at => '2017-09-15 00:00Z') > 0 AS granted;
SELECT at, charged FROM credits.charge('period/gap', 'period/image', at => '2017-10-01 03:59:59.999999Z');
SELECT at, charged FROM credits.charge('period/gap', 'period/image', at => '2017-10-01 04:00Z');
SELECT at, late_at, bucket, amount FROM period_entries WHERE account = 'period/gap' AND kind = 'draw' ORDER BY operation;
-- a month that begins twice: midnight of 2015-11-01 came again after an hour in Havana.  Whatever hour its month begins
-- at, usage in that hour is late exactly if the period that contains it has closed
SELECT credits.open_account('period/twice', time_zone => 'America/Havana', at => '2015-10-15 00:00Z', clock => '2015-11-15 00:00Z') > 0 AS opened;
SELECT credits.grant('period/twice', 100, effective_at => '2015-10-15 00:00Z') > 0 AS granted;
SELECT charged FROM credits.charge('period/twice', 'period/image', at => '2015-11-01 03:30Z');
SELECT charged FROM credits.charge('period/twice', 'period/image', at => '2015-11-01 04:30Z');
SELECT charged FROM credits.charge('period/twice', 'period/image', at => '2015-11-01 05:30Z');
SELECT charged FROM credits.charge('period/twice', 'period/image', 0, at => '2015-11-01 04:45Z');
SELECT charged FROM credits.charge('period/twice', 'period/vm', at => '2015-11-01 03:00Z', until => '2015-11-01 06:00Z');
SELECT e.at, e.late_at IS NOT NULL AS late, p.closed
  FROM period_entries e JOIN period_rows p ON p.account = e.account AND e.at >= p.starts_at AND e.at < p.ends_at
 WHERE e.account = 'period/twice' AND e.kind = 'draw' AND (e.late_at IS NOT NULL) <> p.closed;
SELECT count(*) AS lines_out_of_their_period
  FROM credits.usage u JOIN period_rows p ON p.account = u.account AND u.at >= p.starts_at AND u.at < p.ends_at
 WHERE u.account = 'period/twice' AND u.until > p.ends_at;
SELECT * FROM credits.verify('period/twice');

-- ---------------------------------------------------------------------------------------------
-- Expiry: it holds by predicate at the usage's own time, and is posted when the period closes, stamped with its instant
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('period/expiry', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.grant('period/expiry', 10, 'included', note => 'to the end of the month') > 0,
       credits.grant('period/expiry', 5, 'promotional', expires_at => '2026-01-20 06:00Z', note => 'to the 20th') > 0,
       credits.grant('period/expiry', 4, 'promotional', expires_at => '2026-01-20 06:00Z', note => 'to the 20th too') > 0,
       credits.grant('period/expiry', 3, 'bonus', expires_at => '2026-02-01 00:00:00.000001Z', note => 'a microsecond into February') > 0,
       credits.grant('period/expiry', 2, note => 'for ever') > 0,
       credits.grant('period/expiry', 1, 'rollover', note => 'used up') > 0;
SELECT charged FROM credits.consume('period/expiry', 3);
SELECT credits.set_clock('period/expiry', '2026-01-25 00:00Z');
-- nothing is posted, the period is open; but nothing of it is available after the instant
SELECT kind, at, amount FROM credits.activity('period/expiry') WHERE kind = 'expire';
SELECT available FROM credits.balance('period/expiry');
SELECT available FROM credits.balance('period/expiry', '2026-01-20 05:59:59.999999Z');
SELECT available FROM credits.balance('period/expiry', '2026-01-20 06:00Z');
-- and usage that comes late in an open period finds it
SELECT charged, credits, balance FROM credits.consume('period/expiry', 8.5, at => '2026-01-20 05:59:59.999999Z');
SELECT charged, credits, balance FROM credits.consume('period/expiry', 1, at => '2026-01-20 05:00Z');
SELECT charged, credits, balance FROM credits.consume('period/expiry', 1, at => '2026-01-20 06:00Z');
-- closing, in order of (expires_at, id), in one operation
SELECT credits.set_clock('period/expiry', '2026-02-01 00:00Z');
SELECT kind, at, bucket, piece, bucket_seq, amount, bucket_after FROM period_entries WHERE account = 'period/expiry' ORDER BY operation, piece;
SELECT count(DISTINCT operation) AS operations FROM period_entries WHERE account = 'period/expiry' AND kind = 'expire';
SELECT starts_at, closed FROM period_rows WHERE account = 'period/expiry' ORDER BY starts_at;
SELECT coalesce(b.note, b.class || ' of ' || b.effective_at::date) AS bucket, b.granted - b.used - b.lapsed AS "left", b.closed_at IS NOT NULL AS closed
  FROM credits.bucket b JOIN credits.account_key k USING (account_id) WHERE k.account = 'period/expiry' ORDER BY b.id;
-- once: closing is done
SELECT credits.set_clock('period/expiry', '2026-02-01 00:00Z');
SELECT credits.set_clock('period/expiry', '2026-02-10 00:00Z');
SELECT count(*) FROM period_entries WHERE account = 'period/expiry' AND kind = 'expire';
-- a close that posts nothing is no operation
SELECT credits.open_account('period/nothing', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.set_clock('period/nothing', '2026-03-10 00:00Z');
SELECT starts_at, closed FROM period_rows WHERE account = 'period/nothing' ORDER BY starts_at;
SELECT count(*) FROM period_entries WHERE account = 'period/nothing';
SELECT * FROM credits.verify('period/expiry');

-- ---------------------------------------------------------------------------------------------
-- Three months late and in one go: every row is as if on time
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('period/step', at => '2026-01-05 00:00Z', clock => '2026-01-10 00:00Z', time_zone => 'Europe/Berlin') > 0,
       credits.open_account('period/leap', at => '2026-01-05 00:00Z', clock => '2026-01-10 00:00Z', time_zone => 'Europe/Berlin') > 0;
SELECT count(credits.grant(account, n, class, note => class || ' ' || n, effective_at => timestamptz '2026-01-10 00:00Z' + n * interval '7 days',
                           expires_at => CASE WHEN n % 3 > 0 THEN timestamptz '2026-01-20 00:00Z' + n * interval '9 days' END))
  FROM unnest('{period/step,period/leap}'::text[]) account, unnest('{included,bonus,prepaid}'::text[]) class, generate_series(1, 12) n;
SELECT credits.set_overage(account, true, 100) FROM unnest('{period/step,period/leap}'::text[]) account;
SELECT count(credits.charge(account, 'period/vm', 0.1, at => timestamptz '2026-01-12 00:00Z' + n * interval '5 days', until => timestamptz '2026-01-14 00:00Z' + n * interval '5 days'))
  FROM unnest('{period/step,period/leap}'::text[]) account, generate_series(0, 20) n;
DO $$
BEGIN
    FOR n IN 0 .. 125 LOOP
        PERFORM credits.set_clock('period/step', timestamptz '2026-01-10 00:00Z' + n * interval '1 day');
    END LOOP;
END $$;
SELECT credits.set_clock('period/leap', '2026-05-15 00:00Z');
SELECT account, count(*) AS entries, count(*) FILTER (WHERE kind = 'expire') AS expired, sum(amount) FILTER (WHERE kind = 'expire') AS lost,
       count(DISTINCT operation) FILTER (WHERE kind = 'expire') AS closes
  FROM period_entries WHERE account IN ('period/step', 'period/leap') GROUP BY account ORDER BY account;
SELECT count(*) AS different FROM (
    (SELECT kind, at, late_at, bucket, piece, bucket_seq, amount, bucket_after FROM period_entries WHERE account = 'period/step'
     EXCEPT ALL SELECT kind, at, late_at, bucket, piece, bucket_seq, amount, bucket_after FROM period_entries WHERE account = 'period/leap')
    UNION ALL
    (SELECT kind, at, late_at, bucket, piece, bucket_seq, amount, bucket_after FROM period_entries WHERE account = 'period/leap'
     EXCEPT ALL SELECT kind, at, late_at, bucket, piece, bucket_seq, amount, bucket_after FROM period_entries WHERE account = 'period/step')) d;
SELECT count(*) AS different FROM (
    SELECT starts_at, ends_at, closed FROM period_rows WHERE account = 'period/step'
    EXCEPT SELECT starts_at, ends_at, closed FROM period_rows WHERE account = 'period/leap') d;
SELECT * FROM credits.verify('period/step');
SELECT * FROM credits.verify('period/leap');

-- ---------------------------------------------------------------------------------------------
-- Months ahead: opened by a booking, closed by none
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('period/ahead', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.grant('period/ahead', 100) > 0, credits.grant('period/ahead', 1, 'included') > 0;
SELECT charged FROM credits.charge('period/ahead', 'period/vm', at => '2026-03-31 23:00Z', until => '2026-04-01 00:00Z');
SELECT starts_at, closed FROM period_rows WHERE account = 'period/ahead' ORDER BY starts_at;
SELECT charged FROM credits.charge('period/ahead', 'period/vm', at => '2026-03-31 23:00Z', until => '2026-04-01 00:00:00.000001Z');
SELECT starts_at, closed FROM period_rows WHERE account = 'period/ahead' ORDER BY starts_at;
-- a refused one opens none
SELECT status FROM credits.try_consume('period/ahead', 1000, at => '2027-01-01 00:00Z');
SELECT count(*) FROM period_rows WHERE account = 'period/ahead';
-- January's allowance is not there in April, in whatever order they are booked
SELECT charged, balance FROM credits.consume('period/ahead', 1, at => '2026-04-10 00:00Z');
SELECT charged, balance FROM credits.consume('period/ahead', 1, at => '2026-01-10 00:00Z');
SELECT coalesce(note, class) AS bucket, used FROM credits.buckets('period/ahead', '2026-01-10 00:00Z');

-- ---------------------------------------------------------------------------------------------
-- An account on the wall clock that was opened in the past: its months are there up to this one, the past ones closed
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('period/wall', time_zone => 'Europe/Berlin', at => '2024-01-31 23:30+01') > 0 AS opened;
SELECT min(starts_at) AS first, bool_and(closed = (ends_at <= now())) AS right, count(*) FILTER (WHERE NOT closed) AS open,
       max(ends_at) > now() AS current, count(*) = count(DISTINCT date_trunc('month', starts_at AT TIME ZONE 'Europe/Berlin')) AS months
  FROM period_rows WHERE account = 'period/wall';
-- fails: the past takes no grant
\set VERBOSITY sqlstate
SELECT credits.grant('period/wall', 10, at => '2024-02-10 00:00Z');
\set VERBOSITY default
SELECT credits.grant('period/wall', 10, effective_at => '2024-02-10 00:00Z') > 0 AS granted;
-- its usage is late
SELECT at, charged, balance FROM credits.charge('period/wall', 'period/image', at => '2024-02-10 00:00Z');
SELECT at, late_at IS NOT NULL AS late, amount FROM period_entries WHERE account = 'period/wall' AND kind = 'draw';
SELECT * FROM credits.verify('period/wall');
DROP VIEW period_rows, period_entries;
