#!/usr/bin/env python3
"""A trace bills the same to the last digit, however it comes in: in one COPY, row by row in any order, or cut at
random instants and copied in batches; and as much as arithmetic with integers and fractions says.

Here it is a cluster's, the public one in DATA, or examples/sample_pods.csv where that is missing. What is billed for it is
said in examples/demo.sql: two prices, an account for each quality of service, $100 of credit a month. The requests of
trace_requests.py are billed in the same books. Prints TAP; PG* say where the server is, whose database must have the
extension and its tables.
"""
import csv
import os
import random
import sys
from collections import defaultdict
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

from trace_requests import check_images, check_llm
from trace_tools import DATA, ROOT, Tap, copy, decimal, not_in, psql

START = datetime(2026, 1, 1, tzinfo=timezone.utc)
EPOCH_S = int((START - datetime(2000, 1, 1, tzinfo=timezone.utc)).total_seconds())
RATE = {"vcpu": Fraction("0.0000045"), "memory": Fraction("0.0000023")}
CREDIT = 10**20  # $100 in units of the last digit


def read_usage(path):
    """(account, resource, quantity, at, until, item): quantity a Fraction, times in microseconds from START."""
    usage = []
    with open(path, encoding="utf-8", newline="") as file:
        for pod in csv.DictReader(file):
            if pod["scheduled_time"] == "":
                continue
            at, until = int(pod["scheduled_time"]) * 10**6, int(pod["deletion_time"]) * 10**6
            for resource, quantity in (("vcpu", Fraction(int(pod["cpu_milli"]), 1000)),
                                       ("memory", Fraction(int(pod["memory_mib"]), 1024))):
                usage.append((pod["qos"], resource, quantity, at, until, pod["name"]))
    return usage


def months(usage):
    """Bounds of the calendar months of the trace, in microseconds from START."""
    end, bounds, month = max(row[4] for row in usage), [], START
    while not bounds or bounds[-1] < end:
        bounds.append(int((month - START).total_seconds()) * 10**6)
        month = (month + timedelta(days=31)).replace(day=1)
    return bounds


def expected(usage, bounds):
    """By (account, month, resource) and by (account, month): what it costs, counted in the last digit."""
    def accrued(per_us, at_us):  # F of the rules: floor(rate * quantity * time since 2000)
        exact = per_us * (EPOCH_S * 10**6 + at_us)
        return exact.numerator * 10**18 // exact.denominator

    by_resource, by_month = defaultdict(int), defaultdict(int)
    for account, resource, quantity, at, until, _ in usage:
        per_us = RATE[resource] * quantity / 10**6
        for month, (start, end) in enumerate(zip(bounds, bounds[1:])):
            first, last = max(at, start), min(until, end)
            if first < last or (at == until and start <= at < end):
                cost = accrued(per_us, last) - accrued(per_us, first)
                by_resource[account, month, resource] += cost
                by_month[account, month] += cost
    return by_resource, by_month


def instant(us):
    return (START + timedelta(microseconds=us)).strftime("%Y-%m-%d %H:%M:%S.%f+00")


COLUMNS = "account, resource, quantity, at, until, item"


def as_text(way, usage):
    return [(f"{account}/{way}", resource, decimal(quantity), instant(at), instant(until), item)
            for account, resource, quantity, at, until, item in usage]


def by_copy(way, usage, rng):
    """All of it in one statement, under keys; and once more, which must change nothing."""
    rows = [row + (f"{row[5]}/{row[1]}",) for row in as_text(way, usage)]
    return copy("credits.usage", COLUMNS + ", key", rows) * 2


def by_call(way, usage, rng):
    """One charge() a row, in an order of its own."""
    rows = as_text(way, usage)
    rng.shuffle(rows)
    return ("CREATE TEMP TABLE row (n bigint GENERATED ALWAYS AS IDENTITY, account text, resource text,"
            " quantity numeric, at timestamptz, until timestamptz, item text);\n"
            + copy("row", COLUMNS, rows) + """
            DO $$
            DECLARE
                r record;
            BEGIN
                FOR r IN SELECT * FROM row ORDER BY n LOOP
                    PERFORM credits.charge(r.account, r.resource, r.quantity, at => r.at, until => r.until,
                                           item => r.item);
                END LOOP;
            END $$;""")


def by_cuts(way, usage, rng):
    """Each row cut at up to three instants, the pieces in any order, copied in seven batches."""
    pieces = []
    for account, resource, quantity, at, until, item in usage:
        cuts = sorted(rng.randint(at, until) for _ in range(rng.randrange(4)))
        for start, end in zip([at] + cuts, cuts + [until]):
            pieces.append((account, resource, quantity, start, end, item))
    rng.shuffle(pieces)
    rows = as_text(way, pieces)
    return "".join(copy("credits.usage", COLUMNS, rows[batch::7]) for batch in range(7))


def books(way, accounts, bounds):
    """Accounts for one way of loading, with overage and a month's credit each."""
    script = ""
    for account in accounts:
        name = f"'{account}/{way}'"
        script += (f"SELECT credits.open_account({name}, clock => '{instant(0)}');\n"
                   f"SELECT credits.set_overage({name}, true);\n")
        for start, end in zip(bounds, bounds[1:]):
            script += (f"SELECT credits.\"grant\"({name}, 100, 'included', effective_at => '{instant(start)}',"
                       f" expires_at => '{instant(end)}');\n")
    return script


def billed(way):
    """What the books say, in the shape of expected(), and (credits, overage) by (account, month)."""
    month = "(extract(month FROM {0} AT TIME ZONE 'UTC') - 1 + 12 * (extract(year FROM {0} AT TIME ZONE 'UTC') - 2026))::int"
    lines = psql(f"""SELECT u.account, {month.format('u.at')}, u.resource, sum(u.charged::numeric) * 1e18
                       FROM credits.usage u WHERE u.account LIKE '%/{way}' GROUP BY 1, 2, 3;""")
    draws = psql(f"""SELECT a.account, {month.format('e.at')},
                            -coalesce(sum(e.amount::numeric) FILTER (WHERE b.class <> 'flex'), 0) * 1e18,
                            -coalesce(sum(e.amount::numeric) FILTER (WHERE b.class = 'flex'), 0) * 1e18
                       FROM credits.entry e
                       JOIN credits.bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
                       JOIN credits.account a ON a.account_id = e.account_id AND a.user_id = e.user_id
                      WHERE e.kind = 'draw' AND a.account LIKE '%/{way}' GROUP BY 1, 2;""")
    plain = len(way) + 1
    return ({(row[0][:-plain], int(row[1]), row[2]): int(Decimal(row[3])) for row in lines},
            {(row[0][:-plain], int(row[1])): (int(Decimal(row[2])), int(Decimal(row[3]))) for row in draws})


def main():
    tap, rng = Tap(), random.Random(20260101)
    public = os.path.join(DATA, "alibaba_gpu_pods_2023.csv")
    here = os.path.join(ROOT, "examples", "sample_pods.csv")
    path = public if os.access(public, os.R_OK) else here
    print(f"# {path}" + ("" if path == public else f" (there is no {public})"))

    usage = read_usage(path)
    bounds = months(usage)
    costs, totals = expected(usage, bounds)
    shares = {key: (min(cost, CREDIT), max(cost - CREDIT, 0)) for key, cost in totals.items()}
    tap.ok(usage and sum(costs.values()) > 0, f"there is something to bill: {len(usage)} rows")

    psql("INSERT INTO credits.resource (resource, unit, category) VALUES"
         " ('vcpu', 'vCPU', 'compute'), ('memory', 'GB', 'compute');"
         "INSERT INTO credits.price (resource, rate) VALUES"
         " ('vcpu', '0.0000045/vCPU/s'), ('memory', '0.0000023/GB/s');")
    for way, load in (("copy", by_copy), ("call", by_call), ("cuts", by_cuts)):
        what = load.__doc__.split(";")[0].split(".")[0].lower()
        try:
            psql(books(way, sorted({row[0] for row in usage}), bounds) + load(way, usage, rng))
            lines, draws = billed(way)
        except RuntimeError as error:
            tap.ok(False, f"{what}: loads", *str(error).splitlines())
            continue
        tap.same(lines, costs, f"{what}: every account's month costs what it should, to the last digit")
        tap.same(draws, shares, f"{what}: credit pays for the first $100 of a month, overage for the rest")
    check_images(tap, rng)
    check_llm(tap, rng)
    faults = psql("SELECT count(*) FROM credits.verify();")
    tap.ok(faults == [["0"]], "the books balance", f"verify() returns {faults[0][0]} rows")

    for name, source in (("demo_trace.out", public), ("demo_sample.out", here)):
        what = f"examples/{name} says what arithmetic says"
        if not os.access(source, os.R_OK):
            tap.ok(True, f"{what} # SKIP there is no {source}")
            continue
        rows = read_usage(source)
        by_resource, by_month = expected(rows, months(rows))
        want = [sum(cost for key, cost in by_resource.items() if key[2] == resource) for resource in RATE]
        want += [sum(min(cost, CREDIT) for cost in by_month.values()),
                 sum(max(cost - CREDIT, 0) for cost in by_month.values())]
        missing = not_in(name, map(decimal, want))
        tap.ok(not missing, what, f"not there: {', '.join(missing)}")
    print(f"1..{tap.count}")
    return tap.failed != 0


if __name__ == "__main__":
    sys.exit(main())
