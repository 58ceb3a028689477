/*
 * refuse.h
 *	  Refusals and bad inputs: one function for each thing that is said in more than one place.
 */
#ifndef CREDITS_REFUSE_H
#define CREDITS_REFUSE_H

#include "account.h"
#include "bucket.h"
#include "compat.h"
#include "draw.h"
#include "errors.h"
#include "fact.h"

/* KR010: there is no such `kind` */
pg_noreturn extern void refuse_not_found(const char *kind, const char *name, const char *hint);

/* The same of an account, and of one that is none of the actor's business */
pg_noreturn extern void refuse_no_account(const char *name);

/* 22004: a required argument is NULL */
pg_noreturn extern void refuse_null(const char *argument);

/* 22023, with what was given */
pg_noreturn extern void refuse_value(const char *argument, const char *rule, const char *given);

/* KR003: the request under this key, or that opened this account (`key` NULL), was another */
pg_noreturn extern void refuse_mismatch(const char *account, const char *key, const char *field,
										const char *first, const char *now);

/* KR008: the period that contains `at` is over */
pg_noreturn extern void refuse_period_closed(const Account *account, TimestampTz at,
											 TimestampTz starts_at, TimestampTz ends_at,
											 const char *hint);

/* Whether what falls short at `at` is the overage cap, and not credit */
extern bool refuse_is_cap(BucketSet *set, TimestampTz at);

/* KR001 or KR002: the buckets do not cover the cost */
pg_noreturn extern void refuse_short(const Account *account, BucketSet *set, TimestampTz at,
						 const char *resource, amount128 cost, amount128 short_by);

/* Whether the size of the flex bucket at `at` is the billing threshold, and not the cap */
extern bool refuse_is_threshold(const Account *account, BucketSet *set, TimestampTz at);

/* KR013: there is less than must be there to begin */
pg_noreturn extern void refuse_least(const Account *account, BucketSet *set, TimestampTz at,
									 amount128 available,
									 const char *resource, amount128 least);

/* 1 to 255 bytes, or 22023 */
extern void refuse_bad_name(const char *argument, const char *value);

#endif							/* CREDITS_REFUSE_H */
