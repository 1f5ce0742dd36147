"""Rules on the library as a whole: former addresses, and what editors want to know."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from helpers import GOLDEN, GOOD, REPOSITORY, TODAY, write_story
from samskapt.derive import review_by
from samskapt.diagnostic import Level
from samskapt.editors import advice_for_editors
from samskapt.library import check_library, read_library
from samskapt.redirects import read_redirects

if TYPE_CHECKING:
    from pathlib import Path

SLUGS = {"fontenehus", "benken"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gammel: fontenehus\n", []),
        ("", []),
        ("gammel: fontenhus\n", [("redirect", "guess", 1, 9)]),
        ("gammel: kafeen\n", [("redirect", "plain", 1, 9)]),
        ("benken: fontenehus\n", [("redirect", "taken", 1, 1)]),
        ("eldst: gammel\ngammel: benken\n", [("redirect", "chain", 1, 8)]),
        ("en: to\nto: en\n", [("redirect", "cycle", 1, 5), ("redirect", "cycle", 2, 5)]),
        ("selv: selv\n", [("redirect", "cycle", 1, 7)]),
        (
            "inn: to\nen: to\nto: en\n",
            [("redirect", "cycle", line, column) for line, column in ((1, 6), (2, 5), (3, 5))],
        ),
        ("gammel: [a, b]\n", [("redirect", "shape", 1, 1)]),
        ("gammel: benken\ngammel: fontenehus\n", [("duplicate-field", "", 2, 1)]),
        ("gammel benken\n", [("yaml-syntax", "not-fields", 1, 1)]),
    ],
)
def test_redirects_lead_straight_to_what_exists(tmp_path: Path, text: str, found: list[object]) -> None:
    """No chain, no cycle, no target that is gone, and no address that is taken."""
    (tmp_path / "redirects.yml").write_text(text, encoding="utf-8")
    redirects, said = read_redirects(tmp_path, SLUGS)
    assert [(one.rule, one.case, one.span.line, one.span.column) for one in said] == found
    assert {one.file for one in said} <= {"redirects.yml"}
    if text == "gammel: fontenehus\n":
        assert redirects == {"gammel": "fontenehus"}


def test_no_redirects_are_fine(tmp_path: Path) -> None:
    """Most libraries have none."""
    assert read_redirects(tmp_path, SLUGS) == ({}, ())


def test_titles_are_unique_in_a_language(root: Path) -> None:
    """The second of two stories with one title is told, a translation and a withdrawn story are not."""
    write_story(root, "a", GOOD)
    write_story(root, "b", GOOD.replace("title: Prøvehuset", "title: PRØVEHUSET"))
    write_story(root, "c", (GOLDEN / "good" / "nynorsk.md").read_text(encoding="utf-8"))
    write_story(root, "d", (GOLDEN / "good" / "withdrawn.md").read_text(encoding="utf-8"))
    for checked in (read_library(root, TODAY), check_library(root, TODAY, cache=False)):
        repeated = [one for one in checked.diagnostics if one.rule == "title-repeated"]
        assert [(one.file, one.span.line, one.span.column) for one in repeated] == [("stories/b/index.md", 2, 8)]
        assert repeated[0].level == Level.ERROR


def test_a_copy_is_told_and_a_story_of_its_own_is_not(root: Path) -> None:
    """A text with a few words changed is a copy; two of our own stories are not alike."""
    text = (REPOSITORY / "stories/benken/index.md").read_text(encoding="utf-8")
    other = (REPOSITORY / "stories/fontenehus/index.md").read_text(encoding="utf-8")
    text, other = (re.sub(r"^related:.*\n", "", one, flags=re.MULTILINE) for one in (text, other))
    write_story(root, "benken", text)
    write_story(root, "fontenehus", other)
    write_story(root, "kopi", text.replace("title: Benken i Sandnes", "title: Sitteplassen").replace("toalett", "do"))
    said = read_library(root, TODAY).diagnostics
    assert [(one.file, one.rule, dict(one.values)) for one in said] == [
        ("stories/kopi/index.md", "story-much-like-another", {"other": "benken"})
    ]
    assert said[0].level == Level.WARNING


def test_redirects_are_checked_with_the_whole_library(root: Path) -> None:
    """A former address that leads nowhere is an error of the library."""
    write_story(root, "provehuset", GOOD)
    (root / "redirects.yml").write_text("gammel: borte\n", encoding="utf-8")
    assert [one.rule for one in check_library(root, TODAY).diagnostics] == ["redirect"]
    assert check_library(root, TODAY, only=["provehuset"]).diagnostics == ()


def test_editors_are_told_what_is_due_and_what_is_missing(root: Path) -> None:
    """Reviews that are overdue and terms that no story carries, each with its place; never an error."""
    write_story(root, "provehuset", GOOD.replace("published: 2026-01-15", "published: 2024-01-31\nreview_within: 1"))
    checked = read_library(root, TODAY)
    assert checked.library is not None
    assert not checked.diagnostics
    said = advice_for_editors(checked.library, root, TODAY)
    assert {one.level for one in said} == {Level.WARNING}
    overdue = [one for one in said if one.rule == "review-overdue"]
    assert [(one.file, dict(one.values)["due"]) for one in overdue] == [("stories/provehuset/index.md", "2024-02-29")]
    empty = {dict(one.values)["term"]: one for one in said if one.rule == "term-without-story"}
    assert "skole" in empty
    assert "moteplass" not in empty
    lines = (REPOSITORY / "vocabulary/arena.yml").read_text(encoding="utf-8").split("\n")
    assert lines[empty["skole"].span.line - 1] == "  - id: skole"


def test_a_review_is_due_so_many_months_after_the_last(root: Path) -> None:
    """Counted from the review where there is one, in whole months."""
    write_story(
        root, "provehuset", GOOD.replace("published: 2026-01-15", "published: 2026-01-15\nreviewed: 2026-11-20")
    )
    library = read_library(root, TODAY).library
    assert library is not None
    assert review_by(library.stories[0]) == dt.date(2028, 11, 20)
