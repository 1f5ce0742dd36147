"""The built site: whole, the same by either command, and never built from a library with errors."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from click.testing import CliRunner
from PIL import Image

from helpers import GOLDEN, GOOD, REPOSITORY, TODAY, write_story
from samskapt.cli import main
from samskapt.fields import LANGUAGES
from samskapt.library import read_library
from samskapt.norwegian import Compounds
from samskapt.search_index import document
from samskapt.search_text import Helping, own_words, search_text
from samskapt.yaml_reader import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from samskapt.vocabulary import Vocabulary

SLUGS = [folder.name for folder in sorted((REPOSITORY / "stories").iterdir()) if folder.is_dir()]


DYNAMIC = (
    *("read_", "language_note_", "level_", "driver_", "answer_", "related_"),
    *("data_", "figures_", "gap_", "gathered_", "ground_", "like_", "write_"),
)
"""How the keys begin that are put together from what a story says, or from the name of a file or a table."""


class _Page(HTMLParser):
    """Collects the links, ids and headings of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name in {"href", "src", "action"} and value is not None:
                self.links.append(value)


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _build(root: Path) -> int:
    return CliRunner().invoke(main, ["build", "--root", str(root)]).exit_code


def test_every_address_of_the_design_is_there(site: Path, vocabulary: Vocabulary) -> None:
    """Front page, list, each story, each facet and each term."""
    addresses = [
        "",
        "fortellinger/",
        "om/",
        "skriv/",
        "om/regler/",
        "om/regler/unknown-term/",
        *(f"fortellinger/{slug}/" for slug in SLUGS),
    ]
    for facet in vocabulary.facets.values():
        addresses += [f"{facet.address}/", *(f"{facet.address}/{term}/" for term in facet.terms)]
    assert {"arena/barnehage/", "aktorer/kommune/", "samskapingstype/styrt/", "utfall/tillit/"} <= set(addresses)
    for address in addresses:
        assert (site / address / "index.html").is_file(), address


def test_every_link_leads_somewhere(site: Path) -> None:
    """No link, picture, script or anchor within the site is broken."""
    pages = {path: _Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html") if path.name != "404.html"}
    for path, page in pages.items():
        base = f"http://site/{path.parent.relative_to(site).as_posix()}/".replace("/./", "/")
        for link in page.links:
            parts = urlsplit(urljoin(base, link))
            if parts.hostname != "site":
                assert parts.scheme in {"https", "http", "mailto"}, (path, link)
                continue
            target = site / unquote(parts.path).lstrip("/")
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), (path, link)
            if parts.fragment and target in pages:
                assert parts.fragment in pages[target].ids, (path, link)


def test_pages_are_well_built(site: Path) -> None:
    """One h1 a page, no id twice, and a page's language is Norwegian, but for translations."""
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        page = _Page(html)
        assert page.tags.count("h1") == 1, path
        assert len(page.ids) == len(set(page.ids)), path
        language = path.parent.name if path.parent.name in LANGUAGES else "nb"
        assert f'<html lang="{language}"' in html, path


def test_a_story_shows_what_is_critical(site: Path) -> None:
    """Who decided, what was hard and what came of it stand out alike; the page says who wrote it, from what."""
    for slug in SLUGS:
        html = (site / "fortellinger" / slug / "index.html").read_text(encoding="utf-8")
        assert html.count("s-section--critical") == 2, slug
        assert html.count("s-section--outcome") == 1, slug
        assert "skrevet fortellingen ut fra åpne kilder" in html, slug
        assert 'id="kilde-1"' in html, slug
        assert "[^" not in html, slug


def test_every_source_that_is_pointed_to_is_in_the_list(site: Path) -> None:
    """Each reference in a story leads to its source on the same page."""
    for slug in SLUGS:
        html = (site / "fortellinger" / slug / "index.html").read_text(encoding="utf-8")
        pointed = set(re.findall(r'href="#(kilde-\d+)"', html))
        assert pointed, slug
        assert pointed <= set(re.findall(r'id="(kilde-\d+)"', html)), slug


def test_mkdocs_build_gives_the_same_files(site: Path, tmp_path: Path) -> None:
    """``mkdocs build`` and ``samskapt build`` are one build, to the byte, but for the compressed sitemap's clock."""
    other = tmp_path / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(other)]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    ours, theirs = _files(site), _files(other)
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name] and name != "sitemap.xml.gz"] == []


@pytest.mark.parametrize("command", ["samskapt", "mkdocs"])
def test_a_library_with_errors_is_not_published(root: Path, command: str) -> None:
    """The old site stays byte for byte, broken YAML is told with its place, and never becomes page text."""
    write_story(root, "god", GOOD)
    assert _build(root) == 0
    before = _files(root / "site")
    assert "fortellinger/god/index.html" in before
    write_story(root, "darlig", GOOD.replace("title: Prøvehuset", "title: Kaffe: en historie"))
    run = subprocess.run(
        [sys.executable, "-m", command, "build"],
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 1
    assert "stories/darlig/index.md:2:13: feil: Kolon inne i en tekst" in run.stderr
    assert "Traceback" not in run.stderr
    assert _files(root / "site") == before
    assert sorted(path.name for path in root.iterdir() if path.name.startswith(".")) == []


def test_drafts_and_withdrawn_stories(root: Path) -> None:
    """A draft is not built; a withdrawn story keeps its address and its reason, and its text is nowhere."""
    write_story(root, "utkast", "---\ntitle: Hemmelig utkast\nlanguage: nb\nstatus: draft\n---\n")
    write_story(root, "borte", (GOLDEN / "good" / "withdrawn.md").read_text(encoding="utf-8"))
    assert _build(root) == 0
    files = _files(root / "site")
    assert "fortellinger/utkast/index.html" not in files
    page = files["fortellinger/borte/index.html"].decode()
    assert "De som var med ønsket det." in page
    assert "1. februar 2026" in page
    everything = b"".join(files.values())
    assert b"Hemmelig utkast" not in everything
    assert b"komfyren" not in everything


def test_what_a_stranger_writes_is_shown_as_text(root: Path) -> None:
    """Markup and template signs in fields come out as text, and other languages are marked."""
    text = GOOD.replace("title: Prøvehuset", "title: '<script>alert(1)</script> {{ config }} &amp;'")
    nynorsk = (GOLDEN / "good" / "nynorsk.md").read_text(encoding="utf-8")
    write_story(root, "ond", text)
    write_story(root, "nynorsk", nynorsk)
    assert _build(root) == 0
    for path in (root / "site").rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "<script>alert(1)" not in html, path
    page = (root / "site/fortellinger/ond/index.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ config }} &amp;amp;" in page
    page = (root / "site/fortellinger/nynorsk/index.html").read_text(encoding="utf-8")
    assert '<article class="s-page md-typeset" lang="nn">' in page
    assert '<p class="s-small" lang="nb">Denne fortellingen er på nynorsk.</p>' in page


def _size(picture: bytes) -> tuple[int, int]:
    return Image.open(BytesIO(picture)).size


def test_pictures_are_published_with_their_text(root: Path) -> None:
    """A story's picture is made anew beside its page, and shown with its alternative text and room kept for it."""
    text = (GOLDEN / "good" / "image-and-reviewed.md").read_text(encoding="utf-8")
    text = text.replace("![Et rødt hus](hus.webp)", "![Døra til huset](dor.webp)")
    path = write_story(root, "provehuset", text.replace("related: [fontenehus]\n", ""))
    picture = (GOLDEN / "_files" / "hus.webp").read_bytes()
    (path.parent / "hus.webp").write_bytes(picture)
    (path.parent / "dor.webp").write_bytes(picture)
    assert _build(root) == 0
    folder = root / "site/fortellinger/provehuset"
    html = (folder / "index.html").read_text(encoding="utf-8")
    width, height = _size(picture)
    room = f'width="{width}" height="{height}"'
    ending = next(name.suffix for name in folder.glob("hus.webp.*") if name.suffix != ".webp")
    for name, head, rest in (("hus", "Et rødt hus", ""), ("dor", "Døra til huset", ' loading="lazy"')):
        assert f'srcset="{name}.webp.{width}.webp {width}w"' in html
        assert f'<img src="{name}.webp.{width}{ending}" alt="{head}" {room}{rest}>' in html
        assert _size((folder / f"{name}.webp.{width}{ending}").read_bytes()) == (width, height)
        assert not (folder / f"{name}.webp").exists()
    assert "Sist gjennomgått 1. februar 2026" in html


def test_an_empty_library_can_be_built(root: Path) -> None:
    """The first day of a library is a day like others."""
    assert _build(root) == 0
    assert "Ingen fortellinger ennå" in (root / "site/arena/skole/index.html").read_text(encoding="utf-8")


def test_only_what_is_needed_is_shipped(site: Path) -> None:
    """None of Pagefind's own interfaces, no theme source, and no search index of Material's."""
    files = _files(site)
    assert "pagefind/pagefind.js" in files
    unwanted = re.compile(
        r"pagefind-(ui|modular|component|highlight|worker)|pf_fragment|wasm\.unknown|search_index\.json|^(css|strings)/|\.ya?ml$|\.md$"
    )
    assert [name for name in files if unwanted.search(name)] == []


def test_the_index_reads_articles_without_their_furniture(vocabulary: Vocabulary) -> None:
    """What is indexed is words with weights; reference numbers and headings are none of them."""
    checked = read_library(REPOSITORY, TODAY)
    assert checked.library is not None
    story = checked.library.stories[0]
    html = document(search_text(own_words(story, vocabulary), Helping(Compounds(["fotball"]))))
    assert f'<p data-pagefind-weight="9">{story.title}</p>' in html
    assert 'class="ref"' not in html
    assert "Hva var vanskelig" not in html


def test_no_string_of_the_interface_is_missing(site: Path) -> None:
    """Every t.<key> that a template names is written, and every key is named somewhere."""
    keys = set(read_yaml((REPOSITORY / "theme/strings/nb.yml").read_text(encoding="utf-8")).values)
    templates = "".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "theme").rglob("*.html"))
    code = "".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "tools").rglob("*.py"))
    named = set(re.findall(r"\bt\.(\w+)", templates))
    assert named <= keys
    built = {key for key in keys if key.startswith(DYNAMIC) or f'"{key}"' in code}
    assert keys == named | built
    assert site.is_dir()
