"""Deposits as rows of the reference model (docs/rules.md, 16 and 18).

Decided here: what a deposit keeps, which one is meant, when it is expired, in which order payment
methods are tried, what counts as a failure of a top-up. The calls are in purchases.py, topups.py
and takeback.py.
"""
from rows import Deposit, Notice
from spans import boundary
from values import Refusal


def make_deposit(state, user, book, source, row, credits, paid, at, method=None, receipt_to=None,
                 pay_within=None):
    methods = payers_methods(book)
    made = Deposit(
        state.new_id(), user, state.new_id(), source, at,
        boundary(book.zone, at, pay_within or row.pay_within), paid, row.currency, credits,
        row.pack, row.klass, row.lifetime, method or (methods[0] if methods else None),
        receipt_to if receipt_to is not None else book.receipt_to)
    book.deposits[made.id] = made
    return made


def find_deposit(state, account, book, number):
    """One of the account's payer; of a child, its own."""
    found = book.deposits.get(number)
    if found is None or account.is_child and found.user != account.id:
        raise Refusal("KR010")
    return found


def named_deposit(state, op, account):
    """The number that op's deposit stands for: a name given to an answer, or the n-th top-up of
    the account's payer; 0 is none."""
    asked = op.get("deposit")
    if asked is None:
        raise Refusal("22004")
    if isinstance(asked, str):
        return state.names.get(asked)
    topups = [d.id for d in state.book(account).deposits.values() if d.source == "topup"]
    return topups[asked - 1] if 0 < asked <= len(topups) else None


def payers_methods(book):
    return sorted(book.methods, key=lambda method: (book.methods[method][0], method))


def expire_deposits(payer, book, upto, source=None):
    """Writes down which are expired, of one source or all."""
    for found in list(book.deposits.values()):
        if found.status_at(upto) != found.status and source in (None, found.source):
            book.deposits[found.id] = found._replace(status="expired", ended_at=found.expires_at)
            if found.source == "topup":
                count_failure(payer, book, found, found.expires_at)


def forget_failures(book):
    if book.topup is not None:
        book.topup = book.topup._replace(failures=0)


def count_failure(payer, book, failed, at):
    """One more; the one that makes it stop is told of."""
    if book.topup is None:
        return
    book.topup = book.topup._replace(failures=book.topup.failures + 1)
    if book.topup.failures == book.topup.stop_after:
        book.outbox.append(Notice(payer, "topup.stopped", at, (
            ("deposit", failed.id), ("failures", book.topup.failures))))
