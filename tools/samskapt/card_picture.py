"""Draws the picture that other sites show beside a link: a story's title, place and first sentence on a card.

Fonts and colours are the site's own: the faces in ``theme/assets/fonts`` and the light scheme of the tokens.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SIZE = (1200, 630)
_MARGIN = 88
_WIDTH = SIZE[0] - 2 * _MARGIN
_SMOOTH = 4
"""Round shapes are drawn this many times too large and shrunk."""


@dataclass(frozen=True, slots=True)
class Style:
    """What cards are drawn with: the folder of the fonts, and the colours by name."""

    fonts: Path
    colours: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Face:
    """A face in one size and weight: the file for most letters, and the one for those beyond Latin-1."""

    latin: ImageFont.FreeTypeFont
    extended: ImageFont.FreeTypeFont

    def runs(self, text: str) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        """Yield stretches of a text with the font that has their letters."""
        for extended, signs in groupby(text, key=lambda sign: "\u0100" <= sign < "\u02b0"):
            yield self.extended if extended else self.latin, "".join(signs)

    def length(self, text: str) -> float:
        """Return how wide a text is."""
        return sum(font.getlength(run) for font, run in self.runs(text))


@cache
def _face(fonts: Path, name: str, size: int, weight: int) -> Face:
    both = []
    for part in ("latin", "latin-ext"):
        font = ImageFont.truetype(fonts / f"{name}-{part}-normal.woff2", size, layout_engine=ImageFont.Layout.BASIC)
        font.set_variation_by_axes([weight])
        both.append(font)
    return Face(*both)


def card_picture(style: Style, kind: str, where: str, title: str, text: str) -> bytes:
    """Return a card as PNG. ``kind`` is the co-creation type whose hue it carries, or another colour's name."""
    colours = style.colours
    image = Image.new("RGB", SIZE, colours["paper"])
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 27, SIZE[1]), colours[kind])
    y = 76
    for line in _lines(_face(style.fonts, "atkinson", 30, 400), where, 1):
        _write(draw, y, line, _face(style.fonts, "atkinson", 30, 400), colours["ink-soft"])
        y += 52
    face = _face(style.fonts, "fraunces", 72, 600)
    lines = _lines(face, title, 3)
    for line in lines:
        _write(draw, y, line, face, colours["ink"])
        y += 84
    y += 18
    face = _face(style.fonts, "atkinson", 34, 400)
    for line in _lines(face, text, 5 - len(lines)):
        _write(draw, y, line, face, colours["ink"])
        y += 48
    image.paste(_mark(colours["pine"], colours["card"], colours["glow"]), (_MARGIN, 522))
    draw.text((_MARGIN + 72, 524), "Samskapt", colours["ink"], _face(style.fonts, "fraunces", 40, 600).latin)
    out = BytesIO()
    image.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG", compress_level=6)
    return out.getvalue()


def _write(draw: ImageDraw.ImageDraw, y: int, text: str, face: Face, colour: str) -> None:
    x = float(_MARGIN)
    for font, run in face.runs(text):
        draw.text((x, y), run, colour, font)
        x += font.getlength(run)


def _lines(face: Face, text: str, most: int) -> list[str]:
    """Return a text in lines that fit, the last one cut with a sign where there are more than ``most``."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.length(longer) <= _WIDTH:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) <= most:
        return [_cut(face, line, "") for line in lines]
    return [*(_cut(face, line, "") for line in lines[: most - 1]), _cut(face, lines[most - 1], " …")]


def _cut(face: Face, line: str, end: str) -> str:
    """Return a line that fits: words taken off its end, and letters off a word that is wider than the card."""
    while face.length(line + end) > _WIDTH:
        line, end = line.rsplit(" ", 1)[0] if " " in line else line[:-1], " …"
    return line + end


@cache
def _mark(ground: str, square: str, circle: str) -> Image.Image:
    """Return the sign of the site: a square and a circle side by side."""
    image = Image.new("RGB", (52 * _SMOOTH, 52 * _SMOOTH), ground)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle([part * _SMOOTH for part in (9, 18, 24, 33)], 2 * _SMOOTH, square)
    draw.ellipse([part * _SMOOTH for part in (28, 18, 43, 33)], circle)
    return image.resize((52, 52), Image.Resampling.LANCZOS)
