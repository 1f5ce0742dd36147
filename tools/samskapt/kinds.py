"""The kinds of value that a field can hold: each reads the text that a person wrote, or says what is wrong with it.

A kind's ``read`` gets a plain value and the route to it, and returns the decoded value, or ``FAULTY`` after telling the
reading why. ``records`` puts kinds together, so that one table of fields describes a whole file.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import urlsplit

from samskapt.text import closest

if TYPE_CHECKING:
    from collections.abc import Collection

    from samskapt.diagnostic import Route
    from samskapt.records import Reading
    from samskapt.yaml_reader import Value

FAULTY: Final = object()
"""What a kind returns for a value that it could not read."""

_NUMBER = re.compile(r"[0-9]{1,6}")
_PLAIN_URL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[!-~]*)?")
"""Most addresses: there is no need to take these apart to know that they are good."""
_MOMENT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_CURLY = {"“": "”", "‘": "’", "„": "“", "”": "”"}


class Kind(Protocol):
    """What every kind can do."""

    def read(self, value: Value, at: Route, reading: Reading) -> Any:  # noqa: ANN401 (each kind has its own)
        """Return the decoded value, or ``FAULTY``."""
        ...


def read_text(value: Value, at: Route, reading: Reading) -> Any:  # noqa: ANN401
    """Return a text with its white space folded, or ``FAULTY`` for a list or a record."""
    if not isinstance(value, str):
        return reading.faulty("wrong-shape", at, "text")
    text = " ".join(value.split())
    if text and _CURLY.get(text[0]) == text[-1] and not {text[0], text[-1]} & set(text[1:-1]):
        return reading.faulty("curly-quotes", at, quote=text[0])
    return text


@dataclass(frozen=True, slots=True)
class Text:
    """A text, ``least`` to ``most`` signs long."""

    least: int = 1
    most: int = 2000

    def read(self, value: Value, at: Route, reading: Reading) -> Any:  # noqa: ANN401
        """Return the text, white space folded."""
        text = read_text(value, at, reading)
        if text is not FAULTY and not self.least <= len(text) <= self.most:
            case = "short" if len(text) < self.least else "long"
            return reading.faulty("text-length", at, case, length=len(text), least=self.least, most=self.most)
        return text


class Pattern:
    """A text of a certain form; ``rule`` is what is broken when it has another."""

    __slots__ = ("form", "rule")

    def __init__(self, form: str, rule: str) -> None:
        """Take the form as a pattern, and the name of the rule."""
        self.form = re.compile(form)
        self.rule = rule

    def read(self, value: Value, at: Route, reading: Reading) -> Any:  # noqa: ANN401
        """Return the text."""
        text = read_text(value, at, reading)
        if text is FAULTY or self.form.fullmatch(text):
            return text
        return reading.faulty(self.rule, at, value=text)


_SLUG = Pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*", "not-a-slug")


@dataclass(frozen=True, slots=True)
class Slug:
    """A short name in small letters, figures and hyphens: an address or an id."""

    def read(self, value: Value, at: Route, reading: Reading) -> Any:  # noqa: ANN401
        """Return the slug."""
        return _SLUG.read(value, at, reading)


class Choice:
    """One of a few fixed words."""

    __slots__ = ("values",)

    def __init__(self, *values: str) -> None:
        """Take the words that may be chosen."""
        self.values = values

    def read(self, value: Value, at: Route, reading: Reading) -> Any:  # noqa: ANN401
        """Return the word."""
        text = read_text(value, at, reading)
        return text if text is FAULTY else _one_of(text, self.values, "not-a-choice", at, reading)


@dataclass(frozen=True, slots=True)
class Term:
    """The id of a term of a facet."""

    facet: str

    def read(self, value: Value, at: Route, reading: Reading) -> Any:  # noqa: ANN401
        """Return the id."""
        text = read_text(value, at, reading)
        return text if text is FAULTY else _one_of(text, reading.terms[self.facet], "unknown-term", at, reading)


def _one_of(text: str, known: Collection[str], rule: str, at: Route, reading: Reading) -> Any:  # noqa: ANN401
    if text in known:
        return text
    guess, allowed = closest(text, known), ", ".join(known)
    if guess is not None:
        return reading.faulty(rule, at, "guess", value=text, guess=guess, allowed=allowed)
    return reading.faulty(rule, at, "plain", value=text, allowed=allowed)


@dataclass(frozen=True, slots=True)
class Several:
    """A list of values of one kind, each once, at least ``least`` of them. One value may stand without its brackets."""

    kind: Kind
    least: int = 0

    def read(self, value: Value, at: Route, reading: Reading) -> Any:  # noqa: ANN401
        """Return a tuple of decoded values."""
        if isinstance(value, str):
            read = [self.kind.read(value, at, reading)]
        elif isinstance(value, list):
            read = [self.kind.read(item, (*at, index), reading) for index, item in enumerate(value)]
        else:
            return reading.faulty("wrong-shape", at, "list")
        if any(item is FAULTY for item in read):
            return FAULTY
        for index, item in enumerate(read):
            if item in read[:index]:
                return reading.faulty("repeated-value", (*at, index), value=item)
        if len(read) < self.least:
            return reading.faulty("too-few", at, field=at[-1], count=len(read), least=self.least)
        return tuple(read)


def Terms(facet: str, least: int = 0) -> Several:  # noqa: N802 (stands beside the kinds in a table)
    """Return the kind for a list of terms of a facet."""
    return Several(Term(facet), least)


def Texts(least: int = 0) -> Several:  # noqa: N802
    """Return the kind for a list of short texts."""
    return Several(Text(), least)


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number from ``least`` to ``most``."""

    least: int
    most: int

    def read(self, value: Value, at: Route, reading: Reading) -> Any:  # noqa: ANN401
        """Return the number."""
        text = read_text(value, at, reading)
        if text is FAULTY:
            return FAULTY
        if _NUMBER.fullmatch(text) and self.least <= int(text) <= self.most:
            return int(text)
        return reading.faulty("not-a-number", at, value=text, least=self.least, most=self.most)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date that may leave out its day, or its month and day. ``text`` is what was written: it sorts as it reads."""

    text: str

    @property
    def year(self) -> int:
        """The year."""
        return int(self.text[:4])

    @property
    def first_day(self) -> dt.date:
        """The first day that the text can mean."""
        return dt.date.fromisoformat(f"{self.text}-01-01"[:10])


@dataclass(frozen=True, slots=True)
class Date:
    """A date: year-month-day, or where ``partial`` also year-month or a year alone."""

    partial: bool = False

    def read(self, value: Value, at: Route, reading: Reading) -> Any:  # noqa: ANN401
        """Return a ``Moment`` where the date may be partial, else a ``dt.date``."""
        text = read_text(value, at, reading)
        if text is FAULTY:
            return FAULTY
        form = _MOMENT.fullmatch(text)
        if form is None or not (self.partial or form[3]):
            return reading.faulty("not-a-date", at, "partial" if self.partial else "form", value=text)
        try:
            day = Moment(text).first_day
        except ValueError:
            return reading.faulty("not-a-date", at, "no-such-day", value=text)
        return Moment(text) if self.partial else day


@dataclass(frozen=True, slots=True)
class Url:
    """An address on the web."""

    def read(self, value: Value, at: Route, reading: Reading) -> Any:  # noqa: ANN401
        """Return the address as it was written."""
        text = read_text(value, at, reading)
        if text is FAULTY or _PLAIN_URL.fullmatch(text):
            return text
        try:
            parts = urlsplit(text)
            fine = parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and " " not in text
        except ValueError:
            fine = False
        return text if fine else reading.faulty("not-an-address", at, value=text)
