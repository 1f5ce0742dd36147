"""The square of the four types: who drives across, whether the answer is given down, and every story as a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samskapt.overview.parts import label, largest, listed
from samskapt.views import story_address

if TYPE_CHECKING:
    from samskapt.views import View, Views

_DRIVERS = ("kommunen", "andre")
_ANSWERS = ("forutsigbart", "apent")
MOST = 60
"""How many points a box has room for: the others are on the page of its type."""


def square_view(views: Views) -> View:
    """Return the square, its sentence, and the number that each story has in it."""
    of_type = {
        term: [story for story in views.library.stories if story.co_creation_type == term]
        for term in views.vocabulary.facets["co_creation_type"].terms
    }
    numbers = {
        story.slug: number
        for number, story in enumerate((one for all_ in of_type.values() for one in all_[:MOST]), start=1)
    }
    cells = {
        (link["driver"], link["answer"]): {
            **link,
            "points": [
                {
                    "number": numbers[story.slug],
                    "title": story.title,
                    "address": story_address(story.slug),
                    "lang": views.other_language(story.language),
                }
                for story in of_type[link["id"]][:MOST]
            ],
            "more": _more(views, len(of_type[link["id"]])),
        }
        for link in views.terms("co_creation_type")
    }
    return {
        "sentence": _sentence(views, {term: len(stories) for term, stories in of_type.items()}),
        "drivers": [views.strings[f"driver_{driver}"] for driver in _DRIVERS],
        "rows": [
            {"label": views.strings[f"answer_{answer}"], "cells": [cells[driver, answer] for driver in _DRIVERS]}
            for answer in _ANSWERS
        ],
        "types": list(cells.values()),
    }


def _more(views: Views, count: int) -> str:
    return views.strings["overview_rest"].format(count=count - MOST) if count > MOST else ""


def _sentence(views: Views, counts: dict[str, int]) -> str:
    total = sum(counts.values())
    if not total:
        return views.strings["overview_none"]
    most, least = largest(counts), [term for term, count in counts.items() if count == min(counts.values())]
    return views.strings["square_sentence"].format(
        total=total,
        most=listed(views, [label(views, "co_creation_type", term) for term in most]),
        count=counts[most[0]],
        least=listed(views, [label(views, "co_creation_type", term) for term in least]),
        few=counts[least[0]],
    )
