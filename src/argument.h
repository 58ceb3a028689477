/*
 * argument.h
 *	  Arguments of calls, as C values.
 */
#ifndef CREDITS_ARGUMENT_H
#define CREDITS_ARGUMENT_H

#include "fmgr.h"

/* NULL where absent; 22023 for a bad one, 22004 for NULL where it is required */
extern char *argument_name(FunctionCallInfo fcinfo, int number, const char *name);
extern char *argument_required(FunctionCallInfo fcinfo, int number, const char *name);
extern char *argument_note(FunctionCallInfo fcinfo, int number);

#endif							/* CREDITS_ARGUMENT_H */
