/*
 * alert_store.c
 *	  Alerts in the tables: the rules, what was told of them, and the event.
 *
 * Decided here: what an event says besides, and what it suggests: a pack, a dearer plan, or sales.
 *
 * The rules are read once a session and remembered until one of them changes: a trigger of the
 * table invalidates its relcache entry, which reaches every session that could have read them
 * before the change committed.  They are read under the latest snapshot, whatever the
 * transaction's: what an older one shows would be remembered for good.
 *
 * Memory: the rules live in a context of their own, below TopMemoryContext, which is reset when
 * they are read again; all else in the caller's.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/inval.h"
#include "utils/memutils.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "alert.h"
#include "amount.h"
#include "ledger.h"
#include "money.h"
#include "outbox.h"
#include "pack.h"
#include "refuse.h"
#include "request.h"
#include "spi.h"

static const char *const measures[ALERT_MEASURES] = {
	"included", "balance", "overage", "cap", "runway"
};

const char *
alert_measure_name(AlertMeasure measure)
{
	return measures[measure];
}

int
alert_measure(const char *name)
{
	int			i;

	for (i = 0; i < ALERT_MEASURES; i++)
	{
		if (strcmp(name, measures[i]) == 0)
			return i;
	}
	return -1;
}

/*
 * The rules.
 */
static struct
{
	bool		watching;
	uint64		changes;		/* seen so far */
	uint64		read_at;		/* `changes` when they were read; another: they are to be read */
	Oid			table;
	MemoryContext context;
	AlertRule  *items;			/* everybody's first, then by account */
	int			count;
	int			general;
}			known = {.changes = 1};

static void
known_forget(Datum arg, Oid relation)
{
	(void) arg;
	if (relation == InvalidOid || relation == known.table)
		known.changes++;
}

static void
known_read_row(uint64 row, AlertRule *rule)
{
	rule->id = spi_int64(row, 1);
	rule->alert = spi_text(row, 2);
	rule->measure = alert_measure(spi_text(row, 3));
	rule->threshold = amount_from_numeric(spi_copy(row, 4, -1));
	rule->plan = spi_text(row, 5);
	rule->account = spi_text(row, 6);
}

static void
known_open(void)
{
	if (!known.watching)
		CacheRegisterRelcacheCallback(known_forget, (Datum) 0);
	known.watching = true;
	if (known.context == NULL)
		known.context = AllocSetContextCreate(TopMemoryContext, "credits alert rules",
											  ALLOCSET_SMALL_SIZES);
	known.count = known.general = 0;
	MemoryContextReset(known.context);
	known.table = spi_table("alert_rule");
}

static void
known_read(void)
{
	static SpiPlan plan = {
		"SELECT r.id, r.alert, r.measure, r.threshold, r.plan, r.account FROM credits.alert_rule r"
		" WHERE r.measure IN ('included', 'balance', 'overage', 'cap', 'runway')"
		" ORDER BY r.account NULLS FIRST, r.id",
		"", NULL
	};
	MemoryContext caller;
	uint64		changes;
	uint64		rows;
	uint64		i;

	known_open();
	/* one that comes while they are read has them read again */
	changes = known.changes;
	rows = spi_read_latest(&plan, NULL, NULL);
	caller = MemoryContextSwitchTo(known.context);
	known.items = palloc(sizeof(AlertRule) * Max(rows, 1));
	for (i = 0; i < rows; i++)
	{
		known_read_row(i, &known.items[i]);
		known.general += known.items[i].account == NULL;
	}
	MemoryContextSwitchTo(caller);
	known.count = rows;
	known.read_at = changes;
}

bool
alert_rules(const char *payer, AlertRules *rules)
{
	int			low;
	int			high;

	if (known.read_at != known.changes)
		known_read();
	if (known.count == 0)
		return false;
	rules->items[0] = known.items;
	rules->counts[0] = low = known.general;
	/* the first that is not before it */
	high = known.count;
	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (strcmp(known.items[middle].account, payer) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	rules->items[1] = &known.items[low];
	for (high = low; high < known.count; high++)
	{
		if (strcmp(known.items[high].account, payer) != 0)
			break;
	}
	rules->counts[1] = high - low;
	return rules->counts[0] + rules->counts[1] > 0;
}

/*
 * What was told.
 */
bool
alert_lock(const Account *account, int64 flex, bool wait)
{
	static SpiPlan waiting = {
		"SELECT FROM credits.bucket b WHERE b.account_id OPERATOR(pg_catalog.=) $1"
		"   AND b.id OPERATOR(pg_catalog.=) $2 AND b.closed_at IS NULL FOR NO KEY UPDATE",
		"ll", NULL
	};
	static SpiPlan trying = {
		"SELECT FROM credits.bucket b WHERE b.account_id OPERATOR(pg_catalog.=) $1"
		"   AND b.id OPERATOR(pg_catalog.=) $2 AND b.closed_at IS NULL"
		"   FOR NO KEY UPDATE SKIP LOCKED",
		"ll", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(flex);
	return spi_run(wait ? &waiting : &trying, values, NULL) > 0;
}

void
alert_write(const Account *account, int64 flex, const int64 *told, int count)
{
	static SpiPlan plan = {
		"UPDATE credits.bucket AS b SET told = $3"
		" WHERE b.account_id OPERATOR(pg_catalog.=) $1 AND b.id OPERATOR(pg_catalog.=) $2",
		"llL", NULL
	};
	Datum	   *ids = palloc(sizeof(Datum) * Max(count, 1));
	Datum		values[3];
	int			i;

	for (i = 0; i < count; i++)
		ids[i] = Int64GetDatum(told[i]);
	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(flex);
	values[2] = PointerGetDatum(construct_array(ids, count, INT8OID, sizeof(int64),
												FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
	spi_run(&plan, values, NULL);
}

void
alert_forget_plan(const Account *account)
{
	/* what the old plan granted may be used up */
	static SpiPlan plan = {
		"UPDATE credits.bucket AS b SET told ="
		"   ARRAY(SELECT t FROM pg_catalog.unnest(b.told) t"
		"          WHERE t OPERATOR(pg_catalog.>) 0::pg_catalog.int8)"
		"   OPERATOR(pg_catalog.||) 0::pg_catalog.int8"
		" WHERE b.account_id OPERATOR(pg_catalog.=) $1 AND b.closed_at IS NULL"
		"   AND b.told IS NOT NULL",
		"l", NULL
	};
	Datum		values[1];

	values[0] = Int64GetDatum(account->account_id);
	spi_run(&plan, values, NULL);
}

/*
 * What rules are judged on.
 */
bool
alert_load_included(const Account *account, AlertState *state)
{
	static SpiPlan plan = {
		"SELECT CASE WHEN s.granted <= 170141183460469231731 THEN s.granted::credits.amount END,"
		"       CASE WHEN s.granted <= 170141183460469231731 THEN s.used::credits.amount END,"
		"       COALESCE(s.closed, false)"
		"  FROM (SELECT sum((b.granted - b.lapsed)::numeric) AS granted,"
		"               sum((b.used + b.held)::numeric) AS used,"
		"               bool_or(b.closed_at IS NOT NULL) AS closed"
		"          FROM credits.bucket b"
		"         WHERE b.account_id = $1 AND b.class = 'included'"
		"           AND b.effective_at <= $2 AND b.expires_at > $2) s",
		"lz", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = TimestampTzGetDatum(account->now);
	spi_read(&plan, values, NULL);
	state->exists[ALERT_INCLUDED] = !spi_is_null(0, 1);
	if (state->exists[ALERT_INCLUDED])
	{
		state->of[ALERT_INCLUDED] = spi_amount(0, 1);
		state->value[ALERT_INCLUDED] = spi_amount(0, 2);
		state->exists[ALERT_INCLUDED] = state->of[ALERT_INCLUDED] > 0;
	}
	return spi_bool(0, 3);
}

void
alert_load_runway(Account *account, AlertState *state)
{
	Settlement	settlement;
	Book		book = {0};

	if (account->meters == 0)
		return;
	ledger_look(account, true, account->now, &book, &settlement);
	state->value[ALERT_RUNWAY] = bucket_available(&book.set, account->now);
	state->of[ALERT_RUNWAY] = settlement_burns(&settlement, account->now);
	state->exists[ALERT_RUNWAY] = state->of[ALERT_RUNWAY] > 0;
}

char *
alert_load_plan(const Account *account)
{
	static SpiPlan plan = {
		"SELECT s.plan FROM credits.subscription s WHERE s.account_id = $1 AND s.plan IS NOT NULL"
		"   AND s.started_at <= $2 AND (s.ends_at IS NULL OR s.ends_at > $2)"
		" ORDER BY s.started_at DESC LIMIT 1",
		"lz", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = TimestampTzGetDatum(account->now);
	return spi_read(&plan, values, NULL) == 0 ? NULL : spi_text(0, 1);
}

/*
 * The event.
 */

/* How long a cycle is, a month as 30 days: it is of months, of days or of less */
#define PLAN_SECONDS(cycle)                                                                        \
	"CASE WHEN extract(year FROM " cycle ") + extract(month FROM " cycle ") = 0"                   \
	"     THEN extract(epoch FROM " cycle ")"                                                      \
	"     ELSE (extract(year FROM " cycle ") * 12 + extract(month FROM " cycle ")) * 2592000 END"

/* Price, and what is included, for the same time; a plan that includes what was used comes first */
static Jsonb *
alert_suggest(const Account *account, const AlertState *state)
{
	static SpiPlan plan = {
		"WITH mine AS ("
		"  SELECT a.currency, a.opened_at, s.plan, s.price, s.cycle"
		"    FROM credits.account a"
		"    LEFT JOIN credits.subscription s ON s.account_id = a.account_id AND s.plan IS NOT NULL"
		"          AND s.started_at <= $2 AND (s.ends_at IS NULL OR s.ends_at > $2)"
		"   WHERE a.account_id = $1 AND a.user_id = $1"
		"   ORDER BY s.started_at DESC NULLS LAST LIMIT 1"
		"), offered AS ("
		"  SELECT p.plan, p.price, p.included::numeric AS included, m.price AS my_price,"
		"         " PLAN_SECONDS("p.cycle") " AS seconds,"
		"         COALESCE(" PLAN_SECONDS("m.cycle") ", 2592000) AS my_seconds"
		"    FROM credits.plan p JOIN mine m ON m.currency = p.currency"
		"     AND p.plan IS DISTINCT FROM m.plan"
		"), dearer AS ("
		"  SELECT o.plan, o.included * o.my_seconds >= $3::numeric * o.seconds AS suffices"
		"    FROM offered o WHERE o.price * o.my_seconds > COALESCE(o.my_price, 0) * o.seconds"
		"   ORDER BY 2 DESC, o.price / o.seconds, o.plan LIMIT 1"
		"), sold AS ("
		"  SELECT DISTINCT p.pack FROM credits.pack p JOIN mine m ON m.currency = p.currency"
		"   WHERE p.opened_before > m.opened_at"
		"), packs AS ("
		"  SELECT jsonb_agg(s.pack ORDER BY s.pack) AS names FROM sold s"
		"   WHERE s.pack <> '" PACK_DEPOSIT "'"
		"      OR NOT EXISTS (SELECT FROM sold o WHERE o.pack <> '" PACK_DEPOSIT "')"
		")"
		" SELECT COALESCE(jsonb_agg(x.suggestion ORDER BY x.nr), '[]')"
		"   FROM (SELECT 1 AS nr, jsonb_build_object('action', 'buy', 'packs', p.names)"
		"                 AS suggestion FROM packs p WHERE p.names IS NOT NULL"
		"         UNION ALL SELECT 2, jsonb_build_object('action',"
		"                 CASE WHEN m.plan IS NULL THEN 'subscribe' ELSE 'upgrade' END,"
		"                 'plan', d.plan) FROM dearer d, mine m"
		"         UNION ALL SELECT 3, jsonb_build_object('action', 'contact sales') FROM mine m"
		"          WHERE m.plan IS NOT NULL"
		"            AND NOT EXISTS (SELECT FROM dearer d WHERE d.suffices)) x",
		"lza", NULL
	};
	amount128	used = 0;
	Datum		values[3];

	if (!amount_add(state->value[ALERT_INCLUDED], state->value[ALERT_OVERAGE], &used))
		used = AMOUNT_MAX;
	values[0] = Int64GetDatum(account->account_id);
	values[1] = TimestampTzGetDatum(account->now);
	values[2] = AmountGetDatum(used);
	spi_read(&plan, values, NULL);
	return DatumGetJsonbP(spi_copy(0, 1, -1));
}

/* value x by / of, rounded to two digits, down if `down` */
static Datum
alert_ratio(amount128 value, int by, amount128 of, bool down)
{
	Datum		ratio = NumericGetDatum(int64_to_numeric(by));

	ratio = money_times(money_from_amount(value), ratio);
	ratio = DirectFunctionCall2(numeric_div, ratio, money_from_amount(of));
	ratio = down ? DirectFunctionCall2(numeric_trunc, ratio, Int32GetDatum(2))
		: DirectFunctionCall2(numeric_round, ratio, Int32GetDatum(2));
	return DirectFunctionCall1(numeric_trim_scale, ratio);
}

static void
alert_describe(const AlertRule *rule, const AlertState *state, Arguments *facts)
{
	amount128	value = state->value[rule->measure];
	amount128	of = state->of[rule->measure];

	switch (rule->measure)
	{
		case ALERT_BALANCE:
		case ALERT_OVERAGE:
			request_numeric(facts, "value", money_from_amount(value));
			break;
		case ALERT_RUNWAY:
			request_numeric(facts, "value", alert_ratio(value, 1, of, false));
			break;
		case ALERT_INCLUDED:
		case ALERT_CAP:
			request_numeric(facts, "value", alert_ratio(value, 100, of, true));
			request_numeric(facts, "used", money_from_amount(value));
			request_numeric(facts, "of", money_from_amount(of));
			break;
	}
}

void
alert_tell(const Account *account, const Bucket *flex, const AlertRule *rule,
		   const AlertState *state)
{
	Arguments	facts;

	request_begin(&facts);
	request_text(&facts, "account", account->payer);
	request_numeric(&facts, "rule", NumericGetDatum(int64_to_numeric(rule->id)));
	request_text(&facts, "alert", rule->alert);
	request_text(&facts, "measure", alert_measure_name(rule->measure));
	request_numeric(&facts, "threshold", money_from_amount(rule->threshold));
	alert_describe(rule, state, &facts);
	request_text(&facts, "starts_at", fact_instant_text(flex->effective_at));
	request_text(&facts, "ends_at", fact_instant_text(flex->expires_at));
	request_json(&facts, "suggestions", alert_suggest(account, state));
	outbox_write(account->account_id, account->account_id, "alert", account->now,
				 request_end(&facts));
}
