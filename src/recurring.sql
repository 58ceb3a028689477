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
