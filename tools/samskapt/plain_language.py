"""The list of words that plain language does without (``data/plain_language.yml``), and where they stand in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from samskapt import prose
from samskapt.fields import LANGUAGES
from samskapt.kinds import Choice, Several, Slug, Text, Texts
from samskapt.records import Field, Need, Reading, Record, Records, read_record
from samskapt.sieve import that_hold
from samskapt.vocabulary import Origin
from samskapt.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

_FILE = Path(__file__).parent / "data" / "plain_language.yml"

OF_PEOPLE = frozenset({"receiver", "label", "lack"})
REASONS = (*sorted(OF_PEOPLE), "office", "jargon", "big", "detour", "loose")
"""Why a word is on the list: each is a case of the rule ``plain-word``, where its sentences stand."""

# «og ikke klienter»: who says what people are not, has thought of it already. The same holds for the word as a word.
_REFUSED = re.compile(
    r"\b(?:(?:og|men|er|var|ble|blei|vart|som|is|are|was|were|and|but|as) (?:ikke|ikkje|aldri|not|never)(?: \w+)?"
    r"|ingen|stedet for|staden for|enn|framfor|fremfor|instead of|than)$",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(
    r"\b(?:kalle[rs]?|kalt|kalla|kallar|kallast|heter|heiter|såkalte?|såkalla|ordet|begrepet|uttrykket|omgrepet"
    r"|called|so-called|the word|the term)$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfr(?:a|å|om)$", re.IGNORECASE)
_TO = re.compile(r"\s+(?:til|to)\b", re.IGNORECASE)
_DEED = re.compile(r"mot\s+å\b", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"([^\W\d_][\w-]*)\s+(?:for|mot|om)\s+$")
_COMPANY = re.compile(r"(?:\s+[\w-]+){0,3}\s+(?:AS|ASA|SA|BA|ANS|DA|KF|IKS|HF|Ltd|Inc)\b")
_NEARBY = 60
"""How many signs before and after a word are read to understand it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Words that mean the same, what to write instead, why, and the languages of the stories in which it holds.

    ``words`` are forms or phrases: ``*`` at the end of a word stands for any ending, a space for any white space.
    """

    words: tuple[str, ...]
    instead: tuple[str, ...]
    reason: str
    languages: tuple[str, ...]
    source: Origin | None = None


class Hit(NamedTuple):
    """A word of the list, and its offsets in a text."""

    entry: Entry
    start: int
    end: int


_ENTRY = (
    Field("words", Texts(1)),
    Field("instead", Texts(1)),
    Field("reason", Choice(*REASONS)),
    Field("languages", Several(Choice(*LANGUAGES), 1)),
    Field("source", Record(Origin, (Field("document", Slug()), Field("place", Text()))), Need.NEVER),
)


@cache
def entries() -> tuple[Entry, ...]:
    """Return the whole list in its order; ValueError with file and line for an entry that is not written right."""
    yaml = read_yaml(_FILE.read_text(encoding="utf-8"))
    reading = Reading(yaml.places)
    fields = read_record(yaml.values, (), (Field("entries", Records(Entry, _ENTRY, 1)),), reading)
    for finding in (*yaml.findings, *reading.findings):
        raise ValueError(f"{_FILE}:{finding.span.line}: {finding.rule} {dict(finding.values)}")
    return tuple(fields["entries"])


class _Phrase(NamedTuple):
    """One form or phrase of the list, and its place in it."""

    order: int
    entry: Entry
    pattern: re.Pattern[str]


class _Phrases(NamedTuple):
    """The list for a language. ``cores`` finds the longest part of each phrase without a star: few texts hold any."""

    cores: AhoCorasick
    by_core: Sequence[Sequence[_Phrase]]


@cache
def _phrases(language: str) -> _Phrases:
    by_core: dict[str, list[_Phrase]] = {}
    chosen = [(entry, phrase) for entry in entries() if language in entry.languages for phrase in entry.words]
    for order, (entry, phrase) in enumerate(chosen):
        core = max(phrase.split("*"), key=len)
        by_core.setdefault(core, []).append(_Phrase(order, entry, _pattern(phrase)))
    return _Phrases(AhoCorasick(list(by_core), implementation=Implementation.DFA), list(by_core.values()))


def _pattern(phrase: str) -> re.Pattern[str]:
    """Return a linear pattern for a phrase and the borders around it."""
    forms = re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    return re.compile(rf"(?<![\w-]){forms}(?!\w)", re.IGNORECASE)


def that_may_hold_listed(folds: Iterable[str], language: str) -> list[int]:
    """Return the indexes of those folded texts in which it is worth looking for listed words: mostly of none."""
    return that_hold(_phrases(language).cores, folds)


def listed(text: str, language: str) -> Iterator[Hit]:
    """Yield every listed word of a text, in order; where several phrases fit, the first of them."""
    cores, by_core = _phrases(language)
    folded = " ".join(text.lower().split())
    there = {core for core, _, _ in cores.find_matches_as_indexes(folded, overlapping=True)}
    hits = [
        (m.start(), one.order, m.end(), one)
        for core in there
        for one in by_core[core]
        for m in one.pattern.finditer(text)
    ]
    end = 0
    for start, _, after, phrase in sorted(hits):
        if start >= end:
            end = after
            yield Hit(phrase.entry, start, end)


def find(text: str, language: str, names: Iterable[str] = ()) -> Iterator[Hit]:
    """Yield the listed words that the writer of a passage answers for.

    Left alone is what stands in quotation marks, in an address, in one of ``names`` or in another capitalised name,
    and the words for people that the text itself says no to: «og ikke klienter», «fra klient til kollega».
    """
    hits = list(listed(text, language))
    if not hits:
        return
    own = prose.outside(text, [*prose.quotations(text), *prose.addresses(text), *_stretches(text, names)])
    first = {start for start, _ in prose.sentences(text)}
    for hit in hits:
        if own[hit.start] and not _is_name(text, hit, first) and not _is_held_off(text, hit):
            yield hit


def _stretches(text: str, names: Iterable[str]) -> Iterator[prose.Stretch]:
    """Yield where names stand."""
    for name in names:
        at = text.find(name)
        while at >= 0:
            yield at, at + len(name)
            at = text.find(name, at + len(name))


def _is_name(text: str, hit: Hit, first: Collection[int]) -> bool:
    """Say whether a word is part of a name; a capital alone does not tell at the beginning of a sentence."""
    if text[hit.start].isupper():
        after = text[hit.end : hit.end + _NEARBY]
        return hit.start not in first or after.lstrip()[:1].isupper() or _COMPANY.match(after) is not None
    begins = max(0, hit.start - _NEARBY)
    before = _NAME_BEFORE.search(text[begins : hit.start])
    return before is not None and before[1][0].isupper() and begins + before.start() not in first


def _is_held_off(text: str, hit: Hit) -> bool:
    """Say whether the text speaks of the word itself, says that people are something else, or is not about people."""
    before = " ".join(text[max(0, hit.start - _NEARBY) : hit.start].split())
    if _SPOKEN_OF.search(before):
        return True
    turned = _FROM.search(before) and _TO.match(text, hit.end)
    return hit.entry.reason in OF_PEOPLE and bool(turned or _REFUSED.search(before) or _DEED.match(text, hit.end - 3))
