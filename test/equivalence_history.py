"""What happens to the accounts of equivalence.py: plans, zones, anchors at the ends of months, and
for each account what it does at which instants.  Chance decides, from a seed.

An instant is given as the k-th boundary of an interval counted from the account's opening, so
that many fall on the very boundary of a period or a microsecond beside it; the server adds them
up.
"""
import json
import random

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago",
         "Asia/Kathmandu", "Pacific/Auckland")

PLANS = [dict(plan=plan, **terms) for plan, terms in {
    "month": dict(price="29.90", included="100"),
    "month grace": dict(price="39", included="80", grace="3 days", overage=True,
                        overage_price="0.0213", overage_cap="50"),
    "month open": dict(price="9", included="20", overage=True, overage_price="0.037"),
    "month trial": dict(price="19", included="60", trial="14 days", trial_included="10",
                        grace="36 hours"),
    "carry max": dict(price="50", included="100", rollover_max="150", rollover_for="3 months",
                      grace="1 day"),
    "carry part": dict(price="45", included="90", rollover_percent="33.3", rollover_min="10",
                       rollover_for="45 days"),
    "carry on": dict(price="40", included="70", rollover_percent="25"),
    "carry least": dict(price="35", included="50", rollover_min="20", rollover_max="60",
                        overage=True, overage_price="0.05", overage_cap="15"),
    "share small": dict(price="20", included="40", on_change="prorate", grace="2 days",
                        overage=True, overage_price="0.03", overage_cap="30"),
    "share big": dict(price="60", included="150", on_change="prorate", overage=True,
                      overage_price="0.02", overage_cap="60", rollover_max="100"),
    "week": dict(price="7", cycle="7 days", included="25", rollover_max="60",
                 rollover_for="28 days", grace="12 hours"),
    "week open": dict(price="6", cycle="7 days", included="15", overage=True,
                      overage_price="0.11"),
    "year": dict(price="300", cycle="1 year", included="1200", rollover_max="300",
                 rollover_for="6 months", overage=True, overage_price="0.01", overage_cap="40",
                 grace="5 days"),
    "quarter": dict(price="99", cycle="3 months", billing="1 month", included="250",
                    on_change="prorate", rollover_percent="50", rollover_for="2 months"),
    "day": dict(price="0.5", cycle="1 day", included="3", rollover_max="6",
                rollover_for="5 days", grace="2 hours"),
    "hours": dict(price="3", cycle="240 hours", billing="120 hours", included="12",
                  trial="5 days", trial_included="4"),
}.items()]
# these have many more periods than the others, so some accounts begin with them and do not stay
BRIEF = ("day", "week", "hours", "week open")
OFTEN = [plan["plan"] for plan in PLANS if plan["plan"] not in BRIEF]

OPENED = ("2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31", "2027-01-28", "2027-01-29",
          "2027-01-30", "2027-01-31", "2027-02-28", "2027-03-31")
# most live through half a year, with February 2028 in it
BRIEFLY = ("2027-10-28", "2027-10-29", "2027-10-30", "2027-10-31", "2027-11-29", "2027-11-30",
           "2027-12-30", "2027-12-31", "2028-01-28", "2028-01-31")
TIMES = ("00:00", "00:30", "01:45", "02:00", "02:30", "03:15", "12:00", "23:59:59.999999",
         "17:04:05.678901")


def usage(rng):
    """Rows of credits.usage: events, late ones among them, and a quantity held for some days."""
    rows = []
    for item in range(rng.randint(1, 3)):
        back = rng.choice((0, 0, 1, 30, 60 * 24, 60 * 24 * 3, 60 * 24 * 40))
        row = {"item": f"i{item}", "from": f"-{back} minutes", "until": None}
        if rng.random() < 0.4:
            row |= {"resource": "vcpu", "quantity": rng.randint(1, 4),
                    "until": f"{rng.randint(1, 60 * 24 * 4)} minutes"}
        else:
            row |= {"resource": "image", "quantity": rng.randint(1, 5)}
        rows.append(row)
    return rows


def deed(rng):
    """One thing that an account does: kind and arguments."""
    chance = rng.random()
    if chance < 0.34:
        return "consume", {"amount": rng.choice(("0.5", "7", "33.333333333333333333", "120")),
                           "back": rng.choice(("0", "0", "1 microsecond", "1 day", "2 months")),
                           "keyed": rng.random() < 0.5}
    if chance < 0.52:
        return "usage", {"rows": usage(rng)}
    if chance < 0.60:
        return "grant", {"amount": rng.choice(("5", "12.5", "40")),
                         "class": rng.choice(("prepaid", "bonus", "promotional", "included")),
                         "life": rng.choice((None, "3 days", "1 month", "100 days"))}
    if chance < 0.76:
        return "change", {"plan": rng.choice(OFTEN), "at_end": rng.choice((None, True, False))}
    if chance < 0.83:
        return "cancel", {}
    if chance < 0.88:
        return "reactivate", {}
    if chance < 0.92:
        return "subscribe", {"plan": rng.choice(OFTEN)}
    if chance < 0.96:
        return rng.choice(("paid", "failed")), {}
    return rng.choice((("overage", {"enabled": True, "cap": "25"}),
                       ("overage", {"enabled": False, "cap": None}), ("end_grants", {})))


def holds(rng, lives):
    """(instant, what): holds for minutes to months, some of which are settled."""
    for _ in range(rng.randint(1, 2 + lives // 4)):
        yield instant(rng, lives), ("hold", {
            "amount": rng.choice(("0.5", "3", "14", "70.000000000000000001")),
            "ttl": rng.choice((None, "3 hours", "1 day", "9 days", "40 days", "100 days")),
            "keyed": rng.random() < 0.3})
        if rng.random() < 0.5:
            yield instant(rng, lives), rng.choice((
                ("capture", {"amount": rng.choice((None, None, "0", "1", "20"))}), ("release", {})))


def every(rng, daily):
    return "grant_every", {
        "amount": rng.choice(("2", "10", "30")),
        "every": "1 day" if daily else rng.choice(("1 week", "1 month", "10 days", "500 hours")),
        "class": rng.choice(("included", "bonus")),
        "max": rng.choice((None, None, "15", "45")),
        "for": rng.choice((None, "20 days", "2 months")),
        "until": "1 month" if daily else rng.choice((None, "7 months", "1 year"))}


def instant(rng, lives):
    """(interval, which boundary of it, and what is added): all later than the opening."""
    interval, each = rng.choice((("1 month", 30.5), ("1 month", 30.5), ("1 week", 7), ("1 day", 1)))
    shift = rng.choice(("0", "1 microsecond", "-1 microsecond", "30 minutes", "26 hours",
                        f"{rng.randint(1, 10**6)} seconds"))
    return interval, rng.randint(1, max(1, int((lives - 0.5) * 30 / each))), shift


def histories(count, seed, opened=None, months=0):
    """(accounts, deeds) as JSON for the server.  opened, local times, and months, how long accounts
    live, may be given."""
    rng = random.Random(seed)
    accounts, done = [], []
    for number in range(count):
        name = f"a{number:04}"
        brief = BRIEF[number // 20 % 4] if number % 20 == 12 else None
        long = number % 5 == 0
        lives = months or (24 if long else 6)
        dates = opened or [f"{day} {time}" for day in (OPENED if long else BRIEFLY)
                           for time in TIMES]
        accounts.append({"account": name, "zone": ZONES[number % len(ZONES)],
                         "opened": rng.choice(dates), "months": lives, "child": number % 20 == 7})

        def add(at, what, of=name):
            done.append({"account": of, "every": at[0], "k": at[1], "shift": at[2],
                         "kind": what[0], "args": what[1]})

        first = brief or rng.choice(OFTEN)
        if rng.random() < 0.9:
            add(("1 day", 0, "0"), ("subscribe", {"plan": first}))
        else:  # months of its zone first
            add(("1 month", 1, "3 days"), ("subscribe", {"plan": first}))
        if brief:
            weeks = rng.randint(4, 6) if brief == "day" else rng.randint(10, 20)
            add(("1 week", weeks, rng.choice(("0", "7 hours"))),
                ("change", {"plan": rng.choice(OFTEN), "at_end": False}))
        if number % 4 == 1 or brief:
            add(("1 day", 0, "0"), every(rng, number % 80 == 0))
            if rng.random() < 0.3:
                add(instant(rng, lives / 2), every(rng, False))
        if number % 3 == 0:
            add(("1 day", 0, "0"), ("grant", {"amount": "200", "class": "prepaid", "life": None}))
        for _ in range(rng.randint(1, 2 + lives // 4)):
            add(instant(rng, lives), deed(rng))
        if accounts[-1]["child"]:
            add(instant(rng, lives), ("consume", {"amount": "3", "back": "0", "keyed": True,
                                                   "child": True}))
        # chance of their own, so that all else is as it was without them
        for at, what in holds(random.Random(f"{seed} {name}"), lives):
            add(at, what)
        if number % 10 == 3 and not opened:  # an anchor on 29 February
            add(("leap", 0, rng.choice(("0", "2 hours 30 minutes", "23 hours"))),
                ("change", {"plan": rng.choice(OFTEN), "at_end": False}))
    return json.dumps(accounts), json.dumps(done)
