/*
 * activity.c
 *	  What happened: a customer's account history.
 *
 * Decided here: that each operation is one row, what it is called, when it was, on which invoice it
 * is; and that besides there are rows for money that came to no credit, or not yet, and for each
 * period in which something ran that is not booked.
 *
 * Reads take no lock and see what is committed, and what the statement has written so far.
 */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/fmgrprotos.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "argument.h"
#include "clock.h"
#include "fact.h"
#include "ledger.h"
#include "money.h"
#include "refuse.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_activity);

/*
 * Operations of payer $1, or of its child $2.  The first piece that changes something, of a change
 * of plan for one, tells what it was.
 */
#define OPERATIONS                                                                                 \
	"SELECT e.operation, sum(e.amount) AS amount,"                                                 \
	"       COALESCE(min(l.at), min(e.at) FILTER (WHERE e.piece = e.first)) AS at,"                \
	"       CASE WHEN bool_or(e.returns IS NOT NULL) THEN 'refund'"                                \
	"            WHEN min(e.line) IS NOT NULL THEN 'charge'"                                       \
	"            WHEN bool_or(e.kind = 'capture') THEN 'capture'"                                  \
	"            WHEN bool_or(e.kind = 'draw') THEN 'consume'"                                     \
	"            WHEN bool_or(e.kind = 'refund') THEN 'deposit_refund'"                            \
	"            WHEN bool_or(e.kind = 'clawback') THEN 'clawback'"                                \
	"            WHEN bool_or(e.kind IN ('restore', 'return')) THEN 'restore'"                     \
	"            ELSE min(e.kind) FILTER (WHERE e.piece = e.telling) END AS kind,"                 \
	"       string_agg(DISTINCT e.resource, ', ' ORDER BY e.resource) AS resource,"                \
	"       count(DISTINCT ROW(l.user_id, l.resource, l.item)) AS things,"                         \
	"       min(e.note) AS note, min(e.key) AS key, min(e.returns) AS returns,"                    \
	"       min(COALESCE(e.late_at, e.at))"                                                        \
	"         FILTER (WHERE e.kind IN ('draw', 'capture', 'return')) AS billed,"                   \
	"       min(e.bucket_id) FILTER (WHERE e.piece = e.telling) AS bucket_id"                      \
	"  FROM (SELECT x.*, min(x.piece) OVER op AS first,"                                           \
	"               COALESCE(min(x.piece) FILTER (WHERE x.amount <> '0') OVER op,"                 \
	"                        min(x.piece) OVER op) AS telling"                                     \
	"          FROM credits.entry x"                                                               \
	"         WHERE x.account_id = $1 AND ($2 = $1 OR x.user_id = $2)"                             \
	"        WINDOW op AS (PARTITION BY x.operation)) e"                                           \
	"  LEFT JOIN credits.usage_line l ON l.account_id = e.account_id"                              \
	"                                AND l.operation = e.operation AND l.line = e.line"            \
	" GROUP BY e.operation"

/* Deposits of which there is no operation; a pending one may have expired by now, $5 */
#define DEPOSITS                                                                                   \
	"SELECT d.at, CASE d.source WHEN 'topup' THEN 'topup' ELSE 'deposit' END, d.pack, d.credits,"  \
	"       CASE WHEN d.status = 'pending' AND d.expires_at <= $5 THEN 'expired'"                  \
	"            ELSE d.status END,"                                                               \
	"       COALESCE(d.invoice, d.reference), NULL, d.id"                                          \
	"  FROM credits.deposit d"                                                                     \
	" WHERE d.account_id = $1 AND ($2 = $1 OR d.user_id = $2)"                                     \
	"   AND d.status IN ('pending', 'failed', 'expired')"

/* What runs and is not booked: $6 has a row for each period */
#define RUNNING                                                                                    \
	"SELECT t.at, 'usage', t.description, -t.amount, 'accumulating', NULL, NULL, 0"                \
	"  FROM jsonb_to_recordset($6) t (at timestamptz, description text, amount credits.amount)"

/* What is held now */
#define HOLDS                                                                                      \
	"SELECT h.at, 'hold', 'hold ' || h.id, sum(-p.amount), 'pending', h.key, NULL, h.id"           \
	"  FROM credits.hold h"                                                                        \
	"  JOIN credits.hold_part p ON p.account_id = h.account_id AND p.hold_id = h.id"               \
	" WHERE h.account_id = $1 AND ($2 = $1 OR h.user_id = $2) AND h.status = 'held'"               \
	"   AND h.expires_at > $5 AND p.ended_at IS NULL GROUP BY h.account_id, h.id"

/* Account, user, since, until, now, and what has accrued by then */
static SpiPlan activity_plan = {
	"SELECT r.at, r.kind, r.description, r.amount, r.status, r.reference, r.operation"
	"  FROM (SELECT o.at, CASE WHEN o.kind <> 'grant' OR d.bucket_id IS DISTINCT FROM b.id"
	"                          THEN o.kind"
	"                          WHEN d.source = 'topup' THEN 'topup' ELSE 'deposit' END AS kind,"
	"               CASE WHEN o.kind IN ('charge', 'consume', 'capture')"
	"                    THEN COALESCE(o.resource, 'credits')"
	"                         || CASE WHEN o.things > 1 THEN ' of ' || o.things || ' things'"
	"                            ELSE COALESCE(' x ' || l.quantity::text, '') END"
	"                    WHEN o.kind = 'overage' THEN 'overage changed'"
	"                    WHEN o.kind = 'refund' THEN 'operation ' || o.returns"
	/* a debt is of what was bought */
	"                    ELSE CASE WHEN b.postpaid THEN COALESCE(d.class, b.class) ELSE b.class END"
	"                         || ' credits'"
	"               END || COALESCE(': ' || COALESCE(o.note,"
	"                        CASE WHEN o.kind NOT IN ('charge', 'consume', 'capture',"
	"                                                'refund')"
	"                             THEN COALESCE(b.note, d.pack) END), '') AS description,"
	"               o.amount, 'completed' AS status,"
	"               COALESCE(CASE WHEN o.kind = 'grant' AND d.bucket_id = b.id"
	"                             THEN COALESCE(d.invoice, d.reference) END,"
	"                        'invoice ' || i.id, o.key) AS reference,"
	"               o.operation, 0::bigint AS deposit"
	"          FROM (" OPERATIONS ") o"
	"          JOIN credits.bucket b ON b.account_id = $1 AND b.id = o.bucket_id"
	"          LEFT JOIN credits.deposit d ON d.account_id = $1 AND d.id = b.deposit_id"
	"          LEFT JOIN LATERAL (SELECT u.quantity FROM credits.usage_line u"
	"                WHERE u.account_id = $1 AND u.operation = o.operation"
	"                  AND u.line = 1) l ON true"
	"          LEFT JOIN credits.invoice i ON i.account_id = $1 AND o.billed >= i.starts_at"
	"                                     AND o.billed < i.ends_at"
	"        UNION ALL " DEPOSITS
	"        UNION ALL " HOLDS
	"        UNION ALL " RUNNING ") r"
	" WHERE ($3 IS NULL OR r.at >= $3) AND ($4 IS NULL OR r.at < $4)"
	" ORDER BY r.at, r.operation, r.deposit",
	"llzzzj", NULL
};

/*
 * What runs.
 */
static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* Described as the operation will be that books it */
static char *
running_text(const char **resources, int count, const Meter *one)
{
	StringInfoData text;
	int			i;

	initStringInfo(&text);
	qsort(resources, count, sizeof(char *), compare_names);
	for (i = 0; i < count; i++)
	{
		if (i == 0 || strcmp(resources[i], resources[i - 1]) != 0)
			appendStringInfo(&text, "%s%s", i > 0 ? ", " : "", resources[i]);
	}
	if (count > 1)
		appendStringInfo(&text, " of %d things", count);
	else
		appendStringInfo(&text, " x %s", money_text(one->usage.quantity_numeric));
	return text.data;
}

/* What the account's meters, of a payer its children's too, have used since the last time */
static void
running_add(StringInfo rows, const Account *account, TimestampTz since, const MeterList *meters,
			amount128 *before)
{
	const char **resources = palloc(sizeof(char *) * Max(meters->count, 1));
	TimestampTz first = DT_NOEND;
	const Meter *one = NULL;
	amount128	sum = 0;
	int			count = 0;
	int			i;

	for (i = 0; i < meters->count; i++)
	{
		const Meter *meter = &meters->items[i];
		TimestampTz from = Max(since, meter->was_settled_to);
		amount128	used = meter->accrued - before[i];

		before[i] = meter->accrued;
		if (meter->settled_to <= from || (account->user_id != account->account_id &&
										  meter->usage.user_id != account->user_id))
			continue;
		one = meter;
		resources[count++] = meter->usage.resource;
		first = Min(first, from);
		sum = amount_plus(sum, used);
	}
	if (sum == 0)
		return;
	appendStringInfoString(rows, rows->len > 1 ? ", {" : "{");
	fact_text(rows, "description", running_text(resources, count, one));
	fact_instant(rows, "at", first);
	fact_amount(rows, "amount", sum);
	fact_close(rows);
}

/* From where on something is not booked */
static TimestampTz
running_since(const MeterList *meters)
{
	TimestampTz since = DT_NOEND;
	int			i;

	for (i = 0; i < meters->count; i++)
		since = Min(since, meters->items[i].was_settled_to);
	return since;
}

/* A JSON array of what runs and is not booked, an object for each period in which it ran */
static char *
activity_running(Account *account)
{
	Account		looked = *account;
	StringInfoData rows;
	Settlement	settlement;
	Book		book = {0};
	amount128  *before;
	TimestampTz since;
	int			i;

	if (account->meters == 0)
		return "[]";
	initStringInfo(&rows);
	appendStringInfoChar(&rows, '[');
	ledger_look(&looked, true, account->now, &book, &settlement);
	since = running_since(&settlement.meters);
	before = palloc0(sizeof(amount128) * Max(settlement.meters.count, 1));
	for (i = 0; i < book.count; i++)
	{
		TimestampTz ends_at = book.periods[i].ends_at;
		Settlement	then;
		Book		past = {0};

		if (ends_at <= since || ends_at > account->now)
			continue;
		CHECK_FOR_INTERRUPTS();
		looked = *account;
		ledger_look(&looked, true, ends_at, &past, &then);
		running_add(&rows, account, since, &then.meters, before);
		since = ends_at;
	}
	running_add(&rows, account, since, &settlement.meters, before);
	appendStringInfoChar(&rows, ']');
	return rows.data;
}

/* Arguments: account, since, until */
Datum
credits_activity(PG_FUNCTION_ARGS)
{
	char	   *name = argument_required(fcinfo, 0, "account");
	Account		account;
	SpiScope	scope;
	Datum		values[6];
	char		nulls[7] = "      ";
	int			i;

	for (i = 1; i <= 2; i++)
	{
		if (!PG_ARGISNULL(i))
			clock_check(PG_GETARG_TIMESTAMPTZ(i), i == 1 ? "since" : "until");
		values[i + 1] = PG_ARGISNULL(i) ? (Datum) 0 : PG_GETARG_DATUM(i);
		nulls[i + 1] = PG_ARGISNULL(i) ? 'n' : ' ';
	}
	if (!PG_ARGISNULL(1) && !PG_ARGISNULL(2) &&
		PG_GETARG_TIMESTAMPTZ(2) < PG_GETARG_TIMESTAMPTZ(1))
		refuse_value("until", "is before \"since\"", timestamptz_to_str(PG_GETARG_TIMESTAMPTZ(2)));
	spi_begin(&scope, fcinfo);
	account_load(name, &account);
	values[0] = Int64GetDatum(account.account_id);
	values[1] = Int64GetDatum(account.user_id);
	values[4] = TimestampTzGetDatum(account.now);
	values[5] = DirectFunctionCall1(jsonb_in, CStringGetDatum(activity_running(&account)));
	spi_return_set(fcinfo, &activity_plan, values, nulls);
	spi_end(&scope);
	return (Datum) 0;
}
