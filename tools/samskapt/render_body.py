"""Turns a story's Markdown into HTML that is safe to publish: pyromark renders, nh3 keeps what is on the list."""

from __future__ import annotations

import re
from functools import partial

import nh3
import pyromark

from samskapt.body import OPTIONS, STORY_LINK, Body

_TAGS = frozenset(
    {
        "a",
        "blockquote",
        "br",
        "code",
        "div",
        "em",
        "h2",
        "h3",
        "h4",
        "hr",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
    }
    | {"sup", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "div": {"id"}, "ol": {"start"}, "th": {"scope"}}
_TO_ROOT = "../../"
"""Stories stand two folders down; relative addresses work wherever a site is put."""
_SOURCE_LINK = re.compile(r'<a href="#kilde-(\d+)">(\d+)</a>')
_HEADING = re.compile(r"<h2>.*?</h2>\s*", re.DOTALL)


def render_sections(body: Body, up: str = "") -> tuple[str, ...]:
    """Return the HTML under each of ``body.sections``, headings left out, in the same order.

    ``up`` leads from the page to the folder of the story: "" for its own page, "../" for a translation's.

    The whole body is rendered at once, so that link definitions and footnotes work across sections.
    """
    raw = body.text.encode()
    for piece, start, end in reversed(body.references):
        raw = raw[:start] + f"[{piece.text}](#kilde-{piece.text})".encode() + raw[end:]
    html = nh3.clean(
        pyromark.html(raw.decode(), options=OPTIONS),
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=partial(_attribute, up),
        url_schemes={"https", "mailto"},
        link_rel=None,
    )
    html = _SOURCE_LINK.sub(r'<sup class="ref"><a href="#kilde-\1">\2</a></sup>', html)
    html = html.replace("<table>", '<div class="table"><table>').replace("</table>", "</table></div>")
    return tuple(part.strip() for part in _HEADING.split(html))


def _attribute(up: str, _tag: str, name: str, value: str) -> str | None:
    """Keep an attribute, changed so that no id of a story can be one of the theme's, or drop it."""
    if name == "id":
        return f"note-{value}"
    if name == "href" and value.startswith("#") and not value.startswith("#kilde-"):
        return f"#note-{value[1:]}"
    if name == "href" and (story := STORY_LINK.fullmatch(value)):
        return f"{up}{_TO_ROOT}fortellinger/{story['slug']}/{story['part'] or ''}"
    if name == "src":
        return f"{up}{value}" if re.fullmatch(r"[a-z0-9][a-z0-9-]*\.(?:jpe?g|png|webp)", value) else None
    if name == "href" and not value.startswith(("https:", "mailto:", "#kilde-")):
        return None  # what is left leads to the site's own files, or with «//» to another site
    return value
