-- ---------------------------------------------------------------------------------------------
-- Prices
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.price_check() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_price_check' LANGUAGE C;
COMMENT ON FUNCTION credits.price_check() IS 'Trigger of credits.price: fills in open validity; refuses a unit other than the resource''s (22023), an unknown resource (KR010) and two prices at one time (23P01).';
