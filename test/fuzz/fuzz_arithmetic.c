/*
 * fuzz_arithmetic.c
 *	  The identities of docs/rules.md, section 1, on operands of every size: sums come back, parts
 *	  sum to the whole, roundings bracket each other, and fast paths say what the wide ones say.
 */
#include "fuzz.h"

static void
check_sums(amount128 a, amount128 b)
{
	amount128	sum;
	amount128	back;

	if (amount_add(a, b, &sum))
	{
		MUST(amount_subtract(sum, b, &back) && back == a);
		MUST(amount_subtract(sum, a, &back) && back == b);
		MUST(amount_add(b, a, &back) && back == sum);
	}
	else
		MUST((a < 0) == (b < 0));
	if (amount_subtract(a, b, &sum))
		MUST(amount_add(sum, b, &back) && back == a);
}

/* n / d half-even where all of it fits 128 bits */
static amount128
half_even(amount128 n, amount128 d)
{
	amount128	quotient = n / d;
	amount128	rest = n % d;
	amount128	twice = 2 * (rest < 0 ? -rest : rest);

	d = d < 0 ? -d : d;
	if (twice > d || (twice == d && quotient % 2 != 0))
		return (n < 0) != (rest == 0) ? quotient - 1 : quotient + 1;
	return quotient;
}

static void
check_product(amount128 a, amount128 b)
{
	amount128	product;
	amount128	same;
	amount128	naive;

	MUST(amount_multiply(a, AMOUNT_ONE, &same) && same == a);
	if (!amount_multiply(a, b, &product))
		return;
	MUST(amount_multiply(b, a, &same) && same == product);
	if (!__builtin_mul_overflow(a, b, &naive))
		MUST(half_even(naive, AMOUNT_ONE) == product);
	if (a != AMOUNT_MIN && product != AMOUNT_MIN)
		MUST(amount_multiply(-a, b, &same) && same == -product);
}

static void
check_quotient(amount128 a, amount128 b)
{
	amount128	quotient;
	amount128	same;
	amount128	naive;

	MUST(amount_divide(a, AMOUNT_ONE, &same) && same == a);
	if (b == 0 || !amount_divide(a, b, &quotient))
		return;
	if (a != AMOUNT_MIN && b != AMOUNT_MIN)
		MUST(amount_divide(-a, -b, &same) && same == quotient);
	/* the quotient of small numbers, with the sign kept in the numerator */
	if (!__builtin_mul_overflow(a, AMOUNT_ONE, &naive) && b > 0 && b < AMOUNT_MAX / 2 && naive >= 0)
		MUST(half_even(naive, b) == quotient);
	if (a == b)
		MUST(quotient == AMOUNT_ONE);
}

static void
check_round(amount128 a, int decimals)
{
	amount128	value[6];
	bool		fits[6];
	int			mode;
	amount128	again;

	for (mode = 0; mode < 6; mode++)
	{
		fits[mode] = amount_round(a, decimals, (round_mode) mode, &value[mode]);
		if (fits[mode])
			MUST(amount_round(value[mode], decimals, ROUND_UP, &again) && again == value[mode]);
	}
	MUST(fits[ROUND_DOWN]);
	if (fits[ROUND_FLOOR])
		MUST(value[ROUND_FLOOR] <= a);
	if (fits[ROUND_CEILING])
		MUST(value[ROUND_CEILING] >= a);
	if (fits[ROUND_HALF_EVEN] && fits[ROUND_FLOOR] && fits[ROUND_CEILING])
		MUST(value[ROUND_HALF_EVEN] == value[ROUND_FLOOR] ||
			 value[ROUND_HALF_EVEN] == value[ROUND_CEILING]);
	MUST(a < 0 ? value[ROUND_DOWN] >= a : value[ROUND_DOWN] <= a);
}

static void
sort_instants(int64_t *instant, int count)
{
	int			i;
	int			j;

	for (i = 1; i < count; i++)
	{
		for (j = i; j > 0 && instant[j] < instant[j - 1]; j--)
		{
			int64_t		swap = instant[j];

			instant[j] = instant[j - 1];
			instant[j - 1] = swap;
		}
	}
}

static void
check_prorate(amount128 whole, const int64_t *cut, int count)
{
	amount128	total = 0;
	amount128	share;
	int			i;

	if (cut[0] == cut[count - 1])
		return;
	for (i = 0; i < count - 1; i++)
	{
		MUST(amount_prorate(whole, cut[0], cut[count - 1], cut[i], cut[i + 1], &share));
		MUST(whole < 0 ? share <= 0 && share >= whole : share >= 0 && share <= whole);
		MUST(amount_add(total, share, &total));
	}
	MUST(total == whole);
	MUST(!amount_prorate(whole, cut[1], cut[1], cut[1], cut[1], &share));
}

/* the same rate with both terms shifted by a limb, which no fast path takes */
static bool
widen(const rate_value *rate, rate_value *wide)
{
	*wide = *rate;
	if (rate->numerator.limb[3] != 0 || rate->denominator.limb[3] != 0)
		return false;
	memmove(wide->numerator.limb + 1, wide->numerator.limb, 24);
	memmove(wide->denominator.limb + 1, wide->denominator.limb, 24);
	wide->numerator.limb[0] = wide->denominator.limb[0] = 0;
	return true;
}

static void
check_cost_time(const rate_value *rate, amount128 quantity, const int64_t *cut, int count)
{
	rate_value	wide;
	amount128	whole;
	amount128	part;
	amount128	total = 0;
	bool		fits = rate_cost_time(rate, quantity, cut[0], cut[count - 1], &whole);
	int			i;

	if (widen(rate, &wide))
		MUST(rate_cost_time(&wide, quantity, cut[0], cut[count - 1], &part) == fits &&
			 (!fits || part == whole));
	MUST(rate_cost_time(rate, quantity, cut[0], cut[0], &part) && part == 0);
	if (!fits)
		return;
	for (i = 0; i < count - 1; i++)
	{
		MUST(rate_cost_time(rate, quantity, cut[i], cut[i + 1], &part) && part >= 0);
		total += part;
	}
	MUST(total == whole);
}

/* the last instant that the budget pays, and not one more */
static void
check_runout(const rate_value *rate, amount128 quantity, int64_t at, int64_t limit,
			 amount128 budget)
{
	int64_t		end = rate_runout(rate, quantity, at, limit, budget);
	amount128	cost;

	MUST(end >= at && end <= limit);
	MUST(rate_cost_time(rate, quantity, at, end, &cost) && cost <= budget);
	if (end < limit)
		MUST(!rate_cost_time(rate, quantity, at, end + 1, &cost) || cost > budget);
}

static void
check_cost_quantity(const rate_value *rate, amount128 quantity, round_mode mode)
{
	rate_value	wide;
	rate_value	product;
	amount128	cost;
	amount128	same;
	bool		fits = rate_cost_quantity(rate, quantity, mode, &cost);

	if (widen(rate, &wide))
		MUST(rate_cost_quantity(&wide, quantity, mode, &same) == fits && (!fits || same == cost));
	if (rate_times_quantity(rate, quantity, &product))
		MUST(rate_cost_quantity(&product, AMOUNT_ONE, mode, &same) == fits &&
			 (!fits || same == cost));
	if (fits && rate_cost_quantity(rate, quantity, ROUND_FLOOR, &same))
		MUST(cost == same || cost == same + 1);
}

/* from 2000-01-01 on, a cost by time is the floor of rate * time * quantity */
static void
check_time_product(const rate_value *rate, amount128 quantity, int64_t time_us)
{
	rate_value	product;
	amount128	cost;
	amount128	same;
	bool		fits = rate_cost_time(rate, quantity, 0, time_us, &cost);

	if (rate_times_time(rate, (uint64_t) time_us, &product))
		MUST(rate_cost_quantity(&product, quantity, ROUND_FLOOR, &same) == fits &&
			 (!fits || same == cost));
}

static void
check_compare(const rate_value *a, const rate_value *b)
{
	rate_value	wide;
	int			order = rate_compare(a, b);

	MUST(rate_compare(b, a) == -order && rate_compare(a, a) == 0);
	if (widen(a, &wide))
		MUST(rate_compare(&wide, b) == order && rate_compare(&wide, a) == 0);
}

static void
check_rates(fuzz_input *input, int64_t *cut, int count)
{
	rate_value	rate;
	rate_value	other;
	amount128	quantity = fuzz_quantity(input);
	amount128	budget = fuzz_quantity(input);

	fuzz_rate(input, &rate);
	fuzz_rate(input, &other);
	check_compare(&rate, &other);
	if (!rate.timed)
		check_cost_quantity(&rate, quantity, (round_mode) (fuzz_byte(input) % 6));
	else
	{
		check_cost_time(&rate, quantity, cut, count);
		check_runout(&rate, quantity, cut[0], cut[count - 1], budget);
		check_time_product(&rate, quantity, cut[4] < 0 ? -(cut[4] + 1) : cut[4]);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_input	input = {data, size};
	amount128	a = fuzz_amount(&input);
	amount128	b = fuzz_amount(&input);
	int64_t		cut[5];
	int			i;

	check_sums(a, b);
	check_product(a, b);
	check_quotient(a, b);
	check_round(a, (int8_t) fuzz_byte(&input) % 30);
	for (i = 0; i < 5; i++)
		cut[i] = fuzz_instant(&input);
	sort_instants(cut, 5);
	check_prorate(a, cut, 5);
	check_rates(&input, cut, 5);
	return 0;
}
