/*
 * statement.c
 *	  Reading what periods cost: statement() and invoices().
 *
 * Decided here: that a statement shows the lines of the invoice there is, and for an open period
 * those that closing it now would make, by the same decision.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "amount.h"
#include "clock.h"
#include "invoice.h"
#include "meter.h"
#include "refuse.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_statement);
PG_FUNCTION_INFO_V1(credits_invoices);

static void
statement_put(ReturnSetInfo *rsinfo, const InvoiceLine *line)
{
	Datum		values[7];
	bool		nulls[7] = {false};

	values[0] = Int32GetDatum(line->line);
	values[1] = CStringGetTextDatum(line->kind);
	values[2] = CStringGetTextDatum(line->description);
	nulls[3] = line->class == NULL;
	values[3] = line->class == NULL ? (Datum) 0 : CStringGetTextDatum(line->class);
	nulls[4] = !line->has_quantity;
	values[4] = AmountGetDatum(line->quantity);
	nulls[5] = line->unit_price == 0;
	values[5] = line->unit_price;
	values[6] = line->amount;
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

/* The lines of a period that has its invoice, or has closed without one */
static bool
statement_closed(FunctionCallInfo fcinfo, const Account *account, TimestampTz at)
{
	static SpiPlan period = {
		"SELECT p.starts_at FROM credits.period p WHERE p.account_id OPERATOR(pg_catalog.=) $1"
		"   AND p.starts_at OPERATOR(pg_catalog.<=) $2 AND p.ends_at OPERATOR(pg_catalog.>) $2"
		"   AND p.closed_at IS NOT NULL",
		"lz", NULL
	};
	static SpiPlan plan = {
		"SELECT l.line, l.kind, l.description, l.class, l.quantity, l.unit_price, l.amount"
		"  FROM credits.invoice_line l WHERE l.account_id = $1 AND l.starts_at = $2"
		" ORDER BY l.line",
		"lz", NULL
	};
	Datum		values[2];

	values[0] = Int64GetDatum(account->account_id);
	values[1] = TimestampTzGetDatum(at);
	if (spi_run(&period, values, NULL) == 0)
		return false;
	values[1] = TimestampTzGetDatum(spi_int64(0, 1));
	spi_return_set(fcinfo, &plan, values, NULL);
	return true;
}

static void
statement_open(FunctionCallInfo fcinfo, Account *account, TimestampTz at)
{
	MemoryContext inside = CurrentMemoryContext;
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	Settlement	settlement;
	Book		book = {0};
	InvoiceLines lines;
	const Period *period;
	Bucket	   *flex;
	int			i;

	InitMaterializedSRF(fcinfo, 0);
	MemoryContextSwitchTo(inside);
	period_load(account, &book);
	store_load_buckets(account, DT_NOBEGIN, &book.set);
	if (account->meters > 0)
	{
		period_load_used_up(&book);
		meter_look(&settlement, &book, Max(account->now, at), false);
	}
	period_advance(&book, account->now, at);
	if (account->meters > 0)
	{
		book.kept = settlement.kept;
		book.kept_count = settlement.kept_count;
	}
	period = period_at(&book, at);
	if (period == NULL || period->subscription == 0)
		return;
	flex = bucket_flex(&book.set, period->starts_at);
	invoice_decide(&book, period, flex == NULL ? 0 : flex->used, &lines);
	for (i = 0; i < lines.count; i++)
		statement_put(rsinfo, &lines.items[i]);
}

Datum
credits_statement(PG_FUNCTION_ARGS)
{
	Account		account;
	SpiScope	scope;
	TimestampTz at;

	if (PG_ARGISNULL(0))
		refuse_null("account");
	if (!PG_ARGISNULL(1))
		clock_check(PG_GETARG_TIMESTAMPTZ(1), "at");
	spi_begin(&scope, fcinfo);
	account_load(text_to_cstring(PG_GETARG_TEXT_PP(0)), &account);
	at = PG_ARGISNULL(1) ? account.now : PG_GETARG_TIMESTAMPTZ(1);
	if (!statement_closed(fcinfo, &account, at))
		statement_open(fcinfo, &account, at);
	spi_end(&scope);
	return (Datum) 0;
}

Datum
credits_invoices(PG_FUNCTION_ARGS)
{
	static SpiPlan plan = {
		"SELECT i.id, i.starts_at, i.ends_at, i.finalized_at, i.currency, i.total, i.status,"
		"       i.paid_at, i.failed_at"
		"  FROM credits.invoice i WHERE i.account_id = $1"
		"   AND ($2 IS NULL OR i.finalized_at >= $2) AND ($3 IS NULL OR i.finalized_at < $3)"
		" ORDER BY i.starts_at",
		"lzz", NULL
	};
	Account		account;
	SpiScope	scope;
	Datum		values[3];
	char		nulls[4] = "   ";
	int			i;

	if (PG_ARGISNULL(0))
		refuse_null("account");
	spi_begin(&scope, fcinfo);
	account_load(text_to_cstring(PG_GETARG_TEXT_PP(0)), &account);
	values[0] = Int64GetDatum(account.account_id);
	for (i = 1; i <= 2; i++)
	{
		if (PG_ARGISNULL(i))
			nulls[i] = 'n';
		else
			clock_check(PG_GETARG_TIMESTAMPTZ(i), i == 1 ? "since" : "until");
		values[i] = PG_ARGISNULL(i) ? (Datum) 0 : PG_GETARG_DATUM(i);
	}
	spi_return_set(fcinfo, &plan, values, nulls);
	spi_end(&scope);
	return (Datum) 0;
}
