/*
 * topup_method.c
 *	  With what is paid: an account's payment methods, and where its receipts go.
 *
 * Decided here: their order, and that a change of them lets a top-up that has stopped try again.
 * The application's payment provider charges them: here they are names.  They are the payer's,
 * whoever of its accounts is named.
 *
 * Locks: the account, then what topup.c locks.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "argument.h"
#include "period.h"
#include "refuse.h"
#include "spi.h"
#include "topup.h"

PG_FUNCTION_INFO_V1(credits_add_payment_method);
PG_FUNCTION_INFO_V1(credits_remove_payment_method);
PG_FUNCTION_INFO_V1(credits_payment_methods);
PG_FUNCTION_INFO_V1(credits_set_receipt_address);

/* The next number after those of all other methods */
static int32
method_next_priority(const Account *account, const char *method)
{
	static SpiPlan plan = {
		"SELECT pg_catalog.max(m.priority) FROM credits.payment_method m"
		" WHERE m.account_id OPERATOR(pg_catalog.=) $1 AND m.method OPERATOR(pg_catalog.<>) $2",
		"lt", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = CStringGetTextDatum(method);
	spi_run(&plan, values, NULL);
	if (spi_is_null(0, 1))
		return 1;
	if (spi_int32(0, 1) == PG_INT32_MAX)
		refuse_value("priority", "must be given: there is no number after the last",
					 psprintf("%d", PG_INT32_MAX));
	return spi_int32(0, 1) + 1;
}

static void
method_write(const Account *account, const char *method, int32 priority)
{
	static SpiPlan plan = {
		"INSERT INTO credits.payment_method AS m (account_id, method, priority, added_at)"
		" VALUES ($1,$2,$3,$4)"
		" ON CONFLICT (account_id, method) DO UPDATE SET priority = EXCLUDED.priority",
		"ltiz", NULL
	};
	Datum		values[4];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = CStringGetTextDatum(method);
	values[2] = Int32GetDatum(priority);
	values[3] = TimestampTzGetDatum(account->now);
	spi_run(&plan, values, NULL);
}

/* Lock the payer, and do what is due; returns what was posted before */
static int64
method_open(const char *name, Account *account)
{
	int64		posted = store_posted();

	account_load(name, account);
	account_lock(account);
	period_ensure(account, account->now);
	return posted;
}

/* Arguments: account, method, priority */
Datum
credits_add_payment_method(PG_FUNCTION_ARGS)
{
	char	   *name = argument_required(fcinfo, 0, "account");
	char	   *method = argument_required(fcinfo, 1, "method");
	Account		account;
	SpiScope	scope;
	int64		posted;

	spi_require_write("credits.add_payment_method()");
	spi_begin(&scope, fcinfo);
	posted = method_open(name, &account);
	method_write(&account, method, PG_ARGISNULL(2) ? method_next_priority(&account, method)
				 : PG_GETARG_INT32(2));
	topup_begin_anew(&account);
	topup_check_since(&account, posted);
	spi_end(&scope);
	PG_RETURN_VOID();
}

/* Arguments: account, method */
Datum
credits_remove_payment_method(PG_FUNCTION_ARGS)
{
	static SpiPlan plan = {
		"DELETE FROM credits.payment_method AS m"
		" WHERE m.account_id OPERATOR(pg_catalog.=) $1 AND m.method OPERATOR(pg_catalog.=) $2",
		"lt", NULL
	};
	char	   *name = argument_required(fcinfo, 0, "account");
	char	   *method = argument_required(fcinfo, 1, "method");
	Account		account;
	SpiScope	scope;
	int64		posted;
	Datum		values[2];

	spi_require_write("credits.remove_payment_method()");
	spi_begin(&scope, fcinfo);
	posted = method_open(name, &account);
	values[0] = Int64GetDatum(account.account_id);
	values[1] = CStringGetTextDatum(method);
	if (spi_run(&plan, values, NULL) == 0)
		refuse_not_found("method", method, "credits.payment_methods() has those of the account.");
	topup_begin_anew(&account);
	topup_check_since(&account, posted);
	spi_end(&scope);
	PG_RETURN_VOID();
}

Datum
credits_payment_methods(PG_FUNCTION_ARGS)
{
	static SpiPlan plan = {
		"SELECT m.method, m.priority, m.added_at FROM credits.payment_method m"
		" WHERE m.account_id = $1 ORDER BY m.priority, m.method",
		"l", NULL
	};
	char	   *name = argument_required(fcinfo, 0, "account");
	Account		account;
	SpiScope	scope;
	Datum		values[1];

	spi_begin(&scope, fcinfo);
	account_load(name, &account);
	values[0] = Int64GetDatum(account.account_id);
	spi_return_set(fcinfo, &plan, values, NULL);
	spi_end(&scope);
	return (Datum) 0;
}

/* Arguments: account, address */
Datum
credits_set_receipt_address(PG_FUNCTION_ARGS)
{
	static SpiPlan plan = {
		"UPDATE credits.account AS a SET receipt_to = $2"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $1",
		"lt", NULL
	};
	char	   *name = argument_required(fcinfo, 0, "account");
	char	   *address = argument_name(fcinfo, 1, "address");
	Account		account;
	SpiScope	scope;
	int64		posted;
	Datum		values[2];

	spi_require_write("credits.set_receipt_address()");
	spi_begin(&scope, fcinfo);
	posted = method_open(name, &account);
	values[0] = Int64GetDatum(account.account_id);
	values[1] = address == NULL ? (Datum) 0 : CStringGetTextDatum(address);
	spi_run(&plan, values, address == NULL ? " n" : NULL);
	topup_check_since(&account, posted);
	spi_end(&scope);
	PG_RETURN_VOID();
}
