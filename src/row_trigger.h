/*
 * row_trigger.h
 *	  What a row trigger was called for.
 */
#ifndef CREDITS_ROW_TRIGGER_H
#define CREDITS_ROW_TRIGGER_H

#include "commands/trigger.h"
#include "fmgr.h"

#include "compat.h"

typedef struct
{
	const char *name;			/* of the function */
	TriggerData *data;
	TupleDesc	desc;
	HeapTuple	old;			/* of an INSERT: the row */
	HeapTuple	new;			/* of a DELETE: the row */
} RowTrigger;

/* 39P01: a trigger function was called otherwise than init() has it called */
pg_noreturn extern void refuse_trigger(const char *name);

/* The call, or 39P01 if it is not one for a row at that time */
extern void row_trigger_open(FunctionCallInfo fcinfo, RowTrigger *trigger, TriggerEvent timing,
							 const char *name);

/* The number of a column; 39P01 on a table that has none of this name */
extern int	row_trigger_column(const RowTrigger *trigger, const char *column);

/* A column of one of the rows; false: it is NULL */
extern bool row_trigger_get(const RowTrigger *trigger, HeapTuple row, const char *column,
							Datum *value);

/* Whether an UPDATE changes any column but these */
extern bool row_trigger_changes(const RowTrigger *trigger, const char *const *but, int count);

#endif							/* CREDITS_ROW_TRIGGER_H */
