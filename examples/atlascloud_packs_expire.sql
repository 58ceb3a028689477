-- Atlas Cloud sells credit in advance.  The rule, in plain words:
--
--   AC8  Credits expire 365 days from purchase.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlascloud_packs_expire.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is sold
-- One credit is one dollar.  The rule is one column of the class: what is bought lives for 365 days.  The prices are made up.
UPDATE credits.class SET lifetime = '365 days' WHERE class = 'prepaid';
INSERT INTO credits.resource (resource, unit, category) VALUES
    ('tokens in', 'token', 'models'), ('gpu', 'GPU', 'serverless');
INSERT INTO credits.price (resource, rate) VALUES
    ('tokens in', '0.50/1M token'), ('gpu', '0.001/GPU/s');

-- ------------------------------------------------------------------------------ to the microsecond
\echo 'lin buys $10 on March 10, 2026 at 09:30.  It expires 365 days later:'
SELECT credits.open_account('lin', clock => '2026-03-10 09:30Z') \g /dev/null
SELECT credits.grant('lin', 10, key => 'payment 1') \g /dev/null
SELECT class, granted, remaining, effective_at AS bought_at, expires_at, expires_at - effective_at AS life
  FROM credits.buckets('lin') WHERE class = 'prepaid';

\echo 'She uses $4: 8 million tokens.  In the last microsecond a million more are paid; at the very instant nothing is left to'
\echo 'pay with.  No job has run, and no clock was moved: the time of the usage decides.'
SELECT r.at, r.charged, r.balance, r.status
  FROM (VALUES (8000000, timestamptz '2026-06-01 12:00Z'),
               (1000000, '2027-03-10 09:29:59.999999Z'),
               (1000000, '2027-03-10 09:30Z')) u (tokens, at),
       credits.try_charge('lin', 'tokens in', u.tokens, at => u.at) r;
SELECT t.at, b.available
  FROM (VALUES (timestamptz '2027-03-10 09:29:59.999999Z'), ('2027-03-10 09:30Z')) t (at), credits.balance('lin', t.at) b;

\echo 'The books say so when the month closes: 10 - 4 - 0.50 = 5.50 expired, at that instant.'
SELECT credits.set_clock('lin', '2027-04-01 00:00Z') \g /dev/null
SELECT at, kind, description, amount, reference FROM credits.activity('lin');

-- ------------------------------------------------------------------------------ several packs
\echo 'max buys $10 in March and $25 in September.  The pack that expires sooner is drawn first:'
SELECT credits.open_account('max', clock => '2026-03-10 09:30Z') \g /dev/null
SELECT credits.grant('max', 10, note => 'pack of March') \g /dev/null
SELECT credits.set_clock('max', '2026-09-01 14:00Z') \g /dev/null
SELECT credits.grant('max', 25, note => 'pack of September') \g /dev/null
SELECT charged, balance FROM credits.charge('max', 'tokens in', 10000000, at => '2026-10-01 00:00Z');
SELECT note, granted, used, remaining, expires_at FROM credits.buckets('max', '2026-10-01 00:00Z') WHERE class = 'prepaid';

-- 2 hours x 3600 s x 0.001 = 7.20: 3.60 before 09:30 and 3.60 after it
\echo 'A GPU runs from 08:30 to 10:30 on the day on which March''s pack expires, at 09:30.  The hour before is paid from that'
\echo 'pack, the hour after from the other.  5 - 3.60 = 1.40 expires; 25 - 3.60 = 21.40 is left:'
SELECT charged, balance
  FROM credits.charge('max', 'gpu', 1, at => '2027-03-10 08:30Z', until => '2027-03-10 10:30Z', item => 'job-1');
SELECT e.at, b.note AS pack, e.amount, e.bucket_after AS "left in it"
  FROM credits.entry e
  JOIN credits.bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
  JOIN credits.account a ON a.account_id = e.account_id AND a.user_id = e.account_id
 WHERE a.account = 'max' AND e.resource = 'gpu' ORDER BY e.operation, e.piece;
SELECT credits.set_clock('max', '2027-09-01 14:00Z') \g /dev/null
SELECT available FROM credits.balance('max');
SELECT credits.set_clock('max', '2027-10-01 00:00Z') \g /dev/null
SELECT at, kind, description, amount FROM credits.activity('max');

-- ------------------------------------------------------------------------------ from the payment
-- What is sold can say it itself: a lifetime of the pack counts from the payment, to the microsecond, whatever the class says.
UPDATE credits.pack SET lifetime = '365 days' WHERE pack = 'deposit';
\echo 'noa tops up on April 30 at 23:45, and pays at 23:55.  Her bank is slow: the word comes on May 2, when April has closed.  The credit'
\echo 'is there from then on, and lives as long as if the word had come at once:'
SELECT credits.open_account('noa', clock => '2026-04-30 23:45Z') \g /dev/null
SELECT credits.deposit('noa', 10) AS slow, credits.deposit('noa', 25) AS quick \gset
SELECT credits.set_clock('noa', '2026-04-30 23:55Z') \g /dev/null
SELECT credits.confirm_deposit('noa', :quick, 'pi_1') \g /dev/null
SELECT credits.set_clock('noa', '2026-05-02 09:00Z') \g /dev/null
SELECT credits.confirm_deposit('noa', :slow, 'pi_2', at => '2026-04-30 23:55Z') \g /dev/null
SELECT d.money, d.at AS asked_at, b.effective_at AS credit_from, timestamptz '2027-04-30 23:55Z' AS expected, b.expires_at
  FROM credits.deposits('noa') d JOIN credits.buckets('noa') b ON b.bucket = d.bucket ORDER BY d.money;
\echo 'The last microsecond of both, and none:'
SELECT t.at, t.expected, b.available
  FROM (VALUES (timestamptz '2027-04-30 23:54:59.999999Z', 35), ('2027-04-30 23:55Z', 0)) t (at, expected), credits.balance('noa', t.at) b;
\echo 'Another lifetime is for those who ask from then on; what was asked for before keeps what was agreed:'
SELECT credits.deposit('noa', 40) AS agreed \gset
UPDATE credits.pack SET lifetime = '90 days' WHERE pack = 'deposit';
SELECT credits.confirm_deposit('noa', :agreed), credits.confirm_deposit('noa', credits.deposit('noa', 50)) \g /dev/null
SELECT v.expected, b.expires_at - b.effective_at AS life, b.granted
  FROM (VALUES (40, '365 days'), (50, '90 days')) v (money, expected) JOIN credits.buckets('noa') b ON b.granted::numeric = v.money ORDER BY v.money;

-- ------------------------------------------------------------------------------ what 365 days are
\echo '365 days are not a year where a February 29 lies between:'
SELECT credits.open_account('leap', clock => '2027-06-01 00:00Z') \g /dev/null
SELECT credits.grant('leap', 10) \g /dev/null
SELECT effective_at AS bought_at, expires_at FROM credits.buckets('leap') WHERE class = 'prepaid';

\echo 'They are days of the account''s own calendar: bought at 10:00 in New York, it expires at 10:00 in New York, though summer'
\echo 'time began on March 8 in 2026 and begins on March 14 in 2027.  Where that is not wanted, say when it expires:'
SELECT credits.open_account('zoe', time_zone => 'America/New_York', clock => '2026-03-10 10:00-04') \g /dev/null
SELECT credits.grant('zoe', 10, note => '365 days'),
       credits.grant('zoe', 10, note => '8760 hours',
                     expires_at => timestamptz '2026-03-10 10:00-04' + interval '8760 hours') \g /dev/null
SELECT note, effective_at AT TIME ZONE 'America/New_York' AS "bought, New York",
       expires_at AT TIME ZONE 'America/New_York' AS "expires, New York",
       extract(epoch FROM expires_at - effective_at)::int / 3600 AS hours
  FROM credits.buckets('zoe') WHERE class = 'prepaid';

\echo 'What is given away can live as long as you like, or for ever:'
SELECT credits.grant('zoe', 5, 'bonus', note => 'welcome') \g /dev/null
SELECT class, granted, expires_at FROM credits.buckets('zoe') WHERE class = 'bonus';

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
