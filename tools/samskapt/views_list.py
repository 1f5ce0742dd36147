"""A list of stories to search and choose in: on the page of all stories, and on that of a term."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from samskapt.addresses import STORIES
from samskapt.choices import PLACE, REUSE, SEVERAL, TOOK_PART, TRIED, Way, county_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from samskapt.model import Story
    from samskapt.views import View, Views

SHOWN = 48
"""How many stories a list shows as cards without the reader asking for more: the rest are found on the plain list."""
ALL = "alle-fortellinger/"
PLAIN = 500
"""How many stories a page of the plain list has."""
_CALLED = {PLACE: "choose_place", REUSE: "choose_reuse", TOOK_PART: "choose_took_part"}
TAKE = "ta-med/"
_CARRY = (
    *("carry_size", "carry_nothing", "carry_taking", "carry_is_on", "carry_is_newest", "carry_is_stale"),
    *("carry_is_renewed", "carry_unknown", "carry_is_off", "carry_failed", "carry_cannot"),
)
_WORDS = (
    *("search_status_all", "search_status_one", "search_status_many", "search_status_none", "search_status_chosen"),
    *(
        "search_error",
        "search_remove",
        "search_instead",
        "search_found_by",
        "search_found_topic",
        "search_found_source",
    ),
    *("search_without", "search_without_facet", "search_only", "search_translation", "search_csv_columns"),
    "search_tried",
)


def list_view(views: Views, stories: Sequence[Story], within: tuple[str, str] | None = None) -> View:
    """Return a list of stories. ``within`` is the facet and the term that all of them carry, where they have one."""
    counts = Counter(
        (way, term) for story in stories for way, terms in views.derived.carried[story.slug].items() for term in terms
    )
    shown = [way for way in views.derived.ways if within is None or (way.is_shown and way.id != within[0])]
    return {
        "stories": [views.card(story) for story in stories[:SHOWN]],
        "total": len(stories),
        "slugs": " ".join(story.slug for story in stories) if within else "",
        "words": {word.removeprefix("search_"): views.strings[word] for word in _WORDS},
        "facets": [
            {
                "address": way.address,
                "label": way_label(views, way),
                "is_shown": way.is_shown,
                "terms": [
                    {"id": term, "label": choice_label(views, way.id, term), "count": counts[way.id, term]}
                    for term in way.terms
                ],
            }
            for way in shown
        ],
        "types": [
            {"id": term.id, "label": term.label.in_language(views.language)}
            for term in views.vocabulary.facets["co_creation_type"].terms.values()
        ],
        "results": {
            term.id: term.label.in_language(views.language) for term in views.vocabulary.facets["result"].terms.values()
        },
    }


def way_label(views: Views, way: Way) -> str:
    """Return what a way to choose is called."""
    facet = views.vocabulary.facets.get(way.id)
    return facet.label.in_language(views.language) if facet else views.strings[_CALLED[way.id]]


def choice_label(views: Views, way: str, term: str) -> str:
    """Return what there is to choose, in words: a term of the vocabulary, a county or a country."""
    if way == PLACE:
        return county_names().get(term) or (views.strings["places_several"] if term == SEVERAL else views.country(term))
    if way == TOOK_PART:
        phase, actor = term.split(".")
        return f"{choice_label(views, 'phase', phase)}: {choice_label(views, 'actors', actor)}"
    if way == REUSE and term == TRIED:
        return views.strings["reuse_tried"]
    return views.vocabulary.term("result" if way == REUSE else way, term).label.in_language(views.language)


def plain_pages(views: Views) -> Iterator[tuple[str, int, Callable[[], View]]]:
    """Yield the address, the number and the view of each page of the plain list: as many as there are stories for."""
    stories = views.library.stories
    starts = range(0, len(stories), PLAIN) or range(1)
    parts = [
        {"address": f"{ALL}{number}/" if number > 1 else ALL, "number": number, **_ends(stories[at : at + PLAIN])}
        for number, at in enumerate(starts, 1)
    ]
    for at, part in zip(starts, parts, strict=True):
        yield part["address"], part["number"], partial(_plain, views, stories[at : at + PLAIN], part, parts)


def _ends(stories: Sequence[Story]) -> View:
    return {"first": stories[0].title, "last": stories[-1].title} if stories else {}


def _plain(views: Views, stories: Sequence[Story], here: View, parts: Sequence[View]) -> View:
    """Return some stories as links with their places, in Norwegian order, and the way to the others."""
    links = [
        {
            "title": story.title,
            "address": f"{STORIES}{story.slug}/",
            "place": views.place(story),
            "lang": views.other_language(story.language),
        }
        for story in stories
    ]
    return {"stories": links, "parts": [{**part, "here": part is here} for part in parts] if len(parts) > 1 else []}


def take_view(views: Views) -> View:
    """Return what the page of taking the library along says while it does, see ``theme/js/carry.js``."""
    return {"words": {word.removeprefix("carry_"): views.strings[word] for word in _CARRY}}
