"""The library in a bag: unpacked to a folder and opened from there, with no server and no net."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag

import pytest

from helpers import REPOSITORY
from samskapt.offline import offline_page, offline_zip, packed
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
        page.locator("#vanskelig").wait_for()
        page.locator("footer a", has_text="Samlinger til kurs").click()
        assert page.locator("[data-net]").count() == 0
        page.locator(".s-card__title a").first.click()
        page.locator(".s-course__stop").nth(2).wait_for()


LISTED = """() => {
    const boxes = [...document.querySelectorAll("fieldset input")];
    const count = (box) => box.closest("label").querySelector(".s-count").textContent;
    const text = (card, part) => card.querySelector(part)?.textContent.trim();
    return [
        boxes.map((box) => [box.name, box.value, count(box), box.checked]),
        [...document.querySelectorAll(".s-card")].map((card) => [card.dataset.address, text(card, ".s-card__title"),
            text(card, ".s-where"), text(card, ".s-card__summary"), text(card, ".s-card__hard span")]),
        document.querySelector("[role=status]").textContent,
        [...document.querySelectorAll(".s-chips button")].map((chip) => chip.textContent),
    ];
}"""


@pytest.mark.parametrize("page_of", ["fortellinger/", "arena/nabolag/"])
def test_choosing_works_as_online(browser: Browser, site_address: str, folder: Path, page_of: str) -> None:
    """The same choices give the same numbers and the same stories, in the same order, and open from the folder."""
    seen = []
    for base, last in ((site_address, ""), (f"{folder.as_uri()}/", "index.html")):
        with visit(browser, base) as page:
            page.goto(f"{base}{page_of}{last}")
            steps: list[Any] = []
            chips = "(count) => document.querySelectorAll('.s-chips button').length === count"
            for name, value in (("samskapingstype", "likeverdig"), ("livsfase", "voksne"), ("livsfase", "barn")):
                page.locator(f"input[name={name}][value={value}]").evaluate("box => box.click()")
                page.wait_for_function(chips, arg=len(steps) + 1)
                steps.append(page.evaluate(LISTED))
            page.reload()
            page.wait_for_function(chips, arg=3)
            steps.append(page.evaluate(LISTED))
            page.locator("#sorter").select_option("nyeste")
            page.wait_for_timeout(200)
            steps.append(page.evaluate(LISTED))
            page.go_back()
            page.locator(".s-chips button").first.click()
            page.wait_for_function(chips, arg=2)
            steps.append(page.evaluate(LISTED))
            seen.append(steps)
            page.locator(".s-card__title a").first.click()
            page.locator("#vanskelig").wait_for()
    assert len({str(step) for step in seen[0]}) >= 4
    assert seen[0] == seen[1]


def test_cards_that_the_page_did_not_bring(browser: Browser, folder: Path) -> None:
    """A list brings the first stories only: the others are made of what the folder brings, summaries and all."""
    with visit(browser, folder.as_uri()) as page:
        address = f"{folder.as_uri()}/fortellinger/index.html"
        page.goto(address)
        page.locator(".s-status", has_text="fortellinger").wait_for()
        whole = page.evaluate(LISTED)[1]
        html = (folder / "fortellinger" / "index.html").read_text(encoding="utf-8")
        (folder / "fortellinger" / "uten.html").write_text(
            re.sub(r'(<ul class="s-cards">).*?(</ul>)', r"\1\2", html, count=1, flags=re.DOTALL), encoding="utf-8"
        )
        page.goto(address.replace("index.html", "uten.html") + "?sorter=tittel&livsfase=eldre")
        page.locator(".s-status", has_text=" av ").wait_for()
        page.locator(".s-card").last.scroll_into_view_if_needed()
        page.wait_for_function(
            "() => [...document.querySelectorAll('.s-card__summary')].every((one) => one.textContent !== '')"
        )
        made = page.evaluate(LISTED)[1]
    assert 1 < len(made) < len(whole)
    named = {card[0]: card for card in whole}
    assert made == [named[card[0]] for card in made]


def test_a_page_may_fetch_from_its_folder(folder: Path) -> None:
    """Its policy says so by name, for browsers in which no file is another's own; scripts within pages stay out."""
    html = (folder / "fortellinger" / "fontenehus" / "index.html").read_text(encoding="utf-8")
    assert "script-src &#39;self&#39; file: &#39;wasm-unsafe-eval&#39;;" in html


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
        (
            '<script type="module" src="../js/story-search.js"></script>',
            '<script defer src="../search/stories.js"></script><script defer src="../js/story-search.js"></script>',
        ),
        ('<ul><li data-net><a href="ta-med/">x</a></li>\n<li>y</li></ul>', "<ul>\n<li>y</li></ul>"),
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


def test_files_are_packed_where_they_are_made() -> None:
    """Pages that come packed already give the same zip, and their text is not asked for again."""
    files = {"b/index.html": b'<a href="../">b</a>', "a.css": b"a", "c/index.html": b"c" * 99, "d.png": b"d"}
    ready = {name: packed(name, data, "") for name, data in files.items() if name.endswith(".html")}
    rest = {name: data for name, data in files.items() if name not in ready}
    assert offline_zip(rest, "", ready) == offline_zip(files, "")
