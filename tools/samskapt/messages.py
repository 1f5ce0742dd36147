"""The sentences of every rule, in Norwegian and English, kept as data in ``messages/<language>/<module>.yml``.

A rule's entry holds ``title`` (what it is called), ``why`` (why it is there), and either ``message`` and ``hint``,
or ``cases`` of them. ``{field}`` and the like are filled with the values of a finding.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from samskapt.people import mask
from samskapt.text import visible
from samskapt.yaml_reader import Value, read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samskapt.diagnostic import Diagnostic

LANGUAGES = ("nb", "en")

_FOLDER = Path(__file__).parent / "messages"

_LONGEST_VALUE = 1000
"""Signs. The longest that is said to any purpose is the list of all terms of a facet."""


class Said(NamedTuple):
    """What a person reads: one sentence on what is wrong, and one on what to do about it."""

    message: str
    hint: str


@cache
def catalogue(language: str) -> Mapping[str, Mapping[str, Value]]:
    """Return every rule's entry in a language of ``LANGUAGES``, by the rule's name; do not change it."""
    entries: dict[str, Mapping[str, Value]] = {}
    for file in sorted((_FOLDER / language).glob("*.yml")):
        yaml = read_yaml(file.read_text(encoding="utf-8"))
        if yaml.findings:
            raise ValueError(f"{file}:{yaml.findings[0].span.line}: {yaml.findings[0].rule}")
        entries |= {name: entry for name, entry in yaml.values.items() if isinstance(entry, dict)}
    return entries


def _cut(value: str) -> str:
    """Return a value no longer than anyone reads."""
    return value if len(value) <= _LONGEST_VALUE else f"{value[:_LONGEST_VALUE]} …"


def say(diagnostic: Diagnostic, language: str) -> Said:
    """Return the sentences of a diagnostic.

    Values are written so that they cannot disturb a terminal or a log, and repeat no number of a person.
    """
    entry = catalogue(language)[diagnostic.rule]
    cases = entry.get("cases", entry)
    sentences = cases[diagnostic.case] if diagnostic.case and isinstance(cases, dict) else entry
    if not isinstance(sentences, dict):
        raise KeyError(f"{language}: {diagnostic.rule}/{diagnostic.case}")
    values = {name: visible(mask(_cut(value))) for name, value in diagnostic.values}
    return Said(str(sentences["message"]).format(**values), str(sentences["hint"]).format(**values))
