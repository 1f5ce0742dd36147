"""Parses a story's Markdown once, into a ``Body``: pyromark gives events with byte ranges, here they become values.

``[^3]`` in a body means source number 3 of the front matter: it needs no definition of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pyromark

from samskapt.body import OPTIONS, Block, Body, Heading, Piece, Places, Section, Target
from samskapt.text import comments

if TYPE_CHECKING:
    from collections.abc import Mapping

_BLOCKS = frozenset({"Paragraph", "Item", "TableCell"})
_NO_RUNNING_TEXT = frozenset({"Heading", "Image", "CodeBlock", "HtmlBlock", "FootnoteDefinition"})
_ON_NEW_LINE = frozenset({"Paragraph", "Item", "TableCell", "CodeBlock"})
_COLLECTED = frozenset({"Heading", "Link", "Image", "Item"})
"""The tags of which the whole text is kept."""
_SOURCE_NUMBER = re.compile(r"\[\^(\d{1,3})\]")
_DEFINED = re.compile(r"^ {0,3}\[\^(\d{1,3})\]:", re.MULTILINE)


def source_definitions(text: str) -> str:
    """Return the footnote definitions that make each ``[^n]`` of ``text`` a reference when they stand after it.

    A number that the body defines itself is left alone: then it is an ordinary footnote.
    """
    return "".join(f"\n\n[^{number}]: .\n" for number in sorted(_source_numbers(text)))


def _source_numbers(text: str) -> frozenset[str]:
    numbers = frozenset(_SOURCE_NUMBER.findall(text))
    return numbers.difference(_DEFINED.findall(text)) if "]:" in text else numbers


def parse_body(text: str, first_line: int = 1) -> Body:
    """Parse the Markdown ``text``, which begins on line ``first_line`` of its file."""
    places = Places(text, first_line)
    parser = _Parser(places, _source_numbers(text))
    whole, end = text + source_definitions(text), len(places.raw)
    for event, where in pyromark.events_with_range(whole, options=OPTIONS, merge_text=False):
        start = where["start"]
        if start < end:
            parser.take(event, start, where["end"])
    return parser.body(text, first_line)


@dataclass(slots=True)
class _Open:
    """A section that is still being read."""

    heading: Heading | None
    text: list[str] = field(default_factory=list)
    items: list[Piece] = field(default_factory=list)


class _Parser:
    """Takes the events of a body one by one; every ``_start_x`` and ``_end_x`` meets the tag x."""

    def __init__(self, places: Places, sources: frozenset[str]) -> None:
        self.places = places
        self.sources = sources
        self.open_headings = self.open_items = 0
        self.depth = self.deepest = self.columns = 0
        self.no_running_text = 0
        self.texts: list[list[str]] = []
        self.addresses: list[str] = []
        self.sections = [_Open(None)]
        self.headings: list[Heading] = []
        self.links: list[Target] = []
        self.images: list[Target] = []
        self.html: list[Piece] = []
        self.references: list[tuple[Piece, int, int]] = []
        self.html_block: list[tuple[str, int]] = []
        self.open_blocks: list[list[tuple[str, int]]] = []
        """The running texts of the blocks that are still being read, each with the byte that it begins at."""
        self.blocks: list[Block] = []

    def take(self, event: Any, start: int, end: int) -> None:  # noqa: ANN401 (a text, or a record of one item)
        """Meet one event of pyromark and the bytes it spans."""
        if isinstance(event, str):
            if event in {"SoftBreak", "HardBreak"}:
                self._text(" ", " ", start)
            return
        kind, content = event.popitem()
        if kind == "Text":
            self._text(content, content, start)
        elif kind == "Start":
            self._start(*_tag(content))
        elif kind == "End":
            self._end(*_tag(content), start, end)
        elif kind == "Code":
            # a span of code is no running text, but something stands there: keep the sentence whole
            self._text(content, "`", start)
        elif kind == "FootnoteReference" and content in self.sources:
            self.references.append((Piece(content, self.places.span(start, end)), start, end))
        elif kind == "Html":
            self.html_block.append((content, start))
        elif kind == "InlineHtml":
            self._html(content, start)

    def _html(self, content: str, start: int) -> None:
        """Note the first tag of a stretch of HTML; comments are no tags, and never shown."""
        parts, at = [], 0
        for first, last in comments(content):
            parts += [content[at:first], " " * (last - first)]
            at = last
        blank = "".join([*parts, content[at:]])
        if tag := re.search(r"<[^>\n]*>?", blank):
            self._collect(tag[0])  # a section that holds nothing but HTML is not also empty
            start += len(content[: tag.start()].encode())
            self.html.append(Piece(tag[0], self.places.span(start, start + len(tag[0].encode()))))

    def _text(self, text: str, running: str, start: int) -> None:
        """Take a text, and what of it is the running text of the innermost block."""
        self._collect(text)
        if self.open_blocks and not self.no_running_text:
            self.open_blocks[-1].append((running, start))

    def _collect(self, text: str) -> None:
        for collected in self.texts:
            collected.append(text)
        if not self.open_headings:
            self.sections[-1].text.append(text)

    def _start(self, tag: str, content: Any) -> None:  # noqa: ANN401 (whatever pyromark gives)
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)
        if tag == "Heading":
            self.open_headings += 1
        elif tag == "Item":
            self.open_items += 1
        elif tag == "Table":
            self.columns = max(self.columns, len(content))
        if tag in _NO_RUNNING_TEXT:
            self.no_running_text += 1
        if tag in _BLOCKS:
            self.open_blocks.append([])
        if tag in _COLLECTED:
            self.texts.append([])
            if tag in {"Link", "Image"}:
                self.addresses.append(content["dest_url"])
        if tag in _ON_NEW_LINE:
            self.sections[-1].text.append("\n")

    def _end(self, tag: str, content: Any, start: int, end: int) -> None:  # noqa: ANN401
        self.depth -= 1
        if tag in _BLOCKS:
            self._end_block(tag)
        if tag in _NO_RUNNING_TEXT:
            self.no_running_text -= 1
        if tag in _COLLECTED:
            self._end_collected(tag, content, start, end)
        elif tag == "HtmlBlock" and self.html_block:
            self._html("".join(line for line, _ in self.html_block), self.html_block[0][1])
            self.html_block.clear()

    def _end_collected(self, tag: str, content: Any, start: int, end: int) -> None:  # noqa: ANN401
        text, span = "".join(self.texts.pop()).strip(), self.places.span(start, end)
        if tag == "Heading":
            self.open_headings -= 1
            heading = Heading(int(content[1:]), text, span, inside=self.depth > 0)
            self.headings.append(heading)
            if heading.level == 2 and not heading.inside:  # noqa: PLR2004 (level two makes the sections)
                self.sections.append(_Open(heading))
        elif tag == "Link":
            self.links.append(Target(text, self.addresses.pop(), span))
        elif tag == "Image":
            self.images.append(Target(text, self.addresses.pop(), span))
        else:
            self.open_items -= 1
            if not self.open_items:
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
            tuple(self.blocks),
            self.deepest,
            self.columns,
        )

    def _end_block(self, tag: str) -> None:
        if block := self.open_blocks.pop():
            texts, starts = zip(*block, strict=True)
            offsets = accumulate(map(len, texts), initial=0)
            self.blocks.append(Block(tag, "".join(texts), tuple(zip(offsets, starts, strict=False)), self.places))


def _tag(content: str | Mapping[str, Any]) -> tuple[str, Any]:
    """Return the name of a tag and what it carries: ``"Paragraph"`` or ``{"Heading": {…}}``."""
    return (content, None) if isinstance(content, str) else next(iter(content.items()))
