/*
 * rows.c
 *	  credits.charge_rows() and credits.meter_rows(): triggers by which the application's own
 *	  tables bill themselves.
 *
 * Decided here: on which triggers they may stand (AFTER, on each row, or on each statement with
 * its transition tables), and that a row in which account, resource or a meter's item is NULL is
 * refused, so that nothing is free because nobody filled it in.  What the arguments mean is in
 * rows_arguments.c, what becomes of a row in rows_statement.c; what it costs, and whether it is
 * refused, is the engine's to say: its error is the error of the application's statement.
 *
 * They run with the rights of whoever changes the table, who must be allowed what they do:
 * charge(), or INSERT into credits.usage for a statement; start(), resize() and stop().  No lock
 * is taken but the engine's own.  They have nothing to do with the books' tables.
 *
 * Memory: what is understood of a trigger, and its plans, are kept for the session until the
 * table's definition changes.  A statement's rows are read from the transition table, which
 * spills to disk, and go to the engine in one command.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_trigger.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "tcop/dest.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/guc.h"
#include "utils/hsearch.h"
#include "utils/inval.h"
#include "utils/memutils.h"
#include "utils/queryenvironment.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"

#include "rows.h"

PG_FUNCTION_INFO_V1(credits_charge_rows);
PG_FUNCTION_INFO_V1(credits_meter_rows);

/* What is known of a trigger */
typedef struct Known
{
	Oid			table;
	bool		stale;			/* the table's definition has changed since */
	int			calls;			/* that are using it: triggers can nest */
	MemoryContext context;
	RowsArguments arguments;
	char	   *texts[ROWS_STATEMENTS]; /* of the plans, and of those that cannot be made */
	SPIPlanPtr	plans[ROWS_STATEMENTS];
	struct Known *next;			/* of those that were replaced while they were used */
} Known;

typedef struct
{
	Oid			trigger;		/* hash key */
	Known	   *known;
} KnownTrigger;

static HTAB *triggers = NULL;
static Known *replaced = NULL;

/* One firing */
typedef struct
{
	const TriggerData *data;
	Known	   *known;
	bool		row;
	bool		meters;
} Firing;

/* The row as it is now; of an update tg_trigtuple is the row as it was */
static HeapTuple
firing_new_row(const Firing *firing)
{
	return TRIGGER_FIRED_BY_UPDATE(firing->data->tg_event) ? firing->data->tg_newtuple
		: firing->data->tg_trigtuple;
}

/*
 * What is kept.
 */
static void
known_forget(Datum arg, Oid table)
{
	HASH_SEQ_STATUS all;
	KnownTrigger *entry;

	(void) arg;
	hash_seq_init(&all, triggers);
	while ((entry = hash_seq_search(&all)) != NULL)
	{
		if (table == InvalidOid || entry->known->table == table)
			entry->known->stale = true;
	}
}

static void
known_free(Known *known)
{
	int			i;

	for (i = 0; i < ROWS_STATEMENTS; i++)
	{
		if (known->plans[i] != NULL)
			SPI_freeplan(known->plans[i]);
	}
	MemoryContextDelete(known->context);
}

/* Drop what is no longer true of any trigger, and what nobody uses of what was replaced */
static void
known_sweep(void)
{
	HASH_SEQ_STATUS all;
	KnownTrigger *entry;
	Known	  **link = &replaced;
	bool		found;

	hash_seq_init(&all, triggers);
	while ((entry = hash_seq_search(&all)) != NULL)
	{
		if (!entry->known->stale)
			continue;
		entry->known->next = replaced;
		replaced = entry->known;
		(void) hash_search(triggers, &entry->trigger, HASH_REMOVE, &found);
	}
	while (*link != NULL)
	{
		Known	   *known = *link;

		if (known->calls > 0)
			link = &known->next;
		else
		{
			*link = known->next;
			known_free(known);
		}
	}
}

static void
known_open(void)
{
	HASHCTL		control = {0};

	control.keysize = sizeof(Oid);
	control.entrysize = sizeof(KnownTrigger);
	control.hcxt = TopMemoryContext;
	triggers =
		hash_create("credits triggers", 64, &control, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	CacheRegisterRelcacheCallback(known_forget, (Datum) 0);
}

static Known *
known_make(const TriggerData *data, bool meters)
{
	MemoryContext context =
		AllocSetContextCreate(CurrentMemoryContext, "credits trigger", ALLOCSET_SMALL_SIZES);
	MemoryContext caller = MemoryContextSwitchTo(context);
	Known	   *known = palloc0(sizeof(Known));

	known->table = RelationGetRelid(data->tg_relation);
	known->context = context;
	rows_read_arguments(data, meters, &known->arguments);
	MemoryContextSwitchTo(caller);
	/* it is whole: it may stay */
	MemoryContextSetParent(context, TopMemoryContext);
	return known;
}

static Known *
known_find(const TriggerData *data, bool meters)
{
	Oid			trigger = data->tg_trigger->tgoid;
	KnownTrigger *entry;
	Known	   *known;
	bool		found;

	if (triggers == NULL)
		known_open();
	entry = hash_search(triggers, &trigger, HASH_FIND, NULL);
	if (entry != NULL && !entry->known->stale && entry->known->arguments.meters == meters)
		return entry->known;
	if (entry != NULL)
		entry->known->stale = true;
	known_sweep();
	known = known_make(data, meters);
	entry = hash_search(triggers, &trigger, HASH_ENTER, &found);
	entry->known = known;
	return known;
}

/*
 * Running statements.
 */

/* The types of the numbered parameters: the columns of one row, or of two */
static SPIPlanPtr
plan_prepare(const Firing *firing, RowsStatement statement)
{
	TupleDesc	desc = RelationGetDescr(firing->data->tg_relation);
	const RowsArguments *arguments = &firing->known->arguments;
	int			count = firing->row ? arguments->count : 0;
	Oid		   *types = palloc((2 * count + 1) * sizeof(Oid));
	char	   *text = rows_statement(arguments, desc, firing->row, statement);
	SPIPlanPtr	plan;
	int			i;

	if (firing->known->texts[statement] == NULL)
		firing->known->texts[statement] = MemoryContextStrdup(firing->known->context, text);
	for (i = 0; i < count; i++)
		types[i] = types[count + i] = TupleDescAttr(desc, arguments->columns[i] - 1)->atttypid;
	plan = SPI_prepare_cursor(text, statement == ROWS_UPDATED ? 2 * count : count, types,
							  CURSOR_OPT_GENERIC_PLAN);
	if (plan == NULL)
		elog(ERROR, "SPI_prepare failed: %s", SPI_result_code_string(SPI_result));
	if (SPI_keepplan(plan) != 0)
		elog(ERROR, "SPI_keepplan failed");
	return plan;
}

static SPIPlanPtr
plan_find(const Firing *firing, RowsStatement statement)
{
	SPIPlanPtr *plan = &firing->known->plans[statement];

	if (*plan == NULL)
		*plan = plan_prepare(firing, statement);
	return *plan;
}

static void
plan_put_row(const Firing *firing, HeapTuple row, Datum *values, char *nulls)
{
	const RowsArguments *arguments = &firing->known->arguments;
	TupleDesc	desc = RelationGetDescr(firing->data->tg_relation);
	int			i;

	for (i = 0; i < arguments->count; i++)
	{
		bool		isnull;

		values[i] = heap_getattr(row, arguments->columns[i], desc, &isnull);
		nulls[i] = isnull ? 'n' : ' ';
	}
}

static void
plan_run_row(const Firing *firing, RowsStatement statement)
{
	const TriggerData *data = firing->data;
	int			count = firing->known->arguments.count;
	Datum	   *values = palloc((2 * count + 1) * sizeof(Datum));
	char	   *nulls = palloc(2 * count + 1);
	int			result;

	if (statement == ROWS_UPDATED)
		plan_put_row(firing, data->tg_trigtuple, values, nulls);
	plan_put_row(firing, statement == ROWS_DELETED ? data->tg_trigtuple : firing_new_row(firing),
				 values + (statement == ROWS_UPDATED ? count : 0),
				 nulls + (statement == ROWS_UPDATED ? count : 0));
	result = SPI_execute_plan(plan_find(firing, statement), values, nulls, false, 0);
	if (result < 0)
		elog(ERROR, "SPI_execute_plan failed: %s", SPI_result_code_string(result));
}

static void
plan_run_table(const Firing *firing, RowsStatement statement)
{
	SPIExecuteOptions options = {0};
	int			level = NewGUCNestLevel();
	int			result;

	/* compiling what is little more than calls takes longer than the calls */
	(void) set_config_option("jit", "off", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0,
							 false);
	/* what the calls return is of no interest, and may be a million rows */
	if (statement != ROWS_LACKING)
		options.dest = None_Receiver;
	result = SPI_execute_plan_extended(plan_find(firing, statement), &options);
	if (result < 0)
		elog(ERROR, "SPI_execute_plan failed: %s", SPI_result_code_string(result));
	AtEOXact_GUC(true, level);
}

static void
plan_run(const Firing *firing, RowsStatement statement)
{
	if (firing->row)
		plan_run_row(firing, statement);
	else
		plan_run_table(firing, statement);
}

/* The transition tables under our own names, whatever the trigger calls them */
static void
firing_register(const TriggerData *data, const char *name, Tuplestorestate *rows)
{
	EphemeralNamedRelation relation;

	if (rows == NULL)
		return;
	relation = palloc0(sizeof(EphemeralNamedRelationData));
	relation->md.name = pstrdup(name);
	relation->md.reliddesc = RelationGetRelid(data->tg_relation);
	relation->md.enrtype = ENR_NAMED_TUPLESTORE;
	relation->md.enrtuples = tuplestore_tuple_count(rows);
	relation->reldata = rows;
	if (SPI_register_relation(relation) != SPI_OK_REL_REGISTER)
		elog(ERROR, "SPI_register_relation failed");
}

/*
 * Rows that lack what they must have.
 */
static void
firing_refuse_lacking(const Firing *firing, RowsParameter parameter)
{
	Relation	table = firing->data->tg_relation;
	const RowsSource *source = &firing->known->arguments.sources[parameter];
	const char *column;

	column = NameStr(TupleDescAttr(RelationGetDescr(table), source->columns[0] - 1)->attname);
	ereport(ERROR,
			(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
			 errmsg("column \"%s\" of table \"%s\" must be given: it is the %s that is billed",
					column, RelationGetRelationName(table), rows_parameter(parameter)),
			 errdetail("It is null in a row that trigger \"%s\" bills.",
					   firing->data->tg_trigger->tgname),
			 errhint("Make the column NOT NULL, or have the trigger pass such rows over: row by "
					 "row, WHEN (NEW.%s IS NOT NULL).",
					 quote_identifier(column))));
}

/* Whether a row can lack it: it is a column that takes NULL, and of one row, is NULL in it */
static bool
firing_can_lack(const Firing *firing, RowsParameter parameter)
{
	const TriggerData *data = firing->data;
	const RowsSource *source = &firing->known->arguments.sources[parameter];
	TupleDesc	desc = RelationGetDescr(data->tg_relation);

	if (source->count == 0)
		return false;
	if (firing->row)
		return heap_attisnull(firing_new_row(firing), source->columns[0], desc);
	return !TupleDescAttr(desc, source->columns[0] - 1)->attnotnull;
}

static void
firing_require_given(const Firing *firing)
{
	bool		isnull;

	if (!firing_can_lack(firing, ROWS_ACCOUNT) && !firing_can_lack(firing, ROWS_RESOURCE) &&
		!(firing->meters && firing_can_lack(firing, ROWS_ITEM)))
		return;
	plan_run(firing, ROWS_LACKING);
	if (SPI_processed > 0)
		firing_refuse_lacking(
			firing, DatumGetInt32(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1,
												&isnull)));
}

/* Does an update of a row change nothing that is billed?  When it was changed is not. */
static bool
firing_is_unchanged(const Firing *firing)
{
	const TriggerData *data = firing->data;
	const RowsArguments *arguments = &firing->known->arguments;
	TupleDesc	desc = RelationGetDescr(data->tg_relation);
	int			i;
	int			j;

	for (i = 0; i < ROWS_PARAMETERS; i++)
	{
		const RowsSource *source = &arguments->sources[i];

		for (j = 0; i != ROWS_AT && j < source->count; j++)
		{
			Form_pg_attribute attribute = TupleDescAttr(desc, source->columns[j] - 1);
			bool		nulls[2];
			Datum		before;
			Datum		after;

			before = heap_getattr(data->tg_trigtuple, attribute->attnum, desc, &nulls[0]);
			after = heap_getattr(data->tg_newtuple, attribute->attnum, desc, &nulls[1]);
			if (nulls[0] != nulls[1] ||
				(!nulls[0] &&
				 !datum_image_eq(before, after, attribute->attbyval, attribute->attlen)))
				return false;
		}
	}
	return true;
}

/*
 * The calls.
 */

/* 39P01: on such a trigger it cannot stand */
pg_noreturn static void
trigger_refuse(bool meters, const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
			 errmsg("credits.%s() cannot be the function of this trigger",
					meters ? "meter_rows" : "charge_rows"),
			 errdetail("%s", detail),
			 meters
			 ? errhint("Write CREATE TRIGGER ... AFTER INSERT OR UPDATE OR DELETE ON ... FOR EACH "
					   "ROW, or one for each of the three with REFERENCING OLD TABLE AS old_rows "
					   "NEW TABLE AS new_rows FOR EACH STATEMENT.")
			 : errhint("Write CREATE TRIGGER ... AFTER INSERT ON ... FOR EACH ROW, or with "
					   "REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT.")));
}

/* The trigger as a whole, so that a wrong one is found out by the first change of any kind */
static void
trigger_require(FunctionCallInfo fcinfo, bool meters)
{
	const TriggerData *data = (const TriggerData *) fcinfo->context;
	int16		type;

	if (!CALLED_AS_TRIGGER(fcinfo))
		trigger_refuse(meters, "It was not called by a trigger.");
	type = data->tg_trigger->tgtype;
	if (!TRIGGER_FOR_AFTER(type))
		trigger_refuse(meters, "What a row costs is known when it is there: the trigger must be "
							   "AFTER.");
	if (TRIGGER_FOR_TRUNCATE(type))
		trigger_refuse(meters, "TRUNCATE does not say which rows it removes.");
	if (!meters && (TRIGGER_FOR_UPDATE(type) || TRIGGER_FOR_DELETE(type)))
		trigger_refuse(meters, "What was charged is not changed or taken back by a row: the "
							   "trigger must be for INSERT only.");
	if (!TRIGGER_FOR_ROW(type) &&
		((TRIGGER_FIRED_BY_INSERT(data->tg_event) && data->tg_newtable == NULL) ||
		 (TRIGGER_FIRED_BY_DELETE(data->tg_event) && data->tg_oldtable == NULL) ||
		 (TRIGGER_FIRED_BY_UPDATE(data->tg_event) &&
		  (data->tg_newtable == NULL || data->tg_oldtable == NULL))))
		trigger_refuse(meters, "It is FOR EACH STATEMENT and does not name the transition tables "
							   "by which it would see the rows.");
}

static void
firing_bill(const Firing *firing)
{
	const TriggerData *data = firing->data;
	bool		update = TRIGGER_FIRED_BY_UPDATE(data->tg_event);

	if (firing->row && update && firing_is_unchanged(firing))
		return;
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (!firing->row)
	{
		firing_register(data, ROWS_OLD_TABLE, data->tg_oldtable);
		firing_register(data, ROWS_NEW_TABLE, data->tg_newtable);
	}
	if (TRIGGER_FIRED_BY_DELETE(data->tg_event))
		plan_run(firing, ROWS_DELETED);
	else
	{
		firing_require_given(firing);
		plan_run(firing, update ? ROWS_UPDATED : ROWS_INSERTED);
	}
	if (SPI_finish() != SPI_OK_FINISH)
		elog(ERROR, "SPI_finish failed");
}

static void
firing_error_context(void *arg)
{
	const TriggerData *data = ((const Firing *) arg)->data;

	errcontext("trigger \"%s\" of table \"%s\"", data->tg_trigger->tgname,
			   RelationGetRelationName(data->tg_relation));
}

/* Take the line that has a text out of an error's context */
static void
error_cut(ErrorData *error, const char *text)
{
	char	   *found = error->context == NULL ? NULL : strstr(error->context, text);
	char	   *end;

	if (error->internalquery != NULL && strcmp(error->internalquery, text) == 0)
	{
		error->internalquery = NULL;
		error->internalpos = 0;
	}
	if (found == NULL)
		return;
	end = strchr(found + strlen(text), '\n');
	while (found > error->context && found[-1] != '\n')
		found--;
	if (end != NULL)
		memmove(found, end + 1, strlen(end + 1) + 1);
	else if (found > error->context)
		found[-1] = '\0';
	else
		error->context = NULL;
}

/*
 * Hand an error on.  What it says of our own statements is of no use to the application, which
 * wrote none of them: which trigger it was says all.
 */
pg_noreturn static void
trigger_rethrow(const Firing *firing, MemoryContext context)
{
	ErrorData  *error;
	int			i;

	MemoryContextSwitchTo(context);
	error = CopyErrorData();
	FlushErrorState();
	for (i = 0; i < ROWS_STATEMENTS; i++)
	{
		if (firing->known->texts[i] != NULL)
			error_cut(error, firing->known->texts[i]);
	}
	ReThrowError(error);
	pg_unreachable();
}

static Datum
trigger_call(FunctionCallInfo fcinfo, bool meters)
{
	MemoryContext caller = CurrentMemoryContext;
	ErrorContextCallback callback;
	Firing		firing = {0};

	trigger_require(fcinfo, meters);
	firing.data = (const TriggerData *) fcinfo->context;
	firing.row = TRIGGER_FIRED_FOR_ROW(firing.data->tg_event);
	firing.meters = meters;
	firing.known = known_find(firing.data, meters);
	callback.callback = firing_error_context;
	callback.arg = &firing;
	callback.previous = error_context_stack;
	error_context_stack = &callback;
	firing.known->calls++;
	PG_TRY();
	{
		firing_bill(&firing);
	}
	PG_CATCH();
	{
		firing.known->calls--;
		trigger_rethrow(&firing, caller);
	}
	PG_END_TRY();
	firing.known->calls--;
	error_context_stack = callback.previous;
	return PointerGetDatum(NULL);
}

Datum
credits_charge_rows(PG_FUNCTION_ARGS)
{
	return trigger_call(fcinfo, false);
}

Datum
credits_meter_rows(PG_FUNCTION_ARGS)
{
	return trigger_call(fcinfo, true);
}
