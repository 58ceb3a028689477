/*
 * member.c
 *	  Members: which database role may do what in which account.
 *
 * Decided here: that a member has one role in an account, and that nobody who is confined gives or
 * takes a right that is not its own.  What a role may do is a catalog, credits.member_right; who is
 * held to it is permit.c's to decide.
 *
 * Locks: the row of the member.  Nothing is done of what is due, and no bucket is touched.
 */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "argument.h"
#include "permit.h"
#include "refuse.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_add_member);
PG_FUNCTION_INFO_V1(credits_remove_member);
PG_FUNCTION_INFO_V1(credits_members);

/* A member of an account, as named in a call */
typedef struct
{
	Account		account;
	const char *principal;
} Member;

static char *
member_argument(FunctionCallInfo fcinfo)
{
	char	   *principal;

	if (PG_ARGISNULL(1))
		refuse_null("principal");
	principal = pstrdup(NameStr(*PG_GETARG_NAME(1)));
	refuse_bad_name("principal", principal);
	return principal;
}

static void
member_key(const Member *member, Datum *values)
{
	values[0] = Int64GetDatum(member->account.account_id);
	values[1] = Int64GetDatum(member->account.user_id);
	values[2] = CStringGetTextDatum(member->principal);
}

/* Lock it; its role, or NULL if it is no member */
static char *
member_lock(const Member *member)
{
	static SpiPlan plan = {
		"SELECT m.role FROM credits.member m WHERE m.account_id OPERATOR(pg_catalog.=) $1"
		"   AND m.user_id OPERATOR(pg_catalog.=) $2"
		"   AND m.principal OPERATOR(pg_catalog.=) $3::pg_catalog.name FOR NO KEY UPDATE",
		"llt", NULL
	};
	Datum		values[3];

	member_key(member, values);
	return spi_run(&plan, values, NULL) == 0 ? NULL : spi_text(0, 1);
}

/* False if it is one already */
static bool
member_insert(const Member *member, const char *role)
{
	static SpiPlan plan = {
		"INSERT INTO credits.member (account_id, user_id, principal, role, added_at, actor)"
		" VALUES ($1,$2,$3::pg_catalog.name,$4,$5,$6) ON CONFLICT DO NOTHING",
		"llttzt", NULL
	};
	Datum		values[6];

	member_key(member, values);
	values[3] = CStringGetTextDatum(role);
	values[4] = TimestampTzGetDatum(member->account.now);
	values[5] = CStringGetTextDatum(spi_actor());
	return spi_run(&plan, values, NULL) == 1;
}

static void
member_update(const Member *member, const char *role)
{
	static SpiPlan plan = {
		"UPDATE credits.member AS m SET role = $4, added_at = $5, actor = $6"
		" WHERE m.account_id OPERATOR(pg_catalog.=) $1 AND m.user_id OPERATOR(pg_catalog.=) $2"
		"   AND m.principal OPERATOR(pg_catalog.=) $3::pg_catalog.name",
		"llttzt", NULL
	};
	Datum		values[6];

	member_key(member, values);
	values[3] = CStringGetTextDatum(role);
	values[4] = TimestampTzGetDatum(member->account.now);
	values[5] = CStringGetTextDatum(spi_actor());
	spi_run(&plan, values, NULL);
}

static void
member_require_role(const char *role)
{
	static SpiPlan plan = {
		"SELECT FROM credits.member_right r WHERE r.role OPERATOR(pg_catalog.=) $1 LIMIT 1",
		"t", NULL
	};
	Datum		values[1];

	values[0] = CStringGetTextDatum(role);
	if (spi_run(&plan, values, NULL) == 0)
		refuse_not_found("role", role,
						 "What members can be, and may do then, is in credits.member_right.");
}

static void
member_require_principal(const char *principal)
{
	if (!OidIsValid(get_role_oid(principal, true)))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("role \"%s\" does not exist", principal),
				 errdetail("A member is a role of this database server."),
				 errhint("Make it with CREATE ROLE.")));
}

/* Arguments: account, principal, role */
Datum
credits_add_member(PG_FUNCTION_ARGS)
{
	char	   *name = argument_required(fcinfo, 0, "account");
	char	   *role = argument_required(fcinfo, 2, "role");
	Member		member;
	SpiScope	scope;

	spi_require_write("credits.add_member()");
	member.principal = member_argument(fcinfo);
	spi_begin(&scope, fcinfo);
	account_load(name, &member.account);
	member_require_role(role);
	permit_role(&member.account, role);
	member_require_principal(member.principal);
	while (!member_insert(&member, role))
	{
		char	   *before = member_lock(&member);

		CHECK_FOR_INTERRUPTS();
		if (before == NULL)
			continue;
		permit_role(&member.account, before);
		if (strcmp(before, role) != 0)
			member_update(&member, role);
		break;
	}
	spi_end(&scope);
	PG_RETURN_VOID();
}

/* Arguments: account, principal */
Datum
credits_remove_member(PG_FUNCTION_ARGS)
{
	static SpiPlan plan = {
		"DELETE FROM credits.member AS m WHERE m.account_id OPERATOR(pg_catalog.=) $1"
		"   AND m.user_id OPERATOR(pg_catalog.=) $2"
		"   AND m.principal OPERATOR(pg_catalog.=) $3::pg_catalog.name",
		"llt", NULL
	};
	char	   *name = argument_required(fcinfo, 0, "account");
	Member		member;
	SpiScope	scope;
	Datum		values[3];
	char	   *role;

	spi_require_write("credits.remove_member()");
	member.principal = member_argument(fcinfo);
	spi_begin(&scope, fcinfo);
	account_load(name, &member.account);
	role = member_lock(&member);
	if (role == NULL)
		refuse_not_found("member", member.principal,
						 "credits.members() has those of the account.");
	permit_role(&member.account, role);
	member_key(&member, values);
	spi_run(&plan, values, NULL);
	spi_end(&scope);
	PG_RETURN_VOID();
}

Datum
credits_members(PG_FUNCTION_ARGS)
{
	static SpiPlan plan = {
		"SELECT m.principal, m.role, CASE WHEN m.user_id <> $2 THEN a.account END, m.added_at,"
		"       m.actor"
		"  FROM credits.member m"
		"  JOIN credits.account a ON a.account_id = m.account_id AND a.user_id = m.user_id"
		" WHERE m.account_id = $1 AND ($2 = $1 OR m.user_id = $2)"
		" ORDER BY m.user_id <> $2, a.account, m.principal",
		"ll", NULL
	};
	char	   *name = argument_required(fcinfo, 0, "account");
	Account		account;
	SpiScope	scope;
	Datum		values[2];

	spi_begin(&scope, fcinfo);
	account_load(name, &account);
	values[0] = Int64GetDatum(account.account_id);
	values[1] = Int64GetDatum(account.user_id);
	spi_return_set(fcinfo, &plan, values, NULL);
	spi_end(&scope);
	return (Datum) 0;
}
