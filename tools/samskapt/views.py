"""Makes what the templates show: small, ready dicts, with no look-ups and no sorting left to do.

Addresses are relative to the site's root and end in a slash. ``Markup`` marks the only texts that are HTML already:
sections of a story, which ``render_body`` has cleaned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.dates import format_date
from markupsafe import Markup

from samskapt import derive
from samskapt.citations import Citations
from samskapt.pictures import sized
from samskapt.render_body import render_sections
from samskapt.structured import structured

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from samskapt.kinds import Moment
    from samskapt.model import Library, Story, Unfinished
    from samskapt.settings import Site
    from samskapt.vocabulary import Facet, Term, Vocabulary

View = dict[str, Any]

STORIES = "fortellinger/"
_YEAR, _MONTH = 4, 7


class Views:
    """Makes views of one library in one language of the site (nb, nn or en)."""

    def __init__(self, library: Library, site: Site) -> None:
        """Take the library, and how the site is to be made."""
        self.library = library
        self.vocabulary: Vocabulary = library.vocabulary
        self.site = site
        self.language = site.language
        self.strings = site.strings
        self.locale = Locale.parse("en_GB" if site.language == "en" else site.language)
        self.by_term = derive.stories_by_term(library)
        self.by_slug = {story.slug: story for story in library.stories}

    def home(self) -> View:
        """Return what the front page shows, the chosen stories first."""
        first = [self.by_slug[slug] for slug in self.site.chosen if slug in self.by_slug]
        newest = [story for story in derive.newest(self.library) if story not in first]
        return {
            "chosen": [self.card(story) for story in first],
            "count": len(self.library.stories),
            "arenas": [term for term in self.terms("arena") if term["count"]],
            "types": self.terms("co_creation_type"),
            "outcomes": [term for term in self.terms("outcomes") if term["count"]],
            "stories": [self.card(story) for story in newest[: 3 if first else 6]],
        }

    def story_list(self) -> View:
        """Return what ``/fortellinger/`` shows: every story, in Norwegian order."""
        return {
            "stories": [self.card(story) for story in self.library.stories],
            "facets": [self._facet_link(facet) for facet in self.vocabulary.facets.values()],
        }

    def card(self, story: Story) -> View:
        """Return a story on a card: where, who, what kind, in one sentence, and what was hard."""
        hard = derive.sections_by_kind(story, self.vocabulary)["vanskelig"]
        return {
            "title": story.title,
            "address": story_address(story.slug),
            "summary": story.summary,
            "lang": self._other_language(story.language),
            "place": self._place(story),
            "type": self.term_link("co_creation_type", story.co_creation_type),
            "result": self.term_link("result", story.result),
            "arenas": [self.term_link("arena", name) for name in story.arena],
            "hard": derive.opening(story.body.sections[hard]),
        }

    def story(self, story: Story) -> View:
        """Return everything that the page of a story shows."""
        cited = Citations()
        sections = self._sections(story, cited)
        view = {
            **self.card(story),
            "slug": story.slug,
            "facts": [fact for fact in self._facts(story) if fact["values"]],
            "sections": sections,
            "participation": [
                {
                    "phase": self.term_link("phase", part.phase),
                    "actors": [self.term_link("actors", name) for name in part.actors],
                    "say": self.term_link("say", part.say),
                }
                for part in story.participation
            ],
            "outcomes": next(section["outcomes"] for section in sections if section["id"] == "kom-ut"),
            "sources": [self._source(story, number, cited) for number in range(1, len(story.sources) + 1)],
            "related": [self._related(story, self.by_slug[slug]) for slug in story.related if slug in self.by_slug],
            "told_by": self.term_link("told_by", story.told_by),
            "by_editors": story.told_by == "redaksjonen",
            "minutes": derive.reading_minutes(story),
            "known_as_of": self._moment(story.period.known_as_of),
            "published": self.date(story.published),
            "reviewed": self.date(story.reviewed) if story.reviewed else "",
            "review_by": derive.review_by(story).isoformat(),
            "image": story.image,
            "image_size": self.site.pictures.get(story.slug, {}).get(story.image.file) if story.image else None,
        }
        return {**view, "structured": structured(story, view, self.strings["site_title"], self.site.base)}

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
            "stories": [self.card(story) for story in self.by_term.get((facet.id, term.id), ())],
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
                {"heading": section.heading.text if section.heading else "", "html": Markup(html)}  # noqa: S704
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
            "count": len(self.by_term.get((facet, name), ())),
            "situation": term.extra.get("situation", ""),
            "driver": term.extra.get("driver", ""),
            "answer": term.extra.get("result", ""),
            "definition": term.definition,
        }

    def terms(self, facet: str) -> list[View]:
        """Return the terms of a facet as links, in its own order."""
        return [self.term_link(facet, name) for name in self.vocabulary.facets[facet].terms]

    def _facet_link(self, facet: Facet) -> View:
        return {"id": facet.id, "label": facet.plural.in_language(self.language), "address": f"{facet.address}/"}

    def _facts(self, story: Story) -> Iterable[View]:
        def fact(label: str, *values: View) -> View:
            return {"label": self.strings[label], "values": list(values)}

        def terms(facet: str, names: Iterable[str]) -> list[View]:
            return [self.term_link(facet, name) for name in names if name]

        yield fact("fact_place", {"label": self._place(story)})
        yield fact("fact_period", {"label": self._period(story)})
        yield fact("fact_arena", *terms("arena", story.arena))
        yield fact("fact_actors", *terms("actors", story.actors))
        yield fact("fact_type", *terms("co_creation_type", [story.co_creation_type]))
        yield fact("fact_role", *terms("role", [story.role]))
        yield fact("fact_level", *terms("level", [story.level]))
        yield fact("fact_life_phase", *terms("life_phase", story.life_phase))
        yield fact("fact_result", *terms("result", [story.result]))
        yield fact("fact_told_by", *terms("told_by", [story.told_by]))

    def _sections(self, story: Story, cited: Citations) -> list[View]:
        html = render_sections(story.body)
        where = derive.sections_by_kind(story, self.vocabulary)
        sizes = self.site.pictures.get(story.slug, {})
        return [
            {
                "id": kind.id,
                "heading": kind.title(story.language),
                "critical": kind.critical,
                "html": Markup(sized(cited.mark(html[where[kind.id]]), sizes)),  # noqa: S704 (cleaned by render_body)
                "outcomes": self._outcomes(story, cited) if kind.id == "kom-ut" else [],
            }
            for kind in self.vocabulary.sections.values()
        ]

    def _outcomes(self, story: Story, cited: Citations) -> list[View]:
        return [
            {
                "outcome": self.term_link("outcomes", claim.outcome),
                "says": claim.says,
                "evidence": self.term_link("evidence", claim.evidence),
                "sources": [{"number": number, "id": cited.cite(number)} for number in claim.source],
            }
            for claim in story.outcomes
        ]

    def _related(self, story: Story, other: Story) -> View:
        """Return a related story on its card, with what the two have in common in words."""
        why = [
            self.strings[f"related_{facet}"].format(
                terms=", ".join(self.vocabulary.term(facet, name).label.in_language(self.language) for name in names)
            )
            for facet, names in derive.in_common(story, other).items()
        ]
        return {**self.card(other), "why": " ".join(why[:2]) or self.strings["related_chosen"]}

    def _source(self, story: Story, number: int, cited: Citations) -> View:
        source = story.sources[number - 1]
        return {
            "number": number,
            "title": source.title,
            "by": ", ".join(part for part in (source.author, source.publisher, source.year) if part),
            "url": source.url,
            "archive": source.archive,
            "back": cited.places[number],
            "read": self.strings.get(f"read_{source.read}", ""),
        }

    def _origin(self, of: Facet | Term) -> View:
        document = self.vocabulary.documents[of.source.document]
        return {
            "title": document.title,
            "by": f"{document.author}, {document.year}",
            "place": of.source.place,
        }

    def _place(self, story: Story) -> str:
        place = story.place
        country = "" if place.country == "NO" else str(self.locale.territories.get(place.country, place.country))
        municipality = "" if place.municipality in place.name else place.municipality
        text = ", ".join(part for part in (place.name, municipality, country) if part)
        return text[:1].upper() + text[1:]

    def _period(self, story: Story) -> str:
        start, end = story.period.start, story.period.end
        if start is None and end is None:
            return self.strings["not_known"]
        first = self._moment(start) if start else "?"
        return f"{first}–{self._moment(end)}" if end else self.strings["since"].format(date=first)

    def _moment(self, moment: Moment) -> str:
        form = {_YEAR: "y", _MONTH: "MMMM y"}.get(len(moment.text), "d. MMMM y")
        return format_date(moment.first_day, form, self.locale)

    def date(self, date: dt.date) -> str:
        """Return a date in words."""
        return format_date(date, "long", self.locale)

    def _other_language(self, language: str) -> str:
        """Return the language of a text for a ``lang`` attribute, "" where it is the site's own."""
        return "" if language == self.language else language


def story_address(slug: str) -> str:
    """Return the address of a story."""
    return f"{STORIES}{slug}/"


def term_address(facet: Facet, term: str) -> str:
    """Return the address of a term."""
    return f"{facet.address}/{term}/"
