/*
 * plan.h
 *	  What is sold.
 */
#ifndef CREDITS_PLAN_H
#define CREDITS_PLAN_H

#include "subscription.h"

/* KR010 if there is no such plan */
extern void plan_require(const char *plan);

/* The terms of a plan as they are now; KR010 if there is none */
extern void plan_load(const char *plan, Subscription *terms);

/* Whether its cycle costs less, for the time it is, and is not longer */
extern bool plan_is_cheaper(const Subscription *a, const Subscription *b);

#endif							/* CREDITS_PLAN_H */
