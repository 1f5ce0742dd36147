"""What the pictures have in common: links to the find page, shares, and words for what there is most of."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeVar

from babel.lists import format_list

from samskapt.text import lower
from samskapt.views import STORIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samskapt.views import View, Views

Key = TypeVar("Key")

OVERVIEW = "oversikt/"


def query(views: Views, terms: Iterable[tuple[str, str]]) -> str:
    """Return terms as the find page has them in its address: «arena=barnehage&utfall=tilhorighet»."""
    names = {way.id: way.address for way in views.derived.ways}
    return "&".join(f"{names[way]}={term}" for way, term in terms)


def found_at(views: Views, *terms: tuple[str, str]) -> str:
    """Return the address of the find page with the stories that carry all of some terms: ways to choose, and ids."""
    return f"{STORIES}?{query(views, terms)}"


def label(views: Views, facet: str, term: str) -> str:
    """Return the label of a term as it stands inside a sentence."""
    return lower(str(views.term_link(facet, term)["label"]))


def listed(views: Views, words: Sequence[str]) -> str:
    """Return words as they are listed in running text."""
    return format_list(list(words), locale=views.language)


def largest(counts: Mapping[Key, int]) -> list[Key]:
    """Return the keys of the largest count, several where they are as large, none where there is nothing."""
    most = max(counts.values(), default=0)
    return [key for key, count in counts.items() if count == most > 0]


def stories(views: Views, count: int) -> str:
    """Return a number of stories in words."""
    return views.strings["stories_one" if count == 1 else "stories_many"].format(count=count)


def per_cent(count: int, total: int) -> int:
    """Return a share in whole per cent, 0 of nothing."""
    return math.floor(100 * count / total + 0.5) if total else 0


def stack(counts: Sequence[int], width: int = 100) -> list[View]:
    """Return the parts of a bar that shares its width among counts: where each begins and how wide it is."""
    total, before, parts = sum(counts), 0, []
    for place, count in enumerate(counts):
        if count:
            start, end = (round(width * part / total, 1) for part in (before, before + count))
            parts.append({"x": start, "width": round(end - start, 1), "place": place})
        before += count
    return parts
