"""The editors' syntheses: every sentence leads to stories, and readers see what has come since."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

import pytest

from helpers import GOOD, REPOSITORY, TODAY, brief, write_story
from samskapt.cli import main
from samskapt.derive import later_stories
from samskapt.library import check_library, read_library

if TYPE_CHECKING:
    from pathlib import Path

FRONT = """---
title: Når hus åpnes
summary: Hva skjer når folk får nøkkelen til et hus, og hvem får den ikke? To fortellinger ligger side om side her.
language: nb
about: {arena: [moteplass]}
written: 2026-02-01
---

"""
TEXT = "I [Prøvehuset](/fortellinger/provehuset/) fikk folk nøkkelen.\n"


@pytest.fixture
def library(root: Path) -> Path:
    """Return a library with a published story, a draft and a synthesis."""
    write_story(root, "provehuset", GOOD)
    write_story(root, "utkast", "---\ntitle: Et utkast\nlanguage: nb\nstatus: draft\n---\n")
    write_synthesis(root, FRONT + TEXT)
    return root


def write_synthesis(root: Path, text: str) -> None:
    """Write a synthesis into a library."""
    (root / "syntheses").mkdir(exist_ok=True)
    (root / "syntheses" / "hus.md").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TEXT, []),
        (f"{TEXT}\n## Et hus er åpent\n\n- {TEXT}- Noen kom ikke.\n", ["14:3 sentence-without-story"]),
        (f"Folk kom. {TEXT}", ["9:1 sentence-without-story"]),
        (f"{TEXT.strip()} Folk kom.", ["9:63 sentence-without-story"]),
        (f"Slik gikk det: {TEXT}", []),
        (f"{TEXT.strip()} Slik gikk det:", ["9:63 sentence-without-story"]),
        ("[Husene](https://example.org) er åpne.", ["9:2 sentence-without-story"]),
        ("I [Prøvehuset](/fortellinger/provhuset/) fikk folk nøkkelen.", ["9:3 link-target"]),
        ("I [et utkast](/fortellinger/utkast/) står det.", ["9:3 story-unpublished"]),
        (f"{TEXT}<br>", ["10:1 raw-html"]),
    ],
)
def test_every_sentence_leads_to_a_published_story(library: Path, text: str, found: list[str]) -> None:
    """A sentence with no story is told where it stands; what follows a colon belongs to what stands before it."""
    write_synthesis(library, FRONT + text)
    for checked in (read_library(library, TODAY), check_library(library, TODAY)):
        assert brief(checked.diagnostics) == found
        assert {one.file for one in checked.diagnostics} <= {"syntheses/hus.md"}
    assert check_library(library, TODAY, only=["provehuset"]).diagnostics == ()


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("title: Når hus åpnes\n", "", ["1:1 missing-field"]),
        ("moteplass", "møteplass", ["5:17 unknown-term"]),
        ("arena:", "sted:", ["5:9 unknown-field"]),
        ("2026-02-01", "2026-02-31", ["6:10 not-a-date"]),
        ("---\n\n", "", ["1:1 front-matter-open"]),
    ],
)
def test_its_fields_are_read_as_a_storys_are(library: Path, old: str, new: str, found: list[str]) -> None:
    """What is wrong with them has the same names and the same places."""
    write_synthesis(library, (FRONT + TEXT).replace(old, new, 1))
    assert brief(check_library(library, TODAY).diagnostics) == found


def test_it_knows_its_stories_and_those_that_came_later(library: Path) -> None:
    """A later story within the theme is told, one of another theme or an older one is not."""
    later = GOOD.replace("2026-01-15", "2026-02-02")
    write_story(library, "nytt-hus", later.replace("title: Prøvehuset", "title: Nytt hus"))
    write_story(library, "gammelt-hus", GOOD.replace("title: Prøvehuset", "title: Gammelt hus"))
    elsewhere = later.replace("title: Prøvehuset", "title: Skolen")
    write_story(library, "skolen", elsewhere.replace("moteplass", "skole"))
    read = read_library(library, TODAY).library
    assert read is not None
    (synthesis,) = read.syntheses
    assert (synthesis.slug, synthesis.stories, synthesis.written) == ("hus", ("provehuset",), dt.date(2026, 2, 1))
    assert [story.slug for story in later_stories(synthesis, read)] == ["nytt-hus"]


def test_its_page_and_the_pages_that_lead_to_it(library: Path) -> None:
    """The page gives text, stories and those that came later; links stay within the site wherever it is put."""
    later = GOOD.replace("title: Prøvehuset", "title: Nytt hus").replace("2026-01-15", "2026-03-01")
    write_story(library, "nytt-hus", later)
    shutil.rmtree(library / "stories" / "utkast")
    main.main(["build", "--root", str(library)], standalone_mode=False)
    page = (library / "site" / "pa-tvers" / "hus" / "index.html").read_text(encoding="utf-8")
    assert '<a href="../../fortellinger/provehuset/">Prøvehuset</a> fikk folk nøkkelen.' in page
    assert "1. februar 2026" in page
    assert page.index('id="senere"') < page.index("Nytt hus") < page.index('id="bygger"')
    for other in ("pa-tvers", "fortellinger/provehuset", "arena/moteplass"):
        text = (library / "site" / other / "index.html").read_text(encoding="utf-8")
        assert "pa-tvers/hus/" in text or 'href="hus/"' in text, other
    assert "pa-tvers/hus/" not in (library / "site" / "arena" / "skole" / "index.html").read_text(encoding="utf-8")


def test_our_own_syntheses_are_many_and_wide() -> None:
    """At least four themes, each of several stories; together they build on most of the library."""
    library = read_library(REPOSITORY, TODAY).library
    assert library is not None
    assert len(library.syntheses) >= 4
    assert min(len(one.stories) for one in library.syntheses) >= 8
    assert len({slug for one in library.syntheses for slug in one.stories}) >= 30
