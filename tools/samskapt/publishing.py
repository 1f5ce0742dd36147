"""Puts a new site in the place of the old one: whole, at once, and one build at a time.

A build writes beside the old site, and the two change places in one step. Whenever it fails or is killed before that,
the old site stands as it was; after it, the new one is whole.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover (Windows has none; there, two builds at once are up to the user)
    fcntl = None  # type: ignore[assignment]

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_SENTENCES = {
    errno.ENOSPC: "Disken er full.",
    errno.EDQUOT: "Det er ikke mer plass til deg på disken.",
    errno.EFBIG: "En fil ble større enn systemet tillater.",
    errno.EROFS: "Disken kan ikke skrives til.",
    errno.EACCES: "Du har ikke lov til å skrive der.",
    errno.EPERM: "Du har ikke lov til å skrive der.",
}


class Publishing:
    """One build: it begins by keeping others out, and ends by ``publish`` or ``give_up``."""

    def __init__(self, target: Path) -> None:
        """Wait until no other build writes beside ``target``, and clear away what a killed one left.

        OSError where nothing can be written.
        """
        self.target = target
        self.new = target.with_name(f".{target.name}-new")
        self._old = target.with_name(f".{target.name}-old")
        target.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(target.parent)
        if self._old.exists() and not target.exists():  # killed between two steps, where there is no single one
            self._old.rename(target)
        self._clear()

    def publish(self) -> None:
        """Let the new site take the old one's place."""
        if not self.target.exists():
            self.new.rename(self.target)
        elif not _exchange(self.new, self.target):  # pragma: no cover (Linux has one step for it)
            self.target.rename(self._old)
            self.new.rename(self.target)
        self.give_up()

    def give_up(self) -> None:
        """Remove what has been written and is not published, and let other builds go on."""
        if self._lock is not None:
            self._clear()
            os.close(self._lock)
            self._lock = None

    def _clear(self) -> None:
        for folder in (self.new, self._old):
            shutil.rmtree(folder, ignore_errors=True)


def set_aside(site: Path) -> Path:
    """Move what is in a folder to one beside it, in the place of what stood there, and return that one.

    So a preview, which is emptied before each build, can take over what would be the same. OSError where it cannot.
    """
    before = site.with_name(f"{site.name}-before")
    shutil.rmtree(before, ignore_errors=True)
    if site.exists():
        site.rename(before)
        site.mkdir()
    return before


def in_words(error: OSError) -> str:
    """Return what went wrong with a file, in a sentence."""
    what = _SENTENCES.get(error.errno or 0, f"{error.strerror or error}.")
    where = f" ({error.filename})" if error.filename else ""
    return f"{what}{where} Nettstedet er ikke bygd, og det forrige står urørt."


def _locked(folder: Path) -> int | None:
    """Return a descriptor that is this process's lock on a folder; the system lets it go when the process ends."""
    if fcntl is None:  # pragma: no cover
        return os.open(os.devnull, os.O_RDONLY)
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.stderr.write("Et annet bygg er i gang. Venter på det.\n")
        with contextlib.suppress(InterruptedError):
            fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; say whether the system can."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):  # pragma: no cover
        return False
    names = os.fsencode(one), os.fsencode(other)
    return bool(rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0)
