#!/usr/bin/env python3
"""credits.boundary(), and the days and weeks in which limits are counted, against Python's zoneinfo:
every zone known to both, around every transition from 2000 to 2040.

The n-th boundary is counted again here, from docs/rules.md (9): months and days are added to
the anchor's local date and time, the day clamped to the month; a local time that does not exist
moves on by the gap, one that comes twice is the second; hours are elapsed time.  Server and
Python may know different versions of the zones: a case counts only where both say the same
offset at the anchor and around the boundary, and how many do not is said.  Prints TAP; PG* say
where the server is, whose database must have the extension and its tables.
"""
import os
import random
import subprocess
from datetime import datetime, timedelta, timezone

try:
    import zoneinfo
except ImportError:
    zoneinfo = None

UTC = timezone.utc
FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
# months, days, hours
INTERVALS = {"1 month": (1, 0, 0), "3 months": (3, 0, 0), "1 year": (12, 0, 0), "7 days": (0, 7, 0),
             "1 day": (0, 1, 0), "36 hours": (0, 0, 36)}
US = timedelta(microseconds=1)
HALF = timedelta(minutes=30)


def psql(script):
    run = subprocess.run(["psql", "-XqAtv", "ON_ERROR_STOP=1"], input=script, text=True,
                         check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if run.returncode != 0:
        raise RuntimeError(run.stderr.strip()[:2000])
    return run.stdout.splitlines()


def text(at):
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f+00")


def offset(zone, at):
    return at.astimezone(zone).utcoffset()


def transitions(zone):
    """The instants at which the zone's offset changes, to the second."""
    found, at = [], FIRST
    step = timedelta(days=7)
    while at < LAST:
        if offset(zone, at) != offset(zone, at + step):
            low, high = at, at + step
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
                low, high = (middle, high) if offset(zone, middle) == offset(zone, low) else \
                            (low, middle)
            found.append(high)
        at += step
    return found


def resolve(zone, local):
    """The instant of a local time: the second of two; where there is none, moved on by the gap."""
    first = local.replace(tzinfo=zone, fold=0)
    second = local.replace(tzinfo=zone, fold=1)
    if first.utcoffset() < second.utcoffset():  # a gap: fold=0 counts with the offset before it
        return first.astimezone(UTC)
    return second.astimezone(UTC)


def boundary(zone, anchor, interval, n):
    months, days, hours = INTERVALS[interval]
    if n == 0:
        return anchor
    if hours:
        return anchor + n * timedelta(hours=hours)
    local = anchor.astimezone(zone).replace(tzinfo=None, fold=0)
    month = local.year * 12 + local.month - 1 + n * months
    year, month = divmod(month, 12)
    next_month = datetime(year + month // 11, (month + 1) % 12 + 1, 1)
    length = (next_month - timedelta(days=1)).day
    local = local.replace(year=year, month=month + 1, day=min(local.day, length))
    return resolve(zone, local + n * timedelta(days=days))


def cases(zone, rng):
    """(anchor, interval, n): boundaries that land on a transition or near it, and some others."""
    for at in transitions(zone):
        wall = at.astimezone(zone).replace(tzinfo=None)
        for interval, (months, days, hours) in rng.sample(sorted(INTERVALS.items()), 3):
            n = rng.choice((1, 1, 2, rng.randint(3, 60)))
            if months:  # the same local time, so many months before; not all of them exist
                year, month = divmod(wall.year * 12 + wall.month - 1 - n * months, 12)
                day = rng.choice((wall.day, 28, 29, 30, 31))
                month += 1
                while True:
                    try:
                        start = wall.replace(year=year, month=month, day=day)
                        break
                    except ValueError:
                        day -= 1
            else:
                start = wall - n * timedelta(days=days, hours=hours)
            near = start + rng.choice((-US, timedelta(0), US, -HALF, HALF, 3 * HALF, -2 * HALF))
            yield resolve(zone, near), interval, n
            # and an anchor at the transition itself
            beside = rng.choice((-US, timedelta(0), US, -HALF, HALF))
            yield at + beside, interval, rng.randint(1, 60)
    if zone.key in ("Pacific/Apia", "Pacific/Fakaofo"):  # 30 December 2011 is missing
        for n in (1, 2, 3):
            yield datetime(2011, 12, 29, 22, tzinfo=UTC) - timedelta(days=1), "1 day", n
    for day in ("2000-02-29", "2004-02-29", "2023-12-31", "2024-02-29", "2026-01-31", "2026-03-30",
                "2027-01-29", "2028-02-29"):
        local = datetime.fromisoformat(day) + rng.choice(
            (timedelta(0), timedelta(hours=2, minutes=30), timedelta(days=1) - US))
        for interval in INTERVALS:
            yield resolve(zone, local), interval, rng.randint(0, 60)


class Tap:
    count = failed = 0

    def ok(self, good, what, *diagnostics):
        self.count += 1
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.count} - {what}", flush=True)
        for line in () if good else diagnostics:
            print(f"# {line}")


def ask(rows):
    """Of the cases in which both agree on offsets: number, right or not, the server's boundary, and
    how it compares with the one before."""
    lines = ("\t".join((str(number), name, text(anchor), interval, str(n), text(want),
                        str(int(offset(zone, anchor).total_seconds())),
                        str(int(offset(zone, want).total_seconds())),
                        str(int(offset(zone, want - timedelta(days=1)).total_seconds()))))
             for number, (name, zone, anchor, interval, n, want) in enumerate(rows))
    return psql("SET timezone = 'UTC';"
                "CREATE TEMP TABLE c (number int, zone text, anchor timestamptz, every interval,"
                " n int, want timestamptz, o1 int, o2 int, o3 int);\n"
                "COPY c FROM STDIN;\n" + "\n".join(lines) + "\n\\.\n" + """
        SELECT number, want = got, to_char(got, 'YYYY-MM-DD HH24:MI:SS.US'),
               CASE WHEN n > 0 THEN
               sign(extract(epoch FROM got - credits.boundary(anchor, every, n - 1, zone))) END
          FROM (SELECT *, credits.boundary(anchor, every, n, zone) AS got FROM c
                 WHERE extract(epoch FROM (anchor AT TIME ZONE zone) - (anchor AT TIME ZONE 'UTC'))
                     = o1
                   AND extract(epoch FROM (want AT TIME ZONE zone) - (want AT TIME ZONE 'UTC')) = o2
                   AND extract(epoch FROM (want - interval '1 day') AT TIME ZONE zone
                                          - (want - interval '1 day') AT TIME ZONE 'UTC') = o3) x
         ORDER BY number;""")


def window_end(zone, at, week):
    """The end of the local day that contains an instant, or of its week, from Monday."""
    day = datetime.combine(at.astimezone(zone).date(), datetime.min.time())
    if at < resolve(zone, day):     # midnight comes twice, and this is before the second
        day -= timedelta(days=1)
    return resolve(zone, day + timedelta(days=7 - day.weekday() if week else 1))


def ask_windows(rows):
    """Of the cases in which both agree on offsets: number, and where each window ends."""
    lines = ("\t".join((str(number), name, text(at), text(want),
                        str(int(offset(zone, at).total_seconds())),
                        str(int(offset(zone, want).total_seconds())),
                        str(int(offset(zone, want - timedelta(days=1)).total_seconds())), per))
             for number, (name, zone, at, per, want) in enumerate(rows))
    return psql("SET timezone = 'UTC';"
                "INSERT INTO credits.plan_limit (feature, most, per)"
                " VALUES ('day', 1, 'day'), ('week', 1, 'week');"
                "CREATE TEMP TABLE c (number int, zone text, at timestamptz, want timestamptz,"
                " o1 int, o2 int, o3 int, per text);\n"
                "COPY c FROM STDIN;\n" + "\n".join(lines) + "\n\\.\n" + """
        DO $$ BEGIN
            PERFORM credits.open_account(zone, time_zone => zone, clock => '2000-01-01 00:00Z')
               FROM (SELECT DISTINCT zone FROM c) z;
        END $$;
        SELECT c.number, to_char(a.resets_at, 'YYYY-MM-DD HH24:MI:SS.US') || '+00'
          FROM c, credits.allowed(c.zone, c.per, at => c.at) a
         WHERE extract(epoch FROM (c.at AT TIME ZONE zone) - (c.at AT TIME ZONE 'UTC')) = o1
           AND extract(epoch FROM (want AT TIME ZONE zone) - (want AT TIME ZONE 'UTC')) = o2
           AND extract(epoch FROM (want - interval '1 day') AT TIME ZONE zone
                                  - (want - interval '1 day') AT TIME ZONE 'UTC') = o3;""")


def check_windows(tap, shared, rng):
    rows = []
    for name in shared:
        zone = zoneinfo.ZoneInfo(name)
        for at in rng.sample(transitions(zone), min(8, len(transitions(zone)))) + [FIRST]:
            for near in (timedelta(0), -US, timedelta(seconds=rng.randint(-90000, 90000)),
                         timedelta(seconds=rng.randint(-700000, 700000))):
                per = rng.choice(("day", "week"))
                rows.append((name, zone, at + near, per, window_end(zone, at + near, per == "week")))
    answers = [line.split("|") for line in ask_windows(rows)]
    tap.ok(len(answers) * 20 > len(rows) * 19, f"windows of limits at {len(rows)} instants")
    for per in ("day", "week"):
        these = [(rows[int(n)], end) for n, end in answers if rows[int(n)][3] == per]
        wrong = [(row, end) for row, end in these if end != text(row[4])]
        tap.ok(these and not wrong, f"{len(these)} {per}s end where they should",
               *(f"{row[0]}: the {per} of {text(row[2])} ends at {end}, expected {text(row[4])}"
                 for row, end in wrong[:5]))


def main():
    names = sorted(zoneinfo.available_timezones()) if zoneinfo else []
    if not names:
        print("1..0 # SKIP Python has no time zone data")
        return 0
    tap, rng = Tap(), random.Random(int(os.environ.get("SEED", "20280229")))
    known = set(psql("SELECT name FROM pg_timezone_names;"))
    shared = [name for name in names if name in known and "/" in name]
    tap.ok(len(shared) > 300, f"zones known to both: {len(shared)} of Python's {len(names)}")

    rows = []
    for name in shared:
        zone = zoneinfo.ZoneInfo(name)
        for anchor, interval, n in cases(zone, rng):
            if anchor.year > 1999:
                rows.append((name, zone, anchor, interval, n, boundary(zone, anchor, interval, n)))
    answers = [line.split("|") for line in ask(rows)]
    left_out = len(rows) - len(answers)
    print(f"# {len(rows)} cases; {left_out} left out, as the two do not agree on an offset")
    tap.ok(len(answers) > 20000, f"at least 20000 cases can be compared ({len(answers)})")
    tap.ok(left_out * 20 < len(rows), "no more than one in twenty had to be left out")
    for interval in INTERVALS:
        these = [a for a in answers if rows[int(a[0])][3] == interval]
        wrong = [a for a in these if a[1] != "t"]
        tap.ok(these and not wrong, f"{interval}: {len(these)} boundaries are where they should be",
               f"{len(wrong)} are not", *(describe(rows[int(a[0])], a) for a in wrong[:5]))
    # two are one only where a whole day is missing; the later is then skipped
    back = [a for a in answers if a[3] not in ("", "1")
            and not (a[3] == "0" and twice(rows[int(a[0])]))]
    met = sum(a[3] == "0" for a in answers)
    tap.ok(not back, f"each boundary is later than the one before, but for {met} that are skipped",
           *(describe(rows[int(a[0])], a) for a in back[:5]))
    check_windows(tap, shared, rng)
    print(f"1..{tap.count}")
    return tap.failed > 0


def twice(row):
    _, zone, anchor, interval, n, want = row
    return want == boundary(zone, anchor, interval, n - 1)


def describe(row, answer):
    name, _, anchor, interval, n, want = row
    return (f"boundary('{text(anchor)}', '{interval}', {n}, '{name}') is {answer[2]} UTC,"
            f" expected {text(want)}")


if __name__ == "__main__":
    raise SystemExit(main())
