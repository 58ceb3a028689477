"""Random ops for the harness: one 64-bit seed is one run.

Decided here: what is tried, how often, and with which values. The next op is chosen with the
model's state at hand, so that amounts hit what is left exactly and instants hit the edges: month
starts in zones whose clocks change at midnight, period and bucket edges, price changes, the clock
itself. Ops about plans, prices and meters are in the files generate_*.py.
"""
import json
import random
from datetime import datetime, timezone

import generate_holds
import generate_limits
import generate_meters
import generate_money
import generate_plans
import generate_prices
from arguments import LAST_INSTANT
from generate_holds import HoldOps
from generate_limits import LimitOps
from generate_meters import MeterOps
from generate_money import MoneyOps
from generate_plans import PLANS, SHORT, WALL, PlanOps
from generate_prices import SOURCES, TERMS, PriceOps
from spans import boundary
from values import MAX, ONE, format_amount

SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR
CHECK_EVERY = 100

# A zone and an instant shortly before something happens to its clocks (seconds since 1970).
HOMES = (
    ("UTC", 1705708800), ("Europe/Berlin", 1710000000), ("Europe/Berlin", 1728100000),
    ("America/Havana", 1602288000), ("Asia/Amman", 1457150000), ("America/St_Johns", 1255600000),
    ("Australia/Lord_Howe", 1710900000), ("Pacific/Kiritimati", 787000000),
    ("America/Sao_Paulo", 1540000000), ("Asia/Beirut", 1678000000), ("Pacific/Apia", 1323000000),
    ("America/New_York", 1706500000), ("Pacific/Apia", 1325000000), ("UTC", 1709100000))
LATE_DAYS = ("2024-01-31", "2024-02-29", "2023-10-29", "2023-08-30", "2023-11-28", "2024-03-31")
RESOURCES = {
    "cpu": ("vCPU", ("0.0000045/vCPU/s", "0.000333333333333333/vCPU/s", "0/vCPU/s", "1/vCPU/s")),
    "vm": ("vm", ("2.50/hour", "0.07/vm/hour", "0.000000000000000001/hour", "7/hour")),
    "token": ("token", ("0.15/1M token", "0.333333333333333333/1M token", "0.0000001/token",
                        "0.000000000000000001/2 token")),
    "image": ("image", ("4/image", "0.04/image", "0/image", "2.718281828459045235/image"))}
TIMED = ("cpu", "vm", *generate_prices.TIMED)
NAMES = (*RESOURCES, *TERMS)
CLASSES = ("rollover", "included", "promotional", "bonus", "prepaid")
QUANTITIES = ("0", "1", "1.0", "0.5", "2", "3", "16", "333333", "1000000",
              "0.000000000000000001", "0.333333333333333333", "12345.678")
SAME_ATTRIBUTES = ('{"n": 1.0, "deep": {"a": [1, 2.50, null]}}',
                   '{"deep": {"a": [1.0, 2.5, null]}, "n": 1}')
ATTRIBUTES = ('{"model": "x", "io": "input"}', '{"model": "y", "io": "input"}', '{}',
              *SAME_ATTRIBUTES)
SESSION = (
    "SET TimeZone = 'UTC'", "SET TimeZone = 'Europe/Berlin'", "SET TimeZone = 'America/Havana'",
    "SET TimeZone = 'Pacific/Kiritimati'", "SET DateStyle = 'ISO, MDY'",
    "SET DateStyle = 'German, DMY'", "SET DateStyle = 'SQL, DMY'",
    "SET IntervalStyle = 'iso_8601'", "SET search_path = ''", "RESET search_path",
    "SET plan_cache_mode = 'force_generic_plan'", "SET plan_cache_mode = 'force_custom_plan'",
    "RESET plan_cache_mode", "SET enable_seqscan = off", "RESET enable_seqscan",
    "SET enable_indexscan = off", "RESET enable_indexscan", "DISCARD PLANS", "DISCARD ALL")
ISOLATION = ("READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE")
LONG = "x" * 256

ARGUMENTS = {
    "open_account": ("account", "time_zone", "at", "parent", "clock"),
    "grant": ("account", "amount", "class", "expires_at", "effective_at", "scope", "cost", "note",
              "key", "at"),
    "consume": ("account", "amount", "resource", "key", "at", "note", "attributes"),
    "charge": ("account", "resource", "quantity", "attributes", "at", "until", "item", "key",
               "note"),
    "quote": ("account", "resource", "quantity", "attributes", "at", "until"),
    "set_overage": ("account", "enabled", "cap", "at"),
    "set_clock": ("account", "at"),
    "balance": ("account", "at", "resource"), "buckets": ("account", "at")}
ARGUMENTS.update(generate_plans.ARGUMENTS, **generate_meters.ARGUMENTS,
                 **generate_money.ARGUMENTS, **generate_limits.ARGUMENTS,
                 **generate_holds.ARGUMENTS, try_consume=ARGUMENTS["consume"],
                 try_charge=ARGUMENTS["charge"])
READS = ("balance", "buckets", "current_plan", "statement")
NAMED = ("consume", "try_consume", "charge", "try_charge")  # their answers, so that they are meant
CATCH_UP = ("set_clock", "grant_every", *READS, "meters", "burn_rate", "allowed",
            "limits")  # to any instant
BAD_AMOUNTS = ("-1", "0", "-0.000000000000000001", "", " ", "abc", "1e5", "NaN", "1.5.", "--1",
               "0.0000000000000000001", "170141183460469231731.687303715884105728", None)
BAD_INSTANTS = ("infinity", "-infinity", -1, LAST_INSTANT, LAST_INSTANT - 1)
BAD = {
    "account": (None, "", LONG, "nobody"), "parent": ("", LONG, "nobody", "kid"),
    "amount": BAD_AMOUNTS, "cap": ("-1", "x", "-0.000000000000000001"), "enabled": (None,),
    "class": ("gold", "flex", "overdraft", LONG, None),
    "scope": ((), ("nothing",), ("cpu", "nothing")),
    "cost": ("-0.01", "NaN"), "note": ("n" * 4097,), "key": ("", LONG), "item": ("", LONG),
    "resource": ("nothing", "", LONG, None),
    "quantity": (None, "-1", "NaN", "Infinity", "0.0000000000000000001",
                 "170141183460469231731.687303715884105728"),
    "attributes": ("[]", "1", "null", "{bad", json.dumps({"k": "v" * 8183})),
    "at": BAD_INSTANTS, "until": BAD_INSTANTS, "clock": BAD_INSTANTS[:4],
    "effective_at": ("infinity", "-infinity", -1, LAST_INSTANT),
    "expires_at": ("-infinity", -1, LAST_INSTANT, 0), "time_zone": ("Nowhere/Land",),
    **generate_money.BAD, **generate_plans.BAD, **generate_limits.BAD, **generate_holds.BAD}


class Generator(PlanOps, PriceOps, MeterOps, MoneyOps, LimitOps, HoldOps):
    RESOURCES = NAMES

    def __init__(self, seed, wall):
        self.rng = random.Random(seed)
        self.wall = wall
        self.made = 0
        self.keys = self.labels = 0
        self.history = []
        self.queue = self._setup()
        self.weights = {
            self._consume: 26, self._charge: 24, self._quote: 4, self._grant: 13, self._clock: 8,
            self._overage: 3, self._price: 3, self._bulk: 4, self._read: 4, self._repeat: 8,
            self._transaction: 5, self._session: 2, self._open: 1, self._prorate: 1,
            self._subscribe: 4, self._change_plan: 7, self._end: 4, self._grant_every: 1.5,
            self._end_grants: 0.7, self._invoice: 3, self._plan_reads: 4, self._plan_row: 1,
            self._price_for_some: 2.5, self._change_resource: 0.7, self._start: 9,
            self._resize: 4, self._stop: 5, self._settle: 5, self._meter_reads: 5}
        self.weights.update({getattr(self, name): n for name, n in
                             {**self.MONEY, **self.LIMITS, **self.HOLDS}.items()})

    def next(self, state):
        if not self.queue:
            self.made += 1
            if self.made % CHECK_EVERY == 0:
                self.queue = [*self._reads(state), {"op": "check"}]
            else:
                make = self.rng.choices(list(self.weights), list(self.weights.values()))[0]
                op = make(state)
                if op is None:
                    return self.next(state)
                if op["op"] in ARGUMENTS and self.rng.random() < 0.1:
                    self._spoil(state, op)
                if self.rng.random() < 0.03:
                    op["digest"] = True
                if op["op"] in NAMED and "as" not in op and self.rng.random() < 0.4:
                    self._label(op)
                self.queue.insert(0, op)
        op = self.queue.pop(0)
        if op.get("key") or op["op"] in ("usage", "open_account"):
            self.history.append(op)
        return op

    # ------------------------------------------------------------------------------ setup

    def _setup(self):
        rng, ops = self.rng, []
        for name, (unit, rates) in RESOURCES.items():
            ops.append({"op": "resource", "resource": name, "unit": unit})
            price = {"op": "price", "resource": name, "rate": rng.choice(rates[:2])}
            self._some(price, 0.5, "valid_from", None)
            self._some(price, 0.5, "valid_until", None)
            ops.append(price)
        ops += self._price_catalog()
        ops += self._catalog()
        names = [op["plan"] for op in ops if op["op"] == "plan"]
        ops += self._limit_catalog(names)
        for number in range(rng.randint(1, 6)):
            zone, start = rng.choice(HOMES)
            clock = start * SECOND + rng.randrange(20 * DAY)
            op = {"op": "open_account", "account": f"a{number}", "time_zone": zone, "clock": clock}
            if rng.random() < 0.3:  # an anchor at the end of a month
                late = datetime.fromisoformat(rng.choice(LATE_DAYS)).replace(tzinfo=timezone.utc)
                op["clock"] = clock = (int(late.timestamp()) * SECOND
                                       + rng.choice((0, 1, 90 * 60 * SECOND, rng.randrange(DAY))))
            if rng.random() < 0.6:
                op["at"] = clock - rng.choice((0, rng.randrange(1, 70 * DAY)))
            if rng.random() < 0.5:
                op["plan"] = rng.choice(names)
                self._some(op, 0.97, "currency", PLANS[op["plan"]].get("currency", "USD"))
            elif rng.random() < 0.1:
                op["currency"] = "JPY"
            ops.append(op)
        opened = [op for op in ops if op["op"] == "open_account"]
        if rng.random() < 0.6:  # two that live at one time, to refer each other
            ops.append({**opened[0], "account": "twin"})
        ops += self._packs(opened)
        if rng.random() < 0.3:
            ops.append({"op": "open_account", "account": "wall", "time_zone": rng.choice(HOMES)[0],
                        "at": self.wall - rng.randrange(HOUR, 90 * DAY)})
        elif rng.random() < 0.3:
            ops.append({"op": "open_account", "account": "wall", "time_zone": rng.choice(HOMES)[0],
                        "at": self.wall - rng.randrange(HOUR, 20 * DAY),
                        "plan": rng.choice([name for name in names if name in WALL])})
        if rng.random() < 0.7:
            ops.append({"op": "open_account", "account": "kid", "parent": "a0"})
        return ops

    # ----------------------------------------------------------------------------- values

    def _some(self, op, chance, name, value):
        if self.rng.random() < chance:
            op[name] = value

    def _account(self, state, payers=False):
        names = [name for name, account in state.accounts.items()
                 if not payers or not account.is_child or self.rng.random() < 0.1]
        return state.accounts[self.rng.choice(names)] if names else None

    def _edges(self, state, account, book):
        rng = self.rng
        edges = [account.opened_at, state.now(book)]
        for period in book.periods[-4:]:
            edges += [period.starts_at, period.ends_at, period.closes_at]
            edges += [period.cycle_ends_at] if period.cycle_ends_at is not None else []
        edges += [s.next_at for s in book.recurring() if s.next_at is not None]
        held = list(book.buckets.values())
        for bucket in rng.sample(held, min(6, len(held))):
            edges += [edge for edge in (bucket.effective_at, bucket.expires_at) if edge is not None]
        edges += [found.ends_at for found in book.holds.values() if found.is_open]
        edges += [edge for prices in state.prices.values() for price in prices
                  for edge in (price.valid_from, price.valid_until)
                  if edge is not None and abs(edge - state.now(book)) < 100 * DAY]
        return edges

    def _instant(self, state, account, ahead=40 * DAY):
        """An instant the account may mostly book at; on a plan seldom where no period is yet, as
        periods that were made ahead keep the plan from being changed."""
        rng, book = self.rng, state.book(account)
        now = state.now(book)
        choice = rng.random()
        if rng.random() < (0.97 if book.plans() else 0.4):
            period = book.period(now)
            first, last = max(account.opened_at, period.starts_at), period.ends_at - 1
            t = rng.choice((rng.randint(first, now), first, now, now - rng.randrange(DAY),
                            self._near(self._edges(state, account, book))))
            if rng.random() < 0.15:
                t = rng.choice((last, rng.randint(now, last)))
            return max(account.opened_at, min(t, now if book.clock is None else last))
        if choice < 0.4:
            t = self._near(self._edges(state, account, book))
        elif choice < 0.7:
            t = rng.randrange(now, now + ahead)
        else:
            t = rng.randrange(account.opened_at, now + 1)
        return max(account.opened_at, min(t, now if book.clock is None else now + 120 * DAY))

    def _near(self, edges):
        return self.rng.choice(edges) + self.rng.choice((0, 0, 0, -1, 1, SECOND, -SECOND, HOUR,
                                                         -HOUR))

    def _at(self, state, account, op, chance=0.7):
        if state.book(account).clock is None or self.rng.random() < chance:
            op["at"] = self._instant(state, account)

    def _edge_ahead(self, state, account):
        """An edge for a bucket: on the wall clock, never one that the run could pass."""
        t = self._instant(state, account) + self.rng.choice((0, 1, HOUR, 9 * DAY, 35 * DAY))
        if state.book(account).clock is None and t > self.wall - HOUR:
            t += 2 * DAY
        return t

    def _length(self):
        rng = self.rng
        return rng.choice((0, 1, SECOND, 17 * SECOND, HOUR, rng.randrange(HOUR),
                           rng.randrange(3 * DAY), rng.randrange(70 * DAY)))

    def _mid(self, top=1000):
        rng = self.rng
        digits = rng.choice((0, 0, 2, 6, 18))
        return format_amount(rng.randrange(1, top * 10**digits) * 10**(18 - digits))

    def _spend(self, state, account):
        """An amount to draw: what is left exactly, one unit around it, or something smaller."""
        rng, book = self.rng, state.book(account)
        lefts = [b.left() for b in book.open_buckets() if b.left()]
        choice = rng.random()
        if choice < 0.15 and lefts:
            return format_amount(max(1, rng.choice(lefts) + rng.choice((0, -1, 1))))
        if choice < 0.22 and lefts:
            total = book.balance(state.now(book))
            return format_amount(max(1, min(MAX, total + rng.choice((0, -1, 1)))))
        if choice < 0.27:
            return "0.000000000000000001"
        if choice < 0.28:
            return format_amount(MAX - rng.randrange(3))
        return self._mid(rng.choice((2, 40, 400)))

    def _key(self, op):
        if self.rng.random() < 0.35:
            self.keys += 1
            op["key"] = f"k{self.keys}"

    # -------------------------------------------------------------------------------- ops

    def _open(self, state):
        rng = self.rng
        known = [op for op in self.history if op["op"] == "open_account"]
        if rng.random() < 0.5 and known:
            op = dict(rng.choice(known))
            if op["account"] not in state.accounts:  # rolled back: this opens it
                return op
            if rng.random() < 0.4:
                op.pop("at", None)
            elif rng.random() < 0.4:
                op[rng.choice(("at", "clock"))] = rng.randrange(10**15, 10**15 + DAY)
            return op
        if len(state.accounts) >= 8 or not state.accounts:
            return None
        parent = self._account(state)
        op = {"op": "open_account", "account": f"c{len(self.history)}", "parent": parent.name}
        self._at(state, parent, op, 0.5)
        self._some(op, 0.2, "time_zone", rng.choice(HOMES)[0])
        return op

    def _grant(self, state):
        rng, account = self.rng, self._account(state)
        if account is None:
            return None
        op = {"op": "grant", "account": account.name, "amount": self._mid(rng.choice((10, 5000)))}
        if rng.random() < 0.02 and not state.book(account).subscriptions:
            held = sum(b.left() for b in state.book(account).open_buckets() if not b.postpaid)
            room = MAX - held + rng.choice((0, 1, -1, -ONE))
            op["amount"] = format_amount(max(1, min(MAX, room)))
        self._at(state, account, op, 0.4)
        self._some(op, 0.6, "class", rng.choice(CLASSES))
        self._some(op, 0.4, "expires_at", self._edge_ahead(state, account))
        self._some(op, 0.05, "expires_at", "infinity")
        self._some(op, 0.3, "effective_at", self._edge_ahead(state, account))
        self._some(op, 0.2, "priority", rng.choice((0, 10, 20, 50, 50, 99)))
        self._some(op, 0.3, "scope", rng.choices(NAMES, k=rng.choice((1, 1, 2, 3))))
        self._some(op, 0.3, "cost", rng.choice(("0", "0.5", "0.50", "12.345", "100")))
        self._some(op, 0.1, "note", rng.choice(("", "a note", "n" * 4096, "Ünïcode")))
        self._key(op)
        return op

    def _consume(self, state):
        rng, account = self.rng, self._account(state)
        if account is None:
            return None
        op = {"op": rng.choice(("consume", "consume", "consume", "try_consume")),
              "account": account.name, "amount": self._spend(state, account)}
        self._at(state, account, op, 0.6)
        self._some(op, 0.5, "resource", rng.choice(NAMES))
        self._some(op, 0.1, "attributes", rng.choice(ATTRIBUTES))
        self._some(op, 0.05, "note", "why")
        self._key(op)
        return op

    def _usage_args(self, state, account, op):
        rng = self.rng
        op["account"] = account.name
        op["resource"] = rng.choice(NAMES)
        self._some(op, 0.8, "quantity", rng.choice(QUANTITIES))
        self._at(state, account, op, 0.75)
        if op["resource"] in TIMED and rng.random() < 0.97 or rng.random() < 0.02:
            at = op.get("at", state.now(state.book(account)))
            until = at + self._length()
            if state.book(account).plans() and rng.random() < 0.9:
                until = at + rng.randrange(HOUR)
                period = state.book(account).period(at)
                until = max(at, min(until, period.ends_at if period else until))
            if rng.random() < 0.2:
                until = max(at, self._instant(state, account))
            if state.book(account).clock is None:
                until = max(at, min(until, self.wall))
            op["until"] = until
        self._some(op, 0.1, "attributes", rng.choice(ATTRIBUTES))
        self._some(op, 0.1, "item", rng.choice(("vm-1", "i" * 255)))
        if op["resource"] in TERMS:
            self._priced_usage(state, account, op)
        return op

    def _charge(self, state):
        account = self._account(state)
        if account is None:
            return None
        op = {"op": self.rng.choice(("charge", "charge", "charge", "try_charge"))}
        self._usage_args(state, account, op)
        self._some(op, 0.05, "note", "why")
        self._key(op)
        return op

    def _quote(self, state):
        account = self._account(state)
        if account is None:
            return None
        op = self._usage_args(state, account, {"op": "quote"})
        op.pop("item", None)
        return op

    def _bulk(self, state):
        rng, rows = self.rng, []
        for _ in range(rng.choice((1, 2, 3, 8))):
            account = self._account(state)
            if account is None:
                return None
            row = self._usage_args(state, account, {})
            self._key(row)
            rows.append(row)
            if rng.random() < 0.1:
                rows.append(dict(row))
        keyed = [op for op in self.history if op["op"] in ("charge", "try_charge")
                 and op["account"] in state.accounts and "note" not in op]
        if rng.random() < 0.15 and keyed:
            op = rng.choice(keyed)
            rows.append({name: value for name, value in op.items() if name not in ("op", "digest")})
        if rng.random() < 0.05:
            self._spoil(state, dict(rows[-1], op="charge"), rows[-1])
        rng.shuffle(rows)
        return {"op": "usage", "rows": rows}

    def _overage(self, state):
        rng, account = self.rng, self._account(state, payers=True)
        if account is None:
            return None
        op = {"op": "set_overage", "account": account.name, "enabled": rng.random() < 0.8}
        if op["enabled"] and rng.random() < 0.7 or rng.random() < 0.03:
            op["cap"] = rng.choice(("0", "5", "0.000000000000000001", self._mid(300)))
        self._at(state, account, op, 0.4)
        return op

    def _clock(self, state):
        rng, account = self.rng, self._account(state, payers=True)
        if account is None:
            return None
        book = state.book(account)
        if book.clock is None and rng.random() < 0.9:
            return None
        now = state.now(book)
        if rng.random() < 0.003 and not (
                book.recurring() or book.meters or book.deposits or book.topup
                or book.holds) and all(
                plan.plan in WALL for plan in book.plans()):
            return {"op": "set_clock", "account": account.name, "at": None}
        choice = rng.random()
        if book.periods[-1].starts_at > now and rng.random() < 0.3:
            at = book.periods[-1].starts_at + rng.choice((0, 0, 1, HOUR))
        elif choice < 0.05 and book.plans():  # several cycles at once
            plan = book.plans()[-1]
            if plan.terms.plan in SHORT or rng.random() < 0.3:
                at = boundary(book.zone, max(now, plan.anchor), plan.terms.cycle,
                              rng.choice((1, 2, 3, 7)))
                at = min(at, now + 800 * DAY)
            else:
                at = now + rng.randrange(100 * DAY)
        elif choice < 0.35:
            ahead = [edge for edge in self._edges(state, account, book)
                     if now <= edge < now + 45 * DAY]
            at = rng.choice(ahead or [now]) + rng.choice((0, 0, -1, 1))
        elif choice < 0.9:
            at = now + rng.choice((0, 1, SECOND, rng.randrange(HOUR), rng.randrange(3 * DAY)))
        elif choice < 0.97:
            at = now + rng.randrange(40 * DAY)
        else:
            at = now - rng.choice((1, HOUR, 40 * DAY))
        return {"op": "set_clock", "account": account.name, "at": at}

    def _price(self, state):
        """A price change, as the two statements it is, or a price that overlaps: refused."""
        rng, account = self.rng, self._account(state)
        name = rng.choice(list(state.prices or RESOURCES))
        prices = state.prices.get(name, ())
        if account is None or not prices:
            return None
        terms = self._terms(name) if name in TERMS else {"rate": rng.choice(RESOURCES[name][1])}
        if rng.random() < 0.1:
            terms = rng.choice(({"rate": "1/parsec"}, terms))
            return {"op": "price", "resource": name, **terms,
                    "valid_from": self._instant(state, account)}
        at = self._instant(state, account)
        for old in rng.sample(prices, len(prices)):
            if old.contains(at) and old.valid_from != at:
                whose = {"plan": old.plan, "account": old.account}
                whose = {field: value for field, value in whose.items() if value is not None}
                if old.attributes:
                    whose["attributes"] = SOURCES[old.attributes]
                new = {"op": "price", "resource": name, **terms, **whose, "valid_from": at}
                if old.valid_until is not None:
                    new["valid_until"] = old.valid_until
                end = {"op": "end_price", "resource": name, **whose, "valid_from": old.valid_from,
                       "valid_until": at}
                if rng.random() < 0.97 or name in TERMS:
                    self.queue.append(new)
                return end
        return None

    def _read(self, state):
        rng, account = self.rng, self._account(state)
        if account is None:
            return None
        op = {"op": rng.choice(("balance", "balance", "buckets", "activity")),
              "account": account.name}
        if op["op"] == "activity":
            self._some(op, 0.5, "since", self._instant(state, account))
            self._some(op, 0.5, "until", self._instant(state, account))
            return op
        self._asked_at(op, state, account)
        if op["op"] == "balance":
            self._some(op, 0.4, "resource", rng.choice(NAMES))
        return op

    def _asked_at(self, op, state, account):
        """Of an account that has run things only now: reads at other instants that were booked
        past, or given back since, are not looked at by the model as they are by the database."""
        if not state.book(account).meters and not self._outheld(state, account):
            self._some(op, 0.7, "at", self._instant(state, account))

    def _reads(self, state):
        """What is asked at a check, of three accounts."""
        accounts = list(state.accounts.values())
        for account in self.rng.sample(accounts, min(3, len(accounts))):
            ats = (self._instant(state, account), self._instant(state, account))
            now_only = state.book(account).meters or self._outheld(state, account)
            for at in (None, *(() if now_only else ats)):
                for name in READS:
                    op = {"op": name, "account": account.name}
                    yield op if at is None else dict(op, at=at)
            for name in ("activity", "deposits", "payment_methods"):
                yield {"op": name, "account": account.name}
            yield {"op": "limits", "account": account.name, "at": ats[0]}
            if state.book(account).clock is not None:
                yield {"op": "meters", "account": account.name}

    def _repeat(self, state):
        """An earlier call again, as it was, written otherwise, or with one field changed."""
        rng = self.rng
        past = [op for op in self.history[-300:] if op["op"] != "open_account"
                and all(self._repeatable(state, row) for row in op.get("rows", [op]))]
        if not past:
            return None
        op = dict(rng.choice(past))
        op.pop("digest", None)
        if op["op"] == "usage":
            return op
        if op["op"] in ("consume", "charge"):
            op["op"] = rng.choice((op["op"], "try_" + op["op"]))
        choice = rng.random()
        if choice < 0.3:
            for name in ("amount", "quantity", "cost"):
                if op.get(name) and op[name].replace(".", "").isdigit():
                    op[name] += "0" if "." in op[name] else ".00"
            if op.get("attributes") in SAME_ATTRIBUTES:
                op["attributes"] = rng.choice(SAME_ATTRIBUTES)
        elif choice < 0.6:
            name = rng.choice([n for n in ARGUMENTS[op["op"]] if n not in ("account", "key")])
            if op["op"] in generate_money.KEYED:
                op = self._otherwise(state, op, name)
                return op if self._repeatable(state, op) else None
            makers = {"grant": self._grant, "subscribe": self._subscribe,
                      "change_plan": self._change_plan, "grant_every": self._grant_every,
                      "use": self._use, "hold": self._hold, "capture": self._capture}
            fresh = makers.get(op["op"], self._consume if "consume" in op["op"]
                               else self._charge)(state) or {}
            if name in fresh:
                op[name] = fresh[name]
            elif name in ("plan", "amount", "resource", "every", "feature",
                          "hold"):
                op[name] = None  # they have no default
            else:
                op.pop(name, None)
        elif choice < 0.65:
            other = {"op": "consume", "account": op["account"], "amount": "1", "key": op["key"]}
            self._at(state, state.accounts[op["account"]], other)
            return other
        return op if self._repeatable(state, op) else None

    def _repeatable(self, state, op):
        """Not a row that would be billed at the wall's now, which no model knows, nor one that ends
        at an instant which the run may pass."""
        account = state.accounts.get(op["account"])
        if account is None or state.book(account).clock is not None:
            return account is not None
        until = op.get("until")
        return "at" in op and not (isinstance(until, int) and self.wall < until < self.wall + DAY)

    def _transaction(self, state):
        return {"op": self.rng.choice(("begin", "begin", "savepoint", "rollback_to", "rollback",
                                       "commit")), "isolation": self.rng.choice(ISOLATION)}

    def _session(self, state):
        return {"op": "session", "sql": self.rng.choice(SESSION)}

    def _prorate(self, state):
        rng = self.rng
        start = rng.randrange(10**15, 2 * 10**15)
        end = start + rng.choice((1, 3, SECOND, 31 * DAY))
        first = rng.randint(start, end)
        last = rng.randint(first, end + rng.choice((0, 0, 0, 1)))
        whole = rng.choice(("100", "0.000000000000000007", "-3.5", format_amount(MAX),
                            self._mid()))
        return {"op": "prorate", "whole": whole, "period": [start, end], "part": [first, last]}

    def _spoil(self, state, op, target=None):
        """One argument made invalid, in op itself or in the bulk row it stands for."""
        rng, target = self.rng, op if target is None else target
        name = rng.choice([name for name in ARGUMENTS[op["op"]] if target is op or name != "note"])
        values = list(BAD[name])
        account = state.accounts.get(op.get("account"))
        if name in ("at", "until") and account is not None and op["op"] not in CATCH_UP:
            values += [account.opened_at - 1, state.now(state.book(account)) + 4000 * DAY]
        if name == "at" and op["op"] in ("capture", "release"):  # for which infinity is 22023
            values = [value for value in values if not isinstance(value, str)]
        if op["op"] in CATCH_UP:  # that would make thousands of periods
            values = [value for value in values if value != LAST_INSTANT - 1]
        target[name] = rng.choice(values)
