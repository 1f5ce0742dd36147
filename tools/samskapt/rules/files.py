"""Rules on the folder of a story and the pictures in it: the story's own, and those in its text."""

from __future__ import annotations

import os
import re
import stat
from io import BytesIO
from typing import TYPE_CHECKING

from samskapt.diagnostic import START, advice, found
from samskapt.folder import read_most
from samskapt.text import closest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.ImageFile import ImageFile

    from samskapt.diagnostic import Finding
    from samskapt.model import Picture

_KINDS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
_MOST_BYTES = 8_000_000
_MOST_PIXELS = 40_000_000
_LONGEST_NAME = 80
_RESERVED = frozenset({"aux", "con", "nul", "prn", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
"""Names that Windows keeps for itself: a folder so called could not be fetched there."""
_PNG_EXIF = re.compile(rb"eXIf|Raw profile type")
_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|webp|gif|heic)|(?:IMG|DSC|DSCN|PXL)[_-]?\d+.*", re.IGNORECASE)


def folder_name(slug: str) -> Iterator[Finding]:
    """The folder's name is the story's address for ever: small letters a–z, figures and hyphens."""
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug) or len(slug) > _LONGEST_NAME or slug in _RESERVED:
        yield found(START, name=slug)


def folder_content(odd: tuple[tuple[str, str], ...]) -> Iterator[Finding]:
    """A story's folder holds its texts and its pictures: links could lead to other files, and be published."""
    for name, case in odd:
        yield found(START, case, name=name)


def picture_missing(pictures: tuple[Picture, ...], files: frozenset[str]) -> Iterator[Finding]:
    """A picture lies in the story's folder; one on another site could change, or follow those who look at it."""
    for picture in pictures:
        if "//" in picture.file:
            yield found(picture.span, "elsewhere", file=picture.file)
        elif picture.file not in files:
            guess = closest(picture.file, files)
            yield found(picture.span, "plain" if guess is None else "guess", file=picture.file, guess=guess)


def picture_file(pictures: tuple[Picture, ...], files: frozenset[str], folder: Path) -> Iterator[Finding]:
    """A picture is a file of the kind that its name says, fit for a phone, and tells no more than it shows."""
    for picture in pictures:
        if picture.file in files:
            for case, values in _wrong_with(folder / picture.file):
                yield found(picture.span, case, file=picture.file, **values)


def picture_without_text(pictures: tuple[Picture, ...], files: frozenset[str]) -> Iterator[Finding]:
    """Those who do not see a picture are told what it shows."""
    for picture in pictures:
        if not picture.text and picture.file in files:
            yield found(picture.text_span, file=picture.file)


@advice
def alternative_text(pictures: tuple[Picture, ...]) -> Iterator[Finding]:
    """An alternative text says what the picture shows; the name of a file says nothing."""
    for picture in pictures:
        if _FILE_NAME.fullmatch(picture.text):
            yield found(picture.text_span, text=picture.text)


def _wrong_with(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield what is wrong with a picture's file: its size in bytes or pixels, its kind, or a position within it."""
    there = os.lstat(path)
    size = there.st_size if stat.S_ISREG(there.st_mode) else 0
    if path.suffix not in _KINDS:
        yield "ending", {}
        return
    if size > _MOST_BYTES:
        yield "bytes", {"size": size // 1_000_000, "most": _MOST_BYTES // 1_000_000}
        return
    if not size:  # nothing, or no file at all: opening what is neither could wait for ever
        yield "unreadable", {}
        return
    import PIL.Image  # noqa: PLC0415 (most stories have no picture, and Pillow takes its time)

    PIL.Image.MAX_IMAGE_PIXELS = None  # the size is looked at below, before anything is unpacked
    data = read_most(path)
    try:
        with PIL.Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as picture:
            kind, pixels = str(picture.format), picture.width * picture.height
            position = pixels <= _MOST_PIXELS and _has_position(picture, data)
            if pixels <= _MOST_PIXELS:
                picture.load()  # one that is cut short is found here, and not while the site is built
    except Exception:  # noqa: BLE001 (a file from a stranger: Pillow raises many kinds, and all mean the same here)
        yield "unreadable", {}
        return
    if kind != _KINDS[path.suffix]:
        yield "kind", {"kind": kind}
    elif pixels > _MOST_PIXELS:
        yield "pixels", {"pixels": pixels // 1_000_000, "most": _MOST_PIXELS // 1_000_000}
    elif position:
        yield "position", {}


def _has_position(picture: ImageFile, data: bytes) -> bool:
    """Say whether a picture tells where it was taken. Pillow unpacks a whole PNG to know: only where it may be so."""
    if picture.format == "PNG" and not _PNG_EXIF.search(data):
        return False
    import PIL.ExifTags  # noqa: PLC0415

    return bool(picture.getexif().get_ifd(PIL.ExifTags.IFD.GPSInfo))
