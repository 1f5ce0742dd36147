"""The body of a story: its Markdown parsed once into headings, sections, links and images, each with its place.

pyromark gives events with byte ranges; here they become values that rules can point at. ``[^3]`` in a body means
source number 3 of the front matter: it needs no definition of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyromark

from samskapt.diagnostic import Span
from samskapt.text import words

if TYPE_CHECKING:
    from collections.abc import Mapping

OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES

_SOURCE_NUMBER = re.compile(r"\[\^(\d{1,3})\]")
_DEFINED = re.compile(r"^ {0,3}\[\^(\d{1,3})\]:", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A text in the body and where it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Target:
    """A link or an image: its text (the alternative text of an image), its address, and where it stands."""

    text: str
    address: str
    span: Span


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, its level from 1 to 6, and whether it stands alone or inside a quotation or a list."""

    level: int
    text: str
    span: Span
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one level-two heading (None: what stands before the first)."""

    heading: Heading | None
    text: str = ""
    items: tuple[Piece, ...] = ()

    @property
    def words(self) -> int:
        """How many words the section holds, the heading left out."""
        return len(words(self.text))


@dataclass(frozen=True, slots=True)
class Body:
    """A parsed body. ``text`` is its Markdown; ``first_line`` is the line of the file that it begins on."""

    text: str = ""
    first_line: int = 1
    headings: tuple[Heading, ...] = ()
    sections: tuple[Section, ...] = ()
    links: tuple[Target, ...] = ()
    images: tuple[Target, ...] = ()
    html: tuple[Piece, ...] = ()
    references: tuple[tuple[Piece, int, int], ...] = ()
    """References to sources: the number, and the byte offsets in ``text`` where ``[^n]`` begins and ends."""


def source_definitions(text: str) -> str:
    """Return the footnote definitions that make each ``[^n]`` of ``text`` a reference when they stand after it.

    A number that the body defines itself is left alone: then it is an ordinary footnote.
    """
    numbers = set(_SOURCE_NUMBER.findall(text)) - set(_DEFINED.findall(text))
    return "".join(f"\n\n[^{number}]: .\n" for number in sorted(numbers))


def parse_body(text: str, first_line: int = 1) -> Body:
    """Parse the Markdown ``text``, which begins on line ``first_line`` of its file."""
    definitions = source_definitions(text)
    parser = _Parser(_Places(text, first_line), frozenset(re.findall(r"\[\^(\d+)\]:", definitions)))
    end = len(text.encode())
    for event, where in pyromark.events_with_range(text + definitions, options=OPTIONS, merge_text=False):
        if where["start"] < end:
            parser.take(event, where["start"], where["end"])
    return parser.body(text, first_line)


class _Places:
    """Turns the byte offsets of events into lines and columns."""

    def __init__(self, text: str, first_line: int) -> None:
        self.raw = text.encode()
        self.first_line = first_line
        self.starts = [0]
        for line in self.raw.split(b"\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)

    def at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.starts, offset) - 1
        column = len(self.raw[self.starts[line] : offset].decode(errors="ignore"))
        return line + self.first_line, column + 1

    def span(self, start: int, end: int) -> Span:
        """Return the span of a stretch of bytes, white space at its end left out."""
        end = start + len(self.raw[start:end].rstrip())
        return Span(*self.at(start), *self.at(end))


@dataclass(slots=True)
class _Open:
    """A section that is still being read."""

    heading: Heading | None
    text: list[str] = field(default_factory=list)
    items: list[Piece] = field(default_factory=list)


class _Parser:
    """Takes the events of a body one by one; every ``_start_x`` and ``_end_x`` meets the tag x."""

    def __init__(self, places: _Places, sources: frozenset[str]) -> None:
        self.places = places
        self.sources = sources
        self.stack: list[str] = []
        self.texts: list[list[str]] = []
        self.addresses: list[str] = []
        self.sections = [_Open(None)]
        self.headings: list[Heading] = []
        self.links: list[Target] = []
        self.images: list[Target] = []
        self.html: list[Piece] = []
        self.references: list[tuple[Piece, int, int]] = []
        self.block: list[tuple[str, int]] = []

    def take(self, event: str | Mapping[str, Any], start: int, end: int) -> None:
        """Meet one event of pyromark and the bytes it spans."""
        if isinstance(event, str):
            if event in {"SoftBreak", "HardBreak"}:
                self._text(" ")
            return
        kind, content = next(iter(event.items()))
        if kind == "Start":
            self._start(*_tag(content))
        elif kind == "End":
            self._end(*_tag(content), self.places.span(start, end))
        elif kind in {"Text", "Code"}:
            self._text(content)
        elif kind == "FootnoteReference" and content in self.sources:
            self.references.append((Piece(content, self.places.span(start, end)), start, end))
        elif kind == "Html":
            self.block.append((content, start))
        elif kind == "InlineHtml":
            self._html(content, start)

    def _html(self, content: str, start: int) -> None:
        """Note the first tag of a stretch of HTML; comments are no tags, and never shown."""
        blank = _COMMENT.sub(lambda comment: " " * len(comment[0]), content)
        if tag := re.search(r"<[^>\n]*>?", blank):
            self._text(tag[0])  # a section that holds nothing but HTML is not also empty
            start += len(content[: tag.start()].encode())
            self.html.append(Piece(tag[0], self.places.span(start, start + len(tag[0].encode()))))

    def _text(self, text: str) -> None:
        for collected in self.texts:
            collected.append(text)
        if "Heading" not in self.stack:
            self.sections[-1].text.append(text)

    def _start(self, tag: str, content: Any) -> None:  # noqa: ANN401 (whatever pyromark gives)
        self.stack.append(tag)
        if tag in {"Heading", "Link", "Image", "Item"}:
            self.texts.append([])
        if tag in {"Link", "Image"}:
            self.addresses.append(content["dest_url"])
        if tag in {"Paragraph", "Item", "TableCell", "CodeBlock"}:
            self.sections[-1].text.append("\n")

    def _end(self, tag: str, content: Any, span: Span) -> None:  # noqa: ANN401
        self.stack.pop()
        if tag == "HtmlBlock" and self.block:
            self._html("".join(line for line, _ in self.block), self.block[0][1])
            self.block.clear()
        if tag not in {"Heading", "Link", "Image", "Item"}:
            return
        text = "".join(self.texts.pop()).strip()
        if tag == "Heading":
            heading = Heading(int(content[1:]), text, span, inside=bool(self.stack))
            self.headings.append(heading)
            if heading.level == 2 and not heading.inside:  # noqa: PLR2004 (level two makes the sections)
                self.sections.append(_Open(heading))
        elif tag == "Link":
            self.links.append(Target(text, self.addresses.pop(), span))
        elif tag == "Image":
            self.images.append(Target(text, self.addresses.pop(), span))
        elif "Item" not in self.stack:
            self.sections[-1].items.append(Piece(text, span))

    def body(self, text: str, first_line: int) -> Body:
        return Body(
            text,
            first_line,
            tuple(self.headings),
            tuple(Section(part.heading, "".join(part.text).strip(), tuple(part.items)) for part in self.sections),
            tuple(self.links),
            tuple(self.images),
            tuple(self.html),
            tuple(self.references),
        )


def _tag(content: str | Mapping[str, Any]) -> tuple[str, Any]:
    """Return the name of a tag and what it carries: ``"Paragraph"`` or ``{"Heading": {…}}``."""
    return (content, None) if isinstance(content, str) else next(iter(content.items()))
