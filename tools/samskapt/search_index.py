"""Builds the search index over the stories. The only module that knows Pagefind.

Pagefind is given the stories' articles, not whole pages: menus and facts boxes are nothing to search in.
"""

from __future__ import annotations

import asyncio
import re
from html import escape
from typing import TYPE_CHECKING

from pagefind.index import IndexConfig, PagefindIndex

from samskapt import derive
from samskapt.render_body import render_sections
from samskapt.views import story_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from samskapt.model import Library, Story
    from samskapt.vocabulary import Vocabulary

ONE_LANGUAGE = "nb"
"""All stories go into one index, whatever their language, so that one search finds them all."""

_REFERENCE = re.compile(r'<sup class="ref">.*?</sup>')
_NOT_SHIPPED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")


def build_index(library: Library, site: Path) -> None:
    """Write ``pagefind/`` into ``site``, an index of the library's stories; RuntimeError if Pagefind could not."""
    documents = ((story_address(story.slug), document(story, library.vocabulary)) for story in library.stories)
    target = site / "pagefind"
    asyncio.run(_index(documents, target))
    for pattern in _NOT_SHIPPED:
        for file in target.glob(pattern):
            file.unlink()


def document(story: Story, vocabulary: Vocabulary) -> str:
    """Return a story as the HTML document that is indexed: title, summary, text, and hidden words to find it by."""
    hidden = ", ".join(derive.synonyms_of(story, vocabulary))
    return "".join(
        (
            f'<html lang="{ONE_LANGUAGE}"><head>',
            f'<meta data-pagefind-meta="alias[content]" content="{escape(hidden)}"></head><body>',
            f'<h1 data-pagefind-meta="title">{escape(story.title)}</h1>',
            f'<p data-pagefind-weight="5">{escape(story.summary)}</p>',
            *_text(story, vocabulary),
            "</body></html>",
        )
    )


def _text(story: Story, vocabulary: Vocabulary) -> Iterator[str]:
    html = render_sections(story.body)
    for kind, index in derive.sections_by_kind(story, vocabulary).items():
        title = vocabulary.sections[kind].title(story.language)
        yield f'<h2 id="{kind}" data-pagefind-ignore>{escape(title)}</h2>{_REFERENCE.sub("", html[index])}'
    for outcome in story.outcomes:
        yield f"<p>{escape(outcome.says)}</p>"


async def _index(documents: Iterable[tuple[str, str]], target: Path) -> None:
    config = IndexConfig(output_path=str(target), force_language=ONE_LANGUAGE)
    async with PagefindIndex(config=config) as index:
        for address, html in documents:
            await index.add_html_file(content=html, url=f"/{address}")
