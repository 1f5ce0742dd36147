"""What follows from stories: when they are due, how long they take to read, what they share."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from helpers import REPOSITORY, TODAY
from samskapt import derive
from samskapt.body_parser import parse_body
from samskapt.citations import Citations
from samskapt.library import read_library

if TYPE_CHECKING:
    from samskapt.model import Story


@pytest.fixture(scope="module")
def stories() -> dict[str, Story]:
    """Return the library's own stories by slug."""
    library = read_library(REPOSITORY, TODAY).library
    assert library is not None
    return {story.slug: story for story in library.stories}


@pytest.mark.parametrize(
    ("since", "months", "due"),
    [
        (dt.date(2026, 11, 21), 24, dt.date(2028, 11, 21)),
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 28)),
        (dt.date(2026, 12, 31), 1, dt.date(2027, 1, 31)),
    ],
)
def test_a_story_is_due_months_after_its_last_review(
    stories: dict[str, Story], since: dt.date, months: int, due: dt.date
) -> None:
    """Counted from the review, from the publishing where there was none, and never past the end of a month."""
    story = replace(stories["southwark-circle"], review_within=months)
    assert derive.review_by(replace(story, published=dt.date(2020, 1, 1), reviewed=since)) == due
    assert derive.review_by(replace(story, published=since, reviewed=None)) == due


def test_what_two_stories_share(stories: dict[str, Story]) -> None:
    """The terms of both, in the first one's order, by what they are about; nothing where there is nothing."""
    one = replace(stories["southwark-circle"], arena=("omsorg", "skole", "bolig"), life_phase=("eldre",))
    other = replace(
        stories["southwark-circle"],
        arena=("bolig", "omsorg"),
        co_creation_type="styrt",
        outcomes=(),
        life_phase=("barn",),
    )
    assert derive.in_common(one, other) == {"arena": ("omsorg", "bolig")}
    assert derive.in_common(replace(one, arena=("skole",)), other) == {}


def test_reading_time(stories: dict[str, Story]) -> None:
    """A story of 540 words takes three minutes, and none takes less than one."""
    story = stories["southwark-circle"]
    section = replace(story.body.sections[0], text="ord " * 540)
    assert derive.reading_minutes(replace(story, body=replace(story.body, sections=(section,)))) == 3
    assert derive.reading_minutes(replace(story, body=replace(story.body, sections=()))) == 1


def test_references_are_numbered_through_the_page() -> None:
    """Each place has its own id, whether it stands in a text or at a claim."""
    cited = Citations()
    text = '<p>a<sup class="ref"><a href="#kilde-2">2</a></sup></p>'
    assert cited.mark(text) == '<p>a<sup class="ref"><a id="vis-2-1" href="#kilde-2">2</a></sup></p>'
    assert cited.cite(2) == "vis-2-2"
    assert cited.cite(1) == "vis-1-1"
    assert cited.places == {2: ["vis-2-1", "vis-2-2"], 1: ["vis-1-1"]}


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "Fire ting:\n- et eget lag\n- en sjekkliste\n- ressurser\n\nSørum også.",
            "et eget lag; en sjekkliste; ressurser.",
        ),
        ("Tall:\n\n- 88 steder\n- over 120 i desember", "Tall: 88 steder; over 120 i desember."),
        ("- **Spør først.**\n- «Gi svar!»\n- Vent", "Spør først. «Gi svar!» Vent."),
        ("Et avsnitt\nover to linjer.", "Et avsnitt over to linjer."),
    ],
)
def test_items_of_lists_do_not_run_together(text: str, row: str) -> None:
    """In one line each item is read by itself, as it is on the page."""
    assert row in derive.in_a_row(parse_body(text).sections[0])
