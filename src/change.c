/*
 * change.c
 *	  What every change of what is to come has in common.
 *
 * Decided here: when a change may be made and from when it counts, and what it cuts.  A change
 * edits the rows that say what is to come, and ends those that it cuts; opening and closing what
 * is due then is period.c's, as ever.
 *
 * Locks: the account, then all its open buckets in draw order, marked, so that a draw on its way
 * looks again.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "calendar.h"
#include "change.h"
#include "clock.h"
#include "invoice.h"
#include "meter.h"
#include "refuse.h"
#include "spi.h"

void
refuse_state(const Account *account, const char *plan, const char *why, const char *hint)
{
	StringInfoData facts;

	fact_open(&facts, "wrong_state");
	fact_text(&facts, "account", account->name);
	fact_text(&facts, "plan", plan);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_WRONG_STATE),
			 errmsg("account \"%s\" %s", account->name, why),
			 errdetail_internal("%s", facts.data),
			 errhint("%s", hint)));
}

/*
 * Beginning.
 */
static void
change_load(Change *change)
{
	memset(&change->book, 0, sizeof(Book));
	period_load(&change->account, &change->book);
	store_load_buckets(&change->account, DT_NOBEGIN, &change->book.set);
	store_lock_all(&change->account, DT_NOBEGIN, &change->book.set);
}

/* Do what is due and lock; on the wall clock, until now is later than any draw that went before */
void
change_lock(Change *change)
{
	Account    *account = &change->account;
	TimestampTz locked_at;

	change->posted = store_posted();
	account_lock(account);
	do
	{
		period_catch_up(account, account->now);
		meter_settle_now(account);
		change_load(change);
		locked_at = clock_wall();
		while (!account->has_clock && (account->now = clock_wall()) <= locked_at)
			CHECK_FOR_INTERRUPTS();
		/* a clock that was set back opens nothing again */
		account->now = Max(account->now, bucket_first_flex(&change->book.set));
	} while (!period_is_current(account, &change->book.set, account->now));
}

void
change_check_at(Change *change, bool given, TimestampTz at)
{
	Account    *account = &change->account;
	Period	   *period = period_at(&change->book, account->now);

	change->at = given ? at : account->now;
	if (given)
		account_check_at(account, at, "at");
	if (change->at > account->now)
		refuse_value("at", "is later than the account's now: set its clock first",
					 timestamptz_to_str(at));
	if (change->at < period->starts_at)
	{
		Period		closed = *period;

		(void) period_find(account, change->at, &closed);
		refuse_period_closed(account, change->at, closed.starts_at, closed.ends_at,
							 "A change can be made from the start of the period that contains "
							 "now: leave \"at\" out.");
	}
	change->period = period;
	change->current = subscription_in_force(&change->book.subscriptions, account->now);
}

void
change_require_not_ahead(const Change *change)
{
	const Book *book = &change->book;

	if (book->periods[book->count - 1].starts_at > change->account.now)
		refuse_state(&change->account, change->current == NULL ? NULL : change->current->plan,
					 "has a later period already",
					 "Set its clock to where its bookings are first, with credits.set_clock().");
}

/*
 * What is cut must not have been used: no draw at or after `at`, no line that reaches past it, nor
 * what is held since and may be captured
 */
void
change_require_unused(const Change *change)
{
	static SpiPlan plan = {
		"SELECT FROM credits.entry e"
		"  LEFT JOIN credits.usage_line l ON l.account_id OPERATOR(pg_catalog.=) e.account_id"
		"                       AND l.operation OPERATOR(pg_catalog.=) e.operation"
		"                       AND l.line OPERATOR(pg_catalog.=) e.line"
		" WHERE e.account_id OPERATOR(pg_catalog.=) $1"
		"   AND e.kind OPERATOR(pg_catalog.=) ANY ('{draw,capture}'::pg_catalog.text[])"
		"   AND e.booked_at OPERATOR(pg_catalog.>=) $3 AND e.booked_at OPERATOR(pg_catalog.<) $4"
		"   AND (COALESCE(e.late_at, e.at) OPERATOR(pg_catalog.>=) $2"
		"        OR (e.late_at IS NULL AND l.until OPERATOR(pg_catalog.>) $2))"
		" UNION ALL SELECT FROM credits.hold_part p WHERE p.account_id OPERATOR(pg_catalog.=) $1"
		"   AND p.ended_at IS NULL AND p.at OPERATOR(pg_catalog.>=) $2 LIMIT 1",
		"lzzz", NULL
	};
	Datum		values[4];

	change_require_not_ahead(change);
	values[0] = Int64GetDatum(change->account.account_id);
	values[1] = TimestampTzGetDatum(change->at);
	/* as for an invoice: nothing of the period is booked before its row is made */
	values[2] = TimestampTzGetDatum(change->period->opened_at - USECS_PER_DAY);
	values[3] = TimestampTzGetDatum(clock_wall() + USECS_PER_DAY);
	if (change->at < change->account.now || change->account.has_clock)
	{
		if (spi_run(&plan, values, NULL) > 0)
			refuse_state(&change->account,
						 change->current == NULL ? NULL : change->current->plan,
						 "has used something at or after that instant",
						 change->current == NULL ? "Subscribe it a moment later."
						 : "Change it a moment later, at the end of its cycle, or to a plan that "
						 "prorates.");
	}
}

bool
change_claim(Change *change, const char *call, Arguments *arguments)
{
	Request		request = {0};
	bool		first;

	change->operation = spi_next_operation();
	if (change->key == NULL)
		return true;
	refuse_bad_name("key", change->key);
	request.account_id = change->account.account_id;
	request.user_id = change->account.user_id;
	request.account = change->account.name;
	request.key = change->key;
	request.call = call;
	request.arguments = request_end(arguments);
	request.operation = change->operation;
	first = request_claim(&request);
	change->operation = request.operation;
	return first;
}

int64
change_answered(const Change *change)
{
	static SpiPlan plan = {
		"SELECT s.id FROM credits.subscription s WHERE s.account_id OPERATOR(pg_catalog.=) $1"
		"   AND s.operation OPERATOR(pg_catalog.=) $2",
		"ll", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(change->account.account_id);
	values[1] = Int64GetDatum(change->operation);
	if (spi_run(&plan, values, NULL) == 0)
		elog(ERROR, "operation " INT64_FORMAT " has no subscription", change->operation);
	return spi_int64(0, 1);
}

/*
 * Rows.
 */
void
change_set_end(const Change *change, int64 subscription, TimestampTz ends_at)
{
	static SpiPlan plan = {
		"UPDATE credits.subscription AS s SET ends_at = $3"
		" WHERE s.account_id OPERATOR(pg_catalog.=) $1 AND s.id OPERATOR(pg_catalog.=) $2",
		"llz", NULL
	};
	Datum		values[3];

	values[0] = Int64GetDatum(change->account.account_id);
	values[1] = Int64GetDatum(subscription);
	values[2] = TimestampTzGetDatum(ends_at);
	spi_run(&plan, values, TIMESTAMP_IS_NOEND(ends_at) ? "  n" : NULL);
}

void
change_take_back(const Change *change)
{
	int			i;

	for (i = 0; i < change->book.subscriptions.count; i++)
	{
		const Subscription *terms = &change->book.subscriptions.items[i];

		if (terms->plan != NULL && terms->started_at > change->account.now &&
			terms->ends_at > terms->started_at)
			change_set_end(change, terms->id, terms->started_at);
	}
}

void
change_finish(Change *change, TimestampTz since)
{
	static SpiPlan plan = {
		"UPDATE credits.account AS a SET opens_at = LEAST(a.opens_at, $2)"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $1",
		"lz", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(change->account.account_id);
	values[1] = TimestampTzGetDatum(since);
	spi_run(&plan, values, NULL);
	period_catch_up(&change->account, change->account.now);
}

/*
 * Cutting the period.
 */
static void
cut_bucket(const Change *change, const Bucket *bucket, TimestampTz at, bool close)
{
	static SpiPlan plan = {
		"UPDATE credits.bucket AS b SET expires_at = $3,"
		"       closed_at = CASE WHEN $4 THEN pg_catalog.clock_timestamp() END"
		" WHERE b.account_id OPERATOR(pg_catalog.=) $1 AND b.id OPERATOR(pg_catalog.=) $2",
		"llzb", NULL
	};
	Datum		values[4];

	values[0] = Int64GetDatum(change->account.account_id);
	values[1] = Int64GetDatum(bucket->id);
	values[2] = TimestampTzGetDatum(at);
	values[3] = BoolGetDatum(close);
	spi_run(&plan, values, NULL);
}

/* Never before the one before it */
TimestampTz
change_closes_at(const Change *change, TimestampTz closes_at)
{
	Period		before;

	if (period_find(&change->account, change->period->starts_at - 1, &before))
		return Max(closes_at, before.closes_at);
	return closes_at;
}

/* The period ends at `at`, or, if it began there, never was */
static void
cut_period(const Change *change)
{
	static SpiPlan remove = {
		"DELETE FROM credits.period AS p WHERE p.account_id OPERATOR(pg_catalog.=) $1"
		"   AND p.starts_at OPERATOR(pg_catalog.=) $2",
		"lz", NULL
	};
	static SpiPlan shorten = {
		"UPDATE credits.period AS p SET ends_at = $3, closes_at = $4"
		" WHERE p.account_id OPERATOR(pg_catalog.=) $1 AND p.starts_at OPERATOR(pg_catalog.=) $2",
		"lzzz", NULL
	};
	const Period *period = change->period;
	TimestampTz closes_at = change->at;
	Datum		values[4];

	if (change->current != NULL)
		closes_at = calendar_boundary(change->account.zone, change->at, &change->current->grace, 1);
	closes_at = change_closes_at(change, closes_at);
	values[0] = Int64GetDatum(change->account.account_id);
	values[1] = TimestampTzGetDatum(period->starts_at);
	values[2] = TimestampTzGetDatum(change->at);
	values[3] = TimestampTzGetDatum(closes_at);
	if (change->at > period->starts_at)
		period_run(&shorten, values, NULL);
	else
	{
		period_run(&remove, values, NULL);
		invoice_drop_pending(&change->account, period->starts_at);
	}
}

/* End the period and what the cycle's plan included, at `at` */
void
change_cut(Change *change)
{
	Book	   *book = &change->book;
	int			i;

	for (i = 0; i < book->set.count; i++)
	{
		const Bucket *bucket = &book->set.items[i];
		const Subscription *by = subscription_find(&book->subscriptions, bucket->subscription);

		/* what is held of overage goes to the period that begins here (period_open) */
		if (bucket->postpaid && bucket_alive(bucket, change->at))
			cut_bucket(change, bucket, change->at,
					   change->at == bucket->effective_at && bucket->held == 0);
		else if (by != NULL && by->plan != NULL && bucket->rolled_from == 0 &&
				 bucket->expires_at > change->at)
			cut_bucket(change, bucket, Max(change->at, bucket->effective_at), false);
	}
	cut_period(change);
	if (change->at == change->period->starts_at)
	{
		/* no period ends here with which it could expire */
		period_expire_cut(book, change->at);
		period_write(book);
	}
}

