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
