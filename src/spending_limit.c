/*
 * spending_limit.c
 *	  set_spending_limit() and spending_limits(): who may draw how much in which windows.
 *
 * Decided here: from when on a limit counts (the window that contains the instant at which it was
 * set), and what it has counted by then, which is what the ledger says.  What was drawn stays
 * drawn, whatever is set.  What a limit lets is spending.c's.
 *
 * Locks: the account, then its open buckets in draw order, all marked: a draw that knew of no
 * limit looks again.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "argument.h"
#include "clock.h"
#include "ledger.h"
#include "meter.h"
#include "refuse.h"
#include "spending.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_set_spending_limit);
PG_FUNCTION_INFO_V1(credits_spending_limits);

static LimitPer
argument_per(FunctionCallInfo fcinfo, int number)
{
	char	   *name = argument_required(fcinfo, number, "per");
	int			per;

	for (per = LIMIT_DAY; per <= LIMIT_PERIOD; per++)
	{
		if (strcmp(name, limit_per_name(per)) == 0)
			return per;
	}
	refuse_value("per", "must be day, week, month or period", name);
}

/*
 * Setting.
 */
static void
spending_key(const Account *account, LimitPer per, Datum *values)
{
	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(account->user_id);
	values[2] = CStringGetTextDatum(limit_per_name(per));
}

#define SPENDING_KEY \
	" WHERE l.account_id OPERATOR(pg_catalog.=) $1 AND l.user_id OPERATOR(pg_catalog.=) $2"        \
	"   AND l.per OPERATOR(pg_catalog.=) $3"

/* What it has counted goes with it: set again, it counts anew */
static void
spending_remove(const Account *account, LimitPer per)
{
	static SpiPlan limit = {"DELETE FROM credits.spending_limit AS l" SPENDING_KEY, "llt", NULL};
	static SpiPlan spent = {"DELETE FROM credits.spending AS l" SPENDING_KEY, "llt", NULL};
	Datum		values[3];

	spending_key(account, per, values);
	spi_run(&spent, values, NULL);
	spi_run(&limit, values, NULL);
}

static void
spending_put(const Account *account, LimitPer per, amount128 most, TimestampTz since)
{
	static SpiPlan plan = {
		"INSERT INTO credits.spending_limit AS l (account_id, user_id, per, most, since)"
		" VALUES ($1,$2,$3,$4,$5) ON CONFLICT (account_id, user_id, per)"
		" DO UPDATE SET most = EXCLUDED.most, since = EXCLUDED.since",
		"lltaz", NULL
	};
	Datum		values[5];

	spending_key(account, per, values);
	values[3] = AmountGetDatum(most);
	values[4] = TimestampTzGetDatum(since);
	spi_run(&plan, values, NULL);
}

/* How many limits there are, of a payer and its children */
static void
spending_number(Account *account)
{
	static SpiPlan plan = {
		"UPDATE credits.account AS a SET spending_limits ="
		"       (SELECT pg_catalog.count(*)::pg_catalog.int4 FROM credits.spending_limit l"
		"         WHERE l.account_id OPERATOR(pg_catalog.=) $1)"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $1",
		"l", NULL
	};
	Datum		values[1];

	values[0] = Int64GetDatum(account->account_id);
	spi_run(&plan, values, NULL);
	account_load_again(account);
}

static SpendingLimit *
spending_find(Spending *spending, int64 user_id, LimitPer per)
{
	int			i;

	spending_load(spending);
	for (i = 0; i < spending->count; i++)
	{
		if (spending->limits[i].user_id == user_id && spending->limits[i].per == per)
			return &spending->limits[i];
	}
	return NULL;
}

/* Count from the ledger what was drawn in its windows by now, or ahead of it */
static void
spending_count_drawn(Spending *spending, BucketSet *set, SpendingLimit *limit)
{
	TimestampTz at = limit->since;
	amount128  *sums;
	TimestampTz last;
	int			i;

	if (!spending_last(spending, limit, &last))
		return;
	while (at <= last)
	{
		CHECK_FOR_INTERRUPTS();
		at = spending_window(spending, set, limit, at)->ends_at;
	}
	sums = palloc(sizeof(amount128) * Max(limit->count, 1));
	spending_sum(spending, limit, limit->windows, limit->count, DT_NOEND, sums);
	for (i = 0; i < limit->count; i++)
		limit->windows[i]->spent = sums[i];
	spending_write(spending);
}

/* A limit that is there goes on counting; a new one, or one from before, counts from the ledger */
static void
spending_set(Account *account, BucketSet *set, LimitPer per, amount128 most, TimestampTz at)
{
	Spending	spending = {.account = account, .context = CurrentMemoryContext};
	SpendingLimit *limit = spending_find(&spending, account->user_id, per);
	SpendingLimit first = {.user_id = account->user_id, .per = per, .since = DT_NOBEGIN};
	TimestampTz since;

	if (limit != NULL && limit->since <= at)
	{
		spending_put(account, per, most, limit->since);
		return;
	}
	since = spending_window(&spending, set, &first, at)->starts_at;
	spending_remove(account, per);
	spending_put(account, per, most, since);
	limit = spending_find(&spending, account->user_id, per);
	spending_count_drawn(&spending, set, limit);
}

/* Arguments: account, amount, per, at */
Datum
credits_set_spending_limit(PG_FUNCTION_ARGS)
{
	char	   *name = argument_required(fcinfo, 0, "account");
	bool		removes = PG_ARGISNULL(1);
	amount128	most = removes ? 0 : PG_GETARG_AMOUNT(1);
	LimitPer	per = argument_per(fcinfo, 2);
	BucketSet	set = {0};
	Account		account;
	TimestampTz at;
	SpiScope	scope;

	spi_require_write("credits.set_spending_limit()");
	if (most < 0)
		refuse_value("amount", "must not be negative", amount_to_cstring(most));
	spi_begin(&scope, fcinfo);
	account_load(name, &account);
	account_lock(&account);
	at = account_at(&account, !PG_ARGISNULL(3), PG_ARGISNULL(3) ? 0 : PG_GETARG_TIMESTAMPTZ(3));
	period_catch_up(&account, at);
	meter_settle_now(&account);
	store_load_buckets(&account, DT_NOBEGIN, &set);
	store_lock_all(&account, DT_NOBEGIN, &set);
	if (removes)
		spending_remove(&account, per);
	else
		spending_set(&account, &set, per, most, at);
	spending_number(&account);
	period_mark(&account);
	spi_end(&scope);
	PG_RETURN_VOID();
}

/*
 * Reading.
 */

/* What a window has counted at an instant, what runs included */
static void
window_look(Spending *spending, SpendingLimit *limit, bool booked, TimestampTz at,
			SpendingWindow *window)
{
	amount128	sum;

	if (booked)
		return;
	spending_sum(spending, limit, &window, 1, at, &sum);
	window->spent = amount_plus(sum, window->spent - window->was);
	window->held = spending_load_held_at(spending, limit, at);
}

static void
limits_put(ReturnSetInfo *rsinfo, const SpendingLimit *limit, const SpendingWindow *window)
{
	Datum		values[8];
	bool		nulls[8] = {false};

	values[0] = CStringGetTextDatum(limit->account);
	values[1] = CStringGetTextDatum(limit_per_name(limit->per));
	values[2] = AmountGetDatum(limit->most);
	values[3] = AmountGetDatum(spending_spent(window));
	values[4] = AmountGetDatum(window->held);
	values[5] = AmountGetDatum(spending_left_in(limit, window));
	values[6] = TimestampTzGetDatum(window->starts_at);
	values[7] = TimestampTzGetDatum(window->ends_at);
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

/* Arguments: account, at */
Datum
credits_spending_limits(PG_FUNCTION_ARGS)
{
	MemoryContext inside;
	Settlement	settlement;
	Book		book = {0};
	Account		account;
	Spending   *spending;
	SpiScope	scope;
	TimestampTz at;
	int			i;

	spi_begin(&scope, fcinfo);
	inside = CurrentMemoryContext;
	InitMaterializedSRF(fcinfo, 0);
	MemoryContextSwitchTo(inside);
	account_load(argument_required(fcinfo, 0, "account"), &account);
	if (!PG_ARGISNULL(1))
		clock_check(PG_GETARG_TIMESTAMPTZ(1), "at");
	at = PG_ARGISNULL(1) ? account.now : PG_GETARG_TIMESTAMPTZ(1);
	ledger_look(&account, PG_ARGISNULL(1), at, &book, &settlement);
	spending = settlement.booking.spending != NULL ? settlement.booking.spending
		: spending_begin(&account);
	if (spending != NULL && !spending->loaded)
		spending_load(spending);
	for (i = 0; spending != NULL && i < spending->count; i++)
	{
		SpendingLimit *limit = &spending->limits[i];
		SpendingWindow *window = NULL;

		/* of a child, what bounds it */
		if (account.user_id == account.account_id || limit->user_id == account.user_id ||
			limit->user_id == account.account_id)
			window = spending_window(spending, &book.set, limit, at);
		if (window == NULL)
			continue;
		window_look(spending, limit, PG_ARGISNULL(1), at, window);
		limits_put((ReturnSetInfo *) fcinfo->resultinfo, limit, window);
	}
	spi_end(&scope);
	return (Datum) 0;
}
