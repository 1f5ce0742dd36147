"""Rules on the language of a story: advice only, for a text that everybody can read and nobody is made small by."""

from __future__ import annotations

from bisect import bisect_right
from itertools import chain, islice
from typing import TYPE_CHECKING

from samskapt.diagnostic import Span, advice, found
from samskapt.plain_language import find, listed, that_may_hold_listed
from samskapt.prose import count_words, field_passage, outside, passages, quotations, sentences, weigh, words
from samskapt.sieve import folded, folded_passages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from samskapt.body import Body
    from samskapt.diagnostic import Finding
    from samskapt.prose import Passage
    from samskapt.source import Source
    from samskapt.vocabulary import SectionKind

_HIGHEST_LIX = 45
_LEAST_WORDS = 100
_LONGEST_SENTENCE = 35
_MOST_TOLD = 100
"""A hundred places are enough for any writer, and keep the work small for a text that is no story."""


@advice
def hard_to_read(body: Body, language: str, sections: Mapping[str, SectionKind]) -> Iterator[Finding]:
    """The text is no heavier than a newspaper: a LIX of 45 at most, questions and source references left out.

    Told once, at the heading of the section where there is most to win.
    """
    questions = {kind.title(language) for kind in sections.values() if kind.questions}
    headings = [section.heading for section in body.sections if section.heading]
    lines = [heading.span.line for heading in headings]
    texts: list[list[str]] = [[] for _ in headings]
    for passage in passages(body):
        index = bisect_right(lines, passage.line) - 1
        if index >= 0 and passage.kind != "TableCell" and headings[index].text not in questions:
            texts[index].append(passage.text)
    whole = weigh(*chain.from_iterable(texts))
    if whole.words >= _LEAST_WORDS and whole.lix > _HIGHEST_LIX:
        weights = [weigh(*section) for section in texts]
        # a heavy section of a few words is not where to begin
        long_enough = [index for index, weight in enumerate(weights) if weight.words * len(weights) >= whole.words]
        worst = max(long_enough, key=lambda index: weights[index].lix)
        heading = headings[worst]
        yield found(heading.span, lix=whole.lix, most=_HIGHEST_LIX, title=heading.text, section=weights[worst].lix)


@advice
def long_sentence(source: Source) -> Iterator[Finding]:
    """A sentence can be said in one breath: 35 words at most. One that is mostly quoted is somebody else's."""
    yield from islice(_long_sentences(source), _MOST_TOLD)


@advice
def plain_word(source: Source, language: str) -> Iterator[Finding]:
    """Words are plain, say what people can, and make them participants: see ``data/plain_language.yml``."""
    yield from islice(_listed_words(source, language), _MOST_TOLD)


def _long_sentences(source: Source) -> Iterator[Finding]:
    lines: list[str] = []
    for passage in _own_passages(source):
        text = passage.text
        # so many words, and what stands between them, are at least twice as many signs
        maybe = [(start, end) for start, end in sentences(text) if end - start > 2 * _LONGEST_SENTENCE]
        long = [(start, end) for start, end in maybe if count_words(text[start:end]) > _LONGEST_SENTENCE]
        if not long:
            continue
        lines = lines or source.text.split("\n")
        own = outside(text, quotations(text))
        for start, end in long:
            places = [word.start() for word in words(text, start, end)]
            if 2 * sum(own[place] for place in places) >= len(places):
                yield found(_first_line(passage.at(start, end), lines), count=len(places), most=_LONGEST_SENTENCE)


def _listed_words(source: Source, language: str) -> Iterator[Finding]:
    every = [*_summaries(source), *passages(source.body)]
    folds = [*(folded(summary.text) for summary in _summaries(source)), *folded_passages(source.body)]
    maybe = [every[index] for index in that_may_hold_listed(folds, language)]
    holding = [passage for passage in maybe if not passage.borrowed and any(listed(passage.text, language))]
    names = [name for name in _names(source) if any(listed(name, language))] if holding else []
    for passage in holding:
        for entry, start, end in find(passage.text, language, names):
            word = " ".join(passage.text[start:end].split())
            instead = ", ".join(f"«{other}»" for other in entry.instead)
            yield found(passage.at(start, end), entry.reason, word=word, instead=instead)


def _own_passages(source: Source) -> Iterator[Passage]:
    """Yield what the writer says in words of their own: the summary, and the text without block quotations."""
    yield from _summaries(source)
    yield from (passage for passage in passages(source.body) if not passage.borrowed)


def _summaries(source: Source) -> list[Passage]:
    """Return the summary, or nothing where there is none."""
    summary = field_passage(source, "summary")
    return [summary] if summary else []


def _names(source: Source) -> Iterator[str]:
    """Yield the names that the front matter gives: of the story, its place and its sources."""
    values = source.values
    place, sources = values.get("place"), values.get("sources")
    records = [item for item in [place, *(sources if isinstance(sources, list) else [])] if isinstance(item, dict)]
    for name in (values.get("title"), *(item.get(key) for item in records for key in ("name", "title", "publisher"))):
        if isinstance(name, str) and name.strip():
            yield " ".join(name.split())


def _first_line(span: Span, lines: list[str]) -> Span:
    """Return a span, or as much of it as stands on its first line."""
    if span.line == span.end_line:
        return span
    return Span(span.line, span.column, span.line, len(lines[span.line - 1].rstrip()) + 1)
