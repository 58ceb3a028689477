/*
 * rate.c
 *	  The type credits.rate: what the server needs to know of it.
 *
 * Decided here: how a rate's bytes lie in a Datum, its order and hash, what multiplying it
 * uses up, and which error refuses what.  Not decided here: the grammar (value_label.c) and
 * the costs (value_rate.c).
 *
 * A rate is a varlena whose bytes are those of value_label.h, the same on disk and on the
 * wire.  Bytes that arrive on the wire are taken only if they are exactly what rate_encode()
 * would make (22P03 otherwise), so equal numbers are equal bytes; bytes on disk are trusted
 * but for their lengths.
 *
 * Invariant: order, equality and hash see the price, whether it is per time, and the unit;
 * never how the rate was written: '60/hour' = '1/min', '1000/1K token' = '1/token', '1/token'
 * <> '1/image'.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "common/int.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "clock.h"
#include "compat.h"
#include "rate.h"
#include "value_label.h"

#define RATE_BYTES(varlena) ((uint8 *) VARDATA_ANY(varlena))
#define RATE_LENGTH(varlena) ((size_t) VARSIZE_ANY_EXHDR(varlena))
/* 2^63 microseconds are less */
#define RATE_TIME_BOUND "106751992 days"

/* a rate that has been taken apart */
typedef struct
{
	rate_value	value;
	rate_label	label;
} Rate;

static void
rate_corrupted(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("invalid credits.rate in storage"),
			 errdetail("Its bytes are none that a rate is stored as."),
			 errhint("Check the storage, and restore the row from a backup.")));
}

/* the bytes of a rate, with the price taken out; returns how many bytes hold the price */
static size_t
rate_load(Datum datum, struct varlena **bytes, rate_value *value)
{
	size_t		price_length;

	*bytes = PG_DETOAST_DATUM_PACKED(datum);
	price_length = rate_decode_value(RATE_BYTES(*bytes), RATE_LENGTH(*bytes), value);
	if (price_length == 0)
		rate_corrupted();
	return price_length;
}

static void
rate_load_all(Datum datum, Rate *rate)
{
	struct varlena *bytes;

	(void) rate_load(datum, &bytes, &rate->value);
	if (!rate_decode_label(RATE_BYTES(bytes), RATE_LENGTH(bytes), &rate->label))
		rate_corrupted();
	if ((Pointer) bytes != DatumGetPointer(datum))
		pfree(bytes);
}

static Datum
rate_make(const Rate *rate)
{
	uint8		bytes[RATE_BYTES_MAX + 1];
	size_t		length = rate_encode(&rate->value, &rate->label, bytes);
	struct varlena *result = (struct varlena *) palloc(VARHDRSZ + length);

	SET_VARSIZE(result, VARHDRSZ + length);
	memcpy(VARDATA(result), bytes, length);
	return PointerGetDatum(result);
}

void
rate_unpack(Datum rate, rate_value *value)
{
	struct varlena *bytes;

	(void) rate_load(rate, &bytes, value);
	if ((Pointer) bytes != DatumGetPointer(rate))
		pfree(bytes);
}

char *
rate_unit(Datum rate)
{
	Rate		parts;

	rate_load_all(rate, &parts);
	return pstrdup(parts.label.unit);
}

/*
 * Text and binary
 */

/* false if the context took the error */
static bool
rate_refuse_text(const char *text, value_status status, Node *context)
{
	const char *clipped = amount_clip(text);

	switch (status)
	{
		case VALUE_SCALE:
			ereturn(context, false,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("price of rate \"%s\" has more than 18 decimals", clipped),
					 errdetail("A price is taken as it is written, never rounded."),
					 errhint("Give the price of more units, as in 0.15/1M token.")));
		case VALUE_NEGATIVE:
			ereturn(context, false,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("price of rate \"%s\" is negative", clipped),
					 errdetail("A price is from 0 up."),
					 errhint("Leave out the sign. credits.grant() gives credits.")));
		case VALUE_RANGE:
			ereturn(context, false,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("rate \"%s\" is out of range", clipped),
					 errdetail("A price is less than 10^57, a count at most 10^36, a time less "
							   "than " RATE_TIME_BOUND "."),
					 errhint("Give the price of fewer units, or of a shorter time.")));
		case VALUE_ZERO_COUNT:
			ereturn(context, false,
					(errcode(ERRCODE_DIVISION_BY_ZERO),
					 errmsg("rate \"%s\" is per nothing", clipped),
					 errdetail("A count is one or more."),
					 errhint("Leave out the count where the price is for one.")));
		case VALUE_NO_LENGTH:
			ereturn(context, false,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("rate \"%s\" is per a time of no fixed length", clipped),
					 errdetail("Months, quarters and years differ in length."),
					 errhint("Use weeks, or 30 days.")));
		default:
			ereturn(context, false,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type credits.rate: \"%s\"", clipped),
					 errdetail("A rate is PRICE[/[COUNT] UNIT][/TIME]. A unit has at most %d "
							   "letters, digits, _, . and -, a letter or _ first.",
							   RATE_UNIT_MAX),
					 errhint("Write it as in 4/image, 0.15/1M token, 2.50/hour or "
							 "0.0000045/vCPU/s.")));
	}
}

PG_FUNCTION_INFO_V1(rate_in);
Datum
rate_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	Rate		rate;
	value_status status = rate_parse(text, strlen(text), &rate.value, &rate.label);

	if (status != VALUE_OK && !rate_refuse_text(text, status, fcinfo->context))
		PG_RETURN_NULL();
	PG_RETURN_DATUM(rate_make(&rate));
}

Datum
rate_from_cstring(const char *text)
{
	return DirectFunctionCall1(rate_in, CStringGetDatum(text));
}

static char *
rate_to_cstring(Datum datum)
{
	char	   *text = (char *) palloc(RATE_TEXT_MAX + 1);
	Rate		rate;

	rate_load_all(datum, &rate);
	if (rate_format(&rate.value, &rate.label, text) == 0)
		rate_corrupted();
	return text;
}

PG_FUNCTION_INFO_V1(rate_out);
Datum
rate_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(rate_to_cstring(PG_GETARG_DATUM(0)));
}

PG_FUNCTION_INFO_V1(rate_recv);
Datum
rate_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	int			length = message->len - message->cursor;
	const char *bytes = pq_getmsgbytes(message, length);
	Rate		rate;

	if (!rate_decode((const uint8 *) bytes, (size_t) length, &rate.value, &rate.label))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid external credits.rate value"),
				 errdetail("Its bytes, %d of them, are none that a rate is sent as.", length),
				 errhint("Send the bytes that credits.rate_send() makes, or text.")));
	PG_RETURN_DATUM(rate_make(&rate));
}

PG_FUNCTION_INFO_V1(rate_send);
Datum
rate_send(PG_FUNCTION_ARGS)
{
	struct varlena *bytes;
	rate_value	value;
	StringInfoData message;

	(void) rate_load(PG_GETARG_DATUM(0), &bytes, &value);
	pq_begintypsend(&message);
	pq_sendbytes(&message, (const char *) RATE_BYTES(bytes), (int) RATE_LENGTH(bytes));
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

PG_FUNCTION_INFO_V1(rate_unit_sql);
Datum
rate_unit_sql(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(rate_unit(PG_GETARG_DATUM(0))));
}

PG_FUNCTION_INFO_V1(rate_is_timed);
Datum
rate_is_timed(PG_FUNCTION_ARGS)
{
	rate_value	value;

	rate_unpack(PG_GETARG_DATUM(0), &value);
	PG_RETURN_BOOL(value.timed);
}

/*
 * Order and hash
 */

static int
rate_order(FunctionCallInfo fcinfo)
{
	Rate		a;
	Rate		b;
	int			order;

	rate_load_all(PG_GETARG_DATUM(0), &a);
	rate_load_all(PG_GETARG_DATUM(1), &b);
	order = rate_compare(&a.value, &b.value);
	return order != 0 ? order : strcmp(a.label.unit, b.label.unit);
}

PG_FUNCTION_INFO_V1(rate_eq);
Datum
rate_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(rate_order(fcinfo) == 0);
}

PG_FUNCTION_INFO_V1(rate_ne);
Datum
rate_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(rate_order(fcinfo) != 0);
}

PG_FUNCTION_INFO_V1(rate_lt);
Datum
rate_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(rate_order(fcinfo) < 0);
}

PG_FUNCTION_INFO_V1(rate_le);
Datum
rate_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(rate_order(fcinfo) <= 0);
}

PG_FUNCTION_INFO_V1(rate_gt);
Datum
rate_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(rate_order(fcinfo) > 0);
}

PG_FUNCTION_INFO_V1(rate_ge);
Datum
rate_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(rate_order(fcinfo) >= 0);
}

PG_FUNCTION_INFO_V1(rate_cmp);
Datum
rate_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(rate_order(fcinfo));
}

/* of the price's bytes, which are canonical, seeded with the unit's */
static uint64
rate_hash_seeded(Datum datum, uint64 seed)
{
	struct varlena *bytes;
	rate_value	value;
	size_t		price_length = rate_load(datum, &bytes, &value);
	char	   *unit = rate_unit(datum);

	seed = DatumGetUInt64(hash_any_extended((unsigned char *) unit, (int) strlen(unit), seed));
	return DatumGetUInt64(hash_any_extended(RATE_BYTES(bytes), (int) price_length, seed));
}

PG_FUNCTION_INFO_V1(rate_hash);
Datum
rate_hash(PG_FUNCTION_ARGS)
{
	PG_RETURN_UINT32((uint32) rate_hash_seeded(PG_GETARG_DATUM(0), 0));
}

/* its low half must be rate_hash where the seed is 0 */
PG_FUNCTION_INFO_V1(rate_hash_extended);
Datum
rate_hash_extended(PG_FUNCTION_ARGS)
{
	PG_RETURN_UINT64(rate_hash_seeded(PG_GETARG_DATUM(0), (uint64) PG_GETARG_INT64(1)));
}

/*
 * Multiplication
 */

static Datum
rate_make_product(Rate *rate, bool fits, bool unit_used)
{
	if (!fits || !rate_relabel(&rate->value, unit_used, &rate->label))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("rate out of range"),
				 errdetail("A price is less than 10^57, a count at most 10^36."),
				 errhint("Multiply by smaller numbers, of fewer decimals.")));
	return rate_make(rate);
}

static Datum
rate_by_quantity(Datum datum, amount128 quantity)
{
	Rate		rate;
	Rate		product;
	bool		fits;

	rate_load_all(datum, &rate);
	product = rate;
	fits = rate_times_quantity(&rate.value, quantity, &product.value);
	return rate_make_product(&product, fits, true);
}

PG_FUNCTION_INFO_V1(rate_mul_numeric);
Datum
rate_mul_numeric(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(rate_by_quantity(PG_GETARG_DATUM(0),
									 amount_unsigned("quantity", PG_GETARG_DATUM(1))));
}

PG_FUNCTION_INFO_V1(rate_numeric_mul);
Datum
rate_numeric_mul(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(rate_by_quantity(PG_GETARG_DATUM(1),
									 amount_unsigned("quantity", PG_GETARG_DATUM(0))));
}

static char *
rate_interval_text(const Interval *interval)
{
	return DatumGetCString(DirectFunctionCall1(interval_out, IntervalPGetDatum(interval)));
}

/* a day counts 24 hours */
static uint64
rate_interval_us(const Interval *interval)
{
	int64		time_us;

	if (interval->month != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("interval with months has no fixed length"),
				 errdetail("It is %s.", rate_interval_text(interval)),
				 errhint("Give days or hours, or bill from one instant to another.")));
	if (pg_mul_s64_overflow(interval->day, USECS_PER_DAY, &time_us) ||
		pg_add_s64_overflow(time_us, interval->time, &time_us))
		ereport(ERROR,
				(errcode(ERRCODE_INTERVAL_FIELD_OVERFLOW),
				 errmsg("interval out of range"),
				 errdetail("It is %s. A time is from 0 up and less than " RATE_TIME_BOUND ".",
						   rate_interval_text(interval)),
				 errhint("Multiply by a shorter interval.")));
	if (time_us < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("interval is negative"),
				 errdetail("It is %s.", rate_interval_text(interval)),
				 errhint("Subtract the earlier instant from the later.")));
	return (uint64) time_us;
}

PG_FUNCTION_INFO_V1(rate_mul_interval);
Datum
rate_mul_interval(PG_FUNCTION_ARGS)
{
	uint64		time_us = rate_interval_us(PG_GETARG_INTERVAL_P(1));
	Rate		rate;
	Rate		product;
	bool		fits;

	rate_load_all(PG_GETARG_DATUM(0), &rate);
	if (!rate.value.timed)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rate is not per time"),
				 errdetail("It is %s.", rate_to_cstring(PG_GETARG_DATUM(0))),
				 errhint("Multiply it by a quantity.")));
	product = rate;
	fits = rate_times_time(&rate.value, time_us, &product.value);
	PG_RETURN_DATUM(rate_make_product(&product, fits, false));
}

/*
 * Costs
 */

/* a rate that has used up its unit and its time, as an amount */
static Datum
rate_round_to_amount(Datum datum, round_mode mode)
{
	Rate		rate;
	bool		has_unit;
	amount128	amount;

	rate_load_all(datum, &rate);
	has_unit = rate.label.unit[0] != '\0';
	if (rate.value.timed || has_unit)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rate is still per %s", has_unit ? rate.label.unit : rate.label.time_text),
				 errdetail("It is %s.", rate_to_cstring(datum)),
				 errhint("Multiply it by %s first.", has_unit ? "a quantity" : "an interval")));
	if (!rate_cost_quantity(&rate.value, AMOUNT_ONE, mode, &amount))
		amount_overflow();
	return AmountGetDatum(amount);
}

PG_FUNCTION_INFO_V1(rate_to_amount);
Datum
rate_to_amount(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(rate_round_to_amount(PG_GETARG_DATUM(0), ROUND_HALF_EVEN));
}

PG_FUNCTION_INFO_V1(rate_round);
Datum
rate_round(PG_FUNCTION_ARGS)
{
	round_mode	mode = amount_round_mode(PG_GETARG_DATUM(1));

	PG_RETURN_DATUM(rate_round_to_amount(PG_GETARG_DATUM(0), mode));
}

PG_FUNCTION_INFO_V1(rate_cost);
Datum
rate_cost(PG_FUNCTION_ARGS)
{
	amount128	quantity = amount_unsigned("quantity", PG_GETARG_DATUM(1));
	rate_value	value;
	amount128	cost;

	rate_unpack(PG_GETARG_DATUM(0), &value);
	if (value.timed)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rate is per time"),
				 errdetail("It is %s.", rate_to_cstring(PG_GETARG_DATUM(0))),
				 errhint("Say from when until when: credits.cost(rate, quantity, at, until).")));
	if (!rate_cost_quantity(&value, quantity, ROUND_HALF_EVEN, &cost))
		amount_overflow();
	PG_RETURN_AMOUNT(cost);
}

PG_FUNCTION_INFO_V1(rate_cost_between);
Datum
rate_cost_between(PG_FUNCTION_ARGS)
{
	amount128	quantity = amount_unsigned("quantity", PG_GETARG_DATUM(1));
	TimestampTz at = PG_GETARG_TIMESTAMPTZ(2);
	TimestampTz until = PG_GETARG_TIMESTAMPTZ(3);
	rate_value	value;
	amount128	cost;

	clock_check(at, "at");
	clock_check(until, "until");
	rate_unpack(PG_GETARG_DATUM(0), &value);
	if (!value.timed)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rate is not per time"),
				 errdetail("It is %s.", rate_to_cstring(PG_GETARG_DATUM(0))),
				 errhint("Leave out the times: credits.cost(rate, quantity).")));
	if (until < at)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"until\" is before \"at\""),
				 errdetail("\"at\" is %s, \"until\" %s.", pstrdup(timestamptz_to_str(at)),
						   pstrdup(timestamptz_to_str(until))),
				 errhint("Give the earlier instant first.")));
	if (!rate_cost_time(&value, quantity, at, until, &cost))
		amount_overflow();
	PG_RETURN_AMOUNT(cost);
}
