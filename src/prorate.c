/*
 * prorate.c
 *	  credits.prorate(whole, period, part): an exact share of an amount.
 *
 * Decided here: what a period and a part are, and which are refused.  The share itself is
 * amount_prorate() in value.c: cumulative from the period's start, so that parts that tile the
 * period sum to the whole (docs/rules.md, section 1).
 *
 * Time is in microseconds, so every range is taken as the half-open one of the same instants:
 * '[a,b]' ends one microsecond after b, '(a,b)' begins one after a.  Ranges that meet as
 * PostgreSQL sees it tile here too.
 */
#include "postgres.h"

#include "utils/rangetypes.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "clock.h"
#include "compat.h"

/* [from, until), empty where until <= from */
typedef struct
{
	TimestampTz from;
	TimestampTz until;
} Span;

static TimestampTz
prorate_bound(const RangeBound *bound, const char *argument)
{
	TimestampTz at;

	if (bound->infinite)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("\"%s\" must have finite bounds", argument),
				 errdetail("Its %s bound is open.", bound->lower ? "lower" : "upper"),
				 errhint("Give both, as in [2026-01-01,2026-02-01).")));
	at = DatumGetTimestampTz(bound->val);
	clock_check(at, argument);
	/* a lower bound excludes its instant, an upper one includes it */
	return bound->lower != bound->inclusive ? at + 1 : at;
}

static Span
prorate_span(FunctionCallInfo fcinfo, int number, const char *argument)
{
	RangeType  *range = PG_GETARG_RANGE_P(number);
	TypeCacheEntry *type = range_get_typcache(fcinfo, RangeTypeGetOid(range));
	RangeBound	lower;
	RangeBound	upper;
	Span		span = {0, 0};
	bool		empty;

	range_deserialize(type, range, &lower, &upper, &empty);
	if (!empty)
	{
		span.from = prorate_bound(&lower, argument);
		span.until = prorate_bound(&upper, argument);
	}
	return span;
}

static void
prorate_refuse_outside(Span period, Span part)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("\"part\" reaches outside \"period\""),
			 errdetail("\"part\" is from %s until %s, \"period\" from %s until %s.",
					   pstrdup(timestamptz_to_str(part.from)),
					   pstrdup(timestamptz_to_str(part.until)),
					   pstrdup(timestamptz_to_str(period.from)),
					   pstrdup(timestamptz_to_str(period.until))),
			 errhint("Cut it first, as in period * part.")));
}

PG_FUNCTION_INFO_V1(prorate);
Datum
prorate(PG_FUNCTION_ARGS)
{
	amount128	whole = PG_GETARG_AMOUNT(0);
	Span		period = prorate_span(fcinfo, 1, "period");
	Span		part = prorate_span(fcinfo, 2, "part");
	amount128	share;

	if (period.from >= period.until)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"period\" is empty"),
				 errdetail("An amount is spread over a period of at least one microsecond."),
				 errhint("Give a period that ends after it begins.")));
	if (part.from >= part.until)
		PG_RETURN_AMOUNT(0);
	if (part.from < period.from || part.until > period.until)
		prorate_refuse_outside(period, part);
	if (!amount_prorate(whole, period.from, period.until, part.from, part.until, &share))
		amount_overflow();
	PG_RETURN_AMOUNT(share);
}
