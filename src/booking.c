/*
 * booking.c
 *	  From a request to the ledger: one operation that draws.
 *
 * Decided here: in which order a booking loads, locks, decides and writes; how a line over time
 * is cut into segments at the lives of the buckets that may pay for it; and what its receipt
 * says.  consume(), charge() and each row of credits.usage come through booking_decide() and
 * booking_post(); a quote stops before the latter.  What things cost is price.c's, which
 * buckets pay draw.c's.
 *
 * Locks: see store.c; where there are spending limits, the account before (spending.c).  A
 * refusal is decided on committed rows without waiting for anybody, but of an account with spending
 * limits; what is drawn is decided on locked ones.
 */
#include "postgres.h"

#include "access/xact.h"
#include "miscadmin.h"
#include "utils/fmgrprotos.h"
#include "utils/resowner.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "booking.h"
#include "clock.h"
#include "meter.h"
#include "period.h"
#include "spi.h"

TimestampTz
booking_last(const Booking *booking)
{
	const Usage *usage = booking->usage;

	if (usage != NULL && usage->has_until && usage->until > usage->at)
		return usage->until - 1;
	return booking->at;
}

TimestampTz
booking_since(const Booking *booking)
{
	/* what runs may have used what has expired since */
	if (booking->account->meters > 0)
		return DT_NOBEGIN;
	return Min(booking->at, booking->account->now);
}

/*
 * The instants strictly inside the line at which a bucket that may pay for it comes to life or
 * dies, or a window of a limit ends, sorted, then its end
 */
static TimestampTz *
booking_edges(Spending *spending, BucketSet *set, const UsageLine *line, int *count)
{
	int			room = 2 * set->count + 1;
	TimestampTz *edges = palloc(room * sizeof(TimestampTz));
	TimestampTz at = line->at;
	int			i;

	*count = 0;
	for (i = 0; i < set->count; i++)
	{
		const Bucket *bucket = &set->items[i];

		if (bucket_is_empty(bucket) || !bucket_may_pay(bucket, line->usage->resource))
			continue;
		if (bucket->effective_at > line->at && bucket->effective_at < line->until)
			edges[(*count)++] = bucket->effective_at;
		if (bucket->expires_at > line->at && bucket->expires_at < line->until)
			edges[(*count)++] = bucket->expires_at;
	}
	while (spending != NULL &&
		   (at = spending_edge(spending, set, line->usage->user_id, at)) < line->until)
	{
		if (*count + 1 == room)
		{
			room *= 2;
			edges = repalloc(edges, room * sizeof(TimestampTz));
		}
		edges[(*count)++] = at;
	}
	qsort(edges, *count, sizeof(TimestampTz), clock_compare);
	edges[(*count)++] = line->until;
	return edges;
}

DrawVerdict
booking_draw(Booking *booking, BucketSet *set, TimestampTz at, amount128 cost, int line,
			 TimestampTz booked_at, int *from)
{
	const UsageLine *used = line == 0 ? NULL : &booking->lines.items[line - 1];
	const char *resource = used == NULL ? booking->resource : used->usage->resource;
	int64		user_id = used == NULL ? booking->user_id : used->usage->user_id;
	DrawMark	mark = draw_mark(&booking->pieces);
	DrawVerdict verdict;
	Bucket	   *flex;

	booking->short_at = at;
	/* what is late is drawn as one, but was used over its time */
	if (used != NULL && used->late && used->usage->has_until && !used->usage->metered
		? !booking_spend_line(booking, set, used)
		: !booking_spend(booking, set, user_id, booked_at, cost))
	{
		draw_undo_to(set, &booking->pieces, mark);
		return DRAW_LIMITED;
	}
	verdict = draw_event(set, at, resource, cost, line, booked_at, from,
						 &booking->pieces, &booking->short_by);
	/* what has no cap ends where the type does */
	if (verdict == DRAW_SHORT)
		draw_undo_to(set, &booking->pieces, mark);
	flex = verdict == DRAW_SHORT ? bucket_flex(set, at) : NULL;
	if (flex != NULL && flex->uncapped && !flex->skipped && !booking->settles)
		amount_overflow();
	return verdict;
}

/* A line that costs something over time, segment by segment */
static DrawVerdict
booking_draw_segments(Booking *booking, BucketSet *set, const UsageLine *line, int number)
{
	DrawVerdict verdict = DRAW_COVERED;
	TimestampTz at = line->at;
	int			from = 0;
	int			count;
	TimestampTz *edges = booking_edges(booking->spending, set, line, &count);
	int			i;

	for (i = 0; i < count && verdict == DRAW_COVERED; i++)
	{
		amount128	cost;

		if (edges[i] == at)
			continue;
		cost = pricing_stretch(line, at, edges[i]);
		if (cost > 0)
			verdict = booking_draw(booking, set, at, cost, number, at, &from);
		at = edges[i];
	}
	pfree(edges);
	return verdict;
}

void
booking_give_back(Booking *booking, BucketSet *set, int number)
{
	const UsageLine *line = &booking->lines.items[number - 1];
	int			i;

	booking_unspend(booking, set, line);
	for (i = 0; i < booking->back.count; i++)
	{
		const GiveBackPart *part = &booking->back.items[i];

		if (part->line == number)
			draw_return(set, part->bucket_id, part->amount, number, line->at,
						bucket_first_flex(set), &booking->pieces);
	}
}

static DrawVerdict
booking_draw_line(Booking *booking, BucketSet *set, const UsageLine *line, int number)
{
	int			from = 0;

	if (line->charged < 0)
	{
		booking_give_back(booking, set, number);
		return DRAW_COVERED;
	}
	if (!line->late && line->charged != 0 && line->usage->has_until)
		return booking_draw_segments(booking, set, line, number);
	return booking_draw(booking, set, line->late ? booking->account->now : line->at, line->charged,
						number, line->at, &from);
}

void
booking_price(Booking *booking, BucketSet *set)
{
	if (booking->usage == NULL)
		return;
	booking->pricing->set = set;
	booking->lines.count = 0;
	pricing_add_lines(booking->pricing, booking->prices, booking->usage, &booking->lines);
	giveback_find(booking->pricing, &booking->lines, &booking->back);
}

amount128
booking_sum(const UsageLines *lines)
{
	amount128	sum = 0;
	int			i;

	for (i = 0; i < lines->count; i++)
		sum = amount_plus(sum, lines->items[i].charged);
	return sum;
}

static bool
booking_is_below_least(const Booking *booking, BucketSet *set)
{
	return booking->begins && booking->prices->has_least && !booking->lines.items[0].late &&
		booking_available(booking, set, booking->user_id, booking->at, booking->resource) <
		booking->prices->least_balance;
}

DrawVerdict
booking_decide(Booking *booking, BucketSet *set)
{
	DrawVerdict verdict = DRAW_COVERED;
	int			i;

	draw_clear(&booking->pieces);
	booking->charged = booking->usage == NULL ? booking->amount : booking_sum(&booking->lines);
	if (booking->asks && booking->account->status != ACCOUNT_ACTIVE)
		return DRAW_INACTIVE;
	if (booking->usage == NULL)
	{
		bool		late = booking_is_late(booking, set, booking->at);
		int			from = 0;

		verdict = booking_draw(booking, set, late ? booking->account->now : booking->at,
							   booking->amount, 0, booking->at, &from);
	}
	else
	{
		if (booking_is_below_least(booking, set))
			return DRAW_BELOW_LEAST;
		for (i = 0; i < booking->lines.count && verdict == DRAW_COVERED; i++)
			verdict = booking_draw_line(booking, set, &booking->lines.items[i], i + 1);
	}
	if (verdict != DRAW_COVERED)
		draw_undo(set, &booking->pieces);
	return verdict;
}

/* What is due from this instant on is not done */
static TimestampTz
booking_horizon(const Booking *booking)
{
	return Min(booking->account->opens_at, booking->account->closes_at);
}

/* The common case: one bucket pays for all, nobody has it, and it is as it was looked at */
static bool
booking_take_one(Booking *booking, BucketSet *set)
{
	const DrawPieces *pieces = &booking->pieces;
	Bucket	   *bucket = &set->items[pieces->items[0].bucket];
	int			i;

	/* the account was changed between reading it and its buckets */
	if (set->version != booking->account->version)
		return false;
	/* what is counted is locked before any bucket, and stays at its instant */
	if (booking->spending != NULL ||
		(booking->pricing != NULL && !pricing_holds_nothing(booking->pricing)))
		return false;
	for (i = 1; i < pieces->count; i++)
	{
		if (pieces->items[i].bucket != pieces->items[0].bucket)
			return false;
	}
	/* an instant that was not given is now */
	if (!booking->at_given && !booking->account->has_clock && bucket->expires_at <= clock_wall())
		return false;
	return store_take(bucket);
}

/*
 * The account as it is now that its buckets are ours, at an instant whose period is still the
 * one they were locked for
 */
static void
booking_refresh(Booking *booking, BucketSet *set)
{
	TimestampTz before = booking->account->now;
	Bucket	   *flex;

	account_load_again(booking->account);
	if (!booking->asks)
		account_require_active(booking->account);
	flex = bucket_flex(set, before);
	if (flex != NULL && !booking->account->has_clock)
		booking->account->now =
			Max(before, Min(booking->account->now,
							Min(flex->expires_at, booking_horizon(booking)) - 1));
	if (!booking->at_given)
		booking->at = booking->account->now;
	if (booking->usage != NULL)
		booking->usage->at = booking->at;
}

/*
 * What is held does not cover the cost.  If nothing was left out, or what was left out would not
 * cover it either as it was last committed, that is a refusal; else it is 40001, never a refusal
 * of money that is there.
 */
void
booking_confirm_short(Booking *booking, BucketSet *set)
{
	int			skipped = 0;
	int			i;

	for (i = 0; i < set->count; i++)
	{
		skipped += set->items[i].skipped;
		set->items[i].skipped = false;
	}
	if (skipped == 0 || booking_decide(booking, set) != DRAW_COVERED)
		return;
	ereport(ERROR,
			(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
			 errmsg("could not decide the draw: a concurrent transaction is changing a bucket"),
			 errdetail("What is left without that bucket does not cover the cost."),
			 errhint("Retry the transaction.")));
}

/* What was seen of counters and limits may be others' by now */
static void
booking_let_go(Booking *booking)
{
	if (booking->pricing != NULL)
		pricing_let_go(booking->pricing);
	spending_forget(booking->spending);
}

/* Of a payer with limits each draw holds the account: true if that has to be had first */
static bool
booking_is_limited_anew(const Booking *booking)
{
	return booking->account->spending_limits > 0 && booking->spending == NULL;
}

static void
booking_lock_account(Booking *booking, BucketSet *set)
{
	account_hold(booking->account);
	booking_refresh(booking, set);
	booking->spending = spending_begin(booking->account);
}

/* The account as it is after what was done first, which has locked it */
static void
booking_begin_anew(Booking *booking, BucketSet *set)
{
	memset(set, 0, sizeof(*set));
	booking_refresh(booking, set);
	booking_let_go(booking);
	if (booking_is_limited_anew(booking))
		booking->spending = spending_begin(booking->account);
	store_load_buckets(booking->account, booking_since(booking), set);
}

/* What is counted is locked before buckets are, which whatever is done first may do */
static void
booking_lock_counters(Booking *booking)
{
	if (booking->pricing != NULL && !pricing_is_held(booking->pricing))
		pricing_lock(booking->pricing, booking->account);
}

DrawVerdict
booking_decide_after_meters(Booking *booking, BucketSet *set, bool *covered)
{
	DrawVerdict verdict;

	booking_accrue(booking, set);
	*covered = TIMESTAMP_IS_NOEND(booking->meters->first_out);
	verdict = booking_decide(booking, set);
	if (verdict == DRAW_COVERED)
	{
		draw_undo(set, &booking->pieces);
		booking_forget_accrued(booking, set);
	}
	return verdict;
}

/*
 * An account with running meters: a draw that what is left covers after them is booked alone;
 * else what they have used, and which ran out, is booked first
 */
static DrawVerdict
booking_settle_first(Booking *booking, BucketSet *set)
{
	DrawVerdict verdict;
	bool		covered;

	booking_price(booking, set);
	verdict = booking_decide_after_meters(booking, set, &covered);
	if (verdict != DRAW_COVERED || covered)
		return verdict;
	booking_lock_counters(booking);
	meter_settle_now(booking->account);
	booking->meters = NULL;
	booking_begin_anew(booking, set);
	return DRAW_COVERED;
}

/*
 * Load the buckets, do what is to be done first, and decide; a draw that falls short writes
 * nothing
 */
static DrawVerdict
booking_load(Booking *booking, BucketSet *set)
{
	Account    *account = booking->account;
	DrawVerdict verdict;

	store_load_buckets(account, booking_since(booking), set);
	while (!period_is_current(account, set, booking_last(booking)))
	{
		booking_let_go(booking);
		period_imagine(account, set, booking_last(booking));
		booking_price(booking, set);
		verdict = booking_decide(booking, set);
		if (verdict != DRAW_COVERED)
			return verdict;
		booking_lock_counters(booking);
		period_catch_up(account, booking_last(booking));
		booking_begin_anew(booking, set);
	}
	if (account->meters > 0)
	{
		verdict = booking_settle_first(booking, set);
		if (verdict != DRAW_COVERED)
			return verdict;
	}
	booking_price(booking, set);
	return booking_decide(booking, set);
}

/* Whether all that is drawn from is held; else what is not is wanted */
static bool
booking_is_held(const Booking *booking, BucketSet *set)
{
	bool		held = true;
	int			i;

	for (i = 0; i < booking->pieces.count; i++)
	{
		Bucket	   *bucket = &set->items[booking->pieces.items[i].bucket];

		bucket->wanted = true;
		held = held && bucket->locked;
	}
	return held;
}

/* Look again, and decide again, if that can be decided */
static bool
booking_look(Booking *booking, BucketSet *set, DrawVerdict *verdict)
{
	booking_refresh(booking, set);
	/* a limit that was set meanwhile is not asked before the account is held: begin again */
	if (booking_is_limited_anew(booking))
		return false;
	store_load_buckets(booking->account, booking_since(booking), set);
	booking_price(booking, set);
	*verdict = booking_decide(booking, set);
	return true;
}

/*
 * Lock what the draw takes from, look again and decide again, until both agree.  False: a bucket
 * that is wanted by now sorts before one that is held, and somebody else has it.
 */
static bool
booking_lock(Booking *booking, BucketSet *set, DrawVerdict *verdict)
{
	if (booking->pricing != NULL && !pricing_is_held(booking->pricing))
	{
		pricing_lock(booking->pricing, booking->account);
		draw_undo(set, &booking->pieces);
		if (!booking_look(booking, set, verdict))
			return false;
	}
	while (*verdict == DRAW_COVERED && !booking_is_held(booking, set))
	{
		CHECK_FOR_INTERRUPTS();
		draw_undo(set, &booking->pieces);
		if (!store_lock_wanted(booking->account, set) && !IsolationUsesXactSnapshot())
			return false;
		if (!booking_look(booking, set, verdict))
			return false;
	}
	/* another counter than those that are held: begin again */
	return booking->pricing == NULL || pricing_is_held(booking->pricing);
}

/* Move what was decided from drawn to held */
static void
booking_hold(Booking *booking, BucketSet *set)
{
	int			i;

	for (i = 0; i < booking->pieces.count; i++)
	{
		const DrawPiece *piece = &booking->pieces.items[i];
		Bucket	   *bucket = &set->items[piece->bucket];

		bucket->drawn -= piece->amount;
		bucket->held += piece->amount;
		store_write_bucket(booking->account, bucket);
	}
}

/* Post what was decided, and write the buckets */
static void
booking_write(Booking *booking, BucketSet *set, Receipt *receipt)
{
	StoreWriter *writer;
	int			i;

	if (booking->holds)
	{
		booking_hold(booking, set);
		spending_touch(booking->spending);
		return;
	}
	writer = store_writer_open(false);
	booking_post(booking, set, writer, receipt);
	store_writer_close(writer);
	for (i = 0; i < set->count; i++)
	{
		if (set->items[i].entries > 0)
			store_write_bucket(booking->account, &set->items[i]);
	}
	if (booking->pricing != NULL)
		pricing_write(booking->pricing);
	spending_write(booking->spending);
}

/*
 * Lock and write in a subtransaction, which gives back what was locked in vain.  What it has locked
 * it writes itself: a row locked by one (sub)transaction and updated by another needs a multixact.
 */
static bool
booking_write_or_undo(Booking *booking, BucketSet *set,
					  DrawVerdict *verdict, Receipt *receipt)
{
	MemoryContext context = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;
	volatile bool done = false;

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(context);
	PG_TRY();
	{
		done = booking_lock(booking, set, verdict);
		if (done && *verdict == DRAW_COVERED)
		{
			booking_write(booking, set, receipt);
			ReleaseCurrentSubTransaction();
		}
		else
			RollbackAndReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(context);
		CurrentResourceOwner = owner;
	}
	PG_CATCH();
	{
		ErrorData  *error;

		/* whoever catches the error expects the transaction as it was when we were called */
		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		FlushErrorState();
		RollbackAndReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(context);
		CurrentResourceOwner = owner;
		ReThrowError(error);
	}
	PG_END_TRY();
	return done;
}

/*
 * The general case.  Where a bucket cannot be had in order, the draw gives back what it holds and
 * begins again, waiting for that bucket first.  Under a fixed snapshot another look would see the
 * same: there the bucket is left out.
 */
static DrawVerdict
booking_take_many(Booking *booking, BucketSet *set, Receipt *receipt)
{
	DrawVerdict verdict = DRAW_COVERED;

	while (!booking_write_or_undo(booking, set, &verdict, receipt))
	{
		memset(set, 0, sizeof(*set));
		booking_let_go(booking);
		if (booking_is_limited_anew(booking))
			booking_lock_account(booking, set);
		store_load_buckets(booking->account, booking_since(booking), set);
		booking_price(booking, set);
		verdict = booking_decide(booking, set);
	}
	if (verdict != DRAW_COVERED)
		booking_confirm_short(booking, set);
	return verdict;
}

DrawVerdict
booking_book(Booking *booking, BucketSet *set, Receipt *receipt)
{
	DrawVerdict verdict;

	if (booking_is_limited_anew(booking))
		booking_lock_account(booking, set);
	verdict = booking_load(booking, set);
	if (verdict != DRAW_COVERED)
		return verdict;
	if (!booking_take_one(booking, set))
		return booking_take_many(booking, set, receipt);
	booking_write(booking, set, receipt);
	return DRAW_COVERED;
}
