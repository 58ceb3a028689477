/*
 * value_label.h
 *	  Rates as text and as bytes, apart from any server.
 *
 * A rate is written PRICE[/[COUNT] [UNIT]][/[COUNT] TIME].  What follows the price is its
 * label: kept as it was written, but for spaces, so that '0.15/1M token' does not come back as
 * '0.00000015/token'.
 */
#ifndef CREDITS_VALUE_LABEL_H
#define CREDITS_VALUE_LABEL_H

#include "wide.h"

#define RATE_UNIT_MAX 63
/*
 * A count is at most 10^36 and a price less than 10^57: room for a price of 18 decimals times a
 * quantity of 18 decimals times microseconds of a week, each of them as large as it can be.
 */
#define RATE_COUNT_MAX ((magnitude128) AMOUNT_ONE * (magnitude128) AMOUNT_ONE)
#define RATE_PRICE_DIGITS_MAX 57
#define RATE_COUNT_TEXT_MAX 40
#define RATE_TIME_TEXT_MAX 40
#define RATE_PRICE_TEXT_MAX (RATE_PRICE_DIGITS_MAX + 1 + AMOUNT_SCALE)
#define RATE_LABEL_MAX (RATE_COUNT_TEXT_MAX + RATE_UNIT_MAX + RATE_TIME_TEXT_MAX + 4)
#define RATE_TEXT_MAX (RATE_PRICE_TEXT_MAX + RATE_LABEL_MAX)
#define RATE_BYTES_MAX (3 + 32 + 32 + RATE_LABEL_MAX)

typedef struct
{
	magnitude128 count;			/* units that the price is for; 1 where none is written */
	uint64_t	span_us;		/* time that the price is for; 0 unless the rate is per time */
	char		count_text[RATE_COUNT_TEXT_MAX + 1];	/* as written, "1M"; "" where none is */
	char		unit[RATE_UNIT_MAX + 1];	/* "" if it names none */
	char		time_text[RATE_TIME_TEXT_MAX + 1];	/* as written, "15 min"; "" unless timed */
} rate_label;

extern value_status rate_parse(const char *text, size_t length, rate_value *value,
							   rate_label *label);

/* buffer of RATE_TEXT_MAX + 1 bytes; 0 if the rate cannot be written so */
extern size_t rate_format(const rate_value *value, const rate_label *label, char *buffer);

/* a label for a new value: drops what was used up, raises the count until the price is a decimal */
extern bool rate_relabel(const rate_value *value, bool unit_used, rate_label *label);

/*
 * Bytes, on disk and on the wire: one of flags (1: timed), the lengths of numerator and
 * denominator, these with the most significant byte first and no leading zeros, then the label
 * as text.
 */
extern size_t rate_encode(const rate_value *value, const rate_label *label, uint8_t *bytes);

/* of bytes that rate_encode() made: checks only lengths; returns where the label begins, or 0 */
extern size_t rate_decode_value(const uint8_t *bytes, size_t length, rate_value *value);
extern bool rate_decode_label(const uint8_t *bytes, size_t length, rate_label *label);

/* of bytes from anywhere: true only if rate_encode() makes exactly these */
extern bool rate_decode(const uint8_t *bytes, size_t length, rate_value *value, rate_label *label);

#endif							/* CREDITS_VALUE_LABEL_H */
