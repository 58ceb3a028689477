/*
 * subscription.c
 *	  Subscriptions as rows: terms that were copied from a plan, and when they are in force.
 *
 * Decided here: what is copied; which subscription is in force at an instant (one plan at a
 * time, any number of recurring grants beside it); what current_plan() shows.  How one comes to
 * be, changes and ends is subscription_change.c's.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "calendar.h"
#include "clock.h"
#include "invoice.h"
#include "ledger.h"
#include "money.h"
#include "period.h"
#include "plan.h"
#include "refuse.h"
#include "spi.h"
#include "subscription.h"

PG_FUNCTION_INFO_V1(credits_current_plan);

static void
subscription_read(uint64 row, Subscription *terms)
{
	memset(terms, 0, sizeof(*terms));
	terms->id = spi_int64(row, 1);
	terms->user_id = spi_int64(row, 2);
	terms->started_at = spi_int64(row, 3);
	terms->ends_at = spi_is_null(row, 4) ? DT_NOEND : spi_int64(row, 4);
	terms->anchor = spi_int64(row, 5);
	terms->has_trial = !spi_is_null(row, 6);
	terms->trial_ends_at = terms->has_trial ? spi_int64(row, 6) : 0;
	terms->next_at = spi_is_null(row, 7) ? DT_NOEND : spi_int64(row, 7);
	terms->plan = spi_text(row, 8);
	terms->price = amount_from_numeric(spi_copy(row, 9, -1));
	terms->currency = spi_text(row, 10);
	terms->cycle = spi_interval(row, 11);
	terms->billing = spi_interval(row, 12);
	terms->grace = spi_interval(row, 13);
	terms->class = spi_text(row, 14);
	terms->included = spi_amount(row, 15);
	terms->priority = spi_int32(row, 16);
	terms->trial_included = spi_amount(row, 17);
	terms->has_max = !spi_is_null(row, 18);
	terms->rollover_max = terms->has_max ? spi_amount(row, 18) : 0;
	terms->rollover_min = spi_is_null(row, 19) ? 0 : spi_amount(row, 19);
	terms->has_percent = !spi_is_null(row, 20);
	terms->rollover_percent = terms->has_percent ? spi_copy(row, 20, -1) : (Datum) 0;
	terms->has_for = !spi_is_null(row, 21);
	if (terms->has_for)
		terms->rollover_for = spi_interval(row, 21);
	terms->rolls = terms->has_max || !spi_is_null(row, 19) || terms->has_percent || terms->has_for;
	terms->overage = spi_bool(row, 22);
	terms->overage_price = spi_copy(row, 23, -1);
	terms->capped = !spi_is_null(row, 24);
	terms->overage_cap = terms->capped ? spi_amount(row, 24) : 0;
}

void
subscription_load(const Account *account, SubscriptionList *list)
{
	static SpiPlan plan = {
		"SELECT s.id, s.user_id, s.started_at, s.ends_at, s.anchor, s.trial_ends_at,"
		"       s.next_at, s.plan, s.price, s.currency, s.cycle, s.billing,"
		"       s.grace, s.class, s.included, s.priority, s.trial_included, s.rollover_max,"
		"       s.rollover_min, s.rollover_percent, s.rollover_for, s.overage, s.overage_price,"
		"       s.overage_cap"
		"  FROM credits.subscription s WHERE s.account_id OPERATOR(pg_catalog.=) $1"
		" ORDER BY s.started_at, s.id",
		"l", NULL
	};
	Datum		values[1];
	int			i;

	values[0] = Int64GetDatum(account->account_id);
	list->count = spi_run(&plan, values, NULL);
	list->items = palloc(sizeof(Subscription) * Max(list->count, 1));
	for (i = 0; i < list->count; i++)
		subscription_read(i, &list->items[i]);
}

bool
subscription_imagine(const char *plan_name, TimestampTz at, SubscriptionList *list)
{
	static SpiPlan plan = {
		"SELECT 1::pg_catalog.int8, 0::pg_catalog.int8, $2, NULL, $2, NULL, NULL, p.plan, p.price,"
		"       p.currency, p.cycle, " PLAN_BILLING ", p.grace, c.class, p.included,"
		"       COALESCE(p.priority, c.priority), p.trial_included, p.rollover_max,"
		"       p.rollover_min, p.rollover_percent, p.rollover_for, p.overage, p.overage_price,"
		"       p.overage_cap"
		"  FROM credits.plan p JOIN credits.class c"
		"    ON c.class OPERATOR(pg_catalog.=) 'included'::pg_catalog.text"
		" WHERE p.plan OPERATOR(pg_catalog.=) $1",
		"tz", NULL
	};
	Datum		values[2];

	values[0] = CStringGetTextDatum(plan_name);
	values[1] = TimestampTzGetDatum(at);
	list->count = (int) spi_run(&plan, values, NULL);
	list->items = palloc(sizeof(Subscription));
	if (list->count > 0)
		subscription_read(0, &list->items[0]);
	return list->count > 0;
}

Subscription *
subscription_find(const SubscriptionList *list, int64 id)
{
	int			i;

	for (i = 0; i < list->count; i++)
	{
		if (list->items[i].id == id)
			return &list->items[i];
	}
	return NULL;
}

Subscription *
subscription_in_force(const SubscriptionList *list, TimestampTz at)
{
	int			i;

	for (i = list->count - 1; i >= 0; i--)
	{
		Subscription *terms = &list->items[i];

		if (terms->plan != NULL && terms->started_at <= at && at < terms->ends_at)
			return terms;
	}
	return NULL;
}

/*
 * What is in force, for people.
 */
static const char *
plan_status(const Account *account, const Subscription *terms, const Subscription *next,
			TimestampTz at)
{
	if (terms->has_trial && at < terms->trial_ends_at)
		return "trialing";
	if (invoice_any_failed(account))
		return "past_due";
	return !TIMESTAMP_IS_NOEND(terms->ends_at) && next == NULL ? "canceled" : "active";
}

/* The cycle's credits: what its plan granted, used and left */
static void
plan_credits(const Book *book, const Period *period, TimestampTz at, amount128 *credits)
{
	TimestampTz since = period->has_cycle ? period->cycle_starts_at : period->starts_at;
	int			i;

	memset(credits, 0, 3 * sizeof(amount128));
	for (i = 0; i < book->set.count; i++)
	{
		const Bucket *bucket = &book->set.items[i];
		const Subscription *by = subscription_find(&book->subscriptions, bucket->subscription);

		if (by == NULL || by->plan == NULL || bucket->rolled_from != 0 ||
			bucket->effective_at < since || !bucket_alive(bucket, at))
			continue;
		credits[0] += bucket->granted - bucket->lapsed;
		credits[1] += bucket->used;
		credits[2] += bucket_left(bucket);
	}
}

static void
plan_put(FunctionCallInfo fcinfo, const Book *book, const Subscription *terms,
		 const Period *period, TimestampTz at)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	bool		ends = !TIMESTAMP_IS_NOEND(terms->ends_at);
	const Subscription *next =
		ends ? subscription_in_force(&book->subscriptions, terms->ends_at) : NULL;
	TimestampTz cycle_end = period->has_cycle ? period->cycle_ends_at : period->ends_at;
	amount128	credits[3];
	Datum		values[16];
	bool		nulls[16] = {false};
	int			i;

	values[0] = CStringGetTextDatum(terms->plan);
	values[1] = CStringGetTextDatum(plan_status(book->account, terms, next, at));
	values[2] = TimestampTzGetDatum(terms->started_at);
	values[3] = TimestampTzGetDatum(terms->trial_ends_at);
	nulls[3] = !terms->has_trial;
	values[4] = TimestampTzGetDatum(period->starts_at);
	values[5] = TimestampTzGetDatum(period->ends_at);
	values[6] = TimestampTzGetDatum(period->cycle_starts_at);
	nulls[6] = !period->has_cycle;
	values[7] = TimestampTzGetDatum(period->cycle_ends_at);
	nulls[7] = !period->has_cycle;
	values[8] = TimestampTzGetDatum(cycle_end);
	nulls[8] = ends && terms->ends_at <= cycle_end;
	values[9] = TimestampTzGetDatum(terms->ends_at);
	nulls[9] = !ends;
	nulls[10] = next == NULL;
	values[10] = next == NULL ? (Datum) 0 : CStringGetTextDatum(next->plan);
	values[11] = money_from_amount(terms->price);
	values[12] = CStringGetTextDatum(terms->currency);
	plan_credits(book, period, at, credits);
	for (i = 0; i < 3; i++)
		values[13 + i] = AmountGetDatum(credits[i]);
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

Datum
credits_current_plan(PG_FUNCTION_ARGS)
{
	MemoryContext inside;
	const Subscription *terms;
	const Period *period;
	Period		past;
	Settlement	settlement;
	Book		book = {0};
	Account		account;
	TimestampTz at;
	SpiScope	scope;

	if (PG_ARGISNULL(0))
		refuse_null("account");
	if (!PG_ARGISNULL(1))
		clock_check(PG_GETARG_TIMESTAMPTZ(1), "at");
	spi_begin(&scope, fcinfo);
	inside = CurrentMemoryContext;
	InitMaterializedSRF(fcinfo, 0);
	MemoryContextSwitchTo(inside);
	account_load(text_to_cstring(PG_GETARG_TEXT_PP(0)), &account);
	at = PG_ARGISNULL(1) ? account.now : PG_GETARG_TIMESTAMPTZ(1);
	ledger_look(&account, PG_ARGISNULL(1), at, &book, &settlement);
	terms = subscription_in_force(&book.subscriptions, at);
	period = period_at(&book, at);
	if (terms != NULL && period == NULL && period_find(&account, at, &past))
		period = &past;
	if (terms != NULL && period != NULL)
		plan_put(fcinfo, &book, terms, period, at);
	spi_end(&scope);
	return (Datum) 0;
}
