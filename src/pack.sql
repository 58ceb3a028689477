-- ---------------------------------------------------------------------------------------------
-- Packs: what credit is sold as
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.pack_check() RETURNS trigger
AS 'MODULE_PATHNAME', 'credits_pack_check' LANGUAGE C;
COMMENT ON FUNCTION credits.pack_check() IS 'Trigger of credits.pack: refuses (22023) bounds, discounts, sizes and lifetimes that make no sense, and (KR010) an unknown class.';

CREATE FUNCTION credits.quote_pack(account text, pack text, INOUT money numeric DEFAULT NULL,
    INOUT credits credits.amount DEFAULT NULL, OUT currency text, OUT percent numeric)
AS 'MODULE_PATHNAME', 'credits_quote_pack' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.quote_pack(text, text, numeric, credits.amount) IS 'What buy() of a pack would come to, asked for in money or in credits: both, the currency, and the discount in percent. Writes nothing. KR010 for an unknown account or pack, KR016 for what is not sold, or not so; 22004 for a free amount of neither.';

CREATE FUNCTION credits.buy(account text, pack text, money numeric DEFAULT NULL, credits credits.amount DEFAULT NULL,
    key text DEFAULT NULL, at timestamptz DEFAULT NULL, method text DEFAULT NULL) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_buy' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.buy(text, text, numeric, credits.amount, text, timestamptz, text) IS 'Begins the purchase of a pack in the account''s currency, asked for in money or in credits (in both: the money must be its price), and returns the id of a pending deposit. No credit comes of it before confirm_deposit(). 22023, KR010, KR016 as quote_pack(); KR003 if the key was used otherwise; KR007 for a frozen account.';
