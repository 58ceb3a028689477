/*
 * giveback.c
 *	  Which buckets get back what was drawn for usage.
 *
 * Decided here: credit goes back the way it came, last in first out.  The entries of the lines
 * concerned are a stack: a draw pushes, a return pops.  What is left of it, from the top, says
 * which buckets get back how much; they are looked at again under their locks, as what is drawn
 * is.
 *
 * Locks: none where a draw looks, which locks them in draw order with all it takes from.  Where all
 * buckets are held already, one that was used up is locked besides, or it is 40001 (store.c).
 *
 * Memory: all entries of those lines, which for a volume tier is what the period drew under the
 * price, once for each tier passed.
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "giveback.h"
#include "spi.h"

typedef struct
{
	int64		bucket_id;
	amount128	amount;			/* drawn */
} StackItem;

typedef struct
{
	StackItem  *items;			/* from the top */
	int			count;
	int			next;
	amount128	returned;		/* of what lies below */
} Stack;

#define STACK_QUERY(which)                                                                         \
	"SELECT e.bucket_id, e.amount FROM credits.usage_line l"                                       \
	"  JOIN credits.entry e ON e.account_id OPERATOR(pg_catalog.=) l.account_id"                   \
	"   AND e.operation OPERATOR(pg_catalog.=) l.operation"                                        \
	"   AND e.line OPERATOR(pg_catalog.=) l.line"                                                  \
	"   AND (e.kind OPERATOR(pg_catalog.=) 'draw'::pg_catalog.text"                                \
	"        OR e.kind OPERATOR(pg_catalog.=) 'return'::pg_catalog.text)"                          \
	" WHERE l.account_id OPERATOR(pg_catalog.=) $1 AND l.at OPERATOR(pg_catalog.<) $3" which       \
	" ORDER BY e.operation DESC, e.piece DESC"

static void
stack_begin(Stack *stack, uint64 room)
{
	memset(stack, 0, sizeof(*stack));
	stack->items = palloc_extended(sizeof(StackItem) * Max(room, 1), MCXT_ALLOC_HUGE);
}

/* From the top down: leave what was not given back before */
static void
stack_add(Stack *stack, int64 bucket_id, amount128 drawn)
{
	amount128	gone;

	if (drawn <= 0)
	{
		stack->returned -= drawn;
		return;
	}
	gone = Min(stack->returned, drawn);
	stack->returned -= gone;
	if (drawn > gone)
		stack->items[stack->count++] = (StackItem) {bucket_id, drawn - gone};
}

static void
stack_read(Stack *stack, uint64 rows)
{
	uint64		i;

	stack_begin(stack, rows);
	for (i = 0; i < rows; i++)
		stack_add(stack, spi_int64(i, 1), -spi_amount(i, 2));
}

static void
stack_of_log(const DrawnLog *log, const UsageLine *line, Stack *stack)
{
	int64		i;

	stack_begin(stack, log->count);
	for (i = log->count - 1; i >= 0; i--)
	{
		const DrawnItem *item = &log->items[i];

		if (item->price_id == line->price_id && item->starts_at == line->period_starts_at)
			stack_add(stack, item->bucket_id, item->amount);
	}
}

/* What was drawn at a price in a period */
static void
stack_of_counter(const Pricing *pricing, const UsageLine *line, Stack *stack)
{
	static SpiPlan plan = {
		STACK_QUERY("   AND l.at OPERATOR(pg_catalog.>=) $2"
					"   AND l.price_id OPERATOR(pg_catalog.=) $4"),
		"lzzl", NULL
	};
	Datum		values[4];

	if (pricing->log != NULL)
	{
		stack_of_log(pricing->log, line, stack);
		return;
	}
	values[0] = Int64GetDatum(pricing->account->account_id);
	values[1] = TimestampTzGetDatum(line->period_starts_at);
	values[2] = TimestampTzGetDatum(line->period_ends_at);
	values[3] = Int64GetDatum(line->price_id);
	stack_read(stack, spi_run(&plan, values, NULL));
}

/* What was drawn for a run's time from `at` on */
static void
stack_of_item(const Pricing *pricing, const Usage *usage, TimestampTz at, Stack *stack)
{
	static SpiPlan plan = {
		STACK_QUERY("   AND l.until OPERATOR(pg_catalog.>) $2"
					"   AND l.user_id OPERATOR(pg_catalog.=) $4"
					"   AND l.resource OPERATOR(pg_catalog.=) $5"
					"   AND l.item OPERATOR(pg_catalog.=) $6"
					"   AND l.run_at OPERATOR(pg_catalog.=) $7"),
		"lzzlttz", NULL
	};
	Datum		values[7];

	values[0] = Int64GetDatum(pricing->account->account_id);
	values[1] = TimestampTzGetDatum(at);
	values[2] = TimestampTzGetDatum(DT_NOEND);
	values[3] = Int64GetDatum(usage->user_id);
	values[4] = CStringGetTextDatum(usage->resource);
	values[5] = CStringGetTextDatum(usage->item);
	values[6] = TimestampTzGetDatum(usage->run_at);
	stack_read(stack, spi_run(&plan, values, NULL));
}

static bool
is_same_item(const Usage *a, const Usage *b)
{
	return a->user_id == b->user_id && strcmp(a->resource, b->resource) == 0 &&
		strcmp(a->item, b->item) == 0;
}

/* The first of the lines, up to this one, that take back what was booked for the same thing */
static int
first_of_item(const UsageLines *lines, int last)
{
	while (last > 0 && lines->items[last - 1].back &&
		   is_same_item(lines->items[last - 1].usage, lines->items[last].usage))
		last--;
	return last;
}

static void
parts_add(GiveBackParts *parts, int line, int64 bucket_id, amount128 amount)
{
	GiveBackPart *last = parts->count > 0 ? &parts->items[parts->count - 1] : NULL;

	if (last != NULL && last->line == line && last->bucket_id == bucket_id)
	{
		last->amount += amount;
		return;
	}
	if (parts->count == parts->room)
	{
		parts->room = Max(8, parts->room * 2);
		parts->items = parts->items == NULL
			? palloc(parts->room * sizeof(GiveBackPart))
			: repalloc(parts->items, parts->room * sizeof(GiveBackPart));
	}
	parts->items[parts->count++] = (GiveBackPart) {line, bucket_id, amount};
}

static void
stack_take(Stack *stack, amount128 amount, int line, GiveBackParts *parts)
{
	while (amount > 0)
	{
		StackItem  *top;
		amount128	taken;

		if (stack->next >= stack->count)
			elog(ERROR, "more is given back than was drawn");
		top = &stack->items[stack->next];
		taken = Min(amount, top->amount);
		parts_add(parts, line, top->bucket_id, taken);
		amount -= taken;
		top->amount -= taken;
		stack->next += top->amount == 0;
	}
}

void
giveback_find(Pricing *pricing, const UsageLines *lines, GiveBackParts *parts)
{
	MemoryContext caller;
	Stack		stack = {0};
	int			first = -1;
	int			i;

	parts->count = 0;
	/* the last line gets back what was drawn last */
	for (i = lines->count - 1; i >= 0; i--)
	{
		const UsageLine *line = &lines->items[i];

		if (line->charged >= 0)
			continue;
		if (pricing->writer != NULL)
			store_writer_flush(pricing->writer);
		if (!line->back)
			stack_of_counter(pricing, line, &stack);
		else if (first < 0 || i < first)
		{
			/* all lines of one thing take from one stack */
			first = first_of_item(lines, i);
			stack_of_item(pricing, line->usage, lines->items[first].at, &stack);
		}
		stack_take(&stack, -line->charged, i + 1, parts);
	}
	caller = MemoryContextSwitchTo(pricing->context);
	for (i = 0; i < parts->count; i++)
		store_add_bucket(pricing->account, pricing->set, parts->items[i].bucket_id, pricing->held);
	MemoryContextSwitchTo(caller);
}
