-- Accounts: opening, clock, overage
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null
SET ROLE regress_credits_app;

-- the same request again is the same account
SELECT credits.open_account('account/a', clock => '2026-01-15 00:00Z') AS id \gset
SELECT credits.open_account('account/a', clock => '2026-01-15 00:00Z') = :id AS same;
SELECT credits.open_account('account/a', NULL, 'UTC', '2026-01-15 00:00Z', NULL, 'USD', '2026-01-15 00:00Z') = :id AS same;
SELECT credits.open_account('account/b', time_zone => 'Europe/Berlin', at => '2025-11-10 00:00Z', currency => 'EUR',
                            clock => '2026-01-15 00:00Z') AS b \gset
SELECT credits.open_account('account/b', time_zone => 'Europe/Berlin', currency => 'EUR', clock => '2026-01-15 00:00Z') = :b AS same;
-- a zone's name has one spelling
SELECT credits.open_account('account/b', time_zone => 'europe/berlin', currency => 'EUR', clock => '2026-01-15 00:00Z') = :b AS same;
SELECT credits.open_account('account/child', parent => 'account/a') AS child \gset
SELECT credits.open_account('account/child', parent => 'account/a') = :child AS same, :child <> :id AS another;

-- names are bytes: these two letters look alike
SELECT credits.open_account(U&'account/\00e9', clock => '2026-01-15 00:00Z')
    <> credits.open_account(U&'account/e\0301', clock => '2026-01-15 00:00Z') AS differ;

-- fails: the same name, another request
SELECT credits.open_account('account/a', time_zone => 'Europe/Berlin', clock => '2026-01-15 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.open_account('account/a', parent => 'account/b');
SELECT credits.open_account('account/a', currency => 'EUR', clock => '2026-01-15 00:00Z');
SELECT credits.open_account('account/a', clock => '2026-01-16 00:00Z');
SELECT credits.open_account('account/a');
SELECT credits.open_account('account/a', at => '2026-01-14 00:00Z', clock => '2026-01-15 00:00Z');
-- the first field that differs, in the order plan, time_zone, parent, currency, clock, at
SELECT credits.open_account('account/a', time_zone => 'Asia/Tokyo', parent => 'account/b', currency => 'EUR');
SELECT credits.open_account('account/a', currency => 'EUR', parent => 'account/b');
SELECT credits.open_account('account/a', currency => 'EUR', clock => '2026-01-16 00:00Z', at => '2026-01-10 00:00Z');
SELECT credits.open_account('account/a', clock => '2026-01-16 00:00Z', at => '2026-01-10 00:00Z');
SELECT credits.open_account('account/child');
SELECT credits.open_account('account/child', parent => 'account/b');
\echo SQLSTATE :SQLSTATE
-- a child that was opened without an `at` was opened at its parent's now
SELECT credits.open_account('account/child', parent => 'account/a', at => '2026-01-15 00:00Z') = :child AS same;
SELECT credits.open_account('account/child', parent => 'account/a', at => '2026-01-14 00:00Z');

-- fails: bad names and arguments
\set VERBOSITY sqlstate
SELECT credits.open_account(NULL);
SELECT credits.open_account('');
SELECT credits.open_account(repeat('x', 256));
SELECT credits.open_account(repeat(U&'\00e9', 128));
SELECT credits.open_account('account/null', time_zone => NULL, currency => NULL, clock => '2026-01-15 00:00Z')
     = credits.open_account('account/null', clock => '2026-01-15 00:00Z') AS null_is_absent;
SELECT credits.open_account('account/x', time_zone => '');
SELECT credits.open_account('account/x', time_zone => 'Mars/Olympus');
SELECT credits.open_account('account/x', time_zone => '<+03>-3');
SELECT credits.open_account('account/x', time_zone => 'UTC+3');
SELECT credits.open_account('account/x', time_zone => 'EST5EDT');
SELECT credits.open_account('account/x', currency => '');
SELECT credits.open_account('account/x', plan => 'gold');
SELECT credits.open_account('account/x', parent => 'account/none');
SELECT credits.open_account('account/x', parent => '');
SELECT credits.open_account('account/x', clock => 'infinity');
SELECT credits.open_account('account/x', clock => '-infinity');
SELECT credits.open_account('account/x', clock => '1969-12-31 23:59:59.999999Z');
SELECT credits.open_account('account/x', clock => '2200-01-01 00:00Z');
SELECT credits.open_account('account/x', clock => '3000-01-01 00:00Z');
SELECT credits.open_account('account/x', at => 'infinity', clock => '2026-01-15 00:00Z');
SELECT credits.open_account('account/x', at => '1969-12-31 23:59Z', clock => '2026-01-15 00:00Z');
SELECT credits.open_account('account/x', at => '2026-01-15 00:00:00.000001Z', clock => '2026-01-15 00:00Z');
SELECT credits.open_account('account/x', at => '2199-12-31 00:00Z');
\set VERBOSITY default
-- nothing came of them
SELECT credits.balance('account/x');
\echo SQLSTATE :SQLSTATE
SELECT credits.open_account('account/x', at => '2026-01-16 00:00Z', clock => '2026-01-15 00:00Z');
SELECT credits.open_account('account/x', plan => 'gold');
SELECT credits.open_account('account/x', time_zone => 'Mars/Olympus');
SELECT credits.open_account('');
SELECT credits.open_account(NULL);
SELECT credits.open_account('account/x', clock => 'infinity');
SELECT credits.open_account('account/x', clock => '2200-01-01 00:00Z');
-- an error cuts what it shows
SELECT credits.balance('account/' || repeat('long', 100));

-- the bounds themselves are good
SELECT credits.open_account(repeat('x', 255), clock => '1970-01-01 00:00Z') > 0 AS opened;
SELECT credits.open_account('account/late', clock => '2199-12-31 23:59:59.999999Z') > 0 AS opened;
-- an instant past the bounds is refused, even within ten years of the clock
SELECT credits.set_clock('account/late', '2200-01-01 00:00Z');

-- ---------------------------------------------------------------------------------------------
-- Children
-- ---------------------------------------------------------------------------------------------
-- fails: one level only
SELECT credits.open_account('account/grandchild', parent => 'account/child');
\echo SQLSTATE :SQLSTATE
-- fails: zone, currency and clock are the payer's, and may be repeated but not differ
SELECT credits.open_account('account/child2', parent => 'account/b', time_zone => 'Asia/Tokyo');
SELECT credits.open_account('account/child2', parent => 'account/b', currency => 'JPY');
SELECT credits.open_account('account/child2', parent => 'account/b', clock => '2026-01-16 00:00Z');
SELECT credits.open_account('account/same', parent => 'account/b', time_zone => 'Europe/Berlin', currency => 'EUR', clock => '2026-01-15 00:00Z')
     = credits.open_account('account/same', parent => 'account/b') AS repeated;
-- fails: before the payer was opened, or later than its now
SELECT credits.open_account('account/child2', parent => 'account/b', at => '2025-11-09 23:59Z');
SELECT credits.open_account('account/child2', parent => 'account/b', at => '2026-01-15 00:01Z');
SELECT credits.open_account('account/child2', parent => 'account/b', at => '2025-11-10 00:00Z') > 0 AS opened;

-- a child spends its parent's credit, and a grant to it is its parent's
SELECT credits.grant('account/b', 10, at => '2026-01-15 00:00Z') > 0 AS granted;
SELECT credits.grant('account/child2', 5) > 0 AS granted;
SELECT account, charged, balance FROM credits.consume('account/child2', 12);
SELECT available FROM credits.balance('account/b');
SELECT available FROM credits.balance('account/child2');
-- fails: a child's use begins when it was opened
SELECT credits.open_account('account/child3', parent => 'account/b', at => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.consume('account/child3', 1, at => '2026-01-09 00:00Z');
\echo SQLSTATE :SQLSTATE
-- fails: clock and overage are the payer's
SELECT credits.set_clock('account/child2', '2026-02-01 00:00Z');
SELECT credits.set_clock('account/child2', NULL);
SELECT credits.set_overage('account/child2', true);
\echo SQLSTATE :SQLSTATE

-- ---------------------------------------------------------------------------------------------
-- The clock
-- ---------------------------------------------------------------------------------------------
SELECT credits.set_clock('account/a', '2026-01-20 00:00Z');
-- the same instant again changes nothing
SELECT credits.set_clock('account/a', '2026-01-20 00:00Z');
-- fails: forward only
SELECT credits.set_clock('account/a', '2026-01-19 23:59:59.999999Z');
\echo SQLSTATE :SQLSTATE
-- opening it again as it was opened still is the same request
SELECT credits.open_account('account/a', clock => '2026-01-15 00:00Z') = :id AS same;
SELECT credits.open_account('account/a', clock => '2026-01-20 00:00Z');

-- up to ten years past the clock
SELECT credits.open_account('account/far', clock => '2026-01-15 00:00Z') > 0 AS opened;
SELECT credits.grant('account/far', 10) > 0 AS granted;
SELECT charged, balance FROM credits.consume('account/far', 1, at => '2036-01-14 00:00Z');
-- fails: further
SELECT credits.consume('account/far', 1, at => '2036-02-15 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.grant('account/far', 1, at => '2036-02-15 00:00Z');
SELECT credits.set_overage('account/far', true, at => '2036-02-15 00:00Z');
-- fails: before it was opened
SELECT credits.consume('account/far', 1, at => '2026-01-14 23:59:59.999999Z');
SELECT credits.grant('account/far', 1, at => '2026-01-14 00:00Z');
SELECT credits.set_overage('account/far', true, at => '2026-01-14 00:00Z');

-- an account on the wall clock
SELECT credits.open_account('account/wall') AS wall \gset
SELECT credits.open_account('account/wall') = :wall AS same;
-- fails: it has no clock to set
SELECT credits.set_clock('account/wall', '2026-01-15 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.set_clock('account/wall', NULL);
\echo SQLSTATE :SQLSTATE
SELECT credits.grant('account/wall', 1) > 0 AS granted;
-- fails: the future has not been
\set VERBOSITY sqlstate
SELECT credits.consume('account/wall', 1, at => '2199-01-01 00:00Z');
SELECT credits.grant('account/wall', 1, at => '2199-01-01 00:00Z');
SELECT credits.set_overage('account/wall', true, at => '2199-01-01 00:00Z');
\set VERBOSITY default

-- a clock that is behind the wall's can join it, for good
SELECT credits.open_account('account/join', clock => '2020-01-15 00:00Z') > 0 AS opened;
SELECT credits.grant('account/join', 3, class => 'included') > 0 AS granted;
SELECT credits.set_clock('account/join', NULL);
SELECT at, kind, amount FROM credits.activity('account/join');
SELECT credits.set_clock('account/join', '2026-01-15 00:00Z');
\echo SQLSTATE :SQLSTATE
-- fails: one that is ahead of the wall's cannot
SELECT credits.open_account('account/ahead', clock => '2198-01-15 00:00Z') > 0 AS opened;
SELECT credits.set_clock('account/ahead', NULL);
\echo SQLSTATE :SQLSTATE

-- fails: bad arguments
\set VERBOSITY sqlstate
SELECT credits.set_clock(NULL, '2026-01-15 00:00Z');
SELECT credits.set_clock('account/none', '2026-01-15 00:00Z');
SELECT credits.set_clock('', '2026-01-15 00:00Z');
SELECT credits.set_clock('account/a', 'infinity');
SELECT credits.set_clock('account/a', '-infinity');
SELECT credits.set_clock('account/a', '1969-01-01 00:00Z');
SELECT credits.set_clock('account/a', '2200-01-01 00:00Z');
\set VERBOSITY default

-- ---------------------------------------------------------------------------------------------
-- Overage
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('account/over', clock => '2026-01-15 00:00Z') > 0 AS opened;
SELECT overage, overage_cap FROM credits.balance('account/over');
SELECT credits.set_overage('account/over', true, 5);
SELECT charged, credits, overage, balance FROM credits.consume('account/over', 3);
SELECT overage, overage_cap FROM credits.balance('account/over');
-- lowered below what is used: nothing is taken back, nothing more is drawn
SELECT credits.set_overage('account/over', true, 2);
SELECT overage, overage_cap FROM credits.balance('account/over');
SELECT granted, used, remaining FROM credits.buckets('account/over');
SELECT credits.consume('account/over', 1);
\echo SQLSTATE :SQLSTATE
-- off, and on without a cap
SELECT credits.set_overage('account/over', false);
SELECT overage, overage_cap FROM credits.balance('account/over');
SELECT credits.consume('account/over', 1);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_overage('account/over', true);
SELECT charged, credits, overage, balance FROM credits.consume('account/over', 1000000);
SELECT overage, overage_cap FROM credits.balance('account/over');
SELECT granted, used, remaining FROM credits.buckets('account/over');
-- a cap of 0 is on, and empty
SELECT credits.set_overage('account/over', true, 0);
SELECT credits.consume('account/over', 1);
\echo SQLSTATE :SQLSTATE

-- of every open period that ends after `at`, and of those to come
SELECT credits.set_overage('account/over', true, 7, '2026-03-10 00:00Z');
SELECT '2026-01-20'::timestamptz AS at, overage, overage_cap FROM credits.balance('account/over', '2026-01-20 00:00Z')
UNION ALL SELECT '2026-02-20', overage, overage_cap FROM credits.balance('account/over', '2026-02-20 00:00Z')
UNION ALL SELECT '2026-03-20', overage, overage_cap FROM credits.balance('account/over', '2026-03-20 00:00Z')
UNION ALL SELECT '2026-04-20', overage, overage_cap FROM credits.balance('account/over', '2026-04-20 00:00Z');
-- each an entry of amount 0
RESET ROLE;
SELECT e.kind, e.amount, e.bucket_after, b.effective_at, e.at, e.piece, e.actor
  FROM credits.entry e JOIN credits.bucket b ON b.id = e.bucket_id JOIN credits.account_key k ON k.account_id = e.account_id
 WHERE k.account = 'account/over' AND e.kind = 'overage' ORDER BY e.operation, e.piece;
SET ROLE regress_credits_app;

-- fails: bad arguments
SELECT credits.set_overage('account/over', true, -0.000000000000000001);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_overage('account/over', false, 5);
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
SELECT credits.set_overage('account/over', false, 0);
SELECT credits.set_overage(NULL, true);
SELECT credits.set_overage('account/over', NULL);
SELECT credits.set_overage('account/none', true);
SELECT credits.set_overage('account/over', true, 1, 'infinity');
SELECT credits.set_overage('account/over', true, 1, '2200-01-01 00:00Z');
\set VERBOSITY default

SELECT * FROM credits.verify();
