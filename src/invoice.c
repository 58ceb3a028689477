/*
 * invoice.c
 *	  What a period costs in money: its lines, rounded once, and what became of the payment.
 *
 * Decided here: which lines an invoice has and in which order; that money is exact until the
 * total, which is rounded half-even to the minor unit, and how the lines share it; and which
 * status may follow which.  A statement of an open period is the same decision, not written.
 *
 * A line that arises before its period closes is pending: it stands in the table without an
 * amount.  Once the invoice is there nothing of it changes but its status.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/numeric.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "clock.h"
#include "invoice.h"
#include "money.h"
#include "refuse.h"
#include "row_trigger.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_invoice_paid);
PG_FUNCTION_INFO_V1(credits_invoice_failed);
PG_FUNCTION_INFO_V1(credits_invoice_keep);

/*
 * The total, and each line's share of it: rounded down, and then a unit more for those with the
 * largest remainders
 */
static void
invoice_round(InvoiceLines *lines, int digits)
{
	static const char *const units[] = {"1", "10", "100", "1000", "10000", "100000", "1000000"};
	static const char *const parts[] = {"1", "0.1", "0.01", "0.001", "0.0001", "0.00001",
										"0.000001"};
	Datum		unit = money_parse(units[digits]);
	Datum		sum = money_parse("0");
	Datum		floors = money_parse("0");
	Datum	   *rests = palloc(sizeof(Datum) * Max(lines->count, 1));
	int			missing;
	int			i;

	for (i = 0; i < lines->count; i++)
	{
		Datum		scaled = money_times(lines->items[i].exact, unit);

		lines->items[i].amount = DirectFunctionCall1(numeric_floor, scaled);
		rests[i] = money_minus(scaled, lines->items[i].amount);
		sum = money_plus(sum, scaled);
		floors = money_plus(floors, lines->items[i].amount);
	}
	sum = money_round(sum);
	missing = DatumGetInt32(DirectFunctionCall1(numeric_int4, money_minus(sum, floors)));
	for (; missing > 0; missing--)
	{
		int			most = 0;

		for (i = 1; i < lines->count; i++)
		{
			if (money_compare(rests[i], rests[most]) > 0)
				most = i;
		}
		lines->items[most].amount = money_plus(lines->items[most].amount, money_parse("1"));
		rests[most] = money_parse("-1");
	}
	for (i = 0; i < lines->count; i++)
		lines->items[i].amount = money_times(lines->items[i].amount, money_parse(parts[digits]));
	lines->total = money_times(sum, money_parse(parts[digits]));
}

/*
 * The lines.
 */
static InvoiceLine *
lines_add(InvoiceLines *lines, int number, const char *kind, const char *description)
{
	InvoiceLine *line;

	if (lines->count == lines->room)
	{
		lines->room = Max(8, lines->room * 2);
		lines->items = lines->items == NULL
			? palloc(lines->room * sizeof(InvoiceLine))
			: repalloc(lines->items, lines->room * sizeof(InvoiceLine));
	}
	line = &lines->items[lines->count++];
	memset(line, 0, sizeof(*line));
	line->line = number;
	line->kind = kind;
	line->description = description;
	line->exact = money_parse("0");
	lines->last = Max(lines->last, number);
	return line;
}

static void
lines_add_pending(InvoiceLines *lines, const Account *account, TimestampTz starts_at)
{
	static SpiPlan plan = {
		"SELECT l.line, l.kind, l.description, l.quantity, l.unit_price, l.exact"
		"  FROM credits.invoice_line l WHERE l.account_id OPERATOR(pg_catalog.=) $1"
		"   AND l.starts_at OPERATOR(pg_catalog.=) $2 ORDER BY l.line",
		"lz", NULL
	};
	Datum		values[2];
	uint64		rows;
	uint64		i;

	values[0] = Int64GetDatum(account->account_id);
	values[1] = TimestampTzGetDatum(starts_at);
	rows = spi_run(&plan, values, NULL);
	for (i = 0; i < rows; i++)
	{
		InvoiceLine *line = lines_add(lines, spi_int32(i, 1), spi_text(i, 2), spi_text(i, 3));

		line->pending = true;
		line->has_quantity = !spi_is_null(i, 4);
		line->quantity = line->has_quantity ? spi_amount(i, 4) : 0;
		line->unit_price = spi_is_null(i, 5) ? (Datum) 0 : spi_copy(i, 5, -1);
		line->exact = spi_copy(i, 6, -1);
	}
}

/* What the paid buckets of a class paid in a period */
typedef struct
{
	const char *class;
	int32		rank;
	amount128	amount;
} ClassSum;

static int
compare_class_sums(const void *a, const void *b)
{
	const ClassSum *x = a;
	const ClassSum *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return strcmp(x->class, y->class);
}

static ClassSum *
class_sums_load(const Account *account, const Period *period, int more, int *count)
{
	static SpiPlan plan = {
		"WITH drawn AS MATERIALIZED ("
		"  SELECT e.bucket_id, credits.sum(OPERATOR(credits.-) e.amount) AS amount"
		"    FROM credits.entry e WHERE e.account_id OPERATOR(pg_catalog.=) $1"
		"     AND (e.kind OPERATOR(pg_catalog.=) 'draw'::pg_catalog.text"
		"          OR e.kind OPERATOR(pg_catalog.=) 'capture'::pg_catalog.text"
		"          OR e.kind OPERATOR(pg_catalog.=) 'return'::pg_catalog.text)"
		"     AND e.booked_at OPERATOR(pg_catalog.>=) $4 AND e.booked_at OPERATOR(pg_catalog.<) $5"
		"     AND COALESCE(e.late_at, e.at) OPERATOR(pg_catalog.>=) $2"
		"     AND COALESCE(e.late_at, e.at) OPERATOR(pg_catalog.<) $3"
		"   GROUP BY e.bucket_id)"
		"SELECT b.class, COALESCE(pg_catalog.min(c.priority), 2147483647), credits.sum(d.amount)"
		"  FROM drawn d"
		" CROSS JOIN LATERAL (SELECT x.class, x.postpaid FROM credits.bucket x"
		"       WHERE x.account_id OPERATOR(pg_catalog.=) $1"
		"         AND x.id OPERATOR(pg_catalog.=) d.bucket_id OFFSET 0) b"
		"  LEFT JOIN credits.class c ON c.class OPERATOR(pg_catalog.=) b.class"
		" WHERE NOT b.postpaid GROUP BY b.class",
		"lzzzz", NULL
	};
	ClassSum   *sums;
	Datum		values[5];
	int			i;

	*count = 0;
	if (!period->made)
	{
		values[0] = Int64GetDatum(account->account_id);
		values[1] = TimestampTzGetDatum(period->starts_at);
		values[2] = TimestampTzGetDatum(period->ends_at);
		/*
		 * Only these months are looked at: nothing of a period is booked before its row is made.
		 * A day allows for a wall clock that was set back.
		 */
		values[3] = TimestampTzGetDatum(period->opened_at - USECS_PER_DAY);
		values[4] = TimestampTzGetDatum(clock_wall() + USECS_PER_DAY);
		*count = (int) spi_run(&plan, values, NULL);
	}
	sums = palloc(sizeof(ClassSum) * (*count + more + 1));
	for (i = 0; i < *count; i++)
	{
		sums[i].class = spi_text(i, 1);
		sums[i].rank = spi_int32(i, 2);
		sums[i].amount = spi_amount(i, 3);
	}
	return sums;
}

/* The class of a bucket, and its rank */
static ClassSum
class_of_bucket(const Book *book, int64 bucket_id)
{
	static SpiPlan plan = {
		"SELECT n.class, COALESCE(c.priority, 2147483647)"
		"  FROM (SELECT COALESCE($3, (SELECT b.class FROM credits.bucket b"
		"           WHERE b.account_id OPERATOR(pg_catalog.=) $1"
		"             AND b.id OPERATOR(pg_catalog.=) $2)) AS class) n"
		"  LEFT JOIN credits.class c ON c.class OPERATOR(pg_catalog.=) n.class",
		"llt", NULL
	};
	const Bucket *bucket = bucket_find((BucketSet *) &book->set, bucket_id);
	bool		known = bucket != NULL && bucket->class != NULL;
	Datum		values[3];

	values[0] = Int64GetDatum(book->account->account_id);
	values[1] = Int64GetDatum(bucket_id);
	values[2] = known ? CStringGetTextDatum(bucket->class) : (Datum) 0;
	spi_run(&plan, values, known ? NULL : "  n");
	return (ClassSum) {spi_text(0, 1), spi_int32(0, 2), 0};
}

/* What paid buckets paid in the period, by class; also what is decided and not booked */
static void
lines_add_credits(InvoiceLines *lines, const Book *book, const Period *period)
{
	int			count;
	ClassSum   *sums = class_sums_load(book->account, period, book->kept_count, &count);
	int			i;

	for (i = 0; i < book->kept_count; i++)
	{
		const KeptDraw *draw = &book->kept[i];
		ClassSum	of;
		int			j;

		if (draw->at < period->starts_at || draw->at >= period->ends_at)
			continue;
		of = class_of_bucket(book, draw->bucket_id);
		for (j = 0; j < count && strcmp(sums[j].class, of.class) != 0; j++)
			;
		if (j == count)
			sums[count++] = of;
		sums[j].amount = amount_plus(sums[j].amount, draw->amount);
	}
	qsort(sums, count, sizeof(ClassSum), compare_class_sums);
	for (i = 0; i < count; i++)
	{
		InvoiceLine *line;

		if (sums[i].amount == 0)
			continue;
		line = lines_add(lines, lines->last + 1, "credits",
						 psprintf("%s credits applied", sums[i].class));
		line->class = sums[i].class;
		line->has_quantity = true;
		line->quantity = sums[i].amount;
	}
}

void
invoice_decide(const Book *book, const Period *period, amount128 overage, InvoiceLines *lines)
{
	const Account *account = book->account;
	const Subscription *terms = subscription_find(&book->subscriptions, period->subscription);
	const Subscription *first = subscription_in_force(&book->subscriptions, period->starts_at);
	int			i;

	memset(lines, 0, sizeof(*lines));
	if (period->owes && period->price > 0)
		lines_add(lines, 1, "cycle", (first != NULL ? first : terms)->plan)->exact =
			money_from_amount(period->price);
	lines_add_pending(lines, account, period->starts_at);
	for (i = 0; i < lines->count; i++)
	{
		if (strcmp(lines->items[i].kind, "overage") == 0)
			overage -= lines->items[i].quantity;
	}
	/* below 0: of what a change of plan has fixed, some was given back since */
	if (overage != 0)
	{
		InvoiceLine *line = lines_add(lines, lines->last + 1, "overage",
									  psprintf("overage on %s", terms->plan));

		line->has_quantity = true;
		line->quantity = overage;
		line->unit_price = terms->overage_price;
		line->exact = money_for(overage, terms->overage_price);
	}
	lines_add_credits(lines, book, period);
	invoice_round(lines, money_digits(terms->currency));
}

/*
 * Writing.
 */
static void
invoice_insert_line(const Account *account, TimestampTz starts_at, const InvoiceLine *line,
					TimestampTz booked_at)
{
	static SpiPlan plan = {
		"INSERT INTO credits.invoice_line (account_id, starts_at, booked_at, line, kind,"
		"  description, class, quantity, unit_price, exact, amount)"
		" SELECT $1, $2, $3, CASE WHEN $4 OPERATOR(pg_catalog.>) 0 THEN $4"
		"   ELSE (SELECT COALESCE(pg_catalog.max(l.line) OPERATOR(pg_catalog.+) 1,"
		"                         OPERATOR(pg_catalog.-) $4) FROM credits.invoice_line l"
		"          WHERE l.account_id OPERATOR(pg_catalog.=) $1"
		"            AND l.starts_at OPERATOR(pg_catalog.=) $2) END, $5, $6, $7, $8, $9, $10, $11",
		"lzzitttannn", NULL
	};
	Datum		values[11];
	char		nulls[12] = "           ";

	values[0] = Int64GetDatum(account->account_id);
	values[1] = TimestampTzGetDatum(starts_at);
	values[2] = TimestampTzGetDatum(booked_at);
	values[3] = Int32GetDatum(line->line);
	values[4] = CStringGetTextDatum(line->kind);
	values[5] = CStringGetTextDatum(line->description);
	values[6] = line->class == NULL ? (Datum) 0 : CStringGetTextDatum(line->class);
	values[7] = AmountGetDatum(line->quantity);
	values[8] = line->unit_price;
	values[9] = DirectFunctionCall1(numeric_trim_scale, line->exact);
	values[10] = line->amount;
	nulls[6] = line->class == NULL ? 'n' : ' ';
	nulls[7] = line->has_quantity ? ' ' : 'n';
	nulls[8] = line->unit_price == 0 ? 'n' : ' ';
	nulls[10] = line->pending ? 'n' : ' ';
	period_run(&plan, values, nulls);
}

void
invoice_add_pending(const Account *account, const Period *period, const char *kind,
					const char *description, amount128 quantity, Datum unit_price, Datum exact)
{
	InvoiceLine line = {0};

	line.kind = kind;
	line.description = description;
	line.has_quantity = unit_price != 0;
	line.quantity = quantity;
	line.unit_price = unit_price;
	line.exact = exact;
	line.pending = true;
	/* the first line is the price of the cycle that begins with the period, if one does */
	line.line = -(period->owes && period->price > 0 ? 2 : 1);
	invoice_insert_line(account, period->starts_at, &line, clock_wall());
}

void
invoice_drop_pending(const Account *account, TimestampTz starts_at)
{
	static SpiPlan plan = {
		"DELETE FROM credits.invoice_line AS l WHERE l.account_id OPERATOR(pg_catalog.=) $1"
		"   AND l.starts_at OPERATOR(pg_catalog.=) $2",
		"lz", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = TimestampTzGetDatum(starts_at);
	spi_run(&plan, values, NULL);
}

amount128
invoice_fixed_overage(const Account *account, TimestampTz starts_at)
{
	InvoiceLines lines = {0};
	amount128	fixed = 0;
	int			i;

	lines_add_pending(&lines, account, starts_at);
	for (i = 0; i < lines.count; i++)
	{
		if (strcmp(lines.items[i].kind, "overage") == 0)
			fixed += lines.items[i].quantity;
	}
	return fixed;
}

static void
invoice_settle_line(const Account *account, TimestampTz starts_at, const InvoiceLine *line)
{
	static SpiPlan plan = {
		"UPDATE credits.invoice_line AS l SET amount = $4"
		" WHERE l.account_id OPERATOR(pg_catalog.=) $1 AND l.starts_at OPERATOR(pg_catalog.=) $2"
		"   AND l.line OPERATOR(pg_catalog.=) $3",
		"lzin", NULL
	};
	Datum		values[4];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = TimestampTzGetDatum(starts_at);
	values[2] = Int32GetDatum(line->line);
	values[3] = line->amount;
	period_run(&plan, values, NULL);
}

void
invoice_make(const Book *book, const Period *period, TimestampTz booked_at)
{
	static SpiPlan plan = {
		"INSERT INTO credits.invoice (account_id, starts_at, ends_at, finalized_at, booked_at,"
		"  subscription_id, currency, total, status) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)",
		"lzzzzltnt", NULL
	};
	const Subscription *terms = subscription_find(&book->subscriptions, period->subscription);
	InvoiceLines lines;
	Datum		values[9];
	int			i;

	invoice_decide(book, period, period->overage, &lines);
	if (lines.count == 0)
		return;
	for (i = 0; i < lines.count; i++)
	{
		if (lines.items[i].pending)
			invoice_settle_line(book->account, period->starts_at, &lines.items[i]);
		else
			invoice_insert_line(book->account, period->starts_at, &lines.items[i], booked_at);
	}
	values[0] = Int64GetDatum(book->account->account_id);
	values[1] = TimestampTzGetDatum(period->starts_at);
	values[2] = TimestampTzGetDatum(period->ends_at);
	values[3] = TimestampTzGetDatum(period->closes_at);
	values[4] = TimestampTzGetDatum(booked_at);
	values[5] = Int64GetDatum(terms->id);
	values[6] = CStringGetTextDatum(terms->currency);
	values[7] = lines.total;
	values[8] = CStringGetTextDatum(money_is_zero(lines.total) ? "paid" : "open");
	spi_run(&plan, values, NULL);
}

/*
 * What became of the payment.
 */
bool
invoice_any_failed(const Account *account)
{
	static SpiPlan plan = {
		"SELECT FROM credits.invoice i WHERE i.account_id OPERATOR(pg_catalog.=) $1"
		"   AND i.status OPERATOR(pg_catalog.=) 'failed'::pg_catalog.text"
		"   AND i.status OPERATOR(pg_catalog.<>) 'paid'::pg_catalog.text LIMIT 1",
		"l", NULL
	};
	Datum		values[1];

	values[0] = Int64GetDatum(account->account_id);
	return spi_run(&plan, values, NULL) > 0;
}

void
invoice_reopen_failed(const Account *account)
{
	static SpiPlan plan = {
		"UPDATE credits.invoice AS i SET status = 'open'"
		" WHERE i.account_id OPERATOR(pg_catalog.=) $1"
		"   AND i.status OPERATOR(pg_catalog.=) 'failed'::pg_catalog.text"
		"   AND i.status OPERATOR(pg_catalog.<>) 'paid'::pg_catalog.text",
		"l", NULL
	};
	Datum		values[1];

	values[0] = Int64GetDatum(account->account_id);
	spi_run(&plan, values, NULL);
}

static void
refuse_paid(const Account *account, int64 invoice)
{
	StringInfoData facts;

	fact_open(&facts, "wrong_state");
	fact_text(&facts, "account", account->name);
	fact_text(&facts, "invoice", psprintf(INT64_FORMAT, invoice));
	fact_text(&facts, "status", "paid");
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_WRONG_STATE),
			 errmsg("invoice " INT64_FORMAT " of account \"%s\" was paid", invoice, account->name),
			 errdetail_internal("%s", facts.data),
			 errhint("Paid is final: bill what is taken back on another invoice.")));
}

static Datum
invoice_note(FunctionCallInfo fcinfo, const char *name, bool paid)
{
	static SpiPlan look = {
		"SELECT i.status FROM credits.invoice i WHERE i.account_id OPERATOR(pg_catalog.=) $1"
		"   AND i.id OPERATOR(pg_catalog.=) $2 FOR NO KEY UPDATE",
		"ll", NULL
	};
	static SpiPlan plan = {
		"UPDATE credits.invoice AS i SET status = CASE WHEN $4 THEN 'paid' ELSE 'failed' END,"
		"       paid_at = CASE WHEN $4 THEN $3 END,"
		"       failed_at = CASE WHEN $4 THEN i.failed_at ELSE $3 END"
		" WHERE i.account_id OPERATOR(pg_catalog.=) $1 AND i.id OPERATOR(pg_catalog.=) $2",
		"llzb", NULL
	};
	Account		account;
	SpiScope	scope;
	Datum		values[4];
	const char *status;
	TimestampTz at;

	spi_require_write(name);
	if (PG_ARGISNULL(0))
		refuse_null("account");
	if (PG_ARGISNULL(1))
		refuse_null("invoice");
	spi_begin(&scope, fcinfo);
	account_load(text_to_cstring(PG_GETARG_TEXT_PP(0)), &account);
	account_require_payer(&account, "an invoice");
	at = account_at(&account, !PG_ARGISNULL(2), PG_ARGISNULL(2) ? 0 : PG_GETARG_TIMESTAMPTZ(2));
	period_catch_up(&account, account.now);
	values[0] = Int64GetDatum(account.account_id);
	values[1] = PG_GETARG_DATUM(1);
	values[2] = TimestampTzGetDatum(at);
	values[3] = BoolGetDatum(paid);
	if (spi_run(&look, values, NULL) == 0)
		refuse_not_found("invoice", psprintf(INT64_FORMAT, PG_GETARG_INT64(1)),
						 "Invoices are the rows of credits.invoice.");
	status = spi_text(0, 1);
	if (!paid && strcmp(status, "paid") == 0)
		refuse_paid(&account, PG_GETARG_INT64(1));
	if (strcmp(status, paid ? "paid" : "failed") != 0)
		spi_run(&plan, values, NULL);
	spi_end(&scope);
	PG_RETURN_VOID();
}

Datum
credits_invoice_paid(PG_FUNCTION_ARGS)
{
	return invoice_note(fcinfo, "credits.invoice_paid()", true);
}

Datum
credits_invoice_failed(PG_FUNCTION_ARGS)
{
	return invoice_note(fcinfo, "credits.invoice_failed()", false);
}

/*
 * The trigger.
 */
static bool
invoice_exists(FunctionCallInfo fcinfo, const RowTrigger *trigger, HeapTuple row)
{
	static SpiPlan plan = {
		"SELECT FROM credits.invoice i WHERE i.account_id OPERATOR(pg_catalog.=) $1"
		"   AND i.starts_at OPERATOR(pg_catalog.=) $2",
		"lz", NULL
	};
	Datum		values[2];
	bool		found;
	SpiScope	scope;

	if (!row_trigger_get(trigger, row, "account_id", &values[0]) ||
		!row_trigger_get(trigger, row, "starts_at", &values[1]))
		return false;
	spi_begin(&scope, fcinfo);
	found = spi_run(&plan, values, NULL) > 0;
	spi_end(&scope);
	return found;
}

Datum
credits_invoice_keep(PG_FUNCTION_ARGS)
{
	static const char *const payment[] = {"status", "paid_at", "failed_at"};
	RowTrigger	trigger;
	StringInfoData facts;
	bool		line;

	row_trigger_open(fcinfo, &trigger, TRIGGER_EVENT_BEFORE, "credits.invoice_keep()");
	(void) row_trigger_column(&trigger, "starts_at");
	if (period_is_writing())
		return PointerGetDatum(trigger.new);
	line = SPI_fnumber(trigger.desc, "line") > 0;
	if (line ? !invoice_exists(fcinfo, &trigger, trigger.old) &&
		!invoice_exists(fcinfo, &trigger, trigger.new)
		: TRIGGER_FIRED_BY_UPDATE(trigger.data->tg_event) &&
		!row_trigger_changes(&trigger, payment, lengthof(payment)))
		return PointerGetDatum(trigger.new);
	fact_open(&facts, "append_only");
	fact_text(&facts, "table", RelationGetRelationName(trigger.data->tg_relation));
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_APPEND_ONLY),
			 errmsg("an invoice does not change"),
			 errdetail_internal("%s", facts.data),
			 errhint("Note what became of its payment with credits.invoice_paid() or "
					 "credits.invoice_failed().")));
	PG_RETURN_NULL();
}
