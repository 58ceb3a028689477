/*
 * bucket.h
 *	  Buckets in memory: what draws decide on.
 */
#ifndef CREDITS_BUCKET_H
#define CREDITS_BUCKET_H

#include "account.h"
#include "datatype/timestamp.h"
#include "storage/itemptr.h"
#include "value.h"

typedef struct
{
	int64		id;
	int32		priority;
	bool		postpaid;
	bool		uncapped;		/* granted is NULL: flex without a cap */
	amount128	granted;
	amount128	used;
	amount128	held;
	amount128	lapsed;
	amount128	cost;
	TimestampTz effective_at;
	TimestampTz expires_at;		/* infinity: never */
	int64		seq;			/* entries posted so far */
	ItemPointerData row;		/* where it was loaded from; invalid: it was not */
	TransactionId writer;		/* of the version that was loaded */
	int			scopes;			/* 0: may pay for anything */
	char	  **scope;
	int64		subscription;	/* that granted it, or from which it was carried over; 0: none */
	int64		rolled_from;	/* 0: it is no rollover of ours */
	const char *class;			/* where it is known */
	const char *note;
	bool		included;		/* it is of class included */
	bool		watched;		/* of a flex bucket: alert rules were looked at in its period */
	int64	   *told;			/* then: what became of them */
	int			told_count;
	Datum		shown_cost;		/* as the row has it, for reads; 0: NULL */
	Datum		shown_scope;

	bool		dirty;			/* closed or lapsed in memory */
	bool		made;			/* in memory, with a stand-in for its id */
	int64		operation;		/* then: which operation of the catch-up makes it; 0: none */
	int64		user_id;

	bool		added;			/* though it is not open, to get something back */
	bool		closed;			/* by the closing of its period, in memory */
	bool		wanted;			/* to be locked */
	bool		locked;			/* held by this transaction */
	bool		skipped;		/* somebody else's, and locking it now could deadlock */
	int64		entries;		/* added in memory, to be written */
	bool		touched;		/* to be written, without an entry */
	amount128	drawn;			/* likewise */
} Bucket;

/* The open buckets of one payer, in draw order */
typedef struct
{
	Bucket	   *items;
	int			count;
	int			room;
	int			first;			/* those before it are empty */
	int64		version;		/* the payer's, as of when they were loaded */
} BucketSet;

/* Total: -1 if a is drawn before b */
extern int	bucket_compare(const Bucket *a, const Bucket *b);
extern bool bucket_alive(const Bucket *bucket, TimestampTz at);
extern bool bucket_may_pay(const Bucket *bucket, const char *resource);

/* What can still be drawn; AMOUNT_MAX where there is no cap */
extern amount128 bucket_left(const Bucket *bucket);

/* Paid, and nothing left or held: to be closed */
extern bool bucket_is_empty(const Bucket *bucket);

/*
 * Sum of the bucket's entries: what is left of a paid bucket, held or not, minus what is used of a
 * post-paid one
 */
extern amount128 bucket_after(const Bucket *bucket);

extern Bucket *bucket_add(BucketSet *set);
extern void bucket_sort(BucketSet *set);
extern Bucket *bucket_find(BucketSet *set, int64 id);

/* Forget what has been closed in memory */
extern void bucket_drop_closed(BucketSet *set);

/* The flex bucket of the period that contains `at`; NULL if that is closed or not made yet */
extern Bucket *bucket_flex(BucketSet *set, TimestampTz at);

/* The start of the first open period; infinity if there is none */
extern TimestampTz bucket_first_flex(const BucketSet *set);

/* What is left in all paid buckets alive at `at`; 22003 if that is out of range */
extern amount128 bucket_available(const BucketSet *set, TimestampTz at);

#endif							/* CREDITS_BUCKET_H */
