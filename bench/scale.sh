# shellcheck shell=bash
# scale : whether one more row, draw or line costs what the one before it did.  A column is a size, a cell the cost of a
# single row; it stays about the same, or something is quadratic.  Sourced by run.

steps() { local n=$1; while [ "$n" -le "$2" ]; do echo "$n"; n=$((n * 10)); done; }

# copied ROWS "SELECT of a row's columns FROM generate_series g" [COLUMNS]: microseconds a row of one COPY, undone
copied() {
	q -c "COPY ($2) TO '$DIR/feed'"
	per "$(timed -c BEGIN -c "\\timing on" -c "COPY credits.usage (${3-account, resource, quantity, at}) FROM '$DIR/feed'" \
		-c "\\timing off" -c ROLLBACK)" "$1" | awk '{ print $1 * 1000 }'
}
# each STATEMENT TIMES: microseconds a call, a transaction each
each() { PGOPTIONS="-c synchronous_commit=off" q -v statement="$1" -v times="$2" <<<"CALL bench.each(:'statement', :times, NULL)"; }
# alone CALL: milliseconds of a single call, undone, the second in its session
alone() { timed -c BEGIN -c "SELECT $1" -c ROLLBACK -c BEGIN -c "\\timing on" -c "SELECT $1" -c "\\timing off" -c ROLLBACK; }

# ------------------------------------------------------------------------------ plans
# a session keeps its plans: those made while there was one account, and ANALYZE knew it, meet many
table "Accounts opened in one statement, where there was one before" "µs an account"
for accounts in 100 200 400; do
	for round in $(seq "$ROUNDS"); do
		fresh_tables
		q -c "SELECT bench.open('a', 1, 1, 1)" -c "VACUUM ANALYZE" >/dev/null
		put "open_account" "$accounts accounts" "$round" "$(timed -c "\\timing on" \
			-c "SELECT count(credits.open_account('b' || g)) FROM generate_series(1, $accounts) g" | awk -v n="$accounts" '{ print $1 * 1000 / n }')"
	done
done
fresh_tables

rows=$((ROWS / 10))
q -c "SELECT bench.open('fresh', 1, 5, 0.001), bench.open('each', $rows, 1, 1)" -c "VACUUM ANALYZE" >/dev/null

# ------------------------------------------------------------------------------ rows
table "Rows of one COPY" "µs a row"
for rows in $(steps 10000 "$ROWS"); do
	for round in $(seq "$ROUNDS"); do
		[ "$round" = 1 ] || [ "$rows" -lt 1000000 ] || continue		# once is long enough
		put "all on one account" "$rows rows" "$round" \
			"$(copied "$rows" "SELECT 'fresh1', 'token', 1 + g % 1000, now() - interval '50 minutes' + g * interval '1 us' FROM generate_series(1, $rows) g")"
		put "and a key each" "$rows rows" "$round" \
			"$(copied "$rows" "SELECT 'fresh1', 'token', 1 + g % 1000, now() - interval '50 minutes' + g * interval '1 us', 'k' || g FROM generate_series(1, $rows) g" \
				"account, resource, quantity, at, key")"
		q -c VACUUM
	done
done

rows=$((ROWS / 10))
table "Accounts of one COPY of $rows rows" "µs a row"
for accounts in $(steps 1 "$rows"); do
	for round in $(seq "$ROUNDS"); do
		put "COPY" "$accounts accounts" "$round" \
			"$(copied "$rows" "SELECT 'each' || 1 + g % $accounts, 'token', 1, now() - interval '50 minutes' FROM generate_series(1, $rows) g")"
		q -c VACUUM
	done
done

# ------------------------------------------------------------------------------ buckets
# all are open, alive and full; or used up; or expired and closed.  They are put straight into the table, as if granted: this
# is not about grants, each of which adds up what the account has
q <<'SQL' >/dev/null
CREATE FUNCTION bench.stock(name text, buckets int, size credits.amount, spent credits.amount, born timestamptz, lives interval, apart interval DEFAULT '0') RETURNS void LANGUAGE sql SET session_replication_role = replica AS $$
    INSERT INTO credits.bucket (account_id, user_id, effective_at, expires_at, granted_at, seq, priority, postpaid, granted, used, class)
    SELECT a.account_id, a.user_id, born + g * apart, born + g * apart + lives, born, 1, 50, false, size, spent, 'prepaid'
      FROM credits.account a, generate_series(1, buckets) g WHERE a.account = name
$$;
SELECT credits.open_account('old' || n, clock => '2026-01-01') FROM unnest('{1,10,100,1000,10000}'::int[]) n;
SELECT bench.stock('old' || n, n, 1, 0, '2026-01-01', '1 minute', '1 minute') FROM unnest('{1,10,100,1000,10000}'::int[]) n;
SELECT credits.set_clock('old' || n, '2026-03-01'), credits."grant"('old' || n, 1000) FROM unnest('{1,10,100,1000,10000}'::int[]) n;
SELECT bench.open('open' || n || '_', 1, 1, 0), bench.open('empty' || n || '_', 1, 1, 0) FROM unnest('{1,10,100,1000,10000}'::int[]) n;
SELECT bench.stock('open' || n || '_1', n - 1, 1000, 0, now() - interval '1 hour', '1 year'),
       bench.stock('empty' || n || '_1', n - 1, 1000, 1000, now() - interval '1 hour', '1 year') FROM unnest('{1,10,100,1000,10000}'::int[]) n;
VACUUM ANALYZE;
SQL
events="now() - interval '50 minutes' + g * interval '1 us' FROM generate_series(1, 10000) g"
table "Buckets of an account" "µs a call, or a row of a COPY of 10000"
for buckets in $(steps 1 10000); do
	for round in $(seq "$ROUNDS"); do
		put "draw, open and full" "$buckets buckets" "$round" "$(each "SELECT credits.consume('open${buckets}_1', 0.0001)" 200)"
		put "draw, used up and still open" "$buckets buckets" "$round" "$(each "SELECT credits.consume('empty${buckets}_1', 0.0001)" 200)"
		put "draw, closed" "$buckets buckets" "$round" "$(each "SELECT credits.consume('old$buckets', 0.0001)" 200)"
		put "grant, open and full" "$buckets buckets" "$round" "$(alone "count(credits.grant('open${buckets}_1', 1)) FROM generate_series(1, 10)" | awk '{ print $1 * 100 }')"
		put "COPY, open and full" "$buckets buckets" "$round" "$(copied 10000 "SELECT 'open${buckets}_1', 'token', 1 + g % 1000, $events")"
		put "COPY, used up and still open" "$buckets buckets" "$round" "$(copied 10000 "SELECT 'empty${buckets}_1', 'token', 1 + g % 1000, $events")"
		q -c VACUUM
	done
done

# ------------------------------------------------------------------------------ one long usage
# months, price changes and lives of buckets inside one interval
q <<'SQL' >/dev/null
SELECT credits.open_account('long', clock => '2026-01-01'), credits.set_overage('long', true);
SELECT credits.open_account('lives' || n, clock => '2026-01-01'), credits.set_overage('lives' || n, true) FROM unnest('{1,10,100,1000,10000}'::int[]) n;
SELECT bench.stock('lives' || n, n, 0.000001, 0, '2026-01-01', '1 minute', '1 minute') FROM unnest('{1,10,100,1000,10000}'::int[]) n;
SQL
q -c "INSERT INTO credits.resource SELECT 'priced' || n, 'x' FROM unnest('{1,10,100,1000,10000}'::int[]) n" \
	-c "ALTER TABLE credits.price DISABLE TRIGGER price_check" \
	-c "INSERT INTO credits.price (resource, rate, valid_from, valid_until) SELECT 'priced' || n, (g || '/1M x/h')::credits.rate, timestamptz '2026-01-01' + g * interval '1 minute' - interval '1 minute', timestamptz '2026-01-01' + g * interval '1 minute' FROM unnest('{1,10,100,1000,10000}'::int[]) n, generate_series(1, n) g" \
	-c "ALTER TABLE credits.price ENABLE TRIGGER price_check" -c "VACUUM ANALYZE"
table "Pieces of one charge over time" "µs a piece, of a single call"
for pieces in $(steps 1 10000); do
	for round in $(seq "$ROUNDS"); do
		[ "$pieces" -gt 100 ] || put "months" "$pieces" "$round" \
			"$(per "$(alone "credits.charge('long', 'vcpu', 1, at => '2026-01-01', until => timestamptz '2026-01-01' + interval '$pieces months')")" "$pieces" | awk '{ print $1 * 1000 }')"
		put "price changes" "$pieces" "$round" \
			"$(per "$(alone "credits.charge('long', 'priced$pieces', 1, at => '2026-01-01', until => timestamptz '2026-01-01' + interval '$pieces minutes')")" "$pieces" | awk '{ print $1 * 1000 }')"
		put "lives of buckets" "$pieces" "$round" \
			"$(per "$(alone "credits.charge('lives$pieces', 'vcpu', 1, at => '2026-01-01', until => timestamptz '2026-01-01' + interval '$((pieces + 2)) minutes')")" "$pieces" | awk '{ print $1 * 1000 }')"
	done
	q -c VACUUM
done

# ------------------------------------------------------------------------------ prices
table "Prices of a resource" "µs a call, or a row of a COPY of 10000"
at="timestamptz '2026-01-01'"
for prices in $(steps 1 10000); do
	for round in $(seq "$ROUNDS"); do
		put "charge" "$prices prices" "$round" \
			"$(each "SELECT credits.charge('long', 'priced$prices', 1, at => $at, until => $at + interval '1 second')" 100)"
		put "COPY" "$prices prices" "$round" \
			"$(copied 10000 "SELECT 'long', 'priced$prices', 1, $at + (g % $prices) * interval '1 minute', $at + (g % $prices) * interval '1 minute' + interval '1 second' FROM generate_series(1, 10000) g" \
				"account, resource, quantity, at, until")"
	done
	q -c VACUUM
done
