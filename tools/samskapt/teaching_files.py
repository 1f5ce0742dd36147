"""The files made beside the pages: references, packages for courses, cards, and what a story is written with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samskapt.courses import package_files
from samskapt.output import Made
from samskapt.views_cite import citation_files
from samskapt.views_embed import embed_files
from samskapt.views_write import write_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.model import Library
    from samskapt.settings import Site


def teaching_files(library: Library, site: Site) -> Iterator[Made]:
    """Yield each file."""
    yield from citation_files(library, site)
    yield from (Made(*one) for one in package_files(library, site))
    yield from embed_files(library, site)
    yield from (Made(*one) for one in write_files(library, site))
