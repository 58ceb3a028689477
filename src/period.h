/*
 * period.h
 *	  Periods: what is due to open, to close and to be granted, and doing it.
 */
#ifndef CREDITS_PERIOD_H
#define CREDITS_PERIOD_H

#include "bucket.h"
#include "spi.h"
#include "store.h"
#include "subscription.h"

/* A row of credits.period */
typedef struct
{
	TimestampTz starts_at;
	TimestampTz ends_at;
	TimestampTz closes_at;
	bool		has_cycle;
	TimestampTz cycle_starts_at;
	TimestampTz cycle_ends_at;
	int64		subscription;	/* 0: none */
	bool		trial;
	bool		owes;			/* a cycle begins with it */
	amount128	price;			/* if it owes */
	TimestampTz opened_at;		/* on the wall: nothing of it was booked before */
	bool		made;			/* in memory */
	bool		closed;
	bool		closing;		/* in memory */
	amount128	overage;		/* used of its flex bucket when it was closed in memory */
} Period;

/* A draw that was decided in memory, and that nobody has booked */
typedef struct
{
	int64		bucket_id;
	TimestampTz at;
	amount128	amount;
} KeptDraw;

/* What an open hold holds of a bucket */
typedef struct
{
	int64		hold_id;
	int			part;
	int64		bucket_id;		/* 0: overage, of the period that opens next */
	amount128	amount;
	TimestampTz ends_at;
	bool		moved;			/* to another bucket */
	bool		ended;
} HoldPart;

/*
 * What the calendar of a payer is decided on, and what was decided: periods and buckets that are
 * made or closed, and entries, whose operations count from 1
 */
typedef struct
{
	Account    *account;
	SubscriptionList subscriptions;
	Period	   *periods;		/* the last one, and all that are open, in order */
	int			count;
	int			room;
	BucketSet	set;
	EntryRow   *entries;
	int			entry_count;
	int			entry_room;
	int64		operations;
	int64		user_id;		/* whom the last one is for */
	int64		operation;		/* the id of the first; 0: it has none yet */
	int			pieces;			/* posted of it already */
	int64		buckets;		/* made so far */
	int32		flex_priority;		/* of class flex */
	int32		rollover_priority;	/* of class rollover */
	BucketSet	debts;			/* what is owed, the oldest first */
	int			next_debt;		/* those before it are paid */
	amount128	repaid;
	HoldPart   *holds;			/* in the order in which they end */
	int			hold_count;
	const KeptDraw *kept;		/* of paid buckets: an invoice tells of them too */
	int			kept_count;
	bool		rollover_ages;
	Interval	rollover_life;
} Book;

/* Buckets made in memory have ids from here on, until they are written */
#define BOOK_NEW_ID (PG_INT64_MAX / 2)

/*
 * Decide all that is due: opens and recurring grants by `last` or `now`, whichever is later,
 * closings by `now`.  Pure: it knows no table.
 */
extern void period_advance(Book *book, TimestampTz now, TimestampTz last);

/*
 * Grant so much more for the rest of a cycle, or, below 0, take back what is left of what it
 * granted, up to so much
 */
extern void period_adjust(Book *book, const Subscription *terms, const Period *period,
						  amount128 amount, TimestampTz at);

/* Expire at once what the cycle's plan granted and a change has cut at `at` */
extern void period_expire_cut(Book *book, TimestampTz at);

/*
 * When next a period opens or a recurring grant is made; and when one closes, or a grant that
 * carries over is made
 */
extern TimestampTz period_next_open(const Book *book);
extern TimestampTz period_next_close(const Book *book);

/* The period that contains `at`; NULL if the book has none */
extern Period *period_at(const Book *book, TimestampTz at);

/* The cap on overage of a period under these terms (NULL: without a plan) */
extern void period_cap(const Account *account, const Subscription *terms, bool trial,
					   bool *uncapped, amount128 *cap);

/*
 * The tables.
 */

/* Everything of a book but the buckets, without a lock */
extern void period_load(Account *account, Book *book);

/* What of a book is the same for every account */
extern void period_load_classes(Book *book);

/* Buckets of the plans' cycles that are used up: they count in what may be carried */
extern void period_load_used_up(Book *book);

/* Write what was decided; the account and its open buckets are locked */
extern void period_write(Book *book);

/* What draws that wait for a bucket must see: something changed, look again */
extern void period_mark(const Account *account);

/* From here on entries go to this writer, which the caller closes; NULL: to one of their own */
extern void period_write_to(StoreWriter *writer);

/* The row of the period that contains `at`; false if there is none yet */
extern bool period_find(const Account *account, TimestampTz at, Period *period);

/* The same, or the one that will be; false before the first */
extern bool period_foresee(Account *account, TimestampTz at, Period *period);

/*
 * Whether all is done that is due by the account's now, and all is made up to `last`, as the
 * account and the buckets say
 */
extern bool period_is_current(const Account *account, BucketSet *set, TimestampTz last);

/*
 * Do what is due by the account's now, and open and make what is by `last`; locks the account
 */
extern void period_catch_up(Account *account, TimestampTz last);

/* The same as of `upto`, if that is before the account's now */
extern void period_catch_up_to(Account *account, TimestampTz upto, TimestampTz last);

/* The same if it is due as the account was last seen; else nothing is locked */
extern void period_ensure(Account *account, TimestampTz last);

/* The same in memory, for a quote: the set then has the buckets that catching up would leave */
extern void period_imagine(Account *account, BucketSet *set, TimestampTz last);

/* The end of the cycle, or without a plan of the period, that contains `at` */
extern TimestampTz period_cycle_end(Account *account, TimestampTz at);

/* Run a statement that the triggers on periods and buckets must let pass */
extern uint64 period_run(SpiPlan *plan, Datum *values, const char *nulls);
extern bool period_is_writing(void);

#endif							/* CREDITS_PERIOD_H */
