# Many clients at once, where credit comes from: one payment becomes one bucket, one crossing of a floor asks for one
# top-up, one key buys once; and after any mixture of buying, taking back and drawing the books balance.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Books;

my $seed = seed_random();
my $server = new_server('money');
my $books = new_books($server, 'books');
my %levels = ('read committed' => 'rc', 'repeatable read' => 'rr', 'serializable' => 'sr');

sub run_clients { return clients($server, $books, $seed, @_) }
sub found { return $server->safe_psql($books, shift) }

found(q{
	ALTER DATABASE books SET search_path = public, credits;
	INSERT INTO credits.bonus (bonus, percent) VALUES ('first_topup', 20), ('referee', 25);
	INSERT INTO credits.bonus (bonus, credits, most_times) VALUES ('referrer', 5, 1);
	CREATE TABLE answer (test text, answer text);
	-- what a statement answers, or the refusal it meets; other errors end the client
	CREATE FUNCTION attempt(statement text) RETURNS text LANGUAGE plpgsql AS $$
	DECLARE
		answer text;
	BEGIN
		EXECUTE statement INTO answer;
		RETURN answer;
	EXCEPTION
		WHEN SQLSTATE '22004' OR SQLSTATE 'KR001' OR SQLSTATE 'KR003' OR SQLSTATE 'KR010' OR SQLSTATE 'KR015' OR SQLSTATE 'KR017' OR SQLSTATE 'KR018' THEN
			RETURN SQLSTATE;
	END $$;
});

for my $level (sort keys %levels)
{
	my $l = $levels{$level};

	# -------------------------------------------------------------------------- one payment
	found(qq{SELECT credits.open_account('pays $l'), credits.open_account('refers $l'), credits.refer('refers $l', 'pays $l')});
	my $deposit = found(qq{SELECT credits.deposit('pays $l', 100)});
	run_clients("64 clients, one payment, $level", $level, 64, 2, 100,
		"INSERT INTO answer SELECT 'pays $l', credits.confirm_deposit('pays $l', $deposit, 'payment');\n");
	is(found(qq{SELECT count(*), count(DISTINCT answer) FROM answer WHERE test = 'pays $l'}), '128|1', "one payment, $level: one answer to all");
	is(found(qq{SELECT string_agg(class || ' ' || granted, ', ' ORDER BY priority) FROM credits.buckets('pays $l')}),
		'bonus 25, prepaid 100, flex 0', "one payment, $level: one bucket, one bonus");
	is(found(qq{SELECT string_agg(class || ' ' || granted, ', ' ORDER BY priority) FROM credits.buckets('refers $l')}),
		'bonus 5, flex 0', "one payment, $level: one for who referred it");
	is(found(qq{SELECT count(*) FROM credits.outbox o JOIN credits.account a USING (account_id) WHERE a.account = 'pays $l' AND o.event = 'deposit.completed'}),
		1, "one payment, $level: told once");

	# -------------------------------------------------------------------------- paid or failed
	found(qq{SELECT credits.open_account('either $l')});
	$deposit = found(qq{SELECT credits.deposit('either $l', 100)});
	run_clients("64 clients, paid or failed, $level", $level, 64, 1, 100,
		"INSERT INTO answer SELECT 'either $l', attempt('SELECT credits.confirm_deposit(''either $l'', $deposit)');\n",
		"INSERT INTO answer SELECT 'either $l', attempt('SELECT credits.fail_deposit(''either $l'', $deposit)');\n");
	is(found(qq{SELECT (SELECT available FROM credits.balance('either $l')) = CASE d.status WHEN 'completed' THEN 120 ELSE 0 END::credits.amount
		FROM credits.deposits('either $l') d}), 't', "paid or failed, $level: one of them, and its credit");

	# -------------------------------------------------------------------------- one floor
	found(qq{SELECT credits.open_account('floor $l'), credits.grant('floor $l', 100), credits.grant('floor $l', 100, class => 'bonus'), credits.set_topup('floor $l', 150, money => 25, cooldown => '0')});
	run_clients("64 clients, one floor, $level", $level, 64, 2, 100,
		"SELECT credits.consume('floor $l', 1);\n");
	is(found(qq{SELECT string_agg(source || ' ' || status, ', ') FROM credits.deposits('floor $l')}), 'topup pending', "one floor, $level: one top-up");
	is(found(qq{SELECT count(*) FROM credits.outbox o JOIN credits.account a USING (account_id) WHERE a.account = 'floor $l'}), 1, "one floor, $level: asked for once");

	# -------------------------------------------------------------------------- one key
	found(qq{SELECT credits.open_account('key $l')});
	run_clients("64 clients, one key, $level", $level, 64, 2, 100,
		"INSERT INTO answer SELECT 'key $l', credits.buy('key $l', 'deposit', 30, key => 'same');\n");
	is(found(qq{SELECT (SELECT count(*) FROM credits.deposits('key $l')), count(*), count(DISTINCT answer) FROM answer WHERE test = 'key $l'}),
		'1|128|1', "one key, $level: one deposit");

	# -------------------------------------------------------------------------- charged back once
	found(qq{SELECT credits.open_account('back $l')});
	$deposit = found(qq{SELECT credits.deposit('back $l', 100)});
	found(qq{SELECT credits.confirm_deposit('back $l', $deposit)});
	run_clients("64 clients, one chargeback, $level", $level, 64, 1, 100,
		"INSERT INTO answer SELECT 'back $l', attempt('SELECT credits.clawback(''back $l'', $deposit)');\n",
		"INSERT INTO answer SELECT 'back $l', attempt('SELECT credits.refund_deposit(''back $l'', $deposit)');\n",
		"INSERT INTO answer SELECT 'drawn $l', attempt('SELECT (credits.consume(''back $l'', 3)).status');\n");
	is(found(qq{SELECT count(*) FROM answer WHERE test = 'back $l' AND answer NOT LIKE 'KR%'}), 1, "one chargeback, $level: taken back once");
	# the first 20 were a bonus
	is(found(qq{SELECT available, owed - CASE d.status WHEN 'clawed_back' THEN greatest(3 * (SELECT count(*) FROM answer WHERE test = 'drawn $l' AND answer = 'completed') - 20, 0) ELSE 0 END::credits.amount
		FROM credits.balance('back $l'), credits.deposits('back $l') d}), '0|0', "one chargeback, $level: what was drawn of it is owed");
}

# ------------------------------------------------------------------------------ anything, on a few accounts
found(q{
	SELECT credits.open_account('mix ' || n), credits.grant('mix ' || n, 50), credits.set_topup('mix ' || n, 20, cooldown => '0') FROM generate_series(1, 4) n;
	SELECT attempt(format('SELECT credits.refer(%L, %L)', 'mix ' || n % 4 + 1, 'mix ' || n)) FROM generate_series(1, 4) n;
	CREATE FUNCTION some_deposit(name text, state text) RETURNS bigint LANGUAGE sql AS
		'SELECT deposit FROM credits.deposits(name) WHERE status = state ORDER BY random() LIMIT 1';
});
run_clients('anything on a few accounts', 'read committed', 64, 60, 1,
	[ 6, qq{\\set n random(1, 4)\nSELECT attempt('SELECT credits.consume(''mix :n'', 3)');\n} ],
	[ 2, qq{\\set n random(1, 4)\nSELECT attempt('SELECT credits.deposit(''mix :n'', 15)');\n} ],
	[ 4, qq{\\set n random(1, 4)\nSELECT attempt('SELECT credits.confirm_deposit(''mix :n'', some_deposit(''mix :n'', ''pending''))') FROM (SELECT 1) one WHERE some_deposit('mix :n', 'pending') IS NOT NULL;\n} ],
	[ 1, qq{\\set n random(1, 4)\nSELECT attempt('SELECT credits.fail_deposit(''mix :n'', some_deposit(''mix :n'', ''pending''))') FROM (SELECT 1) one WHERE some_deposit('mix :n', 'pending') IS NOT NULL;\n} ],
	[ 2, qq{\\set n random(1, 4)\nSELECT attempt('SELECT credits.clawback(''mix :n'', some_deposit(''mix :n'', ''completed''))') FROM (SELECT 1) one WHERE some_deposit('mix :n', 'completed') IS NOT NULL;\n} ],
	[ 2, qq{\\set n random(1, 4)\nSELECT attempt('SELECT credits.reverse_clawback(''mix :n'', some_deposit(''mix :n'', ''clawed_back''))') FROM (SELECT 1) one WHERE some_deposit('mix :n', 'clawed_back') IS NOT NULL;\n} ],
	[ 1, qq{\\set n random(1, 4)\nSELECT attempt('SELECT credits.refund_deposit(''mix :n'', some_deposit(''mix :n'', ''completed''))') FROM (SELECT 1) one WHERE some_deposit('mix :n', 'completed') IS NOT NULL;\n} ]);
is(found(q{SELECT deadlocks FROM pg_stat_database WHERE datname = 'books'}), 0, 'no deadlock');
is(found(q{SELECT count(*) FROM (SELECT FROM credits.deposit WHERE status = 'pending' AND source = 'topup' GROUP BY account_id HAVING count(*) > 1) x}), 0, 'no account has two top-ups pending');
is_sound($server, $books, 'after all that');

$server->stop;
done_testing();
