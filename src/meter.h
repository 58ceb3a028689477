/*
 * meter.h
 *	  Running things: what they have used, and how long they can go on.
 */
#ifndef CREDITS_METER_H
#define CREDITS_METER_H

#include "booking.h"
#include "period.h"

typedef enum
{
	AT_ZERO_SUSPEND,
	AT_ZERO_TERMINATE,
	AT_ZERO_CONTINUE
} AtZero;

/* A row of credits.meter */
typedef struct
{
	Usage		usage;			/* of its run, from `usage.at` on */
	const char *status;			/* in the table */
	TimestampTz settled_to;
	TimestampTz was_settled_to;	/* in the table */
	bool		was_unpaid;
	bool		unpaid;
	TimestampTz unpaid_since;
	AtZero		at_zero;
	PriceList	prices;

	/* decided */
	int			line;			/* of those priced that it is in; below 0: none */
	int			billed;			/* of those billed; below 0: none yet */
	bool		ended;			/* it ran out, and stopped */
	TimestampTz ended_at;
	TimestampTz *unpaid_from;	/* each time it went on unpaid */
	int			unpaid_count;
	int			unpaid_room;
	amount128	accrued;		/* kept, but not booked */
	bool		changed;
} Meter;

typedef struct
{
	Meter	   *items;			/* in the order in which they draw */
	int			count;
} MeterList;

/* What meters have used, on its way to the ledger */
typedef struct Settlement
{
	MeterList	meters;
	Pricing		pricing;
	UsageLines	priced;			/* all of it, whether it can be paid or not */
	Booking		booking;		/* with what can be */
	TimestampTz first_out;		/* when the first one ran out; infinity: none did */
	KeptDraw   *kept;			/* what was kept in memory of paid buckets */
	int			kept_count;
	int			kept_room;
} Settlement;

/* Columns of credits.meter m and its credits.account a, and one row of them */
#define METER_COLUMNS                                                                              \
	"m.user_id, a.account, m.resource, m.item, m.quantity, m.started_at, m.settled_to,"            \
	" m.unpaid_since, m.attributes, m.status"
extern void meter_read_row(uint64 row, Meter *meter);

/* What ran at an instant that is past, as it was booked or is */
extern void meter_load_at(const Account *account, TimestampTz at, MeterList *list);

/* The running meters of a payer */
extern void meter_load(const Account *account, MeterList *list);

/* What is left of a meter's prices, and of its run, is as usage is */
extern void meter_load_prices(const Account *account, Meter *meter);

/*
 * Decide in memory what the meters use up to an instant, on a set with whose buckets they are
 * paid: pure but for the loading of prices.  The set has it as drawn.  `ends`: nothing else is
 * to happen at that instant, so who cannot pay the next microsecond has run out.
 */
extern void settlement_begin(Settlement *settlement, Account *account, BucketSet *set);
extern amount128 settlement_accrued(const Settlement *settlement);

/* Credits an hour of what runs at an instant, on a set that it was settled on */
extern amount128 settlement_burns(Settlement *settlement, TimestampTz at);

extern void settlement_decide(Settlement *settlement, BucketSet *set, TimestampTz upto,
							  bool ends);

/* The time that must be payable for one to begin, or to be billed again: a second, or a step */
extern int64 meter_least_time(const PriceTerms *terms);

/* Take it back */
extern void settlement_undo(Settlement *settlement, BucketSet *set);

/* Make it used: nobody will post it, and more can follow */
extern void settlement_keep(Settlement *settlement, BucketSet *set);

/* Post it; the set is locked */
extern void settlement_post(Settlement *settlement, BucketSet *set, Receipt *receipt);

/* Lock all open buckets of a payer that is locked, and begin */
extern void settlement_open(Settlement *settlement, Account *account, BucketSet *set);

/* Write one meter; one that does not run ended at `end` */
extern void meter_update(const Account *account, const Meter *meter, const char *status,
						 TimestampTz end);

/* It ran until then, and was suspended or terminated: the application is told */
extern void meter_end(const Account *account, const Meter *meter, const char *status,
					  TimestampTz end);

/*
 * Settle what runs of an account, and of a payer all that it pays for, to an instant, as of a
 * change, and suspend it there; locks the account and its buckets
 */
extern void meter_suspend(Account *account, bool at_given, TimestampTz at);

/* The same where nothing of it runs: 22023 or KR008 if a change may not name the instant */
extern void meter_check_change(Account *account, bool at_given, TimestampTz at);

/* So many more run, or fewer */
extern void meter_count(Account *account, int change);

/* Settle all meters to the account's now, or to an instant; locks the account and its buckets */
extern void meter_settle_now(Account *account);
extern void meter_settle_to(Account *account, TimestampTz upto, bool ends, Receipt *receipt);

/*
 * The books at an instant, with meters settled in memory to it and, before each closing that is
 * due on the way, to that.  `past`: at an instant that may be booked beyond.
 */
extern void meter_look(Settlement *settlement, Book *book, TimestampTz at, bool past);

/* Whether one has run out by now, or all is long unsettled */
extern bool meter_is_due(Account *account);

#endif							/* CREDITS_METER_H */
