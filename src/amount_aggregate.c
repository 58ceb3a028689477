/*
 * amount_aggregate.c
 *	  sum, avg, min and max of credits.amount.
 *
 * Decided here: that a sum is exact whatever its order.  The state is 192 bits wide, so that
 * no intermediate of fewer than 2^63 rows overflows: only the final sum can, and it raises
 * 22003 in parallel, over a moving window and in series alike.  An average is rounded once,
 * half-even, at 18 decimals.
 *
 * Memory: the state lives in the aggregate's context and is changed in place; that is what
 * makes a sum as fast as bigint's.
 */
#include "postgres.h"

#include "libpq/pqformat.h"

#include "amount.h"
#include "compat.h"
#include "wide.h"

/* two's complement over three words, least significant first; words, because palloc aligns to 8 */
typedef struct
{
	uint64		low;
	uint64		middle;
	int64		high;			/* the sign, and what left the 128 bits */
	int64		count;			/* of amounts that are not null */
} AmountSum;

static inline magnitude128
amount_sum_low(const AmountSum *sum)
{
	return (magnitude128) sum->middle << 64 | sum->low;
}

static inline void
amount_sum_set_low(AmountSum *sum, magnitude128 low)
{
	sum->low = (uint64) low;
	sum->middle = (uint64) (low >> 64);
}

static inline void
amount_sum_add(AmountSum *sum, amount128 value)
{
	magnitude128 low;

	sum->high += __builtin_add_overflow(amount_sum_low(sum), (magnitude128) value, &low);
	sum->high -= value < 0;
	amount_sum_set_low(sum, low);
	sum->count++;
}

static inline void
amount_sum_remove(AmountSum *sum, amount128 value)
{
	magnitude128 low;

	sum->high -= __builtin_sub_overflow(amount_sum_low(sum), (magnitude128) value, &low);
	sum->high += value < 0;
	amount_sum_set_low(sum, low);
	sum->count--;
}

static AmountSum *
amount_sum_new(FunctionCallInfo fcinfo)
{
	MemoryContext context;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "aggregate function called in non-aggregate context");
	return (AmountSum *) MemoryContextAllocZero(context, sizeof(AmountSum));
}

PG_FUNCTION_INFO_V1(amount_accum);
Datum
amount_accum(PG_FUNCTION_ARGS)
{
	AmountSum  *sum = PG_ARGISNULL(0) ? NULL : (AmountSum *) PG_GETARG_POINTER(0);

	if (sum == NULL)
		sum = amount_sum_new(fcinfo);
	if (!PG_ARGISNULL(1))
		amount_sum_add(sum, PG_GETARG_AMOUNT(1));
	PG_RETURN_POINTER(sum);
}

/* takes a row out of a moving window; what was never put in is never taken out */
PG_FUNCTION_INFO_V1(amount_accum_inv);
Datum
amount_accum_inv(PG_FUNCTION_ARGS)
{
	AmountSum  *sum;

	if (PG_ARGISNULL(0))
		elog(ERROR, "amount_accum_inv called with NULL state");
	sum = (AmountSum *) PG_GETARG_POINTER(0);
	if (!PG_ARGISNULL(1))
		amount_sum_remove(sum, PG_GETARG_AMOUNT(1));
	PG_RETURN_POINTER(sum);
}

PG_FUNCTION_INFO_V1(amount_combine);
Datum
amount_combine(PG_FUNCTION_ARGS)
{
	AmountSum  *sum = PG_ARGISNULL(0) ? NULL : (AmountSum *) PG_GETARG_POINTER(0);
	AmountSum  *other = PG_ARGISNULL(1) ? NULL : (AmountSum *) PG_GETARG_POINTER(1);
	magnitude128 low;

	if (sum == NULL)
		sum = amount_sum_new(fcinfo);
	if (other != NULL)
	{
		sum->high += other->high +
			__builtin_add_overflow(amount_sum_low(sum), amount_sum_low(other), &low);
		amount_sum_set_low(sum, low);
		sum->count += other->count;
	}
	PG_RETURN_POINTER(sum);
}

PG_FUNCTION_INFO_V1(amount_serialize);
Datum
amount_serialize(PG_FUNCTION_ARGS)
{
	AmountSum  *sum;
	StringInfoData message;

	if (!AggCheckCallContext(fcinfo, NULL))
		elog(ERROR, "aggregate function called in non-aggregate context");
	sum = (AmountSum *) PG_GETARG_POINTER(0);
	pq_begintypsend(&message);
	pq_sendint64(&message, sum->low);
	pq_sendint64(&message, sum->middle);
	pq_sendint64(&message, (uint64) sum->high);
	pq_sendint64(&message, (uint64) sum->count);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

PG_FUNCTION_INFO_V1(amount_deserialize);
Datum
amount_deserialize(PG_FUNCTION_ARGS)
{
	bytea	   *bytes;
	AmountSum  *sum;
	StringInfoData message;

	if (!AggCheckCallContext(fcinfo, NULL))
		elog(ERROR, "aggregate function called in non-aggregate context");
	bytes = PG_GETARG_BYTEA_PP(0);
	initStringInfo(&message);
	appendBinaryStringInfo(&message, VARDATA_ANY(bytes), (int) VARSIZE_ANY_EXHDR(bytes));
	sum = (AmountSum *) palloc(sizeof(AmountSum));
	sum->low = (uint64) pq_getmsgint64(&message);
	sum->middle = (uint64) pq_getmsgint64(&message);
	sum->high = pq_getmsgint64(&message);
	sum->count = pq_getmsgint64(&message);
	pq_getmsgend(&message);
	pfree(message.data);
	PG_RETURN_POINTER(sum);
}

PG_FUNCTION_INFO_V1(amount_sum_final);
Datum
amount_sum_final(PG_FUNCTION_ARGS)
{
	AmountSum  *sum = PG_ARGISNULL(0) ? NULL : (AmountSum *) PG_GETARG_POINTER(0);
	amount128	total;

	if (sum == NULL || sum->count == 0)
		PG_RETURN_NULL();
	total = (amount128) amount_sum_low(sum);
	if (sum->high != (total < 0 ? -1 : 0))
		amount_overflow();
	PG_RETURN_AMOUNT(total);
}

/* an average lies between the least and the largest, so it is always an amount */
PG_FUNCTION_INFO_V1(amount_avg_final);
Datum
amount_avg_final(PG_FUNCTION_ARGS)
{
	AmountSum  *sum = PG_ARGISNULL(0) ? NULL : (AmountSum *) PG_GETARG_POINTER(0);
	bool		negative;
	wide512		n = {{0, 0, 0, 0, 0, 0, 0, 0}};
	wide512		count;
	magnitude128 low;
	amount128	average;

	if (sum == NULL || sum->count == 0)
		PG_RETURN_NULL();
	negative = sum->high < 0;
	low = amount_sum_low(sum);
	n.limb[2] = (uint64) sum->high;
	if (negative)
	{
		low = -low;
		n.limb[2] = ~n.limb[2] + (low == 0);
	}
	n.limb[0] = (uint64) low;
	n.limb[1] = (uint64) (low >> 64);
	count = wide_from128((magnitude128) sum->count);
	if (!wide_divide_rounded(&n, &count, negative, ROUND_HALF_EVEN, &average))
		amount_overflow();
	PG_RETURN_AMOUNT(average);
}

PG_FUNCTION_INFO_V1(amount_smaller);
Datum
amount_smaller(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(PG_GETARG_DATUM(PG_GETARG_AMOUNT(0) <= PG_GETARG_AMOUNT(1) ? 0 : 1));
}

PG_FUNCTION_INFO_V1(amount_larger);
Datum
amount_larger(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(PG_GETARG_DATUM(PG_GETARG_AMOUNT(0) >= PG_GETARG_AMOUNT(1) ? 0 : 1));
}
