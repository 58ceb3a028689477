/*
 * hold.h
 *	  Holds: credit kept for work under way.
 */
#ifndef CREDITS_HOLD_H
#define CREDITS_HOLD_H

#include "datatype/timestamp.h"

/* Write that a hold holds no more since an instant, if nothing of it does; once */
extern void hold_write_end(int64 account_id, int64 hold_id, const char *status, TimestampTz at);

#endif							/* CREDITS_HOLD_H */
