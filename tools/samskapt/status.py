"""What waits for the editors, as one report: drafts, reviews, voices that are missing, links, and words nobody uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samskapt.derive import review_by, stories_by_term
from samskapt.library import STORIES, TEXT_FILE
from samskapt.links import State
from samskapt.report_markdown import code
from samskapt.text import visible

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from samskapt.links import Known
    from samskapt.model import Library, Story, Unfinished

OWN_VOICE = "deltakere"
"""The term of ``told_by`` for those who tell of what they took part in themselves."""
_MOST_SHOWN = 100


class Item(NamedTuple):
    """One thing that waits: where it is, a title where it has one, and what there is to say of it."""

    where: str
    title: str = ""
    said: str = ""


class Group(NamedTuple):
    """Things of one sort. ``none`` is said where there are none."""

    title: str
    none: str
    items: tuple[Item, ...]


def status(library: Library, today: dt.date, links: tuple[str, tuple[Known, ...]] | None) -> tuple[Group, ...]:
    """Return all groups in order; ``links`` is the date and the answers of ``samskapt links``, None for no report."""
    drafts = [one for one in library.unfinished if one.draft]
    wrong = [one for one in library.unfinished if not one.draft]
    by_due = sorted(((review_by(story), story.slug, story) for story in library.stories), key=lambda one: one[:2])
    return (
        Group(
            "Feil", "Ingen fortellinger har feil.", tuple(_unfinished(one, f"{len(one.said)} feil") for one in wrong)
        ),
        Group("Utkast", "Ingen utkast venter.", tuple(_unfinished(one, _lacking(len(one.said))) for one in drafts)),
        Group(
            "Bør gjennomgås på nytt",
            "Alle fortellinger er gjennomgått i tide.",
            tuple(_story(story, f"fristen var {due.isoformat()}") for due, _, story in by_due if due < today),
        ),
        Group(
            "Uten deltakernes egen stemme",
            "I alle fortellinger forteller deltakerne selv.",
            tuple(
                _story(story, f"fortalt av: {library.vocabulary.term('told_by', story.told_by).label.nb.lower()}")
                for story in library.stories
                if story.told_by != OWN_VOICE
            ),
        ),
        *_of_links(links),
        Group("Ord uten fortellinger", "Alle ord i ordlista har fortellinger.", tuple(_unused(library))),
    )


def as_text(groups: Iterable[Group]) -> Iterator[str]:
    """Yield the lines of the report for a terminal."""
    for group in groups:
        yield f"{group.title}: {len(group.items)}" if group.items else f"{group.title}: 0. {group.none}"
        for item in group.items:
            yield "  " + visible(" – ".join(part for part in item if part))
        yield ""


def as_markdown(groups: Iterable[Group]) -> Iterator[str]:
    """Yield the lines of the report for an issue: what others wrote stands in code, and long lists are cut."""
    for group in groups:
        yield f"## {group.title}: {len(group.items)}" if group.items else f"## {group.title}"
        yield ""
        for item in group.items[:_MOST_SHOWN]:
            said = [code(visible(part)) for part in (item.where, item.title) if part]
            yield f"- {' '.join(said)}{f': {visible(item.said)}' if item.said else ''}"
        if len(group.items) > _MOST_SHOWN:
            yield f"- … og {len(group.items) - _MOST_SHOWN} til"
        if not group.items:
            yield group.none
        yield ""


def _unfinished(one: Unfinished, said: str) -> Item:
    return Item(f"{STORIES}/{one.slug}/{TEXT_FILE}", one.title, said)


def _lacking(count: int) -> str:
    return f"{count} ting mangler" if count else "ingenting mangler"


def _story(story: Story, said: str) -> Item:
    return Item(f"{STORIES}/{story.slug}/{TEXT_FILE}", story.title, said)


def _of_links(links: tuple[str, tuple[Known, ...]] | None) -> Iterator[Group]:
    if links is None:
        yield Group("Lenker", "Lenkene er ikke sjekket. «samskapt links» gjør det.", ())
        return
    checked, known = links
    for state, title, none in (
        (State.DEAD, "Døde lenker", "Ingen lenker er døde"),
        (State.MOVED, "Lenker som er flyttet for godt", "Ingen lenker er flyttet"),
        (State.UNSURE, "Lenker vi ikke fikk svar om", "Alle servere svarte"),
    ):
        items = tuple(_link(one) for one in known if one.answer.state == state)
        yield Group(title, f"{none}, sist sjekket {checked}.", items)


def _link(one: Known) -> Item:
    link, answer = one.link, one.answer
    where = ", ".join(f"{use.file} ({use.place})" for use in link.used)
    said = answer.why or (f"svar {answer.status}" if answer.state != State.MOVED else "")
    archived = f"arkivert kopi: {link.archive}" if link.archive else "ingen arkivert kopi er oppgitt"
    parts = [
        said,
        archived if answer.state == State.DEAD else "",
        f"leder til {answer.leads_to}" if answer.leads_to else "",
    ]
    return Item(where, link.url, "; ".join(part for part in parts if part))


def _unused(library: Library) -> Iterator[Item]:
    used = stories_by_term(library)
    for name, facet in library.vocabulary.facets.items():
        yield from (Item(f"vocabulary/{name}.yml", term) for term in facet.terms if (name, term) not in used)
