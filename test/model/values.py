"""Values of the reference model: amounts, rates, costs and the calendar (docs/rules.md, 1 and 2).

Decided here: amounts and quantities are integers of 10^-18, instants microseconds since 1970 UTC,
rates are fractions; where each rounds; and which instant a month starts at in a zone.
"""
import re
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, Optional
from zoneinfo import ZoneInfo

MAX = 2**127 - 1
MIN = -(2**127)
DIGITS = 18
ONE = 10**DIGITS
UTC_1970 = datetime(1970, 1, 1, tzinfo=timezone.utc)
UTC_2000 = 946_684_800_000_000
TIMES = {"s": 1_000_000, "hour": 3_600_000_000}
COUNTS = {"": 1, "k": 10**3, "M": 10**6}


class Refusal(Exception):
    """An error answer; field is the first that differs, for KR003."""

    def __init__(self, code, field=None):
        super().__init__(code)
        self.code, self.field = code, field


# ---------------------------------------------------------------------------------- values (§1)

def parse_amount(text):
    match = re.fullmatch(r"\s*([+-]?)([0-9]+)(?:\.([0-9]+))?\s*", text)
    if not match:
        raise Refusal("22P02")
    decimals = (match[3] or "").rstrip("0")
    if len(decimals) > DIGITS:
        raise Refusal("22P02")
    units = int(match[2] + decimals.ljust(DIGITS, "0"))
    return fit(-units if match[1] == "-" else units)


def format_amount(units):
    whole, part = divmod(abs(units), ONE)
    text = f"{whole}.{part:0{DIGITS}}".rstrip("0").rstrip(".")
    return "-" + text if units < 0 else text


def fit(units):
    if not MIN <= units <= MAX:
        raise Refusal("22003")
    return units


def half_even(value):
    return round(value)  # of a Fraction: exact, ties to even


class Rate(NamedTuple):
    """Credits per one unit, per microsecond if timed."""
    text: str
    price: Fraction
    timed: bool
    unit: Optional[str]


@lru_cache(maxsize=None)
def parse_rate(text):
    price, *rest = text.split("/")
    value = Fraction(parse_amount(price), ONE)
    timed = bool(rest) and rest[-1] in TIMES
    if timed:
        value /= TIMES[rest.pop()]
    unit = None
    if rest:
        count, suffix, unit = re.fullmatch(r"(?:([0-9]+)(k|M)? )?(\S+)", rest[0]).groups()
        value /= int(count or 1) * COUNTS[suffix or ""]
    return Rate(text, value, timed, unit)


def cost_by_quantity(rate, quantity):
    return fit(half_even(rate.price * quantity))


def cost_until(rate, quantity, t):
    """F(t), which is not bound to the type's range: only a difference is."""
    return rate.price.numerator * quantity * (t - UTC_2000) // rate.price.denominator


def cost_by_time(rate, quantity, start, end):
    return fit(cost_until(rate, quantity, end) - cost_until(rate, quantity, start))


# ------------------------------------------------------------------------------------- calendar

@lru_cache(maxsize=None)
def month_start(zone, month):
    """Local midnight of the first, months counted from year 0. A midnight that does not exist takes
    the offset before the change, one that comes twice its second coming: the later of the folds."""
    local = datetime(month // 12, month % 12 + 1, 1, tzinfo=ZoneInfo(zone))
    return max((local.replace(fold=fold).astimezone(timezone.utc) - UTC_1970)
               // timedelta(microseconds=1) for fold in (0, 1))


def month_of(zone, t):
    """The bounds of the calendar month that contains t."""
    local = (UTC_1970 + timedelta(microseconds=t)).astimezone(ZoneInfo(zone))
    month = local.year * 12 + local.month - 1
    while month_start(zone, month) > t:  # the first coming of an hour that comes twice
        month -= 1
    while month_start(zone, month + 1) <= t:
        month += 1
    return month_start(zone, month), month_start(zone, month + 1)


def ten_years_after(t):
    moment = UTC_1970 + timedelta(microseconds=t)
    day = 28 if (moment.month, moment.day) == (2, 29) else moment.day
    later = moment.replace(year=moment.year + 10, day=day)
    return (later - UTC_1970) // timedelta(microseconds=1)
