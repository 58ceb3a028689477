-- What 2.sql is a dump of.  It was run once, on version 2 of the tables (commit 8925190), as the head of make_1.sql says, in an empty
-- database of a PostgreSQL 15 whose wall clock libfaketime moved: the books were made in June 2025 and left in August, in the middle of
-- cycles, trials, changes and dunning, with months due of most accounts.  Its empty lines are gone too (sed '/^$/d').
--
-- Run on a later version it makes other books: 2.sql stays as it is.

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

-- --------------------------------------------------------------------------------- accounts
-- on clocks of their own, in several zones; one ahead of the wall; one of each story below
SELECT credits.open_account('org', 'pro EUR', time_zone => 'Europe/Berlin', currency => 'EUR', clock => '2025-03-20 22:30Z');
SELECT credits.open_account('org/' || n, parent => 'org') FROM generate_series(1, 3) n;
SELECT credits.open_account('clock ' || n, (ARRAY['basic', 'pro', 'pro', 'basic', 'year', 'quarter', 'week', 'basic', 'hours', 'dust', 'pro', NULL])[n],
           currency => CASE n WHEN 9 THEN 'JPY' WHEN 10 THEN 'XPT' ELSE 'USD' END,
           clock => CASE WHEN n IN (1, 5, 6, 10) THEN '2025-03-31 10:00Z' ELSE '2025-05-05 00:00Z' END::timestamptz,
           time_zone => (ARRAY['UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland'])[1 + n % 4]) FROM generate_series(1, 12) n;
SELECT credits.open_account('later', 'year', clock => '2031-03-15 12:00Z', time_zone => 'Asia/Tokyo');
SELECT credits.open_account('joins', clock => '2025-04-01 00:00Z');
SELECT credits.open_account('Zoë & "co", \ Ltd', 'free', clock => '2025-05-05 00:00Z');
-- on the wall clock
SELECT credits.open_account('wall', 'pro', time_zone => 'Europe/Berlin', at => '2025-05-31 21:15Z');
SELECT credits.open_account('wall/' || n, parent => 'wall', at => '2025-06-01 00:00Z') FROM generate_series(1, 2) n;
SELECT credits.open_account('wall ' || n, (ARRAY['basic', 'year', 'quarter', NULL, NULL, 'free', 'pro', 'basic'])[n],
           time_zone => (ARRAY['UTC', 'America/New_York', 'Asia/Tokyo'])[1 + n % 3], at => '2025-06-02 06:00Z') FROM generate_series(1, 8) n;
SELECT credits.open_account('forgotten', 'pro', time_zone => 'Asia/Kathmandu');
SELECT credits.open_account('never used', 'year small'), credits.open_account('no plan');

-- --------------------------------------------------------------------------------- June: grants
SELECT credits.grant('org', 500, key => 'invoice 1', note => E'a note with "quotes", a \\ and a\nline', cost => 0.01);
SELECT credits.grant('org', 50, 'cycle'), credits.grant('org', 8, 'rollover', expires_at => '2025-05-20 00:00Z');
SELECT credits.grant('org/1', 20.000000000000000001, 'promotional', scope => ARRAY['gpu', 'token'], expires_at => '2025-04-20 12:00Z', priority => 5);
SELECT credits.grant('org', 7, effective_at => '2025-05-15 00:00Z'), credits.grant('org/2', 3, 'gift', note => 'thirty days');
SELECT credits.grant('clock 1', 5, scope => ARRAY['image'], expires_at => 'infinity'), credits.grant('clock 4', 12, 'bonus', key => 'g4');
SELECT credits.grant('later', 100, expires_at => '2031-05-01 00:00Z'), credits.grant('joins', 100, key => 'pack');
SELECT credits.grant('Zoë & "co", \ Ltd', 2.5, key => E'tab\tkey');
SELECT credits.grant('wall', 20, key => 'pack', effective_at => '2025-06-01 00:00Z'), credits.grant('wall', 2, 'cycle'),
       credits.grant('wall', 5, 'promotional', scope => ARRAY['token'], expires_at => '2025-06-24 00:00Z');
SELECT credits.grant('wall ' || n, 10 * n) FROM generate_series(4, 5) n;
SELECT credits.grant('forgotten', 15), credits.grant('forgotten', 4, 'gift', effective_at => '2025-12-01 00:00Z');

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
SELECT credits.consume('clock 1', 6, 'image', key => 'scoped'), credits.consume('clock 4', 30),
       credits.consume('clock 2', 3), credits.consume('clock 5', 111);
SELECT credits.charge('later', 'vcpu', 16, at => '2031-03-20 00:00Z', until => '2031-04-09 17:00Z', item => 'batch', key => 'ahead');
SELECT credits.charge('joins', 'image', 2, key => 'two'), credits.consume('Zoë & "co", \ Ltd', 0.000000000000000001, key => 'dust');
SELECT credits.consume('clock 9', 30, key => 'yen'), credits.consume('clock 10', 0.000000000000000002), credits.consume('clock 12', 4);
SELECT credits.consume('wall', 3, key => 'on the wall'),
       credits.charge('wall/1', 'image', 2, at => '2025-06-01 12:00Z', key => 'one', item => 'poster');
SELECT credits.consume('forgotten', 2), credits.consume('wall 6', 0.5, attributes => '{}'), credits.consume('wall 2', 50, note => 'of the year');
INSERT INTO credits.usage (account, resource, quantity, at, until, item, key)
    SELECT 'clock ' || n, 'gpu', 1, '2025-05-05 00:00Z', '2025-05-05 00:00Z'::timestamptz + hours * interval '20 minutes', 'item ' || hours,
           'usage ' || hours FROM unnest('{4,11,12}'::int[]) n, generate_series(1, 2) hours;
COPY credits.usage (account, resource, quantity, attributes, at, until, item, key) FROM stdin;
wall 1	token	1000	{"model": "small"}	\N	\N	chat	copy 1
wall 2	gpu	0.5	\N	2025-06-02 07:00Z	2025-06-02 07:45Z	node	copy 1
wall/2	vcpu	4	\N	2025-06-01 00:00Z	2025-06-02 08:00Z	db	\N
wall 2	gpu	0.5	\N	2025-06-02 07:00Z	2025-06-02 07:45Z	node	copy 1
wall 6	free	\N	\N	\N	\N	\N	\N
wall 3	disk	100.25	\N	2025-06-02 06:00Z	2025-06-02 08:00Z	vol	copy 1
\.

-- --------------------------------------------------------------------------------- overage: the plan's, an account's own, off, without a plan
SELECT credits.set_overage('clock 1', true, 10), credits.set_overage('clock 11', true), credits.set_overage('clock 6', true),
       credits.set_overage('wall 6', true, 2.5), credits.set_overage('wall 7', false),
       credits.set_overage('wall 4', true, 30), credits.set_overage('wall 5', true);
SELECT credits.set_overage('wall 5', false);
SELECT credits.consume('clock 9', 35, key => 'over'), credits.consume('wall 6', 6);
SELECT status FROM credits.try_consume('clock 9', 5000, key => 'refused');
SELECT status FROM credits.try_charge('clock 8', 'image', 5000);

-- --------------------------------------------------------------------------------- changes, on clocks
-- in a trial: at its end, and now
SELECT credits.change_plan('clock 2', 'basic', key => 'after the trial'), credits.set_clock('clock 3', '2025-05-08 00:00Z'),
       credits.change_plan('clock 3', 'year', at_cycle_end => false);
-- in the very instant in which a cycle begins
SELECT credits.change_plan('clock 8', 'quarter', key => 'at once');
-- up and down in one cycle, prorated; overage fixed at the old price; then down at the end of the cycle
SELECT credits.set_clock('clock 4', '2025-05-15 09:00Z'), credits.change_plan('clock 4', 'pro', key => 'up');
SELECT credits.consume('clock 4', 90), credits.set_clock('clock 4', '2025-05-20 09:00Z');
SELECT credits.change_plan('clock 4', 'basic', at_cycle_end => false), credits.set_clock('clock 4', '2025-05-22 17:45:00.000001Z');
SELECT credits.change_plan('clock 4', 'pro'), credits.change_plan('clock 4', 'basic'), credits.set_clock('clock 4', '2025-06-05 08:00Z');
-- from a year to a smaller one in its fourth month: that month's invoice is below 0
SELECT credits.set_clock('clock 5', '2025-05-10 00:00Z'), credits.change_plan('clock 5', 'year small', at_cycle_end => false);
SELECT credits.set_clock('clock 5', '2025-06-05 00:00Z');
-- a reset in a quarter, with what was used and lapsed
SELECT credits.consume('clock 6', 310), credits.set_clock('clock 6', '2025-05-12 03:00Z'), credits.consume('clock 6', 20, at => '2025-05-01 00:00Z');
SELECT credits.change_plan('clock 6', 'year'), credits.consume('clock 6', 1), credits.set_clock('clock 6', '2025-06-20 00:00Z');
-- cancelled, taken back, cancelled, gone; another plan later, without a trial
SELECT credits.set_clock('clock 7', '2025-05-09 00:00Z'), credits.cancel('clock 7'), credits.reactivate('clock 7');
SELECT credits.set_clock('clock 7', '2025-05-17 00:00Z'), credits.cancel('clock 7'), credits.set_clock('clock 7', '2025-06-02 00:00Z');
SELECT credits.subscribe('clock 7', 'pro', key => 'again');
-- a period that has ended and is open for its grace
SELECT credits.set_clock('clock 7', '2025-07-04 00:00Z'), credits.consume('clock 7', 7, at => '2025-07-01 23:00Z');
SELECT credits.set_clock('clock ' || n, '2025-06-10 00:00Z') FROM unnest('{1,2,3,8,9,10}'::int[]) n;
SELECT credits.set_clock('clock 12', '2025-05-20 00:00Z');
-- down again before anything of it was used: it is taken back
SELECT credits.change_plan('clock 2', 'pro'), credits.set_clock('clock 2', '2025-06-11 00:00Z'),
       credits.change_plan('clock 2', 'basic', at_cycle_end => false);

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
SELECT credits.set_clock('joins', '2025-04-15 00:00Z'), credits.subscribe('joins', 'pro', key => 'late'), credits.consume('joins', 1);
SELECT credits.set_clock('joins', '2025-06-01 00:00Z'), credits.set_clock('joins', NULL);

-- --------------------------------------------------------------------------------- June 20
\! echo "$(($(date -ud '2025-06-20 18:30' +%s) - $(date +%s)))" >"$CLOCK"
SELECT pg_sleep(0.1);
CALL credits.run();
SELECT credits.set_clock('org', '2025-05-02 00:00Z'), credits.consume('org', 440, key => 'over');
SELECT credits.change_plan('org', 'team EUR'), credits.consume('org/3', 0.25, 'gpu', at => '2025-04-30 23:00Z');
SELECT credits.charge('org', 'gpu', 1, at => '2025-04-05 00:00Z', until => '2025-04-05 06:00Z', key => 'late'),
       credits.set_clock('org', '2025-06-12 00:00Z');
SELECT credits.charge('clock ' || n, 'image', at => '2025-05-09 10:00Z', item => 'late') FROM unnest('{3,6,8}'::int[]) n;
SELECT credits.change_plan('wall 1', 'pro', key => 'up'), credits.consume('wall 1', 60),
       credits.charge('wall 2', 'image', 5, item => 'poster');
SELECT credits.grant('wall', 6, 'included', key => 'june'), credits.subscribe('wall 5', 'quarter', at => '2025-06-15 00:00Z');

-- --------------------------------------------------------------------------------- July, without partitions of its own: trials have ended, a price has changed
\! echo "$(($(date -ud '2025-07-14 10:00' +%s) - $(date +%s)))" >"$CLOCK"
SELECT pg_sleep(0.1);
SELECT credits.charge('wall', 'gpu', 1, at => '2025-07-09 18:00Z', until => '2025-07-10 06:00Z', item => 'node', key => 'over the price');
SELECT credits.charge('wall/2', 'image', 1, at => '2025-06-07 00:00Z', key => 'late'),
       credits.consume('wall', 120), credits.cancel('wall 8');
SELECT credits.consume('wall 7', 44, key => 'july'), credits.consume('wall 3', 1, key => 'july');
INSERT INTO credits.usage (account, resource, quantity, at, item)
    SELECT 'wall ' || n, 'token', n * 1000000, '2025-06-28 00:00Z', 'chat' FROM unnest('{1,2,3,5}'::int[]) n;

-- --------------------------------------------------------------------------------- August
\! echo "$(($(date -ud '2025-08-10 11:00' +%s) - $(date +%s)))" >"$CLOCK"
SELECT pg_sleep(0.1);
INSERT INTO credits.usage (account, resource, quantity, at, item, key)
    VALUES ('wall', 'image', 3, NULL, 'poster', 'august 1'), ('wall/1', 'token', 5000000, '2025-07-10 00:00Z', NULL, 'august 2'),
           ('org/1', 'free', 1, NULL, NULL, NULL), ('wall', 'image', 3, NULL, 'poster', 'august 1');
SELECT credits.subscribe('wall 8', 'week'), credits.end_grants('wall 5', s.id) FROM credits.subscription s
  JOIN credits.account a ON a.account_id = s.account_id AND a.account = 'wall 5' WHERE s.plan IS NULL;
SELECT credits.consume('wall 7', 1.25);
SELECT credits.invoice_paid('wall', pg_temp.invoice('wall', 2)), credits.invoice_failed('wall 7', pg_temp.invoice('wall 7', 1));
SELECT credits.change_plan('wall 2', 'year small', key => 'next year'), credits.set_overage('wall 2', true, 80);
SELECT credits.set_clock('clock 9', '2025-07-20 00:00Z'), credits.cancel('clock 9'), credits.set_clock('clock 10', '2025-09-15 00:00Z');
\! echo "$(($(date -ud '2025-08-17 00:30' +%s) - $(date +%s)))" >"$CLOCK"
SELECT pg_sleep(0.1);
SELECT credits.charge('wall', 'vcpu', 8, at => '2025-08-15 00:00Z', until => '2025-08-17 00:30Z', item => 'db', key => 'db');
SELECT credits.change_plan('wall 3', 'pro'), credits.cancel('wall 8');

\! echo "$(($(date -ud '2025-08-25 01:30' +%s) - $(date +%s)))" >"$CLOCK"
SELECT pg_sleep(0.1);
SELECT credits.consume('wall 1', 2, key => 'left'), credits.change_plan('wall 1', 'basic', at_cycle_end => false),
       credits.subscribe('wall 8', 'pro');
SELECT credits.consume('wall 3', 130), credits.consume('org', 3), credits.subscribe('no plan', 'week', key => 'left');
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
CREATE VIEW billed AS SELECT u.account, u.rate, u.charged, r.unit FROM credits.usage u JOIN credits.resource r USING (resource);

-- --------------------------------------------------------------------------------- what version 2 answered
-- each statement with how many rows it answered, and their digest; all are of an instant, of every account, and name their columns
CREATE TABLE said (query text PRIMARY KEY, rows int, digest text);
INSERT INTO said (query)
    SELECT format($f$SELECT a.account, %s FROM credits.account a, credits.%s x WHERE a.opened_at <= %L$f$, q.columns, format(q.call, x.at), x.at)
      FROM unnest(ARRAY['2025-05-20 00:00Z', '2025-06-20 00:00Z', '2025-08-24 00:00Z', '2026-02-01 00:00Z']::timestamptz[]) x (at)
     CROSS JOIN (VALUES
         ('balance(a.account, %L)', 'x.available, x.overage, x.overage_cap'),
         ('current_plan(a.account, %L)', 'x.plan, x.status, x.since, x.trial_ends_at, x.period_starts_at, x.period_ends_at, '
                                      'x.renews_at, x.ends_at, x.next_plan, x.price, x.included, x.used, x.remaining'),
         ('buckets(a.account, %L)', 'x.class, x.priority, x.scope, x.granted, x.used, x.held, x.remaining, x.effective_at, '
                                 'x.expires_at, x.cost, x.note'),
         ('statement(a.account, %L)', 'x.line, x.kind, x.description, x.class, x.quantity, x.unit_price, x.amount'),
         ('invoices(a.account, until => %L)', 'x.starts_at, x.ends_at, x.finalized_at, x.currency, x.total, x.status, x.paid_at, x.failed_at'),
         ('activity(a.account, until => %L)', 'x.at, x.kind, x.description, x.amount, x.status, x.reference')) q (call, columns);
CREATE TABLE repeated (call text PRIMARY KEY, answer text);
INSERT INTO repeated (call) VALUES
    ($$credits.grant('org', 500, key => 'invoice 1', note => E'a note with "quotes", a \\ and a\nline', cost => 0.01)$$),
    ($$credits.grant('wall', 6, 'included', key => 'june')$$),
    ($$credits.grant_every('org/2', 1.50, '1 month', 'promotional', key => 'monthly')$$),
    ($$credits.grant_every('clock 12', 10, '7 days', rollover_max => 15, rollover_for => '20 days', key => 'weekly')$$),
    ($$credits.grant_every('no plan', 1, '1 month', until => '2025-09-15 00:00Z', key => 'until')$$),
    ($$credits.subscribe('clock 7', 'pro', key => 'again')$$),
    ($$credits.subscribe('joins', 'pro', key => 'late')$$),
    ($$credits.change_plan('clock 2', 'basic', key => 'after the trial')$$),
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
