/*
 * booking_post.c
 *	  What a booking writes and answers.
 *
 * Decided here: the rows of the ledger that a decision becomes, and what its receipt says.  The
 * decision, and the locks under which it is written, are booking.c's.
 */
#include "postgres.h"

#include "utils/fmgrprotos.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "booking.h"
#include "clock.h"
#include "meter.h"
#include "spi.h"

/* Whether the period that contains an instant has closed */
bool
booking_is_late(const Booking *booking, const BucketSet *set, TimestampTz at)
{
	return at < booking->account->now && bucket_flex((BucketSet *) set, at) == NULL;
}

/*
 * What runs has used more than is booked: it counts in what is available, and is taken back from
 * the set at once.
 */
void
booking_accrue(Booking *booking, BucketSet *set)
{
	if (booking->account->meters == 0 || booking->settles)
		return;
	if (booking->meters == NULL)
	{
		booking->meters = palloc(sizeof(Settlement));
		settlement_begin(booking->meters, booking->account, set);
		/* both count against the same limits */
		if (booking->spending != NULL)
			booking->meters->booking.spending = booking->spending;
	}
	settlement_decide(booking->meters, set, booking->account->now, true);
}

void
booking_forget_accrued(Booking *booking, BucketSet *set)
{
	if (booking->meters != NULL)
		settlement_undo(booking->meters, set);
}

void
booking_receipt(Booking *booking, BucketSet *set, Receipt *receipt)
{
	bool		late = booking_is_late(booking, set, booking->at);
	int			i;

	memset(receipt, 0, sizeof(*receipt));
	receipt->operation = booking->operation;
	receipt->account = booking->account->name;
	receipt->at = booking->at;
	receipt->charged = booking->charged;
	for (i = 0; i < booking->pieces.count; i++)
	{
		const DrawPiece *piece = &booking->pieces.items[i];
		amount128	drawn = piece->kind == PIECE_RETURN ? -piece->amount : piece->amount;

		if (piece->kind == PIECE_EXPIRE)
			continue;
		if (set->items[piece->bucket].postpaid)
			receipt->overage += drawn;
		else
			receipt->credits += drawn;
	}
	booking_accrue(booking, set);
	receipt->balance = bucket_available(set, late ? booking->account->now : booking->at);
	booking_forget_accrued(booking, set);
	receipt->status = "completed";
}

static void
booking_post_lines(const Booking *booking, StoreWriter *writer, TimestampTz booked_at)
{
	LineRow		row = {0};
	int			i;

	row.account_id = booking->account->account_id;
	row.operation = booking->operation;
	row.booked_at = booked_at;
	row.key = booking->key;
	row.late_at = booking->account->now;
	for (i = 0; i < booking->lines.count; i++)
	{
		const UsageLine *line = &booking->lines.items[i];
		const Usage *usage = line->usage;

		row.line = booking->lines_before + i + 1;
		row.has_until = usage->has_until;
		row.user_id = usage->user_id;
		row.quantity = line->back
			? DirectFunctionCall1(numeric_uminus, usage->quantity_numeric)
			: usage->quantity_numeric;
		row.resource = usage->resource;
		row.item = usage->item;
		row.attributes = usage->attributes;
		row.at = line->at;
		row.until = line->until;
		row.late = line->late;
		row.charged = line->charged;
		row.rate = line->terms->rate_datum;
		row.price_id = line->price_id;
		row.counted = pricing_counted(line);
		row.terms = line->terms->json;
		row.metered = usage->metered;
		row.run_at = usage->run_at;
		store_append_line(writer, &row);
	}
}

/* Move one piece from drawn to used, and post it */
static void
booking_post_piece(const Booking *booking, BucketSet *set, const DrawPiece *piece,
				   StoreWriter *writer, EntryRow *row)
{
	static const char *const kinds[] = {"draw", "return", "expire"};
	const UsageLine *line = piece->line > 0 ? &booking->lines.items[piece->line - 1] : NULL;
	Bucket	   *bucket = &set->items[piece->bucket];
	amount128	drawn = piece->kind == PIECE_RETURN ? -piece->amount : piece->amount;

	bucket->drawn -= drawn;
	if (piece->kind == PIECE_EXPIRE)
		bucket->lapsed += drawn;
	else
		bucket->used += drawn;
	bucket->seq++;
	bucket->entries++;
	row->kind = kinds[piece->kind];
	row->at = piece->kind == PIECE_EXPIRE ? bucket->expires_at : piece->at;
	row->late = line != NULL ? line->late : booking_is_late(booking, set, booking->at);
	row->user_id = line != NULL ? line->usage->user_id : booking->user_id;
	row->resource = line != NULL ? line->usage->resource : booking->resource;
	row->bucket_id = bucket->id;
	row->bucket_seq = bucket->seq;
	row->piece++;
	row->line = piece->line == 0 ? 0 : booking->lines_before + piece->line;
	row->amount = -drawn;
	row->after = bucket_after(bucket);
	store_append_entry(writer, row);
}

void
booking_post(Booking *booking, BucketSet *set, StoreWriter *writer, Receipt *receipt)
{
	EntryRow	row = {0};
	int			i;

	if (booking->operation == 0)
		booking->operation = spi_next_operation();
	if (receipt != NULL)
		booking_receipt(booking, set, receipt);
	row.account_id = booking->account->account_id;
	row.operation = booking->operation;
	row.booked_at = clock_wall();
	row.late_at = booking->account->now;
	if (booking->lines.count > 0)
		booking_post_lines(booking, writer, row.booked_at);

	/* the operation's facts stand on its first entry */
	row.piece = booking->pieces_before;
	if (row.piece == 0)
	{
		row.key = booking->key;
		row.actor = spi_actor();
		row.note = booking->note;
		row.attributes = booking->attributes;
		row.has_balance = receipt != NULL;
		row.balance = receipt != NULL ? receipt->balance : 0;
	}
	for (i = 0; i < booking->pieces.count; i++)
	{
		const DrawPiece *piece = &booking->pieces.items[i];

		booking_post_piece(booking, set, piece, writer, &row);
		row.key = row.actor = row.note = NULL;
		row.attributes = NULL;
		row.has_balance = false;
	}
	if (booking->pricing != NULL)
		pricing_count(booking->pricing, &booking->lines);
}

void
booking_replay(const Account *account, int64 operation, Receipt *receipt)
{
	static SpiPlan plan = {
		"SELECT e.amount, b.postpaid, e.balance, e.at, l.at"
		"  FROM credits.entry e"
		"  JOIN credits.bucket b ON b.account_id OPERATOR(pg_catalog.=) e.account_id"
		"                       AND b.id OPERATOR(pg_catalog.=) e.bucket_id"
		"  LEFT JOIN credits.usage_line l ON l.account_id OPERATOR(pg_catalog.=) e.account_id"
		"                       AND l.operation OPERATOR(pg_catalog.=) e.operation"
		"                       AND l.line OPERATOR(pg_catalog.=) 1"
		" WHERE e.account_id OPERATOR(pg_catalog.=) $1 AND e.operation OPERATOR(pg_catalog.=) $2"
		"   AND e.kind OPERATOR(pg_catalog.<>) 'expire'::pg_catalog.text"
		" ORDER BY e.piece",
		"ll", NULL
	};
	Datum		values[2];
	uint64		rows;
	uint64		i;

	memset(receipt, 0, sizeof(*receipt));
	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(operation);
	rows = spi_run(&plan, values, NULL);
	for (i = 0; i < rows; i++)
	{
		amount128	drawn = -spi_amount(i, 1);

		receipt->charged += drawn;
		if (spi_bool(i, 2))
			receipt->overage += drawn;
		else
			receipt->credits += drawn;
	}
	receipt->operation = operation;
	receipt->account = account->name;
	receipt->balance = spi_amount(0, 3);
	receipt->at = spi_int64(0, spi_is_null(0, 5) ? 4 : 5);
	receipt->status = "completed";
	receipt->replayed = true;
}
