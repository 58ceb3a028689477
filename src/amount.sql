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
