/*
 * option.h
 *	  What a customer who lacks credit can do.
 */
#ifndef CREDITS_OPTION_H
#define CREDITS_OPTION_H

#include "account.h"
#include "bucket.h"

typedef struct
{
	const char *plan;			/* in force; NULL: none */
	const char *facts;			/* a JSON array, in the order to offer */
	const char *hint;			/* the same in a sentence */
} Options;

/*
 * The ways to more credit for what fell short at `at`, as plans, packs and the account are now.
 * Reads tables: only for a refusal that is an error.
 */
extern void option_find(const Account *account, BucketSet *set, TimestampTz at, Options *options);

#endif							/* CREDITS_OPTION_H */
