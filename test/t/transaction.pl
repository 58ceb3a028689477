# Transactions: prepared ones survive a crash holding their credit; savepoints give back what was drawn under them;
# a call that is cancelled or timed out leaves nothing.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Books;

my $server = new_server('transaction');
my $books = new_books($server, 'books');

$server->safe_psql($books, q{
	INSERT INTO credits.resource (resource) VALUES ('gpu');
	INSERT INTO credits.price (resource, rate) VALUES ('gpu', '1');
	SELECT credits.open_account('a', clock => '2025-01-05 00:00Z', at => '2025-01-01 00:00Z'), credits.grant('a', 100);
	SELECT credits.open_account('many ' || n, clock => '2025-01-05 00:00Z'), credits.grant('many ' || n, 500), credits.grant('many ' || n, 2000, class => 'bonus')
	  FROM generate_series(0, 19) n});

sub left { return $server->safe_psql($books, "SELECT available FROM credits.balance('$_[0]')"); }

# ------------------------------------------------------------------------------ prepared
$server->safe_psql($books, q{
	BEGIN;
	SELECT credits.consume('a', 60, key => 'prepared');
	INSERT INTO credits.usage (account, resource, quantity) VALUES ('a', 'gpu', 1), ('a', 'gpu', 2);
	SELECT credits.grant('a', 5, key => 'granted');
	PREPARE TRANSACTION 'one'});
is(left('a'), 100, 'prepared: not booked yet');
refused($server, $books, q{SET lock_timeout = '100ms'; SELECT credits.consume('a', 60);}, '55P03', 'prepared: others wait for it');
$server->stop('immediate');
$server->start;
refused($server, $books, q{SET lock_timeout = '100ms'; SELECT credits.consume('a', 60);}, '55P03', 'prepared: after a crash too');
refused($server, $books, q{SET lock_timeout = '100ms'; SELECT credits.consume('a', 60, key => 'prepared');}, '55P03', 'prepared: its key is taken');
$server->safe_psql($books, q{COMMIT PREPARED 'one'});
is(left('a'), 42, 'prepared: booked');
is($server->safe_psql($books, q{SELECT charged, balance, replayed FROM credits.consume('a', 60, key => 'prepared')}), '60|40|t', 'prepared: its key answers');
refused($server, $books, q{SELECT credits.consume('a', 60);}, 'KR001', 'prepared: what it drew is gone');

$server->safe_psql($books, q{BEGIN; SELECT credits.consume('a', 2, key => 'undone'), credits.set_clock('a', '2025-02-01 00:00Z'); PREPARE TRANSACTION 'two'});
$server->stop('immediate');
$server->start;
$server->safe_psql($books, q{ROLLBACK PREPARED 'two'});
is($server->safe_psql($books, q{SELECT charged, balance, replayed FROM credits.consume('a', 2, key => 'undone')}), '2|40|f', 'rolled back: its key is free');
is_sound($server, $books, 'prepared');

# ------------------------------------------------------------------------------ savepoints
is($server->safe_psql($books, q{
	BEGIN;
	SELECT balance FROM credits.consume('a', 10);
	SAVEPOINT s;
	SELECT balance FROM credits.consume('a', 10, key => 'saved');
	INSERT INTO credits.usage (account, resource, key) VALUES ('a', 'gpu', 'row');
	ROLLBACK TO s;
	SELECT balance FROM credits.consume('a', 5, key => 'saved');
	INSERT INTO credits.usage (account, resource, quantity, key) VALUES ('a', 'gpu', 3, 'row');
	COMMIT;
	SELECT available FROM credits.balance('a')}), "30\n20\n25\n22", 'savepoint: what was drawn under it is back, and its keys');

# a statement into usage that fails halfway, inside others
is($server->safe_psql($books, q{
	DO $$ BEGIN
		INSERT INTO credits.usage (account, resource) VALUES ('a', 'gpu');
		BEGIN
			INSERT INTO credits.usage (account, resource, quantity) VALUES ('a', 'gpu', 1), ('a', 'none', 1);
		EXCEPTION WHEN SQLSTATE 'KR010' THEN NULL; END;
		BEGIN
			INSERT INTO credits.usage (account, resource, quantity) VALUES ('a', 'gpu', 1), ('a', 'gpu', 1000);
		EXCEPTION WHEN SQLSTATE 'KR001' THEN NULL; END;
		INSERT INTO credits.usage (account, resource) VALUES ('a', 'gpu');
	END $$;
	SELECT available FROM credits.balance('a')}), 20, 'exceptions: only whole statements are billed');

$server->safe_psql($books, q{
	CREATE PROCEDURE draw_often(times int) LANGUAGE plpgsql AS $$
	BEGIN
		FOR n IN 1 .. times LOOP
			BEGIN
				PERFORM credits.consume('many ' || n % 20, 1, key => 'often ' || n);
				IF n % 3 = 0 THEN RAISE EXCEPTION SQLSTATE 'ZZ001'; END IF;
				IF n % 100 = 1 THEN PERFORM credits.consume('many ' || n % 20, 1000000); END IF;
			EXCEPTION WHEN SQLSTATE 'ZZ001' OR SQLSTATE 'KR001' THEN NULL; END;
		END LOOP;
	END $$;
	CALL draw_often(10000)});
is($server->safe_psql($books, q{SELECT count(*), credits.sum(amount) FROM credits.entry WHERE kind = 'draw' AND key LIKE 'often%'}),
	join('|', map { my $n = grep { $_ % 3 && $_ % 100 != 1 } 1 .. 10000; ($n, -$n) } 1), '10000 savepoints: each counts or does not');
is_sound($server, $books, '10000 savepoints');

# ------------------------------------------------------------------------------ cancelled
$server->safe_psql($books, q{BEGIN; SELECT credits.consume('a', 1, key => 'holder'); PREPARE TRANSACTION 'holder'});
my $before = digest($server, $books);
for my $call (q{SELECT credits.consume('a', 1, key => 'x')}, q{SELECT credits.charge('a', 'gpu', 1, key => 'x')}, q{INSERT INTO credits.usage (account, resource, key) VALUES ('a', 'gpu', 'x')},
	q{SELECT credits.set_clock('a', '2025-03-01 00:00Z')})
{
	refused($server, $books, "SET lock_timeout = '50ms'; $call;", '55P03', "lock_timeout: $call");
	refused($server, $books, "SET statement_timeout = '50ms'; $call;", '57014', "statement_timeout: $call");
}
my $after = digest($server, $books);
is_deeply({ map { $_ => $after->{$_} } grep { !/_seq$/ } keys %$after }, { map { $_ => $before->{$_} } grep { !/_seq$/ } keys %$before },
	'what timed out left nothing');
$server->safe_psql($books, q{ROLLBACK PREPARED 'holder'; SELECT credits.consume('a', 1, key => 'x')});
is(left('a'), 19, 'and its key is free');
is_sound($server, $books, 'timed out');

done_testing();
