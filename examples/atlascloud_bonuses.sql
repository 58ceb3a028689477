-- Atlas Cloud gives new customers more than they pay for, and thanks those who bring them.  The rule, in plain words:
--
--   AC3  A new user's first top-up brings 20% more.  Who was referred by a friend gets 25% more on it, up to $100, and the friend
--        gets $5 once it is completed.  Nobody refers himself; fraud cancels and forfeits the bonuses, and may freeze the accounts.
--
-- Run it in a database that has the extension and its tables:
--
--     createdb shop && psql -X -d shop -c 'CREATE EXTENSION credits' -c 'SELECT credits.init()'
--     psql -X -d shop <examples/atlascloud_bonuses.sql

\set QUIET on
\pset footer off
\pset null ''
SET timezone = 'UTC';

-- ------------------------------------------------------------------------------ what is given
-- One credit is one dollar.  The rule is three rows.  Who could have both the 20% and the 25% gets the larger of the two; with
-- adds_up on both rows it would be both.
UPDATE credits.pack SET least_money = 10 WHERE pack = 'deposit';
INSERT INTO credits.bonus (bonus, percent, most)    VALUES ('first_topup', 20, NULL), ('referee', 25, 100);
INSERT INTO credits.bonus (bonus, credits)          VALUES ('referrer', 5);
INSERT INTO credits.resource (resource, unit) VALUES ('api', 'call');
INSERT INTO credits.price (resource, rate) VALUES ('api', '0.01/call');

-- A payment, from the button to the bank's word; what it brought besides the credits that were bought.
CREATE FUNCTION pg_temp.top_up(account text, money numeric) RETURNS credits.amount LANGUAGE sql AS $$
    SELECT credits.confirm_deposit(account, credits.deposit(account, money));
    SELECT coalesce(credits.sum(b.granted), 0) FROM credits.bucket b
     WHERE b.class = 'bonus' AND b.deposit_id = (SELECT max(deposit) FROM credits.deposits(account));
$$;
CREATE TEMP VIEW referral AS
    SELECT t.account AS referrer, f.account AS friend, r.status, r.note
      FROM credits.referral r
      JOIN credits.account t ON t.account_id = r.referrer_id AND t.user_id = t.account_id
      JOIN credits.account f ON f.account_id = r.account_id AND f.user_id = f.account_id;
SELECT credits.open_account(a, clock => '2026-05-01 00:00Z')
  FROM unnest('{ann,ben,cleo,dan,eve,eve 2,fay,gus,hal,ivy,kim,$399.99,$400,$400.01,$500,$500.01,$600}'::text[]) a \g /dev/null

-- ------------------------------------------------------------------------------ the first top-up
\echo 'ann tops up for the first time, with $50, and gets 20% more.  The second time she gets what she pays for:'
SELECT 10 AS expected, pg_temp.top_up('ann', 50) AS bonus;
SELECT 0 AS expected, pg_temp.top_up('ann', 50) AS bonus;
\echo 'A bonus is a bucket of its own, and is drawn before what was paid for:'
SELECT charged FROM credits.charge('ann', 'api', 400);
SELECT class, granted, used, remaining, note FROM credits.buckets('ann') WHERE class <> 'flex';

\echo 'ben''s card is declined at first.  That was no top-up; the one that is paid is the first:'
SELECT credits.deposit('ben', 20) AS declined \gset
SELECT credits.fail_deposit('ben', :declined, 'card_declined') \g /dev/null
SELECT 4.002 AS expected, pg_temp.top_up('ben', 20.01) AS bonus;

-- ------------------------------------------------------------------------------ a friend brings a friend
\echo 'ann refers cleo.  Nothing comes of it until cleo pays: then cleo has 25% more, not 20, and ann has $5:'
SELECT credits.refer('ann', 'cleo') AS first, credits.refer('ann', 'cleo') AS again \gset
SELECT :first = :again AS "said twice, it is one";
SELECT * FROM referral WHERE friend = 'cleo';
SELECT a.account, b.available FROM unnest('{ann,cleo}'::text[]) a (account), credits.balance(a.account) b;
SELECT 10 AS expected, pg_temp.top_up('cleo', 40) AS bonus;
SELECT * FROM referral WHERE friend = 'cleo';
SELECT a.account, a.expected, b.available
  FROM (VALUES ('ann', 50 + 10 + 50 - 4 + 5), ('cleo', 40 + 10)) a (account, expected), credits.balance(a.account) b;
SELECT at, kind, description, amount FROM credits.activity('ann');
\echo 'It is her first top-up that counts; of the next neither of them has anything:'
SELECT 0 AS expected, pg_temp.top_up('cleo', 40) AS bonus;
SELECT a.account, a.expected, b.available FROM (VALUES ('ann', 111), ('cleo', 90)) a (account, expected), credits.balance(a.account) b;

\echo '25% are $100 at $400; a cent more brings no more.  From $500 on 20% are not less than $100, and the larger is given: who was'
\echo 'referred never has less than who was not.  (Were it not to be so, most of first_topup would say it.)'
SELECT credits.refer('ann', friend) FROM unnest('{$399.99,$400,$400.01,$500,$500.01,$600}'::text[]) friend \g /dev/null
SELECT f.account AS friend, f.expected, pg_temp.top_up(f.account, substr(f.account, 2)::numeric) AS bonus
  FROM (VALUES ('$399.99', 99.9975), ('$400', 100), ('$400.01', 100), ('$500', 100), ('$500.01', 100.002), ('$600', 120)) f (account, expected);
SELECT f.account AS friend, b.granted, b.note
  FROM unnest('{$500,$500.01}'::text[]) f (account), credits.buckets(f.account) b WHERE b.class = 'bonus';
\echo 'ann has $5 for each of the six, however much they paid:'
SELECT 111 + 6 * 5 AS expected, available FROM credits.balance('ann');

-- ------------------------------------------------------------------------------ who may refer whom
\echo 'Nobody refers himself, is referred twice, comes as a new customer who has paid before, or is brought by who he has brought:'
SELECT credits.refer('dan', 'fay') AS "dan refers fay", credits.refer('fay', 'gus') AS "fay refers gus" \g /dev/null
CREATE FUNCTION pg_temp.try_refer(referrer text, referee text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM credits.refer(referrer, referee);
    RETURN 'taken';
EXCEPTION
    WHEN SQLSTATE 'KR018' THEN RETURN SQLSTATE || ': ' || SQLERRM;
END $$;
SELECT r.referrer, r.friend, r.expected, pg_temp.try_refer(r.referrer, r.friend) AS answer
  FROM (VALUES ('dan', 'dan', 'KR018'),        -- himself
               ('ann', 'fay', 'KR018'),        -- was referred by dan
               ('dan', 'fay', 'taken'),        -- the same again
               ('dan', 'ben', 'KR018'),        -- has paid
               ('fay', 'dan', 'KR018'),        -- dan has referred fay
               ('gus', 'dan', 'KR018'),        -- dan has referred fay, and fay gus
               ('dan', 'gus', 'KR018'),        -- was referred by fay
               ('dan', 'hal', 'taken')) r (referrer, friend, expected);
SELECT credits.refer('dan', 'dan');

-- ------------------------------------------------------------------------------ fraud
\echo 'eve refers "eve 2", which pays $200 with the same card: 50 for the one, 5 for the other.  She spends 20 and 2 of them:'
SELECT credits.refer('eve', 'eve 2') AS fraud \gset
SELECT pg_temp.top_up('eve 2', 200) AS bonus;
SELECT charged FROM credits.charge('eve 2', 'api', 2000);
SELECT charged FROM credits.charge('eve', 'api', 200);
\echo 'Then it is found out.  What is left of the bonuses, 30 + 3, is taken; what was paid for stays; both accounts are frozen:'
SELECT 33 AS expected, credits.forfeit('eve', :fraud, 'one card, two accounts', freeze => true) AS taken;
SELECT * FROM referral WHERE referrer = 'eve';
SELECT a.account, a.expected, b.available FROM (VALUES ('eve', 0), ('eve 2', 200)) a (account, expected), credits.balance(a.account) b;
SELECT at, kind, description, amount FROM credits.activity('eve 2');
SELECT account, status, reason FROM credits.account WHERE status <> 'active' ORDER BY account;
\echo 'A frozen account draws nothing, and takes nothing:'
SELECT credits.charge('eve 2', 'api');
SELECT credits.deposit('eve', 10);
\echo 'Said again, there is no more to take.  After a talk with eve the accounts are opened again; the bonuses are gone:'
SELECT credits.forfeit('eve', :fraud, 'one card, two accounts', freeze => true) AS taken;
SELECT credits.resume('eve'), credits.resume('eve 2') \g /dev/null
SELECT charged, balance FROM credits.charge('eve 2', 'api');

\echo 'Fraud that is seen before anything was paid: there is nothing to take, and nothing comes of it later.  ivy is a new customer'
\echo 'all the same, and has her 20%:'
SELECT credits.refer('kim', 'ivy') AS fraud \gset
SELECT credits.forfeit('kim', :fraud, 'made by a script') AS taken;
SELECT 20 AS expected, pg_temp.top_up('ivy', 100) AS bonus;
SELECT available AS "kim has" FROM credits.balance('kim');

\echo 'The books, derived again from the ledger (no row: they are sound):'
SELECT * FROM credits.verify();
