/*
 * meter_store.c
 *	  Meters in the tables: load those that run, write what was decided, settle.
 *
 * Decided here: what is written of a settlement: the operation, the meters, and a row of the
 * outbox for each that ran out.
 *
 * Locks: see meter.c.
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "meter.h"
#include "outbox.h"
#include "request.h"
#include "spi.h"

#define SETTLE_EVERY USECS_PER_HOUR

/*
 * Loading.
 */
void
meter_read_row(uint64 row, Meter *meter)
{
	Usage	   *usage = &meter->usage;

	memset(meter, 0, sizeof(*meter));
	usage->user_id = spi_int64(row, 1);
	usage->account = spi_text(row, 2);
	usage->resource = spi_text(row, 3);
	usage->item = spi_text(row, 4);
	usage->quantity_numeric = spi_copy(row, 5, -1);
	usage->quantity = amount_from_numeric(usage->quantity_numeric);
	usage->attributes = spi_is_null(row, 9) ? NULL : DatumGetJsonbP(spi_copy(row, 9, -1));
	usage->metered = usage->has_until = usage->at_given = true;
	usage->run_at = spi_int64(row, 6);
	meter->settled_to = meter->was_settled_to = spi_int64(row, 7);
	meter->unpaid = meter->was_unpaid = !spi_is_null(row, 8);
	meter->unpaid_since = meter->unpaid ? spi_int64(row, 8) : 0;
	meter->status = spi_text(row, 10);
	meter->line = meter->billed = -1;
}

void
meter_load_prices(const Account *account, Meter *meter)
{
	price_load(meter->usage.resource, meter->settled_to, DT_NOEND, &meter->usage, account->payer,
			   &meter->prices);
	meter->at_zero = strcmp(meter->prices.at_zero, "continue") == 0 ? AT_ZERO_CONTINUE
		: strcmp(meter->prices.at_zero, "terminate") == 0 ? AT_ZERO_TERMINATE : AT_ZERO_SUSPEND;
}

void
meter_load(const Account *account, MeterList *list)
{
	static SpiPlan plan = {
		"SELECT " METER_COLUMNS " FROM credits.meter m"
		"  JOIN credits.account a ON a.account_id OPERATOR(pg_catalog.=) m.account_id"
		"                        AND a.user_id OPERATOR(pg_catalog.=) m.user_id"
		" WHERE m.account_id OPERATOR(pg_catalog.=) $1"
		"   AND m.status OPERATOR(pg_catalog.=) 'running'::pg_catalog.text"
		" ORDER BY m.started_at, m.user_id, m.resource, m.item",
		"l", NULL
	};
	Datum		values[1];
	uint64		rows;
	uint64		i;

	values[0] = Int64GetDatum(account->account_id);
	rows = spi_run(&plan, values, NULL);
	list->count = (int) rows;
	list->items = palloc(sizeof(Meter) * Max(rows, 1));
	for (i = 0; i < rows; i++)
		meter_read_row(i, &list->items[i]);
	for (i = 0; i < rows; i++)
		meter_load_prices(account, &list->items[i]);
}

void
meter_load_at(const Account *account, TimestampTz at, MeterList *list)
{
	/* of the lines of a thing that cover the instant, the last says whether and with what it ran */
	static SpiPlan plan = {
		"SELECT m.user_id, a.account, m.resource, m.item, COALESCE(l.quantity, m.quantity),"
		"       COALESCE(l.run_at, m.started_at),"
		"       CASE WHEN l.at IS NULL THEN m.settled_to ELSE $2 END,"
		"       CASE WHEN l.at IS NULL THEN m.unpaid_since END,"
		"       COALESCE(l.attributes, m.attributes), 'running'"
		"  FROM credits.meter m"
		"  JOIN credits.account a ON a.account_id = m.account_id AND a.user_id = m.user_id"
		"  LEFT JOIN LATERAL (SELECT u.* FROM credits.usage_line u"
		"       WHERE u.account_id = m.account_id AND u.user_id = m.user_id"
		"         AND u.resource = m.resource AND u.item = m.item AND u.run_at IS NOT NULL"
		"         AND u.at <= $2 AND u.until > $2"
		"       ORDER BY u.operation DESC, u.line DESC LIMIT 1) l ON true"
		" WHERE m.account_id = $1 AND NOT m.metered"
		"   AND (l.quantity > 0"
		"        OR (l.at IS NULL AND m.status = 'running' AND m.started_at <= $2"
		"            AND (m.settled_to <= $2 OR m.unpaid_since <= $2)))"
		" ORDER BY 6, m.user_id, m.resource, m.item",
		"lz", NULL
	};
	Datum		values[2];
	uint64		rows;
	uint64		i;

	values[0] = Int64GetDatum(account->account_id);
	values[1] = TimestampTzGetDatum(at);
	rows = spi_read(&plan, values, NULL);
	list->count = (int) rows;
	list->items = palloc(sizeof(Meter) * Max(rows, 1));
	for (i = 0; i < rows; i++)
		meter_read_row(i, &list->items[i]);
	for (i = 0; i < rows; i++)
	{
		Meter	   *meter = &list->items[i];

		meter->settled_to = meter->was_settled_to = Min(meter->settled_to, at);
		meter_load_prices(account, meter);
	}
}

/*
 * Writing.
 */
void
meter_update(const Account *account, const Meter *meter, const char *status, TimestampTz end)
{
	static SpiPlan plan = {
		"UPDATE credits.meter AS m SET settled_to = $5, status = $6, stopped_at = $7,"
		"       unpaid_since = $8, quantity = $9"
		" WHERE m.account_id OPERATOR(pg_catalog.=) $1 AND m.user_id OPERATOR(pg_catalog.=) $2"
		"   AND m.resource OPERATOR(pg_catalog.=) $3 AND m.item OPERATOR(pg_catalog.=) $4"
		"   AND NOT m.metered",
		"llttztzzn", NULL
	};
	bool		runs = strcmp(status, "running") == 0;
	Datum		values[9];
	char		nulls[10] = "         ";

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(meter->usage.user_id);
	values[2] = CStringGetTextDatum(meter->usage.resource);
	values[3] = CStringGetTextDatum(meter->usage.item);
	values[4] = TimestampTzGetDatum(runs ? meter->settled_to : end);
	values[5] = CStringGetTextDatum(status);
	values[6] = TimestampTzGetDatum(end);
	values[7] = TimestampTzGetDatum(meter->unpaid_since);
	values[8] = meter->usage.quantity_numeric;
	nulls[6] = runs ? 'n' : ' ';
	nulls[7] = runs && meter->unpaid ? ' ' : 'n';
	spi_run(&plan, values, nulls);
}

static void
meter_tell(const Account *account, const Meter *meter, const char *event, TimestampTz at)
{
	const Usage *usage = &meter->usage;
	Arguments	facts;

	request_begin(&facts);
	request_text(&facts, "account", usage->account);
	request_text(&facts, "resource", usage->resource);
	request_text(&facts, "item", usage->item);
	request_numeric(&facts, "quantity", usage->quantity_numeric);
	request_json(&facts, "attributes", usage->attributes);
	outbox_write(account->account_id, usage->user_id, event, at, request_end(&facts));
}

void
meter_end(const Account *account, const Meter *meter, const char *status, TimestampTz end)
{
	meter_update(account, meter, status, end);
	meter_tell(account, meter, psprintf("meter.%s", status), end);
}

/* How many run, after so many more or fewer */
void
meter_count(Account *account, int change)
{
	static SpiPlan plan = {
		"UPDATE credits.account AS a SET meters = a.meters OPERATOR(pg_catalog.+) $2"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $1",
		"li", NULL
	};
	Datum		values[2];

	if (change == 0)
		return;
	account->meters += change;
	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int32GetDatum(change);
	spi_run(&plan, values, NULL);
}

static void
settlement_write_meters(const Settlement *settlement)
{
	Account    *account = settlement->booking.account;
	int			ended = 0;
	int			i;
	int			j;

	for (i = 0; i < settlement->meters.count; i++)
	{
		const Meter *meter = &settlement->meters.items[i];

		if (!meter->changed)
			continue;
		for (j = 0; j < meter->unpaid_count; j++)
			meter_tell(account, meter, "meter.unpaid", meter->unpaid_from[j]);
		if (!meter->ended)
		{
			meter_update(account, meter, "running", 0);
			continue;
		}
		ended++;
		meter_end(account, meter,
				  meter->at_zero == AT_ZERO_TERMINATE ? "terminated" : "suspended",
				  meter->ended_at);
	}
	meter_count(account, -ended);
}

void
settlement_post(Settlement *settlement, BucketSet *set, Receipt *receipt)
{
	Booking    *booking = &settlement->booking;
	int			i;

	if (booking->lines.count > 0)
	{
		StoreWriter *writer = store_writer_open(false);

		booking_post(booking, set, writer, receipt);
		store_writer_close(writer);
		for (i = 0; i < set->count; i++)
		{
			if (set->items[i].entries > 0)
				store_write_bucket(booking->account, &set->items[i]);
		}
		spending_write(booking->spending);
	}
	else
		booking_receipt(booking, set, receipt);
	settlement_write_meters(settlement);
}

/*
 * Settling.
 */

/* Everything due done and locked, with the meters as they stand */
void
settlement_open(Settlement *settlement, Account *account, BucketSet *set)
{
	memset(set, 0, sizeof(*set));
	store_load_buckets(account, DT_NOBEGIN, set);
	store_lock_all(account, DT_NOBEGIN, set);
	settlement_begin(settlement, account, set);
}

/* The account is locked, and its calendar done to that instant */
void
meter_settle_to(Account *account, TimestampTz upto, bool ends, Receipt *receipt)
{
	Settlement	settlement;
	BucketSet	set;
	Receipt		ignored;

	settlement_open(&settlement, account, &set);
	settlement_decide(&settlement, &set, upto, ends);
	settlement_post(&settlement, &set, receipt == NULL ? &ignored : receipt);
}

void
meter_settle_now(Account *account)
{
	if (account->meters == 0)
		return;
	period_catch_up(account, account->now);
	if (account->meters > 0)
		meter_settle_to(account, account->now, true, NULL);
}

bool
meter_is_due(Account *account)
{
	Settlement	settlement;
	BucketSet	set = {0};
	int			i;

	store_load_buckets(account, DT_NOBEGIN, &set);
	settlement_begin(&settlement, account, &set);
	for (i = 0; i < settlement.meters.count; i++)
	{
		if (settlement.meters.items[i].settled_to <= account->now - SETTLE_EVERY)
			return true;
	}
	settlement_decide(&settlement, &set, account->now, true);
	return !TIMESTAMP_IS_NOEND(settlement.first_out);
}
