"""Rules on what no story has: texts that are made to take a reader's machine, or ours, long to show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samskapt.diagnostic import START, Span, found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.body import Body
    from samskapt.diagnostic import Finding
    from samskapt.source import Source

_MOST_LEVELS = 30
"""A list in a list in a list takes six, and a word in italics in it two more."""
_MOST_COLUMNS = 12
_LONGEST_LINE = 20_000
_LONGEST_RUN = 200
"""A line drawn with hyphens has sixty or so."""
_LONG_LINE = re.compile(rf"[^\n]{{{_LONGEST_LINE + 1}}}")


def too_complex(source: Source, body: Body) -> Iterator[Finding]:
    """A text is simple enough to be shown on every machine at once."""
    if body.levels > _MOST_LEVELS:
        yield found(START, "levels")
    if body.columns > _MOST_COLUMNS:
        yield found(START, "columns", count=body.columns, most=_MOST_COLUMNS)
    if len(source.text) > _LONGEST_LINE and (line := _LONG_LINE.search(source.text)):
        yield found(_at(source.text, line.start()), "line", most=_LONGEST_LINE)
    if (start := _run(source.text)) >= 0:
        yield found(_at(source.text, start), "run", sign=source.text[start], most=_LONGEST_RUN)


def _run(text: str) -> int:
    """Return where more than 200 of one sign stand together, -1 for nowhere.

    So many hold a whole stretch of a hundred that begins at a multiple of a hundred: few places have to be looked at.
    """
    half = _LONGEST_RUN // 2
    for begin in range(0, len(text) - half, half):
        sign = text[begin]
        if text[begin + 1] == sign and not sign.isspace() and text.startswith(sign * half, begin):
            first = max(begin - half, 0)
            at = text.find(sign * (_LONGEST_RUN + 1), first, begin + 2 * _LONGEST_RUN)
            if at >= 0:
                return at
    return -1


def _at(text: str, start: int) -> Span:
    line = text.count("\n", 0, start) + 1
    column = start - text.rfind("\n", 0, start)
    return Span(line, column, line, column + 1)
