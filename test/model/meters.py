"""The calls about meters of the reference model (docs/rules.md, 13).

Decided here: when a meter may start, what resizing and stopping do to what was settled already,
and what is answered about meters. How they are settled is in settling.py.
"""
from fractions import Fraction

from arguments import attributes, instant, quantity, text
from holding import held_at
from periods import catch_up, view, writable
from plans import change_time
from prices import find, in_force
from rows import Meter, Receipt
from settling import Posting, look_ahead, settle as settle_into, settle_now, unsettle
from spans import DAY
from terms import SECOND, attributes_of
from values import Refusal, fit, half_even

HOUR = 3600 * SECOND
HORIZON = 5 * 365 * DAY
STRIDE = 25 * DAY


def start(state, op):
    name, at = text(op, "account", required=True), instant(op, "at")
    resource, item = text(op, "resource", required=True), text(op, "item", required=True)
    size, given = quantity(op), attributes(op)
    account = state.find(name)
    state.may_draw(account)
    book = writable(state, account)
    now, asked_at = state.now(book), at
    at = change_time(state, account, book, at)
    state.check_known([resource])
    old = book.meters.get((account.id, resource, item))
    if old is not None and old.status == "running":
        if ((old.quantity, old.attributes) == (size, given)
                and asked_at in (None, old.started_at)):
            return old.started_at
        raise Refusal("KR015")
    if old is not None and old.stopped_at > at:
        raise Refusal("KR015")
    price = in_force(state, book, account, resource, attributes_of(given), at)
    rate = price.rate_of(attributes_of(given))
    if rate is None or not rate.timed:
        raise Refusal("22023")
    row, could = state.resources[resource], book.drawable(now, resource)
    if row.least_balance is not None and could is not None and could < row.least_balance:
        raise Refusal("KR013")
    first = price.stretch_cost(rate, size, at, at, at + (price.step or SECOND))
    if could is not None and could < first and row.at_zero != "continue":
        raise Refusal("KR002" if book.buckets[book.period(now).flex].granted else "KR001")
    meter = Meter(account.id, resource, item, "running", size, at, at, given)
    book.meters[meter.key] = meter
    return at


def begin(state, op, required):
    """The account, its book, caught up, the instant of the change, and the keys of the item's
    meters, none being KR010."""
    resource, item = text(op, "resource", required), text(op, "item", required=True)
    account, at = state.find(text(op, "account", required=True)), instant(op, "at")
    book = writable(state, account, settled=False)
    at = change_time(state, account, book, at)
    state.check_known([resource] if resource is not None else [])
    keys = [key for key in book.meters
            if (key[0], key[2]) == (account.id, item) and resource in (None, key[1])]
    if not keys:
        raise Refusal("KR010")
    return account, book, at, keys


def resize(state, op):
    if op.get("quantity") is None:
        raise Refusal("22004")
    size, posting = quantity(op), Posting()
    account, book, at, (key,) = begin(state, op, required=True)
    settle_into(state, book, at, posting)
    meter = book.meters[key]
    if meter.status != "running" or at < meter.started_at:
        raise Refusal("KR015")
    settled_to = meter.settled_to
    if settled_to > at:
        meter = unsettle(state, book, meter, at, posting)
        if meter.unpaid_since is not None and meter.unpaid_since >= at:
            meter = meter._replace(unpaid_since=None)
        meter = meter._replace(settled_to=at)
    book.meters[key] = meter._replace(quantity=size)
    if settled_to > at:
        settle_into(state, book, state.now(book), posting)
        answer = receipt(state, account, book, posting, at)
        look_ahead(state, book, state.now(book))
        return answer
    return receipt(state, account, book, posting, at)


def stop(state, op):
    posting = Posting()
    account, book, at, keys = begin(state, op, required=False)

    def stoppable(meter):
        return meter.status in ("running", "suspended") and meter.started_at <= at
    settle_into(state, book, at, posting)
    for meter in sorted((book.meters[key] for key in keys), key=lambda meter: meter.order):
        if stoppable(meter):
            if meter.settled_to > at:
                meter = unsettle(state, book, meter, at, posting)
            end = at if meter.stopped_at is None else min(at, meter.stopped_at)
            book.meters[meter.key] = meter._replace(status="stopped", stopped_at=end,
                                                    settled_to=end, unpaid_since=None)
    return receipt(state, account, book, posting, at)


def settle(state, op):
    name, at = text(op, "account", required=True), instant(op, "at")
    account = state.find(name)
    now = state.now(state.book(account))
    at = now if at is None else at
    if at > now or at < account.opened_at:
        raise Refusal("22023")
    book, posting = writable(state, account, settled=False), Posting()
    if book.is_closed(at, now):
        raise Refusal("KR008")
    settle_into(state, book, at, posting)
    answer = receipt(state, account, book, posting, at)
    look_ahead(state, book, at)
    return answer


def receipt(state, account, book, posting, at):
    operation = posting.post(state, book)
    return Receipt(operation, account.name, at, posting.charged, posting.charged - posting.overage,
                   posting.overage, balance(state, book, at), "completed")


def balance(state, book, at):
    """What is left in what is alive at `at`, meters having drawn all that they have used."""
    seen = book.copy()
    settle_now(state, seen, state.now(book))
    return seen.balance(at)


# ------------------------------------------------------------------------------------ reads

def accrued(state, account, book, key=None):
    """What a view's meters have cost that is not in the books."""
    known = len(state.book(account).lines)
    return sum(line.charged for line in book.lines[known:]
               if key is None or (line.user, line.resource, line.item) == key)


def burn(state, book, meter, t):
    """Credits an hour, of what runs and is billed."""
    if meter.status != "running" or meter.unpaid_since is not None or t < meter.started_at:
        return 0
    given = attributes_of(meter.attributes)
    row = find(state, book, state.user(meter.user), meter.resource, given, t)
    rate = row.rate_of(given) if row else None
    if rate is None or not rate.timed:
        return 0
    if row.step is None:
        return half_even(rate.price * meter.quantity * HOUR)
    return half_even(Fraction(row.step_cost(rate, meter.quantity) * HOUR, row.step))


def meters(state, op):
    """[(account, resource, item, status, quantity, started_at, stopped_at, unpaid_since,
    accrued, burn_rate, attributes)], in no order."""
    name, at = text(op, "account", required=True), instant(op, "at")
    account = state.find(name)
    book, when = view(state, account, at)
    then = [m if m.stopped_at is None or m.stopped_at <= when else
            m._replace(status="running", stopped_at=None) for m in book.meters.values()]
    return [(state.user(m.user).name, m.resource, m.item, m.status, m.quantity, m.started_at,
             m.stopped_at, m.unpaid_since, accrued(state, account, book, m.key),
             burn(state, book, m, when), m.attributes)
            for m in then
            if m.started_at <= when and (not account.is_child or m.user == account.id)]


def burn_rate(state, op):
    name, at = text(op, "account", required=True), instant(op, "at")
    book, when = view(state, state.find(name), at)
    return fit(sum(burn(state, book, meter, when) for meter in book.meters.values()))


def runway(state, op):
    """(burn_rate, hours, runs_out_at)"""
    name, at = text(op, "account", required=True), instant(op, "at")
    account = state.find(name)
    book, when = view(state, account, at)
    burning = fit(sum(burn(state, book, meter, when) for meter in book.meters.values()))
    used, taken, held = book.used_at(at), book.taken_at(at), held_at(book, at)
    available = sum(max(0, b.granted - used.get(b.id, 0) - held.get(b.id, 0) - taken.get(b.id, 0))
                    for b in book.buckets.values() if not b.postpaid and b.alive(when))
    hours = None if not burning else Fraction(half_even(Fraction(available * 100, burning)), 100)
    known, t = len(book.outbox), when
    while t < when + HORIZON and any(m.status == "running" for m in book.meters.values()):
        t = min(t + STRIDE, when + HORIZON)
        book.entries, book.lines = [], []  # only invoices look at them
        catch_up(state, account.payer, book, t)
        settle_now(state, book, t)
        if len(book.outbox) > known:
            return burning, hours, min(event.at for event in book.outbox[known:])
    return burning, hours, None


READS = ("meters", "burn_rate", "runway")
HANDLERS = {function.__name__: function for function in (
    start, resize, stop, settle, meters, burn_rate, runway)}
