/*
 * alert_check.c
 *	  The triggers of credits.alert_rule: what a rule may say, and that sessions look again.
 *
 * Decided here: which rules make sense, and that a changed rule is another one: it gets a new id,
 * so that what was told of it, or found not to concern an account, is not said of what it is now.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/rel.h"

#include "alert.h"
#include "amount.h"
#include "plan.h"
#include "refuse.h"
#include "row_trigger.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_alert_rule_check);
PG_FUNCTION_INFO_V1(credits_alert_rule_changed);

/* NOT NULL columns are looked at after this trigger */
static char *
rule_text(const RowTrigger *trigger, const char *column, bool needed)
{
	Datum		value;
	char	   *name;

	if (!row_trigger_get(trigger, trigger->new, column, &value))
	{
		if (needed)
			refuse_null(column);
		return NULL;
	}
	name = TextDatumGetCString(value);
	refuse_bad_name(column, name);
	return name;
}

static void
rule_check_threshold(const RowTrigger *trigger, AlertMeasure measure)
{
	amount128	threshold;
	Datum		value;

	if (!row_trigger_get(trigger, trigger->new, "threshold", &value))
		refuse_null("threshold");
	threshold = amount_unsigned("threshold", value);
	if (threshold == 0)
		refuse_value("threshold", "must be more than 0", "0");
	if ((measure == ALERT_INCLUDED || measure == ALERT_CAP) && threshold > 100 * AMOUNT_ONE)
		refuse_value("threshold", "is a percentage and must be at most 100",
					 amount_to_cstring(threshold));
}

static void
rule_check_account(const char *name)
{
	Account		account;

	account_load(name, &account);
	account_require_payer(&account, "an alert");
}

static HeapTuple
rule_renew(const RowTrigger *trigger)
{
	static SpiPlan plan = {
		"SELECT pg_catalog.nextval(pg_catalog.pg_get_serial_sequence("
		"  'credits.alert_rule'::pg_catalog.text, 'id'::pg_catalog.text)::pg_catalog.regclass)",
		"", NULL
	};
	int			column = row_trigger_column(trigger, "id");
	bool		isnull = false;
	Datum		id;

	spi_run(&plan, NULL, NULL);
	id = Int64GetDatum(spi_int64(0, 1));
	return heap_modify_tuple_by_cols(trigger->new, trigger->desc, 1, &column, &id, &isnull);
}

Datum
credits_alert_rule_check(PG_FUNCTION_ARGS)
{
	static const char *const identity[] = {"id"};
	MemoryContext caller = CurrentMemoryContext;
	RowTrigger	trigger;
	HeapTuple	row;
	SpiScope	scope;
	char	   *name;
	char	   *plan;
	char	   *account;
	int			measure;

	row_trigger_open(fcinfo, &trigger, TRIGGER_EVENT_BEFORE, "credits.alert_rule_check()");
	(void) rule_text(&trigger, "alert", true);
	name = rule_text(&trigger, "measure", true);
	measure = alert_measure(name);
	if (measure < 0)
		refuse_value("measure", "must be included, balance, overage, cap or runway", name);
	rule_check_threshold(&trigger, measure);
	plan = rule_text(&trigger, "plan", false);
	account = rule_text(&trigger, "account", false);
	if (plan != NULL && account != NULL)
		refuse_value("account", "must be null in a rule for a plan", account);
	row = trigger.new;
	spi_begin(&scope, fcinfo);
	if (plan != NULL)
		plan_require(plan);
	if (account != NULL)
		rule_check_account(account);
	if (TRIGGER_FIRED_BY_UPDATE(trigger.data->tg_event) &&
		row_trigger_changes(&trigger, identity, lengthof(identity)))
	{
		MemoryContext inside = MemoryContextSwitchTo(caller);

		row = rule_renew(&trigger);
		MemoryContextSwitchTo(inside);
	}
	spi_end(&scope);
	return PointerGetDatum(row);
}

Datum
credits_alert_rule_changed(PG_FUNCTION_ARGS)
{
	TriggerData *data = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_FOR_STATEMENT(data->tg_event) ||
		!TRIGGER_FIRED_AFTER(data->tg_event))
		refuse_trigger("credits.alert_rule_changed()");
	CacheInvalidateRelcache(data->tg_relation);
	return PointerGetDatum(NULL);
}
