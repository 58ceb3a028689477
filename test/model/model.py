"""The reference model of credits: docs/rules.md as one pure function.

apply(state, op) answers what the database must answer, and the state that follows. It is written
from docs/rules.md alone and shares no code, no table and no library with the extension, so that the
two can be compared by harness.py. Decided here, with the files below it (values, spans, arguments,
terms, prices, rows, books, settling, periods, invoices, plans, meters, deposits, packs, purchases,
bonuses, topups, takeback, status, limits, holding, holds):

  - an op is a dict: "op" names the function, the other items are its arguments as given
    (arguments.py);
  - the order of checks: the type's own input, NULLs, each argument by itself, the account, the key,
    then what depends on the books (the rules leave open which of two refusals is named, so the
    harness takes either);
  - ids (accounts, prices, buckets, subscriptions, deposits, referrals, operations) count up in the
    order of creation; an invoice is named by the start of its period. An op may give its answer a
    name ("as") by which later ones mean it; buckets are also meant by class and number, entries by
    those and their own number, top-ups by their number;
  - a call asks for a top-up at its end if it posted an entry (18).
"""
import bonuses
import holds
import limits
import meters
import packs
import plans
import prices
import purchases
import status
import takeback
import topups
from arguments import (amount, attributes, check_zone, given, instant, note, numeric, quantity,
                       scope, text)
from books import Book
from deposits import expire_deposits
from holding import held_at
from meters import accrued, balance as left
from periods import at_of_grant, cycle_end, open_ahead, open_period, view, writable
from plans import begin, terms_for
from prices import counter_lines, draft_lines, remember_run
from rows import POSTPAID, RANKS, Account, Bucket, Draft, Line, Receipt
from settling import look_ahead, settle_now
from values import Refusal, fit, prorate as share

STATUS = {"KR001": "insufficient_credits", "KR002": "cap_reached", "KR006": "account_suspended",
          "KR007": "account_frozen", "KR013": "minimum_not_met"}
READS = ("balance", "buckets", "activity", "current_plan", "statement", "prorate", *meters.READS,
         "quote_pack", *purchases.READS, *limits.READS)


# ----------------------------------------------------------------------- accounts and time (§2)

def open_account(state, op):
    name = text(op, "account", required=True)
    plan, parent = text(op, "plan"), text(op, "parent")
    zone, currency = op.get("time_zone") or "UTC", op.get("currency") or "USD"
    at, clock = instant(op, "at"), instant(op, "clock")
    check_zone(zone)
    payer = state.accounts.get(parent)
    asked_zone, asked_currency = of_child(payer, zone, currency)
    asked = (plan, asked_zone, parent, asked_currency, clock)
    if name in state.accounts:
        account = state.accounts[name]
        for field, first, second in zip(("plan", "time_zone", "parent", "currency", "clock"),
                                        account.request, asked):
            if first != second:
                raise Refusal("KR003", field)
        if at is not None and at != account.opened_at:
            raise Refusal("KR003", "at")
        return account.id
    if parent is None:
        book = Book(zone, clock)
    else:
        payer = state.find(parent)
        book = state.book(payer)
        if payer.is_child or (asked_zone, asked_currency, clock) != ("UTC", "USD", None):
            raise Refusal("22023")
    terms = None if plan is None else terms_for(state, plan, asked_currency)
    at = state.now(book) if at is None else at
    if at > state.now(book) or payer is not None and (at < payer.opened_at or plan is not None):
        raise Refusal("22023")
    number = state.new_id()
    account = Account(number, name, payer.id if payer else number, at, asked)
    state.accounts[name] = account
    if payer is None:
        state.books[number] = book
        if terms is not None:
            begin(state, book, number, None, terms, at)
        open_period(state, number, book, at)
    writable(state, account, settled=False)
    return number


def of_child(payer, zone, currency):
    """A child's own payer's zone and currency are what the defaults mean."""
    if payer is None:
        return zone, currency
    return ("UTC" if zone == payer.request[1] else zone,
            "USD" if currency == payer.request[3] else currency)


def set_clock(state, op):
    name, at = text(op, "account", required=True), instant(op, "at")
    account = state.find(name)
    if account.is_child:
        raise Refusal("22023")
    clock = state.book(account).clock
    if clock is None or at is None and clock > state.wall:
        raise Refusal("KR015")
    if at is not None and at < clock:
        raise Refusal("22023")
    book = state.books[account.payer] = state.book(account).copy()
    moved = at != clock
    book.clock = at
    writable(state, account)
    if moved:
        expire_deposits(account.id, state.book(account), state.now(state.book(account)))


def set_overage(state, op):
    cap = amount(op, "cap")
    name, enabled = text(op, "account", required=True), given(op, "enabled", required=True)
    at = instant(op, "at")
    if cap is not None and (cap < 0 or not enabled):
        raise Refusal("22023")
    account = state.find(name)
    if account.is_child:
        raise Refusal("22023")
    at = state.moment(account, at)
    book = writable(state, account)
    open_ahead(state, account.payer, book, at)
    book.overage, book.cap = enabled, cap
    operation = state.new_id()
    for period in book.periods:
        if not period.closed and period.ends_at > at:
            plan = book.subscriptions.get(period.subscription)
            flex = book.buckets[period.flex]
            book.buckets[flex.id] = flex._replace(granted=book.cap_of(plan, period.trial))
            book.post(operation, account.id, flex.id, 0, "overage", at)


# ----------------------------------------------------------------------------------- grants

def grant(state, op):
    args = {"amount": amount(op, "amount", required=True), "class": text(op, "class") or "prepaid",
            "expires_at": instant(op, "expires_at", never=True), "at": instant(op, "at"),
            "effective_at": instant(op, "effective_at"), "priority": op.get("priority"),
            "scope": scope(op), "note": note(op),
            "cost": None if op.get("cost") is None else numeric(op["cost"])}
    name, key = text(op, "account", required=True), text(op, "key")
    if args["amount"] <= 0:
        raise Refusal("22023")
    account = state.find(name)
    first = state.replay(account, key, "grant", args)
    if first is not None:
        return first
    state.may_be_given(account)
    book, at = at_of_grant(state, account, args["at"])
    klass, expires = args["class"], args["expires_at"]
    if klass not in RANKS:
        raise Refusal("KR010")
    if klass in POSTPAID:
        raise Refusal("22023")
    state.check_known(args["scope"] or ())
    effective = at if args["effective_at"] is None else args["effective_at"]
    if expires is None and klass == "included":
        expires = cycle_end(state, account, book, effective)
    elif expires == "infinity":
        expires = None
    if expires is not None and (expires <= effective or expires <= at):
        raise Refusal("22023")
    priority = RANKS[klass] if args["priority"] is None else args["priority"]
    number = state.new_id()
    book.add_bucket(Bucket(number, klass, priority, args["scope"], args["amount"], args["cost"],
                           effective, expires, args["note"]))
    operation = state.new_id()
    book.post_grant(operation, account.id, number, args["amount"], at)
    state.remember(account, key, "grant", args, number, operation)
    return number


# ------------------------------------------------------------------------------------ draws (§4)

def post_drafts(state, account, book, drafts, args, key):
    """Draws and posts one operation: its id and how much of it is overage."""
    operation, overage, now = state.new_id(), 0, state.now(book)
    for number, draft in enumerate(drafts, 1):
        late, kind = now if book.is_closed(draft.at, now) else None, "draw"
        when = draft.at if late is None else late
        if draft.cost == 0:
            pieces = [(book.period(when).flex, 0, draft.at)]
        elif draft.cost < 0:
            kind = "return"
            pieces = [(bucket, amount, draft.at) for bucket, amount
                      in book.give_back(counter_lines(book, draft.counter), -draft.cost)]
        elif late is None and draft.until is not None:
            pieces = book.draw_line(draft, args["quantity"], args["resource"])
        else:
            pieces = [(bucket, amount, draft.at)
                      for bucket, amount in book.draw(when, draft.cost, args["resource"])]
        line = Line(operation, number if draft.price else None, account.id, args["resource"],
                    args.get("quantity"), args["attributes"], args.get("item"), draft.at,
                    draft.until, draft.rate, draft.cost, late, key, draft.price, draft.counted,
                    draft.run)
        overage += book.post_line(line, pieces, kind)
        if draft.counter is not None:
            counted = book.counters.get(draft.counter, 0)
            book.counters[draft.counter] = counted + args["quantity"]
    remember_run(account, book, args, drafts)
    return operation, overage


def check_least(state, book, args, at):
    """An event that is not late needs what the resource asks to be there."""
    least = state.resources[args["resource"]].least_balance
    if least is not None and args["until"] is None and not book.is_closed(at, state.now(book)):
        could = book.drawable(at, args["resource"])
        if could is not None and could < least:
            raise Refusal("KR013")


def bill(state, account, at, drafted, args, key=None, trial=False, bulk=False):
    """Books what is drafted as one operation, its meters settled to now before it unless what
    there is covers both; a trial turns some refusals into a receipt, whose balance is that of
    books in which all that is due by `at` has been done."""
    book = writable(state, account, settled=bulk)
    open_ahead(state, account.payer, book, at, args.get("until"))
    now, before = state.now(book), book.copy()
    running = any(meter.status == "running" for meter in book.meters.values())
    settled = book.copy() if running else book
    covered = settle_now(state, settled, now)
    covered = look_ahead(state, settled, now) and covered
    drafts = drafted(book, at)
    charged = fit(sum(draft.cost for draft in drafts))
    try:
        state.may_draw(account)
        if not bulk and "until" in args:
            check_least(state, settled, args, at)
        operation, overage = post_drafts(state, account, settled, drafts, args, key)
        if running and covered:
            operation, overage = post_drafts(state, account, book, drafts, args, key)
        book = state.books[account.payer] = book if covered else settled
        answer = Receipt(operation, account.name, at, charged, charged - overage, overage, 0,
                         "completed")
    except Refusal as refusal:
        if not trial or refusal.code not in STATUS:
            raise
        book = before
        answer = Receipt(None, account.name, at, charged, 0, 0, 0, STATUS[refusal.code])
    return answer._replace(balance=left(state, book, now if book.is_closed(at, now) else at))


def consume(state, op):
    args = {"amount": amount(op, "amount", required=True), "resource": text(op, "resource"),
            "attributes": attributes(op), "at": instant(op, "at"), "note": note(op)}
    name, key = text(op, "account", required=True), text(op, "key")
    if args["amount"] <= 0:
        raise Refusal("22023")
    account = state.find(name)

    def work():
        state.check_known([args["resource"]] if args["resource"] is not None else [])
        return (state.moment(account, args["at"]),
                lambda _, at: [Draft(at, None, args["amount"])])
    return once(state, op, account, key, "consume", args, work)


def charge_args(op):
    return {"resource": text(op, "resource", required=True), "quantity": quantity(op),
            "attributes": attributes(op), "at": instant(op, "at"), "until": instant(op, "until"),
            "item": text(op, "item"), "note": note(op)}


def draft_charge(state, account, args):
    state.check_known([args["resource"]])
    return (state.moment(account, args["at"], args["until"]),
            lambda book, at: draft_lines(state, account, book, args, at))


def charge(state, op):
    args = charge_args(op)
    name, key = text(op, "account", required=True), text(op, "key")
    account = state.find(name)
    return once(state, op, account, key, "charge", args,
                lambda: draft_charge(state, account, args))


def once(state, op, account, key, call, args, work, bulk=False):
    first = state.replay(account, key, call, args)
    if first is not None:
        return first._replace(replayed=True)
    trial = op["op"].startswith("try_")
    if not trial:
        state.may_draw(account)
    at, drafted = work()
    answer = bill(state, account, at, drafted, args, key, trial, bulk)
    if answer.operation is None:
        return answer._replace(charged=0)
    state.remember(account, key, call, args, answer, answer.operation)
    return answer


def quote(state, op):
    args = charge_args(op)
    account = state.find(text(op, "account", required=True))
    at, drafted = draft_charge(state, account, args)
    return bill(state, account, at, drafted, args, trial=True)._replace(operation=None)


def usage(state, op):
    """Rows of one INSERT; an error's row is not compared."""
    rows = []
    for row in op["rows"]:
        args, key = charge_args(row), text(row, "key")
        account = state.find(text(row, "account", required=True))
        at = state.now(state.book(account)) if args["at"] is None else args["at"]
        order = (account.payer, at, args["until"] is not None, args["until"] or 0, len(rows))
        rows.append((order, row, args, account, key))
    for _, row, args, account, key in sorted(rows, key=lambda row: row[0]):
        once(state, dict(row, op="charge"), account, key, "charge", args,
             lambda: draft_charge(state, account, args), bulk=True)


# ------------------------------------------------------------------------------------ reads (§8)

def balance(state, op):
    """(available, held, accrued, overage, overage_cap, owed)"""
    name, at, resource = text(op, "account", required=True), instant(op, "at"), text(op, "resource")
    account = state.find(name)
    state.check_known([resource] if resource is not None else [])
    book, when = view(state, account, at)
    used, taken, held = book.used_at(at), book.taken_at(at), held_at(book, at)
    alive = [b for b in book.buckets.values() if b.alive(when) and not b.postpaid
             and (resource is None or b.may_pay(resource))]
    available = fit(sum(
        max(0, b.granted - used.get(b.id, 0) - held.get(b.id, 0) - taken.get(b.id, 0))
        for b in alive))
    keeps = sum(held.values())
    period, unbooked = book.period(when), accrued(state, account, book)
    owed = book.owed_at(at)
    if period is None:
        return available, keeps, unbooked, 0, 0, owed
    return (available, keeps, unbooked, used.get(period.flex, 0),
            book.buckets[period.flex].granted, owed)


def buckets(state, op):
    """A bucket that is not made yet has no id."""
    name, at = text(op, "account", required=True), instant(op, "at")
    account = state.find(name)
    known = state.book(account).buckets
    book, when = view(state, account, at)
    used, taken, held = book.used_at(at), book.taken_at(at), held_at(book, at)
    alive = [b._replace(used=used.get(b.id, 0), held=held.get(b.id, 0), lapsed=taken.get(b.id, 0))
             for b in book.buckets.values() if b.alive(when) and not b.is_debt]
    return [(b.id if b.id in known else None, b.klass, b.priority, b.scope, b.granted, b.used,
             b.held, b.left() if b.left() is None else max(0, b.left()), b.effective_at,
             b.expires_at, b.cost, b.note)
            for b in sorted(alive, key=Bucket.draw_order)]


def activity(state, op):
    """[(at, amount, operation)]: the columns whose content the rules decide; of an open hold the
    operation is None, and its key is there."""
    name, since, until = text(op, "account", required=True), instant(op, "since"), \
        instant(op, "until")
    if since is not None and until is not None and until < since:
        raise Refusal("22023")
    account, rows = state.find(name), {}
    if since is not None and until is not None and until < since:
        raise Refusal("22023")
    book = state.book(account)
    starts = {}
    for line in book.lines:
        if not account.is_child or line.user == account.id:
            starts[line.operation] = min(line.at, starts.get(line.operation, line.at))
    for entry in book.entries:
        if not account.is_child or entry.user == account.id:
            at, total = rows.get(entry.operation, (starts.get(entry.operation, entry.at), 0))
            rows[entry.operation] = (at, total + entry.amount)
    answer = sorted(((at, total, operation) for operation, (at, total) in rows.items()),
                    key=lambda row: (row[0], row[2]))
    now = state.now(book)
    answer += [(h.at, -h.amount, None, h.key) for h in book.holds.values()
               if h.is_open and now < h.ends_at and (not account.is_child or h.user == account.id)]
    return [row for row in answer
            if (since is None or since <= row[0]) and (until is None or row[0] < until)]


def prorate(_, op):
    whole, (start, end), (first, last) = amount(op, "whole"), op["period"], op["part"]
    if first == last:
        return 0
    if not start <= first < last <= end:
        raise Refusal("22023")
    return share(whole, start, end, first, last)


HANDLERS = {function.__name__: function for function in (
    open_account, set_clock, set_overage, grant, consume, charge, quote, usage, balance, buckets,
    activity, prorate)}
HANDLERS.update(try_consume=consume, try_charge=charge)
for module in (plans, prices, meters, packs, purchases, bonuses, topups, takeback, status,
               limits, holds):
    HANDLERS.update(module.HANDLERS)


def apply(state, op):
    """The state after op and its answer: a value, or a Refusal, which changes nothing."""
    after = state.copy()
    try:
        answer = HANDLERS[op["op"]](after, op)
    except Refusal as refusal:
        return state, refusal
    if op["op"] in READS:
        return state, answer
    if isinstance(answer, Receipt) and (answer.replayed or answer.operation is None
                                        and op["op"] not in (*meters.HANDLERS, "capture")):
        return state, answer
    for payer in [number for number in after.books if asks(state, after, op, number)]:
        topups.ask(after, after.user(payer))
    if "as" in op:
        after.names[op["as"]] = answer.operation if isinstance(answer, Receipt) else answer
    return after, answer


def asks(before, after, op, payer):
    """Whether an op has booked something for a payer, or set its top-up."""
    if op["op"] == "use":
        return False
    if op["op"] == "set_topup" and after.accounts[op["account"]].id == payer:
        return True
    known = before.books.get(payer)
    if op["op"] in ("hold", "capture") and after.books[payer] is not known:
        return True  # which leaves less than there was
    return len(after.books[payer].entries) > (len(known.entries) if known else 0)
