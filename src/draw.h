/*
 * draw.h
 *	  Which buckets pay, and how much each.
 */
#ifndef CREDITS_DRAW_H
#define CREDITS_DRAW_H

#include "bucket.h"

typedef enum
{
	PIECE_DRAW,
	PIECE_RETURN,				/* goes back to the bucket */
	PIECE_EXPIRE				/* and expires there at once */
} PieceKind;

/* One piece of a draw: an entry to be */
typedef struct
{
	PieceKind	kind;
	int			bucket;			/* index in the set */
	int			line;			/* line of usage it pays; 0: none */
	TimestampTz at;
	amount128	amount;			/* > 0, or 0 for a booking that takes no credit */
} DrawPiece;

/* What a draw has counted besides, against a limit */
typedef struct
{
	amount128  *count;
	amount128	amount;
} DrawTally;

typedef struct
{
	DrawPiece  *items;
	int			count;
	int			room;
	DrawTally  *tallies;
	int			tally_count;
	int			tally_room;
} DrawPieces;

typedef enum
{
	DRAW_COVERED,
	DRAW_SHORT,					/* what is there does not cover the cost; nothing was taken */
	DRAW_BELOW_LEAST,			/* there is less than must be there to begin */
	DRAW_INACTIVE,				/* the account may not draw */
	DRAW_LIMITED				/* a spending limit does not let it; nothing was taken */
} DrawVerdict;

/*
 * Take `cost` at instant `at` from the buckets that may pay for `resource`, in draw order,
 * adding a piece for each.  All or nothing.  `short_by` is what is missing.  `from` begins at 0
 * and may be kept for draws at the same or later instants.
 */
extern DrawVerdict draw_event(BucketSet *set, TimestampTz at, const char *resource, amount128 cost,
							  int line, TimestampTz booked_at, int *from, DrawPieces *pieces,
							  amount128 *short_by);

/* All that could be drawn for a resource at an instant, overage included; at most AMOUNT_MAX */
extern amount128 draw_available(const BucketSet *set, TimestampTz at, const char *resource);

/* Give back so much to a bucket that it came from; what has expired by `open_since` expires */
extern void draw_return(BucketSet *set, int64 bucket_id, amount128 amount, int line,
						TimestampTz at, TimestampTz open_since, DrawPieces *pieces);

/* Where the pieces stand, and back to there */
typedef struct
{
	int			count;
	amount128	last;			/* amount of the last piece */
	int			tallies;
} DrawMark;

extern DrawMark draw_mark(const DrawPieces *pieces);
extern void draw_undo_to(BucketSet *set, DrawPieces *pieces, DrawMark mark);

/* Forget what the pieces took in memory */
extern void draw_undo(BucketSet *set, DrawPieces *pieces);

/* Count so much, until it is undone */
extern void draw_tally(DrawPieces *pieces, amount128 *count, amount128 amount);

/* No pieces, whatever has become of those that were there */
extern void draw_clear(DrawPieces *pieces);

#endif							/* CREDITS_DRAW_H */
