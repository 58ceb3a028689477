/*
 * outbox.h
 *	  What the application is told, to act on after commit.
 */
#ifndef CREDITS_OUTBOX_H
#define CREDITS_OUTBOX_H

#include "datatype/timestamp.h"
#include "utils/jsonb.h"

/*
 * One row: something happened to an account (user_id, whose payer is account_id) at `at`; facts
 * are one JSON object
 */
extern void outbox_write(int64 account_id, int64 user_id, const char *event, TimestampTz at,
						 Jsonb *facts);

#endif							/* CREDITS_OUTBOX_H */
