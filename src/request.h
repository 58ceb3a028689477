/*
 * request.h
 *	  Idempotency keys: once, and the same answer again.
 */
#ifndef CREDITS_REQUEST_H
#define CREDITS_REQUEST_H

#include "utils/array.h"
#include "utils/jsonb.h"

#include "account.h"

/* The arguments of a call as one canonical JSON object; what is NULL is left out */
typedef struct
{
	JsonbParseState *state;
} Arguments;

extern void request_begin(Arguments *arguments);
extern void request_text(Arguments *arguments, const char *name, const char *value);
extern void request_amount(Arguments *arguments, const char *name, amount128 value);
extern void request_numeric(Arguments *arguments, const char *name, Datum value);
extern void request_instant(Arguments *arguments, const char *name, TimestampTz value);
extern void request_json(Arguments *arguments, const char *name, Jsonb *value);
extern void request_names(Arguments *arguments, const char *name, char **values, int count);
extern Jsonb *request_end(Arguments *arguments);

/* A request under a key */
typedef struct
{
	int64		account_id;
	int64		user_id;
	const char *account;
	const char *key;
	const char *call;
	Jsonb	   *arguments;
	int64		operation;		/* in: to answer it; out: that did, if it was answered before */
} Request;

/*
 * Claim the key, waiting for whoever else is claiming it.  False: it was answered before; KR003
 * if it was asked otherwise.
 */
extern bool request_claim(Request *request);

/*
 * The same for many at once, in the order given, which should be (payer, user, key): claims what is
 * free and marks it; what is not marked is for request_claim() to answer.
 */
extern void request_claim_many(Request *requests, int count, bool *claimed);

/* Give a key back whose call was refused without an error */
extern void request_release(const Request *request);

/* KR003, if the two differ: names the first field that does */
extern void request_require_same(const Request *request, const char *first_call, Jsonb *first);

#endif							/* CREDITS_REQUEST_H */
