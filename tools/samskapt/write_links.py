"""Ways to the page for writers, with what is known of the story already filled in.

The names stand in the address as on the find page: ``skriv/?arena=barnehage&utfall=tilhorighet``.
"""

from __future__ import annotations

WRITE = "skriv/"
PARAMETERS = {
    "arena": "arena",
    "outcomes": "utfall",
    "co_creation_type": "samskapingstype",
    "role": "rolle",
    "actors": "aktorer",
    "life_phase": "livsfase",
    "result": "resultat",
    "level": "niva",
}
"""What the form can take from the address, by facet, and its name there: its value is the id of a term.

A phase is not among them: who had which say in it is asked for as a whole.
"""


def write_address(*terms: tuple[str, str]) -> str:
    """Return the address of the page for writers with some terms filled in, each a facet and an id."""
    asked = "&".join(f"{PARAMETERS[facet]}={term}" for facet, term in terms if facet in PARAMETERS)
    return f"{WRITE}?{asked}" if asked else WRITE
