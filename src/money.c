/*
 * money.c
 *	  Money as exact numerics.
 *
 * Decided here: that money is never rounded but to the minor unit, half-even or, where it is given
 * back, down, or, where it must cover something, up.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "amount.h"
#include "money.h"
#include "spi.h"

static const char *const units[] = {"1", "10", "100", "1000", "10000", "100000", "1000000"};
static const char *const parts[] = {"1", "0.1", "0.01", "0.001", "0.0001", "0.00001",
									"0.000001"};

Datum
money_parse(const char *text)
{
	return DirectFunctionCall3(numeric_in, CStringGetDatum(text), ObjectIdGetDatum(InvalidOid),
							   Int32GetDatum(-1));
}

Datum
money_times(Datum a, Datum b)
{
	return DirectFunctionCall2(numeric_mul, a, b);
}

Datum
money_plus(Datum a, Datum b)
{
	return DirectFunctionCall2(numeric_add, a, b);
}

Datum
money_minus(Datum a, Datum b)
{
	return DirectFunctionCall2(numeric_sub, a, b);
}

int
money_compare(Datum a, Datum b)
{
	return DatumGetInt32(DirectFunctionCall2(numeric_cmp, a, b));
}

bool
money_is_zero(Datum a)
{
	return money_compare(a, money_parse("0")) == 0;
}

Datum
money_from_amount(amount128 value)
{
	return money_parse(amount_to_cstring(value));
}

Datum
money_for(amount128 quantity, Datum unit_price)
{
	return money_times(money_from_amount(quantity), unit_price);
}

/* Half-even to a whole number */
Datum
money_round(Datum value)
{
	Datum		whole = DirectFunctionCall1(numeric_floor, value);
	int			half = money_compare(money_minus(value, whole), money_parse("0.5"));
	bool		odd = !money_is_zero(DirectFunctionCall2(numeric_mod, whole, money_parse("2")));

	return half > 0 || (half == 0 && odd) ? money_plus(whole, money_parse("1")) : whole;
}

Datum
money_to_minor(Datum value, int digits, MoneyRounding rounding)
{
	Datum		scaled = money_times(value, money_parse(units[digits]));

	scaled = rounding == MONEY_DOWN ? DirectFunctionCall1(numeric_floor, scaled)
		: rounding == MONEY_UP ? DirectFunctionCall1(numeric_ceil, scaled) : money_round(scaled);
	return money_times(scaled, money_parse(parts[digits]));
}

int
money_digits(const char *currency)
{
	static SpiPlan plan = {
		"SELECT c.digits FROM credits.currency c WHERE c.currency OPERATOR(pg_catalog.=) $1", "t",
		NULL
	};
	Datum		values[1];

	values[0] = CStringGetTextDatum(currency);
	return spi_run(&plan, values, NULL) == 0 ? 2 : spi_int32(0, 1);
}

amount128
money_quotient(Datum numerator, Datum denominator)
{
	Datum		scaled = money_times(numerator, money_parse("1000000000000000000"));

	return amount_from_numeric(money_times(
		DirectFunctionCall2(numeric_div_trunc, scaled, denominator),
		money_parse("0.000000000000000001")));
}

Datum
money_share(Datum money, amount128 part, amount128 whole, int digits)
{
	Datum		scaled = money_times(money_times(money, money_from_amount(part)),
									 money_parse(units[digits]));

	return money_times(DirectFunctionCall2(numeric_div_trunc, scaled, money_from_amount(whole)),
					   money_parse(parts[digits]));
}

char *
money_text(Datum value)
{
	return DatumGetCString(DirectFunctionCall1(
		numeric_out, DirectFunctionCall1(numeric_trim_scale, value)));
}
