"""One run of the harness: each op on the database and on the model, and what both then hold.

Decided here: when an answer, a refusal or a row counts as the same, and how the ids of the database
are matched with the model's.
"""
import json
import re
from collections import Counter
from datetime import datetime
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from arguments import canonical_json
from books import State
from generate import ARGUMENTS
from harness_sql import EVENTS, FACTS, KINDS, TABLES, Sql, answer_columns
from libpq import DatabaseError
from model import apply
from rows import RANKS, Notice, PackName, PlanName, Receipt
from spans import microseconds
from values import ONE, Refusal, decimal_text, format_amount, parse_amount

NOT_NOW = {"KR001", "KR002", "KR013", "KR015"}  # a start may be wrong in several of these ways
VERIFY_EVERY = 5  # checks; it costs more than all else there, and every run ends with it
IDS = {"open_account": "account", "grant": "bucket", "subscribe": "subscription",
       "change_plan": "subscription", "grant_every": "subscription", "price": "price",
       "deposit": "deposit", "buy": "deposit", "confirm_deposit": "bucket", "refer": "referral",
       "hold": "hold"}
AMOUNTS = ("prorate", "burn_rate", "revoke", "clawback", "reverse_clawback", "forfeit",
           "release")
VERIFY = "SELECT v::text FROM unnest($1::text[]) name, credits.verify(name) v"


class Id(NamedTuple):
    """An id of the model, to be found equal to one of the database's."""
    kind: str
    number: int

    def __repr__(self):
        return f"{self.kind}#{self.number}"


class Difference(NamedTuple):
    where: str  # what must stay the same while shrinking
    model: str
    database: str


class Run:
    """One sequence of ops on accounts of its own."""

    def __init__(self, connection, prefix, wall):
        self.connection, self.prefix = connection, prefix
        self.state = State(wall)
        self.saved = []  # states to return to: at BEGIN, then at each savepoint
        self.raw = {kind: {} for kind in ("account", "bucket", "operation", "subscription",
                                          "price", "deposit", "referral", "hold")}
        connection.execute("DELETE FROM credits.bonus")  # everybody's: one run at a time
        self.rates, self.checks = {}, 0

    def step(self, op):
        """Runs op on both; the Difference, if there is one."""
        name = op["op"]
        if name in ("begin", "commit", "rollback", "savepoint", "rollback_to"):
            return self._transaction(op)
        if name == "session":
            return self._session(op["sql"])
        if name == "check":
            self.checks += 1
            return self._check(self.checks % VERIFY_EVERY == 0)
        state, wanted = apply(self.state, op)
        digest = self._digest() if op.get("digest") and isinstance(wanted, Refusal) else None
        rows, error = self._execute(op)
        if error is not None and error.connection_lost:
            self.connection.connect(patience=60)
            self.saved = []
            return Difference(f"{name} lost the connection", str(wanted), str(error))
        if isinstance(wanted, Refusal) or error is not None:
            difference = self._compare_refusal(op, wanted, rows, error)
            if difference is None and digest is not None and digest != self._digest():
                return Difference(f"{name} rejected", "tables unchanged", "tables changed")
            return difference
        self.state = state
        expected = self._expected(op, wanted)
        if name == "activity":
            return self._compare_activity(wanted, rows)
        if name == "meters":
            return self._compare_meters(expected, rows)
        if name == "plans":
            return self._compare_plans(wanted, rows)
        if expected is not None and not self._same_rows(expected, rows):
            return Difference(f"{name} answer", show(expected), show(rows))
        return None

    def finish(self):
        if self.saved:
            self.step({"op": "commit"})
        return self._check(verify=True)

    def abandon(self):
        if self.saved:
            self.connection.execute("ROLLBACK")
        self._session("DISCARD ALL")

    # -------------------------------------------------------------------------- one op

    def _execute(self, op):
        sql, inside = Sql(op, self.prefix, raw=self._raw_id), bool(self.saved)
        try:
            if inside:
                self.connection.execute("SAVEPOINT op")
            rows = self.connection.query(sql.text, sql.params)
            if inside:
                self.connection.execute("RELEASE SAVEPOINT op")
            return rows, None
        except DatabaseError as error:
            if inside and not error.connection_lost:
                self.connection.execute("ROLLBACK TO SAVEPOINT op; RELEASE SAVEPOINT op")
            return None, error

    def _raw_id(self, name):
        """The database's id of what an answer's name stands for; no two kinds share a number."""
        number = self.state.names.get(name)
        return next((ids[number] for ids in self.raw.values() if number in ids), None)

    def _other_codes(self, op):
        """What an op that is wrong in several ways may be refused with as well: the rules do not
        say which refusal is named. Found by leaving out one or two arguments, or each row of a
        bulk; and what is refused for an argument is not what was first asked under its key."""
        rows = op.get("rows", [op])
        others = [other for row in rows for other in self._without_some(row, op["op"])]
        if op["op"] == "usage":
            alone = [{"op": "usage", "rows": [row]} for row in rows]
            sound = [row["rows"][0] for row in alone
                     if not isinstance(apply(self.state, row)[1], Refusal)]
            others += [*alone, {"op": "usage", "rows": sound}]
        answers = [apply(self.state, other)[1] for other in others]
        codes = {answer.code for answer in answers if isinstance(answer, Refusal)}
        keys = [(row.get("account"), row.get("key")) for row in rows if row.get("key")]
        codes |= self._codes_of_status(op)
        used = [(name, key) for name, key in keys if name in self.state.accounts
                and (self.state.accounts[name].id, key) in self.state.requests]
        return codes | {"KR003"} if used or len(set(keys)) < len(keys) else codes

    def _codes_of_status(self, op):
        """Of accounts that are suspended or frozen: that, or what is refused without it."""
        idle = [a for a in self.state.accounts.values() if a.status != "active"]
        if not idle:
            return set()
        active = self.state.copy()
        for account in idle:
            active.accounts[account.name] = account._replace(status="active")
        answer = apply(active, op)[1]
        codes = {answer.code} if isinstance(answer, Refusal) else set()
        return codes | {{"suspended": "KR006", "frozen": "KR007"}[a.status] for a in idle}

    def _without_some(self, op, name):
        if name not in ARGUMENTS and name != "usage":
            return []
        arguments = [key for key in op if key not in ("op", "account", "as", "digest")]
        kept = [{key: value for key, value in op.items() if key not in left_out}
                for count in (1, 2) for left_out in combinations(arguments, count)]
        return [{"op": name, "rows": [row]} if name == "usage" else row for row in kept]

    def _compare_refusal(self, op, wanted, rows, error):
        refused, name = isinstance(wanted, Refusal), op["op"]
        if refused and error is not None and wanted.code != error.code:
            if (name == "start" and {wanted.code, error.code} <= NOT_NOW
                    or error.code in self._other_codes(op)):
                return None
        if refused and error is not None and wanted.code == error.code:
            said = error.message + " " + error.detail
            if wanted.facts is not None:
                return self._compare_facts(wanted, error)
            if wanted.field is None or re.search(rf"\b{wanted.field}\b", said):
                return None
            return Difference(f"{name} KR003 field", wanted.field, str(error))
        return Difference(
            f"{name} {wanted.code if refused else 'ok'} {error.code if error else 'ok'}",
            str(wanted) if refused else show([wanted]), str(error) if error else show(rows))

    def _expected(self, op, answer):
        """The model's answer as rows of text and Ids; None where there is nothing to compare."""
        name, columns = op["op"], answer_columns(op)
        if isinstance(answer, Receipt):
            answer = [answer]
        elif name in ("balance", "runway", "quote_pack", "use"):
            answer = [answer]
        elif name == "meters":
            answer = [(*row[:4], Fraction(row[4], ONE), *row[5:]) for row in answer]
        if columns is not None:
            return [tuple(self._cell(value, kind) for value, (_, kind) in zip(row, columns))
                    for row in answer]
        if name in IDS:
            return [(Id(IDS[name], answer),)]
        if name in ("cancel", "start"):
            return [(str(answer),)]
        if name in AMOUNTS:
            return [(format_amount(answer),)]
        if name == "refund_deposit":
            return [(decimal_text(answer),)]
        return None

    def _cell(self, value, kind, wall=False):
        if value is None:
            return None
        if kind in self.raw:
            return Id(kind, value)
        if kind == "amount":
            return format_amount(value)
        if kind == "numeric":
            return decimal_text(value)
        if kind == "interval":
            return " ".join(map(str, value))
        if kind == "pack" or isinstance(value, PackName):
            return value if value == "deposit" else self.prefix + value
        if kind == "name" or isinstance(value, PlanName):
            return self.prefix + value
        if kind == "scope":
            return ",".join(self.prefix + name for name in value)
        if kind == "rate":
            return self._rate(value.text)
        if kind == "facts":
            return tuple((name, self._cell(part, FACTS[name])) for name, part in value
                         if part is not None)
        if kind == "list":
            return tuple(value)
        if kind == "late" and wall:
            return "late"
        if isinstance(value, bool):
            return "true" if value else "false"
        return str(value)

    def _rate(self, text):
        """The database's own spelling of a rate."""
        if text not in self.rates:
            self.rates[text] = self.connection.query("SELECT $1::credits.rate::text", [text])[0][0]
        return self.rates[text]

    def _compare_activity(self, expected, rows):
        """By instant and amount; that the operations are in order by their own numbers. Of what
        has none, holds only."""
        order = [(int(row[0]), int(row[2])) for row in rows if row[2] is not None]
        if order != sorted(order):
            return Difference("activity order", "by at, then operation", show(rows))
        wanted = sorted(((str(at), format_amount(amount), *key)
                         for at, amount, _, *key in expected), key=str)
        got = sorted(((row[0], row[1], *((row[5],) if row[3] == "hold" else ()))
                      for row in rows if row[2] is not None or tuple(row[3:5]) == (
                          "hold", "pending")), key=str)
        return None if wanted == got else Difference("activity answer", show(wanted), show(got))

    @staticmethod
    def _compare_meters(expected, rows):
        """In any order; the last column is JSON."""
        got = sorted(((*row[:-1], row[-1] and canonical_json(row[-1])) for row in rows), key=str)
        wanted = sorted(expected, key=str)
        return None if wanted == got else Difference("meters answer", show(wanted), show(got))

    def _compare_plans(self, expected, rows):
        """In any order; the features are JSON."""
        wanted = sorted((self.prefix + plan, sorted(
            (self.prefix + feature, most) for feature, most in features))
            for plan, features in expected)
        got = sorted((plan, sorted((name, most if most is None else Fraction(most)) for name, most
                                   in json.loads(features or "{}", parse_int=str,
                                                 parse_float=str).items()))
                     for plan, features in rows)
        return None if wanted == got else Difference("plans answer", show(wanted), show(got))

    def _compare_facts(self, wanted, error):
        """What a refusal tells, of what the rules say that it does."""
        told = json.loads(error.detail, parse_int=str, parse_float=str)
        names = {"feature": "name", "account": "name", "plan": "name", "unlocked_by": "list"}
        expected, got = {}, {}
        for name, value in wanted.facts.items():
            found = told.get(name, "nothing told")
            if names.get(name) == "list":
                value = [self.prefix + part for part in value]
            elif names.get(name) == "name":
                value = None if value is None else self.prefix + value
            elif isinstance(value, (Fraction, int)) and name != "resets_at":
                value = decimal_text(Fraction(value))
                found = found if found is None else decimal_text(Fraction(found))
            elif name == "resets_at" and found is not None:
                found = microseconds(datetime.fromisoformat(found))
            expected[name], got[name] = value, found
        if expected == got:
            return None
        return Difference(f"facts of {wanted.code}", str(expected), str(got))

    def _same_rows(self, expected, rows):
        return len(expected) == len(rows) and all(
            self._same(wanted, got) for row, answer in zip(expected, rows)
            for wanted, got in zip(row, answer))

    def _same(self, wanted, got):
        if isinstance(wanted, Id) and got is not None:
            return self.raw[wanted.kind].setdefault(wanted.number, got) == got
        return wanted == got

    # --------------------------------------------------------- transactions and sessions

    def _transaction(self, op):
        name = op["op"]
        if (name == "begin") == bool(self.saved) or name == "rollback_to" and len(self.saved) < 2:
            return None
        self.connection.execute(Sql(op, self.prefix).text)
        if name in ("begin", "savepoint"):
            self.saved.append(self.state)
        elif name == "commit":
            self.saved = []
        else:
            self.state = self.saved[0 if name == "rollback" else -1]
            self.saved = [] if name == "rollback" else self.saved
            self.raw = {kind: {number: raw for number, raw in ids.items()
                               if number <= self.state.last_id}
                        for kind, ids in self.raw.items()}
        return None

    def _session(self, sql):
        if sql == "DISCARD ALL":
            if not self.saved:
                self.connection.discard("ALL")
        else:
            self.connection.execute(sql)

    # -------------------------------------------------------------------------- tables

    def _check(self, verify):
        if not self.state.accounts:
            return None
        if verify:
            payers = ",".join(json.dumps(self.prefix + name) for name, account
                              in self.state.accounts.items() if not account.is_child)
            found = self.connection.query(VERIFY, ["{" + payers + "}"])
            if found:
                return Difference("verify", "no row", show(found[:5]))
        missing = [name for name, account in self.state.accounts.items()
                   if account.id not in self.raw["account"]]
        if missing:
            return Difference("account ids", f"{missing} opened", "no id known")
        rows = {table: self._fetch(table) for table in TABLES}
        ids = self._map_ids(rows)
        if isinstance(ids, Difference):
            return ids
        for table, columns in TABLES.items():
            got = sorted(
                (tuple(self._read(value, kind, ids, row) for value, (_, kind) in zip(row, columns))
                 for row in comparable(table, rows[table])), key=str)
            wanted = sorted(self._model_rows(table, columns), key=str)
            if got != wanted:
                surplus, lack = set(got) - set(wanted), set(wanted) - set(got)
                return Difference(f"table {table}", show(sorted(lack, key=str)[:3]),
                                  show(sorted(surplus, key=str)[:3]))
        return None

    def _fetch(self, table):
        """All rows of this run's accounts, as text; one value from the server, for speed."""
        columns = ", ".join(
            f"coalesce({item}, E'\\x01')" for item in
            (KINDS.get(kind, "{}::text").replace("{}", f't."{name}"')
             for name, kind in TABLES[table]))
        sql = (f"SELECT string_agg(concat_ws(E'\\x1f', {columns}), E'\\x1e') "
               f"FROM credits.{table} t WHERE t.account_id = ANY ($1::bigint[])")
        raw = ",".join(self.raw["account"].values())
        text = self.connection.query(sql, ["{" + raw + "}"])[0][0]
        return [tuple(None if value == "\x01" else value for value in row.split("\x1f"))
                for row in text.split("\x1e")] if text else []

    def _digest(self):
        return {table: sorted(self._fetch(table), key=str) for table in TABLES}

    def _map_ids(self, rows):
        """Raw ids to the model's. Buckets are mapped by order of creation within each payer and
        class, as one call may make several in either order; so are subscriptions;
        operations by their entries, as one bulk may number its rows in any order, and by the
        subscription that they made."""
        ids = {(kind, raw): number for kind in ("account", "price", "referral")
               for number, raw in self.raw[kind].items()}
        found, operations = {}, {}
        for row in self._named("bucket", rows):
            found.setdefault((row["account_id"], row["class"]), set()).add(int(row["id"]))
        for payer, book in self.state.books.items():
            for klass in RANKS:
                raws = sorted(found.get((self.raw["account"][payer], klass), ()))
                numbers = [b.id for b in book.buckets.values() if b.klass == klass]
                if len(raws) != len(numbers):
                    return Difference("number of buckets", f"{len(numbers)} of {klass}",
                                      f"{len(raws)}: {raws[-8:]}")
                ids.update((("bucket", str(raw)), number) for raw, number in zip(raws, numbers))
            difference = (self._map_rows("subscription", rows, payer, book.subscriptions, ids)
                          or self._map_rows("deposit", rows, payer, book.deposits, ids)
                          or self._map_rows("hold", rows, payer, book.holds, ids))
            if difference is not None:
                return difference
            operations.update(((e.bucket, str(e.bucket_seq)), e.operation) for e in book.entries)
        for row in self._named("entry", rows):
            number = operations.get((ids.get(("bucket", row["bucket_id"])), row["bucket_seq"]))
            ids.setdefault(("operation", row["operation"]), number)
        for row in self._named("request", rows):  # of what books nothing, or not always
            asked = self.state.requests.get((ids.get(("account", row["user_id"])), row["key"]))
            if asked is not None and row["call"] in ("use", "hold", "capture"):
                ids.setdefault(("operation", row["operation"]), asked[2])
        for (kind, raw), number in ids.items():
            if number is not None and self.raw[kind].setdefault(number, raw) != raw:
                return Difference(f"{kind} id", f"{self.raw[kind][number]} as answered",
                                  f"{raw} in the tables")
        return ids

    def _map_rows(self, table, rows, payer, known, ids):
        """Subscriptions or deposits, by their order."""
        mine = [row for row in self._named(table, rows)
                if row["account_id"] == self.raw["account"][payer]]
        mine.sort(key=lambda row: int(row["id"]))
        if len(mine) != len(known):
            return Difference(f"number of {table}s", str(len(known)), str(len(mine)))
        for row, wanted in zip(mine, known.values()):
            ids[table, row["id"]] = wanted.id
            ids["operation", row["operation"]] = wanted.operation
        return None

    def _named(self, table, rows):
        names = [name for name, _ in TABLES[table]]
        return [dict(zip(names, row)) for row in rows[table]]

    def _read(self, value, kind, ids, row):
        if value is None:
            return None
        if kind in self.raw:
            number = ids.get((kind, value))
            return f"unknown {value}" if number is None else Id(kind, number)
        if kind == "json":
            return canonical_json(value)
        if kind == "facts":
            return self._read_facts(row[2], json.loads(value, parse_int=str, parse_float=str), ids)
        if kind == "late":
            payer = self.state.books.get(ids.get(("account", row[0])))
            return "late" if payer is not None and payer.clock is None else value
        return value

    def _read_facts(self, event, facts, ids):
        """What the rules say that an event tells."""
        told = []
        for name in EVENTS["meter" if event.startswith("meter.") else event]:
            value, kind = facts.get(name), FACTS[name]
            if value is None:
                continue
            if kind in self.raw:
                value = self._read(value, kind, ids, None)
            elif kind in ("numeric", "amount"):
                value = decimal_text(Fraction(value))
            elif kind == "time":
                value = str(microseconds(datetime.fromisoformat(value)))
            elif kind == "list":
                value = tuple(value)
            told.append((name, value))
        return tuple(told)

    def _model_rows(self, table, columns):
        for payer, book in self.state.books.items():
            for row in self._book_rows(table, payer, book):
                yield tuple(self._cell(value, kind, book.clock is None)
                            for value, (_, kind) in zip(row, columns))

    def _book_rows(self, table, payer, book):
        users = {a.id: a for a in self.state.accounts.values() if a.payer == payer}
        if table == "account":
            return [(payer, a.id, a.name, a.opened_at,
                     *(("UTC", None, None, None) if a.is_child else
                       (book.zone, book.clock, book.overage, book.cap)), a.request[0],
                     *((0, 0, None, 0, None) if a.is_child else
                       (sum(m.status == "running" for m in book.meters.values()),
                        book.owed_at(None), book.topup and book.topup.floor, book.overdraft,
                        book.receipt_to)),
                     a.status, a.reason)
                    for a in users.values()]
        if table == "subscription":
            return [(payer, s.id, s.operation, s.user, s.plan, s.started_at, s.ends_at, s.anchor,
                     s.trial_ends_at, s.next_at, s.terms.price, s.terms.currency,
                     s.terms.cycle, s.terms.billing, s.terms.grace, s.klass, s.terms.included,
                     s.terms.priority, s.terms.trial_included, s.terms.rollover_max,
                     s.terms.rollover_min, s.terms.rollover_percent, s.terms.rollover_for,
                     s.terms.overage, s.terms.overage_price, s.terms.overage_cap, s.key)
                    for s in book.subscriptions.values()]
        if table == "period":
            return [(payer, p.starts_at, p.ends_at, p.closes_at, p.closed, p.cycle_starts_at,
                     p.cycle_ends_at, p.subscription, p.trial, p.price) for p in book.periods]
        if table == "bucket":
            return [(payer, b.id, b.klass, b.priority, b.scope, b.granted, b.used, b.held, b.lapsed,
                     b.cost, b.effective_at, b.expires_at, b.seq, b.closed, b.note, b.subscription,
                     b.rolled_from, b.deposit)
                    for b in book.buckets.values()]
        if table == "entry":
            return [(payer, e.operation, e.piece, e.user, e.bucket, e.bucket_seq, e.bucket_after,
                     e.amount, e.kind, e.line, e.at, e.late_at, e.resource, e.returns)
                    for e in book.entries]
        if table == "usage_line":
            return [(payer, u.operation, u.line, u.user, u.resource,
                     Fraction(u.quantity, ONE),
                     u.attributes, u.item, u.at, u.until, u.rate, u.charged, u.late_at, u.key,
                     u.price.id, u.counted, u.price.terms())
                    for u in book.lines]
        if table == "counter":
            return [(payer, price, start, Fraction(quantity, ONE))
                    for (price, start), quantity in book.counters.items() if quantity]
        if table == "meter":
            return [(payer, m.user, m.resource, m.item, m.status, m.started_at, m.settled_to,
                     *((None,) * 4 if m.status == "metered" else
                       (Fraction(m.quantity, ONE), m.stopped_at, m.unpaid_since, m.attributes)))
                    for m in (*book.meters.values(), *book.runs.values())]
        if table == "outbox":
            return [(payer, e.user, e.event, e.at, e.facts if isinstance(e, Notice) else (
                (("account", users[e.user].name), ("resource", e.resource), ("item", e.item),
                 ("quantity", Fraction(e.quantity, ONE))))) for e in book.outbox]
        if table == "invoice":
            return [(payer, i.starts_at, i.ends_at, i.finalized_at, i.subscription, i.currency,
                     i.total, i.status) for i in book.invoices.values()]
        if table == "invoice_line":
            return [(payer, start, number, line.kind, line.klass, line.quantity, line.unit_price,
                     line.exact, line.amount) for start, number, line in self._lines(book)]
        if table == "deposit":
            return [(payer, d.id, d.user, d.operation, d.status, d.source, d.at, d.expires_at,
                     d.paid_at, d.ended_at, d.money, d.currency, d.credits, d.pack, d.klass,
                     d.lifetime, d.method, d.receipt_to, d.reference, d.invoice, d.reason,
                     d.bucket, d.refunded, d.taken, d.debt) for d in book.deposits.values()]
        if table == "payment_method":
            return [(payer, method, *rest) for method, rest in book.methods.items()]
        if table == "topup":
            return [(payer, payer, *book.topup)] if book.topup else []
        if table == "hold":
            return [(payer, h.id, h.user, h.operation, h.status, h.at, h.ends_at, h.ended_at,
                     h.key) for h in book.holds.values()]
        if table == "hold_part":
            parts = Counter()
            for h in book.holds.values():
                for part in h.parts:
                    parts[payer, h.id, part.bucket, part.resource, part.at, None] += part.amount
            return [(*place, amount) for place, amount in parts.items()]
        if table == "feature_use":
            return [(payer, user, per, start, feature, item or "", used)
                    for (user, per, start, feature, item), used in book.uses.items() if used]
        if table == "referral":
            return [(r.referee, r.id, r.referrer, r.status, r.at, r.deposit, r.bucket, r.note)
                    for r in self.state.referrals.values() if r.referee == payer]
        return [(payer, user, key, operation, first["call"])
                for (user, key), (first, _, operation) in self.state.requests.items()
                if user in users]

    @staticmethod
    def _lines(book):
        """The lines of invoices, and those that are pending at the places they will have."""
        for invoice in book.invoices.values():
            yield from ((invoice.starts_at, number, line)
                        for number, line in enumerate(invoice.lines, 1))
        for start, lines in book.pending.items():
            first = 2 if book.period(start).price else 1
            yield from ((start, number, line) for number, line in enumerate(lines, first))


def comparable(table, rows):
    """Without counters of nothing, and what a run of charges keeps beyond its bounds."""
    if table in ("counter", "feature_use"):
        return [row for row in rows if row[-1] != "0"]
    if table == "hold_part":
        parts = Counter()
        for *place, amount in rows:
            if place[-1] is None:
                parts[tuple(place)] += parse_amount(amount)
        return [(*place, format_amount(amount)) for place, amount in parts.items()]
    if table == "meter":
        return [row[:7] + (None,) * 4 if row[4] == "metered" else row for row in rows]
    return rows


def show(rows):
    if rows is None:
        return "no rows"
    return "\n".join(str(tuple(row) if isinstance(row, tuple) else row) for row in rows)
