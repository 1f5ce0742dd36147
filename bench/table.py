"""Tables of what was measured, in Markdown, and their place in a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bench.measure import in_turn, medians

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bench.measure import Run
    from bench.others import Other

    Found = Mapping[str, Sequence[Run]]
    """Every run of each thing that was measured."""

OURS: Mapping[str, str] = {
    "cold": "build, cold: no cache, no old site",
    "none": "build again, nothing changed",
    "story": "build after one changed story",
    "term": "build after one changed word of the vocabulary",
    "stylesheet": "build after a changed stylesheet",
    "template": "build after a changed template",
    "check cold": "check, cold",
    "check warm": "check again, nothing changed",
    "index": "the search index alone",
}
"""What is measured of ours, in the order that it is measured and shown in."""
THEN_PAGEFIND = " pagefind"
"""What the name of a builder ends in where its run of Pagefind is meant."""
_TEN = 10

BEGIN, END = "<!-- figures: written by python -m bench.build --write -->", "<!-- end of figures -->"


def ours(found: Found) -> Iterator[str]:
    """Yield the lines of the table of what Samskapt takes."""
    yield from _head("Samskapt", "wall s", "CPU s", "CPU / cold", "largest MB", "together MB", "files", "MB written")
    cold = medians(found["cold"]) if "cold" in found else None
    for name, label in OURS.items():
        if name in found:
            run = medians(found[name])
            against = ratio(run.work, cold.work) if cold and name.startswith(tuple(OURS)[:6]) else ""
            yield _row(label, seconds(run.wall), seconds(run.work), against, *_amounts(run))


def paired(found: Found, others: Iterable[Other]) -> Iterator[str]:
    """Yield the lines of the table of the whole job, ours and that of the others with Pagefind."""
    own = medians(found["cold"])
    columns = ("wall s", "CPU s", "ours/theirs, wall", "ours/theirs, CPU", "largest MB", "together MB", "files")
    yield from _head("The whole job, cold", *columns, "MB written", "leaves out")
    yield _row("Samskapt", seconds(own.wall), seconds(own.work), "", "", *_amounts(own), "")
    for other in others:
        if other.id in found:
            run = medians([in_turn(pair) for pair in _pairs(found, other)])
            ratios = ratio(own.wall, run.wall), ratio(own.work, run.work)
            times = seconds(run.wall), seconds(run.work)
            yield _row(f"{other.name}, then Pagefind", *times, *ratios, *_amounts(run), other.less)


def parts(found: Found, others: Iterable[Other]) -> Iterator[str]:
    """Yield the lines of the table of pages and search index apart, in processor time."""
    own, index = medians(found["cold"]), medians(found["index"])
    pages = own.work - index.work
    yield from _head("CPU s", "pages", "index", "ours/theirs, pages", "ours/theirs, index")
    yield _row("Samskapt", seconds(pages), seconds(index.work), "", "")
    for other in others:
        if other.id in found:
            run, then = medians(found[other.id]), medians(found[other.id + THEN_PAGEFIND])
            ratios = ratio(pages, run.work), ratio(index.work, then.work)
            yield _row(other.name, seconds(run.work), seconds(then.work), *ratios)


def growth(few: Found, many: Found, counts: tuple[int, int], others: Iterable[Other]) -> Iterator[str]:
    """Yield the lines of the table of how much more each thing takes when the library is larger."""
    names = {**{f"samskapt: {label}": name for name, label in OURS.items()}, **{one.name: one.id for one in others}}
    yield from _head(f"From {counts[0]:,} to {counts[1]:,} stories", "CPU", "wall", "largest process", "MB written")
    for label, name in names.items():
        if name in few and name in many:
            less, more = medians(few[name]), medians(many[name])
            grown = ((getattr(more, what), getattr(less, what)) for what in ("work", "wall", "largest", "size"))
            yield _row(label, *(f"× {ratio(*pair)}" if pair[1] else "" for pair in grown))


def _pairs(found: Found, other: Other) -> list[tuple[Run, Run]]:
    """Return each run of a builder with that of Pagefind that came after it."""
    return list(zip(found[other.id], found[other.id + THEN_PAGEFIND], strict=True))


def ratio(one: float, other: float) -> str:
    """Return one figure divided by another, with the digits that mean something."""
    if not other:
        return "–"
    return f"{one / other:.1f}" if one / other >= _TEN else f"{one / other:.2f}"


def seconds(time: float) -> str:
    """Return seconds, with the digits that mean something."""
    return f"{time:.1f}" if time >= _TEN else f"{time:.2f}"


def _amounts(run: Run) -> Iterator[str]:
    yield from (f"{run.largest:.0f}", f"{run.together:.0f}")
    yield from (f"{run.files:,.0f}", f"{run.size / 1e6:.1f}") if run.files else ("", "")


def _head(first: str, *columns: str) -> Iterator[str]:
    yield _row(first, *columns)
    yield _row("---", *("---" if column == "leaves out" else "---:" for column in columns))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def put_between(page: str, figures: str) -> str:
    """Return a page with new figures between its two marks; ValueError where it has not both, once each."""
    between = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if page.count(BEGIN) != 1 or page.count(END) != 1 or not between.search(page):
        raise ValueError(f"the page must have one «{BEGIN}», and one «{END}» after it")
    return between.sub(lambda _: f"{BEGIN}\n\n{figures.strip()}\n\n{END}", page)
