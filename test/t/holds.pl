# Many clients at once, who hold, capture, release and draw: what is held is had once, a hold ends once, whatever is killed
# between holding and capturing; and after any mixture of it the books balance.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Books;

my $seed = seed_random();
my $server = new_server('holds', conf => [ 'fsync = off' ]);
my $books = new_books($server, 'books');
my %levels = ('read committed' => 'rc', 'repeatable read' => 'rr', 'serializable' => 'sr');

sub run_clients { return clients($server, $books, $seed, @_) }
sub found { return $server->safe_psql($books, shift) }

found(q{
	ALTER DATABASE books SET search_path = public, credits;
	CREATE TABLE answer (test text, answer text);
	-- what a statement answers, or the refusal it meets; other errors end the client
	CREATE FUNCTION attempt(statement text) RETURNS text LANGUAGE plpgsql AS $$
	DECLARE
		answer text;
	BEGIN
		EXECUTE statement INTO answer;
		RETURN answer;
	EXCEPTION
		WHEN SQLSTATE '22004' OR SQLSTATE 'KR001' OR SQLSTATE 'KR002' OR SQLSTATE 'KR004' OR SQLSTATE 'KR005' OR SQLSTATE 'KR015' OR SQLSTATE 'KR017' THEN
			RETURN SQLSTATE;
	END $$;
	CREATE FUNCTION some_hold(name text) RETURNS bigint LANGUAGE sql AS
		$$ SELECT h.id FROM credits.hold h JOIN credits.account a USING (account_id) WHERE a.account = name AND h.status = 'held' ORDER BY random() LIMIT 1 $$;
	CREATE FUNCTION some_capture(name text) RETURNS bigint LANGUAGE sql AS
		$$ SELECT e.operation FROM credits.entry e JOIN credits.account a USING (account_id) WHERE a.account = name AND e.kind = 'capture' ORDER BY random() LIMIT 1 $$;
});

for my $level (sort keys %levels)
{
	my $l = $levels{$level};

	# -------------------------------------------------------------------------- 5 of 64
	found(qq{SELECT credits.open_account('last $l'), credits.grant('last $l', 5000)});
	run_clients("64 clients, 5 fit, $level", $level, 64, 1, 200,
		"INSERT INTO answer SELECT 'last $l', attempt('SELECT credits.hold(''last $l'', 1000)');\n");
	is(found(qq{SELECT count(*) FILTER (WHERE answer = 'KR001'), count(*) FROM answer WHERE test = 'last $l'}), '59|64', "5 fit, $level: the others are refused");
	is(found(qq{SELECT available, held FROM credits.balance('last $l')}), '0|5000', "5 fit, $level: all is held");

	# -------------------------------------------------------------------------- one end
	found(qq{SELECT credits.open_account('once $l'), credits.grant('once $l', 10)});
	my $hold = found(qq{SELECT credits.hold('once $l', 7)});
	run_clients("64 clients, one hold, $level", $level, 64, 1, 200,
		"INSERT INTO answer SELECT 'once $l', attempt('SELECT charged FROM credits.capture(''once $l'', $hold, 4)');\n",
		"INSERT INTO answer SELECT 'back $l', attempt('SELECT credits.release(''once $l'', $hold)');\n");
	is(found(qq{SELECT count(*) FROM answer WHERE test IN ('once $l', 'back $l') AND answer NOT IN ('KR004', '0')}), 1, "one hold, $level: it ends once");
	is(found(qq{SELECT held, available - CASE h.status WHEN 'captured' THEN '6' ELSE '10' END::credits.amount FROM credits.balance('once $l'), credits.hold h WHERE h.id = $hold}),
		'0|0', "one hold, $level: as it was the first to end it");

	# -------------------------------------------------------------------------- one key
	found(qq{SELECT credits.open_account('key $l'), credits.grant('key $l', 100)});
	run_clients("64 clients, one key, $level", $level, 64, 1, 200,
		"INSERT INTO answer SELECT 'key $l', credits.hold('key $l', 9, key => 'same');\n");
	is(found(qq{SELECT count(DISTINCT answer), count(*) FROM answer WHERE test = 'key $l'}), '1|64', "one key, $level: one hold, told to all");
	is(found(qq{SELECT available, held FROM credits.balance('key $l')}), '91|9', "one key, $level: held once");
}

# ------------------------------------------------------------------------------ anything, on a few accounts
found(q{
	SELECT credits.open_account('mix ' || n), credits.set_overage('mix ' || n, true, 20), credits.set_overdraft('mix ' || n, 5) FROM generate_series(1, 3) n;
	SELECT credits.grant('mix ' || n, 100, class => class) FROM generate_series(1, 3) n, unnest(ARRAY['bonus', 'prepaid', 'promotional']) class;
});
run_clients('anything on a few accounts', 'read committed', 64, 40, 1,
	[ 6, qq{\\set n random(1, 3)\nSELECT attempt('SELECT credits.hold(''mix :n'', 7)');\n} ],
	[ 1, qq{\\set n random(1, 3)\nSELECT attempt('SELECT credits.hold(''mix :n'', 9, ''0.2 seconds'')');\n} ],
	[ 1, qq{\\set n random(1, 3)\nSELECT attempt('SELECT credits.hold(''mix :n'', 2, hold => some_hold(''mix :n''))');\n} ],
	[ 5, qq{\\set n random(1, 3)\n\\set a random(0, 9)\nSELECT attempt('SELECT credits.capture(''mix :n'', some_hold(''mix :n''), :a)');\n} ],
	[ 2, qq{\\set n random(1, 3)\nSELECT attempt('SELECT credits.release(''mix :n'', some_hold(''mix :n''))');\n} ],
	[ 5, qq{\\set n random(1, 3)\nSELECT attempt('SELECT credits.consume(''mix :n'', 3)');\n} ],
	[ 1, qq{\\set n random(1, 3)\nSELECT attempt('SELECT credits.refund(''mix :n'', some_capture(''mix :n''), 1)') FROM (SELECT 1) one WHERE some_capture('mix :n') IS NOT NULL;\n} ],
	[ 1, qq{\\set n random(1, 3)\nSELECT attempt('SELECT credits.grant(''mix :n'', 10)');\n} ]);
is(found(q{SELECT deadlocks FROM pg_stat_database WHERE datname = 'books'}), 0, 'no deadlock');
is(found(q{SELECT count(*) FROM credits.bucket WHERE used + held + lapsed > granted OR used < '0' OR held < '0'}), 0, 'nothing is overdrawn');
cmp_ok(found(q{SELECT count(*) FROM credits.hold WHERE status = 'captured'}), '>', 20, 'holds were captured');
cmp_ok(found(q{SELECT count(*) FROM credits.hold WHERE status = 'expired'}), '>', 0, 'and some ended by themselves');
is_sound($server, $books, 'after all that');

# ------------------------------------------------------------------------------ killed between holding and capturing
found(q{SELECT credits.open_account('killed'), credits.grant('killed', 1000000)});
my $pairs = 400;
my @calls = map {
	my $held = "(SELECT id FROM credits.hold WHERE key = 'h$_')";
	([ "h$_", "SELECT 'h$_' FROM credits.hold('killed', 3, '1 hour', key => 'h$_')" ],
		[ "c$_", "SELECT 'c$_' FROM credits.capture('killed', $held, 2, key => 'c$_')" ]);
} 1 .. $pairs;
my $at = 0;
for my $round (1 .. 3)
{
	my ($answers, $errors) = ('', '');
	my $file = $server->basedir . '/killed.sql';

	open my $sql, '>', $file or die $!;
	print $sql "$_->[1];\n" for @calls[ $at .. $#calls ];
	close $sql;
	my $run = IPC::Run::start([ 'psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', $server->connstr($books), '-f', $file ], '<', \undef, '>', \$answers, '2>', \$errors);
	for (1 .. 1000)
	{
		IPC::Run::pump_nb($run) if $run->pumpable;
		last if (() = $answers =~ /\n/g) >= 41 || !$run->pumpable;
		select undef, undef, undef, 0.01;
	}
	my @processes = split /\n/, found('SELECT pid FROM pg_stat_activity');
	push @processes, slurp_file($server->data_dir . '/postmaster.pid') =~ s/\n.*//sr;
	$server->kill9;
	$run->finish;
	for (1 .. 1000)
	{
		last unless kill 0, @processes;
		select undef, undef, undef, 0.02;
	}
	$server->start;
	my @answered = split /\n/, $answers;
	is(join(' ', @answered), join(' ', map { $_->[0] } @calls[ $at .. $at + $#answered ]), "killed, round $round: answered in order");
	# from the last answer on all is asked again: also what was answered, and what may have been done
	$at = $at + @answered - 1;
	is(found(qq{SELECT count(*) FROM unnest('{@{[ join ',', map { $_->[0] } @calls[ 0 .. $at ] ]}}'::text[]) key WHERE NOT EXISTS (SELECT FROM credits.request r WHERE r.key = key)}),
		0, "killed, round $round: nothing answered is lost");
	is(found($calls[$_][1]), $calls[$_][0], "killed, round $round: asked again: $calls[$_][0]") for $at .. $at + 1;
	is_sound($server, $books, "killed, round $round");
}
my $captured = found(q{SELECT count(*) FROM credits.request WHERE key LIKE 'c%' AND call = 'capture'});
cmp_ok($captured, '>', 30, 'there was something to lose');
is(found(q{SELECT count(*), -sum(amount::numeric) FROM credits.entry e JOIN credits.account a USING (account_id) WHERE a.account = 'killed' AND kind = 'capture'}), "$captured|" . 2 * $captured, 'each is captured once');
is(found(q{SELECT available::numeric + held::numeric FROM credits.balance('killed')}), 1000000 - 2 * $captured, 'and the rest is left');

$server->stop;
done_testing();
