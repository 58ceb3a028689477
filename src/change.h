/*
 * change.h
 *	  What every change of what is to come has in common.
 */
#ifndef CREDITS_CHANGE_H
#define CREDITS_CHANGE_H

#include "compat.h"
#include "period.h"
#include "request.h"

/* A change on its way: everything due is done, everything open is locked */
typedef struct
{
	Account		account;
	TimestampTz at;
	Book		book;
	Subscription *current;		/* the plan in force now; NULL: none */
	Period	   *period;			/* that contains now, and `at` */
	int64		operation;
	int64		posted;			/* before it */
	const char *key;
} Change;

/* KR015, naming the account and the plan (NULL: none) */
pg_noreturn extern void refuse_state(const Account *account, const char *plan, const char *why,
									 const char *hint);

/*
 * Claim the key, if there is one.  False: it was answered before, by the operation that `change`
 * then has; change_answered() is the subscription that it made.
 */
extern bool change_claim(Change *change, const char *call, Arguments *arguments);
extern int64 change_answered(const Change *change);

/* Do what is due and lock what is open */
extern void change_lock(Change *change);

/* From when it counts, and what is in force; 22023 or KR008 if it cannot */
extern void change_check_at(Change *change, bool given, TimestampTz at);

/* KR015 if a period was made ahead; or also if something was used at or after `at` */
extern void change_require_not_ahead(const Change *change);
extern void change_require_unused(const Change *change);

/* When a subscription ends; infinity: it goes on */
extern void change_set_end(const Change *change, int64 subscription, TimestampTz ends_at);

/* What was to come never begins */
extern void change_take_back(const Change *change);

/* End the period, and what the cycle's plan included, at `at` */
extern void change_cut(Change *change);

/* When the period closes that would close then */
extern TimestampTz change_closes_at(const Change *change, TimestampTz closes_at);

/* Have the rows that were changed looked at, and do what is due */
extern void change_finish(Change *change, TimestampTz since);

#endif							/* CREDITS_CHANGE_H */
