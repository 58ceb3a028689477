/*
 * hold_settle.c
 *	  Holds that are captured or released.
 *
 * Decided here: how a hold is resolved, once: what of it becomes a draw, what is there again, and
 * what is drawn or owed beyond it.  How it came to be is hold.c's, that it ends by itself
 * period.c's.
 *
 * Locks: the account, so that no two calls resolve one hold, then its buckets in draw order.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "account.h"
#include "amount.h"
#include "argument.h"
#include "booking.h"
#include "charge.h"
#include "clock.h"
#include "hold.h"
#include "posting.h"
#include "refuse.h"
#include "request.h"
#include "spending.h"
#include "spi.h"
#include "topup.h"

PG_FUNCTION_INFO_V1(credits_capture);
PG_FUNCTION_INFO_V1(credits_release);
PG_FUNCTION_INFO_V1(credits_set_overdraft);

static void
part_write_end(const Account *account, const Hold *hold, const HeldPart *part, TimestampTz at)
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
part_release(Posting *posting, const HeldPart *part, amount128 captured)
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
	HeldParts		parts;
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
		const HeldPart *part = &resolving->parts.items[i];
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
	const HeldParts *parts = &resolving->parts;
	int			i;

	if (!hold_is(&resolving->hold, "held"))
		hold_refuse(&resolving->account, &resolving->hold);
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
		hold_refuse(&resolving.account, &resolving.hold);
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
