"""The site's other faces: what machines read of it, the pictures beside links, and the site in each language."""

from __future__ import annotations

import json
import re
import struct
import time
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from helpers import GOLDEN, GOOD, REPOSITORY, write_story
from samskapt.card_picture import SIZE, Style, card_picture
from samskapt.cli import main
from samskapt.tokens import colours
from samskapt.yaml_reader import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://samskapt.example/"
LANGUAGES = ("nb", "nn", "en")
STRINGS = {
    language: {key: str(text) for key, text in read_yaml(path.read_text(encoding="utf-8")).values.items()}
    for language in LANGUAGES
    if (path := REPOSITORY / "theme/strings" / f"{language}.yml")
}
TOKENS = (REPOSITORY / "theme/css/10-tokens.css").read_text(encoding="utf-8")
STYLE = Style(REPOSITORY / "theme/assets/fonts", {name: both[0] for name, both in colours(TOKENS).items()})


def build(root: Path, **changes: str) -> Path:
    """Build a library whose mkdocs.yml says something else in places, and return its site."""
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    for key, value in changes.items():
        config = re.sub(rf"^( *{key}): .*$", rf"\1: {value}", config, count=1, flags=re.MULTILINE)
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    result = CliRunner().invoke(main, ["build", "--root", str(root)])
    assert result.exit_code == 0, result.output
    return root / "site"


def read(path: Path) -> str:
    """Return the text of a file."""
    return path.read_text(encoding="utf-8")


def test_every_language_has_the_same_words() -> None:
    """The same keys and the same places to fill in, in bokmål, nynorsk and English."""
    for language in LANGUAGES:
        assert STRINGS[language].keys() == STRINGS["nb"].keys(), language
        for key, text in STRINGS[language].items():
            assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", STRINGS["nb"][key])), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_builds_a_whole_site(root: Path, language: str) -> None:
    """One setting changes every word of the interface; what stays in another language is marked."""
    write_story(root, "provehuset", GOOD)
    site = build(root, language=language)
    words = STRINGS[language]
    home, story = read(site / "index.html"), read(site / "fortellinger/provehuset/index.html")
    arena = read(site / "arena/skole/index.html")
    assert f'<html lang="{language}">' in home
    assert words["home_title"] in home
    assert words["story_facts"] in story
    assert {"nb": ">Skole<", "nn": ">Skule<", "en": ">School<"}[language] in arena
    assert ('<p class="s-lead" lang="nb">' in arena) == (language != "nb")
    assert ('<article class="s-page md-typeset" lang="nb">' in story) == (language != "nb")
    if language != "nb":
        unmarked = [key for key, text in STRINGS["nb"].items() if key.startswith("home_") and text != words[key]]
        assert [key for key in unmarked if STRINGS["nb"][key] in home] == []


def test_where_the_site_stands_is_told_when_it_is_known(root: Path) -> None:
    """Canonical address, picture, sitemap and structured data are whole addresses, or they are not there."""
    write_story(root, "provehuset", GOOD)
    write_story(root, "borte", (GOLDEN / "good" / "withdrawn.md").read_text(encoding="utf-8"))
    site = build(root)
    assert "canonical" not in read(site / "fortellinger/provehuset/index.html")
    assert not (site / "sitemap.xml").exists()

    site = build(root, site_url=BASE)
    html, address = read(site / "fortellinger/provehuset/index.html"), f"{BASE}fortellinger/provehuset/"
    assert f'<link rel="canonical" href="{address}">' in html
    assert f'<meta property="og:image" content="{address}kort.og.png">' in html
    assert f'<meta property="og:image" content="{BASE}assets/kort.png">' in read(site / "om/index.html")
    assert '<meta name="robots" content="noindex">' in read(site / "fortellinger/borte/index.html")

    tree = ET.parse(site / "sitemap.xml")  # noqa: S314 (made by the build that is under test)
    listed = [one.text or "" for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert address in listed
    assert f"{BASE}fortellinger/borte/" not in listed
    assert [one for one in listed if not (site / one.removeprefix(BASE) / "index.html").is_file()] == []
    assert not (site / "sitemap.xml.gz").exists()


def test_structured_data_says_what_the_story_says(root: Path) -> None:
    """The JSON-LD is JSON whatever a title holds, and names author, licence, language and sources."""
    write_story(root, "provehuset", GOOD.replace("title: Prøvehuset", "title: 'Huset </script><b>\"æ\"</b>'"))
    html = read(build(root, site_url=BASE) / "fortellinger/provehuset/index.html")
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    data = json.loads(text)
    assert data["headline"] == 'Huset </script><b>"æ"</b>'
    assert data["@type"] == ["Article", "LearningResource"]
    assert data["inLanguage"] == "nb"
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert data["url"] == f"{BASE}fortellinger/provehuset/"
    assert data["citation"][0]["name"]


def test_card_pictures_are_the_same_each_time_and_soon_made() -> None:
    """1200 by 630 points, the same bytes for the same story, and quick enough to be made in every build."""
    title = "Tverrfaglighetssamarbeidskoordinatornettverkssamlingen i Kárášjohka og mange andre steder i landet"
    first = card_picture(STYLE, "likeverdig", "Kárášjohka", title, title * 4)
    assert struct.unpack(">II", first[16:24]) == SIZE
    assert card_picture(STYLE, "likeverdig", "Kárášjohka", title, title * 4) == first
    assert card_picture(STYLE, "styrt", "Kárášjohka", title, title * 4) != first
    start = time.process_time()
    for _ in range(5):
        card_picture(STYLE, "styrt", "Levanger", "En benk", "Naboene bygde en benk sammen.")
    assert (time.process_time() - start) / 5 < 0.1, "0.03 s on a machine with nothing else to do"


def test_a_body_can_show_its_own_statement(root: Path) -> None:
    """The address of the «tilgjengelighetserklæring» is in every footer when it is set, and nowhere when it is not."""
    assert "Tilgjengelighetserklæring<" not in read(build(root) / "index.html")
    statement = "https://uustatus.example/nb/erklaringer/1"
    assert f'<a href="{statement}">Tilgjengelighetserklæring</a>' in read(
        build(root, accessibility_statement=statement) / "om/index.html"
    )
