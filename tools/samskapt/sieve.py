"""Cheap questions that rule out most texts, so that only those that may hold something are read with patterns.

A text is folded once, and searched once for all the words of a list. What a sieve lets through proves nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from samskapt.prose import passages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ahocorasick_rs import AhoCorasick

    from samskapt.body import Body


def without(text: str, plain: bytes) -> str:
    """Return what is left of ``text`` without some signs of ASCII: far faster than to look for what is left."""
    return text.encode().translate(None, plain).decode()


@lru_cache(maxsize=1)
def folded_passages(body: Body) -> tuple[str, ...]:
    """Return the text of each passage as ``folded`` has it, so that those who ask cheap questions of it share it."""
    return tuple([folded(passage.text) for passage in passages(body)])


def folded(text: str) -> str:
    """Return a text in small letters, with one space between words."""
    return " ".join(text.casefold().split())


def that_hold(words: AhoCorasick, folds: Iterable[str]) -> list[int]:
    """Return the indexes of those folded texts that hold any of some words, all of them read at once."""
    texts = list(folds)
    ends = list(accumulate(len(text) + 1 for text in texts))
    hits = words.find_matches_as_indexes("\n".join(texts))
    return sorted({bisect_right(ends, start) for _, start, _ in hits})
