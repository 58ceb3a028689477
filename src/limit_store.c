/*
 * limit_store.c
 *	  Limits in the tables: load what a plan says and what is used, lock a count, write it.
 *
 * Decided here: which instants the windows are, in the account's zone, and that only those are
 * looked for that some limit is counted in.
 *
 * Locks: a count's row, after that of the key and the account, which only catching up locks.
 * Nothing is locked after it.  What is used is read once it is locked, by another command: under
 * READ COMMITTED that is what whoever was waited for has left, and under REPEATABLE READ the wait
 * ends in 40001.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "calendar.h"
#include "limit.h"
#include "money.h"
#include "period.h"
#include "refuse.h"
#include "spi.h"

static const char *const names[] = {"gauge", "day", "week", "month", "period"};

const char *
limit_per_name(LimitPer per)
{
	return names[per];
}

LimitPer
limit_per(const char *name)
{
	int			per;

	if (name == NULL)
		return LIMIT_GAUGE;
	for (per = LIMIT_DAY; per < LIMIT_WINDOWS; per++)
	{
		if (strcmp(name, names[per]) == 0)
			return per;
	}
	refuse_value("per", "must be day, week, month, period or null", name);
}

/*
 * What the plans say.
 */
static void
limit_read(uint64 row, PlanLimit *limit)
{
	Interval	cycle;

	memset(limit, 0, sizeof(*limit));
	limit->feature = spi_text(row, 1);
	limit->plan = spi_text(row, 2);
	limit->unlimited = spi_is_null(row, 3);
	limit->most = limit->unlimited ? 0 : amount_from_numeric(spi_copy(row, 3, -1));
	limit->per = limit_per(spi_text(row, 4));
	limit->per_item = spi_bool(row, 5);
	limit->sold = !spi_is_null(row, 6);
	if (!limit->sold)
		return;
	limit->price = spi_copy(row, 6, -1);
	cycle = spi_interval(row, 7);
	limit->length = calendar_length(&cycle);
}

#define LIMIT_ROWS \
	"SELECT l.feature, l.plan, l.most, l.per, l.per_item, p.price, p.cycle" \
	"  FROM credits.plan_limit l" \
	"  LEFT JOIN (credits.plan p JOIN credits.account a" \
	"          ON a.currency OPERATOR(pg_catalog.=) p.currency" \
	"         AND a.account_id OPERATOR(pg_catalog.=) $1" \
	"         AND a.user_id OPERATOR(pg_catalog.=) $1)" \
	"    ON p.plan OPERATOR(pg_catalog.=) l.plan"

static void
limit_load_rows(const Account *account, const char *feature, LimitBook *book)
{
	static SpiPlan one = {LIMIT_ROWS " WHERE l.feature OPERATOR(pg_catalog.=) $2", "lt", NULL};
	static SpiPlan all = {LIMIT_ROWS " ORDER BY l.feature", "l", NULL};
	Datum		values[2];
	int			i;

	values[0] = Int64GetDatum(account->account_id);
	values[1] = feature == NULL ? (Datum) 0 : CStringGetTextDatum(feature);
	book->count = spi_run(feature == NULL ? &all : &one, values, NULL);
	book->limits = palloc(sizeof(PlanLimit) * Max(book->count, 1));
	for (i = 0; i < book->count; i++)
		limit_read(i, &book->limits[i]);
}

/*
 * The windows.
 */
static bool
limit_window(Account *account, TimestampTz at, LimitPer per, TimestampTz *starts_at,
			 TimestampTz *ends_at)
{
	Period		period;

	switch (per)
	{
		case LIMIT_GAUGE:
			*starts_at = DT_NOBEGIN;
			*ends_at = DT_NOEND;
			return true;
		case LIMIT_DAY:
			calendar_day(account->zone, at, starts_at, ends_at);
			return true;
		case LIMIT_WEEK:
			calendar_week(account->zone, at, starts_at, ends_at);
			return true;
		case LIMIT_MONTH:
			calendar_month(account->zone, at, starts_at, ends_at);
			return true;
		case LIMIT_PERIOD:
			if (!period_foresee(account, at, &period))
				return false;
			*starts_at = period.starts_at;
			*ends_at = period.ends_at;
			return true;
		case LIMIT_NOWHERE:
			break;
	}
	return false;
}

static void
limit_load_windows(Account *account, TimestampTz at, LimitBook *book)
{
	int			i;

	for (i = 0; i < book->count; i++)
	{
		LimitPer	per = book->limits[i].per;

		if (!book->exists[per])
			book->exists[per] = limit_window(account, at, per, &book->starts_at[per],
											 &book->ends_at[per]);
	}
}

void
limit_load(Account *account, TimestampTz at, const char *feature, LimitBook *book)
{
	SubscriptionList subscriptions;
	const Subscription *terms;

	memset(book, 0, sizeof(*book));
	subscription_load(account, &subscriptions);
	terms = subscription_in_force(&subscriptions, at);
	book->plan = terms == NULL ? NULL : terms->plan;
	limit_load_rows(account, feature, book);
	limit_load_windows(account, at, book);
}

/*
 * What is used.
 */
#define LIMIT_USES \
	"SELECT u.feature, u.item, w.number, u.used" \
	"  FROM (VALUES (0, 'gauge'::pg_catalog.text, $2), (1, 'day', $3), (2, 'week', $4)," \
	"               (3, 'month', $5), (4, 'period', $6)) AS w (number, per, starts_at)" \
	"  JOIN credits.feature_use u ON u.account_id OPERATOR(pg_catalog.=) $1" \
	"   AND u.user_id OPERATOR(pg_catalog.=) $7" \
	"   AND u.starts_at OPERATOR(pg_catalog.=) w.starts_at AND u.per OPERATOR(pg_catalog.=) w.per"

void
limit_load_uses(const Account *account, const char *feature, const char *item, LimitBook *book)
{
	static SpiPlan one = {
		LIMIT_USES " AND u.feature OPERATOR(pg_catalog.=) $8 AND u.item OPERATOR(pg_catalog.=) $9"
		" ORDER BY w.number",
		"lzzzzzltt", NULL
	};
	static SpiPlan all = {
		LIMIT_USES " AND u.used OPERATOR(pg_catalog.>) 0::pg_catalog.numeric"
		" ORDER BY u.feature, u.item, w.number",
		"lzzzzzl", NULL
	};
	Datum		values[9];
	char		nulls[10] = "         ";
	int			i;

	values[0] = Int64GetDatum(account->account_id);
	for (i = 0; i < LIMIT_WINDOWS; i++)
	{
		values[1 + i] = TimestampTzGetDatum(book->starts_at[i]);
		nulls[1 + i] = book->exists[i] ? ' ' : 'n';
	}
	values[6] = Int64GetDatum(account->user_id);
	values[7] = feature == NULL ? (Datum) 0 : CStringGetTextDatum(feature);
	values[8] = CStringGetTextDatum(item == NULL ? "" : item);
	book->use_count = spi_run(feature == NULL ? &all : &one, values, nulls);
	book->uses = palloc(sizeof(LimitUse) * Max(book->use_count, 1));
	for (i = 0; i < book->use_count; i++)
	{
		book->uses[i].feature = spi_text(i, 1);
		book->uses[i].item = spi_text(i, 2);
		book->uses[i].per = spi_int32(i, 3);
		book->uses[i].used = amount_from_numeric(spi_copy(i, 4, -1));
	}
}

/*
 * A count.
 */
static void
limit_key(const Account *account, const LimitBook *book, const LimitUse *use, Datum *values)
{
	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(account->user_id);
	values[2] = TimestampTzGetDatum(book->starts_at[use->per]);
	values[3] = CStringGetTextDatum(names[use->per]);
	values[4] = CStringGetTextDatum(use->feature);
	values[5] = CStringGetTextDatum(use->item);
}

#define LIMIT_KEY \
	" WHERE u.account_id OPERATOR(pg_catalog.=) $1 AND u.user_id OPERATOR(pg_catalog.=) $2" \
	"   AND u.starts_at OPERATOR(pg_catalog.=) $3 AND u.per OPERATOR(pg_catalog.=) $4" \
	"   AND u.feature OPERATOR(pg_catalog.=) $5 AND u.item OPERATOR(pg_catalog.=) $6"

void
limit_lock(const Account *account, const LimitBook *book, const LimitUse *use)
{
	static SpiPlan lock = {
		"SELECT FROM credits.feature_use u" LIMIT_KEY " FOR NO KEY UPDATE", "llzttt", NULL
	};
	static SpiPlan make = {
		"INSERT INTO credits.feature_use (account_id, user_id, starts_at, per, feature, item, used)"
		" VALUES ($1,$2,$3,$4,$5,$6,0) ON CONFLICT DO NOTHING",
		"llzttt", NULL
	};
	Datum		values[6];

	limit_key(account, book, use, values);
	/* a row that another makes at the same time is waited for here, and locked in the next turn */
	while (spi_run(&lock, values, NULL) == 0 && spi_run(&make, values, NULL) == 0)
		CHECK_FOR_INTERRUPTS();
}

void
limit_write(const Account *account, const LimitBook *book, const LimitUse *use)
{
	static SpiPlan plan = {
		"UPDATE credits.feature_use AS u SET used = $7" LIMIT_KEY, "llztttn", NULL
	};
	Datum		values[7];

	limit_key(account, book, use, values);
	values[6] = money_from_amount(use->used);
	spi_run(&plan, values, NULL);
}

/*
 * Answers under a key.
 */
Datum
limit_plans(const Allowance *answer)
{
	Datum	   *plans = palloc(sizeof(Datum) * Max(answer->unlocked_count, 1));
	int			i;

	for (i = 0; i < answer->unlocked_count; i++)
		plans[i] = CStringGetTextDatum(answer->unlocked_by[i]);
	return PointerGetDatum(construct_array(plans, answer->unlocked_count, TEXTOID, -1, false,
										   TYPALIGN_INT));
}

void
limit_keep(const Request *request, const Allowance *answer)
{
	static SpiPlan plan = {
		"INSERT INTO credits.feature_answer (account_id, operation, user_id, feature, item,"
		"  allowed, used, most, resets_at, unlocked_by) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)",
		"lllttbnnzT", NULL
	};
	Datum		values[10];
	char		nulls[11] = "          ";

	values[0] = Int64GetDatum(request->account_id);
	values[1] = Int64GetDatum(request->operation);
	values[2] = Int64GetDatum(request->user_id);
	values[3] = CStringGetTextDatum(answer->feature);
	values[4] = answer->item == NULL ? (Datum) 0 : CStringGetTextDatum(answer->item);
	nulls[4] = answer->item == NULL ? 'n' : ' ';
	values[5] = BoolGetDatum(answer->allowed);
	values[6] = money_from_amount(answer->used);
	values[7] = money_from_amount(answer->most);
	nulls[7] = answer->unlimited ? 'n' : ' ';
	values[8] = TimestampTzGetDatum(answer->resets_at);
	nulls[8] = answer->resets ? ' ' : 'n';
	values[9] = limit_plans(answer);
	spi_run(&plan, values, nulls);
}

void
limit_kept(const Request *request, Allowance *answer)
{
	static SpiPlan plan = {
		"SELECT f.feature, f.item, f.allowed, f.used, f.most, f.resets_at, f.unlocked_by"
		"  FROM credits.feature_answer f WHERE f.account_id OPERATOR(pg_catalog.=) $1"
		"   AND f.operation OPERATOR(pg_catalog.=) $2",
		"ll", NULL
	};
	Datum		values[2];
	Datum	   *plans;
	int			i;

	values[0] = Int64GetDatum(request->account_id);
	values[1] = Int64GetDatum(request->operation);
	if (spi_run(&plan, values, NULL) == 0)
		elog(ERROR, "no answer of operation " INT64_FORMAT, request->operation);
	answer->feature = spi_text(0, 1);
	answer->item = spi_text(0, 2);
	answer->allowed = spi_bool(0, 3);
	answer->used = amount_from_numeric(spi_copy(0, 4, -1));
	answer->unlimited = spi_is_null(0, 5);
	answer->most = answer->unlimited ? 0 : amount_from_numeric(spi_copy(0, 5, -1));
	answer->resets = !spi_is_null(0, 6);
	answer->resets_at = answer->resets ? spi_int64(0, 6) : 0;
	deconstruct_array(DatumGetArrayTypeP(spi_copy(0, 7, -1)), TEXTOID, -1, false, TYPALIGN_INT,
					  &plans, NULL, &answer->unlocked_count);
	answer->unlocked_by = palloc(sizeof(char *) * Max(answer->unlocked_count, 1));
	for (i = 0; i < answer->unlocked_count; i++)
		answer->unlocked_by[i] = TextDatumGetCString(plans[i]);
}
