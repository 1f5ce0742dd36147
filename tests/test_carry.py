"""The library taken along in the browser: turned on, used without a net, renewed as the site changes, turned off."""

from __future__ import annotations

import functools
import json
import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Literal

import pytest

from helpers import REPOSITORY
from samskapt.edition import EDITION, WORKER, kept, write_edition
from test_accessibility import AXE, violations
from test_browser import visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

FOLDER = "bibliotek/"
"""The site stands in a folder, as it may."""
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
TITLE, NEW_TITLE = "Benken i Sandnes", "Benken som ble flyttet"


@dataclass
class Place:
    """A site that can change, on this machine: its files, its address, and what has been asked for."""

    files: Path
    address: str = ""
    asked: list[str] = field(default_factory=list)


class _Strict(SimpleHTTPRequestHandler):
    """Serves a folder with the strictest policy."""

    def __init__(self, *arguments: Any, asked: list[str], **named: Any) -> None:  # noqa: ANN401 (the base class's)
        self.asked = asked
        super().__init__(*arguments, **named)

    def end_headers(self) -> None:
        """Add the policy."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (the name is the base class's)
        """Note what was asked for."""
        self.asked.append(format % arguments)


@pytest.fixture
def place(site: Path, tmp_path: Path) -> Iterator[Place]:
    """Return a copy of the site that can be changed."""
    shutil.copytree(site, tmp_path / FOLDER)
    place = Place(tmp_path / FOLDER)
    handler = functools.partial(_Strict, directory=str(tmp_path), asked=place.asked)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place.address = f"http://127.0.0.1:{server.server_port}/{FOLDER}"
    yield place
    server.shutdown()
    server.server_close()


@contextmanager
def carried(browser: Browser, place: Place) -> Iterator[Page]:
    """Take the library along in a fresh browser."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(f"{place.address}ta-med/")
    says(page, "Det tar omtrent")
    page.get_by_role("button", name="Ta med biblioteket").click()
    says(page, "Biblioteket er med. Kopien er fra")
    yield page
    context.close()


def says(page: Page, text: str) -> None:
    """Wait until the page of taking along says something."""
    page.locator(".s-carry [role=status]", has_text=text).wait_for()


def change(place: Place) -> None:
    """Publish a new edition, in which one story has another title."""
    for path in place.files.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if TITLE in text:
            path.write_text(text.replace(TITLE, NEW_TITLE), encoding="utf-8")
    shutil.copy(REPOSITORY / "theme/js/worker.js", place.files / "js/worker.js")
    write_edition(place.files)


def caches(page: Page) -> int:
    """Return how many editions are kept."""
    return int(page.evaluate("caches.keys().then((names) => names.length)"))


def test_all_of_it_works_without_a_net(browser: Browser, place: Place) -> None:
    """Pages, search with excerpts, choices and the page for what is not there; and nothing is asked of the server."""
    with carried(browser, place) as page:
        page.context.set_offline(offline=True)
        place.asked.clear()
        page.goto(f"{place.address}fortellinger/?q=barnehager")
        page.locator("story-search [role=status]", has_text="barnehager").wait_for()
        page.locator(".s-card__excerpt mark").first.wait_for()
        page.locator("input[name=samskapingstype][value=likeverdig]").evaluate("box => box.click()")
        page.locator(".s-chips button").wait_for()
        page.locator(".s-card__title a").first.click()
        page.locator("#vanskelig").wait_for()
        page.goto(f"{place.address}oversikt/index.html")
        assert page.locator("h1").is_visible()
        page.goto(f"{place.address}samlinger")
        assert page.url == f"{place.address}samlinger/"
        page.goto(f"{place.address}fortellinger/finnes-ikke/")
        assert "404" in page.title() or page.get_by_role("heading", level=1).is_visible()
        page.goto(f"{place.address}ta-med/")
        says(page, "Uten nett får du ikke vite om det finnes noe nyere")
        assert place.asked == []


def test_every_page_is_kept(place: Place) -> None:
    """The list holds every page but those of other sites, the whole search, and what it says of sizes is so."""
    edition = json.loads((place.files / EDITION).read_text(encoding="utf-8"))
    kept = {address for address, _, _ in edition["files"]}
    pages = {path.parent.relative_to(place.files).as_posix() + "/" for path in place.files.rglob("*/index.html")}
    assert {page for page in pages if not page.startswith("embed/")} <= kept
    assert {path.relative_to(place.files).as_posix() for path in place.files.glob("pagefind/**/*.*")} <= kept
    assert {"", "search/stories.json", "assets/samskapt.css", "404.html"} <= kept
    assert not any(address.endswith((".zip", ".og.png", WORKER)) for address in kept)
    assert edition["bytes"] == sum(size for _, _, size in edition["files"])
    assert f'const VERSION="{edition["version"]}"' in (place.files / WORKER).read_text(encoding="utf-8")


def test_a_new_edition_takes_over_whole(browser: Browser, place: Place) -> None:
    """The old one answers until the new one is there and wanted; only what has changed is fetched."""
    with carried(browser, place) as page:
        change(place)
        place.asked.clear()
        page.goto(f"{place.address}fortellinger/benken/")
        assert page.locator("h1").inner_text() == TITLE
        page.locator(".s-newer").wait_for()  # fetched beside the old one, and waits
        page.locator(".s-newer a").click()
        says(page, "Det finnes en nyere utgave")
        page.get_by_role("button", name="Hent den nye utgaven").click()
        says(page, "Nå har du den nyeste utgaven")
        assert caches(page) == 1
        page.context.set_offline(offline=True)
        page.goto(f"{place.address}fortellinger/benken/")
        assert page.locator("h1").inner_text() == NEW_TITLE
        assert not page.locator(".s-newer").is_visible()
        changed = [line for line in place.asked if "GET" in line]
        assert 3 < len(changed) < 100, changed


def test_a_new_edition_that_is_not_whole_changes_nothing(browser: Browser, place: Place) -> None:
    """Where a file cannot be had the old edition stays, and the reader is told."""
    with carried(browser, place) as page:
        change(place)
        shutil.rmtree(place.files / "fortellinger/benken")
        page.goto(f"{place.address}ta-med/")
        says(page, "Det finnes en nyere utgave")
        page.get_by_role("button", name="Hent den nye utgaven").click()
        says(page, "Det gikk ikke å hente alt, og ingenting er endret")
        page.context.set_offline(offline=True)
        page.goto(f"{place.address}fortellinger/benken/")
        assert page.locator("h1").inner_text() == TITLE
        assert caches(page) == 1


def test_it_is_turned_off(browser: Browser, place: Place) -> None:
    """Nothing is left of it, and the site is fetched anew."""
    with carried(browser, place) as page:
        page.get_by_role("button", name="Slå av og slett kopien").click()
        says(page, "Kopien er slettet")
        assert caches(page) == 0
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
        answer = page.goto(f"{place.address}fortellinger/benken/")
        assert answer is not None
        assert not answer.from_service_worker
        page.goto(f"{place.address}ta-med/")
        assert page.get_by_role("button", name="Ta med biblioteket").is_visible()


def test_nothing_is_kept_unasked(browser: Browser, site_address: str) -> None:
    """Whoever does not turn it on has no worker, and without JavaScript there is the folder."""
    context = browser.new_context()
    page = context.new_page()
    for address in ("", "fortellinger/", "ta-med/"):
        page.goto(f"{site_address}{address}", wait_until="networkidle")
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    context.close()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_address}ta-med/")
    assert page.get_by_text("Uten det kan du laste ned biblioteket som en mappe").is_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Last ned mappa (zip)").click()
    assert download.value.suggested_filename == "samskapt.zip"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_all_that_can_be_shown(
    browser: Browser, site_address: str, scheme: Literal["light", "dark"]
) -> None:
    """WCAG 2.2 AA with every button, the line of progress and the notice of a newer edition."""
    with visit(browser, site_address) as page:
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{site_address}ta-med/")
        says(page, "Det tar omtrent")
        page.evaluate("document.querySelectorAll('.s-newer, .s-carry [hidden]').forEach((one) => (one.hidden = false))")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.locator(".s-newer").is_visible()
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_known_of_a_file_is_not_found_out_again(tmp_path: Path) -> None:
    """The list takes what it is given of a file, under the address that the file has without its name."""
    for name in ("js/worker.js", "a/index.html", "index.html", "a/b.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    known = {"a/index.html": kept("a/index.html", b"made in memory")}
    write_edition(tmp_path, known)
    listed = json.loads((tmp_path / EDITION).read_text(encoding="utf-8"))["files"]
    assert listed == [["a/b.css", listed[0][1], 1], [*known["a/index.html"]], ["", listed[0][1], 1]]
    assert listed[1][0::2] == ["a/", 14]
