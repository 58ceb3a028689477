/*
 * deposit.c
 *	  Deposits: money on its way to becoming a bucket.
 *
 * Decided here: what deposit() and buy() agree on, what confirming and failing make of it, and
 * when a payment comes too late.  That is judged at the payment's own time, so that it does not
 * matter whether the job has written `expired` by then.  Which steps there are is declared with the
 * table (tables_money.sql).
 *
 * Locks: the account, then what its grants lock, then the settings of its top-up, then the deposit.
 * Only `expired` is written by those who do not hold the account, and that no step depends on.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "argument.h"
#include "bonus.h"
#include "calendar.h"
#include "clock.h"
#include "deposit.h"
#include "grant.h"
#include "meter.h"
#include "money.h"
#include "outbox.h"
#include "period.h"
#include "refuse.h"
#include "request.h"
#include "spi.h"
#include "topup.h"

PG_FUNCTION_INFO_V1(credits_deposit);
PG_FUNCTION_INFO_V1(credits_buy);
PG_FUNCTION_INFO_V1(credits_confirm_deposit);
PG_FUNCTION_INFO_V1(credits_fail_deposit);
PG_FUNCTION_INFO_V1(credits_deposits);

/*
 * Making one.
 */
int64
deposit_insert(const Account *account, const Pack *pack, const Purchase *purchase,
			   const DepositTerms *terms)
{
	static SpiPlan plan = {
		"INSERT INTO credits.deposit (account_id, user_id, operation, source, at, expires_at,"
		"  money, currency, credits, pack, class, lifetime, method, receipt_to, actor)"
		" SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,"
		"        COALESCE($12, (SELECT c.lifetime FROM credits.class c"
		"              WHERE c.class OPERATOR(pg_catalog.=) $11)),"
		"        COALESCE($13, (SELECT m.method FROM credits.payment_method m"
		"              WHERE m.account_id OPERATOR(pg_catalog.=) $1"
		"              ORDER BY m.priority, m.method LIMIT 1)),"
		"        COALESCE($14, a.receipt_to), $15"
		"  FROM credits.account a WHERE a.account_id OPERATOR(pg_catalog.=) $1"
		"   AND a.user_id OPERATOR(pg_catalog.=) $1"
		" ON CONFLICT (account_id)"
		"   WHERE status OPERATOR(pg_catalog.=) 'pending'::pg_catalog.text"
		"     AND source OPERATOR(pg_catalog.=) 'topup'::pg_catalog.text DO NOTHING"
		" RETURNING id",
		"llltzzntattvttt", NULL
	};
	const Interval *wait = terms->pay_within_given ? &terms->pay_within : &pack->pay_within;
	Datum		values[15];
	char		nulls[16] = "               ";

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(account->user_id);
	values[2] = Int64GetDatum(terms->operation);
	values[3] = CStringGetTextDatum(terms->source);
	values[4] = TimestampTzGetDatum(terms->at);
	values[5] = TimestampTzGetDatum(calendar_boundary(account->zone, terms->at, wait, 1));
	values[6] = DirectFunctionCall1(numeric_trim_scale, purchase->money);
	values[7] = CStringGetTextDatum(pack->currency);
	values[8] = AmountGetDatum(purchase->credits);
	values[9] = CStringGetTextDatum(pack->name);
	values[10] = CStringGetTextDatum(pack->class);
	values[11] = IntervalPGetDatum(&pack->lifetime);
	nulls[11] = pack->has_lifetime ? ' ' : 'n';
	values[12] = terms->method == NULL ? (Datum) 0 : CStringGetTextDatum(terms->method);
	nulls[12] = terms->method == NULL ? 'n' : ' ';
	values[13] = terms->receipt_to == NULL ? (Datum) 0 : CStringGetTextDatum(terms->receipt_to);
	nulls[13] = terms->receipt_to == NULL ? 'n' : ' ';
	values[14] = CStringGetTextDatum(spi_actor());
	return spi_run(&plan, values, nulls) == 0 ? 0 : spi_int64(0, 1);
}

/* What deposit() and buy() are asked */
typedef struct
{
	const char *account;
	const char *pack;
	const char *currency;		/* NULL: the account's */
	Datum		money;			/* 0: not given */
	amount128	credits;		/* 0: not given */
	const char *key;
	bool		at_given;
	DepositTerms terms;
} Buying;

static Jsonb *
buying_arguments(const Buying *buying)
{
	const DepositTerms *terms = &buying->terms;
	Arguments	arguments;

	request_begin(&arguments);
	request_text(&arguments, "pack", buying->pack);
	if (buying->money != 0)
		request_numeric(&arguments, "money",
						DirectFunctionCall1(numeric_trim_scale, buying->money));
	request_text(&arguments, "currency", buying->currency);
	if (buying->credits != 0)
		request_amount(&arguments, "credits", buying->credits);
	request_text(&arguments, "method", terms->method);
	request_text(&arguments, "receipt_to", terms->receipt_to);
	if (terms->pay_within_given)
		request_text(&arguments, "pay_within", calendar_text(&terms->pay_within));
	if (buying->at_given)
		request_instant(&arguments, "at", terms->at);
	return request_end(&arguments);
}

static int64
deposit_answered(const Account *account, int64 operation)
{
	static SpiPlan plan = {
		"SELECT d.id FROM credits.deposit d WHERE d.account_id OPERATOR(pg_catalog.=) $1"
		"   AND d.operation OPERATOR(pg_catalog.=) $2",
		"ll", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(operation);
	spi_run(&plan, values, NULL);
	return spi_int64(0, 1);
}

static int64
buying_begin(const Account *account, Buying *buying)
{
	Purchase	purchase;
	Pack		pack;

	pack_load(account, buying->pack, buying->currency, &pack);
	pack_purchase(account, &pack, buying->money, buying->credits, &purchase);
	account_require_unfrozen(account);
	buying->terms.at = account_at(account, buying->at_given, buying->terms.at);
	return deposit_insert(account, &pack, &purchase, &buying->terms);
}

static Datum
buying_call(FunctionCallInfo fcinfo, Buying *buying, const char *call)
{
	Request		request = {0};
	Account		account;
	SpiScope	scope;
	int64		id;

	spi_begin(&scope, fcinfo);
	account_load(buying->account, &account);
	request.operation = buying->terms.operation = spi_next_operation();
	request.key = buying->key;
	request.account_id = account.account_id;
	request.user_id = account.user_id;
	request.account = account.name;
	request.call = call;
	if (request.key != NULL)
		request.arguments = buying_arguments(buying);
	if (request.key != NULL && !request_claim(&request))
		id = deposit_answered(&account, request.operation);
	else
		id = buying_begin(&account, buying);
	spi_end(&scope);
	PG_RETURN_INT64(id);
}

/* Arguments: account, money, currency, method, pay_within, key, at, receipt_to */
Datum
credits_deposit(PG_FUNCTION_ARGS)
{
	Buying		buying = {0};

	spi_require_write("credits.deposit()");
	buying.account = argument_required(fcinfo, 0, "account");
	buying.pack = PACK_DEPOSIT;
	if (PG_ARGISNULL(1))
		refuse_null("money");
	buying.money = pack_asked_money(fcinfo, 1);
	buying.currency = argument_name(fcinfo, 2, "currency");
	buying.terms.source = "deposit";
	buying.terms.method = argument_name(fcinfo, 3, "method");
	buying.terms.pay_within_given = !PG_ARGISNULL(4);
	if (buying.terms.pay_within_given)
	{
		buying.terms.pay_within = *PG_GETARG_INTERVAL_P(4);
		calendar_check_interval(&buying.terms.pay_within, "pay_within", false);
	}
	buying.key = argument_name(fcinfo, 5, "key");
	buying.at_given = !PG_ARGISNULL(6);
	buying.terms.at = buying.at_given ? PG_GETARG_TIMESTAMPTZ(6) : 0;
	buying.terms.receipt_to = argument_name(fcinfo, 7, "receipt_to");
	return buying_call(fcinfo, &buying, "deposit");
}

/* Arguments: account, pack, money, credits, key, at, method */
Datum
credits_buy(PG_FUNCTION_ARGS)
{
	Buying		buying = {0};

	spi_require_write("credits.buy()");
	buying.account = argument_required(fcinfo, 0, "account");
	buying.pack = argument_required(fcinfo, 1, "pack");
	buying.money = pack_asked_money(fcinfo, 2);
	buying.credits = pack_asked_credits(fcinfo, 3);
	buying.key = argument_name(fcinfo, 4, "key");
	buying.at_given = !PG_ARGISNULL(5);
	buying.terms.at = buying.at_given ? PG_GETARG_TIMESTAMPTZ(5) : 0;
	buying.terms.method = argument_name(fcinfo, 6, "method");
	buying.terms.source = "buy";
	return buying_call(fcinfo, &buying, "buy");
}

/*
 * What becomes of it.
 */
void
deposit_load(const Account *account, int64 id, Deposit *deposit)
{
	static SpiPlan plan = {
		"SELECT d.user_id, d.status, d.source, d.at, d.expires_at, d.money, d.currency, d.credits,"
		"       d.pack, d.class, d.lifetime, d.method, d.receipt_to, d.reference, d.bucket_id,"
		"       d.refunded, d.taken, d.debt_id, d.paid_at"
		"  FROM credits.deposit d WHERE d.account_id OPERATOR(pg_catalog.=) $1"
		"   AND d.id OPERATOR(pg_catalog.=) $2 AND ($3 OPERATOR(pg_catalog.=) $1"
		"        OR d.user_id OPERATOR(pg_catalog.=) $3)",
		"lll", NULL
	};
	Datum		values[3];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(id);
	values[2] = Int64GetDatum(account->user_id);
	if (spi_run(&plan, values, NULL) == 0)
		refuse_not_found("deposit", psprintf(INT64_FORMAT, id),
						 "credits.deposits() has those of the account.");
	memset(deposit, 0, sizeof(*deposit));
	deposit->id = id;
	deposit->user_id = spi_int64(0, 1);
	deposit->status = spi_text(0, 2);
	deposit->source = spi_text(0, 3);
	deposit->at = spi_int64(0, 4);
	deposit->expires_at = spi_int64(0, 5);
	deposit->money = spi_copy(0, 6, -1);
	deposit->currency = spi_text(0, 7);
	deposit->credits = spi_amount(0, 8);
	deposit->pack = spi_text(0, 9);
	deposit->class = spi_text(0, 10);
	deposit->has_lifetime = !spi_is_null(0, 11);
	if (deposit->has_lifetime)
		deposit->lifetime = spi_interval(0, 11);
	deposit->method = spi_text(0, 12);
	deposit->receipt_to = spi_text(0, 13);
	deposit->reference = spi_text(0, 14);
	deposit->bucket_id = spi_is_null(0, 15) ? 0 : spi_int64(0, 15);
	deposit->refunded = spi_is_null(0, 16) ? (Datum) 0 : spi_copy(0, 16, -1);
	deposit->taken = spi_is_null(0, 17) ? 0 : spi_int64(0, 17);
	deposit->debt_id = spi_is_null(0, 18) ? 0 : spi_int64(0, 18);
	deposit->paid_at = spi_is_null(0, 19) ? 0 : spi_int64(0, 19);
}

void
refuse_deposit(const Account *account, const Deposit *deposit, const char *status,
			   const char *hint)
{
	StringInfoData facts;

	fact_open(&facts, "wrong_state");
	fact_text(&facts, "account", account->name);
	fact_text(&facts, "deposit", psprintf(INT64_FORMAT, deposit->id));
	fact_text(&facts, "status", status);
	fact_instant(&facts, "expires_at", deposit->expires_at);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_WRONG_STATE),
			 errmsg("deposit " INT64_FORMAT " of account \"%s\" is %s", deposit->id,
					account->name, status),
			 errdetail_internal("%s", facts.data),
			 errhint("%s", hint)));
}

static bool
deposit_is(const Deposit *deposit, const char *status)
{
	return strcmp(deposit->status, status) == 0;
}

/* KR015 unless a payment, or its failure, can still come at `at` */
static void
deposit_require_open(const Account *account, const Deposit *deposit, TimestampTz at)
{
	if (!deposit_is(deposit, "pending") && !deposit_is(deposit, "expired"))
		refuse_deposit(account, deposit, deposit->status, "Make another deposit.");
	if (at >= deposit->expires_at)
		refuse_deposit(account, deposit, "expired",
					   "Make another deposit; if it was paid in time, say when in \"at\".");
}

/* The instant of a word about a deposit: not before it was made, not after now */
static TimestampTz
deposit_at(const Account *account, const Deposit *deposit, bool given, TimestampTz at)
{
	at = account_at(account, given, at);
	if (at < deposit->at)
		refuse_value("at", "is before the deposit was made", timestamptz_to_str(at));
	if (at > account->now)
		refuse_value("at", "is later than the account's now", timestamptz_to_str(at));
	return at;
}

/* KR003: a payment pays for one deposit, and a deposit is paid by one */
static void
refuse_reference(const Account *account, int64 deposit_id, const char *field, const char *first,
				 const char *now)
{
	StringInfoData facts;

	fact_open(&facts, "idempotency_mismatch");
	fact_text(&facts, "account", account->name);
	fact_text(&facts, "deposit", psprintf(INT64_FORMAT, deposit_id));
	fact_text(&facts, "field", field);
	fact_text(&facts, "first", first);
	fact_text(&facts, "now", now);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_IDEMPOTENCY_MISMATCH),
			 strcmp(field, "deposit") == 0
			 ? errmsg("the reference for deposit " INT64_FORMAT " of account \"%s\" has paid for "
					  "another one", deposit_id, account->name)
			 : errmsg("deposit " INT64_FORMAT " of account \"%s\" was paid with another \"%s\"",
					  deposit_id, account->name, field),
			 errdetail_internal("%s", facts.data),
			 errhint("A payment pays for one deposit; make another deposit for another one.")));
}

/* KR003 if a payment has paid for another deposit of the payer */
static void
deposit_check_reference(const Account *account, int64 id, const char *reference)
{
	static SpiPlan plan = {
		"SELECT d.id FROM credits.deposit d WHERE d.account_id OPERATOR(pg_catalog.=) $1"
		"   AND d.reference OPERATOR(pg_catalog.=) $2",
		"lt", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = CStringGetTextDatum(reference);
	if (spi_run(&plan, values, NULL) > 0)
		refuse_reference(account, id, "deposit", psprintf(INT64_FORMAT, spi_int64(0, 1)),
						 psprintf(INT64_FORMAT, id));
}

/*
 * The bucket that was bought.  A period that has closed takes no grant.  The lifetime counts from
 * the payment, unless it is over before anybody knew of that.
 */
static int64
deposit_grant(Account *account, const Deposit *deposit, TimestampTz paid_at)
{
	Grant		grant = {0};
	Period		period;

	grant.operation = spi_next_operation();
	grant.at_given = true;
	grant.at = period_find(account, paid_at, &period) && period.closed ? account->now : paid_at;
	grant.amount = deposit->credits;
	grant.class = deposit->class;
	grant.expires = deposit->has_lifetime;
	if (grant.expires)
		grant.expires_at = calendar_boundary(account->zone, paid_at, &deposit->lifetime, 1);
	if (grant.expires && grant.expires_at <= account->now)
		grant.expires_at = calendar_boundary(account->zone, account->now, &deposit->lifetime, 1);
	/* a cost that no bucket can have is that of next to no credit */
	if (money_compare(deposit->money,
					  money_for(deposit->credits, money_from_amount(AMOUNT_MAX))) <= 0)
		grant.cost = money_from_amount(money_quotient(deposit->money,
													  money_from_amount(deposit->credits)));
	grant.note = deposit->pack;
	grant.deposit_id = deposit->id;
	return grant_bucket(account, &grant);
}

static void
deposit_write_completed(const Account *account, const Deposit *deposit, TimestampTz at,
						const char *invoice)
{
	static SpiPlan plan = {
		"UPDATE credits.deposit AS d SET status = 'completed', paid_at = $3, ended_at = NULL,"
		"       bucket_id = $4, reference = $5, invoice = $6"
		" WHERE d.account_id OPERATOR(pg_catalog.=) $1 AND d.id OPERATOR(pg_catalog.=) $2",
		"llzltt", NULL
	};
	Datum		values[6];
	char		nulls[7] = "      ";

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(deposit->id);
	values[2] = TimestampTzGetDatum(at);
	values[3] = Int64GetDatum(deposit->bucket_id);
	values[4] = deposit->reference == NULL ? (Datum) 0 : CStringGetTextDatum(deposit->reference);
	nulls[4] = deposit->reference == NULL ? 'n' : ' ';
	values[5] = invoice == NULL ? (Datum) 0 : CStringGetTextDatum(invoice);
	nulls[5] = invoice == NULL ? 'n' : ' ';
	spi_run(&plan, values, nulls);
}

static void
deposit_tell_completed(const Account *account, const Deposit *deposit, TimestampTz at,
					   const char *invoice)
{
	Arguments	facts;

	request_begin(&facts);
	request_text(&facts, "account", account->name);
	request_numeric(&facts, "deposit", NumericGetDatum(int64_to_numeric(deposit->id)));
	request_numeric(&facts, "money", deposit->money);
	request_text(&facts, "currency", deposit->currency);
	request_numeric(&facts, "credits", money_from_amount(deposit->credits));
	request_numeric(&facts, "bucket", NumericGetDatum(int64_to_numeric(deposit->bucket_id)));
	request_text(&facts, "reference", deposit->reference);
	request_text(&facts, "invoice", invoice);
	request_text(&facts, "receipt_to", deposit->receipt_to);
	outbox_write(account->account_id, deposit->user_id, "deposit.completed", at,
				 request_end(&facts));
}

static void
deposit_complete(Account *account, Deposit *deposit, TimestampTz at, const char *invoice)
{
	BonusGift	gift;

	period_catch_up(account, account->now);
	meter_settle_now(account);
	bonus_find(account, deposit, &gift);
	/* several payers in the order of their ids */
	if (gift.referrer_id < account->account_id)
		bonus_give_referrer(&gift, at);
	deposit->bucket_id = deposit_grant(account, deposit, at);
	bonus_give(account, deposit, &gift, at);
	if (gift.referrer_id > account->account_id)
		bonus_give_referrer(&gift, at);
	if (strcmp(deposit->source, "topup") == 0)
		topup_completed(account);
	deposit_write_completed(account, deposit, at, invoice);
	bonus_write(&gift);
	deposit_tell_completed(account, deposit, at, invoice);
}

/* Arguments: account, deposit, reference, at, invoice */
Datum
credits_confirm_deposit(PG_FUNCTION_ARGS)
{
	char	   *name = argument_required(fcinfo, 0, "account");
	char	   *reference = argument_name(fcinfo, 2, "reference");
	char	   *invoice = argument_name(fcinfo, 4, "invoice");
	TimestampTz at;
	Deposit		deposit;
	Account		account;
	SpiScope	scope;

	spi_require_write("credits.confirm_deposit()");
	if (PG_ARGISNULL(1))
		refuse_null("deposit");
	if (!PG_ARGISNULL(3))
		clock_check(PG_GETARG_TIMESTAMPTZ(3), "at");
	spi_begin(&scope, fcinfo);
	account_load(name, &account);
	bonus_lock(&account);
	deposit_load(&account, PG_GETARG_INT64(1), &deposit);
	if (deposit.bucket_id == 0)
	{
		at = deposit_at(&account, &deposit, !PG_ARGISNULL(3),
						PG_ARGISNULL(3) ? 0 : PG_GETARG_TIMESTAMPTZ(3));
		deposit_require_open(&account, &deposit, at);
		account_require_unfrozen(&account);
		if (reference != NULL)
			deposit_check_reference(&account, deposit.id, reference);
		deposit.reference = reference;
		deposit_complete(&account, &deposit, at, invoice);
		topup_check(&account);
		bonus_check_topup(&account, deposit.id);
	}
	else if ((reference == NULL) != (deposit.reference == NULL) ||
			 (reference != NULL && strcmp(reference, deposit.reference) != 0))
		refuse_reference(&account, deposit.id, "reference", deposit.reference, reference);
	spi_end(&scope);
	PG_RETURN_INT64(deposit.bucket_id);
}

static void
deposit_write_failed(const Account *account, const Deposit *deposit, const char *reason,
					 TimestampTz at)
{
	static SpiPlan plan = {
		"UPDATE credits.deposit AS d SET status = 'failed', ended_at = $3, reason = $4"
		" WHERE d.account_id OPERATOR(pg_catalog.=) $1 AND d.id OPERATOR(pg_catalog.=) $2",
		"llzt", NULL
	};
	Datum		values[4];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(deposit->id);
	values[2] = TimestampTzGetDatum(at);
	values[3] = reason == NULL ? (Datum) 0 : CStringGetTextDatum(reason);
	spi_run(&plan, values, reason == NULL ? "   n" : NULL);
}

/* A top-up fails once: one that was written down as expired meanwhile has failed already */
static void
deposit_count_failure(const Account *account, Deposit *deposit, TimestampTz at)
{
	if (strcmp(deposit->source, "topup") != 0)
		return;
	(void) topup_lock(account);
	deposit_load(account, deposit->id, deposit);
	if (deposit_is(deposit, "pending"))
		topup_failed(account, deposit->id, at);
}

/* Arguments: account, deposit, reason, at */
Datum
credits_fail_deposit(PG_FUNCTION_ARGS)
{
	char	   *name = argument_required(fcinfo, 0, "account");
	char	   *reason = argument_note(fcinfo, 2);
	TimestampTz at;
	Deposit		deposit;
	Account		account;
	SpiScope	scope;

	spi_require_write("credits.fail_deposit()");
	if (PG_ARGISNULL(1))
		refuse_null("deposit");
	if (!PG_ARGISNULL(3))
		clock_check(PG_GETARG_TIMESTAMPTZ(3), "at");
	spi_begin(&scope, fcinfo);
	account_load(name, &account);
	account_lock(&account);
	deposit_load(&account, PG_GETARG_INT64(1), &deposit);
	if (!deposit_is(&deposit, "failed"))
	{
		at = deposit_at(&account, &deposit, !PG_ARGISNULL(3),
						PG_ARGISNULL(3) ? 0 : PG_GETARG_TIMESTAMPTZ(3));
		deposit_require_open(&account, &deposit, at);
		deposit_count_failure(&account, &deposit, at);
		deposit_write_failed(&account, &deposit, reason, at);
	}
	spi_end(&scope);
	PG_RETURN_VOID();
}

int
deposit_expire(const Account *account)
{
	/* pending, but looked up among the payer's, and not among all that have expired */
	static SpiPlan plan = {
		"UPDATE credits.deposit AS d SET status = 'expired', ended_at = d.expires_at"
		" WHERE d.account_id OPERATOR(pg_catalog.=) $1"
		"   AND d.ended_at IS NULL AND d.bucket_id IS NULL"
		"   AND d.expires_at OPERATOR(pg_catalog.<=) $2"
		" RETURNING d.source OPERATOR(pg_catalog.=) 'topup'::pg_catalog.text",
		"lz", NULL
	};
	int			topups = 0;
	Datum		values[2];
	uint64		rows;
	uint64		i;

	values[0] = Int64GetDatum(account->account_id);
	values[1] = TimestampTzGetDatum(account->now);
	rows = spi_run(&plan, values, NULL);
	for (i = 0; i < rows; i++)
		topups += spi_bool(i, 1);
	return topups;
}

/* Arguments: account, since, until */
Datum
credits_deposits(PG_FUNCTION_ARGS)
{
	static SpiPlan plan = {
		"SELECT d.id, d.at, d.source,"
		"       CASE WHEN d.status = 'pending' AND d.expires_at <= $5 THEN 'expired'"
		"            ELSE d.status END,"
		"       d.money, d.currency, d.credits, d.pack, d.method, d.reference, d.invoice,"
		"       d.expires_at, d.bucket_id, d.refunded"
		"  FROM credits.deposit d"
		" WHERE d.account_id = $1 AND ($2 = $1 OR d.user_id = $2)"
		"   AND ($3 IS NULL OR d.at >= $3) AND ($4 IS NULL OR d.at < $4)"
		" ORDER BY d.at, d.id",
		"llzzz", NULL
	};
	char	   *name = argument_required(fcinfo, 0, "account");
	Account		account;
	SpiScope	scope;
	Datum		values[5];
	char		nulls[6] = "     ";
	int			i;

	for (i = 1; i <= 2; i++)
	{
		if (!PG_ARGISNULL(i))
			clock_check(PG_GETARG_TIMESTAMPTZ(i), i == 1 ? "since" : "until");
		values[i + 1] = PG_ARGISNULL(i) ? (Datum) 0 : PG_GETARG_DATUM(i);
		nulls[i + 1] = PG_ARGISNULL(i) ? 'n' : ' ';
	}
	spi_begin(&scope, fcinfo);
	account_load(name, &account);
	values[0] = Int64GetDatum(account.account_id);
	values[1] = Int64GetDatum(account.user_id);
	values[4] = TimestampTzGetDatum(account.now);
	spi_return_set(fcinfo, &plan, values, nulls);
	spi_end(&scope);
	return (Datum) 0;
}
