/*
 * ledger.c
 *	  Reading the books: balance, buckets, activity; and keeping the ledger as it is.
 *
 * Decided here: what was true at an instant.  Asked without one, a read counts everything
 * booked and looks at the account's now; asked for one, it counts of each draw what lies at or
 * before it, of a draw over time the share F(at) - F(start), in the order of its pieces.  Life
 * is by predicate, so reads need no job to have run and work on a standby.
 *
 * Reads run under the caller's snapshot and take no lock.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "commands/trigger.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "account.h"
#include "amount.h"
#include "clock.h"
#include "period.h"
#include "price.h"
#include "refuse.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_balance);
PG_FUNCTION_INFO_V1(credits_buckets);
PG_FUNCTION_INFO_V1(credits_activity);
PG_FUNCTION_INFO_V1(credits_append_only);

/*
 * The buckets of payer $1 alive at $2, with what was taken from each: all that is booked if $3,
 * else what lies at or before $2.  No table but these three; no operator without its schema.
 */
#define ALIVE_BUCKETS                                                                              \
	"WITH piece AS ("                                                                              \
	"  SELECT e.bucket_id, -e.amount AS amount, l.until,"                                          \
	"         CASE WHEN l.until > $2"                                                              \
	"              THEN credits.cost(l.rate, l.quantity, l.at, $2) END AS share,"                  \
	"         sum(-e.amount) OVER ("                                                               \
	"             PARTITION BY e.operation, e.line ORDER BY e.piece"                               \
	"             ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before"                     \
	"    FROM credits.entry e"                                                                     \
	"    LEFT JOIN credits.usage_line l ON l.account_id = e.account_id"                            \
	"                                  AND l.operation = e.operation"                              \
	"                                  AND l.line = e.line"                                        \
	"   WHERE NOT $3 AND e.account_id = $1 AND e.kind = 'draw'"                                    \
	"     AND COALESCE(l.at, e.at) <= $2"                                                          \
	"), taken AS ("                                                                                \
	"  SELECT p.bucket_id, sum("                                                                   \
	"         CASE WHEN p.share IS NULL THEN p.amount"                                             \
	"              ELSE GREATEST('0'::credits.amount, LEAST(p.amount,"                             \
	"                   p.share - COALESCE(p.before, '0'::credits.amount))) END) AS amount"        \
	"    FROM piece p GROUP BY p.bucket_id"                                                        \
	"), alive AS ("                                                                                \
	"  SELECT b.*, CASE WHEN $3 THEN b.used ELSE COALESCE(t.amount, '0'::credits.amount) END AS "  \
	"used_then,"                                                                                   \
	"         CASE WHEN $3 THEN b.lapsed ELSE '0'::credits.amount END AS lapsed_then"              \
	"    FROM credits.bucket b LEFT JOIN taken t ON t.bucket_id = b.id"                            \
	"   WHERE b.account_id = $1 AND b.effective_at <= $2"                                          \
	"     AND b.expires_at > $2"                                                                   \
	"), state AS ("                                                                                \
	"  SELECT a.*, CASE WHEN a.granted IS NOT NULL THEN GREATEST('0'::credits.amount,"             \
	"         a.granted - a.used_then - a.held - a.lapsed_then) END AS remaining"                  \
	"    FROM alive a"                                                                             \
	") "

/* Account, instant (NULL: now, everything booked): the first two arguments of every read */
static void
ledger_read_arguments(FunctionCallInfo fcinfo, Account *account, Datum *values)
{
	bool		booked = PG_ARGISNULL(1);

	account_load(text_to_cstring(PG_GETARG_TEXT_PP(0)), account);
	if (!booked)
		clock_check(PG_GETARG_TIMESTAMPTZ(1), "at");
	values[0] = Int64GetDatum(account->account_id);
	values[1] = booked ? TimestampTzGetDatum(account->now) : PG_GETARG_DATUM(1);
	values[2] = BoolGetDatum(booked);
}

Datum
credits_balance(PG_FUNCTION_ARGS)
{
	static SpiPlan plan = {
		ALIVE_BUCKETS
		"SELECT COALESCE(sum(s.remaining) FILTER (WHERE NOT s.postpaid AND ($4 IS NULL OR s.scope "
		"IS NULL"
		"                OR $4 = ANY (s.scope))), '0'::credits.amount),"
		"       COALESCE(sum(s.held) FILTER (WHERE NOT s.postpaid), '0'::credits.amount),"
		"       COALESCE(sum(s.used_then) FILTER (WHERE s.postpaid), '0'::credits.amount),"
		"       sum(s.granted) FILTER (WHERE s.postpaid),"
		"       count(*) FILTER (WHERE s.postpaid)"
		"  FROM state s",
		"lzbt", NULL};
	MemoryContext caller = CurrentMemoryContext;
	TupleDesc	desc;
	Account		account;
	SpiScope	scope;
	Datum		values[4];
	Datum		result[6];
	bool		nulls[6] = {false};
	bool		uncapped;
	amount128	amounts[4];

	if (PG_ARGISNULL(0))
		refuse_null("account");
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row");
	spi_begin(&scope);
	ledger_read_arguments(fcinfo, &account, values);
	values[3] = PG_ARGISNULL(2) ? (Datum) 0 : PG_GETARG_DATUM(2);
	if (!PG_ARGISNULL(2))
	{
		char	   *resource = text_to_cstring(PG_GETARG_TEXT_PP(2));

		refuse_bad_name("resource", resource);
		price_require_resource(resource);
	}
	spi_read(&plan, values, PG_ARGISNULL(2) ? "   n" : NULL);
	amounts[0] = spi_amount(0, 1);
	amounts[1] = spi_amount(0, 2);
	amounts[2] = spi_amount(0, 3);
	/* a month that has not been made yet has the account's setting */
	if (spi_int64(0, 5) == 0)
	{
		uncapped = account.overage && !account.capped;
		amounts[3] = account.overage ? account.overage_cap : 0;
	}
	else
	{
		uncapped = spi_is_null(0, 4);
		amounts[3] = uncapped ? 0 : spi_amount(0, 4);
	}
	spi_end(&scope);
	MemoryContextSwitchTo(caller);
	result[0] = AmountGetDatum(amounts[0]);
	result[1] = AmountGetDatum(amounts[1]);
	result[2] = AmountGetDatum(0);
	result[3] = AmountGetDatum(amounts[2]);
	result[4] = AmountGetDatum(amounts[3]);
	nulls[4] = uncapped;
	result[5] = AmountGetDatum(0);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), result, nulls));
}

Datum
credits_buckets(PG_FUNCTION_ARGS)
{
	/*
	 * the draw order of bucket_compare(), for showing; verify() checks the one against draws
	 * made by the other
	 */
	static SpiPlan plan = {
		ALIVE_BUCKETS
		"SELECT s.id, s.class, s.priority, s.scope, s.granted, s.used_then, s.held, s.remaining,"
		"       s.effective_at, s.expires_at, s.cost, s.note"
		"  FROM state s"
		" ORDER BY s.postpaid, s.priority, s.scope IS NULL, s.expires_at, COALESCE(s.cost, "
		"0::numeric),"
		"          s.effective_at, s.id",
		"lzb", NULL};
	Account		account;
	SpiScope	scope;
	Datum		values[3];

	if (PG_ARGISNULL(0))
		refuse_null("account");
	spi_begin(&scope);
	ledger_read_arguments(fcinfo, &account, values);
	spi_return_set(fcinfo, &plan, values, NULL);
	spi_end(&scope);
	return (Datum) 0;
}

Datum
credits_activity(PG_FUNCTION_ARGS)
{
	static SpiPlan plan = {
		"SELECT o.at, o.kind,"
		"       CASE o.first_kind"
		"         WHEN 'draw' THEN COALESCE(o.resource, 'credits')"
		"              || COALESCE(' x ' || l.quantity::text, '')"
		"         WHEN 'overage' THEN 'overage changed'"
		"         ELSE b.class || ' credits'"
		"       END || COALESCE(': ' || o.note, ''),"
		"       o.amount, 'completed', o.key, o.operation"
		"  FROM (SELECT e.operation, min(COALESCE(l.at, e.at)) AS at, sum(e.amount) AS amount,"
		"               min(e.kind) AS first_kind,"
		"               CASE WHEN min(e.line) IS NOT NULL THEN 'charge'"
		"                    WHEN min(e.kind) = 'draw' THEN 'consume'"
		"                    ELSE min(e.kind) END AS kind,"
		"               min(e.resource) AS resource, min(e.note) AS note, min(e.key) AS key,"
		"               min(e.bucket_id) FILTER (WHERE e.piece = 1) AS bucket_id"
		"          FROM credits.entry e"
		"          LEFT JOIN credits.usage_line l ON l.account_id = e.account_id"
		"                                        AND l.operation = e.operation"
		"                                        AND l.line = e.line"
		"         WHERE e.account_id = $1"
		"           AND ($2 = $1 OR e.user_id = $2)"
		"         GROUP BY e.operation) o"
		"  JOIN credits.bucket b ON b.account_id = $1 AND b.id = o.bucket_id"
		"  LEFT JOIN LATERAL (SELECT u.quantity FROM credits.usage_line u WHERE u.account_id = $1"
		"                        AND u.operation = o.operation AND u.line = 1) l ON true"
		" WHERE ($3 IS NULL OR o.at >= $3) AND ($4 IS NULL OR o.at < $4)"
		" ORDER BY o.at, o.operation",
		"llzz", NULL
	};
	Account		account;
	SpiScope	scope;
	Datum		values[4];
	char		nulls[5] = "    ";
	int			i;

	if (PG_ARGISNULL(0))
		refuse_null("account");
	if (!PG_ARGISNULL(1))
		clock_check(PG_GETARG_TIMESTAMPTZ(1), "since");
	if (!PG_ARGISNULL(2))
		clock_check(PG_GETARG_TIMESTAMPTZ(2), "until");
	spi_begin(&scope);
	account_load(text_to_cstring(PG_GETARG_TEXT_PP(0)), &account);
	values[0] = Int64GetDatum(account.account_id);
	values[1] = Int64GetDatum(account.user_id);
	for (i = 1; i <= 2; i++)
	{
		values[i + 1] = PG_ARGISNULL(i) ? (Datum) 0 : PG_GETARG_DATUM(i);
		if (PG_ARGISNULL(i))
			nulls[i + 1] = 'n';
	}
	spi_return_set(fcinfo, &plan, values, nulls);
	spi_end(&scope);
	return (Datum) 0;
}

Datum
credits_append_only(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	const char *verb = "change";
	StringInfoData facts;

	if (CALLED_AS_TRIGGER(fcinfo))
	{
		if (TRIGGER_FIRED_BY_TRUNCATE(trigger->tg_event))
			verb = "TRUNCATE";
		else if (TRIGGER_FIRED_BY_DELETE(trigger->tg_event))
			verb = "DELETE";
		else if (TRIGGER_FIRED_BY_UPDATE(trigger->tg_event))
			verb = "UPDATE";
	}
	fact_open(&facts, "append_only");
	fact_text(&facts, "table",
			  CALLED_AS_TRIGGER(fcinfo) ? RelationGetRelationName(trigger->tg_relation) : NULL);
	fact_text(&facts, "command", verb);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_APPEND_ONLY),
			 errmsg("the books are append-only"),
			 errdetail_internal("%s", facts.data),
			 errhint("Correct a mistake by booking another operation.")));
	PG_RETURN_NULL();
}
