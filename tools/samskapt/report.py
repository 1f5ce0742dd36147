"""Tells diagnostics to a person, or to another program."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

import click

from samskapt.diagnostic import Level
from samskapt.folder import read_plain
from samskapt.messages import say
from samskapt.people import mask
from samskapt.text import visible, width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from samskapt.diagnostic import Diagnostic

_WORDS = {
    "nb": {"error": "feil", "warning": "råd", "fine": "{n} {stories} sett gjennom: ingen feil."}
    | {
        "sum": "{n} {stories} sett gjennom: {errors} feil, {warnings} råd.",
        "one": "fortelling",
        "many": "fortellinger",
    },
    "en": {"error": "error", "warning": "advice", "fine": "{n} {stories} checked: no errors."}
    | {
        "sum": "{n} {stories} checked: {errors} errors, {warnings} advice.",
        "one": "story",
        "many": "stories",
    },
}
_TAB = "    "
_MOST_SHOWN = 160
_MOST_BEFORE = 60
"""How many signs of a long line are shown, and how many of them before the place."""
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "place": {"bold": True},
    "bar": {"dim": True},
    "way-out": {"fg": "green"},
    Level.ERROR: {"fg": "red"},
    Level.WARNING: {"fg": "yellow"},
}


def as_text(
    diagnostics: Iterable[Diagnostic],
    count: int,
    language: str,
    line_of: Callable[[str, int], str],
    *,
    colour: bool = False,
) -> Iterator[str]:
    """Yield lines for a person: place, sentence, the line it is about with the place marked, and the way out.

    ``line_of(file, line)`` gives a line of a file, "" where there is none. ``colour`` adds the codes of a terminal, and
    changes nothing else.
    """
    words = _WORDS[language]
    paint = _paint if colour else _plainly
    levels: Counter[Level] = Counter()
    for diagnostic in diagnostics:
        levels[diagnostic.level] += 1
        said, span = say(diagnostic, language), diagnostic.span
        where = f"{visible(diagnostic.file)}:{span.line}:{span.column}"
        level = paint(words[diagnostic.level], diagnostic.level)
        yield f"{paint(where, 'place')}: {level}: {said.message} [{diagnostic.rule}]"
        for line in _snippet(mask(line_of(diagnostic.file, span.line)), diagnostic):
            bar, stroke, shown = line.partition("│")
            yield f"{paint(bar + stroke, 'bar')}{shown}"
        yield f"{_TAB}{paint('→', 'way-out')} {said.hint}"
        yield ""
    yield summary(levels, count, language)


def summary(levels: Mapping[Level, int], count: int, language: str) -> str:
    """Return the last line of a report: how many stories, errors and pieces of advice there were."""
    words = _WORDS[language]
    fill = {"n": count, "stories": words["one" if count == 1 else "many"]}
    found = {"errors": levels.get(Level.ERROR, 0), "warnings": levels.get(Level.WARNING, 0)}
    return words["sum" if any(found.values()) else "fine"].format(**fill, **found)


def _paint(text: str, style: str) -> str:
    return click.style(text, **_STYLES[style])


def _plainly(text: str, _: str) -> str:
    return text


def _snippet(line: str, diagnostic: Diagnostic) -> Iterator[str]:
    """Yield the line, or as much of it as fits around the place, and under it a mark as wide as what it points at."""
    span = diagnostic.span
    if not line.strip():
        return
    end = max(span.end_column if span.end_line == span.line else len(line) + 1, span.column + 1)
    first = max(0, span.column - 1 - _MOST_BEFORE) if len(line) > _MOST_SHOWN else 0
    shown = line[first : first + _MOST_SHOWN]
    before = visible(line[first : span.column - 1].replace("\t", " "))
    marked = visible(line[span.column - 1 : end - 1][: _MOST_SHOWN - _MOST_BEFORE])
    dots = ("… " if first else "", " …" if first + _MOST_SHOWN < len(line) else "")
    number = str(span.line)
    yield f"{_TAB}{number} │ {dots[0]}{visible(shown.replace(chr(9), ' '))}{dots[1]}"
    yield f"{_TAB}{' ' * len(number)} │ {' ' * (len(dots[0]) + width(before))}{'^' * max(width(marked), 1)}"


def as_json(diagnostics: Iterable[Diagnostic], count: int, language: str) -> str:
    """Return the report for another program: the shape is part of the contract (see README.md)."""
    return json.dumps(
        {"stories": count, "diagnostics": [_plain(diagnostic, language) for diagnostic in diagnostics]},
        ensure_ascii=False,
        indent=2,
    )


def _plain(diagnostic: Diagnostic, language: str) -> Mapping[str, str | int]:
    said, span = say(diagnostic, language), diagnostic.span
    return {
        "file": diagnostic.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "rule": diagnostic.rule,
        "level": diagnostic.level,
        "message": said.message,
        "hint": said.hint,
    }


def line_reader(root: Path) -> Callable[[str, int], str]:
    """Return a function that gives a line of a file under ``root``, "" for what cannot be read.

    A link is not followed: what it leads to is no story, and a report is read by everybody. The figures of people's
    numbers are masked, of those too that begin on one line and end on the next.
    """

    @cache
    def lines(file: str) -> list[str]:
        path = root / file
        try:
            if path.resolve() != root.resolve() / file:
                return []
            text = read_plain(path).decode("utf-8-sig", "replace")
            return mask(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
        except OSError:
            return []

    return lambda file, line: lines(file)[line - 1] if line <= len(lines(file)) else ""
