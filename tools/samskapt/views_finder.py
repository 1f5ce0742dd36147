"""The guided finder, ``/finn/``: two questions as plain links, each step an address.

The first question is the report's four situations «der det offentlige …»; the second is where it happens. Each
end is a list, or an honest «none».
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samskapt.write_links import write_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.views import View, Views

FINDER = "finn/"
_TYPES, _ARENAS = "co_creation_type", "arena"


def finder_steps(views: Views) -> Iterator[tuple[str, str, View]]:
    """Yield the address of each step, its title, and what it shows."""
    types = list(views.vocabulary.facets[_TYPES].terms)
    arenas = list(views.vocabulary.facets[_ARENAS].terms)
    title = views.strings["finder_title"]
    yield (
        FINDER,
        title,
        {
            "step": 1,
            "types": [_step(views, kind) for kind in types],
            "arenas": [views.term_link(_ARENAS, arena) for arena in arenas],
        },
    )
    for kind in types:
        chosen = {"type": _step(views, kind)}
        steps = [_step(views, kind, arena) for arena in arenas]
        label = chosen["type"]["label"]
        yield f"{FINDER}{kind}/", f"{label}: {views.strings['finder_where']}", {"step": 2, **chosen, "arenas": steps}
        for step, arena in zip(steps, arenas, strict=True):
            yield (
                f"{FINDER}{kind}/{arena}/",
                f"{label}: {step['label']}",
                {
                    "step": 3,
                    **chosen,
                    "arena": step,
                    "write": write_address((_TYPES, kind), (_ARENAS, arena)),
                    "stories": [views.card(story) for story in views.carrying((_TYPES, kind), (_ARENAS, arena))],
                    "others": [other for one in types if one != kind and (other := _step(views, one, arena))["count"]],
                },
            )


def _step(views: Views, kind: str, arena: str = "") -> View:
    """Return a link to a step: what is chosen there, and how many stories are left."""
    link = views.term_link(_TYPES, kind)
    terms = [(_TYPES, kind), *([(_ARENAS, arena)] if arena else [])]
    address = "/".join([FINDER.rstrip("/"), kind, *([arena] if arena else [])])
    there = views.term_link(_ARENAS, arena) if arena else {}
    return {**link, **there, "type": link, "address": f"{address}/", "count": len(views.carrying(*terms))}
