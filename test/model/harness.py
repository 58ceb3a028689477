"""Runs random ops on the database and on the reference model, and compares every answer.

Decided here: how a difference is shrunk and reported. generate.py decides which ops are tried,
harness_sql.py how they are said and which columns are compared, harness_compare.py how.

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
import sys
import time
from typing import NamedTuple, Optional

from generate import DAY, HOUR, SECOND, Generator
from harness_compare import Difference, Run
from harness_sql import Sql
from libpq import Connection

HERE = os.path.dirname(os.path.abspath(__file__))
READS = ("balance", "buckets", "activity", "current_plan", "statement", "check", "quote", "prorate",
         "meters", "burn_rate", "runway", "quote_pack", "deposits", "payment_methods", "allowed",
         "limits", "plans")


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
                                           "rollback_to"), READS):
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
                    "isolation", "whole", "period", "part", "plan", "number", "currency", "item",
                    "tiers", "tier_by", "as", "pack", "deposit", "operation", "bucket", "referral",
                    "bonus", "method", "feature", "per_item", "hold"):
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
        end = f" \\gset {op['as']}_" if "as" in op else ";"
        lines += [f"-- {number}", Sql(op, f"{name}.", plain=True).literals() + end]
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
