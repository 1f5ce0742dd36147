"""Cards for other sites' pages: what they show, the code that puts them there, and oEmbed for those that ask for it."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from samskapt.addresses import COLLECTIONS, STORIES
from samskapt.output import Made
from samskapt.views_collections import collection_link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samskapt.model import Collection, Library
    from samskapt.settings import Site
    from samskapt.views import View, Views

EMBED = "embed/"
OEMBED = "oembed.json"
STYLESHEET = "assets/embed.css"
SOURCES = "theme/css/embed/card.css"
WIDTH, HEIGHT = 480, 420
"""The size of a card in CSS pixels, for pages that do not choose their own."""


def embed_address(address: str) -> str:
    """Return the address of the card of a story or a collection."""
    return f"{EMBED}{address.removeprefix(STORIES)}"


def embed_code(site: Site, address: str, title: str) -> str:
    """Return the HTML that puts a card on another site's page; the frame says what it holds."""
    return str(
        Markup('<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>').format(
            f"{site.base}{embed_address(address)}", title, WIDTH, HEIGHT
        )
    )


def embed_view(site: Site, address: str, title: str) -> View | None:
    """Return what a page says of its card; None where the site does not know its own address."""
    if not site.base:
        return None
    return {"code": embed_code(site, address, title), "oembed": f"{site.base}{embed_address(address)}{OEMBED}"}


def embed_pages(views: Views) -> Iterator[tuple[str, str, Callable[[], View], tuple[object, ...] | None]]:
    """Yield the address of each card, its title, what makes what it shows, and what that needs.

    The card of a withdrawn story says that it is so.
    """
    for story in views.library.stories:
        needs = views.site.unchanged(story.slug)
        yield embed_address(f"{STORIES}{story.slug}/"), story.title, partial(views.card, story), needs
    for gone in views.library.withdrawn:
        address = f"{STORIES}{gone.slug}/"
        shown = {"title": gone.title, "address": address, "reason": gone.reason, "date": views.date(gone.date)}
        yield embed_address(address), gone.title, partial(dict[str, Any], shown), None
    for collection in views.library.collections:
        address = f"{COLLECTIONS}{collection.slug}/"
        yield embed_address(address), collection.title, partial(_collection, views, collection), None


def embed_moved(library: Library) -> Iterator[tuple[str, str]]:
    """Yield the address of each card that has moved, and where it leads, as its story or collection has."""
    for address, to in library.addresses.moved.items():
        if address.startswith((STORIES, COLLECTIONS)) and to.startswith((STORIES, COLLECTIONS)):
            yield embed_address(address), embed_address(to)


def embed_files(library: Library, site: Site) -> Iterator[Made]:
    """Yield the oEmbed answers; none where the site does not know its own address."""
    shown = [(f"{STORIES}{one.slug}/", one.title) for one in library.stories]
    shown += [(f"{COLLECTIONS}{one.slug}/", one.title) for one in library.collections]
    for address, title in shown if site.base else ():
        yield Made(f"{embed_address(address)}{OEMBED}", partial(_oembed, site, address, title), (title,))


def _oembed(site: Site, address: str, title: str) -> str:
    name = site.strings["site_title"]
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "author_name": name,
        "provider_name": name,
        "provider_url": site.base,
        "cache_age": 86400,
        "html": embed_code(site, address, title),
        "width": WIDTH,
        "height": HEIGHT,
    }
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def _collection(views: Views, collection: Collection) -> View:
    titles = [views.derived.by_slug[stop.story].title for stop in collection.stories]
    return {**collection_link(collection), "lang": views.other_language(collection.language), "titles": titles}
