-- ---------------------------------------------------------------------------------------------
-- The job: everything that is due, written down.  Nothing depends on when it runs: what it does, any writing call would do first,
-- and reads answer as if it had been done.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.run_begin(at timestamptz, batch int) RETURNS timestamptz
AS 'MODULE_PATHNAME', 'credits_run_begin' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.run_begin(timestamptz, int) IS 'Checks what credits.run() was given and that it can commit, and returns the instant up to which it works.';

CREATE FUNCTION credits.run_next(upto timestamptz, size int, INOUT after_due timestamptz, INOUT after_id bigint,
    OUT accounts bigint[], OUT names text[])
AS 'MODULE_PATHNAME', 'credits_run_next' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.run_next(timestamptz, int, timestamptz, bigint) IS 'The next accounts with something due by `upto`, of the calendar or a deposit to be paid, in order of (due, id) after the position given, and then those that run meters, by id, their due being infinity: their ids, ascending, their names, and the new position; nulls if there are no more. Locks nothing.';

CREATE FUNCTION credits.run_batch(upto timestamptz, accounts bigint[]) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_run_batch' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.run_batch(timestamptz, bigint[]) IS 'One batch of credits.run(): catches up, in the order given, those accounts that are still due by `upto` and that nobody else has locked. Returns how many. 55P03 if a row of one of them is locked for long.';

CREATE FUNCTION credits.run_note(run bigint, upto timestamptz, done bigint, failed bigint, finished boolean) RETURNS bigint
AS 'MODULE_PATHNAME', 'credits_run_note' LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION credits.run_note(bigint, timestamptz, bigint, bigint, boolean) IS 'Keeps the row of a run in credits.job up to date; makes it if `run` is null, and removes those older than 30 days. Returns its id.';

-- It commits, so it can have no SET clause: all names and operators are qualified, and no search_path matters.
CREATE PROCEDURE credits.run(at timestamptz DEFAULT NULL, batch int DEFAULT 100)
LANGUAGE plpgsql
AS $run$
DECLARE
    upto      pg_catalog.timestamptz := credits.run_begin(at, batch);
    after_due pg_catalog.timestamptz;
    after_id  pg_catalog.int8;
    accounts  pg_catalog.int8[];
    names     pg_catalog.text[];
    run       pg_catalog.int8;
    done      pg_catalog.int8 := 0;
    failed    pg_catalog.int8 := 0;
    first     pg_catalog.int4;
    size      pg_catalog.int4;
    state     pg_catalog.text;
    message   pg_catalog.text;
    facts     pg_catalog.text;
BEGIN
    COMMIT;
    -- whatever the session's level is: an account that somebody else changed is looked at again, and is no error
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    LOOP
        SELECT n.after_due, n.after_id, n.accounts, n.names INTO after_due, after_id, accounts, names
          FROM credits.run_next(upto, batch, after_due, after_id) n;
        EXIT WHEN accounts IS NULL;
        -- meters that are not due leave no note
        IF run IS NULL AND after_due OPERATOR(pg_catalog.<>) 'infinity'::pg_catalog.timestamptz THEN
            run := credits.run_note(NULL, upto, 0, 0, false);
            COMMIT AND CHAIN;
        END IF;
        first := 1;
        size := pg_catalog.cardinality(accounts);
        WHILE first OPERATOR(pg_catalog.<=) pg_catalog.cardinality(accounts) LOOP
            BEGIN
                done := done OPERATOR(pg_catalog.+) credits.run_batch(upto,
                    accounts[first : first OPERATOR(pg_catalog.+) size OPERATOR(pg_catalog.-) 1]);
                first := first OPERATOR(pg_catalog.+) size;
            EXCEPTION
                WHEN disk_full THEN
                    RAISE;
                WHEN OTHERS THEN
                    IF size OPERATOR(pg_catalog.>) 1 THEN
                        -- which of them it was shows when each is done by itself
                        size := 1;
                    ELSE
                        GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, facts = PG_EXCEPTION_DETAIL;
                        -- one that is being used, now or again, is left to the next run
                        IF state OPERATOR(pg_catalog.<>) ALL ('{55P03,40P01,40001}'::pg_catalog.text[]) THEN
                            failed := failed OPERATOR(pg_catalog.+) 1;
                            RAISE WARNING 'account "%" could not be caught up: % %', names[first], state, message
                                USING ERRCODE = state, DETAIL = facts,
                                      HINT = 'What is due stays due: once the cause is gone, the next credits.run() does it.';
                        END IF;
                        first := first OPERATOR(pg_catalog.+) 1;
                    END IF;
            END;
            IF run IS NOT NULL OR done OPERATOR(pg_catalog.+) failed OPERATOR(pg_catalog.>) 0 THEN
                run := credits.run_note(run, upto, done, failed, false);
            END IF;
            COMMIT AND CHAIN;
        END LOOP;
    END LOOP;
    IF run IS NOT NULL THEN
        run := credits.run_note(run, upto, done, failed, true);
    END IF;
    COMMIT;
END
$run$;
COMMENT ON PROCEDURE credits.run(timestamptz, int) IS 'Does everything that is due by `at` (NULL: the wall clock), for all accounts on the wall clock: opens and closes periods, expires, rolls over, grants, invoices; notes deposits that were not paid in time; then settles the meters of accounts of which one has run out, or that were not settled for an hour. Asks for the top-ups of the accounts that it did something for. Commits after each `batch` accounts (1 to 10000). Runs at one time share the work; an account that is locked is left to the next; one that fails is a WARNING and stops no other. 22023 for an `at` in the future or a batch out of range, 25001 inside a transaction, 25006 if it is read-only, KR014 before init().';

-- ---------------------------------------------------------------------------------------------
-- A schedule for it, in pg_cron.  Any scheduler will do; this one is inside the server.
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION credits.schedule_name(database text) RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $name$
DECLARE
    books    CONSTANT text := coalesce(database, current_database());
    number   CONSTANT oid := (SELECT d.oid FROM pg_database d WHERE d.datname = books);
    -- a job's name has 63 bytes
    name     CONSTANT text := 'credits ' || CASE WHEN octet_length(books) <= 55 THEN books ELSE 'in database ' || number END;
    here     CONSTANT boolean := EXISTS (SELECT FROM pg_extension e WHERE e.extname = 'pg_cron');
    -- pg_cron shows its settings to few
    seen     CONSTANT boolean := pg_has_role(current_user, 'pg_read_all_settings', 'USAGE');
    home     CONSTANT text := (SELECT s.setting FROM pg_settings s WHERE s.name = 'cron.database_name');
    any_cron CONSTANT text := format('From any cron: * * * * * psql -X -d %s -c ''CALL credits.run()''',
                                     CASE WHEN books ~ '^\w+$' THEN books ELSE format('''%s''', books) END);
BEGIN
    IF number IS NULL THEN
        RAISE EXCEPTION 'database "%" does not exist', books USING ERRCODE = 'invalid_catalog_name',
            DETAIL = 'The books must be in a database of this server.', HINT = 'Leave it out for the one you are in.';
    ELSIF NOT here THEN
        RAISE EXCEPTION 'pg_cron is not installed in this database' USING ERRCODE = 'object_not_in_prerequisite_state',
            DETAIL = CASE WHEN home = current_database() THEN 'This is where it belongs.'
                          WHEN home IS NOT NULL THEN format('It belongs in database "%s".', home)
                          WHEN seen THEN 'This server does not load it.'
                          ELSE 'Whether this server loads it only a superuser can see.' END,
            HINT = CASE WHEN home = current_database() THEN 'CREATE EXTENSION pg_cron; then schedule again. '
                        WHEN home IS NOT NULL THEN format('There: SELECT cron.schedule_in_database(%L, ''* * * * *'', ''CALL credits.run()'', %L); ', name, books)
                        ELSE '' END || any_cron;
    ELSIF seen AND home IS DISTINCT FROM current_database() THEN
        RAISE EXCEPTION 'pg_cron does not run jobs from this database' USING ERRCODE = 'object_not_in_prerequisite_state',
            DETAIL = CASE WHEN home IS NULL THEN 'It is not in shared_preload_libraries.'
                          ELSE format('cron.database_name is "%s".', home) END,
            HINT = format('Set shared_preload_libraries = ''pg_cron'' and cron.database_name = ''%s'', and restart the server. %s',
                          current_database(), any_cron);
    END IF;
    RETURN name;
END
$name$;
COMMENT ON FUNCTION credits.schedule_name(text) IS 'Name of the job of credits.schedule() in pg_cron for a database (NULL: this one). 55000 where pg_cron is not, with what to do instead; 3D000 if there is no such database.';

CREATE FUNCTION credits.schedule(schedule text DEFAULT '* * * * *', database text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $schedule$
DECLARE
    name CONSTANT text := credits.schedule_name(database);
    job  bigint;
BEGIN
    IF schedule IS NULL THEN
        RAISE EXCEPTION '"schedule" must be given' USING ERRCODE = 'null_value_not_allowed',
            DETAIL = 'It is null.', HINT = 'Every minute is * * * * *.';
    END IF;
    IF NOT has_function_privilege('credits.run(timestamptz, int)', 'EXECUTE') THEN
        RAISE EXCEPTION 'role "%" may not CALL credits.run()', current_user USING ERRCODE = 'insufficient_privilege',
            DETAIL = 'The job runs as the role that schedules it.',
            HINT = format('GRANT EXECUTE ON PROCEDURE credits.run TO %1$I; and on the functions run_begin, run_next, run_batch and run_note.',
                          current_user);
    END IF;
    BEGIN
        -- one that was switched off would stay off
        PERFORM cron.unschedule(j.jobid) FROM cron.job j WHERE j.jobname = name AND j.username = current_user AND NOT j.active;
        IF database <> current_database() THEN
            job := cron.schedule_in_database(name, schedule, 'CALL credits.run()', database);
        ELSE
            job := cron.schedule(name, schedule, 'CALL credits.run()');
        END IF;
    EXCEPTION
        WHEN insufficient_privilege THEN
            RAISE EXCEPTION 'role "%" may not schedule this job', current_user USING ERRCODE = 'insufficient_privilege',
                DETAIL = SQLERRM,
                HINT = format('As a superuser: GRANT USAGE ON SCHEMA cron TO %1$I; for another database also GRANT EXECUTE ON FUNCTION cron.schedule_in_database TO %1$I;',
                              current_user);
        WHEN OTHERS THEN
            IF SQLERRM NOT LIKE 'invalid schedule%' THEN
                RAISE;
            END IF;
            RAISE EXCEPTION '"schedule" is not one that pg_cron takes' USING ERRCODE = 'invalid_parameter_value',
                DETAIL = SQLERRM,
                HINT = 'Five fields, as in crontab: minute, hour, day of month, month, day of week. Every minute is * * * * *. Seconds need pg_cron 1.5.';
    END;
    IF (SELECT s.setting FROM pg_settings s WHERE s.name = 'cron.use_background_workers') = 'off' THEN
        RAISE NOTICE 'pg_cron will connect to cron.host as a client'
            USING DETAIL = 'Each run fails if pg_hba.conf asks that connection for a password.',
                  HINT = 'Set cron.use_background_workers = on and restart the server; or look into cron.job_run_details after the first run.';
    END IF;
    RETURN job;
END
$schedule$;
COMMENT ON FUNCTION credits.schedule(text, text) IS 'Has pg_cron CALL credits.run() by a schedule (five fields as in crontab), as the current role, in this database or, called in pg_cron''s, in another; again it replaces the schedule. Returns pg_cron''s job id. 55000 where there is no pg_cron, with the line for any other scheduler; 22023 for a schedule that it does not take; 3D000 for an unknown database; 42501 without the right.';

CREATE FUNCTION credits.unschedule(database text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $unschedule$
DECLARE
    name CONSTANT text := credits.schedule_name(database);
    job   bigint;
    found boolean := false;
BEGIN
    FOR job IN SELECT j.jobid FROM cron.job j WHERE j.jobname = name LOOP
        found := cron.unschedule(job) OR found;
    END LOOP;
    RETURN found;
EXCEPTION
    WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'role "%" may not unschedule this job', current_user USING ERRCODE = 'insufficient_privilege',
            DETAIL = SQLERRM, HINT = format('As a superuser: GRANT USAGE ON SCHEMA cron TO %I;', current_user);
END
$unschedule$;
COMMENT ON FUNCTION credits.unschedule(text) IS 'Takes back what credits.schedule() did for a database (NULL: this one); of others'' jobs those that the current role may see. False if there was none. 55000 where there is no pg_cron, 42501 without the right.';
