-- ---------------------------------------------------------------------------------------------
-- Calendar arithmetic
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.boundary(anchor timestamptz, every interval, n int, time_zone text) RETURNS timestamptz
AS 'MODULE_PATHNAME', 'credits_boundary' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION credits.boundary(timestamptz, interval, int, text) IS 'anchor + n x every: months and days on the local date in the zone, the day clamped to the month, always from the anchor; then hours as elapsed time. 22023 for an unknown zone or an interval that mixes months, days and time; 22023 or 22008 for an anchor out of bounds, and where instants end.';
