"""Rules on the folder of a story and the files in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samskapt.diagnostic import START, found
from samskapt.text import closest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.body import Body
    from samskapt.diagnostic import Finding
    from samskapt.model import Image
    from samskapt.source import Source


def folder_name(slug: str) -> Iterator[Finding]:
    """The folder's name is the story's address for ever: small letters a–z, figures and hyphens."""
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug):
        yield found(START, name=slug)


def image_missing(source: Source, image: Image, files: frozenset[str]) -> Iterator[Finding]:
    """The picture of a story lies in its folder."""
    if image.file not in files:
        guess = closest(image.file, files)
        yield found(source.at("image", "file"), "plain" if guess is None else "guess", file=image.file, guess=guess)


def picture_in_text(body: Body, files: frozenset[str]) -> Iterator[Finding]:
    """A picture in the text lies in the story's folder, and has a text for those who do not see it."""
    for image in body.images:
        if image.address not in files:
            yield found(image.span, "missing", file=image.address)
        elif not image.text:
            yield found(image.span, "alt", file=image.address)
