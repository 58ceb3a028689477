-- The auditor: no row on sound books; and each of its codes, on books that were changed behind the functions' back.
-- docs/verify.md says what the codes mean.
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

-- ---------------------------------------------------------------------------------------------
-- Sound books, with something of everything in them
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.resource (resource) VALUES ('verify/vm'), ('verify/image'), ('verify/gpu');
INSERT INTO credits.price (resource, rate) VALUES ('verify/vm', '1/hour'), ('verify/image', '2'), ('verify/gpu', '1');
SET ROLE regress_credits_app;
SELECT credits.open_account('verify', clock => '2026-01-10 00:00Z') > 0, credits.open_account('verify/child', parent => 'verify') > 0,
       credits.open_account('verify/other', clock => '2026-01-10 00:00Z') > 0;
SELECT credits.grant('verify', 10, 'included', note => 'included') > 0, credits.grant('verify', 100, note => 'prepaid', key => 'pack') > 0,
       credits.grant('verify', 7, 'bonus', expires_at => '2026-01-20 00:00Z', note => 'bonus') > 0,
       credits.grant('verify', 5, 'promotional', scope => '{verify/gpu}', expires_at => '2026-06-01 00:00Z', note => 'scoped') > 0,
       credits.grant('verify/other', 10, key => 'pack') > 0;
SELECT credits.set_overage('verify', true, 50);
-- of three pieces, the last the prepaid bucket's
SELECT charged, credits, overage FROM credits.consume('verify', 19, key => 'consumed', note => 'three');
-- of two lines
SELECT charged, credits, overage FROM credits.charge('verify', 'verify/vm', 1, at => '2026-01-31 12:00Z', until => '2026-02-01 12:00Z', key => 'span');
SELECT charged FROM credits.charge('verify', 'verify/gpu', 3, key => 'gpu');
SELECT charged FROM credits.charge('verify/child', 'verify/image', 1, key => 'consumed');
SELECT charged FROM credits.charge('verify', 'verify/image', 0);
SELECT charged FROM credits.consume('verify', 100, at => '2026-02-05 00:00Z');
SELECT credits.grant('verify', 4, 'included', effective_at => '2026-02-06 00:00Z', note => 'lapses') > 0 AS granted;
SELECT credits.grant('verify', 30, effective_at => '2026-02-06 00:00Z', note => 'pack 2') > 0 AS granted;
SELECT credits.set_clock('verify', '2026-03-10 00:00Z');
SELECT charged FROM credits.charge('verify', 'verify/image', 1, at => '2026-01-15 00:00Z', key => 'late');
SELECT charged FROM credits.charge('verify', 'verify/image', 1, at => '2026-04-15 00:00Z', key => 'ahead');
RESET ROLE;
-- of the calendar: an account that was on a plan, changed it in the middle of a cycle, carried over, owes overage, and has grants that recur
INSERT INTO credits.plan (plan, price, included, rollover_max, overage, overage_price, on_change) VALUES
    ('verify/plan', 10, 100, 50, true, 0.333, 'prorate'), ('verify/plan 2', 20, 200, 50, true, 0.1, 'prorate');
SELECT credits.open_account('verify/plan', 'verify/plan', clock => '2026-01-01 00:00Z') > 0 AS opened;
SELECT credits.grant_every('verify/plan', 10, '14 days', 'bonus', rollover_max => 5, key => 'recurring') > 0 AS granted;
SELECT charged, credits, overage FROM credits.consume('verify/plan', 112);
SELECT credits.set_clock('verify/plan', '2026-01-11 00:00Z');
SELECT credits.change_plan('verify/plan', 'verify/plan 2', key => 'changed') > 0 AS changed;
SELECT credits.set_clock('verify/plan', '2026-02-10 00:00Z');
SELECT charged, credits, overage FROM credits.consume('verify/plan', 60);
SELECT credits.cancel('verify/plan');
SELECT credits.set_clock('verify/plan', '2026-04-10 00:00Z');
SET ROLE regress_credits_app;
SELECT * FROM credits.verify('verify/plan');
SELECT * FROM credits.verify('verify');
-- of a child: its payer's books
SELECT * FROM credits.verify('verify/child');
SELECT * FROM credits.verify('verify/other');
SELECT * FROM credits.verify();
-- fails: nobody's
SELECT * FROM credits.verify('verify/none');
\echo SQLSTATE :SQLSTATE
-- fails: what it runs on is not an application's
SELECT * FROM credits.verify_checks(NULL);
\echo SQLSTATE :SQLSTATE
RESET ROLE;

-- ---------------------------------------------------------------------------------------------
-- Books changed behind the functions' back.  Each change is made by a superuser with the guards off, shown, and rolled back
-- ---------------------------------------------------------------------------------------------
-- ids depend on what ran before
CREATE FUNCTION found(whose text) RETURNS TABLE (code text, account_name text, object text, expected text, actual text) LANGUAGE sql AS $$
SELECT v.code, v.account_name, n.object, n.expected, n.actual
  FROM credits.verify(whose) v
 CROSS JOIN LATERAL (SELECT regexp_replace(v.object, o.with_id, '\1 N', 'g') AS object, regexp_replace(v.expected, o.with_id, '\1 N', 'g') AS expected,
                            regexp_replace(v.actual, o.with_id, '\1 N', 'g') AS actual FROM (VALUES ('\m(bucket|operation|subscription|invoice|account|deposit) -?[0-9]+')) o (with_id)) n
 ORDER BY v.code COLLATE "C", n.object COLLATE "C", n.expected COLLATE "C", n.actual COLLATE "C"
$$;
CREATE FUNCTION unguarded(change text, whose text DEFAULT 'verify')
RETURNS TABLE (code text, account_name text, object text, expected text, actual text) LANGUAGE plpgsql AS $$
DECLARE
    changed bigint;
BEGIN
    BEGIN
        ALTER TABLE credits.entry DISABLE TRIGGER USER;
        ALTER TABLE credits.usage_line DISABLE TRIGGER USER;
        ALTER TABLE credits.bucket DISABLE TRIGGER USER;
        ALTER TABLE credits.period DISABLE TRIGGER USER;
        ALTER TABLE credits.subscription DISABLE TRIGGER USER;
        ALTER TABLE credits.invoice DISABLE TRIGGER USER;
        ALTER TABLE credits.invoice_line DISABLE TRIGGER USER;
        ALTER TABLE credits.deposit DISABLE TRIGGER USER;
        ALTER TABLE credits.bucket DROP CONSTRAINT bucket_never_overdrawn;
        EXECUTE change;
        GET DIAGNOSTICS changed = ROW_COUNT;
        IF changed = 0 THEN
            RAISE EXCEPTION 'nothing was changed';
        END IF;
        RETURN QUERY SELECT * FROM found(whose);
        RAISE EXCEPTION 'taken back' USING ERRCODE = 'XXCHG';
    EXCEPTION WHEN SQLSTATE 'XXCHG' THEN
        NULL;
    END;
END
$$;
-- short names for what is changed
SELECT account_id FROM credits.account_key WHERE account = 'verify' \gset
SELECT id AS prepaid FROM credits.bucket WHERE account_id = :account_id AND note = 'prepaid' \gset
SELECT id AS included FROM credits.bucket WHERE account_id = :account_id AND note = 'included' \gset
SELECT id AS bonus FROM credits.bucket WHERE account_id = :account_id AND note = 'bonus' \gset
SELECT id AS pack FROM credits.bucket WHERE account_id = :account_id AND note = 'pack 2' \gset
SELECT id AS lapses FROM credits.bucket WHERE account_id = :account_id AND note = 'lapses' \gset
SELECT operation AS consumed FROM credits.request WHERE account_id = :account_id AND user_id = :account_id AND key = 'consumed' \gset
SELECT operation AS span FROM credits.request WHERE account_id = :account_id AND key = 'span' \gset
SELECT operation AS gpu FROM credits.request WHERE account_id = :account_id AND key = 'gpu' \gset

-- bucket_conservation: used, lapsed or granted are not the sums of its entries
SELECT * FROM unguarded(format('UPDATE credits.bucket SET used = used - 1 WHERE id = %s', :prepaid));
SELECT * FROM unguarded(format('UPDATE credits.bucket SET lapsed = lapsed + 1, used = used - 1 WHERE id = %s', :pack));
SELECT * FROM unguarded(format('UPDATE credits.bucket SET granted = granted + 1, used = used + 1 WHERE id = %s', :prepaid));
SELECT * FROM unguarded(format('UPDATE credits.entry SET kind = ''expire'' WHERE operation = %s AND piece = 3', :consumed));
-- bucket_chain: a gap, a wrong sum, an entry of no bucket, a bucket that was below zero
SELECT * FROM unguarded(format('UPDATE credits.entry SET bucket_after = bucket_after + 0.000000000000000001 WHERE operation = %s AND piece = 3', :consumed));
SELECT * FROM unguarded(format('UPDATE credits.entry SET bucket_seq = bucket_seq + 7 WHERE operation = %s AND piece = 1', :consumed));
SELECT * FROM unguarded(format('DELETE FROM credits.bucket WHERE id = %s', :bonus));
SELECT * FROM unguarded(format('DELETE FROM credits.entry WHERE bucket_id = %s AND kind = ''grant''', :included));
-- bucket_end: the bucket does not say what its last entry says
SELECT * FROM unguarded(format('UPDATE credits.bucket SET seq = seq + 1 WHERE id = %s', :prepaid));
SELECT * FROM unguarded(format('DELETE FROM credits.entry WHERE operation = %s', :gpu));
-- bucket_held, hold_open: what nobody holds
SELECT * FROM unguarded(format('UPDATE credits.bucket SET held = 1 WHERE id = %s', :pack));
SELECT * FROM unguarded('UPDATE credits.account SET holds = 1 WHERE account = ''verify''');
-- bucket_expired: open past the close of the period in which it expired, or closed with something left
SELECT * FROM unguarded(format('UPDATE credits.bucket SET closed_at = NULL WHERE id = %s', :lapses));
SELECT * FROM unguarded(format('UPDATE credits.bucket SET closed_at = now() WHERE id = %s', :pack));
-- draw_life: drawn before or after the bucket's life, expired at another instant than its expiry
SELECT * FROM unguarded(format('UPDATE credits.entry SET at = ''2026-01-20 00:00Z'' WHERE operation = %s AND bucket_id = %s', :consumed, :bonus));
SELECT * FROM unguarded(format('UPDATE credits.bucket SET effective_at = ''2026-01-10 00:00:00.000001Z'' WHERE id = %s', :bonus));
SELECT * FROM unguarded(format('UPDATE credits.entry SET at = ''2026-03-10 00:00Z'' WHERE kind = ''expire'' AND bucket_id = %s', :lapses));
-- draw_scope: a bucket paid for what it may not
SELECT * FROM unguarded(format('UPDATE credits.entry SET resource = ''verify/vm'' WHERE operation = %s', :gpu));
SELECT * FROM unguarded(format('UPDATE credits.bucket SET scope = ''{verify/gpu}'' WHERE id = %s', :bonus));
-- draw_order: within an operation, from a bucket that sorts before the one drawn from, or while that one had something left
SELECT * FROM unguarded(format('UPDATE credits.bucket SET priority = 1 WHERE id = %s', :prepaid));
SELECT * FROM unguarded(format('UPDATE credits.entry SET piece = 14 - piece WHERE operation = %s', :consumed));
-- operation_pieces: a piece is missing, or the first has no actor
SELECT * FROM unguarded(format('UPDATE credits.entry SET piece = 9 WHERE operation = %s AND piece = 3', :consumed));
SELECT * FROM unguarded(format('UPDATE credits.entry SET actor = NULL WHERE operation = %s', :gpu));
SELECT * FROM unguarded(format('UPDATE credits.entry SET actor = ''somebody'' WHERE operation = %s', :span));
-- line_cost: a line costs something else than its rate says
SELECT * FROM unguarded(format('UPDATE credits.usage_line SET quantity = 2 WHERE operation = %s AND line = 1', :span));
SELECT * FROM unguarded(format('UPDATE credits.usage_line SET rate = ''3'' WHERE operation = %s', :gpu));
-- line_paid: its entries do not sum to what it costs, or there are none
SELECT * FROM unguarded(format('UPDATE credits.usage_line SET charged = charged + 1, quantity = quantity + 1 WHERE operation = %s', :gpu));
SELECT * FROM unguarded(format('UPDATE credits.entry SET line = NULL WHERE operation = %s', :gpu));
-- entry_line: an entry pays for a line that is not there
SELECT * FROM unguarded(format('DELETE FROM credits.usage_line WHERE operation = %s', :gpu));
SELECT * FROM unguarded(format('UPDATE credits.entry SET line = 5 WHERE operation = %s AND line = 2', :span));
-- request_operation: a key whose operation is not there, or has another key
SELECT * FROM unguarded(format('UPDATE credits.request SET operation = -1 WHERE operation = %s', :consumed));
SELECT * FROM unguarded(format('UPDATE credits.request SET operation = %s WHERE operation = %s', :gpu, :consumed));
-- key_once: two operations of one key, or an operation whose key was never claimed
SELECT * FROM unguarded(format('UPDATE credits.entry SET key = ''consumed'' WHERE operation = %s AND piece = 1', :gpu));
SELECT * FROM unguarded(format('DELETE FROM credits.request WHERE operation = %s', :consumed));
-- period_chain: a gap, or closed after one that is open
SELECT * FROM unguarded(format('DELETE FROM credits.period WHERE account_id = %s AND starts_at = ''2026-02-01 00:00Z''', :account_id));
SELECT * FROM unguarded(format('UPDATE credits.period SET starts_at = starts_at + interval ''1 microsecond'' WHERE account_id = %s AND starts_at = ''2026-02-01 00:00Z''', :account_id));
SELECT * FROM unguarded(format('UPDATE credits.period SET closed_at = NULL WHERE account_id = %s AND starts_at = ''2026-01-01 00:00Z''', :account_id));
-- period_flex: no flex bucket, two, or one that is open though its period is closed
SELECT * FROM unguarded(format('UPDATE credits.bucket SET closed_at = NULL WHERE account_id = %s AND postpaid AND effective_at = ''2026-01-01 00:00Z''', :account_id));
SELECT * FROM unguarded(format('UPDATE credits.bucket SET closed_at = now() WHERE account_id = %s AND postpaid AND effective_at = ''2026-04-01 00:00Z''', :account_id));
SELECT * FROM unguarded(format('DELETE FROM credits.bucket WHERE account_id = %s AND postpaid AND effective_at = ''2026-03-01 00:00Z''', :account_id));
SELECT * FROM unguarded(format('UPDATE credits.bucket SET effective_at = ''2026-03-01 00:00Z'', expires_at = ''2026-04-01 00:00Z'' WHERE account_id = %s AND postpaid AND effective_at = ''2026-04-01 00:00Z''', :account_id));

-- ---------------------------------------------------------------------------------------------
-- The calendar's codes
-- ---------------------------------------------------------------------------------------------
SELECT account_id AS payer FROM credits.account_key WHERE account = 'verify/plan' \gset
SELECT min(id) FILTER (WHERE plan = 'verify/plan') AS first, min(id) FILTER (WHERE plan = 'verify/plan 2') AS second, min(id) FILTER (WHERE plan IS NULL) AS recurring
  FROM credits.subscription WHERE account_id = :payer \gset
-- what there is to change
SELECT p.starts_at, p.ends_at, s.plan, p.price, i.total FROM credits.period p LEFT JOIN credits.subscription s USING (account_id) LEFT JOIN credits.invoice i USING (account_id, starts_at)
 WHERE p.account_id = :payer AND s.id IS NOT DISTINCT FROM p.subscription_id ORDER BY p.starts_at;
SELECT p.starts_at, p.ends_at, p.subscription_id IS NOT NULL AS on_a_plan FROM credits.period p WHERE p.account_id = :payer ORDER BY p.starts_at;
SELECT starts_at, line, kind, class, quantity, unit_price, exact, amount FROM credits.invoice_line WHERE account_id = :payer ORDER BY starts_at, line;
SELECT e.kind, e.at, b.class, e.amount FROM credits.entry e JOIN credits.bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id WHERE e.account_id = :payer AND e.kind = 'rollover' ORDER BY e.operation, e.piece;
-- account_due: the row of the account says another instant, too early or never
SELECT * FROM unguarded(format('UPDATE credits.account SET closes_at = ''infinity'' WHERE account_id = %s', :payer), 'verify/plan');
SELECT * FROM unguarded(format('UPDATE credits.account SET opens_at = opens_at + interval ''1 microsecond'' WHERE account_id = %s', :payer), 'verify/plan');
SELECT * FROM unguarded(format('UPDATE credits.subscription SET next_at = ''2026-04-11 00:00Z'', rollover_max = NULL WHERE id = %s', :recurring), 'verify/plan');
-- subscription_overlap: two plans at one time
SELECT * FROM unguarded(format('UPDATE credits.subscription SET ends_at = ends_at + interval ''1 microsecond'' WHERE id = %s', :first), 'verify/plan');
-- period_plan: a period under a plan that had ended, under none though there was one, under one though there was none
SELECT * FROM unguarded(format('UPDATE credits.period SET subscription_id = %s WHERE account_id = %s AND starts_at = ''2026-02-01 00:00Z''', :first, :payer), 'verify/plan');
SELECT * FROM unguarded(format('UPDATE credits.period SET subscription_id = NULL, price = NULL WHERE account_id = %s AND starts_at = ''2026-02-01 00:00Z''', :payer), 'verify/plan');
SELECT * FROM unguarded(format('UPDATE credits.period SET subscription_id = %s WHERE account_id = %s AND starts_at = ''2026-03-01 00:00Z''', :second, :payer), 'verify/plan');
SELECT * FROM unguarded(format('UPDATE credits.subscription SET ends_at = ''2026-02-28 00:00Z'' WHERE id = %s', :second), 'verify/plan');
-- cycle_grant: a cycle was not given what its plan includes
SELECT * FROM unguarded(format('UPDATE credits.bucket SET subscription_id = NULL WHERE account_id = %s AND note = ''verify/plan 2'' AND effective_at = ''2026-02-01 00:00Z''', :payer), 'verify/plan');
SELECT * FROM unguarded(format('UPDATE credits.subscription SET included = included + 1 WHERE id = %s', :second), 'verify/plan');
-- rollover: what left a bucket did not arrive in another, or arrived from one that ended at another time
SELECT * FROM unguarded(format('UPDATE credits.entry SET kind = ''grant'' WHERE account_id = %s AND kind = ''rollover'' AND amount > ''0'' AND at = ''2026-02-01 00:00Z''', :payer), 'verify/plan');
SELECT * FROM unguarded(format('UPDATE credits.entry SET kind = ''revoke'' WHERE account_id = %s AND kind = ''rollover'' AND amount < ''0'' AND at = ''2026-02-01 00:00Z''', :payer), 'verify/plan');
SELECT * FROM unguarded(format('UPDATE credits.bucket SET rolled_from = -1 WHERE account_id = %s AND rolled_from IS NOT NULL AND effective_at = ''2026-02-01 00:00Z''', :payer), 'verify/plan');
SELECT * FROM unguarded(format('UPDATE credits.bucket SET effective_at = effective_at - interval ''1 microsecond'' WHERE account_id = %s AND rolled_from IS NOT NULL AND effective_at = ''2026-02-01 00:00Z''', :payer), 'verify/plan');
-- draw_life, of what is carried: it leaves at its bucket's end
SELECT * FROM unguarded(format('UPDATE credits.entry SET at = at - interval ''1 microsecond'' WHERE account_id = %s AND kind = ''rollover'' AND amount < ''0'' AND at = ''2026-02-01 00:00Z''', :payer), 'verify/plan');
-- bucket_conservation, of what is carried
SELECT * FROM unguarded(format('UPDATE credits.entry SET kind = ''overage'' WHERE account_id = %s AND kind = ''rollover'' AND at = ''2026-02-01 00:00Z''', :payer), 'verify/plan');
-- invoice_total: the total is not what the lines say, a line has no amount, or both agree on something that is not what they come to
SELECT * FROM unguarded(format('UPDATE credits.invoice SET total = total + 0.01 WHERE account_id = %s AND starts_at = ''2026-01-01 00:00Z''', :payer), 'verify/plan');
SELECT * FROM unguarded(format('UPDATE credits.invoice_line SET amount = NULL WHERE account_id = %s AND starts_at = ''2026-01-01 00:00Z'' AND line = 5', :payer), 'verify/plan');
SELECT * FROM unguarded(format('WITH l AS (UPDATE credits.invoice_line SET amount = amount + 0.01 WHERE account_id = %s AND starts_at = ''2026-01-01 00:00Z'' AND line = 1)
                                UPDATE credits.invoice SET total = total + 0.01 WHERE account_id = %s AND starts_at = ''2026-01-01 00:00Z''', :payer, :payer), 'verify/plan');
SELECT * FROM unguarded(format('UPDATE credits.invoice_line SET exact = exact + 1 WHERE account_id = %s AND starts_at = ''2026-01-01 00:00Z'' AND line = 1', :payer), 'verify/plan');
SELECT * FROM unguarded(format('DELETE FROM credits.invoice_line WHERE account_id = %s AND starts_at = ''2026-02-01 00:00Z''', :payer), 'verify/plan');
-- invoice_overage: overage was used and not billed, or not all of it
SELECT * FROM unguarded(format('UPDATE credits.invoice_line SET quantity = quantity - 1, exact = exact - 0.333 WHERE account_id = %s AND kind = ''overage''', :payer), 'verify/plan');
SELECT * FROM unguarded(format('DELETE FROM credits.invoice_line WHERE account_id = %s AND kind = ''overage''', :payer), 'verify/plan');
SELECT * FROM unguarded(format('UPDATE credits.invoice_line SET kind = ''overage'' WHERE account_id = %s AND kind = ''credits'' AND starts_at = ''2026-02-01 00:00Z''', :payer), 'verify/plan');
-- invoice_line: a line is not its quantity at its price, or does not tell what paid
SELECT * FROM unguarded(format('UPDATE credits.invoice_line SET unit_price = 0.334 WHERE account_id = %s AND kind = ''overage''', :payer), 'verify/plan');
SELECT * FROM unguarded(format('UPDATE credits.invoice_line SET quantity = quantity + 1 WHERE account_id = %s AND kind = ''credits'' AND class = ''bonus'' AND starts_at = ''2026-01-01 00:00Z''', :payer), 'verify/plan');
-- request_operation: the subscription that a key made has another key, or is not there
SELECT * FROM unguarded(format('UPDATE credits.subscription SET key = ''another'' WHERE id = %s', :second), 'verify/plan');
SELECT * FROM unguarded(format('DELETE FROM credits.subscription WHERE id = %s', :recurring), 'verify/plan') WHERE code = 'request_operation';
-- account_known, of the calendar's tables
BEGIN;
DELETE FROM credits.account WHERE account_id = :payer;
SELECT DISTINCT regexp_replace(object, ' of account.*', '') AS object FROM credits.verify_checks(:payer) WHERE code = 'account_known' ORDER BY 1;
ROLLBACK;
-- sound are also: a currency whose digits a DBA changes later, since an invoice keeps what it was rounded to; a plan that changes, or goes
BEGIN;
UPDATE credits.currency SET digits = 6 WHERE currency = 'USD';
UPDATE credits.plan SET included = 1, price = 1, overage_price = 7 WHERE plan LIKE 'verify/%';
DELETE FROM credits.plan WHERE plan = 'verify/plan 2';
SELECT * FROM found('verify/plan');
ROLLBACK;
-- and a class whose rank or life changes, an account whose payment failed, an invoice that a DBA marked paid
BEGIN;
UPDATE credits.class SET priority = 95 - priority, lifetime = '1 day' WHERE class = 'rollover';
SELECT count(credits.invoice_failed('verify/plan', id)) FROM credits.invoice WHERE account_id = :payer;
UPDATE credits.invoice SET status = 'paid', paid_at = now() WHERE account_id = :payer;
SELECT * FROM found('verify/plan');
ROLLBACK;

-- account_known: a row of no account of its payer; account_whole: no key, another's key, no period when it was opened
BEGIN;
DELETE FROM credits.account WHERE account_id = :account_id AND user_id = account_id;
SELECT DISTINCT code FROM credits.verify_checks(:account_id);
ROLLBACK;
BEGIN;
UPDATE credits.account SET account_id = -1 WHERE account_id = :account_id AND user_id <> account_id;
SELECT DISTINCT code FROM credits.verify_checks(:account_id);
ROLLBACK;
BEGIN;
DELETE FROM credits.account_key WHERE account_id = :account_id AND user_id = account_id;
SELECT DISTINCT code FROM credits.verify_checks(:account_id);
ROLLBACK;
BEGIN;
UPDATE credits.account_key SET user_id = -1 WHERE account_id = :account_id AND user_id = account_id;
SELECT DISTINCT code FROM credits.verify_checks(:account_id) ORDER BY 1;
ROLLBACK;
BEGIN;
ALTER TABLE credits.period DISABLE TRIGGER USER;
DELETE FROM credits.period WHERE account_id = :account_id;
SELECT DISTINCT code FROM credits.verify_checks(:account_id) ORDER BY 1;
ROLLBACK;

-- ---------------------------------------------------------------------------------------------
-- The codes of what is counted and what runs
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.resource (resource) VALUES ('verify/call'), ('verify/pod');
INSERT INTO credits.price (resource, tiers, tier_mode) VALUES ('verify/call', '[{"upto": 10, "rate": "2"}, {"rate": "1"}]', 'volume');
INSERT INTO credits.price (resource, rate, step) VALUES ('verify/pod', '1/min', '1 minute');
SELECT credits.open_account('verify/meter', clock => '2026-01-10 00:00Z') > 0, credits.open_account('verify/metered', parent => 'verify/meter') > 0;
SELECT credits.grant('verify/meter', 1000) > 0 AS granted;
SELECT charged FROM credits.charge('verify/meter', 'verify/call', 10);
SELECT charged FROM credits.charge('verify/metered', 'verify/call', 3, key => 'gives back');
SELECT credits.start('verify/meter', 'verify/pod', 'runs'), credits.start('verify/metered', 'verify/pod', 'stopped'), credits.start('verify/meter', 'verify/vm', 'runs');
SELECT credits.set_clock('verify/meter', '2026-01-10 01:30:30Z');
SELECT charged FROM credits.stop('verify/metered', 'stopped', at => '2026-01-10 01:00Z');
SELECT charged FROM credits.charge('verify/meter', 'verify/call', 3, at => '2026-02-02 00:00Z');
SELECT charged FROM credits.charge('verify/meter', 'verify/pod', 1, at => '2026-01-10 01:00Z', until => '2026-01-10 01:00:30Z', item => 'by hand');
SELECT charged FROM credits.charge('verify/meter', 'verify/pod', 1, at => '2026-01-10 01:00:30Z', until => '2026-01-10 01:01Z', item => 'by hand');
SELECT * FROM credits.verify('verify/meter');
SELECT account_id AS metered FROM credits.account_key WHERE account = 'verify/meter' \gset
SELECT id AS price FROM credits.price WHERE resource = 'verify/call' \gset
-- counter: it is not the sum of what was billed under it, or there is none, or what was counted before a line is not
SELECT code, account_name, replace(object, 'price ' || :price, 'price N') AS object, expected, actual FROM unguarded(format('UPDATE credits.counter SET quantity = quantity + 1 WHERE account_id = %s AND starts_at = ''2026-01-01 00:00Z''', :metered), 'verify/meter');
SELECT code, account_name, replace(object, 'price ' || :price, 'price N') AS object, expected, actual FROM unguarded(format('DELETE FROM credits.counter WHERE account_id = %s AND starts_at = ''2026-02-01 00:00Z''', :metered), 'verify/meter');
SELECT code, account_name, replace(object, 'price ' || :price, 'price N') AS object, expected, actual FROM unguarded(format('UPDATE credits.counter SET starts_at = ''2026-01-02 00:00Z'' WHERE account_id = %s AND starts_at = ''2026-01-01 00:00Z''', :metered), 'verify/meter');
SELECT code, account_name, replace(object, 'price ' || :price, 'price N') AS object, expected, actual FROM unguarded(format('INSERT INTO credits.counter VALUES (%s, %s, ''2026-03-01 00:00Z'', 1)', :metered, :price), 'verify/meter');
SELECT code, account_name, replace(object, 'price ' || :price, 'price N') AS object, expected, actual FROM unguarded(format('UPDATE credits.usage_line SET counted = counted + 1 WHERE account_id = %s AND resource = ''verify/call'' AND counted = 10', :metered), 'verify/meter');
-- meter: as many run as the account says; each stopped where it is settled
SELECT * FROM unguarded(format('UPDATE credits.account SET meters = meters + 1 WHERE account_id = %s AND user_id = account_id', :metered), 'verify/meter');
SELECT * FROM unguarded(format('DELETE FROM credits.meter WHERE account_id = %s AND resource = ''verify/vm''', :metered), 'verify/meter');
SELECT * FROM unguarded(format('UPDATE credits.meter SET stopped_at = settled_to WHERE account_id = %s AND resource = ''verify/vm''', :metered), 'verify/meter');
SELECT * FROM unguarded(format('UPDATE credits.meter SET stopped_at = stopped_at + interval ''1 microsecond'' WHERE account_id = %s AND item = ''stopped''', :metered), 'verify/meter');
SELECT * FROM unguarded(format('UPDATE credits.meter SET stopped_at = NULL WHERE account_id = %s AND item = ''by hand''', :metered), 'verify/meter');
-- line_cost, of what was counted, of a run in steps, of what was given back, of other terms
SELECT * FROM unguarded(format('UPDATE credits.usage_line SET counted = 60 WHERE account_id = %s AND item = ''by hand'' AND counted = 30', :metered), 'verify/meter');
SELECT * FROM unguarded(format('UPDATE credits.usage_line SET terms = ''{"step": 30}'' WHERE account_id = %s AND item = ''by hand'' AND counted = 30', :metered), 'verify/meter');
SELECT * FROM unguarded(format('UPDATE credits.usage_line SET quantity = -2 WHERE account_id = %s AND item = ''stopped'' AND quantity < 0', :metered), 'verify/meter') WHERE code = 'line_cost';
SELECT * FROM unguarded(format('UPDATE credits.usage_line SET terms = ''{"mode": "graduated", "tiers": [{"upto": 10, "rate": "2"}, {"rate": "1"}]}'' WHERE account_id = %s AND resource = ''verify/call'' AND charged < ''0''', :metered), 'verify/meter');
-- bucket_conservation and the chain, of what was given back
SELECT code FROM unguarded(format('UPDATE credits.entry SET amount = amount + 1 WHERE account_id = %s AND kind = ''return'' AND key = ''gives back''', :metered), 'verify/meter') ORDER BY 1;
-- account_known, of their tables
BEGIN;
INSERT INTO credits.outbox (account_id, user_id, event, at, facts) VALUES (:metered, :metered, 'meter.suspended', '2026-01-10 00:00Z', '{}');
DELETE FROM credits.account WHERE account_id = :metered;
SELECT DISTINCT regexp_replace(object, ' of account.*', '') AS object FROM credits.verify_checks(:metered) WHERE code = 'account_known' ORDER BY 1;
ROLLBACK;
-- sound is a price that changes, or goes
BEGIN;
UPDATE credits.price SET tiers = '[{"rate": "7"}]' WHERE id = :price;
DELETE FROM credits.price WHERE resource = 'verify/pod';
SELECT * FROM credits.verify_checks(:metered);
ROLLBACK;

-- ---------------------------------------------------------------------------------------------
-- Money in, refunds, what is owed
-- ---------------------------------------------------------------------------------------------
SELECT credits.open_account('verify/money', clock => '2026-01-10 00:00Z') > 0, credits.open_account('verify/money child', parent => 'verify/money') > 0;
SELECT credits.deposit('verify/money', 100, key => 'spent') AS spent, credits.deposit('verify/money', 50, key => 'kept') AS kept, credits.deposit('verify/money child', 20, key => 'spent') AS waits \gset
SELECT credits.confirm_deposit('verify/money', :spent, 'payment 1') > 0, credits.confirm_deposit('verify/money', :kept, 'payment 2') > 0;
SELECT charged FROM credits.consume('verify/money', 80, key => 'drawn');
SELECT charged FROM credits.consume('verify/money child', 5, key => 'refund');
SELECT operation AS drawn FROM credits.consume('verify/money', 80, key => 'drawn') \gset
SELECT operation AS child FROM credits.consume('verify/money child', 5, key => 'refund') \gset
-- a payer's key, and its child's
SELECT charged FROM credits.refund('verify/money', :drawn, 10);
SELECT charged FROM credits.refund('verify/money', :child, 2, key => 'refund');
SELECT credits.clawback('verify/money', :spent);
SELECT credits.grant('verify/money', 30, note => 'repays') > 0 AS granted;
SELECT available, owed FROM credits.balance('verify/money');
SELECT account_id AS money FROM credits.account_key WHERE account = 'verify/money' \gset
SELECT * FROM credits.verify('verify/money');
-- bucket_conservation: of what a clawback took, of a debt, of what repaid it
SELECT * FROM unguarded(format('UPDATE credits.bucket SET lapsed = lapsed - 1, used = used + 1 WHERE account_id = %s AND deposit_id = %s AND NOT postpaid', :money, :spent), 'verify/money');
SELECT * FROM unguarded(format('UPDATE credits.bucket SET lapsed = lapsed + 1, used = used - 1 WHERE account_id = %s AND class = ''overdraft''', :money), 'verify/money');
SELECT * FROM unguarded(format('UPDATE credits.bucket SET lapsed = lapsed + 1, used = used - 1 WHERE account_id = %s AND note = ''repays''', :money), 'verify/money');
-- refund: more than was drawn, of an operation that drew from another bucket
SELECT * FROM unguarded(format('UPDATE credits.entry SET amount = amount + 70.5 WHERE account_id = %s AND returns = %s', :money, :drawn), 'verify/money') WHERE code = 'refund';
SELECT * FROM unguarded(format('UPDATE credits.entry SET returns = %s WHERE account_id = %s AND returns = %s', :child, :money, :drawn), 'verify/money');
-- debt: what an account owes is not its debts, or is a child's
SELECT * FROM unguarded(format('UPDATE credits.account SET owed = owed + 1 WHERE account_id = %s AND user_id = account_id', :money), 'verify/money');
SELECT * FROM unguarded(format('UPDATE credits.account SET owed = 1 WHERE account_id = %s AND user_id <> account_id', :money), 'verify/money');
-- deposit: of other credits, whose bucket is another's or is gone; a bucket of none, or of one that was not paid
SELECT * FROM unguarded(format('UPDATE credits.deposit SET credits = credits + 1 WHERE id = %s', :kept), 'verify/money');
SELECT * FROM unguarded(format('UPDATE credits.bucket SET deposit_id = NULL WHERE account_id = %s AND deposit_id = %s', :money, :kept), 'verify/money');
SELECT * FROM unguarded(format('UPDATE credits.deposit SET bucket_id = -1 WHERE id = %s', :kept), 'verify/money');
SELECT * FROM unguarded(format('UPDATE credits.bucket SET deposit_id = -1 WHERE account_id = %s AND note = ''repays''', :money), 'verify/money');
SELECT * FROM unguarded(format('UPDATE credits.bucket SET deposit_id = %s WHERE account_id = %s AND note = ''repays''', :waits, :money), 'verify/money');
-- topup_pending
BEGIN;
DROP INDEX credits.deposit_one_topup;
INSERT INTO credits.deposit (account_id, user_id, operation, source, at, expires_at, money, currency, credits, pack, class, actor)
    SELECT :money, :money, -n, 'topup', '2026-01-10 00:00Z', '2026-01-10 00:30Z', 5, 'USD', 5, 'deposit', 'prepaid', 'a DBA' FROM generate_series(1, 2) n;
SELECT * FROM found('verify/money');
ROLLBACK;
-- request_operation: the deposit that a key made is not there
SELECT * FROM unguarded(format('DELETE FROM credits.deposit WHERE id = %s', :waits), 'verify/money');
-- key_once: of a refund whose key was never claimed
SELECT * FROM unguarded(format('DELETE FROM credits.request WHERE account_id = %s AND user_id = account_id AND key = ''refund''', :money), 'verify/money');
SELECT * FROM unguarded(format('UPDATE credits.entry SET key = ''refund'' WHERE account_id = %s AND returns = %s', :money, :drawn), 'verify/money');
-- account_known, of their tables
BEGIN;
INSERT INTO credits.payment_method VALUES (:money, 'card', 1, '2026-01-10 00:00Z');
INSERT INTO credits.member VALUES (:money, :money, 'somebody', 'owner', '2026-01-10 00:00Z', 'a DBA');
INSERT INTO credits.topup (account_id, user_id, floor, pack, cooldown, stop_after) VALUES (:money, :money, 1, 'deposit', '1 minute', 3);
INSERT INTO credits.referral (account_id, referrer_id, at, actor) VALUES (:money, :account_id, '2026-01-10 00:00Z', 'a DBA'), (-1, :money, '2026-01-10 00:00Z', 'a DBA');
SELECT object FROM credits.verify_checks(NULL) WHERE code = 'account_known';
DELETE FROM credits.account WHERE account_id = :money;
SELECT DISTINCT regexp_replace(object, ' of account.*', '') AS object FROM credits.verify_checks(NULL) WHERE code = 'account_known' ORDER BY 1;
ROLLBACK;

-- guard: of the whole database, not of an account
BEGIN;
ALTER TABLE credits.deposit DISABLE TRIGGER deposit_keep;
ALTER TABLE credits.referral ENABLE TRIGGER referral_keep_all;
SELECT * FROM credits.verify() ORDER BY object;
ROLLBACK;
BEGIN;
ALTER TABLE ONLY credits.usage_line DISABLE TRIGGER usage_line_keep;
SELECT * FROM credits.verify();
SELECT * FROM credits.verify('verify');
ROLLBACK;
BEGIN;
DROP TRIGGER bucket_keep_all ON credits.bucket;
SELECT * FROM credits.verify();
ROLLBACK;
BEGIN;
ALTER TABLE credits.subscription DISABLE TRIGGER subscription_keep_terms;
SELECT * FROM credits.verify();
ROLLBACK;
BEGIN;
-- enabled, but not when session_replication_role is replica
ALTER TABLE credits.entry_default ENABLE TRIGGER entry_keep_all;
SELECT * FROM credits.verify();
ROLLBACK;

-- row_security: of the whole database
BEGIN;
ALTER TABLE credits.entry_default DISABLE ROW LEVEL SECURITY;
DROP POLICY confine ON credits.bucket;
CREATE POLICY confine ON credits.bucket FOR SELECT USING (true);
SELECT * FROM credits.verify() ORDER BY object;
SELECT * FROM credits.verify('verify');
ROLLBACK;

-- what is found is of whom it is: other books are sound, and all are checked together
BEGIN;
ALTER TABLE credits.bucket DISABLE TRIGGER USER;
UPDATE credits.bucket SET seq = seq + 1 WHERE id = :prepaid;
SELECT count(*) FROM credits.verify('verify/other');
SELECT code, account_name FROM credits.verify() WHERE code <> 'guard';
SELECT code, account_name FROM credits.verify('verify/child');
ROLLBACK;

-- every code that verify() has was found above
SELECT DISTINCT c[1] AS code FROM regexp_matches(pg_get_functiondef('credits.verify_checks'::regproc), 'SELECT ''([a-z_]+)'',', 'g') c ORDER BY 1;
SELECT * FROM credits.verify();
DROP FUNCTION unguarded;
DROP FUNCTION found;
