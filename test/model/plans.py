"""Plans, subscriptions and recurring grants of the reference model (docs/rules.md, 9 to 11).

Decided here: what a plan's row may be, what each change of a plan does to the period, the cycle and
the subscriptions, and what is answered about them. What a period then grants, carries over and
costs is in periods.py and invoices.py.
"""
from fractions import Fraction

from arguments import amount, credit, instant, interval, money, text
from holding import held_at
from invoices import lines_of, overage_line, overage_to_fix
from periods import catch_up, closing_time, grant_included, open_period, view, writable
from rows import DRAWS, POSTPAID, RANKS, InvoiceLine, Plan, Subscription
from spans import MONTH, ZERO, boundary, whole_multiple
from values import ONE, Refusal, prorate


# -------------------------------------------------------------------------------- the catalog

def plan(state, op):
    """A row inserted into the catalog."""
    if op["plan"] in state.plans:
        raise Refusal("23505")
    state.plans[op["plan"]] = plan_row(op)


def change_plan_row(state, op):
    """Some columns of a row updated; nobody who has the plan is touched."""
    if op["plan"] in state.plans:
        state.plans[op["plan"]] = plan_row({**state.plans[op["plan"]][1], **op})


def plan_row(op):
    """The row as it is used, and the columns it was made of."""
    cycle = interval(op, "cycle", "1 month")
    billing = interval(op, "billing")
    if billing is None:
        billing = MONTH if cycle.months > 1 else cycle
    grace = interval(op, "grace", "0", zero=True)
    if not whole_multiple(cycle, billing) or grace.nominal() > billing.nominal():
        raise Refusal("22023")
    on_change = op.get("on_change", "reset")
    if on_change not in ("reset", "prorate"):
        raise Refusal("22023")
    priority = op.get("priority")
    rollover_for = interval(op, "rollover_for")
    row = Plan(
        text(op, "plan"), money(op, "price", "0"), text(op, "currency") or "USD", cycle, billing,
        grace, credit(op, "included", "0"), RANKS["included"] if priority is None else priority,
        interval(op, "trial"), credit(op, "trial_included", "0"), credit(op, "rollover_max"),
        credit(op, "rollover_min"), money(op, "rollover_percent"), rollover_for,
        bool(op.get("overage")), money(op, "overage_price", "0"), credit(op, "overage_cap"),
        on_change)
    return row, {name: value for name, value in op.items() if name != "op"}


def terms_for(state, name, currency):
    if name not in state.plans:
        raise Refusal("KR010")
    terms = state.plans[name][0]
    if terms.currency != currency:
        raise Refusal("22023")
    return terms


# -------------------------------------------------------------------------------- subscribing

def change_time(state, account, book, at):
    """`at` of a change, in the period that contains now."""
    now = state.now(book)
    at = now if at is None else at
    if at < account.opened_at or at > now:
        raise Refusal("22023")
    if at < book.period(now).starts_at:
        raise Refusal("KR008")
    return at


def no_period_ahead(state, book):
    if book.periods[-1].starts_at > state.now(book):
        raise Refusal("KR015")


def begin(state, book, user, key, terms, at):
    """A subscription from `at`, the account's first ever with the plan's trial."""
    anchor, trial_ends_at = at, None
    if terms.trial is not None and not book.plans():
        anchor = trial_ends_at = boundary(book.zone, at, terms.trial)
    return add(state, book, user, key, terms, at, anchor, trial_ends_at=trial_ends_at)


def add(state, book, user, key, terms, at, anchor, **more):
    new = Subscription(state.new_id(), state.new_id(), user, key, terms, at, None, anchor, **more)
    book.subscriptions[new.id] = new
    return new


def cut(state, account, book, at):
    """The last period ends at `at`; one that began then is taken away, and what its cycle included
    expires at once. True if so."""
    if any(entry.kind in DRAWS and (entry.at if entry.late_at is None else entry.late_at) >= at
           for entry in book.entries):
        raise Refusal("KR015")
    if any(line.until is not None and line.until > at for line in book.lines):
        raise Refusal("KR015")
    if any(part.at >= at for found in book.holds.values() for part in found.parts):
        raise Refusal("KR015")
    period = book.periods.pop()
    before = book.periods[-1] if book.periods else None
    if period.cycle is not None:
        for bucket in book.cycle_buckets(period.cycle):
            if not bucket.closed and bucket.expires_at > at:
                book.buckets[bucket.id] = bucket._replace(expires_at=at)
    if period.starts_at == at:
        book.pending.pop(at, None)
        book.buckets[period.flex] = book.buckets[period.flex]._replace(expires_at=at, closed=True)
        operation = state.new_id()
        for bucket in book.cycle_buckets(period.cycle) if period.cycle is not None else ():
            if not bucket.closed:
                if bucket.left():
                    book.take(operation, account.id, bucket.id, bucket.left(), "expire", at)
                held = book.buckets[bucket.id]
                book.buckets[bucket.id] = held._replace(closed=not held.held, posted=True)
        return True
    plan = book.subscriptions.get(period.subscription)
    closes_at = closing_time(book, at, plan and plan.terms.grace, before)
    book.periods.append(period._replace(ends_at=at, closes_at=closes_at))
    book.buckets[period.flex] = book.buckets[period.flex]._replace(expires_at=at)
    return False


def subscribe(state, op):
    args = {"plan": text(op, "plan", required=True), "at": instant(op, "at")}
    name, key = text(op, "account", required=True), text(op, "key")
    account = state.find(name)
    first = state.replay(account, key, "subscribe", args)
    if first is not None:
        return first
    if account.is_child:
        raise Refusal("22023")
    book = writable(state, account)
    terms = terms_for(state, args["plan"], account.request[3])
    at = change_time(state, account, book, args["at"])
    now = state.now(book)
    if any(s.ends_at is None or s.ends_at > max(now, s.started_at) for s in book.plans()):
        raise Refusal("KR015")
    no_period_ahead(state, book)
    blank = cut(state, account, book, at)
    new = begin(state, book, account.id, key, terms, at)
    reopen(state, account, book, at, blank)
    state.remember(account, key, "subscribe", args, new.id, new.operation)
    return new.id


def reopen(state, account, book, at, blank):
    """What follows a cut, up to now."""
    if blank:
        open_period(state, account.payer, book, at)
    catch_up(state, account.payer, book, state.now(book))


# --------------------------------------------------------------------------------- changing

def current(state, account, book):
    """The plan in force now, or KR015."""
    if account.is_child:
        raise Refusal("22023")
    found = book.plan_at(state.now(book))
    if found is None:
        raise Refusal("KR015")
    return found


def turn(period):
    """Where a plan ends that is to end: with the trial, or the cycle."""
    return period.ends_at if period.trial else period.cycle_ends_at


def take_back_next(book, now):
    for subscription in book.plans():
        if subscription.started_at > now:
            book.change(subscription, ends_at=subscription.started_at)


def change_plan(state, op):
    args = {"plan": text(op, "plan", required=True), "at": instant(op, "at"),
            "at_cycle_end": op.get("at_cycle_end")}
    name, key = text(op, "account", required=True), text(op, "key")
    account = state.find(name)
    first = state.replay(account, key, "change_plan", args)
    if first is not None:
        return first
    if account.is_child:
        raise Refusal("22023")
    book = writable(state, account)
    terms = terms_for(state, args["plan"], account.request[3])
    at = change_time(state, account, book, args["at"])
    now = state.now(book)
    old = current(state, account, book)
    if old.plan == terms.plan and old.ends_at is None:
        raise Refusal("KR015")
    no_period_ahead(state, book)
    period = book.period(now)
    same_beat = (old.terms.cycle, old.terms.billing) == (terms.cycle, terms.billing)
    later = args["at_cycle_end"]
    if old.plan == terms.plan:
        later = True  # what was to end goes on from there
    elif later is None:
        shorter = terms.cycle.nominal() <= old.terms.cycle.nominal()
        later = period.trial or shorter and dearness(terms) < dearness(old.terms)
    take_back_next(book, now)
    if later:
        end = turn(period)
        book.change(old, ends_at=end)
        anchor = old.anchor if same_beat and not period.trial else end
        new = add(state, book, account.id, key, terms, end, anchor)
    else:
        if at < old.started_at:
            raise Refusal("KR015")
        book.change(old, ends_at=at)
        if same_beat and not period.trial and terms.on_change == "prorate":
            new = add(state, book, account.id, key, terms, at, old.anchor)
            prorate_change(state, account, book, old, new)
        else:
            blank = cut(state, account, book, at)
            new = add(state, book, account.id, key, terms, at, at)
            reopen(state, account, book, at, blank)
    state.remember(account, key, "change_plan", args, new.id, new.operation)
    return new.id


def dearness(terms):
    """The price per nominal time of the cycle."""
    return terms.price / terms.cycle.nominal()


def prorate_change(state, account, book, old, new):
    """Cycle and period stay; money, overage and included credits follow the new plan from now."""
    period, at = book.periods[-1], new.started_at
    start, end = period.cycle_starts_at, period.cycle_ends_at

    def share(price, sign):
        units = prorate(price * ONE, start, end, at, end)
        return InvoiceLine("proration", sign * Fraction(int(units), ONE))
    lines = [line for line in (share(old.terms.price, -1), share(new.terms.price, 1)) if line.exact]
    used = overage_to_fix(book, period)
    if used:
        lines.append(overage_line(used, old.terms.overage_price))
    book.pending[period.starts_at] = book.pending.get(period.starts_at, ()) + tuple(lines)

    before = book.periods[-2] if len(book.periods) > 1 else None
    book.periods[-1] = period = period._replace(
        subscription=new.id,
        closes_at=closing_time(book, period.ends_at, new.terms.grace, before))
    flex = book.buckets[period.flex]
    book.buckets[flex.id] = flex._replace(granted=book.cap_of(new, False))
    book.post(new.operation, account.id, flex.id, 0, "overage", at)

    due = 0
    for plan_ in book.plans():
        first = max(start, plan_.started_at)
        last = end if plan_.ends_at is None else min(end, plan_.ends_at)
        if first < last:
            due += prorate(plan_.terms.included, start, end, first, last)
    buckets = book.cycle_buckets(period.cycle)
    surplus = sum(b.granted - b.revoked for b in buckets) - due
    if surplus < 0:
        grant_included(state, account.payer, book, new.operation, new, period, -surplus, at, end)
    for bucket in reversed(buckets):
        take = 0 if bucket.closed else min(max(surplus, 0), bucket.left())
        if take:
            book.take(new.operation, account.id, bucket.id, take, "revoke", at)
            surplus -= take


def cancel(state, op):
    name, at = text(op, "account", required=True), instant(op, "at")
    account = state.find(name)
    if account.is_child:
        raise Refusal("22023")
    book = writable(state, account)
    change_time(state, account, book, at)
    now = state.now(book)
    old = current(state, account, book)
    if old.ends_at is None or any(s.started_at > now and s.in_force(s.started_at)
                                  for s in book.plans()):
        no_period_ahead(state, book)
        take_back_next(book, now)
        old = book.change(old, ends_at=turn(book.period(now)))
    return old.ends_at


def reactivate(state, op):
    name, at = text(op, "account", required=True), instant(op, "at")
    account = state.find(name)
    if account.is_child:
        raise Refusal("22023")
    book = writable(state, account)
    change_time(state, account, book, at)
    old = current(state, account, book)
    failed = failed_invoices(book)
    if old.ends_at is None and not failed:
        raise Refusal("KR015")
    if old.ends_at is not None:
        no_period_ahead(state, book)
    take_back_next(book, state.now(book))
    book.change(old, ends_at=None)
    for invoice in failed:
        book.invoices[invoice.starts_at] = invoice._replace(status="open")


def failed_invoices(book):
    return [i for i in book.invoices.values() if i.status == "failed"]


# --------------------------------------------------------------------------- recurring grants

def grant_every(state, op):
    args = {"amount": amount(op, "amount", required=True),
            "every": interval(op, "every", required=True),
            "class": text(op, "class") or "included", "priority": op.get("priority"),
            "rollover_max": credit(op, "rollover_max"),
            "rollover_for": interval(op, "rollover_for"),
            "at": instant(op, "at"), "until": instant(op, "until")}
    name, key = text(op, "account", required=True), text(op, "key")
    if args["amount"] <= 0:
        raise Refusal("22023")
    account = state.find(name)
    first = state.replay(account, key, "grant_every", args)
    if first is not None:
        return first
    state.may_be_given(account)
    book = writable(state, account)
    if args["class"] not in RANKS:
        raise Refusal("KR010")
    if args["class"] in POSTPAID:
        raise Refusal("22023")
    at = change_time(state, account, book, args["at"])
    if args["until"] is not None and args["until"] <= at:
        raise Refusal("22023")
    priority = RANKS[args["class"]] if args["priority"] is None else args["priority"]
    terms = Plan(None, Fraction(0), None, args["every"], args["every"], ZERO, args["amount"],
                 priority, None, 0, args["rollover_max"], None, None, args["rollover_for"], False,
                 Fraction(0), None, None)
    new = add(state, book, account.id, key, terms, at, at, next_at=at, klass=args["class"])
    book.change(new, ends_at=args["until"])
    catch_up(state, account.payer, book, state.now(book))
    state.remember(account, key, "grant_every", args, new.id, new.operation)
    return new.id


def end_grants(state, op):
    """`number` counts the payer's recurring grants from 1; the rules' id is the database's own."""
    name, at = text(op, "account", required=True), instant(op, "at")
    if op.get("number") is None:
        raise Refusal("22004")
    account = state.find(name)
    book = writable(state, account)
    at = change_time(state, account, book, at)
    found = dict(enumerate(book.recurring(), 1)).get(op["number"])
    if found is None:
        raise Refusal("KR010")
    end = max(at, found.started_at)
    if found.ends_at is None or found.ends_at > max(end, state.now(book)):
        book.change(found, ends_at=end, next_at=None)


# -------------------------------------------------------------------------------- invoices

def invoice_of(state, op):
    """The account, its book and the invoice of the period that starts at op's `period`."""
    name, at = text(op, "account", required=True), instant(op, "at")
    if op.get("period") is None:
        raise Refusal("22004")
    account = state.find(name)
    if account.is_child:
        raise Refusal("22023")
    state.moment(account, at)
    book = writable(state, account, settled=False)
    if op["period"] not in book.invoices:
        raise Refusal("KR010")
    return book, book.invoices[op["period"]]


def invoice_paid(state, op):
    book, invoice = invoice_of(state, op)
    if invoice.status == "paid":
        return
    book.invoices[invoice.starts_at] = invoice._replace(status="paid")


def invoice_failed(state, op):
    book, invoice = invoice_of(state, op)
    if invoice.status == "paid":
        raise Refusal("KR015")
    if invoice.status == "failed":
        return
    book.invoices[invoice.starts_at] = invoice._replace(status="failed")


# ----------------------------------------------------------------------------------- reads

def current_plan(state, op):
    name, at = text(op, "account", required=True), instant(op, "at")
    book, when = view(state, state.find(name), at)
    found, period = book.plan_at(when), book.period(when)
    if found is None or period is None:
        return []
    follows = found.ends_at is not None and book.plan_at(found.ends_at)
    if found.trial_ends_at is not None and when < found.trial_ends_at:
        status = "trialing"
    elif failed_invoices(book):
        status = "past_due"
    else:
        status = "canceled" if found.ends_at is not None and not follows else "active"
    used, revoked = book.used_at(at), book.taken_at(at, ("revoke",))
    buckets = [b for b in book.cycle_buckets(period.cycle) if b.alive(when)]
    given = {b.id: b.granted - revoked.get(b.id, 0) for b in buckets}
    spent, held = sum(used.get(number, 0) for number in given), held_at(book, at)
    remaining = sum(max(0, given[number] - used.get(number, 0) - held.get(number, 0))
                    for number in given)
    end = turn(period)
    return [(found.plan, status, found.started_at, found.trial_ends_at, period.starts_at,
             period.ends_at, period.cycle_starts_at, period.cycle_ends_at,
             end if found.ends_at is None or found.ends_at > end else None, found.ends_at,
             follows.plan if follows else None, found.terms.price, found.terms.currency,
             sum(given.values()), spent, remaining)]


def statement(state, op):
    """[(line, kind, class, quantity, unit price, amount)]: the columns that the rules decide."""
    name, at = text(op, "account", required=True), instant(op, "at")
    book, when = view(state, state.find(name), at)
    period = book.period(when)
    if period is None or period.subscription is None:
        return []
    invoice = book.invoices.get(period.starts_at)
    if period.closed:
        lines = invoice.lines if invoice else ()
    else:
        lines = lines_of(book, period)
    return [(number, line.kind, line.klass, line.quantity, line.unit_price, line.amount)
            for number, line in enumerate(lines, 1)]


HANDLERS = {function.__name__: function for function in (
    plan, change_plan_row, subscribe, change_plan, cancel, reactivate, grant_every, end_grants,
    invoice_paid, invoice_failed, current_plan, statement)}
