# Dump and restore.  In every format, in one process or several, the restored books are the same to the last
# row, nothing is booked or stamped again on the way in, keys still answer, and the next call works.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Books;

my $server = new_server('books');
my $source = new_books($server, 'source');

# Something of everything: children, scopes, interval and event usage, late usage, closed periods, keys, overage,
# and what an application may add to our tables
$server->safe_psql($source, q{
	INSERT INTO credits.resource (resource, unit, category) VALUES ('gpu', '', 'compute'), ('token', 'token', NULL), ('free', '', NULL);
	INSERT INTO credits.price (resource, rate, valid_from, valid_until) VALUES
		('gpu', '2.50/hour', '-infinity', '2025-02-10 00:00Z'), ('gpu', '3/hour', '2025-02-10 00:00Z', 'infinity'),
		('token', '0.15/1M token', '-infinity', 'infinity'), ('free', '0', '-infinity', 'infinity');

	SELECT credits.open_account('org', time_zone => 'Europe/Berlin', clock => '2025-01-05 00:00Z', at => '2025-01-01 00:00Z');
	SELECT credits.open_account('member ' || n, parent => 'org') FROM generate_series(1, 3) n;
	SELECT credits.open_account('many ' || n, clock => '2025-01-05 00:00Z', at => '2025-01-01 00:00Z') FROM generate_series(1, 40) n;
	SELECT credits.open_account('wall');
	SELECT credits.grant('org', 500, key => 'invoice 1', note => E'a note with "quotes", a \\\\ and a\nline', cost => 0.01);
	SELECT credits.grant('org', 50, class => 'included');
	SELECT credits.grant('member 1', 20.000000000000000001, class => 'promotional', scope => ARRAY['gpu', 'token'],
		expires_at => '2025-02-20 12:00Z', priority => 5);
	SELECT credits.grant('org', 7, effective_at => '2025-03-01 00:00Z', at => '2025-01-05 00:00Z');
	SELECT credits.grant('wall', 10), credits.consume('wall', 3, key => 'on the wall');
	SELECT credits.grant('many ' || n, 30, class => CASE WHEN n % 2 = 0 THEN 'included' ELSE 'prepaid' END) FROM generate_series(1, 40) n;
	SELECT credits.consume('org', 12.5, key => 'first', note => 'by hand', attributes => '{"b": [1, null], "a": "\u00e4"}');
	SELECT credits.charge('member 1', 'gpu', 2, at => '2025-01-30 12:00Z', until => '2025-02-02 12:00Z', item => 'node', key => 'run');
	SELECT credits.charge('member 2', 'token', 1234567);
	SELECT credits.charge('member 2', 'free');
	INSERT INTO credits.usage (account, resource, quantity, at, until, item, key)
		SELECT 'many ' || n, 'gpu', 1, '2025-01-05 00:00Z', '2025-01-05 00:00Z'::timestamptz + hours * interval '1 hour', 'item ' || hours,
			   'usage ' || hours FROM generate_series(1, 40) n, generate_series(1, 4) hours;
	SELECT credits.set_overage('org', true, 1000);
	SELECT credits.set_clock('org', '2025-02-15 00:00Z');
	SELECT credits.set_clock('many ' || n, '2025-04-01 00:00Z') FROM generate_series(1, 40) n;
	SELECT credits.charge('org', 'gpu', 1, at => '2025-01-20 00:00Z', until => '2025-01-20 06:00Z', key => 'late');
	SELECT credits.consume('org', 600, key => 'over');
	SELECT status FROM credits.try_consume('org', 5000, key => 'refused');

	INSERT INTO credits.plan (plan, price, included, cycle, grace, trial, trial_included, rollover_max, rollover_for, overage, overage_price, on_change)
		VALUES ('small', 19.99, 100, '1 month', '2 days', '7 days', 5, 40, '2 months', true, 0.04, 'prorate'),
			('large', 59.99, 500, '1 month', '2 days', NULL, 0, NULL, NULL, true, 0.04, 'prorate');
	SELECT credits.open_account('planned', 'small', 'America/New_York', clock => '2025-01-24 12:00Z');
	SELECT credits.set_clock('planned', '2025-03-15 00:00Z');
	SELECT credits.consume('planned', 160);
	SELECT credits.change_plan('planned', 'large', key => 'up');
	SELECT credits.change_plan('planned', 'small', key => 'down');
	SELECT credits.grant_every('planned', 3, '1 week', rollover_max => 4, key => 'weekly');
	SELECT credits.set_clock('planned', '2025-03-25 00:00Z');
	SELECT credits.invoice_failed('planned', min(i.invoice)) FROM credits.invoices('planned') i WHERE i.status = 'open';

	SELECT credits.open_account('holding', 'small', clock => '2025-01-24 12:00Z'), credits.set_clock('holding', '2025-02-02 00:00Z');
	SELECT credits.grant('holding', 5), credits.hold('holding', 110, '60 days', key => 'held'), credits.hold('holding', 3, '90 days'), credits.hold('holding', 2, '1 day'), credits.hold('holding', 1, '9 days');
	SELECT credits.set_clock('holding', '2025-03-15 00:00Z');

	CREATE INDEX usage_line_item ON credits.usage_line (item);
	CREATE TABLE app (account text PRIMARY KEY REFERENCES credits.account_key, spent credits.amount, price credits.rate);
	INSERT INTO app SELECT account, 1.5, '2/hour' FROM credits.account_key;
	CREATE ROLE app_reader;
	GRANT USAGE ON SCHEMA credits TO app_reader;
	GRANT EXECUTE ON FUNCTION credits.balance(text, timestamptz, text) TO app_reader;
	GRANT SELECT ON credits.usage TO app_reader;
});

# Calls whose keys were answered
my $repeat = q{
	SELECT charged, credits, overage, balance, replayed FROM credits.consume('org', 600, key => 'over');
	SELECT charged, replayed FROM credits.charge('member 1', 'gpu', 2, at => '2025-01-30 12:00Z', until => '2025-02-02 12:00Z',
		item => 'node', key => 'run');
	SELECT charged, replayed FROM credits.consume('wall', 3, key => 'on the wall');
	SELECT credits.grant('org', 500, key => 'invoice 1', note => E'a note with "quotes", a \\\\ and a\nline', cost => 0.01);
	SELECT credits.change_plan('planned', 'large', key => 'up');
	INSERT INTO credits.usage (account, resource, quantity, at, until, item, key)
		VALUES ('many 7', 'gpu', 1, '2025-01-05 00:00Z', '2025-01-05 02:00Z', 'item 2', 'usage 2');
};
my $repeated = $server->safe_psql($source, $repeat);

like($repeated, qr/^600\|[\d.]+\|[\d.]+\|[\d.]+\|t\n360\|t\n3\|t\n\d+\n\d+$/, 'keys answer');
is_sound($server, $source, 'before');
my $before = digest($server, $source);
cmp_ok(scalar(grep { !/_(default|\d{6})$/ } keys %$before), '>=', 12, 'there are tables to compare');

sub schema
{
	my ($database) = @_;
	my ($stdout, $stderr);

	IPC::Run::run([ 'pg_dump', '--schema-only', '-d', $server->connstr($database) ], '>', \$stdout, '2>', \$stderr)
		or die $stderr;
	$stdout =~ s/^\\(un)?restrict .*\n//mg;
	return $stdout;
}
my $schema = schema($source);

# What answers must be after a restore as they were before it
my $reads = q{
	SELECT k.account, b.*, (SELECT string_agg(x::text, ';') FROM credits.buckets(k.account) x), (SELECT count(*) FROM credits.activity(k.account))
	  FROM credits.account_key k, credits.balance(k.account) b ORDER BY 1;
	SELECT * FROM credits.usage ORDER BY operation, line;
	SELECT * FROM credits.current_plan('planned');
	SELECT * FROM credits.statement('planned');
	SELECT * FROM credits.invoices('planned');
};
my $read = $server->safe_psql($source, $reads);

# Dump in one format, restore it in an empty database, and compare
sub restores
{
	my ($name, $dump, $restore) = @_;
	my $database = $name =~ s/\W+/_/gr;
	my $path = $server->backup_dir . "/$database";

	mkdir $server->backup_dir;
	$server->command_ok([ 'pg_dump', @$dump, '-f', $path, '-d', $server->connstr($source) ], "$name: dumps");
	new_database($server, $database);
	$server->command_ok([ @$restore, '-d', $server->connstr($database), $restore->[0] eq 'psql' ? ('-f', $path) : $path ],
		"$name: restores without an error");

	is_deeply(digest($server, $database), $before, "$name: every table and sequence is the same");
	is(schema($database), $schema, "$name: every index, trigger, grant and comment is there");
	is($server->safe_psql($database, $reads), $read, "$name: what it answers is the same");
	is_sound($server, $database, $name);
	is($server->safe_psql($database, q{
		SELECT (SELECT last_value FROM credits.account_id_seq) >= (SELECT max(user_id) FROM credits.account)
		   AND (SELECT last_value FROM credits.hold_id_seq) >= (SELECT max(id) FROM credits.hold)
		   AND (SELECT last_value FROM credits.bucket_id_seq) >= (SELECT max(id) FROM credits.bucket)
		   AND (SELECT last_value FROM credits.operation_seq) >= (SELECT max(operation) FROM credits.entry)}),
		't', "$name: no sequence is behind its ids");

	# keys answer, and nothing is booked for that
	is($server->safe_psql($database, $repeat), $repeated, "$name: keys answer as they did");
	my %unchanged = %{ digest($server, $database) };
	is_deeply({ map { $_ => $unchanged{$_} } grep { !/_seq$/ } keys %unchanged },
		{ map { $_ => $before->{$_} } grep { !/_seq$/ } keys %$before }, "$name: and nothing is booked");
	refused($server, $database, "SELECT credits.consume('org', 601, key => 'over')", 'KR003', "$name: another request under a key");

	# the books go on
	$server->safe_psql($database, q{
		SELECT credits.open_account('new', clock => '2025-05-01 00:00Z'), credits.grant('new', 5), credits.consume('new', 2, key => 'over');
		SELECT credits.grant('org', 5), credits.consume('member 3', 4), credits.charge('many 1', 'token', 1000);
		SELECT credits.capture('holding', (SELECT id FROM credits.hold WHERE key = 'held'), 108), credits.hold('holding', 1);
		SELECT credits.set_clock('org', '2025-06-01 00:00Z'), credits.set_clock('holding', '2025-06-01 00:00Z');
		INSERT INTO credits.usage (account, resource, quantity) VALUES ('member 1', 'token', 10), ('new', 'free', 1);
		SELECT credits.init()});
	is_sound($server, $database, "$name, and further calls");
	refused($server, $database, 'UPDATE credits.entry SET amount = 0', 'KR011', "$name: a change of the ledger");
	refused($server, $database, 'DROP EXTENSION credits CASCADE', '2BP01', "$name: dropping the books");
	$server->safe_psql('postgres', "DROP DATABASE $database");
}

restores('plain', ['-Fp'], [ 'psql', '-X', '-q', '-o', '/dev/null', '-v', 'ON_ERROR_STOP=1' ]);
restores('custom', ['-Fc'], [ 'pg_restore', '--exit-on-error' ]);
restores('custom, 4 jobs', ['-Fc'], [ 'pg_restore', '--exit-on-error', '-j4' ]);
restores('directory', ['-Fd'], [ 'pg_restore', '--exit-on-error' ]);
restores('directory, 4 jobs', [ '-Fd', '-j4' ], [ 'pg_restore', '--exit-on-error', '-j4' ]);
restores('one transaction', ['-Fc'], [ 'pg_restore', '--exit-on-error', '--single-transaction' ]);

is_deeply(digest($server, $source), $before, 'dumping changes nothing');

done_testing();
