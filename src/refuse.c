/*
 * refuse.c
 *	  What refusals say.
 *
 * Decided here: the words, and the facts in DETAIL (one JSON object).  Whether something is refused
 * is decided where the rule is, and what a customer who lacks credit can do in option.c.
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "amount.h"
#include "option.h"
#include "refuse.h"

#define NAME_BYTES 255

void
refuse_not_found(const char *kind, const char *name, const char *hint)
{
	StringInfoData facts;

	fact_open(&facts, "not_found");
	fact_text(&facts, kind, amount_clip(name));
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_NOT_FOUND),
			 errmsg("%s \"%s\" does not exist", kind, amount_clip(name)),
			 errdetail_internal("%s", facts.data),
			 errhint("%s", hint)));
}

void
refuse_null(const char *argument)
{
	ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					errmsg("\"%s\" must be given", argument), errdetail("It is null."),
					errhint("Give it a value; only what the documentation shows with a default can "
							"be left out.")));
}

void
refuse_value(const char *argument, const char *rule, const char *given)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("\"%s\" %s", argument, rule),
			 errdetail("It is %s.", amount_clip(given)),
			 errhint("Correct the argument; nothing was changed.")));
}

void
refuse_mismatch(const char *account, const char *key, const char *field, const char *first,
				const char *now)
{
	StringInfoData facts;

	fact_open(&facts, "idempotency_mismatch");
	fact_text(&facts, "account", account);
	if (key != NULL)
		fact_text(&facts, "key", key);
	fact_text(&facts, "field", field);
	fact_text(&facts, "first", first);
	fact_text(&facts, "now", now);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_IDEMPOTENCY_MISMATCH),
			 key != NULL
			 ? errmsg("idempotency key \"%s\" was used with another \"%s\"", key, field)
			 : errmsg("account \"%s\" was opened with another \"%s\"", account, field),
			 errdetail_internal("%s", facts.data),
			 key != NULL
			 ? errhint("Repeat the first request exactly, or use a new key for a new one.")
			 : errhint("Repeat the first request exactly, or open another account.")));
}

void
refuse_bad_name(const char *argument, const char *value)
{
	size_t		length = strlen(value);

	if (length == 0)
		refuse_value(argument, "must not be empty", "the empty string");
	if (length > NAME_BYTES)
		refuse_value(argument, "must have at most 255 bytes", psprintf("%zu bytes long", length));
}

void
refuse_period_closed(const Account *account, TimestampTz at, TimestampTz starts_at,
					 TimestampTz ends_at, const char *hint)
{
	StringInfoData facts;

	fact_open(&facts, "period_closed");
	fact_text(&facts, "account", account->name);
	fact_instant(&facts, "at", at);
	fact_instant(&facts, "starts_at", starts_at);
	fact_instant(&facts, "ends_at", ends_at);
	fact_close(&facts);
	ereport(ERROR, (errcode(ERRCODE_PERIOD_CLOSED),
					errmsg("the period of account \"%s\" that contains %s has closed",
						   account->name, timestamptz_to_str(at)),
					errdetail_internal("%s", facts.data),
					errhint("%s", hint)));
}

bool
refuse_is_cap(BucketSet *set, TimestampTz at)
{
	const Bucket *flex = bucket_flex(set, at);

	return flex != NULL && (flex->uncapped || flex->granted > 0);
}

/* What could pay for this, and is held */
static amount128
held_of(BucketSet *set, TimestampTz at, const char *resource)
{
	const Bucket *flex = bucket_flex(set, at);
	amount128	held = flex == NULL ? 0 : flex->held;
	int			i;

	for (i = 0; i < set->count && !set->items[i].postpaid; i++)
	{
		if (bucket_alive(&set->items[i], at) && bucket_may_pay(&set->items[i], resource))
			held = amount_plus(held, set->items[i].held);
	}
	return held;
}

/* The window, what is used of it, and what can be done: the facts of all that lacks credit */
static void
add_outlook(StringInfo facts, const Account *account, BucketSet *set, TimestampTz at,
			const char *resource, const Options *options)
{
	Bucket	   *flex = bucket_flex(set, at);

	fact_amount(facts, "held", held_of(set, at, resource));
	if (flex != NULL)
	{
		fact_amount(facts, "overage", flex->used);
		if (!flex->uncapped)
			fact_amount(facts, "overage_cap", flex->granted);
		fact_instant(facts, "window_start", flex->effective_at);
		fact_instant(facts, "resets_at", flex->expires_at);
	}
	fact_text(facts, "plan", options->plan);
	if (account->account_id != account->user_id)
		fact_text(facts, "payer", account->payer);
	fact_raw(facts, "options", options->facts);
}

bool
refuse_is_threshold(const Account *account, BucketSet *set, TimestampTz at)
{
	const Bucket *flex = bucket_flex(set, at);

	return account->has_threshold && flex != NULL && !flex->uncapped &&
		flex->granted == account->threshold;
}

/* The facts that a customer's screen needs: what was asked, what there is, and when that changes */
static char *
short_facts(const Account *account, BucketSet *set, TimestampTz at, const char *resource,
			amount128 cost, amount128 short_by, const Options *options)
{
	amount128	available = 0;
	StringInfoData facts;
	int			i;

	/* what could have paid for this, and does not suffice */
	for (i = 0; i < set->count && !set->items[i].postpaid; i++)
	{
		if (bucket_alive(&set->items[i], at) && bucket_may_pay(&set->items[i], resource))
			available = amount_plus(available, bucket_left(&set->items[i]));
	}

	fact_open(&facts, refuse_is_threshold(account, set, at) ? "billing_threshold"
			  : refuse_is_cap(set, at) ? "cap_reached" : "insufficient_credits");
	fact_text(&facts, "account", account->name);
	fact_text(&facts, "resource", resource);
	fact_amount(&facts, "needed", cost);
	fact_amount(&facts, "short", short_by);
	fact_amount(&facts, "available", available);
	add_outlook(&facts, account, set, at, resource, options);
	fact_close(&facts);
	return facts.data;
}

void
refuse_least(const Account *account, BucketSet *set, TimestampTz at, amount128 available,
			 const char *resource, amount128 least)
{
	StringInfoData facts;
	Options		options;

	option_find(account, set, at, &options);
	fact_open(&facts, "minimum_not_met");
	fact_text(&facts, "account", account->name);
	fact_text(&facts, "resource", resource);
	fact_amount(&facts, "least", least);
	fact_amount(&facts, "short", least - available);
	fact_amount(&facts, "available", available);
	add_outlook(&facts, account, set, at, resource, &options);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_MINIMUM_NOT_MET),
			 errmsg("account \"%s\" has less than resource \"%s\" needs to begin",
					account->name, resource),
			 errdetail_internal("%s", facts.data),
			 errhint("%s", options.hint)));
}

void
refuse_short(const Account *account, BucketSet *set, TimestampTz at, const char *resource,
			 amount128 cost, amount128 short_by)
{
	bool		cap = refuse_is_cap(set, at);
	Options		options;

	option_find(account, set, at, &options);
	ereport(ERROR,
			(errcode(cap ? ERRCODE_CAP_REACHED : ERRCODE_INSUFFICIENT_CREDITS),
			 refuse_is_threshold(account, set, at)
			 ? errmsg("the billing threshold of account \"%s\" is reached", account->payer)
			 : cap ? errmsg("the overage cap of account \"%s\" is reached", account->name)
			 : errmsg("account \"%s\" does not have enough credits", account->name),
			 errdetail_internal("%s", short_facts(account, set, at, resource, cost, short_by,
												  &options)),
			 errhint("%s", options.hint)));
}

void
refuse_no_account(const char *name)
{
	refuse_not_found("account", name, "Open it with credits.open_account().");
}
