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
