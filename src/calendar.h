/*
 * calendar.h
 *	  Where boundaries fall: counted from an anchor, in a zone.
 */
#ifndef CREDITS_CALENDAR_H
#define CREDITS_CALENDAR_H

#include "datatype/timestamp.h"
#include "pgtime.h"

/* anchor + n * every, in the zone; the 0th is the anchor itself */
extern TimestampTz calendar_boundary(pg_tz *zone, TimestampTz anchor, const Interval *every,
									 int64 n);

/* The largest n whose boundary is not later than `at`; at >= anchor */
extern int64 calendar_index(pg_tz *zone, TimestampTz anchor, const Interval *every,
							TimestampTz at);

/* The calendar month that contains `at` */
extern void calendar_month(pg_tz *zone, TimestampTz at, TimestampTz *starts_at,
						   TimestampTz *ends_at);

/* The calendar day that contains `at`, or the week, from Monday */
extern void calendar_day(pg_tz *zone, TimestampTz at, TimestampTz *starts_at,
						 TimestampTz *ends_at);
extern void calendar_week(pg_tz *zone, TimestampTz at, TimestampTz *starts_at,
						  TimestampTz *ends_at);

/* 22023 unless it is a whole number of months, of days or of microseconds, up to ten years */
extern void calendar_check_interval(const Interval *every, const char *argument, bool zero);

/* As people read it, whatever the session's IntervalStyle */
extern char *calendar_text(const Interval *every);

/* In microseconds, a month as 30 days */
extern int64 calendar_length(const Interval *every);

/* How often `part` goes into `whole`; 0 if it does not go evenly */
extern int64 calendar_ratio(const Interval *whole, const Interval *part);

#endif							/* CREDITS_CALENDAR_H */
