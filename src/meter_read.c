/*
 * meter_read.c
 *	  Reading what runs: meters(), burn_rate(), runway(), and the books with what has accrued.
 *
 * Decided here: that a read sees meters settled to its instant, in memory, with the closings that
 * are due on the way in their order; and that a forecast is the same, further on.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "argument.h"
#include "clock.h"
#include "ledger.h"
#include "meter.h"
#include "money.h"
#include "refuse.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_meters);
PG_FUNCTION_INFO_V1(credits_burn_rate);
PG_FUNCTION_INFO_V1(credits_runway);

#define FORECAST (INT64CONST(5 * 366) * USECS_PER_DAY)

/* Settle in memory, and make it used */
static void
look_settle(Settlement *settlement, Book *book, TimestampTz upto, bool ends)
{
	settlement_decide(settlement, &book->set, upto, ends);
	settlement_keep(settlement, &book->set);
}

/* One closing that is due by `at`; false if there is none */
static bool
look_close(Settlement *settlement, Book *book, TimestampTz at)
{
	TimestampTz closes_at = period_next_close(book);

	if (closes_at > at)
		return false;
	period_advance(book, closes_at - 1, closes_at - 1);
	look_settle(settlement, book, closes_at, false);
	period_advance(book, closes_at, closes_at);
	return true;
}

void
meter_look(Settlement *settlement, Book *book, TimestampTz at, bool past)
{
	settlement_begin(settlement, book->account, &book->set);
	if (past)
		meter_load_at(book->account, at, &settlement->meters);
	while (look_close(settlement, book, at))
		;
	period_advance(book, at, at);
	look_settle(settlement, book, at, true);
}

/* Account, instant (NULL: now) */
static TimestampTz
meter_arguments(FunctionCallInfo fcinfo, Account *account, Book *book, Settlement *settlement)
{
	TimestampTz at;

	account_load(argument_required(fcinfo, 0, "account"), account);
	if (!PG_ARGISNULL(1))
		clock_check(PG_GETARG_TIMESTAMPTZ(1), "at");
	at = PG_ARGISNULL(1) ? account->now : PG_GETARG_TIMESTAMPTZ(1);
	ledger_look(account, PG_ARGISNULL(1), at, book, settlement);
	return at;
}

/* Credits an hour at the price in force; 0 where it is not billed */
static amount128
meter_burns(Settlement *settlement, Meter *meter, TimestampTz at)
{
	const Pricing *pricing = &settlement->pricing;
	const PriceTerms *terms;
	TimestampTz ignored;
	const Price *price;
	rate_value	each;
	amount128	cost;
	bool		fits;

	if (meter->ended || meter->unpaid)
		return 0;
	pricing_load_plans(&settlement->pricing, &meter->prices);
	price = price_at(&meter->prices, &meter->usage, pricing->account->payer, &pricing->plans, at,
					 &ignored);
	price_require_fit(&meter->usage, price);
	terms = price_terms(price, &meter->usage);
	fits = rate_times_time(&terms->rate, terms->step != 0 ? terms->step : USECS_PER_HOUR, &each) &&
		rate_cost_quantity(&each, meter->usage.quantity, ROUND_HALF_EVEN, &cost);
	if (fits && terms->step != 0)
		fits = !__builtin_mul_overflow(cost, (amount128) SECS_PER_HOUR, &cost) &&
			amount_divide(cost, terms->step * (AMOUNT_ONE / USECS_PER_SEC), &cost);
	if (!fits)
		amount_overflow();
	return cost;
}

amount128
settlement_burns(Settlement *settlement, TimestampTz at)
{
	amount128	sum = 0;
	int			i;

	for (i = 0; i < settlement->meters.count; i++)
		sum = amount_plus(sum, meter_burns(settlement, &settlement->meters.items[i], at));
	return sum;
}

Datum
credits_burn_rate(PG_FUNCTION_ARGS)
{
	Settlement	settlement;
	Book		book = {0};
	Account		account;
	SpiScope	scope;
	TimestampTz at;
	amount128	burns;

	spi_begin(&scope, fcinfo);
	at = meter_arguments(fcinfo, &account, &book, &settlement);
	burns = settlement_burns(&settlement, at);
	spi_end(&scope);
	PG_RETURN_AMOUNT(burns);
}

/* The first instant at which a meter runs out if nothing else happens */
static TimestampTz
runway_end(Settlement *settlement, Book *book, TimestampTz at)
{
	TimestampTz horizon = at + FORECAST;

	settlement->first_out = DT_NOEND;
	while (TIMESTAMP_IS_NOEND(settlement->first_out) &&
		   look_close(settlement, book, horizon))
		CHECK_FOR_INTERRUPTS();
	return settlement->first_out;
}

static Datum
runway_hours(amount128 available, amount128 burns)
{
	Datum		hours = DirectFunctionCall2(numeric_div, money_from_amount(available),
											money_from_amount(burns));

	return DirectFunctionCall2(numeric_round, hours, Int32GetDatum(2));
}

static bool
settlement_runs(const Settlement *settlement)
{
	int			i;

	for (i = 0; i < settlement->meters.count; i++)
	{
		if (!settlement->meters.items[i].ended && !settlement->meters.items[i].unpaid)
			return true;
	}
	return false;
}

Datum
credits_runway(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	Settlement	settlement;
	TupleDesc	desc;
	Book		book = {0};
	Account		account;
	SpiScope	scope;
	TimestampTz at;
	TimestampTz ends_at = DT_NOEND;
	const Period *period;
	amount128	burns;
	amount128	available;
	Datum		values[3];
	bool		nulls[3] = {false};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row");
	spi_begin(&scope, fcinfo);
	at = meter_arguments(fcinfo, &account, &book, &settlement);
	burns = settlement_burns(&settlement, at);
	available = bucket_available(&book.set, at);
	period = period_at(&book, at);
	/* from a period that has closed nothing can be foretold: the next ones are what they were */
	if (period != NULL && !period->closed && settlement_runs(&settlement))
		ends_at = runway_end(&settlement, &book, at);
	spi_end(&scope);
	MemoryContextSwitchTo(caller);
	values[0] = AmountGetDatum(burns);
	nulls[1] = burns == 0;
	values[1] = burns == 0 ? (Datum) 0 : runway_hours(available, burns);
	nulls[2] = TIMESTAMP_IS_NOEND(ends_at);
	values[2] = TimestampTzGetDatum(ends_at);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}

/*
 * meters(): what runs as it has been settled in memory, and what ran.
 */
static void
meters_put(ReturnSetInfo *rsinfo, const Usage *usage, const char *status, TimestampTz stopped_at,
		   bool unpaid, TimestampTz unpaid_since, TimestampTz settled_to, amount128 accrued,
		   amount128 burns)
{
	Datum		values[12];
	bool		nulls[12] = {false};
	bool		runs = strcmp(status, "running") == 0;

	values[0] = CStringGetTextDatum(usage->account);
	values[1] = CStringGetTextDatum(usage->resource);
	values[2] = CStringGetTextDatum(usage->item);
	values[3] = CStringGetTextDatum(status);
	values[4] = usage->quantity_numeric;
	values[5] = TimestampTzGetDatum(usage->run_at);
	values[6] = TimestampTzGetDatum(stopped_at);
	nulls[6] = runs;
	values[7] = TimestampTzGetDatum(unpaid_since);
	nulls[7] = !unpaid;
	values[8] = TimestampTzGetDatum(settled_to);
	values[9] = AmountGetDatum(accrued);
	values[10] = AmountGetDatum(burns);
	values[11] = JsonbPGetDatum(usage->attributes);
	nulls[11] = usage->attributes == NULL;
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

static void
meters_put_running(ReturnSetInfo *rsinfo, Settlement *settlement, const Account *account,
				   TimestampTz at)
{
	int			i;

	for (i = 0; i < settlement->meters.count; i++)
	{
		Meter	   *meter = &settlement->meters.items[i];
		const char *status = !meter->ended ? "running"
			: meter->at_zero == AT_ZERO_TERMINATE ? "terminated" : "suspended";

		if (meter->usage.run_at <= at && (account->user_id == account->account_id ||
										  account->user_id == meter->usage.user_id))
			meters_put(rsinfo, &meter->usage, status, meter->ended_at, meter->unpaid,
					   meter->unpaid_since, meter->was_settled_to, meter->accrued,
					   meter_burns(settlement, meter, at));
	}
}

static void
meters_put_ended(ReturnSetInfo *rsinfo, const Account *account, TimestampTz at)
{
	static SpiPlan plan = {
		"SELECT a.account, m.resource, m.item,"
		"       m.status, m.quantity,"
		"       m.started_at, m.stopped_at, m.settled_to, m.attributes"
		"  FROM credits.meter m"
		"  JOIN credits.account a ON a.account_id = m.account_id AND a.user_id = m.user_id"
		" WHERE m.account_id = $1 AND ($2 = $1 OR m.user_id = $2)"
		"   AND m.status IN ('stopped', 'suspended', 'terminated') AND m.stopped_at <= $3"
		" ORDER BY m.started_at, m.user_id, m.resource, m.item",
		"llz", NULL
	};
	Datum		values[3];
	uint64		rows;
	uint64		i;

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(account->user_id);
	values[2] = TimestampTzGetDatum(at);
	rows = spi_read(&plan, values, NULL);
	for (i = 0; i < rows; i++)
	{
		Usage		usage = {0};

		usage.account = spi_text(i, 1);
		usage.resource = spi_text(i, 2);
		usage.item = spi_text(i, 3);
		usage.quantity_numeric = spi_copy(i, 5, -1);
		usage.run_at = spi_int64(i, 6);
		usage.attributes = spi_is_null(i, 9) ? NULL : DatumGetJsonbP(spi_copy(i, 9, -1));
		meters_put(rsinfo, &usage, spi_text(i, 4), spi_int64(i, 7), false, 0, spi_int64(i, 8), 0,
				   0);
	}
}

Datum
credits_meters(PG_FUNCTION_ARGS)
{
	MemoryContext inside;
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	Settlement	settlement;
	Book		book = {0};
	Account		account;
	SpiScope	scope;
	TimestampTz at;

	spi_begin(&scope, fcinfo);
	inside = CurrentMemoryContext;
	InitMaterializedSRF(fcinfo, 0);
	MemoryContextSwitchTo(inside);
	at = meter_arguments(fcinfo, &account, &book, &settlement);
	meters_put_running(rsinfo, &settlement, &account, at);
	meters_put_ended(rsinfo, &account, at);
	spi_end(&scope);
	return (Datum) 0;
}
