/*
 * amount.h
 *	  credits.amount as a Datum: 16 bytes, passed by reference, possibly unaligned.
 */
#ifndef CREDITS_AMOUNT_H
#define CREDITS_AMOUNT_H

#include "fmgr.h"
#include "value.h"

static inline amount128
DatumGetAmount(Datum datum)
{
	amount128	value;

	memcpy(&value, DatumGetPointer(datum), sizeof(value));
	return value;
}

static inline Datum
AmountGetDatum(amount128 value)
{
	char	   *copy = (char *) palloc(sizeof(value));

	memcpy(copy, &value, sizeof(value));
	return PointerGetDatum(copy);
}

#define PG_GETARG_AMOUNT(n) DatumGetAmount(PG_GETARG_DATUM(n))
#define PG_RETURN_AMOUNT(x) return AmountGetDatum(x)

/* raise 22003 where the sum is out of range */
extern amount128 amount_plus(amount128 a, amount128 b);
extern amount128 amount_minus(amount128 a, amount128 b);

/*
 * The amount that a numeric is exactly; 22003 if out of range, NaN or infinite, 22P02 if it has
 * more than 18 decimals.
 */
extern amount128 amount_from_numeric(Datum numeric);
extern char *amount_to_cstring(amount128 value);

/* what a numeric argument is; 22023 where it is negative or an amount cannot hold it */
extern amount128 amount_unsigned(const char *argument, Datum numeric);

/* the same, negative or not */
extern amount128 amount_signed(const char *argument, Datum numeric);

/* the rounding that a text names, as in 'half-even'; 22023 if it names none */
extern round_mode amount_round_mode(Datum name);

/* at most 40 bytes of a text, for messages */
extern char *amount_clip(const char *text);

/* one error for all results that are no amount: 22003 */
extern void amount_overflow(void) __attribute__((noreturn));

/* Input functions report softly where the server can (16); before, they raise. */
#ifndef ereturn
#define ereturn(context, result, errcode_and_messages) \
	do { \
		(void) (context); \
		ereport(ERROR, errcode_and_messages); \
		return result; \
	} while (0)
#endif

#endif							/* CREDITS_AMOUNT_H */
