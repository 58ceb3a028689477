/*
 * terms.h
 *	  What a price says a quantity, or a time, costs.
 */
#ifndef CREDITS_TERMS_H
#define CREDITS_TERMS_H

#include "datatype/timestamp.h"
#include "utils/jsonb.h"
#include "value.h"

/* From the `upto` of the tier before, exclusive, to its own, inclusive; the last has none */
typedef struct
{
	bool		last;
	amount128	upto;
	rate_value	rate;
	Datum		rate_datum;
} PriceTier;

/* What a line keeps of its price, and is recomputed from */
typedef struct
{
	rate_value	rate;			/* unless it is tiered */
	Datum		rate_datum;		/* 0: tiered */
	int64		step;			/* microseconds; 0: none */
	amount128	least;			/* 0: none */
	amount128	package;		/* 0: none */
	PriceTier  *tiers;			/* by quantity */
	int			tier_count;		/* 0: not tiered */
	bool		volume;
	Datum		json;			/* all but the rate; 0: there is nothing else */
} PriceTerms;

/* Whether what was used before in the period matters, or what was before in the run */
extern bool terms_count(const PriceTerms *terms);
extern bool terms_run(const PriceTerms *terms);

/* What a quantity costs, after `counted`; false if that is out of range */
extern bool terms_cost_quantity(const PriceTerms *terms, amount128 quantity, amount128 counted,
								amount128 *cost);

/* What [at, until) of a run costs that began at `run`; false if that is out of range */
extern bool terms_cost_time(const PriceTerms *terms, amount128 quantity, TimestampTz run,
							TimestampTz at, TimestampTz until, amount128 *cost);

/* The tier that contains a value */
extern const PriceTier *terms_tier(const PriceTier *tiers, int count, amount128 value);

/* The tiers of a price; 22023 if they are none */
extern PriceTier *terms_read_tiers(Jsonb *tiers, int *count);

/* From what a line keeps: the rate (0: none), the rest (NULL: nothing) */
extern void terms_load(Datum rate, Jsonb *json, PriceTerms *terms);

/* Fill in `json` */
extern void terms_describe(PriceTerms *terms, Jsonb *tiers);

#endif							/* CREDITS_TERMS_H */
