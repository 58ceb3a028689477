/*
 * spi.c
 *	  The only place that prepares plans and that changes the current user.
 *
 * Every statement is one constant string, prepared once a session and kept.  No search_path can
 * change what it means: those that write, the hot path, have all names and operators qualified;
 * those that only read run under a path of our own.  All run as the owner of the books, as
 * foreign-key checks run, so that no application role needs a right on a table.
 *
 * Lock and read are two commands: spi_run() takes a fresh snapshot for each statement under
 * READ COMMITTED, which is what a decision after a wait must see.  Under REPEATABLE READ and
 * SERIALIZABLE it is the transaction's, and a row that was changed since is 40001.
 *
 * Memory: plans live in SPI's own kept contexts; rows live in SPI_tuptable until the next
 * statement; the accessors copy into the current context, so call them in the one where the
 * value should live.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "commands/sequence.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "tcop/utility.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/guc.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"
#include "utils/tuplestore.h"
#include "utils/snapmgr.h"

#include "amount.h"
#include "errors.h"
#include "permit.h"
#include "spi.h"

#define SCHEMA "credits"
#define TABLES_VERSION 4
#define MAX_ARGUMENTS 32

/* What is known of the books in this session; forgotten whenever a relation of theirs changes */
static struct
{
	bool		valid;
	bool		watching;
	Oid			books;
	Oid			owner;
	Oid			amount_type;
	Oid			rate_type;
	Oid			operation_seq;
	Oid			account_seq;
	Oid			bucket_seq;
}			books;

static void
spi_forget(Datum arg, Oid relation)
{
	(void) arg;
	if (relation == InvalidOid || relation == books.books)
		books.valid = false;
}

static void
spi_refuse_uninitialized(const char *missing)
{
	ereport(ERROR,
			(errcode(ERRCODE_NOT_INITIALIZED),
			 errmsg("the books of credits have not been made in this database"),
			 errdetail_internal("{\"rule\": \"not_initialized\", \"missing\": \"%s\"}", missing),
			 errhint("Run SELECT credits.init();")));
}

Oid
spi_table(const char *name)
{
	Oid			schema = get_namespace_oid(SCHEMA, true);
	Oid			table = OidIsValid(schema) ? get_relname_relid(name, schema) : InvalidOid;

	if (!OidIsValid(table))
		spi_refuse_uninitialized(psprintf(SCHEMA ".%s", name));
	return table;
}

static Oid
spi_type(const char *name)
{
	Oid			type = GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid, CStringGetDatum(name),
									   ObjectIdGetDatum(get_namespace_oid(SCHEMA, false)));

	if (!OidIsValid(type))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("type " SCHEMA ".%s does not exist", name),
				 errdetail("The extension is not whole."),
				 errhint("Run CREATE EXTENSION credits;")));
	return type;
}

static Oid
spi_owner(Oid relation)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relation));
	Oid			owner;

	if (!HeapTupleIsValid(tuple))
		spi_refuse_uninitialized(SCHEMA ".books");
	owner = ((Form_pg_class) GETSTRUCT(tuple))->relowner;
	ReleaseSysCache(tuple);
	return owner;
}

/* Find the books, or raise KR014.  The version is read as their owner, with SPI connected. */
static void
spi_find_books(void)
{
	if (!books.watching)
	{
		CacheRegisterRelcacheCallback(spi_forget, (Datum) 0);
		books.watching = true;
	}
	books.books = spi_table("books");
	books.owner = spi_owner(books.books);
	books.amount_type = spi_type("amount");
	books.rate_type = spi_type("rate");
	books.operation_seq = spi_table("operation_seq");
	books.account_seq = spi_table("account_id_seq");
	books.bucket_seq = spi_table("bucket_id_seq");
}

static void
spi_check_version(void)
{
	static SpiPlan plan = {"SELECT version FROM " SCHEMA ".books", "", NULL};
	int			version;

	/*
	 * not run through spi_run(), which needs no more than an owner but is for connected scopes
	 * too
	 */
	if (spi_read(&plan, NULL, NULL) != 1)
		spi_refuse_uninitialized("row of " SCHEMA ".books");
	version = spi_int32(0, 1);
	if (version != TABLES_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_NOT_INITIALIZED),
				 errmsg("the tables of credits are of another version than its code"),
				 errdetail_internal("{\"rule\": \"not_initialized\", \"tables\": %d, \"code\": %d}",
									version, TABLES_VERSION),
				 version < TABLES_VERSION
				 ? errhint("Run SELECT credits.init(); to bring the tables to the code's version.")
				 : errhint("The tables are of a later version: install that version.")));
	books.valid = true;
}

void
spi_begin(SpiScope *scope, FunctionCallInfo fcinfo)
{
	bool		known = books.valid;

	if (!known)
		spi_find_books();
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	GetUserIdAndSecContext(&scope->user, &scope->security_context);
	SetUserIdAndSecContext(books.owner, scope->security_context | SECURITY_LOCAL_USERID_CHANGE |
											SECURITY_NOFORCE_RLS);
	if (!known)
		spi_check_version();
	permit_begin(fcinfo->flinfo == NULL ? InvalidOid : fcinfo->flinfo->fn_oid, scope->user);
}

void
spi_end(SpiScope *scope)
{
	permit_end();
	SetUserIdAndSecContext(scope->user, scope->security_context);
	if (SPI_finish() != SPI_OK_FINISH)
		elog(ERROR, "SPI_finish failed");
}

void
spi_require_write(const char *function)
{
	PreventCommandIfReadOnly(function);
	PreventCommandDuringRecovery(function);
}

static Oid
spi_argument_type(char letter)
{
	switch (letter)
	{
		case 'l':
			return INT8OID;
		case 'i':
			return INT4OID;
		case 'b':
			return BOOLOID;
		case 't':
			return TEXTOID;
		case 'z':
			return TIMESTAMPTZOID;
		case 'n':
			return NUMERICOID;
		case 'v':
			return INTERVALOID;
		case 'j':
			return JSONBOID;
		case 'L':
			return INT8ARRAYOID;
		case 'T':
			return TEXTARRAYOID;
		case 'J':
			return JSONBARRAYOID;
		case 'a':
			return books.amount_type;
		case 'r':
			return books.rate_type;
	}
	elog(ERROR, "unknown argument type letter \"%c\"", letter);
}

static void
spi_prepare(SpiPlan *plan)
{
	MemoryContext caller = CurrentMemoryContext;
	Oid			types[MAX_ARGUMENTS];
	int			count = strlen(plan->arguments);
	int			i;

	Assert(count <= MAX_ARGUMENTS);
	for (i = 0; i < count; i++)
		types[i] = spi_argument_type(plan->arguments[i]);
	plan->plan = SPI_prepare_cursor(plan->sql, count, types, CURSOR_OPT_GENERIC_PLAN);
	if (plan->plan == NULL)
		elog(ERROR, "SPI_prepare failed: %s", SPI_result_code_string(SPI_result));
	SPI_keepplan(plan->plan);
	/* SPI leaves its own context behind, here and after a statement */
	MemoryContextSwitchTo(caller);
}

/*
 * Plans are made once, perhaps while the tables are small, and used when they are large: those
 * of the hot path must look rows up by their keys from the first.
 */
static void
spi_prefer_keys(void)
{
	static const char *const others[] = {"enable_seqscan", "enable_hashjoin", "enable_mergejoin"};
	int			i;

	for (i = 0; i < (int) lengthof(others); i++)
		(void) set_config_option(others[i], "off", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE,
								 true, 0, false);
}

static uint64
spi_execute(SpiPlan *plan, Datum *values, const char *nulls, bool read_only)
{
	MemoryContext caller = CurrentMemoryContext;
	int			result;

	/* rows live until the next statement, as the accessors have copied what is to live longer */
	if (SPI_tuptable != NULL)
	{
		SPI_freetuptable(SPI_tuptable);
		SPI_tuptable = NULL;
	}
	result = SPI_execute_plan(plan->plan, values, nulls, read_only, 0);
	if (result < 0)
		elog(ERROR, "SPI_execute_plan failed: %s", SPI_result_code_string(result));
	MemoryContextSwitchTo(caller);
	return SPI_processed;
}

/* Whether the plan has yet to be made, because it never was or something it stands on changed */
static bool
spi_renew(SpiPlan *plan)
{
	if (plan->plan != NULL && SPI_plan_is_valid(plan->plan))
		return false;
	if (plan->plan != NULL)
		SPI_freeplan(plan->plan);
	plan->plan = NULL;
	spi_prepare(plan);
	return true;
}

uint64
spi_run(SpiPlan *plan, Datum *values, const char *nulls)
{
	uint64		rows;
	int			level;

	if (!spi_renew(plan))
		return spi_execute(plan, values, nulls, false);
	level = NewGUCNestLevel();
	spi_prefer_keys();
	rows = spi_execute(plan, values, nulls, false);
	AtEOXact_GUC(true, level);
	return rows;
}

/*
 * Reads are long, so they are written plainly and run under a search_path that nobody else can
 * write to.
 */
static uint64
spi_read_at(bool latest, SpiPlan *plan, Datum *values, const char *nulls)
{
	int			level = NewGUCNestLevel();
	uint64		rows;

	(void) set_config_option("search_path", "pg_catalog, " SCHEMA ", pg_temp", PGC_USERSET,
							 PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
	(void) spi_renew(plan);
	/* what the same statement has written is seen, as by spi_run() */
	PushActiveSnapshot(latest ? GetLatestSnapshot() : GetTransactionSnapshot());
	rows = spi_execute(plan, values, nulls, true);
	PopActiveSnapshot();
	AtEOXact_GUC(true, level);
	return rows;
}

uint64
spi_read(SpiPlan *plan, Datum *values, const char *nulls)
{
	return spi_read_at(false, plan, values, nulls);
}

uint64
spi_read_latest(SpiPlan *plan, Datum *values, const char *nulls)
{
	return spi_read_at(true, plan, values, nulls);
}

Datum
spi_return_set(FunctionCallInfo fcinfo, SpiPlan *plan, Datum *values, const char *nulls)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	uint64		rows;
	uint64		i;

	InitMaterializedSRF(fcinfo, 0);
	rows = spi_read(plan, values, nulls);
	for (i = 0; i < rows; i++)
		tuplestore_puttuple(rsinfo->setResult, SPI_tuptable->vals[i]);
	return (Datum) 0;
}

bool
spi_is_null(uint64 row, int column)
{
	bool		isnull;

	(void) SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, &isnull);
	return isnull;
}

static Datum
spi_value(uint64 row, int column)
{
	bool		isnull;
	Datum value = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, &isnull);

	if (isnull)
		elog(ERROR, "column %d of the books is null", column);
	return value;
}

int64
spi_int64(uint64 row, int column)
{
	return DatumGetInt64(spi_value(row, column));
}

int32
spi_int32(uint64 row, int column)
{
	return DatumGetInt32(spi_value(row, column));
}

bool
spi_bool(uint64 row, int column)
{
	return DatumGetBool(spi_value(row, column));
}

Interval
spi_interval(uint64 row, int column)
{
	return *DatumGetIntervalP(spi_value(row, column));
}

amount128
spi_amount(uint64 row, int column)
{
	return DatumGetAmount(spi_value(row, column));
}

ItemPointerData
spi_row(uint64 row, int column)
{
	return *(ItemPointer) DatumGetPointer(spi_value(row, column));
}

TransactionId
spi_xid(uint64 row, int column)
{
	return DatumGetTransactionId(spi_value(row, column));
}

char *
spi_text(uint64 row, int column)
{
	return spi_is_null(row, column) ? NULL : TextDatumGetCString(spi_value(row, column));
}

Datum
spi_copy(uint64 row, int column, int16 typlen)
{
	return datumCopy(spi_value(row, column), false, typlen);
}

int64
spi_next_operation(void)
{
	return nextval_internal(books.operation_seq, false);
}

int64
spi_next_account(void)
{
	return nextval_internal(books.account_seq, false);
}

int64
spi_next_bucket(void)
{
	return nextval_internal(books.bucket_seq, false);
}

Oid
spi_books_owner(void)
{
	return books.owner;
}

char *
spi_actor(void)
{
	return GetUserNameFromId(GetOuterUserId(), false);
}
