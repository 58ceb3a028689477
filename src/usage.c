/*
 * usage.c
 *	  The door for bulk: INSERT and COPY into credits.usage.
 *
 * Decided here: what a row may say, and what a statement keeps between its triggers.  The BEFORE
 * STATEMENT trigger opens a batch, the row trigger checks each row and hands it to a sort, the
 * AFTER STATEMENT trigger claims the keys, then bills every row (batch.c).
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
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/numeric.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "batch.h"
#include "charge.h"
#include "clock.h"
#include "refuse.h"
#include "row_trigger.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_usage_begin);
PG_FUNCTION_INFO_V1(credits_usage_row);
PG_FUNCTION_INFO_V1(credits_usage_bill);

static Batch *batches = NULL;

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

const Account *
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
	spi_begin(&scope, batch->trigger);
	caller = MemoryContextSwitchTo(batch->context);
	account_load(name, &account);
	MemoryContextSwitchTo(caller);
	spi_end(&scope);
	if (!account.has_clock)
		account.now = batch->wall;
	entry = hash_search(batch->accounts, name, HASH_ENTER, &found);
	entry->account = account;
	entry->active = false;
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

void
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
void
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
	batch->trigger = fcinfo;
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
	batch->trigger = fcinfo;
	spi_begin(&scope, fcinfo);
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
