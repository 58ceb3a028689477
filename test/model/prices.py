"""Prices of the reference model (docs/rules.md, 4 and 12).

Decided here: what a row of the catalog may be, which price is in force for a usage, where it
changes, and the lines that a charge becomes before they are drawn. What a price's terms cost is in
terms.py.
"""
import json
from fractions import Fraction

from arguments import canonical_json
from rows import Draft, Meter, Resource
from spans import DAY, parse_interval
from terms import Price, attributes_of
from values import ONE, Refusal, fit, parse_amount, parse_rate

AT_ZERO = ("suspend", "terminate", "continue")


# -------------------------------------------------------------------------------- the catalog

def resource(state, op):
    """A row inserted into the catalog; some columns of one changed."""
    old = state.resources.get(op["resource"])
    if op["op"] == "resource" and old is not None:
        raise Refusal("23505")
    if old is None and op["op"] == "change_resource":
        return
    row = old or Resource(op.get("unit", ""))
    if "least_balance" in op:
        least = op["least_balance"]
        row = row._replace(least_balance=None if least is None else parse_amount(least))
    row = row._replace(at_zero=op.get("at_zero", row.at_zero))
    if row.at_zero not in AT_ZERO or row.least_balance is not None and row.least_balance < 0:
        raise Refusal("23514")
    state.resources[op["resource"]] = row


change_resource = resource


def price(state, op):
    new = price_row(state, op)
    prices = state.prices.get(new.resource, ())
    if any(new.ambiguous(old) for old in prices):
        raise Refusal("23P01")
    state.prices[new.resource] = prices + (new,)
    return new.id


def price_row(state, op):
    attributes = flat(op.get("attributes"))
    rate, tiers, by = op.get("rate"), op.get("tiers"), op.get("tier_by")
    rate = None if rate is None else parse_rate(rate)
    if op["resource"] not in state.resources:
        raise Refusal("KR010")
    if (rate is None) == (tiers is None):
        raise Refusal("22023")
    if tiers is not None:
        tiers = parse_tiers(tiers)
    mode = None
    if tiers is not None and by is None:
        mode = op.get("tier_mode") or "graduated"
    if op.get("tier_mode") not in (None, "graduated", "volume"):
        raise Refusal("22023")
    plan, account = op.get("plan"), op.get("account")
    if plan is not None and account is not None:
        raise Refusal("22023")
    if (plan is not None and plan not in state.plans
            or account is not None and account not in state.accounts):
        raise Refusal("KR010")
    new = Price(state.new_id(), op["resource"], rate, op.get("valid_from"), op.get("valid_until"),
                plan, account, attributes, step_of(op), above_zero(op, "least"),
                above_zero(op, "package"), tiers, mode, by)
    check_terms(new, state.resources[new.resource].unit)
    return new


def check_terms(new, unit):
    timed = [rate.timed for rate in new.rates()]
    if any(rate.unit not in (None, unit) for rate in new.rates()):
        raise Refusal("22023")
    if new.step is not None and not all(timed) or any(timed) and (
            new.package is not None or new.mode is not None):
        raise Refusal("22023")
    if new.least is not None and (new.package is not None or new.mode is not None):
        raise Refusal("22023")


def flat(source):
    """An object of scalars, as sorted (name, canonical value)."""
    if source is None:
        return ()
    try:
        value = json.loads(source)
    except ValueError:
        raise Refusal("22P02") from None
    if not isinstance(value, dict) or any(isinstance(v, (dict, list)) for v in value.values()):
        raise Refusal("22023")
    return tuple(sorted(attributes_of(canonical_json(source)).items(), key=lambda item: item[0]))


def step_of(op):
    if op.get("step") is None:
        return None
    every = parse_interval(op["step"])
    length = every.days * DAY + every.us
    if every.months or length <= 0:
        raise Refusal("22023")
    return length


def above_zero(op, name):
    """An amount, or a quantity in the same units."""
    if op.get(name) is None:
        return None
    units = parse_amount(op[name])
    if units <= 0:
        raise Refusal("22023")
    return units


def parse_tiers(source):
    tiers = json.loads(source, parse_int=Fraction, parse_float=Fraction)
    if not isinstance(tiers, list) or not 1 <= len(tiers) <= 100:
        raise Refusal("22023")
    parsed, before = [], Fraction(0)
    for number, tier in enumerate(tiers, 1):
        upto = tier.get("upto") if isinstance(tier, dict) else None
        if not isinstance(tier, dict) or not isinstance(tier.get("rate"), str):
            raise Refusal("22023")
        if (upto is None) != (number == len(tiers)):
            raise Refusal("22023")
        if upto is not None:
            if not isinstance(upto, Fraction) or upto <= before:
                raise Refusal("22023")
            before = upto
        parsed.append((upto, parse_rate(tier["rate"])))
    return tuple(parsed)


def end_price(state, op):
    """The row that begins at valid_from, for the same plan, account and attributes."""
    key = (op["valid_from"], op.get("plan"), op.get("account"), flat(op.get("attributes")))
    state.prices[op["resource"]] = tuple(
        old._replace(valid_until=op["valid_until"])
        if (old.valid_from, old.plan, old.account, old.attributes) == key else old
        for old in state.prices.get(op["resource"], ()))


# ----------------------------------------------------------------------------- which price

def find(state, book, account, name, attributes, t):
    """The price in force at t for a usage, or None."""
    payer, plan = state.payer_name(account), book.plan_at(t)

    def rank(row):
        if row.account is not None:
            return 3 if row.account == account.name else 2
        return 0 if row.plan is None else 1
    found = [row for row in state.prices.get(name, ())
             if row.contains(t) and row.account in (None, account.name, payer)
             and (row.plan is None or plan is not None and row.plan == plan.plan)
             and row.fits(attributes)]
    return max(found, key=lambda row: (rank(row), len(row.attributes)), default=None)


def in_force(state, book, account, name, attributes, t):
    row = find(state, book, account, name, attributes, t)
    if row is None:
        raise Refusal("KR010")
    return row


def changes(state, book, account, name, attributes, start, end):
    """The instants strictly between at which another price comes into force, or none does."""
    edges = {edge for row in state.prices.get(name, ())
             for edge in (row.valid_from, row.valid_until)}
    edges |= {edge for plan in book.plans() for edge in (plan.started_at, plan.ends_at)}
    last, found = find(state, book, account, name, attributes, start), []
    for edge in sorted(edge for edge in edges if edge is not None and start < edge < end):
        row = find(state, book, account, name, attributes, edge)
        if row is not last:
            found.append(edge)
        last = row
    return found


# ------------------------------------------------------------------------ a charge's lines (§4)

def draft_lines(state, account, book, args, at):
    """A charge's lines, in books whose periods are open through it."""
    attributes = attributes_of(args["attributes"])
    if args["until"] is None:
        return [draft_event(state, account, book, args, at, attributes)]
    name, until = args["resource"], args["until"]
    cuts = set(changes(state, book, account, name, attributes, at, until))
    cuts.update(period.starts_at for period in book.periods if at < period.starts_at < until)
    bounds = [at, *sorted(cuts), until]
    rows = [in_force(state, book, account, name, attributes, start) for start in bounds[:-1]]
    begins = run_start(account, book, args, at, rows)
    drafts = []
    for row, start, end in zip(rows, bounds, bounds[1:]):
        rate = row.rate_of(attributes)
        if rate is None or not rate.timed:
            raise Refusal("22023")
        cost = fit(row.stretch_cost(rate, args["quantity"], begins, start, end))
        drafts.append(Draft(start, end, cost, rate, row, row.counted_until(begins, start), begins))
    return drafts


def draft_event(state, account, book, args, at, attributes):
    row = in_force(state, book, account, args["resource"], attributes, at)
    rate = row.rate_of(attributes)
    if rate is not None and rate.timed:
        raise Refusal("22023")
    if not row.counts:
        return Draft(at, None, row.event_cost(rate, args["quantity"], 0), rate, row)
    counter = row.id, book.period(at).starts_at
    counted = book.counters.get(counter, 0)
    cost = row.event_cost(rate, args["quantity"], counted)
    if book.is_closed(at, state.now(book)):
        cost = max(cost, 0)
    return Draft(at, None, cost, rate, row, Fraction(counted, ONE), None, counter)


def run_start(account, book, args, at, rows):
    """Where the run of an interval began: with it, or with what it continues."""
    if args.get("item") is None or not any(row.keeps_runs for row in rows):
        return at
    last = book.runs.get((account.id, args["resource"], args["item"]))
    return last.started_at if last is not None and last.settled_to == at else at


def remember_run(account, book, args, drafts):
    """What was booked last of an item whose price has a step or a least charge."""
    if args.get("item") is None or drafts[0].until is None:
        return
    if any(draft.price.keeps_runs for draft in drafts):
        run = Meter(account.id, args["resource"], args["item"], "metered", args["quantity"],
                    drafts[0].run, drafts[-1].until)
        book.runs[run.key] = run


def counter_lines(book, counter):
    """The lines counted under a price in a period."""
    price_id, start = counter
    return {(line.operation, line.line) for line in book.lines
            if line.price.id == price_id and book.period(line.at).starts_at == start}


HANDLERS = {"resource": resource, "change_resource": change_resource, "price": price,
            "end_price": end_price}
