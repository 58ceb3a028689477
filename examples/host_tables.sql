-- A host's own tables bill themselves.  It has a table of the machines that its customers run, and one of the images that they have
-- made, as any host has; its program inserts, updates and deletes rows and knows nothing of credits.  Two triggers do the rest:
--
--   - a row of `instance` that is running costs credits for as long as it is, by its size and number, to the microsecond;
--   - a row of `image` costs credits once, by the longest side of the image.
--
-- What cannot be paid is refused to the program's own statement, and neither the row nor the charge is there.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/host_tables.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ the host's tables, as they were
CREATE TABLE instance (
    name     text PRIMARY KEY,
    customer text NOT NULL,
    size     text NOT NULL,
    nodes    int NOT NULL DEFAULT 1,
    state    text NOT NULL DEFAULT 'running',
    seen_at  timestamptz
);
CREATE TABLE image (
    id           int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer     text NOT NULL,
    prompt       text,
    longest_side int NOT NULL,
    made_at      timestamptz
);

-- ------------------------------------------------------------------------------ what is sold
-- The figures are made up.  The attributes of a price are columns of the host's tables.
INSERT INTO credits.resource (resource, unit, category) VALUES ('instance', '', 'compute'), ('image', 'image', 'making');
INSERT INTO credits.price (resource, rate, attributes) VALUES
    ('instance', '0.50/hour', '{"size": "small"}'),
    ('instance', '2/hour',    '{"size": "large"}'),
    ('instance', '24/hour',   '{"size": "gpu"}');
INSERT INTO credits.price (resource, tier_by, tiers) VALUES
    ('image', 'longest_side', '[{"upto": 1024, "rate": "4/image"}, {"upto": 2048, "rate": "5/image"}, {"rate": "7/image"}]');

-- ------------------------------------------------------------------------------ the two lines
CREATE TRIGGER bill AFTER INSERT OR UPDATE OR DELETE ON instance FOR EACH ROW
    EXECUTE FUNCTION credits.meter_rows('account=customer', 'resource:instance', 'item=name', 'quantity=nodes', 'attributes=size', 'running=state:running');
CREATE TRIGGER bill AFTER INSERT ON image REFERENCING NEW TABLE AS new_images FOR EACH STATEMENT
    EXECUTE FUNCTION credits.charge_rows('account=customer', 'resource:image', 'attributes=longest_side', 'at=made_at', 'item=id');

-- ------------------------------------------------------------------------------ images
\echo 'acme has 200 credits on March 2, and has three images made; the program inserts three rows:'
SELECT credits.open_account('acme', clock => '2026-03-02 09:00Z'), credits.grant('acme', 200) \g /dev/null
INSERT INTO image (customer, prompt, longest_side) VALUES
    ('acme', 'a lighthouse', 1024), ('acme', 'the same, at night', 1025), ('acme', 'for the wall', 8192);
SELECT i.id, i.prompt, i.longest_side, u.charged
  FROM image i JOIN credits.usage u ON u.resource = 'image' AND u.item = i.id::text ORDER BY i.id;
SELECT available FROM credits.balance('acme');

\echo 'A row that is rolled back is not billed, nor is one of two if the other is refused.  This one has no longest side to price:'
BEGIN;
INSERT INTO image (customer, longest_side) VALUES ('acme', 512);
SELECT available FROM credits.balance('acme');
ROLLBACK;
INSERT INTO image (customer, longest_side) VALUES ('acme', 512), ('acme', 0);
SELECT count(*) AS images, (SELECT available FROM credits.balance('acme')) FROM image;

-- ------------------------------------------------------------------------------ machines
\echo 'Two machines are started at 9:00.  Nothing is paid ahead; by 10:30 they have run up what they used:'
INSERT INTO instance (name, customer, size, nodes) VALUES ('web', 'acme', 'small', 3), ('db', 'acme', 'large', 1);
SELECT credits.set_clock('acme', '2026-03-02 10:30Z') \g /dev/null
SELECT item, status, quantity, burn_rate AS "an hour", started_at FROM credits.meters('acme') ORDER BY item;
SELECT available FROM credits.balance('acme');                          -- 184 - 1.5 x (3 x 0.50 + 2)

\echo 'The program goes about its business.  What makes no difference to the bill does nothing:'
UPDATE instance SET seen_at = '2026-03-02 10:30Z';
\echo 'A node more, another size, a stop; then, at noon, a start and an end:'
UPDATE instance SET nodes = 4 WHERE name = 'web';
SELECT credits.set_clock('acme', '2026-03-02 11:00Z') \g /dev/null
UPDATE instance SET size = 'small' WHERE name = 'db';
UPDATE instance SET state = 'stopped' WHERE name = 'web';
SELECT credits.set_clock('acme', '2026-03-02 12:00Z') \g /dev/null
UPDATE instance SET state = 'running' WHERE name = 'web';
DELETE FROM instance WHERE name = 'db';
SELECT credits.set_clock('acme', '2026-03-02 13:00Z') \g /dev/null
UPDATE instance SET state = 'stopped';
SELECT item, quantity AS nodes, attributes ->> 'size' AS size, at::time AS "from", until::time AS until, charged
  FROM credits.usage WHERE resource = 'instance' ORDER BY item, at;

-- ------------------------------------------------------------------------------ what is refused
\echo 'A size that has no price is not given away:'
INSERT INTO instance (name, customer, size) VALUES ('huge', 'acme', 'metal');
\echo 'Nor is a machine without a customer who is known:'
INSERT INTO instance (name, customer, size) VALUES ('web 2', 'acne', 'small');
SELECT name, state FROM instance;

-- ------------------------------------------------------------------------------ the end of the credits
\echo 'A machine with a GPU burns 24 an hour.  How long it can is known beforehand:'
INSERT INTO instance (name, customer, size) VALUES ('train', 'acme', 'gpu');
SELECT available FROM credits.balance('acme');
SELECT * FROM credits.runway('acme');
\echo 'The next day it has been suspended, at that instant and not a microsecond later.  The outbox tells the program, which is to'
\echo 'stop the machine; its row follows, and is no news to the meter:'
SELECT credits.set_clock('acme', '2026-03-03 09:00Z') \g /dev/null
SELECT event, at, facts ->> 'item' AS item FROM credits.outbox;
UPDATE instance SET state = 'stopped' WHERE name = 'train';
SELECT item, status, stopped_at FROM credits.meters('acme') WHERE item = 'train';
\echo 'Without credits an image is refused, and a machine does not start:'
INSERT INTO image (customer, longest_side) VALUES ('acme', 512);
UPDATE instance SET state = 'running' WHERE name = 'train';
SELECT name, state FROM instance;

-- ------------------------------------------------------------------------------ in bulk
\echo 'A batch of 5000 images comes in as one COPY, or as here one INSERT.  It is billed in one pass, each image at its time and size:'
SELECT credits.grant('acme', 100000, note => 'for the campaign') \g /dev/null
INSERT INTO image (customer, longest_side, made_at)
    SELECT 'acme', 512 * (1 + i % 5), timestamptz '2026-03-03 09:00Z' + i * interval '1 minute' FROM generate_series(1, 5000) i;
SELECT (attributes ->> 'longest_side')::int AS longest_side, count(*) AS images, charged AS each, count(*) * charged::numeric AS credits
  FROM credits.usage WHERE resource = 'image' AND at > '2026-03-03 09:00Z' GROUP BY 1, 3 ORDER BY 1;

\echo 'What the host asks at the end, of its customer''s usage:'
SELECT key AS day, charged FROM credits.usage_by('acme', '[2026-03-02,2026-03-08)', 'day');
SELECT key AS category, charged FROM credits.usage_by('acme', '[2026-03-02,2026-03-08)', 'category');
SELECT key AS machine, round(quantity / 3600, 2) AS "node hours", charged
  FROM credits.usage_by('acme', '[2026-03-02,2026-03-03)', 'item') WHERE key !~ '^\d+$';

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
