"""What the pages of the collections show: one for those who take part, and one for the one who leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from samskapt.addresses import COLLECTIONS, SHORT
from samskapt.collections import SECTIONS, TEACHING_NOTE
from samskapt.qr import qr_code
from samskapt.render_body import render_sections

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samskapt.model import Collection, Stop
    from samskapt.views import View, Views

LEADER = "leder/"


def collection_address(slug: str) -> str:
    """Return the address of a collection."""
    return f"{COLLECTIONS}{slug}/"


def collection_link(collection: Collection) -> View:
    """Return a collection as a link: what it is for, and how long it takes."""
    return {
        "title": collection.title,
        "address": collection_address(collection.slug),
        "summary": collection.summary,
        "audience": collection.audience,
        "count": len(collection.stories),
        "minutes": minutes(collection),
    }


def collection_links(collections: Iterable[Collection]) -> list[View]:
    """Return collections as links, in their order."""
    return [collection_link(one) for one in collections]


def collections_with(views: Views, slug: str) -> list[View]:
    """Return the collections that a story is part of."""
    return collection_links(one for one in views.library.collections if any(stop.story == slug for stop in one.stories))


def minutes(collection: Collection) -> int:
    """Return how long all stories of a collection take to read and talk about."""
    return sum(stop.minutes for stop in collection.stories)


def short_address(views: Views, address: str) -> View | None:
    """Return the short address of a page with its QR code, where the site knows its own address; else None.

    ``text`` is what a person reads aloud: without the scheme.
    """
    number = views.library.addresses.numbers.get(address)
    if number is None or not views.site.base:
        return None
    whole = f"{views.site.base}{SHORT}{number}/"
    return {"url": whole, "text": whole.partition("://")[2].rstrip("/"), "number": number, "qr": Markup(qr_code(whole))}  # noqa: S704 (our own drawing)


def collection_view(views: Views, collection: Collection) -> View:
    """Return what the pages of a collection show; ``sections`` are the leader's."""
    address = collection_address(collection.slug)
    html = render_sections(collection.body, "../")
    titles = {kind.title(collection.language): kind.id for kind in SECTIONS.values()}
    sections = [
        {
            "id": titles[section.heading.text],
            "heading": section.heading.text,
            "html": Markup(part),  # noqa: S704 (cleaned by render_body)
            "note": titles[section.heading.text] == TEACHING_NOTE,
        }
        for section, part in zip(collection.body.sections, html, strict=True)
        if section.heading is not None and section.heading.text in titles
    ]
    return {
        **collection_link(collection),
        "lang": views.other_language(collection.language),
        "goals": list(collection.goals),
        "stops": [_stop(views, stop, number) for number, stop in enumerate(collection.stories, start=1)],
        "sections": sections,
        "written": views.date(collection.written),
        "leader": f"{address}{LEADER}",
        "short": short_address(views, address),
    }


def _stop(views: Views, stop: Stop, number: int) -> View:
    story = views.derived.by_slug[stop.story]
    card = views.card(story)
    return {
        "number": number,
        "id": f"f{number}",
        "story": card,
        "minutes": stop.minutes,
        "why": stop.why,
        "questions": list(stop.questions),
        "short": short_address(views, card["address"]),
    }
