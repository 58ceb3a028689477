/*
 * compat.h
 *	  What differs between PostgreSQL 15 and 18, in one place.
 */
#ifndef CREDITS_COMPAT_H
#define CREDITS_COMPAT_H

#include "postgres.h"

#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#if PG_VERSION_NUM < 180000
#define pg_noreturn pg_attribute_noreturn()
#endif

#endif							/* CREDITS_COMPAT_H */
