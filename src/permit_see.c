/*
 * permit_see.c
 *	  Which rows of the books a role may see: the function of every row-level security policy.
 *
 * Decided here: that who is not confined (permit.c) sees all, and who is sees the rows of accounts
 * of which it is a member whose role may read: a member of a payer those of its children too, a
 * member of a child those of the child only.  What belongs to no account it does not see.
 *
 * Reads only.  What an actor may see is read once for each use of the function in a statement, and
 * lives as long as that (fn_mcxt).
 */
#include "postgres.h"

#include "access/xact.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"

#include "permit.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_may_see);
PG_FUNCTION_INFO_V1(credits_may_see_account);

typedef struct
{
	int64		account_id;
	int64		user_id;
} SeenAccount;

typedef struct
{
	Oid			outer;
	Oid			user;
	TimestampTz statement;
	int			count;			/* 0: all */
	HTAB	   *accounts[2];	/* what each of the confined actors sees */
} Sight;

static HTAB *
sight_load(Oid actor, MemoryContext context)
{
	static SpiPlan plan = {
		"SELECT m.account_id, m.user_id FROM credits.member m"
		" WHERE m.principal = $1::name AND 'read' IN (" PERMIT_RIGHTS("m") ")",
		"t", NULL
	};
	HASHCTL		control = {0};
	HTAB	   *accounts;
	Datum		values[1];
	uint64		rows;
	uint64		i;

	control.keysize = control.entrysize = sizeof(SeenAccount);
	control.hcxt = context;
	accounts = hash_create("credits accounts seen", 64, &control,
						   HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	values[0] = CStringGetTextDatum(GetUserNameFromId(actor, false));
	rows = spi_read(&plan, values, NULL);
	for (i = 0; i < rows; i++)
	{
		SeenAccount key;

		key.account_id = spi_int64(i, 1);
		key.user_id = spi_int64(i, 2);
		(void) hash_search(accounts, &key, HASH_ENTER, NULL);
	}
	return accounts;
}

static const Sight *
sight_of(FunctionCallInfo fcinfo)
{
	Sight	   *sight = fcinfo->flinfo->fn_extra;
	const PermitActors *actors;
	SpiScope	scope;

	if (sight != NULL && sight->outer == GetOuterUserId() && sight->user == GetUserId() &&
		sight->statement == GetCurrentStatementStartTimestamp())
		return sight;
	sight = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(Sight));
	sight->outer = GetOuterUserId();
	sight->user = GetUserId();
	sight->statement = GetCurrentStatementStartTimestamp();
	spi_begin(&scope, fcinfo);
	actors = permit_actors();
	for (sight->count = 0; sight->count < actors->count; sight->count++)
		sight->accounts[sight->count] =
			sight_load(actors->roles[sight->count], fcinfo->flinfo->fn_mcxt);
	spi_end(&scope);
	fcinfo->flinfo->fn_extra = sight;
	return sight;
}

static bool
sight_has(const Sight *sight, int64 account_id, int64 user_id)
{
	int			i;

	for (i = 0; i < sight->count; i++)
	{
		SeenAccount payer = {account_id, account_id};
		SeenAccount user = {account_id, user_id};

		if (hash_search(sight->accounts[i], &payer, HASH_FIND, NULL) == NULL &&
			hash_search(sight->accounts[i], &user, HASH_FIND, NULL) == NULL)
			return false;
	}
	return true;
}

/* Arguments: account_id, user_id */
Datum
credits_may_see(PG_FUNCTION_ARGS)
{
	const Sight *sight = sight_of(fcinfo);

	if (sight->count == 0)
		PG_RETURN_BOOL(true);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_BOOL(false);
	PG_RETURN_BOOL(sight_has(sight, PG_GETARG_INT64(0), PG_GETARG_INT64(1)));
}

/* Arguments: account */
Datum
credits_may_see_account(PG_FUNCTION_ARGS)
{
	static SpiPlan plan = {
		"SELECT k.account_id, k.user_id FROM credits.account_key k WHERE k.account = $1", "t", NULL
	};
	const Sight *sight = sight_of(fcinfo);
	SpiScope	scope;
	Datum		values[1];
	bool		seen;

	if (sight->count == 0)
		PG_RETURN_BOOL(true);
	if (PG_ARGISNULL(0))
		PG_RETURN_BOOL(false);
	spi_begin(&scope, fcinfo);
	values[0] = PG_GETARG_DATUM(0);
	seen = spi_read(&plan, values, NULL) > 0 &&
		sight_has(sight, spi_int64(0, 1), spi_int64(0, 2));
	spi_end(&scope);
	PG_RETURN_BOOL(seen);
}
