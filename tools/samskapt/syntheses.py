"""An editor's syntheses, ``syntheses/<slug>.md``: what stories say when they are laid side by side.

Every sentence leads to the stories that it builds on, so that a reader can go and see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from samskapt.body import STORY_LINK
from samskapt.diagnostic import Diagnostic, Level, fault
from samskapt.engine import diagnose, run_rules
from samskapt.fields import LANGUAGES
from samskapt.kinds import Choice, Date, Terms, Text
from samskapt.model import Synthesis
from samskapt.prose import passages, sentences
from samskapt.records import Field, Need, Reading, Record, read_record
from samskapt.source import read_source
from samskapt.suppress import unsuppressed
from samskapt.vocabulary import FACETS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from samskapt.body import Body, Target
    from samskapt.diagnostic import Finding
    from samskapt.prose import Stretch
    from samskapt.source import Source
    from samskapt.vocabulary import Vocabulary

FOLDER = "syntheses"

SYNTHESIS = (
    Field("title", Text(3, 90), label="Tittel"),
    Field("summary", Text(80, 300), label="Sammendrag"),
    Field("language", Choice(*LANGUAGES), label="Språk"),
    Field("about", Record(dict, tuple(Field(facet, Terms(facet, 1), Need.NEVER) for facet in FACETS)), Need.NEVER),
    Field("written", Date(), label="Skrevet"),
)
"""The front matter of a synthesis."""


class Known(NamedTuple):
    """What a synthesis is held against: the words, the names of all stories and of the published ones, and the day."""

    vocabulary: Vocabulary
    slugs: frozenset[str]
    published: frozenset[str]
    today: dt.date


def read_syntheses(root: Path, known: Known) -> tuple[tuple[Synthesis, ...], tuple[Diagnostic, ...]]:
    """Return the syntheses of a library that have no errors, by their file names, and all that was found in them."""
    syntheses: list[Synthesis] = []
    said: list[Diagnostic] = []
    for path in sorted(path for path in (root / FOLDER).glob("*.md") if path.is_file() and not path.is_symlink()):
        source = read_source(path.read_bytes())
        fields, findings = _examined(path.stem, source, known)
        diagnostics = diagnose(f"{FOLDER}/{path.name}", findings)
        said += diagnostics
        if not any(one.level == Level.ERROR for one in diagnostics):
            syntheses.append(Synthesis(slug=path.stem, body=source.body, stories=_stories(source.body), **fields))
    return tuple(syntheses), tuple(said)


def _examined(slug: str, source: Source, known: Known) -> tuple[dict[str, Any], list[Finding]]:
    """Return the fields of a synthesis and what was found; the rules on stories that fit are asked too."""
    if not source.readable:
        return {}, list(source.findings)
    terms = {name: facet.terms.keys() for name, facet in known.vocabulary.facets.items()}
    reading = Reading(source.places, terms, Need.PUBLISHED, source.refused)
    fields = read_record(source.values, (), SYNTHESIS, reading)
    offered = {"body": source.body, "slug": slug, "slugs": known.slugs, "source": source, "today": known.today}
    found = [*run_rules({**offered, **fields}), *_unfounded(source.body), *unpublished_links(source.body, known)]
    return fields, [*source.findings, *reading.findings, *unsuppressed(source.body, found)]


def _unfounded(body: Body) -> Iterator[Finding]:
    """Yield the sentences that lead to no story."""
    links = [link.span for link, _ in _story_links(body)]
    for passage in passages(body):
        for start, end in _whole_sentences(passage.text):
            span = passage.at(start, end)
            if not any(link[:2] < span[2:] and span[:2] < link[2:] for link in links):
                yield fault("sentence-without-story", span)


def _whole_sentences(text: str) -> Iterator[Stretch]:
    """Yield sentences as readers count them: what follows a colon belongs to what stands before it."""
    begin = 0
    for number, (start, end) in enumerate(found := sentences(text)):
        begin = begin if number and text[found[number - 1][1] - 1] == ":" else start
        if text[end - 1] != ":" or number == len(found) - 1:
            yield begin, end


def unpublished_links(body: Body, known: Known) -> Iterator[Finding]:
    """Yield the links to stories that are there, but not for readers."""
    for link, slug in _story_links(body):
        if slug in known.slugs - known.published:
            yield fault("story-unpublished", link.span, name=slug)


def _story_links(body: Body) -> Iterator[tuple[Target, str]]:
    for link in body.links:
        if story := STORY_LINK.fullmatch(link.address):
            yield link, story["slug"]


def _stories(body: Body) -> tuple[str, ...]:
    """Return the stories that a synthesis builds on, each once, in the order of the text."""
    return tuple(dict.fromkeys(slug for _, slug in _story_links(body)))
