"""The words that a story is searched by, in a row: its own, each with a weight, and then those that help to find it.

Helping words stand for a word of the story: the same without æøå, the end of a compound, or the group of words that
mean the same. Each knows whose place it takes, so that the page can say which word a story was found by, and the
words themselves are never shown.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale

from samskapt import derive
from samskapt.norwegian import bare, fold, groups_by_keys, key, root, without_accents

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from samskapt.model import Story
    from samskapt.norwegian import Compounds
    from samskapt.vocabulary import Vocabulary

MARK = "ꙮ"
"""Stands around the number of a group: a letter that nobody types, so that no word of a reader's is one of these."""
SPELT = "ꙭ"
"""Stands after a word with æ, ø or å as it is typed by those who have none of them: they find it, as they find all
words that begin as theirs does, but those who look for «ost», the food, find it before «øst»."""
ZONES = {"title": 9.0, "place": 6.0, "summary": 4.0, "outcomes": 1.5, "body": 1.0, "sources": 0.7, "topics": 0.4}
"""The parts of a text in which words are looked for, in order, and how much a word weighs there, at most 10."""
_SPELLING, _PART, _GROUP = 1.0, 0.4, 0.4
"""How much a helping word weighs of what the word weighs whose place it takes."""


@dataclass(frozen=True, slots=True)
class SearchText:
    """The words of a story by zone, and the helping words: (word, weight, place among all the story's words)."""

    zones: tuple[tuple[str, ...], ...]
    helping: tuple[tuple[str, float, int], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All words of the story, zone after zone."""
        return tuple(word for zone in self.zones for word in zone)

    @property
    def ends(self) -> tuple[int, ...]:
        """Where in ``words`` each zone ends."""
        return tuple(sum(map(len, self.zones[: number + 1])) for number in range(len(self.zones)))


def own_words(story: Story, vocabulary: Vocabulary) -> tuple[tuple[str, ...], ...]:
    """Return the words of a story by zone, in the order of ``ZONES``."""
    sections = derive.sections_by_kind(story, vocabulary).values()
    said_by = [(source.title, source.publisher, source.author) for source in story.sources]
    texts = {
        "title": story.title,
        "place": " ".join((story.place.name, story.place.municipality, *_country(story.place.country))),
        "summary": story.summary,
        "outcomes": " ".join(outcome.says for outcome in story.outcomes),
        "body": " ".join(derive.in_a_row(story.body.sections[index]) for index in sections),
        "sources": " ".join(" ".join(dict.fromkeys(part for source in said_by for part in source)).split()),
        "topics": " · ".join(derive.synonyms_of(story, vocabulary)),
    }
    return tuple(tuple(texts[zone].split()) for zone in ZONES)


class Helping(dict[str, tuple[tuple[str, float], ...]]):
    """The words that help to find a word, each with its share of the word's own weight: found when first asked for."""

    def __init__(self, compounds: Compounds) -> None:
        """Take what is known of compounds."""
        super().__init__()
        self._compounds = compounds

    def __missing__(self, word: str) -> tuple[tuple[str, float], ...]:
        """Find what helps to find a word, once whatever its capitals and the signs around it."""
        plain = bare(word)
        self[word] = tuple(dict.fromkeys(_helping(plain, self._compounds))) if word == plain else self[plain]
        return self[word]


def search_text(zones: tuple[tuple[str, ...], ...], known: Helping) -> SearchText:
    """Return the words of a story with the helping words that belong to them, the heaviest first."""
    by_weight: dict[float, list[tuple[int, str]]] = defaultdict(list)
    start = 0
    for weight, words in zip(ZONES.values(), zones, strict=True):
        for place, helping in enumerate(map(known.__getitem__, words), start):
            for one, share in helping:
                by_weight[weight * share].append((place, one))
        for place, group in _in_a_row([*map(key, words)]):
            by_weight[weight * _GROUP].append((start + place, mark(group)))
        start += len(words)
    heaviest = sorted(by_weight.items(), reverse=True)
    return SearchText(zones, tuple((one, weight, place) for weight, some in heaviest for place, one in sorted(some)))


@cache
def mark(group: int) -> str:
    """Return the word that stands for a group of words that mean the same."""
    return f"{MARK}{group}{MARK}"


def _helping(plain: str, compounds: Compounds) -> Iterator[tuple[str, float]]:
    folded = fold(plain)
    if folded != without_accents(plain):
        yield folded + SPELT, _SPELLING
    if not folded.startswith(root(plain)):
        yield root(plain), _PART
    for tail in compounds.tails(plain):
        yield tail, _PART
        if fold(tail) != without_accents(tail):
            yield fold(tail) + SPELT, _PART
        head = plain.removesuffix(tail)
        for part in dict.fromkeys((key(tail), key(head), key(head[:-1]))):
            for group in groups_by_keys().get((part,), ()):
                yield mark(group), _PART * _GROUP
    for group in groups_by_keys().get((key(plain),), ()):
        yield mark(group), _GROUP


def _in_a_row(keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where several words in a row belong to a group to which the first alone does not, and its number, once."""
    known, longest = groups_by_keys(), _longest()
    for place, one in enumerate(keys):
        if one in longest:
            rows = (tuple(keys[place : place + length]) for length in range(2, longest[one] + 1))
            found = {group for row in rows for group in known.get(row, ())}
            yield from ((place, group) for group in found.difference(known.get((one,), ())))


@cache
def _longest() -> Mapping[str, int]:
    """Return how many words the longest member of a group has that begins with a word, by the word's ``key``.

    Words that begin no member of several are left out.
    """
    found: dict[str, int] = {}
    for roots in groups_by_keys():
        found[roots[0]] = max(found.get(roots[0], 0), len(roots))
    return {first: length for first, length in found.items() if length > 1}


def _country(code: str) -> tuple[str, ...]:
    """Return the names of another country than Norway, of which most stories are."""
    names = () if code == "NO" else (Locale(language).territories.get(code, "") for language in ("nb", "nn", "en"))
    return tuple(dict.fromkeys(names))
