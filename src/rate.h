/*
 * rate.h
 *	  credits.rate as a Datum: a varlena that holds the rational, and the label it was written with.
 */
#ifndef CREDITS_RATE_H
#define CREDITS_RATE_H

#include "fmgr.h"
#include "value.h"

/* unpack the rational of a credits.rate, detoasting it first */
extern void rate_unpack(Datum rate, rate_value *value);

/* what a text says; errors as its input has them */
extern Datum rate_from_cstring(const char *text);

/* the unit a credits.rate is per, as 'vCPU' in '0.0000045/vCPU/s'; "" where it names none */
extern char *rate_unit(Datum rate);

#endif							/* CREDITS_RATE_H */
