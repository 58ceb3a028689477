/*
 * booking.h
 *	  From a request to the ledger: one operation that draws.
 */
#ifndef CREDITS_BOOKING_H
#define CREDITS_BOOKING_H

#include "draw.h"
#include "giveback.h"
#include "spending.h"
#include "store.h"

typedef struct
{
	Account    *account;
	int64		user_id;		/* who used it, where no line says */
	int64		operation;		/* 0: none yet */
	int			lines_before;	/* posted of it already */
	int			pieces_before;
	const char *key;
	const char *note;
	const char *resource;		/* NULL: none named */

	/* consume(): an amount at an instant */
	bool		at_given;
	TimestampTz at;
	amount128	amount;
	Jsonb	   *attributes;

	/* charge(): usage in lines; NULL for consume() */
	Usage	   *usage;
	const PriceList *prices;
	bool		begins;			/* the resource's least balance must be there */
	bool		asks;			/* a suspended account is a verdict, not an error */
	Pricing    *pricing;
	Spending   *spending;		/* limits on it; NULL: none */
	UsageLines	lines;
	GiveBackParts back;
	struct Settlement *meters;	/* of an account with running ones: what they have used */
	bool		settles;		/* it is what they have used */
	bool		holds;			/* what it takes is held, not drawn */

	/* decided */
	DrawPieces	pieces;
	amount128	charged;
	amount128	short_by;
	TimestampTz short_at;		/* the instant whose buckets fell short */
} Booking;

typedef struct
{
	int64		operation;		/* 0: none */
	char	   *account;
	TimestampTz at;
	amount128	charged;
	amount128	credits;
	amount128	overage;
	amount128	balance;
	const char *status;
	bool		replayed;
} Receipt;

/*
 * The last instant at which the booking uses something, and the first at which it may look for
 * a bucket
 */
extern TimestampTz booking_last(const Booking *booking);
extern TimestampTz booking_since(const Booking *booking);

/* Cut usage into lines at the periods of the set, and price them */
extern void booking_price(Booking *booking, BucketSet *set);

/* Decide in memory which buckets pay; on DRAW_SHORT the set is as before */
extern DrawVerdict booking_decide(Booking *booking, BucketSet *set);

/*
 * The same, after what runs has used by now; on any verdict the set is as before, but that of a
 * refusal has it as drawn.  `covered`: all of it can be paid.
 */
extern DrawVerdict booking_decide_after_meters(Booking *booking, BucketSet *set, bool *covered);

/* What the decision amounts to; the set must be as booking_decide() left it */
extern void booking_receipt(Booking *booking, BucketSet *set, Receipt *receipt);

/* Whether the period that contains an instant has closed */
extern bool booking_is_late(const Booking *booking, const BucketSet *set, TimestampTz at);

/*
 * What runs has used more than is booked: it counts in what is available, and is then taken back
 * from the set
 */
extern void booking_accrue(Booking *booking, BucketSet *set);
extern void booking_forget_accrued(Booking *booking, BucketSet *set);

/* What all lines cost */
extern amount128 booking_sum(const UsageLines *lines);

/* Take for one line, from the instant whose buckets pay */
extern DrawVerdict booking_draw(Booking *booking, BucketSet *set, TimestampTz at, amount128 cost,
								int line, TimestampTz booked_at, int *from);

/* All that could be drawn by a user at an instant, overage included, within the limits on it */
extern amount128 booking_available(const Booking *booking, BucketSet *set, int64 user_id,
								   TimestampTz at, const char *resource);

/*
 * Count what a user draws at an instant of its own, or for a whole line, against the limits on the
 * user: false if one does not let it, with some of it counted, to be undone.  What a line gives
 * back is off the windows that it lies in.
 */
extern bool booking_spend(Booking *booking, BucketSet *set, int64 user_id, TimestampTz at,
						  amount128 cost);
extern bool booking_spend_line(Booking *booking, BucketSet *set, const UsageLine *line);
extern void booking_unspend(Booking *booking, BucketSet *set, const UsageLine *line);

/* Give back for one line, by its number */
extern void booking_give_back(Booking *booking, BucketSet *set, int number);

/*
 * Append the entries and lines of what was decided, moving it from drawn to used in the set.  A
 * receipt that nobody can ask for again is NULL.
 */
extern void booking_post(Booking *booking, BucketSet *set, StoreWriter *writer, Receipt *receipt);

/* Load, lock, decide, write.  DRAW_SHORT wrote nothing; `set` says what there was. */
extern DrawVerdict booking_book(Booking *booking, BucketSet *set, Receipt *receipt);

/* The receipt of an operation that was booked before */
extern void booking_replay(const Account *account, int64 operation, Receipt *receipt);

/* 40001 if a bucket was left out that could cover what falls short; else it is a refusal */
extern void booking_confirm_short(Booking *booking, BucketSet *set);

#endif							/* CREDITS_BOOKING_H */
