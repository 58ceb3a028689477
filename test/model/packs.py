"""Packs of the reference model (docs/rules.md, 16): what credit is sold as.

Decided here: what a row of the catalog may be, which row holds for a payer, and what a purchase of
it comes to.
"""
import json
from fractions import Fraction

from arguments import amount, instant, interval, interval_of_any_kind, money, text
from invoices import DIGITS
from rows import POSTPAID, RANKS, Pack
from values import ONE, Refusal, fit, half_even


# -------------------------------------------------------------------------------- the catalog

def pack(state, op):
    """A row inserted into the catalog."""
    new = pack_row(op)
    if new.key in state.packs:
        raise Refusal("23505")
    state.packs[new.key] = new


def pack_row(op):
    price, given = money(op, "price"), money(op, "money")
    credits = amount(op, "credits")
    bounds = [money(op, "least_money"), money(op, "most_money"), bound(op, "least_credits"),
              bound(op, "most_credits")]
    if price is None or price <= 0 or credits is not None and credits <= 0:
        raise Refusal("22023")
    if given is not None and (given <= 0 or credits is None):
        raise Refusal("22023")
    if any(least is not None and most is not None and least > most
           for least, most in (bounds[:2], bounds[2:])):
        raise Refusal("22023")
    klass, lifetime = op.get("class", "prepaid"), interval_of_any_kind(op, "lifetime")
    pay_within = interval(op, "pay_within", "30 minutes")
    if lifetime is not None and not positive(lifetime):
        raise Refusal("22023")
    discounts = parse_discounts(op.get("discounts"))
    if klass not in RANKS:
        raise Refusal("KR010")
    if klass in POSTPAID:
        raise Refusal("22023")
    opened_before = instant(op, "opened_before", never=True)
    return Pack(text(op, "pack"), op.get("currency") or "USD",
                None if opened_before == "infinity" else opened_before, price, credits, given,
                discounts, *bounds, klass, lifetime, pay_within)


def bound(op, name):
    units = amount(op, name)
    if units is not None and units < 0:
        raise Refusal("22023")
    return units


def parse_discounts(source):
    if source is None:
        return ()
    steps = json.loads(source, parse_int=Fraction, parse_float=Fraction)
    if not isinstance(steps, list):
        raise Refusal("22023")
    discounts = []
    for step in steps:
        if not isinstance(step, dict) or set(step) != {"from", "percent"}:
            raise Refusal("22023")
        first, percent = step["from"], step["percent"]
        if not isinstance(first, Fraction) or not isinstance(percent, Fraction):
            raise Refusal("22023")
        if not 0 <= percent < 100 or first < 0 or discounts and first <= discounts[-1][0]:
            raise Refusal("22023")
        discounts.append((first, percent))
    return tuple(discounts)


def positive(every):
    return min(every) >= 0 and any(every)


def change_pack(state, op):
    """The price of a row updated; what was agreed stays."""
    key = row_key(op)
    if key in state.packs:
        price = money(op, "price")
        if price is None or price <= 0:
            raise Refusal("22023")
        state.packs[key] = state.packs[key]._replace(price=price)


def end_pack(state, op):
    """A row deleted."""
    state.packs.pop(row_key(op), None)


def row_key(op):
    return op["pack"], op.get("currency") or "USD", op.get("opened_before")


# ---------------------------------------------------------------------------- what is for sale

def currency_of(state, account):
    return state.payer(account).request[3]


def for_sale(state, account, name, currency):
    """The row that holds for the account's payer, KR010 or KR016."""
    rows = [row for row in state.packs.values() if row.pack == name]
    if not rows:
        raise Refusal("KR010")
    opened_at = state.payer(account).opened_at
    rows = [row for row in rows if row.currency == currency
            and (row.opened_before is None or opened_at < row.opened_before)]
    if not rows:
        raise Refusal("KR016")
    return min(rows, key=lambda row: (row.opened_before is None, row.opened_before))


def percent_of(row, credits):
    """The discount on so many credits, a fraction, at list price."""
    reached = [percent for first, percent in row.discounts if first <= credits]
    return reached[-1] if reached else Fraction(0)


def exact_cost(row, credits):
    whole = Fraction(credits, ONE)
    return whole * row.price * (100 - percent_of(row, whole)) / 100


def cost(row, credits):
    """In money, rounded to the minor unit."""
    minor = 10**DIGITS.get(row.currency, 2)
    return Fraction(half_even(exact_cost(row, credits) * minor), minor)


def worth(row, paid, percent=None):
    """The credits that money buys."""
    if percent is None:
        percent = percent_of(row, paid / row.price)
    return fit(int(paid * 100 / (row.price * (100 - percent)) * ONE))


def preset_money(row):
    return row.money if row.money is not None else cost(row, row.credits)


def purchase(row, paid, credits):
    """(credits, money, percent) of what is asked for in either, or both."""
    if row.credits is not None:
        price = preset_money(row)
        if credits not in (None, row.credits) or paid not in (None, price):
            raise Refusal("KR016")
        percent = percent_of(row, Fraction(row.credits, ONE)) if row.money is None else Fraction(0)
        credits, paid = row.credits, price
    elif credits is not None:
        price = cost(row, credits)
        if paid not in (None, price):
            raise Refusal("KR016")
        paid, percent = price, percent_of(row, Fraction(credits, ONE))
    elif paid is not None:
        percent = percent_of(row, paid / row.price)
        credits = worth(row, paid)
    else:
        raise Refusal("22004")
    if not paid or not credits or out_of_bounds(row, paid, credits):
        raise Refusal("KR016")
    if (paid * 10**DIGITS.get(row.currency, 2)).denominator != 1:
        raise Refusal("22023")
    return credits, paid, percent


def out_of_bounds(row, paid, credits):
    return any(bound is not None and sign * bound > sign * value for sign, bound, value in (
        (1, row.least_money, paid), (-1, row.most_money, paid),
        (1, row.least_credits, credits), (-1, row.most_credits, credits)))


def asked_for(op):
    """Money and credits as asked for, neither 0 or less."""
    paid, credits = money(op, "money"), amount(op, "credits")
    if paid is not None and paid <= 0 or credits is not None and credits <= 0:
        raise Refusal("22023")
    return paid, credits


def quote_pack(state, op):
    """(money, credits, currency, percent)"""
    name, asked = text(op, "pack", required=True), asked_for(op)
    account = state.find(text(op, "account", required=True))
    row = for_sale(state, account, name, currency_of(state, account))
    credits, paid, percent = purchase(row, *asked)
    return paid, credits, row.currency, percent


HANDLERS = {function.__name__: function for function in (pack, change_pack, end_pack, quote_pack)}
