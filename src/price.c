/*
 * price.c
 *	  What usage costs: which rate is in force when, and the lines a usage becomes.
 *
 * Decided here: the price by the usage's own time; where an interval is cut (the ends of
 * periods, price changes); whether a line is late; and the trigger that keeps the
 * prices of a resource from overlapping.  The arithmetic is value.c's.
 *
 * Invariant: the lines of an interval cover it without gap or overlap, so their costs sum to
 * the whole by F(t).
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "price.h"
#include "rate.h"
#include "refuse.h"
#include "row_trigger.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_price_check);

void
price_require_resource(const char *resource)
{
	static SpiPlan plan = {
		"SELECT FROM credits.resource r WHERE r.resource OPERATOR(pg_catalog.=) $1", "t", NULL
	};
	Datum		values[1];

	values[0] = CStringGetTextDatum(resource);
	if (spi_run(&plan, values, NULL) == 0)
		refuse_not_found("resource", resource,
						 "Insert it into credits.resource, and its price into credits.price.");
}

void
price_load(const char *resource, TimestampTz since, TimestampTz last, PriceList *list)
{
	static SpiPlan plan = {
		"SELECT p.valid_from, p.valid_until, p.rate FROM credits.price p"
		" WHERE p.resource OPERATOR(pg_catalog.=) $1 AND p.valid_until OPERATOR(pg_catalog.>) $2"
		"   AND p.valid_from OPERATOR(pg_catalog.<=) $3 ORDER BY p.valid_from",
		"tzz", NULL
	};
	Datum		values[3];
	uint64		rows;
	uint64		i;

	values[0] = CStringGetTextDatum(resource);
	values[1] = TimestampTzGetDatum(since);
	values[2] = TimestampTzGetDatum(last);
	rows = spi_run(&plan, values, NULL);
	if (rows == 0)
		price_require_resource(resource);
	list->resource = pstrdup(resource);
	list->count = rows;
	list->items = palloc(sizeof(Price) * Max(rows, 1));
	for (i = 0; i < rows; i++)
	{
		list->items[i].valid_from = spi_int64(i, 1);
		list->items[i].valid_until = spi_int64(i, 2);
		list->items[i].rate_datum = spi_copy(i, 3, -1);
		rate_unpack(list->items[i].rate_datum, &list->items[i].rate);
	}
}

/* The price in force at an instant: the last that began, if it has not ended */
static const Price *
price_at(const PriceList *list, TimestampTz at)
{
	StringInfoData facts;
	int			low = 0;
	int			high = list->count;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (list->items[middle].valid_from <= at)
			low = middle + 1;
		else
			high = middle;
	}
	if (low > 0 && at < list->items[low - 1].valid_until)
		return &list->items[low - 1];
	fact_open(&facts, "not_found");
	fact_text(&facts, "resource", list->resource);
	fact_instant(&facts, "at", at);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_NOT_FOUND),
			 errmsg("resource \"%s\" has no price at %s", list->resource, timestamptz_to_str(at)),
			 errdetail_internal("%s", facts.data),
			 errhint("Insert into credits.price one that is valid then.")));
}

static void
price_require_fit(const Usage *usage, const rate_value *rate)
{
	if (rate->timed && !usage->has_until)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"until\" must be given for resource \"%s\"", usage->resource),
				 errdetail("Its rate is per time."),
				 errhint("Give the usage's end, or price the resource by quantity alone.")));
	if (!rate->timed && usage->has_until)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"until\" must be left out for resource \"%s\"", usage->resource),
				 errdetail("Its rate is by quantity, not per time."),
				 errhint("Book the quantity as an event, or price the resource per time.")));
}

static void
refuse_cost(const Usage *usage)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("the cost is out of range"),
			 errdetail("Quantity %s of resource \"%s\" costs more than an amount can hold.",
					   amount_to_cstring(usage->quantity), usage->resource),
			 errhint("Book it in smaller parts.")));
}

amount128
price_stretch(const UsageLine *line, amount128 quantity, TimestampTz at, TimestampTz until)
{
	amount128	cost;

	/* a part of what was priced as a whole, so it is in range */
	if (!rate_cost_time(line->rate, quantity, at, until, &cost))
		elog(ERROR, "cost of a part is out of range");
	return cost;
}

static UsageLine *
price_add_line(UsageLines *lines, TimestampTz at, const Price *price)
{
	UsageLine  *line;

	if (lines->count == lines->room)
	{
		lines->room = Max(4, lines->room * 2);
		lines->items = lines->items == NULL
			? palloc(lines->room * sizeof(UsageLine))
			: repalloc(lines->items, lines->room * sizeof(UsageLine));
	}
	line = &lines->items[lines->count++];
	line->at = at;
	line->rate = &price->rate;
	line->rate_datum = price->rate_datum;
	return line;
}

/* The end of the period that contains `at`, and whether that has closed */
static TimestampTz
price_period_end(const PeriodEdges *edges, TimestampTz at, bool *late)
{
	const Bucket *flex = bucket_flex(edges->set, at);
	int			i;

	*late = flex == NULL && at < edges->now;
	if (flex != NULL)
		return flex->expires_at;
	for (i = 0; i < edges->count; i++)
	{
		if (edges->closed[i] > at)
			return edges->closed[i];
	}
	/* the last closed one ends where the first open one begins */
	if (bucket_first_flex(edges->set) <= at)
		elog(ERROR, "no period contains %s", timestamptz_to_str(at));
	return bucket_first_flex(edges->set);
}

void
price_usage(const Usage *usage, const PeriodEdges *edges, const PriceList *list, UsageLines *lines)
{
	TimestampTz at = usage->at;

	lines->count = 0;
	do
	{
		const Price *price = price_at(list, at);
		UsageLine  *line = price_add_line(lines, at, price);
		TimestampTz ends_at = price_period_end(edges, at, &line->late);

		price_require_fit(usage, line->rate);
		if (!usage->has_until)
		{
			line->until = at;
			if (!rate_cost_quantity(line->rate, usage->quantity, ROUND_HALF_EVEN, &line->charged))
				refuse_cost(usage);
			return;
		}
		line->until = Min(usage->until, Min(ends_at, price->valid_until));
		if (!rate_cost_time(line->rate, usage->quantity, at, line->until, &line->charged))
			refuse_cost(usage);
		at = line->until;
	} while (at < usage->until);
}

/*
 * The trigger on credits.price: fills in validity that was left out, refuses a unit that is not
 * the resource's (22023) and an overlap with another price of it (23P01).  It locks the
 * resource's row, so two overlapping prices cannot be inserted at once.
 */
static void
price_check_unit(const char *resource, Datum rate)
{
	static SpiPlan plan = {"SELECT r.unit FROM credits.resource r WHERE r.resource "
						   "OPERATOR(pg_catalog.=) $1 FOR NO KEY UPDATE",
						   "t", NULL};
	Datum		values[1];
	char	   *unit = rate_unit(rate);

	values[0] = CStringGetTextDatum(resource);
	if (spi_run(&plan, values, NULL) == 0)
		refuse_not_found("resource", resource, "Insert it into credits.resource first.");
	if (unit[0] != '\0' && strcmp(unit, spi_text(0, 1)) != 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("the rate is per \"%s\", the resource's unit is \"%s\"", unit,
							   spi_text(0, 1)),
						errdetail("A price of resource \"%s\" must be for its unit.", resource),
						errhint("Write the rate per %s, or without a unit.",
								spi_text(0, 1)[0] ? spi_text(0, 1) : "the resource's unit")));
}

static void
price_check_overlap(const char *resource, int64 id, Datum valid_from, Datum valid_until)
{
	static SpiPlan plan = {
		"SELECT p.valid_from, p.valid_until FROM credits.price p"
		" WHERE p.resource OPERATOR(pg_catalog.=) $1 AND p.id OPERATOR(pg_catalog.<>) $2"
		"   AND p.valid_from OPERATOR(pg_catalog.<) $4 AND $3 OPERATOR(pg_catalog.<) p.valid_until",
		"tlzz", NULL
	};
	Datum		values[4];

	values[0] = CStringGetTextDatum(resource);
	values[1] = Int64GetDatum(id);
	values[2] = valid_from;
	values[3] = valid_until;
	if (spi_run(&plan, values, NULL) > 0)
		ereport(ERROR, (errcode(ERRCODE_EXCLUSION_VIOLATION),
						errmsg("resource \"%s\" has another price at the same time", resource),
						errdetail("One is valid from %s until %s.",
								  pstrdup(timestamptz_to_str(spi_int64(0, 1))),
								  pstrdup(timestamptz_to_str(spi_int64(0, 2)))),
						errhint("End the other with valid_until first.")));
}

Datum
credits_price_check(PG_FUNCTION_ARGS)
{
	RowTrigger	trigger;
	HeapTuple	row;
	SpiScope	scope;
	Datum		resource;
	Datum		rate;
	Datum		id;
	Datum		bounds[2] = {TimestampTzGetDatum(DT_NOBEGIN), TimestampTzGetDatum(DT_NOEND)};
	int			columns[2];
	bool		nulls[2] = {false, false};
	bool		given[3];
	int			i;

	row_trigger_open(fcinfo, &trigger, TRIGGER_EVENT_BEFORE, "credits.price_check()");
	row = trigger.new;
	for (i = 0; i < 2; i++)
	{
		const char *name = i == 0 ? "valid_from" : "valid_until";
		Datum		bound;

		columns[i] = row_trigger_column(&trigger, name);
		if (row_trigger_get(&trigger, row, name, &bound))
			bounds[i] = bound;
	}
	given[0] = row_trigger_get(&trigger, row, "resource", &resource);
	given[1] = row_trigger_get(&trigger, row, "rate", &rate);
	given[2] = row_trigger_get(&trigger, row, "id", &id);
	if (given[0] && given[1] && given[2])
	{
		char	   *name = TextDatumGetCString(resource);

		spi_begin(&scope);
		price_check_unit(name, rate);
		price_check_overlap(name, DatumGetInt64(id), bounds[0], bounds[1]);
		spi_end(&scope);
	}
	row = heap_modify_tuple_by_cols(row, trigger.desc, 2, columns, bounds, nulls);
	return PointerGetDatum(row);
}
