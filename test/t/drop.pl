# The books cannot be dropped by accident: not with the extension, not with their schema, not with their owner;
# and an owner who is no superuser is told that nothing guards them.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Books;

my $server = new_server('drop');
my $books = new_books($server, 'books');

$server->safe_psql($books, q{
	SELECT credits.open_account('a'), credits.grant('a', 10), credits.consume('a', 3);
	CREATE ROLE keeper;
	CREATE TABLE app (spent credits.amount)});
my $before = digest($server, $books);

for my $statement ('DROP EXTENSION credits', 'DROP EXTENSION credits CASCADE', 'DROP EXTENSION IF EXISTS credits RESTRICT',
	'DROP SCHEMA credits', 'DROP SCHEMA credits CASCADE', 'DROP TABLE credits.entry', 'DROP TABLE credits.entry CASCADE',
	'DROP TABLE credits.bucket CASCADE', 'DROP TABLE credits.request, credits.books', 'DROP TYPE credits.amount CASCADE',
	'DROP TABLE credits.entry_default')
{
	refused($server, $books, "BEGIN; $statement; ROLLBACK;", '2BP01', $statement);
}
is_deeply(digest($server, $books), $before, 'nothing is gone');

# with another owner of all of it, who goes
$server->safe_psql($books, q{
	GRANT USAGE ON SCHEMA credits TO keeper;
	DO $$ DECLARE name text; BEGIN
		FOR name IN SELECT c.oid::regclass FROM pg_class c WHERE c.relnamespace = 'credits'::regnamespace AND c.relkind IN ('r', 'p')
		LOOP EXECUTE 'ALTER TABLE ' || name || ' OWNER TO keeper'; END LOOP;
	END $$});
refused($server, $books, 'BEGIN; DROP OWNED BY keeper; ROLLBACK;', '2BP01', 'DROP OWNED');
refused($server, $books, 'BEGIN; DROP OWNED BY keeper CASCADE; ROLLBACK;', '2BP01', 'DROP OWNED CASCADE');
refused($server, $books, 'SET ROLE keeper; BEGIN; DROP TABLE credits.entry; ROLLBACK;', '2BP01', 'their owner');
refused($server, $books, 'SET ROLE keeper; TRUNCATE credits.entry;', 'KR011', 'their owner, TRUNCATE');
refused($server, $books, 'SET ROLE keeper; DELETE FROM credits.entry;', 'KR011', 'their owner, DELETE');
refused($server, $books, 'SET session_replication_role = replica; TRUNCATE credits.entry;', 'KR011', 'as a replica, TRUNCATE');
refused($server, $books, 'SET session_replication_role = replica; DELETE FROM credits.bucket;', 'KR011', 'as a replica, DELETE');
refused($server, $books, 'SET session_replication_role = replica; BEGIN; DROP TABLE credits.entry; ROLLBACK;', '2BP01', 'as a replica, DROP');
is_deeply(digest($server, $books), $before, 'still nothing is gone');

# what is not of the books may be dropped
$server->safe_psql($books, 'DROP TABLE app; CREATE TEMP TABLE entry (id int); DROP TABLE entry; CREATE INDEX mine ON credits.usage_line (item); DROP INDEX credits.mine');

# knowingly
is(($server->psql($books, q{DROP EVENT TRIGGER credits_keep_books; SELECT credits.init()}, on_error_stop => 1))[0], 0, 'init() puts the guard back');
refused($server, $books, 'BEGIN; DROP EXTENSION credits CASCADE; ROLLBACK;', '2BP01', 'with the guard put back');
$server->psql($books, 'DROP EVENT TRIGGER IF EXISTS credits_keep_books; DROP EXTENSION credits CASCADE; DROP SCHEMA credits CASCADE', on_error_stop => 1);
is($server->safe_psql($books, q{SELECT count(*) FROM pg_namespace WHERE nspname = 'credits'}), 0, 'without the guard they can be');
is(($server->psql($books, q{CREATE EXTENSION credits; SELECT credits.init(); SELECT credits.open_account('a'), credits.grant('a', 1)}, on_error_stop => 1))[0],
	0, 'and made again');
is(($server->psql($books, 'SELECT * FROM credits.verify()', on_error_stop => 1))[1], '', 'and are sound');

# an owner who is no superuser: init() says what is missing, and a superuser's init() after it keeps the books
new_database($server, 'rented');
$server->safe_psql('rented', q{
	CREATE EXTENSION credits; CREATE ROLE tenant LOGIN;
	GRANT ALL ON SCHEMA credits TO tenant; GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA credits TO tenant});
my ($status, undef, $notice) = $server->psql('rented', 'SET ROLE tenant; SELECT credits.init()');
is($status, 0, 'init() of an owner who is no superuser');
like($notice, qr/only a superuser's .*init\(\) can add the guard/, 'says that the guard is missing');
$server->safe_psql('rented', q{SET ROLE tenant; SELECT credits.open_account('a'), credits.grant('a', 10), credits.consume('a', 4)});
is_sound($server, 'rented', 'of an owner who is no superuser');
refused($server, 'rented', 'SET ROLE tenant; DELETE FROM credits.entry;', 'KR011', 'the tenant, DELETE');
refused($server, 'rented', 'SET ROLE tenant; DROP EXTENSION credits CASCADE;', '42501', 'the tenant, DROP EXTENSION');
refused($server, 'rented', 'DROP EXTENSION credits;', '2BP01', 'without CASCADE the tables need the extension');
$server->safe_psql('rented', 'SELECT credits.init()');
refused($server, 'rented', 'DROP EXTENSION credits CASCADE;', '2BP01', q{after a superuser's init()});

done_testing();
