/*
 * bonus.c
 *	  What is given with deposits, and referrals.
 *
 * Decided here: which bonuses a deposit earns, how much they are, whether two of them add up; who
 * may be referred by whom; and that bonuses live with their deposit: what is left of them is taken
 * back with it.  A bonus is a bucket that names its deposit; the referrer's is named by the
 * referral.
 *
 * Locks: both payers of a referral, in the order of their ids, before anything else; then the one's
 * buckets, and then the other's, in that order too.  Two referrals that close a circle are seen if
 * they share an account; a circle of four or more that is closed from two sides at once is not.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "argument.h"
#include "bonus.h"
#include "calendar.h"
#include "grant.h"
#include "money.h"
#include "period.h"
#include "refuse.h"
#include "row_trigger.h"
#include "spi.h"
#include "suspend.h"
#include "topup.h"

PG_FUNCTION_INFO_V1(credits_refer);
PG_FUNCTION_INFO_V1(credits_forfeit);
PG_FUNCTION_INFO_V1(credits_bonus_check);

/* A row of credits.referral */
typedef struct
{
	int64		id;
	int64		account_id;		/* the referee */
	int64		referrer_id;
	const char *status;
	int64		deposit_id;		/* 0: none yet */
	int64		referrer_bucket;	/* 0: none */
	int64		taken;			/* operation; 0: none */
	int64		referrer_taken; /* likewise */
} Referral;

#define REFERRAL_COLUMNS \
	"r.id, r.account_id, r.referrer_id, r.status, r.deposit_id, r.referrer_bucket," \
	" r.taken, r.referrer_taken"

static void
referral_read(Referral *referral)
{
	referral->id = spi_int64(0, 1);
	referral->account_id = spi_int64(0, 2);
	referral->referrer_id = spi_int64(0, 3);
	referral->status = spi_text(0, 4);
	referral->deposit_id = spi_is_null(0, 5) ? 0 : spi_int64(0, 5);
	referral->referrer_bucket = spi_is_null(0, 6) ? 0 : spi_int64(0, 6);
	referral->taken = spi_is_null(0, 7) ? 0 : spi_int64(0, 7);
	referral->referrer_taken = spi_is_null(0, 8) ? 0 : spi_int64(0, 8);
}

/* Who was referred; false if the payer was not */
static bool
referral_load(int64 account_id, Referral *referral)
{
	static SpiPlan plan = {
		"SELECT " REFERRAL_COLUMNS " FROM credits.referral r"
		" WHERE r.account_id OPERATOR(pg_catalog.=) $1",
		"l", NULL
	};
	Datum		values[1];

	memset(referral, 0, sizeof(*referral));
	values[0] = Int64GetDatum(account_id);
	if (spi_run(&plan, values, NULL) == 0)
		return false;
	referral_read(referral);
	return true;
}

static bool
referral_is(const Referral *referral, const char *status)
{
	return strcmp(referral->status, status) == 0;
}

/* Lock two payers in the order of their ids */
static void
payers_lock(Account *a, Account *b)
{
	account_lock(a->account_id < b->account_id ? a : b);
	account_lock(a->account_id < b->account_id ? b : a);
}

void
bonus_lock(Account *account)
{
	Referral	referral;
	Account		referrer;

	if (referral_load(account->account_id, &referral))
	{
		account_load_payer(referral.referrer_id, &referrer);
		payers_lock(account, &referrer);
		return;
	}
	account_lock(account);
	/* refer() may have come between: out of order, so it may have to be tried again (40P01) */
	if (referral_load(account->account_id, &referral))
	{
		account_load_payer(referral.referrer_id, &referrer);
		account_lock(&referrer);
	}
}

/*
 * What a deposit earns.
 */

/*
 * Percent of the credits and so many outright, rounded down; `most` is a hundredfold, 0: no bound
 */
static amount128
bonus_amount(amount128 credits, Datum percent, amount128 outright, Datum most)
{
	Datum		hundred = money_parse("100");
	Datum		sum = money_plus(money_for(credits, percent), money_for(outright, hundred));

	return money_quotient(most != 0 && money_compare(sum, most) > 0 ? most : sum, hundred);
}

/* `may`: nothing but the deposit's money stands against it */
static void
bonus_load(const char *name, const Deposit *deposit, bool may, Bonus *bonus)
{
	static SpiPlan plan = {
		"SELECT b.percent, b.credits, b.most, b.least_money, b.class, b.lifetime, b.wait,"
		"       b.adds_up, b.most_times"
		"  FROM credits.bonus b WHERE b.bonus OPERATOR(pg_catalog.=) $1",
		"t", NULL
	};
	Datum		values[1];

	memset(bonus, 0, sizeof(*bonus));
	values[0] = CStringGetTextDatum(name);
	if (spi_run(&plan, values, NULL) == 0)
		return;
	bonus->given = may && money_compare(deposit->money, spi_copy(0, 4, -1)) >= 0;
	if (bonus->given)
		bonus->amount = bonus_amount(deposit->credits, spi_copy(0, 1, -1), spi_amount(0, 2),
									 spi_is_null(0, 3) ? (Datum) 0
									 : money_for(spi_amount(0, 3), money_parse("100")));
	bonus->class = spi_text(0, 5);
	bonus->has_lifetime = !spi_is_null(0, 6);
	if (bonus->has_lifetime)
		bonus->lifetime = spi_interval(0, 6);
	bonus->wait = spi_interval(0, 7);
	bonus->adds_up = spi_bool(0, 8);
	bonus->has_most_times = !spi_is_null(0, 9);
	bonus->most_times = bonus->has_most_times ? spi_int32(0, 9) : 0;
}

/* Whether no deposit that was paid before would have earned the first one's bonus */
static bool
bonus_is_first(const Account *account)
{
	static SpiPlan plan = {
		"SELECT FROM credits.deposit d"
		"  JOIN credits.bonus b ON b.bonus OPERATOR(pg_catalog.=) 'first_topup'::pg_catalog.text"
		"   AND d.money OPERATOR(pg_catalog.>=) b.least_money"
		" WHERE d.account_id OPERATOR(pg_catalog.=) $1 AND d.bucket_id IS NOT NULL LIMIT 1",
		"l", NULL
	};
	Datum		values[1];

	values[0] = Int64GetDatum(account->account_id);
	return spi_run(&plan, values, NULL) == 0;
}

/* Whether the referrer is to have it: not too often, and not while nothing may be given to it */
static bool
bonus_for_referrer(const Bonus *bonus, int64 referrer_id)
{
	static SpiPlan plan = {
		"SELECT pg_catalog.count(r.deposit_id) FROM credits.referral r"
		" WHERE r.referrer_id OPERATOR(pg_catalog.=) $1",
		"l", NULL
	};
	Account		referrer;
	Datum		values[1];

	account_load_payer(referrer_id, &referrer);
	if (!bonus->given || bonus->amount == 0 || referrer.status == ACCOUNT_FROZEN)
		return false;
	values[0] = Int64GetDatum(referrer_id);
	spi_run(&plan, values, NULL);
	return !bonus->has_most_times || spi_int64(0, 1) < bonus->most_times;
}

void
bonus_find(const Account *account, const Deposit *deposit, BonusGift *gift)
{
	Referral	referral;
	bool		referred = referral_load(account->account_id, &referral) &&
		referral_is(&referral, "pending");

	memset(gift, 0, sizeof(*gift));
	gift->account_id = account->account_id;
	gift->deposit_id = deposit->id;
	bonus_load("first_topup", deposit, bonus_is_first(account), &gift->first_topup);
	bonus_load("referee", deposit, referred, &gift->referee);
	bonus_load("referrer", deposit, referred, &gift->referrer);
	/* where there is nothing for the referee, what there is for the referrer decides */
	if (gift->referee.given || (gift->referee.class == NULL && gift->referrer.given))
	{
		gift->referral_id = referral.id;
		if (bonus_for_referrer(&gift->referrer, referral.referrer_id))
			gift->referrer_id = referral.referrer_id;
	}
	if (gift->first_topup.given && gift->referee.given &&
		!(gift->first_topup.adds_up && gift->referee.adds_up))
	{
		if (gift->first_topup.amount > gift->referee.amount)
			gift->referee.given = false;
		else
			gift->first_topup.given = false;
	}
}

/* `at` is the payment's; a period that has closed takes no grant */
static int64
bonus_grant(const Account *account, const Bonus *bonus, const char *note, int64 deposit_id,
			TimestampTz at)
{
	Grant		grant = {0};
	Period		period;

	grant.operation = spi_next_operation();
	grant.at_given = true;
	grant.at = period_find(account, at, &period) && period.closed ? account->now : at;
	grant.amount = bonus->amount;
	grant.class = bonus->class;
	grant.takes_effect = true;
	grant.effective_at = Max(grant.at, calendar_boundary(account->zone, at, &bonus->wait, 1));
	grant.expires = bonus->has_lifetime;
	if (grant.expires)
		grant.expires_at = calendar_boundary(account->zone, grant.effective_at, &bonus->lifetime,
											 1);
	grant.note = note;
	grant.deposit_id = deposit_id;
	return grant_bucket(account, &grant);
}

void
bonus_give(const Account *account, const Deposit *deposit, const BonusGift *gift,
		   TimestampTz at)
{
	if (gift->first_topup.given && gift->first_topup.amount > 0)
		(void) bonus_grant(account, &gift->first_topup, "first top-up", deposit->id, at);
	if (gift->referee.given && gift->referee.amount > 0)
		(void) bonus_grant(account, &gift->referee, "referred", deposit->id, at);
}

void
bonus_give_referrer(BonusGift *gift, TimestampTz at)
{
	Account		referrer;

	if (gift->referrer_id == 0)
		return;
	account_load_payer(gift->referrer_id, &referrer);
	period_catch_up(&referrer, referrer.now);
	/* it may live on another clock */
	at = Max(Min(at, referrer.now), referrer.opened_at);
	gift->referrer_bucket = bonus_grant(&referrer, &gift->referrer, "referral", 0, at);
}

void
bonus_write(const BonusGift *gift)
{
	static SpiPlan plan = {
		"UPDATE credits.referral AS r SET status = 'rewarded', deposit_id = $2,"
		"       referrer_bucket = $3"
		" WHERE r.account_id OPERATOR(pg_catalog.=) $1",
		"lll", NULL
	};
	Datum		values[3];

	if (gift->referral_id == 0)
		return;
	values[0] = Int64GetDatum(gift->account_id);
	values[1] = Int64GetDatum(gift->deposit_id);
	values[2] = Int64GetDatum(gift->referrer_bucket);
	spi_run(&plan, values, gift->referrer_bucket == 0 ? "  n" : NULL);
}

/*
 * Taking back.
 */

/* What is left of a bucket; what has expired by predicate is not left */
static amount128
forfeit_bucket(Posting *posting, int64 bucket_id)
{
	Bucket	   *bucket = posting_bucket(posting, bucket_id);
	amount128	left = bucket->expires_at > posting->at ? bucket_left(bucket) : 0;

	if (left > 0)
		posting_lapse(posting, bucket, "forfeit", left);
	return left;
}

/* The buckets that were given with a deposit */
static int64 *
gifts_find(const Posting *posting, int64 deposit_id, int *count)
{
	static SpiPlan plan = {
		"SELECT b.id FROM credits.bucket b"
		"  JOIN credits.deposit d ON d.account_id OPERATOR(pg_catalog.=) b.account_id"
		"                        AND d.id OPERATOR(pg_catalog.=) b.deposit_id"
		" WHERE b.account_id OPERATOR(pg_catalog.=) $1 AND b.deposit_id OPERATOR(pg_catalog.=) $2"
		"   AND b.id OPERATOR(pg_catalog.<>) d.bucket_id AND NOT b.postpaid ORDER BY b.id",
		"ll", NULL
	};
	Datum		values[2];
	int64	   *ids;
	int			i;

	values[0] = Int64GetDatum(posting->account->account_id);
	values[1] = Int64GetDatum(deposit_id);
	*count = (int) spi_run(&plan, values, NULL);
	ids = palloc(sizeof(int64) * Max(*count, 1));
	for (i = 0; i < *count; i++)
		ids[i] = spi_int64(i, 1);
	return ids;
}

void
bonus_want(Posting *posting, int64 deposit_id)
{
	int			count;
	int64	   *ids = gifts_find(posting, deposit_id, &count);
	int			i;

	for (i = 0; i < count; i++)
		(void) posting_want(posting, ids[i]);
}

static amount128
forfeit_gifts(Posting *posting, int64 deposit_id)
{
	amount128	sum = 0;
	int			count;
	int64	   *ids = gifts_find(posting, deposit_id, &count);
	int			i;

	for (i = 0; i < count; i++)
		sum += forfeit_bucket(posting, ids[i]);
	return sum;
}

void
bonus_forfeit(Posting *posting, const Deposit *deposit)
{
	(void) forfeit_gifts(posting, deposit->id);
}

static void
referral_write_forfeited(const Referral *referral, int64 taken, int64 referrer_taken,
						 const char *note)
{
	static SpiPlan plan = {
		"UPDATE credits.referral AS r SET status = 'forfeited', taken = $2, referrer_taken = $3,"
		"       note = $4"
		" WHERE r.account_id OPERATOR(pg_catalog.=) $1",
		"lllt", NULL
	};
	Datum		values[4];
	char		nulls[5] = "    ";

	values[0] = Int64GetDatum(referral->account_id);
	values[1] = Int64GetDatum(taken);
	nulls[1] = taken == 0 ? 'n' : ' ';
	values[2] = Int64GetDatum(referrer_taken);
	nulls[2] = referrer_taken == 0 ? 'n' : ' ';
	values[3] = note == NULL ? (Datum) 0 : CStringGetTextDatum(note);
	nulls[3] = note == NULL ? 'n' : ' ';
	spi_run(&plan, values, nulls);
}

static void
referral_write_rewarded(const Referral *referral)
{
	static SpiPlan plan = {
		"UPDATE credits.referral AS r SET status = 'rewarded', taken = NULL, referrer_taken = NULL,"
		"       note = NULL"
		" WHERE r.account_id OPERATOR(pg_catalog.=) $1",
		"l", NULL
	};
	Datum		values[1];

	values[0] = Int64GetDatum(referral->account_id);
	spi_run(&plan, values, NULL);
}

/* What is left of the referrer's bonus, in an operation of its own; 0: there was nothing */
static int64
forfeit_referrer(const Referral *referral, bool at_given, TimestampTz at, amount128 *sum)
{
	Posting		posting;
	Account		referrer;
	amount128	left;

	if (referral->referrer_bucket == 0)
		return 0;
	account_load_payer(referral->referrer_id, &referrer);
	posting_open(&posting, &referrer, at_given, at);
	(void) posting_want(&posting, referral->referrer_bucket);
	posting_lock(&posting);
	left = forfeit_bucket(&posting, referral->referrer_bucket);
	(void) posting_close(&posting);
	*sum += left;
	return left > 0 ? posting.entry.operation : 0;
}

/* The referral that a deposit rewarded, if its referrer's turn is now */
static bool
referral_of_deposit(const Account *account, const Deposit *deposit, bool before,
					const char *status, Referral *referral)
{
	return referral_load(account->account_id, referral) &&
		referral->deposit_id == deposit->id && referral_is(referral, status) &&
		(referral->referrer_id < account->account_id) == before;
}

void
bonus_forfeit_referrer(const Account *account, const Deposit *deposit, bool before)
{
	Referral	referral;
	amount128	ignored = 0;

	if (referral_of_deposit(account, deposit, before, "rewarded", &referral))
		referral_write_forfeited(&referral, deposit->taken,
								 forfeit_referrer(&referral, false, 0, &ignored),
								 "the deposit was taken back");
}

void
bonus_restore_referrer(const Account *account, const Deposit *deposit, bool before)
{
	Referral	referral;
	Posting		posting;
	Account		referrer;

	/* what forfeit() has ended stays so */
	if (!referral_of_deposit(account, deposit, before, "forfeited", &referral) ||
		referral.taken != deposit->taken)
		return;
	if (referral.referrer_taken != 0)
	{
		account_load_payer(referral.referrer_id, &referrer);
		posting_open(&posting, &referrer, false, 0);
		posting_want_of(&posting, referral.referrer_taken);
		posting_lock(&posting);
		(void) posting_restore(&posting, referral.referrer_taken);
		(void) posting_close(&posting);
	}
	referral_write_rewarded(&referral);
}

void
bonus_check_topup(const Account *account, int64 deposit_id)
{
	Referral	referral;
	Account		referrer;

	if (!referral_load(account->account_id, &referral) || referral.deposit_id != deposit_id ||
		referral.referrer_bucket == 0)
		return;
	account_load_payer(referral.referrer_id, &referrer);
	topup_check(&referrer);
}

/*
 * Referrals.
 */
static void
refuse_referral(const Account *referrer, const Account *referee, const char *why)
{
	StringInfoData facts;

	fact_open(&facts, "referral_refused");
	fact_text(&facts, "referrer", referrer->name);
	fact_text(&facts, "referee", referee->name);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_REFERRAL_REFUSED),
			 errmsg("account \"%s\" %s", referee->name, why),
			 errdetail_internal("%s", facts.data),
			 errhint("Only a new account that has not paid yet can be referred, once.")));
}

/* Whether an account was referred by another, itself or through others */
static bool
referral_reaches(int64 from, int64 to)
{
	static SpiPlan plan = {
		"WITH RECURSIVE line (account_id) AS ("
		"  SELECT $1"
		"  UNION SELECT r.referrer_id FROM line l"
		"          JOIN credits.referral r ON r.account_id OPERATOR(pg_catalog.=) l.account_id)"
		" SELECT FROM line l WHERE l.account_id OPERATOR(pg_catalog.=) $2",
		"ll", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(from);
	values[1] = Int64GetDatum(to);
	return spi_run(&plan, values, NULL) > 0;
}

static bool
account_has_paid(const Account *account)
{
	static SpiPlan plan = {
		"SELECT FROM credits.deposit d WHERE d.account_id OPERATOR(pg_catalog.=) $1"
		"   AND d.bucket_id IS NOT NULL LIMIT 1",
		"l", NULL
	};
	Datum		values[1];

	values[0] = Int64GetDatum(account->account_id);
	return spi_run(&plan, values, NULL) > 0;
}

static int64
referral_insert(const Account *referrer, const Account *referee, TimestampTz at)
{
	static SpiPlan plan = {
		"INSERT INTO credits.referral (account_id, referrer_id, at, actor) VALUES ($1,$2,$3,$4)"
		" RETURNING id",
		"llzt", NULL
	};
	Datum		values[4];

	values[0] = Int64GetDatum(referee->account_id);
	values[1] = Int64GetDatum(referrer->account_id);
	values[2] = TimestampTzGetDatum(at);
	values[3] = CStringGetTextDatum(spi_actor());
	spi_run(&plan, values, NULL);
	return spi_int64(0, 1);
}

static int64
referral_make(Account *referrer, Account *referee, bool at_given, TimestampTz at)
{
	Referral	referral;

	if (referrer->account_id == referee->account_id)
		refuse_referral(referrer, referee, "cannot refer itself");
	payers_lock(referrer, referee);
	if (referral_load(referee->account_id, &referral))
	{
		if (referral.referrer_id == referrer->account_id)
			return referral.id;
		refuse_referral(referrer, referee, "was referred by somebody else");
	}
	account_require_unfrozen(referrer);
	account_require_unfrozen(referee);
	if (account_has_paid(referee))
		refuse_referral(referrer, referee, "has paid before");
	if (referral_reaches(referrer->account_id, referee->account_id))
		refuse_referral(referrer, referee, "has referred the referrer");
	return referral_insert(referrer, referee, account_at(referee, at_given, at));
}

/* Arguments: referrer, referee, at */
Datum
credits_refer(PG_FUNCTION_ARGS)
{
	char	   *referrer_name = argument_required(fcinfo, 0, "referrer");
	char	   *referee_name = argument_required(fcinfo, 1, "referee");
	Account		referrer;
	Account		referee;
	SpiScope	scope;
	int64		id;

	spi_require_write("credits.refer()");
	spi_begin(&scope, fcinfo);
	account_load(referrer_name, &referrer);
	account_load(referee_name, &referee);
	account_require_payer(&referrer, "a referral");
	account_require_payer(&referee, "a referral");
	id = referral_make(&referrer, &referee, !PG_ARGISNULL(2),
					   PG_ARGISNULL(2) ? 0 : PG_GETARG_TIMESTAMPTZ(2));
	spi_end(&scope);
	PG_RETURN_INT64(id);
}

static void
referral_find(const Account *referrer, int64 id, Referral *referral)
{
	static SpiPlan plan = {
		"SELECT " REFERRAL_COLUMNS " FROM credits.referral r"
		" WHERE r.id OPERATOR(pg_catalog.=) $1 AND r.referrer_id OPERATOR(pg_catalog.=) $2",
		"ll", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(id);
	values[1] = Int64GetDatum(referrer->account_id);
	if (spi_run(&plan, values, NULL) == 0)
		refuse_not_found("referral", psprintf(INT64_FORMAT, id),
						 "credits.refer() returned the ids of an account's referrals.");
	referral_read(referral);
}

/* What is left of the referee's; 0: there was nothing */
static int64
forfeit_referee(const Referral *referral, Account *referee, amount128 *sum)
{
	Posting		posting;
	amount128	left;

	if (referral->deposit_id == 0)
		return 0;
	posting_open(&posting, referee, false, 0);
	bonus_want(&posting, referral->deposit_id);
	posting_lock(&posting);
	left = forfeit_gifts(&posting, referral->deposit_id);
	(void) posting_close(&posting);
	*sum += left;
	return left > 0 ? posting.entry.operation : 0;
}

/* Both sides, in the order of their ids; `at` is the referrer's, the referee may live elsewhere */
static amount128
referral_forfeit(const Referral *referral, Account *referee, const char *note, bool at_given,
				 TimestampTz at)
{
	bool		first = referral->referrer_id < referral->account_id;
	amount128	sum = 0;
	int64		taken;
	int64		referrer_taken = first ? forfeit_referrer(referral, at_given, at, &sum) : 0;

	taken = forfeit_referee(referral, referee, &sum);
	if (!first)
		referrer_taken = forfeit_referrer(referral, at_given, at, &sum);
	referral_write_forfeited(referral, taken, referrer_taken, note);
	return sum;
}

/* Arguments: referrer, referral, note, freeze, at */
Datum
credits_forfeit(PG_FUNCTION_ARGS)
{
	char	   *name = argument_required(fcinfo, 0, "referrer");
	char	   *note = argument_note(fcinfo, 2);
	amount128	sum = 0;
	TimestampTz at;
	Referral	referral;
	Account		referrer;
	Account		referee;
	SpiScope	scope;

	spi_require_write("credits.forfeit()");
	if (PG_ARGISNULL(1))
		refuse_null("referral");
	spi_begin(&scope, fcinfo);
	account_load(name, &referrer);
	account_require_payer(&referrer, "a referral");
	referral_find(&referrer, PG_GETARG_INT64(1), &referral);
	account_load_payer(referral.account_id, &referee);
	payers_lock(&referrer, &referee);
	referral_find(&referrer, referral.id, &referral);
	at = account_at(&referrer, !PG_ARGISNULL(4),
					PG_ARGISNULL(4) ? 0 : PG_GETARG_TIMESTAMPTZ(4));
	if (!referral_is(&referral, "forfeited"))
		sum = referral_forfeit(&referral, &referee, note, !PG_ARGISNULL(4), at);
	if (!PG_ARGISNULL(3) && PG_GETARG_BOOL(3))
	{
		account_set_status(referrer.account_id < referee.account_id ? &referrer : &referee,
						   "frozen", note);
		account_set_status(referrer.account_id < referee.account_id ? &referee : &referrer,
						   "frozen", note);
	}
	topup_check(&referrer);
	topup_check(&referee);
	spi_end(&scope);
	PG_RETURN_AMOUNT(sum);
}

/* A bonus that could not be given would stand in the way of a payment */
Datum
credits_bonus_check(PG_FUNCTION_ARGS)
{
	RowTrigger	trigger;
	Datum		value;

	row_trigger_open(fcinfo, &trigger, TRIGGER_EVENT_BEFORE, "credits.bonus_check()");
	if (row_trigger_get(&trigger, trigger.new, "lifetime", &value))
		calendar_check_interval(DatumGetIntervalP(value), "lifetime", false);
	if (row_trigger_get(&trigger, trigger.new, "wait", &value))
		calendar_check_interval(DatumGetIntervalP(value), "wait", true);
	if (row_trigger_get(&trigger, trigger.new, "class", &value))
		pack_check_class(fcinfo, TextDatumGetCString(value));
	return PointerGetDatum(trigger.new);
}
