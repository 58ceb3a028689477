-- Holds: kept, captured, released, ended by themselves; over several buckets, resources and periods.
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set SHOW_CONTEXT never
INSERT INTO credits.resource (resource) VALUES ('hold gpu'), ('hold disk');
SELECT credits.open_account('hold', at => '2026-01-01', clock => '2026-01-10') IS NOT NULL AS opened;
SELECT credits.grant('hold', 5, 'bonus') IS NOT NULL AS bonus, credits.grant('hold', 10) IS NOT NULL AS pack, credits.set_overage('hold', true, 20);
-- refusals name what is for sale: here only what this file sells
DELETE FROM credits.plan;
DELETE FROM credits.pack WHERE pack <> 'deposit';

-- what cannot be
-- fails: no amount
SELECT credits.hold('hold', NULL);
\echo SQLSTATE :SQLSTATE
-- fails: nothing
SELECT credits.hold('hold', 0);
\echo SQLSTATE :SQLSTATE
-- fails: less than nothing
SELECT credits.hold('hold', -1);
\echo SQLSTATE :SQLSTATE
-- fails: no time
SELECT credits.hold('hold', 1, '0');
\echo SQLSTATE :SQLSTATE
-- fails: months have no length
SELECT credits.hold('hold', 1, '1 month');
\echo SQLSTATE :SQLSTATE
-- fails: more than a year
SELECT credits.hold('hold', 1, '400 days');
\echo SQLSTATE :SQLSTATE
-- fails: over before it began
SELECT credits.hold('hold', 1, '1 hour', at => '2026-01-09');
\echo SQLSTATE :SQLSTATE
-- fails: in another life
SELECT credits.hold('hold', 1, at => '2025-12-31');
\echo SQLSTATE :SQLSTATE
-- fails: no such resource
SELECT credits.hold('hold', 1, resource => 'hold cpu');
\echo SQLSTATE :SQLSTATE
-- fails: no such account
SELECT credits.hold('hold x', 1);
\echo SQLSTATE :SQLSTATE
-- fails: more than there is
SELECT credits.hold('hold', 36);
\echo SQLSTATE :SQLSTATE
-- fails: no such hold
SELECT credits.capture('hold', 0);
\echo SQLSTATE :SQLSTATE
-- fails: no hold
SELECT credits.capture('hold', NULL);
\echo SQLSTATE :SQLSTATE
-- fails: none is released
SELECT credits.release('hold', NULL);
\echo SQLSTATE :SQLSTATE
-- fails: nor one there is not
SELECT credits.release('hold', 0);
\echo SQLSTATE :SQLSTATE
SELECT available, held, overage FROM credits.balance('hold');

-- kept, under a key, and not to be had
SELECT credits.hold('hold', 7, '1 hour', key => 'h1') AS first \gset
SELECT credits.hold('hold', 7, '1 hour', key => 'h1') = :first AS same;
-- fails: another amount under the key
SELECT credits.hold('hold', 8, '1 hour', key => 'h1');
\echo SQLSTATE :SQLSTATE
SELECT available, held, overage FROM credits.balance('hold');
SELECT class, granted, used, held, remaining FROM credits.buckets('hold');
SELECT at, kind, amount, status, reference FROM credits.activity('hold') WHERE kind = 'hold';
-- fails: what is held counts
SELECT credits.hold('hold', 29);
\echo SQLSTATE :SQLSTATE
-- fails: for draws too
SELECT credits.consume('hold', 29);
\echo SQLSTATE :SQLSTATE
SELECT status FROM credits.try_consume('hold', 29);

-- captured in part: in draw order, the rest is there again
SELECT charged, credits, overage, balance, status, replayed FROM credits.capture('hold', :first, 6, key => 'c1');
SELECT charged, credits, overage, balance, status, replayed FROM credits.capture('hold', :first, 6, key => 'c1');
-- fails: captured once
SELECT credits.capture('hold', :first, 1);
\echo SQLSTATE :SQLSTATE
-- fails: nor released after
SELECT credits.release('hold', :first);
\echo SQLSTATE :SQLSTATE
SELECT class, granted, used, held, remaining FROM credits.buckets('hold');
SELECT kind, amount, bucket_after FROM credits.entry e JOIN credits.account a USING (account_id) WHERE a.account = 'hold' AND kind = 'capture' ORDER BY piece;

-- nothing captured releases; released twice is released
SELECT credits.hold('hold', 4) AS second \gset
SELECT operation IS NULL AS none, charged, balance FROM credits.capture('hold', :second, 0);
SELECT credits.release('hold', :second);
-- fails: it holds nothing
SELECT credits.capture('hold', :second);
\echo SQLSTATE :SQLSTATE
SELECT credits.hold('hold', 4) AS third \gset
SELECT credits.release('hold', :third), available, held FROM credits.balance('hold');
SELECT available, held FROM credits.balance('hold');

-- more than was held: the rest is a draw of that instant, or, as far as it may, owed
SELECT credits.hold('hold', 9) AS fourth \gset
-- fails: beyond all there is
SELECT credits.capture('hold', :fourth, 30);
\echo SQLSTATE :SQLSTATE
SELECT available, held, owed FROM credits.balance('hold');
-- fails: a child owes nothing
SELECT credits.set_overdraft('hold', -1);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_overdraft('hold', 10);
SELECT charged, credits, overage, balance FROM credits.capture('hold', :fourth, 30);
SELECT available, held, overage, owed FROM credits.balance('hold');
SELECT kind, amount FROM credits.entry e JOIN credits.account a USING (account_id) WHERE a.account = 'hold' AND operation = (SELECT max(operation) FROM credits.entry x WHERE x.kind = 'capture') ORDER BY piece;
-- what comes in pays it first
SELECT credits.grant('hold', 12) IS NOT NULL AS granted, owed, available FROM credits.balance('hold');
SELECT available, owed FROM credits.balance('hold');
SELECT credits.set_overdraft('hold', NULL);
SELECT code FROM credits.verify('hold');

-- several resources under one id
SELECT credits.open_account('hold two', at => '2026-01-01', clock => '2026-01-10') IS NOT NULL AS opened;
SELECT credits.grant('hold two', 8, scope => '{hold gpu}') IS NOT NULL AS gpu, credits.grant('hold two', 20) IS NOT NULL AS pack;
SELECT credits.hold('hold two', 10, resource => 'hold gpu') AS both \gset
SELECT credits.hold('hold two', 5, resource => 'hold disk', hold => :both) = :both AS same;
-- fails: a hold has one end
SELECT credits.hold('hold two', 5, '1 hour', hold => :both);
\echo SQLSTATE :SQLSTATE
-- fails: of another's hold
SELECT credits.hold('hold two', 5, hold => :fourth);
\echo SQLSTATE :SQLSTATE
SELECT class, scope, held, remaining FROM credits.buckets('hold two');
-- fails: of which
SELECT credits.capture('hold two', :both, 3);
\echo SQLSTATE :SQLSTATE
-- fails: it holds none of that
SELECT credits.capture('hold two', :both, 3, resource => 'hold cpu');
\echo SQLSTATE :SQLSTATE
SELECT charged, balance FROM credits.capture('hold two', :both, 9, resource => 'hold gpu');
SELECT class, scope, used, held, remaining FROM credits.buckets('hold two');
SELECT charged, balance FROM credits.capture('hold two', :both);
-- fails: it is done
SELECT credits.hold('hold two', 5, hold => :both);
\echo SQLSTATE :SQLSTATE
SELECT available, held FROM credits.balance('hold two');
SELECT code FROM credits.verify('hold two');

-- it ends by itself at its instant, whoever writes it down
SELECT credits.hold('hold two', 6, '1 hour') AS ends \gset
SELECT available, held FROM credits.balance('hold two', '2026-01-10 00:59:59.999999');
SELECT available, held FROM credits.balance('hold two', '2026-01-10 01:00');
SELECT credits.set_clock('hold two', '2026-01-10 01:00');
-- fails: it has ended
SELECT credits.capture('hold two', :ends);
\echo SQLSTATE :SQLSTATE
SELECT credits.release('hold two', :ends);
SELECT status, expires_at, ended_at FROM credits.hold WHERE id = :ends;
SELECT available, held FROM credits.balance('hold two');

-- past the end of its bucket: it can be captured; what is released expires with the bucket
SELECT credits.open_account('hold past', at => '2026-01-01', clock => '2026-01-10') IS NOT NULL AS opened;
SELECT credits.grant('hold past', 8, expires_at => '2026-01-20') IS NOT NULL AS granted, credits.hold('hold past', 5, '30 days') AS past \gset
SELECT credits.set_clock('hold past', '2026-02-02');
SELECT granted, used, held, lapsed, closed_at IS NULL AS open FROM credits.bucket b JOIN credits.account a USING (account_id) WHERE a.account = 'hold past' AND NOT postpaid;
SELECT charged, credits, balance FROM credits.capture('hold past', :past, 2);
SELECT granted, used, held, lapsed, closed_at IS NULL AS open FROM credits.bucket b JOIN credits.account a USING (account_id) WHERE a.account = 'hold past' AND NOT postpaid;
SELECT at, kind, amount, bucket_after FROM credits.entry e JOIN credits.account a USING (account_id) WHERE a.account = 'hold past' ORDER BY operation, piece;
SELECT code FROM credits.verify('hold past');

-- overage that is held moves with the periods, and is billed where it is captured
SELECT credits.set_overage('hold past', true, 10), credits.hold('hold past', 6, '60 days') AS flex \gset
SELECT available, held, overage, overage_cap FROM credits.balance('hold past');
-- fails: it counts toward the cap
SELECT credits.consume('hold past', 5);
\echo SQLSTATE :SQLSTATE
SELECT credits.set_clock('hold past', '2026-03-05');
SELECT p.starts_at, b.used, b.held, b.closed_at IS NULL AS open FROM credits.bucket b JOIN credits.account a USING (account_id)
  JOIN credits.period p ON p.account_id = b.account_id AND p.starts_at = b.effective_at WHERE a.account = 'hold past' AND b.postpaid ORDER BY 1;
SELECT charged, overage FROM credits.capture('hold past', :flex);
SELECT available, held, overage, overage_cap FROM credits.balance('hold past');
SELECT code FROM credits.verify('hold past');

-- suspended: it holds no more, but settles; frozen: it can only give back
SELECT credits.grant('hold past', 10) IS NOT NULL AS granted, credits.hold('hold past', 3) AS one, credits.hold('hold past', 3) AS two, credits.hold('hold past', 3) AS three \gset
SELECT credits.suspend('hold past');
-- fails: suspended
SELECT credits.hold('hold past', 1);
\echo SQLSTATE :SQLSTATE
SELECT charged FROM credits.capture('hold past', :one);
UPDATE credits.account SET status = 'frozen' WHERE account = 'hold past';
-- fails: frozen
SELECT credits.capture('hold past', :two);
\echo SQLSTATE :SQLSTATE
SELECT credits.release('hold past', :two);
UPDATE credits.account SET status = 'active' WHERE account = 'hold past';

-- a child holds of its payer's; nobody else's hold is known
SELECT credits.open_account('hold child', parent => 'hold past') IS NOT NULL AS opened;
SELECT credits.hold('hold child', 1) AS childs \gset
-- fails: not this child's
SELECT credits.capture('hold child', :three);
\echo SQLSTATE :SQLSTATE
SELECT charged, account FROM credits.capture('hold child', :childs);
SELECT credits.release('hold past', :three);
-- fails: what a child owes is its payer's
SELECT credits.set_overdraft('hold child', 1);
\echo SQLSTATE :SQLSTATE
-- fails: holds are never deleted
DELETE FROM credits.hold;
\echo SQLSTATE :SQLSTATE
-- fails: nor taken up again
UPDATE credits.hold SET status = 'held', ended_at = NULL WHERE id = :one;
\echo SQLSTATE :SQLSTATE
SELECT code FROM credits.verify();

-- when: not ahead of now, not in another period, not before it was held; a moment ago is late
SELECT credits.open_account('hold at', at => '2026-01-01', clock => '2026-02-10') IS NOT NULL AS opened;
SELECT credits.grant('hold at', 20, at => '2026-02-05') IS NOT NULL AS pack;
-- fails: later than now
SELECT credits.hold('hold at', 1, at => '2026-02-10 00:00:01');
\echo SQLSTATE :SQLSTATE
-- fails: in a period before
SELECT credits.hold('hold at', 1, '30 days', at => '2026-01-31');
\echo SQLSTATE :SQLSTATE
-- fails: nothing was granted by then
SELECT credits.hold('hold at', 1, '30 days', at => '2026-02-04');
\echo SQLSTATE :SQLSTATE
SELECT credits.hold('hold at', 3, '30 days', at => '2026-02-08') AS late \gset
SELECT credits.hold('hold at', 2, hold => :late) = :late AS added;
SELECT available, held FROM credits.balance('hold at', '2026-02-07');
SELECT available, held FROM credits.balance('hold at', '2026-02-08');
SELECT available, held FROM credits.balance('hold at');
-- fails: ahead of now
SELECT credits.capture('hold at', :late, at => '2026-02-11');
\echo SQLSTATE :SQLSTATE
-- fails: before all of it was held
SELECT credits.capture('hold at', :late, at => '2026-02-09');
\echo SQLSTATE :SQLSTATE
-- fails: released ahead of now
SELECT credits.release('hold at', :late, '2026-02-11');
\echo SQLSTATE :SQLSTATE
-- fails: or before
SELECT credits.release('hold at', :late, '2026-02-09');
\echo SQLSTATE :SQLSTATE
SELECT credits.release('hold at', :late, '2026-02-10');

-- keys: of what released only too; of another call, or another hold; a refused call has used none
SELECT credits.hold('hold at', 4, key => 'hold k') AS k1 \gset
-- fails: more than there is
SELECT credits.hold('hold at', 17, key => 'hold again');
\echo SQLSTATE :SQLSTATE
SELECT credits.hold('hold at', 16, key => 'hold again') AS k2 \gset
-- fails: it was another's
SELECT credits.capture('hold at', :k1, key => 'hold k');
\echo SQLSTATE :SQLSTATE
-- fails: a draw under it
SELECT credits.consume('hold at', 4, key => 'hold k');
\echo SQLSTATE :SQLSTATE
SELECT operation IS NULL AS none, charged, balance, replayed FROM credits.capture('hold at', :k1, 0, key => 'hold none');
SELECT operation IS NULL AS none, charged, balance, replayed FROM credits.capture('hold at', :k1, 0, key => 'hold none');
-- fails: another amount
SELECT credits.capture('hold at', :k1, 1, key => 'hold none');
\echo SQLSTATE :SQLSTATE
-- fails: another hold
SELECT credits.capture('hold at', :k2, 0, key => 'hold none');
\echo SQLSTATE :SQLSTATE
-- fails: another end
SELECT credits.hold('hold at', 4, '1 hour', key => 'hold k');
\echo SQLSTATE :SQLSTATE
-- fails: another hold to add to
SELECT credits.hold('hold at', 4, hold => :k2, key => 'hold k');
\echo SQLSTATE :SQLSTATE
-- what was added to one, under a key, is answered with it, also once it is done
SELECT credits.hold('hold at', 3, hold => :k2, key => 'hold more') = :k2 AS added;
SELECT charged, balance FROM credits.capture('hold at', :k2, 5, key => 'hold five');
SELECT credits.hold('hold at', 3, hold => :k2, key => 'hold more') = :k2 AS again;
SELECT charged, balance, replayed FROM credits.capture('hold at', :k2, 5, key => 'hold five');
SELECT code FROM credits.verify('hold at');

-- what was captured is refunded as a draw is; what it left owed only while it is
SELECT credits.set_overdraft('hold at', 10), credits.hold('hold at', 15) AS r \gset
SELECT operation AS captured, charged, credits, overage FROM credits.capture('hold at', :r, 22) \gset
SELECT charged, credits, overage FROM credits.refund('hold at', :captured, 3);
SELECT available, owed FROM credits.balance('hold at');
SELECT credits.grant('hold at', 1) IS NOT NULL AS paid, owed FROM credits.balance('hold at');
\set VERBOSITY sqlstate
-- fails: of 4, 1 was paid
SELECT credits.refund('hold at', :captured, 4);
\set VERBOSITY default
SELECT charged, credits, overage FROM credits.refund('hold at', :captured, 3);
SELECT available, owed FROM credits.balance('hold at');
SELECT code FROM credits.verify('hold at');

-- the edge of the type: what is held is there still, and can always be given back
SELECT credits.open_account('hold/edge', at => '2026-01-01', clock => '2026-01-10') IS NOT NULL AS opened;
SELECT credits.grant('hold/edge', 170141183460469231731) IS NOT NULL AS granted, credits.set_overage('hold/edge', true);
SELECT credits.hold('hold/edge', 170141183460469231731) AS edge \gset
-- fails: more than a hold can say
SELECT credits.hold('hold/edge', 5, hold => :edge);
\echo SQLSTATE :SQLSTATE
-- fails: more than there could be once it is released
SELECT credits.grant('hold/edge', 5);
\echo SQLSTATE :SQLSTATE
-- fails: no instant
SELECT credits.release('hold/edge', :edge, 'infinity');
\echo SQLSTATE :SQLSTATE
SELECT credits.release('hold/edge', :edge);
SELECT code FROM credits.verify('hold/edge');
