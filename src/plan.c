/*
 * plan.c
 *	  What is sold: which terms a plan may have, and what they are today.
 *
 * Decided here: the trigger that refuses terms that are no plan's, so that whatever a DBA writes
 * can be run; the defaults that depend on other columns (billing, priority); which of two plans
 * is cheaper.  Subscriptions copy the terms: nothing else reads credits.plan.
 */
#include "postgres.h"

#include "commands/trigger.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/numeric.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "calendar.h"
#include "money.h"
#include "plan.h"
#include "refuse.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_plan_check);

void
plan_load(const char *plan, Subscription *terms)
{
	static SpiPlan row = {
		"SELECT p.price, p.currency, p.cycle, " PLAN_BILLING ", p.on_change"
		"  FROM credits.plan p WHERE p.plan OPERATOR(pg_catalog.=) $1",
		"t", NULL
	};
	Datum		values[1];

	memset(terms, 0, sizeof(*terms));
	values[0] = CStringGetTextDatum(plan);
	if (spi_run(&row, values, NULL) == 0)
		refuse_not_found("plan", plan, "The plans are the rows of credits.plan.");
	terms->plan = pstrdup(plan);
	terms->price = amount_from_numeric(spi_copy(0, 1, -1));
	terms->currency = spi_text(0, 2);
	terms->cycle = spi_interval(0, 3);
	terms->billing = spi_interval(0, 4);
	terms->prorates = strcmp(spi_text(0, 5), "prorate") == 0;
}

bool
plan_is_cheaper(const Subscription *a, const Subscription *b)
{
	int64		a_length = calendar_length(&a->cycle);
	int64		b_length = calendar_length(&b->cycle);

	/* whoever commits for longer does not go down, whatever the discount */
	if (a_length > b_length)
		return false;
	return money_compare(money_times(money_from_amount(a->price),
									 NumericGetDatum(int64_to_numeric(b_length))),
						 money_times(money_from_amount(b->price),
									 NumericGetDatum(int64_to_numeric(a_length)))) < 0;
}

/*
 * The trigger.
 */
static bool
plan_column(TriggerData *trigger, HeapTuple row, const char *name, Datum *value)
{
	TupleDesc	desc = RelationGetDescr(trigger->tg_relation);
	int			number = SPI_fnumber(desc, name);
	bool		isnull;

	if (number <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("credits.plan_check() is a trigger of credits.plan"),
				 errdetail("Its table has no column \"%s\".", name),
				 errhint("credits.init() attaches it.")));
	*value = heap_getattr(row, number, desc, &isnull);
	return !isnull;
}

static bool
plan_interval(TriggerData *trigger, HeapTuple row, const char *name, bool zero, Interval *every)
{
	Datum		value;

	if (!plan_column(trigger, row, name, &value))
		return false;
	*every = *DatumGetIntervalP(value);
	calendar_check_interval(every, name, zero);
	return true;
}

static void
plan_check_intervals(TriggerData *trigger, HeapTuple row)
{
	Interval	cycle;
	Interval	billing;
	Interval	other;
	int64		length;

	if (!plan_interval(trigger, row, "cycle", false, &cycle))
		return;
	length = cycle.month != 0 ? (int64) DAYS_PER_MONTH * USECS_PER_DAY : calendar_length(&cycle);
	if (plan_interval(trigger, row, "billing", false, &billing))
	{
		length = calendar_length(&billing);
		if (calendar_ratio(&cycle, &billing) == 0)
			refuse_value("billing", "must go into the cycle a whole number of times",
						 calendar_text(&billing));
	}
	if (plan_interval(trigger, row, "grace", true, &other) && calendar_length(&other) > length)
		refuse_value("grace", "must not be longer than a billing period", calendar_text(&other));
	(void) plan_interval(trigger, row, "trial", false, &other);
	(void) plan_interval(trigger, row, "rollover_for", false, &other);
}

static void
plan_check_amounts(TriggerData *trigger, HeapTuple row)
{
	static const char *const numerics[] = {"price", "overage_price", "rollover_percent"};
	static const char *const amounts[] = {"included", "trial_included", "rollover_max",
										  "rollover_min", "overage_cap"};
	Datum		value;
	int			i;

	for (i = 0; i < (int) lengthof(numerics); i++)
	{
		if (plan_column(trigger, row, numerics[i], &value))
			(void) amount_unsigned(numerics[i], value);
	}
	for (i = 0; i < (int) lengthof(amounts); i++)
	{
		if (plan_column(trigger, row, amounts[i], &value) && DatumGetAmount(value) < 0)
			refuse_value(amounts[i], "must not be negative",
						 amount_to_cstring(DatumGetAmount(value)));
	}
}

Datum
credits_plan_check(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	HeapTuple	row;
	Datum		value;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_BEFORE(trigger->tg_event) ||
		!TRIGGER_FIRED_FOR_ROW(trigger->tg_event) || TRIGGER_FIRED_BY_DELETE(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("credits.plan_check() is a trigger of credits.plan"),
				 errdetail("It was called otherwise."),
				 errhint("credits.init() attaches it.")));
	row = TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) ? trigger->tg_newtuple : trigger->tg_trigtuple;
	if (plan_column(trigger, row, "plan", &value))
		refuse_bad_name("plan", TextDatumGetCString(value));
	if (plan_column(trigger, row, "currency", &value))
		refuse_bad_name("currency", TextDatumGetCString(value));
	if (plan_column(trigger, row, "on_change", &value) &&
		strcmp(TextDatumGetCString(value), "reset") != 0 &&
		strcmp(TextDatumGetCString(value), "prorate") != 0)
		refuse_value("on_change", "must be reset or prorate", TextDatumGetCString(value));
	plan_check_amounts(trigger, row);
	plan_check_intervals(trigger, row);
	return PointerGetDatum(row);
}
