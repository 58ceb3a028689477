/*
 * grant.c
 *	  How a bucket comes to be.
 *
 * Decided here: what may be granted, and what a bucket that is given no expiry, priority or
 * effective_at gets.  grant() only inserts a row: the triggers on credits.bucket stamp it and
 * post its entry, so that a DBA's own INSERT obeys the same rules.  Post-paid buckets are
 * period.c's and pass the triggers by.
 *
 * Locks: the account, since closing a period must not miss a bucket and the sum of an account's
 * buckets must stay in range.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/numeric.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "clock.h"
#include "debt.h"
#include "grant.h"
#include "meter.h"
#include "period.h"
#include "price.h"
#include "refuse.h"
#include "request.h"
#include "row_trigger.h"
#include "spi.h"
#include "store.h"
#include "topup.h"

#define NOTE_BYTES 4096

PG_FUNCTION_INFO_V1(credits_grant);
PG_FUNCTION_INFO_V1(credits_bucket_stamp);
PG_FUNCTION_INFO_V1(credits_bucket_post);
PG_FUNCTION_INFO_V1(credits_bucket_cap);

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *) a, *(char *const *) b);
}

/* The resources of a scope, sorted, without repeats; 22023 if it is empty or holds NULL */
static char **
scope_names(ArrayType *scope, int *count)
{
	Datum	   *elements;
	bool	   *nulls;
	char	  **names;
	int			given;
	int			i;

	deconstruct_array(scope, TEXTOID, -1, false, TYPALIGN_INT, &elements, &nulls, &given);
	if (given == 0)
		refuse_value("scope", "must name a resource", "an empty array");
	names = palloc(given * sizeof(char *));
	for (i = 0; i < given; i++)
	{
		if (nulls[i])
			refuse_value("scope", "must not hold a null", "an array with a null");
		names[i] = TextDatumGetCString(elements[i]);
	}
	qsort(names, given, sizeof(char *), compare_names);
	*count = 1;
	for (i = 1; i < given; i++)
	{
		if (strcmp(names[i], names[*count - 1]) != 0)
			names[(*count)++] = names[i];
	}
	return names;
}

static Datum
scope_array(char **names, int count)
{
	Datum	   *elements = palloc(count * sizeof(Datum));
	int			i;

	for (i = 0; i < count; i++)
		elements[i] = CStringGetTextDatum(names[i]);
	return PointerGetDatum(construct_array(elements, count, TEXTOID, -1, false, TYPALIGN_INT));
}

/*
 * The function.
 */
enum
{
	ARG_ACCOUNT,
	ARG_AMOUNT,
	ARG_CLASS,
	ARG_EXPIRES_AT,
	ARG_EFFECTIVE_AT,
	ARG_PRIORITY,
	ARG_SCOPE,
	ARG_COST,
	ARG_NOTE,
	ARG_KEY,
	ARG_AT
};

static const char *
grant_class(FunctionCallInfo fcinfo)
{
	return PG_ARGISNULL(ARG_CLASS) ? "prepaid" : text_to_cstring(PG_GETARG_TEXT_PP(ARG_CLASS));
}

static Jsonb *
grant_arguments(FunctionCallInfo fcinfo)
{
	Arguments	arguments;

	request_begin(&arguments);
	request_amount(&arguments, "amount", PG_GETARG_AMOUNT(ARG_AMOUNT));
	request_text(&arguments, "class", grant_class(fcinfo));
	if (!PG_ARGISNULL(ARG_AT))
		request_instant(&arguments, "at", PG_GETARG_TIMESTAMPTZ(ARG_AT));
	if (!PG_ARGISNULL(ARG_EXPIRES_AT))
		request_instant(&arguments, "expires_at", PG_GETARG_TIMESTAMPTZ(ARG_EXPIRES_AT));
	if (!PG_ARGISNULL(ARG_EFFECTIVE_AT))
		request_instant(&arguments, "effective_at", PG_GETARG_TIMESTAMPTZ(ARG_EFFECTIVE_AT));
	if (!PG_ARGISNULL(ARG_PRIORITY))
		request_numeric(&arguments, "priority",
						  NumericGetDatum(int64_to_numeric(PG_GETARG_INT32(ARG_PRIORITY))));
	if (!PG_ARGISNULL(ARG_SCOPE))
	{
		int			count;
		char	  **names = scope_names(PG_GETARG_ARRAYTYPE_P(ARG_SCOPE), &count);

		request_names(&arguments, "scope", names, count);
	}
	if (!PG_ARGISNULL(ARG_COST))
		request_numeric(&arguments, "cost", PG_GETARG_DATUM(ARG_COST));
	if (!PG_ARGISNULL(ARG_NOTE))
		request_text(&arguments, "note", text_to_cstring(PG_GETARG_TEXT_PP(ARG_NOTE)));
	return request_end(&arguments);
}

int64
grant_bucket(const Account *account, const Grant *grant)
{
	static SpiPlan plan = {"INSERT INTO credits.bucket (account_id, user_id, operation, "
						   "granted_at, key, granted, class, expires_at, effective_at,"
						   "                            priority, scope, cost, note, deposit_id)"
						   " VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14) RETURNING id",
						   "lllztatzziTntl", NULL};
	Datum		values[14];
	char		nulls[15] = "              ";

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(account->user_id);
	values[2] = Int64GetDatum(grant->operation);
	values[3] = TimestampTzGetDatum(grant->at);
	nulls[3] = grant->at_given ? ' ' : 'n';
	values[4] = grant->key == NULL ? (Datum) 0 : CStringGetTextDatum(grant->key);
	nulls[4] = grant->key == NULL ? 'n' : ' ';
	values[5] = AmountGetDatum(grant->amount);
	values[6] = CStringGetTextDatum(grant->class);
	values[7] = TimestampTzGetDatum(grant->expires_at);
	nulls[7] = grant->expires ? ' ' : 'n';
	values[8] = TimestampTzGetDatum(grant->effective_at);
	nulls[8] = grant->takes_effect ? ' ' : 'n';
	values[9] = Int32GetDatum(grant->priority);
	nulls[9] = grant->ranked ? ' ' : 'n';
	values[10] = grant->scope;
	nulls[10] = grant->scope == 0 ? 'n' : ' ';
	values[11] = grant->cost;
	nulls[11] = grant->cost == 0 ? 'n' : ' ';
	values[12] = grant->note == NULL ? (Datum) 0 : CStringGetTextDatum(grant->note);
	nulls[12] = grant->note == NULL ? 'n' : ' ';
	values[13] = Int64GetDatum(grant->deposit_id);
	nulls[13] = grant->deposit_id == 0 ? 'n' : ' ';
	spi_run(&plan, values, nulls);
	return spi_int64(0, 1);
}

static int64
grant_insert(FunctionCallInfo fcinfo, const Account *account, const Request *request)
{
	Grant		grant = {0};

	grant.operation = request->operation;
	grant.at_given = !PG_ARGISNULL(ARG_AT);
	grant.at = grant.at_given ? PG_GETARG_TIMESTAMPTZ(ARG_AT) : 0;
	grant.key = request->key;
	grant.amount = PG_GETARG_AMOUNT(ARG_AMOUNT);
	grant.class = grant_class(fcinfo);
	grant.expires = !PG_ARGISNULL(ARG_EXPIRES_AT);
	grant.expires_at = grant.expires ? PG_GETARG_TIMESTAMPTZ(ARG_EXPIRES_AT) : 0;
	grant.takes_effect = !PG_ARGISNULL(ARG_EFFECTIVE_AT);
	grant.effective_at = grant.takes_effect ? PG_GETARG_TIMESTAMPTZ(ARG_EFFECTIVE_AT) : 0;
	grant.ranked = !PG_ARGISNULL(ARG_PRIORITY);
	grant.priority = grant.ranked ? PG_GETARG_INT32(ARG_PRIORITY) : 0;
	grant.scope = PG_ARGISNULL(ARG_SCOPE) ? (Datum) 0 : PG_GETARG_DATUM(ARG_SCOPE);
	grant.cost = PG_ARGISNULL(ARG_COST) ? (Datum) 0 : PG_GETARG_DATUM(ARG_COST);
	grant.note = PG_ARGISNULL(ARG_NOTE) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(ARG_NOTE));
	return grant_bucket(account, &grant);
}

static int64
grant_answered(const Account *account, int64 operation)
{
	static SpiPlan plan = {
		"SELECT e.bucket_id FROM credits.entry e WHERE e.account_id OPERATOR(pg_catalog.=) $1"
		"   AND e.operation OPERATOR(pg_catalog.=) $2",
		"ll", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(operation);
	spi_run(&plan, values, NULL);
	return spi_int64(0, 1);
}

static void
grant_check(FunctionCallInfo fcinfo)
{
	int			length;

	if (PG_ARGISNULL(ARG_ACCOUNT))
		refuse_null("account");
	if (PG_ARGISNULL(ARG_AMOUNT))
		refuse_null("amount");
	refuse_bad_name("class", grant_class(fcinfo));
	if (!PG_ARGISNULL(ARG_KEY))
		refuse_bad_name("key", text_to_cstring(PG_GETARG_TEXT_PP(ARG_KEY)));
	length = PG_ARGISNULL(ARG_NOTE) ? 0 : VARSIZE_ANY_EXHDR(PG_GETARG_TEXT_PP(ARG_NOTE));
	if (length > NOTE_BYTES)
		refuse_value("note", "must have at most 4096 bytes", psprintf("%d bytes long", length));
	if (!PG_ARGISNULL(ARG_COST))
		(void) amount_unsigned("cost", PG_GETARG_DATUM(ARG_COST));
}

Datum
credits_grant(PG_FUNCTION_ARGS)
{
	Request		request = {0};
	Account		account;
	SpiScope	scope;
	int64		bucket;

	spi_require_write("credits.grant()");
	grant_check(fcinfo);
	spi_begin(&scope, fcinfo);
	account_load(text_to_cstring(PG_GETARG_TEXT_PP(ARG_ACCOUNT)), &account);
	request.operation = spi_next_operation();
	if (!PG_ARGISNULL(ARG_KEY))
	{
		request.account_id = account.account_id;
		request.user_id = account.user_id;
		request.account = account.name;
		request.key = text_to_cstring(PG_GETARG_TEXT_PP(ARG_KEY));
		request.call = "grant";
		request.arguments = grant_arguments(fcinfo);
		if (!request_claim(&request))
		{
			bucket = grant_answered(&account, request.operation);
			spi_end(&scope);
			PG_RETURN_INT64(bucket);
		}
	}
	if (!PG_ARGISNULL(ARG_AT))
		account_check_at(&account, PG_GETARG_TIMESTAMPTZ(ARG_AT), "at");
	/* what was due before has its ids before */
	period_ensure(&account, PG_ARGISNULL(ARG_AT) ? account.now : PG_GETARG_TIMESTAMPTZ(ARG_AT));
	meter_settle_now(&account);
	bucket = grant_insert(fcinfo, &account, &request);
	topup_check(&account);
	spi_end(&scope);
	PG_RETURN_INT64(bucket);
}

/*
 * The triggers.
 */
typedef struct
{
	RowTrigger	trigger;
	int			columns[16];	/* what the trigger sets */
	Datum		values[16];
	bool		nulls[16];
	int			count;
} BucketRow;

static void
bucket_row_open(FunctionCallInfo fcinfo, BucketRow *row, TriggerEvent timing, const char *name)
{
	row_trigger_open(fcinfo, &row->trigger, timing, name);
	row->count = 0;
}

static bool
bucket_row_get(const BucketRow *row, const char *column, Datum *value)
{
	return row_trigger_get(&row->trigger, row->trigger.new, column, value);
}

static void
bucket_row_set(BucketRow *row, const char *column, Datum value)
{
	row->columns[row->count] = row_trigger_column(&row->trigger, column);
	row->values[row->count] = value;
	row->nulls[row->count] = false;
	row->count++;
}

static void
bucket_row_clear(BucketRow *row, const char *column)
{
	bucket_row_set(row, column, (Datum) 0);
	row->nulls[row->count - 1] = true;
}

/* An instant of the row, or its default */
static TimestampTz
bucket_row_instant(BucketRow *row, const char *column, TimestampTz instead)
{
	Datum		given;

	if (bucket_row_get(row, column, &given))
		return DatumGetTimestampTz(given);
	bucket_row_set(row, column, TimestampTzGetDatum(instead));
	return instead;
}

/* What the class says of a bucket that takes effect at an instant */
typedef struct
{
	int			priority;
	bool		to_cycle_end;
	bool		has_lifetime;
	TimestampTz lives_until;
} ClassRow;

static void
bucket_load_class(const char *class, const Account *account, TimestampTz effective_at,
				  ClassRow *row)
{
	static SpiPlan plan = {
		"SELECT c.priority, c.to_cycle_end, c.postpaid, pg_catalog.timezone($3,"
		"       pg_catalog.timezone($3, $2) OPERATOR(pg_catalog.+) c.lifetime)"
		"  FROM credits.class c WHERE c.class OPERATOR(pg_catalog.=) $1",
		"tzt", NULL
	};
	Datum		values[3];

	values[0] = CStringGetTextDatum(class);
	values[1] = TimestampTzGetDatum(effective_at);
	values[2] = CStringGetTextDatum(pg_get_timezone_name(account->zone));
	if (spi_run(&plan, values, NULL) == 0)
		refuse_not_found("class", class, "The classes are the rows of credits.class.");
	if (spi_bool(0, 3))
		refuse_value("class", "is post-paid and cannot be granted", class);
	row->priority = spi_int32(0, 1);
	row->to_cycle_end = spi_bool(0, 2);
	row->has_lifetime = !spi_is_null(0, 4);
	row->lives_until = row->has_lifetime ? spi_int64(0, 4) : 0;
}

static void
bucket_stamp_life(BucketRow *row, Account *account, const char *class)
{
	TimestampTz granted_at = bucket_row_instant(row, "granted_at", account->now);
	TimestampTz effective_at = bucket_row_instant(row, "effective_at", granted_at);
	TimestampTz expires_at = DT_NOEND;
	ClassRow	defaults;
	Datum		given;

	clock_check(effective_at, "effective_at");
	bucket_load_class(class, account, effective_at, &defaults);
	if (defaults.to_cycle_end && !bucket_row_get(row, "expires_at", &given))
		expires_at = period_cycle_end(account, effective_at);
	else if (defaults.has_lifetime)
		expires_at = defaults.lives_until;
	expires_at = bucket_row_instant(row, "expires_at", expires_at);
	if (!TIMESTAMP_IS_NOEND(expires_at))
		clock_check(expires_at, "expires_at");
	if (expires_at <= effective_at)
		refuse_value("expires_at", "must be later than \"effective_at\"",
					 timestamptz_to_str(expires_at));
	if (expires_at <= granted_at)
		refuse_value("expires_at", "must be later than \"at\"", timestamptz_to_str(expires_at));
	if (!bucket_row_get(row, "priority", &given))
		bucket_row_set(row, "priority", Int32GetDatum(defaults.priority));
}

static void
bucket_stamp_scope(BucketRow *row)
{
	Datum		given;
	char	  **names;
	int			count;
	int			i;

	if (!bucket_row_get(row, "scope", &given))
		return;
	names = scope_names(DatumGetArrayTypeP(given), &count);
	for (i = 0; i < count; i++)
		price_require_resource(names[i]);
	bucket_row_set(row, "scope", scope_array(names, count));
}

/*
 * 22003 if what is left in all the account's buckets, held or not, would pass the type's range.
 * The sum of all grants is a bound that need not be looked for; only past it is what is left added
 * up.
 */
static void
bucket_check_total(const Account *account, amount128 granted)
{
	static SpiPlan plan = {
		"UPDATE credits.account AS a SET credited = $2"
		" WHERE a.account_id OPERATOR(pg_catalog.=) $1 AND a.user_id OPERATOR(pg_catalog.=) $1",
		"la", NULL
	};
	amount128	total;
	BucketSet	set = {0};
	Datum		values[2];
	int			i;

	if (!amount_add(account->credited, granted, &total))
	{
		total = granted;
		store_load_buckets(account, DT_NOBEGIN, &set);
		for (i = 0; i < set.count && !set.items[i].postpaid; i++)
			total = amount_plus(total, bucket_after(&set.items[i]));
	}
	values[0] = Int64GetDatum(account->account_id);
	values[1] = AmountGetDatum(total);
	spi_run(&plan, values, NULL);
}

static amount128
bucket_row_granted(const BucketRow *row)
{
	Datum		given;

	if (!bucket_row_get(row, "granted", &given))
		refuse_null("amount");
	if (DatumGetAmount(given) <= 0)
		refuse_value("amount", "must be more than 0", amount_to_cstring(DatumGetAmount(given)));
	return DatumGetAmount(given);
}

void
grant_check_open(const Account *account, TimestampTz at)
{
	Period		period;

	account_check_at(account, at, "at");
	if (period_find(account, at, &period) && period.closed)
		refuse_period_closed(account, at, period.starts_at, period.ends_at,
							 "Leave \"at\" out, and give effective_at and expires_at if the credit "
							 "belongs to another time.");
}

/* A key is claimed by grant(), not by a row's say-so */
static void
bucket_check_key(const BucketRow *row)
{
	static SpiPlan plan = {
		"SELECT FROM credits.request r WHERE r.key OPERATOR(pg_catalog.=) $1"
		"   AND r.operation OPERATOR(pg_catalog.=) $2",
		"tl", NULL
	};
	Datum		values[2];

	if (!bucket_row_get(row, "key", &values[0]))
		return;
	if (!bucket_row_get(row, "operation", &values[1]) || spi_run(&plan, values, NULL) == 0)
		refuse_value("key", "must be given to credits.grant()", TextDatumGetCString(values[0]));
}

static void
bucket_stamp_row(BucketRow *row)
{
	amount128	granted = bucket_row_granted(row);
	Account		account;
	Datum		value;

	if (!bucket_row_get(row, "account_id", &value))
		refuse_null("account_id");
	account_load_payer(DatumGetInt64(value), &account);
	account_lock(&account);
	account_require_unfrozen(&account);
	if (!bucket_row_get(row, "user_id", &value))
		bucket_row_set(row, "user_id", Int64GetDatum(account.account_id));
	bucket_check_key(row);
	if (bucket_row_get(row, "granted_at", &value))
		account_check_at(&account, DatumGetTimestampTz(value), "at");
	else
		value = TimestampTzGetDatum(account.now);
	period_catch_up(&account, DatumGetTimestampTz(value));
	if (account.meters > 0)
		meter_settle_to(&account, Min(account.now, DatumGetTimestampTz(value)), true, NULL);
	grant_check_open(&account, DatumGetTimestampTz(value));
	if (!bucket_row_get(row, "class", &value))
		refuse_null("class");
	bucket_stamp_life(row, &account, TextDatumGetCString(value));
	bucket_stamp_scope(row);
	if (bucket_row_get(row, "cost", &value))
		(void) amount_unsigned("cost", value);
	bucket_check_total(&account, granted);
}

Datum
credits_bucket_stamp(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	MemoryContext inside;
	BucketRow	row;
	HeapTuple	stamped;
	SpiScope	scope;

	bucket_row_open(fcinfo, &row, TRIGGER_EVENT_BEFORE, "credits.bucket_stamp()");
	/* what the calendar makes is whole */
	if (period_is_writing())
		return PointerGetDatum(row.trigger.new);
	spi_begin(&scope, fcinfo);
	bucket_stamp_row(&row);
	bucket_row_set(&row, "postpaid", BoolGetDatum(false));
	bucket_row_set(&row, "used", AmountGetDatum(0));
	bucket_row_set(&row, "held", AmountGetDatum(0));
	bucket_row_set(&row, "lapsed", AmountGetDatum(0));
	bucket_row_set(&row, "seq", Int64GetDatum(1));
	bucket_row_set(&row, "mark", Int32GetDatum(0));
	bucket_row_clear(&row, "closed_at");
	bucket_row_clear(&row, "subscription_id");
	bucket_row_clear(&row, "rolled_from");
	inside = MemoryContextSwitchTo(caller);
	stamped = heap_modify_tuple_by_cols(row.trigger.new, row.trigger.desc, row.count, row.columns,
										row.values, row.nulls);
	MemoryContextSwitchTo(inside);
	spi_end(&scope);
	return PointerGetDatum(stamped);
}

static char *
bucket_row_text(const BucketRow *row, const char *column)
{
	Datum		value;

	return bucket_row_get(row, column, &value) ? TextDatumGetCString(value) : NULL;
}

static int64
bucket_row_int64(const BucketRow *row, const char *column)
{
	Datum		value;

	if (!bucket_row_get(row, column, &value))
		refuse_null(column);
	return DatumGetInt64(value);
}

/* What is owed is paid first, by what may pay for anything at once */
static void
bucket_repay(const BucketRow *row, StoreWriter *writer, EntryRow *entry)
{
	Bucket		bucket = {0};
	Datum		scope;

	bucket.id = entry->bucket_id;
	bucket.seq = entry->bucket_seq;
	bucket.granted = entry->amount;
	if (!bucket_row_get(row, "scope", &scope) &&
		bucket_row_int64(row, "effective_at") <= entry->at)
		debt_repay(entry->account_id, &bucket, writer, entry);
}

Datum
credits_bucket_post(PG_FUNCTION_ARGS)
{
	EntryRow	entry = {0};
	StoreWriter *writer;
	BucketRow	row;
	SpiScope	scope;

	bucket_row_open(fcinfo, &row, TRIGGER_EVENT_AFTER, "credits.bucket_post()");
	if (period_is_writing())
		return PointerGetDatum(NULL);
	spi_begin(&scope, fcinfo);
	entry.account_id = bucket_row_int64(&row, "account_id");
	entry.operation = bucket_row_int64(&row, "operation");
	entry.booked_at = clock_wall();
	entry.at = bucket_row_int64(&row, "granted_at");
	entry.bucket_id = bucket_row_int64(&row, "id");
	entry.bucket_seq = 1;
	entry.user_id = bucket_row_int64(&row, "user_id");
	entry.piece = 1;
	entry.amount = entry.after = bucket_row_granted(&row);
	entry.kind = "grant";
	entry.key = bucket_row_text(&row, "key");
	entry.note = bucket_row_text(&row, "note");
	entry.actor = spi_actor();
	writer = store_writer_open(false);
	store_append_entry(writer, &entry);
	bucket_repay(&row, writer, &entry);
	store_writer_close(writer);
	spi_end(&scope);
	return PointerGetDatum(NULL);
}

/* No draw takes a flex bucket past its cap, by whatever path it comes */
Datum
credits_bucket_cap(PG_FUNCTION_ARGS)
{
	BucketRow	row;
	Datum		granted;
	Datum		used;
	Datum		held;

	bucket_row_open(fcinfo, &row, TRIGGER_EVENT_BEFORE, "credits.bucket_cap()");
	if (period_is_writing())
		return PointerGetDatum(row.trigger.new);
	if (bucket_row_get(&row, "granted", &granted) && bucket_row_get(&row, "used", &used) &&
		bucket_row_get(&row, "held", &held) &&
		amount_plus(DatumGetAmount(used), DatumGetAmount(held)) > DatumGetAmount(granted))
	{
		StringInfoData facts;

		fact_open(&facts, "cap_reached");
		fact_amount(&facts, "overage", DatumGetAmount(used));
		fact_amount(&facts, "overage_cap", DatumGetAmount(granted));
		fact_close(&facts);
		ereport(
			ERROR,
			(errcode(ERRCODE_CAP_REACHED), errmsg("the draw would pass the overage cap"),
			 errdetail_internal("%s", facts.data),
			 errhint("Raise the cap with credits.set_overage(), or wait for the next period.")));
	}
	return PointerGetDatum(row.trigger.new);
}
