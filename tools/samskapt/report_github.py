"""Tells diagnostics to GitHub Actions: one workflow command each, which becomes a note beside the line.

The runner takes a line for a command when it begins with ``::``, or holds ``##[`` anywhere (actions/runner,
``ActionCommand.cs``). A line of ours is a whole command of its own, with everything from a story escaped in it, so that
nothing a stranger wrote can begin another.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from samskapt.messages import catalogue, say
from samskapt.report import summary
from samskapt.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from samskapt.diagnostic import Diagnostic, Level, Span

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def as_github(diagnostics: Iterable[Diagnostic], count: int, language: str, folder: str = "") -> Iterator[str]:
    """Yield a workflow command for each diagnostic, and the summary as the last line.

    ``folder`` is where the library lies in the repository, from which GitHub counts the names of files.
    """
    levels: Counter[Level] = Counter()
    for diagnostic in diagnostics:
        levels[diagnostic.level] += 1
        said = say(diagnostic, language)
        properties = {
            "file": visible(f"{folder}/{diagnostic.file}" if folder else diagnostic.file),
            **_place(diagnostic.span),
            "title": f"{catalogue(language)[diagnostic.rule]['title']} [{diagnostic.rule}]",
        }
        written = ",".join(f"{name}={str(value).translate(_PROPERTY)}" for name, value in properties.items())
        sentences = f"{said.message}\n{said.hint}"
        yield f"::{diagnostic.level} {written}::{sentences.translate(_DATA)}"
    yield summary(levels, count, language)


def _place(span: Span) -> Mapping[str, int]:
    """Return a place as GitHub counts it: the last column is in it, and there are columns only within one line.

    GitHub nowhere says whether the last column is in it. In the example of its own API, «banaas» stands in columns 5 to
    10; the runner lets the two be the same, and drops both when the last is the lesser or the lines are two.
    """
    lines = {"line": span.line, "endLine": span.end_line}
    if span.line != span.end_line:
        return lines
    return {**lines, "col": span.column, "endColumn": max(span.column, span.end_column - 1)}
