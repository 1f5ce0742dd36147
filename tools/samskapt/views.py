"""Makes what the templates show: small, ready dicts, with no look-ups and no sorting left to do.

Addresses are relative to the site's root and end in a slash. ``Markup`` marks the only texts that are HTML already:
sections of a story, which ``render_body`` has cleaned.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.dates import format_date
from markupsafe import Markup

from samskapt import choices, derive, likeness
from samskapt.pictures import with_pictures
from samskapt.render_body import render_sections
from samskapt.views_gathered import gathered
from samskapt.views_list import list_view
from samskapt.views_syntheses import synthesis_links
from samskapt.write_links import write_address

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from samskapt.choices import Way
    from samskapt.kinds import Moment
    from samskapt.likeness import Like
    from samskapt.model import Library, Period, Reuse, Story, Translation, Unfinished
    from samskapt.settings import Site
    from samskapt.vocabulary import Facet, Term, Vocabulary

View = dict[str, Any]

STORIES = "fortellinger/"
_YEAR, _MONTH = 4, 7


class Derived:
    """What is worked out of a library once, in whatever languages its site is."""

    def __init__(self, library: Library) -> None:
        """Take the library."""
        self.library = library
        self.by_term = derive.stories_by_term(library)
        self.by_slug = {story.slug: story for story in library.stories}
        self.translations = derive.translations_by_slug(library)

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """The ways to choose on the find page."""
        return choices.ways(self.library)

    @cached_property
    def carried(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """What each story can be chosen by, by its slug and the id of the way."""
        return choices.carried(self.library)

    @cached_property
    def alike(self) -> Mapping[str, tuple[Like, ...]]:
        """The stories that are most like each story in words and terms, by slug."""
        return likeness.alike(self.library.stories)


class Views:
    """Makes views of one library in one language of the site (nb, nn or en)."""

    def __init__(self, library: Library, site: Site, derived: Derived | None = None) -> None:
        """Take the library, how the site is to be made, and what has been worked out for another language."""
        self.library = library
        self.vocabulary: Vocabulary = library.vocabulary
        self.site = site
        self.language = site.language
        self.strings = site.strings
        self.locale = Locale.parse("en_GB" if site.language == "en" else site.language)
        self.derived = derived or Derived(library)

    def in_language(self, language: str) -> Views:
        """Return the same in another language of the site."""
        return Views(self.library, self.site.in_language(language), self.derived)

    def home(self) -> View:
        """Return what the front page shows, the chosen stories first."""
        first = self.told(self.site.chosen)
        newest = [story for story in derive.newest(self.library) if story not in first]
        return {
            "chosen": [self.card(story) for story in first],
            "count": len(self.library.stories),
            "arenas": [term for term in self.terms("arena") if term["count"]],
            "types": self.terms("co_creation_type"),
            "outcomes": [term for term in self.terms("outcomes") if term["count"]],
            "stories": [self.card(story) for story in newest[: 3 if first else 6]],
            "across": synthesis_links(self.library.syntheses),
        }

    def story_list(self) -> View:
        """Return what ``/fortellinger/`` shows: every story, in Norwegian order."""
        return {
            "list": list_view(self, self.library.stories),
            "facets": [self._facet_link(facet) for facet in self.vocabulary.facets.values()],
        }

    def card(self, story: Story) -> View:
        """Return a story on a card: where, who, what kind, in one sentence, and what was hard."""
        hard = derive.sections_by_kind(story, self.vocabulary)["vanskelig"]
        return {
            "title": story.title,
            "address": story_address(story.slug),
            "summary": story.summary,
            "lang": self.other_language(story.language),
            "place": self.place(story),
            "type": self.term_link("co_creation_type", story.co_creation_type),
            "result": self.term_link("result", story.result),
            "arenas": [self.term_link("arena", name) for name in story.arena],
            "hard": derive.opening(story.body.sections[hard]),
            "tried": len(story.reuse),
        }

    def facet(self, facet: Facet) -> View:
        """Return what the page of a facet shows: its terms, in groups where it has them."""
        groups = facet.groups or (None,)
        return {
            "id": facet.id,
            "label": facet.plural.in_language(self.language),
            "definition": facet.definition,
            "source": self._origin(facet),
            "groups": [
                {
                    "label": group.label.in_language(self.language) if group else "",
                    "definition": group.definition if group else "",
                    "terms": [
                        {**self.term_link(facet.id, term.id), "definition": term.definition}
                        for term in facet.terms.values()
                        if group is None or term.extra.get("group") == group.id
                    ],
                }
                for group in groups
            ],
        }

    def term(self, facet: Facet, term: Term) -> View:
        """Return what the page of a term shows."""
        return {
            "id": term.id,
            "label": term.label.in_language(self.language),
            "definition": term.definition,
            "situation": term.extra.get("situation", ""),
            "source": self._origin(term),
            "facet": self._facet_link(facet),
            "synonyms": list(term.synonyms),
            "write": write_address((facet.id, term.id)),
            "list": list_view(self, self.derived.by_term.get((facet.id, term.id), ()), (facet.id, term.id)),
            "gathered": gathered(self, self.derived.by_term.get((facet.id, term.id), ())),
            "across": synthesis_links(one for one in self.library.syntheses if term.id in one.about.get(facet.id, ())),
            "neighbours": [
                self.term_link(facet.id, other.id)
                for other in facet.terms.values()
                if other is not term and other.extra.get("group") == term.extra.get("group")
            ],
        }

    def unfinished(self, story: Unfinished, said: Iterable[Mapping[str, Any]]) -> View:
        """Return a story as its writer sees it before it can be published, with what still stands in the way."""
        return {
            "draft": story.draft,
            "summary": story.fields.get("summary", ""),
            "said": list(said),
            "sections": [
                {"heading": section.heading.text if section.heading else "", "html": Markup(with_pictures(html, {}))}  # noqa: S704
                for section, html in zip(story.body.sections, render_sections(story.body), strict=False)
                if html
            ],
        }

    def term_link(self, facet: str, name: str) -> View:
        """Return a term as a link: label, address, id, and how many stories carry it."""
        term = self.vocabulary.term(facet, name)
        return {
            "id": name,
            "label": term.label.in_language(self.language),
            "address": term_address(self.vocabulary.facets[facet], name),
            "count": len(self.derived.by_term.get((facet, name), ())),
            "situation": term.extra.get("situation", ""),
            "driver": term.extra.get("driver", ""),
            "answer": term.extra.get("result", ""),
            "definition": term.definition,
        }

    def told(self, slugs: Iterable[str]) -> list[Story]:
        """Return the stories of some slugs, those that are published."""
        return [self.derived.by_slug[slug] for slug in slugs if slug in self.derived.by_slug]

    def carrying(self, *terms: tuple[str, str]) -> list[Story]:
        """Return the stories that carry all of some terms, each a facet and an id."""
        first, *others = terms
        held = [{story.slug for story in self.derived.by_term.get(term, ())} for term in others]
        return [story for story in self.derived.by_term.get(first, ()) if all(story.slug in slugs for slugs in held)]

    def terms(self, facet: str) -> list[View]:
        """Return the terms of a facet as links, in its own order."""
        return [self.term_link(facet, name) for name in self.vocabulary.facets[facet].terms]

    def _facet_link(self, facet: Facet) -> View:
        return {"id": facet.id, "label": facet.plural.in_language(self.language), "address": f"{facet.address}/"}

    def _origin(self, of: Facet | Term) -> View:
        document = self.vocabulary.documents[of.source.document]
        return {
            "title": document.title,
            "by": f"{document.author}, {document.year}",
            "place": of.source.place,
        }

    def place(self, of: Story | Reuse) -> str:
        """Return where a story, or a reuse of it, took place, in words."""
        return derive.place_of(of, self.locale)

    def country(self, code: str) -> str:
        """Return the name of a country by its two letters."""
        return str(self.locale.territories.get(code.upper(), code.upper()))

    def moment(self, moment: Moment) -> str:
        """Return a year, a month or a day in words."""
        form = {_YEAR: "y", _MONTH: "MMMM y"}.get(len(moment.text), "d. MMMM y")
        return format_date(moment.first_day, form, self.locale)

    def period(self, period: Period) -> str:
        """Return when something went on, in words."""
        if period.start is None and period.end is None:
            return self.strings["not_known"]
        first = self.moment(period.start) if period.start else "?"
        return f"{first}–{self.moment(period.end)}" if period.end else self.strings["since"].format(date=first)

    def date(self, date: dt.date) -> str:
        """Return a date in words."""
        return format_date(date, "long", self.locale)

    def other_language(self, language: str) -> str:
        """Return the language of a text for a ``lang`` attribute, "" where it is the site's own."""
        return "" if language == self.language else language


def story_address(slug: str) -> str:
    """Return the address of a story."""
    return f"{STORIES}{slug}/"


def term_address(facet: Facet, term: str) -> str:
    """Return the address of a term."""
    return f"{facet.address}/{term}/"


def translation_address(translation: Translation) -> str:
    """Return the address of a translation: a step below that of the original."""
    return f"{story_address(translation.story.slug)}{translation.story.language}/"
