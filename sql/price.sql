-- Prices: what a DBA writes into credits.resource and credits.price, and which price is in force when
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET search_path = public, credits;
\set SHOW_CONTEXT never
\pset null null
-- refusals name what is for sale: here only what this file sells
DELETE FROM credits.plan;
DELETE FROM credits.pack WHERE pack <> 'deposit';

INSERT INTO credits.resource (resource, unit, category) VALUES
    ('price/vm', 'vCPU', 'compute'), ('price/image', 'image', NULL), ('price/plain', DEFAULT, NULL);
-- validity that is left out, or NULL, is for ever
INSERT INTO credits.price (resource, rate) VALUES ('price/vm', '0.0000045/vCPU/s');
INSERT INTO credits.price (resource, rate, valid_from, valid_until) VALUES ('price/plain', '2', NULL, NULL);
SELECT resource, rate, valid_from, valid_until FROM credits.price WHERE resource LIKE 'price/%' ORDER BY resource;

-- one price ends where the next begins
INSERT INTO credits.price (resource, rate, valid_until) VALUES ('price/image', '4/image', '2026-01-10 00:00Z');
INSERT INTO credits.price (resource, rate, valid_from, valid_until) VALUES ('price/image', '5', '2026-01-10 00:00Z', '2026-01-20 00:00Z');
INSERT INTO credits.price (resource, rate, valid_from) VALUES ('price/image', '0/image', '2026-01-25 00:00Z');

-- fails: two prices at one time
INSERT INTO credits.price (resource, rate) VALUES ('price/image', '1/image');
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
INSERT INTO credits.price (resource, rate, valid_from, valid_until) VALUES ('price/image', '1', '2026-01-19 23:59:59.999999Z', '2026-01-21 00:00Z');
INSERT INTO credits.price (resource, rate, valid_from, valid_until) VALUES ('price/image', '1', '2026-01-12 00:00Z', '2026-01-13 00:00Z');
UPDATE credits.price SET valid_until = '2026-01-10 00:00:00.000001Z' WHERE resource = 'price/image' AND valid_from = '-infinity';
UPDATE credits.price SET valid_until = NULL WHERE resource = 'price/image' AND valid_from = '-infinity';
\set VERBOSITY default
-- fails: a unit that is not the resource's
INSERT INTO credits.price (resource, rate, valid_from) VALUES ('price/image', '1/token', '2027-01-01 00:00Z');
\echo SQLSTATE :SQLSTATE
-- fails: a unit for a resource that has none
INSERT INTO credits.price (resource, rate) VALUES ('price/plain', '1/image');
-- fails: no such resource
INSERT INTO credits.price (resource, rate) VALUES ('price/none', '1');
\echo SQLSTATE :SQLSTATE
-- fails: what a rate, a validity and a name may be
\set VERBOSITY sqlstate
INSERT INTO credits.price (resource, rate) VALUES ('price/vm', '-1/vCPU');
INSERT INTO credits.price (resource, rate) VALUES ('price/vm', 'free');
INSERT INTO credits.price (resource, rate) VALUES ('price/vm', NULL);
INSERT INTO credits.price (resource, rate) VALUES (NULL, '1');
INSERT INTO credits.price (resource, rate, valid_from, valid_until) VALUES ('price/image', '1', '2026-01-21 00:00Z', '2026-01-21 00:00Z');
INSERT INTO credits.resource (resource) VALUES ('');
INSERT INTO credits.resource (resource) VALUES (repeat('x', 256));
INSERT INTO credits.resource (resource) VALUES ('price/vm');
\set VERBOSITY default
-- a price may be moved where nothing is in its way
UPDATE credits.price SET rate = rate WHERE resource = 'price/image';
SELECT rate, valid_from, valid_until FROM credits.price WHERE resource = 'price/image' ORDER BY valid_from;

-- ---------------------------------------------------------------------------------------------
-- The price is that of the usage's own time
-- ---------------------------------------------------------------------------------------------
SET ROLE regress_credits_app;
SELECT credits.open_account('price', at => '2026-01-01 00:00Z', clock => '2026-01-15 00:00Z') > 0 AS opened;
SELECT credits.grant('price', 1000, at => '2026-01-01 00:00Z') > 0 AS granted;
SELECT at, charged, balance FROM credits.charge('price', 'price/image', at => '2026-01-09 23:59:59.999999Z');
SELECT at, charged, balance FROM credits.charge('price', 'price/image', at => '2026-01-10 00:00Z');
SELECT at, charged, balance FROM credits.charge('price', 'price/image', at => '2026-01-19 23:59:59.999999Z');
-- fails: none is in force
SELECT credits.charge('price', 'price/image', at => '2026-01-20 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.try_charge('price', 'price/image', at => '2026-01-24 23:59Z');
SELECT credits.quote('price', 'price/image', at => '2026-01-20 00:00Z');
-- fails: no such resource
SELECT credits.charge('price', 'price/none');
\echo SQLSTATE :SQLSTATE
-- what costs nothing is recorded
SELECT at, charged, credits, overage, balance FROM credits.charge('price', 'price/image', 7, at => '2026-01-25 00:00Z');
-- a price without a unit prices any resource
SELECT charged FROM credits.charge('price', 'price/plain', 2.5);

-- fails: a rate per time needs an end, one by quantity takes none
SELECT credits.charge('price', 'price/vm', 1, at => '2026-01-15 00:00Z');
\echo SQLSTATE :SQLSTATE
SELECT credits.charge('price', 'price/image', 1, at => '2026-01-15 00:00Z', until => '2026-01-15 01:00Z');
\echo SQLSTATE :SQLSTATE

-- what was billed keeps its rate, whatever becomes of the price
RESET ROLE;
BEGIN;
UPDATE credits.price SET rate = '400/image' WHERE resource = 'price/image' AND valid_until = '2026-01-10 00:00Z';
DELETE FROM credits.price WHERE resource = 'price/plain';
SELECT at, resource, quantity, rate, charged FROM credits.usage WHERE account = 'price' ORDER BY at, resource;
SELECT * FROM credits.verify('price');
-- the next one is billed by the new
SELECT charged FROM credits.charge('price', 'price/image', at => '2026-01-09 00:00Z');
ROLLBACK;

-- A price that changes from event to time cuts the interval there: what follows does not fit
INSERT INTO credits.resource (resource) VALUES ('price/changes');
INSERT INTO credits.price (resource, rate, valid_until) VALUES ('price/changes', '1/hour', '2026-01-10 00:00Z');
INSERT INTO credits.price (resource, rate, valid_from) VALUES ('price/changes', '1', '2026-01-10 00:00Z');
SELECT charged FROM credits.charge('price', 'price/changes', at => '2026-01-09 00:00Z', until => '2026-01-10 00:00Z');
-- fails: its second part is by quantity
SELECT credits.charge('price', 'price/changes', at => '2026-01-09 00:00Z', until => '2026-01-10 00:00:00.000001Z');
\echo SQLSTATE :SQLSTATE
SELECT * FROM credits.verify('price');

-- ---------------------------------------------------------------------------------------------
-- For whom and for what: the most specific price
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.resource (resource) VALUES ('price/token'), ('price/whom'), ('price/keys'), ('price/many'), ('price/size'), ('price/terms'), ('price/least');
INSERT INTO credits.plan (plan) VALUES ('price/pro'), ('price/max');
SELECT credits.open_account('price/payer', 'price/pro', clock => '2026-01-15 00:00Z') > 0, credits.open_account('price/child', parent => 'price/payer') > 0,
       credits.open_account('price/nobody', clock => '2026-01-15 00:00Z') > 0;
SELECT credits.grant('price/payer', 100000) > 0, credits.grant('price/nobody', 100000) > 0;
-- everybody's, the plan's, the payer's, the account's own; at each of them those with more attributes
INSERT INTO credits.price (resource, rate, plan, account, attributes) VALUES
    ('price/whom', '1', NULL, NULL, '{}'), ('price/whom', '2', NULL, NULL, '{"model": "x"}'), ('price/whom', '3', NULL, NULL, '{"model": "x", "io": "input"}'),
    ('price/whom', '10', 'price/pro', NULL, '{}'), ('price/whom', '30', 'price/pro', NULL, '{"model": "x", "io": "input"}'),
    ('price/whom', '100', NULL, 'price/payer', '{"model": "y"}'), ('price/whom', '1000', NULL, 'price/child', '{"model": "z"}');
SELECT u.account, a.attributes, q.charged
  FROM unnest('{price/nobody,price/payer,price/child}'::text[]) WITH ORDINALITY u (account, n)
 CROSS JOIN unnest(ARRAY[NULL, '{}', '{"model": "x"}', '{"io": "input", "model": "x", "other": [1]}', '{"model": "y"}', '{"model": "z", "io": "input"}', '{"model": ["x"]}', '{"io": "input"}']::jsonb[]) WITH ORDINALITY a (attributes, m)
 CROSS JOIN LATERAL credits.quote(u.account, 'price/whom', 1, a.attributes) q
 ORDER BY u.n, a.m;
-- an account that is on no plan, or on another, does not pay the plan's price; in a bulk statement as in a call
INSERT INTO credits.usage (account, resource, attributes) SELECT account, 'price/whom', '{"io": "input", "model": "x"}' FROM unnest('{price/nobody,price/payer,price/child}'::text[]) account;
SELECT account, charged FROM credits.usage WHERE resource = 'price/whom' ORDER BY charged, account;
-- fails: equally specific for some usage, and the message says which
INSERT INTO credits.price (resource, rate, attributes) VALUES ('price/whom', '5', '{"io": "input"}'), ('price/whom', '5', '{"region": "eu"}');
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
INSERT INTO credits.price (resource, rate) VALUES ('price/whom', '5');
INSERT INTO credits.price (resource, rate, plan) VALUES ('price/whom', '5', 'price/pro');
INSERT INTO credits.price (resource, rate, account, attributes) VALUES ('price/whom', '5', 'price/payer', '{"io": "input"}');
UPDATE credits.price SET attributes = '{"region": "eu"}' WHERE resource = 'price/whom' AND rate::text = '2';
UPDATE credits.price SET account = NULL, attributes = '{"io": "input"}' WHERE resource = 'price/whom' AND rate::text = '100';
UPDATE credits.price SET account = 'price/payer', attributes = '{"io": "input"}' WHERE resource = 'price/whom' AND rate::text = '1000';
UPDATE credits.price SET plan = NULL WHERE resource = 'price/whom' AND rate::text = '10';
\set VERBOSITY default
-- they are not ambiguous if one names a value and the other another, or at another time
BEGIN;
INSERT INTO credits.price (resource, rate, attributes) VALUES ('price/whom', '6', '{"model": "w", "region": "eu"}');
INSERT INTO credits.price (resource, rate, attributes, valid_until) VALUES ('price/token', '1', '{"a": 1}', '2026-01-01 00:00Z');
INSERT INTO credits.price (resource, rate, attributes, valid_from) VALUES ('price/token', '2', '{"b": 1}', '2026-01-01 00:00Z');
-- fails: now they overlap
UPDATE credits.price SET valid_until = '2026-01-01 00:00:00.000001Z' WHERE resource = 'price/token' AND rate::text = '1';
ROLLBACK;
-- fails: both in one statement
INSERT INTO credits.price (resource, rate, attributes) VALUES ('price/token', '1', '{"a": 1}'), ('price/token', '2', '{"b": 1}');
SELECT count(*) FROM credits.price WHERE resource = 'price/token';

-- values are compared as JSON does: 1 is 1.0, "1" is another, so are true, null and an absent one; names may be anything
INSERT INTO credits.price (resource, rate, attributes) VALUES
    ('price/keys', '1', '{}'), ('price/keys', '2', '{"n": 1.0}'), ('price/keys', '3', '{"n": "1"}'), ('price/keys', '4', '{"n": true}'), ('price/keys', '5', '{"n": null}'), ('price/keys', '6', '{"n": ""}'),
    ('price/keys', '7', '{"n": "Größe ☃ 𝄞"}'), ('price/keys', '8', '{"n": 1e2}'), ('price/keys', '9', '{"n": "Grösse"}'), ('price/keys', '10', '{"": 7, "n": -0.5}'), ('price/keys', '11', '{"n": 9, "größe": "ü"}'),
    ('price/keys', '12', '{"n": 123456789012345678901234567890.000000000000000001}');
SELECT a.attributes, q.charged
  FROM unnest(ARRAY['{"n": 1}', '{"n": 1.00}', '{"n": "1"}', '{"n": "1.0"}', '{"n": true}', '{"n": false}', '{"n": null}', '{"m": null}', '{"n": ""}', '{"n": "Größe ☃ 𝄞"}', '{"n": "Größe"}', '{"n": 100}', '{"n": "Grösse"}',
                    '{"n": -0.50, "": 7.0}', '{"n": -0.5}', '{"": 7}', '{"größe": "ü", "n": 9}', '{"GRÖSSE": "ü", "n": 9}', '{"n": [1]}', '{"n": {"n": 1}}', '{"n": 123456789012345678901234567890.000000000000000001}', '{"n": 123456789012345678901234567890}']::jsonb[]) WITH ORDINALITY a (attributes, m)
 CROSS JOIN LATERAL credits.quote('price/nobody', 'price/keys', 1, a.attributes) q ORDER BY a.m;
-- fails: the same value
INSERT INTO credits.price (resource, rate, attributes) VALUES ('price/keys', '2', '{"n": 1.000}');
\echo SQLSTATE :SQLSTATE
-- fails: what attributes of a price may be
INSERT INTO credits.price (resource, rate, attributes) VALUES ('price/keys', '2', '{"n": [1]}');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.price (resource, rate, attributes) VALUES ('price/keys', '2', '["n"]');
INSERT INTO credits.price (resource, rate, attributes) VALUES ('price/keys', '2', jsonb_build_object('n', repeat('x', 8185)));
\set VERBOSITY sqlstate
INSERT INTO credits.price (resource, rate, attributes) VALUES ('price/keys', '2', '{"m": {"n": 1}}');
INSERT INTO credits.price (resource, rate, attributes) VALUES ('price/keys', '2', '{"m": {}}');
INSERT INTO credits.price (resource, rate, attributes) VALUES ('price/keys', '2', '1');
INSERT INTO credits.price (resource, rate, attributes) VALUES ('price/keys', '2', 'null');
\set VERBOSITY default
-- NULL attributes are none; that would be the same as everybody's
BEGIN;
DELETE FROM credits.price WHERE resource = 'price/keys' AND attributes = '{}';
INSERT INTO credits.price (resource, rate, attributes) VALUES ('price/keys', '2', NULL) RETURNING attributes;
ROLLBACK;

-- 300 prices of one resource: by value, by names of other sets, by account and plan
INSERT INTO credits.price (resource, rate, attributes) SELECT 'price/many', (n || '/1')::credits.rate, jsonb_build_object('model', 'm' || n) FROM generate_series(1, 200) n;
INSERT INTO credits.price (resource, rate, attributes) SELECT 'price/many', (1000 + n)::text::credits.rate, jsonb_build_object('model', 'm' || n, 'k' || n, n) FROM generate_series(1, 60) n;
INSERT INTO credits.price (resource, rate, account, attributes) SELECT 'price/many', (2000 + n)::text::credits.rate, 'price/child', jsonb_build_object('model', 'm' || n) FROM generate_series(1, 20) n;
INSERT INTO credits.price (resource, rate, attributes, valid_from, valid_until) SELECT 'price/many', (3000 + n)::text::credits.rate, '{"model": "dated"}', d, d + '1 day'
  FROM generate_series(1, 20) n, LATERAL (SELECT '2026-01-01 00:00Z'::timestamptz + n * interval '1 day' AS d) d;
SELECT jsonb_array_length(price_keys) FROM credits.resource WHERE resource = 'price/many';
SELECT count(*) FILTER (WHERE (credits.quote('price/nobody', 'price/many', 1, jsonb_build_object('model', 'm' || n))).charged <> n::text::credits.amount) AS wrong,
       count(*) FILTER (WHERE n <= 60 AND (credits.quote('price/nobody', 'price/many', 1, jsonb_build_object('model', 'm' || n, 'k' || n, n))).charged <> (1000 + n)::text::credits.amount) AS wrong_two,
       count(*) FILTER (WHERE n <= 20 AND (credits.quote('price/child', 'price/many', 1, jsonb_build_object('model', 'm' || n, 'k' || n, n))).charged <> (2000 + n)::text::credits.amount) AS wrong_own
  FROM generate_series(1, 200) n;
SELECT at, charged FROM credits.quote('price/nobody', 'price/many', 1, '{"model": "dated"}', at => '2026-01-15 23:59:59.999999Z');
-- fails: none for these attributes; and in one call with none at all
SELECT credits.quote('price/nobody', 'price/many', 1, '{"model": "m0"}');
\echo SQLSTATE :SQLSTATE
SELECT credits.charge('price/nobody', 'price/many');

-- every pair of sets of attributes: refused where some usage could have both and neither is the more specific
INSERT INTO credits.resource (resource) VALUES ('price/pairs');
DO $$
DECLARE
	x jsonb;
	y jsonb;
	refused boolean;
	pairs int := 0;
	choices int := 0;
BEGIN
	CREATE TEMPORARY TABLE attributes ON COMMIT DROP AS
		SELECT jsonb_strip_nulls(jsonb_build_object('a', a, 'bb', b, 'c', c)) AS a
		  FROM unnest(ARRAY[NULL, 1, 2]) a, unnest(ARRAY[NULL, 'x', 'y']) b, unnest(ARRAY[NULL, true, false]) c;
	FOR x, y IN SELECT p.a, q.a FROM attributes p, attributes q LOOP
		BEGIN
			INSERT INTO credits.price (resource, rate, attributes) VALUES ('price/pairs', '1', x);
			BEGIN
				refused := true;
				INSERT INTO credits.price (resource, rate, attributes) VALUES ('price/pairs', '1', y);
				refused := false;
			EXCEPTION WHEN exclusion_violation THEN NULL;
			END;
			RAISE SQLSTATE 'ZZ000';
		EXCEPTION WHEN SQLSTATE 'ZZ000' THEN NULL;
		END;
		IF refused <> (x = y OR NOT EXISTS (SELECT FROM jsonb_each(x) v JOIN jsonb_each(y) w USING (key) WHERE v.value <> w.value)
				AND NOT y ?& ARRAY(SELECT jsonb_object_keys(x)) AND NOT x ?& ARRAY(SELECT jsonb_object_keys(y))) THEN
			RAISE NOTICE '% beside %: %', y, x, refused;
		END IF;
		pairs := pairs + 1;
		choices := choices + refused::int;
	END LOOP;
	RAISE NOTICE '% pairs, % refused', pairs, choices;
END $$;
-- thousands in one statement, sets apart among them, and the one that leaves a choice
INSERT INTO credits.price (resource, rate, attributes) SELECT 'price/pairs', '1', jsonb_build_object('n', n / 2, 'k' || n % 2, 1) FROM generate_series(2, 999, 3) n;
INSERT INTO credits.price (resource, rate, account, attributes) SELECT 'price/pairs', '1', 'price/child', jsonb_build_object('n', n) FROM generate_series(1, 3000) n;
-- fails: usage with n 2 may have k0 and k1
INSERT INTO credits.price (resource, rate, attributes) VALUES ('price/pairs', '1', '{"n": 2, "k0": 1}'), ('price/pairs', '1', '{"n": 4, "k0": 1}');
\echo SQLSTATE :SQLSTATE
DELETE FROM credits.price WHERE resource = 'price/pairs';

-- ---------------------------------------------------------------------------------------------
-- What a price may say
-- ---------------------------------------------------------------------------------------------
-- fails: each as it is said once
INSERT INTO credits.price (resource) VALUES ('price/terms');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.price (resource, rate, tiers) VALUES ('price/terms', '1', '[{"rate": "1"}]');
INSERT INTO credits.price (resource, rate, plan, account) VALUES ('price/terms', '1', 'price/pro', 'price/payer');
INSERT INTO credits.price (resource, rate, plan) VALUES ('price/terms', '1', 'price/none');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.price (resource, rate, account) VALUES ('price/terms', '1', 'price/none');
\echo SQLSTATE :SQLSTATE
INSERT INTO credits.price (resource, rate, step) VALUES ('price/terms', '1', '1 minute');
INSERT INTO credits.price (resource, rate, step) VALUES ('price/terms', '1/hour', '1 month');
INSERT INTO credits.price (resource, rate, step) VALUES ('price/terms', '1/hour', '0');
INSERT INTO credits.price (resource, rate, package) VALUES ('price/terms', '1/hour', 10);
INSERT INTO credits.price (resource, rate, package) VALUES ('price/terms', '1', 0);
INSERT INTO credits.price (resource, rate, package) VALUES ('price/terms', '1', -1);
INSERT INTO credits.price (resource, rate, package) VALUES ('price/terms', '1', 'NaN');
INSERT INTO credits.price (resource, rate, least) VALUES ('price/terms', '1', 0);
INSERT INTO credits.price (resource, rate, least, package) VALUES ('price/terms', '1', 1, 10);
INSERT INTO credits.price (resource, tiers, least) VALUES ('price/terms', '[{"rate": "1"}]', 1);
INSERT INTO credits.price (resource, rate, tier_mode) VALUES ('price/terms', '1', 'volume');
INSERT INTO credits.price (resource, rate, tier_by) VALUES ('price/terms', '1', 'pixels');
INSERT INTO credits.price (resource, tiers, tier_mode) VALUES ('price/terms', '[{"rate": "1"}]', 'best');
INSERT INTO credits.price (resource, tiers, tier_by) VALUES ('price/terms', '[{"rate": "1"}]', '');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '[{"rate": "1/hour"}]');
INSERT INTO credits.price (resource, tiers, tier_by) VALUES ('price/terms', '[{"upto": 1, "rate": "1/hour"}, {"rate": "1"}]', 'pixels');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '[{"rate": "1/token"}]');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '{"rate": "1"}');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '[]');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '[1]');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '[{"rate": 1}]');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '[{"rate": "1", "unit": "call"}]');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '[{"upto": 1, "rate": "1"}]');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '[{"rate": "1"}, {"rate": "1"}]');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '[{"upto": "1", "rate": "1"}, {"rate": "1"}]');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '[{"upto": 1, "rate": "1"}, {"upto": 1.0, "rate": "1"}, {"rate": "1"}]');
\set VERBOSITY sqlstate
INSERT INTO credits.price (resource, rate, step) VALUES ('price/terms', '1/hour', '-1 minute');
INSERT INTO credits.price (resource, rate, step) VALUES ('price/terms', '1/hour', '1 day -1 hour');
INSERT INTO credits.price (resource, rate, least) VALUES ('price/terms', '1', -1);
INSERT INTO credits.price (resource, rate, package) VALUES ('price/terms', '1', 0.0000000000000000001);
INSERT INTO credits.price (resource, rate, package) VALUES ('price/terms', '1', 'Infinity');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '1');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', 'null');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '[[]]');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '[{"upto": 0, "rate": "1"}, {"rate": "1"}]');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '[{"upto": -1, "rate": "1"}, {"rate": "1"}]');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '[{"upto": null, "rate": "1"}]');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '[{"upto": 2, "rate": "1"}, {"upto": 1, "rate": "1"}, {"rate": "1"}]');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '[{"upto": 0.0000000000000000001, "rate": "1"}, {"rate": "1"}]');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '[{"upto": 1e30, "rate": "1"}, {"rate": "1"}]');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '[{"upto": 1}, {"rate": "1"}]');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '[{"rate": "-1"}]');
INSERT INTO credits.price (resource, tiers) VALUES ('price/terms', '[{"rate": "free"}]');
INSERT INTO credits.price (resource, tiers) SELECT 'price/terms', jsonb_agg(jsonb_build_object('upto', n, 'rate', '1')) || '[{"rate": "1"}]' FROM generate_series(1, 100) n;
INSERT INTO credits.price (resource, tiers, tier_by) VALUES ('price/terms', '[{"rate": "1"}]', repeat('x', 256));
INSERT INTO credits.price (resource, rate, account) VALUES ('price/terms', '1', '');
\set VERBOSITY default
SELECT count(*) FROM credits.price WHERE resource = 'price/terms';
-- 100 tiers are good; tier_mode is filled in for tiers by quantity, and only for them
BEGIN;
INSERT INTO credits.price (resource, tiers) SELECT 'price/terms', jsonb_agg(jsonb_build_object('upto', n, 'rate', '1')) || '[{"rate": "1"}]' FROM generate_series(1, 99) n RETURNING jsonb_array_length(tiers), tier_mode, attributes, valid_from, valid_until;
INSERT INTO credits.price (resource, tiers, tier_by) VALUES ('price/size', '[{"rate": "1/hour"}]', 'pixels') RETURNING tier_mode;
ROLLBACK;

-- ---------------------------------------------------------------------------------------------
-- Tiers by an attribute: an image's size
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.price (resource, tiers, tier_by) VALUES ('price/size', '[{"upto": 1024, "rate": "4"}, {"upto": 2048, "rate": "5"}, {"rate": "7"}]', 'pixels');
SELECT p.pixels, q.charged FROM unnest(ARRAY[0.000000000000000001, 1, 1024, 1024.000000000000000001, 1025, 2048, 2049, 1e20]::numeric[]) WITH ORDINALITY p (pixels, n)
 CROSS JOIN LATERAL credits.quote('price/nobody', 'price/size', 1, jsonb_build_object('pixels', p.pixels)) q ORDER BY n;
SELECT charged FROM credits.charge('price/nobody', 'price/size', 3, '{"pixels": 1025}');
SELECT quantity, rate, terms, charged FROM credits.usage_line WHERE resource = 'price/size';
-- fails: without it, or with what is no number above 0
SELECT credits.charge('price/nobody', 'price/size', 3, '{"size": 1025}');
\echo SQLSTATE :SQLSTATE
\set VERBOSITY sqlstate
SELECT credits.charge('price/nobody', 'price/size');
SELECT credits.charge('price/nobody', 'price/size', 1, '{"pixels": "1025"}');
SELECT credits.charge('price/nobody', 'price/size', 1, '{"pixels": 0}');
SELECT credits.charge('price/nobody', 'price/size', 1, '{"pixels": -1}');
SELECT credits.charge('price/nobody', 'price/size', 1, '{"pixels": null}');
SELECT credits.charge('price/nobody', 'price/size', 1, '{"pixels": [1]}');
SELECT credits.try_charge('price/nobody', 'price/size', 1, '{"pixels": true}');
SELECT credits.quote('price/nobody', 'price/size', 1, '{"pixels": 0}');
INSERT INTO credits.usage (account, resource, attributes) VALUES ('price/nobody', 'price/size', '{"pixels": 1}'), ('price/nobody', 'price/size', '{}');
\set VERBOSITY default
-- nothing of a refused statement stays
SELECT count(*) FROM credits.usage WHERE resource = 'price/size';

-- ---------------------------------------------------------------------------------------------
-- A plan that changes in the middle of an interval cuts it: each part at its own plan's price
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.resource (resource) VALUES ('price/hours');
INSERT INTO credits.price (resource, rate, plan) VALUES ('price/hours', '1/hour', NULL), ('price/hours', '2/hour', 'price/pro'), ('price/hours', '3/hour', 'price/max');
SELECT credits.open_account('price/moves', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.grant('price/moves', 1000) > 0 AS granted;
SELECT credits.set_clock('price/moves', '2026-01-12 00:00Z');
SELECT credits.subscribe('price/moves', 'price/pro') > 0 AS subscribed;
SELECT credits.set_clock('price/moves', '2026-01-14 00:00Z');
SELECT credits.change_plan('price/moves', 'price/max') > 0 AS changed;
SELECT credits.set_clock('price/moves', '2026-01-16 00:00Z');
SELECT charged FROM credits.quote('price/moves', 'price/hours', 1, at => '2026-01-14 00:00Z', until => '2026-01-16 00:00Z');
SELECT charged FROM credits.charge('price/moves', 'price/hours', 1, at => '2026-01-11 00:00Z', until => '2026-01-16 00:00Z');
SELECT line, at, until, rate, charged, late_at FROM credits.usage WHERE account = 'price/moves' ORDER BY line;
SELECT * FROM credits.verify('price/moves');

-- ---------------------------------------------------------------------------------------------
-- What must be there to begin
-- ---------------------------------------------------------------------------------------------
INSERT INTO credits.price (resource, rate) VALUES ('price/least', '1');
UPDATE credits.resource SET least_balance = 10 WHERE resource = 'price/least';
SELECT credits.open_account('price/poor', clock => '2026-01-10 00:00Z') > 0 AS opened;
SELECT credits.grant('price/poor', 9.999999999999999999) > 0 AS granted;
-- fails: less than must be there, though it would cover the cost
SELECT credits.charge('price/poor', 'price/least', 1, key => 'least');
\echo SQLSTATE :SQLSTATE
SELECT operation, charged, credits, overage, balance, status, replayed FROM credits.try_charge('price/poor', 'price/least', 1, key => 'least');
SELECT operation, charged, credits, overage, balance, status, replayed FROM credits.quote('price/poor', 'price/least', 1);
SELECT count(*) FROM credits.activity('price/poor');
-- with the last digit it is enough, and the key is free; what is answered again asks for nothing
SELECT credits.grant('price/poor', 0.000000000000000001) > 0 AS granted;
SELECT charged, balance, replayed FROM credits.charge('price/poor', 'price/least', 1, key => 'least');
SELECT charged, balance, replayed FROM credits.charge('price/poor', 'price/least', 1, key => 'least');
SELECT status FROM credits.try_charge('price/poor', 'price/least', 1);
SELECT credits.set_overage('price/poor', true, 1);
SELECT status, balance FROM credits.try_charge('price/poor', 'price/least', 1);
SELECT status FROM credits.try_charge('price/poor', 'price/least', 1);
-- nor do the rows of a statement, nor a draw, nor what is late
INSERT INTO credits.usage (account, resource) VALUES ('price/poor', 'price/least');
SELECT charged FROM credits.consume('price/poor', 1, 'price/least');
SELECT credits.set_clock('price/poor', '2026-02-02 00:00Z');
SELECT charged, balance FROM credits.charge('price/poor', 'price/least', 1, at => '2026-01-11 00:00Z');
SELECT * FROM credits.verify();
