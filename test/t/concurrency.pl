# Many clients at once: one credit is spent once, one key books once, statements over the same accounts do not
# deadlock, and after any mixture the books balance to the last credit.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Books;

my $seed = seed_random();
my $server = new_server('concurrency');
my $books = new_books($server, 'books');
my %levels = ('read committed' => 'rc', 'repeatable read' => 'rr', 'serializable' => 'sr');

$server->safe_psql($books, q{
	ALTER DATABASE books SET search_path = public, credits;
	INSERT INTO credits.resource (resource) VALUES ('gpu'), ('disk');
	INSERT INTO credits.price (resource, rate) VALUES ('gpu', '1/hour'), ('disk', '0.1');
	CREATE TABLE answer (test text, status text, charged credits.amount);
	CREATE FUNCTION left_of(name text) RETURNS credits.amount LANGUAGE sql AS
		'SELECT available FROM credits.balance(name)';
});

# As Books.pm's, on these books
sub run_clients { return clients($server, $books, $seed, @_) }

# ------------------------------------------------------------------------------ the last credit
for my $level (sort keys %levels)
{
	my $last = "last $levels{$level}";
	my $cap = "cap $levels{$level}";

	$server->safe_psql($books, qq{
		SELECT credits.open_account('$last', clock => '2025-01-05 00:00Z'), credits.grant('$last', 1);
		SELECT credits.open_account('$cap', clock => '2025-01-05 00:00Z'), credits.set_overage('$cap', true, 1);});
	for my $account ($last, $cap)
	{
		run_clients("64 clients, one credit, $level, $account", $level, 64, 1, 1,
			"INSERT INTO answer SELECT '$account', status, charged FROM credits.try_consume('$account', 1);\n");
		is($server->safe_psql($books, "SELECT count(*), credits.sum(charged) FROM answer WHERE test = '$account' AND status = 'completed'"),
			'1|1', "64 clients, one credit, $level, $account: it is spent once");
		is($server->safe_psql($books, "SELECT count(*) FROM answer WHERE test = '$account'"),
			64, "$level, $account: all others are refused") if $level eq 'read committed';
		is($server->safe_psql($books, "SELECT available, overage FROM credits.balance('$account')"),
			$account eq $last ? '0|0' : '0|1', "$level, $account: nothing is left");
	}
}

# ------------------------------------------------------------------------------ one key
for my $level (sort keys %levels)
{
	my $account = "key $levels{$level}";

	$server->safe_psql($books, "SELECT credits.open_account('$account', clock => '2025-01-05 00:00Z'), credits.grant('$account', 100)");
	run_clients("32 clients, one key, $level", $level, 32, 3, 100,
		"INSERT INTO answer SELECT '$account', replayed::text, charged FROM credits.consume('$account', 1, key => 'same');\n");
	is($server->safe_psql($books, "SELECT count(*) FILTER (WHERE status = 'false'), count(*), left_of('$account') FROM answer WHERE test = '$account'"),
		'1|96|99', "32 clients, one key, $level: booked once, answered to all");
}

# ------------------------------------------------------------------------------ opposite orders
$server->safe_psql($books, q{
	SELECT credits.open_account('batch ' || n, clock => '2025-01-05 00:00Z'), credits.grant('batch ' || n, 100000), credits.grant('batch ' || n, 50, class => 'bonus')
	  FROM generate_series(1, 5) n});
run_clients('statements over the same accounts', 'read committed', 8, 60, 1,
	qq{INSERT INTO credits.usage (account, resource) SELECT 'batch ' || n, 'disk' FROM generate_series(1, 5) n, generate_series(1, 3) ORDER BY random();\n},
	qq{\\set from random(1, 1000000)\nINSERT INTO credits.usage (account, resource, key) SELECT 'batch ' || n, 'disk', (:from % 40 + k)::text FROM generate_series(1, 5) n, generate_series(1, 3) k ORDER BY n * :from % 7, k * :from % 5;\n},
	qq{\\set n random(1, 5)\nSELECT credits.consume('batch ' || :n, 20);\n});
is($server->safe_psql($books, q{SELECT deadlocks FROM pg_stat_database WHERE datname = 'books'}), 0, 'no deadlock');
is($server->safe_psql($books, q{SELECT count(*) FROM credits.verify()}), 0, 'the books are sound so far');

# ------------------------------------------------------------------------------ the level changes nothing
my $entries;
for my $level (sort keys %levels)
{
	my $account = "alone $levels{$level}";
	my $found = $server->safe_psql($books, qq{
		SET default_transaction_isolation = '$level';
		SELECT credits.open_account('$account', clock => '2025-01-05 00:00Z') > 0;
		SELECT credits.grant('$account', 5, class => 'bonus') > 0, credits.grant('$account', 20, class => 'included') > 0, credits.grant('$account', 9) > 0;
		SELECT charged, balance FROM credits.charge('$account', 'gpu', 1, until => '2025-02-01 00:00Z', at => '2025-01-31 12:00Z');
		SELECT charged, balance FROM credits.consume('$account', 11, key => 'k');
		SELECT status FROM credits.try_consume('$account', 100);
		INSERT INTO credits.usage (account, resource, quantity) VALUES ('$account', 'disk', 3), ('$account', 'disk', 4);
		SELECT credits.set_clock('$account', '2025-02-03 00:00Z');
		SELECT charged, balance, replayed FROM credits.consume('$account', 11, key => 'k');
		SELECT kind, e.at, bucket_id - min(bucket_id) OVER (), bucket_seq, piece, line, amount, bucket_after
		  FROM credits.entry e JOIN credits.account a USING (account_id) WHERE a.account = '$account' ORDER BY operation, piece});
	$entries //= $found;
	is($found, $entries, "alone, $level: the same entries");
}

# ------------------------------------------------------------------------------ a mixture
$server->safe_psql($books, q{
	SELECT credits.open_account('mixed ' || n, clock => '2025-01-05 00:00Z', time_zone => 'Europe/Berlin') FROM generate_series(1, 3) n;
	SELECT credits.open_account('child ' || n, parent => 'mixed ' || n) FROM generate_series(1, 3) n;
	SELECT credits.grant('mixed ' || n, 100), credits.set_overage('mixed ' || n, true, 100) FROM generate_series(1, 3) n;

	-- what may be refused is; anything else is the test's failure.  What was answered is written down in the same transaction.
	CREATE FUNCTION attempt(test text, call text) RETURNS void LANGUAGE plpgsql AS $$
	BEGIN
		EXECUTE 'INSERT INTO answer ' || call;
	EXCEPTION WHEN SQLSTATE 'KR001' OR SQLSTATE 'KR002' OR SQLSTATE 'KR008' OR invalid_parameter_value THEN
		INSERT INTO answer VALUES (test, SQLSTATE || ' ' || SQLERRM);
	END $$;
	CREATE FUNCTION advance(name text, by interval) RETURNS void LANGUAGE plpgsql AS $$
	BEGIN
		PERFORM credits.set_clock(name, (SELECT clock + by FROM credits.account WHERE account = name));
	EXCEPTION WHEN invalid_parameter_value THEN	-- somebody else set it further
		NULL;
	END $$;
});
my @mixture = (
	[ 8, qq{\\set n random(1, 3)\n\\set c random(1, 20)\nINSERT INTO answer SELECT 'draw', status, charged FROM credits.try_consume('mixed ' || :n, :c);\n} ],
	[ 3, qq{\\set n random(1, 3)\n\\set h random(1, 40)\nINSERT INTO answer SELECT 'draw', status, charged FROM credits.try_charge('child ' || :n, 'gpu', 1, until => (SELECT clock FROM credits.account WHERE account = 'mixed ' || :n) + :h * interval '1 hour', at => (SELECT clock FROM credits.account WHERE account = 'mixed ' || :n));\n} ],
	[ 2, qq{\\set n random(1, 3)\n\\set a random(1, 60)\n\\set p random(1, 4)\nSELECT attempt('grant', format(\$\$SELECT 'grant', 'completed', %s FROM credits.grant('mixed %s', %s, class => (ARRAY['included', 'bonus', 'prepaid', 'promotional'])[%s])\$\$, :a, :n, :a, :p));\n} ],
	[ 2, qq{INSERT INTO credits.usage (account, resource) SELECT 'batch ' || n, 'disk' FROM generate_series(1, 3) n ORDER BY random();\n} ],
	[ 1, qq{\\set n random(1, 3)\n\\set d random(1, 9)\nSELECT advance('mixed ' || :n, :d * interval '1 day');\n} ],
	[ 1, qq{\\set n random(1, 3)\n\\set c random(0, 200)\nSELECT credits.set_overage('mixed ' || :n, true, :c);\n} ],
	[ 1, qq{\\set n random(1, 3)\nSELECT available FROM credits.balance('mixed ' || :n);\nSELECT count(*) FROM credits.buckets('mixed ' || :n);\n} ]);

for my $level (sort keys %levels)
{
	run_clients("a mixture, $level", $level, 8, 120, 100, @mixture);
	is($server->safe_psql($books, 'SELECT count(*) FROM credits.verify()'), 0, "a mixture, $level: the books are sound")
	  or diag($server->safe_psql($books, 'SELECT * FROM credits.verify() LIMIT 20'));
	is($server->safe_psql($books, q{
		SELECT credits.sum(charged) FILTER (WHERE test = 'draw') - coalesce(-credits.sum(amount) FILTER (WHERE kind = 'draw'), 0)
		  FROM (SELECT test, charged, NULL AS kind, NULL::credits.amount AS amount FROM answer WHERE test IN ('draw', 'grant') AND status = 'completed'
				UNION ALL
				SELECT NULL, NULL, kind, amount FROM credits.entry JOIN credits.account a USING (account_id) WHERE a.account LIKE 'mixed%') x}),
		0, "a mixture, $level: what was answered was drawn");
	is($server->safe_psql($books, q{
		SELECT a.account FROM credits.account a WHERE a.account LIKE 'mixed%' AND
			(SELECT credits.sum(e.amount) FROM credits.entry e WHERE e.account_id = a.account_id)
			<> (SELECT credits.sum(CASE WHEN b.postpaid THEN 0::credits.amount - b.used ELSE b.granted - b.used - b.lapsed END)
				  FROM credits.bucket b WHERE b.account_id = a.account_id)}), '', "a mixture, $level: granted - drawn - expired is left");
}
is($server->safe_psql($books, q{SELECT deadlocks FROM pg_stat_database WHERE datname = 'books'}), 0, 'no deadlock');
is($server->safe_psql($books, q{SELECT * FROM answer WHERE test = 'grant' AND status <> 'completed'}), '', 'no grant at the account\'s now is refused');
note($server->safe_psql($books, q{SELECT test, status, count(*) FROM answer WHERE test NOT LIKE '% %' GROUP BY 1, 2 ORDER BY 1, 2}));

done_testing();
