"""The reference model of credits: docs/rules.md as one pure function.

apply(state, op) answers what the database must answer, and the state that follows. It is written
from docs/rules.md alone and shares no code, no table and no library with the extension, so that the
two can be compared by harness.py. Decided here, with the files below it (values, spans, arguments,
books, periods, invoices, plans):

  - an op is a dict: "op" names the function, the other items are its arguments as given
    (arguments.py);
  - the order of checks: the type's own input, NULLs, each argument by itself, the account, the key,
    then what depends on the books (the rules leave open which of two refusals is named, so the
    harness takes either);
  - ids (accounts, buckets, subscriptions, operations) count up in the order of creation; an invoice
    is named by the start of its period.
"""
from arguments import (amount, attributes, check_zone, given, instant, note, numeric, quantity,
                       scope, text)
from books import RANKS, Account, Book, Bucket, Draft, Line, Price, Receipt
from periods import open_ahead, open_period, view, writable
from plans import HANDLERS as PLAN_HANDLERS, begin, terms_for
from spans import month_of
from values import Refusal, cost_by_quantity, cost_by_time, fit, parse_rate, prorate as share

STATUS = {"KR001": "insufficient_credits", "KR002": "cap_reached"}
READS = ("balance", "buckets", "activity", "current_plan", "statement", "prorate")


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
    writable(state, account)
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
    book.clock = at
    writable(state, account)


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


# -------------------------------------------------------------------- configuration and grants

def resource(state, op):
    state.resources[op["resource"]] = op["unit"]


def price(state, op):
    rate = parse_rate(op["rate"])
    if op["resource"] not in state.resources:
        raise Refusal("23503")
    if rate.unit is not None and rate.unit != state.resources[op["resource"]]:
        raise Refusal("22023")
    new = Price(rate, op.get("valid_from"), op.get("valid_until"))
    prices = state.prices.get(op["resource"], ())
    for old in prices:
        if ((old.valid_until is None or new.valid_from is None or new.valid_from < old.valid_until)
                and (new.valid_until is None or old.valid_from is None
                     or old.valid_from < new.valid_until)):
            raise Refusal("23P01")
    state.prices[op["resource"]] = prices + (new,)


def end_price(state, op):
    state.prices[op["resource"]] = tuple(
        old._replace(valid_until=op["valid_until"]) if old.valid_from == op["valid_from"] else old
        for old in state.prices.get(op["resource"], ()))


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
    at = state.moment(account, args["at"])
    book = writable(state, account)
    if book.is_closed(at, state.now(book)):
        raise Refusal("KR008")
    klass, expires = args["class"], args["expires_at"]
    if klass not in RANKS:
        raise Refusal("KR010")
    if klass == "flex":
        raise Refusal("22023")
    state.check_known(args["scope"] or ())
    effective = at if args["effective_at"] is None else args["effective_at"]
    if expires is None and klass == "included":
        expires = cycle_end(state, account, book, effective)
    elif expires == "infinity":
        expires = None
    if expires is not None and (expires <= effective or expires <= at):
        raise Refusal("22023")
    open_ahead(state, account.payer, book, at)
    priority = RANKS[klass] if args["priority"] is None else args["priority"]
    number = state.new_id()
    book.add_bucket(Bucket(number, klass, priority, args["scope"], args["amount"], args["cost"],
                           effective, expires, args["note"]))
    operation = state.new_id()
    book.post(operation, account.id, number, args["amount"], "grant", at)
    state.remember(account, key, "grant", args, number, operation)
    return number


def cycle_end(state, account, book, t):
    """The end of the cycle that contains t; without a plan, or in a trial, of the period."""
    ahead = book.copy()
    open_ahead(state, account.payer, ahead, t)
    period = ahead.period(t)
    if period is None:
        return month_of(book.zone, t)[1]
    return period.ends_at if period.cycle_ends_at is None else period.cycle_ends_at


# ------------------------------------------------------------------------------------ draws (§4)

def draft_lines(state, book, args, at):
    """A charge's lines, in books whose periods are open through it."""
    resource, quantity, until = args["resource"], args["quantity"], args["until"]
    if until is None:
        rate = state.price(resource, at)
        if rate.timed:
            raise Refusal("22023")
        return [Draft(at, None, cost_by_quantity(rate, quantity), rate)]
    cuts = {edge for price in state.prices.get(resource, ())
            for edge in (price.valid_from, price.valid_until)}
    cuts.update(period.starts_at for period in book.periods)
    bounds = [at, *sorted(cut for cut in cuts if cut is not None and at < cut < until), until]
    drafts = []
    for start, end in zip(bounds, bounds[1:]):
        rate = state.price(resource, start)
        if not rate.timed:
            raise Refusal("22023")
        drafts.append(Draft(start, end, cost_by_time(rate, quantity, start, end), rate))
    return drafts


def post_drafts(state, account, book, drafts, args, key):
    """Draws and posts one operation: its id and how much of it is overage."""
    operation, overage, now = state.new_id(), 0, state.now(book)
    for number, draft in enumerate(drafts, 1):
        late = now if book.is_closed(draft.at, now) else None
        when = draft.at if late is None else late
        if draft.cost == 0:
            pieces = [(book.period(when).flex, 0, draft.at)]
        elif late is None and draft.until is not None:
            pieces = book.draw_line(draft, args["quantity"], args["resource"])
        else:
            pieces = [(bucket, amount, draft.at)
                      for bucket, amount in book.draw(when, draft.cost, args["resource"])]
        merged = []
        for bucket, amount, at in pieces:
            if merged and merged[-1][0] == bucket:
                merged[-1][1] += amount
            else:
                merged.append([bucket, amount, at])
        line = number if draft.rate else None
        for bucket, amount, at in merged:
            overage += amount if book.buckets[bucket].postpaid else 0
            book.post(operation, account.id, bucket, -amount, "draw", at, line=line,
                      late_at=late, resource=args["resource"])
        if draft.rate:
            book.lines.append(Line(operation, number, account.id, args["resource"],
                                   args["quantity"], args["attributes"], args["item"], draft.at,
                                   draft.until, draft.rate, draft.cost, late, key))
    return operation, overage


def bill(state, account, at, drafted, args, key=None, trial=False):
    """Books what is drafted as one operation; a trial turns the two refusals into a receipt, whose
    balance is that of books in which all that is due by `at` has been done."""
    book = writable(state, account)
    open_ahead(state, account.payer, book, at, args.get("until"))
    drafts = drafted(book, at)
    charged = fit(sum(draft.cost for draft in drafts))
    before = book.copy()
    try:
        operation, overage = post_drafts(state, account, book, drafts, args, key)
        answer = Receipt(operation, account.name, at, charged, charged - overage, overage, 0,
                         "completed")
    except Refusal as refusal:
        if not trial or refusal.code not in STATUS:
            raise
        book = before
        answer = Receipt(None, account.name, at, charged, 0, 0, 0, STATUS[refusal.code])
    now = state.now(book)
    return answer._replace(balance=book.balance(now if book.is_closed(at, now) else at))


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
            lambda book, at: draft_lines(state, book, args, at))


def charge(state, op):
    args = charge_args(op)
    name, key = text(op, "account", required=True), text(op, "key")
    account = state.find(name)
    return once(state, op, account, key, "charge", args,
                lambda: draft_charge(state, account, args))


def once(state, op, account, key, call, args, work):
    first = state.replay(account, key, call, args)
    if first is not None:
        return first._replace(replayed=True)
    at, drafted = work()
    answer = bill(state, account, at, drafted, args, key, op["op"].startswith("try_"))
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
             lambda: draft_charge(state, account, args))


# ------------------------------------------------------------------------------------ reads (§8)

def balance(state, op):
    """(available, held, accrued, overage, overage_cap, owed)"""
    name, at, resource = text(op, "account", required=True), instant(op, "at"), text(op, "resource")
    account = state.find(name)
    state.check_known([resource] if resource is not None else [])
    book, when = view(state, account, at)
    used, taken = book.used_at(at), book.taken_at(at)
    available = fit(sum(
        b.granted - used.get(b.id, 0) - taken.get(b.id, 0) for b in book.buckets.values()
        if not b.postpaid and b.alive(when) and (resource is None or b.may_pay(resource))))
    period = book.period(when)
    if period is None:
        return available, 0, 0, 0, 0, 0
    return available, 0, 0, used.get(period.flex, 0), book.buckets[period.flex].granted, 0


def buckets(state, op):
    """A bucket that is not made yet has no id."""
    name, at = text(op, "account", required=True), instant(op, "at")
    account = state.find(name)
    known = state.book(account).buckets
    book, when = view(state, account, at)
    used, taken = book.used_at(at), book.taken_at(at)
    alive = [b._replace(used=used.get(b.id, 0), lapsed=taken.get(b.id, 0))
             for b in book.buckets.values() if b.alive(when)]
    return [(b.id if b.id in known else None, b.klass, b.priority, b.scope, b.granted, b.used, 0,
             b.left(), b.effective_at, b.expires_at, b.cost, b.note)
            for b in sorted(alive, key=Bucket.draw_order)]


def activity(state, op):
    """[(at, amount, operation)]: the columns whose content the rules decide."""
    name, since, until = text(op, "account", required=True), instant(op, "since"), \
        instant(op, "until")
    account, rows = state.find(name), {}
    book = state.book(account)
    starts = {line.operation: line.at for line in reversed(book.lines)}
    for entry in book.entries:
        if not account.is_child or entry.user == account.id:
            at, total = rows.get(entry.operation, (starts.get(entry.operation, entry.at), 0))
            rows[entry.operation] = (at, total + entry.amount)
    return sorted(((at, total, operation) for operation, (at, total) in rows.items()
                   if (since is None or since <= at) and (until is None or at < until)),
                  key=lambda row: (row[0], row[2]))


def prorate(_, op):
    whole, (start, end), (first, last) = amount(op, "whole"), op["period"], op["part"]
    if first == last:
        return 0
    if not start <= first < last <= end:
        raise Refusal("22023")
    return share(whole, start, end, first, last)


HANDLERS = {function.__name__: function for function in (
    open_account, set_clock, set_overage, resource, price, end_price, grant, consume, charge, quote,
    usage, balance, buckets, activity, prorate)}
HANDLERS.update(PLAN_HANDLERS, try_consume=consume, try_charge=charge)


def apply(state, op):
    """The state after op and its answer: a value, or a Refusal, which changes nothing."""
    after = state.copy()
    try:
        answer = HANDLERS[op["op"]](after, op)
    except Refusal as refusal:
        return state, refusal
    if op["op"] in READS:
        return state, answer
    if isinstance(answer, Receipt) and (answer.operation is None or answer.replayed):
        return state, answer
    return after, answer
