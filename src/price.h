/*
 * price.h
 *	  Which price is in force: for whom, for what, and when.
 */
#ifndef CREDITS_PRICE_H
#define CREDITS_PRICE_H

#include "utils/jsonb.h"

#include "account.h"
#include "terms.h"
#include "subscription.h"

/*
 * One metered quantity as it was given: an event at an instant, or a quantity held over [at,
 * until)
 */
typedef struct
{
	const char *account;		/* that used it */
	int64		user_id;
	char	   *resource;
	amount128	quantity;
	Datum		quantity_numeric;
	Jsonb	   *attributes;		/* NULL: none */
	bool		at_given;
	TimestampTz at;
	bool		has_until;
	TimestampTz until;
	char	   *item;			/* NULL: none */
	bool		metered;		/* its run began at run_at, as a meter says */
	TimestampTz run_at;
	uint64		number;			/* of several at one instant */
} Usage;

typedef struct
{
	int64		id;
	TimestampTz valid_from;
	TimestampTz valid_until;
	char	   *plan;			/* NULL: any */
	char	   *account;		/* NULL: any */
	Jsonb	   *attributes;
	int			keys;			/* how many attributes */
	uint32		hash;			/* of them */
	PriceTerms	terms;
	char	   *tier_by;		/* NULL: tiers, if any, are by quantity */
	PriceTier  *tiers;			/* by that attribute */
	PriceTerms *tier_terms;		/* of each of these */
	int			tier_count;
} Price;

/* Prices of one resource, in order of the hash of their attributes */
typedef struct
{
	char	   *resource;
	char	   *at_zero;
	bool		has_least;
	amount128	least_balance;
	Price	   *items;
	int			count;
	int			room;
	bool		by_plan;		/* some are for a plan */
	Jsonb	   *keys;			/* sets of attributes' names that prices have, besides none */
} PriceList;

/*
 * The prices of a resource in force at or after `since` and up to `last`; with a usage only
 * those that may be its own.  KR010 if the resource is unknown.
 */
extern void price_load(const char *resource, TimestampTz since, TimestampTz last,
					   const Usage *usage, const char *payer, PriceList *list);

/* KR010 if the resource is unknown */
extern void price_require_resource(const char *resource);

/*
 * The price of a usage at an instant, under the plans its payer is on; NULL if there is none.
 * `changes_at` is no later than when another may be in force.
 */
extern const Price *price_find(const PriceList *list, const Usage *usage, const char *payer,
							   const SubscriptionList *plans, TimestampTz at,
							   TimestampTz *changes_at);

/* The same, or KR010 */
extern const Price *price_at(const PriceList *list, const Usage *usage, const char *payer,
							 const SubscriptionList *plans, TimestampTz at,
							 TimestampTz *changes_at);

/* What it says of this usage: 22023 if its tiers are by an attribute that the usage has not */
extern const PriceTerms *price_terms(const Price *price, const Usage *usage);

extern bool price_is_timed(const Price *price);

/* 22023 if a rate per time meets an event, or a rate by quantity an interval */
extern void price_require_fit(const Usage *usage, const Price *price);

#endif							/* CREDITS_PRICE_H */
