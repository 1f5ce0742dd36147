"""Makes the files of a site and writes them, on all cores when they are many; what stands already is not made again."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from samskapt.kept import File
from samskapt.progress import progress
from samskapt.workers import share_jobs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Content = str | bytes | Callable[[], str | bytes]
"""What a file holds, or what makes it."""


Needs = tuple[object, ...] | Callable[[], tuple[object, ...] | None] | None
"""All that a file is made of beside what every file shares, or what finds it out; None: the whole library.

As long as the ``repr`` of it is the same, so is the file.
"""


class Made(NamedTuple):
    """A file of a site: its address, relative to the site's root, its content, and what that needs."""

    uri: str
    content: Content
    needs: Needs = None


class Standing:
    """The site that stands, and what its files were made of: those that would be the same are taken over from it."""

    def __init__(self, site: Path | None, files: Mapping[str, File], shared: str) -> None:
        """Take its folder, None where none stands, and what is kept of its files.

        ``shared`` stands for all that every file of the new site is made of.
        """
        self._site, self._files, self._shared = site, files, shared

    def key(self, made: Made) -> str:
        """Return a short text that stands for all that a file is made of, "" where that is the whole library."""
        needs = made.needs() if callable(made.needs) else made.needs
        if needs is None:
            return ""
        return blake2b(f"{self._shared}\0{made.uri}\0{needs!r}".encode(), digest_size=16).hexdigest()

    def take(self, uri: str, key: str, path: str) -> File | None:
        """Let a file that would be made of the same stand at ``path`` too; None where none stands unchanged."""
        kept = self._files.get(uri)
        if not key or kept is None or kept.key != key or not self._stands(uri):
            return None
        try:
            os.link(self._path(uri), path)
        except OSError:  # the system has no links: it is made anew
            return None
        return kept

    def _path(self, uri: str) -> str:
        return os.path.join(self._site or "", uri)  # noqa: PTH118 (there are thousands of files, and Path takes its time)

    def _stands(self, uri: str) -> bool:
        """Say whether a file is what was written there."""
        try:
            here = os.lstat(self._path(uri))
        except OSError:
            return False
        return self._site is not None and (here.st_size, here.st_mtime_ns) == self._files[uri][1:]

    def take_group(self, key: str, site: Path) -> dict[str, File]:
        """Take over all files that were made together, of what ``key`` stands for; none where one cannot be taken."""
        group = [uri for uri, kept in self._files.items() if key and kept.key == key]
        for folder in {os.path.dirname(uri) for uri in group}:  # noqa: PTH120
            (site / folder).mkdir(parents=True, exist_ok=True)
        taken = {uri: self.take(uri, key, os.path.join(site, uri)) for uri in group}  # noqa: PTH118
        whole = {uri: file for uri, file in taken.items() if file}
        if len(whole) == len(group):
            return whole
        for uri in whole:
            (site / uri).unlink()
        return {}

    def data(self, uri: str) -> bytes:
        """Return what stands in a file, nothing where none stands unchanged."""
        return Path(self._path(uri)).read_bytes() if uri in self._files and self._stands(uri) else b""

    def holds(self, uri: str, file: File | None) -> bool:
        """Say whether a file of the new site was taken over from this one."""
        return file is not None and bool(file.key) and self._files.get(uri) == file


def write_files(site: Path, files: Iterable[Made], standing: Standing) -> dict[str, File]:
    """Write files into a site, and return what they are made of, by address. OSError where one cannot be written."""
    jobs = [partial(_write, site, made, standing) for made in files]
    return dict(progress(share_jobs(jobs), len(jobs), "Lager nettstedet"))


def _write(site: Path, made: Made, standing: Standing) -> tuple[str, File]:
    key, path = standing.key(made), os.path.join(site, made.uri)  # noqa: PTH118
    os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
    if taken := standing.take(made.uri, key, path):
        return made.uri, taken
    content = made.content() if callable(made.content) else made.content
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(content.encode() if isinstance(content, str) else content)
    return made.uri, written(path, key)


def written(path: str | Path, key: str) -> File:
    """Return what is known of a file that has been written, and of what it was made."""
    here = os.lstat(path)
    return File(key, here.st_size, here.st_mtime_ns)
