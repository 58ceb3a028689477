"""Ops about meters for generate.py.

Decided here: what is started, resized, stopped and settled, at which instants, and what is asked
about it. Meters run on accounts with a clock only: on the wall clock nobody knows what they cost.
"""
from generate_prices import METERED

SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR
ITEMS = ("m1", "m2", "m3", "Ünïcode")
SIZES = ("1", "1", "1.0", "2", "0.5", "16", "0.333333333333333333", "250", "0",
         "0.000000000000000001")


class MeterOps:
    """What the generator asks of meters; self is the Generator."""

    def _clocked(self, state):
        account = self._account(state)
        if account is None or state.book(account).clock is None:
            return None
        return account

    def _size(self, state, account):
        rng, book = self.rng, state.book(account)
        flex = book.buckets[book.periods[-1].flex].granted
        if rng.random() < 0.03 and flex is not None:  # ends at once
            return "1000000000000"
        return rng.choice(SIZES)

    def _start(self, state):
        rng, account = self.rng, self._clocked(state)
        if account is None:
            return None
        running = sum(m.status == "running" for m in state.book(account).meters.values())
        if running >= rng.choice((1, 2, 3, 6)):
            return None
        book = state.book(account)
        if any(not found.is_open and found.ends_at > state.now(book)
               for found in book.holds.values()):
            return None  # to whose end the database settles as well
        op = {"op": "start", "account": account.name, "resource": rng.choice(METERED),
              "item": rng.choice(ITEMS)}
        if rng.random() < 0.03:
            op["resource"] = rng.choice(("token", "image", "box"))
            op["item"] = "odd"
        self._some(op, 0.8, "quantity", self._size(state, account))
        self._some(op, 0.9, "attributes", self._given(odd=0))
        if op["resource"] == "node" and "attributes" not in op:
            op["attributes"] = '{"size": 3}'
        old = state.book(account).meters.get((account.id, op["resource"], op["item"]))
        self._at_change(state, account, op)
        if old is not None and old.stopped_at is not None and rng.random() < 0.3:
            op["at"] = old.stopped_at + rng.choice((0, 0, 0, -1, 1))
        return op

    def _meter(self, state):
        """An account and one of its meters, mostly a running one."""
        rng, account = self.rng, self._clocked(state)
        if account is None:
            return None, None
        mine = [m for m in state.book(account).meters.values() if m.user == account.id]
        running = [m for m in mine if m.status == "running"]
        if running and rng.random() < 0.75:
            mine = running
        return account, rng.choice(mine) if mine else None

    def _at_meter(self, state, account, meter, op):
        """Often in what was settled already, or where it began, ended or ran out."""
        rng, book = self.rng, state.book(account)
        now, period = state.now(book), book.period(state.now(book))
        self._at_change(state, account, op)
        if rng.random() < 0.5 and period is not None:
            first, last = max(meter.started_at, period.starts_at), min(meter.settled_to, now)
            spans = [first, last, now]
            spans += [at for stretch in meter.booked[-3:] for at in stretch[:2]]
            if first < last:
                spans += [rng.randrange(first, last) for _ in range(4)]
            at = rng.choice(spans) + rng.choice((0, 0, 0, 0, 1, -1))
            op["at"] = max(at, first)
        if "at" in op and op["at"] < meter.started_at:
            op["at"] = meter.started_at

    def _resize(self, state):
        account, meter = self._meter(state)
        if meter is None:
            return None
        op = {"op": "resize", "account": account.name, "resource": meter.resource,
              "item": meter.item, "quantity": self._size(state, account)}
        self._at_meter(state, account, meter, op)
        self._some(op, 0.03, "item", "none such")
        return op

    def _stop(self, state):
        account, meter = self._meter(state)
        if meter is None:
            return None
        op = {"op": "stop", "account": account.name, "item": meter.item}
        twins = [m for m in state.book(account).meters.values()
                 if (m.user, m.item) == (meter.user, meter.item)]
        self._some(op, 0.6, "resource", meter.resource)
        self._at_meter(state, account, meter, op)
        if "resource" not in op and "at" in op:
            op["at"] = max([op["at"], *(m.started_at for m in twins)])
        self._some(op, 0.03, "item", "none such")
        return op

    def _settle(self, state):
        rng, account = self.rng, self._clocked(state)
        if account is None or not state.book(account).meters and rng.random() < 0.95:
            return None
        op = {"op": "settle", "account": account.name}
        if rng.random() < 0.6:
            book = state.book(account)
            now = state.now(book)
            settled = [m.settled_to for m in book.meters.values() if m.status == "running"]
            first = min([now, *settled])
            at = rng.choice((now, first, rng.randint(first, now), rng.randint(first, now)))
            op["at"] = max(account.opened_at, at + rng.choice((0, 0, 0, 0, 0, 1, -1)))
        return op

    def _meter_reads(self, state):
        """Now, or ahead of it."""
        rng, account = self.rng, self._clocked(state)
        if account is None or not state.book(account).meters and rng.random() < 0.9:
            return None
        name = rng.choice(("meters", "meters", "balance", "burn_rate", "runway", "buckets",
                           "statement"))
        book = state.book(account)
        if name == "runway" and rng.random() < (0.95 if book.recurring() or book.plans() else 0.3):
            name = "meters"  # five years of cycles take their time
        op = {"op": name, "account": account.name}
        if name == "burn_rate" and rng.random() < 0.4:
            op["at"] = state.now(state.book(account)) + rng.choice(
                (0, 1, SECOND, HOUR, rng.randrange(DAY), rng.randrange(40 * DAY)))
        return op


ARGUMENTS = {
    "start": ("account", "resource", "item", "quantity", "attributes", "at"),
    "resize": ("account", "resource", "item", "quantity", "at"),
    "stop": ("account", "item", "resource", "at"), "settle": ("account", "at"),
    "meters": ("account", "at"), "burn_rate": ("account", "at"), "runway": ("account",)}
