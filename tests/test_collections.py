"""Collections: read with their places, shown to those who take part and to the one who leads."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from helpers import GOOD, REPOSITORY, TODAY, brief, write_story
from samskapt.cli import main
from samskapt.collections import SECTIONS, TEACHING_NOTE
from samskapt.library import check_library, read_library
from test_browser import visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from samskapt.diagnostic import Diagnostic
    from samskapt.library import Checked

SLUGS = ("forste", "andre", "tredje")
TEXT = """---
title: Makt og mat
summary: For naboer og kommuner som lager mat sammen. Etterpå kan dere si hvem som bestemte, og hvem som manglet.
language: nb
audience: Naboer og ansatte i kommunen.
goals: [Dere kan se hvem som bestemte., Dere kan spørre hvem som manglet.]
stories:
  - story: forste
    minutes: 15
    why: Den er kort, og den er kjent for alle.
    questions: [Hvem bestemte her?]
  - story: andre
    minutes: 20
    why: Den viser det motsatte av den første.
    questions: [Hva ville du gjort?, Hvem manglet her?]
  - story: tredje
    minutes: 10
    why: Den sier hva som skjedde etterpå.
    questions: [Hva skjedde så?]
written: 2026-02-01
---

## Før dere begynner

Les [Prøvehuset](/fortellinger/forste/) selv.

## Plan for 45 minutter

- **0–5 min.** Les høyt.
- **5–45 min.** Snakk sammen.

## Plan for 90 minutter

- **0–30 min.** Les høyt.
- **30–90 min.** Snakk sammen.

## Til deg som leder kurset

Noen kan kjenne seg igjen. Si det før dere begynner.
"""


def write_collection(root: Path, text: str, slug: str = "makt") -> None:
    """Write a collection into a library."""
    (root / "collections").mkdir(exist_ok=True)
    (root / "collections" / f"{slug}.md").write_text(text, encoding="utf-8")


def _of_collections(checked: Checked) -> tuple[Diagnostic, ...]:
    """Return what was found in collections; the stories of these tests are much alike, which they are told."""
    return tuple(one for one in checked.diagnostics if one.file.startswith("collections/"))


@pytest.fixture
def library(root: Path) -> Path:
    """Return a library with three published stories, a draft and a collection."""
    for number, slug in enumerate(SLUGS):
        write_story(root, slug, GOOD.replace("title: Prøvehuset", f"title: Hus nummer {number}"))
    write_story(root, "utkast", "---\ntitle: Et utkast\nlanguage: nb\nstatus: draft\n---\n")
    write_collection(root, TEXT)
    return root


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", "", []),
        ("story: andre", "story: anre", ["12:12 related-unknown"]),
        ("story: andre", "story: romferd", ["12:12 related-unknown"]),
        ("story: andre", "story: utkast", ["12:12 story-unpublished"]),
        ("story: andre", "story: forste", ["12:12 repeated-value"]),
        ("minutes: 20", "minutes: tjue", ["13:14 not-a-number"]),
        ("Hva skjedde så?", "Hva skjedde så", ["19:17 question-without-mark"]),
        ("[Hva skjedde så?]", "[Hva skjer a?, Hva skjer b?, Hva skjer c?, Hva skjer d?]", ["19:16 too-many"]),
        ("goals: [Dere kan se hvem som bestemte., ", "goals: [", ["6:8 too-few"]),
        ("audience: Naboer og ansatte i kommunen.\n", "", ["1:1 missing-field"]),
        ("**5–45 min.**", "**5–40 min.**", ["27:1 plan-minutes"]),
        ("**5–45 min.**", "**10–45 min.**", ["30:1 plan-minutes"]),
        ("**30–90 min.**", "**30–20 min.**", ["35:1 plan-minutes"]),
        ("**30–90 min.** ", "", ["35:1 plan-minutes"]),
        ("## Plan for 90 minutter", "## Plan for 60 minutter", ["32:1 section-unknown"]),
        ("## Før dere begynner\n", "", ["24:1 text-before-sections", "38:52 section-missing"]),
        ("/fortellinger/forste/", "/fortellinger/utkast/", ["25:5 story-unpublished"]),
        ("/fortellinger/forste/", "/fortellinger/forst/", ["25:5 link-target"]),
        ("2026-02-01", "2026-02-31", ["20:10 not-a-date"]),
        ("---\n\n##", "\n##", ["1:1 front-matter-open"]),
    ],
)
def test_what_is_wrong_is_told_with_its_place(library: Path, old: str, new: str, found: list[str]) -> None:
    """Fields, questions, plans, headings and links are checked as a story's are."""
    write_collection(library, TEXT.replace(old, new, 1))
    for checked in (read_library(library, TODAY), check_library(library, TODAY)):
        assert brief(_of_collections(checked)) == found


def test_its_name_can_be_an_address(library: Path) -> None:
    """The name of the file is an address, and has no letters that addresses have not."""
    write_collection(library, TEXT, "Makt og mat")
    assert [one.rule for one in _of_collections(check_library(library, TODAY))][:1] == ["folder-name"]


def test_its_pages(library: Path) -> None:
    """Who takes part sees goals, stories and questions; only the leader sees plans and the teaching note."""
    (library / "stories" / "utkast" / "index.md").unlink()
    (library / "stories" / "utkast").rmdir()
    main.main(["build", "--root", str(library)], standalone_mode=False)
    site = library / "site"
    page, leader, listed, story = (
        (site / address / "index.html").read_text(encoding="utf-8")
        for address in ("samlinger/makt", "samlinger/makt/leder", "samlinger", "fortellinger/andre")
    )
    order = ["Makt og mat", "Dere kan se hvem", "Hus nummer 0", "Hvem bestemte her?", "Hus nummer 1", "Hus nummer 2"]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "tar 45 minutter" in page
    assert "kjenne seg igjen" not in page
    assert "kjenne seg igjen" in leader
    assert '<a href="../../../fortellinger/forste/">Prøvehuset</a>' in leader
    assert "<strong>30–90 min.</strong>" in leader
    assert 'href="makt/"' in listed
    assert 'href="../../samlinger/makt/"' in story


def test_our_own_collections_can_be_used_tomorrow() -> None:
    """At least four, each with all four parts said at some length."""
    library = read_library(REPOSITORY, TODAY).library
    assert library is not None
    assert len(library.collections) >= 4
    for collection in library.collections:
        titles = {kind.title(collection.language): kind.id for kind in SECTIONS.values()}
        note = next(
            one for one in collection.body.sections if one.heading and titles[one.heading.text] == TEACHING_NOTE
        )
        assert note.words >= 80, collection.slug


def test_a_booklet_needs_no_other_file(browser: Browser, site: Path, tmp_path: Path) -> None:
    """Saved alone and opened from a folder, it fetches nothing, and holds every story and the leader's part."""
    library = read_library(REPOSITORY, TODAY).library
    assert library is not None
    titles = {story.slug: story.title for story in library.stories}
    for collection in library.collections:
        alone = tmp_path / f"{collection.slug}.html"
        shutil.copy(site / "samlinger" / collection.slug / "hefte" / "index.html", alone)
        with visit(browser, alone.as_uri()) as page:  # which sees to it that nothing else is fetched
            page.goto(alone.as_uri())
            _is_whole(page, [titles[stop.story] for stop in collection.stories])


def _is_whole(page: Page, titles: list[str]) -> None:
    assert page.locator("h2").all_inner_texts()[1:-1] == titles
    assert page.locator(".s-critical").count() == 2 * len(titles) + 1
    assert page.locator(".s-ask").count() == len(titles)
