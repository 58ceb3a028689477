"""Worked examples of buying credit, bonuses and top-ups (docs/rules.md, 16 to 18), computed by
hand; test_model.py runs them with the rest.
"""
import json
from fractions import Fraction

from test_plans import DAY, HOUR, SECOND, Case, us
from values import MAX, ONE, format_amount

MAY = us(2024, 5, 1)
NOW = us(2024, 5, 10)
MINUTE = 60 * SECOND
NEVER = None


class Money(Case):
    """An account opened on May 1, whose clock stands at May 10, and its referrer."""

    def setUp(self):
        super().setUp()
        for name in ("a", "b"):
            self.ok("open_account", account=name, at=MAY, clock=NOW)

    def pack(self, name="p", **row):
        self.ok("pack", pack=name, **{"price": "1", **row})

    def quote(self, name="p", **asked):
        """(money, credits, percent)"""
        money, credits, _, percent = self.ok("quote_pack", account="a", pack=name, **asked)
        return money, Fraction(credits, ONE), percent

    def buy(self, name="p", label="d", **asked):
        return self.ok("buy", **{"account": "a", "pack": name, "as": label, **asked})

    def pay(self, label="d", **args):
        return self.ok("confirm_deposit", **{"account": "a", "deposit": label, **args})

    def bought(self, money, label="d", **args):
        """The bucket of a deposit that is made and paid at once."""
        self.ok("deposit", **{"account": "a", "money": money, "as": label})
        return self.pay(label, **args)

    def deposit(self, label="d"):
        return self.state.book(self.state.accounts["a"]).deposits[self.state.names[label]]

    def grant(self, amount, **args):
        return self.ok("grant", account="a", amount=amount, **args)

    def clock(self, t, account="a"):
        self.ok("set_clock", account=account, at=t)

    def bucket(self, number, account="a"):
        return self.state.book(self.state.accounts[account]).buckets[number]

    def balance(self, account="a"):
        """(available, owed)"""
        answer = self.ok("balance", account=account)
        return Fraction(answer[0], ONE), Fraction(answer[5], ONE)

    def entries(self, account="a", last=0):
        """(kind, bucket, credits) of the last operation, or all from an entry on."""
        entries = self.state.book(self.state.accounts[account]).entries
        if last:
            entries = entries[-last:]
        else:
            entries = [e for e in entries if e.operation == entries[-1].operation]
        return [(e.kind, e.bucket, Fraction(e.amount, ONE)) for e in entries]

    def events(self, account="a"):
        return [(e.event, e.at, dict(e.facts))
                for e in self.state.book(self.state.accounts[account]).outbox]


class Packs(Money):
    def test_discounts_hold_for_the_whole_purchase_from_their_edge_on(self):
        self.pack(discounts=json.dumps([{"from": 100, "percent": 10},
                                        {"from": 200.5, "percent": 25}]))
        for credits, money, percent in (
                ("99.999999999999999999", 100, 0), ("100", 90, 10), ("200.499999", "180.45", 10),
                ("200.5", "150.38", 25), ("1000", 750, 25)):  # 150.375, half-even: 150.38
            self.assertEqual(self.quote(credits=credits),
                             (Fraction(money), Fraction(credits), percent))
        # asked for in money it is what that would buy at list price
        self.assertEqual(self.quote(money="99.99"), (Fraction("99.99"), Fraction("99.99"), 0))
        self.assertEqual(self.quote(money="100")[1:], (Fraction("111.111111111111111111"), 10))
        self.assertEqual(self.quote(money="150")[1:], (Fraction("166.666666666666666666"), 10))
        self.assertEqual(self.quote(money="201")[1:], (268, 25))

    def test_the_edge_is_compared_exactly(self):
        self.pack(price="0.3", discounts='[{"from": 33.333333333333333333, "percent": 50}]')
        self.assertEqual(self.quote(money="10"), (10, Fraction("66.666666666666666666"), 50))
        self.pack("q", price="0.3", discounts='[{"from": 33.333333333333333334, "percent": 50}]')
        self.assertEqual(self.quote("q", money="10"), (10, Fraction("33.333333333333333333"), 0))

    def test_money_is_rounded_half_even(self):
        self.pack(price="0.01")
        for credits, money in (("0.5", None), ("1.5", "0.02"), ("2.5", "0.02"), ("2.51", "0.03")):
            if money is None:  # 0.005 is 0.00: no money
                self.refused("KR016", "quote_pack", account="a", pack="p", credits=credits)
            else:
                self.assertEqual(self.quote(credits=credits)[0], Fraction(money))

    def test_asked_for_in_both_the_price_has_changed_or_not(self):
        self.pack(price="0.5")
        self.assertEqual(self.quote(money="5.00", credits="10"), (5, 10, 0))
        for wrong in ("5.01", "4.99", "5.001"):
            self.refused("KR016", "buy", account="a", pack="p", money=wrong, credits="10")

    def test_presets(self):
        self.pack(credits="10", money="9")
        self.pack("q", credits="100", price="2", discounts='[{"from": 100, "percent": 12.5}]')
        for asked in ({}, {"credits": "10"}, {"money": "9.0"}, {"credits": "10.0", "money": "9"}):
            self.assertEqual(self.quote(**asked), (9, 10, 0))
        self.assertEqual(self.quote("q"), (175, 100, Fraction("12.5")))
        for asked in ({"credits": "10.1"}, {"money": "10"}, {"credits": "10", "money": "8"}):
            self.refused("KR016", "buy", account="a", pack="p", **asked)

    def test_the_order_of_refusals(self):
        self.pack(least_money="5", most_money="100", least_credits="6", most_credits="50")
        self.pack("euro", currency="EUR")
        refused = [("22004", "p", {}), ("22023", "nothing", {"money": "0"}),
                   ("22023", "p", {"credits": "-1"}), ("KR010", "nothing", {"money": "0.001"}),
                   ("KR016", "euro", {"money": "0.001"}), ("KR016", "p", {"money": "4.999"}),
                   ("KR016", "p", {"money": "5.5"}), ("KR016", "p", {"money": "50.01"}),
                   ("KR016", "p", {"credits": "5.999999999999999999"}),
                   ("22023", "p", {"money": "6.001"}), ("22023", "deposit", {"money": "NaN"})]
        for code, name, asked in refused:
            self.refused(code, "buy", account="a", pack=name, **asked)
        for asked in ("6", "50"):
            self.assertEqual(self.quote(money=asked)[1], int(asked))

    def test_the_row_of_the_earliest_cohort_holds(self):
        self.pack(price="1")
        self.pack(price="3", opened_before=MAY)          # not before May 1 itself
        self.pack(price="2", opened_before=MAY + 1)
        self.pack(price="5", opened_before=MAY + DAY)
        self.assertEqual(self.quote(credits="10")[0], 20)
        self.ok("open_account", account="late", at=MAY + DAY, clock=NOW)
        self.assertEqual(self.ok("quote_pack", account="late", pack="p", credits="10")[0], 10)
        self.ok("end_pack", pack="p")
        self.refused("KR016", "quote_pack", account="late", pack="p", credits="10")
        self.ok("open_account", account="kid", parent="a", at=MAY + 2 * DAY)
        self.assertEqual(self.ok("quote_pack", account="kid", pack="p", credits="10")[0], 20)

    def test_bad_rows(self):
        for row in ({"price": "0"}, {"credits": "0"}, {"money": "5"}, {"class": "flex"},
                    {"least_money": "2", "most_money": "1"}, {"pay_within": "0"},
                    {"discounts": '[{"from": 1, "percent": 100}]'}, {"lifetime": "-1 day"},
                    {"discounts": '[{"from": 2, "percent": 1}, {"from": 2, "percent": 2}]'},
                    {"discounts": '[{"from": 2, "percent": -1}]'}, {"discounts": "{}"}):
            self.refused("22023", "pack", pack="bad", **{"price": "1", **row})
        self.refused("KR010", "pack", pack="bad", price="1", **{"class": "gold"})


class Deposits(Money):
    def test_a_deposit_keeps_what_was_agreed(self):
        self.pack(price="0.5", lifetime="1 month", pay_within="1 hour", **{"class": "bonus"})
        self.ok("add_payment_method", account="a", method="card")
        self.ok("set_receipt_address", account="a", address="me")
        self.buy(credits="10")
        self.ok("change_pack", pack="p", price="9")
        self.assertEqual(self.deposit()[3:14], (
            "buy", NOW, NOW + HOUR, 5, "USD", 10 * ONE, "p", "bonus", (1, 0, 0), "card", "me"))
        self.assertEqual(self.balance(), (0, 0))
        number = self.pay(reference="r", invoice="i")
        held = self.bucket(number)
        self.assertEqual((held.klass, held.granted, held.cost, held.effective_at, held.expires_at),
                         ("bonus", 10 * ONE, Fraction("0.5"), NOW, us(2024, 6, 10)))
        self.assertEqual(self.entries(), [("grant", number, 10)])
        self.assertEqual(self.events(), [("deposit.completed", NOW, {
            "deposit": self.deposit().id, "money": 5, "currency": "USD", "credits": 10 * ONE,
            "bucket": number, "reference": "r", "invoice": "i", "receipt_to": "me"})])

    def test_the_currency_is_the_accounts_or_what_is_asked(self):
        self.ok("open_account", account="yen", currency="JPY", clock=NOW)
        self.refused("KR016", "deposit", account="yen", money="100")
        self.refused("KR016", "deposit", account="a", money="100", currency="EUR")
        self.ok("deposit", account="yen", money="100", currency="USD")
        self.pack(currency="JPY", price="150")
        self.refused("22023", "buy", account="yen", pack="p", money="1500.5")
        self.ok("buy", account="yen", pack="p", money="1500")
        self.refused("22004", "deposit", account="a")

    def test_paid_in_time(self):
        for label in "abcd":
            self.ok("deposit", **{"account": "a", "money": "1", "as": label})
        last = NOW + 30 * MINUTE
        self.clock(NOW + 29 * MINUTE)
        self.refused("22023", "confirm_deposit", account="a", deposit="a", at=NOW - 1)
        self.refused("22023", "confirm_deposit", account="a", deposit="a", at=NOW + 30 * MINUTE)
        self.pay("a", at=NOW)
        self.clock(last)
        self.assertEqual(self.deposit("b").status, "expired")
        self.assertEqual(self.deposit("b").ended_at, last)
        self.refused("KR015", "confirm_deposit", account="a", deposit="b")
        self.refused("KR015", "fail_deposit", account="a", deposit="b", at=last)
        self.pay("b", at=last - 1)
        self.assertEqual((self.deposit("b").status, self.deposit("b").ended_at),
                         ("completed", NEVER))
        self.ok("fail_deposit", account="a", deposit="c", at=last - 1, reason="no")
        self.ok("fail_deposit", account="a", deposit="c")
        self.refused("KR015", "confirm_deposit", account="a", deposit="c", at=NOW)
        self.refused("KR015", "fail_deposit", account="a", deposit="b")
        self.assertEqual([(row[2], row[3]) for row in self.ok("deposits", account="a")], [
            ("deposit", "completed"), ("deposit", "completed"), ("deposit", "failed"),
            ("deposit", "expired")])

    def test_expired_is_seen_before_it_is_written(self):
        self.ok("deposit", account="a", money="1", at=MAY, **{"as": "d"})
        self.assertEqual(self.deposit().status, "pending")
        self.assertEqual(self.ok("deposits", account="a")[0][3], "expired")
        self.pay(at=MAY + 30 * MINUTE - 1)

    def test_one_payment_pays_once(self):
        self.ok("deposit", account="a", money="1", **{"as": "d"})
        self.ok("deposit", account="a", money="2", **{"as": "e"})
        number = self.pay(reference="r")
        self.assertEqual(self.pay(reference="r", at=MAY), number)
        self.refused("KR003", "confirm_deposit", account="a", deposit="d", reference="s")
        self.refused("KR003", "confirm_deposit", account="a", deposit="d")
        self.refused("KR003", "confirm_deposit", account="a", deposit="e", reference="r")
        other = self.pay("e")
        self.assertEqual(self.pay("e"), other)
        self.refused("KR003", "confirm_deposit", account="a", deposit="e", reference="t")
        self.ok("refund_deposit", account="a", deposit="d")
        self.ok("clawback", account="a", deposit="e")
        self.assertEqual((self.pay(reference="r"), self.pay("e")), (number, other))
        self.ok("deposit", account="b", money="1", **{"as": "f"})
        self.ok("confirm_deposit", account="b", deposit="f", reference="r")  # another payer

    def test_a_payment_in_a_closed_period_is_granted_now(self):
        self.pack(lifetime="2 months", pay_within="1 day")
        self.buy(money="10")
        self.clock(us(2024, 6, 5))
        held = self.bucket(self.pay(at=NOW + HOUR))
        self.assertEqual((held.effective_at, held.expires_at),
                         (us(2024, 6, 5), us(2024, 7, 10, 1)))
        self.assertEqual(self.deposit().paid_at, NOW + HOUR)

    def test_times_and_keys(self):
        self.ok("deposit", account="a", money="1", at=MAY, key="k", pay_within="1 year")
        first = self.ok("deposit", account="a", money="1.00", at=MAY, key="k",
                        pay_within="12 months")
        self.assertEqual(self.ok("deposits", account="a")[0][:2], (first, MAY))
        for field, args in (("at", {}), ("money", {"money": "2", "at": MAY}),
                            ("currency", {"at": MAY, "currency": "USD"})):
            answer = self.refused("KR003", "deposit", key="k", pay_within="1 year",
                                  **{"account": "a", "money": "1", **args})
            self.assertEqual(answer.field, field)
        self.assertEqual(self.refused("KR003", "buy", account="a", pack="deposit", money="1",
                                      key="k").field, "call")
        for bad in ("0", "-1 hour", "59 seconds", "1 month 1 day", "11 years"):
            self.refused("22023", "deposit", account="a", money="1", pay_within=bad)
        self.refused("22023", "deposit", account="a", money="1", at=MAY - 1)
        ahead = NOW + 90 * DAY
        self.ok("deposit", account="a", money="1", at=ahead, **{"as": "d"})
        self.assertEqual(len(self.book().periods), 1)
        self.refused("22023", "confirm_deposit", account="a", deposit="d")

    def test_those_made_in_a_range(self):
        for at in (MAY + 2, MAY, MAY + 1):
            self.ok("deposit", account="a", money="1", at=at)
        rows = self.ok("deposits", account="a", since=MAY, until=MAY + 2)
        self.assertEqual([row[1] for row in rows], [MAY, MAY + 1])

    def test_credit_past_the_range_is_refused_when_it_is_paid(self):
        self.grant(format_amount(MAX - 10 * ONE))
        self.ok("deposit", account="a", money="10.01", **{"as": "d"})
        self.refused("22003", "confirm_deposit", account="a", deposit="d")
        self.assertEqual(self.deposit().status, "pending")
        self.bought("10", "e")

    def test_its_class_says_how_long_it_lives(self):
        self.pack(**{"class": "included"})
        self.buy(money="1")
        self.assertEqual(self.bucket(self.pay()).expires_at, us(2024, 6, 1))
        self.assertEqual(self.bucket(self.bought("1", "e")).expires_at, NEVER)

    def test_the_cost_is_money_for_a_credit(self):
        self.pack(price="0.3", discounts='[{"from": 7, "percent": 50}]')
        self.buy(credits="7", money="1.05")
        self.assertEqual(self.bucket(self.pay()).cost, Fraction("0.15"))
        self.pack("q", credits="3", money="2")       # rounded down
        self.buy("q", "e")
        self.assertEqual(self.bucket(self.pay("e")).cost, Fraction("0.666666666666666666"))
        self.pack("r", credits="0.000000000000000001", money="1000")
        self.buy("r", "f")
        self.assertIsNone(self.bucket(self.pay("f")).cost)

    def test_children(self):
        for name in ("kid", "sister"):
            self.ok("open_account", account=name, parent="a", at=MAY)
        self.ok("deposit", account="kid", money="5", **{"as": "d"})
        self.refused("KR010", "confirm_deposit", account="sister", deposit="d")
        self.refused("KR010", "confirm_deposit", account="b", deposit="d")
        self.refused("KR010", "confirm_deposit", account="a", deposit="nothing")
        self.refused("22004", "confirm_deposit", account="a", deposit=None)
        self.ok("confirm_deposit", account="kid", deposit="d")
        self.assertEqual(self.balance(), (5, 0))
        self.assertEqual([len(self.ok("deposits", account=name))
                          for name in ("a", "kid", "sister")], [1, 1, 0])

    def test_payment_methods(self):
        def methods():
            return self.ok("payment_methods", account="a")
        for name in ("z", "y"):
            self.ok("add_payment_method", account="a", method=name)
        self.ok("add_payment_method", account="a", method="x", priority=2)
        self.assertEqual(methods(), [("z", 1), ("x", 2), ("y", 2)])
        self.ok("add_payment_method", account="a", method="y", priority=-5)
        self.assertEqual(methods(), [("y", -5), ("z", 1), ("x", 2)])
        self.ok("remove_payment_method", account="a", method="y")
        self.refused("KR010", "remove_payment_method", account="a", method="y")
        self.ok("deposit", account="a", money="1", **{"as": "d"})
        self.ok("deposit", account="a", money="1", method="other", **{"as": "e"})
        self.assertEqual((self.deposit().method, self.deposit("e").method), ("z", "other"))


class Bonuses(Money):
    def bonus(self, name, **row):
        self.ok("bonus", bonus=name, **row)

    def referred(self):
        return self.ok("refer", **{"referrer": "b", "referee": "a", "as": "ref"})

    def given(self, money, account="a", label="d"):
        """What the bonus buckets that a deposit made hold, of both sides."""
        known = {name: set(self.state.book(self.state.accounts[name]).buckets) for name in "ab"}
        self.ok("deposit", **{"account": account, "money": money, "as": label})
        bought = self.ok("confirm_deposit", account=account, deposit=label)
        return [[format_amount(b.granted) for b in
                 self.state.book(self.state.accounts[name]).buckets.values()
                 if b.id not in known[name] and b.id != bought] for name in "ab"]

    def referral(self):
        return self.state.referrals[self.state.accounts["a"].id]

    def test_first_topup(self):
        self.bonus("first_topup", percent="10", credits="1", least_money="10", most="5.5")
        self.assertEqual(self.given("9.99"), [[], []])
        self.assertEqual(self.given("10"), [["2"], []])      # the first that comes to it
        self.assertEqual(self.given("10"), [[], []])
        self.assertEqual(self.given("1000", "b"), [[], ["5.5"]])

    def test_first_topup_is_not_given_again(self):
        self.bonus("first_topup", percent="10")
        self.given("10")
        self.ok("refund_deposit", account="a", deposit="d")
        self.assertEqual(self.given("10"), [[], []])

    def test_rounded_down(self):
        self.bonus("first_topup", percent="33.3333333333333333333")
        self.assertEqual(self.given("1"), [["0.333333333333333333"], []])

    def test_wait_and_lifetime(self):
        self.bonus("first_topup", credits="1", wait="3 days", lifetime="1 month",
                   **{"class": "promotional"})
        self.given("1")
        held = [b for b in self.book().buckets.values() if b.klass == "promotional"][0]
        self.assertEqual((held.effective_at, held.expires_at, held.deposit),
                         (us(2024, 5, 13), us(2024, 6, 13), self.deposit().id))

    def test_only_the_larger_unless_both_add_up(self):
        for first, referee, given in (
                ({"credits": "5"}, {"credits": "4", "adds_up": True}, ["5"]),
                ({"credits": "5", "class": "promotional"}, {"credits": "5"}, ["5"]),
                ({"credits": "5", "adds_up": True}, {"credits": "4", "adds_up": True}, ["5", "4"])):
            self.setUp()
            self.bonus("first_topup", **first)
            self.bonus("referee", **referee)
            self.referred()
            self.assertEqual(self.given("10"), [given, []])
            self.assertEqual(self.referral().status, "rewarded")
            self.assertNotIn("promotional", [b.klass for b in self.book().buckets.values()])

    def test_the_referee_decides(self):
        self.bonus("referee", percent="10", least_money="20")
        self.bonus("referrer", percent="50", least_money="5")
        self.referred()
        self.assertEqual(self.given("19.99"), [[], []])
        self.assertEqual(self.referral().status, "pending")
        self.assertEqual(self.given("20"), [["2"], ["10"]])
        self.assertEqual(self.referral()[4:6], ("rewarded", self.deposit().id))
        self.assertEqual(self.given("20"), [[], []])

    def test_without_a_referee_row_the_referrers_decides(self):
        self.referred()
        self.assertEqual(self.given("100"), [[], []])
        self.assertEqual(self.referral().status, "pending")
        self.bonus("referrer", percent="5", least_money="10")
        self.assertEqual(self.given("9"), [[], []])
        self.assertEqual(self.given("10"), [[], ["0.5"]])

    def test_rewarded_without_a_bonus(self):
        self.bonus("referee", percent="0")
        self.bonus("referrer", credits="3", least_money="50")
        self.referred()
        self.assertEqual(self.given("10"), [[], []])
        self.assertEqual((self.referral().status, self.referral().bucket), ("rewarded", None))

    def test_most_times(self):
        self.bonus("referrer", credits="3", most_times=1)
        for name in ("c", "e"):
            self.ok("open_account", account=name, clock=NOW)
            self.ok("refer", referrer="b", referee=name)
        self.assertEqual([self.given("10", name) for name in ("c", "e")], [[[], ["3"]], [[], []]])

    def test_who_may_be_referred(self):
        self.ok("open_account", account="kid", parent="a")
        self.ok("open_account", account="c", clock=NOW)
        self.refused("22023", "refer", referrer="kid", referee="b")
        self.refused("KR018", "refer", referrer="a", referee="a")
        number = self.referred()
        self.assertEqual(self.referred(), number)
        self.refused("KR018", "refer", referrer="c", referee="a")
        self.refused("KR018", "refer", referrer="a", referee="b")
        self.ok("refer", referrer="a", referee="c")
        self.refused("KR018", "refer", referrer="c", referee="b")      # through a
        self.ok("deposit", account="b", money="1", **{"as": "d"})
        self.ok("open_account", account="f", clock=NOW)
        self.ok("refer", referrer="f", referee="b")                    # not paid yet
        self.given("1")
        self.assertEqual(self.referred(), number)
        self.given("1", "f")
        self.refused("KR018", "refer", referrer="c", referee="f")

    def test_forfeit(self):
        self.bonus("referee", credits="4")
        self.bonus("referrer", credits="3")
        self.referred()
        self.given("10")
        self.ok("consume", account="b", amount="1")
        self.refused("KR010", "forfeit", referrer="a", referral="ref")
        self.refused("KR010", "forfeit", referrer="b", referral="nothing")
        taken = self.ok("forfeit", referrer="b", referral="ref", note="n", freeze=True)
        self.assertEqual(taken, 6 * ONE)
        self.assertEqual((self.balance(), self.balance("b")), ((10, 0), (0, 0)))
        self.assertEqual((self.referral().status, self.referral().note), ("forfeited", "n"))
        self.assertEqual([self.entries(name)[0][0] for name in "ab"], ["forfeit"] * 2)
        self.assertEqual(self.ok("forfeit", referrer="b", referral="ref"), 0)
        for name in "ab":
            self.refused("KR007", "consume", account=name, amount="1")

    def test_a_pending_one_is_forfeited(self):
        self.bonus("referee", credits="4")
        self.referred()
        self.assertEqual(self.ok("forfeit", referrer="b", referral="ref"), 0)
        self.assertEqual(self.given("10"), [[], []])
