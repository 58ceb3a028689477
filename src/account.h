/*
 * account.h
 *	  Who holds credit, and what its now is.
 */
#ifndef CREDITS_ACCOUNT_H
#define CREDITS_ACCOUNT_H

#include "datatype/timestamp.h"
#include "pgtime.h"
#include "value.h"

typedef enum
{
	ACCOUNT_ACTIVE,
	ACCOUNT_SUSPENDED,			/* draws and starts nothing */
	ACCOUNT_FROZEN				/* nor is anything given to it */
} AccountStatus;

/* An account as it was named in a call, with what its payer decides for it */
typedef struct
{
	int64		account_id;		/* the payer */
	int64		user_id;		/* the account itself; equal to account_id unless it is a child */
	char	   *name;
	char	   *payer;			/* name of the payer */
	int			meters;			/* the payer has so many running */
	TimestampTz opened_at;
	TimestampTz payer_opened_at;
	pg_tz	   *zone;			/* the payer's */
	bool		has_clock;		/* the payer lives on a clock of its own */
	TimestampTz clock;
	TimestampTz now;			/* the clock, or the wall when the account was loaded */
	TimestampTz opens_at;		/* what is due from here on may be done ahead */
	TimestampTz closes_at;		/* and from here on only by the account's now */
	bool		overage_set;	/* by set_overage(); else it is as the plan says */
	bool		overage;
	bool		capped;
	amount128	overage_cap;	/* if capped */
	amount128	credited;		/* no less than what is left in all its buckets */
	amount128	owed;			/* debts, which its next grants pay */
	int			holds;			/* the payer has so many open */
	amount128	overdraft;		/* what captures may leave owed */
	int64		version;		/* of the payer: rare operations raise it */
	int			spending_limits;	/* the payer and its children have so many */
	bool		has_threshold;	/* of billing */
	amount128	threshold;
	bool		has_floor;		/* of its auto top-up */
	amount128	floor;
	AccountStatus status;
} Account;

/* The IANA zone of that name, or 22023 */
extern pg_tz *account_zone(const char *name);

/*
 * The account that a call names: KR010 if there is none, or if it is none of the actor's; KR012 if
 * the actor's role in it lacks the right that the call needs.  SPI must be connected.
 */
extern void account_load(const char *name, Account *account);

/* What has been loaded, as it is now */
extern void account_load_again(Account *account);

/* A payer by its id, whoever asks */
extern void account_load_payer(int64 account_id, Account *account);

/* The instant a call means: `at`, checked, or the account's now */
extern TimestampTz account_at(const Account *account, bool given, TimestampTz at);

/* 22023 unless a booking may name this instant; `until` is the exclusive end of usage */
extern void account_check_at(const Account *account, TimestampTz at, const char *argument);

/* 22023 unless the account is its own payer */
extern void account_require_payer(const Account *account, const char *what);

/* Of one that is not active: what refuses it */
extern const char *account_status_rule(const Account *account);

/* KR006 or KR007 if it may not draw; KR007 if nothing may be given to it */
extern void account_require_active(const Account *account);
extern void account_require_unfrozen(const Account *account);

/*
 * Update the payer's row, so that whoever decides on an older look fails or waits; then look
 * again
 */
extern void account_lock(Account *account);

/* Lock it, and look again, for what leaves it as it is */
extern void account_hold(Account *account);

#endif							/* CREDITS_ACCOUNT_H */
