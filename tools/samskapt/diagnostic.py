"""The values that findings are made of: where something stands, and what is the matter with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Rule = TypeVar("Rule", bound="Callable[..., Iterator[Finding]]")

Route = tuple[str | int, ...]
"""The way to a value in the front matter: ``("sources", 2, "url")``, with lists counted from 0."""


class Span(NamedTuple):
    """A stretch of a file: lines and columns count from 1, in code points; the end is the first sign after it."""

    line: int
    column: int
    end_line: int
    end_column: int


START = Span(1, 1, 1, 1)
"""The beginning of a file, for what is wrong with the whole of it."""


class Level(StrEnum):
    """How bad it is: an error keeps a story from being published, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """What a rule says: where, which of the rule's sentences (``case``), and the words that fill it."""

    span: Span
    case: str = ""
    values: tuple[tuple[str, str], ...] = ()
    rule: str = ""


def found(span: Span, case: str = "", /, **values: object) -> Finding:
    """Return a finding at ``span``; ``values`` (None is left out) fill the sentence that ``case`` names."""
    filled = sorted((name, str(value)) for name, value in values.items() if value is not None)
    return Finding(span, case, tuple(filled))


def advice(rule: Rule) -> Rule:
    """Mark a rule as advice: what it finds is a warning, and keeps no story from being published."""
    rule.is_advice = True  # type: ignore[attr-defined]
    return rule


def fault(rule: str, span: Span, case: str = "", /, **values: object) -> Finding:
    """Return a finding that names its own rule, as reading and decoding do."""
    return Finding(span, case, found(span, case, **values).values, rule)


@dataclass(frozen=True, order=True, slots=True)
class Diagnostic:
    """One finding in one file, ready to be sorted and told in any language (see ``messages``)."""

    file: str
    span: Span
    rule: str
    level: Level
    case: str = ""
    values: tuple[tuple[str, str], ...] = ()
