"""Recognises the numbers and the e-mail addresses of people in a text, and masks the numbers.

Pure: text in, stretches of it or text out. The words are data, in ``data/people.yml``. Every pattern is linear: each
part of it is bounded, or can be read in one way only.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from samskapt.registers import read_data

if TYPE_CHECKING:
    from collections.abc import Iterable

Stretch = tuple[int, int]
"""Offsets into a text: the first sign, and the first after the last."""

# What can stand between two figures of one number. Zero-width signs and soft hyphens are refused elsewhere, but the
# line they stand on is shown.
_BLANK = r"[ \t\u00a0\u00ad\u2007\u2009\u200b\u202f\u2060]"
_SPACE = rf"(?:{_BLANK}{{1,2}}|{_BLANK}?\n{_BLANK}{{0,12}})"
_HYPHEN = r"[-\u2010\u2011]"
_SEPARATOR = rf"(?:{_SPACE}|\.|{_HYPHEN})?"

# A day, a month, a year and five figures, 010203 45678; also with the century in the year.
_LOOSE = rf"{_SPACE}?[-.\u2010\u2011–/]?{_SPACE}?"
_NATIONAL = re.compile(
    rf"\d(?<!\d\d)(?=(?P<rest>\d{_LOOSE}\d\d{_LOOSE}(?:19|20)?\d\d{_LOOSE}\d{{3}}{_LOOSE}\d\d)(?!\d))"
)
_FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_LAST_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)

_EIGHT = rf"[2-9](?:{_SEPARATOR}\d){{7}}(?![\d@])"
_FIGURES = re.compile(rf"(?<!\d){_EIGHT}")
_INTERNATIONAL = re.compile(
    rf"(?<![\d+])(?:(?:\(?\+47\)?|0047){_SEPARATOR}{_EIGHT}"
    rf"|\(?\+(?:298|354|358|44|45|46)\)?{_SEPARATOR}\d(?:{_SEPARATOR}\d){{6,10}}(?![\d@]))"
)
# 22 33 44 55 and 222 33 444, with one kind of sign throughout: 21.11.26 30 is a date and a figure
_GROUPED = re.compile(
    r"(?<![^\W_])(?<!\d[ .,/\u00a0-])[2-9](?:"
    + "|".join(rf"\d(?:{sign}\d\d){{3}}|\d\d{sign}\d\d{sign}\d{{3}}" for sign in (_SPACE, r"\.", _HYPHEN))
    + rf")(?!{_BLANK}?\d|[.,:]\d|@|{_HYPHEN}\w|\w)"
)
_SHAPES = frozenset({(8,), (2, 2, 2, 2), (3, 2, 3), (4, 4), (3, 3, 2), (2, 3, 3), (3, 5), (5, 3), (2, 6)})
"""How the eight figures after a cue may be grouped; 2-2-4 and 4-2-2 are dates."""
_SIGNS = r"[\s.:;,()*_\[\]–-]"
_GAP = rf"(?:{_SIGNS}{{1,3}}(?!(?:kr|nok|org)\b)[^\W\d_]{{1,15}}){{0,3}}{_SIGNS}{{0,4}}"
_MOST_BEFORE = 90
"""How far before a number its cue is looked for."""
_ALSO = re.compile(r"(?:[\s,/;+&]|og|eller|and|or){1,5}")
_YEARS = re.compile(r"(?:19|20)\d\d\D+(?:19|20)\d\d")
_BARE = re.compile(r"(?<![\w.,/=-])[2-9]\d{7}(?![\w-])")
_DAY = re.compile(r"(?:19|20)\d\d(?:0\d|1[0-2])[0-3]\d|[0-3]\d(?:0\d|1[0-2])(?:19|20)\d\d")
_FEWEST_FIGURES = 8
# Seven figures and more with nothing but such signs between them: no number of a person's is without them. A date is
# none, and neither is what stands in an address on the web. All signs of far scripts pass for figures: that is quicker
# asked than which of them are.
_MAYBE_FIGURE = r"[0-9\u0660-\U0010ffff]"
_RUN = re.compile(rf"{_MAYBE_FIGURE}(?:[{_BLANK[1:-1]}\n)./–\u2010\u2011-]{{0,32}}+{_MAYBE_FIGURE}){{6,}}")
_ISO_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_LINK = re.compile(r"https?://[^\s<>«»]*")
_SENDS = re.compile(r"\b(?:tel|sms|callto):[^\s)>»]{1,60}", re.IGNORECASE)

_ADDRESS = re.compile(
    r"(?:https?://|www\.|(?<![\d.])10\.\d{4,9}/)[^\s<>«»]*"
    r"|(?:(?<=\]\()|(?<=<))(?:tel|sms|callto):[^)>\s]*"
    r"|\bISBN(?:-1[03])?[:\s]{0,3}[\dX–-][\dX –-]{8,18}",
    re.IGNORECASE,
)
_AT = ("@", *(f"{before}{word}{after}" for word in ("at", "a", "krøllalfa") for before in "([" for after in ")]"))
"""How the sign in an e-mail address is written, so that machines shall not know it too."""
_EMAIL = re.compile(
    rf"(?<![\w.+-])(?P<local>[\w.+-]{{1,64}})(?:{_BLANK}?(?:{'|'.join(map(re.escape, _AT))}){_BLANK}?)"
    r"(?P<domain>(?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24})"
)
_NAME = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*\d*")


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first; a star stands for up to 15 letters."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\*", r"[^\W\d_]{0,15}") for word in longest_first)


def listed(name: str) -> tuple[str, ...]:
    """Return a list of words of ``data/people.yml``."""
    return tuple(map(str, read_data("people")[name]))


def apart(stretches: Iterable[Stretch], taken: Iterable[Stretch]) -> list[Stretch]:
    """Return the stretches of a text, in the order they come, that share no sign with ``taken`` or one before them."""
    stretches, taken = list(stretches), list(taken)
    covered = bytearray(max((end for _, end in (*stretches, *taken)), default=0))
    for start, end in taken:
        covered[start:end] = bytes([1]) * (end - start)
    kept = []
    for start, end in stretches:
        if covered.find(1, start, end) < 0:
            covered[start:end] = bytes([1]) * (end - start)
            kept.append((start, end))
    return kept


@lru_cache(maxsize=8)
def _may_hold_numbers(text: str) -> bool:
    """Say whether it is worth looking for numbers of people in a text: in most stories it is not."""
    return any(not _ISO_DATE.fullmatch(run[0]) for run in _RUN.finditer(_LINK.sub("x", text)))


@lru_cache(maxsize=8)
def national_numbers(text: str) -> tuple[Stretch, ...]:
    """Return where national identity numbers stand: ordinary, D and H numbers, and made-up ones for tests."""
    if not _may_hold_numbers(text):
        return ()
    return tuple(
        (match.start(), match.end("rest"))
        for match in _NATIONAL.finditer(_without_addresses(text))
        if is_national_number(match[0] + re.sub(r"\D", "", match["rest"]))
    )


def is_national_number(figures: str) -> bool:
    """Say whether 11 figures (13 with the century) are a date and an individual number that their check figures fit.

    A D number adds 40 to the day; H numbers and made-up ones add 40, 65 or 80 to the month (Skatteetaten, «Krav og
    retningslinjer for fødselsnummer»).
    """
    if len(figures) == 13:  # noqa: PLR2004 (dd.mm.yyyy and five figures)
        figures = figures[:4] + figures[6:]
    day, month, year = int(figures[:2]), int(figures[2:4]), int(figures[4:6])
    day -= 40 if day > 40 else 0  # noqa: PLR2004
    month -= next((added for added in (80, 65, 40) if month > added), 0)
    try:
        dt.date(1900 + year if year else 2000, month, day)
    except ValueError:
        return False
    return all(
        sum(weight * int(figure) for weight, figure in zip(weights, figures, strict=False)) % 11 == 0
        for weights in (_FIRST_WEIGHTS, _LAST_WEIGHTS)
    )


@lru_cache(maxsize=8)
def telephone_numbers(text: str) -> tuple[Stretch, ...]:
    """Return where telephone numbers stand: eight figures grouped as such, after a cue, or with a country's code."""
    if not _may_hold_numbers(text):
        return ()
    text = _without_addresses(text)
    hits = [match.span() for pattern in (_INTERNATIONAL, _GROUPED) for match in pattern.finditer(text)]
    last = -1
    for match in _FIGURES.finditer(text):
        before = text[max(match.start() - _MOST_BEFORE, 0) : match.start()]
        follows = 0 <= last <= match.start() and _ALSO.fullmatch(text, last, match.start())
        if _is_telephone(match[0]) and (follows or _cue().search(before)):
            hits.append(match.span())
            last = match.end()
    numbers = [hit for hit in hits if not _unit().match(text, hit[1])]
    return tuple(apart(sorted(numbers, key=lambda hit: (hit[0], -hit[1])), national_numbers(text)))


@cache
def _cue() -> re.Pattern[str]:
    """Return what before a number makes it one to ring: a cue and at most three words after it."""
    return re.compile(rf"(?<![^\W_])(?:{any_of(listed('telephone_cues'))})(?![^\W\d_]){_GAP}\Z", re.IGNORECASE)


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(rf"\s{{0,2}}(?:(?:{any_of(listed('units'))})\b|%|,-)", re.IGNORECASE)


def _is_telephone(number: str) -> bool:
    """Say whether eight figures after a cue are grouped as a telephone number, and are no sum and no two years."""
    groups = re.findall(r"\d+", number)
    shape = tuple(map(len, groups))
    is_sum = shape == (2, 3, 3) and groups[-1] == "000"
    return shape in _SHAPES and not is_sum and not _YEARS.fullmatch(number)


def private_emails(text: str) -> list[Stretch]:
    """Return where e-mail addresses of people stand. Those of a place or a task (post@, kontakt@) are not among them.

    A link that is written as its own address counts once.
    """
    found: list[Stretch] = []
    if not _signs_of_emails().find_matches_as_indexes(text):
        return found
    for match in _EMAIL.finditer(_without_addresses(text)):
        again = found and text[found[-1][1] : match.start()] == "](mailto:" and text[slice(*found[-1])] == match[0]
        if not again and _is_private(match["local"].casefold(), match["domain"].casefold()):
            found.append(match.span())
    return apart(found, national_numbers(text))


@cache
def _signs_of_emails() -> AhoCorasick:
    return AhoCorasick(_AT)


@cache
def _role() -> re.Pattern[str]:
    return re.compile(any_of(listed("email_roles")))


def _is_private(local: str, domain: str) -> bool:
    parts = [part for part in re.split(r"[._+]", local) if part]
    if any(_role().fullmatch(piece) for part in parts for piece in (part, *part.split("-"))):
        return False
    is_name = len(parts) > 1 and all(map(_NAME.fullmatch, parts)) and max(map(len, parts)) > 2  # noqa: PLR2004
    return is_name or domain in listed("email_providers")


@lru_cache(maxsize=256)
def mask(text: str) -> str:
    """Return ``text`` with a dot for each figure of a person's number, so that no output repeats it.

    A text for a message may have lost the words around a number: eight figures in a row that are no date are masked
    too, and so is what a link would ring.
    """
    if len(re.findall(r"\d", text)) < _FEWEST_FIGURES:
        return text
    bare = [match.span() for match in _BARE.finditer(_without_addresses(text)) if not _DAY.fullmatch(match[0])]
    links = [match.span() for match in _SENDS.finditer(text)]
    signs = list(text)
    for start, end in (*national_numbers(text), *telephone_numbers(text), *bare, *links):
        signs[start:end] = ["•" if sign.isdigit() else sign for sign in signs[start:end]]
    return "".join(signs)


@lru_cache(maxsize=8)
def _without_addresses(text: str) -> str:
    """Return ``text``, as long as it was, with x for what stands in an address on the web, an ISBN or a DOI."""
    return _ADDRESS.sub(lambda match: "x" * len(match[0]), text)
