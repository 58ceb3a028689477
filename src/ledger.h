/*
 * ledger.h
 *	  What was true at an instant.
 */
#ifndef CREDITS_LEDGER_H
#define CREDITS_LEDGER_H

#include "meter.h"

/*
 * The payer's books as they are at an instant, with what is due by then done in memory, and what
 * runs settled: all that is booked, or (not `booked`) what lies at or before it
 */
extern void ledger_look(Account *account, bool booked, TimestampTz at, Book *book,
						Settlement *settlement);

#endif							/* CREDITS_LEDGER_H */
