/*
 * verify.c
 *	  The auditor's door: which books are checked, and on whose behalf.
 *
 * What must hold is decided in verify.sql, one SELECT an invariant; here an account is found,
 * and the checks run as the owner of the books, under the caller's snapshot.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"

#include "account.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_verify);

Datum
credits_verify(PG_FUNCTION_ARGS)
{
	static SpiPlan plan = {
		"SELECT c.code, k.account, c.object, c.expected, c.actual FROM credits.verify_checks($1) c"
		"  LEFT JOIN credits.account k ON k.account_id = c.account_id AND k.user_id = c.account_id",
		"l", NULL
	};
	Datum		values[1] = {(Datum) 0};
	Account		account;
	SpiScope	scope;

	spi_begin(&scope, fcinfo);
	if (!PG_ARGISNULL(0))
	{
		account_load(text_to_cstring(PG_GETARG_TEXT_PP(0)), &account);
		values[0] = Int64GetDatum(account.account_id);
	}
	spi_return_set(fcinfo, &plan, values, PG_ARGISNULL(0) ? "n" : NULL);
	spi_end(&scope);
	return (Datum) 0;
}
