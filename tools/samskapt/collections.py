"""Collections, ``collections/<slug>.md``: stories in the order of a course, with questions, plans and a teaching note.

A collection is read and checked as a story is: what is wrong is told with its place, and the rules that fit are asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from samskapt.diagnostic import Diagnostic, Level, fault
from samskapt.engine import diagnose, run_rules
from samskapt.fields import LANGUAGES
from samskapt.kinds import FAULTY, Choice, Date, Number, Several, Slug, Text
from samskapt.model import Collection, Stop
from samskapt.records import Field, Need, Reading, Records, read_record
from samskapt.source import read_source
from samskapt.suppress import unsuppressed
from samskapt.syntheses import unpublished_links
from samskapt.text import closest
from samskapt.vocabulary import Heading, SectionKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from samskapt.body import Piece, Section
    from samskapt.diagnostic import Finding, Route
    from samskapt.kinds import Kind
    from samskapt.source import Source
    from samskapt.syntheses import Known
    from samskapt.yaml_reader import Value

FOLDER = "collections"


class AtMost:
    """A list of another kind that holds at most ``most``."""

    __slots__ = ("kind", "most")

    def __init__(self, kind: Kind, most: int) -> None:
        """Take the kind of the list, and how many it may hold."""
        self.kind = kind
        self.most = most

    def read(self, value: Value, at: Route, reading: Reading) -> Any:  # noqa: ANN401 (each kind has its own)
        """Return what the list's own kind reads."""
        read = self.kind.read(value, at, reading)
        if read is not FAULTY and len(read) > self.most:
            return reading.faulty("too-many", at, field=at[-1], count=len(read), most=self.most)
        return read


STOP = (
    Field("story", Slug(), label="Fortelling"),
    Field("minutes", Number(1, 180), label="Minutter"),
    Field("why", Text(10, 500), label="Hvorfor denne"),
    Field("questions", AtMost(Several(Text(10, 400), 1), 3), label="Spørsmål"),
)

COLLECTION = (
    Field("title", Text(3, 90), label="Tittel"),
    Field("summary", Text(80, 300), label="Sammendrag"),
    Field("language", Choice(*LANGUAGES), label="Språk"),
    Field("audience", Text(10, 300), label="Hvem den er for"),
    Field("goals", AtMost(Several(Text(10, 300), 2), 4), label="Mål"),
    Field("stories", AtMost(Records(Stop, STOP, 3), 7), label="Fortellinger"),
    Field("written", Date(), label="Skrevet"),
)
"""The front matter of a collection."""


def _kind(name: str, nb: str, nn: str, en: str, da: str, sv: str) -> SectionKind:  # noqa: PLR0913, PLR0917 (languages)
    return SectionKind(id=name, heading=Heading(nb, nn, en, da, sv), critical=False, ask=())


SECTIONS = {
    kind.id: kind
    for kind in (
        _kind(
            "for-dere-begynner", "Før dere begynner", "Før de byrjar", "Before you begin", "Før I begynder",
            "Innan ni börjar",
        ),
        _kind(
            "plan-45", "Plan for 45 minutter", "Plan for 45 minutt", "Plan for 45 minutes", "Plan for 45 minutter",
            "Plan för 45 minuter",
        ),
        _kind(
            "plan-90", "Plan for 90 minutter", "Plan for 90 minutt", "Plan for 90 minutes", "Plan for 90 minutter",
            "Plan för 90 minuter",
        ),
        _kind(
            "leder", "Til deg som leder kurset", "Til deg som leier kurset", "For you who lead the course",
            "Til dig som leder kurset", "Till dig som leder kursen",
        ),
    )
}  # fmt: skip
"""The sections of a collection, in order; the last is for the one who leads."""

TEACHING_NOTE = "leder"
PLANS = {"plan-45": 45, "plan-90": 90}
"""How many minutes each plan fills."""

_STRETCH = re.compile(r"(\d{1,3})\s*[–-]\s*(\d{1,3})\s*min\b")


def collection_slugs(root: Path) -> tuple[str, ...]:
    """Return the names of all collections, sorted, also those with errors."""
    return tuple(sorted(path.stem for path in (root / FOLDER).glob("*.md")))


def read_collections(root: Path, known: Known) -> tuple[tuple[Collection, ...], tuple[Diagnostic, ...]]:
    """Return the collections of a library that have no errors, by their names, and all that was found in them."""
    collections: list[Collection] = []
    said: list[Diagnostic] = []
    for slug in collection_slugs(root):
        source = read_source((root / FOLDER / f"{slug}.md").read_bytes())
        fields, findings = _examined(slug, source, known)
        diagnostics = diagnose(f"{FOLDER}/{slug}.md", findings)
        said += diagnostics
        if not any(one.level == Level.ERROR for one in diagnostics):
            collections.append(Collection(slug=slug, body=source.body, **fields))
    return tuple(collections), tuple(said)


def _examined(slug: str, source: Source, known: Known) -> tuple[dict[str, Any], list[Finding]]:
    """Return the fields of a collection and what was found."""
    if not source.readable:
        return {}, list(source.findings)
    reading = Reading(source.places, {}, Need.PUBLISHED, source.refused)
    fields = read_record(source.values, (), COLLECTION, reading)
    offered = {
        "body": source.body,
        "sections": SECTIONS,
        "slug": slug,
        "slugs": known.slugs,
        "source": source,
        "status": "published",
        "today": known.today,
    }
    own = (*_stories(source, fields, known), *_plans(source, fields), *unpublished_links(source.body, known))
    found = [*run_rules({**offered, **fields}), *own]
    return fields, [*source.findings, *reading.findings, *unsuppressed(source.body, found)]


def _stories(source: Source, fields: dict[str, Any], known: Known) -> Iterator[Finding]:
    """Yield what is wrong with the stories of a collection: not there, not to be read, twice, or asked nothing."""
    seen: set[str] = set()
    for index, stop in enumerate(fields.get("stories", ())):
        at = source.at("stories", index, "story")
        if stop.story not in known.slugs:
            guess = closest(stop.story, known.slugs)
            yield fault("related-unknown", at, "plain" if guess is None else "guess", name=stop.story, guess=guess)
        elif stop.story not in known.published:
            yield fault("story-unpublished", at, name=stop.story)
        elif stop.story in seen:
            yield fault("repeated-value", at, value=stop.story)
        seen.add(stop.story)
        for number, question in enumerate(stop.questions):
            if not question.endswith("?"):
                yield fault("question-without-mark", source.at("stories", index, "questions", number))


def _plans(source: Source, fields: dict[str, Any]) -> Iterator[Finding]:
    """Yield where the minutes of a plan do not follow each other from the start to the end."""
    language = fields.get("language", "nb")
    titles = {SECTIONS[name].title(language): minutes for name, minutes in PLANS.items()}
    for section in source.body.sections:
        if section.heading is not None and section.text and section.heading.text in titles:
            yield from _plan(section, titles[section.heading.text])


def _plan(section: Section, minutes: int) -> Iterator[Finding]:
    assert section.heading is not None  # noqa: S101 (only sections with a plan's heading come here)
    clock = 0
    for item in section.items:
        stretch = stretch_of(item)
        if stretch is None:
            yield fault("plan-minutes", item.span, "form", clock=clock)
            return
        if stretch[0] != clock or stretch[1] <= clock:
            yield fault("plan-minutes", item.span, "gap", start=stretch[0], clock=clock)
            return
        clock = stretch[1]
    if clock != minutes:
        yield fault("plan-minutes", section.heading.span, "end", clock=clock, minutes=minutes)


def stretch_of(item: Piece) -> tuple[int, int] | None:
    """Return from which minute to which a line of a plan goes, None where it does not say."""
    match = _STRETCH.match(item.text)
    return (int(match[1]), int(match[2])) if match else None
