"""Measures ``samskapt check``: a library from scratch, after one change and after none, and one story alone.

Every figure is the median of several runs of the whole command, as people run it: seconds on the wall, seconds of
work on all cores (user and system), and the most memory that the command and its processes held together. It measures,
and fails for nothing but a command that could not run.

    python -m bench.check --count 10000
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bench.changes import change_story, forget, leave
from bench.corpus import write_corpus
from bench.measure import Run, load, machine, medians, run, versions
from samskapt.library import STORIES, TEXT_FILE, story_slugs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PACKAGES = ("samskapt", "pyromark", "pyyaml", "click", "pillow")
JUDGED = frozenset({0, 1})
"""The codes that a check ends with when it could do its work."""


def command(root: Path, *arguments: Path) -> Sequence[str | Path]:
    """Return the command that checks a library, or some of it."""
    return [sys.executable, "-m", "samskapt", "check", "--root", root, *arguments]


def measure(times: int, prepare: Callable[[int], object], asked: Sequence[str | Path]) -> Run:
    """Return the medians of several runs, ``prepare`` called before each with its number."""
    runs: list[Run] = []
    for number in range(times):
        prepare(number)
        runs.append(run(asked, expected=JUDGED))
    return medians(runs)


def benchmark(root: Path, count: int, times: int) -> None:
    """Measure a library of ``count`` stories that is made in ``root``, and print what was found."""
    write_corpus(root, count)
    first = root / STORIES / story_slugs(root)[0] / TEXT_FILE
    time.sleep(2.5)  # what has just been written is not trusted to stay so, and would not be kept
    for name, prepare, asked in (
        ("from scratch", forget, command(root)),
        ("one changed", change_story, command(root)),
        ("none changed", leave, command(root)),
        ("one alone", leave, command(root, first)),
        ("one alone, nothing kept", forget, command(root, first)),
    ):
        found = measure(times, partial(prepare, root), asked)
        pace = " " * 9 if first in asked else f"{count / found.wall:9.0f}"
        click.echo(f"{name:24} {found.wall:8.2f} {found.work:8.2f} {found.together:8.0f} {pace}")


def main() -> None:
    """Measure, as the command line asks."""
    parser = argparse.ArgumentParser(description="Measure how fast the checker is.")
    parser.add_argument("--count", type=int, default=10_000, help="how many stories")
    parser.add_argument("--times", type=int, default=3, help="how many runs of each kind")
    asked = parser.parse_args()
    click.echo(f"{machine()}, {versions(_PACKAGES)}")
    click.echo(f"{asked.count} stories, medians of {asked.times} runs; load of the machine at the start: {load()}\n")
    click.echo(f"{'samskapt check':24} {'wall s':>8} {'work s':>8} {'MB':>8} {'stories/s':>9}")
    with tempfile.TemporaryDirectory() as folder:
        benchmark(Path(folder), asked.count, asked.times)


if __name__ == "__main__":
    main()
