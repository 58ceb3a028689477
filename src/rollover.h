/*
 * rollover.h
 *	  What is carried over at a cycle's end.
 */
#ifndef CREDITS_ROLLOVER_H
#define CREDITS_ROLLOVER_H

#include "period.h"

/* What a cycle's end carries into the next, and from where */
typedef struct
{
	amount128	amount;			/* of the new bucket; 0: none */
	amount128	carried;		/* of it, what was left */
	int64		from;			/* the first bucket of the cycle */
} Rollover;

/* A cycle that ends, of a plan or of a recurring grant */
typedef struct
{
	const Subscription *terms;
	TimestampTz starts_at;
	TimestampTz ends_at;
} Cycle;

/* Whether the bucket was granted by the cycle, used up or not */
extern bool rollover_granted(const Book *book, const Cycle *cycle, const Bucket *bucket);

extern Rollover rollover_decide(const Book *book, const Cycle *cycle);

/* Of what is carried, how much comes from this bucket: those of the cycle give in draw order */
extern amount128 rollover_share(const Book *book, const Cycle *cycle, amount128 carried,
								const Bucket *bucket);

/* Until when what is carried at an instant lives */
extern TimestampTz rollover_end(const Book *book, const Subscription *terms, TimestampTz at);

#endif							/* CREDITS_ROLLOVER_H */
