"""The timeline: when each practice began, and when it ended or how late our knowledge of it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samskapt.overview.parts import stories
from samskapt.text import norwegian_key
from samskapt.views import story_address

if TYPE_CHECKING:
    from samskapt.model import Story
    from samskapt.views import View, Views

WIDTH = 1000
MOST = 150
"""How many rows a reader looks through: of more, those that began last are shown."""


def timeline_view(views: Views) -> View:
    """Return the timeline, the first that began at the top, and apart the stories whose beginning is not known."""
    known = sorted(
        (story for story in views.library.stories if story.period.start),
        key=lambda story: (_start(story), norwegian_key(story.title)),
    )
    ended = [story for story in views.library.stories if story.period.end]
    unknown = [story for story in views.library.stories if not story.period.start]
    first, last = _span(known[-MOST:])
    return {
        "sentence": _sentence(views, known, ended),
        "width": WIDTH,
        "rows": [_row(views, story, first, last) for story in known[-MOST:]],
        "last": views.strings["timeline_last"].format(count=MOST, total=len(known)) if len(known) > MOST else "",
        "unknown": [_link(views, story) for story in unknown[:MOST]],
        "unknowns": len(unknown),
        "total": len(views.library.stories),
        "ended": len(ended),
    }


def _start(story: Story) -> int:
    start = story.period.start
    assert start is not None  # noqa: S101 (only such are asked for)
    return start.year


def _until(story: Story) -> int:
    return (story.period.end or story.period.known_as_of).year


def _span(known: list[Story]) -> tuple[int, int]:
    """Return the first year, and the one after the last."""
    if not known:
        return 0, 1
    return min(map(_start, known)), max(map(_until, known)) + 1


def _x(year: int, first: int, last: int) -> int:
    return round(WIDTH * (year - first) / (last - first))


def _link(views: Views, story: Story) -> dict[str, Any]:
    lang = views.other_language(story.language)
    return {"title": story.title, "address": story_address(story.slug), "lang": lang}


def _row(views: Views, story: Story, first: int, last: int) -> View:
    start, until = _start(story), max(_until(story), _start(story))
    x = _x(start, first, last)
    said = "timeline_ended" if story.period.end else "timeline_known"
    return {
        **_link(views, story),
        "x": x,
        "width": _x(until + 1, first, last) - x,
        "ended": story.period.end is not None,
        "years": views.strings[said].format(start=start, end=until),
    }


def _sentence(views: Views, known: list[Story], ended: list[Story]) -> str:
    if not known:
        return views.strings["overview_none"]
    return views.strings["timeline_sentence"].format(
        known=len(known),
        total=stories(views, len(views.library.stories)),
        year=_start(known[0]),
        last=_start(known[-1]),
        ended=len(ended),
    )
