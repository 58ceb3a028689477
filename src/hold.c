/*
 * hold.c
 *	  Holds: credit kept for work under way, and settled when it is done.
 *
 * Decided here: what a hold is and how it is resolved, once.  What it keeps it takes as a draw
 * would, from the same buckets in the same order; but it is no entry of the ledger: a bucket says
 * how much of it is held, and the hold's parts say by whom.  That a hold ends by itself is a thing
 * of the calendar, as the closing of a period is (period.c): any call that comes later does it
 * first.
 *
 * Locks: the account, so that no two calls resolve one hold, then its buckets in draw order.
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
#include "charge.h"
#include "clock.h"
#include "hold.h"
#include "meter.h"
#include "period.h"
#include "posting.h"
#include "price.h"
#include "refuse.h"
#include "request.h"
#include "spi.h"
#include "topup.h"

#define HOLD_TTL (15 * USECS_PER_MINUTE)

PG_FUNCTION_INFO_V1(credits_hold);
PG_FUNCTION_INFO_V1(credits_capture);
PG_FUNCTION_INFO_V1(credits_release);
PG_FUNCTION_INFO_V1(credits_set_overdraft);

/* A row of credits.hold */
typedef struct
{
	int64		id;
	int64		user_id;		/* who holds */
	const char *status;
	TimestampTz expires_at;
	TimestampTz ended_at;		/* unless it holds */
} Hold;

/* What is open of a hold, in draw order, by resource as it was added */
typedef struct
{
	int			part;
	int64		bucket_id;
	amount128	amount;
	const char *resource;		/* NULL: none */
	TimestampTz at;				/* from when */
} Part;

typedef struct
{
	Part	   *items;
	int			count;
} Parts;

static bool
hold_is(const Hold *hold, const char *status)
{
	return strcmp(hold->status, status) == 0;
}

/* Nothing is held or resolved ahead of the account's now, nor earlier than can be */
static void
hold_check_at(const Account *account, TimestampTz at, TimestampTz since, const char *before)
{
	if (at > account->now)
		refuse_value("at", "is later than the account's now: set its clock first",
					 timestamptz_to_str(at));
	if (at < since)
		refuse_value("at", before, timestamptz_to_str(at));
}

/* The payer's, or of a child its own; KR010 if there is none */
static void
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

static void
hold_load_parts(const Account *account, const Hold *hold, const char *resource, Parts *parts)
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
	parts->items = palloc(sizeof(Part) * Max(parts->count, 1));
	for (i = 0; i < parts->count; i++)
	{
		parts->items[i].part = spi_int32(i, 1);
		parts->items[i].bucket_id = spi_int64(i, 2);
		parts->items[i].amount = spi_amount(i, 3);
		parts->items[i].resource = spi_text(i, 4);
		parts->items[i].at = spi_int64(i, 5);
	}
}

static void
refuse_hold(const Account *account, const Hold *hold)
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
	Parts		parts;
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
			refuse_hold(account, &hold);
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

/*
 * Resolving.
 */
static void
part_write_end(const Account *account, const Hold *hold, const Part *part, TimestampTz at)
{
	static SpiPlan plan = {
		"UPDATE credits.hold_part AS p SET ended_at = $4"
		" WHERE p.account_id OPERATOR(pg_catalog.=) $1 AND p.hold_id OPERATOR(pg_catalog.=) $2"
		"   AND p.part OPERATOR(pg_catalog.=) $3",
		"lliz", NULL
	};
	Datum		values[4];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(hold->id);
	values[2] = Int32GetDatum(part->part);
	values[3] = TimestampTzGetDatum(at);
	spi_run(&plan, values, NULL);
}

void
hold_write_end(int64 account_id, int64 hold_id, const char *status, TimestampTz at)
{
	static SpiPlan plan = {
		"UPDATE credits.hold AS h SET status = $3, ended_at = $4"
		" WHERE h.account_id OPERATOR(pg_catalog.=) $1 AND h.id OPERATOR(pg_catalog.=) $2"
		"   AND h.status OPERATOR(pg_catalog.=) 'held'::pg_catalog.text"
		"   AND NOT EXISTS (SELECT FROM credits.hold_part p"
		"        WHERE p.account_id OPERATOR(pg_catalog.=) $1"
		"          AND p.hold_id OPERATOR(pg_catalog.=) $2 AND p.ended_at IS NULL)",
		"lltz", NULL
	};
	static SpiPlan count = {
		"UPDATE credits.account AS a SET holds = a.holds OPERATOR(pg_catalog.-) 1"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $1",
		"l", NULL
	};
	Datum		values[4];

	values[0] = Int64GetDatum(account_id);
	values[1] = Int64GetDatum(hold_id);
	values[2] = CStringGetTextDatum(status);
	values[3] = TimestampTzGetDatum(at);
	if (spi_run(&plan, values, NULL) > 0)
		spi_run(&count, values, NULL);
}

/* The rest of a part, after so much of it was captured, is there again */
static void
part_release(Posting *posting, const Part *part, amount128 captured)
{
	Bucket	   *bucket = posting_bucket(posting, part->bucket_id);

	posting_hold(bucket, -part->amount);
	if (captured > 0)
		posting_use(posting, bucket, "capture", captured);
	posting_expire(posting, bucket, part->amount - captured);
}

typedef struct
{
	Account		account;
	Hold		hold;
	Parts		parts;
	Posting		posting;
	Spending   *spending;
	Receipt		receipt;
} Resolving;

/* Lock the account and do what is due, then load what is open of the hold, and lock its buckets */
static void
resolving_open(Resolving *resolving, int64 id, bool at_given, TimestampTz at, const char *resource)
{
	Account    *account = &resolving->account;
	int			i;

	account_lock(account);
	if (at_given)
	{
		clock_check(at, "at");
		hold_check_at(account, at, account->opened_at, "is before the account was opened");
	}
	posting_open(&resolving->posting, account, at_given, at);
	hold_find(account, id, &resolving->hold);
	hold_load_parts(account, &resolving->hold, resource, &resolving->parts);
	for (i = 0; i < resolving->parts.count; i++)
		hold_check_at(account, resolving->posting.at, resolving->parts.items[i].at,
					  "is before that was held");
	posting_lock(&resolving->posting);
}

static void
receipt_add(Receipt *receipt, const Bucket *bucket, amount128 amount)
{
	receipt->charged = amount_plus(receipt->charged, amount);
	if (bucket->postpaid)
		receipt->overage += amount;
	else
		receipt->credits += amount;
}

/* What is captured beyond the hold: drawn, and, as far as the account may overdraw, owed */
static void
capture_more(Resolving *resolving, const char *resource, amount128 more)
{
	Posting    *posting = &resolving->posting;
	const Account *account = &resolving->account;
	amount128	available = draw_available(&posting->set, posting->at, resource);
	amount128	owed = more > available ? more - available : 0;
	amount128	short_by;
	DrawPieces	pieces = {0};
	int			from = 0;
	int			i;

	if (more > spending_left(resolving->spending, &posting->set, resolving->hold.user_id,
							 posting->at))
		spending_refuse(resolving->spending, account, more);
	if (owed > 0 && (account->overdraft < account->owed ||
					 owed > account->overdraft - account->owed))
		refuse_short(account, &posting->set, posting->at, resource, more, owed);
	(void) draw_event(&posting->set, posting->at, resource, more - owed, 0, posting->at, &from,
					  &pieces, &short_by);
	for (i = 0; i < pieces.count && pieces.items[i].amount > 0; i++)
	{
		Bucket	   *bucket = &posting->set.items[pieces.items[i].bucket];

		bucket->drawn -= pieces.items[i].amount;
		posting_use(posting, bucket, "draw", pieces.items[i].amount);
		receipt_add(&resolving->receipt, bucket, pieces.items[i].amount);
	}
	if (owed == 0)
		return;
	(void) posting_owe(posting, "capture", 0, owed);
	resolving->receipt.charged = amount_plus(resolving->receipt.charged, owed);
	resolving->receipt.overage += owed;
}

/* Count what was captured against the limits on who held it */
static void
capture_count(Resolving *resolving, amount128 amount)
{
	DrawPieces	ignored = {0};

	if (resolving->spending != NULL && amount > 0)
		spending_count(resolving->spending, &resolving->posting.set, resolving->hold.user_id,
					   resolving->posting.at, amount, &ignored);
}

/* So much of what is held, in its order, and then more if that is not enough; below 0: all */
static void
capture_parts(Resolving *resolving, amount128 amount)
{
	Posting    *posting = &resolving->posting;
	amount128	rest = amount;
	int			i;

	for (i = 0; i < resolving->parts.count; i++)
	{
		const Part *part = &resolving->parts.items[i];
		amount128	taken = amount < 0 ? part->amount : Min(rest, part->amount);

		posting->entry.resource = part->resource;
		part_release(posting, part, taken);
		receipt_add(&resolving->receipt, posting_bucket(posting, part->bucket_id), taken);
		part_write_end(&resolving->account, &resolving->hold, part, posting->at);
		rest -= taken;
	}
	/* the limits have held it back so far: it is let */
	capture_count(resolving, resolving->receipt.charged);
	if (amount <= 0 || rest <= 0)
		return;
	capture_more(resolving, resolving->parts.items[0].resource, rest);
	capture_count(resolving, rest);
}

static void
capture_check(const Resolving *resolving, amount128 amount, const char *resource)
{
	const Parts *parts = &resolving->parts;
	int			i;

	if (!hold_is(&resolving->hold, "held"))
		refuse_hold(&resolving->account, &resolving->hold);
	if (parts->count == 0)
		refuse_not_found("resource", resource, "The hold holds nothing for it any more.");
	for (i = 1; i < parts->count && amount > 0; i++)
	{
		const char *a = parts->items[0].resource;
		const char *b = parts->items[i].resource;

		if ((a == NULL) != (b == NULL) || (a != NULL && strcmp(a, b) != 0))
			refuse_value("amount", "goes with a resource: the hold is for several",
						 amount_to_cstring(amount));
	}
}

static void
capture_make(Resolving *resolving, int64 id, int64 operation, const char *key, bool at_given,
			 TimestampTz at, amount128 amount, const char *resource)
{
	Posting    *posting = &resolving->posting;
	Receipt    *receipt = &resolving->receipt;

	resolving_open(resolving, id, at_given, at, resource);
	account_require_unfrozen(&resolving->account);
	capture_check(resolving, amount, resource);
	posting_name(posting, operation, key, NULL);
	/* what a child holds it has drawn, whoever captures it */
	posting->entry.user_id = resolving->hold.user_id;
	posting->tells_balance = true;
	resolving->spending = spending_begin(&resolving->account);
	/* what has a key is told again */
	if (amount == 0 && key != NULL)
		posting_use(posting, bucket_flex(&posting->set, posting->at), "capture", 0);
	capture_parts(resolving, amount);
	receipt->operation = posting->entry.piece > 0 ? posting->entry.operation : 0;
	receipt->account = resolving->account.name;
	receipt->at = posting->at;
	receipt->status = "completed";
	receipt->balance = posting_close(posting);
	spending_write(resolving->spending);
	hold_write_end(resolving->account.account_id, id,
				   receipt->charged > 0 ? "captured" : "released", posting->at);
	topup_check(&resolving->account);
}

static Jsonb *
capture_arguments(int64 id, amount128 amount, bool at_given, TimestampTz at, const char *resource)
{
	Arguments	arguments;

	request_begin(&arguments);
	request_numeric(&arguments, "hold", NumericGetDatum(int64_to_numeric(id)));
	if (amount >= 0)
		request_amount(&arguments, "amount", amount);
	request_text(&arguments, "resource", resource);
	if (at_given)
		request_instant(&arguments, "at", at);
	return request_end(&arguments);
}

/* Arguments: account, hold, amount, key, at, resource */
Datum
credits_capture(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	char	   *name = argument_required(fcinfo, 0, "account");
	amount128	amount = PG_ARGISNULL(2) ? -1 : PG_GETARG_AMOUNT(2);
	bool		at_given = !PG_ARGISNULL(4);
	TimestampTz at = at_given ? PG_GETARG_TIMESTAMPTZ(4) : 0;
	char	   *resource = argument_name(fcinfo, 5, "resource");
	Resolving	resolving = {0};
	Request		request = {0};
	SpiScope	scope;

	spi_require_write("credits.capture()");
	if (PG_ARGISNULL(1))
		refuse_null("hold");
	if (!PG_ARGISNULL(2) && amount < 0)
		refuse_value("amount", "must not be negative", amount_to_cstring(amount));
	request.key = argument_name(fcinfo, 3, "key");
	spi_begin(&scope, fcinfo);
	account_load(name, &resolving.account);
	request.operation = spi_next_operation();
	request.account_id = resolving.account.account_id;
	request.user_id = resolving.account.user_id;
	request.account = resolving.account.name;
	request.call = "capture";
	if (request.key != NULL)
		request.arguments = capture_arguments(PG_GETARG_INT64(1), amount, at_given, at, resource);
	if (request.key == NULL || request_claim(&request))
		capture_make(&resolving, PG_GETARG_INT64(1), request.operation, request.key, at_given, at,
					 amount, resource);
	else
		booking_replay(&resolving.account, request.operation, &resolving.receipt);
	MemoryContextSwitchTo(caller);
	resolving.receipt.account = pstrdup(resolving.account.name);
	spi_end(&scope);
	MemoryContextSwitchTo(caller);
	return charge_receipt(fcinfo, &resolving.receipt);
}

/* Arguments: account, hold, at */
Datum
credits_release(PG_FUNCTION_ARGS)
{
	char	   *name = argument_required(fcinfo, 0, "account");
	Resolving	resolving = {0};
	amount128	released = 0;
	SpiScope	scope;
	int			i;

	spi_require_write("credits.release()");
	if (PG_ARGISNULL(1))
		refuse_null("hold");
	spi_begin(&scope, fcinfo);
	account_load(name, &resolving.account);
	resolving_open(&resolving, PG_GETARG_INT64(1), !PG_ARGISNULL(2),
				   PG_ARGISNULL(2) ? 0 : PG_GETARG_TIMESTAMPTZ(2), NULL);
	if (hold_is(&resolving.hold, "captured"))
		refuse_hold(&resolving.account, &resolving.hold);
	for (i = 0; i < resolving.parts.count; i++)
	{
		part_release(&resolving.posting, &resolving.parts.items[i], 0);
		part_write_end(&resolving.account, &resolving.hold, &resolving.parts.items[i],
					   resolving.posting.at);
		released += resolving.parts.items[i].amount;
	}
	(void) posting_close(&resolving.posting);
	hold_write_end(resolving.account.account_id, resolving.hold.id, "released",
				   resolving.posting.at);
	spi_end(&scope);
	PG_RETURN_AMOUNT(released);
}

/* Arguments: account, amount */
Datum
credits_set_overdraft(PG_FUNCTION_ARGS)
{
	static SpiPlan plan = {
		"UPDATE credits.account AS a SET overdraft = $2"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $1",
		"la", NULL
	};
	char	   *name = argument_required(fcinfo, 0, "account");
	amount128	amount = PG_ARGISNULL(1) ? 0 : PG_GETARG_AMOUNT(1);
	Account		account;
	SpiScope	scope;
	Datum		values[2];

	spi_require_write("credits.set_overdraft()");
	if (amount < 0)
		refuse_value("amount", "must not be negative", amount_to_cstring(amount));
	spi_begin(&scope, fcinfo);
	account_load(name, &account);
	account_require_payer(&account, "an overdraft");
	account_lock(&account);
	values[0] = Int64GetDatum(account.account_id);
	values[1] = AmountGetDatum(amount);
	spi_run(&plan, values, NULL);
	spi_end(&scope);
	PG_RETURN_VOID();
}
