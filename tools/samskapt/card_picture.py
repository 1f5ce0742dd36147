"""Draws the picture that other sites show beside a link: a story's title, place and first sentence on a card.

Fonts and colours are the site's own: the faces in ``theme/assets/fonts`` and the light scheme of the tokens.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from PIL import Image, ImageColor, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SIZE = (1200, 630)
_MARGIN = 88
_WIDTH = SIZE[0] - 2 * _MARGIN
_FULL = 255
_SHADES = 16
"""The steps from paper to ink at the edges of letters."""
_OF_MARK = 24
"""The colours of the site's mark, its edges among them."""
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
    """Return a card as PNG. ``kind`` is the co-creation type whose hue it carries, or another colour's name.

    The words are drawn as ink that covers more or less, and each line's ink then gets its colour: the few colours of
    a card need no search for the best ones.
    """
    colours = style.colours
    ink = Image.new("L", SIZE)
    draw = ImageDraw.Draw(ink)
    y = 76
    for line in _lines(_face(style.fonts, "atkinson", 30, 400), where, 1):
        _write(draw, y, line, _face(style.fonts, "atkinson", 30, 400))
        y += 52
    soft_until = y
    face = _face(style.fonts, "fraunces", 72, 600)
    lines = _lines(face, title, 3)
    for line in lines:
        _write(draw, y, line, face)
        y += 84
    y += 18
    face = _face(style.fonts, "atkinson", 34, 400)
    for line in _lines(face, text, 5 - len(lines)):
        _write(draw, y, line, face)
        y += 48
    draw.text((_MARGIN + 72, 524), "Samskapt", _FULL, _face(style.fonts, "fraunces", 40, 600).latin)
    return _painted(ink, soft_until, colours, kind)


def _painted(ink: Image.Image, soft_until: int, colours: Mapping[str, str], kind: str) -> bytes:
    """Return the ink in its colours as PNG: soft down to ``soft_until``, with the mark and hue of a card."""
    shades = [sign * _SHADES // (_FULL + 1) for sign in range(_FULL + 1)]
    image = ink.point(shades)
    soft = (0, 0, SIZE[0], soft_until)
    image.paste(ink.crop(soft).point([shade and shade + _SHADES for shade in shades]), soft)
    image.paste(2 * _SHADES, (0, 0, 28, SIZE[1]))
    mark, of_mark = _mark(colours["pine"], colours["card"], colours["glow"])
    image.paste(mark, (_MARGIN, 522))
    image.putpalette(
        [
            *_ramp(colours["paper"], colours["ink"]),
            *_ramp(colours["paper"], colours["ink-soft"]),
            *ImageColor.getrgb(colours[kind]),
            *of_mark,
        ]
    )
    out = BytesIO()
    image.save(out, "PNG", compress_level=3, bits=8)
    return out.getvalue()


def _ramp(paper: str, ink: str) -> Iterator[int]:
    """Yield the red, green and blue of a colour's shades, from nothing but paper to nothing but ink."""
    ends = list(zip(ImageColor.getrgb(paper), ImageColor.getrgb(ink), strict=True))
    for shade in range(_SHADES):
        yield from (round(low + (high - low) * shade / (_SHADES - 1)) for low, high in ends)


def _write(draw: ImageDraw.ImageDraw, y: int, text: str, face: Face) -> None:
    x = float(_MARGIN)
    for font, run in face.runs(text):
        draw.text((x, y), run, _FULL, font)
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
def _mark(ground: str, square: str, circle: str) -> tuple[Image.Image, tuple[int, ...]]:
    """Return the sign of the site, a square and a circle side by side, and its colours: red, green, blue of each.

    Its points are numbers of colours that come after the shades and the hue of a card.
    """
    image = Image.new("RGB", (52 * _SMOOTH, 52 * _SMOOTH), ground)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle([part * _SMOOTH for part in (9, 18, 24, 33)], 2 * _SMOOTH, square)
    draw.ellipse([part * _SMOOTH for part in (28, 18, 43, 33)], circle)
    few = image.resize((52, 52), Image.Resampling.LANCZOS).quantize(_OF_MARK, dither=Image.Dither.NONE)
    points = Image.frombytes("L", few.size, few.tobytes()).point(
        [(2 * _SHADES + 1 + sign) % 256 for sign in range(256)]
    )
    return points, tuple(few.getpalette() or ())
