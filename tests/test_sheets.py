"""The stylesheets as they are shipped: short, the same in meaning, and each on the pages that need it."""

from __future__ import annotations

import gzip
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from helpers import REPOSITORY
from samskapt.theme_files import short_css
from test_browser import visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

CSS = REPOSITORY / "theme" / "css"
MAIN = "assets/samskapt.css"
HARD = """
@charset "UTF-8"; @layer a, b; @layer a { p { color: red } }
@property --turn { syntax: "<angle>"; inherits: false; initial-value: 0deg; }
@supports not (color: light-dark(#000, #fff)) { :root { --a: light-dark( #000, #fff ) } }
@media (width < 34rem) and (hover), print { a :hover, a:hover , a > b + c ~ d { margin: calc(1px + 2px - (3px * -1)) } }
@container (inline-size > 30em) { p::before { content: "/* } */  \\"a\\" "; background: url("a/b.png") } }
:is( h1, h2 ) :not(.a .b)[data-c = "d  e" i] { color: color-mix(in srgb, var(--s-paper) 80%, transparent) !important; }
@page wide { margin: 10mm; size: A4 landscape } p { & > a { top: 0 } --empty: ; --x: a  b; inset: -0.5px +.5em 0.0 }
"""
READ = """(sheets) => sheets.map((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    const selectors = (rules) =>
        [...rules].flatMap((rule) => [rule.selectorText ?? "", ...selectors(rule.cssRules ?? [])]);
    const plain = (text, quoted, sign) => quoted ?? sign ?? " ";
    const spaces = /("(?:\\.|[^"])*")|\\s*([,():])\\s*|\\s+/g;
    return [...selectors(sheet.cssRules), ...[...sheet.cssRules].map((rule) => rule.cssText.replace(spaces, plain))];
})"""
"""Spaces stay in the values of variables and in conditions as they are written, where they mean nothing."""
MOST = {"": 8_500, "fortellinger/": 7_800, "arena/barnehage/": 7_800, "fortellinger/fontenehus/": 10_000}
MOST |= {
    "oversikt/": 9_500,
    "skriv/": 12_500,
    "om/": 7_800,
    "data/": 8_200,
    "samlinger/samskaping-for-nybegynnere/": 10_500,
}
"""How many bytes of stylesheets a page may load, packed."""
FIRST_SEARCH = 32_000
"""How many bytes the list's page may load before it asks for the index, packed, but for fonts: it was 47,000."""


@cache
def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def _sheets(site: Path, page: Path) -> list[str]:
    """Return the addresses of the stylesheets that a page loads."""
    found = re.findall(
        r'<link rel="stylesheet" href="(?:/|(?:\.\./)*)(?:\./)?([^"]+)"', page.read_text(encoding="utf-8")
    )
    assert all((site / one).is_file() for one in found), page
    return found


def _selectors(css: str) -> set[frozenset[str]]:
    """Return the classes that each selector of a stylesheet asks for."""
    heads = re.findall(r"[^{}]+(?=\{)", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    each = {one for head in heads if "@" not in head for one in re.split(r",(?![^(]*\))", head)}
    return {frozenset(re.findall(r"\.(-?[a-z_][\w-]*)", one)) for one in each}


def test_short_stylesheets_mean_the_same(browser: Browser, site_address: str) -> None:
    """A browser reads the same rules from a short stylesheet as from what it was made of, and it is a fifth shorter."""
    sheets = [path.read_text(encoding="utf-8") for path in sorted(CSS.rglob("*.css"))]
    assert len(sheets) > 20
    with visit(browser, site_address) as page:
        page.goto(f"{site_address}om/")
        read = page.evaluate(READ, [HARD, *sheets])
        assert read == page.evaluate(READ, [short_css(css) for css in (HARD, *sheets)])
    assert all(read)
    assert len("".join(map(short_css, sheets))) < 0.85 * len("".join(sheets))


def test_every_page_loads_what_its_classes_need(site: Path) -> None:
    """No page has a class that only a stylesheet speaks of which it does not load; its scripts give it none either."""
    common = frozenset().union(*_selectors((site / MAIN).read_text(encoding="utf-8")))
    own = {
        f"assets/pages/{path.name}": {one for one in _selectors(path.read_text(encoding="utf-8")) if one - common}
        for path in (site / "assets/pages").glob("*.css")
    }
    assert len(own) > 8
    missing = set()
    used = set()
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        if MAIN not in html:  # cards and booklets, which stand alone
            continue
        loaded = _sheets(site, page)
        used.update(loaded)
        names = _names(site, html)
        missing |= {
            (page.relative_to(site).as_posix(), sheet, *one)
            for sheet, selectors in own.items()
            if sheet not in loaded
            for one in selectors
            if one <= names
        }
    assert missing == set()
    assert own.keys() <= used


def _names(site: Path, html: str) -> set[str]:
    """Return the classes that a page has, and those that its scripts may give it."""
    scripts = re.findall(r'<script[^>]* src="(?:/|(?:\.\./)*)(?:\./)?([^"]+)"', html)
    names = {name for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}
    return names.union(*(_named(site / one) for one in scripts))


@cache
def _named(script: Path) -> set[str]:
    """Return the words in the texts of a script that may be classes."""
    return set(re.findall(r"\bs-[a-z][\w-]*", script.read_text(encoding="utf-8")))


@pytest.mark.parametrize("address", MOST)
def test_pages_load_few_bytes_of_style(site: Path, address: str) -> None:
    """What only some pages need is not fetched by the others."""
    assert sum(_packed(site / sheet) for sheet in _sheets(site, site / address / "index.html")) <= MOST[address]


def test_the_first_search_is_light(site: Path) -> None:
    """The page of the list, its styles and its scripts: what a first search costs besides the index and the facets.

    With 1,000 stories the whole may be 220 kB, of which this is what grows when somebody is not looking.
    """
    html = (site / "fortellinger" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r'<script[^>]* src="\.\./([^"]+)"', html)
    assert len(scripts) == 2
    files = [*_sheets(site, site / "fortellinger/index.html"), *scripts]
    assert sum(_packed(site / name) for name in files) <= FIRST_SEARCH
