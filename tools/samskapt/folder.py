"""The folder of a story, looked at once: its text, the names of its files, and a mark that says if it has changed."""

from __future__ import annotations

import os
import re
import stat
import time
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

_TICK = 2_000_000_000
"""Nanoseconds. The clock of a file system may stand still for so long: what has just been written can be written once
more, and its times be the same."""
_MOST_TEXT = 20_000_000
"""Bytes. No more than this is read of a text: a file can be larger than memory."""
_AT_ONCE = 65_536
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_MOST_FILES = 60
_KEPT = r"(?!(?:aux|con|nul|prn|com\d|lpt\d)\.)"
_NAME = re.compile(rf"index(?:\.[^.]*)?\.md|{_KEPT}[a-z0-9][a-z0-9-]*\.(?:jpe?g|png|webp)")
"""The names that files of a story can have: its texts and its pictures, and none that other systems keep."""
REUSE = "gjenbruk"
"""The one folder that a story can have: reports of others who did the same."""
_REPORT = re.compile(rf"{_KEPT}[a-z0-9]+(?:-[a-z0-9]+)*\.md")
_MOST_REPORT = 250_000
"""Bytes. More than this is no report, and reading it is refused where texts are read."""
_KINDS = (".md", ".jpg", ".jpeg", ".png", ".webp")
_PASSED_BY = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers leave behind, which does no harm and is never published."""


@dataclass(frozen=True, slots=True)
class Folder:
    """What is in a story's folder. ``text`` is None where there is no text file.

    Two folders with the same ``mark`` hold the same; "" is the mark of one that cannot be told from another.
    """

    text: bytes | None = None
    files: frozenset[str] = frozenset()
    mark: str = ""
    odd: tuple[tuple[str, str], ...] = ()
    """What has no place in the folder of a story: names, and why, as the cases of the rule ``folder-content``."""
    reuse: tuple[tuple[str, bytes], ...] = ()
    """The reports of others who did the same: the names of their files, and what is in them."""


def read_folder(path: str | Path, text_file: str) -> Folder:
    """Look at a folder whose text is in ``text_file``; an empty one for what is none. OSError where it cannot be read.

    Links are not followed: what they lead to is none of the story's. The mark is made of the text itself, and of the
    names, sizes and times of the files beside it, and of the reports in ``REUSE``. A folder that holds links or other
    folders, where something could change unseen, has no mark.
    """
    try:
        if stat.S_ISLNK(os.lstat(path).st_mode):
            return Folder(odd=((os.path.basename(path), "link"),))  # noqa: PTH119
        with os.scandir(path) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return Folder()
    text = None
    plain = True
    newest = 0
    reuse: tuple[tuple[str, bytes], ...] = ()
    odd: tuple[tuple[str, str], ...] = ()
    digest = blake2b(digest_size=16)
    for entry in found:
        digest.update(os.fsencode(entry.name))
        if entry.name == REUSE and entry.is_dir(follow_symlinks=False):
            reuse, odd = _reports(entry.path)
            for name, data in reuse:
                digest.update(b"\0%s\0%d\0%s" % (name.encode(), len(data), data))
            plain = plain and not odd
            continue
        plain = plain and entry.is_file(follow_symlinks=False)
        if entry.name == text_file and entry.is_file(follow_symlinks=False):
            text = read_most(entry.path)
            digest.update(b"\0%d\0" % len(text))
            digest.update(text)
        elif plain:
            here = entry.stat(follow_symlinks=False)
            newest = max(newest, here.st_ctime_ns, here.st_mtime_ns)
            digest.update(b"\0%d %d %d\0" % (here.st_size, here.st_mtime_ns, here.st_ctime_ns))
    sure = plain and newest < time.time_ns() - _TICK
    odd += tuple((entry.name, why) for entry in found if (why := _odd(entry)))
    if len(found) > _MOST_FILES:
        odd += ((str(len(found)), "many"),)
    return Folder(text, frozenset(entry.name for entry in found), digest.hexdigest() if sure else "", odd, reuse)


def _reports(path: str) -> tuple[tuple[tuple[str, bytes], ...], tuple[tuple[str, str], ...]]:
    """Return the reports in a folder, and what has no place there. No more are read than there can be files."""
    with os.scandir(path) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    odd = tuple((f"{REUSE}/{entry.name}", why) for entry in found if (why := _odd(entry, _REPORT)))
    if len(found) > _MOST_FILES:
        return (), (*odd, (str(len(found)), "many"))
    names = {name for name, _ in odd} | {f"{REUSE}/{name}" for name in _PASSED_BY}
    reports = [entry for entry in found if f"{REUSE}/{entry.name}" not in names]
    return tuple((entry.name, read_plain(Path(entry.path), _MOST_REPORT)) for entry in reports), odd


def read_most(path: str | Path, most: int = _MOST_TEXT) -> bytes:
    """Return what is in a file, at most so many bytes. Python's own way asks for room for all of them each time."""
    file = os.open(path, _READING)
    try:
        parts = [os.read(file, min(most, _AT_ONCE))]
        while len(parts[-1]) == _AT_ONCE and (left := most - len(parts) * _AT_ONCE) > 0:
            parts.append(os.read(file, min(left, _AT_ONCE)))
    finally:
        os.close(file)
    return b"".join(parts)


def read_plain(path: Path, most: int = _MOST_TEXT) -> bytes:
    """Return what is in a plain file, as much of it as a text can have; FileNotFoundError where there is none.

    A link is none, nor is what lies in a folder that is one: it could be any file of the machine, and have no end.
    """
    if path.is_symlink() or path.parent.is_symlink() or not path.is_file():
        raise FileNotFoundError(path)
    return read_most(path, most)


def _odd(entry: os.DirEntry[str], names: re.Pattern[str] = _NAME) -> str:
    """Return why an entry has no place in the folder of a story, "" for one that has."""
    if entry.is_symlink():
        return "link"
    if entry.is_dir(follow_symlinks=False):
        return "" if entry.name == REUSE and names is _NAME else "folder"
    if not entry.is_file(follow_symlinks=False):
        return "special"
    if names.fullmatch(entry.name) or entry.name in _PASSED_BY:
        return ""
    return "name" if entry.name.lower().endswith(_KINDS) else "kind"
