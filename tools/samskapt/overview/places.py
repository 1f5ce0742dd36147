"""The places of the stories, as a list: by country, and in Norway by county; counties without a story are named."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from samskapt.overview.parts import stories
from samskapt.registers import counties, county_of
from samskapt.text import norwegian_key
from samskapt.views import story_address

if TYPE_CHECKING:
    from samskapt.model import Story
    from samskapt.views import View, Views

HOME = "NO"


def places_view(views: Views) -> View:
    """Return the places, home first and the other countries in the order of their names."""
    by_country: dict[str, list[Story]] = defaultdict(list)
    for story in views.library.stories:
        by_country[story.place.country].append(story)
    home = by_country.pop(HOME, [])
    abroad = sorted(by_country.items(), key=lambda item: norwegian_key(_country(views, item[0])))
    by_county = {name: [story for story in home if _county(story) == name] for name in (*counties(), "")}
    return {
        "sentence": _sentence(views, home, by_county),
        "countries": [
            {
                "label": _country(views, HOME),
                "count": len(home),
                "parts": [
                    {"label": name or views.strings["places_several"], "stories": _links(views, found)}
                    for name, found in by_county.items()
                    if found
                ],
                "missing": [name for name, found in by_county.items() if name and not found],
            },
            *(
                {
                    "label": _country(views, code),
                    "count": len(found),
                    "parts": [{"label": "", "stories": _links(views, found)}],
                    "missing": [],
                }
                for code, found in abroad
            ),
        ],
    }


def _country(views: Views, code: str) -> str:
    return str(views.locale.territories.get(code, code))


def _county(story: Story) -> str:
    return county_of(story.place.municipality) if story.place.municipality else ""


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


def _sentence(views: Views, home: list[Story], by_county: dict[str, list[Story]]) -> str:
    total = len(views.library.stories)
    if not total:
        return views.strings["overview_none"]
    return views.strings["places_sentence"].format(
        home=len(home),
        total=stories(views, total),
        filled=sum(bool(found) for name, found in by_county.items() if name),
        counties=len(counties()),
    )
