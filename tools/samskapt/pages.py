"""The pages of the site as values: where each stands, which template shows it, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from samskapt.addresses import COLLECTIONS
from samskapt.courses import package_address
from samskapt.messages import say
from samskapt.overview.pages import overview_pages
from samskapt.style_page import style_view
from samskapt.views import STORIES, Views, story_address, term_address
from samskapt.views_booklet import BOOKLET, booklet_view
from samskapt.views_cite import cite_view, withdrawn_reference
from samskapt.views_collections import collection_links, collection_view
from samskapt.views_data import data_pages
from samskapt.views_embed import embed_moved, embed_pages, embed_view
from samskapt.views_finder import finder_steps
from samskapt.views_like_mine import LIKE_MINE, like_mine_view
from samskapt.views_list import ALL, TAKE, plain_list, take_view
from samskapt.views_story import story_view
from samskapt.views_syntheses import SYNTHESES, synthesis_address, synthesis_links, synthesis_view
from samskapt.views_write import write_page
from samskapt.write_links import WRITE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from samskapt.model import Library, Unfinished
    from samskapt.settings import Site

RULES = "om/regler/"
STYLE = "om/utforming/"


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``address`` is relative to the site's root: "" is the front page, the others end in a slash."""

    address: str
    template: str
    title: str
    view: Mapping[str, Any] = field(repr=False)
    description: str = ""
    changed: str = ""
    """The date of the last change, where it is known."""
    hidden: bool = False
    """Whether search engines should pass it by."""
    language: str = ""
    """The language of the whole page, where it is not the site's."""


def site_pages(library: Library, site: Site) -> Iterator[Page]:
    """Yield every page that is made from the library."""
    language, strings = site.language, site.strings
    views = Views(library, site)
    rules_lang = "nb" if language == "nn" else ""  # the rules' own sentences are in bokmål and English
    yield Page(
        RULES, "rules.html", strings["rules_title"], {"rules": site.rules, "lang": rules_lang}, strings["rules_lead"]
    )
    for rule in site.rules:
        yield Page(f"{RULES}{rule.name}/", "rule.html", rule.title, {"rule": rule, "lang": rules_lang}, rule.why)
    yield Page("", "home.html", strings["site_title"], views.home(), strings["site_description"])
    yield Page(STORIES, "stories.html", strings["stories_title"], views.story_list(), strings["stories_lead"])
    yield Page(ALL, "plain-list.html", strings["stories_plain"], plain_list(views), strings["stories_plain_lead"])
    yield Page(WRITE, "write.html", strings["write_title"], write_page(views), strings["write_description"])
    yield Page(TAKE, "take.html", strings["offline_take"], take_view(views), strings["carry_lead"])
    yield Page(STYLE, "style.html", strings["style_title"], style_view(views, site.tokens), strings["style_lead"])
    for story in library.stories:
        changed = (story.reviewed or story.published).isoformat()
        yield Page(
            story_address(story.slug), "story.html", story.title, story_view(views, story), story.summary, changed
        )
    yield from _translations(library, site)
    for address, title, view in finder_steps(views):
        yield Page(address, "finder.html", title, view, strings["finder_lead"])
    yield Page(LIKE_MINE, "like-mine.html", strings["like_title"], like_mine_view(views), strings["like_lead"])
    yield from (Page(*page) for page in (*overview_pages(views), *data_pages(views)))
    for gone in library.withdrawn:
        cite = cite_view(views, withdrawn_reference(gone, site), files=False)
        view = {"reason": gone.reason, "date": views.date(gone.date), "cite": cite}
        yield Page(story_address(gone.slug), "withdrawn.html", gone.title, view, hidden=True)
    across = {"syntheses": synthesis_links(library.syntheses)}
    yield Page(SYNTHESES, "syntheses.html", strings["across_title"], across, strings["across_lead"])
    for synthesis in library.syntheses:
        view = synthesis_view(views, synthesis)
        yield Page(synthesis_address(synthesis), "synthesis.html", synthesis.title, view, synthesis.summary)
    yield from _collections(library, views)
    for facet in library.vocabulary.facets.values():
        yield Page(
            f"{facet.address}/",
            "facet.html",
            facet.plural.in_language(language),
            views.facet(facet),
            facet.definition,
        )
        for term in facet.terms.values():
            title = term.label.in_language(language)
            yield Page(term_address(facet, term.id), "term.html", title, views.term(facet, term), term.definition)
    yield from _elsewhere(library, views)
    if site.unfinished:
        for draft in library.unfinished:
            view = views.unfinished(draft, list(_said(draft, language)))
            yield Page(story_address(draft.slug), "unfinished.html", draft.title, view)


def _collections(library: Library, views: Views) -> Iterator[Page]:
    """Yield the pages of collections: for those who take part, and for the one who leads."""
    strings = views.strings
    listed = {"collections": collection_links(library.collections)}
    yield Page(COLLECTIONS, "collections.html", strings["collections_title"], listed, strings["collections_lead"])
    for one in library.collections:
        view = collection_view(views, one)
        embed = embed_view(views.site, view["address"], one.title)
        view |= {"package": package_address(one.slug) if views.site.base else "", "embed": embed}
        yield Page(view["address"], "collection.html", one.title, view, one.summary, changed=one.written.isoformat())
        yield Page(
            view["leader"], "leader.html", f"{strings['leader_title']}: {one.title}", view, strings["leader_lead"]
        )
        yield Page(f"{view['address']}{BOOKLET}", "booklet.html", one.title, booklet_view(views, one), hidden=True)


def _elsewhere(library: Library, views: Views) -> Iterator[Page]:
    """Yield the cards for other sites, and a page for each address that leads to another.

    Search engines pass both by, and follow their canonical addresses.
    """
    for address, title, view in embed_pages(views):
        yield Page(address, "embed.html", title, view, hidden=True)
    titles = {story_address(one.slug): one.title for one in library.stories}
    titles |= {story_address(one.slug): one.title for one in library.withdrawn}
    titles |= {f"{COLLECTIONS}{one.slug}/": one.title for one in library.collections}
    for address, to in (*library.addresses.moved.items(), *embed_moved(library)):
        yield Page(address, "moved.html", "", {"to": to, "title": titles.get(to, to)}, hidden=True)


def _translations(library: Library, site: Site) -> Iterator[Page]:
    """Yield the pages of translations, each in its own language where the interface has words in it."""
    spoken = {one.story.language for one in library.translations} & site.words.keys() | {site.language}
    views = {language: Views(library, site.in_language(language)) for language in spoken}
    originals = {story.slug: story for story in library.stories}
    for one in library.translations:
        words = one.story
        language = words.language if words.language in spoken else site.language
        view = story_view(views[language], originals[words.slug], one)
        changed = one.translated.isoformat()
        yield Page(view["address"], "story.html", words.title, view, words.summary, changed=changed, language=language)


def _said(story: Unfinished, language: str) -> Iterator[Mapping[str, Any]]:
    """Yield what stands in the way of a story, in words."""
    for diagnostic in story.said:
        said = say(diagnostic, "en" if language == "en" else "nb")
        yield {"line": diagnostic.span.line, "message": said.message, "hint": said.hint}
