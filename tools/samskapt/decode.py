"""From a ``Source`` to the fields of a story: every mistake a finding, and every field that is right ready for use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from samskapt.fields import STATUSES, STORY
from samskapt.records import Need, Reading, read_record

if TYPE_CHECKING:
    from samskapt.diagnostic import Finding
    from samskapt.source import Source
    from samskapt.vocabulary import Vocabulary


class Decoded(NamedTuple):
    """The fields that could be decoded, by name, and what was wrong with the others."""

    fields: dict[str, Any]
    findings: tuple[Finding, ...]


def decode(source: Source, vocabulary: Vocabulary, *, as_published: bool = False) -> Decoded:
    """Decode the front matter of a readable source; ``as_published`` asks of a draft what publishing takes."""
    terms = {name: facet.terms.keys() for name, facet in vocabulary.facets.items()}
    status = source.values.get("status")
    if as_published or not isinstance(status, str) or status not in STATUSES:
        status = Need.PUBLISHED
    reading = Reading(source.places, terms, status, source.refused)
    fields = read_record(source.values, (), STORY, reading)
    return Decoded(fields, tuple(reading.findings))
