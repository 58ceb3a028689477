"""Invoices of the reference model (docs/rules.md, 11).

Decided here: which lines a period has, in which order, and how money is rounded.
"""
from fractions import Fraction

from rows import RANKS, Invoice, InvoiceLine
from values import ONE, half_even

DIGITS = {"USD": 2, "EUR": 2, "GBP": 2, "CHF": 2, "JPY": 0, "KRW": 0, "CLP": 0, "ISK": 0, "VND": 0,
          "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3}


def make_invoice(book, period):
    lines = lines_of(book, period)
    book.pending.pop(period.starts_at, None)
    if not lines:
        return
    total = sum(line.amount for line in lines)
    terms = book.subscriptions[period.subscription].terms
    book.invoices[period.starts_at] = Invoice(
        period.starts_at, period.ends_at, period.closes_at, period.subscription, terms.currency,
        total, "open" if total else "paid", lines)


def overage_to_fix(book, period):
    """Used of the period's flex bucket, less what pending lines have fixed."""
    fixed = sum(line.quantity for line in book.pending.get(period.starts_at, ())
                if line.kind == "overage")
    return book.buckets[period.flex].used - fixed


def overage_line(quantity, price):
    return InvoiceLine("overage", Fraction(quantity, ONE) * price, quantity=quantity,
                       unit_price=price)


def lines_of(book, period):
    """The lines that closing a period now makes; none without a plan."""
    if period.subscription is None:
        return ()
    terms = book.subscriptions[period.subscription].terms
    lines = [InvoiceLine("cycle", period.price)] if period.price else []
    lines += book.pending.get(period.starts_at, ())
    overage = overage_line(overage_to_fix(book, period), terms.overage_price)
    lines += [overage] if overage.quantity else []
    drawn = {}
    for entry in book.entries:
        when = entry.at if entry.late_at is None else entry.late_at
        bucket = book.buckets[entry.bucket]
        if entry.pays and not bucket.postpaid and entry.amount:
            if period.starts_at <= when < period.ends_at:
                drawn[bucket.klass] = drawn.get(bucket.klass, 0) - entry.amount
    lines += [InvoiceLine("credits", Fraction(0), klass, drawn[klass])
              for klass in sorted(drawn, key=lambda klass: (RANKS[klass], klass)) if drawn[klass]]
    return tuple(rounded(lines, DIGITS.get(terms.currency, 2)))


def rounded(lines, digits):
    """Each line's share of the total, by largest remainder."""
    exact = [line.exact * 10**digits for line in lines]
    floors = [units.numerator // units.denominator for units in exact]
    missing = half_even(sum(exact, Fraction(0))) - sum(floors)
    neediest = sorted(range(len(lines)), key=lambda i: floors[i] - exact[i])  # stable
    for i in neediest[:missing]:
        floors[i] += 1
    return [line._replace(amount=Fraction(units, 10**digits))
            for line, units in zip(lines, floors)]
