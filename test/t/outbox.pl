# The outbox through crashes: a threshold that was crossed is told if and only if the draw that crossed it has committed, and an
# event that was taken and not acknowledged is given again.  No event is lost.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Books;

my $server = new_server('outbox', conf => [ 'restart_after_crash = on', 'fsync = off' ]);
my $books = new_books($server, 'books');

sub found { return $server->safe_psql($books, $_[0]) }

# The server dies as if its machine had, while a session is where it is
sub crash
{
	my ($session) = @_;

	$server->stop('immediate');
	eval { $session->quit };
	$server->start;
}

found(q{
	INSERT INTO credits.alert_rule (alert, measure, threshold) VALUES ('low', 'balance', 50);
	SELECT credits.open_account('account ' || n, clock => '2025-01-05 00:00Z') FROM generate_series(1, 3) n;
	SELECT credits.grant('account ' || n, 100) FROM generate_series(1, 3) n});

# between the crossing and its commit
my $session = $server->background_psql($books, on_error_stop => 0);
$session->query_safe('BEGIN');
is($session->query_safe(q{SELECT balance FROM credits.consume('account 1', 60)}), 40, 'a draw crosses');
is($session->query_safe('SELECT count(*) FROM credits.outbox'), 1, 'and tells');
crash($session);
is(found(q{SELECT available, (SELECT count(*) FROM credits.outbox) FROM credits.balance('account 1')}), '100|0', 'not committed: neither drawn nor told');

# after its commit
found(qq{SELECT credits.consume('account ' || n, 60) FROM generate_series(1, 3) n});
$session = $server->background_psql($books, on_error_stop => 0);
$session->query_safe('BEGIN');
is($session->query_safe('SELECT string_agg(id::text || times, $$ $$ ORDER BY id) IS NOT NULL, count(*) FROM credits.take_events(2)'), 't|2', 'two are taken');
crash($session);
is(found('SELECT count(*), sum(times) FROM credits.outbox'), '3|0', 'a taking that was not committed: none is lost, none taken');

# between take and ack
$session = $server->background_psql($books, on_error_stop => 0);
my $taken = $session->query_safe(q{SELECT string_agg(id::text, ',' ORDER BY id) FROM credits.take_events(2, '2 seconds')});
crash($session);
is(found('SELECT count(*) FROM credits.take_events()'), 1, 'the one that nobody had');
ok($server->poll_query_until($books, 'SELECT bool_and(leased_until <= clock_timestamp()) FROM credits.outbox WHERE times = 1 AND id IN (' . $taken . ')'), 'a lease ends');
is(found(q{SELECT string_agg(id::text, ',' ORDER BY id), min(times), max(times) FROM credits.take_events()}), "$taken|2|2", 'and they are given again');

# between ack and its commit, and after
$session = $server->background_psql($books, on_error_stop => 0);
$session->query_safe('BEGIN');
is($session->query_safe("SELECT credits.ack('{$taken}')"), 2, 'they are acknowledged');
crash($session);
is(found('SELECT count(*) FROM credits.outbox'), 3, 'not committed: they are there');
is(found("SELECT credits.ack('{$taken}')"), 2, 'acknowledged again');
$server->stop('immediate');
$server->start;
is(found('SELECT count(*) FROM credits.outbox'), 1, 'they are gone for good');
is(found(q{SELECT count(*) FROM (SELECT credits.consume('account ' || n, 1) FROM generate_series(1, 3) n) x; SELECT count(*) FROM credits.outbox}), "3\n1", 'told once: not again');

# NOTIFY: one a transaction, when it commits
my $listener = $server->background_psql($books);
$listener->query_safe('LISTEN credits');
found(q{SELECT credits.notify_events(true)});
found(q{BEGIN; SELECT credits.open_account('n' || n, clock => '2025-01-05 00:00Z') FROM generate_series(1, 2) n; SELECT credits.grant('n' || n, 100) FROM generate_series(1, 2) n;
	SELECT credits.consume('n1', 60); SELECT credits.consume('n2', 60); COMMIT});
my $woken = $listener->query('SELECT 1');
is(() = $woken =~ /Asynchronous notification "credits"/g, 1, 'two events of one transaction wake a listener once');
found(q{SELECT credits.notify_events(false)});
found(q{SELECT credits.open_account('n3', clock => '2025-01-05 00:00Z'); SELECT credits.grant('n3', 100); SELECT credits.consume('n3', 60)});
unlike($listener->query('SELECT 1'), qr/Asynchronous/, 'and none when it is off');
$listener->quit;

# a draw that tells can be prepared
found(q{SELECT credits.open_account('prepared', clock => '2025-01-05 00:00Z'); SELECT credits.grant('prepared', 100)});
my $before = found('SELECT count(*) FROM credits.outbox');
found(q{BEGIN; SELECT credits.consume('prepared', 60); PREPARE TRANSACTION 'told'});
$server->stop('immediate');
$server->start;
is(found('SELECT count(*) FROM credits.outbox'), $before, 'prepared: not told yet');
found(q{COMMIT PREPARED 'told'});
is(found('SELECT count(*) FROM credits.outbox'), $before + 1, 'committed: told');

is_sound($server, $books, 'after all that');
done_testing();
