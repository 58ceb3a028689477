/*
 * batch.c
 *	  The rows of one statement into credits.usage, billed.
 *
 * Decided here: the order in which they are billed (payers by id; each payer's rows by at, until,
 * order given), each through the same booking as charge().  How they came to be sorted is
 * usage.c's.
 *
 * Locks: keys first, in the order (payer, user, key); then each payer's account, if a period is
 * due, meters run, it has spending limits, or a price counts what is used; its counters; its
 * buckets in draw order; payers in id order; last, what topup.c locks, in id order too.  Two
 * batches never wait for each other in a circle.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "alert.h"
#include "amount.h"
#include "batch.h"
#include "charge.h"
#include "meter.h"
#include "period.h"
#include "refuse.h"
#include "spi.h"
#include "topup.h"

#define CLAIM_ROWS 500

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
void
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
	Spending   *spending;
	int64	   *floors;			/* payers so far whose balance has a floor */
	int			floor_count;
	int			floor_room;
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
	if (turn->account.spending_limits > 0)
		account_hold(&turn->account);
	turn->spending = spending_begin(&turn->account);
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
batch_add_floor(Batch *batch, BatchTurn *turn)
{
	if (turn->floor_count == turn->floor_room)
	{
		turn->floor_room = Max(8, turn->floor_room * 2);
		turn->floors = turn->floors == NULL
			? MemoryContextAlloc(batch->context, sizeof(int64) * turn->floor_room)
			: repalloc_huge(turn->floors, sizeof(int64) * turn->floor_room);
	}
	turn->floors[turn->floor_count++] = turn->account.account_id;
}

static void
batch_end_payer(Batch *batch, BatchTurn *turn)
{
	int			i;

	if (turn->account.has_floor)
		batch_add_floor(batch, turn);
	for (i = 0; i < turn->set.count; i++)
	{
		if (turn->set.items[i].entries > 0)
			store_write_bucket(&turn->account, &turn->set.items[i]);
	}
	pricing_write(&turn->pricing);
	spending_write(turn->spending);
	alert_check(&turn->account, &turn->set);
}

/* KR006 or KR007 as it is now: nobody is suspended whose payer's buckets are locked */
static void
batch_require_active(Batch *batch, const BatchTurn *turn, const BatchRow *row)
{
	BatchAccount *entry = hash_search(batch->accounts, row->account, HASH_FIND, NULL);
	Account		account;

	if (entry->active)
		return;
	account_load(row->account, &account);
	account_require_active(&account);
	if (account.spending_limits > 0 && turn->spending == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("could not bill the usage: a spending limit was set meanwhile"),
				 errdetail("Account \"%s\" had none when its buckets were locked.",
						   account.payer),
				 errhint("Retry the transaction.")));
	entry->active = true;
}

static void
batch_bill_row(Batch *batch, BatchTurn *turn, BatchRow *row, StoreWriter *writer)
{
	Booking		booking = {0};
	DrawVerdict verdict;
	Receipt		receipt;

	batch_require_active(batch, turn, row);
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
	booking.spending = turn->spending;
	row->usage.account = row->account;
	row->usage.user_id = row->user_id;
	booking_price(&booking, &turn->set);
	verdict = booking_decide(&booking, &turn->set);
	if (verdict == DRAW_LIMITED)
		spending_refuse(turn->spending, &turn->account, booking.charged);
	if (verdict != DRAW_COVERED)
	{
		booking_confirm_short(&booking, &turn->set);
		refuse_short(&turn->account, &turn->set, booking.short_at, booking.resource,
					 booking.charged, booking.short_by);
	}
	booking_post(&booking, &turn->set, writer, row->key != NULL ? &receipt : NULL);
}

/* Once all is written: nothing is locked after it */
static void
batch_check_floors(BatchTurn *turn)
{
	MemoryContext caller = MemoryContextSwitchTo(turn->context);
	int			i;

	for (i = 0; i < turn->floor_count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		MemoryContextReset(turn->context);
		account_load_payer(turn->floors[i], &turn->account);
		topup_check(&turn->account);
	}
	MemoryContextSwitchTo(caller);
}

void
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
				batch_end_payer(batch, &turn);
			payer = row.payer;
			batch_begin_payer(batch, &turn, payer, writer);
		}
		batch_bill_row(batch, &turn, &row, writer);
		MemoryContextReset(batch->row_context);
	}
	if (payer != 0)
		batch_end_payer(batch, &turn);
	MemoryContextSwitchTo(batch->context);
	store_writer_close(writer);
	batch_check_floors(&turn);
}
