/*
 * wide.c
 *	  Unsigned integers of 512 bits.
 *
 * Decided here: nothing about credits, only how wide numbers are added, multiplied and
 * divided.  The division is Knuth's algorithm D (The Art of Computer Programming, 4.3.1) on
 * 32-bit digits, chosen because every step of it fits 64 bits and can be read beside the book.
 * No server, no allocation.
 *
 * Invariant: operands are such that no result passes 512 bits (see wide.h for why).
 */
#include "wide.h"

#include <string.h>

#define DIGITS (WIDE_LIMBS * 2)
#define DIGIT_BASE ((uint64_t) 1 << 32)

wide512
wide_from128(magnitude128 value)
{
	wide512		result = {{(uint64_t) value, (uint64_t) (value >> 64), 0, 0, 0, 0, 0, 0}};

	return result;
}

wide512
wide_from256(const wide256 *value)
{
	wide512		result = {{0, 0, 0, 0, 0, 0, 0, 0}};

	memcpy(result.limb, value->limb, sizeof(value->limb));
	return result;
}

/* how many limbs are in use, 0 for zero */
static int
wide_length(const wide512 *value)
{
	int			length = WIDE_LIMBS;

	while (length > 0 && value->limb[length - 1] == 0)
		length--;
	return length;
}

bool
wide_to128(const wide512 *value, magnitude128 *result)
{
	*result = (magnitude128) value->limb[1] << 64 | value->limb[0];
	return wide_length(value) <= 2;
}

bool
wide_to256(const wide512 *value, wide256 *result)
{
	memcpy(result->limb, value->limb, sizeof(result->limb));
	return wide_length(value) <= 4;
}

bool
wide_is_zero(const wide512 *value)
{
	return wide_length(value) == 0;
}

int
wide_compare(const wide512 *a, const wide512 *b)
{
	int			i;

	for (i = WIDE_LIMBS - 1; i >= 0; i--)
	{
		if (a->limb[i] != b->limb[i])
			return a->limb[i] < b->limb[i] ? -1 : 1;
	}
	return 0;
}

wide512
wide_add(const wide512 *a, const wide512 *b)
{
	wide512		sum;
	magnitude128 carry = 0;
	int			i;

	for (i = 0; i < WIDE_LIMBS; i++)
	{
		carry += (magnitude128) a->limb[i] + b->limb[i];
		sum.limb[i] = (uint64_t) carry;
		carry >>= 64;
	}
	return sum;
}

wide512
wide_subtract(const wide512 *a, const wide512 *b)
{
	wide512		difference;
	uint64_t	borrow = 0;
	int			i;

	for (i = 0; i < WIDE_LIMBS; i++)
	{
		magnitude128 step = (magnitude128) a->limb[i] - b->limb[i] - borrow;

		difference.limb[i] = (uint64_t) step;
		borrow = (step >> 64) != 0;
	}
	return difference;
}

wide512
wide_multiply(const wide512 *a, const wide512 *b)
{
	wide512		product = {{0, 0, 0, 0, 0, 0, 0, 0}};
	int			a_length = wide_length(a);
	int			b_length = wide_length(b);
	int			i;
	int			j;

	for (i = 0; i < a_length; i++)
	{
		magnitude128 carry = 0;

		for (j = 0; j < b_length && i + j < WIDE_LIMBS; j++)
		{
			carry += (magnitude128) a->limb[i] * b->limb[j] + product.limb[i + j];
			product.limb[i + j] = (uint64_t) carry;
			carry >>= 64;
		}
		if (i + j < WIDE_LIMBS)
			product.limb[i + j] = (uint64_t) carry;
	}
	return product;
}

/* n / d where d is one limb: schoolbook, one limb at a time */
static wide512
wide_divide_limb(const wide512 *n, uint64_t d, wide512 *remainder)
{
	wide512		quotient = {{0, 0, 0, 0, 0, 0, 0, 0}};
	uint64_t	rest = 0;
	int			i;

	for (i = wide_length(n) - 1; i >= 0; i--)
	{
		magnitude128 top = (magnitude128) rest << 64 | n->limb[i];

		quotient.limb[i] = (uint64_t) wide_divide_word(top, d, &rest);
	}
	if (remainder != NULL)
		*remainder = wide_from128(rest);
	return quotient;
}

/* shifted left by fewer than 32 bits, as 32-bit digits and one more; returns how many are in use */
static int
wide_digits(const wide512 *value, int shift, uint32_t *digit)
{
	uint64_t	carry = 0;
	int			length = 0;
	int			i;

	for (i = 0; i <= DIGITS; i++)
	{
		uint32_t	half = i < DIGITS ? (uint32_t) (value->limb[i / 2] >> (i % 2 * 32)) : 0;

		carry |= (uint64_t) half << shift;
		digit[i] = (uint32_t) carry;
		carry >>= 32;
		if (digit[i] != 0)
			length = i + 1;
	}
	return length;
}

static wide512
wide_undigits(const uint32_t *digit, int shift)
{
	wide512		value;
	int			i;

	for (i = 0; i < WIDE_LIMBS; i++)
	{
		uint64_t	low = (uint64_t) digit[2 * i + 1] << 32 | digit[2 * i];

		/* the digit above belongs to the next limb, except for what the shift moves down */
		value.limb[i] = low >> shift;
		if (shift > 0)
			value.limb[i] |= (uint64_t) digit[2 * i + 2] << (64 - shift);
	}
	return value;
}

/*
 * One digit of the quotient: u[0 .. length] holds the rest, v[0 .. length - 1] the divisor,
 * normalized; leaves the new rest in u (steps D3 to D6).
 */
static uint32_t
wide_divide_step(uint32_t *u, const uint32_t *v, int length)
{
	uint64_t	top = (uint64_t) u[length] << 32 | u[length - 1];
	uint64_t	guess = top / v[length - 1];
	uint64_t	rest = top % v[length - 1];
	uint64_t	carry = 0;
	int64_t		borrow = 0;
	int			i;

	while (guess >= DIGIT_BASE || guess * v[length - 2] > (rest << 32 | u[length - 2]))
	{
		guess--;
		rest += v[length - 1];
		if (rest >= DIGIT_BASE)
			break;
	}
	for (i = 0; i <= length; i++)
	{
		carry += i < length ? guess * v[i] : 0;
		borrow += (int64_t) u[i] - (int64_t) (uint32_t) carry;
		u[i] = (uint32_t) borrow;
		borrow >>= 32;			/* arithmetic: 0 or -1 */
		carry >>= 32;
	}
	if (borrow < 0)
	{
		/* the guess was one too many: add the divisor back */
		guess--;
		carry = 0;
		for (i = 0; i <= length; i++)
		{
			carry += (uint64_t) u[i] + (i < length ? v[i] : 0);
			u[i] = (uint32_t) carry;
			carry >>= 32;
		}
	}
	return (uint32_t) guess;
}

wide512
wide_divide(const wide512 *n, const wide512 *d, wide512 *remainder)
{
	wide512		quotient = {{0, 0, 0, 0, 0, 0, 0, 0}};
	uint32_t	u[DIGITS + 2] = {0};
	uint32_t	v[DIGITS + 1];
	int			d_limbs = wide_length(d);
	int			shift;
	int			length;
	int			j;

	if (d_limbs <= 1)
		return wide_divide_limb(n, d->limb[0], remainder);

	/* normalize: the divisor's first digit has its top bit set */
	shift = __builtin_clzll(d->limb[d_limbs - 1]) % 32;
	length = wide_digits(d, shift, v);
	for (j = wide_digits(n, shift, u) - length; j >= 0; j--)
		quotient.limb[j / 2] |= (uint64_t) wide_divide_step(u + j, v, length) << (j % 2 * 32);
	if (remainder != NULL)
		*remainder = wide_undigits(u, shift);
	return quotient;
}

/* Euclid's, in machine words once both are that small */
wide512
wide_gcd(wide512 a, wide512 b)
{
	while (wide_length(&b) > 1)
	{
		wide512		rest;

		(void) wide_divide(&a, &b, &rest);
		a = b;
		b = rest;
	}
	if (wide_length(&b) == 1)
	{
		wide512		rest;
		uint64_t	x = b.limb[0];
		uint64_t	y;

		(void) wide_divide(&a, &b, &rest);
		for (y = rest.limb[0]; y != 0;)
		{
			uint64_t	next = x % y;

			x = y;
			y = next;
		}
		a = wide_from128(x);
	}
	return a;
}

bool
wide_rounds_away(round_mode mode, bool negative, bool odd, bool exact, int half)
{
	if (exact)
		return false;
	switch (mode)
	{
		case ROUND_HALF_EVEN:
			return half > 0 || (half == 0 && odd);
		case ROUND_HALF_UP:
			return half >= 0;
		case ROUND_DOWN:
			return false;
		case ROUND_UP:
			return true;
		case ROUND_FLOOR:
			return negative;
		case ROUND_CEILING:
			return !negative;
	}
	return false;
}

bool
wide_to_amount(magnitude128 magnitude, bool negative, amount128 *result)
{
	if (magnitude > (magnitude128) AMOUNT_MAX + (negative ? 1 : 0))
		return false;
	*result = (amount128) (negative ? -magnitude : magnitude);
	return true;
}

bool
wide_divide_rounded(const wide512 *n, const wide512 *d, bool negative, round_mode mode,
					amount128 *result)
{
	wide512		rest;
	wide512		quotient = wide_divide(n, d, &rest);
	wide512		complement = wide_subtract(d, &rest);
	int			half = wide_compare(&rest, &complement);	/* rest : d / 2 as rest : d - rest */
	magnitude128 magnitude;

	if (!wide_to128(&quotient, &magnitude))
		return false;
	if (wide_rounds_away(mode, negative, magnitude & 1, wide_is_zero(&rest), half) &&
		__builtin_add_overflow(magnitude, 1, &magnitude))
		return false;
	return wide_to_amount(magnitude, negative, result);
}
