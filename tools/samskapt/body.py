"""The body of a story as values: headings, sections, running text, links and images, each with its place."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import pyromark

from samskapt.diagnostic import Span
from samskapt.text import words

OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES
STORY_LINK = re.compile(r"(?:\.\./|/?fortellinger/)(?P<slug>[^/#?]+)(?:/|/index\.md)?(?P<part>#.*)?")
"""The address of a story, as it may be written in a text of the library."""


_STEP = 1000
"""The signs of a long line are counted in steps of so many; what has been counted is kept."""
_FOLLOWING = bytes(range(0x80, 0xC0))
"""The bytes that no sign begins with."""


class Places:
    """Turns byte offsets of a body into lines and columns of its file."""

    def __init__(self, text: str, first_line: int) -> None:
        """Take the text of a body, and the line of its file that it begins on."""
        self.raw = text.encode()
        self.first_line = first_line
        self.starts = [0, *accumulate([len(line) + 1 for line in self.raw.split(b"\n")])]
        self._counts: dict[int, list[int]] = {}

    def at(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of a byte."""
        line = bisect_right(self.starts, offset) - 1
        start, before = self.starts[line], 0
        if steps := (offset - start) // _STEP:
            start += steps * _STEP
            before = self._signs_before(line)[steps]
        return line + self.first_line, before + len(self.raw[start:offset].decode(errors="ignore")) + 1

    def _signs_before(self, line: int) -> list[int]:
        """Return how many signs begin before the first byte of each step of a line."""
        if line not in self._counts:
            steps = range(self.starts[line], self.starts[line + 1], _STEP)
            begun = (len(self.raw[at : at + _STEP].translate(None, _FOLLOWING)) for at in steps)
            self._counts[line] = [0, *accumulate(begun)]
        return self._counts[line]

    def span(self, start: int, end: int) -> Span:
        """Return the span of a stretch of bytes, white space at its end left out."""
        end = start + len(self.raw[start:end].rstrip())
        return Span(*self.at(start), *self.at(end))


class Piece(NamedTuple):
    """A text in the body and where it stands."""

    text: str
    span: Span


class Target(NamedTuple):
    """A link or an image: its text (the alternative text of an image), its address, and where it stands."""

    text: str
    address: str
    span: Span


class Heading(NamedTuple):
    """A heading, its level from 1 to 6, and whether it stands alone or inside a quotation or a list."""

    level: int
    text: str
    span: Span
    inside: bool = False


class Block(NamedTuple):
    """A stretch of running text, a paragraph, an item or a cell, without its Markdown.

    ``spots`` says from which byte of the body each part of it comes: (offset in ``text``, byte), in order.
    """

    kind: str
    text: str
    spots: tuple[tuple[int, int], ...]
    places: Places

    def at(self, start: int, end: int) -> Span:
        """Return the span in the file of ``text[start:end]``."""
        return self.places.span(self._byte(start), self._byte(end - 1, after=1))

    def _byte(self, offset: int, after: int = 0) -> int:
        index = bisect_right(self.spots, (offset, sys.maxsize)) - 1
        begins, byte = self.spots[index]
        if offset - begins < _STEP:
            return byte + len(self.text[begins : offset + after].encode())
        return byte + _bytes_before(self.text, offset + after) - _bytes_before(self.text, begins)


def _bytes_before(text: str, offset: int) -> int:
    steps = offset // _STEP
    return _bytes_before_steps(text)[steps] + len(text[steps * _STEP : offset].encode())


@lru_cache(maxsize=4)
def _bytes_before_steps(text: str) -> list[int]:
    """Return how many bytes stand before each step of a text."""
    return [0, *accumulate(len(text[at : at + _STEP].encode()) for at in range(0, len(text), _STEP))]


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
    blocks: tuple[Block, ...] = ()
    """The running text, in order; headings, code and alternative texts of pictures are not in it."""
    levels: int = 0
    """How many lists, items, quotations and the like stand inside each other at most."""
    columns: int = 0
    """How many columns the widest table has."""

    def __hash__(self) -> int:
        """Return the hash of the text, so that what is worked out of a body is quickly found again."""
        return hash(self.text)
