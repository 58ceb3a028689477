/*
 * pack.c
 *	  Packs: what credit is sold as, and what a purchase comes to.
 *
 * Decided here: which row of credits.pack holds for an account, what a purchase costs or brings,
 * which discount it has, and what is not for sale.  The discount is found by the credits of the
 * whole purchase at list price and holds for all of it, so that asking in money and asking in
 * credits agree.  Money is rounded once, half-even to the minor unit, credits down at 18 decimals:
 * both exact, on numerics.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "argument.h"
#include "calendar.h"
#include "money.h"
#include "pack.h"
#include "refuse.h"
#include "row_trigger.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_pack_check);
PG_FUNCTION_INFO_V1(credits_quote_pack);

/*
 * Discounts.
 */
static Datum
discount_number(JsonbValue *item, const char *name)
{
	JsonbValue *value = item->type == jbvBinary && JsonContainerIsObject(item->val.binary.data)
		? getKeyJsonValueFromContainer(item->val.binary.data, name, strlen(name), NULL) : NULL;

	if (value == NULL || value->type != jbvNumeric)
		refuse_value("discounts", "must be an array of {\"from\": credits, \"percent\": number}",
					 "an item without one of them");
	(void) amount_unsigned("discounts", NumericGetDatum(value->val.numeric));
	return NumericGetDatum(value->val.numeric);
}

/* One of them; false past the last */
static bool
discount_get(Jsonb *discounts, int number, Datum *from, Datum *percent)
{
	JsonbValue *item = getIthJsonbValueFromContainer(&discounts->root, number);

	if (item == NULL)
		return false;
	*from = discount_number(item, "from");
	*percent = discount_number(item, "percent");
	return true;
}

/* The percent of a purchase that costs so much at list price */
static Datum
discount_percent(const Pack *pack, Datum list)
{
	Datum		found = money_parse("0");
	Datum		from;
	Datum		percent;
	int			i;

	for (i = 0; discount_get(pack->discounts, i, &from, &percent) &&
		 money_compare(money_times(from, pack->price), list) <= 0; i++)
		found = percent;
	return found;
}

/*
 * Which row holds.
 */
static void
refuse_not_sold(const Account *account, const char *pack, const char *currency, const char *why)
{
	StringInfoData facts;

	fact_open(&facts, "not_for_sale");
	fact_text(&facts, "account", account->name);
	fact_text(&facts, "pack", pack);
	fact_text(&facts, "currency", currency);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_NOT_FOR_SALE),
			 errmsg("pack \"%s\" is not sold %s", pack, why),
			 errdetail_internal("%s", facts.data),
			 errhint("What is sold to whom are the rows of credits.pack.")));
}

static void
pack_require_sold(const Account *account, const char *name, const char *currency)
{
	static SpiPlan plan = {
		"SELECT pg_catalog.bool_or(p.currency OPERATOR(pg_catalog.=) $2) FROM credits.pack p"
		" WHERE p.pack OPERATOR(pg_catalog.=) $1",
		"tt", NULL
	};
	Datum		values[2];

	values[0] = CStringGetTextDatum(name);
	values[1] = CStringGetTextDatum(currency);
	spi_run(&plan, values, NULL);
	if (spi_is_null(0, 1))
		refuse_not_found("pack", name, "The packs are the rows of credits.pack.");
	if (!spi_bool(0, 1))
		refuse_not_sold(account, name, currency, psprintf("in %s", currency));
	refuse_not_sold(account, name, currency, "to accounts opened so late");
}

static Datum
pack_numeric(int column)
{
	return spi_is_null(0, column) ? (Datum) 0 : spi_copy(0, column, -1);
}

static Datum
pack_amount(int column)
{
	return spi_is_null(0, column) ? (Datum) 0 : money_from_amount(spi_amount(0, column));
}

static const char *
pack_account_currency(const Account *account)
{
	static SpiPlan plan = {
		"SELECT a.currency FROM credits.account a WHERE a.account_id OPERATOR(pg_catalog.=) $1"
		"   AND a.user_id OPERATOR(pg_catalog.=) $1",
		"l", NULL
	};
	Datum		values[1];

	values[0] = Int64GetDatum(account->account_id);
	spi_run(&plan, values, NULL);
	return spi_text(0, 1);
}

bool
pack_find(const Account *account, const char *name, const char *currency, Pack *pack)
{
	static SpiPlan plan = {
		"SELECT p.price, p.credits, p.money, p.discounts, p.least_money, p.most_money,"
		"       p.least_credits, p.most_credits, p.class, p.lifetime, p.pay_within"
		"  FROM credits.pack p WHERE p.pack OPERATOR(pg_catalog.=) $1"
		"   AND p.currency OPERATOR(pg_catalog.=) $2 AND p.opened_before OPERATOR(pg_catalog.>) $3"
		" ORDER BY p.opened_before LIMIT 1",
		"ttz", NULL
	};
	Datum		values[3];

	memset(pack, 0, sizeof(*pack));
	pack->name = name;
	pack->currency = currency != NULL ? currency : pack_account_currency(account);
	values[0] = CStringGetTextDatum(name);
	values[1] = CStringGetTextDatum(pack->currency);
	values[2] = TimestampTzGetDatum(account->payer_opened_at);
	if (spi_run(&plan, values, NULL) == 0)
		return false;
	pack->price = spi_copy(0, 1, -1);
	pack->preset = !spi_is_null(0, 2);
	pack->credits = pack->preset ? spi_amount(0, 2) : 0;
	pack->money = pack_numeric(3);
	pack->discounts = DatumGetJsonbP(spi_copy(0, 4, -1));
	pack->least_money = pack_numeric(5);
	pack->most_money = pack_numeric(6);
	pack->least_credits = pack_amount(7);
	pack->most_credits = pack_amount(8);
	pack->class = spi_text(0, 9);
	pack->has_lifetime = !spi_is_null(0, 10);
	if (pack->has_lifetime)
		pack->lifetime = spi_interval(0, 10);
	pack->pay_within = spi_interval(0, 11);
	pack->digits = money_digits(pack->currency);
	return true;
}

void
pack_load(const Account *account, const char *name, const char *currency, Pack *pack)
{
	if (!pack_find(account, name, currency, pack))
		pack_require_sold(account, name, pack->currency);
}

/*
 * What a purchase is.
 */

/* price x (100 - percent) */
static Datum
pack_hundredfold(const Pack *pack, Datum percent)
{
	return money_times(pack->price, money_minus(money_parse("100"), percent));
}

static void
purchase_by_credits(const Pack *pack, amount128 credits, Purchase *purchase)
{
	Datum		hundredfold;

	purchase->credits = credits;
	/* a price of its own has no discount */
	if (pack->money != 0)
	{
		purchase->percent = money_parse("0");
		purchase->money = pack->money;
		return;
	}
	purchase->percent = discount_percent(pack, money_for(credits, pack->price));
	hundredfold = money_for(credits, pack_hundredfold(pack, purchase->percent));
	purchase->money = money_to_minor(money_times(hundredfold, money_parse("0.01")), pack->digits,
									 MONEY_HALF_EVEN);
}

static void
purchase_by_money(const Pack *pack, Datum money, Purchase *purchase)
{
	purchase->money = money;
	purchase->percent = discount_percent(pack, money);
	purchase->credits = money_quotient(money_times(money, money_parse("100")),
									   pack_hundredfold(pack, purchase->percent));
}

static const char *
purchase_fault(const Pack *pack, const Purchase *purchase)
{
	Datum		credits = money_from_amount(purchase->credits);

	if (purchase->credits == 0 || money_is_zero(purchase->money))
		return "so little";
	if (pack->least_money != 0 && money_compare(purchase->money, pack->least_money) < 0)
		return psprintf("below %s %s", money_text(pack->least_money), pack->currency);
	if (pack->most_money != 0 && money_compare(purchase->money, pack->most_money) > 0)
		return psprintf("above %s %s", money_text(pack->most_money), pack->currency);
	if (pack->least_credits != 0 && money_compare(credits, pack->least_credits) < 0)
		return psprintf("below %s credits", money_text(pack->least_credits));
	if (pack->most_credits != 0 && money_compare(credits, pack->most_credits) > 0)
		return psprintf("above %s credits", money_text(pack->most_credits));
	return NULL;
}

static void
refuse_purchase(const Account *account, const Pack *pack, const Purchase *purchase,
				const char *why)
{
	StringInfoData facts;

	fact_open(&facts, "not_for_sale");
	fact_text(&facts, "account", account->name);
	fact_text(&facts, "pack", pack->name);
	fact_text(&facts, "money", money_text(purchase->money));
	fact_text(&facts, "currency", pack->currency);
	fact_amount(&facts, "credits", purchase->credits);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_NOT_FOR_SALE),
			 errmsg("pack \"%s\" is not sold %s", pack->name, why),
			 errdetail_internal("%s", facts.data),
			 errhint("credits.quote_pack() tells what a purchase comes to.")));
}

void
pack_purchase(const Account *account, const Pack *pack, Datum money, amount128 credits,
			  Purchase *purchase)
{
	const char *fault;

	if (pack->preset && credits == 0)
		credits = pack->credits;
	if (credits == 0 && money == 0)
		refuse_null("money");
	if (credits != 0)
		purchase_by_credits(pack, credits, purchase);
	else
		purchase_by_money(pack, money, purchase);
	if (pack->preset && credits != pack->credits)
		refuse_purchase(account, pack, purchase,
						psprintf("but as %s credits", amount_to_cstring(pack->credits)));
	fault = purchase_fault(pack, purchase);
	if (fault == NULL && money != 0 && money_compare(purchase->money, money) != 0)
		fault = psprintf("for %s %s", money_text(money), pack->currency);
	if (fault != NULL)
		refuse_purchase(account, pack, purchase, fault);
	if (money_compare(purchase->money,
					  money_to_minor(purchase->money, pack->digits, MONEY_DOWN)) != 0)
		refuse_value("money", psprintf("has more than %d decimals", pack->digits),
					 money_text(purchase->money));
}

/* As many times a preset as cover the gap */
static bool
pack_cover_preset(const Pack *pack, amount128 gap, Purchase *purchase)
{
	amount128	times = (gap - 1) / pack->credits + 1;

	purchase_by_credits(pack, pack->credits, purchase);
	if (times > PG_INT32_MAX ||
		__builtin_mul_overflow(times, pack->credits, &purchase->credits))
		return false;
	purchase->money = money_times(purchase->money, NumericGetDatum(int64_to_numeric(times)));
	return true;
}

/* What money buys at so many percent off; false if no amount can hold it */
static bool
pack_cover_money(const Pack *pack, Datum money, Datum percent, Purchase *purchase)
{
	Datum		hundred = money_times(money, money_parse("100"));
	Datum		hundredfold = pack_hundredfold(pack, percent);

	if (money_compare(hundred, money_for(AMOUNT_MAX, hundredfold)) > 0)
		return false;
	purchase->money = money;
	purchase->percent = percent;
	purchase->credits = money_quotient(hundred, hundredfold);
	return true;
}

bool
pack_cover(const Pack *pack, amount128 gap, Datum least, Purchase *purchase)
{
	Datum		percent;
	Datum		cost;
	Datum		money;

	if (pack->preset)
		return pack_cover_preset(pack, gap, purchase);
	if (pack->least_credits != 0)
		gap = Max(gap, amount_from_numeric(pack->least_credits));
	percent = discount_percent(pack, money_for(gap, pack->price));
	cost = money_times(money_for(gap, pack_hundredfold(pack, percent)), money_parse("0.01"));
	money = cost = money_to_minor(cost, pack->digits, MONEY_UP);
	if (least != 0 && money_compare(money, least) < 0)
		money = least;
	if (pack->least_money != 0 && money_compare(money, pack->least_money) < 0)
		money = pack->least_money;
	if (pack->most_money != 0 && money_compare(money, pack->most_money) > 0)
		money = pack->most_money;
	/* what the gap costs is at the gap's discount, any other sum at its own */
	if (money_compare(money, cost) != 0)
		percent = discount_percent(pack, money);
	return pack_cover_money(pack, money, percent, purchase) &&
		purchase_fault(pack, purchase) == NULL;
}

/* Arguments: account, pack, money, credits */
Datum
credits_quote_pack(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	char	   *name = argument_required(fcinfo, 0, "account");
	char	   *pack_name = argument_required(fcinfo, 1, "pack");
	TupleDesc	desc;
	Purchase	purchase;
	Account		account;
	Pack		pack;
	SpiScope	scope;
	Datum		money = pack_asked_money(fcinfo, 2);
	amount128	credits = pack_asked_credits(fcinfo, 3);
	Datum		values[4];
	bool		nulls[4] = {false};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row");
	spi_begin(&scope, fcinfo);
	account_load(name, &account);
	pack_load(&account, pack_name, NULL, &pack);
	pack_purchase(&account, &pack, money, credits, &purchase);
	MemoryContextSwitchTo(caller);
	values[0] = DirectFunctionCall1(numeric_trim_scale, purchase.money);
	values[1] = AmountGetDatum(purchase.credits);
	values[2] = CStringGetTextDatum(pack.currency);
	values[3] = DirectFunctionCall1(numeric_trim_scale, purchase.percent);
	spi_end(&scope);
	MemoryContextSwitchTo(caller);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}

/*
 * What a purchase is asked for in; 0 where it is not given.
 */
Datum
pack_asked_money(FunctionCallInfo fcinfo, int number)
{
	if (PG_ARGISNULL(number))
		return (Datum) 0;
	if (amount_unsigned("money", PG_GETARG_DATUM(number)) == 0)
		refuse_value("money", "must be more than 0", "0");
	return PG_GETARG_DATUM(number);
}

amount128
pack_asked_credits(FunctionCallInfo fcinfo, int number)
{
	if (PG_ARGISNULL(number))
		return 0;
	if (PG_GETARG_AMOUNT(number) <= 0)
		refuse_value("credits", "must be more than 0",
					 amount_to_cstring(PG_GETARG_AMOUNT(number)));
	return PG_GETARG_AMOUNT(number);
}

/*
 * The trigger.
 */
static void
pack_check_discounts(const RowTrigger *trigger)
{
	Jsonb	   *discounts;
	Datum		last = 0;
	Datum		from;
	Datum		percent;
	Datum		value;
	int			i;

	if (!row_trigger_get(trigger, trigger->new, "discounts", &value))
		return;
	discounts = DatumGetJsonbP(value);
	if (!JB_ROOT_IS_ARRAY(discounts) || JB_ROOT_IS_SCALAR(discounts))
		refuse_value("discounts", "must be an array", "another kind of JSON");
	for (i = 0; discount_get(discounts, i, &from, &percent); i++)
	{
		if (last != 0 && money_compare(last, from) >= 0)
			refuse_value("discounts", "must rise in \"from\"", money_text(from));
		if (money_compare(percent, money_parse("100")) >= 0)
			refuse_value("discounts", "must be below 100 percent", money_text(percent));
		last = from;
	}
}

/* A number of the row, more than 0; 0 where it is NULL */
static amount128
pack_check_number(const RowTrigger *trigger, const char *name, bool is_amount)
{
	Datum		value;
	amount128	number;

	if (!row_trigger_get(trigger, trigger->new, name, &value))
		return 0;
	number = is_amount ? DatumGetAmount(value) : amount_unsigned(name, value);
	if (number <= 0)
		refuse_value(name, "must be more than 0", amount_to_cstring(number));
	return number;
}

static void
pack_check_bounds(const RowTrigger *trigger, const char *least, const char *most, bool is_amount)
{
	amount128	low = pack_check_number(trigger, least, is_amount);
	amount128	high = pack_check_number(trigger, most, is_amount);

	if (low != 0 && high != 0 && low > high)
		refuse_value(least, psprintf("must not be more than \"%s\"", most),
					 amount_to_cstring(low));
}

void
pack_check_class(FunctionCallInfo fcinfo, const char *class)
{
	static SpiPlan plan = {
		"SELECT c.postpaid FROM credits.class c WHERE c.class OPERATOR(pg_catalog.=) $1", "t", NULL
	};
	SpiScope	scope;
	Datum		values[1];

	spi_begin(&scope, fcinfo);
	values[0] = CStringGetTextDatum(class);
	if (spi_run(&plan, values, NULL) == 0)
		refuse_not_found("class", class, "The classes are the rows of credits.class.");
	if (spi_bool(0, 1))
		refuse_value("class", "must not be post-paid", class);
	spi_end(&scope);
}

static void
pack_check_money(const RowTrigger *trigger)
{
	Datum		value;

	if (pack_check_number(trigger, "credits", true) == 0 &&
		row_trigger_get(trigger, trigger->new, "money", &value))
		refuse_value("money", "goes with \"credits\": a free amount has no price of its own",
					 money_text(value));
	(void) pack_check_number(trigger, "money", false);
	(void) pack_check_number(trigger, "price", false);
}

Datum
credits_pack_check(PG_FUNCTION_ARGS)
{
	RowTrigger	trigger;
	Datum		value;

	row_trigger_open(fcinfo, &trigger, TRIGGER_EVENT_BEFORE, "credits.pack_check()");
	if (row_trigger_get(&trigger, trigger.new, "pack", &value))
		refuse_bad_name("pack", TextDatumGetCString(value));
	if (row_trigger_get(&trigger, trigger.new, "currency", &value))
		refuse_bad_name("currency", TextDatumGetCString(value));
	pack_check_money(&trigger);
	pack_check_bounds(&trigger, "least_money", "most_money", false);
	pack_check_bounds(&trigger, "least_credits", "most_credits", true);
	pack_check_discounts(&trigger);
	if (row_trigger_get(&trigger, trigger.new, "lifetime", &value))
		calendar_check_interval(DatumGetIntervalP(value), "lifetime", false);
	if (row_trigger_get(&trigger, trigger.new, "pay_within", &value))
		calendar_check_interval(DatumGetIntervalP(value), "pay_within", false);
	if (row_trigger_get(&trigger, trigger.new, "class", &value))
		pack_check_class(fcinfo, TextDatumGetCString(value));
	return PointerGetDatum(trigger.new);
}
