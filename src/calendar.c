/*
 * calendar.c
 *	  Where boundaries fall: counted from an anchor, in a zone.
 *
 * Decided here: the n-th boundary is anchor + n x interval, from the anchor and never from the
 * boundary before, so that an anchor on the 31st comes back to the 31st.  Months and days are
 * added to the local date, the day clamped to the month's length, and the local time is resolved
 * in the zone given, never the session's: one that does not exist moves on by the gap, one that
 * comes twice is the second.  Hours and less are elapsed time.
 * Calendar days, weeks from Monday and months begin at the local midnight, resolved the same way.
 *
 * Nothing here knows a table.
 */
#include "postgres.h"

#include "common/int.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

#include "account.h"
#include "calendar.h"
#include "clock.h"
#include "refuse.h"

#define LONGEST (INT64CONST(3653) * USECS_PER_DAY)

PG_FUNCTION_INFO_V1(credits_boundary);

static void
refuse_boundary(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
			 errmsg("the calendar ends before this boundary"),
			 errdetail("Instants end with the year 294276."),
			 errhint("Count fewer or shorter intervals.")));
}

static TimestampTz
calendar_resolve(pg_tz *zone, struct pg_tm *tm, fsec_t fsec)
{
	TimestampTz result;
	int			offset;

	if (!IS_VALID_JULIAN(tm->tm_year, tm->tm_mon, tm->tm_mday))
		refuse_boundary();
	offset = DetermineTimeZoneOffset(tm, zone);
	if (tm2timestamp(tm, fsec, &offset, &result) != 0 || !IS_VALID_TIMESTAMP(result))
		refuse_boundary();
	return result;
}

static void
calendar_local(pg_tz *zone, TimestampTz at, struct pg_tm *tm, fsec_t *fsec)
{
	int			offset;

	if (timestamp2tm(at, &offset, tm, fsec, NULL, zone) != 0)
		elog(ERROR, "instant is out of range");
}

TimestampTz
calendar_boundary(pg_tz *zone, TimestampTz anchor, const Interval *every, int64 n)
{
	TimestampTz at = anchor;
	struct pg_tm tm;
	fsec_t		fsec;
	int64		months;
	int64		elapsed;

	if (n == 0)
		return anchor;
	if (every->month != 0 || every->day != 0)
	{
		calendar_local(zone, anchor, &tm, &fsec);
		months = (int64) tm.tm_year * MONTHS_PER_YEAR + tm.tm_mon - 1 + n * every->month;
		if (months / MONTHS_PER_YEAR > JULIAN_MAXYEAR)
			refuse_boundary();
		tm.tm_year = months / MONTHS_PER_YEAR;
		tm.tm_mon = months % MONTHS_PER_YEAR + 1;
		tm.tm_mday = Min(tm.tm_mday, day_tab[isleap(tm.tm_year)][tm.tm_mon - 1]);
		j2date(date2j(tm.tm_year, tm.tm_mon, tm.tm_mday) + (int) (n * every->day), &tm.tm_year,
			   &tm.tm_mon, &tm.tm_mday);
		at = calendar_resolve(zone, &tm, fsec);
	}
	if (pg_mul_s64_overflow(n, every->time, &elapsed) ||
		pg_add_s64_overflow(at, elapsed, &at) || !IS_VALID_TIMESTAMP(at))
		refuse_boundary();
	return at;
}

int64
calendar_index(pg_tz *zone, TimestampTz anchor, const Interval *every, TimestampTz at)
{
	/* a month is a little longer than it counts, so this may be too far */
	int64		n = (at - anchor) / calendar_length(every) + 2;

	while (n > 0 && calendar_boundary(zone, anchor, every, n) > at)
		n--;
	return n;
}

/* The first instant of a month counted from the year 0, or what stands in for its midnight */
static TimestampTz
calendar_month_start(pg_tz *zone, int month)
{
	struct pg_tm tm = {0};

	tm.tm_year = month / MONTHS_PER_YEAR;
	tm.tm_mon = month % MONTHS_PER_YEAR + 1;
	tm.tm_mday = 1;
	return calendar_resolve(zone, &tm, 0);
}

void
calendar_month(pg_tz *zone, TimestampTz at, TimestampTz *starts_at, TimestampTz *ends_at)
{
	struct pg_tm tm;
	fsec_t		fsec;
	int			month;

	calendar_local(zone, at, &tm, &fsec);
	month = tm.tm_year * MONTHS_PER_YEAR + tm.tm_mon - 1;
	/* midnight may come twice and begin the month the second time; this may be before it */
	if (at < calendar_month_start(zone, month))
		month--;
	*starts_at = calendar_month_start(zone, month);
	*ends_at = calendar_month_start(zone, month + 1);
}

static TimestampTz
calendar_day_start(pg_tz *zone, int julian)
{
	struct pg_tm tm = {0};

	j2date(julian, &tm.tm_year, &tm.tm_mon, &tm.tm_mday);
	return calendar_resolve(zone, &tm, 0);
}

/* As with months: before a midnight that comes the second time it is still the day before */
static int
calendar_julian(pg_tz *zone, TimestampTz at)
{
	struct pg_tm tm;
	fsec_t		fsec;
	int			julian;

	calendar_local(zone, at, &tm, &fsec);
	julian = date2j(tm.tm_year, tm.tm_mon, tm.tm_mday);
	return at < calendar_day_start(zone, julian) ? julian - 1 : julian;
}

void
calendar_day(pg_tz *zone, TimestampTz at, TimestampTz *starts_at, TimestampTz *ends_at)
{
	int			julian = calendar_julian(zone, at);

	*starts_at = calendar_day_start(zone, julian);
	*ends_at = calendar_day_start(zone, julian + 1);
}

void
calendar_week(pg_tz *zone, TimestampTz at, TimestampTz *starts_at, TimestampTz *ends_at)
{
	int			julian = calendar_julian(zone, at);

	/* j2day() counts from Sunday */
	julian -= (j2day(julian) + 6) % 7;
	*starts_at = calendar_day_start(zone, julian);
	*ends_at = calendar_day_start(zone, julian + 7);
}

int64
calendar_length(const Interval *every)
{
	return ((int64) every->month * DAYS_PER_MONTH + every->day) * USECS_PER_DAY + every->time;
}

int64
calendar_ratio(const Interval *whole, const Interval *part)
{
	if ((whole->month != 0) != (part->month != 0) || (whole->day != 0) != (part->day != 0) ||
		calendar_length(whole) % calendar_length(part) != 0)
		return 0;
	return calendar_length(whole) / calendar_length(part);
}

char *
calendar_text(const Interval *every)
{
	StringInfoData text;

	initStringInfo(&text);
	if (every->month != 0)
		appendStringInfo(&text, "%d months ", every->month);
	if (every->day != 0)
		appendStringInfo(&text, "%d days ", every->day);
	if (every->time % USECS_PER_SEC != 0)
		appendStringInfo(&text, INT64_FORMAT " microseconds ", every->time);
	else if (every->time != 0 || text.len == 0)
		appendStringInfo(&text, INT64_FORMAT " seconds ", every->time / USECS_PER_SEC);
	text.data[text.len - 1] = '\0';
	return text.data;
}

void
calendar_check_interval(const Interval *every, const char *argument, bool zero)
{
	int			kinds = (every->month != 0) + (every->day != 0) + (every->time != 0);
	char	   *text = calendar_text(every);

	if (kinds == 0 && zero)
		return;
	if (kinds != 1)
		refuse_value(argument, "must be in months, in days or in time, and not a mixture", text);
	if (every->month < 0 || every->day < 0 || every->time < 0 ||
		calendar_length(every) < USECS_PER_MINUTE || every->month > 120 ||
		calendar_length(every) > LONGEST)
		refuse_value(argument, "must be from a minute to ten years", text);
}

Datum
credits_boundary(PG_FUNCTION_ARGS)
{
	TimestampTz anchor = PG_GETARG_TIMESTAMPTZ(0);
	Interval   *every = PG_GETARG_INTERVAL_P(1);

	clock_check(anchor, "anchor");
	calendar_check_interval(every, "every", false);
	if (PG_GETARG_INT32(2) < 0 || PG_GETARG_INT32(2) > 1000000)
		refuse_value("n", "must be from 0 to 1000000", psprintf("%d", PG_GETARG_INT32(2)));
	PG_RETURN_TIMESTAMPTZ(
		calendar_boundary(account_zone(text_to_cstring(PG_GETARG_TEXT_PP(3))), anchor, every,
						  PG_GETARG_INT32(2)));
}
