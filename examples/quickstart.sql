-- The README's first screen.  Run it in a database of its own:
--
--     createdb quickstart && psql -X -d quickstart -f examples/quickstart.sql

CREATE EXTENSION credits;
SELECT credits.init();

INSERT INTO credits.resource (resource, unit) VALUES ('vcpu', 'vCPU'), ('image', 'image');
INSERT INTO credits.price (resource, rate) VALUES ('vcpu', '0.0000045/vCPU/s'), ('image', '4/image');
SELECT credits.open_account('acme', clock => '2026-01-01 00:00Z');
SELECT credits.grant('acme', 20, 'included'), credits.grant('acme', 100, key => 'invoice 7');

SELECT charged, credits, balance, replayed
  FROM credits.charge('acme', 'image', 3, at => '2026-01-13 09:00Z', key => 'job 17');
SELECT charged, credits, balance, replayed      -- the same request again: nothing is drawn twice
  FROM credits.charge('acme', 'image', 3, at => '2026-01-13 09:00Z', key => 'job 17');
SELECT charged, credits, balance                -- 4 vCPUs, held for a week, 12 hours and 20 minutes
  FROM credits.charge('acme', 'vcpu', 4, at => '2026-01-13 08:00Z', until => '2026-01-20 20:20Z');
SELECT class, granted, used, remaining FROM credits.buckets('acme');
SELECT credits.charge('acme', 'image', 100, at => '2026-01-21 12:00Z');
