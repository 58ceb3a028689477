/*
 * price_check.c
 *	  The trigger of credits.price: what a price may say, beside the others.
 *
 * Decided here: which terms are a price's, and when two prices leave a choice.  The row of the
 * resource is locked, so two prices that are ambiguous together cannot be written at once; it
 * keeps the sets of attributes that prices have, by which they are found (price.c).  The same sets
 * say whether a price can only stand against one of the same attributes, which the index finds;
 * where there are sets of which neither contains the other, the resource's prices are read through.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "calendar.h"
#include "plan.h"
#include "price.h"
#include "rate.h"
#include "refuse.h"
#include "row_trigger.h"
#include "spi.h"

#define ATTRIBUTES_BYTES 2000
#define OTHERS                                                                                     \
	"SELECT p.valid_from, p.valid_until, p.attributes FROM credits.price p"                        \
	" WHERE p.resource OPERATOR(pg_catalog.=) $1 AND p.id OPERATOR(pg_catalog.<>) $2"              \
	"   AND p.valid_from OPERATOR(pg_catalog.<) $4 AND $3 OPERATOR(pg_catalog.<) p.valid_until"    \
	"   AND COALESCE(p.account, ''::pg_catalog.text) OPERATOR(pg_catalog.=) $5"                    \
	"   AND COALESCE(p.plan, ''::pg_catalog.text) OPERATOR(pg_catalog.=) $6"
#define TEXT_OF(json) JsonbToCString(NULL, &(json)->root, VARSIZE(json))

PG_FUNCTION_INFO_V1(credits_price_check);

/* The row as it will be */
typedef struct
{
	RowTrigger	trigger;
	int64		id;
	char	   *resource;
	char	   *unit;			/* the resource's */
	Jsonb	   *keys;			/* likewise: sets of attribute names of its prices */
	Datum		valid_from;
	Datum		valid_until;
	char	   *plan;
	char	   *account;
	Jsonb	   *attributes;
	PriceTier  *tiers;
	int			tier_count;
	char	   *tier_mode;
	char	   *tier_by;
	bool		has_rate;
	Datum		rate;
	bool		timed;
	Datum		least;
	bool		has_least;
	bool		has_package;
} Written;

static char *
written_text(const Written *price, const char *column)
{
	Datum		value;

	return row_trigger_get(&price->trigger, price->trigger.new, column, &value)
		? TextDatumGetCString(value) : NULL;
}

static Jsonb *
written_attributes(const Written *price)
{
	JsonbIterator *iterator;
	JsonbIteratorToken token;
	JsonbValue	value;
	Jsonb	   *attributes;
	Datum		given;

	if (!row_trigger_get(&price->trigger, price->trigger.new, "attributes", &given))
		given = DirectFunctionCall1(jsonb_in, CStringGetDatum("{}"));
	attributes = DatumGetJsonbPCopy(given);
	if (!JB_ROOT_IS_OBJECT(attributes))
		refuse_value("attributes", "must be a JSON object", TEXT_OF(attributes));
	/* what an index can hold, with the names of resource and account beside it */
	if (VARSIZE(attributes) > ATTRIBUTES_BYTES)
		refuse_value("attributes", "of a price must have at most 2000 bytes as jsonb",
					 psprintf("%zu bytes long", (size_t) VARSIZE(attributes)));
	iterator = JsonbIteratorInit(&attributes->root);
	(void) JsonbIteratorNext(&iterator, &value, true);
	while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		if (token == WJB_VALUE && value.type == jbvBinary)
			refuse_value("attributes", "of a price must be texts, numbers, booleans or null",
						 TEXT_OF(attributes));
	}
	return attributes;
}

/*
 * The resource, whose row is written, not only locked: who waited for it in a snapshot that does
 * not see the other price is refused (40001) instead of seeing no ambiguity.  Once in a
 * transaction: each version of the row would be read again for the next price.
 */
static void
lock_resource(Written *price)
{
	static SpiPlan look = {
		"SELECT r.unit, r.price_keys, r.xmin FROM credits.resource r"
		" WHERE r.resource OPERATOR(pg_catalog.=) $1", "t", NULL
	};
	static SpiPlan write = {
		"UPDATE credits.resource AS r SET price_keys = r.price_keys"
		" WHERE r.resource OPERATOR(pg_catalog.=) $1 RETURNING r.unit, r.price_keys", "t", NULL
	};
	Datum		values[1];

	values[0] = CStringGetTextDatum(price->resource);
	if (spi_run(&look, values, NULL) == 0)
		refuse_not_found("resource", price->resource, "Insert it into credits.resource first.");
	if (!TransactionIdIsCurrentTransactionId(spi_xid(0, 3)) &&
		spi_run(&write, values, NULL) == 0)
		refuse_not_found("resource", price->resource, "Insert it into credits.resource first.");
	price->unit = spi_text(0, 1);
	price->keys = DatumGetJsonbP(spi_copy(0, 2, -1));
}

/*
 * Terms.
 */
static void
check_unit(const Written *price, Datum rate)
{
	char	   *unit = rate_unit(rate);

	if (unit[0] != '\0' && strcmp(unit, price->unit) != 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("the rate is per \"%s\", the resource's unit is \"%s\"", unit,
							   price->unit),
						errdetail("A price of resource \"%s\" must be for its unit.",
								  price->resource),
						errhint("Write the rate per %s, or without a unit.",
								price->unit[0] ? price->unit : "the resource's unit")));
}

static void
check_tiers(Written *price)
{
	int			i;

	price->timed = price->tiers[0].rate.timed;
	for (i = 0; i < price->tier_count; i++)
	{
		check_unit(price, price->tiers[i].rate_datum);
		if (price->tiers[i].rate.timed != price->timed)
			refuse_value("tiers", "must all be per time, or none", "a mixture");
	}
	if (price->tier_by != NULL)
	{
		refuse_bad_name("tier_by", price->tier_by);
		if (price->tier_mode != NULL && strcmp(price->tier_mode, "volume") != 0)
			refuse_value("tier_mode", "must be left out, or volume, with tier_by",
						 price->tier_mode);
		return;
	}
	if (price->timed)
		refuse_value("tiers", "by quantity must not be per time", "per time");
	if (price->tier_mode == NULL)
		price->tier_mode = "graduated";
	if (strcmp(price->tier_mode, "graduated") != 0 && strcmp(price->tier_mode, "volume") != 0)
		refuse_value("tier_mode", "must be graduated or volume", price->tier_mode);
}

static void
check_amounts(Written *price)
{
	bool		counts = price->has_package || (price->tier_count > 0 && price->tier_by == NULL);
	Datum		value;

	if (row_trigger_get(&price->trigger, price->trigger.new, "step", &value))
	{
		Interval	step = *DatumGetIntervalP(value);

		if (step.month != 0 || step.day < 0 || step.time < 0 || (step.day == 0 && step.time == 0) ||
			step.day > 36500 || step.time > 36500 * USECS_PER_DAY)
			refuse_value("step", "must be a time of fixed length above 0, without months",
						 calendar_text(&step));
		if (!price->timed)
			refuse_value("step", "must be left out with a rate that is not per time",
						 calendar_text(&step));
	}
	if (price->has_package)
	{
		row_trigger_get(&price->trigger, price->trigger.new, "package", &value);
		if (amount_unsigned("package", value) == 0)
			refuse_value("package", "must be above 0", "0");
		if (price->timed)
			refuse_value("package", "must be left out with a rate per time", "given");
		if (price->tier_by != NULL)
			refuse_value("package", "must be left out with tier_by", "given");
	}
	if (price->has_least)
	{
		if (DatumGetAmount(price->least) <= 0)
			refuse_value("least", "must be above 0",
						 amount_to_cstring(DatumGetAmount(price->least)));
		if (counts)
			refuse_value("least", "must be left out with packages and tiers by quantity", "given");
	}
}

static void
check_whom(const Written *price)
{
	static SpiPlan account = {
		"SELECT FROM credits.account_key k WHERE k.account OPERATOR(pg_catalog.=) $1", "t", NULL
	};
	Datum		values[1];

	if (price->plan != NULL && price->account != NULL)
		refuse_value("plan", "must be left out for a price of one account", price->plan);
	if (price->plan != NULL)
		plan_require(price->plan);
	values[0] = CStringGetTextDatum(price->account != NULL ? price->account : "");
	if (price->account != NULL && spi_run(&account, values, NULL) == 0)
		refuse_not_found("account", price->account, "Open it with credits.open_account().");
}

static void
check_terms(Written *price)
{
	if (price->has_rate == (price->tiers != NULL))
		refuse_value("rate", price->has_rate ? "must be left out with tiers"
					 : "must be given, or tiers", price->has_rate ? "given" : "null");
	if (price->has_rate)
	{
		rate_value	rate;

		rate_unpack(price->rate, &rate);
		price->timed = rate.timed;
		check_unit(price, price->rate);
		if (price->tier_mode != NULL || price->tier_by != NULL)
			refuse_value(price->tier_mode != NULL ? "tier_mode" : "tier_by",
						 "must be left out without tiers",
						 price->tier_mode != NULL ? price->tier_mode : price->tier_by);
	}
	else
		check_tiers(price);
	check_amounts(price);
	check_whom(price);
}

/*
 * Beside the others.
 */

static bool
scalars_equal(JsonbValue *a, JsonbValue *b)
{
	return compareJsonbContainers(&JsonbValueToJsonb(a)->root, &JsonbValueToJsonb(b)->root) == 0;
}

/* Whether some usage could have all attributes of both, and neither has all of the other */
static bool
attributes_leave_choice(Jsonb *a, Jsonb *b)
{
	JsonbIterator *iterator = JsonbIteratorInit(&a->root);
	JsonbIteratorToken token;
	JsonbValue	value;
	JsonbValue	key = {0};
	int			shared = 0;

	while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		JsonbValue *other;

		if (token == WJB_KEY)
			key = value;
		if (token != WJB_VALUE)
			continue;
		other = getKeyJsonValueFromContainer(&b->root, key.val.string.val, key.val.string.len,
											 NULL);
		if (other == NULL)
			continue;
		if (!scalars_equal(&value, other))
			return false;
		shared++;
	}
	if (JB_ROOT_COUNT(a) == JB_ROOT_COUNT(b) && shared == (int) JB_ROOT_COUNT(a))
		return true;
	return shared < (int) JB_ROOT_COUNT(a) && shared < (int) JB_ROOT_COUNT(b);
}

/* Those of the attributes that have one of the names */
static Jsonb *
attributes_named(const JsonbValue *names, Jsonb *attributes)
{
	JsonbIterator *iterator = JsonbIteratorInit(names->val.binary.data);
	JsonbParseState *state = NULL;
	JsonbIteratorToken token;
	JsonbValue	name;

	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	while ((token = JsonbIteratorNext(&iterator, &name, true)) != WJB_DONE)
	{
		JsonbValue *value = token != WJB_ELEM || name.type != jbvString ? NULL
			: getKeyJsonValueFromContainer(&attributes->root, name.val.string.val,
										   name.val.string.len, NULL);

		if (value == NULL)
			continue;
		pushJsonbValue(&state, WJB_KEY, &name);
		pushJsonbValue(&state, WJB_VALUE, value);
	}
	return JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL));
}

/*
 * What a price of other names must have to leave a choice beside this one, for each set of names
 * that neither contains the names of this one nor is contained in them
 */
static int
find_shared(const Written *price, Datum *shared)
{
	int			count = 0;
	uint32		i;

	for (i = 0; i < JB_ROOT_COUNT(price->keys); i++)
	{
		JsonbValue *names = getIthJsonbValueFromContainer(&price->keys->root, i);
		Jsonb	   *both;

		if (names->type != jbvBinary)
			continue;
		both = attributes_named(names, price->attributes);
		if (JB_ROOT_COUNT(both) < JsonContainerSize(names->val.binary.data) &&
			JB_ROOT_COUNT(both) < JB_ROOT_COUNT(price->attributes))
			shared[count++] = JsonbPGetDatum(both);
	}
	return count;
}

/* Those that are valid at the same time, for the same account and plan, and may leave a choice */
static uint64
find_others(const Written *price)
{
	/* a probe of the index */
	static SpiPlan same = {
		OTHERS "   AND p.attributes OPERATOR(pg_catalog.=) $7", "tlzzttj", NULL
	};
	static SpiPlan any = {
		OTHERS "   AND p.attributes OPERATOR(pg_catalog.@>) ANY ($7)", "tlzzttJ", NULL
	};
	Datum	   *shared = palloc(sizeof(Datum) * (JB_ROOT_COUNT(price->keys) + 1));
	int			count = find_shared(price, shared);
	Datum		values[7];

	values[0] = CStringGetTextDatum(price->resource);
	values[1] = Int64GetDatum(price->id);
	values[2] = price->valid_from;
	values[3] = price->valid_until;
	values[4] = CStringGetTextDatum(price->account == NULL ? "" : price->account);
	values[5] = CStringGetTextDatum(price->plan == NULL ? "" : price->plan);
	values[6] = JsonbPGetDatum(price->attributes);
	if (count == 0)
		return spi_run(&same, values, NULL);
	shared[count++] = values[6];
	values[6] =
		PointerGetDatum(construct_array(shared, count, JSONBOID, -1, false, TYPALIGN_INT));
	return spi_run(&any, values, NULL);
}

static void
check_others(const Written *price)
{
	uint64		rows = find_others(price);
	uint64		i;

	for (i = 0; i < rows; i++)
	{
		Jsonb	   *other = DatumGetJsonbP(spi_copy(i, 3, -1));

		if (!attributes_leave_choice(price->attributes, other))
			continue;
		ereport(ERROR,
				(errcode(ERRCODE_EXCLUSION_VIOLATION),
				 errmsg("resource \"%s\" has another price at the same time", price->resource),
				 errdetail("One is valid from %s until %s, for attributes %s.",
						   pstrdup(timestamptz_to_str(spi_int64(i, 1))),
						   pstrdup(timestamptz_to_str(spi_int64(i, 2))), TEXT_OF(other)),
				 errhint("End the other with valid_until first, or give one attributes that "
						 "contain the other's.")));
	}
}

/* The names of its attributes, among those of the resource's prices */
static void
keep_keys(const Written *price)
{
	static SpiPlan plan = {
		"UPDATE credits.resource AS r SET price_keys = r.price_keys OPERATOR(pg_catalog.||) k.names"
		"  FROM (SELECT pg_catalog.jsonb_build_array(pg_catalog.jsonb_agg(o.name)) AS names"
		"          FROM pg_catalog.jsonb_object_keys($2) AS o(name)) AS k"
		" WHERE r.resource OPERATOR(pg_catalog.=) $1"
		"   AND NOT EXISTS (SELECT FROM pg_catalog.jsonb_array_elements(r.price_keys) AS e(names)"
		"                    WHERE e.names OPERATOR(pg_catalog.=)"
		"                          (k.names OPERATOR(pg_catalog.->) 0))",
		"tj", NULL
	};
	Datum		values[2];

	if (JB_ROOT_COUNT(price->attributes) == 0)
		return;
	values[0] = CStringGetTextDatum(price->resource);
	values[1] = JsonbPGetDatum(price->attributes);
	spi_run(&plan, values, NULL);
}

static bool
written_read(Written *price)
{
	const RowTrigger *trigger = &price->trigger;
	Datum		value;

	if (!row_trigger_get(trigger, trigger->new, "id", &value))
		return false;
	price->id = DatumGetInt64(value);
	price->resource = written_text(price, "resource");
	price->valid_from = row_trigger_get(trigger, trigger->new, "valid_from", &value)
		? value : TimestampTzGetDatum(DT_NOBEGIN);
	price->valid_until = row_trigger_get(trigger, trigger->new, "valid_until", &value)
		? value : TimestampTzGetDatum(DT_NOEND);
	price->plan = written_text(price, "plan");
	price->account = written_text(price, "account");
	price->attributes = written_attributes(price);
	price->has_rate = row_trigger_get(trigger, trigger->new, "rate", &price->rate);
	if (row_trigger_get(trigger, trigger->new, "tiers", &value))
		price->tiers = terms_read_tiers(DatumGetJsonbPCopy(value), &price->tier_count);
	price->tier_mode = written_text(price, "tier_mode");
	price->tier_by = written_text(price, "tier_by");
	price->has_least = row_trigger_get(trigger, trigger->new, "least", &price->least);
	price->has_package = row_trigger_get(trigger, trigger->new, "package", &value);
	return price->resource != NULL;
}

Datum
credits_price_check(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	Written		price = {0};
	SpiScope	scope;
	HeapTuple	row;
	Datum		filled[4];
	bool		nulls[4] = {false};
	int			columns[4];

	row_trigger_open(fcinfo, &price.trigger, TRIGGER_EVENT_BEFORE, "credits.price_check()");
	spi_begin(&scope, fcinfo);
	if (written_read(&price))
	{
		lock_resource(&price);
		check_terms(&price);
		check_others(&price);
		keep_keys(&price);
	}
	columns[0] = row_trigger_column(&price.trigger, "valid_from");
	columns[1] = row_trigger_column(&price.trigger, "valid_until");
	columns[2] = row_trigger_column(&price.trigger, "attributes");
	columns[3] = row_trigger_column(&price.trigger, "tier_mode");
	filled[0] = price.valid_from;
	filled[1] = price.valid_until;
	filled[2] = price.attributes == NULL ? (Datum) 0 : JsonbPGetDatum(price.attributes);
	nulls[2] = price.attributes == NULL;
	filled[3] = price.tier_mode == NULL ? (Datum) 0 : CStringGetTextDatum(price.tier_mode);
	nulls[3] = price.tier_mode == NULL;
	MemoryContextSwitchTo(caller);
	row = price.trigger.new;
	if (price.attributes != NULL)
		row = heap_modify_tuple_by_cols(row, price.trigger.desc, 4, columns, filled, nulls);
	spi_end(&scope);
	return PointerGetDatum(row);
}
