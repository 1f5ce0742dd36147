"""What ``search/`` holds beside Pagefind's index, as sorted values: facets, titles, texts, known words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samskapt import choices, derive
from samskapt.norwegian import bare, fold, groups, key
from samskapt.scaffold import slug_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from babel import Locale

    from samskapt.choices import Way
    from samskapt.model import Library, Story
    from samskapt.search_text import SearchText

_LEAST = 3
"""Shorter words are no parts of others, and too near each other to guess which one was meant."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A text to search in: of the story with that number in the library; ``address`` is a translation's, else ""."""

    number: int
    story: Story
    address: str

    @property
    def key(self) -> str:
        """What the text is called while the index is built."""
        return f"{self.story.slug}/{self.story.language}"


def ids_in(data: Mapping[str, Any], entries: Iterable[Entry]) -> dict[str, str]:
    """Return Pagefind's name for each text as a ``stories_file`` of the same texts gives them, by the texts' keys."""
    names, *columns = data["texts"]
    known = dict(zip(zip(*columns, strict=True), names.split(), strict=True))
    return {entry.key: known[entry.number, entry.address, entry.story.language] for entry in entries}


def stories_file(library: Library, entries: Sequence[Entry], ids: Mapping[str, str], locale: Locale) -> dict[str, Any]:
    """Return all that choosing, counting and sorting needs, and the group of each word that has others like it.

    Stories and texts stand in columns, which pack better: those of stories are slugs («» where it follows from the
    title), titles, places, dates, and terms by facet, the numbers of those in ``facets``. Texts are the names that
    Pagefind gave them, in one line; the number of the story, the address and the language.
    """
    ways, carried = choices.ways(library), choices.carried(library)
    stories = [entry.story for entry in entries if not entry.address]
    texts = sorted((ids[entry.key], entry.number, entry.address, entry.story.language) for entry in entries)
    return {
        "facets": [[way.address, way.terms] for way in ways],
        "stories": [
            ["" if story.slug == slug_of(story.title) else story.slug for story in stories],
            [story.title for story in stories],
            [derive.place_of(story, locale) for story in stories],
            [story.published.isoformat() for story in stories],
            [_terms(ways, carried[story.slug]) for story in stories],
        ],
        "texts": [" ".join(text[0] for text in texts), *([text[part] for text in texts] for part in (1, 2, 3))],
        "groups": _groups(),
    }


def _terms(ways: Iterable[Way], carried: Mapping[str, Sequence[str]]) -> list[list[int]]:
    return [sorted(way.terms.index(term) for term in carried[way.id]) for way in ways]


def _groups() -> list[str]:
    """Return the keys of the words of each group, in one line: words by comma, those of several words with spaces."""
    return [",".join(sorted({" ".join(map(key, member.split())) for member in group})) for group in groups()]


def shown(entry: Entry, library: Library) -> dict[str, Any]:
    """Return what the card says of one text."""
    story = entry.story
    hard = derive.sections_by_kind(story, library.vocabulary)["vanskelig"]
    return {
        "title": story.title,
        "lang": story.language,
        "summary": story.summary,
        "hard": derive.opening(story.body.sections[hard]),
        **({"tried": len(story.reuse)} if story.reuse else {}),
    }


def text_file(entry: Entry, text: SearchText, library: Library) -> dict[str, Any]:
    """Return the words of one text, for what is shown of it: the card, and the words around a hit.

    ``ends`` says where each zone ends among ``words``; ``helps`` the place of the word that each helping word is for.
    """
    helps = [place for _, _, place in text.helping]
    return {**shown(entry, library), "words": " ".join(text.words), "ends": text.ends, "helps": helps}


def words_file(known: Iterable[str]) -> str:
    """Return every word that can be searched for, folded, in order and in one line, to guess at misspelt ones by.

    ``known`` are the bare words of all texts.
    """
    found = set(known)
    found |= {bare(word) for group in groups() for member in group for word in member.split()}
    return " ".join(sorted({fold(word) for word in found if len(word) >= _LEAST and not word.isdigit()}))
