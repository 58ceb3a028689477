"""Worked examples of auto top-up (docs/rules.md, 18), computed by hand; test_model.py runs them
with the rest.
"""
from fractions import Fraction

from test_money import MINUTE, NOW, Money
from test_plans import DAY, us
from values import ONE

HALF = 30 * MINUTE  # how long a deposit waits


class Topups(Money):
    def topup(self, floor="10", **args):
        self.ok("set_topup", account="a", floor=floor, **args)

    def asked(self):
        """(money, credits) of the top-ups made."""
        return [(d.money, Fraction(d.credits, ONE)) for d in self.book().deposits.values()
                if d.source == "topup"]

    def spend(self, amount="1"):
        self.ok("consume", account="a", amount=amount)

    def names(self):
        return [event for event, _, _ in self.events()]

    def test_asked_when_below_the_floor(self):
        self.grant("12")
        self.topup()
        self.spend("2")
        self.assertEqual(self.asked(), [])            # 10 is not below 10
        self.spend("0.000000000000000001")
        self.assertEqual(self.asked(), [(Fraction("0.01"), Fraction("0.01"))])
        self.spend()
        self.assertEqual(len(self.asked()), 1)        # one is pending
        self.ok("confirm_deposit", account="a", deposit=1)
        self.assertEqual(len(self.asked()), 1)        # nor so soon after the last
        self.clock(NOW + MINUTE)
        self.assertEqual(len(self.asked()), 1)        # nothing was booked
        self.spend()
        self.assertEqual(len(self.asked()), 2)

    def test_set_topup_asks_and_covers_the_gap(self):
        self.ok("add_payment_method", account="a", method="card")
        self.ok("add_payment_method", account="a", method="bank", priority=0)
        self.ok("set_receipt_address", account="a", address="me")
        self.grant("1.234")
        self.topup()
        self.assertEqual(self.asked(), [(Fraction("8.77"), Fraction("8.77"))])
        event, at, facts = self.events()[0]
        self.assertEqual((event, at), ("topup.requested", NOW))
        self.assertEqual(facts, {
            "deposit": max(self.book().deposits), "money": Fraction("8.77"), "currency": "USD",
            "credits": 877 * ONE // 100, "expires_at": NOW + HALF, "methods": ("bank", "card"),
            "receipt_to": "me"})
        self.topup(None)
        self.assertIsNone(self.book().topup)

    def test_presets_are_bought_as_many_as_cover_it(self):
        self.pack(credits="4", money="3")
        self.grant("1.999999999999999999")
        self.topup(pack="p")
        self.assertEqual(self.asked(), [(9, 12)])

    def test_at_least_and_at_most(self):
        self.grant("1")
        self.pack(least_money="20", most_money="30")
        for floor, money, size in (("10", None, 20), ("10", "25", 25), ("50", None, 30),
                                   ("26", None, 25)):
            self.setUp()
            self.grant("1")
            self.pack(least_money="20", most_money="30")
            self.topup(floor, pack="p", money=money)
            self.assertEqual(self.asked(), [(size, size)])
        self.pack("q", price="0.5", least_credits="100")
        self.topup("31", pack="q")
        self.ok("fail_deposit", account="a", deposit=1)
        self.clock(NOW + DAY)
        self.spend()
        self.assertEqual(self.asked()[1:], [(50, 100)])

    def test_discounts(self):
        steps = '[{"from": 20, "percent": 10}, {"from": 100, "percent": 50}]'
        for floor, money, asked in (
                ("19.995", None, (20, 20)),                  # the gap has no discount
                ("20.001", None, (Fraction("18.01"), Fraction("20.011111111111111111"))),
                ("20", "19", (19, 19)),                      # at its own discount
                ("20", "40", (40, Fraction("44.444444444444444444")))):
            self.setUp()
            self.pack(discounts=steps)
            self.topup(floor, pack="p", money=money)
            self.assertEqual(self.asked(), [asked])

    def test_what_is_owed_is_covered_too(self):
        self.bought("5")
        self.spend("5")
        self.ok("clawback", account="a", deposit="d")
        self.assertEqual(self.balance(), (0, 5))
        self.topup()
        self.assertEqual(self.asked(), [(15, 15)])
        self.ok("confirm_deposit", account="a", deposit=1)
        self.assertEqual(self.balance(), (10, 0))

    def test_what_may_be_set(self):
        self.pack(credits="4", money="3")
        self.pack("euro", currency="EUR")
        self.ok("open_account", account="kid", parent="a")
        for code, args in (("22023", {"account": "kid"}), ("22023", {"pack": "p", "money": "5"}),
                           ("KR010", {"pack": "nothing"}), ("KR016", {"pack": "euro"}),
                           ("22023", {"floor": "0"}), ("22023", {"money": "0"}),
                           ("22023", {"cooldown": "-1 day"}), ("22023", {"most_times": 0}),
                           ("22023", {"stop_after": 0})):
            self.refused(code, "set_topup", **{"account": "a", "floor": "1", **args})

    def test_cooldown(self):
        self.topup(cooldown="1 hour")
        self.ok("fail_deposit", account="a", deposit=1)
        self.clock(NOW + 2 * HALF - 1)
        self.grant("1")
        self.assertEqual(len(self.asked()), 1)
        self.clock(NOW + 2 * HALF)
        self.grant("1")
        self.assertEqual(self.asked()[1:], [(8, 8)])

    def test_most_times_in_a_period(self):
        self.topup(most_times=2, cooldown="0", stop_after=9)
        for number in (1, 2):
            self.ok("fail_deposit", account="a", deposit=number)
            self.grant("1")
            self.grant("1")
        self.assertEqual(len(self.asked()), 2)
        self.assertEqual(self.names().count("topup.limited"), 1)
        self.clock(us(2024, 6, 1))
        self.grant("1")
        self.assertEqual(len(self.asked()), 3)

    def test_failures_stop_it(self):
        self.topup(stop_after=2, cooldown="0")
        self.ok("fail_deposit", account="a", deposit=1)
        self.grant("1")
        self.clock(NOW + HALF)                        # the second expires
        self.assertEqual(self.names()[-1], "topup.stopped")
        self.assertEqual(self.events()[-1][2]["failures"], 2)
        self.grant("1")
        self.assertEqual(len(self.asked()), 2)
        self.ok("fail_deposit", account="a", deposit=2, at=NOW)
        self.assertEqual(self.book().topup.failures, 2)          # the same one
        self.ok("add_payment_method", account="a", method="card")
        self.grant("1")
        self.assertEqual(len(self.asked()), 3)
        self.ok("fail_deposit", account="a", deposit=3)
        self.topup(stop_after=2, cooldown="0")
        self.assertEqual(self.book().topup.failures, 0)

    def test_one_that_completes_is_a_new_beginning(self):
        self.topup(stop_after=2, cooldown="0")
        self.ok("fail_deposit", account="a", deposit=1)
        self.grant("1")
        self.ok("confirm_deposit", account="a", deposit=2)
        self.assertEqual(self.book().topup.failures, 0)

    def test_late_word_of_a_payment(self):
        self.topup(stop_after=1, cooldown="0")
        self.clock(NOW + HALF)
        self.assertEqual(self.book().topup.failures, 1)
        self.ok("confirm_deposit", account="a", deposit=1, at=NOW)
        self.assertEqual(self.book().topup.failures, 0)

    def test_who_is_booked_for_is_asked(self):
        self.ok("bonus", bonus="referrer", credits="5")
        self.ok("refer", referrer="a", referee="b")
        self.grant("5")
        self.topup(most_times=2, cooldown="0")
        self.ok("fail_deposit", account="a", deposit=1)
        self.ok("deposit", account="b", money="1", **{"as": "d"})
        self.ok("confirm_deposit", account="b", deposit="d")
        self.assertEqual((self.balance(), len(self.asked())), ((10, 0), 1))
        self.ok("clawback", account="b", deposit="d")
        self.assertEqual(self.asked(), [(5, 5), (5, 5)])

    def test_not_for_sale(self):
        self.pack(opened_before=NOW)
        self.grant("10")
        self.topup(pack="p")
        self.ok("end_pack", pack="p", opened_before=NOW)
        self.spend()
        self.assertEqual((self.asked(), self.names()), ([], []))

    def test_frozen_and_suspended(self):
        self.ok("refer", referrer="b", referee="a", **{"as": "ref"})
        self.ok("suspend", account="a")
        self.topup()
        self.assertEqual(len(self.asked()), 1)        # who is suspended can buy
        self.ok("fail_deposit", account="a", deposit=1)
        self.ok("forfeit", referrer="b", referral="ref", freeze=True)
        self.clock(NOW + DAY)
        self.topup()
        self.assertEqual(len(self.asked()), 1)
