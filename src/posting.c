/*
 * posting.c
 *	  An operation that moves credit by hand: out of buckets, and back into them.
 *
 * Decided here: that whoever takes credit back, or gives it back, does so as a draw does: on all
 * of the payer's buckets, locked and looked at, with an entry for each move, so that sums, chains
 * and constraints are those of any booking.  What is moved is its caller's to decide.
 *
 * Locks: the account, then its open buckets and those that are wanted besides, all in draw order: a
 * draw may hold one that was used up while it waited.
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "alert.h"
#include "amount.h"
#include "clock.h"
#include "debt.h"
#include "grant.h"
#include "meter.h"
#include "period.h"
#include "posting.h"
#include "spi.h"

void
posting_open(Posting *posting, Account *account, bool at_given, TimestampTz at)
{
	account_lock(account);
	at = account_at(account, at_given, at);
	period_catch_up(account, at);
	meter_settle_now(account);
	grant_check_open(account, at);
	memset(posting, 0, sizeof(*posting));
	posting->account = account;
	posting->at = at;
	posting->entry.user_id = account->user_id;
	store_load_buckets(account, DT_NOBEGIN, &posting->set);
	/* before debts are among them, which are post-paid too */
	posting->open_since = bucket_first_flex(&posting->set);
}

bool
posting_want(Posting *posting, int64 bucket_id)
{
	static SpiPlan plan = {
		"SELECT FROM credits.bucket b WHERE b.account_id OPERATOR(pg_catalog.=) $1"
		"   AND b.id OPERATOR(pg_catalog.=) $2",
		"ll", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(posting->account->account_id);
	values[1] = Int64GetDatum(bucket_id);
	if (spi_run(&plan, values, NULL) == 0)
		return false;
	store_add_bucket(posting->account, &posting->set, bucket_id, false);
	return true;
}

void
posting_want_of(Posting *posting, int64 operation)
{
	/* of a debt also those that repaid it: each stands right before what it paid */
	static SpiPlan plan = {
		"SELECT e.bucket_id FROM credits.entry e WHERE e.account_id = $1 AND e.operation = $2"
		" UNION SELECT p.bucket_id FROM credits.entry e"
		"   JOIN credits.entry d ON d.account_id = e.account_id AND d.bucket_id = e.bucket_id"
		"                       AND d.kind = 'repay' AND d.amount > '0'"
		"   JOIN credits.entry p ON p.account_id = d.account_id AND p.operation = d.operation"
		"                       AND p.piece = d.piece - 1"
		"  WHERE e.account_id = $1 AND e.operation = $2",
		"ll", NULL
	};
	Datum		values[2];
	int64	   *ids;
	uint64		rows;
	uint64		i;

	values[0] = Int64GetDatum(posting->account->account_id);
	values[1] = Int64GetDatum(operation);
	rows = spi_read(&plan, values, NULL);
	ids = palloc(sizeof(int64) * Max(rows, 1));
	for (i = 0; i < rows; i++)
		ids[i] = spi_int64(i, 1);
	for (i = 0; i < rows; i++)
		(void) posting_want(posting, ids[i]);
}

void
posting_lock(Posting *posting)
{
	store_lock_all(posting->account, DT_NOBEGIN, &posting->set);
}

void
posting_name(Posting *posting, int64 operation, const char *key, const char *note)
{
	posting->entry.operation = operation;
	posting->entry.key = key;
	posting->entry.note = note;
}

Bucket *
posting_bucket(Posting *posting, int64 bucket_id)
{
	Bucket	   *bucket = bucket_find(&posting->set, bucket_id);

	if (bucket == NULL || !bucket->locked)
		elog(ERROR, "bucket " INT64_FORMAT " is not locked", bucket_id);
	return bucket;
}

static void
posting_append(Posting *posting, Bucket *bucket, const char *kind, amount128 amount,
			   TimestampTz at)
{
	EntryRow   *entry = &posting->entry;

	if (entry->piece == 0)
	{
		entry->account_id = posting->account->account_id;
		entry->booked_at = clock_wall();
		entry->actor = spi_actor();
		if (entry->operation == 0)
			entry->operation = spi_next_operation();
	}
	entry->at = at;
	entry->kind = kind;
	entry->bucket_id = bucket->id;
	entry->bucket_seq = ++bucket->seq;
	entry->piece++;
	entry->amount = amount;
	entry->after = bucket_after(bucket);
	bucket->entries++;
	if (posting->count == posting->room)
	{
		posting->room = Max(8, posting->room * 2);
		posting->entries = posting->entries == NULL
			? palloc(posting->room * sizeof(EntryRow))
			: repalloc(posting->entries, posting->room * sizeof(EntryRow));
	}
	posting->entries[posting->count++] = *entry;
	entry->key = entry->note = entry->actor = NULL;
}

void
posting_lapse(Posting *posting, Bucket *bucket, const char *kind, amount128 amount)
{
	bucket->lapsed += amount;
	posting_append(posting, bucket, kind, -amount, posting->at);
}

void
posting_use(Posting *posting, Bucket *bucket, const char *kind, amount128 amount)
{
	bucket->used += amount;
	posting_append(posting, bucket, kind, -amount, posting->at);
}

void
posting_hold(Bucket *bucket, amount128 amount)
{
	bucket->held += amount;
	bucket->touched = true;
}

/* With its period, or sooner, where a change of plan has cut it */
static bool
posting_is_expired(const Posting *posting, const Bucket *bucket)
{
	static SpiPlan plan = {
		"SELECT FROM credits.entry e WHERE e.account_id OPERATOR(pg_catalog.=) $1"
		"   AND e.bucket_id OPERATOR(pg_catalog.=) $2"
		"   AND e.kind OPERATOR(pg_catalog.=) 'expire'::pg_catalog.text LIMIT 1",
		"ll", NULL
	};
	Datum		values[2];

	if (bucket->expires_at <= posting->open_since)
		return true;
	values[0] = Int64GetDatum(posting->account->account_id);
	values[1] = Int64GetDatum(bucket->id);
	return bucket->expires_at <= posting->at && spi_run(&plan, values, NULL) > 0;
}

void
posting_expire(Posting *posting, Bucket *bucket, amount128 amount)
{
	if (bucket->postpaid || amount == 0 || !posting_is_expired(posting, bucket))
		return;
	bucket->lapsed += amount;
	posting_append(posting, bucket, "expire", -amount, bucket->expires_at);
}

int64
posting_owe(Posting *posting, const char *kind, int64 deposit_id, amount128 amount)
{
	static SpiPlan plan = {
		"INSERT INTO credits.bucket (account_id, effective_at, expires_at, granted_at, user_id,"
		"  priority, postpaid, class, deposit_id)"
		" SELECT $1, $2, 'infinity', $2, $3, c.priority, true, c.class, $4 FROM credits.class c"
		"  WHERE c.class OPERATOR(pg_catalog.=) '" DEBT_CLASS "'::pg_catalog.text"
		" RETURNING id",
		"lzll", NULL
	};
	Datum		values[4];
	int64		id;

	values[0] = Int64GetDatum(posting->account->account_id);
	values[1] = TimestampTzGetDatum(posting->at);
	values[2] = Int64GetDatum(posting->account->user_id);
	values[3] = Int64GetDatum(deposit_id);
	spi_run(&plan, values, deposit_id == 0 ? "   n" : NULL);
	id = spi_int64(0, 1);
	/* nobody else sees it yet */
	store_add_bucket(posting->account, &posting->set, id, true);
	posting_use(posting, posting_bucket(posting, id), kind, amount);
	posting->owed += amount;
	return id;
}

/* Rows of (bucket, amount), kept while others are run */
typedef struct
{
	int64		bucket_id;
	amount128	amount;
} Move;

static Move *
moves_find(SpiPlan *plan, Datum *values, uint64 *count)
{
	Move	   *moves;
	uint64		i;

	*count = spi_run(plan, values, NULL);
	moves = palloc(sizeof(Move) * Max(*count, 1));
	for (i = 0; i < *count; i++)
		moves[i] = (Move) {spi_int64(i, 1), spi_amount(i, 2)};
	return moves;
}

/* What was repaid of a debt goes back to who repaid it, the last first */
static amount128
posting_return_repaid(Posting *posting, int64 debt_id)
{
	/* what a bucket paid stands right before the debts that it paid */
	static SpiPlan plan = {
		"SELECT (SELECT p.bucket_id FROM credits.entry p"
		"         WHERE p.account_id OPERATOR(pg_catalog.=) e.account_id"
		"           AND p.operation OPERATOR(pg_catalog.=) e.operation"
		"           AND p.piece OPERATOR(pg_catalog.=) (e.piece OPERATOR(pg_catalog.-) 1)),"
		"       e.amount"
		"  FROM credits.entry e WHERE e.account_id OPERATOR(pg_catalog.=) $1"
		"   AND e.bucket_id OPERATOR(pg_catalog.=) $2"
		"   AND e.kind OPERATOR(pg_catalog.=) 'repay'::pg_catalog.text"
		" ORDER BY e.operation DESC, e.piece DESC",
		"ll", NULL
	};
	amount128	sum = 0;
	Datum		values[2];
	Move	   *moves;
	uint64		count;
	uint64		i;

	values[0] = Int64GetDatum(posting->account->account_id);
	values[1] = Int64GetDatum(debt_id);
	moves = moves_find(&plan, values, &count);
	for (i = 0; i < count; i++)
	{
		Bucket	   *bucket = posting_bucket(posting, moves[i].bucket_id);

		posting_use(posting, bucket, "return", -moves[i].amount);
		posting_expire(posting, bucket, moves[i].amount);
		sum += moves[i].amount;
	}
	return sum;
}

amount128
posting_restore(Posting *posting, int64 operation)
{
	static SpiPlan plan = {
		"SELECT e.bucket_id, e.amount FROM credits.entry e"
		" WHERE e.account_id OPERATOR(pg_catalog.=) $1 AND e.operation OPERATOR(pg_catalog.=) $2"
		" ORDER BY e.piece DESC",
		"ll", NULL
	};
	amount128	sum = 0;
	Datum		values[2];
	Move	   *moves;
	uint64		count;
	uint64		i;

	values[0] = Int64GetDatum(posting->account->account_id);
	values[1] = Int64GetDatum(operation);
	moves = moves_find(&plan, values, &count);
	for (i = 0; i < count; i++)
	{
		Bucket	   *bucket = posting_bucket(posting, moves[i].bucket_id);

		if (bucket->postpaid)
		{
			if (bucket->used > 0)
			{
				posting->owed -= bucket->used;
				posting_use(posting, bucket, "restore", -bucket->used);
			}
			sum += posting_return_repaid(posting, moves[i].bucket_id);
			continue;
		}
		posting_lapse(posting, bucket, "restore", moves[i].amount);
		posting_expire(posting, bucket, -moves[i].amount);
		sum -= moves[i].amount;
	}
	return sum;
}

static void
posting_write_entries(Posting *posting, amount128 available)
{
	StoreWriter *writer = store_writer_open(false);
	int			i;

	for (i = 0; i < posting->count; i++)
	{
		posting->entries[i].has_balance = i == 0 && posting->tells_balance;
		posting->entries[i].balance = available;
		store_append_entry(writer, &posting->entries[i]);
	}
	store_writer_close(writer);
}

amount128
posting_close(Posting *posting)
{
	BucketSet  *set = &posting->set;
	amount128	available = bucket_available(set, posting->at);
	int			i;

	posting_write_entries(posting, available);
	for (i = 0; i < set->count; i++)
	{
		Bucket	   *bucket = &set->items[i];

		if (bucket->entries == 0 && !bucket->touched)
			continue;
		/* a debt is the one thing post-paid that has no end */
		if (bucket->postpaid && TIMESTAMP_IS_NOEND(bucket->expires_at))
			debt_write(posting->account->account_id, bucket);
		else
			store_write_bucket(posting->account, bucket);
	}
	if (posting->owed != 0)
		debt_count(posting->account->account_id, posting->owed);
	period_mark(posting->account);
	alert_check(posting->account, NULL);
	return available;
}
