/*
 * store.h
 *	  The door to the tables of the hot path: load, lock, write, append.
 */
#ifndef CREDITS_STORE_H
#define CREDITS_STORE_H

#include "utils/jsonb.h"
#include "utils/tuplestore.h"

#include "bucket.h"
#include "draw.h"

/* A row of credits.entry; NULL and 0 where a column does not apply */
typedef struct
{
	int64		account_id;
	int64		operation;
	TimestampTz booked_at;
	TimestampTz at;
	bool		late;
	TimestampTz late_at;
	int64		bucket_id;
	int64		bucket_seq;
	int64		user_id;
	int			piece;
	int			line;			/* 0: none */
	amount128	amount;
	amount128	after;
	bool		has_balance;
	amount128	balance;
	const char *kind;
	const char *resource;
	const char *key;
	const char *actor;
	const char *note;
	Jsonb	   *attributes;
	int64		returns;		/* operation whose draws go back; 0: none */
} EntryRow;

/* A row of credits.usage_line */
typedef struct
{
	int64		account_id;
	int64		operation;
	TimestampTz booked_at;
	TimestampTz at;
	bool		has_until;
	TimestampTz until;
	bool		late;
	TimestampTz late_at;
	int64		user_id;
	int			line;
	amount128	charged;
	Datum		quantity;		/* numeric */
	Datum		rate;			/* credits.rate; 0: none */
	int64		price_id;
	Datum		counted;		/* numeric; 0: none */
	Datum		terms;			/* jsonb; 0: none */
	bool		metered;
	TimestampTz run_at;			/* if it is a meter's */
	const char *resource;
	const char *item;
	const char *key;
	Jsonb	   *attributes;
} LineRow;

/* Appends rows one by one, or collects and inserts them in bulk */
typedef struct StoreWriter StoreWriter;

/*
 * All open buckets that expire after `since`, and every open flex bucket, in draw order, but no
 * debts; keeps what is known of locks
 */
extern void store_load_buckets(const Account *account, TimestampTz since, BucketSet *set);

/*
 * Add a bucket that is not open, if it is not there; it stays when the set is loaded again.
 * `lock`: where all others of the set are locked; 40001 if somebody else has it.
 */
extern void store_add_bucket(const Account *account, BucketSet *set, int64 bucket_id, bool lock);

/* One row of those columns */
extern void store_read_bucket(uint64 row, Bucket *bucket);

/* Lock one bucket if it is free and as it was loaded; false locked nothing */
extern bool store_take(Bucket *bucket);

/*
 * Lock the wanted buckets in draw order; what cannot be had without breaking that order is left,
 * marked `skipped`.  False if there is such a bucket.
 */
extern bool store_lock_wanted(const Account *account, BucketSet *set);

/* Lock all buckets of the set, and any that a fresh look then shows */
extern void store_lock_all(const Account *account, TimestampTz since, BucketSet *set);

/* Write what was drawn in memory from a locked bucket */
extern void store_write_bucket(const Account *account, const Bucket *bucket);

/* Entries that this session has appended so far: whether a call has booked anything */
extern int64 store_posted(void);

extern StoreWriter *store_writer_open(bool bulk);
extern void store_append_entry(StoreWriter *writer, const EntryRow *row);
extern void store_append_line(StoreWriter *writer, const LineRow *row);
extern void store_writer_flush(StoreWriter *writer);
extern void store_writer_close(StoreWriter *writer);

#endif							/* CREDITS_STORE_H */
