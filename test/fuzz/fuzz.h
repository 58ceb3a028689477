/*
 * fuzz.h
 *	  What the libFuzzer targets share: operands out of bytes, and a failure that stops at once.
 */
#ifndef CREDITS_FUZZ_H
#define CREDITS_FUZZ_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "value.h"
#include "value_label.h"

#define MUST(condition) \
	do { \
		if (!(condition)) \
		{ \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
			abort(); \
		} \
	} while (0)

typedef struct
{
	const uint8_t *at;
	size_t		left;
} fuzz_input;

/* zeros once the input is used up */
static inline void
fuzz_take(fuzz_input *input, void *target, size_t length)
{
	size_t		taken = length < input->left ? length : input->left;

	memset(target, 0, length);
	if (taken == 0)
		return;
	memcpy(target, input->at, taken);
	input->at += taken;
	input->left -= taken;
}

static inline uint8_t
fuzz_byte(fuzz_input *input)
{
	uint8_t		byte;

	fuzz_take(input, &byte, sizeof(byte));
	return byte;
}

/* any amount, all sizes alike: a byte says how many bits are kept */
static inline amount128
fuzz_amount(fuzz_input *input)
{
	uint8_t		shift = fuzz_byte(input);
	amount128	value;

	fuzz_take(input, &value, sizeof(value));
	return value >> (shift & 127);
}

static inline amount128
fuzz_quantity(fuzz_input *input)
{
	amount128	value = fuzz_amount(input);

	return value < 0 ? -(value + 1) : value;
}

static inline int64_t
fuzz_instant(fuzz_input *input)
{
	uint8_t		shift = fuzz_byte(input);
	int64_t		value;

	fuzz_take(input, &value, sizeof(value));
	return value >> (shift & 63);
}

/* any rate that fits, not always in lowest terms; the denominator is above zero */
static inline void
fuzz_rate(fuzz_input *input, rate_value *rate)
{
	uint8_t		size = fuzz_byte(input);

	memset(rate, 0, sizeof(*rate));
	fuzz_take(input, rate->numerator.limb, (size & 7) < 4 ? 8 : (size & 3) * 8 + 8);
	fuzz_take(input, rate->denominator.limb, (size >> 3 & 7) < 4 ? 8 : (size >> 3 & 3) * 8 + 8);
	rate->denominator.limb[0] |= 1;
	rate->timed = size >> 7;
}

static inline bool
fuzz_same_rate(const rate_value *a, const rate_value *b)
{
	return memcmp(&a->numerator, &b->numerator, sizeof(a->numerator)) == 0 &&
		memcmp(&a->denominator, &b->denominator, sizeof(a->denominator)) == 0 &&
		a->timed == b->timed;
}

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif							/* CREDITS_FUZZ_H */
