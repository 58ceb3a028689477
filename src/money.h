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

typedef enum
{
	MONEY_HALF_EVEN,
	MONEY_DOWN,
	MONEY_UP
} MoneyRounding;

/* To so many digits; the digits of a currency's minor unit, 2 where it is not known */
extern Datum money_to_minor(Datum value, int digits, MoneyRounding rounding);
extern int	money_digits(const char *currency);

/* numerator / denominator, rounded down at 18 decimals; 22003 if no amount can hold it */
extern amount128 money_quotient(Datum numerator, Datum denominator);

/* money x part / whole, rounded down to so many digits */
extern Datum money_share(Datum money, amount128 part, amount128 whole, int digits);

extern char *money_text(Datum value);

#endif							/* CREDITS_MONEY_H */
