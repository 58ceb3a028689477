/*
 * rollover.c
 *	  What is carried over at a cycle's end.
 *
 * Decided here, in pure C on a Book: least(bound - older, greatest(minimum, unused)), with the
 * bound by amount and by percent of the grant; which buckets it is taken from; how long it lives.
 * When a cycle ends, and the posting, is period.c's.
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "calendar.h"
#include "money.h"
#include "rollover.h"

/* The most that may be carried of what was granted */
static amount128
rollover_bound(const Subscription *terms, amount128 granted)
{
	amount128	bound = terms->has_max ? terms->rollover_max : AMOUNT_MAX;

	if (terms->has_percent)
	{
		Datum		share = money_times(money_times(money_from_amount(granted),
													terms->rollover_percent), money_parse("0.01"));

		share = DirectFunctionCall2(numeric_trunc, share, Int32GetDatum(AMOUNT_SCALE));
		bound = Min(bound, amount_from_numeric(share));
	}
	return bound;
}

bool
rollover_granted(const Book *book, const Cycle *cycle, const Bucket *bucket)
{
	const Subscription *by;

	if (bucket->subscription == 0 || bucket->rolled_from != 0 ||
		bucket->expires_at != cycle->ends_at || bucket->effective_at < cycle->starts_at ||
		bucket->effective_at >= cycle->ends_at)
		return false;
	by = subscription_find(&book->subscriptions, bucket->subscription);
	return by != NULL &&
		(cycle->terms->plan == NULL ? by->id == cycle->terms->id : by->plan != NULL);
}

/* What is left of earlier rollovers, alive at E */
static amount128
rollover_older(const Book *book, const Cycle *cycle)
{
	const Subscription *terms = cycle->terms;
	amount128	older = 0;
	int			i;

	for (i = 0; i < book->set.count; i++)
	{
		const Bucket *bucket = &book->set.items[i];
		const Subscription *by;

		if (bucket->rolled_from == 0 || bucket->closed || !bucket_alive(bucket, cycle->ends_at))
			continue;
		by = subscription_find(&book->subscriptions, bucket->subscription);
		if (by != NULL && (terms->plan == NULL ? by->id == terms->id : by->plan != NULL))
			older += bucket_left(bucket);
	}
	return older;
}

Rollover
rollover_decide(const Book *book, const Cycle *cycle)
{
	const Subscription *terms = cycle->terms;
	Rollover	result = {0};
	amount128	granted = 0;
	amount128	unused = 0;
	amount128	room;
	int			i;

	for (i = 0; i < book->set.count; i++)
	{
		const Bucket *bucket = &book->set.items[i];

		if (!rollover_granted(book, cycle, bucket))
			continue;
		if (result.from == 0)
			result.from = bucket->id;
		granted = amount_plus(granted, bucket->granted);
		unused += bucket_left(bucket);
	}
	/* who granted nothing has nothing to top up */
	if (result.from == 0)
		return result;
	room = rollover_bound(terms, granted) - rollover_older(book, cycle);
	result.amount = Min(Max(room, 0), Max(terms->rollover_min, unused));
	result.carried = Min(result.amount, unused);
	return result;
}

amount128
rollover_share(const Book *book, const Cycle *cycle, amount128 carried, const Bucket *bucket)
{
	int			i;

	if (!rollover_granted(book, cycle, bucket))
		return 0;
	for (i = 0; &book->set.items[i] != bucket; i++)
	{
		if (rollover_granted(book, cycle, &book->set.items[i]))
			carried -= Min(carried, bucket_left(&book->set.items[i]));
	}
	return Min(carried, bucket_left(bucket));
}

TimestampTz
rollover_end(const Book *book, const Subscription *terms, TimestampTz at)
{
	if (terms->has_for)
		return calendar_boundary(book->account->zone, at, &terms->rollover_for, 1);
	if (book->rollover_ages)
		return calendar_boundary(book->account->zone, at, &book->rollover_life, 1);
	return DT_NOEND;
}
