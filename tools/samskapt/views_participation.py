"""The participation picture: phases across, actors down, and in each square how much they had to say, as a stair.

The numbers are where things stand in the picture, in its own units: 1 is a CSS pixel where there is room for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.lists import format_list

if TYPE_CHECKING:
    from samskapt.model import Participation
    from samskapt.views import View, Views

COLUMN = 44
ROW = 50
HEAD = 84
"""Room for the names of the phases, which lean over their columns."""
LEAN = 40
"""Room to the right for the name of the last phase."""
_STEP = 7
_LOWEST, _HIGHER = 5, 4


def participation_view(views: Views, actors: tuple[str, ...], participation: tuple[Participation, ...]) -> View:
    """Return what the picture, its sentence and its table show.

    Actors of whom nothing is said are named apart: an empty row would look like no say.
    """
    phases = list(views.vocabulary.facets["phase"].terms)
    parts = sorted(participation, key=lambda part: phases.index(part.phase))
    say = {(actor, part.phase): part.say for part in parts for actor in part.actors}
    spoken_of = [actor for actor in actors if any(actor == other for other, _ in say)]
    ladder = list(views.vocabulary.facets["say"].terms)
    return {
        "sentence": _sentence(views, parts),
        "width": COLUMN * len(phases) + LEAN,
        "height": HEAD + ROW * len(spoken_of),
        "phases": [
            {**views.term_link("phase", phase), "x": COLUMN * index + COLUMN // 2, "y": HEAD - 8}
            for index, phase in enumerate(phases)
        ],
        "rows": [
            {
                **views.term_link("actors", actor),
                "y": HEAD + ROW * row,
                "cells": [
                    {"x": COLUMN * index, "phase": phase, "stair": _stair(ladder, say.get((actor, phase)))}
                    for index, phase in enumerate(phases)
                ],
            }
            for row, actor in enumerate(spoken_of)
        ],
        "ladder": [{**views.term_link("say", name), "stair": _stair(ladder, name)} for name in reversed(ladder)],
        "silent": _listed(views, [actor for actor in actors if actor not in spoken_of]),
        "parts": [
            {
                "phase": views.term_link("phase", part.phase),
                "actors": [views.term_link("actors", name) for name in part.actors],
                "say": views.term_link("say", part.say),
            }
            for part in parts
        ],
    }


def _stair(ladder: list[str], say: str | None) -> list[View]:
    """Return the steps of a stair, as many of them filled as the say is high; none where nothing is said."""
    if say is None:
        return []
    return [
        {
            "x": _STEP * index,
            "height": _LOWEST + _HIGHER * index,
            "y": _HIGHER * (len(ladder) - 1 - index),
            "filled": index <= ladder.index(say),
        }
        for index in range(len(ladder))
    ]


def _sentence(views: Views, parts: list[Participation]) -> str:
    """Return the picture in words, as in «Utforming: medborgere og kommune bestemte sammen»."""
    said = (
        f"{views.term_link('phase', part.phase)['label']}: "
        f"{_listed(views, part.actors)} {_lower(views.term_link('say', part.say)['label'])}."
        for part in parts
    )
    return " ".join(said)


def _listed(views: Views, actors: tuple[str, ...] | list[str]) -> str:
    """Return actors as they are listed in running text: «medborgere, fagfolk og kommune»."""
    return format_list([_lower(views.term_link("actors", actor)["label"]) for actor in actors], locale=views.language)


def _lower(label: str) -> str:
    """Return a label as it stands inside a sentence: no capital, but for one that begins with an abbreviation."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
