/*
 * permit.h
 *	  Who is confined to the accounts it is a member of, and what it may do there.
 */
#ifndef CREDITS_PERMIT_H
#define CREDITS_PERMIT_H

#include "account.h"

/* What a membership of a child can give; the rest is about the payer */
#define PERMIT_CHILD_RIGHTS                                                                        \
	"ARRAY['read','use','members']::pg_catalog.text[]"

/* The rights of a member, which are its role's: rows of member $m, as an array of text */
#define PERMIT_RIGHTS(m)                                                                           \
	"SELECT r.capability FROM credits.member_right r"                                              \
	" WHERE r.role OPERATOR(pg_catalog.=) " m ".role"                                              \
	"   AND (" m ".user_id OPERATOR(pg_catalog.=) " m ".account_id"                                \
	"        OR r.capability OPERATOR(pg_catalog.=) ANY (" PERMIT_CHILD_RIGHTS "))"

/*
 * The confined roles on whose behalf a call is made: the outer role, and the current user where it
 * is another
 */
typedef struct
{
	Oid			roles[2];
	int			count;			/* 0: none is confined */
} PermitActors;

/*
 * A call of one of our functions by `user` begins, in the owner's shoes, and ends.  KR012 if an
 * actor is confined and the function is not for members.
 */
extern void permit_begin(Oid function, Oid user);
extern void permit_end(void);

/* Of the call that has begun */
extern const PermitActors *permit_actors(void);

/*
 * Of a confined actor: KR010 unless it is a member of the account, KR012 unless its role has the
 * right that the function needs
 */
extern void permit_account(const char *name);

/* Of a confined actor: KR012 unless all that a role gives on the account is its own too */
extern void permit_role(const Account *account, const char *role);

#endif							/* CREDITS_PERMIT_H */
