"""All files of a site that are made from its library, and what stands for all that they share."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from samskapt.cache import own_key
from samskapt.export.about import FOLDER as DATA
from samskapt.output import Made
from samskapt.pictures import all_files
from samskapt.teaching_files import teaching_files
from samskapt.theme_files import embed_stylesheet, page_stylesheets, stylesheet
from samskapt.untouched import folder_key
from samskapt.views import story_address
from samskapt.views_embed import STYLESHEET as EMBED_STYLESHEET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from samskapt.model import Library
    from samskapt.pages import Page
    from samskapt.settings import Site
    from samskapt.templates import Templates

STYLESHEET = "assets/samskapt.css"
_NAMED = ("css", "js")
_RECORD = re.compile(r"stories/([^/]+)\.json")
"""The name of the record of one story, among the open data."""


def page_files(pages: Iterable[Page], templates: Templates) -> tuple[list[Made], list[Made]]:
    """Return the files of pages: first one of each template, which compiles it, and then all the others."""
    first: dict[str, Made] = {}
    others: list[Made] = []
    for page in pages:
        made = Made(f"{page.address}index.html", partial(templates.html, page), page.needs)
        if first.setdefault(page.template, made) is not made:
            others.append(made)
    return [*first.values()], others


def other_files(root: Path, library: Library, site: Site, material: str, data: Mapping[str, bytes]) -> Iterator[Made]:
    """Yield every file that is no page, and no picture of a page. ``material`` is Material's stylesheet."""
    yield Made(STYLESHEET, stylesheet(root, site.tokens, material))
    yield from (Made(*one) for one in page_stylesheets(root))
    yield Made(EMBED_STYLESHEET, embed_stylesheet(root, site.tokens))
    yield from teaching_files(library, site)
    for name, content in data.items():
        story = _RECORD.fullmatch(name)
        yield Made(f"{DATA}{name}", content, site.unchanged(story[1]) if story else None)
    for slug, name, picture in all_files(site.pictures):
        yield Made(f"{story_address(slug)}{name}", picture)


def _templates(root: Path) -> list[str]:
    """Return all of the theme that pages and pictures are made of: they name styles and scripts, and hold none."""
    return sorted(f"theme/{path.name}" for path in (root / "theme").iterdir() if path.name not in _NAMED)


def shared_key(root: Path, library: Library, site: Site, *more: object) -> str:
    """Return a short text that stands for all that every file of a site is made of, and ``more``.

    That is the templates, the words, the settings, what stands around the stories, this program and its packages.
    """
    bodies = [one.body.text for one in library.syntheses] + [one.body.text for one in library.collections]
    around = (library.syntheses, library.collections, bodies)
    settings = (site.language, site.words, site.rules, site.tokens, site.booklet, site.base, site.editors)
    also = (site.repository, site.unfinished, library.vocabulary, around, folder_key(root, _templates(root)))
    return own_key(*settings, *also, *more)
