# credits.run(): several share the work and wait for nobody, one that is killed loses a batch, an account that fails stops no
# other.  Gates, not sleeps, hold them where they are to be: a trigger that waits for an advisory lock, which a prepared
# transaction has until it is committed.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Books;

my $server = new_server('run', conf => [ 'restart_after_crash = on', 'fsync = off' ]);

new_database($server, 'none');
$server->safe_psql('none', 'CREATE EXTENSION credits');
refused($server, 'none', 'CALL credits.run();', 'KR014', 'before init()');

my $books = new_books($server, 'books');
$server->safe_psql($books, q{
	CREATE TABLE gate (account_id bigint);
	CREATE FUNCTION stop_at_gate() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = 0 AS $$
	BEGIN
		IF EXISTS (SELECT FROM public.gate g WHERE g.account_id = NEW.account_id) THEN
			PERFORM pg_advisory_xact_lock(1);
		END IF;
		RETURN NEW;
	END $$;
	CREATE TRIGGER stop_at_gate BEFORE INSERT ON credits.period FOR EACH ROW EXECUTE FUNCTION stop_at_gate();
});

# Accounts on the wall clock that have something due: they had a clock, and it stood still for more than a month.  Each has a
# grant that expired meanwhile.
sub make_due
{
	my ($prefix, $count) = @_;

	$server->safe_psql($books, qq{
		SELECT credits.open_account('$prefix' || g, clock => now() - interval '40 days') FROM generate_series(1, $count) g;
		SELECT credits.grant('$prefix' || g, 10, 'included') FROM generate_series(1, $count) g;
		UPDATE credits.account SET clock = NULL WHERE account LIKE '$prefix%'});
}

sub due
{
	my ($prefix) = @_;

	return $server->safe_psql($books, qq{SELECT count(*) FROM credits.account WHERE account LIKE '$prefix%' AND least(opens_at, closes_at) <= now()});
}

# Every account is where it is now, and each step on the way was taken once
sub done_once
{
	my ($prefix, $count, $name) = @_;

	is($server->safe_psql($books, qq{
		SELECT count(*), count(*) FILTER (WHERE least(opens_at, closes_at) > now()),
			   count(*) FILTER (WHERE (SELECT count(*) FROM credits.entry e WHERE e.account_id = a.account_id AND e.kind = 'expire') = 1),
			   count(*) FILTER (WHERE (SELECT count(*) FROM credits.bucket b WHERE b.account_id = a.account_id AND b.postpaid AND b.closed_at IS NULL) = 1),
			   count(*) FILTER (WHERE (SELECT count(*) FROM credits.period p WHERE p.account_id = a.account_id AND p.closed_at IS NULL
										 AND p.starts_at <= now() AND p.ends_at > now()) = 1)
		  FROM credits.account a WHERE account LIKE '$prefix%'}), join('|', ($count) x 5), "$name: everything is done, once");
	is_sound($server, $books, $name);
}

sub run { return $server->psql($books, "CALL credits.run($_[0])", on_error_stop => 1); }

sub progress { return $server->safe_psql($books, "SELECT status, done, failed, rest FROM credits.progress ORDER BY run DESC LIMIT $_[0]"); }

sub shut_gate
{
	my ($account) = @_;

	$server->safe_psql($books, qq{
		INSERT INTO gate SELECT account_id FROM credits.account WHERE account = '$account';
		BEGIN; SELECT pg_advisory_xact_lock(1); PREPARE TRANSACTION 'gate'});
}
sub open_gate { $server->safe_psql($books, q{DELETE FROM gate; COMMIT PREPARED 'gate'}); }

# A run of its own, which has come to the gate; and its backend
sub start_run
{
	my $run = { said => '' };

	$run->{psql} = IPC::Run::start([ 'psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', $server->connstr($books), '-c', 'CALL credits.run(batch => 10)' ],
		'<', \undef, '>', \$run->{said}, '2>', \$run->{said});
	$server->poll_query_until($books, q{SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'advisory'}) or die 'the run did not come to the gate';
	$run->{pid} = $server->safe_psql($books, q{SELECT pid FROM pg_stat_activity WHERE wait_event = 'advisory'});
	return $run;
}

# ------------------------------------------------------------------------------ nothing due
is_deeply([ run('') ], [ 0, '', '' ], 'nothing is due');
is($server->safe_psql($books, 'SELECT count(*) FROM credits.job'), 0, 'and nothing is noted');
$server->safe_psql($books, q{SELECT credits.open_account('clock', clock => '2025-01-05 00:00Z'); SELECT credits.open_account('wall'); SELECT credits.open_account('child', parent => 'wall')});
run('');
is($server->safe_psql($books, 'SELECT count(*) FROM credits.job'), 0, 'an account on a clock of its own, or one that is current, is not due');

# ------------------------------------------------------------------------------ what is in use
make_due('used ', 40);
$server->safe_psql($books, q{
	BEGIN; SELECT FROM credits.account WHERE account = 'used 10' FOR NO KEY UPDATE; PREPARE TRANSACTION 'account';
	BEGIN; SELECT FROM credits.bucket b JOIN credits.account a USING (account_id) WHERE a.account = 'used 30' FOR NO KEY UPDATE OF b; PREPARE TRANSACTION 'bucket'});
is_deeply([ run('') ], [ 0, '', '' ], 'an account that is locked, and one with a bucket that is, are no error');
is(progress(1), 'finished|38|0|0', 'all others are done');
is(due('used '), 2, 'these two are still due');
$server->safe_psql($books, q{COMMIT PREPARED 'account'; COMMIT PREPARED 'bucket'});
run('');
is(progress(1), 'finished|2|0|0', 'the next run does them');
done_once('used ', 40, 'in use');

# ------------------------------------------------------------------------------ two at once
make_due('two ', 300);
shut_gate('two 150');
my $first = start_run();
is(progress(1), 'running|140|0|160', 'progress, while it works');
is($server->safe_psql($books, 'SELECT rate > 0, estimated_end > started_at FROM credits.progress ORDER BY run DESC LIMIT 1'), 't|t', 'its rate, and when it will have ended');
is_deeply([ run('batch => 7') ], [ 0, '', '' ], 'a second run waits for nothing');
is(progress(2), "finished|150|0|0\nrunning|140|0|10", 'and does what the first has not');
open_gate();
$first->{psql}->finish;
is($first->{said}, '', 'the first ends');
is(progress(2), "finished|150|0|0\nfinished|150|0|0", 'and did the rest of its batch');
done_once('two ', 300, 'two at once');

# ------------------------------------------------------------------------------ killed
make_due('killed ', 300);
shut_gate('killed 150');
my $killed = start_run();
kill 'KILL', $killed->{pid};
$killed->{psql}->finish;
$server->poll_query_until($books, 'SELECT true') or die 'the server did not come back';
open_gate();
is(progress(1), 'stopped|140|0|160', 'killed: what it had committed is there');
is(due('killed '), 160, 'and the rest is due');
run('batch => 10');
is(progress(1), 'finished|160|0|0', 'the next run does it');
done_once('killed ', 300, 'killed');

# ------------------------------------------------------------------------------ canceled
make_due('canceled ', 30);
shut_gate('canceled 15');
refused($server, $books, q{SET statement_timeout = '300ms'; CALL credits.run(batch => 10);}, '57014', 'a run that is canceled');
open_gate();
is(due('canceled '), 20, 'ends where it was');
run('');
done_once('canceled ', 30, 'canceled');

# ------------------------------------------------------------------------------ what fails
make_due('fails ', 50);
$server->safe_psql($books, q{
	UPDATE credits.account SET time_zone = 'Nowhere/At' WHERE account = 'fails 7';
	CREATE FUNCTION overflow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
		RAISE EXCEPTION 'out of range' USING ERRCODE = '22003', DETAIL = 'A fact.'; END $$;
	DO $$ BEGIN
		EXECUTE format('CREATE TRIGGER overflow BEFORE INSERT ON credits.period FOR EACH ROW WHEN (NEW.account_id = %s) EXECUTE FUNCTION overflow()',
			(SELECT account_id FROM credits.account WHERE account = 'fails 33'));
	END $$});
my ($status, undef, $said) = run('batch => 20');
is($status, 0, 'accounts that fail are no error of the run');
like($said, qr/WARNING:  account "fails 7" could not be caught up: 22023 time zone "Nowhere\/At" is not known/, 'one is named');
like($said, qr/WARNING:  account "fails 33" could not be caught up: 22003 out of range\nDETAIL:  A fact/, 'so is the other');
is(() = $said =~ /WARNING/g, 2, 'and they only, once each');
is(progress(1), 'finished|48|2|0', 'all others are done');
is(due('fails '), 2, 'these two are still due');
$server->safe_psql($books, q{DROP TRIGGER overflow ON credits.period; UPDATE credits.account SET time_zone = 'UTC' WHERE account = 'fails 7'});
is_deeply([ run('') ], [ 0, '', '' ], 'once the cause is gone');
is(progress(1), 'finished|2|0|0', 'the next run does them');
done_once('fails ', 50, 'what failed');

# one whose grants add up to more than an amount can be, three days on: what fits is granted
make_due('over ', 3);
$server->safe_psql($books, q{
	UPDATE credits.account SET clock = opened_at WHERE account = 'over 2';
	SELECT credits.grant('over 2', 170141183460469231000), credits.grant_every('over 2', 300, '1 day');
	UPDATE credits.account SET clock = NULL WHERE account = 'over 2'});
is_deeply([ run('') ], [ 0, '', '' ], 'an account that holds all that can be held');
is(progress(1), 'finished|3|0|0', 'is done as all others');
is($server->safe_psql($books, q{SELECT min(granted::numeric) FROM credits.bucket JOIN credits.account USING (account_id)
	WHERE account = 'over 2' AND subscription_id IS NOT NULL}), '121.687303715884105727', 'and was granted what fits');
is_sound($server, $books, 'an account that holds all that can be held');

# ------------------------------------------------------------------------------ where it may be called
make_due('call ', 5);
refused($server, $books, 'BEGIN; CALL credits.run(); COMMIT;', '25001', 'in a transaction block');
refused($server, $books, 'SELECT 1\; CALL credits.run();', '25001', 'in one string with another statement');
refused($server, $books, 'DO $$ BEGIN CALL credits.run(); EXCEPTION WHEN division_by_zero THEN NULL; END $$;', '25001', 'in a block with EXCEPTION');
refused($server, $books, q{CREATE FUNCTION wrapped() RETURNS void LANGUAGE plpgsql AS 'BEGIN CALL credits.run(); END'; SELECT wrapped();}, '25001', 'in a function');
refused($server, $books, 'SET default_transaction_read_only = on; CALL credits.run();', '25006', 'read only');
refused($server, $books, q{CALL credits.run(now() + interval '1 minute');}, '22023', 'ahead of the wall clock');
refused($server, $books, q{CALL credits.run('infinity');}, '22008', 'at no finite time');
refused($server, $books, "CALL credits.run(batch => $_);", '22023', "a batch of $_") for 0, -1, 10001;
refused($server, $books, 'CALL credits.run(batch => NULL);', '22004', 'a batch of NULL');
is(due('call '), 5, 'what was refused did nothing');
run(q{now() - interval '41 days'});
is(due('call '), 5, 'nothing was due by then');
$server->safe_psql($books, 'DO $$ BEGIN CALL credits.run(now()); END $$');
is(due('call '), 0, 'from a DO block, which can commit, by an instant');

for my $level ('repeatable read', 'serializable')
{
	make_due("$level ", 30);
	shut_gate("$level 15");
	local $ENV{PGOPTIONS} = '-c default_transaction_isolation=' . ($level =~ s/ /\\ /r);
	my $other = start_run();

	is_deeply([ run('batch => 7') ], [ 0, '', '' ], "$level: a second run");
	open_gate();
	$other->{psql}->finish;
	is($other->{said}, '', "$level: both end without an error");
	done_once("$level ", 30, $level);
}

# ------------------------------------------------------------------------------ whoever calls it, with whatever search_path
make_due('hostile ', 30);
$server->safe_psql($books, q{
	CREATE ROLE operator LOGIN;
	GRANT USAGE ON SCHEMA credits TO operator;
	GRANT EXECUTE ON PROCEDURE credits.run TO operator;
	GRANT EXECUTE ON FUNCTION credits.run_begin, credits.run_next, credits.run_batch, credits.run_note TO operator;
	CREATE SCHEMA hostile AUTHORIZATION operator;
	UPDATE credits.account SET time_zone = 'Nowhere/At' WHERE account = 'hostile 7';
	SET ROLE operator;
	CREATE FUNCTION hostile.trap() RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a trap of the hostile schema was called'; END $$;
	DO $$
	DECLARE
		operator text;
		argument text;
		result   text;
		function text;
	BEGIN
		FOREACH argument IN ARRAY '{text,int8,int4,bool,timestamptz}'::text[] LOOP
			FOREACH operator IN ARRAY '{=,<>,<,<=,>,>=,+,-,||}'::text[] LOOP
				result := CASE WHEN operator IN ('+', '-', '||') THEN argument ELSE 'bool' END;
				function := format('hostile.%I', argument || ' ' || operator);
				EXECUTE format('CREATE FUNCTION %s(%s, %s) RETURNS %s LANGUAGE plpgsql AS $f$ BEGIN PERFORM hostile.trap(); RETURN NULL; END $f$',
							   function, argument, argument, result);
				EXECUTE format('CREATE OPERATOR hostile.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = %s)', operator, argument, argument, function);
			END LOOP;
		END LOOP;
		FOREACH function IN ARRAY '{cardinality(int8[]),clock_timestamp(),now(),format(text),least(timestamptz)}'::text[] LOOP
			EXECUTE format('CREATE FUNCTION hostile.%s RETURNS int LANGUAGE plpgsql AS $f$ BEGIN PERFORM hostile.trap(); RETURN NULL; END $f$', function);
		END LOOP;
		FOREACH argument IN ARRAY '{text,int8,int4,bool,timestamptz}'::text[] LOOP
			EXECUTE format('CREATE DOMAIN hostile.%I AS pg_catalog.bit CHECK (false)', argument);
		END LOOP;
	END $$});
($status, undef, $said) = $server->psql($books, 'SET ROLE operator; SET search_path = hostile, pg_temp, pg_catalog; CALL credits.run(batch => 10)', on_error_stop => 1);
is($status, 0, 'a hostile search_path');
like($said, qr/WARNING:  account "hostile 7" could not be caught up: 22023 time zone "Nowhere\/At" is not known/, 'is not looked at');
is(() = $said =~ /WARNING/g, 1, 'and changes nothing');
is(progress(1), 'finished|29|1|0', 'it does what is due, with no right on any table');
is($server->safe_psql($books, q{SELECT DISTINCT e.actor FROM credits.entry e JOIN credits.account a USING (account_id) WHERE a.account LIKE 'hostile%' AND kind = 'expire'}),
	'operator', q{in the caller's name});
$server->safe_psql($books, q{UPDATE credits.account SET time_zone = 'UTC' WHERE account = 'hostile 7'});
run('');
done_once('hostile ', 30, 'hostile');

# ------------------------------------------------------------------------------ old notes
$server->safe_psql($books, q{UPDATE credits.job SET started_at = now() - interval '31 days' WHERE id <= 2; UPDATE credits.job SET started_at = now() - interval '29 days' WHERE id = 3});
make_due('notes ', 1);
run('');
is($server->safe_psql($books, 'SELECT min(id) FROM credits.job'), 3, 'notes are kept for 30 days');
is($server->safe_psql($books, 'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()'), 0, 'no deadlock');

done_testing();
