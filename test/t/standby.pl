# A hot standby reads the books and writes none.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Books;

my $server = new_server('primary', init => { allows_streaming => 1 });
my $books = new_books($server, 'books');

$server->safe_psql($books, q{
	INSERT INTO credits.resource (resource) VALUES ('gpu');
	INSERT INTO credits.price (resource, rate) VALUES ('gpu', '1/hour');
	INSERT INTO credits.plan (plan, price, included, overage, overage_price) VALUES ('p', 10, 1, true, 0.5), ('q', 20, 100, false, 0);
	SELECT credits.open_account('a', clock => '2025-01-05 00:00Z', at => '2025-01-01 00:00Z'), credits.grant('a', 10), credits.consume('a', 3, key => 'k');
	SELECT credits.open_account('holds', clock => '2025-01-05 00:00Z', at => '2025-01-01 00:00Z'), credits.grant('holds', 10), credits.hold('holds', 4, '1 hour'), credits.hold('holds', 3, '1 day', key => 'h');
	-- one has ended, and nobody has written it down
	UPDATE credits.account SET clock = '2025-01-05 02:00Z' WHERE account = 'holds';
	SELECT credits.open_account('wall'), credits.grant('wall', 5)});
$server->backup('base');

my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($server, 'base', has_streaming => 1);
$standby->start;
$server->safe_psql($books, q{SELECT credits.charge('a', 'gpu', 1, at => '2025-01-05 00:00Z', until => '2025-01-05 02:00Z')});
$server->wait_for_catchup($standby, 'replay', $server->lsn('write'));

for my $read (q{SELECT * FROM credits.balance('a')}, q{SELECT * FROM credits.balance('a', '2025-01-05 00:30Z', 'gpu')}, q{SELECT * FROM credits.balance('wall')},
	q{SELECT * FROM credits.balance('holds')}, q{SELECT * FROM credits.balance('holds', '2025-01-06 00:00Z')}, q{SELECT * FROM credits.buckets('holds')}, q{SELECT * FROM credits.activity('holds')}, q{SELECT * FROM credits.compare_plans('holds')},
	q{SELECT * FROM credits.buckets('a')}, q{SELECT * FROM credits.activity('a')}, q{SELECT * FROM credits.usage},
	q{SELECT * FROM credits.quote('a', 'gpu', 3, until => '2025-03-01 00:00Z')},
	q{SELECT * FROM credits.quote('a', 'gpu', 1, at => '2025-01-31 22:00Z', until => '2025-02-01 01:00Z')},
	q{SELECT * FROM credits.estimate('p', '[{"resource": "gpu", "quantity": 2, "seconds": 86400}]', '2025-01-05 00:00Z')},
	q{SELECT * FROM credits.replay('a', 'p', '[2025-01-01 00:00Z,2025-02-01 00:00Z)')}, q{SELECT * FROM credits.compare_plans('a')},
	q{SELECT * FROM credits.verify()}, q{SELECT * FROM credits.verify('a')}, q{SELECT sum(credits.prorate(10, '[2025-01-01,2025-02-01)', '[2025-01-01,2025-01-11)'))})
{
	is($standby->safe_psql($books, "SET search_path = public, credits; $read"), $server->safe_psql($books, "SET search_path = public, credits; $read"), "standby: $read");
}
is($standby->safe_psql($books, q{SELECT available FROM credits.balance('a')}), 5, 'what was booked is there');
is($standby->safe_psql($books, q{SELECT available, held FROM credits.balance('holds')}), '7|3', 'a hold has ended there too');

my @writes = (q{SELECT credits.consume('a', 1)}, q{SELECT credits.consume('a', 3, key => 'k')}, q{SELECT credits.try_consume('a', 1)},
	q{SELECT credits.charge('a', 'gpu', 1, until => '2025-01-05 01:00Z')}, q{SELECT credits.try_charge('a', 'gpu', 1, until => '2025-01-05 01:00Z')},
	q{SELECT credits.hold('holds', 1)}, q{SELECT credits.hold('holds', 3, '1 day', key => 'h')}, q{SELECT credits.capture('holds', 2)}, q{SELECT credits.release('holds', 2)}, q{SELECT credits.set_overdraft('holds', 1)},
	q{SELECT credits.grant('a', 1)}, q{SELECT credits.open_account('b')}, q{SELECT credits.open_account('a', clock => '2025-01-05 00:00Z', at => '2025-01-01 00:00Z')},
	q{SELECT credits.set_clock('a', '2025-02-05 00:00Z')}, q{SELECT credits.set_overage('a', true)},
	q{INSERT INTO credits.usage (account, resource, at, until) VALUES ('a', 'gpu', '2025-01-05 00:00Z', '2025-01-05 01:00Z')});
for my $write (@writes)
{
	refused($standby, $books, "$write;", '25006', "standby: $write");
	refused($server, $books, "BEGIN READ ONLY; $write;", '25006', "read only: $write");
}

# and after a failover it is the books
$standby->promote;
is($standby->safe_psql($books, q{SELECT charged, replayed FROM credits.consume('a', 3, key => 'k')}), '3|t', 'promoted: a key answers');
is($standby->safe_psql($books, q{SELECT balance FROM credits.consume('a', 1)}), 4, 'promoted: a draw works');
is($standby->safe_psql($books, q{SELECT credits.hold('holds', 3, '1 day', key => 'h')}), 2, 'promoted: a hold is told again');
is($standby->safe_psql($books, q{SELECT charged, balance FROM credits.capture('holds', 2, 2)}), '2|8', 'promoted: and captured');
is_sound($standby, $books, 'promoted');

done_testing();
