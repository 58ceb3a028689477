/*
 * money.h
 *	  Money as exact numerics.
 */
#ifndef CREDITS_MONEY_H
#define CREDITS_MONEY_H

#include "fmgr.h"
#include "value.h"

/* From its decimal text, and from an amount */
extern Datum money_parse(const char *text);
extern Datum money_from_amount(amount128 value);

extern Datum money_plus(Datum a, Datum b);
extern Datum money_minus(Datum a, Datum b);
extern Datum money_times(Datum a, Datum b);
extern int	money_compare(Datum a, Datum b);
extern bool money_is_zero(Datum a);

/* quantity x unit price, nothing rounded */
extern Datum money_for(amount128 quantity, Datum unit_price);

/* Half-even to a whole number */
extern Datum money_round(Datum value);

#endif							/* CREDITS_MONEY_H */
