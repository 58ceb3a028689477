"""Taking back of the reference model (docs/rules.md, 19).

Decided here: what of an operation may be refunded, what is taken with a deposit that is refunded or
charged back, what is owed then, and how a chargeback is undone. That a grant pays what is owed is
in books.py, what becomes of bonuses in bonuses.py.
"""
from fractions import Fraction

from arguments import amount, given, instant, note, text
from bonuses import forfeit_bonuses, forfeit_with, left_by, other_side, reward_again, take_left
from deposits import find_deposit, named_deposit
from invoices import DIGITS
from meters import balance as left_at
from periods import at_of_grant
from rows import DRAWS, RANKS, Bucket, Notice, Receipt
from values import Refusal


# ------------------------------------------------------------------------------------- refund

def refund(state, op):
    args = {"operation": op.get("operation"), "amount": amount(op, "amount"),
            "at": instant(op, "at")}
    given(op, "operation", required=True)
    name, key = text(op, "account", required=True), text(op, "key")
    if args["amount"] is not None and args["amount"] <= 0:
        raise Refusal("22023")
    account = state.find(name)
    args["operation"] = named_operation(state, account, op["operation"])
    first = state.replay(account, key, "refund", args)
    if first is not None:
        return first._replace(replayed=True)
    state.may_be_given(account)
    book, at = at_of_grant(state, account, args["at"])
    drawn = refundable(book, account, args["operation"])
    left = sum(part for _, part in drawn)
    asked = left if args["amount"] is None else args["amount"]
    if not asked or asked > left:
        raise Refusal("KR017")
    operation, overage = state.new_id(), 0
    for entry, part in drawn:
        part = min(part, asked)
        if part:
            flex = book.buckets[entry.bucket]
            if flex.postpaid and invoiced(book, flex):
                raise Refusal("KR017")
            asked -= part
            overage -= part if flex.postpaid else 0
            place = entry.operation, entry.piece
            book.returned[place] = book.returned.get(place, 0) + part
            book.give_to(operation, entry.user, entry.bucket, part, at, resource=entry.resource,
                         returns=entry.operation)
    charged = -(args["amount"] or left)
    answer = Receipt(operation, account.name, at, charged, charged - overage, overage,
                     left_at(state, book, at), "completed")
    state.remember(account, key, "refund", args, answer, operation)
    return answer


def named_operation(state, account, asked):
    """A name given to an answer, or [class, n, seq]: the one that made an entry of the payer's n-th
    bucket of a class. None if there is none."""
    if isinstance(asked, str):
        return state.names.get(asked)
    bucket = named_bucket(state, account, asked[:2])
    return next((entry.operation for entry in state.book(account).entries
                 if (entry.bucket, entry.bucket_seq) == (bucket, asked[2])), None)


def refundable(book, account, operation):
    """[(entry, what is left of it)], the last piece first."""
    mine = [entry for entry in book.entries if entry.operation == operation
            and (not account.is_child or entry.user == account.id)]
    if not mine:
        raise Refusal("KR010")
    lines = [line for line in book.lines if line.operation == operation]
    if any(line.metered or line.price.mode == "volume" for line in lines):
        raise Refusal("KR017")
    drawn = [entry for entry in mine if entry.kind in DRAWS and entry.amount]
    if not drawn:
        raise Refusal("KR015")
    return [(entry, -entry.amount - book.returned.get((entry.operation, entry.piece), 0))
            for entry in reversed(drawn)]


def invoiced(book, flex):
    """Whether a flex bucket's period has closed under a plan."""
    period = book.period(flex.effective_at)
    return period is not None and period.closed and period.subscription is not None


# ------------------------------------------------------------------------------------- revoke

def named_bucket(state, account, asked):
    """(class, n): the payer's n-th bucket of a class; None if there is none."""
    klass, number = asked
    found = [b.id for b in state.book(account).buckets.values() if b.klass == klass]
    return found[number - 1] if 0 < number <= len(found) else None


def revoke(state, op):
    args = {"bucket": given(op, "bucket", required=True), "note": note(op), "at": instant(op, "at")}
    name, key = text(op, "account", required=True), text(op, "key")
    account = state.find(name)
    if account.is_child:
        raise Refusal("22023")
    args["bucket"] = named_bucket(state, account, op["bucket"])
    first = state.replay(account, key, "revoke", args)
    if first is not None:
        return first
    book, at = at_of_grant(state, account, args["at"])
    held = book.buckets.get(args["bucket"])
    if held is None:
        raise Refusal("KR010")
    if held.postpaid:
        raise Refusal("22023")
    operation = state.new_id()
    taken = take_left(book, operation, account.id, held.id, "revoke", at)
    if not taken:
        raise Refusal("KR015")
    state.remember(account, key, "revoke", args, taken, operation)
    return taken


# ----------------------------------------------------------------------- deposits taken back

def taking(state, op, call, args):
    """The account and the first answer under its key."""
    account, key = state.find(text(op, "account", required=True)), text(op, "key")
    args["deposit"] = named_deposit(state, op, account)
    if account.is_child:
        raise Refusal("22023")
    return account, key, state.replay(account, key, call, args)


def refund_deposit(state, op):
    args = {"at": instant(op, "at")}
    account, key, first = taking(state, op, "refund_deposit", args)
    if first is not None:
        return first
    state.may_be_given(account)
    book, at = at_of_grant(state, account, args["at"])
    found = find_deposit(state, account, book, args["deposit"])
    if found.status != "completed":
        raise Refusal("KR015")
    if at < found.paid_at:
        raise Refusal("22023")
    operation = state.new_id()
    left = take_left(book, operation, account.id, found.bucket, "refund", at)
    if not left:
        raise Refusal("KR017")
    minor = 10**DIGITS.get(found.currency, 2)
    back = Fraction(int(found.money * left * minor / found.credits), minor)
    forfeit_bonuses(book, operation, account.id, found, at)
    forfeit_with(state, found)
    book.deposits[found.id] = found._replace(status="refunded", ended_at=at, refunded=back,
                                             taken=operation)
    book.outbox.append(Notice(found.user, "deposit.refunded", at, (
        ("deposit", found.id), ("money", back),
        ("currency", found.currency), ("credits", left),
        ("reference", found.reference), ("method", found.method))))
    state.remember(account, key, "refund_deposit", args, back, operation)
    return back


def clawback(state, op):
    args = {"amount": amount(op, "amount"), "at": instant(op, "at")}
    if args["amount"] is not None and args["amount"] <= 0:
        raise Refusal("22023")
    account, key, first = taking(state, op, "clawback", args)
    if first is not None:
        return first
    book, at = at_of_grant(state, account, args["at"])
    found = find_deposit(state, account, book, args["deposit"])
    if found.status != "completed":
        raise Refusal("KR015")
    if at < found.paid_at:
        raise Refusal("22023")
    asked = found.credits if args["amount"] is None else args["amount"]
    if asked > found.credits:
        raise Refusal("22023")
    operation, held = state.new_id(), book.buckets[found.bucket]
    left = min(left_by(book, held.id, at), asked)
    took = []
    if left:
        book.take(operation, account.id, held.id, left, "clawback", at)
        took.append((account.id, held.id, left))
    debt = make_debt(state, book, account, operation, asked - left, found, at)
    took.append((account.id, debt, asked - left))
    took += forfeit_bonuses(book, operation, account.id, found, at)
    took += forfeit_with(state, found)
    book.deposits[found.id] = found._replace(
        status="clawed_back", ended_at=at, taken=operation, debt=debt,
        took=tuple(part for part in took if part[2]))
    state.remember(account, key, "clawback", args, asked - left, operation)
    return asked - left


def make_debt(state, book, account, operation, size, found, at):
    if not size:
        return None
    number = state.new_id()
    book.buckets[number] = Bucket(number, "overdraft", RANKS["overdraft"], None, None, None, at, None,
                                  None, used=size, deposit=found.id)
    book.post(operation, account.id, number, -size, "clawback", at)
    return number


def reverse_clawback(state, op):
    args = {"at": instant(op, "at")}
    account, key, first = taking(state, op, "reverse_clawback", args)
    if first is not None:
        return first
    book, at = at_of_grant(state, account, args["at"])
    found = find_deposit(state, account, book, args["deposit"])
    if found.status != "clawed_back":
        raise Refusal("KR015")
    if at < found.paid_at:
        raise Refusal("22023")
    operation, back = state.new_id(), 0
    for payer, bucket, part in reversed(found.took):
        if payer != account.id:
            other, there = other_side(state, state.user(payer))
            other.put_back(state.new_id(), payer, bucket, part, there)
        elif bucket == found.debt:
            back += cancel_debt(book, operation, account, bucket, at)
        else:
            book.put_back(operation, account.id, bucket, part, at)
            back += part
    reward_again(state, found)
    book.deposits[found.id] = found._replace(status="completed", ended_at=None, taken=None,
                                             debt=None, took=())
    state.remember(account, key, "reverse_clawback", args, back, operation)
    return back


def cancel_debt(book, operation, account, debt, at):
    """What is owed; what was repaid goes back: how much."""
    owed, back = book.buckets[debt].used, 0
    if owed:
        book.pay_debt(operation, account.id, debt, owed, "restore", at)
    for bucket, part in reversed(book.repaid.pop(debt, ())):
        book.give_to(operation, account.id, bucket, part, at)
        back += part
    return back


HANDLERS = {function.__name__: function for function in (
    refund, revoke, refund_deposit, clawback, reverse_clawback)}
