"""Feeds of the newest stories: Atom (RFC 4287) and JSON Feed 1.1, for those who follow the library."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from samskapt import derive
from samskapt.export.about import DESCRIPTION, FOLDER, LICENCE, PUBLISHER, TITLE
from samskapt.views import story_address

if TYPE_CHECKING:
    import datetime as dt

    from samskapt.export.about import About
    from samskapt.model import Story

_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 50
"""No more stories than a reader of feeds looks through; the rest are in ``stories.json``."""
_EMPTY_SINCE = "1970-01-01T00:00:00Z"


def _told(about: About) -> tuple[Story, ...]:
    return derive.newest(about.library)[:_MOST]


def _name(about: About, address: str) -> str:
    """Return a name that a thing keeps: its address, or where the site has none, one made of it."""
    return f"{about.base}{address}" if about.base else uuid.uuid5(uuid.NAMESPACE_URL, f"samskapt:{address}").urn


def _time(day: dt.date | None) -> str:
    return f"{day.isoformat()}T00:00:00Z" if day else _EMPTY_SINCE


def atom(about: About) -> bytes:
    """Return the feed as Atom."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "nb"})
    _add(feed, "id", _name(about, FOLDER))
    _add(feed, "title", TITLE.nb)
    _add(feed, "subtitle", DESCRIPTION.nb)
    _add(feed, "updated", _time(about.changed))
    _add(_add(feed, "author"), "name", PUBLISHER)
    _add(feed, "rights", f"CC BY 4.0: {LICENCE}")
    _add(feed, "link", rel="alternate", href=about.root, type="text/html")
    _add(feed, "link", rel="self", href=f"{about.root}{FOLDER}feed.xml", type="application/atom+xml")
    for story in _told(about):
        address = story_address(story.slug)
        entry = _add(feed, "entry")
        _add(entry, "id", _name(about, address))
        _add(entry, "title", story.title)
        _add(entry, "published", _time(story.published))
        _add(entry, "updated", _time(story.reviewed or story.published))
        _add(entry, "link", rel="alternate", href=f"{about.root}{address}", type="text/html", hreflang=story.language)
        _add(entry, "link", rel="license", href=LICENCE)
        _add(entry, "summary", story.summary)
        for arena in story.arena:
            _add(entry, "category", term=arena, label=about.library.vocabulary.term("arena", arena).label.nb)
    ET.indent(feed, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'.encode()


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_ATOM}}}{tag}", attributes)
    child.text = text
    return child


def json_feed(about: About) -> dict[str, Any]:
    """Return the feed as JSON Feed, whose addresses must be whole: they are left out where the site has none."""
    base = about.base
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": TITLE.nb,
        "description": DESCRIPTION.nb,
        "language": "nb",
        "authors": [{"name": PUBLISHER}],
        **({"home_page_url": base, "feed_url": f"{base}{FOLDER}feed.json"} if base else {}),
    }
    return feed | {"items": [_item(about, story) for story in _told(about)]}


def _item(about: About, story: Story) -> dict[str, Any]:
    address = story_address(story.slug)
    return {
        "id": _name(about, address),
        **({"url": f"{about.base}{address}"} if about.base else {}),
        "title": story.title,
        "content_text": story.summary,
        "language": story.language,
        "date_published": _time(story.published),
        "date_modified": _time(story.reviewed or story.published),
        "tags": [about.library.vocabulary.term("arena", name).label.nb for name in story.arena],
        "_licence": {"url": LICENCE},
    }
