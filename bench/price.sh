# shellcheck shell=bash
# price : what finding a price, and counting what was used of it, costs a charge.  Sourced by run.

q -c "SELECT bench.open('a', $((ACCOUNTS / 5)), 1, 1)" >/dev/null
q <<'SQL'
INSERT INTO credits.resource (resource, unit)
SELECT name, 'token' FROM unnest(ARRAY['tiered', 'ten', 'many', 'own']) AS name;
INSERT INTO credits.price (resource, tiers, tier_mode, attributes)
SELECT 'tiered', '[{"upto": 1000, "rate": "0.15/1M token"}, {"upto": 100000, "rate": "0.12/1M token"}, {"rate": "0.10/1M token"}]',
       'graduated', jsonb_build_object('model', 'm' || m, 'io', io)
  FROM generate_series(1, 10) m, unnest(ARRAY['input', 'output']) io;
INSERT INTO credits.price (resource, rate, attributes)
SELECT 'ten', '0.15/1M token', jsonb_build_object('model', 'm' || m) FROM generate_series(1, 10) m;
INSERT INTO credits.price (resource, rate, attributes)
SELECT 'many', '0.15/1M token', jsonb_build_object('model', 'm' || m) FROM generate_series(1, 10000) m;
INSERT INTO credits.price (resource, rate) VALUES ('own', '0.15/1M token');
INSERT INTO credits.price (resource, rate, account)
SELECT 'own', '0.14/1M token', a.account FROM credits.account a ORDER BY a.account_id LIMIT 10000;
SQL
q -c "VACUUM ANALYZE" -c CHECKPOINT

# measure TITLE BASELINE NAME|CALL... : each in turn, a call on each account in one transaction that is undone
measure() {
	local title=$1 baseline=$2 round line ms
	shift 2
	table "$title" "µs a call" "$baseline"
	for round in $(seq "$ROUNDS"); do
		for line; do
			ms=$(timed -c BEGIN -c "\\timing on" \
				-c "SELECT count(${line#*|}) FROM generate_series(1, $((ACCOUNTS / 5))) g" -c "\\timing off" -c ROLLBACK)
			put "${line%%|*}" "µs" "$round" "$(per "$ms" "$((ACCOUNTS / 5))" | awk '{ print $1 * 1000 }')"
			q -c VACUUM
		done
	done
}

measure "$((ACCOUNTS / 5)) calls in one transaction, each on another account" "credits.consume" \
	"credits.consume|credits.consume('a' || g, 0.001, 'token')" \
	"credits.charge, one price|credits.charge('a' || g, 'token', 700)" \
	"credits.charge, by two attributes of 20 prices|credits.charge('a' || g, 'llm', 700, '{\"model\": \"m7\", \"io\": \"input\", \"region\": \"eu\"}')" \
	"credits.charge, by attributes and three tiers|credits.charge('a' || g, 'tiered', 700, '{\"model\": \"m7\", \"io\": \"input\", \"region\": \"eu\"}')"

measure "The same by the number of prices of the resource" "10 prices" \
	"10 prices|credits.charge('a' || g, 'ten', 700, jsonb_build_object('model', 'm' || 1 + g % 10))" \
	"10,000 prices|credits.charge('a' || g, 'many', 700, jsonb_build_object('model', 'm' || 1 + g % 10000))" \
	"10,000 prices of as many accounts|credits.charge('a' || g, 'own', 700, jsonb_build_object('model', 'm' || 1 + g % 10))"

# a draw on an account that runs things looks at what they have used first
q <<SQL >/dev/null
SELECT bench.open('r', $((ACCOUNTS / 5)), 1, 1);
SELECT count(credits.start('r' || g, 'vcpu', 'vm' || i, 2)) FROM generate_series(1, $((ACCOUNTS / 5))) g, generate_series(1, 3) i;
SQL
q -c "VACUUM ANALYZE" -c CHECKPOINT
measure "The same draw where nothing runs and where three meters do" "nothing runs" \
	"nothing runs|credits.consume('a' || g, 0.001)" \
	"three meters run|credits.consume('r' || g, 0.001)" \
	"settling three meters|credits.settle('r' || g)"
