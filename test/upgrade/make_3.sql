-- What 3.sql is a dump of.  It was run once, on version 3 of the tables (commit 19b354a), as the head of make_1.sql says, in an empty
-- database of a PostgreSQL 15 whose wall clock libfaketime moved: the story of make_2.sql, some of its calendars left to 2.sql, and in it
-- prices of every kind, and meters that run, stopped, ran out, or run on for as long as nobody looks.  Its empty lines are gone too
-- (sed '/^$/d').
--
-- Run on a later version it makes other books: 3.sql stays as it is.

\! echo "$(($(date -ud '2025-06-02 08:00' +%s) - $(date +%s)))" >"$CLOCK"
SET timezone = 'UTC';
CREATE EXTENSION credits;
SELECT credits.init();

-- Months ahead are made by whoever restores.  June has partitions, all that is later goes into the default ones.
ALTER EVENT TRIGGER credits_keep_books DISABLE;
SELECT format('DROP TABLE %s', i.inhrelid::regclass) FROM pg_inherits i
 WHERE i.inhrelid::regclass::text ~ '_\d{6}$' AND i.inhrelid::regclass::text !~ '_202506$' \gexec
ALTER EVENT TRIGGER credits_keep_books ENABLE ALWAYS;

-- --------------------------------------------------------------------------------- catalogs
INSERT INTO credits.class (class, priority, lifetime, to_cycle_end) VALUES ('gift', 35, '30 days', false), ('cycle', 25, NULL, true);
INSERT INTO credits.resource (resource, unit, category) VALUES
    ('gpu', '', 'compute'), ('vcpu', 'vCPU', 'compute'), ('disk', 'GB', 'storage'), ('token', 'token', NULL), ('image', 'image', 'media'),
    ('free', '', NULL), ('no price', '', NULL);
INSERT INTO credits.price (resource, rate, valid_from, valid_until) VALUES
    ('gpu', '2.50/hour', '-infinity', '2025-07-10 00:00Z'), ('gpu', '3/hour', '2025-07-10 00:00Z', 'infinity'),
    ('vcpu', '0.0000045/vCPU/s', '-infinity', 'infinity'), ('disk', '1/7 GB/30 days', '-infinity', 'infinity'),
    ('token', '0.15/1M token', '-infinity', 'infinity'), ('image', '4/image', '-infinity', 'infinity'), ('free', '0', '-infinity', 'infinity');
INSERT INTO credits.currency (currency, digits) VALUES ('XPT', 5);
INSERT INTO credits.plan (plan, price, currency, cycle, billing, grace, included, priority, trial, trial_included,
                          rollover_max, rollover_min, rollover_percent, rollover_for, overage, overage_price, overage_cap, on_change) VALUES
    ('free',          0, 'USD', '1 month',  NULL,      '0',         5, NULL, NULL,         0, NULL, NULL, NULL, NULL,       false,    0, NULL, 'reset'),
    ('basic',        10, 'USD', '1 month',  NULL,      '0',        40, NULL, NULL,         0, NULL,    5, NULL, '45 days',  false,    0, NULL, 'prorate'),
    ('pro',       29.99, 'USD', '1 month',  NULL,      '3 days',  100, NULL, '14 days',   10,   30, NULL,   50, NULL,       true,  0.25,   50, 'prorate'),
    ('pro EUR',      29, 'EUR', '1 month',  NULL,      '1 day',   100, NULL, '10 days', 12.5,   40,    2, NULL, '2 months', true,  0.20,   60, 'prorate'),
    ('team EUR',     79, 'EUR', '1 month',  NULL,      '1 day',   400, NULL, NULL,         0, NULL, NULL,   25, NULL,       true, 0.155, NULL, 'prorate'),
    ('year',        240, 'USD', '1 year',   NULL,      '12:00',  1200,   15, NULL,         0, NULL, NULL, NULL, NULL,       true,  0.10,  100, 'reset'),
    ('year small',  120, 'USD', '1 year',   NULL,      '0',       500, NULL, NULL,         0, NULL, NULL, NULL, NULL,       false,    0, NULL, 'prorate'),
    ('quarter',      75, 'USD', '3 months', '1 month', '0',       300, NULL, NULL,         0, NULL, NULL,   20, NULL,       false,    0, NULL, 'reset'),
    ('week',      3.333, 'USD', '7 days',   NULL,      '1 day',    10, NULL, '3 days',     1, NULL, NULL, NULL, NULL,       false,    0, NULL, 'reset'),
    ('hours',       100, 'JPY', '480:00',   '240:00',  '0',        50, NULL, NULL,         0, NULL, NULL, NULL, NULL,       true,   3.7,   20, 'reset'),
    ('dust',   0.123456, 'XPT', '2 months', '2 months', '1 month', 0.000000000000000003, 60, NULL, 0, NULL, NULL, 33.3, NULL, true, 0.000001, NULL, 'reset');

-- prices by attributes, of a plan, in steps, with a least charge, in packages, by tiers
INSERT INTO credits.resource (resource, unit, category, at_zero, least_balance) VALUES
    ('vm', '', 'compute', 'suspend', NULL), ('batch', '', 'compute', 'terminate', NULL), ('ip', '', 'network', 'continue', NULL),
    ('pod', '', 'compute', 'suspend', 0.5), ('job', '', 'compute', 'terminate', NULL), ('frame', 'frame', 'media', 'suspend', 2),
    ('call', 'call', NULL, 'suspend', NULL), ('request', 'request', NULL, 'suspend', NULL), ('traffic', 'GB', 'network', 'suspend', NULL),
    ('mail', '', NULL, 'suspend', NULL);
INSERT INTO credits.price (resource, rate, plan, attributes, valid_from, valid_until) VALUES
    ('vm', '1/hour', NULL, '{}', '-infinity', '2025-07-10 00:00Z'), ('vm', '1.2/hour', NULL, '{}', '2025-07-10 00:00Z', 'infinity'),
    ('vm', '1.5/hour', NULL, '{"zone": "eu"}', NULL, NULL), ('vm', '10/3/hour', NULL, '{"zone": "eu", "size": 2}', NULL, NULL),
    ('vm', '0.8/hour', 'pro', '{}', NULL, NULL), ('batch', '1/hour', NULL, '{}', NULL, NULL), ('ip', '0.1/hour', NULL, '{}', NULL, NULL);
INSERT INTO credits.price (resource, rate, step, least, package) VALUES
    ('pod', '0.5/min', '1 minute', NULL, NULL), ('job', '1/hour', '10 minutes', 1.25, NULL), ('mail', '0.01', NULL, 0.05, NULL), ('call', '0.002/call', NULL, NULL, 100);
INSERT INTO credits.price (resource, tiers, tier_mode, tier_by, package) VALUES
    ('request', '[{"upto": 10, "rate": "0"}, {"upto": 100.5, "rate": "0.1/request"}, {"rate": "0.05"}]', NULL, NULL, NULL),
    ('traffic', '[{"upto": 10, "rate": "2/GB"}, {"upto": 50, "rate": "1/GB"}, {"rate": "0.9"}]', 'volume', NULL, 5),
    ('frame', '[{"upto": 1024, "rate": "0.5/frame"}, {"rate": "4"}]', NULL, 'side', NULL);

-- --------------------------------------------------------------------------------- accounts
-- on clocks of their own, in several zones; one ahead of the wall; one of each story below
SELECT credits.open_account('org', 'pro EUR', time_zone => 'Europe/Berlin', currency => 'EUR', clock => '2025-03-20 22:30Z');
SELECT credits.open_account('org/' || n, parent => 'org') FROM generate_series(1, 3) n;
SELECT credits.open_account('clock ' || n, (ARRAY['basic', 'pro', 'pro', 'basic', 'year', 'quarter', 'week', 'basic', 'hours', 'dust', 'pro', NULL])[n],
           currency => CASE n WHEN 9 THEN 'JPY' WHEN 10 THEN 'XPT' ELSE 'USD' END,
           clock => CASE WHEN n IN (1, 10) THEN '2025-03-31 10:00Z' ELSE '2025-05-05 00:00Z' END::timestamptz,
           time_zone => (ARRAY['UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland'])[1 + n % 4]) FROM unnest('{1,4,9,10,11,12}'::int[]) n;
SELECT credits.open_account('later', 'year', clock => '2031-03-15 12:00Z', time_zone => 'Asia/Tokyo');
SELECT credits.open_account('Zoë & "co", \ Ltd', 'free', clock => '2025-05-05 00:00Z');
-- with meters, and with counters
SELECT credits.open_account('runs', clock => '2025-05-05 00:00Z', time_zone => 'Europe/Berlin'), credits.open_account('runs/1', parent => 'runs'),
       credits.open_account('counts', clock => '2025-05-05 00:00Z'), credits.open_account('counts/1', parent => 'counts'),
       credits.open_account('out', clock => '2025-05-05 00:00Z'), credits.open_account('over', 'pro', clock => '2025-05-05 00:00Z');
INSERT INTO credits.price (resource, account, rate, attributes) VALUES ('vm', 'runs', '0.5/hour', '{"zone": "eu"}'), ('vm', 'runs/1', '0.25/hour', '{}');
-- on the wall clock
SELECT credits.open_account('wall', 'pro', time_zone => 'Europe/Berlin', at => '2025-05-31 21:15Z');
SELECT credits.open_account('wall/' || n, parent => 'wall', at => '2025-06-01 00:00Z') FROM generate_series(1, 2) n;
SELECT credits.open_account('wall ' || n, (ARRAY['basic', 'year', NULL, NULL, NULL])[n],
           time_zone => (ARRAY['UTC', 'America/New_York', 'Asia/Tokyo'])[1 + n % 3], at => '2025-06-02 06:00Z') FROM unnest('{1,2,4,5}'::int[]) n;
SELECT credits.open_account('host ' || n, (ARRAY['pro', NULL, NULL, 'free'])[n], at => '2025-06-02 06:00Z') FROM generate_series(1, 4) n;
SELECT credits.open_account('host 1/1', parent => 'host 1', at => '2025-06-02 07:00Z');
SELECT credits.open_account('forgotten', 'pro', time_zone => 'Asia/Kathmandu');
SELECT credits.open_account('never used', 'year small'), credits.open_account('no plan');

-- --------------------------------------------------------------------------------- June: grants
SELECT credits.grant('org', 500, key => 'invoice 1', note => E'a note with "quotes", a \\ and a\nline', cost => 0.01);
SELECT credits.grant('org', 50, 'cycle'), credits.grant('org', 8, 'rollover', expires_at => '2025-05-20 00:00Z');
SELECT credits.grant('org/1', 20.000000000000000001, 'promotional', scope => ARRAY['gpu', 'token'], expires_at => '2025-04-20 12:00Z', priority => 5);
SELECT credits.grant('org', 7, effective_at => '2025-05-15 00:00Z'), credits.grant('org/2', 3, 'gift', note => 'thirty days');
SELECT credits.grant('clock 1', 5, scope => ARRAY['image'], expires_at => 'infinity'), credits.grant('clock 4', 12, 'bonus', key => 'g4');
SELECT credits.grant('later', 100, expires_at => '2031-05-01 00:00Z');
SELECT credits.grant('Zoë & "co", \ Ltd', 2.5, key => E'tab\tkey');
SELECT credits.grant('wall', 20, key => 'pack', effective_at => '2025-06-01 00:00Z'), credits.grant('wall', 2, 'cycle'),
       credits.grant('wall', 5, 'promotional', scope => ARRAY['token'], expires_at => '2025-06-24 00:00Z');
SELECT credits.grant('wall ' || n, 10 * n) FROM generate_series(4, 5) n;
SELECT credits.grant('forgotten', 15), credits.grant('forgotten', 4, 'gift', effective_at => '2025-12-01 00:00Z');
SELECT credits.grant('runs', 150), credits.grant('runs', 30, 'promotional', scope => ARRAY['vm'], expires_at => '2025-05-06 00:00Z'),
       credits.grant('counts', 500), credits.grant('out', 10), credits.grant('host 1', 30), credits.grant('host 2', 60), credits.grant('host 3', 12);

-- recurring: beside a plan and without one, of a child, carried over, ending, and begun in the past
SELECT credits.grant_every('org/2', 1.5, '1 month', 'promotional', key => 'monthly');
SELECT credits.grant_every('clock 12', 10, '7 days', rollover_max => 15, rollover_for => '20 days', key => 'weekly'),
       credits.grant_every('clock 12', 3, '36:00', 'bonus', 3, until => '2025-05-08 00:00Z'), credits.grant_every('clock 1', 2, '1 month');
SELECT credits.grant_every('wall 5', 4, '1 month', 'prepaid', rollover_max => 6), credits.grant_every('wall 1', 1, '20 days');
SELECT credits.grant_every('no plan', 1, '1 month', until => '2025-09-15 00:00Z', key => 'until');

-- --------------------------------------------------------------------------------- June: usage
SELECT credits.consume('org', 2.5, key => 'first', note => 'by hand', attributes => '{"b": [1, null], "a": "\u00e4"}');
SELECT credits.set_clock('org', '2025-04-02 00:00Z');
SELECT credits.charge('org/1', 'gpu', 2, at => '2025-03-30 00:30Z', until => '2025-04-01 12:00Z', item => 'node', key => 'run');
SELECT credits.charge('org/2', 'token', 1234567, attributes => '{"model": "large"}', note => 'a million');
SELECT credits.charge('org/2', 'free'), credits.charge('org/3', 'disk', 70, at => '2025-03-30 00:00Z', until => '2025-05-12 06:00Z', item => 'vol');
SELECT credits.consume('clock 1', 6, 'image', key => 'scoped'), credits.consume('clock 4', 30);
SELECT credits.charge('later', 'vcpu', 16, at => '2031-03-20 00:00Z', until => '2031-04-09 17:00Z', item => 'batch', key => 'ahead');
SELECT credits.consume('Zoë & "co", \ Ltd', 0.000000000000000001, key => 'dust');
SELECT credits.consume('clock 9', 30, key => 'yen'), credits.consume('clock 10', 0.000000000000000002), credits.consume('clock 12', 4);
SELECT credits.consume('wall', 3, key => 'on the wall'),
       credits.charge('wall/1', 'image', 2, at => '2025-06-01 12:00Z', key => 'one', item => 'poster');
SELECT credits.consume('forgotten', 2), credits.consume('wall 5', 0.5, attributes => '{}'), credits.consume('wall 2', 50, note => 'of the year');
INSERT INTO credits.usage (account, resource, quantity, at, until, item, key)
    SELECT 'clock ' || n, 'gpu', 1, '2025-05-05 00:00Z', '2025-05-05 00:00Z'::timestamptz + hours * interval '20 minutes', 'item ' || hours,
           'usage ' || hours FROM unnest('{4,11,12}'::int[]) n, generate_series(1, 2) hours;
COPY credits.usage (account, resource, quantity, attributes, at, until, item, key) FROM stdin;
wall 1	token	1000	{"model": "small"}	\N	\N	chat	copy 1
wall 2	gpu	0.5	\N	2025-06-02 07:00Z	2025-06-02 07:45Z	node	copy 1
wall/2	vcpu	4	\N	2025-06-01 00:00Z	2025-06-02 08:00Z	db	\N
wall 2	gpu	0.5	\N	2025-06-02 07:00Z	2025-06-02 07:45Z	node	copy 1
wall 5	free	\N	\N	\N	\N	\N	\N
wall 2	disk	100.25	\N	2025-06-02 06:00Z	2025-06-02 08:00Z	vol	copy 2
\.

-- --------------------------------------------------------------------------------- counters: packages, tiers, what volume gives back, late
SELECT credits.charge('counts', 'call', 150, key => 'two packages'), credits.charge('counts/1', 'call', 49.5), credits.charge('counts', 'call', 1);
SELECT credits.charge('counts', 'request', 8), credits.charge('counts/1', 'request', 95.5, key => 'over two tiers'), credits.charge('counts', 'request', 40);
SELECT credits.charge('counts', 'traffic', 9, item => 'line'), credits.charge('counts/1', 'traffic', 0.5), credits.charge('counts', 'traffic', 2, key => 'gives back');
INSERT INTO credits.usage (account, resource, quantity, item, key) VALUES
    ('counts', 'traffic', 30, NULL, 'bulk 1'), ('counts/1', 'traffic', 15, 'line', 'bulk 2'), ('counts', 'request', 5, NULL, 'bulk 3'), ('counts', 'traffic', 30, NULL, 'bulk 1');
SELECT credits.charge('counts', 'frame', 3, '{"side": 1024, "model": "x"}'), credits.charge('counts', 'frame', 1, '{"side": 1024.5}', item => 'poster'),
       credits.charge('counts', 'mail', 2), credits.charge('counts', 'mail', 100, '{"to": null}');
SELECT status FROM credits.try_charge('counts', 'frame', 1000, '{"side": 2000}');
SELECT credits.set_clock('counts', '2025-06-03 00:00Z'), credits.charge('counts', 'call', 51), credits.charge('counts', 'request', 60);
SELECT credits.charge('counts', 'request', 50, at => '2025-05-31 23:59Z', key => 'late'), credits.charge('counts', 'traffic', 40, at => '2025-05-20 00:00Z'),
       credits.charge('counts', 'traffic', 12);
-- runs that are booked: with steps, with a least charge
SELECT credits.charge('counts', 'pod', 1, at => '2025-06-01 00:00Z', until => '2025-06-01 00:00:20Z', item => 'pod'),
       credits.charge('counts', 'pod', 1, at => '2025-06-01 00:00:20Z', until => '2025-06-01 00:01:10Z', item => 'pod'),
       credits.charge('counts', 'pod', 1, at => '2025-06-01 00:01:10Z', until => '2025-06-01 00:02:00.000001Z');
INSERT INTO credits.usage (account, resource, quantity, at, until, item) VALUES
    ('counts/1', 'job', 2, '2025-05-31 23:50Z', '2025-06-01 00:15Z', 'job'), ('counts/1', 'job', 2, '2025-06-01 00:15Z', '2025-06-01 01:00Z', 'job');
SELECT credits.ingest('{"specversion": "1.0", "source": "/meters", "id": "1", "type": "token", "subject": "counts", "time": "2025-06-02T00:00:00Z",
                        "data": {"quantity": 100000, "model": "small"}}');

-- --------------------------------------------------------------------------------- meters: stopped, changed in the past, out of credit, in overage
SELECT credits.start('runs', 'vm', 'a', 2, '{"zone": "eu"}'), credits.start('runs', 'vm', 'b', 1, '{"zone": "us", "size": 2}'),
       credits.start('runs/1', 'vm', 'a'), credits.start('runs/1', 'pod', 'p', 0.1), credits.start('runs', 'job', 'j', 1.5);
SELECT credits.set_clock('runs', '2025-05-05 00:10:30Z'), credits.stop('runs/1', 'p', at => '2025-05-05 00:07:01Z'), credits.stop('runs', 'j');
SELECT credits.set_clock('runs', '2025-05-05 12:00Z'), credits.resize('runs', 'vm', 'a', 3);
SELECT credits.set_clock('runs', '2025-05-06 06:00Z'), credits.settle('runs', '2025-05-06 03:00Z'), credits.resize('runs', 'vm', 'a', 1, '2025-05-05 20:00Z'),
       credits.stop('runs', 'b', at => '2025-05-05 18:00Z');
SELECT credits.consume('runs/1', 1.5, 'vm'), credits.charge('runs', 'vm', 1, at => '2025-05-05 00:00Z', until => '2025-05-05 00:30Z', item => 'a');
SELECT credits.stop('runs/1', 'a', 'vm'), credits.start('runs/1', 'vm', 'a', 0), credits.start('runs', 'ip', 'a', 4);
SELECT credits.set_clock('runs', '2025-06-02 00:00Z'), credits.stop('runs', 'a', 'vm', '2025-06-01 23:00Z'), credits.resize('runs', 'ip', 'a', 0.25, '2025-06-01 12:00Z');
SELECT credits.start('out', 'vm', 'first'), credits.start('out', 'vm', 'second', 0.1, '{"zone": "eu", "size": 2}'), credits.start('out', 'batch', 'night', 2),
       credits.start('out', 'ip', 'address', 3);
SELECT credits.set_clock('out', '2025-05-06 00:00Z'), credits.grant('out', 5), credits.start('out', 'vm', 'first'), credits.stop('out', 'second');
SELECT credits.set_clock('out', '2025-05-07 00:00Z'), credits.set_clock('out', '2025-06-02 00:00Z'), credits.grant('out', 0.5);
SELECT credits.set_overage('over', true, 20), credits.start('over', 'vm', 'node', 0.25, '{"zone": "eu"}'), credits.set_clock('over', '2025-05-25 00:00Z');
SELECT credits.set_clock('over', '2025-06-20 00:00Z'), credits.start('over', 'vm', 'node', 1), credits.start('over', 'batch', 'night');
-- on the wall clock; the second's credit ends in July, nobody having looked, the third's within the day
SELECT credits.start('host 1', 'vm', 'web', 0.05), credits.start('host 1/1', 'ip', 'web', 0.25), credits.start('host 2', 'vm', 'db', 0.05), credits.start('host 2', 'pod', 'p', 0.0001),
       credits.start('host 3', 'vm', 'node'), credits.start('host 3', 'batch', 'night', 0.5), credits.start('host 4', 'ip', 'address', 0.5, at => '2025-06-02 07:00Z');

-- --------------------------------------------------------------------------------- overage: the plan's, an account's own, off, without a plan
SELECT credits.set_overage('clock 1', true, 10), credits.set_overage('clock 11', true),
       credits.set_overage('wall 4', true, 30), credits.set_overage('wall 5', true);
SELECT credits.set_overage('wall 5', false);
SELECT credits.consume('clock 9', 35, key => 'over');
SELECT status FROM credits.try_consume('clock 9', 5000, key => 'refused');
SELECT status FROM credits.try_charge('clock 1', 'image', 5000);

-- --------------------------------------------------------------------------------- changes, on clocks
-- up and down in one cycle, prorated; overage fixed at the old price; then down at the end of the cycle
SELECT credits.set_clock('clock 4', '2025-05-15 09:00Z'), credits.change_plan('clock 4', 'pro', key => 'up');
SELECT credits.consume('clock 4', 90), credits.set_clock('clock 4', '2025-05-20 09:00Z');
SELECT credits.change_plan('clock 4', 'basic', at_cycle_end => false), credits.set_clock('clock 4', '2025-05-22 17:45:00.000001Z');
SELECT credits.change_plan('clock 4', 'pro'), credits.change_plan('clock 4', 'basic'), credits.set_clock('clock 4', '2025-06-05 08:00Z');
SELECT credits.set_clock('clock ' || n, '2025-06-10 00:00Z') FROM unnest('{1,9,10}'::int[]) n;
SELECT credits.set_clock('clock 12', '2025-05-20 00:00Z');

-- --------------------------------------------------------------------------------- paying
SELECT credits.set_clock('clock 11', '2025-06-25 00:00Z'), credits.consume('clock 11', 177);
SELECT credits.set_clock('clock 11', '2025-07-25 00:00Z');
CREATE FUNCTION pg_temp.invoice(text, n int) RETURNS bigint LANGUAGE sql AS $$
    SELECT i.invoice FROM credits.invoices($1) i ORDER BY i.starts_at OFFSET n - 1 LIMIT 1 $$;
SELECT credits.invoice_failed('clock 11', pg_temp.invoice('clock 11', 2)),
       credits.invoice_paid('clock 11', pg_temp.invoice('clock 11', 2), '2025-07-24 00:00Z');
SELECT credits.invoice_failed('clock 11', pg_temp.invoice('clock 11', 3), '2025-07-24 00:00Z'), credits.reactivate('clock 11');
SELECT credits.invoice_failed('clock 11', pg_temp.invoice('clock 11', 3)), credits.cancel('clock 11');
SELECT credits.invoice_paid('clock 1', pg_temp.invoice('clock 1', 1)), credits.invoice_failed('clock 1', pg_temp.invoice('clock 1', 2));

-- --------------------------------------------------------------------------------- June 20
\! echo "$(($(date -ud '2025-06-20 18:30' +%s) - $(date +%s)))" >"$CLOCK"
SELECT pg_sleep(0.1);
CALL credits.run();
SELECT credits.set_clock('org', '2025-05-02 00:00Z'), credits.consume('org', 440, key => 'over');
SELECT credits.change_plan('org', 'team EUR'), credits.consume('org/3', 0.25, 'gpu', at => '2025-04-30 23:00Z');
SELECT credits.charge('org', 'gpu', 1, at => '2025-04-05 00:00Z', until => '2025-04-05 06:00Z', key => 'late'),
       credits.set_clock('org', '2025-06-12 00:00Z');
SELECT credits.charge('clock ' || n, 'image', at => '2025-05-09 10:00Z', item => 'late') FROM unnest('{1,4}'::int[]) n;
SELECT credits.change_plan('wall 1', 'pro', key => 'up'), credits.consume('wall 1', 60),
       credits.charge('wall 2', 'image', 5, item => 'poster');
SELECT credits.grant('wall', 6, 'included', key => 'june'), credits.subscribe('wall 5', 'quarter', at => '2025-06-15 00:00Z');
SELECT credits.stop('host 3', 'night'), credits.settle('host 1', '2025-06-20 12:00Z'), credits.resize('host 1', 'vm', 'web', 0.08, '2025-06-20 06:00Z');

-- --------------------------------------------------------------------------------- July, without partitions of its own: trials have ended, a price has changed
\! echo "$(($(date -ud '2025-07-14 10:00' +%s) - $(date +%s)))" >"$CLOCK"
SELECT pg_sleep(0.1);
SELECT credits.charge('wall', 'gpu', 1, at => '2025-07-09 18:00Z', until => '2025-07-10 06:00Z', item => 'node', key => 'over the price');
SELECT credits.charge('wall/2', 'image', 1, at => '2025-06-07 00:00Z', key => 'late'),
       credits.consume('wall', 120), credits.consume('wall 2', 1, key => 'july');
INSERT INTO credits.usage (account, resource, quantity, at, item)
    SELECT 'wall ' || n, 'token', n * 1000000, '2025-06-28 00:00Z', 'chat' FROM unnest('{1,2,5}'::int[]) n;
SELECT credits.settle('host 1', '2025-07-12 00:00Z'), credits.start('host 1', 'job', 'nightly', 0.2, at => '2025-07-14 09:00Z');

-- --------------------------------------------------------------------------------- August
\! echo "$(($(date -ud '2025-08-10 11:00' +%s) - $(date +%s)))" >"$CLOCK"
SELECT pg_sleep(0.1);
INSERT INTO credits.usage (account, resource, quantity, at, item, key)
    VALUES ('wall', 'image', 3, NULL, 'poster', 'august 1'), ('wall/1', 'token', 5000000, '2025-07-10 00:00Z', NULL, 'august 2'),
           ('org/1', 'free', 1, NULL, NULL, NULL), ('wall', 'image', 3, NULL, 'poster', 'august 1');
SELECT credits.end_grants('wall 5', s.id) FROM credits.subscription s
  JOIN credits.account a ON a.account_id = s.account_id AND a.account = 'wall 5' WHERE s.plan IS NULL;
SELECT credits.invoice_paid('wall', pg_temp.invoice('wall', 2)), credits.invoice_failed('wall 1', pg_temp.invoice('wall 1', 1));
SELECT credits.change_plan('wall 2', 'year small', key => 'next year'), credits.set_overage('wall 2', true, 80);
SELECT credits.set_clock('clock 9', '2025-07-20 00:00Z'), credits.cancel('clock 9'), credits.set_clock('clock 10', '2025-09-15 00:00Z');
\! echo "$(($(date -ud '2025-08-17 00:30' +%s) - $(date +%s)))" >"$CLOCK"
SELECT pg_sleep(0.1);
SELECT credits.stop('host 1', 'nightly', at => '2025-08-16 12:00Z'), credits.grant('host 3', 30), credits.start('host 3', 'vm', 'node', 1, '{"zone": "eu"}', '2025-08-16 20:00Z');
CALL credits.run();
SELECT credits.charge('wall', 'vcpu', 8, at => '2025-08-15 00:00Z', until => '2025-08-17 00:30Z', item => 'db', key => 'db');

\! echo "$(($(date -ud '2025-08-25 01:30' +%s) - $(date +%s)))" >"$CLOCK"
SELECT pg_sleep(0.1);
SELECT credits.consume('wall 1', 2, key => 'left'), credits.change_plan('wall 1', 'basic', at_cycle_end => false);
SELECT credits.consume('org', 3), credits.subscribe('no plan', 'week', key => 'left');
SELECT credits.grant('host 2', 3), credits.start('host 2', 'vm', 'db', 0.01), credits.start('host 1', 'vm', 'web', 0.08);
SELECT credits.open_account('tries', 'pro', at => '2025-08-20 00:00Z'), credits.consume('tries', 2.5);
SELECT credits.charge('wall', 'gpu', 1, at => '2025-08-14 06:00Z', until => '2025-08-16 00:00Z', item => 'node', key => 'left');
SELECT credits.grant_every('tries', 2, '1 day', 'gift', rollover_for => '3 days', until => '2026-01-01 00:00Z', key => 'daily');

-- --------------------------------------------------------------------------------- what an application may add
CREATE TABLE app (account text PRIMARY KEY REFERENCES credits.account_key, spent credits.amount, price credits.rate,
                  plan text REFERENCES credits.plan);
INSERT INTO app SELECT account, 1.5, '2/hour', 'pro' FROM credits.account_key WHERE account LIKE 'wall%';
CREATE VIEW costs AS SELECT a.account, l.resource, l.quantity, l.rate, l.charged, p.rate AS now
  FROM credits.usage_line l JOIN credits.account a USING (account_id, user_id)
  JOIN credits.price p ON p.resource = l.resource AND p.valid_until = 'infinity';
CREATE VIEW priced AS SELECT l.operation, l.line, l.resource, l.item, l.counted, l.terms, l.run_at, p.tiers, p.least, p.attributes
  FROM credits.usage_line l JOIN credits.price p ON p.id = l.price_id;
CREATE VIEW running AS SELECT a.account, a.meters, m.item, m.settled_to FROM credits.account a JOIN credits.meter m USING (account_id, user_id) WHERE m.status = 'running';
CREATE VIEW told AS SELECT a.account, o.event, o.at, o.facts FROM credits.outbox o JOIN credits.account a USING (account_id, user_id);
CREATE VIEW billed AS SELECT u.account, u.rate, u.charged, r.unit FROM credits.usage u JOIN credits.resource r USING (resource);
-- tables that bill themselves
CREATE TABLE instance (id int PRIMARY KEY, owner text NOT NULL, size numeric NOT NULL, zone text, running boolean NOT NULL DEFAULT true);
CREATE TRIGGER meter AFTER INSERT OR UPDATE OR DELETE ON instance FOR EACH ROW EXECUTE FUNCTION
    credits.meter_rows('account=owner', 'resource:vm', 'item=id', 'quantity=size', 'attributes=zone', 'running=running');
CREATE TABLE poster (id int PRIMARY KEY, owner text NOT NULL, side numeric, frames numeric);
CREATE TRIGGER bill AFTER INSERT ON poster REFERENCING NEW TABLE AS new FOR EACH STATEMENT EXECUTE FUNCTION
    credits.charge_rows('account=owner', 'resource:frame', 'quantity=frames', 'attributes=side', 'key=id');
INSERT INTO instance (id, owner, size, zone) VALUES (1, 'host 1', 0.01, NULL), (2, 'counts/1', 0.5, 'eu'), (3, 'counts/1', 0.5, 'us');
INSERT INTO poster VALUES (1, 'host 1', 512, 3), (2, 'counts', 4096, 0.5);
UPDATE instance SET size = 0.75 WHERE id = 2;
UPDATE instance SET running = false WHERE id = 3;

-- --------------------------------------------------------------------------------- what version 3 answered
-- each statement with how many rows it answered, and their digest; all are of an instant, of every account, and name their columns.
-- What runs on the wall clock counts in a statement until now, so it is left out there; and it has no runway in the past.
CREATE TABLE said (query text PRIMARY KEY, rows int, digest text);
INSERT INTO said (query)
    SELECT format($f$SELECT a.account, %s FROM credits.account a, credits.%s x WHERE a.opened_at <= %L%s$f$, q.columns, format(q.call, x.at), x.at,
                  CASE WHEN q.call ~ '^statement' THEN ' AND a.account NOT LIKE ''host%'' ' END)
      FROM unnest(ARRAY['2025-05-20 00:00Z', '2025-06-20 00:00Z', '2025-08-24 00:00Z', '2026-02-01 00:00Z']::timestamptz[]) x (at)
     CROSS JOIN (VALUES
         ('balance(a.account, %L)', 'x.available, x.held, x.owed, x.accrued, x.overage, x.overage_cap'),
         ('meters(a.account, %L)', 'x.account_name, x.resource, x.item, x.status, x.quantity, x.started_at, x.stopped_at, x.unpaid_since, '
                                'x.accrued, x.burn_rate, x.attributes'),
         ('current_plan(a.account, %L)', 'x.plan, x.status, x.since, x.trial_ends_at, x.period_starts_at, x.period_ends_at, '
                                      'x.renews_at, x.ends_at, x.next_plan, x.price, x.included, x.used, x.remaining'),
         ('buckets(a.account, %L)', 'x.class, x.priority, x.scope, x.granted, x.used, x.held, x.remaining, x.effective_at, '
                                 'x.expires_at, x.cost, x.note'),
         ('statement(a.account, %L)', 'x.line, x.kind, x.description, x.class, x.quantity, x.unit_price, x.amount'),
         ('invoices(a.account, until => %L)', 'x.starts_at, x.ends_at, x.finalized_at, x.currency, x.total, x.status, x.paid_at, x.failed_at'),
         ('activity(a.account, until => %L)', 'x.at, x.kind, x.description, x.amount, x.status, x.reference')) q (call, columns);
INSERT INTO said (query)
    SELECT format($f$SELECT x.* FROM credits.usage_by(%L, '[2025-03-01 00:00Z, 2025-08-01 00:00Z)', %L) x$f$, account, by)
      FROM unnest('{runs,counts,host 1,wall}'::text[]) account, unnest('{item,day}'::text[]) by
    UNION ALL
    SELECT format($f$SELECT a.account, x.* FROM credits.account a, credits.runway(a.account, %L) x WHERE a.clock <= %L$f$, x.at, x.at)
      FROM unnest('{2025-06-20 00:00Z, 2026-02-01 00:00Z}'::timestamptz[]) x (at)
    UNION ALL
    SELECT format($f$SELECT x.* FROM credits.replay(%L, %L, '[2025-05-05 00:00Z, 2025-07-01 00:00Z)') x$f$, account, plan)
      FROM unnest('{runs,counts}'::text[]) account, unnest('{free,pro}'::text[]) plan;
CREATE TABLE repeated (call text PRIMARY KEY, answer text);
INSERT INTO repeated (call) VALUES
    ($$credits.grant('org', 500, key => 'invoice 1', note => E'a note with "quotes", a \\ and a\nline', cost => 0.01)$$),
    ($$credits.grant('wall', 6, 'included', key => 'june')$$),
    ($$credits.grant_every('org/2', 1.50, '1 month', 'promotional', key => 'monthly')$$),
    ($$credits.grant_every('clock 12', 10, '7 days', rollover_max => 15, rollover_for => '20 days', key => 'weekly')$$),
    ($$credits.grant_every('no plan', 1, '1 month', until => '2025-09-15 00:00Z', key => 'until')$$),
    ($$credits.subscribe('no plan', 'week', key => 'left')$$),
    ($$credits.change_plan('clock 4', 'pro', key => 'up')$$),
    ($$credits.change_plan('wall 2', 'year small', key => 'next year')$$),
    ($$credits.consume('org', 2.50, key => 'first', note => 'by hand', attributes => '{"a": "\u00e4", "b": [1, null]}')$$),
    ($$credits.consume('org', 440, key => 'over')$$),
    ($$credits.consume('clock 9', 35, key => 'over')$$),
    ($$credits.consume('Zoë & "co", \ Ltd', 0.000000000000000001, key => 'dust')$$),
    ($$credits.consume('wall', 3, key => 'on the wall')$$),
    ($$credits.charge('org/1', 'gpu', 2, at => '2025-03-30 00:30Z', until => '2025-04-01 12:00Z', item => 'node', key => 'run')$$),
    ($$credits.charge('org', 'gpu', 1, at => '2025-04-05 00:00Z', until => '2025-04-05 06:00Z', key => 'late')$$),
    ($$credits.charge('later', 'vcpu', 16, at => '2031-03-20 00:00Z', until => '2031-04-09 17:00Z', item => 'batch', key => 'ahead')$$),
    ($$credits.charge('wall/2', 'image', 1, at => '2025-06-07 00:00Z', key => 'late')$$),
    ($$credits.charge('wall 2', 'gpu', 0.5, at => '2025-06-02 07:00Z', until => '2025-06-02 07:45Z', item => 'node', key => 'copy 1')$$),
    ($$credits.charge('counts', 'call', 150, key => 'two packages')$$),
    ($$credits.charge('counts/1', 'request', 95.50, key => 'over two tiers')$$),
    ($$credits.charge('counts', 'traffic', 2, key => 'gives back')$$),
    ($$credits.charge('counts', 'request', 50, at => '2025-05-31 23:59Z', key => 'late')$$),
    ($$credits.charge('host 1', 'frame', 3, '{"side": 512}', key => '1')$$),
    ($$credits.ingest('{"specversion": "1.0", "source": "/meters", "id": "1", "type": "token", "subject": "counts", "time": "2025-06-02T00:00:00Z", "data": {"quantity": 1e5, "model": "small"}}')$$),
    ($$credits.charge('wall', 'image', 3, item => 'poster', key => 'august 1')$$);
DO $$
DECLARE
    again text;
    said  text;
BEGIN
    FOR again IN SELECT call FROM repeated LOOP
        EXECUTE format('SELECT (%s)::text', again) INTO said;
        UPDATE repeated SET answer = said WHERE call = again;
    END LOOP;
    FOR again IN SELECT s.query FROM said s LOOP
        EXECUTE format('UPDATE said s SET (rows, digest) =
                         (SELECT count(*), md5(string_agg(y::text, chr(10) ORDER BY y::text COLLATE "C")) FROM (%s) y)
                         WHERE s.query = %L', again, again);
    END LOOP;
END
$$;

\o
SELECT count(*) AS faults FROM credits.verify();
SELECT count(*) AS entries, count(DISTINCT account_id) AS payers, count(late_at) AS late, min(booked_at), max(booked_at) FROM credits.entry;
SELECT status, metered, count(*), count(unpaid_since) AS unpaid FROM credits.meter GROUP BY 1, 2 ORDER BY 1, 2;
SELECT event, count(*) FROM credits.outbox GROUP BY 1 ORDER BY 1;
SELECT kind, count(*) FROM credits.entry GROUP BY 1 ORDER BY 1;
SELECT count(*) AS counters FROM credits.counter;
SELECT count(*) AS lines, count(price_id) AS priced, count(counted) AS counted, count(terms) AS terms, count(run_at) AS runs, count(*) FILTER (WHERE charged::numeric < 0) AS given FROM credits.usage_line;
