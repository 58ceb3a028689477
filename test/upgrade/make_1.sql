-- What 1.sql is a dump of.  It was run once, on version 1 of the tables (commit 1dc06e4), in an empty database of a PostgreSQL 15 whose
-- wall clock libfaketime moved: the books were made in November 2024 and left in March 2025, so that months were booked, forgotten,
-- and came late.  In a server started by scripts/cluster with that commit installed, CLOCK a file that all may read:
--
--     pg_ctl restart -D "$CREDITS_CLUSTER/data"      # as the server's user, with LD_PRELOAD=libfaketime.so.1 FAKETIME_NO_CACHE=1
--                                                    # FAKETIME_DONT_FAKE_MONOTONIC=1 FAKETIME_TIMESTAMP_FILE=$CLOCK
--     createdb -T template0 books && psql -X -v ON_ERROR_STOP=1 -d books -f test/upgrade/make_1.sql
--     pg_dump --no-owner -d books | sed -E '/^--/d; /^\\(un)?restrict /d' | cat -s >test/upgrade/1.sql
--
-- Run on a later version it makes other books: 1.sql stays as it is.

\! echo "$(($(date -ud '2024-11-04 08:00' +%s) - $(date +%s)))" >"$CLOCK"
SET timezone = 'UTC';
CREATE EXTENSION credits;
SELECT credits.init();

-- Months ahead are made by whoever restores.  Usage of November has a partition, all that is later goes into the default one; entries
-- have November, December, and the default one for the rest.
ALTER EVENT TRIGGER credits_keep_books DISABLE;
SELECT format('DROP TABLE %s', i.inhrelid::regclass) FROM pg_inherits i
 WHERE i.inhrelid::regclass::text ~ '_\d{6}$' AND i.inhrelid::regclass::text !~ 'entry_2024|usage_line_202411' \gexec
ALTER EVENT TRIGGER credits_keep_books ENABLE ALWAYS;

-- --------------------------------------------------------------------------------- catalogs
INSERT INTO credits.class (class, priority, lifetime, to_cycle_end) VALUES ('gift', 35, '30 days', false), ('weekly', 15, '7 days', false);
INSERT INTO credits.resource (resource, unit, category) VALUES
    ('gpu', '', 'compute'), ('vcpu', 'vCPU', 'compute'), ('disk', 'GB', 'storage'), ('token', 'token', NULL), ('image', 'image', 'media'),
    ('free', '', NULL);
INSERT INTO credits.price (resource, rate, valid_from, valid_until) VALUES
    ('gpu', '2.50/hour', '-infinity', '2024-12-10 00:00Z'), ('gpu', '3/hour', '2024-12-10 00:00Z', 'infinity'),
    ('vcpu', '0.0000045/vCPU/s', '-infinity', 'infinity'), ('disk', '1/7 GB/30 days', '-infinity', 'infinity'),
    ('token', '0.15/1M token', '-infinity', 'infinity'), ('image', '4/image', '-infinity', 'infinity'), ('free', '0', '-infinity', 'infinity');

-- --------------------------------------------------------------------------------- accounts
-- on clocks of their own, in several zones; one ahead of the wall
SELECT credits.open_account('org', time_zone => 'Europe/Berlin', currency => 'EUR', clock => '2024-10-05 00:00Z', at => '2024-10-01 00:00Z');
SELECT credits.open_account('org/' || n, parent => 'org') FROM generate_series(1, 3) n;
SELECT credits.open_account('clock ' || n, clock => '2024-10-05 00:00Z', at => '2024-09-20 00:00Z',
           time_zone => (ARRAY['UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland'])[1 + n % 4]) FROM generate_series(1, 12) n;
SELECT credits.open_account('later', clock => '2031-03-15 12:00Z', time_zone => 'Asia/Tokyo', currency => 'JPY');
SELECT credits.open_account('joins', clock => '2024-08-01 00:00Z');
SELECT credits.open_account('Zoë & "co", \ Ltd', clock => '2024-10-05 00:00Z');
-- on the wall clock
SELECT credits.open_account('wall', time_zone => 'Europe/Berlin', at => '2024-10-20 00:00Z');
SELECT credits.open_account('wall/' || n, parent => 'wall', at => '2024-10-25 00:00Z') FROM generate_series(1, 2) n;
SELECT credits.open_account('wall ' || n, time_zone => (ARRAY['UTC', 'America/New_York', 'Asia/Tokyo'])[1 + n % 3]) FROM generate_series(1, 6) n;
SELECT credits.open_account('forgotten', time_zone => 'America/New_York');
SELECT credits.open_account('never used');

-- --------------------------------------------------------------------------------- November: grants
SELECT credits.grant('org', 500, key => 'invoice 1', note => E'a note with "quotes", a \\ and a\nline', cost => 0.01);
SELECT credits.grant('org', 50, 'included'), credits.grant('org', 8, 'rollover', expires_at => '2024-12-20 00:00Z');
SELECT credits.grant('org/1', 20.000000000000000001, 'promotional', scope => ARRAY['gpu', 'token'], expires_at => '2024-11-20 12:00Z', priority => 5);
SELECT credits.grant('org', 7, effective_at => '2024-12-15 00:00Z'), credits.grant('org', 11, 'bonus', cost => 0);
SELECT credits.grant('org/2', 3, 'gift', note => 'thirty days'), credits.grant('org', 1, 'weekly', key => 'week');
SELECT credits.grant('clock ' || n, 30, CASE n % 3 WHEN 0 THEN 'included' WHEN 1 THEN 'prepaid' ELSE 'bonus' END, key => 'g' || n)
  FROM generate_series(1, 12) n;
SELECT credits.grant('clock 1', 5, scope => ARRAY['image'], expires_at => 'infinity');
SELECT credits.grant('later', 1000, 'included'), credits.grant('later', 100, expires_at => '2031-05-01 00:00Z');
SELECT credits.grant('joins', 40, 'included'), credits.grant('joins', 100, key => 'pack');
SELECT credits.grant('Zoë & "co", \ Ltd', 2.5, key => E'tab\tkey');
SELECT credits.grant('wall', 200, key => 'pack', effective_at => '2024-10-20 00:00Z'), credits.grant('wall', 20, 'included'),
       credits.grant('wall', 5, 'promotional', scope => ARRAY['token'], expires_at => '2024-12-24 00:00Z');
SELECT credits.grant('wall ' || n, 10 * n) FROM generate_series(1, 6) n;
SELECT credits.grant('forgotten', 15), credits.grant('forgotten', 9, 'included');
SELECT credits.grant('forgotten', 4, 'gift', effective_at => '2025-06-01 00:00Z');

-- --------------------------------------------------------------------------------- November: usage
SELECT credits.consume('org', 12.5, key => 'first', note => 'by hand', attributes => '{"b": [1, null], "a": "\u00e4"}');
SELECT credits.charge('org/1', 'gpu', 2, at => '2024-10-30 12:00Z', until => '2024-11-02 12:00Z', item => 'node', key => 'run');
SELECT credits.charge('org/2', 'token', 1234567, attributes => '{"model": "large"}', note => 'a million');
SELECT credits.charge('org/2', 'free'), credits.charge('org/3', 'disk', 70, at => '2024-10-05 00:00Z', until => '2024-12-12 06:00Z', item => 'vol');
SELECT credits.consume('clock 1', 6, 'image', key => 'scoped'), credits.consume('clock 2', 30);
SELECT credits.charge('later', 'vcpu', 16, at => '2031-03-20 00:00Z', until => '2031-04-09 17:00Z', item => 'batch', key => 'ahead');
SELECT credits.charge('joins', 'image', 2, key => 'two'), credits.consume('Zoë & "co", \ Ltd', 0.000000000000000001, key => 'dust');
SELECT credits.consume('wall', 3, key => 'on the wall'),
       credits.charge('wall/1', 'image', 2, at => '2024-11-01 12:00Z', key => 'one', item => 'poster');
SELECT credits.charge('wall', 'gpu', 1, at => '2024-10-31 12:00Z', until => '2024-11-02 00:00Z', item => 'node', key => 'over the month');
SELECT credits.consume('forgotten', 2), credits.consume('wall 6', 0.5, attributes => '{}');
INSERT INTO credits.usage (account, resource, quantity, at, until, item, key)
    SELECT 'clock ' || n, 'gpu', 1, '2024-10-05 00:00Z', '2024-10-05 00:00Z'::timestamptz + hours * interval '1 hour', 'item ' || hours,
           'usage ' || hours FROM generate_series(3, 12) n, generate_series(1, 3) hours;
INSERT INTO credits.usage (account, resource, quantity, item) SELECT 'wall ' || n, 'token', n * 1000, 'chat' FROM generate_series(1, 6) n;

-- --------------------------------------------------------------------------------- November: overage, clocks
SELECT credits.set_overage('org', true, 1000), credits.set_overage('clock 5', true), credits.set_overage('clock 6', true, 10),
       credits.set_overage('clock 7', true, 10), credits.set_overage('wall', true, 75.5), credits.set_overage('wall 1', true);
SELECT credits.set_overage('clock 7', false);
SELECT credits.consume('clock 5', 90, key => 'over'), credits.consume('clock 6', 22.5);
SELECT status FROM credits.try_consume('clock 6', 5000, key => 'refused');
SELECT status FROM credits.try_charge('clock 8', 'image', 5000);
SELECT credits.set_clock('joins', '2024-10-15 00:00Z'), credits.consume('joins', 1), credits.set_clock('joins', NULL);
SELECT credits.consume('joins', 1.5, key => 'late on the wall', at => '2024-09-10 00:00Z');
SELECT credits.set_clock('org', '2024-12-05 00:00Z'), credits.set_clock('clock ' || n, '2025-01-01 00:00Z') FROM generate_series(1, 8) n;

-- --------------------------------------------------------------------------------- December
\! echo "$(($(date -ud '2024-12-17 18:30' +%s) - $(date +%s)))" >"$CLOCK"
SELECT pg_sleep(0.1);
SELECT credits.charge('org', 'gpu', 1, at => '2024-10-20 00:00Z', until => '2024-10-20 06:00Z', key => 'late');
SELECT credits.consume('org', 600, key => 'over'), credits.consume('org/3', 0.25, 'gpu', at => '2024-12-06 00:00Z');
SELECT credits.charge('clock ' || n, 'image', at => '2024-10-09 10:00Z', item => 'late') FROM unnest('{1,4,5}'::int[]) n;
SELECT credits.charge('wall', 'gpu', 1, at => '2024-12-09 18:00Z', until => '2024-12-10 06:00Z', item => 'node', key => 'over the price');
SELECT credits.charge('wall/2', 'image', 1, at => '2024-11-20 00:00Z', key => 'late'), credits.grant('wall', 6, 'included', key => 'december');
SELECT credits.consume('wall ' || n, 1, key => 'december') FROM generate_series(1, 3) n;
SELECT credits.set_clock('later', '2031-06-01 00:00Z'), credits.grant('later', 1, 'gift', note => 'in June');

-- --------------------------------------------------------------------------------- February and March 2025, without partitions of their own
\! echo "$(($(date -ud '2025-02-03 11:00' +%s) - $(date +%s)))" >"$CLOCK"
SELECT pg_sleep(0.1);
INSERT INTO credits.usage (account, resource, quantity, at, item, key)
    VALUES ('wall', 'image', 3, NULL, 'poster', 'february 1'), ('wall/1', 'token', 5000000, '2025-01-15 00:00Z', NULL, 'february 2'),
           ('org/1', 'free', 1, NULL, NULL, NULL), ('wall', 'image', 3, NULL, 'poster', 'february 1');
SELECT credits.set_overage('wall', true, 80), credits.set_overage('wall 2', true, 3), credits.set_overage('wall 2', false);
SELECT credits.set_clock('org', '2025-03-01 00:00Z'), credits.set_clock('clock 1', '2025-02-10 00:00Z');
\! echo "$(($(date -ud '2025-03-30 01:30' +%s) - $(date +%s)))" >"$CLOCK"
SELECT pg_sleep(0.1);
SELECT credits.consume('wall 1', 12, key => 'march'), credits.consume('clock 2', 1, at => '2025-01-20 00:00Z') FROM credits.grant('clock 2', 4);
SELECT credits.charge('wall', 'vcpu', 8, at => '2025-02-27 00:00Z', until => '2025-03-02 00:00Z', item => 'db', key => 'march');

-- --------------------------------------------------------------------------------- what an application may add
CREATE TABLE app (account text PRIMARY KEY REFERENCES credits.account_key, spent credits.amount, price credits.rate);
INSERT INTO app SELECT account, 1.5, '2/hour' FROM credits.account_key;
CREATE VIEW overage_on AS SELECT a.account, a.overage, a.overage_cap, p.starts_at, p.closed_at
  FROM credits.account a JOIN credits.period p USING (account_id) WHERE a.overage;

-- --------------------------------------------------------------------------------- what version 1 answered
CREATE TABLE answer AS
    SELECT a.account, x.at, b.available, b.overage, b.overage_cap
      FROM credits.account a
     CROSS JOIN unnest(ARRAY[
              '2024-10-05 00:00Z', '2024-11-20 00:00Z', '2024-12-31 12:00Z', '2025-01-20 00:00Z', '2025-03-30 00:00Z']::timestamptz[]) x (at)
     CROSS JOIN LATERAL credits.balance(a.account, x.at) b
     WHERE x.at >= a.opened_at;
CREATE TABLE repeated (call text PRIMARY KEY, answer text);
INSERT INTO repeated (call) VALUES
    ($$credits.grant('org', 500, key => 'invoice 1', note => E'a note with "quotes", a \\ and a\nline', cost => 0.01)$$),
    ($$credits.grant('wall', 6, 'included', key => 'december')$$),
    ($$credits.grant('clock 9', 30.0, 'included', key => 'g9')$$),
    ($$credits.consume('org', 12.5, key => 'first', note => 'by hand', attributes => '{"a": "\u00e4", "b": [1, null]}')$$),
    ($$credits.consume('org', 600, key => 'over')$$),
    ($$credits.consume('clock 5', 90, key => 'over')$$),
    ($$credits.consume('Zoë & "co", \ Ltd', 0.000000000000000001, key => 'dust')$$),
    ($$credits.consume('joins', 1.5, key => 'late on the wall', at => '2024-09-10 00:00Z')$$),
    ($$credits.consume('wall', 3, key => 'on the wall')$$),
    ($$credits.charge('org/1', 'gpu', 2, at => '2024-10-30 12:00Z', until => '2024-11-02 12:00Z', item => 'node', key => 'run')$$),
    ($$credits.charge('org', 'gpu', 1, at => '2024-10-20 00:00Z', until => '2024-10-20 06:00Z', key => 'late')$$),
    ($$credits.charge('later', 'vcpu', 16, at => '2031-03-20 00:00Z', until => '2031-04-09 17:00Z', item => 'batch', key => 'ahead')$$),
    ($$credits.charge('wall/2', 'image', 1, at => '2024-11-20 00:00Z', key => 'late')$$),
    ($$credits.charge('wall', 'image', 3, item => 'poster', key => 'february 1')$$);
DO $$
DECLARE
    again text;
    said  text;
BEGIN
    FOR again IN SELECT call FROM repeated LOOP
        EXECUTE format('SELECT (%s)::text', again) INTO said;
        UPDATE repeated SET answer = said WHERE call = again;
    END LOOP;
END
$$;

\o
SELECT count(*) AS faults FROM credits.verify();
SELECT count(*) AS entries, count(DISTINCT account_id) AS payers, count(late_at) AS late, min(booked_at), max(booked_at) FROM credits.entry;
