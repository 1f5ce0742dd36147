"""What the data as a whole are called, whose they are, and where they stand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from samskapt.structured import LICENCE
from samskapt.vocabulary import Words

if TYPE_CHECKING:
    import datetime as dt

    from samskapt.model import Library

FOLDER = "data/"
TITLE = Words("Fortellinger om samskaping", "Forteljingar om samskaping", "Stories of co-creation")
DESCRIPTION = Words(
    "Praksisfortellinger om samskaping og relasjonell velferd: hvem som bestemte hva, hva som kom ut av det og hva "
    "påstandene bygger på, og hva som var vanskelig.",
    "Praksisforteljingar om samskaping og relasjonell velferd: kven som bestemte kva, kva som kom ut av det og kva "
    "påstandane byggjer på, og kva som var vanskeleg.",
    "Practice stories about co-creation and relational welfare: who decided what, what came of it and what the claims "
    "build on, and what was hard.",
)
PUBLISHER = "Samskapt"
LICENCE_NAME = "CC-BY-4.0"
ATTRIBUTION = f"{PUBLISHER} (CC BY 4.0)"

__all__ = ["ATTRIBUTION", "DESCRIPTION", "FOLDER", "LICENCE", "LICENCE_NAME", "PUBLISHER", "TITLE", "About", "as_json"]


class About(NamedTuple):
    """A library, and the address of its site: ends in a slash, "" where it is not known."""

    library: Library
    base: str = ""

    @property
    def root(self) -> str:
        """The root of the site as it is named in a file of ``data/``: whole where it is known, else relative."""
        return self.base or "../"

    @property
    def changed(self) -> dt.date | None:
        """The last day that a story was published or gone through, None for an empty library."""
        return max((story.reviewed or story.published for story in self.library.stories), default=None)


def as_json(value: Any) -> str:  # noqa: ANN401 (whatever JSON can hold)
    """Return a value as JSON: readable, with Norwegian letters as they are, and ending in a new line."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
