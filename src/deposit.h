/*
 * deposit.h
 *	  Deposits: money on its way to becoming a bucket.
 */
#ifndef CREDITS_DEPOSIT_H
#define CREDITS_DEPOSIT_H

#include "account.h"
#include "compat.h"
#include "pack.h"

/* A row of credits.deposit */
typedef struct
{
	int64		id;
	int64		user_id;
	const char *status;
	const char *source;
	TimestampTz at;
	TimestampTz expires_at;
	TimestampTz paid_at;		/* unless it was not */
	Datum		money;
	const char *currency;
	amount128	credits;
	const char *pack;
	const char *class;
	bool		has_lifetime;
	Interval	lifetime;
	const char *method;			/* NULL: none */
	const char *receipt_to;
	const char *reference;
	int64		bucket_id;		/* 0: none yet */
	Datum		refunded;		/* 0: not */
	int64		taken;			/* operation; 0: none */
	int64		debt_id;		/* 0: none */
} Deposit;

/* What a deposit is made of, besides the purchase */
typedef struct
{
	const char *source;			/* deposit, buy or topup */
	TimestampTz at;
	bool		pay_within_given;	/* else as the pack says */
	Interval	pay_within;
	const char *method;			/* NULL: the payer's first */
	const char *receipt_to;		/* NULL: the account's */
	int64		operation;
} DepositTerms;

/* Insert a pending one; 0 if it is a top-up and there is a pending one already */
extern int64 deposit_insert(const Account *account, const Pack *pack, const Purchase *purchase,
							const DepositTerms *terms);

/* The payer's, or of a child its own; KR010 if there is none */
extern void deposit_load(const Account *account, int64 id, Deposit *deposit);

/* KR015: what is asked cannot be done to one in its state */
pg_noreturn extern void refuse_deposit(const Account *account, const Deposit *deposit,
									   const char *status, const char *hint);

/*
 * Write down, as `expired`, pending ones that are by the account's now; returns how many of them
 * were top-ups.  A top-up's settings, if there are any, are locked before deposits are.
 */
extern int	deposit_expire(const Account *account);

#endif							/* CREDITS_DEPOSIT_H */
