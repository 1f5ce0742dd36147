"""The pages of the site as values: where each stands, which template shows it, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from samskapt.addresses import COLLECTIONS
from samskapt.courses import package_address
from samskapt.messages import say
from samskapt.overview.pages import overview_pages
from samskapt.style_page import style_view
from samskapt.views import STORIES, Views, story_address, term_address, translation_address
from samskapt.views_booklet import BOOKLET, booklet_view
from samskapt.views_cite import cite_view, withdrawn_reference
from samskapt.views_collections import collection_links, collection_view
from samskapt.views_data import data_pages
from samskapt.views_embed import embed_moved, embed_pages, embed_view
from samskapt.views_finder import finder_steps
from samskapt.views_like_mine import LIKE_MINE, like_mine_view
from samskapt.views_likeness import related_by_words
from samskapt.views_list import TAKE, plain_pages, take_view
from samskapt.views_story import story_view
from samskapt.views_syntheses import SYNTHESES, synthesis_address, synthesis_links, synthesis_view
from samskapt.views_write import write_page
from samskapt.write_links import WRITE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from samskapt.model import Library, Story, Translation, Unfinished, Withdrawn
    from samskapt.output import Needs
    from samskapt.settings import Site

RULES = "om/regler/"
STYLE = "om/utforming/"


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``address`` is relative to the site's root: "" is the front page, the others end in a slash."""

    address: str
    template: str
    title: str
    show: Callable[[], Mapping[str, Any]] = field(repr=False)
    """Makes what the page shows: when it is asked for, in the process that writes the page."""
    description: str = ""
    changed: str = ""
    """The date of the last change, where it is known."""
    hidden: bool = False
    """Whether search engines should pass it by."""
    language: str = ""
    """The language of the whole page, where it is not the site's."""
    beside: tuple[str, str] | None = None
    """The hue and the place on the picture that other sites show beside a link to the page, where it has its own."""

    needs: Needs = None

    @property
    def view(self) -> Mapping[str, Any]:
        """What the page shows."""
        return self.show()


def site_pages(library: Library, site: Site) -> Iterator[Page]:
    """Yield every page that is made from the library."""
    language, strings = site.language, site.strings
    views = Views(library, site)
    _ = views.derived.alike  # worked out once, for all processes that make pages
    rules_lang = "nb" if language == "nn" else ""  # the rules' own sentences are in bokmål and English
    rules = _ready(rules=site.rules, lang=rules_lang)
    yield Page(RULES, "rules.html", strings["rules_title"], rules, strings["rules_lead"], needs=())
    for rule in site.rules:
        shown = _ready(rule=rule, lang=rules_lang)
        yield Page(f"{RULES}{rule.name}/", "rule.html", rule.title, shown, rule.why, needs=())
    yield Page("", "home.html", strings["site_title"], views.home, strings["site_description"])
    yield Page(STORIES, "stories.html", strings["stories_title"], views.story_list, strings["stories_lead"])
    yield from _plain_list(views)
    write = partial(write_page, views)
    yield Page(WRITE, "write.html", strings["write_title"], write, strings["write_description"])
    yield Page(TAKE, "take.html", strings["offline_take"], partial(take_view, views), strings["carry_lead"])
    style = partial(style_view, views, site.tokens)
    yield Page(STYLE, "style.html", strings["style_title"], style, strings["style_lead"])
    yield from (_story(views, story) for story in library.stories)
    yield from _translations(views)
    for address, title, view in finder_steps(views):
        yield Page(address, "finder.html", title, view, strings["finder_lead"])
    like_mine = partial(like_mine_view, views)
    yield Page(LIKE_MINE, "like-mine.html", strings["like_title"], like_mine, strings["like_lead"])
    for address, template, title, made, lead in (*overview_pages(views), *data_pages(views)):
        yield Page(address, template, title, _ready(**made), lead)
    for gone in library.withdrawn:
        yield Page(story_address(gone.slug), "withdrawn.html", gone.title, partial(_gone, views, gone), hidden=True)
    across = _ready(syntheses=synthesis_links(library.syntheses))
    yield Page(SYNTHESES, "syntheses.html", strings["across_title"], across, strings["across_lead"])
    for synthesis in library.syntheses:
        view = partial(synthesis_view, views, synthesis)
        yield Page(synthesis_address(synthesis), "synthesis.html", synthesis.title, view, synthesis.summary)
    yield from _collections(library, views)
    for facet in library.vocabulary.facets.values():
        terms = partial(views.facet, facet)
        yield Page(f"{facet.address}/", "facet.html", facet.plural.in_language(language), terms, facet.definition)
        for term in facet.terms.values():
            title = term.label.in_language(language)
            view = partial(views.term, facet, term)
            yield Page(term_address(facet, term.id), "term.html", title, view, term.definition)
    yield from _elsewhere(library, views)
    if site.unfinished:
        for draft in library.unfinished:
            yield Page(story_address(draft.slug), "unfinished.html", draft.title, partial(_unfinished, views, draft))


def _plain_list(views: Views) -> Iterator[Page]:
    """Yield the pages of the plain list of all stories."""
    strings = views.strings
    for address, number, view in plain_pages(views):
        title = strings["stories_plain_part" if number > 1 else "stories_plain"].format(number=number)
        yield Page(address, "plain-list.html", title, view, strings["stories_plain_lead"])


def _story(views: Views, story: Story, translation: Translation | None = None) -> Page:
    """Return the page of a story, or of a ``translation`` of it."""
    words = translation.story if translation else story
    return Page(
        translation_address(translation) if translation else story_address(story.slug),
        "story.html",
        words.title,
        partial(story_view, views, story, translation),
        words.summary,
        (translation.translated if translation else story.reviewed or story.published).isoformat(),
        language=views.language if translation else "",
        beside=(words.co_creation_type, views.place(words)),
        needs=partial(_story_needs, views, story),
    )


def _story_needs(views: Views, story: Story) -> tuple[object, ...] | None:
    related = [other.slug for other in views.told(story.related)]
    short = views.library.addresses.numbers.get(story_address(story.slug))
    return views.site.unchanged(story.slug, *related, also=(short, related_by_words(views, story)))


def _gone(views: Views, gone: Withdrawn) -> Mapping[str, Any]:
    """Return what the page of a story shows that has been withdrawn."""
    cite = cite_view(views, withdrawn_reference(gone, views.site), files=False)
    return {"reason": gone.reason, "date": views.date(gone.date), "cite": cite}


def _unfinished(views: Views, draft: Unfinished) -> Mapping[str, Any]:
    return views.unfinished(draft, list(_said(draft, views.language)))


def _collections(library: Library, views: Views) -> Iterator[Page]:
    """Yield the pages of collections: for those who take part, and for the one who leads."""
    strings = views.strings
    listed = _ready(collections=collection_links(library.collections))
    yield Page(COLLECTIONS, "collections.html", strings["collections_title"], listed, strings["collections_lead"])
    for one in library.collections:
        view = collection_view(views, one)
        embed = embed_view(views.site, view["address"], one.title)
        view |= {"package": package_address(one.slug) if views.site.base else "", "embed": embed}
        show, leader = _ready(**view), f"{strings['leader_title']}: {one.title}"
        yield Page(view["address"], "collection.html", one.title, show, one.summary, changed=one.written.isoformat())
        yield Page(view["leader"], "leader.html", leader, show, strings["leader_lead"])
        booklet = partial(booklet_view, views, one)
        yield Page(f"{view['address']}{BOOKLET}", "booklet.html", one.title, booklet, hidden=True)


def _elsewhere(library: Library, views: Views) -> Iterator[Page]:
    """Yield the cards for other sites, and a page for each address that leads to another.

    Search engines pass both by, and follow their canonical addresses.
    """
    for address, title, view, needs in embed_pages(views):
        yield Page(address, "embed.html", title, view, hidden=True, needs=needs)
    titles = {story_address(one.slug): one.title for one in library.stories}
    titles |= {story_address(one.slug): one.title for one in library.withdrawn}
    titles |= {f"{COLLECTIONS}{one.slug}/": one.title for one in library.collections}
    for address, to in (*library.addresses.moved.items(), *embed_moved(library)):
        shown = {"to": to, "title": titles.get(to, to)}
        yield Page(address, "moved.html", "", _ready(**shown), hidden=True, needs=(shown,))


def _translations(views: Views) -> Iterator[Page]:
    """Yield the pages of translations, each in its own language where the interface has words in it."""
    spoken = {language: views.in_language(language) for language in views.site.words}
    for one in views.library.translations:
        yield _story(spoken.get(one.story.language, views), views.derived.by_slug[one.story.slug], one)


def _ready(**view: object) -> Callable[[], Mapping[str, Any]]:
    """Return what gives a view that has been made already, or takes no time to make."""
    return lambda: view


def _said(story: Unfinished, language: str) -> Iterator[Mapping[str, Any]]:
    """Yield what stands in the way of a story, in words."""
    for diagnostic in story.said:
        said = say(diagnostic, "en" if language == "en" else "nb")
        yield {"line": diagnostic.span.line, "message": said.message, "hint": said.hint}
