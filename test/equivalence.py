#!/usr/bin/env python3
"""The job only writes down what is already true: whoever does what is due, and whenever, writes
the same rows.

Six hundred accounts live through two years, most through half of one, in five copies of one
database, which differ in when their periods are opened and closed: each at its instant; up to
three months late; late and by two sessions at once; late and killed half-way, again and again;
by calls alone.  Then accounts on the wall clock that fell behind are caught up by credits.run():
once, twice at once, killed and run again; and by a call of each account.  All rows of the books
are compared, but for wall times, and with ids that count within the account; account.version
and bucket.mark, which say how often something was done, are left out.  Prints TAP; PG* say where
the server is, whose database must have the extension and its tables.  SEED, ACCOUNTS and BEHIND
may be given.
"""
import os
import sys
import threading
import time
from datetime import datetime, timedelta, timezone

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(1, os.path.join(ROOT, "test", "model"))

# pylint: disable=wrong-import-position
import equivalence_books as books
from equivalence_history import PLANS, histories
from libpq import Connection, DatabaseError

SEED = int(os.environ.get("SEED", "20280229"))
ACCOUNTS = int(os.environ.get("ACCOUNTS", "600"))
BEHIND = int(os.environ.get("BEHIND", "150"))  # accounts that fall behind the wall clock
PARTS = 2
TABLES = ("account", "period", "bucket", "entry", "usage_line", "subscription", "invoice",
          "invoice_line", "request", "hold", "hold_part", "told")


class Tap:
    count = failed = 0

    def ok(self, good, what, *diagnostics):
        self.count += 1
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.count} - {what}", flush=True)
        for line in () if good else diagnostics:
            print(f"# {line}")


def connect(database):
    os.environ["PGDATABASE"] = database
    connection = Connection()
    connection.execute("SET synchronous_commit = off; SET timezone = 'UTC'")
    return connection


def at_once(*calls):
    """Runs the calls in a thread each; the first error is raised when all have ended."""
    errors = []

    def guarded(call):
        try:
            call()
        except DatabaseError as error:
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def await_true(connection, sql, params=(), patience=30):
    deadline = time.monotonic() + patience
    while connection.query(sql, params) != [("t",)]:
        if time.monotonic() > deadline:
            raise DatabaseError("57014", f"never came true: {sql}")
        time.sleep(0.002)


# ------------------------------------------------------------------------------ the history
def prepare(connection, count, seed, opened=None, months=0):
    """Plans, prices, accounts at their opening, and what they will do."""
    accounts, deeds = histories(count, seed, opened, months)
    for plan in PLANS:
        marks = ", ".join(f"${number + 1}" for number in range(len(plan)))
        connection.query(f"INSERT INTO credits.plan ({', '.join(plan)}) VALUES ({marks})",
                         [str(value) for value in plan.values()])
    connection.execute("""
        INSERT INTO credits.resource (resource, unit) VALUES ('vcpu', 'vCPU'), ('image', 'image');
        INSERT INTO credits.price (resource, rate, valid_until) VALUES
            ('vcpu', '0.0000045/vCPU/s', '2028-01-01 00:00Z'), ('image', '0.4/image',
                '2027-10-31 01:00Z');
        INSERT INTO credits.price (resource, rate, valid_from) VALUES
            ('vcpu', '0.0000051/vCPU/s', '2028-01-01 00:00Z'), ('image', '0.35/image',
                '2027-10-31 01:00Z');
        """ + books.DEEDS + books.WAYS + books.ROWS)
    connection.query("""
        SELECT credits.open_account(x.account, time_zone => x.zone,
                                    clock => x.opened AT TIME ZONE coalesce($2, x.zone))
          FROM jsonb_to_recordset($1::jsonb) x (account text, zone text, opened timestamp)
         ORDER BY x.account""", [accounts, "UTC" if opened else None])
    connection.query("""
        SELECT credits.open_account(x.account || ' child', parent => x.account)
          FROM jsonb_to_recordset($1::jsonb) x (account text, child bool) WHERE x.child
         ORDER BY x.account""", [accounts])
    connection.query("""
        INSERT INTO history.account (account, part, ends_at)
        SELECT a.account, a.account_id % $1::int, a.clock + make_interval(months => x.months,
            days => 3)
          FROM credits.account a
          JOIN jsonb_to_recordset($2::jsonb) x (account text, months int) USING (account)""",
                     [str(PARTS), accounts])
    connection.query("""
        INSERT INTO history.deed (account, n, at, kind, args)
        SELECT x.account, row_number() OVER (PARTITION BY x.account ORDER BY t.at, x.n), t.at,
            x.kind, x.args
          FROM ROWS FROM (jsonb_to_recordset($1::jsonb)
                 AS (account text, every text, k int, shift interval, kind text, args jsonb))
               WITH ORDINALITY x (account, every, k, shift, kind, args, n)
          JOIN credits.account a USING (account) JOIN history.account h USING (account)
         CROSS JOIN LATERAL (SELECT CASE WHEN x.every = 'leap'
                     THEN timestamp '2028-02-29' AT TIME ZONE a.time_zone
                     ELSE credits.boundary(a.clock, x.every::interval, x.k, a.time_zone)
                     END + x.shift AS at) t
         WHERE t.at >= a.clock AND t.at < h.ends_at""", [deeds])
    connection.execute("""
        INSERT INTO history.stop (account, n, at)
        SELECT account, row_number() OVER (PARTITION BY account ORDER BY at), at
          FROM (SELECT d.account, d.at FROM history.deed d UNION SELECT h.account, h.ends_at
              FROM history.account h
                UNION SELECT h.account, credits.boundary(a.clock, '3 months', g, 'UTC')
                  FROM history.account h JOIN credits.account a USING (account), generate_series(1,
                      40) g
                 WHERE credits.boundary(a.clock, '3 months', g, 'UTC') < h.ends_at) s;
        ANALYZE history.account, history.deed, history.stop""")


def in_parts(call):
    """A way of catching up, in one session for each part of the accounts."""
    def run(database):
        sessions = [connect(database) for _ in range(PARTS)]
        try:
            at_once(*(lambda s=session, p=part: s.execute(f"CALL history.{call}({p})")
                      for part, session in enumerate(sessions)))
        finally:
            for session in sessions:
                session.close()
    return run


def rounds(connection):
    return int(connection.execute("SELECT max(n) FROM history.stop")[0][0])


def twice_at_once(database):
    """Each catching up is done by a second session too, which comes before the first commits."""
    def pair(part):
        first, second = connections[2 * part], connections[2 * part + 1]
        for number in range(1, rounds(first) + 1):
            # the second is let to each account in turn
            first.query("""
                SELECT pg_advisory_lock(a.account_id)
                  FROM history.stop s JOIN history.account h USING (account)
                  JOIN credits.account a USING (account)
                 WHERE s.n = $1::int AND h.part = $2::int""", [str(number), str(part)])
            at_once(lambda: first.execute(f"CALL history.first_of_two({part}, {number})"),
                    lambda: second.execute(f"CALL history.second_of_two({part}, {number})"))

    connections = [connect(database) for _ in range(2 * PARTS)]
    try:
        at_once(*(lambda p=part: pair(p) for part in range(PARTS)))
    finally:
        for connection in connections:
            connection.close()


def killed(database):
    """Each round: one batch by a session that is killed in the middle of an account, then all
    batches, each of them done to its half and rolled back before it is done."""
    def one(part):
        watch, worker = connections[2 * part], connections[2 * part + 1]
        for number in range(1, rounds(watch) + 1):
            due = watch.query("""
                SELECT s.account, a.account_id, s.at FROM history.stop s
                    JOIN history.account h USING (account)
                  JOIN credits.account a USING (account)
                 WHERE s.n = $1::int AND h.part = $2::int AND least(a.opens_at, a.closes_at) <= s.at
                 ORDER BY 1 LIMIT 20""", [str(number), str(part)])
            # whose next period opens by then, so that it comes to the gate
            held = watch.query("""
                SELECT a.account_id FROM credits.account a WHERE a.account_id = ANY ($1)
                   AND (SELECT max(p.ends_at) FROM credits.period p
                         WHERE p.account_id = a.account_id)
                       <= (SELECT s.at FROM history.stop s
                            WHERE s.account = a.account AND s.n = $2::int)
                 ORDER BY a.account""", ["{" + ",".join(row[1] for row in due) + "}", str(number)])
            if held:
                kill(watch, worker, held[len(held) // 2][0], "; ".join(
                    f"SELECT credits.set_clock('{account}', '{at}')" for account, _, at in due))
                kills[part] += 1
            worker.execute(f"CALL history.undone({part}, {number}, 40)")

    connections = [connect(database) for _ in range(2 * PARTS)]
    kills = [0] * PARTS
    gate = connect(database)
    gate.execute("CREATE TRIGGER gate BEFORE INSERT ON credits.period FOR EACH ROW"
                 " EXECUTE FUNCTION history.gate(); SELECT pg_advisory_lock(1)")
    try:
        at_once(*(lambda p=part: one(p) for part in range(PARTS)))
    finally:
        for connection in connections + [gate]:
            connection.close()
    return sum(kills)


def kill(watch, worker, account_id, sql):
    """A session does sql up to the account's gate, and is killed there; it is connected again."""
    pid = worker.execute("SELECT pg_backend_pid()")[0][0]
    worker.execute(f"SET test.gate = '{account_id}'")
    died = []

    def work():
        try:
            worker.execute(sql)
        except DatabaseError as error:
            died.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    await_true(watch, "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid = $1::int"
                      " AND wait_event = 'advisory')", [pid])
    watch.query("SELECT pg_terminate_backend($1::int)", [pid])
    thread.join()
    if not died or died[0].code not in ("57P01", "08006"):
        raise DatabaseError("XX000", f"the session was not killed: {died}")
    worker.connect()
    worker.execute("SET synchronous_commit = off; SET timezone = 'UTC'")


# ------------------------------------------------------------------------------ the comparison
def write_down(database):
    """(faults that verify() finds, digest of the rows by table and account)"""
    connection = connect(database)
    try:
        connection.execute("CALL history.write_down()")
        faults = connection.execute("SELECT * FROM credits.verify()")
        digest = connection.execute("""
            SELECT what, account_id, count(*), md5(string_agg(md5(line::text), ''
                ORDER BY line::text))
              FROM history.line GROUP BY 1, 2""")
    finally:
        connection.close()
    return faults, {(what, account): (int(count), md5) for what, account, count, md5 in digest}


def differences(first, second, keys):
    """The first rows that differ, of the accounts and tables given."""
    said = []
    for what, account in keys[:3]:
        sides = []
        for database in (first, second):
            connection = connect(database)
            sides.append([row[0] for row in connection.query(
                "SELECT line::text FROM history.line WHERE what = $1 AND account_id = $2::bigint"
                " ORDER BY 1", [what, account])])
            connection.close()
        said.append(f"{what} of account {account}:")
        for mark, side, other in (("-", *sides), ("+", *reversed(sides))):
            said += [f"  {mark} {row}" for row in side if row not in set(other)][:3]
    return said


def compare(tap, first, second, name):
    """Two databases, each as (name, faults, digest)."""
    tap.ok(not second[1], f"{name}: the books balance", *map(str, second[1][:5]))
    keys = sorted(key for key in set(first[2]) | set(second[2])
                  if first[2].get(key) != second[2].get(key))
    rows = sum(count for count, _ in second[2].values())
    tap.ok(not keys, f"{name}: every one of {rows} rows is the same",
           f"{len(keys)} of {len(first[2])} sets of rows differ",
           *differences(first[0], second[0], keys))


# ------------------------------------------------------------------------------ on their own clocks
def own_clocks(tap, base, admin):
    ways = (("on time", in_parts("on_time")), ("three months late", in_parts("by_stops")),
            ("twice at once", twice_at_once), ("killed", killed),
            ("by calls alone", in_parts("by_calls")))
    first = None
    for number, (name, way) in enumerate(ways):
        database = f"{base}_{number}"
        admin.execute(f'CREATE DATABASE "{database}" TEMPLATE "{base}"')
        began = time.monotonic()
        try:
            result = way(database)
            books_now = (database, *write_down(database))
        except DatabaseError as error:
            tap.ok(False, f"{name}: it comes to its end", str(error))
            continue
        print(f"# {name}: {time.monotonic() - began:.1f} s")
        if first is None:
            first = books_now
            describe(tap, first)
            continue
        if name == "killed":
            tap.ok(result >= 10, f"sessions were killed in the middle of an account ({result})")
        compare(tap, first, books_now, name)


def describe(tap, first):
    """That the history has in it what it should."""
    connection = connect(first[0])
    tap.ok(not first[1], "on time: the books balance", *map(str, first[1][:5]))
    counts = {what: 0 for what in TABLES}
    for (what, _), (count, _) in first[2].items():
        counts[what] += count
    print("# " + ", ".join(f"{count} {what}" for what, count in counts.items()))
    tap.ok(all(counts.values()), "there are rows in every table", str(counts))
    rare = connection.execute("""
        SELECT 'carried over again', count(*) FROM credits.bucket b JOIN credits.bucket c
            ON c.account_id = b.account_id AND c.rolled_from IS NOT NULL
                AND c.effective_at < b.effective_at
           AND c.expires_at > b.effective_at WHERE b.rolled_from IS NOT NULL
        UNION ALL SELECT 'topped up', count(*) FROM credits.entry WHERE note = 'rollover minimum'
        UNION ALL SELECT 'taken back', count(*) FROM credits.entry WHERE kind = 'revoke'
        UNION ALL SELECT 'late', count(*) FROM credits.entry WHERE late_at IS NOT NULL
        UNION ALL SELECT 'overage', count(*) FROM credits.invoice_line WHERE kind = 'overage'
        UNION ALL SELECT 'prorated', count(*) FROM credits.invoice_line WHERE kind = 'proration'
        UNION ALL SELECT 'trials', count(*) FROM credits.period WHERE trial
        UNION ALL SELECT 'canceled', count(*) FROM credits.subscription WHERE ends_at IS NOT NULL
        UNION ALL SELECT 'past due', count(*) FROM credits.invoice WHERE failed_at IS NOT NULL
        UNION ALL SELECT 'captured', count(*) FROM credits.hold WHERE status = 'captured'
        UNION ALL SELECT 'ended by themselves', count(*) FROM credits.hold WHERE status = 'expired'
        UNION ALL SELECT 'held past the end of their bucket', count(*) FROM credits.hold_part p
            JOIN credits.bucket b ON b.account_id = p.account_id AND b.id = p.bucket_id
                AND b.expires_at < p.ended_at
        UNION ALL SELECT 'held of overage in a later period', count(*) FROM credits.hold_part p
            JOIN credits.bucket b ON b.account_id = p.account_id AND b.id = p.bucket_id
                AND b.postpaid AND b.effective_at > p.at
        UNION ALL SELECT 'anchors on 29 February', count(*) FROM credits.subscription s
            JOIN credits.account a
            USING (account_id) WHERE (s.anchor AT TIME ZONE a.time_zone)::date = '2028-02-29'
        UNION ALL SELECT 'recurring grants that carry over', count(*) FROM credits.bucket b
             JOIN credits.subscription s ON s.account_id = b.account_id AND s.id = b.subscription_id
            WHERE s.plan IS NULL AND b.rolled_from IS NOT NULL""")
    connection.close()
    print("# " + ", ".join(f"{count} {what}" for what, count in rare))
    tap.ok(all(count != "0" for _, count in rare), "and everything that is rare came about",
           *(what for what, count in rare if count == "0"))


# ------------------------------------------------------------------------------ on the wall clock
def fall_behind(database):
    """Accounts that lived two months on clocks of their own,
    and joined the wall clock ten months late."""
    connection = connect(database)
    now = datetime.now(timezone.utc)
    # some hours from now, so that nothing falls due while the test runs, but by chance
    opened = [(now - timedelta(days=365 + days, hours=6)).strftime("%Y-%m-%d %H:%M:%S")
              for days in range(8)]
    prepare(connection, BEHIND, SEED, opened, 2)
    connection.execute("CALL history.by_stops(0)")
    connection.execute("CALL history.by_stops(1)")
    connection.execute("""
        SELECT credits.grant(account, 5) FROM history.account;
        ALTER TABLE history.account ADD COLUMN began timestamptz DEFAULT now();
        CREATE TRIGGER gate BEFORE INSERT ON credits.period FOR EACH ROW EXECUTE FUNCTION
            history.gate();
        UPDATE credits.account SET clock = NULL""")
    connection.close()


WAITS_AT_GATE = """SELECT EXISTS (SELECT FROM pg_stat_activity
                    WHERE datname = current_database() AND wait_event = 'advisory')"""
CALL = """SELECT credits.consume(account, 0.000001, at => began, key => 'last') FROM history.account
           WHERE part = {} ORDER BY account"""


def one_run(sessions):
    sessions[0].execute("CALL credits.run()")


def two_runs(sessions):
    """The first is held half-way, until the second has done something; then both go on."""
    first, second, watch, gate = sessions
    gate.execute("SELECT pg_advisory_lock(1)")
    first.query("SELECT set_config('test.gate', $1, false)", [held_account(watch, 2)])

    def second_comes():
        await_true(watch, WAITS_AT_GATE)
        second.execute("CALL credits.run(batch => 3)")

    def let_go():
        try:
            await_true(gate, "SELECT count(*) = 2 FROM credits.job WHERE done > 0")
        finally:
            gate.execute("SELECT pg_advisory_unlock(1)")

    at_once(lambda: first.execute("CALL credits.run(batch => 5)"), second_comes, let_go)
    done = watch.execute("SELECT count(*) FROM credits.job"
                         " WHERE done > 0 AND finished_at IS NOT NULL")
    if done != [("2",)]:
        raise DatabaseError("XX000", f"{done[0][0]} runs did something, not 2")


def killed_run(sessions):
    """Killed in the middle of an account, half-way through; and again near the end."""
    worker, _, watch, gate = sessions
    gate.execute("SELECT pg_advisory_lock(1)")
    for share in (2, 4):
        kill(watch, worker, held_account(watch, share), "CALL credits.run(batch => 30)")
    worker.execute("CALL credits.run()")
    done = watch.execute("SELECT string_agg(status, ' ' ORDER BY run) FROM credits.progress")
    if done != [("stopped stopped finished",)]:
        raise DatabaseError("XX000", f"the runs have {done}")


def no_run(sessions):
    """Nothing runs: the last call of each account does what is due."""


def held_account(connection, share):
    return connection.query("""
        SELECT account_id::text FROM credits.account WHERE clock IS NULL AND user_id = account_id
           AND opens_at <= now() ORDER BY least(opens_at, closes_at), account_id
        OFFSET (SELECT count(*) FROM credits.account WHERE opens_at <= now()) / $1::int LIMIT 1""",
                            [str(share)])[0][0]


def wall_clock(tap, base, admin):
    first, crossed = None, set()
    for number, (name, way) in enumerate((("one run", one_run), ("two runs at once", two_runs),
                                          ("a run that is killed", killed_run),
                                          ("a call of each account", no_run))):
        database = f"{base}_wall_{number}"
        admin.execute(f'CREATE DATABASE "{database}" TEMPLATE "{base}_wall"')
        sessions = [connect(database) for _ in range(4)]
        try:
            way(sessions)
            due = sessions[0].execute("""
                SELECT count(*) FROM credits.account WHERE user_id = account_id
                   AND least(opens_at, closes_at) <= (SELECT max(began) FROM history.account)""")
            at_once(*(lambda p=part: sessions[p].execute(CALL.format(p)) for part in range(PARTS)))
            crossed |= {row[0] for row in sessions[0].execute("""
                SELECT account_id FROM credits.period, (SELECT max(began) AS began
                    FROM history.account) h
                 WHERE starts_at > began OR (closed_at IS NOT NULL AND closes_at > began)
                UNION SELECT account_id FROM credits.bucket, (SELECT max(began) AS began
                    FROM history.account) h
                 WHERE granted_at > began""")}
        except DatabaseError as error:
            tap.ok(False, f"{name}: it comes to its end", str(error))
            continue
        finally:
            for session in sessions:
                session.close()
        tap.ok(due == [("0",)] or way is no_run and int(due[0][0]) > BEHIND * 0.9,
               f"{name}: {due[0][0]} of {BEHIND} accounts are due when it has ended")
        books_now = (database, *write_down(database))
        # what fell due while the test ran is due in one and not in the other
        if first is None:
            first = books_now
            tap.ok(not first[1], f"{name}: the books balance", *map(str, first[1][:5]))
        else:
            compare(tap, *(without(side, crossed) for side in (first, books_now)), name)


def without(side, accounts):
    database, faults, digest = side
    return database, faults, {key: rows for key, rows in digest.items() if key[1] not in accounts}


def main():
    tap, base = Tap(), os.environ.get("PGDATABASE", "postgres")
    print(f"# SEED={SEED} ACCOUNTS={ACCOUNTS} BEHIND={BEHIND}")
    admin = connect("postgres")
    admin.execute(f'CREATE DATABASE "{base}_wall" TEMPLATE "{base}"')
    connection = connect(base)
    prepare(connection, ACCOUNTS, SEED)
    connection.close()
    own_clocks(tap, base, admin)
    fall_behind(f"{base}_wall")
    wall_clock(tap, base, admin)
    admin.close()
    print(f"1..{tap.count}")
    return tap.failed > 0


if __name__ == "__main__":
    sys.exit(main())
