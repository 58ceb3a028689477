/*
 * spending.c
 *	  Limits on what may be drawn in a window of time: what they leave.
 *
 * Decided here: which limits bound a draw (its payer's, and those of the account that uses), in
 * which window its own time lies, and what is left there.  Every limit must let it.  A draw asks
 * before it takes (booking.c), a settlement finds the last microsecond that all limits let, as
 * it does where credit ends (settlement.c).  What was given back is taken off the window it was
 * counted in.  Who sets limits is spending_limit.c's, what the tables say spending_store.c's.
 *
 * Locks: the account's row, before anything else of the payer.  A payer that has limits has one
 * draw at a time: then all counts are read and written under one lock, and no two can wait for
 * each other in a circle, whatever limits they meet in whatever order.
 *
 * Memory: windows live as long as the Spending, in the context in which it was begun; tallies of
 * draws point to them.
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "amount.h"
#include "calendar.h"
#include "period.h"
#include "refuse.h"
#include "spending.h"

Spending *
spending_begin(Account *account)
{
	Spending   *spending;

	if (account->spending_limits == 0)
		return NULL;
	spending = palloc0(sizeof(Spending));
	spending->account = account;
	spending->context = CurrentMemoryContext;
	return spending;
}

void
spending_forget(Spending *spending)
{
	if (spending == NULL)
		return;
	spending->loaded = false;
	spending->count = 0;
	spending->reached = NULL;
}

/*
 * Windows.
 */
static void
window_bounds(const Spending *spending, BucketSet *set, LimitPer per, TimestampTz at,
			  TimestampTz *starts_at, TimestampTz *ends_at)
{
	pg_tz	   *zone = spending->account->zone;
	const Bucket *flex;
	Period		period;

	switch (per)
	{
		case LIMIT_DAY:
			calendar_day(zone, at, starts_at, ends_at);
			return;
		case LIMIT_WEEK:
			calendar_week(zone, at, starts_at, ends_at);
			return;
		case LIMIT_MONTH:
			calendar_month(zone, at, starts_at, ends_at);
			return;
		default:
			break;
	}
	flex = bucket_flex(set, at);
	if (flex != NULL)
	{
		*starts_at = flex->effective_at;
		*ends_at = flex->expires_at;
		return;
	}
	if (!period_foresee(spending->account, at, &period))
		elog(ERROR, "no period contains the instant");
	*starts_at = period.starts_at;
	*ends_at = period.ends_at;
}

/* How many of the windows begin by then */
static int
limit_windows_by(const SpendingLimit *limit, TimestampTz at)
{
	int			low = 0;
	int			high = limit->count;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (limit->windows[middle]->starts_at <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static SpendingWindow *
limit_add_window(SpendingLimit *limit, int place)
{
	if (limit->count == limit->room)
	{
		limit->room = Max(4, limit->room * 2);
		limit->windows = limit->windows == NULL
			? palloc(limit->room * sizeof(SpendingWindow *))
			: repalloc(limit->windows, limit->room * sizeof(SpendingWindow *));
	}
	memmove(&limit->windows[place + 1], &limit->windows[place],
			(limit->count - place) * sizeof(SpendingWindow *));
	limit->count++;
	return limit->windows[place] = palloc0(sizeof(SpendingWindow));
}

SpendingWindow *
spending_window(Spending *spending, BucketSet *set, SpendingLimit *limit, TimestampTz at)
{
	int			place = limit_windows_by(limit, at);
	MemoryContext caller;
	SpendingWindow *window;
	TimestampTz starts_at;
	TimestampTz ends_at;

	if (at < limit->since)
		return NULL;
	if (place > 0 && at < limit->windows[place - 1]->ends_at)
		return limit->windows[place - 1];
	window_bounds(spending, set, limit->per, at, &starts_at, &ends_at);
	caller = MemoryContextSwitchTo(spending->context);
	window = limit_add_window(limit, place);
	MemoryContextSwitchTo(caller);
	window->starts_at = starts_at;
	window->ends_at = ends_at;
	window->spent = window->was = spending_load_spent(spending, limit, starts_at);
	window->held = spending_load_held(spending, limit, window);
	return window;
}

/*
 * What is left.
 */
amount128
spending_spent(const SpendingWindow *window)
{
	return Max(window->spent, 0);
}

amount128
spending_left_in(const SpendingLimit *limit, const SpendingWindow *window)
{
	return Max(limit->most - spending_spent(window) - window->held, 0);
}

/* The next of the limits that bound a user (0: anybody), from a number on; NULL: no other */
static SpendingLimit *
spending_next(Spending *spending, int64 user_id, int *number)
{
	if (!spending->loaded)
		spending_load(spending);
	while (*number < spending->count)
	{
		SpendingLimit *limit = &spending->limits[(*number)++];

		if (user_id == 0 || limit->user_id == user_id ||
			limit->user_id == spending->account->account_id)
			return limit;
	}
	return NULL;
}

amount128
spending_left(Spending *spending, BucketSet *set, int64 user_id, TimestampTz at)
{
	amount128	least = AMOUNT_MAX;
	SpendingLimit *limit;
	int			number = 0;

	if (spending == NULL)
		return AMOUNT_MAX;
	while ((limit = spending_next(spending, user_id, &number)) != NULL)
	{
		SpendingWindow *window = spending_window(spending, set, limit, at);
		amount128	left;

		if (window == NULL)
			continue;
		left = spending_left_in(limit, window);
		if (left >= least)
			continue;
		least = left;
		spending->reached = limit;
		spending->reached_in = window;
	}
	return least;
}

void
spending_count(Spending *spending, BucketSet *set, int64 user_id, TimestampTz at,
			   amount128 amount, DrawPieces *pieces)
{
	SpendingLimit *limit;
	int			number = 0;

	while ((limit = spending_next(spending, user_id, &number)) != NULL)
	{
		SpendingWindow *window = spending_window(spending, set, limit, at);

		if (window != NULL)
			draw_tally(pieces, &window->spent, amount);
	}
}

TimestampTz
spending_edge(Spending *spending, BucketSet *set, int64 user_id, TimestampTz at)
{
	TimestampTz edge = DT_NOEND;
	SpendingLimit *limit;
	int			number = 0;

	while ((limit = spending_next(spending, user_id, &number)) != NULL)
	{
		const SpendingWindow *window = spending_window(spending, set, limit, at);

		edge = Min(edge, window == NULL ? limit->since : window->ends_at);
	}
	return edge;
}

/*
 * Refusing.
 */
void
spending_refuse(const Spending *spending, const Account *account, amount128 needed)
{
	const SpendingLimit *limit = spending->reached;
	const SpendingWindow *window = spending->reached_in;
	const char *per = limit_per_name(limit->per);
	StringInfoData facts;

	fact_open(&facts, "spending_limit");
	fact_text(&facts, "account", account->name);
	fact_text(&facts, "limited", limit->account);
	fact_text(&facts, "per", per);
	fact_amount(&facts, "needed", needed);
	fact_amount(&facts, "spent", spending_spent(window));
	fact_amount(&facts, "held", window->held);
	fact_amount(&facts, "limit", limit->most);
	fact_instant(&facts, "window_start", window->starts_at);
	fact_instant(&facts, "resets_at", window->ends_at);
	fact_raw(&facts, "options",
			 psprintf("[{\"do\": \"raise_limit\"}, {\"do\": \"wait\", \"until\": \"%s\"}]",
					  fact_instant_text(window->ends_at)));
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_CAP_REACHED),
			 errmsg("the spending limit of account \"%s\" per %s is reached", limit->account, per),
			 errdetail_internal("%s", facts.data),
			 errhint("Raise the limit with credits.set_spending_limit(), or wait until it "
					 "resets.")));
}
