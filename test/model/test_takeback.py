"""Worked examples of taking back, suspending and freezing (docs/rules.md, 19 and 20), computed by
hand; test_model.py runs them with the rest.
"""
from fractions import Fraction

from test_money import MAY, NOW, Money
from test_plans import DAY, HOUR, us
from values import ONE

JUNE = us(2024, 6, 1)


class Taking(Money):
    def drew(self, amount, label="o", **args):
        self.ok("consume", **{"account": "a", "amount": amount, "as": label, **args})

    def refund(self, label="o", **args):
        """(charged, credits, overage, balance)"""
        answer = self.ok("refund", account="a", operation=label, **args)
        return tuple(Fraction(x, ONE) for x in (answer.charged, answer.credits, answer.overage,
                                                answer.balance))

    def left(self, number, account="a"):
        return Fraction(self.bucket(number, account).left(), ONE)

    def credits(self, answer):
        return Fraction(answer, ONE)


class Refunds(Taking):
    def test_the_last_piece_first(self):
        one, two = self.grant("5", priority=1), self.grant("5", priority=2)
        self.ok("set_overage", account="a", enabled=True)
        self.drew("12")
        flex = self.book().periods[0].flex
        self.assertEqual(self.refund(amount="4"), (-4, -2, -2, 2))
        self.assertEqual(self.entries(), [("return", flex, 2), ("return", two, 2)])
        named = self.book().entries[-1]
        self.assertEqual((named.returns, named.at), (self.state.names["o"], NOW))
        self.refused("KR017", "refund", account="a", operation="o", amount="8.1")
        self.assertEqual(self.refund(amount="4"), (-4, -4, 0, 6))
        self.assertEqual(self.refund(), (-4, -4, 0, 10))
        self.assertEqual(self.left(one), 5)
        self.refused("KR017", "refund", account="a", operation="o")
        self.refused("22023", "refund", account="a", operation="o", amount="0")

    def test_which_operations(self):
        self.ok("open_account", account="kid", parent="a", at=MAY)
        self.grant("5", **{"as": "g"})
        self.ok("consume", account="kid", amount="1", **{"as": "k"})
        self.drew("1")
        self.refused("KR010", "refund", account="kid", operation="o")
        self.refused("KR010", "refund", account="b", operation="o")
        self.refused("KR010", "refund", account="a", operation="nothing")
        self.refused("KR015", "refund", account="a", operation=["prepaid", 1, 1])  # the grant
        self.refund("k", amount="0.5")
        self.ok("refund", account="kid", operation="k", **{"as": "r"})
        self.refused("KR015", "refund", account="a", operation="r")
        self.refused("22004", "refund", account="a", operation=None)

    def test_keys(self):
        self.grant("5")
        self.drew("3")
        self.drew("1", "p")
        first = self.refund(key="k", amount="1")
        self.assertEqual(self.refund(key="k", amount="1.0"), first)
        self.refused("KR003", "refund", account="a", operation="o", key="k", amount="2")
        self.assertEqual(self.refused("KR003", "refund", account="a", operation="p", key="k",
                                      amount="1").field, "operation")

    def test_its_instant_is_as_of_a_grant(self):
        self.grant("5")
        self.drew("3")
        self.clock(JUNE)
        self.refused("KR008", "refund", account="a", operation="o", at=NOW)
        self.refund(at=JUNE + DAY)
        self.assertEqual(self.book().entries[-1].at, JUNE + DAY)

    def test_what_has_expired_expires_at_once(self):
        number = self.grant("5", expires_at=NOW + HOUR)
        self.drew("5")
        self.clock(NOW + DAY)
        self.assertEqual(self.refund(amount="2"), (-2, -2, 0, 0))
        self.assertEqual(self.left(number), 2)           # its expiry is not posted yet
        self.clock(JUNE)
        self.assertEqual(self.refund(), (-3, -3, 0, 0))
        self.assertEqual(self.entries(), [("return", number, 3), ("expire", number, -3)])
        self.assertEqual(self.book().entries[-1].at, NOW + HOUR)
        self.assertTrue(self.bucket(number).closed)

    def test_invoiced_overage(self):
        self.ok("plan", plan="p", overage=True, overage_price="1")
        self.ok("subscribe", account="a", plan="p")
        self.grant("5")
        self.drew("8")
        self.drew("2", "q")
        self.assertEqual(self.refund(amount="1"), (-1, 0, -1, 0))
        self.clock(us(2024, 6, 10))
        self.refused("KR017", "refund", account="a", operation="o")
        self.refused("KR017", "refund", account="a", operation="o", amount="0.5")

    def test_overage_without_a_plan_is_never_invoiced(self):
        self.ok("set_overage", account="a", enabled=True)
        self.drew("2")
        self.clock(JUNE)
        self.assertEqual(self.refund(), (-2, 0, -2, 0))

    def test_meters_and_volume_tiers(self):
        self.grant("50")
        self.ok("resource", resource="vm", unit="vm")
        self.ok("price", resource="vm", rate="1/hour")
        self.ok("start", account="a", resource="vm", item="i")
        self.clock(NOW + HOUR)
        self.refused("KR017", "refund", account="a", operation=["prepaid", 1, 2])
        self.ok("resource", resource="call", unit="call")
        self.ok("price", resource="call", tiers='[{"rate": "1"}]', tier_mode="volume")
        self.ok("charge", account="a", resource="call", **{"as": "c"})
        self.refused("KR017", "refund", account="a", operation="c")

    def test_invoices_tell_what_was_drawn_less_what_came_back(self):
        self.ok("plan", plan="p", included="10")
        self.ok("subscribe", account="a", plan="p")
        self.drew("8")
        self.refund(amount="3")
        lines = self.ok("statement", account="a")
        self.assertEqual([(line[1:4]) for line in lines], [("credits", "included", 5 * ONE)])

    def test_a_refund_is_one_row_of_activity(self):
        self.grant("5")
        self.drew("3")
        self.refund()
        self.assertEqual([row[1] for row in self.ok("activity", account="a")],
                         [5 * ONE, -3 * ONE, 3 * ONE])


class Taken(Taking):
    def test_revoke(self):
        number = self.grant("5")
        self.drew("3")
        self.ok("open_account", account="kid", parent="a")
        for code, args in (("22004", {"bucket": None}), ("KR010", {"bucket": ["prepaid", 2]}),
                           ("22023", {"bucket": ["flex", 1]}), ("22023", {"account": "kid"})):
            self.refused(code, "revoke", **{"account": "a", "bucket": ["prepaid", 1], **args})
        for _ in range(2):
            taken = self.ok("revoke", account="a", bucket=["prepaid", 1], key="k")
            self.assertEqual(taken, 2 * ONE)
        self.assertEqual(self.entries(), [("revoke", number, -2)])
        self.refused("KR015", "revoke", account="a", bucket=["prepaid", 1])

    def test_refund_deposit(self):
        self.pack(price="0.1", discounts='[{"from": 100, "percent": 30}]')
        self.ok("bonus", bonus="first_topup", credits="7")
        self.buy(money="10.01", method="card")       # 143 credits
        number = self.pay(reference="r")
        self.drew("50", "o")
        self.assertEqual(self.left(number), 100)     # the bonus paid 7
        back = self.ok("refund_deposit", account="a", deposit="d", key="k")
        self.assertEqual(back, 7)                    # 10.01 x 100 / 143 is 7 exactly
        self.assertEqual(self.ok("refund_deposit", account="a", deposit="d", key="k"), 7)
        self.assertEqual(self.entries(), [("refund", number, -100)])
        self.assertEqual(self.events()[-1], ("deposit.refunded", NOW, {
            "deposit": self.deposit().id, "money": 7, "currency": "USD", "credits": 100 * ONE,
            "reference": "r", "method": "card"}))
        self.assertEqual((self.deposit().status, self.deposit().refunded), ("refunded", 7))
        self.refused("KR015", "refund_deposit", account="a", deposit="d")

    def test_the_money_is_rounded_down(self):
        self.bought("10")
        self.drew("3.3333")
        self.assertEqual(self.ok("refund_deposit", account="a", deposit="d"), Fraction("6.66"))

    def test_nothing_left_to_refund(self):
        self.bought("10")
        self.drew("10")
        self.refused("KR017", "refund_deposit", account="a", deposit="d")
        self.refused("KR015", "reverse_clawback", account="a", deposit="d")
        self.refused("KR010", "refund_deposit", account="b", deposit="d")

    def test_bonuses_go_with_the_deposit(self):
        self.ok("bonus", bonus="referee", credits="4")
        self.ok("bonus", bonus="referrer", credits="3")
        self.ok("refer", referrer="b", referee="a")
        number = self.bought("10")
        self.ok("consume", account="b", amount="1")
        bonus = number + 2                           # the bucket and its operation come before
        self.ok("refund_deposit", account="a", deposit="d")
        self.assertEqual(self.entries(), [("refund", number, -10), ("forfeit", bonus, -4)])
        self.assertEqual([(kind, part) for kind, _, part in self.entries("b")], [("forfeit", -2)])
        self.assertEqual(self.state.referrals[self.state.accounts["a"].id].status, "forfeited")


class Debts(Taking):
    def test_what_is_spent_is_owed(self):
        number = self.bought("10")
        self.drew("6")
        self.assertEqual(self.ok("clawback", account="a", deposit="d", key="k"), 6 * ONE)
        self.assertEqual(self.ok("clawback", account="a", deposit="d", key="k"), 6 * ONE)
        self.refused("KR015", "clawback", account="a", deposit="d")
        debt = self.deposit().debt
        self.assertEqual(self.entries(), [("clawback", number, -4), ("clawback", debt, -6)])
        self.assertEqual(self.balance(), (0, 6))
        shown = [row[1] for row in self.ok("buckets", account="a")]
        self.assertEqual(shown, ["prepaid", "flex"])
        self.assertEqual(self.ok("activity", account="a")[-1][1], -10 * ONE)
        self.refused("KR001", "consume", account="a", amount="1")

    def test_in_part(self):
        for spent, amount, left, owed in (("6", "3", 1, 0), ("6", "4", 0, 0), ("6", "7", 0, 3),
                                          ("10", "0.5", 0, Fraction("0.5")), ("0", "10", 0, 0)):
            self.setUp()
            number = self.bought("10")
            if spent != "0":
                self.drew(spent)
            self.refused("22023", "clawback", account="a", deposit="d",
                         amount="10.000000000000000001")
            debt = self.ok("clawback", account="a", deposit="d", amount=amount)
            self.assertEqual((self.left(number), self.credits(debt)), (left, owed))
            self.assertEqual(self.balance()[1], owed)

    def test_the_next_grant_repays_the_oldest_first(self):
        for label in "de":
            self.bought("10", label)
        self.drew("20")
        for label in "de":
            self.ok("clawback", account="a", deposit=label)
        first, second = (self.deposit(label).debt for label in "de")
        self.ok("resource", resource="x", unit="x")
        self.grant("5", scope=["x"])
        self.grant("5", effective_at=NOW + 1)
        self.assertEqual(self.balance(), (5, 20))        # neither pays it
        number = self.grant("12")
        self.assertEqual(self.entries(), [
            ("grant", number, 12), ("repay", number, -10), ("repay", first, 10),
            ("repay", number, -2), ("repay", second, 2)])
        self.assertTrue(self.bucket(number).closed and self.bucket(first).closed)
        number = self.grant("9", effective_at=NOW)
        self.assertEqual((self.left(number), self.balance()), (1, (6, 0)))

    def test_grants_of_the_calendar_repay_too(self):
        self.bought("10")
        self.drew("10")
        self.ok("clawback", account="a", deposit="d")
        self.ok("grant_every", account="a", amount="4", every="1 day")
        self.assertEqual(self.balance(), (0, 6))
        self.assertEqual(self.ok("balance", account="a", at=NOW + DAY)[5], 2 * ONE)
        self.ok("plan", plan="p", included="50")
        self.clock(NOW + 1)
        self.ok("subscribe", account="a", plan="p")
        self.assertEqual(self.balance(), (44, 0))

    def test_reversed(self):
        number = self.bought("10")
        self.drew("6")
        self.ok("clawback", account="a", deposit="d")
        debt, paid = self.deposit().debt, self.grant("2")
        back = self.ok("reverse_clawback", account="a", deposit="d", key="k")
        self.assertEqual(back, 6 * ONE)                  # 4 that were taken, 2 that were repaid
        self.assertEqual(self.entries(), [
            ("restore", debt, 4), ("return", paid, 2), ("restore", number, 4)])
        self.assertEqual(self.balance(), (6, 0))
        self.assertEqual((self.deposit().status, self.deposit().debt), ("completed", None))
        self.assertEqual(self.ok("reverse_clawback", account="a", deposit="d", key="k"), back)
        self.refused("KR015", "reverse_clawback", account="a", deposit="d")
        self.ok("clawback", account="a", deposit="d")    # once more
        self.assertEqual(self.balance(), (2, 6))

    def test_what_had_repaid_is_no_draw_of_an_invoice(self):
        self.ok("plan", plan="p")
        self.ok("subscribe", account="a", plan="p")
        self.bought("10")
        self.drew("6")
        self.ok("clawback", account="a", deposit="d")
        self.grant("2", **{"class": "bonus"})
        self.ok("reverse_clawback", account="a", deposit="d")
        lines = self.ok("statement", account="a")
        self.assertEqual([line[1:4] for line in lines], [("credits", "prepaid", 6 * ONE)])

    def test_what_was_owed_at_an_instant(self):
        self.bought("10")
        self.drew("6")
        self.clock(NOW + DAY)
        self.ok("clawback", account="a", deposit="d", at=NOW + HOUR)
        self.grant("2")
        self.assertEqual([self.ok("balance", account="a", at=at)[5] // ONE for at in (
            NOW + HOUR - 1, NOW + HOUR, NOW + DAY)], [0, 6, 4])

    def test_reversed_where_it_has_expired(self):
        self.pack(lifetime="1 day")
        self.buy(money="10")
        number = self.pay()
        self.drew("6")
        self.ok("clawback", account="a", deposit="d")
        self.grant("2", expires_at=NOW + DAY)
        last = self.grant("3")
        debt = self.deposit().debt
        self.clock(JUNE)
        self.ok("reverse_clawback", account="a", deposit="d")
        short = last - 2                             # the bucket and its operation come before
        self.assertEqual(self.entries(), [
            ("restore", debt, 1), ("return", last, 3), ("return", short, 2),
            ("expire", short, -2), ("restore", number, 4), ("expire", number, -4)])
        self.assertEqual(self.balance(), (3, 0))

    def test_bonuses_come_back_and_the_referral_is_rewarded_again(self):
        self.ok("bonus", bonus="referee", credits="4")
        self.ok("bonus", bonus="referrer", credits="3")
        self.ok("refer", referrer="b", referee="a", **{"as": "ref"})
        self.bought("10")
        self.ok("clawback", account="a", deposit="d")
        referee = self.state.accounts["a"].id
        self.assertEqual((self.balance(), self.balance("b")), ((0, 0), (0, 0)))
        self.assertEqual(self.state.referrals[referee].status, "forfeited")
        self.ok("reverse_clawback", account="a", deposit="d")
        self.assertEqual((self.balance(), self.balance("b")), ((14, 0), (3, 0)))
        self.assertEqual(self.state.referrals[referee].status, "rewarded")

    def test_a_referral_that_was_forfeited_before_stays_so(self):
        self.ok("bonus", bonus="referrer", credits="3")
        self.ok("refer", referrer="b", referee="a", **{"as": "ref"})
        self.bought("10")
        self.ok("forfeit", referrer="b", referral="ref")
        self.ok("clawback", account="a", deposit="d")
        self.ok("reverse_clawback", account="a", deposit="d")
        self.assertEqual(self.balance("b"), (0, 0))
        self.assertEqual(self.state.referrals[self.state.accounts["a"].id].status, "forfeited")

    def test_debts_are_the_payers(self):
        self.ok("open_account", account="kid", parent="a")
        self.ok("deposit", account="kid", money="10", **{"as": "d"})
        self.pay()
        for name in ("refund_deposit", "clawback", "reverse_clawback"):
            self.refused("22023", name, account="kid", deposit="d")
        self.ok("clawback", account="a", deposit="d")


class Statuses(Taking):
    def setUp(self):
        super().setUp()
        self.ok("open_account", account="kid", parent="a", at=MAY)
        self.grant("100")
        self.ok("resource", resource="vm", unit="vm")
        self.ok("price", resource="vm", rate="1/hour")

    def refusals(self, code, account="a"):
        now = self.state.books[self.state.accounts[account].payer].clock
        for name, args in (("consume", {"amount": "1"}),
                           ("charge", {"resource": "vm", "until": now}),
                           ("start", {"resource": "vm", "item": "i"})):
            self.refused(code, name, account=account, **args)
        self.refused(code, "usage", rows=[{"account": account, "resource": "vm", "until": now}])
        status = {"KR006": "account_suspended", "KR007": "account_frozen"}[code]
        for name, args in (("try_consume", {"amount": "1"}),
                           ("try_charge", {"resource": "vm", "until": now}),
                           ("quote", {"resource": "vm", "until": now})):
            receipt = self.ok(name, account=account, **args)
            self.assertEqual((receipt.status, receipt.operation), (status, None))

    def test_suspended(self):
        self.drew("1")
        self.ok("suspend", account="a", reason="unpaid")
        for name in ("a", "kid"):
            self.refusals("KR006", name)
        self.grant("5")
        self.refund()
        self.bought("5")
        self.ok("suspend", account="a", reason="again")
        account = self.state.accounts["a"]
        self.assertEqual((account.status, account.reason), ("suspended", "unpaid"))
        for _ in range(2):
            self.ok("resume", account="a")
        self.drew("1")

    def test_a_child_alone(self):
        self.ok("suspend", account="kid")
        self.refusals("KR006", "kid")
        self.drew("1")
        self.ok("suspend", account="a")
        self.ok("resume", account="kid")
        self.refusals("KR006", "kid")

    def test_what_runs_is_settled_and_suspended(self):
        for account, item in (("a", "i"), ("kid", "j")):
            self.ok("start", account=account, resource="vm", item=item)
        self.clock(NOW + 2 * HOUR)
        self.assertEqual(self.balance()[0], 96)
        self.ok("suspend", account="kid", at=NOW + HOUR)     # the second hour is given back
        self.assertEqual(self.balance()[0], 97)
        status = {m.item: (m.status, m.stopped_at) for m in self.book().meters.values()}
        self.assertEqual(status, {"i": ("running", None), "j": ("suspended", NOW + HOUR)})
        self.assertEqual([(e.event, e.at, e.item) for e in self.book().outbox],
                         [("meter.suspended", NOW + HOUR, "j")])
        self.clock(NOW + 3 * HOUR)
        self.ok("suspend", account="a")
        self.assertEqual(self.balance()[0], 96)
        self.clock(NOW + 4 * HOUR)
        self.ok("resume", account="a")
        self.assertEqual(self.balance()[0], 96)
        self.ok("start", account="a", resource="vm", item="i")
        self.refused("22023", "suspend", account="a", at=NOW + 5 * HOUR)

    def test_frozen(self):
        self.ok("refer", referrer="b", referee="a", **{"as": "ref"})
        self.bought("5")
        self.ok("deposit", account="a", money="7", **{"as": "e"})
        self.drew("1")
        self.ok("forfeit", referrer="b", referral="ref", freeze=True, note="fraud")
        self.assertEqual(self.state.accounts["b"].status, "frozen")
        for name in ("a", "kid"):
            self.refusals("KR007", name)
            for call, args in (("grant", {"amount": "1"}), ("deposit", {"money": "1"}),
                               ("buy", {"pack": "deposit", "money": "1"}),
                               ("grant_every", {"amount": "1", "every": "1 day"})):
                self.refused("KR007", call, account=name, **args)
        self.refused("KR007", "confirm_deposit", account="a", deposit="e")
        self.refused("KR007", "refund", account="a", operation="o")
        self.refused("KR007", "refund_deposit", account="a", deposit="d")
        self.ok("open_account", account="c", clock=NOW)
        self.refused("KR007", "refer", referrer="b", referee="c")
        self.ok("quote", account="a", resource="vm", until=NOW)
        self.ok("revoke", account="a", bucket=["prepaid", 1])
        self.ok("clawback", account="a", deposit="d")
        self.ok("fail_deposit", account="a", deposit="e")
        self.ok("suspend", account="a")
        self.assertEqual(self.state.accounts["a"].status, "frozen")
        self.ok("resume", account="a")
        self.grant("1")
        self.refused("KR007", "grant", account="b", amount="1")
