/*
 * price.c
 *	  Which price is in force: for whom, for what, and when.
 *
 * Decided here: how a price is found.  A usage may match prices of several sets of attributes;
 * the resource's row keeps which sets there are (price_check.c), so a usage is projected on each
 * and the price is found by equality: in the table by an index, in memory by a hash.  Ten
 * thousand prices cost what ten do.
 *
 * Invariant: of the prices that match at an instant one is the most specific, as the trigger
 * refuses those that would leave a choice.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "price.h"
#include "rate.h"
#include "refuse.h"
#include "spi.h"

#define PRICE_COLUMNS                                                                              \
	"p.id, p.valid_from, p.valid_until, p.rate, p.plan, p.account, p.attributes, p.step,"          \
	" p.least, p.package, p.tiers, p.tier_mode, p.tier_by"

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

/*
 * Attributes.
 */
static uint32
price_hash(Jsonb *attributes)
{
	return DatumGetUInt32(DirectFunctionCall1(jsonb_hash, JsonbPGetDatum(attributes)));
}

/* The members of an object that are named; NULL if it has not all of them */
static Jsonb *
price_project(Jsonb *attributes, Jsonb *names)
{
	JsonbParseState *state = NULL;
	uint32		i;

	if (!JB_ROOT_IS_ARRAY(names))
		return NULL;
	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	for (i = 0; i < JB_ROOT_COUNT(names); i++)
	{
		JsonbValue *name = getIthJsonbValueFromContainer(&names->root, i);
		JsonbValue *value = name->type != jbvString ? NULL : getKeyJsonValueFromContainer(
			&attributes->root, name->val.string.val, name->val.string.len, NULL);

		if (value == NULL)
			return NULL;
		pushJsonbValue(&state, WJB_KEY, name);
		pushJsonbValue(&state, WJB_VALUE, value);
	}
	return JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL));
}

static Jsonb *
price_no_attributes(void)
{
	JsonbParseState *state = NULL;

	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	return JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL));
}

/* What a usage looks like to prices of the i-th set of attributes; NULL: not at all */
static Jsonb *
price_seen_by(const PriceList *list, const Usage *usage, uint32 i)
{
	JsonbValue *names = getIthJsonbValueFromContainer(&list->keys->root, i);

	if (usage->attributes == NULL)
		return NULL;
	return price_project(usage->attributes, JsonbValueToJsonb(names));
}

/*
 * Loading.
 */
static void
price_read(uint64 row, Price *price)
{
	Jsonb	   *tiers = NULL;
	PriceTerms *terms = &price->terms;

	memset(price, 0, sizeof(*price));
	price->id = spi_int64(row, 4);
	price->valid_from = spi_int64(row, 5);
	price->valid_until = spi_int64(row, 6);
	price->plan = spi_text(row, 8);
	price->account = spi_text(row, 9);
	price->attributes = DatumGetJsonbP(spi_copy(row, 10, -1));
	price->keys = JB_ROOT_COUNT(price->attributes);
	price->hash = price_hash(price->attributes);
	price->tier_by = spi_text(row, 16);
	if (!spi_is_null(row, 11))
	{
		Interval	step = spi_interval(row, 11);

		terms->step = step.day * USECS_PER_DAY + step.time;
	}
	terms->least = spi_is_null(row, 12) ? 0 : spi_amount(row, 12);
	terms->package = spi_is_null(row, 13) ? 0 : amount_from_numeric(spi_copy(row, 13, -1));
	if (spi_is_null(row, 7))
	{
		tiers = DatumGetJsonbP(spi_copy(row, 14, -1));
		price->tiers = terms_read_tiers(tiers, &price->tier_count);
	}
	else
	{
		terms->rate_datum = spi_copy(row, 7, -1);
		rate_unpack(terms->rate_datum, &terms->rate);
	}
	if (price->tier_by == NULL)
	{
		terms->tiers = price->tiers;
		terms->tier_count = price->tier_count;
		terms->volume = !spi_is_null(row, 15) && strcmp(spi_text(row, 15), "volume") == 0;
		terms_describe(terms, tiers);
	}
	else
	{
		int			i;

		terms_describe(terms, NULL);
		price->tier_terms = palloc(sizeof(PriceTerms) * price->tier_count);
		for (i = 0; i < price->tier_count; i++)
		{
			price->tier_terms[i] = *terms;
			price->tier_terms[i].rate = price->tiers[i].rate;
			price->tier_terms[i].rate_datum = price->tiers[i].rate_datum;
		}
	}
}

static void
price_add(PriceList *list, uint64 rows)
{
	uint64		i;

	if (list->count + (int) rows > list->room)
	{
		list->room = list->count + (int) rows;
		list->items = list->items == NULL
			? palloc(sizeof(Price) * list->room)
			: repalloc_huge(list->items, sizeof(Price) * list->room);
	}
	for (i = 0; i < rows; i++)
	{
		if (spi_is_null(i, 4))
			continue;
		price_read(i, &list->items[list->count]);
		list->by_plan = list->by_plan || list->items[list->count].plan != NULL;
		list->count++;
	}
}

static int
price_compare(const void *a, const void *b)
{
	const Price *x = a;
	const Price *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

/*
 * Those of some sets of attributes and some accounts, found by equality, each by a probe of the
 * index: whatever the planner knows of the table, it is never read through.
 */
static uint64
price_query_seen(Datum *values, Datum *attributes, int count)
{
	static SpiPlan plan = {
		"SELECT r.price_keys, r.at_zero, r.least_balance, " PRICE_COLUMNS
		"  FROM credits.resource r"
		"  LEFT JOIN (pg_catalog.unnest($5) AS s(attributes)"
		"       CROSS JOIN pg_catalog.unnest($4) AS n(name)"
		"       CROSS JOIN LATERAL (SELECT x.* FROM credits.price x"
		"           WHERE x.resource OPERATOR(pg_catalog.=) $1"
		"             AND x.attributes OPERATOR(pg_catalog.=) s.attributes"
		"             AND COALESCE(x.account, ''::pg_catalog.text) OPERATOR(pg_catalog.=) n.name"
		"             AND x.valid_until OPERATOR(pg_catalog.>) $2"
		"             AND x.valid_from OPERATOR(pg_catalog.<=) $3 OFFSET 0) p) ON true"
		" WHERE r.resource OPERATOR(pg_catalog.=) $1",
		"tzzTJ", NULL
	};

	values[4] =
		PointerGetDatum(construct_array(attributes, count, JSONBOID, -1, false, TYPALIGN_INT));
	return spi_run(&plan, values, NULL);
}

/* Those of the sets of attributes that the usage has */
static void
price_load_seen(PriceList *list, const Usage *usage, Datum *values)
{
	int			room = JB_ROOT_COUNT(list->keys);
	Datum	   *seen = palloc(sizeof(Datum) * Max(room, 1));
	int			count = 0;
	int			i;

	for (i = 0; i < room; i++)
	{
		Jsonb	   *attributes = price_seen_by(list, usage, i);

		if (attributes != NULL)
			seen[count++] = JsonbPGetDatum(attributes);
	}
	if (count > 0)
		price_add(list, price_query_seen(values, seen, count));
}

static uint64
price_query_all(Datum *values)
{
	static SpiPlan plan = {
		"SELECT r.price_keys, r.at_zero, r.least_balance, " PRICE_COLUMNS
		"  FROM credits.resource r"
		"  LEFT JOIN credits.price p ON p.resource OPERATOR(pg_catalog.=) r.resource"
		"   AND p.valid_until OPERATOR(pg_catalog.>) $2"
		"   AND p.valid_from OPERATOR(pg_catalog.<=) $3"
		" WHERE r.resource OPERATOR(pg_catalog.=) $1",
		"tzz", NULL
	};

	return spi_run(&plan, values, NULL);
}

void
price_load(const char *resource, TimestampTz since, TimestampTz last, const Usage *usage,
		   const char *payer, PriceList *list)
{
	Datum		none = JsonbPGetDatum(price_no_attributes());
	Datum		names[3];
	Datum		values[5];
	uint64		rows;

	memset(list, 0, sizeof(*list));
	values[0] = CStringGetTextDatum(resource);
	values[1] = TimestampTzGetDatum(since);
	values[2] = TimestampTzGetDatum(last);
	if (usage != NULL)
	{
		names[0] = CStringGetTextDatum("");
		names[1] = CStringGetTextDatum(payer);
		names[2] = CStringGetTextDatum(usage->account);
		values[3] = PointerGetDatum(construct_array(
			names, strcmp(payer, usage->account) == 0 ? 2 : 3, TEXTOID, -1, false, TYPALIGN_INT));
	}
	rows = usage != NULL ? price_query_seen(values, &none, 1) : price_query_all(values);
	if (rows == 0)
		price_require_resource(resource);
	list->resource = pstrdup(resource);
	list->keys = DatumGetJsonbP(spi_copy(0, 1, -1));
	list->at_zero = spi_text(0, 2);
	list->has_least = !spi_is_null(0, 3);
	list->least_balance = list->has_least ? spi_amount(0, 3) : 0;
	price_add(list, rows);
	if (usage != NULL && JB_ROOT_COUNT(list->keys) > 0)
		price_load_seen(list, usage, values);
	if (list->count > 1)
		qsort(list->items, list->count, sizeof(Price), price_compare);
}

/*
 * Finding.
 */
typedef struct
{
	const Usage *usage;
	const char *payer;
	const char *plan;			/* the payer's at the instant; NULL: none */
	TimestampTz at;
	TimestampTz changes_at;
	const Price *best;
	int			rank;			/* of the best */
} Search;

/* The account's own, its payer's, its plan's, everybody's; below 0: not this usage's at all */
static int
price_rank(const Search *search, const Price *price)
{
	if (price->account != NULL)
		return strcmp(price->account, search->usage->account) == 0 ? 3
			: strcmp(price->account, search->payer) == 0 ? 2 : -1;
	if (price->plan != NULL)
		return search->plan != NULL && strcmp(price->plan, search->plan) == 0 ? 1 : -1;
	return 0;
}

static void
search_look(Search *search, const Price *price)
{
	int			rank = price_rank(search, price);

	if (rank < 0)
		return;
	if (price->valid_from > search->at)
	{
		search->changes_at = Min(search->changes_at, price->valid_from);
		return;
	}
	if (price->valid_until <= search->at)
		return;
	search->changes_at = Min(search->changes_at, price->valid_until);
	if (search->best == NULL || rank > search->rank ||
		(rank == search->rank && price->keys > search->best->keys))
	{
		search->best = price;
		search->rank = rank;
	}
}

/* All prices with these very attributes */
static void
search_attributes(Search *search, const PriceList *list, Jsonb *attributes)
{
	uint32		hash = price_hash(attributes);
	int			low = 0;
	int			high = list->count;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (list->items[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < list->count && list->items[low].hash == hash; low++)
	{
		if (compareJsonbContainers(&list->items[low].attributes->root, &attributes->root) == 0)
			search_look(search, &list->items[low]);
	}
}

/* The plan in force, and when that ends */
static void
search_plan(Search *search, const SubscriptionList *plans)
{
	const Subscription *terms = subscription_in_force(plans, search->at);
	int			i;

	search->plan = terms == NULL ? NULL : terms->plan;
	for (i = 0; i < plans->count; i++)
	{
		const Subscription *other = &plans->items[i];

		if (other->plan == NULL)
			continue;
		if (other->started_at > search->at)
			search->changes_at = Min(search->changes_at, other->started_at);
		if (other->ends_at > search->at)
			search->changes_at = Min(search->changes_at, other->ends_at);
	}
}

const Price *
price_find(const PriceList *list, const Usage *usage, const char *payer,
		   const SubscriptionList *plans, TimestampTz at, TimestampTz *changes_at)
{
	Search		search = {usage, payer, NULL, at, DT_NOEND, NULL, 0};
	uint32		i;

	if (list->by_plan)
		search_plan(&search, plans);
	if (JB_ROOT_COUNT(list->keys) == 0)
	{
		for (i = 0; i < (uint32) list->count; i++)
			search_look(&search, &list->items[i]);
	}
	else
	{
		search_attributes(&search, list, price_no_attributes());
		for (i = 0; i < JB_ROOT_COUNT(list->keys); i++)
		{
			Jsonb	   *attributes = price_seen_by(list, usage, i);

			if (attributes != NULL)
				search_attributes(&search, list, attributes);
		}
	}
	*changes_at = search.changes_at;
	return search.best;
}

const Price *
price_at(const PriceList *list, const Usage *usage, const char *payer,
		 const SubscriptionList *plans, TimestampTz at, TimestampTz *changes_at)
{
	const Price *price = price_find(list, usage, payer, plans, at, changes_at);
	StringInfoData facts;

	if (price != NULL)
		return price;
	fact_open(&facts, "not_found");
	fact_text(&facts, "resource", list->resource);
	fact_text(&facts, "account", usage->account);
	if (usage->attributes != NULL)
		fact_json(&facts, "attributes", usage->attributes);
	fact_instant(&facts, "at", at);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_NOT_FOUND),
			 errmsg("resource \"%s\" has no price at %s", list->resource, timestamptz_to_str(at)),
			 errdetail_internal("%s", facts.data),
			 errhint("Insert into credits.price one that is valid then, for this account and these "
					 "attributes.")));
}

const PriceTerms *
price_terms(const Price *price, const Usage *usage)
{
	JsonbValue *value = NULL;
	const PriceTier *tier;

	if (price->tier_by == NULL)
		return &price->terms;
	if (usage->attributes != NULL)
		value = getKeyJsonValueFromContainer(&usage->attributes->root, price->tier_by,
											 strlen(price->tier_by), NULL);
	if (value == NULL || value->type != jbvNumeric ||
		DatumGetBool(DirectFunctionCall2(numeric_le, NumericGetDatum(value->val.numeric),
										 NumericGetDatum(int64_to_numeric(0)))))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("resource \"%s\" is priced by attribute \"%s\"", usage->resource,
						price->tier_by),
				 errdetail("It must be there, a number above 0."),
				 errhint("Give it in \"attributes\", as in {\"%s\": 1024}.", price->tier_by)));
	tier = terms_tier(price->tiers, price->tier_count,
					  amount_unsigned(price->tier_by, NumericGetDatum(value->val.numeric)));
	return &price->tier_terms[tier - price->tiers];
}

bool
price_is_timed(const Price *price)
{
	return price->tier_count > 0 ? price->tiers[0].rate.timed : price->terms.rate.timed;
}

void
price_require_fit(const Usage *usage, const Price *price)
{
	bool		timed = price_is_timed(price);

	if (timed && !usage->has_until)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"until\" must be given for resource \"%s\"", usage->resource),
				 errdetail("Its rate is per time."),
				 errhint("Give the usage's end, or price the resource by quantity alone.")));
	if (!timed && usage->has_until)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"until\" must be left out for resource \"%s\"", usage->resource),
				 errdetail("Its rate is by quantity, not per time."),
				 errhint("Book the quantity as an event, or price the resource per time.")));
}
