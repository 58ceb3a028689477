/*
 * charge.h
 *	  Reading the arguments of a charge, which a row of credits.usage has too.
 */
#ifndef CREDITS_CHARGE_H
#define CREDITS_CHARGE_H

#include "booking.h"
#include "request.h"
#include "spi.h"

/* A receipt as the row that calls return */
extern Datum charge_receipt(FunctionCallInfo fcinfo, const Receipt *receipt);

/* The same at the end of a call, in its caller's context: it outlives SPI */
extern Datum charge_finish(FunctionCallInfo fcinfo, SpiScope *scope, MemoryContext caller,
						   Receipt *receipt);

/*
 * 22023 unless the usage can be: names, attributes, its end not before its start; `usage->at`
 * must be set
 */
extern void charge_check(const Account *account, const Usage *usage);

/* 22023 unless NULL or an object of at most 8192 bytes as text */
extern void charge_check_attributes(Jsonb *attributes);

/* The canonical arguments of the charge, for its idempotency key */
extern Jsonb *charge_arguments(const Usage *usage, const char *note);

#endif							/* CREDITS_CHARGE_H */
