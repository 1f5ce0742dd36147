"""What pages show of how they are cited, and the files beside them for programs that keep references."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from samskapt.cite import Organisation, Reference, apa, bibtex, csl, meta_tags, plain, ris
from samskapt.output import Made
from samskapt.views import story_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.model import Library, Story, Withdrawn
    from samskapt.settings import Site
    from samskapt.views import View, Views

FORMATS = {"bib": ("BibTeX", bibtex), "ris": ("RIS", ris), "json": ("CSL-JSON", csl)}
"""The endings of the files, what they are called, and what writes them."""


def story_reference(story: Story, site: Site) -> Reference:
    """Return the reference to a story. Its author is the library, which is who answers for it."""
    name = site.strings["site_title"]
    published = story.published
    return Reference(
        key=story.slug,
        authors=(Organisation(name),),
        title=story.title,
        site=name,
        url=f"{site.base}{story_address(story.slug)}" if site.base else "",
        language=story.language,
        date=(published.year, published.month, published.day),
    )


def withdrawn_reference(gone: Withdrawn, site: Site) -> Reference:
    """Return the reference to a story that is withdrawn: of its dates only that one is left."""
    name = site.strings["site_title"]
    return Reference(
        key=gone.slug,
        authors=(Organisation(name),),
        title=gone.title,
        site=name,
        url=f"{site.base}{story_address(gone.slug)}" if site.base else "",
        language=site.language,
        withdrawn=gone.date,
    )


def cite_view(views: Views, reference: Reference, *, files: bool = True) -> View:
    """Return what the box shows and what stands in the head."""
    text = apa(reference, views.language)
    address = story_address(reference.key)
    return {
        "apa": text,
        "text": plain(text),
        "meta": meta_tags(reference),
        "files": [
            {"label": label, "address": f"{address}{reference.key}.{ending}"} for ending, (label, _) in FORMATS.items()
        ]
        if files
        else [],
    }


def citation_files(library: Library, site: Site) -> Iterator[Made]:
    """Yield each story's files."""
    for story in library.stories:
        reference = story_reference(story, site)
        for ending, (_, write) in FORMATS.items():
            uri = f"{story_address(story.slug)}{story.slug}.{ending}"
            yield Made(uri, partial(write, reference), (reference,))
