/*
 * suspend.h
 *	  Accounts that may not draw for a while.
 */
#ifndef CREDITS_SUSPEND_H
#define CREDITS_SUSPEND_H

#include "account.h"

/*
 * Make an account, and with a payer its children, active, suspended or frozen from now on; NULL: no
 * reason.  Unless it is to be active, what runs is settled and suspended.  The account is locked;
 * its buckets are locked and loaded anew, so what is decided on others of them must be written.
 */
extern void account_set_status(Account *account, const char *status, const char *reason);

#endif							/* CREDITS_SUSPEND_H */
