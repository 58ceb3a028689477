/*
 * recurring.c
 *	  Grants that recur without a plan.
 *
 * Decided here: what grant_every() may say.  What it makes is a subscription without a plan; when
 * its grants are due, and that what is left may be carried over, is period.c's, as for plans.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "calendar.h"
#include "change.h"
#include "clock.h"
#include "refuse.h"
#include "spi.h"
#include "topup.h"

PG_FUNCTION_INFO_V1(credits_grant_every);
PG_FUNCTION_INFO_V1(credits_end_grants);

enum
{
	EVERY_ACCOUNT,
	EVERY_AMOUNT,
	EVERY_INTERVAL,
	EVERY_CLASS,
	EVERY_PRIORITY,
	EVERY_MAX,
	EVERY_FOR,
	EVERY_AT,
	EVERY_UNTIL,
	EVERY_KEY
};

static void
every_check(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(EVERY_AMOUNT))
		refuse_null("amount");
	if (PG_ARGISNULL(EVERY_INTERVAL))
		refuse_null("every");
	if (PG_GETARG_AMOUNT(EVERY_AMOUNT) <= 0)
		refuse_value("amount", "must be more than 0",
					 amount_to_cstring(PG_GETARG_AMOUNT(EVERY_AMOUNT)));
	calendar_check_interval(PG_GETARG_INTERVAL_P(EVERY_INTERVAL), "every", false);
	if (!PG_ARGISNULL(EVERY_CLASS))
		refuse_bad_name("class", text_to_cstring(PG_GETARG_TEXT_PP(EVERY_CLASS)));
	if (!PG_ARGISNULL(EVERY_MAX) && PG_GETARG_AMOUNT(EVERY_MAX) < 0)
		refuse_value("rollover_max", "must not be negative",
					 amount_to_cstring(PG_GETARG_AMOUNT(EVERY_MAX)));
	if (!PG_ARGISNULL(EVERY_FOR))
		calendar_check_interval(PG_GETARG_INTERVAL_P(EVERY_FOR), "rollover_for", false);
	if (!PG_ARGISNULL(EVERY_UNTIL))
		clock_check(PG_GETARG_TIMESTAMPTZ(EVERY_UNTIL), "until");
}

static const char *
every_class(FunctionCallInfo fcinfo)
{
	return PG_ARGISNULL(EVERY_CLASS) ? "included"
		: text_to_cstring(PG_GETARG_TEXT_PP(EVERY_CLASS));
}

static void
every_arguments(FunctionCallInfo fcinfo, Arguments *arguments)
{
	request_begin(arguments);
	request_amount(arguments, "amount", PG_GETARG_AMOUNT(EVERY_AMOUNT));
	request_text(arguments, "every", calendar_text(PG_GETARG_INTERVAL_P(EVERY_INTERVAL)));
	request_text(arguments, "class", every_class(fcinfo));
	if (!PG_ARGISNULL(EVERY_AT))
		request_instant(arguments, "at", PG_GETARG_TIMESTAMPTZ(EVERY_AT));
	if (!PG_ARGISNULL(EVERY_UNTIL))
		request_instant(arguments, "until", PG_GETARG_TIMESTAMPTZ(EVERY_UNTIL));
	if (!PG_ARGISNULL(EVERY_PRIORITY))
		request_numeric(arguments, "priority",
						NumericGetDatum(int64_to_numeric(PG_GETARG_INT32(EVERY_PRIORITY))));
	if (!PG_ARGISNULL(EVERY_MAX))
		request_text(arguments, "rollover_max", amount_to_cstring(PG_GETARG_AMOUNT(EVERY_MAX)));
	if (!PG_ARGISNULL(EVERY_FOR))
		request_text(arguments, "rollover_for", calendar_text(PG_GETARG_INTERVAL_P(EVERY_FOR)));
}

static int64
every_insert(FunctionCallInfo fcinfo, const Change *change)
{
	static SpiPlan plan = {
		"INSERT INTO credits.subscription (account_id, user_id, started_at, ends_at, anchor,"
		"  next_at, operation, key, actor, cycle, billing, class, included, priority,"
		"  rollover_max, rollover_for)"
		" SELECT $1, $2, $3, $4, $3, $3, $5, $6, $7, $8, $8, c.class, $10,"
		"        COALESCE($11, c.priority), $12, $13"
		"   FROM credits.class c WHERE c.class OPERATOR(pg_catalog.=) $9 AND NOT c.postpaid"
		" RETURNING id",
		"llzzlttvtaiav", NULL
	};
	static SpiPlan look = {
		"SELECT FROM credits.class c WHERE c.class OPERATOR(pg_catalog.=) $1", "t", NULL
	};
	const char *class = every_class(fcinfo);
	Datum		values[13];
	char		nulls[14] = "             ";

	values[0] = Int64GetDatum(change->account.account_id);
	values[1] = Int64GetDatum(change->account.user_id);
	values[2] = TimestampTzGetDatum(change->at);
	values[3] = PG_GETARG_DATUM(EVERY_UNTIL);
	values[4] = Int64GetDatum(change->operation);
	values[5] = change->key == NULL ? (Datum) 0 : CStringGetTextDatum(change->key);
	values[6] = CStringGetTextDatum(spi_actor());
	values[7] = PG_GETARG_DATUM(EVERY_INTERVAL);
	values[8] = CStringGetTextDatum(class);
	values[9] = PG_GETARG_DATUM(EVERY_AMOUNT);
	values[10] = PG_GETARG_DATUM(EVERY_PRIORITY);
	values[11] = PG_GETARG_DATUM(EVERY_MAX);
	values[12] = PG_GETARG_DATUM(EVERY_FOR);
	nulls[3] = PG_ARGISNULL(EVERY_UNTIL) ? 'n' : ' ';
	nulls[5] = change->key == NULL ? 'n' : ' ';
	nulls[10] = PG_ARGISNULL(EVERY_PRIORITY) ? 'n' : ' ';
	nulls[11] = PG_ARGISNULL(EVERY_MAX) ? 'n' : ' ';
	nulls[12] = PG_ARGISNULL(EVERY_FOR) ? 'n' : ' ';
	if (spi_run(&plan, values, nulls) > 0)
		return spi_int64(0, 1);
	if (spi_run(&look, &values[8], NULL) == 0)
		refuse_not_found("class", class, "The classes are the rows of credits.class.");
	refuse_value("class", "is post-paid and cannot be granted", class);
}

Datum
credits_grant_every(PG_FUNCTION_ARGS)
{
	bool		at_given = !PG_ARGISNULL(EVERY_AT);
	TimestampTz at = at_given ? PG_GETARG_TIMESTAMPTZ(EVERY_AT) : 0;
	Change		change = {0};
	Arguments	arguments;
	SpiScope	scope;
	int64		id;

	spi_require_write("credits.grant_every()");
	if (PG_ARGISNULL(EVERY_ACCOUNT))
		refuse_null("account");
	every_check(fcinfo);
	change.key = PG_ARGISNULL(EVERY_KEY) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(EVERY_KEY));
	spi_begin(&scope, fcinfo);
	account_load(text_to_cstring(PG_GETARG_TEXT_PP(EVERY_ACCOUNT)), &change.account);
	every_arguments(fcinfo, &arguments);
	if (!change_claim(&change, "grant_every", &arguments))
	{
		id = change_answered(&change);
		spi_end(&scope);
		PG_RETURN_INT64(id);
	}
	change_lock(&change);
	change_check_at(&change, at_given, at);
	if (!PG_ARGISNULL(EVERY_UNTIL) && PG_GETARG_TIMESTAMPTZ(EVERY_UNTIL) <= change.at)
		refuse_value("until", "must be later than \"at\"",
					 timestamptz_to_str(PG_GETARG_TIMESTAMPTZ(EVERY_UNTIL)));
	id = every_insert(fcinfo, &change);
	change_finish(&change, change.at);
	topup_check_since(&change.account, change.posted);
	spi_end(&scope);
	PG_RETURN_INT64(id);
}

static void
every_end(const Change *change, int64 id)
{
	static SpiPlan plan = {
		"UPDATE credits.subscription AS s"
		"   SET ends_at = CASE WHEN s.ends_at OPERATOR(pg_catalog.<=) $4 THEN s.ends_at"
		"                      ELSE GREATEST(s.started_at, $3) END,"
		"       next_at = 'infinity'::pg_catalog.timestamptz"
		" WHERE s.account_id OPERATOR(pg_catalog.=) $1 AND s.id OPERATOR(pg_catalog.=) $2"
		"   AND s.plan IS NULL",
		"llzz", NULL
	};
	Datum		values[4];

	/* all that is due by now has been made, so none is to come; what is over stays as it is */
	values[0] = Int64GetDatum(change->account.account_id);
	values[1] = Int64GetDatum(id);
	values[2] = TimestampTzGetDatum(change->at);
	values[3] = TimestampTzGetDatum(change->account.now);
	if (spi_run(&plan, values, NULL) == 0)
		refuse_not_found("subscription", psprintf(INT64_FORMAT, id),
						 "credits.grant_every() returned its id.");
}

Datum
credits_end_grants(PG_FUNCTION_ARGS)
{
	bool		at_given = !PG_ARGISNULL(2);
	Change		change = {0};
	SpiScope	scope;

	spi_require_write("credits.end_grants()");
	if (PG_ARGISNULL(0))
		refuse_null("account");
	if (PG_ARGISNULL(1))
		refuse_null("id");
	spi_begin(&scope, fcinfo);
	account_load(text_to_cstring(PG_GETARG_TEXT_PP(0)), &change.account);
	change_lock(&change);
	change_check_at(&change, at_given, at_given ? PG_GETARG_TIMESTAMPTZ(2) : 0);
	every_end(&change, PG_GETARG_INT64(1));
	change_finish(&change, change.at);
	topup_check_since(&change.account, change.posted);
	spi_end(&scope);
	PG_RETURN_VOID();
}
