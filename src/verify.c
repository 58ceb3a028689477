/*
 * verify.c
 *	  The auditor: re-derives the books from the ledger and reports what does not hold.
 *
 * Decided here: which invariants there are, each one statement that returns the rows which break it.  No row means sound.  It reads under one
 * snapshot, takes no lock, and works on a standby.  It compares what is stored with what the entries say, never a cache with itself.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"

#include "account.h"
#include "refusal.h"
#include "spi.h"

PG_FUNCTION_INFO_V1(credits_verify);

#define CHECK_COLUMNS(code, account, object, expected, actual) \
	"SELECT '" code "'::pg_catalog.text, (SELECT k.account FROM credits.account k" \
	"  WHERE k.account_id OPERATOR(pg_catalog.=) " account " AND k.user_id OPERATOR(pg_catalog.=) " account ")," \
	"  " object "::pg_catalog.text, " expected "::pg_catalog.text, " actual "::pg_catalog.text "

#define OF_ACCOUNT(column) "($1 IS NULL OR " column " OPERATOR(pg_catalog.=) $1)"

#define ZERO "'0'::credits.amount"

/* What is left of a bucket by its own columns, in the sign of its entries */
#define BUCKET_AFTER \
	"(CASE WHEN b.postpaid THEN " ZERO " ELSE b.granted END" \
	" OPERATOR(credits.-) b.used OPERATOR(credits.-) b.held OPERATOR(credits.-) b.lapsed)"

static SpiPlan checks[] = {
	/* granted, used and lapsed are the sums of the bucket's entries */
	{CHECK_COLUMNS("bucket_conservation", "b.account_id", "'bucket ' OPERATOR(pg_catalog.||) b.id",
				   "'granted ' OPERATOR(pg_catalog.||) COALESCE(s.granted, " ZERO ") OPERATOR(pg_catalog.||) ', used ' OPERATOR(pg_catalog.||) COALESCE(s.used, " ZERO ") OPERATOR(pg_catalog.||) ', lapsed ' OPERATOR(pg_catalog.||) COALESCE(s.lapsed, " ZERO ")",
				   "'granted ' OPERATOR(pg_catalog.||) COALESCE(b.granted, " ZERO ") OPERATOR(pg_catalog.||) ', used ' OPERATOR(pg_catalog.||) b.used OPERATOR(pg_catalog.||) ', lapsed ' OPERATOR(pg_catalog.||) b.lapsed")
		" FROM credits.bucket b LEFT JOIN ("
		"   SELECT e.account_id, e.bucket_id,"
		"          credits.sum(e.amount) FILTER (WHERE e.kind OPERATOR(pg_catalog.=) 'grant'::pg_catalog.text) AS granted,"
		"          credits.sum(OPERATOR(credits.-) e.amount) FILTER (WHERE e.kind OPERATOR(pg_catalog.=) 'draw'::pg_catalog.text) AS used,"
		"          credits.sum(OPERATOR(credits.-) e.amount) FILTER (WHERE e.kind OPERATOR(pg_catalog.=) 'expire'::pg_catalog.text) AS lapsed"
		"     FROM credits.entry e WHERE " OF_ACCOUNT("e.account_id") " GROUP BY e.account_id, e.bucket_id) s"
		"   ON s.account_id OPERATOR(pg_catalog.=) b.account_id AND s.bucket_id OPERATOR(pg_catalog.=) b.id"
		" WHERE " OF_ACCOUNT("b.account_id")
		"   AND (COALESCE(s.used, " ZERO ") OPERATOR(credits.<>) b.used OR COALESCE(s.lapsed, " ZERO ") OPERATOR(credits.<>) b.lapsed"
		"        OR NOT b.postpaid AND COALESCE(s.granted, " ZERO ") OPERATOR(credits.<>) b.granted)",
	"l", NULL},

	/* every entry follows the one before it in its bucket, and no paid bucket was ever below zero */
	{CHECK_COLUMNS("bucket_chain", "c.account_id",
				   "'bucket ' OPERATOR(pg_catalog.||) c.bucket_id OPERATOR(pg_catalog.||) ', entry ' OPERATOR(pg_catalog.||) c.bucket_seq",
				   "'entry ' OPERATOR(pg_catalog.||) c.place OPERATOR(pg_catalog.||) ', after ' OPERATOR(pg_catalog.||) c.after",
				   "'entry ' OPERATOR(pg_catalog.||) c.bucket_seq OPERATOR(pg_catalog.||) ', after ' OPERATOR(pg_catalog.||) c.bucket_after")
		" FROM (SELECT e.account_id, e.bucket_id, e.bucket_seq, e.bucket_after, b.postpaid,"
		"              pg_catalog.row_number() OVER chain AS place, credits.sum(e.amount) OVER chain AS after"
		"         FROM credits.entry e LEFT JOIN credits.bucket b"
		"              ON b.account_id OPERATOR(pg_catalog.=) e.account_id AND b.id OPERATOR(pg_catalog.=) e.bucket_id"
		"        WHERE " OF_ACCOUNT("e.account_id")
		"       WINDOW chain AS (PARTITION BY e.account_id, e.bucket_id ORDER BY e.bucket_seq ROWS UNBOUNDED PRECEDING)) c"
		" WHERE c.place OPERATOR(pg_catalog.<>) c.bucket_seq OR c.after OPERATOR(credits.<>) c.bucket_after"
		"    OR c.postpaid IS NULL OR (NOT c.postpaid AND c.after OPERATOR(credits.<) " ZERO ")",
	"l", NULL},

	/* the last entry says what the bucket says */
	{CHECK_COLUMNS("bucket_end", "b.account_id", "'bucket ' OPERATOR(pg_catalog.||) b.id",
				   "COALESCE(s.entries, 0) OPERATOR(pg_catalog.||) ' entries, after ' OPERATOR(pg_catalog.||) COALESCE(s.after, " ZERO ")",
				   "b.seq OPERATOR(pg_catalog.||) ' entries, after ' OPERATOR(pg_catalog.||) " BUCKET_AFTER)
		" FROM credits.bucket b LEFT JOIN ("
		"   SELECT e.account_id, e.bucket_id, pg_catalog.count(*) AS entries, credits.sum(e.amount) AS after"
		"     FROM credits.entry e WHERE " OF_ACCOUNT("e.account_id") " GROUP BY e.account_id, e.bucket_id) s"
		"   ON s.account_id OPERATOR(pg_catalog.=) b.account_id AND s.bucket_id OPERATOR(pg_catalog.=) b.id"
		" WHERE " OF_ACCOUNT("b.account_id")
		"   AND (COALESCE(s.entries, 0::bigint) OPERATOR(pg_catalog.<>) b.seq"
		"        OR COALESCE(s.after, " ZERO ") OPERATOR(credits.<>) " BUCKET_AFTER ")",
	"l", NULL},

	/* a draw takes from a bucket that lives when it is drawn, an expiry is stamped with the instant of the expiry */
	{CHECK_COLUMNS("draw_life", "e.account_id",
				   "'operation ' OPERATOR(pg_catalog.||) e.operation OPERATOR(pg_catalog.||) ', piece ' OPERATOR(pg_catalog.||) e.piece",
				   "'in [' OPERATOR(pg_catalog.||) b.effective_at OPERATOR(pg_catalog.||) ', ' OPERATOR(pg_catalog.||) b.expires_at OPERATOR(pg_catalog.||) ')'",
				   "COALESCE(e.late_at, e.at)")
		" FROM credits.entry e JOIN credits.bucket b"
		"   ON b.account_id OPERATOR(pg_catalog.=) e.account_id AND b.id OPERATOR(pg_catalog.=) e.bucket_id"
		" WHERE " OF_ACCOUNT("e.account_id")
		"   AND (e.kind OPERATOR(pg_catalog.=) 'draw'::pg_catalog.text AND"
		"        (COALESCE(e.late_at, e.at) OPERATOR(pg_catalog.<) b.effective_at OR COALESCE(e.late_at, e.at) OPERATOR(pg_catalog.>=) b.expires_at)"
		"        OR e.kind OPERATOR(pg_catalog.=) 'expire'::pg_catalog.text AND e.at OPERATOR(pg_catalog.<>) b.expires_at)",
	"l", NULL},

	/* a bucket pays only for what is in its scope */
	{CHECK_COLUMNS("draw_scope", "e.account_id",
				   "'operation ' OPERATOR(pg_catalog.||) e.operation OPERATOR(pg_catalog.||) ', piece ' OPERATOR(pg_catalog.||) e.piece",
				   "b.scope", "COALESCE(e.resource, 'no resource'::pg_catalog.text)")
		" FROM credits.entry e JOIN credits.bucket b"
		"   ON b.account_id OPERATOR(pg_catalog.=) e.account_id AND b.id OPERATOR(pg_catalog.=) e.bucket_id"
		" WHERE " OF_ACCOUNT("e.account_id") " AND e.kind OPERATOR(pg_catalog.=) 'draw'::pg_catalog.text"
		"   AND b.scope IS NOT NULL AND (e.resource IS NULL OR NOT e.resource OPERATOR(pg_catalog.=) ANY (b.scope))",
	"l", NULL},

	/*
	 * In one operation, a piece follows another at the same instant only from a bucket that sorts after it and only when that one
	 * was empty: the draw order.
	 */
	{CHECK_COLUMNS("draw_order", "p.account_id",
				   "'operation ' OPERATOR(pg_catalog.||) p.operation OPERATOR(pg_catalog.||) ', piece ' OPERATOR(pg_catalog.||) p.next_piece",
				   "'bucket ' OPERATOR(pg_catalog.||) p.bucket_id OPERATOR(pg_catalog.||) ' emptied before bucket ' OPERATOR(pg_catalog.||) p.next_bucket",
				   "'bucket ' OPERATOR(pg_catalog.||) p.bucket_id OPERATOR(pg_catalog.||) ' left with ' OPERATOR(pg_catalog.||) p.bucket_after")
		" FROM (SELECT e.account_id, e.operation, e.line, e.bucket_id, e.bucket_after, COALESCE(e.late_at, e.at) AS at, b.postpaid,"
		"              ROW(b.postpaid, b.priority, b.scope IS NULL, b.expires_at, COALESCE(b.cost, 0::pg_catalog.numeric), b.effective_at, b.id) AS rank,"
		"              pg_catalog.lead(e.piece) OVER op AS next_piece, pg_catalog.lead(e.bucket_id) OVER op AS next_bucket,"
		"              pg_catalog.lead(e.line) OVER op AS next_line, pg_catalog.lead(COALESCE(e.late_at, e.at)) OVER op AS next_at,"
		"              pg_catalog.lead(ROW(b.postpaid, b.priority, b.scope IS NULL, b.expires_at, COALESCE(b.cost, 0::pg_catalog.numeric), b.effective_at, b.id)) OVER op AS next_rank"
		"         FROM credits.entry e JOIN credits.bucket b"
		"              ON b.account_id OPERATOR(pg_catalog.=) e.account_id AND b.id OPERATOR(pg_catalog.=) e.bucket_id"
		"        WHERE " OF_ACCOUNT("e.account_id") " AND e.kind OPERATOR(pg_catalog.=) 'draw'::pg_catalog.text"
		"       WINDOW op AS (PARTITION BY e.account_id, e.operation ORDER BY e.piece)) p"
		" WHERE p.next_piece IS NOT NULL AND p.next_at OPERATOR(pg_catalog.=) p.at"
		"   AND p.next_line IS NOT DISTINCT FROM p.line"
		"   AND (p.postpaid OR p.bucket_after OPERATOR(credits.<>) " ZERO " OR p.rank OPERATOR(pg_catalog.>=) p.next_rank)",
	"l", NULL},

	/* pieces are numbered without gaps, and the first one has the facts */
	{CHECK_COLUMNS("operation_pieces", "o.account_id", "'operation ' OPERATOR(pg_catalog.||) o.operation",
				   "o.pieces OPERATOR(pg_catalog.||) ' pieces, the first with its actor'",
				   "'pieces ' OPERATOR(pg_catalog.||) o.first OPERATOR(pg_catalog.||) ' to ' OPERATOR(pg_catalog.||) o.last OPERATOR(pg_catalog.||) ', ' OPERATOR(pg_catalog.||) o.actors OPERATOR(pg_catalog.||) ' with an actor'")
		" FROM (SELECT e.account_id, e.operation, pg_catalog.count(*) AS pieces, pg_catalog.min(e.piece) AS first,"
		"              pg_catalog.max(e.piece) AS last, pg_catalog.count(e.actor) AS actors"
		"         FROM credits.entry e WHERE " OF_ACCOUNT("e.account_id") " GROUP BY e.account_id, e.operation) o"
		" WHERE o.first OPERATOR(pg_catalog.<>) 1 OR o.last OPERATOR(pg_catalog.<>) o.pieces OR o.actors OPERATOR(pg_catalog.<>) 1",
	"l", NULL},

	/* each line costs what its rate says */
	{CHECK_COLUMNS("line_cost", "l.account_id",
				   "'operation ' OPERATOR(pg_catalog.||) l.operation OPERATOR(pg_catalog.||) ', line ' OPERATOR(pg_catalog.||) l.line",
				   "CASE WHEN l.until IS NULL THEN credits.cost(l.rate, l.quantity) ELSE credits.cost(l.rate, l.quantity, l.at, l.until) END",
				   "l.charged")
		" FROM credits.usage_line l WHERE " OF_ACCOUNT("l.account_id")
		"   AND l.charged OPERATOR(credits.<>) CASE WHEN l.until IS NULL THEN credits.cost(l.rate, l.quantity)"
		"                                        ELSE credits.cost(l.rate, l.quantity, l.at, l.until) END",
	"l", NULL},

	/* each line is paid by its entries, to the last digit */
	{CHECK_COLUMNS("line_paid", "l.account_id",
				   "'operation ' OPERATOR(pg_catalog.||) l.operation OPERATOR(pg_catalog.||) ', line ' OPERATOR(pg_catalog.||) l.line",
				   "l.charged", "COALESCE(s.paid, " ZERO ")")
		" FROM credits.usage_line l LEFT JOIN ("
		"   SELECT e.account_id, e.operation, e.line, credits.sum(OPERATOR(credits.-) e.amount) AS paid"
		"     FROM credits.entry e WHERE " OF_ACCOUNT("e.account_id") " AND e.line IS NOT NULL"
		"    GROUP BY e.account_id, e.operation, e.line) s"
		"   ON s.account_id OPERATOR(pg_catalog.=) l.account_id AND s.operation OPERATOR(pg_catalog.=) l.operation"
		"  AND s.line OPERATOR(pg_catalog.=) l.line"
		" WHERE " OF_ACCOUNT("l.account_id") " AND (s.paid IS NULL OR s.paid OPERATOR(credits.<>) l.charged)",
	"l", NULL},

	/* each entry that pays a line has it */
	{CHECK_COLUMNS("entry_line", "e.account_id",
				   "'operation ' OPERATOR(pg_catalog.||) e.operation OPERATOR(pg_catalog.||) ', piece ' OPERATOR(pg_catalog.||) e.piece",
				   "'line ' OPERATOR(pg_catalog.||) e.line", "'none'")
		" FROM credits.entry e LEFT JOIN credits.usage_line l ON l.account_id OPERATOR(pg_catalog.=) e.account_id"
		"  AND l.operation OPERATOR(pg_catalog.=) e.operation AND l.line OPERATOR(pg_catalog.=) e.line"
		" WHERE " OF_ACCOUNT("e.account_id") " AND e.line IS NOT NULL AND l.line IS NULL",
	"l", NULL},

	/* one operation per key, and the key stands on it */
	{CHECK_COLUMNS("request_operation", "r.account_id", "'key ' OPERATOR(pg_catalog.||) r.key",
				   "'operation ' OPERATOR(pg_catalog.||) r.operation OPERATOR(pg_catalog.||) ' with this key'",
				   "COALESCE('key ' OPERATOR(pg_catalog.||) e.key, 'no such operation'::pg_catalog.text)")
		" FROM credits.request r LEFT JOIN credits.entry e ON e.account_id OPERATOR(pg_catalog.=) r.account_id"
		"  AND e.operation OPERATOR(pg_catalog.=) r.operation AND e.piece OPERATOR(pg_catalog.=) 1"
		"  AND e.user_id OPERATOR(pg_catalog.=) r.user_id"
		" WHERE " OF_ACCOUNT("r.account_id") " AND r.key IS DISTINCT FROM e.key",
	"l", NULL},
	{CHECK_COLUMNS("key_once", "k.account_id", "'key ' OPERATOR(pg_catalog.||) k.key",
				   "'one operation, with its request'",
				   "k.operations OPERATOR(pg_catalog.||) ' operations, ' OPERATOR(pg_catalog.||) k.requests OPERATOR(pg_catalog.||) ' requests'")
		" FROM (SELECT e.account_id, e.key, pg_catalog.count(*) AS operations, pg_catalog.count(r.key) AS requests"
		"         FROM credits.entry e LEFT JOIN credits.request r ON r.account_id OPERATOR(pg_catalog.=) e.account_id"
		"              AND r.user_id OPERATOR(pg_catalog.=) e.user_id AND r.key OPERATOR(pg_catalog.=) e.key"
		"        WHERE " OF_ACCOUNT("e.account_id") " AND e.key IS NOT NULL GROUP BY e.account_id, e.user_id, e.key) k"
		" WHERE k.operations OPERATOR(pg_catalog.<>) 1 OR k.requests OPERATOR(pg_catalog.<>) 1",
	"l", NULL},

	/* periods follow each other without a gap, and are closed in order */
	{CHECK_COLUMNS("period_chain", "p.account_id", "'period ' OPERATOR(pg_catalog.||) p.starts_at",
				   "'from ' OPERATOR(pg_catalog.||) p.previous_end", "'from ' OPERATOR(pg_catalog.||) p.starts_at")
		" FROM (SELECT q.*, pg_catalog.lag(q.ends_at) OVER chain AS previous_end, pg_catalog.lag(q.closed_at) OVER chain AS previous_closed"
		"         FROM credits.period q WHERE " OF_ACCOUNT("q.account_id")
		"       WINDOW chain AS (PARTITION BY q.account_id ORDER BY q.starts_at)) p"
		" WHERE p.previous_end IS NOT NULL AND (p.previous_end OPERATOR(pg_catalog.<>) p.starts_at"
		"       OR p.closed_at IS NOT NULL AND p.previous_closed IS NULL)",
	"l", NULL},

	/* each period has one flex bucket, open while it is */
	{CHECK_COLUMNS("period_flex", "p.account_id", "'period ' OPERATOR(pg_catalog.||) p.starts_at",
				   "CASE WHEN p.closed_at IS NULL THEN '1 flex bucket, open' ELSE '1 flex bucket, closed' END",
				   "pg_catalog.count(b.id) OPERATOR(pg_catalog.||) ' flex buckets, ' OPERATOR(pg_catalog.||) pg_catalog.count(b.closed_at) OPERATOR(pg_catalog.||) ' closed'")
		" FROM credits.period p LEFT JOIN credits.bucket b ON b.account_id OPERATOR(pg_catalog.=) p.account_id AND b.postpaid"
		"  AND b.effective_at OPERATOR(pg_catalog.=) p.starts_at AND b.expires_at OPERATOR(pg_catalog.=) p.ends_at"
		" WHERE " OF_ACCOUNT("p.account_id")
		" GROUP BY p.account_id, p.starts_at, p.closed_at"
		" HAVING pg_catalog.count(b.id) OPERATOR(pg_catalog.<>) 1"
		"     OR (p.closed_at IS NULL) OPERATOR(pg_catalog.<>) (pg_catalog.count(b.closed_at) OPERATOR(pg_catalog.=) 0)",
	"l", NULL},

	/* what was to expire with a closed period has */
	{CHECK_COLUMNS("bucket_expired", "b.account_id", "'bucket ' OPERATOR(pg_catalog.||) b.id",
				   "'closed, nothing left'", "CASE WHEN b.closed_at IS NULL THEN 'open, left ' ELSE 'closed, left ' END OPERATOR(pg_catalog.||) " BUCKET_AFTER)
		" FROM credits.bucket b"
		" WHERE " OF_ACCOUNT("b.account_id") " AND NOT b.postpaid"
		"   AND (b.closed_at IS NOT NULL AND " BUCKET_AFTER " OPERATOR(credits.<>) " ZERO
		"        OR b.closed_at IS NULL AND EXISTS (SELECT FROM credits.period p WHERE p.account_id OPERATOR(pg_catalog.=) b.account_id"
		"              AND p.closed_at IS NOT NULL AND p.ends_at OPERATOR(pg_catalog.>=) b.expires_at))",
	"l", NULL},

	/* the guards of the ledger stand, on every partition */
	{"SELECT 'guard'::pg_catalog.text, NULL::pg_catalog.text, c.relname::pg_catalog.text,"
		" 'two guards, always enabled'::pg_catalog.text, g.guards::pg_catalog.text"
		" FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace"
		" CROSS JOIN LATERAL (SELECT pg_catalog.count(*) AS guards FROM pg_catalog.pg_trigger t"
		"   JOIN pg_catalog.pg_proc f ON f.oid OPERATOR(pg_catalog.=) t.tgfoid"
		"  WHERE t.tgrelid OPERATOR(pg_catalog.=) c.oid AND t.tgenabled OPERATOR(pg_catalog.=) 'A'::pg_catalog.\"char\""
		"    AND f.proname OPERATOR(pg_catalog.=) 'append_only'::pg_catalog.name AND f.pronamespace OPERATOR(pg_catalog.=) n.oid) g"
		" WHERE $1 IS NULL AND n.nspname OPERATOR(pg_catalog.=) 'credits'::pg_catalog.name"
		"   AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p}'::pg_catalog.\"char\"[])"
		"   AND (c.relname OPERATOR(pg_catalog.~) '^(entry|usage_line)(_|$)'::pg_catalog.text OR c.relname OPERATOR(pg_catalog.=) 'bucket'::pg_catalog.name)"
		"   AND g.guards OPERATOR(pg_catalog.<>) 2",
	"l", NULL}
};

Datum
credits_verify(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	Datum		values[1] = {(Datum) 0};
	Account		account;
	SpiScope	scope;
	uint64		rows;
	uint64		row;
	int			i;

	InitMaterializedSRF(fcinfo, 0);
	spi_begin(&scope);
	if (!PG_ARGISNULL(0))
	{
		account_load(text_to_cstring(PG_GETARG_TEXT_PP(0)), &account);
		values[0] = Int64GetDatum(account.account_id);
	}
	for (i = 0; i < (int) lengthof(checks); i++)
	{
		rows = spi_read(&checks[i], values, PG_ARGISNULL(0) ? "n" : NULL);
		for (row = 0; row < rows; row++)
			tuplestore_puttuple(rsinfo->setResult, SPI_tuptable->vals[row]);
	}
	spi_end(&scope);
	return (Datum) 0;
}
