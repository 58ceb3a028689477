/*
 * charge.c
 *	  consume, charge, their try_ forms, and quote: the calls that draw one booking.
 *
 * Decided here: what the arguments may be, and whether a refusal is an error or a status.  A
 * refusal leaves no trace: a key that was claimed for it is given back.  The booking itself is
 * booking.c's.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "alert.h"
#include "amount.h"
#include "argument.h"
#include "booking.h"
#include "charge.h"
#include "clock.h"
#include "period.h"
#include "refuse.h"
#include "spi.h"
#include "topup.h"

#define ATTRIBUTES_BYTES 8192

PG_FUNCTION_INFO_V1(credits_consume);
PG_FUNCTION_INFO_V1(credits_try_consume);
PG_FUNCTION_INFO_V1(credits_charge);
PG_FUNCTION_INFO_V1(credits_try_charge);
PG_FUNCTION_INFO_V1(credits_quote);

void
charge_check_attributes(Jsonb *attributes)
{
	char	   *text;

	if (attributes == NULL)
		return;
	if (!JB_ROOT_IS_OBJECT(attributes))
		refuse_value("attributes", "must be a JSON object", "another kind of JSON");
	text = JsonbToCString(NULL, &attributes->root, VARSIZE(attributes));
	if (strlen(text) > ATTRIBUTES_BYTES)
		refuse_value("attributes", "must have at most 8192 bytes as text",
					 psprintf("%zu bytes long", strlen(text)));
	pfree(text);
}

void
charge_check(const Account *account, const Usage *usage)
{
	charge_check_attributes(usage->attributes);
	if (!usage->has_until)
		return;
	clock_check(usage->until, "until");
	if (usage->until < usage->at)
		refuse_value("until", "is before \"at\"", timestamptz_to_str(usage->until));
	account_check_at(account, usage->until, "until");
}

Jsonb *
charge_arguments(const Usage *usage, const char *note)
{
	Arguments	arguments;

	request_begin(&arguments);
	request_text(&arguments, "resource", usage->resource);
	request_numeric(&arguments, "quantity", usage->quantity_numeric);
	request_json(&arguments, "attributes", usage->attributes);
	if (usage->at_given)
		request_instant(&arguments, "at", usage->at);
	if (usage->has_until)
		request_instant(&arguments, "until", usage->until);
	request_text(&arguments, "item", usage->item);
	request_text(&arguments, "note", note);
	return request_end(&arguments);
}

/*
 * Receipts.
 */
Datum
charge_receipt(FunctionCallInfo fcinfo, const Receipt *receipt)
{
	TupleDesc	desc;
	Datum		values[9];
	bool		nulls[9] = {false};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be credits.receipt");
	desc = BlessTupleDesc(desc);
	nulls[0] = receipt->operation == 0;
	values[0] = Int64GetDatum(receipt->operation);
	values[1] = CStringGetTextDatum(receipt->account);
	values[2] = TimestampTzGetDatum(receipt->at);
	values[3] = AmountGetDatum(receipt->charged);
	values[4] = AmountGetDatum(receipt->credits);
	values[5] = AmountGetDatum(receipt->overage);
	values[6] = AmountGetDatum(receipt->balance);
	values[7] = CStringGetTextDatum(receipt->status);
	values[8] = BoolGetDatum(receipt->replayed);
	return HeapTupleGetDatum(heap_form_tuple(desc, values, nulls));
}

static void
receipt_refused(const Booking *booking, BucketSet *set, DrawVerdict verdict, Receipt *receipt)
{
	Booking		nothing = *booking;

	nothing.pieces.count = 0;
	nothing.operation = 0;
	nothing.charged = 0;
	booking_receipt(&nothing, set, receipt);
	receipt->status = verdict == DRAW_INACTIVE ? account_status_rule(booking->account)
		: verdict == DRAW_BELOW_LEAST ? "minimum_not_met"
		: verdict == DRAW_LIMITED || refuse_is_cap(set, booking->short_at) ? "cap_reached"
		: "insufficient_credits";
}

/*
 * What an answered key never comes to: is the instant one that can be booked, and what does it
 * cost?  A replay answers as it did, whatever has become of clock, prices and resources.
 */
static void
charge_judge(Booking *booking, PriceList *prices)
{
	Usage	   *usage = booking->usage;

	booking->at = account_at(booking->account, booking->at_given, booking->at);
	if (usage != NULL)
	{
		usage->at = booking->at;
		price_load(booking->resource, usage->at, usage->has_until ? usage->until : DT_NOEND,
				   usage, booking->account->payer, prices);
		charge_check(booking->account, usage);
		/* an interval stays where it is, whatever is waited for */
		booking->at_given = booking->at_given || usage->has_until;
		booking->prices = prices;
		booking->begins = !usage->has_until;
	}
	else if (booking->resource != NULL)
		price_require_resource(booking->resource);
}

/*
 * Booking under a key, or without one.
 */
static void
charge_book(Booking *booking, Request *request, bool try, Receipt *receipt)
{
	PriceList	prices = {0};
	BucketSet	set = {0};
	Pricing		pricing;
	DrawVerdict verdict;

	if (request->key != NULL)
	{
		request->account_id = booking->account->account_id;
		request->user_id = booking->account->user_id;
		request->account = booking->account->name;
		request->operation = booking->operation = spi_next_operation();
		if (!request_claim(request))
		{
			booking_replay(booking->account, request->operation, receipt);
			return;
		}
	}
	booking->asks = try;
	if (!try)
		account_require_active(booking->account);
	charge_judge(booking, &prices);
	pricing_begin(&pricing, booking->account, &set);
	booking->pricing = &pricing;
	verdict = booking_book(booking, &set, receipt);
	if (verdict == DRAW_COVERED)
	{
		alert_check(booking->account, &set);
		/* drawn now, the receipt says what is left: no need to look */
		if (booking->at_given || receipt->balance < booking->account->floor)
			topup_check(booking->account);
		return;
	}
	if (!try && verdict == DRAW_BELOW_LEAST)
		refuse_least(booking->account, &set, booking->at,
					 booking_available(booking, &set, booking->user_id, booking->at,
									   booking->resource),
					 booking->resource, prices.least_balance);
	if (!try && verdict == DRAW_LIMITED)
		spending_refuse(booking->spending, booking->account, booking->charged);
	if (!try)
		refuse_short(booking->account, &set, booking->short_at, booking->resource, booking->charged,
					 booking->short_by);
	if (request->key != NULL)
		request_release(request);
	receipt_refused(booking, &set, verdict, receipt);
}

Datum
charge_finish(FunctionCallInfo fcinfo, SpiScope *scope, MemoryContext caller, Receipt *receipt)
{
	MemoryContext inside = MemoryContextSwitchTo(caller);

	receipt->account = pstrdup(receipt->account);
	MemoryContextSwitchTo(inside);
	spi_end(scope);
	return charge_receipt(fcinfo, receipt);
}

/* Arguments: account, amount, resource, key, at, note, attributes */
static Datum
consume_call(FunctionCallInfo fcinfo, bool try)
{
	MemoryContext caller = CurrentMemoryContext;
	Booking		booking = {0};
	Request		request = {0};
	Arguments	arguments;
	Account		account;
	Receipt		receipt;
	SpiScope	scope;
	char	   *name = argument_required(fcinfo, 0, "account");

	spi_require_write(try ? "credits.try_consume()" : "credits.consume()");
	if (PG_ARGISNULL(1))
		refuse_null("amount");
	booking.amount = PG_GETARG_AMOUNT(1);
	if (booking.amount <= 0)
		refuse_value("amount", "must be more than 0", amount_to_cstring(booking.amount));
	booking.resource = argument_name(fcinfo, 2, "resource");
	booking.key = request.key = argument_name(fcinfo, 3, "key");
	booking.at_given = !PG_ARGISNULL(4);
	booking.note = argument_note(fcinfo, 5);
	booking.attributes = PG_ARGISNULL(6) ? NULL : PG_GETARG_JSONB_P(6);
	charge_check_attributes(booking.attributes);

	spi_begin(&scope, fcinfo);
	account_load(name, &account);
	booking.account = &account;
	booking.user_id = account.user_id;
	booking.at = booking.at_given ? PG_GETARG_TIMESTAMPTZ(4) : 0;
	request_begin(&arguments);
	request_amount(&arguments, "amount", booking.amount);
	request_text(&arguments, "resource", booking.resource);
	request_json(&arguments, "attributes", booking.attributes);
	if (booking.at_given)
		request_instant(&arguments, "at", booking.at);
	request_text(&arguments, "note", booking.note);
	request.call = "consume";
	request.arguments = request.key == NULL ? NULL : request_end(&arguments);
	charge_book(&booking, &request, try, &receipt);
	return charge_finish(fcinfo, &scope, caller, &receipt);
}

Datum
credits_consume(PG_FUNCTION_ARGS)
{
	return consume_call(fcinfo, false);
}

Datum
credits_try_consume(PG_FUNCTION_ARGS)
{
	return consume_call(fcinfo, true);
}

/* What charge() and quote() have in common: account, resource, quantity, attributes, at, until */
static void
charge_read(FunctionCallInfo fcinfo, char **account, Usage *usage)
{
	memset(usage, 0, sizeof(*usage));
	*account = argument_required(fcinfo, 0, "account");
	usage->resource = argument_required(fcinfo, 1, "resource");
	usage->quantity_numeric = PG_ARGISNULL(2)
		? NumericGetDatum(int64_to_numeric(1))
		: DirectFunctionCall1(numeric_trim_scale, PG_GETARG_DATUM(2));
	usage->quantity = amount_unsigned("quantity", usage->quantity_numeric);
	usage->attributes = PG_ARGISNULL(3) ? NULL : PG_GETARG_JSONB_P(3);
	usage->at_given = !PG_ARGISNULL(4);
	usage->at = usage->at_given ? PG_GETARG_TIMESTAMPTZ(4) : 0;
	usage->has_until = !PG_ARGISNULL(5);
	usage->until = usage->has_until ? PG_GETARG_TIMESTAMPTZ(5) : 0;
}

/* The booking of a usage, before it is judged */
static void
charge_prepare(Booking *booking, Usage *usage, const char *name, Account *account)
{
	account_load(name, account);
	booking->account = account;
	booking->user_id = account->user_id;
	booking->at_given = usage->at_given;
	booking->at = usage->at;
	booking->resource = usage->resource;
	booking->usage = usage;
	usage->account = account->name;
	usage->user_id = account->user_id;
}

/* Arguments: account, resource, quantity, attributes, at, until, item, key, note */
static Datum
charge_call(FunctionCallInfo fcinfo, bool try)
{
	MemoryContext caller = CurrentMemoryContext;
	Booking		booking = {0};
	Request		request = {0};
	Account		account;
	Receipt		receipt;
	SpiScope	scope;
	Usage		usage;
	char	   *name;

	spi_require_write(try ? "credits.try_charge()" : "credits.charge()");
	charge_read(fcinfo, &name, &usage);
	usage.item = argument_name(fcinfo, 6, "item");
	booking.key = request.key = argument_name(fcinfo, 7, "key");
	booking.note = argument_note(fcinfo, 8);
	spi_begin(&scope, fcinfo);
	charge_prepare(&booking, &usage, name, &account);
	request.call = "charge";
	request.arguments = request.key == NULL ? NULL : charge_arguments(&usage, booking.note);
	charge_book(&booking, &request, try, &receipt);
	return charge_finish(fcinfo, &scope, caller, &receipt);
}

Datum
credits_charge(PG_FUNCTION_ARGS)
{
	return charge_call(fcinfo, false);
}

Datum
credits_try_charge(PG_FUNCTION_ARGS)
{
	return charge_call(fcinfo, true);
}

/*
 * The same decision on a picture of the buckets, with the periods that a charge would make;
 * nothing is written
 */
Datum
credits_quote(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	Booking		booking = {0};
	BucketSet	set = {0};
	PriceList	prices;
	Pricing		pricing;
	DrawVerdict verdict;
	bool		ignored;
	Account		account;
	Receipt		receipt;
	SpiScope	scope;
	Usage		usage;
	char	   *name;

	charge_read(fcinfo, &name, &usage);
	spi_begin(&scope, fcinfo);
	charge_prepare(&booking, &usage, name, &account);
	booking.asks = true;
	charge_judge(&booking, &prices);
	store_load_buckets(&account, booking_since(&booking), &set);
	period_imagine(&account, &set, booking_last(&booking));
	pricing_begin(&pricing, &account, &set);
	booking.pricing = &pricing;
	booking.spending = spending_begin(&account);
	booking_price(&booking, &set);
	verdict = DRAW_COVERED;
	if (account.meters > 0)
		verdict = booking_decide_after_meters(&booking, &set, &ignored);
	if (verdict == DRAW_COVERED)
		verdict = booking_decide(&booking, &set);
	if (verdict == DRAW_COVERED)
		booking_receipt(&booking, &set, &receipt);
	else
	{
		receipt_refused(&booking, &set, verdict, &receipt);
		receipt.charged = booking.charged;
	}
	return charge_finish(fcinfo, &scope, caller, &receipt);
}
