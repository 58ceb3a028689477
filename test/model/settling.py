"""Settling meters in the reference model (docs/rules.md, 13).

Decided here: what running meters have used up to an instant and who pays for it, stretch by
stretch, to the microsecond at which one runs out; what becomes of that one; what is given back of
what a meter was settled past a stop; and how all that becomes one operation. The calls are in
meters.py, and when settling comes before what is due is in periods.py.
"""
from typing import NamedTuple

from prices import changes, find
from rows import Bucket, Event, Line
from terms import SECOND, attributes_of
from values import MAX, Refusal, fit

OUTCOME = {"suspend": "suspended", "terminate": "terminated"}


class Piece(NamedTuple):
    """A line that will be posted."""
    meter: tuple
    at: int
    until: int
    quantity: int
    price: object
    rate: object
    run: int
    cost: int
    parts: list  # of (turn, bucket id, amount, at), turn being its place among all that are drawn
    kind: str = "draw"


class Posting:
    """The lines of one operation, in sections: what is settled, given back, settled again. Lines
    are numbered in time order in each, entries in the order in which they were drawn, those of
    lines that were drawn nothing for last."""

    def __init__(self):
        self.sections, self.turns, self.charged, self.overage = [], 0, 0, 0

    def turn(self):
        self.turns += 1
        return self.turns

    def add(self, pieces):
        self.sections.append(sorted(pieces, key=lambda piece: piece.at))  # stable: in their order

    def post(self, state, book):
        """The operation, or None if there is nothing to book."""
        operation, number = None, 0
        for section in self.sections:
            lines = []
            for piece in section:
                operation, number = operation or state.new_id(), number + 1
                lines.append(self.line(book, operation, number, piece))
            self.entries(book, section, lines)
        return operation

    def line(self, book, operation, number, piece):
        user, resource, item = piece.meter
        meter = book.meters[piece.meter]
        line = Line(operation, number, user, resource, piece.quantity, meter.attributes, item,
                    piece.at, piece.until, piece.rate, fit(piece.cost), None, None, piece.price,
                    piece.price.counted_until(piece.run, piece.at), piece.run, True)
        book.lines.append(line)
        self.charged = fit(self.charged + piece.cost)
        if piece.kind == "draw":
            stretch = (piece.at, piece.until, (operation, number))
            book.meters[piece.meter] = meter._replace(booked=meter.booked + (stretch,))
        return line

    def entries(self, book, section, lines):
        parts = []
        for piece, line in zip(section, lines):
            sign = 1 if piece.kind == "return" else -1
            for turn, bucket, amount, at in piece.parts:
                kind = piece.kind if amount else "draw"
                parts.append((turn, line, bucket, sign * amount, at, kind))
            if not piece.parts:
                flex = book.period(piece.at).flex
                parts.append((self.turn(), line, flex, 0, piece.at, "draw"))
        merged = []
        for _, line, bucket, amount, at, kind in sorted(parts, key=lambda part: part[0]):
            if merged and merged[-1][:2] == [line, bucket]:
                merged[-1][2] += amount
            else:
                merged.append([line, bucket, amount, at, kind])
        for line, bucket, amount, at, kind in merged:
            self.overage -= amount if book.buckets[bucket].postpaid else 0
            book.post_part(line, bucket, amount, at, kind)


class Track:
    """A running meter while it is settled."""

    def __init__(self, state, book, meter, posting):
        self.state, self.book, self.meter, self.posting = state, book, meter, posting
        self.account = state.user(meter.user)
        self.attributes = attributes_of(meter.attributes)
        self.price = self.rate = self.line = None
        self.done = []

    def edges(self, upto):
        return changes(self.state, self.book, self.account, self.meter.resource, self.attributes,
                       self.meter.settled_to, upto)

    def enter(self, t):
        """The price of the stretch that begins at t."""
        price = find(self.state, self.book, self.account, self.meter.resource, self.attributes, t)
        if price is None:
            raise Refusal("KR010")
        rate = price.rate_of(self.attributes)
        if rate is None or not rate.timed:
            raise Refusal("22023")
        self.price, self.rate = price, rate

    def cost(self, start, end):
        return self.price.stretch_cost(self.rate, self.meter.quantity, self.meter.started_at, start,
                                       end)

    def draw(self, start, end):
        cost, flex = self.cost(start, end), self.book.period(start).flex
        parts = [(self.posting.turn(), bucket, amount, start) for bucket, amount
                 in self.book.draw(start, cost, self.meter.resource)]
        line = self.line
        if line and (line.until, line.price.id) == (start, self.price.id) and (
                self.book.period(line.at).flex == flex):
            self.line = line._replace(until=end, cost=line.cost + cost, parts=line.parts + parts)
            return
        self.close()
        self.line = Piece(self.meter.key, start, end, self.meter.quantity, self.price, self.rate,
                          self.meter.started_at, cost, parts)

    def close(self):
        if self.line:
            self.done.append(self.line)
        self.line = None

    def run_out(self, x):
        meter, at_zero = self.meter, self.state.resources[self.meter.resource].at_zero
        if at_zero == "continue":
            self.meter, event = meter._replace(unpaid_since=x), "unpaid"
        else:
            event = OUTCOME[at_zero]
            self.meter = meter._replace(status=event, settled_to=x, stopped_at=x)
        self.book.outbox.append(Event(meter.user, f"meter.{event}", x, meter.resource, meter.item,
                                      meter.quantity))

    @property
    def billed(self):
        return self.meter.status == "running" and self.meter.unpaid_since is None


class Purse:
    """What is left of the buckets alive at an instant, to try draws on."""

    def __init__(self, book, t):
        self.paid = sorted((b for b in book.open_buckets()
                            if not b.postpaid and b.alive(t) and b.left()), key=Bucket.draw_order)
        flex = book.buckets[book.period(t).flex]
        # what an amount can hold
        self.flex = MAX - flex.used - flex.held if flex.left() is None else flex.left()
        self.reset()

    def reset(self):
        self.left, self.flex_left = [b.left() for b in self.paid], self.flex

    def take(self, resource, cost, spare=False):
        """All or nothing: whether it could be drawn; with `spare` nothing may be used up."""
        left, flex_left = list(self.left), self.flex_left
        for index, bucket in enumerate(self.paid):
            if bucket.may_pay(resource):
                part = min(left[index], cost)
                left[index] -= part
                cost -= part
                if part and not left[index] and spare:
                    return False
        flex_left -= cost
        if flex_left < 0 or cost and not flex_left and spare:
            return False
        self.left, self.flex_left = left, flex_left
        return True

    def pays(self, wants, spare=False):
        self.reset()
        return all([self.take(resource, cost, spare) for resource, cost in wants])


def settle(state, book, upto, posting):
    """Books what running meters have used up to an instant, in books whose periods are open
    through it. Whether none ran out."""
    tracks = [Track(state, book, meter, posting)
              for meter in sorted(book.meters.values(), key=lambda meter: meter.order)
              if meter.status == "running" and meter.settled_to < upto]
    events = len(book.outbox)
    bounds = stretches(book, tracks, upto)
    for start, end in zip(bounds, bounds[1:]):
        stretch(book, [track for track in tracks if track.meter.status == "running"
                       and track.meter.settled_to <= start], start, end)
    for track in tracks:
        track.close()
        if track.meter.status == "running":
            track.meter = track.meter._replace(settled_to=upto)
        book.meters[track.meter.key] = track.meter
    posting.add([piece for track in tracks for piece in track.done])
    return len(book.outbox) == events


def stretches(book, tracks, upto):
    if not tracks:
        return []
    first = min(track.meter.settled_to for track in tracks)
    cuts = {track.meter.settled_to for track in tracks}
    cuts |= {edge for b in book.open_buckets() for edge in (b.effective_at, b.expires_at)}
    cuts |= {period.starts_at for period in book.periods}
    for track in tracks:
        cuts |= set(track.edges(upto))
    return [first, *sorted(cut for cut in cuts if cut is not None and first < cut < upto), upto]


def stretch(book, tracks, start, end):
    """One in which nothing changes but what is left."""
    for track in tracks:
        track.enter(start)
        if track.meter.unpaid_since is not None and can_go_on(book, track, start):
            track.meter = track.meter._replace(unpaid_since=None)
    several = sum(meter.status == "running" for meter in book.meters.values()) > 1
    while start < end:
        billed = [track for track in tracks if track.billed]
        purse = Purse(book, start)

        def paid(t, spare=False):
            return purse.pays([(track.meter.resource, track.cost(start, t)) for track in billed],
                              spare)
        last = furthest(start, end, lambda t: paid(t, spare=several))
        if last == start and several and paid(start + 1):
            last = start + 1  # the microsecond in which a bucket is used up
        if last > start:
            for track in billed:
                track.draw(start, last)
        elif last < end:
            purse.reset()
            for track in [track for track in billed if not purse.take(
                    track.meter.resource, track.cost(last, last + 1))]:
                track.run_out(last)
        start = last


def furthest(start, end, holds):
    """The last instant at which it holds; it does at the start, and once it does not, no more."""
    if holds(end):
        return end
    while end - start > 1:
        middle = (start + end) // 2
        start, end = (middle, end) if holds(middle) else (start, middle)
    return start


def can_go_on(book, track, t):
    """Whether an unpaid meter can pay for a second, or a step, at t."""
    cost = track.cost(t, t + (track.price.step or SECOND))
    return Purse(book, t).take(track.meter.resource, cost)


def settle_now(state, book, upto):
    """Settling by itself: one operation. Whether none ran out on the way."""
    posting = Posting()
    quiet = settle(state, book, upto, posting)
    posting.post(state, book)
    return quiet


def look_ahead(state, book, t):
    """Who, settled to t, cannot pay the microsecond after it has run out at t; who was unpaid and
    can pay for a second, or a step, from t on is billed again. Whether none ran out."""
    tracks = [Track(state, book, meter, None)
              for meter in sorted(book.meters.values(), key=lambda meter: meter.order)
              if meter.settled_to == t]
    tracks = [track for track in tracks if track.meter.status == "running"]
    purse, events = Purse(book, t) if tracks else None, len(book.outbox)
    for track in tracks:
        try:
            track.enter(t)
        except Refusal:  # nothing says what the next microsecond costs
            continue
        if not track.billed and can_go_on(book, track, t):
            track.meter = track.meter._replace(unpaid_since=None)
        if track.billed and not purse.take(track.meter.resource, track.cost(t, t + 1)):
            track.run_out(t)
        book.meters[track.meter.key] = track.meter
    return len(book.outbox) == events


# ------------------------------------------------------------------------------- giving back

def unsettle(state, book, meter, at, posting):
    """Gives back what a meter was settled past `at`; what is booked of it then ends there."""
    lines = {(line.operation, line.line): line for line in book.lines}
    kept, pieces = [], []
    for first, last, place in sorted(meter.booked):
        if last <= at:
            kept.append((first, last, place))
            continue
        if first < at:
            kept.append((first, at, place))
        line, first = lines[place], max(first, at)
        if not line.quantity:
            continue
        cost = line.price.stretch_cost(line.rate, line.quantity, line.run, first, last)
        given = book.give_back({place}, cost) or [(book.period(first).flex, 0)]
        parts = [(posting.turn(), bucket, amount, first) for bucket, amount in given]
        pieces.append(Piece(meter.key, first, last, -line.quantity, line.price, line.rate, line.run,
                            -cost, parts, "return"))
    posting.add(pieces)
    book.meters[meter.key] = meter._replace(booked=tuple(kept))
    return book.meters[meter.key]
