"""What the stories of a term say side by side: what was hard, and what they would have others think of.

Nothing is said anew: every line is a story's own, and leads to its place there. Few stories say nothing in common, and
then that is what is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samskapt import derive

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samskapt.body import Section
    from samskapt.model import Story
    from samskapt.views import View, Views

FEWEST = 3
_MOST = 24
"""No more stories than a reader looks through; the others are on the page all the same."""
_EACH = 3
_LONGEST = 160


def gathered(views: Views, stories: Sequence[Story]) -> View:
    """Return what some stories say of the same, those that were published last where they are many."""
    newest = sorted(stories, key=lambda story: story.published, reverse=True)[:_MOST]
    few = len(stories) < FEWEST
    return {
        "few": few and bool(stories),
        "count": len(stories),
        "of": len(newest),
        "parts": []
        if few
        else [
            {"id": kind, "heading": views.strings[f"gathered_{kind}"], "lines": list(_lines(views, newest, kind))}
            for kind in ("prove-dette", "vanskelig")
        ],
    }


def _lines(views: Views, stories: Iterable[Story], kind: str) -> Iterable[View]:
    for story in stories:
        section = story.body.sections[derive.sections_by_kind(story, views.vocabulary)[kind]]
        yield {
            "says": said(section),
            "title": story.title,
            "address": f"fortellinger/{story.slug}/#{kind}",
            "lang": views.other_language(story.language),
        }


def said(section: Section) -> list[str]:
    """Return the first points of a section that has a list, else how it begins."""
    points = [_short(" ".join(item.text.split())) for item in section.items[:_EACH]]
    return points or [derive.opening(section)]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"
