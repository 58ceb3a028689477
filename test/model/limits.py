"""What a plan lets be used, in the reference model (docs/rules.md, 22).

Decided here: which rows of the catalog may stand beside each other, in which window an instant is
counted, what use() lets and gives back, what it answers, and which plans would let more. A count is
kept by (account, window, start, feature, item) in the payer's book, never booked. A row whose limit is
0 has its window: what was counted before it was lowered is known there, and can be given back.
"""
from datetime import timedelta
from fractions import Fraction
from typing import NamedTuple, Optional

from arguments import instant, text
from periods import open_ahead, view, writable
from plans import dearness
from spans import local_instant, local_time, month_of
from values import MAX, MIN, ONE, Refusal, decimal_text

GAUGE = "gauge"
WINDOWS = ("day", "week", "month", "period")
DAYS = {"day": 1, "week": 7}


class Limit(NamedTuple):
    """A row of the catalog."""
    plan: Optional[str]
    feature: str
    most: Optional[Fraction]
    per: str
    per_item: bool

    def lets(self, used, quantity):
        return quantity <= 0 or self.most is None or used + quantity <= self.most


class Allowance(NamedTuple):
    feature: str
    item: Optional[str]
    allowed: bool
    used: Fraction
    limit: Optional[Fraction]
    resets_at: Optional[int]
    unlocked_by: tuple


# -------------------------------------------------------------------------------- the catalog

def number(value, least):
    """A numeric that an amount can hold."""
    if value in ("NaN", "Infinity", "-Infinity"):
        raise Refusal("22023")
    units = Fraction(value) * ONE
    if units.denominator != 1 or not least <= units <= MAX:
        raise Refusal("22023")
    return Fraction(value)


def limit_row(state, row):
    plan, feature = row.get("plan"), text(row, "feature", required=True)
    most = None if row.get("most") is None else number(row["most"], 0)
    if row.get("per") not in (None, *WINDOWS):
        raise Refusal("22023")
    if plan is not None and plan not in state.plans:
        raise Refusal("KR010")
    return Limit(plan, feature, most, row.get("per") or GAUGE, bool(row.get("per_item")))


def plan_limit(state, op):
    """Rows inserted by one statement."""
    for row in op["rows"]:
        if (row["feature"], row.get("plan")) in state.limits:
            raise Refusal("23505")
        new = limit_row(state, row)
        state.limits[new.feature, new.plan] = new
    check_beside(state, {row["feature"] for row in op["rows"]})


def change_limit(state, op):
    """Some columns of the rows of a feature, of all or of one plan, updated by one statement."""
    for key, old in list(state.limits.items()):
        if old.feature == op["feature"] and ("plan" not in op or old.plan == op["plan"]):
            was = {"plan": old.plan, "feature": old.feature, "per_item": old.per_item,
                   "most": None if old.most is None else decimal_text(old.most),
                   "per": None if old.per == GAUGE else old.per}
            state.limits[key] = limit_row(state, {**was, **op})
    check_beside(state, {op["feature"]})


def end_limit(state, op):
    """A row deleted."""
    state.limits.pop((op["feature"], op.get("plan")), None)


def check_beside(state, features):
    for feature in features:
        rows = rows_of(state, feature)
        if len({row.per == GAUGE for row in rows}) > 1 or len({row.per_item for row in rows}) > 1:
            raise Refusal("22023")


def rows_of(state, feature):
    return [row for row in state.limits.values() if row.feature == feature]


# ------------------------------------------------------------------------------------ windows

def window(book, per, t):
    """The bounds of the window that contains t; None where there is none."""
    if per == GAUGE:
        return None, None
    if per == "month":
        return month_of(book.zone, t)
    if per == "period":
        period = book.period(t)
        return (period.starts_at, period.ends_at) if period else (None, None)
    return days_of(book.zone, t, DAYS[per])


def days_of(zone, t, length):
    """So many calendar days, those of a week from Monday on."""
    midnight = local_time(zone, t).replace(hour=0, minute=0, second=0, microsecond=0)
    midnight -= timedelta(days=midnight.weekday() if length == 7 else 0)
    step = timedelta(days=length)
    while local_instant(zone, midnight) > t:  # the first coming of a midnight that comes twice
        midnight -= step
    while local_instant(zone, midnight + step) <= t:
        midnight += step
    return local_instant(zone, midnight), local_instant(zone, midnight + step)


class Count:
    """What of a feature and item is counted at an instant, and what may be."""

    def __init__(self, state, account, book, feature, item, t):
        rows = rows_of(state, feature)
        if not rows:
            raise Refusal("KR010")
        if rows[0].per_item and item is None:
            raise Refusal("22004")
        if not rows[0].per_item and item is not None:
            raise Refusal("22023")
        self.set(state, account, book, rows, feature, item, t)

    @classmethod
    def of_new_item(cls, state, account, book, feature, t):
        """Without an item, of a feature that is counted for each."""
        count = cls.__new__(cls)
        count.set(state, account, book, rows_of(state, feature), feature, None, t)
        return count

    def set(self, state, account, book, rows, feature, item, t):
        self.state, self.book, self.rows, self.t, self.user = state, book, rows, t, account.id
        self.feature, self.item = feature, item
        self.currency = state.payer(account).request[3]
        plan = book.plan_at(t)
        self.plan = plan.plan if plan else None
        self.row = next((row for row in rows if row.plan == self.plan), None)
        self.counted = self.row is not None or rows[0].per == GAUGE
        if self.row is None:  # a gauge is known all the same
            self.row = Limit(self.plan, feature, Fraction(0), rows[0].per, rows[0].per_item)
        self.start, end = window(book, self.row.per, t)
        self.resets_at = end if self.counted else None
        self.used = self.count(self.row) if self.counted else Fraction(0)

    def place(self, row):
        start = window(self.book, row.per, self.t)[0]
        return self.user, row.per, start, self.feature, self.item

    def count(self, row):
        return self.book.uses.get(self.place(row), Fraction(0))

    def add(self, quantity):
        self.used += quantity
        if self.used < 0:
            raise Refusal("22023")
        if self.used * ONE > MAX:
            raise Refusal("22003")
        if quantity:
            self.book.uses[self.place(self.row)] = self.used

    def unlocked_by(self, quantity):
        """Of the plans but its own, those that would let it."""
        found = []
        for row in self.rows:
            if row.plan not in (None, self.plan) and row.lets(self.count(row), quantity):
                plan = self.state.plans[row.plan][0]
                if plan.currency == self.currency:
                    found.append((dearness(plan), plan.plan.encode()))
        return tuple(name.decode() for _, name in sorted(found))

    def answer(self, quantity):
        allowed = self.row.lets(self.used, quantity)
        return Allowance(self.feature, self.item, allowed, self.used, self.row.most,
                         self.resets_at, () if allowed else self.unlocked_by(quantity))


# -------------------------------------------------------------------------------------- calls

def asked(op):
    quantity = number("1" if op.get("quantity") is None else op["quantity"], MIN)
    return {"feature": text(op, "feature", required=True), "quantity": quantity,
            "at": instant(op, "at"), "item": text(op, "item")}


def use(state, op):
    args = asked(op)
    account, key = state.find(text(op, "account", required=True)), text(op, "key")
    first = state.replay(account, key, "use", args)
    if first is not None:
        return first
    quantity = args["quantity"]
    if quantity > 0:
        state.may_draw(account)
    at = state.moment(account, args["at"])
    book = writable(state, account, settled=False)
    open_ahead(state, account.payer, book, at)
    count = Count(state, account, book, args["feature"], args["item"], at)
    refused = count.answer(quantity)
    if not refused.allowed:
        raise Refusal("KR009", facts=facts(account, count, refused, quantity))
    count.add(quantity)
    answer = count.answer(1)
    state.remember(account, key, "use", args, answer, state.new_id())
    return answer


def facts(account, count, refused, quantity):
    """What the refusal says."""
    return {"account": account.name, "feature": refused.feature, "item": refused.item,
            "used": refused.used, "limit": refused.limit, "quantity": quantity,
            "resets_at": refused.resets_at, "plan": count.plan,
            "unlocked_by": refused.unlocked_by}


def allowed(state, op):
    args = asked(op)
    account = state.find(text(op, "account", required=True))
    book, when = view(state, account, args["at"])
    count = Count(state, account, book, args["feature"], args["item"], when)
    answer = count.answer(args["quantity"])
    if answer.allowed:
        count.add(args["quantity"])  # refuses what use() would, in a copy
    return [answer]


def limits(state, op):
    account, at = state.find(text(op, "account", required=True)), instant(op, "at")
    book, when = view(state, account, at)
    answers = []
    for feature in sorted({row.feature for row in state.limits.values()}, key=str.encode):
        count = Count.of_new_item(state, account, book, feature, when)
        answers.append(count.answer(1))
        if count.row.per_item and count.counted:
            items = {place[4] for place, used in book.uses.items() if used and place[4] is not None
                     and place[:4] == (account.id, count.row.per, count.start, feature)}
            answers += [Count(state, account, book, feature, item, when).answer(1)
                        for item in sorted(items, key=str.encode)]
    return answers


def plans(state, _):
    """[(plan, features)]: of the view, what is not in the catalog of plans itself."""
    features = sorted({row.feature for row in state.limits.values()})
    return [(name, tuple((feature, most_of(state, feature, name)) for feature in features))
            for name in state.plans]


def most_of(state, feature, plan):
    row = state.limits.get((feature, plan))
    return Fraction(0) if row is None else row.most


READS = ("allowed", "limits", "plans")
HANDLERS = {function.__name__: function for function in (
    plan_limit, change_limit, end_limit, use, allowed, limits, plans)}
