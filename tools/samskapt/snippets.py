r"""Snippets for VS Code: a whole draft, and each field with the words that can stand in it.

Its form is told by the page «Snippets in Visual Studio Code»: ``${1:text}`` is a place to fill, ``${1|a,b|}`` one to
choose for, and ``$``, ``}`` and ``\`` are escaped; the ids to choose from have none of them. A choice of several cannot
be said: there one is chosen, and more are added by hand.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from samskapt.fields import STORY
from samskapt.kinds import Choice, Kind, Several, Term
from samskapt.records import Record, Records
from samskapt.scaffold import new_story

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from samskapt.records import Field
    from samskapt.vocabulary import Vocabulary

_TITLE = "Tittel på fortellingen"
_SCOPE = "markdown"


def snippets(vocabulary: Vocabulary) -> str:
    """Return the text of ``.vscode/fortelling.code-snippets``."""
    made = {
        "En ny fortelling": {
            "scope": _SCOPE,
            "prefix": ["fortelling"],
            "description": "Et helt utkast, med spørsmål under hver overskrift.",
            "body": _draft(vocabulary),
        },
        **{
            f"Felt: {part.name}": {
                "scope": _SCOPE,
                "prefix": [part.name, part.label.lower()],
                "description": f"{part.label}. {part.help}".strip(),
                "body": [*_field(part, _Stops(vocabulary))],
            }
            for part in STORY
        },
    }
    head = "// Laget av «samskapt schema --as snippets» fra feltene og ordlista. Rett ikke her, men der.\n"
    return head + json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _draft(vocabulary: Vocabulary) -> list[str]:
    text = _escaped(new_story(_TITLE, "nb", "", "praksisen", vocabulary)).replace(_TITLE, f"${{1:{_TITLE}}}", 1)
    return [*text.rstrip("\n").split("\n"), "$0"]


class _Stops:
    """Numbers the places to fill in one snippet."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.count = 0

    def next(self, kind: Kind) -> str:
        """Return the next place: a choice where there are words to choose from."""
        self.count += 1
        words = _words(kind, self.vocabulary)
        if not words:
            return f"${self.count}"
        return f"${{{self.count}|{','.join(words)}|}}"


def _field(part: Field, stops: _Stops, indent: str = "") -> Iterator[str]:
    """Yield the lines of a field, with a place to fill for each value in it."""
    kind = part.kind
    if isinstance(kind, Record | Records):
        yield f"{indent}{part.name}:"
        for index, inner in enumerate(kind.fields):
            first, *rest = _field(inner, stops, f"{indent}    " if isinstance(kind, Records) else f"{indent}  ")
            yield f"{indent}  - {first.lstrip()}" if isinstance(kind, Records) and not index else first
            yield from rest
    elif isinstance(kind, Several):
        yield f"{indent}{part.name}: [{stops.next(kind.kind)}]"
    else:
        yield f"{indent}{part.name}: {stops.next(kind)}"


def _words(kind: Kind, vocabulary: Vocabulary) -> Mapping[str, object] | tuple[str, ...]:
    if isinstance(kind, Term):
        return vocabulary.facets[kind.facet].terms
    return kind.values if isinstance(kind, Choice) else ()


def _escaped(text: str) -> str:
    return re.sub(r"[\\$}]", r"\\\g<0>", text)
