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
