"""The SQL side of equivalence.py: what an account does at an instant, the ways of catching up in
between, and every row of the books in a form that two databases can be compared by.
"""

# What there is to do, and doing it.  An account's clock stands where the deed is done.
DEEDS = """
CREATE SCHEMA history;
CREATE TABLE history.account (account text PRIMARY KEY, part int NOT NULL,
                              ends_at timestamptz NOT NULL, done int NOT NULL DEFAULT 0);
CREATE TABLE history.deed (account text, n int, at timestamptz NOT NULL, kind text NOT NULL,
                           args jsonb NOT NULL, PRIMARY KEY (account, n));
CREATE TABLE history.stop (account text, n int, at timestamptz NOT NULL, PRIMARY KEY (account, n));
CREATE TABLE history.told (account text, n int, told text, PRIMARY KEY (account, n));

-- its oldest that is open, or none
CREATE FUNCTION history.open_hold(payer bigint) RETURNS bigint LANGUAGE sql AS $$
    SELECT coalesce(min(h.id), 0) FROM credits.hold h
     WHERE h.account_id = payer AND h.status = 'held'
$$;

CREATE FUNCTION history.do(name text, kind text, args jsonb, n int) RETURNS text LANGUAGE plpgsql
AS $$
DECLARE
    now_is timestamptz := (SELECT p.clock FROM credits.account a JOIN credits.account p
        ON p.account_id = a.account_id AND p.user_id = a.account_id
                            WHERE a.account = name);
    payer  bigint := (SELECT a.account_id FROM credits.account a WHERE a.account = name);
    said   text;
BEGIN
    CASE kind
    WHEN 'consume' THEN
        SELECT r.status || ' ' || r.charged || ' ' || r.overage || ' ' || r.balance INTO said
          FROM credits.consume(CASE WHEN args ? 'child' THEN name || ' child' ELSE name END,
              (args->>'amount')::credits.amount,
                               key => CASE WHEN (args->>'keyed')::bool THEN 'k' || n END,
                               at => CASE WHEN args->>'back' <> '0'
                                   THEN now_is - (args->>'back')::interval END) r;
    WHEN 'usage' THEN
        INSERT INTO credits.usage (account, resource, quantity, at, until, item)
        SELECT name, r->>'resource', (r->>'quantity')::numeric, now_is + (r->>'from')::interval,
               now_is + (r->>'from')::interval + (r->>'until')::interval, r->>'item'
          FROM jsonb_array_elements(args->'rows') r;
    WHEN 'grant' THEN
        PERFORM credits.grant(name, (args->>'amount')::credits.amount, args->>'class',
            expires_at => now_is + (args->>'life')::interval);
    WHEN 'hold' THEN
        PERFORM credits.hold(name, (args->>'amount')::credits.amount, (args->>'ttl')::interval,
            key => CASE WHEN (args->>'keyed')::bool THEN 'h' || n END);
    WHEN 'capture' THEN
        SELECT r.charged || ' ' || r.overage || ' ' || r.balance INTO said
          FROM credits.capture(name, history.open_hold(payer), (args->>'amount')::credits.amount) r;
    WHEN 'release' THEN
        said := credits.release(name, history.open_hold(payer));
    WHEN 'subscribe' THEN
        PERFORM credits.subscribe(name, args->>'plan', key => 's' || n);
    WHEN 'change' THEN
        PERFORM credits.change_plan(name, args->>'plan', at_cycle_end => (args->>'at_end')::bool,
            key => 'c' || n);
    WHEN 'cancel' THEN
        said := credits.cancel(name);
    WHEN 'reactivate' THEN
        PERFORM credits.reactivate(name);
    WHEN 'overage' THEN
        PERFORM credits.set_overage(name, (args->>'enabled')::bool, (args->>'cap')::credits.amount);
    WHEN 'grant_every' THEN
        PERFORM credits.grant_every(name, (args->>'amount')::credits.amount,
            (args->>'every')::interval, args->>'class',
                                    rollover_max => (args->>'max')::credits.amount,
                                        rollover_for => (args->>'for')::interval,
                                    until => now_is + (args->>'until')::interval);
    WHEN 'end_grants' THEN
        PERFORM credits.end_grants(name, (SELECT min(s.id) FROM credits.subscription s
            WHERE s.account_id = payer AND s.plan IS NULL));
    WHEN 'paid' THEN
        PERFORM credits.invoice_paid(name, (SELECT i.id FROM credits.invoice i
            WHERE i.account_id = payer ORDER BY i.starts_at DESC LIMIT 1));
    WHEN 'failed' THEN
        PERFORM credits.invoice_failed(name, (SELECT i.id FROM credits.invoice i
            WHERE i.account_id = payer ORDER BY i.starts_at DESC LIMIT 1));
    END CASE;
    RETURN coalesce(said, 'done');
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE || CASE WHEN SQLSTATE LIKE 'KR%' THEN '' ELSE ' ' || SQLERRM END;
END $$;

-- all that is to be done at the instant at which the clock stands, and what the account then sees
CREATE FUNCTION history.do_at(name text, upto timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    d record;
BEGIN
    FOR d IN SELECT * FROM history.deed x JOIN history.account USING (account)
              WHERE x.account = name AND x.n > done AND x.at <= upto ORDER BY x.n LOOP
        INSERT INTO history.told
        SELECT name, d.n, concat_ws(' | ', d.at, d.kind, history.do(name, d.kind, d.args, d.n),
                                    (SELECT b.available || ' held ' || b.held || ' ' || b.overage || ' of ' ||
                                        coalesce(b.overage_cap::text, 'any')
                                        FROM credits.balance(name) b),
                                    (SELECT concat_ws(' ', p.plan, p.status, p.renews_at, p.ends_at,
                                        p.next_plan, p.remaining)
                                        FROM credits.current_plan(name) p),
                                    (SELECT string_agg(concat_ws(' ', s.kind, s.quantity, s.amount),
                                        ', ' ORDER BY s.line) FROM credits.statement(name) s));
        UPDATE history.account SET done = d.n WHERE account = name;
    END LOOP;
END $$;

-- A gate for one account: a session that names it in test.gate waits there, in the middle of it
CREATE FUNCTION history.gate() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = 0 AS $$
BEGIN
    IF NEW.account_id::text = current_setting('test.gate', true) THEN
        PERFORM pg_advisory_xact_lock(1);
    END IF;
    RETURN NEW;
END $$;
"""

# How often an account's clock is moved: to every due instant, to each stop, every day.
WAYS = """
CREATE PROCEDURE history.on_time(only_part int) LANGUAGE plpgsql AS $$
DECLARE
    a    record;
    upto timestamptz;
    more boolean := true;
BEGIN
    WHILE more LOOP
        more := false;
        FOR a IN SELECT x.account, x.opens_at, x.closes_at, h.ends_at,
                        (SELECT d.at FROM history.deed d WHERE d.account = h.account
                            AND d.n = h.done + 1) AS deed_at
                   FROM history.account h JOIN credits.account x USING (account)
                  WHERE h.part = only_part AND x.clock < h.ends_at ORDER BY x.account_id LOOP
            more := true;
            upto := least(a.opens_at, a.closes_at, a.deed_at, a.ends_at);
            PERFORM credits.set_clock(a.account, upto);
            IF upto = a.deed_at THEN
                PERFORM history.do_at(a.account, upto);
            END IF;
        END LOOP;
        COMMIT;
    END LOOP;
END $$;

-- to one stop after the other, in one transaction each
CREATE PROCEDURE history.by_stops(only_part int) LANGUAGE plpgsql AS $$
DECLARE
    stop record;
BEGIN
    FOR round IN 1 .. (SELECT max(n) FROM history.stop) LOOP
        FOR stop IN SELECT s.* FROM history.stop s JOIN history.account h USING (account)
                     WHERE s.n = round AND h.part = only_part ORDER BY account LOOP
            PERFORM credits.set_clock(stop.account, stop.at), history.do_at(stop.account, stop.at);
        END LOOP;
        COMMIT;
    END LOOP;
END $$;

-- The same by two sessions at once.  The second comes to each account when the first has caught it
-- up and not committed, and the first does not commit before the second waits for it.
CREATE PROCEDURE history.first_of_two(only_part int, round int) LANGUAGE plpgsql AS $$
DECLARE
    stop record;
BEGIN
    FOR stop IN SELECT s.*, a.account_id FROM history.stop s JOIN history.account h USING (account)
        JOIN credits.account a USING (account)
                 WHERE s.n = round AND h.part = only_part ORDER BY account LOOP
        PERFORM credits.set_clock(stop.account, stop.at);
        PERFORM pg_advisory_unlock(stop.account_id);
        WHILE NOT EXISTS (SELECT FROM pg_locks l WHERE NOT l.granted
            AND l.locktype = 'transactionid'
                             AND l.transactionid = pg_current_xact_id()::xid) LOOP
        END LOOP;
        COMMIT;
        PERFORM history.do_at(stop.account, stop.at);
        COMMIT;
    END LOOP;
END $$;
CREATE PROCEDURE history.second_of_two(only_part int, round int) LANGUAGE plpgsql AS $$
DECLARE
    stop record;
BEGIN
    FOR stop IN SELECT s.*, a.account_id FROM history.stop s JOIN history.account h USING (account)
        JOIN credits.account a USING (account)
                 WHERE s.n = round AND h.part = only_part ORDER BY account LOOP
        PERFORM pg_advisory_xact_lock(stop.account_id);
        PERFORM credits.set_clock(stop.account, stop.at);
        COMMIT;
    END LOOP;
END $$;

-- in batches, each of which is done to its half and rolled back before it is done
CREATE PROCEDURE history.undone(only_part int, round int, size int) LANGUAGE plpgsql AS $$
DECLARE
    stop record;
BEGIN
    FOR batch IN 0 .. (SELECT count(*) FROM history.account) / size LOOP
        FOR half IN 1 .. 2 LOOP
            FOR stop IN SELECT s.* FROM history.stop s JOIN history.account h USING (account)
                         WHERE s.n = round AND h.part = only_part ORDER BY account
                         OFFSET batch * size LIMIT CASE half WHEN 1
                             THEN (size + 1) / 2 ELSE size END LOOP
                PERFORM credits.set_clock(stop.account, stop.at);
                IF half = 2 THEN
                    PERFORM history.do_at(stop.account, stop.at);
                END IF;
            END LOOP;
            IF half = 1 THEN
                ROLLBACK;
            END IF;
        END LOOP;
        COMMIT;
    END LOOP;
END $$;

-- nobody but the account itself: one in ten every day, the others every ten days
CREATE PROCEDURE history.by_calls(only_part int) LANGUAGE plpgsql AS $$
DECLARE
    stop record;
    day  timestamptz := (SELECT min(clock) - interval '10 days' FROM credits.account);
BEGIN
    WHILE day < (SELECT max(ends_at) FROM history.account) LOOP
        FOR stop IN SELECT h.account, s.at FROM history.account h
            JOIN history.stop s USING (account)
                     WHERE h.part = only_part AND s.at > day AND s.at <= day + interval '10 days'
                    UNION
                    SELECT h.account, day + d * interval '1 day' FROM history.account h
                        JOIN credits.account a USING (account),
                           generate_series(1, 10) d
                     WHERE h.part = only_part AND day + d * interval '1 day' BETWEEN a.clock
                         AND h.ends_at
                       AND a.account_id % 10 IN (0, d)
                    ORDER BY 1, 2 LOOP
            PERFORM credits.set_clock(stop.account, stop.at), history.do_at(stop.account, stop.at);
        END LOOP;
        COMMIT;
        day := day + interval '10 days';
    END LOOP;
END $$;
"""

# Every row, as JSON without what the wall clock says and with ids that count within the account.
# An operation has no id of its own: it is its first entry, as (bucket, place in its chain).
ROWS = """
CREATE VIEW history.bucket_no AS
    SELECT account_id, id, row_number() OVER (PARTITION BY account_id ORDER BY id) AS no
        FROM credits.bucket;
CREATE VIEW history.subscription_no AS
    SELECT account_id, id, row_number() OVER (PARTITION BY account_id ORDER BY id) AS no
        FROM credits.subscription;
CREATE VIEW history.hold_no AS
    SELECT account_id, id, row_number() OVER (PARTITION BY account_id ORDER BY id) AS no
        FROM credits.hold;
CREATE PROCEDURE history.write_down() LANGUAGE plpgsql AS $$
BEGIN
    CREATE TABLE history.bucket_is AS SELECT * FROM history.bucket_no;
    CREATE TABLE history.subscription_is AS SELECT * FROM history.subscription_no;
    CREATE TABLE history.operation_is AS
        SELECT e.account_id, e.operation, (min(ARRAY[b.no, e.bucket_seq]))::text AS no
          FROM credits.entry e JOIN history.bucket_is b ON b.account_id = e.account_id
              AND b.id = e.bucket_id GROUP BY 1, 2;
    CREATE INDEX ON history.bucket_is (account_id, id);
    CREATE INDEX ON history.operation_is (account_id, operation);
    ANALYZE history.bucket_is, history.subscription_is, history.operation_is;
    CREATE TABLE history.line AS
    SELECT 'account' AS what, x.account_id, to_jsonb(x) - 'version' AS line FROM credits.account x
    UNION ALL
    SELECT 'period', x.account_id, to_jsonb(x) - '{opened_at,closed_at,subscription_id}'::text[]
           || jsonb_build_object('closed', x.closed_at IS NOT NULL, 'subscription', s.no)
      FROM credits.period x LEFT JOIN history.subscription_is s ON s.account_id = x.account_id
          AND s.id = x.subscription_id
    UNION ALL
    SELECT 'bucket', x.account_id, to_jsonb(x) -
        '{id,operation,closed_at,mark,subscription_id,rolled_from}'::text[]
           || jsonb_build_object('no', b.no, 'closed', x.closed_at IS NOT NULL, 'subscription',
               s.no, 'rolled', r.no, 'operation', o.no)
      FROM credits.bucket x JOIN history.bucket_is b ON b.account_id = x.account_id AND b.id = x.id
      LEFT JOIN history.bucket_is r ON r.account_id = x.account_id AND r.id = x.rolled_from
      LEFT JOIN history.subscription_is s ON s.account_id = x.account_id
          AND s.id = x.subscription_id
      LEFT JOIN history.operation_is o ON o.account_id = x.account_id AND o.operation = x.operation
    UNION ALL
    SELECT 'entry', x.account_id, to_jsonb(x) - '{operation,booked_at,bucket_id}'::text[] ||
        jsonb_build_object('bucket', b.no, 'operation', o.no)
      FROM credits.entry x JOIN history.bucket_is b ON b.account_id = x.account_id
          AND b.id = x.bucket_id
      JOIN history.operation_is o ON o.account_id = x.account_id AND o.operation = x.operation
    UNION ALL
    SELECT 'usage_line', x.account_id, to_jsonb(x) - '{operation,booked_at}'::text[] ||
        jsonb_build_object('operation', o.no)
      FROM credits.usage_line x LEFT JOIN history.operation_is o ON o.account_id = x.account_id
          AND o.operation = x.operation
    UNION ALL
    SELECT 'subscription', x.account_id, to_jsonb(x) - '{id,made_at,operation}'::text[] ||
        jsonb_build_object('no', s.no, 'operation', o.no)
      FROM credits.subscription x JOIN history.subscription_is s ON s.account_id = x.account_id
          AND s.id = x.id
      LEFT JOIN history.operation_is o ON o.account_id = x.account_id AND o.operation = x.operation
    UNION ALL
    SELECT 'invoice', x.account_id, to_jsonb(x) - '{id,booked_at,subscription_id}'::text[]
           || jsonb_build_object('no', row_number() OVER (PARTITION BY x.account_id ORDER BY x.id),
               'subscription', s.no)
      FROM credits.invoice x LEFT JOIN history.subscription_is s ON s.account_id = x.account_id
          AND s.id = x.subscription_id
    UNION ALL
    SELECT 'invoice_line', x.account_id, to_jsonb(x) - 'booked_at' FROM credits.invoice_line x
    UNION ALL
    SELECT 'request', x.account_id, to_jsonb(x) - '{operation,booked_at}'::text[] ||
        jsonb_build_object('operation', o.no, 'subscription', s.no)
      FROM credits.request x LEFT JOIN history.operation_is o ON o.account_id = x.account_id
          AND o.operation = x.operation
      LEFT JOIN (credits.subscription y JOIN history.subscription_is s
          ON s.account_id = y.account_id AND s.id = y.id)
        ON y.account_id = x.account_id AND y.operation = x.operation
    UNION ALL
    SELECT 'hold', x.account_id, to_jsonb(x) - '{id,operation}'::text[] ||
        jsonb_build_object('no', h.no)
      FROM credits.hold x JOIN history.hold_no h USING (account_id, id)
    UNION ALL
    SELECT 'hold_part', x.account_id, to_jsonb(x) - '{hold_id,bucket_id,operation}'::text[] ||
        jsonb_build_object('hold', h.no, 'bucket', b.no)
      FROM credits.hold_part x JOIN history.hold_no h ON h.account_id = x.account_id
          AND h.id = x.hold_id
      JOIN history.bucket_is b ON b.account_id = x.account_id AND b.id = x.bucket_id
    UNION ALL
    SELECT 'told', a.account_id, to_jsonb(x) FROM history.told x
        JOIN credits.account a USING (account);
    CREATE INDEX ON history.line (what, account_id);
END $$;
"""
