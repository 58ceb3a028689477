/*
 * account.c
 *	  Who holds credit: opening, and what an account's now is.
 *
 * Decided here: who pays (the account or its parent), which instant a call means and which it
 * may name, and how an account's own clock moves.  What happens to periods and buckets then is
 * period.c's.
 *
 * Locks: account_lock() updates the payer's row; every rare operation does so first, so that
 * two of them never overlap and under REPEATABLE READ the loser gets 40001.  Draws only read
 * the row, but of a payer with spending limits: those lock it too.
 */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "account.h"
#include "alert.h"
#include "amount.h"
#include "clock.h"
#include "meter.h"
#include "period.h"
#include "permit.h"
#include "refuse.h"
#include "spi.h"
#include "subscription.h"
#include "topup.h"

/* How far past its clock an account's bookings may lie: ten years */
#define CLOCK_AHEAD (INT64CONST(3653) * USECS_PER_DAY)

PG_FUNCTION_INFO_V1(credits_open_account);
PG_FUNCTION_INFO_V1(credits_set_clock);

pg_tz *
account_zone(const char *name)
{
	pg_tz	   *zone = pg_tzset(name);

	/* a POSIX rule such as UTC+3 has a number, and no region before a slash */
	if (zone == NULL || !pg_tz_acceptable(zone) ||
		(strpbrk(name, "0123456789<>,") != NULL && strchr(name, '/') == NULL))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("time zone \"%s\" is not known", name),
				 errdetail("The account's calendar runs in an IANA zone."),
				 errhint("Names are in pg_timezone_names, as Europe/Berlin.")));
	return zone;
}

static AccountStatus
account_status(const char *status)
{
	return strcmp(status, "active") == 0 ? ACCOUNT_ACTIVE
		: strcmp(status, "suspended") == 0 ? ACCOUNT_SUSPENDED : ACCOUNT_FROZEN;
}

/* Whoever asks */
static void
account_find(const char *name, Account *account)
{
	static SpiPlan plan = {
		"SELECT k.account_id, k.user_id, p.time_zone, p.clock, p.overage, p.overage_cap,"
		"       p.opened_at, u.opened_at, p.credited, p.opens_at, p.closes_at, p.closed_to,"
		"       p.account, p.meters, p.owed, p.topup_floor, p.status, u.status,"
		"       p.holds, p.overdraft, p.spending_limits, p.billing_threshold,"
		"       p.version"
		"  FROM credits.account_key k"
		" CROSS JOIN LATERAL (SELECT a.* FROM credits.account a"
		"       WHERE a.account_id OPERATOR(pg_catalog.=) k.account_id"
		"         AND a.user_id OPERATOR(pg_catalog.=) k.account_id OFFSET 0) p"
		" CROSS JOIN LATERAL (SELECT a.opened_at, a.status FROM credits.account a"
		"       WHERE a.account_id OPERATOR(pg_catalog.=) k.account_id"
		"         AND a.user_id OPERATOR(pg_catalog.=) k.user_id OFFSET 0) u"
		" WHERE k.account OPERATOR(pg_catalog.=) $1",
		"t", NULL};
	Datum		values[1];

	values[0] = CStringGetTextDatum(name);
	if (spi_run(&plan, values, NULL) == 0)
		refuse_no_account(name);
	account->account_id = spi_int64(0, 1);
	account->user_id = spi_int64(0, 2);
	account->name = pstrdup(name);
	account->zone = account_zone(spi_text(0, 3));
	account->has_clock = !spi_is_null(0, 4);
	account->clock = account->has_clock ? spi_int64(0, 4) : 0;
	/* what has closed stays closed when a clock is set back */
	account->now = Max(account->has_clock ? account->clock : clock_wall(), spi_int64(0, 12));
	account->overage_set = !spi_is_null(0, 5);
	account->overage = account->overage_set && spi_bool(0, 5);
	account->capped = !spi_is_null(0, 6);
	account->overage_cap = account->capped ? spi_amount(0, 6) : 0;
	account->payer_opened_at = spi_int64(0, 7);
	account->opened_at = spi_int64(0, 8);
	account->credited = spi_amount(0, 9);
	account->opens_at = spi_int64(0, 10);
	account->closes_at = spi_int64(0, 11);
	account->payer = spi_text(0, 13);
	account->meters = spi_int32(0, 14);
	account->owed = spi_amount(0, 15);
	account->has_floor = !spi_is_null(0, 16);
	account->floor = account->has_floor ? spi_amount(0, 16) : 0;
	account->holds = spi_int32(0, 19);
	account->overdraft = spi_amount(0, 20);
	account->status = Max(account_status(spi_text(0, 17)), account_status(spi_text(0, 18)));
	account->spending_limits = spi_int32(0, 21);
	account->version = spi_int64(0, 23);
	account->has_threshold = !spi_is_null(0, 22);
	account->threshold = account->has_threshold ? spi_amount(0, 22) : 0;
}

void
account_load(const char *name, Account *account)
{
	refuse_bad_name("account", name);
	permit_account(name);
	account_find(name, account);
}

void
account_load_again(Account *account)
{
	account_find(account->name, account);
}

void
account_load_payer(int64 account_id, Account *account)
{
	static SpiPlan plan = {
		"SELECT a.account FROM credits.account a"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $1",
		"l", NULL
	};
	Datum		values[1];

	values[0] = Int64GetDatum(account_id);
	if (spi_run(&plan, values, NULL) == 0)
		refuse_not_found("account", psprintf(INT64_FORMAT, account_id),
						 "account_id is the id of a payer in credits.account.");
	account_find(spi_text(0, 1), account);
}

void
account_check_at(const Account *account, TimestampTz at, const char *argument)
{
	clock_check(at, argument);
	if (at < account->opened_at)
		refuse_value(argument, "is before the account was opened", timestamptz_to_str(at));
	if (!account->has_clock && at > account->now)
		refuse_value(argument, "is in the future", timestamptz_to_str(at));
	if (account->has_clock && at > account->clock + CLOCK_AHEAD)
		refuse_value(argument, "is more than ten years past the account's clock",
					 timestamptz_to_str(at));
}

TimestampTz
account_at(const Account *account, bool given, TimestampTz at)
{
	if (!given)
		return account->now;
	account_check_at(account, at, "at");
	return at;
}

void
account_require_payer(const Account *account, const char *what)
{
	if (account->account_id != account->user_id)
		refuse_value("account", psprintf("is a child: %s belongs to its parent", what),
					 account->name);
}

const char *
account_status_rule(const Account *account)
{
	return account->status == ACCOUNT_FROZEN ? "account_frozen" : "account_suspended";
}

/* KR006 or KR007: who was suspended, the account or its payer, and why */
static void
refuse_status(const Account *account)
{
	static SpiPlan plan = {
		"SELECT a.account, a.reason FROM credits.account a"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1"
		"   AND a.user_id OPERATOR(pg_catalog.=) ANY (ARRAY[$1, $2])"
		"   AND a.status OPERATOR(pg_catalog.=) $3"
		" ORDER BY a.user_id OPERATOR(pg_catalog.<>) a.account_id LIMIT 1",
		"llt", NULL
	};
	bool		frozen = account->status == ACCOUNT_FROZEN;
	const char *status = frozen ? "frozen" : "suspended";
	bool		found;
	Datum		values[3];
	StringInfoData facts;

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(account->user_id);
	values[2] = CStringGetTextDatum(status);
	/* it may have been resumed since it was looked at */
	found = spi_run(&plan, values, NULL) == 1;
	fact_open(&facts, account_status_rule(account));
	fact_text(&facts, "account", account->name);
	fact_text(&facts, status, found ? spi_text(0, 1) : account->name);
	fact_text(&facts, "reason", found ? spi_text(0, 2) : NULL);
	fact_raw(&facts, "options", "[{\"do\": \"contact\"}]");
	fact_close(&facts);
	ereport(ERROR,
			(errcode(frozen ? ERRCODE_ACCOUNT_FROZEN : ERRCODE_ACCOUNT_SUSPENDED),
			 errmsg("account \"%s\" is %s", account->name, status),
			 errdetail_internal("%s", facts.data),
			 errhint("Contact whoever runs the service, who can lift that with "
					 "credits.resume().")));
}

void
account_require_active(const Account *account)
{
	if (account->status != ACCOUNT_ACTIVE)
		refuse_status(account);
}

void
account_require_unfrozen(const Account *account)
{
	if (account->status == ACCOUNT_FROZEN)
		refuse_status(account);
}

void
account_lock(Account *account)
{
	static SpiPlan plan = {
		"UPDATE credits.account AS a SET version = a.version OPERATOR(pg_catalog.+) 1"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $1",
		"l", NULL
	};
	Datum		values[1];

	values[0] = Int64GetDatum(account->account_id);
	spi_run(&plan, values, NULL);
	account_load_again(account);
}

void
account_hold(Account *account)
{
	static SpiPlan plan = {
		"SELECT FROM credits.account a"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $1"
		" FOR NO KEY UPDATE",
		"l", NULL
	};
	Datum		values[1];

	values[0] = Int64GetDatum(account->account_id);
	spi_run(&plan, values, NULL);
	account_load_again(account);
}

/*
 * Opening.
 */
typedef struct
{
	char	   *name;
	char	   *plan;			/* NULL: none */
	char	   *parent;			/* NULL: none */
	const char *zone;
	const char *currency;
	bool		at_given;
	TimestampTz at;
	bool		has_clock;
	TimestampTz clock;
} Opening;

static void
opening_read(FunctionCallInfo fcinfo, Opening *opening)
{
	if (PG_ARGISNULL(0))
		refuse_null("account");
	opening->name = text_to_cstring(PG_GETARG_TEXT_PP(0));
	refuse_bad_name("account", opening->name);
	opening->plan = PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1));
	if (opening->plan != NULL)
		refuse_bad_name("plan", opening->plan);
	opening->zone = PG_ARGISNULL(2) ? "UTC" : text_to_cstring(PG_GETARG_TEXT_PP(2));
	refuse_bad_name("time_zone", opening->zone);
	opening->zone = pstrdup(pg_get_timezone_name(account_zone(opening->zone)));
	opening->at_given = !PG_ARGISNULL(3);
	opening->at = opening->at_given ? PG_GETARG_TIMESTAMPTZ(3) : 0;
	if (opening->at_given)
		clock_check(opening->at, "at");
	opening->parent = PG_ARGISNULL(4) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(4));
	if (opening->parent != NULL)
		refuse_bad_name("parent", opening->parent);
	opening->currency = PG_ARGISNULL(5) ? "USD" : text_to_cstring(PG_GETARG_TEXT_PP(5));
	refuse_bad_name("currency", opening->currency);
	opening->has_clock = !PG_ARGISNULL(6);
	opening->clock = opening->has_clock ? PG_GETARG_TIMESTAMPTZ(6) : 0;
	if (opening->has_clock)
		clock_check(opening->clock, "clock");
}

/* What the payer decides for a child: the child may repeat it, but not differ */
static void
opening_check_child(const Opening *opening, const Account *parent)
{
	static SpiPlan plan = {
		"SELECT a.currency FROM credits.account a WHERE a.account_id OPERATOR(pg_catalog.=) $1"
		"   AND a.user_id OPERATOR(pg_catalog.=) $1",
		"l", NULL
	};
	Datum		values[1];

	values[0] = Int64GetDatum(parent->account_id);
	spi_run(&plan, values, NULL);
	if (strcmp(opening->zone, "UTC") != 0 &&
		strcmp(opening->zone, pg_get_timezone_name(parent->zone)) != 0)
		refuse_value("time_zone", "of a child is its parent's", opening->zone);
	if (strcmp(opening->currency, "USD") != 0 && strcmp(opening->currency, spi_text(0, 1)) != 0)
		refuse_value("currency", "of a child is its parent's", opening->currency);
	if (opening->has_clock && !(parent->has_clock && parent->clock == opening->clock))
		refuse_value("clock", "of a child is its parent's", timestamptz_to_str(opening->clock));
}

static void
opening_join_parent(Opening *opening, int64 *account_id)
{
	Account		parent;

	if (opening->plan != NULL)
		refuse_value("plan", "of a child is its parent's", opening->plan);
	account_load(opening->parent, &parent);
	if (parent.account_id != parent.user_id)
		refuse_value("parent", "has a parent itself: there is one level", opening->parent);
	opening_check_child(opening, &parent);
	if (!opening->at_given)
		opening->at = parent.now;
	if (opening->at < parent.opened_at)
		refuse_value("at", "is before the parent was opened", timestamptz_to_str(opening->at));
	if (opening->at > parent.now)
		refuse_value("at", "is later than the parent's now", timestamptz_to_str(opening->at));
	/* the payer's hold, whether they were repeated or not */
	opening->zone = "UTC";
	opening->currency = "USD";
	opening->has_clock = false;
	*account_id = parent.account_id;
}

/* NULL equals NULL */
static void
opening_require_same(const Opening *opening, const char *field, const char *first, const char *now)
{
	if ((first == NULL) != (now == NULL) || (first != NULL && strcmp(first, now) != 0))
		refuse_mismatch(opening->name, NULL, field, first, now);
}

static char *
opening_instant(bool given, TimestampTz at)
{
	return given ? fact_instant_text(at) : NULL;
}

/* An account that was opened before: the same request is answered again, another one is KR003 */
static int64
opening_again(const Opening *opening)
{
	static SpiPlan plan = {
		"SELECT a.user_id, p.time_zone, CASE WHEN a.user_id OPERATOR(pg_catalog.<>) a.account_id"
		"                                    THEN p.account END,"
		"       p.currency, CASE WHEN a.user_id OPERATOR(pg_catalog.=) a.account_id"
		"                        THEN a.clock_start ELSE p.clock END, a.opened_at, a.plan"
		"  FROM credits.account_key k"
		" CROSS JOIN LATERAL (SELECT x.* FROM credits.account x"
		"       WHERE x.account_id OPERATOR(pg_catalog.=) k.account_id"
		"         AND x.user_id OPERATOR(pg_catalog.=) k.user_id OFFSET 0) a"
		" CROSS JOIN LATERAL (SELECT x.* FROM credits.account x"
		"       WHERE x.account_id OPERATOR(pg_catalog.=) k.account_id"
		"         AND x.user_id OPERATOR(pg_catalog.=) k.account_id OFFSET 0) p"
		" WHERE k.account OPERATOR(pg_catalog.=) $1",
		"t", NULL
	};
	Datum		values[1];
	bool		child;
	bool		clocked;

	values[0] = CStringGetTextDatum(opening->name);
	if (spi_run(&plan, values, NULL) == 0)
		return 0;
	child = !spi_is_null(0, 3);
	clocked = !spi_is_null(0, 5);
	opening_require_same(opening, "plan", spi_text(0, 7), opening->plan);
	/* what a child leaves at its default is its parent's */
	if (!child || strcmp(opening->zone, "UTC") != 0)
		opening_require_same(opening, "time_zone", spi_text(0, 2), opening->zone);
	opening_require_same(opening, "parent", spi_text(0, 3), opening->parent);
	if (!child || strcmp(opening->currency, "USD") != 0)
		opening_require_same(opening, "currency", spi_text(0, 4), opening->currency);
	if (!child || opening->has_clock)
		opening_require_same(opening, "clock",
							 opening_instant(clocked, clocked ? spi_int64(0, 5) : 0),
							 opening_instant(opening->has_clock, opening->clock));
	if (opening->at_given)
		opening_require_same(opening, "at", opening_instant(true, spi_int64(0, 6)),
							 opening_instant(true, opening->at));
	return spi_int64(0, 1);
}

/* True unless somebody else has the name, or just took it */
static bool
opening_take_name(const Opening *opening, int64 account_id, int64 user_id)
{
	static SpiPlan plan = {"INSERT INTO credits.account_key (account, account_id, user_id) VALUES "
						   "($1,$2,$3) ON CONFLICT DO NOTHING",
						   "tll", NULL};
	Datum		values[3];

	values[0] = CStringGetTextDatum(opening->name);
	values[1] = Int64GetDatum(account_id);
	values[2] = Int64GetDatum(user_id);
	return spi_run(&plan, values, NULL) == 1;
}

static void
opening_write(const Opening *opening, int64 account_id, int64 user_id)
{
	static SpiPlan plan = {"INSERT INTO credits.account (account_id, user_id, opened_at, clock, "
						   "clock_start, account, time_zone, currency, actor, plan)"
						   " VALUES ($1,$2,$3,$4,$4,$5,$6,$7,$8,$9)",
						   "llzzttttt", NULL};
	Datum		values[9];
	char		nulls[10] = "         ";

	values[0] = Int64GetDatum(account_id);
	values[1] = Int64GetDatum(user_id);
	values[2] = TimestampTzGetDatum(opening->at);
	values[3] = TimestampTzGetDatum(opening->clock);
	if (!opening->has_clock)
		nulls[3] = 'n';
	values[4] = CStringGetTextDatum(opening->name);
	values[5] = CStringGetTextDatum(opening->zone);
	values[6] = CStringGetTextDatum(opening->currency);
	values[7] = CStringGetTextDatum(spi_actor());
	values[8] = opening->plan == NULL ? (Datum) 0 : CStringGetTextDatum(opening->plan);
	if (opening->plan == NULL)
		nulls[8] = 'n';
	spi_run(&plan, values, nulls);
}

static int64
account_open(Opening *opening)
{
	int64		id = opening_again(opening);
	int64		account_id;
	Account		account;

	if (id != 0)
		return id;
	account_id = id = spi_next_account();
	if (opening->parent != NULL)
		opening_join_parent(opening, &account_id);
	else
	{
		TimestampTz now = opening->has_clock ? opening->clock : clock_wall();

		if (!opening->at_given)
			opening->at = now;
		if (opening->at > now)
			refuse_value("at", "is later than the account's now", timestamptz_to_str(opening->at));
	}
	while (!opening_take_name(opening, account_id, id))
	{
		int64		other = opening_again(opening);

		CHECK_FOR_INTERRUPTS();
		if (other != 0)
			return other;
	}
	opening_write(opening, account_id, id);
	if (opening->parent == NULL)
	{
		account_find(opening->name, &account);
		if (opening->plan != NULL)
			subscription_begin(&account, opening->plan, opening->at);
		period_catch_up(&account, account.now);
	}
	return id;
}

Datum
credits_open_account(PG_FUNCTION_ARGS)
{
	Opening		opening;
	SpiScope	scope;
	int64		id;

	spi_require_write("credits.open_account()");
	opening_read(fcinfo, &opening);
	spi_begin(&scope, fcinfo);
	id = account_open(&opening);
	spi_end(&scope);
	PG_RETURN_INT64(id);
}

/*
 * The account's own clock.
 */
static void
account_write_clock(const Account *account, bool wall, TimestampTz at)
{
	static SpiPlan plan = {
		"UPDATE credits.account AS a SET clock = $2"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $1",
		"lz", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = TimestampTzGetDatum(at);
	spi_run(&plan, values, wall ? " n" : NULL);
}

static void
account_check_clock(const Account *account, bool wall, TimestampTz at)
{
	StringInfoData facts;

	if (account->has_clock && (!wall || account->clock <= clock_wall()))
	{
		if (!wall && at < account->clock)
			refuse_value("at", "would set the clock back", timestamptz_to_str(at));
		return;
	}
	fact_open(&facts, "wrong_state");
	fact_text(&facts, "account", account->name);
	if (account->has_clock)
		fact_instant(&facts, "clock", account->clock);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_WRONG_STATE),
			 account->has_clock
			 ? errmsg("the clock of account \"%s\" is ahead of the wall clock", account->name)
			 : errmsg("account \"%s\" lives on the wall clock", account->name),
			 errdetail_internal("%s", facts.data),
			 account->has_clock
			 ? errhint("It can join the wall clock once that has come as far.")
			 : errhint("Only an account that was opened with a clock has one to set.")));
}

Datum
credits_set_clock(PG_FUNCTION_ARGS)
{
	bool		wall = PG_ARGISNULL(1);
	TimestampTz at = wall ? 0 : PG_GETARG_TIMESTAMPTZ(1);
	int64		posted = store_posted();
	Account		account;
	SpiScope	scope;
	bool		moves;

	spi_require_write("credits.set_clock()");
	if (PG_ARGISNULL(0))
		refuse_null("account");
	if (!wall)
		clock_check(at, "at");
	spi_begin(&scope, fcinfo);
	account_load(text_to_cstring(PG_GETARG_TEXT_PP(0)), &account);
	account_require_payer(&account, "the clock");
	account_lock(&account);
	account_check_clock(&account, wall, at);
	moves = wall || at != account.clock;
	account_write_clock(&account, wall, at);
	account_load_again(&account);
	period_catch_up(&account, account.now);
	meter_settle_now(&account);
	alert_check(&account, NULL);
	if (moves)
		topup_expire(&account);
	topup_check_since(&account, posted);
	spi_end(&scope);
	PG_RETURN_VOID();
}
