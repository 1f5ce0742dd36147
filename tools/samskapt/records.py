"""Tables of fields, and how a record is read by one: what is right comes out, and what is wrong is told, all of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from samskapt.diagnostic import START, Finding, Route, Span, fault
from samskapt.kinds import FAULTY, Kind
from samskapt.text import closest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from samskapt.yaml_reader import Place, Value


class Need(StrEnum):
    """When a field must be there. A story with another status may leave it out."""

    ALWAYS = "always"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a field table: a name, the kind of its value, when it is needed, and what it is called and for."""

    name: str
    kind: Kind
    need: Need = Need.ALWAYS
    label: str = ""
    help: str = ""


@dataclass(slots=True)
class Reading:
    """What goes on while values are read: their places, the terms of each facet, and what has been found.

    ``refused`` names fields that reading the file refused already: they are neither read nor missing.
    """

    places: Mapping[Route, Place]
    terms: Mapping[str, Collection[str]] = field(default_factory=dict)
    status: str = Need.PUBLISHED
    refused: Collection[str] = ()
    findings: list[Finding] = field(default_factory=list)

    def at(self, route: Route) -> Span:
        """Return what to point at for a value: the value, or its key when it is empty or long."""
        place = self.places.get(route)
        return place.best if place else START

    def key(self, route: Route) -> Span:
        """Return the place of the key that names a value."""
        place = self.places.get(route)
        return (place.key or place.value) if place else START

    def faulty(self, rule: str, route: Route, case: str = "", /, **values: object) -> Any:  # noqa: ANN401
        """Note what is wrong with the value at ``route``, and return ``FAULTY``."""
        self.findings.append(fault(rule, self.at(route), case, **values))
        return FAULTY

    def needs(self, need: Need) -> bool:
        """Say whether a field of that need must be there in what is being read."""
        return need in (Need.ALWAYS, self.status)


@dataclass(frozen=True, slots=True)
class Record:
    """Fields with names, made into a ``make``."""

    make: Any
    fields: tuple[Field, ...]

    def read(self, value: Value, at: Route, reading: Reading) -> Any:  # noqa: ANN401
        """Return what ``make`` makes of the fields."""
        if not isinstance(value, dict):
            return reading.faulty("wrong-shape", at, "record", fields=", ".join(part.name for part in self.fields))
        before = len(reading.findings)
        fields = read_record(value, at, self.fields, reading)
        return FAULTY if len(reading.findings) > before else self.make(**fields)


@dataclass(frozen=True, slots=True)
class Records:
    """A list of records, at least ``least`` of them."""

    make: Any
    fields: tuple[Field, ...]
    least: int = 0

    def read(self, value: Value, at: Route, reading: Reading) -> Any:  # noqa: ANN401
        """Return a tuple of what ``make`` makes of each item."""
        if not isinstance(value, list):
            return reading.faulty("wrong-shape", at, "records", fields=", ".join(part.name for part in self.fields))
        kind = Record(self.make, self.fields)
        read = [kind.read(item, (*at, index), reading) for index, item in enumerate(value)]
        if len(read) < self.least:
            return reading.faulty("too-few", at, field=at[-1], count=len(read), least=self.least)
        return FAULTY if any(item is FAULTY for item in read) else tuple(read)


def read_record(values: Mapping[str, Value], at: Route, table: tuple[Field, ...], reading: Reading) -> dict[str, Any]:
    """Read the fields of one record by its table: those that are there and right; what is wrong goes to ``reading``.

    An empty value counts as left out. A misspelt name is said once, and the field it stands for is not also missing.
    """
    names = dict.fromkeys(part.name for part in table)
    meant = set()
    for name in values:
        if name in names:
            continue
        guess = closest(name, [other for other in names if other not in values])
        meant.add(guess)
        case = "plain" if guess is None else "guess"
        said = {"field": name, "guess": guess or "", "allowed": ", ".join(names)}
        reading.findings.append(fault("unknown-field", reading.key((*at, name)), case, **said))
    fields = {}
    for part in table:
        value = values.get(part.name)
        route = (*at, part.name)
        if not at and part.name in reading.refused:
            continue
        if not value:  # an empty one is as good as none
            if reading.needs(part.need) and part.name not in meant:
                # an empty field is pointed at; a field that is not there, at what it should stand in
                where = route if part.name in values else at
                label = part.label or part.name
                reading.findings.append(
                    fault("missing-field", reading.key(where), part.need, field=part.name, label=label)
                )
        elif (read := part.kind.read(value, route, reading)) is not FAULTY:
            fields[part.name] = read
    return fields
