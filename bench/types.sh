# shellcheck shell=bash
# types : credits.amount in a column, against bigint and numeric of the same values.  Sourced by run.

q -v rows="$TYPE_ROWS" <<'SQL'
CREATE UNLOGGED TABLE bench.t_bigint AS
SELECT g * 7919 % 1000003 * 1000 + 17 AS v, 1 + g % 50 AS quantity, 1 + (g * 31) % 3600 AS seconds FROM generate_series(1::bigint, :rows) g;
CREATE UNLOGGED TABLE bench.t_numeric AS SELECT (v / 1000000.0)::numeric(20, 6) AS v, quantity::numeric AS quantity, seconds,
       timestamptz '2026-01-01 00:00Z' + seconds * interval '1 second' AS until FROM bench.t_bigint;
CREATE UNLOGGED TABLE bench.t_amount AS SELECT v::credits.amount AS v, quantity, seconds, until FROM bench.t_numeric;
VACUUM ANALYZE bench.t_bigint, bench.t_numeric, bench.t_amount;
SQL

# COLUMN, then for bigint, numeric and amount what is added up; a bigint here rounds or could overflow, and is the floor only
queries=(
	"count|count(v)|count(v)|count(v)"
	"sum|sum(v)|sum(v)|credits.sum(v)"
	"max|max(v)|max(v)|credits.max(v)"
	"share of an hour|sum(v * seconds / 3600)|sum(round(v * seconds / 3600, 18))|credits.sum(credits.prorate(v, '[2026-01-01 00:00Z,2026-01-01 01:00Z)', tstzrange('2026-01-01 00:00Z', until)))"
	"rate × quantity|sum(quantity * 15)|sum(round(0.15 * quantity / 1000000, 18))|credits.sum(credits.cost('0.15/1M token', quantity))"
	"rate × quantity × time|sum(quantity * seconds * 45)|sum(round(0.0000045 * quantity * seconds, 18))|credits.sum(credits.cost('0.0000045/vCPU/s', quantity, '2026-01-01 00:00Z', until))"
)
table "One query over $TYPE_ROWS rows" "ms" numeric
for round in $(seq "$ROUNDS"); do
	for query in "${queries[@]}"; do
		IFS='|' read -r column bigint numeric amount <<<"$query"
		put bigint "$column" "$round" "$(timed -c "\\timing on" -c "SELECT $bigint FROM bench.t_bigint")"
		put numeric "$column" "$round" "$(timed -c "\\timing on" -c "SELECT $numeric FROM bench.t_numeric")"
		put credits.amount "$column" "$round" "$(timed -c "\\timing on" -c "SELECT $amount FROM bench.t_amount")"
	done
done

table "The same order by v" "ms" numeric
for round in $(seq "$ROUNDS"); do
	for type in bigint numeric amount; do
		name=${type/amount/credits.amount}
		put "$name" sort "$round" "$(timed -c "SET work_mem = '1GB'" -c "\\timing on" -c "SELECT count(*) FROM (SELECT v FROM bench.t_$type ORDER BY v OFFSET 0) x")"
		put "$name" "CREATE INDEX" "$round" "$(timed -c "SET maintenance_work_mem = '1GB'" -c BEGIN -c "\\timing on" -c "CREATE INDEX ON bench.t_$type (v)" -c "\\timing off" -c ROLLBACK)"
	done
done
