# Crashes.  Writers give every call a key and write down which were answered.  The server is killed under them,
# over and over; afterwards every answered call is in the books, every other one is asked again with its key,
# and each is counted once.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Books;

my $writers = 4;
my $kills = $ENV{KILLS} // 6;		# of the whole server
my $backend_kills = 2;			# of one backend
my $calls = 4000;			# a writer has ready, more than it can come to

seed_random();
my $server = new_server('crash', init => { allows_streaming => 1 }, conf => [ 'restart_after_crash = on', 'fsync = off', "checkpoint_timeout = '30s'" ]);
my $books = new_books($server, 'books');

$server->safe_psql($books, q{
	INSERT INTO credits.resource (resource) VALUES ('gpu');
	INSERT INTO credits.price (resource, rate) VALUES ('gpu', '1/hour');
	SELECT credits.open_account('account ' || n, clock => '2025-01-05 00:00Z', at => '2025-01-01 00:00Z') FROM generate_series(1, 3) n;
	SELECT credits.grant('account ' || n, 1, class => 'bonus') FROM generate_series(1, 3) n;
	SELECT credits.grant('account ' || n, 1000000000) FROM generate_series(1, 3) n;
});

# One call: what it changes in its account, and its SQL, which says its key when it has been answered
sub call
{
	my ($key) = @_;
	my $account = 'account ' . (1 + int(rand(3)));
	my $n = 1 + int(rand(9));
	my $dice = int(rand(10));

	return [ $key, $account, -$n, "SELECT '$key' FROM credits.consume('$account', $n, key => '$key')" ] if $dice < 5;
	return [ $key, $account, $n, "SELECT '$key' FROM credits.grant('$account', $n, key => '$key')" ] if $dice < 6;
	return [ $key, $account, -$n, "SELECT '$key' FROM credits.charge('$account', 'gpu', $n, at => '2025-01-05 00:00Z',"
		  . " until => '2025-01-05 01:00Z', key => '$key')" ] if $dice < 8;
	return [ $key, $account, -3 * $n, "WITH billed AS (INSERT INTO credits.usage (account, resource, quantity, at, until, key)"
		  . " SELECT '$account', 'gpu', $n, '2025-01-05 00:00Z', '2025-01-05 01:00Z', '$key' || p FROM unnest(ARRAY['', ' b', ' c']) p"
		  . " RETURNING 1) SELECT '$key' FROM billed LIMIT 1" ];
}

my %changes = map { ("account $_" => 1000000001) } 1 .. 3;	# what must be left of each account
my ($answered, $asked_again, $had_been_booked) = (0, 0, 0);

# A writer's calls, and psql with its answers so far
sub start_writer
{
	my ($round, $n) = @_;
	my $writer = { calls => [ map { call("$round-$n-$_") } 1 .. $calls ], answers => '', errors => '' };
	my $file = $server->basedir . "/writer-$n.sql";

	open my $sql, '>', $file or die $!;
	print $sql "$_->[3];\n" for @{ $writer->{calls} };
	close $sql;
	$writer->{run} = IPC::Run::start(
		[ 'psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', $server->connstr($books), '-f', $file ],
		'<', \undef, '>', \$writer->{answers}, '2>', \$writer->{errors});
	return $writer;
}

# After a crash: nothing answered is lost; the call that was not answered is made again
sub settle
{
	my (@writers) = @_;
	my $lost = 0;

	for my $writer (@writers)
	{
		my @answers = split /\n/, $writer->{answers};
		my @calls = @{ $writer->{calls} };

		$answered += @answers;
		for my $key (@answers)
		{
			my $call = shift @calls;
			die "answered $key, asked $call->[0]" if $call->[0] ne $key;
			$changes{ $call->[1] } += $call->[2];
		}
		$lost += $server->safe_psql($books,
			"SELECT count(*) FROM unnest(ARRAY[" . join(',', map { "'$_'" } @answers) . "]::text[]) answered (key)"
			  . " WHERE NOT EXISTS (SELECT FROM credits.request r WHERE r.key = answered.key)");

		# the one it was waiting for, and the next, which was not asked
		for my $call (grep { defined } @calls[ 0, 1 ])
		{
			$had_been_booked += $server->safe_psql($books, "SELECT count(*) FROM credits.request WHERE key = '$call->[0]'");
			is($server->safe_psql($books, $call->[3]), $call->[0], "asked again: $call->[0]");
			$server->safe_psql($books, $call->[3]);
			$changes{ $call->[1] } += $call->[2];
			$asked_again++;
		}
	}
	is($lost, 0, 'no answered call is lost');
}

sub counted_once
{
	my ($name) = @_;

	is($server->safe_psql($books, q{
		SELECT a.account, credits.sum(e.amount) FROM credits.entry e JOIN credits.account a USING (account_id) GROUP BY 1 ORDER BY 1}),
		join("\n", map { "$_|$changes{$_}" } sort keys %changes), "$name: every call is counted once");
	is($server->safe_psql($books, q{
		SELECT a.account, b.available FROM credits.account a, credits.balance(a.account) b ORDER BY 1}),
		join("\n", map { "$_|$changes{$_}" } sort keys %changes), "$name: and the balances are what is left");
	is_sound($server, $books, $name);
}

sub wait_for_answers
{
	my (@writers) = @_;
	my $enough = 20 + int(rand(200));

	for (1 .. 600)
	{
		IPC::Run::pump_nb($_->{run}) for grep { $_->{run}->pumpable } @writers;
		last if (grep { (() = $_->{answers} =~ /\n/g) >= $enough } @writers) || !grep { $_->{run}->pumpable } @writers;
		select undef, undef, undef, 0.01;
	}
	select undef, undef, undef, rand(0.05);
}

for my $round (1 .. $kills)
{
	my @writers = map { start_writer($round, $_) } 1 .. $writers;

	wait_for_answers(@writers);
	# in every second round, when what has committed cannot be answered, and the rest waits for it
	if ($round % 2 == 0)
	{
		$server->append_conf('postgresql.conf', "synchronous_standby_names = 'nobody'");
		$server->reload;
		for (1 .. 500)
		{
			last if $server->safe_psql('postgres', "SELECT count(*) = $writers AND bool_or(wait_event = 'SyncRep')"
				. " FROM pg_stat_activity WHERE wait_event = 'SyncRep' OR wait_event_type = 'Lock'") eq 't';
			select undef, undef, undef, 0.01;
		}
	}
	my @processes = split /\n/, $server->safe_psql($books, 'SELECT pid FROM pg_stat_activity');
	push @processes, PostgreSQL::Test::Utils::slurp_file($server->data_dir . '/postmaster.pid') =~ s/\n.*//sr;
	$server->kill9;
	$_->{run}->finish for @writers;
	# not until the last one has seen that its postmaster is gone
	for (1 .. 1000)
	{
		last unless kill 0, @processes;
		select undef, undef, undef, 0.02;
	}
	$server->append_conf('postgresql.conf', "synchronous_standby_names = ''");
	$server->start;
	settle(@writers);
	counted_once("server killed, round $round");
}

for my $round (1 .. $backend_kills)
{
	my @writers = map { start_writer("backend $round", $_) } 1 .. $writers;

	wait_for_answers(@writers);
	my $victim = $server->safe_psql($books,
		"SELECT pid FROM pg_stat_activity WHERE datname = '$books' AND backend_type = 'client backend' AND pid <> pg_backend_pid() LIMIT 1");
	kill 'KILL', $victim;
	$_->{run}->finish for @writers;
	$server->poll_query_until($books, 'SELECT true') or die 'the server did not come back';
	settle(@writers);
	counted_once("a backend killed, round $round");
}

note("$answered calls answered, $asked_again asked again, of which $had_been_booked had been booked");
cmp_ok($answered, '>', 20 * $kills, 'there was something to lose');
cmp_ok($had_been_booked, '>=', int($kills / 2), 'some calls were booked and not answered');
cmp_ok($server->safe_psql($books, 'SELECT count(*) FROM credits.request'), '>=', $answered + $asked_again, 'each has its key');

done_testing();
