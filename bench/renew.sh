# shellcheck shell=bash
# renew : accounts whose monthly plan renews at one instant: credits.run() against the bare INSERT ... SELECT of the very rows it
# makes, and what others feel of it.  Sourced by run.

# ------------------------------------------------------------------------------ accounts
# Opened on the plan a month ago, on a clock that stands still since, so that they are not due; put on the wall clock just before
# they are measured.  Each used a part of its month.  A group is measured once, as what was renewed is not due again.
q <<'SQL' >/dev/null
INSERT INTO credits.plan (plan, price, included, rollover_max, rollover_for, overage, overage_price, overage_cap)
VALUES ('monthly', 20, 100, 30, '2 months', true, 0.01, 1000);

CREATE FUNCTION bench.subscribed(prefix text, accounts int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    began timestamptz := now() - interval '1 month' - interval '1 second';
BEGIN
    PERFORM count(credits.open_account(prefix || g, 'monthly', clock => began)) FROM generate_series(1, accounts) g;
    PERFORM count(credits.consume(prefix || g, CASE WHEN g % 5 = 0 THEN 110 ELSE 60 END)) FROM generate_series(1, accounts) g;
END $$;

-- the tables again, with the same indexes and without triggers
CREATE TABLE bench.account (LIKE credits.account INCLUDING ALL) WITH (fillfactor = 80);
CREATE TABLE bench.period (LIKE credits.period INCLUDING ALL);
CREATE TABLE bench.bucket (LIKE credits.bucket INCLUDING ALL) WITH (fillfactor = 80);
CREATE TABLE bench.entry (LIKE credits.entry INCLUDING ALL);
CREATE TABLE bench.invoice (LIKE credits.invoice INCLUDING ALL);
CREATE TABLE bench.invoice_line (LIKE credits.invoice_line INCLUDING ALL);
DO $$ DECLARE part text; BEGIN
    FOREACH part IN ARRAY '{account,period,bucket,entry,invoice,invoice_line}'::text[] LOOP
        EXECUTE format('CREATE UNLOGGED TABLE bench.before_%1$s (LIKE credits.%1$s); CREATE UNLOGGED TABLE bench.after_%1$s (LIKE credits.%1$s)', part);
    END LOOP;
END $$;

-- what the group's accounts have now, of the tables of which rows are changed or made
CREATE PROCEDURE bench.keep(stage text, prefix text) LANGUAGE plpgsql AS $$
DECLARE
    part text;
BEGIN
    FOREACH part IN ARRAY '{account,period,bucket,entry,invoice,invoice_line}'::text[] LOOP
        EXECUTE format('TRUNCATE bench.%1$s_%2$s; INSERT INTO bench.%1$s_%2$s SELECT x.* FROM credits.%2$s x'
                       ' WHERE account_id IN (SELECT account_id FROM credits.account WHERE account LIKE %3$L) ORDER BY account_id',
                       stage, part, prefix || '%');
        EXECUTE format('ANALYZE bench.%s_%s', stage, part);
    END LOOP;
END $$;
SQL

# prepare PREFIX ACCOUNTS: make them due
prepare() {
	q -c "SELECT bench.subscribed('$1', $2)" -c "VACUUM ANALYZE" >/dev/null
	# everything due at the same instant: all were opened at one
	q -c "UPDATE credits.account SET clock = NULL WHERE account LIKE '$1%'" -c "VACUUM credits.account" -c "CHECKPOINT"
}

# left PREFIX: accounts of the group that are still due; it had better be none
left() { q -c "SELECT count(*) FROM credits.account WHERE account LIKE '$1%' AND clock IS NULL AND least(opens_at, closes_at) <= now()"; }

# seconds CMD...: how long it took
seconds() { local from=$EPOCHREALTIME; "$@" || return; awk -v a="$from" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }'; }

run_at_once() {		# RUNS
	local pids=() pid
	for _ in $(seq "$1"); do
		psql -Xq -v ON_ERROR_STOP=1 -c "CALL credits.run()" >&2 &
		pids+=($!)
	done
	for pid in "${pids[@]}"; do wait "$pid" || return; done
}

renewed() {		# NAME ROUND PREFIX ACCOUNTS RUNS
	local before took
	before=$(wal)
	took=$(seconds run_at_once "$5") || fail "credits.run() failed"
	[ "$(left "$3")" = 0 ] || fail "credits.run() left accounts that are due"
	put "$1" "accounts/s" "$2" "$(per "$4" "$took")"
	put "$1" "WAL bytes an account" "$2" "$(per "$(($(wal) - before))" "$4")"
}

# ------------------------------------------------------------------------------ the floor
floor_tables="bench.period, bench.bucket, bench.entry, bench.invoice, bench.invoice_line, bench.account"

# what there was before, in the copies
floor_begin() {
	q -c "TRUNCATE $floor_tables" >/dev/null
	for part in account period bucket entry invoice invoice_line; do
		q -c "INSERT INTO bench.$part SELECT * FROM bench.before_$part"
	done
	q -c "VACUUM ANALYZE $floor_tables" -c CHECKPOINT
}

floor_insert=$(for part in "period starts_at" "bucket id" "entry operation" "invoice id" "invoice_line starts_at"; do
	read -r table key <<<"$part"
	echo "INSERT INTO bench.$table SELECT a.* FROM bench.after_$table a WHERE NOT EXISTS (SELECT FROM bench.before_$table b WHERE b.account_id = a.account_id AND b.$key = a.$key);"
done)
floor_update="
UPDATE bench.account f SET version = a.version, opens_at = a.opens_at, closes_at = a.closes_at, credited = a.credited
  FROM bench.after_account a WHERE a.account_id = f.account_id AND a.user_id = f.user_id;
UPDATE bench.period f SET closed_at = a.closed_at FROM bench.after_period a
 WHERE a.account_id = f.account_id AND a.starts_at = f.starts_at AND a.closed_at IS NOT NULL;
UPDATE bench.bucket f SET lapsed = a.lapsed, seq = a.seq, mark = a.mark, closed_at = a.closed_at
  FROM bench.after_bucket a JOIN bench.before_bucket b USING (account_id, id)
 WHERE a.account_id = f.account_id AND a.id = f.id AND (a.seq, a.mark, a.closed_at) IS DISTINCT FROM (b.seq, b.mark, b.closed_at);"

floor() {		# NAME ROUND ACCOUNTS SQL...
	local name=$1 round=$2 accounts=$3 before took
	shift 3
	floor_begin
	before=$(wal)
	printf 'BEGIN;\n%s\nCOMMIT;\n' "$*" >"$DIR/floor.sql"
	took=$(seconds q -f "$DIR/floor.sql") || fail "the floor failed"
	put "$name" "accounts/s" "$round" "$(per "$accounts" "$took")"
	put "$name" "WAL bytes an account" "$round" "$(per "$(($(wal) - before))" "$accounts")"
}

# ------------------------------------------------------------------------------ renewing
RENEWALS=${RENEWALS:-100000}
q -c "SELECT bench.open('busy', 1000, 2, 1)" >/dev/null
table "$RENEWALS accounts renew at one instant" "a second, and bytes of WAL" "INSERT ... SELECT"
for round in $(seq "$ROUNDS"); do
	prepare "one$round-" "$RENEWALS"
	q -c "CALL bench.keep('before', 'one$round-')"
	renewed "credits.run()" "$round" "one$round-" "$RENEWALS" 1
	q -c "CALL bench.keep('after', 'one$round-')"
	floor "INSERT ... SELECT" "$round" "$RENEWALS" "$floor_insert"
	floor "INSERT ... SELECT, and the UPDATEs" "$round" "$RENEWALS" "$floor_insert" "$floor_update"
	prepare "two$round-" "$RENEWALS"
	renewed "credits.run(), two at once" "$round" "two$round-" "$RENEWALS" 2
done
[ -z "$(q -c "SELECT * FROM credits.verify() LIMIT 1")" ] || fail "the books are not sound"

# ------------------------------------------------------------------------------ what others feel
# calls of other accounts, so many a second; from when each was to begin to its end
few=$((RENEWALS / 5 > 5000 ? RENEWALS / 5 : 5000))
printf '\\set a random(1, 1000)\nSELECT credits.consume(%s, 0.001);\n' "'busy' || :a" >"$DIR/busy.sql"

busy() {		# SECONDS: adds the microseconds of each call to busy.log
	rm -f "$DIR"/busy.[0-9]*
	(cd "$DIR" && pgbench -n -M prepared -c 4 -j 1 -R 400 -T "$1" -l --log-prefix=busy -f busy.sql >/dev/null 2>busy.err) || {
		cat "$DIR/busy.err" >&2
		fail "pgbench failed"
	}
	cat "$DIR"/busy.[0-9]* | awk '{ print $3 }' >"$DIR/busy.slice"
}

felt() {		# NAME ROUND
	sort -n "$DIR/busy.log" >"$DIR/busy.sorted"
	awk '{ t[NR] = $1 / 1000 } END { print t[int((NR + 1) / 2)], t[int(NR * 0.99 + 0.99)], t[int(NR * 0.999 + 0.999)], NR }' "$DIR/busy.sorted" >"$DIR/busy.figures"
	read -r p50 p99 p999 calls <"$DIR/busy.figures"
	[ "$calls" -ge 400 ] || fail "only $calls calls while $1: take more RENEWALS"
	put "$1" "p50" "$2" "$p50"
	put "$1" "p99" "$2" "$p99"
	put "$1" "p99.9" "$2" "$p999"
}

table "credits.consume() of other accounts, 400 a second" "ms from when it was to begin" "while nothing else runs"
for round in $(seq "$ROUNDS"); do
	busy 5
	mv "$DIR/busy.slice" "$DIR/busy.log"
	felt "while nothing else runs" "$round"
	for runs in 1 2; do
		prepare "felt$round-$runs-" "$few"
		: >"$DIR/busy.log"
		run_at_once "$runs" &
		working=$!
		while true; do
			busy 1
			# a slice counts if it was over before the runs were
			kill -0 $working 2>/dev/null || break
			cat "$DIR/busy.slice" >>"$DIR/busy.log"
		done
		wait $working || fail "credits.run() failed"
		felt "while credits.run() works$([ "$runs" = 1 ] || echo ", two at once")" "$round"
	done
done
