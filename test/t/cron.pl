# A real pg_cron: credits.schedule() makes a job that does what is due by itself, for the database it stands in and for others.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Books;

my $share = `pg_config --sharedir`;

chomp $share;
plan skip_all => 'pg_cron is not installed in this server (Debian: postgresql-N-cron)' unless -f "$share/extension/pg_cron.control";

my $server = new_server('cron', conf => [ "shared_preload_libraries = 'pg_cron'", "cron.database_name = 'books'", 'cron.use_background_workers = on' ]);
my $books = new_books($server, 'books');
my $wait = 130;		# seconds: a minute's tick, and the minute before it in which nothing was due

# A statement that must fail, and all that is said: SQLSTATE, message, detail, hint
sub error_of
{
	my ($database, $sql) = @_;
	my (undef, undef, $error) = $server->psql($database, "\\set VERBOSITY verbose\n\\set SHOW_CONTEXT never\n$sql", on_error_stop => 1);

	return $error;
}

# ------------------------------------------------------------------------------ without it
new_books($server, 'other');
my $odd = 'a name, longer than what a job of pg_cron can hold in its own';
$server->safe_psql('postgres', qq{CREATE DATABASE "$odd"});
$server->safe_psql('postgres', 'CREATE ROLE clerk LOGIN');
for my $database ($books, 'other')
{
	$server->safe_psql($database, 'GRANT USAGE ON SCHEMA credits TO clerk;
		GRANT EXECUTE ON FUNCTION credits.schedule, credits.unschedule, credits.schedule_name TO clerk');
}
for my $call ('schedule()', 'unschedule()')
{
	my $error = error_of('other', "SELECT credits.$call");

	like($error, qr/ERROR:  55000: pg_cron is not installed in this database/, "$call without pg_cron");
	like($error, qr/DETAIL:  It belongs in database "books"/, "$call says where it is");
	like($error, qr/HINT:  There: SELECT cron\.schedule_in_database\('credits other', '\* \* \* \* \*', 'CALL credits\.run\(\)', 'other'\); /, "$call says what to run there");
	like($error, qr/\* \* \* \* \* psql -X -d other -c 'CALL credits\.run\(\)'/, "$call says what any cron can run");
}
like(error_of($books, 'SELECT credits.schedule()'), qr/55000.*This is where it belongs.*CREATE EXTENSION pg_cron/s, 'where it could be installed');
like(error_of('other', 'SET ROLE clerk; SELECT credits.schedule()'), qr/55000.*only a superuser can see.*psql -X -d other/s, 'by one who sees no settings');

# ------------------------------------------------------------------------------ in this database
$server->safe_psql($books, 'CREATE EXTENSION pg_cron');
like(error_of($books, q{SELECT credits.schedule('10 apples')}), qr/ERROR:  22023: "schedule".*DETAIL:  invalid schedule: 10 apples.*HINT:  Five fields/s, 'not a schedule');
like(error_of($books, q{SELECT credits.schedule(NULL)}), qr/ERROR:  22004:/, 'no schedule');
like(error_of($books, q{SELECT credits.schedule(database => 'nowhere')}), qr/ERROR:  3D000:.*"nowhere" does not exist/, 'no such database');
like(error_of($books, 'SET ROLE clerk; SELECT credits.schedule()'), qr/ERROR:  42501: role "clerk" may not CALL credits.run/, 'may not run it');
$server->safe_psql($books, 'GRANT EXECUTE ON PROCEDURE credits.run TO clerk');
like(error_of($books, 'SET ROLE clerk; SELECT credits.schedule()'), qr/ERROR:  42501: role "clerk" may not schedule.*GRANT USAGE ON SCHEMA cron TO clerk/s, 'may not use pg_cron');
like(error_of($books, 'SET ROLE clerk; SELECT credits.unschedule()'), qr/ERROR:  42501: role "clerk" may not unschedule/, 'nor take it back');

my ($status, $job, $notice) = $server->psql($books, q{SELECT credits.schedule('0 0 1 1 *')});
is($status, 0, 'scheduled');
is($notice, '', 'and with background workers there is nothing to be said about it');
$server->safe_psql($books, "UPDATE cron.job SET active = false");
$job = $server->safe_psql($books, q{SELECT credits.schedule('* * * * *')});
is($server->safe_psql($books, 'SELECT jobid, jobname, schedule, command, database, username = current_user, active FROM cron.job'),
	"$job|credits books|* * * * *|CALL credits.run()|books|t|t", 'again it replaces the schedule, and is on');

$server->safe_psql($books, 'GRANT USAGE ON SCHEMA cron TO clerk');
my $clerks = $server->safe_psql($books, 'SET ROLE clerk; SELECT credits.schedule()');
isnt($clerks, $job, q{a role's job is its own});
like(error_of($books, q{SET ROLE clerk; SELECT credits.schedule(database => 'other')}), qr/ERROR:  42501: .*GRANT EXECUTE ON FUNCTION cron\.schedule_in_database TO clerk/s,
	'may not schedule for another database');
is($server->safe_psql($books, 'SET ROLE clerk; SELECT credits.unschedule(), credits.unschedule()'), 't|f', 'it takes back its own, once');
is($server->safe_psql($books, 'SELECT string_agg(jobid::text, $$ $$) FROM cron.job'), $job, 'and no other');

# ------------------------------------------------------------------------------ for another database
my $others = $server->safe_psql($books, q{SELECT credits.schedule(database => 'other')});
is($server->safe_psql($books, "SELECT jobname, schedule, command, database FROM cron.job WHERE jobid = $others"),
	'credits other|* * * * *|CALL credits.run()|other', 'scheduled for another database');
is($server->safe_psql($books, qq{SELECT credits.schedule(database => '$odd') > 0, credits.unschedule('$odd'), credits.unschedule('$odd')}), 't|t|f',
	'scheduled for one with a long name, and taken back');

# ------------------------------------------------------------------------------ the job alone
# What is due within seconds, as the grant began most of its minute ago, in this month
for my $database ($books, 'other')
{
	$server->safe_psql($database, q{
		SELECT credits.open_account('acme', at => now() - interval '1 hour');
		SELECT credits.grant_every('acme', 5, '1 minute', at => greatest(now() - interval '55 seconds', date_trunc('month', now(), 'UTC')))});
	is($server->safe_psql($database, 'SELECT count(*) FROM credits.bucket WHERE NOT postpaid'), 1, "$database: one grant is made");
}
for my $database ($books, 'other')
{
	my $until = time() + $wait;
	my $made = 1;

	while ($made < 2 && time() < $until)
	{
		select undef, undef, undef, 0.25;
		$made = $server->safe_psql($database, q{SELECT count(*) FROM credits.bucket WHERE NOT postpaid AND class = 'included'});
	}
	cmp_ok($made, '>=', 2, "$database: the job made the next");
	is($server->safe_psql($database, q{SELECT count(*), bool_and(amount OPERATOR(credits.=) '5'::credits.amount) FROM credits.entry WHERE kind = 'grant'}),
		"$made|t", "$database: and posted it");
	ok($server->poll_query_until($database, q{SELECT bool_and(finished_at IS NOT NULL AND done = 1 AND failed = 0) FROM credits.job}), "$database: it wrote down what it did");
	is($server->safe_psql($database, 'SELECT DISTINCT status, done, failed, rest FROM credits.progress'), 'finished|1|0|0', "$database: and progress says so");
	is_sound($server, $database, $database);
}
for my $id ($job, $others)
{
	ok($server->poll_query_until($books, "SELECT count(*) > 0 FROM cron.job_run_details WHERE jobid = $id AND status = 'succeeded'"), "job $id: pg_cron saw it succeed");
	is($server->safe_psql($books, "SELECT count(*) FROM cron.job_run_details WHERE jobid = $id AND status = 'failed'"), 0, "job $id: and never fail");
}

# ------------------------------------------------------------------------------ and no more
is($server->safe_psql($books, q{SELECT credits.unschedule(), credits.unschedule('other'), credits.unschedule('other')}), 't|t|f', 'unscheduled');
is($server->safe_psql($books, 'SELECT count(*) FROM cron.job'), 0, 'no job is left');

# as a client pg_cron may be asked for a password
$server->append_conf('postgresql.conf', 'cron.use_background_workers = off');
$server->restart;
(undef, undef, $notice) = $server->psql($books, 'SELECT credits.schedule()');
like($notice, qr/NOTICE:  pg_cron will connect .*as a client.*HINT:  Set cron.use_background_workers = on/s, 'without background workers there is advice');

# pg_cron moved away
$server->append_conf('postgresql.conf', "cron.database_name = 'other'");
$server->restart;
like(error_of($books, 'SELECT credits.schedule()'), qr/ERROR:  55000: pg_cron does not run jobs from this database.*cron.database_name is "other"/s, 'no longer here');
$server->append_conf('postgresql.conf', "shared_preload_libraries = ''");
$server->restart;
like(error_of($books, 'SELECT credits.schedule()'), qr/ERROR:  55000: .*not in shared_preload_libraries.*psql -X -d books/s, 'no longer loaded');

done_testing();
