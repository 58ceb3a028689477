/*
 * compare_plans.c
 *	  compare_plans(): what the current period would have cost on every plan.
 *
 * Decided here: which plans are compared and over which time; that a cycle longer than its
 * billing counts for its share, so that a year's plan can be set beside a month's; the order, and
 * the reason in words.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "argument.h"
#include "calendar.h"
#include "estimate.h"
#include "money.h"
#include "refuse.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_compare_plans);

typedef struct
{
	char	   *plan;
	bool		current;
	Datum		total;
	Receipt		covered;
	amount128	refused;
	bool		overage;		/* it sells overage */
	const char *lacks;			/* a resource that was used and it has no price for; NULL: none */
} Comparison;

static int
compare_comparisons(const void *a, const void *b)
{
	const Comparison *x = a;
	const Comparison *y = b;
	int			order;

	if ((x->lacks != NULL) != (y->lacks != NULL))
		return x->lacks != NULL ? 1 : -1;
	if ((x->refused > 0) != (y->refused > 0))
		return x->refused > 0 ? 1 : -1;
	order = money_compare(x->total, y->total);
	return order != 0 ? order : strcmp(x->plan, y->plan);
}

/* All plans in the account's currency */
static Comparison *
comparisons_load(const Account *account, int *count)
{
	static SpiPlan plan = {
		"SELECT p.plan, p.overage FROM credits.plan p JOIN credits.account a"
		"    ON a.currency OPERATOR(pg_catalog.=) p.currency"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $1"
		" ORDER BY p.plan",
		"l", NULL
	};
	Comparison *comparisons;
	Datum		values[1];
	int			i;

	values[0] = Int64GetDatum(account->account_id);
	*count = (int) spi_run(&plan, values, NULL);
	comparisons = palloc0(sizeof(Comparison) * Max(*count, 1));
	for (i = 0; i < *count; i++)
	{
		comparisons[i].plan = spi_text(i, 1);
		comparisons[i].overage = spi_bool(i, 2);
	}
	return comparisons;
}

/* The cycles' price, or of a cycle that is billed in parts that of as many parts */
static Datum
price_of_time(const Subscription *terms, const Estimate *estimate, Datum cycles)
{
	int64		parts = calendar_ratio(&terms->cycle, &terms->billing);

	if (parts <= 1)
		return cycles;
	return DirectFunctionCall2(
		numeric_div,
		money_times(money_from_amount(terms->price),
					NumericGetDatum(int64_to_numeric(estimate->book.count))),
		NumericGetDatum(int64_to_numeric(parts)));
}

/* Half-even, as the invoices of that plan are */
static Datum
comparison_round(Datum value, const Bill *bill)
{
	int			digits = DatumGetInt32(DirectFunctionCall1(numeric_scale, bill->total));

	value = money_round(money_times(value, money_parse(psprintf("1e%d", digits))));
	return money_times(value, money_parse(psprintf("1e-%d", digits)));
}

static void
comparison_make(Comparison *comparison, const Account *account, Usage **usages, int count,
				TimestampTz since)
{
	Estimate	estimate;
	const Subscription *terms;
	Bill		bill;

	int			i;

	estimate_begin(&estimate, comparison->plan, account, since);
	for (i = 0; i < count && comparison->lacks == NULL; i++)
	{
		if (!estimate_sells(&estimate, usages[i]))
			comparison->lacks = usages[i]->resource;
	}
	if (comparison->lacks == NULL)
		estimate_usages(&estimate, usages, count, &comparison->covered, &comparison->refused,
						NULL, NULL);
	estimate_advance(&estimate, account->now, since);
	estimate_bill(&estimate, &bill);
	terms = &estimate.book.subscriptions.items[0];
	comparison->total = comparison_round(
		money_plus(price_of_time(terms, &estimate, bill.cycles), bill.overage), &bill);
}

/* Why it stands where it stands */
static char *
comparison_reason(const Comparison *comparison, const Comparison *first, const Comparison *mine)
{
	StringInfoData text;
	const char *total = DatumGetCString(DirectFunctionCall1(numeric_out, comparison->total));

	initStringInfo(&text);
	if (comparison->current)
		appendStringInfoString(&text, "your plan; ");
	if (comparison->lacks != NULL)
		appendStringInfo(&text, "has no price for %s, which was used", comparison->lacks);
	else if (comparison->refused > 0)
		appendStringInfo(&text, "would refuse %s of %s credits%s",
						 amount_to_cstring(comparison->refused),
						 amount_to_cstring(amount_plus(comparison->refused,
													   comparison->covered.charged)),
						 comparison->overage ? ": its overage cap is reached"
						 : ": it sells no overage");
	else if (comparison == first)
		appendStringInfo(&text, "cheapest that covers the %s credits used: %s",
						 amount_to_cstring(comparison->covered.charged), total);
	else
		appendStringInfo(&text, "covers all, for %s more than %s",
						 DatumGetCString(DirectFunctionCall1(
							 numeric_out, money_minus(comparison->total, first->total))),
						 first->plan);
	if (comparison->covered.overage > 0)
		appendStringInfo(&text, ", with %s credits of overage",
						 amount_to_cstring(comparison->covered.overage));
	if (mine != NULL && mine != comparison && comparison->refused == 0 && mine->refused == 0 &&
		comparison->lacks == NULL && mine->lacks == NULL &&
		money_compare(comparison->total, mine->total) < 0)
		appendStringInfo(&text, "; saves %s",
						 DatumGetCString(DirectFunctionCall1(
							 numeric_out, money_minus(mine->total, comparison->total))));
	return text.data;
}

static void
comparison_put(ReturnSetInfo *rsinfo, const Comparison *comparison, const char *reason)
{
	Datum		values[8];
	bool		nulls[8] = {false};

	values[0] = CStringGetTextDatum(comparison->plan);
	values[1] = BoolGetDatum(comparison->current);
	values[2] = comparison->total;
	values[3] = AmountGetDatum(comparison->covered.charged);
	values[4] = AmountGetDatum(comparison->covered.credits);
	values[5] = AmountGetDatum(comparison->covered.overage);
	values[6] = AmountGetDatum(comparison->refused);
	values[7] = CStringGetTextDatum(reason);
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

/* Where the period began that contains now, or is due to */
static TimestampTz
compare_since(Account *account)
{
	Book		book = {0};
	const Period *period;

	period_load(account, &book);
	period_advance(&book, account->now, account->now);
	period = period_at(&book, account->now);
	return period->starts_at;
}

Datum
credits_compare_plans(PG_FUNCTION_ARGS)
{
	char	   *name = argument_required(fcinfo, 0, "account");
	MemoryContext inside;
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	SubscriptionList subscriptions;
	const Subscription *terms;
	const Comparison *mine = NULL;
	Comparison *comparisons;
	Account		account;
	SpiScope	scope;
	TimestampTz since;
	Usage	  **usages;
	int			usage_count;
	int			count;
	int			i;

	spi_begin(&scope, fcinfo);
	inside = CurrentMemoryContext;
	InitMaterializedSRF(fcinfo, 0);
	MemoryContextSwitchTo(inside);
	account_load(name, &account);
	since = compare_since(&account);
	usages = estimate_load_usages(&account, since, account.now + 1, &usage_count);
	subscription_load(&account, &subscriptions);
	terms = subscription_in_force(&subscriptions, account.now);
	comparisons = comparisons_load(&account, &count);
	for (i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		comparisons[i].current = terms != NULL && strcmp(terms->plan, comparisons[i].plan) == 0;
		comparison_make(&comparisons[i], &account, usages, usage_count, since);
	}
	if (count > 1)
		qsort(comparisons, count, sizeof(Comparison), compare_comparisons);
	for (i = 0; i < count; i++)
		mine = comparisons[i].current ? &comparisons[i] : mine;
	for (i = 0; i < count; i++)
		comparison_put(rsinfo, &comparisons[i],
					   comparison_reason(&comparisons[i], &comparisons[0], mine));
	spi_end(&scope);
	return (Datum) 0;
}
