/*
 * spending.h
 *	  Limits on what may be drawn in a window of time.
 */
#ifndef CREDITS_SPENDING_H
#define CREDITS_SPENDING_H

#include "bucket.h"
#include "compat.h"
#include "draw.h"
#include "limit.h"

/* A window of a limit, and what was drawn in it; a row of credits.spending once it is written */
typedef struct
{
	TimestampTz starts_at;
	TimestampTz ends_at;
	amount128	spent;			/* below 0 where a price gave back more than the window drew */
	amount128	was;			/* in the table */
	amount128	held;			/* by holds that are open */
} SpendingWindow;

/* A row of credits.spending_limit */
typedef struct
{
	int64		user_id;		/* whose draws it bounds; the payer: everybody's */
	char	   *account;
	LimitPer	per;
	amount128	most;
	TimestampTz since;			/* start of its first window */
	SpendingWindow **windows;	/* those that were looked at, in order */
	int			count;
	int			room;
} SpendingLimit;

/* All limits of a payer and its children, for as long as a call decides on them */
typedef struct Spending
{
	Account    *account;
	MemoryContext context;
	bool		loaded;
	SpendingLimit *limits;		/* the payer's first */
	int			count;
	const SpendingLimit *reached;	/* that left the least when it was last asked */
	const SpendingWindow *reached_in;
} Spending;

/* NULL if the payer has none; the account must be locked to draw */
extern Spending *spending_begin(Account *account);

/* Look again at the next question; NULL: there is nothing to forget */
extern void spending_forget(Spending *spending);

/* What every limit on a user leaves at an instant; AMOUNT_MAX where there is none */
extern amount128 spending_left(Spending *spending, BucketSet *set, int64 user_id,
							   TimestampTz at);

/* Count what is drawn, or, below 0, given back, until the pieces are undone */
extern void spending_count(Spending *spending, BucketSet *set, int64 user_id, TimestampTz at,
						   amount128 amount, DrawPieces *pieces);

/*
 * The first instant after `at` at which a window of a limit on a user (0: on anybody) ends or
 * begins; infinity if there is none
 */
extern TimestampTz spending_edge(Spending *spending, BucketSet *set, int64 user_id,
								 TimestampTz at);

/* The window that contains an instant; NULL if the limit does not bound it yet */
extern SpendingWindow *spending_window(Spending *spending, BucketSet *set, SpendingLimit *limit,
									   TimestampTz at);

/* What was drawn in a window, and what a limit leaves of it; both at least 0 */
extern amount128 spending_spent(const SpendingWindow *window);
extern amount128 spending_left_in(const SpendingLimit *limit, const SpendingWindow *window);

/* KR002: the limit that was reached last does not let so much */
pg_noreturn extern void spending_refuse(const Spending *spending, const Account *account,
										amount128 needed);

/*
 * The tables.
 */
extern void spending_load(Spending *spending);
extern amount128 spending_load_spent(const Spending *spending, const SpendingLimit *limit,
									 TimestampTz starts_at);

/* What open holds count in a window, and what was held at an instant */
extern amount128 spending_load_held(const Spending *spending, const SpendingLimit *limit,
									const SpendingWindow *window);
extern amount128 spending_load_held_at(const Spending *spending, const SpendingLimit *limit,
									   TimestampTz at);

/*
 * Write what was counted; or, where it is held, only that it was decided on, for whoever decides
 * on an older look
 */
extern void spending_write(Spending *spending);
extern void spending_touch(Spending *spending);

/*
 * What the ledger says was drawn up to an instant in windows of a limit, which are given by their
 * bounds
 */
extern void spending_sum(const Spending *spending, const SpendingLimit *limit,
						 SpendingWindow *const *windows, int count, TimestampTz upto,
						 amount128 *sums);

/* The last instant of anything that a limit counts; false: there is nothing */
extern bool spending_last(const Spending *spending, const SpendingLimit *limit, TimestampTz *at);

/* What an operation drew is no longer counted, or (`back`) what is left of it is again */
extern void spending_recount(const Account *account, int64 operation, bool back);

#endif							/* CREDITS_SPENDING_H */
