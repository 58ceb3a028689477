/*
 * value_driver.c
 *	  Puts the arithmetic of value.c to test/values.py: cases in, results out, as bytes.
 *
 * Input is chunks, each a count and as many cases; output is as many results.  A chunk is read
 * whole before anything is written, so that neither side waits for the other.
 */
#include "value.h"
#include "value_label.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum
{
	CASE_ADD,
	CASE_SUBTRACT,
	CASE_MULTIPLY,
	CASE_DIVIDE,
	CASE_ROUND,
	CASE_TEXT,
	CASE_PRORATE,
	CASE_COST_QUANTITY,
	CASE_COST_TIME,
	CASE_RUNOUT,
	CASE_COMPARE,
	CASE_TIMES_QUANTITY,
	CASE_TIMES_TIME
} value_case;

/* operands are 16 bytes each; what they mean depends on the case */
typedef struct
{
	uint64_t	what;
	uint64_t	timed;
	char		operand[5][16];
	wide256		numerator;
	wide256		denominator;
	wide256		other_numerator;
	wide256		other_denominator;
} value_input;

typedef struct
{
	uint64_t	fits;
	char		amount[16];
	wide256		numerator;
	wide256		denominator;
} value_output;

static amount128
operand(const value_input *input, int number)
{
	amount128	value;

	memcpy(&value, input->operand[number], sizeof(value));
	return value;
}

static bool
text_round_trip(amount128 value, amount128 *result)
{
	char		text[AMOUNT_TEXT_MAX];
	size_t		length = amount_format(value, text);

	return length == strlen(text) && amount_parse(text, length, result) == VALUE_OK;
}

static bool
answer(const value_input *input, amount128 *amount, rate_value *rate)
{
	amount128	a = operand(input, 0);
	amount128	b = operand(input, 1);
	int64_t		c = (int64_t) operand(input, 2);
	int64_t		d = (int64_t) operand(input, 3);
	int64_t		e = (int64_t) operand(input, 4);
	rate_value	given = {input->numerator, input->denominator, input->timed & 1};
	rate_value	other = {input->other_numerator, input->other_denominator, input->timed >> 1};

	switch ((value_case) input->what)
	{
		case CASE_ADD:
			return amount_add(a, b, amount);
		case CASE_SUBTRACT:
			return amount_subtract(a, b, amount);
		case CASE_MULTIPLY:
			return amount_multiply(a, b, amount);
		case CASE_DIVIDE:
			return amount_divide(a, b, amount);
		case CASE_ROUND:
			return amount_round(a, (int) c, (round_mode) d, amount);
		case CASE_TEXT:
			return text_round_trip(a, amount);
		case CASE_PRORATE:
			return amount_prorate(a, (int64_t) b, c, d, e, amount);
		case CASE_COST_QUANTITY:
			return rate_cost_quantity(&given, a, (round_mode) d, amount);
		case CASE_COST_TIME:
			return rate_cost_time(&given, a, c, d, amount);
		case CASE_RUNOUT:
			*amount = rate_runout(&given, a, c, d, b);
			return true;
		case CASE_COMPARE:
			*amount = rate_compare(&given, &other);
			return true;
		case CASE_TIMES_QUANTITY:
			return rate_times_quantity(&given, a, rate);
		case CASE_TIMES_TIME:
			return rate_times_time(&given, (uint64_t) c, rate);
	}
	abort();
}

int
main(void)
{
	uint64_t	count;

	while (fread(&count, sizeof(count), 1, stdin) == 1)
	{
		value_input *inputs = calloc(count, sizeof(*inputs));
		value_output *outputs = calloc(count, sizeof(*outputs));
		uint64_t	i;

		if (inputs == NULL || outputs == NULL ||
			fread(inputs, sizeof(*inputs), count, stdin) != count)
			return 1;
		for (i = 0; i < count; i++)
		{
			amount128	amount = 0;
			rate_value	rate;

			memset(&rate, 0, sizeof(rate));
			outputs[i].fits = answer(&inputs[i], &amount, &rate);
			memcpy(outputs[i].amount, &amount, sizeof(amount));
			outputs[i].numerator = rate.numerator;
			outputs[i].denominator = rate.denominator;
		}
		fwrite(outputs, sizeof(*outputs), count, stdout);
		fflush(stdout);
		free(inputs);
		free(outputs);
	}
	return 0;
}
