/*
 * outbox.c
 *	  What the application is told, to act on after commit.
 *
 * Decided here: that a row is written in the transaction in which the thing happened, so that it
 * is there if and only if it did.
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "outbox.h"
#include "spi.h"

void
outbox_write(int64 account_id, int64 user_id, const char *event, TimestampTz at, Jsonb *facts)
{
	static SpiPlan plan = {
		"INSERT INTO credits.outbox (account_id, user_id, event, at, facts)"
		" VALUES ($1,$2,$3,$4,$5)",
		"lltzj", NULL
	};
	Datum		values[5];

	values[0] = Int64GetDatum(account_id);
	values[1] = Int64GetDatum(user_id);
	values[2] = CStringGetTextDatum(event);
	values[3] = TimestampTzGetDatum(at);
	values[4] = JsonbPGetDatum(facts);
	spi_run(&plan, values, NULL);
}
