# shellcheck shell=bash
# copy : bulk against the inserts that it cannot do without: the very rows of entry, usage_line and request that it
# made, from a table into copies of these tables with their partitions and indexes.  Sourced by run.
#
# All of it is rolled back, so every round bills the same rows from the same buckets.

accounts=$((ROWS / 100))
q -c "SELECT bench.open('a', $accounts, 5, 0.001)" >/dev/null
q -v rows="$ROWS" -v accounts="$accounts" <<'SQL'
CREATE UNLOGGED TABLE bench.feed AS
SELECT 'a' || 1 + g * 7919 % :accounts AS account, 1 + g * 31 % 1000 AS quantity, 'job-' || g % 1000 AS item, 'key-' || lpad(g::text, 12, '0') AS key,
       now() - interval '50 minutes' + g * interval '1 microsecond' AS at, 1 + g % 20 AS seconds
  FROM generate_series(1::bigint, :rows) g;

CREATE SCHEMA floor;
CREATE TABLE floor.entry (LIKE credits.entry INCLUDING ALL) PARTITION BY RANGE (booked_at);
CREATE TABLE floor.usage_line (LIKE credits.usage_line INCLUDING ALL) PARTITION BY RANGE (booked_at);
CREATE TABLE floor.request (LIKE credits.request INCLUDING ALL);
SELECT format('CREATE TABLE floor.%I PARTITION OF floor.%I %s', c.relname, p.relname, pg_get_expr(c.relpartbound, c.oid))
  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
 WHERE i.inhparent IN ('credits.entry'::regclass, 'credits.usage_line'::regclass) \gexec
CREATE UNLOGGED TABLE bench.entry (LIKE credits.entry);
CREATE UNLOGGED TABLE bench.usage_line (LIKE credits.usage_line);
CREATE UNLOGGED TABLE bench.request (LIKE credits.request);
SQL
q -c "VACUUM ANALYZE" -c CHECKPOINT

# NAME, the share of ROWS it takes, its columns, and what it selects for them
forms=(
	"COPY of events|1|account, resource, quantity, at|account, 'token', quantity, at"
	"COPY of events, key|1|account, resource, quantity, at, key|account, 'token', quantity, at, key"
	"COPY by attributes|1|account, resource, quantity, attributes, at|account, 'llm', quantity, format('{\"model\": \"m%s\", \"io\": \"input\"}', quantity % 10), at"
	"COPY of tiers|1|account, resource, quantity, at|account, 'call', quantity, at"
	"COPY of time|4|account, resource, quantity, at, until, item|account, 'vcpu', quantity % 4 + 1, at, at + seconds * interval '1 second', item"
	"INSERT of events|4|account, resource, quantity, at|account, 'token', quantity, at"
)

statement() {	# NAME COLUMNS SELECT ROWS : the SQL that bills
	case $1 in
		COPY*) q -c "COPY (SELECT $3 FROM bench.feed LIMIT $4) TO '$DIR/feed'" &&
			echo "COPY credits.usage ($2) FROM '$DIR/feed'" ;;
		*) echo "INSERT INTO credits.usage ($2) SELECT $3 FROM bench.feed LIMIT $4" ;;
	esac
}

# what the books were given, out of the transaction that is undone and into tables
dump=() load=(-c "TRUNCATE bench.entry, bench.usage_line, bench.request")
for name in entry usage_line request; do
	where=$([ $name != entry ] || echo "WHERE kind = 'draw'")
	dump+=(-c "COPY (SELECT * FROM credits.$name $where) TO '$DIR/$name'")
	load+=(-c "COPY bench.$name FROM '$DIR/$name'" -c "ANALYZE bench.$name")
done
insert=()
for name in request usage_line entry; do insert+=(-c "INSERT INTO floor.$name SELECT * FROM bench.$name"); done

for form in "${forms[@]}"; do
	IFS='|' read -r name share columns select <<<"$form"
	rows=$((ROWS / share))
	sql=$(statement "$name" "$columns" "$select" "$rows")
	table "$name: $rows rows over $accounts accounts of 5 buckets" "seconds and MB of WAL" "INSERT of the finished rows"
	for round in $(seq "$ROUNDS"); do
		# the first round keeps its rows for the floor
		keep=()
		[ "$round" != 1 ] || keep=("${dump[@]}")
		before=$(wal)
		ms=$(timed -c BEGIN -c "\\timing on" -c "$sql" -c "\\timing off" "${keep[@]}" -c ROLLBACK)
		put "credits.usage" "s" "$round" "$(per "$ms" 1000)"
		put "credits.usage" "WAL" "$round" "$(per "$(($(wal) - before))" 1048576)"
		[ "$round" != 1 ] || q "${load[@]}"
		q -c "VACUUM" -c CHECKPOINT
		before=$(wal)
		ms=$(timed -c BEGIN -c "\\timing on" "${insert[@]}" -c "\\timing off" -c ROLLBACK)
		put "INSERT of the finished rows" "s" "$round" "$(per "$ms" 1000)"
		put "INSERT of the finished rows" "WAL" "$round" "$(per "$(($(wal) - before))" 1048576)"
		q -c "VACUUM" -c CHECKPOINT
	done
done

# ------------------------------------------------------------------------------ memory
# RssAnon of the backend, which is its own memory without the server's buffers, read 20 times a second
[ -r /proc/self/status ] || return 0
table "Memory of the backend during a COPY over $accounts accounts" "MB of its own at the peak"
for share in 10 3 1; do
	for form in "${forms[0]}" "${forms[1]}"; do
		IFS='|' read -r name _ columns select <<<"$form"
		rows=$((ROWS / share))
		sql=$(statement "$name" "$columns" "$select" "$rows")
		q >/dev/null <<-SQL
			SELECT pg_backend_pid() AS pid \\gset
			\\setenv BACKEND :pid
			\\! (while grep RssAnon /proc/\$BACKEND/status; do sleep 0.05; done) >$DIR/memory 2>/dev/null &
			BEGIN;
			$sql;
			ROLLBACK;
		SQL
		put "$name" "$rows rows" 1 "$(awk '$2 > most { most = $2 } END { print most / 1024 }' "$DIR/memory")"
		q -c VACUUM
	done
done
