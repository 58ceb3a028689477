/*
 * estimate.h
 *	  Books in memory, on which usage is billed that nobody has booked.
 */
#ifndef CREDITS_ESTIMATE_H
#define CREDITS_ESTIMATE_H

#include "booking.h"
#include "period.h"

typedef struct EstimatePrices
{
	struct EstimatePrices *next;
	PriceList	list;
} EstimatePrices;

typedef struct
{
	Account		account;
	Book		book;
	Pricing		pricing;
	DrawnLog	log;
	EstimatePrices *prices;
} Estimate;

/* What its invoices come to, in money */
typedef struct
{
	int64		cycle_count;
	Datum		cycles;
	amount128	overage_credits;
	Datum		overage;
	Datum		total;
} Bill;

/* An account that begins a plan at `at`, otherwise like another (NULL: UTC); KR010 for no plan */
extern void estimate_begin(Estimate *estimate, const char *plan, const Account *like,
						   TimestampTz at);

/* The prices of a resource, loaded once */
extern const PriceList *estimate_prices(Estimate *estimate, const char *resource);

/* Whether there is a price for a usage, when it begins */
extern bool estimate_sells(Estimate *estimate, const Usage *usage);

/*
 * Bill a usage, not before those billed already; refused changes nothing but says in `charged`
 * what it would have cost
 */
extern DrawVerdict estimate_usage(Estimate *estimate, const PriceList *prices, Usage *usage,
								  Receipt *receipt);

/* By `now` what is due is done, and periods are opened up to `last` */
extern void estimate_advance(Estimate *estimate, TimestampTz now, TimestampTz last);

extern void estimate_bill(Estimate *estimate, Bill *bill);

/* What a payer used in [since, until), in order of time */
extern Usage **estimate_load_usages(const Account *account, TimestampTz since, TimestampTz until,
						   int *count);

/* Bill it all; `each` (NULL: none) is told of every one */
extern void estimate_usages(Estimate *estimate, Usage **usages, int count, Receipt *covered,
						  amount128 *refused,
						  void (*each) (void *, const Usage *, DrawVerdict, const Receipt *),
						  void *arg);

#endif							/* CREDITS_ESTIMATE_H */
