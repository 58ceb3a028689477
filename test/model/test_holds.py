"""Worked examples of holds (docs/rules.md, 21), computed by hand; test_model.py runs them with the
rest.
"""
from fractions import Fraction

from test_money import MAY, MINUTE, NOW, Money
from test_plans import DAY, HOUR, us
from values import MAX, ONE, format_amount

JUNE = us(2024, 6, 1)


class Holding(Money):
    """Account a, opened on May 1, stands at May 10."""

    def hold(self, amount, label="h", account="a", **args):
        return self.ok("hold", account=account, amount=amount, **{"as": label, **args})

    def capture(self, label="h", account="a", **args):
        """(charged, credits, overage, balance)"""
        answer = self.ok("capture", account=account, hold=label, **args)
        return tuple(Fraction(x, ONE) for x in answer[3:7])

    def release(self, label="h", account="a", **args):
        return Fraction(self.ok("release", account=account, hold=label, **args), ONE)

    def found(self, label="h", account="a"):
        book = self.state.book(self.state.accounts[account])
        return book.holds[self.state.names[label]]

    def seen(self, at=None, **args):
        """(available, held)"""
        answer = self.ok("balance", account="a", at=at, **args)
        return Fraction(answer[0], ONE), Fraction(answer[1], ONE)

    def held(self, number):
        return Fraction(self.bucket(number).held, ONE)

    def left(self, number):
        return Fraction(self.bucket(number).left(), ONE)

    def overage(self, cap=None, **args):
        self.ok("set_overage", account="a", enabled=True, cap=cap, **args)

    def flex(self, number=-1):
        return self.book().periods[number].flex


class Holds(Holding):
    def test_of_the_buckets_that_a_draw_would_take(self):
        one, two = self.grant("5", priority=2), self.grant("5", priority=1)
        self.overage("3")
        self.hold("11")
        self.assertEqual([self.held(n) for n in (two, one, self.flex())], [5, 5, 1])
        self.assertEqual(self.seen(), (0, 11))
        rows = {row[0]: row for row in self.ok("buckets", account="a")}
        self.assertEqual(rows[one][5:8], (0, 5 * ONE, 0))
        self.assertEqual(rows[self.flex()][5:8], (0, ONE, 2 * ONE))
        self.assertEqual(self.book().entries[-1].kind, "overage")  # nothing is booked

    def test_all_or_nothing(self):
        self.grant("5")
        self.refused("KR001", "hold", account="a", amount="5.000000000000000001")
        self.hold("3")
        self.refused("KR001", "hold", account="a", amount="2.1")
        self.refused("KR001", "consume", account="a", amount="2.1")
        self.overage("1")
        self.refused("KR002", "hold", account="a", amount="3.1")
        self.hold("3")
        self.refused("KR002", "consume", account="a", amount="0.1")

    def test_what_it_may_be(self):
        self.grant("5")
        for bad in ("0", "-1"):
            self.refused("22023", "hold", account="a", amount=bad)
        for bad in ("0", "-1 hour", "1 month", "367 days"):
            self.refused("22023", "hold", account="a", amount="1", ttl=bad)
        self.refused("KR010", "hold", account="a", amount="1", resource="nothing")
        self.refused("KR010", "hold", account="nobody", amount="1")
        self.refused("22004", "hold", account="a")
        self.refused("22023", "hold", account="a", amount="1", at=NOW - HOUR, ttl="1 hour")
        self.refused("22023", "hold", account="a", amount="1", at=MAY - 1, ttl="40 days")
        self.hold("1", ttl="366 days")
        self.assertEqual(self.found().ends_at, NOW + 366 * DAY)
        self.hold("1", "default")
        self.assertEqual(self.found("default").ends_at, NOW + 15 * MINUTE)

    def test_scopes(self):
        for name in ("cpu", "gpu"):
            self.ok("resource", resource=name, unit=name)
        number = self.grant("5", scope=("cpu",))
        self.refused("KR001", "hold", account="a", amount="1", resource="gpu")
        self.refused("KR001", "hold", account="a", amount="1")
        self.hold("2", resource="cpu")
        self.assertEqual(self.held(number), 2)
        self.assertEqual(self.seen(resource="cpu"), (3, 2))
        self.assertEqual(self.seen(resource="gpu"), (0, 2))  # of all buckets

    def test_added_to(self):
        for name in ("cpu", "gpu"):
            self.ok("resource", resource=name, unit=name)
        self.grant("10")
        first = self.hold("1", resource="cpu", ttl="1 hour")
        self.refused("22023", "hold", account="a", amount="1", hold="h", ttl="1 hour")
        self.refused("KR010", "hold", account="a", amount="1", hold="other")
        self.refused("KR010", "hold", account="b", amount="1", hold="h")
        self.clock(NOW + 30 * MINUTE)
        self.assertEqual(self.ok("hold", account="a", amount="2", resource="gpu", hold="h"), first)
        self.hold("3", resource="gpu", hold="h")
        self.assertEqual(self.found().ends_at, NOW + HOUR)
        self.assertEqual(self.seen(), (4, 6))
        self.clock(NOW + HOUR)
        self.refused("KR005", "hold", account="a", amount="1", hold="h")
        self.assertEqual(self.seen(), (10, 0))

    def test_one_hold_is_an_amount(self):
        self.grant("10")
        self.overage()
        self.hold(format_amount(MAX - ONE))
        self.refused("22003", "hold", account="a", amount="2", hold="h")
        self.hold("1", hold="h")

    def test_keys(self):
        self.grant("10")
        first = self.hold("1", key="k")
        self.assertEqual(self.hold("1.0", key="k"), first)
        self.assertEqual(self.seen(), (9, 1))
        for name, value in (("amount", "2"), ("ttl", "1 hour"), ("hold", "h")):
            refusal = self.refused("KR003", "hold", account="a", key="k",
                                   **{"amount": "1", name: value})
            self.assertEqual(refusal.field, name)

    def test_children(self):
        self.grant("10")
        for name in ("kid", "sister"):
            self.ok("open_account", account=name, parent="a", at=MAY)
        self.hold("2", account="kid")
        self.hold("3", "of payer")
        self.refused("KR010", "capture", account="sister", hold="h")
        self.refused("KR010", "capture", account="kid", hold="of payer")
        self.refused("KR010", "release", account="b", hold="h")
        self.capture(account="a", amount="1")  # the payer may; it is the child's
        self.assertEqual(self.book().entries[-1].user, self.state.accounts["kid"].id)
        self.refused("KR010", "hold", account="a", amount="1", hold="nothing")

    def test_suspended_and_frozen(self):
        self.grant("10")
        self.hold("2")
        self.hold("3", "g")
        self.ok("suspend", account="a")
        self.refused("KR006", "hold", account="a", amount="1")
        self.capture()
        self.assertEqual(self.release("g"), 3)

    def test_it_asks_for_a_topup(self):
        self.grant("10")
        self.ok("set_topup", account="a", floor="10", money="10")
        self.hold("1")
        self.assertEqual([d.source for d in self.book().deposits.values()], ["topup"])


class Captures(Holding):
    def test_all(self):
        one, two = self.grant("5", priority=1), self.grant("5", priority=2)
        self.overage()
        self.hold("11")
        self.assertEqual(self.capture(), (11, 10, 1, 0))
        self.assertEqual(self.entries(), [("capture", one, -5), ("capture", two, -5),
                                          ("capture", self.flex(), -1)])
        self.assertTrue(self.bucket(one).closed)
        self.assertEqual((self.found().status, self.found().ended_at), ("captured", NOW))
        self.assertEqual(self.seen(), (0, 0))

    def test_in_part(self):
        one, two = self.grant("5", priority=1), self.grant("5", priority=2)
        self.hold("7")
        self.assertEqual(self.capture(amount="5.5"), (Fraction(11, 2), Fraction(11, 2), 0,
                                                      Fraction(9, 2)))
        self.assertEqual((self.left(one), self.left(two)), (0, Fraction(9, 2)))
        self.assertEqual(self.entries(), [("capture", one, -5),
                                          ("capture", two, Fraction(-1, 2))])
        self.assertEqual(self.seen()[1], 0)

    def test_nothing_releases(self):
        self.grant("5")
        self.hold("5")
        known = len(self.book().entries)
        answer = self.ok("capture", account="a", hold="h", amount="0")
        self.assertEqual((answer.operation, answer.charged, answer.balance), (None, 0, 5 * ONE))
        self.assertEqual(len(self.book().entries), known)
        self.assertEqual(self.found().status, "released")
        self.refused("KR004", "capture", account="a", hold="h")
        self.refused("22023", "capture", account="a", hold="h", amount="-1")

    def test_beyond(self):
        one, two = self.grant("5", priority=1), self.grant("5", priority=2)
        self.hold("4")
        self.refused("KR001", "capture", account="a", hold="h", amount="10.1")
        self.assertEqual(self.seen(), (6, 4))
        self.assertEqual(self.capture(amount="6"), (6, 6, 0, 4))
        self.assertEqual(self.entries(), [("capture", one, -4), ("draw", one, -1),
                                          ("draw", two, -1)])

    def test_beyond_past_the_cap(self):
        self.overage("3")
        self.hold("2")
        self.refused("KR002", "capture", account="a", hold="h", amount="3.1")
        self.assertEqual(self.capture(amount="3"), (3, 0, 3, 0))

    def test_overdraft(self):
        self.grant("5")
        self.ok("set_overdraft", account="a", amount="2")
        self.refused("22023", "set_overdraft", account="a", amount="-1")
        self.hold("4")
        self.refused("KR001", "capture", account="a", hold="h", amount="7.1")
        self.refused("KR001", "consume", account="a", amount="2")
        self.assertEqual(self.capture(amount="6.5"), (Fraction(13, 2), 5, Fraction(3, 2), 0))
        self.assertEqual(self.balance(), (0, Fraction(3, 2)))
        number = self.grant("1")
        self.assertEqual(self.left(number), 0)
        self.assertEqual(self.balance(), (0, Fraction(1, 2)))
        self.grant("10")
        self.hold("1", "i")
        self.refused("KR001", "capture", account="a", hold="i", amount="11.6")
        self.assertEqual(self.balance()[1], 0)
        self.capture("i", amount="11.5")
        self.assertEqual(self.balance()[1], 2)
        self.ok("set_overdraft", account="a", amount=None)

    def test_several_resources(self):
        for name in ("cpu", "gpu"):
            self.ok("resource", resource=name, unit=name)
        number = self.grant("10")
        self.hold("2", resource="cpu")
        self.hold("3", resource="gpu", hold="h")
        self.refused("22023", "capture", account="a", hold="h", amount="1")
        self.refused("KR010", "capture", account="a", hold="h", resource="nothing")
        self.assertEqual(self.capture(resource="cpu", amount="1"), (1, 1, 0, 6))
        self.assertEqual((self.held(number), self.found().status), (3, "held"))
        self.refused("KR010", "capture", account="a", hold="h", resource="cpu")
        self.assertEqual(self.capture(amount="3.5"), (Fraction(7, 2), Fraction(7, 2), 0,
                                                      Fraction(11, 2)))  # of the one that is left
        self.assertEqual([e.resource for e in self.book().entries[-3:]], ["cpu", "gpu", "gpu"])
        self.assertEqual(self.found().status, "captured")

    def test_several_resources_whole(self):
        for name in ("cpu", "gpu"):
            self.ok("resource", resource=name, unit=name)
        self.grant("10")
        self.hold("2", resource="cpu")
        self.hold("3", resource="gpu", hold="h")
        self.assertEqual(self.capture(), (5, 5, 0, 5))
        self.assertEqual([(e.resource, e.amount) for e in self.book().entries[-2:]],
                         [("cpu", -2 * ONE), ("gpu", -3 * ONE)])

    def test_keys(self):
        self.grant("10")
        self.hold("4")
        self.hold("4", "i")
        first = self.ok("capture", account="a", hold="h", amount="3", key="k")
        self.assertEqual(self.ok("capture", account="a", hold="h", amount="3.0", key="k"),
                         first._replace(replayed=True))
        self.assertEqual(self.refused("KR003", "capture", account="a", hold="h", key="k").field,
                         "amount")
        self.assertEqual(self.refused("KR003", "capture", account="a", hold="i", amount="3",
                                      key="k").field, "hold")

    def test_resolved_once(self):
        self.grant("10")
        self.hold("4")
        self.capture()
        self.refused("KR004", "capture", account="a", hold="h")
        self.refused("KR004", "release", account="a", hold="h")
        self.hold("4", "i")
        self.assertEqual(self.release("i"), 4)
        self.assertEqual(self.release("i"), 0)
        self.refused("KR004", "capture", account="a", hold="i")
        self.refused("KR010", "capture", account="a", hold="nothing")
        self.refused("22004", "capture", account="a", hold=None)

    def test_a_capture_can_be_refunded(self):
        number = self.grant("10")
        self.hold("4")
        self.capture(**{"as": "o"})
        self.ok("refund", account="a", operation="o", amount="1")
        self.assertEqual(self.left(number), 7)
        self.refused("KR017", "refund", account="a", operation="o", amount="3.1")

    def test_its_instant(self):
        self.grant("10", at=MAY)
        self.hold("4", ttl="40 days")
        for call in ("capture", "release"):
            self.refused("22023", call, account="a", hold="h", at=NOW - 1)
        self.clock(JUNE)
        self.refused("KR008", "capture", account="a", hold="h", at=NOW)
        self.refused("22023", "capture", account="a", hold="h", at=JUNE + 1)
        self.refused("22023", "release", account="a", hold="h", at=JUNE + 1)
        self.refused("22023", "hold", account="a", amount="1", at=JUNE + 1)
        self.clock(JUNE + DAY)
        self.capture(at=JUNE + HOUR)
        self.assertEqual(self.book().entries[-1].at, JUNE + HOUR)

    def test_the_last_call_says_what_became_of_it(self):
        for name in ("cpu", "gpu"):
            self.ok("resource", resource=name, unit=name)
        self.grant("10")
        self.hold("2", resource="cpu")
        self.hold("3", resource="gpu", hold="h")
        self.capture(resource="cpu")
        self.assertEqual(self.capture(amount="0"), (0, 0, 0, 8))
        self.assertEqual(self.found().status, "released")


class HoldEnds(Holding):
    def test_from_its_end_on(self):
        self.grant("5")
        self.hold("5", ttl="1 hour")
        self.assertEqual(self.seen(NOW + HOUR - 1), (0, 5))
        self.assertEqual(self.seen(NOW + HOUR), (5, 0))
        self.clock(NOW + HOUR - 1)
        self.refused("KR001", "consume", account="a", amount="1")
        self.clock(NOW + HOUR)
        self.assertEqual((self.found().status, self.found().ended_at), ("expired", NOW + HOUR))
        self.refused("KR005", "capture", account="a", hold="h")
        self.assertEqual(self.release(), 0)
        self.ok("consume", account="a", amount="5")

    def test_reads_of_the_past(self):
        self.grant("5", at=MAY)
        self.hold("3", ttl="2 hours")
        self.clock(NOW + HOUR)
        self.capture(amount="1")
        self.assertEqual(self.seen(NOW - 1), (5, 0))
        self.assertEqual(self.seen(NOW + HOUR - 1), (2, 3))
        self.assertEqual(self.seen(NOW + HOUR), (4, 0))

    def test_past_the_end_of_its_bucket(self):
        number = self.grant("5", expires_at=NOW + HOUR)
        self.hold("3", ttl="40 days")
        self.hold("1", "g", ttl="40 days")
        self.clock(JUNE)
        self.assertEqual(self.entries(), [("expire", number, -1)])  # what is left
        self.assertFalse(self.bucket(number).closed)
        self.assertEqual(self.seen(), (0, 4))
        self.assertEqual(self.capture(amount="2"), (2, 2, 0, 0))
        self.assertEqual(self.entries(), [("capture", number, -2), ("expire", number, -1)])
        self.assertEqual(self.book().entries[-1].at, NOW + HOUR)
        self.release("g")
        self.assertEqual(self.entries(), [("expire", number, -1)])
        self.assertTrue(self.bucket(number).closed)

    def test_past_its_bucket_whose_expiry_is_not_posted(self):
        number = self.grant("5", expires_at=NOW + HOUR)
        self.hold("3", ttl="1 day")
        self.clock(NOW + 2 * HOUR)
        self.assertEqual(self.release(), 3)
        self.assertEqual((self.left(number), self.seen()), (5, (0, 0)))
        self.clock(JUNE)
        self.assertEqual(self.entries(), [("expire", number, -5)])

    def test_times_out_past_its_bucket(self):
        number = self.grant("5", expires_at=JUNE)
        self.hold("5", ttl=f"{(JUNE + DAY - NOW) // HOUR} hours")
        self.clock(JUNE + DAY - 1)
        self.assertEqual(self.held(number), 5)
        self.clock(JUNE + DAY)
        self.assertEqual(self.entries(), [("expire", number, -5)])
        self.assertEqual(self.book().entries[-1].at, JUNE)

    def test_times_out_where_its_bucket_expires(self):
        number = self.grant("5", expires_at=JUNE)
        self.hold("5", ttl=f"{(JUNE - NOW) // HOUR} hours")
        self.clock(JUNE)
        self.assertEqual(self.entries(), [("expire", number, -5)])

    def test_flex_moves_on(self):
        self.overage("5")
        self.ok("consume", account="a", amount="1")
        self.hold("4", ttl="60 days")
        may = self.flex()
        self.clock(JUNE)
        self.assertEqual((self.held(may), self.held(self.flex())), (0, 4))
        self.ok("consume", account="a", amount="1")
        self.refused("KR002", "consume", account="a", amount="0.1")
        self.assertEqual(self.capture(), (4, 0, 4, 0))
        self.assertEqual(self.entries(), [("capture", self.flex(), -4)])

    def test_flex_moves_on_over_the_cap(self):
        self.overage("5")
        self.hold("4", ttl="60 days")
        self.overage("3", at=JUNE)
        self.clock(JUNE)
        self.assertEqual(self.bucket(self.flex()).left(), 0)
        self.refused("KR002", "consume", account="a", amount="0.1")
        self.assertEqual(self.capture(), (4, 0, 4, 0))
        self.assertEqual(self.bucket(self.flex()).used, 4 * ONE)

    def test_with_grace_it_moves_when_the_period_closes(self):
        self.ok("plan", plan="p", overage=True, overage_price="2", grace="1 day")
        self.ok("subscribe", account="a", plan="p")
        self.hold("4", ttl="60 days")
        first, end = self.flex(), self.book().periods[-1].ends_at
        self.clock(end + HOUR)
        self.assertEqual((self.held(first), self.held(self.flex())), (4, 0))
        self.clock(end + DAY)
        self.assertEqual((self.held(first), self.held(self.flex())), (0, 4))
        self.capture()
        lines = self.ok("statement", account="a")
        self.assertEqual([line[1:4] for line in lines], [("overage", None, 4 * ONE)])
        self.assertEqual(self.book().invoices, {})

    def test_rollover_of_what_is_left(self):
        self.ok("plan", plan="p", included="10", rollover_max="100")
        self.ok("subscribe", account="a", plan="p")
        self.hold("4", ttl="60 days")
        end = self.book().periods[-1].ends_at
        self.clock(end)
        moved = [e.amount for e in self.book().entries if e.kind == "rollover"]
        self.assertEqual(moved, [-6 * ONE, 6 * ONE])
        self.release()
        self.assertEqual(self.entries()[0][::2], ("expire", -4))

    def test_a_reset_where_the_period_began(self):
        for name in ("p", "q"):
            self.ok("plan", plan=name, included="10", overage=True)
        self.ok("subscribe", account="a", plan="p")
        self.hold("13", ttl="60 days")
        self.refused("KR015", "change_plan", account="a", plan="q", at_cycle_end=False)
        self.release()
        self.ok("change_plan", account="a", plan="q", at_cycle_end=False)
        self.assertEqual(self.seen(), (10, 0))

    def test_a_reset_cuts_what_is_held(self):
        for name in ("p", "q"):
            self.ok("plan", plan=name, included="10")
        self.ok("subscribe", account="a", plan="p")
        self.clock(NOW + DAY)
        self.hold("4", ttl="60 days")
        self.refused("KR015", "change_plan", account="a", plan="q", at_cycle_end=False)
        self.clock(NOW + DAY + 1)
        self.ok("change_plan", account="a", plan="q", at_cycle_end=False)
        self.assertEqual(self.seen(), (10, 4))
        self.capture(amount="1")
        self.assertEqual([e[0] for e in self.entries()], ["capture", "expire"])

    def test_meters_have_what_is_left(self):
        self.ok("resource", resource="vm", unit="vm")
        self.ok("price", resource="vm", rate="1/hour")
        self.grant("5")
        self.hold("3", ttl="4 hours")
        self.ok("start", account="a", resource="vm", item="i")
        self.clock(NOW + 3 * HOUR)  # 2 were left
        meter, = self.book().meters.values()
        self.assertEqual((meter.status, meter.stopped_at), ("suspended", NOW + 2 * HOUR))
        self.assertEqual(self.seen(), (0, 3))

    def test_a_meter_goes_on_with_what_a_hold_leaves(self):
        self.ok("resource", resource="vm", unit="vm")
        self.ok("price", resource="vm", rate="1/hour")
        self.grant("5")
        self.hold("3", ttl="2 hours")
        self.ok("start", account="a", resource="vm", item="i")
        self.assertEqual(self.ok("runway", account="a")[2], NOW + 5 * HOUR)
        self.clock(NOW + 4 * HOUR)
        meter, = self.book().meters.values()
        self.assertEqual(meter.status, "running")
        self.assertEqual(self.seen(), (1, 0))


class NotAvailable(Holding):
    def test_revoke_takes_what_is_left(self):
        number = self.grant("5")
        self.hold("3")
        self.assertEqual(self.ok("revoke", account="a", bucket=("prepaid", 1)), 2 * ONE)
        self.assertEqual((self.held(number), self.bucket(number).closed), (3, False))
        self.capture(amount="1")
        self.assertEqual(self.left(number), 2)

    def test_a_deposit_is_refunded_for_what_is_left(self):
        self.bought("10")
        self.hold("4")
        self.assertEqual(self.ok("refund_deposit", account="a", deposit="d"), 6)

    def test_a_clawback_takes_what_is_left(self):
        self.bought("10")
        self.hold("4")
        self.assertEqual(self.ok("clawback", account="a", deposit="d"), 4 * ONE)
        self.release()
        self.assertEqual(self.balance(), (4, 4))

    def test_what_a_chargeback_left_owed_counts(self):
        self.bought("10")
        self.ok("consume", account="a", amount="10")
        self.ok("clawback", account="a", deposit="d")  # 10 are owed
        self.ok("set_overdraft", account="a", amount="2")
        self.overage("1")
        self.hold("1")
        self.refused("KR002", "capture", account="a", hold="h", amount="3")
        self.ok("set_overdraft", account="a", amount="12")
        self.capture(amount="3")
        self.assertEqual(self.balance(), (0, 12))

    def test_activity(self):
        self.grant("10")
        self.hold("4", key="k")
        rows = self.ok("activity", account="a")
        self.assertEqual(rows[-1], (NOW, -4 * ONE, None, "k"))
        self.hold("3", "i")
        self.release("i")
        self.capture(amount="1")
        self.assertEqual([row[1] // ONE for row in self.ok("activity", account="a")], [10, -1])
        self.hold("3", "j", ttl="1 hour")
        self.clock(NOW + HOUR)
        self.assertEqual(len(self.ok("activity", account="a")), 2)

    def test_current_plan(self):
        self.ok("plan", plan="p", included="10")
        self.ok("subscribe", account="a", plan="p")
        self.hold("4")
        row, = self.ok("current_plan", account="a")
        self.assertEqual(row[13:], (10 * ONE, 0, 6 * ONE))
