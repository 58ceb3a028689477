"""Ops about prices for generate.py: the catalog of a run, changes of it, usage that finds it.

Decided here: which terms a run's resources have, for whom and which attributes, how often they
change, and which attributes and items usage has. Each resource has at all times a price for
everybody, so that what runs has one.
"""
import json

from prices import flat

SECOND = 1_000_000
HOUR = 3600 * SECOND


def tiers(unit, *steps):
    return json.dumps([{"rate": f"{rate}/{unit}"} if upto is None else
                       {"upto": upto, "rate": f"{rate}/{unit}"} for upto, rate in steps])


CALLS = tiers("call", (10, "0.3"), (100.5, "0.2"), (1000, "0.05"), (None, "0.001"))
DEARER = tiers("call", (1, "0"), (2, "0.333333333333333333"), (None, "0.4"))
SIZES = (1, "0.01"), (4, "0.05"), (16.5, "0.2"), (None, "1.5")
TERMS = {
    "api": ({"rate": "0.02/call", "package": "100"}, {"rate": "0.3/call", "package": "0.75"},
            {"tiers": CALLS}, {"tiers": CALLS, "tier_mode": "volume"},
            {"tiers": CALLS, "tier_mode": "graduated", "package": "10"},
            {"tiers": CALLS, "tier_mode": "volume", "package": "0.333333333333333333"},
            {"tiers": DEARER}, {"tiers": DEARER, "tier_mode": "volume"},
            {"tiers": tiers("call", (None, "0.000000000000000001"))},
            {"rate": "0.01/call", "least": "0.05"}, {"rate": "0/call", "least": "3"}),
    "llm": ({"rate": "0.15/1M token"}, {"rate": "3/1k token"},
            {"rate": "0.5/1M token", "least": "0.000000000000000001"},
            {"rate": "0/token", "least": "0.25"},
            {"tier_by": "context", "tiers": tiers("1k token", *SIZES)},
            {"tier_by": "context", "tiers": tiers("token", (0.5, "1"), (None, "0")),
             "least": "0.1"}),
    "box": ({"rate": "0.5/box/hour", "step": "1 hour"},
            {"rate": "0.0001/s", "step": "90 seconds", "least": "0.2"},
            {"rate": "0.7/box/hour", "least": "1"}, {"rate": "0.333333333333333333/hour"},
            {"rate": "0.1/box/hour", "step": "1 day"}, {"rate": "0/hour", "least": "0.5"},
            {"rate": "0.02/hour", "step": "300 milliseconds"},
            {"tier_by": "size", "tiers": tiers("box/hour", *SIZES)},
            {"tier_by": "size", "tiers": tiers("box/hour", *SIZES), "step": "10 minutes"}),
    "node": ({"rate": "0.04/node/hour"}, {"rate": "0.5/node/hour"}, {"rate": "0.0003/node/s"},
             {"rate": "0.000000000000000001/3 node/s"}, {"rate": "0/hour"},
             {"rate": "0.25/hour", "step": "1 hour"},
             {"rate": "1.1/hour", "step": "7 seconds", "least": "2"},
             {"tier_by": "size", "tiers": tiers("node/hour", *SIZES)}),
    "disk": ({"rate": "0.001/GB/hour"}, {"rate": "0.02/GB/hour"},
             {"rate": "0.01/GB/hour", "least": "0.3"},
             {"rate": "0.024/GB/hour", "step": "1 day"},
             {"rate": "0.000000000000000007/hour"})}
UNITS = {"api": "call", "llm": "token", "box": "box", "node": "node", "disk": "GB"}
TIMED = ("box", "node", "disk")
METERED = ("node", "disk")
ATTRIBUTES = (
    '{"model": "x"}', '{"model": "x", "io": "input"}', '{"io": "input", "model": "y"}',
    '{"io": "output"}', '{"model": "y"}', '{"n": 1.0}', '{"n": 1, "model": "x"}',
    '{"model": null}', '{"model": true}', '{"model": "1"}')
GIVEN = (
    '{"model": "x", "size": 1, "context": 3}', '{"size": 4.0, "context": 16.5}',
    '{"io": "input", "model": "x", "size": 4.000001, "context": 0.5}', '{"size": 100, "n": 1.00}',
    '{"model": "y", "io": "input", "size": 0.1, "context": 1e3}',
    '{"model": null, "size": 2, "context": 2}', '{"model": true, "size": 1e-9, "context": 1e-9}')
ODD = ('{"size": 0, "context": -1}', '{"size": "2", "context": "2"}', '{"model": "x"}', '{}',
       '{"model": "x", "io": ["input"]}', '{"size": null, "context": false}')
SOURCES = {flat(source): source for source in (*ATTRIBUTES, "{}")}
BAD_TERMS = (
    {}, {"rate": "1/box", "tiers": CALLS}, {"rate": "1/parsec"}, {"rate": "1", "step": "1 hour"},
    {"rate": "1/hour", "step": "1 month"}, {"rate": "1/hour", "step": "0"},
    {"rate": "1/hour", "step": "-5 minutes"}, {"rate": "1", "least": "0"},
    {"rate": "1", "least": "-1"}, {"rate": "1", "least": "1", "package": "2"},
    {"rate": "1", "package": "0"}, {"rate": "1/hour", "package": "1"},
    {"rate": "1", "attributes": '[]'}, {"rate": "1", "attributes": '{"a": {}}'},
    {"rate": "1", "attributes": '{"a": [1]}'}, {"tiers": "[]"}, {"tiers": "{}"}, {"tiers": "[1]"},
    {"tiers": '[{"upto": 1, "rate": "1"}]'}, {"tiers": '[{"upto": 1}, {"rate": "1"}]'},
    {"tiers": '[{"upto": 0, "rate": "1"}, {"rate": "1"}]'},
    {"tiers": '[{"upto": 3, "rate": "1"}, {"upto": 2, "rate": "1"}, {"rate": "1"}]'},
    {"tiers": '[{"upto": "3", "rate": "1"}, {"rate": "1"}]'},
    {"tiers": '[{"rate": "1"}, {"rate": "1"}]'}, {"tiers": '[{"rate": "1/parsec"}]'},
    {"tiers": '[{"rate": "1/hour"}]'}, {"tiers": '[{"rate": "1"}]', "least": "1"},
    {"tiers": '[{"rate": "1"}]', "tier_mode": "steep"},
    {"tiers": json.dumps([{"upto": n, "rate": "1"} for n in range(1, 101)] + [{"rate": "1"}])},
    {"rate": "1", "plan": "no such plan"}, {"rate": "1", "account": "nobody"})
AT_ZERO = ("suspend", "suspend", "terminate", "continue")


class PriceOps:
    """What the generator asks of prices; self is the Generator."""

    def _price_catalog(self):
        ops = []
        for name, unit in UNITS.items():
            ops.append({"op": "resource", "resource": name, "unit": unit})
            self._some(ops[-1], 0.7, "at_zero", self.rng.choice(AT_ZERO))
            self._some(ops[-1], 0.15, "least_balance", self.rng.choice(("0", "5", "0.5")))
            ops.append({"op": "price", "resource": name, **self._terms(name)})
        return ops

    def _terms(self, name):
        return dict(self.rng.choice(TERMS[name]))

    def _price_for_some(self, state):
        """For an account, a plan or some attributes; often it is ambiguous."""
        rng, account = self.rng, self._account(state)
        name = rng.choice(list(TERMS))
        if account is None or name not in state.resources:
            return None
        if len(state.prices.get(name, ())) > 30:
            return None
        if rng.random() < 0.15:
            return {"op": "price", "resource": name, **rng.choice(BAD_TERMS)}
        op = {"op": "price", "resource": name, **self._terms(name)}
        choice = rng.random()
        if choice < 0.35:
            op["account"] = account.name
        elif choice < 0.7 and state.plans:
            op["plan"] = rng.choice(list(state.plans))
        self._some(op, 0.6, "attributes", rng.choice(ATTRIBUTES))
        if rng.random() < 0.6:
            op["valid_from"] = self._instant(state, account)
        if rng.random() < 0.3:
            first = op.get("valid_from")
            until = self._instant(state, account)
            op["valid_until"] = until if first is None else max(until, first + rng.choice(
                (1, HOUR, rng.randrange(1, 1000 * HOUR))))
        self._some(op, 0.02, "account", account.name)
        return op

    def _change_resource(self, state):
        rng, name = self.rng, self.rng.choice(list(UNITS))
        op = {"op": "change_resource", "resource": name}
        if rng.random() < 0.7:
            op["at_zero"] = rng.choice((*AT_ZERO, *(("pause",) if rng.random() < 0.1 else ())))
        if rng.random() < 0.5 or len(op) == 2:
            op["least_balance"] = rng.choice((None, None, "0", "1", "20", "0.000000000000000001"))
            self._some(op, 0.03, "least_balance", "-1")
        return op if name in state.resources else None

    def _given(self, odd=0.1):
        return self.rng.choice(ODD if self.rng.random() < odd else GIVEN)

    def _priced_usage(self, state, account, op):
        """Attributes that prices look at, and items that go on where they were left."""
        rng, name = self.rng, op["resource"]
        self._some(op, 0.85, "attributes", self._given())
        if name != "box" or "until" not in op or rng.random() < 0.3:
            return
        op["item"] = rng.choice(("run-1", "run-2"))
        run = state.book(account).runs.get((account.id, name, op["item"]))
        if run is not None and rng.random() < 0.7:
            length = op["until"] - op.get("at", op["until"])
            op["at"] = run.settled_to
            op["until"] = run.settled_to + min(length, 50 * HOUR)
            self._some(op, 0.5, "until", op["at"] + rng.choice(
                (0, 1, SECOND, 90 * SECOND, HOUR, HOUR + 1, rng.randrange(6 * HOUR))))
            if state.book(account).clock is None:
                op["until"] = max(op["at"], min(op["until"], self.wall))
