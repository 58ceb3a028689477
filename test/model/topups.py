"""Auto top-up of the reference model (docs/rules.md, 18).

Decided here: what may be set, when a top-up is asked for, of which size, and what stops it. That
each call that books something asks is in model.py.
"""
from fractions import Fraction

from arguments import amount, instant, interval_of_any_kind, money, text
from deposits import expire_deposits, make_deposit, payers_methods
from invoices import DIGITS
from packs import (currency_of, exact_cost, for_sale, out_of_bounds, percent_of, preset_money,
                   worth)
from periods import view, writable
from rows import Notice, Topup
from spans import Interval, boundary
from terms import ceil_div
from values import ONE, Refusal, fit

MINUTE = Interval(0, 0, 60_000_000)


def set_topup(state, op):
    floor, name = amount(op, "floor"), text(op, "pack") or "deposit"
    least, at = money(op, "money"), instant(op, "at")
    cooldown = interval_of_any_kind(op, "cooldown") or MINUTE
    most_times, stop_after = op.get("most_times"), op.get("stop_after", 3)
    account = state.find(text(op, "account", required=True))
    if floor is not None and floor <= 0 or least is not None and least <= 0 or min(cooldown) < 0:
        raise Refusal("22023")
    if any(number is not None and number < 1 for number in (most_times, stop_after)):
        raise Refusal("22023")
    if account.is_child:
        raise Refusal("22023")
    state.moment(account, at)
    book = writable(state, account)
    if floor is None:
        book.topup = None
        return
    row = for_sale(state, account, name, currency_of(state, account))
    if least is not None and (row.credits is not None or not whole_minor(row, least)):
        raise Refusal("22023")
    book.topup = Topup(floor, name, least, cooldown, most_times, stop_after)


def whole_minor(row, paid):
    return (paid * minor(row)).denominator == 1


def minor(row):
    return 10**DIGITS.get(row.currency, 2)


# -------------------------------------------------------------------------------- asking

def ask(state, account):
    """Makes a top-up of a payer whose book is this call's own, if it is time for one."""
    book = state.book(account)
    if book.topup is None or account.status == "frozen":
        return
    now = state.now(book)
    available = view(state, account, None)[0].balance(now)
    if available >= book.topup.floor:
        return
    made = [d for d in book.deposits.values() if d.source == "topup"]
    if any(d.status == "pending" and now < d.expires_at for d in made):
        return
    expire_deposits(account.id, book, now, "topup")
    topup = book.topup
    if made and boundary(book.zone, max(d.at for d in made), topup.cooldown) > now:
        return
    if topup.failures >= topup.stop_after:
        return
    start = book.period(now).starts_at
    if topup.most_times is not None and sum(d.at >= start for d in made) >= topup.most_times:
        if topup.limited_at != start:
            book.topup = topup._replace(limited_at=start)
            book.outbox.append(Notice(account.id, "topup.limited", now, ()))
        return
    try:
        row = for_sale(state, account, topup.pack, currency_of(state, account))
    except Refusal:
        return
    size = size_of(row, topup, topup.floor - available + book.owed_at(None))
    if size is None:
        return
    new = make_deposit(state, account.id, book, "topup", row, *size, now)
    book.outbox.append(Notice(account.id, "topup.requested", now, (
        ("deposit", new.id), ("money", new.money),
        ("currency", new.currency), ("credits", new.credits),
        ("expires_at", new.expires_at), ("methods", tuple(payers_methods(book))),
        ("receipt_to", new.receipt_to))))


def size_of(row, topup, gap):
    """(credits, money) that cover a gap; None if so much is not sold."""
    if row.credits is not None:
        times = ceil_div(gap, row.credits)
        return fit(times * row.credits), times * preset_money(row)
    gap = max(gap, row.least_credits or 0)
    exact = exact_cost(row, gap)
    for_gap = Fraction(ceil_div(exact.numerator * minor(row), exact.denominator), minor(row))
    paid = max([for_gap, *(least for least in (topup.money, row.least_money) if least is not None)])
    paid = paid if row.most_money is None else min(paid, row.most_money)
    # of the gap at the gap's discount, of another sum at its own
    credits = worth(row, paid, percent_of(row, Fraction(gap, ONE)) if paid == for_gap else None)
    if not credits or not paid or out_of_bounds(row, paid, credits):
        return None
    return credits, paid


HANDLERS = {"set_topup": set_topup}
