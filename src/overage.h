/*
 * overage.h
 *	  Usage beyond the paid buckets: whether, and up to which cap.
 */
#ifndef CREDITS_OVERAGE_H
#define CREDITS_OVERAGE_H

#include "period.h"

/*
 * Give every open period that ends after `at` the cap that its terms and the account's setting
 * say, posting it under `operation`; the buckets must be locked.  Returns how many pieces it has.
 */
extern int	overage_apply(Book *book, TimestampTz at, int64 operation);

#endif							/* CREDITS_OVERAGE_H */
