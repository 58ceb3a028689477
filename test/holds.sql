-- Holds, as an enemy of them would try: E1 to E8 and C14 of the catalogue of faults, G3, and what else holds meet.

BEGIN;
SET LOCAL search_path = public, credits;
SET LOCAL timezone = 'UTC';
SELECT no_plan();

INSERT INTO credits.resource (resource, at_zero) VALUES ('vm', 'suspend');
INSERT INTO credits.price (resource, rate) VALUES ('vm', '5/hour');
INSERT INTO credits.plan (plan, included, cycle, billing, price, overage, overage_price, overage_cap, grace, trial, trial_included, rollover_max, on_change) VALUES
    ('monthly',  10, '1 month', NULL,      10, true,  0.5, 100,  '0',      NULL,      0, NULL, 'reset'),
    ('dear',     30, '1 month', NULL,      30, true,  0.5, 5,    '0',      NULL,      0, NULL, 'prorate'),
    ('less',      4, '1 month', NULL,       5, false, 0,   NULL, '0',      NULL,      0, NULL, 'prorate'),
    ('yearly',  100, '1 year',  '1 month', 10, true,  0.5, 100,  '0',      NULL,      0, NULL, 'reset'),
    ('graceful', 10, '1 month', NULL,      10, true,  0.5, NULL, '3 days', NULL,      0, NULL, 'reset'),
    ('rolling',  10, '1 month', NULL,      10, false, 0,   NULL, '0',      NULL,      0, 100,  'reset'),
    ('tried',    50, '1 month', NULL,      10, true,  0.5, 100,  '0',      '14 days', 6, NULL, 'reset');

-- what there is: available, held, overage, owed
CREATE FUNCTION pg_temp.has(name text, at timestamptz DEFAULT NULL) RETURNS text LANGUAGE sql AS
    $$ SELECT concat_ws(' ', available, held, overage, owed) FROM credits.balance(name, at) $$;
-- buckets that hold or hold anything: class, granted, used, held, lapsed, open
CREATE FUNCTION pg_temp.kept(name text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(concat_ws(' ', b.class, b.granted, b.used, b.held, b.lapsed, CASE WHEN b.closed_at IS NULL THEN 'open' ELSE 'closed' END), ', ' ORDER BY b.effective_at, b.postpaid, b.id)
      FROM credits.bucket b JOIN credits.account a USING (account_id) WHERE a.account = name AND (b.granted <> '0' OR b.held <> '0' OR b.used <> '0') $$;
CREATE FUNCTION pg_temp.state(hold bigint) RETURNS text LANGUAGE sql AS
    $$ SELECT concat_ws(' ', h.status, h.ended_at AT TIME ZONE 'UTC') FROM credits.hold h WHERE h.id = hold $$;
-- the SQLSTATE of a statement, 00000 if it passes
CREATE FUNCTION pg_temp.try(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE statement;
    RETURN '00000';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
-- an account whose clock stands on 10 January, with so much
CREATE FUNCTION pg_temp.new(name text, amount credits.amount DEFAULT NULL, plan text DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM credits.open_account(name, plan, at => '2026-01-01', clock => CASE WHEN plan IS NULL THEN '2026-01-10' ELSE '2026-01-01' END::timestamptz);
    IF amount IS NOT NULL THEN
        PERFORM credits.grant(name, amount);
    END IF;
    PERFORM credits.set_clock(name, '2026-01-10');
END $$;
CREATE TEMP TABLE h (name text PRIMARY KEY, id bigint);
CREATE FUNCTION pg_temp.hold(n text, amount credits.amount, ttl interval DEFAULT NULL, label text DEFAULT NULL) RETURNS bigint LANGUAGE sql AS
    $$ INSERT INTO h VALUES (coalesce(label, n), credits.hold(n, amount, ttl)) RETURNING id $$;
CREATE FUNCTION pg_temp.h(n text) RETURNS bigint LANGUAGE sql AS $$ SELECT id FROM h WHERE name = n $$;

-- ---------------------------------------------------------------------------------------------
-- E1 to E8
-- ---------------------------------------------------------------------------------------------
SELECT pg_temp.new('E1', 5000);
SELECT is((SELECT string_agg(pg_temp.try('SELECT credits.hold(''E1'', 1000)'), ' ' ORDER BY n) FROM generate_series(1, 6) n),
          '00000 00000 00000 00000 00000 KR001', 'E1: six holds of 1000 on 5000');
SELECT is(pg_temp.try('SELECT credits.consume(''E1'', 0.000000000000000001)'), 'KR001', 'E1: nor is it to be had by a draw');
SELECT is(pg_temp.has('E1'), '0 5000 0 0', 'E1: all is held');

SELECT pg_temp.new('E2', 10), pg_temp.hold('E2', 8), pg_temp.hold('E2', 2, label => 'E2b');
SELECT is((SELECT concat_ws(' ', charged, balance) FROM credits.capture('E2', pg_temp.h('E2'), 3)), '3 5', 'E2: captured less, the rest is back');
SELECT is(pg_temp.kept('E2'), 'prepaid 10 3 2 0 open', 'E2: in the same bucket');
SELECT is((SELECT concat_ws(' ', charged, balance) FROM credits.capture('E2', pg_temp.h('E2b'), 4)), '4 3', 'E2: captured more, the rest is drawn');
SELECT is(pg_temp.try(format('SELECT credits.capture(''E2'', %s)', pg_temp.h('E2'))), 'KR004', 'E2: captured twice');
SELECT is(pg_temp.try(format('SELECT credits.release(''E2'', %s)', pg_temp.h('E2'))), 'KR004', 'E2: released after');
SELECT pg_temp.hold('E2', 3, label => 'E2c');
SELECT is(pg_temp.try(format('SELECT credits.capture(''E2'', %s, 4)', pg_temp.h('E2c'))), 'KR001', 'E2: more than there is');
SELECT is(pg_temp.has('E2'), '0 3 0 0', 'E2: and nothing of it was captured');
SELECT is(credits.release('E2', pg_temp.h('E2c')), '3', 'E2: released');
SELECT is(credits.release('E2', pg_temp.h('E2c')), '0', 'E2: released twice');
SELECT is(pg_temp.try(format('SELECT credits.capture(''E2'', %s)', pg_temp.h('E2c'))), 'KR004', 'E2: captured after');

-- at the instant at which it ends, and the one before
SELECT pg_temp.new('E3', 10), pg_temp.hold('E3', 4, '1 hour'), pg_temp.hold('E3', 4, '1 hour', 'E3b');
SELECT credits.set_clock('E3', '2026-01-10 00:59:59.999999');
SELECT is((SELECT concat_ws(' ', charged, balance) FROM credits.capture('E3', pg_temp.h('E3'))), '4 2', 'E3: captured before its end');
SELECT credits.set_clock('E3', '2026-01-10 01:00');
SELECT is(pg_temp.try(format('SELECT credits.capture(''E3'', %s)', pg_temp.h('E3b'))), 'KR005', 'E3: not at its end');
SELECT is(credits.release('E3', pg_temp.h('E3b')), '0', 'E3: released at its end: it holds nothing');
SELECT is(pg_temp.state(pg_temp.h('E3')) || ', ' || pg_temp.state(pg_temp.h('E3b')), 'captured 2026-01-10 00:59:59.999999, expired 2026-01-10 01:00:00', 'E3: one end each');

SELECT pg_temp.new('E4');
SELECT credits.grant('E4', 10, expires_at => '2026-01-20'), pg_temp.hold('E4', 6, '30 days'), pg_temp.hold('E4', 3, '15 days', 'E4b'), pg_temp.hold('E4', 1, '40 days', 'E4c');
SELECT credits.set_clock('E4', '2026-01-25');
SELECT is((SELECT concat_ws(' ', charged, balance) FROM credits.capture('E4', pg_temp.h('E4'), 2)), '2 0', 'E4: captured past the end of its bucket, and nothing of the rest is to be had');
SELECT is(pg_temp.kept('E4'), 'prepaid 10 2 1 0 open', 'E4: it expires with the period; a hold that ended is back till then');
SELECT credits.set_clock('E4', '2026-02-02');
SELECT is(pg_temp.kept('E4'), 'prepaid 10 2 1 7 open', 'E4: all but what is held, also what was until its end');
SELECT is(credits.release('E4', pg_temp.h('E4c')), '1', 'E4: what is released later');
SELECT is(pg_temp.kept('E4'), 'prepaid 10 2 0 8 closed', 'E4: expires at once');

SELECT pg_temp.new('E5', 10), pg_temp.hold('E5', 10, '1 hour');
-- nobody has done what is due
UPDATE credits.account SET clock = '2026-01-10 01:00' WHERE account = 'E5';
SELECT is(pg_temp.has('E5'), '10 0 0 0', 'E5: a read needs nobody to have run');
SELECT is(pg_temp.state(pg_temp.h('E5')), 'held', 'E5: which writes nothing');
SELECT is((SELECT count(*) FROM credits.activity('E5') WHERE kind = 'hold'), 0::bigint, 'E5: nor is it shown any more');
SELECT is(pg_temp.try('SELECT * FROM credits.compare_plans(''E5'')'), '00000', 'E5: the calendar can be asked for without buckets');
SELECT is(pg_temp.try(format('SELECT credits.capture(''E5'', %s)', pg_temp.h('E5'))), 'KR005', 'E5: not to be captured');
SELECT is(pg_temp.try('SELECT credits.consume(''E5'', 10)'), '00000', 'E5: but drawn again');
SELECT is(pg_temp.state(pg_temp.h('E5')), 'expired 2026-01-10 01:00:00', 'E5: and so written down, at its end');

SELECT pg_temp.new('E6', 10);
SELECT is(pg_temp.try('SELECT credits.hold(''E6'', 11)'), 'KR001', 'E6: refused');
SELECT is(pg_temp.try(format('SELECT credits.capture(''E6'', %s)', (SELECT last_value FROM credits.hold_id_seq))), 'KR010', 'E6: there is no such hold');
SELECT is(pg_temp.try(format('SELECT credits.capture(''E6'', %s)', pg_temp.h('E4'))), 'KR010', 'E6: nor another''s');

SELECT pg_temp.new('E7');
SELECT credits.grant('E7', 3, 'bonus'), credits.grant('E7', 4), credits.grant('E7', 5, expires_at => '2026-06-01'), credits.set_overage('E7', true, 10), pg_temp.hold('E7', 14);
SELECT is(pg_temp.kept('E7'), 'flex 10 0 2 0 open, bonus 3 0 3 0 open, prepaid 4 0 4 0 open, prepaid 5 0 5 0 open', 'E7: held over all');
SELECT is((SELECT concat_ws(' ', charged, credits, overage, balance) FROM credits.capture('E7', pg_temp.h('E7'), 9)), '9 9 0 3', 'E7: captured in part');
SELECT is(pg_temp.kept('E7'), 'flex 10 0 0 0 open, bonus 3 3 0 0 closed, prepaid 4 1 0 0 open, prepaid 5 5 0 0 closed', 'E7: in draw order, the sooner to expire before the other');

SELECT pg_temp.new('E8', 10), pg_temp.hold('E8', 2), pg_temp.hold('E8', 3, label => 'E8b'), pg_temp.hold('E8', 4, '40 days', 'E8c'), credits.suspend('E8');
SELECT is(pg_temp.try('SELECT credits.hold(''E8'', 1)'), 'KR006', 'E8: suspended: no new hold');
SELECT is((SELECT charged FROM credits.capture('E8', pg_temp.h('E8'))), '2', 'E8: suspended: captured');
UPDATE credits.account SET status = 'frozen' WHERE account = 'E8';
SELECT is(pg_temp.try(format('SELECT credits.capture(''E8'', %s)', pg_temp.h('E8b'))), 'KR007', 'E8: frozen: not captured');
SELECT is(credits.release('E8', pg_temp.h('E8b')), '3', 'E8: frozen: released');
SELECT credits.set_clock('E8', '2026-03-02');
SELECT is(pg_temp.state(pg_temp.h('E8c')), 'expired 2026-02-19 00:00:00', 'E8: frozen, two periods closed: it ends');
SELECT is(pg_temp.has('E8'), '8 0 0 0', 'E8: nothing is stuck');

-- ---------------------------------------------------------------------------------------------
-- G3: what is held counts toward the cap
-- ---------------------------------------------------------------------------------------------
SELECT pg_temp.new('G3');
SELECT credits.set_overage('G3', true, 10), pg_temp.hold('G3', 7);
SELECT is(pg_temp.try('SELECT credits.consume(''G3'', 4)'), 'KR002', 'G3: past the cap with what is held');
SELECT is(pg_temp.try('SELECT credits.hold(''G3'', 4)'), 'KR002', 'G3: a hold too');
SELECT is(pg_temp.try(format('SELECT credits.capture(''G3'', %s, 11)', pg_temp.h('G3'))), 'KR002', 'G3: a capture of more too');
SELECT is((SELECT charged FROM credits.capture('G3', pg_temp.h('G3'), 10)), '10', 'G3: up to it');
SELECT pg_temp.new('G3 lower');
SELECT credits.set_overage('G3 lower', true, 10), pg_temp.hold('G3 lower', 7, '40 days'), credits.set_overage('G3 lower', true, 2);
SELECT is(pg_temp.try('SELECT credits.consume(''G3 lower'', 1)'), 'KR002', 'G3: a cap below what is held lets nothing through');
SELECT credits.set_overage('G3 lower', false), credits.set_clock('G3 lower', '2026-02-02');
SELECT is((SELECT concat_ws(' ', charged, overage) FROM credits.capture('G3 lower', pg_temp.h('G3 lower'))), '7 7', 'G3: and what is held can be captured, though overage is off and the period another');
SELECT is(pg_temp.has('G3 lower'), '0 0 7 0', 'G3: over the cap');

-- ---------------------------------------------------------------------------------------------
-- C14: grant, draw, hold, capture, release, expiry and close on one account, in any order of up to three
-- ---------------------------------------------------------------------------------------------
-- what one bucket of 10 that expires on the 20th, and grants that never do, would come to: by plain sums
CREATE FUNCTION pg_temp.model(steps text[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    a int := 10; g int := 0; held_a int := 0; held_g int := 0; day int := 10; holding bool := false; captured bool := false; took int; said text := '';
    step text;
    needs int;
BEGIN
    FOREACH step IN ARRAY steps LOOP
        CASE step
            WHEN 'grant' THEN g := g + 5;
            WHEN 'expiry' THEN day := greatest(day, 20);
            WHEN 'close' THEN day := greatest(day, 32);
            WHEN 'end' THEN
                day := greatest(day, 15);
                IF holding AND day >= 15 THEN
                    a := a + held_a; g := g + held_g; held_a := 0; held_g := 0; holding := false;
                END IF;
            WHEN 'draw', 'hold' THEN
                needs := CASE step WHEN 'draw' THEN 4 ELSE 8 END;
                IF (CASE WHEN day < 20 THEN a ELSE 0 END) + g < needs THEN
                    said := said || ' refused';
                ELSE
                    took := CASE WHEN day < 20 THEN least(a, needs) ELSE 0 END;
                    a := a - took; g := g - (needs - took);
                    IF step = 'hold' THEN
                        held_a := took; held_g := needs - took; holding := day < 15;
                    END IF;
                END IF;
            WHEN 'capture' THEN
                IF held_a + held_g > 0 AND (day < 15 OR NOT holding) THEN
                    g := g + greatest(held_g - greatest(6 - held_a, 0), 0); a := a + greatest(held_a - 6, 0); held_a := 0; held_g := 0; holding := false; captured := true;
                ELSE
                    said := said || ' refused';
                END IF;
            WHEN 'release' THEN
                a := a + held_a; g := g + held_g; held_a := 0; held_g := 0; holding := false;
                said := said || CASE WHEN captured THEN ' refused' ELSE '' END;
        END CASE;
        -- made before the 15th, it ends then; made later, ten days later
        IF holding AND day >= 15 THEN
            a := a + held_a; g := g + held_g; held_a := 0; held_g := 0; holding := false;
        END IF;
    END LOOP;
    RETURN CASE WHEN day < 20 THEN a ELSE 0 END + g || ' ' || held_a + held_g || said;
END $$;
CREATE FUNCTION pg_temp.real(name text, steps text[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    said text := '';
    step text;
    now timestamptz;
    id bigint := 0;
BEGIN
    PERFORM pg_temp.new(name);
    PERFORM credits.grant(name, 10, expires_at => '2026-01-20');
    FOREACH step IN ARRAY steps LOOP
        now := (SELECT a.clock FROM credits.account a WHERE a.account = name);
        BEGIN
            CASE step
                WHEN 'grant' THEN PERFORM credits.grant(name, 5);
                WHEN 'expiry' THEN PERFORM credits.set_clock(name, greatest(now, '2026-01-20'));
                WHEN 'close' THEN PERFORM credits.set_clock(name, greatest(now, '2026-02-01'));
                WHEN 'end' THEN PERFORM credits.set_clock(name, greatest(now, '2026-01-15'));
                WHEN 'draw' THEN PERFORM credits.consume(name, 4);
                WHEN 'hold' THEN id := credits.hold(name, 8, CASE WHEN now < '2026-01-15' THEN '2026-01-15' - now ELSE '40 days' END);
                WHEN 'capture' THEN PERFORM credits.capture(name, id, 6);
                WHEN 'release' THEN PERFORM credits.release(name, id);
            END CASE;
        EXCEPTION
            WHEN SQLSTATE 'KR001' OR SQLSTATE 'KR004' OR SQLSTATE 'KR005' THEN said := said || ' refused';
            WHEN SQLSTATE 'KR010' THEN said := said || CASE step WHEN 'release' THEN '' ELSE ' refused' END;
        END;
    END LOOP;
    RETURN (SELECT concat_ws(' ', available, held) FROM credits.balance(name)) || said;
END $$;
CREATE TEMP TABLE sequence AS
    WITH RECURSIVE step (name) AS (VALUES ('grant'), ('draw'), ('hold'), ('capture'), ('release'), ('end'), ('expiry'), ('close')),
    longer (steps) AS (SELECT ARRAY[name] FROM step UNION ALL SELECT l.steps || s.name FROM longer l CROSS JOIN step s WHERE cardinality(l.steps) < 4 AND s.name <> ALL (l.steps))
    -- of two and three steps all, of four those that begin with the hold
    SELECT steps FROM longer WHERE cardinality(steps) BETWEEN 2 AND 3 OR steps[1] = 'hold';
SELECT is((SELECT string_agg(x.steps::text || ': ' || x.real || ', not ' || x.model, E'\n' ORDER BY x.steps)
             FROM (SELECT steps, pg_temp.model(steps) AS model, pg_temp.real('C14 ' || array_to_string(steps, ' '), steps) AS real FROM sequence) x WHERE x.real <> x.model),
          NULL, format('C14: %s orders come to what plain sums say', (SELECT count(*) FROM sequence)));
SELECT is((SELECT count(*) FROM credits.verify()), 0::bigint, 'C14: all the books are sound');

-- ---------------------------------------------------------------------------------------------
-- Whoever else takes credit finds what is left without what is held
-- ---------------------------------------------------------------------------------------------
SELECT pg_temp.new('taken', 10), pg_temp.hold('taken', 6);
SELECT is(credits.revoke('taken', (SELECT bucket FROM credits.buckets('taken') WHERE class = 'prepaid')), '4', 'revoke: not what is held');
SELECT is(pg_temp.try('SELECT credits.revoke(''taken'', (SELECT bucket FROM credits.buckets(''taken'') WHERE class = ''prepaid''))'), 'KR015', 'revoke: nothing is left of it');
SELECT is((SELECT concat_ws(' ', charged, balance) FROM credits.capture('taken', pg_temp.h('taken'), 5)), '5 1', 'revoke: what was held is captured');

SELECT pg_temp.new('bought');
CREATE TEMP TABLE deposit AS SELECT credits.deposit('bought', 100) AS id;
SELECT credits.confirm_deposit('bought', id) FROM deposit;
SELECT pg_temp.hold('bought', 70), credits.consume('bought', 10);
SELECT is(pg_temp.try('SELECT credits.refund_deposit(''bought'', id) FROM deposit'), (SELECT CASE WHEN refundable THEN '00000' ELSE 'KR017' END FROM credits.class WHERE class = 'prepaid'), 'refund_deposit: as the class says');
SELECT is((SELECT concat_ws(' ', charged, balance) FROM credits.capture('bought', pg_temp.h('bought'), 50)), '50 ' || CASE WHEN (SELECT refundable FROM credits.class WHERE class = 'prepaid') THEN 20 ELSE 40 END, 'refund_deposit: not what is held');
SELECT pg_temp.new('clawed');
TRUNCATE deposit; INSERT INTO deposit SELECT credits.deposit('clawed', 100);
SELECT credits.confirm_deposit('clawed', id) FROM deposit;
SELECT pg_temp.hold('clawed', 70), credits.consume('clawed', 10);
SELECT is(credits.clawback('clawed', id), '80', 'clawback: what is held is owed') FROM deposit;
SELECT is(pg_temp.has('clawed'), '0 70 0 80', 'clawback: and held still');
SELECT is(credits.release('clawed', pg_temp.h('clawed')), '70', 'clawback: released');
SELECT is(pg_temp.has('clawed'), '70 0 0 80', 'clawback: it does not pay the debt, grants do');
SELECT is(credits.reverse_clawback('clawed', id), '20', 'clawback reversed') FROM deposit;
SELECT is(pg_temp.has('clawed'), '90 0 0 0', 'clawback reversed: as it was');

-- ---------------------------------------------------------------------------------------------
-- Plans
-- ---------------------------------------------------------------------------------------------
SELECT pg_temp.new('reset', plan => 'monthly'), pg_temp.hold('reset', 12, '60 days');
SELECT is(pg_temp.try('SELECT credits.change_plan(''reset'', ''yearly'', ''2026-01-10'')'), 'KR015', 'reset: not where it was held');
SELECT credits.set_clock('reset', '2026-01-12'), credits.change_plan('reset', 'yearly', '2026-01-12');
SELECT is(pg_temp.kept('reset'), 'included 10 0 10 0 open, flex 100 0 0 0 closed, included 100 0 0 0 open, flex 100 0 2 0 open', 'reset: what is held stays, of overage in the period that goes on');
SELECT is((SELECT concat_ws(' ', charged, credits, overage, balance) FROM credits.capture('reset', pg_temp.h('reset'), 11)), '11 10 1 100', 'reset: captured');
SELECT is(pg_temp.kept('reset'), 'included 10 10 0 0 closed, flex 100 0 0 0 closed, included 100 0 0 0 open, flex 100 1 0 0 open', 'reset: the rest is back');
-- a period that begins with the change never was: what is held there goes to the one that begins
SELECT pg_temp.hold('reset', 103, '60 days', 'reset2'), credits.set_clock('reset', '2026-02-12'), credits.change_plan('reset', 'dear', '2026-02-12');
SELECT is(pg_temp.kept('reset'), 'included 10 10 0 0 closed, flex 100 0 0 0 closed, included 100 0 100 0 open, flex 100 1 0 0 closed, included 30 0 0 0 open, flex 100 0 0 0 closed, flex 5 0 3 0 open', 'reset as a period begins: all of it is held');
SELECT is((SELECT concat_ws(' ', charged, credits, overage, balance) FROM credits.capture('reset', pg_temp.h('reset2'), 90)), '90 90 0 30', 'reset as a period begins: captured');
SELECT is(pg_temp.has('reset'), '30 0 0 0', 'reset as a period begins: the rest expired');
SELECT pg_temp.new('reset end', plan => 'yearly'), pg_temp.hold('reset end', 60, '60 days'), credits.set_clock('reset end', '2026-02-01'), credits.change_plan('reset end', 'dear', '2026-02-01'), credits.set_clock('reset end', '2026-04-01');
SELECT is(pg_temp.state(pg_temp.h('reset end')), 'expired 2026-03-11 00:00:00', 'reset as a period begins: it ends by itself');
SELECT is(pg_temp.kept('reset end'), 'included 100 0 0 100 closed, flex 100 0 0 0 closed, included 30 0 0 30 closed, flex 100 0 0 0 closed, flex 5 0 0 0 closed, included 30 0 0 30 closed, flex 5 0 0 0 closed, included 30 0 0 0 open, flex 5 0 0 0 open', 'reset as a period begins: and expires');

SELECT pg_temp.new('prorate', plan => 'dear'), pg_temp.hold('prorate', 20, '60 days'), credits.change_plan('prorate', 'less', at_cycle_end => false);
SELECT is(pg_temp.has('prorate'), '0 20 0 0', 'prorate: what is held is not taken back');
SELECT is((SELECT concat_ws(' ', charged, credits, balance) FROM credits.capture('prorate', pg_temp.h('prorate'), 15)), '15 15 5', 'prorate: captured');
SELECT pg_temp.new('rollover', plan => 'rolling'), pg_temp.hold('rollover', 6, '60 days'), pg_temp.hold('rollover', 1, '22 days', 'rollover2'), credits.set_clock('rollover', '2026-02-02');
SELECT is(pg_temp.kept('rollover'), 'included 10 0 6 4 open, rollover 4 0 0 0 open, included 10 0 0 0 open', 'rollover: of what was unused, not of what is held; what ended with the period is unused');
SELECT credits.capture('rollover', pg_temp.h('rollover'), 1);
SELECT is(pg_temp.kept('rollover'), 'included 10 1 0 9 closed, rollover 4 0 0 0 open, included 10 0 0 0 open', 'rollover: what is released later is not carried');
SELECT pg_temp.new('trial', plan => 'tried'), pg_temp.hold('trial', 6, '60 days'), credits.set_clock('trial', '2026-01-20');
SELECT is((SELECT concat_ws(' ', charged, credits, balance) FROM credits.capture('trial', pg_temp.h('trial'), 7)), '7 7 49', 'trial: captured past its end, and more of what the plan includes');
SELECT pg_temp.new('grace', plan => 'graceful'), pg_temp.hold('grace', 12, '60 days'), pg_temp.hold('grace', 6, '60 days', 'grace2'), credits.set_clock('grace', '2026-02-02');
SELECT is((SELECT concat_ws(' ', charged, credits, overage, balance) FROM credits.capture('grace', pg_temp.h('grace'))), '12 10 2 10', 'grace: captured where it was held, which is open');
SELECT credits.set_clock('grace', '2026-02-10'), credits.capture('grace', pg_temp.h('grace2')), credits.set_clock('grace', '2026-03-10');
SELECT is((SELECT string_agg(concat_ws(' ', l.starts_at::date, l.quantity), ', ' ORDER BY l.starts_at) FROM credits.invoice_line l JOIN credits.account a USING (account_id) WHERE a.account = 'grace' AND l.kind = 'overage'),
          '2026-01-01 2, 2026-02-01 6', 'grace: billed in the period in which it is captured');

-- ---------------------------------------------------------------------------------------------
-- Instants: its end is a bucket's, a period's, another hold's
-- ---------------------------------------------------------------------------------------------
SELECT pg_temp.new('same');
SELECT credits.grant('same', 10, expires_at => '2026-02-01'), credits.grant('same', 3), credits.set_overage('same', true, 5), pg_temp.hold('same', 11, '22 days'), pg_temp.hold('same', 7, '22 days', 'same2');
SELECT is(pg_temp.has('same', '2026-01-31 23:59:59.999999'), '0 18 0 0', 'same instant: held until then');
SELECT is(pg_temp.has('same', '2026-02-01'), '3 0 0 0', 'same instant: hold, bucket and period end: read ahead');
SELECT credits.set_clock('same', '2026-02-01');
SELECT is(pg_temp.has('same'), '3 0 0 0', 'same instant: and done');
SELECT is(pg_temp.kept('same'), 'flex 5 0 0 0 closed, prepaid 10 0 0 10 closed, prepaid 3 0 0 0 open, flex 5 0 0 0 open', 'same instant: what was held expires with the bucket');
SELECT is((SELECT string_agg(concat_ws(' ', e.kind, e.amount), ', ' ORDER BY e.operation, e.piece) FROM credits.entry e JOIN credits.account a USING (account_id) WHERE a.account = 'same' AND e.kind NOT IN ('grant', 'overage')),
          'expire -10', 'same instant: in one entry');
-- hundreds, of which many end in one step, over three periods
SELECT pg_temp.new('many', 1000);
SELECT credits.set_overage('many', true);
SELECT count(credits.hold('many', n, n * interval '5 hours')) FROM generate_series(1, 300) n;
SELECT is(pg_temp.has('many'), '0 45150 0 0', 'many: all are held');
SELECT credits.set_clock('many', '2026-01-15');
SELECT is((SELECT held FROM credits.balance('many')), (SELECT sum(n)::text::credits.amount FROM generate_series(1, 300) n WHERE n * 5 > 5 * 24), 'many: 24 have ended');
SELECT is((SELECT held FROM credits.balance('many', '2026-02-20')), (SELECT sum(n)::text::credits.amount FROM generate_series(1, 300) n WHERE n * 5 > 41 * 24), 'many: read ahead');
SELECT credits.set_clock('many', '2026-04-01');
SELECT is(pg_temp.has('many'), '1000 0 0 0', 'many: all have');
SELECT is((SELECT count(*) FROM credits.hold h JOIN credits.account a USING (account_id) WHERE a.account = 'many' AND h.status = 'expired' AND h.ended_at = h.expires_at), 300::bigint, 'many: each at its own instant');
-- added to after a part of it was captured
SELECT pg_temp.new('added', 30);
SELECT pg_temp.hold('added', 5, '1 day');
INSERT INTO credits.resource (resource) VALUES ('holds a'), ('holds b');
SELECT credits.hold('added', 6, resource => 'holds a', hold => pg_temp.h('added')), credits.hold('added', 7, resource => 'holds b', hold => pg_temp.h('added'));
SELECT is((SELECT charged FROM credits.capture('added', pg_temp.h('added'), 4, resource => 'holds a')), '4', 'added: one resource is captured');
SELECT is(credits.hold('added', 2, resource => 'holds a', hold => pg_temp.h('added')), pg_temp.h('added'), 'added: and held for again');
SELECT is(pg_temp.has('added'), '12 14 0 0', 'added: what is held now');
SELECT is((SELECT charged FROM credits.capture('added', pg_temp.h('added'))), '14', 'added: all of it');
SELECT is((SELECT string_agg(concat_ws(' ', e.resource, e.amount), ', ' ORDER BY e.operation, e.piece) FROM credits.entry e JOIN credits.account a USING (account_id) WHERE a.account = 'added' AND e.kind = 'capture'),
          'holds a -4, -5, holds b -7, holds a -2', 'added: each for its resource');
-- undone with a savepoint
SELECT pg_temp.new('undone', 10), pg_temp.hold('undone', 4);
SAVEPOINT before;
SELECT credits.capture('undone', pg_temp.h('undone'), 3), credits.hold('undone', 5);
ROLLBACK TO SAVEPOINT before;
SELECT is(pg_temp.has('undone'), '6 4 0 0', 'savepoint: nothing of it is left');
SELECT is((SELECT charged FROM credits.capture('undone', pg_temp.h('undone'))), '4', 'savepoint: captured after');

-- ---------------------------------------------------------------------------------------------
-- Meters run while credit is held
-- ---------------------------------------------------------------------------------------------
SELECT pg_temp.new('meter', 10), credits.start('meter', 'vm', 'one'), pg_temp.hold('meter', 5, '2 hours');
SELECT is((SELECT runs_out_at FROM credits.runway('meter')), '2026-01-10 01:00Z', 'meter: it cannot use what is held');
SELECT is(pg_temp.has('meter', '2026-01-10 03:00'), '5 0 0 0', 'meter: read ahead, past the end of the hold');
SELECT credits.set_clock('meter', '2026-01-10 03:00');
SELECT is(pg_temp.has('meter'), '5 0 0 0', 'meter: and done: it ran out at the same instant');
SELECT pg_temp.new('meter2', 10), credits.start('meter2', 'vm', 'one'), pg_temp.hold('meter2', 5, '1 hour');
SELECT is(pg_temp.has('meter2', '2026-01-10 01:30'), '2.5 0 0 0', 'meter: the hold ends as it runs out: read ahead');
SELECT credits.set_clock('meter2', '2026-01-10 01:30');
SELECT is((SELECT status FROM credits.meters('meter2')), 'running', 'meter: it runs on');
SELECT is(pg_temp.has('meter2'), '2.5 0 0 0', 'meter: on what was held');

-- ---------------------------------------------------------------------------------------------
-- Amounts near the end of the type
-- ---------------------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.most() RETURNS credits.amount LANGUAGE sql AS $$ SELECT '170141183460469231731.687303715884105727'::credits.amount $$;
SELECT pg_temp.new('most', plan => 'graceful'), credits.set_clock('most', '2026-01-31'), pg_temp.hold('most', pg_temp.most(), '60 days'), pg_temp.hold('most', 10, '60 days', 'most2');
SELECT is(pg_temp.try('SELECT credits.hold(''most'', ''0.000000000000000001'')'), '22003', 'most: no more than the type can tell');
SELECT credits.set_clock('most', '2026-02-01'), pg_temp.hold('most', pg_temp.most(), '60 days', 'most3');
SELECT is(pg_temp.try('SELECT credits.balance(''most'')'), '00000', 'most: it can be read');
SELECT credits.set_clock('most', '2026-02-10');
SELECT is((SELECT count(*) FROM credits.verify('most')), 0::bigint, 'most: what moves to where no amount can hold it ends');
SELECT is((SELECT charged FROM credits.capture('most', pg_temp.h('most3'))), pg_temp.most(), 'most: the other is captured');

-- ---------------------------------------------------------------------------------------------
SELECT is((SELECT string_agg(concat_ws(' ', v.code, v.account_name, v.object, v.expected, v.actual), E'\n') FROM credits.verify() v), NULL, 'the books are sound');
SELECT * FROM finish();
ROLLBACK;
