/*
 * suspend.c
 *	  Accounts that may not draw for a while.
 *
 * Decided here: what becomes of an account's status, and of what runs when it is suspended or
 * frozen.  Who is refused what then is account_require_active()'s and account_require_unfrozen()'s
 * callers to decide.
 *
 * Locks: the account, then all its open buckets in draw order, then meters; then the row whose
 * status changes, which may be a child's; then what topup.c locks.
 *
 * A draw that is on its way has looked at the account without locking it.  One that holds a bucket
 * is waited for, and goes before.  One that waits for a bucket, or comes to one after, finds it
 * marked: it looks at the account again, and is refused.  What starts holds the account, and a
 * statement into credits.usage looks again once it holds the buckets.  There remains the draw that
 * looked at the account before the suspension was committed and at its buckets only after: it is
 * booked, as if made just before, for nothing but the status says otherwise.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "alert.h"
#include "argument.h"
#include "meter.h"
#include "period.h"
#include "refuse.h"
#include "spi.h"
#include "suspend.h"
#include "topup.h"

PG_FUNCTION_INFO_V1(credits_suspend);
PG_FUNCTION_INFO_V1(credits_resume);

/* Its own, whatever its payer's is */
static bool
account_is_active(const Account *account)
{
	static SpiPlan plan = {
		"SELECT a.status OPERATOR(pg_catalog.=) 'active'::pg_catalog.text FROM credits.account a"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $2",
		"ll", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(account->user_id);
	spi_run(&plan, values, NULL);
	return spi_bool(0, 1);
}

static void
account_write_status(Account *account, const char *status, const char *reason)
{
	static SpiPlan plan = {
		"UPDATE credits.account AS a SET status = $3, reason = $4"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $2",
		"lltt", NULL
	};
	Datum		values[4];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(account->user_id);
	values[2] = CStringGetTextDatum(status);
	values[3] = reason == NULL ? (Datum) 0 : CStringGetTextDatum(reason);
	spi_run(&plan, values, reason == NULL ? "   n" : NULL);
	account_load_again(account);
}

static void
account_stop(Account *account, const char *status, const char *reason, bool at_given,
			 TimestampTz at)
{
	meter_suspend(account, at_given, at);
	account_write_status(account, status, reason);
	period_mark(account);
}

void
account_set_status(Account *account, const char *status, const char *reason)
{
	if (strcmp(status, "active") == 0)
		account_write_status(account, status, reason);
	else
		account_stop(account, status, reason, false, 0);
}

/* Arguments: account, reason, at */
Datum
credits_suspend(PG_FUNCTION_ARGS)
{
	char	   *name = argument_required(fcinfo, 0, "account");
	char	   *reason = argument_note(fcinfo, 1);
	bool		at_given = !PG_ARGISNULL(2);
	TimestampTz at = at_given ? PG_GETARG_TIMESTAMPTZ(2) : 0;
	int64		posted = store_posted();
	Account		account;
	SpiScope	scope;

	spi_require_write("credits.suspend()");
	spi_begin(&scope, fcinfo);
	account_load(name, &account);
	account_lock(&account);
	if (account_is_active(&account))
		account_stop(&account, "suspended", reason, at_given, at);
	else
		meter_check_change(&account, at_given, at);
	alert_check(&account, NULL);
	topup_check_since(&account, posted);
	spi_end(&scope);
	PG_RETURN_VOID();
}

/* Arguments: account, at */
Datum
credits_resume(PG_FUNCTION_ARGS)
{
	char	   *name = argument_required(fcinfo, 0, "account");
	bool		at_given = !PG_ARGISNULL(1);
	int64		posted = store_posted();
	Account		account;
	SpiScope	scope;

	spi_require_write("credits.resume()");
	spi_begin(&scope, fcinfo);
	account_load(name, &account);
	account_lock(&account);
	meter_check_change(&account, at_given, at_given ? PG_GETARG_TIMESTAMPTZ(1) : 0);
	if (!account_is_active(&account))
		account_set_status(&account, "active", NULL);
	alert_check(&account, NULL);
	topup_check_since(&account, posted);
	spi_end(&scope);
	PG_RETURN_VOID();
}
