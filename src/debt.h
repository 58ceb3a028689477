/*
 * debt.h
 *	  What an account owes, and how its next grants pay it.
 */
#ifndef CREDITS_DEBT_H
#define CREDITS_DEBT_H

#include "bucket.h"
#include "store.h"

#define DEBT_CLASS "overdraft"

/* The debts of a payer, the oldest first; `used` of each is what is owed */
extern void debt_load(int64 account_id, BucketSet *debts);

/*
 * How much of the first debt from *next on a bucket that was just granted pays: moves it in both,
 * *next to the debt; 0 once one of them has nothing left
 */
extern amount128 debt_take(BucketSet *debts, int *next, Bucket *bucket);

/* Write a debt, or a bucket that has paid one */
extern void debt_write(int64 account_id, const Bucket *bucket);

/* What the payer owes in all is so much more, or less */
extern void debt_count(int64 account_id, amount128 change);

/* Pay from a bucket that was just granted, in the grant's operation, whose last entry `entry` is */
extern void debt_repay(int64 account_id, Bucket *bucket, StoreWriter *writer, EntryRow *entry);

#endif							/* CREDITS_DEBT_H */
