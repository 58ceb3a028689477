/*
 * alert.h
 *	  What the application is told of an account's credit.
 */
#ifndef CREDITS_ALERT_H
#define CREDITS_ALERT_H

#include "account.h"
#include "bucket.h"

typedef enum
{
	ALERT_INCLUDED,				/* percent used of the included buckets alive now */
	ALERT_BALANCE,				/* credits available */
	ALERT_OVERAGE,				/* credits of overage used in the period */
	ALERT_CAP,					/* percent of the overage cap used */
	ALERT_RUNWAY				/* hours for which what runs can be paid */
} AlertMeasure;

#define ALERT_MEASURES (ALERT_RUNWAY + 1)

/* A row of credits.alert_rule */
typedef struct
{
	int64		id;
	const char *alert;
	AlertMeasure measure;
	amount128	threshold;
	const char *plan;			/* NULL: whatever the plan */
	const char *account;		/* NULL: all */
} AlertRule;

/* Those of one account: everybody's, and its own */
typedef struct
{
	const AlertRule *items[2];
	int			counts[2];
} AlertRules;

/* What rules are judged on */
typedef struct
{
	bool		exists[ALERT_MEASURES];
	amount128	value[ALERT_MEASURES];	/* what is used, or available */
	amount128	of[ALERT_MEASURES];		/* the whole of a percentage; cost of an hour of runway */
	bool		used_up;		/* an included bucket is, and so closed */
} AlertState;

/*
 * In `told` of a flex bucket stand the ids of the rules that were told; below 0, of those that are
 * another plan's; and this, if included buckets are used up and closed, which count too
 */
#define ALERT_COUNT_CLOSED 0

/*
 * At the end of every call that takes credit or settles: tell what rules are met and were not told
 * in the period that contains the account's now.  `set` has the payer's buckets as the call has
 * left them; NULL: look, and at what runs too.  Before anything of a top-up is locked.
 */
extern void alert_check(const Account *account, BucketSet *set);

/* The plan has changed in the middle of a period: rules for a plan are looked at again */
extern void alert_forget_plan(const Account *account);

/*
 * Pure.
 */

/* What there is at `now`, without the runway; the set has a flex bucket then */
extern void alert_judge(const BucketSet *set, const Bucket *flex, TimestampTz now,
						AlertState *state);
extern bool alert_is_met(const AlertRule *rule, const AlertState *state);

/* Whether it was told, or found to be another plan's */
extern bool alert_is_known(const Bucket *flex, int64 id);

/* Whether there is a rule on a measure that is not known */
extern bool alert_is_open(const AlertRules *rules, const Bucket *flex, AlertMeasure measure);

/* Whether there is one that is met */
extern bool alert_any_met(const AlertRules *rules, const Bucket *flex, const AlertState *state);

/*
 * The tables.
 */

/* As alert_rule names them; -1: none of them */
extern const char *alert_measure_name(AlertMeasure measure);
extern int	alert_measure(const char *name);

/* False if there are none for that payer; they stand until rows of a table are read */
extern bool alert_rules(const char *payer, AlertRules *rules);

/* Lock the flex bucket; false if somebody else has it and it is not to be waited for, or closed */
extern bool alert_lock(const Account *account, int64 flex, bool wait);
extern void alert_write(const Account *account, int64 flex, const int64 *told, int count);

/* All included buckets alive now, with those that are closed; whether there are any of these */
extern bool alert_load_included(const Account *account, AlertState *state);
extern void alert_load_runway(Account *account, AlertState *state);

/* The plan in force; NULL: none */
extern char *alert_load_plan(const Account *account);

/* The event, in the transaction in which the rule is met */
extern void alert_tell(const Account *account, const Bucket *flex, const AlertRule *rule,
					   const AlertState *state);

#endif							/* CREDITS_ALERT_H */
