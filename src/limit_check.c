/*
 * limit_check.c
 *	  The trigger of credits.plan_limit: what a limit may say, beside those of other plans.
 *
 * Decided here: which limits make sense.  Of one feature all are gauges or none is, and all are
 * counted per item or none is: else what is there would be counted apart under each plan, and
 * could not be given back under another.  Windows may differ.  Two sessions that write the first
 * rows of a feature at once do not see each other; each row is then taken as it says.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/rel.h"

#include "amount.h"
#include "limit.h"
#include "plan.h"
#include "refuse.h"
#include "row_trigger.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_plan_limit_check);

static char *
written_text(const RowTrigger *trigger, const char *column)
{
	Datum		value;

	return row_trigger_get(trigger, trigger->new, column, &value) ? TextDatumGetCString(value)
		: NULL;
}

static void
check_others(const char *feature, LimitPer per, bool per_item)
{
	static SpiPlan plan = {
		"SELECT l.per_item FROM credits.plan_limit l WHERE l.feature OPERATOR(pg_catalog.=) $1"
		"   AND ((l.per IS NULL) OPERATOR(pg_catalog.<>) $2"
		"        OR l.per_item OPERATOR(pg_catalog.<>) $3) LIMIT 1",
		"tbb", NULL
	};
	Datum		values[3];

	values[0] = CStringGetTextDatum(feature);
	values[1] = BoolGetDatum(per == LIMIT_GAUGE);
	values[2] = BoolGetDatum(per_item);
	if (spi_run(&plan, values, NULL) == 0)
		return;
	if (spi_bool(0, 1) != per_item)
		refuse_value("per_item", "must be the same for all plans that have the feature",
					 per_item ? "true" : "false");
	refuse_value("per", "must be null for all plans that have the feature, or for none",
				 per == LIMIT_GAUGE ? "null" : limit_per_name(per));
}

Datum
credits_plan_limit_check(PG_FUNCTION_ARGS)
{
	RowTrigger	trigger;
	SpiScope	scope;
	char	   *plan;
	char	   *feature;
	LimitPer	per;
	Datum		value;

	row_trigger_open(fcinfo, &trigger, TRIGGER_EVENT_AFTER, "credits.plan_limit_check()");
	plan = written_text(&trigger, "plan");
	feature = written_text(&trigger, "feature");
	per = limit_per(written_text(&trigger, "per"));
	if (plan != NULL)
		refuse_bad_name("plan", plan);
	refuse_bad_name("feature", feature);
	if (row_trigger_get(&trigger, trigger.new, "most", &value))
		(void) amount_unsigned("most", value);
	(void) row_trigger_get(&trigger, trigger.new, "per_item", &value);
	spi_begin(&scope, fcinfo);
	if (plan != NULL)
		plan_require(plan);
	check_others(feature, per, DatumGetBool(value));
	spi_end(&scope);
	return PointerGetDatum(trigger.new);
}
