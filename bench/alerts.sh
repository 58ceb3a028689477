# shellcheck shell=bash
# alerts : what alert rules cost a draw that meets none of them.  Sourced by run.

calls=$((ACCOUNTS / 5))
q -c "SELECT bench.open('a', 1, 2, 1000000)" -c "SELECT bench.open('o', 1, 1, 1)" -c "SELECT credits.\"grant\"('a1', 1000000, class => 'included', expires_at => 'infinity')" >/dev/null
q -c "VACUUM ANALYZE" -c CHECKPOINT

# none is met; `told` are met at once, and told by the first draw
rules() {	# NAME
	case $1 in
		none) ;;
		one) q -c "INSERT INTO credits.alert_rule (alert, measure, threshold) VALUES ('amber', 'included', 80)" ;;
		ten) q -c "INSERT INTO credits.alert_rule (alert, measure, threshold)
			SELECT 'r' || g, m, CASE m WHEN 'balance' THEN g ELSE 90 + g END FROM generate_series(1, 2) g, unnest('{included,balance,overage,cap,runway}'::text[]) m" ;;
		told) q -c "INSERT INTO credits.alert_rule (alert, measure, threshold) SELECT 'r' || g, 'balance', 1e12 + g FROM generate_series(1, 10) g" ;;
		others) q -c "INSERT INTO credits.alert_rule (alert, measure, threshold, account)
			SELECT 'r' || g, 'balance', g, 'o1' FROM generate_series(1, 10000) g" >/dev/null ;;
	esac
}

table "$calls draws on one account, a transaction each, by the alert rules there are" "µs a call" "none"
for round in $(seq "$ROUNDS"); do
	for name in none one ten told others; do
		q -c "DELETE FROM credits.alert_rule"
		rules "$name"
		us=$(q -c "SET synchronous_commit = off" -c "CALL bench.each('SELECT credits.consume(''a1'', 0.001)', $calls)" | tail -n 1)
		put "$name" "µs" "$round" "$us"
		q -c VACUUM
	done
done
