/*
 * alert.c
 *	  What the application is told of an account's credit: when a rule is met, and told once.
 *
 * Decided here, on plain structs: what each measure is of the buckets of a set, and whether a rule
 * is met; and, with the tables of alert_store.c, that it is told once for each rule, payer and
 * period, in the transaction that has met it.
 *
 * It is the level that counts, not the edge: a rule that is met and was not told is told, by
 * whichever call sees it first.  Two draws on different buckets that only together reach a
 * threshold do not see each other; the next call does.
 *
 * What was told stands on the period's flex bucket, which every call has loaded with the others: so
 * a draw that meets nothing compares, and looks nothing up.  Only what was never looked at in the
 * period, or is to be told, locks that bucket, looks again and decides again.  A bucket that is
 * used up is closed and no longer loaded, but counts in what was included: that stands with what
 * was told, and from then on the included buckets are counted in their table, as long as a rule on
 * them waits to be met.
 *
 * Locks: the flex bucket, the last in draw order, after what the call has drawn from and before
 * anything of a top-up.  Only a draw that holds the flex bucket of a later period does not wait for
 * it; the next call tells then.
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "alert.h"
#include "amount.h"
#include "store.h"
#include "wide.h"

/*
 * Pure.
 */
static void
sum_add(amount128 *sum, amount128 value)
{
	if (!amount_add(*sum, value, sum))
		*sum = AMOUNT_MAX;
}

void
alert_judge(const BucketSet *set, const Bucket *flex, TimestampTz now, AlertState *state)
{
	int			i;

	memset(state, 0, sizeof(*state));
	for (i = 0; i < set->count && !set->items[i].postpaid; i++)
	{
		const Bucket *bucket = &set->items[i];
		amount128	left;

		if (!bucket_alive(bucket, now))
			continue;
		left = bucket_left(bucket);
		sum_add(&state->value[ALERT_BALANCE], left);
		if (!bucket->included)
			continue;
		sum_add(&state->of[ALERT_INCLUDED], bucket->granted - bucket->lapsed);
		sum_add(&state->value[ALERT_INCLUDED], bucket->granted - bucket->lapsed - left);
		state->used_up = state->used_up || bucket_is_empty(bucket);
	}
	state->exists[ALERT_INCLUDED] = state->of[ALERT_INCLUDED] > 0;
	state->exists[ALERT_BALANCE] = state->exists[ALERT_OVERAGE] = true;
	state->value[ALERT_OVERAGE] = state->value[ALERT_CAP] = flex->used;
	state->of[ALERT_CAP] = flex->granted;
	state->exists[ALERT_CAP] = !flex->uncapped && flex->granted > 0;
}

/* a x b against c x d; none of them is below 0 */
static int
compare_products(amount128 a, amount128 b, amount128 c, amount128 d)
{
	wide512		x = wide_from128(a);
	wide512		y = wide_from128(b);
	wide512		u = wide_from128(c);
	wide512		v = wide_from128(d);

	x = wide_multiply(&x, &y);
	u = wide_multiply(&u, &v);
	return wide_compare(&x, &u);
}

bool
alert_is_met(const AlertRule *rule, const AlertState *state)
{
	amount128	value = state->value[rule->measure];
	amount128	of = state->of[rule->measure];

	if (!state->exists[rule->measure])
		return false;
	switch (rule->measure)
	{
		case ALERT_BALANCE:
			return value < rule->threshold;
		case ALERT_OVERAGE:
			return value >= rule->threshold;
		case ALERT_RUNWAY:
			return compare_products(value, AMOUNT_ONE, rule->threshold, of) < 0;
		case ALERT_INCLUDED:
		case ALERT_CAP:
			break;
	}
	return compare_products(value, 100 * AMOUNT_ONE, rule->threshold, of) >= 0;
}

bool
alert_is_known(const Bucket *flex, int64 id)
{
	int			i;

	for (i = 0; i < flex->told_count; i++)
	{
		if (flex->told[i] == id || flex->told[i] == -id)
			return true;
	}
	return false;
}

bool
alert_is_open(const AlertRules *rules, const Bucket *flex, AlertMeasure measure)
{
	int			group;
	int			i;

	for (group = 0; group < (int) lengthof(rules->items); group++)
	{
		for (i = 0; i < rules->counts[group]; i++)
		{
			if (rules->items[group][i].measure == measure &&
				!alert_is_known(flex, rules->items[group][i].id))
				return true;
		}
	}
	return false;
}

bool
alert_any_met(const AlertRules *rules, const Bucket *flex, const AlertState *state)
{
	int			group;
	int			i;

	for (group = 0; group < (int) lengthof(rules->items); group++)
	{
		for (i = 0; i < rules->counts[group]; i++)
		{
			if (alert_is_met(&rules->items[group][i], state) &&
				!alert_is_known(flex, rules->items[group][i].id))
				return true;
		}
	}
	return false;
}

/*
 * Looking again, and telling.
 */

/* What becomes of the rules: what is written on the flex bucket, and which are told */
typedef struct
{
	int64	   *told;
	int			told_count;
	AlertRule  *met;
	int			met_count;
} AlertVerdict;

static void
verdict_rule(const AlertRule *rule, const Bucket *flex, const AlertState *state, const char *plan,
			 AlertVerdict *verdict)
{
	AlertRule  *met = &verdict->met[verdict->met_count];

	if (alert_is_known(flex, rule->id))
		return;
	if (rule->plan != NULL && (plan == NULL || strcmp(rule->plan, plan) != 0))
	{
		verdict->told[verdict->told_count++] = -rule->id;
		return;
	}
	if (!alert_is_met(rule, state))
		return;
	verdict->told[verdict->told_count++] = rule->id;
	/* rules may be read anew while it is told */
	*met = *rule;
	met->alert = pstrdup(rule->alert);
	verdict->met_count++;
}

static void
alert_decide(const AlertRules *rules, const Bucket *flex, const AlertState *state, bool closed,
			 const char *plan, AlertVerdict *verdict)
{
	int			count = rules->counts[0] + rules->counts[1];
	int			group;
	int			i;

	memset(verdict, 0, sizeof(*verdict));
	verdict->told = palloc(sizeof(int64) * (flex->told_count + count + 1));
	verdict->met = palloc(sizeof(AlertRule) * count);
	if (flex->told_count > 0)
		memcpy(verdict->told, flex->told, sizeof(int64) * flex->told_count);
	verdict->told_count = flex->told_count;
	if (closed && !alert_is_known(flex, ALERT_COUNT_CLOSED))
		verdict->told[verdict->told_count++] = ALERT_COUNT_CLOSED;
	for (group = 0; group < (int) lengthof(rules->items); group++)
	{
		for (i = 0; i < rules->counts[group]; i++)
			verdict_rule(&rules->items[group][i], flex, state, plan, verdict);
	}
}

/* The flex bucket is locked: look again, decide again, write and tell */
static void
alert_settle(Account *account, int64 flex_id, bool looks)
{
	BucketSet	set = {0};
	AlertRules	rules;
	AlertState	state;
	AlertVerdict verdict;
	Bucket	   *flex;
	char	   *plan;
	bool		closed;
	int			i;

	account_load_payer(account->account_id, account);
	store_load_buckets(account, account->now, &set);
	flex = bucket_flex(&set, account->now);
	if (flex == NULL || flex->id != flex_id)
		return;
	alert_judge(&set, flex, account->now, &state);
	closed = alert_load_included(account, &state);
	if (looks)
		alert_load_runway(account, &state);
	plan = alert_load_plan(account);
	if (!alert_rules(account->payer, &rules))
		return;
	alert_decide(&rules, flex, &state, closed, plan, &verdict);
	if (!flex->watched || verdict.told_count > flex->told_count)
		alert_write(account, flex->id, verdict.told, verdict.told_count);
	for (i = 0; i < verdict.met_count; i++)
		alert_tell(account, flex, &verdict.met[i], &state);
}

/* Whether the call holds a flex bucket that sorts after this one */
static bool
set_holds_later(const BucketSet *set, const Bucket *flex)
{
	const Bucket *bucket;

	for (bucket = flex + 1; bucket < set->items + set->count; bucket++)
	{
		if (bucket->entries > 0 || bucket->locked)
			return true;
	}
	return false;
}

void
alert_check(const Account *account, BucketSet *set)
{
	bool		looks = set == NULL;
	BucketSet	fresh = {0};
	AlertRules	rules;
	AlertState	state;
	Account		payer;
	Bucket	   *flex;

	if (!alert_rules(account->payer, &rules))
		return;
	payer = *account;
	if (looks)
	{
		account_load_payer(account->account_id, &payer);
		store_load_buckets(&payer, payer.now, &fresh);
		set = &fresh;
	}
	flex = bucket_flex(set, payer.now);
	if (flex == NULL)
		return;
	alert_judge(set, flex, payer.now, &state);
	if (alert_is_known(flex, ALERT_COUNT_CLOSED))
	{
		state.used_up = false;
		if (alert_is_open(&rules, flex, ALERT_INCLUDED))
			(void) alert_load_included(&payer, &state);
	}
	if (looks && payer.meters > 0 && alert_is_open(&rules, flex, ALERT_RUNWAY))
		alert_load_runway(&payer, &state);
	/* reading rows may have had rules read anew */
	if (!alert_rules(account->payer, &rules))
		return;
	if (flex->watched && !state.used_up && !alert_any_met(&rules, flex, &state))
		return;
	if (alert_lock(&payer, flex->id, !set_holds_later(set, flex)))
		alert_settle(&payer, flex->id, looks);
}
