"""What falls due in the reference model: periods, cycles and recurring grants.

Decided here: in which order periods open and close and grants are made (docs/rules.md, 2), what a
cycle grants and what is carried over when it ends (9, 10), and that a read looks at books in which
all that is due by its instant has been done (8). What an invoice holds is in invoices.py, what
meters have used in settling.py.
"""
from holding import end_hold, move_all_on, move_on
from invoices import make_invoice
from rows import RANKS, Bucket, Period, PlanName
from settling import look_ahead, settle_now
from spans import boundary, month_of, span
from values import Refusal

END, MAKE, CLOSE, OPEN = range(4)  # their order at one instant


def owned(state, account):
    """The payer's book, this op's own copy."""
    book = state.books[account.payer] = state.book(account).copy()
    return book


def writable(state, account, settled=True):
    """The same, caught up and, mostly, its meters settled to now."""
    book = owned(state, account)
    now = state.now(book)
    catch_up(state, account.payer, book, now)
    if settled:
        settle_now(state, book, now)
        look_ahead(state, book, now)
    return book


def at_of_grant(state, account, at):
    """The payer's book, caught up and settled, and `at` in an open period of it."""
    at = state.moment(account, at)
    book = writable(state, account)
    if book.is_closed(at, state.now(book)):
        raise Refusal("KR008")
    open_ahead(state, account.payer, book, at)
    return book, at


def view(state, account, at):
    """A copy of the payer's book in which all that is due by `at` (None: now) has been done, and
    what meters have used by then is drawn."""
    book = state.book(account).copy()
    when = state.now(book) if at is None else at
    catch_up(state, account.payer, book, when)
    settle_now(state, book, when)
    look_ahead(state, book, when)
    return book, when


def catch_up(state, payer, book, upto, closing=True):
    """Does all that is due by an instant, meters being settled before what takes something away or
    gives it back; a booking ahead of now closes nothing, and ends no hold."""
    while True:
        due = [(book.periods[-1].ends_at, OPEN, 0)]
        if closing and book.first_open < len(book.periods):
            due.append((book.periods[book.first_open].closes_at, CLOSE, 0))
        due += [(s.next_at, MAKE, s.id) for s in book.recurring()
                if s.next_at is not None and (closing or not s.rolls_over())]
        if closing:
            due += [(found.ends_at, END, found.id) for found in book.holds.values()
                    if found.is_open]
        at, what, number = min(due)
        if at > upto:
            return
        if what == END:
            settle_now(state, book, at)
            end_hold(state, payer, book, book.holds[number])
            continue
        if what == CLOSE:
            settle_now(state, book, at)
            close(state, payer, book)
        elif what == OPEN:
            open_period(state, payer, book, at)
        else:
            if book.subscriptions[number].rolls_over():
                settle_now(state, book, at)
            make(state, book, book.subscriptions[number])


def open_ahead(state, payer, book, at, until=None):
    """Opens and makes all that is due by `at`, or before the end of an interval."""
    catch_up(state, payer, book, at if until is None else max(at, until - 1), closing=False)


# -------------------------------------------------------------------------------------- periods

def cycle_end(state, account, book, t):
    """The end of the cycle that contains t; without a plan, or in a trial, of the period."""
    ahead = book.copy()
    open_ahead(state, account.payer, ahead, t)
    period = ahead.period(t)
    if period is None:
        return month_of(book.zone, t)[1]
    return period.ends_at if period.cycle_ends_at is None else period.cycle_ends_at


def closing_time(book, end, grace, before):
    """When a period closes: never before the one that is `before` it."""
    closes = end if grace is None or not any(grace) else boundary(book.zone, end, grace)
    return max(closes, before.closes_at if before else closes)


def open_period(state, payer, book, start):
    """The period that begins at start, with its flex bucket, and the credits of the cycle or the
    trial that begins with it."""
    plan, zone = book.plan_at(start), book.zone
    before = book.periods[-1] if book.periods else None
    number = state.new_id()
    period = Period(start, 0, 0, number, subscription=plan.id if plan else None)
    granted = ends_at = None
    if plan is None:
        if before is None:
            period = period._replace(starts_at=month_of(zone, start)[0])
        ends_at = month_of(zone, start)[1]
    elif plan.trial_ends_at is not None and start < plan.trial_ends_at:
        ends_at = plan.trial_ends_at
        period = period._replace(trial=True, cycle=state.new_id())
        granted = plan.terms.trial_included, ends_at
    else:
        ends_at = span(zone, plan.anchor, plan.terms.billing, start)[1]
        first, last = span(zone, plan.anchor, plan.terms.cycle, start)
        period = period._replace(cycle_starts_at=first, cycle_ends_at=last)
        if first == start:
            period = period._replace(cycle=state.new_id(), price=plan.terms.price)
            granted = plan.terms.included, last
        else:
            period = period._replace(cycle=before.cycle)
    closes_at = closing_time(book, ends_at, plan and plan.terms.grace, before)
    period = period._replace(ends_at=ends_at, closes_at=closes_at)
    book.periods.append(period)
    book.buckets[number] = Bucket(number, "flex", RANKS["flex"], None,
                                  book.cap_of(plan, period.trial), None, period.starts_at, ends_at,
                                  None)
    move_all_on(book, number, start)
    if granted is not None and granted[0]:
        amount, expires_at = granted
        grant_included(state, payer, book, state.new_id(), plan, period, amount, start, expires_at)


def grant_included(state, payer, book, operation, plan, period, amount, start, end):
    amount = book.fitting(amount)
    if not amount:
        return
    number = state.new_id()
    book.add_bucket(Bucket(
        number, plan.klass, plan.terms.priority, None, amount, None, start, end,
        PlanName(plan.plan), subscription=plan.id, cycle=period.cycle))
    book.post_grant(operation, payer, number, amount, start)


def close(state, payer, book):
    """Closes the first open period: one operation, if it posts anything."""
    period, operation = book.periods[book.first_open], state.new_id()
    end, rolls = period.ends_at, rolls_at_close(book, period)
    expired = [b for b in book.open_buckets()
               if not b.postpaid and b.expires_at is not None and b.expires_at <= end]
    carried = {bucket: amount for roll in rolls for bucket, amount in roll.carried}
    for bucket in sorted(expired, key=lambda b: (b.expires_at, b.id)):
        if bucket.id in carried:
            book.take(operation, payer, bucket.id, carried[bucket.id], "rollover",
                      bucket.expires_at)
        left = book.buckets[bucket.id].left()
        if left:
            book.take(operation, payer, bucket.id, left, "expire", bucket.expires_at)
        left = book.buckets[bucket.id]
        book.buckets[bucket.id] = left._replace(closed=not left.held)
    for roll in rolls:
        post_rollover(state, book, operation, payer, roll)
    book.buckets[period.flex] = book.buckets[period.flex]._replace(closed=True)
    make_invoice(book, period)
    book.periods[book.first_open] = period._replace(closed=True)
    book.first_open += 1
    if book.first_open < len(book.periods):
        move_on(book, period.flex, book.periods[book.first_open].flex, end)


# ------------------------------------------------------------------------- rollover (§9, §10)

class Roll:
    """What of a cycle's buckets is carried over at its end."""

    def __init__(self, book, subscription, buckets, older, end):
        terms = subscription.terms
        self.subscription, self.end = subscription, end
        unused = sum(b.left() for b in buckets if not b.closed)
        bounds = [] if terms.rollover_max is None else [terms.rollover_max]
        if terms.rollover_percent is not None:
            granted = sum(b.granted for b in buckets)
            bounds.append(granted * terms.rollover_percent // 100)
        self.amount = max(terms.rollover_min or 0, unused)
        if bounds:
            alive = sum(b.left() for b in older if not b.closed and b.alive(end))
            self.amount = max(0, min(min(bounds) - alive, self.amount))
        self.carried, rest = [], min(self.amount, unused)
        self.moved = rest
        for bucket in buckets:
            take = 0 if bucket.closed else min(rest, bucket.left())
            if take:
                self.carried.append((bucket.id, take))
                rest -= take
        if not buckets:
            self.amount = self.moved = 0  # who granted nothing has nothing to top up
        self.origin = buckets[0].id if buckets else None


def rolls_at_close(book, period):
    """Of the plan's cycle that ends with a period."""
    rolls, end = [], period.ends_at
    plan = book.subscriptions.get(period.subscription)
    if (plan and plan.rolls_over() and period.cycle_ends_at == end
            and book.plan_at(end) is not None):
        plans = {s.id for s in book.plans()}
        older = [b for b in book.buckets.values()
                 if b.klass == "rollover" and b.cycle is None and b.subscription in plans]
        rolls.append(Roll(book, plan, book.cycle_buckets(period.cycle), older, end))
    return [roll for roll in rolls if roll.amount > 0]


def roll_recurring(book, subscription, end):
    mine = [b for b in book.buckets.values() if b.subscription == subscription.id]
    last = [b for b in mine if not is_carried(b) and b.expires_at == end]
    return Roll(book, subscription, last, [b for b in mine if is_carried(b)], end)


def is_carried(bucket):
    return bucket.rolled_from is not None


def post_rollover(state, book, operation, user, roll):
    """The new bucket: what was carried, then what the minimum adds."""
    terms = roll.subscription.terms
    expires_at = terms.rollover_for and boundary(book.zone, roll.end, terms.rollover_for)
    number = state.new_id()
    book.add_bucket(Bucket(
        number, "rollover", RANKS["rollover"], None, roll.amount, None, roll.end, expires_at, None,
        subscription=roll.subscription.id, rolled_from=roll.origin))
    if roll.moved:
        book.post(operation, user, number, roll.moved, "rollover", roll.end)
    if roll.amount > roll.moved:
        book.post(operation, user, number, roll.amount - roll.moved, "grant", roll.end)


def make(state, book, subscription):
    """A recurring grant at its instant: carries what is left of the last, and makes the next."""
    at, operation = subscription.next_at, state.new_id()
    terms, user = subscription.terms, subscription.user
    if subscription.rolls_over():
        roll = roll_recurring(book, subscription, at)
        if roll.amount > 0:
            for bucket, amount in roll.carried:
                book.take(operation, user, bucket, amount, "rollover", at)
            post_rollover(state, book, operation, user, roll)
    end = span(book.zone, subscription.anchor, terms.cycle, at)[1]
    amount = book.fitting(terms.included)
    if amount:
        number = state.new_id()
        book.add_bucket(Bucket(number, subscription.klass, terms.priority, None, amount, None,
                               at, end, None, subscription=subscription.id))
        book.post_grant(operation, user, number, amount, at)
    going_on = subscription.ends_at is None or end < subscription.ends_at
    book.change(subscription, next_at=end if going_on else None)
