"""Which stories are alike, by the words they use and the terms they carry: TF-IDF and the cosine between stories.

Words stand by their stems. A word of one story only ties nothing together, and one that most stories use tells nothing.
The same library gives the same answer, with no chance in it.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

import snowballstemmer

from samskapt.derive import terms_of
from samskapt.workers import share_jobs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
_SAME = 2e-9
"""Scores no farther from each other may be the same but for how they were rounded."""
_COMPARED = 60
"""So many of the closest by what few share are compared by all that they share."""


class Like(NamedTuple):
    """A story that is like another: its slug, how like from 0 to 1, and the words that both use most tellingly."""

    slug: str
    score: float
    words: tuple[str, ...]


def alike(stories: Sequence[Story], most: int = 8) -> Mapping[str, tuple[Like, ...]]:
    """Return for each story, by slug, those that are most like it, the closest first."""
    words = {story.slug: _words(story) for story in stories}
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
    few = {token: held for token, held in holders.items() if len(held) <= _MANY}
    rare = frozenset(token for token, count in in_stories.items() if count <= max(2, _RARE * len(stories)))
    heaviest = {slug: _heaviest(vector) for slug, vector in vectors.items()}

    def closest(story: Story) -> tuple[Like, ...]:
        slug, mine = story.slug, vectors[story.slug]
        scores = _scores(slug, mine, few, vectors)
        ranked = sorted(scores.items(), key=lambda one: (-round(one[1], 9), one[0]))[:most]
        forms = _forms(story, words[slug], heaviest[slug] & rare)
        return tuple(
            Like(other, score, _shared(mine, vectors[other], forms, heaviest[other])) for other, score in ranked
        )

    found = share_jobs([partial(closest, story) for story in stories])
    return dict(zip((story.slug for story in stories), found, strict=True))


def _scores(
    slug: str,
    mine: Mapping[str, float],
    few: Mapping[str, Sequence[tuple[str, float]]],
    vectors: Mapping[str, Mapping[str, float]],
) -> Mapping[str, float]:
    """Return how like a story those are that are worth a comparison: the closest by what few enough share.

    That is the cosine of the vectors, which have length 1. ``few`` has the stories that hold what few share.
    """
    scores: dict[str, float] = defaultdict(float)
    for token, weight in mine.items():
        for other, theirs in few.get(token, ()):
            scores[other] += weight * theirs
    scores.pop(slug, None)
    many = [(token, weight) for token, weight in mine.items() if token not in few]
    return {
        other: scores[other] + sum(weight * theirs[token] for token, weight in many if token in theirs)
        for other in _closest(scores)
        for theirs in (vectors[other],)
    }


def _closest(scores: Mapping[str, float]) -> Sequence[str]:
    """Return the stories with the highest scores, in the order of their slugs where they are as high."""
    if len(scores) <= _COMPARED:
        return [*scores]
    least = sorted(scores.values())[-_COMPARED] - _SAME
    near = [(-round(score, 9), other) for other, score in scores.items() if score >= least]
    return [other for _, other in sorted(near)[:_COMPARED]]


def _shared(
    mine: Mapping[str, float], theirs: Mapping[str, float], forms: Mapping[str, str], telling: Iterable[str]
) -> tuple[str, ...]:
    """Return the three long words that tell most of both stories, as the first one writes them; fewer if need be.

    ``telling`` are the words that tell most of the other.
    """
    both = [token for token in telling if token in forms]
    both.sort(key=lambda token: (-mine[token] * theirs[token], token))
    return tuple(forms[token] for token in both[:3])


def _heaviest(vector: Mapping[str, float]) -> frozenset[str]:
    """Return the words of a story that tell most: ``vector`` has the heaviest first."""
    return frozenset([token for token in vector if ":" not in token][:_TELLING])


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
    found: dict[str, int] = defaultdict(int)
    stems = _stems(_STEMMERS[story.language])
    for word, count in words.items():
        found[stems[word]] += count
    carried = ((facet, terms) for facet, terms in terms_of(story).items() if facet in _ABOUT)
    return Counter({**found, **{f"{facet}:{term}": 1 for facet, terms in carried for term in terms}})


def _words(story: Story) -> Counter[str]:
    """Return how often a story uses each of its words."""
    texts = (story.title, story.summary, *(section.text for section in story.body.sections))
    return Counter(map(str.lower, _WORD.findall("\n".join(texts))))


class _Stems(dict[str, str]):
    """The stems of words, each found when it is first asked for."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._stemmer = snowballstemmer.stemmer(name)

    def __missing__(self, word: str) -> str:
        stem = self[word] = str(self._stemmer.stemWord(word))
        return stem


_stems = cache(_Stems)


def _forms(story: Story, words: Mapping[str, int], wanted: frozenset[str]) -> Mapping[str, str]:
    """Return how a story writes each of the stems ``wanted`` most often, by the stem; those in short words left out."""
    stems = _stems(_STEMMERS[story.language])
    found: dict[str, str] = {}
    for word in sorted((word for word in words if stems[word] in wanted), key=lambda word: (-words[word], word)):
        found.setdefault(stems[word], word)
    return {stem: word for stem, word in found.items() if len(word) >= _LONG}
