"""The guided finder, ``/finn/``: two questions as plain links, each step an address.

The first question is the report's four situations «der det offentlige …»; the second is where it happens. Each
end is a list, or an honest «none».
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from samskapt.addresses import STORIES
from samskapt.views_list import SHOWN
from samskapt.write_links import write_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samskapt.views import View, Views

FINDER = "finn/"
_TYPES, _ARENAS = "co_creation_type", "arena"


def finder_steps(views: Views) -> Iterator[tuple[str, str, Callable[[], View]]]:
    """Yield the address of each step, its title, and what makes what it shows."""
    vocabulary = views.vocabulary
    yield FINDER, views.strings["finder_title"], partial(_first, views)
    for kind, term in vocabulary.facets[_TYPES].terms.items():
        label = term.label.in_language(views.language)
        yield f"{FINDER}{kind}/", f"{label}: {views.strings['finder_where']}", partial(_second, views, kind)
        for arena, where in vocabulary.facets[_ARENAS].terms.items():
            title = f"{label}: {where.label.in_language(views.language)}"
            yield f"{FINDER}{kind}/{arena}/", title, partial(_third, views, kind, arena)


def _first(views: Views) -> View:
    kinds = [_step(views, kind) for kind in views.vocabulary.facets[_TYPES].terms]
    return {"step": 1, "types": kinds, "arenas": views.terms(_ARENAS)}


def _second(views: Views, kind: str) -> View:
    arenas = [_step(views, kind, arena) for arena in views.vocabulary.facets[_ARENAS].terms]
    return {"step": 2, "type": _step(views, kind), "arenas": arenas}


def _third(views: Views, kind: str, arena: str) -> View:
    """Return the end of the way: the stories of a kind at an arena, and the other kinds that there are of there."""
    others = [_step(views, one, arena) for one in views.vocabulary.facets[_TYPES].terms if one != kind]
    stories = views.carrying(*_chosen(kind, arena))
    chosen = "&".join(f"{views.vocabulary.facets[facet].address}={term}" for facet, term in _chosen(kind, arena))
    return {
        "step": 3,
        "type": _step(views, kind),
        "arena": _step(views, kind, arena),
        "write": write_address(*_chosen(kind, arena)),
        "count": len(stories),
        "stories": [views.card(story) for story in stories[:SHOWN]],
        "rest": f"{STORIES}?{chosen}" if len(stories) > SHOWN else "",
        "others": [other for other in others if other["count"]],
    }


def _chosen(kind: str, arena: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (_TYPES, kind), (_ARENAS, arena)


def _step(views: Views, kind: str, arena: str = "") -> View:
    """Return a link to a step: what is chosen there, and how many stories are left."""
    link = views.term_link(_TYPES, kind)
    terms = [(_TYPES, kind), *([(_ARENAS, arena)] if arena else [])]
    address = "/".join([FINDER.rstrip("/"), kind, *([arena] if arena else [])])
    there = views.term_link(_ARENAS, arena) if arena else {}
    return {**link, **there, "type": link, "address": f"{address}/", "count": len(views.carrying(*terms))}
