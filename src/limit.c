/*
 * limit.c
 *	  What a plan lets be used: use, allowed, limits.
 *
 * Decided here, on a LimitBook in memory: which limit holds for an account, what counts against
 * it, whether so much more may be used, and which plans would let it.  Only what is taken is
 * judged: giving back is let under any limit, so that an account can come down to that of a
 * smaller plan, and what is there is never taken away.
 *
 * What is counted where, and the locks, are limit_store.c's; which limits there may be,
 * limit_check.c's.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "argument.h"
#include "clock.h"
#include "limit.h"
#include "money.h"
#include "period.h"
#include "refuse.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_use);
PG_FUNCTION_INFO_V1(credits_allowed);
PG_FUNCTION_INFO_V1(credits_limits);

/* A feature: what holds for the account, and what each plan says */
typedef struct
{
	PlanLimit	own;
	const PlanLimit *limits;
	int			count;
} Feature;

/*
 * Deciding.
 */
static bool
plan_is(const PlanLimit *limit, const char *plan)
{
	return limit->plan == NULL || plan == NULL ? limit->plan == plan
		: strcmp(limit->plan, plan) == 0;
}

/*
 * The feature whose first limit has that number, and what of it is included: of a gauge that is
 * not, what is there is known, and can be given back
 */
static void
feature_find(const LimitBook *book, int first, Feature *feature)
{
	const PlanLimit *limits = &book->limits[first];
	int			rest = book->count - first;

	feature->limits = limits;
	feature->own = limits[0];
	feature->own.unlimited = false;
	feature->own.most = 0;
	if (feature->own.per != LIMIT_GAUGE)
		feature->own.per = LIMIT_NOWHERE;
	for (feature->count = 0; feature->count < rest; feature->count++)
	{
		if (strcmp(limits[feature->count].feature, limits[0].feature) != 0)
			break;
		if (plan_is(&limits[feature->count], book->plan))
			feature->own = limits[feature->count];
	}
}

static int
compare_uses(const void *a, const void *b)
{
	const LimitUse *x = a;
	const LimitUse *y = b;
	int			order = strcmp(x->feature, y->feature);

	if (order == 0)
		order = strcmp(x->item, y->item);
	return order != 0 ? order : (int) x->per - (int) y->per;
}

static LimitUse
limit_use(const PlanLimit *limit, const char *item)
{
	LimitUse	use = {limit->feature, item == NULL ? "" : item, limit->per, 0};

	return use;
}

/* What counts against a limit; NULL: nothing does */
static LimitUse *
limit_find_use(const LimitBook *book, const PlanLimit *limit, const char *item)
{
	LimitUse	sought = limit_use(limit, item);

	return book->use_count == 0 ? NULL
		: bsearch(&sought, book->uses, book->use_count, sizeof(LimitUse), compare_uses);
}

static amount128
limit_used(const LimitBook *book, const PlanLimit *limit, const char *item)
{
	const LimitUse *use = limit_find_use(book, limit, item);

	return use == NULL ? 0 : use->used;
}

static bool
limit_lets(const LimitBook *book, const PlanLimit *limit, const char *item, amount128 quantity)
{
	return quantity <= 0 || limit->unlimited ||
		limit->most - limit_used(book, limit, item) >= quantity;
}

/* Lower price for the time of a cycle first */
static int
compare_limits(const void *a, const void *b)
{
	const PlanLimit *x = *(const PlanLimit *const *) a;
	const PlanLimit *y = *(const PlanLimit *const *) b;
	int			order = money_compare(
		money_times(x->price, NumericGetDatum(int64_to_numeric(y->length))),
		money_times(y->price, NumericGetDatum(int64_to_numeric(x->length))));

	return order != 0 ? order : strcmp(x->plan, y->plan);
}

static void
allowance_unlock(const LimitBook *book, const Feature *feature, amount128 quantity,
				 Allowance *answer)
{
	const PlanLimit **found = palloc(sizeof(PlanLimit *) * feature->count);
	int			i;

	for (i = 0; i < feature->count; i++)
	{
		const PlanLimit *limit = &feature->limits[i];

		if (limit->sold && !plan_is(limit, book->plan) &&
			limit_lets(book, limit, answer->item, quantity))
			found[answer->unlocked_count++] = limit;
	}
	if (answer->unlocked_count > 1)
		qsort(found, answer->unlocked_count, sizeof(PlanLimit *), compare_limits);
	answer->unlocked_by = palloc(sizeof(char *) * Max(answer->unlocked_count, 1));
	for (i = 0; i < answer->unlocked_count; i++)
		answer->unlocked_by[i] = unconstify(char *, found[i]->plan);
	pfree(found);
}

/* Whether so much more of it may be used */
static void
allowance_decide(const LimitBook *book, const Feature *feature, const char *item,
				 amount128 quantity, Allowance *answer)
{
	const PlanLimit *own = &feature->own;

	memset(answer, 0, sizeof(*answer));
	answer->feature = own->feature;
	answer->item = item;
	answer->used = limit_used(book, own, item);
	answer->unlimited = own->unlimited;
	answer->most = own->most;
	answer->resets = own->per > LIMIT_GAUGE && own->per < LIMIT_WINDOWS && book->exists[own->per];
	answer->resets_at = answer->resets ? book->ends_at[own->per] : 0;
	answer->allowed = limit_lets(book, own, item, quantity);
	if (!answer->allowed)
		allowance_unlock(book, feature, quantity, answer);
}

/*
 * Refusing.
 */
static char *
limit_hint(const Allowance *answer, LimitPer per, amount128 quantity)
{
	bool		fits = quantity <= answer->most;
	StringInfoData hint;
	int			i;

	initStringInfo(&hint);
	for (i = 0; i < answer->unlocked_count; i++)
		appendStringInfo(&hint, "%s\"%s\"",
						 i == 0 ? "Take plan "
						 : i == answer->unlocked_count - 1 ? " or " : ", ",
						 answer->unlocked_by[i]);
	if (fits)
		appendStringInfo(&hint, "%s%s", hint.len > 0 ? ", or " : "",
						 per == LIMIT_GAUGE ? "give some back with a quantity below 0"
						 : "wait until it resets");
	else if (hint.len == 0)
		appendStringInfoString(&hint, "no plan that is sold to the account lets it");
	hint.data[0] = pg_toupper((unsigned char) hint.data[0]);
	appendStringInfoChar(&hint, '.');
	return hint.data;
}

static void
refuse_limit(const Account *account, const char *plan, const Allowance *answer, LimitPer per,
			 amount128 quantity)
{
	StringInfoData facts;

	fact_open(&facts, "limit_reached");
	fact_text(&facts, "account", account->name);
	fact_text(&facts, "feature", answer->feature);
	fact_text(&facts, "item", answer->item);
	fact_amount(&facts, "used", answer->used);
	fact_amount(&facts, "limit", answer->most);
	fact_amount(&facts, "quantity", quantity);
	fact_text(&facts, "resets_at",
			  answer->resets ? fact_instant_text(answer->resets_at) : NULL);
	fact_text(&facts, "plan", plan);
	fact_names(&facts, "unlocked_by", answer->unlocked_by, answer->unlocked_count);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_LIMIT_REACHED),
			 answer->most > 0
			 ? errmsg("account \"%s\" has reached its limit of \"%s\"", account->name,
					  answer->feature)
			 : plan != NULL
			 ? errmsg("plan \"%s\" does not include \"%s\"", plan, answer->feature)
			 : errmsg("\"%s\" is not included without a plan", answer->feature),
			 errdetail_internal("%s", facts.data),
			 errhint("%s", limit_hint(answer, per, quantity))));
}

/*
 * Asking.
 */

/* What use() and allowed() are asked */
typedef struct
{
	char	   *account;
	char	   *feature;
	Datum		number;			/* the quantity as it was given */
	amount128	quantity;		/* below 0: it gives back */
	char	   *item;			/* NULL: none */
	bool		at_given;
	TimestampTz at;
} Asking;

/* Arguments: account, feature, quantity, item, and somewhere `at` */
static void
asking_read(FunctionCallInfo fcinfo, int at, Asking *asking)
{
	asking->account = argument_required(fcinfo, 0, "account");
	asking->feature = argument_required(fcinfo, 1, "feature");
	asking->number = PG_ARGISNULL(2) ? NumericGetDatum(int64_to_numeric(1))
		: PG_GETARG_DATUM(2);
	asking->quantity = amount_signed("quantity", asking->number);
	asking->item = argument_name(fcinfo, 3, "item");
	asking->at_given = !PG_ARGISNULL(at);
	asking->at = asking->at_given ? PG_GETARG_TIMESTAMPTZ(at) : 0;
}

static void
asking_find(const LimitBook *book, const Asking *asking, Feature *feature)
{
	if (book->count == 0)
		refuse_not_found("feature", asking->feature,
						 "The features are those of the rows of credits.plan_limit.");
	feature_find(book, 0, feature);
	if (feature->own.per_item && asking->item == NULL)
		refuse_null("item");
	if (!feature->own.per_item && asking->item != NULL)
		refuse_value("item", "must be left out: the feature is not counted per item",
					 asking->item);
}

/* What is there is not below 0 */
static void
asking_check(const Asking *asking, const Allowance *answer)
{
	if (answer->used + Min(asking->quantity, 0) < 0)
		refuse_value("quantity",
					 psprintf("would give back more than the %s used",
							  amount_to_cstring(answer->used)),
					 money_text(asking->number));
}

/* What a key stands for */
static Jsonb *
use_arguments(const Asking *asking)
{
	Arguments	arguments;

	request_begin(&arguments);
	request_text(&arguments, "feature", asking->feature);
	request_numeric(&arguments, "quantity", asking->number);
	if (asking->at_given)
		request_instant(&arguments, "at", asking->at);
	request_text(&arguments, "item", asking->item);
	return request_end(&arguments);
}

/* The count, if it is let, and how it stands then */
static void
use_count(Account *account, const Asking *asking, Allowance *answer)
{
	TimestampTz at = account_at(account, asking->at_given, asking->at);
	Feature		feature;
	LimitBook	book;
	LimitUse	count;

	period_ensure(account, at);
	limit_load(account, at, asking->feature, &book);
	asking_find(&book, asking, &feature);
	if (asking->quantity > 0)
		account_require_active(account);
	count = limit_use(&feature.own, asking->item);
	if (count.per != LIMIT_NOWHERE)
		limit_lock(account, &book, &count);
	limit_load_uses(account, asking->feature, asking->item, &book);
	allowance_decide(&book, &feature, asking->item, asking->quantity, answer);
	asking_check(asking, answer);
	if (!answer->allowed)
		refuse_limit(account, book.plan, answer, count.per, asking->quantity);
	if (asking->quantity != 0)
	{
		LimitUse   *use = limit_find_use(&book, &feature.own, asking->item);

		use->used = amount_plus(use->used, asking->quantity);
		limit_write(account, &book, use);
	}
	allowance_decide(&book, &feature, asking->item, AMOUNT_ONE, answer);
}

/*
 * Answering.
 */
static void
allowance_put(const Allowance *answer, Datum *values, bool *nulls)
{
	memset(nulls, false, 7 * sizeof(bool));
	values[0] = CStringGetTextDatum(answer->feature);
	values[1] = answer->item == NULL ? (Datum) 0 : CStringGetTextDatum(answer->item);
	nulls[1] = answer->item == NULL;
	values[2] = BoolGetDatum(answer->allowed);
	values[3] = money_from_amount(answer->used);
	values[4] = money_from_amount(answer->most);
	nulls[4] = answer->unlimited;
	values[5] = TimestampTzGetDatum(answer->resets_at);
	nulls[5] = !answer->resets;
	values[6] = limit_plans(answer);
}

/* The row, in the caller's memory, and the end of the call */
static Datum
allowance_return(FunctionCallInfo fcinfo, SpiScope *scope, MemoryContext caller,
				 const Allowance *answer)
{
	MemoryContext inside = MemoryContextSwitchTo(caller);
	TupleDesc	desc;
	Datum		values[7];
	bool		nulls[7];

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be credits.allowance");
	desc = BlessTupleDesc(desc);
	allowance_put(answer, values, nulls);
	MemoryContextSwitchTo(inside);
	spi_end(scope);
	return HeapTupleGetDatum(heap_form_tuple(desc, values, nulls));
}

/* Arguments: account, feature, quantity, item, key, at */
Datum
credits_use(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	Request		request = {0};
	Allowance	answer;
	Account		account;
	Asking		asking;
	SpiScope	scope;

	spi_require_write("credits.use()");
	asking_read(fcinfo, 5, &asking);
	request.key = argument_name(fcinfo, 4, "key");
	spi_begin(&scope, fcinfo);
	account_load(asking.account, &account);
	if (request.key != NULL)
	{
		request.account_id = account.account_id;
		request.user_id = account.user_id;
		request.account = account.name;
		request.call = "use";
		request.arguments = use_arguments(&asking);
		request.operation = spi_next_operation();
	}
	if (request.key != NULL && !request_claim(&request))
		limit_kept(&request, &answer);
	else
	{
		use_count(&account, &asking, &answer);
		if (request.key != NULL)
			limit_keep(&request, &answer);
	}
	return allowance_return(fcinfo, &scope, caller, &answer);
}

/* Arguments: account, feature, quantity, item, at */
Datum
credits_allowed(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	Allowance	answer;
	Account		account;
	Feature		feature;
	LimitBook	book;
	Asking		asking;
	SpiScope	scope;

	asking_read(fcinfo, 4, &asking);
	if (asking.at_given)
		clock_check(asking.at, "at");
	spi_begin(&scope, fcinfo);
	account_load(asking.account, &account);
	limit_load(&account, asking.at_given ? asking.at : account.now, asking.feature, &book);
	asking_find(&book, &asking, &feature);
	limit_load_uses(&account, asking.feature, asking.item, &book);
	allowance_decide(&book, &feature, asking.item, asking.quantity, &answer);
	asking_check(&asking, &answer);
	return allowance_return(fcinfo, &scope, caller, &answer);
}

static void
limits_put(ReturnSetInfo *rsinfo, const LimitBook *book, const Feature *feature,
		   const char *item)
{
	Allowance	answer;
	Datum		values[7];
	bool		nulls[7];

	allowance_decide(book, feature, item, AMOUNT_ONE, &answer);
	allowance_put(&answer, values, nulls);
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

/* A row without an item, and one for each that counts against the limit */
static void
limits_put_feature(ReturnSetInfo *rsinfo, const LimitBook *book, const Feature *feature)
{
	int			i;

	limits_put(rsinfo, book, feature, NULL);
	for (i = 0; feature->own.per_item && i < book->use_count; i++)
	{
		const LimitUse *use = &book->uses[i];

		CHECK_FOR_INTERRUPTS();
		if (use->per == feature->own.per && use->item[0] != '\0' &&
			strcmp(use->feature, feature->own.feature) == 0)
			limits_put(rsinfo, book, feature, use->item);
	}
}

/* Arguments: account, at */
Datum
credits_limits(PG_FUNCTION_ARGS)
{
	char	   *name = argument_required(fcinfo, 0, "account");
	TimestampTz at = PG_ARGISNULL(1) ? 0 : PG_GETARG_TIMESTAMPTZ(1);
	MemoryContext inside;
	Account		account;
	Feature		feature;
	LimitBook	book;
	SpiScope	scope;
	int			first;

	if (!PG_ARGISNULL(1))
		clock_check(at, "at");
	spi_begin(&scope, fcinfo);
	inside = CurrentMemoryContext;
	InitMaterializedSRF(fcinfo, 0);
	MemoryContextSwitchTo(inside);
	account_load(name, &account);
	limit_load(&account, PG_ARGISNULL(1) ? account.now : at, NULL, &book);
	limit_load_uses(&account, NULL, NULL, &book);
	for (first = 0; first < book.count; first += feature.count)
	{
		feature_find(&book, first, &feature);
		limits_put_feature((ReturnSetInfo *) fcinfo->resultinfo, &book, &feature);
	}
	spi_end(&scope);
	return (Datum) 0;
}
