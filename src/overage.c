/*
 * overage.c
 *	  Usage beyond the paid buckets: whether, and up to which cap.
 *
 * Decided here: what set_overage() and set_billing_threshold() may say, and that a change reaches
 * every open period at once.  Which cap follows from the setting, the plan and the threshold is
 * period_cap()'s.  What was used stays used.
 *
 * Locks: the account, then its open buckets in draw order.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "alert.h"
#include "amount.h"
#include "clock.h"
#include "meter.h"
#include "overage.h"
#include "refuse.h"
#include "spi.h"
#include "topup.h"

PG_FUNCTION_INFO_V1(credits_set_overage);
PG_FUNCTION_INFO_V1(credits_set_billing_threshold);

static void
overage_write_account(const Account *account, bool enabled, bool capped, amount128 cap)
{
	static SpiPlan plan = {
		"UPDATE credits.account AS a SET overage = $2, overage_cap = $3"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $1",
		"lba", NULL
	};
	Datum		values[3];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = BoolGetDatum(enabled);
	values[2] = AmountGetDatum(cap);
	spi_run(&plan, values, capped ? NULL : "  n");
}

/* The new size of one flex bucket, and the entry that says so */
static void
overage_write_flex(const Account *account, Bucket *flex, StoreWriter *writer, EntryRow *entry)
{
	static SpiPlan plan = {
		"UPDATE credits.bucket AS b SET granted = $3, seq = b.seq OPERATOR(pg_catalog.+) 1,"
		"       mark = b.mark OPERATOR(pg_catalog.+) 1"
		" WHERE b.account_id OPERATOR(pg_catalog.=) $1 AND b.id OPERATOR(pg_catalog.=) $2",
		"lla", NULL
	};
	Datum		values[3];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(flex->id);
	values[2] = AmountGetDatum(flex->granted);
	spi_run(&plan, values, flex->uncapped ? "  n" : NULL);
	entry->bucket_id = flex->id;
	entry->bucket_seq = ++flex->seq;
	entry->after = bucket_after(flex);
	entry->piece++;
	store_append_entry(writer, entry);
	entry->actor = NULL;
}

int
overage_apply(Book *book, TimestampTz at, int64 operation)
{
	StoreWriter *writer = store_writer_open(false);
	EntryRow	entry = {0};
	int			i;

	entry.account_id = book->account->account_id;
	entry.operation = operation;
	entry.booked_at = clock_wall();
	entry.at = at;
	entry.user_id = book->account->account_id;
	entry.kind = "overage";
	entry.actor = spi_actor();
	for (i = 0; i < book->count; i++)
	{
		const Period *period = &book->periods[i];
		Bucket	   *flex = bucket_flex(&book->set, period->starts_at);

		if (period->closed || period->ends_at <= at || flex == NULL)
			continue;
		period_cap(book->account,
				   subscription_find(&book->subscriptions, period->subscription), period->trial,
				   &flex->uncapped, &flex->granted);
		overage_write_flex(book->account, flex, writer, &entry);
	}
	store_writer_close(writer);
	return entry.piece;
}

/* The payer, locked and caught up, and the instant from which on it changes */
static TimestampTz
overage_open(FunctionCallInfo fcinfo, int number, Account *account)
{
	TimestampTz at;

	account_load(text_to_cstring(PG_GETARG_TEXT_PP(0)), account);
	account_require_payer(account, "overage");
	account_lock(account);
	at = account_at(account, !PG_ARGISNULL(number),
					PG_ARGISNULL(number) ? 0 : PG_GETARG_TIMESTAMPTZ(number));
	period_catch_up(account, at);
	meter_settle_now(account);
	return at;
}

/* It was changed: so are its open periods */
static void
overage_close(Account *account, TimestampTz at)
{
	Book		book = {0};

	account_load_again(account);
	period_load(account, &book);
	store_load_buckets(account, DT_NOBEGIN, &book.set);
	store_lock_all(account, DT_NOBEGIN, &book.set);
	(void) overage_apply(&book, at, spi_next_operation());
	alert_check(account, NULL);
	topup_check(account);
}

/* Arguments: account, enabled, cap, at */
Datum
credits_set_overage(PG_FUNCTION_ARGS)
{
	bool		enabled;
	bool		capped = !PG_ARGISNULL(2);
	amount128	cap = 0;
	Account		account;
	TimestampTz at;
	SpiScope	scope;

	spi_require_write("credits.set_overage()");
	if (PG_ARGISNULL(0))
		refuse_null("account");
	if (PG_ARGISNULL(1))
		refuse_null("enabled");
	enabled = PG_GETARG_BOOL(1);
	if (capped)
		cap = PG_GETARG_AMOUNT(2);
	if (cap < 0)
		refuse_value("cap", "must not be negative", amount_to_cstring(cap));
	if (capped && !enabled)
		refuse_value("cap", "goes with overage that is on", amount_to_cstring(cap));
	spi_begin(&scope, fcinfo);
	at = overage_open(fcinfo, 3, &account);
	overage_write_account(&account, enabled, capped, cap);
	overage_close(&account, at);
	spi_end(&scope);
	PG_RETURN_VOID();
}

static void
overage_write_threshold(const Account *account, bool given, amount128 threshold)
{
	static SpiPlan plan = {
		"UPDATE credits.account AS a SET billing_threshold = $2"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $1",
		"la", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = AmountGetDatum(threshold);
	spi_run(&plan, values, given ? NULL : " n");
}

/* Arguments: account, amount, at */
Datum
credits_set_billing_threshold(PG_FUNCTION_ARGS)
{
	bool		given = !PG_ARGISNULL(1);
	amount128	threshold = given ? PG_GETARG_AMOUNT(1) : 0;
	Account		account;
	TimestampTz at;
	SpiScope	scope;

	spi_require_write("credits.set_billing_threshold()");
	if (PG_ARGISNULL(0))
		refuse_null("account");
	if (given && threshold <= 0)
		refuse_value("amount", "must be more than 0", amount_to_cstring(threshold));
	spi_begin(&scope, fcinfo);
	at = overage_open(fcinfo, 2, &account);
	overage_write_threshold(&account, given, threshold);
	overage_close(&account, at);
	spi_end(&scope);
	PG_RETURN_VOID();
}
