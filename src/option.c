/*
 * option.c
 *	  What a customer who lacks credit can do.
 *
 * Decided here: which ways to more credit there are, for an account at an instant, and in which
 * order they are offered: another plan, overage, packs, a top-up, and waiting.  Only what is there
 * is offered: a plan or a pack that is for sale to the account, overage that its plan sells, an
 * instant at which credit comes by itself.  Whether it is enough is not asked.
 *
 * Takes no lock, and reads what is committed: it is for a refusal, which changes nothing.
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "calendar.h"
#include "fact.h"
#include "money.h"
#include "option.h"
#include "pack.h"
#include "period.h"
#include "refuse.h"
#include "spi.h"

/* Of many plans or packs, the cheapest are named */
#define OPTION_NAMES 5
#define OPTION_WAYS 8

/* A plan that is for sale in the account's currency */
typedef struct
{
	char	   *name;
	Datum		price;
	int64		length;			/* of its cycle, a month as 30 days */
	bool		paid;			/* it costs something */
	Subscription terms;			/* of overage: what period_cap() asks */
} Offer;

/* What is looked at, and the ways that were found */
typedef struct
{
	Account		account;		/* the one that was refused */
	TimestampTz at;
	const Bucket *flex;			/* NULL: none is open */
	bool		capped;			/* it is the cap that falls short */
	bool		threshold;		/* it is the billing threshold that is the cap */
	Book		book;
	const Subscription *terms;	/* of the plan in force; NULL: none */
	const Period *period;		/* NULL: none is open */
	char	   *currency;
	Offer	   *offers;			/* cheapest first */
	int			offer_count;

	StringInfoData facts;
	char	   *ways[OPTION_WAYS];
	int			count;
} Search;

/*
 * Looking.
 */
static int
compare_offers(const void *a, const void *b)
{
	const Offer *x = a;
	const Offer *y = b;
	int			order = money_compare(
		money_times(x->price, NumericGetDatum(int64_to_numeric(y->length))),
		money_times(y->price, NumericGetDatum(int64_to_numeric(x->length))));

	return order != 0 ? order : strcmp(x->name, y->name);
}

/* What costs nothing, and sells no overage, is free */
static bool
terms_are_paid(Datum price, const Subscription *terms)
{
	bool		sells = terms->overage || !money_is_zero(terms->overage_price);

	return !money_is_zero(price) || (sells && !(terms->capped && terms->overage_cap == 0));
}

static void
search_load_offers(Search *search)
{
	static SpiPlan plan = {
		"SELECT a.currency, p.plan, p.price, p.cycle, p.overage, p.overage_price, p.overage_cap"
		"  FROM credits.account a"
		"  LEFT JOIN credits.plan p ON p.currency OPERATOR(pg_catalog.=) a.currency"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $1",
		"l", NULL
	};
	Datum		values[1];
	int			rows;
	int			i;

	values[0] = Int64GetDatum(search->account.account_id);
	rows = (int) spi_run(&plan, values, NULL);
	search->currency = spi_text(0, 1);
	search->offers = palloc0(sizeof(Offer) * rows);
	for (i = 0; i < rows && !spi_is_null(i, 2); i++)
	{
		Offer	   *offer = &search->offers[search->offer_count++];
		Interval	cycle = spi_interval(i, 4);

		offer->name = spi_text(i, 2);
		offer->price = spi_copy(i, 3, -1);
		offer->length = calendar_length(&cycle);
		offer->terms.overage = spi_bool(i, 5);
		offer->terms.overage_price = spi_copy(i, 6, -1);
		offer->terms.capped = !spi_is_null(i, 7);
		offer->terms.overage_cap = offer->terms.capped ? spi_amount(i, 7) : 0;
		offer->paid = terms_are_paid(offer->price, &offer->terms);
	}
	qsort(search->offers, search->offer_count, sizeof(Offer), compare_offers);
}

static void
search_begin(Search *search, const Account *account, BucketSet *set, TimestampTz at)
{
	memset(search, 0, sizeof(*search));
	search->account = *account;
	search->at = at;
	search->flex = bucket_flex(set, at);
	search->capped = refuse_is_cap(set, at);
	search->threshold = refuse_is_threshold(account, set, at);
	/* with what is due and not done yet */
	period_load(&search->account, &search->book);
	period_advance(&search->book, account->now, at);
	search->terms = subscription_in_force(&search->book.subscriptions, at);
	search->period = period_at(&search->book, at);
	search_load_offers(search);
	initStringInfo(&search->facts);
	appendStringInfoChar(&search->facts, '[');
}

/*
 * Saying.
 */

/* Begin a way: its object, and what the sentence says of it */
static void
way_open(Search *search, const char *word, char *text)
{
	appendStringInfoString(&search->facts, search->count > 0 ? ", {" : "{");
	fact_text(&search->facts, "do", word);
	Assert(search->count < OPTION_WAYS);
	search->ways[search->count++] = text;
}

static void
way_close(Search *search)
{
	fact_close(&search->facts);
}

/* plan "a", "b" or "c" */
static char *
text_of_names(const char *before, char **names, int count, const char *after)
{
	StringInfoData text;
	int			i;

	initStringInfo(&text);
	for (i = 0; i < count; i++)
		appendStringInfo(&text, "%s\"%s\"", i == 0 ? before : i == count - 1 ? " or " : ", ",
						 names[i]);
	appendStringInfoString(&text, after);
	return text.data;
}

static void
way_of_names(Search *search, const char *word, const char *field, char **names, int count,
			 char *text)
{
	way_open(search, word, text);
	fact_names(&search->facts, field, names, count);
	way_close(search);
}

/* The ways, as a sentence */
static char *
search_sentence(const Search *search)
{
	StringInfoData text;
	int			i;

	initStringInfo(&text);
	for (i = 0; i < search->count; i++)
		appendStringInfo(&text, "%s%s", i == 0 ? ""
						 : i < search->count - 1 ? ", " : search->count > 2 ? ", or " : " or ",
						 search->ways[i]);
	if (search->count == 0)
		appendStringInfoString(&text, "nothing that brings credit is for sale to it: whoever runs "
							   "the service can grant some with credits.grant()");
	text.data[0] = pg_toupper((unsigned char) text.data[0]);
	appendStringInfoChar(&text, '.');
	if (search->account.account_id != search->account.user_id)
		appendStringInfo(&text, " It is for its payer, account \"%s\", to do.",
						 search->account.payer);
	return text.data;
}

/*
 * Plans.
 */

/* Whether another plan has a higher cap, though the account's own may have to follow */
static bool
offer_raises_cap(const Search *search, const Offer *offer)
{
	Account		free = search->account;
	bool		uncapped;
	amount128	cap;

	free.capped = false;
	period_cap(&free, &offer->terms, false, &uncapped, &cap);
	return uncapped || cap > search->flex->granted;
}

static bool
offer_is_dearer(const Search *search, const Offer *offer)
{
	Offer		current;

	current.name = offer->name;
	current.price = money_from_amount(search->terms->price);
	current.length = calendar_length(&search->terms->cycle);
	return compare_offers(offer, &current) > 0;
}

/* Without a plan that costs something: one that does */
static void
search_choose_plan(Search *search)
{
	char	   *names[OPTION_NAMES];
	int			count = 0;
	int			i;

	for (i = 0; i < search->offer_count && count < OPTION_NAMES; i++)
	{
		if (search->offers[i].paid)
			names[count++] = search->offers[i].name;
	}
	if (count > 0)
		way_of_names(search, "choose_plan", "plans", names, count,
					 text_of_names("choose plan ", names, count, search->terms == NULL
								   ? " with credits.subscribe()"
								   : " with credits.change_plan()"));
}

/* Dearer plans; where the cap is reached, those with a higher one */
static void
search_upgrade(Search *search)
{
	char	   *names[OPTION_NAMES];
	int			count = 0;
	int			i;

	for (i = 0; i < search->offer_count && count < OPTION_NAMES; i++)
	{
		const Offer *offer = &search->offers[i];

		if (offer_is_dearer(search, offer) && strcmp(offer->name, search->terms->plan) != 0 &&
			(!search->capped || offer_raises_cap(search, offer)))
			names[count++] = offer->name;
	}
	if (count > 0)
		way_of_names(search, "upgrade", "plans", names, count,
					 text_of_names("upgrade to plan ", names, count,
								   search->capped && search->account.capped
								   ? " with credits.change_plan() and credits.set_overage()"
								   : " with credits.change_plan()"));
}

/*
 * Overage.
 */

/* Whether the account has set a cap of its own that its plan lets it raise */
static bool
search_may_raise(const Search *search)
{
	const Account *account = &search->account;

	return account->overage_set && account->overage && account->capped &&
		(search->terms == NULL || !search->terms->capped ||
		 search->terms->overage_cap > account->overage_cap);
}

static void
search_raise_cap(Search *search)
{
	way_open(search, "raise_cap", pstrdup("raise the cap with credits.set_overage()"));
	if (search->terms != NULL && search->terms->capped)
		fact_amount(&search->facts, "upto", search->terms->overage_cap);
	else
		fact_text(&search->facts, "upto", NULL);
	way_close(search);
}

/* Overage that is off: was it switched off, or never on? */
static void
search_enable_overage(Search *search)
{
	const Subscription *terms = search->terms;
	bool		again = search->account.overage_set;

	way_open(search, again ? "reenable_overage" : "enable_overage",
			 psprintf("turn overage %son with credits.set_overage()", again ? "back " : ""));
	fact_raw(&search->facts, "price", money_text(terms->overage_price));
	fact_text(&search->facts, "currency", terms->currency);
	if (terms->capped)
		fact_amount(&search->facts, "cap", terms->overage_cap);
	else
		fact_text(&search->facts, "cap", NULL);
	way_close(search);
}

/* The threshold is in the way of any cap */
static void
search_raise_threshold(Search *search)
{
	way_open(search, "raise_threshold",
			 pstrdup("raise the threshold with credits.set_billing_threshold() once what is owed "
					 "is paid"));
	way_close(search);
}

/* What there is to do about the plan and its overage */
static void
search_plan(Search *search)
{
	const Subscription *terms = search->terms;
	bool		on = search->account.overage_set && search->account.overage;

	if (search->threshold)
	{
		search_raise_threshold(search);
		return;
	}
	if (terms == NULL || !terms_are_paid(money_from_amount(terms->price), terms))
		search_choose_plan(search);
	else if (search->period != NULL && search->period->trial)
		return;
	else if (search->capped)
		search_upgrade(search);
	else if (!on && terms->capped && terms->overage_cap == 0)
		search_upgrade(search);
	else if (!on)
		search_enable_overage(search);
	if ((search->capped || on) && search_may_raise(search))
		search_raise_cap(search);
}

/*
 * Packs, and waiting.
 */
static void
search_packs(Search *search)
{
	static SpiPlan plan = {
		"SELECT s.pack FROM (SELECT DISTINCT ON (p.pack) p.pack,"
		"        COALESCE(p.money, p.price * p.credits::numeric) AS money"
		"   FROM credits.pack p WHERE p.currency = $1 AND p.opened_before > $2"
		"  ORDER BY p.pack, p.opened_before) s"
		" ORDER BY s.pack = '" PACK_DEPOSIT "' DESC, s.money, s.pack LIMIT $3",
		"tzi", NULL
	};
	char	   *names[OPTION_NAMES + 1];
	Datum		values[3];
	bool		deposit;
	int			count;
	int			i;

	values[0] = CStringGetTextDatum(search->currency);
	values[1] = TimestampTzGetDatum(search->account.payer_opened_at);
	values[2] = Int32GetDatum(OPTION_NAMES + 1);
	count = (int) spi_read(&plan, values, NULL);
	for (i = 0; i < count; i++)
		names[i] = spi_text(i, 1);
	deposit = count > 0 && strcmp(names[0], PACK_DEPOSIT) == 0;
	count = Min(count - deposit, OPTION_NAMES);
	if (count > 0)
		way_of_names(search, "buy_pack", "packs", names + deposit, count,
					 text_of_names("buy pack ", names + deposit, count, " with credits.buy()"));
	if (!deposit)
		return;
	way_open(search, "top_up", pstrdup("top up with credits.deposit()"));
	way_close(search);
}

/* When credit comes by itself: a cycle or a period that begins, or a recurring grant */
static TimestampTz
search_next(const Search *search)
{
	TimestampTz after = Max(search->at, search->account.now);
	const SubscriptionList *all = &search->book.subscriptions;
	const Period *period = search->period;
	TimestampTz next = DT_NOEND;
	bool		uncapped = false;
	amount128	cap = 0;
	int			i;

	if (period != NULL && period->ends_at > after)
	{
		period_cap(&search->account, subscription_in_force(all, period->ends_at), false,
				   &uncapped, &cap);
		if (uncapped || cap > 0)
			next = period->ends_at;
	}
	for (i = 0; i < all->count; i++)
	{
		const Subscription *terms = &all->items[i];
		TimestampTz at = terms->next_at;

		if (terms->plan != NULL)
		{
			if (period == NULL)
				continue;
			at = period->has_cycle ? period->cycle_ends_at : period->ends_at;
			if (subscription_in_force(all, at) != terms)
				continue;
		}
		if (terms->included > 0 && at > after && at < next)
			next = at;
	}
	return next;
}

static void
search_wait(Search *search)
{
	TimestampTz next = search_next(search);

	if (TIMESTAMP_IS_NOEND(next))
		return;
	way_open(search, "wait", psprintf("wait until %s", timestamptz_to_str(next)));
	fact_instant(&search->facts, "until", next);
	way_close(search);
}

void
option_find(const Account *account, BucketSet *set, TimestampTz at, Options *options)
{
	Search		search;

	search_begin(&search, account, set, at);
	search_plan(&search);
	search_packs(&search);
	search_wait(&search);
	appendStringInfoChar(&search.facts, ']');
	options->plan = search.terms == NULL ? NULL : search.terms->plan;
	options->facts = search.facts.data;
	options->hint = search_sentence(&search);
}
