-- What every part has: prices, and a quick way to accounts with buckets.
\set ON_ERROR_STOP on
INSERT INTO credits.resource (resource, unit) VALUES ('token', 'token'), ('vcpu', 'vCPU'), ('llm', 'token'), ('call', 'call');
INSERT INTO credits.price (resource, rate) VALUES ('token', '0.15/1M token'), ('vcpu', '0.0000045/vCPU/s');
INSERT INTO credits.price (resource, rate, attributes)
SELECT 'llm', '0.15/1M token', jsonb_build_object('model', 'm' || m, 'io', io)
  FROM generate_series(0, 9) m, unnest(ARRAY['input', 'output']) io;
INSERT INTO credits.price (resource, tiers)
VALUES ('call', '[{"upto": 1000, "rate": "0.15/1M call"}, {"upto": 10000, "rate": "0.12/1M call"}, {"rate": "0.10/1M call"}]');

CREATE SCHEMA bench;

-- Accounts prefix1 .. prefixN that are an hour old, each with so many buckets of so much; the last can pay for all else
CREATE FUNCTION bench.open(prefix text, accounts int, buckets int, size credits.amount) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    born timestamptz := now() - interval '1 hour';
BEGIN
    PERFORM count(credits.open_account(prefix || g, at => born)) FROM generate_series(1, accounts) g;
    PERFORM count(credits."grant"(prefix || g, CASE WHEN b < buckets THEN size ELSE '1000000000' END, at => born,
                                  priority => b))
       FROM generate_series(1, accounts) g, generate_series(1, buckets) b;
END $$;

-- Microseconds a call of one statement, run so many times, a transaction each
CREATE PROCEDURE bench.each(statement text, times int, INOUT us numeric DEFAULT NULL) LANGUAGE plpgsql AS $$
DECLARE
    began timestamptz;
BEGIN
    EXECUTE statement;          -- plans and caches
    COMMIT;
    began := clock_timestamp();
    FOR i IN 1 .. times LOOP
        EXECUTE statement;
        COMMIT;
    END LOOP;
    us := extract(epoch FROM clock_timestamp() - began) * 1000000 / times;
END $$;
