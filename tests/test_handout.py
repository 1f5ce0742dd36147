"""Stories on paper: two sides of A4, with codes that a phone reads from the printed page."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import zxingcpp
from click.testing import CliRunner

from helpers import REPOSITORY, serve_folder
from samskapt.cli import main
from samskapt.qr import qr_code

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

BASE = "https://samskapt.example/"
SLUGS = [folder.name for folder in sorted((REPOSITORY / "stories").iterdir()) if folder.is_dir()]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return our own library as it is built where it knows its address."""
    folder = tmp_path_factory.mktemp("published") / "site"
    ran = CliRunner().invoke(
        main, ["build", "--root", str(REPOSITORY), "--site-dir", str(folder)], env={"SITE_URL": BASE}
    )
    assert ran.exit_code == 0, ran.output
    return folder


@pytest.fixture(scope="module")
def sheets(browser: Browser, published: Path) -> dict[str, pypdfium2.PdfDocument]:
    """Return the printed sheets of each story and each collection."""
    addresses = [f"fortellinger/{slug}/" for slug in SLUGS]
    addresses += [f"samlinger/{path.parent.name}/" for path in (published / "samlinger").glob("*/index.html")]
    made: dict[str, pypdfium2.PdfDocument] = {}
    with serve_folder(published) as site:
        page = browser.new_page()
        for address in addresses:
            page.goto(f"{site}{address}")
            made[address] = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
        page.close()
    return made


def test_a_story_is_one_sheet(sheets: dict[str, pypdfium2.PdfDocument]) -> None:
    """No story fills more than two pages, the longest of 867 words included."""
    assert {address: len(pdf) for address, pdf in sheets.items() if address.startswith("f") and len(pdf) > 2} == {}


def test_codes_lead_to_the_short_address(sheets: dict[str, pypdfium2.PdfDocument], published: Path) -> None:
    """The code on the printed sheet is the story's short address, whose page leads to the story."""
    for address, pdf in sheets.items():
        pages = range(len(pdf))[-1 if address.startswith("f") else 0 :]
        drawn = [pdf[number].render(scale=2).to_pil() for number in pages]
        read = [code.text for page in drawn for code in zxingcpp.read_barcodes(page)]
        assert read, address
        assert len(read) == (1 if address.startswith("f") else len(set(read))), address
        short = read[-1].removeprefix(BASE)
        page = (published / short / "index.html").read_text(encoding="utf-8")
        assert f'<link rel="canonical" href="{BASE}{address}">' in page
    for address in (one for one in sheets if one.startswith("samlinger/")):
        page = (published / address / "index.html").read_text(encoding="utf-8")
        assert page.count('class="s-qr"') == page.count('class="s-course__stop') + 1


@pytest.mark.parametrize("text", [f"{BASE}f/1/", f"{BASE}f/9999/"])
def test_a_code_can_be_damaged(text: str) -> None:
    """A drawing of it is black on white in any scheme, and is hidden from those who hear the page."""
    drawing = qr_code(text)
    assert 'fill="#fff"' in drawing
    assert 'stroke="#000"' in drawing
    assert 'aria-hidden="true"' in drawing


def test_without_an_address_there_is_no_code(root: Path) -> None:
    """A site that does not know where it stands gives no codes that lead nowhere."""
    story = (REPOSITORY / "stories" / "benken").resolve()
    shutil.copytree(story, root / "stories" / "benken")
    text = (root / "stories/benken/index.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("related:")]
    (root / "stories/benken/index.md").write_text("".join(lines), encoding="utf-8")
    ran = CliRunner().invoke(main, ["build", "--root", str(root)], env={"SITE_URL": ""})
    assert ran.exit_code == 0, ran.output
    page = (root / "site/fortellinger/benken/index.html").read_text(encoding="utf-8")
    assert "s-qr" not in page
    assert "Samskapt. (2026, 21. november)" in page
