/*
 * booking_spend.c
 *	  What a booking draws, against the spending limits on who uses it.
 *
 * Decided here: at which instants of its own time usage is counted: an event at its instant, a line
 * over time in each window by what that stretch of it costs.  What limits leave is spending.c's.
 */
#include "postgres.h"

#include "booking.h"

amount128
booking_available(const Booking *booking, BucketSet *set, int64 user_id, TimestampTz at,
				  const char *resource)
{
	return Min(draw_available(set, at, resource),
			   spending_left(booking->spending, set, user_id, at));
}

bool
booking_spend(Booking *booking, BucketSet *set, int64 user_id, TimestampTz at, amount128 cost)
{
	if (booking->spending == NULL || cost == 0)
		return true;
	if (cost > spending_left(booking->spending, set, user_id, at))
		return false;
	spending_count(booking->spending, set, user_id, at, cost, &booking->pieces);
	return true;
}

bool
booking_spend_line(Booking *booking, BucketSet *set, const UsageLine *line)
{
	int64		user_id = line->usage->user_id;
	TimestampTz at = line->at;

	if (booking->spending == NULL)
		return true;
	while (at < line->until)
	{
		TimestampTz until = Min(line->until,
								spending_edge(booking->spending, set, user_id, at));

		if (!booking_spend(booking, set, user_id, at, pricing_stretch(line, at, until)))
			return false;
		at = until;
	}
	return true;
}

void
booking_unspend(Booking *booking, BucketSet *set, const UsageLine *line)
{
	int64		user_id = line->usage->user_id;
	TimestampTz at = line->at;

	if (booking->spending == NULL)
		return;
	if (!line->usage->has_until)
		spending_count(booking->spending, set, user_id, at, line->charged, &booking->pieces);
	while (line->usage->has_until && at < line->until)
	{
		TimestampTz until = Min(line->until,
								spending_edge(booking->spending, set, user_id, at));

		spending_count(booking->spending, set, user_id, at, -pricing_stretch(line, at, until),
					   &booking->pieces);
		at = until;
	}
}
