/*
 * clock.h
 *	  The wall clock, and which instants are taken.
 */
#ifndef CREDITS_CLOCK_H
#define CREDITS_CLOCK_H

#include "datatype/timestamp.h"

/* clock_timestamp(): not the transaction's, which can be older than a draw that has committed */
extern TimestampTz clock_wall(void);

/* By time, for qsort */
extern int clock_compare(const void *a, const void *b);

/* raise 22008 for an infinite instant, 22023 for one that is out of bounds */
extern void clock_check(TimestampTz at, const char *argument);

#endif							/* CREDITS_CLOCK_H */
