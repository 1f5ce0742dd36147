"""What follows from a library and nothing else: the same in, the same out, with no clock and no disk."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from samskapt.text import norwegian_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from babel import Locale

    from samskapt.body import Section
    from samskapt.model import Library, Reuse, Story, Synthesis, Translation
    from samskapt.vocabulary import Vocabulary

_ABOUT = ("arena", "co_creation_type", "outcomes", "life_phase")
_WORDS_A_MINUTE = 180
_ENDED = re.compile(r"[.?!:;,…–][»”\"')\]]*$")
_SENTENCE_END = re.compile(r"(?<=[.!?»])\s+(?=[A-ZÆØÅ«–])")


def terms_of(story: Story) -> Mapping[str, tuple[str, ...]]:
    """Return the terms a story carries, by facet, each once and in the order of the story."""
    carried = {
        "arena": story.arena,
        "actors": story.actors,
        "co_creation_type": (story.co_creation_type,),
        "outcomes": tuple(outcome.outcome for outcome in story.outcomes),
        "result": (story.result,),
        "life_phase": story.life_phase,
        "role": (story.role,),
        "level": (story.level,) if story.level else (),
        "phase": tuple(part.phase for part in story.participation),
        "say": tuple(part.say for part in story.participation),
        "evidence": tuple(outcome.evidence for outcome in story.outcomes),
        "told_by": (story.told_by,),
    }
    return {facet: tuple(dict.fromkeys(terms)) for facet, terms in carried.items()}


def stories_by_term(library: Library) -> Mapping[tuple[str, str], tuple[Story, ...]]:
    """Return the stories that carry each term, by facet and term, in the library's order."""
    index: dict[tuple[str, str], list[Story]] = defaultdict(list)
    for story in library.stories:
        for facet, terms in terms_of(story).items():
            for term in terms:
                index[facet, term].append(story)
    return {key: tuple(stories) for key, stories in index.items()}


def translations_by_slug(library: Library) -> Mapping[str, tuple[Translation, ...]]:
    """Return the translations of each story that has any, by the story's slug, in the library's order."""
    index: dict[str, list[Translation]] = defaultdict(list)
    for one in library.translations:
        index[one.story.slug].append(one)
    return {slug: tuple(translations) for slug, translations in index.items()}


def newest(library: Library) -> tuple[Story, ...]:
    """Return the stories, the last published first, and those of one day in Norwegian order."""
    by_title = sorted(library.stories, key=lambda story: norwegian_key(story.title))
    return tuple(sorted(by_title, key=lambda story: story.published, reverse=True))


def later_stories(synthesis: Synthesis, library: Library) -> tuple[Story, ...]:
    """Return the stories within the theme of a synthesis that came after it was written, and that it does not name."""
    return tuple(
        story
        for story in library.stories
        if story.published > synthesis.written
        and story.slug not in synthesis.stories
        and any(set(terms) & set(synthesis.about.get(facet, ())) for facet, terms in terms_of(story).items())
    )


def sections_by_kind(story: Story, vocabulary: Vocabulary) -> Mapping[str, int]:
    """Return where in ``story.body.sections`` each kind of section stands, by the kind's id."""
    titles = {kind.title(story.language): kind.id for kind in vocabulary.sections.values()}
    return {
        titles[section.heading.text]: index
        for index, section in enumerate(story.body.sections)
        if section.heading is not None and section.heading.text in titles
    }


def opening(section: Section, least: int = 60, most: int = 180) -> str:
    """Return the first sentences of a section: enough to say something, cut at a word beyond ``most`` signs."""
    text = ""
    for sentence in _SENTENCE_END.split(in_a_row(section)):
        text = f"{text} {sentence}".strip()
        if len(text) >= least:
            break
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def place_of(one: Story | Reuse, locale: Locale) -> str:
    """Return where a story or a reuse of it took place, in its own words, and another country in a language."""
    place = one.place
    country = "" if place.country == "NO" else str(locale.territories.get(place.country, place.country))
    municipality = "" if place.municipality in place.name else place.municipality
    text = ", ".join(part for part in (place.name, municipality, country) if part)
    return text[:1].upper() + text[1:]


def in_a_row(section: Section) -> str:
    """Return the text of a section in one line; what stands in lists without a sign after it gets one."""
    lines = [line for line in (" ".join(part.split()) for part in section.text.split("\n")) if line]
    following = [*lines[1:], ""]
    return " ".join(
        line if _ENDED.search(line) else f"{line}{';' if next_line and not next_line[0].isupper() else '.'}"
        for line, next_line in zip(lines, following, strict=True)
    )


def reading_minutes(story: Story) -> int:
    """Return how many minutes the text takes at an unhurried pace, one at least."""
    return max(1, round(sum(section.words for section in story.body.sections) / _WORDS_A_MINUTE))


def review_by(story: Story) -> dt.date:
    """Return the day after which the story should have been gone through anew."""
    since = story.reviewed or story.published
    year, month = divmod(since.month - 1 + story.review_within, 12)
    last = calendar.monthrange(since.year + year, month + 1)[1]
    return since.replace(year=since.year + year, month=month + 1, day=min(since.day, last))


def in_common(story: Story, other: Story) -> Mapping[str, tuple[str, ...]]:
    """Return the terms that two stories share and that say what they are about, by facet, the closest ties first."""
    mine, theirs = terms_of(story), terms_of(other)
    shared = {facet: tuple(term for term in mine[facet] if term in theirs[facet]) for facet in _ABOUT}
    return {facet: terms for facet, terms in shared.items() if terms}


def synonyms_of(story: Story, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the labels and synonyms of the terms that say what a story is about, for the search to find it by.

    Actors are left out: most stories have most of them, and their synonyms would find everything.
    """
    found: dict[str, None] = {}
    for facet, terms in terms_of(story).items():
        if facet in _ABOUT:
            for name in terms:
                term = vocabulary.term(facet, name)
                found.update(dict.fromkeys((term.label.nb, term.label.nn, term.label.en, *term.synonyms)))
    return tuple(found)
