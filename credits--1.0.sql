-- credits: assembled by make from the SQL in src, in the order of the Makefile's PARTS.  Do not edit.

-- complain if the script is sourced in psql, rather than by CREATE EXTENSION
\echo Use "CREATE EXTENSION credits" to load this file. \quit

-- ---- src/amount.sql

-- credits.amount: a number of credits. Decided in amount.c, amount_aggregate.c and value.c.
--
-- Integers and numerics become amounts implicitly, because credits.consume('a', 5) and credits.consume('a', 0.5) must find
-- their function. Nothing in core becomes ambiguous by it: the type is of the numeric category and not preferred, so
-- core's own operators always match more arguments exactly. The way back to numeric is by assignment only:
-- were both ways implicit, amount + 0.5 would have two meanings. float8 has no cast: it is exact about nothing.

-- type

CREATE TYPE credits.amount;

CREATE FUNCTION credits.amount_in(pg_catalog.cstring) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'amount_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_in(pg_catalog.cstring) IS
    'Reads a plain decimal of at most 18 decimals. Never rounds: 22P02 for any other text or more decimals, 22003 out of range.';

CREATE FUNCTION credits.amount_out(credits.amount) RETURNS pg_catalog.cstring
    AS 'MODULE_PATHNAME', 'amount_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_out(credits.amount) IS
    'Writes a plain decimal without trailing zeros.';

CREATE FUNCTION credits.amount_recv(pg_catalog.internal) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'amount_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_recv(pg_catalog.internal) IS
    'Reads 16 bytes: a signed count of 10^-18 credits, most significant byte first. 08P01 if there are fewer, 22P03 if more.';

CREATE FUNCTION credits.amount_send(credits.amount) RETURNS pg_catalog.bytea
    AS 'MODULE_PATHNAME', 'amount_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_send(credits.amount) IS
    'Writes 16 bytes: a signed count of 10^-18 credits, most significant byte first.';

CREATE TYPE credits.amount (
    INPUT = credits.amount_in,
    OUTPUT = credits.amount_out,
    RECEIVE = credits.amount_recv,
    SEND = credits.amount_send,
    INTERNALLENGTH = 16,
    ALIGNMENT = double,
    STORAGE = plain,
    CATEGORY = 'N'
);
COMMENT ON TYPE credits.amount IS
    'Credits, exact to 18 decimals: from -170141183460469231731.687303715884105728 to 170141183460469231731.687303715884105727.';

-- functions

CREATE FUNCTION credits.amount_lt(credits.amount, credits.amount) RETURNS pg_catalog.bool
    AS 'MODULE_PATHNAME', 'amount_lt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_lt(credits.amount, credits.amount) IS
    'Implementation of <: less than, by value.';

CREATE FUNCTION credits.amount_le(credits.amount, credits.amount) RETURNS pg_catalog.bool
    AS 'MODULE_PATHNAME', 'amount_le' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_le(credits.amount, credits.amount) IS
    'Implementation of <=: less than or equal, by value.';

CREATE FUNCTION credits.amount_eq(credits.amount, credits.amount) RETURNS pg_catalog.bool
    AS 'MODULE_PATHNAME', 'amount_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_eq(credits.amount, credits.amount) IS
    'Implementation of =: equal, by value.';

CREATE FUNCTION credits.amount_ne(credits.amount, credits.amount) RETURNS pg_catalog.bool
    AS 'MODULE_PATHNAME', 'amount_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_ne(credits.amount, credits.amount) IS
    'Implementation of <>: not equal, by value.';

CREATE FUNCTION credits.amount_ge(credits.amount, credits.amount) RETURNS pg_catalog.bool
    AS 'MODULE_PATHNAME', 'amount_ge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_ge(credits.amount, credits.amount) IS
    'Implementation of >=: greater than or equal, by value.';

CREATE FUNCTION credits.amount_gt(credits.amount, credits.amount) RETURNS pg_catalog.bool
    AS 'MODULE_PATHNAME', 'amount_gt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_gt(credits.amount, credits.amount) IS
    'Implementation of >: greater than, by value.';

CREATE FUNCTION credits.amount_cmp(credits.amount, credits.amount) RETURNS pg_catalog.int4
    AS 'MODULE_PATHNAME', 'amount_cmp' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_cmp(credits.amount, credits.amount) IS
    'Below zero, zero or above as the first sorts before, with or after the second, by value.';

CREATE FUNCTION credits.amount_sortsupport(pg_catalog.internal) RETURNS pg_catalog.void
    AS 'MODULE_PATHNAME', 'amount_sortsupport' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_sortsupport(pg_catalog.internal) IS
    'Sorts amounts without a function call each.';

CREATE FUNCTION credits.amount_in_range(credits.amount, credits.amount, credits.amount, pg_catalog.bool, pg_catalog.bool) RETURNS pg_catalog.bool
    AS 'MODULE_PATHNAME', 'amount_in_range' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_in_range(credits.amount, credits.amount, credits.amount, pg_catalog.bool, pg_catalog.bool) IS
    'Bounds a window frame: RANGE offset PRECEDING or FOLLOWING. 22013 for a negative offset.';

CREATE FUNCTION credits.amount_hash(credits.amount) RETURNS pg_catalog.int4
    AS 'MODULE_PATHNAME', 'amount_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_hash(credits.amount) IS
    'Hash of an amount: equal for equal amounts.';

CREATE FUNCTION credits.amount_hash_extended(credits.amount, pg_catalog.int8) RETURNS pg_catalog.int8
    AS 'MODULE_PATHNAME', 'amount_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_hash_extended(credits.amount, pg_catalog.int8) IS
    'Hash of an amount with a seed, of 64 bits.';

CREATE FUNCTION credits.amount_pl(credits.amount, credits.amount) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'amount_pl' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_pl(credits.amount, credits.amount) IS
    'Implementation of +: exact sum. 22003 out of range.';

CREATE FUNCTION credits.amount_mi(credits.amount, credits.amount) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'amount_mi' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_mi(credits.amount, credits.amount) IS
    'Implementation of -: exact difference. 22003 out of range.';

CREATE FUNCTION credits.amount_mul(credits.amount, credits.amount) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'amount_mul' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_mul(credits.amount, credits.amount) IS
    'Implementation of *: product, rounded once, half-even, at 18 decimals. 22003 out of range.';

CREATE FUNCTION credits.amount_div(credits.amount, credits.amount) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'amount_div' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_div(credits.amount, credits.amount) IS
    'Implementation of /: quotient, rounded once, half-even, at 18 decimals. 22012 by zero, 22003 out of range.';

CREATE FUNCTION credits.amount_mod(credits.amount, credits.amount) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'amount_mod' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_mod(credits.amount, credits.amount) IS
    'Implementation of %: what division to a whole number leaves, with the sign of the first. 22012 by zero.';

CREATE FUNCTION credits.amount_um(credits.amount) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'amount_um' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_um(credits.amount) IS
    'Implementation of -: the same amount with the other sign. 22003 for the least amount.';

CREATE FUNCTION credits.amount_up(credits.amount) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'amount_up' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_up(credits.amount) IS
    'Implementation of +: the same amount.';

CREATE FUNCTION credits.abs(credits.amount) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'amount_abs' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.abs(credits.amount) IS
    'The amount without its sign. 22003 for the least amount.';

CREATE FUNCTION credits.round(value credits.amount, decimals pg_catalog.int4 DEFAULT 0, mode pg_catalog.text DEFAULT 'half-even')
    RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'amount_round_to' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.round(credits.amount, pg_catalog.int4, pg_catalog.text) IS
    'Rounds to a number of decimals (negative: tens, hundreds) half-even, half-up, down, up, floor or ceiling. 22023 for another name, 22003 out of range.';

CREATE FUNCTION credits.amount(pg_catalog.int2) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'amount_from_int2' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount(pg_catalog.int2) IS
    'As many whole credits.';

CREATE FUNCTION credits.amount(pg_catalog.int4) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'amount_from_int4' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount(pg_catalog.int4) IS
    'As many whole credits.';

CREATE FUNCTION credits.amount(pg_catalog.int8) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'amount_from_int8' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount(pg_catalog.int8) IS
    'As many whole credits.';

CREATE FUNCTION credits.amount(pg_catalog.numeric) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'amount_from_numeric_sql' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount(pg_catalog.numeric) IS
    'As many credits, exactly. 22P02 if there are more than 18 decimals, 22003 for NaN, infinity and out of range.';

CREATE FUNCTION credits.amount_to_numeric(credits.amount) RETURNS pg_catalog.numeric
    AS 'MODULE_PATHNAME', 'amount_to_numeric' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_to_numeric(credits.amount) IS
    'The same number, exactly.';

CREATE FUNCTION credits.amount_to_json(credits.amount) RETURNS pg_catalog.json
    AS 'MODULE_PATHNAME', 'amount_to_json' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_to_json(credits.amount) IS
    'The same number as JSON, with all its digits.';

CREATE FUNCTION credits.amount_to_jsonb(credits.amount) RETURNS pg_catalog.jsonb
    AS 'MODULE_PATHNAME', 'amount_to_jsonb' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_to_jsonb(credits.amount) IS
    'The same number as JSON, with all its digits.';

-- casts

CREATE CAST (pg_catalog.int2 AS credits.amount) WITH FUNCTION credits.amount(pg_catalog.int2) AS IMPLICIT;
COMMENT ON CAST (pg_catalog.int2 AS credits.amount) IS 'Whole credits.';

CREATE CAST (pg_catalog.int4 AS credits.amount) WITH FUNCTION credits.amount(pg_catalog.int4) AS IMPLICIT;
COMMENT ON CAST (pg_catalog.int4 AS credits.amount) IS 'Whole credits.';

CREATE CAST (pg_catalog.int8 AS credits.amount) WITH FUNCTION credits.amount(pg_catalog.int8) AS IMPLICIT;
COMMENT ON CAST (pg_catalog.int8 AS credits.amount) IS 'Whole credits.';

CREATE CAST (pg_catalog.numeric AS credits.amount) WITH FUNCTION credits.amount(pg_catalog.numeric) AS IMPLICIT;
COMMENT ON CAST (pg_catalog.numeric AS credits.amount) IS 'Exact, or 22P02 for more than 18 decimals, 22003 out of range.';

CREATE CAST (credits.amount AS pg_catalog.numeric) WITH FUNCTION credits.amount_to_numeric(credits.amount) AS ASSIGNMENT;
COMMENT ON CAST (credits.amount AS pg_catalog.numeric) IS 'Exact.';

CREATE CAST (credits.amount AS pg_catalog.json) WITH FUNCTION credits.amount_to_json(credits.amount);
COMMENT ON CAST (credits.amount AS pg_catalog.json) IS 'A JSON number with all digits. to_json and its kin use it.';

CREATE CAST (credits.amount AS pg_catalog.jsonb) WITH FUNCTION credits.amount_to_jsonb(credits.amount);
COMMENT ON CAST (credits.amount AS pg_catalog.jsonb) IS 'A JSON number with all digits.';

-- operators

CREATE OPERATOR credits.< (
    LEFTARG = credits.amount, RIGHTARG = credits.amount, FUNCTION = credits.amount_lt,
    COMMUTATOR = OPERATOR(credits.>), NEGATOR = OPERATOR(credits.>=),
    RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);
COMMENT ON OPERATOR credits.< (credits.amount, credits.amount) IS 'Less than, by value.';

CREATE OPERATOR credits.<= (
    LEFTARG = credits.amount, RIGHTARG = credits.amount, FUNCTION = credits.amount_le,
    COMMUTATOR = OPERATOR(credits.>=), NEGATOR = OPERATOR(credits.>),
    RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);
COMMENT ON OPERATOR credits.<= (credits.amount, credits.amount) IS 'Less than or equal, by value.';

CREATE OPERATOR credits.= (
    LEFTARG = credits.amount, RIGHTARG = credits.amount, FUNCTION = credits.amount_eq,
    COMMUTATOR = OPERATOR(credits.=), NEGATOR = OPERATOR(credits.<>),
    RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR credits.= (credits.amount, credits.amount) IS 'Equal, by value.';

CREATE OPERATOR credits.<> (
    LEFTARG = credits.amount, RIGHTARG = credits.amount, FUNCTION = credits.amount_ne,
    COMMUTATOR = OPERATOR(credits.<>), NEGATOR = OPERATOR(credits.=),
    RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);
COMMENT ON OPERATOR credits.<> (credits.amount, credits.amount) IS 'Not equal, by value.';

CREATE OPERATOR credits.>= (
    LEFTARG = credits.amount, RIGHTARG = credits.amount, FUNCTION = credits.amount_ge,
    COMMUTATOR = OPERATOR(credits.<=), NEGATOR = OPERATOR(credits.<),
    RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);
COMMENT ON OPERATOR credits.>= (credits.amount, credits.amount) IS 'Greater than or equal, by value.';

CREATE OPERATOR credits.> (
    LEFTARG = credits.amount, RIGHTARG = credits.amount, FUNCTION = credits.amount_gt,
    COMMUTATOR = OPERATOR(credits.<), NEGATOR = OPERATOR(credits.<=),
    RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);
COMMENT ON OPERATOR credits.> (credits.amount, credits.amount) IS 'Greater than, by value.';

CREATE OPERATOR credits.+ (
    LEFTARG = credits.amount, RIGHTARG = credits.amount, FUNCTION = credits.amount_pl, COMMUTATOR = OPERATOR(credits.+)
);
COMMENT ON OPERATOR credits.+ (credits.amount, credits.amount) IS
    'Exact sum. 22003 out of range.';

CREATE OPERATOR credits.- (
    LEFTARG = credits.amount, RIGHTARG = credits.amount, FUNCTION = credits.amount_mi
);
COMMENT ON OPERATOR credits.- (credits.amount, credits.amount) IS
    'Exact difference. 22003 out of range.';

CREATE OPERATOR credits.* (
    LEFTARG = credits.amount, RIGHTARG = credits.amount, FUNCTION = credits.amount_mul, COMMUTATOR = OPERATOR(credits.*)
);
COMMENT ON OPERATOR credits.* (credits.amount, credits.amount) IS
    'Product, rounded once, half-even, at 18 decimals. 22003 out of range.';

CREATE OPERATOR credits./ (
    LEFTARG = credits.amount, RIGHTARG = credits.amount, FUNCTION = credits.amount_div
);
COMMENT ON OPERATOR credits./ (credits.amount, credits.amount) IS
    'Quotient, rounded once, half-even, at 18 decimals. 22012 by zero, 22003 out of range.';

CREATE OPERATOR credits.% (
    LEFTARG = credits.amount, RIGHTARG = credits.amount, FUNCTION = credits.amount_mod
);
COMMENT ON OPERATOR credits.% (credits.amount, credits.amount) IS
    'What division to a whole number leaves, with the sign of the first. 22012 by zero.';

CREATE OPERATOR credits.- (
    RIGHTARG = credits.amount, FUNCTION = credits.amount_um
);
COMMENT ON OPERATOR credits.- (NONE, credits.amount) IS
    'The same amount with the other sign. 22003 for the least amount.';

CREATE OPERATOR credits.+ (
    RIGHTARG = credits.amount, FUNCTION = credits.amount_up
);
COMMENT ON OPERATOR credits.+ (NONE, credits.amount) IS
    'The same amount.';

-- aggregates

CREATE FUNCTION credits.amount_accum(pg_catalog.internal, credits.amount) RETURNS pg_catalog.internal
    AS 'MODULE_PATHNAME', 'amount_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_accum(pg_catalog.internal, credits.amount) IS
    'Adds an amount to a sum of 192 bits.';

CREATE FUNCTION credits.amount_accum_inv(pg_catalog.internal, credits.amount) RETURNS pg_catalog.internal
    AS 'MODULE_PATHNAME', 'amount_accum_inv' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_accum_inv(pg_catalog.internal, credits.amount) IS
    'Takes an amount out of a sum, as a window moves on.';

CREATE FUNCTION credits.amount_combine(pg_catalog.internal, pg_catalog.internal) RETURNS pg_catalog.internal
    AS 'MODULE_PATHNAME', 'amount_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_combine(pg_catalog.internal, pg_catalog.internal) IS
    'Adds two sums of 192 bits.';

CREATE FUNCTION credits.amount_serialize(pg_catalog.internal) RETURNS pg_catalog.bytea
    AS 'MODULE_PATHNAME', 'amount_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_serialize(pg_catalog.internal) IS
    'Writes a sum for another process: 192 bits and a count, most significant byte first in each word.';

CREATE FUNCTION credits.amount_deserialize(pg_catalog.bytea, pg_catalog.internal) RETURNS pg_catalog.internal
    AS 'MODULE_PATHNAME', 'amount_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_deserialize(pg_catalog.bytea, pg_catalog.internal) IS
    'Reads the sum of another process.';

CREATE FUNCTION credits.amount_sum_final(pg_catalog.internal) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'amount_sum_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_sum_final(pg_catalog.internal) IS
    'The sum. 22003 if it is no amount.';

CREATE FUNCTION credits.amount_avg_final(pg_catalog.internal) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'amount_avg_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_avg_final(pg_catalog.internal) IS
    'The average, rounded once, half-even, at 18 decimals.';

CREATE FUNCTION credits.amount_smaller(credits.amount, credits.amount) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'amount_smaller' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_smaller(credits.amount, credits.amount) IS
    'The smaller of two amounts.';

CREATE FUNCTION credits.amount_larger(credits.amount, credits.amount) RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'amount_larger' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.amount_larger(credits.amount, credits.amount) IS
    'The larger of two amounts.';

CREATE AGGREGATE credits.sum(credits.amount) (
    SFUNC = credits.amount_accum, STYPE = pg_catalog.internal, SSPACE = 48,
    FINALFUNC = credits.amount_sum_final,
    COMBINEFUNC = credits.amount_combine, SERIALFUNC = credits.amount_serialize, DESERIALFUNC = credits.amount_deserialize,
    MSFUNC = credits.amount_accum, MINVFUNC = credits.amount_accum_inv, MSTYPE = pg_catalog.internal, MSSPACE = 48,
    MFINALFUNC = credits.amount_sum_final,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE credits.sum(credits.amount) IS
    'Exact sum of the amounts that are not null; null if there are none. 22003 only if the sum itself is out of range.';

CREATE AGGREGATE credits.avg(credits.amount) (
    SFUNC = credits.amount_accum, STYPE = pg_catalog.internal, SSPACE = 48,
    FINALFUNC = credits.amount_avg_final,
    COMBINEFUNC = credits.amount_combine, SERIALFUNC = credits.amount_serialize, DESERIALFUNC = credits.amount_deserialize,
    MSFUNC = credits.amount_accum, MINVFUNC = credits.amount_accum_inv, MSTYPE = pg_catalog.internal, MSSPACE = 48,
    MFINALFUNC = credits.amount_avg_final,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE credits.avg(credits.amount) IS
    'Average of the amounts that are not null, rounded once, half-even, at 18 decimals; null if there are none.';

CREATE AGGREGATE credits.min(credits.amount) (
    SFUNC = credits.amount_smaller, STYPE = credits.amount,
    COMBINEFUNC = credits.amount_smaller, SORTOP = OPERATOR(credits.<), PARALLEL = SAFE
);
COMMENT ON AGGREGATE credits.min(credits.amount) IS 'The least amount that is not null; null if there are none.';

CREATE AGGREGATE credits.max(credits.amount) (
    SFUNC = credits.amount_larger, STYPE = credits.amount,
    COMBINEFUNC = credits.amount_larger, SORTOP = OPERATOR(credits.>), PARALLEL = SAFE
);
COMMENT ON AGGREGATE credits.max(credits.amount) IS 'The largest amount that is not null; null if there are none.';

-- operator classes

CREATE OPERATOR CLASS credits.amount_ops DEFAULT FOR TYPE credits.amount USING btree AS
    OPERATOR 1 credits.< (credits.amount, credits.amount),
    OPERATOR 2 credits.<= (credits.amount, credits.amount),
    OPERATOR 3 credits.= (credits.amount, credits.amount),
    OPERATOR 4 credits.>= (credits.amount, credits.amount),
    OPERATOR 5 credits.> (credits.amount, credits.amount),
    FUNCTION 1 credits.amount_cmp(credits.amount, credits.amount),
    FUNCTION 2 credits.amount_sortsupport(pg_catalog.internal),
    FUNCTION 3 credits.amount_in_range(credits.amount, credits.amount, credits.amount, pg_catalog.bool, pg_catalog.bool),
    FUNCTION 4 pg_catalog.btequalimage(pg_catalog.oid);
COMMENT ON OPERATOR CLASS credits.amount_ops USING btree IS 'Order of credits.amount.';
COMMENT ON OPERATOR FAMILY credits.amount_ops USING btree IS 'Order of credits.amount.';

CREATE OPERATOR CLASS credits.amount_ops DEFAULT FOR TYPE credits.amount USING hash AS
    OPERATOR 1 credits.= (credits.amount, credits.amount),
    FUNCTION 1 credits.amount_hash(credits.amount),
    FUNCTION 2 credits.amount_hash_extended(credits.amount, pg_catalog.int8);
COMMENT ON OPERATOR CLASS credits.amount_ops USING hash IS 'Equality of credits.amount.';
COMMENT ON OPERATOR FAMILY credits.amount_ops USING hash IS 'Equality of credits.amount.';

-- ---- src/rate.sql

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

-- ---- src/prorate.sql

-- credits.prorate: an exact share of an amount by time. Decided in prorate.c and value.c.

-- functions

CREATE FUNCTION credits.prorate(whole credits.amount, period pg_catalog.tstzrange, part pg_catalog.tstzrange)
    RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'prorate' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.prorate(credits.amount, pg_catalog.tstzrange, pg_catalog.tstzrange) IS
    'Share of an amount that falls on a part of its period, cumulative from the start, so that parts that tile the period sum to the whole; an empty part is 0. 22023 for a part outside the period, an empty period or an instant out of bounds, 22008 for open or infinite bounds.';

-- ---- src/calendar.sql

-- ---------------------------------------------------------------------------------------------
-- Calendar arithmetic
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.boundary(anchor timestamptz, every interval, n int, time_zone text) RETURNS timestamptz
AS 'MODULE_PATHNAME', 'credits_boundary' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.boundary(timestamptz, interval, int, text) IS 'anchor + n x every: months and days on the local date in the zone, the day clamped to the month, always from the anchor; then hours as elapsed time. 22023 for an unknown zone or an interval that mixes months, days and time; 22023 or 22008 for an anchor out of bounds, and where instants end.';

-- ---- src/account.sql

-- ---------------------------------------------------------------------------------------------
-- Accounts: opening, clock
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.open_account(account text, plan text DEFAULT NULL, time_zone text DEFAULT 'UTC',
    at timestamptz DEFAULT NULL, parent text DEFAULT NULL, currency text DEFAULT 'USD', clock timestamptz DEFAULT NULL) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_open_account' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.open_account(text, text, text, timestamptz, text, text, timestamptz) IS 'Opens an account under the application''s own text key and returns its id. With a parent it spends the parent''s credit. With a plan it is subscribed to it, as subscribe() does. With a clock it lives on that clock, which set_clock() moves, instead of the wall''s. The same request again returns the same id; another one for the same name is KR003. 22023 for an unknown zone or an instant later than its now, KR010 for an unknown parent or plan.';

CREATE FUNCTION credits.set_clock(account text, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_set_clock' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.set_clock(text, timestamptz) IS 'Moves the clock of an account that was opened with one, forward only (22023), and does all that is due on the way; NULL joins the wall clock for good. KR015 for an account on the wall clock, or one whose clock is ahead of it.';

-- ---- src/price.sql

-- ---------------------------------------------------------------------------------------------
-- Prices
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.price_check() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_price_check' LANGUAGE C;
COMMENT ON FUNCTION credits.price_check() IS 'Trigger of credits.price: fills in what was left out; refuses terms that are no price''s (22023), an unknown resource, plan or account (KR010), and two prices that are equally specific for some usage at one time (23P01).';

CREATE FUNCTION credits.line_cost(rate credits.rate, quantity numeric, at timestamptz, until timestamptz, counted numeric, terms jsonb)
RETURNS credits.amount
AS 'MODULE_PATHNAME', 'credits_line_cost' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION credits.line_cost(credits.rate, numeric, timestamptz, timestamptz, numeric, jsonb) IS 'What a line of usage costs by what it keeps: its rate, and of packages, tiers, steps and least charges the terms and what was counted before it. A negative quantity costs the negative. 22023 for terms that are none.';

-- ---- src/plan.sql

-- ---------------------------------------------------------------------------------------------
-- Plans
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.plan_check() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_plan_check' LANGUAGE C;
COMMENT ON FUNCTION credits.plan_check() IS 'Trigger of credits.plan: refuses (22023) terms that are no plan''s.';

-- ---- src/grant.sql

-- ---------------------------------------------------------------------------------------------
-- Grants, and the triggers that stamp and post a bucket
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.grant(account text, amount credits.amount, class text DEFAULT 'prepaid',
    expires_at timestamptz DEFAULT NULL, effective_at timestamptz DEFAULT NULL, priority int DEFAULT NULL,
    scope text[] DEFAULT NULL, cost numeric DEFAULT NULL, note text DEFAULT NULL, key text DEFAULT NULL,
    at timestamptz DEFAULT NULL) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_grant' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.grant(text, credits.amount, text, timestamptz, timestamptz, int, text[], numeric, text, text, timestamptz) IS 'Gives an account credit: makes a bucket of a class, alive on [effective_at, expires_at), and returns its id. expires_at NULL is the class''s lifetime, infinity never. 22023 for 0 or less, a post-paid class, an expiry not after effective_at and at; 22003 past the range of an amount; KR003 if the key was used otherwise; KR008 in a closed period; KR010 for an unknown account, class or resource.';

CREATE FUNCTION credits.bucket_stamp() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_bucket_stamp' LANGUAGE C;
COMMENT ON FUNCTION credits.bucket_stamp() IS 'Trigger of credits.bucket: checks an inserted bucket as grant() does and fills in what was left out.';

CREATE FUNCTION credits.bucket_post() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_bucket_post' LANGUAGE C;
COMMENT ON FUNCTION credits.bucket_post() IS 'Trigger of credits.bucket: posts the entry of an inserted bucket.';

CREATE FUNCTION credits.bucket_cap() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_bucket_cap' LANGUAGE C;
COMMENT ON FUNCTION credits.bucket_cap() IS 'Trigger of credits.bucket: refuses (KR002) a draw that would take a flex bucket past its cap.';

-- ---- src/subscription.sql

-- ---------------------------------------------------------------------------------------------
-- Subscriptions: who is on which plan
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.subscribe(account text, plan text, at timestamptz DEFAULT NULL, key text DEFAULT NULL) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_subscribe' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.subscribe(text, text, timestamptz, text) IS 'Puts an account on a plan from `at`, which anchors its cycles; an account''s first subscription begins with the plan''s trial. Copies the plan''s terms. Returns the subscription''s id. KR015 if it is on a plan or `at` is before something booked; KR003 if the key was used otherwise; KR008 before the open period; KR010 for an unknown account or plan; 22023 for a child, another currency, or an instant in the future.';

CREATE FUNCTION credits.change_plan(account text, plan text, at timestamptz DEFAULT NULL, at_cycle_end boolean DEFAULT NULL,
    key text DEFAULT NULL) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_change_plan' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.change_plan(text, text, timestamptz, boolean, text) IS 'Moves an account to another plan: now, or at the end of the cycle; at_cycle_end NULL is now if it is not cheaper, at the end if it is, and at the end of a trial. A change now resets the cycle or prorates, as the new plan''s on_change says. Returns the new subscription''s id. KR015 without a plan, on that plan already, or if something is booked at or after a reset; KR003, KR008, KR010 and 22023 as subscribe().';

CREATE FUNCTION credits.cancel(account text, at timestamptz DEFAULT NULL) RETURNS timestamptz
AS 'MODULE_PATHNAME', 'credits_cancel' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.cancel(text, timestamptz) IS 'Ends an account''s plan at the end of its cycle, or of its trial, and returns that instant; again it returns the same. KR015 without a plan.';

CREATE FUNCTION credits.reactivate(account text, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_reactivate' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.reactivate(text, timestamptz) IS 'A plan that was to end, or to change, goes on; one that is past due is active again. KR015 if there is nothing to take back.';

CREATE FUNCTION credits.current_plan(account text, at timestamptz DEFAULT NULL)
RETURNS TABLE (plan text, status text, since timestamptz, trial_ends_at timestamptz, period_starts_at timestamptz, period_ends_at timestamptz,
    cycle_starts_at timestamptz, cycle_ends_at timestamptz, renews_at timestamptz, ends_at timestamptz, next_plan text,
    price numeric, currency text, included credits.amount, used credits.amount, remaining credits.amount)
AS 'MODULE_PATHNAME', 'credits_current_plan' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.current_plan(text, timestamptz) IS 'The plan in force at `at` (NULL: now), one row or none: its status (trialing, active, past_due, canceled), the period and cycle, when it renews or ends and what follows, and of the cycle''s included credits what was granted, used and remains. True whether or not a job has run. KR010 for an unknown account.';

-- ---- src/recurring.sql

-- ---------------------------------------------------------------------------------------------
-- Grants that recur without a plan
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.grant_every(account text, amount credits.amount, every interval, class text DEFAULT 'included',
    priority int DEFAULT NULL, rollover_max credits.amount DEFAULT NULL, rollover_for interval DEFAULT NULL,
    at timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL, key text DEFAULT NULL) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_grant_every' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.grant_every(text, credits.amount, interval, text, int, credits.amount, interval, timestamptz, timestamptz, text) IS 'Grants credit again and again: a bucket at `at` and at every boundary before `until`, each alive to the next. What is left is carried over if rollover_max or rollover_for is given. Returns the id for end_grants(). 22023 for 0 or less, an interval that mixes months, days and time, a post-paid class; KR003 if the key was used otherwise; KR010 for an unknown account or class.';

CREATE FUNCTION credits.end_grants(account text, id bigint, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_end_grants' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.end_grants(text, bigint, timestamptz) IS 'Ends what grant_every() began: nothing is granted at or after `at`; the last bucket lives on. Again it changes nothing. KR010 for an unknown id.';

-- ---- src/period_keep.sql

-- ---------------------------------------------------------------------------------------------
-- Periods
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.period_keep() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_period_keep' LANGUAGE C;
COMMENT ON FUNCTION credits.period_keep() IS 'Trigger of credits.period: refuses (KR011) to make, change or remove a period by hand; setting closed_at of one that is due closes it as the calendar does, with all that was due before it, and is KR015 before that.';

-- ---- src/overage.sql

-- ---------------------------------------------------------------------------------------------
-- Overage
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.set_overage(account text, enabled boolean, cap credits.amount DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_set_overage' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.set_overage(text, boolean, credits.amount, timestamptz) IS 'Turns overage on, up to cap credits a period (NULL: the plan''s, none without one), or off; in every open period that ends after `at`. What was used stays used. 22023 for a negative cap, a cap with overage off, or a child.';

CREATE FUNCTION credits.set_billing_threshold(account text, amount credits.amount, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_set_billing_threshold' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.set_billing_threshold(text, credits.amount, timestamptz) IS 'Bounds the overage of each period that ends after `at`, beside the cap that set_overage() or the plan gives: the lesser holds. NULL removes it. What was used stays used, and is billed with its period. 22023 for 0 or less, or a child.';

-- ---- src/invoice.sql

-- ---------------------------------------------------------------------------------------------
-- Invoices
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.invoice_paid(account text, invoice bigint, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_invoice_paid' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.invoice_paid(text, bigint, timestamptz) IS 'Notes that an invoice was paid; when no failed one is left, the plan is no longer past due. Again it changes nothing. KR010 for an unknown invoice.';

CREATE FUNCTION credits.invoice_failed(account text, invoice bigint, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_invoice_failed' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.invoice_failed(text, bigint, timestamptz) IS 'Notes that the payment of an invoice failed: the plan in force is past due. Again it changes nothing. KR015 if it was paid, KR010 for an unknown invoice.';

CREATE FUNCTION credits.invoice_keep() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_invoice_keep' LANGUAGE C;
COMMENT ON FUNCTION credits.invoice_keep() IS 'Trigger of credits.invoice and credits.invoice_line: refuses (KR011) to change an invoice but for its status, or to remove it.';

-- ---- src/statement.sql

-- ---------------------------------------------------------------------------------------------
-- Reading what periods cost
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.invoices(account text, since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL)
RETURNS TABLE (invoice bigint, starts_at timestamptz, ends_at timestamptz, finalized_at timestamptz, currency text, total numeric,
    status text, paid_at timestamptz, failed_at timestamptz)
AS 'MODULE_PATHNAME', 'credits_invoices' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.invoices(text, timestamptz, timestamptz) IS 'The invoices of an account''s payer that were finalized in [since, until), in order; statement() at an instant of a period has its lines. KR010 for an unknown account.';

CREATE FUNCTION credits.statement(account text, at timestamptz DEFAULT NULL)
RETURNS TABLE (line int, kind text, description text, class text, quantity credits.amount, unit_price numeric, amount numeric)
AS 'MODULE_PATHNAME', 'credits_statement' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.statement(text, timestamptz) IS 'The invoice lines of the period that contains `at` (NULL: now): of a closed one as invoiced, of an open one as closing it now would make them. amount is money, rounded so that lines sum to the total. No row without a plan. KR010 for an unknown account.';

-- ---- src/run.sql

-- ---------------------------------------------------------------------------------------------
-- The job: everything that is due, written down.  Nothing depends on when it runs: what it does, any writing call would do first,
-- and reads answer as if it had been done.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.run_begin(at timestamptz, batch int) RETURNS timestamptz
AS 'MODULE_PATHNAME', 'credits_run_begin' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.run_begin(timestamptz, int) IS 'Checks what credits.run() was given and that it can commit, and returns the instant up to which it works.';

CREATE FUNCTION credits.run_next(upto timestamptz, size int, INOUT after_due timestamptz, INOUT after_id bigint,
    OUT accounts bigint[], OUT names text[])
AS 'MODULE_PATHNAME', 'credits_run_next' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.run_next(timestamptz, int, timestamptz, bigint) IS 'The next accounts with something due by `upto`, of the calendar or a deposit to be paid, in order of (due, id) after the position given, and then those that run meters, by id, their due being infinity: their ids, ascending, their names, and the new position; nulls if there are no more. Locks nothing.';

CREATE FUNCTION credits.run_batch(upto timestamptz, accounts bigint[]) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_run_batch' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.run_batch(timestamptz, bigint[]) IS 'One batch of credits.run(): catches up, in the order given, those accounts that are still due by `upto` and that nobody else has locked. Returns how many. 55P03 if a row of one of them is locked for long.';

CREATE FUNCTION credits.run_note(run bigint, upto timestamptz, done bigint, failed bigint, finished boolean) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_run_note' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.run_note(bigint, timestamptz, bigint, bigint, boolean) IS 'Keeps the row of a run in credits.job up to date; makes it if `run` is null, and removes those older than 30 days. Returns its id.';

-- It commits, so it can have no SET clause: all names and operators are qualified, and no search_path matters.
CREATE PROCEDURE credits.run(at timestamptz DEFAULT NULL, batch int DEFAULT 100)
LANGUAGE plpgsql
AS $run$
DECLARE
    upto      pg_catalog.timestamptz := credits.run_begin(at, batch);
    after_due pg_catalog.timestamptz;
    after_id  pg_catalog.int8;
    accounts  pg_catalog.int8[];
    names     pg_catalog.text[];
    run       pg_catalog.int8;
    done      pg_catalog.int8 := 0;
    failed    pg_catalog.int8 := 0;
    first     pg_catalog.int4;
    size      pg_catalog.int4;
    state     pg_catalog.text;
    message   pg_catalog.text;
    facts     pg_catalog.text;
BEGIN
    COMMIT;
    -- whatever the session's level is: an account that somebody else changed is looked at again, and is no error
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    LOOP
        SELECT n.after_due, n.after_id, n.accounts, n.names INTO after_due, after_id, accounts, names
          FROM credits.run_next(upto, batch, after_due, after_id) n;
        EXIT WHEN accounts IS NULL;
        -- meters that are not due leave no note
        IF run IS NULL AND after_due OPERATOR(pg_catalog.<>) 'infinity'::pg_catalog.timestamptz THEN
            run := credits.run_note(NULL, upto, 0, 0, false);
            COMMIT AND CHAIN;
        END IF;
        first := 1;
        size := pg_catalog.cardinality(accounts);
        WHILE first OPERATOR(pg_catalog.<=) pg_catalog.cardinality(accounts) LOOP
            BEGIN
                done := done OPERATOR(pg_catalog.+) credits.run_batch(upto,
                    accounts[first : first OPERATOR(pg_catalog.+) size OPERATOR(pg_catalog.-) 1]);
                first := first OPERATOR(pg_catalog.+) size;
            EXCEPTION
                WHEN disk_full THEN
                    RAISE;
                WHEN OTHERS THEN
                    IF size OPERATOR(pg_catalog.>) 1 THEN
                        -- which of them it was shows when each is done by itself
                        size := 1;
                    ELSE
                        GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, facts = PG_EXCEPTION_DETAIL;
                        -- one that is being used, now or again, is left to the next run
                        IF state OPERATOR(pg_catalog.<>) ALL ('{55P03,40P01,40001}'::pg_catalog.text[]) THEN
                            failed := failed OPERATOR(pg_catalog.+) 1;
                            RAISE WARNING 'account "%" could not be caught up: % %', names[first], state, message
                                USING ERRCODE = state, DETAIL = facts,
                                      HINT = 'What is due stays due: once the cause is gone, the next credits.run() does it.';
                        END IF;
                        first := first OPERATOR(pg_catalog.+) 1;
                    END IF;
            END;
            IF run IS NOT NULL OR done OPERATOR(pg_catalog.+) failed OPERATOR(pg_catalog.>) 0 THEN
                run := credits.run_note(run, upto, done, failed, false);
            END IF;
            COMMIT AND CHAIN;
        END LOOP;
    END LOOP;
    IF run IS NOT NULL THEN
        run := credits.run_note(run, upto, done, failed, true);
    END IF;
    COMMIT;
END
$run$;
COMMENT ON PROCEDURE credits.run(timestamptz, int) IS 'Does everything that is due by `at` (NULL: the wall clock), for all accounts on the wall clock: opens and closes periods, expires, rolls over, grants, invoices; notes deposits that were not paid in time; then settles the meters of accounts of which one has run out, or that were not settled for an hour. Asks for the top-ups of the accounts that it did something for. Commits after each `batch` accounts (1 to 10000). Runs at one time share the work; an account that is locked is left to the next; one that fails is a WARNING and stops no other. 22023 for an `at` in the future or a batch out of range, 25001 inside a transaction, 25006 if it is read-only, KR014 before init().';

-- ---------------------------------------------------------------------------------------------
-- A schedule for it, in pg_cron.  Any scheduler will do; this one is inside the server.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.schedule_name(database text) RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $name$
DECLARE
    books    CONSTANT text := coalesce(database, current_database());
    number   CONSTANT oid := (SELECT d.oid FROM pg_database d WHERE d.datname = books);
    -- a job's name has 63 bytes
    name     CONSTANT text := 'credits ' || CASE WHEN octet_length(books) <= 55 THEN books ELSE 'in database ' || number END;
    here     CONSTANT boolean := EXISTS (SELECT FROM pg_extension e WHERE e.extname = 'pg_cron');
    -- pg_cron shows its settings to few
    seen     CONSTANT boolean := pg_has_role(current_user, 'pg_read_all_settings', 'USAGE');
    home     CONSTANT text := (SELECT s.setting FROM pg_settings s WHERE s.name = 'cron.database_name');
    any_cron CONSTANT text := format('From any cron: * * * * * psql -X -d %s -c ''CALL credits.run()''',
                                     CASE WHEN books ~ '^\w+$' THEN books ELSE format('''%s''', books) END);
BEGIN
    IF number IS NULL THEN
        RAISE EXCEPTION 'database "%" does not exist', books USING ERRCODE = 'invalid_catalog_name',
            DETAIL = 'The books must be in a database of this server.', HINT = 'Leave it out for the one you are in.';
    ELSIF NOT here THEN
        RAISE EXCEPTION 'pg_cron is not installed in this database' USING ERRCODE = 'object_not_in_prerequisite_state',
            DETAIL = CASE WHEN home = current_database() THEN 'This is where it belongs.'
                          WHEN home IS NOT NULL THEN format('It belongs in database "%s".', home)
                          WHEN seen THEN 'This server does not load it.'
                          ELSE 'Whether this server loads it only a superuser can see.' END,
            HINT = CASE WHEN home = current_database() THEN 'CREATE EXTENSION pg_cron; then schedule again. '
                        WHEN home IS NOT NULL THEN format('There: SELECT cron.schedule_in_database(%L, ''* * * * *'', ''CALL credits.run()'', %L); ', name, books)
                        ELSE '' END || any_cron;
    ELSIF seen AND home IS DISTINCT FROM current_database() THEN
        RAISE EXCEPTION 'pg_cron does not run jobs from this database' USING ERRCODE = 'object_not_in_prerequisite_state',
            DETAIL = CASE WHEN home IS NULL THEN 'It is not in shared_preload_libraries.'
                          ELSE format('cron.database_name is "%s".', home) END,
            HINT = format('Set shared_preload_libraries = ''pg_cron'' and cron.database_name = ''%s'', and restart the server. %s',
                          current_database(), any_cron);
    END IF;
    RETURN name;
END
$name$;
COMMENT ON FUNCTION credits.schedule_name(text) IS 'Name of the job of credits.schedule() in pg_cron for a database (NULL: this one). 55000 where pg_cron is not, with what to do instead; 3D000 if there is no such database.';

CREATE FUNCTION credits.schedule(schedule text DEFAULT '* * * * *', database text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $schedule$
DECLARE
    name CONSTANT text := credits.schedule_name(database);
    job  bigint;
BEGIN
    IF schedule IS NULL THEN
        RAISE EXCEPTION '"schedule" must be given' USING ERRCODE = 'null_value_not_allowed',
            DETAIL = 'It is null.', HINT = 'Every minute is * * * * *.';
    END IF;
    IF NOT has_function_privilege('credits.run(timestamptz, int)', 'EXECUTE') THEN
        RAISE EXCEPTION 'role "%" may not CALL credits.run()', current_user USING ERRCODE = 'insufficient_privilege',
            DETAIL = 'The job runs as the role that schedules it.',
            HINT = format('GRANT EXECUTE ON PROCEDURE credits.run TO %1$I; and on the functions run_begin, run_next, run_batch and run_note.',
                          current_user);
    END IF;
    BEGIN
        -- one that was switched off would stay off
        PERFORM cron.unschedule(j.jobid) FROM cron.job j WHERE j.jobname = name AND j.username = current_user AND NOT j.active;
        IF database <> current_database() THEN
            job := cron.schedule_in_database(name, schedule, 'CALL credits.run()', database);
        ELSE
            job := cron.schedule(name, schedule, 'CALL credits.run()');
        END IF;
    EXCEPTION
        WHEN insufficient_privilege THEN
            RAISE EXCEPTION 'role "%" may not schedule this job', current_user USING ERRCODE = 'insufficient_privilege',
                DETAIL = SQLERRM,
                HINT = format('As a superuser: GRANT USAGE ON SCHEMA cron TO %1$I; for another database also GRANT EXECUTE ON FUNCTION cron.schedule_in_database TO %1$I;',
                              current_user);
        WHEN OTHERS THEN
            IF SQLERRM NOT LIKE 'invalid schedule%' THEN
                RAISE;
            END IF;
            RAISE EXCEPTION '"schedule" is not one that pg_cron takes' USING ERRCODE = 'invalid_parameter_value',
                DETAIL = SQLERRM,
                HINT = 'Five fields, as in crontab: minute, hour, day of month, month, day of week. Every minute is * * * * *. Seconds need pg_cron 1.5.';
    END;
    IF (SELECT s.setting FROM pg_settings s WHERE s.name = 'cron.use_background_workers') = 'off' THEN
        RAISE NOTICE 'pg_cron will connect to cron.host as a client'
            USING DETAIL = 'Each run fails if pg_hba.conf asks that connection for a password.',
                  HINT = 'Set cron.use_background_workers = on and restart the server; or look into cron.job_run_details after the first run.';
    END IF;
    RETURN job;
END
$schedule$;
COMMENT ON FUNCTION credits.schedule(text, text) IS 'Has pg_cron CALL credits.run() by a schedule (five fields as in crontab), as the current role, in this database or, called in pg_cron''s, in another; again it replaces the schedule. Returns pg_cron''s job id. 55000 where there is no pg_cron, with the line for any other scheduler; 22023 for a schedule that it does not take; 3D000 for an unknown database; 42501 without the right.';

CREATE FUNCTION credits.unschedule(database text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $unschedule$
DECLARE
    name CONSTANT text := credits.schedule_name(database);
    job   bigint;
    found boolean := false;
BEGIN
    FOR job IN SELECT j.jobid FROM cron.job j WHERE j.jobname = name LOOP
        found := cron.unschedule(job) OR found;
    END LOOP;
    RETURN found;
EXCEPTION
    WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'role "%" may not unschedule this job', current_user USING ERRCODE = 'insufficient_privilege',
            DETAIL = SQLERRM, HINT = format('As a superuser: GRANT USAGE ON SCHEMA cron TO %I;', current_user);
END
$unschedule$;
COMMENT ON FUNCTION credits.unschedule(text) IS 'Takes back what credits.schedule() did for a database (NULL: this one); of others'' jobs those that the current role may see. False if there was none. 55000 where there is no pg_cron, 42501 without the right.';

-- ---- src/charge.sql

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

-- ---- src/usage.sql

-- ---------------------------------------------------------------------------------------------
-- The door for bulk: the triggers of the view credits.usage
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.usage_begin() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_usage_begin' LANGUAGE C;
COMMENT ON FUNCTION credits.usage_begin() IS 'Trigger of credits.usage: opens the batch of a statement.';

CREATE FUNCTION credits.usage_row() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_usage_row' LANGUAGE C;
COMMENT ON FUNCTION credits.usage_row() IS 'Trigger of credits.usage: checks a row and adds it to the batch. Errors as charge(), with the row''s number in their context.';

CREATE FUNCTION credits.usage_bill() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_usage_bill' LANGUAGE C;
COMMENT ON FUNCTION credits.usage_bill() IS 'Trigger of credits.usage: prices, draws and posts the batch in one pass. Errors as charge().';

-- ---- src/meter.sql

-- ---------------------------------------------------------------------------------------------
-- Meters: running things, billed until they stop or can no longer be paid
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.start(account text, resource text, item text, quantity numeric DEFAULT 1, attributes jsonb DEFAULT NULL,
    at timestamptz DEFAULT NULL) RETURNS timestamptz
AS 'MODULE_PATHNAME', 'credits_start' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.start(text, text, text, numeric, jsonb, timestamptz) IS 'Starts a meter of a resource for an item, running at a quantity since `at` (NULL: now); returns that instant. The same again changes nothing. KR001 or KR002 if nothing can pay for it, KR008 in a closed period, KR010 for an unknown account, resource or price, KR013 below the resource''s least balance, KR015 if it runs otherwise or ran past `at`, 22023 for a rate that is not per time.';

CREATE FUNCTION credits.resize(account text, resource text, item text, quantity numeric, at timestamptz DEFAULT NULL) RETURNS credits.receipt
AS 'MODULE_PATHNAME', 'credits_resize' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.resize(text, text, text, numeric, timestamptz) IS 'Changes the quantity of a running meter from `at` on (NULL: now), within its run; returns the receipt of what was booked. What was booked past `at` already is given back and booked again. KR008 in a closed period, KR010 for an unknown account or item, KR015 if it does not run.';

CREATE FUNCTION credits.stop(account text, item text, resource text DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS credits.receipt
AS 'MODULE_PATHNAME', 'credits_stop' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.stop(text, text, text, timestamptz) IS 'Stops an item''s meter of a resource (NULL: all of the item''s) at `at` (NULL: now) and returns the receipt of what was booked; what was booked past `at` already is given back. What is not running changes nothing. KR008 in a closed period, KR010 for an unknown account or item.';

CREATE FUNCTION credits.settle(account text, at timestamptz DEFAULT NULL) RETURNS credits.receipt
AS 'MODULE_PATHNAME', 'credits_settle' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.settle(text, timestamptz) IS 'Books what all running meters of the account''s payer have used by `at` (NULL: now), as one operation, and returns its receipt; operation NULL if there was nothing. How often it is called changes no total. 22023 for an `at` later than the account''s now, KR008 in a closed period, KR010 for an unknown account.';

CREATE FUNCTION credits.meters(account text, at timestamptz DEFAULT NULL)
RETURNS TABLE (account_name text, resource text, item text, status text, quantity numeric, started_at timestamptz, stopped_at timestamptz,
    unpaid_since timestamptz, settled_to timestamptz, accrued credits.amount, burn_rate credits.amount, attributes jsonb)
AS 'MODULE_PATHNAME', 'credits_meters' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.meters(text, timestamptz) IS 'The things that an account''s payer (a child: itself) runs or ran, each with its last run, as they are at `at` (NULL: now): accrued is what is not booked yet, burn_rate credits an hour; one that has run out by then is shown so. KR010 for an unknown account.';

CREATE FUNCTION credits.burn_rate(account text, at timestamptz DEFAULT NULL) RETURNS credits.amount
AS 'MODULE_PATHNAME', 'credits_burn_rate' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.burn_rate(text, timestamptz) IS 'Credits an hour of all that the account''s payer runs at `at` (NULL: now), at the prices in force. KR010 for an unknown account.';

CREATE FUNCTION credits.runway(account text, at timestamptz DEFAULT NULL, OUT burn_rate credits.amount, OUT hours numeric, OUT runs_out_at timestamptz)
AS 'MODULE_PATHNAME', 'credits_runway' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.runway(text, timestamptz) IS 'How long what runs at `at` (NULL: now) can go on: credits an hour, what is available divided by that (NULL: nothing burns), and the exact instant at which the first meter runs out, renewals, expiries and price changes counted (NULL: none within five years). KR010 for an unknown account.';

-- ---- src/rows.sql

-- ---------------------------------------------------------------------------------------------
-- Triggers by which the application's own tables bill themselves
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.charge_rows() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_charge_rows' LANGUAGE C;
COMMENT ON FUNCTION credits.charge_rows() IS 'Trigger for a table of your own, AFTER INSERT: charges each row, with the rights of whoever inserts it; FOR EACH STATEMENT with REFERENCING NEW TABLE in one bulk pass. Arguments: account=column and resource=column, and as needed quantity, attributes (a jsonb column, or several columns), at, until, item, key; or :text for a constant. Errors as charge(); 22004 if account or resource is null, 22023 for arguments that are none, 42703 for a column that is none, 39P01 on another kind of trigger.';

CREATE FUNCTION credits.meter_rows() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_meter_rows' LANGUAGE C;
COMMENT ON FUNCTION credits.meter_rows() IS 'Trigger for a table of your own, AFTER INSERT OR UPDATE OR DELETE: a row is a thing that runs, and starts, resizes and stops a meter, with the rights of whoever changes it. Arguments: account=column, resource=column, item=column, and as needed quantity, attributes (a jsonb column, or several columns), at, running=column (boolean) or running=column:value,value; or :text for a constant. What makes no difference to these does nothing; TRUNCATE is not seen. Errors as start(), resize() and stop(); 22004 if account, resource or item of a row that runs is null, 22023 for arguments that are none, 42703 for a column that is none, 39P01 on another kind of trigger.';

-- ---- src/ingest.sql

-- ---------------------------------------------------------------------------------------------
-- Events of the CNCF's CloudEvents 1.0, as JSON: each is one charge.
--
-- A source and an id name an event once and for all, so they are the charge's key: however often a broker delivers it, it is billed
-- once.  A source is a URI reference and has no blank; so the first blank of the key ends it, and no two events have one key.
-- ---------------------------------------------------------------------------------------------

-- A zone is never left out, so no setting of the session has a say: it is immutable.
CREATE FUNCTION credits.ingest_time(event jsonb, name text) RETURNS timestamptz
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $time$
DECLARE
    rfc_3339 CONSTANT text := '^(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d(\.\d{1,12})?|60)'
                              '([Zz]|[+-](0\d|1[0-5]):[0-5]\d)$';
    given text := event ->> name;
BEGIN
    IF coalesce(jsonb_typeof(event -> name), 'null') = 'null' THEN
        RETURN NULL;
    END IF;
    IF jsonb_typeof(event -> name) = 'string' AND given ~ rfc_3339 THEN
        -- some months have no 31st
        IF substr(given, 9, 2)::int <= extract(day FROM make_date(substr(given, 1, 4)::int, substr(given, 6, 2)::int, 1) + interval '1 month - 1 day') THEN
            RETURN given::timestamptz;
        END IF;
    END IF;
    RAISE EXCEPTION '"%" of the event is not a time', name
        USING ERRCODE = 'invalid_parameter_value', DETAIL = format('It is %s.', left((event -> name)::text, 100)),
              HINT = 'Give a string as RFC 3339 has it, with a zone: "2026-01-13T09:00:00Z".';
END
$time$;
COMMENT ON FUNCTION credits.ingest_time(jsonb, text) IS 'A member of an event, or of its data, that is an instant as RFC 3339 writes it; NULL if it is not there. 22023 otherwise.';

CREATE FUNCTION credits.ingest_text(event jsonb, name text, what text, required boolean DEFAULT true) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $text$
DECLARE
    kind text := coalesce(jsonb_typeof(event -> name), 'null');
BEGIN
    IF kind = 'null' AND NOT required THEN
        RETURN NULL;
    END IF;
    IF kind = 'null' OR event ->> name = '' THEN
        RAISE EXCEPTION 'the event has no "%"', name
            USING ERRCODE = 'invalid_parameter_value', DETAIL = format('It is %s.', left(event::text, 200)),
                  HINT = format('"%s" is %s: a string that is not empty.', name, what);
    END IF;
    IF kind <> 'string' THEN
        RAISE EXCEPTION '"%" of the event is not a string', name
            USING ERRCODE = 'invalid_parameter_value', DETAIL = format('It is %s.', left((event -> name)::text, 100)),
                  HINT = format('"%s" is %s: put it into quotes.', name, what);
    END IF;
    RETURN event ->> name;
END
$text$;
COMMENT ON FUNCTION credits.ingest_text(jsonb, text, text, boolean) IS 'A member of an event, or of its data, that is a string and not empty; NULL if it is neither there nor required. 22023 otherwise.';

CREATE FUNCTION credits.ingest(event jsonb) RETURNS credits.receipt
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, credits, pg_temp
AS $ingest$
DECLARE
    source     text;
    key        text;
    data       jsonb := coalesce(nullif(event -> 'data', 'null'), '{}');
    attributes jsonb;
BEGIN
    IF event IS NULL THEN
        RAISE EXCEPTION '"event" must be given'
            USING ERRCODE = 'null_value_not_allowed', DETAIL = 'It is null.', HINT = 'Give a CloudEvent 1.0 as a JSON object.';
    END IF;
    IF jsonb_typeof(event) <> 'object' THEN
        RAISE EXCEPTION '"event" must be a JSON object'
            USING ERRCODE = 'invalid_parameter_value', DETAIL = format('It is of type %s.', jsonb_typeof(event)),
                  HINT = 'Give a CloudEvent 1.0; of a batch, each for itself: SELECT credits.ingest(e) FROM jsonb_array_elements(batch) e.';
    END IF;
    IF credits.ingest_text(event, 'specversion', 'the version of CloudEvents, 1.0') <> '1.0' THEN
        RAISE EXCEPTION 'the event is not of CloudEvents 1.0'
            USING ERRCODE = 'invalid_parameter_value', DETAIL = format('Its specversion is %s.', left((event -> 'specversion')::text, 100)),
                  HINT = 'Give "specversion": "1.0".';
    END IF;
    IF jsonb_typeof(data) <> 'object' OR coalesce(jsonb_typeof(event -> 'data_base64'), 'null') <> 'null' THEN
        RAISE EXCEPTION '"data" of the event is not a JSON object'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = CASE WHEN jsonb_typeof(data) <> 'object' THEN format('It is of type %s.', jsonb_typeof(data))
                                ELSE 'It is data_base64.' END,
                  HINT = 'Give what was used as members of data: quantity, until, item and attributes; or leave data out.';
    END IF;
    IF coalesce(jsonb_typeof(data -> 'quantity'), 'null') NOT IN ('number', 'null') THEN
        RAISE EXCEPTION '"quantity" of the event is not a number'
            USING ERRCODE = 'invalid_parameter_value', DETAIL = format('It is %s.', left((data -> 'quantity')::text, 100)),
                  HINT = 'Give a number without quotes, or leave it out: then it is 1.';
    END IF;

    source := credits.ingest_text(event, 'source', 'what, with id, tells this event from all others');
    IF source ~ '\s' THEN
        RAISE EXCEPTION '"source" of the event has blanks'
            USING ERRCODE = 'invalid_parameter_value', DETAIL = format('It is %s.', left((event -> 'source')::text, 100)),
                  HINT = 'It is a URI reference: write a blank as %20.';
    END IF;
    key := source || ' ' || credits.ingest_text(event, 'id', 'what, with source, tells this event from all others');
    IF octet_length(key) > 255 THEN
        key := 'sha256:' || encode(sha256(convert_to(key, 'UTF8')), 'hex');
    END IF;

    attributes := nullif(data -> 'attributes', 'null');
    IF attributes IS NULL THEN
        SELECT jsonb_object_agg(m.key, m.value) INTO attributes
          FROM jsonb_each(data) m
         WHERE m.key NOT IN ('quantity', 'until', 'item', 'attributes') AND jsonb_typeof(m.value) NOT IN ('object', 'array');
    END IF;

    RETURN credits.charge(
        account    => credits.ingest_text(event, 'subject', 'the account that is charged'),
        resource   => credits.ingest_text(event, 'type', 'the resource that was used'),
        quantity   => (data ->> 'quantity')::numeric,
        attributes => attributes,
        at         => credits.ingest_time(event, 'time'),
        until      => credits.ingest_time(data, 'until'),
        item       => credits.ingest_text(data, 'item', 'the name of the thing that used it', false),
        key        => key);
END
$ingest$;
COMMENT ON FUNCTION credits.ingest(jsonb) IS 'Charges a CloudEvent 1.0: subject is the account, type the resource, time (left out: now) its time; of data quantity (1), until, item and attributes, which left out are all its other members that are scalars. source and id are the key: an event that comes again is answered as it was, and billed once. 22004 for NULL, 22023 for what is no such event, else as charge().';

-- ---- src/estimate.sql

-- ---------------------------------------------------------------------------------------------
-- What things would cost: the engine on books in memory
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.estimate(plan text, workload jsonb, at timestamptz DEFAULT NULL)
RETURNS TABLE (kind text, resource text, quantity numeric, charged credits.amount, credits credits.amount, overage credits.amount,
    money numeric)
AS 'MODULE_PATHNAME', 'credits_estimate' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.estimate(text, jsonb, timestamptz) IS 'What a workload would cost on a plan, by the code that charges, on an account in memory that begins the plan at `at` (NULL: now) without a trial; writes nothing and works on a standby. workload: [{"resource", "quantity", "seconds", "attributes"}, ...]. Rows: usage for each of it, refused for each that the plan would not let it draw, then cycle, overage and total in money. 22023 for a workload that is none, KR010 for an unknown plan, resource or price.';

CREATE FUNCTION credits.replay(account text, plan text, period tstzrange)
RETURNS TABLE (kind text, resource text, quantity numeric, charged credits.amount, credits credits.amount, overage credits.amount,
    money numeric)
AS 'MODULE_PATHNAME', 'credits_replay' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.replay(text, text, tstzrange) IS 'What the usage of an account''s payer in a period would have cost on a plan that began with it, by the code that charges; writes nothing. Rows as estimate() has them, usage and refused for each resource. 22023 for a period that is empty or without bounds, KR010 for an unknown account or plan.';

CREATE FUNCTION credits.compare_plans(account text)
RETURNS TABLE (plan text, is_current boolean, total numeric, charged credits.amount, credits credits.amount, overage credits.amount,
    refused credits.amount, reason text)
AS 'MODULE_PATHNAME', 'credits_compare_plans' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.compare_plans(text) IS 'All plans in the account''s currency with what its current period, so far, would have cost on each, cheapest first, those that would refuse some of it last, with the reason in words. A cycle that is longer than its billing counts for its share. KR010 for an unknown account.';

-- ---- src/outbox.sql

-- ---------------------------------------------------------------------------------------------
-- The outbox: what the application is to act on after commit
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.take_events(n int DEFAULT 100, lease interval DEFAULT '1 minute')
RETURNS TABLE (id bigint, at timestamptz, booked_at timestamptz, account text, event text, facts jsonb, times int)
AS 'MODULE_PATHNAME', 'credits_take_events' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.take_events(int, interval) IS 'Takes up to n events that nobody has, in order of their ids, for so long; what is not acknowledged by then is given again. Never waits for another consumer. 22023 for n out of 1 to 10000, or a lease that is not above 0 and at most 7 days.';

CREATE FUNCTION credits.ack(events bigint[]) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_ack' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.ack(bigint[]) IS 'Deletes events that have been acted on, and returns how many; what is gone already is no error. KR015 for one that another role has taken, until its lease ends.';

CREATE FUNCTION credits.notify_events(enabled boolean) RETURNS void
AS 'MODULE_PATHNAME', 'credits_notify_events' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.notify_events(boolean) IS 'Whether a transaction that writes to the outbox notifies channel credits when it commits; off at first. Such a transaction cannot be prepared (PREPARE TRANSACTION).';

CREATE FUNCTION credits.outbox_notify() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_outbox_notify' LANGUAGE C;
COMMENT ON FUNCTION credits.outbox_notify() IS 'Trigger of credits.outbox: wakes up who listens on channel credits; notify_events() enables it.';

-- ---- src/status.sql

-- ---------------------------------------------------------------------------------------------
-- State machines
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.status_keep() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_status_keep' LANGUAGE C;
COMMENT ON FUNCTION credits.status_keep() IS 'Trigger of tables whose rows go through states: refuses (KR015) a change of status that its arguments do not name. Each argument is "from to to ..."; a row begins in the first state of the first.';

-- ---- src/suspend.sql

-- ---------------------------------------------------------------------------------------------
-- Accounts that may not draw for a while
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.suspend(account text, reason text DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_suspend' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.suspend(text, text, timestamptz) IS 'Suspends an account, and if it is a payer its children: it draws and starts nothing (KR006), and what runs is settled and suspended. It can be granted and can buy. Of one that is suspended or frozen nothing changes. KR010 for an unknown account.';

CREATE FUNCTION credits.resume(account text, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_resume' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.resume(text, timestamptz) IS 'Makes a suspended or frozen account active again; what ran needs a new start(). Of an active one nothing changes. KR010 for an unknown account.';

-- ---- src/hold.sql

-- ---------------------------------------------------------------------------------------------
-- Holds: credit kept for work under way, settled when it is done
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.hold(account text, amount credits.amount, ttl interval DEFAULT NULL, resource text DEFAULT NULL,
    key text DEFAULT NULL, at timestamptz DEFAULT NULL, hold bigint DEFAULT NULL) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_hold' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.hold(text, credits.amount, interval, text, text, timestamptz, bigint) IS 'Keeps credit of the buckets that consume() would draw from, all or nothing, until it is captured, released, or ttl (15 minutes unless given) has passed, and returns the hold''s id. With `hold`, adds to that one, for this resource. 22023 for 0 or less, KR001 without enough credits, KR002 past the overage cap, KR003 if the key was used otherwise, KR004 and KR005 if `hold` is not open any more, KR006 and KR007 for a suspended or frozen account, KR010 for an unknown account, resource or hold.';

CREATE FUNCTION credits.capture(account text, hold bigint, amount credits.amount DEFAULT NULL, key text DEFAULT NULL,
    at timestamptz DEFAULT NULL, resource text DEFAULT NULL) RETURNS credits.receipt
AS 'MODULE_PATHNAME', 'credits_capture' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.capture(text, bigint, credits.amount, text, timestamptz, text) IS 'Draws what a hold holds, or so much of it, from the buckets that were held, and releases the rest; what is more than it holds is drawn as consume() would, or, as far as set_overdraft() lets it, owed. 0 releases. Of a hold for several resources all, or one that is named. KR004 if it was captured or released, KR005 if it has ended, KR001 or KR002 if the rest cannot be drawn, KR003 if the key was used otherwise, KR007 for a frozen account, KR010 for an unknown hold.';

CREATE FUNCTION credits.release(account text, hold bigint, at timestamptz DEFAULT NULL) RETURNS credits.amount
AS 'MODULE_PATHNAME', 'credits_release' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.release(text, bigint, timestamptz) IS 'Gives back all that a hold holds and returns how much that was; of one that was released or has ended, 0. KR004 if it was captured, KR010 for an unknown one.';

CREATE FUNCTION credits.set_overdraft(account text, amount credits.amount) RETURNS void
AS 'MODULE_PATHNAME', 'credits_set_overdraft' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.set_overdraft(text, credits.amount) IS 'How much captures beyond what was held may leave owed, in all (NULL or 0: nothing). 22023 for a negative one or a child, KR010 for an unknown account.';

-- ---- src/refund.sql

-- ---------------------------------------------------------------------------------------------
-- Credit that goes back, or is taken back
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.refund(account text, operation bigint, amount credits.amount DEFAULT NULL, key text DEFAULT NULL,
    at timestamptz DEFAULT NULL) RETURNS credits.receipt
AS 'MODULE_PATHNAME', 'credits_refund' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.refund(text, bigint, credits.amount, text, timestamptz) IS 'Gives back what an operation drew, or so much of it, to the buckets it came from, the last first, where it expires with them. KR010 for no operation of the account, KR015 for one that drew nothing, KR017 for more than is left of it, for overage that was invoiced, and for what a meter or volume tiers may give back themselves; KR003 if the key was used otherwise.';

CREATE FUNCTION credits.revoke(account text, bucket bigint, note text DEFAULT NULL, key text DEFAULT NULL,
    at timestamptz DEFAULT NULL) RETURNS credits.amount
AS 'MODULE_PATHNAME', 'credits_revoke' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.revoke(text, bigint, text, text, timestamptz) IS 'Takes what is left of a bucket and returns how many credits that was. KR015 if nothing is left, KR010 for an unknown bucket, 22023 for a post-paid one, KR003 if the key was used otherwise.';

-- ---- src/pack.sql

-- ---------------------------------------------------------------------------------------------
-- Packs: what credit is sold as
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.pack_check() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_pack_check' LANGUAGE C;
COMMENT ON FUNCTION credits.pack_check() IS 'Trigger of credits.pack: refuses (22023) bounds, discounts, sizes and lifetimes that make no sense, and (KR010) an unknown class.';

CREATE FUNCTION credits.quote_pack(account text, pack text, INOUT money numeric DEFAULT NULL,
    INOUT credits credits.amount DEFAULT NULL, OUT currency text, OUT percent numeric)
AS 'MODULE_PATHNAME', 'credits_quote_pack' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.quote_pack(text, text, numeric, credits.amount) IS 'What buy() of a pack would come to, asked for in money or in credits: both, the currency, and the discount in percent. Writes nothing. KR010 for an unknown account or pack, KR016 for what is not sold, or not so; 22004 for a free amount of neither.';

CREATE FUNCTION credits.buy(account text, pack text, money numeric DEFAULT NULL, credits credits.amount DEFAULT NULL,
    key text DEFAULT NULL, at timestamptz DEFAULT NULL, method text DEFAULT NULL) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_buy' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.buy(text, text, numeric, credits.amount, text, timestamptz, text) IS 'Begins the purchase of a pack in the account''s currency, asked for in money or in credits (in both: the money must be its price), and returns the id of a pending deposit. No credit comes of it before confirm_deposit(). 22023, KR010, KR016 as quote_pack(); KR003 if the key was used otherwise; KR007 for a frozen account.';

-- ---- src/deposit.sql

-- ---------------------------------------------------------------------------------------------
-- Deposits: money on its way to becoming credit
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.deposit(account text, money numeric, currency text DEFAULT NULL, method text DEFAULT NULL,
    pay_within interval DEFAULT NULL, key text DEFAULT NULL, at timestamptz DEFAULT NULL, receipt_to text DEFAULT NULL) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_deposit' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.deposit(text, numeric, text, text, interval, text, timestamptz, text) IS 'Begins a payment of money for the pack named deposit and returns the id of a pending deposit, which waits for its payment as long as pay_within says (NULL: the pack, 30 minutes unless changed). No credit comes of it before confirm_deposit(). KR016 for a currency or a sum that is not sold, 22023 for no whole minor units; KR003 if the key was used otherwise; KR007 for a frozen account.';

CREATE FUNCTION credits.confirm_deposit(account text, deposit bigint, reference text DEFAULT NULL, at timestamptz DEFAULT NULL,
    invoice text DEFAULT NULL) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_confirm_deposit' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.confirm_deposit(text, bigint, text, timestamptz, text) IS 'The payment of a deposit came at `at` (NULL: now): makes its bucket, with what bonuses it earns, and returns the bucket''s id; again, the same. KR015 if it failed or was not paid in time, KR003 under another reference or one that paid for another deposit, KR010 for an unknown one, KR007 for a frozen account.';

CREATE FUNCTION credits.fail_deposit(account text, deposit bigint, reason text DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_fail_deposit' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.fail_deposit(text, bigint, text, timestamptz) IS 'The payment of a pending deposit failed; again, nothing changes. KR015 in any other state, KR010 for an unknown one.';

CREATE FUNCTION credits.deposits(account text, since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL)
RETURNS TABLE (deposit bigint, at timestamptz, source text, status text, money numeric, currency text, credits credits.amount, pack text,
    method text, reference text, invoice text, expires_at timestamptz, bucket bigint, refunded numeric)
AS 'MODULE_PATHNAME', 'credits_deposits' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.deposits(text, timestamptz, timestamptz) IS 'Deposits made in [since, until), with what became of them by now. Of a payer all, of a child its own. KR010 for an unknown account.';

-- ---- src/bonus.sql

-- ---------------------------------------------------------------------------------------------
-- Referrals
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.bonus_check() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_bonus_check' LANGUAGE C;
COMMENT ON FUNCTION credits.bonus_check() IS 'Trigger of credits.bonus: refuses (22023) a post-paid class and lifetimes that make no sense, and (KR010) an unknown class.';

CREATE FUNCTION credits.refer(referrer text, referee text, at timestamptz DEFAULT NULL) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_refer' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.refer(text, text, timestamptz) IS 'Records that one account referred another, and returns the referral''s id; again, the same. The bonuses come with the referee''s first deposit. KR018 for the account itself, one that was referred by somebody else, has paid before, or has referred the referrer, itself or through others; KR010 for an unknown account, 22023 for a child, KR007 for a frozen one.';

CREATE FUNCTION credits.forfeit(referrer text, referral bigint, note text DEFAULT NULL, freeze boolean DEFAULT false,
    at timestamptz DEFAULT NULL) RETURNS credits.amount
AS 'MODULE_PATHNAME', 'credits_forfeit' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.forfeit(text, bigint, text, boolean, timestamptz) IS 'Ends a referral: takes what is left of the bonuses of both sides and returns how many credits that was; with freeze both accounts are frozen. Again, 0. KR010 for a referral that is not the referrer''s.';

-- ---- src/topup.sql

-- ---------------------------------------------------------------------------------------------
-- Auto top-up, and with what is paid
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.set_topup(account text, floor credits.amount, pack text DEFAULT NULL, money numeric DEFAULT NULL,
    at timestamptz DEFAULT NULL, cooldown interval DEFAULT '1 minute', most_times int DEFAULT NULL, stop_after int DEFAULT 3) RETURNS void
AS 'MODULE_PATHNAME', 'credits_set_topup' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.set_topup(text, credits.amount, text, numeric, timestamptz, interval, int, int) IS 'From now on a balance below floor asks for a top-up: a pending deposit of a pack (NULL: the one named deposit) that covers the whole gap, at least `money`, and a row of the outbox. One at a time, not sooner than cooldown after the last, at most most_times in a period, and no more once stop_after have failed. floor NULL: off. 22023 for a child and for numbers that make no sense, KR010 for an unknown account or pack, KR016 for one that is not sold to it.';

CREATE FUNCTION credits.add_payment_method(account text, method text, priority int DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_add_payment_method' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.add_payment_method(text, text, int) IS 'Adds a payment method to the payer''s, or changes its priority, lower first (NULL: after all others). Lets a top-up that had stopped try again. KR010 for an unknown account.';

CREATE FUNCTION credits.remove_payment_method(account text, method text) RETURNS void
AS 'MODULE_PATHNAME', 'credits_remove_payment_method' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.remove_payment_method(text, text) IS 'Removes a payment method of the payer. KR010 for an unknown account or method.';

CREATE FUNCTION credits.payment_methods(account text) RETURNS TABLE (method text, priority int, added_at timestamptz)
AS 'MODULE_PATHNAME', 'credits_payment_methods' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.payment_methods(text) IS 'The payer''s payment methods, in the order in which they are tried. KR010 for an unknown account.';

CREATE FUNCTION credits.set_receipt_address(account text, address text) RETURNS void
AS 'MODULE_PATHNAME', 'credits_set_receipt_address' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.set_receipt_address(text, text) IS 'Where receipts of the payer''s deposits go from now on; NULL: nowhere. KR010 for an unknown account.';

-- ---- src/takeback.sql

-- ---------------------------------------------------------------------------------------------
-- Deposits taken back: refunds and chargebacks
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.refund_deposit(account text, deposit bigint, key text DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS numeric
AS 'MODULE_PATHNAME', 'credits_refund_deposit' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.refund_deposit(text, bigint, text, timestamptz) IS 'Takes what is left of a completed deposit, forfeits its bonuses, and returns the money to be given back for it, in proportion, rounded down to the minor unit. KR017 if nothing is left or its class is not refundable, KR015 in any other state, KR010 for an unknown one, KR003 if the key was used otherwise.';

CREATE FUNCTION credits.clawback(account text, deposit bigint, amount credits.amount DEFAULT NULL, key text DEFAULT NULL,
    at timestamptz DEFAULT NULL) RETURNS credits.amount
AS 'MODULE_PATHNAME', 'credits_clawback' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.clawback(text, bigint, credits.amount, text, timestamptz) IS 'A completed deposit was charged back, for so many of its credits (NULL: all): takes what is left of them, forfeits its bonuses, and returns what is missing, which the account owes from then on and its next grant pays first. 22023 for more than it had, KR015 in any other state, KR010 for an unknown one, KR003 if the key was used otherwise.';

CREATE FUNCTION credits.reverse_clawback(account text, deposit bigint, key text DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS credits.amount
AS 'MODULE_PATHNAME', 'credits_reverse_clawback' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.reverse_clawback(text, bigint, text, timestamptz) IS 'The dispute was won: all that a clawback took goes back where it was, what is still owed of it is cancelled, what was repaid goes back to the buckets that repaid it. Returns the credits that came back. KR015 unless it is clawed back, KR010 for an unknown one, KR003 if the key was used otherwise.';

-- ---- src/limit.sql

-- ---------------------------------------------------------------------------------------------
-- Limits: what a plan lets be used
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.plan_limit_check() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_plan_limit_check' LANGUAGE C;
COMMENT ON FUNCTION credits.plan_limit_check() IS 'Trigger of credits.plan_limit: refuses (22023) limits that make no sense, by themselves or beside those of other plans, and (KR010) an unknown plan.';

CREATE TYPE credits.allowance AS (
    feature     text,
    item        text,
    allowed     boolean,
    used        numeric,
    "limit"     numeric,
    resets_at   timestamptz,
    unlocked_by text[]
);
COMMENT ON TYPE credits.allowance IS 'What an account may use of a feature, and has used.';
COMMENT ON COLUMN credits.allowance.feature IS 'Feature.';
COMMENT ON COLUMN credits.allowance.item IS 'Item; NULL of a feature that is not counted per item, and in limits() for any item that nothing was used of yet.';
COMMENT ON COLUMN credits.allowance.allowed IS 'Whether what was asked for may be used; of use() and limits(), whether one more may.';
COMMENT ON COLUMN credits.allowance.used IS 'What is used of it in the window, or is there now if it is a gauge.';
COMMENT ON COLUMN credits.allowance."limit" IS 'Most that may be used; NULL: unlimited; 0: not included.';
COMMENT ON COLUMN credits.allowance.resets_at IS 'End of the window, from when it is counted anew; NULL: a gauge, or not included.';
COMMENT ON COLUMN credits.allowance.unlocked_by IS 'If it is not allowed, the plans that would let it, cheapest first; else empty.';

CREATE FUNCTION credits.use(account text, feature text, quantity numeric DEFAULT 1, item text DEFAULT NULL, key text DEFAULT NULL,
    at timestamptz DEFAULT NULL) RETURNS credits.allowance
AS 'MODULE_PATHNAME', 'credits_use' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.use(text, text, numeric, text, text, timestamptz) IS 'Counts a quantity of a feature for the account''s payer, if the limit of the plan in force lets it; below 0 it gives back. KR009 past the limit, with the plans that would let it; KR010 for an unknown account or feature; 22004 without the item of a feature that is counted per item; 22023 for an item of one that is not, or for giving back more than is used; KR003 if the key was used otherwise; KR006 or KR007 to use, not to give back, if the account is suspended or frozen.';

CREATE FUNCTION credits.allowed(account text, feature text, quantity numeric DEFAULT 1, item text DEFAULT NULL, at timestamptz DEFAULT NULL)
RETURNS credits.allowance
AS 'MODULE_PATHNAME', 'credits_allowed' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.allowed(text, text, numeric, text, timestamptz) IS 'Whether use() of so much would be let by the limit at an instant (NULL: now). Counts nothing. KR010, 22004 and 22023 as use(); what would be KR009 is answered.';

CREATE FUNCTION credits.limits(account text, at timestamptz DEFAULT NULL) RETURNS SETOF credits.allowance
AS 'MODULE_PATHNAME', 'credits_limits' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.limits(text, timestamptz) IS 'What the account''s payer has used of each feature, against its limit at an instant (NULL: now); of those that are counted per item, a row for each item in use after one without. Writes nothing. KR010 for an unknown account.';

-- ---- src/spending.sql

-- ---------------------------------------------------------------------------------------------
-- Spending limits: what an account may draw in a window of time
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.set_spending_limit(account text, amount credits.amount, per text, at timestamptz DEFAULT NULL) RETURNS void
AS 'MODULE_PATHNAME', 'credits_set_spending_limit' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.set_spending_limit(text, credits.amount, text, timestamptz) IS 'Lets an account (a payer: all that is drawn of its buckets; a child: what it draws) draw at most so many credits, paid and overage, in each day, week (from Monday), month or period, from the one that contains `at` on; NULL removes the limit. What was drawn in that window counts, and stays drawn. 22023 for a negative amount or another window, 22004 without account or per, KR010 for an unknown account.';

CREATE FUNCTION credits.spending_limits(account text, at timestamptz DEFAULT NULL)
RETURNS TABLE (account_name text, per text, "limit" credits.amount, spent credits.amount, held credits.amount, "left" credits.amount, starts_at timestamptz, resets_at timestamptz)
AS 'MODULE_PATHNAME', 'credits_spending_limits' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.spending_limits(text, timestamptz) IS 'The spending limits of an account at an instant (NULL: now, everything booked): of a payer its own and its children''s, of a child its own and its payer''s; what was spent in the window, what runs included, and what is left of it. KR010 for an unknown account.';

CREATE FUNCTION credits.spending_of_ledger(payer bigint)
RETURNS TABLE (account_id bigint, user_id bigint, per text, starts_at timestamptz, spent credits.amount, shown credits.amount)
AS 'MODULE_PATHNAME', 'credits_spending_of_ledger' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.spending_of_ledger(bigint) IS 'What the ledger says was spent in each window that is counted, of one payer (NULL: all), beside what the counter shows, and the same for all windows of each limit together; for verify().';

-- ---- src/alert.sql

-- ---------------------------------------------------------------------------------------------
-- Alerts: what the application is told of an account's credit
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.alert_rule_check() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_alert_rule_check' LANGUAGE C;
COMMENT ON FUNCTION credits.alert_rule_check() IS 'Trigger of credits.alert_rule: refuses (22023) rules that make no sense, and (KR010) an unknown plan or account; gives a changed rule a new id.';

CREATE FUNCTION credits.alert_rule_changed() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_alert_rule_changed' LANGUAGE C;
COMMENT ON FUNCTION credits.alert_rule_changed() IS 'Trigger of credits.alert_rule: tells all sessions to look at the rules again.';

-- ---- src/permit.sql

-- ---------------------------------------------------------------------------------------------
-- Who is confined to its own accounts: what row-level security and its tables call
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.permission_changed() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_permission_changed' LANGUAGE C;
COMMENT ON FUNCTION credits.permission_changed() IS 'Trigger of credits.permission: every session looks anew who is confined.';

-- No parallel worker runs it: it reads the books as their owner.
CREATE FUNCTION credits.may_see(account_id bigint, user_id bigint) RETURNS boolean
AS 'MODULE_PATHNAME', 'credits_may_see' LANGUAGE C STABLE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.may_see(bigint, bigint) IS 'Whether the outer role may see the rows of an account, by its payer''s id and its own: who is not confined sees all, also what belongs to no account (NULL); who is, those of accounts in which it is a member that may read. Policies of row-level security call it.';

CREATE FUNCTION credits.may_see(account text) RETURNS boolean
AS 'MODULE_PATHNAME', 'credits_may_see_account' LANGUAGE C STABLE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.may_see(text) IS 'The same of an account by its name; false, if the role is confined, for one that there is not.';

-- ---- src/member.sql

-- ---------------------------------------------------------------------------------------------
-- Members: which database role may do what in which account
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.add_member(account text, principal name, role text) RETURNS void
AS 'MODULE_PATHNAME', 'credits_add_member' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.add_member(text, name, text) IS 'Makes a database role a member of an account, and with a payer of its children, or gives a member another role; the same again changes nothing. What each role may do is in credits.member_right. KR010 for an unknown account or role of a member; KR012 if the caller is confined and lacks a right that it would give or take; 42704 for an unknown database role.';

CREATE FUNCTION credits.remove_member(account text, principal name) RETURNS void
AS 'MODULE_PATHNAME', 'credits_remove_member' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.remove_member(text, name) IS 'Ends the membership of a database role in an account. KR010 for an unknown account, or if it is no member of it; KR012 if the caller is confined and lacks a right that it would take.';

CREATE FUNCTION credits.members(account text)
RETURNS TABLE (principal name, role text, child text, added_at timestamptz, actor text)
AS 'MODULE_PATHNAME', 'credits_members' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.members(text) IS 'The members of an account: its own first, then of a payer those of its children, by child and name. KR010 for an unknown account.';

-- ---- src/activity.sql

-- ---------------------------------------------------------------------------------------------
-- What happened: a customer's account history
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.activity(account text, since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL)
RETURNS TABLE (at timestamptz, kind text, description text, amount credits.amount, status text, reference text, operation bigint)
AS 'MODULE_PATHNAME', 'credits_activity' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.activity(text, timestamptz, timestamptz) IS 'One row an operation in [since, until), by business time: grants positive, draws and expiries negative. reference is the invoice or reference of a payment; of usage whose period is invoiced that invoice; else the idempotency key. Deposits that wait for their payment, or came to nothing, and for each period what runs and is not booked yet, have a row without an operation. Of a payer all, of a child its own. KR010 for an unknown account, 22023 for an until before since.';

-- ---- src/ledger.sql

-- ---------------------------------------------------------------------------------------------
-- Reading the books
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.balance(account text, at timestamptz DEFAULT NULL, resource text DEFAULT NULL,
    OUT available credits.amount, OUT held credits.amount, OUT accrued credits.amount, OUT overage credits.amount,
    OUT overage_cap credits.amount, OUT owed credits.amount)
AS 'MODULE_PATHNAME', 'credits_balance' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.balance(text, timestamptz, text) IS 'What the account can spend: available in paid buckets alive at `at` (that may pay for the resource, if one is named), overage used of the period and its cap (NULL: none). `at` NULL: now, everything booked; else as it was then. KR010 for an unknown account or resource.';

CREATE FUNCTION credits.buckets(account text, at timestamptz DEFAULT NULL)
RETURNS TABLE (bucket bigint, class text, priority int, scope text[], granted credits.amount, used credits.amount,
    held credits.amount, remaining credits.amount, effective_at timestamptz, expires_at timestamptz, cost numeric, note text)
AS 'MODULE_PATHNAME', 'credits_buckets' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.buckets(text, timestamptz) IS 'The buckets alive at `at` (NULL: now, everything booked), flex included, in the order in which they are drawn; of an uncapped one granted and remaining are NULL. KR010 for an unknown account.';

CREATE FUNCTION credits.append_only() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_append_only' LANGUAGE C;
COMMENT ON FUNCTION credits.append_only() IS 'Trigger of the ledger: refuses (KR011) what it is attached to.';

-- ---- src/usage_by.sql

-- ---------------------------------------------------------------------------------------------
-- Reports of usage
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.usage_by(account text, period tstzrange, by text) RETURNS TABLE (key text, quantity numeric, charged credits.amount)
AS 'MODULE_PATHNAME', 'credits_usage_by' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.usage_by(text, tstzrange, text) IS 'What the account''s payer (a child: itself) used in a period, added up by category, resource, item, member (account), hour or day (of clocks in the payer''s zone). What was held over time is cut at the bounds of period, hour and day, and its quantity is quantity x seconds; key NULL: it has none. Sums are those of the lines billed, to the last digit. 22023 for a period that is empty or open, or another `by`; KR010 for an unknown account.';

-- ---- src/verify.sql

-- ---------------------------------------------------------------------------------------------
-- The auditor: re-derives the books from the ledger.  Each check is one SELECT of what breaks it; docs/verify.md says what each
-- code means.  It reads under one snapshot, takes no lock, and works on a standby.
-- ---------------------------------------------------------------------------------------------

SET LOCAL check_function_bodies = off;	-- its tables come with init()

CREATE FUNCTION credits.verify_checks(payer bigint)
RETURNS TABLE (code text, account_id bigint, object text, expected text, actual text)
LANGUAGE sql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, credits, pg_temp
SET jit = off	-- compiling takes longer than checking
SET enable_nestloop = off	-- nor may books that nobody has analyzed be joined row by row
AS $checks$
WITH entry AS NOT MATERIALIZED (SELECT * FROM credits.entry e WHERE payer IS NULL OR e.account_id = payer),
bucket AS NOT MATERIALIZED (
    SELECT b.*,
           CASE WHEN b.postpaid THEN 0 ELSE b.granted END - b.used - b.lapsed AS after,
           -- a change of plan may have brought the expiry of what the plan granted forward since
           ROW(b.postpaid, b.priority, b.scope IS NULL) AS class_rank,
           ROW(b.postpaid, b.priority, b.scope IS NULL, b.expires_at, coalesce(b.cost, 0), b.effective_at, b.id) AS rank,
           b.subscription_id IS NOT NULL AND b.rolled_from IS NULL AS planned
      FROM credits.bucket b WHERE payer IS NULL OR b.account_id = payer),
usage_line AS NOT MATERIALIZED (SELECT * FROM credits.usage_line l WHERE payer IS NULL OR l.account_id = payer),
period AS NOT MATERIALIZED (SELECT * FROM credits.period p WHERE payer IS NULL OR p.account_id = payer),
subscription AS NOT MATERIALIZED (SELECT * FROM credits.subscription s WHERE payer IS NULL OR s.account_id = payer),
invoice AS NOT MATERIALIZED (SELECT * FROM credits.invoice i WHERE payer IS NULL OR i.account_id = payer),
invoice_line AS NOT MATERIALIZED (SELECT * FROM credits.invoice_line l WHERE payer IS NULL OR l.account_id = payer),
deposit AS NOT MATERIALIZED (SELECT * FROM credits.deposit d WHERE payer IS NULL OR d.account_id = payer)

-- what was granted, used and lapsed is what the bucket's entries say; what is taken back of a debt makes it more, or less
SELECT 'bucket_conservation', b.account_id, format('bucket %s', b.id),
       format('granted %s, used %s, lapsed %s', coalesce(s.granted, 0), c.used, c.lapsed),
       format('granted %s, used %s, lapsed %s', b.granted, b.used, b.lapsed)
  FROM bucket b
  LEFT JOIN (SELECT e.account_id, e.bucket_id,
                    sum(e.amount) FILTER (WHERE e.kind IN ('grant', 'rollover') AND e.amount > '0') AS granted,
                    sum(-e.amount) FILTER (WHERE e.kind IN ('draw', 'capture', 'return', 'repay')) AS used,
                    sum(-e.amount) FILTER (WHERE e.kind IN ('expire', 'rollover', 'revoke', 'refund', 'forfeit') AND e.amount < '0') AS lapsed,
                    sum(-e.amount) FILTER (WHERE e.kind IN ('clawback', 'restore')) AS taken
               FROM entry e GROUP BY e.account_id, e.bucket_id) s
    ON s.account_id = b.account_id AND s.bucket_id = b.id
 CROSS JOIN LATERAL (
       SELECT coalesce(s.used, 0) + CASE WHEN b.class = 'overdraft' THEN coalesce(s.taken, 0) ELSE 0 END AS used,
              coalesce(s.lapsed, 0) + CASE WHEN b.class = 'overdraft' THEN 0 ELSE coalesce(s.taken, 0) END AS lapsed) c
 WHERE c.used <> b.used OR c.lapsed <> b.lapsed OR (NOT b.postpaid AND coalesce(s.granted, 0) <> b.granted)

-- every entry follows the one before it in its bucket, and no paid bucket was ever below zero
UNION ALL
SELECT 'bucket_chain', c.account_id, format('bucket %s, entry %s', c.bucket_id, c.bucket_seq),
       format('entry %s, after %s', c.place, c.after), format('entry %s, after %s', c.bucket_seq, c.bucket_after)
  FROM (SELECT e.account_id, e.bucket_id, e.bucket_seq, e.bucket_after, b.postpaid,
               row_number() OVER chain AS place, sum(e.amount) OVER chain AS after
          FROM entry e LEFT JOIN bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
        WINDOW chain AS (PARTITION BY e.account_id, e.bucket_id ORDER BY e.bucket_seq ROWS UNBOUNDED PRECEDING)) c
 WHERE c.place <> c.bucket_seq OR c.after <> c.bucket_after OR c.postpaid IS NULL OR (NOT c.postpaid AND c.after < 0)

-- the bucket's last entry says what the bucket says
UNION ALL
SELECT 'bucket_end', b.account_id, format('bucket %s', b.id),
       format('%s entries, after %s', coalesce(s.entries, 0), coalesce(s.after, 0)), format('%s entries, after %s', b.seq, b.after)
  FROM bucket b
  LEFT JOIN (SELECT e.account_id, e.bucket_id, count(*) AS entries, sum(e.amount) AS after
               FROM entry e GROUP BY e.account_id, e.bucket_id) s
    ON s.account_id = b.account_id AND s.bucket_id = b.id
 WHERE coalesce(s.entries, 0) <> b.seq OR coalesce(s.after, 0) <> b.after

-- what a bucket holds is what open holds hold of it
UNION ALL
SELECT 'bucket_held', b.account_id, format('bucket %s', b.id), format('%s held', coalesce(p.held, 0)), format('%s held', b.held)
  FROM bucket b
  LEFT JOIN (SELECT p.account_id, p.bucket_id, sum(p.amount) AS held FROM credits.hold_part p WHERE p.ended_at IS NULL
              GROUP BY p.account_id, p.bucket_id) p ON p.account_id = b.account_id AND p.bucket_id = b.id
 WHERE coalesce(p.held, '0') <> b.held
UNION ALL
SELECT 'hold_open', a.account_id, 'holds', format('%s open', count(h.id)), format('%s open', a.holds)
  FROM credits.account a
  LEFT JOIN credits.hold h ON h.account_id = a.account_id AND h.status = 'held'
                          AND EXISTS (SELECT FROM credits.hold_part p WHERE p.account_id = h.account_id AND p.hold_id = h.id AND p.ended_at IS NULL)
 WHERE a.user_id = a.account_id AND (payer IS NULL OR a.account_id = payer)
 GROUP BY a.account_id, a.holds HAVING count(h.id) <> a.holds

-- what was to expire with a closed period has, but for what is held, and what is closed is empty
UNION ALL
SELECT 'bucket_expired', b.account_id, format('bucket %s', b.id), 'closed, nothing left',
       format('%s, left %s', CASE WHEN b.closed_at IS NULL THEN 'open' ELSE 'closed' END, b.after)
  FROM bucket b
 WHERE NOT b.postpaid
   AND CASE WHEN b.closed_at IS NOT NULL THEN b.after <> 0
            ELSE (b.held = 0 OR b.after <> b.held) AND EXISTS (SELECT FROM period p WHERE p.account_id = b.account_id AND p.closed_at IS NOT NULL
                                                  AND p.ends_at >= b.expires_at) END

-- a draw takes from a bucket alive when it is drawn, what was held of it may be captured later; an expiry is stamped with the instant of the expiry
UNION ALL
SELECT 'draw_life', e.account_id, format('operation %s, piece %s', e.operation, e.piece),
       CASE WHEN e.kind = 'draw' THEN format('in [%s, %s)', b.effective_at, b.expires_at)
            WHEN e.kind = 'capture' THEN format('from %s', b.effective_at)
            WHEN e.amount > '0' THEN b.effective_at::text ELSE b.expires_at::text END,
       coalesce(e.late_at, e.at)::text
  FROM entry e JOIN bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
 WHERE (e.kind = 'draw' AND (coalesce(e.late_at, e.at) < b.effective_at OR coalesce(e.late_at, e.at) >= b.expires_at))
    OR (e.kind = 'capture' AND e.at < b.effective_at)
    OR (e.kind = 'expire' AND e.at <> b.expires_at)
    OR (e.kind = 'rollover' AND e.at <> CASE WHEN e.amount < '0' THEN b.expires_at ELSE b.effective_at END)

-- a bucket pays only for what is in its scope
UNION ALL
SELECT 'draw_scope', e.account_id, format('operation %s, piece %s', e.operation, e.piece), b.scope::text,
       coalesce(e.resource, 'no resource')
  FROM entry e JOIN bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
 WHERE e.kind IN ('draw', 'capture') AND b.scope IS NOT NULL AND (e.resource = ANY (b.scope)) IS NOT TRUE

-- in one operation, a piece follows another at the same instant only from a bucket that sorts after it, and only when
-- that one was empty but for what was held of it: the draw order
UNION ALL
SELECT 'draw_order', p.account_id, format('operation %s, piece %s', p.operation, p.next_piece),
       format('bucket %s emptied before bucket %s', p.bucket_id, p.next_bucket),
       format('bucket %s left with %s', p.bucket_id, p.bucket_after)
  FROM (SELECT e.account_id, e.operation, e.line, e.bucket_id, e.bucket_after, coalesce(e.late_at, e.at) AS at, b.postpaid,
               b.rank, b.class_rank, b.planned, lead(b.class_rank) OVER op AS next_class_rank, lead(b.planned) OVER op AS next_planned,
               lead(e.piece) OVER op AS next_piece, lead(e.bucket_id) OVER op AS next_bucket, lead(e.line) OVER op AS next_line,
               lead(coalesce(e.late_at, e.at)) OVER op AS next_at, lead(b.rank) OVER op AS next_rank
          FROM entry e JOIN bucket b ON b.account_id = e.account_id AND b.id = e.bucket_id
         WHERE e.kind = 'draw'
        WINDOW op AS (PARTITION BY e.account_id, e.operation ORDER BY e.piece)) p
 WHERE p.next_at = p.at AND p.next_line IS NOT DISTINCT FROM p.line
   AND (p.postpaid
        OR (p.bucket_after <> 0
            AND p.bucket_after > coalesce((SELECT sum(t.amount) FROM credits.hold_part t WHERE t.account_id = p.account_id AND t.bucket_id = p.bucket_id), '0'))
        OR p.class_rank > p.next_class_rank
        OR (p.rank >= p.next_rank AND NOT p.planned AND NOT p.next_planned))

-- the pieces of an operation are numbered without gaps, and the first has its facts
UNION ALL
SELECT 'operation_pieces', o.account_id, format('operation %s', o.operation),
       format('pieces 1 to %s, 1 with an actor', o.pieces),
       format('pieces %s to %s, %s with an actor', o.first, o.last, o.actors)
  FROM (SELECT e.account_id, e.operation, count(*) AS pieces, min(e.piece) AS first, max(e.piece) AS last,
               count(e.actor) AS actors
          FROM entry e GROUP BY e.account_id, e.operation) o
 WHERE o.first <> 1 OR o.last <> o.pieces OR o.actors <> 1

-- a refund gives back to no bucket more than the operation that it names drew from it
UNION ALL
SELECT 'refund', r.account_id, format('operation %s, bucket %s', r.returns, r.bucket_id), format('at most %s', coalesce(d.drawn, 0)), r.returned::text
  FROM (SELECT e.account_id, e.returns, e.bucket_id, sum(e.amount) AS returned
          FROM entry e WHERE e.returns IS NOT NULL GROUP BY e.account_id, e.returns, e.bucket_id) r
  LEFT JOIN (SELECT e.account_id, e.operation, e.bucket_id, sum(-e.amount) AS drawn
               FROM entry e WHERE e.kind IN ('draw', 'capture') GROUP BY e.account_id, e.operation, e.bucket_id) d
    ON d.account_id = r.account_id AND d.operation = r.returns AND d.bucket_id = r.bucket_id
 WHERE r.returned > coalesce(d.drawn, 0)

-- what an account owes is the sum of its debts
UNION ALL
SELECT 'debt', a.account_id, format('account %s', a.account), coalesce(sum(b.used), 0)::text, a.owed::text
  FROM credits.account a
  LEFT JOIN bucket b ON b.account_id = a.account_id AND b.class = 'overdraft' AND a.user_id = a.account_id
 WHERE payer IS NULL OR a.account_id = payer
 GROUP BY a.account_id, a.user_id, a.account, a.owed
HAVING coalesce(sum(b.used), 0) <> a.owed

-- a deposit that was paid has a bucket of its credits, and a bucket that came with a deposit has that
UNION ALL
SELECT 'deposit', d.account_id, format('deposit %s', d.id), format('a bucket of %s', d.credits),
       CASE WHEN b.id IS NULL THEN 'none' ELSE format('bucket %s of %s, of deposit %s', b.id, b.granted, coalesce(b.deposit_id::text, 'none')) END
  FROM deposit d LEFT JOIN bucket b ON b.account_id = d.account_id AND b.id = d.bucket_id
 WHERE d.status IN ('completed', 'refunded', 'clawed_back') AND (b.granted <> d.credits OR b.deposit_id <> d.id) IS NOT FALSE
UNION ALL
SELECT 'deposit', b.account_id, format('bucket %s', b.id), format('deposit %s, paid', b.deposit_id), coalesce(d.status, 'none')
  FROM bucket b LEFT JOIN deposit d ON d.account_id = b.account_id AND d.id = b.deposit_id
 WHERE b.deposit_id IS NOT NULL AND d.bucket_id IS NULL

-- one top-up is asked for at a time
UNION ALL
SELECT 'topup_pending', d.account_id, 'top-ups', 'at most 1 pending', format('%s pending', count(*))
  FROM deposit d WHERE d.status = 'pending' AND d.source = 'topup' GROUP BY d.account_id
HAVING count(*) > 1

-- each line costs what it was priced by; a late one gives nothing back
UNION ALL
SELECT 'line_cost', l.account_id, format('operation %s, line %s', l.operation, l.line), l.cost::text, l.charged::text
  FROM (SELECT u.*, credits.line_cost(u.rate, u.quantity, u.at, u.until, u.counted, u.terms) AS cost FROM usage_line u) l
 WHERE l.charged IS DISTINCT FROM CASE WHEN l.late_at IS NOT NULL AND l.cost < '0' THEN '0' ELSE l.cost END

-- what a period has used under a price is what its lines say, each counted after those before it
UNION ALL
SELECT 'counter', coalesce(c.account_id, s.account_id), format('price %s in the period from %s', coalesce(c.price_id, s.price_id), coalesce(c.starts_at, s.starts_at)),
       coalesce(s.quantity::text, 'no line'), coalesce(c.quantity::text, 'no counter')
  FROM (SELECT k.* FROM credits.counter k WHERE payer IS NULL OR k.account_id = payer) c
  FULL JOIN (SELECT l.account_id, l.price_id, p.starts_at, sum(l.quantity) AS quantity
               FROM usage_line l JOIN period p ON p.account_id = l.account_id AND p.starts_at <= l.at AND l.at < p.ends_at
              WHERE l.until IS NULL AND l.counted IS NOT NULL GROUP BY l.account_id, l.price_id, p.starts_at) s
    ON s.account_id = c.account_id AND s.price_id = c.price_id AND s.starts_at = c.starts_at
 WHERE coalesce(s.quantity, 0) <> coalesce(c.quantity, 0)
UNION ALL
SELECT 'counter', l.account_id, format('operation %s, line %s', l.operation, l.line), l.before::text, l.counted::text
  FROM (SELECT u.account_id, u.operation, u.line, u.counted,
               coalesce(sum(u.quantity) OVER (PARTITION BY u.account_id, u.price_id, p.starts_at ORDER BY u.counted, u.quantity
                                              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
          FROM usage_line u JOIN period p ON p.account_id = u.account_id AND p.starts_at <= u.at AND u.at < p.ends_at
         WHERE u.until IS NULL AND u.counted IS NOT NULL) l
 WHERE l.before <> l.counted

-- what a spending limit has counted is what the ledger says of its windows, and of all of them; and an account knows how many limits it has
UNION ALL
SELECT 'spending', s.account_id, format('account %s, %s from %s', s.user_id, s.per, s.starts_at), s.spent::text, s.shown::text
  FROM credits.spending_of_ledger(payer) s WHERE s.spent <> s.shown
UNION ALL
SELECT 'spending', s.account_id, format('account %s, %s from %s', s.user_id, s.per, s.starts_at), 'a limit', 'none'
  FROM credits.spending s
  LEFT JOIN credits.spending_limit l ON l.account_id = s.account_id AND l.user_id = s.user_id AND l.per = s.per AND l.since <= s.starts_at
 WHERE (payer IS NULL OR s.account_id = payer) AND l.per IS NULL
UNION ALL
SELECT 'spending', a.account_id, format('account %s', a.account), format('%s limits', count(l.per)), format('%s limits', a.spending_limits)
  FROM credits.account a
  LEFT JOIN credits.spending_limit l ON l.account_id = a.account_id AND a.user_id = a.account_id
 WHERE payer IS NULL OR a.account_id = payer
 GROUP BY a.account_id, a.user_id, a.account, a.spending_limits
HAVING count(l.per) <> a.spending_limits

-- as many meters run as the account says, each from its start to where it is settled
UNION ALL
SELECT 'meter', a.account_id, format('account %s', a.account), format('%s meters', count(m.item)), format('%s meters', a.meters)
  FROM credits.account a
  LEFT JOIN credits.meter m ON m.account_id = a.account_id AND m.status = 'running' AND a.user_id = a.account_id
 WHERE payer IS NULL OR a.account_id = payer
 GROUP BY a.account_id, a.user_id, a.account, a.meters
HAVING count(m.item) <> a.meters
UNION ALL
SELECT 'meter', m.account_id, format('%s of %s', m.resource, m.item), 'stopped where it is settled, or running',
       format('%s, settled to %s, stopped at %s', m.status, m.settled_to, m.stopped_at)
  FROM credits.meter m
 WHERE (payer IS NULL OR m.account_id = payer)
   AND CASE WHEN m.status = 'running' THEN m.stopped_at IS NOT NULL ELSE m.stopped_at IS DISTINCT FROM m.settled_to END

-- each line is paid by its entries, to the last digit
UNION ALL
SELECT 'line_paid', l.account_id, format('operation %s, line %s', l.operation, l.line), l.charged::text,
       coalesce(s.paid::text, 'no entry')
  FROM usage_line l
  LEFT JOIN (SELECT e.account_id, e.operation, e.line, sum(-e.amount) AS paid
               FROM entry e WHERE e.line IS NOT NULL GROUP BY e.account_id, e.operation, e.line) s
    ON s.account_id = l.account_id AND s.operation = l.operation AND s.line = l.line
 WHERE s.paid IS NULL OR s.paid <> l.charged

-- each entry that pays a line has it
UNION ALL
SELECT 'entry_line', e.account_id, format('operation %s, piece %s', e.operation, e.piece), format('line %s', e.line), 'none'
  FROM entry e LEFT JOIN usage_line l ON l.account_id = e.account_id AND l.operation = e.operation AND l.line = e.line
 WHERE e.line IS NOT NULL AND l.line IS NULL

-- each key that was answered has its operation, or its deposit, or the answer of use(); a payer may have a child's usage refunded
UNION ALL
SELECT 'request_operation', r.account_id, format('key %s', r.key), format('operation %s with this key', r.operation),
       CASE WHEN e.operation IS NULL AND s.operation IS NULL THEN 'no such operation'
            ELSE format('operation with key %s', coalesce(e.key, s.key)) END
  FROM credits.request r
  LEFT JOIN entry e ON e.account_id = r.account_id AND e.operation = r.operation AND e.piece = 1
                   AND (e.user_id = r.user_id OR (r.user_id = r.account_id AND (e.returns IS NOT NULL OR r.call = 'capture')))
  LEFT JOIN subscription s ON s.account_id = r.account_id AND s.operation = r.operation AND s.user_id = r.user_id
  LEFT JOIN deposit d ON d.account_id = r.account_id AND d.operation = r.operation AND d.user_id = r.user_id
  LEFT JOIN credits.feature_answer f ON f.account_id = r.account_id AND f.operation = r.operation AND f.user_id = r.user_id
 WHERE (payer IS NULL OR r.account_id = payer) AND coalesce(e.key, s.key) IS DISTINCT FROM r.key AND d.id IS NULL AND f.operation IS NULL
   AND NOT EXISTS (SELECT FROM credits.hold_part p WHERE p.account_id = r.account_id AND p.operation = r.operation)

-- one operation per key, with its request
UNION ALL
SELECT 'key_once', k.account_id, format('key %s', k.key), '1 operation, 1 request',
       format('%s operations, %s requests', k.operations, k.requests)
  FROM (SELECT e.account_id, e.key, count(*) AS operations, count(r.key) AS requests
          FROM entry e
          LEFT JOIN credits.request r ON r.account_id = e.account_id AND r.key = e.key
                AND CASE WHEN e.returns IS NULL AND r.call <> 'capture' THEN r.user_id = e.user_id ELSE r.operation = e.operation END
         WHERE e.key IS NOT NULL GROUP BY e.account_id, coalesce(r.user_id, e.user_id), e.key) k
 WHERE k.operations <> 1 OR k.requests <> 1

-- periods follow each other without a gap, and close in order
UNION ALL
SELECT 'period_chain', p.account_id, format('period from %s', p.starts_at),
       format('from %s, open after an open one', p.previous_end),
       format('from %s, %s', p.starts_at, CASE WHEN p.closed_at IS NULL THEN 'open' ELSE 'closed' END)
  FROM (SELECT q.*, lag(q.ends_at) OVER chain AS previous_end, lag(q.closed_at) OVER chain AS previous_closed
          FROM period q WINDOW chain AS (PARTITION BY q.account_id ORDER BY q.starts_at)) p
 WHERE p.previous_end <> p.starts_at OR (p.previous_end IS NOT NULL AND p.closed_at IS NOT NULL AND p.previous_closed IS NULL)

-- each period has one flex bucket, open while it is
UNION ALL
SELECT 'period_flex', p.account_id, format('period from %s', p.starts_at),
       format('1 flex bucket, %s', CASE WHEN p.closed_at IS NULL THEN 'open' ELSE 'closed' END),
       format('%s flex buckets, %s closed', count(b.id), count(b.closed_at))
  FROM period p
  LEFT JOIN bucket b ON b.account_id = p.account_id AND b.postpaid AND b.effective_at = p.starts_at AND b.expires_at = p.ends_at
 GROUP BY p.account_id, p.starts_at, p.closed_at
HAVING count(b.id) <> 1 OR (p.closed_at IS NULL) <> (count(b.closed_at) = 0)

-- an account's row says when its calendar has something to do next
UNION ALL
SELECT 'account_due', a.account_id, format('account %s', a.account), format('opens %s, closes %s', n.opens_at, n.closes_at),
       format('opens %s, closes %s', a.opens_at, a.closes_at)
  FROM credits.account a
 CROSS JOIN LATERAL (
       SELECT least((SELECT max(p.ends_at) FROM period p WHERE p.account_id = a.account_id),
                    (SELECT min(s.next_at) FROM subscription s WHERE s.account_id = a.account_id
                        AND s.rollover_max IS NULL AND s.rollover_for IS NULL)) AS opens_at,
              least((SELECT min(p.closes_at) FROM period p WHERE p.account_id = a.account_id AND p.closed_at IS NULL),
                    (SELECT min(s.next_at) FROM subscription s WHERE s.account_id = a.account_id
                        AND (s.rollover_max IS NOT NULL OR s.rollover_for IS NOT NULL)),
                    (SELECT min(h.expires_at) FROM credits.hold h WHERE h.account_id = a.account_id AND h.status = 'held'), 'infinity') AS closes_at) n
 WHERE a.user_id = a.account_id AND (payer IS NULL OR a.account_id = payer) AND a.opens_at <> '-infinity'
   -- a hold that was resolved before its end leaves a look that finds nothing
   AND (a.opens_at <> n.opens_at OR a.closes_at > n.closes_at
        OR (a.closes_at < n.closes_at AND NOT EXISTS (SELECT FROM credits.hold h WHERE h.account_id = a.account_id AND h.expires_at = a.closes_at)))

-- one plan at a time
UNION ALL
SELECT 'subscription_overlap', s.account_id, format('subscription %s', s.id), format('from %s', s.previous_end), format('from %s', s.started_at)
  FROM (SELECT t.*, max(coalesce(t.ends_at, 'infinity')) OVER (PARTITION BY t.account_id ORDER BY t.started_at, t.id
                                                              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS previous_end
          FROM subscription t WHERE t.plan IS NOT NULL AND t.ends_at IS DISTINCT FROM t.started_at) s
 WHERE s.previous_end > s.started_at

-- a period is under the plan in force at its end, and under none if there was none at its start
UNION ALL
SELECT 'period_plan', p.account_id, format('period from %s', p.starts_at), coalesce('subscription ' || f.id, 'none'), coalesce('subscription ' || p.subscription_id, 'none')
  FROM period p
  LEFT JOIN subscription f ON f.account_id = p.account_id AND f.plan IS NOT NULL AND f.started_at <= p.starts_at
                          AND p.starts_at < coalesce(f.ends_at, 'infinity')
  LEFT JOIN subscription s ON s.account_id = p.account_id AND s.id = p.subscription_id
 WHERE (p.subscription_id IS NULL) <> (f.id IS NULL)
    OR s.started_at > p.ends_at OR s.ends_at < p.ends_at

-- a cycle grants once what its plan includes, and only then
UNION ALL
SELECT 'cycle_grant', p.account_id, format('period from %s', p.starts_at), 'a bucket of what the plan includes', format('%s buckets', count(b.id))
  FROM period p
  JOIN subscription s ON s.account_id = p.account_id AND s.id = p.subscription_id
  LEFT JOIN (bucket b JOIN subscription t ON t.account_id = b.account_id AND t.id = b.subscription_id AND t.plan IS NOT NULL
                                         AND b.granted = t.included AND b.rolled_from IS NULL)
    ON b.account_id = p.account_id AND b.effective_at = p.starts_at
 WHERE p.price IS NOT NULL AND s.started_at <= p.starts_at AND s.included > '0'
 GROUP BY p.account_id, p.starts_at
HAVING count(b.id) = 0

-- what one operation carries over leaves one bucket and arrives in another
UNION ALL
SELECT 'rollover', r.account_id, format('operation %s', r.operation), '0', r.sum::text
  FROM (SELECT e.account_id, e.operation, sum(e.amount) AS sum FROM entry e WHERE e.kind = 'rollover'
         GROUP BY e.account_id, e.operation) r
 WHERE r.sum <> '0'
UNION ALL
SELECT 'rollover', b.account_id, format('bucket %s', b.id), format('bucket %s, which ended when it began', b.rolled_from), coalesce(f.expires_at::text, 'none')
  FROM bucket b LEFT JOIN bucket f ON f.account_id = b.account_id AND f.id = b.rolled_from AND f.subscription_id IS NOT NULL
 WHERE b.rolled_from IS NOT NULL AND f.expires_at IS DISTINCT FROM b.effective_at

-- an invoice is the sum of its lines, which round nothing but the total
UNION ALL
SELECT 'invoice_total', i.account_id, format('invoice %s', i.id), format('%s, nearest to %s', l.amount, l.exact), i.total::text
  FROM invoice i
  LEFT JOIN LATERAL (SELECT sum(l.amount) AS amount, sum(l.exact) AS exact, count(*) FILTER (WHERE l.amount IS NULL) AS pending
                       FROM invoice_line l WHERE l.account_id = i.account_id AND l.starts_at = i.starts_at) l ON true
 WHERE l.amount IS DISTINCT FROM i.total OR l.pending > 0 OR abs(l.exact - i.total) * 2 > power(10::numeric, -scale(i.total))

-- an invoice bills all overage of its period, and tells all credits that paid in it
UNION ALL
SELECT 'invoice_overage', p.account_id, format('period from %s', p.starts_at), b.used::text, coalesce(l.quantity::text, 'none')
  FROM period p
  JOIN bucket b ON b.account_id = p.account_id AND b.postpaid AND b.effective_at = p.starts_at AND b.expires_at = p.ends_at
  LEFT JOIN LATERAL (SELECT sum(l.quantity) AS quantity FROM invoice_line l
                      WHERE l.account_id = p.account_id AND l.starts_at = p.starts_at AND l.kind = 'overage') l ON true
 WHERE p.subscription_id IS NOT NULL AND p.closed_at IS NOT NULL AND coalesce(l.quantity, '0') <> b.used
UNION ALL
SELECT 'invoice_line', l.account_id, format('period from %s, line %s', l.starts_at, l.line), (l.quantity::numeric * l.unit_price)::text, l.exact::text
  FROM invoice_line l WHERE l.unit_price IS NOT NULL AND l.exact <> l.quantity::numeric * l.unit_price
UNION ALL
SELECT 'invoice_line', i.account_id, format('invoice %s', i.id), coalesce(e.credits, 0)::text, coalesce(l.credits, 0)::text
  FROM invoice i
  LEFT JOIN (SELECT d.account_id, p.starts_at, sum(-d.amount::numeric) AS credits
               FROM entry d JOIN bucket b ON b.account_id = d.account_id AND b.id = d.bucket_id AND NOT b.postpaid
              CROSS JOIN LATERAL (SELECT q.starts_at FROM credits.period q
                                   WHERE q.account_id = d.account_id AND q.starts_at <= coalesce(d.late_at, d.at)
                                   ORDER BY q.starts_at DESC LIMIT 1) p
              WHERE d.kind IN ('draw', 'capture', 'return') GROUP BY d.account_id, p.starts_at) e
    ON e.account_id = i.account_id AND e.starts_at = i.starts_at
  LEFT JOIN (SELECT l.account_id, l.starts_at, sum(l.quantity::numeric) AS credits FROM invoice_line l WHERE l.kind = 'credits'
              GROUP BY l.account_id, l.starts_at) l
    ON l.account_id = i.account_id AND l.starts_at = i.starts_at
 WHERE coalesce(e.credits, 0) <> coalesce(l.credits, 0)

-- a meter's lines cover its run, from its start to where it is settled, unless it went on unpaid (a quantity of 0 says nothing)
UNION ALL
SELECT 'meter', m.account_id, format('%s of %s', m.resource, m.item), format('%s of its run', m.settled_to - m.started_at), format('lines of %s', coalesce(l.covers, '0'))
  FROM credits.meter m
  LEFT JOIN (SELECT u.account_id, u.user_id, u.resource, u.item, u.run_at, sum(sign(u.quantity)::int * (u.until - u.at)) AS covers,
                    bool_or(u.quantity = 0) AS idle
               FROM usage_line u WHERE u.run_at IS NOT NULL GROUP BY u.account_id, u.user_id, u.resource, u.item, u.run_at) l
    ON l.account_id = m.account_id AND l.user_id = m.user_id AND l.resource = m.resource AND l.item = m.item AND l.run_at = m.started_at
 WHERE NOT m.metered AND (payer IS NULL OR m.account_id = payer) AND l.idle IS NOT TRUE
   AND coalesce(l.covers, '0') <> m.settled_to - m.started_at
   AND NOT EXISTS (SELECT FROM credits.outbox o WHERE o.account_id = m.account_id AND o.event = 'meter.unpaid'
                      AND o.facts ->> 'resource' = m.resource AND o.facts ->> 'item' = m.item)
   -- which may have been acknowledged
   AND NOT EXISTS (SELECT FROM credits.resource r WHERE r.resource = m.resource AND r.at_zero = 'continue')

-- an alert that waits in the outbox was noted in its period, and each rule is noted there once
UNION ALL
SELECT 'alert', o.account_id, format('event %s', o.id), format('rule %s on the flex bucket of its period', o.facts ->> 'rule'), 'none'
  FROM credits.outbox o
 WHERE o.event = 'alert' AND (payer IS NULL OR o.account_id = payer)
   AND NOT EXISTS (SELECT FROM bucket b WHERE b.account_id = o.account_id AND b.postpaid AND b.effective_at = (o.facts ->> 'starts_at')::timestamptz
                      AND b.told @> ARRAY[(o.facts ->> 'rule')::bigint])
UNION ALL
SELECT 'alert', b.account_id, format('bucket %s', b.id), 'a flex bucket that notes each rule once', b.told::text
  FROM bucket b
 WHERE b.told IS NOT NULL
   AND (b.class <> 'flex' OR array_position(b.told, NULL) IS NOT NULL OR cardinality(b.told) <> (SELECT count(DISTINCT abs(t)) FROM unnest(b.told) t))

-- what foreign keys would hold: every row of the books belongs to an account of its payer
UNION ALL
SELECT 'account_known', r.account_id, format('%s of account %s', r.what, r.user_id), 'an account of this payer', 'none'
  FROM (SELECT DISTINCT b.account_id, b.user_id, 'bucket' AS what FROM bucket b
        UNION SELECT DISTINCT e.account_id, e.user_id, 'entry' FROM entry e
        UNION SELECT DISTINCT l.account_id, l.user_id, 'usage line' FROM usage_line l
        UNION SELECT DISTINCT q.account_id, q.user_id, 'request' FROM credits.request q WHERE payer IS NULL OR q.account_id = payer
        UNION SELECT DISTINCT p.account_id, p.account_id, 'period' FROM period p
        UNION SELECT DISTINCT s.account_id, s.user_id, 'subscription' FROM subscription s
        UNION SELECT DISTINCT i.account_id, i.account_id, 'invoice' FROM invoice i
        UNION SELECT DISTINCT l.account_id, l.account_id, 'invoice line' FROM invoice_line l
        UNION SELECT DISTINCT c.account_id, c.account_id, 'counter' FROM credits.counter c WHERE payer IS NULL OR c.account_id = payer
        UNION SELECT DISTINCT m.account_id, m.user_id, 'meter' FROM credits.meter m WHERE payer IS NULL OR m.account_id = payer
        UNION SELECT DISTINCT l.account_id, l.user_id, 'spending limit' FROM credits.spending_limit l WHERE payer IS NULL OR l.account_id = payer
        UNION SELECT DISTINCT o.account_id, o.user_id, 'outbox row' FROM credits.outbox o WHERE payer IS NULL OR o.account_id = payer
        UNION SELECT DISTINCT d.account_id, d.user_id, 'deposit' FROM deposit d
        UNION SELECT DISTINCT m.account_id, m.account_id, 'payment method' FROM credits.payment_method m WHERE payer IS NULL OR m.account_id = payer
        UNION SELECT DISTINCT m.account_id, m.user_id, 'member' FROM credits.member m WHERE payer IS NULL OR m.account_id = payer
        UNION SELECT t.account_id, t.user_id, 'top-up' FROM credits.topup t WHERE payer IS NULL OR t.account_id = payer
        UNION SELECT r.account_id, r.account_id, 'referral' FROM credits.referral r WHERE payer IS NULL OR r.account_id = payer
        UNION SELECT DISTINCT r.referrer_id, r.referrer_id, 'referral' FROM credits.referral r WHERE payer IS NULL OR r.referrer_id = payer
        UNION SELECT k.account_id, k.user_id, 'key' FROM credits.account_key k WHERE payer IS NULL OR k.account_id = payer
        UNION SELECT a.account_id, a.account_id, 'child' FROM credits.account a WHERE payer IS NULL OR a.account_id = payer) r
  LEFT JOIN credits.account a ON a.account_id = r.account_id AND a.user_id = r.user_id
 WHERE a.user_id IS NULL

-- every account is found by its name, and every payer has the period it was opened in
UNION ALL
SELECT 'account_whole', a.account_id, format('account %s', a.account),
       'its key, and if it pays a period when it was opened',
       format('%s key, %s', CASE WHEN k.account IS NULL THEN 'no' ELSE 'its' END,
              CASE WHEN p.starts_at IS NULL THEN 'no period' ELSE 'a period' END)
  FROM credits.account a
  LEFT JOIN credits.account_key k ON k.account = a.account AND k.account_id = a.account_id AND k.user_id = a.user_id
  LEFT JOIN period p ON p.account_id = a.account_id AND p.starts_at <= a.opened_at AND a.opened_at < p.ends_at
 WHERE (payer IS NULL OR a.account_id = payer)
   AND (k.account IS NULL OR (a.user_id = a.account_id AND p.starts_at IS NULL))

-- the guards stand, always enabled, on every table and partition that is append-only
UNION ALL
SELECT 'guard', NULL, c.relname, format('%s guards, always enabled', g.due), g.guards::text
  FROM pg_class c
 CROSS JOIN LATERAL (SELECT count(*) AS guards, CASE WHEN c.relname = 'subscription' THEN 3 ELSE 2 END AS due FROM pg_trigger t
                      WHERE t.tgrelid = c.oid AND t.tgenabled = 'A' AND t.tgfoid = 'credits.append_only'::regproc) g
 WHERE payer IS NULL AND c.relnamespace = 'credits'::regnamespace AND c.relkind IN ('r', 'p')
   AND c.relname ~ '^((entry|usage_line)(_.*)?|bucket|subscription|deposit|referral)$' AND g.guards <> g.due

-- what belongs to an account is seen only by who may see it, in every table and partition
UNION ALL
SELECT 'row_security', NULL, c.relname, 'the policy confine, and row-level security enabled',
       format('%s, %s', CASE WHEN p.oid IS NULL THEN 'none' ELSE 'the policy' END, CASE WHEN c.relrowsecurity THEN 'enabled' ELSE 'disabled' END)
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'account_id' AND NOT a.attisdropped
  LEFT JOIN pg_policy p ON p.polrelid = c.oid AND p.polname = 'confine' AND p.polcmd = '*'
 WHERE payer IS NULL AND c.relnamespace = 'credits'::regnamespace AND c.relkind IN ('r', 'p') AND (p.oid IS NULL OR NOT c.relrowsecurity)
$checks$;
COMMENT ON FUNCTION credits.verify_checks(bigint) IS 'The checks of verify(), of one payer (NULL: all), read with the caller''s own rights: one row for each thing that does not hold.';

CREATE FUNCTION credits.verify(account text DEFAULT NULL)
RETURNS TABLE (code text, account_name text, object text, expected text, actual text)
AS 'MODULE_PATHNAME', 'credits_verify' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.verify(text) IS 'Re-derives the books of an account''s payer (NULL: all) from the ledger and returns what does not hold; no row means sound. docs/verify.md has the codes. KR010 for an unknown account.';

-- ---- src/tables_calendar.sql

-- ---------------------------------------------------------------------------------------------
-- The calendar's tables: plans, subscriptions, invoices, and the job that writes them down.  init() makes them in new books and
-- in books of version 1.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.init_calendar() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $calendar$
BEGIN
    CREATE SEQUENCE credits.subscription_id_seq;
    CREATE SEQUENCE credits.invoice_id_seq;
    CREATE SEQUENCE credits.job_id_seq;
    COMMENT ON SEQUENCE credits.subscription_id_seq IS 'Ids of subscriptions.';
    COMMENT ON SEQUENCE credits.invoice_id_seq IS 'Ids of invoices; gaps mean nothing.';
    COMMENT ON SEQUENCE credits.job_id_seq IS 'Ids of runs of the job.';

    -- -----------------------------------------------------------------------------------------
    -- Catalogs
    -- -----------------------------------------------------------------------------------------
    CREATE TABLE credits.currency (
        currency text COLLATE "C" PRIMARY KEY CHECK (octet_length(currency) BETWEEN 1 AND 255),
        digits   int NOT NULL CHECK (digits BETWEEN 0 AND 6)
    );
    COMMENT ON TABLE credits.currency IS 'The minor unit of each currency, to which invoices are rounded. One that is not here has 2 digits.';
    COMMENT ON COLUMN credits.currency.currency IS 'Currency, as accounts and plans name it.';
    COMMENT ON COLUMN credits.currency.digits IS 'Decimal digits of its minor unit: USD 2, JPY 0, KWD 3.';
    INSERT INTO credits.currency (currency, digits) VALUES
        ('USD', 2), ('EUR', 2), ('GBP', 2), ('CHF', 2), ('JPY', 0), ('KRW', 0), ('CLP', 0), ('ISK', 0), ('VND', 0),
        ('BHD', 3), ('IQD', 3), ('JOD', 3), ('KWD', 3), ('LYD', 3), ('OMR', 3), ('TND', 3);

    CREATE TABLE credits.plan (
        plan             text COLLATE "C" PRIMARY KEY CHECK (octet_length(plan) BETWEEN 1 AND 255),
        price            numeric NOT NULL DEFAULT 0,
        currency         text COLLATE "C" NOT NULL DEFAULT 'USD',
        cycle            interval NOT NULL DEFAULT '1 month',
        billing          interval,
        grace            interval NOT NULL DEFAULT '0',
        included         credits.amount NOT NULL DEFAULT 0,
        priority         int,
        trial            interval,
        trial_included   credits.amount NOT NULL DEFAULT 0,
        rollover_max     credits.amount,
        rollover_min     credits.amount,
        rollover_percent numeric,
        rollover_for     interval,
        overage          boolean NOT NULL DEFAULT false,
        overage_price    numeric NOT NULL DEFAULT 0,
        overage_cap      credits.amount,
        on_change        text COLLATE "C" NOT NULL DEFAULT 'reset'
    );
    CREATE TRIGGER plan_check BEFORE INSERT OR UPDATE ON credits.plan
        FOR EACH ROW EXECUTE FUNCTION credits.plan_check();
    COMMENT ON TABLE credits.plan IS 'What is sold. A subscription copies its terms, so changing a row changes nothing for those who have it.';
    COMMENT ON COLUMN credits.plan.plan IS 'Name of the plan.';
    COMMENT ON COLUMN credits.plan.price IS 'Price of a cycle, in money.';
    COMMENT ON COLUMN credits.plan.currency IS 'Currency of its prices; that of the accounts that can take it.';
    COMMENT ON COLUMN credits.plan.cycle IS 'How long a cycle is: price and included credits are per cycle.';
    COMMENT ON COLUMN credits.plan.billing IS 'How often overage is billed and capped, a part of the cycle; NULL: the cycle, or a month if that is in months and longer.';
    COMMENT ON COLUMN credits.plan.grace IS 'How long after its end a period stays open for its own usage; not longer than billing.';
    COMMENT ON COLUMN credits.plan.included IS 'Credits granted at the start of each cycle, which expire at its end.';
    COMMENT ON COLUMN credits.plan.priority IS 'Place of the included credits in the draw order; NULL: that of class included.';
    COMMENT ON COLUMN credits.plan.trial IS 'How long an account''s first subscription runs at no price before its first cycle; NULL: not at all.';
    COMMENT ON COLUMN credits.plan.trial_included IS 'Credits granted for the trial, which expire with it.';
    COMMENT ON COLUMN credits.plan.rollover_max IS 'Most that is carried over at the end of a cycle, older rollovers included; NULL: no such bound.';
    COMMENT ON COLUMN credits.plan.rollover_min IS 'What is carried at least: less that was left is topped up.';
    COMMENT ON COLUMN credits.plan.rollover_percent IS 'The same bound in percent of what the cycle was granted.';
    COMMENT ON COLUMN credits.plan.rollover_for IS 'How long what was carried lives; NULL: as class rollover says. If all four are NULL nothing is carried.';
    COMMENT ON COLUMN credits.plan.overage IS 'Whether overage is on for an account that has not set it.';
    COMMENT ON COLUMN credits.plan.overage_price IS 'Price of a credit of overage, in money.';
    COMMENT ON COLUMN credits.plan.overage_cap IS 'Cap on overage in a billing period, in credits; NULL: none.';
    COMMENT ON COLUMN credits.plan.on_change IS 'What changing to this plan now does: reset the cycle, or prorate the difference.';

    -- -----------------------------------------------------------------------------------------
    -- State
    -- -----------------------------------------------------------------------------------------
    CREATE TABLE credits.subscription (
        account_id       bigint NOT NULL,
        id               bigint NOT NULL DEFAULT nextval('credits.subscription_id_seq'),
        started_at       timestamptz NOT NULL,
        ends_at          timestamptz,
        anchor           timestamptz NOT NULL,
        trial_ends_at    timestamptz,
        next_at          timestamptz,
        made_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
        operation        bigint NOT NULL DEFAULT nextval('credits.operation_seq'),
        user_id          bigint NOT NULL,
        plan             text COLLATE "C",
        price            numeric NOT NULL DEFAULT 0,
        currency         text COLLATE "C",
        cycle            interval NOT NULL,
        billing          interval NOT NULL,
        grace            interval NOT NULL DEFAULT '0',
        class            text COLLATE "C" NOT NULL DEFAULT 'included',
        included         credits.amount NOT NULL,
        priority         int NOT NULL,
        trial_included   credits.amount NOT NULL DEFAULT 0,
        rollover_max     credits.amount,
        rollover_min     credits.amount,
        rollover_percent numeric,
        rollover_for     interval,
        overage          boolean NOT NULL DEFAULT false,
        overage_price    numeric NOT NULL DEFAULT 0,
        overage_cap      credits.amount,
        key              text COLLATE "C",
        actor            text NOT NULL,
        PRIMARY KEY (account_id, id),
        CHECK (started_at <= ends_at),
        CHECK ((plan IS NULL) = (next_at IS NOT NULL))
    );
    CREATE UNIQUE INDEX subscription_one_plan ON credits.subscription (account_id) WHERE plan IS NOT NULL AND ends_at IS NULL;
    CREATE TRIGGER subscription_keep BEFORE DELETE ON credits.subscription
        FOR EACH ROW EXECUTE FUNCTION credits.append_only();
    -- only when it ends and, without a plan, when it grants next may change
    CREATE TRIGGER subscription_keep_terms BEFORE UPDATE ON credits.subscription
        FOR EACH ROW WHEN (to_jsonb(OLD) - '{ends_at,next_at}'::text[] <> to_jsonb(NEW) - '{ends_at,next_at}'::text[])
        EXECUTE FUNCTION credits.append_only();
    CREATE TRIGGER subscription_keep_all BEFORE TRUNCATE ON credits.subscription
        FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    ALTER TABLE credits.subscription ENABLE ALWAYS TRIGGER subscription_keep;
    ALTER TABLE credits.subscription ENABLE ALWAYS TRIGGER subscription_keep_terms;
    ALTER TABLE credits.subscription ENABLE ALWAYS TRIGGER subscription_keep_all;
    COMMENT ON TABLE credits.subscription IS 'Who is on which plan, on whose terms of that day, in force on [started_at, ends_at); without a plan, a recurring grant.';
    COMMENT ON COLUMN credits.subscription.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.subscription.id IS 'Identity.';
    COMMENT ON COLUMN credits.subscription.started_at IS 'First instant at which it is in force; later than now if it is to come.';
    COMMENT ON COLUMN credits.subscription.ends_at IS 'First instant at which it is not; NULL: it goes on; equal to started_at: it was taken back before it began.';
    COMMENT ON COLUMN credits.subscription.anchor IS 'Where its boundaries are counted from: the n-th is anchor + n x billing.';
    COMMENT ON COLUMN credits.subscription.trial_ends_at IS 'End of its trial; NULL: it has none.';
    COMMENT ON COLUMN credits.subscription.next_at IS 'Of a recurring grant, when it grants next; infinity: no more.';
    COMMENT ON COLUMN credits.subscription.made_at IS 'Wall time at which it was asked for.';
    COMMENT ON COLUMN credits.subscription.operation IS 'Operation that made it.';
    COMMENT ON COLUMN credits.subscription.user_id IS 'Account that was named: the payer, or of a recurring grant a child.';
    COMMENT ON COLUMN credits.subscription.plan IS 'Plan; NULL: a recurring grant.';
    COMMENT ON COLUMN credits.subscription.price IS 'Price of a cycle, in money.';
    COMMENT ON COLUMN credits.subscription.currency IS 'Currency of its prices.';
    COMMENT ON COLUMN credits.subscription.cycle IS 'How long a cycle is.';
    COMMENT ON COLUMN credits.subscription.billing IS 'How long a period is.';
    COMMENT ON COLUMN credits.subscription.grace IS 'How long after its end a period stays open.';
    COMMENT ON COLUMN credits.subscription.class IS 'Class of what it grants.';
    COMMENT ON COLUMN credits.subscription.included IS 'Credits granted at the start of each cycle.';
    COMMENT ON COLUMN credits.subscription.priority IS 'Place of what it grants in the draw order.';
    COMMENT ON COLUMN credits.subscription.trial_included IS 'Credits granted for the trial.';
    COMMENT ON COLUMN credits.subscription.rollover_max IS 'Most that is carried over.';
    COMMENT ON COLUMN credits.subscription.rollover_min IS 'Least that is carried over.';
    COMMENT ON COLUMN credits.subscription.rollover_percent IS 'Most that is carried over, in percent of the grant.';
    COMMENT ON COLUMN credits.subscription.rollover_for IS 'How long what was carried lives.';
    COMMENT ON COLUMN credits.subscription.overage IS 'Whether overage is on for an account that has not set it.';
    COMMENT ON COLUMN credits.subscription.overage_price IS 'Price of a credit of overage.';
    COMMENT ON COLUMN credits.subscription.overage_cap IS 'Cap on overage in a period; NULL: none.';
    COMMENT ON COLUMN credits.subscription.key IS 'Idempotency key of the call that made it.';
    COMMENT ON COLUMN credits.subscription.actor IS 'Role that asked for it.';

    CREATE TABLE credits.invoice (
        account_id      bigint NOT NULL,
        id              bigint NOT NULL DEFAULT nextval('credits.invoice_id_seq'),
        starts_at       timestamptz NOT NULL,
        ends_at         timestamptz NOT NULL,
        finalized_at    timestamptz NOT NULL,
        booked_at       timestamptz NOT NULL,
        paid_at         timestamptz,
        failed_at       timestamptz,
        subscription_id bigint NOT NULL,
        currency        text COLLATE "C" NOT NULL,
        total           numeric NOT NULL,
        status          text COLLATE "C" NOT NULL CHECK (status IN ('open', 'paid', 'failed')),
        PRIMARY KEY (account_id, id),
        UNIQUE (account_id, starts_at)
    );
    CREATE INDEX invoice_unpaid ON credits.invoice (account_id, id) WHERE status <> 'paid';
    CREATE TABLE credits.invoice_line (
        account_id  bigint NOT NULL,
        starts_at   timestamptz NOT NULL,
        booked_at   timestamptz NOT NULL,
        line        int NOT NULL,
        kind        text COLLATE "C" NOT NULL,
        description text NOT NULL,
        class       text COLLATE "C",
        quantity    credits.amount,
        unit_price  numeric,
        exact       numeric NOT NULL,
        amount      numeric,
        PRIMARY KEY (account_id, starts_at, line)
    );
    CREATE TRIGGER invoice_keep BEFORE UPDATE OR DELETE ON credits.invoice
        FOR EACH ROW EXECUTE FUNCTION credits.invoice_keep();
    CREATE TRIGGER invoice_keep_all BEFORE TRUNCATE ON credits.invoice
        FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    CREATE TRIGGER invoice_line_keep BEFORE INSERT OR UPDATE OR DELETE ON credits.invoice_line
        FOR EACH ROW EXECUTE FUNCTION credits.invoice_keep();
    CREATE TRIGGER invoice_line_keep_all BEFORE TRUNCATE ON credits.invoice_line
        FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    ALTER TABLE credits.invoice ENABLE ALWAYS TRIGGER invoice_keep;
    ALTER TABLE credits.invoice ENABLE ALWAYS TRIGGER invoice_keep_all;
    ALTER TABLE credits.invoice_line ENABLE ALWAYS TRIGGER invoice_line_keep_all;
    COMMENT ON TABLE credits.invoice IS 'What a period under a plan costs in money, made when it closes; immutable but for its status.';
    COMMENT ON COLUMN credits.invoice.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.invoice.id IS 'Identity, as invoice_paid() takes it.';
    COMMENT ON COLUMN credits.invoice.starts_at IS 'First instant of the period.';
    COMMENT ON COLUMN credits.invoice.ends_at IS 'First instant after the period.';
    COMMENT ON COLUMN credits.invoice.finalized_at IS 'When the period closed by the account''s clock: its end, or later by its grace.';
    COMMENT ON COLUMN credits.invoice.booked_at IS 'Wall time at which it was written.';
    COMMENT ON COLUMN credits.invoice.paid_at IS 'When it was paid; NULL: not yet, or there was nothing to pay.';
    COMMENT ON COLUMN credits.invoice.failed_at IS 'When its payment failed last; NULL: it did not.';
    COMMENT ON COLUMN credits.invoice.subscription_id IS 'Subscription in force when the period ended.';
    COMMENT ON COLUMN credits.invoice.currency IS 'Currency of its money.';
    COMMENT ON COLUMN credits.invoice.total IS 'Sum of its lines, rounded half-even once to the minor unit; negative if more was taken back than is owed.';
    COMMENT ON COLUMN credits.invoice.status IS 'open, paid (at once if the total is 0) or failed.';
    COMMENT ON TABLE credits.invoice_line IS 'The lines of each period''s invoice; pending until it is made, then immutable.';
    COMMENT ON COLUMN credits.invoice_line.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.invoice_line.starts_at IS 'First instant of the period.';
    COMMENT ON COLUMN credits.invoice_line.booked_at IS 'Wall time at which it was written.';
    COMMENT ON COLUMN credits.invoice_line.line IS 'Its place: 1 is the cycle''s price, then pending lines, overage, credits.';
    COMMENT ON COLUMN credits.invoice_line.kind IS 'cycle, proration, overage or credits.';
    COMMENT ON COLUMN credits.invoice_line.description IS 'What it is for.';
    COMMENT ON COLUMN credits.invoice_line.class IS 'Of a credits line, the class drawn from.';
    COMMENT ON COLUMN credits.invoice_line.quantity IS 'Credits of overage or credits drawn; NULL: it is not by quantity.';
    COMMENT ON COLUMN credits.invoice_line.unit_price IS 'Money per credit of overage; NULL: it is not by quantity.';
    COMMENT ON COLUMN credits.invoice_line.exact IS 'Its money before rounding.';
    COMMENT ON COLUMN credits.invoice_line.amount IS 'Its share of the total, in money; NULL while it is pending.';

    CREATE TABLE credits.job (
        id          bigint PRIMARY KEY DEFAULT nextval('credits.job_id_seq'),
        started_at  timestamptz NOT NULL,
        updated_at  timestamptz NOT NULL,
        finished_at timestamptz,
        upto        timestamptz NOT NULL,
        pid         int NOT NULL,
        done        bigint NOT NULL DEFAULT 0,
        failed      bigint NOT NULL DEFAULT 0
    );
    COMMENT ON TABLE credits.job IS 'Runs of credits.run() that had something to do, kept for 30 days. State of the job only: nothing depends on it.';
    COMMENT ON COLUMN credits.job.id IS 'Identity.';
    COMMENT ON COLUMN credits.job.started_at IS 'Wall time at which it began.';
    COMMENT ON COLUMN credits.job.updated_at IS 'Wall time of its last batch.';
    COMMENT ON COLUMN credits.job.finished_at IS 'Wall time at which it ended; NULL: it is running, or was stopped.';
    COMMENT ON COLUMN credits.job.upto IS 'It does what is due by this instant.';
    COMMENT ON COLUMN credits.job.pid IS 'Backend that runs it.';
    COMMENT ON COLUMN credits.job.done IS 'Accounts it has caught up.';
    COMMENT ON COLUMN credits.job.failed IS 'Accounts that failed; the server''s log has each error.';

    CREATE VIEW credits.progress AS
        SELECT j.id AS run,
               CASE WHEN j.finished_at IS NOT NULL THEN 'finished'
                    WHEN live.running THEN 'running'
                    ELSE 'stopped' END AS status,
               j.started_at, j.finished_at, j.done, j.failed, due.rest,
               round(j.done / nullif(extract(epoch FROM j.updated_at - j.started_at), 0), 1) AS rate,
               CASE WHEN live.running AND j.done > 0
                    THEN j.updated_at + due.rest * (j.updated_at - j.started_at) / j.done END AS estimated_end
          FROM credits.job j
         CROSS JOIN LATERAL (SELECT j.finished_at IS NULL AND EXISTS (
                                    SELECT FROM pg_catalog.pg_stat_activity s
                                     WHERE s.pid = j.pid AND coalesce(s.backend_start <= j.started_at AND s.state = 'active', true))
                                    AS running) live
         CROSS JOIN LATERAL (SELECT count(*) AS rest FROM credits.account a
                              WHERE j.finished_at IS NULL AND a.clock IS NULL AND a.user_id = a.account_id
                                AND least(a.opens_at, a.closes_at) <= j.upto) due
         WHERE credits.may_see(NULL, NULL);
    COMMENT ON VIEW credits.progress IS 'How far credits.run() is: one row for each run of the last 30 days, while it works and after.';
    COMMENT ON COLUMN credits.progress.run IS 'Run.';
    COMMENT ON COLUMN credits.progress.status IS 'running, finished, or stopped before its end (what it had not done is done by the next).';
    COMMENT ON COLUMN credits.progress.started_at IS 'When it began.';
    COMMENT ON COLUMN credits.progress.finished_at IS 'When it ended.';
    COMMENT ON COLUMN credits.progress.done IS 'Accounts it has caught up.';
    COMMENT ON COLUMN credits.progress.failed IS 'Accounts that failed.';
    COMMENT ON COLUMN credits.progress.rest IS 'Accounts that are still due, whichever run does them; 0 once it has finished.';
    COMMENT ON COLUMN credits.progress.rate IS 'Accounts a second so far.';
    COMMENT ON COLUMN credits.progress.estimated_end IS 'When the rest will be done at that rate by this run alone.';
END
$calendar$;
COMMENT ON FUNCTION credits.init_calendar() IS 'Makes the calendar''s tables; init() calls it.';

-- ---- src/tables_meter.sql

-- ---------------------------------------------------------------------------------------------
-- What charges count and what runs: counters, meters, and the outbox that tells the application what became of them.  init() makes
-- them in new books and in books of an earlier version.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.init_meters() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $meters$
BEGIN
    CREATE TABLE credits.counter (
        account_id bigint NOT NULL,
        price_id   bigint NOT NULL,
        starts_at  timestamptz NOT NULL,
        quantity   numeric NOT NULL,
        PRIMARY KEY (account_id, price_id, starts_at)
    ) WITH (fillfactor = 80);
    COMMENT ON TABLE credits.counter IS 'What a payer has used in a period under a price with packages or tiers by quantity: its row is locked before any bucket.';
    COMMENT ON COLUMN credits.counter.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.counter.price_id IS 'Price.';
    COMMENT ON COLUMN credits.counter.starts_at IS 'Start of the period of the usage''s own time.';
    COMMENT ON COLUMN credits.counter.quantity IS 'Sum of the quantities billed.';

    CREATE TABLE credits.meter (
        account_id   bigint NOT NULL,
        user_id      bigint NOT NULL,
        resource     text COLLATE "C" NOT NULL,
        item         text COLLATE "C" NOT NULL,
        status       text COLLATE "C" NOT NULL CHECK (status IN ('running', 'stopped', 'suspended', 'terminated', 'metered')),
        quantity     numeric NOT NULL,
        started_at   timestamptz NOT NULL,
        settled_to   timestamptz NOT NULL,
        stopped_at   timestamptz,
        unpaid_since timestamptz,
        attributes   jsonb,
        metered      boolean NOT NULL DEFAULT false,
        PRIMARY KEY (account_id, user_id, resource, item, metered),
        CHECK (metered = (status = 'metered')),
        CHECK (started_at <= settled_to)
    ) WITH (fillfactor = 80);
    CREATE INDEX meter_running ON credits.meter (account_id) WHERE status = 'running';
    COMMENT ON TABLE credits.meter IS 'Things that run or ran, one row for each account, resource and item: its last run; and the last run of usage booked for an item under a step or a least charge. What it cost is in usage_line.';
    COMMENT ON COLUMN credits.meter.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.meter.user_id IS 'Account that runs it.';
    COMMENT ON COLUMN credits.meter.resource IS 'Resource.';
    COMMENT ON COLUMN credits.meter.item IS 'The application''s name of the thing.';
    COMMENT ON COLUMN credits.meter.status IS 'running; stopped by a call; suspended or terminated because its account could pay no more; metered: no meter, but the last run of usage booked for the item.';
    COMMENT ON COLUMN credits.meter.quantity IS 'Quantity it runs with, or ran with last.';
    COMMENT ON COLUMN credits.meter.started_at IS 'Start of the run: steps count from here.';
    COMMENT ON COLUMN credits.meter.settled_to IS 'First instant that is not booked yet.';
    COMMENT ON COLUMN credits.meter.stopped_at IS 'End of the run; NULL: it is running.';
    COMMENT ON COLUMN credits.meter.unpaid_since IS 'From when it runs without being billed, as its account can pay no more; NULL: it is billed.';
    COMMENT ON COLUMN credits.meter.attributes IS 'Attributes its price is found by.';
    COMMENT ON COLUMN credits.meter.metered IS 'It is no meter, but usage that was booked for the item: an item can have a row of each.';

    CREATE SEQUENCE credits.outbox_id_seq;
    COMMENT ON SEQUENCE credits.outbox_id_seq IS 'Ids of rows of the outbox.';
    CREATE TABLE credits.outbox (
        account_id bigint NOT NULL,
        id         bigint NOT NULL DEFAULT nextval('credits.outbox_id_seq'),
        user_id    bigint NOT NULL,
        event      text COLLATE "C" NOT NULL,
        at         timestamptz NOT NULL,
        booked_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
        facts      jsonb NOT NULL,
        PRIMARY KEY (account_id, id)
    );
    COMMENT ON TABLE credits.outbox IS 'What the application is to act on after commit: things that were suspended, payments to take or to give back.';
    COMMENT ON COLUMN credits.outbox.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.outbox.id IS 'Identity; order of writing.';
    COMMENT ON COLUMN credits.outbox.user_id IS 'Account it is about.';
    COMMENT ON COLUMN credits.outbox.at IS 'Business time at which it happened.';
    COMMENT ON COLUMN credits.outbox.booked_at IS 'Wall time at which it was written.';
END
$meters$;
COMMENT ON FUNCTION credits.init_meters() IS 'Makes the tables of counters, meters and the outbox; init() calls it.';

-- ---- src/tables_money.sql

-- ---------------------------------------------------------------------------------------------
-- Money in: packs, deposits, bonuses, referrals, top-ups.  Each thing that goes through states has them in one place: the arguments of
-- its status_keep trigger, "from to to ...", the first of all being the one it begins in.  init() makes these tables in new books
-- and in books of an earlier version.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.init_money() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $money$
BEGIN
    CREATE SEQUENCE credits.deposit_id_seq;
    CREATE SEQUENCE credits.referral_id_seq;
    COMMENT ON SEQUENCE credits.deposit_id_seq IS 'Ids of deposits.';
    COMMENT ON SEQUENCE credits.referral_id_seq IS 'Ids of referrals.';

    -- -----------------------------------------------------------------------------------------
    -- Catalogs
    -- -----------------------------------------------------------------------------------------
    CREATE TABLE credits.pack (
        pack          text COLLATE "C" NOT NULL,
        currency      text COLLATE "C" NOT NULL DEFAULT 'USD',
        opened_before timestamptz NOT NULL DEFAULT 'infinity',
        price         numeric NOT NULL,
        credits       credits.amount,
        money         numeric,
        discounts     jsonb NOT NULL DEFAULT '[]',
        least_money   numeric,
        most_money    numeric,
        least_credits credits.amount,
        most_credits  credits.amount,
        class         text COLLATE "C" NOT NULL DEFAULT 'prepaid',
        lifetime      interval,
        pay_within    interval NOT NULL DEFAULT '30 minutes',
        PRIMARY KEY (pack, currency, opened_before)
    );
    -- before the trigger: that works on books of today's version only, which these may not be yet
    INSERT INTO credits.pack (pack, price) VALUES ('deposit', 1);
    CREATE TRIGGER pack_check BEFORE INSERT OR UPDATE ON credits.pack
        FOR EACH ROW EXECUTE FUNCTION credits.pack_check();
    COMMENT ON TABLE credits.pack IS 'What credit is sold as: of a set size, or as much as is asked for. deposit() sells the one named deposit.';
    COMMENT ON COLUMN credits.pack.pack IS 'Name of the pack.';
    COMMENT ON COLUMN credits.pack.currency IS 'Currency of its money.';
    COMMENT ON COLUMN credits.pack.opened_before IS 'Only for accounts opened before this instant; of several such rows the earliest holds. infinity: for all.';
    COMMENT ON COLUMN credits.pack.price IS 'List price of one credit, in money; more than 0.';
    COMMENT ON COLUMN credits.pack.credits IS 'Its size; NULL: the buyer says how much.';
    COMMENT ON COLUMN credits.pack.money IS 'Price of a pack of a set size; NULL: what its credits cost.';
    COMMENT ON COLUMN credits.pack.discounts IS 'Array of {"from": credits, "percent": p}, rising: the last that the whole purchase reaches holds for all of it.';
    COMMENT ON COLUMN credits.pack.least_money IS 'Least money of a purchase; NULL: no bound.';
    COMMENT ON COLUMN credits.pack.most_money IS 'Most money of a purchase; NULL: no bound.';
    COMMENT ON COLUMN credits.pack.least_credits IS 'Least credits of a purchase; NULL: no bound.';
    COMMENT ON COLUMN credits.pack.most_credits IS 'Most credits of a purchase; NULL: no bound.';
    COMMENT ON COLUMN credits.pack.class IS 'Class of the bucket it becomes.';
    COMMENT ON COLUMN credits.pack.lifetime IS 'How long the credits live from the payment, in the account''s zone; NULL: as the class says.';
    COMMENT ON COLUMN credits.pack.pay_within IS 'How long a deposit waits for its payment.';

    CREATE TABLE credits.bonus (
        bonus       text COLLATE "C" PRIMARY KEY CHECK (bonus IN ('first_topup', 'referee', 'referrer')),
        percent     numeric NOT NULL DEFAULT 0 CHECK (percent >= 0 AND percent <= 1000000),
        credits     credits.amount NOT NULL DEFAULT '0' CHECK (credits >= '0'),
        most        credits.amount CHECK (most >= '0'),
        least_money numeric NOT NULL DEFAULT 0 CHECK (least_money >= 0),
        class       text COLLATE "C" NOT NULL DEFAULT 'bonus',
        lifetime    interval CHECK (lifetime > '0'::interval),
        wait        interval NOT NULL DEFAULT '0' CHECK (wait >= '0'::interval),
        adds_up     boolean NOT NULL DEFAULT false,
        most_times  int CHECK (most_times >= 0)
    );
    CREATE TRIGGER bonus_check BEFORE INSERT OR UPDATE ON credits.bonus
        FOR EACH ROW EXECUTE FUNCTION credits.bonus_check();
    COMMENT ON TABLE credits.bonus IS 'What is given with deposits: on the first one, and to both sides of a referral. A bonus that is not here is not given.';
    COMMENT ON COLUMN credits.bonus.bonus IS 'first_topup: on the first deposit; referee, referrer: to who was referred, and to who referred, on the referee''s first deposit.';
    COMMENT ON COLUMN credits.bonus.percent IS 'Percent of the credits bought.';
    COMMENT ON COLUMN credits.bonus.credits IS 'Credits given outright, besides.';
    COMMENT ON COLUMN credits.bonus.most IS 'Most credits that it gives; NULL: no bound.';
    COMMENT ON COLUMN credits.bonus.least_money IS 'Money that a deposit must come to.';
    COMMENT ON COLUMN credits.bonus.class IS 'Class of the bucket.';
    COMMENT ON COLUMN credits.bonus.lifetime IS 'How long it lives from when it takes effect; NULL: as the class says.';
    COMMENT ON COLUMN credits.bonus.wait IS 'How long after the payment it takes effect.';
    COMMENT ON COLUMN credits.bonus.adds_up IS 'Whether first_topup and referee are given together: if both rows say so; else the larger.';
    COMMENT ON COLUMN credits.bonus.most_times IS 'Of referrer: how many of an account''s referrals are rewarded; NULL: all.';

    -- -----------------------------------------------------------------------------------------
    -- State
    -- -----------------------------------------------------------------------------------------
    CREATE TABLE credits.deposit (
        account_id bigint NOT NULL,
        id         bigint NOT NULL DEFAULT nextval('credits.deposit_id_seq'),
        user_id    bigint NOT NULL,
        operation  bigint NOT NULL,
        status     text COLLATE "C" NOT NULL DEFAULT 'pending',
        source     text COLLATE "C" NOT NULL CHECK (source IN ('deposit', 'buy', 'topup')),
        at         timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        paid_at    timestamptz,
        ended_at   timestamptz,
        money      numeric NOT NULL CHECK (money > 0),
        currency   text COLLATE "C" NOT NULL,
        credits    credits.amount NOT NULL CHECK (credits > '0'),
        pack       text COLLATE "C" NOT NULL,
        class      text COLLATE "C" NOT NULL,
        lifetime   interval,
        method     text COLLATE "C",
        receipt_to text,
        reference  text COLLATE "C",
        invoice    text,
        reason     text,
        bucket_id  bigint,
        refunded   numeric CHECK (refunded >= 0),
        taken      bigint,
        debt_id    bigint,
        actor      text NOT NULL,
        PRIMARY KEY (account_id, id),
        CHECK (at < expires_at),
        CHECK ((status IN ('completed', 'refunded', 'clawed_back')) = (bucket_id IS NOT NULL)),
        CHECK ((bucket_id IS NOT NULL) = (paid_at IS NOT NULL)),
        CHECK ((status = 'refunded') = (refunded IS NOT NULL)),
        CHECK ((status IN ('refunded', 'clawed_back')) = (taken IS NOT NULL)),
        CHECK ((status IN ('pending', 'completed')) = (ended_at IS NULL))
    ) WITH (fillfactor = 80);
    CREATE UNIQUE INDEX deposit_reference ON credits.deposit (account_id, reference) WHERE reference IS NOT NULL;
    CREATE UNIQUE INDEX deposit_one_topup ON credits.deposit (account_id) WHERE status = 'pending' AND source = 'topup';
    CREATE INDEX deposit_pending ON credits.deposit (expires_at, account_id) WHERE status = 'pending';
    CREATE TRIGGER deposit_status BEFORE INSERT OR UPDATE OF status ON credits.deposit FOR EACH ROW EXECUTE FUNCTION
        credits.status_keep('pending completed failed expired', 'expired completed failed', 'completed refunded clawed_back', 'clawed_back completed', 'failed', 'refunded');
    CREATE TRIGGER deposit_keep BEFORE DELETE ON credits.deposit FOR EACH ROW EXECUTE FUNCTION credits.append_only();
    CREATE TRIGGER deposit_keep_all BEFORE TRUNCATE ON credits.deposit FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    ALTER TABLE credits.deposit ENABLE ALWAYS TRIGGER deposit_keep;
    ALTER TABLE credits.deposit ENABLE ALWAYS TRIGGER deposit_keep_all;
    COMMENT ON TABLE credits.deposit IS 'Money on its way to becoming a bucket: what was agreed, and what became of it.';
    COMMENT ON COLUMN credits.deposit.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.deposit.id IS 'Identity.';
    COMMENT ON COLUMN credits.deposit.user_id IS 'Account that the call named.';
    COMMENT ON COLUMN credits.deposit.operation IS 'The call that made it.';
    COMMENT ON COLUMN credits.deposit.status IS 'pending; completed; failed; expired: not paid in time (a pending one past expires_at is that too); refunded; clawed_back.';
    COMMENT ON COLUMN credits.deposit.source IS 'deposit, buy, or topup: asked for by the account''s auto top-up.';
    COMMENT ON COLUMN credits.deposit.at IS 'When it was made.';
    COMMENT ON COLUMN credits.deposit.expires_at IS 'First instant at which a payment comes too late.';
    COMMENT ON COLUMN credits.deposit.paid_at IS 'When it was paid; NULL: it was not.';
    COMMENT ON COLUMN credits.deposit.ended_at IS 'When it failed, expired, was refunded or clawed back; NULL: none of these.';
    COMMENT ON COLUMN credits.deposit.money IS 'Money to be paid.';
    COMMENT ON COLUMN credits.deposit.currency IS 'Currency of the money.';
    COMMENT ON COLUMN credits.deposit.credits IS 'Credits that it buys.';
    COMMENT ON COLUMN credits.deposit.pack IS 'Pack that it buys.';
    COMMENT ON COLUMN credits.deposit.class IS 'Class of the bucket, as the pack said.';
    COMMENT ON COLUMN credits.deposit.lifetime IS 'Lifetime of the bucket from the payment, as the pack or its class said; NULL: as the class says without one.';
    COMMENT ON COLUMN credits.deposit.method IS 'Payment method; NULL: none is known.';
    COMMENT ON COLUMN credits.deposit.receipt_to IS 'Address for the receipt; NULL: none.';
    COMMENT ON COLUMN credits.deposit.reference IS 'The payment''s reference, of the payment provider; pays for one deposit only.';
    COMMENT ON COLUMN credits.deposit.invoice IS 'Number or link of the invoice, as the application has it.';
    COMMENT ON COLUMN credits.deposit.reason IS 'Why it failed.';
    COMMENT ON COLUMN credits.deposit.bucket_id IS 'Bucket that it became.';
    COMMENT ON COLUMN credits.deposit.refunded IS 'Money that was given back; NULL: it was not refunded.';
    COMMENT ON COLUMN credits.deposit.taken IS 'Operation that refunded it or clawed it back.';
    COMMENT ON COLUMN credits.deposit.debt_id IS 'Bucket of the debt that its clawback left; NULL: none.';
    COMMENT ON COLUMN credits.deposit.actor IS 'Role that made it.';

    CREATE TABLE credits.payment_method (
        account_id bigint NOT NULL,
        method     text COLLATE "C" NOT NULL,
        priority   int NOT NULL,
        added_at   timestamptz NOT NULL,
        PRIMARY KEY (account_id, method)
    );
    COMMENT ON TABLE credits.payment_method IS 'With what an account pays: the application''s names, handed to it with each top-up in their order.';
    COMMENT ON COLUMN credits.payment_method.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.payment_method.method IS 'The application''s name of it: a token, never a card number.';
    COMMENT ON COLUMN credits.payment_method.priority IS 'Which is tried first, lower first.';
    COMMENT ON COLUMN credits.payment_method.added_at IS 'When it was added.';

    CREATE TABLE credits.topup (
        account_id bigint PRIMARY KEY,
        user_id    bigint NOT NULL,
        floor      credits.amount NOT NULL CHECK (floor > '0'),
        pack       text COLLATE "C" NOT NULL,
        money      numeric CHECK (money > 0),
        cooldown   interval NOT NULL CHECK (cooldown >= '0'::interval),
        most_times int CHECK (most_times > 0),
        stop_after int NOT NULL CHECK (stop_after > 0),
        failures   int NOT NULL DEFAULT 0 CHECK (failures >= 0),
        limited_at timestamptz
    ) WITH (fillfactor = 80);
    COMMENT ON TABLE credits.topup IS 'Auto top-up: below which balance it is asked for, what is bought then, and when it is not. Its row is locked last of all.';
    COMMENT ON COLUMN credits.topup.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.topup.user_id IS 'Account that it is for: the payer.';
    COMMENT ON COLUMN credits.topup.floor IS 'A balance below it, strictly, asks for a top-up.';
    COMMENT ON COLUMN credits.topup.pack IS 'Pack that is bought.';
    COMMENT ON COLUMN credits.topup.money IS 'Least money of a top-up; NULL: what the gap costs.';
    COMMENT ON COLUMN credits.topup.cooldown IS 'Least time from one top-up to the next.';
    COMMENT ON COLUMN credits.topup.most_times IS 'Most top-ups in a period; NULL: no limit.';
    COMMENT ON COLUMN credits.topup.stop_after IS 'How many failures stop it.';
    COMMENT ON COLUMN credits.topup.failures IS 'Top-ups that failed or expired since the last that completed, or since something was changed.';
    COMMENT ON COLUMN credits.topup.limited_at IS 'Start of the last period in which most_times forbade one.';

    CREATE TABLE credits.referral (
        account_id      bigint PRIMARY KEY,
        id              bigint NOT NULL DEFAULT nextval('credits.referral_id_seq'),
        referrer_id     bigint NOT NULL CHECK (referrer_id <> account_id),
        status          text COLLATE "C" NOT NULL DEFAULT 'pending',
        at              timestamptz NOT NULL,
        deposit_id      bigint,
        referrer_bucket bigint,
        taken           bigint,
        referrer_taken  bigint,
        note            text,
        actor           text NOT NULL
    ) WITH (fillfactor = 80);
    CREATE UNIQUE INDEX referral_id ON credits.referral (id, account_id);
    CREATE INDEX referral_referrer ON credits.referral (referrer_id);
    CREATE TRIGGER referral_status BEFORE INSERT OR UPDATE OF status ON credits.referral FOR EACH ROW EXECUTE FUNCTION
        credits.status_keep('pending rewarded forfeited', 'rewarded forfeited', 'forfeited rewarded');
    CREATE TRIGGER referral_keep BEFORE DELETE ON credits.referral FOR EACH ROW EXECUTE FUNCTION credits.append_only();
    CREATE TRIGGER referral_keep_all BEFORE TRUNCATE ON credits.referral FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    ALTER TABLE credits.referral ENABLE ALWAYS TRIGGER referral_keep;
    ALTER TABLE credits.referral ENABLE ALWAYS TRIGGER referral_keep_all;
    COMMENT ON TABLE credits.referral IS 'Who was referred by whom, and what came of it; a row for each account that was referred.';
    COMMENT ON COLUMN credits.referral.account_id IS 'The referee: the payer who was referred.';
    COMMENT ON COLUMN credits.referral.id IS 'Identity.';
    COMMENT ON COLUMN credits.referral.referrer_id IS 'Payer who referred it.';
    COMMENT ON COLUMN credits.referral.status IS 'pending: no deposit that qualifies yet; rewarded; forfeited. A clawback that is reversed brings rewarded back.';
    COMMENT ON COLUMN credits.referral.at IS 'When it was referred.';
    COMMENT ON COLUMN credits.referral.deposit_id IS 'Deposit of the referee that rewarded it.';
    COMMENT ON COLUMN credits.referral.referrer_bucket IS 'Bucket of the referrer''s bonus, under referrer_id; NULL: none.';
    COMMENT ON COLUMN credits.referral.taken IS 'Operation that took back what was left of the referee''s bonuses; NULL: none did.';
    COMMENT ON COLUMN credits.referral.referrer_taken IS 'Operation that took back what was left of the referrer''s bonus; NULL: none did.';
    COMMENT ON COLUMN credits.referral.note IS 'Why it was forfeited.';
    COMMENT ON COLUMN credits.referral.actor IS 'Role that recorded it.';
END
$money$;
COMMENT ON FUNCTION credits.init_money() IS 'Makes the tables of packs, deposits, bonuses, referrals and top-ups; init() calls it.';

-- ---- src/tables_hold.sql

-- ---------------------------------------------------------------------------------------------
-- Holds: credit that is kept for work under way.  init() makes these tables in new books and in books of an earlier version.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.init_holds() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $holds$
BEGIN
    CREATE SEQUENCE credits.hold_id_seq;
    COMMENT ON SEQUENCE credits.hold_id_seq IS 'Ids of holds.';

    CREATE TABLE credits.hold (
        account_id bigint NOT NULL,
        id         bigint NOT NULL DEFAULT nextval('credits.hold_id_seq'),
        user_id    bigint NOT NULL,
        operation  bigint NOT NULL,
        status     text COLLATE "C" NOT NULL DEFAULT 'held',
        at         timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        ended_at   timestamptz,
        key        text COLLATE "C",
        actor      text NOT NULL,
        PRIMARY KEY (account_id, id),
        CHECK (at < expires_at),
        CHECK ((status = 'held') = (ended_at IS NULL))
    ) WITH (fillfactor = 80);
    CREATE INDEX hold_open ON credits.hold (account_id, expires_at) WHERE status = 'held';
    CREATE TRIGGER hold_status BEFORE INSERT OR UPDATE OF status ON credits.hold FOR EACH ROW EXECUTE FUNCTION
        credits.status_keep('held captured released expired', 'captured', 'released', 'expired');
    CREATE TRIGGER hold_keep BEFORE DELETE ON credits.hold FOR EACH ROW EXECUTE FUNCTION credits.append_only();
    CREATE TRIGGER hold_keep_all BEFORE TRUNCATE ON credits.hold FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    ALTER TABLE credits.hold ENABLE ALWAYS TRIGGER hold_keep;
    ALTER TABLE credits.hold ENABLE ALWAYS TRIGGER hold_keep_all;
    COMMENT ON TABLE credits.hold IS 'Credit that is kept for work under way: not available to anything else until it is captured, released, or ends.';
    COMMENT ON COLUMN credits.hold.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.hold.id IS 'Identity.';
    COMMENT ON COLUMN credits.hold.user_id IS 'Account that holds.';
    COMMENT ON COLUMN credits.hold.operation IS 'The call that made it.';
    COMMENT ON COLUMN credits.hold.status IS 'held; captured, in whole or in part; released; expired: it ended by itself (one that is held past expires_at is that too).';
    COMMENT ON COLUMN credits.hold.at IS 'From when it holds.';
    COMMENT ON COLUMN credits.hold.expires_at IS 'First instant at which it holds no more.';
    COMMENT ON COLUMN credits.hold.ended_at IS 'When it was captured or released, or had ended; NULL: it holds.';
    COMMENT ON COLUMN credits.hold.key IS 'Idempotency key.';
    COMMENT ON COLUMN credits.hold.actor IS 'Role that made it.';

    CREATE TABLE credits.hold_part (
        account_id bigint NOT NULL,
        hold_id    bigint NOT NULL,
        part       int NOT NULL,
        bucket_id  bigint NOT NULL,
        amount     credits.amount NOT NULL CHECK (amount > '0'),
        at         timestamptz NOT NULL,
        ended_at   timestamptz,
        operation  bigint NOT NULL,
        resource   text COLLATE "C",
        PRIMARY KEY (account_id, hold_id, part)
    ) WITH (fillfactor = 80);
    CREATE INDEX hold_part_open ON credits.hold_part (account_id, bucket_id) WHERE ended_at IS NULL;
    COMMENT ON TABLE credits.hold_part IS 'What a hold holds of each bucket, in draw order.';
    COMMENT ON COLUMN credits.hold_part.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.hold_part.hold_id IS 'Hold.';
    COMMENT ON COLUMN credits.hold_part.part IS 'Its place in the hold, from 1.';
    COMMENT ON COLUMN credits.hold_part.bucket_id IS 'Bucket; of overage that of the period it is held in now.';
    COMMENT ON COLUMN credits.hold_part.amount IS 'Credits held.';
    COMMENT ON COLUMN credits.hold_part.at IS 'From when they are held.';
    COMMENT ON COLUMN credits.hold_part.ended_at IS 'When they were captured or released, or had ended; NULL: they are held.';
    COMMENT ON COLUMN credits.hold_part.operation IS 'The call that held them.';
    COMMENT ON COLUMN credits.hold_part.resource IS 'Resource they are held for; NULL: none was named.';
END
$holds$;
COMMENT ON FUNCTION credits.init_holds() IS 'Makes the tables of holds; init() calls it.';

-- ---- src/tables_limit.sql

-- ---------------------------------------------------------------------------------------------
-- What a plan lets be used, and what is: limits, and the counts that are held against them.  init() makes them in new books and
-- in books of an earlier version.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.init_limits() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $limits$
BEGIN
    CREATE TABLE credits.plan_limit (
        id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        plan     text COLLATE "C",
        feature  text COLLATE "C" NOT NULL,
        most     numeric,
        per      text COLLATE "C",
        per_item boolean NOT NULL DEFAULT false,
        UNIQUE NULLS NOT DISTINCT (feature, plan)
    );
    -- when all rows of a statement are there: they are judged beside each other
    CREATE TRIGGER plan_limit_check AFTER INSERT OR UPDATE ON credits.plan_limit
        FOR EACH ROW EXECUTE FUNCTION credits.plan_limit_check();
    COMMENT ON TABLE credits.plan_limit IS 'How much of each feature a plan lets be used. A feature that a plan has no row for is not included. Changing a row changes it for all who have the plan, and takes nothing away.';
    COMMENT ON COLUMN credits.plan_limit.id IS 'Identity.';
    COMMENT ON COLUMN credits.plan_limit.plan IS 'Plan; NULL: for accounts without a plan.';
    COMMENT ON COLUMN credits.plan_limit.feature IS 'The application''s name of what is used: stores, products, scans.';
    COMMENT ON COLUMN credits.plan_limit.most IS 'Most that may be used; NULL: unlimited; 0: not included.';
    COMMENT ON COLUMN credits.plan_limit.per IS 'day, week (from Monday) or month in the account''s zone, or period: counted anew in each; NULL: a gauge, what is there at a time. Of one feature all rows are gauges, or none is.';
    COMMENT ON COLUMN credits.plan_limit.per_item IS 'Counted for each item by itself; the same in all rows of a feature.';

    CREATE TABLE credits.feature_use (
        account_id bigint NOT NULL,
        user_id    bigint NOT NULL,
        starts_at  timestamptz NOT NULL,
        per        text COLLATE "C" NOT NULL CHECK (per IN ('gauge', 'day', 'week', 'month', 'period')),
        feature    text COLLATE "C" NOT NULL,
        item       text COLLATE "C" NOT NULL,
        used       numeric NOT NULL CHECK (used >= 0),
        PRIMARY KEY (account_id, user_id, starts_at, per, feature, item),
        CHECK ((per = 'gauge') = (starts_at = '-infinity'))
    ) WITH (fillfactor = 80);
    COMMENT ON TABLE credits.feature_use IS 'What an account has used of a feature in a window, a child for itself: its row is locked before it is compared with the limit.';
    COMMENT ON COLUMN credits.feature_use.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.feature_use.user_id IS 'Account that used it.';
    COMMENT ON COLUMN credits.feature_use.starts_at IS 'Start of the window that contains the use''s own time; -infinity: a gauge.';
    COMMENT ON COLUMN credits.feature_use.per IS 'Kind of window, as the plan''s limit said: gauge, day, week, month or period. Each is counted by itself.';
    COMMENT ON COLUMN credits.feature_use.feature IS 'Feature.';
    COMMENT ON COLUMN credits.feature_use.item IS 'Item; empty of a feature that is not counted per item.';
    COMMENT ON COLUMN credits.feature_use.used IS 'Sum of the quantities, those that were given back subtracted.';

    CREATE TABLE credits.feature_answer (
        account_id  bigint NOT NULL,
        operation   bigint NOT NULL,
        user_id     bigint NOT NULL,
        feature     text COLLATE "C" NOT NULL,
        item        text COLLATE "C",
        allowed     boolean NOT NULL,
        used        numeric NOT NULL,
        most        numeric,
        resets_at   timestamptz,
        unlocked_by text[] NOT NULL,
        PRIMARY KEY (account_id, operation)
    );
    COMMENT ON TABLE credits.feature_answer IS 'What use() answered under a key, for when it is asked again.';
    COMMENT ON COLUMN credits.feature_answer.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.feature_answer.operation IS 'The call, as credits.request names it.';
    COMMENT ON COLUMN credits.feature_answer.user_id IS 'Account that the call named.';
    COMMENT ON COLUMN credits.feature_answer.feature IS 'Feature.';
    COMMENT ON COLUMN credits.feature_answer.item IS 'Item; NULL: none was given.';
    COMMENT ON COLUMN credits.feature_answer.allowed IS 'Whether one more might be used after it.';
    COMMENT ON COLUMN credits.feature_answer.used IS 'What was used after it.';
    COMMENT ON COLUMN credits.feature_answer.most IS 'The limit; NULL: unlimited.';
    COMMENT ON COLUMN credits.feature_answer.resets_at IS 'End of the window; NULL: a gauge.';
    COMMENT ON COLUMN credits.feature_answer.unlocked_by IS 'Plans that would let one more, if it was not allowed.';

    CREATE VIEW credits.plans WITH (security_invoker = true) AS
        SELECT p.plan, p.price, p.currency, p.cycle, p.included, p.trial, p.overage, p.overage_cap, p.overage_price,
               (SELECT coalesce(jsonb_object_agg(f.feature, CASE WHEN l.id IS NULL THEN 0 ELSE trim_scale(l.most) END), '{}')
                  FROM (SELECT DISTINCT x.feature FROM credits.plan_limit x) f
                  LEFT JOIN credits.plan_limit l ON l.feature = f.feature AND l.plan = p.plan) AS features
          FROM credits.plan p;
    COMMENT ON VIEW credits.plans IS 'Plans side by side: what they cost, grant and let be used.';
    COMMENT ON COLUMN credits.plans.plan IS 'Plan.';
    COMMENT ON COLUMN credits.plans.price IS 'Price of a cycle, in money.';
    COMMENT ON COLUMN credits.plans.currency IS 'Currency of its prices.';
    COMMENT ON COLUMN credits.plans.cycle IS 'How long a cycle is.';
    COMMENT ON COLUMN credits.plans.included IS 'Credits granted with each cycle.';
    COMMENT ON COLUMN credits.plans.trial IS 'How long a first subscription is tried; NULL: not at all.';
    COMMENT ON COLUMN credits.plans.overage IS 'Whether overage is on for an account that has not set it.';
    COMMENT ON COLUMN credits.plans.overage_cap IS 'Cap on overage in a billing period, in credits; NULL: none.';
    COMMENT ON COLUMN credits.plans.overage_price IS 'Price of a credit of overage, in money.';
    COMMENT ON COLUMN credits.plans.features IS 'A JSON object of all features that any plan has a limit of: the limit, null if it is unlimited, 0 if it is not included.';
END
$limits$;
COMMENT ON FUNCTION credits.init_limits() IS 'Makes the tables of limits and what is used against them, and the view of plans; init() calls it.';

-- ---- src/tables_spending.sql

-- ---------------------------------------------------------------------------------------------
-- Spending limits, and what was drawn in their windows.  init() makes them in new books and in books of an earlier version.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.init_spending() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $spending$
BEGIN
    CREATE TABLE credits.spending_limit (
        account_id bigint NOT NULL,
        user_id    bigint NOT NULL,
        per        text COLLATE "C" NOT NULL CHECK (per IN ('day', 'week', 'month', 'period')),
        most       credits.amount NOT NULL CHECK (most >= '0'),
        since      timestamptz NOT NULL,
        PRIMARY KEY (account_id, user_id, per)
    );
    COMMENT ON TABLE credits.spending_limit IS 'What may be drawn in a window of time. The payer''s row is locked before a limit is asked or changed.';
    COMMENT ON COLUMN credits.spending_limit.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.spending_limit.user_id IS 'Whose draws it bounds: a child''s, or, if it is the payer, everybody''s.';
    COMMENT ON COLUMN credits.spending_limit.per IS 'day, week (from Monday) or month in the payer''s zone, or period.';
    COMMENT ON COLUMN credits.spending_limit.most IS 'Most credits that may be drawn in each, paid and overage.';
    COMMENT ON COLUMN credits.spending_limit.since IS 'Start of its first window: usage of earlier times is not bounded.';

    CREATE TABLE credits.spending (
        account_id bigint NOT NULL,
        user_id    bigint NOT NULL,
        per        text COLLATE "C" NOT NULL,
        starts_at  timestamptz NOT NULL,
        ends_at    timestamptz,
        spent      credits.amount NOT NULL,
        PRIMARY KEY (account_id, user_id, per, starts_at),
        CHECK ((ends_at IS NULL) = (per = 'period'))
    ) WITH (fillfactor = 80);
    COMMENT ON TABLE credits.spending IS 'What was drawn in each window of a spending limit, by the usage''s own time, less what went back; no row: nothing.';
    COMMENT ON COLUMN credits.spending.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.spending.user_id IS 'As the limit''s.';
    COMMENT ON COLUMN credits.spending.per IS 'As the limit''s.';
    COMMENT ON COLUMN credits.spending.starts_at IS 'Start of the window.';
    COMMENT ON COLUMN credits.spending.ends_at IS 'First instant after it; NULL: the end of the period that starts there.';
    COMMENT ON COLUMN credits.spending.spent IS 'Credits; below 0 where volume tiers gave back more than the window had drawn.';
END
$spending$;
COMMENT ON FUNCTION credits.init_spending() IS 'Makes the tables of spending limits and what was drawn against them; init() calls it.';

-- ---- src/tables_alert.sql

-- ---------------------------------------------------------------------------------------------
-- What the application is told: alert rules, and what consumers of the outbox need.  init() makes them in new books and in books
-- of an earlier version.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.init_alerts() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $alerts$
BEGIN
    CREATE TABLE credits.alert_rule (
        id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        alert     text COLLATE "C" NOT NULL,
        measure   text COLLATE "C" NOT NULL,
        threshold numeric NOT NULL,
        plan      text COLLATE "C",
        account   text COLLATE "C"
    );
    CREATE TRIGGER alert_rule_check BEFORE INSERT OR UPDATE ON credits.alert_rule
        FOR EACH ROW EXECUTE FUNCTION credits.alert_rule_check();
    -- sessions remember the rules
    CREATE TRIGGER alert_rule_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON credits.alert_rule
        FOR EACH STATEMENT EXECUTE FUNCTION credits.alert_rule_changed();
    ALTER TABLE credits.alert_rule ENABLE ALWAYS TRIGGER alert_rule_changed;
    COMMENT ON TABLE credits.alert_rule IS 'Of what the outbox tells, once in a period: a measure that has reached its threshold. A changed row is a new rule, told anew.';
    COMMENT ON COLUMN credits.alert_rule.id IS 'Identity; an UPDATE gives a new one.';
    COMMENT ON COLUMN credits.alert_rule.alert IS 'Name that the event carries: amber, low balance.';
    COMMENT ON COLUMN credits.alert_rule.measure IS 'included: percent used of the included credits alive now, at or above; balance: credits available, below; overage: credits of overage used in the period, at or above; cap: percent of the overage cap used, at or above; runway: hours for which what runs can be paid, below.';
    COMMENT ON COLUMN credits.alert_rule.threshold IS 'More than 0; a percentage at most 100.';
    COMMENT ON COLUMN credits.alert_rule.plan IS 'Only for accounts on this plan; NULL: whatever the plan, or none.';
    COMMENT ON COLUMN credits.alert_rule.account IS 'Only for this payer, its children with it; NULL: for all.';

    -- From here on the outbox is a queue: consumers take what is free, for a while, and delete what they have acted on.
    ALTER TABLE credits.outbox
        ADD COLUMN leased_until timestamptz,
        ADD COLUMN times int NOT NULL DEFAULT 0,
        ADD COLUMN taken_by name,
        SET (fillfactor = 80);
    CREATE INDEX outbox_order ON credits.outbox (id);
    CREATE TRIGGER outbox_notify AFTER INSERT ON credits.outbox
        FOR EACH STATEMENT EXECUTE FUNCTION credits.outbox_notify();
    ALTER TABLE credits.outbox DISABLE TRIGGER outbox_notify;
    COMMENT ON COLUMN credits.outbox.event IS 'alert; meter.suspended, meter.terminated, meter.unpaid; topup.requested, topup.stopped, topup.limited; deposit.completed, deposit.refunded.';
    COMMENT ON COLUMN credits.outbox.facts IS 'What happened, as one JSON object: account, and of a meter resource, item, quantity and attributes; of money, what is to be paid; of an alert, its measure, threshold and value.';
    COMMENT ON COLUMN credits.outbox.leased_until IS 'Wall time until which take_events() gives it to nobody else; NULL: it was never taken.';
    COMMENT ON COLUMN credits.outbox.times IS 'How often it was taken.';
    COMMENT ON COLUMN credits.outbox.taken_by IS 'Role that took it last.';
END
$alerts$;
COMMENT ON FUNCTION credits.init_alerts() IS 'Makes the table of alert rules, and what consumers of the outbox need; init() calls it.';

-- ---- src/tables_member.sql

-- ---------------------------------------------------------------------------------------------
-- Members of accounts, what each of their roles may do, and which database roles are held to that.  init() makes them in new books
-- and in books of an earlier version.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.init_members() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $members$
BEGIN
    CREATE TABLE credits.member_right (
        role       text COLLATE "C" NOT NULL CHECK (octet_length(role) BETWEEN 1 AND 255),
        capability text COLLATE "C" NOT NULL CHECK (capability IN ('read', 'use', 'buy', 'topup', 'plan', 'overage', 'members')),
        PRIMARY KEY (role, capability)
    );
    COMMENT ON TABLE credits.member_right IS 'What a member of an account may do, by its role there. Roles are names of your own; a row taken out takes the right from all who have the role.';
    COMMENT ON COLUMN credits.member_right.role IS 'Role of a member.';
    COMMENT ON COLUMN credits.member_right.capability IS 'Right: read, use, buy, topup, plan, overage or members; which functions each is for, credits.capabilities() says.';
    INSERT INTO credits.member_right (role, capability)
    SELECT r.role, c.capability
      FROM (VALUES ('owner', ARRAY['read', 'use', 'buy', 'topup', 'plan', 'overage', 'members']), ('admin', ARRAY['read', 'use', 'topup']),
                   ('finance', ARRAY['read', 'topup']), ('member', ARRAY['read', 'use'])) r (role, rights),
           unnest(r.rights) c (capability);

    CREATE TABLE credits.member (
        account_id bigint NOT NULL,
        user_id    bigint NOT NULL,
        principal  name NOT NULL,
        role       text COLLATE "C" NOT NULL,
        added_at   timestamptz NOT NULL,
        actor      text NOT NULL,
        PRIMARY KEY (account_id, user_id, principal)
    );
    CREATE INDEX member_principal ON credits.member (principal);
    COMMENT ON TABLE credits.member IS 'Which database role is a member of which account, and as what.';
    COMMENT ON COLUMN credits.member.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.member.user_id IS 'Account it is a member of; of a payer: of its children too.';
    COMMENT ON COLUMN credits.member.principal IS 'Database role, by name.';
    COMMENT ON COLUMN credits.member.role IS 'Its role in the account; credits.member_right says what it may do.';
    COMMENT ON COLUMN credits.member.added_at IS 'When it was given that role, by the account''s now.';
    COMMENT ON COLUMN credits.member.actor IS 'Role that gave it.';

    CREATE TABLE credits.permission (
        role         name NOT NULL,
        capability   text COLLATE "C" NOT NULL,
        members_only boolean NOT NULL,
        PRIMARY KEY (role, capability)
    );
    CREATE TRIGGER permission_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON credits.permission
        FOR EACH STATEMENT EXECUTE FUNCTION credits.permission_changed();
    ALTER TABLE credits.permission ENABLE ALWAYS TRIGGER permission_changed;
    COMMENT ON TABLE credits.permission IS 'What allow() has granted to which database role. A role with a row that is members_only, and whoever is in it, is confined: it sees and names only accounts it is a member of.';
    COMMENT ON COLUMN credits.permission.role IS 'Database role, by name.';
    COMMENT ON COLUMN credits.permission.capability IS 'Capability, as credits.capabilities() has them.';
    COMMENT ON COLUMN credits.permission.members_only IS 'Only in accounts of which the caller is a member.';
END
$members$;
COMMENT ON FUNCTION credits.init_members() IS 'Makes the tables of members, their rights and what allow() grants; init() calls it.';

CREATE FUNCTION credits.confine(relation regclass) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $confine$
DECLARE
    names name[] := ARRAY(SELECT a.attname FROM pg_attribute a
                           WHERE a.attrelid = relation AND a.attname IN ('account_id', 'user_id') AND NOT a.attisdropped ORDER BY a.attname);
    qual  text := CASE WHEN relation IN (to_regclass('credits.price'), to_regclass('credits.alert_rule')) THEN 'account IS NULL OR credits.may_see(account)'
                       WHEN names = '{account_id,user_id}' THEN 'credits.may_see(account_id, user_id)'
                       WHEN names = '{account_id}' THEN 'credits.may_see(account_id, account_id)'
                       ELSE 'credits.may_see(NULL, NULL)' END;
BEGIN
    EXECUTE format('CREATE POLICY confine ON %s USING (%s)', relation, qual);
    EXECUTE format('COMMENT ON POLICY confine ON %s IS %L', relation, 'A role that is confined to its accounts sees the rows of these.');
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', relation);
END
$confine$;
COMMENT ON FUNCTION credits.confine(regclass) IS 'Puts row-level security on a table of the books.';

CREATE FUNCTION credits.confine_all() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $all$
BEGIN
    PERFORM credits.confine(c.oid)
       FROM pg_class c
      WHERE c.relnamespace = 'credits'::regnamespace AND c.relkind IN ('r', 'p')
        AND (c.relname IN ('job', 'permission', 'price', 'alert_rule')
             OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'account_id' AND NOT a.attisdropped))
        AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'confine');
END
$all$;
COMMENT ON FUNCTION credits.confine_all() IS 'Puts row-level security on all tables of the books that say something of accounts, but for those that have it; init() calls it.';

-- ---- src/tables_migrate.sql

-- ---------------------------------------------------------------------------------------------
-- From an earlier shape of the tables to the code's, a step for each version.  tables.sql has the shape itself: what the steps end
-- in must be the same, column by column (test/upgrade).
--
-- All of it is in init()'s transaction: a step that fails leaves the books as they were.  Rows are updated, never rewritten by ALTER:
-- a snapshot from before still sees them, and an application's view on a column is no obstacle.  Tables are locked in the order in
-- which calls come to them: account, period, bucket, the ledger.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.migrate(from_version int) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $migrate$
DECLARE
    were oid[] := ARRAY(SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'credits'::regnamespace);
BEGIN
    -- Every call comes to these first, and in this order: whoever is under way is waited for here.
    IF from_version < 4 THEN
        LOCK TABLE credits.account_key, credits.account, credits.period, credits.class, credits.resource, credits.price, credits.request,
            credits.bucket, credits.entry, credits.usage_line IN ACCESS EXCLUSIVE MODE;
    END IF;
    IF from_version < 2 THEN
        PERFORM credits.migrate_to_2();
    END IF;
    IF from_version < 3 THEN
        PERFORM credits.migrate_to_3();
    END IF;
    IF from_version < 4 THEN
        PERFORM credits.migrate_to_4();
        PERFORM credits.migrate_rest(were);    -- after the last step
    END IF;
END
$migrate$;
COMMENT ON FUNCTION credits.migrate(int) IS 'Brings tables of an earlier version to the code''s, data intact; init() calls it.';

-- The calendar: plans, subscriptions, invoices, and what accounts, periods and buckets say of them.
CREATE FUNCTION credits.migrate_to_2() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $two$
BEGIN
    LOCK TABLE credits.account, credits.period, credits.bucket IN ACCESS EXCLUSIVE MODE;

    -- What is due by an account's calendar is not known yet: -infinity has its next call, or run(), find out.
    ALTER TABLE credits.account
        ALTER COLUMN overage DROP NOT NULL,
        ALTER COLUMN overage DROP DEFAULT,
        ADD COLUMN opens_at timestamptz NOT NULL DEFAULT '-infinity',
        ADD COLUMN closes_at timestamptz NOT NULL DEFAULT '-infinity',
        ADD COLUMN plan text COLLATE "C",
        ADD COLUMN closed_to timestamptz NOT NULL DEFAULT '-infinity';
    -- Off was how accounts were opened; now that leaves it to the plan, and without a plan it is off.  What set_overage() said stays.
    UPDATE credits.account a SET overage = NULL
     WHERE NOT a.overage AND NOT EXISTS (SELECT FROM credits.entry e WHERE e.account_id = a.account_id AND e.user_id = a.user_id AND e.kind = 'overage');
    CREATE INDEX account_due ON credits.account (least(opens_at, closes_at), account_id)
        WHERE clock IS NULL AND user_id = account_id;
    COMMENT ON COLUMN credits.account.overage IS 'Whether usage beyond the paid buckets is drawn from the period''s flex bucket, as set_overage() said; NULL: as the plan says.';
    COMMENT ON COLUMN credits.account.overage_cap IS 'Size of the flex bucket of each new period while overage is on; NULL: the plan''s, none without one.';
    COMMENT ON COLUMN credits.account.opens_at IS 'Next instant at which a period opens or a recurring grant that carries nothing over is made; of a child, meaningless.';
    COMMENT ON COLUMN credits.account.closes_at IS 'Next instant at which a period closes or a recurring grant that carries over is made; of a child, meaningless.';
    COMMENT ON COLUMN credits.account.plan IS 'Plan it was opened with; NULL: none.';
    COMMENT ON COLUMN credits.account.closed_to IS 'End of its last closed period: its now is never before that, whatever a clock that was set back says.';
    UPDATE credits.account a SET closed_to = c.ends_at
      FROM (SELECT p.account_id, max(p.ends_at) AS ends_at FROM credits.period p WHERE p.closed_at IS NOT NULL GROUP BY p.account_id) c
     WHERE a.account_id = c.account_id AND a.user_id = c.account_id;

    ALTER TABLE credits.period
        ADD COLUMN opened_at timestamptz,
        ADD COLUMN closes_at timestamptz,
        ADD COLUMN cycle_starts_at timestamptz,
        ADD COLUMN cycle_ends_at timestamptz,
        ADD COLUMN subscription_id bigint,
        ADD COLUMN trial boolean NOT NULL DEFAULT false,
        ADD COLUMN price numeric;
    -- A calendar month has no grace.  When the row was made is not known: opened_at becomes an instant before which nothing of the period
    -- was booked.  On the wall clock that is its start, as nothing is booked ahead of its time; on a clock of its own an account
    -- can book a month before it comes, but not before there were books.
    UPDATE credits.period p
       SET closes_at = p.ends_at,
           opened_at = CASE WHEN EXISTS (SELECT FROM credits.account a WHERE a.account_id = p.account_id AND a.user_id = p.account_id
                                                                         AND a.clock_start IS NULL)
                            THEN p.starts_at ELSE b.made_at END
      FROM credits.books b;
    ALTER TABLE credits.period
        ALTER COLUMN opened_at SET DEFAULT clock_timestamp(),
        ALTER COLUMN opened_at SET NOT NULL,
        ALTER COLUMN closes_at SET NOT NULL;
    CREATE TRIGGER period_keep BEFORE INSERT OR UPDATE OR DELETE ON credits.period
        FOR EACH ROW EXECUTE FUNCTION credits.period_keep();
    CREATE TRIGGER period_keep_all BEFORE TRUNCATE ON credits.period
        FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    ALTER TABLE credits.period ENABLE ALWAYS TRIGGER period_keep_all;
    COMMENT ON COLUMN credits.period.closed_at IS 'Wall time at which it was closed; NULL: open. Setting it closes the period, if it is due: rolls over, expires, invoices and renews.';
    COMMENT ON COLUMN credits.period.opened_at IS 'Wall time at which the row was made.';
    COMMENT ON COLUMN credits.period.closes_at IS 'When it is due to close: its end, or later by the plan''s grace.';
    COMMENT ON COLUMN credits.period.cycle_starts_at IS 'First instant of the plan''s cycle it belongs to; NULL: no plan, or a trial.';
    COMMENT ON COLUMN credits.period.cycle_ends_at IS 'First instant after that cycle.';
    COMMENT ON COLUMN credits.period.subscription_id IS 'Subscription in force, the last if it was changed; NULL: none.';
    COMMENT ON COLUMN credits.period.trial IS 'Whether it is a trial.';
    COMMENT ON COLUMN credits.period.price IS 'Price of the cycle that begins with it, in money; NULL: none does.';

    ALTER TABLE credits.bucket
        ADD COLUMN subscription_id bigint,
        ADD COLUMN rolled_from bigint,
        DROP CONSTRAINT bucket_check,
        ADD CONSTRAINT bucket_check CHECK (effective_at <= expires_at);
    CREATE UNIQUE INDEX bucket_once ON credits.bucket (account_id, subscription_id, effective_at, rolled_from)
        NULLS NOT DISTINCT WHERE subscription_id IS NOT NULL;
    COMMENT ON COLUMN credits.bucket.expires_at IS 'First instant at which it cannot; infinity: never; left out: the class''s lifetime. A change of plan may bring it forward.';
    COMMENT ON COLUMN credits.bucket.lapsed IS 'Credits that expired, were carried over or taken back.';
    COMMENT ON COLUMN credits.bucket.subscription_id IS 'Subscription that granted it, or from which it was carried over; NULL: neither.';
    COMMENT ON COLUMN credits.bucket.rolled_from IS 'Of a rollover, the first bucket it was carried from.';

    PERFORM credits.init_calendar();
END
$two$;
COMMENT ON FUNCTION credits.migrate_to_2() IS 'The step from version 1 of the tables to 2; migrate() calls it.';

-- Prices of any kind, counters, meters and the outbox.
CREATE FUNCTION credits.migrate_to_3() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $three$
BEGIN
    LOCK TABLE credits.account, credits.resource, credits.price, credits.usage_line IN ACCESS EXCLUSIVE MODE;

    ALTER TABLE credits.resource
        ADD COLUMN at_zero text COLLATE "C" NOT NULL DEFAULT 'suspend' CHECK (at_zero IN ('suspend', 'terminate', 'continue')),
        ADD COLUMN least_balance credits.amount CHECK (least_balance >= 0),
        ADD COLUMN price_keys jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(price_keys) = 'array');
    COMMENT ON COLUMN credits.resource.at_zero IS 'What becomes of a running meter when its account can pay no more: suspend, terminate, or continue, not billed until it can.';
    COMMENT ON COLUMN credits.resource.least_balance IS 'Credits that must be there, overage included, to start a meter of it or to charge an event (KR013); NULL: none.';
    COMMENT ON COLUMN credits.resource.price_keys IS 'Sets of attribute names that its prices have, kept by the trigger on credits.price: by them a price is found without looking at all.';

    ALTER TABLE credits.price
        ALTER COLUMN rate DROP NOT NULL,
        ADD COLUMN plan text COLLATE "C",
        ADD COLUMN account text COLLATE "C",
        ADD COLUMN attributes jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN step interval,
        ADD COLUMN least credits.amount,
        ADD COLUMN package numeric,
        ADD COLUMN tiers jsonb,
        ADD COLUMN tier_mode text COLLATE "C",
        ADD COLUMN tier_by text COLLATE "C";
    DROP INDEX IF EXISTS credits.price_resource;
    CREATE INDEX price_found ON credits.price (resource, attributes, coalesce(account, ''), valid_from);
    COMMENT ON TABLE credits.price IS 'What each resource costs, by the time of the usage, for everybody, a plan or an account, and by attributes. The most specific price wins; two that are equally so for some usage at one time are refused (23P01).';
    COMMENT ON COLUMN credits.price.rate IS 'Credits per unit, or per unit and time; NULL: the tiers say.';
    COMMENT ON COLUMN credits.price.plan IS 'Only for accounts on this plan at the time; NULL: whatever the plan.';
    COMMENT ON COLUMN credits.price.account IS 'Only for this account, and if it is a payer its children; NULL: for all.';
    COMMENT ON COLUMN credits.price.attributes IS 'Only for usage that has all these attributes with these values; a flat object.';
    COMMENT ON COLUMN credits.price.step IS 'Time is billed in started steps of this length, counted from the start of the run; NULL: by the microsecond.';
    COMMENT ON COLUMN credits.price.least IS 'Least charge of an event, or of a run, in credits; NULL: none.';
    COMMENT ON COLUMN credits.price.package IS 'Quantity is billed in started packages of this size, counted over the period; NULL: as it is.';
    COMMENT ON COLUMN credits.price.tiers IS 'Array of {"upto": n, "rate": "..."}, the last without upto; NULL: rate says.';
    COMMENT ON COLUMN credits.price.tier_mode IS 'graduated: each part at its tier''s rate; volume: all at the rate of the tier that is reached. NULL: without tiers by quantity.';
    COMMENT ON COLUMN credits.price.tier_by IS 'Attribute whose value finds the tier; NULL: the quantity used so far in the period does.';

    ALTER TABLE credits.account ADD COLUMN meters int NOT NULL DEFAULT 0;
    CREATE INDEX account_metered ON credits.account (account_id) WHERE meters > 0 AND clock IS NULL;
    COMMENT ON COLUMN credits.account.meters IS 'How many meters it pays for are running; of a child 0.';

    ALTER TABLE credits.usage_line
        ALTER COLUMN rate DROP NOT NULL,
        ADD COLUMN price_id bigint,
        ADD COLUMN counted numeric,
        ADD COLUMN terms jsonb,
        ADD COLUMN run_at timestamptz;
    COMMENT ON COLUMN credits.usage_line.charged IS 'What it costs, in credits; the sum of its entries with the other sign. Below 0: it was given back.';
    COMMENT ON COLUMN credits.usage_line.quantity IS 'Quantity, in the resource''s unit; below 0 in a line that takes back what was booked past a stop.';
    COMMENT ON COLUMN credits.usage_line.rate IS 'Rate in force, as the price said it then; NULL: by tiers, which terms has.';
    COMMENT ON COLUMN credits.usage_line.price_id IS 'Price it was found under.';
    COMMENT ON COLUMN credits.usage_line.counted IS 'What was counted before it: quantity of its period under packages and tiers; seconds of its run under a step or a least charge; else NULL.';
    COMMENT ON COLUMN credits.usage_line.terms IS 'What the price says besides the rate: step, least, package, tiers, mode; NULL: nothing.';
    COMMENT ON COLUMN credits.usage_line.run_at IS 'Of a meter''s line: when its run began; NULL: usage that was booked as such.';
    COMMENT ON COLUMN credits.entry.kind IS 'grant, draw, return, expire, rollover, revoke or overage.';
    COMMENT ON COLUMN credits.usage.rate IS 'Rate in force; NULL under tiers by quantity. Read only.';

    PERFORM credits.init_meters();
END
$three$;
COMMENT ON FUNCTION credits.migrate_to_3() IS 'The step from version 2 of the tables to 3; migrate() calls it.';

-- Money in: packs, deposits, bonuses, referrals and top-ups; what is owed, what is suspended, and what a refund gives back.
CREATE FUNCTION credits.migrate_to_4() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $four$
BEGIN
    LOCK TABLE credits.account, credits.class, credits.bucket, credits.entry IN ACCESS EXCLUSIVE MODE;

    ALTER TABLE credits.account
        ADD COLUMN owed credits.amount NOT NULL DEFAULT '0' CHECK (owed >= '0'),
        ADD COLUMN topup_floor credits.amount,
        ADD COLUMN holds int NOT NULL DEFAULT 0,
        ADD COLUMN overdraft credits.amount NOT NULL DEFAULT '0' CHECK (overdraft >= '0'),
        ADD COLUMN receipt_to text,
        ADD COLUMN status text COLLATE "C" NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended', 'frozen')),
        ADD COLUMN reason text,
        ADD COLUMN spending_limits int NOT NULL DEFAULT 0,
        ADD COLUMN billing_threshold credits.amount CHECK (billing_threshold > '0');
    COMMENT ON COLUMN credits.account.owed IS 'What it owes: the sum of its debts, which its next grants pay.';
    COMMENT ON COLUMN credits.account.topup_floor IS 'Floor of its auto top-up, as credits.topup has it; NULL: it has none.';
    COMMENT ON COLUMN credits.account.holds IS 'How many holds it pays for are open; of a child 0.';
    COMMENT ON COLUMN credits.account.overdraft IS 'How much captures beyond what was held may leave owed.';
    COMMENT ON COLUMN credits.account.receipt_to IS 'Address for receipts of its deposits; NULL: none.';
    COMMENT ON COLUMN credits.account.status IS 'active; suspended: it draws and starts nothing; frozen: nor is it granted or refunded anything.';
    COMMENT ON COLUMN credits.account.reason IS 'Why it is suspended or frozen.';
    COMMENT ON COLUMN credits.account.spending_limits IS 'How many spending limits it and its children have; of a child 0.';
    COMMENT ON COLUMN credits.account.billing_threshold IS 'Bound on the overage of a period, beside the cap: the lesser holds; NULL: none.';

    ALTER TABLE credits.class ADD COLUMN refundable boolean NOT NULL DEFAULT true;
    COMMENT ON COLUMN credits.class.refundable IS 'Whether refund_deposit() gives money back for what is left of a bucket.';
    -- A class of that name which is there is not the engine's: the migration fails.
    INSERT INTO credits.class (class, priority, to_cycle_end, postpaid) VALUES ('overdraft', 95, false, true);

    ALTER TABLE credits.bucket ADD COLUMN deposit_id bigint, ADD COLUMN told bigint[];
    CREATE INDEX bucket_deposit ON credits.bucket (account_id, deposit_id) WHERE deposit_id IS NOT NULL;
    COMMENT ON COLUMN credits.bucket.deposit_id IS 'Deposit that paid for it, or that it was given with; of a debt, the deposit that was clawed back.';
    COMMENT ON COLUMN credits.bucket.told IS 'Of a flex bucket: the alert rules that were told of in its period; below 0 those that are another plan''s; 0: some of what was included is used up and closed. NULL: rules were not looked at yet.';

    ALTER TABLE credits.entry ADD COLUMN returns bigint;
    CREATE INDEX entry_returns ON credits.entry (account_id, returns) WHERE returns IS NOT NULL;
    COMMENT ON COLUMN credits.entry.kind IS 'grant, draw, capture, return, expire, rollover, revoke, refund, clawback, forfeit, restore, repay or overage.';
    COMMENT ON COLUMN credits.entry.returns IS 'Of a refund: the operation whose draws go back.';

    COMMENT ON TABLE credits.outbox IS 'What the application is to act on after commit: things that were suspended, payments to take or to give back.';

    PERFORM credits.init_money();
    PERFORM credits.init_holds();
    PERFORM credits.init_limits();
    PERFORM credits.init_alerts();
    PERFORM credits.init_spending();
    PERFORM credits.init_members();

    -- What these views show is confined as the tables are.
    CREATE OR REPLACE VIEW credits.usage WITH (security_barrier = true) AS
        SELECT a.account, l.resource, l.quantity, l.attributes, l.at, l.until, l.item, l.key,
               l.charged, l.rate, l.operation, l.line, l.late_at, l.booked_at
          FROM credits.usage_line l
          JOIN credits.account a ON a.account_id = l.account_id AND a.user_id = l.user_id
         WHERE credits.may_see(l.account_id, l.user_id);
    CREATE OR REPLACE VIEW credits.progress AS
        SELECT j.id AS run,
               CASE WHEN j.finished_at IS NOT NULL THEN 'finished'
                    WHEN live.running THEN 'running'
                    ELSE 'stopped' END AS status,
               j.started_at, j.finished_at, j.done, j.failed, due.rest,
               round(j.done / nullif(extract(epoch FROM j.updated_at - j.started_at), 0), 1) AS rate,
               CASE WHEN live.running AND j.done > 0
                    THEN j.updated_at + due.rest * (j.updated_at - j.started_at) / j.done END AS estimated_end
          FROM credits.job j
         CROSS JOIN LATERAL (SELECT j.finished_at IS NULL AND EXISTS (
                                    SELECT FROM pg_catalog.pg_stat_activity s
                                     WHERE s.pid = j.pid AND coalesce(s.backend_start <= j.started_at AND s.state = 'active', true))
                                    AS running) live
         CROSS JOIN LATERAL (SELECT count(*) AS rest FROM credits.account a
                              WHERE j.finished_at IS NULL AND a.clock IS NULL AND a.user_id = a.account_id
                                AND least(a.opens_at, a.closes_at) <= j.upto) due
         WHERE credits.may_see(NULL, NULL);
END
$four$;
COMMENT ON FUNCTION credits.migrate_to_4() IS 'The step from version 3 of the tables to 4; migrate() calls it.';

CREATE FUNCTION credits.migrate_rest(were oid[]) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $rest$
DECLARE
    owner   name := (SELECT r.rolname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE c.oid = 'credits.books'::regclass);
    changed record;
BEGIN
    -- Partitions do not inherit comments.
    FOR changed IN
        SELECT i.inhrelid::regclass AS partition, a.attname, col_description(i.inhparent, a.attnum) AS comment
          FROM pg_inherits i
          JOIN pg_attribute a ON a.attrelid = i.inhparent AND a.attnum > 0 AND NOT a.attisdropped
          JOIN pg_attribute b ON b.attrelid = i.inhrelid AND b.attname = a.attname
         WHERE i.inhparent IN ('credits.entry'::regclass, 'credits.usage_line'::regclass)
           AND col_description(i.inhrelid, b.attnum) IS DISTINCT FROM col_description(i.inhparent, a.attnum)
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', changed.partition, changed.attname, changed.comment);
    END LOOP;
    -- What a superuser adds to another's books is that owner's: functions work with the rights of one.  An identity's sequence goes with its table.
    FOR changed IN
        SELECT c.relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
         WHERE c.relnamespace = 'credits'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'S')
           AND c.oid <> ALL (were) AND r.rolname <> owner
           AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i' AND c.relkind = 'S')
    LOOP
        EXECUTE format('ALTER TABLE credits.%I OWNER TO %I', changed.relname, owner);
    END LOOP;
    -- Sessions remember the version until this table's definition changes.  It does, to what it was, and those of earlier code look again.
    ALTER TABLE credits.books RESET (fillfactor);
END
$rest$;
COMMENT ON FUNCTION credits.migrate_rest(oid[]) IS 'What every migration ends with: comments on partitions, the owner of what is new, and sessions told; migrate() calls it.';

-- ---- src/tables.sql

-- ---------------------------------------------------------------------------------------------
-- The data model.
--
-- Everything here belongs to the database, not to the extension: credits.init() makes it as ordinary objects, so that dump,
-- restore and upgrade treat the books as they treat any table.  Catalogs (class, resource, price) are a DBA's to
-- write; state (all the rest) is written by the functions and triggers only.
--
-- account_id is the payer's and leads every key; user_id is the account that was named, the payer itself or a child.  Nothing a draw
-- changes stands in an index key, predicate or expression, so that draws are HOT updates.  The hot tables have no
-- foreign keys: verify() checks what they would.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.init() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $init$
DECLARE
    code_version CONSTANT int := 4;
    books_version int;
BEGIN
    IF to_regclass('credits.books') IS NOT NULL THEN
        SELECT b.version INTO books_version FROM credits.books b FOR UPDATE;
        IF books_version > code_version THEN
            RAISE EXCEPTION 'the tables of credits are of another version than its code'
                USING ERRCODE = 'KR014',
                      DETAIL = jsonb_build_object('rule', 'not_initialized', 'tables', books_version, 'code', code_version)::text,
                      HINT = 'The tables are of a later version: install that version of the extension.';
        END IF;
        PERFORM credits.migrate(books_version);
        UPDATE credits.books SET version = code_version WHERE version <> code_version;
        PERFORM credits.make_partitions();
        PERFORM credits.confine_all();
        PERFORM credits.allow_again();
        PERFORM credits.guard_books();
        RETURN;
    END IF;

    CREATE TABLE credits.books (
        version int PRIMARY KEY,
        made_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    CREATE UNIQUE INDEX books_one_row ON credits.books ((true));
    COMMENT ON TABLE credits.books IS 'One row: which shape the tables have. Code answers KR014 to any other.';
    COMMENT ON COLUMN credits.books.version IS 'Version of the tables, raised by credits.init() when it migrates them.';
    COMMENT ON COLUMN credits.books.made_at IS 'When credits.init() first ran.';
    INSERT INTO credits.books (version) VALUES (code_version);

    -- Sequences: gaps mean nothing, order means little; ids are unique in the database.
    CREATE SEQUENCE credits.account_id_seq;
    CREATE SEQUENCE credits.bucket_id_seq;
    CREATE SEQUENCE credits.operation_seq;
    COMMENT ON SEQUENCE credits.account_id_seq IS 'Ids of accounts.';
    COMMENT ON SEQUENCE credits.bucket_id_seq IS 'Ids of buckets; the last key of the draw order.';
    COMMENT ON SEQUENCE credits.operation_seq IS 'Ids of operations; not in order of commit.';

    -- -----------------------------------------------------------------------------------------
    -- Catalogs
    -- -----------------------------------------------------------------------------------------
    CREATE TABLE credits.class (
        class        text COLLATE "C" PRIMARY KEY CHECK (octet_length(class) BETWEEN 1 AND 255),
        priority     int NOT NULL,
        lifetime     interval CHECK (lifetime > '0'::interval),
        to_cycle_end boolean NOT NULL DEFAULT false,
        postpaid     boolean NOT NULL DEFAULT false,
        refundable   boolean NOT NULL DEFAULT true,
        CHECK (NOT to_cycle_end OR lifetime IS NULL)
    );
    COMMENT ON TABLE credits.class IS 'Kinds of bucket, each with its rank in the draw order and its default lifetime.';
    COMMENT ON COLUMN credits.class.class IS 'Name of the class.';
    COMMENT ON COLUMN credits.class.priority IS 'Rank in the draw order, lower first: the priority of a bucket that is given none.';
    COMMENT ON COLUMN credits.class.lifetime IS 'How long a bucket lives from effective_at if it is given no expiry, in the account''s zone; NULL is for ever.';
    COMMENT ON COLUMN credits.class.to_cycle_end IS 'A bucket that is given no expiry lives to the end of the cycle that contains effective_at.';
    COMMENT ON COLUMN credits.class.postpaid IS 'Drawn after all others and billed later; made by the engine, not by grant().';
    COMMENT ON COLUMN credits.class.refundable IS 'Whether refund_deposit() gives money back for what is left of a bucket.';
    INSERT INTO credits.class (class, priority, to_cycle_end, postpaid) VALUES
        ('rollover', 10, false, false), ('included', 20, true, false), ('promotional', 30, false, false),
        ('bonus', 40, false, false), ('prepaid', 50, false, false), ('flex', 90, false, true), ('overdraft', 95, false, true);

    CREATE TABLE credits.resource (
        resource text COLLATE "C" PRIMARY KEY CHECK (octet_length(resource) BETWEEN 1 AND 255),
        unit     text COLLATE "C" NOT NULL DEFAULT '',
        category text COLLATE "C",
        at_zero       text COLLATE "C" NOT NULL DEFAULT 'suspend' CHECK (at_zero IN ('suspend', 'terminate', 'continue')),
        least_balance credits.amount CHECK (least_balance >= 0),
        price_keys    jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(price_keys) = 'array')
    );
    COMMENT ON TABLE credits.resource IS 'What is metered.';
    COMMENT ON COLUMN credits.resource.resource IS 'Name of the resource, as charge() and scopes use it.';
    COMMENT ON COLUMN credits.resource.unit IS 'What a quantity of 1 is: vCPU, GB, token, image. A price that names a unit must name this one.';
    COMMENT ON COLUMN credits.resource.category IS 'Group that reports add up by: compute, storage, training.';
    COMMENT ON COLUMN credits.resource.at_zero IS 'What becomes of a running meter when its account can pay no more: suspend, terminate, or continue, not billed until it can.';
    COMMENT ON COLUMN credits.resource.least_balance IS 'Credits that must be there, overage included, to start a meter of it or to charge an event (KR013); NULL: none.';
    COMMENT ON COLUMN credits.resource.price_keys IS 'Sets of attribute names that its prices have, kept by the trigger on credits.price: by them a price is found without looking at all.';

    CREATE TABLE credits.price (
        id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        resource    text COLLATE "C" NOT NULL REFERENCES credits.resource,
        rate        credits.rate,
        valid_from  timestamptz NOT NULL DEFAULT '-infinity',
        valid_until timestamptz NOT NULL DEFAULT 'infinity',
        plan        text COLLATE "C",
        account     text COLLATE "C",
        attributes  jsonb NOT NULL DEFAULT '{}',
        step        interval,
        least       credits.amount,
        package     numeric,
        tiers       jsonb,
        tier_mode   text COLLATE "C",
        tier_by     text COLLATE "C",
        CHECK (valid_from < valid_until)
    );
    CREATE INDEX price_found ON credits.price (resource, attributes, coalesce(account, ''), valid_from);
    CREATE TRIGGER price_check BEFORE INSERT OR UPDATE ON credits.price
        FOR EACH ROW EXECUTE FUNCTION credits.price_check();
    COMMENT ON TABLE credits.price IS 'What each resource costs, by the time of the usage, for everybody, a plan or an account, and by attributes. The most specific price wins; two that are equally so for some usage at one time are refused (23P01).';
    COMMENT ON COLUMN credits.price.id IS 'Identity.';
    COMMENT ON COLUMN credits.price.resource IS 'Resource it prices.';
    COMMENT ON COLUMN credits.price.rate IS 'Credits per unit, or per unit and time; NULL: the tiers say.';
    COMMENT ON COLUMN credits.price.valid_from IS 'First instant of usage it prices; NULL or -infinity: always was.';
    COMMENT ON COLUMN credits.price.valid_until IS 'First instant of usage it no longer prices; NULL or infinity: no end.';
    COMMENT ON COLUMN credits.price.plan IS 'Only for accounts on this plan at the time; NULL: whatever the plan.';
    COMMENT ON COLUMN credits.price.account IS 'Only for this account, and if it is a payer its children; NULL: for all.';
    COMMENT ON COLUMN credits.price.attributes IS 'Only for usage that has all these attributes with these values; a flat object.';
    COMMENT ON COLUMN credits.price.step IS 'Time is billed in started steps of this length, counted from the start of the run; NULL: by the microsecond.';
    COMMENT ON COLUMN credits.price.least IS 'Least charge of an event, or of a run, in credits; NULL: none.';
    COMMENT ON COLUMN credits.price.package IS 'Quantity is billed in started packages of this size, counted over the period; NULL: as it is.';
    COMMENT ON COLUMN credits.price.tiers IS 'Array of {"upto": n, "rate": "..."}, the last without upto; NULL: rate says.';
    COMMENT ON COLUMN credits.price.tier_mode IS 'graduated: each part at its tier''s rate; volume: all at the rate of the tier that is reached. NULL: without tiers by quantity.';
    COMMENT ON COLUMN credits.price.tier_by IS 'Attribute whose value finds the tier; NULL: the quantity used so far in the period does.';

    -- -----------------------------------------------------------------------------------------
    -- Accounts and their periods
    -- -----------------------------------------------------------------------------------------
    CREATE TABLE credits.account_key (
        account    text COLLATE "C" PRIMARY KEY CHECK (octet_length(account) BETWEEN 1 AND 255),
        account_id bigint NOT NULL,
        user_id    bigint NOT NULL
    );
    COMMENT ON TABLE credits.account_key IS 'The application''s text key of each account: the one key that is unique across payers.';
    COMMENT ON COLUMN credits.account_key.account IS 'Name given to open_account().';
    COMMENT ON COLUMN credits.account_key.account_id IS 'Payer: the account itself, or its parent.';
    COMMENT ON COLUMN credits.account_key.user_id IS 'The account itself.';

    CREATE TABLE credits.account (
        account_id  bigint NOT NULL,
        user_id     bigint NOT NULL,
        version     bigint NOT NULL DEFAULT 0,
        opened_at   timestamptz NOT NULL,
        clock       timestamptz,
        clock_start timestamptz,
        overage     boolean,
        overage_cap credits.amount CHECK (overage_cap >= 0),
        credited    credits.amount NOT NULL DEFAULT 0,
        account     text COLLATE "C" NOT NULL,
        time_zone   text NOT NULL,
        currency    text NOT NULL,
        actor       text NOT NULL,
        opens_at    timestamptz NOT NULL DEFAULT '-infinity',
        closes_at   timestamptz NOT NULL DEFAULT '-infinity',
        plan        text COLLATE "C",
        closed_to   timestamptz NOT NULL DEFAULT '-infinity',
        meters      int NOT NULL DEFAULT 0,
        owed        credits.amount NOT NULL DEFAULT '0' CHECK (owed >= '0'),
        topup_floor credits.amount,
        holds       int NOT NULL DEFAULT 0,
        overdraft   credits.amount NOT NULL DEFAULT '0' CHECK (overdraft >= '0'),
        receipt_to  text,
        status      text COLLATE "C" NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended', 'frozen')),
        reason      text,
        spending_limits int NOT NULL DEFAULT 0,
        billing_threshold credits.amount CHECK (billing_threshold > '0'),
        PRIMARY KEY (account_id, user_id)
    ) WITH (fillfactor = 80);
    CREATE INDEX account_due ON credits.account (least(opens_at, closes_at), account_id)
        WHERE clock IS NULL AND user_id = account_id;
    CREATE INDEX account_metered ON credits.account (account_id) WHERE meters > 0 AND clock IS NULL;
    COMMENT ON TABLE credits.account IS 'Who holds credit. A child (user_id <> account_id) spends from the payer account_id.';
    COMMENT ON COLUMN credits.account.account_id IS 'Payer: itself, or its parent.';
    COMMENT ON COLUMN credits.account.user_id IS 'Id of this account.';
    COMMENT ON COLUMN credits.account.version IS 'Counts the rare operations on the account (opening and closing periods, overage, clock), each of which updates this row first.';
    COMMENT ON COLUMN credits.account.opened_at IS 'First instant at which it can use anything.';
    COMMENT ON COLUMN credits.account.clock IS 'The instant its own clock stands at; NULL: it lives on the wall clock.';
    COMMENT ON COLUMN credits.account.clock_start IS 'Where its clock stood when it was opened; NULL: it was opened without one.';
    COMMENT ON COLUMN credits.account.overage IS 'Whether usage beyond the paid buckets is drawn from the period''s flex bucket, as set_overage() said; NULL: as the plan says.';
    COMMENT ON COLUMN credits.account.overage_cap IS 'Size of the flex bucket of each new period while overage is on; NULL: the plan''s, none without one.';
    COMMENT ON COLUMN credits.account.credited IS 'Bound on what is left in all its buckets: the sum of its grants since they were last added up.';
    COMMENT ON COLUMN credits.account.account IS 'Its name: the application''s text key.';
    COMMENT ON COLUMN credits.account.time_zone IS 'IANA zone in which its calendar runs.';
    COMMENT ON COLUMN credits.account.currency IS 'Currency of its money.';
    COMMENT ON COLUMN credits.account.actor IS 'Role that opened it.';
    COMMENT ON COLUMN credits.account.opens_at IS 'Next instant at which a period opens or a recurring grant that carries nothing over is made; of a child, meaningless.';
    COMMENT ON COLUMN credits.account.closes_at IS 'Next instant at which a period closes or a recurring grant that carries over is made; of a child, meaningless.';
    COMMENT ON COLUMN credits.account.plan IS 'Plan it was opened with; NULL: none.';
    COMMENT ON COLUMN credits.account.closed_to IS 'End of its last closed period: its now is never before that, whatever a clock that was set back says.';
    COMMENT ON COLUMN credits.account.meters IS 'How many meters it pays for are running; of a child 0.';

    COMMENT ON COLUMN credits.account.owed IS 'What it owes: the sum of its debts, which its next grants pay.';
    COMMENT ON COLUMN credits.account.topup_floor IS 'Floor of its auto top-up, as credits.topup has it; NULL: it has none.';
    COMMENT ON COLUMN credits.account.holds IS 'How many holds it pays for are open; of a child 0.';
    COMMENT ON COLUMN credits.account.overdraft IS 'How much captures beyond what was held may leave owed.';
    COMMENT ON COLUMN credits.account.receipt_to IS 'Address for receipts of its deposits; NULL: none.';
    COMMENT ON COLUMN credits.account.status IS 'active; suspended: it draws and starts nothing; frozen: nor is it granted or refunded anything.';
    COMMENT ON COLUMN credits.account.reason IS 'Why it is suspended or frozen.';
    COMMENT ON COLUMN credits.account.spending_limits IS 'How many spending limits it and its children have; of a child 0.';
    COMMENT ON COLUMN credits.account.billing_threshold IS 'Bound on the overage of a period, beside the cap: the lesser holds; NULL: none.';

    CREATE TABLE credits.period (
        account_id bigint NOT NULL,
        starts_at  timestamptz NOT NULL,
        ends_at    timestamptz NOT NULL,
        closed_at  timestamptz,
        opened_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
        closes_at       timestamptz NOT NULL,
        cycle_starts_at timestamptz,
        cycle_ends_at   timestamptz,
        subscription_id bigint,
        trial           boolean NOT NULL DEFAULT false,
        price           numeric,
        PRIMARY KEY (account_id, starts_at),
        UNIQUE (account_id, ends_at),
        CHECK (starts_at < ends_at)
    );
    CREATE TRIGGER period_keep BEFORE INSERT OR UPDATE OR DELETE ON credits.period
        FOR EACH ROW EXECUTE FUNCTION credits.period_keep();
    CREATE TRIGGER period_keep_all BEFORE TRUNCATE ON credits.period
        FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    ALTER TABLE credits.period ENABLE ALWAYS TRIGGER period_keep_all;
    COMMENT ON TABLE credits.period IS 'Billing periods of each payer: gapless, disjoint, half-open. Without a plan, calendar months in its zone.';
    COMMENT ON COLUMN credits.period.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.period.starts_at IS 'First instant.';
    COMMENT ON COLUMN credits.period.ends_at IS 'First instant after it.';
    COMMENT ON COLUMN credits.period.closed_at IS 'Wall time at which it was closed; NULL: open. Setting it closes the period, if it is due: rolls over, expires, invoices and renews.';
    COMMENT ON COLUMN credits.period.opened_at IS 'Wall time at which the row was made.';
    COMMENT ON COLUMN credits.period.closes_at IS 'When it is due to close: its end, or later by the plan''s grace.';
    COMMENT ON COLUMN credits.period.cycle_starts_at IS 'First instant of the plan''s cycle it belongs to; NULL: no plan, or a trial.';
    COMMENT ON COLUMN credits.period.cycle_ends_at IS 'First instant after that cycle.';
    COMMENT ON COLUMN credits.period.subscription_id IS 'Subscription in force, the last if it was changed; NULL: none.';
    COMMENT ON COLUMN credits.period.trial IS 'Whether it is a trial.';
    COMMENT ON COLUMN credits.period.price IS 'Price of the cycle that begins with it, in money; NULL: none does.';

    -- -----------------------------------------------------------------------------------------
    -- Buckets: the one mechanism
    -- -----------------------------------------------------------------------------------------
    CREATE TABLE credits.bucket (
        account_id   bigint NOT NULL,
        id           bigint NOT NULL DEFAULT nextval('credits.bucket_id_seq'),
        effective_at timestamptz NOT NULL,
        expires_at   timestamptz NOT NULL,
        granted_at   timestamptz NOT NULL,
        closed_at    timestamptz,
        seq          bigint NOT NULL DEFAULT 0,
        operation    bigint NOT NULL DEFAULT nextval('credits.operation_seq'),
        user_id      bigint NOT NULL,
        priority     int NOT NULL,
        mark         int NOT NULL DEFAULT 0,
        postpaid     boolean NOT NULL,
        granted      credits.amount,
        used         credits.amount NOT NULL DEFAULT 0,
        held         credits.amount NOT NULL DEFAULT 0,
        lapsed       credits.amount NOT NULL DEFAULT 0,
        class        text COLLATE "C" NOT NULL,
        cost         numeric CHECK (cost >= 0),
        scope        text[] COLLATE "C",
        key          text COLLATE "C",
        note         text,
        subscription_id bigint,
        rolled_from     bigint,
        deposit_id      bigint,
        told            bigint[],
        PRIMARY KEY (account_id, id),
        CHECK (effective_at <= expires_at),
        CHECK (used >= 0 AND held >= 0 AND lapsed >= 0),
        CONSTRAINT bucket_never_overdrawn CHECK (postpaid OR (granted IS NOT NULL AND used + held + lapsed <= granted))
    ) WITH (fillfactor = 80);
    CREATE INDEX bucket_open ON credits.bucket (account_id, postpaid, expires_at) WHERE closed_at IS NULL;
    CREATE UNIQUE INDEX bucket_once ON credits.bucket (account_id, subscription_id, effective_at, rolled_from)
        NULLS NOT DISTINCT WHERE subscription_id IS NOT NULL;
    CREATE INDEX bucket_deposit ON credits.bucket (account_id, deposit_id) WHERE deposit_id IS NOT NULL;
    CREATE TRIGGER bucket_stamp BEFORE INSERT ON credits.bucket
        FOR EACH ROW WHEN (NEW.postpaid IS NOT TRUE) EXECUTE FUNCTION credits.bucket_stamp();
    CREATE TRIGGER bucket_post AFTER INSERT ON credits.bucket
        FOR EACH ROW WHEN (NOT NEW.postpaid) EXECUTE FUNCTION credits.bucket_post();
    CREATE TRIGGER bucket_cap BEFORE UPDATE OF used, held ON credits.bucket
        FOR EACH ROW WHEN (NEW.postpaid AND NEW.used + NEW.held > OLD.used + OLD.held)
        EXECUTE FUNCTION credits.bucket_cap();
    CREATE TRIGGER bucket_keep BEFORE DELETE ON credits.bucket
        FOR EACH ROW EXECUTE FUNCTION credits.append_only();
    CREATE TRIGGER bucket_keep_all BEFORE TRUNCATE ON credits.bucket
        FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    ALTER TABLE credits.bucket ENABLE ALWAYS TRIGGER bucket_keep;
    ALTER TABLE credits.bucket ENABLE ALWAYS TRIGGER bucket_keep_all;
    COMMENT ON TABLE credits.bucket IS 'One grant and what is left of it: granted - used - held - lapsed. Inserting a row stamps what is left out and posts its entry.';
    COMMENT ON COLUMN credits.bucket.account_id IS 'Payer whose bucket it is.';
    COMMENT ON COLUMN credits.bucket.id IS 'Identity; the last key of the draw order.';
    COMMENT ON COLUMN credits.bucket.effective_at IS 'First instant at which it can be drawn; left out: the account''s now.';
    COMMENT ON COLUMN credits.bucket.expires_at IS 'First instant at which it cannot; infinity: never; left out: the class''s lifetime. A change of plan may bring it forward.';
    COMMENT ON COLUMN credits.bucket.granted_at IS 'Business time of the grant.';
    COMMENT ON COLUMN credits.bucket.closed_at IS 'Wall time at which it was closed: when it was used up, or with the period in which it expired; NULL: open.';
    COMMENT ON COLUMN credits.bucket.seq IS 'How many entries it has.';
    COMMENT ON COLUMN credits.bucket.operation IS 'Operation that made it.';
    COMMENT ON COLUMN credits.bucket.user_id IS 'Account that the grant named: the payer or a child.';
    COMMENT ON COLUMN credits.bucket.priority IS 'Place in the draw order, lower first; left out: the class''s rank.';
    COMMENT ON COLUMN credits.bucket.mark IS 'Raised by operations that change what a waiting draw may do.';
    COMMENT ON COLUMN credits.bucket.postpaid IS 'Drawn last and billed later, as its class says.';
    COMMENT ON COLUMN credits.bucket.granted IS 'Credits in it at first; of a flex bucket the overage cap, NULL without one.';
    COMMENT ON COLUMN credits.bucket.used IS 'Credits drawn, less what was returned.';
    COMMENT ON COLUMN credits.bucket.held IS 'Credits reserved.';
    COMMENT ON COLUMN credits.bucket.lapsed IS 'Credits that expired, were carried over or taken back.';
    COMMENT ON COLUMN credits.bucket.class IS 'Class.';
    COMMENT ON COLUMN credits.bucket.cost IS 'Cost basis: money paid per credit; NULL counts as 0 in the draw order.';
    COMMENT ON COLUMN credits.bucket.scope IS 'Resources it may pay for; NULL: all.';
    COMMENT ON COLUMN credits.bucket.key IS 'Idempotency key of the grant.';
    COMMENT ON COLUMN credits.bucket.note IS 'Note given with the grant.';
    COMMENT ON COLUMN credits.bucket.subscription_id IS 'Subscription that granted it, or from which it was carried over; NULL: neither.';
    COMMENT ON COLUMN credits.bucket.rolled_from IS 'Of a rollover, the first bucket it was carried from.';
    COMMENT ON COLUMN credits.bucket.deposit_id IS 'Deposit that paid for it, or that it was given with; of a debt, the deposit that was clawed back.';
    COMMENT ON COLUMN credits.bucket.told IS 'Of a flex bucket: the alert rules that were told of in its period; below 0 those that are another plan''s; 0: some of what was included is used up and closed. NULL: rules were not looked at yet.';

    -- -----------------------------------------------------------------------------------------
    -- The ledger
    -- -----------------------------------------------------------------------------------------
    CREATE TABLE credits.entry (
        account_id   bigint NOT NULL,
        operation    bigint NOT NULL,
        booked_at    timestamptz NOT NULL,
        at           timestamptz NOT NULL,
        late_at      timestamptz,
        bucket_id    bigint NOT NULL,
        bucket_seq   bigint NOT NULL,
        user_id      bigint NOT NULL,
        piece        int NOT NULL,
        line         int,
        amount       credits.amount NOT NULL,
        bucket_after credits.amount NOT NULL,
        balance      credits.amount,
        kind         text COLLATE "C" NOT NULL,
        resource     text COLLATE "C",
        key          text COLLATE "C",
        actor        text,
        note         text,
        attributes   jsonb,
        returns      bigint,
        PRIMARY KEY (account_id, operation, piece, booked_at)
    ) PARTITION BY RANGE (booked_at);
    CREATE INDEX entry_returns ON credits.entry (account_id, returns) WHERE returns IS NOT NULL;
    COMMENT ON TABLE credits.entry IS 'The ledger: one immutable row for every change of a bucket. UPDATE, DELETE and TRUNCATE are KR011.';
    COMMENT ON COLUMN credits.entry.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.entry.operation IS 'Call that made it; its facts stand on its first piece.';
    COMMENT ON COLUMN credits.entry.booked_at IS 'Wall time at which it was booked; the month it is kept by.';
    COMMENT ON COLUMN credits.entry.at IS 'Business time: of a draw over time, the start of the stretch in which it begins.';
    COMMENT ON COLUMN credits.entry.late_at IS 'If the period of at had closed: the account''s now, at which it was drawn; else NULL.';
    COMMENT ON COLUMN credits.entry.bucket_id IS 'Bucket it changes.';
    COMMENT ON COLUMN credits.entry.bucket_seq IS 'Its place in the bucket''s chain, from 1 without gaps.';
    COMMENT ON COLUMN credits.entry.user_id IS 'Account that the call named.';
    COMMENT ON COLUMN credits.entry.piece IS 'Its place in the operation, from 1 without gaps.';
    COMMENT ON COLUMN credits.entry.line IS 'Line of usage it pays for; NULL: none.';
    COMMENT ON COLUMN credits.entry.amount IS 'Change of the bucket in credits: a grant positive, a draw or an expiry negative.';
    COMMENT ON COLUMN credits.entry.bucket_after IS 'Sum of the bucket''s entries up to this one.';
    COMMENT ON COLUMN credits.entry.balance IS 'On the first piece of a draw that can be asked for again (a call''s, or a keyed row''s): available after the whole operation.';
    COMMENT ON COLUMN credits.entry.kind IS 'grant, draw, capture, return, expire, rollover, revoke, refund, clawback, forfeit, restore, repay or overage.';
    COMMENT ON COLUMN credits.entry.resource IS 'Resource drawn for.';
    COMMENT ON COLUMN credits.entry.key IS 'On the first piece: the idempotency key.';
    COMMENT ON COLUMN credits.entry.actor IS 'On the first piece: the role that called.';
    COMMENT ON COLUMN credits.entry.note IS 'On the first piece: the note given.';
    COMMENT ON COLUMN credits.entry.attributes IS 'On the first piece of consume(): the attributes given.';
    COMMENT ON COLUMN credits.entry.returns IS 'Of a refund: the operation whose draws go back.';

    CREATE TABLE credits.usage_line (
        account_id bigint NOT NULL,
        operation  bigint NOT NULL,
        booked_at  timestamptz NOT NULL,
        at         timestamptz NOT NULL,
        until      timestamptz,
        late_at    timestamptz,
        user_id    bigint NOT NULL,
        line       int NOT NULL,
        charged    credits.amount NOT NULL,
        quantity   numeric NOT NULL,
        rate       credits.rate,
        resource   text COLLATE "C" NOT NULL,
        item       text COLLATE "C",
        key        text COLLATE "C",
        attributes jsonb,
        price_id   bigint,
        counted    numeric,
        terms      jsonb,
        run_at     timestamptz,
        PRIMARY KEY (account_id, operation, line, booked_at)
    ) PARTITION BY RANGE (booked_at);
    COMMENT ON TABLE credits.usage_line IS 'What was metered and billed: a stretch of one usage in one period at one rate. Append-only like the ledger.';
    COMMENT ON COLUMN credits.usage_line.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.usage_line.operation IS 'Charge it belongs to.';
    COMMENT ON COLUMN credits.usage_line.booked_at IS 'Wall time at which it was booked; the month it is kept by.';
    COMMENT ON COLUMN credits.usage_line.at IS 'Instant of the usage, or its start.';
    COMMENT ON COLUMN credits.usage_line.until IS 'First instant after it; NULL: an event.';
    COMMENT ON COLUMN credits.usage_line.late_at IS 'If its period had closed: the account''s now, at which it was drawn; else NULL.';
    COMMENT ON COLUMN credits.usage_line.user_id IS 'Account that used it.';
    COMMENT ON COLUMN credits.usage_line.line IS 'Its place in the charge, from 1 in time order.';
    COMMENT ON COLUMN credits.usage_line.charged IS 'What it costs, in credits; the sum of its entries with the other sign. Below 0: it was given back.';
    COMMENT ON COLUMN credits.usage_line.quantity IS 'Quantity, in the resource''s unit; below 0 in a line that takes back what was booked past a stop.';
    COMMENT ON COLUMN credits.usage_line.rate IS 'Rate in force, as the price said it then; NULL: by tiers, which terms has.';
    COMMENT ON COLUMN credits.usage_line.resource IS 'Resource.';
    COMMENT ON COLUMN credits.usage_line.item IS 'The application''s name of the thing that used it.';
    COMMENT ON COLUMN credits.usage_line.key IS 'Idempotency key of the charge.';
    COMMENT ON COLUMN credits.usage_line.attributes IS 'Attributes given.';
    COMMENT ON COLUMN credits.usage_line.price_id IS 'Price it was found under.';
    COMMENT ON COLUMN credits.usage_line.counted IS 'What was counted before it: quantity of its period under packages and tiers; seconds of its run under a step or a least charge; else NULL.';
    COMMENT ON COLUMN credits.usage_line.terms IS 'What the price says besides the rate: step, least, package, tiers, mode; NULL: nothing.';
    COMMENT ON COLUMN credits.usage_line.run_at IS 'Of a meter''s line: when its run began; NULL: usage that was booked as such.';

    CREATE TRIGGER entry_keep BEFORE UPDATE OR DELETE ON credits.entry
        FOR EACH ROW EXECUTE FUNCTION credits.append_only();
    CREATE TRIGGER entry_keep_all BEFORE TRUNCATE ON credits.entry
        FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    CREATE TRIGGER usage_line_keep BEFORE UPDATE OR DELETE ON credits.usage_line
        FOR EACH ROW EXECUTE FUNCTION credits.append_only();
    CREATE TRIGGER usage_line_keep_all BEFORE TRUNCATE ON credits.usage_line
        FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only();
    ALTER TABLE credits.entry ENABLE ALWAYS TRIGGER entry_keep;
    ALTER TABLE credits.entry ENABLE ALWAYS TRIGGER entry_keep_all;
    ALTER TABLE credits.usage_line ENABLE ALWAYS TRIGGER usage_line_keep;
    ALTER TABLE credits.usage_line ENABLE ALWAYS TRIGGER usage_line_keep_all;
    PERFORM credits.make_partitions();

    CREATE TABLE credits.request (
        account_id bigint NOT NULL,
        user_id    bigint NOT NULL,
        operation  bigint NOT NULL,
        booked_at  timestamptz NOT NULL,
        key        text COLLATE "C" NOT NULL,
        call       text COLLATE "C" NOT NULL,
        arguments  jsonb NOT NULL,
        PRIMARY KEY (key, account_id, user_id)
    );
    COMMENT ON TABLE credits.request IS 'Idempotency keys: what was asked under each, and which operation answered. Not partitioned; time-ordered keys keep it cheap.';
    COMMENT ON COLUMN credits.request.account_id IS 'Payer.';
    COMMENT ON COLUMN credits.request.user_id IS 'Account that the call named: a key is its own.';
    COMMENT ON COLUMN credits.request.operation IS 'Operation that answered.';
    COMMENT ON COLUMN credits.request.booked_at IS 'Wall time of the claim.';
    COMMENT ON COLUMN credits.request.key IS 'The key, compared byte by byte.';
    COMMENT ON COLUMN credits.request.call IS 'Function called; charge() for a row of credits.usage.';
    COMMENT ON COLUMN credits.request.arguments IS 'Arguments given, as canonical values.';

    PERFORM credits.init_calendar();
    PERFORM credits.init_meters();
    PERFORM credits.init_money();
    PERFORM credits.init_holds();
    PERFORM credits.init_limits();
    PERFORM credits.init_alerts();
    PERFORM credits.init_spending();
    PERFORM credits.init_members();
    PERFORM credits.confine_all();

    -- -----------------------------------------------------------------------------------------
    -- The door for bulk
    -- -----------------------------------------------------------------------------------------
    -- It reads as its owner, so it has the condition of the tables' policies itself.
    CREATE VIEW credits.usage WITH (security_barrier = true) AS
        SELECT a.account, l.resource, l.quantity, l.attributes, l.at, l.until, l.item, l.key,
               l.charged, l.rate, l.operation, l.line, l.late_at, l.booked_at
          FROM credits.usage_line l
          JOIN credits.account a ON a.account_id = l.account_id AND a.user_id = l.user_id
         WHERE credits.may_see(l.account_id, l.user_id);
    CREATE TRIGGER usage_begin BEFORE INSERT ON credits.usage
        FOR EACH STATEMENT EXECUTE FUNCTION credits.usage_begin();
    CREATE TRIGGER usage_row INSTEAD OF INSERT ON credits.usage
        FOR EACH ROW EXECUTE FUNCTION credits.usage_row();
    CREATE TRIGGER usage_bill AFTER INSERT ON credits.usage
        FOR EACH STATEMENT EXECUTE FUNCTION credits.usage_bill();
    CREATE TRIGGER usage_keep INSTEAD OF UPDATE OR DELETE ON credits.usage
        FOR EACH ROW EXECUTE FUNCTION credits.append_only();
    COMMENT ON VIEW credits.usage IS 'SELECT reads the lines that were billed; INSERT and COPY (account, resource, quantity, attributes, at, until, item, key) bill, each row as charge() would, the whole statement in one pass.';
    COMMENT ON COLUMN credits.usage.account IS 'Account that used it.';
    COMMENT ON COLUMN credits.usage.resource IS 'Resource.';
    COMMENT ON COLUMN credits.usage.quantity IS 'Quantity in the resource''s unit; NULL bills 1.';
    COMMENT ON COLUMN credits.usage.attributes IS 'Attributes, a JSON object.';
    COMMENT ON COLUMN credits.usage.at IS 'Instant or start; NULL bills at the account''s now.';
    COMMENT ON COLUMN credits.usage.until IS 'First instant after it; NULL: an event.';
    COMMENT ON COLUMN credits.usage.item IS 'The application''s name of the thing that used it.';
    COMMENT ON COLUMN credits.usage.key IS 'Idempotency key; a row whose key was billed by an equal request is skipped.';
    COMMENT ON COLUMN credits.usage.charged IS 'What the line costs, in credits. Read only.';
    COMMENT ON COLUMN credits.usage.rate IS 'Rate in force; NULL under tiers by quantity. Read only.';
    COMMENT ON COLUMN credits.usage.operation IS 'Operation. Read only.';
    COMMENT ON COLUMN credits.usage.line IS 'Place of the line in its charge. Read only.';
    COMMENT ON COLUMN credits.usage.late_at IS 'If its period had closed: when it was drawn. Read only.';
    COMMENT ON COLUMN credits.usage.booked_at IS 'Wall time of the booking. Read only.';

    PERFORM credits.guard_books();
END
$init$;
COMMENT ON FUNCTION credits.init() IS 'Makes the tables, views and triggers of the books in schema credits, as ordinary objects that no extension owns; run again it makes partitions ahead; tables of an earlier version it brings to the code''s, data intact. KR014 if the tables are of a later version than the code.';

CREATE FUNCTION credits.make_partitions(months int DEFAULT 12) RETURNS int
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $partitions$
DECLARE
    parent   text;
    month    timestamptz;
    made     int := 0;
    strays   timestamptz[];
    name     text;
BEGIN
    IF to_regclass('credits.books') IS NULL THEN
        RAISE EXCEPTION 'the books of credits have not been made in this database' USING ERRCODE = 'KR014',
            DETAIL = '{"rule": "not_initialized", "missing": "credits.books"}', HINT = 'Run SELECT credits.init();';
    END IF;
    IF months IS NULL OR months NOT BETWEEN 0 AND 1200 THEN
        RAISE EXCEPTION 'months must be from 0 to 1200' USING ERRCODE = 'invalid_parameter_value',
            DETAIL = format('It is %s.', coalesce(months::text, 'null')), HINT = 'A year ahead is 12.';
    END IF;
    FOREACH parent IN ARRAY ARRAY['entry', 'usage_line'] LOOP
        IF to_regclass(format('credits.%I', parent || '_default')) IS NULL THEN
            EXECUTE format('CREATE TABLE credits.%I PARTITION OF credits.%I DEFAULT', parent || '_default', parent);
            PERFORM credits.keep_partition(parent, parent || '_default', 'what no monthly partition takes');
        END IF;
        -- Rows that came when their month had no partition are in the default one: they move to a new one of their month.
        EXECUTE format('SELECT array_agg(DISTINCT date_trunc(''month'', booked_at AT TIME ZONE ''UTC'') AT TIME ZONE ''UTC'') FROM credits.%I',
                       parent || '_default') INTO strays;
        FOREACH month IN ARRAY coalesce(strays, '{}') LOOP
            PERFORM credits.move_month(parent, month);
            made := made + 1;
        END LOOP;
        FOR ahead IN 0 .. months LOOP
            month := (date_trunc('month', clock_timestamp() AT TIME ZONE 'UTC') + ahead * interval '1 month') AT TIME ZONE 'UTC';
            name := format('%s_%s', parent, to_char(month AT TIME ZONE 'UTC', 'YYYYMM'));
            CONTINUE WHEN to_regclass(format('credits.%I', name)) IS NOT NULL;
            EXECUTE format('CREATE TABLE credits.%I PARTITION OF credits.%I FOR VALUES FROM (%L) TO (%L)', name, parent,
                           month, (month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
            PERFORM credits.keep_partition(parent, name, to_char(month AT TIME ZONE 'UTC', 'YYYY-MM') || ', by the month booked, UTC');
            made := made + 1;
        END LOOP;
    END LOOP;
    RETURN made;
END
$partitions$;
COMMENT ON FUNCTION credits.make_partitions(int) IS 'Makes the monthly partitions of entry and usage_line for this month and so many ahead; returns how many it made. Rows in the default partition do not block it: they move to a partition of their month. 22023 for months out of 0 to 1200, KR014 before init().';

CREATE FUNCTION credits.move_month(parent text, month timestamptz) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $move$
DECLARE
    stray text := parent || '_default';
    name  text := format('%s_%s', parent, to_char(month AT TIME ZONE 'UTC', 'YYYYMM'));
    until timestamptz := (month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC';
BEGIN
    -- the one place where rows of the ledger change their table
    EXECUTE format('CREATE TABLE credits.%I (LIKE credits.%I INCLUDING ALL)', name, parent);
    EXECUTE format('ALTER TABLE credits.%I DISABLE TRIGGER %I', stray, parent || '_keep');
    EXECUTE format('WITH moved AS (DELETE FROM credits.%I WHERE booked_at >= %L AND booked_at < %L RETURNING *)'
                   ' INSERT INTO credits.%I SELECT * FROM moved', stray, month, until, name);
    EXECUTE format('ALTER TABLE credits.%I ENABLE ALWAYS TRIGGER %I', stray, parent || '_keep');
    EXECUTE format('ALTER TABLE credits.%I ATTACH PARTITION credits.%I FOR VALUES FROM (%L) TO (%L)', parent, name, month, until);
    PERFORM credits.keep_partition(parent, name, to_char(month AT TIME ZONE 'UTC', 'YYYY-MM') || ', by the month booked, UTC');
END
$move$;
COMMENT ON FUNCTION credits.move_month(text, timestamptz) IS 'Moves the rows of a month from the default partition of entry or usage_line to a new partition of that month.';

CREATE FUNCTION credits.keep_partition(parent text, partition text, what text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $keep$
DECLARE
    owner     name := (SELECT pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.oid = format('credits.%I', parent)::regclass);
    described record;
BEGIN
    EXECUTE format('ALTER TABLE credits.%I OWNER TO %I', partition, owner);
    EXECUTE format('ALTER TABLE credits.%I ENABLE ALWAYS TRIGGER %I', partition, parent || '_keep');
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON credits.%I FOR EACH STATEMENT EXECUTE FUNCTION credits.append_only()',
                   parent || '_keep_all', partition);
    -- a partition that is read directly is not under its parent's policy
    PERFORM credits.confine(format('credits.%I', partition)::regclass);
    EXECUTE format('ALTER TABLE credits.%I ENABLE ALWAYS TRIGGER %I', partition, parent || '_keep_all');
    EXECUTE format('COMMENT ON TABLE credits.%I IS %L', partition, format('Partition of credits.%s: %s.', parent, what));
    FOR described IN
        SELECT a.attname, col_description(a.attrelid, a.attnum) AS comment FROM pg_attribute a
         WHERE a.attrelid = format('credits.%I', parent)::regclass AND a.attnum > 0 AND NOT a.attisdropped
    LOOP
        EXECUTE format('COMMENT ON COLUMN credits.%I.%I IS %L', partition, described.attname, described.comment);
    END LOOP;
END
$keep$;
COMMENT ON FUNCTION credits.keep_partition(text, text, text) IS 'Puts on a new partition what it does not inherit: its owner, the guard against TRUNCATE, row-level security, and comments.';

CREATE FUNCTION credits.guard_books() RETURNS boolean
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $books$
BEGIN
    IF EXISTS (SELECT FROM pg_event_trigger t WHERE t.evtname = 'credits_keep_books') THEN
        RETURN true;
    END IF;
    IF NOT (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = current_user) THEN
        RAISE NOTICE 'only a superuser''s credits.init() can add the guard against DROP EXTENSION ... CASCADE';
        RETURN false;
    END IF;
    -- The guard's function must stand outside all that it guards: what is dropped is gone when it is asked.
    IF to_regnamespace('credits_guard') IS NULL THEN
        CREATE SCHEMA credits_guard;
    END IF;
    COMMENT ON SCHEMA credits_guard IS 'Holds the function of the event trigger that keeps the books of credits.';
    IF to_regprocedure('credits_guard.keep_books()') IS NOT NULL THEN
        DROP FUNCTION credits_guard.keep_books();
    END IF;
    CREATE FUNCTION credits_guard.keep_books() RETURNS event_trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $guard$
    DECLARE
        dropped record;
    BEGIN
        FOR dropped IN SELECT o.object_type, o.object_identity FROM pg_event_trigger_dropped_objects() o
                        WHERE (o.object_type = 'extension' AND o.object_identity = 'credits')
                           OR (o.object_type = 'table' AND o.schema_name = 'credits')
        LOOP
            RAISE EXCEPTION 'cannot drop % % while there are books', dropped.object_type, dropped.object_identity
                USING ERRCODE = 'dependent_objects_still_exist',
                      DETAIL = 'The ledger in schema credits needs it.',
                      HINT = 'Dump the books first; then DROP EVENT TRIGGER credits_keep_books allows it.';
        END LOOP;
    END
    $guard$;
    COMMENT ON FUNCTION credits_guard.keep_books() IS 'Refuses (2BP01) to drop the extension or any table of the books, with CASCADE too.';
    CREATE EVENT TRIGGER credits_keep_books ON sql_drop EXECUTE FUNCTION credits_guard.keep_books();
    ALTER EVENT TRIGGER credits_keep_books ENABLE ALWAYS;
    COMMENT ON EVENT TRIGGER credits_keep_books IS 'Keeps the books of credits from being dropped by accident.';
    RETURN true;
END
$books$;
COMMENT ON FUNCTION credits.guard_books() IS 'Adds the event trigger that refuses to drop the extension or the books, unless it is there; only a superuser can, and others get a NOTICE and false.';

-- ---- src/privileges.sql

-- ---------------------------------------------------------------------------------------------
-- Who may call what: the one list.
--
-- Types, their operators and pure arithmetic are everybody's.  Everything that reads or writes the books stands in
-- credits.capabilities(), with the capability it belongs to, and is nobody's until allow() gives a role that capability, or a DBA grants
-- what he likes by hand.  What REVOKE takes from PUBLIC below, what allow() and disallow() grant and take back, and which right
-- permit.c asks of a member all come from that list.
--
-- No role gets INSERT, UPDATE or DELETE on anything but the catalogs and the view credits.usage: functions work with the rights of the
-- owner of the books.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.capabilities() RETURNS TABLE (capability text, kind text, object text, privileges text)
LANGUAGE sql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, credits, pg_temp
AS $list$
VALUES
    -- rights of members, who have them by their role
    ('read', 'function', 'credits.balance(text, timestamptz, text)', 'EXECUTE'),
    ('read', 'function', 'credits.buckets(text, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.activity(text, timestamptz, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.current_plan(text, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.statement(text, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.invoices(text, timestamptz, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.deposits(text, timestamptz, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.usage_by(text, tstzrange, text)', 'EXECUTE'),
    ('read', 'function', 'credits.quote(text, text, numeric, jsonb, timestamptz, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.allowed(text, text, numeric, text, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.limits(text, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.spending_limits(text, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.meters(text, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.burn_rate(text, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.runway(text, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.estimate(text, jsonb, timestamptz)', 'EXECUTE'),
    ('read', 'function', 'credits.replay(text, text, tstzrange)', 'EXECUTE'),
    ('read', 'function', 'credits.compare_plans(text)', 'EXECUTE'),
    ('read', 'function', 'credits.members(text)', 'EXECUTE'),
    ('read', 'table', 'credits.usage', 'SELECT'),
    ('read', 'table', 'credits.resource', 'SELECT'),
    ('read', 'table', 'credits.price', 'SELECT'),
    ('read', 'table', 'credits.class', 'SELECT'),
    ('read', 'table', 'credits.currency', 'SELECT'),
    ('read', 'table', 'credits.plan', 'SELECT'),
    ('read', 'table', 'credits.plan_limit', 'SELECT'),
    ('read', 'table', 'credits.plans', 'SELECT'),
    ('read', 'table', 'credits.pack', 'SELECT'),
    ('read', 'table', 'credits.bonus', 'SELECT'),
    ('read', 'table', 'credits.alert_rule', 'SELECT'),
    ('read', 'table', 'credits.member_right', 'SELECT'),
    ('use', 'function', 'credits.consume(text, credits.amount, text, text, timestamptz, text, jsonb)', 'EXECUTE'),
    ('use', 'function', 'credits.try_consume(text, credits.amount, text, text, timestamptz, text, jsonb)', 'EXECUTE'),
    ('use', 'function', 'credits.charge(text, text, numeric, jsonb, timestamptz, timestamptz, text, text, text)', 'EXECUTE'),
    ('use', 'function', 'credits.try_charge(text, text, numeric, jsonb, timestamptz, timestamptz, text, text, text)', 'EXECUTE'),
    ('use', 'function', 'credits.ingest(jsonb)', 'EXECUTE'),
    ('use', 'function', 'credits.hold(text, credits.amount, interval, text, text, timestamptz, bigint)', 'EXECUTE'),
    ('use', 'function', 'credits.capture(text, bigint, credits.amount, text, timestamptz, text)', 'EXECUTE'),
    ('use', 'function', 'credits.release(text, bigint, timestamptz)', 'EXECUTE'),
    ('use', 'function', 'credits.use(text, text, numeric, text, text, timestamptz)', 'EXECUTE'),
    ('use', 'function', 'credits.start(text, text, text, numeric, jsonb, timestamptz)', 'EXECUTE'),
    ('use', 'function', 'credits.resize(text, text, text, numeric, timestamptz)', 'EXECUTE'),
    ('use', 'function', 'credits.stop(text, text, text, timestamptz)', 'EXECUTE'),
    ('use', 'function', 'credits.settle(text, timestamptz)', 'EXECUTE'),
    ('use', 'table', 'credits.usage', 'INSERT'),
    ('buy', 'function', 'credits.quote_pack(text, text, numeric, credits.amount)', 'EXECUTE'),
    ('buy', 'function', 'credits.buy(text, text, numeric, credits.amount, text, timestamptz, text)', 'EXECUTE'),
    ('buy', 'function', 'credits.deposit(text, numeric, text, text, interval, text, timestamptz, text)', 'EXECUTE'),
    ('buy', 'function', 'credits.add_payment_method(text, text, int)', 'EXECUTE'),
    ('buy', 'function', 'credits.remove_payment_method(text, text)', 'EXECUTE'),
    ('buy', 'function', 'credits.payment_methods(text)', 'EXECUTE'),
    ('topup', 'function', 'credits.set_topup(text, credits.amount, text, numeric, timestamptz, interval, int, int)', 'EXECUTE'),
    ('topup', 'function', 'credits.set_receipt_address(text, text)', 'EXECUTE'),
    ('plan', 'function', 'credits.subscribe(text, text, timestamptz, text)', 'EXECUTE'),
    ('plan', 'function', 'credits.change_plan(text, text, timestamptz, boolean, text)', 'EXECUTE'),
    ('plan', 'function', 'credits.cancel(text, timestamptz)', 'EXECUTE'),
    ('plan', 'function', 'credits.reactivate(text, timestamptz)', 'EXECUTE'),
    ('overage', 'function', 'credits.set_overage(text, boolean, credits.amount, timestamptz)', 'EXECUTE'),
    ('overage', 'function', 'credits.set_spending_limit(text, credits.amount, text, timestamptz)', 'EXECUTE'),
    ('members', 'function', 'credits.add_member(text, name, text)', 'EXECUTE'),
    ('members', 'function', 'credits.remove_member(text, name)', 'EXECUTE'),
    -- of those who run the service
    ('open', 'function', 'credits.open_account(text, text, text, timestamptz, text, text, timestamptz)', 'EXECUTE'),
    ('open', 'function', 'credits.set_clock(text, timestamptz)', 'EXECUTE'),
    ('open', 'function', 'credits.refer(text, text, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.grant(text, credits.amount, text, timestamptz, timestamptz, int, text[], numeric, text, text, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.grant_every(text, credits.amount, interval, text, int, credits.amount, interval, timestamptz, timestamptz, text)', 'EXECUTE'),
    ('grant', 'function', 'credits.end_grants(text, bigint, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.revoke(text, bigint, text, text, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.refund(text, bigint, credits.amount, text, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.confirm_deposit(text, bigint, text, timestamptz, text)', 'EXECUTE'),
    ('grant', 'function', 'credits.fail_deposit(text, bigint, text, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.refund_deposit(text, bigint, text, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.clawback(text, bigint, credits.amount, text, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.reverse_clawback(text, bigint, text, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.forfeit(text, bigint, text, boolean, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.invoice_paid(text, bigint, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.invoice_failed(text, bigint, timestamptz)', 'EXECUTE'),
    ('grant', 'function', 'credits.set_overdraft(text, credits.amount)', 'EXECUTE'),
    ('grant', 'function', 'credits.set_billing_threshold(text, credits.amount, timestamptz)', 'EXECUTE'),
    ('suspend', 'function', 'credits.suspend(text, text, timestamptz)', 'EXECUTE'),
    ('suspend', 'function', 'credits.resume(text, timestamptz)', 'EXECUTE'),
    ('run', 'procedure', 'credits.run(timestamptz, int)', 'EXECUTE'),
    ('run', 'function', 'credits.run_begin(timestamptz, int)', 'EXECUTE'),
    ('run', 'function', 'credits.run_next(timestamptz, int, timestamptz, bigint)', 'EXECUTE'),
    ('run', 'function', 'credits.run_batch(timestamptz, bigint[])', 'EXECUTE'),
    ('run', 'function', 'credits.run_note(bigint, timestamptz, bigint, bigint, boolean)', 'EXECUTE'),
    ('run', 'function', 'credits.schedule_name(text)', 'EXECUTE'),
    ('run', 'function', 'credits.schedule(text, text)', 'EXECUTE'),
    ('run', 'function', 'credits.unschedule(text)', 'EXECUTE'),
    ('run', 'table', 'credits.progress', 'SELECT'),
    ('events', 'function', 'credits.take_events(int, interval)', 'EXECUTE'),
    ('events', 'function', 'credits.ack(bigint[])', 'EXECUTE'),
    ('events', 'function', 'credits.notify_events(boolean)', 'EXECUTE'),
    ('audit', 'function', 'credits.verify(text)', 'EXECUTE'),
    ('audit', 'table', 'credits.*', 'SELECT'),
    ('configure', 'table', 'credits.resource', 'SELECT, INSERT, UPDATE, DELETE'),
    ('configure', 'table', 'credits.price', 'SELECT, INSERT, UPDATE, DELETE'),
    ('configure', 'table', 'credits.class', 'SELECT, INSERT, UPDATE, DELETE'),
    ('configure', 'table', 'credits.currency', 'SELECT, INSERT, UPDATE, DELETE'),
    ('configure', 'table', 'credits.plan', 'SELECT, INSERT, UPDATE, DELETE'),
    ('configure', 'table', 'credits.plan_limit', 'SELECT, INSERT, UPDATE, DELETE'),
    ('configure', 'table', 'credits.pack', 'SELECT, INSERT, UPDATE, DELETE'),
    ('configure', 'table', 'credits.bonus', 'SELECT, INSERT, UPDATE, DELETE'),
    ('configure', 'table', 'credits.alert_rule', 'SELECT, INSERT, UPDATE, DELETE'),
    ('configure', 'table', 'credits.member_right', 'SELECT, INSERT, UPDATE, DELETE'),
    -- nobody's but the owner's of the books
    ('books', 'function', 'credits.init()', 'EXECUTE'),
    ('books', 'function', 'credits.init_calendar()', 'EXECUTE'),
    ('books', 'function', 'credits.init_meters()', 'EXECUTE'),
    ('books', 'function', 'credits.init_money()', 'EXECUTE'),
    ('books', 'function', 'credits.init_holds()', 'EXECUTE'),
    ('books', 'function', 'credits.init_limits()', 'EXECUTE'),
    ('books', 'function', 'credits.init_spending()', 'EXECUTE'),
    ('books', 'function', 'credits.spending_of_ledger(bigint)', 'EXECUTE'),
    ('books', 'function', 'credits.init_alerts()', 'EXECUTE'),
    ('books', 'function', 'credits.init_members()', 'EXECUTE'),
    ('books', 'function', 'credits.migrate(int)', 'EXECUTE'),
    ('books', 'function', 'credits.migrate_to_2()', 'EXECUTE'),
    ('books', 'function', 'credits.migrate_to_3()', 'EXECUTE'),
    ('books', 'function', 'credits.migrate_to_4()', 'EXECUTE'),
    ('books', 'function', 'credits.migrate_rest(oid[])', 'EXECUTE'),
    ('books', 'function', 'credits.make_partitions(int)', 'EXECUTE'),
    ('books', 'function', 'credits.keep_partition(text, text, text)', 'EXECUTE'),
    ('books', 'function', 'credits.move_month(text, timestamptz)', 'EXECUTE'),
    ('books', 'function', 'credits.confine(regclass)', 'EXECUTE'),
    ('books', 'function', 'credits.confine_all()', 'EXECUTE'),
    ('books', 'function', 'credits.guard_books()', 'EXECUTE'),
    ('books', 'function', 'credits.verify_checks(bigint)', 'EXECUTE'),
    ('books', 'function', 'credits.allow(name, text, boolean)', 'EXECUTE'),
    ('books', 'function', 'credits.allow_objects(name, text, boolean)', 'EXECUTE'),
    ('books', 'function', 'credits.allow_again()', 'EXECUTE'),
    ('books', 'function', 'credits.disallow(name, text)', 'EXECUTE'),
    -- nobody's: init() attaches them; whoever makes a trigger of charge_rows() or meter_rows() is granted that by hand
    ('trigger', 'function', 'credits.price_check()', 'EXECUTE'),
    ('trigger', 'function', 'credits.plan_check()', 'EXECUTE'),
    ('trigger', 'function', 'credits.pack_check()', 'EXECUTE'),
    ('trigger', 'function', 'credits.bonus_check()', 'EXECUTE'),
    ('trigger', 'function', 'credits.plan_limit_check()', 'EXECUTE'),
    ('trigger', 'function', 'credits.alert_rule_check()', 'EXECUTE'),
    ('trigger', 'function', 'credits.alert_rule_changed()', 'EXECUTE'),
    ('trigger', 'function', 'credits.outbox_notify()', 'EXECUTE'),
    ('trigger', 'function', 'credits.period_keep()', 'EXECUTE'),
    ('trigger', 'function', 'credits.invoice_keep()', 'EXECUTE'),
    ('trigger', 'function', 'credits.status_keep()', 'EXECUTE'),
    ('trigger', 'function', 'credits.bucket_stamp()', 'EXECUTE'),
    ('trigger', 'function', 'credits.bucket_post()', 'EXECUTE'),
    ('trigger', 'function', 'credits.bucket_cap()', 'EXECUTE'),
    ('trigger', 'function', 'credits.append_only()', 'EXECUTE'),
    ('trigger', 'function', 'credits.permission_changed()', 'EXECUTE'),
    ('trigger', 'function', 'credits.usage_begin()', 'EXECUTE'),
    ('trigger', 'function', 'credits.usage_row()', 'EXECUTE'),
    ('trigger', 'function', 'credits.usage_bill()', 'EXECUTE'),
    ('trigger', 'function', 'credits.charge_rows()', 'EXECUTE'),
    ('trigger', 'function', 'credits.meter_rows()', 'EXECUTE'),
    -- everybody's: what policies call, which say no more than their caller may know
    ('everybody', 'function', 'credits.capabilities()', 'EXECUTE'),
    ('everybody', 'function', 'credits.may_see(bigint, bigint)', 'EXECUTE'),
    ('everybody', 'function', 'credits.may_see(text)', 'EXECUTE')
$list$;
COMMENT ON FUNCTION credits.capabilities() IS 'What each capability is: functions and procedures, and privileges on tables (credits.*: all of them). audit has the functions of read besides. books and trigger cannot be allowed; everybody is.';

-- Grants, or revokes, all that a capability has.
CREATE FUNCTION credits.allow_objects(role name, capability text, give boolean) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $objects$
DECLARE
    listed record;
BEGIN
    FOR listed IN SELECT c.* FROM credits.capabilities() c
                   WHERE c.capability = allow_objects.capability
                      OR allow_objects.capability = 'audit' AND c.capability = 'read' AND c.kind <> 'table'
    LOOP
        EXECUTE format(CASE WHEN give THEN 'GRANT %s ON %s %s TO %I' ELSE 'REVOKE %s ON %s %s FROM %I' END, listed.privileges,
                       CASE WHEN listed.object = 'credits.*' THEN 'ALL TABLES IN' ELSE listed.kind END,
                       CASE WHEN listed.object = 'credits.*' THEN 'SCHEMA credits' ELSE listed.object END, role);
    END LOOP;
END
$objects$;
COMMENT ON FUNCTION credits.allow_objects(name, text, boolean) IS 'Grants to a role, or revokes from it, what a capability has; allow() and disallow() call it.';

CREATE FUNCTION credits.allow(role name, capability text, members_only boolean DEFAULT true) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $allow$
DECLARE
    rights CONSTANT text[] := '{read,use,buy,topup,plan,overage,members}';
    other  name;
BEGIN
    IF to_regclass('credits.books') IS NULL THEN
        RAISE EXCEPTION 'the books of credits have not been made in this database' USING ERRCODE = 'KR014',
            DETAIL = '{"rule": "not_initialized", "missing": "credits.books"}', HINT = 'Run SELECT credits.init();';
    ELSIF role IS NULL OR capability IS NULL OR members_only IS NULL THEN
        RAISE EXCEPTION '"%" must be given', CASE WHEN role IS NULL THEN 'role' WHEN capability IS NULL THEN 'capability' ELSE 'members_only' END
            USING ERRCODE = 'null_value_not_allowed', DETAIL = 'It is null.', HINT = 'Give it a value; only what the documentation shows with a default can be left out.';
    ELSIF NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = role) THEN
        RAISE EXCEPTION 'role "%" does not exist', role USING ERRCODE = 'undefined_object',
            DETAIL = 'Capabilities are given to roles of this database server.', HINT = 'Make it with CREATE ROLE.';
    ELSIF NOT EXISTS (SELECT FROM credits.capabilities() c
                       WHERE c.capability = allow.capability AND c.capability NOT IN ('books', 'trigger', 'everybody')) THEN
        RAISE EXCEPTION '"capability" is none that can be allowed' USING ERRCODE = 'invalid_parameter_value',
            DETAIL = format('It is %s.', left(capability, 100)),
            HINT = format('They are %s.', (SELECT string_agg(DISTINCT c.capability, ', ' ORDER BY c.capability) FROM credits.capabilities() c
                                            WHERE c.capability NOT IN ('books', 'trigger', 'everybody')));
    ELSIF members_only AND capability <> ALL (rights) THEN
        RAISE EXCEPTION 'capability "%" is not for members of accounts', capability USING ERRCODE = 'invalid_parameter_value',
            DETAIL = 'It is for those who run the service, in all accounts.', HINT = 'Say members_only => false.';
    ELSIF NOT pg_has_role((SELECT p.proowner FROM pg_proc p WHERE p.oid = 'credits.allow(name, text, boolean)'::regprocedure), 'USAGE') THEN
        RAISE EXCEPTION 'permission denied to allow' USING ERRCODE = 'insufficient_privilege',
            DETAIL = 'Functions of the extension are granted by their owner.', HINT = 'Call it as the role that ran CREATE EXTENSION, or a superuser.';
    END IF;
    -- Who is confined is confined in everything: what it was given besides, or has been, would be void.
    SELECT p.role INTO other
      FROM credits.permission p
     WHERE p.members_only <> allow.members_only AND (p.role, p.capability) <> (allow.role, allow.capability)
       AND EXISTS (SELECT FROM pg_roles r WHERE r.rolname = p.role)
       AND NOT (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = allow.role) AND pg_has_role(allow.role, p.role, 'USAGE')
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'role "%" cannot have capabilities of both kinds', role USING ERRCODE = 'invalid_parameter_value',
            DETAIL = format('%s has one that is%s members_only.', CASE WHEN other = role THEN 'It' ELSE format('It is in role "%s", which', other) END,
                            CASE WHEN members_only THEN ' not' ELSE '' END),
            HINT = 'Give each kind to a role of its own; or disallow() first.';
    END IF;
    INSERT INTO credits.permission (role, capability, members_only) VALUES (allow.role, allow.capability, allow.members_only)
    ON CONFLICT ON CONSTRAINT permission_pkey DO UPDATE SET members_only = EXCLUDED.members_only;
    EXECUTE format('GRANT USAGE ON SCHEMA credits TO %I', role);
    PERFORM credits.allow_objects(role, capability, true);
END
$allow$;
COMMENT ON FUNCTION credits.allow(name, text, boolean) IS 'Grants a database role a capability: read, use, buy, topup, plan, overage or members, in all accounts or, members_only, in those that the caller is a member of; open, grant, suspend, run, events, audit or configure, which are never members_only (22023). The same again changes nothing. 42704 for an unknown role; 22023 for another capability, or if the role would be of both kinds; 22004 for NULL; 42501 unless called by the owner of the functions.';

CREATE FUNCTION credits.disallow(role name, capability text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $disallow$
BEGIN
    IF role IS NULL OR capability IS NULL THEN
        RAISE EXCEPTION '"%" must be given', CASE WHEN role IS NULL THEN 'role' ELSE 'capability' END
            USING ERRCODE = 'null_value_not_allowed', DETAIL = 'It is null.', HINT = 'Give it a value.';
    END IF;
    DELETE FROM credits.permission p WHERE p.role = disallow.role AND p.capability = disallow.capability;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'role "%" is not allowed "%"', role, left(capability, 100) USING ERRCODE = 'KR010',
            DETAIL = format('{"rule": "not_found", "role": %s, "capability": %s}', to_json(role::text), to_json(left(capability, 100))),
            HINT = 'What is allowed to whom is in credits.permission.';
    END IF;
    -- a role that was dropped has no privileges any more
    IF EXISTS (SELECT FROM pg_roles r WHERE r.rolname = role) THEN
        PERFORM credits.allow_objects(role, capability, false);
        -- what another capability has too
        PERFORM credits.allow_objects(p.role, p.capability, true) FROM credits.permission p WHERE p.role = disallow.role;
        IF NOT EXISTS (SELECT FROM credits.permission p WHERE p.role = disallow.role) THEN
            EXECUTE format('REVOKE USAGE ON SCHEMA credits FROM %I', role);
        END IF;
    END IF;
END
$disallow$;
COMMENT ON FUNCTION credits.disallow(name, text) IS 'Takes back what allow() granted, and with the last capability of a role USAGE on the schema; also of a role that has been dropped. KR010 if it was not allowed.';

CREATE FUNCTION credits.allow_again() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, credits, pg_temp
AS $again$
BEGIN
    -- what is new in a capability is granted by the owner of the functions
    IF pg_has_role((SELECT p.proowner FROM pg_proc p WHERE p.oid = 'credits.allow(name, text, boolean)'::regprocedure), 'USAGE') THEN
        PERFORM credits.allow_objects(p.role, p.capability, true)
           FROM credits.permission p JOIN pg_roles r ON r.rolname = p.role;
    END IF;
END
$again$;
COMMENT ON FUNCTION credits.allow_again() IS 'Grants what allow() has granted once more, as a capability may have got functions since; init() calls it.';

DO $revoke$
DECLARE
    listed record;
BEGIN
    FOR listed IN SELECT c.kind, c.object FROM credits.capabilities() c WHERE c.kind <> 'table' AND c.capability <> 'everybody' LOOP
        EXECUTE format('REVOKE ALL ON %s %s FROM PUBLIC', listed.kind, listed.object);
    END LOOP;
END
$revoke$;
