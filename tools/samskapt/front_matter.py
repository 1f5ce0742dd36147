"""The front matter between its fences: found, split off, and written again.

python-frontmatter does the splitting and the joining, through a handler that looks at the fences first (its own would
take a missing closing fence for «no metadata», without a word) and never lets YAML 1.1 turn text into something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import yaml
from frontmatter.default_handlers import BaseHandler

from samskapt.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIGURES = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}|[1-9][0-9]?")
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


class Fences(NamedTuple):
    """Where the front matter stands: offsets into the text, -1 for a fence that is missing."""

    start: int
    """The first sign after the opening fence's line."""
    end: int
    """The first sign of the closing fence."""
    body: int
    """The first sign after the closing fence's line."""


def find_fences(text: str) -> Fences:
    """Return where the front matter of ``text`` stands; a fence is a line of three hyphens."""
    opening = _FENCE.match(text)
    if opening is None:
        return Fences(-1, -1, -1)
    closing = _FENCE.search(text, opening.end())
    if closing is None:
        return Fences(opening.end() + 1, -1, -1)
    return Fences(opening.end() + 1, closing.start(), min(closing.end() + 1, len(text)))


class StoryHandler(BaseHandler):
    """python-frontmatter's view of a story file: text values only, and fences that must both be there."""

    FM_BOUNDARY = _FENCE
    START_DELIMITER = END_DELIMITER = "---"

    def detect(self, text: str) -> bool:
        """Say whether ``text`` begins with front matter that also ends."""
        return find_fences(text).body >= 0

    def split(self, text: str) -> tuple[str, str]:
        """Return the front matter and the body of a text that ``detect`` said yes to."""
        fences = find_fences(text)
        return text[fences.start : fences.end], text[fences.body :]

    def load(self, fm: str) -> dict[str, object]:
        """Return the plain values of a front matter."""
        return dict(read_yaml(fm).values)

    def export(self, metadata: Mapping[str, object], **notes: object) -> str:
        """Return ``metadata`` as YAML in the order given; ``notes`` holds a comment for each key that has one."""
        lines: list[str] = []
        for key, value in metadata.items():
            lines.extend(f"# {line}" for line in str(notes.get(key, "")).splitlines())
            lines.extend(_written(key, value))
        return "\n".join(lines)


def _written(key: str, value: object, indent: str = "") -> list[str]:
    """Return the lines of one field: records in block style, lists of text on one line."""
    if isinstance(value, dict):
        inner = [line for name, part in value.items() for line in _written(name, part, f"{indent}  ")]
        return [f"{indent}{key}:", *inner]
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return [f"{indent}{key}:", *(line for item in value for line in _record(item, f"{indent}  "))]
    if isinstance(value, list):
        return [f"{indent}{key}: [{', '.join(scalar(str(item)) for item in value)}]"]
    return [f"{indent}{key}: {scalar(str(value))}".rstrip() if value else f"{indent}{key}:"]


def _record(record: dict[str, object], indent: str) -> list[str]:
    """Return the lines of one record of a list: the first with a hyphen."""
    first, *rest = [line for name, part in record.items() for line in _written(name, part, f"{indent}  ")]
    return [f"{indent}- {first.lstrip()}", *rest]


def scalar(text: str) -> str:
    """Return ``text`` as one YAML scalar on one line, quoted where YAML needs it; a date or a small number does not."""
    if _FIGURES.fullmatch(text):
        return text
    dumped = yaml.safe_dump(text, allow_unicode=True, width=10**9)
    return dumped.removesuffix("\n").removesuffix("\n...")
