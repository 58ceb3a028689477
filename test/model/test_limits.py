"""Worked examples of what a plan lets be used (docs/rules.md, 22), computed by hand; test_model.py
runs them with the rest.
"""
from fractions import Fraction

from test_plans import DAY, HOUR, SECOND, Case, us
from values import MAX, format_amount

MAY, JUNE = us(2024, 5, 1), us(2024, 6, 1)
NOW = us(2024, 5, 10, 12)  # a Friday
EMPTY = ()


class Limiting(Case):
    """Plans s, m and l, at 10, 30 and 100; account a, opened on May 1 on s, stands at May 10."""

    zone = "UTC"

    def setUp(self):
        super().setUp()
        for name, price in (("s", "10"), ("m", "30"), ("l", "100")):
            self.ok("plan", plan=name, price=price)
        self.ok("open_account", account="a", plan="s", at=MAY, clock=NOW, time_zone=self.zone)

    def limit(self, plan, most, per=None, feature="f", **row):
        self.ok("plan_limit", rows=[{"plan": plan, "feature": feature, "most": most, "per": per,
                                     **row}])

    def use(self, quantity="1", feature="f", **args):
        """(used, limit, whether one more may be used)"""
        answer = self.ok("use", **{"account": "a", "feature": feature, "quantity": quantity,
                                   **args})
        return answer.used, answer.limit, answer.allowed

    def stop(self, quantity="1", code="KR009", feature="f", **args):
        return self.refused(code, "use", **{"account": "a", "feature": feature,
                                            "quantity": quantity, **args})

    def asked(self, quantity="1", feature="f", **args):
        """(allowed, used, limit, resets_at, unlocked_by)"""
        answer, = self.ok("allowed", **{"account": "a", "feature": feature, "quantity": quantity,
                                        **args})
        return answer[2:]

    def clock(self, t):
        self.ok("set_clock", account="a", at=t)


class Rows(Limiting):
    def row(self, code, **row):
        self.refused(code, "plan_limit", rows=[{"feature": "g", **row}])

    def test_what_a_row_may_be(self):
        for most in ("-1", "NaN", "Infinity", "0.0000000000000000001",
                     "170141183460469231731.687303715884105728"):
            self.row("22023", most=most)
        for per in ("hour", "year", "gauge", "", "Day"):
            self.row("22023", per=per)
        self.row("22023", feature="")
        self.row("22023", feature="x" * 256)
        self.row("22004", feature=None)
        self.row("KR010", plan="nobody's")
        self.limit("s", format_amount(MAX), feature="x" * 255)

    def test_one_for_each_plan_and_feature(self):
        self.limit("s", "1")
        self.limit(None, "1")
        self.limit("s", "1", feature="g")
        self.refused("23505", "plan_limit", rows=[{"plan": "s", "feature": "f"}])
        self.refused("23505", "plan_limit", rows=[{"feature": "f"}])

    def test_all_gauges_or_none(self):
        self.limit("s", "1", "day")
        self.limit("m", "1", "period")  # of another kind, but a window too
        self.refused("22023", "plan_limit", rows=[{"plan": "l", "feature": "f"}])
        self.refused("22023", "change_limit", feature="f", plan="s", per=None)
        self.ok("change_limit", feature="f", per=None)  # all in one statement
        self.refused("22023", "plan_limit", rows=[{"plan": "l", "feature": "f", "per": "day"}])
        self.refused("22023", "plan_limit", rows=[{"plan": "s", "feature": "g", "per": "day"},
                                                  {"plan": "m", "feature": "g"}])

    def test_all_per_item_or_none(self):
        self.limit("s", "1", per_item=True)
        self.refused("22023", "plan_limit", rows=[{"plan": "m", "feature": "f"}])
        self.limit("m", "1", per_item=True)
        self.refused("22023", "change_limit", feature="f", plan="m", per_item=False)
        self.ok("end_limit", feature="f", plan="s")
        self.ok("change_limit", feature="f", plan="m", per_item=False)


class Gauges(Limiting):
    def test_up_to_the_limit_and_back(self):
        self.limit("s", "3")
        self.assertEqual(self.use(), (1, 3, True))
        self.assertEqual(self.use("2"), (3, 3, False))
        self.stop()
        self.stop("0.000000000000000001")
        self.assertEqual(self.use("-1"), (2, 3, True))
        self.stop("1.000000000000000001")
        self.assertEqual(self.use("0.5"), (Fraction(5, 2), 3, False))  # one more would be 3.5
        self.assertEqual(self.use("0.5"), (3, 3, False))
        self.stop("-3.000000000000000001", "22023")
        self.assertEqual(self.use("-3"), (0, 3, True))
        self.stop("-1", "22023")

    def test_quantities(self):
        self.limit("s", None)
        for bad in ("NaN", "Infinity", "-Infinity", "0.0000000000000000001",
                    "170141183460469231731.687303715884105728"):
            self.stop(bad, "22023")
        self.assertEqual(self.use(None), (1, None, True))  # the default
        self.stop(format_amount(MAX), "22003")
        self.assertEqual(self.use("-1"), (0, None, True))

    def test_a_gauge_stays_over_the_end_of_a_period(self):
        self.limit("s", "3")
        self.use("2")
        self.clock(JUNE + DAY)
        self.assertEqual(self.use(), (3, 3, False))
        # and has no history
        self.assertEqual(self.asked(at=MAY), (False, 3, 3, None, EMPTY))

    def test_nothing_is_never_refused(self):
        self.limit("s", "2")
        self.use("2")
        self.ok("change_limit", feature="f", plan="s", most="1")
        self.assertEqual(self.use("0"), (2, 1, False))
        self.ok("suspend", account="a")
        self.assertEqual(self.use("0"), (2, 1, False))

    def test_a_lowered_limit_takes_nothing_away(self):
        self.limit("s", "5")
        self.use("4")
        self.ok("change_limit", feature="f", plan="s", most="2")
        self.stop("0.1")
        self.assertEqual(self.asked(), (False, 4, 2, None, EMPTY))
        self.assertEqual(self.use("-1"), (3, 2, False))
        self.assertEqual(self.use("-2"), (1, 2, True))

    def test_not_included_a_gauge_can_be_given_back(self):
        self.limit("s", "5")
        self.use("4")
        self.limit("m", "9")
        self.ok("end_limit", feature="f", plan="s")
        self.assertEqual(self.asked(), (False, 4, 0, None, ("m",)))
        self.stop()
        self.assertEqual(self.use("-1"), (3, 0, False))
        self.ok("end_limit", feature="f", plan="m")
        self.stop(code="KR010")
        self.limit("s", "5")
        self.assertEqual(self.asked()[1], 3)

    def test_items(self):
        self.limit("s", "2", per_item=True)
        self.assertEqual(self.use("2", item="x"), (2, 2, False))
        self.assertEqual(self.use("1", item="y"), (1, 2, True))
        self.stop(code="22004")
        self.stop(code="22023", item="")
        self.stop(item="x")
        self.limit("s", "2", feature="g")
        self.stop(code="22023", feature="g", item="x")

    def test_unknown(self):
        self.stop(code="KR010")
        self.stop(code="22004", feature=None)
        self.stop(code="22023", feature="")
        self.limit("s", "1")
        self.stop(code="KR010", account="nobody")
        self.stop(code="22023", at=MAY - 1)
        self.stop(code="22023", at=NOW + 3654 * DAY)


class Windows(Limiting):
    def resets(self, per, t=NOW, **args):
        self.limit("s", "9", per, feature=per)
        return self.asked(feature=per, at=t, **args)[3]

    def test_where_they_end(self):
        self.assertEqual(self.resets("day"), us(2024, 5, 11))
        self.assertEqual(self.resets("week"), us(2024, 5, 13))  # a Monday
        self.assertEqual(self.resets("month"), JUNE)
        self.assertEqual(self.resets("period"), JUNE)

    def test_their_edges(self):
        self.limit("s", "1", "week")
        monday = us(2024, 5, 6)
        self.use(at=monday)
        self.use(at=monday - 1)
        self.stop(at=monday + 7 * DAY - 1)
        self.use(at=monday + 7 * DAY)
        self.assertEqual(self.asked(at=monday)[:2], (False, 1))

    def test_counted_where_it_lies(self):
        self.limit("s", "2", "day")
        self.use("2", at=MAY + DAY)
        self.assertEqual(self.asked()[1], 0)
        self.assertEqual(self.use("1", at=MAY), (1, 2, True))
        self.assertEqual(self.asked(at=MAY + DAY + HOUR), (False, 2, 2, MAY + 2 * DAY, EMPTY))
        self.stop("-1", "22023")  # nothing today
        self.assertEqual(self.use("-1", at=MAY + DAY), (1, 2, True))

    def test_in_a_period_that_has_closed(self):
        self.limit("s", "2", "period")
        self.clock(JUNE + DAY)
        self.assertEqual(self.use(at=MAY), (1, 2, True))
        self.assertEqual(self.use("2"), (2, 2, False))
        self.assertEqual(self.asked(at=NOW)[1], 1)

    def test_periods_to_come_and_none(self):
        self.limit("s", "2", "period")
        self.use("2")
        july = us(2024, 7, 1)
        self.assertEqual(self.asked(at=JUNE), (True, 0, 2, july, EMPTY))
        self.assertEqual(self.asked(at=MAY - 1)[:2], (False, 0))  # without a plan: not included
        self.limit(None, "2", "period")
        self.assertEqual(self.asked(at=MAY - 1)[:2], (True, 0))
        self.assertEqual(self.use(at=JUNE), (1, 2, True))
        self.clock(JUNE)
        self.assertEqual(self.asked()[1], 1)

    def test_not_included_nothing_is_counted(self):
        self.limit("s", "5", "day")
        self.use("4")
        self.ok("end_limit", feature="f", plan="s")
        self.limit("m", "9", "day")
        self.assertEqual(self.asked(), (False, 0, 0, None, ("m",)))
        self.stop("-1", "22023")
        self.assertEqual(self.use("0"), (0, 0, False))
        self.limit("s", "5", "day")
        self.assertEqual(self.asked()[1], 4)

    def test_lowered_to_nothing(self):
        self.limit("s", "5", "day")
        self.use("4")
        self.ok("change_limit", feature="f", plan="s", most="0")
        self.assertEqual(self.asked(), (False, 4, 0, us(2024, 5, 11), EMPTY))
        self.assertEqual(self.use("-1"), (3, 0, False))

    def test_kinds_are_counted_apart(self):
        self.limit("s", "5", "day")
        self.use("4")
        self.ok("change_limit", feature="f", plan="s", per="month")
        self.assertEqual(self.asked()[1], 0)
        self.use("3")
        self.ok("change_limit", feature="f", plan="s", per="day")
        self.assertEqual(self.asked()[1], 4)

    def test_nothing_is_given_back_of_another_day(self):
        self.limit("s", "5", "day")
        self.use("4")
        self.clock(NOW + DAY)
        self.stop("-1", "22023")


class Zones(Limiting):
    zone = "America/Havana"

    def test_a_midnight_that_comes_twice(self):
        self.limit("s", "5", "day")  # on November 3 at 01:00 it is 00:00 again
        second = us(2024, 11, 3, 5)
        self.assertEqual(self.asked(at=second - 1)[3], second)
        self.assertEqual(self.asked(at=second)[3], us(2024, 11, 4, 5))

    def test_a_midnight_that_does_not_exist(self):
        self.limit("s", "5", "day")  # on March 10 of 2024, 00:00 is 01:00: 05:00 UTC
        self.ok("open_account", account="b", plan="s", at=us(2024, 3, 1), clock=us(2024, 3, 9),
                time_zone=self.zone)
        self.assertEqual(self.asked(account="b", at=us(2024, 3, 9, 12))[3], us(2024, 3, 10, 5))
        self.assertEqual(self.asked(account="b", at=us(2024, 3, 10, 5))[3], us(2024, 3, 11, 4))

    def test_a_day_that_does_not_exist(self):
        self.limit("s", "5", "day")  # Apia had no December 30 in 2011
        self.ok("open_account", account="b", plan="s", at=us(2011, 12, 1), clock=us(2011, 12, 2),
                time_zone="Pacific/Apia")
        last = us(2011, 12, 30, 10)
        self.assertEqual(self.asked(account="b", at=last - 1)[3], last)
        self.assertEqual(self.asked(account="b", at=last)[3], last + DAY)

    def test_the_payers_zone(self):
        self.limit("s", "5", "day")
        self.ok("open_account", account="kid", parent="a", at=MAY)
        self.assertEqual(self.asked(account="kid")[3], us(2024, 5, 11, 4))


class OfPlans(Limiting):
    def test_the_plan_in_force_at_the_instant(self):
        self.limit("s", "1", "day")
        self.limit("m", "3", "day")
        self.use()
        self.stop()
        self.ok("change_plan", account="a", plan="m", at=NOW - HOUR, at_cycle_end=False)
        self.assertEqual(self.use(), (2, 3, True))
        self.assertEqual(self.asked(at=NOW - 2 * HOUR)[1:3], (2, 1))

    def test_without_a_plan(self):
        self.limit("s", "5", "day")
        self.ok("open_account", account="b", at=MAY, clock=NOW)
        self.stop(account="b")
        self.limit(None, "1", "day")
        self.assertEqual(self.use(account="b"), (1, 1, False))
        self.assertEqual(self.asked(account="b")[4], ("s",))

    def test_in_a_trial(self):
        self.ok("plan", plan="t", price="5", trial="14 days")
        self.limit("t", "1")
        self.ok("open_account", account="b", plan="t", at=NOW, clock=NOW)
        self.assertEqual(self.use(account="b"), (1, 1, False))

    def test_a_period_that_is_cut_keeps_what_was_counted(self):
        for plan in ("s", "m"):
            self.limit(plan, "5", "period")
        self.use("2")
        self.use("1", at=NOW - 1)
        self.ok("change_plan", account="a", plan="m", at=NOW - HOUR, at_cycle_end=False)
        self.assertEqual(self.asked()[1], 0)
        self.assertEqual(self.asked(at=MAY)[1], 3)
        self.use("4")
        self.ok("change_plan", account="a", plan="l", at=NOW - HOUR, at_cycle_end=False)
        self.limit("l", "9", "period")
        self.assertEqual(self.asked()[1], 4)  # it begins at the same instant

    def test_children_are_counted_apart(self):
        self.limit("s", "3")
        self.ok("open_account", account="kid", parent="a", at=MAY)
        self.use("2", account="kid")
        self.assertEqual(self.use("2"), (2, 3, True))
        self.stop("2", account="kid")
        self.assertEqual(self.use(account="kid"), (3, 3, False))
        self.stop("-3", "22023")

    def test_what_unlocks_it(self):
        self.ok("plan", plan="year", price="360", cycle="1 year")  # 30 a month of 30 days
        self.ok("plan", plan="yen", price="1", currency="JPY")
        self.ok("plan", plan="b", price="100")
        self.limit("s", "1", "day")
        for plan, most in (("m", "2"), ("l", None), ("b", "3"), ("year", "2"), ("yen", None)):
            self.limit(plan, most, "day")
        self.use()
        self.assertEqual(self.asked()[4], ("m", "year", "b", "l"))
        self.assertEqual(self.asked("2")[4], ("b", "l"))
        self.assertEqual(self.asked("3")[4], ("l",))
        self.assertEqual(self.asked("0")[4], EMPTY)
        self.ok("change_plan_row", plan="b", price="1")  # the rows of today
        self.assertEqual(self.asked("2")[4], ("b", "l"))
        self.ok("change_plan_row", plan="l", price="0")
        self.assertEqual(self.asked("2")[4], ("l", "b"))
        refusal = self.stop("2")
        self.assertEqual(refusal.facts, {
            "account": "a", "feature": "f", "item": None, "used": 1, "limit": 1, "quantity": 2,
            "resets_at": us(2024, 5, 11), "plan": "s", "unlocked_by": ("l", "b")})

    def test_against_what_is_counted_in_their_own_window(self):
        self.limit("s", "1", "day")
        self.limit("m", "5", "month")
        self.limit("l", "5", "week")
        self.use(at=NOW - 2 * DAY)
        self.ok("change_plan", account="a", plan="m", at_cycle_end=False)
        self.use("5")
        self.assertEqual(self.asked(), (False, 5, 5, JUNE, ("s", "l")))
        self.ok("change_plan", account="a", plan="s", at=NOW, at_cycle_end=False)
        self.use()
        self.assertEqual(self.asked()[4], ("l",))

    def test_the_rows_of_plans(self):
        self.limit("s", "1")
        self.limit("m", None)
        self.limit(None, "7", "day", feature="g")
        self.assertEqual(self.ok("plans"), [
            ("s", (("f", 1), ("g", 0))), ("m", (("f", None), ("g", 0))),
            ("l", (("f", 0), ("g", 0)))])


class Uses(Limiting):
    def test_keys(self):
        self.limit("s", "3")
        first = self.use("2", key="k")
        self.use()
        self.assertEqual(self.use("2.0", key="k"), first)
        self.assertEqual(self.stop("1", "KR003", key="k").field, "quantity")
        self.limit("s", "3", feature="g")
        self.assertEqual(self.stop("2", "KR003", feature="g", key="k").field, "feature")
        self.assertEqual(self.refused("KR003", "consume", account="a", amount="1", key="k").field,
                         "call")
        self.stop(key="l")
        self.use("-1")
        self.use(key="l")  # a refused call left no trace

    def test_suspended_and_frozen(self):
        self.limit("s", "3")
        self.use("2")
        self.ok("suspend", account="a")
        self.stop(code="KR006")
        self.assertEqual(self.use("-1"), (1, 3, True))
        self.assertEqual(self.asked()[:2], (True, 1))

    def test_it_asks_for_no_topup(self):
        self.limit("s", "3")
        self.ok("set_topup", account="a", floor="5", money="10", cooldown="0")
        for deposit in list(self.book().deposits):
            self.ok("fail_deposit", account="a", deposit=1)
        known = len(self.book().deposits)
        self.use()
        self.assertEqual(len(self.book().deposits), known)

    def test_allowed_says_what_use_would(self):
        self.limit("s", "3")
        self.use("2")
        self.assertEqual(self.asked("1"), (True, 2, 3, None, EMPTY))
        self.assertEqual(self.asked("2"), (False, 2, 3, None, EMPTY))
        self.assertEqual(self.asked("-2"), (True, 2, 3, None, EMPTY))
        self.refused("22023", "allowed", account="a", feature="f", quantity="-3")
        self.refused("KR010", "allowed", account="a", feature="g")
        self.refused("22004", "allowed", account="a")
        number = self.state.accounts["a"].id
        self.assertEqual(self.book().uses, {(number, "gauge", None, "f", None): 2})

    def test_limits(self):
        self.limit("s", "2", "day", feature="scans", per_item=True)
        self.limit("m", "4", feature="Gauge", per_item=True)
        self.limit("m", None, feature="api")
        self.limit("m", "8", "month", feature="calls", per_item=True)
        self.use("2", "scans", item="b")
        self.use("1", "scans", item="a")
        self.use("1", "scans", item="c", at=NOW - DAY)
        self.use("1", "scans", item="d")
        self.use("-1", "scans", item="d")
        rows = self.ok("limits", account="a")
        self.assertEqual([tuple(row[:5]) + (row[6],) for row in rows], [
            ("Gauge", None, False, 0, 0, ("m",)), ("api", None, False, 0, 0, ("m",)),
            ("calls", None, False, 0, 0, ("m",)), ("scans", None, True, 0, 2, ()),
            ("scans", "a", True, 1, 2, ()), ("scans", "b", False, 2, 2, ())])
        self.assertEqual([row.item for row in self.ok("limits", account="a", at=NOW - DAY)][3:],
                         [None, "c"])
        self.assertEqual(rows[-1].resets_at, us(2024, 5, 11))

    def test_it_is_not_billed(self):
        self.limit("s", "3")
        known = len(self.book().entries)
        self.use()
        self.assertEqual(len(self.book().entries), known)
        self.assertEqual(self.ok("use", account="a", feature="f").resets_at, None)
        self.assertEqual(self.use("-2", at=NOW + SECOND)[0], 0)
