/*
 * estimate.c
 *	  What things would cost: estimate(), replay(), compare_plans().
 *
 * Decided here: the books in memory that usage is billed on, and which usage that is.  Periods,
 * prices, draws and invoices are decided by the very functions that decide for the ledger; they
 * are given a book that no table has.  Nothing is written, so it works on a standby.
 *
 * Memory: a replay holds the usage of its period, and of prices by quantity what they drew.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"
#include "utils/rangetypes.h"
#include "utils/timestamp.h"
#include "utils/typcache.h"

#include "amount.h"
#include "argument.h"
#include "booking.h"
#include "calendar.h"
#include "charge.h"
#include "clock.h"
#include "estimate.h"
#include "invoice.h"
#include "money.h"
#include "period.h"
#include "refuse.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_estimate);
PG_FUNCTION_INFO_V1(credits_replay);

void
estimate_begin(Estimate *estimate, const char *plan, const Account *like, TimestampTz at)
{
	Account    *account = &estimate->account;
	Book	   *book = &estimate->book;

	memset(estimate, 0, sizeof(*estimate));
	account->name = like == NULL ? "" : like->payer;
	account->payer = account->name;
	account->zone = like == NULL ? account_zone("UTC") : like->zone;
	account->opened_at = account->payer_opened_at = account->clock = account->now = at;
	account->has_clock = true;
	book->account = account;
	if (!subscription_imagine(plan, at, &book->subscriptions))
		refuse_not_found("plan", plan, "The plans are the rows of credits.plan.");
	book->periods = palloc(sizeof(Period));
	book->room = 1;
	period_load_classes(book);
	period_advance(book, at, at);
	pricing_begin(&estimate->pricing, account, &book->set);
	estimate->pricing.held = true;
	estimate->pricing.log = &estimate->log;
	estimate->pricing.has_plans = true;
	estimate->pricing.plans = book->subscriptions;
}

/* What was drawn is used, and known to what may give it back */
static void
estimate_keep(Estimate *estimate, const Booking *booking)
{
	DrawnLog   *log = &estimate->log;
	int			i;

	for (i = 0; i < booking->pieces.count; i++)
	{
		const DrawPiece *piece = &booking->pieces.items[i];
		const UsageLine *line = &booking->lines.items[piece->line - 1];
		Bucket	   *bucket = &estimate->book.set.items[piece->bucket];
		amount128	drawn = piece->kind == PIECE_RETURN ? -piece->amount : piece->amount;

		bucket->drawn -= drawn;
		bucket->used += drawn;
		if (line->counter < 0)
			continue;
		if (log->count == log->room)
		{
			log->room = Max(64, log->room * 2);
			log->items = log->items == NULL
				? palloc(sizeof(DrawnItem) * log->room)
				: repalloc_huge(log->items, sizeof(DrawnItem) * log->room);
		}
		log->items[log->count++] =
			(DrawnItem) {line->price_id, line->period_starts_at, bucket->id, drawn};
	}
	pricing_count(&estimate->pricing, &booking->lines);
}

void
estimate_advance(Estimate *estimate, TimestampTz now, TimestampTz last)
{
	Book	   *book = &estimate->book;

	estimate->account.now = Max(estimate->account.now, now);
	period_advance(book, estimate->account.now, last);
	bucket_drop_closed(&book->set);
	/* what was made may come before what was empty */
	book->set.first = 0;
}

DrawVerdict
estimate_usage(Estimate *estimate, const PriceList *prices, Usage *usage, Receipt *receipt)
{
	Book	   *book = &estimate->book;
	Booking		booking = {0};
	DrawVerdict verdict;

	booking.account = &estimate->account;
	booking.usage = usage;
	booking.prices = prices;
	booking.pricing = &estimate->pricing;
	booking.resource = usage->resource;
	booking.at_given = true;
	booking.at = usage->at;
	estimate_advance(estimate, usage->at, booking_last(&booking));
	booking_price(&booking, &book->set);
	verdict = booking_decide(&booking, &book->set);
	if (verdict == DRAW_COVERED)
	{
		booking_receipt(&booking, &book->set, receipt);
		estimate_keep(estimate, &booking);
	}
	else
	{
		memset(receipt, 0, sizeof(*receipt));
		receipt->charged = booking.charged;
	}
	return verdict;
}

/* The invoices of all its periods, added up */
void
estimate_bill(Estimate *estimate, Bill *bill)
{
	Book	   *book = &estimate->book;
	int			i;
	int			j;

	memset(bill, 0, sizeof(*bill));
	bill->cycles = bill->overage = bill->total = money_parse("0");
	for (i = 0; i < book->count; i++)
	{
		const Period *period = &book->periods[i];
		Bucket	   *flex = bucket_flex(&book->set, period->starts_at);
		InvoiceLines lines;

		bill->cycle_count += period->owes;
		invoice_decide(book, period, period->closed ? period->overage
					   : flex == NULL ? 0 : flex->used, &lines);
		for (j = 0; j < lines.count; j++)
		{
			const InvoiceLine *line = &lines.items[j];

			if (strcmp(line->kind, "cycle") == 0)
				bill->cycles = money_plus(bill->cycles, line->amount);
			else if (strcmp(line->kind, "overage") == 0)
			{
				bill->overage = money_plus(bill->overage, line->amount);
				bill->overage_credits = amount_plus(bill->overage_credits, line->quantity);
			}
		}
		bill->total = money_plus(bill->total, lines.total);
	}
}

const PriceList *
estimate_prices(Estimate *estimate, const char *resource)
{
	EstimatePrices *entry;

	for (entry = estimate->prices; entry != NULL; entry = entry->next)
	{
		if (strcmp(entry->list.resource, resource) == 0)
			return &entry->list;
	}
	entry = palloc0(sizeof(EstimatePrices));
	price_load(resource, DT_NOBEGIN, DT_NOEND, NULL, NULL, &entry->list);
	entry->next = estimate->prices;
	estimate->prices = entry;
	return &entry->list;
}

bool
estimate_sells(Estimate *estimate, const Usage *usage)
{
	TimestampTz ignored;
	const Price *price = price_find(estimate_prices(estimate, usage->resource), usage,
									estimate->account.payer, &estimate->pricing.plans, usage->at,
									&ignored);

	return price != NULL && price_is_timed(price) == usage->has_until;
}

/*
 * Rows.
 */
static void
estimate_put(ReturnSetInfo *rsinfo, const char *kind, const char *resource, Datum quantity,
			 const Receipt *receipt, Datum money)
{
	Datum		values[7];
	bool		nulls[7] = {false};

	values[0] = CStringGetTextDatum(kind);
	nulls[1] = resource == NULL;
	values[1] = resource == NULL ? (Datum) 0 : CStringGetTextDatum(resource);
	nulls[2] = quantity == 0;
	values[2] = quantity;
	nulls[3] = nulls[4] = nulls[5] = receipt == NULL;
	if (receipt != NULL)
	{
		values[3] = AmountGetDatum(receipt->charged);
		values[4] = AmountGetDatum(receipt->credits);
		values[5] = AmountGetDatum(receipt->overage);
	}
	nulls[6] = money == 0;
	values[6] = money;
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

static void
estimate_put_bill(ReturnSetInfo *rsinfo, Estimate *estimate)
{
	Receipt		receipt = {0};
	Bill		bill;

	estimate_bill(estimate, &bill);
	estimate_put(rsinfo, "cycle", NULL, NumericGetDatum(int64_to_numeric(bill.cycle_count)), NULL,
				 bill.cycles);
	receipt.charged = receipt.overage = bill.overage_credits;
	estimate_put(rsinfo, "overage", NULL, 0, &receipt, bill.overage);
	estimate_put(rsinfo, "total", NULL, 0, NULL, bill.total);
}

/*
 * estimate(): a workload that is described.
 */
static void
refuse_workload(const char *why)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("\"workload\" is no workload"),
			 errdetail("%s", why),
			 errhint("It is an array such as [{\"resource\": \"vcpu\", \"quantity\": 4, "
					 "\"seconds\": 86400}, {\"resource\": \"image\", \"quantity\": 100}].")));
}

static void
workload_read_member(const char *name, JsonbValue *value, Usage *usage, TimestampTz at)
{
	if (strcmp(name, "resource") == 0 && value->type == jbvString)
	{
		usage->resource = pnstrdup(value->val.string.val, value->val.string.len);
		refuse_bad_name("resource", usage->resource);
	}
	else if (strcmp(name, "quantity") == 0 && value->type == jbvNumeric)
		usage->quantity_numeric = NumericGetDatum(value->val.numeric);
	else if (strcmp(name, "seconds") == 0 && value->type == jbvNumeric)
	{
		amount128	seconds = amount_unsigned("seconds", NumericGetDatum(value->val.numeric));

		if (seconds > AMOUNT_ONE * 10 * 366 * SECS_PER_DAY)
			refuse_workload("\"seconds\" are more than ten years.");
		usage->has_until = true;
		usage->until = at + (int64) (seconds / (AMOUNT_ONE / USECS_PER_SEC));
		clock_check(usage->until, "seconds");
	}
	else if (strcmp(name, "attributes") == 0 && value->type == jbvBinary)
	{
		usage->attributes = JsonbValueToJsonb(value);
		charge_check_attributes(usage->attributes);
	}
	else
		refuse_workload(psprintf("\"%s\" is no member of it, or of another type.", name));
}

static void
workload_read(JsonbValue *element, TimestampTz at, Usage *usage)
{
	JsonbIterator *iterator;
	JsonbIteratorToken token;
	JsonbValue	value;
	char	   *name = NULL;

	if (element->type != jbvBinary || !JsonContainerIsObject(element->val.binary.data))
		refuse_workload("One of its elements is not an object.");
	memset(usage, 0, sizeof(*usage));
	usage->account = "";
	usage->at_given = true;
	usage->at = at;
	usage->quantity_numeric = NumericGetDatum(int64_to_numeric(1));
	iterator = JsonbIteratorInit(element->val.binary.data);
	(void) JsonbIteratorNext(&iterator, &value, true);
	while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
			name = pnstrdup(value.val.string.val, value.val.string.len);
		else if (token == WJB_VALUE)
			workload_read_member(name, &value, usage, at);
	}
	if (usage->resource == NULL)
		refuse_workload("One of its elements has no \"resource\".");
	usage->quantity = amount_unsigned("quantity", usage->quantity_numeric);
}

/* Arguments: plan, workload, at */
Datum
credits_estimate(PG_FUNCTION_ARGS)
{
	char	   *plan = argument_required(fcinfo, 0, "plan");
	MemoryContext inside;
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	TimestampTz at = PG_ARGISNULL(2) ? clock_wall() : PG_GETARG_TIMESTAMPTZ(2);
	Estimate	estimate;
	Jsonb	   *workload;
	SpiScope	scope;
	uint32		i;

	if (PG_ARGISNULL(1))
		refuse_null("workload");
	workload = PG_GETARG_JSONB_P(1);
	if (!JB_ROOT_IS_ARRAY(workload) || JB_ROOT_IS_SCALAR(workload))
		refuse_workload("It is not an array.");
	clock_check(at, "at");
	spi_begin(&scope, fcinfo);
	inside = CurrentMemoryContext;
	InitMaterializedSRF(fcinfo, 0);
	MemoryContextSwitchTo(inside);
	estimate_begin(&estimate, plan, NULL, at);
	for (i = 0; i < JB_ROOT_COUNT(workload); i++)
	{
		Usage	   *usage = palloc(sizeof(Usage));
		Receipt		receipt;
		DrawVerdict verdict;

		CHECK_FOR_INTERRUPTS();
		workload_read(getIthJsonbValueFromContainer(&workload->root, i), at, usage);
		verdict = estimate_usage(&estimate, estimate_prices(&estimate, usage->resource), usage,
								 &receipt);
		estimate_put(rsinfo, verdict == DRAW_COVERED ? "usage" : "refused", usage->resource,
					 usage->quantity_numeric, &receipt, 0);
	}
	estimate_put_bill(rsinfo, &estimate);
	spi_end(&scope);
	return (Datum) 0;
}

/*
 * Replaying what was used.
 */
static int
compare_usages(const void *a, const void *b)
{
	const Usage *x = *(Usage *const *) a;
	const Usage *y = *(Usage *const *) b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

/* What was booked past a stop and taken back was not used */
static void
usages_cut(Usage **usages, int count, const Usage *back)
{
	int			i;

	for (i = 0; i < count; i++)
	{
		Usage	   *usage = usages[i];

		if (usage->has_until && usage->item != NULL && usage->user_id == back->user_id &&
			strcmp(usage->resource, back->resource) == 0 && strcmp(usage->item, back->item) == 0)
			usage->until = Min(usage->until, back->at);
	}
}

/* Steps and a least charge count from the start of the run that it belonged to */
static void
usage_read_run(Usage *usage, uint64 row)
{
	amount128	counted;

	usage->metered = usage->has_until && !spi_is_null(row, 9);
	if (!usage->metered)
		return;
	counted = amount_from_numeric(spi_copy(row, 9, -1));
	usage->run_at = spi_int64(row, 6) - (int64) (counted / (AMOUNT_ONE / USECS_PER_SEC));
}

/* Of one operation, the next line of an interval that was cut */
static bool
usage_continues(const Usage *before, const Usage *usage)
{
	return before->has_until && usage->has_until && before->item == NULL && usage->item == NULL &&
		before->until == usage->at;
}

static Usage *
usage_read(uint64 row, TimestampTz since, TimestampTz until)
{
	Usage	   *usage = palloc0(sizeof(Usage));

	usage->number = row;
	usage->user_id = spi_int64(row, 1);
	usage->account = spi_text(row, 2);
	usage->resource = spi_text(row, 3);
	usage->quantity_numeric = spi_copy(row, 4, -1);
	usage->quantity = amount_from_numeric(usage->quantity_numeric);
	usage->attributes = spi_is_null(row, 5) ? NULL : DatumGetJsonbP(spi_copy(row, 5, -1));
	usage->at_given = true;
	usage->at = Max(spi_int64(row, 6), since);
	usage->has_until = !spi_is_null(row, 7);
	usage->until = usage->has_until ? Min(spi_int64(row, 7), until) : 0;
	usage->item = spi_text(row, 8);
	usage_read_run(usage, row);
	return usage;
}

Usage **
estimate_load_usages(const Account *account, TimestampTz since, TimestampTz until, int *count)
{
	static SpiPlan plan = {
		"SELECT l.user_id, a.account, l.resource, l.quantity, l.attributes, l.at, l.until, l.item,"
		"       l.counted, l.operation, l.charged OPERATOR(credits.<) '0'::credits.amount"
		"  FROM credits.usage_line l"
		"  JOIN credits.account a ON a.account_id OPERATOR(pg_catalog.=) l.account_id"
		"                        AND a.user_id OPERATOR(pg_catalog.=) l.user_id"
		" WHERE l.account_id OPERATOR(pg_catalog.=) $1 AND l.at OPERATOR(pg_catalog.<) $3"
		"   AND COALESCE(l.until OPERATOR(pg_catalog.>) $2, l.at OPERATOR(pg_catalog.>=) $2)"
		" ORDER BY l.operation, l.line",
		"lzz", NULL
	};
	Usage	  **usages;
	Datum		values[3];
	uint64		rows;
	uint64		i;
	int64		operation = 0;
	int			kept = 0;

	values[0] = Int64GetDatum(account->account_id);
	values[1] = TimestampTzGetDatum(since);
	values[2] = TimestampTzGetDatum(until);
	rows = spi_run(&plan, values, NULL);
	usages = palloc_extended(sizeof(Usage *) * Max(rows, 1), MCXT_ALLOC_HUGE);
	*count = 0;
	for (i = 0; i < rows; i++)
	{
		Usage	   *usage = usage_read(i, since, until);

		if (usage->quantity < 0 || (usage->has_until && spi_bool(i, 11)))
			usages_cut(usages, *count, usage);
		else if (spi_int64(i, 10) == operation && usage_continues(usages[*count - 1], usage))
			usages[*count - 1]->until = usage->until;
		else
			usages[(*count)++] = usage;
		operation = spi_int64(i, 10);
	}
	for (i = 0; i < (uint64) *count; i++)
	{
		if (!usages[i]->has_until || usages[i]->at < usages[i]->until)
			usages[kept++] = usages[i];
	}
	*count = kept;
	if (kept > 1)
		qsort(usages, kept, sizeof(Usage *), compare_usages);
	return usages;
}

/* What one resource comes to */
typedef struct
{
	char	   *resource;
	Datum		quantity;		/* may be more than an amount holds: bytes times seconds */
	Receipt		covered;
	amount128	refused;
	Datum		refused_quantity;
} ReplaySum;

static ReplaySum *
replay_sum(ReplaySum *sums, int *count, char *resource)
{
	int			i;

	for (i = 0; i < *count; i++)
	{
		if (strcmp(sums[i].resource, resource) == 0)
			return &sums[i];
	}
	memset(&sums[i], 0, sizeof(ReplaySum));
	sums[i].resource = resource;
	sums[i].quantity = sums[i].refused_quantity = money_parse("0");
	(*count)++;
	return &sums[i];
}

void
estimate_usages(Estimate *estimate, Usage **usages, int count, Receipt *covered, amount128 *refused,
			  void (*each) (void *, const Usage *, DrawVerdict, const Receipt *), void *arg)
{
	int			i;

	memset(covered, 0, sizeof(*covered));
	*refused = 0;
	for (i = 0; i < count; i++)
	{
		Receipt		receipt;
		DrawVerdict verdict;

		CHECK_FOR_INTERRUPTS();
		verdict = estimate_usage(estimate, estimate_prices(estimate, usages[i]->resource),
								 usages[i], &receipt);
		if (verdict == DRAW_COVERED)
		{
			covered->charged = amount_plus(covered->charged, receipt.charged);
			covered->credits = amount_plus(covered->credits, receipt.credits);
			covered->overage = amount_plus(covered->overage, receipt.overage);
		}
		else
			*refused = amount_plus(*refused, receipt.charged);
		if (each != NULL)
			each(arg, usages[i], verdict, &receipt);
	}
}

typedef struct
{
	ReplaySum  *sums;
	int			count;
} ReplaySums;

/* Quantity, or quantity times seconds where it is held */
static Datum
usage_quantity(const Usage *usage)
{
	if (!usage->has_until)
		return usage->quantity_numeric;
	return money_for((usage->until - usage->at) * (AMOUNT_ONE / USECS_PER_SEC),
					 usage->quantity_numeric);
}

static void
replay_add(void *arg, const Usage *usage, DrawVerdict verdict, const Receipt *receipt)
{
	ReplaySums *sums = arg;
	ReplaySum  *sum = replay_sum(sums->sums, &sums->count, usage->resource);

	if (verdict != DRAW_COVERED)
	{
		sum->refused = amount_plus(sum->refused, receipt->charged);
		sum->refused_quantity = money_plus(sum->refused_quantity, usage_quantity(usage));
		return;
	}
	sum->quantity = money_plus(sum->quantity, usage_quantity(usage));
	sum->covered.charged = amount_plus(sum->covered.charged, receipt->charged);
	sum->covered.credits = amount_plus(sum->covered.credits, receipt->credits);
	sum->covered.overage = amount_plus(sum->covered.overage, receipt->overage);
}

static void
replay_read_period(FunctionCallInfo fcinfo, TimestampTz *since, TimestampTz *until)
{
	RangeType  *range;
	TypeCacheEntry *type;
	RangeBound	lower;
	RangeBound	upper;
	bool		empty;

	if (PG_ARGISNULL(2))
		refuse_null("period");
	range = PG_GETARG_RANGE_P(2);
	type = lookup_type_cache(RangeTypeGetOid(range), TYPECACHE_RANGE_INFO);
	range_deserialize(type, range, &lower, &upper, &empty);
	if (empty || lower.infinite || upper.infinite)
		refuse_value("period", "must have bounds and something between them",
					 empty ? "empty" : "without a bound");
	*since = DatumGetTimestampTz(lower.val) + (lower.inclusive ? 0 : 1);
	*until = DatumGetTimestampTz(upper.val) + (upper.inclusive ? 1 : 0);
	clock_check(*since, "period");
	clock_check(*until, "period");
	if (*until - *since > INT64CONST(3653) * USECS_PER_DAY)
		refuse_value("period", "must not be longer than ten years", "longer");
}

static Datum
replay_shown(Datum quantity)
{
	return DirectFunctionCall1(numeric_trim_scale, quantity);
}

/* Arguments: account, plan, period */
Datum
credits_replay(PG_FUNCTION_ARGS)
{
	char	   *name = argument_required(fcinfo, 0, "account");
	char	   *plan = argument_required(fcinfo, 1, "plan");
	MemoryContext inside;
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	Estimate	estimate;
	Account		account;
	SpiScope	scope;
	TimestampTz since;
	TimestampTz until;
	ReplaySums	sums = {0};
	Receipt		covered;
	amount128	refused;
	Usage	  **usages;
	int			count;
	int			i;

	replay_read_period(fcinfo, &since, &until);
	spi_begin(&scope, fcinfo);
	inside = CurrentMemoryContext;
	InitMaterializedSRF(fcinfo, 0);
	MemoryContextSwitchTo(inside);
	account_load(name, &account);
	usages = estimate_load_usages(&account, since, until, &count);
	estimate_begin(&estimate, plan, &account, since);
	sums.sums = palloc(sizeof(ReplaySum) * (count + 1));
	estimate_usages(&estimate, usages, count, &covered, &refused, replay_add, &sums);
	estimate_advance(&estimate, Min(until - 1, account.now), since);
	for (i = 0; i < sums.count; i++)
	{
		ReplaySum  *sum = &sums.sums[i];
		Receipt		receipt = {.charged = sum->refused};

		/* a least charge may be all there is */
		if (!money_is_zero(sum->quantity) || sum->covered.charged != 0)
			estimate_put(rsinfo, "usage", sum->resource, replay_shown(sum->quantity),
						 &sum->covered, 0);
		if (!money_is_zero(sum->refused_quantity) || sum->refused != 0)
			estimate_put(rsinfo, "refused", sum->resource, replay_shown(sum->refused_quantity),
						 &receipt, 0);
	}
	estimate_put_bill(rsinfo, &estimate);
	spi_end(&scope);
	return (Datum) 0;
}
