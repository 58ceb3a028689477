/*
 * period_keep.c
 *	  The trigger of credits.period.
 *
 * Decided here: periods are the calendar's to make and to change.  Who closes one by hand, as a DBA
 * may, has it closed as the calendar does, if it is due, and what comes before it.
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "period.h"
#include "refuse.h"
#include "row_trigger.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_period_keep);

static void
refuse_period(const char *command)
{
	StringInfoData facts;

	fact_open(&facts, "append_only");
	fact_text(&facts, "table", "period");
	fact_text(&facts, "command", command);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_APPEND_ONLY),
			 errmsg("periods are made by the calendar"),
			 errdetail_internal("%s", facts.data),
			 errhint("Move an account to another plan with credits.change_plan(); only closed_at "
					 "can be set, once the period is due to close.")));
}

static void
refuse_not_due(const Account *account, const Period *period)
{
	StringInfoData facts;

	fact_open(&facts, "wrong_state");
	fact_text(&facts, "account", account->name);
	fact_instant(&facts, "starts_at", period->starts_at);
	fact_instant(&facts, "closes_at", period->closes_at);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_WRONG_STATE),
			 errmsg("the period of account \"%s\" is not due to close", account->name),
			 errdetail_internal("%s", facts.data),
			 errhint("It closes at its end, or later by the grace of its plan.")));
}

/* Close what is due of an account, its period among it */
static void
period_close_by_hand(FunctionCallInfo fcinfo, int64 account_id, TimestampTz starts_at)
{
	Account		account;
	Period		period;
	SpiScope	scope;

	spi_begin(&scope, fcinfo);
	account_load_payer(account_id, &account);
	/* no more than that, and what comes before it: the statement may have other rows to close */
	if (!period_find(&account, starts_at, &period) || period.closes_at > account.now)
		refuse_not_due(&account, &period);
	period_catch_up_to(&account, period.closes_at, DT_NOBEGIN);
	spi_end(&scope);
}

Datum
credits_period_keep(PG_FUNCTION_ARGS)
{
	static const char *const closable[] = {"closed_at"};
	RowTrigger	trigger;
	Datum		account;
	Datum		starts_at;
	Datum		closed_at;

	row_trigger_open(fcinfo, &trigger, TRIGGER_EVENT_BEFORE, "credits.period_keep()");
	if (period_is_writing())
		return PointerGetDatum(trigger.new);
	if (!TRIGGER_FIRED_BY_UPDATE(trigger.data->tg_event))
		refuse_period(TRIGGER_FIRED_BY_INSERT(trigger.data->tg_event) ? "INSERT" : "DELETE");
	(void) row_trigger_get(&trigger, trigger.old, "account_id", &account);
	(void) row_trigger_get(&trigger, trigger.old, "starts_at", &starts_at);
	if (row_trigger_get(&trigger, trigger.old, "closed_at", &closed_at) ||
		!row_trigger_get(&trigger, trigger.new, "closed_at", &closed_at) ||
		row_trigger_changes(&trigger, closable, lengthof(closable)))
		refuse_period("UPDATE");
	period_close_by_hand(fcinfo, DatumGetInt64(account), DatumGetTimestampTz(starts_at));
	/* the row is written, with all that closing it does: there is nothing left to update */
	return PointerGetDatum(NULL);
}
