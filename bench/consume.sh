# shellcheck shell=bash
# consume : one draw, against the floors of floors.sql.  Sourced by run.

# f is as a, with a floor far below what it has
q -c "SELECT bench.open('a', $ACCOUNTS, 2, 1)" -c "SELECT bench.open('m', $((ACCOUNTS / 10)), 4, 1)" \
	-c "SELECT bench.open('f', $ACCOUNTS, 2, 1)" \
	-c "SELECT count(credits.set_topup('f' || g, 1000)) FROM generate_series(1, $ACCOUNTS) g" \
	-v accounts="$ACCOUNTS" -f bench/floors.sql >/dev/null
q -c "VACUUM ANALYZE" -c "CHECKPOINT"

# NAME, then the call, over a number a of an account and a key k that is new each time
calls=(
	"raw_func|bench.raw_func(@a, 1)"
	"raw_idem|bench.raw_idem(@a, 1, @k)"
	"PL/pgSQL, ordered|bench.ordered('a' || @a, 1, NULL)"
	"PL/pgSQL, ordered, key|bench.ordered('a' || @a, 1, @k)"
	"credits.consume|credits.consume('a' || @a, 1)"
	"credits.consume, key|credits.consume('a' || @a, 1, key => @k)"
	"credits.charge, key|credits.charge('a' || @a, 'token', 7, key => @k)"
	"credits.consume, floor set|credits.consume('f' || @a, 1)"
)

# call LINE A K : the SQL of a line, its account and key filled in
call() {
	local sql=${1#*|}
	sql=${sql//@a/$2}
	printf '%s' "${sql//@k/$3}"
}

# ------------------------------------------------------------------------------ in one transaction
# as many calls as there are accounts, each on another: what the code costs, without commits
table "$ACCOUNTS calls in one transaction, each on another account" "µs and bytes of WAL a call" raw_idem
for round in $(seq "$ROUNDS"); do
	for line in "${calls[@]}" "credits.consume, replayed|${calls[5]#*|}"; do
		key=${line%%|*}
		key="'${key/replayed/key} $round ' || g"
		before=$(wal)
		ms=$(timed -c "\\timing on" -c "SELECT count($(call "$line" "(1 + g::bigint * 7919 % $ACCOUNTS)::int" "$key")) FROM generate_series(1, $ACCOUNTS) g")
		put "${line%%|*}" "µs" "$round" "$(per "$ms" "$ACCOUNTS" | awk '{ print $1 * 1000 }')"
		put "${line%%|*}" "WAL bytes" "$round" "$(per "$(($(wal) - before))" "$ACCOUNTS")"
	done
done

# undone each time, so that the small buckets are full again
many=$((ACCOUNTS / 10))
table "$many draws over 4 buckets each, in one transaction" "µs a call" "PL/pgSQL, ordered, key"
for round in $(seq "$ROUNDS"); do
	for line in "PL/pgSQL, ordered, key|bench.ordered('m' || g, 3.5, 'm' || g)" \
		"credits.consume, key|credits.consume('m' || g, 3.5, key => 'm' || g)"; do
		ms=$(timed -c BEGIN -c "\\timing on" -c "SELECT count(${line#*|}) FROM generate_series(1, $many) g" \
			-c "\\timing off" -c ROLLBACK)
		put "${line%%|*}" "µs" "$round" "$(per "$ms" "$many" | awk '{ print $1 * 1000 }')"
	done
	q -c "VACUUM"
done

# ------------------------------------------------------------------------------ a transaction each
slice() {	# LINE ACCOUNTS CLIENTS SYNC : transactions a second
	printf '\\set a random(1, :accounts)\nSELECT %s;\n' "$(call "$1" :a "clock_timestamp()::text || :client_id")" >"$DIR/slice.sql"
	PGOPTIONS="-c synchronous_commit=$4" pgbench -n -M prepared -c "$3" -j 2 -T "$SECS" -D accounts="$2" -f "$DIR/slice.sql" \
		2>"$DIR/slice.err" | sed -n 's/^tps = \([0-9.]*\).*/\1/p'
}
table "A transaction for each draw" "transactions a second" raw_idem
for round in $(seq "$ROUNDS"); do
	for setting in "$ACCOUNTS 1 on" "$ACCOUNTS 1 off" "$ACCOUNTS 8 on" "$ACCOUNTS 8 off" "1 8 on" "1 8 off"; do
		read -r accounts clients sync <<<"$setting"
		for line in "${calls[@]}"; do
			tps=$(slice "$line" "$accounts" "$clients" "$sync")
			[ -n "$tps" ] || { cat "$DIR/slice.err" >&2; fail "pgbench failed: $line"; }
			put "${line%%|*}" "$([ "$accounts" = 1 ] && echo "one account" || echo "all accounts"), $clients clients, sync $sync" \
				"$round" "$tps"
		done
	done
done
