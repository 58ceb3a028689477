-- Credit given back with refund(), and taken back with revoke()
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

-- ids depend on what ran before: operations and buckets are called by their keys and notes
CREATE VIEW refund_entries AS
SELECT k.account, dense_rank() OVER (PARTITION BY e.account_id ORDER BY e.operation) AS op, e.piece, e.kind, e.at, u.account AS by, coalesce(b.note, b.class) AS bucket, e.amount, e.bucket_after, e.balance, e.resource, e.key, e.note,
       d.key AS returns
  FROM credits.entry e JOIN credits.bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id JOIN credits.account_key k ON k.account_id = e.account_id AND k.user_id = e.account_id
  JOIN credits.account_key u ON u.account_id = e.account_id AND u.user_id = e.user_id LEFT JOIN credits.entry d ON d.account_id = e.account_id AND d.operation = e.returns AND d.piece = 1;
CREATE VIEW refund_buckets AS
SELECT k.account, coalesce(b.note, b.class) AS bucket, b.granted, b.used, b.lapsed, b.closed_at IS NOT NULL AS closed, b.id FROM credits.bucket b JOIN credits.account_key k ON k.account_id = b.account_id AND k.user_id = b.account_id;
CREATE FUNCTION op(whose text, which text) RETURNS bigint LANGUAGE sql AS $$
SELECT e.operation FROM credits.entry e JOIN credits.account_key k USING (account_id, user_id) WHERE k.account = whose AND e.key = which $$;
CREATE FUNCTION bucket(whose text, which text) RETURNS bigint LANGUAGE sql AS $$
SELECT min(b.id) FROM refund_buckets b WHERE b.account = whose AND b.bucket = which $$;
-- refund() without its operation's number
CREATE FUNCTION refunded(account text, which text, amount credits.amount DEFAULT NULL, key text DEFAULT NULL, at timestamptz DEFAULT NULL, INOUT whose text DEFAULT NULL,
    OUT at timestamptz, OUT charged credits.amount, OUT credits credits.amount, OUT overage credits.amount, OUT balance credits.amount, OUT status text, OUT replayed boolean) LANGUAGE sql AS $$
SELECT r.account, r.at, r.charged, r.credits, r.overage, r.balance, r.status, r.replayed FROM credits.refund($1, op(coalesce($6, $1), $2), $3, $4, $5) r $$;
CREATE FUNCTION refused(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    message text;
    detail text;
    hint text;
BEGIN
    EXECUTE statement;
    RETURN 'not refused';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    detail = regexp_replace(detail, '("(operation|bucket)": ")[0-9]+', '\1N', 'g');
    IF message ~ '"(operation|bucket)"' THEN
        detail = regexp_replace(detail, '("(first|now)": "|It is )[0-9]+', '\1N', 'g');
    END IF;
    RAISE INFO '%', regexp_replace(message, '(operation|bucket) "?[0-9]+"?', '\1 N') USING DETAIL = detail, HINT = hint;
    RETURN SQLSTATE;
END
$$;

-- ---------------------------------------------------------------------------------------------
-- What was drawn goes back to the buckets it came from, the last piece first
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.resource (resource) VALUES ('refund/vm'), ('refund/image'), ('refund/call'), ('refund/tier'), ('refund/free'), ('refund/gpu');
INSERT INTO credits.price (resource, rate) VALUES ('refund/vm', '1/hour'), ('refund/image', '2'), ('refund/free', '0'), ('refund/gpu', '1/hour');
INSERT INTO credits.price (resource, tiers, tier_mode) VALUES ('refund/call', '[{"upto": 10, "rate": "2"}, {"rate": "1"}]', 'volume'), ('refund/tier', '[{"upto": 10, "rate": "2"}, {"rate": "1"}]', 'graduated');
SELECT credits.open_account('refund', clock => '2026-01-10 00:00Z') > 0, credits.open_account('refund/child', parent => 'refund') > 0, credits.open_account('refund/other', clock => '2026-01-10 00:00Z') > 0;
SELECT credits.grant('refund', 10, 'bonus', expires_at => '2026-03-01 00:00Z', note => 'bonus') > 0, credits.grant('refund', 20, note => 'pack') > 0, credits.set_overage('refund', true, 50);
SELECT charged, credits, overage, balance FROM credits.consume('refund', 35, 'refund/image', key => 'three pieces', note => 'a mistake');
SELECT bucket, granted, used, closed FROM refund_buckets WHERE account = 'refund' ORDER BY id;
-- overage came last, and goes back first; what was used up opens again
SELECT * FROM refunded('refund', 'three pieces', 7, 'part');
SELECT bucket, granted, used, closed FROM refund_buckets WHERE account = 'refund' ORDER BY id;
-- the rest; nothing more
SELECT * FROM refunded('refund', 'three pieces', 12.5, 'second part');
SELECT * FROM refunded('refund', 'three pieces', key => 'rest');
SELECT bucket, granted, used, closed FROM refund_buckets WHERE account = 'refund' ORDER BY id;
SELECT refused($$SELECT refunded('refund', 'three pieces')$$), refused($$SELECT refunded('refund', 'three pieces', 1)$$);
SELECT op, piece, kind, at, bucket, amount, bucket_after, balance, resource, key, note, returns FROM refund_entries WHERE account = 'refund' AND op > 3 ORDER BY op, piece;
-- the same under a key answers the same, whatever has happened since
SELECT * FROM refunded('refund', 'three pieces', 7.0, 'part');
SELECT * FROM refunded('refund', 'three pieces', key => 'rest');
-- fails: another request under the key
SELECT refused($$SELECT refunded('refund', 'three pieces', 8, 'part')$$), refused($$SELECT refunded('refund', 'three pieces', NULL, 'part')$$), refused($$SELECT refunded('refund', 'part', 7, 'part')$$),
       refused($$SELECT refunded('refund', 'three pieces', 7, 'part', '2026-01-10 00:00Z')$$), refused($$SELECT refunded('refund', 'three pieces', 7, 'three pieces')$$);
-- more than is left
SELECT charged FROM credits.consume('refund', 4, key => 'four');
SELECT refused($$SELECT refunded('refund', 'four', 4.000000000000000001)$$);
SELECT charged, balance FROM refunded('refund', 'four', 1);
SELECT refused($$SELECT refunded('refund', 'four', 3.5)$$);
SELECT charged, balance FROM refunded('refund', 'four', 3);
SELECT * FROM credits.verify('refund');

-- ---------------------------------------------------------------------------------------------
-- Usage in lines: an interval over several periods and buckets, graduated tiers; not what a meter used, nor volume tiers
-- ---------------------------------------------------------------------------------------------
SELECT charged, credits, overage, balance FROM credits.charge('refund', 'refund/vm', 1, at => '2026-01-31 14:00Z', until => '2026-02-01 12:00Z', key => 'span');
SELECT charged, credits, overage, balance FROM refunded('refund', 'span', 15);
SELECT charged, credits, overage, balance FROM refunded('refund', 'span');
SELECT op, piece, kind, at, bucket, amount, bucket_after, resource FROM refund_entries WHERE account = 'refund' AND op >= 11 ORDER BY op, piece;
SELECT charged FROM credits.charge('refund', 'refund/tier', 12, key => 'tiers');
SELECT charged, balance FROM refunded('refund', 'tiers');
SELECT charged FROM credits.charge('refund', 'refund/call', 3, key => 'volume');
SELECT refused($$SELECT refunded('refund', 'volume')$$);
SELECT credits.start('refund', 'refund/gpu', 'gpu-1');
SELECT credits.set_clock('refund', '2026-01-10 02:00Z');
SELECT charged, balance FROM credits.settle('refund');
SELECT refused(format($$SELECT credits.refund('refund', %s)$$, max(operation))) FROM credits.entry JOIN credits.account_key USING (account_id) WHERE account = 'refund';
-- what runs is settled first
SELECT charged FROM credits.consume('refund', 1, key => 'beside a meter');
SELECT credits.set_clock('refund', '2026-01-10 02:30Z');
SELECT charged, balance FROM refunded('refund', 'beside a meter');
SELECT available, accrued FROM credits.balance('refund');
SELECT charged, balance FROM credits.stop('refund', 'gpu-1');
SELECT * FROM credits.verify('refund');

-- ---------------------------------------------------------------------------------------------
-- Whose it is
-- ---------------------------------------------------------------------------------------------
SELECT charged FROM credits.consume('refund/child', 2, key => 'child');
SELECT charged FROM credits.consume('refund', 1, key => 'payer');
-- a payer may refund its children's; keys are of whom the call names
SELECT * FROM refunded('refund', 'child', 0.5, 'child', whose => 'refund/child');
SELECT * FROM refunded('refund', 'child', 0.5, 'child', whose => 'refund/child');
SELECT * FROM refunded('refund/child', 'child', 1);
SELECT at, kind, regexp_replace(description, '[0-9]+', 'N') AS description, amount, reference FROM credits.activity('refund/child');
-- fails: the payer's, another account's, nobody's
SELECT refused($$SELECT refunded('refund/child', 'payer', whose => 'refund')$$), refused($$SELECT refunded('refund/other', 'payer', whose => 'refund')$$),
       refused($$SELECT credits.refund('refund', 9223372036854775807)$$), refused($$SELECT credits.refund('refund', -1)$$), refused($$SELECT credits.refund('refund/none', 1)$$);
SELECT op, piece, kind, by, bucket, amount, key, returns FROM refund_entries WHERE account = 'refund' AND by = 'refund/child' ORDER BY op, piece;
SELECT * FROM credits.verify('refund');

-- ---------------------------------------------------------------------------------------------
-- What drew nothing: a grant, a change, what costs nothing, a refund
-- ---------------------------------------------------------------------------------------------
SELECT credits.grant('refund', 5, note => 'keyed', key => 'granted') > 0 AS granted;
SELECT charged FROM credits.charge('refund', 'refund/free', 1, key => 'free');
SELECT refused($$SELECT refunded('refund', 'granted')$$), refused($$SELECT refunded('refund', 'free')$$), refused($$SELECT refunded('refund', 'part')$$);
SELECT refused(format($$SELECT credits.refund('refund', %s)$$, max(operation))) FROM credits.entry JOIN credits.account_key USING (account_id) WHERE account = 'refund' AND kind = 'overage';

-- ---------------------------------------------------------------------------------------------
-- What has expired expires again, at once; what has not is opened to expire with its period
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('refund/expiry', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.grant('refund/expiry', 10, 'promotional', expires_at => '2026-01-20 00:00Z', note => 'January') > 0, credits.grant('refund/expiry', 10, 'promotional', expires_at => '2026-02-05 00:00Z', note => 'February') > 0,
       credits.grant('refund/expiry', 100, note => 'pack') > 0;
SELECT charged FROM credits.consume('refund/expiry', 25, key => 'drawn');
SELECT credits.set_clock('refund/expiry', '2026-02-10 00:00Z');
SELECT bucket, used, lapsed, closed FROM refund_buckets WHERE account = 'refund/expiry' AND granted > 0 ORDER BY id;
-- 5 to the pack, 10 to February's, that expired and whose period is open, 10 to January's, that expires
SELECT * FROM refunded('refund/expiry', 'drawn', key => 'all');
SELECT * FROM refunded('refund/expiry', 'drawn', key => 'all');
SELECT bucket, used, lapsed, closed FROM refund_buckets WHERE account = 'refund/expiry' AND granted > 0 ORDER BY id;
SELECT op, piece, kind, at, bucket, amount, bucket_after, balance, returns FROM refund_entries WHERE account = 'refund/expiry' AND op > 4 ORDER BY op, piece;
SELECT credits.set_clock('refund/expiry', '2026-03-10 00:00Z');
SELECT bucket, used, lapsed, closed FROM refund_buckets WHERE account = 'refund/expiry' AND granted > 0 ORDER BY id;
SELECT at, kind, regexp_replace(description, '[0-9]+', 'N') AS description, amount, reference FROM credits.activity('refund/expiry', '2026-01-15 00:00Z');
SELECT h, b.available FROM unnest('{2026-01-10 00:00Z,2026-01-25 00:00Z,2026-02-09 23:59Z,2026-02-10 00:00Z}'::timestamptz[]) h, credits.balance('refund/expiry', h) b;
SELECT * FROM credits.verify('refund/expiry');

-- ---------------------------------------------------------------------------------------------
-- `at`: as of a grant
-- ---------------------------------------------------------------------------------------------
SELECT charged FROM credits.consume('refund/expiry', 6, at => '2026-03-02 00:00Z', key => 'March');
SELECT * FROM refunded('refund/expiry', 'March', 1, at => '2026-03-05 00:00Z');
SELECT h, b.available FROM unnest('{2026-03-01 00:00Z,2026-03-02 00:00Z,2026-03-05 00:00Z}'::timestamptz[]) h, credits.balance('refund/expiry', h) b;
SELECT * FROM refunded('refund/expiry', 'March', 1, at => '2026-04-05 00:00Z');
-- fails: the period has closed; before the account; too far ahead
SELECT refused($$SELECT refunded('refund/expiry', 'March', 1, at => '2026-02-28 00:00Z')$$), refused($$SELECT refunded('refund/expiry', 'March', 1, at => '2026-01-01 00:00Z')$$),
       refused($$SELECT refunded('refund/expiry', 'March', 1, at => '2046-01-01 00:00Z')$$), refused($$SELECT refunded('refund/expiry', 'March', 1, at => 'infinity')$$);
-- late usage: what it drew is drawn now
SELECT charged FROM credits.consume('refund/expiry', 2, at => '2026-01-12 00:00Z', key => 'late');
SELECT charged, balance FROM refunded('refund/expiry', 'late');
-- fails: arguments
SELECT refused($$SELECT credits.refund('refund', NULL)$$), refused($$SELECT credits.refund(NULL, 1)$$), refused($$SELECT refunded('refund/expiry', 'March', 0)$$), refused($$SELECT refunded('refund/expiry', 'March', -1)$$),
       refused($$SELECT refunded('refund/expiry', 'March', key => '')$$);
-- fails: read only
BEGIN READ ONLY;
SELECT credits.refund('refund', 1);
\echo SQLSTATE :SQLSTATE
ROLLBACK;
SELECT * FROM credits.verify('refund/expiry');

-- ---------------------------------------------------------------------------------------------
-- Overage: until it is invoiced
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.plan (plan, price, included, overage, overage_price) VALUES ('refund/plan', 10, 100, true, 0.5);
SELECT credits.open_account('refund/plan', 'refund/plan', clock => '2026-04-01 00:00Z') > 0 AS opened;
SELECT charged, credits, overage FROM credits.consume('refund/plan', 130, key => 'April');
SELECT charged, credits, overage FROM refunded('refund/plan', 'April', 10);
SELECT line, kind, description, quantity, amount FROM credits.statement('refund/plan');
SELECT charged, credits, overage FROM credits.consume('refund/plan', 5, key => 'more');
SELECT charged, credits, overage FROM credits.charge('refund/plan', 'refund/vm', 1, at => '2026-04-30 22:00Z', until => '2026-05-01 02:00Z', key => 'both');
SELECT credits.set_clock('refund/plan', '2026-05-10 00:00Z');
SELECT l.line, l.kind, l.quantity, l.amount, i.total FROM credits.invoice i JOIN credits.invoice_line l USING (account_id, starts_at) JOIN credits.account_key USING (account_id) WHERE account = 'refund/plan' ORDER BY 1;
-- fails: April's was invoiced
SELECT refused($$SELECT refunded('refund/plan', 'more')$$), refused($$SELECT refunded('refund/plan', 'April', 21)$$), refused($$SELECT refunded('refund/plan', 'both', 3)$$);
-- of the one that reaches into May, what May drew
SELECT charged, credits, overage, balance FROM refunded('refund/plan', 'both', 2);
SELECT refused($$SELECT refunded('refund/plan', 'both')$$);
SELECT line, kind, quantity, amount FROM credits.statement('refund/plan');
SELECT * FROM credits.verify('refund/plan');

-- ---------------------------------------------------------------------------------------------
-- revoke() takes what is left of a bucket
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('refund/revoke', clock => '2026-01-10 00:00Z') > 0, credits.open_account('refund/revoke child', parent => 'refund/revoke') > 0;
SELECT credits.grant('refund/revoke', 10, note => 'used') > 0, credits.grant('refund/revoke', 20, 'bonus', note => 'whole', scope => '{refund/vm}') > 0, credits.grant('refund/revoke', 5, 'bonus', effective_at => '2026-02-01 00:00Z', note => 'to come') > 0,
       credits.grant('refund/revoke', 3, 'bonus', expires_at => '2026-01-11 00:00Z', note => 'short') > 0, credits.grant('refund/revoke', 7, note => 'kept') > 0;
SELECT charged FROM credits.consume('refund/revoke', 7, key => 'drawn');
SELECT credits.revoke('refund/revoke', bucket('refund/revoke', 'used'), 'given by mistake', 'revoke');
SELECT credits.revoke('refund/revoke', bucket('refund/revoke', 'whole'), at => '2026-01-15 00:00Z'), credits.revoke('refund/revoke', bucket('refund/revoke', 'to come'));
SELECT bucket, granted, used, lapsed, closed FROM refund_buckets WHERE account = 'refund/revoke' AND granted > 0 ORDER BY id;
SELECT available FROM credits.balance('refund/revoke');
-- the same under its key
SELECT credits.revoke('refund/revoke', bucket('refund/revoke', 'used'), 'given by mistake', 'revoke');
-- fails: without it, nothing is left; nor of what was used up
SELECT refused($$SELECT credits.revoke('refund/revoke', bucket('refund/revoke', 'used'))$$), refused($$SELECT credits.revoke('refund/revoke', bucket('refund/revoke', 'short'))$$);
SELECT credits.set_clock('refund/revoke', '2026-01-12 00:00Z');
SELECT charged FROM credits.consume('refund/revoke', 1);
-- fails: another request under the key
SELECT refused($$SELECT credits.revoke('refund/revoke', bucket('refund/revoke', 'kept'), 'given by mistake', 'revoke')$$), refused($$SELECT credits.revoke('refund/revoke', bucket('refund/revoke', 'used'), key => 'revoke')$$),
       refused($$SELECT credits.revoke('refund/revoke', bucket('refund/revoke', 'kept'), key => 'drawn')$$);
-- fails: post-paid, another account's, nobody's, a child's
SELECT refused($$SELECT credits.revoke('refund/revoke', bucket('refund/revoke', 'flex'))$$), refused($$SELECT credits.revoke('refund/revoke', bucket('refund', 'pack'))$$), refused($$SELECT credits.revoke('refund/revoke', -1)$$),
       refused($$SELECT credits.revoke('refund/revoke child', bucket('refund/revoke', 'kept'))$$), refused($$SELECT credits.revoke('refund/revoke', NULL)$$), refused($$SELECT credits.revoke('refund/revoke', 1, repeat('x', 4097))$$);
-- fails: read only
BEGIN READ ONLY;
SELECT credits.revoke('refund/revoke', 1);
\echo SQLSTATE :SQLSTATE
ROLLBACK;
-- what a revoked bucket paid goes back to it
SELECT charged, balance FROM refunded('refund/revoke', 'drawn');
SELECT bucket, granted, used, lapsed, closed FROM refund_buckets WHERE account = 'refund/revoke' AND granted > 0 ORDER BY id;
-- fails: it has expired, though that is not posted yet
SELECT refused($$SELECT credits.revoke('refund/revoke', bucket('refund/revoke', 'short'))$$);
SELECT at, kind, regexp_replace(description, '[0-9]+', 'N') AS description, amount, reference FROM credits.activity('refund/revoke') WHERE kind <> 'grant';
SELECT h, b.available FROM unnest('{2026-01-10 00:00Z,2026-01-12 00:00Z,2026-02-01 00:00Z}'::timestamptz[]) h, credits.balance('refund/revoke', h) b;
SELECT op, piece, kind, at, bucket, amount, bucket_after, key, note FROM refund_entries WHERE account = 'refund/revoke' AND kind = 'revoke' ORDER BY op, piece;
SELECT * FROM credits.verify('refund/revoke');

-- ---------------------------------------------------------------------------------------------
-- Suspended, it can be refunded; frozen, it can only be taken from
-- ---------------------------------------------------------------------------------------------
SELECT credits.suspend('refund/revoke', 'a suspicion');
SELECT refused($$SELECT credits.consume('refund/revoke', 1)$$);
SELECT credits.resume('refund/revoke');
SELECT charged FROM credits.consume('refund/revoke', 2, key => 'before');
SELECT credits.suspend('refund/revoke', 'a suspicion');
SELECT charged, balance FROM refunded('refund/revoke', 'before', 1, 'while suspended');
UPDATE credits.account SET status = 'frozen' WHERE account = 'refund/revoke';
SELECT refused($$SELECT refunded('refund/revoke', 'before')$$);
-- a key that was answered is answered
SELECT charged, balance, replayed FROM refunded('refund/revoke', 'before', 1, 'while suspended');
SELECT credits.revoke('refund/revoke', bucket('refund/revoke', 'kept'));
SELECT credits.resume('refund/revoke');
SELECT charged, balance FROM refunded('refund/revoke', 'before');
SELECT * FROM credits.verify() WHERE account_name ~ '^refund(/|$)';
DROP VIEW refund_entries;
DROP FUNCTION bucket;
DROP VIEW refund_buckets;
DROP FUNCTION op, refunded, refused;
