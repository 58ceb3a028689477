"""The reference model of credits: docs/rules.md as one pure function.

apply(state, op) answers what the database must answer, and the state that follows. It is written
from docs/rules.md alone and shares no code, no table and no library with the extension, so that the
two can be compared by harness.py. Decided here, with values.py and books.py below it:

  - an op is a dict: "op" names the function, the other items are its arguments as given (an absent
    item is an argument left out, None is NULL). Amounts and numerics are text, instants are
    microseconds since 1970 UTC or 'infinity' / '-infinity', attributes are JSON text;
  - the order of checks: the type's own input, NULLs, each argument by itself, the account, the key,
    then what depends on the books (the rules leave open which of two refusals is named, so the
    harness takes either);
  - ids (accounts, buckets, operations) count up in the order of creation.
"""
import json
from fractions import Fraction
from zoneinfo import ZoneInfo

from books import RANKS, Account, Book, Bucket, Draft, Line, Price, Receipt
from values import (MAX, ONE, Refusal, cost_by_quantity, cost_by_time, fit, month_of, parse_amount,
                    parse_rate)

FIRST_INSTANT = 0
LAST_INSTANT = 7_258_118_400_000_000  # 2200-01-01, excluded
STATUS = {"KR001": "insufficient_credits", "KR002": "cap_reached"}


# ------------------------------------------------------------------------------------ arguments

def given(op, name, required=False):
    value = op.get(name)
    if value is None and required:
        raise Refusal("22004")
    return value


def text(op, name, required=False, least=1, most=255):
    value = given(op, name, required)
    if value is not None and not least <= len(value.encode()) <= most:
        raise Refusal("22023")
    return value


def note(op):
    return text(op, "note", least=0, most=4096)


def amount(op, name, required=False):
    value = given(op, name, required)
    return None if value is None else parse_amount(value)


def numeric(value):
    """A numeric's text, NaN and the infinities refused as every user of one here does."""
    if value in ("NaN", "Infinity", "-Infinity"):
        raise Refusal("22023")
    number = Fraction(value)
    if number < 0:
        raise Refusal("22023")
    return number


def quantity(op):
    units = numeric(op.get("quantity") or "1") * ONE
    if units.denominator != 1 or units > MAX:
        raise Refusal("22023")
    return int(units)


def instant(op, name, never=False):
    t = op.get(name)
    if t is None or never and t == "infinity":
        return t
    if isinstance(t, str):
        raise Refusal("22008")
    if not FIRST_INSTANT <= t < LAST_INSTANT:
        raise Refusal("22023")
    return t


def canonical_json(source):
    """JSON as a value: key order, spaces and a number's trailing zeros do not matter."""
    def number(digits):
        return f"#{Fraction(digits)}"
    return json.dumps(json.loads(source, parse_int=number, parse_float=number), sort_keys=True)


def attributes(op):
    source = op.get("attributes")
    if source is None:
        return None
    try:
        value = json.loads(source)
    except ValueError:
        raise Refusal("22P02") from None
    size = len(json.dumps(value, ensure_ascii=False).encode())
    if not isinstance(value, dict) or size > 8192:
        raise Refusal("22023")
    return canonical_json(source)


def scope(op):
    names = op.get("scope")
    if names is None:
        return None
    if not names:
        raise Refusal("22023")
    return tuple(sorted(set(names)))


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
    at = state.now(book) if at is None else at
    if at > state.now(book) or payer is not None and at < payer.opened_at:
        raise Refusal("22023")
    number = state.new_id()
    account = Account(number, name, payer.id if payer else number, at, asked)
    state.accounts[name] = account
    if payer is None:
        state.books[number] = book
        book.open_through(state, at)
    state.writable(account)
    return number


def of_child(payer, zone, currency):
    """A child's own payer's zone and currency are what the defaults mean."""
    if payer is None:
        return zone, currency
    return ("UTC" if zone == payer.request[1] else zone,
            "USD" if currency == payer.request[3] else currency)


def check_zone(zone):
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise Refusal("22023") from None


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
    book.advance(state, account.payer)


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
    book = state.writable(account)
    book.open_through(state, at)
    book.overage, book.cap = enabled, cap
    operation = state.new_id()
    for period in book.periods:
        if not period.closed and period.ends_at > at:
            flex = book.buckets[period.flex]
            book.buckets[flex.id] = flex._replace(granted=book.allowance())
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
    book = state.writable(account)
    if book.is_closed(at):
        raise Refusal("KR008")
    klass, expires = args["class"], args["expires_at"]
    if klass not in RANKS:
        raise Refusal("KR010")
    if klass == "flex":
        raise Refusal("22023")
    state.check_known(args["scope"] or ())
    effective = at if args["effective_at"] is None else args["effective_at"]
    if expires is None and klass == "included":
        expires = month_of(book.zone, effective)[1]
    elif expires == "infinity":
        expires = None
    if expires is not None and (expires <= effective or expires <= at):
        raise Refusal("22023")
    book.open_through(state, at)
    fit(args["amount"] + sum(b.left() for b in book.open_buckets() if not b.postpaid))
    priority = RANKS[klass] if args["priority"] is None else args["priority"]
    number = state.new_id()
    book.buckets[number] = Bucket(number, klass, priority, args["scope"], args["amount"],
                                  args["cost"], effective, expires, args["note"])
    operation = state.new_id()
    book.post(operation, account.id, number, args["amount"], "grant", at)
    state.remember(account, key, "grant", args, number, operation)
    return number


# ------------------------------------------------------------------------------------ draws (§4)

def draft_lines(state, zone, resource, quantity, at, until):
    if until is None:
        rate = state.price(resource, at)
        if rate.timed:
            raise Refusal("22023")
        return [Draft(at, None, cost_by_quantity(rate, quantity), rate)]
    cuts = {edge for price in state.prices.get(resource, ())
            for edge in (price.valid_from, price.valid_until)}
    edge = month_of(zone, at)[1]
    while edge < until:
        cuts.add(edge)
        edge = month_of(zone, edge)[1]
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
    book.open_through(state, drafts[-1].at)
    for number, draft in enumerate(drafts, 1):
        late = now if book.is_closed(draft.at) else None
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


def bill(state, account, at, drafts, args, key=None, trial=False):
    """Books drafts as one operation; a trial turns the two refusals into a receipt."""
    charged = fit(sum(draft.cost for draft in drafts))
    before = state.book(account)
    book = state.writable(account)
    try:
        operation, overage = post_drafts(state, account, book, drafts, args, key)
        answer = Receipt(operation, account.name, at, charged, charged - overage, overage, 0,
                         "completed")
    except Refusal as refusal:
        if not trial or refusal.code not in STATUS:
            raise
        book = before
        answer = Receipt(None, account.name, at, charged, 0, 0, 0, STATUS[refusal.code])
    when = state.now(book) if book.is_closed(at) else at
    return answer._replace(balance=book.balance(when))


def consume(state, op):
    args = {"amount": amount(op, "amount", required=True), "resource": text(op, "resource"),
            "attributes": attributes(op), "at": instant(op, "at"), "note": note(op)}
    name, key = text(op, "account", required=True), text(op, "key")
    if args["amount"] <= 0:
        raise Refusal("22023")
    account = state.find(name)

    def work():
        state.check_known([args["resource"]] if args["resource"] is not None else [])
        at = state.moment(account, args["at"])
        return at, [Draft(at, None, args["amount"])]
    return once(state, op, account, key, "consume", args, work)


def charge_args(op):
    return {"resource": text(op, "resource", required=True), "quantity": quantity(op),
            "attributes": attributes(op), "at": instant(op, "at"), "until": instant(op, "until"),
            "item": text(op, "item"), "note": note(op)}


def draft_charge(state, account, args):
    state.check_known([args["resource"]])
    at = state.moment(account, args["at"], args["until"])
    return at, draft_lines(state, state.book(account).zone, args["resource"], args["quantity"], at,
                           args["until"])


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
    at, drafts = work()
    answer = bill(state, account, at, drafts, args, key, op["op"].startswith("try_"))
    if answer.operation is None:
        return answer._replace(charged=0)
    state.remember(account, key, call, args, answer, answer.operation)
    return answer


def quote(state, op):
    args = charge_args(op)
    account = state.find(text(op, "account", required=True))
    at, drafts = draft_charge(state, account, args)
    return bill(state, account, at, drafts, args, trial=True)._replace(operation=None)


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
    book = state.book(state.find(name))
    state.check_known([resource] if resource is not None else [])
    when, used = state.now(book) if at is None else at, book.used_at(at)
    available = fit(sum(
        b.granted - used.get(b.id, 0) for b in book.buckets.values() if not b.postpaid
        and b.alive(when) and (resource is None or b.may_pay(resource))))
    period = book.period(when)
    if period is None:
        return available, 0, 0, 0, book.allowance(), 0
    return available, 0, 0, used.get(period.flex, 0), book.buckets[period.flex].granted, 0


def buckets(state, op):
    name, at = text(op, "account", required=True), instant(op, "at")
    book = state.book(state.find(name))
    when, used = state.now(book) if at is None else at, book.used_at(at)
    alive = [b._replace(used=used.get(b.id, 0), lapsed=0) for b in book.buckets.values()
             if b.alive(when)]
    return [(b.id, b.klass, b.priority, b.scope, b.granted, b.used, 0, b.left(), b.effective_at,
             b.expires_at, b.cost, b.note) for b in sorted(alive, key=Bucket.draw_order)]


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
    return whole * (last - start) // (end - start) - whole * (first - start) // (end - start)


HANDLERS = {function.__name__: function for function in (
    open_account, set_clock, set_overage, resource, price, end_price, grant, consume, charge, quote,
    usage, balance, buckets, activity, prorate)}
HANDLERS.update(try_consume=consume, try_charge=charge)


def apply(state, op):
    """The state after op and its answer: a value, or a Refusal, which changes nothing."""
    after = state.copy()
    try:
        answer = HANDLERS[op["op"]](after, op)
    except Refusal as refusal:
        return state, refusal
    if isinstance(answer, Receipt) and (answer.operation is None or answer.replayed):
        return state, answer
    return after, answer
