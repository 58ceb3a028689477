"""Worked examples of the calendar of docs/rules.md (9 to 11), computed by hand; test_model.py runs
them with the rest.
"""
import unittest
from datetime import datetime, timezone
from fractions import Fraction

from books import State
from model import apply
from spans import boundary, check_interval, parse_interval, span
from values import ONE, Refusal, decimal_text, parse_amount

SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR


def us(year, month, day, hour=0, minute=0, second=0):
    moment = datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc)
    return int(moment.timestamp()) * SECOND


class Case(unittest.TestCase):
    def setUp(self):
        self.state = State(us(2026, 1, 15))

    def run_op(self, name, **args):
        self.state, answer = apply(self.state, dict(args, op=name))
        return answer

    def ok(self, name, **args):
        answer = self.run_op(name, **args)
        self.assertNotIsInstance(answer, Refusal, f"{answer} of {name} {args}")
        return answer

    def refused(self, code, name, **args):
        before = self.state
        answer = self.run_op(name, **args)
        self.assertIsInstance(answer, Refusal)
        self.assertEqual(answer.code, code)
        self.assertIs(self.state, before)
        return answer

    def book(self):
        return self.state.book(self.state.accounts["a"])


class Boundaries(unittest.TestCase):
    def bounds(self, zone, anchor, every, numbers):
        return [boundary(zone, anchor, parse_interval(every), n) for n in numbers]

    def test_the_day_is_clamped_always_from_the_anchor(self):
        self.assertEqual(self.bounds("UTC", us(2024, 1, 31, 9), "1 month", range(5)), [
            us(2024, 1, 31, 9), us(2024, 2, 29, 9), us(2024, 3, 31, 9), us(2024, 4, 30, 9),
            us(2024, 5, 31, 9)])
        self.assertEqual(self.bounds("UTC", us(2024, 2, 29), "1 year", (1, 2, 3, 4)), [
            us(2025, 2, 28), us(2026, 2, 28), us(2027, 2, 28), us(2028, 2, 29)])
        self.assertEqual(self.bounds("UTC", us(2023, 8, 30), "1 month", (5, 6, 7)), [
            us(2024, 1, 30), us(2024, 2, 29), us(2024, 3, 30)])

    def test_local_time(self):
        # 02:30 does not exist on March 31: 03:30; twice on October 27: the second
        self.assertEqual(self.bounds("Europe/Berlin", us(2024, 3, 30, 1, 30), "1 day", (1, 2)), [
            us(2024, 3, 31, 1, 30), us(2024, 4, 1, 0, 30)])
        self.assertEqual(self.bounds("Europe/Berlin", us(2024, 9, 27, 0, 30), "1 month", (1, 2)), [
            us(2024, 10, 27, 1, 30), us(2024, 11, 27, 1, 30)])
        # half an hour: 02:15 is 02:45
        self.assertEqual(
            self.bounds("Australia/Lord_Howe", us(2024, 10, 4, 15, 45), "1 day", (1, 2)),
            [us(2024, 10, 5, 15, 45), us(2024, 10, 6, 15, 15)])
        # New York loses an hour, 36 hours do not
        self.assertEqual(self.bounds("America/New_York", us(2024, 3, 9, 17), "1 day", (1,)),
                         [us(2024, 3, 10, 16)])
        self.assertEqual(self.bounds("America/New_York", us(2024, 3, 9, 17), "36 hours", (1,)),
                         [us(2024, 3, 11, 5)])

    def test_a_day_that_does_not_exist_is_skipped(self):
        anchor, every = us(2011, 12, 28, 20), parse_interval("1 day")  # 10:00 in Apia
        self.assertEqual(self.bounds("Pacific/Apia", anchor, "1 day", range(5)), [
            anchor, anchor + DAY, anchor + 2 * DAY, anchor + 2 * DAY, anchor + 3 * DAY])
        self.assertEqual(span("Pacific/Apia", anchor, every, anchor + 2 * DAY),
                         (anchor + 2 * DAY, anchor + 3 * DAY))

    def test_anchor_in_the_first_of_two_hours(self):
        anchor = us(2024, 10, 27, 0, 30)  # 02:30, for the first time
        self.assertEqual(self.bounds("Europe/Berlin", anchor, "1 day", (0, 1)),
                         [anchor, us(2024, 10, 28, 1, 30)])
        self.assertEqual(self.bounds("Europe/Berlin", anchor, "1 hour", (0, 1)),
                         [anchor, anchor + HOUR])

    def test_intervals(self):
        for bad in ("0", "1 month 1 day", "-1 day", "59 seconds", "121 months", "3654 days",
                    "1 day 1 hour"):
            with self.assertRaises(Refusal, msg=bad):
                check_interval(parse_interval(bad))
        for good in ("1 minute", "10 years", "3653 days", "90 hours"):
            check_interval(parse_interval(good))


JUNE, JULY, AUGUST = us(2024, 6, 1), us(2024, 7, 1), us(2024, 8, 1)


class Plans(Case):
    def plan(self, name="p", **terms):
        self.ok("plan", plan=name, **terms)

    def open(self, plan="p", at=JUNE, clock=JUNE, **args):
        return self.ok("open_account", account="a", plan=plan, at=at, clock=clock, **args)

    def clock(self, at):
        self.ok("set_clock", account="a", at=at)

    def consume(self, amount, at=None):
        return self.ok("consume", account="a", amount=amount, at=at)

    def periods(self):
        return [(p.starts_at, p.ends_at) for p in self.book().periods]

    def buckets(self, klass="included"):
        """(granted, left, effective, expires) of a class, in the order they were made."""
        return [(Fraction(b.granted, ONE), Fraction(b.left(), ONE), b.effective_at, b.expires_at)
                for b in self.book().buckets.values() if b.klass == klass]

    def invoice(self, start):
        """[(kind, amount)] and the total."""
        found = self.book().invoices[start]
        return ([(line.kind, decimal_text(line.amount)) for line in found.lines],
                decimal_text(found.total))

    def current(self, at=None):
        row, = self.ok("current_plan", account="a", at=at)
        return row

    def test_plan_rows(self):
        for bad in ({"cycle": "1 month 1 day"}, {"cycle": "0"}, {"billing": "2 months"},
                    {"cycle": "1 day", "billing": "12 hours"}, {"grace": "31 days"},
                    {"price": "-1"}, {"rollover_percent": "NaN"}, {"on_change": "x"},
                    {"cycle": "3 months", "billing": "2 months"}):
            self.refused("22023", "plan", plan="bad", **bad)
        self.plan("y", cycle="1 year")
        self.assertEqual(self.state.plans["y"][0].billing, parse_interval("1 month"))
        self.plan("grace", grace="30 days")

    def test_open_account(self):
        self.plan(included="10")
        self.refused("KR010", "open_account", account="a", plan="x", clock=JUNE)
        self.refused("22023", "open_account", account="a", plan="p", clock=JUNE, currency="EUR")
        start = us(2024, 1, 31, 12)
        self.open(at=start, clock=us(2024, 4, 1))
        self.refused("22023", "open_account", account="kid", parent="a", plan="p")
        self.assertEqual(self.periods(), [
            (start, us(2024, 2, 29, 12)), (us(2024, 2, 29, 12), us(2024, 3, 31, 12)),
            (us(2024, 3, 31, 12), us(2024, 4, 30, 12))])
        self.assertEqual(self.buckets()[-1], (10, 10, us(2024, 3, 31, 12), us(2024, 4, 30, 12)))
        self.assertEqual([e.kind for e in self.book().entries],
                         ["grant", "expire", "grant", "expire", "grant"])

    def test_subscribe_cuts_the_month(self):
        self.plan(included="10", price="5")
        self.ok("open_account", account="a", at=JUNE, clock=JUNE + 10 * DAY)
        self.refused("22023", "subscribe", account="a", plan="p", at=JUNE - 1)
        self.refused("22023", "subscribe", account="a", plan="p", at=JUNE + 11 * DAY)
        at = JUNE + 5 * DAY
        number = self.ok("subscribe", account="a", plan="p", at=at, key="k")
        self.assertEqual(number, self.ok("subscribe", account="a", plan="p", at=at, key="k"))
        self.assertEqual(self.refused("KR003", "subscribe", account="a", plan="q", at=at, key="k")
                         .field, "plan")
        self.refused("KR015", "subscribe", account="a", plan="p")
        self.assertEqual(self.periods(), [(JUNE, at), (at, JULY + 5 * DAY)])
        self.assertEqual(self.ok("cancel", account="a"), JULY + 5 * DAY)
        self.clock(AUGUST)
        self.assertEqual(self.periods()[2:], [(JULY + 5 * DAY, AUGUST), (AUGUST, us(2024, 9, 1))])
        self.assertEqual(self.invoice(at), ([("cycle", "5")], "5"))
        self.assertEqual(self.ok("statement", account="a"), [])
        self.assertEqual(self.ok("current_plan", account="a"), [])

    def test_booked_later(self):
        self.plan(included="10")
        self.ok("open_account", account="a", at=JUNE, clock=JUNE + 10 * DAY)
        self.ok("grant", account="a", amount="5", at=JUNE)
        self.consume("1", JUNE + 5 * DAY)
        self.refused("KR015", "subscribe", account="a", plan="p", at=JUNE + 5 * DAY)
        self.ok("subscribe", account="a", plan="p", at=JUNE + 5 * DAY + 1)

    def test_trial(self):
        self.plan(price="25", included="50", trial="14 days", trial_included="3", overage=True,
                  overage_price="1")
        self.open(clock=JUNE + DAY)
        end = JUNE + 14 * DAY
        self.assertEqual(self.buckets(), [(3, 3, JUNE, end)])
        self.assertEqual(self.current()[1:10], ("trialing", JUNE, end, JUNE, end, None, None, end,
                                                None))
        self.refused("KR001", "consume", account="a", amount="4")
        self.clock(end)
        self.assertEqual(self.periods(), [(JUNE, end), (end, us(2024, 7, 15))])
        self.assertNotIn(JUNE, self.book().invoices)
        self.assertEqual(self.buckets()[1], (50, 50, end, us(2024, 7, 15)))
        self.consume("60")
        self.clock(us(2024, 7, 15))
        self.assertEqual(self.invoice(end), ([("cycle", "25"), ("overage", "10"), ("credits", "0")],
                                             "35"))
        self.ok("cancel", account="a")
        self.clock(us(2024, 8, 20))
        self.ok("subscribe", account="a", plan="p")
        self.assertFalse(self.book().periods[-1].trial)

    def test_change_in_a_trial(self):
        self.plan(price="25", included="50", trial="14 days")
        self.plan("q", price="1", included="5")
        self.open(clock=JUNE + DAY)
        self.ok("change_plan", account="a", plan="q")
        self.assertEqual(self.current()[9:11], (JUNE + 14 * DAY, "q"))
        self.ok("change_plan", account="a", plan="q", at_cycle_end=False)
        self.assertEqual(self.periods(), [(JUNE, JUNE + DAY), (JUNE + DAY, us(2024, 7, 2))])

    def test_year_billed_by_the_month(self):
        self.plan(price="199.90", cycle="1 year", included="1200", overage=True,
                  overage_price="0.04", overage_cap="100", rollover_percent="10")
        self.open(at=us(2024, 1, 31), clock=us(2024, 1, 31))
        self.consume("1150")
        self.consume("100")
        self.clock(us(2024, 3, 1))
        self.assertEqual(self.invoice(us(2024, 1, 31)),
                         ([("cycle", "199.9"), ("overage", "2"), ("credits", "0")], "201.9"))
        self.refused("KR002", "consume", account="a", amount="100.5")
        self.clock(us(2025, 1, 31))
        self.assertEqual([p.price for p in self.book().periods].count(None), 11)
        self.assertEqual(self.book().periods[-1].cycle_ends_at, us(2026, 1, 31))
        self.assertEqual(len(self.buckets()), 2)
        self.assertEqual(self.buckets("rollover"), [])
        self.clock(us(2026, 1, 31))
        self.assertEqual(self.buckets("rollover"), [(120, 120, us(2026, 1, 31), None)])

    def test_rollover_bounds(self):
        self.plan(included="100", rollover_max="150")
        self.open()
        self.consume("30")
        self.clock(JULY)
        self.assertEqual(self.buckets("rollover"), [(70, 70, JULY, None)])
        kinds = [(e.kind, e.amount // ONE, e.at, e.piece) for e in self.book().entries[2:]]
        self.assertEqual(kinds, [("rollover", -70, JULY, 1), ("rollover", 70, JULY, 2),
                                 ("grant", 100, JULY, 1)])
        self.clock(AUGUST)  # 150 - 70 of 100
        self.assertEqual(self.buckets("rollover")[1:], [(80, 80, AUGUST, None)])
        self.assertEqual([e.amount // ONE for e in self.book().entries if e.kind == "expire"],
                         [-20])
        self.clock(us(2024, 9, 1))
        self.assertEqual(len(self.buckets("rollover")), 2)

    def test_rollover_minimum_percent_and_life(self):
        self.plan(included="40", rollover_percent="33.3", rollover_min="7",
                  rollover_for="2 months")
        self.open()
        self.clock(JULY)  # floor(40 x 33.3 %)
        wanted = Fraction(1332, 100)
        self.assertEqual(self.buckets("rollover"), [(wanted, wanted, JULY, us(2024, 9, 1))])
        self.consume("53.32")
        self.clock(AUGUST)  # all used: the minimum is granted
        self.assertEqual(self.buckets("rollover")[1:], [(7, 7, AUGUST, us(2024, 10, 1))])
        self.assertEqual(self.book().entries[-2].kind, "grant")
        self.consume("5")  # of the older
        self.clock(us(2024, 9, 1))  # 13.32 - 2 of 40, the 7 being used first
        self.assertEqual(self.buckets("rollover")[2][0], wanted - 2)
        self.ok("cancel", account="a")
        self.clock(us(2024, 10, 1))
        self.assertEqual(len(self.buckets("rollover")), 3)

    def test_prorate(self):
        self.plan("a", price="30", included="300", on_change="prorate")
        self.plan("b", price="60", included="600", on_change="prorate")
        self.open("a", clock=JUNE + 10 * DAY)
        self.ok("change_plan", account="a", plan="b")  # 300/3 + 600*2/3 = 500
        self.assertEqual(self.buckets(),
                         [(300, 300, JUNE, JULY), (200, 200, JUNE + 10 * DAY, JULY)])
        self.clock(JUNE + 20 * DAY)
        self.consume("350")
        self.ok("change_plan", account="a", plan="a", at_cycle_end=False)  # 100 + 200 + 100
        self.assertEqual([b[1] for b in self.buckets()], [0, 50])
        self.assertEqual(self.current()[13:], (400 * ONE, 350 * ONE, 50 * ONE))
        self.assertEqual(self.current(JUNE + 15 * DAY)[0::13], ("b", 500 * ONE))
        self.clock(JULY)
        self.assertEqual(self.invoice(JUNE), (
            [("cycle", "30"), ("proration", "-20"), ("proration", "40"), ("proration", "-20"),
             ("proration", "10"), ("credits", "0")], "40"))
        self.assertEqual(self.book().invoices[JUNE].lines[-1].quantity, 350 * ONE)
        self.assertEqual(self.buckets()[2], (300, 300, JULY, AUGUST))

    def test_toggling_is_never_above_the_dearest_share(self):
        self.plan("a", price="10", included="7", on_change="prorate")
        self.plan("b", price="20", included="31", on_change="prorate")
        self.open("a")
        for day in (0, 0, 1, 3, 3, 3, 10, 17, 29, 29):
            self.clock(JUNE + day * DAY)
            other = "a" if self.current()[0] == "b" else "b"
            self.ok("change_plan", account="a", plan=other, at_cycle_end=False)
            self.assertLessEqual(sum(b[1] for b in self.buckets()), 31)
        total = sum(line.exact for line in self.book().pending[JUNE]) + 10
        self.assertTrue(10 <= total <= 20)

    def test_revoked_from_the_last(self):
        self.plan("a", price="30", included="300", on_change="prorate")
        self.plan("b", price="60", included="600", on_change="prorate")
        self.open("a", clock=JUNE + 10 * DAY)
        self.ok("change_plan", account="a", plan="b")
        self.ok("change_plan", account="a", plan="a", at_cycle_end=False)
        self.assertEqual([b[1] for b in self.buckets()], [300, 0])
        last = self.book().entries[-1]
        self.assertEqual((last.kind, last.amount, last.at), ("revoke", -200 * ONE, JUNE + 10 * DAY))
        self.clock(JUNE + 25 * DAY)  # of 300 at one price nothing more is due
        self.consume("290")
        self.ok("plan", plan="z", included="0", on_change="prorate")
        self.ok("change_plan", account="a", plan="z", at_cycle_end=False)
        self.assertEqual([b[1] for b in self.buckets()], [0, 0])  # 50 too many, 10 of them left

    def test_a_reset_takes_back_what_the_instant_owed(self):
        self.plan("a", price="30", on_change="prorate")
        self.plan("b", price="60", on_change="prorate")
        self.plan("c", price="90")
        self.open("a")
        self.ok("change_plan", account="a", plan="b")
        self.assertEqual(len(self.book().pending[JUNE]), 2)
        self.ok("change_plan", account="a", plan="c")
        self.clock(JULY)
        self.assertEqual(self.invoice(JUNE), ([("cycle", "90")], "90"))

    def test_prorate_fixes_overage(self):
        self.plan("a", price="10", on_change="prorate", overage=True, overage_price="0.5")
        self.plan("b", price="20", on_change="prorate", overage=True, overage_price="0.25",
                  overage_cap="9")
        self.open("a")
        self.consume("8")
        self.clock(JUNE + 15 * DAY)
        self.ok("change_plan", account="a", plan="b")
        self.assertEqual(self.book().entries[-1][6:9], (0, "overage", JUNE + 15 * DAY))
        self.consume("1")
        self.refused("KR002", "consume", account="a", amount="0.1")
        self.clock(JULY)
        self.assertEqual(self.invoice(JUNE), (
            [("cycle", "10"), ("proration", "-5"), ("proration", "10"), ("overage", "4"),
             ("overage", "0.25")], "19.25"))

    def test_reset(self):
        self.plan(price="30", included="300", rollover_max="999")
        self.plan("q", price="60", included="600")
        self.open(clock=JUNE + 10 * DAY)
        at = JUNE + 10 * DAY
        self.ok("change_plan", account="a", plan="q")
        self.assertEqual(self.periods(), [(JUNE, at), (at, JULY + 10 * DAY)])
        self.assertEqual(self.buckets(), [(300, 0, JUNE, at), (600, 600, at, JULY + 10 * DAY)])
        self.assertEqual(self.buckets("rollover"), [])
        self.assertEqual(self.invoice(JUNE), ([("cycle", "30")], "30"))
        self.consume("1")
        self.refused("KR015", "change_plan", account="a", plan="p", at_cycle_end=False)
        self.ok("change_plan", account="a", plan="p")  # cheaper: at the end
        self.assertEqual(self.current()[9:11], (JULY + 10 * DAY, "p"))
        self.clock(JULY + 10 * DAY)
        self.assertEqual(self.current()[0], "p")

    def test_reset_where_a_period_began(self):
        self.plan(price="30", included="300")
        self.plan("q", price="60", included="600")
        self.open()
        self.ok("change_plan", account="a", plan="q")
        self.assertEqual(self.buckets(), [(300, 0, JUNE, JUNE), (600, 600, JUNE, JULY)])
        self.assertEqual(self.ok("balance", account="a")[0], 600 * ONE)
        self.clock(JULY)
        self.assertEqual(self.invoice(JUNE), ([("cycle", "60")], "60"))
        self.ok("change_plan", account="a", plan="p", at_cycle_end=False)
        self.clock(AUGUST)
        self.assertEqual(self.invoice(JULY), ([("cycle", "30")], "30"))

    def test_a_period_made_ahead(self):
        self.plan(included="5")
        self.plan("q", price="1")
        self.open()
        self.consume("5", JULY)
        self.refused("KR015", "change_plan", account="a", plan="q")
        self.refused("KR015", "cancel", account="a")
        self.clock(JULY)
        self.ok("cancel", account="a")

    def test_at_the_cycles_end_the_anchor_stays(self):
        self.plan(price="30", included="300")
        self.plan("q", price="10", included="100", rollover_for="1 month")
        self.plan("w", price="1", cycle="7 days", included="1")
        start = us(2024, 1, 31)
        self.open(at=start, clock=start)
        self.ok("change_plan", account="a", plan="q")
        self.clock(us(2024, 2, 29))
        self.assertEqual(self.periods()[-1], (us(2024, 2, 29), us(2024, 3, 31)))
        self.ok("change_plan", account="a", plan="w", at_cycle_end=True)
        self.clock(us(2024, 3, 31))
        self.assertEqual(self.buckets("rollover"), [(100, 100, us(2024, 3, 31), us(2024, 4, 30))])
        self.assertEqual(self.periods()[-1], (us(2024, 3, 31), us(2024, 4, 7)))
        self.assertEqual(self.buckets()[-1][0], 1)

    def test_cancel_and_reactivate(self):
        self.plan(included="5", price="3")
        self.plan("q", price="1")
        self.open()
        self.refused("KR015", "reactivate", account="a")
        self.assertEqual(self.ok("cancel", account="a"), JULY)
        self.assertEqual(self.ok("cancel", account="a"), JULY)
        self.assertEqual(self.current()[1], "canceled")
        self.assertEqual(self.current()[8:11], (None, JULY, None))
        self.ok("reactivate", account="a")
        self.assertEqual(self.current()[8:11], (JULY, None, None))
        self.refused("KR015", "change_plan", account="a", plan="p")
        self.ok("change_plan", account="a", plan="q", at_cycle_end=True)
        self.assertEqual((self.current()[1], self.current()[10]), ("active", "q"))
        self.ok("cancel", account="a")
        self.assertEqual(self.current()[10], None)
        again = self.ok("change_plan", account="a", plan="p")
        self.assertEqual(self.book().subscriptions[again].started_at, JULY)
        self.clock(AUGUST)
        self.assertEqual(self.current()[2], JULY)
        self.assertEqual(self.periods()[-1], (AUGUST, us(2024, 9, 1)))

    def test_grace(self):
        self.plan(included="10", grace="1 hour", rollover_max="50")
        self.open()
        self.clock(JULY + HOUR - 1)
        self.assertEqual([p.closed for p in self.book().periods], [False, False])
        self.consume("4", JULY - 1)
        self.assertIsNone(self.book().entries[-1].late_at)
        self.assertEqual(self.buckets("rollover"), [])
        self.clock(JULY + HOUR)
        self.assertEqual([p.closed for p in self.book().periods], [True, False])
        self.assertEqual(self.buckets("rollover"), [(6, 6, JULY, None)])
        self.consume("1", JULY - 1)
        self.assertEqual(self.book().entries[-1].late_at, JULY + HOUR)
        self.assertEqual(self.buckets("rollover")[0][1], 5)

    def test_overage_settings(self):
        self.plan(overage=True, overage_cap="5")
        self.open()
        self.consume("5")
        self.refused("KR002", "consume", account="a", amount="1")
        self.ok("set_overage", account="a", enabled=False)
        self.refused("KR001", "consume", account="a", amount="1")
        self.ok("set_overage", account="a", enabled=True)  # the plan's cap
        self.assertEqual(self.ok("balance", account="a")[3:5], (5 * ONE, 5 * ONE))
        self.ok("set_overage", account="a", enabled=True, cap="8")
        self.clock(JULY)
        self.assertEqual(self.ok("balance", account="a")[3:5], (0, 8 * ONE))
        self.ok("cancel", account="a")
        self.assertEqual(self.ok("balance", account="a", at=AUGUST)[3:5], (0, 8 * ONE))

    def test_rounding(self):
        for number, (price, used, wanted, total) in enumerate((
                # 20.095 is half-way: to the even 20.10; the remainder .5 is the overage's
                ("19.99", "3", ["19.99", "0.11"], "20.1"),
                # 20.085: to 20.08, and nothing is missing
                ("19.98", "3", ["19.98", "0.1"], "20.08"),
                # 0.004 + 0.035: 0.04; one unit is missing, the larger remainder takes it
                ("0.004", "1", ["0", "0.04"], "0.04"),
                # 0.005 + 0.035 = 0.04: equal remainders, the first takes it
                ("0.005", "1", ["0.01", "0.03"], "0.04"))):
            self.setUp()
            self.plan(price=price, overage=True, overage_price="0.035")
            self.open()
            self.consume(used)
            self.clock(JULY)
            lines, got = self.invoice(JUNE)
            self.assertEqual(([amount for _, amount in lines], got), (wanted, total), number)

    def test_rounding_below_zero_and_in_yen(self):
        self.plan("a", price="100", on_change="prorate", currency="JPY")
        self.plan("b", price="1", on_change="prorate", currency="JPY")
        self.open("a", currency="JPY")
        self.clock(JULY + DAY)
        self.ok("change_plan", account="a", plan="b", at_cycle_end=False)
        self.clock(AUGUST)  # -100 x 30/31 = -96.77 and 30/31 = 0.97: 4.19 in all
        self.assertEqual(self.invoice(JULY), (
            [("cycle", "100"), ("proration", "-97"), ("proration", "1")], "4"))

    def test_invoices(self):
        self.plan(price="3")
        self.open()
        self.clock(AUGUST)
        self.refused("KR010", "invoice_paid", account="a", period=AUGUST)
        self.ok("invoice_failed", account="a", period=JUNE)
        self.ok("invoice_failed", account="a", period=JULY)
        self.assertEqual(self.current()[1], "past_due")
        self.ok("invoice_paid", account="a", period=JUNE)
        self.assertEqual(self.current()[1], "past_due")
        self.refused("KR015", "invoice_failed", account="a", period=JUNE)
        self.ok("invoice_paid", account="a", period=JULY)
        self.assertEqual(self.current()[1], "active")
        self.ok("invoice_paid", account="a", period=JULY)

    def test_statement(self):
        self.plan(price="3", included="5", overage=True, overage_price="0.5")
        self.open()
        self.consume("7")
        wanted = [(1, "cycle", None, None, None, 3),
                  (2, "overage", None, 2 * ONE, Fraction(1, 2), 1),
                  (3, "credits", "included", 5 * ONE, None, 0)]
        self.assertEqual(self.ok("statement", account="a"), wanted)
        self.assertEqual(self.ok("statement", account="a", at=JULY), wanted[:1])
        self.clock(JULY)
        self.assertEqual(self.ok("statement", account="a", at=JUNE), wanted)

    def test_terms_are_copied(self):
        self.plan(price="3", included="5")
        self.open()
        self.ok("change_plan_row", plan="p", price="4", included="6")
        self.clock(JULY)
        self.assertEqual((self.current()[11], self.buckets()[-1][0]), (3, 5))

    def test_as_if_it_had_been_done(self):
        self.plan(included="5", rollover_max="3")
        self.open()
        before = self.state
        self.assertEqual(self.ok("balance", account="a", at=AUGUST)[0], 8 * ONE)
        rows = self.ok("buckets", account="a", at=JULY)
        self.assertEqual([(row[0], row[1]) for row in rows],
                         [(None, "rollover"), (None, "included"), (None, "flex")])
        self.assertEqual(self.current(AUGUST)[4], AUGUST)
        self.assertIs(self.state, before)
        trial = self.ok("try_consume", account="a", amount="10", at=JULY)
        self.assertEqual((trial.status, trial.balance), ("insufficient_credits", 5 * ONE))

    def test_lines_are_cut_at_periods(self):
        self.ok("resource", resource="cpu", unit="vCPU")
        self.ok("price", resource="cpu", rate="1/vCPU/s")
        self.plan(cycle="1 day", included="90000")
        self.open(at=JUNE + HOUR, clock=JUNE + HOUR)
        self.ok("charge", account="a", resource="cpu", until=JUNE + 26 * HOUR)
        self.assertEqual([(line.at - JUNE) // HOUR for line in self.book().lines], [1, 25])
        self.assertEqual([b[1] for b in self.buckets()], [3600, 86400])

    def test_included_lives_to_the_cycles_end(self):
        self.plan(cycle="1 year")
        self.open()
        number = self.ok("grant", account="a", amount="1", **{"class": "included"})
        self.assertEqual(self.book().buckets[number].expires_at, us(2025, 6, 1))
        number = self.ok("grant", account="a", amount="1", effective_at=us(2025, 7, 9),
                         **{"class": "included"})
        self.assertEqual(self.book().buckets[number].expires_at, us(2026, 6, 1))

    def test_recurring(self):
        self.ok("open_account", account="a", at=JUNE, clock=JUNE + 2 * DAY)
        args = {"account": "a", "amount": "10", "every": "1 day", "rollover_max": "15",
                "at": JUNE + DAY, "key": "k"}
        self.ok("grant_every", **args)
        self.assertEqual(self.refused("KR003", "grant_every", **{**args, "every": "2 days"}).field,
                         "every")
        self.assertEqual(self.buckets(), [(10, 0, JUNE + DAY, JUNE + 2 * DAY),
                                          (10, 10, JUNE + 2 * DAY, JUNE + 3 * DAY)])
        self.assertEqual(self.buckets("rollover"), [(10, 10, JUNE + 2 * DAY, None)])
        self.clock(JUNE + 3 * DAY)  # 15 - 10
        self.assertEqual([b[0] for b in self.buckets("rollover")], [10, 5])
        self.refused("KR010", "end_grants", account="a", number=2)
        self.ok("end_grants", account="a", number=1)
        self.ok("end_grants", account="a", number=1, at=JUNE + 2 * DAY)
        self.clock(JUNE + 9 * DAY)
        self.assertEqual(len(self.buckets()), 3)
        self.assertEqual(len(self.buckets("rollover")), 2)

    def test_recurring_over_the_months_end(self):
        """What is carried is carried before the last bucket expires with the period."""
        self.ok("open_account", account="a", at=JUNE, clock=JULY - DAY)
        self.ok("grant_every", account="a", amount="10", every="1 day", rollover_max="4",
                until=JULY + DAY)
        self.clock(JULY)
        self.assertEqual([(e.kind, e.amount // ONE) for e in self.book().entries[1:]],
                         [("rollover", -4), ("rollover", 4), ("grant", 10), ("expire", -6)])
        self.clock(JULY + DAY)
        self.assertEqual(len(self.buckets()), 2)
        self.assertEqual(parse_amount("4"), self.ok("balance", account="a")[0])
