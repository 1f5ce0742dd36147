"""Ways to the page for writers, with what is known of the story already filled in.

The names stand in the address as on the find page: ``skriv/?arena=barnehage&utfall=tilhorighet``.
"""

from __future__ import annotations

from samskapt.choices import PLACE

WRITE = "skriv/"
PARAMETERS = {
    "arena": "arena",
    "outcomes": "utfall",
    "co_creation_type": "samskapingstype",
    "role": "rolle",
    "actors": "aktorer",
    "phase": "fase",
    PLACE: "sted",
}
"""What can be filled in, by the facet that it is of, and its name in the address: its value is the id of a term.

``utfall`` goes to the first outcome, ``fase`` and ``aktorer`` to the first line of who took part; ``sted`` is the id of
a county (``choices.county_names``). Each name can stand several times.
"""


def write_address(*terms: tuple[str, str]) -> str:
    """Return the address of the page for writers with some terms filled in, each a facet and an id."""
    return f"{WRITE}?{'&'.join(f'{PARAMETERS[facet]}={term}' for facet, term in terms)}" if terms else WRITE
