/*
 * value.h
 *	  Exact arithmetic on amounts and rates, apart from any server.
 *
 * An amount is a signed 128-bit count of 10^-18 credits.  A rate is an exact, non-negative
 * rational number of credits per one unit and, if `timed`, per microsecond.  Everything here
 * is plain C: it allocates nothing, reports overflow by returning false and leaves raising
 * errors to its callers, so that it can be fuzzed and counted natively.  The rules are those
 * of docs/rules.md, section 1.
 */
#ifndef CREDITS_VALUE_H
#define CREDITS_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* aligned as palloc() aligns, which is less than the compiler would like */
typedef __int128 amount128 __attribute__((aligned(8)));

#define AMOUNT_SCALE 18
#define AMOUNT_ONE ((amount128) 1000000000000000000LL)
#define AMOUNT_MAX ((amount128) (~(unsigned __int128) 0 >> 1))
#define AMOUNT_MIN (-AMOUNT_MAX - 1)
/* sign, 21 digits before the point, the point, 18 behind it, and the end */
#define AMOUNT_TEXT_MAX 48

typedef enum
{
	VALUE_OK,
	VALUE_SYNTAX,			/* not a number of this kind */
	VALUE_SCALE,			/* more decimals than are kept */
	VALUE_RANGE,			/* out of range */
	VALUE_NEGATIVE,			/* a price below zero */
	VALUE_ZERO_COUNT,		/* a price per no units */
	VALUE_NO_LENGTH			/* a price per month or year, which have no fixed length */
} value_status;

typedef enum
{
	ROUND_HALF_EVEN,
	ROUND_HALF_UP,			/* half away from zero */
	ROUND_DOWN,				/* towards zero */
	ROUND_UP,				/* away from zero */
	ROUND_FLOOR,			/* towards minus infinity */
	ROUND_CEILING			/* towards plus infinity */
} round_mode;

/* 0 to 2^256 - 1, least significant limb first */
typedef struct
{
	uint64_t	limb[4];
} wide256;

typedef struct
{
	wide256		numerator;		/* in lowest terms; credits, not 10^-18ths */
	wide256		denominator;	/* > 0 */
	bool		timed;			/* per microsecond too */
} rate_value;

extern value_status amount_parse(const char *text, size_t length, amount128 *result);
extern size_t amount_format(amount128 value, char *buffer);	/* returns the length, ends in NUL */
extern bool amount_add(amount128 a, amount128 b, amount128 *result);
extern bool amount_subtract(amount128 a, amount128 b, amount128 *result);
extern bool amount_multiply(amount128 a, amount128 b, amount128 *result);
extern bool amount_divide(amount128 a, amount128 b, amount128 *result);	/* b != 0 */
extern bool amount_round(amount128 value, int decimals, round_mode mode, amount128 *result);

/* floor(whole * (part_until - from) / (until - from)) less the same at part_at; from < until */
extern bool amount_prorate(amount128 whole, int64_t from, int64_t until, int64_t part_at,
						   int64_t part_until, amount128 *result);

/* rate * quantity, rounded once; the rate must not be timed; quantity >= 0 */
extern bool rate_cost_quantity(const rate_value *rate, amount128 quantity, round_mode mode,
							   amount128 *result);

/*
 * F(until) - F(at), F(t) = floor(rate * quantity * t), t in microseconds since 2000-01-01 UTC
 * (as TimestampTz counts); the rate must be timed; quantity >= 0; at <= until.  Only the
 * result can overflow.
 */
extern bool rate_cost_time(const rate_value *rate, amount128 quantity, int64_t at, int64_t until,
						   amount128 *result);

/* the last instant t in [at, limit] for which F(t) - F(at) <= budget; budget >= 0 */
extern int64_t rate_runout(const rate_value *rate, amount128 quantity, int64_t at, int64_t limit,
						   amount128 budget);

/* by price, then those per time last; whatever the units */
extern int	rate_compare(const rate_value *a, const rate_value *b);

/* rate * quantity, still a rate; false if it no longer fits; quantity >= 0 */
extern bool rate_times_quantity(const rate_value *rate, amount128 quantity, rate_value *result);

/* rate * time, no longer timed; false if it no longer fits; the rate must be timed */
extern bool rate_times_time(const rate_value *rate, uint64_t time_us, rate_value *result);

#endif							/* CREDITS_VALUE_H */
