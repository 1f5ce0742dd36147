"""Says whether a site is what a new build of it would give, without building it."""

from __future__ import annotations

import os
from hashlib import blake2b
from typing import TYPE_CHECKING

from samskapt.addresses import FILE as LOCK
from samskapt.cache import own_key
from samskapt.collections import FOLDER as COLLECTIONS
from samskapt.folder import read_folder
from samskapt.kept import File
from samskapt.library import ROOT_FILE, STORIES, TEXT_FILE, story_slugs
from samskapt.redirects import FILE as REDIRECTS
from samskapt.syntheses import FOLDER as SYNTHESES
from samskapt.vocabulary import FOLDER as VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_SOURCES = (VOCABULARY, COLLECTIONS, SYNTHESES, "theme", "pages", ROOT_FILE, REDIRECTS, LOCK)
"""All that a site is made of beside its stories, relative to the library."""


def site_key(root: Path, *settings: object) -> str:
    """Return a short text that stands for all that a site is made of, "" where something of it may change unseen.

    ``settings`` is what the site is made of that does not lie in the library, such as the day.
    """
    marks = {slug: read_folder(root / STORIES / slug, TEXT_FILE).mark for slug in story_slugs(root)}
    if not all(marks.values()):
        return ""
    return own_key(sorted(marks.items()), folder_key(root, _SOURCES), *settings)


def folder_key(root: Path, names: Iterable[str]) -> str:
    """Return a short text that stands for the names and contents of some files and folders of a library."""
    digest = blake2b(digest_size=16)
    for name in names:
        paths = sorted((root / name).rglob("*")) if (root / name).is_dir() else [root / name]
        for path in (path for path in paths if path.is_file()):
            data = path.read_bytes()
            digest.update(f"{path.relative_to(root)}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()


def site_files(site: Path, made: Mapping[str, File]) -> dict[str, File]:
    """Return all files of a site by address; ``made`` says of some what they are made of."""
    return {uri: made.get(uri) or File("", size, changed) for uri, size, changed in _standing(str(site), "")}


def is_untouched(site: Path, files: Mapping[str, File]) -> bool:
    """Say whether a folder holds just these files, none of them changed since they were written."""
    return bool(files) and {one[0]: one[1:] for one in _standing(str(site), "")} == {
        uri: one[1:] for uri, one in files.items()
    }


def _standing(folder: str, at: str) -> Iterator[tuple[str, int, int]]:
    """Yield the address, the size and the time of each file below a folder; nothing where there is none."""
    if not os.path.isdir(folder):  # noqa: PTH112 (a site has thousands of files, and Path takes its time)
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _standing(entry.path, f"{at}{entry.name}/")
            else:
                here = entry.stat(follow_symlinks=False)
                yield f"{at}{entry.name}", here.st_size, here.st_mtime_ns
