"""The colours, the fonts and the weight of the pages: computed, not looked at."""

from __future__ import annotations

import gzip
import itertools
import math
import re
from typing import TYPE_CHECKING

import pytest
from PIL import ImageFont

from helpers import REPOSITORY
from samskapt.plain_css import plain_css
from samskapt.tokens import colours

if TYPE_CHECKING:
    from pathlib import Path

    from samskapt.vocabulary import Vocabulary

    Linear = tuple[float, float, float]

THEME = REPOSITORY / "theme"
COLOURS = colours((THEME / "css" / "10-tokens.css").read_text(encoding="utf-8"))
STYLES = [*(THEME / "css").glob("*.css"), *(THEME / "css" / "pages").glob("*.css")]
SCHEMES = {"light": 0, "dark": 1}
TYPES = ("styrt", "ansvarliggjorende", "likeverdig", "fasiliterende")
GROUNDS = ("paper", "card", "sunk", "pine-ground", "coral-ground", "ochre-ground")
TEXT = [(ink, ground) for ink in ("ink", "ink-soft", "pine", "pine-deep", "coral") for ground in GROUNDS]
SEEN = [(edge, ground) for edge in ("edge", "focus", *TYPES) for ground in ("paper", "card")]
# how each kind of colour-blindness mixes red, green and blue light (Machado, Oliveira and Fernandes 2009, severity 1)
BLIND = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
APART = 0.12
"""In OKLab, where 0.02 is a difference one can just see."""


def linear(colour: str) -> Linear:
    """Return the light of a colour."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))

    def light(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return light(red), light(green), light(blue)


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, as WCAG computes it."""
    weights = (0.2126, 0.7152, 0.0722)
    dark, bright = sorted(sum(map(math.prod, zip(weights, linear(one), strict=True))) for one in (first, second))
    return (bright + 0.05) / (dark + 0.05)


def oklab(light: Linear) -> Linear:
    """Return light as OKLab: lightness, green to red, blue to yellow."""
    red, green, blue = light
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def seen(colour: str, blindness: str) -> Linear:
    """Return a colour in OKLab as somebody with a kind of colour-blindness sees it."""
    mixed = [sum(map(math.prod, zip(row, linear(colour), strict=True))) for row in BLIND[blindness]]
    red, green, blue = (min(1.0, max(0.0, part)) for part in mixed)
    return oklab((red, green, blue))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_stands_out_from_its_ground(scheme: str) -> None:
    """4.5:1 for text on every ground it stands on, 3:1 for edges, figures and focus rings."""
    colour = {name: both[SCHEMES[scheme]] for name, both in COLOURS.items()}
    weak = {pair: contrast(*(colour[name] for name in pair)) for pair in [*TEXT, ("on-pine", "pine")]}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}
    weak = {pair: contrast(*(colour[name] for name in pair)) for pair in SEEN}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


@pytest.mark.parametrize("blindness", BLIND)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_four_types_are_told_apart(scheme: str, blindness: str) -> None:
    """By colour alone, even by those who see fewer of them; the figures tell them apart without colour."""
    for one, other in itertools.combinations(TYPES, 2):
        lab = [seen(COLOURS[name][SCHEMES[scheme]], blindness) for name in (one, other)]
        assert math.dist(*lab) > APART, (one, other)
    assert len({(THEME / "figures" / f"{name}.svg").read_text(encoding="utf-8") for name in TYPES}) == len(TYPES)


def test_older_browsers_get_the_light_scheme(site: Path) -> None:
    """Every colour is said once more where light-dark() is not understood."""
    style = (site / "assets/samskapt.css").read_text(encoding="utf-8")
    fallback = style.partition("@supports not (color:light-dark(")[2]
    assert [name for name, (light, _) in COLOURS.items() if f"--s-{name}:{light}" not in fallback] == []
    assert COLOURS.keys() == set(re.findall(r"--s-([a-z-]+):light-dark", style))


def test_only_the_tokens_name_colours() -> None:
    """A colour stands in one place, so that it can be changed in one."""
    for style in STYLES:
        if style.name not in {"10-tokens.css", "90-print.css"}:
            assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(", style.read_text(encoding="utf-8")) == [], style.name


def _type(name: str) -> str:
    """Return the type that a class name ends in, which templates put there, "" if none."""
    return next((kind for kind in TYPES if name.endswith(kind)), "")


def test_every_class_of_the_stylesheets_is_used() -> None:
    """No style for what is no longer there."""
    styles = "".join(path.read_text(encoding="utf-8") for path in STYLES)
    made = "".join(
        path.read_text(encoding="utf-8") for pattern in ("*.html", "*.svg", "*.js") for path in THEME.rglob(pattern)
    )
    made += "".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "tools").rglob("*.py"))
    assert [
        name
        for name in sorted(set(re.findall(r"\.(s-[a-z_-]+)", styles)))
        if name.removesuffix(_type(name)) not in made
    ] == []


def test_every_arena_and_type_has_its_drawing(vocabulary: Vocabulary) -> None:
    """No arena falls back on the pin on the map, and no type is without a figure."""
    pictograms = (THEME / "components" / "pictogram.html").read_text(encoding="utf-8")
    assert [arena for arena in vocabulary.facets["arena"].terms if f'"{arena}": ' not in pictograms] == []
    for name in vocabulary.facets["co_creation_type"].terms:
        assert (THEME / "figures" / f"{name}.svg").is_file()


@pytest.mark.parametrize(("face", "lacks"), [("atkinson", "ŋŧŊŦ"), ("fraunces", "")])
def test_the_fonts_have_the_letters(face: str, lacks: str) -> None:
    """Norwegian, Sámi, Swedish and German letters and the signs of good typesetting are drawn by our own faces."""
    fonts = [
        ImageFont.truetype(THEME / "assets" / "fonts" / f"{face}-{part}-normal.woff2", 40)
        for part in ("latin", "latin-ext")
    ]
    wanted = "æøåäöüáčđŋšŧžÆØÅÄÖÜÁČĐŊŠŦŽ–—«»“”’…·§½"
    missing = [
        sign for sign in wanted if all(bytes(font.getmask(sign)) == bytes(font.getmask("\uffff")) for font in fonts)
    ]
    assert "".join(missing) == lacks


def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def test_a_story_page_is_light(site: Path) -> None:
    """60 kB packed with all it needs but fonts and pictures, and no more than three requests that hold it up."""
    for story in sorted((site / "fortellinger").iterdir()):
        if not story.is_dir():
            continue
        html = (story / "index.html").read_text(encoding="utf-8")
        needed = re.findall(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"', html)
        assert len(needed) <= 3
        assert _packed(story / "index.html") + sum(_packed(story / file) for file in needed) <= 60_000, story.name


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("a{color:red}", "a{color:red}"),
        (".md-typeset table{x:y}", ".md-typeset table{x:y}"),
        (".md-nav a{x:y}", ""),
        (".md-typeset a,.md-nav,.md-typeset .tabbed-set:is(.a,.b)>p{x:y}", ".md-typeset a{x:y}"),
        ("#__drawer:checked~a{x:y}", ""),
        ("[dir=ltr] a{x:y}", ""),
        ("@media print{.md-nav{x:y}}", ""),
        ("@media print{.md-nav{x:y}.md-typeset{z:w}}a{b:c}", "@media print{.md-typeset{z:w}}a{b:c}"),
        ("@keyframes dance{from{x:y}to{x:z}}b{c:d}", "b{c:d}"),
        ("""p:before{content:"}{"}i{c:d}""", """p:before{content:"}{"}i{c:d}"""),
        (""":root{--icon:url("data:x")}i{c:d}""", "i{c:d}"),
        ('@charset "UTF-8";i{c:d}', "i{c:d}"),
    ],
)
def test_only_what_sets_plain_text_is_kept_of_material(rule: str, kept: str) -> None:
    """Rules for elements and for running text stay, whole and in order; those for parts we do not have go."""
    assert plain_css(rule) == kept
