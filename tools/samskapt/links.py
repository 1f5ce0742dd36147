"""The addresses on the web that stories point at, and what is known of them: gathered, written down and read again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from samskapt.library import STORIES, TEXT_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from samskapt.body import Body
    from samskapt.model import Library, SourceItem


class State(StrEnum):
    """How it goes with an address. ``UNSURE``: the server would not say, which many do to programs."""

    ALIVE = "alive"
    MOVED = "moved"
    DEAD = "dead"
    UNSURE = "unsure"


class Use(NamedTuple):
    """Where an address stands: the file from the root, and where in it."""

    file: str
    place: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address, the archived copy that the story itself gives, "" for none, and where it stands."""

    url: str
    archive: str
    used: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said of an address: the status of HTTP (0 for no answer), where it leads, and why it failed."""

    state: State
    status: int = 0
    leads_to: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """An address and what was said of it."""

    link: Link
    answer: Answer


def links_of(library: Library) -> tuple[Link, ...]:
    """Return every address outside the library that its stories and drafts point at, sorted, each once."""
    archives: dict[str, str] = {}
    used: dict[str, list[Use]] = {}
    each = [(story.slug, story.sources, story.body) for story in library.stories]
    each += [(draft.slug, draft.fields.get("sources", ()), draft.body) for draft in library.unfinished]
    for slug, sources, body in each:
        for url, place, archive in _addresses(sources, body):
            address = url.partition("#")[0]
            used.setdefault(address, []).append(Use(f"{STORIES}/{slug}/{TEXT_FILE}", place))
            archives[address] = archives.get(address) or archive
    return tuple(Link(url, archives[url], tuple(used[url])) for url in sorted(used))


def _addresses(sources: Iterable[SourceItem], body: Body) -> Iterator[tuple[str, str, str]]:
    for number, source in enumerate(sources, 1):
        if source.url:
            yield source.url, f"kilde {number}", source.archive
    for link in body.links:
        if link.address.startswith(("http://", "https://")):
            yield link.address, f"linje {link.span.line}", ""


def as_json(known: Iterable[Known], checked: str) -> str:
    """Return the file in which it is kept: ``checked`` is the date, and each link has its answer beside it."""
    links = [asdict(one.link) | asdict(one.answer) for one in known]
    for link in links:
        link["used"] = [{"file": use[0], "place": use[1]} for use in link["used"]]
    return json.dumps({"checked": checked, "links": links}, ensure_ascii=False, indent=2) + "\n"


def from_json(text: str) -> tuple[str, tuple[Known, ...]]:
    """Return the date and what was known, of a file that ``as_json`` wrote; ValueError for any other."""
    try:
        kept = json.loads(text)
        return str(kept["checked"]), tuple(_known(link) for link in kept["links"])
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError("not a report of links") from error


def _known(link: Mapping[str, Any]) -> Known:
    used = tuple(Use(str(use["file"]), str(use["place"])) for use in link["used"])
    answer = Answer(State(link["state"]), int(link["status"]), str(link["leads_to"]), str(link["why"]))
    return Known(Link(str(link["url"]), str(link["archive"]), used), answer)
