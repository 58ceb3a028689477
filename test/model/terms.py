"""What a price says, and what usage costs at it (docs/rules.md, 12).

Decided here: H, what a run costs by an instant, with steps and a least charge; G, what a counted
quantity costs, with packages and tiers; what an event costs; the rate of a tier by an attribute;
whether a price fits a usage's attributes. Which price is in force is in prices.py.
"""
import json
from fractions import Fraction
from typing import NamedTuple, Optional

from values import ONE, Rate, Refusal, cost_by_quantity, cost_until, fit, half_even

SECOND = 1_000_000


def ceil_div(part, whole):
    return -(-part // whole)


class Price(NamedTuple):
    """A row of the catalog."""
    id: int
    resource: str
    rate: Optional[Rate]
    valid_from: Optional[int]
    valid_until: Optional[int]
    plan: Optional[str] = None
    account: Optional[str] = None
    attributes: tuple = ()  # of (name, value), as canonical_json writes values
    step: Optional[int] = None
    least: Optional[int] = None
    package: Optional[int] = None
    tiers: Optional[tuple] = None  # of (upto or None, Rate)
    mode: Optional[str] = None
    by: Optional[str] = None

    def contains(self, t):
        return ((self.valid_from is None or self.valid_from <= t)
                and (self.valid_until is None or t < self.valid_until))

    def overlaps(self, other):
        return ((other.valid_until is None or self.valid_from is None
                 or self.valid_from < other.valid_until)
                and (self.valid_until is None or other.valid_from is None
                     or other.valid_from < self.valid_until))

    def fits(self, attributes):
        """Whether a usage with these attributes (a dict) has all of the price's."""
        return all(name in attributes and attributes[name] == value
                   for name, value in self.attributes)

    def ambiguous(self, other):
        """Whether some usage at one time could be priced by either, neither being the finer."""
        if (self.account, self.plan) != (other.account, other.plan) or not self.overlaps(other):
            return False
        mine, its = dict(self.attributes), dict(other.attributes)
        if any(mine[name] != its[name] for name in mine.keys() & its.keys()):
            return False
        return mine == its or not (mine.items() <= its.items() or its.items() <= mine.items())

    # ------------------------------------------------------------------------------- rates

    @property
    def counts(self):
        """Whether usage is counted over the period."""
        return self.package is not None or self.tiers is not None and self.by is None

    @property
    def keeps_runs(self):
        return self.step is not None or self.least is not None

    def rates(self):
        return [self.rate] if self.tiers is None else [rate for _, rate in self.tiers]

    def rate_of(self, attributes):
        """The rate of a usage with these attributes; None of tiers by quantity."""
        if self.tiers is None or self.by is None:
            return self.rate
        value = attributes.get(self.by)
        number = Fraction(value[1:]) if isinstance(value, str) and value[:1] == "#" else None
        if number is None or number <= 0:
            raise Refusal("22023")
        return self.tier(number)

    def tier(self, number):
        return next(rate for upto, rate in self.tiers if upto is None or number <= upto)

    # ------------------------------------------------------------------------------- costs

    def step_cost(self, rate, quantity):
        return half_even(rate.price * quantity * self.step)

    def run_cost(self, rate, quantity, start, t):
        """H(t) of a run that began at start."""
        if t <= start:
            return 0
        if self.step is None:
            cost = cost_until(rate, quantity, t) - cost_until(rate, quantity, start)
        else:
            cost = self.step_cost(rate, quantity) * ceil_div(t - start, self.step)
        return max(self.least, cost) if self.least is not None and quantity else cost

    def stretch_cost(self, rate, quantity, start, first, last):
        """H(last) - H(first); of a negative quantity the negative. Not bound to the range."""
        if quantity < 0:
            return -self.stretch_cost(rate, -quantity, start, first, last)
        return (self.run_cost(rate, quantity, start, last)
                - self.run_cost(rate, quantity, start, first))

    def total_cost(self, rate, counted):
        """G of what was counted in a period."""
        if not counted:
            return 0
        if self.package is not None:
            counted = self.package * ceil_div(counted, self.package)
        if rate is not None:
            return half_even(rate.price * counted)
        if self.mode == "volume":
            return half_even(self.tier(Fraction(counted, ONE)).price * counted)
        cost = before = 0
        for upto, rate_ in self.tiers:
            part = counted if upto is None else min(Fraction(counted), upto * ONE)
            if part > before:
                cost += half_even(rate_.price * (part - before))
                before = part
        return cost

    def event_cost(self, rate, quantity, counted):
        """What an event costs, `counted` having been used before."""
        if self.counts:
            return fit(self.total_cost(rate, counted + quantity) - self.total_cost(rate, counted))
        cost = cost_by_quantity(rate, quantity)
        return max(self.least, cost) if self.least is not None and quantity else cost

    def counted_until(self, start, t):
        """What a line over time keeps as counted: seconds of its run."""
        return Fraction(t - start, SECOND) if self.keeps_runs else None

    def terms(self):
        """The names of what a line keeps beside the rate, sorted; None if there is nothing."""
        names = [name for name, value in (
            ("least", self.least), ("package", self.package), ("step", self.step))
            if value is not None]
        if self.tiers is not None and self.by is None:
            names += ["mode", "tiers"]
        return ",".join(sorted(names)) or None


def attributes_of(canonical):
    """The attributes of a usage as a dict of canonical values."""
    return {} if canonical is None else json.loads(canonical)
