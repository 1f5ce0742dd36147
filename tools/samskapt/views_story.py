"""What the page of a story shows, in the language of the original or of a translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale
from markupsafe import Markup

from samskapt import derive
from samskapt.citations import Citations
from samskapt.pictures import SIZES, with_pictures
from samskapt.render_body import render_sections
from samskapt.structured import structured
from samskapt.views import story_address, translation_address
from samskapt.views_cite import cite_view, story_reference
from samskapt.views_collections import collections_with, short_address
from samskapt.views_embed import embed_view
from samskapt.views_likeness import related_by_words
from samskapt.views_participation import participation_view
from samskapt.views_reuse import reuse_view
from samskapt.views_syntheses import synthesis_links

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samskapt.model import Library, Story, Translation
    from samskapt.views import View, Views


def story_view(views: Views, story: Story, translation: Translation | None = None) -> View:
    """Return everything that the page of a story shows, or that of a ``translation`` of it."""
    words = translation.story if translation else story
    cited = Citations()
    sections = list(_sections(views, words, cited, "../" if translation else ""))
    address = translation_address(translation) if translation else story_address(story.slug)
    view = {
        **views.card(words),
        "address": address,
        "slug": story.slug,
        "facts": [fact for fact in _facts(views, words) if fact["values"]],
        "sections": sections,
        "participation": participation_view(views, story.actors, story.participation),
        "sources": [_source(views, story, number, cited) for number in range(1, len(story.sources) + 1)],
        "across": synthesis_links(one for one in views.library.syntheses if story.slug in one.stories),
        "courses": collections_with(views, story.slug),
        "cite": cite_view(views, story_reference(story, views.site)),
        "embed": None if translation else embed_view(views.site, address, story.title),
        "short": short_address(views, story_address(story.slug)),
        "related": [_related(views, story, other) for other in views.told(story.related)],
        "alike": related_by_words(views, story),
        "reuse": reuse_view(views, story, "../" if translation else ""),
        "told_by": views.term_link("told_by", story.told_by),
        "by_editors": story.told_by == "redaksjonen",
        "minutes": derive.reading_minutes(words),
        "known_as_of": views.moment(story.period.known_as_of),
        "published": views.date(story.published),
        "reviewed": views.date(story.reviewed) if story.reviewed else "",
        "review_by": derive.review_by(story).isoformat(),
        "image": _image(views, words, "../" if translation else ""),
        "languages": _languages(views, story, address),
        "translated": views.date(translation.translated) if translation else "",
        "outdated": translation is not None and translation.outdated,
        "original": {"title": story.title, "lang": story.language, "address": story_address(story.slug)},
    }
    return {**view, "structured": structured(words, view, views.strings["site_title"], views.site.base)}


def _image(views: Views, story: Story, up: str) -> View | None:
    """Return the picture at the head of a story, with what a browser needs to fetch it and to keep room for it."""
    image = story.image
    if image is None:
        return None
    picture = views.site.pictures[story.slug][image.file]
    sources = picture.sources(up)
    return {"src": f"{up}{picture.src}", "of": image, "size": picture, "srcset": sources, "sizes": SIZES}


def translation_addresses(library: Library) -> dict[str, str]:
    """Return the addresses of all translations, by «slug/language»."""
    return {f"{one.story.slug}/{one.story.language}": translation_address(one) for one in library.translations}


def _languages(views: Views, story: Story, here: str) -> list[View]:
    """Return the languages that a story can be read in, each by its own name; none where there is only one."""
    translations = views.derived.translations.get(story.slug, ())
    addresses = {story.language: story_address(story.slug)}
    addresses |= {one.story.language: translation_address(one) for one in translations}
    return [
        {
            "lang": lang,
            "label": (Locale(lang).get_display_name() or lang).capitalize(),
            "address": address,
            "here": address == here,
        }
        for lang, address in addresses.items()
        if translations
    ]


def _facts(views: Views, story: Story) -> Iterable[View]:
    def fact(label: str, *values: View) -> View:
        return {"label": views.strings[label], "values": list(values)}

    def terms(facet: str, names: Iterable[str]) -> list[View]:
        return [views.term_link(facet, name) for name in names if name]

    yield fact("fact_place", {"label": views.place(story)})
    yield fact("fact_period", {"label": views.period(story.period)})
    yield fact("fact_arena", *terms("arena", story.arena))
    yield fact("fact_actors", *terms("actors", story.actors))
    yield fact("fact_type", *terms("co_creation_type", [story.co_creation_type]))
    yield fact("fact_role", *terms("role", [story.role]))
    yield fact("fact_level", *terms("level", [story.level]))
    yield fact("fact_life_phase", *terms("life_phase", story.life_phase))
    yield fact("fact_result", *terms("result", [story.result]))
    yield fact("fact_told_by", *terms("told_by", [story.told_by]))


def _sections(views: Views, story: Story, cited: Citations, up: str) -> Iterable[View]:
    html = render_sections(story.body, up)
    where = derive.sections_by_kind(story, views.vocabulary)
    pictures = views.site.pictures.get(story.slug, {})
    for kind in views.vocabulary.sections.values():
        yield {
            "id": kind.id,
            "heading": kind.title(story.language),
            "critical": kind.critical,
            "html": Markup(with_pictures(cited.mark(html[where[kind.id]]), pictures, up)),  # noqa: S704 (cleaned by render_body)
            "outcomes": _outcomes(views, story, cited) if kind.id == "kom-ut" else [],
        }


def _outcomes(views: Views, story: Story, cited: Citations) -> list[View]:
    return [
        {
            "outcome": views.term_link("outcomes", claim.outcome),
            "says": claim.says,
            "evidence": views.term_link("evidence", claim.evidence),
            "sources": [{"number": number, "id": cited.cite(number)} for number in claim.source],
        }
        for claim in story.outcomes
    ]


def _related(views: Views, story: Story, other: Story) -> View:
    """Return a related story on its card, with what the two have in common in words."""
    why = [
        views.strings[f"related_{facet}"].format(
            terms=", ".join(views.term_link(facet, name)["label"] for name in names)
        )
        for facet, names in derive.in_common(story, other).items()
    ]
    return {**views.card(other), "why": " ".join(why[:2]) or views.strings["related_chosen"]}


def _source(views: Views, story: Story, number: int, cited: Citations) -> View:
    source = story.sources[number - 1]
    return {
        "number": number,
        "title": source.title,
        "by": ", ".join(part for part in (source.author, source.publisher, source.year) if part),
        "url": source.url,
        "archive": source.archive,
        "back": cited.places[number],
        "read": views.strings.get(f"read_{source.read}", ""),
    }
