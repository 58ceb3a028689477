/*
 * subscription.h
 *	  Who is on which plan, and what recurs without one.
 */
#ifndef CREDITS_SUBSCRIPTION_H
#define CREDITS_SUBSCRIPTION_H

#include "account.h"

/* A row of credits.subscription: terms in force on [started_at, ends_at) */
typedef struct
{
	int64		id;
	int64		user_id;
	TimestampTz started_at;
	TimestampTz ends_at;		/* infinity: it goes on */
	TimestampTz anchor;
	bool		has_trial;
	TimestampTz trial_ends_at;
	TimestampTz next_at;		/* of a recurring grant; infinity: no more */
	char	   *plan;			/* NULL: a recurring grant */
	amount128	price;			/* money */
	char	   *currency;
	Interval	cycle;
	Interval	billing;
	Interval	grace;
	char	   *class;
	amount128	included;
	int32		priority;
	amount128	trial_included;
	bool		rolls;
	bool		has_max;
	amount128	rollover_max;
	amount128	rollover_min;	/* 0: none */
	bool		has_percent;
	Datum		rollover_percent;	/* numeric */
	bool		has_for;
	Interval	rollover_for;
	bool		overage;
	Datum		overage_price;	/* numeric */
	bool		capped;
	amount128	overage_cap;	/* if capped */
	bool		prorates;		/* a plan's: changing to it does */
	bool		dirty;			/* next_at changed in memory */
} Subscription;

/* How often a plan bills that does not say */
#define PLAN_BILLING                                                                               \
	"COALESCE(p.billing, CASE WHEN pg_catalog.date_part('year'::pg_catalog.text, p.cycle)"         \
	"   OPERATOR(pg_catalog.+) pg_catalog.date_part('month'::pg_catalog.text, p.cycle)"            \
	"   OPERATOR(pg_catalog.>) 0::pg_catalog.float8 THEN '1 month'::pg_catalog.interval"           \
	"   ELSE p.cycle END)"

typedef struct
{
	Subscription *items;
	int			count;
} SubscriptionList;

/* All of a payer's, in order of their start */
extern void subscription_load(const Account *account, SubscriptionList *list);

/* What a payer would have that had subscribed to a plan at `at`; false if there is no such plan */
extern bool subscription_imagine(const char *plan, TimestampTz at, SubscriptionList *list);

/* NULL if there is none */
extern Subscription *subscription_find(const SubscriptionList *list, int64 id);
extern Subscription *subscription_in_force(const SubscriptionList *list, TimestampTz at);

/* The account's first subscription: what open_account(plan) asks for */
extern void subscription_begin(Account *account, const char *plan, TimestampTz at);

#endif							/* CREDITS_SUBSCRIPTION_H */
