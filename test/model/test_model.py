"""Worked examples of docs/rules.md, computed by hand, that the reference model must reproduce.

Decided here: nothing; this is why the model may be trusted before it is compared with anything.
Run: python3 test_model.py
"""
import unittest
from fractions import Fraction

from spans import month_of
from test_holds import Captures, HoldEnds, Holds, NotAvailable
from test_limits import Gauges, OfPlans, Rows, Uses, Windows, Zones
from test_meters import CutsAndOrder, Meters, Reads, RunOut, Stopping
from test_money import Bonuses, Deposits, Packs
from test_plans import HOUR, SECOND, Boundaries, Case, Plans, us
from test_prices import ByQuantity, Catalog, OverTime
from test_random import Random
from test_takeback import Debts, Refunds, Statuses, Taken
from test_topups import Topups
from values import (MAX, ONE, Refusal, cost_by_quantity, cost_by_time, format_amount, parse_amount,
                    parse_rate)

__all__ = ["Boundaries", "Plans", "Catalog", "OverTime", "ByQuantity", "Meters", "RunOut",
           "Stopping", "CutsAndOrder", "Reads", "Packs", "Deposits", "Bonuses", "Topups", "Refunds",
           "Taken", "Debts", "Statuses", "Rows", "Gauges", "Windows", "Zones", "OfPlans", "Uses",
           "Holds", "Captures", "HoldEnds", "NotAvailable", "Random"]
MAY = us(2024, 5, 1)
JUNE = us(2024, 6, 1)
NOON = us(2024, 5, 10, 12)


class Values(unittest.TestCase):
    def refused(self, code, function, *args):
        with self.assertRaises(Refusal) as caught:
            function(*args)
        self.assertEqual(caught.exception.code, code)

    def test_amount_text(self):
        self.assertEqual(parse_amount(" +01.50 "), 15 * ONE // 10)
        self.assertEqual(format_amount(parse_amount("-0.000")), "0")
        self.assertEqual(format_amount(-1), "-0.000000000000000001")
        self.assertEqual(format_amount(MAX), "170141183460469231731.687303715884105727")
        self.assertEqual(parse_amount("1." + "0" * 30), ONE)
        for bad in ("", " ", "1e5", "1.", ".5", "--1", "1 0", "NaN", "1_0", "0." + "0" * 18 + "1"):
            self.refused("22P02", parse_amount, bad)
        self.refused("22003", parse_amount, "170141183460469231731.687303715884105728")
        self.assertEqual(parse_amount("-170141183460469231731.687303715884105728"), -MAX - 1)

    def test_rates(self):
        self.assertEqual(parse_rate("0.15/1M token").price, Fraction(15, 10**8))
        self.assertEqual(parse_rate("2.50/hour").price, Fraction(25, 10 * HOUR))
        self.assertEqual(parse_rate("0.0000045/vCPU/s")[2:], (True, "vCPU"))
        self.assertEqual(parse_rate("4/image")[1:], (4, False, "image"))

    def test_quantity_rounds_half_even(self):
        rate = parse_rate("0.000000000000000001/2 x")
        for units, cost in ((1, 0), (2, 1), (3, 2), (5, 2), (7, 4)):
            self.assertEqual(cost_by_quantity(rate, units * ONE), cost)

    def test_time_is_a_difference_of_floors(self):
        rate, origin = parse_rate("0.000000000000000001/s"), us(2000, 1, 1)
        half = SECOND // 2
        self.assertEqual(cost_by_time(rate, ONE, origin, origin + half), 0)
        self.assertEqual(cost_by_time(rate, ONE, origin + half, origin + 3 * half), 1)
        self.assertEqual(cost_by_time(rate, ONE, origin - half, origin), 1)
        hourly = parse_rate("2.50/hour")
        self.assertEqual(cost_by_time(hourly, 3 * ONE, NOON, NOON + 2 * HOUR), 15 * ONE)

    def test_months(self):
        for zone, inside, start, end in (
                ("Europe/Berlin", us(2024, 3, 9), us(2024, 2, 29, 23), us(2024, 3, 31, 22)),
                # midnight comes twice: the month starts the second time, and what lies between
                # the two belongs to the month before
                ("America/Havana", us(2020, 11, 1, 4, 30), us(2020, 10, 1, 4), us(2020, 11, 1, 5)),
                ("America/Havana", us(2020, 11, 1, 5), us(2020, 11, 1, 5), us(2020, 12, 1, 5)),
                ("America/St_Johns", us(2009, 11, 1, 2, 45), us(2009, 10, 1, 2, 30),
                 us(2009, 11, 1, 3, 30)),
                # midnight does not exist: the offset before the change (a whole day, in Kiritimati)
                ("Asia/Amman", us(2016, 4, 2), us(2016, 3, 31, 22), us(2016, 4, 30, 21)),
                ("Pacific/Kiritimati", us(1995, 1, 2), us(1994, 12, 31, 10),
                 us(1995, 1, 31, 10))):
            self.assertEqual(month_of(zone, inside), (start, end), zone)


class Books(Case):
    def setUp(self):
        super().setUp()
        self.run_op("resource", resource="cpu", unit="vCPU")
        self.run_op("resource", resource="img", unit="image")
        self.run_op("price", resource="cpu", rate="1/vCPU/s")
        self.run_op("price", resource="img", rate="4/image")
        self.run_op("open_account", account="a", at=MAY, clock=us(2024, 5, 20))

    def grant(self, amount, **args):
        return self.ok("grant", account="a", amount=amount, **{"at": MAY, **args})

    def draws(self):
        """(bucket id, credits, at) of the last operation."""
        last = self.book().entries[-1].operation
        return [(e.bucket, Fraction(-e.amount, ONE), e.at) for e in self.book().entries
                if e.operation == last]

    def amounts(self, receipt):
        return tuple(Fraction(x, ONE) for x in (receipt.charged, receipt.credits, receipt.overage,
                                                receipt.balance))

    def test_opening(self):
        same = {"account": "a", "clock": us(2024, 5, 20)}
        self.assertEqual(self.ok("open_account", **same), self.ok("open_account", at=MAY, **same))
        self.ok("set_clock", account="a", at=us(2024, 5, 21))
        self.ok("open_account", **same)
        for field, args in (("plan", {"plan": "p"}), ("time_zone", {"time_zone": "Asia/Amman"}),
                            ("parent", {"parent": "p"}), ("currency", {"currency": "EUR"}),
                            ("clock", {"clock": None}), ("at", {"at": MAY + 1})):
            self.assertEqual(self.refused("KR003", "open_account", **{**same, **args}).field, field)
        self.ok("open_account", account="b", parent="a", at=NOON)
        self.refused("22023", "open_account", account="c", parent="b")
        self.refused("22023", "open_account", account="c", parent="a", at=MAY - 1)
        self.refused("22023", "open_account", account="c", parent="a", time_zone="Europe/Berlin")
        self.refused("KR010", "open_account", account="c", parent="x")
        self.refused("22023", "open_account", account="c", at=MAY + 1, clock=MAY)
        self.refused("22023", "open_account", account="c", time_zone="Nowhere/Land", clock=MAY)
        self.refused("22008", "open_account", account="c", clock="infinity")
        self.refused("22023", "open_account", account="", clock=MAY)
        self.refused("22004", "open_account", account=None, clock=MAY)

    def test_opening_in_the_past_makes_every_month(self):
        self.ok("open_account", account="z", at=us(2024, 2, 10), clock=MAY)
        book = self.state.book(self.state.accounts["z"])
        self.assertEqual([p.starts_at for p in book.periods],
                         [us(2024, month, 1) for month in (2, 3, 4, 5)])
        self.assertEqual([p.closed for p in book.periods], [True, True, True, False])

    def test_draw_order(self):
        wanted = [
            self.grant("1", **{"class": "rollover"}),
            self.grant("1", **{"class": "included"}),
            self.grant("1", priority=30),
            self.grant("1", priority=50, scope=["cpu"]),
            self.grant("1", expires_at=us(2024, 8, 1)),
            self.grant("1", expires_at=us(2024, 9, 1), cost="5"),
            self.grant("1"),
            self.grant("1", cost="0.5", effective_at=MAY - 5),
            self.grant("1", cost="0.50"),
            self.grant("1", cost="0.7", effective_at=MAY - 9)]
        rows = self.ok("buckets", account="a", at=NOON)
        self.assertEqual([row[0] for row in rows[:-1]], wanted)
        self.assertEqual(rows[-1][1:8], ("flex", 90, None, 0, 0, 0, 0))
        self.ok("consume", account="a", amount="9", at=NOON)  # no resource: not the scoped one
        self.assertEqual([bucket for bucket, _, _ in self.draws()],
                         [bucket for bucket in wanted if bucket != wanted[3]])

    def test_grant(self):
        self.refused("22023", "grant", account="a", amount="0")
        self.refused("KR010", "grant", account="a", amount="1", **{"class": "gold"})
        self.refused("22023", "grant", account="a", amount="1", **{"class": "flex"})
        self.refused("KR010", "grant", account="a", amount="1", scope=["gpu"])
        self.refused("22023", "grant", account="a", amount="1", scope=[])
        self.refused("22023", "grant", account="a", amount="1", cost="-1")
        self.refused("22023", "grant", account="a", amount="1", at=NOON, expires_at=NOON)
        self.refused("22023", "grant", account="a", amount="1", at=MAY, effective_at=MAY - 1,
                     **{"class": "included"})
        self.refused("22023", "grant", account="a", amount="1", at=MAY - 1)
        number = self.grant("1", effective_at=us(2024, 7, 3), **{"class": "included"})
        self.assertEqual(self.book().buckets[number].expires_at, us(2024, 8, 1))
        self.grant(format_amount(MAX - ONE))
        self.refused("22003", "grant", account="a", amount="0.000000000000000001", at=MAY)
        self.ok("set_clock", account="a", at=JUNE)
        self.refused("KR008", "grant", account="a", amount="1", at=NOON)

    def test_refusals_and_overage(self):
        self.grant("10")
        self.refused("KR001", "consume", account="a", amount="10.000000000000000001")
        trial = self.ok("try_consume", account="a", amount="11", at=NOON)
        self.assertEqual((trial.operation, trial.status, *self.amounts(trial)),
                         (None, "insufficient_credits", 0, 0, 0, 10))
        self.ok("set_overage", account="a", enabled=True, cap="5", at=NOON)
        receipt = self.ok("consume", account="a", amount="12", at=NOON)
        self.assertEqual(self.amounts(receipt), (12, 10, 2, 0))
        self.refused("KR002", "consume", account="a", amount="3.1", at=NOON)
        self.assertEqual(self.ok("try_consume", account="a", amount="4").status, "cap_reached")
        self.ok("set_overage", account="a", enabled=True, cap="1", at=NOON)
        row = self.ok("balance", account="a")
        self.assertEqual(row, (0, 0, 0, 2 * ONE, ONE, 0))
        self.refused("KR002", "consume", account="a", amount="0.1", at=NOON)
        self.ok("set_overage", account="a", enabled=True)
        receipt = self.ok("consume", account="a", amount="1000")
        self.assertEqual(self.amounts(receipt), (1000, 0, 1000, 0))
        self.assertIsNone(self.ok("buckets", account="a")[-1][4])
        self.refused("22023", "set_overage", account="a", enabled=False, cap="1")
        self.refused("22023", "set_overage", account="a", enabled=True, cap="-1")
        self.refused("22003", "consume", account="a", amount=format_amount(MAX))

    def test_overage_is_of_each_month(self):
        self.ok("set_overage", account="a", enabled=True, cap="5")
        self.ok("consume", account="a", amount="5", at=NOON)
        later = us(2024, 7, 1)
        self.assertEqual(self.ok("balance", account="a", at=later)[3:5], (0, 5 * ONE))
        self.ok("consume", account="a", amount="5", at=later)  # makes June and July
        self.assertEqual(len(self.book().periods), 3)
        self.ok("set_overage", account="a", enabled=False, at=JUNE)
        caps = [self.book().buckets[p.flex].granted for p in self.book().periods]
        self.assertEqual(caps, [5 * ONE, 0, 0])
        self.refused("KR002", "consume", account="a", amount="1", at=NOON)
        self.refused("KR001", "consume", account="a", amount="1", at=JUNE)

    def test_charge(self):
        self.grant("100")
        self.assertEqual(self.ok("charge", account="a", resource="img").charged, 4 * ONE)
        self.refused("22023", "charge", account="a", resource="img", at=NOON, until=NOON + 1)
        self.refused("22023", "charge", account="a", resource="cpu", at=NOON)
        self.refused("22023", "charge", account="a", resource="cpu", at=NOON, until=NOON - 1)
        self.refused("KR010", "charge", account="a", resource="gpu")
        self.refused("22023", "charge", account="a", resource="img", quantity="-1")
        self.refused("22023", "charge", account="a", resource="img", quantity="NaN")
        self.refused("22023", "charge", account="a", resource="img", attributes="[]")
        self.refused("22023", "charge", account="a", resource="img", item="")
        self.refused("22023", "charge", account="a", resource="img", at=us(2035, 1, 1))
        self.refused("22003", "charge", account="a", resource="img", quantity=format_amount(MAX))
        receipt = self.ok("charge", account="a", resource="cpu", at=NOON, until=NOON)
        self.assertEqual(receipt.charged, 0)
        self.assertEqual(self.draws(), [(self.book().periods[0].flex, 0, NOON)])

    def test_lines(self):
        self.grant("10000000")
        self.ok("end_price", resource="cpu", valid_from=None, valid_until=JUNE + 10 * SECOND)
        self.refused("23P01", "price", resource="cpu", rate="2/vCPU/s", valid_from=JUNE)
        self.refused("22023", "price", resource="cpu", rate="2/image/s",
                     valid_from=JUNE + 10 * SECOND)
        span = {"account": "a", "resource": "cpu", "at": JUNE - 5 * SECOND,
                "until": JUNE + 20 * SECOND}
        self.refused("KR010", "charge", **span)
        self.ok("price", resource="cpu", rate="2/vCPU/s", valid_from=JUNE + 10 * SECOND)
        self.assertEqual(self.ok("charge", **span).charged, 35 * ONE)
        self.assertEqual([(line.line, line.charged // ONE, line.at - JUNE)
                          for line in self.book().lines],
                         [(1, 5, -5 * SECOND), (2, 10, 0), (3, 20, 10 * SECOND)])
        self.assertEqual([e.piece for e in self.book().entries[1:]], [1, 2, 3])

    def test_no_month_is_made_for_an_end_on_its_edge(self):
        self.grant("100")
        self.ok("charge", account="a", resource="cpu", at=JUNE - SECOND, until=JUNE)
        self.assertEqual(len(self.book().periods), 1)

    def test_segments(self):
        prepaid = self.grant("100")
        promo = self.grant("5", expires_at=NOON + 10 * SECOND, **{"class": "promotional"})
        late = self.grant("3", effective_at=NOON + 15 * SECOND, **{"class": "bonus"})
        self.ok("charge", account="a", resource="cpu", at=NOON, until=NOON + 20 * SECOND)
        self.assertEqual(self.draws(), [(promo, 5, NOON), (prepaid, 10, NOON),
                                        (late, 3, NOON + 15 * SECOND),
                                        (prepaid, 2, NOON + 15 * SECOND)])
        entry = self.book().entries[-1]
        self.assertEqual((entry.bucket_seq, entry.bucket_after, entry.piece, entry.line),
                         (3, 88 * ONE, 4, 1))

    def test_closing(self):
        spent = self.grant("1")
        self.ok("consume", account="a", amount="1", at=NOON)
        kept = self.grant("2", expires_at=JUNE + 1)
        second = self.grant("3", expires_at=JUNE, **{"class": "bonus"})
        first = self.grant("4", expires_at=NOON + 1)
        self.ok("set_clock", account="a", at=JUNE - 1)
        self.assertFalse(self.book().periods[0].closed)
        self.ok("set_clock", account="a", at=JUNE)
        book = self.book()
        self.assertEqual([(e.bucket, e.amount // ONE, e.at, e.piece) for e in book.entries
                          if e.kind == "expire"], [(first, -4, NOON + 1, 1), (second, -3, JUNE, 2)])
        self.assertEqual([book.buckets[b].closed for b in (spent, kept, second, first)],
                         [True, False, True, True])
        self.assertTrue(book.buckets[book.periods[0].flex].closed)
        self.refused("22023", "set_clock", account="a", at=JUNE - 1)
        before = self.state.last_id
        self.ok("set_clock", account="a", at=JUNE)
        self.assertEqual(self.state.last_id, before)
        self.ok("set_clock", account="a", at=None)
        self.assertEqual(len(self.book().periods), 21)  # May 2024 to January 2026
        self.refused("KR015", "set_clock", account="a", at=us(2026, 2, 1))

    def test_late_usage(self):
        included = self.grant("50", **{"class": "included"})
        prepaid = self.grant("50")
        self.ok("end_price", resource="img", valid_from=None, valid_until=JUNE)
        self.ok("price", resource="img", rate="9/image", valid_from=JUNE)
        now = JUNE + 5 * SECOND
        self.ok("set_clock", account="a", at=now)
        receipt = self.ok("charge", account="a", resource="img", at=NOON)
        self.assertEqual(self.amounts(receipt), (4, 4, 0, 46))
        self.assertEqual(self.draws(), [(prepaid, 4, NOON)])
        self.assertEqual((self.book().entries[-1].late_at, self.book().lines[-1].late_at),
                         (now, now))
        self.ok("charge", account="a", resource="cpu", at=JUNE - SECOND, until=JUNE + SECOND)
        self.assertEqual([line.late_at for line in self.book().lines[1:]], [now, None])
        self.ok("charge", account="a", resource="img", quantity="0", at=NOON)
        self.assertEqual(self.draws(), [(self.book().periods[1].flex, 0, NOON)])
        self.assertEqual(self.book().buckets[included].lapsed, 50 * ONE)

    def test_keys(self):
        self.grant("100")
        first = self.ok("consume", account="a", amount="1.0", at=NOON, key="k",
                        attributes='{"x": 1.0, "y": 2}')
        self.ok("consume", account="a", amount="1")
        again = self.ok("try_consume", account="a", amount="1.00", at=NOON, key="k", note=None,
                        attributes='{"y": 2, "x": 1.00}')
        self.assertEqual(again, first._replace(replayed=True))
        same = {"account": "a", "amount": "1", "at": NOON, "key": "k",
                "attributes": '{"x": 1, "y": 2}'}
        self.ok("consume", **same)
        for field, args in (("amount", {"amount": "2"}), ("resource", {"resource": "cpu"}),
                            ("attributes", {"attributes": None}), ("at", {"at": None}),
                            ("note", {"note": "n"})):
            self.assertEqual(self.refused("KR003", "consume", **{**same, **args}).field, field)
        self.assertEqual(self.refused("KR003", "charge", account="a", resource="cpu", key="k")
                         .field, "call")
        self.refused("KR001", "consume", account="a", amount="1000", key="free")
        self.ok("try_consume", account="a", amount="1000", key="free")
        self.ok("grant", account="a", amount="1", key="free")
        self.ok("open_account", account="b", parent="a")
        self.assertFalse(self.ok("consume", account="b", amount="3", key="k").replayed)
        number = self.ok("grant", account="a", amount="1", key="g", scope=["img", "cpu"])
        self.assertEqual(number, self.ok("grant", account="a", amount="1", key="g",
                                         scope=["cpu", "img", "cpu"], **{"class": None}))
        self.refused("22023", "consume", account="a", amount="1", key="k" * 256)

    def test_quote_writes_nothing(self):
        self.grant("10")
        before = self.state
        receipt = self.ok("quote", account="a", resource="img", quantity="2")
        self.assertEqual((receipt.operation, *self.amounts(receipt)), (None, 8, 8, 0, 2))
        refused = self.ok("quote", account="a", resource="img", quantity="3")
        self.assertEqual((refused.status, *self.amounts(refused)),
                         ("insufficient_credits", 12, 0, 0, 10))
        self.assertIs(self.state, before)

    def test_reads_at_an_instant(self):
        self.grant("100")
        self.ok("charge", account="a", resource="cpu", at=NOON, until=NOON + 60 * SECOND)
        self.ok("charge", account="a", resource="img", at=NOON + 30 * SECOND)
        for seconds, left in ((0, 100), (10, 90), (29, 71), (30, 66), (60, 36), (90, 36)):
            row = self.ok("balance", account="a", at=NOON + seconds * SECOND)
            self.assertEqual(row[0], left * ONE, seconds)
        self.assertEqual(self.ok("balance", account="a", at=MAY)[0], 100 * ONE)
        self.assertEqual(self.ok("balance", account="a", resource="cpu")[0], 36 * ONE)
        self.ok("open_account", account="b", parent="a", at=MAY)
        self.ok("consume", account="b", amount="1", at=NOON)
        self.assertEqual([total // ONE for _, total, _ in self.ok("activity", account="a")],
                         [100, -60, -1, -4])  # in order of (at, operation)
        self.assertEqual([total // ONE for _, total, _ in self.ok("activity", account="b")], [-1])

    def test_bulk(self):
        self.grant("10")
        self.ok("open_account", account="z", at=MAY, clock=us(2024, 5, 20))
        self.ok("grant", account="z", amount="4", at=MAY)
        row = {"resource": "img", "at": NOON}
        self.refused("KR001", "usage", rows=[{**row, "account": "z"}, {**row, "account": "z"}])
        self.ok("usage", rows=[{**row, "account": "z"}, {**row, "account": "a", "at": NOON + 1},
                               {**row, "account": "a", "key": "k"},
                               {**row, "account": "a", "key": "k", "quantity": "1.0"}])
        self.assertEqual([(line.at, line.key) for line in self.book().lines],
                         [(NOON, "k"), (NOON + 1, None)])
        self.assertTrue(self.ok("charge", account="a", key="k", **row).replayed)
        self.assertEqual(self.ok("balance", account="z")[0], 0)
        self.assertEqual(self.refused("KR003", "usage", rows=[
            {**row, "account": "a", "key": "k", "quantity": "2"}]).field, "quantity")

    def test_prorate(self):
        args = {"whole": "0.00000000000000001", "period": [0, 3]}  # 10 of the last digit
        parts = [self.ok("prorate", part=[i, i + 1], **args) for i in range(3)]
        self.assertEqual(parts, [3, 3, 4])
        self.assertEqual(self.ok("prorate", part=[2, 2], **args), 0)
        self.refused("22023", "prorate", part=[2, 4], **args)


if __name__ == "__main__":
    unittest.main()
