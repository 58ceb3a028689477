"""Ops about money for generate.py: packs, deposits, bonuses, top-ups, what is taken back.

Decided here: what a run sells, which sizes are asked for, when payments come, what is refunded,
charged back, suspended and frozen. The pack named deposit stays as init() makes it; packs have
names of the run's own. Rows of credits.bonus are everybody's: a run begins without any (Run deletes
them) and changes them as it goes, so two harnesses may not share a database at one time. On the
wall clock nothing is asked for that would happen at an instant that only the server knows.
"""
import json

from packs import cost, currency_of, for_sale, preset_money
from takeback import invoiced
from values import MAX, ONE, Refusal, decimal_text, format_amount

SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR


def discounts(*steps):
    return json.dumps([{"from": first, "percent": percent} for first, percent in steps])


PACKS = {
    "free": {"price": "1"},
    "cents": {"price": "0.01", "least_money": "5", "most_money": "2000", "class": "promotional"},
    "thirds": {"price": "0.3", "discounts": discounts((100, 10), (333.3, 33.3), (1000, 50)),
               "lifetime": "1 month"},
    "steep": {"price": "0.07", "discounts": discounts((0, 5), (50, 99.9)), "least_credits": "10",
              "most_credits": "5000.5", "pay_within": "2 hours"},
    "dear": {"price": "12.345", "most_money": "5000", "lifetime": "90 days", "pay_within": "1 day"},
    "ten": {"price": "1", "credits": "10", "money": "9"},
    "odd": {"price": "0.333", "credits": "33.333333333333333333", "lifetime": "1 year"},
    "sold-off": {"price": "2", "credits": "100", "discounts": discounts((100, 12.5)),
                 "class": "bonus", "pay_within": "10 minutes"},
    "cycle": {"price": "0.5", "class": "included"},
    "minute": {"price": "0.9", "discounts": discounts((20, 1)), "pay_within": "1 minute",
               "lifetime": "2 hours"}}
BAD_PACKS = (
    {"price": "0"}, {"price": "-1"}, {"price": "NaN"}, {"price": "1", "credits": "0"},
    {"price": "1", "money": "5"}, {"price": "1", "credits": "5", "money": "0"},
    {"price": "1", "least_money": "5", "most_money": "4"}, {"price": "1", "class": "flex"},
    {"price": "1", "class": "overdraft"}, {"price": "1", "class": "gold"},
    {"price": "1", "lifetime": "0"}, {"price": "1", "lifetime": "-1 day"},
    {"price": "1", "pay_within": "0"}, {"price": "1", "pay_within": "1 day 2 hours"},
    {"price": "1", "discounts": "{}"},
    {"price": "1", "discounts": discounts((5, 10), (5, 20))},
    {"price": "1", "discounts": discounts((5, 10), (4, 20))},
    {"price": "1", "discounts": discounts((5, 100))},
    {"price": "1", "discounts": discounts((5, -1))}, {"price": "1", "discounts": "[5]"})
BONUSES = {
    "first_topup": ({"percent": "10"}, {"credits": "5", "least_money": "10", "adds_up": True},
                    {"percent": "33.3", "credits": "0.000000000000000001", "most": "20"},
                    {"percent": "100", "lifetime": "30 days", "class": "promotional"},
                    {"percent": "0"}),
    "referee": ({"percent": "10"}, {"credits": "7", "adds_up": True, "wait": "3 days"},
                {"percent": "20", "credits": "1", "least_money": "25", "lifetime": "1 month"},
                {"percent": "0"}),
    "referrer": ({"percent": "5"}, {"credits": "3", "most_times": 1, "wait": "1 day"},
                 {"percent": "50", "most": "8", "least_money": "10", "most_times": 2},
                 {"percent": "12.5", "lifetime": "14 days"}, {"percent": "0", "most_times": 0})}
METHODS = ("card", "bank", "Ünïcode", "m4")
PAY_WITHIN = ("1 hour", "30 minutes", "1 day", "2 months", "1 year", "1 minute", "0",
              "-1 hour", "59 seconds", "1 day 2 hours", "11 years")
OTHERWISE = {  # another value for an argument of an earlier call
    "money": "77", "credits": "12.5", "method": "m9", "pay_within": "77 minutes",
    "receipt_to": "somebody", "amount": "0.25", "note": "why", "currency": "EUR", "pack": "free"}


class MoneyOps:
    """What the generator asks of money; self is the Generator."""

    MONEY = {"_buy": 6, "_deposit": 4, "_confirm": 13, "_fail": 3, "_quote_pack": 2,
             "_pack_row": 1.2, "_bonus": 0.6, "_method": 2, "_set_topup": 4, "_refer": 2,
             "_forfeit": 0.5, "_refund": 8, "_revoke": 1.5, "_refund_deposit": 2, "_clawback": 4,
             "_reverse_clawback": 3, "_suspend": 1.5, "_money_reads": 3}

    def _packs(self, accounts):
        """The packs of a run, for all or for who was opened before somebody was."""
        rng, ops = self.rng, []
        for name in rng.sample(list(PACKS), rng.randint(4, 8)):
            ops.append({"op": "pack", "pack": name, **PACKS[name]})
            if rng.random() < 0.3:
                ops.append({**ops[-1], "currency": "JPY", "price": "150"})
                ops[-1].pop("money", None)
            if rng.random() < 0.5:
                opened = rng.choice(accounts)
                before = opened.get("at", opened["clock"] or 0) + rng.choice((0, 0, 1, DAY))
                ops.append({**ops[0], "pack": name, "opened_before": before,
                            "price": rng.choice(("0.5", "0.25", "3"))})
                self._some(ops[-1], 0.3, "opened_before", before - 1000 * DAY)
                if rng.random() < 0.3:
                    ops = [op for op in ops if op["pack"] != name or "opened_before" in op]
        for name in BONUSES:
            if rng.random() < 0.6:
                ops.append({"op": "bonus", "bonus": name, **rng.choice(BONUSES[name])})
        return ops

    def _label(self, op):
        self.labels += 1
        op["as"] = f"n{self.labels}"
        return op

    @staticmethod
    def _labels(state):
        return {number: name for name, number in state.names.items()}

    # --------------------------------------------------------------------------- purchases

    def _buy(self, state):
        rng, account = self.rng, self._account(state)
        names = sorted({row.pack for row in state.packs.values()})
        if account is None:
            return None
        if state.book(account).clock is None:  # a run may take longer than that
            names = [name for name in names if name != "minute"]
        op = {"op": "buy", "account": account.name, "pack": rng.choice(names)}
        self._some(op, 0.02, "pack", "nothing")
        self._ask_size(state, account, op)
        self._some(op, 0.2, "method", rng.choice(METHODS))
        self._key(op)
        return self._label(self._bought_at(state, account, op))

    def _ask_size(self, state, account, op):
        """In money or credits, at the edges of discounts and bounds."""
        rng = self.rng
        try:
            row = for_sale(state, account, op["pack"], currency_of(state, account))
        except Refusal:
            op["money"] = "10"
            return
        if row.credits is not None:
            sizes = [row.credits], [preset_money(row)]
            odd = rng.random() < 0.2
            self._some(op, 0.3, "credits", format_amount(max(1, sizes[0][0] + odd)))
            self._some(op, 0.3, "money", decimal_text(sizes[1][0] + odd * rng.choice((0, 1))))
            return
        edges = [int(first * ONE) for first, _ in row.discounts if first]
        edges += [bound for bound in (row.least_credits, row.most_credits) if bound is not None]
        credits = max(1, rng.choice(edges) + rng.choice((-1, 0, 1))) if edges and (
            rng.random() < 0.5) else int(rng.choice((1, 20, 300)) * rng.random() * ONE) + 1
        choice = rng.random()
        if choice < 0.4:
            op["credits"] = format_amount(credits)
        elif choice < 0.85:
            paid = cost(row, credits) if rng.random() < 0.7 else row.price * credits / ONE
            bounds = [bound for bound in (row.least_money, row.most_money) if bound is not None]
            if bounds and rng.random() < 0.3:
                paid = rng.choice(bounds)
            cents = int(paid * 100) + rng.choice((0, 0, 0, -1, 1))
            op["money"] = str(max(cents, 1) / 100) if rng.random() < 0.95 else "0.001"
            if row.currency == "JPY":
                op["money"] = str(max(cents, 100) // 100)
        elif choice < 0.95:
            op["credits"] = format_amount(credits)
            paid = cost(row, credits)
            op["money"] = decimal_text(paid) if paid and rng.random() < 0.7 else "31"

    def _bought_at(self, state, account, op):
        """On the wall clock in time, and long before it expires."""
        rng, book = self.rng, state.book(account)
        if book.clock is None:
            op["at"] = self.wall - rng.randrange(1, 300) * SECOND
            if op["op"] == "deposit":
                op["pay_within"] = "2 months"
        elif rng.random() < 0.3:
            op["at"] = self._instant(state, account)
        return op

    def _deposit(self, state):
        rng, account = self.rng, self._account(state)
        if account is None:
            return None
        op = {"op": "deposit", "account": account.name,
              "money": rng.choice(("10", "25.00", "100", "0.01", "33.33", "0.005", "9.99", "1000"))}
        if currency_of(state, account) != "USD":
            self._some(op, 0.8, "currency", "USD")
        self._some(op, 0.1, "currency", rng.choice(("USD", "USD", "EUR")))
        self._some(op, 0.2, "method", rng.choice(METHODS))
        self._some(op, 0.3, "pay_within", rng.choice(PAY_WITHIN))
        self._some(op, 0.2, "receipt_to", "somebody else")
        self._key(op)
        return self._label(self._bought_at(state, account, op))

    def _quote_pack(self, state):
        op = self._buy(state)
        if op is None:
            return None
        return {name: value for name, value in op.items()
                if name in ("account", "pack", "money", "credits")} | {"op": "quote_pack"}

    def _some_deposit(self, state, wanted):
        """An account that may name it, mostly, and a deposit, mostly as wanted."""
        rng, account = self.rng, self._account(state)
        if account is None:
            return None, None
        made = list(state.book(account).deposits.values())
        fitting = [d for d in made if wanted(d)] if rng.random() < 0.9 else made
        if not fitting:
            return account, None
        deposit = rng.choice(fitting[-12:])
        if account.is_child and deposit.user != account.id and rng.random() < 0.9:
            account = state.payer(account)
        return account, deposit

    def _mean(self, state, account, deposit):
        """How an op says which."""
        if deposit.source != "topup":
            return self._labels(state).get(deposit.id, "nothing")
        topups = [d.id for d in state.book(account).deposits.values() if d.source == "topup"]
        return topups.index(deposit.id) + 1

    def _outcome(self, state, name):
        rng = self.rng
        account, deposit = self._some_deposit(
            state, lambda d: d.status in ("pending", "expired"))
        if deposit is None:
            return None
        # by the account that was named in it: of a child's that its payer confirms, the database
        # makes the operation the payer's
        if not deposit.paid and name == "confirm_deposit":
            account = state.user(deposit.user)
        op = {"op": name, "account": account.name, "deposit": self._mean(state, account, deposit)}
        self._some(op, 0.02, "deposit", rng.choice(("nothing", 99)))
        book = state.book(account)
        now = state.now(book)
        if book.clock is None:  # in a period that is open: else it is granted now
            op["at"] = rng.randint(max(deposit.at, book.period(self.wall).starts_at), self.wall)
        elif deposit.at > now:
            return {"op": "set_clock", "account": state.payer_name(account), "at": deposit.at}
        elif now >= deposit.expires_at or rng.random() < 0.4:
            last = min(now, deposit.expires_at - 1)
            edge = rng.choice((deposit.at, last, last, rng.randint(deposit.at, last)))
            op["at"] = edge
            if rng.random() < 0.15:
                op["at"] = rng.choice((deposit.at - 1, deposit.expires_at, now, now + 1))
        return op

    def _confirm(self, state):
        rng, op = self.rng, self._outcome(state, "confirm_deposit")
        if op is None or op["op"] != "confirm_deposit":
            return op
        self.labels += 1
        if rng.random() < 0.7:
            op["reference"] = f"r{self.labels}" if rng.random() < 0.9 else (
                f"r{rng.randrange(1, self.labels + 1)}")
        self._some(op, 0.3, "invoice", f"invoice {self.labels}")
        if rng.random() < 0.15:  # again
            self.queue.append({**op, **rng.choice(({}, {"reference": "other"}, {"at": 0}))})
            if self.queue[-1].get("at") == 0:
                del self.queue[-1]["at"]
                if state.book(state.accounts[op["account"]]).clock is None:
                    self.queue.pop()
        return op

    def _fail(self, state):
        op = self._outcome(state, "fail_deposit")
        if op is not None and op["op"] == "fail_deposit":
            self._some(op, 0.5, "reason", "card declined")
        return op

    # ---------------------------------------------------------------------------- catalogs

    def _pack_row(self, state):
        rng = self.rng
        rows = [row for row in state.packs.values() if row.pack != "deposit"]
        choice = rng.random()
        if choice < 0.5 or not rows:
            op = {"op": "pack", "pack": f"bad{rng.randrange(10**6)}", **rng.choice(BAD_PACKS)}
            name = rng.choice(list(PACKS))
            return op if rng.random() < 0.8 else {"op": "pack", "pack": name, **PACKS[name]}
        row = rng.choice(rows)
        op = {"op": "end_pack" if choice > 0.92 else "change_pack", "pack": row.pack,
              "currency": row.currency}
        if row.opened_before is not None:
            op["opened_before"] = row.opened_before
        if op["op"] == "change_pack":
            op["price"] = rng.choice(("1", "0.5", "0.07", "2.5"))
        return op

    def _bonus(self, _):
        name = self.rng.choice(list(BONUSES))
        if self.rng.random() < 0.25:
            return {"op": "end_bonus", "bonus": name}
        return {"op": "bonus", "bonus": name, **self.rng.choice(BONUSES[name])}

    def _method(self, state):
        rng, account = self.rng, self._account(state)
        if account is None:
            return None
        choice = rng.random()
        if choice < 0.2:
            op = {"op": "set_receipt_address", "account": account.name,
                  "address": rng.choice(("billing@example.com", None))}
        else:
            op = {"op": "add_payment_method" if choice < 0.75 else "remove_payment_method",
                  "account": account.name, "method": rng.choice(METHODS)}
            if choice < 0.5:
                op["priority"] = rng.choice((1, 2, 2, 5, -3))
        return op

    # ----------------------------------------------------------------------------- top-ups

    def _set_topup(self, state):
        rng, account = self.rng, self._payer(state)
        if account is None or state.book(account).clock is None:
            return None
        book = state.book(account)
        now = state.now(book)
        left = max(0, book.balance(now))
        floor = rng.choice((left, left + 1, left + ONE, left // 2 + 1, 50 * ONE, 5 * ONE))
        op = {"op": "set_topup", "account": account.name,
              "floor": format_amount(min(max(1, floor), 10**6 * ONE))}
        self._some(op, 0.1, "floor", None)
        names = sorted({row.pack for row in state.packs.values()})
        self._some(op, 0.7, "pack", rng.choice(names))
        self._some(op, 0.3, "money", rng.choice(("20", "100", "7.77", "0.005")))
        self._some(op, 0.6, "cooldown", rng.choice(("0", "10 minutes", "1 day", "90 minutes")))
        self._some(op, 0.4, "most_times", rng.choice((1, 2, 4)))
        self._some(op, 0.5, "stop_after", rng.choice((1, 2, 5)))
        return op

    # --------------------------------------------------------------------------- referrals

    def _refer(self, state):
        rng = self.rng
        accounts = [a for a in state.accounts.values()
                    if state.book(a).clock is not None and (not a.is_child or rng.random() < 0.1)]
        if not accounts:
            return None
        op = {"op": "refer", "referrer": rng.choice(accounts).name}
        if len(state.accounts) < 12 and rng.random() < 0.6:
            return self._newcomer(state, op)
        fresh = [a for a in accounts if a.id not in state.referrals]
        op["referee"] = rng.choice(fresh if fresh and rng.random() < 0.8 else accounts).name
        if rng.random() < 0.2:
            op["at"] = self._instant(state, state.accounts[op["referee"]])
        return self._label(op)

    def _newcomer(self, state, op):
        """Somebody new is referred and pays."""
        rng, book = self.rng, state.book(state.accounts[op["referrer"]])
        self.labels += 1
        name, now = f"new{self.labels}", state.now(book)
        paying = self._label({"op": "deposit", "account": name, "pay_within": "1 day",
                              "money": rng.choice(("10", "9.99", "25", "24.99", "400"))})
        self.queue += [self._label({**op, "referee": name}), paying,
                       {"op": "confirm_deposit", "account": name, "deposit": paying["as"]}]
        return {"op": "open_account", "account": name, "time_zone": book.zone, "clock": now + (
            rng.choice((0, 0, HOUR, -HOUR)))}

    def _forfeit(self, state):
        rng = self.rng
        known = [r for r in state.referrals.values() if r.id in self._labels(state)]
        if not known:
            return None
        referral = rng.choice(known)
        # the database asks for a top-up even if nothing is taken
        if any(state.books[number].topup for number in (referral.referrer, referral.referee)):
            return None
        op = {"op": "forfeit", "referrer": state.user(referral.referrer).name,
              "referral": self._labels(state)[referral.id]}
        self._some(op, 0.05, "referrer", rng.choice(list(state.accounts)))
        self._some(op, 0.3, "note", "the same card")
        self._some(op, 0.4, "freeze", rng.random() < 0.7)
        return op

    # -------------------------------------------------------------------------- taking back

    def _taken_at(self, state, account, op, since):
        """Not before what is taken back happened, so that no read lies between the two."""
        rng, book = self.rng, state.book(account)
        now = state.now(book)
        period = book.period(now)
        if book.clock is None:
            op["at"] = self.wall if since <= self.wall else since
        elif since > now:
            op["at"] = since + rng.choice((0, 0, HOUR))
        elif rng.random() < 0.3 and period is not None:
            op["at"] = max(since, rng.choice((period.starts_at, now, rng.randint(
                min(now, max(since, period.starts_at)), now), self._instant(state, account))))
        return op

    def _refund(self, state):
        rng, account = self.rng, self._account(state)
        if account is None:
            return None
        book = state.book(account)
        wanted = self._drawn(book.entries[-80:])
        wanted = wanted if rng.random() < 0.93 else book.entries[-30:]
        if not wanted:
            return None
        entry, labels = rng.choice(wanted), self._labels(state)
        mine = [e for e in book.entries if e.operation == entry.operation]
        ends = [line.until for line in book.lines
                if line.operation == entry.operation and line.until is not None]
        since = max([e.at for e in mine] + ends + [e.late_at for e in mine if e.late_at])
        # not overage of a closed period without a plan, which was not invoiced: the database says so
        # nor of what was left owed: the rules do not say what becomes of it once it was repaid
        overage = [book.buckets[e.bucket] for e in self._drawn(mine)]
        drawn = -sum(e.amount for e in self._drawn(mine))
        outlived = self._outlived(state, book, [e.bucket for e in mine])
        if drawn > MAX // 2 or self._brimful(book) or outlived or any(
                b.is_debt or b.postpaid and b.closed and not invoiced(book, b) for b in overage):
            return None
        op = {"op": "refund", "account": account.name}
        if entry.operation in labels and rng.random() < 0.9:
            op["operation"] = labels[entry.operation]
        else:
            bucket = book.buckets[entry.bucket]
            alike = [b.id for b in book.buckets.values() if b.klass == bucket.klass]
            op["operation"] = [bucket.klass, alike.index(bucket.id) + 1, entry.bucket_seq]
        left = sum(-e.amount - book.returned.get((e.operation, e.piece), 0)
                   for e in self._drawn(mine))
        if rng.random() < 0.5:
            part = rng.choice((left, left + 1, left // 2, left // 3 + 1, 1))
            op["amount"] = format_amount(min(MAX, max(part, rng.random() < 0.95)))
        self._key(op)
        return self._taken_at(state, account, op, since)

    @staticmethod
    def _brimful(book):
        """Whether what would go back may not fit the type beside what is left, in buckets that are
        not alive too: which the database does not look at."""
        return sum(b.left() for b in book.open_buckets() if not b.postpaid) > MAX - 10**10 * ONE

    @staticmethod
    def _outlived(state, book, buckets):
        """Whether one is of a cycle that was cut short, but not with it, as it was used up: the
        next reset of a plan, in the database, takes what goes back to it."""
        now = state.now(book)
        period, held = book.period(now), [book.buckets[number] for number in buckets]
        return any(b.cycle is not None and b.expires_at > now and (
            period is None or b.cycle != period.cycle) for b in held)

    def _revoke(self, state):
        rng, account = self.rng, self._payer(state)
        if account is None:
            return None
        held = list(state.book(account).buckets.values())
        left = [b for b in held if not b.closed and not b.postpaid]
        bucket = rng.choice(left if left and rng.random() < 0.85 else held)
        alike = [b.id for b in held if b.klass == bucket.klass]
        op = {"op": "revoke", "account": account.name,
              "bucket": [bucket.klass, alike.index(bucket.id) + 1]}
        self._some(op, 0.03, "bucket", ["prepaid", 999])
        self._some(op, 0.3, "note", "a mistake")
        self._key(op)
        return self._taken_at(state, account, op, 0)

    def _taking(self, state, name, status):
        account, deposit = self._some_deposit(state, lambda d: d.status == status)
        if deposit is None or account.is_child and self.rng.random() < 0.9:
            return None
        # not where a debt was repaid: the database takes what goes back off the statement's lines
        book = state.book(account)
        repaid = book.repaid.get(deposit.debt, ())
        if name == "reverse_clawback" and (repaid and book.plans() or self._brimful(book)
                                           or self._outlived(state, book, [b for b, _ in repaid])):
            return None
        op = {"op": name, "account": account.name, "deposit": self._mean(state, account, deposit)}
        if name == "clawback" and self.rng.random() < 0.5:
            left = state.book(account).buckets[deposit.bucket].left() if deposit.paid else 1
            part = self.rng.choice((deposit.credits, deposit.credits + 1, deposit.credits // 2,
                                    left, left + 1, left - 1, 1))
            op["amount"] = format_amount(max(part, 1))
        self._key(op)
        since = max(t for t in (deposit.paid_at, deposit.ended_at, 0) if t is not None)
        if deposit.paid:
            since = max(since, state.book(account).buckets[deposit.bucket].effective_at)
        return self._taken_at(state, account, op, since)

    def _refund_deposit(self, state):
        return self._taking(state, "refund_deposit", "completed")

    def _clawback(self, state):
        return self._taking(state, "clawback", "completed")

    def _reverse_clawback(self, state):
        return self._taking(state, "reverse_clawback", "clawed_back")

    def _suspend(self, state):
        rng, account = self.rng, self._account(state)
        idle = [a for a in state.accounts.values() if a.status != "active"]
        if idle and rng.random() < 0.85:
            account = rng.choice(idle)
        if account is None:
            return None
        op = {"op": "suspend", "account": account.name}
        if account in idle and rng.random() < 0.9:
            op["op"] = "resume"
        else:
            self._some(op, 0.5, "reason", "unpaid")
        book = state.book(account)
        if book.clock is not None and rng.random() < 0.3:
            started = [m.started_at for m in book.meters.values() if m.status == "running"]
            self._at_change(state, account, op)
            if "at" in op and started:
                op["at"] = max(op["at"], *started)
        if rng.random() < 0.9 and op["op"] == "suspend":
            self.queue.append({"op": "resume", "account": account.name})
            fresh = self._consume(state)
            if fresh is not None and book.clock is not None:
                self.queue.insert(0, {**fresh, "account": account.name})
        return op

    def _money_reads(self, state):
        rng, account = self.rng, self._account(state)
        if account is None:
            return None
        op = {"op": rng.choice(("deposits", "deposits", "payment_methods")),
              "account": account.name}
        if op["op"] == "deposits":
            self._some(op, 0.2, "since", self._instant(state, account))
            self._some(op, 0.2, "until", self._instant(state, account))
        return op

    def _otherwise(self, state, op, name):
        """An earlier call with one argument changed or left out."""
        if name in ("deposit", "operation", "bucket"):
            fresh = {"revoke": self._revoke, "refund": self._refund,
                     "clawback": self._clawback}.get(op["op"], self._refund_deposit)(state)
            return {**op, **({name: fresh[name]} if fresh and name in fresh else {})}
        if name in OTHERWISE:
            return {**op, name: OTHERWISE[name]}
        return {key: value for key, value in op.items() if key != name}


ARGUMENTS = {
    "buy": ("account", "pack", "money", "credits", "method", "key", "at"),
    "deposit": ("account", "money", "currency", "method", "pay_within", "receipt_to", "key", "at"),
    "quote_pack": ("account", "pack", "money", "credits"),
    "confirm_deposit": ("account", "deposit", "reference", "invoice", "at"),
    "fail_deposit": ("account", "deposit", "reason", "at"),
    "deposits": ("account", "since", "until"), "payment_methods": ("account",),
    "add_payment_method": ("account", "method"), "remove_payment_method": ("account", "method"),
    "set_topup": ("account", "floor", "pack", "money", "at", "cooldown", "most_times",
                  "stop_after"),
    "refer": ("referrer", "referee", "at"), "forfeit": ("referrer", "referral", "note", "at"),
    "refund": ("account", "operation", "amount", "key", "at"),
    "revoke": ("account", "bucket", "note", "key", "at"),
    "refund_deposit": ("account", "deposit", "key", "at"),
    "clawback": ("account", "deposit", "amount", "key", "at"),
    "reverse_clawback": ("account", "deposit", "key", "at"),
    "suspend": ("account", "reason", "at"), "resume": ("account", "at")}
KEYED = ("buy", "deposit", "refund", "revoke", "refund_deposit", "clawback", "reverse_clawback")
BAD = {
    "pack": ("nothing", None, "", "x" * 256), "money": ("0", "-1", "NaN", "0.001", "1000000000000"),
    "credits": ("0", "-1", "x", "0.000000000000000001"), "currency": ("XXX", "JPY"),
    "method": ("", "x" * 256), "pay_within": ("0", "-1 day", "1 month 3 days"), "receipt_to": ("",),
    "reference": ("", "x" * 256), "invoice": ("", "x" * 256), "reason": ("x" * 4097,),
    "deposit": (None, "nothing", 99), "operation": (None, "nothing", ["prepaid", 1, 999]),
    "bucket": (None, ["prepaid", 999], ["flex", 1], ["overdraft", 1]), "referral": ("nothing",),
    "floor": ("0", "-1", "x"), "cooldown": ("-1 minute",), "most_times": (0, -1),
    "stop_after": (0, -1), "referrer": (None, "", "nobody", "kid"),
    "referee": (None, "", "nobody", "kid"), "since": ("infinity", -1)}
