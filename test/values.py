#!/usr/bin/env python3
"""values.py [SEED [CASES]]: the arithmetic of credits, digit for digit against Python's integers.

Random cases go to a native driver built from src/value*.c, over a million of them, each operation against
its definition in docs/rules.md, section 1, written out here with int and Fraction.  A matrix of boundary values goes
through SQL: + - * / % comparison, order and hash, and sums in every order.  The database is the one of PGHOST, PGPORT,
PGUSER and PGDATABASE, which has the extension.  Prints TAP; the same seed gives the same cases.
"""
import glob
import os
import random
import subprocess
import sys
import tempfile
import time
from fractions import Fraction

SEED = int(sys.argv[1]) if len(sys.argv) > 1 else 20260101
CASES = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

ONE = 10 ** 18
MAX = 2 ** 127 - 1
MIN = -2 ** 127
CHUNK = 20_000

tests = failures = 0


def check(passed, what, detail=""):
    global tests, failures
    tests += 1
    failures += not passed
    print(f"{'ok' if passed else 'not ok'} {tests} - {what}", flush=True)
    if not passed and detail:
        print("\n".join("# " + line for line in str(detail).splitlines()[:20]), flush=True)


# ------------------------------------------------------------------------------ the definitions
def divide(n, d, mode="half-even"):
    """n / d for integers, d > 0, rounded to an integer."""
    floor, rest = divmod(n, d)
    if rest == 0:
        return floor
    up = {"floor": False, "ceiling": True, "down": n < 0, "up": n > 0}.get(mode)
    if up is None:
        up = 2 * rest > d or (2 * rest == d and (floor % 2 == 1 if mode == "half-even" else n > 0))
    return floor + up


MODES = ["half-even", "half-up", "down", "up", "floor", "ceiling"]


def fits(value):
    return value if MIN <= value <= MAX else None


def multiply(a, b):
    return fits(divide(a * b, ONE))


def quotient(a, b):
    return fits(divide(a * ONE if b > 0 else -a * ONE, abs(b)))


def rounded(a, decimals, mode):
    if decimals >= 18:
        return a
    step = 10 ** (18 - decimals)
    return fits(divide(a, step, mode) * step)


def prorated(whole, start, end, at, until):
    return whole * (until - start) // (end - start) - whole * (at - start) // (end - start)


def cost_time(rate, quantity, at, until):
    n, d = rate[0] * quantity, rate[1]
    return n * until // d - n * at // d


def runout(rate, quantity, at, limit, budget):
    """By bisection on the definition; the code under test has a formula."""
    low, high = at, limit
    while low < high:
        middle = (low + high + 1) // 2
        if cost_time(rate, quantity, at, middle) <= budget:
            low = middle
        else:
            high = middle - 1
    return low


def text(a):
    whole, fraction = divmod(abs(a), ONE)
    return ("-" if a < 0 else "") + f"{whole}.{fraction:018d}".rstrip("0").rstrip(".")


# ------------------------------------------------------------------------------ random operands
def random_bits(dice, bits):
    return dice.getrandbits(dice.randint(0, bits))


def random_amount(dice):
    kind = dice.random()
    if kind < 0.05:
        return dice.choice([0, 1, -1, MAX, MIN, MAX - 1, MIN + 1, ONE, -ONE])
    if kind < 0.5:                       # such as people write
        return dice.randint(-10 ** 8, 10 ** 8) * 10 ** dice.randint(8, 18)
    value = random_bits(dice, 127)
    return -value if dice.random() < 0.5 else value


def random_quantity(dice):
    value = random_amount(dice)
    return abs(value) if value > MIN else MAX


def random_instant(dice):
    if dice.random() < 0.8:              # 1970 to 2200
        return dice.randint(-946684800000000, 6311433600000000)
    return dice.choice([-1, 1]) * random_bits(dice, 63)


def random_order(dice, count):
    return sorted(random_instant(dice) for _ in range(count))


def random_rate(dice, timed):
    if dice.random() < 0.7:
        span = dice.choice([1, 10 ** 6, 6 * 10 ** 7, 36 * 10 ** 8, 864 * 10 ** 8]) if timed else 1
        count = dice.choice([1, 1, 1, 1000, 10 ** 6, 3, 7])
        price = dice.randint(0, 10 ** dice.randint(1, 9))
        rate = Fraction(price, 10 ** dice.randint(0, 18) * count * span)
    else:
        rate = Fraction(random_bits(dice, 256), random_bits(dice, 256) or 1)
    return rate.numerator, rate.denominator


# ------------------------------------------------------------------------------ native
class Case:
    """One case: what to compute, from what, and what must come of it."""
    __slots__ = ("what", "operands", "rates", "timed", "expected", "pair")

    def __init__(self, what, operands, expected, rates=(), timed=0, pair=False):
        self.what, self.operands, self.expected = what, operands, expected
        self.rates, self.timed, self.pair = rates, timed, pair

    def pack(self):
        operands = list(self.operands) + [0] * (5 - len(self.operands))
        numbers = [n for rate in self.rates for n in rate] + [0] * (4 - 2 * len(self.rates))
        return (self.what.to_bytes(8, "little") + self.timed.to_bytes(8, "little")
                + b"".join(o.to_bytes(16, "little", signed=True) for o in operands)
                + b"".join(n.to_bytes(32, "little") for n in numbers))

    def result(self, record):
        if record[0] == 0:
            return None
        if self.pair:
            return int.from_bytes(record[24:56], "little"), int.from_bytes(record[56:88], "little")
        return int.from_bytes(record[8:24], "little", signed=True)


def make_add(dice):
    a, b = random_amount(dice), random_amount(dice)
    return Case(0, (a, b), fits(a + b))


def make_subtract(dice):
    a, b = random_amount(dice), random_amount(dice)
    return Case(1, (a, b), fits(a - b))


def make_multiply(dice):
    a, b = random_amount(dice), random_amount(dice)
    return Case(2, (a, b), multiply(a, b))


def make_divide(dice):
    a, b = random_amount(dice), random_amount(dice) or 1
    return Case(3, (a, b), quotient(a, b))


def make_round(dice):
    a, decimals, mode = random_amount(dice), dice.randint(-25, 20), dice.randrange(6)
    return Case(4, (a, 0, decimals, mode), rounded(a, decimals, MODES[mode]))


def make_text(dice):
    a = random_amount(dice)
    return Case(5, (a,), a)


def make_prorate(dice):
    start, at, until, end = random_order(dice, 4)
    end += start == end
    whole = random_amount(dice)
    return Case(6, (whole, start, end, at, until), prorated(whole, start, end, at, until))


def make_cost_quantity(dice):
    rate, quantity, mode = random_rate(dice, False), random_quantity(dice), dice.randrange(6)
    expected = fits(divide(rate[0] * quantity, rate[1], MODES[mode]))
    return Case(7, (quantity, 0, 0, mode), expected, [rate])


def make_cost_time(dice):
    rate, quantity = random_rate(dice, True), random_quantity(dice)
    at, until = random_order(dice, 2)
    return Case(8, (quantity, 0, at, until), fits(cost_time(rate, quantity, at, until)), [rate], 1)


def make_runout(dice):
    rate, quantity, budget = random_rate(dice, True), random_quantity(dice), random_quantity(dice)
    at, limit = random_order(dice, 2)
    return Case(9, (quantity, budget, at, limit), runout(rate, quantity, at, limit, budget), [rate], 1)


def make_compare(dice):
    a, b, timed = random_rate(dice, False), random_rate(dice, False), dice.randrange(4)
    if dice.random() < 0.2:
        b = a
    left, right = a[0] * b[1], b[0] * a[1]
    expected = (left > right) - (left < right) or (timed & 1) - (timed >> 1)
    return Case(10, (), expected, [a, b], timed)


def lowest(n, d):
    value = Fraction(n, d)
    pair = value.numerator, value.denominator
    return pair if max(pair) < 2 ** 256 else None


def make_times_quantity(dice):
    rate, quantity = random_rate(dice, False), random_quantity(dice)
    return Case(11, (quantity,), lowest(rate[0] * quantity, rate[1] * ONE), [rate], pair=True)


def make_times_time(dice):
    rate, us = random_rate(dice, True), random_bits(dice, 63)
    return Case(12, (0, 0, us), lowest(rate[0] * us, rate[1]), [rate], 1, pair=True)


# name, maker, share of the cases
MAKERS = [("+", make_add, 8), ("-", make_subtract, 8), ("*", make_multiply, 14), ("/", make_divide, 14),
          ("round", make_round, 8), ("text", make_text, 4), ("prorate", make_prorate, 12),
          ("cost by quantity", make_cost_quantity, 10), ("cost by time", make_cost_time, 12),
          ("run-out", make_runout, 1), ("compare rates", make_compare, 4),
          ("rate * quantity", make_times_quantity, 3), ("rate * time", make_times_time, 2)]


def build_driver(folder):
    driver = os.path.join(folder, "value_driver")
    sources = glob.glob(f"{ROOT}/src/value*.c") + [f"{ROOT}/src/wide.c"]
    subprocess.run([os.environ.get("CC", "cc"), "-O2", "-Wall", "-Wextra", "-Werror", "-I", f"{ROOT}/src",
                    "-o", driver, f"{ROOT}/test/native/value_driver.c", *sources], check=True)
    return driver


def run_native(driver, name, maker, count, dice):
    wrong, overflows = [], 0
    with subprocess.Popen([driver], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        for start in range(0, count, CHUNK):
            cases = [maker(dice) for _ in range(min(CHUNK, count - start))]
            process.stdin.write(len(cases).to_bytes(8, "little") + b"".join(c.pack() for c in cases))
            process.stdin.flush()
            records = process.stdout.read(88 * len(cases))
            for number, case in enumerate(cases):
                got = case.result(records[88 * number:88 * number + 88])
                overflows += case.expected is None
                if got != case.expected:
                    wrong.append(f"{case.operands} {case.rates}: {got}, not {case.expected}")
        process.stdin.close()
    check(not wrong, f"native {name}: {count} cases, {overflows} of them out of range", "\n".join(wrong))


# ------------------------------------------------------------------------------ SQL
def boundaries():
    """At least 200 amounts around every edge: signs, powers of two and ten, limbs, the ends of the range."""
    edges = {0, ONE, 2 * ONE, ONE // 2, ONE // 3, MAX // 2, MAX // 3, 13043817825332782212}
    edges |= {10 ** n for n in range(0, 39, 3)}
    edges |= {2 ** n for n in (31, 32, 59, 60, 62, 63, 64, 65, 95, 96, 126)}
    edges |= {3 * ONE // 2, 5 * ONE // 2, 10 ** 9 + 1, 10 ** 20, 10 ** 27}
    values = {MAX, MIN, MAX - 1, MIN + 1, MAX // ONE * ONE, MIN // ONE * ONE + ONE}
    for edge in edges:
        values |= {edge - 1, edge, edge + 1, -edge - 1, -edge, 1 - edge}
    return sorted(values)


MATRIX = """
SET search_path = credits, pg_catalog;
SET client_min_messages = warning;
CREATE TEMP TABLE boundary (id int, v credits.amount, other credits.amount);
COPY boundary FROM STDIN;
{rows}
\\.
CREATE FUNCTION pg_temp.try(op text, a credits.amount, b credits.amount) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN CASE op WHEN '+' THEN a + b WHEN '-' THEN a - b WHEN '*' THEN a * b WHEN '/' THEN a / b
                   ELSE a % b END;
EXCEPTION
    WHEN numeric_value_out_of_range OR division_by_zero THEN RETURN sqlstate;
END $$;
COPY (SELECT a.id, b.id, pg_temp.try('+', a.v, b.v), pg_temp.try('-', a.v, b.v), pg_temp.try('*', a.v, b.v),
             pg_temp.try('/', a.v, b.v), pg_temp.try('%', a.v, b.v), credits.amount_cmp(a.v, b.v),
             concat((a.v < b.v)::int, (a.v <= b.v)::int, (a.v = b.v)::int, (a.v <> b.v)::int, (a.v >= b.v)::int,
                    (a.v > b.v)::int),
             (a.v = b.other) = (amount_hash(a.v) = amount_hash(b.other)
                 AND amount_hash_extended(a.v, 7) = amount_hash_extended(b.other, 7))
      FROM boundary a, boundary b ORDER BY 1, 2) TO STDOUT;
"""


def other_text(a):
    """Another way to write the same."""
    sign, digits = ("-", text(a)[1:]) if a < 0 else ("+", text(a))
    return sign + "00" + digits + ("000" if "." in digits else ".0")


def psql(script):
    done = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1"], input=script, text=True,
                          capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout.splitlines()


def answer(value):
    return "22003" if value is None else text(value)


def remainder(a, b):
    """With the sign of the first, as C's."""
    return abs(a) % abs(b) * (-1 if a < 0 else 1)


def expected_row(values, i, j):
    a, b = values[i], values[j]
    return [str(i), str(j), answer(fits(a + b)), answer(fits(a - b)), answer(multiply(a, b)),
            answer(quotient(a, b)) if b else "22012", text(remainder(a, b)) if b else "22012",
            str((a > b) - (a < b)), "".join(str(int(x)) for x in (a < b, a <= b, a == b, a != b, a >= b, a > b)),
            "t"]


def run_matrix():
    values = boundaries()
    rows = "\n".join(f"{i}\t{text(v)}\t{other_text(v)}" for i, v in enumerate(values))
    lines = psql(MATRIX.format(rows=rows))
    wrong = []
    for number, line in enumerate(lines):
        want = expected_row(values, number // len(values), number % len(values))
        if line.split("\t") != want:
            wrong.append(f"{line}\n    not " + "\t".join(want))
    check(len(values) >= 200 and len(lines) == len(values) ** 2 and not wrong,
          f"SQL: + - * / % order and hash of {len(values)} x {len(values)} boundary values", "\n".join(wrong))


SUMS = """
SET search_path = credits, pg_catalog;
SET client_min_messages = warning;
CREATE TABLE values_sum (id int, v credits.amount);
COPY values_sum FROM STDIN;
{rows}
\\.
ANALYZE values_sum;
SET max_parallel_workers_per_gather = 0;
COPY (SELECT sum(v), avg(v), min(v), max(v), count(v) FROM values_sum) TO STDOUT;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
ALTER TABLE values_sum SET (parallel_workers = 2);
COPY (SELECT sum(v), avg(v), min(v), max(v), count(v) FROM values_sum) TO STDOUT;
COPY (SELECT sum(v), avg(v) FROM (SELECT v FROM values_sum ORDER BY v DESC) s) TO STDOUT;
-- quarters, so that every window's sum is an amount
COPY (SELECT id, sum(v / 4) OVER w, avg(v) OVER w FROM values_sum
      WINDOW w AS (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) ORDER BY id) TO STDOUT;
DROP TABLE values_sum;
"""


def run_sums(dice):
    """Amounts whose partial sums overflow though their sum does not."""
    values = [v for v in boundaries() if v != MIN]
    values += [dice.randint(MIN, MAX) // 3 for _ in range(200)] + [MAX, MAX, -MAX, -MAX] * 5
    values += [-v for v in values]
    values += [dice.randint(0, 10 ** 20) for _ in range(7)]
    dice.shuffle(values)
    rows = "\n".join(f"{i}\t{text(v)}" for i, v in enumerate(values))
    lines = psql(SUMS.format(rows=rows))
    total = sum(values)
    mean = divide(total, len(values))
    want = "\t".join([text(total), text(mean), text(min(values)), text(max(values)), str(len(values))])
    check(lines[0] == want, "SQL: sum avg min max in series, whose intermediates overflow", f"{lines[0]}\n{want}")
    check(lines[1] == want, "SQL: the same in parallel", f"{lines[1]}\n{want}")
    check(lines[2] == "\t".join([text(total), text(mean)]), "SQL: the same in another order", lines[2])
    wrong = []
    quarters = [quotient(v, 4 * ONE) for v in values]
    for i, line in enumerate(lines[3:]):
        frame = slice(max(i - 1, 0), i + 2)
        part = values[frame]
        expected = "\t".join([str(i), text(sum(quarters[frame])), text(divide(sum(part), len(part)))])
        if line != expected:
            wrong.append(f"{line}\n    not {expected}")
    check(len(lines) == len(values) + 3 and not wrong, "SQL: sum and avg over a moving window", "\n".join(wrong))


def main():
    started = time.time()
    print(f"# seed {SEED}, {CASES} native cases")
    with tempfile.TemporaryDirectory(prefix="credits-values.") as folder:
        driver = build_driver(folder)
        shares = sum(share for _, _, share in MAKERS)
        for name, maker, share in MAKERS:
            run_native(driver, name, maker, -(-CASES * share // shares), random.Random(f"{SEED} {name}"))
    try:
        run_matrix()
        run_sums(random.Random(f"{SEED} sums"))
    except (RuntimeError, FileNotFoundError, IndexError) as problem:
        check(False, "SQL: the database answers", problem)
    print(f"1..{tests}")
    print(f"# {time.time() - started:.0f} s")
    sys.exit(failures > 0)


main()
