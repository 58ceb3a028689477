# Books.pm: what the tests in this folder have in common: a server of their own, books in it, and ways to
# compare two sets of books.

package Books;

use strict;
use warnings;

use Exporter 'import';
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

our @EXPORT = qw(new_server new_database new_books digest is_sound refused seed_random);

# A server that has what these tests need; more lines for its configuration may be given
sub new_server
{
	my ($name, %options) = @_;
	my $server = PostgreSQL::Test::Cluster->new($name);

	$server->init(%{ $options{init} // {} });
	$server->append_conf('postgresql.conf', join("\n",
		'max_connections = 100', 'max_prepared_transactions = 10', "timezone = 'UTC'",
		@{ $options{conf} // [] }, ''));
	$server->start;
	return $server;
}

# An empty database, the same on any machine
sub new_database
{
	my ($server, $database) = @_;

	$server->safe_psql('postgres',
		"CREATE DATABASE $database TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
	return $database;
}

# A database with the tables of the books, empty
sub new_books
{
	my ($server, $database) = @_;

	new_database($server, $database);
	$server->safe_psql($database, 'CREATE EXTENSION credits; SELECT credits.init();');
	return $database;
}

# Every row of every table of the books, whatever their order, and every sequence: name => md5
sub digest
{
	my ($server, $database) = @_;
	my $rows = $server->safe_psql($database, q{
		SELECT c.relname, md5(x.rows::text) FROM pg_class c CROSS JOIN LATERAL (
			SELECT query_to_xml(format(CASE c.relkind WHEN 'S' THEN 'SELECT last_value, is_called FROM credits.%1$I'
				ELSE 'SELECT t::text AS row FROM credits.%1$I t ORDER BY t::text COLLATE "C"' END, c.relname),
				true, false, '') AS rows) x
		 WHERE c.relnamespace = 'credits'::regnamespace AND c.relkind IN ('r', 'S') ORDER BY 1});

	return { map { split /\|/ } split /\n/, $rows };
}

# The auditor finds nothing
sub is_sound
{
	my ($server, $database, $name) = @_;

	return is($server->safe_psql($database, 'SELECT * FROM credits.verify()'), '', "$name: the books are sound");
}

# A statement that must fail, and how
sub refused
{
	my ($server, $database, $sql, $sqlstate, $name) = @_;
	my ($status, undef, $error) = $server->psql($database, "\\set VERBOSITY sqlstate\n$sql", on_error_stop => 1);

	isnt($status, 0, "$name: refused") or return 0;
	return like($error, qr/\b$sqlstate\b/, "$name: with $sqlstate");
}

# Chance that can be had again: SEED=number
sub seed_random
{
	my $seed = $ENV{SEED} // int(rand(2**31));

	srand($seed);
	note("SEED=$seed");
	return $seed;
}

1;
