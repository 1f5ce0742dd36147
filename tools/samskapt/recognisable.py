"""Recognises in running text what lets readers know one person again: where they live, a child's age, an illness.

Pure: text in, passages out. The words are data, in ``data/people.yml``, and every pattern is linear (see ``people``).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick

from samskapt.people import any_of, apart, listed, national_numbers, telephone_numbers
from samskapt.prose import sentences
from samskapt.registers import read_data
from samskapt.sieve import folded, that_hold, without

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_LETTER = r"[^\W\d_]"
_BLANK = r"[ \n\u00a0\u202f]"
_CAPITAL = r"[A-ZÆØÅÄÖÜÁČĐÉŊŠŦŽ]"
_FIGURE = re.compile(r"\d")
_PLAIN = bytes(sign for sign in range(0x80) if not chr(sign).isdigit())
_UNDER_AGE = 18
_SCHOOL_AGE = 6
_TEENS = 13

_HOUSE = re.compile(
    rf"(?<![\w-])(?P<before>(?:{_CAPITAL}[\w.'’-]{{1,30}}+{_BLANK}){{0,3}})(?P<last>{_LETTER}[\w'’-]{{0,30}}+\.?)"
    rf"{_BLANK}(?P<number>\d{{1,3}}(?:{_BLANK}?[A-Ha-h]|[A-Za-z])?(?:[-–/]\d{{1,3}})?)(?![\w%])"
)
# What shows that a number in words counts nothing: «en gutt på fem, som …»
_ALONE = re.compile(r"(?=\s*(?:[.,;:!?)»]|$|(?:og|som|med|frå|fra|har|er|var|fikk|fekk)(?!\w)))")
_UNITS = ("år", "year", "måned", "månad", "mnd", "uker", "veker")
_BLANK_AND_FIGURE = re.compile(rf"{_BLANK}\d")
_SUFFIXES = re.compile(r"\s+(?:kommune|sentrum|by)$", re.IGNORECASE)


class Passage(NamedTuple):
    """A stretch of a text that lets readers know somebody again: the kind, the case of it, and words for a message."""

    kind: str
    start: int
    end: int
    case: str = ""
    values: tuple[tuple[str, str], ...] = ()


def passages(text: str, places: tuple[str, ...]) -> tuple[Passage, ...]:
    """Return what in a running text lets somebody be recognised; where two overlap, the more serious one.

    ``places`` are the names of where the story took place (see ``small_places``).
    """
    found = (*_illnesses(text, places), *_children(text), *_homes(text))
    if not found:
        return ()
    numbers = (*national_numbers(text), *telephone_numbers(text))
    kept = set(apart([(one.start, one.end) for one in found], numbers))
    return tuple(one for one in found if (one.start, one.end) in kept)


def worth_reading(texts: Sequence[str], folds: Sequence[str], places: tuple[str, ...]) -> list[int]:
    """Return the indexes of those texts of a story that may hold ``passages``: most do not. ``folds``: them folded."""
    whole = "\n".join(texts)
    near = [place for place in places if place in whole]
    of_children = [index for index in that_hold(_child_parts(), folds) if _may_tell_an_age_in_words(folds[index])]
    near_places = [index for index, text in enumerate(texts) if any(place in text for place in near)] if near else []
    with_figures = [index for index, text in enumerate(texts) if _FIGURE.search(text)] if _has_figure(whole) else []
    return sorted({*of_children, *near_places, *with_figures})


def _has_figure(text: str) -> bool:
    return _FIGURE.search(without(text, _PLAIN)) is not None


def small_places(municipality: str, name: str) -> tuple[str, ...]:
    """Return the names of a story's place by which few can be meant: not the largest cities, and no «several places».

    A municipality with names in two languages gives both, and a name with commas each of its parts.
    """
    parts = re.split(r"\s*[,/;–]\s*|\s-\s", f"{municipality},{name}")
    bare = (_SUFFIXES.sub("", part.strip()) for part in parts)
    large = _large_places()
    return tuple(dict.fromkeys(part for part in bare if part[:1].isupper() and part.casefold() not in large))


@cache
def _large_places() -> frozenset[str]:
    return frozenset(place.casefold() for place in listed("large_places"))


def _homes(text: str) -> Iterator[Passage]:
    """Yield streets with the number of a house: «Storgata 5», «Karl Johans gate 22 B»."""
    if not _BLANK_AND_FIGURE.search(text):
        return
    for match in _HOUSE.finditer(text):
        before, last = match["before"].split(), match["last"].casefold()
        is_one_word = match["last"][0].isupper() and _street().fullmatch(last) and not _no_street().match(last)
        is_named = before and (before[-1][-1] in "se" or before[0].casefold() in listed("street_firsts"))
        is_more = last in listed("street_words") and is_named
        if (is_one_word or is_more) and not _counts().match(text, match.end()):
            start = match.start("last") if is_one_word else match.start()
            yield Passage("street", start, match.end())


@cache
def _street() -> re.Pattern[str]:
    return re.compile(rf"{_LETTER}[\w'’-]+(?:{any_of(listed('street_endings'))})")


@cache
def _no_street() -> re.Pattern[str]:
    return re.compile(any_of(listed("not_streets")))


@cache
def _counts() -> re.Pattern[str]:
    """Return what shows that the figure before it counts something, or is an ordinal, a time or a part of a number."""
    return re.compile(
        rf"\.?{_BLANK}?(?:{any_of(listed('measures'))})(?!\w)|\.{_BLANK}(?-i:[a-zæøå])|[.,:]\d|[-–/]\w"
        rf"|{_BLANK}\d{{1,3}}(?!\d)|{_BLANK}?%",
        re.IGNORECASE,
    )


def _children(text: str) -> Iterator[Passage]:
    """Yield every child with an age: «gutt på 14», «jente (9)», «en 12-åring», «en åtte år gammel gutt»."""
    fold = folded(text)
    if not (_may_tell_of_a_child(fold) and _may_tell_an_age(fold) and _age_hint().search(text)):
        return
    last = 0
    found = [match for part, pattern in _child_patterns() if part in fold for match in pattern.finditer(text)]
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        age = _age(match["age"])
        if match.start() < last or age >= _UNDER_AGE or not _is_one_child(match):
            continue
        last = match.end()
        case = "small" if age < _SCHOOL_AGE else "school" if age < _TEENS else "teen"
        if match.groupdict().get("months"):
            case = "small"
        yield Passage("child", *match.span(), case, (("text", match[0]),))


def _may_tell_an_age(fold: str) -> bool:
    """Rule out most texts that tell no age, in a hundredth of the time that it takes to look for one."""
    return _FIGURE.search(fold) is not None or _may_tell_an_age_in_words(fold)


def _may_tell_an_age_in_words(fold: str) -> bool:
    alone = len(_ages_alone())
    hits = _ages_in_words().find_matches_as_indexes(fold, overlapping=True)
    return any(which >= alone or _ALONE.match(fold, end) for which, _, end in hits)


@cache
def _ages_in_words() -> AhoCorasick:
    """Return what finds numbers in words that may be ages: after a link, in brackets, or before what they count."""
    counting = [f"{age}{sign}{unit}" for age in _ages() for sign in ("", " ", "-") for unit in _UNITS]
    return AhoCorasick([*_ages_alone(), *(f"({age}" for age in _ages()), *counting])


@cache
def _ages_alone() -> tuple[str, ...]:
    adverbs = ("", *(f"{adverb} " for adverb in listed("age_adverbs")))
    return tuple(f"{link} {adverb}{age}" for link in listed("age_links") for adverb in adverbs for age in _ages())


def _may_tell_of_a_child(fold: str) -> bool:
    """Rule out most texts that tell of no child."""
    return bool(_child_parts().find_matches_as_indexes(fold))


@cache
def _child_parts() -> AhoCorasick:
    """Return what finds in a text that tells of a child at least one word."""
    words = {word.replace("*", "") for word in ("åring", "barn", *listed("children"), *listed("children_with_article"))}
    return AhoCorasick(sorted(words))


@cache
def _age_hint() -> re.Pattern[str]:
    """Return what all texts with an age hold and few others do, so that most are done with at once."""
    in_words = any_of(_ages())
    return re.compile(
        rf"(?<!\d)(?:\d|1[0-7])(?!\d)|(?<!\w)(?:års?|years?)(?!\w)|åring|årig|(?:på|of|aged)\s(?:{in_words})(?!\w)",
        re.IGNORECASE,
    )


def _age(text: str) -> int:
    # a Turkish ı passes for an i in a pattern, and what is spelt so is no number of ours
    return int(text) if text.isdigit() else _ages().get(text.casefold(), _UNDER_AGE)


@cache
def _ages() -> Mapping[str, int]:
    ages = read_data("people")["ages"]
    return {word: int(str(age)) for word, age in ages.items()} if isinstance(ages, dict) else {}


def _is_one_child(match: re.Match[str]) -> bool:
    """Say whether the word in a match is a child in the singular; some words need an article to be."""
    word, said = match.groupdict().get("child"), match.groupdict()
    if word is None or _child().fullmatch(word):
        return True
    many = (said.get("between") or "").strip().casefold() in listed("collectives")
    return bool(said.get("article")) and not many and _child_with_article().fullmatch(word) is not None


@cache
def _child() -> re.Pattern[str]:
    return re.compile(any_of(listed("children")), re.IGNORECASE)


@cache
def _child_with_article() -> re.Pattern[str]:
    return re.compile(any_of(listed("children_with_article")), re.IGNORECASE)


@cache
def _child_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the ways to tell a child's age, each with what a text must hold for it."""
    in_words = any_of(_ages())
    article = rf"(?<!\w)(?P<article>{any_of(listed('articles'))})\s"
    child = rf"(?<!\w)(?P<child>{_LETTER}{{2,25}}+)"
    age = rf"(?P<age>\d{{1,2}}|{in_words})"
    whose = rf"(?:\s(?:{any_of(listed('possessives'))}))?"
    about = rf"(?:(?:{any_of(listed('age_adverbs'))})\s)?"
    years = r"\s?(?:år|års|years?|(?P<months>måneder|månader|mnd|uker|veker))(?!\w)"
    not_age = rf"(?!\s(?:{any_of(listed('not_an_age'))})(?!\w))"
    counts = rf"(?!\w|[-–,.:]\w|{_BLANK}?%|\.?\s(?:{any_of(listed('measures'))})(?!\w)|\.\s(?-i:[a-zæøå]))"
    old = rf"(?:\sgam{_LETTER}{{2,4}})?"
    links, verbs = any_of(listed("age_links")), any_of(listed("age_verbs"))
    so_old = rf"(?:{years}|(?<=\d){counts}|(?<!\d){_ALONE.pattern})"
    known = rf"(?P<child>{any_of(listed('children'))})(?!\w)"
    one_more = rf"(?:{_LETTER}{{1,20}}+\s)?"
    patterns = (
        # en gutt på 14, sønnen deres på fem år, et lite barn på tre
        (
            "",
            rf"(?:{article}(?P<between>{one_more}))?{child}{whose}\s(?:{links})\s{about}{age}{so_old}",
        ),
        ("alder", rf"{child}{whose}\si\s{age}-?års-?alder(?:en)?(?!\w)"),
        # jente (9), jenta (9 år)
        ("(", rf"{child}{whose},?\s?\({age}(?:{years})?\)"),
        # gutt, 14 år; sønnen er 14 år
        ("", rf"{child}{whose}(?:,?\s|,?\s(?:som\s)?(?:{verbs})\s){about}{age}{years}{old}{not_age}"),
        # en liten femåring, 12-åringen; but a «tenåring» is no ten years old
        ("åring", rf"{article}{one_more}{one_more}(?!ten){age}-?åring(?:en)?(?!\w)"),
        ("åring", rf"(?<![\w–-])(?!ten){age}-?åringen(?!\w)"),
        # en åtte år gammel gutt, 12-årige jenta, a 9-year-old boy
        (
            "",
            rf"(?<![\w–-]){age}(?:\sår\sgam{_LETTER}{{2,4}}|-?årige?|-års|[\s-]years?[\s-]old)\s{one_more}{known}",
        ),
        # et fem år gammelt fosterbarn; «gamle barn» are many
        ("barn", rf"(?<![\w–-]){age}\sår\sgam(?:melt|malt|alt)\s{one_more}{_LETTER}{{0,15}}barn(?!\w)"),
    )
    return tuple((part, re.compile(pattern, re.IGNORECASE)) for part, pattern in patterns)


def _illnesses(text: str, places: tuple[str, ...]) -> Iterator[Passage]:
    """Yield the stretch of each sentence that tells of one person, names a small place and has a diagnosis."""
    if not (any(place in text for place in places) and _diagnosis().search(text)):
        return
    where = re.compile(rf"(?<!\w)(?:{any_of(places)})s?(?!\w)")
    for start, end in sentences(text):
        hits = [pattern.search(text, start, end) for pattern in (where, _person(), _diagnosis())]
        if all(hits):
            place, person, diagnosis = (hit for hit in hits if hit)
            first, last = min(hit.start() for hit in hits if hit), max(hit.end() for hit in hits if hit)
            values = (("diagnosis", diagnosis[0]), ("person", person[0]), ("place", place[0]))
            yield Passage("illness", first, last, "", values)


@cache
def _person() -> re.Pattern[str]:
    article = any_of(listed("articles"))
    with_article = rf"(?:{article})\s(?:{_LETTER}{{1,20}}+\s){{0,2}}(?:{any_of(listed('persons'))})"
    alone = rf"(?!(?:{any_of(listed('not_persons'))})(?!\w))(?:{any_of(listed('persons_alone'))})"
    return re.compile(rf"(?<!\w)(?:{with_article}|{alone})(?!\w)", re.IGNORECASE)


@cache
def _diagnosis() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(listed('diagnoses'))})(?!\w)", re.IGNORECASE)
