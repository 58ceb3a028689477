-- credits.prorate: an exact share of an amount by time. Decided in prorate.c and value.c.

-- functions

CREATE FUNCTION credits.prorate(whole credits.amount, period pg_catalog.tstzrange, part pg_catalog.tstzrange)
    RETURNS credits.amount
    AS 'MODULE_PATHNAME', 'prorate' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.prorate(credits.amount, pg_catalog.tstzrange, pg_catalog.tstzrange) IS
    'Share of an amount that falls on a part of its period, cumulative from the start, so that parts that tile the period sum to the whole; an empty part is 0. 22023 for a part outside the period, an empty period or an instant out of bounds, 22008 for open or infinite bounds.';
