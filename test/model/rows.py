"""The rows of the reference model: what its books hold, each immutable.

Decided here: the draw order of buckets (docs/rules.md, 3), what of a line is used by an instant
(8), which subscription is in force (9), when a deposit is expired (16). What is done with them is
in books.py and the files above it.
"""
from fractions import Fraction
from typing import NamedTuple, Optional

from spans import Interval
from terms import Price
from values import Rate

RANKS = {"rollover": 10, "included": 20, "promotional": 30, "bonus": 40, "prepaid": 50, "flex": 90,
         "overdraft": 95}
POSTPAID = ("flex", "overdraft")
DRAWS = ("draw", "capture")  # kinds of entries


class PlanName(str):
    """A note that is a plan's name."""


class PackName(str):
    """A note that is a pack's name."""


class Account(NamedTuple):
    id: int
    name: str
    payer: int
    opened_at: int
    request: tuple  # (plan, time_zone, parent, currency, clock) as opened
    status: str = "active"
    reason: Optional[str] = None

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
    held: int = 0
    lapsed: int = 0  # revoked included
    revoked: int = 0
    seq: int = 0
    after: int = 0
    closed: bool = False
    deposit: Optional[int] = None
    posted: bool = False  # its expiry, by a change of plan

    @property
    def postpaid(self):
        return self.klass in POSTPAID

    @property
    def is_debt(self):
        return self.klass == "overdraft"

    def alive(self, t):
        return self.effective_at <= t and (self.expires_at is None or t < self.expires_at)

    def may_pay(self, resource):
        return self.scope is None or resource in self.scope

    def left(self):
        """What is left; None is unlimited."""
        if self.granted is None:
            return None
        left = self.granted - self.used - self.held - self.lapsed
        return max(left, 0) if self.postpaid else left

    def kept(self):
        """What is left, and held, of a paid one."""
        return self.left() + self.held

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
    returns: Optional[int] = None  # of a refund: the operation whose draws go back

    @property
    def pays(self):
        """Whether it is a draw, or gives some of one back: not what had repaid a debt."""
        return self.kind in DRAWS or self.kind == "return" and (
            self.line is not None or self.returns is not None)


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
    metered: bool = False  # whether a meter used it

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
    """A row of the outbox, about a meter."""
    user: int
    event: str
    at: int
    resource: str
    item: str
    quantity: int


class Notice(NamedTuple):
    """A row of the outbox, about money."""
    user: int
    event: str
    at: int
    facts: tuple  # of (name, value)


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


class Pack(NamedTuple):
    """A row of the catalog; money and percentages are exact."""
    pack: str
    currency: str
    opened_before: Optional[int]  # None is infinity
    price: Fraction
    credits: Optional[int] = None
    money: Optional[Fraction] = None
    discounts: tuple = ()  # of (from, percent)
    least_money: Optional[Fraction] = None
    most_money: Optional[Fraction] = None
    least_credits: Optional[int] = None
    most_credits: Optional[int] = None
    klass: str = "prepaid"
    lifetime: Optional[Interval] = None
    pay_within: Interval = Interval(0, 0, 1_800_000_000)  # 30 minutes

    @property
    def key(self):
        return self.pack, self.currency, self.opened_before


class Bonus(NamedTuple):
    """A row of the catalog."""
    bonus: str
    percent: Fraction
    credits: int
    most: Optional[int]
    least_money: Fraction
    klass: str
    lifetime: Optional[Interval]
    wait: Interval
    adds_up: bool
    most_times: Optional[int]


class Deposit(NamedTuple):
    id: int
    user: int
    operation: int
    source: str
    at: int
    expires_at: int
    money: Fraction
    currency: str
    credits: int
    pack: str
    klass: str
    lifetime: Optional[Interval]
    method: Optional[str]
    receipt_to: Optional[str]
    status: str = "pending"
    paid_at: Optional[int] = None
    ended_at: Optional[int] = None
    reference: Optional[str] = None
    invoice: Optional[str] = None
    reason: Optional[str] = None
    bucket: Optional[int] = None
    refunded: Optional[Fraction] = None
    taken: Optional[int] = None  # the operation that refunded it or clawed it back
    debt: Optional[int] = None
    took: tuple = ()  # by a clawback: (payer, bucket, amount)

    @property
    def paid(self):
        """Whatever became of it since."""
        return self.bucket is not None

    def status_at(self, t):
        return "expired" if self.status == "pending" and self.expires_at <= t else self.status


class Part(NamedTuple):
    """What a hold holds of a bucket, for a resource, from an instant on."""
    resource: Optional[str]
    bucket: int
    amount: int
    at: int


class Hold(NamedTuple):
    id: int
    user: int
    operation: int
    key: Optional[str]
    at: int
    ends_at: int
    status: str = "held"
    ended_at: Optional[int] = None
    parts: tuple = ()  # of Part, what is held

    @property
    def is_open(self):
        return self.status == "held"

    @property
    def amount(self):
        return sum(part.amount for part in self.parts)


class Topup(NamedTuple):
    """A payer's auto top-up."""
    floor: int
    pack: str
    money: Optional[Fraction]
    cooldown: Interval
    most_times: Optional[int]
    stop_after: int
    failures: int = 0
    limited_at: Optional[int] = None


class Referral(NamedTuple):
    """Of a payer who was referred."""
    id: int
    referee: int
    referrer: int
    at: int
    status: str = "pending"
    deposit: Optional[int] = None  # of the referee, that rewarded it
    bucket: Optional[int] = None  # of the referrer
    note: Optional[str] = None
    forfeited_with: Optional[int] = None  # the deposit that was taken back
