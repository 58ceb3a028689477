/*
 * pricing.h
 *	  The lines that usage becomes, and what was counted before them.
 */
#ifndef CREDITS_PRICING_H
#define CREDITS_PRICING_H

#include "utils/hsearch.h"

#include "bucket.h"
#include "price.h"
#include "store.h"

/* A stretch of a usage in one period at one price */
typedef struct
{
	const Usage *usage;
	TimestampTz at;
	TimestampTz until;			/* if the usage has one */
	bool		late;			/* its period has closed */
	int64		price_id;
	const PriceTerms *terms;
	TimestampTz run;			/* start of its run, of an interval */
	int			counter;		/* below 0: none */
	amount128	counted;		/* of the counter before it */
	TimestampTz period_starts_at;	/* of a counter */
	TimestampTz period_ends_at;
	amount128	charged;
	bool		back;			/* it takes back what was booked */
} UsageLine;

typedef struct
{
	UsageLine  *items;
	int			count;
	int			room;
} UsageLines;

/* A row of credits.counter */
typedef struct
{
	int64		price_id;
	TimestampTz starts_at;
	amount128	quantity;
	bool		exists;
	bool		held;			/* locked by us */
	bool		dirty;
} Counter;

typedef struct
{
	TimestampTz starts_at;
	TimestampTz ends_at;
} PeriodSpan;

/* What was drawn by usage that no table knows of */
typedef struct
{
	int64		price_id;
	TimestampTz starts_at;		/* of the period */
	int64		bucket_id;
	amount128	amount;			/* below 0: given back */
} DrawnItem;

typedef struct
{
	DrawnItem  *items;
	int64		count;
	int64		room;
} DrawnLog;

/* What the pricing of one payer's usage looks at, for as long as its buckets stay as they are */
typedef struct
{
	const Account *account;
	MemoryContext context;
	BucketSet  *set;
	StoreWriter *writer;		/* with rows that are not written yet; NULL: none */
	DrawnLog   *log;			/* in place of the tables; NULL: the tables */
	bool		has_plans;
	SubscriptionList plans;
	bool		has_spans;
	TimestampTz spans_since;
	PeriodSpan *spans;			/* periods that have closed, in order */
	int			span_count;
	Counter    *counters;
	int			counter_count;
	int			counter_room;
	bool		held;			/* whatever counter there is */
	HTAB	   *runs;			/* by item; NULL: none yet */
} Pricing;

extern void pricing_begin(Pricing *pricing, const Account *account, BucketSet *set);

/* The plans that the payer is on, if prices depend on them */
extern void pricing_load_plans(Pricing *pricing, const PriceList *list);

/* Add the lines of a usage, each with what it costs */
extern void pricing_add_lines(Pricing *pricing, const PriceList *list, const Usage *usage,
							  UsageLines *lines);

/* What was counted before it, as a numeric; 0: nothing counts */
extern Datum pricing_counted(const UsageLine *line);

/* What a part of a line over time costs */
extern amount128 pricing_stretch(const UsageLine *line, TimestampTz at, TimestampTz until);

/* One more line */
extern UsageLine *pricing_new_line(UsageLines *lines);

/* Whether what lines are priced by is held, or there is nothing to hold */
extern bool pricing_is_held(const Pricing *pricing);
extern bool pricing_holds_nothing(const Pricing *pricing);

/* Lock the counters, and look at them again; before any bucket */
extern void pricing_lock(Pricing *pricing, Account *account);

/* The same for all of these prices, of whatever period */
extern void pricing_lock_prices(Pricing *pricing, Account *account, ArrayType *prices);

/* Forget that anything is held, and what was counted */
extern void pricing_let_go(Pricing *pricing);

/* Count lines that were posted, and write what was counted */
extern void pricing_count(Pricing *pricing, const UsageLines *lines);
extern void pricing_write(Pricing *pricing);

#endif							/* CREDITS_PRICING_H */
