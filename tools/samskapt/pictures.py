"""The pictures that a story shows: their files, and room kept for them so that no text jumps when they come."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from samskapt.model import Story

    Sizes = Mapping[str, tuple[int, int]]

_PICTURE = re.compile(r'<img src="([^"]+)"')


def picture_files(story: Story) -> tuple[str, ...]:
    """Return the names of the files beside a story that its page shows, the picture at its head first."""
    head = [story.image.file] if story.image else []
    return tuple(dict.fromkeys([*head, *(image.address for image in story.body.images)]))


def picture_sizes(folder: Path, files: Iterable[str]) -> Sizes:
    """Return the width and the height of each picture, in points."""
    found = {}
    for file in files:
        with Image.open(folder / file) as picture:
            found[file] = picture.size
    return found


def sized(html: str, sizes: Sizes) -> str:
    """Return HTML whose pictures have their width and height, and are fetched when they are near."""

    def room(found: re.Match[str]) -> str:
        if found[1] not in sizes:
            return found[0]
        width, height = sizes[found[1]]
        return f'{found[0]} width="{width}" height="{height}" loading="lazy"'

    return _PICTURE.sub(room, html)
