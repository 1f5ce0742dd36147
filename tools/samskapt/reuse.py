"""Reports that others did the same, ``stories/<slug>/gjenbruk/<name>.md``: where, when, what was changed, how it went.

A report that it did not work is worth as much as any other. What is needed is asked of those that are published; one
that has only begun may lack most of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from samskapt.diagnostic import START, Level, fault
from samskapt.engine import diagnose, run_rules
from samskapt.fields import LANGUAGES, PERIOD, PLACE, period_of
from samskapt.folder import REUSE as FOLDER
from samskapt.kinds import Choice, Date, Term, Text
from samskapt.model import Reuse, Whereabouts
from samskapt.records import Field, Need, Reading, Record, Records, read_record
from samskapt.source import read_source
from samskapt.suppress import unsuppressed
from samskapt.text import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.diagnostic import Diagnostic, Finding
    from samskapt.source import Source
    from samskapt.syntheses import Known

__all__ = ["FOLDER", "GIVEN", "REPORT", "Read", "read_report"]

_PUBLISHED = Need.PUBLISHED
_MOST_WORDS = 300

REPORT = (
    Field("language", Choice(*LANGUAGES), label="Språk", help="nb, nn, da, sv eller en."),
    Field("status", Choice("draft", "published"), label="Status", help="draft (utkast) eller published."),
    Field("told_by", Term("told_by"), _PUBLISHED, "Fortalt av", "Hvem som forteller."),
    Field("place", Record(Whereabouts, PLACE), _PUBLISHED, "Sted", "Hvor dere gjorde det."),
    Field("period", Record(period_of, PERIOD), _PUBLISHED, "Tid", "Når dere gjorde det."),
    Field("changed", Text(20, 500), _PUBLISHED, "Endret", "Hva dere gjorde annerledes enn i fortellingen."),
    Field("result", Term("result"), _PUBLISHED, "Hvordan det gikk", "Gikk det som dere håpet, sett samlet?"),
    Field("published", Date(), _PUBLISHED, "Publisert", "Redaksjonen fyller ut."),
)
"""The front matter of a report."""

GIVEN = Field(
    "reuse",
    Records(
        Reuse,
        (
            *(part for part in REPORT if part.name != "status"),
            Field("text", Text(1), label="Tekst", help="Hvordan det gikk, i Markdown."),
        ),
    ),
    Need.NEVER,
    "Gjenbruk",
    "Meldinger fra andre som har prøvd det samme, også når det ikke gikk.",
)
"""The reports of a story as they are given out with it."""


class Read(NamedTuple):
    """What became of a report: None for one with errors or that is not to be shown yet."""

    report: Reuse | None
    diagnostics: tuple[Diagnostic, ...]


def read_report(name: str, data: bytes, file: str, known: Known) -> Read:
    """Read a report from the bytes of the file ``name``; ``file`` is its path from the root of the library."""
    source = read_source(data)
    if not source.readable:
        return Read(None, diagnose(file, source.findings))
    status = Need.PUBLISHED if source.values.get("status") == "published" else Need.ALWAYS
    terms = {facet.id: facet.terms.keys() for facet in known.vocabulary.facets.values()}
    reading = Reading(source.places, terms, status, source.refused)
    fields = read_record(source.values, (), REPORT, reading)
    offered: dict[str, Any] = {
        "body": source.body,
        "files": frozenset(),  # pictures belong to stories
        "slugs": known.slugs,
        "source": source,
        "sources": (),
        "today": known.today,
        "vocabulary": known.vocabulary,
    }
    found = [*run_rules({**offered, **fields}), *_text(source, published=status == Need.PUBLISHED)]
    said = diagnose(file, [*source.findings, *reading.findings, *unsuppressed(source.body, found)])
    if status != Need.PUBLISHED or any(one.level == Level.ERROR for one in said):
        return Read(None, said)
    del fields["status"]
    return Read(Reuse(name=name.removesuffix(".md"), body=source.body, **fields), said)


def _text(source: Source, *, published: bool) -> Iterator[Finding]:
    """Yield what is wrong with the text of a report: there is none, it is long, or it has parts like a story's."""
    body = source.body
    count = sum(len(words(section.text)) for section in body.sections)
    if published and not count:
        yield fault("reuse-text", START, "empty")
    if count > _MOST_WORDS:
        yield fault("reuse-text", START, "long", count=count, most=_MOST_WORDS)
    for heading in body.headings:
        yield fault("reuse-text", heading.span, "heading")
    if "[^" in body.text:
        yield fault("reuse-text", START, "note")
