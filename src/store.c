/*
 * store.c
 *	  The door to the tables of the hot path: load, lock, write, append.
 *
 * Decided here: how a draw gets its buckets without overdrawing them, and how rows are
 * appended.  What is drawn from which is decided in draw.c on what this file loads.
 *
 * Locks.  Bucket rows are the lock.  A draw that one bucket can pay locks that one as it was
 * loaded, if nobody has it or has changed it since (store_take); if not, it holds nothing and goes
 * on as every other draw.  That locks the buckets it would take from, in draw order
 * (store_lock_wanted), looks again under a fresh snapshot and decides again, until it holds all it
 * takes from; then it writes.  It waits only for buckets that sort after those it holds, so no two
 * draws wait for each other.  One that sorts before is taken if it is free; else a single draw
 * gives back what it holds and begins again (booking.c), and a batch leaves the bucket out: it is
 * then as if made before the other's draw, and if it cannot be covered that way it is 40001, not a
 * refusal.  So it is where a batch or a meter gives back to a bucket that was used up: all others
 * are held by then, so it is not waited for.  Operations that change what a draw may do (closing a
 * period, overage) raise `mark` in every open bucket, so a draw that was on its way sees that it
 * must look again; they raise the account's version too, which is read with its buckets: what was
 * read of the account before may have changed by then (booking_take_one).  Order: account, bucket
 * in draw order; several payers in id order.
 *
 * Memory: what is loaded is copied into the caller's current context; a bulk writer keeps rows
 * in a tuplestore of work_mem that spills to disk, and inserts each FLUSH_ROWS of them with one
 * INSERT ... SELECT.
 */
#include "postgres.h"

#include "access/sysattr.h"
#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/queryenvironment.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

#include "account.h"
#include "amount.h"
#include "spi.h"
#include "store.h"

#define FLUSH_ROWS 20000
#define MAX_COLUMNS 20

static char **
store_scope(uint64 row, int column, int *count)
{
	Datum	   *elements;
	char	  **scope;
	int			i;

	*count = 0;
	if (spi_is_null(row, column))
		return NULL;
	deconstruct_array(DatumGetArrayTypeP(spi_copy(row, column, -1)), TEXTOID, -1, false,
					  TYPALIGN_INT, &elements, NULL, count);
	scope = palloc(*count * sizeof(char *));
	for (i = 0; i < *count; i++)
		scope[i] = TextDatumGetCString(elements[i]);
	return scope;
}

void
store_read_bucket(uint64 row, Bucket *bucket)
{
	bucket->id = spi_int64(row, 1);
	bucket->priority = spi_int32(row, 2);
	bucket->postpaid = spi_bool(row, 3);
	bucket->uncapped = spi_is_null(row, 4);
	bucket->granted = bucket->uncapped ? 0 : spi_amount(row, 4);
	bucket->used = spi_amount(row, 5);
	bucket->held = spi_amount(row, 6);
	bucket->lapsed = spi_amount(row, 7);
	bucket->cost = spi_is_null(row, 8) ? 0 : amount_from_numeric(spi_copy(row, 8, -1));
	bucket->effective_at = spi_int64(row, 9);
	bucket->expires_at = spi_int64(row, 10);
	bucket->seq = spi_int64(row, 11);
	bucket->scope = store_scope(row, 12, &bucket->scopes);
	bucket->subscription = spi_is_null(row, 13) ? 0 : spi_int64(row, 13);
	bucket->rolled_from = spi_is_null(row, 14) ? 0 : spi_int64(row, 14);
}

static bool
store_lock_bucket(const Account *account, int64 bucket, bool wait)
{
	static SpiPlan waiting = {
		"SELECT FROM credits.bucket b"
		" WHERE b.account_id OPERATOR(pg_catalog.=) $1 AND b.id OPERATOR(pg_catalog.=) $2"
		" FOR NO KEY UPDATE",
		"ll", NULL
	};
	static SpiPlan trying = {
		"SELECT FROM credits.bucket b"
		" WHERE b.account_id OPERATOR(pg_catalog.=) $1 AND b.id OPERATOR(pg_catalog.=) $2"
		" FOR NO KEY UPDATE SKIP LOCKED",
		"ll", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(bucket);
	return spi_run(wait ? &waiting : &trying, values, NULL) > 0;
}

#define BUCKET_COLUMNS                                                                             \
	"b.id, b.priority, b.postpaid, b.granted, b.used, b.held, b.lapsed, b.cost,"           \
	" b.effective_at, b.expires_at, b.seq, b.scope, b.subscription_id, b.rolled_from,"             \
	" b.class OPERATOR(pg_catalog.=) 'included'::pg_catalog.text, b.told"

/* One row of those columns: what store_read_bucket() reads, and what alerts are judged on */
static void
store_read_whole(uint64 row, Bucket *bucket)
{
	ArrayType  *told;

	store_read_bucket(row, bucket);
	bucket->included = spi_bool(row, 15);
	bucket->watched = !spi_is_null(row, 16);
	if (!bucket->watched)
		return;
	told = DatumGetArrayTypeP(spi_copy(row, 16, -1));
	bucket->told = (int64 *) ARR_DATA_PTR(told);
	bucket->told_count = ArrayGetNItems(ARR_NDIM(told), ARR_DIMS(told));
}

/* Both sets are in the same total order, whose keys never change: walk them side by side */
static void
store_carry_locks(const BucketSet *before, BucketSet *after)
{
	int			i = 0;
	int			j = 0;

	while (i < before->count && j < after->count)
	{
		int			order = bucket_compare(&before->items[i], &after->items[j]);

		if (order == 0)
		{
			after->items[j].locked = before->items[i].locked;
			after->items[j].skipped = before->items[i].skipped;
		}
		i += order <= 0;
		j += order >= 0;
	}
}

static void
store_read_added(const Account *account, BucketSet *set, int64 bucket_id)
{
	static SpiPlan plan = {
		"SELECT " BUCKET_COLUMNS " FROM credits.bucket b"
		" WHERE b.account_id OPERATOR(pg_catalog.=) $1 AND b.id OPERATOR(pg_catalog.=) $2",
		"ll", NULL
	};
	Bucket	   *bucket;
	Datum		values[2];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(bucket_id);
	if (spi_run(&plan, values, NULL) == 0)
		elog(ERROR, "bucket " INT64_FORMAT " does not exist", bucket_id);
	bucket = bucket_add(set);
	store_read_whole(0, bucket);
	bucket->added = true;
}

void
store_load_buckets(const Account *account, TimestampTz since, BucketSet *set)
{
	static SpiPlan plan = {
		"SELECT " BUCKET_COLUMNS ", b.ctid, b.xmin,"
		"       (SELECT a.version FROM credits.account a"
		"         WHERE a.account_id OPERATOR(pg_catalog.=) $1"
		"           AND a.user_id OPERATOR(pg_catalog.=) $1)"
		"  FROM credits.bucket b"
		" WHERE b.account_id OPERATOR(pg_catalog.=) $1 AND b.closed_at IS NULL"
		"   AND (b.postpaid OR b.expires_at OPERATOR(pg_catalog.>) $2)"
		"   AND b.class OPERATOR(pg_catalog.<>) 'overdraft'::pg_catalog.text",
		"lz", NULL
	};
	Datum		values[2];
	BucketSet	fresh = {0};
	uint64		rows;
	uint64		i;

	values[0] = Int64GetDatum(account->account_id);
	values[1] = TimestampTzGetDatum(since);
	rows = spi_run(&plan, values, NULL);
	for (i = 0; i < rows; i++)
	{
		Bucket	   *bucket = bucket_add(&fresh);

		store_read_whole(i, bucket);
		bucket->row = spi_row(i, 17);
		bucket->writer = spi_xid(i, 18);
		fresh.version = spi_int64(i, 19);
	}
	/*
	 * One that is held and was used up stays, or what sorts before it would be waited for.  Not
	 * overage of a period that has closed: that sorts last, and nobody may draw from it.
	 */
	for (i = 0; i < (uint64) set->count; i++)
	{
		if ((set->items[i].added || (set->items[i].locked && !set->items[i].postpaid)) &&
			bucket_find(&fresh, set->items[i].id) == NULL)
			store_read_added(account, &fresh, set->items[i].id);
	}
	bucket_sort(&fresh);
	store_carry_locks(set, &fresh);
	*set = fresh;
}

void
store_add_bucket(const Account *account, BucketSet *set, int64 bucket_id, bool lock)
{
	if (bucket_find(set, bucket_id) != NULL)
		return;
	if (lock && !store_lock_bucket(account, bucket_id, false))
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("could not give back: a concurrent transaction has the bucket"),
				 errdetail("Waiting for it could be waiting for each other."),
				 errhint("Retry the transaction.")));
	store_read_added(account, set, bucket_id);
	set->items[set->count - 1].locked = lock;
	bucket_sort(set);
	set->first = 0;
}

/* Whether its place still holds the version that was loaded, and not another row */
static bool
store_is_version(Relation relation, Bucket *bucket, TupleTableSlot *slot)
{
	Datum		writer;
	bool		isnull;

	if (!ItemPointerIsValid(&bucket->row) ||
		!table_tuple_fetch_row_version(relation, &bucket->row, GetActiveSnapshot(), slot))
		return false;
	writer = slot_getsysattr(slot, MinTransactionIdAttributeNumber, &isnull);
	return TransactionIdEquals(DatumGetTransactionId(writer), bucket->writer);
}

bool
store_take(Bucket *bucket)
{
	Relation	relation = table_open(spi_table("bucket"), RowExclusiveLock);
	TupleTableSlot *slot = table_slot_create(relation, NULL);
	TM_FailureData failure;

	/*
	 * FOR UPDATE would go on to a version that was committed meanwhile, and keep that locked even
	 * where its conditions no longer hold: a lock that nobody knows of, out of the draw order
	 */
	PushActiveSnapshot(GetTransactionSnapshot());
	bucket->locked =
		store_is_version(relation, bucket, slot) &&
		table_tuple_lock(relation, &bucket->row, GetActiveSnapshot(), slot,
						 GetCurrentCommandId(true), LockTupleNoKeyExclusive, LockWaitSkip, 0,
						 &failure) == TM_Ok;
	PopActiveSnapshot();
	ExecDropSingleTupleTableSlot(slot);
	table_close(relation, NoLock);
	return bucket->locked;
}

/* Waiting is safe for what sorts after everything held; what sorts before is taken if it is free */
bool
store_lock_wanted(const Account *account, BucketSet *set)
{
	bool		complete = true;
	int			last_held = -1;
	int			i;

	for (i = 0; i < set->count; i++)
	{
		if (set->items[i].locked)
			last_held = i;
	}
	for (i = 0; i < set->count; i++)
	{
		Bucket	   *bucket = &set->items[i];

		if (!bucket->wanted || bucket->locked || bucket->skipped)
			continue;
		bucket->locked = store_lock_bucket(account, bucket->id, i > last_held);
		bucket->skipped = !bucket->locked;
		complete = complete && bucket->locked;
	}
	return complete;
}

static bool
store_all_wanted(BucketSet *set)
{
	bool		missing = false;
	int			i;

	for (i = 0; i < set->count; i++)
	{
		set->items[i].wanted = true;
		missing = missing || !(set->items[i].locked || set->items[i].skipped);
	}
	return missing;
}

void
store_lock_all(const Account *account, TimestampTz since, BucketSet *set)
{
	while (store_all_wanted(set))
	{
		CHECK_FOR_INTERRUPTS();
		(void) store_lock_wanted(account, set);
		store_load_buckets(account, since, set);
	}
}

void
store_write_bucket(const Account *account, const Bucket *bucket)
{
	static SpiPlan plan = {
		"UPDATE credits.bucket AS b SET used = $3, seq = $4, lapsed = $6, held = $7,"
		"       closed_at = CASE WHEN $5 THEN pg_catalog.clock_timestamp() END"
		" WHERE b.account_id OPERATOR(pg_catalog.=) $1 AND b.id OPERATOR(pg_catalog.=) $2",
		"llalbaa", NULL
	};
	Datum		values[7];

	Assert(bucket->locked);
	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(bucket->id);
	values[2] = AmountGetDatum(bucket->used);
	values[3] = Int64GetDatum(bucket->seq);
	values[4] = BoolGetDatum(bucket_is_empty(bucket));
	values[5] = AmountGetDatum(bucket->lapsed);
	values[6] = AmountGetDatum(bucket->held);
	spi_run(&plan, values, NULL);
}

/*
 * Appending.  Each table has its columns once, in the order of the arrays that the two functions
 * below fill; `one` inserts a row by parameters, `many` all rows of the tuplestore.
 */
typedef struct
{
	SpiPlan		one;
	SpiPlan		many;
	const char *table;
	const char *relation;		/* the tuplestore's name in `many` */
} StoreTable;

#define ENTRY_COLUMNS \
	"account_id, operation, booked_at, at, late_at, bucket_id, bucket_seq, user_id, piece, line," \
	" amount, bucket_after, balance, kind, resource, key, actor, note, attributes, returns"
#define LINE_COLUMNS                                                                               \
	"account_id, operation, booked_at, at, until, late_at, user_id, line, charged, quantity, "     \
	"rate,"                                                                                        \
	" resource, item, key, attributes, price_id, counted, terms, run_at"

static StoreTable store_entry = {
	{"INSERT INTO credits.entry (" ENTRY_COLUMNS ") VALUES"
	 " ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20)",
	 "llzzzllliiaaatttttjl", NULL},
	{"INSERT INTO credits.entry (" ENTRY_COLUMNS ")"
	 " SELECT " ENTRY_COLUMNS " FROM credits_new_entry",
	 "", NULL},
	"entry",
	"credits_new_entry"};
static StoreTable store_line = {
	{"INSERT INTO credits.usage_line (" LINE_COLUMNS ") VALUES"
	" ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19)",
	"llzzzzlianrtttjlnjz",
	NULL},
	{"INSERT INTO credits.usage_line (" LINE_COLUMNS ")"
	" SELECT " LINE_COLUMNS " FROM credits_new_line", "", NULL},
	"usage_line", "credits_new_line"
};

typedef struct
{
	StoreTable *table;
	TupleDesc	tupdesc;
	Tuplestorestate *rows;
	int64		count;
	EphemeralNamedRelationData enr;
} StoreBuffer;

struct StoreWriter
{
	bool		bulk;
	MemoryContext context;
	MemoryContext scratch;		/* reset after each row */
	StoreBuffer entries;
	StoreBuffer lines;
};

static void
store_buffer_open(StoreBuffer *buffer, StoreTable *table)
{
	Relation	relation = table_open(spi_table(table->table), AccessShareLock);
	int			columns = strlen(table->one.arguments);
	int			i;

	buffer->table = table;
	/* the table's first columns are ours; a DBA may have added others behind them */
	buffer->tupdesc = CreateTemplateTupleDesc(columns);
	for (i = 1; i <= columns; i++)
		TupleDescCopyEntry(buffer->tupdesc, i, RelationGetDescr(relation), i);
	table_close(relation, NoLock);
	buffer->rows = tuplestore_begin_heap(false, false, work_mem);
	buffer->count = 0;
	buffer->enr.md.name = pstrdup(table->relation);
	buffer->enr.md.reliddesc = InvalidOid;
	buffer->enr.md.tupdesc = buffer->tupdesc;
	buffer->enr.md.enrtype = ENR_NAMED_TUPLESTORE;
	buffer->enr.md.enrtuples = FLUSH_ROWS;
	buffer->enr.reldata = buffer->rows;
	if (SPI_register_relation(&buffer->enr) != SPI_OK_REL_REGISTER)
		elog(ERROR, "SPI_register_relation failed");
}

static void
store_buffer_flush(StoreWriter *writer, StoreBuffer *buffer)
{
	MemoryContext caller;

	if (buffer->count == 0)
		return;
	spi_run(&buffer->table->many, NULL, NULL);
	/* a scan leaves a read pointer in the store for good, so each flush begins a new one */
	tuplestore_end(buffer->rows);
	caller = MemoryContextSwitchTo(writer->context);
	buffer->rows = tuplestore_begin_heap(false, false, work_mem);
	MemoryContextSwitchTo(caller);
	buffer->enr.reldata = buffer->rows;
	buffer->count = 0;
}

static void
store_buffer_close(StoreWriter *writer, StoreBuffer *buffer)
{
	store_buffer_flush(writer, buffer);
	SPI_unregister_relation(buffer->table->relation);
	tuplestore_end(buffer->rows);
}

StoreWriter *
store_writer_open(bool bulk)
{
	StoreWriter *writer = palloc0(sizeof(StoreWriter));

	writer->bulk = bulk;
	writer->context = CurrentMemoryContext;
	writer->scratch =
		AllocSetContextCreate(CurrentMemoryContext, "credits row", ALLOCSET_SMALL_SIZES);
	if (bulk)
	{
		store_buffer_open(&writer->entries, &store_entry);
		store_buffer_open(&writer->lines, &store_line);
	}
	return writer;
}

void
store_writer_flush(StoreWriter *writer)
{
	if (writer->bulk)
	{
		store_buffer_flush(writer, &writer->entries);
		store_buffer_flush(writer, &writer->lines);
	}
}

void
store_writer_close(StoreWriter *writer)
{
	if (writer->bulk)
	{
		store_buffer_close(writer, &writer->entries);
		store_buffer_close(writer, &writer->lines);
	}
	MemoryContextDelete(writer->scratch);
}

/* One row under construction */
typedef struct
{
	Datum		values[MAX_COLUMNS];
	bool		nulls[MAX_COLUMNS];
	int			count;
} StoreRow;

static void
row_add(StoreRow *row, bool present, Datum value)
{
	row->values[row->count] = present ? value : (Datum) 0;
	row->nulls[row->count] = !present;
	row->count++;
}

static void
row_add_amount(StoreRow *row, bool present, amount128 value)
{
	row_add(row, present, present ? AmountGetDatum(value) : (Datum) 0);
}

static void
row_add_text(StoreRow *row, const char *value)
{
	row_add(row, value != NULL, value != NULL ? CStringGetTextDatum(value) : (Datum) 0);
}

static void
store_append(StoreWriter *writer, StoreTable *table, StoreBuffer *buffer, StoreRow *row)
{
	char		nulls[MAX_COLUMNS];
	int			i;

	if (writer->bulk)
	{
		tuplestore_putvalues(buffer->rows, buffer->tupdesc, row->values, row->nulls);
		buffer->count++;
		return;
	}
	for (i = 0; i < row->count; i++)
		nulls[i] = row->nulls[i] ? 'n' : ' ';
	spi_run(&table->one, row->values, nulls);
}

/* After the row, out of its context, since flushing runs the executor */
static void
store_append_done(StoreWriter *writer, StoreBuffer *buffer, MemoryContext caller)
{
	MemoryContextSwitchTo(caller);
	MemoryContextReset(writer->scratch);
	if (writer->bulk && buffer->count >= FLUSH_ROWS)
		store_buffer_flush(writer, buffer);
}

static int64 store_entries = 0;

int64
store_posted(void)
{
	return store_entries;
}

void
store_append_entry(StoreWriter *writer, const EntryRow *entry)
{
	MemoryContext caller = MemoryContextSwitchTo(writer->scratch);
	StoreRow	row;

	store_entries++;
	row.count = 0;
	row_add(&row, true, Int64GetDatum(entry->account_id));
	row_add(&row, true, Int64GetDatum(entry->operation));
	row_add(&row, true, TimestampTzGetDatum(entry->booked_at));
	row_add(&row, true, TimestampTzGetDatum(entry->at));
	row_add(&row, entry->late, TimestampTzGetDatum(entry->late_at));
	row_add(&row, true, Int64GetDatum(entry->bucket_id));
	row_add(&row, true, Int64GetDatum(entry->bucket_seq));
	row_add(&row, true, Int64GetDatum(entry->user_id));
	row_add(&row, true, Int32GetDatum(entry->piece));
	row_add(&row, entry->line != 0, Int32GetDatum(entry->line));
	row_add_amount(&row, true, entry->amount);
	row_add_amount(&row, true, entry->after);
	row_add_amount(&row, entry->has_balance, entry->balance);
	row_add_text(&row, entry->kind);
	row_add_text(&row, entry->resource);
	row_add_text(&row, entry->key);
	row_add_text(&row, entry->actor);
	row_add_text(&row, entry->note);
	row_add(&row, entry->attributes != NULL, JsonbPGetDatum(entry->attributes));
	row_add(&row, entry->returns != 0, Int64GetDatum(entry->returns));
	store_append(writer, &store_entry, &writer->entries, &row);
	store_append_done(writer, &writer->entries, caller);
}

void
store_append_line(StoreWriter *writer, const LineRow *line)
{
	MemoryContext caller = MemoryContextSwitchTo(writer->scratch);
	StoreRow	row;

	row.count = 0;
	row_add(&row, true, Int64GetDatum(line->account_id));
	row_add(&row, true, Int64GetDatum(line->operation));
	row_add(&row, true, TimestampTzGetDatum(line->booked_at));
	row_add(&row, true, TimestampTzGetDatum(line->at));
	row_add(&row, line->has_until, TimestampTzGetDatum(line->until));
	row_add(&row, line->late, TimestampTzGetDatum(line->late_at));
	row_add(&row, true, Int64GetDatum(line->user_id));
	row_add(&row, true, Int32GetDatum(line->line));
	row_add_amount(&row, true, line->charged);
	row_add(&row, true, line->quantity);
	row_add(&row, line->rate != 0, line->rate);
	row_add_text(&row, line->resource);
	row_add_text(&row, line->item);
	row_add_text(&row, line->key);
	row_add(&row, line->attributes != NULL, JsonbPGetDatum(line->attributes));
	row_add(&row, true, Int64GetDatum(line->price_id));
	row_add(&row, line->counted != 0, line->counted);
	row_add(&row, line->terms != 0, line->terms);
	row_add(&row, line->metered, TimestampTzGetDatum(line->run_at));
	store_append(writer, &store_line, &writer->lines, &row);
	store_append_done(writer, &writer->lines, caller);
}
