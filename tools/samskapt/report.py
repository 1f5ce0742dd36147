"""Tells diagnostics to a person, or to another program."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from samskapt.diagnostic import Level
from samskapt.messages import say
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


def as_text(
    diagnostics: Iterable[Diagnostic], count: int, language: str, line_of: Callable[[str, int], str]
) -> Iterator[str]:
    """Yield lines for a person: place, sentence, the line it is about with the place marked, and the way out.

    ``line_of(file, line)`` gives a line of a file, "" where there is none.
    """
    words = _WORDS[language]
    levels = {Level.ERROR: 0, Level.WARNING: 0}
    for diagnostic in diagnostics:
        levels[diagnostic.level] += 1
        said, span = say(diagnostic, language), diagnostic.span
        where = f"{visible(diagnostic.file)}:{span.line}:{span.column}"
        yield f"{where}: {words[diagnostic.level]}: {said.message} [{diagnostic.rule}]"
        yield from _snippet(line_of(diagnostic.file, span.line), diagnostic)
        yield f"{_TAB}→ {said.hint}"
        yield ""
    fill = {"n": count, "stories": words["one" if count == 1 else "many"]}
    found = {"errors": levels[Level.ERROR], "warnings": levels[Level.WARNING]}
    yield words["sum" if any(found.values()) else "fine"].format(**fill, **found)


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
    """Return a function that gives a line of a file under ``root``, "" for what cannot be read."""

    @cache
    def lines(file: str) -> list[str]:
        try:
            return (root / file).read_text(encoding="utf-8-sig", errors="replace").split("\n")
        except OSError:
            return []

    return lambda file, line: lines(file)[line - 1] if line <= len(lines(file)) else ""
