# Many clients at once against spending limits: of a payer, and of its members, who are named in whatever order, by calls and in bulk.  Where
# there is room for one, one succeeds; where there is room for some, so many; nobody waits in a circle, and the books balance.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Books;

my $seed = seed_random();
my $server = new_server('spending');
my $books = new_books($server, 'books');
my %levels = ('read committed' => 'rc', 'repeatable read' => 'rr', 'serializable' => 'sr');

sub run_clients { return clients($server, $books, $seed, @_) }
sub found { return $server->safe_psql($books, shift) }

found(q{
	ALTER DATABASE books SET search_path = public, credits;
	INSERT INTO credits.resource (resource) SELECT 'r' || n FROM generate_series(1, 4) n;
	INSERT INTO credits.price (resource, rate) SELECT 'r' || n, '1' FROM generate_series(1, 4) n;
	CREATE TABLE answer (test text, answer text);
	-- four members, and a bucket for each that nobody else draws from: only the limits are in common
	CREATE PROCEDURE team(name text) LANGUAGE plpgsql AS $$
	BEGIN
		PERFORM credits.open_account(name);
		FOR n IN 1 .. 4 LOOP
			PERFORM credits.open_account(name || '/' || n, parent => name), credits.grant(name, 10000, scope => ARRAY['r' || n]);
			PERFORM credits.set_spending_limit(name || '/' || n, 6, 'month'), credits.set_spending_limit(name || '/' || n, 10, 'period');
		END LOOP;
	END $$;
	-- of a statement in bulk what it answers, or the refusal it meets; other errors end the client
	CREATE FUNCTION bill(VARIADIC names text[]) RETURNS text LANGUAGE plpgsql AS $$
	BEGIN
		INSERT INTO credits.usage (account, resource) SELECT n, 'r' || right(n, 1) FROM unnest(names) n;
		RETURN 'completed';
	EXCEPTION WHEN SQLSTATE 'KR002' THEN
		RETURN SQLSTATE;
	END $$;
});

for my $level (sort keys %levels)
{
	my $l = $levels{$level};

	# -------------------------------------------------------------------------- room for one
	found(qq{CALL team('one $l'); SELECT credits.set_spending_limit('one $l', 1, 'month'), credits.set_spending_limit('one $l', 1.5, 'period')});
	run_clients("64 clients, room for one, $level", $level, 64, 1, 200,
		map { "INSERT INTO answer SELECT 'one $l', status FROM credits.try_consume('one $l/$_', 1, 'r$_');\n" } 1 .. 4);
	is(found(qq{SELECT count(*), count(*) FILTER (WHERE answer = 'completed'), count(*) FILTER (WHERE answer = 'cap_reached') FROM answer WHERE test = 'one $l'}),
		'64|1|63', "room for one, $level: one has it");

	# -------------------------------------------------------------------------- several limits, in opposite orders
	found(qq{CALL team('all $l'); SELECT credits.set_spending_limit('all $l', 15, 'month')});
	run_clients("64 clients, several limits, $level", $level, 64, 2, 200,
		"BEGIN;\nINSERT INTO answer SELECT 'all $l', status FROM credits.try_consume('all $l/1', 1, 'r1');\nINSERT INTO answer SELECT 'all $l', status FROM credits.try_consume('all $l/4', 1, 'r4');\nCOMMIT;\n",
		"BEGIN;\nINSERT INTO answer SELECT 'all $l', status FROM credits.try_consume('all $l/4', 1, 'r4');\nINSERT INTO answer SELECT 'all $l', status FROM credits.try_consume('all $l/1', 1, 'r1');\nCOMMIT;\n",
		"INSERT INTO answer SELECT 'all $l', status FROM credits.try_consume('all $l/2', 1, 'r2');\n");
	is(found(qq{SELECT string_agg(account_name || ' ' || spent, ', ') FROM credits.spending_limits('all $l') WHERE per = 'month' AND spent > '0'}),
		found(qq{SELECT concat_ws(', ', 'all $l 15', string_agg(a.account || ' ' || s.drawn, ', ' ORDER BY a.account)) FROM (SELECT e.user_id, credits.sum(-e.amount) AS drawn
			FROM credits.entry e JOIN credits.account_key k ON k.account_id = e.account_id AND k.account = 'all $l' WHERE e.kind = 'draw' GROUP BY e.user_id) s JOIN credits.account a USING (user_id)}),
		"several limits, $level: the payer's is used up, and each says what was drawn");
	is(found(qq{SELECT max(spent) <= '6' FROM credits.spending_limits('all $l') WHERE per = 'month' AND account_name <> 'all $l'}), 't', "several limits, $level: no member has more than its own");
	is(found(qq{SELECT count(*) FROM answer WHERE test = 'all $l' AND answer = 'completed'}), 15, "several limits, $level: so many succeed");
}

# ------------------------------------------------------------------------------ calls, bulk, and limits that are set meanwhile
found(q{CALL team('mix'); SELECT credits.set_spending_limit('mix', NULL, 'month')});
run_clients('bulk and limits that come and go', 'read committed', 48, 8, 200,
	[ 6, qq{\\set n random(1, 4)\nSELECT status FROM credits.try_consume('mix/' || :n, 0.1, 'r' || :n);\n} ],
	[ 4, qq{\\set n random(1, 4)\n\\set m random(1, 4)\nSELECT bill('mix/' || :n, 'mix/' || :m);\n} ],
	[ 2, qq{\\set n random(1, 4)\n\\set m random(1, 20)\nSELECT credits.set_spending_limit('mix/' || :n, NULLIF(:m, 1)::credits.amount, 'month');\n} ],
	[ 1, qq{\\set n random(1, 4)\nSELECT credits.set_spending_limit('mix/' || :n, NULL, 'month'), credits.set_spending_limit('mix/' || :n, NULL, 'period');\n} ]);
is(found(q{SELECT deadlocks FROM pg_stat_database WHERE datname = 'books'}), 0, 'no deadlock');
is_sound($server, $books, 'after all that');

$server->stop;
done_testing();
