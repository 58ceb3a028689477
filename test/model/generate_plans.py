"""Ops about plans for generate.py: the catalog of a run, changes, recurring grants, invoices.

Decided here: which plans a run sells, how often each change is tried and at which instants.
"""
from arguments import LAST_INSTANT

SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR

# Names say what is odd about them; those with WALL have no edge within weeks of their start.
PLANS = {
    "free": {"included": "5"},
    "monthly": {"price": "19.99", "included": "100", "overage": True, "overage_price": "0.04",
                "overage_cap": "50", "grace": "1 hour"},
    "monthly-up": {"price": "49", "included": "333.333333333333333333", "on_change": "prorate",
                   "overage": True, "overage_price": "0.035", "rollover_max": "150"},
    "monthly-down": {"price": "9.95", "included": "40", "on_change": "prorate",
                     "rollover_percent": "33.3", "overage_price": "0.1"},
    "monthly-roll": {"price": "30", "included": "60", "on_change": "prorate", "grace": "2 days",
                     "rollover_max": "80", "rollover_min": "7", "rollover_for": "2 months",
                     "priority": 15},
    "trial": {"price": "25", "included": "50", "trial": "14 days", "trial_included": "3",
              "overage": True, "overage_price": "0.5", "rollover_for": "45 days"},
    "trial-month": {"price": "12.345", "included": "20", "trial": "1 month", "on_change": "prorate",
                    "trial_included": "0", "overage": True, "overage_cap": "5"},
    "weekly": {"price": "7", "cycle": "7 days", "included": "25", "grace": "1 day",
               "rollover_percent": "50", "rollover_for": "10 days", "overage": True,
               "overage_price": "0.01"},
    "yearly": {"price": "199.90", "cycle": "12 months", "included": "1200", "overage": True,
               "overage_price": "0.04", "overage_cap": "100", "rollover_max": "100"},
    "yearly-up": {"price": "599", "cycle": "1 year", "included": "5000", "on_change": "prorate",
                  "overage": True, "overage_price": "0.02", "grace": "3 days"},
    "yearly-once": {"price": "150", "cycle": "1 year", "billing": "1 year", "included": "700"},
    "quarterly": {"price": "55.5", "cycle": "3 months", "included": "90", "rollover_min": "10",
                  "on_change": "prorate", "billing": "1 month"},
    "daily": {"price": "0.5", "cycle": "1 day", "included": "4", "rollover_max": "6",
              "grace": "2 hours", "overage": True, "overage_price": "0.3333", "overage_cap": "2"},
    "daily-up": {"price": "1.25", "cycle": "1 day", "included": "9", "on_change": "prorate",
                 "rollover_max": "20", "rollover_for": "3 days", "trial": "36 hours",
                 "trial_included": "1"},
    "three-days": {"price": "3", "cycle": "3 days", "billing": "1 day", "included": "11",
                   "rollover_percent": "100", "rollover_min": "0.000000000000000001"},
    "hours": {"price": "0.07", "cycle": "90 hours", "billing": "30 hours", "included": "2",
              "rollover_max": "1", "rollover_percent": "12.5", "grace": "30 hours"},
    "yen": {"price": "1999", "currency": "JPY", "included": "10", "overage": True,
            "overage_price": "3.7", "on_change": "prorate"},
    "yen-up": {"price": "2999.5", "currency": "JPY", "included": "30", "on_change": "prorate"}}
WALL = ("free", "monthly", "monthly-up", "monthly-down", "yearly-once")
SHORT = ("daily", "daily-up", "three-days", "hours", "weekly")
EVERY = ("1 day", "1 day", "7 days", "3 days", "1 month", "36 hours")
BAD_INTERVALS = ("1 month 3 days", "0", "-1 month", "30 seconds", "11 years", "4000 days",
                 "1 day 2 hours")
BAD_PLANS = (
    {"price": "-1"}, {"price": "NaN"}, {"included": "-1"}, {"overage_price": "-0.01"},
    {"rollover_percent": "-5"}, {"rollover_max": "-1"}, {"overage_cap": "-1"},
    {"billing": "2 months"}, {"billing": "7 days"}, {"cycle": "3 days", "billing": "2 days"},
    {"grace": "31 days"}, {"grace": "1 month 1 day"}, {"grace": "-1 day"}, {"grace": "2 months"},
    {"on_change": "maybe"}, {"trial_included": "-3"},
    *({"cycle": every} for every in BAD_INTERVALS), *({"trial": every} for every in BAD_INTERVALS))


class PlanOps:
    """What the generator asks of plans; self is the Generator."""

    def _catalog(self):
        names = self.rng.sample(list(PLANS), self.rng.randint(5, 9))
        names += [name for name in ("monthly-up", "monthly-down") if name not in names]
        return [{"op": "plan", "plan": name, **PLANS[name]} for name in names]

    def _plan_names(self, state, book=None):
        names = list(state.plans)
        if book is not None and book.clock is None:
            names = [name for name in names if name in WALL]
        return names

    def _plan_row(self, state):
        """A row that is refused, or the terms of one that is there changed."""
        rng = self.rng
        if not state.plans or rng.random() < 0.6:
            return {"op": "plan", "plan": f"bad{rng.randrange(10**6)}", **rng.choice(BAD_PLANS)}
        op = {"op": "change_plan_row", "plan": rng.choice(list(state.plans))}
        if rng.random() < 0.1:
            return {**op, **rng.choice(BAD_PLANS[:8])}
        op["price"] = rng.choice(("0", "1", "19.99", "20", "33.333", "700"))
        self._some(op, 0.5, "included", rng.choice(("0", "10", "100.5", "1000")))
        return op

    def _at_change(self, state, account, op):
        """Mostly now, else in the period that contains it, or exactly where something begins."""
        rng, book = self.rng, state.book(account)
        now = state.now(book)
        period = book.period(now)
        choice = rng.random()
        if choice < 0.5 and book.clock is not None or period is None:
            return
        first = max(period.starts_at, account.opened_at)
        plan = book.plan_at(now)
        if choice < 0.7:
            at = rng.choice((first, first, now, now, first + 1, plan.started_at if plan else now))
        elif choice < 0.96:
            at = rng.randrange(first, now + 1)
        else:
            at = rng.choice((first - 1, now + 1, account.opened_at - 1))
        if book.clock is None and at > self.wall:
            at = self.wall
        op["at"] = at

    def _payer(self, state):
        return self._account(state, payers=True)

    def _now_free(self, state, account, op):
        """The op, often once the clock is past all that is booked, so that it may cut a period."""
        rng, book = self.rng, state.book(account)
        if book.clock is None or account.is_child or rng.random() < 0.4:
            return op
        booked = [entry.at for entry in book.entries[-30:]]
        booked += [line.until for line in book.lines[-10:] if line.until is not None]
        booked += [book.periods[-1].starts_at - 1]
        at = max([state.now(book), *booked]) + rng.choice((1, 1, SECOND, HOUR, 3 * DAY))
        if at > state.now(book) + 100 * DAY:
            return op
        op.pop("at", None)
        self.queue.append(op)
        return {"op": "set_clock", "account": account.name, "at": at}

    def _subscribe(self, state):
        rng, account = self.rng, self._payer(state)
        if account is None:
            return None
        book = state.book(account)
        names = self._plan_names(state, book)
        if not names or book.plan_at(state.now(book)) is not None and rng.random() < 0.9:
            return None
        op = {"op": "subscribe", "account": account.name, "plan": self._choose(state, names, book)}
        self._at_change(state, account, op)
        self._key(op)
        return self._now_free(state, account, op)

    def _choose(self, state, names, book):
        """A plan of the account's currency, mostly."""
        now = book.plan_at(state.now(book))
        same = [name for name in names if not now
                or state.plans[name][0].currency == now.terms.currency] or names
        return self.rng.choice(same if self.rng.random() < 0.97 else names)

    def _change_plan(self, state):
        rng, account = self.rng, self._payer(state)
        if account is None:
            return None
        book = state.book(account)
        now, names = book.plan_at(state.now(book)), self._plan_names(state, book)
        if not names or now is None and rng.random() < 0.9:
            return None
        # not where a cycle's bucket may repay a debt: if that cycle then never was, the database
        # counts what was used up to the one that takes its place
        period = book.period(state.now(book))
        if book.debts() or period.cycle is not None and period.starts_at == state.now(book) and any(
                bucket.closed for bucket in book.cycle_buckets(period.cycle)):
            return None
        if now is not None and rng.random() < 0.65:  # one that can be prorated
            alike = [name for name in names
                     if state.plans[name][0].on_change == "prorate"
                     and state.plans[name][0].cycle == now.terms.cycle
                     and state.plans[name][0].billing == now.terms.billing
                     and (name != now.plan or rng.random() < 0.05)]
            names = alike or names
        op = {"op": "change_plan", "account": account.name,
              "plan": self._choose(state, names, book)}
        self._some(op, 0.6, "at_cycle_end", rng.random() < 0.3)
        self._at_change(state, account, op)
        self._key(op)
        first = self._now_free(state, account, op)
        if rng.random() < 0.15:  # again, elsewhere, at the same instant
            self.queue.append({**op, "plan": self._choose(state, names, book), "key": None})
        return first

    def _end(self, state):
        rng, account = self.rng, self._payer(state)
        if account is None:
            return None
        book = state.book(account)
        if book.plan_at(state.now(book)) is None and rng.random() < 0.9:
            return None
        op = {"op": rng.choice(("cancel", "reactivate")), "account": account.name}
        self._at_change(state, account, op)
        return op

    def _grant_every(self, state):
        rng, account = self.rng, self._account(state)
        if account is None:
            return None
        book = state.book(account)
        if book.clock is None or len(book.recurring()) >= 3 and rng.random() < 0.95:
            return None
        if "frozen" in (account.status, state.payer(account).status):
            return None  # which the database does not refuse
        op = {"op": "grant_every", "account": account.name,
              "amount": rng.choice(("1", "2.5", "10", "0.000000000000000003")),
              "every": rng.choice(EVERY)}
        self._some(op, 0.4, "class", rng.choice(("promotional", "bonus", "included", "rollover")))
        self._some(op, 0.2, "priority", rng.choice((5, 10, 60)))
        self._some(op, 0.5, "rollover_max", rng.choice(("0", "3", "12")))
        self._some(op, 0.3, "rollover_for", rng.choice(("2 days", "1 month", "9 hours")))
        self._at_change(state, account, op)
        if rng.random() < 0.4:
            op["until"] = max(op.get("at") or 0, state.now(book)) + rng.choice(
                (1, DAY, 3 * DAY, 30 * DAY, rng.randrange(1, 60 * DAY)))
        self._key(op)
        return op

    def _end_grants(self, state):
        rng, account = self.rng, self._account(state)
        if account is None:
            return None
        count = len(state.book(account).recurring())
        if not count and rng.random() < 0.95:
            return None
        op = {"op": "end_grants", "account": account.name,
              "number": rng.randint(1, count + (rng.random() < 0.1)) if count else 1}
        self._at_change(state, account, op)
        return op

    def _invoice(self, state):
        """One that was made, mostly of those last made."""
        rng, account = self.rng, self._payer(state)
        if account is None or account.is_child:
            return None
        made = list(state.book(account).invoices)[-4:]
        if not made and rng.random() < 0.97:
            return None
        op = {"op": rng.choice(("invoice_paid", "invoice_failed")), "account": account.name,
              "period": rng.choice(made) if made and rng.random() < 0.97 else account.opened_at + 1}
        if state.book(account).clock is None:
            op["at"] = self.wall
        return op

    def _plan_reads(self, state):
        rng, account = self.rng, self._account(state)
        if account is None:
            return None
        op = {"op": rng.choice(("current_plan", "statement")), "account": account.name}
        self._asked_at(op, state, account)
        return op


ARGUMENTS = {
    "subscribe": ("account", "plan", "at", "key"),
    "change_plan": ("account", "plan", "at", "at_cycle_end", "key"),
    "cancel": ("account", "at"), "reactivate": ("account", "at"),
    "grant_every": ("account", "amount", "every", "class", "rollover_max", "rollover_for", "at",
                    "until", "key"),
    "end_grants": ("account", "number", "at"),
    "invoice_paid": ("account", "period"), "invoice_failed": ("account", "period"),
    "current_plan": ("account", "at"), "statement": ("account", "at")}
BAD = {
    "plan": ("nothing", None, "", "x" * 256), "every": (*BAD_INTERVALS, None),
    "rollover_max": ("-1", "x"), "rollover_for": BAD_INTERVALS, "number": (None, 99),
    "period": (None, 0, LAST_INSTANT - 1), "at_cycle_end": (None,)}
