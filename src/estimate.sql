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
