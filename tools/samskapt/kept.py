"""What the last build of a site kept for the next: the stories that were read, and what each file was made of.

It lies in the user's own cache folder and not in the library, for stories are kept as Python's own objects: whoever
wrote such a file could make us run anything, and a library is full of what others have sent. It may be deleted at any
time. One that is damaged, or that another version wrote, is thrown away.
"""

from __future__ import annotations

import contextlib
import pickle
import sqlite3
import time
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from platformdirs import user_cache_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

_TABLES = """
    CREATE TABLE IF NOT EXISTS valid (what TEXT PRIMARY KEY, key TEXT) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS stories (slug TEXT PRIMARY KEY, mark TEXT, digest BLOB, story BLOB) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS files (uri TEXT PRIMARY KEY, key TEXT, size INT, changed INT) WITHOUT ROWID;
"""
_WAIT = 5.0
"""Seconds to wait for another build of the same site that is writing."""

_LONG = 60 * 24 * 60 * 60.0
"""Seconds after which what is kept is thrown away, if no build has used it."""
_NOT_NOW = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY)
"""What can go wrong where nothing is wrong with the file."""

Asked = TypeVar("Asked")


class File(NamedTuple):
    """A file of a site: what it was made of ("": not known), its size in bytes, and when it was written (ns)."""

    key: str
    size: int
    changed: int


class Kept:
    """What is kept of one library and one folder that it is built to. Nothing that goes wrong here stops a build."""

    def __init__(self, root: Path, site: Path) -> None:
        """Take the library's folder, and the one that its site stands in."""
        name = blake2b(f"{root.resolve()}\0{site.resolve()}\0{_TABLES}".encode(), digest_size=16).hexdigest()
        self._path = user_cache_path("samskapt", appauthor=False) / f"{name}.sqlite"

    def stories(self, key: str) -> dict[str, tuple[str, bytes]]:
        """Return the mark of each story that was read where ``key`` was what it is, and its pickle, by slug."""

        def read(base: sqlite3.Connection) -> dict[str, tuple[str, bytes]]:
            if _key(base, "stories") != key:
                return {}
            found = base.execute("SELECT slug, mark, digest, story FROM stories")
            return {slug: (mark, story) for slug, mark, digest, story in found if digest == _digest(story)}

        return self._ask(read, {})

    def keep_stories(self, key: str, new: Mapping[str, tuple[str, object]], slugs: Iterable[str]) -> None:
        """Keep ``new`` stories, each with its mark, beside those that are kept, of which only ``slugs`` are left."""
        rows = [(slug, mark, pickle.dumps(story, pickle.HIGHEST_PROTOCOL)) for slug, (mark, story) in new.items()]

        def write(base: sqlite3.Connection) -> None:
            if _key(base, "stories") != key:
                base.execute("DELETE FROM stories")
                base.execute("INSERT OR REPLACE INTO valid VALUES ('stories', ?)", (key,))
            gone = {slug for (slug,) in base.execute("SELECT slug FROM stories")} - set(slugs)
            base.executemany("DELETE FROM stories WHERE slug = ?", ((slug,) for slug in gone))
            base.executemany(
                "INSERT OR REPLACE INTO stories VALUES (?, ?, ?, ?)",
                ((slug, mark, _digest(story), story) for slug, mark, story in rows),
            )

        self._ask(write, None)

    def site(self) -> tuple[str, dict[str, File]]:
        """Return the key of all that the site that stands was made of, and its files by their addresses."""

        def read(base: sqlite3.Connection) -> tuple[str, dict[str, File]]:
            found = base.execute("SELECT uri, key, size, changed FROM files")
            return _key(base, "site"), {uri: File(*rest) for uri, *rest in found}

        nothing: tuple[str, dict[str, File]] = ("", {})
        return self._ask(read, nothing)

    def keep_site(self, key: str, files: Mapping[str, File]) -> None:
        """Keep what a site and its files were made of, and nothing of the site before it."""

        def write(base: sqlite3.Connection) -> None:
            base.execute("INSERT OR REPLACE INTO valid VALUES ('site', ?)", (key,))
            base.execute("DELETE FROM files")
            base.executemany("INSERT INTO files VALUES (?, ?, ?, ?)", ((uri, *one) for uri, one in files.items()))

        self._ask(write, None)
        self._sweep()

    def _sweep(self) -> None:
        """Throw away what has not been used for long: sites are built to folders that nobody builds to again."""
        oldest = time.time() - _LONG
        with contextlib.suppress(OSError):
            for path in self._path.parent.glob("*.sqlite"):
                if path.stat().st_mtime < oldest:
                    path.unlink()

    def _ask(self, work: Callable[[sqlite3.Connection], Asked], otherwise: Asked) -> Asked:
        """Return what ``work`` gives, or ``otherwise`` where the file cannot be used; a damaged one is removed."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(self._path, timeout=_WAIT)) as base, base:
                base.executescript(_TABLES)
                return work(base)
        except OSError:  # there is no such folder, and it cannot be made
            return otherwise
        except (sqlite3.Error, TypeError) as error:
            if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) not in _NOT_NOW:
                with contextlib.suppress(OSError):
                    self._path.unlink()
            return otherwise


def _key(base: sqlite3.Connection, what: str) -> str:
    """Return what holds for something that is kept, "" where nothing is."""
    found = base.execute("SELECT key FROM valid WHERE what = ?", (what,)).fetchone()
    return str(found[0]) if found else ""


def _digest(story: bytes) -> bytes:
    return blake2b(story, digest_size=16).digest()
