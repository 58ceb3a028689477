/*
 * clock.c
 *	  The only place that reads time.
 *
 * Decided here: what "now" is on the wall, and which instants a call may name at all.  Which
 * instant is an account's now is decided in account.c.
 */
#include "postgres.h"

#include "clock.h"
#include "utils/timestamp.h"

/* 1970-01-01 and 2200-01-01 UTC, in microseconds from 2000-01-01 */
#define CLOCK_EARLIEST (-INT64CONST(946684800000000))
#define CLOCK_LATEST INT64CONST(6311433600000000)

TimestampTz
clock_wall(void)
{
	return GetCurrentTimestamp();
}

int
clock_compare(const void *a, const void *b)
{
	TimestampTz x = *(const TimestampTz *) a;
	TimestampTz y = *(const TimestampTz *) b;

	return x < y ? -1 : x > y;
}

void
clock_check(TimestampTz at, const char *argument)
{
	if (TIMESTAMP_NOT_FINITE(at))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("\"%s\" must be a finite instant", argument),
				 errdetail("It is %s.", timestamptz_to_str(at)),
				 errhint("Only expires_at can be infinity, which means never.")));
	if (at < CLOCK_EARLIEST || at >= CLOCK_LATEST)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" is out of bounds", argument),
				 errdetail("It is %s.", timestamptz_to_str(at)),
				 errhint("Instants from 1970-01-01 up to 2200-01-01 UTC are taken.")));
}
