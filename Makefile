# credits: how it is built, installed and checked.
#
#   make                    build the extension (needs PostgreSQL's server headers)
#   make install            install it where pg_config says
#   make installcheck       regression and isolation tests against a running server
#
# These do all their own set-up, work in a throw-away server and install nothing outside it:
#
#   make demo               bill a real cluster's trace, or a sample where there is none
#   make test               everything that is checked, and how much of it passed
#   make lint               style, freshness and symbol checks only
#   make soak               the long campaigns, by hand
#   make bench              measurements, by hand
#
# PG_CONFIG chooses the PostgreSQL; DATA is the folder of public traces.

# The one ordered list. credits--1.0.sql is the SQL of these parts in this order, and the
# regression tests run in it too. A part is src/PART.sql, src/PART.c or both.
PARTS = amount rate prorate calendar account price plan grant bucket money subscription \
	change recurring period_keep rollover overage invoice statement run draw charge booking \
	usage meter rows ingest estimate outbox status suspend debt posting hold refund pack option deposit bonus topup takeback limit spending alert permit member activity \
	ledger usage_by verify tables_calendar tables_meter tables_money tables_hold tables_limit tables_spending tables_alert tables_member tables_migrate tables privileges

EXTENSION = credits
EXTVERSION = 1.0
MODULE_big = credits
PGFILEDESC = "credits - credit billing inside the database"

SQL_PARTS = $(foreach part,$(PARTS),$(wildcard src/$(part).sql))
OBJS = $(patsubst %.c,%.o,$(sort $(wildcard src/*.c)))

# PGXS calls the files to install DATA; so do we the folder of traces. The folder is read first.
DATA ?= ../shared/data
TRACES := $(abspath $(DATA))
override DATA = $(sort $(EXTENSION)--$(EXTVERSION).sql $(wildcard $(EXTENSION)--*--*.sql))

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)
PG_HEADERS := $(shell $(PG_CONFIG) --includedir-server 2>/dev/null)

# The server's headers are not ours to warn about.
PG_CPPFLAGS = $(if $(PG_HEADERS),-isystem $(PG_HEADERS))
PG_CFLAGS = -Wall -Wextra

# regression tests: init, then the parts in their order, then all others
REGRESS_ALL := $(sort $(basename $(notdir $(wildcard sql/*.sql))))
REGRESS := $(filter $(REGRESS_ALL),init) \
	$(foreach part,$(filter-out init,$(PARTS)),$(filter $(part),$(REGRESS_ALL)))
REGRESS += $(filter-out $(REGRESS),$(REGRESS_ALL))
REGRESS := $(strip $(REGRESS))

# isolation specs, where the server has the tester (its database has the extension)
PG_TESTERS = $(dir $(PGXS))../test
ifneq ($(wildcard $(PG_TESTERS)/isolation/pg_isolation_regress),)
ISOLATION := $(sort $(basename $(notdir $(wildcard specs/*.spec))))
ISOLATION_OPTS = --load-extension=credits
endif

# crash and restore tests start servers of their own, which root may not
PROVE_TESTS := $(sort $(wildcard test/t/*.pl))
ifneq ($(shell id -u),0)
ifneq ($(and $(PROVE_TESTS),$(wildcard $(PG_TESTERS)/perl/PostgreSQL/Test/Cluster.pm)),)
ifeq ($(shell perl -MIPC::Run -e 'print 1' 2>/dev/null),1)
TAP_TESTS = 1
endif
endif
endif

EXTRA_CLEAN = src/*.o src/*.bc results output_iso tmp_check tmp_check_iso log build \
	regression.diffs regression.out

# Bitcode for the JIT needs the very clang that PostgreSQL was built with.
ifneq ($(wildcard $(PGXS)),)
PG_CLANG := $(shell sed -n 's/^CLANG = *//p' $(dir $(PGXS))../Makefile.global)
ifeq ($(shell command -v $(firstword $(PG_CLANG) clang)),)
override with_llvm = no
endif
endif

all: $(EXTENSION)--$(EXTVERSION).sql

ifneq ($(wildcard $(PGXS)),)
include $(PGXS)
$(OBJS) $(OBJS:.o=.bc): $(wildcard src/*.h)
else
all install installcheck uninstall:
	@echo "credits needs PostgreSQL's server headers ($(PG_CONFIG) finds none)." >&2
	@echo "On Debian and Ubuntu: apt-get install postgresql-server-dev-N, of your server's N" >&2
	@false
clean:
	rm -rf $(EXTRA_CLEAN) $(MODULE_big).so
endif

$(EXTENSION)--$(EXTVERSION).sql: $(SQL_PARTS) Makefile scripts/assemble
	scripts/assemble $(EXTENSION) $(SQL_PARTS) >$@.new
	mv $@.new $@

parts:						# for the checks
	@echo $(PARTS)

# The rest starts its own server. A PG_CONFIG that was given is passed on; else one is found.
HOUSE = exec env DATA='$(TRACES)' $(if $(filter-out file undefined,$(origin PG_CONFIG)),PG_CONFIG='$(PG_CONFIG)')

demo:
	@$(HOUSE) scripts/demo

test:
	@$(HOUSE) test/run

soak:
	@$(HOUSE) test/run soak

bench:
	@$(HOUSE) bench/run

lint:
	@$(HOUSE) scripts/lint

.PHONY: all parts demo test soak bench lint
.DELETE_ON_ERROR:
