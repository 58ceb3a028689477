"""Random ops on the model alone: whatever happens, its books add up; test_model.py runs this with
the rest.
"""
import unittest
from collections import Counter

from books import State
from generate import Generator
from model import apply

WALL = 1_790_000_000_000_000
OPS = 700
NOT_FOR_MODELS = ("begin", "commit", "rollback", "savepoint", "rollback_to", "session", "check",
                  "runway")


class Random(unittest.TestCase):
    def test_the_books_add_up(self):
        for seed in range(6):
            with self.subTest(seed=seed):
                state, generator = State(WALL), Generator(seed, WALL)
                for number in range(OPS):
                    op = generator.next(state)
                    if op["op"] not in NOT_FOR_MODELS:
                        state, _ = apply(state, op)
                    if number % 50 == 49:
                        for book in state.books.values():
                            self.check(state, book)

    def check(self, state, book):
        used, lapsed, total, lines = Counter(), Counter(), Counter(), Counter()
        for entry in book.entries:
            total[entry.bucket] += entry.amount
            debt = book.buckets[entry.bucket].is_debt
            if debt or entry.kind in ("draw", "capture", "return", "repay"):
                used[entry.bucket] -= entry.amount
                lines[entry.operation, entry.line] -= entry.amount
            elif entry.amount < 0 or entry.kind == "restore":
                lapsed[entry.bucket] -= entry.amount
        for bucket in book.buckets.values():
            self.assertEqual((bucket.used, bucket.lapsed, bucket.after), (
                used[bucket.id], lapsed[bucket.id], total[bucket.id]))
            self.assertGreaterEqual(bucket.used, 0)
            if not bucket.postpaid:
                self.assertGreaterEqual(bucket.left(), 0)
                self.assertEqual(bucket.after, bucket.kept())
        counted = Counter()
        for line in book.lines:
            self.assertEqual(lines[line.operation, line.line], line.charged)
            if line.price.counts:
                counted[line.price.id, book.period(line.at).starts_at] += line.quantity
        self.assertEqual(+counted, +Counter(book.counters))
        self.check_counters(book)
        self.check_meters(state, book)
        self.check_money(state, book)

    def check_money(self, state, book):
        """What was sold is what was granted, what is owed was clawed back and not repaid."""
        pending = [d for d in book.deposits.values()
                   if d.source == "topup" and d.status_at(state.now(book)) == "pending"]
        self.assertLessEqual(len(pending), 1)
        for deposit in book.deposits.values():
            self.assertGreater(min(deposit.money, deposit.credits), 0)
            if deposit.paid:
                self.assertEqual(book.buckets[deposit.bucket].granted, deposit.credits)
            if deposit.status == "refunded":
                self.assertLessEqual(deposit.refunded, deposit.money)
            if deposit.debt is not None:
                repaid = sum(part for _, part in book.repaid.get(deposit.debt, ()))
                taken = sum(part for _, bucket, part in deposit.took if bucket == deposit.bucket)
                owed = book.buckets[deposit.debt].used
                self.assertLessEqual(taken + repaid + owed, deposit.credits)
        self.assertEqual(sum(debt.used for debt in book.debts()), book.owed_at(None))

    def check_counters(self, book):
        """What is counted costs what its sum costs, but for late usage that would give back."""
        charged, late, prices = Counter(), set(), {}
        for line in book.lines:
            if line.price.counts:
                counter = line.price.id, book.period(line.at).starts_at
                charged[counter] += line.charged
                prices[counter] = line.price, line.rate
                if line.late_at is not None and line.price.mode == "volume":
                    late.add(counter)
        for counter, (price, rate) in prices.items():
            if counter not in late:
                self.assertEqual(charged[counter],
                                 price.total_cost(rate, book.counters[counter]))

    def check_meters(self, state, book):
        for meter in book.meters.values():
            self.assertLessEqual(meter.started_at, meter.settled_to)
            self.assertLessEqual(meter.settled_to, state.now(book))
            ends = [until for _, until, _ in meter.booked]
            self.assertEqual(ends, sorted(ends))
            if ends:
                self.assertLessEqual(ends[-1], meter.settled_to)
            if meter.status == "running":
                self.assertIsNone(meter.stopped_at)
        for period in book.periods:
            if period.closed:
                self.assertTrue(all(m.settled_to >= period.ends_at for m in book.meters.values()
                                    if m.status == "running"))
