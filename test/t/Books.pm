# Books.pm: what the tests in this folder have in common: a server of their own, books in it, and ways to
# compare two sets of books.

package Books;

use strict;
use warnings;

use Exporter 'import';
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

our @EXPORT = qw(new_server new_database new_books digest is_sound refused seed_random clients);

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

# pgbench: so many clients, each the scripts so often, at an isolation level; returns its report.  A call may fail only
# with a serialization failure, which is tried again if `tries` says so; with any other error the client and the test end.
my $scripts = 0;

sub clients
{
	my ($server, $database, $seed, $name, $level, $clients, $times, $tries, @bodies) = @_;
	my @files;

	for my $body (@bodies)
	{
		my ($weight, $sql) = ref $body ? @$body : (1, $body);
		my $file = $server->basedir . '/script' . ++$scripts;

		open my $script, '>', $file or die $!;
		print $script $sql;
		close $script;
		push @files, '-f', "$file\@$weight";
	}
	local $ENV{PGOPTIONS} = '-c default_transaction_isolation=' . ($level =~ s/ /\\ /r);
	my ($report, $errors);
	my $ended = IPC::Run::run(
		[ 'pgbench', '-n', '-c', $clients, '-j', 2, '-t', $times, "--random-seed=$seed", "--max-tries=$tries", @files, '-d', $server->connstr($database) ],
		'>', \$report, '2>', \$errors);
	ok($ended, "$name: no client meets an unexpected error") or diag($errors);
	return $report;
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
