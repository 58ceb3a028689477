/*
 * status.c
 *	  State machines: what may become what.
 *
 * Decided here: that a row of a table which goes through states begins in the first of them, and
 * goes only where the table's own trigger says it may.  Which states there are, and which may
 * follow which, stands in the trigger's arguments and nowhere else.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/rel.h"

#include "refuse.h"
#include "row_trigger.h"

PG_FUNCTION_INFO_V1(credits_status_keep);

/* The next word of "from to to ...", of that length; NULL: there is none */
static const char *
states_next(const char **states, int *length)
{
	const char *word = *states + strspn(*states, " ");

	*length = strcspn(word, " ");
	*states = word + *length;
	return *length > 0 ? word : NULL;
}

static bool
state_is(const char *word, int length, const char *status)
{
	return status != NULL && strlen(status) == (size_t) length &&
		strncmp(word, status, length) == 0;
}

/* What may follow a state, as the argument that begins with it says; NULL: none does */
static const char *
states_after(const Trigger *trigger, const char *status)
{
	int			i;

	for (i = 0; i < trigger->tgnargs; i++)
	{
		const char *states = trigger->tgargs[i];
		int			length;
		const char *word = states_next(&states, &length);

		if (word != NULL && state_is(word, length, status))
			return states;
	}
	return NULL;
}

static bool
states_have(const char *states, const char *status)
{
	const char *word;
	int			length;

	while (states != NULL && (word = states_next(&states, &length)) != NULL)
	{
		if (state_is(word, length, status))
			return true;
	}
	return false;
}

/* "a, b or c"; NULL: nothing */
static char *
states_list(const char *states)
{
	StringInfoData list;
	const char *word;
	int			length;

	initStringInfo(&list);
	word = states == NULL ? NULL : states_next(&states, &length);
	while (word != NULL)
	{
		const char *last = word;
		int			last_length = length;

		word = states_next(&states, &length);
		if (list.len > 0)
			appendStringInfoString(&list, word == NULL ? " or " : ", ");
		appendBinaryStringInfo(&list, last, last_length);
	}
	return list.len > 0 ? list.data : NULL;
}

/* `status` NULL: the row is new */
static void
refuse_status_change(const RowTrigger *trigger, const char *status, const char *wanted,
					 const char *allowed)
{
	char	   *list = states_list(allowed);
	StringInfoData facts;

	fact_open(&facts, "wrong_state");
	fact_text(&facts, "table", RelationGetRelationName(trigger->data->tg_relation));
	fact_text(&facts, "status", status);
	fact_text(&facts, "wanted", wanted);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_WRONG_STATE),
			 status == NULL
			 ? errmsg("a %s does not begin as \"%s\"",
					  RelationGetRelationName(trigger->data->tg_relation),
					  wanted == NULL ? "null" : wanted)
			 : errmsg("a %s that is %s does not become \"%s\"",
					  RelationGetRelationName(trigger->data->tg_relation), status,
					  wanted == NULL ? "null" : wanted),
			 errdetail_internal("%s", facts.data),
			 status == NULL ? errhint("It begins as %s.", list)
			 : list == NULL ? errhint("It stays what it is.")
			 : errhint("It can become %s.", list)));
}

static char *
row_status(const RowTrigger *trigger, HeapTuple row)
{
	Datum		status;

	if (SPI_gettypeid(trigger->desc, row_trigger_column(trigger, "status")) != TEXTOID)
		refuse_trigger(trigger->name);
	return row_trigger_get(trigger, row, "status", &status) ? TextDatumGetCString(status) : NULL;
}

static void
status_check_begins(const RowTrigger *trigger)
{
	const char *states = trigger->data->tg_trigger->tgargs[0];
	const char *wanted = row_status(trigger, trigger->new);
	int			length;
	const char *first = states_next(&states, &length);

	if (first == NULL)
		refuse_trigger(trigger->name);
	if (!state_is(first, length, wanted))
		refuse_status_change(trigger, NULL, wanted, pnstrdup(first, length));
}

static void
status_check_follows(const RowTrigger *trigger)
{
	const char *status = row_status(trigger, trigger->old);
	const char *wanted = row_status(trigger, trigger->new);
	const char *allowed = states_after(trigger->data->tg_trigger, status);

	if (status != NULL && wanted != NULL && strcmp(status, wanted) == 0)
		return;
	if (!states_have(allowed, wanted))
		refuse_status_change(trigger, status == NULL ? "null" : status, wanted, allowed);
}

Datum
credits_status_keep(PG_FUNCTION_ARGS)
{
	RowTrigger	trigger;

	row_trigger_open(fcinfo, &trigger, TRIGGER_EVENT_BEFORE, "credits.status_keep()");
	if (trigger.data->tg_trigger->tgnargs == 0 || TRIGGER_FIRED_BY_DELETE(trigger.data->tg_event))
		refuse_trigger(trigger.name);
	if (TRIGGER_FIRED_BY_INSERT(trigger.data->tg_event))
		status_check_begins(&trigger);
	else
		status_check_follows(&trigger);
	return PointerGetDatum(trigger.new);
}
