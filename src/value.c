/*
 * value.c
 *	  Exact arithmetic on amounts, apart from any server.
 *
 * Decided here: how an amount is read and written as text, what each operation on amounts
 * gives to the last digit, and what a share of an amount is (docs/rules.md, section 1).  Not
 * decided here: rates (value_rate.c, value_label.c) and which error an overflow becomes
 * (amount.c).
 *
 * Invariant: every 128-bit pattern is an amount and an amount has one pattern, so equality is
 * equality of bits.  Every function either gives the exact result, rounded at most once and in
 * the named way, or returns false; none relies on signed overflow, none allocates, none needs
 * a server.
 */
#include "value.h"
#include "wide.h"

#include <string.h>

#define UNIT ((uint64_t) 1000000000000000000LL) /* 10^18, one credit */
#define WHOLE_MAX (((magnitude128) AMOUNT_MAX + 1) / UNIT)

static bool
amount_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
amount_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* reads digits from *at; false if there are none; past the range it stops counting, not reading */
static bool
amount_parse_whole(const char **at, const char *end, magnitude128 *whole)
{
	const char *start = *at;

	for (; *at < end && amount_is_digit(**at); (*at)++)
	{
		if (*whole <= WHOLE_MAX)
			*whole = *whole * 10 + (unsigned) (**at - '0');
	}
	return *at > start;
}

/* the same behind the point: 10^-18ths, and whether any digit behind those is not 0 */
static bool
amount_parse_fraction(const char **at, const char *end, uint64_t *fraction, bool *excess)
{
	const char *start = *at;
	int			decimals = 0;

	for (; *at < end && amount_is_digit(**at); (*at)++)
	{
		if (decimals < AMOUNT_SCALE)
		{
			*fraction = *fraction * 10 + (unsigned) (**at - '0');
			decimals++;
		}
		else if (**at != '0')
			*excess = true;
	}
	for (; decimals < AMOUNT_SCALE; decimals++)
		*fraction *= 10;
	return *at > start;
}

value_status
amount_parse(const char *text, size_t length, amount128 *result)
{
	const char *at = text;
	const char *end = text + length;
	magnitude128 whole = 0;
	uint64_t	fraction = 0;
	bool		negative = false;
	bool		excess = false;

	while (at < end && amount_is_space(*at))
		at++;
	while (at < end && amount_is_space(end[-1]))
		end--;
	if (at < end && (*at == '-' || *at == '+'))
		negative = *at++ == '-';
	if (!amount_parse_whole(&at, end, &whole))
		return VALUE_SYNTAX;
	if (at < end && *at == '.')
	{
		at++;
		if (!amount_parse_fraction(&at, end, &fraction, &excess))
			return VALUE_SYNTAX;
	}
	if (at < end)
		return VALUE_SYNTAX;
	if (excess)
		return VALUE_SCALE;
	if (whole > WHOLE_MAX || !wide_to_amount(whole * UNIT + fraction, negative, result))
		return VALUE_RANGE;
	return VALUE_OK;
}

/* digits of a number, at least one, before `end`; returns where they begin */
static char *
amount_format_digits(magnitude128 value, char *end)
{
	uint64_t	low;

	/* a whole part is below 2^68: at most 3 digits stand above 18 others */
	while (value >> 64 != 0)
	{
		uint64_t	digit;

		value = wide_divide_word(value, 10, &digit);
		*--end = (char) ('0' + digit);
	}
	low = (uint64_t) value;
	do
	{
		*--end = (char) ('0' + low % 10);
		low /= 10;
	} while (low != 0);
	return end;
}

size_t
amount_format(amount128 value, char *buffer)
{
	char		digits[AMOUNT_TEXT_MAX];
	char	   *end = digits + sizeof(digits);
	char	   *start;
	char	   *at = buffer;
	uint64_t	fraction;
	magnitude128 whole = wide_divide_word(wide_magnitude(value), UNIT, &fraction);
	int			decimals = AMOUNT_SCALE;

	if (value < 0)
		*at++ = '-';
	start = amount_format_digits(whole, end);
	memcpy(at, start, (size_t) (end - start));
	at += end - start;
	if (fraction != 0)
	{
		*at++ = '.';
		for (; fraction % 10 == 0; fraction /= 10)
			decimals--;
		start = amount_format_digits(fraction, end);
		while (end - start < decimals)
			*--start = '0';
		memcpy(at, start, (size_t) decimals);
		at += decimals;
	}
	*at = '\0';
	return (size_t) (at - buffer);
}

bool
amount_add(amount128 a, amount128 b, amount128 *result)
{
	return !__builtin_add_overflow(a, b, result);
}

bool
amount_subtract(amount128 a, amount128 b, amount128 *result)
{
	return !__builtin_sub_overflow(a, b, result);
}

/* n / d, half-even; d > 0 */
static bool
amount_divide_half_even(magnitude128 n, uint64_t d, bool negative, amount128 *result)
{
	uint64_t	rest;
	magnitude128 quotient = wide_divide_word(n, d, &rest);

	if (rest > d - rest || (rest == d - rest && (quotient & 1)))
		quotient++;
	return wide_to_amount(quotient, negative, result);
}

/* a * b / 10^18, half-even */
bool
amount_multiply(amount128 a, amount128 b, amount128 *result)
{
	magnitude128 product;
	magnitude128 a_magnitude = wide_magnitude(a);
	magnitude128 b_magnitude = wide_magnitude(b);
	wide512		wide_a;
	wide512		wide_b;

	if (!__builtin_mul_overflow(a_magnitude, b_magnitude, &product))
		return amount_divide_half_even(product, UNIT, (a < 0) != (b < 0), result);

	wide_a = wide_from128(a_magnitude);
	wide_b = wide_from128(b_magnitude);
	wide_a = wide_multiply(&wide_a, &wide_b);
	wide_b = wide_from128(UNIT);
	return wide_divide_rounded(&wide_a, &wide_b, (a < 0) != (b < 0), ROUND_HALF_EVEN, result);
}

/* a * 10^18 / b, half-even */
bool
amount_divide(amount128 a, amount128 b, amount128 *result)
{
	magnitude128 product;
	magnitude128 divisor = wide_magnitude(b);
	wide512		n;
	wide512		d;

	if (divisor >> 64 == 0 &&
		!__builtin_mul_overflow(wide_magnitude(a), (magnitude128) UNIT, &product))
		return amount_divide_half_even(product, (uint64_t) divisor, (a < 0) != (b < 0), result);

	n = wide_from128(wide_magnitude(a));
	d = wide_from128(UNIT);
	n = wide_multiply(&n, &d);
	d = wide_from128(divisor);
	return wide_divide_rounded(&n, &d, (a < 0) != (b < 0), ROUND_HALF_EVEN, result);
}

/* to a number of decimals, which may be negative: -2 is whole hundreds */
bool
amount_round(amount128 value, int decimals, round_mode mode, amount128 *result)
{
	magnitude128 magnitude = wide_magnitude(value);
	magnitude128 step = 1;
	magnitude128 rest;
	int			half = -1;
	int			i;

	if (decimals >= AMOUNT_SCALE)
	{
		*result = value;
		return true;
	}
	if (decimals < -20)
	{
		/* a step of 10^39 is more than twice any amount, and no amount itself */
		*result = 0;
		return !wide_rounds_away(mode, value < 0, false, value == 0, half);
	}
	for (i = decimals; i < AMOUNT_SCALE; i++)
		step *= 10;
	rest = magnitude % step;
	if (rest >= step - rest)
		half = rest > step - rest;
	magnitude -= rest;
	if (wide_rounds_away(mode, value < 0, magnitude / step & 1, rest == 0, half))
		magnitude += step;		/* below 2^127 + 10^38, no wrap */
	return wide_to_amount(magnitude, value < 0, result);
}

/*
 * With whole = a * span + r, 0 <= r < span, floor(whole * t / span) is a * t + floor(r * t /
 * span), and r * t fits 128 bits.  The result lies between 0 and whole, so it is right modulo
 * 2^128 whatever a * t does.
 */
bool
amount_prorate(amount128 whole, int64_t from, int64_t until, int64_t part_at, int64_t part_until,
			   amount128 *result)
{
	uint64_t	span = (uint64_t) until - (uint64_t) from;
	uint64_t	low = (uint64_t) part_at - (uint64_t) from;
	uint64_t	high = (uint64_t) part_until - (uint64_t) from;
	uint64_t	rest;
	uint64_t	ignored;
	magnitude128 each;
	magnitude128 share;

	if (from >= until || part_at < from || part_until < part_at || until < part_until)
		return false;

	each = wide_divide_word(wide_magnitude(whole), span, &rest);
	if (whole < 0)
	{
		/* floor, not truncation */
		each = -each - (rest > 0);
		rest = rest > 0 ? span - rest : 0;
	}
	share = each * (high - low);
	share += wide_divide_word((magnitude128) rest * high, span, &ignored);
	share -= wide_divide_word((magnitude128) rest * low, span, &ignored);
	*result = (amount128) share;
	return true;
}
