"""Deposits of the reference model (docs/rules.md, 16): money on its way to becoming credit.

Decided here: how a deposit is made, paid, and failed, what bucket it becomes, and with what a payer
pays. What is sold is in packs.py, what is given besides in bonuses.py, top-ups in topups.py.
"""
from fractions import Fraction

from arguments import instant, interval, money, text
from bonuses import give_bonuses
from deposits import (count_failure, find_deposit, forget_failures, make_deposit, named_deposit,
                      payers_methods)
from packs import asked_for, currency_of, for_sale, purchase
from periods import cycle_end, owned, writable
from rows import RANKS, Bucket, Notice, PackName
from spans import boundary
from values import MAX, ONE, Refusal


# ------------------------------------------------------------------------------------- making

def deposit(state, op):
    args = {"money": money(op, "money"), "currency": text(op, "currency"),
            "method": text(op, "method"), "receipt_to": text(op, "receipt_to"),
            "pay_within": interval(op, "pay_within"), "at": instant(op, "at")}
    if args["money"] is None:
        raise Refusal("22004")
    if args["money"] <= 0:
        raise Refusal("22023")
    return ask_for(state, op, "deposit", args, "deposit", (args["money"], None))


def buy(state, op):
    name, asked = text(op, "pack", required=True), asked_for(op)
    args = {"pack": name, "money": asked[0], "credits": asked[1], "method": text(op, "method"),
            "at": instant(op, "at")}
    return ask_for(state, op, "buy", args, name, asked)


def ask_for(state, op, call, args, name, asked):
    account, key = state.find(text(op, "account", required=True)), text(op, "key")
    first = state.replay(account, key, call, args)
    if first is not None:
        return first
    state.may_be_given(account)
    at = state.moment(account, args["at"])
    book = owned(state, account)
    row = for_sale(state, account, name, args.get("currency") or currency_of(state, account))
    credits, paid, _ = purchase(row, *asked)
    made = make_deposit(state, account.id, book, call, row, credits, paid, at, **{
        field: args.get(field) for field in ("method", "receipt_to", "pay_within")})
    state.remember(account, key, call, args, made.id, made.operation)
    return made.id


# --------------------------------------------------------------------- what became of it

def outcome_time(state, book, found, at):
    """`at` of what became of a deposit."""
    now = state.now(book)
    at = now if at is None else at
    if not found.at <= at <= now:
        raise Refusal("22023")
    return at


def confirm_deposit(state, op):
    reference, invoice = text(op, "reference"), text(op, "invoice")
    at, account = instant(op, "at"), state.find(text(op, "account", required=True))
    number = named_deposit(state, op, account)
    book = writable(state, account)
    found = find_deposit(state, account, book, number)
    if found.paid:
        if found.reference != reference:
            raise Refusal("KR003", "reference")
        return found.bucket
    state.may_be_given(account)
    if reference is not None and any(d.reference == reference for d in book.deposits.values()):
        raise Refusal("KR003", "reference")
    at = outcome_time(state, book, found, at)
    if found.status == "failed" or found.expires_at <= at:
        raise Refusal("KR015")
    return complete(state, account, book, found, at, reference, invoice)


def complete(state, account, book, found, at, reference, invoice):
    """The bucket, the bonuses and the event of a payment; the bucket's number."""
    now, number = state.now(book), state.new_id()
    start = now if book.is_closed(at, now) else at
    cost = Fraction(int(found.money / Fraction(found.credits, ONE) * ONE), ONE)
    cost = cost if cost * ONE <= MAX else None
    expires_at = expiry(state, account, book, found.klass, found.lifetime, at, start)
    book.add_bucket(Bucket(number, found.klass, RANKS[found.klass], None, found.credits, cost,
                           start, expires_at, PackName(found.pack), deposit=found.id))
    book.post_grant(state.new_id(), found.user, number, found.credits, start)
    found = found._replace(status="completed", paid_at=at, ended_at=None, reference=reference,
                           invoice=invoice, bucket=number)
    give_bonuses(state, account, book, found, at, start)
    book.deposits[found.id] = found
    if found.source == "topup":
        forget_failures(book)
    book.outbox.append(Notice(found.user, "deposit.completed", at, (
        ("deposit", found.id), ("money", found.money),
        ("currency", found.currency), ("credits", found.credits),
        ("bucket", number), ("reference", reference),
        ("invoice", invoice), ("receipt_to", found.receipt_to))))
    return number


def expiry(state, account, book, klass, lifetime, since, effective_at):
    """A lifetime from an instant, or from now if that is past; without one what the class says."""
    if lifetime is not None:
        ends, now = boundary(book.zone, since, lifetime), state.now(book)
        return ends if ends > now else boundary(book.zone, now, lifetime)
    return cycle_end(state, account, book, effective_at) if klass == "included" else None


def fail_deposit(state, op):
    reason = text(op, "reason", least=0, most=4096)
    at, account = instant(op, "at"), state.find(text(op, "account", required=True))
    number = named_deposit(state, op, account)
    book = owned(state, account)
    found = find_deposit(state, account, book, number)
    if found.status == "failed":
        return
    at = outcome_time(state, book, found, at)
    if found.paid or found.expires_at <= at:
        raise Refusal("KR015")
    book.deposits[found.id] = found._replace(status="failed", ended_at=at, reason=reason)
    if found.source == "topup" and found.status == "pending":
        count_failure(account.payer, book, found, at)


# ------------------------------------------------------------------------ with what is paid

def add_payment_method(state, op):
    method, priority = text(op, "method", required=True), op.get("priority")
    account = state.find(text(op, "account", required=True))
    book = owned(state, account)
    if priority is None:
        others = [place for name, (place, _) in book.methods.items() if name != method]
        priority = max(others, default=0) + 1
    added_at = book.methods[method][1] if method in book.methods else state.now(book)
    book.methods[method] = priority, added_at
    forget_failures(book)


def remove_payment_method(state, op):
    method = text(op, "method", required=True)
    account = state.find(text(op, "account", required=True))
    book = owned(state, account)
    if method not in book.methods:
        raise Refusal("KR010")
    del book.methods[method]
    forget_failures(book)


def set_receipt_address(state, op):
    address = text(op, "address")
    account = state.find(text(op, "account", required=True))
    owned(state, account).receipt_to = address


# ------------------------------------------------------------------------------------ reads

def payment_methods(state, op):
    """[(method, priority)]"""
    book = state.book(state.find(text(op, "account", required=True)))
    return [(method, book.methods[method][0]) for method in payers_methods(book)]


def deposits(state, op):
    since, until = instant(op, "since"), instant(op, "until")
    account = state.find(text(op, "account", required=True))
    book = state.book(account)
    made = [d for d in book.deposits.values()
            if (not account.is_child or d.user == account.id)
            and (since is None or since <= d.at) and (until is None or d.at < until)]
    return [(d.id, d.at, d.source, d.status_at(state.now(book)), d.money, d.currency, d.credits,
             d.pack, d.method, d.reference, d.invoice, d.expires_at, d.bucket, d.refunded)
            for d in sorted(made, key=lambda d: (d.at, d.id))]


READS = ("payment_methods", "deposits")
HANDLERS = {function.__name__: function for function in (
    deposit, buy, confirm_deposit, fail_deposit, add_payment_method, remove_payment_method,
    set_receipt_address, payment_methods, deposits)}
