/*
 * ledger.h
 *	  What was true at an instant.
 */
#ifndef CREDITS_LEDGER_H
#define CREDITS_LEDGER_H

#include "period.h"

/*
 * The payer's books as they are at an instant, with what is due by then done in memory: all that
 * is booked, or (not `booked`) what lies at or before it
 */
extern void ledger_look(Account *account, bool booked, TimestampTz at, Book *book);

#endif							/* CREDITS_LEDGER_H */
