/*
 * outbox.c
 *	  What the application is told, to act on after commit; and consumers that take it.
 *
 * Decided here: that a row is written in the transaction in which the thing happened, so that it is
 * there if and only if it did; that an event is given at least once: who takes it has it for a
 * while, and whoever takes it after that has it next, until it is acknowledged, and so deleted; and
 * that nobody waits for another consumer.
 *
 * Locks: rows of the outbox, after everything else in a call that writes them; take_events() passes
 * by what others hold, ack() takes its rows in the order of their ids.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "commands/async.h"
#include "commands/trigger.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "calendar.h"
#include "clock.h"
#include "outbox.h"
#include "refuse.h"
#include "row_trigger.h"
#include "spi.h"

#define MOST_EVENTS 10000
#define LONGEST_LEASE (7 * USECS_PER_DAY)
#define CHANNEL "credits"

PG_FUNCTION_INFO_V1(credits_take_events);
PG_FUNCTION_INFO_V1(credits_ack);
PG_FUNCTION_INFO_V1(credits_notify_events);
PG_FUNCTION_INFO_V1(credits_outbox_notify);

void
outbox_write(int64 account_id, int64 user_id, const char *event, TimestampTz at, Jsonb *facts)
{
	static SpiPlan plan = {
		"INSERT INTO credits.outbox (account_id, user_id, event, at, facts)"
		" VALUES ($1,$2,$3,$4,$5)",
		"lltzj", NULL
	};
	Datum		values[5];

	values[0] = Int64GetDatum(account_id);
	values[1] = Int64GetDatum(user_id);
	values[2] = CStringGetTextDatum(event);
	values[3] = TimestampTzGetDatum(at);
	values[4] = JsonbPGetDatum(facts);
	spi_run(&plan, values, NULL);
}

static int64
take_lease(FunctionCallInfo fcinfo)
{
	Interval   *lease;
	int64		length;

	if (PG_ARGISNULL(1))
		refuse_null("lease");
	lease = PG_GETARG_INTERVAL_P(1);
	/* what is longer in one of its parts is too long, whatever the others say */
	if (lease->month < 0 || lease->day < 0 || lease->time < 0 || lease->month > 0 ||
		lease->day > LONGEST_LEASE / USECS_PER_DAY || lease->time > LONGEST_LEASE)
		length = 0;
	else
		length = calendar_length(lease);
	if (length <= 0 || length > LONGEST_LEASE)
		refuse_value("lease", "must be more than 0 and at most 7 days", calendar_text(lease));
	return length;
}

/* Arguments: n, lease */
Datum
credits_take_events(PG_FUNCTION_ARGS)
{
	static SpiPlan plan = {
		"WITH taken AS ("
		"  UPDATE credits.outbox AS o"
		"     SET leased_until = $3, times = o.times OPERATOR(pg_catalog.+) 1, taken_by = $4"
		"    FROM (SELECT f.ctid FROM credits.outbox f"
		"           WHERE f.leased_until IS NULL OR f.leased_until OPERATOR(pg_catalog.<=) $2"
		"           ORDER BY f.id LIMIT $1 FOR UPDATE SKIP LOCKED) AS free"
		"   WHERE o.ctid OPERATOR(pg_catalog.=) free.ctid"
		"  RETURNING o.account_id, o.user_id, o.id, o.at, o.booked_at, o.event, o.facts, o.times)"
		" SELECT t.id, t.at, t.booked_at, a.account, t.event, t.facts, t.times"
		"   FROM taken t LEFT JOIN credits.account a"
		"     ON a.account_id OPERATOR(pg_catalog.=) t.account_id"
		"    AND a.user_id OPERATOR(pg_catalog.=) t.user_id"
		"  ORDER BY t.id",
		"izzt", NULL
	};
	TimestampTz now = clock_wall();
	MemoryContext inside;
	SpiScope	scope;
	int64		lease;
	Datum		values[4];
	uint64		rows;
	uint64		i;

	spi_require_write("credits.take_events()");
	if (PG_ARGISNULL(0))
		refuse_null("n");
	if (PG_GETARG_INT32(0) < 1 || PG_GETARG_INT32(0) > MOST_EVENTS)
		refuse_value("n", "must be from 1 to 10000", psprintf("%d", PG_GETARG_INT32(0)));
	lease = take_lease(fcinfo);
	spi_begin(&scope, fcinfo);
	inside = CurrentMemoryContext;
	InitMaterializedSRF(fcinfo, 0);
	MemoryContextSwitchTo(inside);
	values[0] = Int32GetDatum(PG_GETARG_INT32(0));
	values[1] = TimestampTzGetDatum(now);
	values[2] = TimestampTzGetDatum(now + lease);
	values[3] = CStringGetTextDatum(spi_actor());
	rows = spi_run(&plan, values, NULL);
	for (i = 0; i < rows; i++)
		tuplestore_puttuple(((ReturnSetInfo *) fcinfo->resultinfo)->setResult,
							SPI_tuptable->vals[i]);
	spi_end(&scope);
	return (Datum) 0;
}

static void
ack_require_own(int64 id, const char *taken_by, TimestampTz leased_until)
{
	StringInfoData facts;

	fact_open(&facts, "wrong_state");
	fact_text(&facts, "event", psprintf(INT64_FORMAT, id));
	fact_text(&facts, "taken_by", taken_by);
	fact_instant(&facts, "leased_until", leased_until);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_WRONG_STATE),
			 errmsg("event " INT64_FORMAT " has been taken by another role", id),
			 errdetail_internal("%s", facts.data),
			 errhint("Who has it acknowledges it; after its lease it can be taken again.")));
}

/* Lock them; KR015 for one that another role has */
static void
ack_lock(Datum events)
{
	static SpiPlan plan = {
		"SELECT o.id, o.taken_by::pg_catalog.text, o.leased_until,"
		"       o.taken_by::pg_catalog.text OPERATOR(pg_catalog.<>) $2"
		"   AND o.leased_until OPERATOR(pg_catalog.>) $3"
		"  FROM credits.outbox o WHERE o.id OPERATOR(pg_catalog.=) ANY ($1)"
		" ORDER BY o.id FOR UPDATE",
		"Ltz", NULL
	};
	Datum		values[3];
	uint64		rows;
	uint64		i;

	values[0] = events;
	values[1] = CStringGetTextDatum(spi_actor());
	values[2] = TimestampTzGetDatum(clock_wall());
	rows = spi_run(&plan, values, NULL);
	for (i = 0; i < rows; i++)
	{
		if (!spi_is_null(i, 4) && spi_bool(i, 4))
			ack_require_own(spi_int64(i, 1), spi_text(i, 2), spi_int64(i, 3));
	}
}

/* Arguments: events */
Datum
credits_ack(PG_FUNCTION_ARGS)
{
	static SpiPlan plan = {
		"DELETE FROM credits.outbox AS o WHERE o.id OPERATOR(pg_catalog.=) ANY ($1)", "L", NULL
	};
	SpiScope	scope;
	Datum		values[1];
	uint64		rows;

	spi_require_write("credits.ack()");
	if (PG_ARGISNULL(0))
		refuse_null("events");
	values[0] = PG_GETARG_DATUM(0);
	if (array_contains_nulls(DatumGetArrayTypeP(values[0])))
		refuse_null("events");
	spi_begin(&scope, fcinfo);
	ack_lock(values[0]);
	rows = spi_run(&plan, values, NULL);
	spi_end(&scope);
	PG_RETURN_INT64(rows);
}

/* Arguments: enabled */
Datum
credits_notify_events(PG_FUNCTION_ARGS)
{
	static SpiPlan on = {
		"ALTER TABLE credits.outbox ENABLE TRIGGER outbox_notify", "", NULL
	};
	static SpiPlan off = {
		"ALTER TABLE credits.outbox DISABLE TRIGGER outbox_notify", "", NULL
	};
	SpiScope	scope;

	spi_require_write("credits.notify_events()");
	if (PG_ARGISNULL(0))
		refuse_null("enabled");
	spi_begin(&scope, fcinfo);
	spi_run(PG_GETARG_BOOL(0) ? &on : &off, NULL, NULL);
	spi_end(&scope);
	PG_RETURN_VOID();
}

Datum
credits_outbox_notify(PG_FUNCTION_ARGS)
{
	TriggerData *data = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_FOR_STATEMENT(data->tg_event) ||
		!TRIGGER_FIRED_AFTER(data->tg_event))
		refuse_trigger("credits.outbox_notify()");
	Async_Notify(CHANNEL, "");
	return PointerGetDatum(NULL);
}
