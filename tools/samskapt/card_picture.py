"""Draws the picture that other sites show beside a link: a story's title, place and first sentence on a card.

Fonts and colours are the site's own: the faces in ``theme/assets/fonts`` and the light scheme of the tokens.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageColor, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SIZE = (1200, 630)
_MARGIN = 88
_WIDTH = SIZE[0] - 2 * _MARGIN
_FULL = 255
_SHADES = 16
"""The steps from paper to ink at the edges of letters."""
_INK = [sign * _SHADES // (_FULL + 1) for sign in range(_FULL + 1)]
"""The number of the colour for each amount of ink; soft ink has the colours after these, and no ink is the paper."""
_SOFT = [shade and shade + _SHADES for shade in _INK]
_OF_MARK = 24
"""The colours of the site's mark, its edges among them."""
_SMOOTH = 4
"""Round shapes are drawn this many times too large and shrunk."""


@dataclass(frozen=True, slots=True)
class Style:
    """What cards are drawn with: the folder of the fonts, and the colours by name."""

    fonts: Path
    colours: Mapping[str, str]


class Glyph(NamedTuple):
    """A sign as it is drawn: how far the next one stands from it, its ink, and where that is from the line's corner."""

    advance: float
    ink: Image.Image
    left: int
    top: int


@dataclass(frozen=True, slots=True)
class Face:
    """A face in one size and weight: the file for most letters, and the one for those beyond Latin-1.

    Its signs are drawn once and put side by side after that: the fonts have no pairs that stand closer than others.
    """

    latin: ImageFont.FreeTypeFont
    extended: ImageFont.FreeTypeFont
    drawn: dict[str, Glyph] = field(default_factory=dict)

    def glyph(self, sign: str) -> Glyph:
        """Return a sign as it is drawn."""
        if sign not in self.drawn:
            font = self.extended if "\u0100" <= sign < "\u02b0" else self.latin
            left, top, right, bottom = map(int, font.getbbox(sign))
            ink = Image.new("L", (max(right - left, 0), max(bottom - top, 0)))
            ImageDraw.Draw(ink).text((-left, -top), sign, _FULL, font)
            self.drawn[sign] = Glyph(font.getlength(sign), ink, left, top)
        return self.drawn[sign]

    def length(self, text: str) -> float:
        """Return how wide a text is."""
        return sum(self.glyph(sign).advance for sign in text)


@cache
def _face(fonts: Path, name: str, size: int, weight: int) -> Face:
    both = []
    for part in ("latin", "latin-ext"):
        font = ImageFont.truetype(fonts / f"{name}-{part}-normal.woff2", size, layout_engine=ImageFont.Layout.BASIC)
        font.set_variation_by_axes([weight])
        both.append(font)
    latin, extended = both
    return Face(latin, extended)


def card_picture(style: Style, kind: str, where: str, title: str, text: str) -> bytes:
    """Return a card as PNG. ``kind`` is the co-creation type whose hue it carries, or another colour's name.

    The words are drawn as ink that covers more or less, and each line's ink then gets its colour: the few colours of
    a card need no search for the best ones.
    """
    ink = Image.new("L", SIZE)
    y = 76
    for line in _lines(_face(style.fonts, "atkinson", 30, 400), where, 1):
        _write(ink, (_MARGIN, y), line, _face(style.fonts, "atkinson", 30, 400))
        y += 52
    soft_until = y
    face = _face(style.fonts, "fraunces", 72, 600)
    lines = _lines(face, title, 3)
    for line in lines:
        _write(ink, (_MARGIN, y), line, face)
        y += 84
    y += 18
    face = _face(style.fonts, "atkinson", 34, 400)
    for line in _lines(face, text, 5 - len(lines)):
        _write(ink, (_MARGIN, y), line, face)
        y += 48
    _write(ink, (_MARGIN + 72, 524), "Samskapt", _face(style.fonts, "fraunces", 40, 600))
    return _painted(ink, soft_until, style.colours, kind)


def _painted(ink: Image.Image, soft_until: int, colours: Mapping[str, str], kind: str) -> bytes:
    """Return the ink in its colours as PNG: soft down to ``soft_until``, with the mark and hue of a card."""
    image = ink.point(_INK)
    soft = (0, 0, SIZE[0], soft_until)
    image.paste(ink.crop(soft).point(_SOFT), soft)
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


@cache
def _ramp(paper: str, ink: str) -> tuple[int, ...]:
    """Return the red, green and blue of a colour's shades, from nothing but paper to nothing but ink."""
    ends = list(zip(ImageColor.getrgb(paper), ImageColor.getrgb(ink), strict=True))
    shares = [shade / (_SHADES - 1) for shade in range(_SHADES)]
    return tuple(round(low + (high - low) * share) for share in shares for low, high in ends)


def _write(ink: Image.Image, at: tuple[int, int], text: str, face: Face) -> None:
    x, y = float(at[0]), at[1]
    for glyph in map(face.glyph, text):
        ink.paste(_FULL, (int(x) + glyph.left, y + glyph.top), glyph.ink)
        x += glyph.advance


def _lines(face: Face, text: str, most: int) -> list[str]:
    """Return a text in lines that fit, the last one cut with a sign where there are more than ``most``."""
    lines: list[str] = []
    end, space = 0.0, face.length(" ")
    for word in text.split():
        width = face.length(word)
        if lines and end + space + width <= _WIDTH:
            lines[-1], end = f"{lines[-1]} {word}", end + space + width
        else:
            lines.append(word)
            end = width
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
