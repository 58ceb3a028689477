-- credits.rate: a price per quantity and, if it says so, per time. Decided in rate.c, value_rate.c and value_label.c.
--
-- A rate is written PRICE[/[COUNT] UNIT][/TIME]: 4/image, 0.15/1M token, 2.50/hour, 0.0000045/vCPU/s.
--   PRICE  a plain decimal, zero or more, below 10^57, of at most 18 decimals
--   COUNT  a whole number from 1 to 10^36, K M G B T behind it for thousand, million, billion (G, B) and trillion
--   UNIT   a letter or _, then letters, digits, . _ or -, up to 63 in all; it may be missing where a count is given
--   TIME   us, ms, s, sec, second, min, minute, h, hr, hour, day (24 hours) or week, and their plurals in any case of
--          letters; a count may stand before it, as in 1/15 min. A month has no fixed length and is refused
-- Such a word right after the price is the time, so 2.50/hour has no unit.

-- type

CREATE TYPE credits.rate;

CREATE FUNCTION credits.rate_in(pg_catalog.cstring) RETURNS credits.rate
    AS 'MODULE_PATHNAME', 'rate_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.rate_in(pg_catalog.cstring) IS
    'Reads PRICE[/[COUNT] UNIT][/TIME]. 22P02 for any other text, more than 18 decimals and times of no fixed length, 22023 for a negative price, 22012 for a count of 0, 22003 out of range.';

CREATE FUNCTION credits.rate_out(credits.rate) RETURNS pg_catalog.cstring
    AS 'MODULE_PATHNAME', 'rate_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.rate_out(credits.rate) IS
    'Writes the exact price and the units and time it was given for.';

CREATE FUNCTION credits.rate_recv(pg_catalog.internal) RETURNS credits.rate
    AS 'MODULE_PATHNAME', 'rate_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.rate_recv(pg_catalog.internal) IS
    'Reads the bytes that rate_send writes. 22P03 unless they are canonical: positive denominator, lowest terms, shortest form, a label that the price fits.';

CREATE FUNCTION credits.rate_send(credits.rate) RETURNS pg_catalog.bytea
    AS 'MODULE_PATHNAME', 'rate_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.rate_send(credits.rate) IS
    'Writes one byte of flags (1: per time), the lengths of numerator and denominator, these, most significant byte first, and the label.';

CREATE TYPE credits.rate (
    INPUT = credits.rate_in,
    OUTPUT = credits.rate_out,
    RECEIVE = credits.rate_recv,
    SEND = credits.rate_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = int4,
    STORAGE = extended,
    CATEGORY = 'N'
);
COMMENT ON TYPE credits.rate IS
    'Exact price in credits per quantity and, if it says so, per time: PRICE[/[COUNT] UNIT][/TIME], as in 4/image, 0.15/1M token, 2.50/hour, 0.0000045/vCPU/s.';

-- functions

CREATE FUNCTION credits.rate_lt(credits.rate, credits.rate) RETURNS pg_catalog.bool
    AS 'MODULE_PATHNAME', 'rate_lt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.rate_lt(credits.rate, credits.rate) IS
    'Implementation of <: less than, by price, then not per time before per time, then unit.';

CREATE FUNCTION credits.rate_le(credits.rate, credits.rate) RETURNS pg_catalog.bool
    AS 'MODULE_PATHNAME', 'rate_le' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.rate_le(credits.rate, credits.rate) IS
    'Implementation of <=: less than or equal, by price, then not per time before per time, then unit.';

CREATE FUNCTION credits.rate_eq(credits.rate, credits.rate) RETURNS pg_catalog.bool
    AS 'MODULE_PATHNAME', 'rate_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.rate_eq(credits.rate, credits.rate) IS
    'Implementation of =: equal, by price, then not per time before per time, then unit.';

CREATE FUNCTION credits.rate_ne(credits.rate, credits.rate) RETURNS pg_catalog.bool
    AS 'MODULE_PATHNAME', 'rate_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.rate_ne(credits.rate, credits.rate) IS
    'Implementation of <>: not equal, by price, then not per time before per time, then unit.';

CREATE FUNCTION credits.rate_ge(credits.rate, credits.rate) RETURNS pg_catalog.bool
    AS 'MODULE_PATHNAME', 'rate_ge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.rate_ge(credits.rate, credits.rate) IS
    'Implementation of >=: greater than or equal, by price, then not per time before per time, then unit.';

CREATE FUNCTION credits.rate_gt(credits.rate, credits.rate) RETURNS pg_catalog.bool
    AS 'MODULE_PATHNAME', 'rate_gt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.rate_gt(credits.rate, credits.rate) IS
    'Implementation of >: greater than, by price, then not per time before per time, then unit.';

CREATE FUNCTION credits.rate_cmp(credits.rate, credits.rate) RETURNS pg_catalog.int4
    AS 'MODULE_PATHNAME', 'rate_cmp' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.rate_cmp(credits.rate, credits.rate) IS
    'Below zero, zero or above as the first sorts before, with or after the second, by price, then not per time before per time, then unit.';

CREATE FUNCTION credits.rate_hash(credits.rate) RETURNS pg_catalog.int4
    AS 'MODULE_PATHNAME', 'rate_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.rate_hash(credits.rate) IS
    'Hash of a rate: equal for equal rates, however they are written.';

CREATE FUNCTION credits.rate_hash_extended(credits.rate, pg_catalog.int8) RETURNS pg_catalog.int8
    AS 'MODULE_PATHNAME', 'rate_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.rate_hash_extended(credits.rate, pg_catalog.int8) IS
    'Hash of a rate with a seed, of 64 bits.';

CREATE FUNCTION credits.unit(credits.rate) RETURNS pg_catalog.text
    AS 'MODULE_PATHNAME', 'rate_unit_sql' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.unit(credits.rate) IS
    'The unit a rate is per, as vCPU in 0.0000045/vCPU/s; empty where it names none.';

CREATE FUNCTION credits.is_timed(credits.rate) RETURNS pg_catalog.bool
    AS 'MODULE_PATHNAME', 'rate_is_timed' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.is_timed(credits.rate) IS
    'Whether a rate is per time.';

CREATE FUNCTION credits.rate_mul(credits.rate, pg_catalog.numeric) RETURNS credits.rate
    AS 'MODULE_PATHNAME', 'rate_mul_numeric' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.rate_mul(credits.rate, pg_catalog.numeric) IS
    'Implementation of *: exact rate times a quantity, which uses up the unit. 22023 unless the quantity is zero or more with at most 18 decimals, 22003 out of range.';

CREATE FUNCTION credits.rate_mul(pg_catalog.numeric, credits.rate) RETURNS credits.rate
    AS 'MODULE_PATHNAME', 'rate_numeric_mul' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.rate_mul(pg_catalog.numeric, credits.rate) IS
    'Implementation of *: exact rate times a quantity, which uses up the unit. 22023 unless the quantity is zero or more with at most 18 decimals, 22003 out of range.';

CREATE FUNCTION credits.rate_mul(credits.rate, pg_catalog.interval) RETURNS credits.rate
    AS 'MODULE_PATHNAME', 'rate_mul_interval' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.rate_mul(credits.rate, pg_catalog.interval) IS
    'Implementation of *: exact rate times a time, which uses it up; a day is 24 hours. 22023 for months, a negative interval and a rate that is not per time, 22003 out of range.';

CREATE FUNCTION credits.amount(credits.rate) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'rate_to_amount' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount(credits.rate) IS
    'A rate whose unit and time are used up, in credits, rounded once, half-even, at 18 decimals. 22023 if it is still per something, 22003 out of range.';

CREATE FUNCTION credits.round(rate credits.rate, mode pg_catalog.text) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'rate_round' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.round(credits.rate, pg_catalog.text) IS
    'A rate whose unit and time are used up, in credits, rounded once at 18 decimals: half-even, half-up, down, up, floor or ceiling. 22023 for another name or if it is still per something, 22003 out of range.';

CREATE FUNCTION credits.cost(rate credits.rate, quantity pg_catalog.numeric) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'rate_cost' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.cost(credits.rate, pg_catalog.numeric) IS
    'What a quantity costs, rounded once, half-even, at 18 decimals. 22023 for a rate per time or a quantity that is negative or has more than 18 decimals, 22003 out of range.';

CREATE FUNCTION credits.cost(
    rate credits.rate, quantity pg_catalog.numeric, at pg_catalog.timestamptz, until pg_catalog.timestamptz)
    RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'rate_cost_between' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.cost(credits.rate, pg_catalog.numeric, pg_catalog.timestamptz, pg_catalog.timestamptz) IS
    'What a quantity held over [at, until) costs: F(until) - F(at), F(t) = floor(rate * quantity * (t - 2000-01-01 UTC)) at 18 decimals, so that any cut sums to the same. 22023 for a rate not per time, a bad quantity or instants out of order or bounds, 22008 for infinite ones, 22003 out of range.';

-- casts

CREATE CAST (credits.rate AS credits.amount) WITH FUNCTION credits.amount(credits.rate) AS IMPLICIT;
COMMENT ON CAST (credits.rate AS credits.amount) IS 'A rate whose unit and time are used up, rounded once, half-even; 22023 otherwise.';

-- operators

CREATE OPERATOR credits.< (
    LEFTARG = credits.rate, RIGHTARG = credits.rate, FUNCTION = credits.rate_lt,
    COMMUTATOR = OPERATOR(credits.>), NEGATOR = OPERATOR(credits.>=),
    RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);
COMMENT ON OPERATOR credits.< (credits.rate, credits.rate) IS 'Less than, by price, then not per time before per time, then unit.';

CREATE OPERATOR credits.<= (
    LEFTARG = credits.rate, RIGHTARG = credits.rate, FUNCTION = credits.rate_le,
    COMMUTATOR = OPERATOR(credits.>=), NEGATOR = OPERATOR(credits.>),
    RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);
COMMENT ON OPERATOR credits.<= (credits.rate, credits.rate) IS 'Less than or equal, by price, then not per time before per time, then unit.';

CREATE OPERATOR credits.= (
    LEFTARG = credits.rate, RIGHTARG = credits.rate, FUNCTION = credits.rate_eq,
    COMMUTATOR = OPERATOR(credits.=), NEGATOR = OPERATOR(credits.<>),
    RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR credits.= (credits.rate, credits.rate) IS 'Equal, by price, then not per time before per time, then unit.';

CREATE OPERATOR credits.<> (
    LEFTARG = credits.rate, RIGHTARG = credits.rate, FUNCTION = credits.rate_ne,
    COMMUTATOR = OPERATOR(credits.<>), NEGATOR = OPERATOR(credits.=),
    RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);
COMMENT ON OPERATOR credits.<> (credits.rate, credits.rate) IS 'Not equal, by price, then not per time before per time, then unit.';

CREATE OPERATOR credits.>= (
    LEFTARG = credits.rate, RIGHTARG = credits.rate, FUNCTION = credits.rate_ge,
    COMMUTATOR = OPERATOR(credits.<=), NEGATOR = OPERATOR(credits.<),
    RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);
COMMENT ON OPERATOR credits.>= (credits.rate, credits.rate) IS 'Greater than or equal, by price, then not per time before per time, then unit.';

CREATE OPERATOR credits.> (
    LEFTARG = credits.rate, RIGHTARG = credits.rate, FUNCTION = credits.rate_gt,
    COMMUTATOR = OPERATOR(credits.<), NEGATOR = OPERATOR(credits.<=),
    RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);
COMMENT ON OPERATOR credits.> (credits.rate, credits.rate) IS 'Greater than, by price, then not per time before per time, then unit.';

CREATE OPERATOR credits.* (
    LEFTARG = credits.rate, RIGHTARG = pg_catalog.numeric, FUNCTION = credits.rate_mul, COMMUTATOR = OPERATOR(credits.*)
);
COMMENT ON OPERATOR credits.* (credits.rate, pg_catalog.numeric) IS
    'Exact rate times a quantity, which uses up the unit. 22023 for a bad quantity, 22003 out of range.';

CREATE OPERATOR credits.* (
    LEFTARG = pg_catalog.numeric, RIGHTARG = credits.rate, FUNCTION = credits.rate_mul, COMMUTATOR = OPERATOR(credits.*)
);
COMMENT ON OPERATOR credits.* (pg_catalog.numeric, credits.rate) IS
    'Exact rate times a quantity, which uses up the unit. 22023 for a bad quantity, 22003 out of range.';

CREATE OPERATOR credits.* (
    LEFTARG = credits.rate, RIGHTARG = pg_catalog.interval, FUNCTION = credits.rate_mul
);
COMMENT ON OPERATOR credits.* (credits.rate, pg_catalog.interval) IS
    'Exact rate times a time, which uses it up. 22023 for months, a negative interval and a rate not per time, 22003 out of range.';

-- operator classes

CREATE OPERATOR CLASS credits.rate_ops DEFAULT FOR TYPE credits.rate USING btree AS
    OPERATOR 1 credits.< (credits.rate, credits.rate),
    OPERATOR 2 credits.<= (credits.rate, credits.rate),
    OPERATOR 3 credits.= (credits.rate, credits.rate),
    OPERATOR 4 credits.>= (credits.rate, credits.rate),
    OPERATOR 5 credits.> (credits.rate, credits.rate),
    FUNCTION 1 credits.rate_cmp(credits.rate, credits.rate);
COMMENT ON OPERATOR CLASS credits.rate_ops USING btree IS 'Order of credits.rate.';
COMMENT ON OPERATOR FAMILY credits.rate_ops USING btree IS 'Order of credits.rate.';

CREATE OPERATOR CLASS credits.rate_ops DEFAULT FOR TYPE credits.rate USING hash AS
    OPERATOR 1 credits.= (credits.rate, credits.rate),
    FUNCTION 1 credits.rate_hash(credits.rate),
    FUNCTION 2 credits.rate_hash_extended(credits.rate, pg_catalog.int8);
COMMENT ON OPERATOR CLASS credits.rate_ops USING hash IS 'Equality of credits.rate.';
COMMENT ON OPERATOR FAMILY credits.rate_ops USING hash IS 'Equality of credits.rate.';
