/*
 * permit.c
 *	  Who is confined to the accounts it is a member of, and what it may do there.
 *
 * Decided here: whether the actor, the outer database role, is confined; which right the called
 * function needs; and whether a member's role has it.  Which function needs which right is said
 * in privileges.sql, which roles have it in credits.member_right, and who is confined in
 * credits.permission.
 *
 * The actor is the role that SET ROLE or the login says, whatever SECURITY DEFINER function or
 * trigger the call came through: neither widens what it may do.  Nor does it widen what the owner
 * of such a function, or of a materialized view, may do that somebody else runs it: where the
 * current user is another and is confined, what is done must be permitted to both.
 *
 * Reads only, and locks nothing.  Who is confined is read under a snapshot of its own, so that a
 * transaction that began before does not keep for later ones what is no longer true, and kept for
 * the session until roles or that table change.  What is kept lives in TopMemoryContext.
 */
#include "postgres.h"

#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "commands/trigger.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "permit.h"
#include "refuse.h"
#include "row_trigger.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_permission_changed);

/* The columns of credits.permission that are looked at */
#define PERMISSION_ROLE 1
#define PERMISSION_MEMBERS_ONLY 3

#define KNOWN_ROLES 4

#define RIGHT_USE "use"
#define RIGHT_READ "read"

/* What a member can have; other capabilities are for those who run the service */
static const char *const rights[] = {
	RIGHT_READ, RIGHT_USE, "buy", "topup", "plan", "overage", "members"
};

/* A call of a function; those it makes in turn stand above it */
typedef struct
{
	Oid			function;
	SubTransactionId began;
	PermitActors actors;
	const char *right;			/* NULL: none of them is confined */
} PermitCall;

static PermitCall *calls = NULL;
static int	depth = 0;
static int	room = 0;

/* What is known of the roles that were looked at last */
static struct
{
	bool		valid;
	bool		watching;
	Oid			table;
	int			last;
	Oid			roles[KNOWN_ROLES];
	bool		confined[KNOWN_ROLES];
}			known;

/* The capability of each function, by its OID; NULL: not read yet, or functions have changed */
typedef struct
{
	Oid			function;		/* hash key */
	char		capability[NAMEDATALEN];
} FunctionCapability;

static HTAB *capabilities = NULL;
static bool capabilities_stale = false;

/*
 * What is kept is forgotten.
 */
static void
permit_forget_table(Datum arg, Oid relation)
{
	(void) arg;
	if (relation == InvalidOid || relation == known.table)
		known.valid = false;
}

static void
permit_forget_roles(Datum arg, int cache, uint32 hash)
{
	(void) arg;
	(void) cache;
	(void) hash;
	known.valid = false;
}

static void
permit_forget_functions(Datum arg, int cache, uint32 hash)
{
	(void) arg;
	(void) cache;
	(void) hash;
	capabilities_stale = true;
}

static void
permit_end_transaction(XactEvent event, void *arg)
{
	(void) arg;
	if (event == XACT_EVENT_ABORT || event == XACT_EVENT_COMMIT || event == XACT_EVENT_PREPARE)
		depth = 0;
}

static void
permit_end_subtransaction(SubXactEvent event, SubTransactionId self, SubTransactionId parent,
						  void *arg)
{
	(void) parent;
	(void) arg;
	while (event == SUBXACT_EVENT_ABORT_SUB && depth > 0 && calls[depth - 1].began >= self)
		depth--;
}

static void
permit_watch(void)
{
	CacheRegisterRelcacheCallback(permit_forget_table, (Datum) 0);
	CacheRegisterSyscacheCallback(AUTHOID, permit_forget_roles, (Datum) 0);
	CacheRegisterSyscacheCallback(AUTHMEMROLEMEM, permit_forget_roles, (Datum) 0);
	CacheRegisterSyscacheCallback(PROCOID, permit_forget_functions, (Datum) 0);
	RegisterXactCallback(permit_end_transaction, NULL);
	RegisterSubXactCallback(permit_end_subtransaction, NULL);
	known.watching = true;
}

/* Trigger of credits.permission: every session looks again */
Datum
credits_permission_changed(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_FOR_STATEMENT(trigger->tg_event))
		refuse_trigger("credits.permission_changed()");
	CacheInvalidateRelcache(trigger->tg_relation);
	return PointerGetDatum(NULL);
}

/*
 * Who is confined.
 */

/* Does it have the rights of that role, or can it take them with SET ROLE? */
static bool
permit_is_in(Oid actor, Oid role)
{
#if PG_VERSION_NUM >= 160000
	return has_privs_of_role(actor, role) || member_can_set_role(actor, role);
#else
	return is_member_of_role(actor, role);
#endif
}

static bool
permit_find_confining(Oid actor)
{
	Relation	table = table_open(known.table, AccessShareLock);
	Snapshot	snapshot = RegisterSnapshot(GetLatestSnapshot());
	TableScanDesc scan = table_beginscan(table, snapshot, 0, NULL);
	TupleTableSlot *slot = table_slot_create(table, NULL);
	bool		found = false;

	while (!found && table_scan_getnextslot(scan, ForwardScanDirection, slot))
	{
		bool		isnull;
		Oid			role;

		if (!DatumGetBool(slot_getattr(slot, PERMISSION_MEMBERS_ONLY, &isnull)))
			continue;
		role = get_role_oid(NameStr(*DatumGetName(slot_getattr(slot, PERMISSION_ROLE, &isnull))),
							true);
		found = OidIsValid(role) && permit_is_in(actor, role);
	}
	ExecDropSingleTupleTableSlot(slot);
	table_endscan(scan);
	UnregisterSnapshot(snapshot);
	table_close(table, AccessShareLock);
	return found;
}

static bool
permit_is_confined(Oid role)
{
	bool		confined;
	int			i;

	for (i = 0; known.valid && i < KNOWN_ROLES; i++)
	{
		if (known.roles[i] == role)
			return known.confined[i];
	}
	if (!known.watching)
		permit_watch();
	if (!known.valid)
		memset(known.roles, 0, sizeof(known.roles));
	/* said before it is looked at: what changes meanwhile makes it untrue again */
	known.table = spi_table("permission");
	known.valid = true;
	confined = !superuser_arg(role) && !has_privs_of_role(role, spi_books_owner()) &&
		permit_find_confining(role);
	known.last = (known.last + 1) % KNOWN_ROLES;
	known.roles[known.last] = role;
	known.confined[known.last] = confined;
	return confined;
}

static void
permit_find_actors(Oid user, PermitActors *actors)
{
	Oid			outer = GetOuterUserId();

	actors->count = 0;
	if (permit_is_confined(outer))
		actors->roles[actors->count++] = outer;
	if (user != outer && permit_is_confined(user))
		actors->roles[actors->count++] = user;
}

/*
 * What a function needs.
 */
static void
permit_read_capabilities(void)
{
	static SpiPlan plan = {
		"SELECT l.capability, l.function::oid::bigint"
		"  FROM (SELECT c.capability,"
		"               CASE WHEN c.kind <> 'table' THEN to_regprocedure(c.object) END AS function"
		"          FROM credits.capabilities() c) l WHERE l.function IS NOT NULL",
		"", NULL
	};
	HASHCTL		control = {0};
	HTAB	   *fresh;
	uint64		rows;
	uint64		i;

	if (capabilities != NULL)
		hash_destroy(capabilities);
	capabilities = NULL;
	control.keysize = sizeof(Oid);
	control.entrysize = sizeof(FunctionCapability);
	control.hcxt = TopMemoryContext;
	capabilities_stale = false;
	rows = spi_read(&plan, NULL, NULL);
	fresh = hash_create("credits capabilities", 256, &control,
						HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	for (i = 0; i < rows; i++)
	{
		Oid			function = (Oid) spi_int64(i, 2);
		FunctionCapability *entry = hash_search(fresh, &function, HASH_ENTER, NULL);

		strlcpy(entry->capability, spi_text(i, 1), NAMEDATALEN);
	}
	capabilities = fresh;
}

/* The owner's own, if it is none that is known */
static const char *
permit_capability(Oid function)
{
	FunctionCapability *entry;

	if (capabilities == NULL || capabilities_stale)
		permit_read_capabilities();
	entry = hash_search(capabilities, &function, HASH_FIND, NULL);
	return entry == NULL ? "books" : entry->capability;
}

pg_noreturn static void
refuse_function(Oid function, const char *capability)
{
	char	   *name = OidIsValid(function) ? get_func_name(function) : NULL;
	StringInfoData facts;

	fact_open(&facts, "not_permitted");
	fact_text(&facts, "function", name);
	fact_text(&facts, "right", capability);
	fact_names(&facts, "roles", NULL, 0);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_NOT_PERMITTED),
			 errmsg("credits.%s() is not for members of accounts", name == NULL ? "?" : name),
			 errdetail_internal("%s", facts.data),
			 errhint("Whoever runs the service can do that, in a role that is not confined to its "
					 "own accounts.")));
}

/* The right that the accounts named in a call must give */
static const char *
permit_right(Oid function)
{
	const char *capability = permit_capability(function);
	int			i;

	for (i = 0; i < (int) lengthof(rights); i++)
	{
		if (strcmp(capability, rights[i]) == 0)
			return rights[i];
	}
	/* the triggers of credits.usage name accounts, others of ours none */
	if (strcmp(capability, "trigger") == 0)
		return RIGHT_USE;
	if (strcmp(capability, "everybody") == 0)
		return RIGHT_READ;
	refuse_function(function, capability);
}

void
permit_begin(Oid function, Oid user)
{
	PermitActors actors;

	permit_find_actors(user, &actors);
	if (depth == room)
	{
		room = Max(16, room * 2);
		calls = calls == NULL
			? MemoryContextAlloc(TopMemoryContext, sizeof(PermitCall) * room)
			: repalloc(calls, sizeof(PermitCall) * room);
	}
	calls[depth].function = function;
	calls[depth].began = GetCurrentSubTransactionId();
	calls[depth].actors = actors;
	calls[depth].right = actors.count > 0 ? permit_right(function) : NULL;
	depth++;
}

void
permit_end(void)
{
	if (depth > 0)
		depth--;
}

const PermitActors *
permit_actors(void)
{
	static const PermitActors nobody = {0};

	return depth == 0 ? &nobody : &calls[depth - 1].actors;
}

/*
 * What a member may do.
 */
static char **
permit_roles_with(const char *right, int *count)
{
	static SpiPlan plan = {
		"SELECT r.role FROM credits.member_right r WHERE r.capability = $1 ORDER BY r.role",
		"t", NULL
	};
	Datum		values[1];
	char	  **roles;
	int			i;

	values[0] = CStringGetTextDatum(right);
	*count = (int) spi_read(&plan, values, NULL);
	roles = palloc(sizeof(char *) * (*count + 1));
	for (i = 0; i < *count; i++)
		roles[i] = spi_text(i, 1);
	return roles;
}

pg_noreturn static void
refuse_right(const char *account, const char *role, const char *right)
{
	StringInfoData facts;
	StringInfoData list;
	char	  **roles;
	bool		has = false;
	int			count;
	int			i;

	roles = permit_roles_with(right, &count);
	initStringInfo(&list);
	for (i = 0; i < count; i++)
	{
		appendStringInfo(&list, "%s%s", i == 0 ? "" : i == count - 1 ? " or " : ", ", roles[i]);
		has = has || strcmp(roles[i], role) == 0;
	}
	fact_open(&facts, "not_permitted");
	fact_text(&facts, "account", account);
	fact_text(&facts, "function", get_func_name(calls[depth - 1].function));
	fact_text(&facts, "right", right);
	fact_text(&facts, "role", role);
	fact_names(&facts, "roles", roles, count);
	fact_close(&facts);
	ereport(ERROR,
			(errcode(ERRCODE_NOT_PERMITTED),
			 errmsg("role \"%s\" of account \"%s\" does not have the right \"%s\"", role, account,
					right),
			 errdetail_internal("%s", facts.data),
			 count == 0 ? errhint("No member can do that; whoever runs the service can.")
			 : has ? errhint("A member of a child has no say in what its payer pays: only a member "
							 "of the payer whose role is %s can do that.", list.data)
			 : errhint("Only a member whose role is %s can do that.", list.data)));
}

static void
permit_account_to(Oid actor, const char *name, const char *right)
{
	/* what is unknown and what is another's end at the same step, with the same words */
	static SpiPlan plan = {
		"SELECT m.role, $3 OPERATOR(pg_catalog.=) ANY (ARRAY(" PERMIT_RIGHTS("m") "))"
		"  FROM credits.account_key k JOIN credits.member m"
		"    ON m.account_id OPERATOR(pg_catalog.=) k.account_id"
		"   AND m.user_id OPERATOR(pg_catalog.=) ANY (ARRAY[k.account_id, k.user_id])"
		"   AND m.principal OPERATOR(pg_catalog.=) $2::pg_catalog.name"
		" WHERE k.account OPERATOR(pg_catalog.=) $1"
		" ORDER BY 2 DESC, m.user_id OPERATOR(pg_catalog.=) m.account_id DESC",
		"ttt", NULL
	};
	Datum		values[3];

	values[0] = CStringGetTextDatum(name);
	values[1] = CStringGetTextDatum(GetUserNameFromId(actor, false));
	values[2] = CStringGetTextDatum(right);
	if (spi_run(&plan, values, NULL) == 0)
		refuse_no_account(name);
	if (!spi_bool(0, 2))
		refuse_right(name, spi_text(0, 1), right);
}

void
permit_account(const char *name)
{
	const PermitActors *actors = permit_actors();
	int			i;

	for (i = 0; i < actors->count; i++)
		permit_account_to(actors->roles[i], name, calls[depth - 1].right);
}

static void
permit_role_to(Oid actor, const Account *account, const char *role)
{
	static SpiPlan plan = {
		"SELECT x.capability, (SELECT m.role FROM credits.member m"
		"         WHERE m.account_id = $1 AND m.user_id IN ($1, $2) AND m.principal = $3::name"
		"         ORDER BY m.user_id = m.account_id DESC LIMIT 1)"
		"  FROM (SELECT $1 AS account_id, $2 AS user_id, $4 AS role) w"
		" CROSS JOIN LATERAL (" PERMIT_RIGHTS("w") ") x"
		" WHERE NOT EXISTS (SELECT FROM credits.member m"
		"         WHERE m.account_id = $1 AND m.user_id IN ($1, $2) AND m.principal = $3::name"
		"           AND x.capability IN (" PERMIT_RIGHTS("m") "))"
		" ORDER BY x.capability LIMIT 1",
		"lltt", NULL
	};
	Datum		values[4];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = Int64GetDatum(account->user_id);
	values[2] = CStringGetTextDatum(GetUserNameFromId(actor, false));
	values[3] = CStringGetTextDatum(role);
	if (spi_read(&plan, values, NULL) > 0)
	{
		char	   *right = spi_text(0, 1);

		refuse_right(account->name, spi_text(0, 2), right);
	}
}

void
permit_role(const Account *account, const char *role)
{
	const PermitActors *actors = permit_actors();
	int			i;

	for (i = 0; i < actors->count; i++)
		permit_role_to(actors->roles[i], account, role);
}
