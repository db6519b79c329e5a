"""bench WISP [ROW…]: how long wisp takes, beside what it is compared with, in one run.

BEFORE=program compares with an earlier program in place of what is compared with elsewhere.
Prints a table; BENCH_JSON=file writes the same as JSON; PAIRS=n takes n pairs (5 without it).
Documentation/Benchmarks.md says how to read it.
"""

import os
import shutil
import sys
import tempfile

import measure
import rows


def main() -> None:
    if len(sys.argv) < 2:
        raise SystemExit("usage: python3 Scripts/bench WISP [ROW…]")
    wisp = os.path.realpath(sys.argv[1])
    names = sys.argv[2:] or list(rows.ROWS)
    unknown = [name for name in names if name not in rows.ROWS]
    if unknown:
        raise SystemExit(f"no row {unknown[0]}; there are: {', '.join(rows.ROWS)}")
    before = os.environ.get("BEFORE")
    before = os.path.realpath(before) if before else None
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
    work = tempfile.mkdtemp(prefix="wisp-bench-")
    try:
        bench = rows.Bench(wisp, work, max(1, int(os.environ.get("PAIRS", "5"))), before)
        done = []
        for name in names:
            print(f"measuring {name} …", file=sys.stderr)
            row = rows.ROWS[name](bench)
            done.append(measure.compared(row) if before else row)
        print(measure.table(done))
        if os.environ.get("BENCH_JSON"):
            measure.write(done, os.environ["BENCH_JSON"])
    finally:
        shutil.rmtree(work, ignore_errors=True)


main()
