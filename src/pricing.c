/*
 * pricing.c
 *	  The lines that usage becomes, and what was counted before them.
 *
 * Decided here: where an interval is cut (the ends of periods, another price); whether a line is
 * late; what was used before it in its period, or in its run.  What that costs is
 * terms.c's, which price it is price.c's.
 *
 * Locks: a counter's row, after the account and before any bucket.  A counter is made under the
 * account's lock, so that a statement over many rows, which holds the account and all counters of
 * its prices, meets no new one.  Runs by item stand in credits.meter and are written under the
 * locks of the buckets drawn from.
 *
 * Invariant: the lines of an interval cover it without gap or overlap, so their costs sum to the
 * whole.
 */
#include "postgres.h"

#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "money.h"
#include "pricing.h"
#include "refuse.h"
#include "spi.h"

#define ITEM_ROOM 256
#define MAX_RUNS 10000

/* The last run of an item, as usage was booked */
typedef struct
{
	int64		user_id;
	char		resource[ITEM_ROOM];
	char		item[ITEM_ROOM];
} RunKey;

typedef struct
{
	RunKey		key;
	bool		known;			/* there is one */
	TimestampTz run;
	TimestampTz until;
	amount128	quantity;
	bool		dirty;
} Run;

void
pricing_begin(Pricing *pricing, const Account *account, BucketSet *set)
{
	memset(pricing, 0, sizeof(*pricing));
	pricing->account = account;
	pricing->context = CurrentMemoryContext;
	pricing->set = set;
}

/*
 * Periods.
 */
static void
spans_load(Pricing *pricing, TimestampTz since)
{
	static SpiPlan plan = {
		"SELECT p.starts_at, p.ends_at FROM credits.period p"
		" WHERE p.account_id OPERATOR(pg_catalog.=) $1 AND p.ends_at OPERATOR(pg_catalog.>) $2"
		"   AND p.starts_at OPERATOR(pg_catalog.<) $3 ORDER BY p.starts_at",
		"lzz", NULL
	};
	MemoryContext caller;
	Datum		values[3];
	int			i;

	if (pricing->has_spans && pricing->spans_since <= since)
		return;
	values[0] = Int64GetDatum(pricing->account->account_id);
	values[1] = TimestampTzGetDatum(since);
	values[2] = TimestampTzGetDatum(bucket_first_flex(pricing->set));
	pricing->span_count = (int) spi_run(&plan, values, NULL);
	caller = MemoryContextSwitchTo(pricing->context);
	pricing->spans = palloc(sizeof(PeriodSpan) * Max(pricing->span_count, 1));
	MemoryContextSwitchTo(caller);
	for (i = 0; i < pricing->span_count; i++)
	{
		pricing->spans[i].starts_at = spi_int64(i, 1);
		pricing->spans[i].ends_at = spi_int64(i, 2);
	}
	pricing->has_spans = true;
	pricing->spans_since = since;
}

/* The period that contains an instant; one that has closed only if `exactly` */
static void
line_find_period(Pricing *pricing, UsageLine *line, bool exactly)
{
	const Bucket *flex = bucket_flex(pricing->set, line->at);
	TimestampTz first;
	int			i;

	line->late = flex == NULL && line->at < pricing->account->now;
	if (flex != NULL)
	{
		line->period_starts_at = flex->effective_at;
		line->period_ends_at = flex->expires_at;
		return;
	}
	/* the last that has closed ends where the first open one begins */
	first = bucket_first_flex(pricing->set);
	if (first <= line->at)
		elog(ERROR, "no period contains %s", timestamptz_to_str(line->at));
	line->period_starts_at = DT_NOBEGIN;
	line->period_ends_at = first;
	if (!exactly)
		return;
	spans_load(pricing, line->at);
	for (i = 0; i < pricing->span_count; i++)
	{
		if (pricing->spans[i].ends_at <= line->at)
			line->period_starts_at = pricing->spans[i].ends_at;
		else
		{
			line->period_starts_at = pricing->spans[i].starts_at;
			line->period_ends_at = Min(first, pricing->spans[i].ends_at);
			return;
		}
	}
}

/*
 * Counters.
 */
static bool
counter_load(const Pricing *pricing, Counter *counter)
{
	static SpiPlan plan = {
		"SELECT c.quantity FROM credits.counter c WHERE c.account_id OPERATOR(pg_catalog.=) $1"
		"   AND c.price_id OPERATOR(pg_catalog.=) $2 AND c.starts_at OPERATOR(pg_catalog.=) $3",
		"llz", NULL
	};
	Datum		values[3];

	values[0] = Int64GetDatum(pricing->account->account_id);
	values[1] = Int64GetDatum(counter->price_id);
	values[2] = TimestampTzGetDatum(counter->starts_at);
	counter->exists = spi_run(&plan, values, NULL) > 0;
	counter->quantity = counter->exists ? amount_from_numeric(spi_copy(0, 1, -1)) : 0;
	return counter->exists;
}

static Counter *
counter_add(Pricing *pricing, int64 price_id, TimestampTz starts_at)
{
	Counter    *counter;

	if (pricing->counter_count == pricing->counter_room)
	{
		MemoryContext caller = MemoryContextSwitchTo(pricing->context);

		pricing->counter_room = Max(4, pricing->counter_room * 2);
		pricing->counters = pricing->counters == NULL
			? palloc(sizeof(Counter) * pricing->counter_room)
			: repalloc(pricing->counters, sizeof(Counter) * pricing->counter_room);
		MemoryContextSwitchTo(caller);
	}
	counter = &pricing->counters[pricing->counter_count++];
	memset(counter, 0, sizeof(*counter));
	counter->price_id = price_id;
	counter->starts_at = starts_at;
	counter->held = pricing->held;
	return counter;
}

/* Its number */
static int
counter_find(Pricing *pricing, int64 price_id, TimestampTz starts_at)
{
	int			i;

	for (i = pricing->counter_count - 1; i >= 0; i--)
	{
		if (pricing->counters[i].price_id == price_id &&
			pricing->counters[i].starts_at == starts_at)
			return i;
	}
	/* where all that exist are held, this is a new one */
	if (!pricing->held)
		(void) counter_load(pricing, counter_add(pricing, price_id, starts_at));
	else
		(void) counter_add(pricing, price_id, starts_at);
	return pricing->counter_count - 1;
}

bool
pricing_is_held(const Pricing *pricing)
{
	int			i;

	for (i = 0; i < pricing->counter_count; i++)
	{
		if (!pricing->counters[i].held)
			return false;
	}
	return true;
}

bool
pricing_holds_nothing(const Pricing *pricing)
{
	return pricing->counter_count == 0 && pricing->runs == NULL;
}

static int
counter_compare(const void *a, const void *b)
{
	const Counter *x = a;
	const Counter *y = b;

	if (x->price_id != y->price_id)
		return x->price_id < y->price_id ? -1 : 1;
	return x->starts_at < y->starts_at ? -1 : x->starts_at > y->starts_at;
}

static void
counter_make(const Pricing *pricing, const Counter *counter)
{
	static SpiPlan plan = {
		"INSERT INTO credits.counter (account_id, price_id, starts_at, quantity)"
		" VALUES ($1,$2,$3,0) ON CONFLICT DO NOTHING",
		"llz", NULL
	};
	Datum		values[3];

	values[0] = Int64GetDatum(pricing->account->account_id);
	values[1] = Int64GetDatum(counter->price_id);
	values[2] = TimestampTzGetDatum(counter->starts_at);
	spi_run(&plan, values, NULL);
}

static void
counter_lock(const Pricing *pricing, Counter *counter)
{
	static SpiPlan plan = {
		"SELECT FROM credits.counter c WHERE c.account_id OPERATOR(pg_catalog.=) $1"
		"   AND c.price_id OPERATOR(pg_catalog.=) $2 AND c.starts_at OPERATOR(pg_catalog.=) $3"
		" FOR NO KEY UPDATE",
		"llz", NULL
	};
	Datum		values[3];

	values[0] = Int64GetDatum(pricing->account->account_id);
	values[1] = Int64GetDatum(counter->price_id);
	values[2] = TimestampTzGetDatum(counter->starts_at);
	spi_run(&plan, values, NULL);
	(void) counter_load(pricing, counter);
	counter->held = true;
}

void
pricing_lock(Pricing *pricing, Account *account)
{
	bool		made = true;
	int			i;

	qsort(pricing->counters, pricing->counter_count, sizeof(Counter), counter_compare);
	for (i = 0; i < pricing->counter_count; i++)
		made = made && pricing->counters[i].exists;
	if (!made)
		account_lock(account);
	for (i = 0; i < pricing->counter_count; i++)
	{
		if (!pricing->counters[i].exists)
			counter_make(pricing, &pricing->counters[i]);
		counter_lock(pricing, &pricing->counters[i]);
	}
}

void
pricing_lock_prices(Pricing *pricing, Account *account, ArrayType *prices)
{
	static SpiPlan plan = {
		"SELECT c.price_id, c.starts_at FROM credits.counter c"
		" WHERE c.account_id OPERATOR(pg_catalog.=) $1 AND c.price_id OPERATOR(pg_catalog.=) "
		"ANY ($2)",
		"lL", NULL
	};
	Datum		values[2];
	uint64		rows;
	uint64		i;

	account_lock(account);
	values[0] = Int64GetDatum(account->account_id);
	values[1] = PointerGetDatum(prices);
	rows = spi_run(&plan, values, NULL);
	for (i = 0; i < rows; i++)
		counter_add(pricing, spi_int64(i, 1), spi_int64(i, 2))->exists = true;
	pricing_lock(pricing, account);
	pricing->held = true;
}

void
pricing_let_go(Pricing *pricing)
{
	pricing->counter_count = 0;
	pricing->has_spans = false;
	pricing->runs = NULL;
}

/*
 * Runs by item.
 */
static void
run_name(char *room, const char *name)
{
	memset(room, 0, ITEM_ROOM);
	strlcpy(room, name, ITEM_ROOM);
}

static void
run_load(const Pricing *pricing, Run *run)
{
	static SpiPlan plan = {
		"SELECT m.started_at, m.settled_to FROM credits.meter m"
		" WHERE m.account_id OPERATOR(pg_catalog.=) $1 AND m.user_id OPERATOR(pg_catalog.=) $2"
		"   AND m.resource OPERATOR(pg_catalog.=) $3 AND m.item OPERATOR(pg_catalog.=) $4"
		"   AND m.metered",
		"lltt", NULL
	};
	Datum		values[4];

	values[0] = Int64GetDatum(pricing->account->account_id);
	values[1] = Int64GetDatum(run->key.user_id);
	values[2] = CStringGetTextDatum(run->key.resource);
	values[3] = CStringGetTextDatum(run->key.item);
	run->known = spi_run(&plan, values, NULL) > 0;
	run->run = run->known ? spi_int64(0, 1) : 0;
	run->until = run->known ? spi_int64(0, 2) : 0;
	run->dirty = false;
}

static Run *
run_find(Pricing *pricing, const Usage *usage)
{
	RunKey		key;
	Run		   *run;
	bool		found;

	if (pricing->runs != NULL && pricing->log == NULL &&
		hash_get_num_entries(pricing->runs) >= MAX_RUNS)
	{
		pricing_write(pricing);
		hash_destroy(pricing->runs);
		pricing->runs = NULL;
	}
	if (pricing->runs == NULL)
	{
		HASHCTL		control = {0};

		control.keysize = sizeof(RunKey);
		control.entrysize = sizeof(Run);
		control.hcxt = pricing->context;
		pricing->runs = hash_create("credits runs", 64, &control,
									HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	}
	memset(&key, 0, sizeof(key));
	key.user_id = usage->user_id;
	run_name(key.resource, usage->resource);
	run_name(key.item, usage->item);
	run = hash_search(pricing->runs, &key, HASH_ENTER, &found);
	if (!found)
		run_load(pricing, run);
	return run;
}

/* When the run began that a usage belongs to */
static TimestampTz
line_find_run(Pricing *pricing, const UsageLine *line)
{
	const Usage *usage = line->usage;
	const Run  *run;

	if (usage->metered)
		return usage->run_at;
	if (usage->item == NULL || !terms_run(line->terms))
		return usage->at;
	run = run_find(pricing, usage);
	return run->known && run->until == usage->at ? run->run : usage->at;
}

static void
run_write(const Pricing *pricing, const Run *run)
{
	static SpiPlan plan = {
		"INSERT INTO credits.meter AS m (account_id, user_id, resource, item, status, quantity,"
		"  started_at, settled_to, stopped_at, metered)"
		" VALUES ($1,$2,$3,$4,'metered',$5,$6,$7,$7,true)"
		" ON CONFLICT (account_id, user_id, resource, item, metered) DO UPDATE"
		"   SET quantity = EXCLUDED.quantity, started_at = EXCLUDED.started_at,"
		"       settled_to = EXCLUDED.settled_to, stopped_at = EXCLUDED.stopped_at",
		"llttnzz", NULL
	};
	Datum		values[7];

	values[0] = Int64GetDatum(pricing->account->account_id);
	values[1] = Int64GetDatum(run->key.user_id);
	values[2] = CStringGetTextDatum(run->key.resource);
	values[3] = CStringGetTextDatum(run->key.item);
	values[4] = money_from_amount(run->quantity);
	values[5] = TimestampTzGetDatum(run->run);
	values[6] = TimestampTzGetDatum(run->until);
	spi_run(&plan, values, NULL);
}

/*
 * Lines.
 */
static void
refuse_cost(const Usage *usage)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("the cost is out of range"),
			 errdetail("Quantity %s of resource \"%s\" costs more than an amount can hold.",
					   amount_to_cstring(usage->quantity), usage->resource),
			 errhint("Book it in smaller parts.")));
}

amount128
pricing_stretch(const UsageLine *line, TimestampTz at, TimestampTz until)
{
	amount128	cost;

	/* a part of what was priced as a whole, so it is in range */
	if (!terms_cost_time(line->terms, line->usage->quantity, line->run, at, until, &cost))
		elog(ERROR, "cost of a part is out of range");
	return cost;
}

Datum
pricing_counted(const UsageLine *line)
{
	if (line->counter >= 0)
		return money_from_amount(line->counted);
	if (line->usage->has_until && terms_run(line->terms))
		return money_from_amount((amount128) (line->at - line->run) *
								 (AMOUNT_ONE / USECS_PER_SEC));
	return 0;
}

UsageLine *
pricing_new_line(UsageLines *lines)
{
	UsageLine  *line;

	if (lines->count == lines->room)
	{
		lines->room = Max(4, lines->room * 2);
		lines->items = lines->items == NULL
			? palloc(lines->room * sizeof(UsageLine))
			: repalloc(lines->items, lines->room * sizeof(UsageLine));
	}
	line = &lines->items[lines->count++];
	memset(line, 0, sizeof(*line));
	line->counter = -1;
	return line;
}

static void
line_price_quantity(Pricing *pricing, UsageLine *line)
{
	const Usage *usage = line->usage;
	bool		counts = terms_count(line->terms);

	line->until = line->at;
	line_find_period(pricing, line, counts);
	if (counts)
	{
		line->counter = counter_find(pricing, line->price_id, line->period_starts_at);
		line->counted = pricing->counters[line->counter].quantity;
	}
	if (!terms_cost_quantity(line->terms, usage->quantity, line->counted, &line->charged))
		refuse_cost(usage);
	/* an invoiced period takes nothing back */
	if (line->late)
		line->charged = Max(line->charged, 0);
}

static void
line_price_time(Pricing *pricing, UsageLine *line, TimestampTz changes_at)
{
	line_find_period(pricing, line, true);
	line->until = Min(line->usage->until, Min(line->period_ends_at, changes_at));
	line->run = line_find_run(pricing, line);
	/* a meter's is what it is settled for, which may be less */
	if (!terms_cost_time(line->terms, line->usage->quantity, line->run, line->at, line->until,
						 &line->charged) && !line->usage->metered)
		refuse_cost(line->usage);
}

void
pricing_load_plans(Pricing *pricing, const PriceList *list)
{
	MemoryContext caller;

	if (!list->by_plan || pricing->has_plans)
		return;
	caller = MemoryContextSwitchTo(pricing->context);
	subscription_load(pricing->account, &pricing->plans);
	pricing->has_plans = true;
	MemoryContextSwitchTo(caller);
}

/* The price at an instant, and until when it is that at least */
static const Price *
pricing_find(Pricing *pricing, const PriceList *list, const Usage *usage, TimestampTz at,
			 TimestampTz *until)
{
	const char *payer = pricing->account->payer;
	const Price *price;

	pricing_load_plans(pricing, list);
	price = price_at(list, usage, payer, &pricing->plans, at, until);
	while (usage->has_until && *until < usage->until)
	{
		TimestampTz next;

		if (price_find(list, usage, payer, &pricing->plans, *until, &next) != price)
			break;
		*until = next;
	}
	return price;
}

void
pricing_add_lines(Pricing *pricing, const PriceList *list, const Usage *usage, UsageLines *lines)
{
	TimestampTz at = usage->at;

	do
	{
		TimestampTz changes_at;
		const Price *price = pricing_find(pricing, list, usage, at, &changes_at);
		UsageLine  *line = pricing_new_line(lines);

		price_require_fit(usage, price);
		line->usage = usage;
		line->at = at;
		line->price_id = price->id;
		line->terms = price_terms(price, usage);
		if (!usage->has_until)
		{
			line_price_quantity(pricing, line);
			return;
		}
		line_price_time(pricing, line, changes_at);
		at = line->until;
	} while (at < usage->until);
}

/*
 * Counting.
 */
void
pricing_count(Pricing *pricing, const UsageLines *lines)
{
	int			i;

	for (i = 0; i < lines->count; i++)
	{
		const UsageLine *line = &lines->items[i];
		const Usage *usage = line->usage;

		if (line->counter >= 0)
		{
			Counter    *counter = &pricing->counters[line->counter];

			counter->quantity = amount_plus(counter->quantity, usage->quantity);
			counter->dirty = true;
		}
		if (usage->has_until && usage->item != NULL && !usage->metered && terms_run(line->terms))
		{
			Run		   *run = run_find(pricing, usage);

			run->known = run->dirty = true;
			run->run = line->run;
			run->until = usage->until;
			run->quantity = usage->quantity;
		}
	}
}

static void
counter_write(const Pricing *pricing, const Counter *counter)
{
	static SpiPlan plan = {
		"INSERT INTO credits.counter AS c (account_id, price_id, starts_at, quantity)"
		" VALUES ($1,$2,$3,$4) ON CONFLICT (account_id, price_id, starts_at)"
		" DO UPDATE SET quantity = EXCLUDED.quantity",
		"llzn", NULL
	};
	Datum		values[4];

	values[0] = Int64GetDatum(pricing->account->account_id);
	values[1] = Int64GetDatum(counter->price_id);
	values[2] = TimestampTzGetDatum(counter->starts_at);
	values[3] = money_from_amount(counter->quantity);
	spi_run(&plan, values, NULL);
}

void
pricing_write(Pricing *pricing)
{
	int			i;

	for (i = 0; i < pricing->counter_count; i++)
	{
		if (pricing->counters[i].dirty)
			counter_write(pricing, &pricing->counters[i]);
		pricing->counters[i].dirty = false;
	}
	if (pricing->runs != NULL)
	{
		HASH_SEQ_STATUS scan;
		Run		   *run;

		hash_seq_init(&scan, pricing->runs);
		while ((run = hash_seq_search(&scan)) != NULL)
		{
			if (run->dirty)
				run_write(pricing, run);
			run->dirty = false;
		}
	}
}
