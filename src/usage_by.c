/*
 * usage_by.c
 *	  credits.usage_by(): what was used in a period, added up by one thing or another.
 *
 * Decided here: which cells the period has (one, or its hours or days as clocks in the payer's
 * zone show them), and that what was held over time is cut at their bounds, each cut costing
 * what the line's own price says of it, so that the cells add up to the line's last digit.  What
 * a cut costs is line_cost()'s to say.
 *
 * An hour that clocks show twice is two cells of one key, one row; one that they skip is none.
 * Draws outright, by consume() for a resource, have no quantity, but what they cost counts.
 * What was given back counts against.
 *
 * It reads under the caller's snapshot and takes no lock; what meters have used and is not
 * booked yet is not in it.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/rangetypes.h"
#include "utils/timestamp.h"

#include "account.h"
#include "amount.h"
#include "clock.h"
#include "refuse.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_usage_by);

#define FURTHEST_DAYS 3653		/* nothing is booked later than this after now */

/* The cells of a period, in time order and without gaps, each from its start to the next one's */
typedef struct
{
	int			count;
	int			room;
	Datum	   *starts;			/* microseconds since 2000 */
	Datum	   *keys;
} Cells;

/*
 * The period, as the half-open one of the same instants.
 */
static TimestampTz
span_bound(const RangeBound *bound)
{
	TimestampTz at = bound->infinite ? DT_NOBEGIN : DatumGetTimestampTz(bound->val);

	if (TIMESTAMP_NOT_FINITE(at))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"period\" must have finite bounds"),
				 errdetail("Its %s bound is open.", bound->lower ? "lower" : "upper"),
				 errhint("Give both, as in [2026-01-01,2026-02-01).")));
	clock_check(at, "period");
	/* a lower bound excludes its instant, an upper one includes it */
	return bound->lower != bound->inclusive ? at + 1 : at;
}

static void
span_read(FunctionCallInfo fcinfo, int number, TimestampTz *since, TimestampTz *until)
{
	RangeType  *range = PG_GETARG_RANGE_P(number);
	TypeCacheEntry *type = range_get_typcache(fcinfo, RangeTypeGetOid(range));
	RangeBound	lower;
	RangeBound	upper;
	bool		empty;

	*since = *until = 0;
	range_deserialize(type, range, &lower, &upper, &empty);
	if (!empty)
	{
		*since = span_bound(&lower);
		*until = span_bound(&upper);
	}
	if (*since >= *until)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("\"period\" is empty"),
						errdetail("Nothing can be used in no time."),
						errhint("Give a period that ends after it begins, as in "
								"[2026-01-01,2026-02-01).")));
}

/*
 * Cells.
 */
static void
cells_add(Cells *cells, TimestampTz start, char *key)
{
	if (cells->count == cells->room)
	{
		cells->room = Max(64, cells->room * 2);
		cells->starts = cells->starts == NULL
			? palloc(cells->room * sizeof(Datum))
			: repalloc(cells->starts, cells->room * sizeof(Datum));
		cells->keys = cells->keys == NULL
			? palloc(cells->room * sizeof(Datum))
			: repalloc(cells->keys, cells->room * sizeof(Datum));
	}
	cells->starts[cells->count] = Int64GetDatum(start);
	cells->keys[cells->count++] = CStringGetTextDatum(key);
}

static pg_time_t
cells_second(TimestampTz at)
{
	int64		second = at / USECS_PER_SEC - (at % USECS_PER_SEC < 0 ? 1 : 0);

	return second + (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) * SECS_PER_DAY;
}

static TimestampTz
cells_instant(pg_time_t second)
{
	return (second - (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) * SECS_PER_DAY) * USECS_PER_SEC;
}

/*
 * The cell in which clocks of the zone stand at `at`: its key, and where it ends, or where the
 * clocks are set to another offset before that
 */
static char *
cells_look(pg_tz *zone, bool hourly, TimestampTz at, TimestampTz *ends_at)
{
	pg_time_t	second = cells_second(at);
	struct pg_tm local = *pg_localtime(&second, zone);
	int			into = local.tm_min * SECS_PER_MINUTE + local.tm_sec;
	pg_time_t	end;
	pg_time_t	change;
	long		offsets[2];
	int			dst[2];

	if (!hourly)
		into += local.tm_hour * SECS_PER_HOUR;
	end = second - into + (hourly ? SECS_PER_HOUR : SECS_PER_DAY);
	if (pg_next_dst_boundary(&second, &offsets[0], &dst[0], &change, &offsets[1], &dst[1],
							 zone) == 1 &&
		change < end)
		end = change;
	*ends_at = cells_instant(end);
	return hourly
		? psprintf("%04d-%02d-%02d %02d:00", local.tm_year + 1900, local.tm_mon + 1,
				   local.tm_mday, local.tm_hour)
		: psprintf("%04d-%02d-%02d", local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

static void
cells_make(const Account *account, const char *by, TimestampTz since, TimestampTz until,
		   Cells *cells)
{
	bool		hourly = strcmp(by, "hour") == 0;
	TimestampTz at = since;

	if (!hourly && strcmp(by, "day") != 0)
	{
		cells_add(cells, since, "");
		return;
	}
	/* where nothing can have been booked no hours need be counted */
	at = Max(at, account->payer_opened_at);
	until = Min(until, account->now + FURTHEST_DAYS * USECS_PER_DAY);
	while (at < until)
	{
		TimestampTz ends_at;
		char	   *key = cells_look(account->zone, hourly, at, &ends_at);

		cells_add(cells, at, key);
		at = ends_at;
	}
	if (cells->count == 0)
		cells_add(cells, since, "");
}

static void
check_by(const char *by)
{
	static const char *const known[] = {"category", "resource", "item", "member", "hour", "day"};
	int			i;

	for (i = 0; i < (int) lengthof(known); i++)
	{
		if (strcmp(by, known[i]) == 0)
			return;
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("\"by\" is nothing that usage is added up by"),
			 errdetail("It is \"%s\".", amount_clip(by)),
			 errhint("Give category, resource, item, member, hour or day.")));
}

/* Account, user, bounds of the period, starts and keys of its cells, by */
static SpiPlan usage_plan = {
	"WITH cell AS MATERIALIZED ("
	"  SELECT array_agg(timestamptz '2000-01-01 00:00:00Z'"
	"                   + c.start * interval '1 microsecond' ORDER BY c.n) AS starts"
	"    FROM unnest($5) WITH ORDINALITY c (start, n)"
	"), used AS ("
	"  SELECT l.user_id, l.resource, l.item, l.at,"
	"         CASE WHEN l.until > l.at THEN l.until END AS until,"
	"         l.until IS NULL AS event, l.quantity, l.charged, l.rate, l.counted, l.terms"
	"    FROM credits.usage_line l"
	"   WHERE l.account_id = $1 AND ($2 = $1 OR l.user_id = $2)"
	"     AND l.at < $4 AND (l.at >= $3 OR l.until > $3)"
	"  UNION ALL"
	"  SELECT e.user_id, e.resource, NULL, e.at, NULL, true, 0, -e.amount, NULL, NULL, NULL"
	"    FROM credits.entry e"
	"   WHERE e.account_id = $1 AND ($2 = $1 OR e.user_id = $2) AND e.kind IN ('draw', 'capture')"
	"     AND e.line IS NULL AND e.resource IS NOT NULL AND e.at >= $3 AND e.at < $4"
	"), spread AS ("
	"  SELECT u.*, generate_series(GREATEST(width_bucket(u.at, (SELECT starts FROM cell)), 1),"
	"             width_bucket(CASE WHEN u.until IS NULL THEN u.at"
	"                               ELSE LEAST(u.until, $4) - interval '1 microsecond' END,"
	"                          (SELECT starts FROM cell))) AS n"
	"    FROM used u"
	"), cut AS ("
	"  SELECT s.*, GREATEST(s.at, (SELECT starts FROM cell)[s.n], $3) AS since,"
	"         CASE WHEN s.until IS NOT NULL"
	"              THEN LEAST(s.until, (SELECT starts FROM cell)[s.n + 1], $4) END AS ends_at"
	"    FROM spread s"
	"), priced AS ("
	"  SELECT c.user_id, c.resource, c.item, c.n,"
	"         CASE WHEN c.event THEN c.quantity WHEN c.until IS NULL THEN 0"
	"              ELSE c.quantity * EXTRACT(epoch FROM c.ends_at - c.since) END AS quantity,"
	"         CASE WHEN c.until IS NULL OR (c.since = c.at AND c.ends_at = c.until) THEN c.charged"
	"              ELSE credits.line_cost(c.rate, c.quantity, c.since, c.ends_at,"
	"                       c.counted + EXTRACT(epoch FROM c.since - c.at), c.terms)"
	"         END AS charged"
	"    FROM cut c"
	")"
	" SELECT k.key, trim_scale(sum(p.quantity)), sum(p.charged)"
	"   FROM priced p"
	"   LEFT JOIN credits.resource r ON r.resource = p.resource"
	"   LEFT JOIN credits.account a ON a.account_id = $1 AND a.user_id = p.user_id,"
	"        LATERAL (SELECT CASE $7 WHEN 'category' THEN r.category"
	"                                WHEN 'resource' THEN p.resource WHEN 'item' THEN p.item"
	"                                WHEN 'member' THEN a.account ELSE ($6)[p.n]"
	"                        END COLLATE \"C\") k (key)"
	"  GROUP BY k.key ORDER BY k.key",
	"llzzLTt", NULL
};

/* Arguments: account, period, by */
Datum
credits_usage_by(PG_FUNCTION_ARGS)
{
	static const char *const names[] = {"account", "period", "by"};
	Cells		cells = {0};
	Account		account;
	SpiScope	scope;
	TimestampTz since;
	TimestampTz until;
	Datum		values[7];
	char	   *by;
	int			i;

	for (i = 0; i < (int) lengthof(names); i++)
	{
		if (PG_ARGISNULL(i))
			refuse_null(names[i]);
	}
	span_read(fcinfo, 1, &since, &until);
	by = text_to_cstring(PG_GETARG_TEXT_PP(2));
	check_by(by);
	spi_begin(&scope, fcinfo);
	account_load(text_to_cstring(PG_GETARG_TEXT_PP(0)), &account);
	cells_make(&account, by, since, until, &cells);
	values[0] = Int64GetDatum(account.account_id);
	values[1] = Int64GetDatum(account.user_id);
	values[2] = TimestampTzGetDatum(since);
	values[3] = TimestampTzGetDatum(until);
	values[4] = PointerGetDatum(
		construct_array(cells.starts, cells.count, INT8OID, sizeof(int64), FLOAT8PASSBYVAL, 'd'));
	values[5] = PointerGetDatum(construct_array(cells.keys, cells.count, TEXTOID, -1, false, 'i'));
	values[6] = CStringGetTextDatum(by);
	spi_return_set(fcinfo, &usage_plan, values, NULL);
	spi_end(&scope);
	return (Datum) 0;
}
