"""The verdicts of the last check, kept in ``.samskapt-cache/`` so that what has not changed is not checked again.

They hold for one day, one set of stories' names, one vocabulary, and one version of Samskapt and its packages. The
folder may be deleted at any time. A file that is damaged is passed over; so is one that came with someone's branch or
archive, for it could say of a story what is not so: the file holds the time of its own last change, which git does not
carry.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samskapt.verdict import from_plain, to_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from samskapt.verdict import Verdict

FOLDER = ".samskapt-cache"
_FILE = "check.json"
_LONGEST_HEADER = 200


@dataclass(slots=True)
class Cache:
    """Verdicts by the names of their stories. ``key`` stands for all that they depend on beside their own folders."""

    root: Path
    key: str
    kept: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Path, *given: object) -> Cache:
        """Return what is kept for the library at ``root``: nothing, where there is nothing that can be used.

        ``given`` is all that the verdicts depend on beside the stories; their ``repr`` tells them from others.
        """
        cache = cls(root, own_key(*given))
        with contextlib.suppress(OSError, ValueError, TypeError, RecursionError):
            cache.kept = cache._load()
        return cache

    def verdict(self, slug: str, folder: str, mark: str) -> Verdict | None:
        """Return the verdict that is kept for a story whose folder now has this ``mark``, None where it has changed."""
        try:
            verdict = from_plain(self.kept[slug], slug, folder)
        except (KeyError, TypeError, ValueError):
            return None
        return verdict if mark and verdict.mark == mark else None

    def keep(self, verdicts: Iterable[Verdict]) -> None:
        """Keep new verdicts, but for those that hold no longer than now."""
        self.kept |= {one.facts.slug: to_plain(one) for one in verdicts if one.mark}

    def write(self, slugs: Iterable[str]) -> None:
        """Write what is kept of the stories ``slugs``, whole or not at all; where that cannot be done, do nothing."""
        body = json.dumps(
            {slug: self.kept[slug] for slug in slugs if slug in self.kept}, separators=(",", ":")
        ).encode()
        with contextlib.suppress(OSError):
            if not self._folder.is_dir():
                self._folder.mkdir()
                (self._folder / ".gitignore").write_text("*\n", encoding="utf-8")
            if not self._folder.is_symlink():  # a link could lead out of the library
                _replace(self._folder / _FILE, self.key, body)

    @property
    def _folder(self) -> Path:
        return self.root / FOLDER

    def _load(self) -> dict[str, Any]:
        """Return what the file holds; OSError or ValueError where it cannot be used."""
        if self._folder.is_symlink():
            raise ValueError
        with (self._folder / _FILE).open("rb") as file:
            header = file.readline(_LONGEST_HEADER)
            key, changed, digest = header.decode("ascii").split()
            if key != self.key or changed != str(os.fstat(file.fileno()).st_mtime_ns):
                raise ValueError
            body = file.read()
        if digest != _digest(body):
            raise ValueError
        return dict(json.loads(body))


def _replace(path: Path, key: str, body: bytes) -> None:
    """Put a new file in the place of the old one, so that who reads meanwhile gets one of the two whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            changed = os.fstat(file.fileno()).st_mtime_ns
            file.write(f"{key} {changed} {_digest(body)}\n".encode())
            file.write(body)
        os.utime(new, ns=(changed, changed))
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def own_key(*given: object) -> str:
    """Return a short text that stands for what is given, this program's own files, Python, and the packages."""
    digest = blake2b(repr(given).encode(), digest_size=16)
    digest.update(repr((sys.version, sys.platform, _packages())).encode())
    digest.update(_own_files())
    return digest.hexdigest()


@cache
def _own_files() -> bytes:
    """Return a digest of the names and contents of all files of this package."""
    digest = blake2b()
    here = Path(__file__).parent
    for path in sorted(path for path in here.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        digest.update(f"{path.relative_to(here)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.digest()


def _packages() -> list[str]:
    """Return the names and versions of the packages that are installed, as the names of their records say them."""
    return sorted(name for folder in sys.path for name in _names(folder) if name.endswith(".dist-info"))


def _names(folder: str) -> Iterator[str]:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            yield entry.name


def _digest(body: bytes) -> str:
    return blake2b(body, digest_size=16).hexdigest()
