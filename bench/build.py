"""Measures ``samskapt build``, cold and after changes, and beside other site builders on the same stories.

Each thing is run in a process of its own, one after another, and then all of them again: the figures are medians.

    python -m bench.build --count 1000 10000 --times 5 3 --write docs/benchmarks.md
    python -m bench.build --count 1000 --only cold,paired
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bench.changes import KEPT, SITE, change_story, change_stylesheet, change_template, change_term, forget, leave
from bench.check import JUDGED, command
from bench.measure import TICK, Run, load, machine, run, versions, written
from bench.others import HERE, others, write_site
from bench.table import THEN_PAGEFIND, growth, ours, paired, parts, put_between

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bench.others import Other

    Found = dict[str, list[Run]]

PARTS = ("cold", "rebuild", "check", "index", "paired")
ADDRESS = os.environ.get("SITE_URL", "https://samskapt.example/")
"""Where the site stands, for a build that makes all that a published site has."""
_PACKAGES = ("samskapt", "pagefind-bin", "pyromark", "jinja2")
_CHANGES: Mapping[str, Callable[[Path, int], None]] = {
    "none": leave,
    "story": change_story,
    "term": change_term,
    "stylesheet": change_stylesheet,
    "template": change_template,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to measure: ``take`` gets the number of the round."""

    name: str
    take: Callable[[int], Run]


def write_library(root: Path, count: int) -> None:
    """Make the library to measure, with its addresses given out, and leave it until its files are trusted to stay so.

    In a process of its own: one that is started by a large process counts as large itself.
    """
    run([sys.executable, "-m", "bench.corpus", root, "--count", str(count), "--addresses"], folder=HERE.parent)
    time.sleep(2.5)


def build(root: Path, prepare: Callable[[Path, int], None], number: int) -> Run:
    """Change the library, and build its site. RuntimeError if the site is not made."""
    prepare(root, number)
    asked: list[str | Path] = [sys.executable, "-m", "samskapt", "build", "--root", root]
    home = str(root / KEPT)
    environment = {"SITE_URL": ADDRESS, "HOME": home, "XDG_CACHE_HOME": home}
    if prepare is not forget and not (root / SITE).exists():
        run(asked, environment=environment)  # there must be something to build anew
    time.sleep(2 * TICK)  # what the build before wrote is older
    since = time.time() if (root / SITE).exists() else 0
    took = run(asked, environment=environment)
    files, size = written(root / SITE, since)
    return replace(took, files=files, size=size)


def check(root: Path, prepare: Callable[[Path, int], None], number: int) -> Run:
    """Change the library, and check it."""
    prepare(root, number)
    return run(command(root), expected=JUDGED)


def index(root: Path, folder: Path, _: int) -> Run:
    """Index the library, and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    figures = folder.with_suffix(".json")
    run([sys.executable, "-m", "bench.index", root, folder, figures], folder=HERE.parent)
    return Run(**json.loads(figures.read_text(encoding="utf-8")))


def build_other(other: Other, folder: Path, _: int) -> Run:
    """Build the site of another builder, cold."""
    shutil.rmtree(folder / other.output, ignore_errors=True)
    took = run(other.command, folder=folder)
    files, size = written(folder / other.output)
    return replace(took, files=files, size=size)


def index_other(other: Other, folder: Path, _: int) -> Run:
    """Run Pagefind on the site of another builder."""
    took = run(other.pagefind(), folder=folder)
    files, size = written(folder / other.output / "pagefind")
    return replace(took, files=files, size=size)


def steps(folder: Path, only: Sequence[str], beside: Sequence[Other]) -> Iterator[Step]:
    """Yield what to measure in the library in ``folder``, in an order where each finds what it needs."""
    root = folder / "library"
    if "cold" in only or "paired" in only:
        yield Step("cold", partial(build, root, forget))
    for other in beside if "paired" in only else ():
        yield Step(other.id, partial(build_other, other, folder / other.id))
        yield Step(other.id + THEN_PAGEFIND, partial(index_other, other, folder / other.id))
    if "rebuild" in only:
        yield from (Step(name, partial(build, root, change)) for name, change in _CHANGES.items())
    if "index" in only:
        yield Step("index", partial(index, root, folder / "index"))
    if "check" in only:
        yield Step("check cold", partial(check, root, forget))
        yield Step("check warm", partial(check, root, leave))


def benchmark(folder: Path, count: int, times: int, only: Sequence[str], beside: Sequence[Other]) -> Found:
    """Return every run of each thing, with a library of ``count`` stories that is made in ``folder``."""
    write_library(folder / "library", count)
    for other in beside if "paired" in only else ():
        write_site(other, folder / "library", folder / other.id)
    found: Found = {}
    for number in range(times):
        for step in steps(folder, only, beside):
            took = step.take(number)
            click.echo(f"{count}, round {number + 1}: {step.name}: {took.wall:.1f} s, CPU {took.work:.1f} s", err=True)
            found.setdefault(step.name, []).append(took)
    return found


def figures(found: dict[int, Found], times: Sequence[int], busy: str, beside: Sequence[Other]) -> Iterator[str]:
    """Yield the lines of the part of the page that holds the figures."""
    yield f"Measured {dt.datetime.now().astimezone().date()} on {machine()}; load at the start {busy}."
    yield f"Versions: {', '.join([versions(_PACKAGES), *(one.version for one in beside)])}."
    for (count, runs), k in zip(found.items(), times, strict=True):
        yield from ("", f"### {count:,} stories", "")
        yield f"Medians of {k} runs." if k > 1 else "One run of each."
        yield from ("", *ours(runs))
        if len(runs.keys() & {one.id for one in beside}):
            yield from ("", *paired(runs, beside))
            if "index" in runs:
                yield from ("", *parts(runs, beside))
    if len(found) > 1:
        few, many = min(found), max(found)
        yield from ("", "### Growth", "", *growth(found[few], found[many], (few, many), beside))


def main() -> None:
    """Measure, as the command line asks."""
    parser = argparse.ArgumentParser(description="Measure how fast the site is built.")
    parser.add_argument("--count", type=int, nargs="+", default=[1000], help="how many stories; growth needs two")
    parser.add_argument("--times", type=int, nargs="+", default=[3], help="how many rounds, for each count or for all")
    parser.add_argument("--only", type=_parts, default=PARTS, help=f"some of {','.join(PARTS)}")
    parser.add_argument("--write", type=Path, help="a page to put the figures into, between its marks")
    asked = parser.parse_args()
    times = asked.times * len(asked.count) if len(asked.times) == 1 else asked.times
    if len(times) != len(asked.count):
        parser.error("--times takes one number, or one for each --count")
    if len(set(asked.count)) != len(asked.count):
        parser.error("--count takes each number once")
    if min(*asked.count, *times) < 1:
        parser.error("--count and --times must be at least 1")
    if asked.write:  # a page without marks is better found now than in an hour
        put_between(asked.write.read_text(encoding="utf-8"), "")
    beside, busy, found = others(), load(), {}
    for count, k in zip(asked.count, times, strict=True):
        with tempfile.TemporaryDirectory() as folder:
            found[count] = benchmark(Path(folder), count, k, asked.only, beside)
    told = "\n".join(figures(found, times, busy, beside))
    click.echo(told)
    if asked.write:
        page = asked.write.read_text(encoding="utf-8")
        asked.write.write_text(put_between(page, told), encoding="utf-8")


def _parts(text: str) -> tuple[str, ...]:
    """Return the parts that are named; argparse makes a sentence of the error for one that is not there."""
    chosen = tuple(text.split(","))
    unknown = [name for name in chosen if name not in PARTS]
    if unknown:
        raise argparse.ArgumentTypeError(f"no part is called {', '.join(unknown)}; they are {', '.join(PARTS)}")
    return chosen


if __name__ == "__main__":
    main()
