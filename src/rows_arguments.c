/*
 * rows_arguments.c
 *	  The arguments of charge_rows() and meter_rows(), as CREATE TRIGGER gives them.
 *
 * Decided here: how they are written, and that what is not understood is refused before
 * anything is billed by it.  Each is parameter=column or parameter:constant; a column's name is
 * read as SQL reads one, so one with capitals or blanks stands in double quotes.
 *
 * PostgreSQL keeps the arguments as texts and does not look at them, so all this is found out
 * when the trigger fires.  Nothing here reads a row or a table.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "parser/parse_coerce.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/varlena.h"

#include "rows.h"

/* What there is, in the order of RowsParameter, and what its columns become */
static const struct
{
	const char *name;
	bool		charge;
	bool		meter;
	bool		charge_needs;
	bool		meter_needs;
	Oid			type;
}			parameters[ROWS_PARAMETERS] = {
	{"account", true, true, true, true, TEXTOID},
	{"resource", true, true, true, true, TEXTOID},
	{"item", true, true, false, true, TEXTOID},
	{"quantity", true, true, false, false, NUMERICOID},
	{"attributes", true, true, false, false, InvalidOid},
	{"at", true, true, false, false, TIMESTAMPTZOID},
	{"until", true, false, false, false, TIMESTAMPTZOID},
	{"key", true, false, false, false, TEXTOID},
	{"running", false, true, false, false, BOOLOID},
};

/* One argument on its way */
typedef struct
{
	const TriggerData *data;
	bool		meters;
	const char *text;			/* as it was given */
} Argument;

const char *
rows_parameter(RowsParameter parameter)
{
	return parameters[parameter].name;
}

/* How EXECUTE FUNCTION is to be written, for a hint */
static const char *
given_form(bool meters)
{
	return meters
		? "Write it as in EXECUTE FUNCTION credits.meter_rows('account=owner', 'resource:gpu', "
		  "'item=id', 'quantity=gpus', 'attributes=model,region', 'running=state:active'): each "
		  "argument is parameter=column or parameter:constant, of account, resource, item, "
		  "quantity, attributes, at and running. Names with capitals or blanks stand in double "
		  "quotes."
		: "Write it as in EXECUTE FUNCTION credits.charge_rows('account=owner', 'resource:image', "
		  "'quantity=count', 'attributes=model,size', 'at=made_at', 'key=id'): each argument is "
		  "parameter=column or parameter:constant, of account, resource, quantity, attributes, at, "
		  "until, item and key. Names with capitals or blanks stand in double quotes.";
}

/* 22023: `what` is wrong with an argument */
pg_noreturn static void
given_refuse(const Argument *argument, const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("argument \"%s\" of trigger \"%s\" %s", argument->text,
					argument->data->tg_trigger->tgname, what),
			 errdetail("The trigger is on table \"%s\"; nothing was billed.",
					   RelationGetRelationName(argument->data->tg_relation)),
			 errhint("%s", given_form(argument->meters))));
}

static void
given_refuse_missing(const TriggerData *data, bool meters, RowsParameter parameter)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("trigger \"%s\" has no argument \"%s\"", data->tg_trigger->tgname,
					parameters[parameter].name),
			 errdetail("The trigger is on table \"%s\"; nothing was billed.",
					   RelationGetRelationName(data->tg_relation)),
			 errhint("%s", given_form(meters))));
}

static void
given_refuse_column(const Argument *argument, const char *column)
{
	ereport(ERROR,
			(errcode(ERRCODE_UNDEFINED_COLUMN),
			 errmsg("column \"%s\" of table \"%s\" does not exist", column,
					RelationGetRelationName(argument->data->tg_relation)),
			 errdetail("Argument \"%s\" of trigger \"%s\" names it.", argument->text,
					   argument->data->tg_trigger->tgname),
			 errhint("%s", given_form(argument->meters))));
}

/* Can the column be what the parameter asks for? */
static void
given_check_type(const Argument *argument, RowsParameter parameter, Form_pg_attribute attribute)
{
	Oid			target = parameters[parameter].type;

	/* its content is not there when a trigger looks */
	if (attribute->attgenerated == 'v')
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("column \"%s\" of table \"%s\" is generated when it is read",
						NameStr(attribute->attname),
						RelationGetRelationName(argument->data->tg_relation)),
				 errdetail("Argument \"%s\" of trigger \"%s\" names it; a trigger does not see it.",
						   argument->text, argument->data->tg_trigger->tgname),
				 errhint("Make it GENERATED ALWAYS AS (...) STORED.")));
	if (OidIsValid(target) &&
		!can_coerce_type(1, &attribute->atttypid, &target, COERCION_EXPLICIT))
		ereport(ERROR,
				(errcode(ERRCODE_CANNOT_COERCE),
				 errmsg("column \"%s\" of table \"%s\" cannot be \"%s\"",
						NameStr(attribute->attname),
						RelationGetRelationName(argument->data->tg_relation),
						parameters[parameter].name),
				 errdetail("Type %s does not convert to %s.", format_type_be(attribute->atttypid),
						   format_type_be(target)),
				 errhint("%s", given_form(argument->meters))));
}

/* The texts after running=column: that mean it runs */
static List *
given_read_values(const Argument *argument, const char *text)
{
	List	   *values;

	if (!SplitGUCList(pstrdup(text), ',', &values) || values == NIL)
		given_refuse(argument, "does not list values: separate them by commas, and put those "
								  "with blanks into double quotes");
	return values;
}

/* Where the column's name ends and a list of values begins; NULL: nowhere */
static char *
given_find_values(char *text)
{
	bool		quoted = false;

	for (; *text != '\0'; text++)
	{
		if (*text == '"')
			quoted = !quoted;
		else if (*text == ':' && !quoted)
			return text;
	}
	return NULL;
}

static void
given_read_columns(const Argument *argument, RowsParameter parameter, char *text,
					  RowsSource *source)
{
	TupleDesc	desc = RelationGetDescr(argument->data->tg_relation);
	char	   *values = parameter == ROWS_RUNNING ? given_find_values(text) : NULL;
	List	   *names;
	ListCell   *cell;

	if (values != NULL)
	{
		*values = '\0';
		source->values = given_read_values(argument, values + 1);
	}
	if (!SplitIdentifierString(text, ',', &names) || names == NIL)
		given_refuse(argument, "does not name a column");
	if (parameter != ROWS_ATTRIBUTES && list_length(names) > 1)
		given_refuse(argument, "names more than one column");
	source->columns = palloc(list_length(names) * sizeof(AttrNumber));
	foreach(cell, names)
	{
		int			number = SPI_fnumber(desc, lfirst(cell));

		if (number <= 0)
			given_refuse_column(argument, lfirst(cell));
		/* what is compared with texts is a text */
		given_check_type(argument, source->values != NIL ? ROWS_ITEM : parameter,
							TupleDescAttr(desc, number - 1));
		source->columns[source->count++] = number;
	}
}

/* The parameter that an argument begins with */
static RowsParameter
given_find_parameter(const Argument *argument, const char *name, size_t length)
{
	int			i;

	while (length > 0 && name[length - 1] == ' ')
		length--;
	for (i = 0; i < ROWS_PARAMETERS; i++)
	{
		if (strlen(parameters[i].name) == length &&
			strncmp(parameters[i].name, name, length) == 0 &&
			(argument->meters ? parameters[i].meter : parameters[i].charge))
			return i;
	}
	given_refuse(argument, argument->meters ? "names no parameter of credits.meter_rows()"
					: "names no parameter of credits.charge_rows()");
}

static void
given_read(const Argument *argument, RowsArguments *arguments)
{
	char	   *text = pstrdup(argument->text);
	char	   *separator = text + strcspn(text, "=:");
	RowsParameter parameter;
	RowsSource *source;

	if (*separator == '\0')
		given_refuse(argument, "is neither parameter=column nor parameter:constant");
	parameter = given_find_parameter(argument, text, separator - text);
	source = &arguments->sources[parameter];
	if (source->given)
		given_refuse(argument, "is given twice");
	source->given = true;
	if (*separator == '=')
		given_read_columns(argument, parameter, separator + 1, source);
	else if (parameter == ROWS_RUNNING)
		given_refuse(argument, "must name a column");
	/* the second row would be the first one's repetition, and free */
	else if (parameter == ROWS_KEY || (parameter == ROWS_ITEM && argument->meters))
		given_refuse(argument, "must name a column: it tells one row from another");
	else
		source->constant = separator + 1;
}

/* Each column that is read, once */
static void
given_list_columns(RowsArguments *arguments)
{
	int			most = 0;
	int			i;
	int			j;
	int			k;

	for (i = 0; i < ROWS_PARAMETERS; i++)
		most += arguments->sources[i].count;
	arguments->columns = palloc((most + 1) * sizeof(AttrNumber));
	for (i = 0; i < ROWS_PARAMETERS; i++)
	{
		for (j = 0; j < arguments->sources[i].count; j++)
		{
			AttrNumber	column = arguments->sources[i].columns[j];

			for (k = 0; k < arguments->count && arguments->columns[k] != column; k++)
				;
			if (k == arguments->count)
				arguments->columns[arguments->count++] = column;
		}
	}
}

void
rows_read_arguments(const TriggerData *data, bool meters, RowsArguments *arguments)
{
	Argument	argument = {data, meters, NULL};
	int			i;

	memset(arguments, 0, sizeof(*arguments));
	arguments->meters = meters;
	for (i = 0; i < data->tg_trigger->tgnargs; i++)
	{
		argument.text = data->tg_trigger->tgargs[i];
		given_read(&argument, arguments);
	}
	for (i = 0; i < ROWS_PARAMETERS; i++)
	{
		if ((meters ? parameters[i].meter_needs : parameters[i].charge_needs) &&
			!arguments->sources[i].given)
			given_refuse_missing(data, meters, i);
	}
	given_list_columns(arguments);
}
