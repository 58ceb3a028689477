-- What goes wrong with time and with the calendar, one block a case, and what must happen.  Each block ends in sound books.
-- Time and proration:
--   B1  a month with a change of summer time          B2  the session's time zone             B3  an anchor in a gap, and twice
--   B4  anchors on the 29th, 30th and 31st            B5  29 February, yearly                 B6  days of odd length, and none
--   B7  infinite and missing bounds                   B8  microseconds before a boundary      B9  a change in the middle of a period
--   B10 any cut of an interval                        B11 a clock that steps back             B12 a long transaction
--   B13 a zone whose rules change                     B14 changes at one instant              B15 too late, and too far ahead
-- Expiry, rollover, close:
--   F1  at the instant of expiry                      F2  expired once                        F3  nobody ran for months
--   F4  closed once                                   F5  a draw beside the close             F6  rollover and its bounds
--   F7  a recurring grant at its boundary             F8  booked for the past                 F9  taken back after it was used
--   F10 many accounts at once: not here
-- Elsewhere: B3 to B6 of every zone in test/boundaries.py; B10 at random cuts in test/values.py and test/trace.py; B11 of the server's own
-- clock in test/t/; F2, F4 with two at once in specs/run_run.spec and killed halfway in test/t/run.pl; F3 at random in test/equivalence.py;
-- F5 in specs/draw_close.spec; F6 at random in test/model/; F10 in bench/renew.sh.  There are no checkpoints and no voids (F8, F9): what
-- is left is tested here.
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null
-- refusals name what is for sale: here only what this file sells
DELETE FROM credits.plan;
DELETE FROM credits.pack WHERE pack <> 'deposit';

INSERT INTO credits.resource (resource) VALUES ('faults/vm'), ('faults/image');
INSERT INTO credits.price (resource, rate) VALUES ('faults/vm', '0.000277/s'), ('faults/image', '1');
INSERT INTO credits.plan (plan, price, included, overage, overage_price, on_change) VALUES
    ('faults/plan', 31, 310, true, 0.1, 'prorate'), ('faults/half', 15.5, 155, true, 0.1, 'prorate'), ('faults/reset', 31, 310, false, 0, 'reset'), ('faults/reset 2', 62, 620, false, 0, 'reset');
INSERT INTO credits.plan (plan, price, included, cycle) VALUES ('faults/daily', 1, 10, '1 day'), ('faults/year', 120, 0, '1 year');
CREATE VIEW faults_periods AS
SELECT a.account, p.starts_at, p.ends_at, p.ends_at - p.starts_at AS length, extract(epoch FROM p.ends_at - p.starts_at)::bigint AS seconds, p.closed_at IS NOT NULL AS closed
  FROM credits.period p JOIN credits.account a ON a.account_id = p.account_id AND a.user_id = p.account_id ORDER BY a.account, p.starts_at;
CREATE VIEW faults_buckets AS
SELECT a.account, b.class, b.note, b.effective_at, b.expires_at, b.granted, b.used, b.lapsed, b.closed_at IS NOT NULL AS closed, b.account_id, b.id
  FROM credits.bucket b JOIN credits.account a ON a.account_id = b.account_id AND a.user_id = b.account_id ORDER BY a.account, b.effective_at, b.id;
CREATE VIEW faults_entries AS
SELECT a.account, dense_rank() OVER (PARTITION BY e.account_id ORDER BY e.operation) AS op, e.piece, e.kind, e.at, e.late_at, b.class, e.amount, e.bucket_after, e.booked_at, e.operation
  FROM credits.entry e JOIN credits.account a ON a.account_id = e.account_id AND a.user_id = e.account_id JOIN credits.bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
 ORDER BY a.account, e.operation, e.piece;
CREATE VIEW faults_invoices AS
SELECT a.account, i.starts_at, i.ends_at, i.total FROM credits.invoice i JOIN credits.account a ON a.account_id = i.account_id AND a.user_id = i.account_id ORDER BY a.account, i.starts_at;

-- ---------------------------------------------------------------------------------------------
-- B1: in a month in which summer time begins or ends, elapsed seconds count, and the parts of the month make up its price exactly
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/B1', 'faults/plan', 'Europe/Berlin', clock => '2025-03-01 00:00+01') > 0 AS opened;
SELECT length, seconds FROM faults_periods WHERE account = 'faults/B1';
-- the 30th is an hour shorter than the 29th; half of the month by the clock of the wall is not half of its seconds
SELECT charged FROM credits.quote('faults/B1', 'faults/vm', at => '2025-03-29 00:00+01', until => '2025-03-30 00:00+01');
SELECT charged FROM credits.quote('faults/B1', 'faults/vm', at => '2025-03-30 00:00+01', until => '2025-03-31 00:00+02');
SELECT credits.set_clock('faults/B1', '2025-03-30 12:00+02');
SELECT credits.change_plan('faults/B1', 'faults/half', at_cycle_end => false) > 0 AS changed;
-- 129600 of 2674800 seconds are left: 31 and 15.5 of that
SELECT exact FROM credits.invoice_line JOIN credits.account_key USING (account_id) WHERE account = 'faults/B1' ORDER BY line;
SELECT round(31 * 129600 / 2674800.0, 12) AS "left", credits.prorate(31, '[2025-02-28 23:00Z,2025-03-31 22:00Z)', '[2025-03-30 10:00Z,2025-03-31 22:00Z)')
     + credits.prorate(31, '[2025-02-28 23:00Z,2025-03-31 22:00Z)', '[2025-02-28 23:00Z,2025-03-30 10:00Z)') AS parts;
SELECT * FROM credits.verify('faults/B1');

-- ---------------------------------------------------------------------------------------------
-- B2: the session's time zone changes nothing
-- ---------------------------------------------------------------------------------------------
SET timezone = 'Europe/Berlin';
SELECT credits.open_account('faults/B2 Berlin', 'faults/plan', 'America/New_York', at => '2025-10-20 00:30-04', clock => '2025-10-20 00:30-04') > 0 AS opened;
SELECT credits.set_clock('faults/B2 Berlin', '2026-01-01 00:00Z');
SELECT charged FROM credits.charge('faults/B2 Berlin', 'faults/vm', at => '2025-12-20 00:00Z', until => '2025-12-31 00:00Z');
SET timezone = 'Pacific/Kiritimati';
SELECT credits.open_account('faults/B2 Kiritimati', 'faults/plan', 'America/New_York', at => '2025-10-20 00:30-04', clock => '2025-10-20 00:30-04') > 0 AS opened;
SELECT credits.set_clock('faults/B2 Kiritimati', '2026-01-01 00:00Z');
SELECT charged FROM credits.charge('faults/B2 Kiritimati', 'faults/vm', at => '2025-12-20 00:00Z', until => '2025-12-31 00:00Z');
SET timezone = 'UTC';
SELECT starts_at, ends_at FROM faults_periods WHERE account = 'faults/B2 Berlin';
SELECT count(*) AS different FROM (SELECT starts_at, ends_at, closed FROM faults_periods WHERE account = 'faults/B2 Berlin' EXCEPT SELECT starts_at, ends_at, closed FROM faults_periods WHERE account = 'faults/B2 Kiritimati') d;
SELECT count(*) AS different FROM (SELECT op, piece, kind, at, amount FROM faults_entries WHERE account = 'faults/B2 Berlin' EXCEPT SELECT op, piece, kind, at, amount FROM faults_entries WHERE account = 'faults/B2 Kiritimati') d;
-- nor is what depends on a zone's rules computed ahead: nothing that reads them is IMMUTABLE
SELECT provolatile FROM pg_proc WHERE oid = 'credits.boundary'::regproc;

-- ---------------------------------------------------------------------------------------------
-- B3: an anchor whose local time does not exist on a day, or comes twice: periods are strictly one after the other
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/B3 gap', 'faults/daily', 'Europe/Berlin', clock => '2025-03-28 02:30+01') > 0, credits.open_account('faults/B3 twice', 'faults/daily', 'Europe/Berlin', clock => '2025-10-24 02:30+02') > 0;
SELECT credits.set_clock('faults/B3 gap', '2025-04-01 00:00Z'), credits.set_clock('faults/B3 twice', '2025-10-28 00:00Z');
SELECT account, starts_at, length FROM faults_periods WHERE account LIKE 'faults/B3 %';
SELECT account, count(*) AS grants FROM faults_entries WHERE account LIKE 'faults/B3 %' AND kind = 'grant' GROUP BY account ORDER BY account;
SELECT code, object FROM unnest('{faults/B3 gap,faults/B3 twice}'::text[]) a, credits.verify(a);

-- ---------------------------------------------------------------------------------------------
-- B4: an anchor on the 31st, 30th or 29th: 48 months, each counted from the anchor and never from the one before
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/B4 ' || day, 'faults/plan', clock => ('2024-01-' || day || ' 00:00Z')::timestamptz) > 0 AS opened FROM generate_series(29, 31) day;
SELECT credits.set_clock('faults/B4 ' || day, '2028-01-28 00:00Z') FROM generate_series(29, 31) day;
SELECT account, count(*) AS periods, array_agg(DISTINCT extract(day FROM starts_at)::int) AS days, count(*) FILTER (WHERE extract(day FROM starts_at) <
       least(right(account, 2)::int, extract(day FROM date_trunc('month', starts_at) + interval '1 month - 1 day'))) AS drifted, max(ends_at) AS ends_at FROM faults_periods WHERE account LIKE 'faults/B4 %' GROUP BY account ORDER BY account;
SELECT a.account, count(*) AS invoices, sum(total) FROM faults_invoices a WHERE account LIKE 'faults/B4 %' GROUP BY account ORDER BY account;
SELECT code, object FROM unnest('{faults/B4 29,faults/B4 30,faults/B4 31}'::text[]) a, credits.verify(a);

-- ---------------------------------------------------------------------------------------------
-- B5: 29 February, yearly: 28, 28, 28, 29
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/B5', 'faults/year', clock => '2024-02-29 00:00Z') > 0 AS opened;
SELECT credits.set_clock('faults/B5', '2032-03-01 00:00Z');
SELECT cycle_starts_at, cycle_ends_at, count(*) AS months, count(price) AS prices FROM credits.period JOIN credits.account_key USING (account_id) WHERE account = 'faults/B5' GROUP BY 1, 2 ORDER BY 1;
SELECT * FROM credits.verify('faults/B5');

-- ---------------------------------------------------------------------------------------------
-- B6: days of 23:30 and 24:30 hours, and one of none: it is skipped, not billed, and nothing is divided by zero
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/B6 Lord Howe', 'faults/daily', 'Australia/Lord_Howe', clock => '2024-10-05 00:00+10:30') > 0,
       credits.open_account('faults/B6 Apia', 'faults/daily', 'Pacific/Apia', clock => '2011-12-28 00:00-10') > 0;
SELECT credits.set_clock('faults/B6 Lord Howe', '2024-10-08 00:00+11'), credits.set_clock('faults/B6 Apia', '2012-01-02 00:00+14');
SELECT account, starts_at, length FROM faults_periods WHERE account LIKE 'faults/B6 %';
SELECT account, count(*) AS days, sum(total) FROM faults_invoices WHERE account LIKE 'faults/B6 %' GROUP BY account ORDER BY account;
-- a grant for each day, and none for the day that was not
SELECT credits.open_account('faults/B6 grants', time_zone => 'Pacific/Apia', clock => '2011-12-28 00:00-10') > 0 AS opened;
SELECT credits.grant_every('faults/B6 grants', 1, '1 day') > 0 AS granted;
SELECT credits.set_clock('faults/B6 grants', '2012-01-02 00:00+14');
SELECT effective_at, expires_at FROM faults_buckets WHERE account = 'faults/B6 grants' AND class = 'included';
SELECT code, object FROM unnest('{faults/B6 Lord Howe,faults/B6 Apia,faults/B6 grants}'::text[]) a, credits.verify(a);

-- ---------------------------------------------------------------------------------------------
-- B7: infinite and missing bounds are refused or have a meaning; nothing lasts an infinite number of seconds
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/B7', clock => '2026-01-01 00:00Z') > 0 AS opened;
-- fails: each, and nothing is written
\set VERBOSITY sqlstate
SELECT credits.open_account('faults/B7 2', clock => 'infinity');
SELECT credits.open_account('faults/B7 2', at => '-infinity', clock => '2026-01-01 00:00Z');
SELECT credits.set_clock('faults/B7', 'infinity');
SELECT credits.grant('faults/B7', 1, effective_at => '-infinity');
SELECT credits.grant('faults/B7', 1, effective_at => 'infinity');
SELECT credits.grant('faults/B7', 1, expires_at => '-infinity');
SELECT credits.charge('faults/B7', 'faults/vm', at => '2026-01-01 00:00Z', until => 'infinity');
SELECT credits.charge('faults/B7', 'faults/vm', at => '-infinity', until => '2026-01-01 00:00Z');
SELECT credits.charge('faults/B7', 'faults/vm', at => '2026-01-01 00:00Z');
SELECT credits.subscribe('faults/B7', 'faults/plan', 'infinity');
SELECT credits.grant_every('faults/B7', 1, '1 day', until => 'infinity');
SELECT credits.set_overage('faults/B7', true, at => 'infinity');
SELECT credits.prorate(1, '[2026-01-01,infinity)', '[2026-01-01,2026-01-02)');
SELECT credits.boundary('infinity', '1 month', 1, 'UTC');
SELECT credits.statement('faults/B7', '-infinity');
SELECT credits.balance('faults/B7', 'infinity');
\set VERBOSITY default
SELECT count(*) FROM credits.account_key WHERE account = 'faults/B7 2';
SELECT count(*) FROM faults_entries WHERE account = 'faults/B7';
-- never is a meaning
SELECT credits.grant('faults/B7', 1, expires_at => 'infinity') > 0 AS granted;
SELECT effective_at, expires_at FROM faults_buckets WHERE account = 'faults/B7' AND class = 'prepaid';

-- ---------------------------------------------------------------------------------------------
-- B8: microseconds everywhere: an event a few of them before a boundary is in exactly one period
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/B8', 'faults/plan', clock => '2026-01-01 00:00:00.000123Z') > 0 AS opened;
SELECT charged FROM unnest('{2026-02-01 00:00:00.000122Z,2026-02-01 00:00:00.000123Z,2026-02-01 00:00:00Z,2026-02-01 00:00:00.0001229Z}'::timestamptz[]) at, credits.consume('faults/B8', 1, at => at);
SELECT p.starts_at, p.ends_at, count(*) AS events FROM faults_periods p JOIN faults_entries e ON e.account = p.account AND e.kind = 'draw' AND e.at >= p.starts_at AND e.at < p.ends_at
 WHERE p.account = 'faults/B8' GROUP BY 1, 2 ORDER BY 1;
SELECT b.effective_at, b.used FROM faults_buckets b WHERE account = 'faults/B8' AND class = 'included';
SELECT * FROM credits.verify('faults/B8');

-- ---------------------------------------------------------------------------------------------
-- B9: a change in the middle of a period is a share of the whole period, also after another change
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/B9', 'faults/half', clock => '2026-01-01 00:00Z') > 0 AS opened;
SELECT credits.set_clock('faults/B9', '2026-01-11 00:00Z');
SELECT credits.change_plan('faults/B9', 'faults/plan') > 0 AS changed;
SELECT credits.set_clock('faults/B9', '2026-01-21 00:00Z');
SELECT credits.change_plan('faults/B9', 'faults/half', at_cycle_end => false) > 0 AS changed;
-- 31 days: 21 and 11 were left, at half a unit and one unit of money a day
SELECT kind, description, amount FROM credits.statement('faults/B9');
SELECT included FROM credits.current_plan('faults/B9');
SELECT * FROM credits.verify('faults/B9');

-- ---------------------------------------------------------------------------------------------
-- B10: an interval costs the same however it is cut, over boundaries of periods and cycles too
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/B10', 'faults/plan', 'Europe/Berlin', clock => '2026-01-01 00:00Z') > 0 AS opened;
SELECT credits.grant('faults/B10', 10000) > 0 AS granted;
SELECT (SELECT charged FROM credits.quote('faults/B10', 'faults/vm', 0.3333333, at => '2026-01-07 01:02:03.000004Z', until => '2026-04-05 00:00Z')) AS whole,
       sum(q.charged) AS parts, count(*)
  FROM (SELECT c AS at, coalesce(lead(c) OVER (ORDER BY c), '2026-04-05 00:00Z') AS until
          FROM (SELECT timestamptz '2026-01-07 01:02:03.000004Z' + n * n * n * interval '7.654321 seconds' AS c FROM generate_series(0, 99) n) s) p,
       credits.quote('faults/B10', 'faults/vm', 0.3333333, at => p.at, until => p.until) q;

-- ---------------------------------------------------------------------------------------------
-- B11: a clock that steps back: nothing opens again, nothing expires twice
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/B11', 'faults/plan', clock => '2026-01-01 00:00Z') > 0 AS opened;
SELECT charged FROM credits.consume('faults/B11', 10);
SELECT credits.set_clock('faults/B11', '2026-02-01 00:00Z');
-- fails: it is not set back by its function
SELECT credits.set_clock('faults/B11', '2026-01-31 23:59:59.999999Z');
\echo SQLSTATE :SQLSTATE
-- and if it is by other means, by a second, an hour, a day, as the wall's may be: usage finds credit or is refused,
-- and a change of what is to come is made or refused, at once
CREATE TEMP TABLE faults_before AS SELECT kind, at, amount, bucket_after FROM faults_entries WHERE account = 'faults/B11';
SET statement_timeout = '5s';
CREATE FUNCTION faults_step_back(by interval) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE credits.account SET clock = clock - by WHERE account = 'faults/B11';
    IF (SELECT status FROM credits.try_consume('faults/B11', 1)) <> ALL ('{completed,insufficient_credits}') THEN
        RAISE 'neither drawn nor refused';
    END IF;
    BEGIN
        PERFORM credits.cancel('faults/B11');
    EXCEPTION WHEN SQLSTATE 'KR008' OR SQLSTATE 'KR015' THEN
        NULL;
    END;
    RAISE 'back by %: answered, % changed, % periods, % still closed, % faults', by,
        (SELECT count(*) FROM (SELECT * FROM faults_before EXCEPT ALL SELECT kind, at, amount, bucket_after FROM faults_entries WHERE account = 'faults/B11') d),
        (SELECT count(*) FROM faults_periods WHERE account = 'faults/B11'), (SELECT count(*) FROM faults_periods WHERE account = 'faults/B11' AND closed),
        (SELECT count(*) FROM credits.verify('faults/B11')) USING ERRCODE = 'XXBCK';
EXCEPTION WHEN SQLSTATE 'XXBCK' THEN
    RAISE INFO '%', SQLERRM;
END
$$;
SELECT faults_step_back('1 second');
SELECT faults_step_back('1 hour');
SELECT faults_step_back('1 day');
RESET statement_timeout;
DROP FUNCTION faults_step_back;
-- and when it has come back to where it was, everything goes on
UPDATE credits.account SET clock = clock - interval '1 hour' WHERE account = 'faults/B11';
SELECT status FROM credits.current_plan('faults/B11');
UPDATE credits.account SET clock = '2026-02-01 00:00:01Z' WHERE account = 'faults/B11';
SELECT credits.set_clock('faults/B11', '2026-02-02 00:00Z');
SELECT starts_at, ends_at, closed FROM faults_periods WHERE account = 'faults/B11';
SELECT kind, count(*), sum(amount) FROM faults_entries WHERE account = 'faults/B11' GROUP BY kind ORDER BY kind;
SELECT count(*) AS invoices FROM faults_invoices WHERE account = 'faults/B11';
SELECT * FROM credits.verify('faults/B11');
DROP TABLE faults_before;

-- ---------------------------------------------------------------------------------------------
-- B12: in a long transaction, what is booked is stamped when it is booked, not when the transaction began
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/B12') > 0 AS opened;
BEGIN;
SELECT credits.grant('faults/B12', 10) > 0 AS granted;
SELECT pg_sleep(0.002);
SELECT charged FROM credits.consume('faults/B12', 1);
SELECT pg_sleep(0.002);
SELECT credits.subscribe('faults/B12', 'faults/plan') > 0 AS subscribed;
SELECT count(*) FILTER (WHERE booked_at <= now()) AS at_its_beginning, count(*) FILTER (WHERE at <= lag) AS not_after_the_one_before, count(*)
  FROM (SELECT e.*, lag(at) OVER (ORDER BY operation, piece) AS lag FROM faults_entries e WHERE account = 'faults/B12') s;
COMMIT;
SELECT * FROM credits.verify('faults/B12');

-- ---------------------------------------------------------------------------------------------
-- B13: a zone's rules change: boundaries that were made are instants, and stay; those to come follow the new rules, and there is
-- no gap.  Another zone stands for other rules
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/B13', 'faults/plan', 'Europe/Berlin', clock => '2026-01-31 00:00+01') > 0 AS opened;
SELECT charged FROM credits.consume('faults/B13', 300);
SELECT credits.set_clock('faults/B13', '2026-03-01 00:00Z');
CREATE TEMP TABLE faults_before AS SELECT starts_at, ends_at FROM faults_periods WHERE account = 'faults/B13';
BEGIN;
UPDATE credits.account SET time_zone = 'Europe/Helsinki' WHERE account = 'faults/B13';
SELECT credits.set_clock('faults/B13', '2026-06-01 00:00Z');
SELECT starts_at, ends_at, closed FROM faults_periods WHERE account = 'faults/B13';
SELECT count(*) AS moved FROM (SELECT * FROM faults_before EXCEPT SELECT starts_at, ends_at FROM faults_periods WHERE account = 'faults/B13') d;
SELECT count(*) AS invoices, sum(total) FROM faults_invoices WHERE account = 'faults/B13';
SELECT count(*) FILTER (WHERE kind = 'grant') AS grants FROM faults_entries WHERE account = 'faults/B13';
SELECT * FROM credits.verify('faults/B13');
ROLLBACK;
BEGIN;
UPDATE credits.account SET time_zone = 'Europe/London' WHERE account = 'faults/B13';
SELECT credits.set_clock('faults/B13', '2026-06-01 00:00Z');
SELECT starts_at, ends_at, closed FROM faults_periods WHERE account = 'faults/B13';
SELECT count(*) AS moved FROM (SELECT * FROM faults_before EXCEPT SELECT starts_at, ends_at FROM faults_periods WHERE account = 'faults/B13') d;
SELECT count(*) AS invoices, sum(total) FROM faults_invoices WHERE account = 'faults/B13';
SELECT count(*) FILTER (WHERE kind = 'grant') AS grants FROM faults_entries WHERE account = 'faults/B13';
SELECT * FROM credits.verify('faults/B13');
ROLLBACK;
DROP TABLE faults_before;

-- ---------------------------------------------------------------------------------------------
-- B14: a change at a boundary, twice at one instant, and one of no length: no gap, no overlap, nothing negative
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/B14', 'faults/reset', clock => '2026-01-01 00:00Z') > 0 AS opened;
SELECT credits.set_clock('faults/B14', '2026-02-01 00:00Z');
SELECT credits.change_plan('faults/B14', 'faults/reset 2') > 0 AS changed;
SELECT credits.change_plan('faults/B14', 'faults/reset', at_cycle_end => false) > 0 AS changed;
SELECT credits.change_plan('faults/B14', 'faults/plan', at_cycle_end => false) > 0 AS changed;
SELECT credits.change_plan('faults/B14', 'faults/half', at_cycle_end => false) > 0 AS changed;
SELECT credits.cancel('faults/B14');
SELECT credits.set_clock('faults/B14', '2026-03-01 00:00Z');
SELECT credits.subscribe('faults/B14', 'faults/reset') > 0 AS subscribed;
SELECT plan, started_at, ends_at FROM credits.subscription JOIN credits.account_key USING (account_id) WHERE account = 'faults/B14' ORDER BY id;
SELECT starts_at, ends_at, closed FROM faults_periods WHERE account = 'faults/B14';
SELECT starts_at, total FROM faults_invoices WHERE account = 'faults/B14';
SELECT available FROM credits.balance('faults/B14');
SELECT class, note, effective_at, granted, lapsed FROM faults_buckets WHERE account = 'faults/B14' AND class <> 'flex';
-- of no length: usage
SELECT charged FROM credits.charge('faults/B14', 'faults/vm', at => '2026-03-01 00:00Z', until => '2026-03-01 00:00Z');
SELECT * FROM credits.verify('faults/B14');

-- ---------------------------------------------------------------------------------------------
-- B15: usage before the credit it would draw, in a closed period, and years ahead
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/B15', at => '2026-01-01 00:00Z', clock => '2026-02-10 00:00Z') > 0 AS opened;
SELECT credits.grant('faults/B15', 10, effective_at => '2026-02-05 00:00Z') > 0 AS granted;
-- fails: it was not there then, and the period is open
SELECT credits.consume('faults/B15', 1, at => '2026-02-04 23:59:59.999999Z');
\echo SQLSTATE :SQLSTATE
-- in a closed period: late, from what is there now
SELECT at, charged, balance FROM credits.consume('faults/B15', 1, at => '2026-01-15 00:00Z');
SELECT at, late_at, amount FROM faults_entries WHERE account = 'faults/B15' AND kind = 'draw';
-- fails: a grant has no place in a closed period
SELECT credits.grant('faults/B15', 1, at => '2026-01-15 00:00Z');
\echo SQLSTATE :SQLSTATE
-- fails: nor has a change of plan
SELECT credits.subscribe('faults/B15', 'faults/plan', at => '2026-01-15 00:00Z');
\echo SQLSTATE :SQLSTATE
-- ten years ahead, on a clock, to the day; and not further; nor before it was opened
SELECT at, charged FROM credits.consume('faults/B15', 1, at => '2036-02-11 00:00Z');
-- fails: from here on
SELECT credits.consume('faults/B15', 1, at => '2036-02-11 00:00:00.000001Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.consume('faults/B15', 1, at => '2025-12-31 23:59:59.999999Z');
\echo SQLSTATE :SQLSTATE
SELECT count(*), max(ends_at) FROM faults_periods WHERE account = 'faults/B15';
-- fails: on the wall clock, the future
SELECT credits.open_account('faults/B15 wall') > 0 AS opened;
\set VERBOSITY sqlstate
SELECT credits.consume('faults/B15 wall', 1, at => now() + interval '1 minute');
SELECT credits.charge('faults/B15 wall', 'faults/vm', at => now() - interval '1 minute', until => now() + interval '1 minute');
SELECT credits.grant('faults/B15 wall', 1, at => now() + interval '1 minute');
SELECT credits.subscribe('faults/B15 wall', 'faults/plan', now() + interval '1 minute');
SELECT credits.grant_every('faults/B15 wall', 1, '1 day', at => now() + interval '1 minute');
SELECT credits.set_overage('faults/B15 wall', true, at => now() + interval '1 minute');
CALL credits.run(now() + interval '1 minute');
\set VERBOSITY default
SELECT code, object FROM unnest('{faults/B15,faults/B15 wall}'::text[]) a, credits.verify(a);

-- ---------------------------------------------------------------------------------------------
-- F1: a draw a microsecond before an expiry, at it and after it, whether the job has run or not
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/F1', clock => '2026-01-01 00:00Z') > 0 AS opened;
SELECT credits.grant('faults/F1', 5, expires_at => '2026-01-10 00:00Z') > 0 AS granted;
SELECT credits.set_clock('faults/F1', '2026-01-20 00:00Z');
SELECT status FROM unnest('{2026-01-09 23:59:59.999999Z,2026-01-10 00:00Z,2026-01-10 00:00:00.000001Z}'::timestamptz[]) at, credits.try_consume('faults/F1', 1, at => at);
SELECT credits.set_clock('faults/F1', '2026-02-01 00:00Z');
SELECT kind, at, amount, bucket_after FROM faults_entries WHERE account = 'faults/F1';
SELECT * FROM credits.verify('faults/F1');

-- ---------------------------------------------------------------------------------------------
-- F2, F4: what is due is done once, however often it is asked for
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/F2', 'faults/plan', clock => '2026-01-01 00:00Z') > 0 AS opened;
SELECT charged FROM credits.consume('faults/F2', 10);
SELECT credits.set_clock('faults/F2', '2026-02-01 00:00Z') FROM generate_series(1, 3);
CALL credits.run();
SELECT credits.set_overage('faults/F2', true) FROM generate_series(1, 2);
-- taken back halfway, and done again
BEGIN;
SELECT credits.set_clock('faults/F2', '2026-03-01 00:00Z');
ROLLBACK;
SELECT credits.set_clock('faults/F2', '2026-03-01 00:00Z');
SELECT kind, at, amount FROM faults_entries WHERE account = 'faults/F2' AND kind <> 'overage';
SELECT starts_at, closed FROM faults_periods WHERE account = 'faults/F2';
SELECT starts_at, total FROM faults_invoices WHERE account = 'faults/F2';
-- fails: nobody closes it again
UPDATE credits.period SET closed_at = now() WHERE account_id = (SELECT account_id FROM credits.account_key WHERE account = 'faults/F2') AND starts_at = '2026-01-01 00:00Z';
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.verify('faults/F2');

-- ---------------------------------------------------------------------------------------------
-- F3: nobody ran for three months: one run does what three would have done.  Meanwhile reads say the same
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.plan (plan, price, included, rollover_max, rollover_percent, grace, overage, overage_price) VALUES ('faults/roll', 10, 100, 60, 50, '1 day', true, 0.3);
SELECT credits.open_account(a, 'faults/roll', clock => '2026-01-31 00:00Z') > 0 AS opened FROM unnest('{faults/F3 on time,faults/F3 late}'::text[]) a;
SELECT count(credits.grant_every(a, 5, '7 days', rollover_max => 7)) FROM unnest('{faults/F3 on time,faults/F3 late}'::text[]) a;
SELECT count(credits.consume(a, 120)) FROM unnest('{faults/F3 on time,faults/F3 late}'::text[]) a;
DO $$ BEGIN FOR n IN 1 .. 89 LOOP PERFORM credits.set_clock('faults/F3 on time', timestamptz '2026-01-31 00:00Z' + n * interval '1 day'); END LOOP; END $$;
SELECT available FROM credits.balance('faults/F3 on time');
SELECT available FROM credits.balance('faults/F3 late', '2026-04-30 00:00Z');
SELECT credits.set_clock('faults/F3 late', '2026-04-30 00:00Z');
SELECT available FROM credits.balance('faults/F3 late');
SELECT count(*) AS entries FROM faults_entries WHERE account = 'faults/F3 late';
SELECT count(*) AS different FROM (SELECT op, piece, kind, at, class, amount, bucket_after FROM faults_entries WHERE account = 'faults/F3 on time'
    EXCEPT ALL SELECT op, piece, kind, at, class, amount, bucket_after FROM faults_entries WHERE account = 'faults/F3 late') d;
SELECT starts_at, ends_at, total FROM faults_invoices WHERE account = 'faults/F3 late';
SELECT count(*) AS different FROM (SELECT starts_at, ends_at, total FROM faults_invoices WHERE account = 'faults/F3 on time' EXCEPT SELECT starts_at, ends_at, total FROM faults_invoices WHERE account = 'faults/F3 late') d;
SELECT code, object FROM unnest('{faults/F3 on time,faults/F3 late}'::text[]) a, credits.verify(a);

-- ---------------------------------------------------------------------------------------------
-- F5: a draw before the close is in its total; one after it is in the next period, and on the next invoice
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/F5', 'faults/plan', clock => '2026-01-01 00:00Z') > 0 AS opened;
SELECT overage FROM credits.consume('faults/F5', 315, at => '2026-01-31 23:59:59.999999Z');
SELECT credits.set_clock('faults/F5', '2026-02-01 00:00Z');
SELECT overage FROM credits.consume('faults/F5', 313, at => '2026-01-31 23:59:59.999999Z');
SELECT credits.set_clock('faults/F5', '2026-03-01 00:00Z');
SELECT i.starts_at, i.total, l.kind, l.quantity, l.amount FROM faults_invoices i JOIN credits.account_key k USING (account) JOIN credits.invoice_line l USING (account_id, starts_at) WHERE i.account = 'faults/F5' ORDER BY i.starts_at, l.line;
SELECT (SELECT sum(-amount) FROM faults_entries WHERE account = 'faults/F5' AND kind = 'draw') = (SELECT sum(l.quantity) FROM credits.invoice_line l JOIN credits.account_key USING (account_id) WHERE account = 'faults/F5') AS all_is_told;
SELECT * FROM credits.verify('faults/F5');

-- ---------------------------------------------------------------------------------------------
-- F6: rollover: bounded by amount and by percent over generations, expired before it is carried again, and nothing carried is lost
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/F6', 'faults/roll', clock => '2026-01-01 00:00Z') > 0 AS opened;
UPDATE credits.plan SET rollover_for = '45 days' WHERE plan = 'faults/roll';
SELECT credits.open_account('faults/F6 for', 'faults/roll', clock => '2026-01-01 00:00Z') > 0 AS opened;
SELECT credits.set_clock(a, '2026-07-02 00:00Z') FROM unnest('{faults/F6,faults/F6 for}'::text[]) a;
-- at most 50 percent of 100 are carried, what was carried before and is alive included: there is room again when that has expired
SELECT account, effective_at, expires_at, granted, lapsed FROM faults_buckets WHERE account LIKE 'faults/F6%' AND class = 'rollover';
-- what a cycle had is carried or expires
SELECT account, at, sum(amount) FILTER (WHERE kind = 'rollover' AND class = 'included') AS carried, sum(amount) FILTER (WHERE kind = 'rollover' AND class = 'rollover') AS arrived,
       sum(amount) FILTER (WHERE kind = 'expire' AND class = 'included') AS expired FROM faults_entries WHERE account LIKE 'faults/F6%' AND at > '2026-01-01 00:00Z' AND kind <> 'grant' GROUP BY 1, 2 HAVING bool_or(class = 'included') ORDER BY 1, 2;
SELECT code, object FROM unnest('{faults/F6,faults/F6 for}'::text[]) a, credits.verify(a);

-- ---------------------------------------------------------------------------------------------
-- F7: a recurring grant exactly at the start of a period, and what follows it in that period: once
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/F7', 'faults/plan', clock => '2026-01-01 00:00Z') > 0 AS opened;
SELECT credits.grant_every('faults/F7', 5, '1 month') > 0 AS granted;
SELECT credits.set_clock('faults/F7', '2026-02-01 00:00Z');
SELECT credits.set_clock('faults/F7', '2026-02-01 00:00Z');
SELECT charged FROM credits.consume('faults/F7', 1);
SELECT credits.grant('faults/F7', 3) > 0 AS granted;
SELECT charged FROM credits.consume('faults/F7', 1, at => '2026-02-01 00:00Z');
SELECT credits.set_clock('faults/F7', '2026-02-20 00:00Z');
SELECT class, note, effective_at, granted FROM faults_buckets WHERE account = 'faults/F7' AND class <> 'flex';
SELECT * FROM credits.verify('faults/F7');

-- ---------------------------------------------------------------------------------------------
-- F8: what is booked for the past changes what is known of the past: nothing is read from a sum that was kept
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/F8', clock => '2026-01-20 00:00Z', at => '2026-01-01 00:00Z') > 0 AS opened;
SELECT credits.grant('faults/F8', 10, at => '2026-01-01 00:00Z') > 0 AS granted;
SELECT charged FROM credits.consume('faults/F8', 4, at => '2026-01-15 00:00Z');
SELECT array_agg(available ORDER BY at) FROM generate_series(timestamptz '2026-01-05 00:00Z', '2026-01-20 00:00Z', '5 days') at, credits.balance('faults/F8', at);
SELECT charged FROM credits.consume('faults/F8', 3, at => '2026-01-10 00:00Z');
SELECT credits.grant('faults/F8', 100, at => '2026-01-10 00:00Z', effective_at => '2026-01-12 00:00Z') > 0 AS granted;
SELECT array_agg(available ORDER BY at) FROM generate_series(timestamptz '2026-01-05 00:00Z', '2026-01-20 00:00Z', '5 days') at, credits.balance('faults/F8', at);
SELECT * FROM credits.verify('faults/F8');

-- ---------------------------------------------------------------------------------------------
-- F9: credit is taken back after some of it was used: only what is left, and once
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('faults/F9', 'faults/plan', clock => '2026-01-01 00:00Z') > 0 AS opened;
SELECT charged FROM credits.consume('faults/F9', 300);
SELECT credits.set_clock('faults/F9', '2026-01-11 00:00Z');
SELECT credits.change_plan('faults/F9', 'faults/half', at_cycle_end => false) > 0 AS changed;
-- 10 of the 105 too many are left
SELECT kind, class, amount, bucket_after FROM faults_entries WHERE account = 'faults/F9';
SELECT credits.change_plan('faults/F9', 'faults/half', at_cycle_end => false);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_clock('faults/F9', '2026-02-01 00:00Z');
SELECT kind, class, amount, bucket_after FROM faults_entries WHERE account = 'faults/F9' AND kind IN ('revoke', 'expire');
SELECT * FROM credits.verify('faults/F9');
DROP VIEW faults_periods, faults_buckets, faults_entries, faults_invoices;
