"""Tells diagnostics in Markdown, for an answer in an issue or the summary of a run on GitHub.

What a stranger wrote stands only in code: there it is no link, no picture, and no call upon anyone.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from samskapt.report import as_text, summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from samskapt.diagnostic import Diagnostic

_MOST = 15_000
"""Signs of one block in an answer; GitHub takes 65,536 for the whole of it."""
_MOST_OF_A_RUN = 200_000
"""Signs of a summary; GitHub takes a megabyte."""


def as_markdown(
    diagnostics: Iterable[Diagnostic], count: int, language: str, line_of: Callable[[str, int], str]
) -> str:
    """Return the last line of the report as a heading, and under it the rest as it stands in a terminal."""
    found = [*diagnostics]
    said = summary(Counter(one.level for one in found), count, language)
    lines = [*as_text(found, count, language, line_of)][:-1]
    return f"## {said}" + (f"\n\n{fenced(lines, _MOST_OF_A_RUN)}" if found else "")


def fenced(lines: Iterable[str], most: int = _MOST) -> str:
    """Return lines as a block of code that none of them can end, cut where it would be longer than ``most`` signs."""
    text = "\n".join(lines).strip("\n")
    if len(text) > most:
        text = text[:most].rpartition("\n")[0] + "\n…"
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
    return f"{fence}text\n{text}\n{fence}"


def code(text: str) -> str:
    """Return a short text as code within a line."""
    text = " ".join(text.split())
    marks = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{marks}{space}{text}{space}{marks}"
