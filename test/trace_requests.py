"""The requests of public traces, generated images and two LLM services, as examples/demo_images.sql and demo_llm.sql bill
them: in one COPY and again under the same keys, row by row shuffled, and in shuffled batches. Each row, each account, each
invoice and the totals are what sums of integers say, to the last digit. Skipped where DATA has not the traces.
"""
import csv
import os
from collections import defaultdict
from decimal import Decimal

from trace_tools import DATA, copy, decimal, not_in, psql

ONE = 10**18
COLUMNS = "account, resource, quantity, attributes, at, key"


# ------------------------------------------------------------------------------ three ways in
def by_copy(rows, rng):
    """In one COPY, and once more, which must change nothing"""
    return copy("credits.usage", COLUMNS, rows) * 2


def by_call(rows, rng):
    """One charge() a row, shuffled"""
    rng.shuffle(rows)
    return ("CREATE TEMP TABLE row (n bigint GENERATED ALWAYS AS IDENTITY, account text, resource text, quantity numeric,"
            " attributes jsonb, at timestamptz, key text);\n" + copy("row", COLUMNS, rows) + """
            DO $$
            DECLARE
                r record;
            BEGIN
                FOR r IN SELECT * FROM row ORDER BY n LOOP
                    PERFORM credits.charge(r.account, r.resource, r.quantity, r.attributes, at => r.at, key => r.key);
                    IF r.n % 100 = 0 THEN
                        COMMIT;
                    END IF;
                END LOOP;
            END $$;""")


def by_batches(rows, rng):
    """In eleven batches, shuffled"""
    rng.shuffle(rows)
    return "".join(copy("credits.usage", COLUMNS, rows[batch::11]) for batch in range(11))


WAYS = (("copy", by_copy), ("call", by_call), ("batches", by_batches))


def files(tap, what, *names):
    """Paths of the traces, or None, said in the output."""
    paths = [os.path.join(DATA, name) for name in names]
    for path in paths:
        if not os.access(path, os.R_OK):
            tap.ok(True, f"{what} # SKIP there is no {path}")
            return None
    return paths


def load(tap, what, way, how, rows, rng):
    """Bill (account, resource, quantity, attributes, at, key) in one way; false if that failed."""
    try:
        psql(how([(f"{row[0]}/{way}",) + row[1:] for row in rows], rng))
    except RuntimeError as error:
        tap.ok(False, what, *str(error).splitlines())
        return False
    return True


def billed_rows(resource, way):
    """Each row that was billed, by its account and key: when, and how much in last digits."""
    said = psql(f"""SELECT account, key, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), charged::numeric * 1e18
                      FROM credits.usage WHERE resource = '{resource}' AND account LIKE '%/{way}';""")
    plain = len(way) + 1
    return {(row[0][:-plain], row[1]): (row[2], int(Decimal(row[3]))) for row in said}, len(said)


def billed_shares(resource, way):
    """What was drawn from credit and as overage, by account, in last digits."""
    said = psql(f"""SELECT a.account, -coalesce(sum(e.amount::numeric) FILTER (WHERE NOT b.postpaid), 0) * 1e18,
                           -coalesce(sum(e.amount::numeric) FILTER (WHERE b.postpaid), 0) * 1e18
                      FROM credits.entry e
                      JOIN credits.bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
                      JOIN credits.account a ON a.account_id = e.account_id AND a.user_id = e.user_id
                     WHERE e.kind = 'draw' AND e.resource = '{resource}' AND a.account LIKE '%/{way}' GROUP BY 1;""")
    return {row[0][:-len(way) - 1]: (int(Decimal(row[1])), int(Decimal(row[2]))) for row in said}


def check_ways(tap, rng, resource, rows, cost, credit, prepare):
    """Bill the rows in each way; cost: what each is to cost, by account and key; credit: what each account has."""
    used = defaultdict(int)
    for (account, _), last_digits in cost.items():
        used[account] += last_digits
    want = {(row[0], row[5]): (row[4][:-3], cost[row[0], row[5]]) for row in rows}
    shares = {account: (min(sum_, credit), max(sum_ - credit, 0)) for account, sum_ in used.items()}
    for way, how in WAYS:
        what = f"{resource}: {how.__doc__.split(',')[0].lower()}" + (", shuffled" if how is not by_copy else "")
        prepare(way)
        if not load(tap, what, way, how, rows, rng):
            continue
        got, lines = billed_rows(resource, way)
        tap.ok(lines == len(rows), f"{what}: each row is billed once", f"{lines} lines for {len(rows)} rows")
        tap.same(got, want, f"{what}: every row costs what it should, at its time, to the last digit")
        tap.same(billed_shares(resource, way), shares, f"{what}: credit pays for the first of every account, overage for the rest")
    return used, shares


def accounts(names, way, statement):
    """SELECT of an expression for each account of one way, named a."""
    values = ", ".join(f"('{name}/{way}')" for name in names)
    psql(f"SELECT {statement} FROM (VALUES {values}) v (a);")


# ------------------------------------------------------------------------------ generated images
def image_cost(request):
    """In last digits: 4, 5 or 7 credits an image by its inference steps, if it succeeded."""
    if request["predict_status"] != "SUCCEED":
        return 0
    steps = Decimal(request["num_inference_steps"])
    return int(Decimal(request["num_images_per_prompt"])) * (4 if steps <= 30 else 5 if steps <= 40 else 7) * ONE


def image_attributes(request):
    steps = request["num_inference_steps"]
    return f'{{"status": "{request["predict_status"]}"' + (f', "steps": {steps}}}' if steps else "}")


def check_images(tap, rng):
    paths = files(tap, "image: a month's requests", "alibaba_image_requests_2024.csv")
    if paths is None:
        return
    with open(paths[0], encoding="utf-8", newline="") as file:
        requests = list(csv.DictReader(file))
    rows = [(request["groupId"], "image", request["num_images_per_prompt"] or "0", image_attributes(request),
             request["gmt_create"] + ".000000+00", f"request {n}") for n, request in enumerate(requests, 1)]
    cost = {(row[0], row[5]): image_cost(request) for row, request in zip(rows, requests)}
    names = sorted({row[0] for row in rows})
    print(f"# {paths[0]}: {len(rows)} requests of {len(names)} customers")
    psql("""
        INSERT INTO credits.plan (plan, price, included, overage, overage_price) VALUES ('Studio', 10, 250, true, 0.04);
        INSERT INTO credits.resource (resource, unit) VALUES ('image', 'image');
        INSERT INTO credits.price (resource, attributes, tier_by, tiers) VALUES ('image', '{"status": "SUCCEED"}', 'steps',
            '[{"upto": 30, "rate": "4/image"}, {"upto": 40, "rate": "5/image"}, {"rate": "7/image"}]');
        INSERT INTO credits.price (resource, attributes, rate) VALUES ('image', '{"status": "FAILED"}', '0/image'),
            ('image', '{"status": "PENDING"}', '0/image'), ('image', '{"status": "PROCESSING"}', '0/image');""")
    used, shares = check_ways(tap, rng, "image", rows, cost, 250 * ONE, lambda way: accounts(
        names, way, "credits.open_account(a, 'Studio', clock => '2024-11-15 00:00+00')"))

    want = {name: Decimal(10) + Decimal(overage // ONE) * Decimal("0.04") for name, (_, overage) in shares.items()}
    for way, _ in WAYS:
        accounts(names, way, "credits.set_clock(a, '2024-12-15 00:00+00')")
        said = psql(f"""SELECT a.account, i.total FROM credits.invoice i
                          JOIN credits.account a ON a.account_id = i.account_id AND a.user_id = i.account_id
                         WHERE a.account LIKE '%/{way}';""")
        tap.same({row[0][:-len(way) - 1]: Decimal(row[1]) for row in said}, want, f"image: {way}: every invoice is what it should be")
    totals = [decimal(sum(used.values())), decimal(sum(credits for credits, _ in shares.values())),
              decimal(sum(overage for _, overage in shares.values())), str(sum(want.values()))]
    missing = not_in("demo_trace.out", totals)
    tap.ok(not missing, "examples/demo_trace.out says what sums of the images say", f"not there: {', '.join(missing)}")


# ------------------------------------------------------------------------------ tokens
TOKEN = {"input": 15 * ONE // 10**8, "output": 6 * ONE // 10**7}  # 0.15 and 0.60 a million, in last digits


def check_llm(tap, rng):
    paths = files(tap, "llm: an hour's requests", "azure_llm_conv_2023.csv", "azure_llm_code_2023.csv")
    if paths is None:
        return
    rows, cost, digits = [], {}, set()
    for account, path in zip(("chat", "coding"), paths):
        with open(path, encoding="utf-8", newline="") as file:
            for n, request in enumerate(csv.DictReader(file), 1):
                digits.add(request["TIMESTAMP"].partition(".")[2][6:])
                for io, tokens in (("input", request["ContextTokens"]), ("output", request["GeneratedTokens"])):
                    key = f"{n} {io}"
                    rows.append((account, "llm", tokens, f'{{"io": "{io}"}}', request["TIMESTAMP"][:-1] + "+00", key))
                    cost[account, key] = int(tokens) * TOKEN[io]
    print(f"# {' and '.join(paths)}: {len(rows) // 2} requests")
    tap.ok(digits == {"0"}, "llm: the seventh digit of a second is always 0: microseconds lose nothing")
    psql("""INSERT INTO credits.resource (resource, unit) VALUES ('llm', 'token');
            INSERT INTO credits.price (resource, rate, attributes) VALUES
                ('llm', '0.15/1M token', '{"io": "input"}'), ('llm', '0.60/1M token', '{"io": "output"}');""")
    used, shares = check_ways(tap, rng, "llm", rows, cost, 5 * ONE, lambda way: accounts(
        ("chat", "coding"), way, "credits.open_account(a, clock => '2023-11-16 18:00+00'), credits.grant(a, 5),"
        " credits.set_overage(a, true)"))

    want = [sum(cost[key] for key in cost if key[0] == account and key[1].endswith(io)) for account in used for io in TOKEN]
    want += list(used.values()) + [sum(used.values()), shares["chat"][1], 5 * ONE - shares["coding"][0]]
    missing = not_in("demo_trace.out", map(decimal, want))
    tap.ok(not missing, "examples/demo_trace.out says what sums of the tokens say", f"not there: {', '.join(missing)}")
