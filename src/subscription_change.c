/*
 * subscription_change.c
 *	  subscribe, change_plan, cancel, reactivate.
 *
 * Decided here: which change is made when (dearer now, cheaper at the end), what resetting a cycle
 * ends and what prorating one bills and grants.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "alert.h"
#include "amount.h"
#include "calendar.h"
#include "change.h"
#include "invoice.h"
#include "money.h"
#include "overage.h"
#include "plan.h"
#include "refuse.h"
#include "spi.h"
#include "topup.h"

PG_FUNCTION_INFO_V1(credits_subscribe);
PG_FUNCTION_INFO_V1(credits_change_plan);
PG_FUNCTION_INFO_V1(credits_cancel);
PG_FUNCTION_INFO_V1(credits_reactivate);

static int64
change_insert_plan(const Change *change, const char *plan_name, TimestampTz started_at,
				   TimestampTz anchor, bool trial, TimestampTz trial_ends_at)
{
	static SpiPlan plan = {
		"INSERT INTO credits.subscription (account_id, user_id, started_at, anchor, trial_ends_at,"
		"  operation, key, actor, plan, price, currency, cycle, billing, grace, included,"
		"  priority, trial_included, rollover_max, rollover_min, rollover_percent, rollover_for,"
		"  overage, overage_price, overage_cap)"
		" SELECT $1, $1, $2, $3, $4, $5, $6, $7, p.plan, p.price, p.currency, p.cycle,"
		"  " PLAN_BILLING ", p.grace, p.included, COALESCE(p.priority, c.priority),"
		"  p.trial_included, p.rollover_max, p.rollover_min, p.rollover_percent, p.rollover_for,"
		"  p.overage, p.overage_price, p.overage_cap"
		"   FROM credits.plan p JOIN credits.class c"
		"     ON c.class OPERATOR(pg_catalog.=) 'included'::pg_catalog.text"
		"  WHERE p.plan OPERATOR(pg_catalog.=) $8 RETURNING id",
		"lzzzlttt", NULL
	};
	Datum		values[8];
	char		nulls[9] = "        ";

	values[0] = Int64GetDatum(change->account.account_id);
	values[1] = TimestampTzGetDatum(started_at);
	values[2] = TimestampTzGetDatum(anchor);
	values[3] = TimestampTzGetDatum(trial_ends_at);
	values[4] = Int64GetDatum(change->operation);
	values[5] = change->key == NULL ? (Datum) 0 : CStringGetTextDatum(change->key);
	values[6] = CStringGetTextDatum(spi_actor());
	values[7] = CStringGetTextDatum(plan_name);
	nulls[3] = trial ? ' ' : 'n';
	nulls[5] = change->key == NULL ? 'n' : ' ';
	if (spi_run(&plan, values, nulls) == 0)
		refuse_not_found("plan", plan_name, "The plans are the rows of credits.plan.");
	return spi_int64(0, 1);
}

/*
 * Subscribing.
 */
static bool
change_is_first(const Change *change)
{
	static SpiPlan plan = {
		"SELECT FROM credits.subscription s WHERE s.account_id OPERATOR(pg_catalog.=) $1"
		"   AND s.plan IS NOT NULL LIMIT 1",
		"l", NULL
	};
	Datum		values[1];

	values[0] = Int64GetDatum(change->account.account_id);
	return spi_run(&plan, values, NULL) == 0;
}

static void
change_require_currency(const Change *change, const Subscription *terms)
{
	static SpiPlan plan = {
		"SELECT a.currency FROM credits.account a WHERE a.account_id OPERATOR(pg_catalog.=) $1"
		"   AND a.user_id OPERATOR(pg_catalog.=) $1",
		"l", NULL
	};
	Datum		values[1];

	values[0] = Int64GetDatum(change->account.account_id);
	spi_run(&plan, values, NULL);
	if (strcmp(spi_text(0, 1), terms->currency) != 0)
		refuse_value("plan", psprintf("is sold in %s, and the account's money is %s",
									  terms->currency, spi_text(0, 1)), terms->plan);
}

static bool
plan_trial(const char *plan_name, Interval *trial)
{
	static SpiPlan plan = {
		"SELECT p.trial FROM credits.plan p WHERE p.plan OPERATOR(pg_catalog.=) $1"
		"   AND p.trial IS NOT NULL",
		"t", NULL
	};
	Datum		values[1];

	values[0] = CStringGetTextDatum(plan_name);
	if (spi_run(&plan, values, NULL) == 0)
		return false;
	*trial = spi_interval(0, 1);
	return true;
}

/* A subscription from `at` on, with the plan's trial if it is the account's first */
static int64
change_begin_plan(const Change *change, const Subscription *terms)
{
	TimestampTz anchor = change->at;
	Interval	trial;
	bool		tries = change_is_first(change) && plan_trial(terms->plan, &trial);

	if (tries)
		anchor = calendar_boundary(change->account.zone, change->at, &trial, 1);
	return change_insert_plan(change, terms->plan, change->at, anchor, tries, anchor);
}

void
subscription_begin(Account *account, const char *plan, TimestampTz at)
{
	Change		change = {0};
	Subscription terms;

	change.account = *account;
	change.at = at;
	change.operation = spi_next_operation();
	plan_load(plan, &terms);
	change_require_currency(&change, &terms);
	change_begin_plan(&change, &terms);
}

/* What all changes of a plan begin with: account, plan, at, and a key */
static void
change_read(FunctionCallInfo fcinfo, Change *change, const char *what)
{
	if (PG_ARGISNULL(0))
		refuse_null("account");
	account_load(text_to_cstring(PG_GETARG_TEXT_PP(0)), &change->account);
	account_require_payer(&change->account, what);
}

/*
 * subscribe() and change_plan(): account, plan, at, perhaps at_cycle_end, and a key last.  False:
 * the key was answered before; then there is nothing to do.  Else all is locked and what is due is
 * done.
 */
static bool
change_to_plan(FunctionCallInfo fcinfo, Change *change, const char *call, Subscription *terms)
{
	bool		at_given = !PG_ARGISNULL(2);
	TimestampTz at = at_given ? PG_GETARG_TIMESTAMPTZ(2) : 0;
	int			key = PG_NARGS() - 1;
	Arguments	arguments;
	char	   *plan;

	if (PG_ARGISNULL(1))
		refuse_null("plan");
	plan = text_to_cstring(PG_GETARG_TEXT_PP(1));
	refuse_bad_name("plan", plan);
	change->key = PG_ARGISNULL(key) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(key));
	change_read(fcinfo, change, "a plan");
	request_begin(&arguments);
	request_text(&arguments, "plan", plan);
	if (at_given)
		request_instant(&arguments, "at", at);
	if (key > 3 && !PG_ARGISNULL(3))
		request_text(&arguments, "at_cycle_end", PG_GETARG_BOOL(3) ? "true" : "false");
	if (!change_claim(change, call, &arguments))
		return false;
	plan_load(plan, terms);
	change_require_currency(change, terms);
	change_lock(change);
	change_check_at(change, at_given, at);
	return true;
}

static int64
change_subscribe(Change *change, const Subscription *terms)
{
	int64		id;
	int			i;

	for (i = 0; i < change->book.subscriptions.count; i++)
	{
		const Subscription *other = &change->book.subscriptions.items[i];

		if (other->plan != NULL && other->ends_at > Max(change->at, other->started_at))
			refuse_state(&change->account, other->plan, "is on a plan",
						 "Move it to another with credits.change_plan().");
	}
	change_require_unused(change);
	change_cut(change);
	period_mark(&change->account);
	id = change_begin_plan(change, terms);
	change_finish(change, change->at);
	return id;
}

Datum
credits_subscribe(PG_FUNCTION_ARGS)
{
	Change		change = {0};
	Subscription terms;
	SpiScope	scope;
	int64		id;

	spi_require_write("credits.subscribe()");
	spi_begin(&scope, fcinfo);
	if (change_to_plan(fcinfo, &change, "subscribe", &terms))
	{
		id = change_subscribe(&change, &terms);
		alert_check(&change.account, NULL);
		topup_check_since(&change.account, change.posted);
	}
	else
		id = change_answered(&change);
	spi_end(&scope);
	PG_RETURN_INT64(id);
}

/*
 * Changing.
 */

/* The sum of what the cycle's plans include, each for the part of it that it was in force */
static amount128
prorate_entitled(const Change *change)
{
	const Period *period = change->period;
	amount128	entitled = 0;
	int			i;

	for (i = 0; i < change->book.subscriptions.count; i++)
	{
		const Subscription *terms = &change->book.subscriptions.items[i];
		TimestampTz from = Max(terms->started_at, period->cycle_starts_at);
		TimestampTz until = Min(terms->ends_at, period->cycle_ends_at);
		amount128	share;

		if (terms->plan == NULL || from >= until)
			continue;
		if (!amount_prorate(terms->included, period->cycle_starts_at, period->cycle_ends_at, from,
							until, &share))
			amount_overflow();
		entitled = amount_plus(entitled, share);
	}
	return entitled;
}

/* What the cycle's plans have granted, less what was revoked */
static amount128
prorate_granted(const Change *change)
{
	static SpiPlan plan = {
		"SELECT COALESCE(credits.sum(b.granted OPERATOR(credits.-) b.lapsed), '0'::credits.amount)"
		"  FROM credits.bucket b JOIN credits.subscription s"
		"    ON s.account_id OPERATOR(pg_catalog.=) b.account_id"
		"   AND s.id OPERATOR(pg_catalog.=) b.subscription_id"
		" WHERE b.account_id OPERATOR(pg_catalog.=) $1 AND b.subscription_id IS NOT NULL"
		"   AND b.rolled_from IS NULL AND s.plan IS NOT NULL"
		"   AND b.expires_at OPERATOR(pg_catalog.=) $2"
		"   AND b.effective_at OPERATOR(pg_catalog.>=) $3",
		"lzz", NULL
	};
	Datum		values[3];

	values[0] = Int64GetDatum(change->account.account_id);
	values[1] = TimestampTzGetDatum(change->period->cycle_ends_at);
	values[2] = TimestampTzGetDatum(change->period->cycle_starts_at);
	spi_run(&plan, values, NULL);
	return spi_amount(0, 1);
}

static void
prorate_bill(const Change *change, const Subscription *old, const Subscription *new)
{
	const Period *period = change->period;
	const Bucket *flex = bucket_flex((BucketSet *) &change->book.set, period->starts_at);
	amount128	fixed = invoice_fixed_overage(&change->account, period->starts_at);
	amount128	share;
	int			i;

	for (i = 0; i < 2; i++)
	{
		const Subscription *terms = i == 0 ? old : new;

		if (!amount_prorate(terms->price, period->cycle_starts_at, period->cycle_ends_at,
							change->at, period->cycle_ends_at, &share))
			amount_overflow();
		if (share != 0)
			invoice_add_pending(&change->account, period, "proration",
								psprintf(i == 0 ? "unused time on %s" : "remaining time on %s",
										 terms->plan), 0, 0,
								money_from_amount(i == 0 ? -share : share));
	}
	/* below 0: of what a change before has fixed, some was given back since */
	if (flex->used != fixed)
		invoice_add_pending(&change->account, period, "overage",
							psprintf("overage on %s", old->plan), flex->used - fixed,
							old->overage_price,
							money_for(flex->used - fixed, old->overage_price));
}

/* The period goes on under the new terms */
static void
prorate_period(Change *change, const Subscription *new)
{
	static SpiPlan plan = {
		"UPDATE credits.period AS p SET subscription_id = $3, closes_at = $4"
		" WHERE p.account_id OPERATOR(pg_catalog.=) $1 AND p.starts_at OPERATOR(pg_catalog.=) $2",
		"lzlz", NULL
	};
	Period	   *period = change->period;
	Datum		values[4];

	period->subscription = new->id;
	period->closes_at = change_closes_at(
		change, calendar_boundary(change->account.zone, period->ends_at, &new->grace, 1));
	values[0] = Int64GetDatum(change->account.account_id);
	values[1] = TimestampTzGetDatum(period->starts_at);
	values[2] = Int64GetDatum(new->id);
	values[3] = TimestampTzGetDatum(period->closes_at);
	period_run(&plan, values, NULL);
}

static int64
change_prorate(Change *change, const char *plan)
{
	Subscription old = *change->current;
	Subscription *new;
	amount128	entitled;
	amount128	granted;
	int64		id;

	change_require_not_ahead(change);
	change_take_back(change);
	change_set_end(change, old.id, change->at);
	id = change_insert_plan(change, plan, change->at, old.anchor, false, 0);
	subscription_load(&change->account, &change->book.subscriptions);
	new = subscription_find(&change->book.subscriptions, id);
	prorate_bill(change, &old, new);
	prorate_period(change, new);
	change->book.operation = change->operation;
	change->book.operations = 1;
	change->book.user_id = change->account.account_id;
	change->book.pieces = overage_apply(&change->book, change->at, change->operation);
	alert_forget_plan(&change->account);
	entitled = prorate_entitled(change);
	granted = prorate_granted(change);
	period_adjust(&change->book, new, change->period, entitled - granted, change->at);
	period_write(&change->book);
	period_mark(&change->account);
	change_finish(change, change->at);
	return id;
}

static int64
change_reset(Change *change, const char *plan)
{
	int64		id;

	change_require_unused(change);
	change_take_back(change);
	change_set_end(change, change->current->id, change->at);
	change_cut(change);
	period_mark(&change->account);
	id = change_insert_plan(change, plan, change->at, change->at, false, 0);
	change_finish(change, change->at);
	return id;
}

/* Where the plan in force may end: with its cycle, or its trial */
static TimestampTz
change_cycle_end(const Change *change)
{
	return change->period->trial ? change->current->trial_ends_at : change->period->cycle_ends_at;
}

static bool
interval_same(const Interval *a, const Interval *b)
{
	return a->month == b->month && a->day == b->day && a->time == b->time;
}

static int64
change_apply(Change *change, const Subscription *terms, bool at_end)
{
	const Subscription *current = change->current;
	bool		keeps = interval_same(&terms->cycle, &current->cycle) &&
		interval_same(&terms->billing, &current->billing) && !change->period->trial;
	TimestampTz ends_at;

	if (!at_end && change->at < current->started_at)
		refuse_state(&change->account, current->plan, "has changed its plan since then",
					 "Leave \"at\" out.");
	if (!at_end)
		return terms->prorates && keeps ? change_prorate(change, terms->plan)
			: change_reset(change, terms->plan);
	change_require_not_ahead(change);
	ends_at = change_cycle_end(change);
	change_take_back(change);
	change_set_end(change, current->id, ends_at);
	return change_insert_plan(change, terms->plan, ends_at, keeps ? current->anchor : ends_at,
							  false, 0);
}

static void
change_require_plan(const Change *change)
{
	if (change->current == NULL)
		refuse_state(&change->account, NULL, "is on no plan",
					 "Put it on one with credits.subscribe().");
}

/* Now or at the end: as asked; else in a trial at its end, and else cheaper at the end */
static bool
change_is_at_end(const Change *change, const Subscription *terms, bool asked, bool at_end)
{
	/* what was to end goes on from there */
	if (strcmp(change->current->plan, terms->plan) == 0)
		return true;
	if (asked)
		return at_end;
	return change->period->trial || plan_is_cheaper(terms, change->current);
}

Datum
credits_change_plan(PG_FUNCTION_ARGS)
{
	bool		asked = !PG_ARGISNULL(3);
	Change		change = {0};
	Subscription terms;
	SpiScope	scope;
	int64		id;

	spi_require_write("credits.change_plan()");
	spi_begin(&scope, fcinfo);
	if (change_to_plan(fcinfo, &change, "change_plan", &terms))
	{
		change_require_plan(&change);
		if (strcmp(change.current->plan, terms.plan) == 0 &&
			TIMESTAMP_IS_NOEND(change.current->ends_at))
			refuse_state(&change.account, terms.plan, "is on that plan already",
						 "There is nothing to change.");
		id = change_apply(&change, &terms,
						  change_is_at_end(&change, &terms, asked, asked && PG_GETARG_BOOL(3)));
		alert_check(&change.account, NULL);
		topup_check_since(&change.account, change.posted);
	}
	else
		id = change_answered(&change);
	spi_end(&scope);
	PG_RETURN_INT64(id);
}

/*
 * Ending, and going on.
 */
static void
change_open(FunctionCallInfo fcinfo, Change *change)
{
	bool		at_given = !PG_ARGISNULL(1);

	change_read(fcinfo, change, "a plan");
	change_lock(change);
	change_check_at(change, at_given, at_given ? PG_GETARG_TIMESTAMPTZ(1) : 0);
	change_require_plan(change);
}

Datum
credits_cancel(PG_FUNCTION_ARGS)
{
	Change		change = {0};
	SpiScope	scope;
	TimestampTz ends_at;

	spi_require_write("credits.cancel()");
	spi_begin(&scope, fcinfo);
	change_open(fcinfo, &change);
	ends_at = change_cycle_end(&change);
	if (change.current->ends_at != ends_at ||
		subscription_in_force(&change.book.subscriptions, ends_at) != NULL)
	{
		change_require_not_ahead(&change);
		change_take_back(&change);
		change_set_end(&change, change.current->id, ends_at);
	}
	alert_check(&change.account, NULL);
	topup_check_since(&change.account, change.posted);
	spi_end(&scope);
	PG_RETURN_TIMESTAMPTZ(ends_at);
}

Datum
credits_reactivate(PG_FUNCTION_ARGS)
{
	Change		change = {0};
	SpiScope	scope;

	spi_require_write("credits.reactivate()");
	spi_begin(&scope, fcinfo);
	change_open(fcinfo, &change);
	if (TIMESTAMP_IS_NOEND(change.current->ends_at) && !invoice_any_failed(&change.account))
		refuse_state(&change.account, change.current->plan,
					 "has a plan that is neither canceled nor past due",
					 "There is nothing to take back.");
	if (!TIMESTAMP_IS_NOEND(change.current->ends_at))
	{
		change_require_not_ahead(&change);
		change_take_back(&change);
		change_set_end(&change, change.current->id, DT_NOEND);
	}
	invoice_reopen_failed(&change.account);
	alert_check(&change.account, NULL);
	topup_check_since(&change.account, change.posted);
	spi_end(&scope);
	PG_RETURN_VOID();
}
