/*
 * takeback.c
 *	  Deposits taken back: refunds and chargebacks.
 *
 * Decided here: what a refund pays back, what a chargeback takes and leaves owed, and that winning
 * the dispute leaves the books as if it had not been.  Both take of the deposit's own bucket and of
 * the bonuses that came with it, and of nothing else.
 *
 * Locks: the payer and who has referred it, in the order of their ids, then the buckets of the one
 * and of the other in that order too; then the deposit.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "argument.h"
#include "bonus.h"
#include "deposit.h"
#include "money.h"
#include "outbox.h"
#include "posting.h"
#include "refuse.h"
#include "request.h"
#include "spi.h"
#include "topup.h"

PG_FUNCTION_INFO_V1(credits_refund_deposit);
PG_FUNCTION_INFO_V1(credits_clawback);
PG_FUNCTION_INFO_V1(credits_reverse_clawback);

/* One of these calls */
typedef struct
{
	const char *call;
	const char *name;
	int64		deposit_id;
	amount128	amount;			/* 0: not given */
	const char *key;
	bool		at_given;
	TimestampTz at;

	Account		account;
	int64		operation;
	Deposit		deposit;
	Posting		posting;
} TakeBack;

/* The arguments, key and at being the last two */
static void
takeback_read(FunctionCallInfo fcinfo, const char *call, int key, TakeBack *takeback)
{
	memset(takeback, 0, sizeof(*takeback));
	spi_require_write(psprintf("credits.%s()", call));
	takeback->call = call;
	takeback->name = argument_required(fcinfo, 0, "account");
	if (PG_ARGISNULL(1))
		refuse_null("deposit");
	takeback->deposit_id = PG_GETARG_INT64(1);
	takeback->key = argument_name(fcinfo, key, "key");
	takeback->at_given = !PG_ARGISNULL(key + 1);
	takeback->at = takeback->at_given ? PG_GETARG_TIMESTAMPTZ(key + 1) : 0;
}

static Jsonb *
takeback_arguments(const TakeBack *takeback)
{
	Arguments	arguments;

	request_begin(&arguments);
	request_numeric(&arguments, "deposit",
					NumericGetDatum(int64_to_numeric(takeback->deposit_id)));
	if (takeback->amount != 0)
		request_amount(&arguments, "amount", takeback->amount);
	if (takeback->at_given)
		request_instant(&arguments, "at", takeback->at);
	return request_end(&arguments);
}

/* True if the key was answered before */
static bool
takeback_is_repeated(TakeBack *takeback)
{
	Request		request = {0};

	takeback->operation = spi_next_operation();
	if (takeback->key == NULL)
		return false;
	request.account_id = takeback->account.account_id;
	request.user_id = takeback->account.user_id;
	request.account = takeback->account.name;
	request.key = takeback->key;
	request.call = takeback->call;
	request.operation = takeback->operation;
	request.arguments = takeback_arguments(takeback);
	if (request_claim(&request))
		return false;
	takeback->operation = request.operation;
	return true;
}

/* Lock who is concerned, and see that the deposit is in that state */
static void
takeback_begin(TakeBack *takeback, const char *status, const char *hint)
{
	Account    *account = &takeback->account;

	bonus_lock(account);
	deposit_load(account, takeback->deposit_id, &takeback->deposit);
	if (strcmp(takeback->deposit.status, status) != 0)
		refuse_deposit(account, &takeback->deposit, takeback->deposit.status, hint);
	/* by which it is taken; one that was taken keeps by which it was */
	if (takeback->deposit.taken == 0)
		takeback->deposit.taken = takeback->operation;
}

static void
takeback_open(TakeBack *takeback)
{
	Posting    *posting = &takeback->posting;

	posting_open(posting, &takeback->account, takeback->at_given, takeback->at);
	(void) posting_want(posting, takeback->deposit.bucket_id);
	bonus_want(posting, takeback->deposit.id);
	if (takeback->deposit.taken != takeback->operation)
		posting_want_of(posting, takeback->deposit.taken);
	posting_lock(posting);
	if (takeback->posting.at < takeback->deposit.paid_at)
		refuse_value("at", "is before the payment", timestamptz_to_str(takeback->posting.at));
	posting_name(&takeback->posting, takeback->operation, takeback->key, NULL);
}

static void
takeback_close(TakeBack *takeback)
{
	(void) posting_close(&takeback->posting);
}

/* What is left of what was bought: what has expired is not */
static amount128
takeback_left(TakeBack *takeback)
{
	const Bucket *bucket = posting_bucket(&takeback->posting, takeback->deposit.bucket_id);

	return bucket->expires_at > takeback->posting.at ? bucket_left(bucket) : 0;
}

static void
takeback_take(TakeBack *takeback, const char *kind, amount128 amount)
{
	if (amount > 0)
		posting_lapse(&takeback->posting,
					  posting_bucket(&takeback->posting, takeback->deposit.bucket_id), kind,
					  amount);
}

static void
takeback_write(const TakeBack *takeback, const char *status, Datum refunded, int64 debt_id)
{
	static SpiPlan plan = {
		"UPDATE credits.deposit AS d SET status = $3, ended_at = $4, refunded = $5, taken = $6,"
		"       debt_id = $7"
		" WHERE d.account_id OPERATOR(pg_catalog.=) $1 AND d.id OPERATOR(pg_catalog.=) $2",
		"lltznll", NULL
	};
	bool		back = strcmp(status, "completed") == 0;
	Datum		values[7];
	char		nulls[8] = "       ";

	values[0] = Int64GetDatum(takeback->account.account_id);
	values[1] = Int64GetDatum(takeback->deposit.id);
	values[2] = CStringGetTextDatum(status);
	values[3] = TimestampTzGetDatum(takeback->posting.at);
	values[4] = refunded;
	values[5] = Int64GetDatum(takeback->operation);
	values[6] = Int64GetDatum(debt_id);
	nulls[3] = nulls[5] = back ? 'n' : ' ';
	nulls[4] = refunded == 0 ? 'n' : ' ';
	nulls[6] = debt_id == 0 ? 'n' : ' ';
	spi_run(&plan, values, nulls);
}

/*
 * Refunds.
 */
static void
refuse_refund(const TakeBack *takeback, const char *why, const char *hint)
{
	const Deposit *deposit = &takeback->deposit;
	StringInfoData facts;

	fact_open(&facts, "not_refundable");
	fact_text(&facts, "account", takeback->account.name);
	fact_text(&facts, "deposit", psprintf(INT64_FORMAT, deposit->id));
	fact_text(&facts, "class", deposit->class);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_NOT_REFUNDABLE),
			 errmsg("deposit " INT64_FORMAT " of account \"%s\" %s", deposit->id,
					takeback->account.name, why),
			 errdetail_internal("%s", facts.data),
			 errhint("%s", hint)));
}

static void
refund_require_refundable(const TakeBack *takeback)
{
	static SpiPlan plan = {
		"SELECT c.refundable FROM credits.class c WHERE c.class OPERATOR(pg_catalog.=) $1", "t",
		NULL
	};
	Datum		values[1];

	values[0] = CStringGetTextDatum(takeback->deposit.class);
	if (spi_run(&plan, values, NULL) == 0 || !spi_bool(0, 1))
		refuse_refund(takeback, "is final",
					  "Purchases of this class of credit are not refunded: credits.class says so.");
}

static void
refund_tell(const TakeBack *takeback, amount128 left, Datum money)
{
	const Deposit *deposit = &takeback->deposit;
	Arguments	facts;

	request_begin(&facts);
	request_text(&facts, "account", takeback->account.name);
	request_numeric(&facts, "deposit", NumericGetDatum(int64_to_numeric(deposit->id)));
	request_numeric(&facts, "money", money);
	request_text(&facts, "currency", deposit->currency);
	request_numeric(&facts, "credits", money_from_amount(left));
	request_text(&facts, "reference", deposit->reference);
	request_text(&facts, "method", deposit->method);
	outbox_write(takeback->account.account_id, deposit->user_id, "deposit.refunded",
				 takeback->posting.at, request_end(&facts));
}

static Datum
refund_make(TakeBack *takeback)
{
	const Deposit *deposit = &takeback->deposit;
	amount128	left;
	Datum		money;

	takeback_begin(takeback, "completed", "Only a deposit that was paid can be refunded, once.");
	account_require_unfrozen(&takeback->account);
	refund_require_refundable(takeback);
	bonus_forfeit_referrer(&takeback->account, deposit, true);
	takeback_open(takeback);
	left = takeback_left(takeback);
	if (left == 0)
		refuse_refund(takeback, "has nothing left", "Credits that were used are not refunded.");
	money = DirectFunctionCall1(numeric_trim_scale,
								money_share(deposit->money, left, deposit->credits,
											money_digits(deposit->currency)));
	takeback_take(takeback, "refund", left);
	bonus_forfeit(&takeback->posting, deposit);
	takeback_close(takeback);
	bonus_forfeit_referrer(&takeback->account, deposit, false);
	takeback_write(takeback, "refunded", money, 0);
	refund_tell(takeback, left, money);
	topup_check(&takeback->account);
	bonus_check_topup(&takeback->account, deposit->id);
	return money;
}

/* Arguments: account, deposit, key, at */
Datum
credits_refund_deposit(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	TakeBack	takeback;
	SpiScope	scope;
	Datum		money;

	takeback_read(fcinfo, "refund_deposit", 2, &takeback);
	spi_begin(&scope, fcinfo);
	account_load(takeback.name, &takeback.account);
	account_require_payer(&takeback.account, "taking back a deposit");
	if (takeback_is_repeated(&takeback))
	{
		deposit_load(&takeback.account, takeback.deposit_id, &takeback.deposit);
		money = takeback.deposit.refunded;
	}
	else
		money = refund_make(&takeback);
	MemoryContextSwitchTo(caller);
	money = datumCopy(money, false, -1);
	spi_end(&scope);
	MemoryContextSwitchTo(caller);
	PG_RETURN_DATUM(money);
}

/*
 * Chargebacks.
 */

/* What an operation moved, in all, in paid buckets or in debts */
static amount128
takeback_moved(const TakeBack *takeback, bool debts)
{
	static SpiPlan plan = {
		"SELECT COALESCE(sum(e.amount), '0'::credits.amount) FROM credits.entry e"
		"  JOIN credits.bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id"
		" WHERE e.account_id = $1 AND e.operation = $2 AND b.postpaid = $3"
		"   AND e.kind <> 'expire'",
		"llb", NULL
	};
	Datum		values[3];

	values[0] = Int64GetDatum(takeback->account.account_id);
	values[1] = Int64GetDatum(takeback->operation);
	values[2] = BoolGetDatum(debts);
	spi_read(&plan, values, NULL);
	return spi_amount(0, 1);
}

static amount128
clawback_make(TakeBack *takeback)
{
	const Deposit *deposit = &takeback->deposit;
	amount128	taken;
	amount128	owed;
	int64		debt_id = 0;

	takeback_begin(takeback, "completed", "Only a deposit that was paid can be charged back.");
	if (takeback->amount > deposit->credits)
		refuse_value("amount", "is more than the deposit bought",
					 amount_to_cstring(takeback->amount));
	bonus_forfeit_referrer(&takeback->account, deposit, true);
	takeback_open(takeback);
	owed = takeback->amount != 0 ? takeback->amount : deposit->credits;
	taken = Min(takeback_left(takeback), owed);
	owed -= taken;
	takeback_take(takeback, "clawback", taken);
	if (owed > 0)
		debt_id = posting_owe(&takeback->posting, "clawback", deposit->id, owed);
	bonus_forfeit(&takeback->posting, deposit);
	takeback_close(takeback);
	bonus_forfeit_referrer(&takeback->account, deposit, false);
	takeback_write(takeback, "clawed_back", (Datum) 0, debt_id);
	topup_check(&takeback->account);
	bonus_check_topup(&takeback->account, deposit->id);
	return owed;
}

/* Arguments: account, deposit, amount, key, at */
Datum
credits_clawback(PG_FUNCTION_ARGS)
{
	TakeBack	takeback;
	SpiScope	scope;
	amount128	owed;

	takeback_read(fcinfo, "clawback", 3, &takeback);
	if (!PG_ARGISNULL(2))
	{
		takeback.amount = PG_GETARG_AMOUNT(2);
		if (takeback.amount <= 0)
			refuse_value("amount", "must be more than 0", amount_to_cstring(takeback.amount));
	}
	spi_begin(&scope, fcinfo);
	account_load(takeback.name, &takeback.account);
	account_require_payer(&takeback.account, "taking back a deposit");
	owed = takeback_is_repeated(&takeback) ? -takeback_moved(&takeback, true)
		: clawback_make(&takeback);
	spi_end(&scope);
	PG_RETURN_AMOUNT(owed);
}

static amount128
reverse_make(TakeBack *takeback)
{
	const Deposit *deposit = &takeback->deposit;
	amount128	back;

	takeback_begin(takeback, "clawed_back", "Only a deposit that is charged back can be won back.");
	bonus_restore_referrer(&takeback->account, deposit, true);
	takeback_open(takeback);
	back = posting_restore(&takeback->posting, deposit->taken);
	takeback_close(takeback);
	bonus_restore_referrer(&takeback->account, deposit, false);
	takeback_write(takeback, "completed", (Datum) 0, 0);
	topup_check(&takeback->account);
	bonus_check_topup(&takeback->account, deposit->id);
	return back;
}

/* Arguments: account, deposit, key, at */
Datum
credits_reverse_clawback(PG_FUNCTION_ARGS)
{
	TakeBack	takeback;
	SpiScope	scope;
	amount128	back;

	takeback_read(fcinfo, "reverse_clawback", 2, &takeback);
	spi_begin(&scope, fcinfo);
	account_load(takeback.name, &takeback.account);
	account_require_payer(&takeback.account, "taking back a deposit");
	back = takeback_is_repeated(&takeback) ? takeback_moved(&takeback, false)
		: reverse_make(&takeback);
	spi_end(&scope);
	PG_RETURN_AMOUNT(back);
}
