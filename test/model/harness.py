"""Runs random ops on the database and on the reference model, and compares every answer.

Decided here: how an op is said in SQL, what of an answer and of the tables is compared and under
which names (COLUMNS and TABLES, the one place to change when a name does), and how a difference is
shrunk and reported. generate.py decides which ops are tried.

    harness.py [--seeds a,b,c | --seed n] [--ops n]    random runs; a seed is all that is random
    harness.py --corpus                                every list of ops in corpus/, again

The server is found by PGHOST, PGPORT, PGUSER and PGDATABASE; the extension must be initialized. No
reset is needed: each run has accounts and resources under names of its own, and only their rows are
compared. Prints TAP; a difference is shrunk and written to --out as .json (to keep in corpus/) and
as .sql (to run by hand). Exits with 1 if there was any.
"""
import argparse
import json
import os
import random
import re
import sys
import time
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple, Optional

from books import Receipt, State
from generate import ARGUMENTS, DAY, HOUR, Generator
from libpq import Connection, DatabaseError
from model import apply, canonical_json
from values import ONE, Refusal, format_amount

HERE = os.path.dirname(os.path.abspath(__file__))
SECOND = 1_000_000

TYPES = {
    "account": "text", "plan": "text", "time_zone": "text", "at": "timestamptz", "parent": "text",
    "currency": "text", "clock": "timestamptz", "amount": "credits.amount", "class": "text",
    "expires_at": "timestamptz", "effective_at": "timestamptz", "priority": "int",
    "scope": "text[]", "cost": "numeric", "note": "text", "key": "text", "resource": "text",
    "attributes": "jsonb", "quantity": "numeric", "until": "timestamptz", "item": "text",
    "enabled": "bool", "cap": "credits.amount", "since": "timestamptz", "unit": "text",
    "rate": "credits.rate", "valid_from": "timestamptz", "valid_until": "timestamptz"}

# How a value of each kind is read, {} being the column: a time is microseconds since 1970, or NULL
# for never; of late_at the payers on the wall clock only know whether it is there.
KINDS = {
    "time": "CASE WHEN isfinite({}) THEN (extract(epoch FROM {}) * 1000000)::bigint::text END",
    "late": "CASE WHEN isfinite({}) THEN (extract(epoch FROM {}) * 1000000)::bigint::text END",
    "closed": "({} IS NOT NULL)::text", "scope": "array_to_string({}, ',')",
    "numeric": "trim_scale({})::text"}

COLUMNS = {  # of the answers: (column, kind); ids are mapped by order of creation
    "receipt": (("operation", "operation"), ("account", "name"), ("at", "time"),
                ("charged", "amount"), ("credits", "amount"), ("overage", "amount"),
                ("balance", "amount"), ("status", "text"), ("replayed", "text")),
    "balance": (("available", "amount"), ("held", "amount"), ("accrued", "amount"),
                ("overage", "amount"), ("overage_cap", "amount"), ("owed", "amount")),
    "buckets": (("bucket", "bucket"), ("class", "text"), ("priority", "text"), ("scope", "scope"),
                ("granted", "amount"), ("used", "amount"), ("held", "amount"),
                ("remaining", "amount"), ("effective_at", "time"), ("expires_at", "time"),
                ("cost", "numeric"), ("note", "text")),
    "activity": (("at", "time"), ("amount", "amount"), ("operation", "operation"))}
TABLES = {
    "account": (("account_id", "account"), ("user_id", "account"), ("account", "name"),
                ("opened_at", "time"), ("time_zone", "text"), ("clock", "time"),
                ("overage", "text"), ("overage_cap", "amount")),
    "period": (("account_id", "account"), ("starts_at", "time"), ("ends_at", "time"),
               ("closed_at", "closed")),
    "bucket": (("account_id", "account"), ("id", "bucket"), ("class", "text"),
               ("priority", "text"), ("scope", "scope"), ("granted", "amount"),
               ("used", "amount"), ("held", "amount"), ("lapsed", "amount"), ("cost", "numeric"),
               ("effective_at", "time"), ("expires_at", "time"), ("seq", "text"),
               ("closed_at", "closed"), ("note", "text")),
    "entry": (("account_id", "account"), ("operation", "operation"), ("piece", "text"),
              ("user_id", "account"), ("bucket_id", "bucket"), ("bucket_seq", "text"),
              ("bucket_after", "amount"), ("amount", "amount"), ("kind", "text"),
              ("line", "text"), ("at", "time"), ("late_at", "late"), ("resource", "name")),
    "usage_line": (("account_id", "account"), ("operation", "operation"), ("line", "text"),
                   ("user_id", "account"), ("resource", "name"), ("quantity", "numeric"),
                   ("attributes", "json"), ("item", "text"), ("at", "time"), ("until", "time"),
                   ("rate", "rate"), ("charged", "amount"), ("late_at", "late"), ("key", "text")),
    "request": (("account_id", "account"), ("user_id", "account"), ("key", "text"),
                ("operation", "operation"), ("call", "text"))}
VERIFY_EVERY = 5  # checks; it costs more than all else there, and every run ends with it
PREFIXED = ("account", "parent", "resource")  # arguments that carry the run's prefix
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


def select_list(columns, row):
    return ", ".join(KINDS.get(kind, "{}::text").replace("{}", f'{row}."{name}"')
                     for name, kind in columns)


def instant_text(t):
    """An instant as input under any DateStyle and TimeZone."""
    if isinstance(t, str):
        return t
    moment = time.gmtime(t // SECOND)
    return time.strftime("%Y-%m-%d %H:%M:%S", moment) + f".{t % SECOND:06}+00"


def literal(value, kind):
    return "NULL" if value is None else "'" + value.replace("'", "''") + f"'::{kind}"


class Sql:
    """One op as a statement with parameters, or with literals for a reader (plain)."""

    def __init__(self, op, prefix, plain=False):
        self.prefix, self.plain, self.params, self.kinds = prefix, plain, [], []
        self.text = getattr(self, "_" + op["op"], self._call)(op)

    def literals(self):
        text = self.text
        for number in range(len(self.params), 0, -1):
            kind = self.kinds[number - 1]
            text = text.replace(f"${number}::{kind}", literal(self.params[number - 1], kind))
        return text

    def _name(self, name):
        return self.prefix + name if name else name

    def _add(self, name, value, kind=None):
        kind = kind or TYPES[name]
        if value is None:
            shown = None
        elif kind == "timestamptz":
            shown = instant_text(value)
        elif kind == "text[]":
            shown = "{" + ",".join(json.dumps(self._name(item)) for item in value) + "}"
        elif kind == "bool":
            shown = "true" if value else "false"
        else:
            shown = self._name(value) if name in PREFIXED else str(value)
        self.params.append(shown)
        self.kinds.append(kind)
        return f"${len(self.params)}::{kind}"

    def _call(self, op):
        named = [f'"{name}" => {self._add(name, value)}' for name, value in op.items()
                 if name in TYPES]
        call = f'credits."{op["op"]}"({", ".join(named)})'
        columns = answer_columns(op)
        if columns is None:
            return f"SELECT {call}"
        return f"SELECT {'*' if self.plain else select_list(columns, 'r')} FROM {call} r"

    def _insert(self, table, rows, names):
        values = ", ".join(
            "(" + ", ".join(self._add(name, row.get(name)) for name in names) + ")" for row in rows)
        columns = ", ".join(f'"{name}"' for name in names)
        return f"INSERT INTO credits.{table} ({columns}) VALUES {values}"

    def _resource(self, op):
        return self._insert("resource", [op], ("resource", "unit"))

    def _price(self, op):
        names = [name for name in ("resource", "rate", "valid_from", "valid_until") if name in op]
        return self._insert("price", [op], names)

    def _end_price(self, op):
        return (f"UPDATE credits.price SET valid_until = "
                f"{self._add('valid_until', op['valid_until'])} "
                f"WHERE resource = {self._add('resource', op['resource'])} "
                f"AND coalesce(valid_from, '-infinity') = "
                f"coalesce({self._add('valid_from', op['valid_from'])}, '-infinity')")

    def _usage(self, op):
        return self._insert("usage", op["rows"], ("account", "resource", "quantity", "attributes",
                                                  "at", "until", "item", "key"))

    def _prorate(self, op):
        bounds = [self._add("at", t) for t in (*op["period"], *op["part"])]
        return (f"SELECT credits.prorate({self._add('whole', op['whole'], 'credits.amount')}, "
                f"tstzrange({bounds[0]}, {bounds[1]}), tstzrange({bounds[2]}, {bounds[3]}))::text")

    def _begin(self, op):
        return f"BEGIN ISOLATION LEVEL {op['isolation']}"

    def _session(self, op):
        return op["sql"]

    def _check(self, _):
        return "SELECT * FROM credits.verify()"

    def _plain(self, op):
        return {"savepoint": "SAVEPOINT s", "rollback_to": "ROLLBACK TO SAVEPOINT s",
                "commit": "COMMIT", "rollback": "ROLLBACK"}[op["op"]]

    _savepoint = _rollback_to = _commit = _rollback = _plain


def answer_columns(op):
    """The columns of an op's answer, None for a single value."""
    if op["op"] in ("consume", "charge", "quote", "try_consume", "try_charge"):
        return COLUMNS["receipt"]
    return COLUMNS.get(op["op"])


class Run:
    """One sequence of ops on accounts of its own."""

    def __init__(self, connection, prefix, wall):
        self.connection, self.prefix = connection, prefix
        self.state = State(wall)
        self.saved = []  # states to return to: at BEGIN, then at each savepoint
        self.raw = {"account": {}, "bucket": {}, "operation": {}}
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
            return self._compare_activity(expected, rows)
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
        sql, inside = Sql(op, self.prefix), bool(self.saved)
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

    def _other_codes(self, op):
        """What an op that is wrong in several ways may be refused with as well: the rules do not say
        which refusal is named. Found by leaving out one or two arguments, or each row of a bulk;
        and what is refused for an argument is not what was first asked under its key."""
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
        used = [(name, key) for name, key in keys if name in self.state.accounts
                and (self.state.accounts[name].id, key) in self.state.requests]
        return codes | {"KR003"} if used or len(set(keys)) < len(keys) else codes

    def _without_some(self, op, name):
        if name not in ARGUMENTS and name != "usage":
            return []
        arguments = [key for key in op if key not in ("op", "account")]
        kept = [{key: value for key, value in op.items() if key not in left_out}
                for count in (1, 2) for left_out in combinations(arguments, count)]
        return [{"op": name, "rows": [row]} if name == "usage" else row for row in kept]

    def _compare_refusal(self, op, wanted, rows, error):
        refused, name = isinstance(wanted, Refusal), op["op"]
        if refused and error is not None and wanted.code != error.code:
            if error.code in self._other_codes(op):
                return None
        if refused and error is not None and wanted.code == error.code:
            said = error.message + " " + error.detail
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
        elif name == "balance":
            answer = [answer]
        if columns is not None:
            return [tuple(self._cell(value, kind) for value, (_, kind) in zip(row, columns))
                    for row in answer]
        if name == "open_account":
            return [(Id("account", answer),)]
        if name == "grant":
            return [(Id("bucket", answer),)]
        if name == "prorate":
            return [(format_amount(answer),)]
        return None

    def _cell(self, value, kind, wall=False):
        if value is None:
            return None
        if kind in self.raw:
            return Id(kind, value)
        if kind == "amount":
            return format_amount(value)
        if kind == "numeric":
            return format_amount(int(value * ONE))
        if kind == "name":
            return self.prefix + value
        if kind == "scope":
            return ",".join(self.prefix + name for name in value)
        if kind == "rate":
            return self._rate(value.text)
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
        """By instant and amount; that the operations are in order by their own numbers."""
        order = [(int(at), int(operation)) for at, _, operation in rows]
        if order != sorted(order):
            return Difference("activity order", "by at, then operation", show(rows))
        wanted, got = (sorted(row[:2] for row in answer) for answer in (expected, rows))
        return None if wanted == got else Difference("activity answer", show(wanted), show(got))

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
                 for row in rows[table]), key=str)
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
        """Raw ids to the model's. Buckets are mapped by order of creation within each payer, flex
        apart from granted, as one call may make both in either order; operations by their entries,
        as one bulk may number its rows in any order."""
        ids = {("account", raw): number for number, raw in self.raw["account"].items()}
        found, operations = {}, {}
        for row in self._named("bucket", rows):
            found.setdefault((row["account_id"], row["class"] == "flex"), set()).add(int(row["id"]))
        for payer, book in self.state.books.items():
            for flex in (True, False):
                raws = sorted(found.get((self.raw["account"][payer], flex), ()))
                numbers = [b.id for b in book.buckets.values() if b.postpaid == flex]
                if len(raws) != len(numbers):
                    return Difference("number of buckets", f"{len(numbers)} flex: {flex}",
                                      f"{len(raws)}: {raws[-8:]}")
                ids.update((("bucket", str(raw)), number) for raw, number in zip(raws, numbers))
            operations.update(((e.bucket, str(e.bucket_seq)), e.operation) for e in book.entries)
        for row in self._named("entry", rows):
            number = operations.get((ids.get(("bucket", row["bucket_id"])), row["bucket_seq"]))
            ids.setdefault(("operation", row["operation"]), number)
        for (kind, raw), number in ids.items():
            if number is not None and self.raw[kind].setdefault(number, raw) != raw:
                return Difference(f"{kind} id", f"{self.raw[kind][number]} as answered",
                                  f"{raw} in the tables")
        return ids

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
        if kind == "late":
            payer = self.state.books.get(ids.get(("account", row[0])))
            return "late" if payer is not None and payer.clock is None else value
        return value

    def _model_rows(self, table, columns):
        for payer, book in self.state.books.items():
            for row in self._book_rows(table, payer, book):
                yield tuple(self._cell(value, kind, book.clock is None)
                            for value, (_, kind) in zip(row, columns))

    def _book_rows(self, table, payer, book):
        users = {a.id: a for a in self.state.accounts.values() if a.payer == payer}
        if table == "account":
            return [(payer, a.id, a.name, a.opened_at,
                     *(("UTC", None, False, None) if a.is_child else
                       (book.zone, book.clock, book.overage, book.cap))) for a in users.values()]
        if table == "period":
            return [(payer, p.starts_at, p.ends_at, p.closed) for p in book.periods]
        if table == "bucket":
            return [(payer, b.id, b.klass, b.priority, b.scope, b.granted, b.used, 0, b.lapsed,
                     b.cost, b.effective_at, b.expires_at, b.seq, b.closed, b.note)
                    for b in book.buckets.values()]
        if table == "entry":
            return [(payer, e.operation, e.piece, e.user, e.bucket, e.bucket_seq, e.bucket_after,
                     e.amount, e.kind, e.line, e.at, e.late_at, e.resource) for e in book.entries]
        if table == "usage_line":
            return [(payer, u.operation, u.line, u.user, u.resource,
                     Fraction(u.quantity, ONE),
                     u.attributes, u.item, u.at, u.until, u.rate, u.charged, u.late_at, u.key)
                    for u in book.lines]
        return [(payer, user, key, operation, first["call"])
                for (user, key), (first, _, operation) in self.state.requests.items()
                if user in users]


def show(rows):
    if rows is None:
        return "no rows"
    return "\n".join(str(tuple(row) if isinstance(row, tuple) else row) for row in rows)


# ----------------------------------------------------------------------------------------- runs

class Failure(NamedTuple):
    number: int
    op: Optional[dict]
    difference: Difference


class Harness:
    def __init__(self, options):
        self.options = options
        self.connection = Connection()
        self.runs = 0
        self.tests = 0
        self.failed = 0

    def new_run(self, wall):
        self.runs += 1
        stamp = f"{time.time_ns() // 1000:x}"
        return Run(self.connection, f"m{stamp}.{self.runs}.", wall)

    def replay(self, ops, wall):
        """The first Failure of a list of ops, with a last check; None if they all agree."""
        run = self.new_run(wall)
        try:
            for number, op in enumerate(ops):
                difference = run.step(op)
                if difference is not None:
                    return Failure(number, op, difference)
            difference = run.finish()
            return Failure(len(ops), {"op": "check"}, difference) if difference else None
        finally:
            run.abandon()

    def seed(self, seed):
        wall = time.time_ns() // 1000
        run, generator, ops = self.new_run(wall), Generator(seed, wall), []
        started, failure = time.monotonic(), None
        try:
            while failure is None and len(ops) < self.options.ops:
                ops.append(generator.next(run.state))
                difference = run.step(ops[-1])
                if difference is not None:
                    failure = Failure(len(ops) - 1, ops[-1], difference)
            if failure is None:
                difference = run.finish()
                failure = Failure(len(ops), {"op": "check"}, difference) if difference else None
        finally:
            run.abandon()
        rate = len(ops) / (time.monotonic() - started)
        self.report(failure, f"seed {seed}: {len(ops)} ops, {rate:.0f} ops/s")
        if failure is not None:
            self.keep(f"seed-{seed}", self.shrink([*ops, {"op": "check"}], failure, wall), wall)
        return len(ops)

    def corpus(self):
        directory = os.path.join(HERE, "corpus")
        for name in sorted(os.listdir(directory)):
            if name.endswith(".json"):
                with open(os.path.join(directory, name), encoding="utf-8") as file:
                    ops = json.load(file)
                self.report(self.replay(ops, time.time_ns() // 1000), f"corpus {name}")

    def report(self, failure, text):
        self.tests += 1
        print(f"{'not ok' if failure else 'ok'} {self.tests} - {text}", flush=True)
        if failure is not None:
            self.failed += 1
            explain(failure)

    # ------------------------------------------------------------------------ shrinking

    def shrink(self, ops, failure, wall):
        """The shortest list of ops found that fails at the same place (ddmin), then the plainest
        arguments."""
        deadline = time.monotonic() + self.options.shrink_seconds

        def fails(candidate):
            if time.monotonic() > deadline:
                return False
            found = self.replay(candidate, wall)
            return found is not None and found.difference.where == failure.difference.where

        ops = ops[:failure.number + 1]
        for dispensable in (("session",), ("begin", "commit", "rollback", "savepoint",
                                           "rollback_to"), ("balance", "buckets", "activity",
                                                            "check", "quote", "prorate")):
            candidate = [op for op in ops[:-1] if op["op"] not in dispensable] + ops[-1:]
            ops = candidate if fails(candidate) else ops
        for name in {op["account"] for op in ops if op["op"] == "open_account"}:
            candidate = [op for op in ops if op.get("account") != name]
            ops = candidate if fails(candidate) else ops
        size = max(1, len(ops) // 2)
        while True:
            start = 0
            while start < len(ops):
                candidate = ops[:start] + ops[start + size:]
                if fails(candidate):
                    ops = candidate
                else:
                    start += size
            if size == 1:
                break
            size //= 2
        for position in range(len(ops)):
            for plainer in plainer_ops(ops[position]):
                candidate = ops[:position] + [plainer(ops[position])] + ops[position + 1:]
                if candidate != ops and fails(candidate):
                    ops = candidate
        return ops

    def keep(self, name, ops, wall):
        failure = self.replay(ops, wall)
        os.makedirs(self.options.out, exist_ok=True)
        path = os.path.join(self.options.out, name)
        with open(path + ".json", "w", encoding="utf-8") as file:
            file.write("[\n" + ",\n".join(json.dumps(op) for op in ops) + "\n]\n")
        with open(path + ".sql", "w", encoding="utf-8") as file:
            file.write(script(name, ops, failure))
        print(f"# shrunk to {len(ops)} ops: {path}.sql, {path}.json")
        if failure is not None:
            explain(failure)


def plainer_ops(op):
    """Functions that each make one argument of op plainer, or leave it out."""
    def without(name):
        return lambda op: {key: value for key, value in op.items() if key != name}

    def changed(name, change):
        return lambda op: {**op, name: change(op[name])} if name in op else op
    for name, value in op.items():
        if name in ("op", "account", "resource", "rate", "unit", "valid_from", "valid_until", "sql",
                    "isolation", "whole", "period", "part"):
            continue
        if name == "rows":
            for index in range(len(value) - 1, -1, -1):
                yield lambda op, index=index: {**op, "rows": op["rows"][:index]
                                               + op["rows"][index + 1:] or op["rows"]}
            continue
        if name not in ("at", "clock", "parent"):  # which would put the op on the wall clock
            yield without(name)
        if name in ("amount", "quantity", "cap"):
            for plain in ("1", "10", "100"):
                yield changed(name, lambda _, plain=plain: plain)
        elif isinstance(value, int) and value > DAY:
            for step in (DAY, HOUR, SECOND):
                yield changed(name, lambda t, step=step: t - t % step)


def script(name, ops, failure):
    """The ops as a file for psql."""
    lines = [f"-- {name}: the model and the database differ.",
             "-- Run with psql -X -f, on a database where these accounts are new."]
    if failure is not None:
        lines += [f"-- at op {failure.number}: {failure.difference.where}",
                  *("-- model:    " + line for line in failure.difference.model.split("\n")),
                  *("-- database: " + line for line in failure.difference.database.split("\n"))]
    lines += [r"\set ON_ERROR_ROLLBACK on", "SET TimeZone = 'UTC';", ""]
    for number, op in enumerate(ops):
        lines += [f"-- {number}", Sql(op, f"{name}.", plain=True).literals() + ";"]
    return "\n".join(lines) + "\n"


def explain(failure):
    print(f"# op {failure.number}: {json.dumps(failure.op)}")
    print(f"# {failure.difference.where}")
    for who, text in (("model", failure.difference.model),
                      ("database", failure.difference.database)):
        for line in text.split("\n"):
            print(f"#   {who + ':':9} {line}")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description="Compares the extension with its model.")
    parser.add_argument("--seed", type=int, help="one seed")
    parser.add_argument("--seeds", help="seeds, separated by commas")
    parser.add_argument("--ops", type=int, default=4000, help="ops of each seed")
    parser.add_argument("--corpus", action="store_true", help="replay corpus/")
    parser.add_argument("--out", default=os.path.join(HERE, "failures"), help="where to write")
    parser.add_argument("--shrink-seconds", type=float, default=60)
    options = parser.parse_args()
    seeds = [int(seed) for seed in options.seeds.split(",")] if options.seeds else []
    seeds += [options.seed] if options.seed is not None else []
    if not seeds and not options.corpus:
        seeds = [random.SystemRandom().getrandbits(64) for _ in range(5)]
    harness, started = Harness(options), time.monotonic()
    if options.corpus:
        harness.corpus()
    ops = sum(harness.seed(seed) for seed in seeds)
    seconds = time.monotonic() - started
    harness.connection.close()
    print(f"1..{harness.tests}")
    print(f"# {ops} ops in {seconds:.1f} s, {ops / seconds:.0f} ops/s, "
          f"{harness.failed} of {harness.tests} failed")
    return 1 if harness.failed else 0


if __name__ == "__main__":
    sys.exit(main())
