"""From the bytes of a story file to a ``Source``: its text, plain values, their places and its parsed body.

What is wrong with the encoding, the fences or the YAML is found here, as findings; a file is never an exception.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from samskapt.body import Body
from samskapt.body_parser import parse_body
from samskapt.diagnostic import START, Finding, Route, Span, fault
from samskapt.front_matter import find_fences
from samskapt.sieve import without
from samskapt.text import visible
from samskapt.yaml_reader import Place, Value, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from samskapt.yaml_reader import Yaml

MOST_BYTES = 200_000
"""A story of 900 words is 7 kB; one of this size is no story."""

# Control signs, signs that turn the reading direction or cannot be seen, private and tag signs. Zero-width joiners
# and variation selectors are left to the emoji that they belong to.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff"
    "\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_PLAIN = bytes((*b"\t\n", *range(0x20, 0x7F)))
"""The signs of most texts, none of them forbidden."""
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Source:
    """A story file that has been read. ``readable``: its front matter could be parsed, so that it can be decoded."""

    text: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    places: Mapping[Route, Place] = field(default_factory=dict)
    body: Body = field(default_factory=Body)
    findings: tuple[Finding, ...] = ()
    readable: bool = False
    refused: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        """Return the hash of the text, so that what is worked out of a source is quickly found again."""
        return hash(self.text)

    def at(self, *route: str | int) -> Span:
        """Return what to point at for a value of the front matter: ``source.at("sources", 2, "url")``."""
        place = self.places.get(route)
        return place.best if place else self.key(*route[:-1])

    def key(self, *route: str | int) -> Span:
        """Return the place of the key that names a value; the opening fence for one that is not there."""
        place = self.places.get(route)
        return (place.key or place.value) if place else Span(1, 1, 1, 4)


def read_source(data: bytes) -> Source:
    """Read the bytes of a story file. A byte order mark, CRLF and decomposed letters are put right on the way."""
    if len(data) > MOST_BYTES:
        return Source(findings=(fault("too-large", START, size=len(data) // 1000, most=MOST_BYTES // 1000),))
    if data.startswith(_UTF16):
        return Source(findings=(fault("encoding", START, "utf-16"),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", errors="replace")
        return Source(
            findings=(fault("encoding", _span(before, len(before)), "utf-8", byte=f"{data[error.start]:02X}"),)
        )
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    forbidden = _forbidden(text)
    if forbidden:
        return Source(text=text, findings=forbidden)
    return _read_text(text)


def _read_text(text: str) -> Source:
    fences = find_fences(text)
    if fences.start < 0:
        return Source(text, findings=(fault("front-matter-missing", Span(1, 1, 1, 2)),))
    if fences.body < 0:
        return Source(text, findings=(fault("front-matter-open", Span(1, 1, 1, 4)),))
    front = text[fences.start : fences.end]
    yaml = read_yaml(front, first_line=2, whole=Span(1, 1, 1, 4))
    body = parse_body(text[fences.body :], first_line=text.count("\n", 0, fences.body) + 1)
    hidden = tuple(_escaped(yaml)) if "\\" in front else ()
    return Source(text, yaml.values, yaml.places, body, (*yaml.findings, *hidden), yaml.whole, yaml.refused)


def _escaped(yaml: Yaml) -> Iterator[Finding]:
    """Yield a finding for each value in which an escape, as quotes allow it, has become a forbidden sign."""
    for route, place in yaml.places.items():
        value = _value(yaml.values, route)
        if isinstance(value, str) and (match := FORBIDDEN.search(value)):
            yield fault("forbidden-character", place.best, "escape", sign=visible(match[0]))


def _forbidden(text: str) -> tuple[Finding, ...]:
    """Return a finding for each kind of forbidden sign, where it stands first."""
    if not FORBIDDEN.search(without(text, _PLAIN)):
        return ()
    first: dict[str, int] = {}
    for match in FORBIDDEN.finditer(text):
        first.setdefault(match[0], match.start())
    return tuple(
        fault("forbidden-character", _span(text, at), "plain", sign=visible(sign)) for sign, at in first.items()
    )


def _span(text: str, at: int) -> Span:
    """Return the place of one sign."""
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return Span(line, column, line, column + 1)


def _value(values: Value | Mapping[str, Value], route: Route) -> Value | Mapping[str, Value]:
    """Return the value at a route, "" for one that was refused."""
    for step in route:
        try:
            values = values[step]  # type: ignore[index]  # a route fits what it was made from
        except (KeyError, IndexError, TypeError):
            return ""
    return values
