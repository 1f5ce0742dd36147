"""Sends everything in ``attacks/`` through the checker, the build and a browser, and sees that no harm is done."""

from __future__ import annotations

import csv
import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from markupsafe import escape
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from PIL import Image

from attacks.files import FILES, MARK, PICTURES
from attacks.kinds import ANYTHING, HARMLESS, Attack
from attacks.markup import MARKUP
from attacks.reading import READING, TWINS
from attacks.reuse import REUSE
from attacks.time import TIME
from helpers import REPOSITORY, TODAY, serve_folder
from samskapt import library, time_limit
from samskapt.cli import main
from samskapt.diagnostic import Level
from samskapt.export.tables import DELIMITER
from samskapt.hosting import policy
from samskapt.library import Examined, Examiner
from samskapt.messages import LANGUAGES, say
from samskapt.mkdocs_plugin import TOKENS
from samskapt.model import Unfinished
from samskapt.scripts import shipped_scripts
from samskapt.theme_files import booklet_stylesheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from playwright.sync_api import Browser, Dialog, Page, Request

    from samskapt.vocabulary import Vocabulary

ATTACKS = (*MARKUP, *READING, *TWINS, *TIME, *FILES, *REUSE, *PICTURES)
POLICY = policy(booklet_stylesheet(REPOSITORY, (REPOSITORY / TOKENS).read_text(encoding="utf-8")))
AT_ONCE = 12
"""How many pages are opened together."""
PATIENCE = 120_000
"""Milliseconds that they may take, on a machine that has much else to do."""
SECRETS = (b"root:x:0:0", MARK)
"""Stand in files outside a story's folder, or in its files where no reader sees them."""

_ELEMENTS = frozenset(
    """
    a article aside blockquote body br button caption circle code col colgroup datalist dd details dialog div
    dl dt ellipse em fieldset figcaption figure footer form g h1 h2 h3 h4 head header hr html img input label
    legend li like-mine line link main mark meta nav ol optgroup option p path picture polygon polyline pre
    progress q rect script search section select small source span story-search strong summary sup svg table
    tbody td template text textarea tfoot th thead time title tr ul use
    """.split()  # noqa: SIM905 (easier to read than a list)
)
_REFUSED = re.compile(r"on\w+|style|srcdoc|formaction|xlink:href|background|ping|data-pagefind.*")
_OURS = re.compile(r"(?:\.\./|\./|/)*(?:js/(?:write/)?[a-z-]+\.js)")


class _Judge(HTMLParser):
    """Collects what no page of ours may hold."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in _ELEMENTS:
            self.wrong.append(f"<{tag}>")
        self.wrong += [f"{tag} {name}" for name in given if _REFUSED.fullmatch(name)]
        if tag == "script" and given.get("type") != "application/ld+json" and not _OURS.fullmatch(given.get("src", "")):
            self.wrong.append(f"script {given}")
        if tag == "meta" and given.get("http-equiv") not in {None, "Content-Security-Policy"} and not _leads_on(given):
            self.wrong.append(f"meta {given}")
        for name in ("href", "src", "action"):
            scheme = re.match(r"[^/?#]*:|\s*//|\\", given.get(name, ""))
            if scheme and (scheme[0] not in {"https:", "http:", "mailto:"} or (tag != "a" and scheme)):
                self.wrong.append(f"{tag} {name}={given[name]}")


def _leads_on(given: Mapping[str, str]) -> bool:
    """Say whether a meta element leads from a short address to a page of ours, at once."""
    return given["http-equiv"] == "refresh" and bool(re.fullmatch(r"0;url=(?:\.\./)+[a-z0-9/-]+", given["content"]))


def _wrong_with(site: Path) -> dict[str, list[str]]:
    """Return what is wrong with each page of a site."""
    pages = {
        str(path.relative_to(site)): path.read_text(encoding="utf-8") for path in site.rglob("*.html") if path.is_file()
    }
    return {name: wrong for name, html in pages.items() if (wrong := _Judge(html).wrong)}


def _examined(attack: Attack, root: Path, vocabulary: Vocabulary) -> Examined:
    slug = attack.write(root / "stories").name
    return Examiner(root, vocabulary, frozenset({slug, "fontenehus"}), TODAY).examine(slug)


def test_the_corpus_is_large_and_every_name_its_own() -> None:
    """At least two hundred attacks, and some good stories that look a little like them."""
    names = Counter(attack.name for attack in ATTACKS)
    assert names.most_common(1)[0][1] == 1
    assert len(ATTACKS) - len(TWINS) - len(PICTURES) >= 400
    assert len(TWINS) >= 20


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_what_becomes_of_it(
    attack: Attack, tmp_path: Path, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is refused by the rule that should, or published where it does no harm; and told in both languages."""
    monkeypatch.setattr(time_limit, "MOST_SECONDS", 60)  # a machine may have much else to do; see the sizes in time.py
    examined = _examined(attack, tmp_path, vocabulary)
    errors = {one.rule for one in examined.diagnostics if one.level == Level.ERROR}
    assert "too-slow" not in errors
    if attack.must == HARMLESS:
        assert not errors
    elif attack.must != ANYTHING:
        assert attack.must in errors
    for one in examined.diagnostics:
        for language in LANGUAGES:
            said = say(one, language)
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said.message + said.hint)


def _library(root: Path, attacks: Iterable[Attack]) -> Path:
    """Return a library in which the attacks are the stories."""
    for name in ("vocabulary", "theme", "pages"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    (root / "outside").write_bytes(b"".join(SECRETS))
    for attack in attacks:
        attack.write(root / "stories")
    return root


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Path:
    """Return the site of all attacks that nothing is wrong with, built by ``samskapt build``."""
    each = tmp_path_factory.mktemp("each")
    fine = [
        attack
        for attack in ATTACKS
        if attack.must in {HARMLESS, ANYTHING}
        and all(one.level != Level.ERROR for one in _examined(attack, each, vocabulary).diagnostics)
    ]
    root = _library(tmp_path_factory.mktemp("fine"), fine)
    main.main(["build", "--root", str(root)], standalone_mode=False)
    for attack in fine:
        assert (root / "site" / "fortellinger" / attack.name / "index.html").is_file()
    return root / "site"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the preview of all attacks: what someone sees who fetches a pull request to look at it."""
    root = _library(tmp_path_factory.mktemp("all"), ATTACKS)
    config = load_config(str(root / "mkdocs.yml"))
    config.plugins.on_startup(command="serve", dirty=False)
    mkdocs_build.build(config)
    return Path(config.site_dir)


def _opened(page: Page, address: str, site: Path, *, but: Path | None = None) -> list[str]:
    """Open every story of a site, and the pages that show many; return what happened that should not.

    Stories that have a page on the site ``but`` are left out: they have been opened there.

    They are opened in frames, many at a time: each is a page of its own all the same.
    """
    happened: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith(address):
            happened.append(f"{request.frame.url} asked for {request.url}")

    def dialog(shown: Dialog) -> None:
        happened.append(f"a script ran: {shown.message}")
        shown.dismiss()

    page.on("request", asked)
    page.on("dialog", dialog)
    page.on("pageerror", lambda error: happened.append(str(error)))
    page.on("console", lambda said: happened.append(f"{said.location}: {said.text}") if said.type == "error" else None)
    names = [path.parent.relative_to(site).as_posix() for path in sorted(site.rglob("index.html"))]
    names = [name for name in names if name.startswith("fortellinger") or name in {".", "arena/moteplass"}]
    if but:
        names = [name for name in names if name.count("/") == 0 or not (but / name).exists()]
    for begin in range(0, len(names), AT_ONCE):
        frames = [f'<iframe src="{address}{quote(name)}/"></iframe>' for name in names[begin : begin + AT_ONCE]]
        # one name each: a server may say that a file of the same second is the same
        gathered = site / f"frames-{begin}.html"
        gathered.write_text(
            f"<!DOCTYPE html><title>x</title><link rel=icon href=data:,>{''.join(frames)}", encoding="utf-8"
        )
        page.goto(f"{address}{gathered.name}", wait_until="load")
        gathered.unlink()
        assert len(page.frames) == len(frames) + 1
        for frame in page.frames:
            assert frame.url.startswith(address)
            assert frame.evaluate("document.title") or frame.evaluate("document.querySelector('h1').textContent")
    return happened


@pytest.mark.parametrize("which", ["site", "preview"])
def test_nothing_runs_and_nothing_is_fetched(which: str, browser: Browser, request: pytest.FixtureRequest) -> None:
    """No page that comes of an attack holds what it should not, runs a script, leads away or asks other sites."""
    site: Path = request.getfixturevalue(which)
    assert _wrong_with(site) == {}
    with serve_folder(site) as address:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        assert _opened(page, address, site, but=request.getfixturevalue("site") if which == "preview" else None) == []
        page.close()


@pytest.mark.parametrize("which", ["site", "preview"])
def test_nothing_from_outside_is_published(which: str, request: pytest.FixtureRequest) -> None:
    """No file of a site is a link, holds what other files held, or is one that a stranger sent as it was."""
    site: Path = request.getfixturevalue(which)
    sent = {data for attack in ATTACKS for data in attack.files.values() if data}
    for path in site.rglob("*"):
        assert not path.is_symlink(), path
        if path.is_file():
            data = path.read_bytes()
            assert data not in sent, path
            assert [secret for secret in SECRETS if secret in data] == [], path


def test_the_theme_is_the_theme(site: Path) -> None:
    """No file of a story takes the place of the site's own."""
    theme = REPOSITORY / "theme"
    own = {
        path.relative_to(theme).as_posix(): path for path in (theme / "js").rglob("*.js") if "vendor" not in path.parts
    }
    for name, script in shipped_scripts({name: path.read_text(encoding="utf-8") for name, path in own.items()}).items():
        if name not in {"js/preview.js", "js/worker.js"}:  # the worker stands above what it serves, see edition
            assert (site / name).read_text(encoding="utf-8") == script, name
    assert not (site / "js" / "preview.js").exists()


def test_pictures_are_made_anew(site: Path) -> None:
    """A page shows WebP in the widths it needs and a fallback, with room kept; no file says more than it shows."""
    folder = site / "fortellinger" / "picture-twin-jpeg"
    html = (folder / "index.html").read_text(encoding="utf-8")
    names = sorted(path.name for path in folder.iterdir())
    files = ["hus.jpg.1440.webp", "hus.jpg.480.webp", "hus.jpg.960.jpg", "hus.jpg.960.webp"]
    cited = [f"picture-twin-jpeg.{kind}" for kind in ("bib", "json", "ris")]
    assert names == [*files, "index.html", "kort.og.png", *cited]
    assert 'srcset="hus.jpg.480.webp 480w, hus.jpg.960.webp 960w, hus.jpg.1440.webp 1440w"' in html
    assert 'src="hus.jpg.960.jpg" alt="Et hus ved sjøen" width="1440" height="1080" loading="lazy"' in html
    for name in files:
        with Image.open(folder / name) as picture:
            assert not picture.getexif()
            assert not picture.info.keys() & {"exif", "xmp", "comment", "icc_profile", "photoshop"}


def test_every_page_has_the_policy(site: Path) -> None:
    """The policy stands before anything that it could be asked about, in every page and in the headers' file."""
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert html.index(escape(POLICY)) < min(
            html.find(f"<{name}") % len(html) for name in ("title", "script", "link")
        ), path
        assert '<meta name="referrer" content="same-origin">' in html, path
    assert f"  Content-Security-Policy: {POLICY}\n" in (site / "_headers").read_text(encoding="utf-8")


def test_json_in_pages_cannot_end_its_element(site: Path) -> None:
    """Whatever a title holds, the JSON of a page is one element, and says what the title says."""
    for path in (site / "fortellinger").glob("field-title-*/index.html"):
        html = path.read_text(encoding="utf-8")
        found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
        assert len(found) == 1
        assert "<" not in found[0]
        assert json.loads(found[0])["headline"].startswith("Ord ")


def test_what_machines_read_is_well_formed(site: Path) -> None:
    """Feeds, maps, pictures and data hold together whatever a title is, and no cell of a table can be a formula."""
    kinds = Counter(path.suffix for path in site.rglob("*") if path.is_file())
    assert {".xml", ".json", ".csv", ".jsonld"} <= kinds.keys()
    for path in site.rglob("*"):
        if path.suffix in {".xml", ".svg", ".rdf"}:
            ET.parse(path)  # noqa: S314 (our own; what it is made of is what is tried)
        elif path.suffix in {".json", ".jsonld", ".geojson"}:
            json.loads(path.read_bytes())
        elif path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.reader(file, delimiter=DELIMITER))
            assert {len(row) for row in rows} == {len(rows[0])}, path
            assert [cell for row in rows for cell in row if re.match(r"[=+@\t\r]|-\D", cell)] == []


def test_the_command_says_it_without_a_traceback(tmp_path: Path) -> None:
    """All attacks at once are one report, exit code 1, with nothing in it that could lead a terminal astray."""
    root = _library(tmp_path, (*MARKUP, *READING, *FILES))
    for form in ("text", "github"):  # the others are made of the same sentences
        run = subprocess.run(
            [sys.executable, "-m", "samskapt", "check", "--root", str(root), "--format", form],
            check=False,
            capture_output=True,
        )
        assert run.returncode == 1
        assert b"Traceback" not in run.stdout + run.stderr
        assert not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", run.stdout + run.stderr)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no clock that rings")
def test_a_story_that_takes_too_long_is_told_and_the_others_go_on(
    tmp_path: Path, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is each story's own, whether it is checked or read to be published."""
    for name in ("a", "b"):
        TWINS[0].write(tmp_path / "stories" / name)
    examiner = Examiner(tmp_path, vocabulary, frozenset({"a", "b"}), TODAY)
    monkeypatch.setattr(time_limit, "MOST_SECONDS", 0.05)

    def slow(_path: object, _file: str) -> object:
        while True:
            pass

    monkeypatch.setattr(library, "read_folder", slow)
    assert [one.rule for one in examiner.check("a").diagnostics] == ["too-slow"]
    examined = examiner.examine("b")
    assert [one.rule for one in examined.diagnostics] == ["too-slow"]
    assert isinstance(examined.story, Unfinished)
    assert signal.getsignal(signal.SIGALRM) in {signal.SIG_DFL, signal.SIG_IGN, None}


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no clock that rings")
def test_a_story_that_waits_for_a_busy_machine_is_not_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time that others have used is not the story's, but one that waits for ever is told all the same."""
    monkeypatch.setattr(time_limit, "MOST_SECONDS", 0.05)
    with time_limit.time_limit():
        time.sleep(0.12)
    with pytest.raises(time_limit.TooSlowError), time_limit.time_limit():
        time.sleep(20)
