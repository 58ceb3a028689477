/*
 * argument.c
 *	  Arguments of calls, as C values.
 *
 * Decided here: how long a name and a note may be, and that a required argument is not NULL.
 */
#include "postgres.h"

#include "utils/builtins.h"

#include "argument.h"
#include "refuse.h"

#define NOTE_BYTES 4096

static char *
argument_text(FunctionCallInfo fcinfo, int number)
{
	return PG_ARGISNULL(number) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(number));
}

char *
argument_name(FunctionCallInfo fcinfo, int number, const char *name)
{
	char	   *value = argument_text(fcinfo, number);

	if (value != NULL)
		refuse_bad_name(name, value);
	return value;
}

char *
argument_required(FunctionCallInfo fcinfo, int number, const char *name)
{
	if (PG_ARGISNULL(number))
		refuse_null(name);
	return argument_name(fcinfo, number, name);
}

char *
argument_note(FunctionCallInfo fcinfo, int number)
{
	char	   *note = argument_text(fcinfo, number);

	if (note != NULL && strlen(note) > NOTE_BYTES)
		refuse_value("note", "must have at most 4096 bytes",
					 psprintf("%zu bytes long", strlen(note)));
	return note;
}
