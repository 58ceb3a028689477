/*
 * period.c
 *	  The calendar of a payer: what opens, closes and is granted, and when.
 *
 * Decided here, in pure C on a Book in memory: the order in which things fall due; what a period
 * under a plan is; what a cycle grants; what closing a period expires and carries over.  The
 * same decision is written down by a call or the job (period_store.c), and shown by a quote or
 * a read that comes before them, so that what is true never depends on who has run.
 *
 * Everything happens at its own instant, in order of those instants, however late it is done:
 * catching up after three months decides what three runs on time would have decided.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "calendar.h"
#include "debt.h"
#include "period.h"
#include "rollover.h"

#define NEVER DT_NOEND

static Period *
book_last(const Book *book)
{
	return book->count > 0 ? &book->periods[book->count - 1] : NULL;
}

static Period *
book_first_open(const Book *book)
{
	int			i;

	for (i = 0; i < book->count; i++)
	{
		if (!book->periods[i].closed)
			return &book->periods[i];
	}
	return NULL;
}

Period *
period_at(const Book *book, TimestampTz at)
{
	int			i;

	for (i = 0; i < book->count; i++)
	{
		if (book->periods[i].starts_at <= at && at < book->periods[i].ends_at)
			return &book->periods[i];
	}
	return NULL;
}

/*
 * What is decided.
 */

/* An operation; what was begun and posts nothing is taken back by who began it */
static void
book_begin(Book *book, int64 user_id)
{
	book->operations++;
	book->user_id = user_id;
}

static EntryRow *
book_add_entry(Book *book, Bucket *bucket, const char *kind, amount128 amount, TimestampTz at)
{
	EntryRow   *entry;
	int			last = book->entry_count - 1;

	if (book->entry_count == book->entry_room)
	{
		book->entry_room = Max(8, book->entry_room * 2);
		book->entries = book->entries == NULL
			? palloc(book->entry_room * sizeof(EntryRow))
			: repalloc_huge(book->entries, book->entry_room * sizeof(EntryRow));
	}
	entry = &book->entries[book->entry_count++];
	memset(entry, 0, sizeof(EntryRow));
	entry->account_id = book->account->account_id;
	entry->user_id = book->user_id;
	entry->operation = book->operations;
	if (last >= 0 && book->entries[last].operation == book->operations)
		entry->piece = book->entries[last].piece + 1;
	else
		entry->piece = book->operations == 1 ? book->pieces + 1 : 1;
	entry->at = at;
	entry->bucket_id = bucket->id;
	entry->bucket_seq = ++bucket->seq;
	entry->amount = amount;
	entry->after = bucket_after(bucket);
	entry->kind = kind;
	return entry;
}

static Bucket *
book_add_bucket(Book *book, const char *class, int32 priority, TimestampTz effective_at,
				TimestampTz expires_at)
{
	Bucket	   *bucket = bucket_add(&book->set);

	bucket->id = BOOK_NEW_ID + book->buckets++;
	bucket->made = true;
	bucket->class = class;
	bucket->priority = priority;
	bucket->effective_at = effective_at;
	bucket->expires_at = expires_at;
	bucket->user_id = book->account->account_id;
	return bucket;
}

/*
 * What is left in all buckets must stay an amount; the sum of grants is a bound on it.  Of a grant
 * that nobody is there to refuse, what fits is made.
 */
static amount128
book_credit(Book *book, amount128 amount)
{
	amount128	left = 0;
	int			i;

	if (amount_add(book->account->credited, amount, &left))
	{
		book->account->credited = left;
		return amount;
	}
	left = 0;
	for (i = 0; i < book->set.count; i++)
	{
		if (!book->set.items[i].postpaid && !book->set.items[i].closed)
			left = amount_plus(left, bucket_left(&book->set.items[i]));
	}
	amount = Min(amount, AMOUNT_MAX - left);
	book->account->credited = left + amount;
	return amount;
}

/* What is owed is paid first */
static void
book_repay(Book *book, Bucket *bucket, TimestampTz at)
{
	amount128	paid;

	while ((paid = debt_take(&book->debts, &book->next_debt, bucket)) > 0)
	{
		Bucket	   *debt = &book->debts.items[book->next_debt];

		debt->dirty = true;
		book->repaid += paid;
		book_add_entry(book, bucket, "repay", -paid, at);
		book_add_entry(book, debt, "repay", paid, at);
	}
}

/* A bucket that a subscription grants, in the operation under way */
static void
book_grant(Book *book, const Subscription *terms, amount128 amount, TimestampTz from,
		   TimestampTz until)
{
	Bucket	   *bucket;

	amount = book_credit(book, amount);
	if (amount == 0)
		return;
	bucket = book_add_bucket(book, terms->class, terms->priority, from, until);
	bucket->granted = amount;
	bucket->subscription = terms->id;
	bucket->user_id = terms->user_id;
	bucket->note = terms->plan;
	bucket->operation = book->operations;
	book_add_entry(book, bucket, "grant", amount, from)->note = terms->plan;
	book_repay(book, bucket, from);
	bucket_sort(&book->set);
}

/*
 * Opening.
 */
void
period_cap(const Account *account, const Subscription *terms, bool trial, bool *uncapped,
		   amount128 *cap)
{
	bool		on = account->overage_set ? account->overage : terms != NULL && terms->overage;

	*uncapped = false;
	*cap = 0;
	if (trial || !on)
		return;
	if (account->capped)
		*cap = account->overage_cap;
	else if (terms != NULL && terms->capped)
		*cap = terms->overage_cap;
	else
		*uncapped = true;
	if (account->has_threshold && (*uncapped || account->threshold < *cap))
	{
		*uncapped = false;
		*cap = account->threshold;
	}
}

static void
period_set_month(const Book *book, Period *period)
{
	TimestampTz month;
	int			i;

	calendar_month(book->account->zone, period->starts_at, &month, &period->ends_at);
	/* the first is whole, whenever in it the account was opened */
	if (book->count == 0)
		period->starts_at = month;
	for (i = 0; i < book->subscriptions.count; i++)
	{
		const Subscription *next = &book->subscriptions.items[i];

		if (next->plan != NULL && next->started_at > period->starts_at &&
			next->ends_at > next->started_at)
			period->ends_at = Min(period->ends_at, next->started_at);
	}
	period->closes_at = period->ends_at;
}

static void
period_set_billing(const Book *book, Period *period, const Subscription *terms)
{
	pg_tz	   *zone = book->account->zone;
	int64		billings = calendar_ratio(&terms->cycle, &terms->billing);
	int64		n = calendar_index(zone, terms->anchor, &terms->billing, period->starts_at);
	int64		cycle = n / billings;

	period->ends_at = calendar_boundary(zone, terms->anchor, &terms->billing, n + 1);
	period->has_cycle = true;
	period->cycle_starts_at =
		calendar_boundary(zone, terms->anchor, &terms->billing, cycle * billings);
	period->cycle_ends_at =
		calendar_boundary(zone, terms->anchor, &terms->billing, (cycle + 1) * billings);
	period->owes = period->starts_at == period->cycle_starts_at;
	period->price = terms->price;
}

static void
period_set_plan(const Book *book, Period *period, const Subscription *terms)
{
	period->subscription = terms->id;
	period->trial = terms->has_trial && period->starts_at < terms->trial_ends_at;
	if (period->trial)
		period->ends_at = terms->trial_ends_at;
	else
		period_set_billing(book, period, terms);
	period->ends_at = Min(period->ends_at, terms->ends_at);
	period->closes_at =
		calendar_boundary(book->account->zone, period->ends_at, &terms->grace, 1);
}

static Period *
book_add_period(Book *book)
{
	if (book->count == book->room)
	{
		book->room = Max(4, book->room * 2);
		book->periods = book->periods == NULL
			? palloc(book->room * sizeof(Period))
			: repalloc(book->periods, book->room * sizeof(Period));
	}
	memset(&book->periods[book->count], 0, sizeof(Period));
	return &book->periods[book->count++];
}

/*
 * What is held of overage goes with the billing: from the period that closes to the next, which
 * may not be there yet
 */
static void
hold_move(Book *book, Bucket *from, Bucket *to)
{
	int			i;

	for (i = 0; i < book->hold_count; i++)
	{
		HoldPart   *part = &book->holds[i];

		if (part->ended || part->bucket_id != (from != NULL ? from->id : 0))
			continue;
		part->bucket_id = to != NULL ? to->id : 0;
		part->moved = true;
		if (from != NULL)
			from->held -= part->amount;
		if (to == NULL)
			continue;
		/* of what no amount can hold nothing is captured: it ends here */
		part->ended = part->amount > AMOUNT_MAX - to->used - to->held;
		to->held += part->ended ? 0 : part->amount;
		to->dirty = true;
	}
}

/* All that waits for the period that opens: of those that closed, and of one cut to nothing */
static void
hold_move_to(Book *book, Bucket *flex)
{
	int			i;

	hold_move(book, NULL, flex);
	for (i = 0; i < book->set.count; i++)
	{
		Bucket	   *bucket = &book->set.items[i];

		if (!bucket->postpaid || bucket->closed || bucket->effective_at < bucket->expires_at)
			continue;
		hold_move(book, bucket, flex);
		bucket->closed = bucket->dirty = true;
	}
}

static void
period_open(Book *book, TimestampTz at)
{
	const Subscription *terms = subscription_in_force(&book->subscriptions, at);
	const Period *before = book_last(book);
	Period		period = {0};
	amount128	amount;
	Bucket	   *flex;

	period.starts_at = at;
	period.made = true;
	if (terms == NULL)
		period_set_month(book, &period);
	else
		period_set_plan(book, &period, terms);
	if (before != NULL)
		period.closes_at = Max(period.closes_at, before->closes_at);
	*book_add_period(book) = period;

	flex = book_add_bucket(book, "flex", book->flex_priority, period.starts_at, period.ends_at);
	flex->postpaid = true;
	period_cap(book->account, terms, period.trial, &flex->uncapped, &flex->granted);
	hold_move_to(book, flex);
	bucket_sort(&book->set);
	amount = period.trial ? terms->trial_included : period.owes ? terms->included : 0;
	if (amount == 0)
		return;
	book_begin(book, terms->user_id);
	book_grant(book, terms, amount, period.starts_at,
			   period.trial ? period.ends_at : period.cycle_ends_at);
}

/*
 * Rolling over.
 */

/* The bucket that holds what was carried, and what tops it up to the minimum */
static void
rollover_make(Book *book, const Subscription *terms, TimestampTz at, const Rollover *rollover)
{
	/* what is carried was there before: only what tops it up is new */
	amount128	added = book_credit(book, rollover->amount - rollover->carried);
	Bucket	   *bucket;

	bucket = book_add_bucket(book, "rollover", book->rollover_priority, at,
							 rollover_end(book, terms, at));
	bucket->subscription = terms->id;
	bucket->rolled_from = rollover->from;
	bucket->user_id = terms->user_id;
	bucket->operation = book->operations;
	bucket->granted = rollover->carried;
	if (rollover->carried > 0)
		book_add_entry(book, bucket, "rollover", rollover->carried, at);
	bucket->granted = rollover->carried + added;
	if (added > 0)
		book_add_entry(book, bucket, "grant", added, at)->note = "rollover minimum";
	bucket_sort(&book->set);
}

/*
 * Closing.
 */
static int
compare_expiry(const void *a, const void *b)
{
	const Bucket *x = *(Bucket *const *) a;
	const Bucket *y = *(Bucket *const *) b;

	if (x->expires_at != y->expires_at)
		return x->expires_at < y->expires_at ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* The paid buckets that are done when a period that ends at `ends_at` closes, by (expiry, id) */
static Bucket **
period_ending(Book *book, TimestampTz ends_at, int *count)
{
	Bucket	  **ending = palloc(sizeof(Bucket *) * Max(book->set.count, 1));
	int			i;

	*count = 0;
	for (i = 0; i < book->set.count; i++)
	{
		Bucket	   *bucket = &book->set.items[i];

		if (!bucket->closed && !bucket->postpaid && bucket->expires_at <= ends_at)
			ending[(*count)++] = bucket;
	}
	qsort(ending, *count, sizeof(Bucket *), compare_expiry);
	return ending;
}

static void
bucket_lapse(Book *book, Bucket *bucket, const char *kind, amount128 amount, TimestampTz at)
{
	if (amount == 0)
		return;
	bucket->lapsed += amount;
	bucket->dirty = true;
	book_add_entry(book, bucket, kind, -amount, at);
}

/* Post what is carried and what expires of the buckets that end with the period, and close them */
static void
period_end_buckets(Book *book, const Cycle *cycle, amount128 carried)
{
	int			count;
	Bucket	  **ending = period_ending(book, cycle->ends_at, &count);
	amount128  *shares = palloc(sizeof(amount128) * Max(count, 1));
	int			i;

	/* all shares are found before anything is taken */
	for (i = 0; i < count; i++)
		shares[i] = carried > 0 ? rollover_share(book, cycle, carried, ending[i]) : 0;
	for (i = 0; i < count; i++)
	{
		bucket_lapse(book, ending[i], "rollover", shares[i], ending[i]->expires_at);
		bucket_lapse(book, ending[i], "expire", bucket_left(ending[i]), ending[i]->expires_at);
		/* what is held of it can still be captured */
		ending[i]->closed = ending[i]->held == 0;
		ending[i]->dirty = true;
	}
	pfree(shares);
	pfree(ending);
}

/* The first that has ended by now and is not done; NULL if there is none */
static HoldPart *
hold_next(const Book *book, TimestampTz now)
{
	int			i;

	for (i = 0; i < book->hold_count && book->holds[i].ends_at <= now; i++)
	{
		if (!book->holds[i].ended)
			return &book->holds[i];
	}
	return NULL;
}

/* What it held is there again, or, in a bucket that has ended with its period, expires */
static void
hold_end(Book *book, HoldPart *part)
{
	Bucket	   *bucket = bucket_find(&book->set, part->bucket_id);

	part->ended = true;
	/* who asks for periods only has no buckets */
	if (bucket == NULL)
		return;
	bucket->held -= part->amount;
	bucket->dirty = true;
	if (bucket->postpaid || bucket->expires_at > book_first_open(book)->starts_at)
		return;
	book_begin(book, book->account->account_id);
	bucket_lapse(book, bucket, "expire", part->amount, bucket->expires_at);
	bucket->closed = bucket->held == 0;
}

static void
period_close(Book *book, Period *period)
{
	const Subscription *terms = subscription_find(&book->subscriptions, period->subscription);
	Cycle		cycle = {terms, period->cycle_starts_at, period->ends_at};
	TimestampTz at = period->ends_at;
	Bucket	   *flex = bucket_flex(&book->set, period->starts_at);
	Rollover	rollover = {0};
	int			entries = book->entry_count;

	if (terms != NULL && terms->rolls && period->has_cycle && period->cycle_ends_at == at &&
		subscription_in_force(&book->subscriptions, at) != NULL)
		rollover = rollover_decide(book, &cycle);
	book_begin(book, book->account->account_id);
	period_end_buckets(book, &cycle, rollover.carried);
	if (flex != NULL)
	{
		period->overage = flex->used;
		hold_move(book, flex, bucket_flex(&book->set, at));
		flex->closed = flex->dirty = true;
	}
	period->closed = period->closing = true;
	if (rollover.amount > 0)
		rollover_make(book, terms, at, &rollover);
	/* a close that posts nothing is no operation */
	if (book->entry_count == entries)
		book->operations--;
}

/*
 * What a change of plan within the cycle grants, or takes back of what is left: from the last in
 * draw order on
 */
void
period_adjust(Book *book, const Subscription *terms, const Period *period, amount128 amount,
			  TimestampTz at)
{
	Cycle		cycle = {terms, period->cycle_starts_at, period->cycle_ends_at};
	int			i;

	if (amount > 0)
		book_grant(book, terms, amount, at, cycle.ends_at);
	for (i = book->set.count - 1; i >= 0 && amount < 0; i--)
	{
		Bucket	   *bucket = &book->set.items[i];
		amount128	share;

		if (bucket->closed || !rollover_granted(book, &cycle, bucket))
			continue;
		share = Min(-amount, bucket_left(bucket));
		bucket_lapse(book, bucket, "revoke", share, at);
		amount += share;
	}
}

void
period_expire_cut(Book *book, TimestampTz at)
{
	int			i;

	book_begin(book, book->account->account_id);
	for (i = 0; i < book->set.count; i++)
	{
		Bucket	   *bucket = &book->set.items[i];
		const Subscription *by = subscription_find(&book->subscriptions, bucket->subscription);

		if (by == NULL || by->plan == NULL || bucket->rolled_from != 0 || bucket->closed ||
			bucket->expires_at <= at)
			continue;
		bucket_lapse(book, bucket, "expire", bucket_left(bucket), at);
		bucket->closed = bucket->held == 0;
		bucket->dirty = true;
	}
	if (book->entry_count == 0)
		book->operations--;
}

/*
 * Recurring grants.
 */
static void
recurring_roll(Book *book, const Subscription *terms, TimestampTz at)
{
	Cycle		cycle = {terms, DT_NOBEGIN, at};
	Rollover	rollover = rollover_decide(book, &cycle);
	int			i;

	if (rollover.amount == 0)
		return;
	for (i = 0; i < book->set.count; i++)
	{
		/* there is one, of the grant before */
		if (book->set.items[i].id == rollover.from)
			bucket_lapse(book, &book->set.items[i], "rollover", rollover.carried, at);
	}
	rollover_make(book, terms, at, &rollover);
}

static void
recurring_make(Book *book, Subscription *terms)
{
	pg_tz	   *zone = book->account->zone;
	TimestampTz at = terms->next_at;
	int64		n = calendar_index(zone, terms->anchor, &terms->cycle, at);
	TimestampTz next = calendar_boundary(zone, terms->anchor, &terms->cycle, n + 1);

	book_begin(book, terms->user_id);
	if (terms->rolls)
		recurring_roll(book, terms, at);
	book_grant(book, terms, terms->included, at, next);
	terms->next_at = next < terms->ends_at ? next : NEVER;
	terms->dirty = true;
}

/* The next to be made, of those that carry over or of the others; NULL if there is none */
static Subscription *
recurring_next(const Book *book, bool rolls)
{
	Subscription *first = NULL;
	int			i;

	for (i = 0; i < book->subscriptions.count; i++)
	{
		Subscription *terms = &book->subscriptions.items[i];

		if (terms->plan == NULL && terms->rolls == rolls && !TIMESTAMP_IS_NOEND(terms->next_at) &&
			(first == NULL || terms->next_at < first->next_at ||
			 (terms->next_at == first->next_at && terms->id < first->id)))
			first = terms;
	}
	return first;
}

/*
 * In order.
 */
static TimestampTz
book_next_period(const Book *book)
{
	return book->count > 0 ? book_last(book)->ends_at : book->account->payer_opened_at;
}

TimestampTz
period_next_open(const Book *book)
{
	const Subscription *terms = recurring_next(book, false);
	TimestampTz opens_at = book_next_period(book);

	return terms != NULL ? Min(opens_at, terms->next_at) : opens_at;
}

TimestampTz
period_next_close(const Book *book)
{
	const Period *first = book_first_open(book);
	const Subscription *terms = recurring_next(book, true);

	TimestampTz hold = NEVER;
	int			i;

	for (i = 0; i < book->hold_count; i++)
	{
		if (!book->holds[i].ended)
			hold = Min(hold, book->holds[i].ends_at);
	}
	return Min(hold, Min(first != NULL ? first->closes_at : NEVER,
						 terms != NULL ? terms->next_at : NEVER));
}

/* What carries over is made when the account's now gets there, not ahead of it */
static Subscription *
recurring_due(const Book *book, TimestampTz now, TimestampTz ahead)
{
	Subscription *plain = recurring_next(book, false);
	Subscription *rolling = recurring_next(book, true);

	if (plain != NULL && plain->next_at > ahead)
		plain = NULL;
	if (rolling != NULL && rolling->next_at > now)
		rolling = NULL;
	if (plain == NULL || rolling == NULL)
		return plain != NULL ? plain : rolling;
	if (plain->next_at != rolling->next_at)
		return plain->next_at < rolling->next_at ? plain : rolling;
	return plain->id < rolling->id ? plain : rolling;
}

void
period_advance(Book *book, TimestampTz now, TimestampTz last)
{
	TimestampTz ahead = Max(now, last);

	while (true)
	{
		Period	   *first = book_first_open(book);
		TimestampTz close = first != NULL && first->closes_at <= now ? first->closes_at : NEVER;
		TimestampTz open = book_next_period(book);
		Subscription *terms = recurring_due(book, now, ahead);
		TimestampTz make = terms != NULL ? terms->next_at : NEVER;
		HoldPart   *hold = hold_next(book, now);

		CHECK_FOR_INTERRUPTS();
		if (hold != NULL && hold->ends_at <= make && hold->ends_at <= close &&
			hold->ends_at <= open)
			hold_end(book, hold);
		/* a recurring grant carries what is left before that expires with the period */
		else if (terms != NULL && make <= close && make <= open)
			recurring_make(book, terms);
		else if (close <= now && close <= open)
			period_close(book, first);
		else if (open <= ahead)
			period_open(book, open);
		else
			break;
	}
}
