"""Rules on how the fields of a story fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samskapt.diagnostic import advice, found
from samskapt.registers import countries, municipalities, municipalities_year
from samskapt.text import closest

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from samskapt.diagnostic import Finding
    from samskapt.model import Outcome, Participation, Period, SourceItem, Whereabouts
    from samskapt.source import Source
    from samskapt.vocabulary import Vocabulary


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


@advice
def municipality_unknown(place: Whereabouts, source: Source) -> Iterator[Finding]:
    """A Norwegian municipality is written as its register has it, so that stories from one place are found together."""
    name = place.municipality
    if place.country != "NO" or not name or name in municipalities():
        return
    guess = closest(name.removesuffix(" kommune"), municipalities())
    case = "plain" if guess is None else "guess"
    yield found(source.at("place", "municipality"), case, name=name, guess=guess, year=municipalities_year())


def country_unknown(place: Whereabouts, source: Source) -> Iterator[Finding]:
    """A country is one that exists (ISO 3166)."""
    if place.country not in countries():
        yield found(source.at("place", "country"), code=place.country)


@advice
def actors_on_one_side(source: Source, actors: tuple[str, ...], vocabulary: Vocabulary) -> Iterator[Finding]:
    """Co-creation brings the public sector and others together: both should be among the actors."""
    public = {vocabulary.term("actors", name).extra["public"] for name in actors}
    if "yes" not in public and "varies" not in public:
        yield found(source.key("actors"), "none-public")
    elif public == {"yes"}:
        yield found(source.key("actors"), "all-public")


def participation_together_alone(source: Source, participation: tuple[Participation, ...]) -> Iterator[Finding]:
    """Those who decided together were at least two, named in one entry."""
    for index, part in enumerate(participation):
        if part.say == "bestemte-sammen" and len(part.actors) == 1:
            yield found(source.at("participation", index, "say"), actor=part.actors[0])


def participation_twice(source: Source, participation: tuple[Participation, ...]) -> Iterator[Finding]:
    """An actor has one say in a phase, not two."""
    seen: set[tuple[str, str]] = set()
    for index, part in enumerate(participation):
        for actor in part.actors:
            if (part.phase, actor) in seen:
                yield found(source.at("participation", index, "actors"), actor=actor, phase=part.phase)
            seen.add((part.phase, actor))


@advice
def type_contradicted(
    source: Source, co_creation_type: str, participation: tuple[Participation, ...], vocabulary: Vocabulary
) -> Iterator[Finding]:
    """The type of co-creation says who was in the driving seat, and the participation should not say otherwise."""
    index = _contradiction(co_creation_type, participation, vocabulary)
    if index is None:
        return
    here, there = source.at("co_creation_type"), source.at("participation", index, "say")
    lines = source.text.split("\n")
    yield found(
        here,
        co_creation_type,
        type_line=here.line,
        type=lines[here.line - 1].strip(),
        say_line=there.line,
        say=f"{', '.join(participation[index].actors)}: {participation[index].say}",
    )


def _contradiction(kind: str, participation: tuple[Participation, ...], vocabulary: Vocabulary) -> int | None:
    """Return the entry that most plainly speaks against a type, None where nothing does."""

    def public(part: Participation) -> set[str]:
        return {vocabulary.term("actors", name).extra["public"] for name in part.actors}

    ladder = [*vocabulary.facets["say"].terms]
    early = ("initiering", "utforming")
    for index, part in enumerate(participation):
        others_alone = public(part) == {"no"} and part.say == "bestemte"
        public_alone = public(part) == {"yes"} and part.say == "bestemte"
        if kind == "styrt" and others_alone and part.phase in early:
            return index
        if kind == "ansvarliggjorende" and public_alone and part.phase == "iverksetting":
            return index
        if kind == "fasiliterende" and public_alone and part.phase in early:
            return index
    if kind == "likeverdig":
        others = [index for index, part in enumerate(participation) if public(part) != {"yes"}]
        took_part = ladder.index("medvirket")
        if others and all(ladder.index(participation[index].say) < took_part for index in others):
            return others[0]
    return None
