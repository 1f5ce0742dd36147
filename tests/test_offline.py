"""The library in a bag: unpacked to a folder and opened from there, with no server and no net."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

import pytest

from helpers import REPOSITORY
from samskapt.offline import offline_page, offline_zip
from test_browser import visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

SLUGS = {folder.name for folder in (REPOSITORY / "stories").iterdir() if folder.is_dir()}


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the zip unpacks to."""
    target = tmp_path_factory.mktemp("uten nett og æøå")
    with zipfile.ZipFile(site / "ta-med" / "samskapt.zip") as bag:
        bag.extractall(target)
    return target / "samskapt"


def test_every_link_leads_to_a_file(folder: Path) -> None:
    """No address in the folder needs a server to find its page, and every story is there."""
    assert {path.parent.name for path in (folder / "fortellinger").glob("*/index.html")} == SLUGS
    for path in folder.rglob("*.html"):
        for link in re.findall(r'\b(?:href|src|action)="([^"]*)"', path.read_text(encoding="utf-8")):
            address = urldefrag(link)[0].partition("?")[0]
            if address and not re.match(r"[a-z]+:", address):
                assert (path.parent / unquote(address)).is_file(), (path, link)


def test_it_is_walked_through_from_the_folder(browser: Browser, folder: Path) -> None:
    """From the front page to an arena and on to a story and a course; nothing fails, and search says what to do."""
    with visit(browser, folder.as_uri()) as page:
        page.goto((folder / "index.html").as_uri())
        assert page.get_by_text("Uten nett kan du ikke søke i teksten").first.is_visible()
        assert page.locator("input[type=search]").count() == 0
        page.locator("main a[href^='arena/barnehage/']").first.click()
        page.locator(".s-card__title a").first.click()
        assert page.locator("#vanskelig").is_visible()
        page.locator("footer a", has_text="Samlinger til kurs").click()
        assert page.locator("[data-net]").count() == 0
        page.locator(".s-card__title a").first.click()
        assert page.locator(".s-course__stop").count() >= 3


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ('<a href="../">x</a>', '<a href="../index.html">x</a>'),
        ('<a href="..">x</a>', '<a href="../index.html">x</a>'),
        ('<a href=".">x</a>', '<a href="./index.html">x</a>'),
        ('<a href="benken/#vanskelig">x</a>', '<a href="benken/index.html#vanskelig">x</a>'),
        ('<a href="#vanskelig">x</a>', '<a href="#vanskelig">x</a>'),
        ('<a href="https://example.org/">x</a>', '<a href="https://example.org/">x</a>'),
        ('<a href="mailto:a@b.no">x</a>', '<a href="mailto:a@b.no">x</a>'),
        ('<link href="assets/x.css">', '<link href="assets/x.css">'),
        ('<meta content="0;url=../ny/">', '<meta content="0;url=../ny/index.html">'),
        ('<script type="module" src="a.js"></script>', ""),
        ('<form class="a" role="search">\n</form>', '<p class="s-note">nei</p>'),
    ],
)
def test_addresses_are_written_out(written: str, whole: str) -> None:
    """Only addresses of folders within the site are changed."""
    assert offline_page(written, "nei") == whole


def test_the_same_bytes_each_time() -> None:
    """The order of the files and the clock do not matter, and what needs a net stays at home."""
    files = {"b/index.html": b"b", "a.css": b"a", "pagefind/x.js": b"x", "f/1/index.html": b"f"}
    bag = offline_zip(files, "")
    assert bag == offline_zip(dict(reversed(files.items())), "")
    assert b"pagefind" not in bag
    assert b"f/1/" not in bag
