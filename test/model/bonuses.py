"""Bonuses and referrals of the reference model (docs/rules.md, 17).

Decided here: what is given with a deposit, to its payer and to who referred it, and how it is taken
back with a referral or a deposit, and given again.
"""
from arguments import credit, given, instant, interval_of_any_kind, money, note, text
from periods import at_of_grant, cycle_end, owned, writable
from rows import POSTPAID, RANKS, Bonus, Bucket, Referral
from spans import ZERO, boundary
from status import freeze
from values import Refusal

NOTES = {"first_topup": "first top-up", "referee": "referred", "referrer": "referral"}
TAKEN_BACK = "the deposit was taken back"  # the note of a referral


# -------------------------------------------------------------------------------- the catalog

def bonus(state, op):
    """A row of the catalog, put in the place of the one that was there."""
    klass = op.get("class", "bonus")
    percent, most_times = money(op, "percent", "0"), op.get("most_times")
    if op["bonus"] not in NOTES or klass not in RANKS or klass in POSTPAID:
        raise Refusal("23514")
    state.bonuses[op["bonus"]] = Bonus(
        op["bonus"], percent, credit(op, "credits", "0"), credit(op, "most"),
        money(op, "least_money", "0"), klass, interval_of_any_kind(op, "lifetime"),
        interval_of_any_kind(op, "wait") or ZERO, bool(op.get("adds_up")), most_times)


def end_bonus(state, op):
    """A row deleted."""
    state.bonuses.pop(op["bonus"], None)


# ------------------------------------------------------------------------------- referrals

def refer(state, op):
    at = instant(op, "at")
    referrer, referee = (state.find(text(op, name, required=True))
                         for name in ("referrer", "referee"))
    if referrer.is_child or referee.is_child:
        raise Refusal("22023")
    if referrer.id == referee.id:
        raise Refusal("KR018")
    known = state.referrals.get(referee.id)
    if known is not None and known.referrer == referrer.id:
        return known.id
    for account in (referrer, referee):
        state.may_be_given(account)
    at = state.moment(referee, at)
    if known is not None or any(d.paid for d in state.book(referee).deposits.values()):
        raise Refusal("KR018")
    if referee.id in referred_by(state, referrer.id):
        raise Refusal("KR018")
    owned(state, referee)
    new = Referral(state.new_id(), referee.id, referrer.id, at)
    state.referrals[referee.id] = new
    return new.id


def referred_by(state, number):
    """Who referred an account, itself or through others."""
    found = []
    while number in state.referrals:
        number = state.referrals[number].referrer
        found.append(number)
    return found


def other_side(state, account):
    """The book of the other payer, and its own now."""
    book = writable(state, account)
    return book, state.now(book)


# --------------------------------------------------------------------- given with a deposit

def size_of(row, credits):
    """Of the credits of a deposit, rounded down."""
    size = int(credits * row.percent / 100) + row.credits
    return size if row.most is None else min(size, row.most)


def give_bonuses(state, account, book, found, paid_at, start):
    first, referee = state.bonuses.get("first_topup"), state.bonuses.get("referee")
    referral = state.referrals.get(account.payer)
    if first is not None and (found.money < first.least_money or any(
            d.paid and d.money >= first.least_money for d in book.deposits.values())):
        first = None
    decides = referee or state.bonuses.get("referrer")
    rewarded = (referral is not None and referral.status == "pending" and decides is not None
                and found.money >= decides.least_money)
    if not rewarded:
        referee = None
    earned = [row for row in (first, referee) if row is not None]
    if len(earned) == 2 and not (first.adds_up and referee.adds_up):
        larger = size_of(first, found.credits) > size_of(referee, found.credits)
        earned = [first if larger else referee]
    for row in earned:
        give(state, account, found.user, book, row, found, paid_at, start)
    if rewarded:
        reward(state, referral, found, paid_at)


def reward(state, referral, found, paid_at):
    """The referral is rewarded, and who referred gets his bonus."""
    row, referrer = state.bonuses.get("referrer"), state.user(referral.referrer)
    before = sum(r.referrer == referrer.id and r.deposit is not None
                 for r in state.referrals.values())
    number = None
    if row is not None and found.money >= row.least_money and referrer.status != "frozen" and (
            row.most_times is None or before < row.most_times):
        book, now = other_side(state, referrer)
        paid_at = max(min(paid_at, now), referrer.opened_at)
        start = now if book.is_closed(paid_at, now) else paid_at
        number = give(state, referrer, referrer.id, book, row, found, paid_at, start)
    state.referrals[referral.referee] = referral._replace(
        status="rewarded", deposit=found.id, bucket=number)


def give(state, account, user, book, row, found, paid_at, start):
    """A bonus as a bucket, of the deposit's payer with its number; None if it comes to nothing."""
    size = size_of(row, found.credits)
    if not size:
        return None
    effective_at = max(start, boundary(book.zone, paid_at, row.wait) if row.wait != ZERO else start)
    if row.lifetime is not None:
        expires_at = boundary(book.zone, effective_at, row.lifetime)
    else:
        expires_at = None
        if row.klass == "included":
            expires_at = cycle_end(state, account, book, effective_at)
    number, deposit = state.new_id(), found.id if found.id in book.deposits else None
    book.add_bucket(Bucket(number, row.klass, RANKS[row.klass], None, size, None, effective_at,
                           expires_at, NOTES[row.bonus], deposit=deposit))
    book.post_grant(state.new_id(), user, number, size, start)
    return number


# ----------------------------------------------------------------------------- taken back

def bonus_buckets(book, found):
    """What a deposit's payer was given with it."""
    return [b.id for b in book.buckets.values()
            if b.deposit == found.id and b.id != found.bucket and not b.is_debt]


def left_by(book, bucket, at):
    """What is left of a bucket, nothing of what has expired by `at`."""
    held = book.buckets[bucket]
    gone = held.closed or held.expires_at is not None and held.expires_at <= at
    return 0 if gone else held.left()


def take_left(book, operation, user, bucket, kind, at):
    left = left_by(book, bucket, at)
    if left:
        book.take(operation, user, bucket, left, kind, at)
    return left


def forfeit_bonuses(book, operation, user, found, at):
    """[(payer, bucket, amount)]"""
    return [(user, bucket, take_left(book, operation, user, bucket, "forfeit", at))
            for bucket in bonus_buckets(book, found)]


def forfeit_with(state, found):
    """What a referral that a deposit had rewarded gave to who referred; it is forfeited."""
    referral = next((r for r in state.referrals.values() if r.deposit == found.id), None)
    if referral is None or referral.status != "rewarded":
        return []
    state.referrals[referral.referee] = referral._replace(status="forfeited", note=TAKEN_BACK,
                                                          forfeited_with=found.id)
    if referral.bucket is None:
        return []
    referrer = state.user(referral.referrer)
    book, at = other_side(state, referrer)
    return [(referrer.id, referral.bucket, take_left(book, state.new_id(), referrer.id,
                                                     referral.bucket, "forfeit", at))]


def reward_again(state, found):
    """The referral that a clawback had forfeited."""
    for referral in list(state.referrals.values()):
        if referral.forfeited_with == found.id:
            state.referrals[referral.referee] = referral._replace(status="rewarded", note=None,
                                                                  forfeited_with=None)


def forfeit(state, op):
    why, freezes, at = note(op), op.get("freeze"), instant(op, "at")
    asked = given(op, "referral", required=True)
    referrer = state.find(text(op, "referrer", required=True))
    if referrer.is_child:
        raise Refusal("22023")
    number = state.names.get(asked)
    referral = next((r for r in state.referrals.values() if r.id == number), None)
    if referral is None or referral.referrer != referrer.id:
        raise Refusal("KR010")
    referee = state.user(referral.referee)
    taken = 0 if referral.status == "forfeited" else take_bonuses(
        state, referral, referrer, referee, at, why)
    if freezes:
        for account in (referrer, referee):
            freeze(state, account, why)
    return taken


def take_bonuses(state, referral, referrer, referee, at, why):
    """What is left of both sides' bonuses; the referral is forfeited."""
    book, at = at_of_grant(state, referrer, at)
    taken = 0
    other, there = other_side(state, referee)
    if referral.bucket is not None:
        taken += take_left(book, state.new_id(), referrer.id, referral.bucket, "forfeit", at)
    if referral.deposit is not None:
        taken += sum(part for _, _, part in forfeit_bonuses(
            other, state.new_id(), referee.id, other.deposits[referral.deposit], there))
    state.referrals[referee.id] = referral._replace(status="forfeited", note=why)
    return taken


HANDLERS = {function.__name__: function for function in (bonus, end_bonus, refer, forfeit)}
