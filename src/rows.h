/*
 * rows.h
 *	  Triggers that bill the rows of the application's own tables.
 */
#ifndef CREDITS_ROWS_H
#define CREDITS_ROWS_H

#include "access/tupdesc.h"
#include "commands/trigger.h"
#include "nodes/pg_list.h"

#include "compat.h"

/* What an argument can say where its value comes from; parameters of charge() and start() */
typedef enum
{
	ROWS_ACCOUNT,
	ROWS_RESOURCE,
	ROWS_ITEM,
	ROWS_QUANTITY,
	ROWS_ATTRIBUTES,
	ROWS_AT,
	ROWS_UNTIL,
	ROWS_KEY,
	ROWS_RUNNING,
	ROWS_PARAMETERS
} RowsParameter;

/* Where a parameter's value comes from; all zero: the default */
typedef struct
{
	bool		given;
	char	   *constant;		/* NULL: the columns */
	int			count;
	AttrNumber *columns;
	List	   *values;			/* running: the texts that mean it is; NIL: a boolean */
} RowsSource;

/* The arguments of a trigger, understood against the columns of its table */
typedef struct
{
	bool		meters;			/* credits.meter_rows(); else credits.charge_rows() */
	RowsSource	sources[ROWS_PARAMETERS];
	int			count;			/* of the columns that any of them reads, each once */
	AttrNumber *columns;
} RowsArguments;

/* A statement of a trigger: for what its table was changed by, or the search for what lacks */
typedef enum
{
	ROWS_LACKING,
	ROWS_INSERTED,
	ROWS_UPDATED,
	ROWS_DELETED,
	ROWS_STATEMENTS
} RowsStatement;

/* The transition tables, by the names our statements know them under */
#define ROWS_OLD_TABLE "credits_old_rows"
#define ROWS_NEW_TABLE "credits_new_rows"

/* 22023 for arguments that cannot be understood, 42703 for a column that is not there */
extern void rows_read_arguments(const TriggerData *data, bool meters, RowsArguments *arguments);

/* The name of a parameter */
extern const char *rows_parameter(RowsParameter parameter);

/*
 * The text of a statement.  `row`: on the columns of one row, passed as $1 and so on in the
 * order of `arguments->columns`, first those of the old row and then those of the new one, if
 * there are both; else on the transition tables.
 *
 * ROWS_LACKING returns the number of a parameter that is NULL and must not be, if there is one.
 */
extern char *rows_statement(const RowsArguments *arguments, TupleDesc desc, bool row,
							RowsStatement statement);

#endif							/* CREDITS_ROWS_H */
