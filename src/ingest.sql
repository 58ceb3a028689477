-- ---------------------------------------------------------------------------------------------
-- Events of the CNCF's CloudEvents 1.0, as JSON: each is one charge.
--
-- A source and an id name an event once and for all, so they are the charge's key: however often a broker delivers it, it is billed
-- once.  A source is a URI reference and has no blank; so the first blank of the key ends it, and no two events have one key.
-- ---------------------------------------------------------------------------------------------

-- A zone is never left out, so no setting of the session has a say: it is immutable.
CREATE FUNCTION credits.ingest_time(event jsonb, name text) RETURNS timestamptz
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $time$
DECLARE
    rfc_3339 CONSTANT text := '^(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d(\.\d{1,12})?|60)'
                              '([Zz]|[+-](0\d|1[0-5]):[0-5]\d)$';
    given text := event ->> name;
BEGIN
    IF coalesce(jsonb_typeof(event -> name), 'null') = 'null' THEN
        RETURN NULL;
    END IF;
    IF jsonb_typeof(event -> name) = 'string' AND given ~ rfc_3339 THEN
        -- some months have no 31st
        IF substr(given, 9, 2)::int <= extract(day FROM make_date(substr(given, 1, 4)::int, substr(given, 6, 2)::int, 1) + interval '1 month - 1 day') THEN
            RETURN given::timestamptz;
        END IF;
    END IF;
    RAISE EXCEPTION '"%" of the event is not a time', name
        USING ERRCODE = 'invalid_parameter_value', DETAIL = format('It is %s.', left((event -> name)::text, 100)),
              HINT = 'Give a string as RFC 3339 has it, with a zone: "2026-01-13T09:00:00Z".';
END
$time$;
COMMENT ON FUNCTION credits.ingest_time(jsonb, text) IS 'A member of an event, or of its data, that is an instant as RFC 3339 writes it; NULL if it is not there. 22023 otherwise.';

CREATE FUNCTION credits.ingest_text(event jsonb, name text, what text, required boolean DEFAULT true) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $text$
DECLARE
    kind text := coalesce(jsonb_typeof(event -> name), 'null');
BEGIN
    IF kind = 'null' AND NOT required THEN
        RETURN NULL;
    END IF;
    IF kind = 'null' OR event ->> name = '' THEN
        RAISE EXCEPTION 'the event has no "%"', name
            USING ERRCODE = 'invalid_parameter_value', DETAIL = format('It is %s.', left(event::text, 200)),
                  HINT = format('"%s" is %s: a string that is not empty.', name, what);
    END IF;
    IF kind <> 'string' THEN
        RAISE EXCEPTION '"%" of the event is not a string', name
            USING ERRCODE = 'invalid_parameter_value', DETAIL = format('It is %s.', left((event -> name)::text, 100)),
                  HINT = format('"%s" is %s: put it into quotes.', name, what);
    END IF;
    RETURN event ->> name;
END
$text$;
COMMENT ON FUNCTION credits.ingest_text(jsonb, text, text, boolean) IS 'A member of an event, or of its data, that is a string and not empty; NULL if it is neither there nor required. 22023 otherwise.';

CREATE FUNCTION credits.ingest(event jsonb) RETURNS credits.receipt
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, credits, pg_temp
AS $ingest$
DECLARE
    source     text;
    key        text;
    data       jsonb := coalesce(nullif(event -> 'data', 'null'), '{}');
    attributes jsonb;
BEGIN
    IF event IS NULL THEN
        RAISE EXCEPTION '"event" must be given'
            USING ERRCODE = 'null_value_not_allowed', DETAIL = 'It is null.', HINT = 'Give a CloudEvent 1.0 as a JSON object.';
    END IF;
    IF jsonb_typeof(event) <> 'object' THEN
        RAISE EXCEPTION '"event" must be a JSON object'
            USING ERRCODE = 'invalid_parameter_value', DETAIL = format('It is of type %s.', jsonb_typeof(event)),
                  HINT = 'Give a CloudEvent 1.0; of a batch, each for itself: SELECT credits.ingest(e) FROM jsonb_array_elements(batch) e.';
    END IF;
    IF credits.ingest_text(event, 'specversion', 'the version of CloudEvents, 1.0') <> '1.0' THEN
        RAISE EXCEPTION 'the event is not of CloudEvents 1.0'
            USING ERRCODE = 'invalid_parameter_value', DETAIL = format('Its specversion is %s.', left((event -> 'specversion')::text, 100)),
                  HINT = 'Give "specversion": "1.0".';
    END IF;
    IF jsonb_typeof(data) <> 'object' OR coalesce(jsonb_typeof(event -> 'data_base64'), 'null') <> 'null' THEN
        RAISE EXCEPTION '"data" of the event is not a JSON object'
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = CASE WHEN jsonb_typeof(data) <> 'object' THEN format('It is of type %s.', jsonb_typeof(data))
                                ELSE 'It is data_base64.' END,
                  HINT = 'Give what was used as members of data: quantity, until, item and attributes; or leave data out.';
    END IF;
    IF coalesce(jsonb_typeof(data -> 'quantity'), 'null') NOT IN ('number', 'null') THEN
        RAISE EXCEPTION '"quantity" of the event is not a number'
            USING ERRCODE = 'invalid_parameter_value', DETAIL = format('It is %s.', left((data -> 'quantity')::text, 100)),
                  HINT = 'Give a number without quotes, or leave it out: then it is 1.';
    END IF;

    source := credits.ingest_text(event, 'source', 'what, with id, tells this event from all others');
    IF source ~ '\s' THEN
        RAISE EXCEPTION '"source" of the event has blanks'
            USING ERRCODE = 'invalid_parameter_value', DETAIL = format('It is %s.', left((event -> 'source')::text, 100)),
                  HINT = 'It is a URI reference: write a blank as %20.';
    END IF;
    key := source || ' ' || credits.ingest_text(event, 'id', 'what, with source, tells this event from all others');
    IF octet_length(key) > 255 THEN
        key := 'sha256:' || encode(sha256(convert_to(key, 'UTF8')), 'hex');
    END IF;

    attributes := nullif(data -> 'attributes', 'null');
    IF attributes IS NULL THEN
        SELECT jsonb_object_agg(m.key, m.value) INTO attributes
          FROM jsonb_each(data) m
         WHERE m.key NOT IN ('quantity', 'until', 'item', 'attributes') AND jsonb_typeof(m.value) NOT IN ('object', 'array');
    END IF;

    RETURN credits.charge(
        account    => credits.ingest_text(event, 'subject', 'the account that is charged'),
        resource   => credits.ingest_text(event, 'type', 'the resource that was used'),
        quantity   => (data ->> 'quantity')::numeric,
        attributes => attributes,
        at         => credits.ingest_time(event, 'time'),
        until      => credits.ingest_time(data, 'until'),
        item       => credits.ingest_text(data, 'item', 'the name of the thing that used it', false),
        key        => key);
END
$ingest$;
COMMENT ON FUNCTION credits.ingest(jsonb) IS 'Charges a CloudEvent 1.0: subject is the account, type the resource, time (left out: now) its time; of data quantity (1), until, item and attributes, which left out are all its other members that are scalars. source and id are the key: an event that comes again is answered as it was, and billed once. 22004 for NULL, 22023 for what is no such event, else as charge().';
