/*
 * fuzz_text.c
 *	  Text in and out: what is read can be written and read again as the same value, and what is
 *	  refused is no number by a second, slower reading of the rule.
 */
#include "fuzz.h"

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* [space] [sign] digits [. digits] [space], read by one state a part */
static bool
is_decimal(const char *text, size_t length)
{
	enum { BEFORE, SIGNED, WHOLE, POINT, FRACTION, AFTER } state = BEFORE;
	size_t		i;

	for (i = 0; i < length; i++)
	{
		char		c = text[i];
		bool		digit = c >= '0' && c <= '9';

		if (state == BEFORE && is_space(c))
			continue;
		else if (state == BEFORE && (c == '+' || c == '-'))
			state = SIGNED;
		else if (digit && (state == BEFORE || state == SIGNED || state == WHOLE))
			state = WHOLE;
		else if (c == '.' && state == WHOLE)
			state = POINT;
		else if (digit && (state == POINT || state == FRACTION))
			state = FRACTION;
		else if (is_space(c) && (state == WHOLE || state == FRACTION || state == AFTER))
			state = AFTER;
		else
			return false;
	}
	return state == WHOLE || state == FRACTION || state == AFTER;
}

static void
check_amount(const char *text, size_t length)
{
	amount128	value;
	amount128	again;
	char		written[AMOUNT_TEXT_MAX];
	size_t		written_length;
	value_status status = amount_parse(text, length, &value);

	MUST((status == VALUE_SYNTAX) == !is_decimal(text, length));
	if (status != VALUE_OK)
		return;
	written_length = amount_format(value, written);
	MUST(written_length == strlen(written) && written_length < sizeof(written));
	MUST(amount_parse(written, written_length, &again) == VALUE_OK && again == value);
	MUST(strcmp(written, "-0") != 0);
	MUST(strchr(written, '.') == NULL || written[written_length - 1] != '0');
	MUST(is_decimal(written, written_length) && written[0] != '+');
}

static void
check_rate(const char *text, size_t length)
{
	rate_value	value;
	rate_value	again;
	rate_label	label;
	rate_label	again_label;
	char		written[RATE_TEXT_MAX + 1];
	size_t		written_length;

	if (rate_parse(text, length, &value, &label) != VALUE_OK)
		return;
	written_length = rate_format(&value, &label, written);
	MUST(written_length > 0 && written_length <= RATE_TEXT_MAX);
	MUST(written_length == strlen(written));
	MUST(rate_parse(written, written_length, &again, &again_label) == VALUE_OK);
	MUST(fuzz_same_rate(&value, &again) && rate_compare(&value, &again) == 0);
	MUST(memcmp(&label, &again_label, sizeof(label)) == 0);
	MUST(value.timed == (label.span_us != 0) && label.count > 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* a copy of its own, so that reading past the end is seen */
	char	   *text = malloc(size > 0 ? size : 1);

	memcpy(text, data, size);
	check_amount(text, size);
	check_rate(text, size);
	free(text);
	return 0;
}
