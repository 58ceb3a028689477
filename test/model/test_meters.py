"""Worked examples of meters (docs/rules.md, 13), computed by hand, and that how often they are
settled changes no sum; test_model.py runs them with the rest.
"""
import random
from fractions import Fraction

from settling import Purse
from test_plans import DAY, HOUR, SECOND, Case, us
from values import MAX, ONE, Refusal, format_amount

MAY = us(2024, 5, 1)
JUNE = us(2024, 6, 1)


class Running(Case):
    """An account whose clock stands at the start of May; a vm costs 6 an hour."""

    def setUp(self):
        super().setUp()
        self.run_op("resource", resource="vm", unit="vm")
        self.ok("open_account", account="a", clock=MAY)
        self.price("6/vm/hour")

    def price(self, rate, resource="vm", **more):
        return self.ok("price", resource=resource, rate=rate, **more)

    def grant(self, amount, **args):
        return self.ok("grant", account="a", amount=amount, **args)

    def start(self, item="i", **args):
        return self.ok("start", **{"account": "a", "resource": "vm", "item": item, **args})

    def stop(self, item="i", **args):
        return self.amounts(self.ok("stop", account="a", item=item, **args))

    def settle(self, **args):
        return self.amounts(self.ok("settle", account="a", **args))

    def clock(self, t):
        self.ok("set_clock", account="a", at=t)

    def amounts(self, receipt):
        return tuple(Fraction(x, ONE) for x in (receipt.charged, receipt.credits, receipt.overage,
                                                receipt.balance))

    def meter(self, item="i", resource="vm", user="a"):
        return self.book().meters[self.state.accounts[user].id, resource, item]

    def outbox(self):
        return [(e.event[6:], e.at, e.item) for e in self.book().outbox]

    def lines(self):
        """(line, item, quantity, at, until, charged) of the last operation."""
        last = self.book().lines[-1].operation
        return [(u.line, u.item, u.quantity // ONE, u.at, u.until, Fraction(u.charged, ONE))
                for u in self.book().lines if u.operation == last]

    def entries(self):
        last = self.book().entries[-1].operation
        return [(e.kind, e.line, e.bucket, Fraction(e.amount, ONE), e.at)
                for e in self.book().entries if e.operation == last]

    def balance(self, **args):
        return [Fraction(x, ONE) if x is not None else None
                for x in self.ok("balance", account="a", **args)]


class Meters(Running):
    def test_start_settle_stop(self):
        self.grant("100")
        self.assertEqual(self.start(quantity="2"), MAY)
        self.assertEqual(self.start(quantity="2.0"), MAY)
        self.assertEqual(self.start(quantity="2", at=MAY), MAY)
        self.refused("KR015", "start", account="a", resource="vm", item="i")
        self.refused("KR015", "start", account="a", resource="vm", item="i", quantity="2",
                     attributes="{}")
        self.clock(MAY + HOUR)
        self.assertEqual(self.lines(), [(1, "i", 2, MAY, MAY + HOUR, 12)])
        self.assertEqual(self.settle(), (0, 0, 0, 88))
        self.assertIsNone(self.ok("settle", account="a").operation)
        self.clock(MAY + 2 * HOUR)
        self.assertEqual(self.stop(), (0, 0, 0, 76))
        self.assertEqual(self.meter().status, "stopped")
        before = self.state
        self.assertEqual(self.stop(), (0, 0, 0, 76))
        self.assertEqual(self.book().entries, before.book(before.accounts["a"]).entries)
        self.refused("KR015", "resize", account="a", resource="vm", item="i", quantity="1")
        self.refused("KR015", "start", account="a", resource="vm", item="i", at=MAY + HOUR)
        self.assertEqual(self.start(), MAY + 2 * HOUR)

    def test_refusals(self):
        self.run_op("resource", resource="call", unit="call")
        self.price("1/call", "call")
        args = {"account": "a", "resource": "vm", "item": "i"}
        self.refused("KR001", "start", **args)
        self.ok("set_overage", account="a", enabled=True, cap="1")
        self.ok("consume", account="a", amount="1")
        self.refused("KR002", "start", **args)
        self.grant("1")
        self.refused("22023", "start", **{**args, "resource": "call"})
        self.refused("KR010", "start", **{**args, "resource": "nothing"})
        self.refused("22023", "start", **args, at=MAY + 1)
        self.refused("22023", "start", **args, quantity="-1")
        self.refused("22004", "start", **{**args, "item": None})
        for call in ("stop", "resize"):
            self.refused("KR010", call, account="a", resource="vm", item="j", quantity="1")
        self.refused("22004", "resize", **args)
        self.ok("change_resource", resource="vm", least_balance="1.000000000000000001")
        self.refused("KR013", "start", **args)
        self.ok("change_resource", resource="vm", least_balance="1")
        self.start()
        self.clock(JUNE)
        self.refused("KR008", "stop", account="a", item="i", at=JUNE - 1)
        self.refused("22023", "settle", account="a", at=JUNE + 1)

    def test_a_rate_of_nothing_needs_nothing(self):
        self.run_op("resource", resource="free", unit="x")
        self.price("0/hour", "free")
        self.start("f", resource="free")
        self.clock(MAY + HOUR)
        self.assertEqual(self.lines(), [(1, "f", 1, MAY, MAY + HOUR, 0)])
        self.assertEqual(self.entries(), [("draw", 1, self.book().periods[0].flex, 0, MAY)])

    def test_merged_in_time(self):
        """Two meters and a bucket that ends on the way: the earlier one draws first in each
        stretch, and each has one line."""
        short = self.grant("100", expires_at=MAY + HOUR)
        long = self.grant("100")
        edge = MAY + 600 * SECOND
        self.clock(edge)
        self.start("b", at=MAY)
        self.start("a", at=edge)
        self.clock(MAY + 2 * HOUR)
        self.assertEqual(self.lines(), [(1, "b", 1, edge, MAY + 2 * HOUR, 11),
                                        (2, "a", 1, edge, MAY + 2 * HOUR, 11)])
        self.assertEqual(self.entries(), [
            ("draw", 1, short, -5, edge), ("draw", 2, short, -5, edge),
            ("draw", 1, long, -6, MAY + HOUR), ("draw", 2, long, -6, MAY + HOUR)])

    def test_periods_and_prices_cut_lines(self):
        self.grant("100")
        self.ok("end_price", resource="vm", valid_from=None, valid_until=JUNE - HOUR)
        self.price("12/vm/hour", valid_from=JUNE - HOUR)
        self.clock(JUNE - 2 * HOUR)
        self.start()
        self.clock(JUNE)
        self.assertEqual([line[3:] for line in self.lines()], [
            (JUNE - 2 * HOUR, JUNE - HOUR, 6), (JUNE - HOUR, JUNE, 12)])
        self.clock(JUNE + HOUR)
        self.assertEqual([line[3:] for line in self.lines()], [(JUNE, JUNE + HOUR, 12)])

    def test_settled_before_a_period_closes(self):
        """What expires with May has paid for the meter until then."""
        self.grant("1000", **{"class": "included"})
        self.grant("50")
        self.clock(JUNE - 4 * HOUR)
        self.start()
        self.clock(JUNE + 2 * HOUR)
        self.assertEqual([(e.kind, Fraction(e.amount, ONE)) for e in self.book().entries[2:]],
                         [("draw", -24), ("expire", -976), ("draw", -12)])

    def test_before_anything_else(self):
        self.grant("100")
        self.start()
        self.ok("open_account", account="b", clock=MAY)
        self.clock(MAY)
        self.assertEqual(self.meter().settled_to, MAY)
        self.clock(MAY + HOUR)
        self.start("late", at=MAY)
        self.assertEqual(self.balance()[0], 88)
        self.assertEqual(self.balance()[2], 6)
        self.grant("1")
        self.assertEqual(self.lines(), [(1, "late", 1, MAY, MAY + HOUR, 6)])

    def test_a_draw_that_is_covered_is_booked_alone(self):
        self.grant("100")
        self.clock(MAY + HOUR)
        self.start(at=MAY)
        for amount in ("90", "4"):
            self.ok("consume", account="a", amount=amount)
            self.assertEqual(self.meter().settled_to, MAY)
        self.refused("KR001", "consume", account="a", amount="0.000000000000000001")
        self.assertEqual(self.ok("try_consume", account="a", amount="1")[3:8],
                         (0, 0, 0, 0, "insufficient_credits"))
        self.assertEqual(self.balance()[:3], [0, 0, 6])
        self.ok("settle", account="a")
        self.assertEqual(self.balance()[:3], [0, 0, 0])

    def test_a_draw_that_is_not_covered_settles_first(self):
        self.grant("5")
        self.clock(MAY + HOUR)
        self.start(at=MAY)
        self.run_op("resource", resource="other", unit="x")
        self.grant("3", scope=["other"], at=MAY)
        self.ok("consume", account="a", amount="3", resource="other")
        self.assertEqual(self.outbox(), [("suspended", MAY + 50 * 60 * SECOND, "i")])

    def test_bulk_settles_first(self):
        self.run_op("resource", resource="call", unit="call")
        self.price("1/call", "call")
        self.grant("100")
        self.clock(MAY + HOUR)
        self.start(at=MAY)
        self.ok("usage", rows=[{"account": "a", "resource": "call"}])
        self.assertEqual([line.charged // ONE for line in self.book().lines], [6, 1])

    def test_steps_and_least(self):
        self.run_op("resource", resource="gpu", unit="gpu")
        self.price("6/gpu/hour", "gpu", step="1 hour")
        self.grant("100")
        self.start(resource="gpu")
        bills = []
        for minutes in (1, 60, 61, 150, 180):
            self.clock(MAY + minutes * 60 * SECOND)
            bills.append(self.lines()[0][5])
        self.assertEqual(bills, [6, 0, 6, 6, 0])
        self.assertEqual(self.book().lines[-1].counted, 150 * 60)
        self.ok("resize", account="a", resource="gpu", item="i", quantity="2",
                at=MAY + 170 * 60 * SECOND)
        self.clock(MAY + 181 * 60 * SECOND)
        self.assertEqual(self.lines()[0][5], 12)


class RunOut(Running):
    def test_suspended_to_the_microsecond(self):
        self.grant("1")
        self.start()
        self.clock(MAY + HOUR)
        x = MAY + 600 * SECOND
        self.assertEqual(self.outbox(), [("suspended", x, "i")])
        meter = self.meter()
        self.assertEqual((meter.status, meter.settled_to, meter.stopped_at), ("suspended", x, x))
        self.assertEqual(self.lines(), [(1, "i", 1, MAY, x, 1)])
        self.refused("KR001", "start", account="a", resource="vm", item="i")
        self.grant("1")
        self.clock(MAY + 2 * HOUR)
        self.assertEqual(self.balance()[0], 1)
        self.refused("KR015", "start", account="a", resource="vm", item="i", at=x - 1)

    def test_at_the_instant_itself(self):
        """Who cannot pay the next microsecond has run out; not at a closing, nor where stopped."""
        self.grant("6")
        self.start()
        self.clock(MAY + HOUR)
        self.assertEqual(self.outbox(), [("suspended", MAY + HOUR, "i")])
        self.grant("6")
        self.start()
        self.clock(MAY + HOUR + HOUR // 2)
        self.assertEqual(self.stop()[:1], (0,))
        self.grant("1", effective_at=JUNE, expires_at=JUNE + HOUR)
        self.clock(JUNE - HOUR // 2)
        self.start()
        self.clock(JUNE + 1)
        self.assertEqual(len(self.outbox()), 1)

    def test_a_second_must_be_there(self):
        self.grant("0.001666666666666665")
        self.refused("KR001", "start", account="a", resource="vm", item="i")
        self.grant("0.000000000000000002")
        self.start()

    def test_the_last_unit_is_spent(self):
        self.price_of_a_third()
        self.grant("0.000000000000000001")
        self.start("x", resource="third")
        self.clock(MAY + HOUR)
        # floor(t / 3) has grown by one at the next multiple of 3 and by two 3 seconds later
        origin = us(2000, 1, 1)
        first = MAY + 3 * SECOND - (MAY - origin) % (3 * SECOND)
        self.assertEqual(self.outbox(), [("suspended", first + 3 * SECOND - 1, "x")])
        self.assertEqual(self.balance()[0], 0)

    def price_of_a_third(self):
        self.run_op("resource", resource="third", unit="x", at_zero="suspend")
        self.price("0.000000000000000001/3 x/s", "third")

    def test_cut_where_a_bucket_is_used_up(self):
        """So it does not matter how often two that share a bucket are settled."""
        self.run_op("resource", resource="big", unit="x")
        self.price("6/hour", "big")
        shared = self.grant("6")
        own = self.grant("9", scope=["big"], priority=60)
        rest = self.grant("2", priority=70)
        self.start("b", resource="big")
        self.start("s")
        self.clock(MAY + HOUR)
        paid = {b.id: Fraction(b.used, ONE) for b in self.book().buckets.values()}
        edge = MAY + HOUR // 2
        self.assertEqual((paid[shared], paid[own], paid[rest]), (6, 3, 2))
        self.assertEqual(self.outbox(), [("suspended", edge + HOUR // 3, "s")])
        self.assertEqual(sorted({entry[4] for entry in self.entries()}),
                         [MAY, edge - 1, edge, edge + HOUR // 3 - 1, edge + HOUR // 3])

    def test_the_others_go_on(self):
        """Each in order pays its next microsecond, or has run out."""
        self.run_op("resource", resource="big", unit="x", at_zero="terminate")
        self.price("3600/hour", "big")
        own = self.grant("5", scope=["vm"])
        self.grant("10")
        self.start("big", resource="big")
        self.start("small")
        self.clock(MAY + HOUR)
        self.assertEqual(self.outbox(), [("terminated", MAY + 10 * SECOND, "big"),
                                         ("suspended", MAY + 3000 * SECOND, "small")])
        self.assertEqual([line[1:] for line in self.lines()], [
            ("big", 1, MAY, MAY + 10 * SECOND, 10), ("small", 1, MAY, MAY + 3000 * SECOND, 5)])
        self.assertEqual({entry[2] for entry in self.entries() if entry[1] == 2}, {own})
        self.assertEqual(self.ok("stop", account="a", item="big").charged, 0)
        self.assertEqual(self.meter("big", "big").status, "terminated")

    def test_overage_and_its_cap(self):
        self.grant("1")
        self.ok("set_overage", account="a", enabled=True, cap="2")
        self.start()
        self.clock(MAY + HOUR)
        self.assertEqual(self.outbox(), [("suspended", MAY + 1800 * SECOND, "i")])
        self.assertEqual(self.balance()[3], 2)

    def test_continue(self):
        self.ok("change_resource", resource="vm", at_zero="continue")
        self.start()
        self.clock(MAY + HOUR)
        self.assertEqual(self.outbox(), [("unpaid", MAY, "i")])
        self.assertEqual(self.book().lines, [])
        meter = self.meter()
        self.assertEqual((meter.status, meter.unpaid_since, meter.settled_to),
                         ("running", MAY, MAY + HOUR))
        self.clock(MAY + 2 * HOUR)
        self.assertEqual(len(self.outbox()), 1)
        self.grant("6", effective_at=MAY + 3 * HOUR, expires_at=JUNE)
        self.clock(MAY + 5 * HOUR)
        self.assertEqual(self.lines(), [(1, "i", 1, MAY + 3 * HOUR, MAY + 4 * HOUR, 6)])
        self.assertEqual(self.outbox()[1:], [("unpaid", MAY + 4 * HOUR, "i")])
        self.grant("0.001")  # less than a second
        self.clock(MAY + 6 * HOUR)
        self.assertEqual(self.balance()[0], Fraction(1, 1000))
        self.assertEqual(self.stop()[:3], (0, 0, 0))

    def test_a_read_shows_what_run_outs_make(self):
        self.grant("1")
        self.clock(MAY + HOUR)
        self.start(at=MAY)
        row = self.ok("meters", account="a")[0]
        self.assertEqual(row, ("a", "vm", "i", "suspended", ONE, MAY, MAY + 600 * SECOND, None, ONE,
                               0, None))
        self.assertEqual(self.meter().status, "running")
        self.assertEqual(self.balance()[:3], [0, 0, 1])

    def test_extremes(self):
        self.grant(format_amount(MAX))
        self.start(quantity=format_amount(MAX))
        self.clock(MAY + DAY)
        # 6 an hour of MAX: the balance lasts ten minutes
        self.assertEqual(self.outbox(), [("suspended", MAY + 600 * SECOND, "i")])
        self.assertEqual(self.balance()[0], 0)


class Stopping(Running):
    def setUp(self):
        super().setUp()
        self.paid = self.grant("100")
        self.start()
        self.clock(MAY + 10 * HOUR)  # 60

    def test_what_was_settled_past_it_is_given_back(self):
        at = MAY + 4 * HOUR
        self.assertEqual(self.stop(at=at), (-36, -36, 0, 76))
        self.assertEqual(self.lines(), [(1, "i", -1, at, MAY + 10 * HOUR, -36)])
        self.assertEqual(self.entries(), [("return", 1, self.paid, 36, at)])
        self.assertEqual(self.meter().stopped_at, at)
        self.clock(MAY + 20 * HOUR)
        self.assertEqual(self.balance()[0], 76)
        self.assertEqual(self.balance(at=at)[0], 76)
        self.assertEqual(self.balance(at=at - HOUR)[0], 82)
        self.assertEqual(self.balance(at=at + HOUR)[0], 76)

    def test_several_lines(self):
        self.clock(MAY + 12 * HOUR)
        self.assertEqual(self.stop(at=MAY + 9 * HOUR)[0], -18)
        self.assertEqual([line[3:] for line in self.lines()], [
            (MAY + 9 * HOUR, MAY + 10 * HOUR, -6), (MAY + 10 * HOUR, MAY + 12 * HOUR, -12)])

    def test_settled_up_to_it(self):
        self.start("j", at=MAY + 4 * HOUR)
        self.assertEqual(self.stop("j", at=MAY + 7 * HOUR), (18, 18, 0, 22))
        self.assertEqual(self.stop("j", at=MAY + 5 * HOUR), (0, 0, 0, 22))

    def test_resize(self):
        args = {"account": "a", "resource": "vm", "item": "i"}
        at = MAY + 9 * HOUR
        answer = self.amounts(self.ok("resize", quantity="3", at=at, **args))
        self.assertEqual(answer, (12, 12, 0, 28))
        self.assertEqual([line[1:] for line in self.lines()], [
            ("i", -1, at, MAY + 10 * HOUR, -6), ("i", 3, at, MAY + 10 * HOUR, 18)])
        answer = self.amounts(self.ok("resize", quantity="0", at=at - HOUR, **args))
        self.assertEqual(answer, (-24, -24, 0, 52))
        self.clock(MAY + 11 * HOUR)
        self.assertEqual(self.balance()[0], 52)
        self.assertEqual(self.stop(at=MAY + 5 * HOUR)[0], -18)
        self.assertEqual(self.balance()[0], 70)
        self.refused("KR015", "resize", quantity="3", **args)

    def test_resize_runs_out_again(self):
        args = {"account": "a", "resource": "vm", "item": "i"}
        self.ok("resize", quantity="11", at=MAY + 9 * HOUR, **args)
        # 46 are left for 66 an hour
        self.assertEqual(self.outbox(), [
            ("suspended", MAY + 9 * HOUR + 46 * HOUR // 66, "i")])
        self.assertEqual(self.meter().status, "suspended")

    def test_stopping_what_is_suspended(self):
        self.clock(MAY + 20 * HOUR)
        self.assertEqual(self.meter().status, "suspended")
        self.assertEqual(self.stop(at=MAY + 12 * HOUR)[0], -28)
        self.assertEqual((self.meter().status, self.meter().stopped_at),
                         ("stopped", MAY + 12 * HOUR))
        self.assertFalse(self.book().buckets[self.paid].closed)
        self.assertEqual(self.start(at=MAY + 12 * HOUR), MAY + 12 * HOUR)

    def test_all_of_an_item(self):
        self.run_op("resource", resource="disk", unit="x")
        self.price("1/hour", "disk")
        self.start(resource="disk", at=MAY + 2 * HOUR)
        self.assertEqual(self.stop(at=MAY + 8 * HOUR)[0], 6 - 12)
        self.assertEqual([line[1:3] for line in self.lines()], [("i", 1), ("i", -1)])
        self.assertEqual({m.status for m in self.book().meters.values()}, {"stopped"})

    def test_steps_are_given_back_whole(self):
        self.run_op("resource", resource="gpu", unit="x")
        self.price("6/hour", "gpu", step="1 hour")
        self.start("g", resource="gpu")
        self.clock(MAY + 12 * HOUR + 1)
        self.assertEqual(self.stop("g", at=MAY + 10 * HOUR + 1)[0], -12)
        self.assertEqual(self.book().lines[-1].counted, Fraction(1, SECOND))


class Reads(Running):
    def test_rates(self):
        self.run_op("resource", resource="gpu", unit="gpu")
        self.price("6/gpu/hour", "gpu", step="40 minutes")
        self.grant("100")
        self.start(quantity="3")
        self.start("g", resource="gpu")
        self.assertEqual(self.ok("burn_rate", account="a"), 24 * ONE)
        self.ok("change_resource", resource="gpu", least_balance="50")
        burning, hours, end = self.ok("runway", account="a")
        self.assertEqual((burning, hours), (24 * ONE, Fraction(417, 100)))
        # 18 an hour and 4 at every 40 minutes: 28 have been paid at 4 h 0 min, 72 are 4 h
        self.assertEqual(end, MAY + 4 * HOUR)
        self.assertEqual(self.ok("burn_rate", account="a", at=MAY + 5 * HOUR), 0)

    def test_runway_counts_what_comes(self):
        self.assertEqual(self.ok("runway", account="a"), (0, None, None))
        self.grant("24", expires_at=MAY + HOUR, priority=0)
        self.start()
        self.assertEqual(self.ok("runway", account="a")[2], MAY + HOUR)
        self.ok("grant_every", account="a", amount="6", every="1 day")
        self.assertEqual(self.ok("runway", account="a")[2], MAY + 2 * HOUR)
        self.grant("6", effective_at=MAY + 2 * HOUR)
        self.assertEqual(self.ok("runway", account="a")[1:], (5, MAY + 3 * HOUR))
        self.ok("set_overage", account="a", enabled=True)
        self.assertIsNone(self.ok("runway", account="a")[2])

    def test_members(self):
        self.grant("100")
        self.ok("open_account", account="kid", parent="a")
        self.start()
        self.ok("start", account="kid", resource="vm", item="k", quantity="2")
        self.clock(MAY + HOUR)
        self.assertEqual([line[1:3] for line in self.lines()], [("i", 1), ("k", 2)])
        self.assertEqual(len(self.ok("meters", account="a")), 2)
        self.assertEqual([row[:3] for row in self.ok("meters", account="kid")],
                         [("kid", "vm", "k")])
        self.assertEqual(self.ok("burn_rate", account="kid"), 18 * ONE)
        self.refused("KR010", "stop", account="kid", item="i")
        self.assertEqual([total for _, total, _ in self.ok("activity", account="kid")],
                         [-12 * ONE])


class CutsAndOrder(Running):
    """However meters are settled, they cost and leave the same."""

    def books(self, seed, cuts):
        rng = random.Random(seed)
        for number, terms in enumerate(({}, {"step": "17 minutes"}, {"least": "2"})):
            self.run_op("resource", resource=f"r{number}", unit="x", at_zero=rng.choice(
                ("suspend", "terminate")))
            edge = MAY + rng.randrange(DAY)
            self.price(f"0.{rng.randrange(1, 10**6)}/hour", f"r{number}", valid_until=edge, **terms)
            self.price(f"1.{rng.randrange(10**6)}/hour", f"r{number}", valid_from=edge, **terms)
        for _ in range(6):
            begin = MAY + rng.choice((0, rng.randrange(DAY)))
            self.grant(str(rng.randrange(1, 40)), effective_at=begin,
                       expires_at=begin + rng.randrange(1, DAY),
                       scope=rng.choice((None, ["r0"], ["r1", "r2"])))
        for number in range(3):
            self.run_op("start", account="a", resource=f"r{number}", item="m",
                        quantity=rng.choice(("1", "3", "0.333")))
        end = MAY + 30 * HOUR
        for cut in sorted(random.Random(seed + 1).randrange(30 * HOUR) for _ in range(cuts)):
            self.clock(MAY + cut)
        self.clock(end)
        sums = {}
        for line in self.book().lines:
            sums[line.resource] = sums.get(line.resource, 0) + line.charged
        return sums, sorted(self.outbox()), [b.used for b in self.book().buckets.values()]

    def test_no_cut_changes_a_sum(self):
        for seed in range(40):
            self.setUp()
            whole = self.books(seed, 0)
            for cuts in (1, 7, 40):
                self.setUp()
                parts = self.books(seed, cuts)
                self.assertEqual(parts[0].keys(), whole[0].keys())
                self.assertEqual(sum(parts[0].values()), sum(parts[2]))
                self.assertEqual(sum(whole[0].values()), sum(whole[2]))
                if not whole[1] and not parts[1]:
                    self.assertEqual(parts[0], whole[0], seed)

    def test_one_meter_runs_out_where_it_runs_out(self):
        for seed in range(40):
            rng, answers = random.Random(seed), set()
            amount, size = str(rng.randrange(1, 150)), rng.choice(("1", "0.333", "7"))
            for cuts in (0, 1, 30):
                self.setUp()
                self.grant(amount)
                self.start(quantity=size)
                for cut in sorted(rng.randrange(30 * HOUR) for _ in range(cuts)):
                    self.clock(MAY + cut)
                self.clock(MAY + 30 * HOUR)
                answers.add((tuple(self.outbox()), self.book().buckets[self.bucket()].used))
            self.assertEqual(len(answers), 1, seed)

    def bucket(self):
        return next(b.id for b in self.book().buckets.values() if not b.postpaid)

    def test_a_purse_pays_no_more_than_there_is(self):
        self.grant("3")
        purse = Purse(self.book(), MAY)
        self.assertEqual([purse.take("vm", 2 * ONE), purse.take("vm", 2 * ONE),
                          purse.take("vm", ONE)], [True, False, True])
        self.assertIsInstance(Refusal("x"), Exception)
