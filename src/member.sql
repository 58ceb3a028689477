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
