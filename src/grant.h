/*
 * grant.h
 *	  How a bucket comes to be: what grant() and whoever else gives credit ask for.
 */
#ifndef CREDITS_GRANT_H
#define CREDITS_GRANT_H

#include "account.h"

typedef struct
{
	int64		operation;
	bool		at_given;		/* else it is read once the account is locked */
	TimestampTz at;
	const char *key;
	amount128	amount;
	const char *class;
	bool		expires;		/* else as the class says */
	TimestampTz expires_at;
	bool		takes_effect;	/* else at once */
	TimestampTz effective_at;
	bool		ranked;			/* else as the class says */
	int32		priority;
	Datum		scope;			/* text[]; 0: none */
	Datum		cost;			/* numeric, money for a credit; 0: none */
	const char *note;
	int64		deposit_id;		/* 0: none */
} Grant;

/* Insert the bucket, which the triggers on it stamp and post; returns its id */
extern int64 grant_bucket(const Account *account, const Grant *grant);

/* KR008 if the period that contains an instant has closed */
extern void grant_check_open(const Account *account, TimestampTz at);

#endif							/* CREDITS_GRANT_H */
