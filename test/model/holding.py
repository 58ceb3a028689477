"""What is held of the buckets in the reference model (docs/rules.md, 21).

Decided here: what it is to hold some of a bucket and to let go of it, when a hold has ended, what
becomes of what is let go past its bucket's end, that what a flex bucket holds moves on with the
periods, and what was held by an instant. The calls are in holds.py.
"""
from rows import Part


def keep(book, found, pieces, resource, at, since=None):
    """Adds [(bucket, amount)], held for a resource from `at` on, to a hold: the hold. What was held
    of another bucket before is held `since` then."""
    for number, amount in pieces:
        bucket = book.buckets[number]
        book.buckets[number] = bucket._replace(held=bucket.held + amount)
        book.hold_log.append((at, number, amount))
        part = Part(resource, number, amount, at if since is None else since)
        found = found._replace(parts=(*found.parts, part))
    book.holds[found.id] = found
    return found


def let_go(book, part, at):
    """A part is held no more; it is left, or used by the caller."""
    bucket = book.buckets[part.bucket]
    book.buckets[bucket.id] = bucket._replace(held=bucket.held - part.amount)
    book.hold_log.append((max(at, part.at), bucket.id, -part.amount))


def give_up(state, book, user, parts, at, operation=None, capture=False):
    """What was held is left again; past an expiry that is posted it expires at once: the
    operation, if there is one. A capture says for which resource."""
    for part in parts:
        let_go(book, part, at)
        bucket = book.buckets[part.bucket]
        if not bucket.postpaid and book.expiry_posted(bucket.id):
            operation = operation or state.new_id()
            book.take(operation, user, bucket.id, part.amount, "expire", bucket.expires_at,
                      resource=part.resource if capture else None)
    return operation


def end_hold(state, payer, book, found):
    """One that has ended is written down as such; each part that expires is an operation."""
    for part in found.parts:
        give_up(state, book, payer, [part], found.ends_at)
    book.holds[found.id] = found._replace(status="expired", ended_at=found.ends_at, parts=())


def move_on(book, old, new, at):
    """What a flex bucket holds is held of the one of the next period."""
    if not book.buckets[old].held:
        return
    for found in list(book.holds.values()):
        mine = [part for part in found.parts if part.bucket == old]
        rest = tuple(part for part in found.parts if part.bucket != old)
        if mine:
            found = found._replace(parts=rest)
            for part in mine:
                let_go(book, part, at)
                found = keep(book, found, [(new, part.amount)], part.resource, max(part.at, at),
                             part.at)


def move_all_on(book, new, at):
    """So when the next period is the last to open."""
    for bucket in list(book.buckets.values()):
        if bucket.klass == "flex" and bucket.closed:
            move_on(book, bucket.id, new, at)


def held_at(book, at):
    """What each bucket holds: now, or by `at`."""
    held = {}
    for t, bucket, amount in book.hold_log:
        if at is None or t <= at:
            held[bucket] = held.get(bucket, 0) + amount
    return held
