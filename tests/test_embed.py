"""Cards on other sites' pages: light, whole without us, critical, and found by those that ask for them."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from helpers import GOLDEN, GOOD, REPOSITORY, new_library, serve_folder, write_story
from samskapt.cli import main
from test_browser import visit
from test_collections import TEXT, write_collection

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

BASE = "https://samskapt.example/"
MOST = 20_000


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small site that knows its address, with a collection, a withdrawn story, and one that has moved."""
    root = new_library(tmp_path_factory.mktemp("published"))
    for number, slug in enumerate(("forste", "andre", "tredje")):
        write_story(root, slug, GOOD.replace("title: Prøvehuset", f"title: '«Hus» & \"{number}\" <b>'"))
    write_collection(root, TEXT)
    write_story(root, "borte", (GOLDEN / "good" / "withdrawn.md").read_text(encoding="utf-8"))
    (root / "redirects.yml").write_text("gammel: forste\n", encoding="utf-8")
    ran = CliRunner().invoke(main, ["build", "--root", str(root)], env={"SITE_URL": BASE})
    assert ran.exit_code == 0, ran.output
    return root / "site"


def test_every_story_has_a_light_card(site: Path) -> None:
    """A card with its stylesheet is less than 20 kB, fetches nothing else, and says what was hard."""
    style = (site / "assets/embed.css").stat().st_size
    slugs = [folder.name for folder in (REPOSITORY / "stories").iterdir() if folder.is_dir()]
    collections = [path.stem for path in (REPOSITORY / "collections").glob("*.md")]
    for name in [*slugs, *(f"samlinger/{slug}" for slug in collections)]:
        card = (site / "embed" / name / "index.html").read_text(encoding="utf-8")
        assert len(card.encode()) + style < MOST
        assert re.findall(r'(?:src|href)="(https?:[^"]*)"', card) == []
        assert re.findall(r"<(?:script|img|iframe|form)", card) == []
        if name in slugs:
            assert 'class="s-critical"' in card, name
        else:
            assert card.count("<li>") >= 3


def test_a_card_in_a_frame_on_another_page(browser: Browser, site: Path, tmp_path: Path) -> None:
    """On another site's page the card stands in a frame with a title, and nothing is fetched from anywhere else."""
    with serve_folder(site) as address:
        page_of = tmp_path / "index.html"
        page_of.write_text(
            f'<!DOCTYPE html><title>Kurs</title><iframe src="{address}embed/southwark-circle/" title="x"></iframe>',
            "utf-8",
        )
        (tmp_path / "favicon.ico").write_bytes(b"")
        with serve_folder(tmp_path) as other, visit(browser, "http://127.0.0.1") as page:
            page.goto(other)
            frame = page.frame_locator("iframe")
            assert frame.get_by_role("heading", level=1).inner_text() == "Southwark Circle"
            assert frame.locator(".s-critical").is_visible()
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_oembed_answers(published: Path) -> None:
    """The answer is what the protocol asks for, the page leads to it, and its frame has the story's title."""
    for name, title in (("forste", '«Hus» & "0" <b>'), ("samlinger/makt", "Makt og mat")):
        answer = json.loads((published / "embed" / name / "oembed.json").read_text(encoding="utf-8"))
        assert {"version": "1.0", "type": "rich", "title": title}.items() <= answer.items()
        frame = re.fullmatch(
            r'<iframe src="([^"]*)" title="([^"]*)" width="(\d+)" height="(\d+)"[^>]*></iframe>', answer["html"]
        )
        assert frame is not None
        assert html.unescape(frame[2]) == title
        assert [int(frame[3]), int(frame[4])] == [answer["width"], answer["height"]]
        assert frame[1].startswith(f"{BASE}embed/")
        assert (published / frame[1].removeprefix(BASE) / "index.html").is_file()
        page = (published / ("" if "/" in name else "fortellinger") / name / "index.html").read_text(encoding="utf-8")
        assert f'<link rel="alternate" type="application/json+oembed" href="{BASE}embed/{name}/oembed.json"' in page
        (shown,) = re.findall(r'<code id="kortkode">(.*?)</code>', page, re.DOTALL)
        assert html.unescape(shown) == answer["html"]


def test_cards_last_as_stories_do(published: Path) -> None:
    """A card whose story has moved leads on; one whose story is withdrawn says so, and has no more of it."""
    moved = (published / "embed/gammel/index.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{BASE}embed/forste/">' in moved
    gone = (published / "embed/borte/index.html").read_text(encoding="utf-8")
    assert "De som var med ønsket det." in gone
    assert "s-critical" not in gone
    assert not (published / "embed/borte/oembed.json").exists()


def test_the_code_and_the_reference_can_be_copied(browser: Browser, published: Path) -> None:
    """A button copies the reference, and says that it has; without JavaScript there is no button."""
    with serve_folder(published) as address:
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(f"{address}fortellinger/forste/")
        assert page.locator(".s-cite button").inner_text() == "Kopier"
        page.locator(".s-cite button").click()
        page.locator(".s-cite [role=status]", has_text="Kopiert").wait_for()
        assert page.evaluate("navigator.clipboard.readText()").startswith("Samskapt. (2026, 15. januar). «Hus»")
        page.locator(".s-embed summary").click()
        page.locator(".s-embed button").click()
        page.locator(".s-embed [role=status]", has_text="Kopiert").wait_for()
        assert page.evaluate("navigator.clipboard.readText()").startswith(f'<iframe src="{BASE}embed/forste/"')
        context.close()
        with visit(browser, address, javascript=False) as page:
            page.goto(f"{address}fortellinger/forste/")
            assert not page.locator(".s-cite button").is_visible()
            assert page.locator(".s-cite__text").is_visible()
