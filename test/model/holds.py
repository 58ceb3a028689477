"""Holds of the reference model (docs/rules.md, 21).

Decided here: what a call may hold, capture and release, what is captured beyond what was held and
what of that may be owed (in all, with what chargebacks left owed), and what is answered. What is held
of buckets is in holding.py.
"""
from arguments import amount, instant, interval_of_any_kind, text
from books import EVERYTHING
from holding import give_up, keep, let_go
from meters import balance as left
from periods import at_of_grant, writable
from rows import RANKS, Bucket, Hold, Line, Receipt
from settling import look_ahead, settle_now
from spans import DAY, Interval, boundary
from values import Refusal, fit

MINUTES = Interval(0, 0, 15 * 60_000_000)
YEAR = 366 * DAY


def find_hold(account, book, number):
    """One of the account, or of a payer's child."""
    found = book.holds.get(number)
    if found is None or account.is_child and found.user != account.id:
        raise Refusal("KR010")
    return found


def check_open(found):
    """Not resolved, and not ended, in books that have been caught up."""
    if found.status in ("captured", "released"):
        raise Refusal("KR004")
    if not found.is_open:
        raise Refusal("KR005")


def not_ahead(state, account, at):
    """`at` of what is done to a hold: not later than now, as hold() is not before the period that
    contains it either."""
    at = state.moment(account, at)
    if at > state.now(state.book(account)):
        raise Refusal("22023")
    return at


def named_hold(state, op, required=True):
    asked = op.get("hold")
    if asked is None:
        if required:
            raise Refusal("22004")
        return None
    return state.names.get(asked, 0)


# --------------------------------------------------------------------------------------- hold

def hold(state, op):
    args = {"amount": amount(op, "amount", required=True), "resource": text(op, "resource"),
            "ttl": interval_of_any_kind(op, "ttl"), "at": instant(op, "at"),
            "hold": named_hold(state, op, required=False)}
    name, key = text(op, "account", required=True), text(op, "key")
    if args["amount"] <= 0 or args["ttl"] is not None and args["hold"] is not None:
        raise Refusal("22023")
    account = state.find(name)
    first = state.replay(account, key, "hold", args)
    if first is not None:
        return first
    state.may_draw(account)
    state.check_known([args["resource"]] if args["resource"] is not None else [])
    at = not_ahead(state, account, args["at"])
    book = writable(state, account, settled=False)
    if at < book.period(state.now(book)).starts_at:
        raise Refusal("22023")
    found = to_add_to(state, account, book, args, key, at)
    fit(found.amount + args["amount"])
    book, pieces = choose(state, account, book, args, at)
    keep(book, found, pieces, args["resource"], at)
    operation = found.operation if args["hold"] is None else state.new_id()
    state.remember(account, key, "hold", args, found.id, operation)
    return found.id


def choose(state, account, book, args, at):
    """What consume() would draw from, and the books it would draw from: meters are settled to now
    before it, unless what there is covers both."""
    now, settled = state.now(book), book.copy()
    covered = settle_now(state, settled, now)
    covered = look_ahead(state, settled, now) and covered
    pieces = settled.choose(at, args["amount"], args["resource"])
    if covered:
        pieces = book.choose(at, args["amount"], args["resource"])
    else:
        book = state.books[account.payer] = settled
    return book, pieces


def to_add_to(state, account, book, args, key, at):
    """The hold that is named, or a new one with nothing in it."""
    if args["hold"] is not None:
        found = find_hold(account, book, args["hold"])
        if found.user != account.id:
            raise Refusal("KR010")
        check_open(found)
        return found
    ttl = MINUTES if args["ttl"] is None else args["ttl"]
    ends_at = boundary(book.zone, at, ttl)
    if ttl.months or not 0 < ttl.nominal() <= YEAR or ends_at <= state.now(book):
        raise Refusal("22023")
    return Hold(state.new_id(), account.id, state.new_id(), key, at, ends_at)


# ------------------------------------------------------------------------------------ capture

def capture(state, op):
    args = {"hold": named_hold(state, op), "amount": amount(op, "amount"),
            "resource": text(op, "resource"), "at": instant(op, "at")}
    name, key = text(op, "account", required=True), text(op, "key")
    if args["amount"] is not None and args["amount"] < 0:
        raise Refusal("22023")
    account = state.find(name)
    first = state.replay(account, key, "capture", args)
    if first is not None:
        return first._replace(replayed=True)
    state.may_be_given(account)
    book, at = at_of_grant(state, account, not_ahead(state, account, args["at"]))
    found = find_hold(account, book, args["hold"])
    check_open(found)
    answer = resolve(state, account, book, found, args, at)
    state.remember(account, key, "capture", args, answer, answer.operation or state.new_id())
    return answer


def resolve(state, account, book, found, args, at):
    """What was held, all of it or of one resource, becomes a draw; the rest is left again."""
    resources = {part.resource for part in found.parts}
    if args["resource"] is not None:
        resources &= {args["resource"]}
        if not resources:
            raise Refusal("KR010")
    elif args["amount"] and len(resources) > 1:  # 0 releases them all
        raise Refusal("22023")
    mine = [part for part in found.parts if part.resource in resources]
    if any(at < part.at for part in mine):
        raise Refusal("22023")
    asked = sum(part.amount for part in mine) if args["amount"] is None else args["amount"]
    operation = state.new_id() if asked else None
    taken, rest, wanted = [], [], asked
    for part in mine:
        size = min(part.amount, wanted)
        wanted -= size
        taken += [part._replace(amount=size)] if size else []
        rest += [part._replace(amount=part.amount - size)] if part.amount > size else []
    overage = 0
    for part in taken:
        let_go(book, part, at)
        use(book, part)
        overage += part.amount if book.buckets[part.bucket].postpaid else 0
        book.post(operation, found.user, part.bucket, -part.amount, "capture", at,
                  resource=part.resource)
    operation = give_up(state, book, found.user, rest, at, operation, capture=True)
    others = tuple(part for part in found.parts if part.resource not in resources)
    status = "held" if others else "captured" if asked else "released"
    book.holds[found.id] = found._replace(parts=others, status=status,
                                          ended_at=None if others else at)
    if wanted:
        resource, = resources
        overage += draw_anew(state, book, found.user, operation, wanted, resource, at)
    return Receipt(operation, account.name, at, asked, asked - overage, overage,
                   left(state, book, at), "completed")


def use(book, part):
    bucket = book.buckets[part.bucket]
    bucket = bucket._replace(used=bucket.used + part.amount)
    book.buckets[bucket.id] = bucket._replace(closed=not bucket.postpaid and bucket.kept() == 0)


def draw_anew(state, book, user, operation, cost, resource, at):
    """What is captured beyond the hold, as consume() would draw it; what is missing is owed, up to
    what the account may: how much of it is overage."""
    there = sum(part for _, part in book.choose(at, cost, resource, EVERYTHING))
    missing = cost - there
    if missing and missing + book.owed_at(None) > book.overdraft:
        book.choose(at, cost, resource)  # refuses it
    pieces = [(number, part, at) for number, part in book.draw(at, there, resource)]
    line = Line(operation, None, user, resource, None, None, None, at, None, None, there, None,
                None, None, None, None)
    overage = book.post_line(line, pieces)
    if missing:
        overage += missing
        number = state.new_id()
        book.buckets[number] = Bucket(number, "overdraft", RANKS["overdraft"], None, None, None,
                                      at, None, None, used=missing)
        book.post(operation, user, number, -missing, "capture", at, resource=resource)
    return overage


# ------------------------------------------------------------------------------------ release

def release(state, op):
    number, at = named_hold(state, op), instant(op, "at")
    account = state.find(text(op, "account", required=True))
    book, at = at_of_grant(state, account, not_ahead(state, account, at))
    found = find_hold(account, book, number)
    if found.status == "captured":
        raise Refusal("KR004")
    if not found.is_open:
        return 0
    if any(at < part.at for part in found.parts):
        raise Refusal("22023")
    give_up(state, book, account.id, found.parts, at)
    book.holds[found.id] = found._replace(status="released", ended_at=at, parts=())
    return found.amount


def set_overdraft(state, op):
    most = amount(op, "amount") or 0
    if most < 0:
        raise Refusal("22023")
    account = state.find(text(op, "account", required=True))
    if account.is_child:
        raise Refusal("22023")
    writable(state, account, settled=False).overdraft = most


HANDLERS = {function.__name__: function for function in (hold, capture, release, set_overdraft)}
