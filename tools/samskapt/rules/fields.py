"""Rules on how the fields of a story fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samskapt.diagnostic import advice, found
from samskapt.text import closest

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from samskapt.diagnostic import Finding
    from samskapt.model import Outcome, Participation, Period, SourceItem, Whereabouts
    from samskapt.source import Source


def place_without_name(place: Whereabouts, source: Source) -> Iterator[Finding]:
    """A country alone is no place: the municipality, or some words on where, must be there too."""
    if not (place.municipality or place.name):
        yield found(source.key("place"))


def period_out_of_order(period: Period, source: Source) -> Iterator[Finding]:
    """Something cannot end before it began, nor be known before it began."""
    if period.start is None:
        return
    for name, moment in (("to", period.end), ("known_as_of", period.known_as_of)):
        # texts of different length are compared as far as both go: 2019 is not before 2019-05
        if moment is not None and moment.text < period.start.text[: len(moment.text)]:
            yield found(source.at("period", name), **{"from": period.start.text}, date=moment.text)


def date_in_the_future(source: Source, period: Period, today: dt.date) -> Iterator[Finding]:
    """We cannot know what has not happened yet."""
    for name, moment in (("from", period.start), ("known_as_of", period.known_as_of)):
        if moment is not None and moment.first_day > today:
            yield found(source.at("period", name), date=moment.text, today=today)


def published_in_the_future(source: Source, published: dt.date, today: dt.date) -> Iterator[Finding]:
    """The day a story was published is a day that has been."""
    if published > today:
        yield found(source.at("published"), date=published, today=today)


def reviewed_before_published(
    source: Source, published: dt.date, reviewed: dt.date, today: dt.date
) -> Iterator[Finding]:
    """A review comes on the day of publication or later, and not after today."""
    if reviewed < published:
        yield found(source.at("reviewed"), "before", date=reviewed, published=published)
    elif reviewed > today:
        yield found(source.at("reviewed"), "future", date=reviewed, today=today)


def outcome_without_source(
    source: Source, outcomes: tuple[Outcome, ...], sources: tuple[SourceItem, ...]
) -> Iterator[Finding]:
    """An outcome points to a source by its number, and the source must be in the list."""
    for index, outcome in enumerate(outcomes):
        for number in outcome.source:
            if number > len(sources):
                yield found(source.at("outcomes", index, "source"), number=number, count=len(sources))


@advice
def participation_without_actor(
    source: Source, participation: tuple[Participation, ...], actors: tuple[str, ...]
) -> Iterator[Finding]:
    """Those who had a say were there: they belong in the list of actors too."""
    for index, part in enumerate(participation):
        for actor in part.actors:
            if actor not in actors:
                yield found(source.at("participation", index, "actors"), actor=actor)


def related_unknown(source: Source, related: tuple[str, ...], slug: str, slugs: frozenset[str]) -> Iterator[Finding]:
    """A related story is named by its folder, and must be another one that exists."""
    for index, name in enumerate(related):
        if name == slug:
            yield found(source.at("related", index), "itself", name=name)
        elif name not in slugs:
            guess = closest(name, slugs - {slug})
            yield found(source.at("related", index), "plain" if guess is None else "guess", name=name, guess=guess)
