/*
 * money.c
 *	  Money as exact numerics.
 *
 * Decided here: that money is never rounded but to the minor unit, half-even.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "amount.h"
#include "money.h"

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
