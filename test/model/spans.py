"""The calendar of the reference model: months, intervals and boundaries (docs/rules.md, 2 and 9).

Decided here: at which instant a local time is, where a month starts in a zone, the n-th boundary
of an interval counted from an anchor, and which intervals a plan may have.
"""
import re
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from values import Refusal

SECOND = 1_000_000
DAY = 86_400 * SECOND
UTC_1970 = datetime(1970, 1, 1, tzinfo=timezone.utc)
UNITS = {
    "year": (12, 0, 0), "month": (1, 0, 0), "mon": (1, 0, 0), "week": (0, 7, 0), "day": (0, 1, 0),
    "hour": (0, 0, 3600 * SECOND), "minute": (0, 0, 60 * SECOND), "second": (0, 0, SECOND),
    "millisecond": (0, 0, 1000), "microsecond": (0, 0, 1)}
MOST = (120, 3653, 3653 * DAY)  # ten years


class Interval(NamedTuple):
    months: int
    days: int
    us: int

    def nominal(self):
        return (self.months * 30 + self.days) * DAY + self.us

    def times(self, n):
        return Interval(self.months * n, self.days * n, self.us * n)


ZERO = Interval(0, 0, 0)
MONTH = Interval(1, 0, 0)


@lru_cache(maxsize=None)
def parse_interval(text):
    """'1 month', '90 minutes', '1 month 3 days'; '0' is the empty one."""
    if text == "0":
        return ZERO
    parts = re.findall(r"(-?[0-9]+) ([a-z]+?)s?(?: |$)", text)
    if not parts or any(unit not in UNITS for _, unit in parts):
        raise Refusal("22007")
    sums = zip(*([int(count) * part for part in UNITS[unit]] for count, unit in parts))
    return Interval(*map(sum, sums))


def check_interval(every, zero=False):
    """A whole number of months, of days or of microseconds, a minute to ten years."""
    if zero and every == ZERO:
        return every
    used = [(part, most) for part, most in zip(every, MOST) if part]
    if len(used) != 1 or not 0 < used[0][0] <= used[0][1] or 0 < every.us < 60 * SECOND:
        raise Refusal("22023")
    return every


def whole_multiple(long, short):
    """How many times short is in long, of the same unit; 0 if it is not a whole number."""
    for n, part in zip(long, short):
        if part:
            return n // part if short.times(n // part) == long else 0
    return 0


def microseconds(moment):
    return (moment - UTC_1970) // timedelta(microseconds=1)


@lru_cache(maxsize=None)
def zone_of(name):
    return ZoneInfo(name)


def local_time(zone, t):
    return (UTC_1970 + timedelta(microseconds=t)).astimezone(zone_of(zone)).replace(tzinfo=None)


def local_instant(zone, local):
    """One that does not exist takes the offset before the change, one that comes twice its second
    coming: the later of the folds."""
    local = local.replace(tzinfo=zone_of(zone))
    return max(microseconds(local.replace(fold=fold).astimezone(timezone.utc)) for fold in (0, 1))


@lru_cache(maxsize=None)
def month_start(zone, month):
    """Local midnight of the first, months counted from year 0."""
    return local_instant(zone, datetime(month // 12, month % 12 + 1, 1))


def month_of(zone, t):
    """The bounds of the calendar month that contains t."""
    local = local_time(zone, t)
    month = local.year * 12 + local.month - 1
    while month_start(zone, month) > t:  # the first coming of an hour that comes twice
        month -= 1
    while month_start(zone, month + 1) <= t:
        month += 1
    return month_start(zone, month), month_start(zone, month + 1)


def month_length(year, month):
    return (datetime(year + month // 12, month % 12 + 1, 1) - datetime(year, month, 1)).days


@lru_cache(maxsize=100_000)
def boundary(zone, anchor, every, n=1):
    """anchor + n x every. The 0th is the anchor itself, even in the first of two equal hours."""
    months, days, us = every.times(n)
    if not months and not days:
        return anchor + us
    local = local_time(zone, anchor)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    day = min(local.day, month_length(year, month + 1))
    local = local.replace(year=year, month=month + 1, day=day, fold=0) + timedelta(days=days)
    return local_instant(zone, local)


def span(zone, anchor, every, t):
    """The boundaries at or before t, and after it; equal ones count once."""
    longest = every.months * 31 * DAY or every.nominal()
    n = max(0, (t - anchor) // longest - 2)
    while boundary(zone, anchor, every, n + 1) <= t:
        n += 1
    return boundary(zone, anchor, every, n), boundary(zone, anchor, every, n + 1)


def ten_years_after(t):
    """3653 days, as the rules count them."""
    return t + 3653 * DAY
