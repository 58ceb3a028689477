/*
 * topup.h
 *	  Auto top-up: asked for when the balance falls below a floor.
 */
#ifndef CREDITS_TOPUP_H
#define CREDITS_TOPUP_H

#include "account.h"

/*
 * At the end of every call that books something: ask for a top-up if the payer's balance is below
 * its floor and nothing forbids it.  One comparison for accounts without a floor.  Nothing is
 * locked after it.
 */
extern void topup_check(Account *account);

/* The same for a call that may have booked nothing: what store_posted() was when it began */
extern void topup_check_since(Account *account, int64 posted);

/* Write down what has expired by the account's now; a top-up among it has failed */
extern void topup_expire(const Account *account);

/* Lock its settings; false if there are none, by now */
extern bool topup_lock(const Account *account);

/* A top-up failed or expired at `at`; one was paid; a method was changed */
extern void topup_failed(const Account *account, int64 deposit_id, TimestampTz at);
extern void topup_completed(const Account *account);
extern void topup_begin_anew(const Account *account);

#endif							/* CREDITS_TOPUP_H */
