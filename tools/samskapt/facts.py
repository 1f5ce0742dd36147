"""What is known of a story without its text: enough for rules that look across a whole library."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING, Any

from samskapt.diagnostic import START, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samskapt.body import Body
    from samskapt.source import Source

_MOST = 16
"""How many numbers a fingerprint holds: of two texts with nine tenths in common, about 14 are the same."""
_MARKS = re.compile(r"[.,:;!?()«»–\n]\s*")
_LONG_ENOUGH = 15


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
    """Return up to 16 numbers that two texts share about as often as they share parts of sentences.

    They are the least of the checksums of all that stands between two marks (Broder, «On the resemblance and
    containment of documents», 1997), in order: a word that is changed changes one checksum of a hundred. Parts of a
    word or two are left out, for all stories share them.
    """
    text = "\n".join([block.text for block in body.blocks]).casefold()
    parts = {zlib.crc32(part.encode()) for part in _MARKS.split(text) if len(part) >= _LONG_ENOUGH}
    return tuple(sorted(parts)[:_MOST])


def likeness(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Return how much two fingerprints have in common, from 0 (nothing) to 1 (all that they show)."""
    least = nsmallest(_MOST, {*one, *other})
    return len({*least} & {*one} & {*other}) / len(least) if least else 0.0
