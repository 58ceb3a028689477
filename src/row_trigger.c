/*
 * row_trigger.c
 *	  What a row trigger was called for.
 *
 * Decided here: that a trigger function called otherwise, or on a table without its columns, is
 * refused and never reads what is not there.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "executor/spi.h"
#include "utils/datum.h"
#include "utils/rel.h"

#include "row_trigger.h"

void
refuse_trigger(const char *name)
{
	ereport(ERROR,
			(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
			 errmsg("%s is a trigger function", name),
			 errdetail("It was called otherwise, or on another table than its own."),
			 errhint("credits.init() attaches it.")));
}

void
row_trigger_open(FunctionCallInfo fcinfo, RowTrigger *trigger, TriggerEvent timing,
				 const char *name)
{
	TriggerData *data = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_FOR_ROW(data->tg_event) ||
		(data->tg_event & TRIGGER_EVENT_TIMINGMASK) != timing)
		refuse_trigger(name);
	trigger->name = name;
	trigger->data = data;
	trigger->desc = RelationGetDescr(data->tg_relation);
	trigger->old = data->tg_trigtuple;
	trigger->new = TRIGGER_FIRED_BY_UPDATE(data->tg_event) ? data->tg_newtuple : data->tg_trigtuple;
}

int
row_trigger_column(const RowTrigger *trigger, const char *column)
{
	int			number = SPI_fnumber(trigger->desc, column);

	if (number <= 0)
		refuse_trigger(trigger->name);
	return number;
}

bool
row_trigger_get(const RowTrigger *trigger, HeapTuple row, const char *column, Datum *value)
{
	bool		isnull;

	*value = heap_getattr(row, row_trigger_column(trigger, column), trigger->desc, &isnull);
	return !isnull;
}

bool
row_trigger_changes(const RowTrigger *trigger, const char *const *but, int count)
{
	int			i;

	for (i = 0; i < trigger->desc->natts; i++)
	{
		Form_pg_attribute attribute = TupleDescAttr(trigger->desc, i);
		bool		may_change = attribute->attisdropped;
		bool		nulls[2];
		Datum		before;
		Datum		after;
		int			j;

		for (j = 0; j < count; j++)
			may_change = may_change || strcmp(NameStr(attribute->attname), but[j]) == 0;
		if (may_change)
			continue;
		before = heap_getattr(trigger->old, i + 1, trigger->desc, &nulls[0]);
		after = heap_getattr(trigger->new, i + 1, trigger->desc, &nulls[1]);
		if (nulls[0] != nulls[1] ||
			(!nulls[0] && !datum_image_eq(before, after, attribute->attbyval, attribute->attlen)))
			return true;
	}
	return false;
}
