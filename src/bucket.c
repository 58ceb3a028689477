/*
 * bucket.c
 *	  Buckets in memory: life, scope, what is left, and the draw order.
 *
 * Decided here, in pure C: the total draw order (post-paid last; then priority, scoped before
 * unscoped, expiry, cost basis, effective_at, id), when a bucket is alive, what it may pay for,
 * and how much of it is left.  How one comes to be is grant.c's to decide, how it is locked and
 * written store.c's.
 */
#include "postgres.h"

#include "common/int.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "bucket.h"

#define COMPARE(x, y) \
	do { \
		if ((x) != (y)) \
			return (x) < (y) ? -1 : 1; \
	} while (0)

int
bucket_compare(const Bucket *a, const Bucket *b)
{
	COMPARE(a->postpaid, b->postpaid);
	COMPARE(a->priority, b->priority);
	COMPARE(a->scopes == 0, b->scopes == 0);
	COMPARE(a->expires_at, b->expires_at);
	COMPARE(a->cost, b->cost);
	COMPARE(a->effective_at, b->effective_at);
	COMPARE(a->id, b->id);
	return 0;
}

static int
bucket_qsort_compare(const void *a, const void *b)
{
	return bucket_compare((const Bucket *) a, (const Bucket *) b);
}

void
bucket_sort(BucketSet *set)
{
	set->first = 0;
	if (set->count > 1)
		qsort(set->items, set->count, sizeof(Bucket), bucket_qsort_compare);
}

bool
bucket_alive(const Bucket *bucket, TimestampTz at)
{
	return bucket->effective_at <= at && at < bucket->expires_at;
}

bool
bucket_may_pay(const Bucket *bucket, const char *resource)
{
	int			i;

	if (bucket->scopes == 0)
		return true;
	for (i = 0; resource != NULL && i < bucket->scopes; i++)
	{
		if (strcmp(bucket->scope[i], resource) == 0)
			return true;
	}
	return false;
}

amount128
bucket_left(const Bucket *bucket)
{
	amount128	taken = bucket->used + bucket->held + bucket->lapsed + bucket->drawn;

	if (bucket->uncapped)
		return AMOUNT_MAX - taken;
	/* a cap that was lowered below what is used blocks, it takes nothing back */
	return bucket->granted > taken ? bucket->granted - taken : 0;
}

bool
bucket_is_empty(const Bucket *bucket)
{
	return !bucket->postpaid && bucket->held == 0 && bucket_left(bucket) == 0;
}

amount128
bucket_after(const Bucket *bucket)
{
	amount128	gone = bucket->used + bucket->lapsed;

	return bucket->postpaid ? -gone : bucket->granted - gone;
}

Bucket *
bucket_add(BucketSet *set)
{
	Bucket	   *bucket;

	if (set->count == set->room)
	{
		set->room = Max(8, set->room * 2);
		set->items = set->items == NULL
			? palloc(set->room * sizeof(Bucket))
			: repalloc_huge(set->items, set->room * sizeof(Bucket));
	}
	bucket = &set->items[set->count++];
	memset(bucket, 0, sizeof(Bucket));
	return bucket;
}

Bucket *
bucket_find(BucketSet *set, int64 id)
{
	int			i;

	for (i = 0; i < set->count; i++)
	{
		if (set->items[i].id == id)
			return &set->items[i];
	}
	return NULL;
}

void
bucket_drop_closed(BucketSet *set)
{
	int			kept = 0;
	int			i;

	for (i = 0; i < set->count; i++)
	{
		if (!set->items[i].closed)
			set->items[kept++] = set->items[i];
	}
	set->count = kept;
	set->first = 0;
}

Bucket *
bucket_flex(BucketSet *set, TimestampTz at)
{
	int			i;

	/* post-paid buckets are last in the order */
	for (i = set->count - 1; i >= 0 && set->items[i].postpaid; i--)
	{
		if (bucket_alive(&set->items[i], at))
			return &set->items[i];
	}
	return NULL;
}

TimestampTz
bucket_first_flex(const BucketSet *set)
{
	TimestampTz first = DT_NOEND;
	int			i;

	for (i = set->count - 1; i >= 0 && set->items[i].postpaid; i--)
		first = Min(first, set->items[i].effective_at);
	return first;
}

amount128
bucket_available(const BucketSet *set, TimestampTz at)
{
	amount128	sum = 0;
	int			i;

	for (i = 0; i < set->count && !set->items[i].postpaid; i++)
	{
		if (bucket_alive(&set->items[i], at))
			sum = amount_plus(sum, bucket_left(&set->items[i]));
	}
	return sum;
}
