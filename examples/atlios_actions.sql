-- Atlios spends credits on actions, and says what an action costs before it is taken.  The rule, in plain words:
--
--   AT5  One fix is 1 credit.  An image costs by its longest side: up to 1024 px 4, 1025 to 2048 px 5, above 2048 px 7.  The exact
--        cost is shown before.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlios_actions.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- Two rows.  The image's price has tiers by an attribute that each usage brings with it.
INSERT INTO credits.resource (resource, unit, category) VALUES ('fix', 'fix', 'AI'), ('image', 'image', 'AI');
INSERT INTO credits.price (resource, rate) VALUES ('fix', '1/fix');
INSERT INTO credits.price (resource, tier_by, tiers) VALUES ('image', 'longest_side',
    '[{"upto": 1024, "rate": "4/image"}, {"upto": 2048, "rate": "5/image"}, {"rate": "7/image"}]');

SELECT credits.open_account('zoe', clock => '2026-03-01 09:00Z') \g /dev/null
SELECT credits.grant('zoe', 100, 'included') \g /dev/null

-- ------------------------------------------------------------------------------ shown before
\echo 'AT5. zoe has 100 credits.  Before she presses a button, the page shows what it costs and what is left then:'
SELECT u.action, q.charged AS cost, q.balance AS "left then", q.status
  FROM (VALUES (1, 'fix the title',            'fix',   1, NULL::int),
               (2, 'fix 12 descriptions',      'fix',  12, NULL),
               (3, 'image, 1 x 1 px',        'image',   1,    1),
               (4, 'image, 1024 x 768 px',   'image',   1, 1024),
               (5, 'image, 600 x 1025 px',   'image',   1, 1025),
               (6, 'image, 2048 x 2048 px',  'image',   1, 2048),
               (7, 'image, 2049 x 100 px',   'image',   1, 2049),
               (8, 'image, 8192 x 8192 px',  'image',   1, 8192),
               (9, '15 images, 3000 px',     'image',  15, 3000)) u (n, action, resource, quantity, px),
       credits.quote('zoe', u.resource, u.quantity, CASE WHEN px > 0 THEN jsonb_build_object('longest_side', px) END) q
 ORDER BY n;
SELECT available AS "nothing was drawn" FROM credits.balance('zoe');

\echo 'The last would need 105: quote() says so, and what it would have cost.  The tiers end where they say; half a pixel is above:'
SELECT px AS "longest side", q.charged AS cost
  FROM (VALUES (0.5), (1024), (1024.0), (1024.000001), (1025), (2048), (2048.5), (2049), (1e9)) p (px),
       credits.quote('zoe', 'image', 1, jsonb_build_object('longest_side', px)) q;

-- ------------------------------------------------------------------------------ and then drawn
\echo 'What is shown is what is drawn.  Ten actions, each quoted and then charged:'
CREATE TEMP TABLE press (n int, resource text, quantity numeric, px int);
INSERT INTO press VALUES (1, 'fix', 1, NULL), (2, 'image', 1, 800), (3, 'image', 2, 1024), (4, 'image', 1, 1025), (5, 'fix', 12, NULL),
    (6, 'image', 3, 2048), (7, 'image', 1, 2049), (8, 'image', 4, 4000), (9, 'image', 3, 3000), (10, 'fix', 1, NULL);
CREATE TEMP TABLE pressed (n int, resource text, quantity numeric, px int, shown credits.amount, drawn credits.amount,
    "left" credits.amount, status text);
DO $$
DECLARE
    p record;
    attributes jsonb;
BEGIN
    FOR p IN SELECT * FROM press ORDER BY n LOOP
        attributes := CASE WHEN p.px IS NOT NULL THEN jsonb_build_object('longest_side', p.px) END;
        INSERT INTO pressed
            SELECT p.n, p.resource, p.quantity, p.px, q.charged, c.charged, c.balance, c.status
              FROM credits.quote('zoe', p.resource, p.quantity, attributes) q,
                   credits.try_charge('zoe', p.resource, p.quantity, attributes, key => 'press ' || p.n) c;
    END LOOP;
END $$;
SELECT * FROM pressed ORDER BY n;
SELECT sum(drawn::numeric) AS drawn, bool_and(shown::numeric = drawn::numeric) FILTER (WHERE status = 'completed') AS "as shown"
  FROM pressed;

\echo 'An image whose size is not said, or is no number, is no usage that can be priced:'
SELECT credits.quote('zoe', 'image', 1);
SELECT credits.charge('zoe', 'image', 1, '{"longest_side": "large"}');
SELECT credits.charge('zoe', 'image', 1, '{"longest_side": 0}');

-- ------------------------------------------------------------------------------ many
\echo 'A shop''s catalog of 3000 images in one statement.  The sizes are made up: 500 px and 1 px more for each.'
SELECT credits.open_account('shop', clock => '2026-03-01 00:00Z') \g /dev/null
SELECT credits.grant('shop', 20000) \g /dev/null
INSERT INTO credits.usage (account, resource, attributes, at, key)
    SELECT 'shop', 'image', jsonb_build_object('longest_side', px), '2026-03-01 12:00Z', 'image ' || px
      FROM generate_series(500, 3499) px;
SELECT rate, min((attributes->>'longest_side')::int) AS "from px", max((attributes->>'longest_side')::int) AS "to px",
       count(*) AS images, sum(charged::numeric) AS charged
  FROM credits.usage WHERE account = 'shop' GROUP BY 1 ORDER BY 2;
SELECT available, 20000 - (525 * 4 + 1024 * 5 + 1451 * 7) AS "20000 less 525 x 4 + 1024 x 5 + 1451 x 7" FROM credits.balance('shop');

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
