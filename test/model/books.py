"""The books of the reference model: what an account and a payer have, and how it changes.

Decided here: the draw order (docs/rules.md, 3), a draw and its segments (4), the first answer under
a key (5), the cap of a period (6), what was paid by an instant (8), which plan is in force (9),
what is given back of what was drawn (12).
Rows are immutable; a Book is copied by the call that writes it, a State by every call. When periods
open and close is in periods.py.
"""
from bisect import bisect_right
from fractions import Fraction
from typing import NamedTuple, Optional

from spans import Interval, ten_years_after
from terms import Price
from values import MAX, Rate, Refusal, fit

RANKS = {"rollover": 10, "included": 20, "promotional": 30, "bonus": 40, "prepaid": 50, "flex": 90}
FIELDS = ("call", "plan", "at_cycle_end", "amount", "every", "class", "resource", "quantity",
          "attributes", "at", "until", "item", "expires_at", "effective_at", "priority", "scope",
          "cost", "rollover_max", "rollover_for", "note")


class PlanName(str):
    """A note that is a plan's name."""


class Account(NamedTuple):
    id: int
    name: str
    payer: int
    opened_at: int
    request: tuple  # (plan, time_zone, parent, currency, clock) as opened

    @property
    def is_child(self):
        return self.payer != self.id


class Resource(NamedTuple):
    unit: str
    at_zero: str = "suspend"
    least_balance: Optional[int] = None


class Plan(NamedTuple):
    """A row of the catalog, with its defaults; billing is the one in effect."""
    plan: str
    price: Fraction
    currency: str
    cycle: Interval
    billing: Interval
    grace: Interval
    included: int
    priority: int
    trial: Optional[Interval]
    trial_included: int
    rollover_max: Optional[int]
    rollover_min: Optional[int]
    rollover_percent: Optional[Fraction]
    rollover_for: Optional[Interval]
    overage: bool
    overage_price: Fraction
    overage_cap: Optional[int]
    on_change: str


class Subscription(NamedTuple):
    """A plan's terms as they were when it was asked for, or a recurring grant (no plan)."""
    id: int
    operation: int
    user: int
    key: Optional[str]
    terms: Plan  # of a recurring grant: cycle, included, priority, rollover
    started_at: int
    ends_at: Optional[int]
    anchor: int
    trial_ends_at: Optional[int] = None
    next_at: Optional[int] = None  # of a recurring grant; None is no more
    klass: str = "included"

    @property
    def plan(self):
        return self.terms.plan

    def in_force(self, t):
        return self.started_at <= t and (self.ends_at is None or t < self.ends_at)

    def rolls_over(self):
        return any(term is not None for term in (
            self.terms.rollover_max, self.terms.rollover_min, self.terms.rollover_percent,
            self.terms.rollover_for))


class Period(NamedTuple):
    starts_at: int
    ends_at: int
    closes_at: int
    flex: int
    closed: bool = False
    subscription: Optional[int] = None
    trial: bool = False
    cycle: Optional[int] = None  # a number that its cycle's periods and buckets share
    cycle_starts_at: Optional[int] = None
    cycle_ends_at: Optional[int] = None
    price: Optional[Fraction] = None


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
    subscription: Optional[int] = None
    rolled_from: Optional[int] = None
    cycle: Optional[int] = None
    used: int = 0
    lapsed: int = 0  # revoked included
    revoked: int = 0
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
    rate: Optional[Rate]
    charged: int
    late_at: Optional[int]
    key: Optional[str]
    price: Price
    counted: Optional[Fraction]
    run: Optional[int]  # where its run began

    def cost_by(self, t):
        """What of a line over time is used by an instant."""
        end = max(self.at, min(t, self.until))
        return self.price.stretch_cost(self.rate, self.quantity, self.run, self.at, end)


class Draft(NamedTuple):
    """A line, or a consumed amount (no price), before it is drawn."""
    at: int
    until: Optional[int]
    cost: int
    rate: Optional[Rate] = None
    price: Optional[Price] = None
    counted: Optional[Fraction] = None
    run: Optional[int] = None
    counter: Optional[tuple] = None  # (price, start of the period) under which it counts


class Meter(NamedTuple):
    """A thing that runs or ran: its last run."""
    user: int
    resource: str
    item: str
    status: str
    quantity: int
    started_at: int
    settled_to: int
    attributes: Optional[str] = None
    stopped_at: Optional[int] = None
    unpaid_since: Optional[int] = None
    booked: tuple = ()  # of its lines what is not given back: (at, until, line)

    @property
    def key(self):
        return self.user, self.resource, self.item

    @property
    def order(self):
        return self.started_at, self.user, self.resource, self.item


class Event(NamedTuple):
    """A row of the outbox."""
    user: int
    event: str
    at: int
    resource: str
    item: str
    quantity: int


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


class InvoiceLine(NamedTuple):
    kind: str
    exact: Fraction
    klass: Optional[str] = None
    quantity: Optional[int] = None
    unit_price: Optional[Fraction] = None
    amount: Optional[Fraction] = None


class Invoice(NamedTuple):
    starts_at: int
    ends_at: int
    finalized_at: int
    subscription: int
    currency: str
    total: Fraction
    status: str
    lines: tuple


class Book:
    """All that one payer has."""

    LISTS = ("periods", "entries", "lines", "outbox")
    DICTS = ("buckets", "subscriptions", "pending", "invoices", "counters", "meters", "runs",
             "returned")

    def __init__(self, zone, clock):
        self.zone, self.clock = zone, clock
        self.overage, self.cap = None, None  # the account's own setting
        self.first_open = 0  # periods close in their order
        for name in self.LISTS:
            setattr(self, name, [])
        for name in self.DICTS:
            setattr(self, name, {})

    def copy(self):
        twin = Book(self.zone, self.clock)
        twin.overage, twin.cap, twin.first_open = self.overage, self.cap, self.first_open
        for name in self.LISTS + self.DICTS:
            setattr(twin, name, getattr(self, name).copy())
        return twin

    # -------------------------------------------------------------------------- periods, plans

    def period(self, t):
        """The period that contains t, or None if it has not been made."""
        index = bisect_right(self.periods, t, key=lambda period: period.starts_at) - 1
        return self.periods[index] if index >= 0 and t < self.periods[index].ends_at else None

    def is_closed(self, t, now):
        period = self.period(t)
        return t < now and (period is None or period.closed)

    def plans(self):
        return [s for s in self.subscriptions.values() if s.plan is not None]

    def recurring(self):
        return [s for s in self.subscriptions.values() if s.plan is None]

    def plan_at(self, t):
        """The subscription to a plan that is in force at t, or None."""
        return next((s for s in self.plans() if s.in_force(t)), None)

    def change(self, subscription, **terms):
        changed = self.subscriptions[subscription.id]._replace(**terms)
        self.subscriptions[subscription.id] = changed
        return changed

    def cap_of(self, subscription, trial):
        """The cap of a period under a subscription (None: without a plan)."""
        terms = subscription.terms if subscription else None
        on = self.overage if self.overage is not None else bool(terms and terms.overage)
        if trial or not on:
            return 0
        return self.cap if self.cap is not None else terms and terms.overage_cap

    def cycle_buckets(self, cycle):
        """The included buckets of a cycle, in draw order."""
        return sorted((b for b in self.buckets.values() if b.cycle == cycle),
                      key=Bucket.draw_order)

    # -------------------------------------------------------------------------------- buckets

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

    def add_bucket(self, bucket):
        """Refuses one that takes what is left past the range."""
        fit(bucket.granted + sum(b.left() for b in self.open_buckets() if not b.postpaid))
        self.buckets[bucket.id] = bucket

    def fitting(self, amount):
        """What fits of a grant that nobody is there to refuse."""
        return min(amount, MAX - sum(b.left() for b in self.open_buckets() if not b.postpaid))

    def take(self, operation, user, bucket, amount, kind, at):
        """Takes some of what is left otherwise than by a draw; one with nothing left closes."""
        held = self.buckets[bucket]
        held = held._replace(lapsed=held.lapsed + amount,
                             revoked=held.revoked + (amount if kind == "revoke" else 0))
        self.buckets[bucket] = held._replace(closed=held.closed or held.left() == 0)
        self.post(operation, user, bucket, -amount, kind, at)

    def draw(self, t, cost, resource):
        """Takes cost at t, all or nothing: [(bucket id, amount)] in draw order."""
        payers = sorted((b for b in self.open_buckets() if not b.postpaid and b.alive(t)
                         and b.may_pay(resource) and b.left()), key=Bucket.draw_order)
        flex, taken = self.buckets[self.period(t).flex], []
        for bucket in payers + [flex]:
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
            raise Refusal("KR002" if flex.granted > 0 else "KR001")
        return taken

    def draw_line(self, draft, quantity, resource):
        """An interval that is not late, in segments: [(bucket id, amount, at)]."""
        edges = {edge for b in self.open_buckets() if b.may_pay(resource)
                 for edge in (b.effective_at, b.expires_at)
                 if edge is not None and draft.at < edge < draft.until}
        bounds = [draft.at, *sorted(edges), draft.until]
        return [(bucket, amount, start) for start, end in zip(bounds, bounds[1:])
                for bucket, amount in self.draw(start, fit(draft.price.stretch_cost(
                    draft.rate, quantity, draft.run, start, end)), resource)]

    def drawable(self, t, resource):
        """What could be drawn at t, overage included; None is unlimited."""
        period = self.period(t)
        left = self.buckets[period.flex].left() if period else 0
        return None if left is None else left + sum(
            b.left() for b in self.open_buckets()
            if not b.postpaid and b.alive(t) and b.may_pay(resource))

    def give_back(self, lines, amount):
        """Gives back some of what was drawn for lines, named by (operation, line), last drawn
        first: [(bucket id, amount)]. A bucket that had expired with a closed period keeps it as
        lapsed, which the caller posts."""
        given = []
        drawn = [e for e in self.entries if e.kind == "draw" and (e.operation, e.line) in lines]
        for entry in sorted(drawn, key=lambda e: (e.operation, e.piece), reverse=True):
            place = entry.operation, entry.piece
            part = min(amount, -entry.amount - self.returned.get(place, 0))
            if part:
                self.returned[place] = self.returned.get(place, 0) + part
                amount -= part
                self.take_back(entry.bucket, part)
                given.append((entry.bucket, part))
        assert not amount, "more is given back than was drawn"
        return given

    def take_back(self, bucket, amount):
        held = self.buckets[bucket]
        if self.has_lapsed(bucket):
            held = held._replace(lapsed=held.lapsed + amount)
        else:
            held = held._replace(closed=False)
        self.buckets[bucket] = held._replace(used=held.used - amount)

    def has_lapsed(self, bucket):
        """Whether a paid bucket expired with a period that has closed."""
        held = self.buckets[bucket]
        if held.postpaid or held.expires_at is None or not self.first_open:
            return False
        return held.expires_at <= self.periods[self.first_open - 1].ends_at

    def post_line(self, line, pieces, kind="draw"):
        """Posts a line with its pieces, [(bucket id, amount, at)]: how much of it is overage."""
        merged, overage = [], 0
        for bucket, amount, at in pieces:
            if merged and merged[-1][0] == bucket:
                merged[-1][1] += amount
            else:
                merged.append([bucket, amount, at])
        for bucket, amount, at in merged:
            signed = amount if kind == "return" else -amount
            overage -= signed if self.buckets[bucket].postpaid else 0
            self.post_part(line, bucket, signed, at, kind)
        if line.price:
            self.lines.append(line)
        return overage

    def post_part(self, line, bucket, amount, at, kind):
        """One entry of a line; what goes back to a bucket that has lapsed expires at once."""
        more = {"line": line.line, "late_at": line.late_at, "resource": line.resource}
        self.post(line.operation, line.user, bucket, amount, kind, at, **more)
        if kind == "return" and self.has_lapsed(bucket):
            self.post(line.operation, line.user, bucket, -amount, "expire", at, **more)

    def used_at(self, at):
        """What each bucket has paid: everything, or what counts at `at`."""
        lines = {(line.operation, line.line): line for line in self.lines}
        used, shares = {}, {}
        for entry in self.entries:
            if entry.kind not in ("draw", "return"):
                continue
            amount, line = -entry.amount, lines.get((entry.operation, entry.line))
            if at is not None and entry.line and line.until is not None:
                share = shares.get(line[:2])
                if share is None:
                    share = line.cost_by(at)
                amount = (min if entry.kind == "draw" else max)(amount, share)
                shares[line[:2]] = share - amount
            elif at is not None and entry.at > at:
                amount = 0
            used[entry.bucket] = used.get(entry.bucket, 0) + amount
        return used

    def taken_at(self, at, kinds=("expire", "rollover", "revoke")):
        """What was taken of each bucket otherwise than drawn: in all, or by `at`."""
        taken = {}
        for entry in self.entries:
            if entry.kind in kinds and entry.amount < 0 and (at is None or entry.at <= at):
                taken[entry.bucket] = taken.get(entry.bucket, 0) - entry.amount
        return taken


class State:
    DICTS = ("accounts", "books", "resources", "prices", "requests", "plans")

    def __init__(self, wall):
        self.wall, self.last_id = wall, 0
        for name in self.DICTS:
            setattr(self, name, {})

    def copy(self):
        twin = State(self.wall)
        twin.last_id = self.last_id
        for name in self.DICTS:
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

    def payer_name(self, account):
        return next(a.name for a in self.accounts.values() if a.id == account.payer)

    def user(self, number):
        return next(a for a in self.accounts.values() if a.id == number)
