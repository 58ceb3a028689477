/*
 * period.c
 *	  Periods: where they begin and end, and closing what is over.
 *
 * Decided here: the boundaries (calendar months in the payer's zone, resolved in that zone and
 * never in the session's), which periods are due to open and to close, and what closing one
 * does: buckets whose life ends by the period's end are posted as expired, stamped with the
 * instant of their expiry.
 *
 * The job and any call do the same: catching up three months late writes the rows that three
 * runs on time would have written.
 *
 * Locks: the account, then its open buckets in draw order.  Grants lock the account too, so no
 * bucket is added meanwhile.  Every open bucket is marked, so a draw that waited for one looks
 * again.
 */
#include "postgres.h"

#include "utils/datetime.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "clock.h"
#include "period.h"
#include "spi.h"
#include "store.h"

/*
 * The first instant of a month, which may have 13 months: the local midnight, or what stands in
 * for it
 */
static TimestampTz
month_start(pg_tz *zone, int year, int month)
{
	struct pg_tm tm = {0};
	TimestampTz result;
	int			offset;

	tm.tm_year = year + (month - 1) / MONTHS_PER_YEAR;
	tm.tm_mon = (month - 1) % MONTHS_PER_YEAR + 1;
	tm.tm_mday = 1;
	offset = DetermineTimeZoneOffset(&tm, zone);
	if (tm2timestamp(&tm, 0, &offset, &result) != 0)
		elog(ERROR, "month %d-%d is out of range", year, month);
	return result;
}

void
period_month(pg_tz *zone, TimestampTz at, TimestampTz *starts_at, TimestampTz *ends_at)
{
	struct pg_tm tm;
	fsec_t		fsec;
	int			offset;

	if (timestamp2tm(at, &offset, &tm, &fsec, NULL, zone) != 0)
		elog(ERROR, "instant is out of range");
	*starts_at = month_start(zone, tm.tm_year, tm.tm_mon);
	if (at < *starts_at)
	{
		/* midnight comes twice and begins the month the second time; this is before it */
		*ends_at = *starts_at;
		*starts_at = month_start(zone, tm.tm_year - 1, tm.tm_mon - 1 + MONTHS_PER_YEAR);
		return;
	}
	*ends_at = month_start(zone, tm.tm_year, tm.tm_mon + 1);
}

bool
period_is_closed(const Account *account, TimestampTz at)
{
	TimestampTz starts_at;
	TimestampTz ends_at;

	if (at >= account->now)
		return false;
	period_month(account->zone, at, &starts_at, &ends_at);
	return ends_at <= account->now;
}

bool
period_is_current(const Account *account, BucketSet *set, TimestampTz last)
{
	int			i;

	if (bucket_flex(set, account->now) == NULL)
		return false;
	if (last > account->now && bucket_flex(set, last) == NULL)
		return false;
	for (i = set->count - 1; i >= 0 && set->items[i].postpaid; i--)
	{
		if (set->items[i].expires_at <= account->now)
			return false;
	}
	return true;
}

void
period_imagine(const Account *account, BucketSet *set, TimestampTz last)
{
	TimestampTz at = account->now;
	TimestampTz starts_at;
	TimestampTz ends_at;

	while (at <= Max(last, account->now))
	{
		period_month(account->zone, at, &starts_at, &ends_at);
		if (bucket_flex(set, at) == NULL)
		{
			Bucket	   *flex = bucket_add(set);

			flex->id = PG_INT64_MAX;
			flex->priority = PG_INT32_MAX;
			flex->postpaid = true;
			flex->uncapped = account->overage && !account->capped;
			flex->granted = account->overage ? account->overage_cap : 0;
			flex->effective_at = starts_at;
			flex->expires_at = ends_at;
			bucket_sort(set);
		}
		at = ends_at;
	}
}

/*
 * Opening.
 */
static void
period_open(const Account *account, TimestampTz starts_at, TimestampTz ends_at)
{
	static SpiPlan row = {
		"INSERT INTO credits.period (account_id, starts_at, ends_at) VALUES ($1,$2,$3)", "lzz", NULL
	};
	static SpiPlan flex = {
		"INSERT INTO credits.bucket (account_id, effective_at, expires_at, granted_at, user_id, "
		"priority,"
		"                            postpaid, granted, class)"
		" SELECT $1, $2, $3, $2, $1, c.priority, true, $4, c.class FROM credits.class c"
		"  WHERE c.class OPERATOR(pg_catalog.=) 'flex'::pg_catalog.text",
		"lzza", NULL};
	Datum		values[4];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = TimestampTzGetDatum(starts_at);
	values[2] = TimestampTzGetDatum(ends_at);
	values[3] = AmountGetDatum(account->overage ? account->overage_cap : 0);
	spi_run(&row, values, NULL);
	spi_run(&flex, values, account->overage && !account->capped ? "   n" : NULL);
}

/*
 * Open every month from the last one there is, or the one the account was opened in, to the one
 * that contains `last`
 */
static void
period_open_missing(const Account *account, TimestampTz last)
{
	static SpiPlan plan = {
		"SELECT p.ends_at FROM credits.period p WHERE p.account_id OPERATOR(pg_catalog.=) $1"
		" ORDER BY p.ends_at DESC LIMIT 1",
		"l", NULL
	};
	Datum		values[1];
	TimestampTz starts_at;
	TimestampTz ends_at;

	values[0] = Int64GetDatum(account->account_id);
	if (spi_run(&plan, values, NULL) == 0)
		starts_at = account->payer_opened_at;
	else
		starts_at = spi_int64(0, 1);
	while (true)
	{
		/* a month that is no time at all in this zone does not exist */
		period_month(account->zone, starts_at, &starts_at, &ends_at);
		if (starts_at > last)
			break;
		period_open(account, starts_at, ends_at);
		starts_at = ends_at;
	}
}

/*
 * Closing.
 */
static int
period_compare_expiry(const void *a, const void *b)
{
	const Bucket *x = *(Bucket *const *) a;
	const Bucket *y = *(Bucket *const *) b;

	if (x->expires_at != y->expires_at)
		return x->expires_at < y->expires_at ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static void
period_write_closed(const Account *account, const Bucket *bucket, TimestampTz now)
{
	static SpiPlan plan = {
		"UPDATE credits.bucket AS b SET lapsed = $3, seq = $4, closed_at = $5,"
		"       mark = b.mark OPERATOR(pg_catalog.+) 1"
		" WHERE b.account_id OPERATOR(pg_catalog.=) $1 AND b.id OPERATOR(pg_catalog.=) $2",
		"llalz", NULL
	};
	Datum		values[5];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(bucket->id);
	values[2] = AmountGetDatum(bucket->lapsed);
	values[3] = Int64GetDatum(bucket->seq);
	values[4] = TimestampTzGetDatum(now);
	spi_run(&plan, values, NULL);
}

/* Post what is left of a bucket as expired, at the instant of its expiry */
static void
period_expire(const Account *account, Bucket *bucket, StoreWriter *writer, EntryRow *entry)
{
	amount128	left = bucket_left(bucket);

	if (left > 0)
	{
		if (entry->operation == 0)
		{
			entry->operation = spi_next_operation();
			entry->actor = spi_actor();
		}
		bucket->lapsed += left;
		bucket->seq++;
		entry->at = bucket->expires_at;
		entry->bucket_id = bucket->id;
		entry->bucket_seq = bucket->seq;
		entry->amount = -left;
		entry->after = bucket_after(bucket);
		entry->piece++;
		store_append_entry(writer, entry);
		entry->actor = NULL;
	}
	bucket->closed = true;
	period_write_closed(account, bucket, entry->booked_at);
}

/* Whether a bucket is done when a period that ends at `ends_at` closes */
static bool
period_ends_bucket(const Bucket *bucket, TimestampTz ends_at)
{
	if (bucket->closed)
		return false;
	if (bucket->postpaid)
		return bucket->expires_at <= ends_at;
	return bucket->held == 0 && bucket->expires_at <= ends_at;
}

static void
period_close(const Account *account, BucketSet *set, TimestampTz ends_at, StoreWriter *writer)
{
	static SpiPlan plan = {
		"UPDATE credits.period AS p SET closed_at = $3"
		" WHERE p.account_id OPERATOR(pg_catalog.=) $1 AND p.ends_at OPERATOR(pg_catalog.=) $2",
		"lzz", NULL
	};
	Bucket	  **ending = palloc(sizeof(Bucket *) * Max(set->count, 1));
	EntryRow	entry = {0};
	Datum		values[3];
	int			count = 0;
	int			i;

	entry.account_id = account->account_id;
	entry.user_id = account->account_id;
	entry.booked_at = clock_wall();
	entry.kind = "expire";
	for (i = 0; i < set->count; i++)
	{
		if (period_ends_bucket(&set->items[i], ends_at))
			ending[count++] = &set->items[i];
	}
	qsort(ending, count, sizeof(Bucket *), period_compare_expiry);
	for (i = 0; i < count; i++)
	{
		if (ending[i]->postpaid)
		{
			ending[i]->closed = true;
			period_write_closed(account, ending[i], entry.booked_at);
		}
		else
			period_expire(account, ending[i], writer, &entry);
	}
	values[0] = Int64GetDatum(account->account_id);
	values[1] = TimestampTzGetDatum(ends_at);
	values[2] = TimestampTzGetDatum(entry.booked_at);
	spi_run(&plan, values, NULL);
	pfree(ending);
}

/* What draws that wait for a bucket must see: something changed */
static void
period_mark_buckets(const Account *account)
{
	static SpiPlan plan = {
		"UPDATE credits.bucket AS b SET mark = b.mark OPERATOR(pg_catalog.+) 1"
		" WHERE b.account_id OPERATOR(pg_catalog.=) $1 AND b.closed_at IS NULL",
		"l", NULL
	};
	Datum		values[1];

	values[0] = Int64GetDatum(account->account_id);
	spi_run(&plan, values, NULL);
}

static TimestampTz *
period_list_due(const Account *account, uint64 *count)
{
	static SpiPlan plan = {
		"SELECT p.ends_at FROM credits.period p WHERE p.account_id OPERATOR(pg_catalog.=) $1"
		"   AND p.closed_at IS NULL AND p.ends_at OPERATOR(pg_catalog.<=) $2 ORDER BY p.ends_at",
		"lz", NULL
	};
	TimestampTz *due;
	Datum		values[2];
	uint64		i;

	values[0] = Int64GetDatum(account->account_id);
	values[1] = TimestampTzGetDatum(account->now);
	*count = spi_run(&plan, values, NULL);
	due = palloc(sizeof(TimestampTz) * Max(*count, 1));
	for (i = 0; i < *count; i++)
		due[i] = spi_int64(i, 1);
	return due;
}

void
period_catch_up(Account *account, TimestampTz last)
{
	StoreWriter *writer;
	BucketSet	set = {0};
	TimestampTz *due;
	uint64		count;
	uint64		i;

	account_lock(account);
	period_open_missing(account, Max(last, account->now));
	due = period_list_due(account, &count);
	if (count == 0)
		return;
	store_load_buckets(account, DT_NOBEGIN, &set);
	store_lock_all(account, DT_NOBEGIN, &set);
	writer = store_writer_open(false);
	for (i = 0; i < count; i++)
		period_close(account, &set, due[i], writer);
	store_writer_close(writer);
	period_mark_buckets(account);
}
