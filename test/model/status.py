"""Suspended and frozen accounts of the reference model (docs/rules.md, 20).

Decided here: what becomes of what runs when an account is suspended, and what changes nothing. Who
may draw and who may be given something is in books.py.
"""
from arguments import instant, text
from periods import writable
from plans import change_time
from rows import Event
from settling import Posting, settle, unsettle


def set_status(state, account, status, reason):
    state.accounts[account.name] = account._replace(status=status, reason=reason)


def begin(state, op):
    account, at = state.find(text(op, "account", required=True)), instant(op, "at")
    book = writable(state, account, settled=False)
    return account, book, change_time(state, account, book, at)


def suspend(state, op):
    reason = text(op, "reason", least=0, most=4096)
    account, book, at = begin(state, op)
    if account.status == "active":
        suspend_running(state, account, book, at)
        set_status(state, account, "suspended", reason)


def freeze(state, account, reason):
    book = writable(state, account, settled=False)
    suspend_running(state, account, book, state.now(book))
    set_status(state, account, "frozen", reason)


def suspend_running(state, account, book, at):
    """What an account, or its payer, runs is settled to `at` and suspended."""
    posting = Posting()
    settle(state, book, at, posting)
    runs = [meter for meter in book.meters.values() if meter.status == "running"
            and (not account.is_child or meter.user == account.id)]
    for meter in sorted(runs, key=lambda meter: meter.order):
        end = max(at, meter.started_at)
        if meter.settled_to > end:
            meter = unsettle(state, book, meter, end, posting)
        book.meters[meter.key] = meter._replace(
            status="suspended", stopped_at=end, settled_to=end, unpaid_since=None)
        book.outbox.append(Event(meter.user, "meter.suspended", end, meter.resource, meter.item,
                                 meter.quantity))
    posting.post(state, book)


def resume(state, op):
    account, _, _ = begin(state, op)
    set_status(state, account, "active", None)


HANDLERS = {"suspend": suspend, "resume": resume}
