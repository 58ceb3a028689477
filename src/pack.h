/*
 * pack.h
 *	  Packs: what credit is sold as, and what a purchase comes to.
 */
#ifndef CREDITS_PACK_H
#define CREDITS_PACK_H

#include "account.h"
#include "datatype/timestamp.h"
#include "fmgr.h"
#include "utils/jsonb.h"

/* What deposit() sells */
#define PACK_DEPOSIT "deposit"

/* A row of credits.pack, for one account; numerics that are NULL are 0 */
typedef struct
{
	const char *name;
	const char *currency;
	int			digits;			/* of the currency's minor unit */
	Datum		price;
	bool		preset;
	amount128	credits;		/* of a preset */
	Datum		money;
	Jsonb	   *discounts;
	Datum		least_money;
	Datum		most_money;
	Datum		least_credits;	/* as a numeric */
	Datum		most_credits;
	const char *class;
	bool		has_lifetime;
	Interval	lifetime;
	Interval	pay_within;
} Pack;

/* What is bought */
typedef struct
{
	amount128	credits;
	Datum		money;
	Datum		percent;
} Purchase;

/* KR010 for an unknown class, 22023 for a post-paid one */
extern void pack_check_class(FunctionCallInfo fcinfo, const char *class);

/* What arguments ask for: 0 where they are NULL; 22023 for 0 or less */
extern Datum pack_asked_money(FunctionCallInfo fcinfo, int number);
extern amount128 pack_asked_credits(FunctionCallInfo fcinfo, int number);

/* The pack as it is sold to an account, if it is; `currency` NULL: the account's own */
extern bool pack_find(const Account *account, const char *name, const char *currency, Pack *pack);

/* The same; KR010, KR016 */
extern void pack_load(const Account *account, const char *name, const char *currency, Pack *pack);

/* Asked for in money (0: not), in credits (0: not), or both; KR016, 22023, 22004 */
extern void pack_purchase(const Account *account, const Pack *pack, Datum money,
						  amount128 credits, Purchase *purchase);

/*
 * The purchase that covers a gap, of a free amount for at least so much money (0: any); false if
 * bounds do not let it be made
 */
extern bool pack_cover(const Pack *pack, amount128 gap, Datum least, Purchase *purchase);

#endif							/* CREDITS_PACK_H */
