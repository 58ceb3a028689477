/*
 * value_label.c
 *	  Rates as text and as bytes, apart from any server.
 *
 * Decided here: the grammar of a rate, which words are times and how long they are, which
 * bytes are a rate.  Not decided here: what a rate costs (value_rate.c), which error a refusal
 * becomes (rate.c).
 *
 * Invariants: the price that belongs to a label is a decimal of at most 18 places, so every
 * rate there is can be written and read back; and bytes are canonical, so reading and writing
 * them again changes nothing.
 */
#include "value_label.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
	const char *word;
	uint64_t	span_us;		/* 0: of no fixed length */
} rate_time;

static const rate_time rate_times[] = {
	{"us", 1}, {"microsecond", 1}, {"microseconds", 1},
	{"ms", 1000}, {"millisecond", 1000}, {"milliseconds", 1000},
	{"s", 1000000}, {"sec", 1000000}, {"secs", 1000000}, {"second", 1000000}, {"seconds", 1000000},
	{"min", 60000000}, {"mins", 60000000}, {"minute", 60000000}, {"minutes", 60000000},
	{"h", 3600000000}, {"hr", 3600000000}, {"hrs", 3600000000},
	{"hour", 3600000000}, {"hours", 3600000000},
	{"day", 86400000000}, {"days", 86400000000},
	{"week", 604800000000}, {"weeks", 604800000000},
	{"month", 0}, {"months", 0}, {"quarter", 0}, {"quarters", 0}, {"year", 0}, {"years", 0},
};

/* one piece of a label, between slashes: [COUNT] [WORD] */
typedef struct
{
	magnitude128 count;
	const char *count_at;
	size_t		count_length;
	const char *word_at;
	size_t		word_length;
} rate_piece;

static bool
rate_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
rate_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char
rate_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
}

/* a letter or _ begins a unit, digits . and - may follow */
static bool
rate_is_word(char c, bool first)
{
	char		lower = rate_lower(c);

	return (lower >= 'a' && lower <= 'z') || c == '_' ||
		(!first && (rate_is_digit(c) || c == '.' || c == '-'));
}

static const rate_time *
rate_find_time(const char *word, size_t length)
{
	size_t		i;
	size_t		j;

	for (i = 0; i < sizeof(rate_times) / sizeof(rate_times[0]); i++)
	{
		const char *known = rate_times[i].word;

		if (strlen(known) != length)
			continue;
		for (j = 0; j < length && rate_lower(word[j]) == known[j]; j++)
			;
		if (j == length)
			return &rate_times[i];
	}
	return NULL;
}

static uint64_t
rate_suffix(char c)
{
	switch (c)
	{
		case 'k':
		case 'K':
			return 1000;
		case 'M':
			return 1000000;
		case 'G':
		case 'B':
			return 1000000000;
		case 'T':
			return 1000000000000;
		default:
			return 0;
	}
}

/* COUNT: digits without a leading zero, then perhaps K M G B T; a space or the end must follow */
static value_status
rate_parse_count(const char **at, const char *end, rate_piece *piece)
{
	uint64_t	factor = 1;
	magnitude128 count = 0;

	piece->count_at = *at;
	for (; *at < end && rate_is_digit(**at); (*at)++)
	{
		if (count <= RATE_COUNT_MAX)
			count = count * 10 + (unsigned) (**at - '0');
	}
	if (*at < end && rate_suffix(**at) != 0)
		factor = rate_suffix(*(*at)++);
	piece->count_length = (size_t) (*at - piece->count_at);
	if (*at < end && !rate_is_space(**at))
		return VALUE_SYNTAX;
	if (count == 0)
		return VALUE_ZERO_COUNT;
	if (*piece->count_at == '0')
		return VALUE_SYNTAX;
	if (count > RATE_COUNT_MAX / factor)
		return VALUE_RANGE;
	piece->count = count * factor;
	return VALUE_OK;
}

static value_status
rate_parse_piece(const char *at, const char *end, rate_piece *piece)
{
	value_status status;

	memset(piece, 0, sizeof(*piece));
	piece->count = 1;
	while (at < end && rate_is_space(*at))
		at++;
	while (at < end && rate_is_space(end[-1]))
		end--;
	if (at == end)
		return VALUE_SYNTAX;
	if (rate_is_digit(*at))
	{
		status = rate_parse_count(&at, end, piece);
		if (status != VALUE_OK)
			return status;
		while (at < end && rate_is_space(*at))
			at++;
	}
	piece->word_at = at;
	while (at < end && rate_is_word(*at, at == piece->word_at))
		at++;
	piece->word_length = (size_t) (at - piece->word_at);
	return at == end && piece->word_length <= RATE_UNIT_MAX ? VALUE_OK : VALUE_SYNTAX;
}

/* the piece names a time: what the price is per, in microseconds */
static value_status
rate_take_time(const rate_piece *piece, const rate_time *time, rate_label *label)
{
	if (time->span_us == 0)
		return VALUE_NO_LENGTH;
	if (piece->count > (magnitude128) INT64_MAX / time->span_us)
		return VALUE_RANGE;
	label->span_us = (uint64_t) piece->count * time->span_us;
	snprintf(label->time_text, sizeof(label->time_text), "%.*s%s%.*s",
			 (int) piece->count_length, piece->count_at == NULL ? "" : piece->count_at,
			 piece->count_length > 0 ? " " : "",
			 (int) piece->word_length, piece->word_at);
	return VALUE_OK;
}

static void
rate_take_unit(const rate_piece *piece, rate_label *label)
{
	label->count = piece->count;
	if (piece->count_length > 0)
		memcpy(label->count_text, piece->count_at, piece->count_length);
	memcpy(label->unit, piece->word_at, piece->word_length);
}

/* what follows the price, from its first slash to the end */
static value_status
rate_parse_label(const char *at, const char *end, rate_label *label)
{
	int			pieces = 0;

	memset(label, 0, sizeof(*label));
	label->count = 1;
	while (at < end)
	{
		const char *next;
		const rate_time *time;
		rate_piece	piece;
		value_status status;

		at++;					/* the slash */
		next = memchr(at, '/', (size_t) (end - at));
		if (next == NULL)
			next = end;
		status = rate_parse_piece(at, next, &piece);
		if (status != VALUE_OK)
			return status;
		if (label->span_us != 0)
			return VALUE_SYNTAX;	/* the time comes last */
		time = rate_find_time(piece.word_at, piece.word_length);
		if (time != NULL)
			status = rate_take_time(&piece, time, label);
		else if (pieces == 0)
			rate_take_unit(&piece, label);
		else
			status = VALUE_SYNTAX;
		if (status != VALUE_OK)
			return status;
		pieces++;
		at = next;
	}
	return VALUE_OK;
}

/* the microseconds and units that the price is for, as one number */
static wide512
rate_label_size(const rate_label *label)
{
	wide512		count = wide_from128(label->count);
	wide512		span = wide_from128(label->span_us == 0 ? 1 : label->span_us);

	return wide_multiply(&count, &span);
}

/* the least price that is too much, in 10^-18 credits */
static wide512
rate_price_end(void)
{
	wide512		end = wide_from128(RATE_COUNT_MAX);
	wide512		factor = wide_from128((magnitude128) AMOUNT_ONE * 1000);

	end = wide_multiply(&end, &factor);
	factor = wide_from128(AMOUNT_ONE);
	return wide_multiply(&end, &factor);
}

/* a decimal of at most 18 decimals that amount_parse() found too large for an amount */
static value_status
rate_parse_large_price(const char *at, const char *end, wide512 *price)
{
	const wide512 ten = {{10, 0, 0, 0, 0, 0, 0, 0}};
	const wide512 limit = rate_price_end();
	int			decimals = -1;	/* none, until there is a point */

	*price = wide_from128(0);
	for (; at < end && decimals < AMOUNT_SCALE; at++)
	{
		wide512		digit;

		if (*at == '-')
			return VALUE_NEGATIVE;
		if (*at == '.')
			decimals = 0;
		if (!rate_is_digit(*at))
			continue;
		digit = wide_from128((unsigned) (*at - '0'));
		*price = wide_multiply(price, &ten);
		*price = wide_add(price, &digit);
		if (decimals >= 0)
			decimals++;
		if (wide_compare(price, &limit) >= 0)
			return VALUE_RANGE;
	}
	for (decimals = decimals < 0 ? 0 : decimals; decimals < AMOUNT_SCALE; decimals++)
	{
		*price = wide_multiply(price, &ten);
		if (wide_compare(price, &limit) >= 0)
			return VALUE_RANGE;
	}
	return VALUE_OK;
}

static value_status
rate_parse_price(const char *text, size_t length, wide512 *price)
{
	amount128	amount;
	value_status status = amount_parse(text, length, &amount);

	if (status == VALUE_RANGE)
		return rate_parse_large_price(text, text + length, price);
	if (status == VALUE_OK && amount < 0)
		return VALUE_NEGATIVE;
	if (status == VALUE_OK)
		*price = wide_from128((magnitude128) amount);
	return status;
}

value_status
rate_parse(const char *text, size_t length, rate_value *value, rate_label *label)
{
	const char *end = text + length;
	const char *slash = memchr(text, '/', length);
	wide512		n;
	wide512		d;
	wide512		divisor;
	value_status price_status;
	value_status status;

	if (slash == NULL)
		slash = end;
	price_status = rate_parse_price(text, (size_t) (slash - text), &n);
	if (price_status == VALUE_SYNTAX)
		return price_status;
	/* of two faults, that of form is told first */
	status = rate_parse_label(slash, end, label);
	if (price_status != VALUE_OK && status != VALUE_SYNTAX)
		status = price_status;
	if (status != VALUE_OK)
		return status;

	d = rate_label_size(label);
	divisor = wide_from128(AMOUNT_ONE);
	d = wide_multiply(&d, &divisor);
	divisor = wide_gcd(n, d);
	n = wide_divide(&n, &divisor, NULL);
	d = wide_divide(&d, &divisor, NULL);
	memset(value, 0, sizeof(*value));
	value->timed = label->span_us != 0;
	if (!wide_to256(&n, &value->numerator) || !wide_to256(&d, &value->denominator))
		return VALUE_RANGE;
	return VALUE_OK;
}

/* the price in 10^-18 credits that the label goes with, and what remains of it below that */
static wide512
rate_price(const rate_value *value, const rate_label *label, wide512 *remainder)
{
	wide512		n = wide_from256(&value->numerator);
	wide512		d = wide_from256(&value->denominator);
	wide512		factor = rate_label_size(label);

	n = wide_multiply(&n, &factor);
	factor = wide_from128(AMOUNT_ONE);
	n = wide_multiply(&n, &factor);
	return wide_divide(&n, &d, remainder);
}

/* false unless the price is a decimal that can be written */
static bool
rate_price_exact(const rate_value *value, const rate_label *label, wide512 *price)
{
	wide512		limit = rate_price_end();
	wide512		remainder;

	*price = rate_price(value, label, &remainder);
	return wide_is_zero(&remainder) && wide_compare(price, &limit) < 0;
}

/* a whole number, 18 digits at a time; returns its length */
static size_t
rate_format_whole(wide512 number, char *buffer)
{
	const wide512 chunk = wide_from128(AMOUNT_ONE);
	uint64_t	chunks[10];
	int			count = 0;
	size_t		length;

	do
	{
		wide512		low;

		number = wide_divide(&number, &chunk, &low);
		chunks[count++] = low.limb[0];
	} while (!wide_is_zero(&number));
	length = (size_t) sprintf(buffer, "%llu", (unsigned long long) chunks[--count]);
	while (count > 0)
		length += (size_t) sprintf(buffer + length, "%018llu",
								   (unsigned long long) chunks[--count]);
	return length;
}

/* as amounts are written, but larger ones too */
static size_t
rate_format_price(const wide512 *price, char *buffer)
{
	const wide512 one = wide_from128(AMOUNT_ONE);
	wide512		fraction;
	wide512		whole = wide_divide(price, &one, &fraction);
	size_t		length = rate_format_whole(whole, buffer);

	if (!wide_is_zero(&fraction))
	{
		length += (size_t) sprintf(buffer + length, ".%018llu",
								   (unsigned long long) fraction.limb[0]);
		while (buffer[length - 1] == '0')
			length--;
		buffer[length] = '\0';
	}
	return length;
}

static size_t
rate_format_label(const rate_label *label, char *buffer)
{
	bool		has_count = label->count_text[0] != '\0';
	bool		has_unit = label->unit[0] != '\0';
	size_t		length = 0;

	if (has_count || has_unit)
		length += (size_t) sprintf(buffer, "/%s%s%s", label->count_text,
								   has_count && has_unit ? " " : "", label->unit);
	if (label->time_text[0] != '\0')
		length += (size_t) sprintf(buffer + length, "/%s", label->time_text);
	buffer[length] = '\0';
	return length;
}

size_t
rate_format(const rate_value *value, const rate_label *label, char *buffer)
{
	wide512		price;
	size_t		length;

	if (!rate_price_exact(value, label, &price))
		return 0;
	length = rate_format_price(&price, buffer);
	return length + rate_format_label(label, buffer + length);
}

/*
 * A third of a credit has no decimal: with D the denominator that is left of the price, in
 * lowest terms, the price of D times as many units has one.
 */
bool
rate_relabel(const rate_value *value, bool unit_used, rate_label *label)
{
	wide512		remainder;
	wide512		d = wide_from256(&value->denominator);
	wide512		divisor;
	magnitude128 factor;

	if (unit_used)
	{
		label->count = 1;
		memset(label->count_text, 0, sizeof(label->count_text));
		memset(label->unit, 0, sizeof(label->unit));
	}
	if (!value->timed)
	{
		label->span_us = 0;
		memset(label->time_text, 0, sizeof(label->time_text));
	}
	(void) rate_price(value, label, &remainder);
	if (!wide_is_zero(&remainder))
	{
		divisor = wide_gcd(remainder, d);
		d = wide_divide(&d, &divisor, NULL);
		if (!wide_to128(&d, &factor) || factor > RATE_COUNT_MAX / label->count)
			return false;
		label->count *= factor;
		memset(label->count_text, 0, sizeof(label->count_text));
		(void) rate_format_whole(wide_from128(label->count), label->count_text);
	}
	return rate_price_exact(value, label, &remainder);
}

static size_t
rate_encode_number(const wide256 *number, uint8_t *bytes)
{
	size_t		length = 32;
	size_t		i;

	while (length > 0 && (number->limb[(length - 1) / 8] >> ((length - 1) % 8 * 8) & 0xff) == 0)
		length--;
	for (i = 0; i < length; i++)
		bytes[length - 1 - i] = (uint8_t) (number->limb[i / 8] >> (i % 8 * 8));
	return length;
}

static void
rate_decode_number(const uint8_t *bytes, size_t length, wide256 *number)
{
	size_t		i;

	memset(number, 0, sizeof(*number));
	for (i = 0; i < length; i++)
		number->limb[i / 8] |= (uint64_t) bytes[length - 1 - i] << (i % 8 * 8);
}

size_t
rate_encode(const rate_value *value, const rate_label *label, uint8_t *bytes)
{
	char		text[RATE_LABEL_MAX + 1];
	size_t		length = 3;
	size_t		label_length = rate_format_label(label, text);

	bytes[0] = value->timed;
	bytes[1] = (uint8_t) rate_encode_number(&value->numerator, bytes + length);
	length += bytes[1];
	bytes[2] = (uint8_t) rate_encode_number(&value->denominator, bytes + length);
	length += bytes[2];
	memcpy(bytes + length, text, label_length);
	return length + label_length;
}

size_t
rate_decode_value(const uint8_t *bytes, size_t length, rate_value *value)
{
	if (length < 3 || bytes[1] > 32 || bytes[2] > 32 || length < (size_t) 3 + bytes[1] + bytes[2])
		return 0;
	value->timed = bytes[0] != 0;
	rate_decode_number(bytes + 3, bytes[1], &value->numerator);
	rate_decode_number(bytes + 3 + bytes[1], bytes[2], &value->denominator);
	return (size_t) 3 + bytes[1] + bytes[2];
}

bool
rate_decode_label(const uint8_t *bytes, size_t length, rate_label *label)
{
	rate_value	value;
	size_t		start = rate_decode_value(bytes, length, &value);

	if (start == 0 || (start < length && bytes[start] != '/'))
		return false;
	return rate_parse_label((const char *) bytes + start, (const char *) bytes + length,
							label) == VALUE_OK;
}

bool
rate_decode(const uint8_t *bytes, size_t length, rate_value *value, rate_label *label)
{
	uint8_t		canonical[RATE_BYTES_MAX + 1];
	wide512		n;
	wide512		d;
	wide512		price;
	magnitude128 divisor;

	if (length > RATE_BYTES_MAX || rate_decode_value(bytes, length, value) == 0 ||
		!rate_decode_label(bytes, length, label))
		return false;
	n = wide_from256(&value->numerator);
	d = wide_from256(&value->denominator);
	if (wide_is_zero(&d) || value->timed != (label->span_us != 0))
		return false;
	n = wide_gcd(n, d);
	return wide_to128(&n, &divisor) && divisor == 1 && rate_price_exact(value, label, &price) &&
		rate_encode(value, label, canonical) == length && memcmp(canonical, bytes, length) == 0;
}
