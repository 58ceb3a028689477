/*
 * fact.c
 *	  The DETAIL of a refusal: one JSON object with the facts.
 *
 * Amounts are JSON numbers, exact; instants are ISO 8601; what is not known is null.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/datetime.h"
#include "utils/json.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "fact.h"

static void
fact_name(StringInfo facts, const char *name)
{
	if (facts->data[facts->len - 1] != '{')
		appendStringInfoString(facts, ", ");
	escape_json(facts, name);
	appendStringInfoString(facts, ": ");
}

void
fact_open(StringInfo facts, const char *rule)
{
	initStringInfo(facts);
	appendStringInfoChar(facts, '{');
	fact_text(facts, "rule", rule);
}

void
fact_text(StringInfo facts, const char *name, const char *value)
{
	fact_name(facts, name);
	if (value == NULL)
		appendStringInfoString(facts, "null");
	else
		escape_json(facts, value);
}

void
fact_amount(StringInfo facts, const char *name, amount128 value)
{
	fact_name(facts, name);
	appendStringInfoString(facts, amount_to_cstring(value));
}

void
fact_names(StringInfo facts, const char *name, char **values, int count)
{
	int			i;

	fact_name(facts, name);
	appendStringInfoChar(facts, '[');
	for (i = 0; i < count; i++)
	{
		appendStringInfoString(facts, i > 0 ? ", " : "");
		escape_json(facts, values[i]);
	}
	appendStringInfoChar(facts, ']');
}

void
fact_json(StringInfo facts, const char *name, Jsonb *value)
{
	fact_name(facts, name);
	(void) JsonbToCString(facts, &value->root, VARSIZE(value));
}

void
fact_raw(StringInfo facts, const char *name, const char *json)
{
	fact_name(facts, name);
	appendStringInfoString(facts, json);
}

char *
fact_instant_text(TimestampTz value)
{
	char		text[MAXDATELEN + 1];

	JsonEncodeDateTime(text, TimestampTzGetDatum(value), TIMESTAMPTZOID, NULL);
	return pstrdup(text);
}

void
fact_instant(StringInfo facts, const char *name, TimestampTz value)
{
	fact_text(facts, name, fact_instant_text(value));
}

void
fact_close(StringInfo facts)
{
	appendStringInfoChar(facts, '}');
}
