"""The rules as a person reads of them: what each is called, why it is there, what it says, and an example of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samskapt.engine import level_of
from samskapt.messages import Said, catalogue
from samskapt.text import norwegian_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from samskapt.diagnostic import Level

EXAMPLES = "tests/golden"
"""Where the golden cases stand under the root of the repository; their reports are the rules' examples."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule. Its sentences have «…» where a finding has a value."""

    name: str
    level: Level
    title: str
    why: str
    sentences: tuple[Said, ...]
    example: str


def rulebook(language: str, root: Path) -> tuple[Entry, ...]:
    """Return every rule in a language of the checker, sorted by title; examples are there in Norwegian only."""
    entries = [_entry(name, language, root) for name in catalogue(language)]
    return tuple(sorted(entries, key=lambda entry: norwegian_key(entry.title)))


def as_page(entry: Entry, language: str) -> Iterator[str]:
    """Yield the lines of a rule's page for a terminal."""
    words = _WORDS[language]
    yield f"{entry.title} ({words[entry.level]}: {entry.name})"
    yield from ("", entry.why, "", f"{words['says']}:")
    for said in entry.sentences:
        yield from (f"  {said.message}", f"    → {said.hint}")
    if entry.example:
        yield from ("", f"{words['example']}:", entry.example)


_WORDS = {
    "nb": {"error": "feil", "warning": "råd", "says": "Dette sier regelen", "example": "Et eksempel"},
    "en": {"error": "error", "warning": "advice", "says": "What the rule says", "example": "An example"},
}


def _entry(name: str, language: str, root: Path) -> Entry:
    entry = catalogue(language)[name]
    cases = entry.get("cases")
    said = [*cases.values()] if isinstance(cases, dict) else [entry]
    sentences = tuple(Said(_open(one["message"]), _open(one["hint"])) for one in said if isinstance(one, dict))
    return Entry(
        name, level_of(name), str(entry["title"]), str(entry["why"]), sentences, _example(root / EXAMPLES / name)
    )


def _open(sentence: object) -> str:
    return re.sub(r"{\w+}", "…", str(sentence)).replace("{{", "{").replace("}}", "}")


def _example(folder: Path) -> str:
    """Return the report on a rule's first golden case, without its last line; "" where there is none."""
    reports = sorted(folder.glob("*.expected")) if folder.is_dir() else []
    return reports[0].read_text(encoding="utf-8").rpartition("\n\n")[0] if reports else ""
