"""Ops about what plans let be used, for generate.py.

Decided here: which features a run has, of which kinds, how their limits change, how much is used and
given back, and at which instants: the edges of days, weeks, months and periods in the payer's zone.
Features have names of the run's own. On the wall clock counts are of gauges, or at an instant that
is given.
"""
from arguments import LAST_INSTANT
from limits import GAUGE, WINDOWS, window
from values import MAX, ONE, decimal_text, format_amount

SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR
FEATURES = {  # (kinds of window, None being a gauge; per item)
    "stores": ((None,), False), "seats": ((None,), True), "scans": (("day",), True),
    "calls": (("day", "week", "month", "period"), False), "reports": (("period",), False),
    "Ünïcode": (("week", "month"), True)}
MOST = ("0", "1", "2", "3", "5", "2.5", "0.000000000000000001", "100", None, None)
USES = ("1", "1", "1", "2", "1.0", "0.5", "0", "-1", "-1", "-0.5", "3", "0.000000000000000001")
ITEMS = ("i1", "i2", "store 1", "Ünïcode", "i" * 255)
BAD_ROWS = ({"most": "-1"}, {"most": "NaN"}, {"most": "0.0000000000000000001"}, {"per": "hour"},
            {"per": ""}, {"plan": "nothing"}, {"most": "170141183460469231731.687303715884105728"})


class LimitOps:
    """What the generator asks of limits; self is the Generator."""

    LIMITS = {"_use": 12, "_allowed": 4, "_limits": 1.5, "_limit_row": 2, "_plans_page": 0.3}

    def _limit_catalog(self, plans):
        rng, ops = self.rng, []
        for feature, (kinds, per_item) in FEATURES.items():
            rows = [{"plan": plan, "feature": feature, "most": rng.choice(MOST),
                     "per": rng.choice(kinds), "per_item": per_item}
                    for plan in (None, *plans) if rng.random() < 0.7]
            if rows:
                ops.append({"op": "plan_limit", "rows": rows})
        return ops

    def _limit_row(self, state):
        """One that changes, comes or goes; some that may not stand beside the others."""
        rng = self.rng
        feature = rng.choice(list(FEATURES))
        kinds, per_item = FEATURES[feature]
        row = {"feature": feature, "most": rng.choice(MOST), "per": rng.choice(kinds),
               "per_item": per_item}
        known = [old.plan for old in state.limits.values() if old.feature == feature]
        plan = rng.choice([None, *state.plans])
        choice = rng.random()
        if choice < 0.15:
            return {"op": "plan_limit", "rows": [{**row, "plan": plan, **rng.choice(BAD_ROWS)}]}
        if choice < 0.25:  # of the other kind, mostly refused
            other = {"per_item": not per_item} if rng.random() < 0.5 else {
                "per": rng.choice(WINDOWS) if None in kinds else None}
            return {"op": "plan_limit", "rows": [{**row, "plan": plan, **other}]}
        if choice < 0.3:
            return {"op": "change_limit", "feature": feature, "per": rng.choice((None, *WINDOWS))}
        if choice < 0.35 and known:
            return {"op": "change_limit", "feature": feature, "plan": rng.choice(known),
                    "per": rng.choice((None, *WINDOWS))}
        if choice < 0.45 and known:
            return {"op": "end_limit", "feature": feature, "plan": rng.choice(known)}
        if choice < 0.75 and known:
            return {"op": "change_limit", "feature": feature, "plan": rng.choice(known),
                    "most": rng.choice(MOST)}
        return {"op": "plan_limit", "rows": [{**row, "plan": plan}]}

    def _use_args(self, state, account, op):
        rng = self.rng
        op["account"], op["feature"] = account.name, rng.choice(list(FEATURES))
        per_item = FEATURES[op["feature"]][1]
        rows = [row for row in state.limits.values() if row.feature == op["feature"]]
        per_item = rows[0].per_item if rows else per_item
        if per_item and rng.random() < 0.97 or rng.random() < 0.02:
            op["item"] = rng.choice(ITEMS)
        self._some(op, 0.85, "quantity", rng.choice(USES))
        self._use_at(state, account, op, rows)
        if rng.random() < 0.3:  # what is left of some limit exactly, or all that is there
            counted = [(place, used) for place, used in state.book(account).uses.items()
                       if (place[0], *place[3:]) == (account.id, op["feature"], op.get("item"))]
            place, used = rng.choice(counted) if counted else (None, 0)
            edges = [-used, *(row.most - used for row in rows if row.most is not None)]
            edge = rng.choice(edges) * ONE + rng.choice((0, 0, 0, -1, 1))
            op["quantity"] = decimal_text(max(-MAX, min(MAX, edge)) / ONE)
        self._some(op, 0.003, "quantity", format_amount(MAX - rng.randrange(3)))
        return op

    def _use_at(self, state, account, op, rows):
        """Often exactly where a window begins or ends."""
        rng, book = self.rng, state.book(account)
        if book.clock is None:
            op["at"] = self._instant(state, account)
        elif rng.random() < 0.6:
            t = self._instant(state, account)
            pers = {row.per for row in rows} - {GAUGE}
            if pers and rng.random() < 0.5:
                start, end = window(book, rng.choice(sorted(pers)), t)
                if start is not None:
                    t = rng.choice((start, end, start - 1, end - 1))
            ahead = state.now(book) if book.plans() and rng.random() < 0.97 else LAST_INSTANT
            op["at"] = max(account.opened_at, min(t, ahead))

    def _use(self, state):
        account = self._account(state)
        if account is None:
            return None
        op = self._use_args(state, account, {"op": "use"})
        self._key(op)
        return op

    def _allowed(self, state):
        account = self._account(state)
        if account is None:
            return None
        op = self._use_args(state, account, {"op": "allowed"})
        if self.rng.random() < 0.1 and state.book(account).clock is not None:
            op["at"] = account.opened_at - self.rng.choice((1, DAY, 90 * DAY))
        return op

    def _limits(self, state):
        account = self._account(state)
        if account is None:
            return None
        op = {"op": "limits", "account": account.name}
        if self.rng.random() < 0.7 or state.book(account).clock is None:
            op["at"] = self._instant(state, account)
        return op

    def _plans_page(self, _):
        return {"op": "plans"}


ARGUMENTS = {
    "use": ("account", "feature", "quantity", "item", "key", "at"),
    "allowed": ("account", "feature", "quantity", "item", "at"), "limits": ("account", "at")}
BAD = {"feature": (None, "", "x" * 256, "nothing")}
