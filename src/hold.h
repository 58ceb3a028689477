/*
 * hold.h
 *	  Holds: credit kept for work under way.
 */
#ifndef CREDITS_HOLD_H
#define CREDITS_HOLD_H

#include "account.h"
#include "compat.h"
#include "value.h"

/* A row of credits.hold */
typedef struct
{
	int64		id;
	int64		user_id;		/* who holds */
	const char *status;
	TimestampTz expires_at;
	TimestampTz ended_at;		/* unless it holds */
} Hold;

/* What is open of a hold, in draw order, by resource as it was added */
typedef struct
{
	int			part;
	int64		bucket_id;
	amount128	amount;
	const char *resource;		/* NULL: none */
	TimestampTz at;				/* from when */
} HeldPart;

typedef struct
{
	HeldPart   *items;
	int			count;
} HeldParts;

extern bool hold_is(const Hold *hold, const char *status);

/*
 * 22023 where something would be held or resolved ahead of the account's now, or, as `before` says,
 * before an instant
 */
extern void hold_check_at(const Account *account, TimestampTz at, TimestampTz since,
						  const char *before);

/* The payer's, or of a child its own; KR010 if there is none */
extern void hold_find(const Account *account, int64 id, Hold *hold);

/* What is open of it, for a resource; NULL: for all */
extern void hold_load_parts(const Account *account, const Hold *hold, const char *resource,
							HeldParts *parts);

/* KR004 or KR005: it is not open any more */
pg_noreturn extern void hold_refuse(const Account *account, const Hold *hold);

/* Write that a hold holds no more since an instant, if nothing of it does; once */
extern void hold_write_end(int64 account_id, int64 hold_id, const char *status, TimestampTz at);

#endif							/* CREDITS_HOLD_H */
