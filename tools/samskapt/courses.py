"""A collection as the course that is packed for learning systems: what to read, what to talk about, and how to lead."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from samskapt.collections import SECTIONS, TEACHING_NOTE
from samskapt.packages import Course, Link, Module, Topic, pack
from samskapt.views import story_address
from samskapt.views_collections import LEADER, collection_address, minutes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.model import Collection, Library, Stop
    from samskapt.settings import Site


def package_address(slug: str) -> str:
    """Return the address of the package of a collection."""
    return f"{collection_address(slug)}{slug}.imscc"


def package_files(library: Library, site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the address and the bytes of each package; none where the site does not know its own address."""
    titles = {story.slug: story.title for story in library.stories}
    for collection in library.collections if site.base else ():
        yield package_address(collection.slug), pack(course_of(collection, titles, site))


def course_of(collection: Collection, titles: dict[str, str], site: Site) -> Course:
    """Return the course: an introduction, a module for each story, and one for the leader."""
    words = site.strings
    here = f"{site.base}{collection_address(collection.slug)}"
    return Course(
        collection.slug,
        collection.title,
        collection.summary,
        collection.language,
        (
            Module(collection.title, (Link(words["package_start"], _ascii(here)), _goals(collection, site))),
            *(_module(stop, titles[stop.story], site) for stop in collection.stories),
            Module(
                words["leader_title"],
                (Link(_note_title(collection), _ascii(f"{here}{LEADER}#{TEACHING_NOTE}"), for_leader=True),),
            ),
        ),
    )


def _goals(collection: Collection, site: Site) -> Topic:
    """Return what the group is to be able to do, as a discussion to come back to."""
    words = site.strings
    goals = "".join(f"<li>{escape(goal)}</li>" for goal in collection.goals)
    time = escape(words["minutes"].format(minutes=minutes(collection)))
    text = f"<p>{escape(collection.summary)}</p><p>{escape(collection.audience)} {time}.</p><ul>{goals}</ul>"
    return Topic(words["collection_goals"], text)


def _module(stop: Stop, title: str, site: Site) -> Module:
    words = site.strings
    questions = "".join(f"<li>{escape(question)}</li>" for question in stop.questions)
    address = _ascii(f"{site.base}{story_address(stop.story)}")
    hard = f'<a href="{escape(address)}#vanskelig">{escape(words["card_hard"])}</a>'
    talk = Topic(
        f"{words['collection_questions']}: {title}", f"<p>{escape(stop.why)}</p><ul>{questions}</ul><p>{hard}</p>"
    )
    return Module(f"{title} ({words['minutes'].format(minutes=stop.minutes)})", (Link(title, address), talk))


def _note_title(collection: Collection) -> str:
    return SECTIONS[TEACHING_NOTE].title(collection.language)


def _ascii(address: str) -> str:
    """Return an address with every sign beyond ASCII written as percents, for Moodle refuses others."""
    return quote(address, safe=":/#?&=%-._~")
