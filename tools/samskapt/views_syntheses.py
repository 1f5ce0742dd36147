"""What the pages of the syntheses show, and what other pages show of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from samskapt.derive import later_stories
from samskapt.render_body import render_sections

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samskapt.model import Synthesis
    from samskapt.views import View, Views

SYNTHESES = "pa-tvers/"


def synthesis_address(synthesis: Synthesis) -> str:
    """Return the address of a synthesis."""
    return f"{SYNTHESES}{synthesis.slug}/"


def synthesis_link(synthesis: Synthesis) -> View:
    """Return a synthesis as a link with its summary."""
    return {
        "title": synthesis.title,
        "address": synthesis_address(synthesis),
        "summary": synthesis.summary,
        "count": len(synthesis.stories),
    }


def synthesis_links(syntheses: Iterable[Synthesis]) -> list[View]:
    """Return syntheses as links, in their order."""
    return [synthesis_link(one) for one in syntheses]


def synthesis_view(views: Views, synthesis: Synthesis) -> View:
    """Return what the page of a synthesis shows: its text, the stories it builds on, and those that came later."""
    parts = zip(synthesis.body.sections, render_sections(synthesis.body), strict=True)
    return {
        **synthesis_link(synthesis),
        "lang": views.other_language(synthesis.language),
        "written": views.date(synthesis.written),
        "sections": [
            {"heading": section.heading.text if section.heading else "", "html": Markup(html)}  # noqa: S704 (cleaned)
            for section, html in parts
            if section.heading or html
        ],
        "about": [views.term_link(facet, term) for facet, terms in synthesis.about.items() for term in terms],
        "stories": [views.card(story) for story in views.told(synthesis.stories)],
        "later": [views.card(story) for story in later_stories(synthesis, views.library)],
    }
