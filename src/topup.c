/*
 * topup.c
 *	  Auto top-up: asked for when the balance falls below a floor.
 *
 * Decided here: when a top-up is asked for, when it stops, and what the application is told of it.
 * What a pack comes to is pack.c's; what becomes of the deposit is deposit.c's.
 *
 * Every call that books something looks at what it has left, without a lock, and is done if that is
 * not below the floor: a floor that is far off costs a look at the buckets, and none at all costs
 * nothing.  Below it the settings are locked and everything is looked at again under a fresh
 * snapshot: of two that have crossed the floor, the second waits for the first and finds its
 * request.  A request changes the settings' row, so that who looks under an older snapshot gets
 * 40001.  Nobody looks past what is committed: two draws on different buckets may cross the floor
 * together, each not seeing what the other took; the next call does.
 *
 * Locks: the settings' row, the last of all in a call.  Only the deposit of a top-up comes after
 * it, and is passed by here if somebody else has it: nobody waits who holds the settings.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "argument.h"
#include "calendar.h"
#include "deposit.h"
#include "ledger.h"
#include "money.h"
#include "outbox.h"
#include "refuse.h"
#include "request.h"
#include "spi.h"
#include "topup.h"

#define LONGEST_DAYS 3653

PG_FUNCTION_INFO_V1(credits_set_topup);

/* A row of credits.topup, and how the payer's top-ups stand */
typedef struct
{
	const char *pack;
	Datum		money;			/* at least so much; 0: what the gap costs */
	Interval	cooldown;
	bool		limited;		/* to so many in a period */
	int32		most_times;
	int32		stop_after;
	int32		failures;
	TimestampTz limited_at;		/* start of the period that was told of; -infinity: none */
	bool		pending;		/* as it is written: it may have expired */
	int64		last;			/* deposit of the last one; 0: there was none */
	TimestampTz last_at;
	TimestampTz last_expires_at;
} Topup;

/* False if there is none */
static bool
topup_load(const Account *account, Topup *topup)
{
	/* one at a time: what is pending is the last */
	static SpiPlan plan = {
		"SELECT t.pack, t.money, t.cooldown, t.most_times, t.stop_after, t.failures, t.limited_at,"
		"       d.status OPERATOR(pg_catalog.=) 'pending'::pg_catalog.text, d.id, d.at,"
		"       d.expires_at"
		"  FROM credits.topup t LEFT JOIN LATERAL"
		"       (SELECT x.* FROM credits.deposit x"
		"         WHERE x.account_id OPERATOR(pg_catalog.=) t.account_id"
		"           AND x.source OPERATOR(pg_catalog.=) 'topup'::pg_catalog.text"
		"         ORDER BY x.id DESC LIMIT 1) d ON true"
		" WHERE t.account_id OPERATOR(pg_catalog.=) $1",
		"l", NULL
	};
	Datum		values[1];

	values[0] = Int64GetDatum(account->account_id);
	if (spi_run(&plan, values, NULL) == 0)
		return false;
	memset(topup, 0, sizeof(*topup));
	topup->pack = spi_text(0, 1);
	topup->money = spi_is_null(0, 2) ? (Datum) 0 : spi_copy(0, 2, -1);
	topup->cooldown = spi_interval(0, 3);
	topup->limited = !spi_is_null(0, 4);
	topup->most_times = topup->limited ? spi_int32(0, 4) : 0;
	topup->stop_after = spi_int32(0, 5);
	topup->failures = spi_int32(0, 6);
	topup->limited_at = spi_is_null(0, 7) ? DT_NOBEGIN : spi_int64(0, 7);
	if (spi_is_null(0, 8))
		return true;
	topup->pending = spi_bool(0, 8);
	topup->last = spi_int64(0, 9);
	topup->last_at = spi_int64(0, 10);
	topup->last_expires_at = spi_int64(0, 11);
	return true;
}

bool
topup_lock(const Account *account)
{
	static SpiPlan plan = {
		"SELECT FROM credits.topup t WHERE t.account_id OPERATOR(pg_catalog.=) $1 FOR UPDATE",
		"l", NULL
	};
	Datum		values[1];

	values[0] = Int64GetDatum(account->account_id);
	return spi_run(&plan, values, NULL) > 0;
}

/*
 * What became of one.
 */
static Datum
topup_number(int64 number)
{
	return NumericGetDatum(int64_to_numeric(number));
}

static void
topup_tell(const Account *account, const char *event, TimestampTz at, Arguments *facts)
{
	outbox_write(account->account_id, account->account_id, event, at, request_end(facts));
}

void
topup_failed(const Account *account, int64 deposit_id, TimestampTz at)
{
	static SpiPlan plan = {
		"UPDATE credits.topup AS t SET failures = t.failures OPERATOR(pg_catalog.+) 1"
		" WHERE t.account_id OPERATOR(pg_catalog.=) $1"
		" RETURNING t.failures, t.failures OPERATOR(pg_catalog.=) t.stop_after",
		"l", NULL
	};
	Arguments	facts;
	Datum		values[1];

	values[0] = Int64GetDatum(account->account_id);
	if (spi_run(&plan, values, NULL) == 0 || !spi_bool(0, 2))
		return;
	request_begin(&facts);
	request_text(&facts, "account", account->payer);
	request_numeric(&facts, "deposit", topup_number(deposit_id));
	request_numeric(&facts, "failures", topup_number(spi_int32(0, 1)));
	topup_tell(account, "topup.stopped", at, &facts);
}

/* The row is written, whatever it says: its lock comes before the deposit's */
static void
topup_forget_failures(const Account *account)
{
	static SpiPlan plan = {
		"UPDATE credits.topup AS t SET failures = 0 WHERE t.account_id OPERATOR(pg_catalog.=) $1",
		"l", NULL
	};
	Datum		values[1];

	values[0] = Int64GetDatum(account->account_id);
	spi_run(&plan, values, NULL);
}

void
topup_completed(const Account *account)
{
	topup_forget_failures(account);
}

void
topup_begin_anew(const Account *account)
{
	topup_forget_failures(account);
}

void
topup_expire(const Account *account)
{
	Topup		topup;

	(void) topup_lock(account);
	if (deposit_expire(account) > 0 && topup_load(account, &topup))
		topup_failed(account, topup.last, topup.last_expires_at);
}

/* What is pending has expired: write it down.  False if it is being paid, or failed, just now. */
static bool
topup_expire_last(const Account *account, Topup *topup)
{
	static SpiPlan plan = {
		"UPDATE credits.deposit AS d SET status = 'expired', ended_at = d.expires_at"
		"  FROM (SELECT x.ctid FROM credits.deposit x"
		"         WHERE x.account_id OPERATOR(pg_catalog.=) $1"
		"           AND x.id OPERATOR(pg_catalog.=) $2"
		"           AND x.status OPERATOR(pg_catalog.=) 'pending'::pg_catalog.text"
		"           FOR NO KEY UPDATE SKIP LOCKED) AS free"
		" WHERE d.ctid OPERATOR(pg_catalog.=) free.ctid",
		"ll", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(topup->last);
	if (spi_run(&plan, values, NULL) == 0)
		return false;
	topup->pending = false;
	topup->failures++;
	topup_failed(account, topup->last, topup->last_expires_at);
	return true;
}

/*
 * Asking.
 */

/* What balance() would say */
static amount128
topup_available(const Account *account)
{
	Account		look = *account;
	BucketSet	set = {0};
	Book		book = {0};
	Settlement	settlement;

	if (look.meters == 0 && Min(look.opens_at, look.closes_at) > look.now)
	{
		store_load_buckets(&look, look.now, &set);
		return bucket_available(&set, look.now);
	}
	ledger_look(&look, true, look.now, &book, &settlement);
	return bucket_available(&book.set, look.now);
}

/* See how all stands; false if there is no top-up to be asked for */
static bool
topup_look(Account *account, Topup *topup)
{
	account_load_payer(account->account_id, account);
	return account->has_floor && account->status != ACCOUNT_FROZEN &&
		topup_load(account, topup);
}

/* Whether one may be asked for now, whatever the balance; or the last one is to be written down */
static bool
topup_is_time(const Topup *topup, const Account *account)
{
	if (topup->pending)
		return topup->last_expires_at <= account->now;
	return topup->failures < topup->stop_after &&
		(topup->last == 0 ||
		 calendar_boundary(account->zone, topup->last_at, &topup->cooldown, 1) <= account->now);
}

static bool
topup_is_limited(const Account *account, const Topup *topup, const Period *period)
{
	static SpiPlan plan = {
		"SELECT pg_catalog.count(*) FROM credits.deposit d"
		" WHERE d.account_id OPERATOR(pg_catalog.=) $1"
		"   AND d.source OPERATOR(pg_catalog.=) 'topup'::pg_catalog.text"
		"   AND d.at OPERATOR(pg_catalog.>=) $2",
		"lz", NULL
	};
	Datum		values[2];

	/* a clock that was put back by hand may stand where there is no period */
	if (!topup->limited || period == NULL)
		return false;
	values[0] = Int64GetDatum(account->account_id);
	values[1] = TimestampTzGetDatum(period->starts_at);
	spi_run(&plan, values, NULL);
	return spi_int64(0, 1) >= topup->most_times;
}

/* Told once in a period */
static void
topup_tell_limited(const Account *account, const Topup *topup, const Period *period)
{
	static SpiPlan plan = {
		"UPDATE credits.topup AS t SET limited_at = $2"
		" WHERE t.account_id OPERATOR(pg_catalog.=) $1",
		"lz", NULL
	};
	Arguments	facts;
	Datum		values[2];

	if (topup->limited_at >= period->starts_at)
		return;
	values[0] = Int64GetDatum(account->account_id);
	values[1] = TimestampTzGetDatum(period->starts_at);
	spi_run(&plan, values, NULL);
	request_begin(&facts);
	request_text(&facts, "account", account->name);
	request_numeric(&facts, "most_times", topup_number(topup->most_times));
	request_text(&facts, "starts_at", fact_instant_text(period->starts_at));
	request_text(&facts, "ends_at", fact_instant_text(period->ends_at));
	topup_tell(account, "topup.limited", account->now, &facts);
}

/* The payer's methods by priority, as a JSON array */
static Jsonb *
topup_methods(const Account *account)
{
	static SpiPlan plan = {
		"SELECT COALESCE(pg_catalog.jsonb_agg(m.method ORDER BY m.priority, m.method),"
		"                '[]'::pg_catalog.jsonb)"
		"  FROM credits.payment_method m WHERE m.account_id OPERATOR(pg_catalog.=) $1",
		"l", NULL
	};
	Datum		values[1];

	values[0] = Int64GetDatum(account->account_id);
	spi_run(&plan, values, NULL);
	return DatumGetJsonbP(spi_copy(0, 1, -1));
}

static void
topup_tell_requested(const Account *account, int64 deposit_id)
{
	Arguments	facts;
	Deposit		deposit;

	deposit_load(account, deposit_id, &deposit);
	request_begin(&facts);
	request_text(&facts, "account", account->name);
	request_numeric(&facts, "deposit", topup_number(deposit_id));
	request_numeric(&facts, "money", deposit.money);
	request_text(&facts, "currency", deposit.currency);
	request_numeric(&facts, "credits", money_from_amount(deposit.credits));
	request_text(&facts, "expires_at", fact_instant_text(deposit.expires_at));
	request_json(&facts, "methods", topup_methods(account));
	request_text(&facts, "receipt_to", deposit.receipt_to);
	topup_tell(account, "topup.requested", deposit.at, &facts);
}

/* Who looks at the settings with an older snapshot does not see what was made since: 40001 */
static void
topup_mark(const Account *account)
{
	static SpiPlan plan = {
		"UPDATE credits.topup AS t SET failures = t.failures"
		" WHERE t.account_id OPERATOR(pg_catalog.=) $1",
		"l", NULL
	};
	Datum		values[1];

	values[0] = Int64GetDatum(account->account_id);
	spi_run(&plan, values, NULL);
}

static void
topup_request(const Account *account, const Topup *topup, amount128 gap)
{
	DepositTerms terms = {0};
	Purchase	purchase;
	Pack		pack;
	int64		id;

	/* what is not sold any longer is no reason to refuse a draw */
	if (!pack_find(account, topup->pack, NULL, &pack) ||
		!pack_cover(&pack, gap, topup->money, &purchase))
		return;
	terms.source = "topup";
	terms.at = account->now;
	terms.operation = spi_next_operation();
	id = deposit_insert(account, &pack, &purchase, &terms);
	if (id == 0)
		return;
	topup_mark(account);
	topup_tell_requested(account, id);
}

/* All that is missing to the floor, and what is owed besides */
static amount128
topup_gap(const Account *account, amount128 available)
{
	amount128	gap;

	return amount_add(account->floor - available, account->owed, &gap) ? gap : AMOUNT_MAX;
}

/* Below the floor: ask for one, unless something forbids it */
static void
topup_ask(Account *account)
{
	Book		book = {0};
	Settlement	settlement;
	Topup		topup;
	const Period *period;
	amount128	available;

	/* first without a lock: nobody is waited for where there is nothing to ask for */
	if (!topup_look(account, &topup) || !topup_is_time(&topup, account))
		return;
	if (!topup_lock(account) || !topup_look(account, &topup) || !topup_is_time(&topup, account))
		return;
	if (topup.pending &&
		(!topup_expire_last(account, &topup) || !topup_is_time(&topup, account)))
		return;
	ledger_look(account, true, account->now, &book, &settlement);
	available = bucket_available(&book.set, account->now);
	if (available >= account->floor)
		return;
	period = period_at(&book, account->now);
	if (topup_is_limited(account, &topup, period))
		topup_tell_limited(account, &topup, period);
	else
		topup_request(account, &topup, topup_gap(account, available));
}

void
topup_check(Account *account)
{
	Account		payer = {.account_id = account->account_id};

	if (account->has_floor && topup_available(account) < account->floor)
		topup_ask(&payer);
}

void
topup_check_since(Account *account, int64 posted)
{
	if (store_posted() != posted)
		topup_check(account);
}

/*
 * Setting it.
 */
typedef struct
{
	bool		on;
	amount128	floor;
	const char *pack;
	Datum		money;			/* 0: not given */
	Interval	cooldown;
	bool		limited;
	int32		most_times;
	int32		stop_after;
} Setting;

enum
{
	SET_ACCOUNT,
	SET_FLOOR,
	SET_PACK,
	SET_MONEY,
	SET_AT,
	SET_COOLDOWN,
	SET_MOST_TIMES,
	SET_STOP_AFTER
};

/* A number of times, or what it is if it is not given */
static int32
setting_times(FunctionCallInfo fcinfo, int number, const char *name, int32 instead)
{
	if (PG_ARGISNULL(number))
		return instead;
	if (PG_GETARG_INT32(number) <= 0)
		refuse_value(name, "must be more than 0", psprintf("%d", PG_GETARG_INT32(number)));
	return PG_GETARG_INT32(number);
}

static Interval
setting_cooldown(FunctionCallInfo fcinfo)
{
	Interval	cooldown = {.time = USECS_PER_MINUTE};

	if (PG_ARGISNULL(SET_COOLDOWN))
		return cooldown;
	cooldown = *PG_GETARG_INTERVAL_P(SET_COOLDOWN);
	if (cooldown.month < 0 || cooldown.day < 0 || cooldown.time < 0 ||
		cooldown.month > LONGEST_DAYS / DAYS_PER_MONTH || cooldown.day > LONGEST_DAYS ||
		cooldown.time > LONGEST_DAYS * USECS_PER_DAY)
		refuse_value("cooldown", "must be from 0 to ten years", calendar_text(&cooldown));
	return cooldown;
}

static void
setting_read(FunctionCallInfo fcinfo, Setting *setting)
{
	setting->on = !PG_ARGISNULL(SET_FLOOR);
	setting->floor = setting->on ? PG_GETARG_AMOUNT(SET_FLOOR) : 0;
	if (setting->on && setting->floor <= 0)
		refuse_value("floor", "must be more than 0", amount_to_cstring(setting->floor));
	setting->pack = argument_name(fcinfo, SET_PACK, "pack");
	if (setting->pack == NULL)
		setting->pack = PACK_DEPOSIT;
	setting->money = pack_asked_money(fcinfo, SET_MONEY);
	setting->cooldown = setting_cooldown(fcinfo);
	setting->limited = !PG_ARGISNULL(SET_MOST_TIMES);
	setting->most_times = setting_times(fcinfo, SET_MOST_TIMES, "most_times", 0);
	setting->stop_after = setting_times(fcinfo, SET_STOP_AFTER, "stop_after", 3);
}

/* It must be sold to the account now; what becomes of that later is seen then */
static void
setting_check_pack(const Setting *setting, const Account *account)
{
	Pack		pack;

	pack_load(account, setting->pack, NULL, &pack);
	if (setting->money == 0)
		return;
	if (pack.preset)
		refuse_value("money", "is for packs of a free amount", money_text(setting->money));
	if (money_compare(setting->money,
					  money_to_minor(setting->money, pack.digits, MONEY_DOWN)) != 0)
		refuse_value("money", psprintf("has more than %d decimals", pack.digits),
					 money_text(setting->money));
}

static void
setting_write(const Setting *setting, const Account *account)
{
	static SpiPlan plan = {
		"INSERT INTO credits.topup AS t (account_id, user_id, floor, pack, money, cooldown,"
		"  most_times, stop_after) VALUES ($1,$1,$2,$3,$4,$5,$6,$7)"
		" ON CONFLICT (account_id) DO UPDATE SET floor = EXCLUDED.floor, pack = EXCLUDED.pack,"
		"  money = EXCLUDED.money, cooldown = EXCLUDED.cooldown,"
		"  most_times = EXCLUDED.most_times, stop_after = EXCLUDED.stop_after, failures = 0,"
		"  limited_at = NULL",
		"latnvii", NULL
	};
	static SpiPlan off = {
		"DELETE FROM credits.topup AS t WHERE t.account_id OPERATOR(pg_catalog.=) $1", "l", NULL
	};
	Datum		values[7];
	char		nulls[8] = "       ";

	values[0] = Int64GetDatum(account->account_id);
	values[1] = AmountGetDatum(setting->floor);
	values[2] = CStringGetTextDatum(setting->pack);
	values[3] = setting->money;
	values[4] = IntervalPGetDatum(&setting->cooldown);
	values[5] = Int32GetDatum(setting->most_times);
	values[6] = Int32GetDatum(setting->stop_after);
	nulls[3] = setting->money == 0 ? 'n' : ' ';
	nulls[5] = setting->limited ? ' ' : 'n';
	spi_run(setting->on ? &plan : &off, values, setting->on ? nulls : NULL);
}

/* The account's row says whether it has one: a draw looks there */
static void
setting_write_floor(const Setting *setting, const Account *account)
{
	static SpiPlan plan = {
		"UPDATE credits.account AS a SET topup_floor = $2"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $1",
		"la", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = AmountGetDatum(setting->floor);
	spi_run(&plan, values, setting->on ? NULL : " n");
}

/* Arguments: account, floor, pack, money, at, cooldown, most_times, stop_after */
Datum
credits_set_topup(PG_FUNCTION_ARGS)
{
	char	   *name = argument_required(fcinfo, SET_ACCOUNT, "account");
	Setting		setting;
	Account		account;
	SpiScope	scope;

	spi_require_write("credits.set_topup()");
	setting_read(fcinfo, &setting);
	spi_begin(&scope, fcinfo);
	account_load(name, &account);
	account_require_payer(&account, "auto top-up");
	account_lock(&account);
	(void) account_at(&account, !PG_ARGISNULL(SET_AT),
					  PG_ARGISNULL(SET_AT) ? 0 : PG_GETARG_TIMESTAMPTZ(SET_AT));
	if (setting.on)
		setting_check_pack(&setting, &account);
	period_catch_up(&account, account.now);
	meter_settle_now(&account);
	topup_begin_anew(&account);
	setting_write_floor(&setting, &account);
	setting_write(&setting, &account);
	account_load_again(&account);
	topup_check(&account);
	spi_end(&scope);
	PG_RETURN_VOID();
}
