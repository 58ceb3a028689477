/*
 * price.h
 *	  What usage costs: which rate is in force when, and the lines a usage becomes.
 */
#ifndef CREDITS_PRICE_H
#define CREDITS_PRICE_H

#include "utils/jsonb.h"

#include "account.h"
#include "bucket.h"
#include "value.h"

/*
 * One metered quantity as it was given: an event at an instant, or a quantity held over [at,
 * until)
 */
typedef struct
{
	char	   *resource;
	amount128	quantity;
	Datum		quantity_numeric;
	Jsonb	   *attributes;		/* NULL: none */
	bool		at_given;
	TimestampTz at;
	bool		has_until;
	TimestampTz until;
	char	   *item;			/* NULL: none */
} Usage;

/* A stretch of it in one period at one rate */
typedef struct
{
	TimestampTz at;
	TimestampTz until;			/* if the usage has one */
	bool		late;			/* its period has closed */
	amount128	charged;
	const rate_value *rate;
	Datum		rate_datum;
} UsageLine;

typedef struct
{
	UsageLine  *items;
	int			count;
	int			room;
} UsageLines;

typedef struct
{
	TimestampTz valid_from;
	TimestampTz valid_until;
	rate_value	rate;
	Datum		rate_datum;
} Price;

/* Prices of one resource, by time */
typedef struct
{
	char	   *resource;
	Price	   *items;
	int			count;
} PriceList;

/* Where periods end: those of the open ones are in the set, those of closed ones are given */
typedef struct
{
	BucketSet  *set;
	TimestampTz now;
	TimestampTz *closed;
	int			count;
} PeriodEdges;

/* The prices in force at or after `since` and up to `last`; KR010 if the resource is unknown */
extern void price_load(const char *resource, TimestampTz since, TimestampTz last, PriceList *list);

/* KR010 if the resource is unknown */
extern void price_require_resource(const char *resource);

/*
 * Cut the usage into lines and price each; KR010 where no price is in force, 22023 where the
 * rate does not fit the usage
 */
extern void price_usage(const Usage *usage, const PeriodEdges *edges, const PriceList *list,
						UsageLines *lines);

/* The cost of [at, until) of a line over time, or 22003 */
extern amount128 price_stretch(const UsageLine *line, amount128 quantity, TimestampTz at,
							   TimestampTz until);

#endif							/* CREDITS_PRICE_H */
