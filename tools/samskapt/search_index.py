"""Builds the search index over the stories. The only module that knows Pagefind.

Pagefind is given the stories' articles, not whole pages: menus and facts boxes are nothing to search in.
"""

from __future__ import annotations

import re
import subprocess
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pagefind_bin import get_executable

from samskapt import derive
from samskapt.render_body import render_sections
from samskapt.views import story_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.model import Library, Story
    from samskapt.vocabulary import Vocabulary

ONE_LANGUAGE = "nb"
"""All stories go into one index, whatever their language, so that one search finds them all."""

_REFERENCE = re.compile(r'<sup class="ref">.*?</sup>')
_NOT_SHIPPED = (
    "wasm.unknown.pagefind",
    "pagefind-ui.*",
    "pagefind-modular-ui.*",
    "pagefind-component-ui.*",
    "pagefind-highlight.js",
)


def build_index(library: Library, site: Path) -> None:
    """Write ``pagefind/`` into ``site``, an index of the library's stories (none of an empty library).

    RuntimeError if Pagefind could not. The articles are laid out as files for its binary: its Python client sleeps
    0.1 s for each one that it is sent.
    """
    if not library.stories:
        return  # Pagefind takes an index of nothing for a mistake, and there is nothing to find
    target = site / "pagefind"
    with TemporaryDirectory(prefix="samskapt-") as articles:
        for story in library.stories:
            path = Path(articles) / story_address(story.slug) / "index.html"
            path.parent.mkdir(parents=True)
            path.write_text(document(story, library.vocabulary), encoding="utf-8")
        command = [get_executable(), "--site", articles, "--output-path", str(target)]
        run = subprocess.run(  # noqa: S603 (Pagefind's own binary, from its package)
            [*command, "--force-language", ONE_LANGUAGE, "--silent"], check=False, capture_output=True, text=True
        )
    if run.returncode != 0:
        raise RuntimeError(f"Pagefind could not build the index: {run.stdout}{run.stderr}")
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
