/*
 * debt.c
 *	  What an account owes, and how its next grants pay it.
 *
 * Decided here: a debt is a bucket of class overdraft, post-paid, without end, of which so much is
 * used.  It pays for nothing: no draw, balance or closing looks at it.  A grant that could pay for
 * anything at once pays the oldest debt first, as part of the grant's own operation: an entry
 * `repay` takes from the new bucket, and the next one puts it where it was owed.
 *
 * Locks: the account.  Debts are touched by nobody who does not hold it, nor is a bucket that was
 * not there yet.
 */
#include "postgres.h"

#include "amount.h"
#include "debt.h"
#include "spi.h"

void
debt_load(int64 account_id, BucketSet *debts)
{
	static SpiPlan plan = {
		"SELECT b.id, b.used, b.seq, b.lapsed FROM credits.bucket b"
		" WHERE b.account_id OPERATOR(pg_catalog.=) $1 AND b.closed_at IS NULL"
		"   AND b.class OPERATOR(pg_catalog.=) '" DEBT_CLASS "'::pg_catalog.text"
		" ORDER BY b.granted_at, b.id",
		"l", NULL
	};
	Datum		values[1];
	uint64		rows;
	uint64		i;

	memset(debts, 0, sizeof(*debts));
	values[0] = Int64GetDatum(account_id);
	rows = spi_run(&plan, values, NULL);
	for (i = 0; i < rows; i++)
	{
		Bucket	   *debt = bucket_add(debts);

		debt->id = spi_int64(i, 1);
		debt->used = spi_amount(i, 2);
		debt->seq = spi_int64(i, 3);
		debt->lapsed = spi_amount(i, 4);
		debt->postpaid = debt->uncapped = true;
	}
}

amount128
debt_take(BucketSet *debts, int *next, Bucket *bucket)
{
	amount128	paid;

	while (*next < debts->count && debts->items[*next].used == 0)
		(*next)++;
	if (*next >= debts->count)
		return 0;
	paid = Min(debts->items[*next].used, bucket_left(bucket));
	bucket->used += paid;
	debts->items[*next].used -= paid;
	return paid;
}

void
debt_write(int64 account_id, const Bucket *bucket)
{
	static SpiPlan plan = {
		"UPDATE credits.bucket AS b SET used = $3, seq = $4,"
		"       closed_at = CASE WHEN $5 THEN pg_catalog.clock_timestamp() END"
		" WHERE b.account_id OPERATOR(pg_catalog.=) $1 AND b.id OPERATOR(pg_catalog.=) $2",
		"llalb", NULL
	};
	Datum		values[5];

	values[0] = Int64GetDatum(account_id);
	values[1] = Int64GetDatum(bucket->id);
	values[2] = AmountGetDatum(bucket->used);
	values[3] = Int64GetDatum(bucket->seq);
	values[4] = BoolGetDatum(bucket->postpaid ? bucket->used == 0 : bucket_is_empty(bucket));
	spi_run(&plan, values, NULL);
}

void
debt_count(int64 account_id, amount128 change)
{
	static SpiPlan plan = {
		"UPDATE credits.account AS a SET owed = a.owed OPERATOR(credits.+) $2"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $1",
		"la", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(account_id);
	values[1] = AmountGetDatum(change);
	spi_run(&plan, values, NULL);
}

static void
debt_post(StoreWriter *writer, EntryRow *entry, Bucket *bucket, amount128 amount)
{
	entry->bucket_id = bucket->id;
	entry->bucket_seq = ++bucket->seq;
	entry->piece++;
	entry->amount = amount;
	entry->after = bucket_after(bucket);
	store_append_entry(writer, entry);
}

void
debt_repay(int64 account_id, Bucket *bucket, StoreWriter *writer, EntryRow *entry)
{
	BucketSet	debts;
	amount128	sum = 0;
	amount128	paid;
	int			next = 0;

	debt_load(account_id, &debts);
	entry->kind = "repay";
	entry->key = entry->note = entry->actor = NULL;
	while ((paid = debt_take(&debts, &next, bucket)) > 0)
	{
		debt_post(writer, entry, bucket, -paid);
		debt_post(writer, entry, &debts.items[next], paid);
		debt_write(account_id, &debts.items[next]);
		sum += paid;
	}
	if (sum == 0)
		return;
	debt_write(account_id, bucket);
	debt_count(account_id, -sum);
}
