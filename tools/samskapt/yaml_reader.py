"""Reads YAML the way people mean it: every scalar is the text that was written, and every value has its place.

PyYAML's parser gives the events; its resolver (which makes «no» false and «0150» 104) is never asked. Anchors,
aliases, tags, merge keys, duplicate keys and deep nesting are refused as findings, never as exceptions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import yaml
from yaml import events as ev

from samskapt.diagnostic import Finding, Route, Span, fault

if TYPE_CHECKING:
    from collections.abc import Iterator

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

MOST_LEVELS = 4
"""A list of records with a list inside, ``participation: [{actors: [foreldre]}]``, is the deepest there is."""
MOST_VALUES = 2000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What libyaml says, and the sentence of the rule yaml-syntax that tells a person what to do about it.
_PROBLEMS = (
    ("mapping values are not allowed", "colon"),
    ("found character '\\t'", "tab"),
    ("found a tab character", "tab"),
    ("that cannot start any token", "sign"),
    ("while scanning a quoted scalar", "quote"),
    ("while scanning a simple key", "no-colon"),
    ("could not find expected ':'", "no-colon"),
    ("while parsing a flow", "bracket"),
    ("while parsing a block", "indent"),
)


class Place(NamedTuple):
    """Where a value stands, and the key that names it (none for items of a list)."""

    value: Span
    key: Span | None = None

    @property
    def best(self) -> Span:
        """What to point at: the value, or its key when the value is empty or runs over several lines."""
        value = self.value
        whole = value.line == value.end_line and value.column < value.end_column
        return value if whole or self.key is None else self.key


Marks: TypeAlias = "tuple[ev.Event, ev.Event | None]"
"""What the parser gave for a value, and for its key."""


class Places(Mapping["Route", Place]):
    """The place of each value by its route; worked out when it is asked for, which for most is never."""

    def __init__(self, first_line: int) -> None:
        """Start with no places, in a text whose first line is line ``first_line`` of its file."""
        self._first_line = first_line
        self._marks: dict[Route, Marks | Place] = {}

    def note(self, route: Route, marks: Marks | Place) -> None:
        """Note where a value stands, unless that is known."""
        self._marks.setdefault(route, marks)

    def __getitem__(self, route: Route) -> Place:
        """Return a place; KeyError where there is no such value."""
        marks = self._marks[route]
        if isinstance(marks, Place):
            return marks
        value, key = marks
        return Place(self.span(value), self.span(key) if key else None)

    def __iter__(self) -> Iterator[Route]:
        """Go through the routes."""
        return iter(self._marks)

    def __len__(self) -> int:
        """Say how many values there are."""
        return len(self._marks)

    def span(self, event: ev.Event) -> Span:
        """Return where an event of the parser stands."""
        start, end = event.start_mark, event.end_mark
        assert start is not None  # noqa: S101 (only events that are made by hand have no marks)
        assert end is not None  # noqa: S101
        if isinstance(event, ev.ScalarEvent) and event.style in {"|", ">"}:
            end = start  # a block text ends in the line after it: point at where it begins
        return Span(start.line + self._first_line, start.column + 1, end.line + self._first_line, end.column + 1)


@dataclass(frozen=True, slots=True)
class Yaml:
    """What was read: plain values, the place of each, and what was wrong. ``whole`` is false after a syntax error.

    ``refused`` names the fields of which a part could not be taken: nothing is known of their values.
    """

    values: Mapping[str, Value]
    places: Places
    findings: tuple[Finding, ...]
    whole: bool
    refused: frozenset[str] = frozenset()


def read_yaml(text: str, first_line: int = 1, whole: Span | None = None) -> Yaml:
    """Read a mapping from ``text``, whose first line is line ``first_line`` of its file.

    ``whole`` is the place to give for the mapping itself: where it begins, if none is given.
    """
    reader = _Reader(text, first_line, Places(first_line))
    if whole:
        reader.places.note((), Place(whole))
    values = reader.read()
    return Yaml(
        values or {}, reader.places, tuple(reader.findings), whole=values is not None, refused=frozenset(reader.refused)
    )


class _StopReadingError(Exception):
    """Raised inside this module when there is no sense in reading on; the finding is already noted."""


@dataclass(slots=True)
class _Reader:
    text: str
    first_line: int
    places: Places
    findings: list[Finding] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    count: int = 0

    def read(self) -> dict[str, Value] | None:
        """Return the mapping, or None when it could not be read whole."""
        try:
            stream: Iterator[ev.Event] = iter(_LOADER(self.text).get_event, None)
            for event in stream:
                if isinstance(event, ev.DocumentStartEvent):
                    return self._document(stream)
        except yaml.YAMLError as error:
            self.findings.append(self._syntax(error))
            return None
        except _StopReadingError:
            return None
        return {}

    def _document(self, stream: Iterator[ev.Event]) -> dict[str, Value] | None:
        first = next(stream)
        if isinstance(first, ev.ScalarEvent) and not first.value:
            return {}
        if not isinstance(first, ev.MappingStartEvent):
            self.findings.append(fault("yaml-syntax", self._span(first), "not-fields"))
            return None
        values = self._mapping(first, stream, ())
        for event in stream:  # the rest must be nothing: a second document would be lost without a word
            if isinstance(event, ev.DocumentStartEvent):
                self.findings.append(fault("yaml-syntax", self._span(event), "other"))
                return None
        return values

    def _value(self, event: ev.Event, stream: Iterator[ev.Event], route: Route) -> Value:
        self.count += 1
        fits = self.count <= MOST_VALUES and len(route) <= MOST_LEVELS
        if fits and isinstance(event, ev.ScalarEvent) and event.anchor is None and event.tag is None:
            return str(event.value)
        span = self._span(event)
        if not fits:
            self.findings.append(fault("too-nested", span, "values" if self.count > MOST_VALUES else "levels"))
            raise _StopReadingError
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, ev.AliasEvent):
            self.findings.append(fault("yaml-anchor", span, "alias", name=anchor))
            self.refused.add(str(route[0]))
            return ""
        if anchor is not None:
            self.findings.append(fault("yaml-anchor", span, "anchor", name=anchor))
        if tag is not None:
            self.findings.append(fault("yaml-tag", span, tag=tag))
        if isinstance(event, ev.MappingStartEvent):
            return self._mapping(event, stream, route)
        if isinstance(event, ev.SequenceStartEvent):
            return self._sequence(stream, route)
        return str(getattr(event, "value", ""))

    def _sequence(self, stream: Iterator[ev.Event], route: Route) -> list[Value]:
        items: list[Value] = []
        for event in stream:
            if isinstance(event, ev.SequenceEndEvent):
                break
            here = (*route, len(items))
            self.places.note(here, (event, None))
            items.append(self._value(event, stream, here))
        return items

    def _mapping(self, start: ev.Event, stream: Iterator[ev.Event], route: Route) -> dict[str, Value]:
        values: dict[str, Value] = {}
        first_seen: dict[str, ev.Event] = {}
        for event in stream:
            if isinstance(event, ev.MappingEndEvent):
                break
            key = self._key(event, stream, route)
            value_event = next(stream)
            here = (*route, key)
            if key in first_seen:
                line = self._span(first_seen[key]).line
                self.findings.append(fault("duplicate-field", self._span(event), field=key, line=line))
                self._value(value_event, stream, (*here, ""))
                continue
            first_seen[key] = event
            self.places.note(here, (value_event, event))
            value = self._value(value_event, stream, here)
            if key == "<<":
                self.findings.append(fault("yaml-merge", self._span(event)))
            elif key:
                values[key] = value
        self.places.note(route, (start, None))
        return values

    def _key(self, event: ev.Event, stream: Iterator[ev.Event], route: Route) -> str:
        """Return the text of a key; "" for what cannot be one, and that is said."""
        if isinstance(event, ev.ScalarEvent) and event.value and event.anchor is None and event.tag is None:
            return str(event.value)
        self.findings.append(fault("key-not-text", self._span(event)))
        if not isinstance(event, ev.ScalarEvent | ev.AliasEvent):
            self._value(event, stream, (*route, ""))
        return ""

    def _span(self, event: ev.Event) -> Span:
        return self.places.span(event)

    def _syntax(self, error: yaml.YAMLError) -> Finding:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', error)}"
        case = next((case for sign, case in _PROBLEMS if sign in said), "other")
        if case in {"quote", "bracket", "no-colon"}:  # where it began says more than where the parser gave up
            mark = getattr(error, "context_mark", None) or mark
        lines = self.text.split("\n")
        line, column = (mark.line, mark.column) if mark else (0, 0)
        if line >= len(lines):
            line, column = len(lines) - 1, len(lines[-1])
        if lines[line][column : column + 1] == "\t":
            case = "tab"
        at = Span(line + self.first_line, column + 1, line + self.first_line, column + 2)
        return fault("yaml-syntax", at, case)
