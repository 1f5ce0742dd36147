"""The stories that are like a story in words and terms, each with the reason in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samskapt.derive import in_common
from samskapt.views import story_address

if TYPE_CHECKING:
    from samskapt.likeness import Like
    from samskapt.model import Story
    from samskapt.views import View, Views

LEAST = 0.2
"""Below this, two stories are alike as any two are: judged on the pairs in ``tests/test_likeness.py``."""
_MOST = 3


def related_by_words(views: Views, story: Story) -> list[View]:
    """Return the stories most like one, beyond those that its writers chose, as links with their reasons."""
    found = [like for like in views.derived.alike[story.slug] if like.score >= LEAST and like.slug not in story.related]
    return [
        {
            "title": views.derived.by_slug[like.slug].title,
            "address": story_address(like.slug),
            "lang": views.other_language(views.derived.by_slug[like.slug].language),
            "why": why,
        }
        for like in found[:_MOST]
        if (why := _why(views, story, like))
    ]


def _why(views: Views, story: Story, like: Like) -> str:
    """Return what ties two stories: the closest kind of term that they share, and words that both use."""
    words = [views.strings["related_words"].format(words=", ".join(like.words))] if like.words else []
    terms = [
        views.strings[f"related_{facet}"].format(
            terms=", ".join(views.term_link(facet, name)["label"] for name in names)
        )
        for facet, names in in_common(story, views.derived.by_slug[like.slug]).items()
    ]
    return " ".join([*terms[:1], *words, *terms[1:]][:2])
