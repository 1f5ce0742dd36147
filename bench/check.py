"""Measures ``samskapt check``: a library from scratch, after one change and after none, and one story alone.

Every figure is the median of several runs of the whole command, as people run it: seconds on the wall, seconds of
work on all cores (user and system), and the most memory that the command and its processes held together. It measures,
and fails for nothing but a command that could not run.

    python -m bench.check --count 10000
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import click

from bench.corpus import write_corpus
from samskapt.cache import FOLDER
from samskapt.library import STORIES, TEXT_FILE, story_slugs

if TYPE_CHECKING:
    from collections.abc import Callable

_PACKAGES = ("samskapt", "pyromark", "pyyaml", "click", "pillow")
_PAUSE = 0.02
"""Seconds between two looks at the memory of the command."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command: seconds on the wall, seconds of work, and megabytes at their most."""

    wall: float
    work: float
    memory: float


def run(arguments: list[str | Path]) -> Run:
    """Run ``samskapt check`` with ``arguments``; RuntimeError when it could not do its work."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 (our own command)
        [sys.executable, "-m", "samskapt", "check", *arguments],
        stdout=subprocess.DEVNULL,
    ) as command:
        most = 0.0
        while command.poll() is None:
            most = max(most, _memory(command.pid))
            time.sleep(_PAUSE)
    wall = time.perf_counter() - begun
    if command.returncode not in {0, 1}:
        raise RuntimeError(f"samskapt check ended with {command.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, work, most or after.ru_maxrss / 1000)


def _memory(process: int) -> float:
    """Return the megabytes that a process and its children hold together; 0 where the system does not say."""
    try:
        kilobytes = sum(
            int(line.split()[1])
            for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
            if line.startswith("VmRSS:")
        )
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()
    except OSError:
        return 0.0
    return kilobytes / 1000 + sum(_memory(int(child)) for child in children)


def measure(times: int, prepare: Callable[[int], object], arguments: list[str | Path]) -> Run:
    """Return the medians of several runs, ``prepare`` called before each with its number."""
    runs: list[Run] = []
    for number in range(times):
        prepare(number)
        runs.append(run(arguments))
    return Run(*(median(getattr(one, name) for one in runs) for name in Run.__slots__))


def benchmark(root: Path, count: int, times: int) -> None:
    """Measure a library of ``count`` stories that is made in ``root``, and print what was found."""
    write_corpus(root, count)
    texts = [root / STORIES / slug / TEXT_FILE for slug in story_slugs(root)]

    def forget(_: int) -> None:
        shutil.rmtree(root / FOLDER, ignore_errors=True)

    def change(number: int) -> None:
        text = texts[number % count]
        text.write_text(text.read_text(encoding="utf-8").replace(" ", "  ", 1), encoding="utf-8")

    def leave(_: int) -> None: ...

    time.sleep(2.5)  # what has just been written is not trusted to stay so, and would not be kept
    whole: list[str | Path] = ["--root", root]
    for name, prepare, arguments in (
        ("from scratch", forget, whole),
        ("one changed", change, whole),
        ("none changed", leave, whole),
        ("one alone", leave, [*whole, texts[0]]),
        ("one alone, nothing kept", forget, [*whole, texts[0]]),
    ):
        found = measure(times, prepare, arguments)
        pace = f"{count / found.wall:9.0f}" if arguments is whole else " " * 9
        click.echo(f"{name:24} {found.wall:8.2f} {found.work:8.2f} {found.memory:8.0f} {pace}")


def main() -> None:
    """Measure, as the command line asks."""
    parser = argparse.ArgumentParser(description="Measure how fast the checker is.")
    parser.add_argument("--count", type=int, default=10_000, help="how many stories")
    parser.add_argument("--times", type=int, default=3, help="how many runs of each kind")
    asked = parser.parse_args()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    click.echo(f"{platform.platform()}, {_processor()}, {cores} cores, Python {platform.python_version()}")
    click.echo(", ".join(f"{name} {version(name)}" for name in _PACKAGES))
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    click.echo(f"{asked.count} stories, medians of {asked.times} runs; load of the machine at the start: {load}\n")
    click.echo(f"{'samskapt check':24} {'wall s':>8} {'work s':>8} {'MB':>8} {'stories/s':>9}")
    with tempfile.TemporaryDirectory() as folder:
        benchmark(Path(folder), asked.count, asked.times)


def _processor() -> str:
    """Return the name of the processor, where the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
