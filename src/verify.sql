-- ---------------------------------------------------------------------------------------------
-- The auditor: re-derives the books from the ledger.  Each check is one SELECT of what breaks it; docs/verify.md says what each
-- code means.  It reads under one snapshot, takes no lock, and works on a standby.
-- ---------------------------------------------------------------------------------------------

SET LOCAL check_function_bodies = off;	-- its tables come with init()

CREATE FUNCTION credits.verify_checks(payer bigint)
RETURNS TABLE (code text, account_id bigint, object text, expected text, actual text)
LANGUAGE sql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, credits, pg_temp
SET jit = off	-- compiling takes longer than checking
SET enable_nestloop = off	-- nor may books that nobody has analyzed be joined row by row
AS $checks$
WITH entry AS NOT MATERIALIZED (SELECT * FROM credits.entry e WHERE payer IS NULL OR e.account_id = payer),
bucket AS NOT MATERIALIZED (
    SELECT b.*,
           CASE WHEN b.postpaid THEN 0 ELSE b.granted END - b.used - b.lapsed AS after,
           -- a change of plan may have brought the expiry of what the plan granted forward since
           ROW(b.postpaid, b.priority, b.scope IS NULL) AS class_rank,
           ROW(b.postpaid, b.priority, b.scope IS NULL, b.expires_at, coalesce(b.cost, 0), b.effective_at, b.id) AS rank,
           b.subscription_id IS NOT NULL AND b.rolled_from IS NULL AS planned
      FROM credits.bucket b WHERE payer IS NULL OR b.account_id = payer),
usage_line AS NOT MATERIALIZED (SELECT * FROM credits.usage_line l WHERE payer IS NULL OR l.account_id = payer),
period AS NOT MATERIALIZED (SELECT * FROM credits.period p WHERE payer IS NULL OR p.account_id = payer),
subscription AS NOT MATERIALIZED (SELECT * FROM credits.subscription s WHERE payer IS NULL OR s.account_id = payer),
invoice AS NOT MATERIALIZED (SELECT * FROM credits.invoice i WHERE payer IS NULL OR i.account_id = payer),
invoice_line AS NOT MATERIALIZED (SELECT * FROM credits.invoice_line l WHERE payer IS NULL OR l.account_id = payer),
deposit AS NOT MATERIALIZED (SELECT * FROM credits.deposit d WHERE payer IS NULL OR d.account_id = payer)

-- what was granted, used and lapsed is what the bucket's entries say; what is taken back of a debt makes it more, or less
SELECT 'bucket_conservation', b.account_id, format('bucket %s', b.id),
       format('granted %s, used %s, lapsed %s', coalesce(s.granted, 0), c.used, c.lapsed),
       format('granted %s, used %s, lapsed %s', b.granted, b.used, b.lapsed)
  FROM bucket b
  LEFT JOIN (SELECT e.account_id, e.bucket_id,
                    sum(e.amount) FILTER (WHERE e.kind IN ('grant', 'rollover') AND e.amount > '0') AS granted,
                    sum(-e.amount) FILTER (WHERE e.kind IN ('draw', 'capture', 'return', 'repay')) AS used,
                    sum(-e.amount) FILTER (WHERE e.kind IN ('expire', 'rollover', 'revoke', 'refund', 'forfeit') AND e.amount < '0') AS lapsed,
                    sum(-e.amount) FILTER (WHERE e.kind IN ('clawback', 'restore')) AS taken
               FROM entry e GROUP BY e.account_id, e.bucket_id) s
    ON s.account_id = b.account_id AND s.bucket_id = b.id
 CROSS JOIN LATERAL (
       SELECT coalesce(s.used, 0) + CASE WHEN b.class = 'overdraft' THEN coalesce(s.taken, 0) ELSE 0 END AS used,
              coalesce(s.lapsed, 0) + CASE WHEN b.class = 'overdraft' THEN 0 ELSE coalesce(s.taken, 0) END AS lapsed) c
 WHERE c.used <> b.used OR c.lapsed <> b.lapsed OR (NOT b.postpaid AND coalesce(s.granted, 0) <> b.granted)

-- every entry follows the one before it in its bucket, and no paid bucket was ever below zero
UNION ALL
SELECT 'bucket_chain', c.account_id, format('bucket %s, entry %s', c.bucket_id, c.bucket_seq),
       format('entry %s, after %s', c.place, c.after), format('entry %s, after %s', c.bucket_seq, c.bucket_after)
  FROM (SELECT e.account_id, e.bucket_id, e.bucket_seq, e.bucket_after, b.postpaid,
               row_number() OVER chain AS place, sum(e.amount) OVER chain AS after
          FROM entry e LEFT JOIN bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
        WINDOW chain AS (PARTITION BY e.account_id, e.bucket_id ORDER BY e.bucket_seq ROWS UNBOUNDED PRECEDING)) c
 WHERE c.place <> c.bucket_seq OR c.after <> c.bucket_after OR c.postpaid IS NULL OR (NOT c.postpaid AND c.after < 0)

-- the bucket's last entry says what the bucket says
UNION ALL
SELECT 'bucket_end', b.account_id, format('bucket %s', b.id),
       format('%s entries, after %s', coalesce(s.entries, 0), coalesce(s.after, 0)), format('%s entries, after %s', b.seq, b.after)
  FROM bucket b
  LEFT JOIN (SELECT e.account_id, e.bucket_id, count(*) AS entries, sum(e.amount) AS after
               FROM entry e GROUP BY e.account_id, e.bucket_id) s
    ON s.account_id = b.account_id AND s.bucket_id = b.id
 WHERE coalesce(s.entries, 0) <> b.seq OR coalesce(s.after, 0) <> b.after

-- what a bucket holds is what open holds hold of it
UNION ALL
SELECT 'bucket_held', b.account_id, format('bucket %s', b.id), format('%s held', coalesce(p.held, 0)), format('%s held', b.held)
  FROM bucket b
  LEFT JOIN (SELECT p.account_id, p.bucket_id, sum(p.amount) AS held FROM credits.hold_part p WHERE p.ended_at IS NULL
              GROUP BY p.account_id, p.bucket_id) p ON p.account_id = b.account_id AND p.bucket_id = b.id
 WHERE coalesce(p.held, '0') <> b.held
UNION ALL
SELECT 'hold_open', a.account_id, 'holds', format('%s open', count(h.id)), format('%s open', a.holds)
  FROM credits.account a
  LEFT JOIN credits.hold h ON h.account_id = a.account_id AND h.status = 'held'
                          AND EXISTS (SELECT FROM credits.hold_part p WHERE p.account_id = h.account_id AND p.hold_id = h.id AND p.ended_at IS NULL)
 WHERE a.user_id = a.account_id AND (payer IS NULL OR a.account_id = payer)
 GROUP BY a.account_id, a.holds HAVING count(h.id) <> a.holds

-- what was to expire with a closed period has, but for what is held, and what is closed is empty
UNION ALL
SELECT 'bucket_expired', b.account_id, format('bucket %s', b.id), 'closed, nothing left',
       format('%s, left %s', CASE WHEN b.closed_at IS NULL THEN 'open' ELSE 'closed' END, b.after)
  FROM bucket b
 WHERE NOT b.postpaid
   AND CASE WHEN b.closed_at IS NOT NULL THEN b.after <> 0
            ELSE (b.held = 0 OR b.after <> b.held) AND EXISTS (SELECT FROM period p WHERE p.account_id = b.account_id AND p.closed_at IS NOT NULL
                                                  AND p.ends_at >= b.expires_at) END

-- a draw takes from a bucket alive when it is drawn, what was held of it may be captured later; an expiry is stamped with the instant of the expiry
UNION ALL
SELECT 'draw_life', e.account_id, format('operation %s, piece %s', e.operation, e.piece),
       CASE WHEN e.kind = 'draw' THEN format('in [%s, %s)', b.effective_at, b.expires_at)
            WHEN e.kind = 'capture' THEN format('from %s', b.effective_at)
            WHEN e.amount > '0' THEN b.effective_at::text ELSE b.expires_at::text END,
       coalesce(e.late_at, e.at)::text
  FROM entry e JOIN bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
 WHERE (e.kind = 'draw' AND (coalesce(e.late_at, e.at) < b.effective_at OR coalesce(e.late_at, e.at) >= b.expires_at))
    OR (e.kind = 'capture' AND e.at < b.effective_at)
    OR (e.kind = 'expire' AND e.at <> b.expires_at)
    OR (e.kind = 'rollover' AND e.at <> CASE WHEN e.amount < '0' THEN b.expires_at ELSE b.effective_at END)

-- a bucket pays only for what is in its scope
UNION ALL
SELECT 'draw_scope', e.account_id, format('operation %s, piece %s', e.operation, e.piece), b.scope::text,
       coalesce(e.resource, 'no resource')
  FROM entry e JOIN bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
 WHERE e.kind IN ('draw', 'capture') AND b.scope IS NOT NULL AND (e.resource = ANY (b.scope)) IS NOT TRUE

-- in one operation, a piece follows another at the same instant only from a bucket that sorts after it, and only when
-- that one was empty but for what was held of it: the draw order
UNION ALL
SELECT 'draw_order', p.account_id, format('operation %s, piece %s', p.operation, p.next_piece),
       format('bucket %s emptied before bucket %s', p.bucket_id, p.next_bucket),
       format('bucket %s left with %s', p.bucket_id, p.bucket_after)
  FROM (SELECT e.account_id, e.operation, e.line, e.bucket_id, e.bucket_after, coalesce(e.late_at, e.at) AS at, b.postpaid,
               b.rank, b.class_rank, b.planned, lead(b.class_rank) OVER op AS next_class_rank, lead(b.planned) OVER op AS next_planned,
               lead(e.piece) OVER op AS next_piece, lead(e.bucket_id) OVER op AS next_bucket, lead(e.line) OVER op AS next_line,
               lead(coalesce(e.late_at, e.at)) OVER op AS next_at, lead(b.rank) OVER op AS next_rank
          FROM entry e JOIN bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
         WHERE e.kind = 'draw'
        WINDOW op AS (PARTITION BY e.account_id, e.operation ORDER BY e.piece)) p
 WHERE p.next_at = p.at AND p.next_line IS NOT DISTINCT FROM p.line
   AND (p.postpaid
        OR (p.bucket_after <> 0
            AND p.bucket_after > coalesce((SELECT sum(t.amount) FROM credits.hold_part t WHERE t.account_id = p.account_id AND t.bucket_id = p.bucket_id), '0'))
        OR p.class_rank > p.next_class_rank
        OR (p.rank >= p.next_rank AND NOT p.planned AND NOT p.next_planned))

-- the pieces of an operation are numbered without gaps, and the first has its facts
UNION ALL
SELECT 'operation_pieces', o.account_id, format('operation %s', o.operation),
       format('pieces 1 to %s, 1 with an actor', o.pieces),
       format('pieces %s to %s, %s with an actor', o.first, o.last, o.actors)
  FROM (SELECT e.account_id, e.operation, count(*) AS pieces, min(e.piece) AS first, max(e.piece) AS last,
               count(e.actor) AS actors
          FROM entry e GROUP BY e.account_id, e.operation) o
 WHERE o.first <> 1 OR o.last <> o.pieces OR o.actors <> 1

-- a refund gives back to no bucket more than the operation that it names drew from it
UNION ALL
SELECT 'refund', r.account_id, format('operation %s, bucket %s', r.returns, r.bucket_id), format('at most %s', coalesce(d.drawn, 0)), r.returned::text
  FROM (SELECT e.account_id, e.returns, e.bucket_id, sum(e.amount) AS returned
          FROM entry e WHERE e.returns IS NOT NULL GROUP BY e.account_id, e.returns, e.bucket_id) r
  LEFT JOIN (SELECT e.account_id, e.operation, e.bucket_id, sum(-e.amount) AS drawn
               FROM entry e WHERE e.kind IN ('draw', 'capture') GROUP BY e.account_id, e.operation, e.bucket_id) d
    ON d.account_id = r.account_id AND d.operation = r.returns AND d.bucket_id = r.bucket_id
 WHERE r.returned > coalesce(d.drawn, 0)

-- what an account owes is the sum of its debts
UNION ALL
SELECT 'debt', a.account_id, format('account %s', a.account), coalesce(sum(b.used), 0)::text, a.owed::text
  FROM credits.account a
  LEFT JOIN bucket b ON b.account_id = a.account_id AND b.class = 'overdraft' AND a.user_id = a.account_id
 WHERE payer IS NULL OR a.account_id = payer
 GROUP BY a.account_id, a.user_id, a.account, a.owed
HAVING coalesce(sum(b.used), 0) <> a.owed

-- a deposit that was paid has a bucket of its credits, and a bucket that came with a deposit has that
UNION ALL
SELECT 'deposit', d.account_id, format('deposit %s', d.id), format('a bucket of %s', d.credits),
       CASE WHEN b.id IS NULL THEN 'none' ELSE format('bucket %s of %s, of deposit %s', b.id, b.granted, coalesce(b.deposit_id::text, 'none')) END
  FROM deposit d LEFT JOIN bucket b ON b.account_id = d.account_id AND b.id = d.bucket_id
 WHERE d.status IN ('completed', 'refunded', 'clawed_back') AND (b.granted <> d.credits OR b.deposit_id <> d.id) IS NOT FALSE
UNION ALL
SELECT 'deposit', b.account_id, format('bucket %s', b.id), format('deposit %s, paid', b.deposit_id), coalesce(d.status, 'none')
  FROM bucket b LEFT JOIN deposit d ON d.account_id = b.account_id AND d.id = b.deposit_id
 WHERE b.deposit_id IS NOT NULL AND d.bucket_id IS NULL

-- one top-up is asked for at a time
UNION ALL
SELECT 'topup_pending', d.account_id, 'top-ups', 'at most 1 pending', format('%s pending', count(*))
  FROM deposit d WHERE d.status = 'pending' AND d.source = 'topup' GROUP BY d.account_id
HAVING count(*) > 1

-- each line costs what it was priced by; a late one gives nothing back
UNION ALL
SELECT 'line_cost', l.account_id, format('operation %s, line %s', l.operation, l.line), l.cost::text, l.charged::text
  FROM (SELECT u.*, credits.line_cost(u.rate, u.quantity, u.at, u.until, u.counted, u.terms) AS cost FROM usage_line u) l
 WHERE l.charged IS DISTINCT FROM CASE WHEN l.late_at IS NOT NULL AND l.cost < '0' THEN '0' ELSE l.cost END

-- what a period has used under a price is what its lines say, each counted after those before it
UNION ALL
SELECT 'counter', coalesce(c.account_id, s.account_id), format('price %s in the period from %s', coalesce(c.price_id, s.price_id), coalesce(c.starts_at, s.starts_at)),
       coalesce(s.quantity::text, 'no line'), coalesce(c.quantity::text, 'no counter')
  FROM (SELECT k.* FROM credits.counter k WHERE payer IS NULL OR k.account_id = payer) c
  FULL JOIN (SELECT l.account_id, l.price_id, p.starts_at, sum(l.quantity) AS quantity
               FROM usage_line l JOIN period p ON p.account_id = l.account_id AND p.starts_at <= l.at AND l.at < p.ends_at
              WHERE l.until IS NULL AND l.counted IS NOT NULL GROUP BY l.account_id, l.price_id, p.starts_at) s
    ON s.account_id = c.account_id AND s.price_id = c.price_id AND s.starts_at = c.starts_at
 WHERE coalesce(s.quantity, 0) <> coalesce(c.quantity, 0)
UNION ALL
SELECT 'counter', l.account_id, format('operation %s, line %s', l.operation, l.line), l.before::text, l.counted::text
  FROM (SELECT u.account_id, u.operation, u.line, u.counted,
               coalesce(sum(u.quantity) OVER (PARTITION BY u.account_id, u.price_id, p.starts_at ORDER BY u.counted, u.quantity
                                              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
          FROM usage_line u JOIN period p ON p.account_id = u.account_id AND p.starts_at <= u.at AND u.at < p.ends_at
         WHERE u.until IS NULL AND u.counted IS NOT NULL) l
 WHERE l.before <> l.counted

-- what a spending limit has counted is what the ledger says of its windows, and of all of them; and an account knows how many limits it has
UNION ALL
SELECT 'spending', s.account_id, format('account %s, %s from %s', s.user_id, s.per, s.starts_at), s.spent::text, s.shown::text
  FROM credits.spending_of_ledger(payer) s WHERE s.spent <> s.shown
UNION ALL
SELECT 'spending', s.account_id, format('account %s, %s from %s', s.user_id, s.per, s.starts_at), 'a limit', 'none'
  FROM credits.spending s
  LEFT JOIN credits.spending_limit l ON l.account_id = s.account_id AND l.user_id = s.user_id AND l.per = s.per AND l.since <= s.starts_at
 WHERE (payer IS NULL OR s.account_id = payer) AND l.per IS NULL
UNION ALL
SELECT 'spending', a.account_id, format('account %s', a.account), format('%s limits', count(l.per)), format('%s limits', a.spending_limits)
  FROM credits.account a
  LEFT JOIN credits.spending_limit l ON l.account_id = a.account_id AND a.user_id = a.account_id
 WHERE payer IS NULL OR a.account_id = payer
 GROUP BY a.account_id, a.user_id, a.account, a.spending_limits
HAVING count(l.per) <> a.spending_limits

-- as many meters run as the account says, each from its start to where it is settled
UNION ALL
SELECT 'meter', a.account_id, format('account %s', a.account), format('%s meters', count(m.item)), format('%s meters', a.meters)
  FROM credits.account a
  LEFT JOIN credits.meter m ON m.account_id = a.account_id AND m.status = 'running' AND a.user_id = a.account_id
 WHERE payer IS NULL OR a.account_id = payer
 GROUP BY a.account_id, a.user_id, a.account, a.meters
HAVING count(m.item) <> a.meters
UNION ALL
SELECT 'meter', m.account_id, format('%s of %s', m.resource, m.item), 'stopped where it is settled, or running',
       format('%s, settled to %s, stopped at %s', m.status, m.settled_to, m.stopped_at)
  FROM credits.meter m
 WHERE (payer IS NULL OR m.account_id = payer)
   AND CASE WHEN m.status = 'running' THEN m.stopped_at IS NOT NULL ELSE m.stopped_at IS DISTINCT FROM m.settled_to END

-- each line is paid by its entries, to the last digit
UNION ALL
SELECT 'line_paid', l.account_id, format('operation %s, line %s', l.operation, l.line), l.charged::text,
       coalesce(s.paid::text, 'no entry')
  FROM usage_line l
  LEFT JOIN (SELECT e.account_id, e.operation, e.line, sum(-e.amount) AS paid
               FROM entry e WHERE e.line IS NOT NULL GROUP BY e.account_id, e.operation, e.line) s
    ON s.account_id = l.account_id AND s.operation = l.operation AND s.line = l.line
 WHERE s.paid IS NULL OR s.paid <> l.charged

-- each entry that pays a line has it
UNION ALL
SELECT 'entry_line', e.account_id, format('operation %s, piece %s', e.operation, e.piece), format('line %s', e.line), 'none'
  FROM entry e LEFT JOIN usage_line l ON l.account_id = e.account_id AND l.operation = e.operation AND l.line = e.line
 WHERE e.line IS NOT NULL AND l.line IS NULL

-- each key that was answered has its operation, or its deposit, or the answer of use(); a payer may have a child's usage refunded
UNION ALL
SELECT 'request_operation', r.account_id, format('key %s', r.key), format('operation %s with this key', r.operation),
       CASE WHEN e.operation IS NULL AND s.operation IS NULL THEN 'no such operation'
            ELSE format('operation with key %s', coalesce(e.key, s.key)) END
  FROM credits.request r
  LEFT JOIN entry e ON e.account_id = r.account_id AND e.operation = r.operation AND e.piece = 1
                   AND (e.user_id = r.user_id OR (r.user_id = r.account_id AND (e.returns IS NOT NULL OR r.call = 'capture')))
  LEFT JOIN subscription s ON s.account_id = r.account_id AND s.operation = r.operation AND s.user_id = r.user_id
  LEFT JOIN deposit d ON d.account_id = r.account_id AND d.operation = r.operation AND d.user_id = r.user_id
  LEFT JOIN credits.feature_answer f ON f.account_id = r.account_id AND f.operation = r.operation AND f.user_id = r.user_id
 WHERE (payer IS NULL OR r.account_id = payer) AND coalesce(e.key, s.key) IS DISTINCT FROM r.key AND d.id IS NULL AND f.operation IS NULL
   AND NOT EXISTS (SELECT FROM credits.hold_part p WHERE p.account_id = r.account_id AND p.operation = r.operation)

-- one operation per key, with its request
UNION ALL
SELECT 'key_once', k.account_id, format('key %s', k.key), '1 operation, 1 request',
       format('%s operations, %s requests', k.operations, k.requests)
  FROM (SELECT e.account_id, e.key, count(*) AS operations, count(r.key) AS requests
          FROM entry e
          LEFT JOIN credits.request r ON r.account_id = e.account_id AND r.key = e.key
                AND CASE WHEN e.returns IS NULL AND r.call <> 'capture' THEN r.user_id = e.user_id ELSE r.operation = e.operation END
         WHERE e.key IS NOT NULL GROUP BY e.account_id, coalesce(r.user_id, e.user_id), e.key) k
 WHERE k.operations <> 1 OR k.requests <> 1

-- periods follow each other without a gap, and close in order
UNION ALL
SELECT 'period_chain', p.account_id, format('period from %s', p.starts_at),
       format('from %s, open after an open one', p.previous_end),
       format('from %s, %s', p.starts_at, CASE WHEN p.closed_at IS NULL THEN 'open' ELSE 'closed' END)
  FROM (SELECT q.*, lag(q.ends_at) OVER chain AS previous_end, lag(q.closed_at) OVER chain AS previous_closed
          FROM period q WINDOW chain AS (PARTITION BY q.account_id ORDER BY q.starts_at)) p
 WHERE p.previous_end <> p.starts_at OR (p.previous_end IS NOT NULL AND p.closed_at IS NOT NULL AND p.previous_closed IS NULL)

-- each period has one flex bucket, open while it is
UNION ALL
SELECT 'period_flex', p.account_id, format('period from %s', p.starts_at),
       format('1 flex bucket, %s', CASE WHEN p.closed_at IS NULL THEN 'open' ELSE 'closed' END),
       format('%s flex buckets, %s closed', count(b.id), count(b.closed_at))
  FROM period p
  LEFT JOIN bucket b ON b.account_id = p.account_id AND b.postpaid AND b.effective_at = p.starts_at AND b.expires_at = p.ends_at
 GROUP BY p.account_id, p.starts_at, p.closed_at
HAVING count(b.id) <> 1 OR (p.closed_at IS NULL) <> (count(b.closed_at) = 0)

-- an account's row says when its calendar has something to do next
UNION ALL
SELECT 'account_due', a.account_id, format('account %s', a.account), format('opens %s, closes %s', n.opens_at, n.closes_at),
       format('opens %s, closes %s', a.opens_at, a.closes_at)
  FROM credits.account a
 CROSS JOIN LATERAL (
       SELECT least((SELECT max(p.ends_at) FROM period p WHERE p.account_id = a.account_id),
                    (SELECT min(s.next_at) FROM subscription s WHERE s.account_id = a.account_id
                        AND s.rollover_max IS NULL AND s.rollover_for IS NULL)) AS opens_at,
              least((SELECT min(p.closes_at) FROM period p WHERE p.account_id = a.account_id AND p.closed_at IS NULL),
                    (SELECT min(s.next_at) FROM subscription s WHERE s.account_id = a.account_id
                        AND (s.rollover_max IS NOT NULL OR s.rollover_for IS NOT NULL)),
                    (SELECT min(h.expires_at) FROM credits.hold h WHERE h.account_id = a.account_id AND h.status = 'held'), 'infinity') AS closes_at) n
 WHERE a.user_id = a.account_id AND (payer IS NULL OR a.account_id = payer) AND a.opens_at <> '-infinity'
   -- a hold that was resolved before its end leaves a look that finds nothing
   AND (a.opens_at <> n.opens_at OR a.closes_at > n.closes_at
        OR (a.closes_at < n.closes_at AND NOT EXISTS (SELECT FROM credits.hold h WHERE h.account_id = a.account_id AND h.expires_at = a.closes_at)))

-- one plan at a time
UNION ALL
SELECT 'subscription_overlap', s.account_id, format('subscription %s', s.id), format('from %s', s.previous_end), format('from %s', s.started_at)
  FROM (SELECT t.*, max(coalesce(t.ends_at, 'infinity')) OVER (PARTITION BY t.account_id ORDER BY t.started_at, t.id
                                                              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS previous_end
          FROM subscription t WHERE t.plan IS NOT NULL AND t.ends_at IS DISTINCT FROM t.started_at) s
 WHERE s.previous_end > s.started_at

-- a period is under the plan in force at its end, and under none if there was none at its start
UNION ALL
SELECT 'period_plan', p.account_id, format('period from %s', p.starts_at), coalesce('subscription ' || f.id, 'none'), coalesce('subscription ' || p.subscription_id, 'none')
  FROM period p
  LEFT JOIN subscription f ON f.account_id = p.account_id AND f.plan IS NOT NULL AND f.started_at <= p.starts_at
                          AND p.starts_at < coalesce(f.ends_at, 'infinity')
  LEFT JOIN subscription s ON s.account_id = p.account_id AND s.id = p.subscription_id
 WHERE (p.subscription_id IS NULL) <> (f.id IS NULL)
    OR s.started_at > p.ends_at OR s.ends_at < p.ends_at

-- a cycle grants once what its plan includes, and only then
UNION ALL
SELECT 'cycle_grant', p.account_id, format('period from %s', p.starts_at), 'a bucket of what the plan includes', format('%s buckets', count(b.id))
  FROM period p
  JOIN subscription s ON s.account_id = p.account_id AND s.id = p.subscription_id
  LEFT JOIN (bucket b JOIN subscription t ON t.account_id = b.account_id AND t.id = b.subscription_id AND t.plan IS NOT NULL
                                         AND b.granted = t.included AND b.rolled_from IS NULL)
    ON b.account_id = p.account_id AND b.effective_at = p.starts_at
 WHERE p.price IS NOT NULL AND s.started_at <= p.starts_at AND s.included > '0'
 GROUP BY p.account_id, p.starts_at
HAVING count(b.id) = 0

-- what one operation carries over leaves one bucket and arrives in another
UNION ALL
SELECT 'rollover', r.account_id, format('operation %s', r.operation), '0', r.sum::text
  FROM (SELECT e.account_id, e.operation, sum(e.amount) AS sum FROM entry e WHERE e.kind = 'rollover'
         GROUP BY e.account_id, e.operation) r
 WHERE r.sum <> '0'
UNION ALL
SELECT 'rollover', b.account_id, format('bucket %s', b.id), format('bucket %s, which ended when it began', b.rolled_from), coalesce(f.expires_at::text, 'none')
  FROM bucket b LEFT JOIN bucket f ON f.account_id = b.account_id AND f.id = b.rolled_from AND f.subscription_id IS NOT NULL
 WHERE b.rolled_from IS NOT NULL AND f.expires_at IS DISTINCT FROM b.effective_at

-- an invoice is the sum of its lines, which round nothing but the total
UNION ALL
SELECT 'invoice_total', i.account_id, format('invoice %s', i.id), format('%s, nearest to %s', l.amount, l.exact), i.total::text
  FROM invoice i
  LEFT JOIN LATERAL (SELECT sum(l.amount) AS amount, sum(l.exact) AS exact, count(*) FILTER (WHERE l.amount IS NULL) AS pending
                       FROM invoice_line l WHERE l.account_id = i.account_id AND l.starts_at = i.starts_at) l ON true
 WHERE l.amount IS DISTINCT FROM i.total OR l.pending > 0 OR abs(l.exact - i.total) * 2 > power(10::numeric, -scale(i.total))

-- an invoice bills all overage of its period, and tells all credits that paid in it
UNION ALL
SELECT 'invoice_overage', p.account_id, format('period from %s', p.starts_at), b.used::text, coalesce(l.quantity::text, 'none')
  FROM period p
  JOIN bucket b ON b.account_id = p.account_id AND b.postpaid AND b.effective_at = p.starts_at AND b.expires_at = p.ends_at
  LEFT JOIN LATERAL (SELECT sum(l.quantity) AS quantity FROM invoice_line l
                      WHERE l.account_id = p.account_id AND l.starts_at = p.starts_at AND l.kind = 'overage') l ON true
 WHERE p.subscription_id IS NOT NULL AND p.closed_at IS NOT NULL AND coalesce(l.quantity, '0') <> b.used
UNION ALL
SELECT 'invoice_line', l.account_id, format('period from %s, line %s', l.starts_at, l.line), (l.quantity::numeric * l.unit_price)::text, l.exact::text
  FROM invoice_line l WHERE l.unit_price IS NOT NULL AND l.exact <> l.quantity::numeric * l.unit_price
UNION ALL
SELECT 'invoice_line', i.account_id, format('invoice %s', i.id), coalesce(e.credits, 0)::text, coalesce(l.credits, 0)::text
  FROM invoice i
  LEFT JOIN (SELECT d.account_id, p.starts_at, sum(-d.amount::numeric) AS credits
               FROM entry d JOIN bucket b ON b.account_id = d.account_id AND b.id = d.bucket_id AND NOT b.postpaid
              CROSS JOIN LATERAL (SELECT q.starts_at FROM credits.period q
                                   WHERE q.account_id = d.account_id AND q.starts_at <= coalesce(d.late_at, d.at)
                                   ORDER BY q.starts_at DESC LIMIT 1) p
              WHERE d.kind IN ('draw', 'capture', 'return') GROUP BY d.account_id, p.starts_at) e
    ON e.account_id = i.account_id AND e.starts_at = i.starts_at
  LEFT JOIN (SELECT l.account_id, l.starts_at, sum(l.quantity::numeric) AS credits FROM invoice_line l WHERE l.kind = 'credits'
              GROUP BY l.account_id, l.starts_at) l
    ON l.account_id = i.account_id AND l.starts_at = i.starts_at
 WHERE coalesce(e.credits, 0) <> coalesce(l.credits, 0)

-- a meter's lines cover its run, from its start to where it is settled, unless it went on unpaid (a quantity of 0 says nothing)
UNION ALL
SELECT 'meter', m.account_id, format('%s of %s', m.resource, m.item), format('%s of its run', m.settled_to - m.started_at), format('lines of %s', coalesce(l.covers, '0'))
  FROM credits.meter m
  LEFT JOIN (SELECT u.account_id, u.user_id, u.resource, u.item, u.run_at, sum(sign(u.quantity)::int * (u.until - u.at)) AS covers,
                    bool_or(u.quantity = 0) AS idle
               FROM usage_line u WHERE u.run_at IS NOT NULL GROUP BY u.account_id, u.user_id, u.resource, u.item, u.run_at) l
    ON l.account_id = m.account_id AND l.user_id = m.user_id AND l.resource = m.resource AND l.item = m.item AND l.run_at = m.started_at
 WHERE NOT m.metered AND (payer IS NULL OR m.account_id = payer) AND l.idle IS NOT TRUE
   AND coalesce(l.covers, '0') <> m.settled_to - m.started_at
   AND NOT EXISTS (SELECT FROM credits.outbox o WHERE o.account_id = m.account_id AND o.event = 'meter.unpaid'
                      AND o.facts ->> 'resource' = m.resource AND o.facts ->> 'item' = m.item)
   -- which may have been acknowledged
   AND NOT EXISTS (SELECT FROM credits.resource r WHERE r.resource = m.resource AND r.at_zero = 'continue')

-- an alert that waits in the outbox was noted in its period, and each rule is noted there once
UNION ALL
SELECT 'alert', o.account_id, format('event %s', o.id), format('rule %s on the flex bucket of its period', o.facts ->> 'rule'), 'none'
  FROM credits.outbox o
 WHERE o.event = 'alert' AND (payer IS NULL OR o.account_id = payer)
   AND NOT EXISTS (SELECT FROM bucket b WHERE b.account_id = o.account_id AND b.postpaid AND b.effective_at = (o.facts ->> 'starts_at')::timestamptz
                      AND b.told @> ARRAY[(o.facts ->> 'rule')::bigint])
UNION ALL
SELECT 'alert', b.account_id, format('bucket %s', b.id), 'a flex bucket that notes each rule once', b.told::text
  FROM bucket b
 WHERE b.told IS NOT NULL
   AND (b.class <> 'flex' OR array_position(b.told, NULL) IS NOT NULL OR cardinality(b.told) <> (SELECT count(DISTINCT abs(t)) FROM unnest(b.told) t))

-- what foreign keys would hold: every row of the books belongs to an account of its payer
UNION ALL
SELECT 'account_known', r.account_id, format('%s of account %s', r.what, r.user_id), 'an account of this payer', 'none'
  FROM (SELECT DISTINCT b.account_id, b.user_id, 'bucket' AS what FROM bucket b
        UNION SELECT DISTINCT e.account_id, e.user_id, 'entry' FROM entry e
        UNION SELECT DISTINCT l.account_id, l.user_id, 'usage line' FROM usage_line l
        UNION SELECT DISTINCT q.account_id, q.user_id, 'request' FROM credits.request q WHERE payer IS NULL OR q.account_id = payer
        UNION SELECT DISTINCT p.account_id, p.account_id, 'period' FROM period p
        UNION SELECT DISTINCT s.account_id, s.user_id, 'subscription' FROM subscription s
        UNION SELECT DISTINCT i.account_id, i.account_id, 'invoice' FROM invoice i
        UNION SELECT DISTINCT l.account_id, l.account_id, 'invoice line' FROM invoice_line l
        UNION SELECT DISTINCT c.account_id, c.account_id, 'counter' FROM credits.counter c WHERE payer IS NULL OR c.account_id = payer
        UNION SELECT DISTINCT m.account_id, m.user_id, 'meter' FROM credits.meter m WHERE payer IS NULL OR m.account_id = payer
        UNION SELECT DISTINCT l.account_id, l.user_id, 'spending limit' FROM credits.spending_limit l WHERE payer IS NULL OR l.account_id = payer
        UNION SELECT DISTINCT o.account_id, o.user_id, 'outbox row' FROM credits.outbox o WHERE payer IS NULL OR o.account_id = payer
        UNION SELECT DISTINCT d.account_id, d.user_id, 'deposit' FROM deposit d
        UNION SELECT DISTINCT m.account_id, m.account_id, 'payment method' FROM credits.payment_method m WHERE payer IS NULL OR m.account_id = payer
        UNION SELECT DISTINCT m.account_id, m.user_id, 'member' FROM credits.member m WHERE payer IS NULL OR m.account_id = payer
        UNION SELECT t.account_id, t.user_id, 'top-up' FROM credits.topup t WHERE payer IS NULL OR t.account_id = payer
        UNION SELECT r.account_id, r.account_id, 'referral' FROM credits.referral r WHERE payer IS NULL OR r.account_id = payer
        UNION SELECT DISTINCT r.referrer_id, r.referrer_id, 'referral' FROM credits.referral r WHERE payer IS NULL OR r.referrer_id = payer
        UNION SELECT k.account_id, k.user_id, 'key' FROM credits.account_key k WHERE payer IS NULL OR k.account_id = payer
        UNION SELECT a.account_id, a.account_id, 'child' FROM credits.account a WHERE payer IS NULL OR a.account_id = payer) r
  LEFT JOIN credits.account a ON a.account_id = r.account_id AND a.user_id = r.user_id
 WHERE a.user_id IS NULL

-- every account is found by its name, and every payer has the period it was opened in
UNION ALL
SELECT 'account_whole', a.account_id, format('account %s', a.account),
       'its key, and if it pays a period when it was opened',
       format('%s key, %s', CASE WHEN k.account IS NULL THEN 'no' ELSE 'its' END,
              CASE WHEN p.starts_at IS NULL THEN 'no period' ELSE 'a period' END)
  FROM credits.account a
  LEFT JOIN credits.account_key k ON k.account = a.account AND k.account_id = a.account_id AND k.user_id = a.user_id
  LEFT JOIN period p ON p.account_id = a.account_id AND p.starts_at <= a.opened_at AND a.opened_at < p.ends_at
 WHERE (payer IS NULL OR a.account_id = payer)
   AND (k.account IS NULL OR (a.user_id = a.account_id AND p.starts_at IS NULL))

-- the guards stand, always enabled, on every table and partition that is append-only
UNION ALL
SELECT 'guard', NULL, c.relname, format('%s guards, always enabled', g.due), g.guards::text
  FROM pg_class c
 CROSS JOIN LATERAL (SELECT count(*) AS guards, CASE WHEN c.relname = 'subscription' THEN 3 ELSE 2 END AS due FROM pg_trigger t
                      WHERE t.tgrelid = c.oid AND t.tgenabled = 'A' AND t.tgfoid = 'credits.append_only'::regproc) g
 WHERE payer IS NULL AND c.relnamespace = 'credits'::regnamespace AND c.relkind IN ('r', 'p')
   AND c.relname ~ '^((entry|usage_line)(_.*)?|bucket|subscription|deposit|referral)$' AND g.guards <> g.due

-- what belongs to an account is seen only by who may see it, in every table and partition
UNION ALL
SELECT 'row_security', NULL, c.relname, 'the policy confine, and row-level security enabled',
       format('%s, %s', CASE WHEN p.oid IS NULL THEN 'none' ELSE 'the policy' END, CASE WHEN c.relrowsecurity THEN 'enabled' ELSE 'disabled' END)
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'account_id' AND NOT a.attisdropped
  LEFT JOIN pg_policy p ON p.polrelid = c.oid AND p.polname = 'confine' AND p.polcmd = '*'
 WHERE payer IS NULL AND c.relnamespace = 'credits'::regnamespace AND c.relkind IN ('r', 'p') AND (p.oid IS NULL OR NOT c.relrowsecurity)
$checks$;
COMMENT ON FUNCTION credits.verify_checks(bigint) IS 'The checks of verify(), of one payer (NULL: all), read with the caller''s own rights: one row for each thing that does not hold.';

CREATE FUNCTION credits.verify(account text DEFAULT NULL)
RETURNS TABLE (code text, account_name text, object text, expected text, actual text)
AS 'MODULE_PATHNAME', 'credits_verify' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.verify(text) IS 'Re-derives the books of an account''s payer (NULL: all) from the ledger and returns what does not hold; no row means sound. docs/verify.md has the codes. KR010 for an unknown account.';
