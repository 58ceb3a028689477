/*
 * ledger.c
 *	  Reading the books: balance and buckets; and keeping the ledger as it is.
 *
 * Decided here: what was true at an instant.  Asked without one, a read counts everything
 * booked and looks at the account's now; asked for one, it counts of each draw what lies at or
 * before it, of a draw over time the share F(at) - F(start), in the order of its pieces.  What is
 * due by then is done in memory (period.c), so reads need no job to have run and work on a
 * standby.
 *
 * Reads take no lock and see what is committed, and what the statement has written so far.
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
#include "debt.h"
#include "ledger.h"
#include "period.h"
#include "price.h"
#include "refuse.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_balance);
PG_FUNCTION_INFO_V1(credits_buckets);
PG_FUNCTION_INFO_V1(credits_append_only);

/*
 * The buckets of payer $1 that are open or alive at $2, with what was taken from each: all that
 * is booked if $3, else what lies at or before $2; and with what is held, or, if $2 is past, was
 */
static void
ledger_load_buckets(const Account *account, bool booked, TimestampTz at, BucketSet *set)
{
	static SpiPlan plan = {
		"WITH piece AS ("
		"  SELECT e.bucket_id, e.kind, -e.amount AS amount, l.until,"
		"         CASE WHEN l.until > $2"
		"              THEN credits.line_cost(l.rate, l.quantity, l.at, $2, l.counted, l.terms)"
		"              END AS share,"
		/* what was drawn last was given back first */
		"         CASE WHEN e.kind = 'return' THEN sum(-e.amount) OVER ("
		"                  PARTITION BY e.operation, e.line ORDER BY e.piece"
		"                  ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)"
		"              ELSE sum(-e.amount) OVER ("
		"                  PARTITION BY e.operation, e.line ORDER BY e.piece"
		"                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) END AS before"
		"    FROM credits.entry e"
		"    LEFT JOIN credits.usage_line l ON l.account_id = e.account_id"
		"                                  AND l.operation = e.operation"
		"                                  AND l.line = e.line"
		"   WHERE NOT $3 AND e.account_id = $1 AND e.kind IN ('draw', 'capture', 'return', 'repay',"
		"        'revoke', 'refund', 'clawback', 'forfeit', 'restore')"
		"     AND COALESCE(l.at, e.at) <= $2"
		"), taken AS ("
		"  SELECT p.bucket_id, sum("
		"         CASE WHEN p.share IS NULL THEN p.amount"
		"              WHEN p.kind = 'return' THEN LEAST('0'::credits.amount, GREATEST(p.amount,"
		"                   p.share - COALESCE(p.before, '0'::credits.amount)))"
		"              ELSE GREATEST('0'::credits.amount, LEAST(p.amount,"
		"                   p.share - COALESCE(p.before, '0'::credits.amount))) END)"
		"           FILTER (WHERE p.kind IN ('draw', 'capture', 'return', 'repay')) AS used,"
		"         sum(p.amount) FILTER (WHERE p.kind NOT IN ('draw', 'capture', 'return', 'repay'))"
		"           AS lapsed"
		"    FROM piece p GROUP BY p.bucket_id"
		")"
		" SELECT b.id, b.priority, b.postpaid, b.granted,"
		"        CASE WHEN $3 THEN b.used ELSE COALESCE(t.used, '0'::credits.amount) END,"
		"        CASE WHEN $4 THEN b.held ELSE COALESCE((SELECT sum(p.amount)"
		"              FROM credits.hold_part p"
		"              JOIN credits.hold h ON h.account_id = p.account_id AND h.id = p.hold_id"
		"             WHERE p.account_id = $1 AND p.bucket_id = b.id AND p.at <= $2"
		"               AND $2 < LEAST(h.expires_at, COALESCE(p.ended_at, 'infinity'))),"
		"             '0'::credits.amount) END,"
		"        CASE WHEN $3 THEN b.lapsed ELSE COALESCE(t.lapsed, '0'::credits.amount) END,"
		"        b.cost, b.effective_at, b.expires_at, b.seq, b.scope, b.subscription_id,"
		"        b.rolled_from, b.class, b.note, b.closed_at IS NOT NULL"
		"   FROM credits.bucket b LEFT JOIN taken t ON t.bucket_id = b.id"
		"  WHERE b.account_id = $1"
		"    AND b.class <> '" DEBT_CLASS "'"
		"    AND (b.closed_at IS NULL OR (b.effective_at <= $2 AND b.expires_at > $2))",
		"lzbb", NULL
	};
	Datum		values[4];
	uint64		rows;
	uint64		i;

	values[0] = Int64GetDatum(account->account_id);
	values[1] = TimestampTzGetDatum(at);
	values[2] = BoolGetDatum(booked);
	values[3] = BoolGetDatum(booked || at >= account->now);
	rows = spi_read(&plan, values, NULL);
	for (i = 0; i < rows; i++)
	{
		Bucket	   *bucket = bucket_add(set);

		store_read_bucket(i, bucket);
		bucket->shown_cost = spi_is_null(i, 8) ? (Datum) 0 : spi_copy(i, 8, -1);
		bucket->shown_scope = spi_is_null(i, 12) ? (Datum) 0 : spi_copy(i, 12, -1);
		bucket->class = spi_text(i, 15);
		bucket->note = spi_text(i, 16);
		bucket->closed = spi_bool(i, 17);
	}
	bucket_sort(set);
}

void
ledger_look(Account *account, bool booked, TimestampTz at, Book *book, Settlement *settlement)
{
	memset(settlement, 0, sizeof(*settlement));
	period_load(account, book);
	ledger_load_buckets(account, booked, at, &book->set);
	/* what was held then is known: none of it is to end */
	if (!booked && at < account->now)
		book->hold_count = 0;
	if (period_next_open(book) <= at || period_next_close(book) <= at)
		period_load_used_up(book);
	if (account->meters > 0 || (!booked && at < account->now))
		meter_look(settlement, book, at, !booked && at < account->now);
	else
		period_advance(book, at, at);
}

/* Account, instant (NULL: now, everything booked): the first two arguments of every read */
static TimestampTz
ledger_read_arguments(FunctionCallInfo fcinfo, Account *account, Book *book,
					  Settlement *settlement)
{
	TimestampTz at;

	account_load(text_to_cstring(PG_GETARG_TEXT_PP(0)), account);
	if (!PG_ARGISNULL(1))
		clock_check(PG_GETARG_TIMESTAMPTZ(1), "at");
	at = PG_ARGISNULL(1) ? account->now : PG_GETARG_TIMESTAMPTZ(1);
	ledger_look(account, PG_ARGISNULL(1), at, book, settlement);
	return at;
}

static amount128
balance_available(const BucketSet *set, TimestampTz at, const char *resource, amount128 *held)
{
	amount128	available = 0;
	int			i;

	*held = 0;
	for (i = 0; i < set->count; i++)
	{
		const Bucket *bucket = &set->items[i];

		if (!amount_add(*held, bucket->held, held))
			*held = AMOUNT_MAX;
		if (!bucket->postpaid && bucket_alive(bucket, at) &&
			(resource == NULL || bucket_may_pay(bucket, resource)))
			available = amount_plus(available, bucket_left(bucket));
	}
	return available;
}

/* What the debts come to, less what grants that are due have paid in memory */
static amount128
balance_owed(const Book *book, bool booked, TimestampTz at)
{
	static SpiPlan plan = {
		"SELECT COALESCE(sum(-e.amount), '0'::credits.amount) FROM credits.bucket b"
		"  JOIN credits.entry e ON e.account_id = b.account_id AND e.bucket_id = b.id"
		" WHERE b.account_id = $1 AND b.class = '" DEBT_CLASS "' AND e.at <= $2",
		"lz", NULL
	};
	Datum		values[2];

	if (booked)
		return book->account->owed - book->repaid;
	values[0] = Int64GetDatum(book->account->account_id);
	values[1] = TimestampTzGetDatum(at);
	spi_read(&plan, values, NULL);
	return spi_amount(0, 1) - book->repaid;
}

Datum
credits_balance(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	TupleDesc	desc;
	Settlement	settlement;
	Book		book = {0};
	Account		account;
	SpiScope	scope;
	TimestampTz at;
	Bucket	   *flex;
	char	   *resource = NULL;
	amount128	amounts[4] = {0};
	amount128	accrued;
	amount128	owed;
	Datum		result[6];
	bool		nulls[6] = {false};

	if (PG_ARGISNULL(0))
		refuse_null("account");
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row");
	spi_begin(&scope, fcinfo);
	at = ledger_read_arguments(fcinfo, &account, &book, &settlement);
	if (!PG_ARGISNULL(2))
	{
		resource = text_to_cstring(PG_GETARG_TEXT_PP(2));
		refuse_bad_name("resource", resource);
		price_require_resource(resource);
	}
	amounts[0] = balance_available(&book.set, at, resource, &amounts[1]);
	flex = bucket_flex(&book.set, at);
	if (flex != NULL)
	{
		amounts[2] = flex->used;
		amounts[3] = flex->granted;
		nulls[4] = flex->uncapped;
	}
	accrued = settlement_accrued(&settlement);
	owed = balance_owed(&book, PG_ARGISNULL(1), at);
	spi_end(&scope);
	MemoryContextSwitchTo(caller);
	result[0] = AmountGetDatum(amounts[0]);
	result[1] = AmountGetDatum(amounts[1]);
	result[2] = AmountGetDatum(accrued);
	result[3] = AmountGetDatum(amounts[2]);
	result[4] = AmountGetDatum(amounts[3]);
	result[5] = AmountGetDatum(owed);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), result, nulls));
}

static void
buckets_put(ReturnSetInfo *rsinfo, const Bucket *bucket)
{
	Datum		values[12];
	bool		nulls[12] = {false};

	values[0] = Int64GetDatum(bucket->id);
	nulls[0] = bucket->made;
	values[1] = CStringGetTextDatum(bucket->class);
	values[2] = Int32GetDatum(bucket->priority);
	values[3] = bucket->shown_scope;
	nulls[3] = bucket->shown_scope == 0;
	values[4] = AmountGetDatum(bucket->granted);
	values[5] = AmountGetDatum(bucket->used);
	values[6] = AmountGetDatum(bucket->held);
	values[7] = AmountGetDatum(bucket_left(bucket));
	nulls[4] = nulls[7] = bucket->uncapped;
	values[8] = TimestampTzGetDatum(bucket->effective_at);
	values[9] = TimestampTzGetDatum(bucket->expires_at);
	values[10] = bucket->shown_cost;
	nulls[10] = bucket->shown_cost == 0;
	nulls[11] = bucket->note == NULL;
	values[11] = bucket->note == NULL ? (Datum) 0 : CStringGetTextDatum(bucket->note);
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

Datum
credits_buckets(PG_FUNCTION_ARGS)
{
	MemoryContext inside;
	Settlement	settlement;
	Book		book = {0};
	Account		account;
	SpiScope	scope;
	TimestampTz at;
	int			i;

	if (PG_ARGISNULL(0))
		refuse_null("account");
	spi_begin(&scope, fcinfo);
	inside = CurrentMemoryContext;
	InitMaterializedSRF(fcinfo, 0);
	MemoryContextSwitchTo(inside);
	at = ledger_read_arguments(fcinfo, &account, &book, &settlement);
	for (i = 0; i < book.set.count; i++)
	{
		if (bucket_alive(&book.set.items[i], at))
			buckets_put((ReturnSetInfo *) fcinfo->resultinfo, &book.set.items[i]);
	}
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
