/*
 * invoice.h
 *	  What a period costs in money.
 */
#ifndef CREDITS_INVOICE_H
#define CREDITS_INVOICE_H

#include "period.h"

typedef struct
{
	int			line;			/* below 0: the next one, at least so many */
	const char *kind;
	const char *description;
	const char *class;			/* NULL: none */
	bool		has_quantity;
	amount128	quantity;
	Datum		unit_price;		/* numeric; 0: none */
	Datum		exact;			/* numeric */
	Datum		amount;			/* numeric */
	bool		pending;		/* it is in the table */
} InvoiceLine;

typedef struct
{
	InvoiceLine *items;
	int			count;
	int			room;
	int			last;			/* the highest number so far */
	Datum		total;			/* numeric */
} InvoiceLines;

/* All lines of a period under a plan with so much of its flex bucket used, rounded */
extern void invoice_decide(const Book *book, const Period *period, amount128 overage,
						   InvoiceLines *lines);

/* Make the invoice of a period that has just been closed, whose row is written */
extern void invoice_make(const Book *book, const Period *period, TimestampTz booked_at);

/*
 * Put a line on the invoice that the period will make; `unit_price` (a numeric) 0: it is not by
 * quantity.  `exact` is money, a numeric.
 */
extern void invoice_add_pending(const Account *account, const Period *period, const char *kind,
								const char *description, amount128 quantity, Datum unit_price,
								Datum exact);

/* The period never was: forget its lines */
extern void invoice_drop_pending(const Account *account, TimestampTz starts_at);

/* Whether the payment of an invoice failed: then the account is past due */
extern bool invoice_any_failed(const Account *account);

/* Their payment is to be tried again */
extern void invoice_reopen_failed(const Account *account);

/* How much overage pending lines of the period have fixed a price for */
extern amount128 invoice_fixed_overage(const Account *account, TimestampTz starts_at);

#endif							/* CREDITS_INVOICE_H */
