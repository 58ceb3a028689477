/*
 * batch.h
 *	  One statement into credits.usage, from its first row to the ledger.
 */
#ifndef CREDITS_BATCH_H
#define CREDITS_BATCH_H

#include "executor/tuptable.h"
#include "utils/array.h"
#include "utils/hsearch.h"
#include "utils/tuplesort.h"

#include "booking.h"

#define NAME_ROOM 256

/* An account named in the batch */
typedef struct
{
	char		name[NAME_ROOM];	/* hash key */
	Account		account;
	bool		active;			/* seen to be, with its payer's buckets locked */
} BatchAccount;

/* A payer of the batch, and the stretch of time its rows cover */
typedef struct
{
	int64		account_id;		/* hash key */
	TimestampTz since;
	TimestampTz last;
} BatchPayer;

typedef struct
{
	char		name[NAME_ROOM];	/* hash key */
	bool		loaded;
	PriceList	prices;
} BatchResource;

/* One row on its way through the batch */
typedef struct
{
	int64		number;
	int64		payer;
	int64		user_id;
	int64		operation;
	char	   *account;
	char	   *key;
	Usage		usage;
} BatchRow;

typedef struct Batch
{
	struct Batch *below;
	SubTransactionId subxact;
	FunctionCallInfo trigger;	/* the call of ours that is running */
	MemoryContext context;
	MemoryContext row_context;	/* reset after each row */
	TimestampTz wall;			/* read once for the statement */
	TupleDesc	desc;
	TupleTableSlot *slot;		/* for rows out of a sort */
	TupleTableSlot *put;		/* for rows into one */
	Tuplesortstate *rows;		/* to be billed */
	Tuplesortstate *keyed;		/* whose keys are to be claimed first */
	HTAB	   *accounts;
	HTAB	   *payers;
	HTAB	   *resources;
	ArrayType  *counting;		/* prices of theirs that count what is used; NULL: none */
	int64		count;
} Batch;

/* Columns of a sorted row */
enum
{
	ROW_PAYER,
	ROW_AT,
	ROW_UNTIL,
	ROW_NUMBER,
	ROW_USER,
	ROW_ACCOUNT,
	ROW_RESOURCE,
	ROW_QUANTITY,
	ROW_ATTRIBUTES,
	ROW_ITEM,
	ROW_KEY,
	ROW_OPERATION,
	ROW_AT_GIVEN,
	ROW_COLUMNS
};

/* The account of that name, loaded once */
extern const Account *batch_account(Batch *batch, const char *name);

/* Can the usage be booked, and when; its payer's rows cover its time from now on */
extern void batch_judge(Batch *batch, const Account *account, Usage *usage);

/* One row into a sort */
extern void batch_put(Batch *batch, Tuplesortstate *sort, const Account *account,
					  const BatchRow *row);

/* Claim the keys, in their order; `number` is of the row that is looked at */
extern void batch_claim_keys(Batch *batch, int64 *number);

/* Bill all rows, payer by payer */
extern void batch_bill(Batch *batch, int64 *number);

#endif							/* CREDITS_BATCH_H */
