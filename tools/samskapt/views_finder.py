"""The guided finder, ``/finn/``: two questions as plain links, each step an address, each end a list or an honest «none».

The first question is the report's four situations «der det offentlige …»; the second is where it happens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.views import View, Views

FINDER = "finn/"
_TYPES, _ARENAS = "co_creation_type", "arena"


def finder_steps(views: Views) -> Iterator[tuple[str, str, View]]:
    """Yield the address of each step, the template that shows it, and what it shows."""
    types = list(views.vocabulary.facets[_TYPES].terms)
    arenas = list(views.vocabulary.facets[_ARENAS].terms)
    yield FINDER, "finder.html", {
        "types": [_step(views, f"{FINDER}{kind}/", kind) for kind in types],
        "arenas": [views.term_link(_ARENAS, arena) for arena in arenas],
    }
    for kind in types:
        chosen = views.term_link(_TYPES, kind)
        steps = [_step(views, f"{FINDER}{kind}/{arena}/", kind, arena) for arena in arenas]
        yield f"{FINDER}{kind}/", "finder-arena.html", {
            "type": chosen,
            "arenas": [step for step in steps if step["count"]],
            "empty": [step for step in steps if not step["count"]],
        }
        for arena in arenas:
            yield f"{FINDER}{kind}/{arena}/", "finder-end.html", {
                "type": chosen,
                "arena": views.term_link(_ARENAS, arena),
                "stories": [views.card(story) for story in views.carrying((_TYPES, kind), (_ARENAS, arena))],
                "others": [
                    {**views.term_link(_TYPES, other), "address": f"{FINDER}{other}/{arena}/", "count": count}
                    for other in types
                    if other != kind and (count := len(views.carrying((_TYPES, other), (_ARENAS, arena))))
                ],
            }


def _step(views: Views, address: str, kind: str, arena: str = "") -> View:
    """Return a link to the next step, with how many stories are left there."""
    link = views.term_link(_ARENAS, arena) if arena else views.term_link(_TYPES, kind)
    terms = [(_TYPES, kind), *([(_ARENAS, arena)] if arena else [])]
    return {**link, "address": address, "count": len(views.carrying(*terms))}
