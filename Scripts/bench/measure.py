"""Pairs of times taken side by side, and what is printed of them."""

import json
import os
import resource
import statistics
import subprocess
import time
from dataclasses import asdict, dataclass
from typing import Callable


@dataclass
class Row:
    """One line of the table; times are medians, in milliseconds."""

    name: str
    ours: float
    theirs: float | None
    value: float
    unit: str
    target: str
    met: bool

    def cells(self) -> list[str]:
        theirs = "" if self.theirs is None else f"{self.theirs:.0f}"
        value = f"{self.value:.2f}" if self.unit.startswith("of") else f"{self.value:.1f}"
        met = "yes" if self.met else "NO"
        return [self.name, f"{self.ours:.0f}", theirs, f"{value} {self.unit}", self.target, met]


HEADER = ["what", "wisp ms", "other ms", "result", "target", "met"]


def run(command: list[str], **options) -> None:
    """Runs a command that must succeed, its output kept for the case that it does not."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, **options)
    if done.returncode != 0:
        text = (done.stdout + done.stderr).decode(errors="replace")
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{text[-2000:]}")


def piped(command: list[str], text: bytes, environment: dict[str, str]) -> bytes:
    """What a command that must succeed makes of its standard input."""
    done = subprocess.run(command, input=text, capture_output=True, env=environment)
    if done.returncode != 0:
        message = done.stderr.decode(errors="replace")[-2000:]
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{message}")
    return done.stdout


def wall(work: Callable[[], None]) -> float:
    """Milliseconds on the clock."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def cpu(command: list[str]) -> float:
    """Milliseconds of processor time of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used * 1000


def pairs(count: int, ours: Callable[[], float], theirs: Callable[[], float]):
    """Medians of two measurements taken in turn, so that both see the same machine."""
    times = [(ours(), theirs()) for _ in range(count)]
    return statistics.median(a for a, _ in times), statistics.median(b for _, b in times)


def faster(name: str, times: tuple[float, float], at_least: float) -> Row:
    """How many times faster wisp is."""
    ours, theirs = times
    ratio = theirs / ours
    return Row(name, ours, theirs, ratio, "times faster", f"{at_least:g}", ratio >= at_least)


def share(name: str, times: tuple[float, float], at_most: float) -> Row:
    """What wisp takes as a part of the other."""
    ours, theirs = times
    part = ours / theirs
    return Row(name, ours, theirs, part, "of", f"{at_most:g}", part <= at_most)


def added(name: str, times: tuple[float, float], at_most: float) -> Row:
    """What wisp takes beyond the other."""
    ours, theirs = times
    more = ours - theirs
    return Row(name, ours, theirs, more, "ms more", f"{at_most:g}", more < at_most)


def limit(name: str, milliseconds: float, at_most: float) -> Row:
    """A time that stands alone."""
    return Row(
        name, milliseconds, None, milliseconds, "ms", f"{at_most:g}", milliseconds < at_most
    )


def compared(row: Row) -> Row:
    """A row of which the other time is that of an earlier program: no worse by a twentieth."""
    if row.theirs is None:
        return row
    part = row.ours / row.theirs
    return Row(row.name, row.ours, row.theirs, part, "of before", "1.05", part <= 1.05)


def table(rows: list[Row]) -> str:
    """The rows as a table in Markdown."""
    lines = [HEADER, ["---"] * len(HEADER)] + [row.cells() for row in rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEADER))]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |"
        for line in lines
    )


def write(rows: list[Row], path: str) -> None:
    """The rows as JSON, whole or not at all."""
    with open(path + ".new", "w", encoding="utf-8") as file:
        json.dump([asdict(row) for row in rows], file, indent=2)
        file.write("\n")
    os.replace(path + ".new", path)
