/*
 * giveback.h
 *	  Which buckets get back what was drawn for usage.
 */
#ifndef CREDITS_GIVEBACK_H
#define CREDITS_GIVEBACK_H

#include "pricing.h"

/* A part of what a line gives back */
typedef struct
{
	int			line;			/* its number, from 1 */
	int64		bucket_id;
	amount128	amount;
} GiveBackPart;

typedef struct
{
	GiveBackPart *items;
	int			count;
	int			room;
} GiveBackParts;

/*
 * Find what goes back where for the lines that cost less than nothing; buckets that are not in
 * the set are added to it.
 */
extern void giveback_find(Pricing *pricing, const UsageLines *lines, GiveBackParts *parts);

#endif							/* CREDITS_GIVEBACK_H */
