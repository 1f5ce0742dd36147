"""A collection as one file that needs no other: every story in full, the questions, and the leader's part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from samskapt import derive
from samskapt.cite import apa
from samskapt.render_body import render_sections
from samskapt.views_cite import story_reference
from samskapt.views_collections import collection_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.model import Collection, Story
    from samskapt.views import View, Views

BOOKLET = "hefte/"
SOURCES = "theme/css/embed/booklet.css"
_REFERENCE = re.compile(r'<sup class="ref">.*?</sup>')
_PICTURE = re.compile(r"<img[^>]*>")
_ROOT = "../../../"
"""A booklet stands three folders down."""


def booklet_view(views: Views, collection: Collection) -> View:
    """Return everything that the booklet of a collection shows."""
    view = collection_view(views, collection)
    return {
        **view,
        "style": Markup(views.site.booklet),  # noqa: S704 (our own stylesheets)
        "stops": [
            {
                **stop,
                "text": list(_sections(views, views.derived.by_slug[of.story], stop["id"])),
                "cite": apa(story_reference(views.derived.by_slug[of.story], views.site), views.language),
            }
            for stop, of in zip(view["stops"], collection.stories, strict=True)
        ],
        "leading": [{**part, "html": Markup(_alone(views, part["html"], "l"))} for part in view["sections"]],  # noqa: S704
    }


def _sections(views: Views, story: Story, name: str) -> Iterator[View]:
    html = render_sections(story.body, "../")
    where = derive.sections_by_kind(story, views.vocabulary)
    for kind in views.vocabulary.sections.values():
        yield {
            "heading": kind.title(story.language),
            "critical": kind.critical,
            "html": Markup(_alone(views, html[where[kind.id]], name)),  # noqa: S704 (cleaned by render_body)
        }


def _alone(views: Views, html: str, name: str) -> str:
    """Return HTML as it can stand alone: links are whole, notes have names of their own, pictures are left out."""
    html = _PICTURE.sub("", _REFERENCE.sub("", html))
    html = re.sub(r'((?:id="|href="#))note-', rf"\1{name}-note-", html)
    return html.replace(f'href="{_ROOT}', f'href="{views.site.base or _ROOT}')
