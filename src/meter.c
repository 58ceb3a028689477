/*
 * meter.c
 *	  Running things: starting, resizing, stopping and settling them.
 *
 * Decided here: when a meter may start and from when a change of it counts; what is done with
 * what was booked past that instant already.  What meters have used, and which of them has run
 * out, is settlement.c's.
 *
 * Locks: the account, then all its open buckets in draw order, then meters, then what topup.c
 * locks.  The account's row says how many run: a draw that finds none looks no further.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/timestamp.h"

#include "alert.h"
#include "amount.h"
#include "argument.h"
#include "charge.h"
#include "clock.h"
#include "meter.h"
#include "refuse.h"
#include "spi.h"
#include "topup.h"

PG_FUNCTION_INFO_V1(credits_start);
PG_FUNCTION_INFO_V1(credits_resize);
PG_FUNCTION_INFO_V1(credits_stop);
PG_FUNCTION_INFO_V1(credits_settle);

/*
 * The calls.
 */
typedef struct
{
	Account		account;
	TimestampTz at;
	Settlement	settlement;
	BucketSet	set;
	bool		settled;		/* to the account's now since */
	int64		posted;			/* before it */
} Call;

/* Do what is due for a payer, lock, and say from when it counts: `at`, or now */
static void
call_open(Call *call, bool given, TimestampTz at, bool changes)
{
	Account    *account = &call->account;
	const Bucket *flex;

	call->settled = false;
	call->posted = store_posted();
	if (given)
		account_check_at(account, at, "at");
	period_catch_up(account, account->now);
	call->at = given ? at : account->now;
	if (call->at > account->now)
		refuse_value("at", "is later than the account's now: set its clock first",
					 timestamptz_to_str(call->at));
	settlement_open(&call->settlement, account, &call->set);
	flex = bucket_flex(&call->set, account->now);
	if (call->at < flex->effective_at && (changes || bucket_flex(&call->set, call->at) == NULL))
	{
		Period		closed = {.starts_at = DT_NOBEGIN, .ends_at = flex->effective_at};

		(void) period_find(account, call->at, &closed);
		refuse_period_closed(account, call->at, closed.starts_at, closed.ends_at,
							 changes
							 ? "A meter can be changed from the start of the period that "
							 "contains now: leave \"at\" out."
							 : "What ran in it was settled before it closed: leave \"at\" out.");
	}
}

/* The same for a call, by its argument of that number */
static void
call_begin(Call *call, const char *name, FunctionCallInfo fcinfo, int number, bool changes)
{
	bool		given = !PG_ARGISNULL(number);

	account_load(name, &call->account);
	call_open(call, given, given ? PG_GETARG_TIMESTAMPTZ(number) : 0, changes);
}

/* The rows of a thing, whatever their state; of one resource, or all */
static Meter *
call_find(const Call *call, const char *item, const char *resource, int *count)
{
	static SpiPlan plan = {
		"SELECT " METER_COLUMNS " FROM credits.meter m"
		"  JOIN credits.account a ON a.account_id OPERATOR(pg_catalog.=) m.account_id"
		"                        AND a.user_id OPERATOR(pg_catalog.=) m.user_id"
		" WHERE m.account_id OPERATOR(pg_catalog.=) $1 AND m.user_id OPERATOR(pg_catalog.=) $2"
		"   AND m.item OPERATOR(pg_catalog.=) $3 AND NOT m.metered"
		"   AND ($4 IS NULL OR m.resource OPERATOR(pg_catalog.=) $4)"
		" ORDER BY m.started_at, m.resource",
		"lltt", NULL
	};
	Meter	   *found;
	Datum		values[4];
	int			i;

	values[0] = Int64GetDatum(call->account.account_id);
	values[1] = Int64GetDatum(call->account.user_id);
	values[2] = CStringGetTextDatum(item);
	values[3] = resource == NULL ? (Datum) 0 : CStringGetTextDatum(resource);
	*count = (int) spi_run(&plan, values, resource == NULL ? "   n" : NULL);
	found = palloc(sizeof(Meter) * Max(*count, 1));
	for (i = 0; i < *count; i++)
		meter_read_row(i, &found[i]);
	return found;
}

static bool
meter_runs(const Meter *meter)
{
	return strcmp(meter->status, "running") == 0;
}

static void
refuse_meter(const Call *call, const Usage *usage, const char *why, const char *hint)
{
	StringInfoData facts;

	fact_open(&facts, "wrong_state");
	fact_text(&facts, "account", call->account.name);
	fact_text(&facts, "resource", usage->resource);
	fact_text(&facts, "item", usage->item);
	fact_instant(&facts, "at", call->at);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_WRONG_STATE),
			 errmsg("\"%s\" of account \"%s\" %s", usage->item, call->account.name, why),
			 errdetail_internal("%s", facts.data),
			 errhint("%s", hint)));
}

static void
call_check_started(const Call *call, const Meter *meter)
{
	if (meter_runs(meter) && call->at < meter->usage.run_at)
		refuse_meter(call, &meter->usage, "was started later", "Leave \"at\" out.");
}

/* What must be there to begin, and that some time of it can be paid */
static void
start_require_credit(Call *call, Meter *meter)
{
	Account    *account = &call->account;
	const Usage *usage = &meter->usage;
	TimestampTz now = account->now;
	const Booking *booking = &call->settlement.booking;
	amount128	available = booking_available(booking, &call->set, usage->user_id, now,
											  usage->resource);
	TimestampTz ignored;
	const Price *price;
	const PriceTerms *terms;
	amount128	cost;

	pricing_load_plans(&call->settlement.pricing, &meter->prices);
	price = price_at(&meter->prices, usage, account->payer, &call->settlement.pricing.plans,
					 call->at, &ignored);
	if (!price_is_timed(price))
		refuse_value("resource", "is not priced per time", usage->resource);
	terms = price_terms(price, usage);
	if (meter->prices.has_least && available < meter->prices.least_balance)
		refuse_least(account, &call->set, now, available, usage->resource,
					 meter->prices.least_balance);
	if (meter->at_zero == AT_ZERO_CONTINUE)
		return;
	if (!terms_cost_time(terms, usage->quantity, now, now, now + meter_least_time(terms), &cost))
		amount_overflow();
	if (cost > spending_left(booking->spending, &call->set, usage->user_id, now))
		spending_refuse(booking->spending, account, cost);
	if (available < cost)
		refuse_short(account, &call->set, now, usage->resource, cost, cost - available);
}

static void
start_write(const Call *call, const Usage *usage)
{
	static SpiPlan plan = {
		"INSERT INTO credits.meter AS m (account_id, user_id, resource, item, status, quantity,"
		"  started_at, settled_to, attributes) VALUES ($1,$2,$3,$4,'running',$5,$6,$6,$7)"
		" ON CONFLICT (account_id, user_id, resource, item, metered) DO UPDATE"
		"   SET status = 'running', quantity = EXCLUDED.quantity,"
		"       started_at = EXCLUDED.started_at, settled_to = EXCLUDED.settled_to,"
		"       stopped_at = NULL, unpaid_since = NULL, attributes = EXCLUDED.attributes",
		"llttnzj", NULL
	};
	Datum		values[7];

	values[0] = Int64GetDatum(call->account.account_id);
	values[1] = Int64GetDatum(call->account.user_id);
	values[2] = CStringGetTextDatum(usage->resource);
	values[3] = CStringGetTextDatum(usage->item);
	values[4] = usage->quantity_numeric;
	values[5] = TimestampTzGetDatum(call->at);
	values[6] = JsonbPGetDatum(usage->attributes);
	spi_run(&plan, values, usage->attributes == NULL ? "      n" : NULL);
}

static bool
attributes_equal(Jsonb *a, Jsonb *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return compareJsonbContainers(&a->root, &b->root) == 0;
}

/* True if it runs just so already */
static bool
start_is_repeated(const Call *call, const Usage *usage, bool at_given, TimestampTz *started_at)
{
	int			count;
	Meter	   *found = call_find(call, usage->item, usage->resource, &count);

	if (count == 0)
		return false;
	if (meter_runs(found))
	{
		if (found->usage.quantity == usage->quantity &&
			attributes_equal(found->usage.attributes, usage->attributes) &&
			(!at_given || call->at == found->usage.run_at))
		{
			*started_at = found->usage.run_at;
			return true;
		}
		refuse_meter(call, usage, "runs already",
					 "Change it with credits.resize(), or stop it first with credits.stop().");
	}
	if (call->at < found->settled_to)
		refuse_meter(call, usage, "ran past that instant", "Start it later.");
	return false;
}

static void
usage_read_quantity(FunctionCallInfo fcinfo, int number, Usage *usage)
{
	usage->quantity_numeric = PG_ARGISNULL(number)
		? NumericGetDatum(int64_to_numeric(1))
		: DirectFunctionCall1(numeric_trim_scale, PG_GETARG_DATUM(number));
	usage->quantity = amount_unsigned("quantity", usage->quantity_numeric);
}

/* Arguments: account, resource, item, quantity, attributes, at */
Datum
credits_start(PG_FUNCTION_ARGS)
{
	char	   *name = argument_required(fcinfo, 0, "account");
	bool		at_given = !PG_ARGISNULL(5);
	Meter		meter = {0};
	Usage	   *usage = &meter.usage;
	TimestampTz started_at;
	Receipt		ignored;
	SpiScope	scope;
	Call		call;

	spi_require_write("credits.start()");
	usage->resource = argument_required(fcinfo, 1, "resource");
	usage->item = argument_required(fcinfo, 2, "item");
	usage_read_quantity(fcinfo, 3, usage);
	usage->attributes = PG_ARGISNULL(4) ? NULL : PG_GETARG_JSONB_P(4);
	charge_check_attributes(usage->attributes);
	spi_begin(&scope, fcinfo);
	account_load(name, &call.account);
	account_require_active(&call.account);
	call_open(&call, at_given, at_given ? PG_GETARG_TIMESTAMPTZ(5) : 0, true);
	/* nor was it suspended before it was locked */
	account_require_active(&call.account);
	usage->account = call.account.name;
	usage->user_id = call.account.user_id;
	usage->has_until = true;
	settlement_decide(&call.settlement, &call.set, call.account.now, true);
	settlement_post(&call.settlement, &call.set, &ignored);
	if (!start_is_repeated(&call, usage, at_given, &started_at))
	{
		meter.settled_to = started_at = call.at;
		meter_load_prices(&call.account, &meter);
		start_require_credit(&call, &meter);
		start_write(&call, usage);
		meter_count(&call.account, 1);
		period_mark(&call.account);
	}
	alert_check(&call.account, NULL);
	topup_check_since(&call.account, call.posted);
	spi_end(&scope);
	PG_RETURN_TIMESTAMPTZ(started_at);
}

/*
 * What was booked of a meter's run and was not taken back yet: a line that takes back cuts all
 * before it where it begins
 */
static void
booked_cut(UsageLines *booked, TimestampTz at)
{
	int			kept = 0;
	int			i;

	for (i = 0; i < booked->count; i++)
	{
		UsageLine	line = booked->items[i];

		line.until = Min(line.until, at);
		if (line.at < line.until)
			booked->items[kept++] = line;
	}
	booked->count = kept;
}

static void
booked_add(UsageLines *booked, const Usage *of, uint64 row)
{
	UsageLine  *line = pricing_new_line(booked);
	Usage	   *usage = palloc(sizeof(Usage));
	PriceTerms *terms = palloc(sizeof(PriceTerms));
	amount128	counted = spi_is_null(row, 6) ? 0 : amount_from_numeric(spi_copy(row, 6, -1));

	*usage = *of;
	usage->quantity_numeric = spi_copy(row, 3, -1);
	usage->quantity = amount_from_numeric(usage->quantity_numeric);
	usage->attributes = spi_is_null(row, 8) ? NULL : DatumGetJsonbP(spi_copy(row, 8, -1));
	terms_load(spi_copy(row, 5, -1),
			   spi_is_null(row, 7) ? NULL : DatumGetJsonbP(spi_copy(row, 7, -1)), terms);
	line->usage = usage;
	line->at = spi_int64(row, 1);
	line->until = spi_int64(row, 2);
	line->price_id = spi_int64(row, 4);
	line->terms = terms;
	line->run = line->at - (int64) (counted / (AMOUNT_ONE / USECS_PER_SEC));
	line->back = true;
}

static void
meter_load_booked(const Call *call, const Meter *meter, UsageLines *booked)
{
	static SpiPlan plan = {
		"SELECT l.at, l.until, l.quantity, l.price_id, l.rate, l.counted, l.terms, l.attributes"
		"  FROM credits.usage_line l"
		" WHERE l.account_id OPERATOR(pg_catalog.=) $1 AND l.user_id OPERATOR(pg_catalog.=) $2"
		"   AND l.resource OPERATOR(pg_catalog.=) $3 AND l.item OPERATOR(pg_catalog.=) $4"
		"   AND l.until OPERATOR(pg_catalog.>) $5 AND l.run_at OPERATOR(pg_catalog.=) $6"
		" ORDER BY l.operation, l.line",
		"llttzz", NULL
	};
	const Usage *usage = &meter->usage;
	Datum		values[6];
	uint64		rows;
	uint64		i;

	values[0] = Int64GetDatum(call->account.account_id);
	values[1] = Int64GetDatum(usage->user_id);
	values[2] = CStringGetTextDatum(usage->resource);
	values[3] = CStringGetTextDatum(usage->item);
	values[4] = TimestampTzGetDatum(call->at);
	values[5] = TimestampTzGetDatum(usage->run_at);
	rows = spi_run(&plan, values, NULL);
	for (i = 0; i < rows; i++)
	{
		amount128	quantity = amount_from_numeric(spi_copy(i, 3, -1));

		if (quantity < 0)
			booked_cut(booked, spi_int64(i, 1));
		else if (quantity > 0)
			booked_add(booked, usage, i);
	}
}

/* What was booked of a meter past `at` is given back, in the settlement's own operation */
static void
meter_rewind(Call *call, Meter *meter, UsageLines *lines)
{
	UsageLines	booked = {0};
	int			i;

	meter_load_booked(call, meter, &booked);
	for (i = 0; i < booked.count; i++)
	{
		UsageLine  *line = &booked.items[i];

		/* a line before it may have been cut to end where one that was given back began */
		if (line->until <= call->at)
			continue;
		line->at = Max(line->at, call->at);
		line->charged = -pricing_stretch(line, line->at, line->until);
		*pricing_new_line(lines) = *line;
	}
	meter->settled_to = call->at;
}

/* Settle to `at` and take back what was settled past it of these meters; post it */
static void
call_settle(Call *call, Meter *meters, int count, Receipt *receipt)
{
	Settlement *settlement = &call->settlement;
	Booking    *booking = &settlement->booking;
	UsageLines	back = {0};
	int			i;

	for (i = 0; i < count; i++)
	{
		if (meters[i].settled_to > call->at)
			meter_rewind(call, &meters[i], &back);
	}
	/* this may add buckets to the set: before anything is drawn from it */
	giveback_find(&settlement->pricing, &back, &booking->back);
	settlement_decide(settlement, &call->set, call->at, false);
	for (i = 0; i < booking->back.count; i++)
		booking->back.items[i].line += booking->lines.count;
	for (i = 0; i < back.count; i++)
		*pricing_new_line(&booking->lines) = back.items[i];
	for (i = 0; i < booking->lines.count; i++)
	{
		const UsageLine *line = &booking->lines.items[i];
		int			from = 0;

		if (line->back && line->charged == 0)
			(void) booking_draw(booking, &call->set, line->at, 0, i + 1, line->at, &from);
		else if (line->back)
			booking_give_back(booking, &call->set, i + 1);
	}
	booking->charged = booking_sum(&booking->lines);
	settlement_post(settlement, &call->set, receipt);
}

/* Its decided state, if it is one of those that run */
static const Meter *
call_decided(const Call *call, const Meter *meter)
{
	int			i;

	for (i = 0; i < call->settlement.meters.count; i++)
	{
		const Meter *other = &call->settlement.meters.items[i];

		if (other->usage.user_id == meter->usage.user_id &&
			strcmp(other->usage.resource, meter->usage.resource) == 0 &&
			strcmp(other->usage.item, meter->usage.item) == 0)
			return other;
	}
	return NULL;
}

/* What runs has used more by now than is booked to `at` */
static amount128
call_balance(Call *call)
{
	Settlement	settlement;
	amount128	balance;

	settlement_begin(&settlement, &call->account, &call->set);
	settlement_decide(&settlement, &call->set, call->account.now, true);
	balance = bucket_available(&call->set, call->at);
	settlement_undo(&settlement, &call->set);
	return balance;
}

/* What comes last, and a receipt that outlives SPI */
static Datum
call_finish(FunctionCallInfo fcinfo, SpiScope *scope, MemoryContext caller, Receipt *receipt,
			Call *call)
{
	if (call->at < call->account.now && !call->settled)
		receipt->balance = call_balance(call);
	alert_check(&call->account, NULL);
	topup_check_since(&call->account, call->posted);
	MemoryContextSwitchTo(caller);
	receipt->account = pstrdup(call->account.name);
	spi_end(scope);
	MemoryContextSwitchTo(caller);
	return charge_receipt(fcinfo, receipt);
}

/* What was given back is booked again, in the same operation */
static void
resize_settle(Call *call, Receipt *receipt)
{
	const Booking *booking = &call->settlement.booking;
	Settlement	settlement;
	BucketSet	set;
	Receipt		again;

	settlement_open(&settlement, &call->account, &set);
	settlement.booking.operation = booking->operation;
	settlement.booking.lines_before = booking->lines.count;
	settlement.booking.pieces_before = booking->pieces.count;
	settlement_decide(&settlement, &set, call->account.now, true);
	settlement_post(&settlement, &set, &again);
	if (receipt->operation == 0)
		receipt->operation = again.operation;
	receipt->charged = amount_plus(receipt->charged, again.charged);
	receipt->credits = amount_plus(receipt->credits, again.credits);
	receipt->overage = amount_plus(receipt->overage, again.overage);
	receipt->balance = bucket_available(&set, call->at);
	call->settled = true;
}

/* Arguments: account, resource, item, quantity, at */
Datum
credits_resize(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	char	   *name = argument_required(fcinfo, 0, "account");
	char	   *resource = argument_required(fcinfo, 1, "resource");
	char	   *item = argument_required(fcinfo, 2, "item");
	const Meter *decided;
	Meter	   *meter;
	Receipt		receipt;
	Usage		given = {0};
	SpiScope	scope;
	Call		call;
	bool		rewound;
	int			count;

	spi_require_write("credits.resize()");
	if (PG_ARGISNULL(3))
		refuse_null("quantity");
	usage_read_quantity(fcinfo, 3, &given);
	spi_begin(&scope, fcinfo);
	call_begin(&call, name, fcinfo, 4, true);
	meter = call_find(&call, item, resource, &count);
	if (count == 0)
		refuse_not_found("item", item, "Start it with credits.start().");
	if (!meter_runs(meter))
		refuse_meter(&call, &meter->usage, "does not run", "Start it with credits.start().");
	call_check_started(&call, meter);
	rewound = meter->settled_to > call.at;
	call_settle(&call, meter, 1, &receipt);
	decided = call_decided(&call, meter);
	if (decided->ended)
		refuse_meter(&call, &meter->usage, "has run out of credit", "Start it again.");
	meter->settled_to = call.at;
	meter->unpaid = decided->unpaid && decided->unpaid_since <= call.at;
	meter->unpaid_since = decided->unpaid_since;
	meter->usage.quantity = given.quantity;
	meter->usage.quantity_numeric = given.quantity_numeric;
	meter_update(&call.account, meter, "running", 0);
	if (rewound)
		resize_settle(&call, &receipt);
	PG_RETURN_DATUM(call_finish(fcinfo, &scope, caller, &receipt, &call));
}

/* It has ended for good: it does not run, nor is it suspended */
static bool
meter_is_over(const Meter *meter)
{
	return strcmp(meter->status, "stopped") == 0 || strcmp(meter->status, "terminated") == 0;
}

/* One of the things to be stopped: at `at`, or where it ended before */
static int
stop_write(const Call *call, Meter *meter)
{
	const Meter *decided = call_decided(call, meter);
	bool		ran = meter_runs(meter);

	if (ran && decided != NULL && decided->ended)
	{
		if (decided->at_zero == AT_ZERO_SUSPEND)
			meter_update(&call->account, meter, "stopped", decided->ended_at);
		return 0;
	}
	if (meter_is_over(meter))
		return 0;
	meter_update(&call->account, meter, "stopped",
				 ran ? call->at : Min(call->at, meter->settled_to));
	return ran;
}

/* Arguments: account, item, resource, at */
Datum
credits_stop(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	char	   *name = argument_required(fcinfo, 0, "account");
	char	   *item = argument_required(fcinfo, 1, "item");
	char	   *resource = argument_name(fcinfo, 2, "resource");
	Meter	   *meters;
	Receipt		receipt;
	SpiScope	scope;
	Call		call;
	int			stopped = 0;
	int			count;
	int			i;

	spi_require_write("credits.stop()");
	spi_begin(&scope, fcinfo);
	call_begin(&call, name, fcinfo, 3, true);
	meters = call_find(&call, item, resource, &count);
	if (count == 0)
		refuse_not_found("item", item, "Only what was started can be stopped.");
	for (i = 0; i < count; i++)
	{
		call_check_started(&call, &meters[i]);
		/* what has stopped, or was no meter, keeps what it was booked for */
		if (meter_is_over(&meters[i]) || call.at < meters[i].usage.run_at)
			meters[i].settled_to = Min(meters[i].settled_to, call.at);
	}
	call_settle(&call, meters, count, &receipt);
	for (i = 0; i < count; i++)
		stopped += stop_write(&call, &meters[i]);
	meter_count(&call.account, -stopped);
	PG_RETURN_DATUM(call_finish(fcinfo, &scope, caller, &receipt, &call));
}

/* What runs of the account, and of a payer all that it pays for; they draw in this order */
static Meter *
call_running(const Call *call, int *count)
{
	const MeterList *list = &call->settlement.meters;
	const Account *account = &call->account;
	Meter	   *found = palloc(sizeof(Meter) * Max(list->count, 1));
	int			i;

	*count = 0;
	for (i = 0; i < list->count; i++)
	{
		if (account->user_id == account->account_id ||
			list->items[i].usage.user_id == account->user_id)
			found[(*count)++] = list->items[i];
	}
	return found;
}

void
meter_suspend(Account *account, bool at_given, TimestampTz at)
{
	Meter	   *meters;
	Receipt		ignored;
	Call		call;
	int			suspended = 0;
	int			count;
	int			i;

	call.account = *account;
	call_open(&call, at_given, at, true);
	meters = call_running(&call, &count);
	call_settle(&call, meters, count, &ignored);
	for (i = 0; i < count; i++)
	{
		if (call_decided(&call, &meters[i])->ended)
			continue;
		suspended++;
		/* what was started after it has not run at all */
		meter_end(&call.account, &meters[i], "suspended",
				  Max(call.at, meters[i].usage.run_at));
	}
	meter_count(&call.account, -suspended);
	*account = call.account;
}

void
meter_check_change(Account *account, bool at_given, TimestampTz at)
{
	Call		call;

	call.account = *account;
	call_open(&call, at_given, at, true);
	*account = call.account;
}

/* Arguments: account, at */
Datum
credits_settle(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	char	   *name = argument_required(fcinfo, 0, "account");
	Receipt		receipt;
	SpiScope	scope;
	Call		call;

	spi_require_write("credits.settle()");
	spi_begin(&scope, fcinfo);
	call_begin(&call, name, fcinfo, 1, false);
	settlement_decide(&call.settlement, &call.set, call.at, true);
	settlement_post(&call.settlement, &call.set, &receipt);
	PG_RETURN_DATUM(call_finish(fcinfo, &scope, caller, &receipt, &call));
}
