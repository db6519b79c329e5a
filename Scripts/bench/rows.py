"""What is measured; a new row is one function with `@row`."""

import json
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import time

from measure import Row, added, cpu, faster, limit, pairs, piped, run, share, wall
from model import Model

ROWS = {}

# What `make demo` asks for.
DEMO = "show requests per minute from a web server log as a histogram"


def row(name: str):
    """Adds a function from a `Bench` to a `Row` under a short name."""

    def add(function):
        ROWS[name] = function
        return function

    return add


def rewrite(path: str, *changes: tuple[str, str]) -> None:
    """Replaces texts that must be in a file."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for old, new in changes:
        if old not in text:
            raise SystemExit(f"{path} does not say {old}")
        text = text.replace(old, new)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


class Bench:
    """The programs to measure, and a folder to measure in."""

    def __init__(self, wisp: str, work: str, count: int, before: str | None = None):
        self.wisp = wisp
        self.work = work
        self.count = count
        self.before = before
        os.environ["WISP_HOME"] = f"{work}/home"

    def pairs(self, ours, theirs, times: int = 1) -> tuple[float, float]:
        """Medians of both taken in turn; with an earlier program, of what that takes for the first."""
        if self.before:
            theirs = lambda: self.by_the_program_before(ours)
        return pairs(times * self.count, ours, theirs)

    def by_the_program_before(self, work) -> float:
        """The same work with the earlier program."""
        now, self.wisp = self.wisp, self.before
        try:
            return work()
        finally:
            self.wisp = now

    def starter(self, name: str) -> str:
        """A copy of the filter template's starter, which has a library, a program and tests."""
        folder = f"{self.work}/{name}"
        shutil.copytree("Templates/apps/filter/starter", folder)
        return folder

    def verify(self, folder: str) -> None:
        run([self.wisp, "verify", folder])

    def verify_new(self, folder: str) -> float:
        """Milliseconds of a check of files that nobody ever checked: each gets a line of its own."""
        copy = f"{folder}-{time.time_ns()}"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".build"))
        for place, _, names in os.walk(copy):
            for name in names:
                if name.endswith(".swift") and name != "Package.swift":
                    with open(f"{place}/{name}", "a", encoding="utf-8") as file:
                        file.write(f"\n// {time.time_ns()}\n")
        try:
            return wall(lambda: self.verify(copy))
        finally:
            shutil.rmtree(copy)

    def plain(self, folder: str) -> float:
        """Milliseconds of `swift build` and `swift test` from nothing."""
        shutil.rmtree(f"{folder}/.build", ignore_errors=True)

        def both() -> None:
            run(["swift", "build", "--package-path", folder])
            run(["swift", "test", "--package-path", folder])

        taken = wall(both)
        shutil.rmtree(f"{folder}/.build")
        return taken


@row("fresh")
def fresh(bench: Bench) -> Row:
    """A package that was never built, beside `swift build && swift test` of the same folder."""
    folder = bench.starter("fresh")
    bench.verify_new(folder)
    times = bench.pairs(lambda: bench.verify_new(folder), lambda: bench.plain(folder))
    return faster("fresh package: `wisp verify`, `swift build && swift test`", times, 12)


@row("demo")
def demo(bench: Bench) -> Row:
    """The app that `make demo` makes, beside `swift build && swift test` of the same folder."""
    run([bench.wisp, "new", "--model", "builtin", "--quiet", "--name", "demo", DEMO])
    apps = f"{bench.work}/home/apps"
    folder = f"{bench.work}/demo"
    shutil.copytree(f"{apps}/{os.listdir(apps)[0]}/tree", folder)
    bench.verify_new(folder)
    times = bench.pairs(lambda: bench.verify_new(folder), lambda: bench.plain(folder))
    return faster("the demo's app: `wisp verify`, `swift build && swift test`", times, 12)


@row("hyphen")
def hyphen(bench: Bench) -> Row:
    """The same for a package whose program and module have a name that is no identifier."""
    folder = bench.starter("hyphen")
    os.rename(f"{folder}/Sources/App", f"{folder}/Sources/wordfreq-cli")
    rewrite(f"{folder}/Package.swift", ('"App"', '"wordfreq-cli"'))
    bench.verify_new(folder)
    times = bench.pairs(lambda: bench.verify_new(folder), lambda: bench.plain(folder))
    return faster("`wordfreq-cli`: `wisp verify`, `swift build && swift test`", times, 12)


@row("tools")
def tools(bench: Bench) -> Row:
    """The same for a package whose manifest asks for the rules of Swift 5.5."""
    folder = bench.starter("tools")
    rewrite(
        f"{folder}/Package.swift", ("tools-version: 6.1", "tools-version: 5.5"),
        ("  platforms: [.macOS(.v15)],\n", ""),
        ("swiftLanguageModes: [.v6]", "swiftLanguageVersions: [.v5]"))
    bench.verify_new(folder)
    times = bench.pairs(lambda: bench.verify_new(folder), lambda: bench.plain(folder))
    return faster("tools version 5.5: `wisp verify`, `swift build && swift test`", times, 12)


@row("flyingfox")
def flyingfox(bench: Bench) -> Row:
    """The same with a web server as its dependency, whose sources are at hand for both."""
    ours, theirs = f"{bench.work}/web", f"{bench.work}/web-plain"
    sources = os.path.realpath(".build/checkouts/FlyingFox")
    dependency = '.package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1")'
    for folder in (ours, theirs):
        for path, text in WEB.items():
            os.makedirs(os.path.dirname(f"{folder}/{path}"), exist_ok=True)
            with open(f"{folder}/{path}", "w", encoding="utf-8") as file:
                file.write(text)
    # Nothing is fetched: that would measure the network.
    with open(f"{theirs}/Package.swift", "w", encoding="utf-8") as file:
        file.write(WEB["Package.swift"].replace(dependency, f'.package(path: "{sources}")'))
    bench.verify_new(ours)
    times = bench.pairs(lambda: bench.verify_new(ours), lambda: bench.plain(theirs))
    return faster("fresh package with FlyingFox: the same two", times, 20)


WEB = {
    "Package.swift": """// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "web",
  dependencies: [
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1")
  ],
  targets: [
    .executableTarget(name: "App", dependencies: ["AppCore"]),
    .target(
      name: "AppCore", dependencies: [.product(name: "FlyingFox", package: "FlyingFox")]),
    .testTarget(name: "AppCoreTests", dependencies: ["AppCore"]),
  ]
)
""",
    "Sources/AppCore/Greeting.swift": """import FlyingFox

public func greeting(for name: String?) -> String { "Hello, \\(name ?? "world")!" }

public func server(port: UInt16) async -> HTTPServer {
  let server = HTTPServer(port: port)
  await server.appendRoute("GET /") { request in
    let name = request.query.first { $0.name == "name" }?.value
    return HTTPResponse(statusCode: .ok, body: Array(greeting(for: name).utf8).data)
  }
  return server
}
""",
    "Sources/AppCore/Data.swift": """import Foundation

extension [UInt8] {
  var data: Data { Data(self) }
}
""",
    "Sources/App/main.swift": """import AppCore

if let port = CommandLine.arguments.dropFirst().first.flatMap({ UInt16($0) }) {
  try await server(port: port).run()
} else {
  print("usage: web PORT")
}
""",
    "Tests/AppCoreTests/GreetingTests.swift": """import Foundation
import Testing

@testable import AppCore

@Test func greets() {
  #expect(greeting(for: nil) == "Hello, world!")
  #expect(greeting(for: "you") == "Hello, you!")
}
""",
}


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

    times = bench.pairs(
        lambda: measure(ours, lambda: bench.verify(ours)),
        lambda: measure(theirs, lambda: run(["swift", "test", "--package-path", theirs])),
    )
    return faster("one changed line: `wisp verify`, `swift test`", times, 1)


@row("overlap")
def overlap(bench: Bench) -> Row:
    """From the last byte of a streamed reply to the verdict, beside the same session with the same reply
    in one piece, of which nothing could be done before its last byte."""
    times = [
        bench.pairs(lambda: tail(bench, session)[0], lambda: tail(bench, session, True)[0])
        for session in RECORDED
    ]
    return share("last byte of a streamed reply to the verdict, of one in one piece", total(times), 0.6)


@row("overlap-verify")
def overlap_verify(bench: Bench) -> Row:
    """The same, beside `wisp verify` of its tree, which asks less: no other input, no starter."""
    folder = ""

    def ours(session: tuple[str, str, str]) -> float:
        nonlocal folder
        taken, folder = tail(bench, session)
        return taken

    times = [
        bench.pairs(lambda: ours(session), lambda: bench.verify_new(folder))
        for session in RECORDED
    ]
    return share("last byte of a streamed reply to the verdict, `wisp verify`", total(times), 0.6)


# Sessions that models wrote: folder, template, description.
RECORDED = [
    ("recorded-csv-summary", "filter", "a summary of the columns of a csv"),
    ("recorded-error-runs", "filter", "the longest runs of errors in a log"),
    ("recorded-water", "cli", "track how much water I drink"),
]


def total(times: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(a for a, _ in times), sum(b for _, b in times)


def tail(bench: Bench, session: tuple[str, str, str], whole: bool = False) -> tuple[float, str]:
    """Milliseconds from the last byte of a recorded reply to the verdict, and the app's tree."""
    name, template, words = session
    model = Model(*unseen([f"{name}/1.md"]), whole=whole)
    command = [bench.wisp, "new", words, "--template", template, "--json"]
    command += ["--model", "openai-compatible/scripted"]
    try:
        process = subprocess.Popen(
            command, env=asking(model), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        verdict, verified, message = 0.0, False, "it ended without an event"
        for line in process.stdout:
            now = time.perf_counter()
            event = json.loads(line)
            if event["event"] == "gate.finished":
                verdict = now
            if event["event"] == "session.finished":
                folder = event["directory"]
                verified, message = event["verified"], event["message"]
        process.wait()
    finally:
        model.close()
    if not verified:
        raise SystemExit(f"the recorded session {name} was not verified: {message}")
    return (verdict - model.last_byte) * 1000, folder


def unseen(names: list[str]) -> list[str]:
    """Replies of a session, with a number in their sources that nobody has compiled them with."""
    number = time.time_ns()
    replies = []
    for name in names:
        with open(f"Tests/WispTests/Sessions/{name}", encoding="utf-8") as file:
            replies.append(file.read().replace("```swift\n", f"```swift\n// {number}\n"))
    return replies


def asking(model: Model) -> dict[str, str]:
    """The environment of a `wisp` that asks a model of a bench."""
    return os.environ | {"OPENAI_BASE_URL": model.address, "OPENAI_API_KEY": "none"}


# Replies of one session: a compile error, a failing test, an app that passes.
REPAIRED = ["1.md", "2.md", "4.md"]


def repaired(bench: Bench) -> tuple[float, float]:
    """Milliseconds of a whole session with three replies, and from its start to its first request."""
    replies = unseen([f"repaired/{name}" for name in REPAIRED])
    model = Model(*replies, whole=True, pause=0)
    words = "turn every line into capitals, with an option that adds a mark"
    command = [bench.wisp, "new", words, "--template", "filter", "--quiet"]
    command += ["--model", "openai-compatible/scripted"]
    try:
        start = time.perf_counter()
        run(command, env=asking(model))
        taken = time.perf_counter() - start
    finally:
        model.close()
    if model.requests != len(replies):
        raise SystemExit(f"the session asked {model.requests} times, not {len(replies)}")
    return taken * 1000, (model.first_byte - start) * 1000


@row("session")
def session(bench: Bench) -> Row:
    """A whole session: a compile error, a failing test, an app that passes; the model answers at once."""
    repaired(bench)
    times = [repaired(bench)[0] for _ in range(bench.count)]
    return limit("session of three replies that come at once", statistics.median(times), 1200)


@row("request")
def request(bench: Bench) -> Row:
    """From the start of `wisp new` to the first byte of its request."""
    repaired(bench)
    times = [repaired(bench)[1] for _ in range(bench.count)]
    return limit("start of `wisp new` to its first request", statistics.median(times), 100)


@row("confined")
def confined(bench: Bench) -> Row:
    """A build in the sandbox, beside the same build outside of it."""
    folder = bench.starter("confined")

    def build(before: list[str]) -> float:
        shutil.rmtree(f"{folder}/.build", ignore_errors=True)
        return wall(lambda: run(before + ["swift", "build", "--disable-sandbox"], cwd=folder))

    sandbox = [bench.wisp, "sandbox", "--profile", "build", "--dir", folder, "--"]
    times = bench.pairs(lambda: build(sandbox), lambda: build([]))
    return share("`swift build` confined, not confined", times, 1.1)


@row("templates")
def templates(bench: Bench) -> Row:
    """Build, tests and a run of every template's starter with all it depends on, confined and not."""
    names = sorted(os.listdir("Templates/apps"))
    times = []
    for name in names:
        ours, theirs = Package(bench, name), Package(bench, name)
        confined = wall(lambda: ours.all(Package.confined))
        times.append((confined, wall(lambda: theirs.all(Package.plain))))
        if ours.said != theirs.said:
            raise SystemExit(f"{name} says {ours.said} confined, {theirs.said} otherwise")
        ours.remove()
        theirs.remove()
    return share("build, tests, run of every template: confined, not confined", total(times), 1.1)


class Package:
    """A template's starter with the sources of what it depends on beside it."""

    def __init__(self, bench: Bench, name: str):
        self.wisp = bench.wisp
        self.folder = f"{bench.work}/package-{time.time_ns()}"
        made = f"{bench.work}/config-{time.time_ns()}"
        environment = os.environ | {"XDG_CONFIG_HOME": made}
        run([bench.wisp, "templates", "new", "mine", "--from", name], env=environment)
        starter = f"{made}/wisp/templates/mine/starter"
        shutil.copytree(starter, f"{self.folder}/app")
        shutil.rmtree(made)
        with open(f"{self.folder}/app/Package.swift", encoding="utf-8") as file:
            manifest = file.read()
        for url, version in re.findall(r'url: "([^"]+)", from: "([^"]+)"', manifest):
            package = url.split("/")[-1]
            shutil.copytree(
                f".build/checkouts/{package}", f"{self.folder}/{package}",
                ignore=shutil.ignore_patterns(".git"),
            )
            manifest = manifest.replace(
                f'url: "{url}", from: "{version}"', f'path: "../{package}"')
        with open(f"{self.folder}/app/Package.swift", "w", encoding="utf-8") as file:
            file.write(manifest)
        with open(f"{self.folder}/app/wisp.json", encoding="utf-8") as file:
            self.example = next(iter(json.load(file)["examples"]), {})
        self.said = ""

    def confined(self, profile: str, command: list[str]) -> list[str]:
        return [self.wisp, "sandbox", "--profile", profile, "--dir", self.folder, "--"] + command

    def plain(self, profile: str, command: list[str]) -> list[str]:
        return command

    def all(self, way) -> None:
        """Builds, tests and runs; keeps how the run ended and how much it printed."""
        # Inside there is no cache of earlier builds either.
        home = f"{self.folder}/home"
        os.makedirs(home)
        environment = os.environ | {"HOME": home}
        options = ["--package-path", "app", "--disable-sandbox"]
        run(way(self, "build", ["swift", "build", "--build-tests"] + options),
            cwd=self.folder, env=environment)
        run(way(self, "test", ["swift", "test", "--skip-build"] + options),
            cwd=self.folder, env=environment)
        program = ["app/.build/debug/starter"] + self.example.get("arguments", [])
        for path, text in self.example.get("files", {}).items():
            with open(f"{self.folder}/{path}", "w", encoding="utf-8") as file:
                file.write(text)
        done = subprocess.run(
            way(self, "run", program), cwd=self.folder, env=environment, capture_output=True,
            input=self.example.get("stdin", "").encode())
        # Not what it says: a game is another one each time.
        lines = done.stdout.count(b"\n")
        self.said = f"{lines} lines, code {done.returncode}"

    def remove(self) -> None:
        shutil.rmtree(self.folder)


@row("start")
def start(bench: Bench) -> Row:
    """What the sandbox adds to the start of a command."""
    times = bench.pairs(
        lambda: wall(lambda: run([bench.wisp, "sandbox", "--", "true"])),
        lambda: wall(lambda: run([bench.wisp, "--version"])),
        times=4,
    )
    return added("start of the sandbox: `wisp sandbox -- true` less `wisp --version`", times, 10)


@row("once")
def once(bench: Bench) -> Row:
    """A cached tool, beside its program run directly: unconfined, and by nobody."""
    asked = "show the 20 most frequent words in a text"
    text = b"the cat saw the dog\n" * 5
    environment = os.environ | {"WISP_MODEL": "builtin", "XDG_CACHE_HOME": f"{bench.work}/cache"}
    made = piped([bench.wisp, "once", asked], text, environment)
    shown = piped([bench.wisp, "once", asked, "--show"], b"", environment).decode()
    program = next(line.split()[1] for line in shown.splitlines() if line.startswith("  program "))
    facts = json.loads(piped(["swift", "-print-target-info"], b"", environment))
    libraries = ":".join(facts["paths"]["runtimeLibraryPaths"])
    alone = environment | {"LD_LIBRARY_PATH": libraries}
    if piped([program], text, alone) != made:
        raise SystemExit("the tool alone writes something else than `wisp once`")
    times = bench.pairs(
        lambda: wall(lambda: piped([bench.wisp, "once", asked], text, environment)),
        lambda: wall(lambda: piped([program], text, alone)),
        times=8,
    )
    return added("`wisp once` with a cached tool, the tool alone", times, 30)


@row("ls")
def ls(bench: Bench) -> Row:
    """A list of 10,000 apps: the rows of one that was generated, with other names, sizes and days."""
    home = f"{bench.work}/crowded"
    environment = os.environ | {"WISP_HOME": home}
    run([bench.wisp, "new", "--model", "builtin", "sum of amount by city in a csv"], env=environment)
    catalog = sqlite3.connect(f"{home}/catalog.sqlite")
    cursor = catalog.execute("SELECT * FROM app")
    names, values = [column[0] for column in cursor.description], cursor.fetchone()
    app = dict(zip(names, values))
    for number in range(1, 10_000):
        name = f"tool-{number:04}"
        day = time.strftime("%Y-%m-%d %H:%M:%S.000", time.gmtime(time.time() - number * 7919 % 600_000))
        app |= {"id": f"{name}-{number * 7919 % 65536:04x}", "name": name, "createdAt": day,
                "summary": app["description"] + ", again" * (number % 9), "bytes": number * 977}
        catalog.execute(f"INSERT INTO app VALUES ({','.join('?' * len(names))})", tuple(app.values()))
    catalog.commit()
    catalog.close()
    command = [bench.wisp, "ls"]
    lines = piped(command, b"", environment).count(b"\n")
    if lines != 10_001:
        raise SystemExit(f"{lines} lines for 10,000 apps and a head")
    times = [wall(lambda: piped(command, b"", environment)) for _ in range(4 * bench.count)]
    return limit("`wisp ls` with 10,000 apps", statistics.median(times), 100)


@row("version")
def version(bench: Bench) -> Row:
    times = [cpu([bench.wisp, "--version"]) for _ in range(4 * bench.count)]
    return limit("processor time of `wisp --version`", statistics.median(times), 20)


@row("help")
def help_text(bench: Bench) -> Row:
    times = [cpu([bench.wisp, "--help"]) for _ in range(4 * bench.count)]
    return limit("processor time of `wisp --help`", statistics.median(times), 20)
