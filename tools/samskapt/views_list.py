"""A list of stories to search and choose in: on the page of all stories, and on that of a term."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from samskapt import derive
from samskapt.search_data import FACETS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samskapt.model import Story
    from samskapt.views import View, Views

SHOWN = 48
"""How many stories a list shows as cards without the reader asking for more: the rest are found on the plain list."""
ALL = "alle-fortellinger/"
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
)


def list_view(views: Views, stories: Sequence[Story], within: tuple[str, str] | None = None) -> View:
    """Return a list of stories. ``within`` is the facet and the term that all of them carry, where they have one."""
    counts = Counter(
        (facet, term) for story in stories for facet, terms in derive.terms_of(story).items() for term in terms
    )
    shown = FACETS if within is None else tuple(facet for facet in FACETS if facet != within[0])
    return {
        "stories": [views.card(story) for story in stories[:SHOWN]],
        "total": len(stories),
        "slugs": " ".join(story.slug for story in stories) if within else "",
        "words": {word.removeprefix("search_"): views.strings[word] for word in _WORDS},
        "facets": [
            {
                "address": facet.address,
                "label": facet.label.in_language(views.language),
                "terms": [
                    {"id": term.id, "label": term.label.in_language(views.language), "count": counts[name, term.id]}
                    for term in facet.terms.values()
                ],
            }
            for name in shown
            for facet in [views.vocabulary.facets[name]]
        ],
        "types": [
            {"id": term.id, "label": term.label.in_language(views.language)}
            for term in views.vocabulary.facets["co_creation_type"].terms.values()
        ],
        "results": {
            term.id: term.label.in_language(views.language) for term in views.vocabulary.facets["result"].terms.values()
        },
    }


def plain_list(views: Views) -> View:
    """Return every story as a link with its place, in Norwegian order."""
    return {"stories": [{**views.card(story), "hard": ""} for story in views.library.stories]}


def take_view(views: Views) -> View:
    """Return what the page of taking the library along says while it does, see ``theme/js/carry.js``."""
    return {"words": {word.removeprefix("carry_"): views.strings[word] for word in _CARRY}}
