/*
 * draw.c
 *	  Which buckets pay, and how much each.
 *
 * Pure deciders on plain structs: they know no table and no snapshot, so that a charge, a quote
 * and verify() run the very same code.  The set they are given is in draw order (bucket.c); who
 * locks and writes it is store.c's to decide.
 *
 * Invariant: a draw that is refused leaves the set as it was; a draw that succeeds takes
 * exactly its cost.
 */
#include "postgres.h"

#include "amount.h"
#include "draw.h"

static void
draw_add_piece(DrawPieces *pieces, PieceKind kind, int bucket, int line, TimestampTz at,
			   amount128 amount)
{
	DrawPiece  *last = pieces->count > 0 ? &pieces->items[pieces->count - 1] : NULL;

	/* neighbouring pieces of one line on the same bucket are one entry */
	if (last != NULL && line != 0 && last->line == line && last->bucket == bucket &&
		last->kind == kind)
	{
		last->amount += amount;
		return;
	}
	if (pieces->count == pieces->room)
	{
		pieces->room = Max(8, pieces->room * 2);
		pieces->items = pieces->items == NULL
			? palloc(pieces->room * sizeof(DrawPiece))
			: repalloc(pieces->items, pieces->room * sizeof(DrawPiece));
	}
	pieces->items[pieces->count++] = (DrawPiece)
	{
		kind, bucket, line, at, amount
	};
}

static bool
draw_eligible(const Bucket *bucket, TimestampTz at, const char *resource)
{
	return !bucket->skipped && bucket_alive(bucket, at) && bucket_may_pay(bucket, resource);
}

/*
 * Where to begin: past what is empty, which stays so, and past what has expired, which holds for
 * this instant and later ones, for as long as the caller keeps `from`.
 */
static int
draw_first(BucketSet *set, TimestampTz at, int *from)
{
	while (set->first < set->count && bucket_is_empty(&set->items[set->first]))
		set->first++;
	*from = Max(*from, set->first);
	while (*from < set->count && !set->items[*from].postpaid && set->items[*from].expires_at <= at)
		(*from)++;
	return *from;
}

/* What costs nothing is recorded on the period's flex bucket */
static DrawVerdict
draw_nothing(BucketSet *set, TimestampTz at, int line, TimestampTz booked_at, DrawPieces *pieces)
{
	Bucket	   *flex = bucket_flex(set, at);

	if (flex == NULL || flex->skipped)
		return DRAW_SHORT;
	draw_add_piece(pieces, PIECE_DRAW, flex - set->items, line, booked_at, 0);
	return DRAW_COVERED;
}

DrawVerdict
draw_event(BucketSet *set, TimestampTz at, const char *resource, amount128 cost, int line,
		   TimestampTz booked_at, int *from, DrawPieces *pieces, amount128 *short_by)
{
	int			first = draw_first(set, at, from);
	amount128	rest = cost;
	int			i;

	*short_by = 0;
	if (cost == 0)
		return draw_nothing(set, at, line, booked_at, pieces);

	/* look before taking: all or nothing */
	for (i = first; i < set->count && rest > 0; i++)
	{
		if (draw_eligible(&set->items[i], at, resource))
			rest -= Min(rest, bucket_left(&set->items[i]));
	}
	*short_by = rest;
	if (rest > 0)
		return DRAW_SHORT;

	rest = cost;
	for (i = first; i < set->count && rest > 0; i++)
	{
		Bucket	   *bucket = &set->items[i];
		amount128	taken;

		if (!draw_eligible(bucket, at, resource))
			continue;
		taken = Min(rest, bucket_left(bucket));
		if (taken == 0)
			continue;
		bucket->drawn += taken;
		rest -= taken;
		draw_add_piece(pieces, PIECE_DRAW, i, line, booked_at, taken);
	}
	return DRAW_COVERED;
}

amount128
draw_available(const BucketSet *set, TimestampTz at, const char *resource)
{
	amount128	sum = 0;
	int			i;

	for (i = 0; i < set->count; i++)
	{
		if (draw_eligible(&set->items[i], at, resource) &&
			!amount_add(sum, bucket_left(&set->items[i]), &sum))
			return AMOUNT_MAX;
	}
	return sum;
}

void
draw_return(BucketSet *set, int64 bucket_id, amount128 amount, int line, TimestampTz at,
			TimestampTz open_since, DrawPieces *pieces)
{
	Bucket	   *bucket = bucket_find(set, bucket_id);

	bucket->drawn -= amount;
	draw_add_piece(pieces, PIECE_RETURN, bucket - set->items, line, at, amount);
	if (!bucket->postpaid && bucket->expires_at <= open_since)
	{
		bucket->drawn += amount;
		draw_add_piece(pieces, PIECE_EXPIRE, bucket - set->items, line, at, amount);
	}
	set->first = 0;
}

/* What a piece did to its bucket's `drawn` */
static amount128
piece_drawn(PieceKind kind, amount128 amount)
{
	return kind == PIECE_RETURN ? -amount : amount;
}

DrawMark
draw_mark(const DrawPieces *pieces)
{
	return (DrawMark) {pieces->count,
					   pieces->count > 0 ? pieces->items[pieces->count - 1].amount : 0,
					   pieces->tally_count};
}

void
draw_undo_to(BucketSet *set, DrawPieces *pieces, DrawMark mark)
{
	int			i;

	for (i = Max(mark.count - 1, 0); i < pieces->count; i++)
	{
		DrawPiece  *piece = &pieces->items[i];
		amount128	kept = i < mark.count ? mark.last : 0;

		set->items[piece->bucket].drawn -= piece_drawn(piece->kind, piece->amount - kept);
		piece->amount = kept;
	}
	pieces->count = mark.count;
	while (pieces->tally_count > mark.tallies)
	{
		const DrawTally *tally = &pieces->tallies[--pieces->tally_count];

		*tally->count -= tally->amount;
	}
	set->first = 0;
}

void
draw_undo(BucketSet *set, DrawPieces *pieces)
{
	draw_undo_to(set, pieces, (DrawMark) {0, 0, 0});
}

void
draw_tally(DrawPieces *pieces, amount128 *count, amount128 amount)
{
	if (pieces->tally_count == pieces->tally_room)
	{
		pieces->tally_room = Max(8, pieces->tally_room * 2);
		pieces->tallies = pieces->tallies == NULL
			? palloc(pieces->tally_room * sizeof(DrawTally))
			: repalloc(pieces->tallies, pieces->tally_room * sizeof(DrawTally));
	}
	*count = amount_plus(*count, amount);
	pieces->tallies[pieces->tally_count++] = (DrawTally) {count, amount};
}

void
draw_clear(DrawPieces *pieces)
{
	pieces->count = 0;
	pieces->tally_count = 0;
}
