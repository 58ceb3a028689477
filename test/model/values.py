"""Values of the reference model: amounts, rates, costs and shares (docs/rules.md, 1).

Decided here: amounts and quantities are integers of 10^-18, instants microseconds since 1970 UTC,
rates and money are fractions; where each rounds.
"""
import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, Optional

MAX = 2**127 - 1
MIN = -(2**127)
DIGITS = 18
ONE = 10**DIGITS
UTC_2000 = 946_684_800_000_000
TIMES = {"s": 1_000_000, "hour": 3_600_000_000}
COUNTS = {"": 1, "k": 10**3, "M": 10**6}


class Refusal(Exception):
    """An error answer; field is the first that differs, for KR003; facts are what KR009 says."""

    def __init__(self, code, field=None, facts=None):
        super().__init__(code)
        self.code, self.field, self.facts = code, field, facts


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


def decimal_text(value):
    """A fraction that is a finite decimal, without trailing zeros."""
    digits = 0
    while value * 10**digits % 1:
        digits += 1
    units = abs(int(value * 10**digits))
    whole, part = divmod(units, 10**digits)
    return ("-" if value < 0 else "") + str(whole) + (f".{part:0{digits}}" if digits else "")


def prorate(whole, start, end, first, last):
    """The share of `whole` for [first, last) of [start, end), in units."""
    return whole * (last - start) // (end - start) - whole * (first - start) // (end - start)
