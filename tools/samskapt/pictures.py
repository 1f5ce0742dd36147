"""The pictures that a story shows: made anew from their points alone, in the sizes that pages need.

What a stranger sent is never published itself: what a file tells beside its points, or hides behind them, is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from samskapt.model import Story

FORMATS = ("JPEG", "PNG", "WEBP")
"""The formats that pictures of stories can have; no others are tried, whatever a file is called."""
WIDTHS = (480, 960, 1440)
"""Points: a telephone, the widest that a text gets, and sharp screens."""
SIZES = "(min-width: 40rem) 36rem, 100vw"
"""How wide a picture stands in a text, see ``theme/css/50-story.css``."""
_QUALITY = 80
_PICTURE = re.compile(r'<img(?: src="([^"]+)")?(?: alt="([^"]*)")?>')


@dataclass(frozen=True, slots=True)
class Published:
    """A picture as it is published: its files by name, and how wide and high the largest is, in points.

    ``src`` is for browsers that know no WebP, ``srcset`` for the others: the name and width of each file.
    """

    width: int
    height: int
    src: str
    srcset: tuple[tuple[str, int], ...]
    files: tuple[tuple[str, bytes], ...]

    def sources(self, up: str = "") -> str:
        """Return the ``srcset`` of a page; ``up`` leads from it to the folder of the story."""
        return ", ".join(f"{up}{name} {width}w" for name, width in self.srcset)


def picture_files(story: Story) -> tuple[str, ...]:
    """Return the names of the files beside a story that its page shows, the picture at its head first."""
    head = [story.image.file] if story.image else []
    return tuple(dict.fromkeys([*head, *(image.address for image in story.body.images)]))


def published(path: Path) -> Published:
    """Return a picture as it is published; the rule ``picture-file`` has seen to it that it can be read."""
    here = path.stat()
    return _published(path, here.st_mtime_ns, here.st_size)


@lru_cache(maxsize=256)
def _published(path: Path, _changed: int, _size: int) -> Published:
    with Image.open(path, formats=FORMATS) as opened:
        turned = ImageOps.exif_transpose(opened)
        clear = "A" in turned.getbands() or "transparency" in turned.info
        points = turned.convert("RGBA" if clear else "RGB")
    sizes = [_size_at(points, width) for width in sorted({min(width, points.width) for width in WIDTHS})]
    files = {f"{path.name}.{size[0]}.webp": _encoded(points, size, "WEBP") for size in sizes}
    fallback = max(size for size in sizes if size[0] <= WIDTHS[1])
    kind, ending = ("PNG", "png") if clear else ("JPEG", "jpg")
    src = f"{path.name}.{fallback[0]}.{ending}"
    return Published(
        *sizes[-1],
        src,
        tuple(zip(files, (size[0] for size in sizes), strict=True)),
        (*files.items(), (src, _encoded(points, fallback, kind))),
    )


def _size_at(points: Image.Image, width: int) -> tuple[int, int]:
    return width, max(round(points.height * width / points.width), 1)


def _encoded(points: Image.Image, size: tuple[int, int], kind: str) -> bytes:
    """Return points as a file that holds nothing else."""
    made = BytesIO()
    bare = Image.new(points.mode, size)
    bare.paste(points if points.size == size else points.resize(size, Image.Resampling.LANCZOS))
    bare.save(made, kind, quality=_QUALITY, optimize=True)
    return made.getvalue()


def with_pictures(html: str, pictures: Mapping[str, Published], up: str = "") -> str:
    """Return HTML whose pictures are those that are published, with room kept for them, fetched when they are near.

    One that is not published, as those of unfinished stories are not, is told in words.
    """

    def element(found: re.Match[str]) -> str:
        picture = pictures.get((found[1] or "").removeprefix(up))
        if picture is None:
            return f"<em>[{found[2] or ''}]</em>"
        source = f'<source type="image/webp" srcset="{escape(picture.sources(up))}" sizes="{SIZES}">'
        size = f'width="{picture.width}" height="{picture.height}"'
        image = f'<img src="{escape(up + picture.src)}" alt="{found[2] or ""}" {size} loading="lazy">'
        return f"<picture>{source}{image}</picture>"

    return _PICTURE.sub(element, html)


def all_files(pictures: Mapping[str, Mapping[str, Published]]) -> Iterator[tuple[str, str, bytes]]:
    """Yield the slug, the name and the bytes of each file that is published."""
    for slug, shown in pictures.items():
        for picture in shown.values():
            for name, data in picture.files:
                yield slug, name, data
