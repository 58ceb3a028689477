/*
 * settlement.c
 *	  What running meters have used, and when they can no longer be paid.
 *
 * Decided here: how the time of several meters is merged, which of them runs out and when.  The
 * time is cut at the starts and ends of the meters' lines, of the lives of buckets and of the
 * windows of spending limits, which end what can be paid as credit does, and on both sides of the
 * microsecond that uses a bucket up; between two cuts each meter is paid by one bucket and costs
 * only grow, so the last microsecond of a stretch is found by halving.  It is the same decision
 * for a settlement that is booked, for a balance that counts what has accrued, and for a forecast.
 *
 * Invariant: what a meter is billed for is one stretch after the other from where it was settled,
 * and what each stretch costs telescopes, so that no frequency of settling changes a sum or an
 * instant.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "clock.h"
#include "meter.h"

int64
meter_least_time(const PriceTerms *terms)
{
	return Max(terms->step, USECS_PER_SEC);
}

void
settlement_begin(Settlement *settlement, Account *account, BucketSet *set)
{
	memset(settlement, 0, sizeof(*settlement));
	meter_load(account, &settlement->meters);
	pricing_begin(&settlement->pricing, account, set);
	settlement->pricing.held = true;
	settlement->booking.account = account;
	settlement->booking.user_id = account->account_id;
	settlement->booking.pricing = &settlement->pricing;
	settlement->booking.settles = true;
	settlement->booking.spending = spending_begin(account);
	settlement->first_out = DT_NOEND;
}

/*
 * Cuts.
 */
typedef struct
{
	TimestampTz *items;
	int			count;
	int			room;
} Cuts;

static void
cuts_add(Cuts *cuts, TimestampTz at)
{
	if (cuts->count == cuts->room)
	{
		cuts->room = Max(16, cuts->room * 2);
		cuts->items = cuts->items == NULL
			? palloc(cuts->room * sizeof(TimestampTz))
			: repalloc(cuts->items, cuts->room * sizeof(TimestampTz));
	}
	cuts->items[cuts->count++] = at;
}

static void
cuts_find(Cuts *cuts, const Settlement *settlement, BucketSet *set, TimestampTz upto)
{
	Spending   *spending = settlement->booking.spending;
	TimestampTz first = upto;
	TimestampTz at;
	int			kept = 0;
	int			i;

	cuts_add(cuts, upto);
	for (i = 0; i < settlement->priced.count; i++)
	{
		cuts_add(cuts, settlement->priced.items[i].at);
		cuts_add(cuts, settlement->priced.items[i].until);
		first = Min(first, settlement->priced.items[i].at);
	}
	for (i = 0; i < set->count; i++)
	{
		if (bucket_is_empty(&set->items[i]))
			continue;
		cuts_add(cuts, set->items[i].effective_at);
		cuts_add(cuts, set->items[i].expires_at);
	}
	at = first;
	while (spending != NULL && (at = spending_edge(spending, set, 0, at)) < upto)
		cuts_add(cuts, at);
	qsort(cuts->items, cuts->count, sizeof(TimestampTz), clock_compare);
	for (i = 0; i < cuts->count; i++)
	{
		at = cuts->items[i];
		if (at >= first && at <= upto && (kept == 0 || at > cuts->items[kept - 1]))
			cuts->items[kept++] = at;
	}
	cuts->count = kept;
}

/*
 * A stretch.
 */

/* The line of its prices that a meter is in; NULL if it takes no part in what begins at `at` */
static const UsageLine *
meter_line(Settlement *settlement, Meter *meter, TimestampTz at)
{
	const UsageLines *lines = &settlement->priced;

	if (meter->ended || meter->line < 0 || meter->settled_to > at)
		return NULL;
	while (meter->line < lines->count && lines->items[meter->line].usage == &meter->usage &&
		   lines->items[meter->line].until <= at)
	{
		meter->line++;
		meter->billed = -1;
	}
	if (meter->line >= lines->count || lines->items[meter->line].usage != &meter->usage)
		return NULL;
	return &lines->items[meter->line];
}

/* The number of the line that what begins at `at` is billed by */
static int
meter_billed(Settlement *settlement, Meter *meter, TimestampTz at)
{
	UsageLines *billed = &settlement->booking.lines;

	if (meter->billed < 0 || billed->items[meter->billed].until != at)
	{
		UsageLine  *line = pricing_new_line(billed);

		*line = settlement->priced.items[meter->line];
		line->at = line->until = at;
		meter->billed = billed->count - 1;
	}
	return meter->billed + 1;
}

/* Draw for one meter's [at, until) */
static bool
meter_draw(Settlement *settlement, BucketSet *set, Meter *meter, TimestampTz at,
		   TimestampTz until)
{
	const UsageLine *line = &settlement->priced.items[meter->line];
	int			number = meter_billed(settlement, meter, at);
	amount128	cost;
	int			from = 0;

	/* what no amount can hold, no bucket can pay */
	if (!terms_cost_time(line->terms, meter->usage.quantity, line->run, at, until, &cost))
		return false;
	return cost == 0 ||
		booking_draw(&settlement->booking, set, at, cost, number, at, &from) == DRAW_COVERED;
}

/* Draw for all of them, for all of it */
static bool
stretch_draw(Settlement *settlement, BucketSet *set, TimestampTz at, TimestampTz until)
{
	DrawMark	mark = draw_mark(&settlement->booking.pieces);
	int			i;

	for (i = 0; i < settlement->meters.count; i++)
	{
		Meter	   *meter = &settlement->meters.items[i];

		if (meter->unpaid || meter_line(settlement, meter, at) == NULL)
			continue;
		if (!meter_draw(settlement, set, meter, at, until))
		{
			draw_undo_to(set, &settlement->booking.pieces, mark);
			return false;
		}
	}
	return true;
}

static int
set_count_empty(const BucketSet *set)
{
	int			empty = 0;
	int			i;

	for (i = 0; i < set->count; i++)
		empty += bucket_left(&set->items[i]) == 0;
	return empty;
}

/*
 * Draw for all of it, unless that uses a bucket up: from there on others pay, and which of
 * several meters had the rest of it must not depend on where a settlement ends
 */
static bool
stretch_draw_evenly(Settlement *settlement, BucketSet *set, TimestampTz at, TimestampTz until)
{
	DrawMark	mark = draw_mark(&settlement->booking.pieces);
	int			empty = settlement->meters.count > 1 ? set_count_empty(set) : 0;

	if (!stretch_draw(settlement, set, at, until))
		return false;
	if (settlement->meters.count == 1 || set_count_empty(set) == empty)
		return true;
	draw_undo_to(set, &settlement->booking.pieces, mark);
	return false;
}

/* It was drawn for: the lines billed reach to here */
static void
stretch_keep(Settlement *settlement, TimestampTz at, TimestampTz until)
{
	int			i;

	for (i = 0; i < settlement->meters.count; i++)
	{
		Meter	   *meter = &settlement->meters.items[i];

		if (meter_line(settlement, meter, at) == NULL)
			continue;
		meter->settled_to = until;
		meter->changed = true;
		if (!meter->unpaid)
			settlement->booking.lines.items[meter->billed].until = until;
	}
}

static void
meter_run_out(Settlement *settlement, Meter *meter, TimestampTz at)
{
	settlement->first_out = Min(settlement->first_out, at);
	meter->changed = true;
	if (meter->at_zero == AT_ZERO_CONTINUE)
	{
		meter->unpaid = true;
		meter->unpaid_since = at;
		if (meter->unpaid_count == meter->unpaid_room)
		{
			meter->unpaid_room = Max(4, meter->unpaid_room * 2);
			meter->unpaid_from = meter->unpaid_from == NULL
				? palloc(sizeof(TimestampTz) * meter->unpaid_room)
				: repalloc(meter->unpaid_from, sizeof(TimestampTz) * meter->unpaid_room);
		}
		meter->unpaid_from[meter->unpaid_count++] = at;
		return;
	}
	meter->ended = true;
	meter->ended_at = at;
	meter->settled_to = at;
}

/*
 * A microsecond more cannot be paid for all: those who cannot pay it after those before them have
 * run out.  Up to the first of them this draws what was just drawn for all, so there is one.
 */
static void
stretch_find_out(Settlement *settlement, BucketSet *set, TimestampTz at)
{
	DrawMark	mark = draw_mark(&settlement->booking.pieces);
	bool		out PG_USED_FOR_ASSERTS_ONLY = false;
	int			i;

	for (i = 0; i < settlement->meters.count; i++)
	{
		Meter	   *meter = &settlement->meters.items[i];

		if (meter->unpaid || meter_line(settlement, meter, at) == NULL ||
			meter_draw(settlement, set, meter, at, at + 1))
			continue;
		meter_run_out(settlement, meter, at);
		out = true;
	}
	Assert(out);
	draw_undo_to(set, &settlement->booking.pieces, mark);
}

/* Those that went on unpaid are billed again where a while of it can be paid */
static void
stretch_resume(Settlement *settlement, BucketSet *set, TimestampTz at)
{
	int			i;

	for (i = 0; i < settlement->meters.count; i++)
	{
		Meter	   *meter = &settlement->meters.items[i];
		const UsageLine *line = meter->unpaid ? meter_line(settlement, meter, at) : NULL;
		amount128	cost;

		if (line == NULL ||
			!terms_cost_time(line->terms, meter->usage.quantity, line->run, at,
							 at + meter_least_time(line->terms), &cost) ||
			booking_available(&settlement->booking, set, meter->usage.user_id, at,
							  meter->usage.resource) < cost)
			continue;
		meter->unpaid = false;
		meter->changed = true;
	}
}

/* From one cut to the next */
static void
stretch_settle(Settlement *settlement, BucketSet *set, TimestampTz at, TimestampTz until)
{
	stretch_resume(settlement, set, at);
	while (at < until)
	{
		TimestampTz low = at;
		TimestampTz high = until;

		CHECK_FOR_INTERRUPTS();
		if (stretch_draw_evenly(settlement, set, at, until))
		{
			stretch_keep(settlement, at, until);
			return;
		}
		/* [at, low) can be paid so, [at, high) cannot */
		while (high - low > 1)
		{
			DrawMark	mark = draw_mark(&settlement->booking.pieces);
			TimestampTz middle = low + (high - low) / 2;

			if (stretch_draw_evenly(settlement, set, at, middle))
			{
				draw_undo_to(set, &settlement->booking.pieces, mark);
				low = middle;
			}
			else
				high = middle;
		}
		(void) stretch_draw(settlement, set, at, low);
		stretch_keep(settlement, at, low);
		at = low;
		if (!stretch_draw(settlement, set, at, at + 1))
			stretch_find_out(settlement, set, at);
		else
		{
			stretch_keep(settlement, at, at + 1);
			at++;
		}
	}
}

/*
 * All.
 */
static void
settlement_price(Settlement *settlement, TimestampTz upto, TimestampTz until)
{
	UsageLines *lines = &settlement->priced;
	int			i;

	lines->count = 0;
	for (i = 0; i < settlement->meters.count; i++)
	{
		Meter	   *meter = &settlement->meters.items[i];

		meter->line = meter->billed = -1;
		if (meter->ended || meter->settled_to > upto || meter->settled_to == until)
			continue;
		meter->line = lines->count;
		meter->usage.at = meter->settled_to;
		meter->usage.until = until;
		pricing_add_lines(&settlement->pricing, &meter->prices, &meter->usage, lines);
	}
}

/* Leave the lines that something was billed for, and number them anew */
static void
settlement_trim(Settlement *settlement, BucketSet *set)
{
	Booking    *booking = &settlement->booking;
	UsageLines *lines = &booking->lines;
	int		   *numbers = palloc0(sizeof(int) * (lines->count + 1));
	bool	   *drawn = palloc0(sizeof(bool) * (lines->count + 1));
	int			kept = 0;
	int			i;

	for (i = 0; i < lines->count; i++)
	{
		UsageLine	line = lines->items[i];

		if (line.until == line.at)
			continue;
		line.charged = pricing_stretch(&line, line.at, line.until);
		lines->items[kept++] = line;
		numbers[i + 1] = kept;
	}
	lines->count = kept;
	for (i = 0; i < booking->pieces.count; i++)
	{
		DrawPiece  *piece = &booking->pieces.items[i];

		piece->line = numbers[piece->line];
		drawn[piece->line] = true;
	}
	/* what costs nothing is recorded too */
	for (i = 0; i < lines->count; i++)
	{
		int			from = 0;

		if (!drawn[i + 1])
			(void) booking_draw(booking, set, lines->items[i].at, 0, i + 1, lines->items[i].at,
								&from);
	}
	pfree(numbers);
	pfree(drawn);
}

/* At the end: who can go on, and who cannot pay what comes next has run out */
static void
settlement_end(Settlement *settlement, BucketSet *set, TimestampTz at)
{
	DrawMark	mark = draw_mark(&settlement->booking.pieces);
	int			i;

	stretch_resume(settlement, set, at);
	for (i = 0; i < settlement->meters.count; i++)
	{
		Meter	   *meter = &settlement->meters.items[i];

		if (!meter->unpaid && meter_line(settlement, meter, at) != NULL &&
			!meter_draw(settlement, set, meter, at, at + 1))
			meter_run_out(settlement, meter, at);
	}
	draw_undo_to(set, &settlement->booking.pieces, mark);
}

void
settlement_decide(Settlement *settlement, BucketSet *set, TimestampTz upto, bool ends)
{
	Cuts		cuts = {0};
	int			i;

	settlement->pricing.set = set;
	settlement->booking.at = upto;
	settlement->booking.at_given = true;
	settlement->booking.lines.count = 0;
	draw_clear(&settlement->booking.pieces);
	/* to see whether the microsecond after it can be paid, that is priced too */
	settlement_price(settlement, upto, ends ? upto + 1 : upto);
	cuts_find(&cuts, settlement, set, upto);
	for (i = 0; i + 1 < cuts.count; i++)
		stretch_settle(settlement, set, cuts.items[i], cuts.items[i + 1]);
	if (ends)
		settlement_end(settlement, set, upto);
	settlement_trim(settlement, set);
	settlement->booking.charged = booking_sum(&settlement->booking.lines);
}

amount128
settlement_accrued(const Settlement *settlement)
{
	amount128	sum = 0;
	int			i;

	for (i = 0; i < settlement->meters.count; i++)
		sum = amount_plus(sum, settlement->meters.items[i].accrued);
	return sum;
}

void
settlement_undo(Settlement *settlement, BucketSet *set)
{
	int			i;

	draw_undo(set, &settlement->booking.pieces);
	settlement->first_out = DT_NOEND;
	for (i = 0; i < settlement->meters.count; i++)
	{
		Meter	   *meter = &settlement->meters.items[i];

		meter->settled_to = meter->was_settled_to;
		meter->unpaid = meter->was_unpaid;
		meter->ended = meter->changed = false;
		meter->unpaid_count = 0;
	}
}

void
settlement_keep(Settlement *settlement, BucketSet *set)
{
	DrawPieces *pieces = &settlement->booking.pieces;
	int			i;

	for (i = 0; i < pieces->count; i++)
	{
		Bucket	   *bucket = &set->items[pieces->items[i].bucket];

		bucket->drawn -= pieces->items[i].amount;
		bucket->used += pieces->items[i].amount;
		if (bucket->postpaid)
			continue;
		if (settlement->kept_count == settlement->kept_room)
		{
			settlement->kept_room = Max(16, settlement->kept_room * 2);
			settlement->kept = settlement->kept == NULL
				? palloc(sizeof(KeptDraw) * settlement->kept_room)
				: repalloc(settlement->kept, sizeof(KeptDraw) * settlement->kept_room);
		}
		settlement->kept[settlement->kept_count++] =
			(KeptDraw) {bucket->id, pieces->items[i].at, pieces->items[i].amount};
	}
	for (i = 0; i < settlement->booking.lines.count; i++)
	{
		const UsageLine *line = &settlement->booking.lines.items[i];
		Meter	   *meter = (Meter *) line->usage;

		meter->accrued = amount_plus(meter->accrued, line->charged);
	}
	draw_clear(pieces);
	settlement->booking.lines.count = 0;
}
