-- ---------------------------------------------------------------------------------------------
-- Drawing credit: consume, charge, their try_ forms, and quote
-- ---------------------------------------------------------------------------------------------

CREATE TYPE credits.receipt AS (
    operation bigint,
    account   text,
    at        timestamptz,
    charged   credits.amount,
    credits   credits.amount,
    overage   credits.amount,
    balance   credits.amount,
    status    text,
    replayed  boolean
);
COMMENT ON TYPE credits.receipt IS 'What a draw returns.';
COMMENT ON COLUMN credits.receipt.operation IS 'The operation in the ledger; NULL where nothing was written.';
COMMENT ON COLUMN credits.receipt.account IS 'The account that was named.';
COMMENT ON COLUMN credits.receipt.at IS 'Business time of the draw.';
COMMENT ON COLUMN credits.receipt.charged IS 'Credits it costs: credits + overage.';
COMMENT ON COLUMN credits.receipt.credits IS 'Of these, drawn from buckets that are paid for or given.';
COMMENT ON COLUMN credits.receipt.overage IS 'Of these, drawn post-paid.';
COMMENT ON COLUMN credits.receipt.balance IS 'What is left afterwards in all buckets alive at that time, without overage.';
COMMENT ON COLUMN credits.receipt.status IS 'completed; of try_ and quote also what refuses it: insufficient_credits, cap_reached, minimum_not_met, account_suspended or account_frozen.';
COMMENT ON COLUMN credits.receipt.replayed IS 'True if the key was answered before and this is that answer.';

CREATE FUNCTION credits.consume(account text, amount credits.amount, resource text DEFAULT NULL, key text DEFAULT NULL,
    at timestamptz DEFAULT NULL, note text DEFAULT NULL, attributes jsonb DEFAULT NULL) RETURNS credits.receipt
AS 'MODULE_PATHNAME', 'credits_consume' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.consume(text, credits.amount, text, text, timestamptz, text, jsonb) IS 'Draws an amount of credits outright, all or nothing, in draw order, as of `at` (NULL: now). 22023 for 0 or less, KR001 without enough credits, KR002 past the overage cap, KR003 if the key was used otherwise, KR010 for an unknown account or resource.';

CREATE FUNCTION credits.try_consume(account text, amount credits.amount, resource text DEFAULT NULL, key text DEFAULT NULL,
    at timestamptz DEFAULT NULL, note text DEFAULT NULL, attributes jsonb DEFAULT NULL) RETURNS credits.receipt
AS 'MODULE_PATHNAME', 'credits_try_consume' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.try_consume(text, credits.amount, text, text, timestamptz, text, jsonb) IS 'consume() that answers KR001, KR002, KR006 and KR007 in the receipt''s status, writing nothing and leaving the key free.';

CREATE FUNCTION credits.charge(account text, resource text, quantity numeric DEFAULT 1, attributes jsonb DEFAULT NULL,
    at timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL, item text DEFAULT NULL, key text DEFAULT NULL,
    note text DEFAULT NULL) RETURNS credits.receipt
AS 'MODULE_PATHNAME', 'credits_charge' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.charge(text, text, numeric, jsonb, timestamptz, timestamptz, text, text, text) IS 'Prices usage of a resource and draws what it costs: a quantity at an instant, or held over [at, until) where the rate is per time, cut at months and price changes, so that any cut costs the same. 22023 for a negative quantity or an end before the start, KR001, KR002, KR003, KR010 as consume(); KR010 where no price is in force.';

CREATE FUNCTION credits.try_charge(account text, resource text, quantity numeric DEFAULT 1, attributes jsonb DEFAULT NULL,
    at timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL, item text DEFAULT NULL, key text DEFAULT NULL,
    note text DEFAULT NULL) RETURNS credits.receipt
AS 'MODULE_PATHNAME', 'credits_try_charge' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.try_charge(text, text, numeric, jsonb, timestamptz, timestamptz, text, text, text) IS 'charge() that answers KR001, KR002, KR006, KR007 and KR013 in the receipt''s status, writing nothing and leaving the key free.';

CREATE FUNCTION credits.quote(account text, resource text, quantity numeric DEFAULT 1, attributes jsonb DEFAULT NULL,
    at timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL) RETURNS credits.receipt
AS 'MODULE_PATHNAME', 'credits_quote' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.quote(text, text, numeric, jsonb, timestamptz, timestamptz) IS 'What charge() would answer, by the same code; writes nothing and works on a standby. If it would be refused: the status says so, charged is the price, credits and overage are 0.';
