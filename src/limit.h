/*
 * limit.h
 *	  What a plan lets be used.
 */
#ifndef CREDITS_LIMIT_H
#define CREDITS_LIMIT_H

#include "account.h"
#include "request.h"

/* What a limit is counted in */
typedef enum
{
	LIMIT_GAUGE,				/* nothing: it is what is there at a time */
	LIMIT_DAY,
	LIMIT_WEEK,
	LIMIT_MONTH,
	LIMIT_PERIOD,
	LIMIT_NOWHERE				/* not included: nothing is counted */
} LimitPer;

/* So many of them are counted */
#define LIMIT_WINDOWS LIMIT_NOWHERE

/* A row of credits.plan_limit */
typedef struct
{
	const char *feature;
	const char *plan;			/* NULL: accounts without a plan */
	bool		unlimited;
	amount128	most;			/* if not unlimited */
	LimitPer	per;
	bool		per_item;
	bool		sold;			/* the plan is there, in the account's currency */
	Datum		price;			/* of its cycle, in money; if sold */
	int64		length;			/* of its cycle, a month as 30 days; if sold */
} PlanLimit;

/* A row of credits.feature_use */
typedef struct
{
	const char *feature;
	const char *item;			/* empty: none */
	LimitPer	per;
	amount128	used;
} LimitUse;

/* What it is decided on: an account at an instant */
typedef struct
{
	const char *plan;			/* in force; NULL: none */
	PlanLimit  *limits;			/* by feature */
	int			count;
	bool		exists[LIMIT_WINDOWS];
	TimestampTz starts_at[LIMIT_WINDOWS];
	TimestampTz ends_at[LIMIT_WINDOWS];
	LimitUse   *uses;			/* by feature, item and kind of window */
	int			use_count;
} LimitBook;

/* What is answered: a credits.allowance */
typedef struct
{
	const char *feature;
	const char *item;			/* NULL: none */
	bool		allowed;
	amount128	used;
	bool		unlimited;
	amount128	most;			/* if not unlimited */
	bool		resets;
	TimestampTz resets_at;		/* if it does */
	char	  **unlocked_by;
	int			unlocked_count;
} Allowance;

/*
 * The tables.
 */

/* As plan_limit and feature_use name them; 22023 for what is none of them */
extern const char *limit_per_name(LimitPer per);
extern LimitPer limit_per(const char *name);

/* The plan in force, the limits of a feature (NULL: of all) and the windows that contain `at` */
extern void limit_load(Account *account, TimestampTz at, const char *feature, LimitBook *book);

/* What is used of an item of a feature, or (NULL) whatever is used of all, in these windows */
extern void limit_load_uses(const Account *account, const char *feature, const char *item,
							LimitBook *book);

/* Make the row of a count, if there is none, and lock it */
extern void limit_lock(const Account *account, const LimitBook *book, const LimitUse *use);

/* Write the count of a row that is locked */
extern void limit_write(const Account *account, const LimitBook *book, const LimitUse *use);

/* The plans that would let it, as text[] */
extern Datum limit_plans(const Allowance *answer);

/* What a call has answered, kept for when it is asked again under its key */
extern void limit_keep(const Request *request, const Allowance *answer);
extern void limit_kept(const Request *request, Allowance *answer);

#endif							/* CREDITS_LIMIT_H */
