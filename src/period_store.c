/*
 * period_store.c
 *	  Periods in the tables: load a payer's calendar, lock it, write what period.c decides.
 *
 * Decided here: when catching up needs a lock and which, and that a call before anything is due
 * looks at no more than its account and buckets.
 *
 * Locks: the account, then its open buckets in draw order.  Grants lock the account too, so no
 * bucket is added meanwhile.  Every open bucket is marked, so a draw that waited for one looks
 * again.
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "calendar.h"
#include "clock.h"
#include "debt.h"
#include "hold.h"
#include "invoice.h"
#include "meter.h"
#include "period.h"
#include "spi.h"

static bool period_writing = false;
static StoreWriter *period_writer = NULL;

bool
period_is_writing(void)
{
	return period_writing;
}

uint64
period_run(SpiPlan *plan, Datum *values, const char *nulls)
{
	volatile uint64 rows = 0;
	bool		outer = period_writing;

	period_writing = true;
	PG_TRY();
	{
		rows = spi_run(plan, values, nulls);
	}
	PG_FINALLY();
	{
		period_writing = outer;
	}
	PG_END_TRY();
	return rows;
}

void
period_write_to(StoreWriter *writer)
{
	period_writer = writer;
}

/*
 * Loading.
 */
static void
period_read(uint64 row, Period *period)
{
	memset(period, 0, sizeof(*period));
	period->starts_at = spi_int64(row, 1);
	period->ends_at = spi_int64(row, 2);
	period->closes_at = spi_int64(row, 3);
	period->has_cycle = !spi_is_null(row, 4);
	period->cycle_starts_at = period->has_cycle ? spi_int64(row, 4) : 0;
	period->cycle_ends_at = period->has_cycle ? spi_int64(row, 5) : 0;
	period->subscription = spi_is_null(row, 6) ? 0 : spi_int64(row, 6);
	period->trial = spi_bool(row, 7);
	period->owes = !spi_is_null(row, 8);
	period->price = period->owes ? amount_from_numeric(spi_copy(row, 8, -1)) : 0;
	period->closed = spi_bool(row, 9);
	period->opened_at = spi_int64(row, 10);
}

#define PERIOD_COLUMNS \
	"p.starts_at, p.ends_at, p.closes_at, p.cycle_starts_at, p.cycle_ends_at," \
	" p.subscription_id, p.trial, p.price, p.closed_at IS NOT NULL, p.opened_at"

/* What the classes say of the buckets that the calendar makes */
void
period_load_classes(Book *book)
{
	static SpiPlan plan = {
		"SELECT c.class OPERATOR(pg_catalog.=) 'flex'::pg_catalog.text, c.priority, c.lifetime"
		"  FROM credits.class c WHERE c.class OPERATOR(pg_catalog.=)"
		"   ANY ('{flex,rollover}'::pg_catalog.text[])",
		"", NULL
	};
	uint64		rows = spi_run(&plan, NULL, NULL);
	uint64		i;

	if (rows != 2)
		elog(ERROR, "class flex or rollover is gone");
	for (i = 0; i < rows; i++)
	{
		if (spi_bool(i, 1))
		{
			book->flex_priority = spi_int32(i, 2);
			continue;
		}
		book->rollover_priority = spi_int32(i, 2);
		book->rollover_ages = !spi_is_null(i, 3);
		if (book->rollover_ages)
			book->rollover_life = spi_interval(i, 3);
	}
}

/* What open holds hold, those that end first before the others */
static void
hold_load(Book *book)
{
	static SpiPlan plan = {
		"SELECT p.hold_id, p.part, p.bucket_id, p.amount, h.expires_at"
		"  FROM credits.hold h"
		"  JOIN credits.hold_part p ON p.account_id OPERATOR(pg_catalog.=) h.account_id"
		"                          AND p.hold_id OPERATOR(pg_catalog.=) h.id"
		" WHERE h.account_id OPERATOR(pg_catalog.=) $1"
		"   AND h.status OPERATOR(pg_catalog.=) 'held'::pg_catalog.text AND p.ended_at IS NULL"
		" ORDER BY h.expires_at, p.hold_id, p.part",
		"l", NULL
	};
	Datum		values[1];
	int			i;

	values[0] = Int64GetDatum(book->account->account_id);
	book->hold_count = spi_run(&plan, values, NULL);
	book->holds = palloc0(sizeof(HoldPart) * Max(book->hold_count, 1));
	for (i = 0; i < book->hold_count; i++)
	{
		HoldPart   *part = &book->holds[i];

		part->hold_id = spi_int64(i, 1);
		part->part = spi_int32(i, 2);
		part->bucket_id = spi_int64(i, 3);
		part->amount = spi_amount(i, 4);
		part->ends_at = spi_int64(i, 5);
	}
}

void
period_load(Account *account, Book *book)
{
	/* the last period, and those before it that are open: they close in order */
	static SpiPlan plan = {
		"SELECT " PERIOD_COLUMNS " FROM credits.period p"
		" WHERE p.account_id OPERATOR(pg_catalog.=) $1 AND (p.closed_at IS NULL"
		"    OR p.starts_at OPERATOR(pg_catalog.=) (SELECT q.starts_at FROM credits.period q"
		"         WHERE q.account_id OPERATOR(pg_catalog.=) $1 ORDER BY q.starts_at DESC LIMIT 1))"
		" ORDER BY p.starts_at",
		"l", NULL
	};
	Datum		values[1];
	uint64		i;

	book->account = account;
	subscription_load(account, &book->subscriptions);
	values[0] = Int64GetDatum(account->account_id);
	book->count = book->room = spi_run(&plan, values, NULL);
	book->periods = palloc(sizeof(Period) * Max(book->room, 1));
	book->room = Max(book->room, 1);
	for (i = 0; i < (uint64) book->count; i++)
		period_read(i, &book->periods[i]);
	period_load_classes(book);
	if (account->owed > 0)
		debt_load(account->account_id, &book->debts);
	if (account->holds > 0)
		hold_load(book);
}

/*
 * What the plans' cycles have granted and is used up counts in what may be carried: into the set,
 * as closed
 */
void
period_load_used_up(Book *book)
{
	static SpiPlan plan = {
		"SELECT b.id, b.priority, b.postpaid, b.granted, b.used, b.held, b.lapsed, b.cost,"
		"       b.effective_at, b.expires_at, b.seq, b.scope, b.subscription_id, b.rolled_from"
		"  FROM credits.bucket b"
		" WHERE b.account_id OPERATOR(pg_catalog.=) $1"
		"   AND b.subscription_id OPERATOR(pg_catalog.=) $2 AND b.rolled_from IS NULL"
		"   AND b.effective_at OPERATOR(pg_catalog.>=) $3 AND b.closed_at IS NOT NULL",
		"llz", NULL
	};
	TimestampTz since = DT_NOEND;
	bool		rolls = false;
	Datum		values[3];
	uint64		rows;
	uint64		row;
	int			i;

	for (i = 0; i < book->count; i++)
	{
		if (book->periods[i].has_cycle)
			since = Min(since, book->periods[i].cycle_starts_at);
	}
	for (i = 0; i < book->subscriptions.count; i++)
		rolls = rolls || (book->subscriptions.items[i].plan != NULL &&
						  book->subscriptions.items[i].rolls);
	if (!rolls)
		return;
	values[0] = Int64GetDatum(book->account->account_id);
	values[2] = TimestampTzGetDatum(since);
	for (i = 0; i < book->subscriptions.count; i++)
	{
		const Subscription *terms = &book->subscriptions.items[i];

		if (terms->plan == NULL || terms->ends_at < since)
			continue;
		values[1] = Int64GetDatum(terms->id);
		rows = spi_run(&plan, values, NULL);
		for (row = 0; row < rows; row++)
		{
			Bucket	   *bucket;

			if (bucket_find(&book->set, spi_int64(row, 1)) != NULL)
				continue;
			bucket = bucket_add(&book->set);
			store_read_bucket(row, bucket);
			bucket->closed = true;
		}
	}
	bucket_sort(&book->set);
}

/*
 * Writing.
 */

/* Ids for what was made in memory, in the order in which it was made */
typedef struct
{
	int64	   *buckets;
	int64	   *operations;
} BookIds;

static int64
ids_bucket(const BookIds *ids, int64 id)
{
	return id >= BOOK_NEW_ID ? ids->buckets[id - BOOK_NEW_ID] : id;
}

static void
ids_take(const Book *book, BookIds *ids)
{
	int64		i;

	ids->buckets = palloc(sizeof(int64) * Max(book->buckets, 1));
	for (i = 0; i < book->buckets; i++)
		ids->buckets[i] = spi_next_bucket();
	/* those of no operation, flex buckets, have one too */
	ids->operations = palloc(sizeof(int64) * (book->operations + 1));
	ids->operations[0] = 0;
	for (i = 1; i <= book->operations; i++)
		ids->operations[i] = i == 1 && book->operation != 0 ? book->operation
			: spi_next_operation();
}

static void
period_insert(const Book *book, const Period *period, TimestampTz booked_at)
{
	static SpiPlan plan = {
		"INSERT INTO credits.period (account_id, starts_at, ends_at, closed_at, closes_at,"
		"  cycle_starts_at, cycle_ends_at, subscription_id, trial, price)"
		" VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,credits.amount_to_numeric($10))",
		"lzzzzzzlba", NULL
	};
	Datum		values[10];
	char		nulls[11] = "          ";

	values[0] = Int64GetDatum(book->account->account_id);
	values[1] = TimestampTzGetDatum(period->starts_at);
	values[2] = TimestampTzGetDatum(period->ends_at);
	values[3] = TimestampTzGetDatum(booked_at);
	values[4] = TimestampTzGetDatum(period->closes_at);
	values[5] = TimestampTzGetDatum(period->cycle_starts_at);
	values[6] = TimestampTzGetDatum(period->cycle_ends_at);
	values[7] = Int64GetDatum(period->subscription);
	values[8] = BoolGetDatum(period->trial);
	values[9] = AmountGetDatum(period->price);
	nulls[3] = period->closed ? ' ' : 'n';
	nulls[5] = nulls[6] = period->has_cycle ? ' ' : 'n';
	nulls[7] = period->subscription != 0 ? ' ' : 'n';
	nulls[9] = period->owes ? ' ' : 'n';
	period_run(&plan, values, nulls);
}

static void
period_update_closed(const Book *book, const Period *period, TimestampTz booked_at)
{
	static SpiPlan plan = {
		"UPDATE credits.period AS p SET closed_at = $3"
		" WHERE p.account_id OPERATOR(pg_catalog.=) $1 AND p.starts_at OPERATOR(pg_catalog.=) $2"
		"   AND p.closed_at IS NULL",
		"lzz", NULL
	};
	Datum		values[3];

	values[0] = Int64GetDatum(book->account->account_id);
	values[1] = TimestampTzGetDatum(period->starts_at);
	values[2] = TimestampTzGetDatum(booked_at);
	period_run(&plan, values, NULL);
}

static void
bucket_insert(const Book *book, const BookIds *ids, const Bucket *bucket, TimestampTz booked_at)
{
	static SpiPlan plan = {
		"INSERT INTO credits.bucket (account_id, id, effective_at, expires_at, granted_at,"
		"  closed_at, seq, operation, user_id, priority, postpaid, granted, used, lapsed, class,"
		"  note, subscription_id, rolled_from, held)"
		" VALUES ($1,$2,$3,$4,$3,$5,$6,COALESCE($7, pg_catalog.nextval("
		"   'credits.operation_seq'::pg_catalog.regclass)),$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,"
		"  $18)",
		"llzzzlllibaaattlla", NULL
	};
	Datum		values[18];
	char		nulls[19] = "                  ";

	values[0] = Int64GetDatum(book->account->account_id);
	values[1] = Int64GetDatum(ids_bucket(ids, bucket->id));
	values[2] = TimestampTzGetDatum(bucket->effective_at);
	values[3] = TimestampTzGetDatum(bucket->expires_at);
	values[4] = TimestampTzGetDatum(booked_at);
	values[5] = Int64GetDatum(bucket->seq);
	values[6] = Int64GetDatum(ids->operations[bucket->operation]);
	values[7] = Int64GetDatum(bucket->user_id);
	values[8] = Int32GetDatum(bucket->priority);
	values[9] = BoolGetDatum(bucket->postpaid);
	values[10] = AmountGetDatum(bucket->granted);
	values[11] = AmountGetDatum(bucket->used);
	values[12] = AmountGetDatum(bucket->lapsed);
	values[13] = CStringGetTextDatum(bucket->class);
	values[14] = bucket->note == NULL ? (Datum) 0 : CStringGetTextDatum(bucket->note);
	values[15] = Int64GetDatum(bucket->subscription);
	values[16] = Int64GetDatum(ids_bucket(ids, bucket->rolled_from));
	values[17] = AmountGetDatum(bucket->held);
	nulls[4] = bucket->closed || bucket_is_empty(bucket) ? ' ' : 'n';
	nulls[6] = bucket->operation != 0 ? ' ' : 'n';
	nulls[10] = bucket->uncapped ? 'n' : ' ';
	nulls[14] = bucket->note == NULL ? 'n' : ' ';
	nulls[15] = bucket->subscription == 0 ? 'n' : ' ';
	nulls[16] = bucket->rolled_from == 0 ? 'n' : ' ';
	period_run(&plan, values, nulls);
}

/* What was closed, or given away by a recurring grant that goes on */
static void
bucket_update(const Book *book, const Bucket *bucket, TimestampTz booked_at)
{
	static SpiPlan plan = {
		"UPDATE credits.bucket AS b SET lapsed = $3, seq = $4, closed_at = $5, held = $6"
		" WHERE b.account_id OPERATOR(pg_catalog.=) $1 AND b.id OPERATOR(pg_catalog.=) $2"
		"   AND b.closed_at IS NULL",
		"llalza", NULL
	};
	Datum		values[6];

	values[0] = Int64GetDatum(book->account->account_id);
	values[1] = Int64GetDatum(bucket->id);
	values[2] = AmountGetDatum(bucket->lapsed);
	values[3] = Int64GetDatum(bucket->seq);
	values[4] = TimestampTzGetDatum(booked_at);
	values[5] = AmountGetDatum(bucket->held);
	/* what is held of overage may move to where the cap is lower */
	period_run(&plan, values, bucket->closed || bucket_is_empty(bucket) ? NULL : "    n ");
}

/* What holds have ended, and what they hold elsewhere by now */
static void
book_write_holds(const Book *book, const BookIds *ids)
{
	static SpiPlan move = {
		"UPDATE credits.hold_part AS p SET bucket_id = $4,"
		"       ended_at = CASE WHEN $5 THEN $6 END"
		" WHERE p.account_id OPERATOR(pg_catalog.=) $1 AND p.hold_id OPERATOR(pg_catalog.=) $2"
		"   AND p.part OPERATOR(pg_catalog.=) $3",
		"llilbz", NULL
	};
	Datum		values[6];
	int			i;

	values[0] = Int64GetDatum(book->account->account_id);
	for (i = 0; i < book->hold_count; i++)
	{
		const HoldPart *part = &book->holds[i];

		if (!part->ended && !part->moved)
			continue;
		values[1] = Int64GetDatum(part->hold_id);
		values[2] = Int32GetDatum(part->part);
		values[3] = Int64GetDatum(ids_bucket(ids, part->bucket_id));
		values[4] = BoolGetDatum(part->ended);
		values[5] = TimestampTzGetDatum(part->ends_at);
		spi_run(&move, values, NULL);
		if (part->ended)
			hold_write_end(book->account->account_id, part->hold_id, "expired", part->ends_at);
	}
}

static void
book_write_entries(const Book *book, const BookIds *ids, TimestampTz booked_at)
{
	StoreWriter *writer = period_writer != NULL ? period_writer : store_writer_open(false);
	int			i;

	for (i = 0; i < book->entry_count; i++)
	{
		EntryRow	entry = book->entries[i];

		entry.operation = ids->operations[entry.operation];
		entry.bucket_id = ids_bucket(ids, entry.bucket_id);
		entry.booked_at = booked_at;
		entry.actor = entry.piece == 1 ? spi_actor() : NULL;
		store_append_entry(writer, &entry);
	}
	if (writer != period_writer)
		store_writer_close(writer);
}

static void
book_write_debts(const Book *book)
{
	int			i;

	for (i = 0; i < book->debts.count; i++)
	{
		if (book->debts.items[i].dirty)
			debt_write(book->account->account_id, &book->debts.items[i]);
	}
	if (book->repaid > 0)
		debt_count(book->account->account_id, -book->repaid);
}

static void
book_write_recurring(const Book *book)
{
	static SpiPlan plan = {
		"UPDATE credits.subscription AS s SET next_at = $3"
		" WHERE s.account_id OPERATOR(pg_catalog.=) $1 AND s.id OPERATOR(pg_catalog.=) $2",
		"llz", NULL
	};
	Datum		values[3];
	int			i;

	values[0] = Int64GetDatum(book->account->account_id);
	for (i = 0; i < book->subscriptions.count; i++)
	{
		if (!book->subscriptions.items[i].dirty)
			continue;
		values[1] = Int64GetDatum(book->subscriptions.items[i].id);
		values[2] = TimestampTzGetDatum(book->subscriptions.items[i].next_at);
		spi_run(&plan, values, NULL);
	}
}

static void
book_write_account(const Book *book)
{
	static SpiPlan plan = {
		"UPDATE credits.account AS a SET opens_at = $2, closes_at = $3, credited = $4,"
		"       closed_to = GREATEST(a.closed_to, $5)"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $1",
		"lzzaz", NULL
	};
	TimestampTz closed_to = DT_NOBEGIN;
	Datum		values[5];
	int			i;

	for (i = 0; i < book->count && book->periods[i].closed; i++)
		closed_to = book->periods[i].ends_at;
	book->account->opens_at = period_next_open(book);
	book->account->closes_at = period_next_close(book);
	values[0] = Int64GetDatum(book->account->account_id);
	values[1] = TimestampTzGetDatum(book->account->opens_at);
	values[2] = TimestampTzGetDatum(book->account->closes_at);
	values[3] = AmountGetDatum(book->account->credited);
	values[4] = TimestampTzGetDatum(closed_to);
	spi_run(&plan, values, NULL);
}

void
period_mark(const Account *account)
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

void
period_write(Book *book)
{
	TimestampTz booked_at = clock_wall();
	BookIds		ids;
	bool		closed = false;
	int			i;

	ids_take(book, &ids);
	for (i = 0; i < book->set.count; i++)
	{
		if (book->set.items[i].made)
			bucket_insert(book, &ids, &book->set.items[i], booked_at);
		else if (book->set.items[i].dirty)
			bucket_update(book, &book->set.items[i], booked_at);
	}
	book_write_entries(book, &ids, booked_at);
	book_write_debts(book);
	book_write_holds(book, &ids);
	for (i = 0; i < book->count; i++)
	{
		Period	   *period = &book->periods[i];

		if (period->made)
			period_insert(book, period, booked_at);
		else if (period->closing)
			period_update_closed(book, period, booked_at);
		closed = closed || period->closing;
	}
	for (i = 0; i < book->count; i++)
	{
		if (book->periods[i].closing && book->periods[i].subscription != 0)
			invoice_make(book, &book->periods[i], booked_at);
	}
	book_write_recurring(book);
	book_write_account(book);
	if (closed)
		period_mark(book->account);
}

/*
 * The doors.
 */
static bool
account_is_current(const Account *account, TimestampTz last)
{
	return account->opens_at > Max(last, account->now) && account->closes_at > account->now;
}

bool
period_is_current(const Account *account, BucketSet *set, TimestampTz last)
{
	return account_is_current(account, last) && bucket_flex(set, account->now) != NULL &&
		(last <= account->now || bucket_flex(set, last) != NULL);
}

/* Whether anything that is there changes, and not only something is made */
static bool
book_needs_buckets(const Book *book)
{
	int			i;

	/* near the end of the range what is left has to be added up; overage that is held moves */
	if (period_next_close(book) <= book->account->now || book->hold_count > 0 ||
		book->account->credited > AMOUNT_MAX / 2)
		return true;
	for (i = 0; i < book->subscriptions.count; i++)
	{
		const Subscription *terms = &book->subscriptions.items[i];

		if ((terms->plan == NULL && terms->rolls) || terms->included > AMOUNT_MAX >> 20 ||
			terms->trial_included > AMOUNT_MAX >> 20)
			return true;
	}
	return false;
}

/* The account is locked: do what is due by `upto`, and make what is by `last` */
static void
period_do_due(Account *account, TimestampTz upto, TimestampTz last)
{
	TimestampTz now = account->now;
	Book		book = {0};

	account->now = Min(account->now, upto);
	if (!account_is_current(account, last))
	{
		period_load(account, &book);
		if (book_needs_buckets(&book))
		{
			store_load_buckets(account, DT_NOBEGIN, &book.set);
			store_lock_all(account, DT_NOBEGIN, &book.set);
			period_load_used_up(&book);
		}
		period_advance(&book, account->now, last);
		period_write(&book);
	}
	account->now = now;
}

void
period_catch_up_to(Account *account, TimestampTz upto, TimestampTz last)
{
	account_lock(account);
	/* what runs is settled to the instant at which a period closes, before it does */
	while (account->meters > 0 && account->closes_at <= Min(account->now, upto))
	{
		TimestampTz closes_at = account->closes_at;

		period_do_due(account, closes_at - 1, closes_at - 1);
		meter_settle_to(account, closes_at, false, NULL);
		period_do_due(account, closes_at, closes_at);
	}
	period_do_due(account, upto, last);
}

void
period_catch_up(Account *account, TimestampTz last)
{
	period_catch_up_to(account, DT_NOEND, last);
}

void
period_ensure(Account *account, TimestampTz last)
{
	if (!account_is_current(account, last))
		period_catch_up(account, last);
}

void
period_imagine(Account *account, BucketSet *set, TimestampTz last)
{
	Book		book = {0};

	if (account_is_current(account, last))
		return;
	period_load(account, &book);
	/* also what has expired: it may be carried */
	store_load_buckets(account, DT_NOBEGIN, &book.set);
	period_load_used_up(&book);
	period_advance(&book, account->now, last);
	account->opens_at = period_next_open(&book);
	account->closes_at = period_next_close(&book);
	bucket_drop_closed(&book.set);
	*set = book.set;
}

bool
period_find(const Account *account, TimestampTz at, Period *period)
{
	static SpiPlan plan = {
		"SELECT " PERIOD_COLUMNS " FROM credits.period p"
		" WHERE p.account_id OPERATOR(pg_catalog.=) $1 AND p.starts_at OPERATOR(pg_catalog.<=) $2"
		"   AND p.ends_at OPERATOR(pg_catalog.>) $2 ORDER BY p.starts_at DESC LIMIT 1",
		"lz", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = TimestampTzGetDatum(at);
	if (spi_run(&plan, values, NULL) == 0)
		return false;
	period_read(0, period);
	return true;
}

bool
period_foresee(Account *account, TimestampTz at, Period *period)
{
	const Period *found;
	Book		book = {0};

	if (period_find(account, at, period))
		return true;
	period_load(account, &book);
	period_advance(&book, account->now, at);
	found = period_at(&book, at);
	if (found != NULL)
		*period = *found;
	return found != NULL;
}

TimestampTz
period_cycle_end(Account *account, TimestampTz at)
{
	Period		period;
	TimestampTz ends_at;
	TimestampTz starts_at;

	if (period_foresee(account, at, &period))
		return period.has_cycle ? period.cycle_ends_at : period.ends_at;
	calendar_month(account->zone, at, &starts_at, &ends_at);
	return ends_at;
}
