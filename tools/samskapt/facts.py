"""What is known of a story without its text: enough for rules that look across a whole library."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samskapt.diagnostic import START, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samskapt.body import Body
    from samskapt.source import Source

_MARKS = 16
"""How many marks a fingerprint holds: of two texts with nine tenths in common, it shows 14 to be shared."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One story in a library. What could not be read is empty; ``title_at`` is where its title stands."""

    slug: str
    title: str = ""
    title_at: Span = START
    language: str = ""
    status: str = ""
    related: tuple[str, ...] = ()
    fingerprint: tuple[int, ...] = ()

    @classmethod
    def of(cls, slug: str, source: Source, fields: Mapping[str, Any]) -> Facts:
        """Gather the facts of a story that could be read."""
        named = {name: fields[name] for name in ("title", "language", "status", "related") if name in fields}
        return cls(slug=slug, title_at=source.at("title"), fingerprint=fingerprint(source.body), **named)


def fingerprint(body: Body) -> tuple[int, ...]:
    """Return up to 16 numbers that two texts share about as often as they share runs of three words.

    They are the least of the checksums of all runs of three words (Broder, «On the resemblance and containment of
    documents», 1997), in order. A text of less than three words has none.
    """
    words = " ".join(block.text for block in body.blocks).casefold().split()
    runs = {zlib.crc32(" ".join(run).encode()) for run in zip(words, words[1:], words[2:], strict=False)}
    return tuple(sorted(runs)[:_MARKS])


def likeness(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Return how much two fingerprints have in common, from 0 (nothing) to 1 (all that they show)."""
    least = sorted({*one, *other})[:_MARKS]
    return len({*least} & {*one} & {*other}) / len(least) if least else 0.0
