-- ---------------------------------------------------------------------------------------------
-- Prices
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.price_check() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_price_check' LANGUAGE C;
COMMENT ON FUNCTION credits.price_check() IS 'Trigger of credits.price: fills in what was left out; refuses terms that are no price''s (22023), an unknown resource, plan or account (KR010), and two prices that are equally specific for some usage at one time (23P01).';

CREATE FUNCTION credits.line_cost(rate credits.rate, quantity numeric, at timestamptz, until timestamptz, counted numeric, terms jsonb)
RETURNS credits.amount
AS 'MODULE_PATHNAME', 'credits_line_cost' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION credits.line_cost(credits.rate, numeric, timestamptz, timestamptz, numeric, jsonb) IS 'What a line of usage costs by what it keeps: its rate, and of packages, tiers, steps and least charges the terms and what was counted before it. A negative quantity costs the negative. 22023 for terms that are none.';
