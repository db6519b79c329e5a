"""What is measured; a new row is one function with `@row`."""

import glob
import json
import os
import shutil
import statistics
import subprocess
import time

from measure import Row, cpu, faster, limit, pairs, run, share, wall
from model import Model

ROWS = {}


def row(name: str):
    """Adds a function from a `Bench` to a `Row` under a short name."""

    def add(function):
        ROWS[name] = function
        return function

    return add


class Bench:
    """The programs to measure, and a folder to measure in."""

    def __init__(self, wisp: str, work: str, count: int):
        self.wisp = wisp
        self.work = work
        self.count = count
        os.environ["WISP_HOME"] = f"{work}/home"

    def starter(self, name: str) -> str:
        """A copy of the filter template's starter, which has a library, a program and tests."""
        folder = f"{self.work}/{name}"
        shutil.copytree("Templates/filter/starter", folder)
        return folder

    def verify(self, folder: str) -> None:
        run([self.wisp, "verify", folder])

    def plain(self, folder: str) -> None:
        """`swift build` and `swift test` from nothing."""
        shutil.rmtree(f"{folder}/.build", ignore_errors=True)
        run(["swift", "build", "--package-path", folder])
        run(["swift", "test", "--package-path", folder])
        shutil.rmtree(f"{folder}/.build")


@row("fresh")
def fresh(bench: Bench) -> Row:
    """A package that was never built, beside `swift build && swift test` of the same folder."""
    folder = bench.starter("fresh")
    bench.verify(folder)
    times = pairs(
        bench.count,
        lambda: wall(lambda: bench.verify(folder)),
        lambda: wall(lambda: bench.plain(folder)),
    )
    return faster("fresh package: `wisp verify`, `swift build && swift test`", times, 12)


@row("changed")
def changed(bench: Bench) -> Row:
    """The same after one changed line, beside `swift test` on its warm `.build`."""
    ours, theirs = bench.starter("changed"), bench.starter("changed-plain")
    bench.verify(ours)
    run(["swift", "build", "--build-tests", "--package-path", theirs])

    def change(folder: str) -> None:
        with open(f"{folder}/Sources/AppCore/Filter.swift", "a", encoding="utf-8") as file:
            file.write(f"// {time.time_ns()}\n")

    def measure(folder: str, work) -> float:
        change(folder)
        return wall(work)

    times = pairs(
        bench.count,
        lambda: measure(ours, lambda: bench.verify(ours)),
        lambda: measure(theirs, lambda: run(["swift", "test", "--package-path", theirs])),
    )
    return faster("one changed line: `wisp verify`, `swift test`", times, 1)


@row("overlap")
def overlap(bench: Bench) -> Row:
    """From the last byte of a streamed reply to the verdict, beside a check from nothing."""
    model = Model(recipe("csv-group"))
    environment = os.environ | {"OPENAI_BASE_URL": model.address, "OPENAI_API_KEY": "none"}
    command = [bench.wisp, "new", "sum a column", "--template", "filter", "--json", "--model"]
    command.append("openai/scripted")
    folder = ""

    def tail() -> float:
        nonlocal folder
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
        )
        verdict = 0.0
        for line in process.stdout:
            now = time.perf_counter()
            event = json.loads(line)
            if event["event"] == "gate.finished":
                verdict = now
            if event["event"] == "session.finished":
                folder = event["directory"]
                if not event["verified"]:
                    raise SystemExit(f"the scripted app was not verified: {event['message']}")
        process.wait()
        return (verdict - model.last_byte) * 1000

    def check() -> float:
        # A path of its own each time: nothing of it was ever built.
        copy = f"{bench.work}/overlap-{time.time_ns()}"
        shutil.copytree(folder, copy)
        return wall(lambda: bench.verify(copy))

    times = pairs(bench.count, tail, check)
    model.close()
    return share("last byte of a reply to the verdict, `wisp verify` of its tree", times, 0.6)


# What the builtin model would find in "sum of amount by city in a csv".
SLOTS = {
    "NAME": "csv-sum",
    "GROUP": "city",
    "VALUE": "amount",
    "OPERATION": "sum",
    "RESULT": "10",
    "OTHER": "max",
    "OTHERRESULT": "6",
}


def recipe(name: str) -> str:
    """A reply with the files of an app that the builtin model knows, in the order asked for."""
    root = f"Templates/builtin/{name}/files"
    paths = [p for p in glob.glob(f"{root}/**", recursive=True) if os.path.isfile(p)]
    paths = [os.path.relpath(path, root) for path in paths]
    order = {"wisp.json": 0, "Sources": 1, "Tests": 2}
    reply = ""
    for path in sorted(paths, key=lambda path: (order[path.split("/")[0]], path)):
        with open(f"{root}/{path}", encoding="utf-8") as file:
            text = file.read()
        for name, value in SLOTS.items():
            text = text.replace(f"__{name}__", value)
        reply += f"{path}\n```\n{text}```\n\n"
    return reply


@row("confined")
def confined(bench: Bench) -> Row:
    """A build in the sandbox, beside the same build outside of it."""
    folder = bench.starter("confined")

    def build(before: list[str]) -> float:
        shutil.rmtree(f"{folder}/.build", ignore_errors=True)
        return wall(lambda: run(before + ["swift", "build", "--disable-sandbox"], cwd=folder))

    sandbox = [bench.wisp, "sandbox", "--profile", "build", "--dir", folder, "--"]
    times = pairs(bench.count, lambda: build(sandbox), lambda: build([]))
    return share("`swift build` confined, not confined", times, 1.1)


@row("start")
def start(bench: Bench) -> Row:
    """What the sandbox adds to the start of a command."""
    command = [bench.wisp, "sandbox", "--", "true"]
    ours, theirs = pairs(
        4 * bench.count,
        lambda: wall(lambda: run(command)),
        lambda: wall(lambda: run([bench.wisp, "--version"])),
    )
    return limit("start of the sandbox: `wisp sandbox -- true` less `wisp --version`",
                 ours - theirs, 10)


@row("version")
def version(bench: Bench) -> Row:
    times = [cpu([bench.wisp, "--version"]) for _ in range(4 * bench.count)]
    return limit("processor time of `wisp --version`", statistics.median(times), 20)


@row("help")
def help_text(bench: Bench) -> Row:
    times = [cpu([bench.wisp, "--help"]) for _ in range(4 * bench.count)]
    return limit("processor time of `wisp --help`", statistics.median(times), 20)
