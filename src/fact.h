/*
 * fact.h
 *	  The DETAIL of a refusal: one JSON object with the facts.
 */
#ifndef CREDITS_FACT_H
#define CREDITS_FACT_H

#include "datatype/timestamp.h"
#include "lib/stringinfo.h"
#include "utils/jsonb.h"

#include "value.h"

/* Open the object, add facts, close it */
extern void fact_open(StringInfo facts, const char *rule);
extern void fact_text(StringInfo facts, const char *name, const char *value);	/* NULL: null */
extern void fact_amount(StringInfo facts, const char *name, amount128 value);
extern void fact_names(StringInfo facts, const char *name, char **values, int count);
extern void fact_json(StringInfo facts, const char *name, Jsonb *value);
extern void fact_raw(StringInfo facts, const char *name, const char *json);
extern void fact_instant(StringInfo facts, const char *name, TimestampTz value);
/* An instant as the facts show it: ISO 8601 */
extern char *fact_instant_text(TimestampTz value);

extern void fact_close(StringInfo facts);

#endif							/* CREDITS_FACT_H */
