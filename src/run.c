/*
 * run.c
 *	  The job: everything that is due, written down.
 *
 * Decided here: which accounts are due, in which order they are taken, and what is done with one
 * that somebody else is using.  What is due in an account, and what is done about it, is
 * period.c's.  The loop, with its commits and what it does with an account that fails, is
 * run.sql's.
 *
 * Due are payers on the wall clock whose next instant has come, or a deposit of whom was not paid
 * in time, and then those that run meters: of these, as far as one has run out or all is long
 * unsettled, which is looked at without a lock beyond the row's.  A window of them is found in the
 * order (due, id), of the others by id, so that several runs share the work; it is done in the
 * order of ids, as statements over many accounts take their payers, so that no account is held
 * while waiting for a statement that holds a later one.
 *
 * Locks: the account's row, only if nobody has it; one that somebody has is being caught up by
 * them, or will be by the next run.  Then what period_catch_up() locks, then what topup.c does.  A
 * transaction that drew and stays open holds buckets: they are waited for no longer than LOCK_WAIT,
 * less than the time after which a deadlock is looked for, so that in most of them it is this side
 * that gives way.
 *
 * Memory: a context for each account, reset after it.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "storage/proc.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "account.h"
#include "alert.h"
#include "clock.h"
#include "meter.h"
#include "period.h"
#include "refuse.h"
#include "spi.h"
#include "topup.h"

#define MAX_BATCH 10000
#define LOCK_WAIT 200			/* milliseconds */
#define KEEP_NOTES (INT64CONST(30) * USECS_PER_DAY)

PG_FUNCTION_INFO_V1(credits_run_begin);
PG_FUNCTION_INFO_V1(credits_run_next);
PG_FUNCTION_INFO_V1(credits_run_batch);
PG_FUNCTION_INFO_V1(credits_run_note);

/*
 * Beginning.
 */
static void
run_require_commit(void)
{
	if (SPI_inside_nonatomic_context() && !IsTransactionBlock() && !IsSubTransaction())
		return;
	ereport(ERROR,
			(errcode(ERRCODE_ACTIVE_SQL_TRANSACTION),
			 errmsg("credits.run() cannot run inside a transaction"),
			 errdetail("It commits after each batch."),
			 errhint("CALL credits.run() as a statement of its own: not between BEGIN and COMMIT, "
					 "not in one string with other statements, not from a function or a block "
					 "with EXCEPTION.")));
}

static void
run_check_size(bool given, int32 size)
{
	if (!given)
		refuse_null("batch");
	if (size < 1 || size > MAX_BATCH)
		refuse_value("batch", "must be from 1 to 10000", psprintf("%d", size));
}

/* The instant by which what is due is done */
Datum
credits_run_begin(PG_FUNCTION_ARGS)
{
	TimestampTz now = clock_wall();
	TimestampTz upto = PG_ARGISNULL(0) ? now : PG_GETARG_TIMESTAMPTZ(0);
	SpiScope	scope;

	spi_require_write("credits.run()");
	run_require_commit();
	clock_check(upto, "at");
	if (upto > now)
		refuse_value("at", "is in the future", timestamptz_to_str(upto));
	run_check_size(!PG_ARGISNULL(1), PG_ARGISNULL(1) ? 0 : PG_GETARG_INT32(1));
	spi_begin(&scope, fcinfo);			/* KR014 before anything else is done */
	spi_end(&scope);
	PG_RETURN_TIMESTAMPTZ(upto);
}

/*
 * The next window.
 */
typedef struct
{
	TimestampTz due;
	int64		account_id;
	char	   *name;
} Candidate;

static int
run_compare_id(const void *a, const void *b)
{
	const Candidate *x = a;
	const Candidate *y = b;

	return x->account_id < y->account_id ? -1 : x->account_id > y->account_id;
}

static int
run_compare_due(const void *a, const void *b)
{
	const Candidate *x = a;
	const Candidate *y = b;

	if (x->due != y->due)
		return x->due < y->due ? -1 : 1;
	return run_compare_id(a, b);
}

/* Add those that a statement finds, by an index in its order */
static void
run_list(SpiPlan *plan, Datum *values, Candidate *list, int *count)
{
	int			level = NewGUCNestLevel();
	uint64		rows;
	uint64		i;

	/* the plan is made once, and must be right when all are due: the index, in its order */
	(void) set_config_option("enable_bitmapscan", "off", PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
	(void) set_config_option("enable_sort", "off", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE,
							 true, 0, false);
	rows = spi_run(plan, values, NULL);
	AtEOXact_GUC(true, level);
	for (i = 0; i < rows; i++)
	{
		list[*count].due = spi_int64(i, 1);
		list[*count].account_id = spi_int64(i, 2);
		list[(*count)++].name = spi_text(i, 3);
	}
}

/* After the position given: by the calendar, and by what was to be paid */
static Candidate *
run_list_due(TimestampTz upto, int32 size, TimestampTz after_due, int64 after_id, int *count)
{
	static SpiPlan calendar = {
		"SELECT least(a.opens_at, a.closes_at), a.account_id, a.account FROM credits.account a"
		" WHERE a.clock IS NULL AND a.user_id OPERATOR(pg_catalog.=) a.account_id"
		"   AND least(a.opens_at, a.closes_at) OPERATOR(pg_catalog.<=) $1"
		"   AND ROW(least(a.opens_at, a.closes_at), a.account_id)"
		"       OPERATOR(pg_catalog.>) ROW($2, $3)"
		" ORDER BY least(a.opens_at, a.closes_at), a.account_id LIMIT $4",
		"zzli", NULL
	};
	static SpiPlan deposits = {
		"SELECT d.expires_at, d.account_id, p.account FROM credits.deposit d"
		" CROSS JOIN LATERAL (SELECT a.account, a.clock FROM credits.account a"
		"       WHERE a.account_id OPERATOR(pg_catalog.=) d.account_id"
		"         AND a.user_id OPERATOR(pg_catalog.=) d.account_id OFFSET 0) p"
		" WHERE d.status OPERATOR(pg_catalog.=) 'pending'::pg_catalog.text"
		"   AND d.expires_at OPERATOR(pg_catalog.<=) $1 AND p.clock IS NULL"
		"   AND ROW(d.expires_at, d.account_id) OPERATOR(pg_catalog.>) ROW($2, $3)"
		" ORDER BY d.expires_at, d.account_id LIMIT $4",
		"zzli", NULL
	};
	Candidate  *due = palloc(sizeof(Candidate) * size * 2);
	Datum		values[4];

	values[0] = TimestampTzGetDatum(upto);
	values[1] = TimestampTzGetDatum(after_due);
	values[2] = Int64GetDatum(after_id);
	values[3] = Int32GetDatum(size);
	*count = 0;
	run_list(&calendar, values, due, count);
	run_list(&deposits, values, due, count);
	qsort(due, *count, sizeof(Candidate), run_compare_due);
	*count = Min(*count, size);
	return due;
}

/* Those that run meters, after the id given; they come after all that are due by the calendar */
static Candidate *
run_list_metered(int32 size, int64 after_id, int *count)
{
	static SpiPlan plan = {
		"SELECT a.account_id, a.account FROM credits.account a"
		" WHERE a.clock IS NULL AND a.meters OPERATOR(pg_catalog.>) 0"
		"   AND a.account_id OPERATOR(pg_catalog.>) $1 ORDER BY a.account_id LIMIT $2",
		"li", NULL
	};
	Candidate  *due;
	Datum		values[2];
	int			i;

	values[0] = Int64GetDatum(after_id);
	values[1] = Int32GetDatum(size);
	*count = (int) spi_run(&plan, values, NULL);
	due = palloc(sizeof(Candidate) * Max(*count, 1));
	for (i = 0; i < *count; i++)
	{
		due[i].due = DT_NOEND;
		due[i].account_id = spi_int64(i, 1);
		due[i].name = spi_text(i, 2);
	}
	return due;
}

/* The window as arrays of ids and names, in order of ids, and the position after it */
static HeapTuple
run_form_window(TupleDesc shape, Candidate *due, int count)
{
	Datum	   *ids = palloc(sizeof(Datum) * count);
	Datum	   *names = palloc(sizeof(Datum) * count);
	Datum		values[4];
	bool		nulls[4] = {false, false, false, false};
	int			kept = 0;
	int			i;

	values[0] = TimestampTzGetDatum(due[count - 1].due);
	values[1] = Int64GetDatum(due[count - 1].account_id);
	qsort(due, count, sizeof(Candidate), run_compare_id);
	for (i = 0; i < count; i++)
	{
		/* several things may be due of one */
		if (i > 0 && due[i].account_id == due[i - 1].account_id)
			continue;
		ids[kept] = Int64GetDatum(due[i].account_id);
		names[kept++] = CStringGetTextDatum(due[i].name);
	}
	values[2] = PointerGetDatum(construct_array(ids, kept, INT8OID, sizeof(int64), FLOAT8PASSBYVAL,
												TYPALIGN_DOUBLE));
	values[3] = PointerGetDatum(construct_array(names, kept, TEXTOID, -1, false, TYPALIGN_INT));
	return heap_form_tuple(shape, values, nulls);
}

Datum
credits_run_next(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	HeapTuple	window = NULL;
	Candidate  *due = NULL;
	TupleDesc	shape;
	TimestampTz after_due;
	SpiScope	scope;
	int64		after_id;
	int			count = 0;

	if (PG_ARGISNULL(0))
		refuse_null("upto");
	run_check_size(!PG_ARGISNULL(1), PG_ARGISNULL(1) ? 0 : PG_GETARG_INT32(1));
	if (get_call_result_type(fcinfo, NULL, &shape) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	spi_begin(&scope, fcinfo);
	after_due = PG_ARGISNULL(2) ? DT_NOBEGIN : PG_GETARG_TIMESTAMPTZ(2);
	after_id = PG_ARGISNULL(3) ? PG_INT64_MIN : PG_GETARG_INT64(3);
	if (!TIMESTAMP_IS_NOEND(after_due))
		due = run_list_due(PG_GETARG_TIMESTAMPTZ(0), PG_GETARG_INT32(1), after_due, after_id,
						   &count);
	if (count == 0)
		due = run_list_metered(PG_GETARG_INT32(1),
							   TIMESTAMP_IS_NOEND(after_due) ? after_id : PG_INT64_MIN, &count);
	if (count > 0)
	{
		MemoryContext inner = MemoryContextSwitchTo(caller);

		window = run_form_window(BlessTupleDesc(shape), due, count);
		MemoryContextSwitchTo(inner);
	}
	spi_end(&scope);
	if (window == NULL)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(HeapTupleGetDatum(window));
}

/*
 * A batch.
 */

/*
 * Deposits of payer $1 that were not paid by $2.  What is pending has neither ended nor become a
 * bucket: said so, it is looked up among the payer's, and not among all that have expired.
 */
#define RUN_EXPIRED                                                                                \
	"SELECT FROM credits.deposit d WHERE d.account_id OPERATOR(pg_catalog.=) $1"                   \
	"   AND d.ended_at IS NULL AND d.bucket_id IS NULL"                                            \
	"   AND d.expires_at OPERATOR(pg_catalog.<=) $2"

static bool
run_has_expired(int64 account_id, TimestampTz upto)
{
	static SpiPlan plan = {RUN_EXPIRED " LIMIT 1", "lz", NULL};
	Datum		values[2];

	values[0] = Int64GetDatum(account_id);
	values[1] = TimestampTzGetDatum(upto);
	return spi_run(&plan, values, NULL) > 0;
}

/* Whether the account may still be due, and ours now; false too if somebody else has it */
static bool
run_lock_due(int64 account_id, TimestampTz upto)
{
	static SpiPlan plan = {
		"SELECT FROM credits.account a WHERE a.account_id OPERATOR(pg_catalog.=) $1"
		"   AND a.user_id OPERATOR(pg_catalog.=) $1 AND a.clock IS NULL"
		"   AND (least(a.opens_at, a.closes_at) OPERATOR(pg_catalog.<=) $2"
		"        OR a.meters OPERATOR(pg_catalog.>) 0"
		"        OR EXISTS (" RUN_EXPIRED "))"
		" FOR NO KEY UPDATE SKIP LOCKED",
		"lz", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(account_id);
	values[1] = TimestampTzGetDatum(upto);
	return spi_run(&plan, values, NULL) == 1;
}

/* The entries of all of a batch are inserted at once */
static void
run_catch_up(Account *account, StoreWriter *writer)
{
	period_write_to(writer);
	PG_TRY();
	{
		period_catch_up(account, account->now);
		meter_settle_now(account);
	}
	PG_FINALLY();
	{
		period_write_to(NULL);
	}
	PG_END_TRY();
}

/* Do what is due of one account */
static bool
run_account(int64 account_id, TimestampTz upto, StoreWriter *writer)
{
	Account		account;
	bool		due;

	if (!run_lock_due(account_id, upto))
		return false;
	account_load_payer(account_id, &account);
	due = Min(account.opens_at, account.closes_at) <= account.now ||
		(account.meters > 0 && meter_is_due(&account));
	if (!due && !run_has_expired(account_id, upto))
		return false;
	if (due)
		run_catch_up(&account, writer);
	alert_check(&account, NULL);
	topup_expire(&account);
	topup_check(&account);
	return true;
}

static int64
run_accounts(ArrayType *accounts, TimestampTz upto)
{
	MemoryContext each = AllocSetContextCreate(CurrentMemoryContext, "credits.run() account",
											   ALLOCSET_DEFAULT_SIZES);
	StoreWriter *writer = store_writer_open(true);
	int64		done = 0;
	Datum	   *ids;
	bool	   *nulls;
	int			count;
	int			i;

	deconstruct_array(accounts, INT8OID, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &ids,
					  &nulls, &count);
	for (i = 0; i < count; i++)
	{
		MemoryContext outer = MemoryContextSwitchTo(each);

		CHECK_FOR_INTERRUPTS();
		if (nulls[i])
			refuse_null("account");
		if (run_account(DatumGetInt64(ids[i]), upto, writer))
			done++;
		MemoryContextSwitchTo(outer);
		MemoryContextReset(each);
	}
	store_writer_close(writer);
	return done;
}

Datum
credits_run_batch(PG_FUNCTION_ARGS)
{
	SpiScope	scope;
	int64		done;
	int			level;

	spi_require_write("credits.run()");
	if (PG_ARGISNULL(0))
		refuse_null("upto");
	if (PG_ARGISNULL(1))
		refuse_null("accounts");
	spi_begin(&scope, fcinfo);
	level = NewGUCNestLevel();
	if (LockTimeout == 0 || LockTimeout > LOCK_WAIT)
		(void) set_config_option("lock_timeout", psprintf("%d", LOCK_WAIT), PGC_USERSET,
								 PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
	done = run_accounts(PG_GETARG_ARRAYTYPE_P(1), PG_GETARG_TIMESTAMPTZ(0));
	AtEOXact_GUC(true, level);
	spi_end(&scope);
	PG_RETURN_INT64(done);
}

/*
 * The note of a run.
 */

/* Old notes go when a new one is made: of the oldest so many, which is more than are made */
static void
run_forget_notes(TimestampTz before)
{
	static SpiPlan plan = {
		"DELETE FROM credits.job AS j WHERE j.id OPERATOR(pg_catalog.=) ANY (ARRAY("
		"    SELECT o.id"
		"      FROM (SELECT x.id, x.started_at FROM credits.job x ORDER BY x.id LIMIT 100) o"
		"     WHERE o.started_at OPERATOR(pg_catalog.<) $1))",
		"z", NULL
	};
	Datum		values[1];

	values[0] = TimestampTzGetDatum(before);
	spi_run(&plan, values, NULL);
}

static int64
run_begin_note(TimestampTz upto, TimestampTz now)
{
	static SpiPlan plan = {
		"INSERT INTO credits.job (started_at, updated_at, upto, pid) VALUES ($1,$1,$2,$3)"
		" RETURNING id",
		"zzi", NULL
	};
	Datum		values[3];

	values[0] = TimestampTzGetDatum(now);
	values[1] = TimestampTzGetDatum(upto);
	values[2] = Int32GetDatum(MyProcPid);
	spi_run(&plan, values, NULL);
	return spi_int64(0, 1);
}

static void
run_update_note(int64 run, TimestampTz now, int64 done, int64 failed, bool finished)
{
	static SpiPlan plan = {
		"UPDATE credits.job AS j SET updated_at = $2, done = $3, failed = $4,"
		"       finished_at = CASE WHEN $5 THEN $2 END WHERE j.id OPERATOR(pg_catalog.=) $1",
		"lzllb", NULL
	};
	Datum		values[5];

	values[0] = Int64GetDatum(run);
	values[1] = TimestampTzGetDatum(now);
	values[2] = Int64GetDatum(done);
	values[3] = Int64GetDatum(failed);
	values[4] = BoolGetDatum(finished);
	spi_run(&plan, values, NULL);
}

Datum
credits_run_note(PG_FUNCTION_ARGS)
{
	static const char *const names[] = {NULL, "upto", "done", "failed", "finished"};
	TimestampTz now = clock_wall();
	SpiScope	scope;
	int64		run;
	int			i;

	spi_require_write("credits.run()");
	for (i = 1; i < (int) lengthof(names); i++)
	{
		if (PG_ARGISNULL(i))
			refuse_null(names[i]);
	}
	spi_begin(&scope, fcinfo);
	if (PG_ARGISNULL(0))
	{
		run_forget_notes(now - KEEP_NOTES);
		run = run_begin_note(PG_GETARG_TIMESTAMPTZ(1), now);
	}
	else
	{
		run = PG_GETARG_INT64(0);
		run_update_note(run, now, PG_GETARG_INT64(2), PG_GETARG_INT64(3), PG_GETARG_BOOL(4));
	}
	spi_end(&scope);
	PG_RETURN_INT64(run);
}
