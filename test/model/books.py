"""The books of the reference model: what an account and a payer have, and how it changes.

Decided here: a draw and its segments (docs/rules.md, 4), the first answer under a key (5), the cap
of a period (6), what was paid by an instant (8), what is given back of what was drawn (12), that a
grant pays debts (19), who may draw and who may be given something (20).
Rows (rows.py) are immutable; a Book is copied by the call that writes it, a State by every call.
When periods open and close is in periods.py.
"""
from bisect import bisect_right
from fractions import Fraction

from rows import DRAWS, Bucket, Entry, Pack
from spans import ten_years_after
from values import MAX, Refusal, fit

FIELDS = ("call", "plan", "at_cycle_end", "amount", "every", "class", "resource", "feature",
          "quantity", "attributes", "at", "until", "item", "expires_at", "effective_at",
          "priority", "scope", "cost", "rollover_max", "rollover_for", "note", "pack", "money",
          "credits", "currency", "method", "pay_within", "receipt_to", "operation", "bucket",
          "deposit", "ttl", "hold")
EVERYTHING = True  # that is there, if it does not cover a cost
TAKEN = ("expire", "rollover", "revoke", "refund", "clawback", "forfeit", "restore")


class Book:
    """All that one payer has."""

    LISTS = ("periods", "entries", "lines", "outbox", "hold_log")
    DICTS = ("buckets", "subscriptions", "pending", "invoices", "counters", "meters", "runs",
             "returned", "deposits", "methods", "repaid", "uses",
             "holds")
    SETTINGS = ("overage", "cap", "first_open", "topup", "receipt_to", "overdraft")

    def __init__(self, zone, clock):
        self.zone, self.clock = zone, clock
        self.overage, self.cap = None, None  # the account's own setting
        self.first_open = 0  # periods close in their order
        self.topup, self.receipt_to, self.overdraft = None, None, 0
        for name in self.LISTS:
            setattr(self, name, [])
        for name in self.DICTS:
            setattr(self, name, {})

    def copy(self):
        twin = Book(self.zone, self.clock)
        for name in self.SETTINGS:
            setattr(twin, name, getattr(self, name))
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
        """Without debts, which pay for nothing."""
        return [b for b in self.buckets.values() if not b.closed and not b.is_debt]

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
        fit(bucket.granted + sum(b.kept() for b in self.open_buckets() if not b.postpaid))
        self.buckets[bucket.id] = bucket

    def fitting(self, amount):
        """What fits of a grant that nobody is there to refuse."""
        return min(amount, MAX - sum(b.kept() for b in self.open_buckets() if not b.postpaid))

    def still_fits(self):
        """Refuses what has come back past the range."""
        fit(sum(b.kept() for b in self.open_buckets() if not b.postpaid))

    def take(self, operation, user, bucket, amount, kind, at, **more):
        """Takes some of what is left otherwise than by a draw; one with nothing left closes."""
        held = self.buckets[bucket]
        held = held._replace(lapsed=held.lapsed + amount,
                             revoked=held.revoked + (amount if kind == "revoke" else 0))
        self.buckets[bucket] = held._replace(closed=held.closed or held.kept() == 0)
        self.post(operation, user, bucket, -amount, kind, at, **more)

    def put_back(self, operation, user, bucket, amount, at):
        """What was taken goes back (kind restore), and expires at once where that is posted."""
        held = self.buckets[bucket]
        lapses = self.expiry_posted(bucket)
        self.buckets[bucket] = held._replace(
            lapsed=held.lapsed - (0 if lapses else amount), closed=held.closed and lapses)
        self.still_fits()
        self.post(operation, user, bucket, amount, "restore", at)
        if lapses:
            self.post(operation, user, bucket, -amount, "expire", held.expires_at)

    def choose(self, t, cost, resource, everything=False):
        """What pays a cost at t, all or nothing (or everything there is): [(bucket id, amount)] in
        draw order."""
        payers = sorted((b for b in self.open_buckets() if not b.postpaid and b.alive(t)
                         and b.may_pay(resource) and b.left()), key=Bucket.draw_order)
        flex, taken = self.buckets[self.period(t).flex], []
        for bucket in payers + [flex]:
            left = bucket.left()
            take = cost if left is None else min(left, cost)
            if take:
                fit(bucket.used + bucket.held + take)
                taken.append((bucket.id, take))
                cost -= take
        if cost and not everything:
            raise Refusal("KR002" if flex.granted > 0 else "KR001")
        return taken

    def draw(self, t, cost, resource):
        """Takes cost at t."""
        taken = self.choose(t, cost, resource)
        for number, take in taken:
            drawn = self.buckets[number]
            drawn = drawn._replace(used=drawn.used + take)
            self.buckets[number] = drawn._replace(closed=not drawn.postpaid and drawn.kept() == 0)
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

    def give_to(self, operation, user, bucket, amount, at, **more):
        """What was drawn, or repaid, goes back (kind return), and expires at once where that is
        posted."""
        lapses = self.expiry_posted(bucket)
        self.take_back(bucket, amount, lapses)
        self.still_fits()
        self.post(operation, user, bucket, amount, "return", at, **more)
        if lapses:
            more.pop("returns", None)
            self.post(operation, user, bucket, -amount, "expire", self.buckets[bucket].expires_at,
                      **more)

    def take_back(self, bucket, amount, lapses=None):
        held = self.buckets[bucket]
        if self.has_lapsed(bucket) if lapses is None else lapses:
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

    def expiry_posted(self, bucket):
        """Whether it expired so, or at once by a change of plan."""
        return self.buckets[bucket].posted or self.has_lapsed(bucket) or any(
            entry.kind == "expire" and entry.bucket == bucket for entry in self.entries)

    # ---------------------------------------------------------------------------------- debts

    def debts(self):
        """What is owed, the oldest first."""
        return sorted((b for b in self.buckets.values() if b.is_debt and b.used),
                      key=lambda debt: (debt.effective_at, debt.id))

    def owed_at(self, at):
        """In all, or by `at`."""
        return sum(-e.amount for e in self.entries if self.buckets[e.bucket].is_debt
                   and (at is None or e.at <= at))

    def post_grant(self, operation, user, bucket, amount, at):
        """A grant's entry; it pays what is owed first."""
        self.post(operation, user, bucket, amount, "grant", at)
        held = self.buckets[bucket]
        if held.scope is not None or held.effective_at > at:
            return
        for debt in self.debts():
            part = min(debt.used, amount)
            if part:
                amount -= part
                held = self.buckets[bucket]
                held = held._replace(used=held.used + part)
                self.buckets[bucket] = held._replace(closed=held.kept() == 0)
                self.post(operation, user, bucket, -part, "repay", at)
                self.pay_debt(operation, user, debt.id, part, "repay", at)
                self.repaid[debt.id] = self.repaid.get(debt.id, ()) + ((bucket, part),)

    def pay_debt(self, operation, user, debt, amount, kind, at):
        held = self.buckets[debt]
        held = held._replace(used=held.used - amount)
        self.buckets[debt] = held._replace(closed=held.used == 0)
        self.post(operation, user, debt, amount, kind, at)

    # ----------------------------------------------------------------------------------- lines

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
            if entry.kind not in (*DRAWS, "return", "repay"):
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

    def taken_at(self, at, kinds=TAKEN):
        """What was taken of each bucket otherwise than drawn: in all, or by `at`."""
        taken = {}
        for entry in self.entries:
            counts = entry.amount < 0 or entry.kind == "restore"
            if entry.kind in kinds and counts and (at is None or entry.at <= at):
                taken[entry.bucket] = taken.get(entry.bucket, 0) - entry.amount
        return taken


class State:
    DICTS = ("accounts", "books", "resources", "prices", "requests", "plans", "packs", "bonuses",
             "referrals", "limits", "names")  # names: what ops called their answers

    def __init__(self, wall):
        self.wall, self.last_id = wall, 0
        for name in self.DICTS:
            setattr(self, name, {})
        sold = Pack("deposit", "USD", None, Fraction(1))  # as init() makes it
        self.packs[sold.key] = sold

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

    def may_be_given(self, account):
        """Refuses a frozen account, and one whose payer is."""
        if "frozen" in (account.status, self.payer(account).status):
            raise Refusal("KR007")

    def may_draw(self, account):
        self.may_be_given(account)
        if "suspended" in (account.status, self.payer(account).status):
            raise Refusal("KR006")

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

    def payer(self, account):
        return self.user(account.payer)

    def payer_name(self, account):
        return self.payer(account).name

    def user(self, number):
        return next(a for a in self.accounts.values() if a.id == number)
