/*
 * amount.c
 *	  The type credits.amount: what the server needs to know of it.
 *
 * Decided here: its text and binary forms, order, hash, operators and casts, and which error
 * refuses what.  Not decided here: the arithmetic itself (value.c) and the aggregates
 * (amount_aggregate.c).
 *
 * An amount is 16 bytes passed by reference, a signed 128-bit count of 10^-18 credits in the
 * machine's byte order, aligned to 8 and therefore always copied before use (amount.h).  On
 * the wire it is the same number, big-endian. Every pattern is an amount and every amount has
 * one pattern, so there is no state to forbid: a message that is too short is 08P01, one that
 * is too long 22P03, both from the server's own protocol code.
 *
 * Invariant: a function returns the exact result, rounded once where its name says so, or raises.
 * No function reads a table or a setting.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/sortsupport.h"

#include "amount.h"
#include "compat.h"

#define CLIP_LENGTH 40
#define AMOUNT_BOUNDS "An amount is less than 170141183460469231732 credits, above or below zero."

char *
amount_clip(const char *text)
{
	int			length = (int) strnlen(text, CLIP_LENGTH + MAX_MULTIBYTE_CHAR_LEN);
	int			kept;

	if (length <= CLIP_LENGTH)
		return pstrdup(text);
	kept = pg_mbcliplen(text, length, CLIP_LENGTH);
	return psprintf("%.*s...", kept, text);
}

void
amount_overflow(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("amount out of range"),
			 errdetail(AMOUNT_BOUNDS),
			 errhint("Use smaller amounts.")));
}

amount128
amount_plus(amount128 a, amount128 b)
{
	amount128	sum;

	if (!amount_add(a, b, &sum))
		amount_overflow();
	return sum;
}

amount128
amount_minus(amount128 a, amount128 b)
{
	amount128	difference;

	if (!amount_subtract(a, b, &difference))
		amount_overflow();
	return difference;
}

/*
 * Text and binary
 */

/* softly where a context is given that takes it */
static bool
amount_parse_text(const char *text, Node *context, amount128 *value)
{
	switch (amount_parse(text, strlen(text), value))
	{
		case VALUE_OK:
			return true;
		case VALUE_SCALE:
			ereturn(context, false,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("amount \"%s\" has more than 18 decimals", amount_clip(text)),
					 errdetail("An amount is taken as it is written, never rounded."),
					 errhint("Round it first, as in round(x, 18).")));
		case VALUE_RANGE:
			ereturn(context, false,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("amount \"%s\" is out of range", amount_clip(text)),
					 errdetail(AMOUNT_BOUNDS),
					 errhint("Give a number closer to zero.")));
		default:
			ereturn(context, false,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type credits.amount: \"%s\"",
							amount_clip(text)),
					 errdetail("An amount has a sign or none, then digits, then perhaps a point "
							   "and more digits."),
					 errhint("Write it as a plain decimal without exponent, such as 12.5.")));
	}
}

PG_FUNCTION_INFO_V1(amount_in);
Datum
amount_in(PG_FUNCTION_ARGS)
{
	amount128	value;

	if (!amount_parse_text(PG_GETARG_CSTRING(0), fcinfo->context, &value))
		PG_RETURN_NULL();
	PG_RETURN_AMOUNT(value);
}

char *
amount_to_cstring(amount128 value)
{
	char	   *text = (char *) palloc(AMOUNT_TEXT_MAX);

	(void) amount_format(value, text);
	return text;
}

PG_FUNCTION_INFO_V1(amount_out);
Datum
amount_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(amount_to_cstring(PG_GETARG_AMOUNT(0)));
}

PG_FUNCTION_INFO_V1(amount_recv);
Datum
amount_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	unsigned __int128 bits;

	bits = (unsigned __int128) (uint64) pq_getmsgint64(message) << 64;
	bits |= (uint64) pq_getmsgint64(message);
	PG_RETURN_AMOUNT((amount128) bits);
}

PG_FUNCTION_INFO_V1(amount_send);
Datum
amount_send(PG_FUNCTION_ARGS)
{
	unsigned __int128 bits = (unsigned __int128) PG_GETARG_AMOUNT(0);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendint64(&message, (uint64) (bits >> 64));
	pq_sendint64(&message, (uint64) bits);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/*
 * Casts
 */

PG_FUNCTION_INFO_V1(amount_from_int2);
Datum
amount_from_int2(PG_FUNCTION_ARGS)
{
	PG_RETURN_AMOUNT(PG_GETARG_INT16(0) * AMOUNT_ONE);
}

PG_FUNCTION_INFO_V1(amount_from_int4);
Datum
amount_from_int4(PG_FUNCTION_ARGS)
{
	PG_RETURN_AMOUNT(PG_GETARG_INT32(0) * AMOUNT_ONE);
}

/* 2^63 * 10^18 is less than 2^127 */
PG_FUNCTION_INFO_V1(amount_from_int8);
Datum
amount_from_int8(PG_FUNCTION_ARGS)
{
	PG_RETURN_AMOUNT(PG_GETARG_INT64(0) * AMOUNT_ONE);
}

/* through text: numeric's own representation is private to the server */
static value_status
amount_parse_numeric(Datum numeric, amount128 *value, char **text)
{
	*text = DatumGetCString(DirectFunctionCall1(numeric_out, numeric));
	return amount_parse(*text, strlen(*text), value);
}

amount128
amount_from_numeric(Datum numeric)
{
	amount128	value;
	char	   *text;
	value_status status = amount_parse_numeric(numeric, &value, &text);

	/* the only numerics that are no plain decimal are NaN and the infinities */
	if (status == VALUE_SYNTAX)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s is not an amount", text),
				 errdetail("An amount is a finite number of credits."),
				 errhint("Put a number or null in its place before the cast.")));
	if (status != VALUE_OK)
		(void) amount_parse_text(text, NULL, &value);
	pfree(text);
	return value;
}

amount128
amount_unsigned(const char *argument, Datum numeric)
{
	amount128	value;
	char	   *text;
	value_status status = amount_parse_numeric(numeric, &value, &text);

	if (status != VALUE_OK || value < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" must be a number from 0 up, of at most 18 decimals", argument),
				 errdetail("It is %s.", amount_clip(text)),
				 errhint("Correct the argument; nothing was changed.")));
	pfree(text);
	return value;
}

amount128
amount_signed(const char *argument, Datum numeric)
{
	amount128	value;
	char	   *text;
	value_status status = amount_parse_numeric(numeric, &value, &text);

	if (status != VALUE_OK)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" must be a number that an amount can hold", argument),
				 errdetail("It is %s.", amount_clip(text)),
				 errhint("Give at most 21 digits before the point and 18 after it.")));
	pfree(text);
	return value;
}

PG_FUNCTION_INFO_V1(amount_from_numeric_sql);
Datum
amount_from_numeric_sql(PG_FUNCTION_ARGS)
{
	PG_RETURN_AMOUNT(amount_from_numeric(PG_GETARG_DATUM(0)));
}

PG_FUNCTION_INFO_V1(amount_to_numeric);
Datum
amount_to_numeric(PG_FUNCTION_ARGS)
{
	char		text[AMOUNT_TEXT_MAX];

	(void) amount_format(PG_GETARG_AMOUNT(0), text);
	return DirectFunctionCall3(numeric_in, CStringGetDatum(text),
							   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
}

/* the text of an amount is a JSON number as it stands */
PG_FUNCTION_INFO_V1(amount_to_json);
Datum
amount_to_json(PG_FUNCTION_ARGS)
{
	char		text[AMOUNT_TEXT_MAX];
	size_t		length = amount_format(PG_GETARG_AMOUNT(0), text);

	PG_RETURN_TEXT_P(cstring_to_text_with_len(text, (int) length));
}

PG_FUNCTION_INFO_V1(amount_to_jsonb);
Datum
amount_to_jsonb(PG_FUNCTION_ARGS)
{
	char		text[AMOUNT_TEXT_MAX];

	(void) amount_format(PG_GETARG_AMOUNT(0), text);
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(text));
}

/*
 * Order and hash
 */

static int
amount_compare(amount128 a, amount128 b)
{
	return (a > b) - (a < b);
}

PG_FUNCTION_INFO_V1(amount_eq);
Datum
amount_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(amount_compare(PG_GETARG_AMOUNT(0), PG_GETARG_AMOUNT(1)) == 0);
}

PG_FUNCTION_INFO_V1(amount_ne);
Datum
amount_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(amount_compare(PG_GETARG_AMOUNT(0), PG_GETARG_AMOUNT(1)) != 0);
}

PG_FUNCTION_INFO_V1(amount_lt);
Datum
amount_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(amount_compare(PG_GETARG_AMOUNT(0), PG_GETARG_AMOUNT(1)) < 0);
}

PG_FUNCTION_INFO_V1(amount_le);
Datum
amount_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(amount_compare(PG_GETARG_AMOUNT(0), PG_GETARG_AMOUNT(1)) <= 0);
}

PG_FUNCTION_INFO_V1(amount_gt);
Datum
amount_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(amount_compare(PG_GETARG_AMOUNT(0), PG_GETARG_AMOUNT(1)) > 0);
}

PG_FUNCTION_INFO_V1(amount_ge);
Datum
amount_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(amount_compare(PG_GETARG_AMOUNT(0), PG_GETARG_AMOUNT(1)) >= 0);
}

PG_FUNCTION_INFO_V1(amount_cmp);
Datum
amount_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(amount_compare(PG_GETARG_AMOUNT(0), PG_GETARG_AMOUNT(1)));
}

static int
amount_sort_compare(Datum a, Datum b, SortSupport ssup pg_attribute_unused())
{
	return amount_compare(DatumGetAmount(a), DatumGetAmount(b));
}

/* no abbreviated keys: the leading half of most amounts is zero */
PG_FUNCTION_INFO_V1(amount_sortsupport);
Datum
amount_sortsupport(PG_FUNCTION_ARGS)
{
	SortSupport ssup = (SortSupport) PG_GETARG_POINTER(0);

	ssup->comparator = amount_sort_compare;
	PG_RETURN_VOID();
}

/* window frames with RANGE offset PRECEDING or FOLLOWING, as in_range_int8_int8 */
PG_FUNCTION_INFO_V1(amount_in_range);
Datum
amount_in_range(PG_FUNCTION_ARGS)
{
	amount128	value = PG_GETARG_AMOUNT(0);
	amount128	base = PG_GETARG_AMOUNT(1);
	amount128	offset = PG_GETARG_AMOUNT(2);
	bool		preceding = PG_GETARG_BOOL(3);
	bool		less = PG_GETARG_BOOL(4);
	amount128	bound;

	if (offset < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PRECEDING_OR_FOLLOWING_SIZE),
				 errmsg("invalid preceding or following size in window function"),
				 errdetail("The offset is %s.", amount_to_cstring(offset)),
				 errhint("Give an offset from 0 up.")));
	/* a bound that is no amount lies beyond them all */
	if (!(preceding ? amount_subtract(base, offset, &bound) : amount_add(base, offset, &bound)))
		PG_RETURN_BOOL(preceding ? !less : less);
	PG_RETURN_BOOL(less ? value <= bound : value >= bound);
}

PG_FUNCTION_INFO_V1(amount_hash);
Datum
amount_hash(PG_FUNCTION_ARGS)
{
	amount128	value = PG_GETARG_AMOUNT(0);

	return hash_any((unsigned char *) &value, sizeof(value));
}

PG_FUNCTION_INFO_V1(amount_hash_extended);
Datum
amount_hash_extended(PG_FUNCTION_ARGS)
{
	amount128	value = PG_GETARG_AMOUNT(0);

	return hash_any_extended((unsigned char *) &value, sizeof(value), (uint64) PG_GETARG_INT64(1));
}

/*
 * Arithmetic
 */

PG_FUNCTION_INFO_V1(amount_pl);
Datum
amount_pl(PG_FUNCTION_ARGS)
{
	PG_RETURN_AMOUNT(amount_plus(PG_GETARG_AMOUNT(0), PG_GETARG_AMOUNT(1)));
}

PG_FUNCTION_INFO_V1(amount_mi);
Datum
amount_mi(PG_FUNCTION_ARGS)
{
	PG_RETURN_AMOUNT(amount_minus(PG_GETARG_AMOUNT(0), PG_GETARG_AMOUNT(1)));
}

PG_FUNCTION_INFO_V1(amount_mul);
Datum
amount_mul(PG_FUNCTION_ARGS)
{
	amount128	product;

	if (!amount_multiply(PG_GETARG_AMOUNT(0), PG_GETARG_AMOUNT(1), &product))
		amount_overflow();
	PG_RETURN_AMOUNT(product);
}

static amount128
amount_check_divisor(amount128 dividend, amount128 divisor)
{
	if (divisor == 0)
		ereport(ERROR,
				(errcode(ERRCODE_DIVISION_BY_ZERO),
				 errmsg("division by zero"),
				 errdetail("The dividend is %s.", amount_to_cstring(dividend)),
				 errhint("Divide by nullif(divisor, 0) to get null instead.")));
	return divisor;
}

PG_FUNCTION_INFO_V1(amount_div);
Datum
amount_div(PG_FUNCTION_ARGS)
{
	amount128	dividend = PG_GETARG_AMOUNT(0);
	amount128	divisor = amount_check_divisor(dividend, PG_GETARG_AMOUNT(1));
	amount128	quotient;

	if (!amount_divide(dividend, divisor, &quotient))
		amount_overflow();
	PG_RETURN_AMOUNT(quotient);
}

/* the sign of the first, as numeric's; the least amount % -1 unit would trap the processor */
PG_FUNCTION_INFO_V1(amount_mod);
Datum
amount_mod(PG_FUNCTION_ARGS)
{
	amount128	dividend = PG_GETARG_AMOUNT(0);
	amount128	divisor = amount_check_divisor(dividend, PG_GETARG_AMOUNT(1));

	PG_RETURN_AMOUNT(divisor == -1 ? 0 : dividend % divisor);
}

PG_FUNCTION_INFO_V1(amount_um);
Datum
amount_um(PG_FUNCTION_ARGS)
{
	PG_RETURN_AMOUNT(amount_minus(0, PG_GETARG_AMOUNT(0)));
}

PG_FUNCTION_INFO_V1(amount_up);
Datum
amount_up(PG_FUNCTION_ARGS)
{
	PG_RETURN_AMOUNT(PG_GETARG_AMOUNT(0));
}

PG_FUNCTION_INFO_V1(amount_abs);
Datum
amount_abs(PG_FUNCTION_ARGS)
{
	amount128	value = PG_GETARG_AMOUNT(0);

	PG_RETURN_AMOUNT(value < 0 ? amount_minus(0, value) : value);
}

round_mode
amount_round_mode(Datum name)
{
	static const struct
	{
		const char *name;
		round_mode	mode;
	}			modes[] = {
		{"half-even", ROUND_HALF_EVEN},
		{"half-up", ROUND_HALF_UP},
		{"down", ROUND_DOWN},
		{"up", ROUND_UP},
		{"floor", ROUND_FLOOR},
		{"ceiling", ROUND_CEILING},
	};
	char	   *given = TextDatumGetCString(name);
	size_t		i;

	for (i = 0; i < lengthof(modes); i++)
	{
		if (strcmp(given, modes[i].name) == 0)
			return modes[i].mode;
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown rounding \"%s\"", amount_clip(given)),
			 errdetail("Roundings are half-even, half-up, down, up, floor and ceiling."),
			 errhint("Name one of these, in lower case.")));
}

PG_FUNCTION_INFO_V1(amount_round_to);
Datum
amount_round_to(PG_FUNCTION_ARGS)
{
	round_mode	mode = amount_round_mode(PG_GETARG_DATUM(2));
	amount128	rounded;

	if (!amount_round(PG_GETARG_AMOUNT(0), PG_GETARG_INT32(1), mode, &rounded))
		amount_overflow();
	PG_RETURN_AMOUNT(rounded);
}
