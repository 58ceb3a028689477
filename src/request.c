/*
 * request.c
 *	  Idempotency keys: once, and the same answer again.
 *
 * Decided here: when two requests are the same.  Arguments are compared as values, in the fixed
 * order of `fields`: numerics as numbers, JSON whatever its key order, what is absent as NULL.
 * What the first answer was is read back from the ledger by the caller; no answer is stored
 * twice.
 *
 * Lock order: the key's row is inserted before anything else is locked, so callers with the
 * same key queue on its unique index, and the others find the first one's answer, or, if it
 * rolled back, one of them becomes the first.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "clock.h"
#include "refuse.h"
#include "request.h"
#include "spi.h"

static const char *const fields[] = {
	"plan", "at_cycle_end", "amount", "every", "class", "resource", "feature", "quantity",
	"attributes", "at", "until", "item", "expires_at", "effective_at", "priority", "scope", "cost",
	"rollover_max", "rollover_for", "note", "pack", "money", "credits", "currency", "method",
	"pay_within", "receipt_to", "operation", "bucket", "deposit", "reason", "hold", "ttl"
};

static void
request_value(Arguments *arguments, const char *name, JsonbValue *value)
{
	JsonbValue	key;

	key.type = jbvString;
	key.val.string.val = unconstify(char *, name);
	key.val.string.len = strlen(name);
	pushJsonbValue(&arguments->state, WJB_KEY, &key);
	pushJsonbValue(&arguments->state, WJB_VALUE, value);
}

static void
json_string(JsonbValue *value, const char *text)
{
	value->type = jbvString;
	value->val.string.val = unconstify(char *, text);
	value->val.string.len = strlen(text);
}

void
request_begin(Arguments *arguments)
{
	arguments->state = NULL;
	pushJsonbValue(&arguments->state, WJB_BEGIN_OBJECT, NULL);
}

void
request_text(Arguments *arguments, const char *name, const char *text)
{
	JsonbValue	value;

	if (text == NULL)
		return;
	json_string(&value, text);
	request_value(arguments, name, &value);
}

void
request_amount(Arguments *arguments, const char *name, amount128 amount)
{
	request_text(arguments, name, amount_to_cstring(amount));
}

void
request_numeric(Arguments *arguments, const char *name, Datum number)
{
	JsonbValue	value;

	value.type = jbvNumeric;
	value.val.numeric = DatumGetNumeric(number);
	request_value(arguments, name, &value);
}

void
request_instant(Arguments *arguments, const char *name, TimestampTz at)
{
	request_numeric(arguments, name, NumericGetDatum(int64_to_numeric(at)));
}

void
request_json(Arguments *arguments, const char *name, Jsonb *json)
{
	JsonbValue	value;

	if (json == NULL)
		return;
	value.type = jbvBinary;
	value.val.binary.data = &json->root;
	value.val.binary.len = VARSIZE(json) - VARHDRSZ;
	request_value(arguments, name, &value);
}

void
request_names(Arguments *arguments, const char *name, char **values, int count)
{
	JsonbParseState *list = NULL;
	JsonbValue	value;
	int			i;

	if (count == 0)
		return;
	pushJsonbValue(&list, WJB_BEGIN_ARRAY, NULL);
	for (i = 0; i < count; i++)
	{
		json_string(&value, values[i]);
		pushJsonbValue(&list, WJB_ELEM, &value);
	}
	request_json(arguments, name, JsonbValueToJsonb(pushJsonbValue(&list, WJB_END_ARRAY, NULL)));
}

Jsonb *
request_end(Arguments *arguments)
{
	return JsonbValueToJsonb(pushJsonbValue(&arguments->state, WJB_END_OBJECT, NULL));
}

/* A field as people read it; NULL where it is absent */
static char *
request_show(const char *name, JsonbValue *value)
{
	Jsonb	   *json;

	if (value == NULL)
		return NULL;
	if (value->type == jbvString)
		return pnstrdup(value->val.string.val, value->val.string.len);
	if (value->type == jbvNumeric &&
		(strcmp(name, "at") == 0 || strcmp(name, "until") == 0 || strstr(name, "_at") != NULL))
		return fact_instant_text(
			DatumGetInt64(DirectFunctionCall1(numeric_int8, NumericGetDatum(value->val.numeric))));
	json = JsonbValueToJsonb(value);
	return JsonbToCString(NULL, &json->root, VARSIZE(json));
}

/* Equal as values: 1.0 and 1.00 are, and JSON whatever its key order */
static bool
request_field_equal(JsonbValue *a, JsonbValue *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return compareJsonbContainers(&JsonbValueToJsonb(a)->root, &JsonbValueToJsonb(b)->root) == 0;
}

void
request_require_same(const Request *request, const char *first_call, Jsonb *first)
{
	int			i;

	if (strcmp(first_call, request->call) != 0)
		refuse_mismatch(request->account, request->key, "call", first_call, request->call);
	if (compareJsonbContainers(&first->root, &request->arguments->root) == 0)
		return;
	for (i = 0; i < (int) lengthof(fields); i++)
	{
		const char *name = fields[i];
		JsonbValue *before = getKeyJsonValueFromContainer(&first->root, name, strlen(name), NULL);
		JsonbValue *now = getKeyJsonValueFromContainer(&request->arguments->root, name,
													   strlen(name), NULL);

		if (!request_field_equal(before, now))
			refuse_mismatch(request->account, request->key, name, request_show(name, before),
							request_show(name, now));
	}
	/* never the answer to another question, whatever was asked */
	refuse_mismatch(request->account, request->key, "arguments",
					JsonbToCString(NULL, &first->root, VARSIZE(first)),
					JsonbToCString(NULL, &request->arguments->root, VARSIZE(request->arguments)));
}

/* The request that was answered under this key; false if there is none (any more) */
static bool
request_answered(Request *request)
{
	static SpiPlan plan = {
		"SELECT r.operation, r.call, r.arguments FROM credits.request r"
		" WHERE r.key OPERATOR(pg_catalog.=) $1 AND r.account_id OPERATOR(pg_catalog.=) $2"
		"   AND r.user_id OPERATOR(pg_catalog.=) $3",
		"tll", NULL
	};
	Datum		values[3];

	values[0] = CStringGetTextDatum(request->key);
	values[1] = Int64GetDatum(request->account_id);
	values[2] = Int64GetDatum(request->user_id);
	if (spi_run(&plan, values, NULL) == 0)
		return false;
	request->operation = spi_int64(0, 1);
	request_require_same(request, spi_text(0, 2), DatumGetJsonbP(spi_copy(0, 3, -1)));
	return true;
}

bool
request_claim(Request *request)
{
	static SpiPlan plan = {"INSERT INTO credits.request (account_id, user_id, operation, "
						   "booked_at, key, call, arguments)"
						   " VALUES ($1,$2,$3,$4,$5,$6,$7) ON CONFLICT DO NOTHING",
						   "lllzttj", NULL};
	Datum		values[7];

	values[0] = Int64GetDatum(request->account_id);
	values[1] = Int64GetDatum(request->user_id);
	values[2] = Int64GetDatum(request->operation);
	values[3] = TimestampTzGetDatum(clock_wall());
	values[4] = CStringGetTextDatum(request->key);
	values[5] = CStringGetTextDatum(request->call);
	values[6] = JsonbPGetDatum(request->arguments);
	/* a key that is there and then is not was given back by a refused call: claim again */
	while (spi_run(&plan, values, NULL) == 0)
	{
		CHECK_FOR_INTERRUPTS();
		if (request_answered(request))
			return false;
	}
	return true;
}

/* One column of the requests as an array */
static Datum
request_column(const Datum *values, int count, Oid type)
{
	int16		length;
	bool		byval;
	char		align;

	get_typlenbyvalalign(type, &length, &byval, &align);
	return PointerGetDatum(construct_array(unconstify(Datum *, values), count, type, length, byval,
										   align));
}

void
request_claim_many(Request *requests, int count, bool *claimed)
{
	static SpiPlan plan = {
		"INSERT INTO credits.request (account_id, user_id, operation, booked_at, key, call, "
		"arguments)"
		" SELECT r.account_id, r.user_id, r.operation, $1, r.key, r.call, r.arguments"
		"   FROM ROWS FROM (pg_catalog.unnest($2), pg_catalog.unnest($3), pg_catalog.unnest($4),"
		"                   pg_catalog.unnest($5), pg_catalog.unnest($6), pg_catalog.unnest($7))"
		"     AS r (account_id, user_id, operation, key, call, arguments)"
		" ON CONFLICT DO NOTHING RETURNING operation",
		"zLLLTTJ", NULL};
	static const Oid types[] = {INT8OID, INT8OID, INT8OID, TEXTOID, TEXTOID, JSONBOID};
	Datum	   *columns[lengthof(types)];
	Datum		values[1 + lengthof(types)];
	uint64		rows;
	uint64		row = 0;
	int			i;

	for (i = 0; i < (int) lengthof(types); i++)
		columns[i] = palloc(count * sizeof(Datum));
	for (i = 0; i < count; i++)
	{
		columns[0][i] = Int64GetDatum(requests[i].account_id);
		columns[1][i] = Int64GetDatum(requests[i].user_id);
		columns[2][i] = Int64GetDatum(requests[i].operation);
		columns[3][i] = CStringGetTextDatum(requests[i].key);
		columns[4][i] = CStringGetTextDatum(requests[i].call);
		columns[5][i] = JsonbPGetDatum(requests[i].arguments);
	}
	values[0] = TimestampTzGetDatum(clock_wall());
	for (i = 0; i < (int) lengthof(types); i++)
		values[1 + i] = request_column(columns[i], count, types[i]);
	rows = spi_run(&plan, values, NULL);

	/* what was inserted comes back in the order it was given */
	for (i = 0; i < count; i++)
	{
		claimed[i] = row < rows && spi_int64(row, 1) == requests[i].operation;
		row += claimed[i];
	}
}

void
request_release(const Request *request)
{
	static SpiPlan plan = {
		"DELETE FROM credits.request r"
		" WHERE r.key OPERATOR(pg_catalog.=) $1 AND r.account_id OPERATOR(pg_catalog.=) $2"
		"   AND r.user_id OPERATOR(pg_catalog.=) $3",
		"tll", NULL
	};
	Datum		values[3];

	values[0] = CStringGetTextDatum(request->key);
	values[1] = Int64GetDatum(request->account_id);
	values[2] = Int64GetDatum(request->user_id);
	spi_run(&plan, values, NULL);
}
