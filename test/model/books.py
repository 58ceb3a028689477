"""The books of the reference model: what an account and a payer have, and how it changes.

Decided here: which months a payer has and when they close (docs/rules.md, 2), the draw order (3),
a draw and its segments (4), the first answer under a key (5), what was paid by an instant (8).
Rows are immutable; a Book is copied by the call that writes it, a State by every call.
"""
from bisect import bisect_right
from fractions import Fraction
from typing import NamedTuple, Optional

from values import Rate, Refusal, cost_by_time, fit, month_of, ten_years_after

RANKS = {"rollover": 10, "included": 20, "promotional": 30, "bonus": 40, "prepaid": 50, "flex": 90}
FIELDS = ("call", "amount", "class", "resource", "quantity", "attributes", "at", "until", "item",
          "expires_at", "effective_at", "priority", "scope", "cost", "note")


class Account(NamedTuple):
    id: int
    name: str
    payer: int
    opened_at: int
    request: tuple  # (plan, time_zone, parent, currency, clock) as opened

    @property
    def is_child(self):
        return self.payer != self.id


class Price(NamedTuple):
    rate: Rate
    valid_from: Optional[int]
    valid_until: Optional[int]

    def contains(self, t):
        return ((self.valid_from is None or self.valid_from <= t)
                and (self.valid_until is None or t < self.valid_until))


class Period(NamedTuple):
    starts_at: int
    ends_at: int
    flex: int
    closed: bool = False


class Bucket(NamedTuple):
    id: int
    klass: str
    priority: int
    scope: Optional[tuple]
    granted: Optional[int]
    cost: Optional[Fraction]
    effective_at: int
    expires_at: Optional[int]
    note: Optional[str]
    used: int = 0
    lapsed: int = 0
    seq: int = 0
    after: int = 0
    closed: bool = False

    @property
    def postpaid(self):
        return self.klass == "flex"

    def alive(self, t):
        return self.effective_at <= t and (self.expires_at is None or t < self.expires_at)

    def may_pay(self, resource):
        return self.scope is None or resource in self.scope

    def left(self):
        """What is left; None is unlimited."""
        if self.granted is None:
            return None
        left = self.granted - self.used - self.lapsed
        return max(left, 0) if self.postpaid else left

    def draw_order(self):
        return (self.postpaid, self.priority, self.scope is None, self.expires_at is None,
                self.expires_at or 0, self.cost or 0, self.effective_at, self.id)


class Entry(NamedTuple):
    operation: int
    piece: int
    user: int
    bucket: int
    bucket_seq: int
    bucket_after: int
    amount: int
    kind: str
    at: int
    line: Optional[int] = None
    late_at: Optional[int] = None
    resource: Optional[str] = None


class Line(NamedTuple):
    operation: int
    line: int
    user: int
    resource: str
    quantity: int
    attributes: Optional[str]
    item: Optional[str]
    at: int
    until: Optional[int]
    rate: Rate
    charged: int
    late_at: Optional[int]
    key: Optional[str]


class Draft(NamedTuple):
    """A line, or a consumed amount (no rate), before it is drawn."""
    at: int
    until: Optional[int]
    cost: int
    rate: Optional[Rate] = None


class Receipt(NamedTuple):
    operation: Optional[int]
    account: str
    at: int
    charged: int
    credits: int
    overage: int
    balance: int
    status: str
    replayed: bool = False


class Book:
    """All that one payer has."""

    def __init__(self, zone, clock):
        self.zone, self.clock = zone, clock
        self.overage, self.cap = False, None
        self.periods, self.buckets, self.entries, self.lines = [], {}, [], []

    def copy(self):
        twin = Book(self.zone, self.clock)
        twin.overage, twin.cap = self.overage, self.cap
        twin.periods, twin.buckets = self.periods.copy(), self.buckets.copy()
        twin.entries, twin.lines = self.entries.copy(), self.lines.copy()
        return twin

    def allowance(self):
        return self.cap if self.overage else 0

    def period(self, t):
        """The period that contains t, or None if it has not been made."""
        index = bisect_right(self.periods, t, key=lambda period: period.starts_at) - 1
        return self.periods[index] if index >= 0 and t < self.periods[index].ends_at else None

    def is_closed(self, t):
        period = self.period(t)
        return period is not None and period.closed

    def open_buckets(self):
        return [b for b in self.buckets.values() if not b.closed]

    def balance(self, t):
        return sum(b.left() for b in self.open_buckets() if not b.postpaid and b.alive(t))

    def post(self, operation, user, bucket, amount, kind, at, **more):
        last = self.entries[-1] if self.entries else None
        piece = last.piece + 1 if last and last.operation == operation else 1
        held = self.buckets[bucket]
        held = held._replace(seq=held.seq + 1, after=held.after + amount)
        self.buckets[bucket] = held
        self.entries.append(Entry(operation, piece, user, bucket, held.seq, held.after, amount,
                                  kind, at, **more))

    def open_through(self, state, t):
        """Makes the months up to the one that contains t, each with its flex bucket."""
        while not self.periods or self.periods[-1].ends_at <= t:
            start, end = month_of(self.zone, self.periods[-1].ends_at if self.periods else t)
            flex = Bucket(state.new_id(), "flex", RANKS["flex"], None, self.allowance(), None,
                          start, end, None)
            self.buckets[flex.id] = flex
            self.periods.append(Period(start, end, flex.id))

    def advance(self, state, payer):
        """Opens and closes what is due at the account's now."""
        now = state.now(self)
        self.open_through(state, now)
        for index, period in enumerate(self.periods):
            if not period.closed and period.ends_at <= now:
                self.close(state, payer, index)

    def close(self, state, payer, index):
        period, operation = self.periods[index], None
        expired = [b for b in self.open_buckets() if not b.postpaid
                   and b.expires_at is not None and b.expires_at <= period.ends_at]
        for bucket in sorted(expired, key=lambda b: (b.expires_at, b.id)):
            left = bucket.left()
            self.buckets[bucket.id] = bucket._replace(lapsed=bucket.lapsed + left, closed=True)
            if left:
                operation = operation or state.new_id()
                self.post(operation, payer, bucket.id, -left, "expire", bucket.expires_at)
        self.buckets[period.flex] = self.buckets[period.flex]._replace(closed=True)
        self.periods[index] = period._replace(closed=True)

    def draw(self, t, cost, resource):
        """Takes cost at t, all or nothing: [(bucket id, amount)] in draw order."""
        payers = sorted((b for b in self.open_buckets() if not b.postpaid and b.alive(t)
                         and b.may_pay(resource) and b.left()), key=Bucket.draw_order)
        taken = []
        for bucket in payers + [self.buckets[self.period(t).flex]]:
            left = bucket.left()
            take = cost if left is None else min(left, cost)
            if take:
                used = fit(bucket.used + take)
                drawn = bucket._replace(used=used)
                self.buckets[bucket.id] = drawn._replace(
                    closed=not drawn.postpaid and drawn.left() == 0)
                taken.append((bucket.id, take))
                cost -= take
        if cost:
            raise Refusal("KR002" if self.overage else "KR001")
        return taken

    def draw_line(self, draft, quantity, resource):
        """An interval that is not late, in segments: [(bucket id, amount, at)]."""
        edges = {edge for b in self.open_buckets() if b.may_pay(resource)
                 for edge in (b.effective_at, b.expires_at)
                 if edge is not None and draft.at < edge < draft.until}
        bounds = [draft.at, *sorted(edges), draft.until]
        return [(bucket, amount, start) for start, end in zip(bounds, bounds[1:])
                for bucket, amount in self.draw(
                    start, cost_by_time(draft.rate, quantity, start, end), resource)]

    def used_at(self, at):
        """What each bucket has paid: everything, or what counts at `at`."""
        lines = {(line.operation, line.line): line for line in self.lines}
        used, shares = {}, {}
        for entry in self.entries:
            if entry.kind != "draw":
                continue
            amount, line = -entry.amount, lines.get((entry.operation, entry.line))
            if at is not None and entry.line and line.until is not None:
                share = shares.get(line[:2])
                if share is None:
                    end = max(line.at, min(at, line.until))
                    share = cost_by_time(line.rate, line.quantity, line.at, end)
                amount = min(amount, share)
                shares[line[:2]] = share - amount
            elif at is not None and entry.at > at:
                amount = 0
            used[entry.bucket] = used.get(entry.bucket, 0) + amount
        return used


class State:
    def __init__(self, wall):
        self.wall, self.last_id = wall, 0
        self.accounts, self.books, self.resources = {}, {}, {}
        self.prices, self.requests = {}, {}

    def copy(self):
        twin = State(self.wall)
        twin.last_id = self.last_id
        for name in ("accounts", "books", "resources", "prices", "requests"):
            setattr(twin, name, getattr(self, name).copy())
        return twin

    def new_id(self):
        self.last_id += 1
        return self.last_id

    def now(self, book):
        return self.wall if book.clock is None else book.clock

    def find(self, name):
        if name not in self.accounts:
            raise Refusal("KR010")
        return self.accounts[name]

    def book(self, account):
        return self.books[account.payer]

    def writable(self, account):
        """The payer's book, this op's own copy, with what is due closed and opened."""
        book = self.books[account.payer] = self.book(account).copy()
        book.advance(self, account.payer)
        return book

    def check_known(self, resources):
        if any(resource not in self.resources for resource in resources):
            raise Refusal("KR010")

    def moment(self, account, at, until=None):
        """`at` as an instant this account may book at."""
        book = self.book(account)
        now = self.now(book)
        at = now if at is None else at
        limit = now if book.clock is None else ten_years_after(now)
        if at < account.opened_at or at > limit:
            raise Refusal("22023")
        if until is not None and (until < at or until > limit):
            raise Refusal("22023")
        return at

    def replay(self, account, key, call, args):
        """The first answer under this key, or None."""
        if key is None or (account.id, key) not in self.requests:
            return None
        first, answer, _ = self.requests[account.id, key]
        asked = dict(args, call=call)
        for field in FIELDS:
            if first.get(field) != asked.get(field):
                raise Refusal("KR003", field)
        return answer

    def remember(self, account, key, call, args, answer, operation):
        if key is not None:
            self.requests[account.id, key] = (dict(args, call=call), answer, operation)

    def price(self, resource, t):
        for price in self.prices.get(resource, ()):
            if price.contains(t):
                return price.rate
        raise Refusal("KR010")
