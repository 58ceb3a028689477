/*
 * hold.c
 *	  Holds: credit kept for work under way.
 *
 * Decided here: what a hold is.  What it keeps it takes as a draw would, from the same buckets in
 * the same order; but it is no entry of the ledger: a bucket says how much of it is held, and the
 * hold's parts say by whom.  How it is settled is hold_settle.c's.  That a hold ends by itself is a
 * thing of the calendar, as the closing of a period is (period.c): any call that comes later does
 * it first.
 *
 * Locks: the account, so that no two calls change one hold, then its buckets in draw order.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "alert.h"
#include "amount.h"
#include "argument.h"
#include "booking.h"
#include "calendar.h"
#include "hold.h"
#include "period.h"
#include "price.h"
#include "refuse.h"
#include "request.h"
#include "spi.h"
#include "topup.h"

#define HOLD_TTL (15 * USECS_PER_MINUTE)

PG_FUNCTION_INFO_V1(credits_hold);

bool
hold_is(const Hold *hold, const char *status)
{
	return strcmp(hold->status, status) == 0;
}

/* Nothing is held or resolved ahead of the account's now, nor earlier than can be */
void
hold_check_at(const Account *account, TimestampTz at, TimestampTz since, const char *before)
{
	if (at > account->now)
		refuse_value("at", "is later than the account's now: set its clock first",
					 timestamptz_to_str(at));
	if (at < since)
		refuse_value("at", before, timestamptz_to_str(at));
}

/* The payer's, or of a child its own; KR010 if there is none */
void
hold_find(const Account *account, int64 id, Hold *hold)
{
	static SpiPlan plan = {
		"SELECT h.status, h.expires_at, h.ended_at, h.user_id FROM credits.hold h"
		" WHERE h.account_id OPERATOR(pg_catalog.=) $1 AND h.id OPERATOR(pg_catalog.=) $2"
		"   AND ($3 OPERATOR(pg_catalog.=) $1 OR h.user_id OPERATOR(pg_catalog.=) $3)",
		"lll", NULL
	};
	Datum		values[3];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(id);
	values[2] = Int64GetDatum(account->user_id);
	if (spi_run(&plan, values, NULL) == 0)
		refuse_not_found("hold", psprintf(INT64_FORMAT, id),
						 "credits.hold() returned its id to the account that holds.");
	hold->id = id;
	hold->status = spi_text(0, 1);
	hold->expires_at = spi_int64(0, 2);
	hold->ended_at = spi_is_null(0, 3) ? 0 : spi_int64(0, 3);
	hold->user_id = spi_int64(0, 4);
}

void
hold_load_parts(const Account *account, const Hold *hold, const char *resource, HeldParts *parts)
{
	static SpiPlan plan = {
		"SELECT p.part, p.bucket_id, p.amount, p.resource, p.at FROM credits.hold_part p"
		" WHERE p.account_id OPERATOR(pg_catalog.=) $1 AND p.hold_id OPERATOR(pg_catalog.=) $2"
		"   AND p.ended_at IS NULL AND ($3 IS NULL OR p.resource OPERATOR(pg_catalog.=) $3)"
		" ORDER BY p.part",
		"llt", NULL
	};
	Datum		values[3];
	int			i;

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(hold->id);
	values[2] = resource == NULL ? (Datum) 0 : CStringGetTextDatum(resource);
	parts->count = spi_run(&plan, values, resource == NULL ? "  n" : NULL);
	parts->items = palloc(sizeof(HeldPart) * Max(parts->count, 1));
	for (i = 0; i < parts->count; i++)
	{
		parts->items[i].part = spi_int32(i, 1);
		parts->items[i].bucket_id = spi_int64(i, 2);
		parts->items[i].amount = spi_amount(i, 3);
		parts->items[i].resource = spi_text(i, 4);
		parts->items[i].at = spi_int64(i, 5);
	}
}

void
hold_refuse(const Account *account, const Hold *hold)
{
	bool		expired = hold_is(hold, "expired");
	StringInfoData facts;

	fact_open(&facts, expired ? "hold_expired" : "hold_not_open");
	fact_text(&facts, "account", account->name);
	fact_text(&facts, "hold", psprintf(INT64_FORMAT, hold->id));
	fact_text(&facts, "status", hold->status);
	fact_instant(&facts, "ended_at", hold->ended_at);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(expired ? ERRCODE_HOLD_EXPIRED : ERRCODE_HOLD_NOT_OPEN),
			 errmsg("hold " INT64_FORMAT " of account \"%s\" %s", hold->id, account->name,
					expired ? "has ended" : psprintf("was %s", hold->status)),
			 errdetail_internal("%s", facts.data),
			 errhint(expired ? "What it held is available again: draw with credits.consume()."
					 : "A hold is resolved once.")));
}

/*
 * Holding.
 */
typedef struct
{
	Booking		booking;
	BucketSet	set;
	int64		add_to;			/* 0: a hold of its own */
	int64		ttl;
	TimestampTz expires_at;
} Holding;

static int64
hold_insert(const Account *account, const Holding *holding)
{
	static SpiPlan plan = {
		"INSERT INTO credits.hold (account_id, user_id, operation, at, expires_at, key, actor)"
		" VALUES ($1,$2,$3,$4,$5,$6,$7) RETURNING id",
		"lllzztt", NULL
	};
	static SpiPlan count = {
		"UPDATE credits.account AS a SET holds = a.holds OPERATOR(pg_catalog.+) 1,"
		"       closes_at = LEAST(a.closes_at, $2)"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $1",
		"lz", NULL
	};
	const Booking *booking = &holding->booking;
	Datum		values[7];
	int64		id;

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(account->user_id);
	values[2] = Int64GetDatum(booking->operation);
	values[3] = TimestampTzGetDatum(booking->at);
	values[4] = TimestampTzGetDatum(holding->expires_at);
	values[5] = booking->key == NULL ? (Datum) 0 : CStringGetTextDatum(booking->key);
	values[6] = CStringGetTextDatum(spi_actor());
	spi_run(&plan, values, booking->key == NULL ? "     n " : NULL);
	id = spi_int64(0, 1);
	values[1] = TimestampTzGetDatum(holding->expires_at);
	spi_run(&count, values, NULL);
	return id;
}

static void
hold_insert_parts(const Account *account, const Holding *holding, int64 id)
{
	static SpiPlan plan = {
		"INSERT INTO credits.hold_part (account_id, hold_id, part, bucket_id, amount, at,"
		"  resource, operation)"
		" SELECT $1, $2, COALESCE(pg_catalog.max(p.part), 0) OPERATOR(pg_catalog.+) 1, $3, $4, $5,"
		"        $6, $7"
		"  FROM credits.hold_part p WHERE p.account_id OPERATOR(pg_catalog.=) $1"
		"   AND p.hold_id OPERATOR(pg_catalog.=) $2",
		"lllaztl", NULL
	};
	const Booking *booking = &holding->booking;
	Datum		values[7];
	int			i;

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(id);
	values[4] = TimestampTzGetDatum(booking->at);
	values[5] = booking->resource == NULL ? (Datum) 0 : CStringGetTextDatum(booking->resource);
	values[6] = Int64GetDatum(booking->operation);
	for (i = 0; i < booking->pieces.count; i++)
	{
		const DrawPiece *piece = &booking->pieces.items[i];

		values[2] = Int64GetDatum(holding->set.items[piece->bucket].id);
		values[3] = AmountGetDatum(piece->amount);
		spi_run(&plan, values, booking->resource == NULL ? "     n " : NULL);
	}
}

/* 22003 if a hold would hold more than an amount can say, of which it could not be released */
static void
hold_check_sum(const Account *account, const Hold *hold, amount128 sum)
{
	HeldParts		parts;
	int			i;

	hold_load_parts(account, hold, NULL, &parts);
	for (i = 0; i < parts.count; i++)
		sum = amount_plus(sum, parts.items[i].amount);
}

/* What may be held at all: in the period that contains now, in a hold of its own or an open one */
static void
hold_check(const Account *account, Holding *holding)
{
	Period		period;
	Hold		hold;

	if (holding->booking.at_given && period_find(account, account->now, &period))
		hold_check_at(account, holding->booking.at, period.starts_at,
					  "is before the period that contains the account's now");
	if (holding->add_to != 0)
	{
		hold_find(account, holding->add_to, &hold);
		if (!hold_is(&hold, "held"))
			hold_refuse(account, &hold);
		hold_check_sum(account, &hold, holding->booking.amount);
		holding->expires_at = hold.expires_at;
	}
	else if (holding->booking.at_given && holding->booking.at + holding->ttl <= account->now)
		refuse_value("ttl", "has passed since \"at\"",
					 timestamptz_to_str(holding->booking.at + holding->ttl));
}

static int64
hold_make(Account *account, Holding *holding)
{
	Booking    *booking = &holding->booking;
	int64		id = holding->add_to;
	DrawVerdict verdict;
	Receipt		ignored;

	if (booking->resource != NULL)
		price_require_resource(booking->resource);
	account_lock(account);
	account_require_active(account);
	booking->at = account_at(account, booking->at_given, booking->at);
	period_catch_up(account, account->now);
	hold_check(account, holding);
	verdict = booking_book(booking, &holding->set, &ignored);
	if (verdict == DRAW_LIMITED)
		spending_refuse(booking->spending, account, booking->amount);
	if (verdict != DRAW_COVERED)
		refuse_short(account, &holding->set, booking->short_at, booking->resource,
					 booking->amount, booking->short_by);
	/* of a hold of its own only now: on the wall clock it may have waited for a bucket */
	if (id == 0)
	{
		holding->expires_at = booking->at + holding->ttl;
		id = hold_insert(account, holding);
	}
	hold_insert_parts(account, holding, id);
	alert_check(account, &holding->set);
	topup_check(account);
	return id;
}

static Jsonb *
hold_arguments(const Holding *holding, bool has_ttl)
{
	const Booking *booking = &holding->booking;
	Arguments	arguments;

	request_begin(&arguments);
	request_amount(&arguments, "amount", booking->amount);
	request_text(&arguments, "resource", booking->resource);
	if (has_ttl)
		request_numeric(&arguments, "ttl", NumericGetDatum(int64_to_numeric(holding->ttl)));
	if (booking->at_given)
		request_instant(&arguments, "at", booking->at);
	if (holding->add_to != 0)
		request_numeric(&arguments, "hold",
						NumericGetDatum(int64_to_numeric(holding->add_to)));
	return request_end(&arguments);
}

static int64
hold_answered(const Account *account, int64 operation)
{
	static SpiPlan plan = {
		"SELECT h.id FROM credits.hold h WHERE h.account_id OPERATOR(pg_catalog.=) $1"
		"   AND h.operation OPERATOR(pg_catalog.=) $2",
		"ll", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(operation);
	return spi_run(&plan, values, NULL) == 0 ? 0 : spi_int64(0, 1);
}

static int64
hold_ttl(const Interval *ttl)
{
	int64		length = ((int64) ttl->month * DAYS_PER_MONTH + ttl->day) * USECS_PER_DAY +
		ttl->time;

	if (ttl->month != 0 || length <= 0 || length > 366 * USECS_PER_DAY)
		refuse_value("ttl", "must be days and time, more than 0, at most a year",
					 calendar_text(ttl));
	return length;
}

/* Arguments: account, amount, ttl, resource, key, at, hold */
Datum
credits_hold(PG_FUNCTION_ARGS)
{
	char	   *name = argument_required(fcinfo, 0, "account");
	Holding		holding = {0};
	Booking    *booking = &holding.booking;
	Request		request = {0};
	Account		account;
	SpiScope	scope;
	int64		id;

	spi_require_write("credits.hold()");
	if (PG_ARGISNULL(1))
		refuse_null("amount");
	booking->amount = PG_GETARG_AMOUNT(1);
	if (booking->amount <= 0)
		refuse_value("amount", "must be more than 0", amount_to_cstring(booking->amount));
	holding.ttl = PG_ARGISNULL(2) ? HOLD_TTL : hold_ttl(PG_GETARG_INTERVAL_P(2));
	booking->resource = argument_name(fcinfo, 3, "resource");
	booking->key = request.key = argument_name(fcinfo, 4, "key");
	booking->at_given = !PG_ARGISNULL(5);
	booking->at = booking->at_given ? PG_GETARG_TIMESTAMPTZ(5) : 0;
	holding.add_to = PG_ARGISNULL(6) ? 0 : PG_GETARG_INT64(6);
	if (holding.add_to != 0 && !PG_ARGISNULL(2))
		refuse_value("ttl", "goes with a hold of its own", calendar_text(PG_GETARG_INTERVAL_P(2)));
	spi_begin(&scope, fcinfo);
	account_load(name, &account);
	booking->account = &account;
	booking->user_id = account.user_id;
	booking->holds = true;
	request.operation = booking->operation = spi_next_operation();
	request.account_id = account.account_id;
	request.user_id = account.user_id;
	request.account = account.name;
	request.call = "hold";
	if (request.key != NULL)
		request.arguments = hold_arguments(&holding, !PG_ARGISNULL(2));
	if (request.key == NULL || request_claim(&request))
		id = hold_make(&account, &holding);
	else if (holding.add_to != 0)
		id = holding.add_to;
	else
		id = hold_answered(&account, request.operation);
	spi_end(&scope);
	PG_RETURN_INT64(id);
}
