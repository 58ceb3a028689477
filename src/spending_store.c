/*
 * spending_store.c
 *	  Spending limits in the tables: load them, write what was counted, count anew.
 *
 * Decided here: what the ledger says was drawn in a window.  A line over time counts in each window
 * what that stretch of it costs; a line that takes back counts against.  What was refunded of an
 * operation is what it drew last: so much of it is not counted from its end on.  What is held
 * counts in every window from that of the hold's own instant on, until it is captured, released or
 * ends; what is captured, in that of the capture.
 *
 * Locks: see spending.c.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "spending.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_spending_of_ledger);

static LimitPer
spending_per(const char *name)
{
	int			per;

	for (per = LIMIT_DAY; per < LIMIT_PERIOD; per++)
	{
		if (strcmp(name, limit_per_name(per)) == 0)
			break;
	}
	return per;
}

void
spending_load(Spending *spending)
{
	static SpiPlan plan = {
		"SELECT l.user_id, a.account, l.per, l.most, l.since FROM credits.spending_limit l"
		"  JOIN credits.account a ON a.account_id OPERATOR(pg_catalog.=) l.account_id"
		"                        AND a.user_id OPERATOR(pg_catalog.=) l.user_id"
		" WHERE l.account_id OPERATOR(pg_catalog.=) $1"
		" ORDER BY (l.user_id OPERATOR(pg_catalog.<>) $1), a.account,"
		"       pg_catalog.array_position('{day,week,month,period}'::pg_catalog.text[], l.per)",
		"l", NULL
	};
	MemoryContext caller = MemoryContextSwitchTo(spending->context);
	Datum		values[1];
	int			i;

	values[0] = Int64GetDatum(spending->account->account_id);
	spending->count = spi_run(&plan, values, NULL);
	spending->limits = palloc0(sizeof(SpendingLimit) * Max(spending->count, 1));
	for (i = 0; i < spending->count; i++)
	{
		SpendingLimit *limit = &spending->limits[i];

		limit->user_id = spi_int64(i, 1);
		limit->account = spi_text(i, 2);
		limit->per = spending_per(spi_text(i, 3));
		limit->most = spi_amount(i, 4);
		limit->since = spi_int64(i, 5);
	}
	spending->loaded = true;
	MemoryContextSwitchTo(caller);
}

amount128
spending_load_spent(const Spending *spending, const SpendingLimit *limit, TimestampTz starts_at)
{
	static SpiPlan plan = {
		"SELECT s.spent FROM credits.spending s WHERE s.account_id OPERATOR(pg_catalog.=) $1"
		"   AND s.user_id OPERATOR(pg_catalog.=) $2 AND s.per OPERATOR(pg_catalog.=) $3"
		"   AND s.starts_at OPERATOR(pg_catalog.=) $4",
		"lltz", NULL
	};
	Datum		values[4];

	values[0] = Int64GetDatum(spending->account->account_id);
	values[1] = Int64GetDatum(limit->user_id);
	values[2] = CStringGetTextDatum(limit_per_name(limit->per));
	values[3] = TimestampTzGetDatum(starts_at);
	return spi_run(&plan, values, NULL) > 0 ? spi_amount(0, 1) : 0;
}

amount128
spending_load_held(const Spending *spending, const SpendingLimit *limit,
				   const SpendingWindow *window)
{
	static SpiPlan plan = {
		"SELECT COALESCE(credits.sum(p.amount), '0'::credits.amount)"
		"  FROM credits.hold h"
		"  JOIN credits.hold_part p ON p.account_id OPERATOR(pg_catalog.=) h.account_id"
		"                          AND p.hold_id OPERATOR(pg_catalog.=) h.id"
		" WHERE h.account_id OPERATOR(pg_catalog.=) $1"
		"   AND h.status OPERATOR(pg_catalog.=) 'held'::pg_catalog.text AND p.ended_at IS NULL"
		"   AND ($2 OPERATOR(pg_catalog.=) $1 OR h.user_id OPERATOR(pg_catalog.=) $2)"
		"   AND p.at OPERATOR(pg_catalog.<) $3 AND h.expires_at OPERATOR(pg_catalog.>) $4",
		"llzz", NULL
	};
	const Account *account = spending->account;
	Datum		values[4];

	if (account->holds == 0)
		return 0;
	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(limit->user_id);
	values[2] = TimestampTzGetDatum(window->ends_at);
	values[3] = TimestampTzGetDatum(Max(window->starts_at, account->now));
	spi_run(&plan, values, NULL);
	return spi_amount(0, 1);
}

amount128
spending_load_held_at(const Spending *spending, const SpendingLimit *limit, TimestampTz at)
{
	static SpiPlan plan = {
		"SELECT COALESCE(sum(p.amount), '0') FROM credits.hold h"
		"  JOIN credits.hold_part p ON p.account_id = h.account_id AND p.hold_id = h.id"
		" WHERE h.account_id = $1 AND ($2 = $1 OR h.user_id = $2) AND p.at <= $3"
		"   AND $3 < LEAST(h.expires_at, COALESCE(p.ended_at, 'infinity'))",
		"llz", NULL
	};
	Datum		values[3];

	values[0] = Int64GetDatum(spending->account->account_id);
	values[1] = Int64GetDatum(limit->user_id);
	values[2] = TimestampTzGetDatum(at);
	spi_read(&plan, values, NULL);
	return spi_amount(0, 1);
}

static void
window_write(const Spending *spending, const SpendingLimit *limit, const SpendingWindow *window)
{
	static SpiPlan plan = {
		"INSERT INTO credits.spending AS s (account_id, user_id, per, starts_at, ends_at, spent)"
		" VALUES ($1,$2,$3,$4,$5,$6) ON CONFLICT (account_id, user_id, per, starts_at)"
		" DO UPDATE SET spent = EXCLUDED.spent",
		"lltzza", NULL
	};
	Datum		values[6];

	values[0] = Int64GetDatum(spending->account->account_id);
	values[1] = Int64GetDatum(limit->user_id);
	values[2] = CStringGetTextDatum(limit_per_name(limit->per));
	values[3] = TimestampTzGetDatum(window->starts_at);
	values[4] = TimestampTzGetDatum(window->ends_at);
	values[5] = AmountGetDatum(window->spent);
	/* a change of plan may cut a period: its row says where it ends */
	spi_run(&plan, values, limit->per == LIMIT_PERIOD ? "    n" : NULL);
}

void
spending_write(Spending *spending)
{
	int			i;
	int			j;

	if (spending == NULL)
		return;
	for (i = 0; i < spending->count; i++)
	{
		const SpendingLimit *limit = &spending->limits[i];

		for (j = 0; j < limit->count; j++)
		{
			SpendingWindow *window = limit->windows[j];

			if (window->spent == window->was)
				continue;
			window_write(spending, limit, window);
			window->was = window->spent;
		}
	}
}

void
spending_touch(Spending *spending)
{
	int			i;
	int			j;

	if (spending == NULL)
		return;
	for (i = 0; i < spending->count; i++)
	{
		const SpendingLimit *limit = &spending->limits[i];

		for (j = 0; j < limit->count; j++)
		{
			SpendingWindow *window = limit->windows[j];

			if (window->spent == window->was)
				continue;
			window->spent = window->was;
			window_write(spending, limit, window);
		}
	}
}

/*
 * Counting anew.
 *
 * `windows` says which: account_id, user_id, per, starts_at, ends_at, upto (what is used after it
 * is left out) and shown; `line`, `draw` and `gone` narrow what is looked at of usage_line l and
 * entry e.
 */
#define SPENDING_COUNTED(windows, line, draw, gone)                                                \
	"WITH w AS (" windows "), gone AS ("                                                           \
	"  SELECT e.account_id, e.returns AS operation, sum(e.amount) AS amount"                       \
	"    FROM credits.entry e WHERE e.kind = 'return' AND e.returns IS NOT NULL AND " gone         \
	"   GROUP BY e.account_id, e.returns"                                                          \
	"), used AS ("                                                                                 \
	"  SELECT l.account_id, l.user_id, l.at, CASE WHEN l.until > l.at THEN l.until END AS until,"  \
	"         l.charged, l.quantity, l.rate, l.counted, l.terms,"                                  \
	"         sum(l.charged) OVER (PARTITION BY l.account_id, l.operation ORDER BY l.line)"        \
	"             - l.charged AS before,"                                                          \
	"         sum(l.charged) OVER (PARTITION BY l.account_id, l.operation) - g.amount AS top"      \
	"    FROM credits.usage_line l LEFT JOIN gone g USING (account_id, operation) WHERE " line     \
	"  UNION ALL"                                                                                  \
	"  SELECT e.account_id, e.user_id, min(e.at), NULL, sum(-e.amount), NULL, NULL, NULL, NULL,"   \
	"         '0', sum(-e.amount) - g.amount"                                                      \
	"    FROM credits.entry e LEFT JOIN gone g USING (account_id, operation)"                      \
	"   WHERE e.kind IN ('draw', 'capture') AND e.line IS NULL AND " draw                          \
	"   GROUP BY e.account_id, e.user_id, e.operation, g.amount"                                   \
	"), part AS ("                                                                                 \
	"  SELECT w.account_id, w.user_id, w.per, w.starts_at, u.top,"                                 \
	"         u.before + COALESCE(CASE WHEN w.starts_at > u.at THEN"                               \
	"             credits.line_cost(u.rate, u.quantity, u.at, w.starts_at, u.counted, u.terms)"    \
	"             END, '0') AS low,"                                                               \
	"         u.before + CASE WHEN u.until > LEAST(w.ends_at, w.upto)"                             \
	"             THEN credits.line_cost(u.rate, u.quantity, u.at, LEAST(w.ends_at, w.upto),"      \
	"                                    u.counted, u.terms)"                                      \
	"             ELSE u.charged END AS high"                                                      \
	"    FROM w JOIN used u ON u.account_id = w.account_id"                                        \
	"     AND (w.user_id = w.account_id OR w.user_id = u.user_id)"                                 \
	"     AND u.at < w.ends_at AND u.at <= w.upto"                                                 \
	"     AND (u.at >= w.starts_at OR u.until > w.starts_at)"                                      \
	")"                                                                                            \
	" SELECT w.account_id, w.user_id, w.per, w.starts_at,"                                         \
	"        COALESCE(sum(LEAST(p.high, p.top) - LEAST(p.low, p.top)), '0') AS spent, w.shown"     \
	"   FROM w LEFT JOIN part p USING (account_id, user_id, per, starts_at)"                       \
	"  GROUP BY w.account_id, w.user_id, w.per, w.starts_at, w.shown"

#define SPENDING_COUNTERS                                                                          \
	"SELECT s.account_id, s.user_id, s.per, s.starts_at,"                                          \
	"       COALESCE(s.ends_at, p.ends_at) AS ends_at, timestamptz 'infinity' AS upto,"            \
	"       s.spent AS shown"                                                                      \
	"  FROM credits.spending s"                                                                    \
	"  LEFT JOIN credits.period p ON p.account_id = s.account_id AND p.starts_at = s.starts_at"    \
	"                            AND s.per = 'period'"

/* An array of instants, as microseconds since 2000 */
static Datum
instants_array(SpendingWindow *const *windows, int count, bool ends)
{
	Datum	   *items = palloc(sizeof(Datum) * Max(count, 1));
	int			i;

	for (i = 0; i < count; i++)
		items[i] = Int64GetDatum(ends ? windows[i]->ends_at : windows[i]->starts_at);
	return PointerGetDatum(
		construct_array(items, count, INT8OID, sizeof(int64), FLOAT8PASSBYVAL, 'd'));
}

void
spending_sum(const Spending *spending, const SpendingLimit *limit,
			 SpendingWindow *const *windows, int count, TimestampTz upto, amount128 *sums)
{
	static SpiPlan plan = {
		SPENDING_COUNTED(
			"SELECT $1 AS account_id, $2 AS user_id, '' AS per,"
			"       timestamptz '2000-01-01Z' + i.start * interval '1 microsecond' AS starts_at,"
			"       timestamptz '2000-01-01Z' + i.finish * interval '1 microsecond' AS ends_at,"
			"       $5 AS upto, i.n AS shown"
			"  FROM ROWS FROM (unnest($3), unnest($4)) WITH ORDINALITY i (start, finish, n)",
			"l.account_id = $1 AND ($1 = $2 OR l.user_id = $2)",
			"e.account_id = $1 AND ($1 = $2 OR e.user_id = $2)",
			"e.account_id = $1")
		" ORDER BY w.shown",
		"llLLz", NULL
	};
	Datum		values[5];
	int			i;

	values[0] = Int64GetDatum(spending->account->account_id);
	values[1] = Int64GetDatum(limit->user_id);
	values[2] = instants_array(windows, count, false);
	values[3] = instants_array(windows, count, true);
	values[4] = TimestampTzGetDatum(upto);
	spi_read(&plan, values, NULL);
	for (i = 0; i < count; i++)
		sums[i] = spi_amount(i, 5);
}

bool
spending_last(const Spending *spending, const SpendingLimit *limit, TimestampTz *at)
{
	static SpiPlan plan = {
		"SELECT GREATEST("
		"  (SELECT max(GREATEST(l.at, l.until - interval '1 microsecond'))"
		"     FROM credits.usage_line l WHERE l.account_id = $1 AND ($1 = $2 OR l.user_id = $2)),"
		"  (SELECT max(e.at) FROM credits.entry e WHERE e.account_id = $1"
		"      AND ($1 = $2 OR e.user_id = $2) AND e.kind IN ('draw', 'capture')"
		"      AND e.line IS NULL))",
		"ll", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(spending->account->account_id);
	values[1] = Int64GetDatum(limit->user_id);
	spi_read(&plan, values, NULL);
	if (spi_is_null(0, 1))
		return false;
	*at = spi_int64(0, 1);
	return true;
}

void
spending_recount(const Account *account, int64 operation, bool back)
{
	static SpiPlan count = {
		SPENDING_COUNTED(SPENDING_COUNTERS " WHERE s.account_id = $1",
						 "l.account_id = $1 AND l.operation = $2",
						 "e.account_id = $1 AND e.operation = $2",
						 "e.account_id = $1 AND e.returns = $2"),
		"ll", NULL
	};
	static SpiPlan write = {
		"UPDATE credits.spending AS s SET spent = s.spent OPERATOR(credits.+) $5"
		" WHERE s.account_id OPERATOR(pg_catalog.=) $1 AND s.user_id OPERATOR(pg_catalog.=) $2"
		"   AND s.per OPERATOR(pg_catalog.=) $3 AND s.starts_at OPERATOR(pg_catalog.=) $4",
		"lltza", NULL
	};
	Datum	   *changes;
	Datum		values[2];
	uint64		rows;
	uint64		i;

	if (account->spending_limits == 0)
		return;
	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(operation);
	rows = spi_read(&count, values, NULL);
	changes = palloc(sizeof(Datum) * 5 * Max(rows, 1));
	for (i = 0; i < rows; i++)
	{
		amount128	spent = spi_amount(i, 5);

		changes[i * 5] = Int64GetDatum(spi_int64(i, 1));
		changes[i * 5 + 1] = Int64GetDatum(spi_int64(i, 2));
		changes[i * 5 + 2] = CStringGetTextDatum(spi_text(i, 3));
		changes[i * 5 + 3] = TimestampTzGetDatum(spi_int64(i, 4));
		changes[i * 5 + 4] = spent == 0 ? (Datum) 0 : AmountGetDatum(back ? spent : -spent);
	}
	for (i = 0; i < rows; i++)
	{
		if (changes[i * 5 + 4] != (Datum) 0)
			spi_run(&write, &changes[i * 5], NULL);
	}
}

/*
 * What every counter should say, and since it was set every limit: verify() compares.  Argument:
 * payer (NULL: all)
 */
Datum
credits_spending_of_ledger(PG_FUNCTION_ARGS)
{
	static SpiPlan plan = {
		SPENDING_COUNTED(
			SPENDING_COUNTERS " WHERE $1 IS NULL OR s.account_id = $1"
			" UNION ALL "
			"SELECT l.account_id, l.user_id, l.per || ' and after', l.since,"
			"       'infinity', 'infinity',"
			"       COALESCE((SELECT sum(s.spent) FROM credits.spending s"
			"                  WHERE s.account_id = l.account_id AND s.user_id = l.user_id"
			"                    AND s.per = l.per), '0')"
			"  FROM credits.spending_limit l WHERE $1 IS NULL OR l.account_id = $1",
			"l.account_id IN (SELECT w.account_id FROM w)",
			"e.account_id IN (SELECT w.account_id FROM w)",
			"e.account_id IN (SELECT w.account_id FROM w)"),
		"l", NULL
	};
	Datum		values[1] = {(Datum) 0};
	SpiScope	scope;

	spi_begin(&scope, fcinfo);
	if (!PG_ARGISNULL(0))
		values[0] = PG_GETARG_DATUM(0);
	spi_return_set(fcinfo, &plan, values, PG_ARGISNULL(0) ? "n" : NULL);
	spi_end(&scope);
	return (Datum) 0;
}
