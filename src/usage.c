/*
 * usage.c
 *	  The door for bulk: INSERT and COPY into credits.usage.
 *
 * Decided here: the order in which the rows of one statement are billed (payers by id; each
 * payer's rows by at, until, order given), and what a statement keeps between its triggers.
 * The BEFORE STATEMENT trigger opens a batch, the row trigger checks each row and hands it to a
 * sort, the AFTER STATEMENT trigger claims the keys, then bills every row through the same
 * booking as charge().
 *
 * Locks: keys first, in the order (payer, user, key); then each payer's account if a period is
 * due, and its buckets in draw order, payers in id order.  Two batches never wait for each
 * other in a circle.
 *
 * Memory: rows live in two tuplesorts and a tuplestore of work_mem each, that spill to disk;
 * what grows besides is one entry for each account and each resource named.  A batch lives in
 * its own context, is popped by its statement, and is dropped when the (sub)transaction that
 * began it aborts; statements nest as a stack.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/pg_collation_d.h"
#include "catalog/pg_operator_d.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/tuptable.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"
#include "utils/numeric.h"
#include "utils/rel.h"
#include "utils/timestamp.h"
#include "utils/tuplesort.h"

#include "amount.h"
#include "booking.h"
#include "charge.h"
#include "clock.h"
#include "meter.h"
#include "period.h"
#include "refuse.h"
#include "row_trigger.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_usage_begin);
PG_FUNCTION_INFO_V1(credits_usage_row);
PG_FUNCTION_INFO_V1(credits_usage_bill);

#define NAME_ROOM 256
#define CLAIM_ROWS 500

/* An account named in the batch */
typedef struct
{
	char		name[NAME_ROOM];	/* hash key */
	Account		account;
} BatchAccount;

/* A payer of the batch, and the stretch of time its rows cover */
typedef struct
{
	int64		account_id;		/* hash key */
	TimestampTz since;
	TimestampTz last;
} BatchPayer;

typedef struct
{
	char		name[NAME_ROOM];	/* hash key */
	bool		loaded;
	PriceList	prices;
} BatchResource;

/* One row on its way through the batch */
typedef struct
{
	int64		number;
	int64		payer;
	int64		user_id;
	int64		operation;
	char	   *account;
	char	   *key;
	Usage		usage;
} BatchRow;

typedef struct Batch
{
	struct Batch *below;
	SubTransactionId subxact;
	MemoryContext context;
	MemoryContext row_context;	/* reset after each row */
	TimestampTz wall;			/* read once for the statement */
	TupleDesc	desc;
	TupleTableSlot *slot;		/* for rows out of a sort */
	TupleTableSlot *put;		/* for rows into one */
	Tuplesortstate *rows;		/* to be billed */
	Tuplesortstate *keyed;		/* whose keys are to be claimed first */
	HTAB	   *accounts;
	HTAB	   *payers;
	HTAB	   *resources;
	ArrayType  *counting;		/* prices of theirs that count what is used; NULL: none */
	int64		count;
} Batch;

static Batch *batches = NULL;

/* Columns of a sorted row */
enum
{
	ROW_PAYER,
	ROW_AT,
	ROW_UNTIL,
	ROW_NUMBER,
	ROW_USER,
	ROW_ACCOUNT,
	ROW_RESOURCE,
	ROW_QUANTITY,
	ROW_ATTRIBUTES,
	ROW_ITEM,
	ROW_KEY,
	ROW_OPERATION,
	ROW_AT_GIVEN,
	ROW_COLUMNS
};

static const Oid row_types[ROW_COLUMNS] = {
	INT8OID,	TIMESTAMPTZOID, TIMESTAMPTZOID, INT8OID, INT8OID, TEXTOID, TEXTOID,
	NUMERICOID, JSONBOID,		TEXTOID,		TEXTOID, INT8OID, BOOLOID};

/* Columns of the view that a row may set, in its order; the rest are what was billed */
enum
{
	VIEW_ACCOUNT,
	VIEW_RESOURCE,
	VIEW_QUANTITY,
	VIEW_ATTRIBUTES,
	VIEW_AT,
	VIEW_UNTIL,
	VIEW_ITEM,
	VIEW_KEY,
	VIEW_COLUMNS
};

/*
 * The stack of batches.
 */
static void
batch_forget(Batch *batch)
{
	batches = batch->below;
	MemoryContextDelete(batch->context);
}

static void
batch_end_transaction(XactEvent event, void *arg)
{
	(void) arg;
	/* their contexts go with the transaction's */
	if (event == XACT_EVENT_ABORT || event == XACT_EVENT_COMMIT || event == XACT_EVENT_PREPARE)
		batches = NULL;
}

static void
batch_end_subtransaction(SubXactEvent event, SubTransactionId self, SubTransactionId parent,
						 void *arg)
{
	(void) parent;
	(void) arg;
	while (event == SUBXACT_EVENT_ABORT_SUB && batches != NULL && batches->subxact >= self)
		batch_forget(batches);
}

static HTAB *
batch_hash(const char *name, Size keysize, Size entrysize, int flags)
{
	HASHCTL		control = {0};

	control.keysize = keysize;
	control.entrysize = entrysize;
	control.hcxt = CurrentMemoryContext;
	return hash_create(name, 256, &control, HASH_ELEM | HASH_CONTEXT | flags);
}

static Tuplesortstate *
batch_sort(TupleDesc desc, int count, const AttrNumber *columns, const Oid *operators,
		   const Oid *collations)
{
	bool		nulls_first[4] = {true, true, true, true};

	return tuplesort_begin_heap(desc, count, unconstify(AttrNumber *, columns),
								unconstify(Oid *, operators), unconstify(Oid *, collations),
								nulls_first, work_mem, NULL, TUPLESORT_NONE);
}

static Batch *
batch_open(void)
{
	static const AttrNumber by_time[] = {ROW_PAYER + 1, ROW_AT + 1, ROW_UNTIL + 1, ROW_NUMBER + 1};
	static const Oid by_time_operators[] = {Int8LessOperator, 1322, 1322, Int8LessOperator};
	static const AttrNumber by_key[] = {ROW_PAYER + 1, ROW_USER + 1, ROW_KEY + 1, ROW_NUMBER + 1};
	static const Oid by_key_operators[] = {Int8LessOperator, Int8LessOperator, TextLessOperator,
										   Int8LessOperator};
	static const Oid no_collations[] = {InvalidOid, InvalidOid, InvalidOid, InvalidOid};
	static const Oid key_collations[] = {InvalidOid, InvalidOid, C_COLLATION_OID, InvalidOid};
	MemoryContext	 context =
		AllocSetContextCreate(TopTransactionContext, "credits batch", ALLOCSET_DEFAULT_SIZES);
	MemoryContext caller = MemoryContextSwitchTo(context);
	Batch	   *batch = palloc0(sizeof(Batch));
	int			i;

	batch->below = batches;
	batch->subxact = GetCurrentSubTransactionId();
	batch->context = context;
	batch->row_context =
		AllocSetContextCreate(context, "credits batch row", ALLOCSET_DEFAULT_SIZES);
	batch->wall = clock_wall();
	batch->desc = CreateTemplateTupleDesc(ROW_COLUMNS);
	for (i = 0; i < ROW_COLUMNS; i++)
		TupleDescInitEntry(batch->desc, i + 1, "column", row_types[i], -1, 0);
	batch->slot = MakeSingleTupleTableSlot(batch->desc, &TTSOpsMinimalTuple);
	batch->put = MakeSingleTupleTableSlot(batch->desc, &TTSOpsVirtual);
	batch->rows = batch_sort(batch->desc, 4, by_time, by_time_operators, no_collations);
	batch->keyed = batch_sort(batch->desc, 4, by_key, by_key_operators, key_collations);
	batch->accounts =
		batch_hash("credits batch accounts", NAME_ROOM, sizeof(BatchAccount), HASH_STRINGS);
	batch->payers =
		batch_hash("credits batch payers", sizeof(int64), sizeof(BatchPayer), HASH_BLOBS);
	batch->resources =
		batch_hash("credits batch resources", NAME_ROOM, sizeof(BatchResource), HASH_STRINGS);
	MemoryContextSwitchTo(caller);
	batches = batch;
	return batch;
}

/* All but the first of the three need the batch that the first has opened */
static void
usage_require_trigger(FunctionCallInfo fcinfo, TriggerEvent timing, const char *name)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo) || (batches == NULL && timing != TRIGGER_EVENT_BEFORE) ||
		(trigger->tg_event & TRIGGER_EVENT_TIMINGMASK) != timing ||
		!TRIGGER_FIRED_BY_INSERT(trigger->tg_event))
		refuse_trigger(name);
}

Datum
credits_usage_begin(PG_FUNCTION_ARGS)
{
	static bool watching = false;

	usage_require_trigger(fcinfo, TRIGGER_EVENT_BEFORE, "credits.usage_begin()");
	spi_require_write("INSERT into credits.usage");
	if (!watching)
	{
		RegisterXactCallback(batch_end_transaction, NULL);
		RegisterSubXactCallback(batch_end_subtransaction, NULL);
		watching = true;
	}
	batch_open();
	return PointerGetDatum(NULL);
}

/*
 * Collecting.
 */
static void
batch_error_context(void *arg)
{
	errcontext("row " INT64_FORMAT " of the statement into credits.usage", *(int64 *) arg);
}

static const Account *
batch_account(Batch *batch, const char *name)
{
	MemoryContext caller;
	BatchAccount *entry;
	SpiScope	scope;
	Account		account;
	bool		found;

	refuse_bad_name("account", name);
	entry = hash_search(batch->accounts, name, HASH_FIND, NULL);
	if (entry != NULL)
		return &entry->account;
	spi_begin(&scope);
	caller = MemoryContextSwitchTo(batch->context);
	account_load(name, &account);
	MemoryContextSwitchTo(caller);
	spi_end(&scope);
	if (!account.has_clock)
		account.now = batch->wall;
	entry = hash_search(batch->accounts, name, HASH_ENTER, &found);
	entry->account = account;
	return &entry->account;
}

static void
batch_cover(Batch *batch, int64 payer, TimestampTz since, TimestampTz last)
{
	bool		found;
	BatchPayer *entry = hash_search(batch->payers, &payer, HASH_ENTER, &found);

	if (!found)
	{
		entry->since = since;
		entry->last = last;
	}
	entry->since = Min(entry->since, since);
	entry->last = Max(entry->last, last);
}

/* A value of the view's row; absent ones are NULL */
static char *
view_text(const Datum *values, const bool *nulls, int column, const char *name)
{
	char	   *value;

	if (nulls[column])
		return NULL;
	value = TextDatumGetCString(values[column]);
	refuse_bad_name(name, value);
	return value;
}

static void
view_read(const Datum *values, const bool *nulls, Usage *usage)
{
	memset(usage, 0, sizeof(*usage));
	usage->resource = view_text(values, nulls, VIEW_RESOURCE, "resource");
	if (usage->resource == NULL)
		refuse_null("resource");
	usage->quantity_numeric = nulls[VIEW_QUANTITY]
		? NumericGetDatum(int64_to_numeric(1))
		: DirectFunctionCall1(numeric_trim_scale, values[VIEW_QUANTITY]);
	usage->quantity = amount_unsigned("quantity", usage->quantity_numeric);
	usage->attributes = nulls[VIEW_ATTRIBUTES] ? NULL : DatumGetJsonbP(values[VIEW_ATTRIBUTES]);
	usage->at_given = !nulls[VIEW_AT];
	usage->at = usage->at_given ? DatumGetTimestampTz(values[VIEW_AT]) : 0;
	usage->has_until = !nulls[VIEW_UNTIL];
	usage->until = usage->has_until ? DatumGetTimestampTz(values[VIEW_UNTIL]) : 0;
	usage->item = view_text(values, nulls, VIEW_ITEM, "item");
}

static void
batch_put(Batch *batch, Tuplesortstate *sort, const Account *account, const BatchRow *row)
{
	Datum	   *values = batch->put->tts_values;
	bool	   *nulls = batch->put->tts_isnull;
	const Usage *usage = &row->usage;

	ExecClearTuple(batch->put);
	memset(nulls, 0, ROW_COLUMNS * sizeof(bool));
	values[ROW_PAYER] = Int64GetDatum(account->account_id);
	values[ROW_AT] = TimestampTzGetDatum(usage->at);
	values[ROW_UNTIL] = TimestampTzGetDatum(usage->until);
	nulls[ROW_UNTIL] = !usage->has_until;
	values[ROW_NUMBER] = Int64GetDatum(row->number);
	values[ROW_USER] = Int64GetDatum(account->user_id);
	values[ROW_ACCOUNT] = CStringGetTextDatum(account->name);
	values[ROW_RESOURCE] = CStringGetTextDatum(usage->resource);
	values[ROW_QUANTITY] = usage->quantity_numeric;
	nulls[ROW_ATTRIBUTES] = usage->attributes == NULL;
	values[ROW_ATTRIBUTES] = JsonbPGetDatum(usage->attributes);
	nulls[ROW_ITEM] = usage->item == NULL;
	values[ROW_ITEM] = usage->item == NULL ? (Datum) 0 : CStringGetTextDatum(usage->item);
	nulls[ROW_KEY] = row->key == NULL;
	values[ROW_KEY] = row->key == NULL ? (Datum) 0 : CStringGetTextDatum(row->key);
	values[ROW_OPERATION] = Int64GetDatum(row->operation);
	values[ROW_AT_GIVEN] = BoolGetDatum(usage->at_given);
	ExecStoreVirtualTuple(batch->put);
	tuplesort_puttupleslot(sort, batch->put);
}

/* Can the usage be booked, and when; its payer's rows cover its time from now on */
static void
batch_judge(Batch *batch, const Account *account, Usage *usage)
{
	BatchResource *resource;
	bool		found;

	usage->at = account_at(account, usage->at_given, usage->at);
	charge_check(account, usage);
	resource = hash_search(batch->resources, usage->resource, HASH_ENTER, &found);
	if (!found)
		resource->loaded = false;
	batch_cover(batch, account->account_id, Min(usage->at, account->now),
				usage->has_until && usage->until > usage->at ? usage->until - 1 : usage->at);
}

static void
batch_collect(Batch *batch, HeapTuple tuple, TupleDesc desc)
{
	Datum		values[MaxTupleAttributeNumber];
	bool		nulls[MaxTupleAttributeNumber];
	const Account *account;
	BatchRow	row = {0};
	int			i;

	heap_deform_tuple(tuple, desc, values, nulls);
	for (i = VIEW_COLUMNS; i < desc->natts; i++)
	{
		if (!nulls[i])
			refuse_value(NameStr(TupleDescAttr(desc, i)->attname),
						 "is what billing says and cannot be given", "not null");
	}
	row.number = batch->count;
	row.account = view_text(values, nulls, VIEW_ACCOUNT, "account");
	if (row.account == NULL)
		refuse_null("account");
	row.key = view_text(values, nulls, VIEW_KEY, "key");
	view_read(values, nulls, &row.usage);
	account = batch_account(batch, row.account);
	/* a row with a key is judged once the key is its own */
	if (row.key == NULL)
		batch_judge(batch, account, &row.usage);
	batch_put(batch, row.key == NULL ? batch->rows : batch->keyed, account, &row);
}

Datum
credits_usage_row(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	ErrorContextCallback callback;
	MemoryContext caller;
	Batch	   *batch = batches;

	usage_require_trigger(fcinfo, TRIGGER_EVENT_INSTEAD, "credits.usage_row()");
	batch->count++;
	callback.callback = batch_error_context;
	callback.arg = &batch->count;
	callback.previous = error_context_stack;
	error_context_stack = &callback;
	caller = MemoryContextSwitchTo(batch->row_context);
	batch_collect(batch, trigger->tg_trigtuple, RelationGetDescr(trigger->tg_relation));
	MemoryContextSwitchTo(caller);
	MemoryContextReset(batch->row_context);
	error_context_stack = callback.previous;
	/* the executor frees what a trigger returns, unless it is the tuple that it was given */
	return PointerGetDatum(heap_copytuple(trigger->tg_trigtuple));
}

/*
 * Billing.
 */

static char *
row_text(TupleTableSlot *slot, int column)
{
	return slot->tts_isnull[column] ? NULL : TextDatumGetCString(slot->tts_values[column]);
}

/* The next row of a sort; with `keep` it outlives the one after it */
static bool
batch_next(Batch *batch, Tuplesortstate *sort, bool keep, BatchRow *row)
{
	TupleTableSlot *slot = batch->slot;

	if (!tuplesort_gettupleslot(sort, true, false, slot, NULL))
		return false;
	slot_getallattrs(slot);
	memset(row, 0, sizeof(*row));
	row->number = DatumGetInt64(slot->tts_values[ROW_NUMBER]);
	row->payer = DatumGetInt64(slot->tts_values[ROW_PAYER]);
	row->user_id = DatumGetInt64(slot->tts_values[ROW_USER]);
	row->operation = DatumGetInt64(slot->tts_values[ROW_OPERATION]);
	row->account = row_text(slot, ROW_ACCOUNT);
	row->key = row_text(slot, ROW_KEY);
	row->usage.resource = row_text(slot, ROW_RESOURCE);
	row->usage.quantity_numeric = slot->tts_values[ROW_QUANTITY];
	row->usage.quantity = amount_unsigned("quantity", row->usage.quantity_numeric);
	row->usage.attributes =
		slot->tts_isnull[ROW_ATTRIBUTES] ? NULL : DatumGetJsonbP(slot->tts_values[ROW_ATTRIBUTES]);
	row->usage.at_given = DatumGetBool(slot->tts_values[ROW_AT_GIVEN]);
	row->usage.at = DatumGetTimestampTz(slot->tts_values[ROW_AT]);
	row->usage.has_until = !slot->tts_isnull[ROW_UNTIL];
	row->usage.until = row->usage.has_until ? DatumGetTimestampTz(slot->tts_values[ROW_UNTIL]) : 0;
	row->usage.item = row_text(slot, ROW_ITEM);
	if (keep)
	{
		row->usage.quantity_numeric = datumCopy(row->usage.quantity_numeric, false, -1);
		if (row->usage.attributes != NULL)
			row->usage.attributes =
				DatumGetJsonbP(datumCopy(JsonbPGetDatum(row->usage.attributes), false, -1));
	}
	return true;
}

/* Claim what is free; what is not is answered by the first, and skipped, or is another request */
static void
batch_claim_chunk(Batch *batch, BatchRow *rows, Request *requests, int count, int64 *number)
{
	bool		claimed[CLAIM_ROWS];
	int			i;

	if (count == 0)
		return;
	request_claim_many(requests, count, claimed);
	for (i = 0; i < count; i++)
	{
		const Account *account;

		*number = rows[i].number;
		if (!claimed[i] && !request_claim(&requests[i]))
			continue;
		account = batch_account(batch, rows[i].account);
		batch_judge(batch, account, &rows[i].usage);
		rows[i].operation = requests[i].operation;
		batch_put(batch, batch->rows, account, &rows[i]);
	}
	MemoryContextReset(batch->row_context);
}

static void
batch_claim_row(const BatchRow *row, Request *request)
{
	memset(request, 0, sizeof(*request));
	request->account_id = row->payer;
	request->user_id = row->user_id;
	request->account = row->account;
	request->key = row->key;
	request->call = "charge";
	request->arguments = charge_arguments(&row->usage, NULL);
	request->operation = spi_next_operation();
}

/* Claim the keys in their order, many at a time */
static void
batch_claim_keys(Batch *batch, int64 *number)
{
	MemoryContext caller = MemoryContextSwitchTo(batch->context);
	BatchRow   *rows = palloc(CLAIM_ROWS * sizeof(BatchRow));
	Request    *requests = palloc(CLAIM_ROWS * sizeof(Request));
	int			count = 0;

	MemoryContextSwitchTo(batch->row_context);
	tuplesort_performsort(batch->keyed);
	while (batch_next(batch, batch->keyed, true, &rows[count]))
	{
		CHECK_FOR_INTERRUPTS();
		*number = rows[count].number;
		batch_claim_row(&rows[count], &requests[count]);
		if (++count == CLAIM_ROWS)
		{
			batch_claim_chunk(batch, rows, requests, count, number);
			count = 0;
		}
	}
	batch_claim_chunk(batch, rows, requests, count, number);
	MemoryContextSwitchTo(caller);
}

static const PriceList *
batch_prices(Batch *batch, const char *resource)
{
	BatchResource *entry = hash_search(batch->resources, resource, HASH_FIND, NULL);

	if (!entry->loaded)
	{
		MemoryContext caller = MemoryContextSwitchTo(batch->context);

		price_load(resource, DT_NOBEGIN, DT_NOEND, NULL, NULL, &entry->prices);
		entry->loaded = true;
		MemoryContextSwitchTo(caller);
	}
	return &entry->prices;
}

/* The prices that count, of all resources of the batch: their counters are locked first */
static void
batch_find_counting(Batch *batch)
{
	static SpiPlan plan = {
		"SELECT pg_catalog.array_agg(p.id) FROM credits.price p"
		" WHERE p.resource OPERATOR(pg_catalog.=) ANY ($1)"
		"   AND (p.package IS NOT NULL OR (p.tiers IS NOT NULL AND p.tier_by IS NULL))",
		"T", NULL
	};
	Datum	   *names = palloc(sizeof(Datum) * hash_get_num_entries(batch->resources));
	Datum		values[1];
	int			count = 0;
	HASH_SEQ_STATUS scan;
	BatchResource *resource;

	hash_seq_init(&scan, batch->resources);
	while ((resource = hash_seq_search(&scan)) != NULL)
		names[count++] = CStringGetTextDatum(resource->name);
	values[0] = PointerGetDatum(construct_array(names, count, TEXTOID, -1, false, TYPALIGN_INT));
	spi_run(&plan, values, NULL);
	if (!spi_is_null(0, 1))
		batch->counting = DatumGetArrayTypeP(spi_copy(0, 1, -1));
}

/* One payer's turn: its account and locked buckets */
typedef struct
{
	MemoryContext context;
	Account		account;
	BucketSet	set;
	Pricing		pricing;
} BatchTurn;

static void
batch_begin_payer(Batch *batch, BatchTurn *turn, int64 payer, StoreWriter *writer)
{
	BatchPayer *span = hash_search(batch->payers, &payer, HASH_FIND, NULL);
	MemoryContext caller;

	MemoryContextReset(turn->context);
	caller = MemoryContextSwitchTo(turn->context);
	memset(&turn->set, 0, sizeof(BucketSet));
	account_load_payer(payer, &turn->account);
	pricing_begin(&turn->pricing, &turn->account, &turn->set);
	turn->pricing.writer = writer;
	if (batch->counting != NULL)
		pricing_lock_prices(&turn->pricing, &turn->account, batch->counting);
	meter_settle_now(&turn->account);
	store_load_buckets(&turn->account, span->since, &turn->set);
	while (!period_is_current(&turn->account, &turn->set, span->last))
	{
		period_catch_up(&turn->account, span->last);
		memset(&turn->set, 0, sizeof(BucketSet));
		store_load_buckets(&turn->account, span->since, &turn->set);
	}
	store_lock_all(&turn->account, span->since, &turn->set);
	MemoryContextSwitchTo(caller);
}

static void
batch_end_payer(BatchTurn *turn)
{
	int			i;

	for (i = 0; i < turn->set.count; i++)
	{
		if (turn->set.items[i].entries > 0)
			store_write_bucket(&turn->account, &turn->set.items[i]);
	}
	pricing_write(&turn->pricing);
}

static void
batch_bill_row(Batch *batch, BatchTurn *turn, BatchRow *row, StoreWriter *writer)
{
	Booking		booking = {0};
	Receipt		receipt;

	turn->account.name = row->account;
	booking.account = &turn->account;
	booking.user_id = row->user_id;
	booking.operation = row->operation;
	booking.key = row->key;
	booking.resource = row->usage.resource;
	booking.at_given = row->usage.at_given;
	booking.at = row->usage.at;
	booking.usage = &row->usage;
	booking.prices = batch_prices(batch, row->usage.resource);
	booking.pricing = &turn->pricing;
	row->usage.account = row->account;
	row->usage.user_id = row->user_id;
	booking_price(&booking, &turn->set);
	if (booking_decide(&booking, &turn->set) != DRAW_COVERED)
	{
		booking_confirm_short(&booking, &turn->set);
		refuse_short(&turn->account, &turn->set, booking.short_at, booking.resource,
					 booking.charged, booking.short_by);
	}
	booking_post(&booking, &turn->set, writer, row->key != NULL ? &receipt : NULL);
}

static void
batch_bill(Batch *batch, int64 *number)
{
	StoreWriter *writer = store_writer_open(batch->count > 8);
	BatchTurn	turn = {0};
	int64		payer = 0;
	BatchRow	row;

	batch_find_counting(batch);
	turn.context =
		AllocSetContextCreate(batch->context, "credits batch payer", ALLOCSET_DEFAULT_SIZES);
	tuplesort_performsort(batch->rows);
	MemoryContextSwitchTo(batch->row_context);
	while (batch_next(batch, batch->rows, false, &row))
	{
		CHECK_FOR_INTERRUPTS();
		*number = row.number;
		if (row.payer != payer)
		{
			if (payer != 0)
				batch_end_payer(&turn);
			payer = row.payer;
			batch_begin_payer(batch, &turn, payer, writer);
		}
		batch_bill_row(batch, &turn, &row, writer);
		MemoryContextReset(batch->row_context);
	}
	if (payer != 0)
		batch_end_payer(&turn);
	MemoryContextSwitchTo(batch->context);
	store_writer_close(writer);
}

Datum
credits_usage_bill(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	ErrorContextCallback callback;
	Batch	   *batch = batches;
	int64		number = 0;
	SpiScope	scope;

	usage_require_trigger(fcinfo, TRIGGER_EVENT_AFTER, "credits.usage_bill()");
	callback.callback = batch_error_context;
	callback.arg = &number;
	callback.previous = error_context_stack;
	error_context_stack = &callback;
	spi_begin(&scope);
	MemoryContextSwitchTo(batch->context);
	batch_claim_keys(batch, &number);
	batch_bill(batch, &number);
	spi_end(&scope);
	error_context_stack = callback.previous;
	MemoryContextSwitchTo(caller);
	tuplesort_end(batch->rows);
	tuplesort_end(batch->keyed);
	ExecDropSingleTupleTableSlot(batch->slot);
	ExecDropSingleTupleTableSlot(batch->put);
	batch_forget(batch);
	return PointerGetDatum(NULL);
}
