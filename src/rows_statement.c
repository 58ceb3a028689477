/*
 * rows_statement.c
 *	  The SQL by which charge_rows() and meter_rows() hand rows to the engine.
 *
 * Decided here: what rows become.  Inserted rows are charges, or meters that start.  Deleted
 * ones are meters that stop.  An update is taken as a set, not row by row: the things that ran
 * before it and those that run after it are joined by what a meter is known by (account,
 * resource, item).  Only before: it stops.  Only after: it starts.  Both: with other attributes
 * it stops and starts, at another quantity it is resized, else nothing happens.  So rows may
 * change places in one statement.
 *
 * `at` of an update counts only where the update has changed it: a column that tells when the
 * thing was made does not take every later change back to that day.  To know that, and to leave
 * out what has not changed, the two transition tables are read side by side, as PostgreSQL
 * writes them; which meter is meant does not hang on it.
 *
 * Calls are made in the order of accounts, and of an account what stops before what starts.
 *
 * The text means the same under every search_path and whatever the columns are called: all
 * names, types and operators are qualified, no construct is used that looks up an operator by
 * its bare name (CASE x WHEN, IN, IS DISTINCT FROM), and columns are numbered parameters or
 * quoted.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "rows.h"

#define EQUALS " OPERATOR(pg_catalog.=) "

/* A statement on its way */
typedef struct
{
	StringInfoData sql;
	const RowsArguments *arguments;
	TupleDesc	desc;
	bool		row;
	int			skip;			/* of the numbered parameters: those of the other row */
} Writer;

/*
 * Values.
 */
static void
write_column(Writer *writer, AttrNumber column)
{
	int			i;

	if (!writer->row)
	{
		Form_pg_attribute attribute = TupleDescAttr(writer->desc, column - 1);

		appendStringInfo(&writer->sql, "r.%s", quote_identifier(NameStr(attribute->attname)));
		return;
	}
	for (i = 0; writer->arguments->columns[i] != column; i++)
		;
	appendStringInfo(&writer->sql, "$%d", writer->skip + i + 1);
}

static void
write_as(Writer *writer, const RowsSource *source, const char *type)
{
	if (source->constant != NULL)
		appendStringInfoString(&writer->sql, quote_literal_cstr(source->constant));
	else if (source->given)
	{
		appendStringInfoChar(&writer->sql, '(');
		write_column(writer, source->columns[0]);
		appendStringInfoChar(&writer->sql, ')');
	}
	else
		appendStringInfoString(&writer->sql, "NULL");
	appendStringInfo(&writer->sql, "::pg_catalog.%s", type);
	/* whatever the column's collation: the engine compares bytes */
	if (strcmp(type, "text") == 0)
		appendStringInfoString(&writer->sql, " COLLATE pg_catalog.\"C\"");
}

/* An object of columns, each under its name; one that is NULL is not in it */
static void
write_object(Writer *writer, const RowsSource *source)
{
	int			i;

	appendStringInfoString(&writer->sql, "'{}'::pg_catalog.jsonb");
	for (i = 0; i < source->count; i++)
	{
		Form_pg_attribute attribute = TupleDescAttr(writer->desc, source->columns[i] - 1);

		appendStringInfoString(&writer->sql, " OPERATOR(pg_catalog.||) CASE WHEN ");
		write_column(writer, source->columns[i]);
		appendStringInfo(&writer->sql,
						 " IS NULL THEN '{}'::pg_catalog.jsonb"
						 " ELSE pg_catalog.jsonb_build_object(%s::pg_catalog.text, ",
						 quote_literal_cstr(NameStr(attribute->attname)));
		write_column(writer, source->columns[i]);
		appendStringInfoString(&writer->sql, ") END");
	}
}

static void
write_attributes(Writer *writer, const RowsSource *source)
{
	Oid			type = InvalidOid;

	if (source->count == 1)
		type = getBaseType(TupleDescAttr(writer->desc, source->columns[0] - 1)->atttypid);
	if (source->count > 0 && type != JSONBOID && type != JSONOID)
		write_object(writer, source);
	else
		write_as(writer, source, "jsonb");
}

static void
write_running(Writer *writer, const RowsSource *source)
{
	ListCell   *cell;
	const char *comma = "";

	if (!source->given)
	{
		appendStringInfoString(&writer->sql, "true");
		return;
	}
	appendStringInfoString(&writer->sql, "COALESCE(");
	if (source->values == NIL)
		write_as(writer, source, "bool");
	else
	{
		write_as(writer, source, "text");
		appendStringInfoString(&writer->sql, EQUALS "ANY (ARRAY[");
		foreach(cell, source->values)
		{
			appendStringInfo(&writer->sql, "%s%s::pg_catalog.text", comma,
							 quote_literal_cstr(lfirst(cell)));
			comma = ", ";
		}
		appendStringInfoString(&writer->sql, "])");
	}
	appendStringInfoString(&writer->sql, ", false)");
}

/* The values of each row of a table, or of the one row, under the parameters' names */
static void
write_rows(Writer *writer, bool old, const char *before)
{
	static const char *const types[ROWS_PARAMETERS] = {
		"text", "text", "text", "numeric", "jsonb", "timestamptz", "timestamptz", "text", "bool"};
	const RowsSource *sources = writer->arguments->sources;
	int			i;

	appendStringInfo(&writer->sql, "(SELECT %s", before);
	for (i = 0; i < ROWS_PARAMETERS; i++)
	{
		if (i > 0)
			appendStringInfoString(&writer->sql, ", ");
		if (i == ROWS_ATTRIBUTES)
			write_attributes(writer, &sources[i]);
		else if (i == ROWS_RUNNING)
			write_running(writer, &sources[i]);
		else
			write_as(writer, &sources[i], types[i]);
		appendStringInfo(&writer->sql, " AS %s", rows_parameter(i));
	}
	if (!writer->row)
		appendStringInfo(&writer->sql, " FROM %s AS r", old ? ROWS_OLD_TABLE : ROWS_NEW_TABLE);
	appendStringInfoChar(&writer->sql, ')');
}

/*
 * Statements.
 */
static void
write_lacking(Writer *writer)
{
	appendStringInfo(&writer->sql,
					 "SELECT CASE WHEN s.account IS NULL THEN %d WHEN s.resource IS NULL THEN %d"
					 " ELSE %d END FROM ",
					 ROWS_ACCOUNT, ROWS_RESOURCE, ROWS_ITEM);
	write_rows(writer, false, "");
	appendStringInfo(&writer->sql,
					 " AS s WHERE s.running AND (s.account IS NULL OR s.resource IS NULL%s)"
					 " LIMIT 1",
					 writer->arguments->meters ? " OR s.item IS NULL" : "");
}

static void
write_charge(Writer *writer)
{
	if (writer->row)
	{
		appendStringInfoString(
			&writer->sql,
			"SELECT credits.charge(account => s.account, resource => s.resource,"
			" quantity => s.quantity, attributes => s.attributes, at => s.at, until => s.until,"
			" item => s.item, key => s.key) FROM ");
		write_rows(writer, false, "");
		appendStringInfoString(&writer->sql, " AS s");
		return;
	}
	appendStringInfoString(
		&writer->sql,
		"INSERT INTO credits.usage"
		" (account, resource, quantity, attributes, at, until, item, key)"
		" SELECT s.account, s.resource, s.quantity, s.attributes, s.at, s.until, s.item, s.key"
		" FROM ");
	write_rows(writer, false, "");
	appendStringInfoString(&writer->sql, " AS s");
}

#define START                                                                                   \
	"credits.start(account => a.account, resource => a.resource, item => a.item,"                \
	" quantity => a.quantity, attributes => a.attributes, at => a.at)"
#define RESIZE                                                                                  \
	"credits.resize(account => a.account, resource => a.resource, item => a.item,"               \
	" quantity => a.quantity, at => a.at)"
#define STOP                                                                                    \
	"credits.stop(account => a.account, item => a.item, resource => a.resource, at => a.at)"

/* Attributes that are not given are none */
#define ATTRIBUTES(side) "COALESCE(" side ".attributes, '{}'::pg_catalog.jsonb)"

static void
write_start(Writer *writer)
{
	appendStringInfoString(&writer->sql,
						   "SELECT " START " FROM (SELECT s.account, s.resource, s.item,"
						   " COALESCE(s.quantity, 1) AS quantity, s.attributes, s.at FROM ");
	write_rows(writer, false, "");
	appendStringInfoString(
		&writer->sql,
		" AS s WHERE s.running ORDER BY s.account, s.resource, s.item OFFSET 0) AS a");
}

static void
write_stop(Writer *writer)
{
	appendStringInfoString(&writer->sql, "SELECT " STOP " FROM (SELECT s.account, s.resource,"
										 " s.item, NULL::pg_catalog.timestamptz AS at FROM ");
	write_rows(writer, true, "");
	appendStringInfoString(&writer->sql,
						   " AS s WHERE s.running AND s.account IS NOT NULL"
						   " AND s.resource IS NOT NULL AND s.item IS NOT NULL"
						   " ORDER BY s.account, s.resource, s.item OFFSET 0) AS a");
}

/* The things that ran in changed rows: `side` is o before the change, n after it */
static void
write_side(Writer *writer, const char *side)
{
	appendStringInfo(&writer->sql,
					 "(SELECT p.%1$s_account AS account, p.%1$s_resource AS resource,"
					 " p.%1$s_item AS item, p.%1$s_quantity AS quantity,"
					 " p.%1$s_attributes AS attributes, p.at FROM credits_changed AS p"
					 " WHERE p.%1$s_running AND p.%1$s_account IS NOT NULL"
					 " AND p.%1$s_resource IS NOT NULL AND p.%1$s_item IS NOT NULL) AS %1$s",
					 side);
}

static void
write_change(Writer *writer)
{
	const char *place = writer->row ? "1::pg_catalog.int8 AS place, "
		: "pg_catalog.row_number() OVER () AS place, ";

	appendStringInfoString(
		&writer->sql,
		"WITH credits_changed AS MATERIALIZED (SELECT"
		" o.account AS o_account, o.resource AS o_resource, o.item AS o_item,"
		" COALESCE(o.quantity, 1) AS o_quantity, o.attributes AS o_attributes,"
		" o.running AS o_running,"
		" n.account AS n_account, n.resource AS n_resource, n.item AS n_item,"
		" COALESCE(n.quantity, 1) AS n_quantity, n.attributes AS n_attributes,"
		" n.running AS n_running,"
		" CASE WHEN o.at" EQUALS "n.at THEN NULL ELSE n.at END AS at FROM ");
	write_rows(writer, true, place);
	appendStringInfoString(&writer->sql, " AS o FULL JOIN ");
	writer->skip = writer->arguments->count;
	write_rows(writer, false, place);
	appendStringInfoString(
		&writer->sql,
		" AS n ON o.place" EQUALS "n.place"
		" WHERE (o.running AND n.running AND o.account" EQUALS "n.account"
		" AND o.resource" EQUALS "n.resource AND o.item" EQUALS "n.item"
		" AND COALESCE(o.quantity, 1)" EQUALS "COALESCE(n.quantity, 1)"
		" AND " ATTRIBUTES("o") EQUALS ATTRIBUTES("n") ") IS NOT TRUE)"
		" SELECT CASE WHEN a.act" EQUALS "1 THEN (" STOP ") IS NULL"
		" WHEN a.act" EQUALS "2 THEN (" RESIZE ") IS NULL"
		" ELSE (" START ") IS NULL END"
		" FROM (SELECT v.act, COALESCE(n.account, o.account) AS account,"
		" COALESCE(n.resource, o.resource) AS resource, COALESCE(n.item, o.item) AS item,"
		" n.quantity, n.attributes, COALESCE(n.at, o.at) AS at FROM ");
	write_side(writer, "o");
	appendStringInfoString(&writer->sql, " FULL JOIN ");
	write_side(writer, "n");
	appendStringInfoString(
		&writer->sql,
		" ON o.account" EQUALS "n.account AND o.resource" EQUALS "n.resource"
		" AND o.item" EQUALS "n.item"
		" CROSS JOIN (VALUES (1), (2), (3)) AS v (act)"
		" WHERE CASE WHEN n.account IS NULL THEN v.act" EQUALS "1"
		" WHEN o.account IS NULL THEN v.act" EQUALS "3"
		" WHEN " ATTRIBUTES("o") " OPERATOR(pg_catalog.<>) " ATTRIBUTES("n")
		" THEN v.act OPERATOR(pg_catalog.<>) 2"
		" WHEN o.quantity OPERATOR(pg_catalog.<>) n.quantity THEN v.act" EQUALS "2"
		" ELSE false END"
		" ORDER BY 2, 1, 3, 4 OFFSET 0) AS a");
}

char *
rows_statement(const RowsArguments *arguments, TupleDesc desc, bool row, RowsStatement statement)
{
	Writer		writer = {0};

	initStringInfo(&writer.sql);
	writer.arguments = arguments;
	writer.desc = desc;
	writer.row = row;
	if (statement == ROWS_LACKING)
		write_lacking(&writer);
	else if (!arguments->meters)
		write_charge(&writer);
	else if (statement == ROWS_INSERTED)
		write_start(&writer);
	else if (statement == ROWS_DELETED)
		write_stop(&writer);
	else
		write_change(&writer);
	return writer.sql.data;
}
