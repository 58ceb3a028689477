/*
 * fuzz_binary.c
 *	  Bytes in and out: bytes that are taken are exactly those that would be written, and can be
 *	  read as text too; rates made by multiplying can be written and read.
 */
#include "fuzz.h"

/* what arrives on the wire */
static void
check_decode(const uint8_t *bytes, size_t length)
{
	rate_value	value;
	rate_value	again;
	rate_label	label;
	rate_label	again_label;
	uint8_t		written[RATE_BYTES_MAX + 1];
	char		text[RATE_TEXT_MAX + 1];
	size_t		text_length;

	(void) rate_decode_label(bytes, length, &label);
	if (!rate_decode(bytes, length, &value, &label))
		return;
	MUST(rate_encode(&value, &label, written) == length && memcmp(written, bytes, length) == 0);
	text_length = rate_format(&value, &label, text);
	MUST(text_length > 0);
	MUST(rate_parse(text, text_length, &again, &again_label) == VALUE_OK);
	MUST(fuzz_same_rate(&value, &again) && memcmp(&label, &again_label, sizeof(label)) == 0);
}

/* a rate as rate.c makes it is one that it takes */
static void
check_own(const rate_value *value, const rate_label *label, fuzz_input *input)
{
	uint8_t		bytes[RATE_BYTES_MAX + 1];
	rate_value	again;
	rate_label	again_label;
	size_t		length = rate_encode(value, label, bytes);

	MUST(length <= RATE_BYTES_MAX);
	MUST(rate_decode(bytes, length, &again, &again_label));
	MUST(fuzz_same_rate(value, &again) && memcmp(label, &again_label, sizeof(*label)) == 0);
	check_decode(bytes, length);
	/* and with one byte changed it is refused, or is another rate */
	bytes[fuzz_byte(input) % length] ^= (uint8_t) (fuzz_byte(input) | 1);
	check_decode(bytes, length);
}

static void
check_products(fuzz_input *input)
{
	static const char *const texts[] = {
		"4/image", "0.15/1M token", "2.50/hour", "0.0000045/vCPU/s", "1/3 GB/7 min", "1/7", "0",
		"170141183460469231731.687303715884105727/9", "0.000000000000000001/1000000000G x.y/week",
	};
	const char *text = texts[fuzz_byte(input) % (sizeof(texts) / sizeof(texts[0]))];
	rate_value	value;
	rate_value	product;
	rate_label	label;

	MUST(rate_parse(text, strlen(text), &value, &label) == VALUE_OK);
	check_own(&value, &label, input);
	if (!rate_times_quantity(&value, fuzz_quantity(input), &product) ||
		!rate_relabel(&product, true, &label))
		return;
	check_own(&product, &label, input);
	if (!product.timed)
		return;
	value = product;
	if (!rate_times_time(&value, (uint64_t) fuzz_instant(input) >> 1, &product) ||
		!rate_relabel(&product, false, &label))
		return;
	check_own(&product, &label, input);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t    *bytes = malloc(size > 0 ? size : 1);
	fuzz_input	input = {data, size};

	memcpy(bytes, data, size);
	check_decode(bytes, size);
	free(bytes);
	check_products(&input);
	return 0;
}
