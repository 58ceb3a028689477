/*
 * terms.c
 *	  What a price says a quantity, or a time, costs.
 *
 * Decided here: steps, least charges, packages and tiers, as cumulative functions, so that what
 * parts cost is a difference and parts sum to the whole however they are cut.  Of a time the
 * function runs from the start of its run, of a quantity from the start of its period.  A line
 * keeps these terms as JSON beside its rate, and line_cost() recomputes it from them: verify()
 * and reads of the past run the code that charged.  The arithmetic of rates is value.c's.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "money.h"
#include "terms.h"
#include "rate.h"
#include "refuse.h"
#include "request.h"

#define MAX_TIERS 100
/* of an amount that counts seconds, one microsecond */
#define AMOUNT_MICROSECOND (AMOUNT_ONE / USECS_PER_SEC)

PG_FUNCTION_INFO_V1(credits_line_cost);

bool
terms_count(const PriceTerms *terms)
{
	return terms->package != 0 || terms->tier_count > 0;
}

bool
terms_run(const PriceTerms *terms)
{
	return terms->step != 0 || terms->least != 0;
}

const PriceTier *
terms_tier(const PriceTier *tiers, int count, amount128 value)
{
	int			low = 0;
	int			high = count - 1;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (value <= tiers[middle].upto)
			high = middle;
		else
			low = middle + 1;
	}
	return &tiers[low];
}

/*
 * By quantity.
 */
static bool
cost_add(const rate_value *rate, amount128 quantity, amount128 *sum)
{
	amount128	cost;

	return rate_cost_quantity(rate, quantity, ROUND_HALF_EVEN, &cost) &&
		amount_add(*sum, cost, sum);
}

/* Each part of a quantity at its own tier's rate */
static bool
cost_graduated(const PriceTerms *terms, amount128 quantity, amount128 *total)
{
	amount128	low = 0;
	int			i;

	for (i = 0; i < terms->tier_count && low < quantity; i++)
	{
		const PriceTier *tier = &terms->tiers[i];
		amount128	high = tier->last ? quantity : Min(quantity, tier->upto);

		if (!cost_add(&tier->rate, high - low, total))
			return false;
		low = high;
	}
	return true;
}

/* What all of a quantity costs that is used from the start of a period */
static bool
cost_total(const PriceTerms *terms, amount128 quantity, amount128 *total)
{
	*total = 0;
	if (quantity == 0)
		return true;
	if (terms->package != 0 &&
		__builtin_mul_overflow((quantity - 1) / terms->package + 1, terms->package, &quantity))
		return false;
	if (terms->tier_count == 0)
		return cost_add(&terms->rate, quantity, total);
	if (!terms->volume)
		return cost_graduated(terms, quantity, total);
	return cost_add(&terms_tier(terms->tiers, terms->tier_count, quantity)->rate, quantity, total);
}

bool
terms_cost_quantity(const PriceTerms *terms, amount128 quantity, amount128 counted,
					amount128 *cost)
{
	amount128	before;
	amount128	all;

	if (terms_count(terms))
		return amount_add(counted, quantity, &all) && cost_total(terms, all, cost) &&
			cost_total(terms, counted, &before) && amount_subtract(*cost, before, cost);
	if (!rate_cost_quantity(&terms->rate, quantity, ROUND_HALF_EVEN, cost))
		return false;
	if (quantity > 0)
		*cost = Max(*cost, terms->least);
	return true;
}

/*
 * By time.
 */
static int64
steps_started(int64 elapsed, int64 step)
{
	return elapsed / step + (elapsed % step != 0);
}

/* What a run has cost after so long, but for the least charge */
static bool
cost_elapsed(const PriceTerms *terms, amount128 quantity, TimestampTz run, TimestampTz until,
			 amount128 *cost)
{
	rate_value	each;

	if (terms->step == 0)
		return rate_cost_time(&terms->rate, quantity, run, until, cost);
	return rate_times_time(&terms->rate, terms->step, &each) &&
		rate_cost_quantity(&each, quantity, ROUND_HALF_EVEN, cost) &&
		!__builtin_mul_overflow(*cost, (amount128) steps_started(until - run, terms->step), cost);
}

static bool
cost_run(const PriceTerms *terms, amount128 quantity, TimestampTz run, TimestampTz until,
		 amount128 *cost)
{
	*cost = 0;
	if (until == run || quantity == 0)
		return true;
	if (!cost_elapsed(terms, quantity, run, until, cost))
		return false;
	*cost = Max(*cost, terms->least);
	return true;
}

bool
terms_cost_time(const PriceTerms *terms, amount128 quantity, TimestampTz run, TimestampTz at,
				TimestampTz until, amount128 *cost)
{
	amount128	before;

	if (!terms_run(terms))
		return rate_cost_time(&terms->rate, quantity, at, until, cost);
	return cost_run(terms, quantity, run, until, cost) &&
		cost_run(terms, quantity, run, at, &before) && amount_subtract(*cost, before, cost);
}

/*
 * As JSON.
 */
static void
refuse_terms(const char *argument, const char *why)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("\"%s\" are no tiers of a price", argument),
			 errdetail("%s", why),
			 errhint("Tiers are an array such as [{\"upto\": 1000, \"rate\": \"0.02/call\"}, "
					 "{\"rate\": \"0.01/call\"}].")));
}

/* A member of an object; NULL if it has none of that name */
static JsonbValue *
json_member(Jsonb *object, const char *name)
{
	return getKeyJsonValueFromContainer(&object->root, name, strlen(name), NULL);
}

static PriceTier
tier_read(JsonbValue *value, bool last, amount128 above)
{
	PriceTier	tier = {0};
	JsonbValue *upto;
	JsonbValue *rate;
	Jsonb	   *object;

	if (value->type != jbvBinary || !JsonContainerIsObject(value->val.binary.data))
		refuse_terms("tiers", "A tier is not an object.");
	object = JsonbValueToJsonb(value);
	upto = json_member(object, "upto");
	rate = json_member(object, "rate");
	if (JsonContainerSize(&object->root) != (uint32) ((upto != NULL) + (rate != NULL)))
		refuse_terms("tiers", "A tier has no members but \"upto\" and \"rate\".");
	if (rate == NULL || rate->type != jbvString)
		refuse_terms("tiers", "A tier has no \"rate\" that is a text.");
	if (last != (upto == NULL))
		refuse_terms("tiers", "The last tier, and no other, is without \"upto\".");
	tier.last = last;
	if (upto != NULL)
	{
		if (upto->type != jbvNumeric)
			refuse_terms("tiers", "An \"upto\" is not a number.");
		tier.upto = amount_unsigned("upto", NumericGetDatum(upto->val.numeric));
		if (tier.upto <= above)
			refuse_terms("tiers", "Each \"upto\" must be above 0 and above the one before it.");
	}
	tier.rate_datum =
		rate_from_cstring(pnstrdup(rate->val.string.val, rate->val.string.len));
	rate_unpack(tier.rate_datum, &tier.rate);
	return tier;
}

PriceTier *
terms_read_tiers(Jsonb *json, int *count)
{
	PriceTier  *tiers;
	int			i;

	*count = 0;
	if (!JB_ROOT_IS_ARRAY(json) || JB_ROOT_IS_SCALAR(json))
		refuse_terms("tiers", "They are not an array.");
	if (JB_ROOT_COUNT(json) < 1 || JB_ROOT_COUNT(json) > MAX_TIERS)
		refuse_terms("tiers", "There must be from 1 to 100 of them.");
	tiers = palloc(sizeof(PriceTier) * JB_ROOT_COUNT(json));
	for (i = 0; i < (int) JB_ROOT_COUNT(json); i++)
		tiers[(*count)++] = tier_read(getIthJsonbValueFromContainer(&json->root, i),
									  i == (int) JB_ROOT_COUNT(json) - 1,
									  i == 0 ? 0 : tiers[i - 1].upto);
	return tiers;
}

void
terms_describe(PriceTerms *terms, Jsonb *tiers)
{
	Arguments	json;

	if (terms->step == 0 && terms->least == 0 && !terms_count(terms))
		return;
	request_begin(&json);
	if (terms->step != 0)
		request_numeric(&json, "step", money_from_amount(terms->step * AMOUNT_MICROSECOND));
	if (terms->least != 0)
		request_numeric(&json, "least", money_from_amount(terms->least));
	if (terms->package != 0)
		request_numeric(&json, "package", money_from_amount(terms->package));
	if (terms->tier_count > 0)
	{
		request_json(&json, "tiers", tiers);
		request_text(&json, "mode", terms->volume ? "volume" : "graduated");
	}
	terms->json = JsonbPGetDatum(request_end(&json));
}

/* A number that is not below 0; 0 if it is absent */
static amount128
terms_number(Jsonb *json, const char *name)
{
	JsonbValue *value = json_member(json, name);

	if (value == NULL)
		return 0;
	if (value->type != jbvNumeric)
		refuse_value("terms", psprintf("have a \"%s\" that is not a number", name),
					 JsonbToCString(NULL, &json->root, VARSIZE(json)));
	return amount_unsigned(name, NumericGetDatum(value->val.numeric));
}

static void
terms_read(Jsonb *json, PriceTerms *terms)
{
	JsonbValue *tiers;
	JsonbValue *mode;
	amount128	step;

	if (!JB_ROOT_IS_OBJECT(json))
		refuse_value("terms", "must be an object",
					 JsonbToCString(NULL, &json->root, VARSIZE(json)));
	step = terms_number(json, "step") / AMOUNT_MICROSECOND;
	if (step > PG_INT64_MAX)
		refuse_value("terms", "have a step that is too long",
					 JsonbToCString(NULL, &json->root, VARSIZE(json)));
	terms->step = (int64) step;
	terms->least = terms_number(json, "least");
	terms->package = terms_number(json, "package");
	tiers = json_member(json, "tiers");
	mode = json_member(json, "mode");
	if (tiers != NULL)
		terms->tiers = terms_read_tiers(JsonbValueToJsonb(tiers), &terms->tier_count);
	terms->volume = mode != NULL && mode->type == jbvString && mode->val.string.len == 6 &&
		memcmp(mode->val.string.val, "volume", 6) == 0;
}

void
terms_load(Datum rate, Jsonb *json, PriceTerms *terms)
{
	memset(terms, 0, sizeof(*terms));
	if (rate != 0)
	{
		terms->rate_datum = rate;
		rate_unpack(rate, &terms->rate);
	}
	if (json != NULL)
	{
		terms->json = JsonbPGetDatum(json);
		terms_read(json, terms);
	}
}

/* Arguments: rate, quantity, at, until, counted, terms */
Datum
credits_line_cost(PG_FUNCTION_ARGS)
{
	PriceTerms	terms;
	amount128	counted = 0;
	amount128	quantity;
	amount128	cost;
	bool		negative;
	bool		timed = !PG_ARGISNULL(3);
	bool		fits;
	int			i;

	if (PG_ARGISNULL(1) || (timed && PG_ARGISNULL(2)))
		PG_RETURN_NULL();
	quantity = amount_from_numeric(PG_GETARG_DATUM(1));
	negative = quantity < 0;
	if (quantity == AMOUNT_MIN)
		amount_overflow();
	terms_load(PG_ARGISNULL(0) ? 0 : PG_GETARG_DATUM(0),
			   PG_ARGISNULL(5) ? NULL : PG_GETARG_JSONB_P(5), &terms);
	if (!PG_ARGISNULL(4))
		counted = amount_unsigned("counted", PG_GETARG_DATUM(4));
	if (terms.rate_datum == 0 && terms.tier_count == 0)
		PG_RETURN_NULL();
	for (i = 0; i < terms.tier_count; i++)
	{
		if (terms.tiers[i].rate.timed)
			refuse_terms("terms", "Rates of tiers are not per time.");
	}
	if (terms.rate_datum != 0 && terms.rate.timed != timed)
		refuse_value("until", timed ? "is given with a rate that is not per time"
					 : "must be given with a rate per time", timed ? "given" : "null");
	if (timed)
	{
		TimestampTz at = PG_GETARG_TIMESTAMPTZ(2);
		TimestampTz until = PG_GETARG_TIMESTAMPTZ(3);

		if (TIMESTAMP_NOT_FINITE(at) || TIMESTAMP_NOT_FINITE(until) || until < at ||
			counted / AMOUNT_MICROSECOND > at - MIN_TIMESTAMP)
			refuse_value("until", "is not finite or before \"at\"", timestamptz_to_str(until));
		fits = terms.tier_count == 0 &&
			terms_cost_time(&terms, negative ? -quantity : quantity,
							at - (int64) (counted / AMOUNT_MICROSECOND), at, until, &cost);
	}
	else
		fits = !negative && terms_cost_quantity(&terms, quantity, counted, &cost);
	if (!fits)
		amount_overflow();
	PG_RETURN_AMOUNT(negative ? -cost : cost);
}
