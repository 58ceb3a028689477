-- burn_rate() and runway(): how long what runs can go on, to the microsecond
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null

INSERT INTO credits.resource (resource, at_zero) VALUES ('runway/vm', 'suspend'), ('runway/disk', 'suspend'), ('runway/ip', 'continue'), ('runway/pod', 'suspend'), ('runway/dear', 'suspend'), ('runway/free', 'suspend'), ('runway/ends', 'suspend');
INSERT INTO credits.price (resource, rate) VALUES ('runway/vm', '1/3 hour'), ('runway/disk', '0.0000001/s'), ('runway/ip', '1/hour'), ('runway/free', '0/hour');
INSERT INTO credits.price (resource, rate, step) VALUES ('runway/pod', '0.5/min', '7 minutes');
INSERT INTO credits.price (resource, rate, valid_until) VALUES ('runway/dear', '1/hour', '2026-01-11 00:00Z'), ('runway/ends', '1/hour', '2026-01-11 00:00Z');
INSERT INTO credits.price (resource, rate, valid_from) VALUES ('runway/dear', '10/hour', '2026-01-11 00:00Z');

-- how an account stands a microsecond before the instant that was foretold, at it, and after it; before anything is booked, and booked
CREATE FUNCTION things(account text, at timestamptz DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
SELECT string_agg(concat_ws(' ', m.item, CASE WHEN m.unpaid_since IS NULL THEN m.status ELSE 'unpaid' END), ', ' ORDER BY m.item) FROM credits.meters(account, at) m $$;
CREATE FUNCTION comes_true(account text) RETURNS TABLE (foretold timestamptz, way text, before text, meanwhile text, after text) LANGUAGE plpgsql AS $$
BEGIN
    SELECT r.runs_out_at INTO foretold FROM credits.runway(account) r;
    way := 'read';
    before := things(account, foretold - interval '1 us');
    meanwhile := things(account, foretold);
    after := things(account, foretold + interval '1 us');
    RETURN NEXT;
    way := 'booked';
    PERFORM credits.set_clock(account, foretold - interval '1 us');
    before := things(account);
    PERFORM credits.set_clock(account, foretold);
    meanwhile := things(account);
    PERFORM credits.set_clock(account, foretold + interval '1 us');
    after := things(account);
    RETURN NEXT;
END
$$;

-- nothing runs; nothing burns
SELECT credits.open_account('runway', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.burn_rate('runway'), r.* FROM credits.runway('runway') r;
SELECT credits.start('runway', 'runway/free', 'free');
SELECT credits.burn_rate('runway'), r.* FROM credits.runway('runway') r;
-- a third of a credit an hour
SELECT credits.grant('runway', 10, note => 'pack') > 0 AS granted;
SELECT credits.start('runway', 'runway/vm', 'vm');
SELECT credits.burn_rate('runway'), r.* FROM credits.runway('runway') r;
SELECT credits.burn_rate('runway', '2026-01-10 12:00Z'), r.* FROM credits.runway('runway', '2026-01-10 12:00Z') r;
SELECT * FROM comes_true('runway');
SELECT credits.burn_rate('runway'), r.* FROM credits.runway('runway') r;
SELECT * FROM credits.verify('runway');

-- several: the first that runs out; what is scoped to one does not help the other; a step of 7 minutes; what goes on unpaid runs out too
SELECT credits.open_account('runway/many', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.grant('runway/many', 7) > 0, credits.grant('runway/many', 100, scope => '{runway/disk}') > 0;
SELECT credits.start('runway/many', 'runway/vm', 'vm', 2), credits.start('runway/many', 'runway/disk', 'disk', 100), credits.start('runway/many', 'runway/ip', 'ip', 0.5), credits.start('runway/many', 'runway/pod', 'pod', 0.1);
SELECT credits.burn_rate('runway/many'), r.* FROM credits.runway('runway/many') r;
SELECT * FROM comes_true('runway/many');
SELECT * FROM comes_true('runway/many');
SELECT credits.burn_rate('runway/many'), r.* FROM credits.runway('runway/many') r;
SELECT * FROM credits.verify('runway/many');

-- a bucket that expires, one that comes to life, and a price that changes on the way
SELECT credits.open_account('runway/lives', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.grant('runway/lives', 100, 'bonus', expires_at => '2026-01-10 20:00Z') > 0, credits.grant('runway/lives', 27, effective_at => '2026-01-10 20:00Z') > 0;
SELECT credits.start('runway/lives', 'runway/dear', 'dear');
SELECT * FROM credits.runway('runway/lives');
SELECT * FROM credits.runway('runway/lives', '2026-01-11 01:00Z');
SELECT * FROM comes_true('runway/lives');
-- a gap before it comes to life
SELECT credits.open_account('runway/gap', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.grant('runway/gap', 100, 'bonus', expires_at => '2026-01-10 20:00Z') > 0, credits.grant('runway/gap', 27, effective_at => '2026-01-10 20:00:00.000001Z') > 0;
SELECT credits.start('runway/gap', 'runway/dear', 'dear');
SELECT * FROM comes_true('runway/gap');

-- renewals ahead: what a plan includes is there again each month, to the third month; overage to its cap
INSERT INTO credits.plan (plan, price, included, overage, overage_price, overage_cap, trial, trial_included, grace) VALUES
    ('runway/enough', 1, 800, false, 0, NULL, NULL, 0, '0'), ('runway/short', 1, 720, true, 0.1, 6, NULL, 0, '0'), ('runway/grace', 1, 720, true, 0.1, 6, NULL, 0, '3 days'), ('runway/trial', 1, 800, false, 0, NULL, '14 days', 336, '0'), ('runway/uncapped', 1, 0, true, 0.1, NULL, NULL, 0, '0');
SELECT count(credits.open_account('runway/' || plan, 'runway/' || plan, clock => '2026-02-01 00:00Z')), count(credits.start('runway/' || plan, 'runway/ip', 'ip')) FROM unnest('{enough,short,grace,trial,uncapped}'::text[]) plan;
SELECT plan, r.* FROM unnest('{enough,short,grace,trial,uncapped}'::text[]) plan, credits.runway('runway/' || plan) r;
SELECT plan, c.* FROM unnest('{short,grace}'::text[]) plan, comes_true('runway/' || plan) c;
-- one that ends
SELECT credits.cancel('runway/enough');
SELECT * FROM credits.runway('runway/enough');
SELECT * FROM comes_true('runway/enough');
SELECT code, account_name FROM credits.verify() WHERE account_name LIKE 'runway%';

-- more than a draw ahead of now leaves
SELECT credits.open_account('runway/draw', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.grant('runway/draw', 10) > 0 AS granted;
SELECT credits.start('runway/draw', 'runway/ip', 'ip');
SELECT charged FROM credits.consume('runway/draw', 4, at => '2026-01-10 02:00Z');
SELECT * FROM credits.runway('runway/draw');
-- on the wall clock
SELECT credits.open_account('runway/wall') > 0 AS opened;
SELECT credits.grant('runway/wall', 10) > 0 AS granted;
SELECT started_at AS started FROM credits.start('runway/wall', 'runway/ip', 'ip') AS started_at \gset
SELECT burn_rate, hours, runs_out_at = :'started'::timestamptz + interval '10 hours' AS exact FROM credits.runway('runway/wall');
SELECT charged >= 0 AS stopped FROM credits.stop('runway/wall', 'ip');
-- fails: what is read must be an instant
SELECT credits.runway('runway', 'infinity');
\echo SQLSTATE :SQLSTATE
SELECT credits.burn_rate('runway', '1969-01-01 00:00Z');
\echo SQLSTATE :SQLSTATE
DROP FUNCTION comes_true;
DROP FUNCTION things;
