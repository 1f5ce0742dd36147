"""Rules on people: nothing in a story leads to a private person, be it told, quoted or hidden in a field.

Where one passage breaks several of them, the most serious speaks. What is found has its figures masked (``people``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from samskapt import people, prose
from samskapt.diagnostic import Finding, Span, advice, found
from samskapt.recognisable import passages, small_places, worth_reading
from samskapt.sieve import folded, folded_passages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from samskapt.body import Heading, Target
    from samskapt.diagnostic import Route
    from samskapt.people import Stretch
    from samskapt.source import Source
    from samskapt.yaml_reader import Value


def national_identity_number(source: Source) -> Iterator[Finding]:
    """No story holds a national identity number: it belongs to one person for life, and opens many doors."""
    for span in _spans(source, people.national_numbers(source.text)):
        yield found(span)


def telephone_number(source: Source) -> Iterator[Finding]:
    """No story holds a telephone number: it stays there for years, and the one who answers may be another by then."""
    for span in _spans(source, people.telephone_numbers(source.text)):
        yield found(span)


@advice
def private_email_address(source: Source) -> Iterator[Finding]:
    """Those who want to know more write to a place, not to a person who may move on or be flooded with letters."""
    for span in _spans(source, people.private_emails(source.text)):
        yield found(span)


@advice
def street_address(source: Source) -> Iterator[Finding]:
    """A street and the number of a house say where somebody lives; a place that is open to all has a name."""
    yield from _recognised(source)["street"]


@advice
def child_with_age(source: Source) -> Iterator[Finding]:
    """A child is never recognised: a place and an exact age are often enough for those who live near."""
    yield from _recognised(source)["child"]


@advice
def small_place_with_diagnosis(source: Source) -> Iterator[Finding]:
    """Where few live, one person with an illness is known by everybody, without a name."""
    yield from _recognised(source)["illness"]


@lru_cache(maxsize=1)
def _recognised(source: Source) -> Mapping[str, Sequence[Finding]]:
    """Return what lets somebody be recognised, by its kind, so that three rules read the text once."""
    place = source.values.get("place")
    names = [place.get(name) for name in ("municipality", "name")] if isinstance(place, dict) else []
    places = small_places(*(name if isinstance(name, str) else "" for name in names or ("", "")))
    findings = defaultdict[str, list[Finding]](list)
    beside, body = list(_beside(source)), [(passage.text, passage.at) for passage in prose.passages(source.body)]
    texts = [*beside, *body]
    folds = [*(folded(text) for text, _ in beside), *folded_passages(source.body)]
    for index in worth_reading([text for text, _ in texts], folds, places):
        text, at = texts[index]
        for passage in passages(text, places):
            span = at(passage.start, passage.end)
            findings[passage.kind].append(found(span, passage.case, **dict(passage.values)))
    return findings


def _beside(source: Source) -> Iterator[tuple[str, Callable[[int, int], Span]]]:
    """Yield every text that the writers wrote themselves beside the body's passages, and what gives the places in it.

    Titles of sources are others' and stand as they are.
    """
    for passage in (prose.field_passage(source, "title"), prose.field_passage(source, "summary")):
        if passage is not None:
            yield passage.text, passage.at
    for text, route in _inner_fields(source):
        if isinstance(text, str):
            yield text, _of_field(source, route)
    pieces: tuple[Heading | Target, ...] = (*source.body.headings, *source.body.images)
    for piece in pieces:
        yield piece.text, _always(piece.span)


def _inner_fields(source: Source) -> Iterator[tuple[Value | None, Route]]:
    for name, inner in (("image", "alt"), ("withdrawn", "reason")):
        if isinstance(record := source.values.get(name), dict):
            yield record.get(inner), (name, inner)
    outcomes = source.values.get("outcomes")
    for index, outcome in enumerate(outcomes if isinstance(outcomes, list) else ()):
        if isinstance(outcome, dict):
            yield outcome.get("says"), ("outcomes", index, "says")


def _of_field(source: Source, route: Route) -> Callable[[int, int], Span]:
    return lambda *_: source.at(*route)


def _always(span: Span) -> Callable[[int, int], Span]:
    return lambda *_: span


def _spans(source: Source, stretches: Iterable[Stretch]) -> Iterator[Span]:
    """Yield the place of each stretch of the whole file."""
    stretches = list(stretches)
    starts = [0, *(match.end() for match in re.finditer("\n", source.text))] if stretches else []
    for start, end in stretches:
        line, last = bisect_right(starts, start), bisect_right(starts, end - 1)
        yield Span(line, start - starts[line - 1] + 1, last, end - starts[last - 1] + 1)
