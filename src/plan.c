/*
 * plan.c
 *	  What is sold: which terms a plan may have, and what they are today.
 *
 * Decided here: the trigger that refuses terms that are no plan's, so that whatever a DBA writes
 * can be run; the defaults that depend on other columns (billing, priority); which of two plans
 * is cheaper.  Subscriptions copy the terms: nothing else reads credits.plan.
 */
#include "postgres.h"

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
#include "row_trigger.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_plan_check);

void
plan_require(const char *plan)
{
	static SpiPlan row = {
		"SELECT FROM credits.plan p WHERE p.plan OPERATOR(pg_catalog.=) $1", "t", NULL
	};
	Datum		values[1];

	values[0] = CStringGetTextDatum(plan);
	if (spi_run(&row, values, NULL) == 0)
		refuse_not_found("plan", plan, "The plans are the rows of credits.plan.");
}

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
plan_interval(const RowTrigger *trigger, const char *name, bool zero, Interval *every)
{
	Datum		value;

	if (!row_trigger_get(trigger, trigger->new, name, &value))
		return false;
	*every = *DatumGetIntervalP(value);
	calendar_check_interval(every, name, zero);
	return true;
}

static void
plan_check_intervals(const RowTrigger *trigger)
{
	Interval	cycle;
	Interval	billing;
	Interval	other;
	int64		length;

	if (!plan_interval(trigger, "cycle", false, &cycle))
		return;
	length = cycle.month != 0 ? (int64) DAYS_PER_MONTH * USECS_PER_DAY : calendar_length(&cycle);
	if (plan_interval(trigger, "billing", false, &billing))
	{
		length = calendar_length(&billing);
		if (calendar_ratio(&cycle, &billing) == 0)
			refuse_value("billing", "must go into the cycle a whole number of times",
						 calendar_text(&billing));
	}
	if (plan_interval(trigger, "grace", true, &other) && calendar_length(&other) > length)
		refuse_value("grace", "must not be longer than a billing period", calendar_text(&other));
	(void) plan_interval(trigger, "trial", false, &other);
	(void) plan_interval(trigger, "rollover_for", false, &other);
}

static void
plan_check_amounts(const RowTrigger *trigger)
{
	static const char *const numerics[] = {"price", "overage_price", "rollover_percent"};
	static const char *const amounts[] = {"included", "trial_included", "rollover_max",
										  "rollover_min", "overage_cap"};
	Datum		value;
	int			i;

	for (i = 0; i < (int) lengthof(numerics); i++)
	{
		if (row_trigger_get(trigger, trigger->new, numerics[i], &value))
			(void) amount_unsigned(numerics[i], value);
	}
	for (i = 0; i < (int) lengthof(amounts); i++)
	{
		if (row_trigger_get(trigger, trigger->new, amounts[i], &value) && DatumGetAmount(value) < 0)
			refuse_value(amounts[i], "must not be negative",
						 amount_to_cstring(DatumGetAmount(value)));
	}
}

Datum
credits_plan_check(PG_FUNCTION_ARGS)
{
	RowTrigger	trigger;
	Datum		value;

	row_trigger_open(fcinfo, &trigger, TRIGGER_EVENT_BEFORE, "credits.plan_check()");
	if (row_trigger_get(&trigger, trigger.new, "plan", &value))
		refuse_bad_name("plan", TextDatumGetCString(value));
	if (row_trigger_get(&trigger, trigger.new, "currency", &value))
		refuse_bad_name("currency", TextDatumGetCString(value));
	if (row_trigger_get(&trigger, trigger.new, "on_change", &value) &&
		strcmp(TextDatumGetCString(value), "reset") != 0 &&
		strcmp(TextDatumGetCString(value), "prorate") != 0)
		refuse_value("on_change", "must be reset or prorate", TextDatumGetCString(value));
	plan_check_amounts(&trigger);
	plan_check_intervals(&trigger);
	return PointerGetDatum(trigger.new);
}
