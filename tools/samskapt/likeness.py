"""Which stories are alike, by the words they use and the terms they carry: TF-IDF and the cosine between stories.

Words stand by their stems. A word of one story only ties nothing together, and one that most stories use tells nothing.
The same library gives the same answer, with no chance in it.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from functools import cache
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

import snowballstemmer

from samskapt.derive import terms_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from samskapt.model import Story

_STEMMERS = {"nb": "norwegian", "nn": "norwegian", "da": "danish", "sv": "swedish", "en": "english"}
_WORD = re.compile(r"[^\W\d_]{4,}")
_ABOUT = ("arena", "co_creation_type", "outcomes", "life_phase", "actors")
_TERM_WEIGHT = 2.0
"""A term that two stories share counts as a word that both use so many times more."""
_OFTEN = 0.5
"""Words in a larger share of the stories of a language tell nothing."""
_RARE = 0.15
"""Words in no larger share of the stories can be given as the reason why two are alike."""
_LONG = 6
"""A shorter word can tie two stories together, but seldom says what they are about."""
_TELLING = 35
"""A reason is among so many of the most telling words of both."""
_KEPT = 80
"""How many of a story's most telling words are looked at."""
_MANY = 100
"""What more stories share does not bring two of them together by itself: all would be compared with all."""
_COMPARED = 60
"""So many of the closest by what few share are compared by all that they share."""


class Like(NamedTuple):
    """A story that is like another: its slug, how like from 0 to 1, and the words that both use most tellingly."""

    slug: str
    score: float
    words: tuple[str, ...]


def alike(stories: Sequence[Story], most: int = 8) -> Mapping[str, tuple[Like, ...]]:
    """Return for each story, by slug, those that are most like it, the closest first."""
    words = {story.slug: Counter(_words(story)) for story in stories}
    counted = {story.slug: _telling(_tokens(story, words[story.slug])) for story in stories}
    common = _common(stories, counted)
    in_stories = Counter(token for counts in counted.values() for token in counts)
    vectors = {
        story.slug: _vector(counted[story.slug], in_stories, common[story.language], len(stories)) for story in stories
    }
    holders: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for slug, vector in vectors.items():
        for token, weight in vector.items():
            holders[token].append((slug, weight))
    rare = frozenset(token for token, count in in_stories.items() if count <= max(2, _RARE * len(stories)))
    found: dict[str, tuple[Like, ...]] = {}
    for story in stories:
        mine = vectors[story.slug]
        near = _near(story.slug, mine, holders)
        scores = {other: _cosine(mine, vectors[other]) for other in near}
        ranked = sorted(scores.items(), key=lambda one: (-round(one[1], 9), one[0]))[:most]
        forms = _forms(story, words[story.slug], rare)
        found[story.slug] = tuple(Like(other, score, _shared(mine, vectors[other], forms)) for other, score in ranked)
    return found


def _near(slug: str, vector: Mapping[str, float], holders: Mapping[str, Sequence[tuple[str, float]]]) -> list[str]:
    """Return the stories worth a comparison: those that are closest by what few enough share."""
    scores: dict[str, float] = defaultdict(float)
    for token, weight in vector.items():
        if len(holders[token]) <= _MANY:
            for other, theirs in holders[token]:
                scores[other] += weight * theirs
    scores.pop(slug, None)
    return nsmallest(_COMPARED, scores, key=lambda other: (-round(scores[other], 9), other))


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return how alike two vectors of length 1 are, from 0 to 1."""
    return sum(weight * other[token] for token, weight in one.items() if token in other)


def _shared(mine: Mapping[str, float], theirs: Mapping[str, float], forms: Mapping[str, str]) -> tuple[str, ...]:
    """Return the three long words that tell most of both stories, as the first one writes them; fewer if need be."""
    both = [one for one in {*_heaviest(mine)} & {*_heaviest(theirs)} if len(forms.get(one, "")) >= _LONG]
    telling = sorted(both, key=lambda token: (-mine[token] * theirs[token], token))
    return tuple(forms[token] for token in telling[:3])


def _heaviest(vector: Mapping[str, float]) -> list[str]:
    """Return the words of a story that tell most: ``vector`` has the heaviest first."""
    return [token for token in vector if ":" not in token][:_TELLING]


def _telling(counts: Counter[str]) -> Counter[str]:
    """Return the terms of a story, and the words that it uses more than once: one alone may be there by chance."""
    return Counter({token: count for token, count in counts.items() if ":" in token or count > 1})


def _common(stories: Sequence[Story], counted: Mapping[str, Counter[str]]) -> Mapping[str, frozenset[str]]:
    """Return the words that most stories of a language use, by language: they tell of the language alone."""
    found: dict[str, frozenset[str]] = {}
    for language in {story.language for story in stories}:
        own = [counted[story.slug] for story in stories if story.language == language]
        held = Counter(token for counts in own for token in counts if ":" not in token)
        found[language] = frozenset(
            token for token, count in held.items() if len(own) > 1 and count > _OFTEN * len(own)
        )
    return found


def _vector(
    counts: Counter[str], in_stories: Mapping[str, int], common: frozenset[str], total: int
) -> dict[str, float]:
    """Return the weights of a story's most telling words and terms, as a vector of length 1."""
    weights = {
        token: (1 + math.log(count)) * math.log(total / in_stories[token]) * (_TERM_WEIGHT if ":" in token else 1)
        for token, count in counts.items()
        if in_stories[token] > 1 and token not in common
    }
    kept = dict(sorted(weights.items(), key=lambda one: (-one[1], one[0]))[:_KEPT])
    length = math.sqrt(sum(weight * weight for weight in kept.values())) or 1.0
    return {token: weight / length for token, weight in kept.items()}


def _tokens(story: Story, words: Mapping[str, int]) -> Counter[str]:
    """Return how often a story uses the stem of each of its words, and the terms that it carries."""
    found: Counter[str] = Counter()
    for word, count in words.items():
        found[_stem(_STEMMERS[story.language], word)] += count
    for facet, terms in terms_of(story).items():
        if facet in _ABOUT:
            found.update(f"{facet}:{term}" for term in terms)
    return found


def _words(story: Story) -> Iterator[str]:
    for text in (story.title, story.summary, *(section.text for section in story.body.sections)):
        yield from (word.lower() for word in _WORD.findall(text))


@cache
def _stemmer(name: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(name)


@cache
def _stem(name: str, word: str) -> str:
    return str(_stemmer(name).stemWord(word))


def _forms(story: Story, words: Mapping[str, int], rare: frozenset[str]) -> Mapping[str, str]:
    """Return how a story writes each of its ``rare`` words most often, by its stem."""
    found: dict[str, str] = {}
    for word in sorted(words, key=lambda word: (-words[word], word)):
        stem = _stem(_STEMMERS[story.language], word)
        if stem in rare:
            found.setdefault(stem, word)
    return found
