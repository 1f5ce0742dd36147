"""The end of a build, when all pages stand: search, the scripts as they are shipped, and the library to take along."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from samskapt.edition import is_kept, kept, names_in, write_edition
from samskapt.offline import ADDRESS as OFFLINE
from samskapt.offline import FRONT, is_taken, offline_zip, packed
from samskapt.scripts import ship_scripts
from samskapt.search_index import build_index
from samskapt.views_story import translation_addresses
from samskapt.workers import share_jobs
from samskapt.zip_file import members_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from samskapt.edition import Kept
    from samskapt.kept import File
    from samskapt.model import Library
    from samskapt.output import Standing
    from samskapt.settings import Site
    from samskapt.zip_file import Member


_READ_BY_LISTS = ("js/", "search/")
"""What the lists of the zip are made of, beside their pages."""


def finish(folder: Path, library: Library, site: Site, standing: Standing) -> dict[str, File]:
    """Make what hangs on all pages of a site that are written to ``folder``: search, and the scripts as shipped.

    Returns what files are made of, by their addresses. OSError where something cannot be written, SearchIndexError
    where the search index cannot be made.
    """
    made = build_index(library, folder, translation_addresses(library), site.language, standing)
    ship_scripts(folder)
    (folder / "sitemap.xml.gz").unlink(missing_ok=True)  # it holds the time of the build
    if not site.base:
        (folder / "sitemap.xml").unlink(missing_ok=True)  # addresses in it must be whole
    return made


def take_along(folder: Path, no_search: str, standing: Standing, made: Mapping[str, File]) -> None:
    """Put a whole site into a zip that opens from a folder, and write the list of what is kept in a browser.

    ``no_search`` says what to do where one could have searched; ``made`` is what the files are made of.
    """
    names = names_in(folder)
    before = members_of(standing.data(OFFLINE), FRONT)
    ready = {name: before[name] for name in names if name in before and standing.holds(name, made.get(name))}
    done = share_jobs([partial(_read, folder, name, no_search, packs=name not in ready) for name in names])
    known: dict[str, Kept] = {}
    for name, (member, listed) in zip(names, done, strict=True):
        ready |= {name: member} if member else {}
        known |= {name: listed} if listed else {}
    files = {name: (folder / name).read_bytes() for name in names if name.startswith(_READ_BY_LISTS)}
    target = folder / OFFLINE
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(offline_zip(files, no_search, ready))
    write_edition(folder, known)


def _read(folder: Path, name: str, no_search: str, *, packs: bool) -> tuple[Member | None, Kept | None]:
    """Return a file of the site as it stands in the zip, and on the list of what is kept, where it stands there."""
    packs, keeps = packs and is_taken(name) and not name.startswith(_READ_BY_LISTS), is_kept(name)
    if not (packs or keeps):
        return None, None
    data = (folder / name).read_bytes()
    return packed(name, data, no_search) if packs else None, kept(name, data) if keeps else None
