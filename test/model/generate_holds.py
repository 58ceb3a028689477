"""Ops about holds for generate.py.

Decided here: what is held, for how long and over which edges, what of it is captured, in part, whole
or beyond, what is released, and how much may be owed. Holds are made on accounts with a clock only:
on the wall clock nobody knows when they end.
"""
from fractions import Fraction

from rows import DRAWS
from values import MAX, ONE, format_amount

SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR
# in hours: a day of theirs is 24 hours to the database, also where the clocks change
TTLS = ("1 minute", "15 minutes", "1 hour", "90 minutes", "24 hours", "3 hours", "240 hours",
        "960 hours", "8784 hours")


class HoldOps:
    """What the generator asks of holds; self is the Generator."""

    HOLDS = {"_hold": 11, "_capture": 9, "_release": 3, "_set_overdraft": 1.2, "_pass_end": 2}

    def _hold(self, state):
        rng, account = self.rng, self._clocked(state)
        if account is None:
            return None
        book = state.book(account)
        if self._brimful(book):
            return None  # what is held may not fit beside what is granted meanwhile
        op = {"op": "hold", "account": account.name, "amount": self._spend(state, account)}
        self._some(op, 0.5, "resource", rng.choice(self.RESOURCES))
        if rng.random() < 0.25:
            op["at"] = min(self._instant(state, account), state.now(book) + (rng.random() < 0.05))
        if Fraction(op["amount"]) * ONE > MAX // 10**6:  # it does not see what does not fit
            op["amount"] = self._mid(400)
        mine = [found for found in book.holds.values() if found.user == account.id]
        if rng.random() < 0.3 and mine:
            op["hold"] = self._hold_name(state, self._open_one(mine))
            self._some(op, 0.05, "ttl", "1 hour")
        else:
            self._some(op, 0.8, "ttl", self._ttl(state, account, op))
        self._key(op)
        return self._label(op)

    def _ttl(self, state, account, op):
        """Often to an edge exactly."""
        rng, book = self.rng, state.book(account)
        at = op.get("at", state.now(book))
        length = self._near(self._edges(state, account, book)) - at
        if 0 < length < 100 * DAY and rng.random() < 0.5:
            return f"{length} microseconds"
        return rng.choice(TTLS)

    def _open_one(self, holds):
        live = [found for found in holds if found.is_open]
        return self.rng.choice(live if live and self.rng.random() < 0.9 else holds[-12:])

    def _hold_name(self, state, found):
        return self._labels(state).get(found.id, "nothing")

    def _some_hold(self, state):
        """An account that may name it, mostly, and a hold, mostly an open one."""
        rng, account = self.rng, self._clocked(state)
        holds = list(state.book(account).holds.values()) if account else []
        if not holds or any(m.status == "running" for m in state.book(account).meters.values()):
            return None, None  # of what was resolved the database settles meters to its end
        found = self._open_one(holds)
        if account.is_child and found.user != account.id and rng.random() < 0.9:
            account = state.payer(account)
        return account, found

    def _mostly_now(self, state, account, op):
        """Mostly now, seldom later."""
        if self.rng.random() < 0.25:
            op["at"] = min(self._instant(state, account),
                           state.now(state.book(account)) + (self.rng.random() < 0.05))
        return op

    def _capture(self, state):
        rng = self.rng
        account, found = self._some_hold(state)
        if found is None:
            return None
        op = {"op": "capture", "account": account.name, "hold": self._hold_name(state, found)}
        resources = sorted({part.resource for part in found.parts if part.resource is not None})
        held = found.amount
        if resources and rng.random() < (0.6 if len(found.parts) > 1 else 0.2):
            op["resource"] = rng.choice(resources)
            held = sum(part.amount for part in found.parts if part.resource == op["resource"])
        self._some(op, 0.03, "resource", rng.choice(self.RESOURCES))
        if rng.random() < 0.7:
            beyond = (ONE, held, 3 * ONE, rng.randrange(1, 40 * ONE))
            size = rng.choice((0, held, held - 1, held + 1, held // 2, rng.randint(0, held),
                               held + rng.choice(beyond)))
            op["amount"] = format_amount(max(0, size))
        if op.get("amount") != "0":  # whose receipt has an operation then
            self._key(op)
        return self._label(self._mostly_now(state, account, op))

    def _release(self, state):
        account, found = self._some_hold(state)
        if found is None:
            return None
        op = {"op": "release", "account": account.name, "hold": self._hold_name(state, found)}
        return self._mostly_now(state, account, op)

    def _set_overdraft(self, state):
        rng, account = self.rng, self._payer(state)
        if account is None:
            return None
        return {"op": "set_overdraft", "account": account.name,
                "amount": rng.choice(("0", "5", "20", "0.000000000000000001", "1000", None))}

    def _pass_end(self, state):
        """The clock moves to where a hold ends, or around it."""
        rng, account = self.rng, self._payer(state)
        if account is None or state.book(account).clock is None:
            return None
        book = state.book(account)
        now = state.now(book)
        ends = [found.ends_at for found in book.holds.values()
                if found.is_open and found.ends_at < now + 45 * DAY]
        if not ends:
            return None
        at = rng.choice(ends) + rng.choice((0, 0, 0, -1, 1, HOUR))
        return {"op": "set_clock", "account": account.name, "at": max(now, at)}

    @staticmethod
    def _outheld(state, account):
        """Whether something was held past the end of a period: the database then tells otherwise,
        of an instant before, what its buckets held."""
        book = state.book(account)
        return any(found.at < period.ends_at <= (found.ended_at or period.ends_at)
                   for found in book.holds.values() for period in book.periods)

    def _drawn(self, entries):
        return [entry for entry in entries if entry.kind in DRAWS and entry.amount]


ARGUMENTS = {
    "hold": ("account", "amount", "ttl", "resource", "key", "at", "hold"),
    "capture": ("account", "hold", "amount", "key", "at", "resource"),
    "release": ("account", "hold", "at"), "set_overdraft": ("account", "amount")}
BAD = {"ttl": ("0", "-1 hour", "367 days", "1 month", "366 days 1 second"),
       "hold": (None, "nothing")}
