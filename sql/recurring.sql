-- Grants that recur without a plan: grant_every and end_grants
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null
-- refusals name what is for sale: here only what this file sells
DELETE FROM credits.plan;
DELETE FROM credits.pack WHERE pack <> 'deposit';

CREATE VIEW recurring_buckets AS
SELECT a.account, b.class, b.note, b.effective_at, b.expires_at, b.priority, b.granted, b.used, b.lapsed, b.closed_at IS NOT NULL AS closed FROM credits.bucket b
  JOIN credits.account a ON a.account_id = b.account_id AND a.user_id = b.user_id WHERE NOT b.postpaid ORDER BY b.effective_at, b.id;
CREATE VIEW recurring_entries AS
SELECT a.account, dense_rank() OVER (PARTITION BY a.account ORDER BY e.operation) AS op, e.piece, e.kind, e.at, b.class, e.amount, e.bucket_after
  FROM credits.entry e JOIN credits.account a ON a.account_id = e.account_id AND a.user_id = e.account_id JOIN credits.bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
 ORDER BY e.operation, e.piece;

-- ---------------------------------------------------------------------------------------------
-- Each lives to the next
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('recurring', clock => '2026-01-10 06:00Z') > 0 AS opened;
SELECT credits.grant_every('recurring', 5, '1 day', key => 'daily') AS daily \gset
SELECT class, note, effective_at, expires_at, priority, granted FROM recurring_buckets WHERE account = 'recurring';
SELECT charged FROM credits.consume('recurring', 4);
-- fails: today's is used up, tomorrow's is not there yet
SELECT credits.consume('recurring', 2);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_clock('recurring', '2026-01-11 05:59:59.999999Z');
SELECT available FROM credits.balance('recurring');
SELECT available FROM credits.balance('recurring', '2026-01-11 06:00Z');
SELECT credits.set_clock('recurring', '2026-01-11 06:00Z');
SELECT available FROM credits.balance('recurring');
-- exactly at its boundary it is made once, and not again by what comes later that day
SELECT credits.set_clock('recurring', '2026-01-11 06:00Z');
SELECT charged FROM credits.consume('recurring', 1, at => '2026-01-11 06:00Z');
SELECT credits.set_clock('recurring', '2026-01-11 20:00Z');
SELECT effective_at, granted, used, lapsed, closed FROM recurring_buckets WHERE account = 'recurring';
-- usage of yesterday finds what was there yesterday; it expires when the month closes
SELECT charged, credits FROM credits.consume('recurring', 1, at => '2026-01-11 05:00Z');
-- the same request is answered again
SELECT credits.grant_every('recurring', 5.00, '24:00', key => 'other') > 0 AS another;
SELECT credits.grant_every('recurring', 5, '1 day', key => 'daily') = :daily AS same;
SELECT credits.grant_every('recurring', 5.000, '1 day', 'included', key => 'daily') = :daily AS same;
-- fails: fields, in their order
SELECT credits.grant_every('recurring', 6, '2 days', 'bonus', 1, 1, '1 day', '2026-01-11 20:00Z', '2027-01-01 00:00Z', key => 'daily');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant_every('recurring', 5, '24 hours', 'bonus', 1, 1, '1 day', '2026-01-11 20:00Z', '2027-01-01 00:00Z', key => 'daily');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant_every('recurring', 5, '1 day', 'bonus', 1, 1, '1 day', '2026-01-11 20:00Z', '2027-01-01 00:00Z', key => 'daily');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant_every('recurring', 5, '1 day', NULL, 1, 1, '1 day', '2026-01-11 20:00Z', '2027-01-01 00:00Z', key => 'daily');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant_every('recurring', 5, '1 day', NULL, 1, 1, '1 day', NULL, '2027-01-01 00:00Z', key => 'daily');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant_every('recurring', 5, '1 day', NULL, 1, 1, '1 day', key => 'daily');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant_every('recurring', 5, '1 day', NULL, NULL, 1, '1 day', key => 'daily');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant_every('recurring', 5, '1 day', NULL, NULL, NULL, '1 day', key => 'daily');
\echo SQLSTATE :SQLSTATE
SELECT credits.subscribe('recurring', 'none', key => 'daily');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.verify('recurring');

-- ---------------------------------------------------------------------------------------------
-- Weekly, and monthly from the 31st, in the payer's zone; from an instant on, until another
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('recurring/zone', time_zone => 'Europe/Berlin', at => '2026-01-01 00:00+01', clock => '2026-01-31 12:00+01') > 0 AS opened;
SELECT credits.grant_every('recurring/zone', 7, '7 days', 'bonus', 3, at => '2026-01-05 00:00+01', until => '2026-02-02 00:00+01') > 0 AS weekly;
SELECT credits.grant_every('recurring/zone', 31, '1 month', 'prepaid') > 0 AS monthly;
SELECT credits.set_clock('recurring/zone', '2026-07-10 00:00Z');
SELECT class, effective_at, expires_at, effective_at AT TIME ZONE 'Europe/Berlin' AS local, priority, granted, lapsed FROM recurring_buckets WHERE account = 'recurring/zone';
SELECT kind, at, class, amount FROM recurring_entries WHERE account = 'recurring/zone' AND kind = 'expire';
-- three months in one go are as three months day by day
SELECT credits.open_account('recurring/step', at => '2026-01-01 00:00Z', clock => '2026-01-01 00:00Z') > 0, credits.open_account('recurring/leap', at => '2026-01-01 00:00Z', clock => '2026-01-01 00:00Z') > 0;
SELECT count(credits.grant_every(a, 10, '9 days', rollover_max => 15, rollover_for => '20 days')) + count(credits.grant_every(a, 3, '36:00', 'promotional', until => '2026-03-01 00:00Z'))
  FROM unnest('{recurring/step,recurring/leap}'::text[]) a;
DO $$ BEGIN FOR n IN 1 .. 100 LOOP PERFORM credits.set_clock('recurring/step', timestamptz '2026-01-01 00:00Z' + n * interval '1 day'); END LOOP; END $$;
SELECT credits.set_clock('recurring/leap', '2026-04-11 00:00Z');
SELECT count(*) AS buckets, count(*) FILTER (WHERE class = 'promotional') AS promotional, sum(granted) AS granted, sum(lapsed) AS lapsed FROM recurring_buckets WHERE account = 'recurring/leap';
SELECT count(*) AS different FROM (
    (SELECT op, piece, kind, at, class, amount, bucket_after FROM recurring_entries WHERE account = 'recurring/step' EXCEPT ALL SELECT op, piece, kind, at, class, amount, bucket_after FROM recurring_entries WHERE account = 'recurring/leap') UNION ALL
    (SELECT op, piece, kind, at, class, amount, bucket_after FROM recurring_entries WHERE account = 'recurring/leap' EXCEPT ALL SELECT op, piece, kind, at, class, amount, bucket_after FROM recurring_entries WHERE account = 'recurring/step')) d;
SELECT code, object FROM unnest('{recurring/zone,recurring/step,recurring/leap}'::text[]) a, credits.verify(a);

-- ---------------------------------------------------------------------------------------------
-- Carried over
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('recurring/roll', clock => '2026-01-01 00:00Z') > 0 AS opened;
SELECT credits.grant_every('recurring/roll', 10, '7 days', rollover_max => 8) > 0 AS most;
SELECT charged FROM credits.consume('recurring/roll', 4);
SELECT credits.set_clock('recurring/roll', '2026-01-08 00:00Z');
-- 6 are left and carried, in one operation with the next; of the next 10 there is room for 2
SELECT op, piece, kind, at, class, amount, bucket_after FROM recurring_entries WHERE account = 'recurring/roll' ORDER BY op, piece;
SELECT credits.set_clock('recurring/roll', '2026-01-15 00:00Z');
SELECT op, piece, kind, at, class, amount, bucket_after FROM recurring_entries WHERE account = 'recurring/roll' AND at = '2026-01-15 00:00Z' ORDER BY op, piece;
SELECT available FROM credits.balance('recurring/roll');
-- what was carried is drawn first, and leaves room
SELECT charged FROM credits.consume('recurring/roll', 5);
SELECT class, granted, used, remaining FROM credits.buckets('recurring/roll') WHERE class <> 'flex';
SELECT credits.set_clock('recurring/roll', '2026-01-22 00:00Z');
SELECT class, effective_at, granted FROM recurring_buckets WHERE account = 'recurring/roll' AND class = 'rollover';
-- of what is used up nothing; for a time: to the end of the next month
SELECT credits.open_account('recurring/for', clock => '2026-01-31 00:00Z') > 0 AS opened;
SELECT credits.grant_every('recurring/for', 10, '1 month', rollover_for => '1 month') > 0 AS granted;
SELECT charged FROM credits.consume('recurring/for', 10);
SELECT credits.set_clock('recurring/for', '2026-03-31 00:00Z');
SELECT class, effective_at, expires_at, granted FROM recurring_buckets WHERE account = 'recurring/for';
-- a booking ahead of now carries nothing over: what is left is not known yet
SELECT charged FROM credits.consume('recurring/roll', 1, at => '2026-02-05 00:00Z');
SELECT class, effective_at FROM recurring_buckets WHERE account = 'recurring/roll' AND effective_at > '2026-01-22 00:00Z';
SELECT code, object FROM unnest('{recurring/roll,recurring/for}'::text[]) a, credits.verify(a);

-- ---------------------------------------------------------------------------------------------
-- A child's
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('recurring/team', time_zone => 'Asia/Tokyo', clock => '2026-01-01 00:00+09') > 0 AS opened;
SELECT credits.open_account('recurring/member', parent => 'recurring/team') > 0 AS opened;
SELECT credits.grant_every('recurring/member', 9, '1 month', key => 'member') AS member \gset
SELECT credits.set_clock('recurring/team', '2026-02-15 00:00Z');
SELECT account, effective_at, expires_at, granted FROM recurring_buckets WHERE account IN ('recurring/team', 'recurring/member');
SELECT available FROM credits.balance('recurring/team');
SELECT kind, amount FROM credits.activity('recurring/member');
-- its parent's key is another, and both may end it
SELECT credits.grant_every('recurring/team', 1, '1 month', key => 'member') > 0 AS granted;
SELECT credits.end_grants('recurring/team', :member);
SELECT credits.set_clock('recurring/team', '2026-04-15 00:00Z');
SELECT account, effective_at FROM recurring_buckets WHERE account IN ('recurring/team', 'recurring/member');
SELECT * FROM credits.verify('recurring/team');

-- ---------------------------------------------------------------------------------------------
-- Beside a plan: neither touches the other
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.plan (plan, price, included, rollover_max) VALUES ('recurring/plan', 10, 100, 50);
SELECT credits.open_account('recurring/beside', 'recurring/plan', clock => '2026-01-01 00:00Z') > 0 AS opened;
SELECT credits.grant_every('recurring/beside', 20, '14 days', rollover_max => 5) > 0 AS granted;
SELECT included, remaining FROM credits.current_plan('recurring/beside');
SELECT credits.set_clock('recurring/beside', '2026-02-10 00:00Z');
SELECT class, effective_at, expires_at, granted, lapsed FROM recurring_buckets WHERE account = 'recurring/beside';
SELECT included, remaining FROM credits.current_plan('recurring/beside');
-- a reset of the plan leaves it alone
INSERT INTO credits.plan (plan, price, included) VALUES ('recurring/plan 2', 20, 200);
SELECT credits.change_plan('recurring/beside', 'recurring/plan 2') > 0 AS changed;
SELECT coalesce(note, class) AS bucket, remaining FROM credits.buckets('recurring/beside');
SELECT count(*), sum(total) FROM credits.invoice i JOIN credits.account_key k USING (account_id) WHERE k.account = 'recurring/beside';
SELECT * FROM credits.verify('recurring/beside');

-- ---------------------------------------------------------------------------------------------
-- end_grants
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('recurring/end', clock => '2026-01-01 00:00Z') > 0 AS opened;
SELECT credits.grant_every('recurring/end', 10, '7 days') AS "end" \gset
SELECT credits.set_clock('recurring/end', '2026-01-10 00:00Z');
SELECT credits.end_grants('recurring/end', :end);
-- what was made lives on
SELECT available FROM credits.balance('recurring/end');
SELECT credits.set_clock('recurring/end', '2026-01-31 00:00Z');
SELECT effective_at, expires_at FROM recurring_buckets WHERE account = 'recurring/end';
-- again, later: no change
SELECT credits.end_grants('recurring/end', :end);
SELECT started_at, ends_at, next_at FROM credits.subscription WHERE id = :end;
-- at the very boundary, where set_clock() has made one already: it lives on, and no other follows
SELECT credits.grant_every('recurring/end', 1, '1 day') AS "end" \gset
SELECT credits.set_clock('recurring/end', '2026-02-01 00:00Z');
SELECT credits.end_grants('recurring/end', :end, at => '2026-02-01 00:00Z');
SELECT effective_at, expires_at FROM recurring_buckets WHERE account = 'recurring/end' AND granted = '1';
SELECT credits.set_clock('recurring/end', '2026-02-05 00:00Z');
SELECT count(*) FROM recurring_buckets WHERE account = 'recurring/end' AND granted = '1';
SELECT * FROM credits.verify('recurring/end');

-- ---------------------------------------------------------------------------------------------
-- Refusals
-- ---------------------------------------------------------------------------------------------
-- fails: nothing, or less
SELECT credits.grant_every('recurring', 0, '1 day');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant_every('recurring', -1, '1 day');
\echo SQLSTATE :SQLSTATE
-- fails: classes
SELECT credits.grant_every('recurring', 1, '1 day', 'none');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant_every('recurring', 1, '1 day', 'flex');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant_every('recurring', 1, '1 day', '');
\echo SQLSTATE :SQLSTATE
-- fails: intervals
SELECT credits.grant_every('recurring', 1, '1 month 1 day');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant_every('recurring', 1, '0');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant_every('recurring', 1, '30 seconds');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant_every('recurring', 1, '11 years');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant_every('recurring', 1, '1 day', rollover_for => '0');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant_every('recurring', 1, '1 day', rollover_max => -1);
\echo SQLSTATE :SQLSTATE
-- fails: instants
SELECT credits.grant_every('recurring', 1, '1 day', at => '2026-01-11 20:00:00.000001Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant_every('recurring', 1, '1 day', at => '2026-01-10 05:59Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant_every('recurring', 1, '1 day', until => '2026-01-11 20:00Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant_every('recurring/end', 1, '1 day', at => '2026-01-31 23:59Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.end_grants('recurring/end', :end, at => '2026-01-31 23:59Z');
\echo SQLSTATE :SQLSTATE
-- fails: ids of nobody, of another account, of a plan
SELECT credits.end_grants('recurring', -1);
\echo SQLSTATE :SQLSTATE
SELECT s.id AS plan FROM credits.subscription s JOIN credits.account_key k USING (account_id) WHERE k.account = 'recurring/beside' AND s.plan = 'recurring/plan 2' \gset
\set VERBOSITY sqlstate
SELECT credits.end_grants('recurring', :end);
SELECT credits.end_grants('recurring/beside', :plan);
SELECT credits.end_grants('recurring/none', 1);
SELECT credits.end_grants(NULL, 1);
SELECT credits.end_grants('recurring', NULL);
SELECT credits.end_grants('recurring', :daily, 'infinity');
SELECT credits.grant_every('recurring/none', 1, '1 day');
SELECT credits.grant_every(NULL, 1, '1 day');
SELECT credits.grant_every('recurring', NULL, '1 day');
SELECT credits.grant_every('recurring', 1, NULL);
SELECT credits.grant_every('recurring', 1, '1 day', until => 'infinity');
SELECT credits.grant_every('recurring', 1, '1 day', at => '-infinity');
SELECT credits.grant_every('recurring', 1, '1 day', key => '');
-- more than the type holds, in all buckets together: what fits
BEGIN;
SELECT credits.grant_every('recurring', '170141183460469231731.687303715884105727', '1 day') > 0 AS granted;
SELECT available FROM credits.balance('recurring');
ROLLBACK;
\set VERBOSITY default
SELECT count(*) FROM credits.subscription s JOIN credits.account_key k USING (account_id) WHERE k.account = 'recurring';
SELECT * FROM credits.verify('recurring');
DROP VIEW recurring_buckets, recurring_entries;
