"""Worked examples of prices (docs/rules.md, 12), computed by hand, and that neither cuts nor order
change a sum; test_model.py runs them with the rest.
"""
import itertools
import json
import random
from fractions import Fraction

from test_plans import DAY, HOUR, SECOND, Case, us
from values import MAX, ONE, format_amount

MAY = us(2024, 5, 1)
JUNE = us(2024, 6, 1)
NOW = us(2024, 5, 20)
STEPS = {"resource": "vm", "rate": "6/vm/hour", "step": "1 hour"}
TIERS = json.dumps([{"upto": 10, "rate": "3/call"}, {"upto": 20, "rate": "2/call"},
                    {"rate": "1/call"}])


class Prices(Case):
    def setUp(self):
        super().setUp()
        self.run_op("resource", resource="vm", unit="vm")
        self.run_op("resource", resource="call", unit="call")
        self.ok("open_account", account="a", at=us(2024, 4, 1), clock=NOW)
        self.ok("grant", account="a", amount="1000", at=us(2024, 5, 1))

    def price(self, **args):
        return self.ok("price", **args)

    def cost(self, **args):
        answer = self.ok("charge", account=args.pop("account", "a"), **args)
        return Fraction(answer.charged, ONE)

    def call(self, quantity, at=NOW, **more):
        return self.cost(resource="call", quantity=quantity, at=at, **more)

    def entries(self):
        last = self.book().entries[-1].operation
        return [(e.kind, e.bucket, Fraction(e.amount, ONE)) for e in self.book().entries
                if e.operation == last]


class Catalog(Prices):
    def test_terms_that_are_none(self):
        for args in (
                {"rate": "1/call", "tiers": TIERS}, {}, {"rate": "1/token"},
                {"rate": "1/call", "plan": "p", "account": "a"},
                {"rate": "1/call", "attributes": '{"a": {"b": 1}}'},
                {"rate": "1/call", "attributes": '[1]'}, {"rate": "1/call", "step": "1 hour"},
                {"rate": "1/call/hour", "step": "1 month"}, {"rate": "1/call/hour", "step": "0"},
                {"rate": "1/call/hour", "step": "-1 hour"}, {"rate": "1/call", "least": "0"},
                {"rate": "1/call", "least": "1", "package": "5"},
                {"rate": "1/call", "package": "0"},
                {"rate": "1/call/hour", "package": "5"}, {"tiers": TIERS, "least": "1"},
                {"tiers": "[]"}, {"tiers": '[{"upto": 1, "rate": "1/call"}]'},
                {"tiers": '[{"upto": 2, "rate": "1/call"}, {"upto": 2, "rate": "1/call"}, '
                          '{"rate": "1/call"}]'},
                {"tiers": '[{"upto": 0, "rate": "1/call"}, {"rate": "1/call"}]'},
                {"tiers": '[{"rate": "1/call"}, {"rate": "1/call"}]'},
                {"tiers": '[{"rate": "1/call/hour"}]'}, {"tiers": '[{"rate": "1/token"}]'},
                {"tiers": TIERS, "tier_mode": "steep"}):
            self.refused("22023", "price", resource="call", **args)
        self.refused("KR010", "price", resource="nothing", rate="1")
        self.refused("KR010", "price", resource="call", rate="1", plan="nothing")
        self.refused("KR010", "price", resource="call", rate="1", account="nobody")
        self.refused("23514", "resource", resource="x", unit="x", at_zero="pause")

    def test_ambiguity(self):
        def price(attributes, **more):
            return {"resource": "call", "rate": "1/call", "attributes": attributes, **more}
        self.price(**price('{"model": "x"}'))
        for attributes in ('{"io": "input"}', '{"model": "x"}', '{"io": 1, "n": 2}'):
            self.refused("23P01", "price", **price(attributes))
        self.price(**price('{"model": "y", "io": "input"}'))
        self.price(**price('{"model": "x", "io": "input"}'))
        self.price(**price("{}"))
        self.price(**price('{"io": "input"}', account="a"))
        self.refused("23P01", "price", **price('{"model": "x"}', account="a"))
        self.refused("23P01", "price", **price('{"model": "x"}', valid_from=MAY))
        self.price(**price('{"model": 1}', valid_until=MAY))
        self.price(**price('{"model": 1}', valid_from=MAY))
        self.refused("23P01", "price", **price('{"model": 1.0}', valid_from=JUNE))

    def test_most_specific_first(self):
        self.ok("plan", plan="p", included="1")
        self.ok("open_account", account="kid", parent="a")
        self.ok("open_account", account="b", clock=NOW)
        for name in ("kid", "a", "b"):
            self.ok("set_overage", account="b" if name == "b" else "a", enabled=True)
        rates = {("kid", None): 1, ("a", None): 2, (None, "p"): 3, (None, None): 4}
        for number, (account, plan) in enumerate(rates, 1):
            for power, attributes in enumerate(("{}", '{"m": "x"}', '{"m": "x", "n": 1}')):
                self.price(resource="call", rate=f"{number * 10**power}/call", account=account,
                           plan=plan, attributes=attributes)
        given = '{"n": 1.0, "m": "x", "o": 1}'
        self.assertEqual(self.call("1", account="kid", attributes=given), 100)
        self.assertEqual(self.call("1", account="kid", attributes='{"m": "x", "n": "1"}'), 10)
        self.assertEqual(self.call("1", account="kid", attributes='{"m": "y"}'), 1)
        self.assertEqual(self.call("1"), 2)
        self.assertEqual(self.call("1", account="b", attributes=given), 400)
        self.ok("set_clock", account="b", at=NOW + 1)
        self.ok("subscribe", account="b", plan="p")
        self.assertEqual(self.call("1", account="b", at=NOW + 1, attributes=given), 300)
        self.assertEqual(self.call("1", account="b", at=NOW), 4)

    def test_lines_are_cut_where_another_price_is_in_force(self):
        self.price(resource="vm", rate="6/vm/hour")
        self.price(resource="vm", rate="9/vm/hour", attributes='{"x": 1}', valid_from=MAY + HOUR,
                   valid_until=MAY + 2 * HOUR)
        args = {"resource": "vm", "at": MAY, "until": MAY + 3 * HOUR}
        self.assertEqual(self.cost(**args), 18)
        self.assertEqual(len(self.book().lines), 1)
        self.assertEqual(self.cost(**args, attributes='{"x": 1}'), 21)
        self.assertEqual([line.at for line in self.book().lines[1:]],
                         [MAY, MAY + HOUR, MAY + 2 * HOUR])
        self.refused("KR010", "charge", account="a", resource="call")

    def test_the_plan_of_the_time(self):
        self.ok("plan", plan="p", included="1")
        self.ok("open_account", account="z", plan="p", at=MAY, clock=MAY + HOUR)
        self.ok("set_overage", account="z", enabled=True)
        self.price(resource="vm", rate="6/vm/hour")
        self.price(resource="vm", rate="1/vm/hour", plan="p")
        self.ok("cancel", account="z")
        self.assertEqual(self.cost(account="z", resource="vm", at=JUNE - HOUR, until=JUNE + HOUR),
                         7)


class OverTime(Prices):
    def test_started_steps(self):
        self.price(**STEPS)
        for seconds, cost in ((0, 0), (1, 6), (3600, 6), (3601, 12), (7200, 12)):
            self.assertEqual(self.cost(resource="vm", at=MAY, until=MAY + seconds * SECOND), cost)
        line = self.book().lines[-1]
        self.assertEqual((line.counted, line.price.terms()), (0, "step"))

    def test_an_item_continues_its_run(self):
        self.price(**STEPS)
        minutes = [0, 20, 70, 71, 130, 180]
        costs = [self.cost(resource="vm", item="i", at=MAY + a * 60 * SECOND,
                           until=MAY + b * 60 * SECOND)
                 for a, b in zip(minutes, minutes[1:])]
        self.assertEqual(costs, [6, 6, 0, 6, 0])
        self.assertEqual([line.counted for line in self.book().lines],
                         [60 * minute for minute in minutes[:-1]])
        self.assertEqual(self.cost(resource="vm", item="i", at=MAY + 4 * HOUR,
                                   until=MAY + 4 * HOUR + 1), 6)  # a gap begins another
        self.assertEqual(self.cost(resource="vm", item="j", at=MAY + 4 * HOUR + 1,
                                   until=MAY + 4 * HOUR + 2), 6)
        self.assertEqual(self.cost(resource="vm", at=MAY + 4 * HOUR + 1,
                                   until=MAY + 4 * HOUR + 2), 6)

    def test_least(self):
        self.price(resource="vm", rate="6/vm/hour", least="1")
        self.assertEqual(self.cost(resource="vm", at=MAY, until=MAY), 0)
        self.assertEqual(self.cost(resource="vm", at=MAY, until=MAY + 1), 1)
        self.assertEqual(self.cost(resource="vm", at=MAY, until=MAY + 600 * SECOND), 1)
        self.assertEqual(self.cost(resource="vm", at=MAY, until=MAY + 1200 * SECOND), 2)
        for a, b, cost in ((0, 300, 1), (300, 660, Fraction(1, 10)), (660, 1200, Fraction(9, 10))):
            self.assertEqual(self.cost(resource="vm", item="i", at=MAY + a * SECOND,
                                       until=MAY + b * SECOND), cost)

    def test_another_price_counts_steps_from_the_same_run(self):
        edge = MAY + 90 * 60 * SECOND
        self.price(**STEPS, valid_until=edge)
        self.price(**{**STEPS, "rate": "60/vm/hour", "step": "40 minutes"}, valid_from=edge)
        # 2 steps of 6; then of 40 each from 80 minutes on: 3 are begun at 90, a 4th at 120
        self.assertEqual(self.cost(resource="vm", at=MAY, until=MAY + 120 * 60 * SECOND), 12)
        self.assertEqual(self.cost(resource="vm", at=MAY, until=MAY + 121 * 60 * SECOND), 52)

    def test_no_cut_changes_the_sum(self):
        rng = random.Random(1)
        for number, terms in enumerate(({"step": "1 hour"}, {"least": "0.7"}, {},
                                        {"step": "7 minutes", "least": "3"})):
            name = f"r{number}"
            self.run_op("resource", resource=name, unit="vm")
            for start, end, rate in ((None, MAY + 2 * HOUR, "0.7"), (MAY + 2 * HOUR, None, "1.3")):
                self.price(resource=name, rate=f"{rate}/vm/hour", valid_from=start,
                           valid_until=end, **terms)
            args = {"resource": name, "quantity": "0.333333333333333333"}
            whole = self.cost(at=MAY, until=MAY + 5 * HOUR, **args)
            cuts = sorted(rng.randrange(5 * HOUR) for _ in range(20))
            bounds = [MAY, *(MAY + cut for cut in cuts), MAY + 5 * HOUR]
            parts = [self.cost(at=a, until=b, item="i", **args) for a, b in zip(bounds, bounds[1:])]
            self.assertEqual(sum(parts), whole)

    def test_tiers_by_an_attribute(self):
        self.price(resource="vm", tier_by="size", tiers=json.dumps(
            [{"upto": 2.5, "rate": "6/vm/hour"}, {"rate": "60/vm/hour"}]))
        args = {"resource": "vm", "at": MAY, "until": MAY + HOUR}
        for size, cost in (("0.1", 6), ("2.5", 6), ("2.50", 6), ("2.51", 60)):
            self.assertEqual(self.cost(attributes=f'{{"size": {size}}}', **args), cost)
        for bad in ("{}", '{"size": 0}', '{"size": -1}', '{"size": "2"}', '{"size": true}', None):
            self.refused("22023", "charge", account="a", attributes=bad, **args)
        self.assertEqual(self.book().lines[-1].rate.text, "60/vm/hour")
        self.assertIsNone(self.book().lines[-1].price.terms())


class ByQuantity(Prices):
    def test_least(self):
        self.price(resource="call", rate="2/call", least="5")
        self.assertEqual([self.call(q) for q in ("0", "0.000000000000000001", "2", "3")],
                         [0, 5, 5, 6])
        self.assertIsNone(self.book().lines[-1].counted)

    def test_packages(self):
        self.price(resource="call", rate="0.02/call", package="100")
        self.assertEqual([self.call(q) for q in ("1", "98.5", "0.5", "0.1", "0", "199.9")],
                         [2, 0, 0, 2, 0, 2])
        self.assertEqual([line.counted for line in self.book().lines][:3],
                         [0, 1, Fraction(995, 10)])
        self.assertEqual(self.call("1", at=us(2024, 4, 30)), 2)  # late, its own period
        self.assertEqual(sorted(self.book().counters.values()), [ONE, 300 * ONE])

    def test_graduated(self):
        self.price(resource="call", tiers=TIERS)
        self.assertEqual([self.call(q) for q in ("4", "8", "8", "5")], [12, 22, 16, 5])
        line = self.book().lines[-1]
        self.assertEqual((line.rate, line.counted, line.price.terms()), (None, 20, "mode,tiers"))
        self.refused("22023", "charge", account="a", resource="call", at=MAY, until=NOW)

    def test_packages_in_tiers(self):
        self.price(resource="call", tiers=TIERS, package="6")
        self.assertEqual([self.call(q) for q in ("1", "6", "12")], [18, 16, 20])

    def test_volume_gives_back(self):
        self.price(resource="call", tiers=TIERS, tier_mode="volume")
        paid = self.book().entries[0].bucket
        flex = self.book().periods[-1].flex
        self.ok("consume", account="a", amount="960")
        self.ok("set_overage", account="a", enabled=True)
        self.assertEqual(self.call("10"), 30)                   # 30, of the last 40
        self.assertEqual(self.call("9.5"), 9)                   # 39
        self.assertEqual(self.call("0.5", at=NOW - HOUR), 1)    # 40
        self.assertEqual(self.book().buckets[paid].closed, True)
        answer = self.ok("charge", account="a", resource="call", quantity="1")
        self.assertEqual([Fraction(x, ONE) for x in answer[3:7]], [-19, -19, 0, 19])
        self.assertEqual(self.entries(), [("return", paid, 19)])
        self.assertFalse(self.book().buckets[paid].closed)
        self.assertEqual(self.call("40"), 40)
        self.assertEqual(self.entries(), [("draw", paid, -19), ("draw", flex, -21)])
        self.assertEqual(self.book().buckets[paid].used, 1000 * ONE)
        self.assertEqual(self.ok("balance", account="a")[3], 21 * ONE)

    def test_giving_back_is_latest_first_and_once(self):
        self.price(resource="call", tiers=json.dumps(
            [{"upto": 10, "rate": "3/call"}, {"upto": 20, "rate": "1/call"}, {"rate": "0/call"}]),
            tier_mode="volume")
        flex = self.book().periods[-1].flex
        paid = self.book().entries[0].bucket
        self.ok("set_overage", account="a", enabled=True)
        self.ok("consume", account="a", amount="985")
        self.call("5")
        self.call("5")  # 30: 15 paid and 15 overage
        self.assertEqual(self.call("1"), -19)
        self.assertEqual(self.entries(), [("return", flex, 15), ("return", paid, 4)])
        self.assertEqual(self.call("1"), 1)
        self.assertEqual(self.call("9"), -12)
        self.assertEqual(self.entries(), [("return", paid, 12)])
        self.assertEqual(self.ok("balance", account="a")[0], 15 * ONE)
        self.assertEqual(self.ok("balance", account="a", at=NOW - 1)[0], 1000 * ONE)

    def test_late_usage_gives_nothing_back(self):
        self.price(resource="call", tiers=TIERS, tier_mode="volume")
        april = us(2024, 4, 30)
        self.assertEqual([self.call(q, at=april) for q in ("10", "0.5", "0.5", "20")],
                         [30, 0, 1, 9])
        self.assertEqual(self.book().lines[-1].late_at, NOW)

    def test_any_order_sums_to_the_same(self):
        calls = ("3", "7.5", "9", "0.25", "11.333333333333333333")
        for terms in ({"tiers": TIERS}, {"tiers": TIERS, "tier_mode": "volume"},
                      {"tiers": TIERS, "package": "4"}, {"rate": "0.7/call", "package": "4"},
                      {"tiers": TIERS, "tier_mode": "volume", "package": "0.7"}):
            name = f"t{len(self.state.resources)}"
            self.run_op("resource", resource=name, unit="call")
            self.price(resource=name, **terms)
            before, sums = self.state, set()
            held = self.ok("balance", account="a")[0]
            for order in itertools.permutations(calls):
                self.state = before
                charged = sum(self.cost(resource=name, quantity=q, at=MAY + (i * 7 % 5) * DAY)
                              for i, q in enumerate(order))
                sums.add((charged, self.ok("balance", account="a")[0]))
            self.assertEqual(len(sums), 1, terms)
            charged, available = sums.pop()
            self.assertEqual(available, held - charged * ONE)

    def test_counted_for_the_payer(self):
        self.price(resource="call", tiers=TIERS)
        self.ok("open_account", account="kid", parent="a")
        self.assertEqual(self.call("10"), 30)
        self.assertEqual(self.call("1", account="kid"), 2)

    def test_ranges(self):
        self.price(resource="call", rate="1000000/call", package="1")
        self.refused("22003", "charge", account="a", resource="call", quantity=format_amount(MAX))
        self.refused("KR001", "charge", account="a", resource="call", quantity="1000000")

    def test_least_balance(self):
        self.price(resource="call", rate="1/call")
        self.ok("change_resource", resource="call", least_balance="990")
        self.assertEqual(self.call("10"), 10)
        self.assertEqual(self.call("1"), 1)
        self.refused("KR013", "charge", account="a", resource="call")
        args = {"account": "a", "resource": "call", "quantity": "2"}
        self.assertEqual(self.ok("try_charge", **args)[3:8],
                         (0, 0, 0, 989 * ONE, "minimum_not_met"))
        self.assertEqual(self.ok("quote", **args)[3:8],
                         (2 * ONE, 0, 0, 989 * ONE, "minimum_not_met"))
        self.ok("usage", rows=[args])
        self.ok("set_overage", account="a", enabled=True, cap="3")
        self.assertEqual(self.ok("try_charge", **args)[7], "completed")
