"""The end of a build, when all pages stand: search, the scripts as they are shipped, and the library to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samskapt.edition import write_edition
from samskapt.hosting import host_files, policy
from samskapt.offline import ADDRESS as OFFLINE
from samskapt.offline import offline_zip
from samskapt.scripts import ship_scripts
from samskapt.search_index import build_index
from samskapt.views_story import translation_addresses

if TYPE_CHECKING:
    from pathlib import Path

    from samskapt.kept import File
    from samskapt.model import Library
    from samskapt.output import Standing
    from samskapt.settings import Site


def finish(folder: Path, library: Library, site: Site, standing: Standing, *, preview: bool) -> dict[str, File]:
    """Make what hangs on the whole of a site that is otherwise written to ``folder``; less of it for a preview.

    Returns what files are made of that can be taken over the next time.
    OSError where something cannot be written, SearchIndexError where the search index cannot be made.
    """
    made = build_index(library, folder, translation_addresses(library), site.language, standing)
    ship_scripts(folder)
    if not preview:
        _bag(folder, site.strings["offline_no_search"])
        write_edition(folder)
    (folder / "sitemap.xml.gz").unlink(missing_ok=True)  # it holds the time of the build
    if not site.base:
        (folder / "sitemap.xml").unlink(missing_ok=True)  # addresses in it must be whole
    if not preview:
        for name, text in host_files(policy(site.booklet), library.addresses.moved).items():
            (folder / name).write_text(text, encoding="utf-8")
    return made


def _bag(folder: Path, no_search: str) -> None:
    """Put the whole site into a zip that opens from a folder."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    target = folder / OFFLINE
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(offline_zip(files, no_search))
