"""What the tests of traces share: psql, COPY, exact text, and TAP."""
import os
import subprocess
from fractions import Fraction

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DATA = os.environ.get("DATA", "")


def decimal(value):
    """A Fraction or a count of last digits as text; quantities here have a finite expansion."""
    if isinstance(value, int):
        value = Fraction(value, 10**18)
    digits = str(value.numerator * 10**30 // value.denominator).zfill(31)
    whole, part = digits[:-30], digits[-30:].rstrip("0")
    return whole + ("." + part if part else "")


def psql(script):
    run = subprocess.run(["psql", "-XqAtv", "ON_ERROR_STOP=1"], input=script, text=True, check=False,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if run.returncode != 0:
        raise RuntimeError(run.stderr.strip()[:2000])
    return [line.split("|") for line in run.stdout.splitlines()]


def copy(table, columns, rows):
    lines = ["\t".join(row) for row in rows]
    return f"COPY {table} ({columns}) FROM STDIN;\n" + "\n".join(lines) + "\n\\.\n"


class Tap:
    count = failed = 0

    def ok(self, good, what, *diagnostics):
        self.count += 1
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.count} - {what}", flush=True)
        for line in () if good else diagnostics:
            print(f"# {line}")

    def same(self, got, want, what):
        wrong = [key for key in sorted(set(got) | set(want)) if got.get(key) != want.get(key)]
        self.ok(not wrong, what, *(f"{key}: billed {got.get(key)}, expected {want.get(key)}" for key in wrong[:10]))


def not_in(name, values):
    """Which of these texts examples/NAME does not say."""
    with open(os.path.join(ROOT, "examples", name), encoding="utf-8") as file:
        words = set(file.read().split())
    return [value for value in values if value not in words]
