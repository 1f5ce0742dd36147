"""The folder of a story, looked at once: its text, the names of its files, and a mark that says if it has changed."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_TICK = 2_000_000_000
"""Nanoseconds. The clock of a file system may stand still for so long: what has just been written can be written once
more, and its times be the same."""


@dataclass(frozen=True, slots=True)
class Folder:
    """What is in a story's folder. ``text`` is None where there is no text file.

    Two folders with the same ``mark`` hold the same; "" is the mark of one that cannot be told from another.
    """

    text: bytes | None = None
    files: frozenset[str] = frozenset()
    mark: str = ""


def read_folder(path: str | Path, text_file: str) -> Folder:
    """Look at a folder whose text is in ``text_file``; an empty one for what is none. OSError where it cannot be read.

    The mark is made of the text itself, and of the names, sizes and times of the files beside it. A folder that holds
    links or folders, where something could change unseen, has no mark.
    """
    try:
        with os.scandir(path) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return Folder()
    text = None
    plain = True
    newest = 0
    digest = blake2b(digest_size=16)
    for entry in found:
        digest.update(os.fsencode(entry.name))
        plain = plain and entry.is_file(follow_symlinks=False)
        if entry.name == text_file and os.path.isfile(entry):  # noqa: PTH113 (false for a link to itself)
            with open(entry, "rb", buffering=0) as file:  # noqa: PTH123 (half the time of Path.read_bytes)
                text = file.read()
            digest.update(b"\0%d\0" % len(text))
            digest.update(text)
        elif plain:
            here = entry.stat(follow_symlinks=False)
            newest = max(newest, here.st_ctime_ns, here.st_mtime_ns)
            digest.update(b"\0%d %d %d\0" % (here.st_size, here.st_mtime_ns, here.st_ctime_ns))
    sure = plain and newest < time.time_ns() - _TICK
    return Folder(text, frozenset(entry.name for entry in found), digest.hexdigest() if sure else "")
