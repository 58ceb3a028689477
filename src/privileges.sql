-- ---------------------------------------------------------------------------------------------
-- Who may call what.  Types, their operators and pure arithmetic are everybody's; nothing that reads or writes the
-- books is anybody's until a DBA grants it: GRANT USAGE ON SCHEMA credits and GRANT EXECUTE ON FUNCTION.  Tables need no
-- grants at all: functions run as their owner.
-- ---------------------------------------------------------------------------------------------

REVOKE ALL ON FUNCTION
    credits.init(), credits.init_calendar(), credits.init_meters(), credits.init_money(), credits.init_holds(), credits.init_limits(), credits.migrate(int), credits.migrate_to_2(), credits.migrate_to_3(), credits.migrate_to_4(), credits.migrate_rest(oid[]), credits.make_partitions(int), credits.keep_partition(text, text, text), credits.move_month(text, timestamptz), credits.guard_books(),
    credits.open_account(text, text, text, timestamptz, text, text, timestamptz),
    credits.set_clock(text, timestamptz),
    credits.set_overage(text, boolean, credits.amount, timestamptz),
    credits.grant(text, credits.amount, text, timestamptz, timestamptz, int, text[], numeric, text, text, timestamptz),
    credits.consume(text, credits.amount, text, text, timestamptz, text, jsonb),
    credits.try_consume(text, credits.amount, text, text, timestamptz, text, jsonb),
    credits.charge(text, text, numeric, jsonb, timestamptz, timestamptz, text, text, text),
    credits.try_charge(text, text, numeric, jsonb, timestamptz, timestamptz, text, text, text),
    credits.quote(text, text, numeric, jsonb, timestamptz, timestamptz),
    credits.subscribe(text, text, timestamptz, text), credits.change_plan(text, text, timestamptz, boolean, text),
    credits.cancel(text, timestamptz), credits.reactivate(text, timestamptz),
    credits.grant_every(text, credits.amount, interval, text, int, credits.amount, interval, timestamptz, timestamptz, text),
    credits.end_grants(text, bigint, timestamptz), credits.current_plan(text, timestamptz),
    credits.run_begin(timestamptz, int), credits.run_next(timestamptz, int, timestamptz, bigint),
    credits.run_batch(timestamptz, bigint[]), credits.run_note(bigint, timestamptz, bigint, bigint, boolean),
    credits.schedule_name(text), credits.schedule(text, text), credits.unschedule(text),
    credits.invoice_paid(text, bigint, timestamptz), credits.invoice_failed(text, bigint, timestamptz), credits.statement(text, timestamptz),
    credits.invoices(text, timestamptz, timestamptz),
    credits.start(text, text, text, numeric, jsonb, timestamptz), credits.resize(text, text, text, numeric, timestamptz),
    credits.stop(text, text, text, timestamptz), credits.settle(text, timestamptz),
    credits.meters(text, timestamptz), credits.burn_rate(text, timestamptz), credits.runway(text, timestamptz),
    credits.estimate(text, jsonb, timestamptz), credits.replay(text, text, tstzrange), credits.compare_plans(text),
    credits.plan_check(), credits.period_keep(), credits.invoice_keep(),
    credits.balance(text, timestamptz, text), credits.buckets(text, timestamptz),
    credits.activity(text, timestamptz, timestamptz), credits.verify(text), credits.verify_checks(bigint),
    credits.price_check(), credits.bucket_stamp(), credits.bucket_post(), credits.bucket_cap(), credits.append_only(),
    credits.usage_begin(), credits.usage_row(), credits.usage_bill(), credits.charge_rows(), credits.meter_rows(),
    credits.ingest(jsonb), credits.usage_by(text, tstzrange, text),
    credits.hold(text, credits.amount, interval, text, text, timestamptz, bigint), credits.capture(text, bigint, credits.amount, text, timestamptz, text),
    credits.release(text, bigint, timestamptz), credits.set_overdraft(text, credits.amount),
    credits.refund(text, bigint, credits.amount, text, timestamptz), credits.revoke(text, bigint, text, text, timestamptz),
    credits.suspend(text, text, timestamptz), credits.resume(text, timestamptz), credits.status_keep(), credits.pack_check(), credits.bonus_check(),
    credits.quote_pack(text, text, numeric, credits.amount), credits.buy(text, text, numeric, credits.amount, text, timestamptz, text),
    credits.deposit(text, numeric, text, text, interval, text, timestamptz, text), credits.confirm_deposit(text, bigint, text, timestamptz, text),
    credits.fail_deposit(text, bigint, text, timestamptz), credits.deposits(text, timestamptz, timestamptz),
    credits.refund_deposit(text, bigint, text, timestamptz), credits.clawback(text, bigint, credits.amount, text, timestamptz),
    credits.reverse_clawback(text, bigint, text, timestamptz),
    credits.refer(text, text, timestamptz), credits.forfeit(text, bigint, text, boolean, timestamptz),
    credits.set_topup(text, credits.amount, text, numeric, timestamptz, interval, int, int), credits.add_payment_method(text, text, int),
    credits.remove_payment_method(text, text), credits.payment_methods(text), credits.set_receipt_address(text, text),
    credits.use(text, text, numeric, text, text, timestamptz), credits.allowed(text, text, numeric, text, timestamptz),
    credits.limits(text, timestamptz), credits.plan_limit_check()
FROM PUBLIC;
REVOKE ALL ON PROCEDURE credits.run(timestamptz, int) FROM PUBLIC;
