/*
 * spi.h
 *	  Kept plans, run as the owner of the books under a fresh snapshot.
 */
#ifndef CREDITS_SPI_H
#define CREDITS_SPI_H

#include "executor/spi.h"
#include "datatype/timestamp.h"
#include "fmgr.h"
#include "value.h"

/*
 * A statement and its plan.  `arguments` has one letter a parameter: l bigint, i int, b
 * boolean, t text, z timestamptz, v interval, a amount, n numeric, j jsonb, r rate, L T J arrays
 * of bigint, text and jsonb.  Declare it static: the plan is prepared at first use and kept for the
 * session.
 */
typedef struct
{
	const char *sql;
	const char *arguments;
	SPIPlanPtr	plan;
} SpiPlan;

/* What to restore when leaving the owner's shoes */
typedef struct
{
	Oid			user;
	int			security_context;
} SpiScope;

/*
 * KR014 if init() has not run, or the tables are of another version; KR012 if the function that was
 * called is not for its actor (permit.c)
 */
extern void spi_begin(SpiScope *scope, FunctionCallInfo fcinfo);
extern void spi_end(SpiScope *scope);

/* 25006 in a read-only transaction or on a standby; call before spi_begin() in every writer */
extern void spi_require_write(const char *function);

/* `nulls` as SPI_execute_plan takes it; NULL for none.  Returns the number of rows. */
extern uint64 spi_run(SpiPlan *plan, Datum *values, const char *nulls);

/* The same for functions that only read: read only, with names found under a path of our own */
extern uint64 spi_read(SpiPlan *plan, Datum *values, const char *nulls);

/* The same under the latest snapshot, whatever the transaction's: for what is remembered */
extern uint64 spi_read_latest(SpiPlan *plan, Datum *values, const char *nulls);

/*
 * Run a reading statement and return its rows as the function's set, which its SQL declares in
 * the same order
 */
extern Datum spi_return_set(FunctionCallInfo fcinfo, SpiPlan *plan, Datum *values,
							const char *nulls);

/*
 * Columns of a row of SPI_tuptable, by number from 1; pass-by-reference values are copied into
 * the current context
 */
extern bool spi_is_null(uint64 row, int column);
extern int64 spi_int64(uint64 row, int column);
extern int32 spi_int32(uint64 row, int column);
extern bool spi_bool(uint64 row, int column);
extern amount128 spi_amount(uint64 row, int column);
extern ItemPointerData spi_row(uint64 row, int column); /* ctid */
extern TransactionId spi_xid(uint64 row, int column);
extern Interval spi_interval(uint64 row, int column);
extern char *spi_text(uint64 row, int column);	/* NULL for a null */
extern Datum spi_copy(uint64 row, int column, int16 typlen);

/* Ids from the books' sequences */
extern int64 spi_next_operation(void);
extern int64 spi_next_account(void);
extern int64 spi_next_bucket(void);

extern Oid	spi_table(const char *name);
extern Oid	spi_books_owner(void);

/*
 * Name of the role on whose behalf the call is made: the outermost current role, whatever owner
 * runs the plan
 */
extern char *spi_actor(void);

#endif							/* CREDITS_SPI_H */
