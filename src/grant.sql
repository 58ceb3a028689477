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
