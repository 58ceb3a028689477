/*
 * wide.h
 *	  Unsigned integers of 512 bits, the intermediates of value.c and value_rate.c.
 *
 * 512 bits hold every product that a cost needs: a numerator (256), a quantity (127) and a
 * time in microseconds (64) make 447.  Callers keep to that; nothing here reports overflow
 * except wide_to128() and wide_to256(), which say whether a result fits.
 */
#ifndef CREDITS_WIDE_H
#define CREDITS_WIDE_H

#include "value.h"

typedef unsigned __int128 magnitude128;

#define WIDE_LIMBS 8

/* least significant limb first */
typedef struct
{
	uint64_t	limb[WIDE_LIMBS];
} wide512;

extern wide512 wide_from128(magnitude128 value);
extern wide512 wide_from256(const wide256 *value);
extern bool wide_to128(const wide512 *value, magnitude128 *result);
extern bool wide_to256(const wide512 *value, wide256 *result);
extern bool wide_is_zero(const wide512 *value);
extern int	wide_compare(const wide512 *a, const wide512 *b);
extern wide512 wide_add(const wide512 *a, const wide512 *b);
extern wide512 wide_subtract(const wide512 *a, const wide512 *b);	/* a >= b */
extern wide512 wide_multiply(const wide512 *a, const wide512 *b);

/* quotient of n / d, d > 0; the remainder too unless NULL */
extern wide512 wide_divide(const wide512 *n, const wide512 *d, wide512 *remainder);
extern wide512 wide_gcd(wide512 a, wide512 b);

/* n / d where d fits one limb: one machine division where n does too */
static inline magnitude128
wide_divide_word(magnitude128 n, uint64_t d, uint64_t *remainder)
{
	magnitude128 quotient;

	if ((uint64_t) (n >> 64) == 0)
	{
		*remainder = (uint64_t) n % d;
		return (uint64_t) n / d;
	}
	quotient = n / d;
	*remainder = (uint64_t) (n - quotient * d);
	return quotient;
}

/* |value|, also of the least amount, whose negation is no amount */
static inline magnitude128
wide_magnitude(amount128 value)
{
	return value < 0 ? -(magnitude128) value : (magnitude128) value;
}

/* whether a quotient is to be one further from zero; `half`: its remainder against one half */
extern bool wide_rounds_away(round_mode mode, bool negative, bool odd, bool exact, int half);

/* the amount of a sign and a magnitude, if it is one */
extern bool wide_to_amount(magnitude128 magnitude, bool negative, amount128 *result);

/* n / d rounded, with a sign; d > 0 */
extern bool wide_divide_rounded(const wide512 *n, const wide512 *d, bool negative, round_mode mode,
								 amount128 *result);

#endif							/* CREDITS_WIDE_H */
