/*
 * value_rate.c
 *	  What a rate times a quantity, and times a time, costs.
 *
 * Decided here: the rounding of a cost by quantity (once, by name), the floor of a cost by
 * time and the instant at which a budget runs out.  Not decided here: how a rate is written
 * (value_label.c).
 *
 * With X = rate * quantity in 10^-18 credits per microsecond and F(t) = floor(X * t), the cost
 * of [a, b) is F(b) - F(a).  Nothing here computes F itself: with r = X * a mod 1,
 *
 *		F(b) - F(a) = floor(r + X * (b - a)),
 *
 * in which no term is larger than the result by more than one, so only the result can
 * overflow. The amount's scale cancels: a numerator in credits times a quantity in 10^-18ths
 * is in 10^-18 credits.
 *
 * Invariant: numerator and denominator of a rate_value are in lowest terms, so equal rates are
 * equal bits.
 */
#include "value.h"
#include "wide.h"

#include <string.h>

/* rate * quantity as numerator / denominator where one machine word can hold the denominator */
typedef struct
{
	magnitude128 numerator;
	uint64_t	denominator;
} rate_product;

/* false if it must be done wide */
static bool
rate_product_small(const rate_value *rate, amount128 quantity, rate_product *product)
{
	const uint64_t *n = rate->numerator.limb;
	const uint64_t *d = rate->denominator.limb;

	if ((n[1] | n[2] | n[3] | d[1] | d[2] | d[3]) != 0)
		return false;
	product->denominator = d[0];
	return !__builtin_mul_overflow((magnitude128) n[0], (magnitude128) quantity,
								   &product->numerator);
}

static wide512
rate_product_wide(const rate_value *rate, amount128 quantity)
{
	wide512		numerator = wide_from256(&rate->numerator);
	wide512		factor = wide_from128((magnitude128) quantity);

	return wide_multiply(&numerator, &factor);
}

bool
rate_cost_quantity(const rate_value *rate, amount128 quantity, round_mode mode, amount128 *result)
{
	rate_product product;
	wide512		n;
	wide512		d;

	if (rate->timed || quantity < 0)
		return false;
	if (rate_product_small(rate, quantity, &product))
	{
		uint64_t	rest;
		uint64_t	complement;
		magnitude128 cost = wide_divide_word(product.numerator, product.denominator, &rest);

		complement = product.denominator - rest;
		if (wide_rounds_away(mode, false, cost & 1, rest == 0,
							 (rest > complement) - (rest < complement)))
			cost++;				/* a remainder means it was divided by 2 or more: no wrap */
		return wide_to_amount(cost, false, result);
	}
	n = rate_product_wide(rate, quantity);
	d = wide_from256(&rate->denominator);
	return wide_divide_rounded(&n, &d, false, mode, result);
}

static magnitude128
rate_time_magnitude(int64_t t)
{
	return t < 0 ? -(uint64_t) t : (uint64_t) t;
}

/* the fraction of F that is pending at an instant: rest * t mod denominator, never negative */
static uint64_t
rate_phase_small(uint64_t rest, uint64_t denominator, int64_t t)
{
	uint64_t	phase;

	(void) wide_divide_word(rest * rate_time_magnitude(t), denominator, &phase);
	return t < 0 && phase > 0 ? denominator - phase : phase;
}

static wide512
rate_phase_wide(const wide512 *numerator, const wide512 *denominator, int64_t t)
{
	wide512		time = wide_from128(rate_time_magnitude(t));
	wide512		product = wide_multiply(numerator, &time);
	wide512		phase;

	(void) wide_divide(&product, denominator, &phase);
	if (t < 0 && !wide_is_zero(&phase))
		phase = wide_subtract(denominator, &phase);
	return phase;
}

static bool
rate_cost_time_wide(const rate_value *rate, amount128 quantity, int64_t at, uint64_t time_us,
					amount128 *result)
{
	wide512		numerator = rate_product_wide(rate, quantity);
	wide512		denominator = wide_from256(&rate->denominator);
	wide512		phase = rate_phase_wide(&numerator, &denominator, at);
	wide512		time = wide_from128(time_us);
	wide512		cost = wide_multiply(&numerator, &time);
	magnitude128 magnitude;

	cost = wide_add(&cost, &phase);
	cost = wide_divide(&cost, &denominator, NULL);
	return wide_to128(&cost, &magnitude) && wide_to_amount(magnitude, false, result);
}

bool
rate_cost_time(const rate_value *rate, amount128 quantity, int64_t at, int64_t until,
			   amount128 *result)
{
	uint64_t	time_us = (uint64_t) until - (uint64_t) at;
	rate_product product;
	magnitude128 each;
	magnitude128 cost;
	uint64_t	rest;
	uint64_t	ignored;

	if (!rate->timed || quantity < 0 || until < at)
		return false;
	if (!rate_product_small(rate, quantity, &product))
		return rate_cost_time_wide(rate, quantity, at, time_us, result);

	each = wide_divide_word(product.numerator, product.denominator, &rest);
	cost = (magnitude128) rest * time_us + rate_phase_small(rest, product.denominator, at);
	cost = wide_divide_word(cost, product.denominator, &ignored);
	return !__builtin_mul_overflow(each, (magnitude128) time_us, &each) &&
		!__builtin_add_overflow(cost, each, &cost) &&
		wide_to_amount(cost, false, result);
}

/*
 * With X = n / d and the pending fraction p / d, time t costs floor((p + n * t) / d), which is
 * at most the budget exactly while p + n * t < (budget + 1) * d: the last t is ((budget + 1) *
 * d - 1 - p) / n, rounded down.
 */
int64_t
rate_runout(const rate_value *rate, amount128 quantity, int64_t at, int64_t limit, amount128 budget)
{
	wide512		numerator = rate_product_wide(rate, quantity);
	wide512		denominator = wide_from256(&rate->denominator);
	wide512		room = wide_from128((magnitude128) budget + 1);
	wide512		pending = wide_from128(1);
	wide512		phase;
	magnitude128 time_us;

	if (wide_is_zero(&numerator))
		return limit;
	phase = rate_phase_wide(&numerator, &denominator, at);
	pending = wide_add(&pending, &phase);
	room = wide_multiply(&room, &denominator);
	room = wide_subtract(&room, &pending);
	room = wide_divide(&room, &numerator, NULL);
	if (!wide_to128(&room, &time_us) || time_us >= (uint64_t) limit - (uint64_t) at)
		return limit;
	return (int64_t) ((uint64_t) at + (uint64_t) time_us);
}

int
rate_compare(const rate_value *a, const rate_value *b)
{
	wide512		left = wide_from256(&a->numerator);
	wide512		right = wide_from256(&b->numerator);
	wide512		denominator = wide_from256(&b->denominator);
	int			order;

	left = wide_multiply(&left, &denominator);
	denominator = wide_from256(&a->denominator);
	right = wide_multiply(&right, &denominator);
	order = wide_compare(&left, &right);
	return order != 0 ? order : (int) a->timed - (int) b->timed;
}

/* numerator / denominator in lowest terms, if those fit */
static bool
rate_reduce(const wide512 *numerator, const wide512 *denominator, bool timed, rate_value *result)
{
	wide512		divisor = wide_gcd(*numerator, *denominator);
	wide512		n = wide_divide(numerator, &divisor, NULL);
	wide512		d = wide_divide(denominator, &divisor, NULL);

	memset(result, 0, sizeof(*result));
	result->timed = timed;
	return wide_to256(&n, &result->numerator) && wide_to256(&d, &result->denominator);
}

bool
rate_times_quantity(const rate_value *rate, amount128 quantity, rate_value *result)
{
	wide512		numerator = rate_product_wide(rate, quantity);
	wide512		denominator = wide_from256(&rate->denominator);
	wide512		one = wide_from128(AMOUNT_ONE);

	denominator = wide_multiply(&denominator, &one);
	return quantity >= 0 && rate_reduce(&numerator, &denominator, rate->timed, result);
}

bool
rate_times_time(const rate_value *rate, uint64_t time_us, rate_value *result)
{
	wide512		numerator = wide_from256(&rate->numerator);
	wide512		denominator = wide_from256(&rate->denominator);
	wide512		time = wide_from128(time_us);

	numerator = wide_multiply(&numerator, &time);
	return rate->timed && rate_reduce(&numerator, &denominator, false, result);
}
