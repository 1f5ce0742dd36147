"""Numbered references that lead both ways: an id for each place that points to a source, and those ids by source."""

from __future__ import annotations

import re
from collections import defaultdict

_REFERENCE = re.compile(r'<sup class="ref"><a href="#kilde-(\d+)">')


class Citations:
    """The places on one page that point to its sources, in the order in which they are marked."""

    def __init__(self) -> None:
        """Begin with none."""
        self.places: dict[int, list[str]] = defaultdict(list)

    def cite(self, number: int) -> str:
        """Note one more place that points to a source, and return its id."""
        places = self.places[number]
        places.append(f"vis-{number}-{len(places) + 1}")
        return places[-1]

    def mark(self, html: str) -> str:
        """Return the HTML of a section with an id on each of its references."""
        return _REFERENCE.sub(
            lambda found: f'<sup class="ref"><a id="{self.cite(int(found[1]))}" href="#kilde-{found[1]}">', html
        )
