/*
 * refund.c
 *	  Credit given back, and credit taken back, by hand.
 *
 * Decided here: what of an operation can still be given back, and in which order.  What it drew is
 * a stack, of which every refund takes from the top: so what was refunded before is known by its
 * sum alone, whatever it was cut into.  What was invoiced, what was owed and is paid by now, and
 * what a meter or volume tiers may still give back themselves, is nobody's to refund.  Moving it
 * is posting.c's.
 *
 * Locks: the key, then what a posting locks, then what topup.c does.  What was drawn does not
 * change, and what was refunded of it only under the account's lock.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "argument.h"
#include "charge.h"
#include "debt.h"
#include "posting.h"
#include "refuse.h"
#include "request.h"
#include "spending.h"
#include "spi.h"
#include "topup.h"

PG_FUNCTION_INFO_V1(credits_refund);
PG_FUNCTION_INFO_V1(credits_revoke);

/* True if the key was answered before, by the operation that is then meant */
static bool
call_is_repeated(const Account *account, const char *call, const char *key, Arguments *arguments,
				 int64 *operation)
{
	Request		request = {0};

	*operation = spi_next_operation();
	if (key == NULL)
		return false;
	request.account_id = account->account_id;
	request.user_id = account->user_id;
	request.account = account->name;
	request.key = key;
	request.call = call;
	request.arguments = request_end(arguments);
	request.operation = *operation;
	if (request_claim(&request))
		return false;
	*operation = request.operation;
	return true;
}

/*
 * Refunds.
 */

/* What a piece drew, less what was refunded of it */
typedef struct
{
	int64		bucket_id;
	amount128	amount;
	bool		invoiced;		/* overage of a period that has closed */
	bool		owed;			/* a debt */
	const char *resource;		/* NULL: none was named */
} Drawn;

typedef struct
{
	Account		account;
	int64		drew;			/* the operation */
	bool		all;
	amount128	amount;			/* unless all */
	bool		at_given;
	TimestampTz at;
	const char *key;

	int64		operation;		/* the refund's own */
	int64		user_id;		/* who used it */
	Drawn	   *items;			/* from the last piece */
	int			count;
	amount128	left;			/* the sum of them */
} Refund;

static void
refuse_refund(const Refund *refund, int code, const char *why, const char *hint)
{
	bool		state = code == ERRCODE_WRONG_STATE;
	StringInfoData facts;

	fact_open(&facts, state ? "wrong_state" : "not_refundable");
	fact_text(&facts, "account", refund->account.name);
	fact_text(&facts, "operation", psprintf(INT64_FORMAT, refund->drew));
	if (!state)
	{
		if (!refund->all)
			fact_amount(&facts, "amount", refund->amount);
		fact_amount(&facts, "left", refund->left);
	}
	fact_close(&facts);
	ereport(ERROR,
			(errcode(code),
			 errmsg("operation " INT64_FORMAT " of account \"%s\" %s", refund->drew,
					refund->account.name, why),
			 errdetail_internal("%s", facts.data),
			 errhint("%s", hint)));
}

/* What was refunded of it so far */
static amount128
refund_returned(const Refund *refund)
{
	static SpiPlan plan = {
		"SELECT COALESCE(credits.sum(e.amount), '0'::credits.amount) FROM credits.entry e"
		" WHERE e.account_id OPERATOR(pg_catalog.=) $1 AND e.returns OPERATOR(pg_catalog.=) $2"
		"   AND e.kind OPERATOR(pg_catalog.=) 'return'::pg_catalog.text",
		"ll", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(refund->account.account_id);
	values[1] = Int64GetDatum(refund->drew);
	spi_run(&plan, values, NULL);
	return spi_amount(0, 1);
}

/* What it drew less what was refunded, from the top; says what else it was */
static void
refund_load(Refund *refund, bool *drew, bool *metered, bool *volume)
{
	static SpiPlan plan = {
		"SELECT e.bucket_id, e.amount,"
		"       e.kind OPERATOR(pg_catalog.=) ANY ('{draw,capture}'::pg_catalog.text[]),"
		"       b.postpaid AND b.closed_at IS NOT NULL, l.run_at IS NOT NULL,"
		"       COALESCE((l.terms OPERATOR(pg_catalog.->>) 'mode'::pg_catalog.text)"
		"                OPERATOR(pg_catalog.=) 'volume'::pg_catalog.text, false),"
		"       e.user_id, e.resource,"
		"       b.class OPERATOR(pg_catalog.=) '" DEBT_CLASS "'::pg_catalog.text"
		"  FROM credits.entry e"
		"  JOIN credits.bucket b ON b.account_id OPERATOR(pg_catalog.=) e.account_id"
		"                       AND b.id OPERATOR(pg_catalog.=) e.bucket_id"
		"  LEFT JOIN credits.usage_line l ON l.account_id OPERATOR(pg_catalog.=) e.account_id"
		"                       AND l.operation OPERATOR(pg_catalog.=) e.operation"
		"                       AND l.line OPERATOR(pg_catalog.=) e.line"
		" WHERE e.account_id OPERATOR(pg_catalog.=) $1 AND e.operation OPERATOR(pg_catalog.=) $2"
		"   AND ($3 OPERATOR(pg_catalog.=) $1 OR e.user_id OPERATOR(pg_catalog.=) $3)"
		" ORDER BY e.piece DESC",
		"lll", NULL
	};
	amount128	returned = refund_returned(refund);
	Datum		values[3];
	uint64		rows;
	uint64		i;

	values[0] = Int64GetDatum(refund->account.account_id);
	values[1] = Int64GetDatum(refund->drew);
	values[2] = Int64GetDatum(refund->account.user_id);
	rows = spi_run(&plan, values, NULL);
	if (rows == 0)
		refuse_not_found("operation", psprintf(INT64_FORMAT, refund->drew),
						 "credits.activity() has those of the account.");
	refund->items = palloc(sizeof(Drawn) * rows);
	refund->user_id = spi_int64(0, 7);
	for (i = 0; i < rows; i++)
	{
		amount128	drawn = spi_bool(i, 3) ? -spi_amount(i, 2) : 0;
		amount128	gone = Min(returned, drawn);

		*drew = *drew || drawn > 0;
		*metered = *metered || spi_bool(i, 5);
		*volume = *volume || spi_bool(i, 6);
		returned -= gone;
		refund->left += drawn - gone;
		if (drawn > gone)
			refund->items[refund->count++] =
				(Drawn) {spi_int64(i, 1), drawn - gone, spi_bool(i, 4), spi_bool(i, 9),
						 spi_text(i, 8)};
	}
}

/* Leave what goes back: KR015, KR017 if that cannot be */
static void
refund_decide(Refund *refund, Posting *posting)
{
	bool		drew = false;
	bool		metered = false;
	bool		volume = false;
	amount128	rest;
	int			kept = 0;

	refund_load(refund, &drew, &metered, &volume);
	if (metered)
		refuse_refund(refund, ERRCODE_NOT_REFUNDABLE, "is of a meter",
					  "Stop the meter at an earlier instant, or grant credit with "
					  "credits.grant().");
	if (volume)
		refuse_refund(refund, ERRCODE_NOT_REFUNDABLE, "was priced by volume tiers",
					  "Grant credit instead, with credits.grant().");
	if (!drew)
		refuse_refund(refund, ERRCODE_WRONG_STATE, "drew nothing",
					  "Only what was drawn is given back; credit that was granted is taken back "
					  "with credits.revoke().");
	if (refund->left == 0)
		refuse_refund(refund, ERRCODE_NOT_REFUNDABLE, "was refunded",
					  "What was drawn goes back once.");
	rest = refund->all ? refund->left : refund->amount;
	if (rest > refund->left)
		refuse_refund(refund, ERRCODE_NOT_REFUNDABLE, "has less left than that",
					  "Leave \"amount\" out to refund what is left.");
	for (; rest > 0; kept++)
	{
		Drawn	   *top = &refund->items[kept];

		if (top->invoiced && !top->owed)
			refuse_refund(refund, ERRCODE_NOT_REFUNDABLE, "drew overage that was invoiced",
						  "Grant credit instead, with credits.grant().");
		top->amount = Min(top->amount, rest);
		if (top->owed && top->amount > posting_bucket(posting, top->bucket_id)->used)
			refuse_refund(refund, ERRCODE_NOT_REFUNDABLE, "left a debt that has been paid",
						  "Grant credit instead, with credits.grant().");
		rest -= top->amount;
	}
	refund->count = kept;
}

static void
refund_post(const Refund *refund, const Drawn *drawn, Posting *posting, Receipt *receipt)
{
	Bucket	   *bucket = posting_bucket(posting, drawn->bucket_id);

	posting->entry.resource = drawn->resource;
	posting->entry.returns = refund->drew;
	posting_use(posting, bucket, "return", -drawn->amount);
	posting->entry.returns = 0;
	posting_expire(posting, bucket, drawn->amount);
	if (drawn->owed)
		posting->owed -= drawn->amount;
	receipt->charged -= drawn->amount;
	if (bucket->postpaid)
		receipt->overage -= drawn->amount;
	else
		receipt->credits -= drawn->amount;
}

static void
refund_make(Refund *refund, Receipt *receipt)
{
	Posting		posting;
	int			i;

	account_lock(&refund->account);
	account_require_unfrozen(&refund->account);
	posting_open(&posting, &refund->account, refund->at_given, refund->at);
	posting_want_of(&posting, refund->drew);
	posting_lock(&posting);
	refund_decide(refund, &posting);
	memset(receipt, 0, sizeof(*receipt));
	receipt->operation = refund->operation;
	receipt->account = refund->account.name;
	receipt->at = posting.at;
	receipt->status = "completed";
	posting_name(&posting, refund->operation, refund->key, NULL);
	posting.entry.user_id = refund->user_id;
	posting.tells_balance = true;
	spending_recount(&refund->account, refund->drew, false);
	for (i = 0; i < refund->count; i++)
		refund_post(refund, &refund->items[i], &posting, receipt);
	receipt->balance = posting_close(&posting);
	spending_recount(&refund->account, refund->drew, true);
	topup_check(&refund->account);
}

static Arguments
refund_arguments(const Refund *refund)
{
	Arguments	arguments;

	request_begin(&arguments);
	request_numeric(&arguments, "operation", NumericGetDatum(int64_to_numeric(refund->drew)));
	if (!refund->all)
		request_amount(&arguments, "amount", refund->amount);
	if (refund->at_given)
		request_instant(&arguments, "at", refund->at);
	return arguments;
}

/* Arguments: account, operation, amount, key, at */
Datum
credits_refund(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	char	   *name = argument_required(fcinfo, 0, "account");
	Refund		refund = {0};
	Arguments	arguments;
	Receipt		receipt;
	SpiScope	scope;

	spi_require_write("credits.refund()");
	if (PG_ARGISNULL(1))
		refuse_null("operation");
	refund.drew = PG_GETARG_INT64(1);
	refund.all = PG_ARGISNULL(2);
	refund.amount = refund.all ? 0 : PG_GETARG_AMOUNT(2);
	if (!refund.all && refund.amount <= 0)
		refuse_value("amount", "must be more than 0", amount_to_cstring(refund.amount));
	refund.key = argument_name(fcinfo, 3, "key");
	refund.at_given = !PG_ARGISNULL(4);
	refund.at = refund.at_given ? PG_GETARG_TIMESTAMPTZ(4) : 0;
	spi_begin(&scope, fcinfo);
	account_load(name, &refund.account);
	arguments = refund_arguments(&refund);
	if (call_is_repeated(&refund.account, "refund", refund.key, &arguments, &refund.operation))
		booking_replay(&refund.account, refund.operation, &receipt);
	else
		refund_make(&refund, &receipt);
	return charge_finish(fcinfo, &scope, caller, &receipt);
}

/*
 * Revoking.
 */
static void
refuse_empty(const Account *account, int64 bucket_id)
{
	StringInfoData facts;

	fact_open(&facts, "wrong_state");
	fact_text(&facts, "account", account->name);
	fact_text(&facts, "bucket", psprintf(INT64_FORMAT, bucket_id));
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_WRONG_STATE),
			 errmsg("nothing is left of bucket " INT64_FORMAT " of account \"%s\"", bucket_id,
					account->name),
			 errdetail_internal("%s", facts.data),
			 errhint("What was drawn, has expired or was taken back cannot be revoked.")));
}

/* What an operation took */
static amount128
revoke_answered(const Account *account, int64 operation)
{
	static SpiPlan plan = {
		"SELECT credits.sum(OPERATOR(credits.-) e.amount) FROM credits.entry e"
		" WHERE e.account_id OPERATOR(pg_catalog.=) $1 AND e.operation OPERATOR(pg_catalog.=) $2",
		"ll", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(operation);
	spi_run(&plan, values, NULL);
	return spi_amount(0, 1);
}

static amount128
revoke_take(Posting *posting, int64 bucket_id)
{
	Bucket	   *bucket;
	amount128	left;

	if (!posting_want(posting, bucket_id))
		refuse_not_found("bucket", psprintf(INT64_FORMAT, bucket_id),
						 "credits.buckets() has those of the account.");
	posting_lock(posting);
	bucket = posting_bucket(posting, bucket_id);
	if (bucket->postpaid)
		refuse_value("bucket", "is post-paid: it holds nothing that could be taken",
					 psprintf(INT64_FORMAT, bucket_id));
	/* what has expired is not left, though its expiry may not be posted yet */
	left = bucket->expires_at > posting->at ? bucket_left(bucket) : 0;
	if (left == 0)
		refuse_empty(posting->account, bucket_id);
	posting_lapse(posting, bucket, "revoke", left);
	return left;
}

/* Arguments: account, bucket, note, key, at */
Datum
credits_revoke(PG_FUNCTION_ARGS)
{
	char	   *name = argument_required(fcinfo, 0, "account");
	char	   *note = argument_note(fcinfo, 2);
	char	   *key = argument_name(fcinfo, 3, "key");
	bool		at_given = !PG_ARGISNULL(4);
	TimestampTz at = at_given ? PG_GETARG_TIMESTAMPTZ(4) : 0;
	Arguments	arguments;
	Posting		posting;
	Account		account;
	amount128	taken;
	int64		operation;
	SpiScope	scope;

	spi_require_write("credits.revoke()");
	if (PG_ARGISNULL(1))
		refuse_null("bucket");
	spi_begin(&scope, fcinfo);
	account_load(name, &account);
	account_require_payer(&account, "its credit");
	request_begin(&arguments);
	request_numeric(&arguments, "bucket",
					NumericGetDatum(int64_to_numeric(PG_GETARG_INT64(1))));
	if (at_given)
		request_instant(&arguments, "at", at);
	request_text(&arguments, "note", note);
	if (call_is_repeated(&account, "revoke", key, &arguments, &operation))
		taken = revoke_answered(&account, operation);
	else
	{
		posting_open(&posting, &account, at_given, at);
		posting_name(&posting, operation, key, note);
		taken = revoke_take(&posting, PG_GETARG_INT64(1));
		(void) posting_close(&posting);
		topup_check(&account);
	}
	spi_end(&scope);
	PG_RETURN_AMOUNT(taken);
}
