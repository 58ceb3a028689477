"""How the harness says an op in SQL, and under which names it reads what it compares.

Decided here: the types of the arguments, and the columns of the answers and of the tables that are
compared (COLUMNS and TABLES, the one place to change when a name does).
"""
import json
import time

SECOND = 1_000_000

TYPES = {
    "account": "text", "plan": "text", "time_zone": "text", "at": "timestamptz", "parent": "text",
    "currency": "text", "clock": "timestamptz", "amount": "credits.amount", "class": "text",
    "expires_at": "timestamptz", "effective_at": "timestamptz", "priority": "int",
    "scope": "text[]", "cost": "numeric", "note": "text", "key": "text", "resource": "text",
    "attributes": "jsonb", "quantity": "numeric", "until": "timestamptz", "item": "text",
    "enabled": "bool", "cap": "credits.amount", "since": "timestamptz", "unit": "text",
    "rate": "credits.rate", "valid_from": "timestamptz", "valid_until": "timestamptz",
    "price": "numeric", "cycle": "interval", "billing": "interval", "grace": "interval",
    "included": "credits.amount", "trial": "interval", "trial_included": "credits.amount",
    "rollover_max": "credits.amount", "rollover_min": "credits.amount",
    "rollover_percent": "numeric", "rollover_for": "interval", "overage": "bool",
    "overage_price": "numeric", "overage_cap": "credits.amount", "on_change": "text",
    "every": "interval", "at_cycle_end": "bool", "at_zero": "text",
    "least_balance": "credits.amount", "step": "interval", "least": "credits.amount",
    "package": "numeric", "tiers": "jsonb", "tier_mode": "text", "tier_by": "text",
    "pack": "text", "money": "numeric", "credits": "credits.amount", "method": "text",
    "pay_within": "interval", "receipt_to": "text", "reference": "text", "invoice": "text",
    "reason": "text", "address": "text", "floor": "credits.amount", "cooldown": "interval",
    "most_times": "int", "stop_after": "int", "referrer": "text", "referee": "text",
    "freeze": "bool", "opened_before": "timestamptz", "discounts": "jsonb",
    "least_money": "numeric", "most_money": "numeric", "least_credits": "credits.amount",
    "most_credits": "credits.amount", "lifetime": "interval", "bonus": "text",
    "percent": "numeric", "most": "credits.amount", "wait": "interval", "adds_up": "bool",
    "feature": "text", "per": "text", "per_item": "bool", "ttl": "interval"}
PRICE_COLUMNS = ("resource", "rate", "valid_from", "valid_until", "plan", "account", "attributes",
                 "step", "least", "package", "tiers", "tier_mode", "tier_by")
RESOURCE_COLUMNS = ("resource", "unit", "at_zero", "least_balance")
PLAN_COLUMNS = ("plan", "price", "currency", "cycle", "billing", "grace", "included", "priority",
                "trial", "trial_included", "rollover_max", "rollover_min", "rollover_percent",
                "rollover_for", "overage", "overage_price", "overage_cap", "on_change")

PACK_COLUMNS = ("pack", "currency", "opened_before", "price", "credits", "money", "discounts",
                "least_money", "most_money", "least_credits", "most_credits", "class", "lifetime",
                "pay_within")
BONUS_COLUMNS = ("bonus", "percent", "credits", "most", "least_money", "class", "lifetime", "wait",
                 "adds_up", "most_times")
LIMIT_COLUMNS = ("plan", "feature", "most", "per", "per_item")
MEANT = ("deposit", "operation", "bucket", "referral", "hold")  # arguments that are ids

# How a value of each kind is read, {} being the column: a time is microseconds since 1970, or NULL
# for never; of late_at the payers on the wall clock only know whether it is there.
KINDS = {
    "time": "CASE WHEN isfinite({}) THEN (extract(epoch FROM {}) * 1000000)::bigint::text END",
    "late": "CASE WHEN isfinite({}) THEN (extract(epoch FROM {}) * 1000000)::bigint::text END",
    "interval": "CASE WHEN {} IS NOT NULL THEN concat_ws(' ', (extract(year FROM {}) * 12"
                " + extract(month FROM {}))::int, extract(day FROM {})::int,"
                " (extract(hour FROM {}) * 3600000000 + extract(minute FROM {}) * 60000000"
                " + extract(microseconds FROM {}))::bigint) END",
    "closed": "({} IS NOT NULL)::text", "scope": "array_to_string({}, ',')",
    "numeric": "trim_scale({})::text",
    "terms": "(SELECT string_agg(k, ',' ORDER BY k COLLATE \"C\")"
             " FROM jsonb_object_keys({}) k)",
    "facts": "{}::text", "features": "{}::text"}

COLUMNS = {  # of the answers: (column, kind); ids are mapped by order of creation
    "receipt": (("operation", "operation"), ("account", "name"), ("at", "time"),
                ("charged", "amount"), ("credits", "amount"), ("overage", "amount"),
                ("balance", "amount"), ("status", "text"), ("replayed", "text")),
    "balance": (("available", "amount"), ("held", "amount"), ("accrued", "amount"),
                ("overage", "amount"), ("overage_cap", "amount"), ("owed", "amount")),
    "buckets": (("bucket", "bucket"), ("class", "text"), ("priority", "text"), ("scope", "scope"),
                ("granted", "amount"), ("used", "amount"), ("held", "amount"),
                ("remaining", "amount"), ("effective_at", "time"), ("expires_at", "time"),
                ("cost", "numeric"), ("note", "note")),
    "current_plan": (("plan", "name"), ("status", "text"), ("since", "time"),
                     ("trial_ends_at", "time"), ("period_starts_at", "time"),
                     ("period_ends_at", "time"), ("cycle_starts_at", "time"),
                     ("cycle_ends_at", "time"), ("renews_at", "time"), ("ends_at", "time"),
                     ("next_plan", "name"), ("price", "numeric"), ("currency", "text"),
                     ("included", "amount"), ("used", "amount"), ("remaining", "amount")),
    "statement": (("line", "text"), ("kind", "text"), ("class", "text"), ("quantity", "amount"),
                  ("unit_price", "numeric"), ("amount", "numeric")),
    "activity": (("at", "time"), ("amount", "amount"), ("operation", "operation"),
                 ("kind", "text"), ("status", "text"), ("reference", "text")),
    "meters": (("account_name", "name"), ("resource", "name"), ("item", "text"),
               ("status", "text"), ("quantity", "numeric"), ("started_at", "time"),
               ("stopped_at", "time"), ("unpaid_since", "time"), ("accrued", "amount"),
               ("burn_rate", "amount"), ("attributes", "json")),
    "runway": (("burn_rate", "amount"), ("hours", "numeric"), ("runs_out_at", "time")),
    "quote_pack": (("money", "numeric"), ("credits", "amount"), ("currency", "text"),
                   ("percent", "numeric")),
    "deposits": (("deposit", "deposit"), ("at", "time"), ("source", "text"), ("status", "text"),
                 ("money", "numeric"), ("currency", "text"), ("credits", "amount"),
                 ("pack", "pack"), ("method", "text"), ("reference", "text"),
                 ("invoice", "text"), ("expires_at", "time"), ("bucket", "bucket"),
                 ("refunded", "numeric")),
    "payment_methods": (("method", "text"), ("priority", "text")),
    "plans": (("plan", "name"), ("features", "features")),
    "allowance": (("feature", "name"), ("item", "text"), ("allowed", "text"), ("used", "numeric"),
                  ("limit", "numeric"), ("resets_at", "time"), ("unlocked_by", "scope"))}
TABLES = {
    "account": (("account_id", "account"), ("user_id", "account"), ("account", "name"),
                ("opened_at", "time"), ("time_zone", "text"), ("clock", "time"),
                ("overage", "text"), ("overage_cap", "amount"), ("plan", "name"),
                ("meters", "text"), ("owed", "amount"), ("topup_floor", "amount"),
                ("overdraft", "amount"), ("receipt_to", "text"), ("status", "text"),
                ("reason", "text")),
    "subscription": (
        ("account_id", "account"), ("id", "subscription"), ("operation", "operation"),
        ("user_id", "account"), ("plan", "name"), ("started_at", "time"), ("ends_at", "time"),
        ("anchor", "time"), ("trial_ends_at", "time"),
        ("next_at", "time"), ("price", "numeric"), ("currency", "text"), ("cycle", "interval"),
        ("billing", "interval"), ("grace", "interval"), ("class", "text"), ("included", "amount"),
        ("priority", "text"), ("trial_included", "amount"), ("rollover_max", "amount"),
        ("rollover_min", "amount"), ("rollover_percent", "numeric"), ("rollover_for", "interval"),
        ("overage", "text"), ("overage_price", "numeric"), ("overage_cap", "amount"),
        ("key", "text")),
    "period": (("account_id", "account"), ("starts_at", "time"), ("ends_at", "time"),
               ("closes_at", "time"), ("closed_at", "closed"), ("cycle_starts_at", "time"),
               ("cycle_ends_at", "time"), ("subscription_id", "subscription"), ("trial", "text"),
               ("price", "numeric")),
    "bucket": (("account_id", "account"), ("id", "bucket"), ("class", "text"),
               ("priority", "text"), ("scope", "scope"), ("granted", "amount"),
               ("used", "amount"), ("held", "amount"), ("lapsed", "amount"), ("cost", "numeric"),
               ("effective_at", "time"), ("expires_at", "time"), ("seq", "text"),
               ("closed_at", "closed"), ("note", "note"), ("subscription_id", "subscription"),
               ("rolled_from", "bucket"), ("deposit_id", "deposit")),
    "entry": (("account_id", "account"), ("operation", "operation"), ("piece", "text"),
              ("user_id", "account"), ("bucket_id", "bucket"), ("bucket_seq", "text"),
              ("bucket_after", "amount"), ("amount", "amount"), ("kind", "text"),
              ("line", "text"), ("at", "time"), ("late_at", "late"), ("resource", "name"),
              ("returns", "operation")),
    "usage_line": (("account_id", "account"), ("operation", "operation"), ("line", "text"),
                   ("user_id", "account"), ("resource", "name"), ("quantity", "numeric"),
                   ("attributes", "json"), ("item", "text"), ("at", "time"), ("until", "time"),
                   ("rate", "rate"), ("charged", "amount"), ("late_at", "late"), ("key", "text"),
                   ("price_id", "price"), ("counted", "numeric"), ("terms", "terms")),
    "counter": (("account_id", "account"), ("price_id", "price"), ("starts_at", "time"),
                ("quantity", "numeric")),
    "meter": (("account_id", "account"), ("user_id", "account"), ("resource", "name"),
              ("item", "text"), ("status", "text"), ("started_at", "time"),
              ("settled_to", "time"), ("quantity", "numeric"), ("stopped_at", "time"),
              ("unpaid_since", "time"), ("attributes", "json")),
    "outbox": (("account_id", "account"), ("user_id", "account"), ("event", "text"),
               ("at", "time"), ("facts", "facts")),
    "invoice": (("account_id", "account"), ("starts_at", "time"), ("ends_at", "time"),
                ("finalized_at", "time"), ("subscription_id", "subscription"),
                ("currency", "text"), ("total", "numeric"), ("status", "text")),
    "invoice_line": (("account_id", "account"), ("starts_at", "time"), ("line", "text"),
                     ("kind", "text"), ("class", "text"), ("quantity", "amount"),
                     ("unit_price", "numeric"), ("exact", "numeric"), ("amount", "numeric")),
    "request": (("account_id", "account"), ("user_id", "account"), ("key", "text"),
                ("operation", "operation"), ("call", "text")),
    "deposit": (("account_id", "account"), ("id", "deposit"), ("user_id", "account"),
                ("operation", "operation"), ("status", "text"), ("source", "text"),
                ("at", "time"), ("expires_at", "time"), ("paid_at", "time"),
                ("ended_at", "time"), ("money", "numeric"), ("currency", "text"),
                ("credits", "amount"), ("pack", "pack"), ("class", "text"),
                ("lifetime", "interval"), ("method", "text"), ("receipt_to", "text"),
                ("reference", "text"), ("invoice", "text"), ("reason", "text"),
                ("bucket_id", "bucket"), ("refunded", "numeric"), ("taken", "operation"),
                ("debt_id", "bucket")),
    "payment_method": (("account_id", "account"), ("method", "text"), ("priority", "text"),
                       ("added_at", "late")),
    "topup": (("account_id", "account"), ("user_id", "account"), ("floor", "amount"),
              ("pack", "pack"), ("money", "numeric"), ("cooldown", "interval"),
              ("most_times", "text"), ("stop_after", "text"), ("failures", "text"),
              ("limited_at", "time")),
    "referral": (("account_id", "account"), ("id", "referral"), ("referrer_id", "account"),
                 ("status", "text"), ("at", "time"), ("deposit_id", "deposit"),
                 ("referrer_bucket", "bucket"), ("note", "text")),
    "hold": (("account_id", "account"), ("id", "hold"), ("user_id", "account"),
             ("operation", "operation"), ("status", "text"), ("at", "time"),
             ("expires_at", "time"), ("ended_at", "time"), ("key", "text")),
    "hold_part": (("account_id", "account"), ("hold_id", "hold"), ("bucket_id", "bucket"),
                  ("resource", "name"), ("at", "time"), ("ended_at", "time"),
                  ("amount", "amount")),
    "feature_use": (("account_id", "account"), ("user_id", "account"), ("per", "text"), ("starts_at", "time"),
                    ("feature", "name"), ("item", "text"), ("used", "numeric"))}
EVENTS = {  # what the rules say that a row of the outbox tells
    "meter": ("account", "resource", "item", "quantity"),
    "deposit.completed": ("deposit", "money", "currency", "credits", "bucket", "reference",
                          "invoice", "receipt_to"),
    "deposit.refunded": ("deposit", "money", "currency", "credits", "reference", "method"),
    "topup.requested": ("deposit", "money", "currency", "credits", "expires_at", "methods",
                        "receipt_to"),
    "topup.stopped": ("deposit", "failures"), "topup.limited": ()}
FACTS = {"account": "name", "resource": "name", "item": "text", "quantity": "numeric",
         "deposit": "deposit", "money": "numeric", "currency": "text", "credits": "amount",
         "bucket": "bucket", "reference": "text", "invoice": "text", "receipt_to": "text",
         "method": "text", "expires_at": "time", "methods": "list", "failures": "text"}
RECEIPTS = ("consume", "charge", "quote", "try_consume", "try_charge", "settle", "stop", "resize",
            "refund", "capture")
PREFIXED = ("account", "parent", "resource", "plan", "referrer", "referee", "pack", "feature")
ALLOWANCES = ("use", "allowed", "limits")


def select_list(columns, row):
    return ", ".join(KINDS.get(kind, "{}::text").replace("{}", f'{row}."{name}"')
                     for name, kind in columns)


def instant_text(t):
    """An instant as input under any DateStyle and TimeZone."""
    if isinstance(t, str):
        return t
    moment = time.gmtime(t // SECOND)
    return time.strftime("%Y-%m-%d %H:%M:%S", moment) + f".{t % SECOND:06}+00"


def literal(value, kind):
    return "NULL" if value is None else "'" + value.replace("'", "''") + f"'::{kind}"


class Sql:
    """One op as a statement with parameters, or with literals for a reader (plain); raw finds the
    id of the database that the name of an answer stands for."""

    def __init__(self, op, prefix, plain=False, raw=lambda name: None):
        self.prefix, self.plain, self.params, self.kinds = prefix, plain, [], []
        self.raw = raw
        self.text = getattr(self, "_" + op["op"], self._call)(op)

    def literals(self):
        text = self.text
        for number in range(len(self.params), 0, -1):
            kind = self.kinds[number - 1]
            text = text.replace(f"${number}::{kind}", literal(self.params[number - 1], kind))
        return text

    def _name(self, name, kind=None):
        """With the run's prefix; the pack that init() makes is everybody's."""
        if not name or (kind, name) == ("pack", "deposit"):
            return name
        return self.prefix + name

    def _add(self, name, value, kind=None):
        kind = kind or TYPES[name]
        if value is None:
            shown = None
        elif kind == "timestamptz":
            shown = instant_text(value)
        elif kind == "text[]":
            shown = "{" + ",".join(json.dumps(self._name(item)) for item in value) + "}"
        elif kind == "bool":
            shown = "true" if value else "false"
        else:
            shown = self._name(value, name) if name in PREFIXED else str(value)
        self.params.append(shown)
        self.kinds.append(kind)
        return f"${len(self.params)}::{kind}"

    def _call(self, op):
        named = [f'"{name}" => {self._add(name, value)}' for name, value in op.items()
                 if name in TYPES]
        named += [f'"{name}" => {self._meant(op, name)}' for name in MEANT if name in op]
        call = f'credits."{op["op"]}"({", ".join(named)})'
        columns = answer_columns(op)
        if self.plain and "as" in op:
            return f"SELECT {'x' if columns is None else 'operation'} AS id FROM {call} r" + (
                "(x)" if columns is None else "")
        if op["op"] == "refund_deposit":
            return f"SELECT trim_scale({call})::text"
        if columns is None:
            if op["op"] in ("cancel", "start"):
                return f"SELECT {KINDS['time'].replace('{}', 'r.x')} FROM {call} r(x)"
            return "SELECT " + call
        return f"SELECT {'*' if self.plain else select_list(columns, 'r')} FROM {call} r"

    def _meant(self, op, name):
        """An id that is meant by the name of an answer, by class and number of a bucket, by those
        and the number of an entry, or by the number of a top-up; -1 if there is none."""
        value = op[name]
        if value is None:
            return "NULL::bigint"
        if isinstance(value, str):
            if self.plain:
                return f":{value}_id"
            return self._add(name, self.raw(value) or "-1", "bigint")
        payer = ("(SELECT k.account_id FROM credits.account_key k WHERE k.account = "
                 f"{self._add('account', op.get('account'))})")
        if isinstance(value, int):
            source, number = "deposit x WHERE x.source = 'topup'", value
        else:
            number = value[1]
            source = f"bucket x WHERE x.class = {self._add('class', value[0])}"
        found = (f"SELECT x.id FROM credits.{source} AND x.account_id = {payer} ORDER BY x.id "
                 f"OFFSET {number - 1} LIMIT 1")
        if name == "operation":
            found = (f"SELECT e.operation FROM credits.entry e WHERE e.account_id = {payer} "
                     f"AND e.bucket_id = ({found}) AND e.bucket_seq = {value[2]}")
        return f"coalesce(({found}), -1)"

    def _insert(self, table, rows, names):
        values = ", ".join(
            "(" + ", ".join(self._add(name, row.get(name)) for name in names) + ")" for row in rows)
        columns = ", ".join(f'"{name}"' for name in names)
        return f"INSERT INTO credits.{table} ({columns}) VALUES {values}"

    def _resource(self, op):
        return self._insert("resource", [op], [name for name in RESOURCE_COLUMNS if name in op])

    def _change_resource(self, op):
        return self._update("resource", op, RESOURCE_COLUMNS)

    def _price(self, op):
        names = [name for name in PRICE_COLUMNS if name in op]
        return self._insert("price", [op], names) + " RETURNING id::text"

    def _end_price(self, op):
        whose = " AND ".join(
            f"{name} IS NOT DISTINCT FROM {self._add(name, op.get(name, default))}"
            for name, default in (("plan", None), ("account", None), ("attributes", "{}")))
        return (f"UPDATE credits.price SET valid_until = "
                f"{self._add('valid_until', op['valid_until'])} "
                f"WHERE resource = {self._add('resource', op['resource'])} AND {whose} "
                f"AND coalesce(valid_from, '-infinity') = "
                f"coalesce({self._add('valid_from', op['valid_from'])}, '-infinity')")

    def _plan(self, op):
        return self._insert("plan", [op], [name for name in PLAN_COLUMNS if name in op])

    def _change_plan_row(self, op):
        return self._update("plan", op, PLAN_COLUMNS)

    def _pack(self, op):
        return self._insert("pack", [op], [name for name in PACK_COLUMNS if name in op])

    def _which_pack(self, op):
        return (f"WHERE pack = {self._add('pack', op['pack'])} "
                f"AND currency = {self._add('currency', op.get('currency') or 'USD')} "
                f"AND opened_before = "
                f"{self._add('opened_before', op.get('opened_before') or 'infinity')}")

    def _change_pack(self, op):
        return (f"UPDATE credits.pack SET price = {self._add('price', op['price'])} "
                + self._which_pack(op))

    def _end_pack(self, op):
        return "DELETE FROM credits.pack " + self._which_pack(op)

    def _bonus(self, op):
        names = [name for name in BONUS_COLUMNS if name in op]
        changes = ", ".join(f'"{name}" = ' + (f'excluded."{name}"' if name in op else "DEFAULT")
                            for name in BONUS_COLUMNS[1:])
        return (self._insert("bonus", [op], names)
                + f" ON CONFLICT (bonus) DO UPDATE SET {changes}")

    def _end_bonus(self, op):
        return f"DELETE FROM credits.bonus WHERE bonus = {self._add('bonus', op['bonus'])}"

    def _limits(self, op):
        """Of this run's features only: those of all rows are answered."""
        mine = self._add("item", self.prefix)
        return self._call(op) + f" WHERE starts_with(r.feature, {mine})"

    def _plans(self, _):
        mine = self._add("item", self.prefix)
        return (f"SELECT r.plan, (SELECT jsonb_object_agg(f.key, f.value) FROM jsonb_each("
                f"r.features::jsonb) f WHERE starts_with(f.key, {mine}))::text "
                f"FROM credits.plans r WHERE starts_with(r.plan, {mine})")

    def _limit_value(self, op, name):
        return self._add(name, op[name], "numeric" if name == "most" else None)

    def _plan_limit(self, op):
        values = ", ".join("(" + ", ".join(
            self._limit_value({"per_item": False, **row}, name) if name in row
            or name == "per_item" else f"NULL::{'numeric' if name == 'most' else 'text'}"
            for name in LIMIT_COLUMNS) + ")" for row in op["rows"])
        return f"INSERT INTO credits.plan_limit ({', '.join(LIMIT_COLUMNS)}) VALUES {values}"

    def _change_limit(self, op):
        changes = ", ".join(f"{name} = {self._limit_value(op, name)}"
                            for name in ("most", "per", "per_item") if name in op)
        whose = (f" AND plan IS NOT DISTINCT FROM {self._add('plan', op['plan'])}"
                 if "plan" in op else "")
        return (f"UPDATE credits.plan_limit SET {changes} "
                f"WHERE feature = {self._add('feature', op['feature'])}{whose}")

    def _end_limit(self, op):
        return (f"DELETE FROM credits.plan_limit WHERE feature = "
                f"{self._add('feature', op['feature'])} "
                f"AND plan IS NOT DISTINCT FROM {self._add('plan', op['plan'])}")

    def _update(self, table, op, columns):
        """Of the row that the first column names."""
        changes = ", ".join(f'"{name}" = {self._add(name, op[name])}' for name in columns[1:]
                            if name in op)
        return f"UPDATE credits.{table} SET {changes} WHERE {table} = {self._add(table, op[table])}"

    def _found(self, op, source, number):
        """A call whose id is looked up by the account and one more value; -1 if there is none."""
        found = "NULL::bigint" if number is None else (
            f"coalesce((SELECT x.id FROM credits.{source} AND x.account_id = (SELECT k.account_id "
            f"FROM credits.account_key k WHERE k.account = {self._add('account', op['account'])}) "
            f"{number}), -1)")
        named = [f'"{name}" => {self._add(name, op[name])}' for name in ("account", "at")
                 if name in op]
        position = "id" if op["op"] == "end_grants" else "invoice"
        return f'SELECT credits."{op["op"]}"({", ".join([*named, f"{position} => {found}"])})'

    def _end_grants(self, op):
        number = op["number"]
        return self._found(op, "subscription x WHERE x.plan IS NULL", None if number is None else
                           f"ORDER BY x.id OFFSET {number - 1} LIMIT 1")

    def _invoice_paid(self, op):
        return self._found(op, "invoice x WHERE true", None if op["period"] is None else
                           f"AND x.starts_at = {self._add('at', op['period'])}")

    _invoice_failed = _invoice_paid

    def _usage(self, op):
        return self._insert("usage", op["rows"], ("account", "resource", "quantity", "attributes",
                                                  "at", "until", "item", "key"))

    def _prorate(self, op):
        bounds = [self._add("at", t) for t in (*op["period"], *op["part"])]
        return (f"SELECT credits.prorate({self._add('whole', op['whole'], 'credits.amount')}, "
                f"tstzrange({bounds[0]}, {bounds[1]}), tstzrange({bounds[2]}, {bounds[3]}))::text")

    def _begin(self, op):
        return f"BEGIN ISOLATION LEVEL {op['isolation']}"

    def _session(self, op):
        return op["sql"]

    def _check(self, _):
        return "SELECT * FROM credits.verify()"

    def _plain(self, op):
        return {"savepoint": "SAVEPOINT s", "rollback_to": "ROLLBACK TO SAVEPOINT s",
                "commit": "COMMIT", "rollback": "ROLLBACK"}[op["op"]]

    _savepoint = _rollback_to = _commit = _rollback = _plain


def answer_columns(op):
    """The columns of an op's answer, None for a single value."""
    if op["op"] in RECEIPTS:
        return COLUMNS["receipt"]
    if op["op"] in ALLOWANCES:
        return COLUMNS["allowance"]
    return COLUMNS.get(op["op"])
