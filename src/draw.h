/*
 * draw.h
 *	  Which buckets pay, and how much each.
 */
#ifndef CREDITS_DRAW_H
#define CREDITS_DRAW_H

#include "bucket.h"

/* One piece of a draw: an entry to be */
typedef struct
{
	int			bucket;			/* index in the set */
	int			line;			/* line of usage it pays; 0: none */
	TimestampTz at;
	amount128	amount;			/* > 0, or 0 for a booking that takes no credit */
} DrawPiece;

typedef struct
{
	DrawPiece  *items;
	int			count;
	int			room;
} DrawPieces;

typedef enum
{
	DRAW_COVERED,
	DRAW_SHORT					/* what is there does not cover the cost; nothing was taken */
} DrawVerdict;

/*
 * Take `cost` at instant `at` from the buckets that may pay for `resource`, in draw order,
 * adding a piece for each.  All or nothing.  `short_by` is what is missing.  `from` begins at 0
 * and may be kept for draws at the same or later instants.
 */
extern DrawVerdict draw_event(BucketSet *set, TimestampTz at, const char *resource, amount128 cost,
							  int line, TimestampTz booked_at, int *from, DrawPieces *pieces,
							  amount128 *short_by);

/* Forget what the pieces took in memory */
extern void draw_undo(BucketSet *set, DrawPieces *pieces);

#endif							/* CREDITS_DRAW_H */
