-- State machines: every pair of states, and every call on every state; what is refused changes nothing.

BEGIN;
SET LOCAL search_path = public, credits;
SELECT no_plan();

-- all rows of the books
CREATE FUNCTION pg_temp.books() RETURNS text LANGUAGE sql AS $$
    SELECT md5(string_agg(c.relname || query_to_xml(format('SELECT t::text AS row FROM credits.%I t ORDER BY t::text COLLATE "C"', c.relname), true, false, '')::text,
                          ',' ORDER BY c.relname))
      FROM pg_class c WHERE c.relnamespace = 'credits'::regnamespace AND c.relkind = 'r' $$;

-- the SQLSTATE of a statement, 00000 if it passes; whatever it did is undone
CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    BEGIN
        EXECUTE statement;
        RAISE EXCEPTION USING ERRCODE = 'ZZ000';
    EXCEPTION
        WHEN SQLSTATE 'ZZ000' THEN RETURN '00000';
        WHEN OTHERS THEN RETURN SQLSTATE;
    END;
END $$;

-- ---------------------------------------------------------------------------------------------
-- What the tables declare, as it is documented
-- ---------------------------------------------------------------------------------------------
CREATE TEMP TABLE machine (relation text, "from" text, "to" text[]);
INSERT INTO machine VALUES
    ('deposit', 'pending', '{completed,failed,expired}'), ('deposit', 'expired', '{completed,failed}'), ('deposit', 'completed', '{refunded,clawed_back}'),
    ('deposit', 'clawed_back', '{completed}'), ('deposit', 'failed', '{}'), ('deposit', 'refunded', '{}'),
    ('referral', 'pending', '{rewarded,forfeited}'), ('referral', 'rewarded', '{forfeited}'), ('referral', 'forfeited', '{rewarded}'),
    ('hold', 'held', '{captured,released,expired}'), ('hold', 'captured', '{}'), ('hold', 'released', '{}'), ('hold', 'expired', '{}');

-- a table of the same machine and nothing else
DO $$
DECLARE
    machines record;
BEGIN
    FOR machines IN SELECT DISTINCT m.relation FROM machine m LOOP
        EXECUTE format('CREATE TEMP TABLE %I (id int, status text)', 'just_' || machines.relation);
        EXECUTE replace(replace((SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t
                                  WHERE t.tgrelid = ('credits.' || machines.relation)::regclass AND t.tgname = machines.relation || '_status'),
                                'ON credits.' || machines.relation, 'ON pg_temp.just_' || machines.relation),
                        'CREATE TRIGGER ' || machines.relation, 'CREATE TRIGGER just_' || machines.relation);
    END LOOP;
END $$;

-- a row in a state is made with the trigger off
CREATE FUNCTION pg_temp.pair(relation text, was text, becomes text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE pg_temp.%I DISABLE TRIGGER USER', 'just_' || relation);
    EXECUTE format('DELETE FROM pg_temp.%I', 'just_' || relation);
    EXECUTE format('INSERT INTO pg_temp.%I VALUES (1, %L)', 'just_' || relation, was);
    EXECUTE format('ALTER TABLE pg_temp.%I ENABLE TRIGGER USER', 'just_' || relation);
    RETURN pg_temp.outcome(format('UPDATE pg_temp.%I SET status = %L', 'just_' || relation, becomes));
END $$;

SELECT is(pg_temp.pair(a.relation, a."from", b."from"),
          CASE WHEN a."from" = b."from" OR b."from" = ANY (a."to") THEN '00000' ELSE 'KR015' END,
          format('%s: %s to %s', a.relation, a."from", b."from"))
  FROM machine a JOIN machine b USING (relation) ORDER BY a.relation, a."from", b."from";
SELECT is(pg_temp.outcome(format('INSERT INTO pg_temp.%I VALUES (2, %L)', 'just_' || m.relation, m."from")),
          CASE WHEN m."from" IN ('pending', 'held') THEN '00000' ELSE 'KR015' END, format('%s: begins as %s', m.relation, m."from"))
  FROM machine m ORDER BY m.relation, m."from";
SELECT is(pg_temp.outcome(format('TRUNCATE credits.%I', m.relation)), 'KR011', format('%s: TRUNCATE', m.relation))
  FROM (SELECT DISTINCT relation FROM machine) m ORDER BY m.relation;

-- ---------------------------------------------------------------------------------------------
-- Deposits: every call in every state
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.resource (resource) VALUES ('gpu'), ('call');
INSERT INTO credits.price (resource, rate) VALUES ('gpu', '1/hour'), ('call', '1');
UPDATE credits.pack SET least_money = 10 WHERE pack = 'deposit';
INSERT INTO credits.bonus (bonus, percent) VALUES ('first_topup', 20), ('referee', 25);
INSERT INTO credits.bonus (bonus, credits) VALUES ('referrer', 5);

-- one account for each state, its deposit among others of no concern
CREATE TEMP TABLE made (state text PRIMARY KEY, id bigint);
DO $$
DECLARE
    state text;
    id    bigint;
BEGIN
    FOREACH state IN ARRAY '{pending,failed,late,expired,completed,refunded,clawed_back}'::text[] LOOP
        PERFORM credits.open_account(state, at => '2026-01-01 00:00Z', clock => '2026-01-10 00:00Z');
        PERFORM credits.grant(state, 1);
        id := credits.deposit(state, 100);
        INSERT INTO made VALUES (state, id);
        IF state = 'failed' THEN
            PERFORM credits.fail_deposit(state, id);
        ELSIF state IN ('late', 'expired') THEN
            PERFORM credits.set_clock(state, '2026-01-10 00:30Z');
        ELSIF state <> 'pending' THEN
            PERFORM credits.confirm_deposit(state, id, 'paid ' || id);
            PERFORM credits.consume(state, 30);
        END IF;
        IF state = 'refunded' THEN
            PERFORM credits.refund_deposit(state, id);
        ELSIF state = 'clawed_back' THEN
            PERFORM credits.clawback(state, id);
        END IF;
    END LOOP;
END $$;
-- past its expiry, but nobody has written it down
ALTER TABLE credits.deposit DISABLE TRIGGER USER;
UPDATE credits.deposit d SET status = 'pending', ended_at = NULL FROM made m WHERE m.id = d.id AND m.state = 'late';
ALTER TABLE credits.deposit ENABLE TRIGGER USER;
ALTER TABLE credits.deposit ENABLE ALWAYS TRIGGER deposit_keep;
ALTER TABLE credits.deposit ENABLE ALWAYS TRIGGER deposit_keep_all;

CREATE TEMP TABLE call (call text PRIMARY KEY, statement text, passes text[], refused text DEFAULT 'KR015', others jsonb DEFAULT '{}');
INSERT INTO call VALUES
    ('confirm', 'SELECT credits.confirm_deposit(%1$L, %2$s, ''new '' || %2$s)', '{pending}', 'KR015',
     '{"completed": "KR003", "refunded": "KR003", "clawed_back": "KR003"}'),
    ('confirm again', 'SELECT credits.confirm_deposit(%1$L, %2$s, ''paid '' || %2$s)', '{pending,completed,refunded,clawed_back}', DEFAULT, DEFAULT),
    ('confirm in time', 'SELECT credits.confirm_deposit(%1$L, %2$s, ''new '' || %2$s, at => ''2026-01-10 00:00Z'')', '{pending,late,expired}', 'KR015',
     '{"completed": "KR003", "refunded": "KR003", "clawed_back": "KR003"}'),
    ('fail', 'SELECT credits.fail_deposit(%1$L, %2$s)', '{pending,failed}', DEFAULT, DEFAULT),
    ('fail in time', 'SELECT credits.fail_deposit(%1$L, %2$s, at => ''2026-01-10 00:00Z'')', '{pending,late,expired,failed}', DEFAULT, DEFAULT),
    ('refund', 'SELECT credits.refund_deposit(%1$L, %2$s)', '{completed}', DEFAULT, DEFAULT),
    ('clawback', 'SELECT credits.clawback(%1$L, %2$s)', '{completed}', DEFAULT, DEFAULT),
    ('reverse', 'SELECT credits.reverse_clawback(%1$L, %2$s)', '{clawed_back}', DEFAULT, DEFAULT),
    ('another account''s', 'SELECT credits.confirm_deposit(''other'', %2$s)', '{}', 'KR010', DEFAULT);
DO $$ BEGIN PERFORM credits.open_account('other'); END $$;

CREATE TEMP TABLE before AS SELECT pg_temp.books();
SELECT is(pg_temp.outcome(format(c.statement, m.state, m.id)),
          CASE WHEN m.state = ANY (c.passes) THEN '00000' ELSE coalesce(c.others ->> m.state, c.refused) END,
          format('a deposit that is %s: %s', m.state, c.call))
  FROM made m, call c ORDER BY m.state, c.call;
SELECT is(pg_temp.books(), (SELECT books FROM before), 'deposits: what was refused, or undone, changed nothing');

-- ---------------------------------------------------------------------------------------------
-- Referrals
-- ---------------------------------------------------------------------------------------------
DO $$ BEGIN PERFORM credits.open_account(name) FROM unnest('{referrer,third,referred,rewarded,forfeited}'::text[]) name; END $$;
CREATE TEMP TABLE referrals AS SELECT name AS state, credits.refer('referrer', name) AS id FROM unnest('{referred,rewarded,forfeited}'::text[]) name;
DO $$ BEGIN
    PERFORM credits.confirm_deposit('rewarded', credits.deposit('rewarded', 100));
    PERFORM credits.forfeit('referrer', id) FROM referrals WHERE state = 'forfeited';
END $$;
TRUNCATE before; INSERT INTO before SELECT pg_temp.books();
SELECT is(pg_temp.outcome(format(c.statement, r.state, r.id)), c.outcome, format('a referral that is %s: %s', r.state, c.call))
  FROM referrals r, (VALUES ('again', 'SELECT credits.refer(''referrer'', %1$L)', '00000'), ('by another', 'SELECT credits.refer(''third'', %1$L)', 'KR018'),
                            ('back', 'SELECT credits.refer(%1$L, ''referrer'')', 'KR018'), ('itself', 'SELECT credits.refer(%1$L, %1$L)', 'KR018'),
                            ('forfeit', 'SELECT credits.forfeit(''referrer'', %2$s)', '00000'), ('forfeit another''s', 'SELECT credits.forfeit(''third'', %2$s)', 'KR010'))
                    c (call, statement, outcome)
 ORDER BY r.state, c.call;
SELECT is(pg_temp.books(), (SELECT books FROM before), 'referrals: what was refused, or undone, changed nothing');

-- ---------------------------------------------------------------------------------------------
-- Accounts: every call on active, suspended and frozen ones
-- ---------------------------------------------------------------------------------------------
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY '{active,suspended,frozen}'::text[] LOOP
        PERFORM credits.open_account(name), credits.open_account(name || ' friend');
        PERFORM credits.grant(name, 100, key => 'granted');
        PERFORM credits.consume(name, 7, key => 'drawn');
        INSERT INTO made VALUES (name, credits.deposit(name, 50)), (name || ' paid', credits.deposit(name, 60));
        PERFORM credits.confirm_deposit(name, m.id) FROM made m WHERE m.state = name || ' paid';
    END LOOP;
    PERFORM credits.suspend('suspended', 'a test');
    PERFORM credits.forfeit('frozen', credits.refer('frozen', 'frozen friend'), freeze => true);
END $$;
CREATE TEMP TABLE act (call text, statement text, suspended text, frozen text);
INSERT INTO act VALUES
    ('consume', 'SELECT credits.consume(%1$L, 1)', 'KR006', 'KR007'),
    ('consume, answered before', 'SELECT credits.consume(%1$L, 7, key => ''drawn'')', '00000', '00000'),
    ('try_consume', 'SELECT credits.try_consume(%1$L, 1)', '00000', '00000'),
    ('charge', 'SELECT credits.charge(%1$L, ''call'')', 'KR006', 'KR007'),
    ('bulk', 'INSERT INTO credits.usage (account, resource) VALUES (%1$L, ''call'')', 'KR006', 'KR007'),
    ('start', 'SELECT credits.start(%1$L, ''gpu'', ''g'')', 'KR006', 'KR007'),
    ('grant', 'SELECT credits.grant(%1$L, 1)', '00000', 'KR007'),
    ('deposit', 'SELECT credits.deposit(%1$L, 20)', '00000', 'KR007'),
    ('buy', 'SELECT credits.buy(%1$L, ''deposit'', 20)', '00000', 'KR007'),
    ('confirm', 'SELECT credits.confirm_deposit(%1$L, %2$s)', '00000', 'KR007'),
    ('fail', 'SELECT credits.fail_deposit(%1$L, %2$s)', '00000', '00000'),
    ('refund', 'SELECT credits.refund(%1$L, e.operation) FROM credits.entry e WHERE e.key = ''drawn'' AND e.account_id = (SELECT k.account_id FROM credits.account_key k WHERE k.account = %1$L)', '00000', 'KR007'),
    ('refund a deposit', 'SELECT credits.refund_deposit(%1$L, %3$s)', '00000', 'KR007'),
    ('clawback', 'SELECT credits.clawback(%1$L, %3$s)', '00000', '00000'),
    ('revoke', 'SELECT credits.revoke(%1$L, b.bucket) FROM credits.buckets(%1$L) b WHERE b.class = ''prepaid''', '00000', '00000'),
    ('quote', 'SELECT credits.quote(%1$L, ''call'')', '00000', '00000'),
    ('balance', 'SELECT credits.balance(%1$L)', '00000', '00000'),
    ('suspend', 'SELECT credits.suspend(%1$L)', '00000', '00000'),
    ('resume', 'SELECT credits.resume(%1$L)', '00000', '00000');
TRUNCATE before; INSERT INTO before SELECT pg_temp.books();
SELECT is(pg_temp.outcome(format(a.statement, s.state, (SELECT m.id FROM made m WHERE m.state = s.state), (SELECT m.id FROM made m WHERE m.state = s.state || ' paid'))),
          CASE s.state WHEN 'suspended' THEN a.suspended WHEN 'frozen' THEN a.frozen ELSE '00000' END, format('an account that is %s: %s', s.state, a.call))
  FROM unnest('{active,suspended,frozen}'::text[]) s (state), act a ORDER BY s.state, a.call;
SELECT is(pg_temp.books(), (SELECT books FROM before), 'accounts: what was refused, or undone, changed nothing');
SELECT is((SELECT count(*) FROM credits.verify()), 0::bigint, 'the books are sound');
SELECT * FROM finish();
ROLLBACK;
