-- The floors of `consume`, by hand: the least that is a draw, the least that is a safe one, and the rules of the draw order
-- as one would write them in PL/pgSQL.  :accounts of each, amounts in bigint or numeric.
\set ON_ERROR_STOP on

CREATE TABLE bench.purse (id int PRIMARY KEY, remaining bigint NOT NULL) WITH (fillfactor = 80);
CREATE TABLE bench.spent (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, purse int NOT NULL, amount bigint NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp());
CREATE TABLE bench.spent_once (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, purse int NOT NULL, amount bigint NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(), key text NOT NULL, UNIQUE (purse, key));
INSERT INTO bench.purse SELECT g, 1000000000000 FROM generate_series(1, :accounts) g;

-- one UPDATE, one INSERT
CREATE FUNCTION bench.raw_func(a int, x bigint) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    UPDATE bench.purse SET remaining = remaining - x WHERE id = a AND remaining >= x;
    IF FOUND THEN
        INSERT INTO bench.spent (purse, amount) VALUES (a, x);
    END IF;
    RETURN FOUND;
END $$;

-- and once only under its key
CREATE FUNCTION bench.raw_idem(a int, x bigint, k text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bench.spent_once (purse, amount, key) VALUES (a, x, k) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN true;
    END IF;
    UPDATE bench.purse SET remaining = remaining - x WHERE id = a AND remaining >= x;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not enough';
    END IF;
    RETURN true;
END $$;

-- several buckets, in order, with an entry for each, once under its key
CREATE TABLE bench.bucket (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account text NOT NULL, priority int NOT NULL, expires_at timestamptz NOT NULL,
    granted numeric NOT NULL, used numeric NOT NULL DEFAULT 0, closed_at timestamptz, CHECK (used <= granted)) WITH (fillfactor = 80);
CREATE INDEX ON bench.bucket (account, priority, expires_at, id) WHERE closed_at IS NULL;
CREATE TABLE bench.request (account text, key text, operation bigint NOT NULL, amount numeric NOT NULL, PRIMARY KEY (key, account));
CREATE SEQUENCE bench.operation;
CREATE TABLE bench.entry (operation bigint NOT NULL, piece int NOT NULL, account text NOT NULL, bucket bigint NOT NULL,
    amount numeric NOT NULL, after numeric NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (account, operation, piece));
INSERT INTO bench.bucket (account, priority, expires_at, granted)
SELECT p.prefix || g, b, 'infinity', CASE WHEN b < p.buckets THEN 1 ELSE 1000000000 END
  FROM (VALUES ('a', 2), ('m', 4)) p (prefix, buckets), generate_series(1, :accounts) g, generate_series(1, p.buckets) b
 WHERE p.prefix = 'a' OR g <= :accounts / 10;

CREATE FUNCTION bench.ordered(a text, x numeric, k text) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
    op   bigint := nextval('bench.operation');
    rest numeric := x;
    take numeric;
    n    int := 0;
    b    record;
BEGIN
    IF k IS NOT NULL THEN
        INSERT INTO bench.request VALUES (a, k, op, x) ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            RETURN 0;
        END IF;
    END IF;
    FOR b IN SELECT id, granted - used AS remaining FROM bench.bucket
              WHERE account = a AND closed_at IS NULL AND expires_at > clock_timestamp()
              ORDER BY priority, expires_at, id FOR NO KEY UPDATE
    LOOP
        take := least(b.remaining, rest);
        CONTINUE WHEN take = 0;
        n := n + 1;
        UPDATE bench.bucket SET used = used + take WHERE id = b.id;
        INSERT INTO bench.entry VALUES (op, n, a, b.id, -take, b.remaining - take);
        rest := rest - take;
        EXIT WHEN rest = 0;
    END LOOP;
    IF rest > 0 THEN
        RAISE EXCEPTION 'not enough';
    END IF;
    RETURN x;
END $$;
