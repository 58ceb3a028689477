"""Arguments of the reference model's ops: what each may be (docs/rules.md, 1 and 3).

Decided here: an absent item is an argument left out, None is NULL; amounts, numerics and intervals
are text, instants are microseconds since 1970 UTC or 'infinity' / '-infinity', attributes are JSON.
"""
import json
from fractions import Fraction
from zoneinfo import ZoneInfo

from spans import check_interval, parse_interval
from values import MAX, ONE, Refusal, parse_amount

FIRST_INSTANT = 0
LAST_INSTANT = 7_258_118_400_000_000  # 2200-01-01, excluded


def given(op, name, required=False):
    value = op.get(name)
    if value is None and required:
        raise Refusal("22004")
    return value


def text(op, name, required=False, least=1, most=255):
    value = given(op, name, required)
    if value is not None and not least <= len(value.encode()) <= most:
        raise Refusal("22023")
    return value


def note(op):
    return text(op, "note", least=0, most=4096)


def amount(op, name, required=False):
    value = given(op, name, required)
    return None if value is None else parse_amount(value)


def numeric(value):
    """A numeric's text, NaN and the infinities refused as every user of one here does."""
    if value in ("NaN", "Infinity", "-Infinity"):
        raise Refusal("22023")
    number = Fraction(value)
    if number < 0:
        raise Refusal("22023")
    return number


def quantity(op):
    units = numeric(op.get("quantity") or "1") * ONE
    if units.denominator != 1 or units > MAX:
        raise Refusal("22023")
    return int(units)


def instant(op, name, never=False):
    t = op.get(name)
    if t is None or never and t == "infinity":
        return t
    if isinstance(t, str):
        raise Refusal("22008")
    if not FIRST_INSTANT <= t < LAST_INSTANT:
        raise Refusal("22023")
    return t


def canonical_json(source):
    """JSON as a value: key order, spaces and a number's trailing zeros do not matter."""
    def number(digits):
        return f"#{Fraction(digits)}"
    return json.dumps(json.loads(source, parse_int=number, parse_float=number), sort_keys=True)


def attributes(op):
    source = op.get("attributes")
    if source is None:
        return None
    try:
        value = json.loads(source)
    except ValueError:
        raise Refusal("22P02") from None
    size = len(json.dumps(value, ensure_ascii=False).encode())
    if not isinstance(value, dict) or size > 8192:
        raise Refusal("22023")
    return canonical_json(source)


def scope(op):
    names = op.get("scope")
    if names is None:
        return None
    if not names:
        raise Refusal("22023")
    return tuple(sorted(set(names)))


def money(op, name, default=None):
    value = op.get(name, default)
    return None if value is None else numeric(value)


def credit(op, name, default=None):
    """An amount that is not negative."""
    value = op.get(name, default)
    units = None if value is None else parse_amount(value)
    if units is not None and units < 0:
        raise Refusal("22023")
    return units


def interval(op, name, default=None, required=False, zero=False):
    value = op.get(name, default)
    if value is None:
        if required:
            raise Refusal("22004")
        return None
    return check_interval(parse_interval(value), zero)


def interval_of_any_kind(op, name):
    """Months, days and less may be mixed."""
    value = op.get(name)
    return None if value is None else parse_interval(value)


def check_zone(zone):
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise Refusal("22023") from None
