/*
 * period.h
 *	  Periods: where they begin and end, and closing what is over.
 */
#ifndef CREDITS_PERIOD_H
#define CREDITS_PERIOD_H

#include "bucket.h"

/* The calendar month in `zone` that contains `at` */
extern void period_month(pg_tz *zone, TimestampTz at, TimestampTz *starts_at, TimestampTz *ends_at);

/* Whether the period that contains `at` is over by the account's clock */
extern bool period_is_closed(const Account *account, TimestampTz at);

/* Whether the set has an open period for the account's now and for `last`, and none that is over */
extern bool period_is_current(const Account *account, BucketSet *set, TimestampTz last);

/*
 * Open and close what is due by the account's now, and make periods ahead up to `last`; locks
 * the account
 */
extern void period_catch_up(Account *account, TimestampTz last);

/* The same in memory only, for a quote: adds the flex buckets that catching up would make */
extern void period_imagine(const Account *account, BucketSet *set, TimestampTz last);

#endif							/* CREDITS_PERIOD_H */
