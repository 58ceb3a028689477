/*
 * posting.h
 *	  An operation that moves credit by hand: out of buckets, and back into them.
 */
#ifndef CREDITS_POSTING_H
#define CREDITS_POSTING_H

#include "account.h"
#include "bucket.h"
#include "store.h"

typedef struct
{
	Account    *account;
	TimestampTz at;
	BucketSet	set;			/* open buckets, and others that were asked for; all locked */
	TimestampTz open_since;		/* what expired by then has been posted as expired */
	EntryRow	entry;			/* the last one, and what the next has of it */
	EntryRow   *entries;
	int			count;
	int			room;
	bool		tells_balance;	/* it answers with a receipt, which can be asked for again */
	amount128	owed;			/* change of what is owed */
} Posting;

/*
 * Lock the payer, do what is due and settle what runs; `at` as a grant's.  Say which buckets are
 * wanted that may not be open (false: the payer has none of that id; or all that an operation
 * moved), then lock.  The first entry carries key and note.  Nothing is written before something
 * is moved.
 */
extern void posting_open(Posting *posting, Account *account, bool at_given, TimestampTz at);
extern bool posting_want(Posting *posting, int64 bucket_id);
extern void posting_want_of(Posting *posting, int64 operation);
extern void posting_lock(Posting *posting);
extern void posting_name(Posting *posting, int64 operation, const char *key, const char *note);

/* A bucket that is open or was wanted */
extern Bucket *posting_bucket(Posting *posting, int64 bucket_id);

/* So much of it lapses, or, below 0, no longer does */
extern void posting_lapse(Posting *posting, Bucket *bucket, const char *kind, amount128 amount);

/* So much of it is used, or, below 0, no longer is */
extern void posting_use(Posting *posting, Bucket *bucket, const char *kind, amount128 amount);

/* So much more of it is held, or, below 0, less: that is no entry */
extern void posting_hold(Bucket *bucket, amount128 amount);

/* What was just put back into a bucket that has expired expires with it, at once */
extern void posting_expire(Posting *posting, Bucket *bucket, amount128 amount);

/*
 * Give back what an operation let lapse, and cancel what is owed of a debt it made: what was repaid
 * of that goes back to the buckets that repaid it.  Returns the credits that came back.
 */
extern amount128 posting_restore(Posting *posting, int64 operation);

/* A debt of so much, on account of a deposit (0: none); returns its id */
extern int64 posting_owe(Posting *posting, const char *kind, int64 deposit_id, amount128 amount);

/*
 * Write entries, buckets and what is owed, and tell what alerts are met; returns what is available
 * at its instant
 */
extern amount128 posting_close(Posting *posting);

#endif							/* CREDITS_POSTING_H */
