"""What readers choose by on the find page: facets of the vocabulary, and the place and the reuse of stories."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samskapt.derive import terms_of
from samskapt.registers import counties, county_of
from samskapt.text import as_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samskapt.model import Library, Story

PLACE, REUSE, TOOK_PART = "place", "reuse", "took_part"
HOME, SEVERAL = "NO", "flere"
"""Stories from Norway that are of no one county carry ``SEVERAL`` for their place."""
TRIED = "ja"
"""Stories that others have tried carry ``TRIED`` for their reuse, and how it went: terms of the facet ``result``."""
_OWN = {PLACE: "sted", REUSE: "provd", TOOK_PART: "deltok"}
"""What the vocabulary has no facet for, and how it is called in addresses."""
_ORDER = (
    *("arena", "outcomes", "co_creation_type", PLACE, "life_phase", "actors", "result", "told_by", REUSE, "role"),
    *("phase", TOOK_PART),
)
"""Those that most readers ask for first."""
_ASKED_FOR = frozenset({"role", "phase", TOOK_PART})
"""Pictures lead to these, and few readers look for them: they are shown when one of their terms is chosen."""


class Way(NamedTuple):
    """A way to choose: its id, its name in addresses, and the ids of what there is to choose among."""

    id: str
    address: str
    terms: tuple[str, ...]
    is_shown: bool
    """Whether it is offered to all, not only to those who come with a choice."""


def ways(library: Library) -> tuple[Way, ...]:
    """Return the ways to choose among the stories of a library, in the order in which they are shown."""
    facets = library.vocabulary.facets
    pairs = tuple(pair(phase, actor) for phase in facets["phase"].terms for actor in facets["actors"].terms)
    own = {PLACE: _places(library), REUSE: (TRIED, *facets["result"].terms), TOOK_PART: pairs}
    idle = _ASKED_FOR if any(story.reuse for story in library.stories) else _ASKED_FOR | {REUSE}
    return tuple(
        Way(name, _OWN[name], own[name], name not in idle)
        if name in own
        else Way(name, facets[name].address, (*facets[name].terms,), name not in idle)
        for name in _ORDER
    )


def carried(library: Library) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return what each story can be chosen by, by its slug and the id of the way."""
    return {
        story.slug: {
            **terms_of(story),
            PLACE: (place_of(story),),
            REUSE: _reuse(story),
            TOOK_PART: tuple({pair(part.phase, actor): 0 for part in story.participation for actor in part.actors}),
        }
        for story in library.stories
    }


def pair(phase: str, actor: str) -> str:
    """Return what stands for an actor's part in a phase: «kunnskaping.foreldre»."""
    return f"{phase}.{actor}"


def _reuse(story: Story) -> tuple[str, ...]:
    went = tuple(dict.fromkeys(report.result for report in story.reuse))
    return (TRIED, *went) if went else ()


def place_of(story: Story) -> str:
    """Return the id of the county of a story, and that of its country where it is not from Norway."""
    if story.place.country != HOME:
        return story.place.country.lower()
    return as_id(county_of(story.place.municipality)) or SEVERAL


def county_names() -> Mapping[str, str]:
    """Return the names of Norway's counties by their ids, from south to north."""
    return {as_id(name): name for name in counties()}


def _places(library: Library) -> tuple[str, ...]:
    """Return every county, and the countries that there are stories from."""
    abroad = {place_of(story) for story in library.stories if story.place.country != HOME}
    return (*county_names(), SEVERAL, *sorted(abroad))
