"""The gap map: two facets across each other, in each square how many stories there are and what they build on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from samskapt.choices import TOOK_PART, pair
from samskapt.overview.parts import found_at, label, largest, stories
from samskapt.write_links import write_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samskapt.model import Story
    from samskapt.views import View, Views


class Gaps(NamedTuple):
    """One gap map: where it stands below the overview, and the facets of its rows and columns."""

    address: str
    rows: str
    columns: str
    together: bool = False
    """Whether a square is of those who took part in a phase, not of stories that carry both terms anywhere."""


MAPS = (
    Gaps("hull/", "arena", "outcomes"),
    Gaps("hull/type-rolle/", "co_creation_type", "role"),
    Gaps("hull/fase-aktor/", "actors", "phase", together=True),
)
GROUNDS = (
    ("utenfra", ("ekstern-evaluering", "forskning")),
    ("selv", ("deltakernes-tilbakemelding", "intern-evaluering")),
    ("fortalt", ("fortelling", "praksiserfaring")),
)
"""What claims build on, in three groups: looked into from outside, asked or judged by themselves, and told."""
_SIZE = 40
_LEAST = 7.0
"""Radius of a circle for one story; its area grows with their number, and ``_MOST`` is all that there is room for."""
_MOST = 19.0


def gaps_view(views: Views, gaps: Gaps) -> View:
    """Return a gap map and its sentence."""
    rows, columns = (list(views.vocabulary.facets[facet].terms) for facet in (gaps.rows, gaps.columns))
    cells = {
        (row, column): [
            story
            for story in views.derived.by_term.get((gaps.rows, row), ())
            if all(term in views.derived.carried[story.slug][way] for way, term in _asked(gaps, row, column))
        ]
        for row in rows
        for column in columns
    }
    most = max((len(found) for found in cells.values()), default=0)
    return {
        "sentence": _sentence(views, gaps, {key: len(found) for key, found in cells.items()}),
        "columns": [views.term_link(gaps.columns, column) for column in columns],
        "rows": [
            {
                **views.term_link(gaps.rows, row),
                "cells": [_cell(views, gaps, (row, column), cells[row, column], most) for column in columns],
            }
            for row in rows
        ],
        "grounds": [
            {"label": views.strings[f"ground_{name}"], "slices": slices([place == at for place in range(3)], 9.0)}
            for at, (name, _) in enumerate(GROUNDS)
        ],
        "total": len(views.library.stories),
    }


def _asked(gaps: Gaps, row: str, column: str) -> tuple[tuple[str, str], ...]:
    """Return what the stories of a square carry, as the find page has it."""
    if gaps.together:
        return ((TOOK_PART, pair(column, row)),)
    return ((gaps.rows, row), (gaps.columns, column))


def _cell(views: Views, gaps: Gaps, key: tuple[str, str], found: list[Story], most: int) -> View:
    terms = ((gaps.rows, key[0]), (gaps.columns, key[1]))
    about = views.strings["gap_about"].format(row=label(views, *terms[0]), column=label(views, *terms[1]))
    if not found:
        return {"count": 0, "address": write_address(*terms), "says": about}
    radius = max(_LEAST, _MOST * math.sqrt(len(found) / most))
    return {
        "count": len(found),
        "address": found_at(views, *_asked(gaps, *key)),
        "says": f"{stories(views, len(found))}: {about}",
        "slices": slices(_grounds(gaps, key[1], found), round(radius, 1)),
    }


def _grounds(gaps: Gaps, column: str, found: Iterable[Story]) -> list[int]:
    """Return how many claims build on each group of grounds: those on the outcome of the column where it is one."""
    evidence = [
        claim.evidence
        for story in found
        for claim in story.outcomes
        if gaps.columns != "outcomes" or claim.outcome == column
    ]
    return [sum(one in group for one in evidence) for _, group in GROUNDS]


def slices(counts: list[int] | list[bool], radius: float) -> list[View]:
    """Return the slices of a circle in the middle of a square of 40, from the top and with the clock: paths."""
    total, before, made = sum(counts), 0, []
    middle = _SIZE / 2
    for place, count in enumerate(counts):
        if not count:
            continue
        if count == total:
            ring = f"M{middle:g} {middle - radius:g}a{radius:g} {radius:g} 0 1 1-.01 0z"
            return [{"place": place, "path": ring}]
        (x1, y1), (x2, y2) = (_point(part / total, radius) for part in (before, before + count))
        wide = int(count * 2 > total)
        made.append(
            {"place": place, "path": f"M{middle:g} {middle:g}L{x1} {y1}A{radius:g} {radius:g} 0 {wide} 1 {x2} {y2}z"}
        )
        before += count
    return made


def _point(share: float, radius: float) -> tuple[str, str]:
    angle = 2 * math.pi * share
    return f"{_SIZE / 2 + radius * math.sin(angle):.1f}", f"{_SIZE / 2 - radius * math.cos(angle):.1f}"


def _sentence(views: Views, gaps: Gaps, counts: dict[tuple[str, str], int]) -> str:
    filled = sum(count > 0 for count in counts.values())
    if not filled:
        return views.strings["overview_none"]
    first, *others = largest(counts)
    said = views.strings["gap_filled"].format(filled=filled, all=len(counts))
    most = views.strings["gap_most_among" if others else "gap_most"].format(
        row=label(views, gaps.rows, first[0]), column=label(views, gaps.columns, first[1]), count=counts[first]
    )
    return f"{said} {most}"
