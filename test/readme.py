#!/usr/bin/env python3
"""readme.py [-u] : the documents say what the extension says.

Each document's ```sql blocks run in order, as psql runs a file, in a database of the document's own; what a block prints is
what the ```text block that follows it shows, blanks at the ends of lines apart.  A block without one must raise no error.
examples/quickstart.sql is the README's first blocks, and what the README quotes of `make demo` is in examples/demo_sample.out.

-u writes what the blocks print now into the documents, to be read before it is believed.  PGHOST, PGPORT and PGUSER name the
server; only databases and roles made here are dropped.
"""
import os
import re
import subprocess
import sys

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
DOCUMENTS = ["README.md", "docs/reference.md", "docs/operations.md"]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```\n", re.M | re.S)
SETTINGS = {"PGTZ": "UTC", "PGDATESTYLE": "ISO", "PGOPTIONS": "-c lc_messages=C -c client_min_messages=warning", "PSQL_PAGER": "cat"}

number = failed = 0


def ok(passed, what, why=""):
    global number, failed
    number += 1
    failed += not passed
    print(f"{'ok' if passed else 'not ok'} {number} - {what}")
    if not passed:
        print("".join(f"# {line}\n" for line in why.splitlines()), end="")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def psql(database, script):
    done = subprocess.run(["psql", "-X", "-d", database], input=script, text=True, encoding="utf-8",
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, **SETTINGS})
    return "".join(line.rstrip() + "\n" for line in done.stdout.splitlines())


def query(sql):
    return psql("postgres", "\\pset format unaligned\n\\t on\n\\set QUIET on\n" + sql).splitlines()


def output_of(blocks, database):
    """What each block prints, run one after the other in one session."""
    mark = "-- block %d ends --"
    said = psql(database, "".join(f"{block}\\echo '{mark % i}'\n" for i, block in enumerate(blocks)))
    outputs = []
    for i in range(len(blocks)):
        output, _, said = said.partition(mark % i + "\n")
        outputs.append(output.strip("\n") + "\n")
    return outputs


def check_document(path, update):
    text = read(path)
    fences = list(FENCE.finditer(text))
    blocks = [f for f in fences if f[1] == "sql"]
    roles = set(re.findall(r"^CREATE ROLE (\w+)", text, re.M)) - set(query("SELECT rolname FROM pg_roles;\n"))
    database = "doc_" + re.sub(r"\W", "_", path.lower()) + f"_{os.getpid()}"
    query(f"CREATE DATABASE {database};\n")
    try:
        outputs = output_of([b[2] for b in blocks], database)
    finally:
        query(f"DROP DATABASE IF EXISTS {database};\n" + "".join(f"DROP ROLE IF EXISTS {role};\n" for role in roles))
    for block, output in reversed(list(zip(blocks, outputs))):
        place = f"{path}:{text.count(chr(10), 0, block.start()) + 1}"
        after = fences.index(block) + 1
        shown = fences[after] if after < len(fences) and fences[after][1] == "text" else None
        if shown and update:
            text = text[:shown.start(2)] + output + text[shown.end(2):]
        elif shown:
            ok(output == shown[2], f"{place} prints what is shown", f"it prints:\n{output}")
        else:
            ok("ERROR:" not in output, f"{place} runs", output)
    if update:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def check_quotations():
    readme = read("README.md")
    first = [f[2] for f in FENCE.finditer(readme) if f[1] == "sql"][:2]
    code = [line for line in read("examples/quickstart.sql").splitlines() if line and not line.startswith(("--", "\\"))]
    ok([line for block in first for line in block.splitlines() if line] == code,
       "examples/quickstart.sql is the README's first screen")
    demo = read("examples/demo_sample.out").splitlines()
    quoted = [line for f in FENCE.finditer(readme) if f[1] == "console" and "$ make demo" in f[2]
              for line in f[2].splitlines() if line not in ("", "...", "$ make demo")]
    missing = [line for line in quoted if line not in [d.rstrip() for d in demo]]
    ok(quoted and not missing, "what the README quotes of make demo is in examples/demo_sample.out", "\n".join(missing))


update = sys.argv[1:] == ["-u"]
for document in DOCUMENTS:
    check_document(document, update)
if not update:
    check_quotations()
    print(f"1..{number}")
sys.exit(failed > 0)
