"""The places of the stories, as a list: by country, and in Norway by county; counties without a story are named."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from samskapt.choices import HOME, PLACE, SEVERAL, county_names, place_of
from samskapt.overview.atlas import atlas_view
from samskapt.overview.parts import found_at, stories
from samskapt.text import norwegian_key
from samskapt.views import story_address

if TYPE_CHECKING:
    from samskapt.model import Story
    from samskapt.views import View, Views


MOST = 40
"""How many stories of a place are listed: the others are on the find page, one link away."""


def places_view(views: Views) -> View:
    """Return the places, home first and the other countries in the order of their names."""
    by_place: dict[str, list[Story]] = defaultdict(list)
    for story in views.library.stories:
        by_place[place_of(story)].append(story)
    names = county_names()
    home = [story for story in views.library.stories if story.place.country == HOME]
    abroad = sorted({*by_place} - {*names, SEVERAL}, key=lambda code: norwegian_key(views.country(code)))
    return {
        "atlas": atlas_view(views),
        "sentence": _sentence(views, len(home), sum(bool(by_place[name]) for name in names)),
        "countries": [
            {
                "id": HOME.lower(),
                "label": views.country(HOME),
                "count": len(home),
                "parts": [
                    _part(views, place, names.get(place) or views.strings["places_several"], by_place[place])
                    for place in (*names, SEVERAL)
                    if by_place[place]
                ],
                "missing": [name for place, name in names.items() if not by_place[place]],
            },
            *(
                {
                    "id": code,
                    "label": views.country(code),
                    "count": len(by_place[code]),
                    "parts": [_part(views, code, "", by_place[code])],
                    "missing": [],
                }
                for code in abroad
            ),
        ],
    }


def _part(views: Views, place: str, label: str, found: list[Story]) -> View:
    more = len(found) - MOST
    return {
        "id": place,
        "label": label,
        "count": len(found),
        "found": found_at(views, (PLACE, place)),
        "stories": _links(views, found[:MOST]),
        "more": views.strings["overview_rest"].format(count=more) if more > 0 else "",
    }


def _links(views: Views, found: list[Story]) -> list[View]:
    return [
        {
            "title": story.title,
            "address": story_address(story.slug),
            "lang": views.other_language(story.language),
            "place": views.place(story),
        }
        for story in found
    ]


def _sentence(views: Views, home: int, filled: int) -> str:
    total = len(views.library.stories)
    if not total:
        return views.strings["overview_none"]
    return views.strings["places_sentence"].format(
        home=home, total=stories(views, total), filled=filled, counties=len(county_names())
    )
